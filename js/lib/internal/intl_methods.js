// toLocaleString and its like: what the built-in prototypes ask of Intl.
'use strict';

const collator = require('internal/intl_collator');
const dates = require('internal/intl_date');
const numbers = require('internal/intl_number');
const { localeList } = require('internal/intl_locale');
const { bestAvailable, defaultLocale, provider } =
  require('internal/intl_provider');
const { systemZone } = require('internal/intl_zone');

// The same few locales and options come again and again.
const made = new Map();
const MEMORY = 64;
const { optionsKey } = binding('intl');

function cached(name, locales, options, make) {
  const given = options === undefined ? '' : optionsKey(options);

  if (given === undefined ||
      (locales !== undefined && typeof locales !== 'string'))
    return make();
  const key = `${name} ${locales} ${given}`;
  let object = made.get(key);
  if (object === undefined) {
    object = make();
    if (made.size >= MEMORY)
      made.clear();
    made.set(key, object);
  }
  return object;
}

function numberText(value, locales, options) {
  const slots = cached('number', locales, options,
                       () => numbers.create(locales, options));
  return numbers.format(slots, value);
}

function dateText(required, fallback) {
  return (time, locales, options) => {
    if (Number.isNaN(time))
      return 'Invalid Date';
    // The system's zone may change; it is asked for each time.
    const slots = cached(`${required} ${fallback} ${systemZone()}`, locales,
                         options, () => dates.create(locales, options,
                                                     required, fallback));
    return dates.format(slots, time);
  };
}

function compareText(a, b, locales, options) {
  const slots = cached('collator', locales, options,
                       () => collator.create(locales, options));
  return collator.compare(slots, a, b);
}

// The languages that have capitals of their own.
const cased = /^(?:az|el|lt|tr)(?:-|$)/;

function caseText(text, locales, upper) {
  const requested = localeList(locales);
  const locale = requested.length === 0 ? defaultLocale() : requested[0];

  if (cased.test(locale) && bestAvailable(locale) !== null &&
      provider() !== undefined)
    return provider().caseText(locale, text, upper);
  return upper ? text.toUpperCase() : text.toLowerCase();
}

module.exports = {
  caseText, compareText,
  dateTimeText: dateText('any', 'all'),
  dateText: dateText('date', 'date'),
  timeText: dateText('time', 'time'),
  numberText,
};
