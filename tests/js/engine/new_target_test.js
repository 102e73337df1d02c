'use strict';
// What constructors make of newTarget, and when they read its prototype.  Node
// is the oracle, but for typed arrays, which V8 looks at first.
const { test } = require('../../harness');
const { eq, throws } = require('./expect');

const ARGUMENTS = {
  AggregateError: [[]],
  DataView: [new ArrayBuffer(4)],
  FinalizationRegistry: [() => {}],
  Promise: [() => {}],
  WeakRef: [{}],
};

function make(constructor, newTarget) {
  return Reflect.construct(constructor, ARGUMENTS[constructor.name] || [],
                           newTarget);
}

const CONSTRUCTORS = [
  AggregateError, Array, ArrayBuffer, BigInt64Array, Boolean, DataView, Date,
  Error, FinalizationRegistry, Function, Int8Array, Map, Number, Object,
  Promise, RangeError, RegExp, Set, String, WeakMap, WeakRef, WeakSet,
];

test('a prototype that is no object is the constructor\'s own', () => {
  function target() {}
  for (const prototype of [undefined, null, 3, 'text', Symbol('s')]) {
    target.prototype = prototype;
    for (const c of CONSTRUCTORS)
      eq(Object.getPrototypeOf(make(c, target)), c.prototype);
  }
});

test('a prototype that is an object is taken', () => {
  const prototype = { mine: true };
  const target = function () {}.bind();
  target.prototype = prototype;
  for (const c of CONSTRUCTORS)
    eq(Object.getPrototypeOf(make(c, target)), prototype);
});

test('it is read once, behind the arguments that come before it', () => {
  const log = [];
  const target = new Proxy(function () {}, {
    get(t, key) {
      log.push(key);
      return t[key];
    },
  });
  const size = { valueOf() { log.push('size'); return 8; } };
  const options = { get maxByteLength() { log.push('limit'); return 8; } };
  Reflect.construct(ArrayBuffer, [size, options], target);
  eq(log.splice(0).join(), 'size,limit,prototype');
  Reflect.construct(DataView, [new ArrayBuffer(16), size, size], target);
  eq(log.splice(0).join(), 'size,size,prototype');
  Reflect.construct(Float32Array, [{ get length() { log.push('length'); } }],
                    target);
  eq(log.splice(0).join(), 'prototype,length');
  throws(() => Reflect.construct(Promise, [1], target), TypeError);
  throws(() => Reflect.construct(WeakRef, [1], target), TypeError);
  throws(() => Reflect.construct(FinalizationRegistry, [1], target), TypeError);
  throws(() => Reflect.construct(ArrayBuffer, [-1], target), RangeError);
  eq(log.join(), '');
});

test('a getter that shrinks the buffer is seen by DataView', () => {
  const buffer = new ArrayBuffer(16, { maxByteLength: 16 });
  const target = function () {}.bind();
  Object.defineProperty(target, 'prototype', {
    get() { buffer.resize(4); return DataView.prototype; },
  });
  throws(() => Reflect.construct(DataView, [buffer, 8], target), RangeError);
  buffer.resize(16);
  throws(() => Reflect.construct(DataView, [buffer, 0, 8], target), RangeError);
});

test('a newTarget that was revoked meanwhile', () => {
  const { proxy, revoke } = Proxy.revocable(function () {}, {
    get() { revoke(); },
  });
  throws(() => new proxy(), TypeError);
});

test('Symbol and Iterator: classes may extend them', () => {
  throws(() => new Symbol(), TypeError);
  class Mine extends Symbol {}
  throws(() => new Mine(), TypeError);
  if (typeof Iterator === 'undefined') return; // Node 20
  throws(() => new Iterator(), TypeError);
  class Steps extends Iterator {}
  eq(Object.getPrototypeOf(new Steps()), Steps.prototype);
  eq(new Steps() instanceof Iterator, true);
});
