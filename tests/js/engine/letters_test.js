'use strict';
// Strings of one character (edit 321-letters) and elements and lengths of typed
// arrays in the executor (quick_typed.h); node is the oracle.
const { test } = require('../../harness');
const { eq } = require('./expect');

test('every character is itself', () => {
  for (let i = 0; i < 300; i++) {
    const c = String.fromCharCode(i);
    eq(c.length, 1);
    eq(c.charCodeAt(0), i);
    eq(`a${c}b`[1], c);
    eq(`a${c}b`.split('')[1], c);
    eq([...`a${c}`][1], c);
    eq(Object.keys({ [c]: 1 })[0], c);
  }
  eq(String.fromCharCode(), '');
  eq(String.fromCharCode(65, 66), 'AB');
  eq(String.fromCharCode(65.9), 'A');
  eq(String.fromCharCode(-191), String.fromCharCode(65345));
  eq(String.fromCharCode('66'), 'B');
});

const kinds = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array,
  Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array];
const values = [0, 1, -1, 127, 128, 255, 256, 300, -129, 32768, 65536,
  2147483648, -2147483649, 4294967296, 140737488355327, 1.5, -0.5, 254.5, NaN,
  Infinity, -0, true, '7', null, undefined];

test('what is written is what DataView reads', () => {
  for (const Kind of kinds) {
    const typed = new Kind(1);
    const view = new DataView(typed.buffer);
    const get = `get${Kind.name.replace('Array', '').replace('Clamped', '')}`;
    for (const value of values) {
      typed[0] = value;
      eq(typed[0], view[get](0, true));
      eq(typed[0], Kind.of(value)[0]);
    }
  }
});

test('bounds, lengths and keys', () => {
  const typed = new Uint8Array([1, 2, 3]);
  eq(typed.length, 3);
  eq(typed[3], undefined);
  eq(typed[-1], undefined);
  typed[3] = 5;
  eq(3 in typed, false);
  const big = new BigInt64Array([5n]);
  eq(big[0], 5n);
  big[0] = 7n;
  eq(big[0], 7n);
  const buffer = new ArrayBuffer(4, { maxByteLength: 8 });
  const tracks = new Uint16Array(buffer);
  eq(tracks.length, 2);
  buffer.resize(8);
  eq(tracks.length, 4);
  tracks[3] = 9;
  buffer.resize(2);
  eq(tracks.length, 1);
  eq(tracks[3], undefined);
  tracks[3] = 1;
  class Own extends Float64Array {}
  eq(new Own(2).length, 2);
  class Other extends Float64Array { get length() { return 7; } }
  eq(new Other(2).length, 7);
  Object.defineProperty(typed, 'length', { value: 9 });
  eq(typed.length, 9);
  const proto = Object.getPrototypeOf(Uint8Array.prototype);
  const kept = Object.getOwnPropertyDescriptor(proto, 'length');
  Object.defineProperty(proto, 'length', { get: () => 1, configurable: true });
  eq(new Int8Array(3).length, 1);
  Object.defineProperty(proto, 'length', kept);
  eq(new Int8Array(3).length, 3);
  eq(new DataView(buffer).length, undefined);
});

test('search', () => {
  for (const Kind of kinds) {
    const typed = Kind.of(1, 2, 3, 2);
    eq(typed.indexOf(2), 1);
    eq(typed.lastIndexOf(2), 3);
    eq(typed.indexOf(2, 2), 3);
    eq(typed.indexOf(9), -1);
    eq(typed.lastIndexOf(9), -1);
    eq(typed.includes(3), true);
    eq(typed.indexOf('2'), -1);
    eq(typed.includes(undefined), false);
  }
  eq(Float64Array.of(NaN).includes(NaN), true);
  eq(Float64Array.of(NaN).indexOf(NaN), -1);
  eq(Float64Array.of(-0).indexOf(0), 0);
  eq(BigInt64Array.of(1n, 2n).indexOf(2n), 1);
  eq(BigInt64Array.of(1n, 2n).indexOf(2), -1);
});

test('sort asks in the order of V8', () => {
  const asked = [];
  const sorted = new Float64Array([5, 1, 4, 2, 3]).sort((a, b) => {
    asked.push(`${a}${b}`);
    return a - b;
  });
  eq(sorted.join(), '1,2,3,4,5');
  eq(asked.join(), '51,23,42,43,12,52,53,54');
  eq(new Int32Array([1, 2, 3]).sort((a, b) => b > a).join(), '3,2,1');
  eq(new BigInt64Array([1n, 2n, 3n]).toSorted(() => 1).join(), '3,2,1');
  eq(new Uint8Array([2, 1]).sort(() => NaN).join(), '2,1');
  const many = Float32Array.from({ length: 999 }, (_, i) => i * 7919 % 1009);
  many.sort((a, b) => a - b);
  eq(many.every((x, i) => i === 0 || many[i - 1] <= x), true);
  const short = new Uint8Array(new ArrayBuffer(4, { maxByteLength: 4 }));
  short.set([4, 3, 2, 1]);
  short.sort((a, b) => { short.buffer.resize(2); return a - b; });
  eq(short.join(), '1,2');
});
