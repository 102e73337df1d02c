// modules/intl/numbers.js - NumberFormat: the skeleton that says to ICU what
// the slots say, and a formatter for it.
(function(native, shared) {
  'use strict';

  const { cached, partsOf } = shared;
  const formatter = cached((tag, skeleton) =>
    new native.NumberFormatter(tag, skeleton));
  const rangeFormatter = cached((tag, skeleton) =>
    new native.NumberRangeFormatter(tag, skeleton));

  const modes = {
    ceil: 'ceiling', floor: 'floor', expand: 'up', trunc: 'down',
    halfCeil: 'half-ceiling', halfFloor: 'half-floor', halfExpand: 'half-up',
    halfTrunc: 'half-down', halfEven: 'half-even',
  };
  const groupings = {
    false: 'group-off', min2: 'group-min2', auto: 'group-auto',
    always: 'group-on-aligned',
  };
  const signs = {
    auto: '', never: 'never', always: 'always', exceptZero: 'except-zero',
    negative: 'negative',
  };
  const widths = {
    code: 'unit-width-iso-code', symbol: 'unit-width-short',
    narrowSymbol: 'unit-width-narrow', name: 'unit-width-full-name',
    short: 'unit-width-short', narrow: 'unit-width-narrow',
    long: 'unit-width-full-name',
  };

  function unitStems(slots, scale) {
    switch (slots.style) {
      case 'percent': return scale ? ['percent', 'scale/100'] : ['percent'];
      case 'currency':
        return [`currency/${slots.currency}`, widths[slots.currencyDisplay]];
      case 'unit': return [`unit/${slots.unit}`, widths[slots.unitDisplay]];
      default: return [];
    }
  }

  function notationStem(slots) {
    switch (slots.notation) {
      case 'compact': return `compact-${slots.compactDisplay}`;
      case 'standard': return '';
      default: return slots.notation;
    }
  }

  function signStem(slots) {
    const sign = signs[slots.signDisplay];

    if (slots.currencySign === 'accounting' && sign !== 'never')
      return sign === '' ? 'sign-accounting' : `sign-accounting-${sign}`;
    return sign === '' ? '' : `sign-${sign}`;
  }

  function fractionStem(slots) {
    const { minimumFractionDigits: min, maximumFractionDigits: max } = slots;

    return `.${'0'.repeat(min)}${'#'.repeat(max - min)}`;
  }

  function significantStem(slots) {
    const { minimumSignificantDigits: min, maximumSignificantDigits: max } =
      slots;

    return `${'@'.repeat(min)}${'#'.repeat(max - min)}`;
  }

  /** A multiple as a decimal: 5 with two digits is 0.05. */
  function incrementStem(slots) {
    const digits = String(slots.roundingIncrement)
      .padStart(slots.maximumFractionDigits + 1, '0');
    const point = digits.length - slots.maximumFractionDigits;

    return `precision-increment/${digits.slice(0, point)}` +
      (point === digits.length ? '' : `.${digits.slice(point)}`);
  }

  function precisionStem(slots) {
    const strip = slots.trailingZeroDisplay === 'stripIfInteger' ? '/w' : '';

    if (slots.compactRounding)
      return '';
    if (slots.roundingPriority !== 'auto')
      return `${fractionStem(slots)}/${significantStem(slots)}` +
        (slots.roundingPriority === 'morePrecision' ? 'r' : 's') + strip;
    if (slots.maximumSignificantDigits !== undefined)
      return significantStem(slots) + strip;
    if (slots.roundingIncrement !== 1)
      return incrementStem(slots) + strip;
    return fractionStem(slots) + strip;
  }

  function skeletonOf(slots, scale) {
    const least = slots.minimumIntegerDigits;

    return [
      ...unitStems(slots, scale), notationStem(slots), precisionStem(slots),
      least > 1 ? `integer-width/+${'0'.repeat(least)}` : '',
      groupings[slots.useGrouping], signStem(slots),
      slots.roundingMode === undefined ? '' :
        `rounding-mode-${modes[slots.roundingMode]}`,
      `numbering-system/${slots.numberingSystem}`,
    ].filter((stem) => stem !== '').join(' ');
  }

  /** What C takes: a number, or the text of a decimal. */
  const plain = (value) => (typeof value === 'bigint' ? String(value) : value);

  /**
   * The same times a hundred, as a decimal.  ICU 72 scales a percentage twice
   * where both ends of a range are one.
   */
  function hundredfold(value) {
    if (typeof value === 'number' && !Number.isFinite(value))
      return value;
    const [digits, exponent] = String(value).split('e');

    return `${digits}e${Number(exponent || 0) + 2}`;
  }

  function number(slots) {
    const { tag, style } = slots;
    const skeleton = skeletonOf(slots, true);
    const limit = style === 'percent' ? hundredfold : plain;
    const made = formatter(tag, skeleton);
    // "%" is a unit where a unit was asked for.
    const named = (flat) => {
      for (let i = 0; style === 'unit' && i < flat.length; i += 3) {
        if (flat[i] === 'percentSign')
          flat[i] = 'unit';
      }
      return flat;
    };

    const ranges = () => rangeFormatter(tag, skeletonOf(slots, false));

    return {
      native: made,
      format: (value) => made.format(plain(value)),
      parts: (value) => partsOf(named(made.parts(plain(value)))),
      range: (a, b) => ranges().format(limit(a), limit(b)),
      rangeParts: (a, b) =>
        partsOf(named(ranges().parts(limit(a), limit(b))), shared.sourced),
      ranges,
    };
  }

  return { number };
})
