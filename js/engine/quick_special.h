/* js/engine/quick_special.h - calls that stand for another call: f.call(..),
 * super.m(..), o.#m(..).  construct.c says what the helpers are given.
 *
 * Part of the engine's unit (engine.c).  The other call takes the place of the
 * first, on the value stack and in the count of arguments, so whoever goes on
 * sees nothing but it. */
#ifndef DRUPE_ENGINE_QUICK_SPECIAL_H
#define DRUPE_ENGINE_QUICK_SPECIAL_H

#include "engine/quick_property.h"

/* What became of a call. */
enum {
  DRUPE__QUICK_NO,    /* nothing: duk_js_call.c has to */
  DRUPE__QUICK_FRAME, /* the executor starts over, with the new frame */
  DRUPE__QUICK_DONE,  /* the result is where the function was */
  DRUPE__QUICK_SUSPEND,
  DRUPE__QUICK_CONSTRUCT, /* as DRUPE__QUICK_NO, and it is `new` */
  DRUPE__QUICK_CALL,      /* only inside: it became another call */
  DRUPE__QUICK_NEXT       /* ... whose function is one further */
};

/* Whether nothing stands against running the function as it is. */
static DUK_ALWAYS_INLINE duk_bool_t
drupe__quick_callable(duk_hobject *function) {
  const duk_uint32_t all = DUK_HOBJECT_FLAG_COMPFUNC | DUK_HOBJECT_FLAG_NEWENV |
                           DUK_HOBJECT_FLAG_CALLABLE;
  const duk_uint32_t none = DUK_HOBJECT_FLAG_BOUNDFUNC |
                            DUK_HOBJECT_FLAG_SPECIAL_CALL |
                            DUK_HOBJECT_FLAG_CREATEARGS;

  return (DUK_HEAPHDR_GET_FLAGS_RAW(&function->hdr) & (all | none)) == all;
}

/* Room for `count` registers from `bottom` on, without moving the stack. */
static DUK_ALWAYS_INLINE duk_bool_t drupe__quick_fits(duk_hthread *thr,
                                                      duk_tval *bottom,
                                                      duk_size_t count) {
  duk_size_t room = (duk_size_t)(thr->valstack_alloc_end - bottom);

  return count + DUK_VALSTACK_INTERNAL_EXTRA <= room;
}

static DUK_ALWAYS_INLINE void
drupe__quick_reserve(duk_hthread *thr, duk_tval *bottom, duk_size_t count) {
  duk_tval *end = bottom + count + DUK_VALSTACK_INTERNAL_EXTRA;

  if (thr->valstack_end < end)
    thr->valstack_end = end;
}

/* Registers from..to become undefined, without side effects yet. */
static DUK_ALWAYS_INLINE void drupe__quick_wipe(duk_hthread *thr,
                                                duk_tval *from, duk_tval *to) {
  for (; from < to; from++) {
    if (DUK_TVAL_NEEDS_REFCOUNT_UPDATE(from)) {
      duk_heaphdr *h = DUK_TVAL_GET_HEAPHDR(from);

      DUK_TVAL_SET_UNDEFINED(from);
      DUK_HEAPHDR_DECREF_NORZ(thr, h);
    } else {
      DUK_TVAL_SET_UNDEFINED(from);
    }
  }
}

static DUK_ALWAYS_INLINE duk_bool_t
drupe__quick_is_special(duk_hobject *function) {
  const duk_uint32_t all =
      DUK_HOBJECT_FLAG_NATFUNC | DUK_HOBJECT_FLAG_SPECIAL_CALL;

  return (DUK_HEAPHDR_GET_FLAGS_RAW(&function->hdr) &
          (all | DUK_HOBJECT_FLAG_BOUNDFUNC)) == all;
}

/* [ special this helped .. arguments ] -> [ function self arguments ], where
 * `helped` values are the special function's own and `self` is below. */
static DUK_ALWAYS_INLINE void
drupe__quick_become(duk_hthread *thr, duk_tval *tv, const duk_tval *function,
                    const duk_tval *self, duk_idx_t helped, duk_idx_t *count) {
  duk_tval *to = tv + 2, *from = tv + 2 + helped, *end = from;
  duk_tval callee = *function, receiver = *self;

  DUK_TVAL_INCREF(thr, &callee);
  DUK_TVAL_INCREF(thr, &receiver);
  *count -= helped;
  end += *count;
  drupe__quick_wipe(thr, tv, from);
  tv[0] = callee;
  tv[1] = receiver;
  for (; from < end; to++, from++) {
    *to = *from; /* moved: its count goes along */
    DUK_TVAL_SET_UNDEFINED(from);
  }
}

/* [ function self .. array ] -> [ function self .. elements ], which are in
 * the array as they would be iterated, and for which there is room. */
static DUK_ALWAYS_INLINE void
drupe__quick_unpack(duk_hthread *thr, duk_tval *tv, duk_idx_t *count) {
  duk_tval *at = tv + 1 + *count, list = *at;
  duk_harray *array = (duk_harray *)DUK_TVAL_GET_OBJECT(&list);
  duk_tval *items = DUK_HOBJECT_A_GET_BASE(thr->heap, &array->obj), *end;
  duk_idx_t length = (duk_idx_t)array->length, i;

  DUK_TVAL_SET_UNDEFINED(at);
  end = thr->valstack_top < at + length ? thr->valstack_top : at + length;
  drupe__quick_wipe(thr, at, end);
  for (i = 0; i < length; i++) {
    at[i] = items[i];
    DUK_TVAL_INCREF(thr, at + i);
  }
  *count += length - 1;
  if (thr->valstack_top < at + length)
    thr->valstack_top = at + length;
  drupe__quick_reserve(thr, tv + 2, (duk_size_t)*count);
  DUK_TVAL_DECREF_NORZ(thr, &list);
}

/* [ special this helped .. arguments array ] -> [ function self arguments
 * elements ]; false: nothing done. */
static DUK_NOINLINE duk_bool_t drupe__quick_spread(duk_hthread *thr,
                                                   duk_tval *tv,
                                                   const duk_tval *self,
                                                   duk_idx_t helped,
                                                   duk_idx_t *count) {
  duk_tval *last = tv + 1 + *count;
  duk_harray *array;

  if (!DUK_TVAL_IS_OBJECT(last))
    return 0;
  array = drupe__iterates_dense(thr, DUK_TVAL_GET_OBJECT(last));
  if (array == NULL || !drupe__quick_fits(thr, last, array->length))
    return 0;
  drupe__quick_become(thr, tv, tv + 2, self, helped, count);
  drupe__quick_unpack(thr, tv, count);
  return 1;
}

/* The property of `object` or of what is above it, a function; NULL without. */
static DUK_ALWAYS_INLINE duk_tval *
drupe__quick_method(duk_hthread *thr, duk_hobject *object, duk_hstring *key) {
  duk_tval *value;

  if (object == NULL || DUK_HSTRING_HAS_ARRIDX(key) ||
      key == DUK_HTHREAD_STRING_CALLER(thr))
    return NULL;
  value = drupe__quick_find(thr, object, key);
  return value != NULL && DUK_TVAL_IS_OBJECT(value) &&
                 DUK_HOBJECT_IS_CALLABLE(DUK_TVAL_GET_OBJECT(value))
             ? value
             : NULL;
}

/* Does what special function `magic` stands for; false where Duktape has to,
 * and nothing has changed. */
static DUK_ALWAYS_INLINE duk_bool_t drupe__quick_resolve(duk_hthread *thr,
                                                         duk_tval *tv,
                                                         duk_int_t magic,
                                                         duk_idx_t *count) {
  duk_tval *value;
  duk_int_t at;

  if (magic == DRUPE__SPECIAL_CALL) { /* [ call function this arguments .. ] */
    if (*count < 1 || !DUK_TVAL_IS_OBJECT(tv + 1) ||
        !DUK_HOBJECT_IS_CALLABLE(DUK_TVAL_GET_OBJECT(tv + 1)))
      return 0;
    drupe__quick_become(thr, tv, tv + 1, tv + 2, 1, count);
    return 1;
  }
  if (magic == DRUPE__SPECIAL_SPREAD_CALL) /* function this arguments array */
    return drupe__quick_spread(thr, tv, tv + 3, 2, count);
  if (magic == DRUPE__SPECIAL_SPREAD_NEW) /* constructor arguments array */
    return drupe__quick_spread(thr, tv, &drupe__quick_missing, 1, count);
  if (!DUK_TVAL_IS_OBJECT(tv + 2))
    return 0;
  switch (magic) {
  case DRUPE__SPECIAL_SUPER_CALL: /* home this key */
    if (!DUK_TVAL_IS_STRING(tv + 4))
      return 0;
    value = drupe__quick_method(
        thr, DUK_HOBJECT_GET_PROTOTYPE(thr->heap, DUK_TVAL_GET_OBJECT(tv + 2)),
        DUK_TVAL_GET_STRING(tv + 4));
    if (value == NULL)
      return 0;
    drupe__quick_become(thr, tv, value, tv + 3, 3, count);
    return 1;
  case DRUPE__SPECIAL_PRIVATE_CALL: /* object key */
    at = drupe__quick_entry(thr->heap, DUK_TVAL_GET_OBJECT(tv + 2),
                            DUK_TVAL_GET_STRING(tv + 3));
    if (at == DRUPE__QUICK_NONE)
      return 0;
    value = DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(thr->heap,
                                             DUK_TVAL_GET_OBJECT(tv + 2), at);
    if (!DUK_TVAL_IS_OBJECT(value) ||
        !DUK_HOBJECT_IS_CALLABLE(DUK_TVAL_GET_OBJECT(value)))
      return 0;
    drupe__quick_become(thr, tv, value, tv + 2, 2, count);
    return 1;
  case DRUPE__SPECIAL_METHOD_CALL: /* object brand function */
    if (!DUK_TVAL_IS_STRING(tv + 3) ||
        drupe__quick_entry(thr->heap, DUK_TVAL_GET_OBJECT(tv + 2),
                           DUK_TVAL_GET_STRING(tv + 3)) == DRUPE__QUICK_NONE)
      return 0;
    drupe__quick_become(thr, tv, tv + 4, tv + 2, 3, count);
    return 1;
  default: return 0;
  }
}

#endif
