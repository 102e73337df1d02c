'use strict';
// Look-ups that the executor does itself (quick_property.h): what changes
// between two runs of the same instruction must be seen; node is the oracle.
const { test } = require('../../harness');
const { eq, throws } = require('./expect');

const get = (o) => o.x;
const put = (o, v) => { o.x = v; };
const call = (o) => o.m();
const many = (n, start = {}) => {
  for (let i = 0; i < n; i++)
    start[`k${i}`] = i;
  return start;
};

test('reading sees what became of a property', () => {
  for (const size of [0, 3, 40]) {
    const o = many(size);
    eq(get(o), undefined);
    o.x = 1;
    eq(get(o), 1);
    Object.defineProperty(o, 'x', { get: () => 2, configurable: true });
    eq(get(o), 2);
    delete o.x;
    eq(get(o), undefined);
    Object.setPrototypeOf(o, { x: 3 });
    eq(get(o), 3);
    Object.setPrototypeOf(o, { __proto__: { get x() { return this; } } });
    eq(get(o), o);
    Object.setPrototypeOf(o, null);
    eq(get(o), undefined);
    Object.setPrototypeOf(o, new Proxy({}, { get: (t, key) => key }));
    eq(get(o), 'x');
    o.x = 4;
    eq(get(o), 4);
  }
});

test('reading from proxies and primitives', () => {
  eq(get(new Proxy({}, { get: () => 5 })), 5);
  eq(get('text'), undefined);
  String.prototype.x = 6;
  eq(get('text'), 6);
  delete String.prototype.x;
  Object.defineProperty(String.prototype, 'x',
                        { configurable: true, get() { return typeof this; } });
  eq(get('text'), 'string');
  delete String.prototype.x;
  eq(get(7), undefined);
  eq(get(Symbol('x')), undefined);
  throws(() => get(undefined), TypeError);
  throws(() => get(null), TypeError);
  eq('abc'.length, 3);
  const length = (o) => o.length;
  eq(length('äöü€'), 4);
  eq(length([1, 2]), 2);
  eq(length(new String('four')), 4);
  eq(length(new Uint8Array(3)), 3);
  eq(length({ __proto__: [1, 2, 3] }), 3);
  eq(length(function (a, b) {}), 2);
});

test('keys that are numbers to typed arrays', () => {
  const proto = Object.getPrototypeOf(Uint8Array.prototype);
  for (const key of ['1.5', '-0', 'Infinity', 'NaN', '-1']) {
    proto[key] = 'inherited';
    eq(new Uint8Array(2)[key], undefined);
    eq(Object.create(new Uint8Array(2))[key], undefined);
    delete proto[key];
    const typed = new Uint8Array(2);
    typed[key] = 1;
    eq(Object.keys(typed).join(), '0,1');
  }
  proto.Nothing = 1;
  eq(new Uint8Array(2).Nothing, 1);
  delete proto.Nothing;
});

test('writing sees what became of a property', () => {
  for (const size of [0, 3, 40]) {
    const o = many(size);
    put(o, 1);
    eq(o.x, 1);
    eq(Object.keys(o).pop(), 'x');
    put(o, 2);
    eq(o.x, 2);
    Object.defineProperty(o, 'x', { writable: false });
    throws(() => put(o, 3), TypeError);
    eq(o.x, 2);
    let set;
    Object.defineProperty(o, 'x', { set(v) { set = v; } });
    put(o, 4);
    eq(set, 4);
    eq(o.x, undefined);
    delete o.x;
    put(o, 5);
    eq(Object.getOwnPropertyDescriptor(o, 'x').enumerable, true);
    Object.freeze(o);
    throws(() => put(o, 6), TypeError);
    eq(o.x, 5);
  }
});

test('adding asks the prototypes', () => {
  let seen;
  put({ __proto__: { set x(v) { seen = v; } } }, 1);
  eq(seen, 1);
  throws(() => put({ __proto__: { get x() { return 1; } } }, 1), TypeError);
  throws(() => put({ __proto__: Object.freeze({ x: 1 }) }, 2), TypeError);
  const o = { __proto__: { __proto__: { x: 1 } } };
  put(o, 2);
  eq(Object.getOwnPropertyNames(o).join(), 'x');
  const set = (t, key, v) => { seen = key + v; return true; };
  put({ __proto__: new Proxy({}, { set }) }, 8);
  eq(seen, 'x8');
  throws(() => put(Object.preventExtensions({}), 1), TypeError);
  throws(() => put(Object.seal(many(20)), 1), TypeError);
  throws(() => put(7, 1), TypeError);
  const a = Object.freeze([]);
  throws(() => { a.length = 1; }, TypeError);
  const list = [1, 2, 3];
  list.length = 1;
  eq(list.join(), '1');
});

test('methods found anew at every call', () => {
  class A { m() { return 'a'; } }
  class B extends A {}
  const b = new B();
  eq(call(b), 'a');
  B.prototype.m = () => 'b';
  eq(call(b), 'b');
  b.m = () => 'own';
  eq(call(b), 'own');
  delete b.m;
  delete B.prototype.m;
  A.prototype.m = 1;
  throws(() => call(b), TypeError);
  Object.defineProperty(A.prototype, 'm', { get() { return () => 'got'; } });
  eq(call(b), 'got');
});

test('elements, arguments and symbols', () => {
  const at = (o, i) => o[i];
  eq(at([1, 2], 1), 2);
  eq(at([1, , 3], 1), undefined);
  Array.prototype[1] = 'hole';
  eq(at([1, , 3], 1), 'hole');
  delete Array.prototype[1];
  eq(at({ 1: 'o' }, 1), 'o');
  eq(at('ab', 1), 'b');
  eq(at([1, 2], '1'), 2);
  const sloppy = new Function('a', `arguments[0] = 2; arguments.x = a;
    return [a, arguments.x, arguments[0]].join();`);
  eq(sloppy(1), '2,2,2');
  const s = Symbol('s');
  const o = { [s]: 1 };
  eq(at(o, s), 1);
  o[s] = 2;
  eq(at(o, s), 2);
  eq(at(Object.create(o), s), 2);
  const frozen = Object.freeze([1]);
  throws(() => { frozen[0] = 2; }, TypeError);
  throws(() => { frozen[1] = 2; }, TypeError);
});

test('steps of properties', () => {
  const o = { x: 1 };
  eq(o.x++, 1);
  eq(++o.x, 3);
  o.x = '5';
  eq(o.x--, 5);
  o.x = 10n;
  eq(++o.x, 11n);
  const froze = Object.freeze({ x: 1 });
  throws(() => froze.x++, TypeError);
});
