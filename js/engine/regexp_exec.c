/* js/engine/regexp_exec.c - RegExpBuiltinExec and its result, exec and test
 * (ECMA-262 22.2.7). */
#include <assert.h>
#include <string.h>

#include "regexp.h"

/* The array's items lie side by side, so one is moved there. */
void drupe__regexp_append(duk_context *ctx, duk_idx_t array, duk_uarridx_t i) {
  duk_hobject *h = duk_known_hobject(ctx, array);
  duk_tval *top;

  if (i >= DUK_HOBJECT_GET_ASIZE(h)) {
    if (DUK_HOBJECT_GET_ESIZE(h) > 0 || i > (1u << 24)) {
      duk_xdef_prop_index_wec(ctx, array, i);
      ((duk_harray *)h)->length = i + 1;
      return;
    }
    duk_hobject_realloc_props(ctx, h, 0, i * 2 + 8, 0, 0);
  }
  top = ctx->valstack_top - 1;
  DUK_TVAL_SET_TVAL(DUK_HOBJECT_A_GET_VALUE_PTR(ctx->heap, h, i), top);
  DUK_TVAL_SET_UNDEFINED(top);
  ctx->valstack_top--;
  ((duk_harray *)h)->length = i + 1;
}

/* -- the result ------------------------------------------------------------ */

/* The string of one character, kept from its first use on. */
static duk_hstring *char_string(const drupe__regexp_run *m, uint32_t c) {
  drupe__regexps *all = m->all;
  size_t size = 128 * sizeof(*all->chars);

  if (all->chars == NULL) {
    all->chars = DUK_ALLOC_CHECKED(m->ctx, size);
    memset(all->chars, 0, size);
  }
  if (all->chars[c] == NULL) {
    uint8_t byte = (uint8_t)c;
    duk_hstring *h = duk_heap_strtable_intern_checked(m->ctx, &byte, 1);

    DUK_HSTRING_INCREF(m->ctx, h);
    all->chars[c] = h;
  }
  return all->chars[c];
}

duk_hstring *drupe__regexp_string(const drupe__regexp_run *m, uint32_t from,
                                  uint32_t to) {
  if (to - from == 1 && m->text[from] < 128)
    return char_string(m, m->text[from]);
  return duk_heap_strtable_intern_checked(m->ctx, m->text + from, to - from);
}

void drupe__regexp_push_capture(const drupe__regexp_run *m,
                                const uint32_t *captures, uint32_t group) {
  uint32_t from = captures[2 * group];
  uint32_t to = captures[2 * group + 1];

  if (from == DRUPE__RX_UNSET || to == DRUPE__RX_UNSET)
    duk_push_undefined(m->ctx);
  else
    duk_push_hstring(m->ctx, drupe__regexp_string(m, from, to));
}

/* [start, end] in units. */
static void push_pair(drupe__regexp_run *m, const uint32_t *captures,
                      uint32_t group) {
  uint32_t from = captures[2 * group];
  uint32_t to = captures[2 * group + 1];
  duk_context *ctx = m->ctx;

  if (from == DRUPE__RX_UNSET || to == DRUPE__RX_UNSET) {
    duk_push_undefined(ctx);
    return;
  }
  duk_push_array(ctx);
  duk_push_uint(ctx, drupe__regexp_unit(m, from));
  drupe__regexp_append(ctx, -2, 0);
  duk_push_uint(ctx, drupe__regexp_unit(m, to));
  drupe__regexp_append(ctx, -2, 1);
}

/* Of groups of one name the one that matched gives the value. */
void drupe__regexp_push_groups(drupe__regexp_run *m, const uint32_t *captures,
                               bool indices) {
  uint32_t count = drupe__rx_name_count(m->pattern);
  duk_context *ctx = m->ctx;
  uint32_t i;

  if (count == 0) {
    duk_push_undefined(ctx);
    return;
  }
  duk_push_bare_object(ctx);
  for (i = 0; i < count; i++) {
    uint32_t group;
    size_t size;
    const char *name = drupe__rx_name(m->pattern, i, &size, &group);

    duk_push_lstring(ctx, name, size);
    if (captures[2 * group] == DRUPE__RX_UNSET &&
        duk_has_prop_lstring(ctx, -2, name, size)) {
      duk_pop(ctx);
      continue;
    }
    if (indices)
      push_pair(m, captures, group);
    else
      drupe__regexp_push_capture(m, captures, group);
    duk_def_prop(ctx, -3,
                 DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_WEC |
                     DUK_DEFPROP_FORCE);
  }
}

static void push_indices(drupe__regexp_run *m, const uint32_t *captures) {
  uint32_t count = drupe__rx_group_count(m->pattern);
  duk_context *ctx = m->ctx;
  uint32_t i;

  duk_push_array(ctx);
  for (i = 0; i < count; i++) {
    push_pair(m, captures, i);
    drupe__regexp_append(ctx, -2, i);
  }
  duk_push_hstring(ctx, m->all->groups);
  drupe__regexp_push_groups(m, captures, true);
  duk_xdef_prop_wec(ctx, -3);
}

static void entry_init(duk_context *ctx, duk_hobject *h, int entry,
                       duk_hstring *key) {
  (void)ctx;
  DUK_HOBJECT_E_SET_KEY(ctx->heap, h, entry, key);
  DUK_HSTRING_INCREF(ctx, key);
  DUK_HOBJECT_E_SET_FLAGS(ctx->heap, h, entry, DUK_PROPDESC_FLAGS_WEC);
  DUK_TVAL_SET_UNDEFINED(DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(ctx->heap, h, entry));
}

/* An array of `count` undefineds with index, input and groups, all allocated
 * once. */
static duk_hobject *push_result_array(drupe__regexp_run *m, uint32_t count) {
  duk_context *ctx = m->ctx;
  duk_harray *array = duk_push_harray(ctx);
  duk_hobject *h = (duk_hobject *)array;
  duk_tval *input;
  uint32_t i;

  drupe__regexp_alloc(ctx, h, 3, count);
  array->length = count;
  for (i = 0; i < count; i++)
    DUK_TVAL_SET_UNDEFINED(DUK_HOBJECT_A_GET_VALUE_PTR(ctx->heap, h, i));
  entry_init(ctx, h, 0, DUK_HTHREAD_STRING_INDEX(ctx));
  entry_init(ctx, h, 1, DUK_HTHREAD_STRING_INPUT(ctx));
  entry_init(ctx, h, 2, m->all->groups);
  DUK_TVAL_SET_U32(DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(ctx->heap, h, 0),
                   drupe__regexp_unit(m, drupe__regexp_captures(m)[0]));
  input = DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(ctx->heap, h, 1);
  DUK_TVAL_SET_STRING(input, m->subject);
  DUK_HSTRING_INCREF(ctx, m->subject);
  DUK_HOBJECT_SET_ENEXT(h, 3);
  return h;
}

void drupe__regexp_push_result(drupe__regexp_run *m) {
  const uint32_t *captures = drupe__regexp_captures(m);
  uint32_t count = drupe__rx_group_count(m->pattern);
  duk_context *ctx = m->ctx;
  duk_hobject *h = push_result_array(m, count);
  uint32_t i;

  for (i = 0; i < count; i++) {
    uint32_t from = captures[2 * i];
    uint32_t to = captures[2 * i + 1];
    duk_hstring *s;
    duk_tval *tv;

    if (from == DRUPE__RX_UNSET || to == DRUPE__RX_UNSET)
      continue;
    /* A collection may move the array's parts, so look them up after it. */
    if (i == 1 && from == captures[0] && to == captures[1])
      s = DUK_TVAL_GET_STRING(DUK_HOBJECT_A_GET_VALUE_PTR(ctx->heap, h, 0));
    else
      s = drupe__regexp_string(m, from, to);
    tv = DUK_HOBJECT_A_GET_VALUE_PTR(ctx->heap, h, i);
    DUK_TVAL_SET_STRING(tv, s);
    DUK_HSTRING_INCREF(ctx, s);
  }
  if (drupe__rx_name_count(m->pattern) > 0) {
    drupe__regexp_push_groups(m, captures, false);
    duk_put_prop_literal(ctx, -2, "groups");
  }
  if (drupe__rx_flags_of(m->pattern) & DRUPE__RX_INDICES) {
    duk_push_hstring(ctx, m->all->indices);
    push_indices(m, captures);
    duk_xdef_prop_wec(ctx, -3);
  }
}

/* -- RegExpBuiltinExec ----------------------------------------------------- */

static bool exec_fail(duk_context *ctx, duk_hobject *regexp, bool moves,
                      bool result) {
  if (moves)
    drupe__regexp_set_last_index(ctx, regexp, 0);
  if (result)
    duk_push_null(ctx);
  return false;
}

bool drupe__regexp_exec(duk_context *ctx, duk_hobject *regexp,
                        duk_hstring *subject, bool result) {
  double last_index = drupe__regexp_last_index(ctx, regexp);
  drupe__regexp_run m;
  uint32_t at = 0;
  bool moves;

  drupe__regexp_begin(ctx, regexp, subject, &m);
  moves = (drupe__rx_flags_of(m.pattern) &
           (DRUPE__RX_GLOBAL | DRUPE__RX_STICKY)) != 0;
  if (moves && last_index > (double)DUK_HSTRING_GET_CHARLEN(subject))
    return exec_fail(ctx, regexp, moves, result);
  if (moves && last_index > 0)
    at = drupe__regexp_byte(&m, (uint32_t)last_index);
  if (!drupe__regexp_search(&m, at, DRUPE__RX_BY_FLAGS))
    return exec_fail(ctx, regexp, moves, result);
  drupe__regexp_remember(&m);
  if (moves)
    drupe__regexp_set_last_index(
        ctx, regexp, drupe__regexp_unit(&m, drupe__regexp_captures(&m)[1]));
  if (result)
    drupe__regexp_push_result(&m);
  return true;
}

bool drupe__regexp_exec_any(duk_context *ctx, duk_idx_t regexp,
                            duk_idx_t subject) {
  duk_hobject *h = duk_require_hobject(ctx, regexp);

  regexp = duk_normalize_index(ctx, regexp);
  subject = duk_normalize_index(ctx, subject);
  if (drupe__is_regexp(h) && drupe__regexp_execs(ctx, h))
    return drupe__regexp_exec(ctx, h, duk_known_hstring(ctx, subject), true);
  duk_get_prop_literal(ctx, regexp, "exec");
  if (duk_is_callable(ctx, -1)) {
    duk_dup(ctx, regexp);
    duk_dup(ctx, subject);
    duk_call_method(ctx, 1);
    if (!duk_is_object(ctx, -1) && !duk_is_null(ctx, -1))
      (void)duk_type_error(ctx, "object null or function expected");
    return duk_is_object(ctx, -1);
  }
  duk_pop(ctx);
  if (!drupe__is_regexp(h))
    (void)drupe__incompatible(ctx, "RegExp.prototype.exec");
  return drupe__regexp_exec(ctx, h, duk_known_hstring(ctx, subject), true);
}

/* -- methods --------------------------------------------------------------- */

/* `this` of exec; reachable as long as the call runs. */
static duk_hobject *this_regexp(duk_context *ctx, const char *method) {
  duk_tval *tv = ctx->valstack_bottom - 1;
  duk_hobject *h = DUK_TVAL_IS_OBJECT(tv) ? DUK_TVAL_GET_OBJECT(tv) : NULL;

  if (!drupe__is_regexp(h))
    (void)drupe__incompatible(ctx, method);
  return h;
}

/* ToString(argument 0), most often one already. */
static inline duk_hstring *subject_of(duk_context *ctx) {
  const duk_tval *tv = ctx->valstack_bottom;

  if (DUK_TVAL_IS_STRING(tv) &&
      !DUK_HSTRING_HAS_SYMBOL(DUK_TVAL_GET_STRING(tv)))
    return DUK_TVAL_GET_STRING(tv);
  return duk_to_hstring(ctx, 0);
}

duk_ret_t duk_bi_regexp_prototype_exec(duk_hthread *thr) {
  duk_hobject *h = this_regexp(thr, "RegExp.prototype.exec");

  drupe__regexp_exec(thr, h, subject_of(thr), true);
  return 1;
}

duk_ret_t duk_bi_regexp_prototype_test(duk_hthread *thr) {
  duk_hobject *h = drupe__regexp_push_this(thr, "RegExp.prototype.test");
  duk_hstring *subject = subject_of(thr);
  bool found;

  if (drupe__is_regexp(h) && drupe__regexp_execs(thr, h))
    found = drupe__regexp_exec(thr, h, subject, false);
  else
    found = drupe__regexp_exec_any(thr, 1, 0);
  duk_push_boolean(thr, found);
  return 1;
}
