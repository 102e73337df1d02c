/* js/engine/bigint_hook.c - what the engine's operators call for values that
 * are no numbers, before they take them for some (edit 290-bigint). */
#include "bigint.h"

#include "engine_internal.h"

/* ToNumeric in place: a BigInt stays. */
static bool hook_is_bigint(duk_context *ctx, duk_idx_t index) {
  duk_to_primitive(ctx, index, DUK_HINT_NUMBER);
  if (drupe__is_bigint(ctx, index))
    return true;
  duk_to_number(ctx, index);
  return false;
}

static drupe__bigint_op hook_operator(duk_small_uint_t opcode) {
  switch (opcode) {
  case DUK_OP_ADD >> 2: return DRUPE__BIGINT_ADD;
  case DUK_OP_SUB >> 2: return DRUPE__BIGINT_SUBTRACT;
  case DUK_OP_MUL >> 2: return DRUPE__BIGINT_MULTIPLY;
  case DUK_OP_DIV >> 2: return DRUPE__BIGINT_DIVIDE;
  case DUK_OP_MOD >> 2: return DRUPE__BIGINT_REMAINDER;
  case DUK_OP_EXP >> 2: return DRUPE__BIGINT_POWER;
  case DUK_OP_BAND >> 2: return DRUPE__BIGINT_AND;
  case DUK_OP_BOR >> 2: return DRUPE__BIGINT_OR;
  case DUK_OP_BXOR >> 2: return DRUPE__BIGINT_XOR;
  case DUK_OP_BASL >> 2: return DRUPE__BIGINT_LEFT;
  case DUK_OP_BASR >> 2: return DRUPE__BIGINT_RIGHT;
  default: return DRUPE__BIGINT_UNSIGNED_RIGHT;
  }
}

duk_bool_t drupe__bigint_binary(duk_hthread *thread, duk_small_uint_t opcode) {
  bool a, b;

  a = hook_is_bigint(thread, -2);
  b = hook_is_bigint(thread, -1);
  if (!a && !b)
    return 0;
  if (a != b)
    (void)duk_type_error(thread, "Cannot mix BigInt and other types, use "
                                 "explicit conversions");
  drupe__bigint_apply(thread, hook_operator(opcode));
  return 1;
}

duk_bool_t drupe__bigint_minus(duk_hthread *thread) {
  if (!hook_is_bigint(thread, -1))
    return 0;
  drupe__bigint_negate(thread);
  return 1;
}

/* -x - 1 */
duk_bool_t drupe__bigint_not(duk_hthread *thread) {
  if (!hook_is_bigint(thread, -1))
    return 0;
  drupe__bigint_negate(thread);
  drupe__bigint_push_uint64(thread, 1);
  drupe__bigint_apply(thread, DRUPE__BIGINT_SUBTRACT);
  return 1;
}

/* Bits of `opcode`: 0 down, 1 after. */
duk_bool_t drupe__bigint_step(duk_hthread *thread, duk_idx_t index,
                              duk_small_uint_t opcode) {
  index = duk_normalize_index(thread, index);
  if (!hook_is_bigint(thread, index))
    return 0;
  duk_dup(thread, index);
  duk_dup(thread, index);
  drupe__bigint_push_uint64(thread, 1);
  drupe__bigint_apply(thread, (opcode & 1) != 0 ? DRUPE__BIGINT_SUBTRACT
                                                : DRUPE__BIGINT_ADD);
  if ((opcode & 2) == 0) {
    duk_dup_top(thread);
    duk_replace(thread, -3);
  }
  duk_replace(thread, index);
  return 1;
}

/* -- order and equality ---------------------------------------------------- */
/* A BigInt at `a` against what is no BigInt at `b`, in place. */
static int hook_compare_other(duk_context *ctx, duk_idx_t a, duk_idx_t b) {
  drupe__bigint left = drupe__bigint_at(ctx, a), right;
  int order;

  if (!duk_is_string(ctx, b) || duk_is_symbol(ctx, b))
    return drupe__bigint_compare_double(&left, duk_to_number(ctx, b));
  if (!drupe__bigint_parse(ctx, b))
    return 2;
  right = drupe__bigint_at(ctx, -1);
  order = drupe__bigint_compare(&left, &right);
  duk_pop(ctx);
  return order;
}

duk_int_t drupe__bigint_order(duk_hthread *thread) {
  bool a = drupe__is_bigint(thread, -2), b = drupe__is_bigint(thread, -1);
  int order;

  duk_require_stack(thread, 4);
  if (a && b) {
    drupe__bigint left = drupe__bigint_at(thread, -2);
    drupe__bigint right = drupe__bigint_at(thread, -1);

    return drupe__bigint_compare(&left, &right);
  }
  if (a)
    return hook_compare_other(thread, duk_get_top(thread) - 2,
                              duk_get_top(thread) - 1);
  order = hook_compare_other(thread, duk_get_top(thread) - 1,
                             duk_get_top(thread) - 2);
  return order == 2 ? 2 : -order;
}

duk_bool_t drupe__bigint_same(duk_tval *a, duk_tval *b) {
  drupe__bigint left = drupe__bigint_of(a), right = drupe__bigint_of(b);

  return drupe__bigint_compare(&left, &right) == 0;
}

duk_bool_t drupe__bigint_equals(duk_hthread *thread, duk_tval *a, duk_tval *b) {
  duk_bool_t equal;

  duk_push_tval(thread, a);
  duk_push_tval(thread, b);
  equal = drupe__bigint_order(thread) == 0;
  duk_pop_2(thread);
  return equal;
}

/* -- coercions ------------------------------------------------------------- */
duk_bool_t drupe__bigint_truth(duk_tval *tv) {
  return drupe__bigint_of(tv).size != 0;
}

void drupe__bigint_push_string(duk_hthread *thread, duk_tval *tv) {
  drupe__bigint b;

  duk_require_stack(thread, 4);
  duk_push_tval(thread, tv); /* keeps it */
  b = drupe__bigint_at(thread, -1);
  drupe__bigint_push_text(thread, &b, 10);
  duk_remove(thread, -2);
}

void drupe__bigint_no_number(duk_hthread *thread) {
  (void)duk_type_error(thread, "Cannot convert a BigInt value to a number");
}

void drupe__bigint_no_json(duk_hthread *thread) {
  (void)duk_type_error(thread, "Do not know how to serialize a BigInt");
}

/* Number(value): ToNumeric, then the nearest number. */
void drupe__bigint_number_argument(duk_hthread *thread) {
  drupe__bigint b;

  if (!hook_is_bigint(thread, 0))
    return;
  b = drupe__bigint_at(thread, 0);
  duk_push_number(thread, drupe__bigint_to_double(&b));
  duk_replace(thread, 0);
}
