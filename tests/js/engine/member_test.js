'use strict';
// super.x, o.#x and o.#x = v, which the executor answers itself where they are
// plain (quick_member.h); node is the oracle.
const { test } = require('../../harness');
const { eq, throws } = require('./expect');

class A {
  get size() { return this.n; }
  set size(n) { this.n = n; }
  plain() { return 'plain'; }
  get self() { return this; }
}
A.prototype.value = 1;

class B extends A {
  get size() { return super.size + 1; }
  set size(n) { super.size = n; }
  plain() { return super.plain; }
  value2() { return super.value; }
  none() { return super.none; }
  by(key) { return super[key]; }
  get self() { return super.self; }
}

test('super.x', () => {
  const b = new B();
  b.size = 3;
  eq(b.size, 4);
  eq(b.plain(), A.prototype.plain);
  eq(b.value2(), 1);
  eq(b.none(), undefined);
  eq(b.by('value'), 1);
  eq(b.by('toString'), Object.prototype.toString);
  eq(b.by(Symbol.iterator), undefined);
  eq(b.by({ toString: () => 'value' }), 1);
  eq(b.by(0), undefined);
  eq(b.self, b);
  eq(Reflect.get(B.prototype, 'self', 'text'), 'text');
});

test('super.x sees what changes', () => {
  const b = new B();
  A.prototype.value = 2;
  eq(b.value2(), 2);
  Object.defineProperty(A.prototype, 'value', {
    get() { return this === b; }, configurable: true,
  });
  eq(b.value2(), true);
  Object.defineProperty(A.prototype, 'value', { get: undefined, set() {} });
  eq(b.value2(), undefined);
  Object.setPrototypeOf(B.prototype, new Proxy({}, {
    get: (target, key, receiver) => `${String(key)} ${receiver === b}`,
  }));
  eq(b.value2(), 'value true');
  Object.setPrototypeOf(B.prototype, null);
  throws(() => b.value2(), TypeError,
    "Cannot read properties of null (reading 'value')");
  Object.setPrototypeOf(B.prototype, A.prototype);
  delete A.prototype.value;
  eq(b.value2(), undefined);
  A.prototype.value = 1;
});

test('getters that are no plain function', () => {
  const o = {
    __proto__: { __proto__: Map.prototype },
    get size() { return super.size; },
  };
  throws(() => o.size, TypeError,
    "Method get Map.prototype.size called on incompatible receiver #<Map>");
  Object.defineProperty(Object.getPrototypeOf(o), 'size', {
    get: function () { return this; }.bind(5), configurable: true,
  });
  eq(o.size, 5);
  Object.defineProperty(Object.getPrototypeOf(o), 'size', {
    get: new Proxy(() => 6, {}),
  });
  eq(o.size, 6);
  const length = { get l() { return super.length; }, __proto__: [1, 2] };
  eq(length.l, 2);
  const letters = { get l() { return super[1]; }, __proto__: [1, 2] };
  eq(letters.l, 2);
  const f = { get l() { return super.name; }, __proto__: function named() {} };
  eq(f.l, 'named');
});

class P {
  #x = 1;
  #m() { return this; }
  get #g() { return this.#x; }
  set #g(x) { this.#x = x; return 'ignored'; }
  get #only() { return 7; }
  set #never(x) {}
  static #s = 1;
  static get #sg() { return P.#s; }
  static set #sg(x) { P.#s = x; }
  field(o = this) { return o.#x; }
  put(x, o = this) { return o.#x = x; }
  get(o = this) { return o.#g; }
  set(x, o = this) { return o.#g = x; }
  add(x) { return (this.#g += x) + this.#g++ + ++this.#g; }
  method(o = this) { return o.#m === P.method(o); }
  static method(o) { return o.#m; }
  static count(o = P) { return ++o.#sg; }
  only(o = this) { o.#only = 1; }
  never() { return this.#never; }
}

test('private members', () => {
  const p = new P();
  eq(p.field(), 1);
  eq(p.put(2), 2);
  eq(p.get(), 2);
  eq(p.set(5), 5);
  eq(p.field(), 5);
  eq(p.add(1), 6 + 6 + 8);
  eq(p.method(), true);
  eq(P.count(), 2);
  eq(P.count(), 3);
  const frozen = Object.freeze(new P());
  eq(frozen.put(3), 3);
  eq(frozen.get(), 3);
  eq(p.set(p) === p, true);
});

test('private members of what has none', () => {
  const p = new P();
  const read = 'Cannot read private member #x from an object whose class did ' +
    'not declare it';
  throws(() => p.field({}), TypeError, read);
  throws(() => p.field(1), TypeError, read);
  throws(() => p.field(new Proxy(p, {})), TypeError, read);
  throws(() => p.put(1, {}), TypeError, 'Cannot write private member #x to an ' +
    'object whose class did not declare it');
  throws(() => p.field(null), TypeError,
    "Cannot read properties of null (reading '#x')");
  throws(() => p.get({}), TypeError, 'Receiver must be an instance of class P');
  throws(() => p.set(1, {}), TypeError,
    'Receiver must be an instance of class P');
  throws(() => p.method({}), TypeError,
    'Receiver must be an instance of class P');
  throws(() => P.count(class extends P {}), TypeError,
    'Receiver must be class P');
  throws(() => p.only(), TypeError, "'#only' was defined without a setter");
  throws(() => p.never(), TypeError, "'#never' was defined without a getter");
});

test('registers of the caller stay', () => {
  const p = new P(), list = [1, 2, 3];
  let total = 0;
  for (let i = 0; i < 50; i++)
    total += [i, p.set(i), p.get(), list.length, p.put(i) + p.field()].length;
  eq(total, 250);
  class Deep {
    get #x() { return this.#x + 1; }
    set #y(v) { this.#y = v; }
    read() { return this.#x; }
    write() { this.#y = 1; }
  }
  throws(() => new Deep().read(), RangeError);
  throws(() => new Deep().write(), RangeError);
  class Error1 {
    set #x(v) { throw new Error(v); }
    run() { try { this.#x = 'thrown'; } catch (e) { return e.message + total; } }
  }
  eq(new Error1().run(), 'thrown250');
});
