/* js/engine/builtin_array_parts.c - methods of Array that search it, and make
 * text or other arrays of it: indexOf, lastIndexOf, includes, join, toString,
 * toLocaleString, slice, concat (ECMA-262 23.1.3). */
#include "array.h"

#include "engine_internal.h"

#include <math.h>
#include <string.h>

/* -- search ---------------------------------------------------------------- */
static bool is_number(const duk_tval *tv, double wanted) {
  if (DUK_TVAL_IS_FASTINT(tv))
    return (double)DUK_TVAL_GET_FASTINT(tv) == wanted;
  return DUK_TVAL_IS_DOUBLE(tv) && DUK_TVAL_GET_DOUBLE(tv) == wanted;
}

static bool is_nan(const duk_tval *tv) {
  return DUK_TVAL_IS_DOUBLE(tv) && isnan(DUK_TVAL_GET_DOUBLE(tv));
}

/* The first of items [i, end) that is the wanted one, or a hole; `end` without.
 * Which loop is taken depends on what is wanted. */
static uint64_t find_item(const duk_tval *items, uint64_t i, uint64_t end,
                          duk_tval *wanted, bool nan) {
  if (DUK_TVAL_IS_NUMBER(wanted)) {
    double number = DUK_TVAL_GET_NUMBER(wanted);

    nan = nan && isnan(number);
    for (; i < end && !DUK_TVAL_IS_UNUSED(&items[i]); i++)
      if (is_number(&items[i], number) || (nan && is_nan(&items[i])))
        break;
  } else if (DUK_TVAL_IS_STRING(wanted)) { /* each is there once */
    for (; i < end && !DUK_TVAL_IS_UNUSED(&items[i]); i++)
      if (DUK_TVAL_IS_STRING(&items[i]) &&
          DUK_TVAL_GET_STRING(&items[i]) == DUK_TVAL_GET_STRING(wanted))
        break;
  } else if (DUK_TVAL_IS_OBJECT(wanted)) {
    for (; i < end && !DUK_TVAL_IS_UNUSED(&items[i]); i++)
      if (DUK_TVAL_IS_OBJECT(&items[i]) &&
          DUK_TVAL_GET_OBJECT(&items[i]) == DUK_TVAL_GET_OBJECT(wanted))
        break;
  } else {
    for (; i < end && !DUK_TVAL_IS_UNUSED(&items[i]); i++)
      if (duk_js_strict_equals(wanted, (duk_tval *)&items[i]))
        break;
  }
  return i;
}

/* Goes from *i on as far as elements of a plain array are there; true: *i is
 * the wanted one. */
static bool find_in_items(duk_context *ctx, uint64_t *i, uint64_t length,
                          bool includes) {
  duk_tval *items = drupe__array_items(ctx, 2);
  uint64_t end;

  if (items == NULL)
    return false;
  end = ((duk_harray *)duk_known_hobject(ctx, 2))->length;
  end = end < length ? end : length;
  if (*i >= end)
    return false;
  *i = find_item(items, *i, end, duk_require_tval(ctx, 0), includes);
  return *i < end && !DUK_TVAL_IS_UNUSED(&items[*i]);
}

static duk_ret_t array_index_of(duk_context *ctx) {
  uint64_t length = drupe__array_this(ctx), i;

  if (length > 0) {
    i = drupe__relative(ctx, 1, length, 0);
    if (find_in_items(ctx, &i, length, false)) {
      duk_push_number(ctx, (double)i);
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

  if (length > 0) {
    i = drupe__relative(ctx, 1, length, 0);
    if (find_in_items(ctx, &i, length, true)) {
      duk_push_true(ctx);
      return 1;
    }
    for (; i < length; i++) {
      drupe__array_get(ctx, 2, i);
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

/* -- joining texts and small numbers --------------------------------------- */
/* Writes the digits of the number so that they end at `end`; where they begin.
 */
static uint8_t *digits_before(uint8_t *end, int64_t number) {
  uint64_t left = number < 0 ? -(uint64_t)number : (uint64_t)number;

  do
    *--end = (uint8_t)('0' + left % 10);
  while ((left /= 10) != 0);
  if (number < 0)
    *--end = '-';
  return end;
}

enum { DIGITS = 24, JOINED_MAX = 1 << 28 };

/* Of an element's text, how long it is at most; SIZE_MAX where a script might
 * have to run for it. */
static size_t text_room(const duk_tval *tv) {
  if (DUK_TVAL_IS_STRING(tv) &&
      !DUK_HSTRING_HAS_SYMBOL(DUK_TVAL_GET_STRING(tv)))
    return DUK_HSTRING_GET_BYTELEN(DUK_TVAL_GET_STRING(tv));
  if (DUK_TVAL_IS_FASTINT(tv))
    return DIGITS;
  return DUK_TVAL_IS_UNDEFINED(tv) || DUK_TVAL_IS_NULL(tv) ? 0 : SIZE_MAX;
}

static uint8_t *text_put(uint8_t *to, const duk_tval *tv) {
  uint8_t digits[DIGITS], *from;
  size_t size;

  if (DUK_TVAL_IS_STRING(tv)) {
    duk_hstring *text = DUK_TVAL_GET_STRING(tv);

    size = DUK_HSTRING_GET_BYTELEN(text);
    memcpy(to, DUK_HSTRING_GET_DATA(text), size);
    return to + size;
  }
  if (!DUK_TVAL_IS_FASTINT(tv))
    return to;
  from = digits_before(digits + DIGITS, DUK_TVAL_GET_FASTINT(tv));
  size = (size_t)(digits + DIGITS - from);
  memcpy(to, from, size);
  return to + size;
}

/* [separator array] -> [.. text] where all elements are such; false: nothing
 * done. */
static bool join_plain(duk_context *ctx, uint64_t length) {
  duk_tval *items = drupe__array_dense(ctx, 1);
  const duk_hstring *separator = duk_known_hstring(ctx, 0);
  size_t gap = DUK_HSTRING_GET_BYTELEN(separator), room = 0;
  uint8_t *text, *to;
  uint64_t i;

  if (items == NULL || length == 0 ||
      ((duk_harray *)duk_known_hobject(ctx, 1))->length != length)
    return false;
  for (i = 0; i < length; i++) {
    size_t more = text_room(&items[i]);

    if (more == SIZE_MAX || room > JOINED_MAX)
      return false;
    room += more + gap;
  }
  text = to = duk_push_fixed_buffer(ctx, room);
  items = drupe__array_items(ctx, 1);
  for (i = 0; i < length; i++) {
    if (i > 0) {
      memcpy(to, DUK_HSTRING_GET_DATA(separator), gap);
      to += gap;
    }
    to = text_put(to, &items[i]);
  }
  duk_push_lstring(ctx, (const char *)text, (size_t)(to - text));
  return true;
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
  if (!call.locale && join_plain(ctx, call.length))
    return 1;
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
  if (drupe__array_spreads(ctx, index))
    return true;
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
