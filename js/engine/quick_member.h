/* js/engine/quick_member.h - super.x, o.#x and o.#x = v where they are plain:
 * a value that lies in a property, or a getter or setter that is called.  Also
 * the steps of for-of that call nothing of a script's.
 *
 * Part of the engine's unit (engine.c).  The helpers that these are printed as
 * have a `magic` above DRUPE__SPECIAL_VALUE; what is left to them here, errors
 * among it, they do themselves (helper_class.c, helper_private.c,
 * helper_iterator.c). */
#ifndef DRUPE_ENGINE_QUICK_MEMBER_H
#define DRUPE_ENGINE_QUICK_MEMBER_H

#include "engine/quick_special.h"

/* The getter, or setter, that runs where `key` is read or written from `object`
 * on; NULL: none does, or Duktape has to look. */
static DUK_NOINLINE duk_hobject *drupe__quick_accessor(duk_hthread *thr,
                                                       duk_hobject *object,
                                                       duk_hstring *key,
                                                       duk_bool_t write) {
  duk_heap *heap = thr->heap;
  duk_small_uint_t left;

  for (left = DRUPE__QUICK_CHAIN; left > 0 && object != NULL; left--) {
    duk_int_t at = drupe__quick_entry(heap, object, key);

    if (at != DRUPE__QUICK_NONE) {
      if (!DUK_HOBJECT_E_SLOT_IS_ACCESSOR(heap, object, at))
        return NULL;
      return write ? DUK_HOBJECT_E_GET_VALUE_SETTER(heap, object, at)
                   : DUK_HOBJECT_E_GET_VALUE_GETTER(heap, object, at);
    }
    if (drupe__quick_hides(thr, object, key))
      return NULL;
    object = DUK_HOBJECT_GET_PROTOTYPE(heap, object);
  }
  return NULL;
}

/* Has the object the brand, or is it the class itself? */
static DUK_ALWAYS_INLINE duk_bool_t drupe__quick_branded(
    duk_hthread *thr, const duk_tval *object, const duk_tval *brand) {
  if (!DUK_TVAL_IS_OBJECT(object))
    return 0;
  if (DUK_TVAL_IS_OBJECT(brand))
    return DUK_TVAL_GET_OBJECT(brand) == DUK_TVAL_GET_OBJECT(object);
  return DUK_TVAL_IS_STRING(brand) &&
         drupe__quick_entry(thr->heap, DUK_TVAL_GET_OBJECT(object),
                            DUK_TVAL_GET_STRING(brand)) != DRUPE__QUICK_NONE;
}

/* The private field of the object; NULL without. */
static DUK_ALWAYS_INLINE duk_tval *drupe__quick_field(duk_hthread *thr,
                                                      const duk_tval *object,
                                                      const duk_tval *key) {
  duk_int_t at;

  if (!DUK_TVAL_IS_OBJECT(object) || !DUK_TVAL_IS_STRING(key))
    return NULL;
  at = drupe__quick_entry(thr->heap, DUK_TVAL_GET_OBJECT(object),
                          DUK_TVAL_GET_STRING(key));
  return at == DRUPE__QUICK_NONE
             ? NULL
             : DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(
                   thr->heap, DUK_TVAL_GET_OBJECT(object), at);
}

/* The call's result is at hand; `field`, unless NULL, becomes the same. */
static DUK_ALWAYS_INLINE duk_small_uint_t drupe__quick_give(
    duk_hthread *thr, duk_tval *tv, const duk_tval *value, duk_tval *field) {
  if (field != NULL)
    DUK_TVAL_SET_TVAL_UPDREF_NORZ(thr, field, value);
  DUK_TVAL_SET_TVAL_UPDREF_NORZ(thr, tv, value);
  DUK_REFZERO_CHECK_FAST(thr);
  return DRUPE__QUICK_DONE;
}

/* [ sg $h home this key ] */
static DUK_ALWAYS_INLINE duk_small_uint_t
drupe__quick_super_get(duk_hthread *thr, duk_tval *tv, duk_idx_t *count) {
  duk_hobject *from;
  duk_tval *value, getter;

  if (!DUK_TVAL_IS_OBJECT(tv + 2) || !DUK_TVAL_IS_STRING(tv + 4))
    return DRUPE__QUICK_NO;
  from = DUK_HOBJECT_GET_PROTOTYPE(thr->heap, DUK_TVAL_GET_OBJECT(tv + 2));
  if (from == NULL || DUK_HSTRING_HAS_ARRIDX(DUK_TVAL_GET_STRING(tv + 4)) ||
      DUK_TVAL_GET_STRING(tv + 4) == DUK_HTHREAD_STRING_CALLER(thr))
    return DRUPE__QUICK_NO;
  value = drupe__quick_find(thr, from, DUK_TVAL_GET_STRING(tv + 4));
  if (value != NULL)
    return drupe__quick_give(thr, tv, value, NULL);
  from = drupe__quick_accessor(thr, from, DUK_TVAL_GET_STRING(tv + 4), 0);
  if (from == NULL)
    return DRUPE__QUICK_NO;
  DUK_TVAL_SET_OBJECT(&getter, from);
  drupe__quick_become(thr, tv, &getter, tv + 3, 3, count);
  return DRUPE__QUICK_CALL;
}

/* [ pz $h object brand setter value ] -> [ value setter object value ]: the
 * value is the result, and the call is one further. */
static DUK_ALWAYS_INLINE duk_small_uint_t
drupe__quick_private_set(duk_hthread *thr, duk_tval *tv) {
  duk_tval value = tv[5], setter = tv[4];

  if (!drupe__quick_branded(thr, tv + 2, tv + 3) ||
      !DUK_TVAL_IS_OBJECT(&setter) ||
      !drupe__quick_callable(DUK_TVAL_GET_OBJECT(&setter)) ||
      !DUK_HOBJECT_HAS_STRICT(DUK_TVAL_GET_OBJECT(&setter)) ||
      !drupe__quick_fits(
          thr, tv + 3, ((duk_hcompfunc *)DUK_TVAL_GET_OBJECT(&setter))->nregs))
    return DRUPE__QUICK_NO;
  DUK_TVAL_SET_TVAL_UPDREF_NORZ(thr, tv, &value);
  DUK_TVAL_SET_TVAL_UPDREF_NORZ(thr, tv + 1, &setter);
  DUK_TVAL_SET_TVAL_UPDREF_NORZ(thr, tv + 3, &value);
  drupe__quick_wipe(thr, tv + 4, tv + 6);
  return DRUPE__QUICK_NEXT;
}

/* [ nx $h record ] */
static DUK_NOINLINE duk_small_uint_t drupe__quick_next(duk_hthread *thr,
                                                       duk_tval *tv) {
  duk_size_t offset =
      (duk_size_t)((duk_uint8_t *)tv - (duk_uint8_t *)thr->valstack);
  duk_small_int_t more = drupe__iterates_step(thr, DUK_TVAL_GET_OBJECT(tv + 2));
  duk_tval value;

  if (more < 0)
    return DRUPE__QUICK_NO;
  DUK_TVAL_SET_BOOLEAN(&value, (duk_bool_t)more);
  return drupe__quick_give(
      thr, (duk_tval *)(void *)((duk_uint8_t *)thr->valstack + offset), &value,
      NULL);
}

/* Answers for the helper of that magic: DRUPE__QUICK_DONE, _NO with nothing
 * changed, or a call: _CALL at the same place, _NEXT one further. */
static DUK_ALWAYS_INLINE duk_small_uint_t drupe__quick_member(
    duk_hthread *thr, duk_tval *tv, duk_int_t magic, duk_idx_t *count) {
  duk_tval *field;

  switch (magic) {
  case DRUPE__SPECIAL_SUPER_GET: return drupe__quick_super_get(thr, tv, count);
  case DRUPE__SPECIAL_FIELD_GET: /* object key */
    field = drupe__quick_field(thr, tv + 2, tv + 3);
    return field == NULL ? DRUPE__QUICK_NO
                         : drupe__quick_give(thr, tv, field, NULL);
  case DRUPE__SPECIAL_FIELD_SET: /* object key value */
    field = drupe__quick_field(thr, tv + 2, tv + 3);
    return field == NULL ? DRUPE__QUICK_NO
                         : drupe__quick_give(thr, tv, tv + 4, field);
  case DRUPE__SPECIAL_PRIVATE_METHOD: /* object brand function */
    return drupe__quick_branded(thr, tv + 2, tv + 3)
               ? drupe__quick_give(thr, tv, tv + 4, NULL)
               : DRUPE__QUICK_NO;
  case DRUPE__SPECIAL_PRIVATE_GET: /* object brand getter */
    if (!DUK_TVAL_IS_OBJECT(tv + 4) ||
        !drupe__quick_branded(thr, tv + 2, tv + 3))
      return DRUPE__QUICK_NO;
    drupe__quick_become(thr, tv, tv + 4, tv + 2, 3, count);
    return DRUPE__QUICK_CALL;
  case DRUPE__SPECIAL_NEXT: return drupe__quick_next(thr, tv);
  default: return drupe__quick_private_set(thr, tv);
  }
}

#endif
