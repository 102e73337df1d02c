// Collator, PluralRules, ListFormat, RelativeTimeFormat, Segmenter,
// DisplayNames and Locale in other languages: what ICU 72 and later agree on.
'use strict';

function show(f) {
  try {
    const value = f();
    return typeof value === 'string' ? value : JSON.stringify(value);
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
}

const words = [
  'z', 'a', 'Z', 'A', 'ä', 'Ä', 'å', 'aa', 'AA', 'ö', 'o', 'ø', 'l', 'll',
  'ch', 'c', 'h', 'ñ', 'n', 'ş', 's', 'ı', 'i', '2', '10', '1', '-', ' ', 'é',
  'e', 'E', 'ß', 'ss', 'я', 'а', '字', '가', 'あ', 'ア', '\ud800', '', 'co-op',
  'coop', 'CO-OP',
];
const texts = ['Hello, world! How are you?', '吾輩は猫である。名前はまだ無い。',
               'สวัสดีชาวโลก', '👨‍👩‍👧🇩🇪é한국어', '', 'a\r\nb', '\ud800x\udc00',
               'don\'t 3.14 a_b'];

['de', 'fr', 'ja', 'ru', 'nb', 'cs', 'tr', 'lt', 'zh',
 'da'].forEach((locale) => {
  [undefined, { sensitivity: 'base' }, { sensitivity: 'accent' },
   { sensitivity: 'case' }, { numeric: true }, { caseFirst: 'upper' },
   { ignorePunctuation: true }, { usage: 'search' }].forEach((given) => {
    const collator = new Intl.Collator(locale, given);
    console.log(locale, JSON.stringify(words.slice().sort(collator.compare)));
    console.log(show(() => collator.resolvedOptions()));
  });
  ['cardinal', 'ordinal'].forEach((type) => {
    const rules = new Intl.PluralRules(locale, { type });
    console.log(locale, [0, 1, 2, 3, 4, 5, 11, 12, 21, 22, 100, 1.5, 0.1, NaN]
      .map((n) => rules.select(n)).join(), show(() => rules.selectRange(1, 2)));
    console.log(show(() => rules.resolvedOptions()));
  });
  console.log(new Intl.PluralRules(locale, { minimumFractionDigits: 1 })
    .select(1));
  ['conjunction', 'disjunction', 'unit'].forEach((type) => {
    ['long', 'narrow'].forEach((style) => {
      const list = new Intl.ListFormat(locale, { type, style });
      console.log(list.format([]), list.format(['a']), list.format(['a', 'b']),
                  show(() => list.formatToParts(['x', '', '😀'])));
    });
  });
  ['second', 'day', 'month', 'year'].forEach((unit) => {
    ['always', 'auto'].forEach((numeric) => {
      const format = new Intl.RelativeTimeFormat(locale, { numeric });
      console.log([-2, -1, -0, 0, 1, 2, 3.5].map((n) => format.format(n, unit))
        .join(' | '));
      console.log(show(() => format.formatToParts(-1.5, `${unit}s`)));
    });
  });
  ['grapheme', 'word', 'sentence'].forEach((granularity) => {
    const segmenter = new Intl.Segmenter(locale, { granularity });
    texts.forEach((text) => {
      const segments = segmenter.segment(text);
      console.log(show(() => [...segments].map(
        (s) => [s.segment, s.index, s.isWordLike])),
                  show(() => segments.containing(3)));
    });
  });
  [['language', 'en'], ['language', 'de'], ['region', 'DE'],
   ['region', '419'], ['script', 'Latn'], ['currency', 'EUR'],
   ['currency', 'XYZ'], ['calendar', 'gregory'], ['dateTimeField', 'year'],
   ['language', 'xx'], ['region', 'x']].forEach(([type, code]) => {
    console.log(show(() => new Intl.DisplayNames(locale, { type }).of(code)),
                show(() => new Intl.DisplayNames(
                  locale, { type, fallback: 'none' }).of(code)));
  });
  const { textInfo, weekInfo, hourCycles, numberingSystems } =
    new Intl.Locale(locale);
  console.log(show(() => [new Intl.Locale(locale).maximize().toString(),
                          new Intl.Locale(locale).minimize().toString(),
                          textInfo, weekInfo, hourCycles, numberingSystems]));
  console.log('iIıİ ß àé'.toLocaleUpperCase(locale),
              'iIıİ À'.toLocaleLowerCase(locale),
              'ä'.localeCompare('z', locale), 'ch'.localeCompare('d', locale));
});
const full = new Intl.Locale('de-Latn-DE-1996-u-co-phonebk-kn-x-bar',
                             { region: 'AT', numberingSystem: 'arab' });
console.log(full.toString(), full.baseName, full.language, full.script,
            full.region, full.collation, full.numeric, full.numberingSystem);
['cmn', 'sh', 'iw', 'ces', 'en-UK', 'de-DD', 'sr-SU', 'hy-SU', 'mo',
 'art-lojban', 'en-u-kn-true', 'EN-us-X-twain', 'en-t-de', 'de-1996-1996',
 'de-a-bb-a-cc', 'uz-UZ-cyrl', 'de-u'].forEach((tag) => {
  console.log(tag, show(() => Intl.getCanonicalLocales(tag)));
});
// Errors
[() => new Intl.Locale(), () => new Intl.Locale(''),
 () => new Intl.Locale('de', { region: 'xxx' }),
 () => new Intl.ListFormat('de').format([1]),
 () => new Intl.RelativeTimeFormat('de').format(1, 'x'),
 () => new Intl.RelativeTimeFormat('de').format(Infinity, 'day'),
 () => new Intl.PluralRules('de').selectRange(1),
 () => new Intl.DisplayNames('de'), () => new Intl.Segmenter('de', 5),
 () => new Intl.Collator('de', { usage: 'x' }),
 () => Intl.supportedValuesOf('x'), () => 'i'.toLocaleUpperCase('x_'),
 () => 'a'.localeCompare('b', 'de_DE'),
].forEach((f) => console.log(show(f)));
