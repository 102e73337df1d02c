/* js/engine/bigint.c - BigInt values: made, read, compared. */
#include "bigint.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <string.h>

#include "message.h"

bool drupe__is_bigint(duk_context *ctx, duk_idx_t index) {
  return duk_is_buffer(ctx, index);
}

drupe__bigint drupe__bigint_of(const duk_tval *tv) {
  duk_hbuffer *h = DUK_TVAL_GET_BUFFER((duk_tval *)(uintptr_t)tv);
  const uint8_t *data = (const void *)((duk_hbuffer_fixed *)(void *)h + 1);
  size_t bytes = DUK_HBUFFER_GET_SIZE(h);

  assert(!DUK_HBUFFER_HAS_DYNAMIC(h) && bytes % sizeof(drupe__limb) == 1);
  return (drupe__bigint){(const void *)data, bytes / sizeof(drupe__limb),
                         data[bytes - 1] != 0};
}

drupe__bigint drupe__bigint_at(duk_context *ctx, duk_idx_t index) {
  return drupe__bigint_of(duk_require_tval(ctx, index));
}

drupe__limb *drupe__bigint_push(duk_context *ctx, size_t size) {
  if (size > DRUPE__BIGINT_LIMBS_MAX)
    (void)duk_range_error(ctx, "Maximum BigInt size exceeded");
  duk_require_stack(ctx, 1);
  return duk_push_buffer_raw(ctx, size * sizeof(drupe__limb) + 1,
                             DUK_BUF_FLAG_NOZERO);
}

/* The buffer keeps its memory and says that it is shorter. */
void drupe__bigint_finish(duk_context *ctx, bool negative) {
  duk_hbuffer *h = duk_known_hbuffer(ctx, -1);
  uint8_t *data = (void *)((duk_hbuffer_fixed *)(void *)h + 1);
  size_t size = drupe__limbs_trim(
      (const void *)data, DUK_HBUFFER_GET_SIZE(h) / sizeof(drupe__limb));

  DUK_HBUFFER_SET_SIZE(h, size * sizeof(drupe__limb) + 1);
  data[size * sizeof(drupe__limb)] = negative && size > 0;
}

void drupe__bigint_push_uint64(duk_context *ctx, uint64_t value) {
  *drupe__bigint_push(ctx, 1) = value;
  drupe__bigint_finish(ctx, false);
}

void drupe__bigint_push_int64(duk_context *ctx, int64_t value) {
  *drupe__bigint_push(ctx, 1) =
      value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  drupe__bigint_finish(ctx, value < 0);
}

/* -- numbers --------------------------------------------------------------- */
#define DOUBLE_LIMBS (DBL_MAX_EXP / DRUPE__LIMB_BITS + 1)

/* The limbs of an integer's magnitude; returns how many. */
static size_t double_limbs(double d, drupe__limb out[DOUBLE_LIMBS]) {
  int exponent;
  uint64_t mantissa = (uint64_t)ldexp(frexp(fabs(d), &exponent), 64);
  size_t at;
  unsigned shift;

  memset(out, 0, DOUBLE_LIMBS * sizeof(*out));
  if (exponent <= 64) {
    out[0] = exponent <= 0 ? 0 : mantissa >> (64 - exponent);
  } else {
    at = ((size_t)exponent - 64) / DRUPE__LIMB_BITS;
    shift = ((unsigned)exponent - 64) % DRUPE__LIMB_BITS;
    out[at] = mantissa << shift;
    if (shift > 0)
      out[at + 1] = mantissa >> (DRUPE__LIMB_BITS - shift);
  }
  return drupe__limbs_trim(out, DOUBLE_LIMBS);
}

bool drupe__bigint_push_double(duk_context *ctx, double value) {
  drupe__limb limbs[DOUBLE_LIMBS];
  size_t size;

  if (!isfinite(value) || trunc(value) != value)
    return false;
  size = double_limbs(value, limbs);
  memcpy(drupe__bigint_push(ctx, size), limbs, size * sizeof(*limbs));
  drupe__bigint_finish(ctx, value < 0);
  return true;
}

/* Bits lost below the top 64 make its lowest one 1: a number with more bits
 * than the result has, and not half-way, is rounded the same by that. */
double drupe__bigint_to_double(const drupe__bigint *b) {
  size_t bits = drupe__limbs_bits(b->limbs, b->size), i;
  unsigned shift;
  drupe__limb top;
  double d;

  if (b->size == 0)
    return 0;
  if (bits > DBL_MAX_EXP)
    return b->negative ? -INFINITY : INFINITY;
  shift = (unsigned)(b->size * DRUPE__LIMB_BITS - bits);
  top = b->limbs[b->size - 1] << shift;
  if (b->size > 1) {
    drupe__limb next = b->limbs[b->size - 2];
    bool lost = (drupe__limb)(next << shift) != 0;

    if (shift > 0)
      top |= next >> (DRUPE__LIMB_BITS - shift);
    for (i = 0; i + 2 < b->size && !lost; i++)
      lost = b->limbs[i] != 0;
    top |= lost;
  }
  d = ldexp((double)top, (int)bits - 64);
  return b->negative ? -d : d;
}

uint64_t drupe__bigint_to_uint64(const drupe__bigint *b) {
  uint64_t low = b->size > 0 ? b->limbs[0] : 0;

  return b->negative ? 0 - low : low;
}

/* -- order ----------------------------------------------------------------- */
int drupe__bigint_compare(const drupe__bigint *a, const drupe__bigint *b) {
  int order;

  if (a->negative != b->negative)
    return a->negative ? -1 : 1;
  order = drupe__limbs_compare(a->limbs, a->size, b->limbs, b->size);
  return a->negative ? -order : order;
}

int drupe__bigint_compare_double(const drupe__bigint *a, double d) {
  drupe__limb limbs[DOUBLE_LIMBS];
  drupe__bigint b = {limbs, 0, d < 0};
  double whole = trunc(d);
  int order;

  if (isnan(d))
    return 2;
  if (isinf(d))
    return d > 0 ? -1 : 1;
  b.size = double_limbs(whole, limbs);
  b.negative = b.size > 0 && d < 0;
  order = drupe__bigint_compare(a, &b);
  if (order == 0)
    order = d > whole ? -1 : d < whole ? 1 : 0;
  return order;
}

/* -- asIntN, asUintN ------------------------------------------------------- */
/* out = a mod 2^bits, in as many limbs as that takes. */
static void wrap_limbs(drupe__limb *out, size_t size, const drupe__bigint *a,
                       size_t bits) {
  size_t have = a->size < size ? a->size : size, i;

  memcpy(out, a->limbs, have * sizeof(*out));
  memset(out + have, 0, (size - have) * sizeof(*out));
  if (a->negative) {
    drupe__limb carry = 1;

    for (i = 0; i < size; i++) {
      out[i] = ~out[i] + carry;
      carry = carry != 0 && out[i] == 0;
    }
  }
  if (bits % DRUPE__LIMB_BITS != 0)
    out[size - 1] &= ((drupe__limb)1 << bits % DRUPE__LIMB_BITS) - 1;
}

void drupe__bigint_wrap(duk_context *ctx, duk_idx_t index, size_t bits,
                        bool is_signed) {
  drupe__bigint a = drupe__bigint_at(ctx, index);
  size_t size = (bits + DRUPE__LIMB_BITS - 1) / DRUPE__LIMB_BITS, i;
  drupe__limb *out, carry = 1;

  index = duk_normalize_index(ctx, index);
  if (drupe__limbs_bits(a.limbs, a.size) < bits && !a.negative) {
    duk_dup(ctx, index);
    return;
  }
  out = drupe__bigint_push(ctx, size);
  if (size == 0) {
    drupe__bigint_finish(ctx, false);
    return;
  }
  wrap_limbs(out, size, &a, bits);
  if (!is_signed || (out[size - 1] >> (bits - 1) % DRUPE__LIMB_BITS & 1) == 0) {
    drupe__bigint_finish(ctx, false);
    return;
  }
  for (i = 0; i < size; i++) { /* 2^bits - it */
    out[i] = ~out[i] + carry;
    carry = carry != 0 && out[i] == 0;
  }
  if (bits % DRUPE__LIMB_BITS != 0)
    out[size - 1] &= ((drupe__limb)1 << bits % DRUPE__LIMB_BITS) - 1;
  drupe__bigint_finish(ctx, true);
}

/* -- ToBigInt -------------------------------------------------------------- */
void drupe__to_bigint(duk_context *ctx, duk_idx_t index) {
  index = duk_require_normalize_index(ctx, index);
  duk_to_primitive(ctx, index, DUK_HINT_NUMBER);
  if (drupe__is_bigint(ctx, index))
    return;
  if (duk_is_boolean(ctx, index)) {
    drupe__bigint_push_uint64(ctx, duk_get_boolean(ctx, index));
  } else if (duk_is_symbol(ctx, index) || !duk_is_string(ctx, index)) {
    drupe__readable_push(ctx, duk_get_tval(ctx, index));
    (void)duk_type_error(ctx, "Cannot convert %s to a BigInt",
                         duk_get_string(ctx, -1));
  } else if (!drupe__bigint_parse(ctx, index)) {
    (void)duk_syntax_error(ctx, "Cannot convert %s to a BigInt",
                           duk_get_string(ctx, index));
  }
  duk_replace(ctx, index);
}
