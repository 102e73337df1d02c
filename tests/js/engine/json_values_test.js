'use strict';
// JSON, Number's text and String's Unicode; node is the oracle.
const { test } = require('../../harness');
const { eq, throws } = require('./expect');

test('JSON.stringify', () => {
  eq(JSON.stringify('\ud834 \ud834\udd1e \udd1e'),
    '"\\ud834 \ud834\udd1e \\udd1e"');
  eq(JSON.stringify({ a: 1, b: 2, 3: 3 }, ['b', 'b', new String('a'), 3]),
    '{"b":2,"a":1,"3":3}');
  eq(JSON.stringify({ a: [1, { b: 2 }] }, null, 2),
    '{\n  "a": [\n    1,\n    {\n      "b": 2\n    }\n  ]\n}');
  eq(JSON.stringify([undefined, () => 1, Symbol('s'), NaN, -0]),
    '[null,null,null,null,0]');
  eq(JSON.stringify({ toJSON: (key) => key + '!' }), '"!"');
  throws(() => JSON.stringify(1n), TypeError);
});

test('JSON.parse with a reviver', () => {
  const text = '{"a":[1,2,{"b":3}],"c":null}';
  const twice = (k, v) => (typeof v === 'number' ? v * 2 : v);
  eq(JSON.stringify(JSON.parse(text, twice)), '{"a":[2,4,{"b":6}],"c":null}');
  const without = JSON.parse(text, (k, v) => (k === 'b' || v === 1 ?
    undefined : v));
  eq(JSON.stringify(without), '{"a":[null,2,{}],"c":null}');
  eq(0 in without.a, false);
  // Defined, not assigned.
  const own = JSON.parse('{"__proto__":1}', (k, v) => v);
  eq(Object.prototype.hasOwnProperty.call(own, '__proto__'), true);
  const frozen = JSON.parse('[1,2]', function (k, v) {
    if (k === '0') Object.freeze(this);
    return v === 2 ? 9 : v;
  });
  eq(frozen[1], 2);
});

test('numbers as text', () => {
  eq((25).toExponential(0), '3e+1');
  eq((12345).toExponential(), '1.2345e+4');
  eq((0).toExponential(2), '0.00e+0');
  eq((-1.5e-9).toExponential(3), '-1.500e-9');
  eq((1.005).toFixed(2), '1.00');
  eq((2.5).toFixed(0), '3');
  eq((0.5).toFixed(0), '1');
  eq((-1e-7).toFixed(2), '-0.00');
  eq((-0).toFixed(1), '0.0');
  eq((1e21).toFixed(2), '1e+21');
  eq((0.1).toFixed(20), '0.10000000000000000555');
  eq((1e-10).toFixed(100).length, 102);
  eq((123.456).toPrecision(4), '123.5');
  eq((9.99).toPrecision(2), '10');
  eq((1e-7).toPrecision(2), '1.0e-7');
  eq((0.00001).toPrecision(1), '0.00001');
  eq((1e21).toPrecision(3), '1.00e+21');
  throws(() => (1).toFixed(101), RangeError);
  throws(() => (1).toPrecision(0), RangeError);
  throws(() => Number.prototype.toFixed.call('1'), TypeError);
  eq(Number('0x10'), 16);
  eq(Number('-0x10'), NaN);
  eq(Number('0x1.8'), NaN);
  eq(Number('\u180e1'), NaN);
  eq(Number('1e99999999999999'), Infinity);
  eq(JSON.parse('[-1e-99999999999999]')[0], -0);
  eq(Math.round(-0.5), -0);
  eq(Math.round(0.49999999999999994), 0);
  eq(Math.round(-9007199254740991), -9007199254740991);
});

test('normal forms and case', () => {
  eq('\u1E9B\u0323'.normalize('NFKC'), '\u1E69');
  eq('\u1E9B\u0323'.normalize('NFD'), '\u017F\u0323\u0307');
  eq('\uD55C'.normalize('NFD').length, 3);
  eq('\u1112\u1161\u11AB'.normalize(), '\uD55C');
  eq('\ud834'.normalize('NFD'), '\ud834');
  throws(() => 'a'.normalize('x'), RangeError);
  eq('\u0391\u03A3 \u03A3'.toLowerCase(), '\u03B1\u03C2 \u03C3');
  eq('stra\u00dfe \ufb01'.toUpperCase(), 'STRASSE FI');
  eq('\u0130'.toLowerCase(), 'i\u0307');
  eq('\u{10400}'.toLowerCase(), '\u{10428}');
  eq('AbC-1'.toLowerCase(), 'abc-1');
});

test('white space', () => {
  eq('\n\u2028\ufeff a \u2029\r'.trimStart(), 'a \u2029\r');
  eq('\n\u2028\ufeff a \u2029\r'.trimEnd(), '\n\u2028\ufeff a');
  eq('\u180ea'.trim(), '\u180ea');
});

test('values that are asked for late', () => {
  const o = {
    get a() {
      delete this.b;
      return 1;
    },
    b: 2,
  };
  eq(Object.values(o).length, 1);
  eq(Object.prototype.toString.call(TypeError.prototype), '[object Object]');
  eq({}.hasOwnProperty.call({ [Symbol.iterator]: 1 },
    { [Symbol.toPrimitive]: () => Symbol.iterator }), true);
});
