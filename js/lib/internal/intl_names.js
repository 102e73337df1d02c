// Intl.DisplayNames (ECMA-402 12): the English names that are seen most are
// here, all others are the provider's.
'use strict';

const {
  bare, checkMatcher, localeList, optionOf, resolve, shownOf, slotClass,
} = require('internal/intl_locale');
const { canonicalize, provider } = require('internal/intl_provider');
const { languagePattern } = require('internal/intl_tag');
const { currencyName } = require('internal/intl_units');

const option = optionOf('Intl.DisplayNames');
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

const calendars = {
  buddhist: 'Buddhist Calendar', chinese: 'Chinese Calendar',
  coptic: 'Coptic Calendar', dangi: 'Dangi Calendar',
  gregory: 'Gregorian Calendar', hebrew: 'Hebrew Calendar',
  indian: 'Indian National Calendar', iso8601: 'ISO-8601 Calendar',
  japanese: 'Japanese Calendar', persian: 'Persian Calendar',
  roc: 'Minguo Calendar',
};
const fields = {
  era: 'era', year: 'year', quarter: 'quarter', month: 'month',
  weekOfYear: 'week', weekday: 'day of the week', day: 'day',
  dayPeriod: 'AM/PM', hour: 'hour', minute: 'minute', second: 'second',
  timeZoneName: 'time zone',
};

const upper = (code) => code.toUpperCase();
const title = (code) => upper(code[0]) + code.slice(1).toLowerCase();
const lower = (code) => code.toLowerCase();

function currencyTitle(code) {
  const name = currencyName(code, true);

  return name === code ? undefined :
    name.replace(/(^| )[a-z]/g, (first) => first.toUpperCase());
}

// [which codes there are, their canonical form, the English name]
const kinds = {
  language: [languagePattern, canonicalize, languageName],
  region: [/^(?:[a-z]{2}|[0-9]{3})$/i, upper, (code) => regions[code]],
  script: [/^[a-z]{4}$/i, title, (code) => scripts[code]],
  currency: [/^[a-z]{3}$/i, upper, currencyTitle],
  calendar: [/^[a-z0-9]{3,8}(?:-[a-z0-9]{3,8})*$/i, lower,
             (code) => calendars[code]],
  dateTimeField: [new RegExp(`^(?:${Object.keys(fields).join('|')})$`),
                  (code) => code, (code) => fields[code]],
};

function create(locales, options) {
  const requested = localeList(locales);
  if (typeof options !== 'object' && typeof options !== 'function' ||
      options === null)
    throw new TypeError('invalid_argument');
  checkMatcher(option, options);
  const style = option(options, 'style', ['narrow', 'short', 'long'], 'long');
  const type = option(options, 'type', Object.keys(kinds));
  if (type === undefined)
    throw new TypeError('invalid_argument');
  const fallback = option(options, 'fallback', ['code', 'none'], 'code');
  const display = option(options, 'languageDisplay', ['dialect', 'standard'],
                         'dialect');
  const { locale, tag, icu } = resolve(requested);
  const slots = bare({ locale, tag, style, type, fallback });
  if (type === 'language')
    slots.languageDisplay = display;
  slots.foreign = icu === undefined ? undefined : icu.names(slots);
  return slots;
}

/** The name, or undefined where there is none. */
function nameOf(slots, code) {
  if (slots.foreign === undefined) {
    const plain = slots.style === 'long' &&
      slots.languageDisplay !== 'standard' || slots.type === 'currency';
    const known = plain ? kinds[slots.type][2](code) : undefined;
    if (known !== undefined || provider() === undefined)
      return known === undefined ? kinds[slots.type][2](code) : known;
    slots.foreign = provider().names(slots);
  }
  const name = slots.foreign(code);
  // Where ICU knows nothing it gives the code back.
  return name === code && slots.fallback === 'none' ? undefined : name;
}


const DisplayNames = slotClass('DisplayNames', 2, create, {
  of(slots, given) {
    const text = `${given}`;
    const [pattern, canonical] = kinds[slots.type];
    if (!pattern.test(text))
      throw new RangeError('invalid_argument');
    const code = canonical(text);
    const found = nameOf(slots, code);
    if (found !== undefined)
      return found;
    return slots.fallback === 'code' ? code : undefined;
  },
  resolvedOptions(slots) {
    return shownOf(slots, ['locale', 'style', 'type', 'fallback',
                           'languageDisplay']);
  },
});

module.exports = { DisplayNames };
