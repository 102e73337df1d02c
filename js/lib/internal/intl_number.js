// Intl.NumberFormat (ECMA-402 15).  What is here formats for English; other
// locales and digits are the provider's.
'use strict';

const {
  decimalOf, roundSignificant, roundTo, roundToMultiple, shift, textOf,
} = require('internal/intl_decimal');
const {
  bare, chained, checkMatcher, coerceOptions, finish, localeList, numberOption,
  optionOf, resolve, shownOf, slotsOf, typeOption,
} = require('internal/intl_locale');
const { provider } = require('internal/intl_provider');
const names = require('internal/intl_units');

const option = optionOf('Intl.NumberFormat');
const formats = new WeakMap();
const roundingModes = [
  'ceil', 'floor', 'expand', 'trunc', 'halfCeil', 'halfFloor', 'halfExpand',
  'halfTrunc', 'halfEven',
];
const increments = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000,
                    2500, 5000];

/** SetNumberFormatUnitOptions. */
function readUnit(slots, options) {
  const currency = option(options, 'currency');
  const unit = option(options, 'unit');

  if (currency !== undefined && !/^[a-z]{3}$/i.test(currency))
    throw new RangeError(`Invalid currency code : ${currency}`);
  if (unit !== undefined && !names.isUnit(unit))
    throw new RangeError(
      `Invalid unit argument for Intl.NumberFormat() '${unit}'`);
  const currencyDisplay = option(options, 'currencyDisplay',
                                 ['code', 'symbol', 'narrowSymbol', 'name'],
                                 'symbol');
  const currencySign = option(options, 'currencySign',
                              ['standard', 'accounting'], 'standard');
  const unitDisplay = option(options, 'unitDisplay',
                             ['short', 'narrow', 'long'], 'short');
  if (slots.style === 'currency') {
    if (currency === undefined)
      throw new TypeError('Currency code is required with currency style.');
    Object.assign(slots, {
      currency: currency.toUpperCase(), currencyDisplay, currencySign,
    });
  } else if (slots.style === 'unit') {
    if (unit === undefined)
      throw new TypeError("Invalid unit argument for Intl.NumberFormat() ''");
    Object.assign(slots, { unit, unitDisplay });
  }
}

function readSignificant(slots, min, max) {
  slots.minimumSignificantDigits =
    numberOption({ minimumSignificantDigits: min },
                 'minimumSignificantDigits', 1, 21, 1);
  slots.maximumSignificantDigits =
    numberOption({ maximumSignificantDigits: max }, 'maximumSignificantDigits',
                 slots.minimumSignificantDigits, 21, 21);
}

function readFraction(slots, givenMin, givenMax, minDefault, maxDefault) {
  let min = numberOption({ minimumFractionDigits: givenMin },
                         'minimumFractionDigits', 0, 20, undefined);
  let max = numberOption({ maximumFractionDigits: givenMax },
                         'maximumFractionDigits', 0, 20, undefined);

  if (min === undefined)
    min = max === undefined ? minDefault : Math.min(minDefault, max);
  if (max === undefined)
    max = Math.max(maxDefault, min);
  else if (min > max)
    throw new RangeError('maximumFractionDigits value is out of range.');
  slots.minimumFractionDigits = min;
  slots.maximumFractionDigits = max;
}

function checkIncrement(slots) {
  if (slots.roundingIncrement === 1)
    return;
  if (slots.maximumSignificantDigits !== undefined)
    throw new TypeError('RoundingType is not fractionDigits');
  if (slots.minimumFractionDigits !== slots.maximumFractionDigits)
    throw new RangeError(
      'maximumFractionDigits not equal to minimumFractionDigits');
}

/** SetNumberFormatDigitOptions. */
function readDigits(slots, options, minDefault, givenMaxDefault, compact) {
  slots.minimumIntegerDigits =
    numberOption(options, 'minimumIntegerDigits', 1, 21, 1);
  const min = options.minimumFractionDigits;
  const max = options.maximumFractionDigits;
  const minSignificant = options.minimumSignificantDigits;
  const maxSignificant = options.maximumSignificantDigits;
  slots.roundingIncrement = numberOption(options, 'roundingIncrement', 1, 5000,
                                         1);
  if (!increments.includes(slots.roundingIncrement))
    throw new RangeError('roundingIncrement value is out of range.');
  slots.roundingMode = option(options, 'roundingMode', roundingModes,
                              'halfExpand');
  slots.roundingPriority = option(
    options, 'roundingPriority', ['auto', 'morePrecision', 'lessPrecision'],
    'auto');
  slots.trailingZeroDisplay = option(options, 'trailingZeroDisplay',
                                     ['auto', 'stripIfInteger'], 'auto');

  const maxDefault = slots.roundingIncrement === 1 ? givenMaxDefault :
    minDefault;
  const automatic = slots.roundingPriority === 'auto';
  const significant = minSignificant !== undefined ||
    maxSignificant !== undefined;
  const fraction = min !== undefined || max !== undefined;
  if (significant || !automatic)
    readSignificant(slots, minSignificant, maxSignificant);
  if (!automatic || (!significant && (fraction || !compact)))
    readFraction(slots, min, max, minDefault, maxDefault);
  if (!significant && !fraction && compact && automatic) {
    Object.assign(slots, {
      minimumFractionDigits: 0, maximumFractionDigits: 0,
      minimumSignificantDigits: 1, maximumSignificantDigits: 2,
      roundingPriority: 'morePrecision', compactRounding: true,
    });
  }
  checkIncrement(slots);
}

function readGrouping(options, fallback) {
  let value = options.useGrouping;

  if (value === undefined)
    return fallback;
  if (value === true)
    return 'always';
  if (value === false || value === null || value === 0 || value === '')
    return false;
  value = String(value);
  if (value === 'true' || value === 'false')
    return fallback;
  if (!['min2', 'auto', 'always'].includes(value))
    throw new RangeError(
      `Value ${value} out of range for Intl.NumberFormat options property ` +
      'useGrouping');
  return value;
}

function create(locales, givenOptions) {
  const requested = localeList(locales);
  const options = coerceOptions(givenOptions, 'Intl.NumberFormat');

  checkMatcher(option, options);
  const { locale, tag, icu, values } =
    resolve(requested, ['nu'], { nu: typeOption(options, 'numberingSystem') });
  const slots = bare({ locale, tag, numberingSystem: values.nu });
  slots.style = option(options, 'style',
                       ['decimal', 'percent', 'currency', 'unit'], 'decimal');
  readUnit(slots, options);
  slots.notation = option(
    options, 'notation', ['standard', 'scientific', 'engineering', 'compact'],
    'standard');
  const cash = slots.style === 'currency' && slots.notation === 'standard' ?
    names.currencyDigits(slots.currency) : undefined;
  readDigits(slots, options, cash === undefined ? 0 : cash,
             cash === undefined ? (slots.style === 'percent' ? 0 : 3) : cash,
             slots.notation === 'compact');
  const compactDisplay = option(options, 'compactDisplay', ['short', 'long'],
                                'short');
  if (slots.notation === 'compact')
    slots.compactDisplay = compactDisplay;
  slots.useGrouping = readGrouping(
    options, slots.notation === 'compact' ? 'min2' : 'auto');
  slots.signDisplay = option(
    options, 'signDisplay',
    ['auto', 'never', 'always', 'exceptZero', 'negative'], 'auto');
  if (icu !== undefined)
    slots.foreign = icu.number(slots);
  return slots;
}

// --- Formatting ---

/** Do significant digits decide, or digits behind the point? */
function bySignificant(slots, d) {
  if (slots.roundingPriority === 'auto')
    return slots.maximumSignificantDigits !== undefined;
  const finer = d.point - slots.maximumSignificantDigits <=
    -slots.maximumFractionDigits;

  return finer === (slots.roundingPriority === 'morePrecision');
}

function round(slots, d) {
  if (bySignificant(slots, d))
    return roundSignificant(d, slots.maximumSignificantDigits,
                            slots.roundingMode);
  if (slots.roundingIncrement !== 1)
    return roundToMultiple(d, slots.maximumFractionDigits,
                           slots.roundingIncrement, slots.roundingMode);
  return roundTo(d, slots.maximumFractionDigits, slots.roundingMode);
}

/** Zeros that the options ask for at the end. */
function minFraction(slots, d) {
  if (slots.compactRounding || !bySignificant(slots, d))
    return slots.minimumFractionDigits;
  return Math.max(0, slots.minimumSignificantDigits -
    (d.digits === '' ? 1 : d.point));
}

function group(slots, integer) {
  const parts = [];
  const least = slots.useGrouping === 'min2' ? 5 : 4;

  if (slots.useGrouping === false || integer.length < least)
    return [{ type: 'integer', value: integer }];
  let at = integer.length % 3 || 3;
  parts.push({ type: 'integer', value: integer.slice(0, at) });
  for (; at < integer.length; at += 3) {
    parts.push({ type: 'group', value: ',' });
    parts.push({ type: 'integer', value: integer.slice(at, at + 3) });
  }
  return parts;
}

/** The exponent that the notation takes out. */
function exponentOf(slots, d) {
  const magnitude = d.digits === '' ? 0 : d.point - 1;

  switch (slots.notation) {
    case 'scientific': return magnitude;
    case 'engineering': return Math.floor(magnitude / 3) * 3;
    case 'compact':
      return Math.min(Math.max(Math.floor(magnitude / 3) * 3, 0), 12);
    default: return 0;
  }
}

/** { parts, exponent, digits } of a decimal: rounding may carry it further. */
function numberParts(slots, d) {
  let exponent = exponentOf(slots, d);
  let rounded = round(slots, shift(d, -exponent));
  const carried = exponentOf(slots, shift(rounded, exponent));

  if (carried !== exponent) {
    exponent = carried;
    rounded = round(slots, shift(d, -exponent));
  }
  const text = textOf(rounded, slots.minimumIntegerDigits,
                      minFraction(slots, rounded));
  const parts = group(slots, text.integer);
  if (text.fraction !== '' && !(slots.trailingZeroDisplay ===
      'stripIfInteger' && /^0*$/.test(text.fraction))) {
    parts.push({ type: 'decimal', value: '.' });
    parts.push({ type: 'fraction', value: text.fraction });
  }
  if (slots.notation === 'scientific' || slots.notation === 'engineering') {
    parts.push({ type: 'exponentSeparator', value: 'E' });
    if (exponent < 0)
      parts.push({ type: 'exponentMinusSign', value: '-' });
    parts.push({ type: 'exponentInteger', value: String(Math.abs(exponent)) });
  } else if (slots.notation === 'compact' && exponent > 0) {
    const long = slots.compactDisplay === 'long';
    if (long)
      parts.push({ type: 'literal', value: ' ' });
    parts.push({
      type: 'compact',
      value: (long ? ['thousand', 'million', 'billion', 'trillion'] :
        ['K', 'M', 'B', 'T'])[exponent / 3 - 1],
    });
  }
  return { parts, zero: rounded.digits === '', text, exponent };
}

function signOf(slots, negative, zero) {
  switch (slots.signDisplay) {
    case 'never': return '';
    case 'always': return negative ? '-' : '+';
    case 'exceptZero': return zero ? '' : negative ? '-' : '+';
    case 'negative': return negative && !zero ? '-' : '';
    default: return negative ? '-' : '';
  }
}

/** [before, after] the number: currency, percent, unit. */
function surround(slots, number) {
  const one = number.text !== undefined && number.exponent === 0 &&
    number.text.integer === '1' && number.text.fraction === '';

  if (slots.style === 'percent')
    return [[], [{ type: 'percentSign', value: '%' }]];
  if (slots.style === 'currency') {
    if (slots.currencyDisplay === 'name')
      return [[], [
        { type: 'literal', value: ' ' },
        { type: 'currency', value: names.currencyName(slots.currency, one) },
      ]];
    const value = names.currencySymbol(slots.currency, slots.currencyDisplay);
    const before = [{ type: 'currency', value }];
    if (/[A-Z]$/i.test(value) && number.text !== undefined)
      before.push({ type: 'literal', value: '\xA0' });
    return [before, []];
  }
  if (slots.style === 'unit')
    return names.unitParts(slots.unit, slots.unitDisplay, one);
  return [[], []];
}

/** PartitionNumberPattern. */
function partsOf(slots, value) {
  let number, negative;

  if (slots.foreign !== undefined)
    return slots.foreign.parts(value);

  if (typeof value === 'number' && !Number.isFinite(value)) {
    negative = value < 0;
    number = {
      parts: [Number.isNaN(value) ? { type: 'nan', value: 'NaN' } :
        { type: 'infinity', value: '∞' }],
      zero: Number.isNaN(value),
    };
  } else {
    let d = decimalOf(value);
    negative = d.negative;
    if (slots.style === 'percent')
      d = shift(d, 2);
    number = numberParts(slots, d);
  }
  const sign = signOf(slots, negative, number.zero);
  const [before, after] = surround(slots, number);
  const parts = [...before, ...number.parts, ...after];
  if (sign === '-' && slots.currencySign === 'accounting' &&
      slots.currencyDisplay !== 'name')
    return [{ type: 'literal', value: '(' }, ...parts,
            { type: 'literal', value: ')' }];
  if (sign !== '')
    parts.unshift({ type: sign === '-' ? 'minusSign' : 'plusSign',
                    value: sign });
  return parts;
}

function join(parts) {
  return parts.map((part) => part.value).join('');
}

/** ToIntlMathematicalValue: numbers, BigInt, texts of decimals as they are. */
function toNumeric(value) {
  if (typeof value === 'object' && value !== null)
    value = value[Symbol.toPrimitive] === undefined &&
      typeof value.valueOf() !== 'object' ? value.valueOf() : value;
  if (typeof value === 'bigint')
    return value;
  if (typeof value === 'string' &&
      /^\s*[-+]?[0-9]+(\.[0-9]*)?\s*$/.test(value))
    return value.trim().replace('+', '');
  return Number(value);
}

function NumberFormat(locales, options) {
  if (new.target === undefined)
    return chained(NumberFormat, this, new NumberFormat(locales, options));
  formats.set(this, create(locales, options));
}
Object.defineProperty(NumberFormat, 'length', { value: 0 });

const resolvedOrder = [
  'locale', 'numberingSystem', 'style', 'currency', 'currencyDisplay',
  'currencySign', 'unit', 'unitDisplay', 'minimumIntegerDigits',
  'minimumSignificantDigits', 'maximumSignificantDigits',
  'minimumFractionDigits', 'maximumFractionDigits', 'useGrouping',
  'notation', 'compactDisplay', 'signDisplay', 'roundingMode',
  'roundingIncrement', 'trailingZeroDisplay', 'roundingPriority',
];

finish(NumberFormat, 'NumberFormat', {
  formatToParts(value) {
    const slots = slotsOf(formats, this,
                          'Intl.NumberFormat.prototype.formatToParts');
    return partsOf(slots, toNumeric(value));
  },
  formatRange(start, end) {
    const slots = slotsOf(formats, this,
                          'Intl.NumberFormat.prototype.formatRange');
    return range(slots, start, end);
  },
  formatRangeToParts(start, end) {
    const slots = slotsOf(formats, this,
                          'Intl.NumberFormat.prototype.formatRangeToParts');
    return rangeParts(slots, start, end);
  },
  resolvedOptions() {
    const slots = slotsOf(formats, this,
                          'Intl.NumberFormat.prototype.resolvedOptions');
    return shownOf(slots, resolvedOrder);
  },
}, {
  format() {
    const slots = slotsOf(formats, this,
                          'get Intl.NumberFormat.prototype.format');
    if (slots.bound === undefined)
      slots.bound = (value) => format(slots, toNumeric(value));
    return slots.bound;
  },
});

/** The two values of a range: [start, end]. */
function limits(start, end) {
  if (start === undefined || end === undefined)
    throw new TypeError(
      `Invalid ${start === undefined ? 'start' : 'end'} : undefined`);
  const from = toNumeric(start);
  const to = toNumeric(end);

  if (Number.isNaN(from) || Number.isNaN(to))
    throw new RangeError(
      `Invalid ${Number.isNaN(from) ? 'start' : 'end'} : NaN`);
  return [from, to];
}

/** Who formats ranges: also those in English, where somebody knows what two
 * numbers have in common. */
function rangeProvider(slots) {
  if (slots.foreign === undefined && slots.ranges === undefined &&
      provider() !== undefined)
    slots.ranges = provider().number(slots);
  return slots.foreign === undefined ? slots.ranges : slots.foreign;
}

function rangeParts(slots, start, end) {
  const [from, to] = limits(start, end);
  const provided = rangeProvider(slots);

  if (provided !== undefined)
    return provided.rangeParts(from, to);
  const a = partsOf(slots, from);
  const b = partsOf(slots, to);
  const sourced = (source) => (part) => Object.assign({}, part, { source });
  if (join(a) === join(b))
    return [{ type: 'approximatelySign', value: '~' }, ...a]
      .map(sourced('shared'));
  const between = slots.style === 'currency' &&
    slots.currencyDisplay !== 'name' ? ' – ' : '–';
  return [...a.map(sourced('startRange')),
          { type: 'literal', value: between, source: 'shared' },
          ...b.map(sourced('endRange'))];
}

function range(slots, start, end) {
  const provided = rangeProvider(slots);

  return provided === undefined ? join(rangeParts(slots, start, end)) :
    provided.range(...limits(start, end));
}

/** For the other parts of Intl: the text of a value under the slots. */
function format(slots, value) {
  return slots.foreign === undefined ? join(partsOf(slots, value)) :
    slots.foreign.format(value);
}

module.exports = { NumberFormat, create, format, partsOf, toNumeric };
