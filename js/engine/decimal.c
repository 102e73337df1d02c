/* js/engine/decimal.c - decimal text to double and back, for the usual ones.
 *
 * Duktape computes both with big integers: exact, but some microseconds each.
 * A decimal of 15 digits is a whole number below 2^53 by a power of ten, both
 * exact doubles, so that one operation gives the nearest double; and no two of
 * them give the same, so the first that gives a double is its shortest text. */
#include <stdbool.h>
#include <stdlib.h>

#include "duktape_internal.h"

enum { POWER_MAX = 22, DIGITS_EXACT = 19 };

static const double powers[POWER_MAX + 1] = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

typedef struct decimal {
  uint64_t digits;
  int count; /* of digits, without zeroes at the front */
  int power; /* of ten, that the digits are multiplied by */
} decimal;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static const char *take_digits(const char *p, decimal *d, bool fraction) {
  for (; is_digit(*p); p++) {
    if (d->count > 0 || *p != '0')
      d->count++;
    if (d->count <= DIGITS_EXACT)
      d->digits = d->digits * 10 + (uint64_t)(*p - '0');
    d->power -= fraction;
  }
  return p;
}

static const char *take_exponent(const char *p, decimal *d) {
  bool negative = p[1] == '-';
  int value = 0;

  p += 1 + (p[1] == '-' || p[1] == '+');
  if (!is_digit(*p))
    return NULL;
  for (; is_digit(*p); p++)
    value = value < 10000 ? value * 10 + (*p - '0') : value;
  d->power += negative ? -value : value;
  return p;
}

/* Reads a number up to a character that cannot go on with it; NULL where it is
 * not written as JSON has it or, `lenient`, as ".5", "5." or "05". */
static const char *decimal_scan(const char *p, decimal *d, bool lenient) {
  const char *begin = p;

  if (!lenient && (!is_digit(*p) || (*p == '0' && is_digit(p[1]))))
    return NULL;
  p = take_digits(p, d, false);
  if (*p == '.') {
    if (!is_digit(p[1]) && (!lenient || p == begin))
      return NULL;
    p = take_digits(p + 1, d, true);
  }
  if (p == begin)
    return NULL;
  if (*p == 'e' || *p == 'E')
    p = take_exponent(p, d);
  return p;
}

const char *drupe__decimal_read(const char *text, int lenient, double *out) {
  decimal d = {0, 0, 0};
  const char *end = decimal_scan(text + (*text == '-'), &d, lenient != 0);
  double value;
  char *stop;

  if (end == NULL)
    return NULL;
  if (d.digits <= (UINT64_C(1) << 53) && d.count <= DIGITS_EXACT &&
      d.power >= -POWER_MAX && d.power <= POWER_MAX) {
    value = (double)d.digits;
    value = d.power < 0 ? value / powers[-d.power] : value * powers[d.power];
    *out = *text == '-' ? -value : value;
    return end;
  }
  /* Exact in the C library; a locale with a comma stops it at the point. */
  *out = strtod(text, &stop);
  return stop == end ? end : NULL;
}

size_t drupe__decimal_write(double value, char *out) {
  char digits[24];
  uint64_t whole;
  int power = 0, count = 0, i;
  char *p = out;

  if (!(value >= 1e-6 && value < 1e15))
    return 0;
  for (;; power++) {
    if (power > POWER_MAX || value * powers[power] > 1e15)
      return 0;
    whole = (uint64_t)(value * powers[power] + 0.5);
    if ((double)whole / powers[power] == value)
      break;
  }
  for (; whole > 0 || count <= power; whole /= 10)
    digits[count++] = (char)('0' + whole % 10);
  for (i = count - 1; i >= 0; i--) {
    *p++ = digits[i];
    if (i == power && i > 0)
      *p++ = '.';
  }
  return (size_t)(p - out);
}
