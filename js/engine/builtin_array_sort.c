/* js/engine/builtin_array_sort.c - a stable sort: Array.prototype.sort and
 * toSorted (ECMA-262 23.1.3.30), in place of Duktape's, which is not stable.
 *
 * The values are copied to an array that no script sees, so their memory stays
 * where it is while comparators run; what is sorted are indices into it. */
#include "array.h"
#include "merge_sort.h"

typedef struct sorting {
  duk_context *ctx;
  duk_idx_t values;   /* the copy, or its elements as strings */
  duk_idx_t function; /* the comparator; -1 compares strings */
} sorting;

static duk_tval *element(const sorting *s, uint32_t i) {
  duk_hobject *array = duk_known_hobject(s->ctx, s->values);

  return DUK_HOBJECT_A_GET_BASE(s->ctx->heap, array) + i;
}

static bool before(void *arg, uint32_t b, uint32_t a) {
  const sorting *s = arg;
  duk_context *ctx = s->ctx;
  double order;

  if (s->function < 0)
    return duk_js_string_compare(DUK_TVAL_GET_STRING(element(s, b)),
                                 DUK_TVAL_GET_STRING(element(s, a))) < 0;
  duk_dup(ctx, s->function);
  duk_push_tval(ctx, element(s, b));
  duk_push_tval(ctx, element(s, a));
  duk_call(ctx, 2);
  order = duk_to_number(ctx, -1);
  duk_pop(ctx);
  return order < 0;
}

/* [.. values] -> [.. values strings]: each element's string, once. */
static void push_strings(duk_context *ctx, duk_idx_t values, size_t count) {
  size_t i;

  duk_push_array(ctx);
  for (i = 0; i < count; i++) {
    duk_get_prop_index(ctx, values, (duk_uarridx_t)i);
    duk_to_string(ctx, -1);
    duk_xdef_prop_index(ctx, -2, (duk_uarridx_t)i, DUK_PROPDESC_FLAGS_WEC);
  }
}

/* A plain array, no hole and no undefined in it? */
static bool has_all(duk_context *ctx, duk_idx_t object, uint64_t length) {
  duk_tval *items = drupe__array_dense_part(ctx, object, 0, length);
  uint64_t i;

  for (i = 0; items != NULL && i < length; i++)
    if (DUK_TVAL_IS_UNDEFINED(&items[i]))
      return false;
  return items != NULL;
}

/* Copies what is there, undefined left out and counted: it sorts last, without
 * a comparator.  [..] -> [.. values] */
static size_t collect(duk_context *ctx, duk_idx_t object, uint64_t length,
                      bool holes, uint64_t *undefineds) {
  size_t count = 0;
  uint64_t i;

  duk_push_array(ctx);
  *undefineds = 0;
  if (has_all(ctx, object, length) &&
      drupe__array_append(ctx, duk_get_top_index(ctx), object, 0, length))
    return (size_t)length;
  for (i = 0; i < length; i++) {
    if (!holes && !drupe__has_at(ctx, object, i))
      continue;
    drupe__get_at(ctx, object, i);
    if (duk_is_undefined(ctx, -1)) {
      (*undefineds)++;
      duk_pop(ctx);
    } else {
      duk_xdef_prop_index(ctx, -2, (duk_uarridx_t)count++,
                          DUK_PROPDESC_FLAGS_WEC);
    }
  }
  return count;
}

/* Writes the values in their order to the object at `to`. */
static void put_sorted(const sorting *s, duk_idx_t values, duk_idx_t to,
                       const uint32_t *order, size_t count) {
  duk_context *ctx = s->ctx;
  duk_tval *items = drupe__array_dense_part(ctx, to, 0, count);
  duk_tval *from = drupe__array_items(ctx, values);
  size_t i;

  if (items != NULL && from != NULL) {
    for (i = 0; i < count; i++) {
      duk_tval old = items[i];

      DUK_TVAL_SET_TVAL(&items[i], &from[order[i]]);
      DUK_TVAL_INCREF(ctx, &items[i]);
      DUK_TVAL_DECREF_NORZ(ctx, &old);
    }
    DUK_REFZERO_CHECK_SLOW(ctx);
    return;
  }
  for (i = 0; i < count; i++) {
    duk_get_prop_index(ctx, values, order[i]); /* all are there */
    drupe__put_at(ctx, to, i);
  }
}

/* Sorts [object] into `to`, which may be the same. */
static uint64_t sort_into(duk_context *ctx, duk_idx_t object, duk_idx_t to,
                          uint64_t length, bool holes, duk_idx_t comparator) {
  sorting s = {ctx, 0, duk_is_undefined(ctx, comparator) ? -1 : comparator};
  uint64_t undefineds, next;
  duk_idx_t values = duk_get_top(ctx);
  size_t count = collect(ctx, object, length, holes, &undefineds), i;
  uint32_t *order;

  s.values = values;
  if (s.function < 0) {
    push_strings(ctx, values, count);
    s.values = values + 1;
  }
  order = duk_push_fixed_buffer(ctx, 2 * count * sizeof(*order) + 1);
  for (i = 0; i < count; i++)
    order[i] = (uint32_t)i;
  drupe__merge_sort(order, order + count, count, before, &s);
  put_sorted(&s, values, to, order, count);
  for (next = count; undefineds > 0; undefineds--) {
    duk_push_undefined(ctx);
    drupe__put_at(ctx, to, next++);
  }
  duk_set_top(ctx, values);
  return next;
}

void drupe__sort_list(duk_context *ctx, duk_idx_t list, duk_idx_t comparator) {
  (void)sort_into(ctx, list, list, duk_get_length(ctx, list), false,
                  comparator);
}

static void check_comparator(duk_context *ctx) {
  if (!duk_is_undefined(ctx, 0) && !duk_is_callable(ctx, 0))
    (void)duk_type_error(ctx, "The comparison function must be either a "
                              "function or undefined");
}

static duk_ret_t array_sort(duk_context *ctx) {
  uint64_t length, next;

  check_comparator(ctx);
  duk_push_this(ctx);
  duk_to_object(ctx, -1);
  length = drupe__length(ctx, 1);
  next = sort_into(ctx, 1, 1, length, false, 0);
  for (; next < length; next++)
    drupe__delete_at(ctx, 1, next);
  return 1;
}

static duk_ret_t array_to_sorted(duk_context *ctx) {
  uint64_t length;

  check_comparator(ctx);
  duk_push_this(ctx);
  duk_to_object(ctx, -1);
  length = drupe__length(ctx, 1);
  if (length > 4294967295u)
    return duk_range_error(ctx, "Invalid array length");
  duk_push_array(ctx);
  (void)sort_into(ctx, 1, 2, length, true, 0);
  return 1;
}

static const drupe__builtin methods[] = {{"sort", array_sort, 1, 1, 0},
                                         {"toSorted", array_to_sorted, 1, 1, 0},
                                         DRUPE__BUILTIN_END};

void drupe__builtin_array_sort(duk_context *ctx) {
  drupe__push_prototype(ctx, "Array");
  drupe__define(ctx, -1, methods);
  duk_pop(ctx);
}
