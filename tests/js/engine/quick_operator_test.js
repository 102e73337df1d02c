'use strict';
// Comparisons, conditions and steps that the executor does itself
// (quick_operator.h); node is the oracle.
const { test } = require('../../harness');
const { eq } = require('./expect');

const object = { valueOf: () => 1, toString: () => '1' };
const symbol = Symbol('s');
const values = [undefined, null, false, true, 0, -0, 1, 1.5, NaN, 2 ** 31,
                2 ** 53, Infinity, '', '0', '1', 'a', symbol, Symbol('s'), 1n,
                0n, object, [], [1], {}, () => 1, new String('a')];

// What node says of every pair, as one letter each.
const loose = () => values.map((x) => values.map((y) => (
  x == y ? 'y' : x != y ? 'n' : '!')).join('')).join();
const strict = () => values.map((x) => values.map((y) => (
  x === y ? 'y' : x !== y ? 'n' : '!')).join('')).join();

test('equality of every two types', () => {
  const rows = loose().split(',');
  eq(rows[0], 'yynnnnnnnnnnnnnnnnnnnnnnnn');
  eq(rows[1], rows[0]);
  eq(rows[2], 'nnynyynnnnnnyynnnnnynynnnn');
  eq(rows[3], 'nnnynnynnnnnnnynnnynynynnn');
  eq(rows[8], 'nnnnnnnnnnnnnnnnnnnnnnnnnn');
  eq(rows[15], 'nnnnnnnnnnnnnnnynnnnnnnnny');
  eq(rows[16], 'nnnnnnnnnnnnnnnnynnnnnnnnn');
  eq(rows[20], 'nnnynnynnnnnnnynnnynynnnnn');
  for (const [i, row] of strict().split(',').entries()) {
    const same = values.map((y) => (Object.is(values[i], y) ||
      (values[i] === 0 && y === 0) ? 'y' : 'n'));
    eq(row, i === 8 ? 'n'.repeat(26) : same.join(''));
  }
});

test('order', () => {
  const numbers = [-Infinity, -1.5, -1, 0, 1, 1.5, 2 ** 40, Infinity];
  for (let i = 0; i < numbers.length; i++) {
    for (let j = 0; j < numbers.length; j++) {
      const [x, y] = [numbers[i], numbers[j]];
      eq(x < y, i < j);
      eq(x > y, i > j);
      eq(x <= y, i <= j);
      eq(x >= y, i >= j);
    }
  }
  eq(NaN <= 1 || NaN >= 1 || 1 < NaN || undefined >= 0, false);
  eq('10' < '9', true);
  eq('10' < 9, false);
  eq(2n > 1 && 1 < 2n, true);
  eq(null >= 0, true);
});

test('conditions', () => {
  const truth = values.map((x) => (x ? 'y' : 'n')).join('');
  eq(truth, 'nnnynnyynyyynyyyyyynyyyyyy');
  eq(values.map((x) => (!x ? 'n' : 'y')).join(''), truth);
  eq(values.map((x) => (x && 1 ? 'y' : 'n')).join(''), truth);
});

test('steps of properties', () => {
  const o = { n: 0 };
  eq(o.n++ + ++o.n, 2);
  eq(o.n-- + --o.n, 2);
  o.n = -1;
  eq(Object.is(++o.n, 0), true);
  o.n = 2 ** 47 - 1;
  eq(++o.n, 2 ** 47);
  eq(++o.n, 2 ** 47 + 1);
  o.n = -(2 ** 47);
  eq(--o.n, -(2 ** 47) - 1);
  o.n = 0.5;
  eq(++o.n, 1.5);
  o.n = undefined;
  eq(++o.n, NaN);
  eq(++o.missing, NaN);
  const child = Object.create({ n: 5 });
  eq(child.n++, 5);
  eq(Object.hasOwn(child, 'n') && child.n, 6);
  let set;
  const accessor = { get n() { return 1; }, set n(v) { set = v; } };
  accessor.n++;
  eq(set, 2);
  const list = [1, 2];
  eq(list.length++, 2);
  eq(list.length, 3);
  eq(++list[0], 2);
});

test('texts of strings and numbers', () => {
  eq('a' + 1 + -2 + 'b', 'a1-2b');
  eq(`${0}${-0}${''}${2 ** 47 - 1}${-(2 ** 47)}${2 ** 53}`,
     '00140737488355327-1407374883553289007199254740992');
  eq(`${1.5}${NaN}${null}${true}${'x'}`, '1.5NaNnulltruex');
  eq('\ud83d' + '\ude00', '\u{1f600}');
  eq(`${'\ud83d'}${'\ude00'}`.length, 2);
  eq(1 + '', '1');
  eq('' + '', '');
  for (const n of [0, 1, 127, 128, 200, 255, 256, 257, 1000]) {
    const long = 'x'.repeat(n);
    eq((long + 'y' + n).length, n + 1 + `${n}`.length);
    eq(`${long}${n}${long}`.length, 2 * n + `${n}`.length);
    eq((n + long).indexOf(`${n}`), 0);
  }
  for (const run of [() => 'a' + Symbol('s'), () => `${Symbol('s')}`]) {
    let type;
    try { run(); } catch (error) { type = error.constructor; }
    eq(type, TypeError);
  }
  const odd = { valueOf: () => 1, toString: () => '2' };
  eq('a' + odd, 'a1');
  eq(`a${odd}`, 'a2');
  eq('a' + 10n, 'a10');
});
