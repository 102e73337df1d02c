/* kernel/object_many.c - several properties of an object in one call, for who
 * reads or makes structs, rows and options. */
#include "kernel/tables.h"

enum { MANY_FEW = 32 }; /* properties of an object that is made in one piece */

/* Objects whose own keys are not all in their entry part. */
#define MANY_ODD                                                               \
  (DUK_HOBJECT_FLAG_EXOTIC_ARRAY | DUK_HOBJECT_FLAG_EXOTIC_STRINGOBJ |         \
   DUK_HOBJECT_FLAG_EXOTIC_ARGUMENTS | DUK_HOBJECT_FLAG_EXOTIC_PROXYOBJ |      \
   DUK_HOBJECT_FLAG_BUFOBJ | DUK_HOBJECT_FLAG_ARRAY_PART)

/* -- reading -------------------------------------------------------------- */
static int64_t many_count_slowly(drupe_cx *cx, drupe_value o) {
  drupe_value keys = drupe__object_api.keys(
      cx, o, DRUPE_KEYS_ENUMERABLE | DRUPE_KEYS_STRINGS);

  return drupe_is_none(keys) ? DRUPE_E_PENDING
                             : drupe__object_api.array_length(cx, keys);
}

/* Own enumerable properties whose keys are strings. */
static int64_t many_count(drupe_cx *cx, drupe_value o) {
  duk_hobject *h = drupe__object_of(o);
  int64_t count = 0;
  duk_uint_t i;

  if (h == NULL || (DUK_HEAPHDR_GET_FLAGS_RAW(&h->hdr) & MANY_ODD) != 0)
    return many_count_slowly(cx, o);
  for (i = 0; i < DUK_HOBJECT_GET_ENEXT(h); i++) {
    const duk_hstring *key = DUK_HOBJECT_E_GET_KEY(NULL, h, i);

    count += key != NULL && !DUK_HSTRING_HAS_SYMBOL(key) &&
             DUK_HOBJECT_E_SLOT_IS_ENUMERABLE(NULL, h, i);
  }
  return count;
}

int64_t drupe__object_get_many(drupe_cx *cx, drupe_value o, uint32_t count,
                               const drupe_value *keys, drupe_value *values) {
  int32_t has;
  uint32_t i;

  for (i = 0; i < count; i++) {
    values[i] = drupe__object_api.get(cx, o, keys[i]);
    if (DUK_UNLIKELY(drupe_is_none(values[i])))
      return DRUPE_E_PENDING;
    if (DUK_LIKELY(!drupe_is_undefined(values[i])))
      continue;
    has = drupe__object_api.has_rc(cx, o, keys[i]);
    if (has < 0)
      return DRUPE_E_PENDING;
    if (has == 0)
      values[i] = drupe_none();
  }
  return many_count(cx, o);
}

/* -- making --------------------------------------------------------------- */
/* Strings that are no index, none twice: they need no look-up. */
static bool many_distinct(uint32_t count, const drupe_value *keys) {
  uint32_t i, k;

  for (i = 0; i < count; i++) {
    if ((keys[i].bits >> 48) - 2 > 1 ||
        DUK_HSTRING_HAS_ARRIDX((duk_hstring *)drupe__cell(keys[i])))
      return false;
    for (k = 0; k < i; k++)
      if (keys[k].bits == keys[i].bits)
        return false;
  }
  return true;
}

/* A fresh object gets all its properties at once.  False: no memory. */
static bool many_fill(duk_hthread *t, duk_hobject *h, uint32_t count,
                      const drupe_value *keys, const drupe_value *values) {
  duk_heap *heap = t->heap;
  void *props = DUK_ALLOC(heap, DUK_HOBJECT_P_COMPUTE_SIZE(count, 0, 0));
  duk_hstring *key;
  duk_tval *tv;
  uint32_t i;

  if (props == NULL)
    return false;
  DUK_HOBJECT_SET_PROPS(heap, h, props);
  DUK_HOBJECT_SET_ESIZE(h, count);
  for (i = 0; i < count; i++) {
    key = (duk_hstring *)drupe__cell(keys[i]);
    DUK_HOBJECT_E_SET_KEY(heap, h, i, key);
    DUK_HSTRING_INCREF(t, key);
    tv = DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(heap, h, i);
    drupe__value_put(tv, values[i]); /* counts its reference */
    DUK_HOBJECT_E_SET_FLAGS(heap, h, i, DUK_PROPDESC_FLAGS_WEC);
  }
  DUK_HOBJECT_SET_ENEXT(h, count);
  return true;
}

drupe_value drupe__object_with(drupe_cx *cx, uint32_t count,
                               const drupe_value *keys,
                               const drupe_value *values) {
  drupe__kernel *k = drupe__kernel_of(cx);
  drupe_value o;
  uint32_t i;

  for (i = 0; i < count; i++)
    if (drupe_is_none(keys[i]) || drupe_is_none(values[i]))
      return drupe_none();
  o = drupe__object_api.object_new(cx);
  if (drupe_is_none(o) || count == 0)
    return o;
  if (count <= MANY_FEW && many_distinct(count, keys))
    return many_fill(k->thread, drupe__object_of(o), count, keys, values)
               ? o
               : drupe__pend_no_memory(k);
  for (i = 0; i < count; i++)
    if (drupe__object_api.define(cx, o, keys[i], values[i],
                                 DRUPE_PROP_DEFAULT) < 0)
      return drupe_none();
  return o;
}
