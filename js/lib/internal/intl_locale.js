// What the classes of Intl share: lists of locales, the choice of one, options
// and the form of constructors (ECMA-402 9).
'use strict';

const {
  bestAvailable, canonicalize, defaultLocale, isEnglish, provider,
} = require('internal/intl_provider');
const { baseOf, keywordsOf } = require('internal/intl_tag');

// The tags of all objects of Intl.Locale.
const localeTexts = new WeakMap();
// Values of keywords that need no provider.
const builtIn = {
  ca: ['gregory'], nu: ['latn'], co: [], hc: ['h11', 'h12', 'h23', 'h24'],
  kn: ['true', 'false'], kf: ['upper', 'lower', 'false'],
};

/** CanonicalizeLocaleList: a string, an Intl.Locale or a list of them. */
function localeList(locales) {
  const list = [];

  if (locales === undefined)
    return list;
  if (typeof locales === 'string' || localeTexts.has(locales))
    locales = [locales];
  if (locales === null)
    throw new TypeError('Cannot convert undefined or null to object');
  const object = Object(locales);
  const length = Math.min(Math.max(Math.trunc(object.length) || 0, 0),
                          Number.MAX_SAFE_INTEGER);
  for (let i = 0; i < length; i++) {
    if (!(i in object))
      continue;
    const tag = object[i];
    if (typeof tag !== 'string' && (typeof tag !== 'object' || tag === null))
      throw new TypeError('Language ID should be string or object.');
    const name = localeTexts.get(tag) || canonicalize(`${tag}`);
    if (!list.includes(name))
      Object.defineProperty(list, list.length, {
        value: name, writable: true, enumerable: true, configurable: true,
      });
  }
  return list;
}

/** Is the value one of the keyword in the locale; and who knows it? */
function valueIsKnown(chosen, key, value) {
  if (builtIn[key].includes(value))
    return true;
  if (key !== 'ca' && key !== 'nu' && key !== 'co')
    return false;
  const found = provider() !== undefined &&
    value !== 'standard' && value !== 'search' &&
    provider().values(key, chosen.base).includes(value);
  if (found)
    chosen.icu = provider();
  return found;
}

/** "gregorian" is "gregory", "islamicc" is "islamic-civil". */
function canonicalValue(key, given) {
  const value = given.toLowerCase();

  if (builtIn[key].includes(value))
    return value;
  return keywordsOf(canonicalize(`und-u-${key}-${value}`)).keywords[key];
}

function choose(requested) {
  for (const tag of requested) {
    const base = bestAvailable(baseOf(tag));
    if (base !== null)
      return { base, keywords: keywordsOf(tag).keywords };
  }
  return { base: defaultLocale(), keywords: {} };
}

/** What is where neither tag nor options say something. */
function usualValue(chosen, key) {
  if (key === 'kn')
    return 'false';
  if (key === 'kf') // or what the language has
    return chosen.icu === undefined ? 'false' : undefined;
  if (key !== 'nu' && key !== 'ca')
    return undefined;
  return chosen.icu === undefined ? builtIn[key][0] :
    chosen.icu.usual(key, chosen.base);
}

/**
 * ResolveLocale: of the locales (as localeList gives them) the first that there
 * are data for, with the keywords that count for the object to be made.
 *
 * @param {string[]} requested
 * @param {string[]} [keys] The keywords, in the order of the alphabet.
 * @param {object} [options] What the options say of them; null takes away what
 *   the tag says.
 * @returns {object} `locale` as resolvedOptions() shows it; `values` of the
 *   keys; `tag`, the locale with all of them; `icu`, the provider, undefined
 *   where what is built in will do.
 */
function resolve(requested, keys = [], options = {}) {
  const chosen = choose(requested);
  const values = Object.create(null);
  let shown = '';
  let all = '';

  if (!isEnglish(chosen.base))
    chosen.icu = provider();
  for (const key of keys) {
    let value = chosen.keywords[key];
    let option = options[key];
    let said = false;
    if (value === '' && key === 'kn')
      value = 'true';
    if (value !== undefined)
      said = valueIsKnown(chosen, key, value);
    if (typeof option === 'string') {
      option = canonicalValue(key, option);
      if (option !== value && valueIsKnown(chosen, key, option)) {
        value = option;
        said = null;
      }
    } else if (option === null) {
      said = false;
    }
    values[key] = said === false ? undefined : value;
    if (said !== false)
      all += value === 'true' ? `-${key}` : `-${key}-${value}`;
    if (said === true)
      shown += value === 'true' ? `-${key}` : `-${key}-${value}`;
  }
  for (const key of keys) {
    if (values[key] === undefined)
      values[key] = usualValue(chosen, key);
  }
  return {
    locale: chosen.base + (shown === '' ? '' : `-u${shown}`), values,
    tag: chosen.base + (all === '' ? '' : `-u${all}`), icu: chosen.icu,
  };
}

function supportedLocalesOf(service, locales, options) {
  const list = localeList(locales);

  if (options === null)
    throw new TypeError('Cannot convert undefined or null to object');
  if (options !== undefined)
    checkMatcher(optionOf(`${service}.supportedLocalesOf`), Object(options));
  return list.filter((tag) => bestAvailable(baseOf(tag)) !== null);
}

/** GetOption of a string option, for a service whose name errors tell. */
function optionOf(service) {
  return (options, name, values, fallback) => {
    let value = options[name];

    if (value === undefined)
      return fallback;
    value = `${value}`;
    if (values !== undefined && !values.includes(value))
      throw new RangeError(
        `Value ${value} out of range for ${service} options property ${name}`);
    return value;
  };
}

/** The option that all have. */
function checkMatcher(option, options) {
  option(options, 'localeMatcher', ['lookup', 'best fit'], 'best fit');
}

/** A string option that is the value of a keyword: words of 3 to 8. */
function typeOption(options, name) {
  const given = options[name];
  const value = given === undefined ? undefined : `${given}`;

  if (value !== undefined && !/^[a-z0-9]{3,8}(?:-[a-z0-9]{3,8})*$/i.test(value))
    throw new RangeError(`Invalid ${name} : ${value}`);
  return value;
}

function booleanOption(options, name, fallback) {
  const value = options[name];

  return value === undefined ? fallback : Boolean(value);
}

/** GetNumberOption. */
function numberOption(options, name, min, max, fallback) {
  const value = options[name];

  if (value === undefined)
    return fallback;
  const number = Number(value);
  if (!(number >= min && number <= max))
    throw new RangeError(`${name} value is out of range.`);
  return Math.floor(number);
}

/** CoerceOptionsToObject. */
function coerceOptions(options, service) {
  if (options === null)
    throw new TypeError(`${service} called on null or undefined`);
  return options === undefined ? Object.create(null) : Object(options);
}

function getOptionsObject(options) {
  if (options === undefined)
    return Object.create(null);
  if (typeof options !== 'object' && typeof options !== 'function' ||
      options === null)
    throw new TypeError('invalid_argument');
  return options;
}

/**
 * Finishes a constructor of Intl: tag, supportedLocalesOf, methods that are not
 * enumerable.
 */
function finish(constructor, name, methods, getters = {}) {
  const prototype = constructor.prototype;

  function hide(object, key, value) {
    Object.defineProperty(object, key,
                          { value, writable: true, configurable: true });
  }
  Object.keys(methods).forEach((key) => hide(prototype, key, methods[key]));
  Object.keys(getters).forEach((key) => {
    Object.defineProperty(getters[key], 'name', { value: `get ${key}` });
    Object.defineProperty(prototype, key,
                          { get: getters[key], configurable: true });
  });
  Object.defineProperty(prototype, Symbol.toStringTag,
                        { value: `Intl.${name}`, configurable: true });
  hide(constructor, 'supportedLocalesOf', {
    supportedLocalesOf(locales) {
      return supportedLocalesOf(`Intl.${name}`, locales, arguments[1]);
    },
  }.supportedLocalesOf);
  Object.defineProperty(constructor, 'prototype', { writable: false });
  return constructor;
}

// Where an object that was once made by Intl.NumberFormat.call(object) has its
// formatter (ECMA-402 annex B's constructors without new).
const fallbackSymbol = Symbol('IntlLegacyConstructedSymbol');

/** What a constructor called without `new` on `self` returns. */
function chained(constructor, self, made) {
  if (typeof self !== 'object' || self === null ||
      !Function.prototype[Symbol.hasInstance].call(constructor, self))
    return made;
  Object.defineProperty(self, fallbackSymbol, { value: made });
  return self;
}

/** An object without a prototype, whose setters could see what is stored. */
function bare(properties) {
  return Object.assign(Object.create(null), properties);
}

/** A result for scripts: of the slots those with a value, in this order. */
function shownOf(slots, names) {
  return Object.fromEntries(names.map((name) => [name, slots[name]])
    .filter(([, value]) => value !== undefined));
}

/** A receiver as errors name it; without a call of its own toString. */
function described(value) {
  if (typeof value !== 'object' || value === null)
    return String(value);
  return Array.isArray(value) ? String(value) :
    `#<${value.constructor === undefined ? 'Object' : value.constructor.name}>`;
}

/** The internal slots of an object of Intl. */
function slotsOf(map, object, method) {
  let slots;

  if (typeof object === 'object' && object !== null) {
    slots = map.get(object);
    if (slots === undefined && object[fallbackSymbol] !== undefined)
      slots = map.get(object[fallbackSymbol]);
  }

  if (slots === undefined)
    throw new TypeError(`Method ${method} called on incompatible receiver ` +
      described(object));
  return slots;
}

/**
 * A class of Intl whose objects have slots.
 * @param {string} name without "Intl."
 * @param {number} length of the constructor
 * @param {function(*, *): object} create slots from locales and options
 * @param {object} methods each gets the slots of `this`, then its arguments
 */
function slotClass(name, length, create, methods) {
  const objects = new WeakMap();
  const members = {};
  const constructor = {
    [name]: function(locales, options) {
      if (new.target === undefined)
        throw new TypeError(`Constructor Intl.${name} requires 'new'`);
      objects.set(this, create(locales, options));
    },
  }[name];

  Object.keys(methods).forEach((key) => {
    const method = methods[key];
    members[key] = {
      [key](first, second) {
        const slots = slotsOf(objects, this, `Intl.${name}.prototype.${key}`);
        return method(slots, first, second);
      },
    }[key];
    Object.defineProperty(members[key], 'length', { value: method.length - 1 });
  });
  Object.defineProperty(constructor, 'length', { value: length });
  return finish(constructor, name, members);
}

module.exports = {
  bare, booleanOption, chained, checkMatcher, coerceOptions, finish,
  getOptionsObject, localeList, localeTexts, numberOption, optionOf, resolve,
  shownOf, slotClass, slotsOf, typeOption,
};
