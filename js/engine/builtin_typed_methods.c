/* js/engine/builtin_typed_methods.c - methods of %TypedArray%.prototype that
 * look at, or change, the array itself (ECMA-262 23.2.3). */
#include "typed_array.h"

#include "engine_internal.h"
#include "visit.h"

#include <math.h>
#include <string.h>

/* -- callbacks: magic is one of these -------------------------------------- */
enum { EACH, EVERY, SOME, FIND, FIND_INDEX, FIND_LAST, FIND_LAST_INDEX };

duk_activation *drupe__typed_visit(duk_context *ctx) {
  duk_activation *frame = ctx->callstack_curr;
  duk_hbufobj *view = drupe__typed_this(ctx);

  frame->drupe_at = 0;
  frame->drupe_end = drupe__typed_length(view);
  drupe__require_function(ctx, 0);
  return frame;
}

static uint64_t visit_at(const duk_activation *frame, int what) {
  return what == FIND_LAST || what == FIND_LAST_INDEX
             ? frame->drupe_end - 1 - frame->drupe_at
             : frame->drupe_at;
}

/* The callback has ended the walk at this element, which is on top. */
static duk_ret_t found(duk_context *ctx, int what) {
  if (what == EVERY || what == SOME)
    duk_push_boolean(ctx, what == SOME);
  else if (what == FIND_INDEX || what == FIND_LAST_INDEX)
    duk_push_number(ctx, (double)visit_at(ctx->callstack_curr, what));
  return 1;
}

static duk_ret_t not_found(duk_context *ctx, int what) {
  if (what == EVERY || what == SOME)
    duk_push_boolean(ctx, what == EVERY);
  else if (what == FIND_INDEX || what == FIND_LAST_INDEX)
    duk_push_int(ctx, -1);
  else
    return 0;
  return 1;
}

static duk_ret_t visit_next(duk_context *ctx) {
  const duk_activation *frame = ctx->callstack_curr;
  int what = duk_get_current_magic(ctx);
  uint64_t at;

  if (frame->drupe_at == frame->drupe_end)
    return not_found(ctx, what);
  at = visit_at(frame, what);
  drupe__typed_get(ctx, drupe__typed_at(ctx, 2), at);
  duk_dup_top(ctx);
  return drupe__visit_call(ctx, at);
}

/* [.. element result] */
static duk_ret_t visit_step(duk_context *ctx) {
  int what = duk_get_current_magic(ctx);

  if (drupe__visit_said(ctx) == (what != EVERY) && what != EACH)
    return found(ctx, what);
  duk_pop(ctx);
  ctx->callstack_curr->drupe_at++;
  return visit_next(ctx);
}

static duk_ret_t typed_visit(duk_context *ctx) {
  (void)drupe__typed_visit(ctx);
  return drupe__visit(ctx, visit_step, visit_next(ctx));
}

/* reduce, and with magic reduceRight: [callback accumulator view]. */
static void reduce_push(duk_context *ctx, uint64_t *index) {
  duk_activation *frame = ctx->callstack_curr;
  uint64_t at = frame->drupe_at++;

  *index = duk_get_current_magic(ctx) != 0 ? frame->drupe_end - 1 - at : at;
  drupe__typed_get(ctx, drupe__typed_at(ctx, 2), *index);
}

static duk_ret_t reduce_next(duk_context *ctx) {
  const duk_activation *frame = ctx->callstack_curr;
  uint64_t index;

  if (frame->drupe_at == frame->drupe_end) {
    duk_dup(ctx, 1);
    return 1;
  }
  duk_dup(ctx, 0);
  duk_push_undefined(ctx);
  duk_dup(ctx, 1);
  reduce_push(ctx, &index);
  duk_push_number(ctx, (double)index);
  duk_dup(ctx, 2);
  return DRUPE__CALL + 4;
}

static duk_ret_t reduce_step(duk_context *ctx) {
  duk_replace(ctx, 1);
  return reduce_next(ctx);
}

static duk_ret_t typed_reduce(duk_context *ctx) {
  bool given = duk_get_top(ctx) > 1;
  const duk_activation *frame;
  uint64_t index;

  duk_set_top(ctx, 2);
  frame = drupe__typed_visit(ctx);
  if (!given) {
    if (frame->drupe_end == 0)
      return duk_type_error(ctx, "Reduce of empty array with no initial value");
    reduce_push(ctx, &index);
    duk_replace(ctx, 1);
  }
  return drupe__visit(ctx, reduce_step, reduce_next(ctx));
}

/* -- search: magic is one of these ----------------------------------------- */
enum { INDEX_OF, INCLUDES, LAST_INDEX_OF };

static bool matches(duk_context *ctx, int what) {
  return what == INCLUDES ? duk_is_nan(ctx, 0) && duk_is_nan(ctx, -1)
                                ? true
                                : duk_strict_equals(ctx, 0, -1)
                          : duk_strict_equals(ctx, 0, -1);
}

/* Where to begin: lastIndexOf counts from its index down to 0, and may have
 * nowhere to begin at all. */
static bool search_start(duk_context *ctx, int what, duk_idx_t argc,
                         uint64_t length, uint64_t *start) {
  double from;

  if (what != LAST_INDEX_OF) {
    *start = drupe__relative(ctx, 1, length, 0);
    return true;
  }
  from = argc > 1 ? drupe__integer(ctx, 1) : (double)length - 1;
  if (from < 0)
    from += (double)length;
  if (from < 0)
    return false;
  *start = from >= (double)length ? length - 1 : (uint64_t)from;
  return true;
}

/* The same of a number among numbers, whose memory nobody changes meanwhile. */
static bool search_numbers(duk_context *ctx, const duk_hbufobj *view, int what,
                           uint64_t length, uint64_t *i) {
  const uint8_t *data = drupe__view_data(ctx, view);
  double wanted = duk_get_number(ctx, 0);

  for (; *i < length; *i = what == LAST_INDEX_OF ? *i - 1 : *i + 1) {
    double number = drupe__typed_number(view, data, *i);

    if (number == wanted ||
        (what == INCLUDES && isnan(number) && isnan(wanted)))
      return true;
  }
  return false;
}

static duk_ret_t typed_search(duk_context *ctx) {
  int what = duk_get_current_magic(ctx);
  duk_idx_t argc = duk_get_top(ctx);
  duk_hbufobj *view;
  uint64_t length, now, i;
  bool hit = false;

  duk_set_top(ctx, 2);
  view = drupe__typed_this(ctx);
  length = drupe__typed_length(view);
  if (length > 0 && search_start(ctx, what, argc, length, &i)) {
    now = drupe__typed_length(view);
    if (now == length && duk_is_number(ctx, 0) && !drupe__typed_is_big(view))
      hit = search_numbers(ctx, view, what, length, &i);
    /* includes reads what the coercion has taken away as undefined. */
    while (!hit && i < length) {
      if (what == INCLUDES || i < now) {
        drupe__typed_get(ctx, view, i);
        hit = matches(ctx, what);
        duk_pop(ctx);
      }
      if (!hit)
        i = what == LAST_INDEX_OF ? i - 1 : i + 1; /* 0 - 1 ends it too */
    }
  }
  if (what == INCLUDES)
    duk_push_boolean(ctx, hit);
  else
    duk_push_number(ctx, hit ? (double)i : -1);
  return 1;
}

static duk_ret_t typed_at(duk_context *ctx) {
  duk_hbufobj *view = drupe__typed_this(ctx);
  double length = (double)drupe__typed_length(view);
  double at = drupe__integer(ctx, 0);

  if (at < 0)
    at += length;
  if (at < 0 || at >= length)
    return 0;
  drupe__typed_get(ctx, view, (uint64_t)at);
  return 1;
}

/* -- text ------------------------------------------------------------------ */
/* join, and with magic toLocaleString. */
static duk_ret_t typed_join(duk_context *ctx) {
  bool locale = duk_get_current_magic(ctx) != 0;
  duk_hbufobj *view = drupe__typed_this(ctx);
  uint64_t length = drupe__typed_length(view), i;
  duk_idx_t parts = 0, given = duk_get_top(ctx);

  if (locale) { /* [.. locales options] */
    duk_dup(ctx, 0);
    duk_dup(ctx, 1);
  }
  if (locale || duk_is_undefined(ctx, 0))
    duk_push_literal(ctx, ",");
  else
    duk_dup(ctx, 0);
  (void)duk_to_string(ctx, -1);
  duk_replace(ctx, 0);
  duk_require_stack(ctx, 140);
  duk_push_literal(ctx, "");
  for (i = 0; i < length; i++) {
    if (i > 0)
      duk_dup(ctx, 0);
    drupe__typed_get(ctx, view, i);
    if (duk_is_undefined(ctx, -1)) {
      duk_pop(ctx);
      duk_push_literal(ctx, "");
    } else if (locale) {
      duk_push_literal(ctx, "toLocaleString");
      duk_dup(ctx, given);
      duk_dup(ctx, given + 1);
      duk_call_prop(ctx, -4, 2);
      duk_remove(ctx, -2);
    }
    (void)duk_to_string(ctx, -1);
    parts += i > 0 ? 2 : 1;
    if (parts > 120) {
      duk_concat(ctx, parts + 1);
      parts = 0;
    }
  }
  duk_concat(ctx, parts + 1);
  return 1;
}

/* -- changes --------------------------------------------------------------- */
/* The first of `count` elements becomes all: twice as many each turn. */
static void repeat(uint8_t *first, size_t size, size_t count) {
  size_t done = 1;

  while (done < count) {
    size_t more = done < count - done ? done : count - done;

    memcpy(first + done * size, first, more * size);
    done += more;
  }
}

static duk_ret_t typed_fill(duk_context *ctx) {
  duk_hbufobj *view = drupe__typed_this(ctx);
  uint64_t length = drupe__typed_length(view), i, end, now;
  uint8_t *data;
  size_t size = (size_t)1 << view->shift;

  duk_dup(ctx, 0);
  drupe__typed_coerce(ctx, view);
  i = drupe__relative(ctx, 1, length, 0);
  end = drupe__relative(ctx, 2, length, length);
  drupe__typed_check(ctx, view, NULL);
  now = drupe__typed_length(view);
  end = end < now ? end : now;
  if (i < end) {
    drupe__typed_set(ctx, view, i);
    data = drupe__view_data(ctx, view);
    if (size == 1)
      memset(data + i, data[i], (size_t)(end - i));
    else
      repeat(data + (i << view->shift), size, (size_t)(end - i));
  }
  duk_push_this(ctx);
  return 1;
}

static duk_ret_t typed_reverse(duk_context *ctx) {
  duk_hbufobj *view = drupe__typed_this(ctx);
  uint64_t length = drupe__typed_length(view), i;
  size_t size = (size_t)1 << view->shift;

  for (i = 0; i < length / 2; i++) {
    uint8_t *a = drupe__view_data(ctx, view) + (i << view->shift);
    uint8_t *b =
        drupe__view_data(ctx, view) + ((length - 1 - i) << view->shift);
    uint8_t kept[8];

    memcpy(kept, a, size);
    memcpy(a, b, size);
    memcpy(b, kept, size);
  }
  return 1;
}

static duk_ret_t typed_copy_within(duk_context *ctx) {
  duk_hbufobj *view = drupe__typed_this(ctx);
  uint64_t length = drupe__typed_length(view), now;
  uint64_t to = drupe__relative(ctx, 0, length, 0);
  uint64_t from = drupe__relative(ctx, 1, length, 0);
  uint64_t end = drupe__relative(ctx, 2, length, length);
  uint64_t count = end > from ? end - from : 0;

  if (count > length - to)
    count = length - to;
  if (count > 0) {
    drupe__typed_check(ctx, view, NULL);
    now = drupe__typed_length(view); /* the coercions may have resized it */
    if (from > now || to > now)
      count = 0;
    else if (count > now - (from > to ? from : to))
      count = now - (from > to ? from : to);
    if (count > 0)
      memmove(drupe__view_data(ctx, view) + (to << view->shift),
              drupe__view_data(ctx, view) + (from << view->shift),
              (size_t)count << view->shift);
  }
  return 1;
}

/* -- set ------------------------------------------------------------------- */
static void check_room(duk_context *ctx, uint64_t room, double offset,
                       uint64_t count) {
  if (offset + (double)count > (double)room)
    (void)duk_range_error(ctx, "offset is out of bounds");
}

/* The source may lie in the same memory: read all, then write. */
static void set_typed(duk_context *ctx, duk_hbufobj *view, duk_hbufobj *source,
                      double offset) {
  uint64_t length, i;
  duk_hbufobj *copy;

  drupe__typed_check(ctx, source, NULL);
  drupe__typed_check_mix(ctx, source, view);
  length = drupe__typed_length(source);
  check_room(ctx, drupe__typed_length(view), offset, length);
  if (length == 0)
    return;
  if (drupe__typed_same_bytes(source, view)) {
    memmove(drupe__view_data(ctx, view) + ((uint64_t)offset << view->shift),
            drupe__view_data(ctx, source), (size_t)length << view->shift);
    return;
  }
  copy = source;
  if (source->buf == view->buf) {
    copy = drupe__push_typed(ctx, source->elem_type, length);
    memcpy(drupe__view_data(ctx, copy), drupe__view_data(ctx, source),
           (size_t)length << source->shift);
  }
  for (i = 0; i < length; i++) {
    drupe__typed_get(ctx, copy, i);
    drupe__typed_set(ctx, view, (uint64_t)offset + i);
  }
}

static duk_ret_t typed_set(duk_context *ctx) {
  duk_hbufobj *view = drupe__typed_this_any(ctx);
  double offset = drupe__integer(ctx, 1);
  duk_hobject *object;
  uint64_t room, length, i;

  if (offset < 0)
    return duk_range_error(ctx, "offset is out of bounds");
  drupe__typed_check(ctx, view, NULL);
  object = duk_get_hobject(ctx, 0);
  if (drupe__is_typed(object)) {
    set_typed(ctx, view, (duk_hbufobj *)object, offset);
    return 0;
  }
  room = drupe__typed_length(view); /* before the getter of `length` */
  duk_to_object(ctx, 0);
  length = drupe__length(ctx, 0);
  check_room(ctx, room, offset, length);
  for (i = 0; i < length; i++) {
    drupe__get_at(ctx, 0, i);
    drupe__typed_set(ctx, view, (uint64_t)offset + i);
  }
  return 0;
}

/* -- iterators: those of Array, checked first ------------------------------ */
static duk_ret_t typed_iterate(duk_context *ctx) {
  (void)drupe__typed_this(ctx);
  return drupe__array_iterate(ctx);
}

static const drupe__builtin methods[] = {
    {"at", typed_at, 1, 1, 0},
    {"copyWithin", typed_copy_within, 3, 2, 0},
    {"entries", typed_iterate, 0, 0, DRUPE__ENTRIES},
    {"every", typed_visit, 2, 1, EVERY},
    {"fill", typed_fill, 3, 1, 0},
    {"find", typed_visit, 2, 1, FIND},
    {"findIndex", typed_visit, 2, 1, FIND_INDEX},
    {"findLast", typed_visit, 2, 1, FIND_LAST},
    {"findLastIndex", typed_visit, 2, 1, FIND_LAST_INDEX},
    {"forEach", typed_visit, 2, 1, EACH},
    {"includes", typed_search, DUK_VARARGS, 1, INCLUDES},
    {"indexOf", typed_search, DUK_VARARGS, 1, INDEX_OF},
    {"join", typed_join, 1, 1, 0},
    {"keys", typed_iterate, 0, 0, DRUPE__KEYS},
    {"lastIndexOf", typed_search, DUK_VARARGS, 1, LAST_INDEX_OF},
    {"reduce", typed_reduce, DUK_VARARGS, 1, 0},
    {"reduceRight", typed_reduce, DUK_VARARGS, 1, 1},
    {"reverse", typed_reverse, 0, 0, 0},
    {"set", typed_set, 2, 1, 0},
    {"some", typed_visit, 2, 1, SOME},
    {"toLocaleString", typed_join, 2, 0, 1},
    {"values", typed_iterate, 0, 0, DRUPE__VALUES},
    DRUPE__BUILTIN_END};

void drupe__builtin_typed_methods(duk_context *ctx) {
  duk_push_hobject(ctx, ctx->builtins[DUK_BIDX_UINT8ARRAY_PROTOTYPE]);
  duk_get_prototype(ctx, -1);
  drupe__define(ctx, -1, methods);
  duk_get_prop_literal(ctx, -1, "values");
  drupe__define_value(ctx, -2, "@@iterator", DUK_PROPDESC_FLAGS_WC);
  drupe__push_prototype(ctx, "Array");
  duk_get_prop_literal(ctx, -1, "toString");
  duk_remove(ctx, -2);
  drupe__define_value(ctx, -2, "toString", DUK_PROPDESC_FLAGS_WC);
  duk_pop_2(ctx);
}
