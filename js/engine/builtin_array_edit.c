/* js/engine/builtin_array_edit.c - methods of Array that add, remove and move
 * elements: push, pop, shift, unshift, splice, reverse (ECMA-262 23.1.3).
 *
 * Elements of a plain array are moved as memory. */
#include "array.h"

#include <string.h>

static duk_harray *array_at(duk_context *ctx, duk_idx_t index) {
  return (duk_harray *)duk_known_hobject(ctx, index);
}

/* -- the ends -------------------------------------------------------------- */
/* Arguments, then `this`. */
static duk_ret_t array_push(duk_context *ctx) {
  duk_idx_t count = duk_get_top(ctx), i;
  duk_hobject *object;
  uint64_t length;

  duk_push_this(ctx);
  object = duk_get_hobject(ctx, -1);
  if (object != NULL && DUK_HOBJECT_IS_ARRAY(object) &&
      DUK_HARRAY_LENGTH_WRITABLE((duk_harray *)object) &&
      ((duk_harray *)object)->length < 0x7FFFFFFFu) {
    duk_pop(ctx);
    return duk_bi_array_prototype_push(ctx);
  }
  duk_to_object(ctx, -1);
  length = drupe__length(ctx, count);
  if ((double)length + count > 9007199254740991.0)
    return duk_type_error(ctx,
                          "Pushing %d elements on an array-like of length "
                          "%.0f is disallowed, as the total surpasses 2**53-1",
                          (int)count, (double)length);
  for (i = 0; i < count; i++) {
    duk_dup(ctx, i);
    drupe__put_at(ctx, count, length + (uint64_t)i);
  }
  drupe__array_set_length(ctx, count, (double)length + count);
  duk_push_number(ctx, (double)length + count);
  return 1;
}

static duk_ret_t array_pop(duk_context *ctx) {
  uint64_t length = drupe__array_this(ctx);
  duk_tval *items = drupe__array_items(ctx, 0);

  if (length == 0) {
    drupe__array_set_length(ctx, 0, 0);
    return 0;
  }
  if (items != NULL && !DUK_TVAL_IS_UNUSED(&items[length - 1]) &&
      DUK_HARRAY_LENGTH_WRITABLE(array_at(ctx, 0))) {
    duk_push_tval(ctx, &items[length - 1]);
    array_at(ctx, 0)->length = (duk_uint32_t)length - 1;
    DUK_TVAL_SET_UNUSED_UPDREF(ctx, &items[length - 1]);
    return 1;
  }
  drupe__get_at(ctx, 0, length - 1);
  drupe__delete_at(ctx, 0, length - 1);
  drupe__array_set_length(ctx, 0, (double)length - 1);
  return 1;
}

/* object[to] = object[from], or neither is there. */
static void move_element(duk_context *ctx, duk_idx_t object, uint64_t from,
                         uint64_t to) {
  if (drupe__array_present(ctx, object, from))
    drupe__put_at(ctx, object, to);
  else
    drupe__delete_at(ctx, object, to);
}

/* The elements, where they may move down as they lie.  A long array is not
 * searched for holes: it is cheaper to know that they make no difference. */
static duk_tval *movable(duk_context *ctx, uint64_t length) {
  enum { SEARCHED = 64 };

  if (length > SEARCHED &&
      drupe__holes_are_bare(ctx, duk_known_hobject(ctx, 0)))
    return drupe__array_dense_part(ctx, 0, 0, 0);
  return drupe__array_dense(ctx, 0);
}

static duk_ret_t array_shift(duk_context *ctx) {
  uint64_t length = drupe__array_this(ctx), i;
  duk_tval *items = movable(ctx, length);

  if (length == 0) {
    drupe__array_set_length(ctx, 0, 0);
    return 0;
  }
  if (items != NULL) {
    if (DUK_TVAL_IS_UNUSED(&items[0])) {
      duk_push_undefined(ctx);
    } else {
      duk_push_tval(ctx, &items[0]);
      DUK_TVAL_DECREF_NORZ(ctx, &items[0]); /* the stack holds it */
    }
    memmove(items, items + 1, (size_t)(length - 1) * sizeof(*items));
    DUK_TVAL_SET_UNUSED(&items[length - 1]);
    array_at(ctx, 0)->length = (duk_uint32_t)length - 1;
    return 1;
  }
  drupe__get_at(ctx, 0, 0);
  for (i = 1; i < length; i++)
    move_element(ctx, 0, i, i - 1);
  drupe__delete_at(ctx, 0, length - 1);
  drupe__array_set_length(ctx, 0, (double)length - 1);
  return 1;
}

/* -- the middle ------------------------------------------------------------ */
/* Makes room for `more` elements at the end of a dense array, marked as not
 * used; NULL: too many. */
static duk_tval *extend(duk_context *ctx, duk_idx_t object, uint64_t length,
                        uint64_t more) {
  duk_harray *array;

  if (length + more > 0x7FFFFFFFu)
    return NULL;
  array = array_at(ctx, object);
  if (length + more > DUK_HOBJECT_GET_ASIZE(&array->obj)) {
    duk_hobject_realloc_props(
        ctx, &array->obj, DUK_HOBJECT_GET_ESIZE(&array->obj),
        (duk_uint32_t)(length + more + (length + more) / 8 + 4),
        DUK_HOBJECT_GET_HSIZE(&array->obj), 0);
  }
  array->length = (duk_uint32_t)(length + more);
  return DUK_HOBJECT_A_GET_BASE(ctx->heap, &array->obj);
}

/* In a dense array: the elements from `at` on, `skip` of them gone already,
 * make place for `count` arguments from index `first`.  False: not dense. */
static bool replace_dense(duk_context *ctx, duk_idx_t object, uint64_t length,
                          uint64_t at, uint64_t skip, duk_idx_t first,
                          uint64_t count) {
  duk_tval *items = drupe__array_dense_part(ctx, object, at,
                                            count == skip ? at + skip : length);
  uint64_t end, i;

  if (items == NULL || array_at(ctx, object)->length != length)
    return false;
  if (count > skip)
    items = extend(ctx, object, length, count - skip);
  if (items == NULL)
    return false;
  for (i = at; i < at + skip; i++)
    DUK_TVAL_DECREF_NORZ(ctx, &items[i]);
  memmove(items + at + count, items + at + skip,
          (size_t)(length - at - skip) * sizeof(*items));
  for (i = 0; i < count; i++) {
    DUK_TVAL_SET_TVAL(&items[at + i],
                      duk_require_tval(ctx, first + (duk_idx_t)i));
    DUK_TVAL_INCREF(ctx, &items[at + i]);
  }
  end = length - skip + count;
  for (i = end; i < length; i++)
    DUK_TVAL_SET_UNUSED(&items[i]);
  array_at(ctx, object)->length = (duk_uint32_t)end;
  DUK_REFZERO_CHECK_SLOW(ctx);
  return true;
}

/* Arguments, then `this`. */
static duk_ret_t array_unshift(duk_context *ctx) {
  duk_idx_t count = duk_get_top(ctx), i;
  uint64_t length = drupe__array_this(ctx), k;

  if (count > 0) {
    drupe__array_check_length(ctx, (double)length + count);
    if (replace_dense(ctx, count, length, 0, 0, 0, (uint64_t)count)) {
      duk_push_number(ctx, (double)length + count);
      return 1;
    }
    for (k = length; k > 0; k--)
      move_element(ctx, count, k - 1, k - 1 + (uint64_t)count);
    for (i = 0; i < count; i++) {
      duk_dup(ctx, i);
      drupe__put_at(ctx, count, (uint64_t)i);
    }
  }
  drupe__array_set_length(ctx, count, (double)length + count);
  duk_push_number(ctx, (double)length + count);
  return 1;
}

/* How many elements the call takes out: the second argument, all without it. */
static uint64_t taken_out(duk_context *ctx, duk_idx_t argc, uint64_t rest) {
  double skip;

  if (argc < 2)
    return argc == 0 ? 0 : rest;
  skip = drupe__integer(ctx, 1);
  if (skip <= 0)
    return 0;
  return skip > (double)rest ? rest : (uint64_t)skip;
}

/* The rest of the elements goes where it belongs, one by one. */
static void move_rest(duk_context *ctx, duk_idx_t object, uint64_t length,
                      uint64_t begin, uint64_t skip, uint64_t added) {
  uint64_t k;

  if (added < skip) {
    for (k = begin; k < length - skip; k++)
      move_element(ctx, object, k + skip, k + added);
    for (k = length; k > length - skip + added; k--)
      drupe__delete_at(ctx, object, k - 1);
  } else if (added > skip) {
    for (k = length - skip; k > begin; k--)
      move_element(ctx, object, k + skip - 1, k + added - 1);
  }
}

/* [.. object removed]: the elements that go. */
static void keep_removed(duk_context *ctx, duk_idx_t object, uint64_t begin,
                         uint64_t skip, bool plain) {
  uint64_t k;

  if (plain && drupe__array_append(ctx, object + 1, object, begin, skip))
    return;
  for (k = 0; k < skip; k++)
    if (drupe__array_present(ctx, object, begin + k))
      drupe__create_at(ctx, object + 1, k);
  drupe__array_set_length(ctx, object + 1, (double)skip);
}

/* start, deleteCount, items ..; then `this`, then the removed. */
static duk_ret_t array_splice(duk_context *ctx) {
  duk_idx_t argc = duk_get_top(ctx), object = argc, i;
  uint64_t length = drupe__array_this(ctx);
  uint64_t begin = argc > 0 ? drupe__relative(ctx, 0, length, 0) : 0;
  uint64_t skip = taken_out(ctx, argc, length - begin);
  uint64_t added = argc > 2 ? (uint64_t)argc - 2 : 0;

  drupe__array_check_length(ctx, (double)length - (double)skip + (double)added);
  keep_removed(ctx, object, begin, skip,
               drupe__array_species(ctx, object, (double)skip));
  if (replace_dense(ctx, object, length, begin, skip, 2, added))
    return 1;
  move_rest(ctx, object, length, begin, skip, added);
  for (i = 2; i < argc; i++) {
    duk_dup(ctx, i);
    drupe__put_at(ctx, object, begin + (uint64_t)i - 2);
  }
  drupe__array_set_length(ctx, object,
                          (double)length - (double)skip + (double)added);
  return 1;
}

/* -- order ----------------------------------------------------------------- */
static duk_ret_t array_reverse(duk_context *ctx) {
  uint64_t length = drupe__array_this(ctx), low;
  duk_tval *items = drupe__array_dense(ctx, 0);

  if (items != NULL) {
    drupe__array_turn(items, length);
    return 1;
  }
  for (low = 0; low < length / 2; low++) {
    uint64_t high = length - 1 - low;
    bool has_low, has_high;

    has_low = drupe__array_present(ctx, 0, low);
    if (!has_low)
      duk_push_undefined(ctx);
    has_high = drupe__array_present(ctx, 0, high);
    if (has_high)
      drupe__put_at(ctx, 0, low);
    else if (has_low)
      drupe__delete_at(ctx, 0, low);
    if (has_low) {
      drupe__put_at(ctx, 0, high);
    } else {
      duk_pop(ctx);
      if (has_high)
        drupe__delete_at(ctx, 0, high);
    }
  }
  return 1;
}

static const drupe__builtin methods[] = {
    {"pop", array_pop, 0, 0, 0},
    {"push", array_push, DUK_VARARGS, 1, 0},
    {"reverse", array_reverse, 0, 0, 0},
    {"shift", array_shift, 0, 0, 0},
    {"splice", array_splice, DUK_VARARGS, 2, 0},
    {"unshift", array_unshift, DUK_VARARGS, 1, 0},
    DRUPE__BUILTIN_END};

void drupe__builtin_array_edit(duk_context *ctx) {
  drupe__push_prototype(ctx, "Array");
  drupe__define(ctx, -1, methods);
  duk_pop(ctx);
}
