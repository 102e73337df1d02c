/* js/engine/quick_list.h - the names of an object's properties, as they lie:
 * for-in, Object.keys, values, entries and assign.
 *
 * Part of the engine's unit (engine.c), before duk_hobject_enum.c.  An object
 * is listed so if its properties are its entries and elements and none has a
 * key that would have to be sorted. */
#ifndef DRUPE_ENGINE_QUICK_LIST_H
#define DRUPE_ENGINE_QUICK_LIST_H

#include "engine/quick_property.h"

/* An enumerator's first entries are its target and the next index. */
enum { DRUPE__LIST_START = 2 };

/* Assigns as the executor does; false where Duktape has to. */
DUK_INTERNAL duk_bool_t drupe__list_assign(duk_hthread *thr,
                                           duk_hobject *object,
                                           duk_hstring *key, duk_tval *value) {
  return !DUK_HSTRING_HAS_ARRIDX(key) &&
         drupe__quick_assign(thr, object, key, value);
}

/* Nothing virtual, no proxy, no key that is an index and no element? */
static duk_bool_t drupe__list_is_plain(duk_heap *heap, duk_hobject *object) {
  if (DUK_HOBJECT_GET_ASIZE(object) > 0 ||
      DUK_HOBJECT_GET_CLASS_NUMBER(object) == DRUPE__CLASS_ENGINE ||
      DUK_HEAPHDR_CHECK_FLAG_BITS(&object->hdr,
                                  DUK_HOBJECT_VIRTUAL_PROPERTY_FLAGS |
                                      DUK_HOBJECT_FLAG_EXOTIC_ARGUMENTS |
                                      DUK_HOBJECT_FLAG_EXOTIC_PROXYOBJ))
    return 0;
  return !drupe__quick_has_index(heap, object);
}

static DUK_ALWAYS_INLINE duk_bool_t drupe__list_wants(duk_heap *heap,
                                                      duk_hobject *object,
                                                      duk_uint32_t at) {
  duk_hstring *key = DUK_HOBJECT_E_GET_KEY(heap, object, at);

  DUK_UNREF(heap);
  return key != NULL && !DUK_HSTRING_HAS_SYMBOL(key) &&
         DUK_HOBJECT_E_SLOT_IS_ENUMERABLE(heap, object, at);
}

/* How many enumerable properties with strings for names it has. */
static duk_uint32_t drupe__list_count(duk_heap *heap, duk_hobject *object) {
  duk_uint32_t all = DUK_HOBJECT_GET_ENEXT(object), count = 0, i;

  for (i = 0; i < all; i++)
    count += drupe__list_wants(heap, object, i) != 0;
  return count;
}

/* [.. object] -> [.. object keys]; false: nothing done.  Only making the array
 * may collect garbage, which moves entries but neither adds nor takes one. */
DUK_INTERNAL duk_bool_t drupe__list_keys(duk_hthread *thr,
                                         duk_hobject *object) {
  duk_uint32_t i;
  duk_tval *out;

  if (!drupe__list_is_plain(thr->heap, object))
    return 0;
  out = duk_push_harray_with_size_outptr(thr,
                                         drupe__list_count(thr->heap, object));
  for (i = 0; i < DUK_HOBJECT_GET_ENEXT(object); i++)
    if (drupe__list_wants(thr->heap, object, i)) {
      DUK_TVAL_SET_STRING(out, DUK_HOBJECT_E_GET_KEY(thr->heap, object, i));
      DUK_TVAL_INCREF(thr, out);
      out++;
    }
  return 1;
}

/* The same with values, [key value key value ..] or values alone; false too
 * where a value is not there to be read as it is. */
DUK_INTERNAL duk_bool_t drupe__list_values(duk_hthread *thr,
                                           duk_hobject *object,
                                           duk_bool_t with_keys) {
  duk_heap *heap = thr->heap;
  duk_uint32_t i, count;
  duk_tval *out;

  if (!drupe__list_is_plain(heap, object))
    return 0;
  for (i = 0, count = 0; i < DUK_HOBJECT_GET_ENEXT(object); i++) {
    if (!drupe__list_wants(heap, object, i))
      continue;
    if (drupe__quick_slot(heap, object, (duk_int_t)i, 0) == NULL)
      return 0;
    count++;
  }
  out = duk_push_harray_with_size_outptr(thr, with_keys ? 2 * count : count);
  for (i = 0; i < DUK_HOBJECT_GET_ENEXT(object); i++) {
    if (!drupe__list_wants(heap, object, i))
      continue;
    if (with_keys) {
      DUK_TVAL_SET_STRING(out, DUK_HOBJECT_E_GET_KEY(heap, object, i));
      DUK_TVAL_INCREF(thr, out);
      out++;
    }
    DUK_TVAL_SET_TVAL(out, DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(heap, object, i));
    DUK_TVAL_INCREF(thr, out);
    out++;
  }
  return 1;
}

/* Is there nothing to enumerate from `object` on? */
static duk_bool_t drupe__list_is_bare(duk_heap *heap, duk_hobject *object) {
  duk_small_uint_t left;

  for (left = DRUPE__QUICK_CHAIN; object != NULL && left > 0; left--) {
    if (!drupe__list_is_plain(heap, object) ||
        drupe__list_count(heap, object) > 0)
      return 0;
    object = DUK_HOBJECT_GET_PROTOTYPE(heap, object);
  }
  return object == NULL;
}

/* Does an object from `object` on, before `owner`, have a property of that
 * name? */
static duk_bool_t drupe__list_is_hidden(duk_hthread *thr, duk_hobject *object,
                                        duk_hobject *owner, duk_hstring *key) {
  duk_propdesc found;

  for (; object != owner; object = DUK_HOBJECT_GET_PROTOTYPE(thr->heap, object))
    if (duk_hobject_get_own_propdesc(thr, object, key, &found, 0))
      return 1;
  return 0;
}

/* [.. object] -> [.. enumerator] of a for-in; false: nothing done. */
static duk_bool_t drupe__list_enumerator(duk_hthread *thr) {
  duk_heap *heap = thr->heap;
  duk_hobject *object = DUK_TVAL_GET_OBJECT(thr->valstack_top - 1), *e;
  duk_tval value;
  duk_uint32_t i;

  if (!drupe__list_is_plain(heap, object) ||
      !drupe__list_is_bare(heap, DUK_HOBJECT_GET_PROTOTYPE(heap, object)))
    return 0;
  duk_push_bare_object(thr);
  e = DUK_TVAL_GET_OBJECT(thr->valstack_top - 1);
  drupe__make_room(thr, e, DRUPE__LIST_START + drupe__list_count(heap, object),
                   0);
  DUK_TVAL_SET_OBJECT(&value, object);
  drupe__make_entry(thr, e, DUK_HTHREAD_STRING_INT_TARGET(thr), &value,
                    DUK_PROPDESC_FLAGS_WEC);
  DUK_TVAL_SET_U32(&value, DRUPE__LIST_START);
  drupe__make_entry(thr, e, DUK_HTHREAD_STRING_INT_NEXT(thr), &value,
                    DUK_PROPDESC_FLAGS_WEC);
  DUK_TVAL_SET_BOOLEAN_TRUE(&value);
  for (i = 0; i < DUK_HOBJECT_GET_ENEXT(object); i++)
    if (drupe__list_wants(heap, object, i))
      drupe__make_entry(thr, e, DUK_HOBJECT_E_GET_KEY(heap, object, i), &value,
                        DUK_PROPDESC_FLAGS_WEC);
  duk_remove_m2(thr);
  return 1;
}

/* [.. enumerator] -> [.. key], the next one, if its target has it as its own
 * still; false: nothing done. */
static duk_bool_t drupe__list_next(duk_hthread *thr) {
  duk_heap *heap = thr->heap;
  duk_hobject *e = DUK_TVAL_GET_OBJECT(thr->valstack_top - 1);
  duk_hobject *target =
      DUK_TVAL_GET_OBJECT(DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(heap, e, 0));
  duk_tval *next = DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(heap, e, 1);
  duk_uint32_t at = (duk_uint32_t)DUK_TVAL_GET_FASTINT(next);
  duk_hstring *key;

  if (at >= DUK_HOBJECT_GET_ENEXT(e) || DUK_HOBJECT_IS_PROXY(target))
    return 0;
  key = DUK_HOBJECT_E_GET_KEY(heap, e, at);
  if (drupe__quick_entry(heap, target, key) == DRUPE__QUICK_NONE)
    return 0;
  DUK_TVAL_SET_U32(next, at + 1);
  DUK_TVAL_SET_STRING(thr->valstack_top - 1, key);
  DUK_HSTRING_INCREF(thr, key);
  DUK_HOBJECT_DECREF(thr, e); /* the executor has it too */
  return 1;
}

#endif
