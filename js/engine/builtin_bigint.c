/* js/engine/builtin_bigint.c - BigInt and BigInt.prototype (ECMA-262 21.2). */
#include "bigint.h"
#include "builtins.h"
#include "engine_internal.h"

#include <math.h>
#include <string.h>

/* BigInt(value): integers of the number type too. */
static duk_ret_t bigint_constructor(duk_context *ctx) {
  if (duk_is_constructor_call(ctx))
    return duk_type_error(ctx, "BigInt is not a constructor");
  duk_set_top(ctx, 1);
  duk_to_primitive(ctx, 0, DUK_HINT_NUMBER);
  if (!duk_is_number(ctx, 0)) {
    drupe__to_bigint(ctx, 0);
    return 1;
  }
  if (!drupe__bigint_push_double(ctx, duk_get_number(ctx, 0)))
    return duk_range_error(ctx,
                           "The number %s cannot be converted to a BigInt "
                           "because it is not an integer",
                           duk_to_string(ctx, 0));
  return 1;
}

/* Pushes the value of `this`, a BigInt or the object of one. */
static void push_this_bigint(duk_context *ctx, const char *method) {
  duk_hobject *h;

  duk_push_this(ctx);
  h = duk_get_hobject(ctx, -1);
  if (h != NULL &&
      DUK_HOBJECT_GET_CLASS_NUMBER(h) == DUK_HOBJECT_CLASS_POINTER) {
    duk_xget_owndataprop_stridx_short(ctx, -1, DUK_STRIDX_INT_VALUE);
    duk_remove(ctx, -2);
  }
  if (!drupe__is_bigint(ctx, -1))
    (void)duk_type_error(
        ctx, "BigInt.prototype.%s requires that 'this' be a BigInt", method);
}

static duk_ret_t bigint_to_string(duk_context *ctx) {
  drupe__bigint b;
  double radix = 10;

  push_this_bigint(ctx, "toString");
  if (!duk_is_undefined(ctx, 0)) {
    radix = drupe__integer(ctx, 0);
    if (radix < 2 || radix > 36)
      return duk_range_error(ctx,
                             "toString() radix argument must be between 2 "
                             "and 36");
  }
  b = drupe__bigint_at(ctx, 1);
  drupe__bigint_push_text(ctx, &b, (unsigned)radix);
  return 1;
}

/* As English writes it: 1,234,567. */
static duk_ret_t bigint_to_locale_string(duk_context *ctx) {
  const char *digits;
  char *out, *p;
  duk_size_t size, i;

  push_this_bigint(ctx, "toLocaleString");
  digits = duk_to_lstring(ctx, -1, &size);
  out = p = duk_push_fixed_buffer(ctx, size + size / 3 + 1);
  for (i = 0; i < size; i++) {
    if (i > 0 && (size - i) % 3 == 0 && digits[i - 1] != '-')
      *p++ = ',';
    *p++ = digits[i];
  }
  duk_push_lstring(ctx, out, (size_t)(p - out));
  return 1;
}

static duk_ret_t bigint_value_of(duk_context *ctx) {
  push_this_bigint(ctx, "valueOf");
  return 1;
}

/* asIntN and asUintN; magic: signed. */
static duk_ret_t bigint_as(duk_context *ctx) {
  double bits = drupe__integer(ctx, 0);
  drupe__bigint b;

  if (bits < 0 || bits > 9007199254740991.0)
    return duk_range_error(ctx, "Invalid value: not (convertible to) a safe "
                                "integer");
  drupe__to_bigint(ctx, 1);
  b = drupe__bigint_at(ctx, 1);
  /* More bits than there are change nothing, but for the sign of asUintN. */
  if (bits > (double)b.size * DRUPE__LIMB_BITS &&
      (!b.negative || duk_get_current_magic(ctx) != 0)) {
    duk_dup(ctx, 1);
    return 1;
  }
  if (bits > (double)(DRUPE__BIGINT_LIMBS_MAX * DRUPE__LIMB_BITS))
    return duk_range_error(ctx, "Maximum BigInt size exceeded");
  drupe__bigint_wrap(ctx, 1, (size_t)bits, duk_get_current_magic(ctx) != 0);
  return 1;
}

static const drupe__builtin statics[] = {{"asIntN", bigint_as, 2, 2, 1},
                                         {"asUintN", bigint_as, 2, 2, 0},
                                         DRUPE__BUILTIN_END};

static const drupe__builtin methods[] = {
    {"toLocaleString", bigint_to_locale_string, 0, 0, 0},
    {"toString", bigint_to_string, 1, 0, 0},
    {"valueOf", bigint_value_of, 0, 0, 0},
    DRUPE__BUILTIN_END};

/* typeof's word takes the place of "pointer", and the prototype the one of
 * Pointer.prototype: no script has pointers. */
static void bigint_take_pointer(duk_context *ctx, duk_hobject *prototype) {
  duk_hstring **word = &ctx->heap->strs[DUK_STRIDX_LC_POINTER];
  duk_hobject **slot = &ctx->builtins[DUK_BIDX_POINTER_PROTOTYPE];
  duk_hstring *old_word = *word;
  duk_hobject *old = *slot;

  duk_push_literal(ctx, "bigint");
  *word = duk_known_hstring(ctx, -1);
  DUK_HSTRING_INCREF(ctx, *word);
  DUK_HSTRING_DECREF(ctx, old_word);
  duk_pop(ctx);
  *slot = prototype;
  DUK_HOBJECT_INCREF(ctx, prototype);
  DUK_HOBJECT_DECREF_ALLOWNULL(ctx, old);
}

void drupe__builtin_bigint(duk_context *ctx) {
  drupe__push_class(ctx, "BigInt", bigint_constructor, 1);
  drupe__define(ctx, -2, statics);
  drupe__define(ctx, -1, methods);
  drupe__define_tag(ctx, -1, "BigInt");
  bigint_take_pointer(ctx, duk_known_hobject(ctx, -1));
  duk_pop_2(ctx);
}
