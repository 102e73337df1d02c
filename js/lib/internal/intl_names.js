// Intl.DisplayNames and Intl.Locale (ECMA-402 12, 14), for English.
'use strict';

const { canonicalize, finish, keywordsOf, localeList, option, resolve,
        slotsOf } = require('internal/intl_locale');
const { currencyName } = require('internal/intl_units');

const names = new WeakMap();
const languages = {
  ar: 'Arabic', bg: 'Bulgarian', bn: 'Bangla', ca: 'Catalan', cs: 'Czech',
  da: 'Danish', de: 'German', el: 'Greek', en: 'English', es: 'Spanish',
  et: 'Estonian', fa: 'Persian', fi: 'Finnish', fr: 'French', he: 'Hebrew',
  hi: 'Hindi', hr: 'Croatian', hu: 'Hungarian', id: 'Indonesian',
  it: 'Italian', ja: 'Japanese', ko: 'Korean', lt: 'Lithuanian',
  lv: 'Latvian', ms: 'Malay', nb: 'Norwegian Bokmål', nl: 'Dutch',
  no: 'Norwegian', pl: 'Polish', pt: 'Portuguese', ro: 'Romanian',
  ru: 'Russian', sk: 'Slovak', sl: 'Slovenian', sr: 'Serbian', sv: 'Swedish',
  th: 'Thai', tr: 'Turkish', uk: 'Ukrainian', ur: 'Urdu', vi: 'Vietnamese',
  zh: 'Chinese',
};
const dialects = {
  'en-US': 'American English', 'en-GB': 'British English',
  'en-CA': 'Canadian English', 'en-AU': 'Australian English',
  'fr-CA': 'Canadian French', 'fr-CH': 'Swiss French',
  'de-AT': 'Austrian German', 'de-CH': 'Swiss High German',
  'es-ES': 'European Spanish', 'es-MX': 'Mexican Spanish',
  'pt-BR': 'Brazilian Portuguese', 'pt-PT': 'European Portuguese',
  'zh-Hans': 'Simplified Chinese', 'zh-Hant': 'Traditional Chinese',
};
const regions = {
  AT: 'Austria', AU: 'Australia', BE: 'Belgium', BR: 'Brazil', CA: 'Canada',
  CH: 'Switzerland', CN: 'China', CZ: 'Czechia', DE: 'Germany',
  DK: 'Denmark', EG: 'Egypt', ES: 'Spain', FI: 'Finland', FR: 'France',
  GB: 'United Kingdom', GR: 'Greece', HK: 'Hong Kong SAR China',
  HU: 'Hungary', IE: 'Ireland', IL: 'Israel', IN: 'India', IT: 'Italy',
  JP: 'Japan', KR: 'South Korea', MX: 'Mexico', NL: 'Netherlands',
  NO: 'Norway', NZ: 'New Zealand', PL: 'Poland', PT: 'Portugal',
  RO: 'Romania', RU: 'Russia', SE: 'Sweden', SG: 'Singapore',
  TR: 'Türkiye', TW: 'Taiwan', UA: 'Ukraine', US: 'United States',
  ZA: 'South Africa',
};
const scripts = {
  Arab: 'Arabic', Cyrl: 'Cyrillic', Grek: 'Greek', Hans: 'Simplified Han',
  Hant: 'Traditional Han', Hebr: 'Hebrew', Jpan: 'Japanese', Kore: 'Korean',
  Latn: 'Latin', Thai: 'Thai',
};

function languageName(code) {
  const tag = canonicalize(code);
  const [language, ...rest] = tag.split('-');

  if (dialects[tag] !== undefined)
    return dialects[tag];
  if (languages[language] === undefined)
    return undefined;
  const more = rest.map((part) => regions[part] || scripts[part] || part);
  return languages[language] + (more.length > 0 ? ` (${more.join(', ')})` : '');
}

const kinds = {
  language: [/^[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/i, languageName,
             (code) => canonicalize(code)],
  region: [/^(?:[a-z]{2}|[0-9]{3})$/i, (code) => regions[code.toUpperCase()],
           (code) => code.toUpperCase()],
  script: [/^[a-z]{4}$/i,
           (code) => scripts[code[0].toUpperCase() +
             code.slice(1).toLowerCase()],
           (code) => code[0].toUpperCase() + code.slice(1).toLowerCase()],
  currency: [/^[a-z]{3}$/i, (code) => {
    const name = currencyName(code.toUpperCase(), true);
    return name === code.toUpperCase() ? undefined :
      name.replace(/(^| )[a-z]/g, (first) => first.toUpperCase());
  }, (code) => code.toUpperCase()],
};

function DisplayNames(locales, options) {
  if (!(this instanceof DisplayNames))
    throw new TypeError("Constructor Intl.DisplayNames requires 'new'");
  const { locale } = resolve(locales);
  if (typeof options !== 'object' || options === null)
    throw new TypeError('Cannot convert undefined or null to object');
  const style = option(options, 'style', ['narrow', 'short', 'long'], 'long');
  const type = option(options, 'type', Object.keys(kinds));
  const fallback = option(options, 'fallback', ['code', 'none'], 'code');
  if (type === undefined)
    throw new TypeError('Required option "type" must not be undefined');
  names.set(this, { locale, style, type, fallback });
}
Object.defineProperty(DisplayNames, 'length', { value: 2 });

finish(DisplayNames, 'DisplayNames', {
  of(given) {
    const slots = slotsOf(names, this, 'Intl.DisplayNames.prototype.of');
    const code = String(given);
    const [pattern, name, canonical] = kinds[slots.type];
    if (!pattern.test(code))
      throw new RangeError(
        'Invalid argument to Intl.DisplayNames.prototype.of');
    const found = name(code);
    if (found !== undefined)
      return found;
    return slots.fallback === 'code' ? canonical(code) : undefined;
  },
  resolvedOptions() {
    return Object.assign({}, slotsOf(
      names, this, 'Intl.DisplayNames.prototype.resolvedOptions'));
  },
});

// --- Locale ---

const locales = new WeakMap();

function Locale(tag, options) {
  if (!(this instanceof Locale))
    throw new TypeError("Constructor Intl.Locale requires 'new'");
  if (typeof tag !== 'string' && (typeof tag !== 'object' || tag === null))
    throw new TypeError('First argument to Intl.Locale constructor can\'t be ' +
      'empty or missing');
  const [name] = localeList(String(tag));
  const base = name.replace(/-[a-z0-9]-.*$/, '');
  const [language, ...rest] = base.split('-');
  const given = Object(options === undefined ? {} : options);
  const keywords = keywordsOf(name);
  const slots = {
    language: option(given, 'language', undefined, language),
    script: option(given, 'script', undefined,
                   rest.find((part) => part.length === 4)),
    region: option(given, 'region', undefined,
                   rest.find((part) => /^(?:[A-Z]{2}|[0-9]{3})$/.test(part))),
  };
  [['calendar', 'ca'], ['collation', 'co'], ['hourCycle', 'hc'],
   ['caseFirst', 'kf'], ['numberingSystem', 'nu']].forEach(([key, short]) => {
    slots[key] = option(given, key, undefined, keywords[short]);
  });
  slots.numeric = given.numeric === undefined ?
    keywords.kn === '' || keywords.kn === 'true' : Boolean(given.numeric);
  slots.baseName = [slots.language, slots.script, slots.region]
    .filter((part) => part !== undefined).join('-');
  const extras = [['ca', slots.calendar], ['co', slots.collation],
                  ['hc', slots.hourCycle], ['kf', slots.caseFirst],
                  ['kn', slots.numeric ? '' : undefined],
                  ['nu', slots.numberingSystem]]
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => (value === '' ? key : `${key}-${value}`));
  slots.text = slots.baseName +
    (extras.length > 0 ? `-u-${extras.join('-')}` : '');
  locales.set(this, slots);
}
Object.defineProperty(Locale, 'length', { value: 1 });

function localeGetter(key) {
  return function() {
    return slotsOf(locales, this, `get Intl.Locale.prototype.${key}`)[key];
  };
}
const getters = {};
['baseName', 'calendar', 'caseFirst', 'collation', 'hourCycle', 'language',
 'numberingSystem', 'numeric', 'region', 'script'].forEach((key) => {
  getters[key] = localeGetter(key);
});
finish(Locale, 'Locale', {
  toString() {
    return slotsOf(locales, this, 'Intl.Locale.prototype.toString').text;
  },
}, getters);
delete Locale.supportedLocalesOf;

module.exports = { DisplayNames, Locale };
