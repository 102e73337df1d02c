// Classes: accessors of private statics in loops, null heritage, species, new.target.
class Counter { static #n = 0; static get #next() { return ++Counter.#n; } static set #next(v) { Counter.#n = v; } static make() { const fs = []; for (let i = 0; i < 3; i++) fs.push(() => [i, Counter.#next]); Counter.#next = 10; return fs.map((f) => f().join(':')).join(); } static { this.boot = this.make(); } }
console.log(Counter.boot);
class Nil extends null { static x = 1; static get y() { return this.x; } get z() { return 1; } constructor() { return Object.create(new.target.prototype); } }
console.log(new Nil().z, Nil.y, Object.getPrototypeOf(Nil.prototype), Object.getPrototypeOf(Nil) === Function.prototype);
class MyArray extends Array { static get [Symbol.species]() { return Array; } sum() { return this.reduce((a, b) => a + b, 0); } }
const m = MyArray.from([1, 2, 3]); console.log(m instanceof MyArray, m.map((x) => x) instanceof MyArray, m.sum(), m.length, new MyArray(3).length);
class P2 extends Promise { static get [Symbol.species]() { return Promise; } }
console.log(P2.resolve(1) instanceof P2, P2.resolve(1).then(() => {}) instanceof P2);
class Base { constructor() { this.made = (() => new.target.name)(); } static create() { return new this(); } }
class Derived extends Base { constructor() { const f = () => super(); const g = () => () => this.made; f(); this.again = g()(); this.nt = (() => new.target === Derived)(); } }
console.log(JSON.stringify(Derived.create()));
class Fields { a = this.#secret(); #secret() { return 'secret' + this.b; } b = 'b'; ['c' + 1] = () => this.a; static s = () => this.name; 'quoted' = arguments_(); }
function arguments_() { return 'args'; }
console.log(JSON.stringify(new Fields()), new Fields().c1(), Fields.s());
const key = (k) => (console.log('key', k), k);
class Order { static [key('a')] = console.log('static a'); [key('b')] = console.log('b'); static [key('c')]() {} get [key('d')]() { return 1; } static { console.log('block'); } static e = console.log('e'); }
new Order();
const Mix = (B) => class extends B { mixed() { return super.base?.() ?? 'none'; } };
console.log(new (Mix(class { base() { return 'base'; } }))().mixed(), new (Mix(Object))().mixed(), Mix(Object).name);
class Acc { static #p = 1; static inc() { return [this.#p++, ++this.#p, this.#p **= 2, this.#p ||= 0, this.#p &&= 4, this.#p ??= 1].join(); } }
console.log(Acc.inc());
const o = { __proto__: { hi() { return 'hi ' + this.n; } }, n: 1, hi() { return super.hi() + '!'; }, get v() { return super.hi; }, async am() { return super.hi(); }, *gm() { yield super.hi(); } };
console.log(o.hi(), typeof o.v, [...o.gm()].join());
class E2 extends Error { name = 'E2'; constructor(m, extra) { super(m, { cause: extra }); } get [Symbol.toStringTag]() { return 'E2tag'; } }
try { throw new E2('m', 'c'); } catch ({ name, message, cause, constructor }) { console.log(name, message, cause, constructor.name); }
console.log(Object.prototype.toString.call(new E2()), String(new E2('x')), new E2() instanceof Error);
class Sing { static #i; static get i() { return Sing.#i ??= new Sing(); } #priv = 1; static has(x) { return #priv in x; } eq(o) { return o?.#priv === this.#priv; } }
console.log(Sing.i === Sing.i, Sing.has(Sing.i), Sing.has({}), Sing.i.eq(Sing.i), Sing.i.eq(null));
for (const C of [class { x = 1; }, class Named { y = 2; }]) console.log(C.name, JSON.stringify(new C()));
const { a: A = class {}, b: { c: B = class Q {} } = {} } = {}; console.log(A.name, B.name);
class Getter { get x() { return this._x ?? 'unset'; } set x(v) { this._x = v; } } class Sub extends Getter { get x() { return super.x + '!'; } set x(v) { super.x = v + '?'; } } const sub = new Sub(); sub.x = 5; sub.x += 1; console.log(sub.x, Object.keys(sub).join());
console.log(Reflect.construct(function () { return new.target; }, [], Sub) === Sub, typeof Reflect.construct(Array, [2], MyArray).sum);
