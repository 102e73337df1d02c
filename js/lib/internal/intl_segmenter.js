// Intl.Segmenter (ECMA-402 18): the rules of UAX #29 with the classes of
// characters that texts are made of in practice; the provider's, which know all
// and have dictionaries, for other locales than English.
'use strict';

const {
  checkMatcher, getOptionsObject, localeList, optionOf, resolve, slotClass,
  slotsOf,
} = require('internal/intl_locale');
const { provider } = require('internal/intl_provider');

const option = optionOf('Intl.Segmenter');
const segmentsOf = new WeakMap();
const ZWJ = 0x200D;

function within(code, ranges) {
  for (let i = 0; i < ranges.length; i += 2) {
    if (code >= ranges[i] && code <= ranges[i + 1])
      return true;
  }
  return false;
}

const extending = [
  0x300, 0x36F, 0x483, 0x489, 0x591, 0x5BD, 0x610, 0x61A, 0x64B, 0x65F, 0x670,
  0x670, 0x6D6, 0x6DC, 0x6DF, 0x6E4, 0x900, 0x903, 0x93A, 0x93C, 0x93E, 0x94F,
  0x951, 0x957, 0x962, 0x963, 0x981, 0x983, 0x9BC, 0x9BC, 0x9BE, 0x9CD, 0xA3C,
  0xA4D, 0xB3C, 0xB4D, 0xBBE, 0xBCD, 0xE31, 0xE31, 0xE34, 0xE3A, 0xE47, 0xE4E,
  0x1AB0, 0x1AFF, 0x1DC0, 0x1DFF, 0x200C, 0x200C, 0x20D0, 0x20F0, 0x302A,
  0x302F, 0x3099, 0x309A, 0xFE00, 0xFE0F, 0xFE20, 0xFE2F, 0x1F3FB, 0x1F3FF,
  0xE0020, 0xE007F, 0xE0100, 0xE01EF,
];
const pictographs = [
  0xA9, 0xA9, 0xAE, 0xAE, 0x203C, 0x203C, 0x2049, 0x2049, 0x2122, 0x2122,
  0x2139, 0x2139, 0x2194, 0x21AA, 0x231A, 0x23FF, 0x24C2, 0x24C2, 0x25AA,
  0x25FE, 0x2600, 0x27BF, 0x2934, 0x2935, 0x2B05, 0x2B55, 0x3030, 0x3030,
  0x303D, 0x303D, 0x3297, 0x3299, 0x1F000, 0x1F0FF, 0x1F10D, 0x1F1E5, 0x1F200,
  0x1F3FA, 0x1F400, 0x1FAFF,
];

const isExtend = (code) => within(code, extending) || code === ZWJ;
const isPictograph = (code) => within(code, pictographs);
const isRegional = (code) => code >= 0x1F1E6 && code <= 0x1F1FF;
const isControl = (code) => code < 32 || (code >= 127 && code < 160) ||
  code === 0x2028 || code === 0x2029 || code === 0x200B || code === 0xFEFF;

/** Hangul: L, V, T, or syllables LV and LVT. */
function hangul(code) {
  if (code >= 0x1100 && code <= 0x115F)
    return 'L';
  if (code >= 0x1160 && code <= 0x11A7)
    return 'V';
  if (code >= 0x11A8 && code <= 0x11FF)
    return 'T';
  if (code >= 0xAC00 && code <= 0xD7A3)
    return (code - 0xAC00) % 28 === 0 ? 'LV' : 'LVT';
  return '';
}

function hangulJoins(a, b) {
  return (a === 'L' && (b === 'L' || b === 'V' || b === 'LV' || b === 'LVT')) ||
    ((a === 'LV' || a === 'V') && (b === 'V' || b === 'T')) ||
    ((a === 'LVT' || a === 'T') && b === 'T');
}

/** Where the grapheme that begins at `start` ends. */
function graphemeEnd(text, start) {
  let code = text.codePointAt(start);
  let at = start + (code > 0xFFFF ? 2 : 1);
  let flags = isRegional(code) ? 1 : 0;
  let picture = isPictograph(code);

  while (at < text.length) {
    const next = text.codePointAt(at);
    if (code === 13 && next === 10)
      return at + 1;
    if (isControl(code) || isControl(next))
      return at;
    const joins = isExtend(next) || hangulJoins(hangul(code), hangul(next)) ||
      (picture && code === ZWJ && isPictograph(next)) ||
      (flags === 1 && isRegional(next));
    if (!joins)
      return at;
    if (isRegional(next))
      flags++;
    picture = picture && (isExtend(next) || isPictograph(next));
    code = next;
    at += next > 0xFFFF ? 2 : 1;
  }
  return at;
}

// --- Words ---

const isDigit = (code) => code >= 48 && code <= 57;
const isKatakana = (code) => (code >= 0x30A0 && code <= 0x30FF) ||
  (code >= 0x31F0 && code <= 0x31FF);
const isIdeograph = (code) => within(code, [
  0x3040, 0x309F, 0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0xF900, 0xFAFF, 0x20000,
  0x3FFFF]);

/** A letter of an alphabet: what has case, and the alphabets without. */
function isLetter(code) {
  if (code < 128)
    return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  if (within(code, [0xAA, 0xAA, 0xB5, 0xB5, 0xBA, 0xBA, 0xC0, 0xD6, 0xD8, 0xF6,
                    0xF8, 0x2C1, 0x370, 0x373, 0x376, 0x377, 0x37B, 0x37D,
                    0x386, 0x386, 0x388, 0x481, 0x48A, 0x556, 0x561, 0x587,
                    0x5D0, 0x5F2, 0x620, 0x64A, 0x671, 0x6D3, 0x904, 0x939,
                    0x985, 0x9B9, 0xA05, 0xA39, 0xA85, 0xAB9, 0xB05, 0xB39,
                    0xB85, 0xBB9, 0xC05, 0xC39, 0xC85, 0xCB9, 0xD05, 0xD39,
                    0x10A0, 0x10FF, 0x1100, 0x11FF, 0x13A0, 0x13F5, 0x1E00,
                    0x1FBC, 0x2C00, 0x2DFF, 0xA640, 0xA69D, 0xAC00, 0xD7A3,
                    0xFB00, 0xFDFB]))
    return true;
  return false;
}

const isWordPart = (code) => isLetter(code) || isDigit(code) || code === 0x5F;

function skipExtend(text, at) {
  while (at < text.length && isExtend(text.codePointAt(at)))
    at += text.codePointAt(at) > 0xFFFF ? 2 : 1;
  return at;
}

/** Does the mark at `at` hold two letters or two numbers together? */
function isBridge(text, at, before) {
  const mark = text.charCodeAt(at);
  const after = text.codePointAt(skipExtend(text, at + 1));

  if (after === undefined)
    return false;
  if (isLetter(before) && isLetter(after))
    return "'.:\xB7\u2018\u2019\u2024".includes(String.fromCharCode(mark));
  return isDigit(before) && isDigit(after) &&
    "'.,;\u2018\u2019".includes(String.fromCharCode(mark));
}

/** { end, wordLike } of the word or the run between words. */
function wordAt(text, start) {
  const first = text.codePointAt(start);
  let at = skipExtend(text, start + (first > 0xFFFF ? 2 : 1));
  let last = first;

  if (first === 13 && text.charCodeAt(start + 1) === 10)
    return { end: start + 2, wordLike: false };
  if (first === 32) {
    while (text.charCodeAt(at) === 32)
      at++;
    return { end: at, wordLike: false };
  }
  if (isIdeograph(first))
    return { end: at, wordLike: true };
  if (isKatakana(first)) {
    while (at < text.length && isKatakana(text.codePointAt(at)))
      at = skipExtend(text, at + 1);
    return { end: at, wordLike: true };
  }
  if (!isWordPart(first))
    return { end: graphemeEnd(text, start), wordLike: false };
  while (at < text.length) {
    const code = text.codePointAt(at);
    if (!isWordPart(code)) {
      if (!isBridge(text, at, last))
        break;
      at = skipExtend(text, at + 1);
      continue;
    }
    last = code;
    at = skipExtend(text, at + (code > 0xFFFF ? 2 : 1));
  }
  return { end: at, wordLike: true };
}

// --- Sentences ---

const terminators = '.!?\u2026\u3002\uFF01\uFF0E\uFF1F';
const closers = '"\')]}\u2019\u201D\xBB';

function sentenceEnd(text, start) {
  for (let at = start; at < text.length; at++) {
    const c = text[at];
    if (c === '\n' || c === '\u2028' || c === '\u2029' || c === '\x85' ||
        (c === '\r' && text[at + 1] !== '\n'))
      return at + 1;
    if (!terminators.includes(c))
      continue;
    let end = at + 1;
    while (end < text.length && terminators.includes(text[end]))
      end++;
    while (end < text.length && closers.includes(text[end]))
      end++;
    const spaces = end;
    while (end < text.length && (text[end] === ' ' || text[end] === '\t' ||
           text[end] === '\xA0'))
      end++;
    if (text[end] === '\n' || text.startsWith('\r\n', end))
      return end + (text[end] === '\n' ? 1 : 2);
    if (end === text.length)
      return end;
    const next = text[end];
    const full = c !== '.' && c !== '\u2026';
    // A full stop before a small letter or inside a number ends nothing.
    if (full ? end > spaces || c > '\x7F' || !/[a-z]/i.test(next) :
      end > spaces && next.toLowerCase() === next.toUpperCase() ?
        !/[0-9,;:-]/.test(next) || /[0-9]/.test(next) :
        end > spaces && next !== next.toLowerCase())
      return end;
    at = end - 1;
  }
  return text.length;
}

function builtInEnd(slots, text, start) {
  return slots.granularity === 'sentence' ? sentenceEnd(text, start) :
    graphemeEnd(text, start);
}

/** What is between two places of the text, as scripts see it. */
function segmentData({ slots, text }, start, end, isWordLike) {
  const data = { segment: text.slice(start, end), index: start, input: text };

  if (slots.granularity === 'word')
    data.isWordLike = isWordLike;
  return data;
}

function segmentAt(segments, start) {
  const { slots, text, breaks } = segments;

  if (breaks !== undefined) {
    const next = breaks.next(start);
    return segmentData(segments, start, Math.floor(next / 2), next % 2 === 1);
  }
  if (slots.granularity === 'word') {
    const { end, wordLike } = wordAt(text, start);
    return segmentData(segments, start, end, wordLike);
  }
  return segmentData(segments, start, builtInEnd(slots, text, start));
}

// --- Objects ---

// Scripts whose characters or words the rules here do not know.
const unknown = /[\u0590-\u1fff\u2e80-\ud7ff\uf900-\ufdff\ufe70-\uffef]/;

function segmentsFor(slots, text) {
  let breaks = slots.foreign;

  if (breaks === undefined && unknown.test(text) && provider() !== undefined)
    breaks = slots.foreign = provider().segmenter(slots);
  return { slots, text, breaks: breaks && breaks(text) };
}

function Segments(slots, text) {
  segmentsOf.set(this, segmentsFor(slots, text));
}

function SegmentIterator(slots, text) {
  const segments = segmentsFor(slots, text);
  let at = 0;

  this.next = function next() {
    if (at >= text.length)
      return { value: undefined, done: true };
    const value = segmentAt(segments, at);
    at += value.segment.length;
    return { value, done: false };
  };
  Object.defineProperty(this, 'next', { enumerable: false });
}
SegmentIterator.prototype = Object.create(
  Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())));
Object.defineProperty(SegmentIterator.prototype, Symbol.toStringTag,
                      { value: 'Segmenter String Iterator',
                        configurable: true });

Object.defineProperty(Segments.prototype, 'containing', {
  value: function containing(index) {
    const segments = slotsOf(segmentsOf, this,
                             '%SegmentsPrototype%.containing');
    const wanted = Math.trunc(+index) || 0;
    if (wanted < 0 || wanted >= segments.text.length)
      return undefined;
    if (segments.breaks !== undefined)
      return segmentAt(segments, segments.breaks.start(wanted));
    for (let at = 0; ;) {
      const found = segmentAt(segments, at);
      at += found.segment.length;
      if (at > wanted)
        return found;
    }
  },
  writable: true, configurable: true,
});
Object.defineProperty(Segments.prototype, Symbol.iterator, {
  value: {
    [Symbol.iterator]() {
      const { slots, text } = slotsOf(
        segmentsOf, this, '%SegmentsPrototype%[Symbol.iterator]');
      return new SegmentIterator(slots, text);
    },
  }[Symbol.iterator],
  writable: true, configurable: true,
});

function createSegmenter(locales, options) {
  const requested = localeList(locales);
  const given = getOptionsObject(options);
  checkMatcher(option, given);
  const { locale, tag, icu } = resolve(requested);
  const granularity = option(given, 'granularity',
                             ['grapheme', 'word', 'sentence'], 'grapheme');
  const slots = { locale, tag, granularity };
  if (icu !== undefined)
    slots.foreign = icu.segmenter(slots);
  return slots;
}

const Segmenter = slotClass('Segmenter', 0, createSegmenter, {
  segment(slots, text) {
    return new Segments(slots, `${text}`);
  },
  resolvedOptions(slots) {
    const { locale, granularity } = slots;
    return { locale, granularity };
  },
});

module.exports = { Segmenter };
