/* js/engine/builtin_array_parts.c - methods of Array that search it, and make
 * text or other arrays of it: indexOf, lastIndexOf, includes, join, toString,
 * toLocaleString, slice, concat (ECMA-262 23.1.3). */
#include "array.h"

#include "engine_internal.h"

#include <math.h>
#include <string.h>

/* -- search ---------------------------------------------------------------- */
/* The first index from `i` on in elements that are all there; UINT64_MAX: it is
 * not among them.  includes finds NaN too. */
static uint64_t find_in_items(duk_context *ctx, duk_tval *items, uint64_t i,
                              uint64_t length, bool includes) {
  duk_tval *wanted = duk_require_tval(ctx, 0);
  bool nan = includes && duk_is_nan(ctx, 0);

  for (; i < length; i++) {
    if (duk_js_strict_equals(wanted, &items[i]) ||
        (nan && DUK_TVAL_IS_NUMBER(&items[i]) &&
         isnan(DUK_TVAL_GET_NUMBER(&items[i]))))
      return i;
  }
  return UINT64_MAX;
}

/* A plain array whose elements are all there, so that nobody is asked. */
static duk_tval *searchable(duk_context *ctx, duk_idx_t object,
                            uint64_t length) {
  duk_tval *items = drupe__array_items(ctx, object);
  uint64_t i;

  if (items == NULL ||
      ((duk_harray *)duk_known_hobject(ctx, object))->length < length)
    return NULL;
  for (i = 0; i < length; i++)
    if (DUK_TVAL_IS_UNUSED(&items[i]))
      return NULL;
  return items;
}

static duk_ret_t array_index_of(duk_context *ctx) {
  uint64_t length = drupe__array_this(ctx), i, at;
  duk_tval *items;

  if (length > 0) {
    i = drupe__relative(ctx, 1, length, 0);
    items = searchable(ctx, 2, length);
    if (items != NULL) {
      at = find_in_items(ctx, items, i, length, false);
      duk_push_number(ctx, at == UINT64_MAX ? -1 : (double)at);
      return 1;
    }
    for (; i < length; i++) {
      if (!drupe__array_present(ctx, 2, i))
        continue;
      if (duk_strict_equals(ctx, 0, -1)) {
        duk_push_number(ctx, (double)i);
        return 1;
      }
      duk_pop(ctx);
    }
  }
  duk_push_int(ctx, -1);
  return 1;
}

static duk_ret_t array_last_index_of(duk_context *ctx) {
  bool given = duk_get_top(ctx) > 1;
  uint64_t length, i;
  double from;

  duk_set_top(ctx, 2);
  length = drupe__array_this(ctx);
  if (length > 0) {
    from = given ? drupe__integer(ctx, 1) : (double)length - 1;
    if (from < 0)
      from += (double)length;
    if (from >= 0) {
      i = from >= (double)length ? length : (uint64_t)from + 1;
      while (i-- > 0) {
        if (!drupe__array_present(ctx, 2, i))
          continue;
        if (duk_strict_equals(ctx, 0, -1)) {
          duk_push_number(ctx, (double)i);
          return 1;
        }
        duk_pop(ctx);
      }
    }
  }
  duk_push_int(ctx, -1);
  return 1;
}

static duk_ret_t array_includes(duk_context *ctx) {
  uint64_t length = drupe__array_this(ctx), i;
  duk_tval *items;

  if (length > 0) {
    i = drupe__relative(ctx, 1, length, 0);
    items = searchable(ctx, 2, length);
    if (items != NULL) {
      duk_push_boolean(ctx, find_in_items(ctx, items, i, length, true) !=
                                UINT64_MAX);
      return 1;
    }
    for (; i < length; i++) {
      drupe__get_at(ctx, 2, i);
      if (duk_strict_equals(ctx, 0, -1) ||
          (duk_is_nan(ctx, 0) && duk_is_nan(ctx, -1))) {
        duk_push_true(ctx);
        return 1;
      }
      duk_pop(ctx);
    }
  }
  duk_push_false(ctx);
  return 1;
}

/* -- text ------------------------------------------------------------------ */
/* Arrays being joined, innermost first: one that contains itself is empty
 * there, as in all engines.  They lie in the value stacks of their calls. */
static bool is_being_joined(duk_context *ctx, const duk_hobject *object) {
  const drupe__joining *j = drupe__engine_of(ctx)->joining;

  for (; j != NULL; j = j->outer)
    if (j->object == object)
      return true;
  return false;
}

/* The string of one element; [.. value] -> [.. string].  Behind what join has
 * on its stack are the two arguments of toLocaleString. */
static void element_text(duk_context *ctx, bool locale) {
  if (duk_is_null_or_undefined(ctx, -1)) {
    duk_pop(ctx);
    duk_push_literal(ctx, "");
    return;
  }
  if (locale) {
    duk_push_literal(ctx, "toLocaleString");
    duk_get_prop(ctx, -2);
    duk_insert(ctx, -2);
    duk_dup(ctx, 2);
    duk_dup(ctx, 3);
    duk_call_method(ctx, 2);
  }
  (void)duk_to_string(ctx, -1);
}

typedef struct join_call {
  uint64_t length;
  bool locale;
} join_call;

/* [separator object ..] -> [.. text]; text is put together 120 parts at a time,
 * and those again. */
static duk_ret_t join(duk_context *ctx, void *udata) {
  const join_call *j = udata;
  duk_idx_t parts = 0, whole = duk_get_top(ctx);
  uint64_t i, n = 0;

  duk_require_stack(ctx, 140);
  duk_push_array(ctx);
  duk_push_literal(ctx, "");
  for (i = 0; i < j->length; i++) {
    if (i > 0)
      duk_dup(ctx, 0);
    drupe__get_at(ctx, 1, i);
    element_text(ctx, j->locale);
    parts += i > 0 ? 2 : 1;
    if (parts > 120) {
      duk_concat(ctx, parts + 1);
      duk_put_prop_index(ctx, whole, (duk_uarridx_t)n++);
      duk_push_literal(ctx, "");
      parts = 0;
    }
  }
  duk_concat(ctx, parts + 1);
  if (n == 0)
    return 1;
  duk_put_prop_index(ctx, whole, (duk_uarridx_t)n++);
  duk_require_stack(ctx, (duk_idx_t)n + 4);
  for (i = 0; i < n; i++)
    duk_get_prop_index(ctx, whole, (duk_uarridx_t)i);
  duk_concat(ctx, (duk_idx_t)n);
  return 1;
}

/* join, and with magic toLocaleString. */
static duk_ret_t array_join(duk_context *ctx) {
  drupe__engine *engine = drupe__engine_of(ctx);
  join_call call = {0, duk_get_current_magic(ctx) != 0};
  drupe__joining here;
  duk_int_t failed;

  call.length = drupe__array_this(ctx);
  if (call.locale) { /* [locales options object] */
    duk_insert(ctx, 0);
    duk_push_literal(ctx, ",");
    duk_insert(ctx, 0);
  } else if (duk_is_undefined(ctx, 0)) {
    duk_push_literal(ctx, ",");
    duk_replace(ctx, 0);
  }
  (void)duk_to_string(ctx, 0);
  here.object = duk_known_hobject(ctx, 1);
  if (is_being_joined(ctx, here.object)) {
    duk_push_literal(ctx, "");
    return 1;
  }
  here.outer = engine->joining;
  engine->joining = &here;
  failed = duk_safe_call(ctx, join, &call, 0, 1);
  engine->joining = here.outer;
  if (failed != 0)
    return duk_throw(ctx);
  return 1;
}

static duk_ret_t array_to_string(duk_context *ctx) {
  duk_push_this(ctx);
  duk_to_object(ctx, -1);
  duk_get_prop_stridx(ctx, -1, DUK_STRIDX_JOIN);
  if (!duk_is_callable(ctx, -1)) {
    duk_pop_2(ctx);
    return duk_bi_object_prototype_to_string(ctx);
  }
  duk_insert(ctx, -2);
  duk_call_method(ctx, 0);
  return 1;
}

/* -- other arrays ---------------------------------------------------------- */
static duk_ret_t array_slice(duk_context *ctx) {
  uint64_t length = drupe__array_this(ctx), n = 0;
  uint64_t begin = drupe__relative(ctx, 0, length, 0);
  uint64_t end = drupe__relative(ctx, 1, length, length);
  uint64_t count = end > begin ? end - begin : 0;

  if (drupe__array_species(ctx, 2, (double)count) &&
      drupe__array_append(ctx, 3, 2, begin, count))
    return 1;
  for (; begin < end; begin++, n++)
    if (drupe__array_present(ctx, 2, begin))
      drupe__create_at(ctx, 3, n);
  drupe__array_set_length(ctx, 3, (double)n);
  return 1;
}

static bool is_spreadable(duk_context *ctx, duk_idx_t index) {
  bool spreadable;

  if (!duk_is_object(ctx, index))
    return false;
  drupe__push_key(ctx, "@@isConcatSpreadable");
  duk_get_prop(ctx, index);
  spreadable = duk_is_undefined(ctx, -1)
                    ? drupe__is_array(ctx, duk_known_hobject(ctx, index))
                    : duk_to_boolean(ctx, -1);
  duk_pop(ctx);
  return spreadable;
}

/* `this` at 0, then the arguments, then the new array. */
static duk_ret_t array_concat(duk_context *ctx) {
  duk_idx_t target, item;
  uint64_t n = 0, length, i;
  bool plain;

  drupe__array_push_this(ctx);
  duk_insert(ctx, 0);
  target = duk_get_top(ctx);
  plain = drupe__array_species(ctx, 0, 0);
  for (item = 0; item < target; item++) {
    if (!is_spreadable(ctx, item)) {
      drupe__array_check_length(ctx, (double)n + 1);
      duk_dup(ctx, item);
      drupe__create_at(ctx, target, n++);
      continue;
    }
    length = drupe__length(ctx, item);
    drupe__array_check_length(ctx, (double)n + (double)length);
    if (plain && duk_get_length(ctx, target) == n &&
        drupe__array_append(ctx, target, item, 0, length)) {
      n += length;
      continue;
    }
    for (i = 0; i < length; i++, n++)
      if (drupe__array_present(ctx, item, i))
        drupe__create_at(ctx, target, n);
  }
  drupe__array_set_length(ctx, target, (double)n);
  return 1;
}

static const drupe__builtin methods[] = {
    {"concat", array_concat, DUK_VARARGS, 1, 0},
    {"includes", array_includes, 2, 1, 0},
    {"indexOf", array_index_of, 2, 1, 0},
    {"join", array_join, 1, 1, 0},
    {"lastIndexOf", array_last_index_of, DUK_VARARGS, 1, 0},
    {"slice", array_slice, 2, 2, 0},
    {"toLocaleString", array_join, 2, 0, 1},
    {"toString", array_to_string, 0, 0, 0},
    DRUPE__BUILTIN_END};

void drupe__builtin_array_parts(duk_context *ctx) {
  drupe__push_prototype(ctx, "Array");
  drupe__define(ctx, -1, methods);
  duk_pop(ctx);
}
