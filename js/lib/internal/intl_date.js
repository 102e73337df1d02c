// Intl.DateTimeFormat (ECMA-402 11).  What is here formats for English and the
// Gregorian calendar; other locales and calendars are the provider's.
'use strict';

const {
  bare, booleanOption, chained, checkMatcher, finish, localeList,
  numberOption, optionOf, resolve, shownOf, slotsOf, typeOption,
} = require('internal/intl_locale');
const { provider } = require('internal/intl_provider');
const { canonicalZone, offsetAt, systemZone, zoneName } =
  require('internal/intl_zone');

const option = optionOf('Intl.DateTimeFormat');
const formats = new WeakMap();
const months = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August',
  'September', 'October', 'November', 'December',
];
const days = [
  'Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday',
];
const dateFields = ['weekday', 'era', 'year', 'month', 'day'];
const timeFields = [
  'dayPeriod', 'hour', 'minute', 'second', 'fractionalSecondDigits',
];
const fieldValues = {
  weekday: ['narrow', 'short', 'long'],
  era: ['narrow', 'short', 'long'],
  year: ['2-digit', 'numeric'],
  month: ['2-digit', 'numeric', 'narrow', 'short', 'long'],
  day: ['2-digit', 'numeric'],
  dayPeriod: ['narrow', 'short', 'long'],
  hour: ['2-digit', 'numeric'],
  minute: ['2-digit', 'numeric'],
  second: ['2-digit', 'numeric'],
  timeZoneName: [
    'short', 'long', 'shortOffset', 'longOffset', 'shortGeneric',
    'longGeneric'],
};
const dateStyles = {
  full: { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' },
  long: { month: 'long', day: 'numeric', year: 'numeric' },
  medium: { month: 'short', day: 'numeric', year: 'numeric' },
  short: { month: 'numeric', day: 'numeric', year: '2-digit' },
};
const timeStyles = {
  full: { timeZoneName: 'long' },
  long: { timeZoneName: 'short' },
  medium: {},
  short: {},
};

// --- Options ---

function readFields(slots, options) {
  ['weekday', 'era', 'year', 'month', 'day', 'dayPeriod', 'hour', 'minute',
   'second'].forEach((field) => {
    slots[field] = option(options, field, fieldValues[field]);
  });
  slots.fractionalSecondDigits =
    numberOption(options, 'fractionalSecondDigits', 1, 3, undefined);
  slots.timeZoneName = option(options, 'timeZoneName',
                              fieldValues.timeZoneName);
}

function readStyles(slots, options, required) {
  const styles = ['full', 'long', 'medium', 'short'];
  const hasFields = [...dateFields, ...timeFields, 'timeZoneName']
    .some((field) => slots[field] !== undefined);

  option(options, 'formatMatcher', ['basic', 'best fit'], 'best fit');
  slots.dateStyle = option(options, 'dateStyle', styles);
  slots.timeStyle = option(options, 'timeStyle', styles);
  if (slots.dateStyle === undefined && slots.timeStyle === undefined)
    return;
  if (hasFields)
    throw new TypeError("Can't set option " +
      [...dateFields, ...timeFields, 'timeZoneName']
        .find((field) => slots[field] !== undefined) +
      ` when ${slots.dateStyle === undefined ? 'timeStyle' : 'dateStyle'} ` +
      'is used');
  if ((required === 'date' && slots.timeStyle !== undefined) ||
      (required === 'time' && slots.dateStyle !== undefined))
    throw new TypeError(`Invalid option : ${
      required === 'date' ? 'timeStyle' : 'dateStyle'}`);
}

/** What is shown where nothing was asked for. */
function setDefaults(slots, required, defaults) {
  const has = (fields) => fields.some((field) => slots[field] !== undefined);
  const needs = !((required !== 'time' &&
                   has(['weekday', 'year', 'month', 'day'])) ||
                  (required !== 'date' && has(timeFields)));

  if (!needs || slots.dateStyle !== undefined || slots.timeStyle !== undefined)
    return;
  if (defaults !== 'time')
    slots.year = slots.month = slots.day = 'numeric';
  if (defaults !== 'date')
    slots.hour = slots.minute = slots.second = 'numeric';
}

/** The cycle of the hours in English, where hours are shown. */
function readHours(slots) {
  const shown = slots.hour !== undefined || slots.timeStyle !== undefined;

  if (!shown)
    return;
  if (slots.hour12 !== undefined)
    slots.hourCycle = slots.hour12 ? 'h12' : 'h24';
  else
    slots.hourCycle = slots.givenCycle || 'h12';
}

/** What the options say of locale, calendar, digits and hours. */
function chooseLocale(requested, options) {
  checkMatcher(option, options);
  const ca = typeOption(options, 'calendar');
  const nu = typeOption(options, 'numberingSystem');
  const hour12 = booleanOption(options, 'hour12', undefined);
  const hc = option(options, 'hourCycle', ['h11', 'h12', 'h23', 'h24']);
  const { locale, tag, icu, values } = resolve(
    requested, ['ca', 'hc', 'nu'],
    { ca, nu, hc: hour12 === undefined ? hc : null });

  return {
    icu,
    slots: bare({
      locale, tag, calendar: values.ca, numberingSystem: values.nu, hour12,
      givenCycle: values.hc,
    }),
  };
}

function create(locales, givenOptions, required, defaults) {
  const requested = localeList(locales);
  const options = givenOptions === undefined ? Object.create(null) :
    Object(givenOptions);

  if (givenOptions === null)
    throw new TypeError('Cannot convert undefined or null to object');
  const { slots, icu } = chooseLocale(requested, options);
  slots.timeZone = options.timeZone === undefined ? systemZone() :
    canonicalZone(options.timeZone);
  readFields(slots, options);
  readStyles(slots, options, required);
  setDefaults(slots, required, defaults);
  if (icu !== undefined) {
    slots.foreign = icu.date(slots);
    return slots;
  }
  readHours(slots);
  slots.pattern = Object.assign(bare(slots), dateStyles[slots.dateStyle],
                                slots.timeStyle && Object.assign(
                                  { hour: 'numeric', minute: '2-digit' },
                                  slots.timeStyle === 'short' ? undefined :
                                    { second: '2-digit' },
                                  timeStyles[slots.timeStyle]));
  return slots;
}

// --- The fields of a moment ---

function fieldsOf(zone, ms) {
  const local = new Date(ms + offsetAt(zone, ms));
  const year = local.getUTCFullYear();

  return {
    weekday: local.getUTCDay(), year: year > 0 ? year : 1 - year,
    era: year > 0 ? 1 : 0, month: local.getUTCMonth(), day: local.getUTCDate(),
    hour: local.getUTCHours(), minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(), ms: local.getUTCMilliseconds(),
  };
}

function pad(value, style) {
  return style === '2-digit' ? String(value).padStart(2, '0') : String(value);
}

function nameOf(names, index, style) {
  if (style === 'long')
    return names[index];
  return names[index].slice(0, style === 'narrow' ? 1 : 3);
}

function monthText(p, f) {
  if (p.month === 'numeric' || p.month === '2-digit')
    return pad(f.month + 1, p.month);
  return nameOf(months, f.month, p.month);
}

function yearText(p, f) {
  return p.year === '2-digit' ? pad(f.year % 100, '2-digit') : String(f.year);
}

function eraText(p, f) {
  return { long: ['Before Christ', 'Anno Domini'], short: ['BC', 'AD'],
           narrow: ['B', 'A'] }[p.era][f.era];
}

/** "in the morning", where a day period was asked for. */
function periodText(p, f) {
  if (f.hour === 12 && f.minute === 0 && f.second === 0)
    return p.dayPeriod === 'narrow' ? 'n' : 'noon';
  if (f.hour < 12)
    return 'in the morning';
  if (f.hour < 18)
    return 'in the afternoon';
  return f.hour < 21 ? 'in the evening' : 'at night';
}

// --- Patterns: arrays of parts ---

const literal = (value) => ({ type: 'literal', value });

function joined(lists, separator) {
  return lists.filter((list) => list.length > 0).reduce(
    (all, list) => (all.length === 0 ? list :
      [...all, literal(separator), ...list]), []);
}

/** Month, day and year in numbers: 1/2/2020. */
function numericDate(p, f) {
  return joined([
    p.month === undefined ? [] :
      [{ type: 'month', value: monthText(p, f) }],
    p.day === undefined ? [] : [{ type: 'day', value: pad(f.day, p.day) }],
    p.year === undefined ? [] : [{ type: 'year', value: yearText(p, f) }],
  ], '/');
}

/** Jan 2, 2020 */
function namedDate(p, f) {
  const parts = [{ type: 'month', value: monthText(p, f) }];

  if (p.day !== undefined)
    parts.push(literal(' '), { type: 'day', value: pad(f.day, p.day) });
  if (p.year !== undefined)
    parts.push(literal(p.day === undefined ? ' ' : ', '),
               { type: 'year', value: yearText(p, f) });
  return parts;
}

function dateParts(given, f) {
  let p = given;
  // An era says nothing without a year; alone it brings a whole date.
  if (p.era !== undefined && p.year === undefined && p.month === undefined &&
      p.day === undefined)
    p = Object.assign({}, p, { year: 'numeric', month: 'numeric',
                               day: 'numeric' });
  const textual = p.month !== undefined && p.month !== 'numeric' &&
    p.month !== '2-digit';
  let parts;

  if (p.month === undefined && p.day !== undefined && p.year !== undefined)
    parts = [{ type: 'year', value: yearText(p, f) }, literal(' (day: '),
             { type: 'day', value: pad(f.day, p.day) }, literal(')')];
  else
    parts = textual ? namedDate(p, f) : numericDate(p, f);
  if (p.era !== undefined)
    parts = joined([parts, [{ type: 'era', value: eraText(p, f) }]], ' ');
  if (p.weekday === undefined)
    return parts;
  const weekday = [{ type: 'weekday', value: nameOf(days, f.weekday,
                                                    p.weekday) }];
  if (p.month !== undefined && p.day !== undefined)
    return joined([weekday, parts], ', ');
  return joined([parts, weekday], ' ');
}

function hourText(p, f, cycle) {
  const h = f.hour;
  const value = cycle === 'h11' ? h % 12 : cycle === 'h12' ? h % 12 || 12 :
    cycle === 'h24' ? h || 24 : h;
  const two = p.hour === '2-digit' || cycle === 'h23' || cycle === 'h24';

  return pad(value, two ? '2-digit' : 'numeric');
}

function secondParts(p, f, alone) {
  const parts = [];

  if (p.second !== undefined)
    parts.push({ type: 'second',
                 value: pad(f.second, alone ? 'numeric' : '2-digit') });
  if (p.fractionalSecondDigits !== undefined) {
    if (parts.length > 0)
      parts.push(literal('.'));
    parts.push({ type: 'fractionalSecond',
                 value: String(f.ms).padStart(3, '0')
                   .slice(0, p.fractionalSecondDigits) });
  }
  return parts;
}

function timeParts(p, f, cycle) {
  const lists = [];
  const half = cycle === 'h11' || cycle === 'h12';
  const beside = p.hour !== undefined || p.second !== undefined;

  if (p.hour !== undefined)
    lists.push([{ type: 'hour', value: hourText(p, f, cycle) }]);
  if (p.minute !== undefined)
    lists.push([{ type: 'minute',
                  value: pad(f.minute, beside ? '2-digit' : 'numeric') }]);
  lists.push(secondParts(p, f, p.hour === undefined &&
    p.minute === undefined));
  let parts = joined(lists, ':');
  if (p.dayPeriod !== undefined)
    parts = joined([parts, [{ type: 'dayPeriod', value: periodText(p, f) }]],
                   ' ');
  else if (p.hour !== undefined && half)
    parts.push(literal('\u202F'),
               { type: 'dayPeriod', value: f.hour < 12 ? 'AM' : 'PM' });
  return parts;
}

/** Between date and time: " at " behind a date that is spelt out. */
function glue(slots, p) {
  if (slots.dateStyle !== undefined)
    return slots.dateStyle === 'full' || slots.dateStyle === 'long' ?
      ' at ' : ', ';
  if (p.month === undefined && p.day === undefined && p.year === undefined)
    return ' ';
  return p.month === 'long' && p.day !== undefined ? ' at ' : ', ';
}

function partsOf(slots, ms) {
  if (slots.foreign !== undefined)
    return slots.foreign.parts(ms);
  const p = slots.pattern;
  const f = fieldsOf(slots.timeZone, ms);
  const date = dateParts(p, f);
  const time = timeParts(p, f, slots.hourCycle);
  const parts = date.length > 0 && time.length > 0 ?
    joined([date, time], glue(slots, p)) : [...date, ...time];

  if (p.timeZoneName === undefined)
    return parts;
  return joined([parts, [{
    type: 'timeZoneName', value: zoneName(slots.timeZone, ms, p.timeZoneName),
  }]], time.length > 0 ? ' ' : ', ');
}

/** V8 writes a plain space for the narrow one that the parts have. */
function join(parts) {
  return parts.map((part) => part.value).join('').replace('\u202F', ' ');
}

function timeOf(value) {
  const ms = value === undefined ? Date.now() : Number(value);

  if (!(Math.abs(ms) <= 8.64e15))
    throw new RangeError('Invalid time value');
  return Math.trunc(ms);
}

/** Who formats ranges: also those in English, where somebody knows how two
 * dates are said as one. */
function rangeProvider(slots) {
  if (slots.foreign === undefined && slots.ranges === undefined &&
      provider() !== undefined)
    slots.ranges = provider().date(bare(slots));
  return slots.foreign === undefined ? slots.ranges : slots.foreign;
}

/** Parts that are the same in both are said once, where they stand first. */
function rangeParts(slots, start, end) {
  const provided = rangeProvider(slots);

  if (provided !== undefined)
    return provided.rangeParts(start, end);
  const a = partsOf(slots, start);
  const b = partsOf(slots, end);
  const text = join(a);

  if (text === join(b))
    return a.map((part) => Object.assign({ source: 'shared' }, part));
  return [
    ...a.map((part) => Object.assign({ source: 'startRange' }, part)),
    { source: 'shared', type: 'literal', value: '\u2009–\u2009' },
    ...b.map((part) => Object.assign({ source: 'endRange' }, part)),
  ];
}

/** The two moments of a range. */
function limits(start, end) {
  if (start === undefined || end === undefined)
    throw new TypeError('Invalid time value');
  return [timeOf(start), timeOf(end)];
}

function DateTimeFormat(locales, options) {
  if (new.target === undefined)
    return chained(DateTimeFormat, this,
                   new DateTimeFormat(locales, options));
  formats.set(this, create(locales, options, 'any', 'date'));
}
Object.defineProperty(DateTimeFormat, 'length', { value: 0 });

const resolvedOrder = [
  'locale', 'calendar', 'numberingSystem', 'timeZone', 'hourCycle', 'hour12',
  'weekday', 'era', 'year', 'month', 'day', 'dayPeriod', 'hour', 'minute',
  'second', 'fractionalSecondDigits', 'timeZoneName', 'dateStyle', 'timeStyle',
];

function resolvedFields(slots) {
  const result = bare(slots);

  if (slots.hourCycle !== undefined)
    result.hour12 = slots.hourCycle === 'h11' || slots.hourCycle === 'h12';
  else
    result.hour12 = undefined;
  if (slots.foreign !== undefined)
    return result;
  if (slots.minute !== undefined &&
      (slots.hour !== undefined || slots.second !== undefined))
    result.minute = '2-digit';
  if (slots.second !== undefined)
    result.second = slots.minute === undefined ? 'numeric' : '2-digit';
  if (slots.hour !== undefined && result.hour12 === false)
    result.hour = '2-digit';
  return result;
}

finish(DateTimeFormat, 'DateTimeFormat', {
  formatToParts(date) {
    const slots = slotsOf(formats, this,
                          'Intl.DateTimeFormat.prototype.formatToParts');
    return partsOf(slots, timeOf(date));
  },
  formatRange(start, end) {
    const slots = slotsOf(formats, this,
                          'Intl.DateTimeFormat.prototype.formatRange');
    const [from, to] = limits(start, end);
    const provided = rangeProvider(slots);
    return provided === undefined ? join(rangeParts(slots, from, to)) :
      provided.range(from, to);
  },
  formatRangeToParts(start, end) {
    const slots = slotsOf(formats, this,
                          'Intl.DateTimeFormat.prototype.formatRangeToParts');
    return rangeParts(slots, ...limits(start, end));
  },
  resolvedOptions() {
    const slots = slotsOf(formats, this,
                          'Intl.DateTimeFormat.prototype.resolvedOptions');
    return shownOf(resolvedFields(slots), resolvedOrder);
  },
}, {
  format() {
    const slots = slotsOf(formats, this,
                          'get Intl.DateTimeFormat.prototype.format');
    if (slots.bound === undefined)
      slots.bound = (date) => format(slots, timeOf(date));
    return slots.bound;
  },
});

/** For toLocaleString and its like. */
function format(slots, ms) {
  return slots.foreign === undefined ? join(partsOf(slots, ms)) :
    slots.foreign.format(ms);
}

module.exports = { DateTimeFormat, create, format };
