'use strict';
// Typed arrays, ArrayBuffer and DataView where Duktape's own were not as the
// standard has them; node is the oracle, but for transfer, which Node 20 lacks.
const { test } = require('../../harness');
const { eq, throws } = require('./expect');

function same(actual, json) {
  eq(JSON.stringify(Array.from(actual)), json);
}

test('a key that is a number and no index is never there', () => {
  const t = new Uint8Array([1, 2, 3]);
  for (const key of ['3', '-0', '-1', '1.5', 'Infinity', 'NaN', '1e+21']) {
    t[key] = 7;
    eq(t[key], undefined);
    eq(key in t, false);
    eq(delete t[key], true);
    eq(Reflect.defineProperty(t, key, { value: 1 }), false);
  }
  t['01'] = 7; // not how a number is written
  eq(t['01'], 7);
  Object.prototype[9] = 'inherited';
  eq(t[9], undefined);
  eq(Object.create(t)[9], undefined);
  delete Object.prototype[9];
});

test('elements are configurable and cannot be deleted or frozen', () => {
  const t = new Int16Array([1, 2]);
  eq(
    JSON.stringify(Object.getOwnPropertyDescriptor(t, '0')),
    '{"value":1,"writable":true,"enumerable":true,"configurable":true}',
  );
  eq(Reflect.deleteProperty(t, '0'), false);
  eq(Reflect.defineProperty(t, '0', { value: 70000 }), true);
  eq(t[0], 4464);
  eq(Reflect.defineProperty(t, '0', { enumerable: false }), false);
  throws(() => Object.freeze(t), TypeError);
  same(Object.getOwnPropertyNames(t), '["0","1"]');
});

test('length is an accessor that a subclass may hide', () => {
  const t = new Uint8Array(5);
  eq(Object.prototype.hasOwnProperty.call(t, 'length'), false);
  eq(t.length, 5);
  Object.defineProperty(t, 'length', { value: 1 });
  eq(t.length, 1);
  eq(t.slice().length, 5);
});

test('conversions', () => {
  same(new Uint8ClampedArray([-1, 0.5, 1.5, 2.5, 300, NaN]), '[0,0,2,2,255,0]');
  same(new Uint8Array([-1, 256, 1e10, Infinity, '7', null]), '[255,0,0,0,7,0]');
  same(new Int32Array([2 ** 31, -(2 ** 31) - 1]), '[-2147483648,2147483647]');
  same(new Float32Array([0.1, 1e39]), '[0.10000000149011612,null]');
  same(Uint8Array.from({ length: 2, 0: 1, 1: 2 }, (x) => x * 2), '[2,4]');
  same(Uint8Array.from(new Set([3, 4])), '[3,4]');
  same(Int8Array.of(1, -1), '[1,-1]');
});

test('constructors check what they are given', () => {
  const buffer = new ArrayBuffer(8);
  throws(() => new Int32Array(buffer, 2), RangeError);
  throws(() => new Int32Array(buffer, 4, 2), RangeError);
  throws(() => new Int32Array(new ArrayBuffer(7)), RangeError);
  throws(() => new Uint8Array(-1), RangeError);
  throws(() => Uint8Array(1), TypeError);
  throws(() => new (Object.getPrototypeOf(Uint8Array))(), TypeError);
  eq(new Int32Array(buffer, 4).length, 1);
  eq(new Uint8Array(null).length, 0);
  const TypedArray = Object.getPrototypeOf(Uint8Array);
  eq(TypedArray.prototype.constructor.name, 'TypedArray');
});

test('methods', () => {
  const t = new Uint16Array([5, 1, 4]);
  same(t.toSorted(), '[1,4,5]');
  same(t.toSorted((a, b) => b - a), '[5,4,1]');
  same(t.with(0, 9), '[9,1,4]');
  same(t.toReversed(), '[4,1,5]');
  same(t.subarray(1), '[1,4]');
  same(t.filter((x) => x > 1), '[5,4]');
  eq(t.reduceRight((a, b) => `${a}${b}`, ''), '415');
  eq(t.findLast((x) => x < 5), 4);
  eq(t.lastIndexOf(5, -3), 0);
  eq(t.lastIndexOf(5, -4), -1);
  eq(new Float32Array([NaN]).includes(NaN), true);
  eq(new Float32Array([NaN]).indexOf(NaN), -1);
  eq(t.join('-'), '5-1-4');
  same(new Int8Array([1, 2, 3, 4]).copyWithin(1, 0, 3), '[1,1,2,3]');
  const bytes = new Uint8Array([1, 2, 3, 4]);
  new Uint16Array(bytes.buffer).set(bytes.subarray(0, 2));
  same(bytes, '[1,0,2,0]');
  same(t.entries().next().value, '[0,5]');
  throws(() => t.set([1], 3), RangeError);
  throws(() => Uint8Array.prototype.fill.call([], 0), TypeError);
});

test('a buffer that is resized takes its views along', () => {
  const buffer = new ArrayBuffer(4, { maxByteLength: 8 });
  const open = new Uint8Array(buffer, 1);
  const fixed = new Uint8Array(buffer, 0, 4);
  const view = new DataView(buffer, 2);
  eq(buffer.resizable, true);
  eq(buffer.maxByteLength, 8);
  fixed.fill(7);
  buffer.resize(8);
  same(open, '[7,7,7,0,0,0,0]');
  same(fixed, '[7,7,7,7]');
  eq(view.byteLength, 6);
  buffer.resize(3);
  eq(open.length, 2);
  eq(fixed.length, 0);
  eq(fixed[0], undefined);
  throws(() => fixed.fill(1), TypeError);
  buffer.resize(0);
  eq(open.byteOffset, 0);
  throws(() => view.byteLength, TypeError);
  buffer.resize(4);
  same(fixed, '[0,0,0,0]');
  throws(() => buffer.resize(9), RangeError);
  throws(() => new ArrayBuffer(1).resize(1), TypeError);
});

test('a buffer that is transferred leaves nothing behind', () => {
  if (!ArrayBuffer.prototype.transfer) return;
  const buffer = new Uint8Array([1, 2, 3]).buffer;
  const t = new Uint8Array(buffer);
  const moved = buffer.transfer(5);
  same(new Uint8Array(moved), '[1,2,3,0,0]');
  eq(buffer.detached, true);
  eq(buffer.byteLength, 0);
  eq(t.length, 0);
  t[0] = 1;
  eq(t[0], undefined);
  throws(() => t.map((x) => x), TypeError);
  throws(() => t.values(), TypeError);
  throws(() => buffer.slice(), TypeError);
  throws(() => buffer.transfer(), TypeError);
});

test('species', () => {
  const t = new Uint8Array([1, 2]);
  t.constructor = { [Symbol.species]: Uint16Array };
  eq(t.map((x) => x * 300).constructor, Uint16Array);
  same(t.slice(), '[1,2]');
  t.constructor = { [Symbol.species]: Array };
  throws(() => t.slice(), TypeError);
  const buffer = new ArrayBuffer(2);
  buffer.constructor = { [Symbol.species]: () => {} };
  throws(() => buffer.slice(), TypeError);
});

test('DataView', () => {
  const v = new DataView(new ArrayBuffer(8));
  v.setInt16(0, -2);
  eq(v.getUint16(0), 0xfffe);
  eq(v.getUint16(0, true), 0xfeff);
  v.setFloat32(4, 1.5, true);
  eq(v.getFloat32(4, true), 1.5);
  eq(v.getUint8(7), 0x3f);
  throws(() => v.getInt32(5), RangeError);
  throws(() => v.getInt8(-1), RangeError);
  throws(() => new DataView({}), TypeError);
  eq(DataView.prototype.setInt8.length, 2);
  eq(v.byteLength, 8);
});

test('BigInt elements', () => {
  const t = new BigInt64Array([1n, -1n, 2n ** 63n]);
  eq(t.join(), '1,-1,-9223372036854775808');
  eq(new BigUint64Array(t.buffer)[1], 2n ** 64n - 1n);
  throws(() => (t[0] = 1), TypeError);
  throws(() => new BigInt64Array([1]), TypeError);
  throws(() => new Uint8Array(t), TypeError);
  throws(() => t.set([1]), TypeError);
  eq(t.toSorted().join(), '-9223372036854775808,-1,1');
  eq(t.includes(-1n), true);
  eq(t.fill(7n).join(), '7,7,7');
  const v = new DataView(new ArrayBuffer(8));
  v.setBigInt64(0, -2n);
  eq(v.getBigUint64(0), 2n ** 64n - 2n);
  eq(v.getBigInt64(0, true), -72057594037927937n);
  eq(Object.prototype.toString.call(t), '[object BigInt64Array]');
});

test('has, get and set with another receiver know the keys that are numbers', () => {
  const t = new Int16Array([1, 2]);
  const seen = [];
  const parent = { get 5() { return 'parent'; }, set 5(v) { seen.push(v); } };
  Object.setPrototypeOf(t, new Proxy(parent, {}));
  for (const key of ['5', '-0', '-1', '1.5']) {
    eq(Reflect.has(t, key), false);
    eq(key in t, false);
    eq(Reflect.get(t, key), undefined);
    eq(Reflect.set(t, key, 7, {}), true);
    eq(Reflect.set(t, key, 7, 7), true);
    eq(Reflect.set(Object.create(t), key, 7), true);
  }
  eq(seen.length, 0);
  const receiver = {};
  eq(Reflect.set(t, 1, 9, receiver), true);
  eq(receiver[1], 9);
  eq(t[1], 2);
  eq(Reflect.set(t, 1, 8), true);
  eq(t[1], 8);
});

test('set compares with the length from before the source was asked', () => {
  const buffer = new ArrayBuffer(4, { maxByteLength: 8 });
  const t = new Uint8Array(buffer);
  const source = (size) => ({
    get length() { buffer.resize(size); return size; }, 0: 1, 5: 6,
  });
  throws(() => t.set(source(6)), RangeError);
  eq(t.length, 6);
  t.set(source(2), 1);
  eq(t.length, 2);
  eq(t[1], 1);
});
