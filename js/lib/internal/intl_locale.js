// Language tags, and the one language that is built in: English.
'use strict';

const AVAILABLE = ['en', 'en-US'];
const DEFAULT = 'en-US';
const tagPattern = new RegExp('^(?:[a-z]{2,3}|[a-z]{4,8})(?:-[a-z]{4})?' +
  '(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*' +
  '(?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?$', 'i');

function canonicalize(tag) {
  let extension = false;

  if (!tagPattern.test(tag))
    throw new RangeError(`Incorrect locale information provided`);
  return tag.split('-').map((part, i) => {
    if (i > 0 && part.length === 1)
      extension = true;
    if (i === 0 || extension)
      return part.toLowerCase();
    if (part.length === 4 && !/^[0-9]/.test(part))
      return part[0].toUpperCase() + part.slice(1).toLowerCase();
    return part.length === 2 ? part.toUpperCase() : part.toLowerCase();
  }).join('-');
}

/** CanonicalizeLocaleList: a string, an Intl.Locale or a list of them. */
function localeList(locales) {
  const list = [];

  if (locales === undefined)
    return list;
  if (typeof locales === 'string' || isLocale(locales))
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
    const name = canonicalize(String(tag));
    if (!list.includes(name))
      list.push(name);
  }
  return list;
}

function isLocale(value) {
  return typeof value === 'object' && value !== null &&
    Object.prototype.toString.call(value) === '[object Intl.Locale]';
}

/** The built-in locale that serves the tag, cut at its hyphens, if any. */
function bestAvailable(tag) {
  let candidate = tag.replace(/-[a-z0-9]-.*$/i, '');

  for (;;) {
    if (AVAILABLE.includes(candidate))
      return candidate;
    const at = candidate.lastIndexOf('-');
    if (at < 0)
      return undefined;
    candidate = candidate.slice(0, at);
  }
}

/** ResolveLocale, with the keywords of the tag's -u- extension. */
function resolve(locales) {
  for (const tag of localeList(locales)) {
    const locale = bestAvailable(tag);
    if (locale !== undefined)
      return { locale, keywords: keywordsOf(tag) };
  }
  return { locale: DEFAULT, keywords: {} };
}

function keywordsOf(tag) {
  const found = /-u((?:-[a-z0-9]{2,8})+)/.exec(tag);
  const keywords = {};
  let key;

  if (found === null)
    return keywords;
  for (const part of found[1].slice(1).split('-')) {
    if (part.length === 2) {
      key = part;
      keywords[key] = '';
    } else if (key !== undefined) {
      keywords[key] += (keywords[key] === '' ? '' : '-') + part;
    }
  }
  return keywords;
}

function supportedLocalesOf(locales, options) {
  const list = localeList(locales);

  if (options !== undefined)
    option(Object(options), 'localeMatcher', ['lookup', 'best fit'],
           'best fit');
  return list.filter((tag) => bestAvailable(tag) !== undefined);
}

/** GetOption of a string option. */
function option(options, name, values, fallback) {
  let value = options[name];

  if (value === undefined)
    return fallback;
  value = String(value);
  if (values !== undefined && !values.includes(value))
    throw new RangeError(
      `Value ${value} out of range for Intl options property ${name}`);
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

function coerceOptions(options) {
  return options === undefined ? Object.create(null) : Object(options);
}

function getOptionsObject(options) {
  if (options === undefined)
    return Object.create(null);
  if (typeof options !== 'object' && typeof options !== 'function' ||
      options === null)
    throw new TypeError('Incorrect options information provided');
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
    Object.defineProperty(prototype, key,
                          { get: getters[key], configurable: true });
  });
  Object.defineProperty(prototype, Symbol.toStringTag,
                        { value: `Intl.${name}`, configurable: true });
  hide(constructor, 'supportedLocalesOf', {
    supportedLocalesOf(locales) {
      return supportedLocalesOf(locales, arguments[1]);
    },
  }.supportedLocalesOf);
  Object.defineProperty(constructor, 'prototype', { writable: false });
  return constructor;
}

/** The internal slots of an object of Intl. */
function slotsOf(map, object, method) {
  const slots = (typeof object === 'object' && object !== null) ?
    map.get(object) : undefined;

  if (slots === undefined)
    throw new TypeError(
      `Method ${method} called on incompatible receiver ${String(object)}`);
  return slots;
}

module.exports = {
  booleanOption, canonicalize, coerceOptions, finish, getOptionsObject,
  keywordsOf, localeList, numberOption, option, resolve, slotsOf,
};
