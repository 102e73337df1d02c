'use strict';
// Functions that go through all properties of an object: what they ask of it
// and in which order.  Node is the oracle.
const { test } = require('../../harness');
const { eq, throws } = require('./expect');

/** A proxy of `target` and the traps that are run. */
function watched(target, hooks = {}) {
  const log = [];
  const traps = {};
  for (const name of ['get', 'getOwnPropertyDescriptor', 'has', 'ownKeys'])
    traps[name] = (...args) => {
      log.push(name === 'ownKeys' ? name : `${name} ${String(args[1])}`);
      return (hooks[name] || Reflect[name])(...args);
    };
  return { log, proxy: new Proxy(target, traps) };
}

const STEPS = 'ownKeys,getOwnPropertyDescriptor a,get a,' +
              'getOwnPropertyDescriptor b,get b';

test('values, entries, assign and spread ask key by key', () => {
  const runs = [
    (o) => Object.values(o),
    (o) => Object.entries(o),
    (o) => Object.assign({}, o),
    (o) => ({ ...o }),
    (o) => Object.defineProperties({}, o),
    (o) => Object.create(null, o),
  ];
  for (const run of runs) {
    const { log, proxy } = watched({ a: {}, b: {} });
    run(proxy);
    eq(log.join(), STEPS);
  }
  const { log, proxy } = watched({ a: 1, b: 2 });
  const { a, ...rest } = proxy;
  eq(JSON.stringify([a, rest]), '[1,{"b":2}]');
  eq(log.join(), 'get a,ownKeys,getOwnPropertyDescriptor b,get b');
});

test('a getter that changes what comes next', () => {
  const make = () => ({
    get a() {
      delete this.c;
      Object.defineProperty(this, 'b', { enumerable: false });
      Object.defineProperty(this, 'd', { enumerable: true });
      return 1;
    },
    b: 2,
    c: 3,
    __proto__: null,
  });
  const withHidden = () => Object.defineProperty(make(), 'd', {
    value: 4, configurable: true,
  });
  eq(JSON.stringify(Object.entries(withHidden())), '[["a",1],["d",4]]');
  eq(JSON.stringify(Object.values(withHidden())), '[1,4]');
  eq(JSON.stringify(Object.assign({}, withHidden())), '{"a":1,"d":4}');
  eq(JSON.stringify({ ...withHidden() }), '{"a":1,"d":4}');
});

test('defineProperties reads all descriptors before it defines one', () => {
  let reads = 0;
  const target = {};
  const properties = {
    a: { get value() { reads++; return 1; } },
    get b() {
      eq('a' in target, false);
      return { value: 2, enumerable: true };
    },
    [Symbol.for('s')]: { get: () => 3 },
  };
  Object.defineProperties(target, properties);
  eq(reads, 1);
  eq(target.a, 1);
  eq(target[Symbol.for('s')], 3);
  eq(Object.keys(target).join(), 'b');
  const none = {};
  throws(() => Object.defineProperties(none, { a: { value: 1 }, b: 1 }),
         TypeError);
  eq('a' in none, false);
  Object.prototype.writable = true;
  try {
    Object.defineProperties(none, { c: { get() { return 5; } } });
    eq('not reached', '');
  } catch (error) {
    eq(error.constructor, TypeError); // both: a getter and writable
  } finally {
    delete Object.prototype.writable;
  }
});

test('Object.prototype.toString', () => {
  const tag = (o) => Object.prototype.toString.call(o);
  eq(tag(Object.assign([], { [Symbol.toStringTag]: 'Mine' })), '[object Mine]');
  eq(tag(new Proxy([], {})), '[object Array]');
  eq(tag(new Proxy(function () {}, {})), '[object Function]');
  eq(tag(new Proxy(new Date(), {})), '[object Object]');
  eq(tag(Date.prototype), '[object Object]');
  eq(tag(new String('')), '[object String]');
  eq(tag((function () { return arguments; })()), '[object Arguments]');
  for (const o of [Math, Symbol.prototype, Uint8Array.prototype]) {
    const holder = Object.create(o, { [Symbol.toStringTag]: { value: 1 } });
    eq(tag(holder), '[object Object]');
  }
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  throws(() => tag(proxy), TypeError);
});

test('revoked proxies are no arrays and no objects', () => {
  const { proxy, revoke } = Proxy.revocable([1], {});
  revoke();
  throws(() => [].concat(proxy), TypeError);
  throws(() => [[proxy]].flat(2), TypeError);
  throws(() => [1].flatMap(() => proxy), TypeError);
  throws(() => JSON.stringify({}, proxy), TypeError);
  throws(() => JSON.stringify(proxy), TypeError);
});

test('flat reads each length once', () => {
  const { log, proxy } = watched([1, [2]]);
  eq(Array.prototype.flat.call(proxy).join(), '1,2');
  eq(log.join(), 'get length,get constructor,has 0,get 0,has 1,get 1');
});

test('caller and arguments: sloppy plain functions have none', () => {
  const sloppy = Function('return [function () {}, () => 1, ({ m() {} }).m, ' +
                          'function* () {}, async function () {}, class {}]');
  const [plain, ...others] = sloppy();
  eq(plain.caller, null);
  for (const f of others) {
    throws(() => f.caller, TypeError);
    throws(() => f.arguments, TypeError);
  }
});

test('Date.prototype is no date', () => {
  throws(() => Date.prototype.getTime(), TypeError);
  throws(() => Date.prototype.toString(), TypeError);
  throws(() => Date.prototype.setFullYear(2012), TypeError);
});

test('a regular expression is no search text, and Symbol.match is asked', () => {
  const asked = { get [Symbol.match]() { throw new RangeError('asked'); } };
  const text = { [Symbol.match]: false, toString: () => 'b' };
  for (const name of ['includes', 'startsWith', 'endsWith']) {
    throws(() => 'abc'[name](asked), RangeError);
    throws(() => 'abc'[name](/b/), TypeError);
    eq('b'[name](text), true);
    eq('/b/'[name](Object.assign(/b/, { [Symbol.match]: false })), true);
  }
});
