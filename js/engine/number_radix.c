/* js/engine/number_radix.c - numbers in a radix other than ten, digit for digit
 * as V8 has them (the standard leaves the fraction's digits open).
 *
 * Digits of the fraction are written until what is left is less than half the
 * distance to the next double; behind the integer's 53 bits there are zeros. */
#include "builtins.h"

#include <math.h>

/* Room for 1024 bits before the point, and 1074 behind it. */
enum { RADIX_POINT = 1100, RADIX_SIZE = 2 * RADIX_POINT };

typedef struct radix_text {
  char digits[RADIX_SIZE];
  char *begin; /* of the integer's digits, which grow to the front */
  char *end;
  int radix;
} radix_text;

static char radix_digit(int value) {
  return "0123456789abcdefghijklmnopqrstuvwxyz"[value];
}

static int radix_value(char digit) {
  return digit > '9' ? digit - 'a' + 10 : digit - '0';
}

/* One more in the last place; true: the carry goes to the integer. */
static bool radix_carry(radix_text *t) {
  while (t->end - 1 > t->digits + RADIX_POINT) {
    int value = radix_value(*--t->end);

    if (value + 1 < t->radix) {
      *t->end++ = radix_digit(value + 1);
      return false;
    }
  }
  t->end--; /* the point */
  return true;
}

/* The digits of a fraction that is known to within `delta`; true: it was
 * rounded up to one. */
static bool radix_fraction(radix_text *t, double fraction, double delta) {
  if (fraction < delta)
    return false;
  *t->end++ = '.';
  do {
    int value;

    fraction *= t->radix;
    delta *= t->radix;
    value = (int)fraction;
    *t->end++ = radix_digit(value);
    fraction -= value;
    if ((fraction > 0.5 || (fraction == 0.5 && (value & 1) != 0)) &&
        fraction + delta > 1)
      return radix_carry(t);
  } while (fraction >= delta);
  return false;
}

static void radix_integer(radix_text *t, double integer) {
  while (integer / t->radix >= 9007199254740992.0) { /* 2^53 */
    integer /= t->radix;
    *--t->begin = '0';
  }
  do {
    double value = fmod(integer, t->radix);

    *--t->begin = radix_digit((int)value);
    integer = (integer - value) / t->radix;
  } while (integer > 0);
}

duk_bool_t drupe__push_radix(duk_hthread *thread, duk_int_t radix) {
  double value = duk_get_number(thread, -1), size = fabs(value);
  double integer = floor(size), delta;
  radix_text t;

  if (!isfinite(value) || (size == integer && size < 9007199254740992.0))
    return 0;
  t.begin = t.end = t.digits + RADIX_POINT;
  t.radix = radix;
  delta = 0.5 * (nextafter(size, INFINITY) - size);
  if (delta < 0x1p-1074)
    delta = 0x1p-1074;
  if (radix_fraction(&t, size - integer, delta))
    integer += 1;
  radix_integer(&t, integer);
  if (value < 0)
    *--t.begin = '-';
  duk_push_lstring(thread, t.begin, (size_t)(t.end - t.begin));
  return 1;
}
