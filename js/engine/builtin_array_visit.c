/* js/engine/builtin_array_visit.c - methods of Array that call a function with
 * each element: forEach, every, some, map, filter, reduce, reduceRight
 * (ECMA-262 23.1.3). */
#include "array.h"

enum { EACH, EVERY, SOME }; /* magic */

/* [callback this-argument object .. value] -> [.. result]; `keep` leaves the
 * value below it. */
static void call_with(duk_context *ctx, uint64_t index, bool keep) {
  duk_dup(ctx, 0);
  duk_dup(ctx, 1);
  if (keep)
    duk_dup(ctx, -3);
  else
    duk_pull(ctx, -3);
  duk_push_number(ctx, (double)index);
  duk_dup(ctx, 2);
  duk_call_method(ctx, 3);
}

static duk_ret_t array_visit(duk_context *ctx) {
  int what = duk_get_current_magic(ctx);
  uint64_t length = drupe__array_this(ctx), i;

  drupe__require_function(ctx, 0);
  for (i = 0; i < length; i++) {
    if (!drupe__array_present(ctx, 2, i))
      continue;
    call_with(ctx, i, false);
    if (what != EACH && duk_to_boolean(ctx, -1) == (what == SOME)) {
      duk_push_boolean(ctx, what == SOME);
      return 1;
    }
    duk_pop(ctx);
  }
  if (what == EACH)
    return 0;
  duk_push_boolean(ctx, what == EVERY);
  return 1;
}

static duk_ret_t array_map(duk_context *ctx) {
  uint64_t length = drupe__array_this(ctx), i;

  drupe__require_function(ctx, 0);
  if (drupe__array_species(ctx, 2, (double)length))
    drupe__array_set_length(ctx, 3, (double)length);
  for (i = 0; i < length; i++) {
    if (!drupe__array_present(ctx, 2, i))
      continue;
    call_with(ctx, i, false);
    drupe__create_at(ctx, 3, i);
  }
  return 1;
}

static duk_ret_t array_filter(duk_context *ctx) {
  uint64_t length = drupe__array_this(ctx), i, kept = 0;

  drupe__require_function(ctx, 0);
  (void)drupe__array_species(ctx, 2, 0);
  for (i = 0; i < length; i++) {
    bool keep;

    if (!drupe__array_present(ctx, 2, i))
      continue;
    call_with(ctx, i, true);
    keep = duk_to_boolean(ctx, -1);
    duk_pop(ctx);
    if (keep)
      drupe__create_at(ctx, 3, kept++);
    else
      duk_pop(ctx);
  }
  return 1;
}

/* With magic, from the right.  [callback accumulator object] */
static duk_ret_t array_reduce(duk_context *ctx) {
  bool right = duk_get_current_magic(ctx) != 0;
  bool given = duk_get_top(ctx) > 1;
  uint64_t length, n;

  duk_set_top(ctx, 2);
  length = drupe__array_this(ctx);
  drupe__require_function(ctx, 0);
  for (n = 0; n < length; n++) {
    uint64_t i = right ? length - 1 - n : n;

    if (!drupe__array_present(ctx, 2, i))
      continue;
    if (!given) {
      given = true;
      duk_replace(ctx, 1);
      continue;
    }
    duk_dup(ctx, 0);
    duk_push_undefined(ctx);
    duk_dup(ctx, 1);
    duk_pull(ctx, -4);
    duk_push_number(ctx, (double)i);
    duk_dup(ctx, 2);
    duk_call_method(ctx, 4);
    duk_replace(ctx, 1);
  }
  if (!given)
    return duk_type_error(ctx, "Reduce of empty array with no initial value");
  duk_dup(ctx, 1);
  return 1;
}

static const drupe__builtin methods[] = {
    {"every", array_visit, 2, 1, EVERY},
    {"filter", array_filter, 2, 1, 0},
    {"forEach", array_visit, 2, 1, EACH},
    {"map", array_map, 2, 1, 0},
    {"reduce", array_reduce, DUK_VARARGS, 1, 0},
    {"reduceRight", array_reduce, DUK_VARARGS, 1, 1},
    {"some", array_visit, 2, 1, SOME},
    DRUPE__BUILTIN_END};

void drupe__builtin_array_visit(duk_context *ctx) {
  drupe__push_prototype(ctx, "Array");
  drupe__define(ctx, -1, methods);
  duk_pop(ctx);
}
