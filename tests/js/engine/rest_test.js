'use strict';
// Rest parameters, gathered while the call is set up (rest.c); node is the
// oracle.
const { test } = require('../../harness');
const { eq, throws } = require('./expect');

const all = (first, ...more) => `${first}:${more.join()}:${more.length}`;
const sloppy = (...parts) => new Function(...parts);

test('as many as are left', () => {
  eq(all(), 'undefined::0');
  eq(all(1), '1::0');
  eq(all(1, 2), '1:2:1');
  eq(all(1, undefined), '1::1');
  eq(all(...Array.from({ length: 500 }, (_, i) => i)).length, 1893);
  eq(all.length, 1);
  eq(((...a) => a).length, 0);
  eq(((a, b = 1, ...c) => c).length, 1);
});

test('it is a plain array of its own', () => {
  const rest = (...a) => a;
  const one = rest(1, 2);
  eq(Array.isArray(one), true);
  eq(Object.getPrototypeOf(one), Array.prototype);
  eq(one === rest(1, 2), false);
  one.push(3);
  one.length = 2;
  eq(one.concat(rest()).join(), '1,2');
  eq(Object.keys(rest(undefined)).join(), '0');
});

test('whoever calls', () => {
  eq([5, 6].map((...a) => a.length).join(), '3,3');
  eq([3, 1, 2].sort((...a) => a[0] - a[1]).join(), '1,2,3');
  eq(Array.from([1], (...a) => a.length).join(), '2');
  eq([1, 2].reduce((...a) => a.length), 4);
  eq(all.call(null, 1, 2, 3), '1:2,3:2');
  eq(all.apply(null, [1, 2, 3]), '1:2,3:2');
  eq(all.bind(null, 1, 2)(3), '1:2,3:2');
  eq(Reflect.apply(all, null, [1, 2]), '1:2:1');
  eq(new Proxy(all, {})(1, 2), '1:2:1');
  eq('ab'.replace(/b/, (...a) => a.length), 'a3');
  eq(`${{ toString: (...a) => a.length }}`, '0');
  const o = { set x(v) { this.y = v; }, get z() { return all(this.y, 2); } };
  o.x = 1;
  eq(o.z, '1:2:1');
});

test('constructors', () => {
  class A {
    constructor(...a) { this.a = a; }
  }
  class B extends A {
    constructor(b, ...a) { super(...a, b); this.n = a.length; }
  }
  class C extends B {}
  eq(new A(1, 2).a.join(), '1,2');
  eq(new C(1, 2, 3).a.join(), '2,3,1');
  eq(new B().a.length, 1);
  eq(new C(1, 2, 3).n, 2);
  eq(Reflect.construct(A, [1, 2], B).a.join(), '1,2');
  eq(new (sloppy('...a', 'this.a = a'))(1, 2).a.join(), '1,2');
});

test('generators and async functions', async () => {
  function* each(first, ...more) { yield first; yield* more; }
  const later = async (...a) => { await null; return a.join(); };
  const straight = async (...a) => a.join();
  async function* slow(...a) { for (const x of a) yield await x; }
  eq([...each(1, 2, 3)].join(), '1,2,3');
  eq(await later(1, 2), '1,2');
  eq(await straight(1, 2), '1,2');
  const seen = [];
  for await (const x of slow(1, 2))
    seen.push(x);
  eq(seen.join(), '1,2');
});

test('patterns, defaults, closures', () => {
  eq(((...[a, b = 3, ...c]) => a + b + c.length)(1), 4);
  eq(((...{ length, 0: a }) => a + length)(5, 6), 7);
  eq(((a = 1, ...b) => a + b[0])(undefined, 2), 3);
  throws(() => ((a = b, ...b) => a)(), ReferenceError);
  const made = ((...a) => {
    const list = [];
    for (let i = 0; i < 2; i++)
      list.push(() => a[i]);
    a[1] = 'x';
    return list;
  })(1, 2);
  eq(made.map((f) => f()).join(), '1,x');
  eq(((...a) => { var a; return a.length; })(1), 1);
});

test('beside arguments and eval', () => {
  eq(sloppy('x', '...y', 'y = 1; return arguments[1] + arguments.length')(1, 5),
    7);
  eq(sloppy('...y', 'return eval("arguments[0]") + y[0]')(2), 4);
  eq(sloppy('...y', 'return eval("y.length")')(2, 3), 2);
  eq((function (x, ...y) { y = 0; return arguments[1] + x; })(1, 2), 3);
  eq((function (...y) { return (() => arguments.length + y.length)(); })(1), 2);
});

test('deep recursion ends in a RangeError', () => {
  const down = (...a) => down(a.length) + 1;
  throws(() => down(), RangeError);
});
