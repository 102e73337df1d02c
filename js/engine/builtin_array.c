/* js/engine/builtin_array.c - Array.prototype.at, fill, copyWithin, and
 * Array.from and Array.of (ECMA-262 23.1). */
#include "array.h"
#include "engine_internal.h"
#include "message.h"
#include "visit.h"

#include <math.h>

static duk_ret_t array_at(duk_context *ctx) {
  uint64_t length = drupe__array_this(ctx);
  double i = drupe__integer(ctx, 0);

  if (i < 0)
    i += (double)length;
  if (i < 0 || i >= (double)length)
    return 0;
  drupe__get_at(ctx, -1, (uint64_t)i);
  return 1;
}

/* Fills a plain array, whose holes may hide nothing; false: it is not one. */
static bool fill_plain(duk_context *ctx, uint64_t i, uint64_t end) {
  duk_tval *items, *value;

  drupe__array_reserve(ctx, 3, end);
  items = drupe__array_dense_part(ctx, 3, i, end);
  if (items == NULL && drupe__holes_are_bare(ctx, duk_known_hobject(ctx, 3)))
    items = drupe__array_dense_part(ctx, 3, i, i); /* but for the holes */
  if (items == NULL || end > drupe__length(ctx, 3))
    return false;
  value = duk_get_tval(ctx, 0);
  for (; i < end; i++) {
    duk_tval old = items[i];

    DUK_TVAL_SET_TVAL(&items[i], value);
    DUK_TVAL_INCREF(ctx, value);
    DUK_TVAL_DECREF_NORZ(ctx, &old);
  }
  DUK_REFZERO_CHECK_SLOW(ctx);
  return true;
}

static duk_ret_t array_fill(duk_context *ctx) {
  uint64_t length = drupe__array_this(ctx);
  uint64_t i = drupe__relative(ctx, 1, length, 0);
  uint64_t end = drupe__relative(ctx, 2, length, length);

  if (fill_plain(ctx, i, end))
    return 1;
  for (; i < end; i++) {
    duk_dup(ctx, 0);
    drupe__put_at(ctx, 3, i);
  }
  return 1;
}

static void move_element(duk_context *ctx, duk_idx_t object, uint64_t from,
                         uint64_t to) {
  if (drupe__array_present(ctx, object, from))
    drupe__put_at(ctx, object, to);
  else
    drupe__delete_at(ctx, object, to);
}

static duk_ret_t array_copy_within(duk_context *ctx) {
  uint64_t length = drupe__array_this(ctx);
  uint64_t to = drupe__relative(ctx, 0, length, 0);
  uint64_t from = drupe__relative(ctx, 1, length, 0);
  uint64_t end = drupe__relative(ctx, 2, length, length);
  uint64_t count = end > from ? end - from : 0, i;
  bool backwards;

  if (count > length - to)
    count = length - to;
  backwards = from < to && to < from + count;
  for (i = 0; i < count; i++) {
    uint64_t at = backwards ? count - 1 - i : i;

    move_element(ctx, 3, from + at, to + at);
  }
  return 1;
}

/* -- Array.from, Array.of -------------------------------------------------- */
/* Pushes `new this(length)`, or an array where `this` constructs nothing; no
 * argument where length is negative. */
static void push_constructed(duk_context *ctx, double length) {
  duk_push_this(ctx);
  if (!duk_is_constructable(ctx, -1) ||
      duk_get_hobject(ctx, -1) == ctx->builtins[DUK_BIDX_ARRAY_CONSTRUCTOR]) {
    duk_pop(ctx);
    if (length > 4294967295.0)
      (void)duk_range_error(ctx, "Invalid array length");
    duk_push_array(ctx);
    return;
  }
  if (length >= 0)
    duk_push_number(ctx, length);
  duk_new(ctx, length >= 0 ? 1 : 0);
}

/* [source mapper this-argument target]; the frame has where it is, and whether
 * `source` is an array that is walked as its iterator would: to where it ends
 * by then. */
enum { SOURCE, MAPPER, THIS_ARGUMENT, TARGET };

/* [.. value]: appended, with a mapper what it makes of it. */
static bool from_append(duk_context *ctx, void *unused) {
  duk_activation *frame = ctx->callstack_curr;

  (void)unused;
  if (!duk_is_undefined(ctx, MAPPER)) {
    duk_dup(ctx, MAPPER);
    duk_dup(ctx, THIS_ARGUMENT);
    duk_pull(ctx, -3);
    duk_push_number(ctx, (double)frame->drupe_at);
    duk_call_method(ctx, 2);
  }
  drupe__create_at(ctx, TARGET, frame->drupe_at++);
  return true;
}

static duk_ret_t from_end(duk_context *ctx) {
  drupe__array_set_length(ctx, TARGET, (double)ctx->callstack_curr->drupe_at);
  duk_dup(ctx, TARGET);
  return 1;
}

/* Goes on by index. */
static duk_ret_t from_next(duk_context *ctx) {
  duk_activation *frame = ctx->callstack_curr;

  for (;; frame->drupe_at++) {
    if (frame->drupe_made != 0)
      frame->drupe_end = duk_get_length(ctx, SOURCE);
    if (frame->drupe_at >= frame->drupe_end)
      return from_end(ctx);
    if (!duk_is_undefined(ctx, MAPPER)) {
      duk_dup(ctx, MAPPER);
      duk_dup(ctx, THIS_ARGUMENT);
      drupe__array_get(ctx, SOURCE, frame->drupe_at);
      duk_push_number(ctx, (double)frame->drupe_at);
      return DRUPE__CALL + 2;
    }
    drupe__array_get(ctx, SOURCE, frame->drupe_at);
    drupe__create_at(ctx, TARGET, frame->drupe_at);
  }
}

static duk_ret_t from_step(duk_context *ctx) {
  drupe__create_at(ctx, TARGET, ctx->callstack_curr->drupe_at++);
  return from_next(ctx);
}

static duk_ret_t from_by_index(duk_context *ctx, bool array) {
  ctx->callstack_curr->drupe_made = array;
  return drupe__visit(ctx, from_step, from_next(ctx));
}

static duk_ret_t array_from(duk_context *ctx) {
  bool iterable;

  if (!duk_is_undefined(ctx, MAPPER))
    drupe__require_function(ctx, MAPPER);
  if (duk_is_null_or_undefined(ctx, SOURCE))
    drupe__throw_not_iterable(ctx, SOURCE, DRUPE__ITERATES_BUILTIN);
  drupe__push_key(ctx, "@@iterator");
  duk_get_prop(ctx, SOURCE);
  iterable = !duk_is_null_or_undefined(ctx, -1);
  duk_pop(ctx);
  ctx->callstack_curr->drupe_at = 0;
  if (!iterable) {
    duk_to_object(ctx, SOURCE);
    ctx->callstack_curr->drupe_end = drupe__length(ctx, SOURCE);
    push_constructed(ctx, (double)ctx->callstack_curr->drupe_end);
    return from_by_index(ctx, false);
  }
  push_constructed(ctx, -1);
  if (drupe__walks_by_index(ctx, SOURCE)) {
    if (duk_is_undefined(ctx, MAPPER) &&
        drupe__array_append(ctx, TARGET, SOURCE, 0,
                            duk_get_length(ctx, SOURCE)))
      return 1;
    return from_by_index(ctx, true);
  }
  drupe__iterate(ctx, SOURCE, from_append, NULL);
  return from_end(ctx);
}

static duk_ret_t array_of(duk_context *ctx) {
  duk_idx_t count = duk_get_top(ctx), i;

  push_constructed(ctx, count);
  for (i = 0; i < count; i++) {
    duk_dup(ctx, i);
    drupe__create_at(ctx, count, (uint64_t)i);
  }
  drupe__array_set_length(ctx, count, count);
  return 1;
}

static duk_ret_t species(duk_context *ctx) {
  duk_push_this(ctx);
  return 1;
}

static const drupe__builtin methods[] = {
    {"at", array_at, 1, 1, 0},
    {"copyWithin", array_copy_within, 3, 2, 0},
    {"fill", array_fill, 3, 1, 0},
    DRUPE__BUILTIN_END};

static const drupe__builtin statics[] = {{"from", array_from, 3, 1, 0},
                                         {"of", array_of, DUK_VARARGS, 0, 0},
                                         {"get @@species", species, 0, 0, 0},
                                         DRUPE__BUILTIN_END};

/* Names that `with (array)` must not see. */
static void define_unscopables(duk_context *ctx) {
  static const char *const names[] = {
      "at",         "copyWithin", "entries",   "fill",
      "find",       "findIndex",  "findLast",  "findLastIndex",
      "flat",       "flatMap",    "includes",  "keys",
      "toReversed", "toSorted",   "toSpliced", "values"};
  size_t i;

  duk_push_bare_object(ctx);
  for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
    duk_push_true(ctx);
    duk_put_prop_string(ctx, -2, names[i]);
  }
  drupe__define_value(ctx, -2, "@@unscopables", DUK_PROPDESC_FLAGS_C);
}

static void keep_symbol(duk_context *ctx, const char *name, duk_hstring **out) {
  drupe__push_key(ctx, name);
  *out = duk_require_hstring(ctx, -1);
  drupe__stash(ctx, name);
  duk_pop(ctx);
}

/* What drupe__array_species compares with. */
static void keep_species(duk_context *ctx) {
  drupe__intrinsics *in = &drupe__engine_of(ctx)->intrinsics;

  keep_symbol(ctx, "@@species", &in->symbol_species);
  keep_symbol(ctx, "@@isConcatSpreadable", &in->symbol_spreadable);
  duk_push_hstring(ctx, in->symbol_species);
  duk_get_prop_desc(ctx, -2, 0);
  duk_get_prop_literal(ctx, -1, "get");
  in->array_species = duk_require_hobject(ctx, -1);
  drupe__stash(ctx, "ArraySpecies");
  duk_pop_2(ctx);
}

void drupe__builtin_array(duk_context *ctx) {
  duk_get_global_string(ctx, "Array");
  drupe__define(ctx, -1, statics);
  keep_species(ctx);
  duk_get_prop_stridx(ctx, -1, DUK_STRIDX_PROTOTYPE);
  drupe__define(ctx, -1, methods);
  define_unscopables(ctx);
  duk_pop_2(ctx);
}
