'use strict';
// for-of over what is built in goes without result objects while nobody has
// changed its iterator (helper_iterator.c); node is the oracle.
const { test } = require('../../harness');
const { eq, throws } = require('./expect');

function all(iterable) {
  const list = [];
  for (const value of iterable)
    list.push(value);
  return list.join();
}

test('strings', () => {
  eq(all(''), '');
  eq(all('abc'), 'a,b,c');
  eq(all('a\u00e4\u{1f600}\ud83d'), 'a,\u00e4,\u{1f600},\ud83d');
  eq(all(new String('xy')), 'x,y');
  eq([...'\u{1f600}b'].length, 2);
  const it = 'abc'[Symbol.iterator]();
  for (const value of it) {
    eq(value, 'a');
    break;
  }
  eq(all(it), 'b,c');
  eq(all(it), '');
  eq(JSON.stringify(it.next()), '{"done":true}');
});

test('arrays: keys, entries, views', () => {
  eq(all(['a', 'b'].entries()), '0,a,1,b');
  eq(all(['a', 'b'].keys()), '0,1');
  eq(all(new Uint8Array([1, 2])), '1,2');
  eq(all([1, , 3].values()), '1,,3');
  const list = [1, 2];
  const seen = [];
  for (const [i, value] of list.entries()) {
    seen.push(value);
    if (i < 3)
      list.push(i);
  }
  eq(seen.join(), '1,2,0,1,2');
  const getter = Object.defineProperty([], 0, {
    get() { throw new RangeError(); } });
  throws(() => all(getter.values()), RangeError);
  const it = list.values();
  eq(Object.keys(it.next()).join(), 'value,done');
  const view = new Uint8Array(new ArrayBuffer(4));
  const steps = view.values();
  structuredClone(view.buffer, { transfer: [view.buffer] });
  throws(() => all(steps), TypeError);
});

test('next that somebody replaced', () => {
  const it = 'abc'[Symbol.iterator]();
  let count = 0;
  it.next = () => ({ done: count++ > 1, value: count });
  eq(all(it), '1,2');
  const { next } = Object.getPrototypeOf([].values());
  const bound = next.bind([1].values());
  eq(all({ [Symbol.iterator]: () => ({ next: bound }) }), '1');
  throws(() => all({ [Symbol.iterator]: () => ({ next }) }), TypeError);
});
