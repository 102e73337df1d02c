// Decimal numbers as digits: a number's shortest text, rounded in ten.
'use strict';

/**
 * A finite number, a BigInt or a numeric string as { negative, digits, point }:
 * the value is 0.DIGITS * 10 ** point, without zeros at both ends of digits.
 */
function decimalOf(value) {
  let text = String(value);
  let negative = false;

  if (text[0] === '-' || Object.is(value, -0)) {
    negative = true;
    text = text.replace('-', '');
  }
  const e = text.indexOf('e');
  const exponent = e < 0 ? 0 : Number(text.slice(e + 1));
  const mantissa = e < 0 ? text : text.slice(0, e);
  const dot = mantissa.indexOf('.');
  const whole = dot < 0 ? mantissa : mantissa.slice(0, dot);
  return trim({
    negative,
    digits: dot < 0 ? whole : whole + mantissa.slice(dot + 1),
    point: whole.length + exponent,
  });
}

function trim(d) {
  let start = 0;
  let end = d.digits.length;

  while (start < end && d.digits[start] === '0')
    start++;
  while (end > start && d.digits[end - 1] === '0')
    end--;
  return {
    negative: d.negative,
    digits: d.digits.slice(start, end),
    point: start === end ? 0 : d.point - start,
  };
}

/** Does the rest behind the kept digits take the value away from zero? */
function roundsAway(d, keep, mode) {
  const first = keep < 0 ? 0 : Number(d.digits[keep]);
  const more = keep < 0 || d.digits.length > keep + 1;
  const half = keep < 0 ? -1 :
    first > 5 || (first === 5 && more) ? 1 : first === 5 ? 0 : -1;
  const odd = keep > 0 && Number(d.digits[keep - 1]) % 2 === 1;

  switch (mode) {
    case 'ceil': return !d.negative;
    case 'floor': return d.negative;
    case 'expand': return true;
    case 'trunc': return false;
    case 'halfCeil': return half > 0 || (half === 0 && !d.negative);
    case 'halfFloor': return half > 0 || (half === 0 && d.negative);
    case 'halfTrunc': return half > 0;
    case 'halfEven': return half > 0 || (half === 0 && odd);
    default: return half >= 0;
  }
}

/** Rounded to `places` digits behind the point (which may be negative). */
function roundTo(d, places, mode) {
  const keep = d.point + places;

  if (keep >= d.digits.length)
    return d;
  let digits = keep > 0 ? d.digits.slice(0, keep) : '';
  let point = keep > 0 ? d.point : -places;
  if (roundsAway(d, keep, mode)) {
    let i = digits.length - 1;
    while (i >= 0 && digits[i] === '9')
      i--;
    if (i < 0) {
      digits = '1' + '0'.repeat(digits.length);
      point++;
    } else {
      digits = digits.slice(0, i) + (Number(digits[i]) + 1) +
        '0'.repeat(digits.length - i - 1);
    }
  }
  return trim({ negative: d.negative, digits, point });
}

function roundSignificant(d, count, mode) {
  return d.digits === '' ? d : roundTo(d, count - d.point, mode);
}

/** Multiplied by 10 ** exponent. */
function shift(d, exponent) {
  return d.digits === '' ? d :
    { negative: d.negative, digits: d.digits, point: d.point + exponent };
}

/** Multiplied by a whole number. */
function times(d, factor) {
  if (d.digits === '')
    return d;
  const digits = String(BigInt(d.digits) * BigInt(factor));

  return trim({ negative: d.negative, digits,
                point: d.point + digits.length - d.digits.length });
}

/** Rounded to a multiple of `increment` at `places` behind the point. */
function roundToMultiple(d, places, increment, mode) {
  // A divisor of a power of ten: nothing is lost on the way.
  const zeros = String(increment).length;
  const part = shift(times(d, 10 ** zeros / increment), -zeros);

  return times(roundTo(part, places, mode), increment);
}

/** { integer, fraction }: texts, with at least so many digits each. */
function textOf(d, minInteger, minFraction) {
  const integer = d.point <= 0 ? '' :
    d.digits.slice(0, d.point).padEnd(d.point, '0');
  const fraction = d.point >= d.digits.length ? '' :
    '0'.repeat(Math.max(0, -d.point)) + d.digits.slice(Math.max(0, d.point));

  return {
    integer: integer.padStart(Math.max(minInteger, 1), '0'),
    fraction: fraction.padEnd(minFraction, '0'),
  };
}

module.exports = {
  decimalOf, roundSignificant, roundTo, roundToMultiple, shift, textOf,
};
