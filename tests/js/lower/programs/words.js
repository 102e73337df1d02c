'use strict';
// What V8 says of calls, members, classes, constants and operators.
function t(label, f) {
  try { const r = f(); console.log(label + ': no error', typeof r); }
  catch (e) { console.log(`${label}: ${e && e.name}: ${e && e.message}`); }
}
let u, nul = null, num = 5, str = 'abc', o = { a: 1, b: null, f() {}, s: 'x', nested: {} }, fn = function () {}, sym = Symbol('q');
const arr = [1, 2];
class A { constructor() { this.x = 1; } m() {} static s() {} }
class B extends A { constructor(v) { if (v === 1) { this.y = 1; } if (v === 2) return; if (v === 3) { super(); super(); } if (v === 4) return 5; if (v === 5) return undefined; super(); } }
// property reads
t('read1', () => u.x);
t('read2', () => nul.x);
t('read3', () => o.b.c);
t('read4', () => o.zip.zap);
t('read5', () => o.zip.zap());
t('read6', () => o.zip['a b']);
t('read7', () => u[0]);
t('read8', () => u[sym]);
t('read9', () => u[o]);
t('read10', () => o?.b.c);

t('set1', () => { u.x = 1; });
t('set2', () => { nul.x = 1; });
t('set3', () => { nul[0] = 1; });
t('set4', () => { u[sym] = 1; });
t('set5', () => { o.zip.zap = 1; });
t('set6', () => { o.zip.zap += 1; });
t('set7', () => { o.zip.zap++; });
t('set8', () => { o.zip.zap ??= 1; });
t('del1', () => delete u.x);
t('del2', () => delete Object.freeze({ a: 1 }).a);
t('del3', () => delete arr.length);
// calls
t('call1', () => u());
t('call2', () => nul());
t('call3', () => num());
t('call4', () => o.a());
t('call5', () => o.zip());
t('call6', () => o['zip']());
t('call7', () => o['a' + 'b']());
t('call8', () => o[num]());
t('call9', () => arr[0]());
t('call10', () => o.f()());
t('call11', () => o.f().g());
t('call12', () => fn()());
t('call13', () => (0, o.zip)());
t('call14', () => (() => 5)()());
t('call15', () => o.nested.x.y());
t('call16', () => o.nested.x());
t('call17', () => o.s());
t('call18', () => 'abc'());
t('call19', () => ({})());
t('call20', () => [1]());
t('call21', () => /x/());
t('call22', () => `x`());
t('call23', () => this());
t('call24', () => o[sym]());
t('call25', () => o?.zip());
t('call26', () => o?.a());
t('call27', () => o.zip?.x.y ?? o.a());
t('call28', () => o.a?.());
t('call29', () => o.zip`x`);
t('call30', () => num`x`);
t('call31', () => (num)());
t('call32', () => (o.a)());
t('call33', () => (o || u).zip());
t('call34', () => o.f.call().x);
t('call35', () => JSON.foo());
t('call36', () => Math.max.foo());
t('call37', () => 'abc'.foo());
t('call38', () => (5).foo());
t('call39', () => [].foo());
t('call40', () => new Map().foo());
t('call41', () => new o.f().foo());
t('call42', () => (function () {})().foo());
t('call43', () => u?.() ?? num());
t('call44', () => o.f(...[1]).x);
t('call45', () => o.zip(...[1]));
t('call46', () => num(...[1]));
t('call47', () => arr.map(5));
t('call48', () => arr.map(u));
t('call50', () => arr.map('abc'));
t('call51', () => arr.reduce(nul));
t('call52', () => [].reduce((a, b) => a));
t('call53', () => arr.sort(5));
t('call54', () => super_());
function super_() { return eval('o.qq()'); }
t('call55', () => !o.zip());
t('call56', () => -num());
t('call57', () => typeof num());
t('call58', () => { const { a } = o; a(); });
t('call59', () => ((a, b) => a(b))(1, 2));
t('call60', () => o.nested['a-b']());
t('call61', () => o.nested[`a`]());
t('call62', () => o.nested[arr[0]]());
t('call63', () => o.nested[o.a + 1].z());
t('call64', () => globalThis.nope());
t('call65', () => new.target());
t('call66', () => (async () => {})()());
t('call67', () => nope());
t('call68', () => nope.x);
t('call69', () => { nope = 1; });
t('call70', () => typeof nope);
t('call71', () => nope++);
// new
t('new1', () => new u());
t('new2', () => new num());
t('new3', () => new o.a());
t('new4', () => new o.zip());
t('new5', () => new (() => {})());
t('new6', () => new o.f());
t('new7', () => new Math.max());
t('new8', () => new Symbol());
t('new9', () => new (async function () {})());
t('new10', () => new (function* g() {})());
t('new11', () => new o.zip.zap());
t('new12', () => new nul);
t('new13', () => new 'x');
t('new14', () => new (class { #x() { new this.#x(); } static r() { new this().#x(); } }).r());
t('new15', () => new o['a']());
t('new16', () => new o.nested[num]());
t('new18', () => new A.s());
t('new19', () => new (A.prototype.m)());
t('new20', () => new parseInt('5'));
t('new21', () => Reflect.construct(5));
t('new22', () => Reflect.construct(fn, [], 5));
t('new23', () => BigInt.prototype.x.y);
t('new24', () => new BigInt(5));
t('new25', () => new JSON());
t('new26', () => new (o.a + 1)());
// classes
t('class1', () => A());
t('class2', () => A.call({}));
t('class3', () => o.K());
o.K = class {};
t('class4', () => o.K());
t('class5', () => (class {})());
t('class6', () => (class Named {})());
t('class7', () => new B(1));
t('class8', () => new B(2));
t('class9', () => new B(3));
t('class10', () => new B(4));
t('class11', () => new B(5));
t('class12', () => { class C extends num {} });
t('class13', () => { class C extends u {} });
t('class14', () => { class C extends o {} });
t('class15', () => { class C extends (() => {}) {} });
t('class16', () => { function F() {} F.prototype = 5; class C extends F {} });
t('class17', () => { class C extends null {} new C(); });
t('class18', () => { class C extends null { constructor() { super(); } } new C(); });

t('class20', () => { class C { static ['prototype']() {} } });
t('class21', () => Reflect.apply(A, {}, []));
t('class22', () => [1].map(A));
t('class23', () => A``);
t('class24', () => { class C extends A { constructor() { (() => this)(); super(); } } new C(); });
t('class25', () => { class C extends A { constructor() { super.m(); } } new C(); });
t('class26', () => { class C { m() { super.nope(); } } new C().m(); });
t('class27', () => { class C extends A { m() { super.nope(); } } new C().m(); });
t('class28', () => { class C extends A { m() { super.nope.x; } } new C().m(); });
t('class30', () => { class C extends C {} });
t('class31', () => Promise());
t('class32', () => Map());
t('class33', () => Symbol.call.call(5));
t('class36', () => WeakRef());
t('class37', () => DataView());
// private
class P { #x = 1; #m() {} get #g() { return 1; } set #s(v) {} static #st = 1; static #sm() {}
  static read(v) { return v.#x; } static write(v) { v.#x = 1; } static call(v) { v.#m(); } static get(v) { return v.#g; }
  static setg(v) { v.#g = 1; } static gets(v) { return v.#s; } static sets(v) { v.#s = 1; } static setm(v) { v.#m = 1; }
  static st(v) { return v.#st; } static sm(v) { return v.#sm(); } static has(v) { return #x in v; } static callx(v) { v.#x(); } static up(v) { v.#x++; }
  static dbl(v) { return new (class extends (function () { return v; }) { #x = 1; })(); }
  static dblm(v) { class Q extends (function () { return v; }) { #m() {} } new Q(); new Q(); }
  static dblx(v) { class Q extends (function () { return v; }) { #m = 1 } new Q(); new Q(); }
  static destr(v) { ({ a: v.#x } = { a: 1 }); } static opt(v) { return v?.#x; } static optm(v) { return v?.#m(); } static newx(v) { new v.#x(); }
}
for (const k of ['read', 'write', 'call', 'get', 'setg', 'gets', 'sets', 'setm', 'st', 'sm', 'has', 'callx', 'up', 'destr', 'opt', 'optm', 'newx']) {
  t('private ' + k, () => P[k]({}));
  t('private own ' + k, () => P[k](new P()));
  t('private nul ' + k, () => P[k](nul));
  t('private num ' + k, () => P[k](5));
}
t('private class', () => P.st(P));
t('private dbl', () => { const q = {}; P.dbl(q); P.dbl(q); });
t('private dblm', () => P.dblm({}));
t('private dblx', () => P.dblx({}));
// tdz, const
t('tdz1', () => { x; let x; });
t('tdz2', () => { x = 1; const x = 1; });
t('tdz3', () => { new X(); class X {} });
t('tdz4', () => { const f = (a = b, b) => a; f(); });
t('tdz5', () => { typeof x; let x; });
t('tdz6', () => { for (const x of [x]) ; });
t('tdz7', () => { let x = x + 1; });
t('tdz8', () => { const { a = q, q } = {}; });
t('tdz9', () => { f(); let v = 1; function f() { return v; } });
t('tdz10', () => { f(); let v = 1; function f() { v = 2; } });
t('const1', () => { const c = 1; c = 2; });
t('const2', () => { const c = 1; c++; });
t('const3', () => { const c = 1; c += 1; });
t('const4', () => { const c = 1; [c] = [1]; });
t('const5', () => { const c = 1; ({ c } = { c: 1 }); });
t('const6', () => { for (const i = 0; i < 2; i++); });
t('const7', () => { const c = null; c ??= 1; });
t('const8', () => { (function f() { f = 1; })(); });
t('const9', () => { class C { m() { C = 1; } } new C().m(); });
t('const10', () => { for (const c of [1]) c = 2; });
// frozen etc
t('frozen1', () => { Object.freeze(o.nested); o.nested.x = 1; });
t('frozen2', () => { const f = Object.freeze([1]); f.push(2); });
t('frozen3', () => { const f = Object.freeze([1]); f[0] = 2; });
t('frozen4', () => { 'abc'.length = 1; });
t('frozen5', () => { 'abc'[0] = 'x'; });
t('frozen6', () => { (5).x = 1; });
t('frozen7', () => { ({ get a() { return 1; } }).a = 1; });
t('frozen8', () => { Object.defineProperty(Object.freeze({}), 'x', { value: 1 }); });

t('frozen10', () => { NaN = 1; });
t('frozen11', () => { Math.PI = 1; });
t('frozen12', () => { Object.defineProperty(Object.defineProperty({}, 'x', { value: 1 }), 'x', { value: 2 }); });
t('frozen13', () => { Object.freeze([1]).length = 0; });
t('frozen14', () => { class G { get x() { return 1; } static get y() { return 1; } } new G().x = 1; });
t('frozen15', () => { class G { get x() { return 1; } static get y() { return 1; } } G.y = 1; });
t('frozen16', () => { sym.x = 1; });
t('frozen17', () => { true.x = 1; });
t('frozen18', () => { fn.name = 'x'; });
t('frozen19', () => { (function(){}).call.name = 'x'; });
// operators
t('op1', () => 'a' in 'b');
t('op2', () => sym in 5);
t('op3', () => 'a' in u);
t('op4', () => ({}) instanceof 5);
t('op5', () => ({}) instanceof ({}));
t('op6', () => ({}) instanceof (() => {}));
t('op7', () => sym + 'x');
t('op8', () => `${sym}`);
t('op9', () => +sym);
t('op10', () => 1n + 1);
t('op11', () => +1n);
t('op12', () => 1n / 0n);
t('op14', () => 1n >>> 0n);
t('op16', () => ({ valueOf() { return {}; }, toString() { return {}; } }) + 1);
t('op17', () => Object.create(null) + 1);
t('op18', () => BigInt(1.5));
t('op19', () => BigInt('x'));
t('op20', () => Math.max(1n));
t('op21', () => ({ [Symbol.toPrimitive]() { return {}; } }) + 1);
t('op22', () => Number(sym));
t('op23', () => 5 instanceof u);
t('op24', () => BigInt(u));
t('op25', () => JSON.stringify(1n));
