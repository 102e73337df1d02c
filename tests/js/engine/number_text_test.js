'use strict';
// Numbers as text where the standard leaves it open: node is the oracle.
const { test } = require('../../harness');
const { eq } = require('./expect');

test('fractions in other radixes', () => {
  const cases = [
    [0.1, 2, '0.0001100110011001100110011001100110011001100110011001101'],
    [0.1, 3, '0.0022002200220022002200220022002201'],
    [Math.PI, 36, '3.53i5ab8p5f'],
    [-1e-7, 16, '-0.000001ad7f29abcaf48'],
    [0.5, 36, '0.i'],
    [123.456, 36, '3f.gez4w97ry'],
    [1 / 3, 3, '0.1'],
    [255.99999999999997, 16, 'ff.fffffffffff8'],
    [-12345.6789, 20, '-1ah5.dbb4'],
    [4.35, 12, '4.42497249724972'],
    [0.9999999999999999, 3, '0.222222222222222222222222222222222'],
    [1e21, 36, '5v1j4f4ds7c000'],
    [2 ** 53 + 2, 7, '5350140446150306056'],
    [-0, 2, '0'],
    [NaN, 7, 'NaN'],
    [-Infinity, 7, '-Infinity'],
    [35, 36, 'z'],
    [-255, 16, '-ff'],
  ];
  for (const [value, radix, text] of cases)
    eq(value.toString(radix), text);
  eq(Number.MAX_VALUE.toString(2).length, 1024);
  eq(Number.MIN_VALUE.toString(2).length, 1076);
  eq(Number.MIN_VALUE.toString(36).length, 210);
});

test('cube roots', () => {
  eq(Math.cbrt(-2), -1.2599210498948732);
  eq(Math.cbrt(27), 3);
  eq(Object.is(Math.cbrt(-0), -0), true);
  eq(Math.cbrt(-Infinity), -Infinity);
});

test('years before our era', () => {
  const d = new Date(-62198755200000);
  eq(d.toUTCString(), 'Fri, 01 Jan -0001 00:00:00 GMT');
  eq(new Date(-9e14).toUTCString(), 'Tue, 19 Feb -26550 08:00:00 GMT');
  eq(d.toISOString(), '-000001-01-01T00:00:00.000Z');
});
