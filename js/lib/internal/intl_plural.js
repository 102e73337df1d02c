// Intl.PluralRules, ListFormat, RelativeTimeFormat (ECMA-402 16, 13, 17), for
// English.
'use strict';

const {
  coerceOptions, finish, getOptionsObject, option, resolve, slotsOf,
} = require('internal/intl_locale');
const { create: createNumber, format: formatNumber, partsOf } =
  require('internal/intl_number');

// --- PluralRules ---

const plurals = new WeakMap();

/** The category of a value as it is shown: "1.0" is not one. */
function select(slots, value) {
  const text = formatNumber(slots.number, value).replace(/[^0-9.]/g, '');

  if (slots.type === 'cardinal')
    return text === '1' ? 'one' : 'other';
  if (text.includes('.'))
    return 'other';
  const tens = Number(text.slice(-2));
  const last = tens % 10;
  if (tens > 10 && tens < 20)
    return 'other';
  return ['other', 'one', 'two', 'few'][last] || 'other';
}

function PluralRules(locales, options) {
  if (!(this instanceof PluralRules))
    throw new TypeError("Constructor Intl.PluralRules requires 'new'");
  const { locale } = resolve(locales);
  const given = coerceOptions(options);
  option(given, 'localeMatcher', ['lookup', 'best fit'], 'best fit');
  const type = option(given, 'type', ['cardinal', 'ordinal'], 'cardinal');
  const number = createNumber(locales, {
    minimumIntegerDigits: given.minimumIntegerDigits,
    minimumFractionDigits: given.minimumFractionDigits,
    maximumFractionDigits: given.maximumFractionDigits,
    minimumSignificantDigits: given.minimumSignificantDigits,
    maximumSignificantDigits: given.maximumSignificantDigits,
    useGrouping: false,
  });
  plurals.set(this, { locale, type, number });
}
Object.defineProperty(PluralRules, 'length', { value: 0 });

finish(PluralRules, 'PluralRules', {
  select(value) {
    return select(slotsOf(plurals, this, 'Intl.PluralRules.prototype.select'),
                  Number(value));
  },
  selectRange(start, end) {
    const slots = slotsOf(plurals, this,
                          'Intl.PluralRules.prototype.selectRange');
    if (start === undefined || end === undefined)
      throw new TypeError('startRange or endRange is undefined');
    if (Number.isNaN(Number(start)) || Number.isNaN(Number(end)))
      throw new RangeError('Invalid number value');
    return slots.type === 'cardinal' ? 'other' : select(slots, Number(end));
  },
  resolvedOptions() {
    const slots = slotsOf(plurals, this,
                          'Intl.PluralRules.prototype.resolvedOptions');
    const result = { locale: slots.locale, type: slots.type };
    ['minimumIntegerDigits', 'minimumFractionDigits', 'maximumFractionDigits',
     'minimumSignificantDigits', 'maximumSignificantDigits']
      .forEach((key) => {
        if (slots.number[key] !== undefined)
          result[key] = slots.number[key];
      });
    result.pluralCategories = slots.type === 'cardinal' ? ['one', 'other'] :
      ['few', 'one', 'two', 'other'];
    result.roundingIncrement = 1;
    result.roundingMode = slots.number.roundingMode;
    result.roundingPriority = 'auto';
    result.trailingZeroDisplay = slots.number.trailingZeroDisplay;
    return result;
  },
});

// --- ListFormat ---

const lists = new WeakMap();
// [between, last, between two]
const separators = {
  conjunction: {
    long: [', ', ', and ', ' and '], short: [', ', ', & ', ' & '],
    narrow: [', ', ', ', ', '],
  },
  disjunction: {
    long: [', ', ', or ', ' or '], short: [', ', ', or ', ' or '],
    narrow: [', ', ', or ', ' or '],
  },
  unit: {
    long: [', ', ', ', ', '], short: [', ', ', ', ', '],
    narrow: [' ', ' ', ' '],
  },
};

function listParts(slots, list) {
  const [between, last, two] = separators[slots.type][slots.style];
  const items = list === undefined ? [] : Array.from(list);
  const parts = [];

  items.forEach((value, i) => {
    if (typeof value !== 'string')
      throw new TypeError('Iterable yielded ' + String(value) +
        ' which is not a string');
    if (i > 0)
      parts.push({
        type: 'literal',
        value: items.length === 2 ? two :
          i === items.length - 1 ? last : between,
      });
    parts.push({ type: 'element', value });
  });
  return parts;
}

function ListFormat(locales, options) {
  if (!(this instanceof ListFormat))
    throw new TypeError("Constructor Intl.ListFormat requires 'new'");
  const { locale } = resolve(locales);
  const given = getOptionsObject(options);
  option(given, 'localeMatcher', ['lookup', 'best fit'], 'best fit');
  const type = option(given, 'type', ['conjunction', 'disjunction', 'unit'],
                      'conjunction');
  const style = option(given, 'style', ['long', 'short', 'narrow'], 'long');
  lists.set(this, { locale, type, style });
}
Object.defineProperty(ListFormat, 'length', { value: 0 });

finish(ListFormat, 'ListFormat', {
  format(list) {
    return listParts(slotsOf(lists, this, 'Intl.ListFormat.prototype.format'),
                     list).map((part) => part.value).join('');
  },
  formatToParts(list) {
    return listParts(
      slotsOf(lists, this, 'Intl.ListFormat.prototype.formatToParts'), list);
  },
  resolvedOptions() {
    const { locale, type, style } = slotsOf(
      lists, this, 'Intl.ListFormat.prototype.resolvedOptions');
    return { locale, type, style };
  },
});

// --- RelativeTimeFormat ---

const relatives = new WeakMap();
// [short, narrow]; an own plural where it is not an s
const unitNames = {
  second: ['sec.', 's'], minute: ['min.', 'm'], hour: ['hr.', 'h'],
  day: ['day', 'd'], week: ['wk.', 'w'], month: ['mo.', 'mo'],
  quarter: ['qtr.', 'q'], year: ['yr.', 'y'],
};
const automatic = {
  second: { 0: 'now' },
  minute: { 0: 'this minute' },
  hour: { 0: 'this hour' },
  day: { '-1': 'yesterday', 0: 'today', 1: 'tomorrow' },
  week: {}, month: {}, quarter: {}, year: {},
};
['week', 'month', 'quarter', 'year'].forEach((unit) => {
  automatic[unit] = {
    '-1': `last ${unit}`, 0: `this ${unit}`, 1: `next ${unit}`,
  };
});

function unitText(slots, unit, one) {
  if (slots.style === 'long' || unit === 'day' && slots.style === 'short')
    return ` ${unit}${one ? '' : 's'}`;
  if (slots.style === 'narrow')
    return unitNames[unit][1];
  return unit === 'quarter' && !one ? ' qtrs.' : ` ${unitNames[unit][0]}`;
}

function relativeParts(slots, value, givenUnit) {
  const unit = String(givenUnit).replace(/s$/, '');

  if (unitNames[unit] === undefined)
    throw new RangeError(
      `Invalid unit argument for format() '${String(givenUnit)}'`);
  if (!Number.isFinite(value))
    throw new RangeError('Invalid time value');
  if (slots.numeric === 'auto') {
    let text = automatic[unit][Object.is(value, -0) ? 0 : value];
    if (text !== undefined && slots.style !== 'long' &&
        ['week', 'month', 'quarter', 'year'].includes(unit))
      text = text.replace(unit, unitNames[unit][0]);
    if (text !== undefined)
      return [{ type: 'literal', value: text }];
  }
  const past = value < 0 || Object.is(value, -0);
  const number = partsOf(slots.number, Math.abs(value));
  const shown = number.map((part) => part.value).join('');
  const name = unitText(slots, unit, shown === '1');
  const parts = number.map(
    (part) => Object.assign({}, part, { unit }));
  if (!past)
    parts.unshift({ type: 'literal', value: 'in ' });
  parts.push({ type: 'literal', value: past ? `${name} ago` : name });
  return parts;
}

function RelativeTimeFormat(locales, options) {
  if (!(this instanceof RelativeTimeFormat))
    throw new TypeError("Constructor Intl.RelativeTimeFormat requires 'new'");
  const { locale } = resolve(locales);
  const given = coerceOptions(options);
  option(given, 'localeMatcher', ['lookup', 'best fit'], 'best fit');
  option(given, 'numberingSystem');
  const style = option(given, 'style', ['long', 'short', 'narrow'], 'long');
  const numeric = option(given, 'numeric', ['always', 'auto'], 'always');
  relatives.set(this, { locale, style, numeric,
                        number: createNumber(locales, undefined) });
}
Object.defineProperty(RelativeTimeFormat, 'length', { value: 0 });

finish(RelativeTimeFormat, 'RelativeTimeFormat', {
  format(value, unit) {
    const slots = slotsOf(relatives, this,
                          'Intl.RelativeTimeFormat.prototype.format');
    return relativeParts(slots, Number(value), unit)
      .map((part) => part.value).join('');
  },
  formatToParts(value, unit) {
    const slots = slotsOf(relatives, this,
                          'Intl.RelativeTimeFormat.prototype.formatToParts');
    return relativeParts(slots, Number(value), unit);
  },
  resolvedOptions() {
    const { locale, style, numeric } = slotsOf(
      relatives, this, 'Intl.RelativeTimeFormat.prototype.resolvedOptions');
    return { locale, style, numeric, numberingSystem: 'latn' };
  },
});

module.exports = { ListFormat, PluralRules, RelativeTimeFormat };
