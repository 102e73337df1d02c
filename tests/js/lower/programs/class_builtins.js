// Classes that extend built-in objects, new.target and Reflect.construct.
const log = (...a) => console.log(a.map(String).join(' '));
const caught = f => { try { return String(f()); } catch (e) { return `${e.name}: ${e.message}`; } };
class E1 extends Error { constructor(m) { super(m); this.extra = 1; } }
class E2 extends TypeError { get name() { return 'E2'; } }
try { throw new E1('boo'); } catch (e) { log(e instanceof E1, e instanceof Error, e, Object.prototype.toString.call(e), e.message, Object.keys(e).join()); }
log(new E2('x'), new E2('y') instanceof TypeError);
class Arr extends Array { sum() { return this.reduce((a, b) => a + b, 0); } }
const ar = new Arr(1, 2, 3);
ar.push(4);
log(ar.length, ar.sum(), ar instanceof Arr, Array.isArray(ar), new Arr(3).length);
class M extends Map { get(k) { return super.get(k) ?? 'none'; } }
const m = new M([[1, 2]]);
log(m.get(1), m.get(2), m.size, m instanceof M);
class S extends Set {}
log(new S([1, 1, 2]).size, new S() instanceof S, new S() instanceof Set);
class W extends WeakMap {}
log(new W() instanceof W);
class F extends Function {}
const ff = new F('a', 'return a+1');
log(ff(2), ff instanceof F);
class R extends RegExp { test(s) { return !super.test(s); } }
log(new R('a').test('b'), new R('a', 'g').flags);
class U8 extends Uint8Array { first() { return this[0]; } }
log(new U8([5, 6]).first(), new U8(3).length);
class D extends Date {}
log(new D(0).getTime(), new D() instanceof D);
class O extends Object { constructor(x) { super(x); } }
const plain = { a: 1 };
log(new O(plain).a, new O() instanceof O, Object.getPrototypeOf(plain) === Object.prototype);
class Num extends Number {}
class St extends String {}
class Bo extends Boolean {}
log(new Num(5) + 1, new St('abc').length, new Bo(true).valueOf(), new Num(1) instanceof Num);
class P extends Promise {}
const pr = new P(r => r(5));
log(pr instanceof P, P.resolve(1) instanceof P);
function nt() { return new.target; }
log(new nt() instanceof nt, nt(), caught(() => Reflect.construct(nt, [], 1)), caught(() => Reflect.construct(1, [])), caught(() => Reflect.construct(nt)));
class NT { constructor() { this.n = new.target.name; this.arrow = (() => new.target.name)(); } }
class NT2 extends NT {}
log(new NT().n, new NT2().n, new NT2().arrow, Reflect.construct(NT, [], Array).n, Reflect.construct(NT, [], Array) instanceof Array);
function F1() { this.made = new.target === F2; }
function F2() {}
log(Reflect.construct(F1, [], F2).made, Reflect.construct(F1, [], F2) instanceof F2);
const bound = NT.bind(null);
log(new bound().n, new bound() instanceof NT, caught(() => class extends bound {}));
const traps = [];
const proxied = new Proxy(NT, { construct(t, a, n) { traps.push(n === proxied, typeof a); return Reflect.construct(t, a, n); } });
log(new proxied().n, traps.join());
class FromProxy extends proxied {}
log(new FromProxy().n, traps.join());
const transparent = new Proxy(NT, {});
log(new transparent() instanceof NT);
function Old(a) { this.a = a; }
Old.prototype.get = function () { return this.a; };
class New extends Old { get() { return 'new' + super.get(); } }
log(new New(1).get());
const getter = Object.defineProperty(function () {}.bind(), 'prototype', { get() { log('get prototype'); return Array.prototype; } });
log(Reflect.construct(Object, [], getter) instanceof Array);
let deep = class { d() { return 0; } };
for (let i = 0; i < 200; i++) deep = class extends deep { d() { return super.d() + 1; } };
log(new deep().d());
