/* js/engine/regexp_match.c - match, matchAll and search of RegExp and String
 * (ECMA-262 22.2.6, 22.2.9, 22.1.3). */
#include <math.h>

#include "regexp.h"

/* Value stack of the methods of RegExp: 0 subject, 1 `this`. */
enum { SUBJECT = 0, REGEXP = 1 };

/* -- match ----------------------------------------------------------------- */

/* All matches of a pristine global RegExp; null if there is none. */
static void quick_match_all(duk_context *ctx, duk_hobject *regexp) {
  drupe__regexp_run m;
  duk_uarridx_t count = 0;
  uint32_t at = 0;

  drupe__regexp_set_last_index(ctx, regexp, 0);
  drupe__regexp_begin(ctx, regexp, duk_known_hstring(ctx, SUBJECT), &m);
  duk_push_array(ctx);
  while (at <= m.size && drupe__regexp_search(&m, at, DRUPE__RX_BY_FLAGS)) {
    uint32_t from = drupe__regexp_captures(&m)[0];
    uint32_t to = drupe__regexp_captures(&m)[1];

    drupe__regexp_remember(&m);
    duk_push_lstring(ctx, (const char *)m.text + from, to - from);
    drupe__regexp_append(ctx, -2, count++);
    at = to == from ? drupe__regexp_advance(&m, to) : to;
  }
  if (count == 0)
    duk_push_null(ctx);
}

static void slow_match_all(duk_context *ctx) {
  bool unicode = drupe__regexp_any_has_flag(ctx, REGEXP, 'u') ||
                 drupe__regexp_any_has_flag(ctx, REGEXP, 'v');
  duk_uarridx_t count = 0;
  duk_idx_t array;

  duk_push_int(ctx, 0);
  duk_put_prop_stridx(ctx, REGEXP, DUK_STRIDX_LAST_INDEX);
  duk_push_array(ctx);
  array = duk_get_top_index(ctx);
  while (drupe__regexp_exec_any(ctx, REGEXP, SUBJECT)) {
    drupe__regexp_step_empty(ctx, REGEXP, SUBJECT, unicode);
    duk_get_prop_index(ctx, -1, 0);
    duk_to_string(ctx, -1);
    drupe__regexp_append(ctx, array, count++);
    duk_pop(ctx);
  }
  duk_set_top(ctx, array + 1);
  if (count == 0)
    duk_push_null(ctx);
}

/* [subject regexp], of which the subject is a string. */
static void match(duk_context *ctx, duk_hobject *h) {
  bool pristine = drupe__is_regexp(h) && drupe__regexp_is_pristine(ctx, h);

  if (pristine && (drupe__regexp_flags(ctx, h) & DRUPE__RX_GLOBAL) != 0)
    quick_match_all(ctx, h);
  else if (pristine || !drupe__regexp_any_has_flag(ctx, REGEXP, 'g'))
    drupe__regexp_exec_any(ctx, REGEXP, SUBJECT);
  else
    slow_match_all(ctx);
}

duk_ret_t drupe__regexp_match_method(duk_context *ctx) {
  duk_hobject *h = drupe__regexp_push_this(ctx, "RegExp.prototype.@@match");

  duk_to_string(ctx, SUBJECT);
  match(ctx, h);
  return 1;
}

/* A pristine RegExp at 0 needs no look-up of its method: [subject regexp]. */
static duk_hobject *take_directly(duk_context *ctx, const char *method) {
  duk_hobject *h = duk_get_hobject(ctx, 0);

  if (!drupe__is_regexp(h) || !drupe__regexp_is_pristine(ctx, h))
    return NULL;
  drupe__string_push_this(ctx, method);
  duk_swap(ctx, 0, 1);
  return h;
}

/* new RegExp(argument 0, flags)[symbol](this) */
static duk_ret_t invoke_new(duk_context *ctx, const char *method,
                            const char *flags, const char *symbol) {
  drupe__string_push_this(ctx, method);
  drupe__push_key(ctx, symbol);
  if (duk_is_undefined(ctx, 0))
    duk_push_literal(ctx, "");
  else
    duk_dup(ctx, 0);
  duk_to_string(ctx, -1);
  duk_push_string(ctx, flags);
  drupe__regexp_push(ctx, NULL);
  duk_swap_top(ctx, -2);
  duk_dup(ctx, 1);
  duk_call_prop(ctx, -3, 1);
  return 1;
}

duk_ret_t duk_bi_string_prototype_match(duk_hthread *thr) {
  duk_hobject *h = take_directly(thr, "match");

  if (h != NULL) {
    match(thr, h);
    return 1;
  }
  if (drupe__string_delegates(thr, "@@match", 1, "match"))
    return 1;
  return invoke_new(thr, "match", "", "@@match");
}

/* -- search ---------------------------------------------------------------- */

static void quick_search(duk_context *ctx, duk_hobject *h) {
  drupe__regexp_run m;

  drupe__regexp_begin(ctx, h, duk_known_hstring(ctx, SUBJECT), &m);
  if (!drupe__regexp_search(&m, 0, DRUPE__RX_BY_FLAGS)) {
    duk_push_int(ctx, -1);
    return;
  }
  drupe__regexp_remember(&m);
  duk_push_uint(ctx, drupe__regexp_unit(&m, drupe__regexp_captures(&m)[0]));
}

/* object.lastIndex = value on top unless it is that already; pops it. */
static void restore_last_index(duk_context *ctx, duk_idx_t object) {
  duk_get_prop_stridx(ctx, object, DUK_STRIDX_LAST_INDEX);
  if (duk_samevalue(ctx, -1, -2)) {
    duk_pop_2(ctx);
    return;
  }
  duk_pop(ctx);
  duk_put_prop_stridx(ctx, object, DUK_STRIDX_LAST_INDEX);
}

static void slow_search(duk_context *ctx) {
  bool found;

  duk_get_prop_stridx(ctx, REGEXP, DUK_STRIDX_LAST_INDEX);
  duk_push_int(ctx, 0);
  if (!duk_samevalue(ctx, -1, -2))
    duk_put_prop_stridx(ctx, REGEXP, DUK_STRIDX_LAST_INDEX);
  else
    duk_pop(ctx);
  found = drupe__regexp_exec_any(ctx, REGEXP, SUBJECT);
  duk_swap_top(ctx, -2);
  restore_last_index(ctx, REGEXP);
  if (found)
    duk_get_prop_stridx(ctx, -1, DUK_STRIDX_INDEX);
  else
    duk_push_int(ctx, -1);
}

static void search(duk_context *ctx, duk_hobject *h) {
  if (drupe__is_regexp(h) && drupe__regexp_is_pristine(ctx, h))
    quick_search(ctx, h);
  else
    slow_search(ctx);
}

duk_ret_t drupe__regexp_search_method(duk_context *ctx) {
  duk_hobject *h = drupe__regexp_push_this(ctx, "RegExp.prototype.@@search");

  duk_to_string(ctx, SUBJECT);
  search(ctx, h);
  return 1;
}

duk_ret_t duk_bi_string_prototype_search(duk_hthread *thr) {
  duk_hobject *h = take_directly(thr, "search");

  if (h != NULL) {
    search(thr, h);
    return 1;
  }
  if (drupe__string_delegates(thr, "@@search", 1, "search"))
    return 1;
  return invoke_new(thr, "search", "", "@@search");
}

/* -- matchAll -------------------------------------------------------------- */

typedef struct match_iterator {
  drupe__native base;
  duk_hobject *regexp; /* counted; NULL when done */
  duk_hstring *subject;
  bool global;
  bool unicode;
} match_iterator;

static void match_iterator_mark(duk_heap *heap, duk_hobject *object) {
  match_iterator *it = (void *)object;

  if (it->regexp == NULL)
    return;
  drupe__heap_mark(heap, (duk_heaphdr *)it->regexp);
  drupe__heap_mark(heap, (duk_heaphdr *)it->subject);
}

static void match_iterator_drop(duk_hthread *thread, duk_hobject *object) {
  match_iterator *it = (void *)object;

  DUK_HOBJECT_DECREF_NORZ_ALLOWNULL(thread, it->regexp);
  drupe__drop_string(thread, it->subject);
}

static const drupe__native_ops match_iterator_ops = {
    "RegExp String Iterator", match_iterator_mark, match_iterator_drop, NULL};

static void match_iterator_finish(duk_context *ctx, match_iterator *it) {
  duk_hobject *regexp = it->regexp;
  duk_hstring *subject = it->subject;

  it->regexp = NULL;
  it->subject = NULL;
  DUK_HOBJECT_DECREF_NORZ(ctx, regexp);
  DUK_HSTRING_DECREF_NORZ(ctx, subject);
}

static duk_ret_t match_iterator_next(duk_context *ctx) {
  match_iterator *it;
  bool found;

  duk_push_this(ctx);
  it = drupe__native_get(ctx, -1, &match_iterator_ops);
  if (it == NULL)
    return drupe__incompatible(ctx, "%RegExpStringIterator%.prototype.next");
  if (it->regexp == NULL) {
    duk_push_undefined(ctx);
    drupe__iterator_result(ctx, true);
    return 1;
  }
  duk_push_hstring(ctx, it->subject);
  duk_push_hobject(ctx, it->regexp);
  duk_remove(ctx, 0); /* [subject regexp]: `it` lives as `this` */
  found = drupe__regexp_exec_any(ctx, REGEXP, SUBJECT);
  if (!found) {
    if (it->regexp != NULL)
      match_iterator_finish(ctx, it);
    duk_push_undefined(ctx);
    drupe__iterator_result(ctx, true);
    return 1;
  }
  if (it->global)
    drupe__regexp_step_empty(ctx, REGEXP, SUBJECT, it->unicode);
  else if (it->regexp != NULL)
    match_iterator_finish(ctx, it);
  drupe__iterator_result(ctx, false);
  return 1;
}

/* [.. regexp] -> [.. iterator], over the string at SUBJECT. */
static void push_match_iterator(duk_context *ctx, bool global, bool unicode) {
  match_iterator *it =
      drupe__native_new(ctx, sizeof(*it), &match_iterator_ops,
                        drupe__regexps_of(ctx)->iterator_prototype);

  it->regexp = duk_known_hobject(ctx, -2);
  it->subject = duk_known_hstring(ctx, SUBJECT);
  DUK_HOBJECT_INCREF(ctx, it->regexp);
  DUK_HSTRING_INCREF(ctx, it->subject);
  it->global = global;
  it->unicode = unicode;
  duk_remove(ctx, -2);
}

duk_ret_t drupe__regexp_match_all(duk_context *ctx) {
  const char *flags;
  bool global = false;
  bool unicode = false;

  drupe__regexp_push_this(ctx, "RegExp.prototype.@@matchAll");
  duk_to_string(ctx, SUBJECT);
  drupe__regexp_push_species(ctx, REGEXP);
  duk_dup(ctx, REGEXP);
  duk_get_prop_stridx(ctx, REGEXP, DUK_STRIDX_FLAGS);
  flags = duk_to_string(ctx, -1);
  for (; *flags != 0; flags++) {
    global = global || *flags == 'g';
    unicode = unicode || *flags == 'u' || *flags == 'v';
  }
  duk_new(ctx, 2);
  duk_get_prop_stridx(ctx, REGEXP, DUK_STRIDX_LAST_INDEX);
  duk_push_number(ctx,
                  fmin(fmax(drupe__integer(ctx, -1), 0), 9007199254740991.0));
  duk_put_prop_stridx(ctx, -3, DUK_STRIDX_LAST_INDEX);
  duk_pop(ctx);
  push_match_iterator(ctx, global, unicode);
  return 1;
}

duk_ret_t drupe__string_match_all(duk_context *ctx) {
  drupe__string_require_global(ctx, "matchAll");
  if (drupe__string_delegates(ctx, "@@matchAll", 1, "matchAll"))
    return 1;
  return invoke_new(ctx, "matchAll", "g", "@@matchAll");
}

void drupe__regexp_match_init(duk_context *ctx) {
  drupe__push_iterator_class(ctx, "RegExp String Iterator",
                             match_iterator_next);
  drupe__regexps_of(ctx)->iterator_prototype = duk_known_hobject(ctx, -1);
  drupe__stash(ctx, "RegExpStringIteratorPrototype");
  duk_pop(ctx);
}
