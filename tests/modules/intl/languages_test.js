// drupe only
// Where the module was built: when it is loaded, and what comes of what no program should ask.
'use strict';

const assert = require('assert');
const { test } = require('../../harness');

const loaded = () => process.modules().some((m) => m.name === 'intl');

function thrown(fn) {
  try {
    fn();
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
  throw new Error('nothing was thrown');
}

test('English does not load it', () => {
  new Intl.NumberFormat('en-US', { style: 'currency', currency: 'EUR' })
    .format(1);
  new Intl.DateTimeFormat('en', { dateStyle: 'full' }).format(0);
  'a'.localeCompare('b', 'en');
  'a'.localeCompare('b', 'de');
  new Intl.NumberFormat('en-u-nu-latn').format(1);
  assert.strictEqual(loaded(), false);
});

// The first question for another language loads it.
const mine = (name, fn) => test(name, () => {
  if (Intl.NumberFormat.supportedLocalesOf('de').length > 0)
    fn();
});

mine('another language does', () => {
  assert.strictEqual((0.5).toLocaleString('de'), '0,5');
  assert.strictEqual(loaded(), true);
  assert.match(require('drupe:intl').version(), /^\d+\.\d+/);
});

mine('digits and calendars that English has not built in', () => {
  assert.strictEqual(new Intl.NumberFormat('en-u-nu-arab').format(12), '١٢');
  assert.strictEqual(
    new Intl.NumberFormat('en', { numberingSystem: 'deva' }).format(12), '१२');
  const { calendar, locale } =
    new Intl.DateTimeFormat('en', { calendar: 'islamicc' }).resolvedOptions();
  assert.deepStrictEqual([calendar, locale], ['islamic-civil', 'en']);
});

mine('locales that there are no data for fall back', () => {
  assert.strictEqual(
    new Intl.NumberFormat(['tlh', 'xx-YY']).resolvedOptions().locale, 'en-US');
  assert.strictEqual(
    new Intl.Collator('de-XX-1996').resolvedOptions().locale, 'de');
  assert.deepStrictEqual(
    Intl.Collator.supportedLocalesOf(['tlh', 'de-u-co-phonebk', 'metadata']),
    ['de-u-co-phonebk']);
});

mine('tags that are none', () => {
  ['', 'a', 'de_DE', 'de--DE', 'x-y', '\ud800', 'de\0', 'i', 'abcd', '5',
    'de-'.repeat(200)].forEach((tag) => {
    assert.match(thrown(() => new Intl.NumberFormat(tag)), /^RangeError: /);
    assert.match(thrown(() => 'a'.localeCompare('b', tag)), /^RangeError: /);
    assert.match(thrown(() => (1).toLocaleString(tag)), /^RangeError: /);
    assert.match(thrown(() => 'a'.toLocaleUpperCase(tag)), /^RangeError: /);
  });
  // Too long for ICU, but well formed.
  const long = `de-x${'-abcdefgh'.repeat(100)}`;
  assert.match(thrown(() => new Intl.NumberFormat(long)), /^RangeError: /);
});

mine('texts with lone surrogates stay as they are', () => {
  assert.strictEqual(new Intl.ListFormat('de').format(['\ud800', 'b\udc00']),
    '\ud800 und b\udc00');
  const segments = [...new Intl.Segmenter('de').segment('a\ud800😀\udc00')];
  assert.deepStrictEqual(segments.map((s) => s.segment),
    ['a', '\ud800', '😀', '\udc00']);
  assert.strictEqual('\ud800i'.toLocaleUpperCase('tr'), '\ud800İ');
  assert.strictEqual('\ud800'.localeCompare('\ud800', 'cs'), 0);
});

mine('numbers at their limits', () => {
  const format = new Intl.NumberFormat('de', { maximumFractionDigits: 20 });

  assert.strictEqual(format.format(Number.MAX_VALUE).length, 411);
  assert.strictEqual(format.format(Number.MIN_VALUE), '0');
  assert.strictEqual(format.format(10n ** 400n).replace(/\./g, ''),
    `1${'0'.repeat(400)}`);
  assert.strictEqual(format.format('0.12345678901234567891'),
    '0,12345678901234567891');
  assert.strictEqual(format.format('x'), 'NaN');
  assert.strictEqual(
    new Intl.NumberFormat('de', { style: 'percent' })
      .formatRange(0.5, Infinity), '50–∞\u00a0%');
});

mine('moments that are none', () => {
  const format = new Intl.DateTimeFormat('de');

  [NaN, Infinity, 8.64e15 + 1].forEach((ms) => {
    assert.strictEqual(thrown(() => format.format(ms)),
      'RangeError: Invalid time value');
    assert.strictEqual(thrown(() => format.formatRange(0, ms)),
      'RangeError: Invalid time value');
  });
  assert.strictEqual(new Date(NaN).toLocaleString('de'), 'Invalid Date');
  assert.strictEqual(
    thrown(() => new Intl.DateTimeFormat('de', { timeZone: 'x' })),
    'RangeError: Invalid time zone specified: x');
});

mine('long texts', () => {
  const text = 'ß'.repeat(1000);

  assert.strictEqual(text.toLocaleUpperCase('tr'), 'S'.repeat(2000));
  const segments = new Intl.Segmenter('de').segment(text);
  assert.strictEqual([...segments].length, 1000);
  assert.strictEqual(segments.containing(999).index, 999);
  assert.strictEqual(new Intl.ListFormat('de').formatToParts([text, text])
    .length, 3);
});

mine('the classes of the module take no others for their own', () => {
  const intl = require('drupe:intl');

  assert.deepStrictEqual(Object.keys(intl).filter((key) => /^[A-Z]/.test(key)),
    []);
});
