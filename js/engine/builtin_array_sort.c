/* js/engine/builtin_array_sort.c - a stable sort: Array.prototype.sort and
 * toSorted (ECMA-262 23.1.3.30), in place of Duktape's, which is not stable.
 *
 * The values are copied to an array that no script sees, so their memory stays
 * where it is while comparators run; what is sorted are indices into it. */
#include "array.h"
#include "merge_sort.h"
#include "visit.h"

/* What lies on the stack while it runs; strings only without a comparator. */
enum { COMPARATOR, OBJECT, TO, VALUES, SORTER, STRINGS };

static duk_tval *element(duk_context *ctx, duk_idx_t list, uint32_t i) {
  duk_hobject *array = duk_known_hobject(ctx, list);

  return DUK_HOBJECT_A_GET_BASE(ctx->heap, array) + i;
}

/* [..] -> [.. sorter]: of as many values, in their order yet. */
static drupe__sorter *push_sorter(duk_context *ctx, size_t count) {
  drupe__sorter *s;
  uint32_t *order;
  size_t i;

  s = duk_push_fixed_buffer(ctx, sizeof(*s) + 2 * count * sizeof(*order));
  order = (uint32_t *)(void *)(s + 1);
  for (i = 0; i < count; i++)
    order[i] = (uint32_t)i;
  drupe__sorter_init(s, order, order + count, count);
  return s;
}

/* [.. result] -> [..]: does the comparator say so? */
static bool comes_before(duk_context *ctx) {
  const duk_tval *tv = ctx->valstack_top - 1;
  bool before;

  if (DUK_TVAL_IS_FASTINT(tv))
    before = DUK_TVAL_GET_FASTINT(tv) < 0;
  else
    before = duk_to_number(ctx, -1) < 0;
  duk_pop(ctx);
  return before;
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
static void put_sorted(duk_context *ctx, duk_idx_t values, duk_idx_t to,
                       const uint32_t *order, size_t count) {
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

static void check_comparator(duk_context *ctx) {
  if (!duk_is_undefined(ctx, 0) && !duk_is_callable(ctx, 0))
    (void)duk_type_error(ctx, "The comparison function must be either a "
                              "function or undefined");
}

/* -- sort, and with magic toSorted ----------------------------------------- */
/* All is in order: writes it, then the undefined ones, and of sort takes away
 * what was holes. */
static duk_ret_t sort_end(duk_context *ctx, const drupe__sorter *s) {
  const duk_activation *frame = ctx->callstack_curr;
  uint64_t next = s->count, undefineds = frame->drupe_at;

  put_sorted(ctx, VALUES, TO, s->order, s->count);
  for (; undefineds > 0; undefineds--) {
    duk_push_undefined(ctx);
    drupe__put_at(ctx, TO, next++);
  }
  for (; next < frame->drupe_end; next++)
    drupe__delete_at(ctx, TO, next);
  duk_dup(ctx, TO);
  return 1;
}

static duk_ret_t sort_next(duk_context *ctx, bool before) {
  drupe__sorter *s = duk_require_buffer(ctx, SORTER, NULL);

  if (!drupe__sorter_next(s, before))
    return sort_end(ctx, s);
  drupe__visit_push(ctx, ctx->valstack_bottom + COMPARATOR);
  duk_push_undefined(ctx);
  drupe__visit_push(ctx, element(ctx, VALUES, s->b));
  drupe__visit_push(ctx, element(ctx, VALUES, s->a));
  return DRUPE__CALL + 2;
}

static duk_ret_t sort_step(duk_context *ctx) {
  return sort_next(ctx, comes_before(ctx));
}

static duk_ret_t sort_strings(duk_context *ctx, drupe__sorter *s) {
  bool before = false;

  push_strings(ctx, VALUES, s->count);
  while (drupe__sorter_next(s, before))
    before = duk_js_string_compare(
                 DUK_TVAL_GET_STRING(element(ctx, STRINGS, s->b)),
                 DUK_TVAL_GET_STRING(element(ctx, STRINGS, s->a))) < 0;
  return sort_end(ctx, s);
}

static duk_ret_t array_sort(duk_context *ctx) {
  bool copies = duk_get_current_magic(ctx) != 0;
  duk_activation *frame = ctx->callstack_curr;
  uint64_t undefineds, length;
  size_t count;
  drupe__sorter *s;

  check_comparator(ctx);
  duk_push_this(ctx);
  duk_to_object(ctx, OBJECT);
  length = drupe__length(ctx, OBJECT);
  if (copies && length > 4294967295u)
    return duk_range_error(ctx, "Invalid array length");
  if (copies)
    duk_push_array(ctx);
  else
    duk_dup(ctx, OBJECT);
  count = collect(ctx, OBJECT, length, copies, &undefineds);
  frame->drupe_at = undefineds;
  frame->drupe_end = length;
  s = push_sorter(ctx, count);
  if (duk_is_undefined(ctx, COMPARATOR))
    return sort_strings(ctx, s);
  return drupe__visit(ctx, sort_step, sort_next(ctx, false));
}

static const drupe__builtin methods[] = {{"sort", array_sort, 1, 1, 0},
                                         {"toSorted", array_sort, 1, 1, 1},
                                         DRUPE__BUILTIN_END};

void drupe__builtin_array_sort(duk_context *ctx) {
  drupe__push_prototype(ctx, "Array");
  drupe__define(ctx, -1, methods);
  duk_pop(ctx);
}
