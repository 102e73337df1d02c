/* js/engine/quick_property.h - properties by a string key, without side
 * effects: what the executor tries before Duktape's own look-up.
 *
 * Part of the engine's unit (engine.c).  A look-up compares keys, which are
 * interned: in the entries of small objects one by one, in others through
 * their hash.  So nothing is remembered, and nothing has to be forgotten when
 * properties, prototypes or attributes change.  Whatever is not a plain
 * property (accessors, proxies, array indices, functions that are made when
 * touched) is left to Duktape. */
#ifndef DRUPE_ENGINE_QUICK_PROPERTY_H
#define DRUPE_ENGINE_QUICK_PROPERTY_H

/* Of duk_hobject_props.c, which comes after this. */
static duk_int_t duk__hobject_alloc_entry_checked(duk_hthread *thr,
                                                  duk_hobject *obj,
                                                  duk_hstring *key);
static duk_tval *duk__getprop_shallow_fastpath_array_tval(duk_hthread *thr,
                                                          duk_hobject *obj,
                                                          duk_tval *tv_key);
static duk_bool_t duk__putprop_shallow_fastpath_array_tval(duk_hthread *thr,
                                                           duk_hobject *obj,
                                                           duk_tval *tv_key,
                                                           duk_tval *tv_val);

/* Longer chains are Duktape's to follow, and to refuse. */
enum { DRUPE__QUICK_CHAIN = 1000, DRUPE__QUICK_NONE = -1 };

/* What a property that nothing on the chain has is worth. */
static duk_tval drupe__quick_missing = {.t = DUK_TAG_UNDEFINED};

/* Has one of the object's entries an index for its key? */
static duk_bool_t drupe__quick_has_index(duk_heap *heap, duk_hobject *object) {
  duk_uint32_t count = DUK_HOBJECT_GET_ENEXT(object), i;
  duk_hstring **keys = DUK_HOBJECT_E_GET_KEY_BASE(heap, object);

  DUK_UNREF(heap);
  for (i = 0; i < count; i++)
    if (keys[i] != NULL && DUK_HSTRING_HAS_ARRIDX(keys[i]))
      return 1;
  return 0;
}

/* Index of the object's own entry, DRUPE__QUICK_NONE without. */
static DUK_ALWAYS_INLINE duk_int_t drupe__quick_entry(duk_heap *heap,
                                                      duk_hobject *object,
                                                      duk_hstring *key) {
  duk_uint32_t size = DUK_HOBJECT_GET_HSIZE(object);
  duk_hstring **keys = DUK_HOBJECT_E_GET_KEY_BASE(heap, object);
  duk_uint32_t i;

  DUK_UNREF(heap);
  if (DUK_LIKELY(size == 0)) {
    duk_uint32_t count = DUK_HOBJECT_GET_ENEXT(object);

    for (i = 0; i < count; i++)
      if (keys[i] == key)
        return (duk_int_t)i;
    return DRUPE__QUICK_NONE;
  }
  {
    const duk_uint32_t *base = DUK_HOBJECT_H_GET_BASE(heap, object);

    /* A slot is an index, unused (all ones) or deleted (one less). */
    for (i = DUK_HSTRING_GET_HASH(key) & (size - 1);;
         i = (i + 1) & (size - 1)) {
      duk_uint32_t at = base[i];

      if (at == 0xFFFFFFFFu)
        return DRUPE__QUICK_NONE;
      if (at != 0xFFFFFFFEu && keys[at] == key)
        return (duk_int_t)at;
    }
  }
}

/* The value of the entry; NULL where it may not be read, or not be written, as
 * it is. */
static DUK_ALWAYS_INLINE duk_tval *drupe__quick_slot(duk_heap *heap,
                                                     duk_hobject *object,
                                                     duk_int_t at,
                                                     duk_bool_t write) {
  duk_small_uint_t flags = DUK_HOBJECT_E_GET_FLAGS(heap, object, at);
  duk_tval *value = DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(heap, object, at);

  if (DUK_UNLIKELY((flags & DUK_PROPDESC_FLAG_ACCESSOR) != 0 ||
                   (write && (flags & DUK_PROPDESC_FLAG_WRITABLE) == 0) ||
                   DUK_TVAL_IS_LIGHTFUNC(value)))
    return NULL;
  return value;
}

/* Whether the object may have the property although no entry says so. */
static DUK_ALWAYS_INLINE duk_bool_t drupe__quick_hides(duk_hthread *thr,
                                                       duk_hobject *object,
                                                       duk_hstring *key) {
  duk_uint8_t first;

  if (DUK_LIKELY(!DUK_HEAPHDR_CHECK_FLAG_BITS(
          &object->hdr, DUK_HOBJECT_VIRTUAL_PROPERTY_FLAGS |
                            DUK_HOBJECT_FLAG_EXOTIC_PROXYOBJ)))
    return 0;
  if (DUK_HOBJECT_HAS_EXOTIC_PROXYOBJ(object))
    return 1;
  if (!DUK_HOBJECT_IS_BUFOBJ(object))
    return key == DUK_HTHREAD_STRING_LENGTH(thr);
  /* Of a typed array every number is a key: "1.5", "-0", "Infinity", "NaN". */
  first = DUK_HSTRING_GET_DATA(key)[0];
  return (first >= '0' && first <= '9') || first == '-' || first == 'I' ||
         first == 'N';
}

#include "engine/quick_typed.h"

/* The value of `key` from `object` on; NULL where Duktape has to look.  Key is
 * no array index. */
static DUK_NOINLINE DUK_HOT duk_tval *
drupe__quick_find(duk_hthread *thr, duk_hobject *object, duk_hstring *key) {
  duk_heap *heap = thr->heap;
  duk_small_uint_t left;

  for (left = DRUPE__QUICK_CHAIN; left > 0; left--) {
    duk_int_t at = drupe__quick_entry(heap, object, key);

    if (at != DRUPE__QUICK_NONE)
      return drupe__quick_slot(heap, object, at, 0);
    if (DUK_UNLIKELY(drupe__quick_hides(thr, object, key)))
      return NULL;
    object = DUK_HOBJECT_GET_PROTOTYPE(heap, object);
    if (object == NULL)
      return &drupe__quick_missing;
  }
  return NULL;
}

/* As drupe__quick_find, of any value.  `caller` of a function has a rule of its
 * own. */
static DUK_ALWAYS_INLINE duk_tval *drupe__quick_get_key(duk_hthread *thr,
                                                        const duk_tval *base,
                                                        duk_hstring *key,
                                                        duk_tval *scratch) {
  if (DUK_UNLIKELY(DUK_HSTRING_HAS_ARRIDX(key)))
    return NULL;
  if (DUK_LIKELY(DUK_TVAL_IS_OBJECT(base))) {
    duk_hobject *object = DUK_TVAL_GET_OBJECT(base);

    if (DUK_HOBJECT_HAS_EXOTIC_ARRAY(object) &&
        key == DUK_HTHREAD_STRING_LENGTH(thr)) {
      DUK_TVAL_SET_U32(scratch, ((duk_harray *)object)->length);
      return scratch;
    }
    if (DUK_UNLIKELY(key == DUK_HTHREAD_STRING_CALLER(thr)))
      return NULL;
    if (DUK_UNLIKELY(DUK_HOBJECT_IS_BUFOBJ(object)) &&
        key == DUK_HTHREAD_STRING_LENGTH(thr))
      return drupe__quick_typed_length(thr, object, scratch);
    return drupe__quick_find(thr, object, key);
  }
  if (DUK_TVAL_IS_STRING(base) &&
      !DUK_HSTRING_HAS_SYMBOL(DUK_TVAL_GET_STRING(base))) {
    if (key == DUK_HTHREAD_STRING_LENGTH(thr)) {
      DUK_TVAL_SET_U32(scratch, (duk_uint32_t)DUK_HSTRING_GET_CHARLEN(
                                    DUK_TVAL_GET_STRING(base)));
      return scratch;
    }
    return drupe__quick_find(thr, thr->builtins[DUK_BIDX_STRING_PROTOTYPE],
                             key);
  }
  return NULL;
}

/* As above with a key of any type: elements of arrays too. */
static DUK_ALWAYS_INLINE duk_tval *drupe__quick_get(duk_hthread *thr,
                                                    const duk_tval *base,
                                                    duk_tval *key,
                                                    duk_tval *scratch) {
  if (DUK_TVAL_IS_STRING(key))
    return drupe__quick_get_key(thr, base, DUK_TVAL_GET_STRING(key), scratch);
  if (DUK_TVAL_IS_OBJECT(base) && DUK_TVAL_IS_FASTINT(key) &&
      DUK_HOBJECT_IS_BUFOBJ(DUK_TVAL_GET_OBJECT(base)))
    return drupe__quick_read(thr, (duk_hbufobj *)DUK_TVAL_GET_OBJECT(base), key,
                             scratch);
  if (DUK_TVAL_IS_OBJECT(base) && DUK_TVAL_IS_FASTINT(key))
    return duk__getprop_shallow_fastpath_array_tval(
        thr, DUK_TVAL_GET_OBJECT(base), key);
  return NULL;
}

/* Whether a property that is not its own may be added to the object by an
 * assignment: no setter, no read-only property and no proxy stands above. */
static duk_bool_t drupe__quick_may_add(duk_hthread *thr, duk_hobject *object,
                                       duk_hstring *key) {
  duk_heap *heap = thr->heap;
  duk_small_uint_t left;

  if (!DUK_HOBJECT_HAS_EXTENSIBLE(object) ||
      drupe__quick_hides(thr, object, key))
    return 0;
  for (left = DRUPE__QUICK_CHAIN; left > 0; left--) {
    duk_int_t at;

    object = DUK_HOBJECT_GET_PROTOTYPE(heap, object);
    if (object == NULL)
      return 1;
    at = drupe__quick_entry(heap, object, key);
    if (at != DRUPE__QUICK_NONE)
      return (DUK_HOBJECT_E_GET_FLAGS(heap, object, at) &
              (DUK_PROPDESC_FLAG_WRITABLE | DUK_PROPDESC_FLAG_ACCESSOR)) ==
             DUK_PROPDESC_FLAG_WRITABLE;
    if (drupe__quick_hides(thr, object, key))
      return 0;
  }
  return 0;
}

/* Defines a property that a plain object does not have yet and has room for;
 * false, with nothing done, where there is more to it. */
static DUK_ALWAYS_INLINE duk_bool_t drupe__quick_init(duk_hthread *thr,
                                                      duk_hobject *object,
                                                      const duk_tval *key,
                                                      const duk_tval *value) {
  duk_heap *heap = thr->heap;
  duk_uint32_t at = DUK_HOBJECT_GET_ENEXT(object);
  duk_hstring *name;
  duk_tval *slot;

  if (at >= DUK_HOBJECT_GET_ESIZE(object) ||
      DUK_HOBJECT_GET_HSIZE(object) > 0 || !DUK_TVAL_IS_STRING(key) ||
      !DUK_HOBJECT_HAS_EXTENSIBLE(object) ||
      DUK_HEAPHDR_CHECK_FLAG_BITS(&object->hdr,
                                  DUK_HOBJECT_VIRTUAL_PROPERTY_FLAGS |
                                      DUK_HOBJECT_FLAG_EXOTIC_ARGUMENTS |
                                      DUK_HOBJECT_FLAG_EXOTIC_PROXYOBJ))
    return 0;
  name = DUK_TVAL_GET_STRING(key);
  if (DUK_HSTRING_HAS_ARRIDX(name) || DUK_HSTRING_HAS_HIDDEN(name) ||
      drupe__quick_entry(heap, object, name) != DRUPE__QUICK_NONE)
    return 0;
  DUK_HOBJECT_SET_ENEXT(object, at + 1);
  DUK_HOBJECT_E_SET_KEY(heap, object, at, name);
  DUK_HSTRING_INCREF(thr, name);
  DUK_HOBJECT_E_SET_FLAGS(heap, object, at, DUK_PROPDESC_FLAGS_WEC);
  slot = DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(heap, object, at);
  DUK_TVAL_SET_TVAL(slot, value);
  DUK_TVAL_INCREF(thr, slot);
  return 1;
}

/* Assigns; false where Duktape has to. */
static DUK_NOINLINE DUK_HOT duk_bool_t drupe__quick_assign(duk_hthread *thr,
                                                           duk_hobject *object,
                                                           duk_hstring *key,
                                                           duk_tval *value) {
  duk_heap *heap = thr->heap;
  duk_int_t at = drupe__quick_entry(heap, object, key);
  duk_tval *slot;

  if (DUK_LIKELY(at != DRUPE__QUICK_NONE)) {
    slot = drupe__quick_slot(heap, object, at, 1);
    if (slot == NULL)
      return 0;
    DUK_TVAL_SET_TVAL_UPDREF_FAST(thr, slot, value); /* side effects */
    return 1;
  }
  if (drupe__quick_may_add(thr, object, key)) {
    duk_tval copy = *value; /* the value stack may move */

    at = duk__hobject_alloc_entry_checked(thr, object, key);
    slot = DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(heap, object, at);
    DUK_TVAL_SET_TVAL(slot, &copy);
    DUK_TVAL_INCREF(thr, slot);
    DUK_HOBJECT_E_SET_FLAGS(heap, object, at, DUK_PROPDESC_FLAGS_WEC);
    return 1;
  }
  return 0;
}

/* As drupe__quick_assign, with a base and a key of any type. */
static DUK_ALWAYS_INLINE duk_bool_t drupe__quick_put(duk_hthread *thr,
                                                     const duk_tval *base,
                                                     duk_tval *key,
                                                     duk_tval *value) {
  if (!DUK_TVAL_IS_OBJECT(base))
    return 0;
  if (DUK_TVAL_IS_STRING(key)) {
    duk_hstring *name = DUK_TVAL_GET_STRING(key);

    return !DUK_HSTRING_HAS_ARRIDX(name) &&
           drupe__quick_assign(thr, DUK_TVAL_GET_OBJECT(base), name, value);
  }
  if (DUK_TVAL_IS_FASTINT(key) &&
      DUK_UNLIKELY(DUK_HOBJECT_IS_BUFOBJ(DUK_TVAL_GET_OBJECT(base))))
    return drupe__quick_write(thr, (duk_hbufobj *)DUK_TVAL_GET_OBJECT(base),
                              key, value);
  return DUK_TVAL_IS_FASTINT(key) &&
         duk__putprop_shallow_fastpath_array_tval(
             thr, DUK_TVAL_GET_OBJECT(base), key, value);
}

/* o.n++ and its kin, of an own plain property that holds a small integer. */
static DUK_ALWAYS_INLINE duk_bool_t
drupe__quick_step(duk_hthread *thr, const duk_tval *base, const duk_tval *key,
                  duk_tval *out, duk_uint_fast32_t instruction) {
  duk_heap *heap = thr->heap;
  duk_hobject *object;
  duk_hstring *name;
  duk_int64_t before, after;
  duk_tval *slot;
  duk_int_t at;

  if (!DUK_TVAL_IS_OBJECT(base) || !DUK_TVAL_IS_STRING(key))
    return 0;
  object = DUK_TVAL_GET_OBJECT(base);
  name = DUK_TVAL_GET_STRING(key);
  if (DUK_HSTRING_HAS_ARRIDX(name))
    return 0;
  at = drupe__quick_entry(heap, object, name);
  if (at == DRUPE__QUICK_NONE)
    return 0;
  slot = drupe__quick_slot(heap, object, at, 1);
  if (slot == NULL || !DUK_TVAL_IS_FASTINT(slot))
    return 0;
  before = DUK_TVAL_GET_FASTINT(slot);
  if (before >= DUK_FASTINT_MAX || before <= DUK_FASTINT_MIN)
    return 0;
  after = (instruction & DUK_BC_INCDECP_FLAG_DEC) ? before - 1 : before + 1;
  DUK_TVAL_SET_FASTINT(slot, after);
  if (instruction & DUK_BC_INCDECP_FLAG_POST)
    after = before;
  DUK_TVAL_SET_FASTINT_UPDREF(thr, out, after); /* side effects */
  return 1;
}

#endif
