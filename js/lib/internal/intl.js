// The global Intl (ECMA-402 8).  It comes into being when it is first touched;
// each of its classes is read when that is.
'use strict';

const { localeList } = require('internal/intl_locale');

const classes = {
  Collator: 'internal/intl_collator',
  DateTimeFormat: 'internal/intl_date',
  DisplayNames: 'internal/intl_names',
  ListFormat: 'internal/intl_plural',
  Locale: 'internal/intl_locale_class',
  NumberFormat: 'internal/intl_number',
  PluralRules: 'internal/intl_plural',
  RelativeTimeFormat: 'internal/intl_plural',
  Segmenter: 'internal/intl_segmenter',
};

const Intl = module.exports = {};

function hide(name, value) {
  Object.defineProperty(Intl, name,
                        { value, writable: true, configurable: true });
}

Object.keys(classes).forEach((name) => {
  Object.defineProperty(Intl, name, {
    configurable: true,
    get() {
      const value = require(classes[name])[name];
      hide(name, value);
      return value;
    },
    set(value) {
      hide(name, value);
    },
  });
});

const { provider } = require('internal/intl_provider');

// What there is where no provider knows more.
const lists = {
  calendar: () => ['gregory'],
  collation: () => ['default'],
  currency: () => require('internal/intl_units').currencies(),
  numberingSystem: () => ['latn'],
  timeZone: () => require('internal/intl_zone').allZones(),
  unit: () => require('internal/intl_units').units(),
};

const functions = {
  getCanonicalLocales(locales) {
    return localeList(locales);
  },
  supportedValuesOf(key) {
    const name = String(key);
    if (!Object.prototype.hasOwnProperty.call(lists, name))
      throw new RangeError(`Invalid key : ${name}`);
    return (provider() !== undefined && provider().supported(name)) ||
      lists[name]();
  },
};
Object.keys(functions).forEach((name) => hide(name, functions[name]));
Object.defineProperty(Intl, Symbol.toStringTag,
                      { value: 'Intl', configurable: true });
