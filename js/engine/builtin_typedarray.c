/* js/engine/builtin_typedarray.c - %TypedArray% and its prototype (ECMA-262
 * 23.2), which in Duktape have `set` and `subarray` only.
 *
 * What is generic in Array works on typed arrays too and is shared: a typed
 * array has no holes, so the results are the same. */
#include "builtins.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The typed array `this`, on the stack's top. */
static duk_hbufobj *push_this_typed(duk_context *ctx) {
  duk_hobject *o;
  duk_small_uint_t number;

  duk_push_this(ctx);
  o = duk_get_hobject(ctx, -1);
  number = o == NULL ? 0 : (duk_small_uint_t)DUK_HOBJECT_GET_CLASS_NUMBER(o);
  if (number < DUK_HOBJECT_CLASS_INT8ARRAY ||
      number > DUK_HOBJECT_CLASS_FLOAT64ARRAY)
    (void)duk_type_error(ctx, "this is not a typed array.");
  return (duk_hbufobj *)o;
}

static uint64_t typed_length(const duk_hbufobj *t) {
  return t->length >> t->shift;
}

static uint8_t *typed_data(duk_context *ctx, const duk_hbufobj *t) {
  (void)ctx; /* the macro uses it only where heap pointers are packed */
  return t->buf == NULL
             ? NULL
             : (uint8_t *)DUK_HBUFFER_GET_DATA_PTR(ctx->heap, t->buf) +
                   t->offset;
}

/* -- accessors ------------------------------------------------------------- */
static duk_ret_t typed_get_length(duk_context *ctx) {
  duk_push_number(ctx, (double)typed_length(push_this_typed(ctx)));
  return 1;
}
static duk_ret_t typed_get_byte_length(duk_context *ctx) {
  duk_push_uint(ctx, push_this_typed(ctx)->length);
  return 1;
}
static duk_ret_t typed_get_byte_offset(duk_context *ctx) {
  duk_push_uint(ctx, push_this_typed(ctx)->offset);
  return 1;
}

/* undefined for what is no typed array: packages test with this getter. */
static duk_ret_t typed_get_tag(duk_context *ctx) {
  duk_hobject *o;
  duk_small_uint_t number;

  duk_push_this(ctx);
  o = duk_get_hobject(ctx, -1);
  number = o == NULL ? 0 : (duk_small_uint_t)DUK_HOBJECT_GET_CLASS_NUMBER(o);
  if (number < DUK_HOBJECT_CLASS_INT8ARRAY ||
      number > DUK_HOBJECT_CLASS_FLOAT64ARRAY)
    return 0;
  duk_push_hstring_stridx(ctx, DUK_HOBJECT_CLASS_NUMBER_TO_STRIDX(number));
  return 1;
}

/* -- new ones -------------------------------------------------------------- */
/* Pushes the constructor that species says, or the one of the class. */
static void push_species(duk_context *ctx, duk_hobject *o) {
  duk_small_uint_t kind = (duk_small_uint_t)DUK_HOBJECT_GET_CLASS_NUMBER(o) -
                          DUK_HOBJECT_CLASS_INT8ARRAY;

  duk_push_hobject(ctx, o);
  duk_get_prop_stridx(ctx, -1, DUK_STRIDX_CONSTRUCTOR);
  if (duk_is_object(ctx, -1)) {
    drupe__push_key(ctx, "@@species");
    duk_get_prop(ctx, -2);
    duk_replace(ctx, -2);
  }
  if (duk_is_null_or_undefined(ctx, -1)) {
    duk_pop(ctx);
    duk_push_hobject(ctx, ctx->builtins[DUK_BIDX_INT8ARRAY_PROTOTYPE + kind]);
    duk_get_prop_stridx(ctx, -1, DUK_STRIDX_CONSTRUCTOR);
    duk_remove(ctx, -2);
  }
  duk_remove(ctx, -2);
}

/* Pushes a typed array of the same kind. */
static duk_hbufobj *push_alike(duk_context *ctx, duk_hbufobj *t,
                               uint64_t length) {
  duk_hobject *o;

  push_species(ctx, &t->obj);
  duk_push_number(ctx, (double)length);
  duk_new(ctx, 1);
  o = duk_require_hobject(ctx, -1);
  if (!DUK_HOBJECT_IS_BUFOBJ(o) || typed_length((duk_hbufobj *)o) < length)
    (void)duk_type_error(ctx, "species constructor made no fitting array");
  return (duk_hbufobj *)o;
}

static duk_ret_t typed_slice(duk_context *ctx) {
  duk_hbufobj *t = push_this_typed(ctx);
  duk_hbufobj *copy;
  uint64_t length = typed_length(t), i;
  uint64_t begin = drupe__relative(ctx, 0, length, 0);
  uint64_t end = drupe__relative(ctx, 1, length, length);
  uint64_t count = end > begin ? end - begin : 0;
  const uint8_t *from;
  uint8_t *to;

  copy = push_alike(ctx, t, count);
  from = typed_data(ctx, t);
  to = typed_data(ctx, copy);
  if (count == 0)
    return 1;
  if (from != NULL && to != NULL && copy->elem_type == t->elem_type) {
    memmove(to, from + (begin << t->shift), count << t->shift);
    return 1;
  }
  for (i = 0; i < count; i++) {
    drupe__get_at(ctx, 2, begin + i);
    drupe__put_at(ctx, 3, i);
  }
  return 1;
}

static duk_ret_t typed_map(duk_context *ctx) {
  duk_hbufobj *t = push_this_typed(ctx);
  uint64_t length = typed_length(t), i;

  drupe__require_function(ctx, 0);
  (void)push_alike(ctx, t, length);
  for (i = 0; i < length; i++) {
    duk_dup(ctx, 0);
    duk_dup(ctx, 1);
    drupe__get_at(ctx, 2, i);
    duk_push_number(ctx, (double)i);
    duk_dup(ctx, 2);
    duk_call_method(ctx, 3);
    drupe__put_at(ctx, 3, i);
  }
  return 1;
}

static duk_ret_t typed_filter(duk_context *ctx) {
  duk_hbufobj *t = push_this_typed(ctx);
  uint64_t length = typed_length(t), kept = 0, i;

  drupe__require_function(ctx, 0);
  duk_push_array(ctx);
  for (i = 0; i < length; i++) {
    drupe__get_at(ctx, 2, i);
    duk_dup(ctx, 0);
    duk_dup(ctx, 1);
    duk_dup(ctx, -3);
    duk_push_number(ctx, (double)i);
    duk_dup(ctx, 2);
    duk_call_method(ctx, 3);
    if (duk_to_boolean(ctx, -1)) {
      duk_pop(ctx);
      drupe__put_at(ctx, 3, kept++);
    } else {
      duk_pop_2(ctx);
    }
  }
  (void)push_alike(ctx, t, kept);
  for (i = 0; i < kept; i++) {
    drupe__get_at(ctx, 3, i);
    drupe__put_at(ctx, 4, i);
  }
  return 1;
}

static duk_ret_t typed_fill(duk_context *ctx) {
  duk_hbufobj *t = push_this_typed(ctx);
  uint64_t length = typed_length(t), i, end;

  duk_push_number(ctx, duk_to_number(ctx, 0));
  i = drupe__relative(ctx, 1, length, 0);
  end = drupe__relative(ctx, 2, length, length);
  if (i < end && t->shift == 0 &&
      DUK_HOBJECT_GET_CLASS_NUMBER(&t->obj) !=
          DUK_HOBJECT_CLASS_UINT8CLAMPEDARRAY) {
    uint8_t *data = typed_data(ctx, t);

    if (data != NULL && length <= typed_length(t))
      memset(data + i, (int)duk_to_uint32(ctx, 4) & 0xFF, end - i);
  } else {
    for (; i < end; i++) {
      duk_dup(ctx, 4);
      drupe__put_at(ctx, 3, i);
    }
  }
  duk_set_top(ctx, 4);
  return 1;
}

/* -- order: numeric, -0 before 0, NaN last --------------------------------- */
static int compare_numbers(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;

  if (isnan(x) || isnan(y))
    return isnan(x) - isnan(y);
  if (x == y)
    return (signbit(y) != 0) - (signbit(x) != 0);
  return x < y ? -1 : 1;
}

/* Without a comparator the numbers are sorted in C; with one, Array's stable
 * sort of a list does it.  Sorts what is at index 1. */
static void sort_typed(duk_context *ctx, uint64_t length) {
  double *numbers;
  uint64_t i;

  if (!duk_is_undefined(ctx, 0)) {
    if (!duk_is_callable(ctx, 0))
      (void)duk_type_error(ctx, "The comparison function must be either a "
                                "function or undefined");
    duk_push_array(ctx);
    for (i = 0; i < length; i++) {
      drupe__get_at(ctx, 1, i);
      drupe__put_at(ctx, 2, i);
    }
    duk_push_literal(ctx, "sort");
    duk_dup(ctx, 0);
    duk_call_prop(ctx, 2, 1);
    for (i = 0; i < length; i++) {
      drupe__get_at(ctx, 2, i);
      drupe__put_at(ctx, 1, i);
    }
    return;
  }
  numbers = duk_push_fixed_buffer(ctx, length * sizeof(double) + 1);
  for (i = 0; i < length; i++) {
    drupe__get_at(ctx, 1, i);
    numbers[i] = duk_get_number(ctx, -1);
    duk_pop(ctx);
  }
  qsort(numbers, length, sizeof(double), compare_numbers);
  for (i = 0; i < length; i++) {
    duk_push_number(ctx, numbers[i]);
    drupe__put_at(ctx, 1, i);
  }
}

static duk_ret_t typed_sort(duk_context *ctx) {
  sort_typed(ctx, typed_length(push_this_typed(ctx)));
  duk_set_top(ctx, 2);
  return 1;
}

/* [.. source] -> [.. copy], of the class and not of species. */
static void push_copy(duk_context *ctx, const duk_hbufobj *t) {
  duk_small_uint_t kind =
      (duk_small_uint_t)DUK_HOBJECT_GET_CLASS_NUMBER(&t->obj) -
      DUK_HOBJECT_CLASS_INT8ARRAY;

  duk_push_hobject(ctx, ctx->builtins[DUK_BIDX_INT8ARRAY_PROTOTYPE + kind]);
  duk_get_prop_stridx(ctx, -1, DUK_STRIDX_CONSTRUCTOR);
  duk_dup(ctx, -3);
  duk_new(ctx, 1);
  duk_remove(ctx, -2);
  duk_remove(ctx, -2);
}

static duk_ret_t typed_to_sorted(duk_context *ctx) {
  duk_hbufobj *t = push_this_typed(ctx);

  push_copy(ctx, t);
  sort_typed(ctx, typed_length(t));
  duk_set_top(ctx, 2);
  return 1;
}

static duk_ret_t typed_to_reversed(duk_context *ctx) {
  push_copy(ctx, push_this_typed(ctx));
  duk_push_literal(ctx, "reverse");
  duk_call_prop(ctx, 0, 0);
  return 1;
}

static duk_ret_t typed_with(duk_context *ctx) {
  duk_hbufobj *t = push_this_typed(ctx);
  double length = (double)typed_length(t), at = drupe__integer(ctx, 0);
  double value = duk_to_number(ctx, 1);

  if (at < 0)
    at += length;
  if (at < 0 || at >= length)
    return duk_range_error(ctx, "Invalid typed array index");
  push_copy(ctx, t);
  duk_push_number(ctx, value);
  drupe__put_at(ctx, -2, (uint64_t)at);
  return 1;
}

static duk_ret_t typed_to_locale_string(duk_context *ctx) {
  (void)push_this_typed(ctx);
  duk_push_literal(ctx, "join");
  duk_push_literal(ctx, ",");
  duk_call_prop(ctx, -3, 1);
  return 1;
}

/* -- from, of -------------------------------------------------------------- */
/* [list] -> [new this(list)] */
static duk_ret_t construct_from(duk_context *ctx) {
  duk_push_this(ctx);
  if (!duk_is_constructable(ctx, -1))
    return duk_type_error(ctx, "%s is not a constructor",
                          duk_safe_to_string(ctx, -1));
  duk_swap_top(ctx, -2);
  duk_new(ctx, 1);
  return 1;
}

static duk_ret_t typed_from(duk_context *ctx) {
  duk_get_global_string(ctx, "Array");
  duk_push_literal(ctx, "from");
  duk_dup(ctx, 0);
  duk_dup(ctx, 1);
  duk_dup(ctx, 2);
  duk_call_prop(ctx, 3, 3);
  return construct_from(ctx);
}

static duk_ret_t typed_of(duk_context *ctx) {
  duk_idx_t argc = duk_get_top(ctx), i;

  duk_push_array(ctx);
  for (i = 0; i < argc; i++) {
    duk_dup(ctx, i);
    drupe__put_at(ctx, argc, (uint64_t)i);
  }
  return construct_from(ctx);
}

static duk_ret_t species(duk_context *ctx) {
  duk_push_this(ctx);
  return 1;
}

static const drupe__builtin methods[] = {
    {"get byteLength", typed_get_byte_length, 0, 0, 0},
    {"get byteOffset", typed_get_byte_offset, 0, 0, 0},
    {"fill", typed_fill, 3, 1, 0},
    {"filter", typed_filter, 2, 1, 0},
    {"get length", typed_get_length, 0, 0, 0},
    {"map", typed_map, 2, 1, 0},
    {"slice", typed_slice, 2, 2, 0},
    {"sort", typed_sort, 1, 1, 0},
    {"toLocaleString", typed_to_locale_string, 0, 0, 0},
    {"toReversed", typed_to_reversed, 0, 0, 0},
    {"toSorted", typed_to_sorted, 1, 1, 0},
    {"get @@toStringTag", typed_get_tag, 0, 0, 0},
    {"with", typed_with, 2, 2, 0},
    DRUPE__BUILTIN_END};

static const drupe__builtin statics[] = {{"from", typed_from, 3, 1, 0},
                                         {"of", typed_of, DUK_VARARGS, 0, 0},
                                         {"get @@species", species, 0, 0, 0},
                                         DRUPE__BUILTIN_END};

static const char *const shared[] = {
    "at",          "copyWithin", "entries",       "every",       "find",
    "findIndex",   "findLast",   "findLastIndex", "forEach",     "includes",
    "indexOf",     "join",       "keys",          "lastIndexOf", "reduce",
    "reduceRight", "reverse",    "some",          "toString",    "values",
    "@@iterator"};

void drupe__builtin_typedarray(duk_context *ctx) {
  size_t i;

  drupe__push_prototype(ctx, "Array");
  duk_push_hobject(ctx, ctx->builtins[DUK_BIDX_UINT8ARRAY_PROTOTYPE]);
  duk_get_prototype(ctx, -1);
  for (i = 0; i < sizeof(shared) / sizeof(shared[0]); i++) {
    drupe__push_key(ctx, shared[i]);
    duk_get_prop(ctx, -4);
    drupe__define_value(ctx, -2, shared[i], DUK_PROPDESC_FLAGS_WC);
  }
  drupe__define(ctx, -1, methods);
  duk_pop_n(ctx, 3);
  duk_get_global_string(ctx, "Uint8Array");
  duk_get_prototype(ctx, -1);
  if (duk_is_callable(ctx, -1))
    drupe__define(ctx, -1, statics);
  duk_pop_2(ctx);
}
