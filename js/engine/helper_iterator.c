/* js/engine/helper_iterator.c - iteration of lowered for-of, patterns, spread.
 *
 * A record is a bare object of five properties at fixed places, so that C needs
 * no lookup; the lowered code reads v and d.  An array that nobody tampered
 * with is read by index (38 ns an element instead of 394 through next()): then
 * `i` is the array and `n` undefined. */
#include <assert.h>

#include "builtins.h"
#include "coroutine.h"
#include "helper.h"
#include "message.h"

enum { RECORD_V, RECORD_D, RECORD_I, RECORD_N, RECORD_X, RECORD_SIZE };

#define ITERATOR_SYMBOL DUK_WELLKNOWN_SYMBOL("Symbol.iterator")

/* -- records --------------------------------------------------------------- */
void drupe__helpers_iterator_init(duk_context *ctx) {
  static const char *const names[RECORD_SIZE] = {"v", "d", "i", "n", "x"};
  drupe__engine *e = drupe__engine_of(ctx);
  int i;

  duk_push_heap_stash(ctx);
  duk_push_bare_object(ctx); /* keeps the strings */
  for (i = 0; i < RECORD_SIZE; i++) {
    duk_push_string(ctx, names[i]);
    e->record_keys[i] = duk_known_hstring(ctx, -1);
    duk_dup(ctx, -1);
    duk_put_prop(ctx, -3);
  }
  duk_put_prop_literal(ctx, -2, "record");
  duk_pop(ctx);
}

static duk_tval *record_slot(duk_hobject *record, int slot) {
  return DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(NULL, record, slot);
}

/* Pushes a record whose slots are undefined. */
static duk_hobject *record_push(duk_context *ctx) {
  drupe__engine *e = drupe__engine_of(ctx);
  duk_hobject *record;
  int i;

  duk_push_bare_object(ctx);
  record = duk_known_hobject(ctx, -1);
  duk_hobject_resize_entrypart(ctx, record, RECORD_SIZE);
  for (i = 0; i < RECORD_SIZE; i++) {
    DUK_HOBJECT_E_SET_KEY(ctx->heap, record, i, e->record_keys[i]);
    DUK_HSTRING_INCREF(ctx, e->record_keys[i]);
    DUK_HOBJECT_E_SET_FLAGS(ctx->heap, record, i, DUK_PROPDESC_FLAGS_WEC);
    DUK_TVAL_SET_UNDEFINED(record_slot(record, i));
  }
  DUK_HOBJECT_SET_ENEXT(record, RECORD_SIZE);
  DUK_TVAL_SET_BOOLEAN_FALSE(record_slot(record, RECORD_D));
  return record;
}

static void record_set(duk_context *ctx, duk_hobject *record, int slot,
                       const duk_tval *value) {
  duk_tval tv = *value;

  DUK_TVAL_SET_TVAL_UPDREF(ctx, record_slot(record, slot), &tv);
}

static void record_set_done(duk_context *ctx, duk_hobject *record, bool done) {
  duk_tval tv;

  DUK_TVAL_SET_BOOLEAN(&tv, done);
  record_set(ctx, record, RECORD_D, &tv);
}

static bool record_is_done(duk_hobject *record) {
  const duk_tval *tv = record_slot(record, RECORD_D);

  return DUK_TVAL_IS_BOOLEAN(tv) && DUK_TVAL_GET_BOOLEAN(tv);
}

static bool record_is_array(duk_hobject *record) {
  return DUK_TVAL_IS_UNDEFINED(record_slot(record, RECORD_N));
}

/* -- the protocol ---------------------------------------------------------- */
void drupe__iterator_open(duk_context *ctx, duk_idx_t index,
                          drupe__iterates who) {
  index = duk_normalize_index(ctx, index);
  duk_require_stack(ctx, 8);
  if (duk_is_null_or_undefined(ctx, index))
    drupe__throw_not_iterable(ctx, index, who);
  duk_dup(ctx, index);
  duk_push_literal(ctx, ITERATOR_SYMBOL);
  duk_get_prop(ctx, -2); /* [ value method ] */
  if (!duk_is_callable(ctx, -1))
    drupe__throw_not_iterable(ctx, index, who);
  duk_insert(ctx, -2);
  duk_call_method(ctx, 0); /* [ iterator ] */
  if (!duk_is_object(ctx, -1))
    (void)duk_type_error(ctx, "Result of the Symbol.iterator method is not an "
                              "object");
  duk_get_prop_literal(ctx, -1, "next");
}

/* Pushes a record for the value at `index`. */
static duk_hobject *iterator_open(duk_context *ctx, duk_idx_t index) {
  duk_hobject *record;

  index = duk_normalize_index(ctx, index);
  duk_require_stack(ctx, 8);
  record = record_push(ctx);
  if (drupe__walks_by_index(ctx, index)) {
    record_set(ctx, record, RECORD_I, duk_require_tval(ctx, index));
    DUK_TVAL_SET_I32(record_slot(record, RECORD_X), 0);
    return record;
  }
  drupe__iterator_open(ctx, index, DRUPE__ITERATES_SOURCE);
  record_set(ctx, record, RECORD_I, duk_require_tval(ctx, -2));
  if (duk_is_undefined(ctx, -1)) { /* an error at the first step, not here */
    duk_pop(ctx);
    duk_push_null(ctx);
  }
  record_set(ctx, record, RECORD_N, duk_require_tval(ctx, -1));
  duk_pop_2(ctx);
  return record;
}

/* The next element of an array.  The length is read each time, as the script
 * may have changed it. */
static bool iterator_step_array(duk_context *ctx, duk_hobject *record) {
  duk_tval undefined;
  duk_harray *array =
      (duk_harray *)DUK_TVAL_GET_OBJECT(record_slot(record, RECORD_I));
  duk_uint32_t x =
      (duk_uint32_t)DUK_TVAL_GET_FASTINT(record_slot(record, RECORD_X));
  duk_tval *tv;

  if (x >= array->length) {
    DUK_TVAL_SET_UNDEFINED(&undefined);
    record_set_done(ctx, record, true);
    record_set(ctx, record, RECORD_I, &undefined); /* may be freed */
    return false;
  }
  DUK_TVAL_SET_U32(record_slot(record, RECORD_X), x + 1);
  if (x < DUK_HOBJECT_GET_ASIZE(&array->obj)) {
    tv = DUK_HOBJECT_A_GET_VALUE_PTR(ctx->heap, &array->obj, x);
    if (!DUK_TVAL_IS_UNUSED(tv)) {
      record_set(ctx, record, RECORD_V, tv);
      return true;
    }
  }
  duk_push_hobject(ctx, &array->obj); /* a hole, or no array part */
  record_set_done(ctx, record, true); /* in case a getter throws */
  duk_get_prop_index(ctx, -1, x);
  record_set_done(ctx, record, false);
  record_set(ctx, record, RECORD_V, duk_require_tval(ctx, -1));
  duk_pop_2(ctx);
  return true;
}

/* [ .. result ] -> [ .. ]: what next() gave; nobody asks for the value of a
 * hole. */
static bool iterator_take(duk_context *ctx, duk_hobject *record, bool hole) {
  bool done;

  if (!duk_is_object(ctx, -1))
    (void)duk_type_error(ctx, "Iterator result %s is not an object",
                         duk_safe_to_string(ctx, -1));
  duk_get_prop_literal(ctx, -1, "done");
  done = duk_to_boolean(ctx, -1);
  duk_pop(ctx);
  if (done) {
    duk_pop(ctx);
    return false;
  }
  if (!hole) {
    duk_get_prop_literal(ctx, -1, "value");
    record_set(ctx, record, RECORD_V, duk_require_tval(ctx, -1));
    duk_pop(ctx);
  }
  duk_pop(ctx);
  record_set_done(ctx, record, false);
  return true;
}

/* A generator without the object around each value. */
static bool iterator_step_generator(duk_context *ctx, duk_hobject *record,
                                    bool hole) {
  switch (drupe__generator_step(ctx, record_slot(record, RECORD_I))) {
  case COROUTINE_RESULT: return iterator_take(ctx, record, hole);
  case COROUTINE_RETURNED: duk_pop(ctx); return false;
  default:
    record_set(ctx, record, RECORD_V, duk_require_tval(ctx, -1));
    duk_pop(ctx);
    record_set_done(ctx, record, false);
    return true;
  }
}

/* The same of built-in iterators. */
static bool iterator_step_builtin(duk_context *ctx, duk_hobject *record,
                                  bool (*step)(duk_context *ctx,
                                               const duk_tval *iterator)) {
  bool more = step(ctx, record_slot(record, RECORD_I));

  if (more) {
    record_set(ctx, record, RECORD_V, duk_require_tval(ctx, -1));
    record_set_done(ctx, record, false);
  }
  duk_pop(ctx);
  return more;
}

duk_small_int_t drupe__iterates_step(duk_hthread *ctx, duk_hobject *record) {
  bool (*step)(duk_context * ctx, const duk_tval *iterator) = NULL;

  if (record_is_done(record))
    return 0;
  if (record_is_array(record))
    return iterator_step_array(ctx, record);
  if (drupe__generator_is_plain(record_slot(record, RECORD_I),
                                record_slot(record, RECORD_N)))
    return -1;
  if (drupe__collection_steps(record_slot(record, RECORD_I),
                              record_slot(record, RECORD_N)))
    step = drupe__collection_step;
  else if (drupe__builtin_steps(record_slot(record, RECORD_I),
                                record_slot(record, RECORD_N)))
    step = drupe__builtin_step;
  if (step == NULL)
    return -1;
  record_set_done(ctx, record, true);
  return iterator_step_builtin(ctx, record, step);
}

/* True and the value in slot v; false at the end.  If a method of the iterator
 * throws, d is true: it must not be closed then. */
static bool iterator_advance(duk_context *ctx, duk_hobject *record,
                             bool hole) {
  duk_small_int_t more;

  if (!record_is_done(record) &&
      drupe__generator_is_plain(record_slot(record, RECORD_I),
                                record_slot(record, RECORD_N))) {
    record_set_done(ctx, record, true);
    return iterator_step_generator(ctx, record, hole);
  }
  more = drupe__iterates_step(ctx, record);
  if (more >= 0)
    return more > 0;
  record_set_done(ctx, record, true);
  duk_push_tval(ctx, record_slot(record, RECORD_N));
  duk_push_tval(ctx, record_slot(record, RECORD_I));
  duk_call_method(ctx, 0);
  return iterator_take(ctx, record, hole);
}

static bool iterator_step(duk_context *ctx, duk_hobject *record) {
  return iterator_advance(ctx, record, false);
}

/* [ .. iterator ]: calls its `return`, if it has one. */
static duk_ret_t iterator_return(duk_context *ctx, void *arg) {
  (void)arg;
  duk_get_prop_literal(ctx, -1, "return");
  if (duk_is_null_or_undefined(ctx, -1))
    return 0;
  duk_dup(ctx, -2);
  duk_call_method(ctx, 0);
  return 1;
}

static void iterator_close(duk_context *ctx, duk_hobject *record, bool thrown) {
  if (record_is_done(record))
    return;
  record_set_done(ctx, record, true);
  if (record_is_array(record))
    return;
  duk_require_stack(ctx, 8);
  duk_push_tval(ctx, record_slot(record, RECORD_I));
  if (thrown) {
    (void)duk_safe_call(ctx, iterator_return, NULL, 1, 1);
    duk_pop(ctx);
    return;
  }
  if (iterator_return(ctx, NULL) != 0 && !duk_is_object(ctx, -1))
    (void)duk_type_error(ctx, "Iterator result %s is not an object",
                         duk_safe_to_string(ctx, -1));
}

/* -- helpers --------------------------------------------------------------- */
static duk_hobject *helper_record(duk_context *ctx) {
  duk_hobject *record = duk_require_hobject(ctx, 0);

  assert(DUK_HOBJECT_GET_ENEXT(record) >= RECORD_SIZE);
  return record;
}

static duk_ret_t helper_it(duk_context *ctx) {
  (void)iterator_open(ctx, 0);
  return 1;
}

/* fo(v) */
static duk_ret_t helper_fo(duk_context *ctx) {
  if (drupe__walks_by_index(ctx, 0)) {
    duk_push_bare_object(ctx);
    duk_dup(ctx, 0);
    duk_put_prop_literal(ctx, -2, "a");
  } else {
    (void)iterator_open(ctx, 0);
  }
  return 1;
}

static duk_ret_t helper_nx(duk_context *ctx) {
  bool more = iterator_step(ctx, helper_record(ctx));

  duk_push_boolean(ctx, more);
  return 1;
}

/* av(record, hole) */
static duk_ret_t helper_av(duk_context *ctx) {
  duk_hobject *record = helper_record(ctx);
  bool hole = duk_to_boolean(ctx, 1);

  if (!iterator_advance(ctx, record, hole) || hole)
    return 0;
  duk_push_tval(ctx, record_slot(record, RECORD_V));
  return 1;
}

/* Appends what is left of the record. */
static void iterator_append(duk_context *ctx, duk_hobject *record,
                            duk_idx_t array, duk_uarridx_t *length) {
  while (iterator_step(ctx, record)) {
    duk_push_tval(ctx, record_slot(record, RECORD_V));
    drupe__array_put(ctx, array, (*length)++);
  }
}

static duk_ret_t helper_rest(duk_context *ctx) {
  duk_uarridx_t length = 0;

  duk_push_array(ctx);
  iterator_append(ctx, helper_record(ctx), 1, &length);
  return 1;
}

/* ad(v, n, rest, holes): a bit for each element that is none */
static duk_ret_t helper_ad(duk_context *ctx) {
  duk_uarridx_t i, n = duk_get_uint(ctx, 1);
  bool rest = duk_to_boolean(ctx, 2);
  uint32_t holes = duk_get_uint(ctx, 3);
  duk_hobject *record;

  if (!rest && drupe__walks_by_index(ctx, 0)) {
    duk_set_top(ctx, 1);
    return 1;
  }
  record = iterator_open(ctx, 0); /* 4 */
  duk_push_array(ctx);            /* 5 */
  for (i = 0; i < n; i++) {
    bool hole = i < 32 && (holes >> i & 1) != 0;

    if (!iterator_advance(ctx, record, hole))
      break;
    if (hole)
      duk_push_undefined(ctx);
    else
      duk_push_tval(ctx, record_slot(record, RECORD_V));
    drupe__array_put(ctx, 5, i);
  }
  for (; i < n; i++) {
    duk_push_undefined(ctx);
    drupe__array_put(ctx, 5, i);
  }
  if (rest) {
    duk_uarridx_t length = 0;

    duk_push_array(ctx);
    iterator_append(ctx, record, 6, &length);
    drupe__array_put(ctx, 5, n);
  } else {
    iterator_close(ctx, record, false);
  }
  duk_set_top(ctx, 6);
  return 1;
}

static duk_ret_t helper_ic(duk_context *ctx) {
  bool thrown = duk_to_boolean(ctx, 1);

  iterator_close(ctx, helper_record(ctx), thrown);
  return 0;
}

duk_harray *drupe__iterates_dense(duk_hthread *ctx, duk_hobject *object) {
  duk_harray *array = (duk_harray *)object;
  uint32_t i;

  if (object == NULL || !drupe__iterates_by_index(ctx, object))
    return NULL;
  if (DUK_HOBJECT_GET_ASIZE(&array->obj) < array->length)
    return NULL;
  for (i = 0; i < array->length; i++)
    if (DUK_TVAL_IS_UNUSED(
            DUK_HOBJECT_A_GET_VALUE_PTR(ctx->heap, &array->obj, i)))
      return NULL;
  return array;
}

/* Pushes a copy. */
static void iterator_copy_dense(duk_context *ctx, duk_harray *from) {
  uint32_t i, length = from->length;
  duk_tval *to = duk_push_harray_with_size_outptr(ctx, length);

  /* Nothing can happen between here and the end. */
  for (i = 0; i < length; i++) {
    DUK_TVAL_SET_TVAL(to + i,
                      DUK_HOBJECT_A_GET_VALUE_PTR(ctx->heap, &from->obj, i));
    DUK_TVAL_INCREF(ctx, to + i);
  }
}

/* Appends the elements of an array without holes as they lie. */
static void iterator_append_dense(duk_context *ctx, duk_harray *from,
                                  duk_idx_t array, duk_uarridx_t *length) {
  uint32_t i;

  for (i = 0; i < from->length; i++) {
    duk_push_tval(ctx, DUK_HOBJECT_A_GET_VALUE_PTR(ctx->heap, &from->obj, i));
    drupe__array_put(ctx, array, (*length)++);
  }
}

void drupe__iterable_append(duk_context *ctx, duk_idx_t value, duk_idx_t array,
                            duk_uarridx_t *length) {
  duk_hobject *record;
  duk_harray *from;

  array = duk_normalize_index(ctx, array);
  from = drupe__iterates_dense(ctx, duk_get_hobject(ctx, value));
  if (from != NULL) {
    iterator_append_dense(ctx, from, array, length);
    return;
  }
  record = iterator_open(ctx, value);
  iterator_append(ctx, record, array, length);
  duk_pop(ctx);
}

void drupe__iterable_spread(duk_context *ctx) {
  duk_idx_t at = duk_get_top_index(ctx);
  duk_uarridx_t length = 0;

  if (drupe__iterates_dense(ctx, duk_get_hobject(ctx, at)) == NULL) {
    duk_require_stack(ctx, 8);
    duk_push_array(ctx);
    drupe__iterable_append(ctx, at, at + 1, &length);
    duk_remove(ctx, at);
  }
  (void)duk_unpack_array_like(ctx, at);
  duk_remove(ctx, at);
}

/* sp(f, v, f, v, ..) */
static duk_ret_t helper_sp(duk_context *ctx) {
  duk_idx_t i, top = duk_get_top(ctx);
  duk_uarridx_t length = 0;
  duk_harray *only;

  only = top == 2 && duk_get_int(ctx, 0) == 1
             ? drupe__iterates_dense(ctx, duk_get_hobject(ctx, 1))
             : NULL;
  if (only != NULL) { /* f(...array) */
    iterator_copy_dense(ctx, only);
    return 1;
  }
  duk_push_array(ctx);
  for (i = 0; i + 1 < top; i += 2) {
    switch (duk_get_int(ctx, i)) {
    case 0:
      duk_dup(ctx, i + 1);
      drupe__array_put(ctx, top, length++);
      break;
    case 1: drupe__iterable_append(ctx, i + 1, top, &length); break;
    case 3: /* a list that sp made, whoever patched iteration */
      iterator_append_dense(ctx, (duk_harray *)duk_known_hobject(ctx, i + 1),
                            top, &length);
      break;
    default: /* a hole */ length++; break;
    }
  }
  duk_set_length(ctx, top, length); /* holes at the end */
  return 1;
}

const drupe__helper drupe__helpers_iterator[] = {
    {"fo", helper_fo, 1, 0}, {"nx", helper_nx, 1, DRUPE__SPECIAL_NEXT},
    {"it", helper_it, 1, 0}, {"av", helper_av, 2, 0},
    {"ad", helper_ad, 4, 0}, {"rest", helper_rest, 1, 0},
    {"ic", helper_ic, 2, 0}, {"sp", helper_sp, DUK_VARARGS, 0},
    {NULL, NULL, 0, 0}};
