'use strict';
// super(), super.m(), o.#m() and f.call() as the executor does them itself
// (quick_construct.h, quick_special.h); node is the oracle.
const { test } = require('../../harness');
const { eq, throws } = require('./expect');

class Base {
  constructor(...values) { this.values = values; this.target = new.target; }
  m(...values) { return [this.tag, ...values].join(); }
}

test('super() makes what newTarget says', () => {
  class A { constructor(x, y) { this.x = x; this.t = new.target; } }
  class B extends A { constructor(x) { super(x, 1, 2); this.y = 2; } }
  class C extends B { constructor() { super(7); this.z = 3; } }
  class D extends C {}
  for (const Class of [A, B, C, D]) {
    const made = new Class(7);
    eq(made.t, Class);
    eq(Object.getPrototypeOf(made), Class.prototype);
    eq(made.x, 7);
  }
  eq(Object.keys(new D()).join(), 'x,t,y,z');
  const bare = Reflect.construct(B, [1], function Other() {});
  eq(bare instanceof B, false);
  eq(bare.y, 2);
  const Bound = B.bind(null, 4);
  eq(new Bound().x, 4);
  let asked = 0;
  const Watched = new Proxy(B, { get(o, k) { asked++; return o[k]; } });
  eq(new Watched(5).x, 5);
  eq(asked, 1);
  class E extends Base { constructor() { super(); } }
  eq(new E().values.length, 0);
  class Deep extends D { constructor() { super(); this.w = 4; } }
  class Deeper extends Deep { constructor() { super(); this.v = 5; } }
  class Deepest extends Deeper { constructor() { super(); this.u = 6; } }
  eq(Object.keys(new Deepest()).length, 7);
});

test('super() where it goes wrong', () => {
  class A {}
  class Twice extends A { constructor() { super(); super(); } }
  throws(() => new Twice(), ReferenceError);
  class Late extends A { constructor() { this.x = 1; super(); } }
  throws(() => new Late(), ReferenceError);
  class Returns extends A { constructor() { super(); return 1; } }
  throws(() => new Returns(), TypeError);
  class Object_ extends A { constructor() { super(); return { o: 1 }; } }
  eq(new Object_().o, 1);
  class Given { constructor() { return [1, 2]; } }
  class Takes extends Given { constructor() { super(); this.p = 3; } }
  eq(new Takes().length + new Takes().p, 5);
  class Moved extends A { constructor() { super(); } }
  Object.setPrototypeOf(Moved, {});
  throws(() => new Moved(), TypeError);
  Object.setPrototypeOf(Moved, class { constructor() { this.now = 1; } });
  eq(new Moved().now, 1);
  class Throws { constructor() { throw new RangeError('r'); } }
  class Catches extends Throws {
    constructor() {
      try { super(); } catch (e) { return { caught: e.name }; }
    }
  }
  eq(new Catches().caught, 'RangeError');
  class Endless extends A { constructor() { super(new Endless()); } }
  throws(() => new Endless(), RangeError);
});

test('super() of functions, natives and errors', () => {
  function Old(x) { this.x = x; }
  class A extends Old { constructor() { super(3); } }
  eq(new A().x, 3);
  class List extends Array { constructor() { super(); this.push(1, 2); } }
  eq(new List().length, 2);
  eq(new List() instanceof List, true);
  class Fail extends Error {
    constructor(m) { super(m); this.name = 'Fail'; }
  }
  eq(new Fail('m').message, 'm');
  eq(/at new Fail|at /.test(new Fail('m').stack), true);
  class Worse extends Fail {}
  eq(new Worse('w') instanceof Error, true);
});

test('instances of many sizes', () => {
  class Bag {
    constructor(n) { for (let i = 0; i < n; i++) this[`k${i}`] = i; }
  }
  class More extends Bag { constructor(n) { super(n); this.more = n; } }
  for (const n of [0, 1, 7, 8, 9, 30, 100, 300, 3, 0, 20]) {
    const bag = new Bag(n);
    eq(Object.keys(bag).length, n);
    eq(bag[`k${n - 1}`], n > 0 ? n - 1 : undefined);
    eq(Object.keys(new More(n)).length, n + 1);
    eq(new More(n).more, n);
    delete bag.k1;
    bag.k1 = 'x';
    eq(bag.k1, 'x');
  }
  class Fields {
    a = 1; b = 2; c = { d: 3 }; ['e'] = 4; #f = 5;
    f() { return this.#f; }
  }
  for (let i = 0; i < 3; i++)
    eq(JSON.stringify(new Fields()) + new Fields().f(),
      '{"a":1,"b":2,"c":{"d":3},"e":4}5');
});

test('super.m()', () => {
  const seen = [];
  class Sub extends Base {
    m(...values) { return super.m(...values) + super.m() + super.m(1, 2, 3); }
    none() { return super.none(); }
    async slow() { return super.m(1); }
    *steps() { yield super.m(1); }
    native() { return super.toString(); }
    static of() { return super.of(); }
    get got() { return super.got(4); }
  }
  Object.defineProperty(Base.prototype, 'got', {
    get() { return (x) => seen.push(x); }, configurable: true });
  Base.of = function () { return this; };
  const sub = new Sub();
  sub.tag = 't';
  eq(sub.m(5), 't,5tt,1,2,3');
  throws(() => sub.none(), TypeError);
  eq([...sub.steps()][0], 't,1');
  eq(sub.native(), '[object Object]');
  eq(Sub.of(), Sub);
  eq(sub.got, 1);
  eq(seen[0], 4);
  Base.prototype.m = async () => 1;
  eq(typeof Base.prototype.m.call(sub).then, 'function');
  Object.setPrototypeOf(Sub.prototype, new Proxy({}, { get: () => () => 6 }));
  eq(sub.native(), 6);
  const literal = { __proto__: { m() { return this.n; } }, n: 2,
    m() { return super.m(); } };
  eq(literal.m(), 2);
});

test('private methods and functions in private fields', () => {
  class A {
    #f = (...x) => x.length;
    #m(...x) { return x.length; }
    static #s(x) { return x; }
    static s() { return this.#s(3); }
    f(o, ...x) { return o.#f(...x) + o.#f(1) * 100; }
    m(o) { return o.#m() + o.#m(1, 2) * 10; }
    #late; late(g) { this.#late = g; return this.#late(1, 2); }
  }
  const a = new A();
  eq(a.f(a, 1, 2), 102);
  eq(a.m(a), 20);
  eq(A.s(), 3);
  throws(() => A.s.call(class extends A {}), TypeError);
  throws(() => a.m({}), TypeError);
  throws(() => a.m(null), TypeError);
  throws(() => a.f({}), TypeError);
  throws(() => a.late(5), TypeError);
  eq(a.late(Math.max), 2);
  eq(a.late((x, y) => x + y), 3);
});

test('f.call()', () => {
  const count = function () { return arguments.length; };
  eq(count.call(), 0);
  eq(count.call(1), 0);
  eq(count.call(null, 1, 2), 2);
  const self = new Function('return this');
  eq(self.call(undefined), globalThis);
  eq(typeof self.call(1), 'object');
  const strict = function (a, b) { return [this, a, b].join(); };
  eq(strict.call(1, 2, 3, 4), '1,2,3');
  eq(strict.call.call(strict, 5, 6), '5,6,');
  eq(strict.bind(7, 8).call(9, 1), '7,8,1');
  eq(new Proxy(strict, {}).call(1), '1,,');
  eq(Array.prototype.slice.call({ 0: 1, length: 1 })[0], 1);
  eq({}.hasOwnProperty.call({ a: 1 }, 'a'), true);
  throws(() => Base.call({}), TypeError);
  throws(() => Function.prototype.call.call(1), TypeError);
  throws(() => ({}).hasOwnProperty.call(null, 'a'), TypeError);
  eq([...(function* (x) { yield x + this; }).call(1, 2)][0], 3);
  const line = (function named() { return new Error('x').stack; }).call(1);
  eq(/at .*named/.test(line.split('\n')[1]), true);
  const forever = function () { return forever.call(this, 1) + 1; };
  throws(() => forever(), RangeError);
});
