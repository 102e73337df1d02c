// Classes: methods, fields, static members, super, what they extend.
const log = (...a) => console.log(a.map(String).join(' '));
const caught = f => { try { return String(f()); } catch (e) { return `${e.name}: ${e.message}`; } };
class A {
  constructor(x) { this.x = x; }
  get y() { return this.x * 2; }
  set y(v) { this.x = v; }
  static s() { return 's' + this.name; }
  ['a' + 1]() { return 'comp'; }
  toString() { return 'A!' + super.toString(); }
  'quoted key'() { return 1; }
  123() { return 2; }
  static static() { return 'static'; }
  static get() { return 'get'; }
  set() { return 'set'; }
}
class B extends A {
  z = this.x + 1;
  w = 5;
  ['k' + 2] = () => this.w;
  anonymous = function () {};
  static n = 10;
  static m = B.n + 1;
  static ['c' + 1] = class {};
  static { this.blk = this.n + this.m; var local = 1; B.local = local; }
  constructor(...a) { super(...a); this.t = () => this.x; }
  get y() { return super.y + 100; }
  set y(v) { super.y = v * 2; }
  static sm() { return super.s(); }
  up() { super.made = 'own'; super.n ??= 4; super.c = 1; super.c += 2; super.c++; return [this.made, this.n, this.c, super['a' + 1](), super.c].join(); }
}
const b = new B(20);
log(JSON.stringify(b), b.y, b.z, b.t(), b.k2(), b.anonymous.name, B.n, B.m, B.c1.name, B.blk, B.local, B.sm(), b.a1(), b, b.up());
b.y = 7;
log(b.x, b.y, new A()['quoted key'](), new A()[123](), A.static(), A.get(), new A().set());
log(Object.getOwnPropertyNames(A.prototype).join(), Reflect.ownKeys(class { static a() {} }).join(), Object.keys(A.prototype).length);
log(String(class  X { a(){ } }), String(new (class { m ( a ) { } })().m), String(A).length);
log(class {}.name === '', (class Foo {}).name, (() => { const q = class {}; return q.name; })(), (class { static name = 'own'; }).name, (class { static name() {} }).name());
log(A.length, B.length, (class {}).length, (class { constructor(a, b = 1) {} }).length);
var Outer = class Named { static who() { return Named.name; } set() { Named = 1; } };
log(Outer.who(), typeof Named, caught(() => new Outer().set()));
{ class Inner {} }
log(typeof Inner);
log(caught(() => { new Later(); class Later {} }), caught(() => { class C extends C {} }), caught(() => { class C { [C.x]() {} } }));
log(caught(() => A()), caught(() => (0, class {})()), caught(() => A.call({})));
log(caught(() => { class C extends undefined {} }), caught(() => { class C extends 5 {} }));
log(caught(() => { function F() {} F.prototype = 3; class C extends F {} }));
log(caught(() => { class C { static ['prototype']() {} } }), caught(() => { class C { static ['prototype'] = 1; } }) !== '');
class Ret { constructor() { return { other: 1 }; } }
class Ret2 extends Ret { f = 2; }
log(JSON.stringify(new Ret()), JSON.stringify(new Ret2()));
class N extends null { static x = 1; }
log(N.x, Object.getPrototypeOf(N.prototype), caught(() => new N()));
log(caught(() => new (class C extends null { constructor() { super(); } })()));
class D1 extends A { constructor() {} }
class D2 extends A { constructor() { super(); super(); } }
class D3 extends A { constructor() { return 1; } }
class D4 extends A { constructor(v) { if (v) super(1); this.late = 1; } }
log(caught(() => new D1()), caught(() => new D2()), caught(() => new D3()), caught(() => new D4(false)), new D4(true).late);
class Arrow extends A { constructor() { const f = () => { super(3); return this.x; }; log(f(), this.x); } }
log(new Arrow().x);
class Twice extends A { constructor() { const f = () => super(3); f(); f(); } }
log(caught(() => new Twice()));
class Chain extends B {}
class Chain2 extends Chain { extra = this.w + 1; }
log(new Chain2(4).t(), new Chain2(4).extra, new Chain(1, 2) instanceof A);
const made = [];
for (let i = 0; i < 3; i++) { class L { n = i; static id = i; get() { return this.n + L.id; } } made.push(new L()); }
log(made.map(o => o.get()).join());
const mixin = Base => class extends Base { mixed() { return 'mixed' + super.toString(); } };
log(new (mixin(A))(1).mixed(), mixin(A).name);
function dflt(C = class { v = 1; }) { return new C().v; }
log(dflt());
class G { static [Symbol.hasInstance](x) { return x === 1; } }
log(1 instanceof G, 2 instanceof G);
const key = { toString() { log('key'); return 'k'; } };
class Keys { [key] = 1; [key]() {} static [(log('after'), 'x')] = 2; }
log(Object.keys(new Keys()).join(), Keys.x);
class Setter { set f(v) { log('never'); } }
class Defines extends Setter { f = 1; }
log(new Defines().f, Object.keys(new Defines()).join());
class Frozen { constructor(o) { return o; } }
class OnFrozen extends Frozen { p = 1; }
log(caught(() => new OnFrozen(Object.freeze({}))), caught(() => new OnFrozen(Object.freeze({ p: 2 }))));
const names = { f: class {}, g() {}, ['h' + 1]: class {} };
log(names.f.name, names.g.name, names.h1.name);
var v = 'outer';
class Shadow { f = v; constructor(v) { this.g = v; } }
log(new Shadow('inner').f, new Shadow('inner').g);
let seen = '';
class Order { a = seen += 'a'; constructor(x = seen += 'x') { seen += 'b'; } }
class Order2 extends Order { c = seen += 'c'; constructor() { seen += '('; super(); seen += ')'; } }
new Order2();
log(seen);
log(Object.getOwnPropertyNames({ 0x10() {}, 1e3() {}, .5() {}, 1_0() {} }).join(), ({ 0x10() {} })[16].name, ({ 1e3() {} })[1000].name, ({ .5: () => 1 })[0.5].name, (class { static 0b11() {} })[3].name);
try { throw 1; } catch (hoisted) { { function hoisted() {} } }
log(typeof hoisted);
