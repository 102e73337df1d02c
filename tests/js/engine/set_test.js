// Set's methods on two sets (ECMA-262 24.2.4, edition of 2025), in V8's words.
// drupe only: Node 20 has none of them.
'use strict';
const { test } = require('../../harness');
const { eq, throws } = require('./expect');

const list = (set) => [...set].join();
const of = (...values) => new Set(values);

test('what is in both, in one, in the other', () => {
  eq(list(of(1, 2, 3).union(of(3, 4))), '1,2,3,4');
  eq(list(of(1, 2, 3).intersection(of(3, 2))), '3,2');
  eq(list(of(3, 2).intersection(of(1, 2, 3))), '3,2');
  eq(list(of(1, 2, 3).difference(of(2))), '1,3');
  eq(list(of(2).difference(of(1, 2, 3))), '');
  eq(list(of(1, 2, 3).symmetricDifference(of(4, 3))), '1,2,4');
  eq(list(of(1).union(new Map([[2, 'two']]))), '1,2');
  eq(of(NaN).isSubsetOf(of(NaN, 1)), true);
  eq(Object.is([...of().union({ size: 1, has() {}, keys: () => [-0].values() })]
    [0], 0), true);
});

test('questions', () => {
  eq(of(1).isSubsetOf(of(1, 2)), true);
  eq(of(1, 3).isSubsetOf(of(1, 2)), false);
  eq(of(1, 2).isSupersetOf(of(1)), true);
  eq(of(1, 2).isSupersetOf(of(3)), false);
  eq(of(1).isDisjointFrom(of(2, 3)), true);
  eq(of(1, 2, 3).isDisjointFrom(of(3)), false);
  eq(of().isSubsetOf(of()) && of().isDisjointFrom(of()), true);
});

test('an answer before the end closes the iterator', () => {
  let closed = 0;
  const keys = () => ({
    next: () => ({ done: false, value: 5 }),
    return() { closed++; return {}; },
  });

  eq(of(1).isSupersetOf({ size: 0, has() {}, keys }), false);
  eq(of(5).isDisjointFrom({ size: 0, has() {}, keys }), false);
  eq(closed, 2);
});

test('sets that change while they are walked', () => {
  const own = of(1, 2);
  const seen = [];
  const has = (value) => {
    seen.push(value);
    own.delete(1);
    if (value < 5)
      own.add(value + 3);
    return true;
  };

  eq(list(own.intersection({ size: 9, has, keys() {} })), '1,2,4,5,7');
  eq(seen.join(), '1,2,4,5,7');
});

test('a subclass is not asked for its species', () => {
  class Own extends Set {
    static get [Symbol.species]() { throw new Error('asked'); }
    has() { throw new Error('asked'); }
  }

  eq(new Own([1]).union(of(2)).constructor, Set);
});

test('errors have V8\'s words', () => {
  const like = (more) => ({ size: 1, has() {}, keys() {}, ...more });

  throws(() => of().union(1), TypeError,
    'Set.prototype.union argument must be an object');
  throws(() => of().union([]), TypeError, 'The .size property is NaN');
  throws(() => of().union({ size: -1 }), RangeError, "'-1' is an invalid size");
  throws(() => of().union(like({ has: 1 })), TypeError,
    'string "has" is not a function');
  throws(() => of().union(like({ keys: 1 })), TypeError,
    'string "keys" is not a function');
  throws(() => of().union(like({ keys: () => 1 })), TypeError,
    'Result of the keys method is not an object');
  throws(() => of().union(like({ keys: () => ({ next: () => 1 }) })), TypeError,
    'Iterator result 1 is not an object');
  throws(() => Set.prototype.union.call(new Map(), of()), TypeError,
    'Method Set.prototype.union called on incompatible receiver #<Map>');
});
