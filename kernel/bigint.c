/* kernel/bigint.c - the service "drupe.bigint". */
#include "kernel/tables.h"

#include "drupe/bigint.h"
#include "engine/bigint.h"

static const int64_t bigint_safe = 9007199254740991; /* 2^53 - 1 */

static duk_ret_t bigint_do_int64(duk_context *ctx, void *data) {
  drupe__bigint_push_int64(ctx, *(const int64_t *)data);
  return 1;
}

static duk_ret_t bigint_do_uint64(duk_context *ctx, void *data) {
  drupe__bigint_push_uint64(ctx, *(const uint64_t *)data);
  return 1;
}

static drupe_value bigint_make(drupe_cx *cx, duk_safe_call_function how,
                               void *number) {
  drupe__kernel *k = drupe__kernel_of(cx);

  if (!drupe__may_run(cx, 4) || !drupe__try(k, how, number, 0))
    return drupe_none();
  return drupe__top(k->thread);
}

static drupe_value bigint_from_int64(drupe_cx *cx, void *self, int64_t i) {
  (void)self;
  if (i == (int32_t)i)
    return drupe_int((int32_t)i);
  if (i >= -bigint_safe && i <= bigint_safe)
    return drupe_number((double)i);
  return bigint_make(cx, bigint_do_int64, &i);
}

static drupe_value bigint_from_uint64(drupe_cx *cx, void *self, uint64_t u) {
  if (u <= (uint64_t)bigint_safe)
    return bigint_from_int64(cx, self, (int64_t)u);
  return bigint_make(cx, bigint_do_uint64, &u);
}

/* The magnitude of a BigInt of at most 64 bits; false: it has more. */
static bool bigint_read(drupe_value v, uint64_t *magnitude, bool *negative) {
  drupe__bigint b;
  duk_tval tv;

  DUK_TVAL_SET_BUFFER(&tv, (duk_hbuffer *)drupe__cell(v));
  b = drupe__bigint_of(&tv);
  *magnitude = b.size == 0 ? 0 : b.limbs[0];
  *negative = b.negative;
  return b.size <= 1;
}

static int32_t bigint_read_int64(drupe_value v, int64_t *out) {
  uint64_t magnitude;
  bool negative;

  if (!bigint_read(v, &magnitude, &negative) ||
      magnitude > (uint64_t)INT64_MAX + negative)
    return DRUPE_E_LOSSY;
  *out = (int64_t)(negative ? 0 - magnitude : magnitude);
  return DRUPE_OK;
}

static int32_t bigint_read_uint64(drupe_value v, uint64_t *out) {
  bool negative;

  return bigint_read(v, out, &negative) && !negative ? DRUPE_OK
                                                     : DRUPE_E_LOSSY;
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
  if (drupe_is_bigint(v))
    return bigint_read_int64(v, out);
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
  if (drupe_is_bigint(v))
    return bigint_read_uint64(v, out);
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
