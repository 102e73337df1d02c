/* js/lib/buffer_search.c - bytes with bytes: compare, find, copy, fill,
 * swap. */
#include <string.h>

#include "engine/builtins.h"
#include "lib/buffer.h"

static drupe__bytes search_bytes(duk_context *ctx, duk_idx_t index) {
  drupe__bytes bytes = {NULL, 0};

  if (!drupe__bytes_get(ctx, index, &bytes))
    (void)duk_type_error(ctx, "argument must be a buffer");
  return bytes;
}

/* The part [from, to) of the bytes, cut where it goes past their end. */
static drupe__bytes search_part(drupe__bytes bytes, double from, double to) {
  drupe__bytes part = {bytes.data, 0};
  double size = (double)bytes.size;

  if (to > size)
    to = size;
  if (from < to) {
    part.data = bytes.data + (size_t)from;
    part.size = (size_t)to - (size_t)from;
  }
  return part;
}

static int search_order(drupe__bytes a, drupe__bytes b) {
  size_t size = a.size < b.size ? a.size : b.size;
  int order = size == 0 ? 0 : memcmp(a.data, b.data, size);

  if (order == 0)
    order = a.size < b.size ? -1 : a.size > b.size;
  return order < 0 ? -1 : order > 0;
}

/* compare(a, b, aStart, aEnd, bStart, bEnd) */
static duk_ret_t search_compare(duk_context *ctx) {
  drupe__bytes a = search_bytes(ctx, 0), b = search_bytes(ctx, 1);

  if (!duk_is_undefined(ctx, 2)) {
    a = search_part(a, duk_require_number(ctx, 2), duk_require_number(ctx, 3));
    b = search_part(b, duk_require_number(ctx, 4), duk_require_number(ctx, 5));
  }
  duk_push_int(ctx, search_order(a, b));
  return 1;
}

/* copy(source, target, targetStart, sourceStart, sourceEnd): how many. */
static duk_ret_t search_copy(duk_context *ctx) {
  drupe__bytes source = search_bytes(ctx, 0), target = search_bytes(ctx, 1);
  drupe__bytes to =
      search_part(target, duk_require_number(ctx, 2), (double)target.size);
  drupe__bytes from = search_part(source, duk_require_number(ctx, 3),
                                  duk_require_number(ctx, 4));
  size_t size = from.size < to.size ? from.size : to.size;

  if (size > 0)
    memmove(to.data, from.data, size);
  duk_push_number(ctx, (double)size);
  return 1;
}

/* fill(target, bytes or number, start, end): the pattern again and again;
 * false: it is empty. */
static duk_ret_t search_fill(duk_context *ctx) {
  drupe__bytes target =
      search_part(search_bytes(ctx, 0), duk_require_number(ctx, 2),
                  duk_require_number(ctx, 3));
  drupe__bytes pattern;
  size_t done;

  if (duk_is_number(ctx, 1)) {
    if (target.size > 0)
      memset(target.data, (int)duk_get_uint(ctx, 1), target.size);
    duk_push_true(ctx);
    return 1;
  }
  pattern = search_bytes(ctx, 1);
  duk_push_boolean(ctx, pattern.size != 0);
  if (pattern.size == 0 || target.size == 0)
    return 1;
  done = pattern.size < target.size ? pattern.size : target.size;
  memmove(target.data, pattern.data, done);
  while (done < target.size) {
    size_t more = done < target.size - done ? done : target.size - done;

    memcpy(target.data + done, target.data, more);
    done += more;
  }
  return 1;
}

static bool search_matches(drupe__bytes in, drupe__bytes what, size_t at) {
  return memcmp(in.data + at, what.data, what.size) == 0;
}

/* The first place from `from` on; in.size: none.  Steps of two for UTF-16. */
static size_t search_forward(drupe__bytes in, drupe__bytes what, size_t from,
                             size_t step) {
  const uint8_t *found;

  if (step == 1) {
    found = memmem(in.data + from, in.size - from, what.data, what.size);
    return found == NULL ? in.size : (size_t)(found - in.data);
  }
  for (from -= from % step; from + what.size <= in.size; from += step)
    if (search_matches(in, what, from))
      return from;
  return in.size;
}

static size_t search_backward(drupe__bytes in, drupe__bytes what, size_t from,
                              size_t step) {
  for (from -= from % step; !search_matches(in, what, from); from -= step)
    if (from < step)
      return in.size;
  return from;
}

/* indexOf(buffer, bytes, offset, forward, units of two?): -1 none.  `offset` is
 * a number, counted from the end where it is negative. */
static duk_ret_t search_index_of(duk_context *ctx) {
  drupe__bytes in = search_bytes(ctx, 0), what = search_bytes(ctx, 1);
  double offset = duk_require_number(ctx, 2), size = (double)in.size;
  bool forward = duk_to_boolean(ctx, 3);
  size_t step = duk_to_boolean(ctx, 4) ? 2 : 1, at;

  offset = offset < 0 ? -(double)(uint64_t)-offset : (double)(uint64_t)offset;
  if (offset < 0)
    offset += size;
  if (offset < 0 && !forward && what.size != 0)
    return duk_push_int(ctx, -1), 1;
  if (offset < 0)
    offset = 0;
  if (what.size == 0) {
    duk_push_number(ctx, offset > size ? size : offset);
    return 1;
  }
  if (what.size > in.size || (step == 2 && (in.size < 2 || what.size < 2)) ||
      (forward && offset + (double)what.size > size))
    return duk_push_int(ctx, -1), 1;
  if (offset > size - (double)what.size)
    offset = size - (double)what.size;
  at = forward ? search_forward(in, what, (size_t)offset, step)
               : search_backward(in, what, (size_t)offset, step);
  duk_push_number(ctx, at == in.size ? -1 : (double)at);
  return 1;
}

/* swap(buffer, size): the bytes of each unit the other way round. */
static duk_ret_t search_swap(duk_context *ctx) {
  drupe__bytes bytes = search_bytes(ctx, 0);
  size_t unit = (size_t)duk_require_uint(ctx, 1);

  for (size_t i = 0; i + unit <= bytes.size; i += unit) {
    uint8_t *low = bytes.data + i, *high = low + unit - 1;

    for (; low < high; low++, high--) {
      uint8_t kept = *low;

      *low = *high;
      *high = kept;
    }
  }
  return 0;
}

static const drupe__builtin search_functions[] = {
    {"compare", search_compare, 6, 6, 0}, {"copy", search_copy, 5, 5, 0},
    {"fill", search_fill, 4, 4, 0},       {"indexOf", search_index_of, 5, 5, 0},
    {"swap", search_swap, 2, 2, 0},       DRUPE__BUILTIN_END};

void drupe__buffer_search(duk_context *ctx, duk_idx_t binding) {
  drupe__define(ctx, binding, search_functions);
}
