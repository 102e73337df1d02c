// NumberFormat in other languages: what ICU 72 and later agree on.
'use strict';

const locales = ['de', 'fr', 'ja', 'hi', 'ru', 'nl', 'pt-BR', 'tr', 'da'];
const values = [0, -0, 1, -1234567.891, 12345.678, 1e21, 0.005, NaN, -Infinity,
                12345678901234567890n, '123456789.1234567890123'];
const options = [
  undefined, { style: 'percent', maximumFractionDigits: 1 },
  { style: 'currency', currency: 'EUR' },
  { style: 'currency', currency: 'JPY', currencyDisplay: 'name' },
  { style: 'currency', currency: 'USD', currencyDisplay: 'code' },
  { style: 'unit', unit: 'kilometer-per-hour' },
  { style: 'unit', unit: 'day', unitDisplay: 'long' },
  { style: 'unit', unit: 'percent' },
  { notation: 'compact' }, { notation: 'compact', compactDisplay: 'long' },
  { notation: 'scientific' }, { notation: 'engineering' },
  { signDisplay: 'exceptZero', maximumFractionDigits: 0 },
  { minimumFractionDigits: 2, maximumFractionDigits: 3 },
  { minimumSignificantDigits: 2, maximumSignificantDigits: 4 },
  { minimumIntegerDigits: 3, useGrouping: false }, { useGrouping: 'min2' },
  { numberingSystem: 'arab' },
  { roundingMode: 'floor', maximumFractionDigits: 0 },
  { roundingMode: 'halfEven', maximumFractionDigits: 2 },
  { roundingIncrement: 25, minimumFractionDigits: 2, maximumFractionDigits: 2 },
  { trailingZeroDisplay: 'stripIfInteger', minimumFractionDigits: 2 },
  { maximumSignificantDigits: 3, maximumFractionDigits: 2,
    roundingPriority: 'morePrecision' },
];

function show(f) {
  try {
    const value = f();
    return typeof value === 'string' ? value : JSON.stringify(value);
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
}

locales.forEach((locale) => {
  options.forEach((given) => {
    const format = new Intl.NumberFormat(locale, given);
    console.log(locale, JSON.stringify(given));
    console.log(values.map((value) => show(() => format.format(value)))
      .join(' | '));
    console.log(show(() => format.formatToParts(-1234.5)));
    console.log(show(() => format.formatRange(1, 2)),
                show(() => format.formatRange(3, 3)));
  });
  console.log(show(() => new Intl.NumberFormat(locale).resolvedOptions()));
});
console.log(show(() => new Intl.NumberFormat('de', {
  style: 'currency', currency: 'EUR',
}).formatRangeToParts(3, 5)));
console.log(show(() => (1234.5).toLocaleString('de')),
            show(() => 12345678901234567890n.toLocaleString('hi')),
            show(() => [1.5, 2.5].toLocaleString('de')),
            show(() => [1.5, new Date(0)].toLocaleString(
              'de', { timeZone: 'UTC', minimumFractionDigits: 2 })));
// Locales: what is asked for, what is there.
['de-u-nu-arab', 'de-u-nu-xyz', 'de-DE-u-nu-thai-x-y', 'zh-TW', 'xx', 'en-XX',
 'iw', 'cmn', 'de-DD', 'sr-Latn-RS'].forEach((tag) => {
  const { locale, numberingSystem } =
    new Intl.NumberFormat(tag).resolvedOptions();
  console.log(tag, locale, numberingSystem);
});
console.log(Intl.NumberFormat.supportedLocalesOf(['de', 'xx', 'en', 'de-XX']));
console.log(new Intl.NumberFormat(['xx', 'fr', 'de']).resolvedOptions().locale);
// Errors
[() => new Intl.NumberFormat('de_DE'), () => new Intl.NumberFormat(null),
 () => new Intl.NumberFormat([5]), () => new Intl.NumberFormat('de-'),
 () => new Intl.NumberFormat('de', { style: 'currency' }),
 () => new Intl.NumberFormat('de', { style: 'unit' }),
 () => new Intl.NumberFormat('de', { style: 'x' }),
 () => new Intl.NumberFormat('de', { currency: 'EURO' }),
 () => new Intl.NumberFormat('de', { unit: 'x' }),
 () => new Intl.NumberFormat('de', { numberingSystem: 'x_' }),
 () => new Intl.NumberFormat('de', { maximumFractionDigits: 101 }),
 () => new Intl.NumberFormat('de', { roundingIncrement: 3 }),
 () => new Intl.NumberFormat('de', { roundingIncrement: 5 }),
 () => new Intl.NumberFormat('de').format(Symbol('x')),
 () => new Intl.NumberFormat('de').formatRange(1),
 () => new Intl.NumberFormat('de').formatRange(1, NaN),
].forEach((f) => console.log(show(f)));
