'use strict';
// `const { a, ...rest } = object` (helper_object.c); node is the oracle.
const { test } = require('../../harness');
const { eq, throws } = require('./expect');

const text = (o) => Reflect.ownKeys(o).map((k) =>
  `${String(k)}:${String(o[k])}`).join();

test('what is left, in order', () => {
  const symbol = Symbol('s'), key = 'c';
  const object = { [symbol]: 1, a: 1, b: 2, c: 3, d: 4 };
  const { a, ...rest } = object;
  eq(text(rest), 'b:2,c:3,d:4,Symbol(s):1');
  const { [key]: c, [symbol]: s, ...more } = object;
  eq(text(more), 'a:1,b:2,d:4');
  const { ...all } = object;
  eq(text(all), 'a:1,b:2,c:3,d:4,Symbol(s):1');
  eq(all === object, false);
  const { a: a1, b, c: c1, d, [symbol]: s1, ...none } = object;
  eq(text(none) + a1 + b + c1 + d + s1, '12341');
  rest.more = 1;
  delete rest.b;
  eq(text(rest), 'c:3,d:4,more:1,Symbol(s):1');
  eq([a, c, s].join(), '1,3,1');
});

test('keys that are numbers, and many', () => {
  const { 1: one, ...rest } = { 2: 'b', 1: 'a', x: 'c' };
  eq(one + text(rest), 'a2:b,x:c');
  const { length, ...letters } = 'ab';
  eq(length + text(letters), '20:a,1:b');
  const { 0: first, ...list } = [5, 6, 7];
  eq(first + text(list), '51:6,2:7');
  const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) =>
    [`k${i}`, i]));
  const { k5, ...most } = many;
  eq(k5 + Object.keys(most).length + most.k99, 5 + 99 + 99);
  eq('k5' in most, false);
});

test('getters, proxies, what is not enumerable', () => {
  const object = Object.defineProperty({ get a() { return 'got'; }, b: 1 },
    'hidden', { value: 1 });
  const { b, ...rest } = object;
  eq(text(rest), 'a:got');
  eq(Object.getOwnPropertyDescriptor(rest, 'a').writable, true);
  const asked = [];
  const { x, ...more } = new Proxy({ x: 1, y: 2 }, {
    get(target, key) { asked.push(key); return target[key]; },
    ownKeys(target) { asked.push('keys'); return Reflect.ownKeys(target); },
  });
  eq(asked.join() + text(more), 'x,keys,yy:2');
  const { ...own } = Object.create({ above: 1 }, { own: {
    value: 2, enumerable: true } });
  eq(text(own), 'own:2');
  eq(Object.getPrototypeOf(own), Object.prototype);
  class P { #p = 1; q = 2; static has(o) { return #p in o; } }
  const { ...copy } = new P();
  eq(text(copy) + P.has(copy), 'q:2false');
  const frozen = Object.freeze({ z: 1 });
  const { ...thawed } = frozen;
  thawed.z = 2;
  eq(thawed.z, 2);
  throws(() => { const { ...n } = null; return n; }, TypeError);
});

test('functions that are made when touched keep their identity', () => {
  const path = require('path');
  const { sep, ...rest } = path;
  eq(rest.join, path.join);
  eq({ ...path }.join, path.join);
  eq(sep, path.sep);
});
