/* js/engine/array.c - reading and making arrays: quickly where they are plain,
 * as the standard says where they are anything else. */
#include "array.h"

#include "engine_internal.h"

#include <stdio.h>
#include <string.h>

/* V8's oldest methods name themselves, the others do not. */
static void check_receiver(duk_context *ctx) {
  static const char named[] = " concat every filter find findIndex findLast "
                              "findLastIndex forEach indexOf map reduce "
                              "reduceRight some ";
  char wanted[40];

  if (!duk_is_null_or_undefined(ctx, -1))
    return;
  duk_push_current_function(ctx);
  duk_get_prop_stridx(ctx, -1, DUK_STRIDX_NAME);
  snprintf(wanted, sizeof(wanted), " %s ", duk_safe_to_string(ctx, -1));
  if (strstr(named, wanted) != NULL)
    drupe__throw_null_receiver(ctx, "Array");
  duk_pop_2(ctx);
}

void drupe__array_push_this(duk_context *ctx) {
  duk_push_this(ctx);
  check_receiver(ctx);
  duk_to_object(ctx, -1);
}

uint64_t drupe__array_this(duk_context *ctx) {
  drupe__array_push_this(ctx);
  return drupe__length(ctx, -1);
}

duk_tval *drupe__array_items(duk_context *ctx, duk_idx_t index) {
  duk_hobject *o = duk_get_hobject(ctx, index);

  if (o == NULL || !DUK_HOBJECT_IS_ARRAY(o) || !DUK_HOBJECT_HAS_ARRAY_PART(o) ||
      ((duk_harray *)o)->length > DUK_HOBJECT_GET_ASIZE(o))
    return NULL;
  return DUK_HOBJECT_A_GET_BASE(ctx->heap, o);
}

duk_tval *drupe__array_dense_part(duk_context *ctx, duk_idx_t index,
                                  uint64_t begin, uint64_t end) {
  duk_tval *items = drupe__array_items(ctx, index);
  duk_harray *array;

  if (items == NULL)
    return NULL;
  array = (duk_harray *)duk_known_hobject(ctx, index);
  if (!DUK_HOBJECT_HAS_EXTENSIBLE(&array->obj) ||
      DUK_HARRAY_LENGTH_NONWRITABLE(array) || end > array->length)
    return NULL;
  for (; begin < end; begin++)
    if (DUK_TVAL_IS_UNUSED(&items[begin]))
      return NULL;
  return items;
}

duk_tval *drupe__array_dense(duk_context *ctx, duk_idx_t index) {
  if (drupe__array_items(ctx, index) == NULL)
    return NULL;
  return drupe__array_dense_part(
      ctx, index, 0, ((duk_harray *)duk_known_hobject(ctx, index))->length);
}

void drupe__array_reserve(duk_context *ctx, duk_idx_t index, uint64_t length) {
  enum { RESERVED = 1 << 24 };
  duk_hobject *o = duk_known_hobject(ctx, index);

  if (DUK_HOBJECT_IS_ARRAY(o) && DUK_HOBJECT_HAS_ARRAY_PART(o) &&
      length > DUK_HOBJECT_GET_ASIZE(o) && length <= RESERVED)
    duk_hobject_realloc_props(ctx, o, DUK_HOBJECT_GET_ESIZE(o),
                              (duk_uint32_t)length, DUK_HOBJECT_GET_HSIZE(o),
                              0);
}

/* An array that grows by plain elements alone, none of them yet beyond its
 * length; NULL for anything else. */
static duk_harray *array_growing(duk_context *ctx, duk_idx_t index) {
  duk_hobject *o = duk_get_hobject(ctx, index);

  if (o == NULL || !DUK_HOBJECT_IS_ARRAY(o) || !DUK_HOBJECT_HAS_ARRAY_PART(o) ||
      ((duk_harray *)o)->length > DUK_HOBJECT_GET_ASIZE(o) ||
      DUK_HOBJECT_GET_PROTOTYPE(ctx->heap, o) !=
          ctx->builtins[DUK_BIDX_ARRAY_PROTOTYPE] ||
      !DUK_HOBJECT_HAS_EXTENSIBLE(o) ||
      DUK_HARRAY_LENGTH_NONWRITABLE((duk_harray *)o))
    return NULL;
  return (duk_harray *)o;
}

bool drupe__array_append(duk_context *ctx, duk_idx_t target, duk_idx_t source,
                         uint64_t begin, uint64_t count) {
  duk_tval *from = drupe__array_dense_part(ctx, source, begin, begin + count);
  duk_harray *made = array_growing(ctx, target);
  duk_tval *to;
  uint64_t old, i;

  if (made == NULL || count == 0)
    return made != NULL;
  if (from == NULL)
    return false;
  old = made->length;
  if (old + count > 0x7FFFFFFFu)
    return false;
  if (old + count > DUK_HOBJECT_GET_ASIZE(&made->obj))
    duk_hobject_realloc_props(
        ctx, &made->obj, DUK_HOBJECT_GET_ESIZE(&made->obj),
        (duk_uint32_t)(old + count), DUK_HOBJECT_GET_HSIZE(&made->obj), 0);
  from = drupe__array_items(ctx, source); /* may be the same array */
  to = DUK_HOBJECT_A_GET_BASE(ctx->heap, &made->obj) + old;
  for (i = 0; i < count; i++) {
    DUK_TVAL_SET_TVAL(&to[i], &from[begin + i]);
    DUK_TVAL_INCREF(ctx, &to[i]);
  }
  made->length = (duk_uint32_t)(old + count);
  return true;
}

void drupe__array_turn(duk_tval *items, uint64_t length) {
  uint64_t low;

  for (low = 0; low < length / 2; low++) {
    duk_tval kept = items[low];

    items[low] = items[length - 1 - low];
    items[length - 1 - low] = kept;
  }
}

/* Pushes the element where nobody has to be asked for it. */
static bool push_item(duk_context *ctx, duk_idx_t object, uint64_t index) {
  duk_hobject *o = duk_get_hobject(ctx, object);
  duk_tval *tv;

  if (o == NULL || !DUK_HOBJECT_IS_ARRAY(o) || !DUK_HOBJECT_HAS_ARRAY_PART(o) ||
      index >= DUK_HOBJECT_GET_ASIZE(o))
    return false;
  tv = DUK_HOBJECT_A_GET_BASE(ctx->heap, o) + index;
  if (DUK_TVAL_IS_UNUSED(tv))
    return false;
  duk_push_tval(ctx, tv);
  return true;
}

void drupe__array_get(duk_context *ctx, duk_idx_t object, uint64_t index) {
  if (!push_item(ctx, object, index))
    drupe__get_at(ctx, object, index);
}

bool drupe__array_present(duk_context *ctx, duk_idx_t object, uint64_t index) {
  if (push_item(ctx, object, index))
    return true;
  if (!drupe__has_at(ctx, object, index))
    return false;
  drupe__get_at(ctx, object, index);
  return true;
}

static bool push_plain(duk_context *ctx, double length) {
  if (length > 4294967295.0)
    (void)duk_range_error(ctx, "Invalid array length");
  duk_push_array(ctx);
  return true;
}

/* A true array with no property of its own but its elements. */
static bool is_bare(duk_context *ctx, const duk_hobject *o) {
  return DUK_HOBJECT_IS_ARRAY(o) && DUK_HOBJECT_GET_ENEXT(o) == 0 &&
         DUK_HOBJECT_GET_PROTOTYPE(ctx->heap, o) ==
             ctx->builtins[DUK_BIDX_ARRAY_PROTOTYPE];
}

/* Does its constructor, and what that says of its species, mean Array? */
static bool species_is_array(duk_context *ctx, const duk_hobject *o) {
  const drupe__intrinsics *in = &drupe__engine_of(ctx)->intrinsics;
  duk_hobject *array = ctx->builtins[DUK_BIDX_ARRAY_CONSTRUCTOR];
  duk_int_t entry, hash;
  duk_tval *tv;

  if (!is_bare(ctx, o))
    return false;
  tv = duk_hobject_find_entry_tval_ptr(ctx->heap,
                                       ctx->builtins[DUK_BIDX_ARRAY_PROTOTYPE],
                                       DUK_HTHREAD_STRING_CONSTRUCTOR(ctx));
  return tv != NULL && DUK_TVAL_IS_OBJECT(tv) &&
         DUK_TVAL_GET_OBJECT(tv) == array &&
         duk_hobject_find_entry(ctx->heap, array, in->symbol_species, &entry,
                                &hash) &&
         DUK_HOBJECT_E_SLOT_IS_ACCESSOR(ctx->heap, array, entry) &&
         DUK_HOBJECT_E_GET_VALUE_GETTER(ctx->heap, array, entry) ==
             in->array_species;
}

bool drupe__array_spreads(duk_context *ctx, duk_idx_t index) {
  duk_hstring *key = drupe__engine_of(ctx)->intrinsics.symbol_spreadable;
  duk_hobject *o = duk_get_hobject(ctx, index);
  duk_int_t entry, hash;

  if (o == NULL || !is_bare(ctx, o))
    return false;
  while ((o = DUK_HOBJECT_GET_PROTOTYPE(ctx->heap, o)) != NULL)
    if (DUK_HOBJECT_IS_PROXY(o) ||
        duk_hobject_find_entry(ctx->heap, o, key, &entry, &hash))
      return false;
  return true;
}

bool drupe__array_species(duk_context *ctx, duk_idx_t index, double length) {
  if (species_is_array(ctx, duk_require_hobject(ctx, index)))
    return push_plain(ctx, length);
  if (!drupe__is_array(ctx, duk_require_hobject(ctx, index)))
    return push_plain(ctx, length);
  duk_get_prop_stridx(ctx, index, DUK_STRIDX_CONSTRUCTOR);
  if (duk_is_object(ctx, -1)) {
    drupe__push_key(ctx, "@@species");
    duk_get_prop(ctx, -2);
    duk_remove(ctx, -2);
    if (duk_is_null(ctx, -1))
      duk_to_undefined(ctx, -1);
  }
  if (duk_is_undefined(ctx, -1) ||
      duk_get_hobject(ctx, -1) == ctx->builtins[DUK_BIDX_ARRAY_CONSTRUCTOR]) {
    duk_pop(ctx);
    return push_plain(ctx, length);
  }
  if (!duk_is_constructable(ctx, -1))
    (void)duk_type_error(ctx, "object.constructor[Symbol.species] is not a "
                              "constructor");
  duk_push_number(ctx, length);
  duk_new(ctx, 1);
  return false;
}

void drupe__array_species_sized(duk_context *ctx, duk_idx_t index,
                                uint64_t length) {
  duk_harray *made;

  if (!drupe__array_species(ctx, index, (double)length))
    return;
  made = (duk_harray *)duk_known_hobject(ctx, -1);
  if (length > 0 && drupe__array_items(ctx, index) != NULL)
    duk_hobject_realloc_props(ctx, &made->obj, 0, (duk_uint32_t)length, 0, 0);
  made->length = (duk_uint32_t)length;
}

void drupe__array_set_length(duk_context *ctx, duk_idx_t index, double length) {
  index = duk_normalize_index(ctx, index);
  duk_push_number(ctx, length);
  duk_put_prop_stridx(ctx, index, DUK_STRIDX_LENGTH);
}

void drupe__array_check_length(duk_context *ctx, double length) {
  if (length > 9007199254740991.0)
    (void)duk_type_error(ctx, "Pushing elements past 9007199254740991 is not "
                              "supported by arrays");
}
