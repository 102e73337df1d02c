'use strict';
// Calls and `new` whose last argument is spread, which the executor unpacks
// onto the value stack (quick_special.h); node is the oracle.
const { test } = require('../../harness');
const { eq, throws } = require('./expect');

const list = (...a) => a.map(String).join();
const two = (a, b) => `${a},${b}`;

test('plain arrays', () => {
  eq(list(...[]), '');
  eq(list(...[1, 2]), '1,2');
  eq(list(0, ...[1]), '0,1');
  eq(two(...[]), 'undefined,undefined');
  eq(two(1, ...[2, 3, 4]), '1,2');
  eq(list(...[1], 2, ...[3]), '1,2,3');
  const many = Array.from({ length: 3000 }, (_, i) => i);
  eq(list(...many), many.join());
  eq(Math.max(...many), 2999);
  eq(two(...many), '0,1');
});

test('registers of the caller stay', () => {
  const a = {}, b = 'b', c = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  eq([b, list(b, ...c), b, two(...c), a].length, 5);
  eq(b + list(...c) + b, 'b1,2,3,4,5,6,7,8,9b');
  let total = 0;
  for (let i = 0; i < 100; i++)
    total += Math.max(i, ...c) + c.length + [i, ...c].length;
  eq(total, 6895);
});

test('holes, subclasses, own and patched iterators', () => {
  eq(list(...[, 1]), 'undefined,1');
  eq(list(...new Array(2)), 'undefined,undefined');
  class Sub extends Array {
    *[Symbol.iterator]() { yield 'sub'; }
  }
  eq(list(...Sub.of(1, 2)), 'sub');
  eq(list(...class extends Array {}.of(1, 2)), '1,2');
  const own = [1, 2];
  own[Symbol.iterator] = function* () { yield 'own'; };
  eq(list(...own), 'own');
  const named = [1, 2];
  named.more = 3;
  eq(list(...named), '1,2');
  const bare = Object.setPrototypeOf([1, 2], null);
  throws(() => list(...bare), TypeError);
  Array.prototype[0] = 'above';
  try {
    eq(list(...[, 1]), 'above,1');
  } finally {
    delete Array.prototype[0];
  }
});

test('Array.prototype[Symbol.iterator] that was replaced', () => {
  const values = Array.prototype[Symbol.iterator];
  Array.prototype[Symbol.iterator] = function* () { yield 'patched'; };
  try {
    eq(two(...[1, 2]), 'patched,undefined');
    eq(new String(...[1]) + '', 'patched');
    eq(two(...[1], ...[2]), 'patched,patched');
  } finally {
    Array.prototype[Symbol.iterator] = values;
  }
  eq(two(...[1, 2]), '1,2');
});

test('next of array iterators that was replaced', () => {
  const prototype = Object.getPrototypeOf([][Symbol.iterator]());
  const next = prototype.next;
  let calls = 0;
  prototype.next = function () {
    calls++;
    return next.call(this);
  };
  try {
    eq(two(...[1, 2]), '1,2');
  } finally {
    prototype.next = next;
  }
  eq(calls, 3);
});

test('other iterables', () => {
  function f() { return list(...arguments); }
  eq(f(1, 2), '1,2');
  eq(list(...'a\u{1F600}'), 'a,\u{1F600}');
  eq(list(...new Set([1, 2])), '1,2');
  eq(list(...new Map([[1, 2]]).keys()), '1');
  eq(list(...new Uint8Array(2)), '0,0');
  eq(list(...(function* () { yield 1; yield 2; })()), '1,2');
  eq(list(...new Proxy([1, 2], {})), '1,2');
  const order = [];
  const watched = new Proxy([1], {
    get(target, key) {
      order.push(String(key));
      return Reflect.get(target, key);
    },
  });
  eq(list(0, ...watched), '0,1');
  eq(order.join(), 'Symbol(Symbol.iterator),length,0,length');
  const getter = Object.defineProperty([1, 2], 1, { get: () => 'got' });
  eq(list(...getter), '1,got');
});

test('whatever is called', () => {
  const o = { n: 1, m(...a) { return this.n + list(...a); } };
  eq(o.m(...[1, 2]), '11,2');
  eq(o['m'](...[1]), '11');
  eq(o?.m(...[1]), '11');
  eq(o.x?.(...[1]), undefined);
  eq((o?.m)(...[1]), '11');
  eq(list.call(...[null, 1, 2]), '1,2');
  eq(list.apply(...[null, [1, 2]]), '1,2');
  eq(list.bind(null, 1)(...[2]), '1,2');
  eq(Reflect.apply(...[list, null, [1]]), '1');
  eq(new Proxy(list, {})(...[1, 2]), '1,2');
  eq((0, eval)(...['1+1']), 2);
  eq([3, 4].map((x) => list(...[x])).join(), '3,4');
  eq([...(function* (...a) { yield* a; })(...[1, 2])].join(), '1,2');
  eq(String.fromCharCode(...[65, 66]), 'AB');
});

test('constructors', () => {
  class A {
    constructor(...a) { this.a = list(...a); this.target = new.target; }
  }
  class B extends A {
    constructor(...a) { super(...a); }
    toString(...a) { return super.toString(...a) + list(...a); }
  }
  class C extends A {
    constructor(a) { (() => super(...a, 3))(); }
  }
  eq(new A(...[1, 2]).a, '1,2');
  eq(new A(0, ...[1]).a, '0,1');
  eq(new B(...[1, 2]).a, '1,2');
  eq(new B(...[1]).target, B);
  eq(new C([1, 2]).a, '1,2,3');
  eq(new B().toString(...[1]), '[object Object]1');
  eq(new Array(...[3]).length, 3);
  eq(new Date(...[2020, 1, 2]).getMonth(), 1);
  eq(new (A.bind(null, 1))(...[2]).a, '1,2');
  eq(new (new Proxy(A, {}))(...[2]).a, '2');
  eq(new (function () { return [7]; })(...[1])[0], 7);
});

test('errors', () => {
  let nothing, one = 1;
  throws(() => list(...nothing), TypeError,
    'nothing is not iterable (cannot read property undefined)');
  throws(() => list(...one), TypeError, 'Spread syntax requires ' +
    '...iterable[Symbol.iterator] to be a function');
  throws(() => one(...[1]), TypeError, 'one is not a function');
  throws(() => new one(...[1]), TypeError, 'one is not a constructor');
  throws(() => new list(...[1]), TypeError, 'list is not a constructor');
  throws(() => list(...new Array(1e6).fill()), RangeError,
    'Maximum call stack size exceeded');
  throws(() => new Array(...new Array(1e6).fill(0)), RangeError);
  const deep = (a) => deep(...[a]) + 1;
  throws(() => deep(), RangeError);
});
