/* js/engine/bigint_op.c - the operators of BigInt (ECMA-262 6.1.6.2). */
#include "bigint.h"

#include <assert.h>
#include <string.h>

static const drupe__limb one_limb[1] = {1};
static const drupe__bigint one = {one_limb, 1, false};

/* [.. scratch result] -> [.. result] and the like. */
static void op_drop_below(duk_context *ctx, int count) {
  while (count-- > 0)
    duk_remove(ctx, -2);
}

static drupe__limb *op_scratch(duk_context *ctx, size_t limbs) {
  duk_require_stack(ctx, 1);
  return duk_push_buffer_raw(ctx, limbs * sizeof(drupe__limb),
                             DUK_BUF_FLAG_NOZERO);
}

/* -- each pushes its result ------------------------------------------------ */
static void op_add(duk_context *ctx, const drupe__bigint *a,
                   const drupe__bigint *b, bool b_negative) {
  drupe__limb *out;

  if (a->negative == b_negative) {
    if (a->size < b->size) {
      const drupe__bigint *swap = a;

      a = b;
      b = swap;
    }
    out = drupe__bigint_push(ctx, a->size + 1);
    out[a->size] = drupe__limbs_add(out, a->limbs, a->size, b->limbs, b->size);
    drupe__bigint_finish(ctx, b_negative);
    return;
  }
  if (drupe__limbs_compare(a->limbs, a->size, b->limbs, b->size) >= 0) {
    out = drupe__bigint_push(ctx, a->size);
    (void)drupe__limbs_subtract(out, a->limbs, a->size, b->limbs, b->size);
    drupe__bigint_finish(ctx, !b_negative);
  } else {
    out = drupe__bigint_push(ctx, b->size);
    (void)drupe__limbs_subtract(out, b->limbs, b->size, a->limbs, a->size);
    drupe__bigint_finish(ctx, b_negative);
  }
}

static void op_multiply(duk_context *ctx, const drupe__bigint *a,
                        const drupe__bigint *b) {
  drupe__limb *out, *scratch;

  if (a->size == 0 || b->size == 0) {
    (void)drupe__bigint_push(ctx, 0);
    drupe__bigint_finish(ctx, false);
    return;
  }
  scratch = op_scratch(ctx, drupe__limbs_scratch(a->size, b->size));
  out = drupe__bigint_push(ctx, a->size + b->size);
  drupe__limbs_multiply(out, a->limbs, a->size, b->limbs, b->size, scratch);
  drupe__bigint_finish(ctx, a->negative != b->negative);
  op_drop_below(ctx, 1);
}

static void op_divide_one(duk_context *ctx, const drupe__bigint *a,
                          const drupe__bigint *b, bool remainder) {
  drupe__limb *out = drupe__bigint_push(ctx, a->size), rest;

  memcpy(out, a->limbs, a->size * sizeof(*out));
  rest = drupe__limbs_divide_one(out, a->size, b->limbs[0]);
  if (!remainder) {
    drupe__bigint_finish(ctx, a->negative != b->negative);
    return;
  }
  memset(out, 0, a->size * sizeof(*out));
  out[0] = rest;
  drupe__bigint_finish(ctx, a->negative);
}

/* Both shifted left until the divisor's top bit is set. */
static void op_divide_many(duk_context *ctx, const drupe__bigint *a,
                           const drupe__bigint *b, bool remainder) {
  unsigned shift = (unsigned)__builtin_clzll(b->limbs[b->size - 1]);
  drupe__limb *divisor = op_scratch(ctx, b->size);
  drupe__limb *quotient, *rest;

  (void)drupe__limbs_shift_left(divisor, b->limbs, b->size, shift);
  quotient = drupe__bigint_push(ctx, a->size - b->size + 1);
  rest = drupe__bigint_push(ctx, a->size + 1);
  rest[a->size] = drupe__limbs_shift_left(rest, a->limbs, a->size, shift);
  drupe__limbs_divide(quotient, rest, a->size, divisor, b->size);
  if (remainder) {
    drupe__limbs_shift_right(rest, rest, a->size + 1, shift);
    drupe__bigint_finish(ctx, a->negative);
    op_drop_below(ctx, 2);
  } else {
    duk_pop(ctx);
    drupe__bigint_finish(ctx, a->negative != b->negative);
    op_drop_below(ctx, 1);
  }
}

/* Towards zero; the remainder has the dividend's sign. */
static void op_divide(duk_context *ctx, const drupe__bigint *a,
                      const drupe__bigint *b, bool remainder) {
  if (b->size == 0)
    (void)duk_range_error(ctx, "Division by zero");
  if (drupe__limbs_compare(a->limbs, a->size, b->limbs, b->size) < 0) {
    size_t size = remainder ? a->size : 0;
    drupe__limb *out = drupe__bigint_push(ctx, size);

    memcpy(out, a->limbs, size * sizeof(*out));
    drupe__bigint_finish(ctx, a->negative);
  } else if (b->size == 1) {
    op_divide_one(ctx, a, b, remainder);
  } else {
    op_divide_many(ctx, a, b, remainder);
  }
}

static void op_shift_left(duk_context *ctx, const drupe__bigint *a,
                          uint64_t by) {
  size_t limbs;
  drupe__limb *out;

  if (by > DRUPE__BIGINT_LIMBS_MAX * DRUPE__LIMB_BITS)
    (void)duk_range_error(ctx, "Maximum BigInt size exceeded");
  limbs = (size_t)(by / DRUPE__LIMB_BITS);
  out = drupe__bigint_push(ctx, limbs + a->size + 1);
  memset(out, 0, limbs * sizeof(*out));
  out[limbs + a->size] = drupe__limbs_shift_left(
      out + limbs, a->limbs, a->size, by % DRUPE__LIMB_BITS);
  drupe__bigint_finish(ctx, a->negative);
}

/* Is a bit below `by` set?  A negative number is rounded away from zero. */
static bool op_loses_bits(const drupe__bigint *a, size_t limbs, unsigned bits) {
  size_t i;

  for (i = 0; i < limbs; i++) {
    if (a->limbs[i] != 0)
      return true;
  }
  return bits > 0 && a->limbs[limbs] << (DRUPE__LIMB_BITS - bits) != 0;
}

static void op_shift_right(duk_context *ctx, const drupe__bigint *a,
                           uint64_t by) {
  size_t limbs, size;
  unsigned bits = by % DRUPE__LIMB_BITS;
  drupe__limb *out;

  if (by / DRUPE__LIMB_BITS >= a->size) {
    *drupe__bigint_push(ctx, 1) = a->negative;
    drupe__bigint_finish(ctx, a->negative);
    return;
  }
  limbs = (size_t)(by / DRUPE__LIMB_BITS);
  size = a->size - limbs;
  out = drupe__bigint_push(ctx, size + 1);
  drupe__limbs_shift_right(out, a->limbs + limbs, size, bits);
  out[size] = 0;
  if (a->negative && op_loses_bits(a, limbs, bits))
    out[size] = drupe__limbs_add(out, out, size, one_limb, 1);
  drupe__bigint_finish(ctx, a->negative);
}

static void op_shift(duk_context *ctx, const drupe__bigint *a,
                     const drupe__bigint *b, bool left) {
  uint64_t by = b->size == 0 ? 0 : b->size > 1 ? UINT64_MAX : b->limbs[0];

  if (a->size == 0 || by == 0)
    op_add(ctx, a, &(drupe__bigint){NULL, 0, false}, a->negative);
  else if (left != b->negative)
    op_shift_left(ctx, a, by);
  else
    op_shift_right(ctx, a, by);
}

/* -- bits, as of two's complement with endless sign bits ------------------- */
static drupe__limb op_limb(const drupe__bigint *a, size_t i,
                           drupe__limb *carry) {
  drupe__limb limb = i < a->size ? a->limbs[i] : 0;

  if (!a->negative)
    return limb;
  limb = ~limb + *carry;
  *carry = *carry != 0 && limb == 0;
  return limb;
}

static drupe__limb op_combine(drupe__bigint_op op, drupe__limb a,
                              drupe__limb b) {
  return op == DRUPE__BIGINT_AND  ? a & b
         : op == DRUPE__BIGINT_OR ? a | b
                                  : a ^ b;
}

static void op_bits(duk_context *ctx, const drupe__bigint *a,
                    const drupe__bigint *b, drupe__bigint_op op) {
  size_t size = (a->size > b->size ? a->size : b->size) + 1, i;
  drupe__limb *out = drupe__bigint_push(ctx, size);
  drupe__limb a_carry = 1, b_carry = 1, carry = 1;
  bool negative = op_combine(op, a->negative, b->negative) != 0;

  for (i = 0; i < size; i++) {
    drupe__limb x = op_limb(a, i, &a_carry), y = op_limb(b, i, &b_carry);

    out[i] = op_combine(op, x, y);
    if (negative) {
      out[i] = ~out[i] + carry;
      carry = carry != 0 && out[i] == 0;
    }
  }
  drupe__bigint_finish(ctx, negative);
}

/* -- powers ---------------------------------------------------------------- */
/* [.. result base] by square and multiply. */
static void op_power_loop(duk_context *ctx, uint64_t exponent) {
  for (; exponent != 0; exponent >>= 1) {
    drupe__bigint result = drupe__bigint_at(ctx, -2);
    drupe__bigint base = drupe__bigint_at(ctx, -1);

    if (exponent & 1) {
      op_multiply(ctx, &result, &base);
      duk_replace(ctx, -3);
    }
    if (exponent > 1) {
      op_multiply(ctx, &base, &base);
      duk_replace(ctx, -2);
    }
  }
}

static void op_power(duk_context *ctx, const drupe__bigint *a,
                     const drupe__bigint *b) {
  size_t bits = drupe__limbs_bits(a->limbs, a->size);
  bool odd = b->size > 0 && (b->limbs[0] & 1) != 0;

  if (b->negative)
    (void)duk_range_error(ctx, "Exponent must be non-negative");
  if (b->size == 0) {
    op_add(ctx, &one, &(drupe__bigint){NULL, 0, false}, false);
  } else if (bits <= 1) { /* 0, 1, -1 */
    op_add(ctx, &(drupe__bigint){a->limbs, a->size, a->negative && odd},
           &(drupe__bigint){NULL, 0, false}, a->negative && odd);
  } else if (b->size > 1 ||
             b->limbs[0] >=
                 DRUPE__BIGINT_LIMBS_MAX * DRUPE__LIMB_BITS / (bits - 1)) {
    (void)duk_range_error(ctx, "Maximum BigInt size exceeded");
  } else if (a->size == 1 && a->limbs[0] == 2) {
    op_shift_left(ctx, &(drupe__bigint){one_limb, 1, a->negative && odd},
                  b->limbs[0]);
  } else {
    duk_require_stack(ctx, 4);
    op_add(ctx, &one, &(drupe__bigint){NULL, 0, false}, false);
    op_add(ctx, a, &(drupe__bigint){NULL, 0, false}, a->negative);
    op_power_loop(ctx, b->limbs[0]);
    duk_pop(ctx);
  }
}

void drupe__bigint_apply(duk_context *ctx, drupe__bigint_op op) {
  drupe__bigint a = drupe__bigint_at(ctx, -2), b = drupe__bigint_at(ctx, -1);

  switch (op) {
  case DRUPE__BIGINT_ADD: op_add(ctx, &a, &b, b.negative); break;
  case DRUPE__BIGINT_SUBTRACT: op_add(ctx, &a, &b, !b.negative); break;
  case DRUPE__BIGINT_MULTIPLY: op_multiply(ctx, &a, &b); break;
  case DRUPE__BIGINT_DIVIDE: op_divide(ctx, &a, &b, false); break;
  case DRUPE__BIGINT_REMAINDER: op_divide(ctx, &a, &b, true); break;
  case DRUPE__BIGINT_POWER: op_power(ctx, &a, &b); break;
  case DRUPE__BIGINT_AND:
  case DRUPE__BIGINT_OR:
  case DRUPE__BIGINT_XOR: op_bits(ctx, &a, &b, op); break;
  case DRUPE__BIGINT_LEFT: op_shift(ctx, &a, &b, true); break;
  case DRUPE__BIGINT_RIGHT: op_shift(ctx, &a, &b, false); break;
  case DRUPE__BIGINT_UNSIGNED_RIGHT:
    (void)duk_type_error(
        ctx, "BigInts have no unsigned right shift, use >> instead");
  }
  op_drop_below(ctx, 2);
}

void drupe__bigint_negate(duk_context *ctx) {
  drupe__bigint a = drupe__bigint_at(ctx, -1);

  op_add(ctx, &(drupe__bigint){a.limbs, a.size, !a.negative},
         &(drupe__bigint){NULL, 0, false}, !a.negative);
  op_drop_below(ctx, 1);
}
