/* js/engine/builtin_typed_copies.c - methods of %TypedArray%.prototype that
 * make another one, and sort (ECMA-262 23.2.3). */
#include "typed_array.h"
#include "visit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static duk_hbufobj *species_of_length(duk_context *ctx, duk_hbufobj *view,
                                      uint64_t length) {
  duk_push_number(ctx, (double)length);
  return drupe__typed_species(ctx, view, 1);
}

/* -- parts ----------------------------------------------------------------- */
static duk_ret_t typed_slice(duk_context *ctx) {
  duk_hbufobj *view = drupe__typed_this(ctx), *copy;
  uint64_t length = drupe__typed_length(view), i;
  uint64_t begin = drupe__relative(ctx, 0, length, 0);
  uint64_t end = drupe__relative(ctx, 1, length, length);
  uint64_t count = end > begin ? end - begin : 0;

  copy = species_of_length(ctx, view, count);
  if (count == 0)
    return 1;
  drupe__typed_check(ctx, view, NULL);
  length = drupe__typed_length(view);
  end = end < length ? end : length;
  if (begin >= end)
    return 1;
  if (view->elem_type == copy->elem_type) {
    size_t bytes = (size_t)(end - begin) << view->shift;
    size_t room = drupe__view_bytes(copy);
    /* Of overlapping memory the standard copies byte after byte. */
    const uint8_t *from = drupe__view_data(ctx, view) + (begin << view->shift);
    uint8_t *to = drupe__view_data(ctx, copy);

    bytes = bytes < room ? bytes : room;
    if (copy->buf != view->buf)
      memcpy(to, from, bytes);
    else
      for (i = 0; i < bytes; i++)
        to[i] = from[i];
    return 1;
  }
  for (i = begin; i < end; i++) {
    drupe__typed_get(ctx, view, i);
    drupe__typed_set(ctx, copy, i - begin);
  }
  return 1;
}

static duk_ret_t typed_subarray(duk_context *ctx) {
  duk_hbufobj *view = drupe__typed_this_any(ctx);
  uint64_t length = drupe__typed_length(view), begin, end;
  bool open;

  begin = drupe__relative(ctx, 0, length, 0);
  open = view->tracks && duk_is_undefined(ctx, 1);
  end = open ? length : drupe__relative(ctx, 1, length, length);
  drupe__push_buffer_of(ctx, view);
  /* byteOffset is that of the view before the arguments were looked at, also
   * where it is out of bounds by now: the constructor complains. */
  duk_push_number(ctx, (double)view->offset + (double)(begin << view->shift));
  if (!open)
    duk_push_number(ctx, end > begin ? (double)(end - begin) : 0);
  (void)drupe__typed_species(ctx, view, open ? 2 : 3);
  return 1;
}

/* -- callbacks: [callback this-argument view result] ----------------------- */
static duk_ret_t map_next(duk_context *ctx) {
  const duk_activation *frame = ctx->callstack_curr;

  if (frame->drupe_at == frame->drupe_end) {
    duk_dup(ctx, 3);
    return 1;
  }
  drupe__typed_get(ctx, drupe__typed_at(ctx, 2), frame->drupe_at);
  return drupe__visit_call(ctx, frame->drupe_at);
}

static duk_ret_t map_step(duk_context *ctx) {
  duk_activation *frame = ctx->callstack_curr;

  drupe__typed_set(ctx, drupe__typed_at(ctx, 3), frame->drupe_at++);
  return map_next(ctx);
}

static duk_ret_t typed_map(duk_context *ctx) {
  uint64_t length = drupe__typed_visit(ctx)->drupe_end;

  (void)species_of_length(ctx, drupe__typed_at(ctx, 2), length);
  return drupe__visit(ctx, map_step, map_next(ctx));
}

/* All that is kept lies in an array: makes a view of it. */
static duk_ret_t filter_end(duk_context *ctx) {
  uint64_t kept = ctx->callstack_curr->drupe_made, i;
  duk_hbufobj *copy = species_of_length(ctx, drupe__typed_at(ctx, 2), kept);

  for (i = 0; i < kept; i++) {
    duk_get_prop_index(ctx, 3, (duk_uarridx_t)i);
    drupe__typed_set(ctx, copy, i);
  }
  return 1;
}

static duk_ret_t filter_next(duk_context *ctx) {
  const duk_activation *frame = ctx->callstack_curr;

  if (frame->drupe_at == frame->drupe_end)
    return filter_end(ctx);
  drupe__typed_get(ctx, drupe__typed_at(ctx, 2), frame->drupe_at);
  duk_dup_top(ctx);
  return drupe__visit_call(ctx, frame->drupe_at);
}

/* [.. element result] */
static duk_ret_t filter_step(duk_context *ctx) {
  duk_activation *frame = ctx->callstack_curr;

  frame->drupe_at++;
  if (drupe__visit_said(ctx))
    drupe__create_at(ctx, 3, frame->drupe_made++);
  else
    duk_pop(ctx);
  return filter_next(ctx);
}

static duk_ret_t typed_filter(duk_context *ctx) {
  drupe__typed_visit(ctx)->drupe_made = 0;
  duk_push_array(ctx);
  return drupe__visit(ctx, filter_step, filter_next(ctx));
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

static int compare_signed(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

  return (x > y) - (x < y);
}

static int compare_unsigned(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

  return (x > y) - (x < y);
}

/* BigInt elements are sorted as the integers that they are. */
static void sort_big(duk_context *ctx, duk_hbufobj *view, uint64_t length) {
  size_t bytes = (size_t)length * 8;
  void *copy = duk_push_fixed_buffer(ctx, bytes + 1);

  if (length > 0) {
    memcpy(copy, drupe__view_data(ctx, view), bytes);
    qsort(copy, length, 8,
          view->elem_type == DRUPE__ELEM_BIGINT64 ? compare_signed
                                                  : compare_unsigned);
    memcpy(drupe__view_data(ctx, view), copy, bytes);
  }
  duk_pop(ctx);
}

static void check_comparator(duk_context *ctx) {
  if (!duk_is_undefined(ctx, 0) && !duk_is_callable(ctx, 0))
    (void)duk_type_error(ctx, "The comparison function must be either a "
                              "function or undefined");
}

static void sort_numbers(duk_context *ctx, duk_hbufobj *view, uint64_t length) {
  double *numbers = duk_push_fixed_buffer(ctx, length * sizeof(double) + 1);
  uint64_t i;

  for (i = 0; i < length; i++) {
    drupe__typed_get(ctx, view, i);
    numbers[i] = duk_get_number(ctx, -1);
    duk_pop(ctx);
  }
  qsort(numbers, length, sizeof(double), compare_numbers);
  for (i = 0; i < length; i++) {
    duk_push_number(ctx, numbers[i]);
    drupe__typed_set(ctx, view, i);
  }
  duk_pop(ctx);
}

/* Pushes a copy, of the class and not of species. */
static duk_hbufobj *push_copy(duk_context *ctx, const duk_hbufobj *view) {
  uint64_t length = drupe__typed_length(view);
  duk_hbufobj *copy = drupe__push_typed(ctx, view->elem_type, length);

  if (length > 0)
    memcpy(drupe__view_data(ctx, copy), drupe__view_data(ctx, view),
           (size_t)length << view->shift);
  return copy;
}

/* Sorts elements [begin, end) of `from` into `to`; both hold the same to begin
 * with, and what comparators that lie are asked is what V8 asks. */
static void merge_sort(duk_context *ctx, duk_hbufobj *from, duk_hbufobj *to,
                       uint64_t begin, uint64_t end) {
  uint64_t middle = begin + (end - begin) / 2, left = begin, right = middle, i;

  if (middle - begin > 1)
    merge_sort(ctx, to, from, begin, middle);
  if (end - middle > 1)
    merge_sort(ctx, to, from, middle, end);
  for (i = begin; i < end; i++) {
    bool take_left = left < middle;

    if (left < middle && right < end) {
      duk_dup(ctx, 0);
      drupe__typed_get(ctx, from, left);
      drupe__typed_get(ctx, from, right);
      duk_call(ctx, 2);
      take_left = !(duk_to_number(ctx, -1) > 0);
      duk_pop(ctx);
    }
    drupe__typed_get(ctx, from, take_left ? left++ : right++);
    drupe__typed_set(ctx, to, i);
  }
}

/* With the comparator at 0; numbers without one are sorted by their values. */
static void sort_view(duk_context *ctx, duk_hbufobj *view) {
  uint64_t length = drupe__typed_length(view), i;
  duk_hbufobj *sorted, *other;

  if (duk_is_undefined(ctx, 0)) {
    if (drupe__typed_is_big(view))
      sort_big(ctx, view, length);
    else
      sort_numbers(ctx, view, length);
    return;
  }
  if (length < 2)
    return;
  duk_require_stack(ctx, 16);
  sorted = push_copy(ctx, view);
  other = push_copy(ctx, view);
  merge_sort(ctx, other, sorted, 0, length);
  for (i = 0; i < length; i++) {
    drupe__typed_get(ctx, sorted, i);
    drupe__typed_set(ctx, view, i);
  }
  duk_pop_2(ctx);
}

static duk_ret_t typed_sort(duk_context *ctx) {
  check_comparator(ctx);
  sort_view(ctx, drupe__typed_this(ctx));
  return 1;
}

static duk_ret_t typed_to_sorted(duk_context *ctx) {
  check_comparator(ctx);
  sort_view(ctx, push_copy(ctx, drupe__typed_this(ctx)));
  return 1;
}

static duk_ret_t typed_to_reversed(duk_context *ctx) {
  duk_hbufobj *view = drupe__typed_this(ctx);
  uint64_t length = drupe__typed_length(view), i;
  duk_hbufobj *copy = drupe__push_typed(ctx, view->elem_type, length);

  for (i = 0; i < length; i++)
    memcpy(drupe__view_data(ctx, copy) + (i << view->shift),
           drupe__view_data(ctx, view) + ((length - 1 - i) << view->shift),
           (size_t)1 << view->shift);
  return 1;
}

static duk_ret_t typed_with(duk_context *ctx) {
  duk_hbufobj *view = drupe__typed_this(ctx), *copy;
  double length = (double)drupe__typed_length(view);
  double at = drupe__integer(ctx, 0);
  uint64_t i;

  if (at < 0)
    at += length;
  duk_dup(ctx, 1);
  drupe__typed_coerce(ctx, view);
  if (at < 0 || at >= (double)drupe__typed_length(view))
    return duk_range_error(ctx, "Invalid typed array index");
  copy = drupe__push_typed(ctx, view->elem_type, (uint64_t)length);
  for (i = 0; i < (uint64_t)length; i++) {
    if (i == (uint64_t)at)
      duk_dup(ctx, -2);
    else
      drupe__typed_get(ctx, view, i);
    drupe__typed_set(ctx, copy, i);
  }
  return 1;
}

static const drupe__builtin methods[] = {
    {"filter", typed_filter, 2, 1, 0},
    {"map", typed_map, 2, 1, 0},
    {"slice", typed_slice, 2, 2, 0},
    {"sort", typed_sort, 1, 1, 0},
    {"subarray", typed_subarray, 2, 2, 0},
    {"toReversed", typed_to_reversed, 0, 0, 0},
    {"toSorted", typed_to_sorted, 1, 1, 0},
    {"with", typed_with, 2, 2, 0},
    DRUPE__BUILTIN_END};

void drupe__builtin_typed_copies(duk_context *ctx) {
  duk_push_hobject(ctx, ctx->builtins[DUK_BIDX_UINT8ARRAY_PROTOTYPE]);
  duk_get_prototype(ctx, -1);
  drupe__define(ctx, -1, methods);
  duk_pop_2(ctx);
}
