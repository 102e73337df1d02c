// toLocaleString and its like: what the built-in prototypes ask of Intl.
'use strict';

const collator = require('internal/intl_collator');
const dates = require('internal/intl_date');
const numbers = require('internal/intl_number');

// Most calls have neither locale nor options, and nothing changes between.
const defaults = new Map();

function cached(name, locales, options, make) {
  if (locales !== undefined || options !== undefined)
    return make();
  if (!defaults.has(name))
    defaults.set(name, make());
  return defaults.get(name);
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
    const slots = dates.create(locales, options, required, fallback);
    return dates.format(slots, time);
  };
}

function compareText(a, b, locales, options) {
  const slots = cached('collator', locales, options,
                       () => collator.create(locales, options));
  return collator.compare(slots, a, b);
}

module.exports = {
  compareText,
  dateTimeText: dateText('any', 'all'),
  dateText: dateText('date', 'date'),
  timeText: dateText('time', 'time'),
  numberText,
};
