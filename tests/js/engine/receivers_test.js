'use strict';
// V8's words where built-ins are called on, or with, what they are not for, and
// that finding them runs nothing of a script.  Node is the oracle.
const { test } = require('../../harness');
const { eq } = require('./expect');

/** The type and the words of what `run` throws. */
function says(run, type, words) {
  try {
    run();
  } catch (error) {
    eq(error.constructor, type);
    eq(error.message, words);
    return;
  }
  throw new Error(`nothing was thrown: ${words}`);
}

const TypedArray = Object.getPrototypeOf(Uint8Array);

test('a method names itself, and shows its receiver', () => {
  const on = (f, receiver, words) =>
    says(() => f.call(receiver), TypeError,
         `Method ${words.replace(' < ', ' called on incompatible receiver ')}`);
  const get = (o, key) => Object.getOwnPropertyDescriptor(o, key).get;

  on(Map.prototype.values, {}, 'Map.prototype.values < #<Object>');
  on(Set.prototype.entries, [], 'Set.prototype.entries < [object Array]');
  on(Set.prototype.keys, 'text', 'Set.prototype.values < text');
  on(get(Map.prototype, 'size'), new Set(), 'get Map.prototype.size < #<Set>');
  on(WeakMap.prototype.has, /x/, 'WeakMap.prototype.has < [object RegExp]');
  on(WeakSet.prototype.delete, null, 'WeakSet.prototype.delete < null');
  on(Map.prototype.get, new Date(0), 'Map.prototype.get < [object Date]');
  on(Map.prototype.get, Object.create(null), 'Map.prototype.get < [object Object]');
  on(Map.prototype.get, new RangeError('far'), 'Map.prototype.get < RangeError: far');
  on(Map.prototype.get, Symbol('s'), 'Map.prototype.get < Symbol(s)');
  on(Map.prototype.get, (a) => a, 'Map.prototype.get < (a) => a');
  on(Map.prototype.get, new (class Foo {})(), 'Map.prototype.get < #<Foo>');
  on(Map.prototype.get, new Uint8Array(1), 'Map.prototype.get < [object Uint8Array]');
  on(Map.prototype.get, { [Symbol.toStringTag]: 'T', toString: 1 },
     'Map.prototype.get < [object T]');
  on(Date.prototype.setDate, {}, 'Date.prototype.setDate < #<Object>');
  on(Date.prototype.toISOString, 1.5, 'Date.prototype.toISOString < 1.5');
  on(TypedArray.prototype.at, {}, '%TypedArray%.prototype.at < #<Object>');
  on(get(TypedArray.prototype, 'length'), 1,
     'get TypedArray.prototype.length < 1');
  on(Error.prototype.toString, 1, 'Error.prototype.toString < 1');
  says(() => Date.prototype.getTime.call({}), TypeError,
       'this is not a Date object.');
  says(() => TypedArray.prototype.map.call({}), TypeError,
       'this is not a typed array.');
  says(() => String.prototype[Symbol.iterator].call(null), TypeError,
       'String.prototype[Symbol.iterator] called on null or undefined');
});

test('a typed array without its memory', () => {
  const t = new Uint8Array(4);
  structuredClone(t.buffer, { transfer: [t.buffer] });
  for (const name of ['entries', 'every', 'includes', 'reduceRight', 'some'])
    says(() => t[name](() => 1), TypeError,
         `Cannot perform %TypedArray%.prototype.${name} on a detached ` +
         'ArrayBuffer');
});

test('a function with a long text is cut', () => {
  const f = Function(`return function () { ${'/**/'.repeat(40)} }`)();
  says(() => new Map().get.call(f), TypeError,
       'Method Map.prototype.get called on incompatible receiver ' +
       `${f.toString().slice(0, 111)}...<omitted>... }`);
});

test('values in messages', () => {
  says(() => Object.defineProperty({}, 'a', 'str'), TypeError,
       'Property description must be an object: str');
  says(() => Object.create('x'), TypeError,
       'Object prototype may only be an Object or null: x');
  says(() => new Promise([]), TypeError,
       'Promise resolver [object Array] is not a function');
  says(() => Symbol.keyFor({}), TypeError, '#<Object> is not a symbol');
  says(() => new Set().forEach('abc'), TypeError,
       'string "abc" is not a function');
  says(() => [].with({}, 1), RangeError,
       'Invalid index : #<Object>');
  says(() => new Date()[Symbol.toPrimitive]([]), TypeError,
       'Invalid hint: [object Array]');
  says(() => +{ [Symbol.toPrimitive]: 5 }, TypeError,
       'number 5 is not a function');
  class Bare extends Map {}
  Bare.prototype.set = undefined;
  says(() => new Bare([]), TypeError,
       "'undefined' returned for property 'set' of object '#<Bare>' is not a " +
       'function');
});

test('Reflect.construct', () => {
  says(() => Reflect.construct(), TypeError, 'undefined is not a constructor');
  says(() => Reflect.construct([], []), TypeError,
       '[object Array] is not a constructor');
});

test('what a native calls has no words of the source', () => {
  const at = { then: 1, toISOString: 5 };
  says(() => Promise.prototype.catch.call(at), TypeError,
       'number 1 is not a function');
});

test('nothing of a script runs for a message', () => {
  const log = [];
  const loud = new Proxy(function () {}, { get(t, key) { log.push(key); } });
  const coy = { get constructor() { log.push('constructor'); },
    toString() { log.push('toString'); } };
  for (const value of [loud, coy, new Proxy(coy, {}), new Proxy([], {})])
    for (const run of [() => Map.prototype.get.call(value),
      () => Object.getOwnPropertyDescriptor(RegExp.prototype, 'global').get
        .call(value),
      () => Symbol.keyFor(value), () => Reflect.construct(value, 1),
      () => Function.prototype.toString.call(value)])
      try { run(); } catch (error) { eq(error.constructor, TypeError); }
  eq(log.join(), '');
});

test('padding that is not needed is not asked', () => {
  const never = { toString() { throw new Error('asked'); } };
  eq('abc'.padEnd(3, never), 'abc');
  eq('abc'.padStart(-1, Symbol()), 'abc');
});

test('lookupGetter takes its key once', () => {
  let asked = 0;
  const key = { toString() { asked++; return 'k'; } };
  eq(Object.create({}).__lookupGetter__(key), undefined);
  eq(asked, 1);
});

test('reverse reads the length of a proxy once', () => {
  const log = [];
  const p = new Proxy([1], { get(t, k) { log.push(k); return t[k]; } });
  Array.prototype.reverse.call(p);
  eq(log.join(), 'length');
});

test('Reflect.apply', () => {
  const cases = [
    [1, '1, which is a number'], ['a', 'a, which is a string'],
    [undefined, 'undefined, which is a undefined'],
    [null, 'null, which is null'], [{}, '#<Object>, which is an object'],
    [Symbol('s'), 'Symbol(s), which is a symbol'],
    [1n, '1, which is a bigint'], [[], '[object Array], which is an object']
  ];
  for (const [value, words] of cases)
    says(() => Reflect.apply(value, 1, []), TypeError,
         `Function.prototype.apply was called on ${words} and not a function`);
  says(() => Reflect.apply(), TypeError, 'Function.prototype.apply was called ' +
    'on undefined, which is a undefined and not a function');
  says(() => Reflect.apply(() => 1), TypeError,
       'CreateListFromArrayLike called on non-object');
});
