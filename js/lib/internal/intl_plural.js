// Intl.PluralRules, ListFormat, RelativeTimeFormat (ECMA-402 16, 13, 17): what
// is here speaks English, other locales are the provider's.
'use strict';

const {
  bare, checkMatcher, coerceOptions, getOptionsObject, localeList, optionOf,
  resolve, shownOf, slotClass, typeOption,
} = require('internal/intl_locale');
const {
  create: createNumber, format: formatNumber, partsOf, toNumeric,
} = require('internal/intl_number');

// --- PluralRules ---

const pluralOption = optionOf('Intl.PluralRules');

/** The category of a value as it is shown: "1.0" is not one. */
function select(slots, value) {
  if (slots.foreign !== undefined)
    return slots.foreign.select(value);
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

function createPluralRules(locales, options) {
  const requested = localeList(locales);
  const given = coerceOptions(options, 'Intl.PluralRules');
  checkMatcher(pluralOption, given);
  const { locale, tag, icu } = resolve(requested);
  const type = pluralOption(given, 'type', ['cardinal', 'ordinal'], 'cardinal');
  const number = createNumber(requested, {
    minimumIntegerDigits: given.minimumIntegerDigits,
    minimumFractionDigits: given.minimumFractionDigits,
    maximumFractionDigits: given.maximumFractionDigits,
    minimumSignificantDigits: given.minimumSignificantDigits,
    maximumSignificantDigits: given.maximumSignificantDigits,
    roundingIncrement: given.roundingIncrement,
    roundingMode: given.roundingMode,
    roundingPriority: given.roundingPriority,
    trailingZeroDisplay: given.trailingZeroDisplay,
    useGrouping: false,
  });
  const slots = bare({ locale, tag, type, number });
  if (icu !== undefined)
    slots.foreign = icu.plural(slots);
  return slots;
}

const PluralRules = slotClass('PluralRules', 0, createPluralRules, {
  select(slots, value) {
    return select(slots, Number(value));
  },
  selectRange(slots, start, end) {
    if (start === undefined || end === undefined)
      throw new TypeError(
        `Invalid ${start === undefined ? 'start' : 'end'}Range : undefined`);
    const from = toNumeric(start);
    const to = toNumeric(end);
    if (Number.isNaN(from) || Number.isNaN(to))
      throw new RangeError(
        `Invalid ${Number.isNaN(from) ? 'start' : 'end'}Range : NaN`);
    if (slots.foreign !== undefined)
      return slots.foreign.selectRange(from, to);
    return slots.type === 'cardinal' ? 'other' : select(slots, to);
  },
  resolvedOptions(slots) {
    const result = Object.assign(
      { locale: slots.locale, type: slots.type },
      shownOf(slots.number, [
        'minimumIntegerDigits', 'minimumFractionDigits',
        'maximumFractionDigits', 'minimumSignificantDigits',
        'maximumSignificantDigits']));
    if (slots.foreign !== undefined)
      result.pluralCategories = slots.foreign.categories();
    else
      result.pluralCategories = slots.type === 'cardinal' ? ['one', 'other'] :
        ['few', 'one', 'two', 'other'];
    return result;
  },
});

// --- ListFormat ---

const listOption = optionOf('Intl.ListFormat');
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

/** StringListFromIterable: the first that is no string ends it. */
function textsOf(list) {
  const texts = [];

  if (list === undefined)
    return texts;
  for (const value of list) {
    if (typeof value !== 'string')
      throw new TypeError(
        `Iterable yielded ${String(value)} which is not a string`);
    texts.push(value);
  }
  return texts;
}

function listParts(slots, items) {
  const [between, last, two] = separators[slots.type][slots.style];
  const parts = [];

  if (slots.foreign !== undefined)
    return slots.foreign.parts(items);
  items.forEach((value, i) => {
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

function createListFormat(locales, options) {
  const requested = localeList(locales);
  const given = getOptionsObject(options);
  checkMatcher(listOption, given);
  const { locale, tag, icu } = resolve(requested);
  const type = listOption(given, 'type', ['conjunction', 'disjunction', 'unit'],
                      'conjunction');
  const style = listOption(given, 'style', ['long', 'short', 'narrow'], 'long');
  const slots = bare({ locale, tag, type, style });
  if (icu !== undefined)
    slots.foreign = icu.list(slots);
  return slots;
}

const ListFormat = slotClass('ListFormat', 0, createListFormat, {
  format(slots, list) {
    const items = textsOf(list);
    return slots.foreign !== undefined ? slots.foreign.format(items) :
      listParts(slots, items).map((part) => part.value).join('');
  },
  formatToParts(slots, list) {
    return listParts(slots, textsOf(list));
  },
  resolvedOptions(slots) {
    const { locale, type, style } = slots;
    return { locale, type, style };
  },
});

// --- RelativeTimeFormat ---

const relativeOption = optionOf('Intl.RelativeTimeFormat');
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

const relativePrefix = 'Intl.RelativeTimeFormat.prototype.';

function unitOf(given, method) {
  const unit = given.replace(/s$/, '');

  if (!Object.prototype.hasOwnProperty.call(unitNames, unit))
    throw new RangeError(`Invalid unit argument for ${relativePrefix}` +
      `${method}() '${given}'`);
  return unit;
}

/** { value, unit } as they are to be shown. */
function relativeArguments(givenValue, givenUnit, method) {
  const value = Number(givenValue);
  const unit = unitOf(`${givenUnit}`, method);

  if (!Number.isFinite(value))
    throw new RangeError(
      `Value need to be finite number for ${relativePrefix}${method}()`);
  return { value, unit };
}

function relativeParts(slots, value, unit) {
  if (slots.foreign !== undefined)
    return slots.foreign.parts(value, unit);
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

function createRelative(locales, options) {
  const requested = localeList(locales);
  const given = coerceOptions(options, 'Intl.RelativeTimeFormat');
  checkMatcher(relativeOption, given);
  const { locale, tag, icu, values } =
    resolve(requested, ['nu'], { nu: typeOption(given, 'numberingSystem') });
  const style = relativeOption(given, 'style', ['long', 'short', 'narrow'],
                               'long');
  const numeric = relativeOption(given, 'numeric', ['always', 'auto'],
                                 'always');
  const slots = bare({ locale, tag, style, numeric,
                       numberingSystem: values.nu });
  if (icu !== undefined)
    slots.foreign = icu.relative(slots);
  else
    slots.number = createNumber(requested, undefined);
  return slots;
}

const RelativeTimeFormat = slotClass('RelativeTimeFormat', 0, createRelative, {
  format(slots, value, unit) {
    const given = relativeArguments(value, unit, 'format');
    if (slots.foreign !== undefined)
      return slots.foreign.format(given.value, given.unit);
    return relativeParts(slots, given.value, given.unit)
      .map((part) => part.value).join('');
  },
  formatToParts(slots, value, unit) {
    const given = relativeArguments(value, unit, 'formatToParts');
    return relativeParts(slots, given.value, given.unit);
  },
  resolvedOptions(slots) {
    const { locale, style, numeric, numberingSystem } = slots;
    return { locale, style, numeric, numberingSystem };
  },
});

module.exports = { ListFormat, PluralRules, RelativeTimeFormat };
