/* js/engine/builtin_array_visit.c - methods of Array that call a function with
 * each element: forEach, every, some, find and its kin, map, filter, reduce,
 * reduceRight (ECMA-262 23.1.3).
 *
 * On the stack lie callback, this-argument, array and, of some, the result. */
#include "array.h"
#include "visit.h"

enum { OBJECT = 2, RESULT = 3 };

/* Pushes the array; how many elements are visited lies in the frame. */
static duk_activation *visit_begin(duk_context *ctx) {
  duk_activation *frame = ctx->callstack_curr;

  frame->drupe_end = drupe__array_this(ctx);
  frame->drupe_at = 0;
  drupe__require_function(ctx, 0);
  return frame;
}

/* Has the callback called with the next element that is there, which stays
 * below with `keep`; false: there is none left. */
static bool visit_present(duk_context *ctx, bool keep, duk_ret_t *rc) {
  duk_activation *frame = ctx->callstack_curr;

  for (; frame->drupe_at < frame->drupe_end; frame->drupe_at++) {
    if (!drupe__array_present(ctx, OBJECT, frame->drupe_at))
      continue;
    if (keep)
      duk_dup_top(ctx);
    *rc = drupe__visit_call(ctx, frame->drupe_at);
    return true;
  }
  return false;
}

/* -- forEach, every, some: the magic --------------------------------------- */
enum { EACH, EVERY, SOME };

static duk_ret_t each_next(duk_context *ctx) {
  int what;
  duk_ret_t rc;

  if (visit_present(ctx, false, &rc))
    return rc;
  what = duk_get_current_magic(ctx);
  if (what == EACH)
    return 0;
  duk_push_boolean(ctx, what == EVERY);
  return 1;
}

static duk_ret_t each_step(duk_context *ctx) {
  int what = duk_get_current_magic(ctx);

  if (drupe__visit_said(ctx) == (what == SOME) && what != EACH) {
    duk_push_boolean(ctx, what == SOME);
    return 1;
  }
  ctx->callstack_curr->drupe_at++;
  return each_next(ctx);
}

static duk_ret_t array_each(duk_context *ctx) {
  (void)visit_begin(ctx);
  return drupe__visit(ctx, each_step, each_next(ctx));
}

/* -- find: magic says from where and what is wanted ------------------------ */
enum { FIND_LAST = 1, FIND_INDEX = 2 };

static uint64_t find_at(const duk_activation *frame, int what) {
  return what & FIND_LAST ? frame->drupe_end - 1 - frame->drupe_at
                          : frame->drupe_at;
}

static duk_ret_t find_next(duk_context *ctx) {
  const duk_activation *frame = ctx->callstack_curr;
  int what = duk_get_current_magic(ctx);

  if (frame->drupe_at < frame->drupe_end) {
    uint64_t at = find_at(frame, what);

    drupe__array_get(ctx, OBJECT, at);
    duk_dup_top(ctx);
    return drupe__visit_call(ctx, at);
  }
  if (what & FIND_INDEX)
    duk_push_int(ctx, -1);
  else
    duk_push_undefined(ctx);
  return 1;
}

/* [.. value result] */
static duk_ret_t find_step(duk_context *ctx) {
  duk_activation *frame = ctx->callstack_curr;
  int what = duk_get_current_magic(ctx);

  if (!drupe__visit_said(ctx)) {
    frame->drupe_at++;
    duk_pop(ctx);
    return find_next(ctx);
  }
  if (what & FIND_INDEX)
    duk_push_number(ctx, (double)find_at(frame, what));
  return 1;
}

static duk_ret_t array_find(duk_context *ctx) {
  (void)visit_begin(ctx);
  return drupe__visit(ctx, find_step, find_next(ctx));
}

/* -- map, filter ----------------------------------------------------------- */
static duk_ret_t result_next(duk_context *ctx, bool keep) {
  duk_ret_t rc;

  if (visit_present(ctx, keep, &rc))
    return rc;
  duk_dup(ctx, RESULT);
  return 1;
}

static duk_ret_t map_step(duk_context *ctx) {
  duk_activation *frame = ctx->callstack_curr;

  drupe__create_at(ctx, RESULT, frame->drupe_at++);
  return result_next(ctx, false);
}

static duk_ret_t array_map(duk_context *ctx) {
  uint64_t length = visit_begin(ctx)->drupe_end;

  drupe__array_species_sized(ctx, OBJECT, length);
  return drupe__visit(ctx, map_step, result_next(ctx, false));
}

/* [.. value result] */
static duk_ret_t filter_step(duk_context *ctx) {
  duk_activation *frame = ctx->callstack_curr;

  frame->drupe_at++;
  if (drupe__visit_said(ctx))
    drupe__create_at(ctx, RESULT, frame->drupe_made++);
  else
    duk_pop(ctx);
  return result_next(ctx, true);
}

static duk_ret_t array_filter(duk_context *ctx) {
  visit_begin(ctx)->drupe_made = 0;
  (void)drupe__array_species(ctx, OBJECT, 0);
  return drupe__visit(ctx, filter_step, result_next(ctx, true));
}

/* -- reduce, and with magic reduceRight: [callback accumulator object] ----- */
enum { ACCUMULATOR = 1 };

/* Pushes the next element that is there, and its index; false: none is left. */
static bool reduce_present(duk_context *ctx, uint64_t *index) {
  duk_activation *frame = ctx->callstack_curr;
  bool right = duk_get_current_magic(ctx) != 0;

  while (frame->drupe_at < frame->drupe_end) {
    uint64_t at = frame->drupe_at++;

    *index = right ? frame->drupe_end - 1 - at : at;
    if (drupe__array_present(ctx, OBJECT, *index))
      return true;
  }
  return false;
}

static duk_ret_t reduce_next(duk_context *ctx) {
  duk_idx_t count;
  uint64_t index;

  if (!reduce_present(ctx, &index)) {
    duk_dup(ctx, ACCUMULATOR);
    return 1;
  }
  count = drupe__visit_sees(ctx, 0, 4);
  duk_dup(ctx, 0);
  duk_push_undefined(ctx);
  duk_dup(ctx, ACCUMULATOR);
  duk_pull(ctx, -4);
  if (count > 2)
    duk_push_number(ctx, (double)index);
  if (count > 3)
    duk_dup(ctx, OBJECT);
  return DRUPE__CALL + (count < 2 ? 2 : count);
}

static duk_ret_t reduce_step(duk_context *ctx) {
  duk_replace(ctx, ACCUMULATOR);
  return reduce_next(ctx);
}

static duk_ret_t array_reduce(duk_context *ctx) {
  bool given = duk_get_top(ctx) > 1;
  uint64_t index;

  duk_set_top(ctx, 2);
  (void)visit_begin(ctx);
  if (!given) {
    if (!reduce_present(ctx, &index))
      return duk_type_error(ctx, "Reduce of empty array with no initial value");
    duk_replace(ctx, ACCUMULATOR);
  }
  return drupe__visit(ctx, reduce_step, reduce_next(ctx));
}

static const drupe__builtin methods[] = {
    {"every", array_each, 2, 1, EVERY},
    {"filter", array_filter, 2, 1, 0},
    {"find", array_find, 2, 1, 0},
    {"findIndex", array_find, 2, 1, FIND_INDEX},
    {"findLast", array_find, 2, 1, FIND_LAST},
    {"findLastIndex", array_find, 2, 1, FIND_LAST | FIND_INDEX},
    {"forEach", array_each, 2, 1, EACH},
    {"map", array_map, 2, 1, 0},
    {"reduce", array_reduce, DUK_VARARGS, 1, 0},
    {"reduceRight", array_reduce, DUK_VARARGS, 1, 1},
    {"some", array_each, 2, 1, SOME},
    DRUPE__BUILTIN_END};

void drupe__builtin_array_visit(duk_context *ctx) {
  drupe__push_prototype(ctx, "Array");
  drupe__define(ctx, -1, methods);
  duk_pop(ctx);
}
