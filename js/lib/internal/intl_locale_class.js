// Intl.Locale (ECMA-402 14): a tag in its parts.  What the parts bring with
// them, as the calendars of a region, is English here and else the provider's.
'use strict';

const { coerceOptions, finish, localeTexts, optionOf, slotsOf } =
  require('internal/intl_locale');
const { canonicalize, provider } = require('internal/intl_provider');
const { keywordsOf, split } = require('internal/intl_tag');

const option = optionOf('locale');
const locales = new WeakMap();
const subtags = {
  language: /^(?:[a-z]{2,3}|[a-z]{5,8})$/i,
  script: /^[a-z]{4}$/i,
  region: /^(?:[a-z]{2}|[0-9]{3})$/i,
};
// [property, key, what may stand there]
const type = /^[a-z0-9]{3,8}(?:-[a-z0-9]{3,8})*$/i;
const keys = [
  ['calendar', 'ca', type], ['collation', 'co', type],
  ['hourCycle', 'hc', ['h11', 'h12', 'h23', 'h24']],
  ['caseFirst', 'kf', ['upper', 'lower', 'false']],
  ['numeric', 'kn'], ['numberingSystem', 'nu', type],
];

function incorrect() {
  return new RangeError('Incorrect locale information provided');
}

/** { language, script, region, variants } of what stands before extensions. */
function partsOf(base) {
  const [language, ...rest] = base.split('-');
  const parts = { language, variants: [] };

  for (const part of rest) {
    if (part.length === 4 && /^[a-z]/i.test(part))
      parts.script = part;
    else if (part.length < 4)
      parts.region = part;
    else
      parts.variants.push(part);
  }
  return parts;
}

function applySubtags(base, options) {
  const parts = partsOf(base);

  Object.keys(subtags).forEach((name) => {
    const value = option(options, name);
    if (value === undefined)
      return;
    if (!subtags[name].test(value))
      throw incorrect();
    parts[name] = value;
  });
  return [parts.language, parts.script, parts.region, ...parts.variants]
    .filter((part) => part !== undefined).join('-');
}

function keywordOption(options, name, values) {
  if (values === undefined)
    return options[name] === undefined ? undefined :
      String(Boolean(options[name]));
  if (Array.isArray(values))
    return option(options, name, values);
  const value = option(options, name);
  if (value !== undefined && !values.test(value))
    throw incorrect();
  return value;
}

/** The tag with the keywords that the options give. */
function applyKeywords(base, extensions, options) {
  const at = extensions.findIndex((extension) => extension[0] === 'u');
  const { attributes, keywords } = keywordsOf(at < 0 ? '' : extensions[at]);

  keys.forEach(([name, key, values]) => {
    const value = keywordOption(options, name, values);
    if (value !== undefined)
      keywords[key] = value === 'true' ? '' : value.toLowerCase();
  });
  const pairs = Object.keys(keywords).map(
    (key) => (keywords[key] === '' ? key : `${key}-${keywords[key]}`));
  const all = extensions.filter((extension, i) => i !== at);
  if (pairs.length + attributes.length > 0)
    all.unshift(['u', ...attributes, ...pairs].join('-'));
  return [base, ...all].join('-');
}

function create(tag, givenOptions) {
  if ((typeof tag !== 'string' && (typeof tag !== 'object' || tag === null)))
    throw new TypeError("First argument to Intl.Locale constructor can't be " +
      'empty or missing');
  const text = localeTexts.get(tag) || `${tag}`;
  if (text === '')
    throw new RangeError("First argument to Intl.Locale constructor can't be " +
      'empty or missing');
  const options = coerceOptions(givenOptions, 'Intl.Locale');
  const [base, ...extensions] = split(canonicalize(text));
  const renamed = canonicalize(applySubtags(base, options));
  return slotsFor(canonicalize(applyKeywords(renamed, extensions, options)));
}

function slotsFor(text) {
  const [base] = split(text);
  const { language, script, region } = partsOf(base);
  const { keywords } = keywordsOf(text);
  const slots = { text, baseName: base, language, script, region };

  keys.forEach(([name, key]) => {
    const value = keywords[key];
    slots[name] = value === '' && key !== 'kf' ? 'true' : value;
  });
  slots.numeric = keywords.kn === '';
  return slots;
}

function Locale(tag, options) {
  if (new.target === undefined)
    throw new TypeError("Constructor Intl.Locale requires 'new'");
  const slots = create(tag, options);
  locales.set(this, slots);
  localeTexts.set(this, slots.text);
}
Object.defineProperty(Locale, 'length', { value: 1 });

/** The likely subtags added or taken away. */
function likely(slots, method, english) {
  const changed = provider() === undefined ?
    slots.text.replace(/^en(?:-Latn)?(?:-US)?(?=-|$)/, english) :
    provider()[method](slots.text);

  return new Locale(changed === undefined ? slots.text : changed);
}

/** What is said of the locale, by the tag itself or else by the provider. */
const about = {
  calendars: (slots, icu) => (slots.calendar !== undefined ?
    [slots.calendar] : icu ? icu.values('ca', slots.text, 'common') :
      ['gregory']),
  collations: (slots, icu) => (slots.collation !== undefined ?
    [slots.collation] : icu ? icu.values('co', slots.text, 'common')
      .filter((name) => name !== 'standard' && name !== 'search').sort() :
      ['emoji', 'eor']),
  hourCycles: (slots, icu) => (slots.hourCycle !== undefined ?
    [slots.hourCycle] : [icu ? icu.hourCycle(slots.text) : 'h12']),
  numberingSystems: (slots, icu) => (slots.numberingSystem !== undefined ?
    [slots.numberingSystem] : [icu ? icu.usual('nu', slots.text) : 'latn']),
  textInfo: (slots, icu) => ({
    direction: icu && icu.rightToLeft(slots.text) ? 'rtl' : 'ltr',
  }),
  timeZones: (slots, icu) => (slots.region === undefined ? undefined :
    icu ? icu.zonesOf(slots.region).slice().sort() : []),
  weekInfo: (slots, icu) => {
    const [firstDay, minimalDays, ...weekend] =
      icu ? icu.week(slots.text) : [7, 1, 6, 7];
    return { firstDay, weekend, minimalDays };
  },
};

const getters = {};

function getter(key, value) {
  getters[key] = function() {
    return value(slotsOf(locales, this, `get Intl.Locale.prototype.${key}`));
  };
}
['language', 'script', 'region', 'baseName', 'calendar', 'caseFirst',
 'collation', 'hourCycle', 'numeric', 'numberingSystem'].forEach((key) => {
  getter(key, (slots) => slots[key]);
});
Object.keys(about).forEach((key) => {
  getter(key, (slots) => about[key](slots, provider()));
});

finish(Locale, 'Locale', {
  toString() {
    return slotsOf(locales, this, 'Intl.Locale.prototype.toString').text;
  },
  maximize() {
    return likely(slotsOf(locales, this, 'Intl.Locale.prototype.maximize'),
                  'maximize', 'en-Latn-US');
  },
  minimize() {
    return likely(slotsOf(locales, this, 'Intl.Locale.prototype.minimize'),
                  'minimize', 'en');
  },
}, getters);
delete Locale.supportedLocalesOf;

module.exports = { Locale };
