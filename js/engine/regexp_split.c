/* js/engine/regexp_split.c - split of RegExp and String (ECMA-262 22.2.6.14,
 * 22.1.3.23). */
#include <math.h>
#include <string.h>

#include "regexp.h"

/* Value stack of the methods: 0 subject, 1 limit, 2 `this`, 3 the array. */
enum { SUBJECT = 0, LIMIT = 1, REGEXP = 2, ARRAY = 3 };

static duk_uarridx_t limit_of(duk_context *ctx) {
  return duk_is_undefined(ctx, LIMIT) ? UINT32_MAX : duk_to_uint32(ctx, LIMIT);
}

/* Appends the top to the array; false: it is full. */
static bool append(duk_context *ctx, duk_uarridx_t *count,
                   duk_uarridx_t limit) {
  drupe__regexp_append(ctx, ARRAY, (*count)++);
  return *count < limit;
}

static void push_piece(duk_context *ctx, const drupe__regexp_run *m,
                       uint32_t from, uint32_t to) {
  duk_push_lstring(ctx, (const char *)m->text + from, to - from);
}

/* A pristine RegExp is not copied: it is searched with as if it were not
 * sticky, which finds what the sticky copy finds at one place after the
 * other. */
static void quick_split(duk_context *ctx, duk_hobject *regexp,
                        duk_uarridx_t limit) {
  drupe__regexp_run m;
  duk_uarridx_t count = 0;
  uint32_t piece = 0; /* where the piece begins that is not cut off yet */
  uint32_t at = 0;

  drupe__regexp_begin(ctx, regexp, duk_known_hstring(ctx, SUBJECT), &m);
  if (m.size == 0) {
    if (!drupe__regexp_search(&m, 0, DRUPE__RX_ANYWHERE)) {
      duk_dup(ctx, SUBJECT);
      append(ctx, &count, limit);
    }
    return;
  }
  while (at < m.size && drupe__regexp_search(&m, at, DRUPE__RX_ANYWHERE)) {
    uint32_t from = drupe__regexp_captures(&m)[0];
    uint32_t to = drupe__regexp_captures(&m)[1];
    uint32_t groups = drupe__rx_group_count(m.pattern);
    uint32_t i;

    if (from >= m.size)
      break;
    if (to == piece) {
      at = drupe__regexp_advance(&m, from);
      continue;
    }
    drupe__regexp_remember(&m);
    push_piece(ctx, &m, piece, from);
    if (!append(ctx, &count, limit))
      return;
    for (i = 1; i < groups; i++) {
      drupe__regexp_push_capture(&m, drupe__regexp_captures(&m), i);
      if (!append(ctx, &count, limit))
        return;
    }
    piece = to;
    at = to;
  }
  push_piece(ctx, &m, piece, m.size);
  append(ctx, &count, limit);
}

/* [subject limit regexp array splitter]: units from..to of the subject. */
static void push_units(duk_context *ctx, double from, double to) {
  duk_dup(ctx, SUBJECT);
  duk_substring(ctx, -1, (size_t)from, (size_t)to);
}

/* The groups of the result on top, into the array. */
static bool append_groups(duk_context *ctx, duk_uarridx_t *count,
                          duk_uarridx_t limit) {
  uint64_t groups = drupe__length(ctx, duk_get_top_index(ctx));
  uint64_t i;

  for (i = 1; i < groups; i++) {
    drupe__get_at(ctx, -1, i);
    if (!append(ctx, count, limit))
      return false;
  }
  return true;
}

static void slow_split_pieces(duk_context *ctx, duk_idx_t splitter,
                              duk_uarridx_t limit, bool unicode) {
  duk_hstring *subject = duk_known_hstring(ctx, SUBJECT);
  double size = (double)DUK_HSTRING_GET_CHARLEN(subject);
  duk_uarridx_t count = 0;
  double piece = 0;
  double at = 0;

  if (size == 0) {
    if (!drupe__regexp_exec_any(ctx, splitter, SUBJECT)) {
      duk_dup(ctx, SUBJECT);
      append(ctx, &count, limit);
    }
    return;
  }
  while (at < size) {
    double end;

    duk_set_top(ctx, splitter + 1);
    duk_push_number(ctx, at);
    duk_put_prop_stridx(ctx, splitter, DUK_STRIDX_LAST_INDEX);
    if (!drupe__regexp_exec_any(ctx, splitter, SUBJECT)) {
      at = drupe__string_advance(ctx, subject, at, unicode);
      continue;
    }
    duk_get_prop_stridx(ctx, splitter, DUK_STRIDX_LAST_INDEX);
    end = fmin(fmax(drupe__integer(ctx, -1), 0), size);
    duk_pop(ctx);
    if (end == piece) {
      at = drupe__string_advance(ctx, subject, at, unicode);
      continue;
    }
    push_units(ctx, piece, at);
    if (!append(ctx, &count, limit) || !append_groups(ctx, &count, limit))
      return;
    piece = end;
    at = end;
  }
  push_units(ctx, piece, size);
  append(ctx, &count, limit);
}

static void slow_split(duk_context *ctx) {
  const char *flags;
  size_t size;
  bool unicode;
  bool sticky;
  duk_uarridx_t limit;

  drupe__regexp_push_species(ctx, REGEXP);
  duk_dup(ctx, REGEXP);
  duk_get_prop_stridx(ctx, REGEXP, DUK_STRIDX_FLAGS);
  flags = duk_to_lstring(ctx, -1, &size);
  unicode =
      memchr(flags, 'u', size) != NULL || memchr(flags, 'v', size) != NULL;
  sticky = memchr(flags, 'y', size) != NULL;
  if (!sticky) {
    duk_push_literal(ctx, "y");
    duk_concat(ctx, 2);
  }
  duk_new(ctx, 2);
  duk_push_array(ctx);
  duk_insert(ctx, ARRAY);
  limit = limit_of(ctx);
  if (limit > 0)
    slow_split_pieces(ctx, ARRAY + 1, limit, unicode);
  duk_dup(ctx, ARRAY);
}

/* [subject limit regexp] */
static void split(duk_context *ctx, duk_hobject *h) {
  if (drupe__is_regexp(h) && drupe__regexp_is_pristine(ctx, h) &&
      drupe__regexp_is_own_species(ctx) &&
      (duk_is_undefined(ctx, LIMIT) || duk_is_number(ctx, LIMIT))) {
    duk_uarridx_t limit = limit_of(ctx);

    duk_push_array(ctx);
    if (limit > 0)
      quick_split(ctx, h, limit);
    duk_set_top(ctx, ARRAY + 1);
    return;
  }
  slow_split(ctx);
}

duk_ret_t drupe__regexp_split(duk_context *ctx) {
  duk_hobject *h = drupe__regexp_push_this(ctx, "RegExp.prototype.@@split");

  duk_to_string(ctx, SUBJECT);
  split(ctx, h);
  return 1;
}

/* -- String.prototype.split with a string ---------------------------------- */

/* Each unit is a piece. */
static void split_units(duk_context *ctx, const char *text, size_t size,
                        duk_uarridx_t limit) {
  duk_uarridx_t count = 0;
  size_t at = 0;

  while (at < size) {
    size_t end = at + 1;

    while (end < size && (text[end] & 0xc0) == 0x80)
      end++;
    duk_push_lstring(ctx, text + at, end - at);
    if (!append(ctx, &count, limit))
      return;
    at = end;
  }
}

/* [separator limit subject array] */
static void split_string(duk_context *ctx, duk_uarridx_t limit) {
  size_t size;
  size_t separator_size;
  const char *text = duk_get_lstring(ctx, 2, &size);
  const char *separator = duk_get_lstring(ctx, 0, &separator_size);
  const char *end = text + size;
  duk_uarridx_t count = 0;

  if (separator_size == 0) {
    split_units(ctx, text, size, limit);
    return;
  }
  for (;;) {
    const char *hit =
        memmem(text, (size_t)(end - text), separator, separator_size);

    duk_push_lstring(ctx, text, (size_t)((hit == NULL ? end : hit) - text));
    if (!append(ctx, &count, limit) || hit == NULL)
      return;
    text = hit + separator_size;
  }
}

/* A pristine RegExp needs no look-up of its method. */
static bool split_directly(duk_context *ctx) {
  duk_hobject *h = duk_get_hobject(ctx, 0);

  if (!drupe__is_regexp(h) || !drupe__regexp_is_pristine(ctx, h))
    return false;
  drupe__string_push_this(ctx, "split");
  duk_swap(ctx, 0, 2);
  split(ctx, h);
  return true;
}

duk_ret_t duk_bi_string_prototype_split(duk_hthread *thr) {
  duk_uarridx_t limit;
  bool whole;

  if (split_directly(thr))
    return 1;
  if (drupe__string_delegates(thr, "@@split", 2, "split"))
    return 1;
  drupe__string_push_this(thr, "split");
  limit = limit_of(thr);
  whole = duk_is_undefined(thr, 0);
  duk_to_string(thr, 0);
  duk_push_array(thr);
  if (limit == 0)
    return 1;
  if (whole) {
    duk_dup(thr, 2);
    drupe__regexp_append(thr, ARRAY, 0);
  } else {
    split_string(thr, limit);
  }
  duk_set_top(thr, ARRAY + 1);
  return 1;
}
