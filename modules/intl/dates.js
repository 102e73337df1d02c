// modules/intl/dates.js - DateTimeFormat: from the fields that shall be shown
// to a pattern of the locale, and from the pattern to the fields that are.
(function(native, shared) {
  'use strict';

  const { cached, partsOf } = shared;
  const styles = ['full', 'long', 'medium', 'short'];
  const hourLetters = { h11: 'K', h12: 'h', h23: 'H', h24: 'k' };
  const hourCycles = { K: 'h11', h: 'h12', H: 'h23', k: 'h24' };
  const letters = {
    weekday: { narrow: 'EEEEE', long: 'EEEE', short: 'EEE' },
    era: { narrow: 'GGGGG', long: 'GGGG', short: 'GGG' },
    year: { '2-digit': 'yy', numeric: 'y' },
    month: { narrow: 'MMMMM', long: 'MMMM', short: 'MMM', '2-digit': 'MM',
             numeric: 'M' },
    day: { '2-digit': 'dd', numeric: 'd' },
    dayPeriod: { narrow: 'BBBBB', long: 'BBBB', short: 'B' },
    hour: { '2-digit': 'jj', numeric: 'j' },
    minute: { '2-digit': 'mm', numeric: 'm' },
    second: { '2-digit': 'ss', numeric: 's' },
    timeZoneName: { long: 'zzzz', short: 'z', longOffset: 'OOOO',
                    shortOffset: 'O', longGeneric: 'vvvv', shortGeneric: 'v' },
  };
  // What the letters of a pattern say, by their number: -1 for any.
  const shownText = { 5: 'narrow', 4: 'long', [-1]: 'short' };
  const shownDigits = { 2: '2-digit', [-1]: 'numeric' };
  const shownMonth = { 5: 'narrow', 4: 'long', 3: 'short', 2: '2-digit',
                       [-1]: 'numeric' };
  const shown = [
    ['weekday', 'Eec', shownText], ['era', 'G', shownText],
    ['year', 'yur', shownDigits], ['month', 'ML', shownMonth],
    ['day', 'd', shownDigits], ['dayPeriod', 'Bb', shownText],
    ['hour', 'hHkK', shownDigits], ['minute', 'm', shownDigits],
    ['second', 's', shownDigits],
    ['timeZoneName', 'z', { 4: 'long', [-1]: 'short' }],
    ['timeZoneName', 'O', { 4: 'longOffset', [-1]: 'shortOffset' }],
    ['timeZoneName', 'v', { 4: 'longGeneric', [-1]: 'shortGeneric' }],
  ];

  const patternsOf = cached((tag) => new native.DatePatterns(tag));
  const usualCycle = cached((tag) => patternsOf(tag).hourCycle());
  const bestPattern = cached((tag, skeleton) => patternsOf(tag).best(skeleton));
  const stylePattern = cached((tag, date, time) =>
    native.stylePattern(tag, Number(date), Number(time)));
  const formatter = cached((tag, pattern, zone) =>
    new native.DateFormatter(tag, pattern, zone));
  const rangeFormatter = cached((tag, skeleton, zone) =>
    new native.DateRangeFormatter(tag, skeleton, zone));

  /** The letters of a pattern without the text in quotes. */
  const unquoted = (pattern) => pattern.replace(/'[^']*'/g, '');

  function cycleOf(pattern) {
    const found = /[hHkK]/.exec(unquoted(pattern));

    return found === null ? undefined : hourCycles[found[0]];
  }

  function cycleFor(slots) {
    const usual = usualCycle(slots.tag);
    const fromZero = usual === 'h11' || usual === 'h23';

    if (slots.hour12 !== undefined)
      return slots.hour12 ? (fromZero ? 'h11' : 'h12') :
        (fromZero ? 'h23' : 'h24');
    return slots.givenCycle === undefined ? usual : slots.givenCycle;
  }

  /** The pattern with hours of the cycle; a day before them is set apart. */
  function withCycle(pattern, cycle) {
    let quoted = false;
    let result = '';

    for (const letter of pattern) {
      if (letter === "'")
        quoted = !quoted;
      if (!quoted && /[hHkK]/.test(letter)) {
        if (result.endsWith('d'))
          result += ' ';
        result += hourLetters[cycle];
      } else {
        result += letter;
      }
    }
    return result;
  }

  function skeletonOf(slots, cycle) {
    let skeleton = '';

    Object.keys(letters).forEach((field) => {
      if (field === 'timeZoneName' &&
          slots.fractionalSecondDigits !== undefined)
        skeleton += 'S'.repeat(slots.fractionalSecondDigits);
      if (slots[field] !== undefined)
        skeleton += letters[field][slots[field]];
    });
    return skeleton.replace(/j/g, hourLetters[cycle]);
  }

  function patternOfStyles(slots, cycle) {
    const pattern = stylePattern(slots.tag, styles.indexOf(slots.dateStyle),
                                 styles.indexOf(slots.timeStyle));
    const own = cycleOf(pattern);

    if (own === undefined || own === cycle)
      return pattern;
    const skeleton = native.skeleton(pattern).replace(/[abB]/g, '')
      .replace(/[hHkKj]/g, hourLetters[cycle]);
    return withCycle(bestPattern(slots.tag, skeleton), cycle);
  }

  /** Fills the fields that resolvedOptions() shows. */
  function resolveFields(slots, pattern) {
    const text = unquoted(pattern);

    slots.fractionalSecondDigits =
      (/S+/.exec(text) || [{ length: undefined }])[0].length;
    slots.timeZoneName = undefined;
    for (const [field, kinds, values] of shown) {
      const found = new RegExp(`([${kinds}])\\1*`).exec(text);
      if (found !== null)
        slots[field] = values[found[0].length] || values[-1];
      else if (field !== 'timeZoneName')
        slots[field] = undefined;
    }
  }

  // V8 shows a plain space where newer locale data have a narrow one.
  const plainSpaces = (text) => text.replace(/\u202F/g, ' ');

  function date(slots) {
    const { tag, timeZone } = slots;
    const cycle = cycleFor(slots);
    const styled = slots.dateStyle !== undefined ||
      slots.timeStyle !== undefined;
    const pattern = styled ? patternOfStyles(slots, cycle) :
      withCycle(bestPattern(tag, skeletonOf(slots, cycle)), cycle);
    const made = formatter(tag, pattern, timeZone);
    let range;

    slots.hourCycle = cycleOf(pattern);
    if (!styled)
      resolveFields(slots, pattern);
    const ranges = () => {
      if (range === undefined) {
        const hc = slots.hourCycle === undefined ? tag :
          withHours(tag, slots.hourCycle);
        range = rangeFormatter(hc, native.skeleton(pattern), timeZone);
      }
      return range;
    };
    const parts = (ms, more) => partsOf(made.parts(ms), more);
    return {
      format: (ms) => plainSpaces(made.format(ms)),
      parts: (ms) => parts(ms),
      range: (from, to) => {
        const text = ranges().format(from, to);
        return text === undefined ? plainSpaces(made.format(from)) : text;
      },
      rangeParts: (from, to) => {
        const flat = ranges().parts(from, to);
        return flat === undefined ? parts(from, shared.sourced) :
          partsOf(flat, shared.sourced);
      },
    };
  }

  function withHours(tag, cycle) {
    const bare = tag.replace(/-hc-h\d\d/, '');

    return bare.includes('-u') ? `${bare}-hc-${cycle}` :
      `${bare}-u-hc-${cycle}`;
  }

  return { date, usualCycle };
})
