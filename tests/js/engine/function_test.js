'use strict';
// Function objects; node is the oracle.
const { test } = require('../../harness');
const { eq } = require('./expect');

test('a function asked again and again, as a key', () => {
  function one() { return 1; }
  const two = (a) => a + 2;
  const keys = {};
  for (let i = 0; i < 9; i++) {
    keys[one] = i;
    keys[two] = i;
    keys[() => i] = i;
  }
  eq(Object.keys(keys).join('|'),
    'function one() { return 1; }|(a) => a + 2|() => i');
  eq(one.toString(), one.toString());
});

test('a function as a key, whatever became of toString', () => {
  const of = (f) => [Object.keys({ [f]: 1 })[0], `${f}`].join();
  function g() {}
  const text = 'function g() {}';
  eq(of(g), `${text},${text}`);
  Function.prototype[Symbol.toPrimitive] = (hint) => `to ${hint}`;
  eq(of(g), 'to string,to string');
  delete Function.prototype[Symbol.toPrimitive];
  let asked = 0;
  Object.defineProperty(Object.prototype, Symbol.toPrimitive,
    { get() { asked++; return undefined; }, configurable: true });
  eq(of(g), `${text},${text}`);
  eq(asked, 2);
  delete Object.prototype[Symbol.toPrimitive];
  const original = Function.prototype.toString;
  Function.prototype.toString = () => 'patched';
  eq(of(g), 'patched,patched');
  Function.prototype.toString = original;
  eq(of(class { static toString() { return 'static'; } }), 'static,static');
  eq(of(Object.setPrototypeOf(() => 1, { toString: () => 'inherited' })),
    'inherited,inherited');
  g.toString = () => 'own';
  eq(of(g), 'own,own');
});

test('prototype is made when it is touched', () => {
  function F() {}
  eq(Object.getOwnPropertyNames(F).join(), 'length,name,prototype');
  const p = F.prototype;
  eq(p, F.prototype);
  eq(p.constructor, F);
  eq(Object.keys(p).length, 0);
  eq(new F() instanceof F, true);
  function G() {}
  eq(Object.getPrototypeOf(new G()), G.prototype);
  function H() {}
  H.prototype = p;
  eq(new H() instanceof F, true);
  const d = Object.getOwnPropertyDescriptor(function () {}, 'prototype');
  eq(d.writable, true);
  eq(d.enumerable, false);
  eq(d.configurable, false);
  function I() {}
  Object.freeze(I);
  eq(I.prototype.constructor, I);
});

test('caller and arguments are accessors that throw', () => {
  const f = function () {};
  eq(Object.prototype.hasOwnProperty.call(f, 'caller'), false);
  eq(Object.prototype.hasOwnProperty.call(f.bind(), 'arguments'), false);
  let error;
  try {
    f.caller;
  } catch (e) {
    error = e;
  }
  eq(error instanceof TypeError, true);
  const d = Object.getOwnPropertyDescriptor(Function.prototype, 'arguments');
  eq(typeof d.get, 'function');
  eq(Object.isFrozen(d.get), true);
});

test('bind', () => {
  const f = (a, b, c) => [a, b, c];
  eq(f.bind(null, 1).length, 2);
  eq(f.bind(null, 1, 2, 3, 4).length, 0);
  eq(f.bind().name, 'bound f');
  const g = function () {};
  Object.defineProperty(g, 'length', { value: Infinity });
  eq(g.bind(null, 1).length, Infinity);
  Object.defineProperty(g, 'length', { value: 2.7 });
  eq(g.bind(null, 1).length, 1);
  Object.defineProperty(g, 'length', { value: 'x' });
  eq(g.bind().length, 0);
  let error;
  try {
    new (Math.cos.bind(Math))();
  } catch (e) {
    error = e;
  }
  eq(error instanceof TypeError, true);
});

test('a function bound to a bound one', () => {
  class A {
    constructor(...all) { this.target = new.target; this.all = all.join(); }
  }
  const b = A.bind(null, 1), c = b.bind(null, 2), d = c.bind();
  eq(new d(3).target, A);
  eq(new d(3).all, '1,2,3');
  eq(Reflect.construct(d, [3], d).target, A);
  eq(Reflect.construct(d, [3], c).target, A);
  eq(Reflect.construct(c, [], b).target, A);
  eq(Reflect.construct(b, [], c).target, c);
  eq(Reflect.construct(c, [], Array).target, Array);
  eq(new A() instanceof d, true);
  eq({} instanceof d, false);
  const f = function (...all) { return this.v + all.join(); };
  const g = f.bind({ v: 'a' }, 1).bind({ v: 'b' }, 2);
  eq(g(3), 'a1,2,3');
  eq(g.name, 'bound bound f');
  eq(g.call({ v: 'c' }, 4), 'a1,2,4');
  eq([5].map(g).join(), 'a1,2,5,0,5');
  let deep = f.bind({ v: 'd' });
  for (let i = 0; i < 500; i++) deep = deep.bind();
  eq(deep(1), 'd1');
  eq({} instanceof deep, false);
});

test('parseInt and parseFloat have their names', () => {
  for (const name of ['parseInt', 'parseFloat']) {
    const d = Object.getOwnPropertyDescriptor(globalThis[name], 'name');
    eq(d.value, name);
    eq(d.writable || d.enumerable || !d.configurable, false);
    eq(Number[name], globalThis[name]);
    eq(Reflect.ownKeys(parseInt).join(), 'length,name');
  }
});

test('Symbol.hasInstance', () => {
  const has = Function.prototype[Symbol.hasInstance];
  eq(has.name, '[Symbol.hasInstance]');
  eq(has.call({}, 1), false);
  eq(has.call(Array, []), true);
});
