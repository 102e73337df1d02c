/* js/engine/builtin_number.c - Number.prototype's toFixed, toExponential and
 * toPrecision, exact for every double (ECMA-262 21.1.3), and what Number("..")
 * does not take. */
#include "builtins.h"
#include "engine_internal.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A double has at most 767 significant decimal digits. */
enum { DIGITS_MAX = 800, TEXT_MAX = 1200 };

__extension__ typedef unsigned __int128 wide;

/* The decimal digits of |x|, more than `count`: so many that they tell to which
 * side it is rounded, all where it is near a half.  "d.ddde+dd" */
static void write_digits(double x, int count, char *out, size_t size) {
  int more = count + 4;

  if (count > 0 && more < DIGITS_MAX) {
    snprintf(out, size, "%.*e", more - 1, fabs(x));
    if (memcmp(out + count + 1, "5000", 4) != 0)
      return;
  }
  snprintf(out, size, "%.*e", DIGITS_MAX - 1, fabs(x));
}

/* The decimal digits of |x|, rounded to `count` of them, halves away from
 * zero; returns the exponent of the first.  count <= 0 rounds to nothing or to
 * one unit of the digit before the first. */
static int round_digits(double x, int count, char *digits) {
  char exact[DIGITS_MAX + 32];
  int exponent, i;

  write_digits(x, count, exact, sizeof(exact));
  exponent = atoi(strchr(exact, 'e') + 1);
  exact[1] = exact[0]; /* d.ddd becomes dddd, from exact + 1 */
  if (count < 0 || (count == 0 && exact[1] < '5')) {
    digits[0] = 0;
    return exponent;
  }
  memcpy(digits, exact + 1, (size_t)count);
  digits[count] = 0;
  if (exact[1 + count] < '5')
    return exponent;
  for (i = count - 1; i >= 0 && digits[i] == '9'; i--)
    digits[i] = '0';
  if (i >= 0) {
    digits[i]++;
    return exponent;
  }
  memmove(digits + 1, digits, (size_t)count + 1);
  digits[0] = '1';
  return exponent + 1;
}

/* this as a Number; pushes it. */
static double this_number(duk_context *ctx, const char *method) {
  duk_hobject *o;

  duk_push_this(ctx);
  o = duk_get_hobject(ctx, -1);
  if (o != NULL && DUK_HOBJECT_GET_CLASS_NUMBER(o) == DUK_HOBJECT_CLASS_NUMBER)
    duk_push_tval(ctx, duk_hobject_get_internal_value_tval_ptr(ctx->heap, o));
  if (!duk_is_number(ctx, -1))
    (void)duk_type_error(
        ctx, "Number.prototype.%s requires that 'this' be a Number", method);
  return duk_get_number(ctx, -1);
}

static duk_ret_t push_plain(duk_context *ctx, double x) {
  duk_push_number(ctx, x);
  duk_to_string(ctx, -1);
  return 1;
}

/* -- toFixed --------------------------------------------------------------- */
/* printf rounds halves to even, which is right unless the value is one. */
static bool is_near_half(double x, int places) {
  double scaled = fabs(x) * pow(10, places);

  return scaled > 1e15 || fabs(scaled - floor(scaled) - 0.5) < 1e-4;
}

static void fixed_exactly(char *out, double x, int places) {
  char digits[DIGITS_MAX + 8] = {0};
  int exponent, count, size, i;

  snprintf(digits, sizeof(digits), "%.17e", fabs(x));
  exponent = atoi(strchr(digits, 'e') + 1);
  count = exponent + 1 + places;
  exponent = round_digits(x, count, digits);
  size = (int)strlen(digits);
  if (x < 0)
    *out++ = '-';
  if (exponent < 0 || size == 0)
    *out++ = '0';
  for (i = 0; i <= exponent && size > 0; i++)
    *out++ = i < size ? digits[i] : '0';
  if (places > 0)
    *out++ = '.';
  for (i = 1; i <= places; i++) {
    int at = exponent + i;

    *out++ = at >= 0 && at < size ? digits[at] : '0';
  }
  *out = 0;
}

/* Few digits of a number that is not large, in exact integers: x is mantissa
 * by 2 ** -shift, and so is x * 10 ** places of a larger mantissa.  0: no. */
static size_t fixed_quickly(char *out, double x, int places) {
  static const uint64_t powers[] = {1,     10,     100,     1000,    10000,
                                    100000, 1000000, 10000000, 100000000};
  uint64_t whole, power = powers[places];
  wide scaled;
  int exponent, shift, i;
  char *end;

  scaled = (uint64_t)ldexp(frexp(fabs(x), &exponent), 53);
  shift = 53 - exponent;
  assert(shift > 0);
  scaled *= power;
  whole = shift >= 100 ? 0 : (uint64_t)(scaled >> shift);
  if (shift < 100 && (uint64_t)(scaled >> (shift - 1) & 1) != 0)
    whole++; /* halves away from zero */
  if (x < 0)
    *out++ = '-';
  end = out + drupe__text_of_integer((int64_t)(whole / power), out);
  if (places > 0)
    *end++ = '.';
  for (whole %= power, i = places; i > 0; i--, whole /= 10)
    end[i - 1] = (char)('0' + whole % 10);
  return (size_t)(end + places - out) + (x < 0);
}

static duk_ret_t number_to_fixed(duk_context *ctx) {
  double x = this_number(ctx, "toFixed"), places = drupe__integer(ctx, 0);
  char text[TEXT_MAX];

  if (places < 0 || places > 100)
    return duk_range_error(
        ctx, "toFixed() digits argument must be between 0 and 100");
  if (!(fabs(x) < 1e21))
    return push_plain(ctx, x);
  if (places <= 8 && fabs(x) < 1e10) {
    duk_push_lstring(ctx, text, fixed_quickly(text, x, (int)places));
    return 1;
  }
  if (places <= 20 && !is_near_half(x, (int)places))
    snprintf(text, sizeof(text), "%.*f", (int)places, x == 0 ? 0.0 : x);
  else
    fixed_exactly(text, x, (int)places);
  duk_push_string(ctx, text);
  return 1;
}

/* -- toExponential, toPrecision -------------------------------------------- */
static void write_exponential(char *out, double x, const char *digits,
                              int exponent) {
  out += sprintf(out, "%s%c%s%s", x < 0 ? "-" : "", digits[0],
                 digits[1] != 0 ? "." : "", digits + 1);
  sprintf(out, "e%c%d", exponent < 0 ? '-' : '+', abs(exponent));
}

/* As few digits as tell the double from its neighbours. */
static int shortest_digits(double x, char *digits) {
  char text[40];
  int count, size;

  for (count = 1; count < 17; count++) {
    snprintf(text, sizeof(text), "%.*e", count - 1, x);
    if (strtod(text, NULL) == x)
      break;
  }
  snprintf(text, sizeof(text), "%.*e", count - 1, fabs(x));
  digits[0] = text[0];
  size = count > 1 ? count - 1 : 0;
  memcpy(digits + 1, text + 2, (size_t)size);
  digits[1 + size] = 0;
  return atoi(strchr(text, 'e') + 1);
}

static duk_ret_t number_to_exponential(duk_context *ctx) {
  double x = this_number(ctx, "toExponential");
  bool shortest = duk_is_undefined(ctx, 0);
  double places = drupe__integer(ctx, 0); /* which changes what is there */
  char digits[DIGITS_MAX + 8] = {0}, text[TEXT_MAX];
  int exponent;

  if (!isfinite(x))
    return push_plain(ctx, x);
  if (places < 0 || places > 100)
    return duk_range_error(
        ctx, "toExponential() argument must be between 0 and 100");
  if (x == 0) {
    memset(digits, '0', 101);
    digits[shortest ? 1 : (int)places + 1] = 0;
    exponent = 0;
  } else if (shortest) {
    exponent = shortest_digits(x, digits);
  } else {
    exponent = round_digits(x, (int)places + 1, digits);
    digits[(int)places + 1] = 0; /* one more after a carry */
  }
  write_exponential(text, x, digits, exponent);
  duk_push_string(ctx, text);
  return 1;
}

static void write_positional(char *out, double x, const char *digits,
                             int exponent, int precision) {
  int i;

  if (x < 0)
    *out++ = '-';
  if (exponent < 0) {
    out += sprintf(out, "0.");
    for (i = exponent; i < -1; i++)
      *out++ = '0';
    strcpy(out, digits);
    return;
  }
  memcpy(out, digits, (size_t)exponent + 1);
  out += exponent + 1;
  if (exponent + 1 < precision)
    out += sprintf(out, ".%s", digits + exponent + 1);
  *out = 0;
}

static duk_ret_t number_to_precision(duk_context *ctx) {
  double x = this_number(ctx, "toPrecision"), precision;
  char digits[DIGITS_MAX + 8] = {0}, text[TEXT_MAX];
  int exponent = 0;

  if (duk_is_undefined(ctx, 0))
    return push_plain(ctx, x);
  precision = drupe__integer(ctx, 0);
  if (!isfinite(x))
    return push_plain(ctx, x);
  if (precision < 1 || precision > 100)
    return duk_range_error(ctx,
                           "toPrecision() argument must be between 1 and 100");
  if (x == 0)
    memset(digits, '0', 101);
  else
    exponent = round_digits(x, (int)precision, digits);
  digits[(int)precision] = 0; /* one more after a carry */
  if (exponent < -6 || exponent >= precision)
    write_exponential(text, x, digits, exponent);
  else
    write_positional(text, x, digits, exponent, (int)precision);
  duk_push_string(ctx, text);
  return 1;
}

/* Number("-0x10") and Number("0x1.8") are no numbers; the engine's parser takes
 * them.  Asked of the string on top. */
duk_bool_t drupe__is_signed_radix(duk_hthread *thread) {
  size_t size;
  const char *p = duk_get_lstring(thread, -1, &size), *end = p + size;
  bool sign;

  while (p < end && (*p == ' ' || (*p >= '\t' && *p <= '\r')))
    p++;
  sign = p < end && (*p == '+' || *p == '-');
  p += sign;
  if (end - p < 2 || p[0] != '0' || memchr("xXoObB", p[1], 6) == NULL)
    return false;
  return sign || memchr(p, '.', (size_t)(end - p)) != NULL;
}

static const drupe__builtin methods[] = {
    {"toExponential", number_to_exponential, 1, 1, 0},
    {"toFixed", number_to_fixed, 1, 1, 0},
    {"toPrecision", number_to_precision, 1, 1, 0},
    DRUPE__BUILTIN_END};

/* -- parseInt -------------------------------------------------------------- */
static int digit_value(duk_uint8_t c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'z' ? c - 'a' + 10 : 36;
}

/* The digits of a number that 64 bits hold, and those behind them. */
typedef struct digits {
  const duk_uint8_t *from, *end; /* all of them */
  uint64_t value;
  const duk_uint8_t *rest; /* what `value` has no room for */
} digits;

static void take_digits(const duk_uint8_t *p, const duk_uint8_t *end,
                        int radix, digits *out) {
  *out = (digits){p, p, 0, NULL};
  for (; p < end && digit_value(*p) < radix; p++) {
    if (out->rest == NULL && out->value > UINT64_MAX / 36 - 1)
      out->rest = p;
    if (out->rest == NULL)
      out->value = out->value * (uint64_t)radix + (uint64_t)digit_value(*p);
  }
  out->end = p;
}

/* Of a radix that is a power of two: what lies behind only matters for which
 * of two neighbours is nearer. */
static double long_binary(const digits *d, int radix) {
  uint64_t value = d->value;
  const duk_uint8_t *p;

  for (p = d->rest; p < d->end; p++)
    value |= digit_value(*p) != 0;
  return ldexp((double)value, (int)(d->end - d->rest) * __builtin_ctz(radix));
}

static bool long_decimal(const digits *d, double *out) {
  size_t size = (size_t)(d->end - d->from);
  char text[TEXT_MAX];

  if (size >= sizeof(text))
    return false;
  memcpy(text, d->from, size);
  text[size] = 0;
  *out = strtod(text, NULL);
  return true;
}

/* The number that the text begins with, with nothing in front; 0 is radix 10,
 * or 16 if the text says so.  False: that needs more care. */
static bool parse_digits(const duk_uint8_t *p, const duk_uint8_t *end,
                         int radix, double *out) {
  bool negative = p < end && *p == '-';
  digits d;

  p += p < end && (*p == '-' || *p == '+');
  if ((radix == 0 || radix == 16) && end - p > 1 && *p == '0' &&
      (p[1] | 0x20) == 'x') {
    p += 2;
    radix = 16;
  }
  if (radix == 0)
    radix = 10;
  take_digits(p, end, radix, &d);
  if (d.end == p)
    return false;
  if (d.rest == NULL)
    *out = (double)d.value;
  else if ((radix & (radix - 1)) == 0 && d.end - d.rest < 1000)
    *out = long_binary(&d, radix);
  else if (radix != 10 || !long_decimal(&d, out))
    return false;
  if (negative)
    *out = -*out;
  return true;
}

/* parseInt(text, radix) of what it is mostly asked.  False: nothing is done. */
duk_bool_t drupe__quick_parse_int(duk_hthread *thread) {
  const duk_tval *text = thread->valstack_bottom, *base = text + 1;
  int64_t radix = 0;
  double value;

  if (DUK_TVAL_IS_FASTINT(base))
    radix = DUK_TVAL_GET_FASTINT(base);
  else if (!DUK_TVAL_IS_UNDEFINED(base))
    return 0;
  if (DUK_TVAL_IS_FASTINT(text) && (radix == 0 || radix == 10)) {
    duk_dup(thread, 0);
    return 1;
  }
  if (DUK_TVAL_IS_STRING(text) && radix != 1 && radix >= 0 &&
      radix <= 36) {
    const duk_hstring *h = DUK_TVAL_GET_STRING(text);
    const duk_uint8_t *p = DUK_HSTRING_GET_DATA(h);

    if (!parse_digits(p, p + DUK_HSTRING_GET_BYTELEN(h), (int)radix, &value))
      return 0;
    duk_push_undefined(thread);
    DUK_TVAL_SET_NUMBER_CHKFAST_FAST(thread->valstack_top - 1, value);
    return 1;
  }
  return 0;
}

/* The functions that Number shares with the global object: Duktape's have no
 * name. */
static void name_shared(duk_context *ctx, const char *name) {
  duk_push_hobject(ctx, ctx->builtins[DUK_BIDX_GLOBAL]);
  duk_get_prop_string(ctx, -1, name);
  duk_push_string(ctx, name);
  duk_xdef_prop_stridx_short(ctx, -2, DUK_STRIDX_NAME, DUK_PROPDESC_FLAGS_C);
  duk_pop_2(ctx);
}

void drupe__builtin_number(duk_context *ctx) {
  name_shared(ctx, "parseInt");
  name_shared(ctx, "parseFloat");
  drupe__push_prototype(ctx, "Number");
  drupe__define(ctx, -1, methods);
  duk_pop(ctx);
}
