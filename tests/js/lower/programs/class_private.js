// Private names: fields, methods, accessors, brands, and their errors.
const log = (...a) => console.log(a.map(String).join(' '));
const caught = f => { try { return String(f()); } catch (e) { return `${e.name}: ${e.message}`; } };
class P {
  #p = 3;
  static #q = 7;
  static { this.blk = this.#q; }
  get p() { return this.#p; }
  inc() { this.#p++; ++this.#p; this.#p += 5; this.#p **= 2; return [this.#p, this.#p--, this.#p].join(); }
  #priv(a) { return a + this.#p; }
  call() { return this.#priv(1); }
  static test(o) { return #p in o; }
  static testMethod(o) { return #priv in o; }
  static read(o) { return o.#p; }
  static write(o) { o.#p = 1; }
  static method(o) { return o.#priv(1); }
  static setMethod(o) { o.#priv = 1; }
  static #secret() { return 'secret' + this.#q; }
  static tell() { return this.#secret(); }
}
const p = new P();
log(p.p, p.inc(), p.call(), P.blk, P.tell(), JSON.stringify(p), Reflect.ownKeys(p).length, Object.getOwnPropertySymbols(p).length);
log(P.test(p), P.test({}), P.testMethod(p), P.testMethod({}), caught(() => P.test(1)));
log(caught(() => P.read({})), caught(() => P.read(5)), caught(() => P.read(null)), caught(() => P.read(Object.create(p))));
log(caught(() => P.write({})), caught(() => P.write(null)), caught(() => P.method({})), caught(() => P.setMethod(p)));
log(caught(() => P.tell.call({})), caught(() => (class extends P {}).tell()));
class Acc {
  static #count = 0;
  static get count() { return Acc.#count; }
  static inc() { return ++Acc.#count; }
  get #x() { return 42; }
  set #x(v) { this.set = v; }
  get #only() { return 1; }
  set #never(v) {}
  go() { this.#x = 5; this.#x += 1; return [this.#x, this.set].join(); }
  bad1() { this.#only = 2; }
  bad2() { return this.#never; }
  static get(o) { return o.#x; }
}
log(Acc.inc(), Acc.inc(), Acc.count, new Acc().go(), caught(() => new Acc().bad1()), caught(() => new Acc().bad2()), caught(() => Acc.get({})));
class Opt {
  #a = { b: 1 };
  #f = x => x * 2;
  t(o) { return [o?.#a, o?.#a.b, o?.#a?.c?.d].join(); }
  call(x) { return this.#f(x) + this?.#f(x) + this.#f?.(x); }
  spread(...a) { return this.#f(...a); }
  patterns() { [this.#a, this.q] = [1, 2]; ({ x: this.#a } = { x: 9 }); return this.#a; }
  logical() { this.#a = null; this.#a ??= 4; this.#a &&= 0; this.#a ||= 8; return this.#a; }
  loop() { for (this.#a of [1, 2, 3]); for (this.#a in { k: 1 }); return this.#a; }
  tag() { return this.#f`${21}`; }
  arrow() { return (() => this.#a)(); }
}
log(new Opt().t(null), new Opt().t(new Opt()), new Opt().call(4), new Opt().spread(3), new Opt().patterns(), new Opt().logical(), new Opt().loop());
log(new Opt().tag(), typeof new Opt().arrow());
class Base { constructor(o) { return o; } }
class Stamp extends Base { #s = 1; static has(o) { return #s in o; } static get(o) { return o.#s; } static set(o, v) { o.#s = v; } }
class Brand extends Base { #m() {} }
const o = {};
new Stamp(o);
log(Stamp.has(o), caught(() => new Stamp(o)), caught(() => { new Brand(o); new Brand(o); }));
const frozen = Object.freeze({});
new Stamp(frozen);
Stamp.set(frozen, 9);
log(Stamp.get(frozen), Object.isFrozen(frozen));
const later = new Stamp({ a: 1 });
Object.freeze(later);
Stamp.set(later, 5);
log(Stamp.get(later), Object.isFrozen(later));
const proxy = new Proxy(later, {});
log(Stamp.has(proxy), caught(() => Stamp.get(proxy)));
new Stamp(proxy);
log(Stamp.has(proxy), Stamp.get(proxy));
const each = [1, 2].map(() => class { #x = 1; static get(o) { return o.#x; } });
log(each[0].get(new each[0]()), caught(() => each[0].get(new each[1]())));
class Outer { #x = 'outer'; inner(o) { const self = this; return new (class { #y = 'inner'; both() { return self.#x + this.#y + o.#x; } })().both(); } }
log(new Outer().inner(new Outer()));
class Names { static #m() {} static get #g() { return 0; } static names() { return [this.#m.name, (class { #f = () => 1; n() { return this.#f.name; } }).name === ''].join(); } #f = function () {}; f() { return this.#f.name; } }
log(Names.names(), new Names().f());
const loops = [];
for (let i = 0; i < 3; i++) loops.push(new (class { #i = i; get() { return this.#i; } })());
log(loops.map(x => x.get()).join());
class Counter { #n = 0; next = () => ++this.#n; static make() { const c = new Counter(); c.#n = 10; return c; } }
const { next } = Counter.make();
log(next(), next());
class Del { #d = { k: 1 }; go() { delete this.#d.k; return JSON.stringify(this.#d); } }
log(new Del().go());
