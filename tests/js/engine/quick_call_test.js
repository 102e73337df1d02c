'use strict';
// Calls and returns that the executor does itself (quick_call.h); node is the
// oracle.
const { test } = require('../../harness');
const { eq, throws } = require('./expect');

const sloppy = (text, ...names) => new Function(...names, text);

test('arguments too few and too many', () => {
  const f = (a, b, c) => `${a},${b},${c}`;
  eq(f(), 'undefined,undefined,undefined');
  eq(f(1, 2), '1,2,undefined');
  eq(f(1, 2, 3, 4, 5, 6, 7, 8, 9), '1,2,3');
  const none = () => { let x; return x; };
  eq(none({}, {}, {}), undefined);
  const g = (n) => (n === 0 ? f(1) : g(n - 1, f(n, {}, []), 'more'));
  eq(g(5), '1,undefined,undefined');
  const count = sloppy('return arguments.length + arguments[1]', 'a');
  eq(count(1, 2), 4);
});

test('this of both modes', () => {
  const loose = sloppy('return this');
  const strict = sloppy('"use strict"; return this');
  eq(loose(), globalThis);
  eq(strict(), undefined);
  const o = { loose, strict };
  eq(o.loose(), o);
  eq(o.strict(), o);
  eq(typeof loose.call('x'), 'object');
  eq(strict.call('x'), 'x');
  Number.prototype.loose = loose;
  Number.prototype.strict = strict;
  eq(typeof (5).loose(), 'object');
  eq((5).strict(), 5);
  delete Number.prototype.loose;
  delete Number.prototype.strict;
});

test('what constructors make and return', () => {
  function F(x) { this.x = x; }
  eq(new F(1).x, 1);
  eq(Object.getPrototypeOf(new F()), F.prototype);
  F.prototype = { y: 2 };
  eq(new F().y, 2);
  F.prototype = 1;
  eq(Object.getPrototypeOf(new F()), Object.prototype);
  F.prototype = null;
  eq(Object.getPrototypeOf(new F()), Object.prototype);
  function Other() { return F; }
  eq(new Other(), F);
  function Primitive() { this.a = 1; return 5; }
  eq(new Primitive().a, 1);
  function Target() { return { is: new.target === Target }; }
  eq(new Target().is, true);
  eq(Target().is, false);
  const bound = F.bind(null, 7);
  eq(new bound().x, 7);
  throws(() => new (() => {})(), TypeError);
  throws(() => new (class { #p; static m() {} }).m(), TypeError);
  eq(new (new Proxy(F, {}))(3).x, 3);
  const P = Reflect.construct(F, [4], Other);
  eq(Object.getPrototypeOf(P), Other.prototype);
  eq(P.x, 4);
});

test('classes, derived and not', () => {
  class A { constructor(x) { this.x = x; } m() { return this.x; } }
  class B extends A { constructor() { super(2); this.y = 3; } }
  class C extends B {}
  class D extends A { constructor() {} }
  class E extends A { constructor() { super(1); return 1; } }
  class G extends A { constructor() { return { z: 9 }; } }
  class H { constructor() { return 1; } }
  eq(new A(1).m(), 1);
  eq(new C().m() + new C().y, 5);
  throws(() => A(), TypeError);
  throws(() => new D(), ReferenceError);
  throws(() => new E(), TypeError);
  eq(new G().z, 9);
  eq(new H() instanceof H, true);
  class Target { constructor() { this.t = new.target; } }
  class Sub extends Target {}
  eq(new Target().t, Target);
  eq(new Sub().t, Sub);
});

test('finally and catch see returns and throws', () => {
  const out = [];
  function f(x) {
    try {
      if (x) return out.push('try');
      throw new Error('e');
    } catch (e) {
      return out.push('catch');
    } finally {
      out.push('finally');
    }
  }
  eq(f(1), 1);
  eq(f(0), 3);
  eq(out.join(), 'try,finally,catch,finally');
  const g = () => { try { return f(1); } finally { return 'mine'; } };
  eq(g(), 'mine');
});

test('depth and the stack of an error', () => {
  const down = (n) => (n === 0 ? 0 : 1 + down(n - 1));
  eq(down(5000), 5000);
  const forever = (...x) => forever(1) + 1;
  throws(forever, RangeError);
  const plain = () => plain() + 1;
  throws(plain, RangeError);
  function Deep() { this.d = new Deep(); }
  throws(() => new Deep(), RangeError);
  function inner() { return new Error('x').stack; }
  function outer() { return inner(); }
  const stack = outer().split('\n');
  eq(/inner/.test(stack[1]) && /outer/.test(stack[2]), true);
});

test('errors of plain constructors', () => {
  function Old() { this.name = 'Old'; }
  Old.prototype = Object.create(Error.prototype);
  eq(new Old() instanceof Error, true);
  class New extends Error {}
  eq(/New|Error/.test(new New('m').stack), true);
});

test('values go when the frame goes', () => {
  let freed = 0;
  const make = () => { const a = { big: [] }; a.self = a; return () => a; };
  for (let i = 0; i < 2000; i++)
    freed += make()().big.length;
  eq(freed, 0);
  function Node(next) { this.next = next; }
  let list = null;
  for (let i = 0; i < 50000; i++)
    list = new Node(list);
  let n = 0;
  for (; list; list = list.next)
    n++;
  eq(n, 50000);
});

test('native functions', () => {
  const { max, floor } = Math;
  eq(max(), -Infinity);
  eq(max(1, 9, 3, 4, 5, 6, 7, 8), 9);
  eq(floor(1.5, {}, []), 1);
  eq([1, 2, 3].map((x) => floor(x / 2)).join(), '0,1,1');
  const { toString } = Object.prototype;
  eq(toString.call(null), '[object Null]');
  eq(toString.apply([], [1]), '[object Array]');
  eq(toString.bind(1)(), '[object Number]');
  throws(() => null.toString(), TypeError);
  throws(() => [].reduce(max), TypeError);
  throws(() => Symbol.prototype.toString(), TypeError);
  throws(() => new floor(1), TypeError);
  eq([3, 1, 2].sort((a, b) => max(a, b) - b || a - b).length, 3);
  const list = [];
  for (let i = 0; i < 300; i++)
    list.push(i, `${i}`);
  eq(list.length, 600);
  const deep = (n) => (n === 0 ? 0 : [n].map((x) => deep(x - 1) + 1)[0]);
  eq(deep(500), 500);
  const endless = (x) => [x].map(endless);
  throws(() => endless(1), RangeError);
  eq(floor(2.5), 2);
});

test('what a native function throws is caught where it should be', () => {
  const out = [];
  const parse = (text) => {
    try {
      return JSON.parse(text);
    } catch (error) {
      return error.name;
    } finally {
      out.push(text);
    }
  };
  eq(parse('{'), 'SyntaxError');
  eq(parse('1'), 1);
  eq(out.join(), '{,1');
  const getter = { get x() { throw new RangeError('x'); } };
  throws(() => JSON.stringify(getter), RangeError);
  function* g() { yield [1].map((x) => x + 1)[0]; throw new TypeError(); }
  const it = g();
  eq(it.next().value, 2);
  throws(() => it.next(), TypeError);
  const [line] = (() => {
    try { JSON.parse('['); } catch (e) { return e.stack.split('\n').slice(1); }
  })();
  eq(/JSON\.parse/.test(line), true);
});
