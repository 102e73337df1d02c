// DateTimeFormat in other languages and calendars: what ICU 72 and later agree
// on.
'use strict';

const dates = [Date.UTC(2020, 0, 2, 5, 4, 5, 678), Date.UTC(2021, 6, 14, 17, 30),
               Date.UTC(1500, 1, 3), -62198755200000, 8.64e15];
const options = [
  undefined, { dateStyle: 'full', timeStyle: 'medium' },
  { dateStyle: 'long' }, { dateStyle: 'short', timeStyle: 'short' },
  { timeStyle: 'short', hourCycle: 'h12' },
  { timeStyle: 'medium', hour12: false },
  { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' },
  { weekday: 'short', hour: 'numeric', minute: '2-digit' },
  { month: 'narrow', day: '2-digit' },
  { era: 'short', year: 'numeric', month: 'short', day: 'numeric' },
  { hour: '2-digit', minute: '2-digit', second: '2-digit',
    fractionalSecondDigits: 3 },
  { hour: 'numeric', minute: 'numeric', dayPeriod: 'long' },
  { hour: 'numeric', hourCycle: 'h24', minute: 'numeric' },
  { hour: 'numeric', minute: 'numeric', timeZone: 'Asia/Tokyo',
    timeZoneName: 'long' },
  { timeZoneName: 'longOffset', timeZone: 'Asia/Tokyo' },
  { timeZoneName: 'shortOffset', timeZone: 'Asia/Dhaka' },
  { numberingSystem: 'deva' }, { calendar: 'hebrew', dateStyle: 'long' },
  { calendar: 'persian', dateStyle: 'full' },
];

function show(f) {
  try {
    const value = f();
    return typeof value === 'string' ? value : JSON.stringify(value);
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
}

['de', 'fr', 'ja', 'ru', 'pl', 'tr'].forEach((locale) => {
  options.forEach((given) => {
    const format = new Intl.DateTimeFormat(
      locale, Object.assign({ timeZone: 'UTC' }, given));
    console.log(locale, JSON.stringify(given));
    console.log(dates.map((ms) => format.format(ms)).join(' | '));
    console.log(show(() => format.formatToParts(dates[0])));
    console.log(show(() => format.resolvedOptions()));
  });
  const day = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric',
  });
  console.log(show(() => day.formatRange(dates[0], dates[1])),
              show(() => day.formatRange(dates[0], dates[0] + 1)),
              show(() => day.formatRangeToParts(dates[0], dates[0] + 864e5)));
  const date = new Date(dates[0]);
  const zone = { timeZone: 'UTC' };
  console.log(date.toLocaleString(locale, zone),
              date.toLocaleDateString(locale, zone),
              date.toLocaleTimeString(locale, zone),
              show(() => date.toLocaleDateString(
                locale, { timeStyle: 'short' })));
});
['de-u-ca-buddhist-nu-arab', 'ja-u-ca-japanese', 'es-u-hc-h12', 'th', 'fa',
 'iw', 'sr-ME'].forEach((tag) => {
  const { locale, calendar, numberingSystem } =
    new Intl.DateTimeFormat(tag).resolvedOptions();
  console.log(tag, locale, calendar, numberingSystem);
});
// Errors
[() => new Intl.DateTimeFormat('de', { timeZone: 'x' }),
 () => new Intl.DateTimeFormat('de', { calendar: 'x' }),
 () => new Intl.DateTimeFormat('de', { hourCycle: 'h25' }),
 () => new Intl.DateTimeFormat('de', { fractionalSecondDigits: 4 }),
 () => new Intl.DateTimeFormat('de', { dateStyle: 'full', day: 'numeric' }),
 () => new Intl.DateTimeFormat('de', null),
 () => new Intl.DateTimeFormat('de').format(NaN),
 () => new Intl.DateTimeFormat('de').formatRange(0),
 () => new Intl.DateTimeFormat('de').formatRange(0, NaN),
 () => new Date(NaN).toLocaleString('de'),
].forEach((f) => console.log(show(f)));
