// Intl.Collator (ECMA-402 10): the root order of Unicode, as far as Latin goes;
// other locales are the provider's.
//
// A text is letters with accents and case.  Letters are compared first, then
// accents, then case; of those, the options say what counts.
'use strict';

const {
  bare, booleanOption, checkMatcher, coerceOptions, finish, localeList,
  optionOf, resolve, slotsOf, typeOption,
} = require('internal/intl_locale');
const { provider } = require('internal/intl_provider');

const option = optionOf('Intl.Collator');
const collators = new WeakMap();
const ORDER = '\t\n\v\f\r \xA0_-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$' +
  '0123456789abcdefghijklmnopqrstuvwxyz';
const PUNCTUATION_END = ORDER.indexOf('`');
const DIGIT = ORDER.indexOf('0');
const expansions = {
  '\xDF': 'ss', '\xE6': 'ae', '\u0153': 'oe', '\xF8': 'o\u0338',
  '\xF0': 'd\u0335', '\u0111': 'd\u0335', '\u0142': 'l\u0335',
  '\xFE': 'th', '\u0131': 'i', '\u2019': "'", '\u2018': "'",
  '\u201C': '"', '\u201D': '"', '\u2013': '-', '\u2014': '-',
};
const weights = new Map();

for (let i = 0; i < ORDER.length; i++)
  weights.set(ORDER[i], i + 1);

function isMark(code) {
  return (code >= 0x300 && code <= 0x36F) || (code >= 0x1AB0 &&
    code <= 0x1AFF) || (code >= 0x1DC0 && code <= 0x1DFF) ||
    (code >= 0x20D0 && code <= 0x20FF) || (code >= 0xFE20 && code <= 0xFE2F);
}

function isIgnorable(code) {
  return code < 9 || (code > 13 && code < 32) || (code > 126 && code < 160) ||
    code === 0xAD || (code >= 0x200B && code <= 0x200F) || code === 0xFEFF;
}

// Accents, the letters that bear them, and the letters with them.
const accented = new Map();
[
  ['\u0300', 'AEIOUaeiouNn', 'ÀÈÌÒÙàèìòùǸǹ'],
  ['\u0301', 'AEIOUYaeiouyCcLlNnRrSsZzGg',
   'ÁÉÍÓÚÝáéíóúýĆćĹĺŃńŔŕŚśŹźǴǵ'],
  ['\u0301', 'ÆæØø',
   'ǼǽǾǿ'],
  ['\u0302', 'AEIOUaeiouCcGgHhJjSsWwYy',
   'ÂÊÎÔÛâêîôûĈĉĜĝĤĥĴĵŜŝŴŵŶŷ'],
  ['\u0303', 'ANOanoIiUu', 'ÃÑÕãñõĨĩŨũ'],
  ['\u0303\u0304', 'Oo', 'Ȭȭ'],
  ['\u0304', 'AaEeIiOoUuÆæYy', 'ĀāĒēĪīŌōŪūǢǣȲȳ'],
  ['\u0306', 'AaEeGgIiOoUu', 'ĂăĔĕĞğĬĭŎŏŬŭ'],
  ['\u0307', 'CcEeGgIZzAaOo', 'ĊċĖėĠġİŻżȦȧȮȯ'],
  ['\u0307\u0304', 'AaOo', 'ǠǡȰȱ'],
  ['\u0308', 'AEIOUaeiouyY', 'ÄËÏÖÜäëïöüÿŸ'],
  ['\u0308\u0300', 'Uu', 'Ǜǜ'],
  ['\u0308\u0301', 'Uu', 'Ǘǘ'],
  ['\u0308\u0304', 'UuAaOo', 'ǕǖǞǟȪȫ'],
  ['\u0308\u030C', 'Uu', 'Ǚǚ'],
  ['\u030A', 'AaUu', 'ÅåŮů'],
  ['\u030A\u0301', 'Aa', 'Ǻǻ'],
  ['\u030B', 'OoUu', 'ŐőŰű'],
  ['\u030C', 'CcDdEeLlNnRrSsTtZzAaIiOoUu',
   'ČčĎďĚěĽľŇňŘřŠšŤťŽžǍǎǏǐǑǒǓǔ'],
  ['\u030C', 'GgKkƷʒjHh',
   'ǦǧǨǩǮǯǰȞȟ'],
  ['\u030F', 'AaEeIiOoRrUu', 'ȀȁȄȅȈȉȌȍȐȑȔȕ'],
  ['\u0311', 'AaEeIiOoRrUu', 'ȂȃȆȇȊȋȎȏȒȓȖȗ'],
  ['\u031B', 'OoUu', 'ƠơƯư'],
  ['\u0326', 'SsTt', 'ȘșȚț'],
  ['\u0327', 'CcGgKkLlNnRrSsTtEe', 'ÇçĢģĶķĻļŅņŖŗŞşŢţȨȩ'],
  ['\u0328', 'AaEeIiUuOo', 'ĄąĘęĮįŲųǪǫ'],
  ['\u0328\u0304', 'Oo', 'Ǭǭ'],
].forEach(([marks, plain, letters]) => {
  for (let i = 0; i < letters.length; i++)
    accented.set(letters[i], plain[i] + marks);
});

/** Letters with accents as letters and accents. */
function decompose(text) {
  let result = '';

  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 0x24F)
      return text.normalize('NFD'); // marks, too, have an order
    result += accented.get(text[i]) || text[i];
  }
  return result;
}

/** { primary, marks, cases }: what is compared at each level. */
function keyOf(text, slots) {
  const primary = [];
  const marks = [];
  const cases = [];

  for (const letter of decompose(text)) {
    const code = letter.codePointAt(0);
    if (isMark(code)) {
      if (marks.length > 0)
        marks[marks.length - 1] += letter;
      continue;
    }
    if (isIgnorable(code))
      continue;
    const lower = letter.toLowerCase();
    const upper = lower !== letter ? 1 : 0;
    for (const base of expansions[lower] || lower) {
      if (isMark(base.codePointAt(0))) {
        marks[marks.length - 1] += base;
        continue;
      }
      const weight = weights.get(base);
      if (slots.ignorePunctuation && weight !== undefined &&
          weight <= PUNCTUATION_END)
        continue;
      primary.push(weight === undefined ? 1000 + base.codePointAt(0) : weight);
      marks.push('');
      cases.push((slots.caseFirst === 'upper' ? 1 - upper : upper) +
        (/^[a-z]{2}$/.test(expansions[lower]) ? 2 : 0));
    }
  }
  return { primary: slots.numeric ? numbersOf(primary) : primary, marks,
           cases };
}

/** Runs of digits as one weight: their length and value come first. */
function numbersOf(primary) {
  const result = [];

  for (let i = 0; i < primary.length; i++) {
    const digit = (at) => at < primary.length && primary[at] > DIGIT &&
      primary[at] <= DIGIT + 10;
    if (!digit(i)) {
      result.push(primary[i]);
      continue;
    }
    let value = '';
    for (; digit(i); i++)
      value += String(primary[i] - DIGIT - 1);
    i--;
    value = value.replace(/^0+(?=.)/, '');
    result.push(DIGIT + 1, value.length);
    for (const c of value)
      result.push(Number(c));
  }
  return result;
}

function compareLists(a, b) {
  const length = Math.min(a.length, b.length);

  for (let i = 0; i < length; i++) {
    if (a[i] !== b[i])
      return a[i] < b[i] ? -1 : 1;
  }
  return a.length === b.length ? 0 : a.length < b.length ? -1 : 1;
}

// Letters of no script that is here.
const unknown = /[\u0530-\u1cff\u2c00-\ud7ff\ue000-\uffff]|[\ud800-\udfff]/;

function compare(slots, x, y) {
  if (slots.foreign === undefined && (unknown.test(x) || unknown.test(y)) &&
      provider() !== undefined)
    slots.foreign = provider().collator(slots);
  if (slots.foreign !== undefined)
    return slots.foreign.compare(x, y);
  if (x === y)
    return 0;
  const a = keyOf(x, slots);
  const b = keyOf(y, slots);
  const accents = slots.sensitivity === 'accent' ||
    slots.sensitivity === 'variant';
  const order = compareLists(a.primary, b.primary) ||
    (accents ? compareLists(a.marks, b.marks) : 0);
  if (order !== 0 || slots.sensitivity === 'base' ||
      slots.sensitivity === 'accent')
    return order;
  return compareLists(a.cases, b.cases);
}

const text = (value) => (value === undefined ? undefined : String(value));

function create(locales, options) {
  const requested = localeList(locales);
  const given = coerceOptions(options, 'Intl.Collator');
  const usage = option(given, 'usage', ['sort', 'search'], 'sort');
  checkMatcher(option, given);
  const co = typeOption(given, 'collation');
  const kn = booleanOption(given, 'numeric', undefined);
  const kf = option(given, 'caseFirst', ['upper', 'lower', 'false']);
  const { locale, tag, icu, values } =
    resolve(requested, ['co', 'kf', 'kn'], { co, kf, kn: text(kn) });
  const slots = bare({
    locale, tag, usage, numeric: values.kn === 'true', caseFirst: values.kf,
    collation: values.co === undefined ? 'default' : values.co,
  });
  slots.sensitivity = option(given, 'sensitivity',
                             ['base', 'accent', 'case', 'variant'], 'variant');
  slots.ignorePunctuation = booleanOption(given, 'ignorePunctuation',
                                          undefined);
  if (icu !== undefined)
    slots.foreign = icu.collator(slots);
  if (slots.ignorePunctuation === undefined)
    slots.ignorePunctuation = false;
  return slots;
}

function Collator(locales, options) {
  if (new.target === undefined)
    return new Collator(locales, options);
  collators.set(this, create(locales, options));
}
Object.defineProperty(Collator, 'length', { value: 0 });

finish(Collator, 'Collator', {
  resolvedOptions() {
    const slots = slotsOf(collators, this,
                          'Intl.Collator.prototype.resolvedOptions');
    return {
      locale: slots.locale, usage: slots.usage, sensitivity: slots.sensitivity,
      ignorePunctuation: slots.ignorePunctuation, collation: slots.collation,
      numeric: slots.numeric, caseFirst: slots.caseFirst,
    };
  },
}, {
  compare() {
    const slots = slotsOf(collators, this,
                          'get Intl.Collator.prototype.compare');
    if (slots.bound === undefined)
      slots.bound = (x, y) => compare(slots, String(x), String(y));
    return slots.bound;
  },
});

module.exports = { Collator, compare, create };
