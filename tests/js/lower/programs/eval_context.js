// Direct eval in classes: super, private names, new.target; its own variables.
const log = (...a) => console.log(a.map(String).join(' '));
const caught = f => { try { return String(f()); } catch (e) { return `${e.name}: ${e.message}`; } };
class A { get x() { return 'Ax'; } m() { return 'Am'; } }
class B extends A {
  #p = 5;
  static #s() { return 'static'; }
  #m(a) { return 'm' + a + this.#p; }
  f = eval('this.q = 1; super.x');
  constructor() {
    const r = eval('super(); this.ok = 1; this');
    log(r === this, this.ok, eval('new.target') === B, caught(() => eval('super()')));
  }
  m() { return eval('super.m() + super.x + this.#p + (this.#p = 7) + this.#p + this.#m(1) + (#p in this)'); }
  arrow() { return (() => eval('super.m() + this.#p + new.target'))(); }
  static s() { return eval('this.#s()'); }
  nested() { return eval('eval("super.m() + this.#p")'); }
  cls() { return eval('(class { #p = "inner"; t(o) { return this.#p + eval("this.#p"); } })'); }
}
const b = new B();
log(b.f, b.m(), b.arrow(), B.s(), b.nested(), new (b.cls())().t());
log(caught(() => eval('super.x')), caught(() => eval('#p in {}')).slice(0, 11), caught(() => eval('({}).#p')).slice(0, 11));
log(eval('var v1 = 1; let l1 = 2; const c1 = 3; class C1 {}; function f1() { return l1 + c1; } f1()'), typeof v1, typeof l1, typeof c1, typeof C1, typeof f1, f1());
function F() { return eval('new.target === F'); }
log(F(), new (function G() { this.v = eval('new.target === G'); })().v);
const mk = () => (0, eval)('(class { #b() { return 1; } static is(o) { return #b in o; } })');
const X = mk(), Y = mk();
log(X.is(new X()), X.is(new Y()));
log(Object.keys(globalThis).filter(k => k[0] === '_').length);
log(eval('let z = 5; z'), eval('`a${1}`'), eval('({a: 1, ...{ b: 2 }})').b, eval('"use strict"; var q9 = 1; q9'), typeof q9);
function sloppy(a) { eval('var a = 9, nu = 8'); return [a, nu].join(); }
log(sloppy(1));
function letin() { let y = 1; eval('y = 2; let y2 = y'); return [y, typeof y2].join(); }
log(letin());
const o = { __proto__: { z: 'protoz' }, m() { return eval('super.z'); } };
log(o.m());
log((function () { return eval('arguments.length'); })(1, 2, 3), (function () { return (() => eval('arguments[0] + this.k'))(); }).call({ k: 'K' }, 'A'));
class Field { f = caught(() => eval('arguments')); }
log(new Field().f);
const fs = [];
eval('for (let i = 0; i < 3; i++) fs.push(() => i)');
log(fs.map(f => f()).join());
class ℘ { ℘ = 1; static ZW_‌_NJ = 2; #℘ = 3; get() { return this.℘ + ℘.ZW_‌_NJ + this.#℘; } }
log(new ℘().get());
function params2(a, b = eval('var a')) {}
function lets() { let x; { eval('var x'); } }
function lets2() { let x; { return eval('"use strict"; var x = 1; x'); } }
function blocks() { { let y; eval('function y() {}'); } }
function catches() { try { throw 1; } catch (e) { eval('var e = 2'); return e; } }
log(caught(params2), caught(lets), lets2(), caught(blocks), catches());
log(caught(function () { return eval('var fine = 1; fine'); }), ((a, b = eval('var arguments = 5; arguments')) => b)());
log(eval(5), eval(undefined), eval({ a: 1 }).a, (0, eval)(6), eval());
log((function () { 'use strict'; (0, eval)('var strictly = 1'); return typeof strictly; })(), typeof strictly);
