/* kernel/bigint.c - the service "drupe.bigint". */
#include "kernel/tables.h"

#include "drupe/bigint.h"

static const int64_t bigint_safe = 9007199254740991; /* 2^53 - 1 */

static drupe_value bigint_refuse(drupe_cx *cx, const char *digits) {
  return drupe__raisef(drupe__kernel_of(cx), DRUPE_RANGE_ERROR,
                       "ERR_OUT_OF_RANGE",
                       "%s is beyond the integers that a number holds exactly, "
                       "and this build has no BigInt",
                       digits);
}

static drupe_value bigint_from_int64(drupe_cx *cx, void *self, int64_t i) {
  char digits[24];

  (void)self;
  if (i >= -bigint_safe && i <= bigint_safe)
    return i == (int32_t)i ? drupe_int((int32_t)i) : drupe_number((double)i);
  snprintf(digits, sizeof(digits), "%lld", (long long)i);
  return bigint_refuse(cx, digits);
}

static drupe_value bigint_from_uint64(drupe_cx *cx, void *self, uint64_t u) {
  char digits[24];

  if (u <= (uint64_t)bigint_safe)
    return bigint_from_int64(cx, self, (int64_t)u);
  snprintf(digits, sizeof(digits), "%llu", (unsigned long long)u);
  return bigint_refuse(cx, digits);
}

/* A whole number that a double holds; false: it is none. */
static bool bigint_whole(drupe_value v, double low, double high, double *out) {
  double d = drupe_to_double(v);

  *out = d;
  return d >= low && d < high && d - (double)(int64_t)d == 0;
}

static int32_t bigint_to_int64(drupe_cx *cx, void *self, drupe_value v,
                               int64_t *out) {
  double d;

  (void)cx;
  (void)self;
  if (drupe_is_int(v)) {
    *out = drupe_to_int64(v);
    return DRUPE_OK;
  }
  if (!drupe_is_number(v))
    return DRUPE_E_TYPE;
  if (!bigint_whole(v, -9223372036854775808.0, 9223372036854775808.0, &d))
    return DRUPE_E_LOSSY;
  *out = (int64_t)d;
  return DRUPE_OK;
}

static int32_t bigint_to_uint64(drupe_cx *cx, void *self, drupe_value v,
                                uint64_t *out) {
  double d;

  (void)cx;
  (void)self;
  if (!drupe_is_number(v))
    return DRUPE_E_TYPE;
  d = drupe_to_double(v);
  if (!(d >= 0 && d < 18446744073709551616.0) ||
      (double)(uint64_t)d - d != 0)
    return DRUPE_E_LOSSY;
  *out = (uint64_t)d;
  return DRUPE_OK;
}

const drupe_bigint_api drupe__bigint_api = {
    .head = DRUPE__HEAD(drupe_bigint_api),
    .from_int64 = bigint_from_int64,
    .from_uint64 = bigint_from_uint64,
    .to_int64 = bigint_to_int64,
    .to_uint64 = bigint_to_uint64,
};
