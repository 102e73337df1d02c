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

test('parseInt', () => {
  const cases = [
    ['12345', undefined, 12345], ['12345', 10, 12345], ['-17', 10, -17],
    ['+17', 0, 17], ['0', 10, 0], ['-0', 10, -0], ['007', 10, 7],
    ['0x1f', undefined, 31], ['0x1f', 16, 31], ['-0X1F', 0, -31],
    ['0x1f', 10, 0], ['0x1f', 36, 42819], ['12px', 10, 12], ['12.9', 10, 12],
    ['1e3', 10, 1], [' 8', 10, 8], ['\u00a08', 10, 8], ['', 10, NaN],
    ['-', 10, NaN], ['+-1', 10, NaN], ['x', 10, NaN], ['z', 36, 35],
    ['Zz', 36, 1295], ['101', 2, 5], ['102', 2, 2], ['2', 2, NaN],
    ['9', 1, NaN], ['9', 37, NaN], ['9', -1, NaN], ['9', 2 ** 32, 9],
    ['9', 2 ** 32 + 10, 9], ['9', '10', 9], ['9', 10.7, 9], ['9', NaN, 9],
    ['70368744177664', 10, 2 ** 46], ['9007199254740993', 10, 2 ** 53],
    ['0x20000000000001', 16, 2 ** 53], ['0x20000000000003', 16, 2 ** 53 + 4],
    ['20000000000001', 16, 2 ** 53], ['fffffffffffffbff', 16, 18446744073709550000],
    ['fffffffffffffc00', 16, 18446744073709552000],
    ['1' + '0'.repeat(53) + '1', 2, 2 ** 54],
    ['1' + '0'.repeat(52) + '1' + '0'.repeat(60) + '1', 2, 2 ** 114 + 2 ** 62],
    ['1' + '0'.repeat(52) + '01' + '0'.repeat(60), 2, 2 ** 114],
    ['9'.repeat(309), 10, Infinity], ['-' + '9'.repeat(30), 10, -1e30],
    ['f'.repeat(300), 16, Infinity], ['0'.repeat(700) + '12', 10, 12],
    ['0'.repeat(2000) + '12', 10, 12], ['18014398509481985', 10, 2 ** 54],
    ['123456789012345678901234567890', 10, 1.2345678901234568e29],
    ['zzzzzzzzzzzzzzzz', 36, 7.958661109946401e24], ['[', 36, NaN],
    ['1@', 36, 1], ['1`', 36, 1], ['1{', 36, 1],
    [15, undefined, 15], [-15, 10, -15], [15, 16, 21], [0, 10, 0],
    [-0, 10, 0], [1e21, 10, 1], [3.7, 10, 3], [1e-7, 10, 1], [null, 36, 1112745],
    [true, 10, NaN], [2 ** 47, 10, 2 ** 47], [-(2 ** 47), 10, -(2 ** 47)],
    [[5, 6], 10, 5], ['\u0661', 10, NaN], ['1\u0661', 10, 1],
  ];
  for (const [text, radix, value] of cases)
    eq(parseInt(text, radix), value);
  eq(parseInt(), NaN);
  eq(['1', '2', '3'].map(parseInt).join(), '1,NaN,NaN');
});
