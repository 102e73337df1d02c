'use strict';
// Numbers as decimal text and back, the quick ways and the general ones; node
// is the oracle of the texts.
const { test } = require('../../harness');
const { eq } = require('./expect');

/** What JSON.parse gives, or the name of its error. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (e) {
    return e.name;
  }
}

test('texts that both ways read', () => {
  for (const [text, value] of [['0', 0], ['-0', -0], ['-0.0', -0], ['7', 7],
    ['123.45', 123.45], ['1e3', 1000], ['1E-7', 1e-7], ['1e+22', 1e22],
    ['9007199254740993', 9007199254740992], ['0.1', 0.1],
    ['0.30000000000000004', 0.1 + 0.2], ['1e400', Infinity], ['-1e-400', -0],
    ['123456789012345678901234567890', 123456789012345678901234567890],
    ['1.7976931348623157e308', Number.MAX_VALUE], ['5e-324', 5e-324],
    ['2.4703282292062328e-324', 5e-324], ['2.4703282292062327e-324', 0],
    ['9007199254740993.00000000000000000001', 9007199254740994]]) {
    eq(Number(text), value);
    eq(JSON.parse(text), value);
    eq(parseFloat(text), value);
    eq(parseFloat(`${text}px`), value);
  }
});

test('texts that JSON refuses', () => {
  for (const text of ['01', '-', '1.', '.5', '1e', '1e+', '+1', '0x10', '1_0',
    '--1', '1.e5', '00', '-01', '1.2.3'])
    eq(parsed(text), 'SyntaxError');
  eq(Number('01'), 1);
  eq(Number('1.'), 1);
  eq(Number('.5'), 0.5);
  eq(Number('+1.5'), 1.5);
  eq(Number(' 1.5 '), 1.5);
  eq(Number('5.e1'), 50);
  eq(Number('.'), NaN);
  eq(Number('.e1'), NaN);
  eq(Number('+-1'), NaN);
  eq(Number('0.5.5'), NaN);
  eq(parseFloat('0.5.5'), 0.5);
  eq(parseFloat('0x10'), 0);
  eq(parseFloat('-.5e-1e'), -0.05);
  eq(parseFloat('1e'), 1);
  eq(Number('1.5x'), NaN);
  eq(Number('0x10'), 16);
});

test('the shortest text of a number', () => {
  for (const [value, text] of [[1.5, '1.5'], [-12.34, '-12.34'],
    [0.000001, '0.000001'], [1e-7, '1e-7'], [999999999999999, '999999999999999'],
    [1e15, '1000000000000000'], [1e21, '1e+21'], [4294967296.5, '4294967296.5'],
    [0.1 + 0.2, '0.30000000000000004'], [100, '100'], [-0, '0'],
    [123456.789, '123456.789'], [2 ** 53, '9007199254740992']])
    eq(String(value), text);
  // Two texts are as near: the even digit.
  eq(String(612178875513830.25), '612178875513830.2');
  eq(String(612178875513830.75), '612178875513830.8');
});

test('rounding on request', () => {
  eq((2.5).toPrecision(1), '3');
  eq((1.25).toPrecision(2), '1.3');
  eq((1.005).toPrecision(3), '1.00');
  eq((1e21).toPrecision(3), '1.00e+21');
  eq((0.00001234).toPrecision(2), '0.000012');
  eq((99.99).toPrecision(3), '100');
  eq((1.45).toExponential(1), '1.4e+0');
  eq((25).toExponential(0), '3e+1');
  eq((5e-324).toExponential(20), '4.94065645841246544177e-324');
  eq((0.5).toPrecision(100).length, 102);
});

test('whole numbers of JSON are as good as any', () => {
  const list = JSON.parse('[1,2,3,4294967296,-5]');
  eq(list[list[0]], 2);
  eq(list[3] + 1, 4294967297);
  eq(list[4] | 0, -5);
});
