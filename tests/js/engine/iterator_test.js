'use strict';
// Iterator and its helpers (ES2025); Node 20 lacks them, Node 22 is the oracle.
const { test } = require('../../harness');
const { eq, throws } = require('./expect');

function same(actual, json) {
  eq(JSON.stringify(actual), json);
}
/** An iterator that counts its calls of next and return. */
function counted(values) {
  return {
    __proto__: Iterator.prototype,
    calls: 0,
    closed: 0,
    next() {
      return { value: values[this.calls], done: this.calls++ >= values.length };
    },
    return() {
      this.closed++;
      return {};
    },
  };
}
const there = typeof Iterator === 'function';

test('helpers are lazy and chain', () => {
  if (!there) return;
  const it = counted([1, 2, 3, 4, 5]);
  const chain = it.filter((x) => x % 2).map((x, i) => x * 10 + i).drop(1);
  eq(it.calls, 0);
  same([...chain.take(1)], '[31]');
  eq(it.closed, 1);
  same(counted([1, 2]).flatMap((x) => [x, [x]]).toArray(), '[1,[1],2,[2]]');
  same(new Set([1, 2, 3]).values().map((x) => x + 1).toArray(), '[2,3,4]');
  eq(chain[Symbol.toStringTag], 'Iterator Helper');
});

test('what throws closes the iterator', () => {
  if (!there) return;
  const it = counted([1, 2]);
  const bad = it.map(() => {
    throw new RangeError();
  });
  throws(() => bad.next(), RangeError);
  eq(it.closed, 1);
  same(bad.next(), '{"done":true}');
  const other = counted([1]);
  throws(() => other.take(-1), RangeError);
  throws(() => other.take(NaN), RangeError);
  throws(() => other.map(1), TypeError);
  eq(other.closed, 3);
  const strings = counted(['ab']);
  throws(() => strings.flatMap((x) => x).next(), TypeError);
  eq(strings.closed, 1);
});

test('walking to the end', () => {
  if (!there) return;
  eq(counted([1, 2, 3]).reduce((a, b) => a + b), 6);
  eq(counted([1, 2, 3]).reduce((a, b) => a + b, 'x'), 'x123');
  throws(() => counted([]).reduce(() => 1), TypeError);
  const it = counted([1, 2, 3]);
  eq(it.some((x) => x === 2), true);
  eq(it.calls, 2);
  eq(it.closed, 1);
  eq(counted([1, 2]).every((x) => x > 0), true);
  eq(counted([1, 2]).find((x, i) => i === 1), 2);
  eq(counted([]).find(() => true), undefined);
  const seen = [];
  counted([7, 8]).forEach((x, i) => seen.push(x, i));
  same(seen, '[7,0,8,1]');
});

test('Iterator.from and return', () => {
  if (!there) return;
  const array = [1, 2].values();
  eq(Iterator.from(array), array);
  const foreign = {
    n: 0,
    next() {
      return { value: this.n++, done: this.n > 3 };
    },
  };
  const wrapped = Iterator.from(foreign);
  eq(wrapped instanceof Iterator, true);
  same(wrapped.toArray(), '[0,1,2]');
  same(Iterator.from('ab').toArray(), '["a","b"]');
  throws(() => Iterator.from(1), TypeError);
  throws(() => new Iterator(), TypeError);
  const it = counted([1]);
  const helper = it.map((x) => x);
  same(helper.return(), '{"done":true}');
  eq(it.closed, 1);
  helper.return();
  eq(it.closed, 1);
});
