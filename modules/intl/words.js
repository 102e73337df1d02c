// modules/intl/words.js - Collator, PluralRules, ListFormat,
// RelativeTimeFormat, Segmenter and DisplayNames.
(function(native, shared) {
  'use strict';

  const { cached, partsOf } = shared;
  const sensitivities = ['base', 'accent', 'case', 'variant'];
  const styles = ['long', 'short', 'narrow'];
  // The order of URelativeDateTimeUnit.
  const units = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute',
                 'second'];
  const listTypes = ['conjunction', 'disjunction', 'unit'];
  const granularities = { grapheme: 0, word: 1, sentence: 3 };
  const kinds = { language: 0, region: 1, script: 2, calendar: 3 };
  // The order of UDateTimePatternField.
  const fields = ['era', 'year', 'quarter', 'month', 'weekOfYear', '',
                  'weekday', '', '', 'day', 'dayPeriod', 'hour', 'minute',
                  'second', '', 'timeZoneName'];

  const collatorOf = cached((tag, sensitivity, punctuation) =>
    new native.Collator(tag, Number(sensitivity), Number(punctuation)));
  const pluralOf = cached((tag, type) =>
    new native.PluralRules(tag, type === 'ordinal'));
  const listOf = cached((tag, type, width) =>
    new native.ListFormat(tag, Number(type), Number(width)));
  const relativeOf = cached((tag, style) =>
    new native.RelativeTimeFormat(tag, Number(style)));
  const namesOf = cached((tag, style, display, fallback) =>
    new native.DisplayNames(tag, Number(style), display !== 'standard',
                            fallback === 'code'));

  /** The tag with one order of texts in place of another. */
  function withCollation(tag, value) {
    const bare = tag.replace(/-co-[a-z0-9]+/, '');

    return bare.includes('-u') ? bare.replace('-u', `-u-co-${value}`) :
      `${bare}-u-co-${value}`;
  }

  /** Fills what the locale says where the options say nothing. */
  function collator(slots) {
    const tag = slots.usage === 'search' ?
      withCollation(slots.tag, 'search') : slots.tag;
    const punctuation = slots.ignorePunctuation === undefined ? -1 :
      Number(slots.ignorePunctuation);
    const made = collatorOf(tag, sensitivities.indexOf(slots.sensitivity),
                            punctuation);

    if (punctuation === -1)
      slots.ignorePunctuation = made.ignoresPunctuation();
    if (slots.caseFirst === undefined)
      slots.caseFirst = made.caseFirst();
    return made;
  }

  const plain = (value) => (typeof value === 'bigint' ? String(value) : value);

  function plural(slots) {
    const made = pluralOf(slots.tag, slots.type);
    const { foreign } = slots.number;

    return {
      select: (value) => made.select(foreign.native, plain(value)),
      selectRange: (start, end) =>
        made.selectRange(foreign.ranges(), plain(start), plain(end)),
      categories: () => made.categories(),
    };
  }

  function list(slots) {
    const made = listOf(slots.tag, listTypes.indexOf(slots.type),
                        styles.indexOf(slots.style));

    return {
      format: (texts) => made.format(texts),
      parts: (texts) => partsOf(made.parts(texts)),
    };
  }

  function relative(slots) {
    const made = relativeOf(slots.tag, styles.indexOf(slots.style));
    const words = slots.numeric === 'auto';

    return {
      format: (value, unit) => made.format(value, units.indexOf(unit), words),
      parts: (value, unit) => partsOf(
        made.parts(value, units.indexOf(unit), words),
        (type) => (type === 'literal' ? undefined : { unit })),
    };
  }

  /** Of one text: next(at) -> end * 2 + is it a word, start(index). */
  function segmenter(slots) {
    const granularity = granularities[slots.granularity];

    return (text) => new native.Segments(slots.tag, granularity, text);
  }

  function names(slots) {
    const made = namesOf(slots.tag, styles.indexOf(slots.style),
                         slots.languageDisplay, slots.fallback);

    return (code) => {
      if (slots.type === 'currency')
        return made.currency(code);
      if (slots.type === 'dateTimeField')
        return made.field(fields.indexOf(code));
      return made.of(kinds[slots.type], code);
    };
  }

  return { collator, list, names, plural, relative, segmenter };
})
