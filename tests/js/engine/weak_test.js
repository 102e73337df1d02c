'use strict';
// WeakRef, FinalizationRegistry, and symbols as weak keys.
const { test } = require('../../harness');
const { eq, throws } = require('./expect');

// Where an object goes with its last reference.
const counted = process.execPath.endsWith('drupe');

test('a WeakRef holds its target until the job is over', () => {
  let target = { a: 1 };
  const ref = new WeakRef(target);
  target = null;
  eq(ref.deref().a, 1);
  throws(() => new WeakRef(1), TypeError);
  throws(() => WeakRef({}), TypeError);
  eq(new WeakRef(Symbol.iterator).deref(), Symbol.iterator);
  throws(() => new WeakRef(Symbol.for('x')), TypeError);
  eq(Object.prototype.toString.call(ref), '[object WeakRef]');
  return Promise.resolve().then(() => Promise.resolve()).then(() => {
    if (counted) eq(ref.deref(), undefined);
  });
});

test('a registry hears of targets that went', () => {
  const heard = [];
  const registry = new FinalizationRegistry((held) => heard.push(held));
  const token = {};
  let kept = {};
  (() => {
    registry.register({}, 'gone');
    const cycle = {};
    cycle.self = cycle;
    registry.register(kept, 'kept', token);
    registry.register({}, 'unregistered', token);
  })();
  eq(registry.unregister({}), false);
  throws(() => registry.register(kept, kept), TypeError);
  throws(() => registry.register(1), TypeError);
  throws(() => registry.register({}, 1, 'no token'), TypeError);
  throws(() => new FinalizationRegistry(), TypeError);
  return new Promise((resolve) => setTimeout(resolve, 1)).then(() => {
    if (counted) eq(heard.includes('gone'), true);
    eq(heard.includes('kept'), false);
    eq(registry.unregister(token), true);
    eq(registry.unregister(token), false);
    kept = null;
  });
});

test('each target is heard of once', () => {
  if (!counted) return;
  let calls = 0;
  const registry = new FinalizationRegistry(() => {
    calls++;
  });
  for (let i = 0; i < 100; i++) registry.register({ i }, i);
  return new Promise((resolve) => setTimeout(resolve, 1)).then(() => {
    eq(calls, 100);
  });
});

test('symbols as weak keys', () => {
  const key = Symbol('k');
  const map = new WeakMap([[key, 1]]);
  eq(map.get(key), 1);
  eq(map.has(Symbol('k')), false);
  eq(map.set(key, 2).get(key), 2);
  eq(map.delete(key), true);
  eq(map.has(key), false);
  throws(() => map.set(Symbol.for('k'), 1), TypeError);
  eq(new WeakSet([key]).has(key), true);
});
