// Names and places in stacks: of functions that were assigned, methods of
// classes, errors of one's own; changes of properties.
const here = (e, n = 2) => e.stack.replaceAll(__filename, '').split('\n')
  .filter((l) => !/node:/.test(l)).slice(0, n).join('|');
const h = (e) => console.log(here(e));
(function () {
var u; class A { static sm() { u.x; } static get sg() { return u.x; } static ac = () => { u.x; }; static { this.blk = function () { u.x; }; } }
class B2 extends A {}
const s = (f) => { try { f(); } catch (e) { console.log(here(e)); } };
s(() => A.sm()); s(() => A.sg); s(() => A.ac()); s(() => A.blk()); s(() => B2.sm());
A.added = function () { u.x; }; A.named = function nm() { u.x; };
s(() => A.added()); s(() => A.named());
function F() {} F.stat = function () { u.x; }; F.st2 = () => { u.x; }; s(() => F.stat()); s(() => F.st2());
const anon = (() => function () { u.x; })(); s(() => anon.call(A)); s(() => anon.call(F)); s(() => anon.call(class {})); s(() => anon.call(() => 1));
function named() { u.x; } s(() => named.call(A)); s(() => named.call(F)); s(() => named.call({})); s(() => named.call(1)); s(() => named.call([])); s(() => named.call(Object.create(null)));
const ns = { deep: {} }; ns.deep.fn = function () { u.x; }; s(() => ns.deep.fn()); const fn2 = ns.deep.fn; s(() => fn2()); ns.deep.ar = () => { u.x; }; s(() => ns.deep.ar());
ns['comp' + 1] = function () { u.x; }; s(() => ns.comp1()); ns.x = { y: function () { u.x; }, z: () => { u.x; } }; s(() => ns.x.y()); s(() => ns.x.z());
s(() => { const o = { 5() { u.x; }, 'a b'() { u.x; }, [Symbol('q')]() { u.x; }, get g() { u.x; } }; s(() => o[5]()); s(() => o['a b']()); s(() => o[Object.getOwnPropertySymbols(o)[0]]()); s(() => o.g); });
module.exports.foo = function () { u.x; }; s(() => module.exports.foo()); exports.bar = () => { u.x; }; s(() => exports.bar());
A.prototype.pm = function () { u.x; }; s(() => new A().pm()); F.prototype.pm = function () { u.x; }; s(() => new F().pm()); s(() => F.prototype.pm());
F.prototype.deep = { k: function () { u.x; } }; s(() => F.prototype.deep.k()); this.q = function () { u.x; }; s(() => this.q());
let v1 = function () { u.x; }; s(v1); let v2; v2 = function () { u.x; }; s(v2); s(() => v2.call({})); s(() => v2.call(new A()));
const o3 = { m() { u.x; } }; const o4 = { __proto__: o3, other: o3.m }; s(() => o4.m()); s(() => o4.other()); const o5 = { al: o3.m }; s(() => o5.al());
class P { #m() { u.x; } static #s() { u.x; } call() { this.#m(); } static cs() { P.#s(); } set x(v) { u.x; } static set y(v) { u.x; } get z() { u.x; } static async as() { u.x; } static *gs() { u.x; } *gi() { u.x; } async ai() { u.x; } } s(() => new P().call()); s(() => P.cs()); s(() => { new P().x = 1; }); s(() => { P.y = 1; }); s(() => new P().z); s(() => P.gs().next()); s(() => new P().gi().next());
P.as().catch((e) => console.log(here(e))); new P().ai().catch((e) => console.log(here(e)));
a.b = 1; function a() {} a.c = class { static q() { u.x; } static r = class { m() { u.x; } }; }; s(() => a.c.q()); s(() => new a.c.r().m()); s(() => new (class { m() { u.x; } })().m()); s(() => (class { static m() { u.x; } }).m());
s(() => Function.prototype.call.call(function () { u.x; }, A)); Math.mm = function () { u.x; }; s(() => Math.mm()); globalThis.gg = function () { u.x; }; s(() => gg()); s(() => globalThis.gg());
var m = new Map(); m.q = function () { u.x; }; s(() => m.q()); var rx = /a/; rx.q = function () { u.x; }; s(() => rx.q()); s(() => Reflect.construct(function () { u.x; }, [])); s(() => new (function Nm() { u.x; })()); s(() => new ns.x.y()); s(() => new (class { constructor() { u.x; } })()); ns.K = class { constructor() { u.x; } }; s(() => new ns.K()); ns.K2 = function () { u.x; }; s(() => new ns.K2());
}).call({});
(function () {
class E extends Error { constructor(m) { super(m); this.name = 'E'; } }
h(new E('k'));
class E3 extends E { constructor(m) { super(m); this.name = 'E3'; } } h(new E3('k'));
class E4 extends Error { constructor(m) { super(m); this.message = 'E4'; } } h(new E4('k'));
class E5 extends Error { constructor(m) { super(m); this.x = this.stack; this.name = 'E5'; } } h(new E5('k'));
class E6 extends Error { constructor(m) { super(m); Object.defineProperty(this, 'name', { value: 'E6' }); } } h(new E6('k'));
class E7 extends Error { name = 'E7'; } h(new E7('k'));
class E8 extends Error { get name() { return 'E8'; } } h(new E8('k'));
function mk() { return new E('k'); } h(mk());
const e = new Error('a'); e.message = 'b'; h(e);
const e2 = new Error('a'); e2.name = 'b'; h(e2);
const q = new E('z'); q.name = 'later'; h(q);
function Old2(m) { const e = new Error(m); h(e); } new Old2('y');
function Old3(m) { Error.captureStackTrace(this, Old3); this.message = m; } Old3.prototype = Object.create(Error.prototype); h(new Old3('y'));
class E9 extends TypeError { constructor(m) { const s = (() => super(m)); s(); } } h(new E9('k'));
class E10 extends Error { constructor(m) { super(m); h(this); } } new E10('k');
})();
(function () {
  'use strict';
const l = (f) => { try { f(); } catch (e) { h(e); } };
var u, n = null, fz = Object.freeze({ a: 1, b: [1] }), o = { get g() { u.x; }, set g(v) { u.y; }, get r() { return 1; }, fz }, k = 'a', i = 0;
l(() => { fz.a += 1; });
l(() => { o.fz.a += 1; });
l(() => { o.fz[k] += o.r; });
l(() => { o.fz[k] = o.r; });
l(() => { o.fz[k] = 1; });
l(() => { o.g += 1; });
l(() => { o.g++; });
l(() => { o.g = 1; });
l(() => { o.fz.a ||= 1; });
l(() => { u.a += 1; });
l(() => { u.a++; });
l(() => { u[k] += 1; });
l(() => { u.q.a ||= 1; });
l(() => { o.q[i + 1] += 1; });
l(() => { o.q[o.r] += 1; });
l(() => { i = 5; u.a += 1; });
l(() => { i = 5; delete u.a; });
l(() => { i = 5; delete fz.a; });
l(() => { i = 5; delete o.fz.a; });
l(() => { i = 5; delete o.fz[k]; });
l(() => { i = 5; delete o.q[k]; });
l(() => { i = 5; delete o.q.r; });
l(() => { return i + delete o.q.r; });
l(() => { o().x = 1; });
l(() => { o.r.s.t = l.name; });
l(() => { l.call(1).x.y; });
l(() => { o.fz.b.map(String).x.y; });
l(() => { o.toString()
  .x.y; });
l(() => { o?.fz.q.x; });
l(() => { o.fz?.q.x; });
l(() => { o.toString?.().q.x; });
l(() => { o.toString().q(); });
l(() => { o.toString()[k](); });
l(() => { `x`.y.z; });
l(() => { o.toString``.q.r; });
l(() => { new Map().q.r; });
l(() => { new (class { })().q.r; });
l(() => { super_(); function super_() { return o.toString().x.y; } });
})();
