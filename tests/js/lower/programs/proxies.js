// Proxies: every trap, its invariants, receivers, chains of prototypes.
function show(f) {
  try {
    const value = f();
    console.log(typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value));
  } catch (e) {
    console.log(e.name + ': ' + e.message);
  }
}
const log = [];
const every = new Proxy({}, {
  get(t, trap) {
    return function() {
      log.push(trap);
      return Reflect[trap].apply(Reflect, arguments);
    };
  },
});
function logged(f) {
  log.length = 0;
  show(f);
  console.log('  ' + log.join());
}

// What each operation asks for.
const p = new Proxy({ a: 1, b: 2 }, every);
logged(() => p.a); logged(() => (p.c = 3)); logged(() => 'a' in p);
logged(() => delete p.b); logged(() => Object.keys(p));
logged(() => Object.getOwnPropertyNames(p).join());
logged(() => Object.getPrototypeOf(p) === Object.prototype);
logged(() => Object.setPrototypeOf(p, null) === p); logged(() => p instanceof Object);
logged(() => Object.prototype.isPrototypeOf.call(Object.prototype, p));
logged(() => Object.defineProperty(p, 'z', { value: 1 }) === p);
logged(() => Object.getOwnPropertyDescriptor(p, 'z'));
logged(() => Object.prototype.hasOwnProperty.call(p, 'z'));
logged(() => Object.isExtensible(p)); logged(() => Object.isFrozen(p));
logged(() => Object.preventExtensions(p) === p); logged(() => Object.seal(p) === p);
logged(() => Object.freeze(p) === p); logged(() => Object.isFrozen(p));
logged(() => Object.isSealed(p)); logged(() => JSON.stringify(p));
const callable = new Proxy(function(x) { return [this === undefined, x]; }, every);
logged(() => callable(1)); logged(() => callable.call(undefined, 2)); logged(() => typeof callable);

// Without traps, and in chains.
const deep = new Proxy(new Proxy({ x: 1, get me() { return this === deep; } }, {}), {});
show(() => [deep.x, deep.me, 'x' in deep, delete deep.x, deep.x, Object.keys(deep).join()]);
show(() => { deep.n = 5; return [deep.n, deep.hasOwnProperty('n')]; });
const withHandler = new Proxy({}, new Proxy({}, { get(t, trap) { return () => trap; } }));
show(() => withHandler.anything);

// A proxy on the chain of prototypes, with the receiver.
const child = Object.create(new Proxy({ x: 5 }, {
  get(t, k, r) { return r === child ? 'for child: ' + String(k) : t[k]; },
  set(t, k, v, r) { Object.defineProperty(r, k, { value: v + 1, writable: true }); return true; },
  has(t, k) { return k === 'q'; },
}));
show(() => child.foo); show(() => { child.bar = 1; return Object.getOwnPropertyDescriptor(child, 'bar'); });
show(() => ['q' in child, 'w' in child]);
const names = [];
for (const k in Object.create(new Proxy({ u: 1, v: 2 }, {}))) names.push(k);
for (const k in new Proxy({ a: 1, b: 2, c: 3 }, { ownKeys() { return ['c', 'a', 'b']; } })) names.push(k);
show(() => names.join());

// Receivers of Reflect.
show(() => Reflect.get({ get x() { return this.y; } }, 'x', { y: 7 }));
show(() => { const o = {}; return [Reflect.set({ set x(v) { this.y = v; } }, 'x', 1, o), o.y]; });
show(() => { const o = {}; return [Reflect.set({}, 'x', 1, o), o.x]; });
show(() => Reflect.set({}, 'x', 1, 1)); show(() => Reflect.set(Object.freeze({ x: 1 }), 'x', 2));
show(() => Reflect.ownKeys({ b: 1, 2: 1, a: 1, 1: 1, [Symbol.iterator]: 1 }).map(String).join());
show(() => Reflect.getOwnPropertyDescriptor({ x: 1 }, 'x')); show(() => Reflect.has({ x: 1 }, 'x'));
show(() => Reflect.get(1, 'x')); show(() => Reflect.ownKeys(1)); show(() => Reflect.getPrototypeOf(1));
show(() => Reflect.setPrototypeOf({}, 1)); show(() => Reflect.defineProperty({}, 'x', 1));
show(() => Reflect.get({ [Symbol.iterator]: 'symbol' }, Symbol.iterator));

// Results that do not fit.
const fixed = Object.defineProperty({}, 'x', { value: 1 });
const sealed = Object.preventExtensions({ y: 1 });
show(() => new Proxy(fixed, { get() { return 2; } }).x);
show(() => (new Proxy(fixed, { set() { return true; } }).x = 2));
show(() => 'x' in new Proxy(fixed, { has() { return false; } }));
show(() => 'y' in new Proxy(sealed, { has() { return false; } }));
show(() => delete new Proxy(fixed, { deleteProperty() { return true; } }).x);
show(() => Object.keys(new Proxy(fixed, { ownKeys() { return []; } })));
show(() => Object.keys(new Proxy(sealed, { ownKeys() { return ['y', 'z']; } })));
show(() => Object.keys(new Proxy({}, { ownKeys() { return ['y', 'y']; } })));
show(() => Object.keys(new Proxy({}, { ownKeys() { return [1]; } })));
show(() => Object.keys(new Proxy({}, { ownKeys() { return 1; } })));
show(() => Object.getPrototypeOf(new Proxy({}, { getPrototypeOf() { return 1; } })));
show(() => Object.getPrototypeOf(new Proxy(sealed, { getPrototypeOf() { return null; } })));
show(() => Object.setPrototypeOf(new Proxy(sealed, { setPrototypeOf() { return true; } }), null));
show(() => Object.setPrototypeOf(new Proxy({}, { setPrototypeOf() { return false; } }), null));
show(() => Object.isExtensible(new Proxy({}, { isExtensible() { return false; } })));
show(() => Object.preventExtensions(new Proxy({}, { preventExtensions() { return true; } })));
show(() => Object.preventExtensions(new Proxy({}, { preventExtensions() { return false; } })));
show(() => Object.defineProperty(new Proxy({}, { defineProperty() { return false; } }), 'x', {}));
show(() => Object.defineProperty(new Proxy(sealed, { defineProperty() { return true; } }), 'x', {}));
show(() => Object.defineProperty(new Proxy({}, { defineProperty() { return true; } }), 'x', { configurable: false }));
show(() => Object.defineProperty(new Proxy(fixed, { defineProperty() { return true; } }), 'x', { value: 2 }));
const own = (d) => new Proxy(fixed, { getOwnPropertyDescriptor() { return d; } });
show(() => Object.getOwnPropertyDescriptor(own(undefined), 'x'));
show(() => Object.getOwnPropertyDescriptor(own(1), 'x'));
show(() => Object.getOwnPropertyDescriptor(own({ value: 2 }), 'x'));
show(() => Object.getOwnPropertyDescriptor(own({ value: 1, configurable: false }), 'y'));
show(() => Object.getOwnPropertyDescriptor(new Proxy({}, { getOwnPropertyDescriptor() { return { get() {}, configurable: true }; } }), 'y'));
show(() => { 'use strict'; new Proxy({}, { set() { return false; } }).x = 1; });
show(() => { 'use strict'; delete new Proxy({}, { deleteProperty() { return false; } }).x; });
show(() => new Proxy({}, { get: 1 }).x);

// Making and revoking.
show(() => new Proxy(1, {})); show(() => new Proxy({}, null));
show(() => Array.isArray(new Proxy([], {}))); show(() => Object.prototype.toString.call(new Proxy([], {})));
show(() => [].concat(new Proxy([1, 2], {})));
const r = Proxy.revocable(function() {}, {});
show(() => typeof r.proxy); r.revoke(); r.revoke();
show(() => r.proxy.x); show(() => (r.proxy.x = 1)); show(() => 'x' in r.proxy); show(() => r.proxy());
show(() => Object.keys(r.proxy)); show(() => Array.isArray(r.proxy)); show(() => typeof r.proxy);
show(() => Object.getPrototypeOf(r.proxy)); show(() => new Proxy(r.proxy, {}) !== undefined);
show(() => Object.defineProperty({}, 'x', { get() {}, value: 1 }));
show(() => Object.defineProperty({}, 'x', { get: 1 })); show(() => Object.defineProperty({}, 'x', 1));
show(() => Object.setPrototypeOf(Object.prototype, {})); show(() => { const o = {}; Object.setPrototypeOf(o, Object.create(o)); });
show(() => Object.setPrototypeOf(Object.freeze({}), {}));
