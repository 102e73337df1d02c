/* js/engine/quick_construct.h - what `new F` and super() make: which function
 * runs, and `this`.
 *
 * Part of the engine's unit (engine.c); construct.c has the same in full, and
 * does whatever is left to it here. */
#ifndef DRUPE_ENGINE_QUICK_CONSTRUCT_H
#define DRUPE_ENGINE_QUICK_CONSTRUCT_H

#include "engine/quick_property.h"

/* No instance gets room for more properties ahead of their time. */
enum { DRUPE__QUICK_ROOM = 64 };

static DUK_ALWAYS_INLINE duk_uint8_t drupe__quick_kind(duk_hobject *function) {
  return ((duk_hcompfunc *)function)->drupe_kind;
}

/* The compiled function that constructs, itself or for a class that only passes
 * its arguments on; NULL where Duktape has to look. */
static DUK_ALWAYS_INLINE duk_hcompfunc *
drupe__quick_constructor(duk_heap *heap, duk_hobject *function) {
  const duk_uint32_t all = DUK_HOBJECT_FLAG_COMPFUNC | DUK_HOBJECT_FLAG_NEWENV |
                           DUK_HOBJECT_FLAG_CALLABLE |
                           DUK_HOBJECT_FLAG_CONSTRUCTABLE;
  const duk_uint32_t none =
      DUK_HOBJECT_FLAG_BOUNDFUNC | DUK_HOBJECT_FLAG_CREATEARGS;
  const duk_uint8_t plain =
      DRUPE__CLASS_KIND | DRUPE__CLASS_DERIVED | DRUPE__UNMAPPED;

  DUK_UNREF(heap);
  while (function != NULL &&
         (DUK_HEAPHDR_GET_FLAGS_RAW(&function->hdr) & (all | none)) == all) {
    if (DUK_LIKELY((drupe__quick_kind(function) & ~plain) == 0))
      return (duk_hcompfunc *)function;
    if ((drupe__quick_kind(function) & DRUPE__CLASS_PASS) == 0)
      return NULL;
    function = DUK_HOBJECT_GET_PROTOTYPE(heap, function);
  }
  return NULL;
}

/* The prototype that newTarget gives; NULL where it is not as plain as it
 * mostly is. */
static DUK_ALWAYS_INLINE duk_hobject *
drupe__quick_prototype(duk_hthread *thr, duk_hobject *new_target) {
  duk_heap *heap = thr->heap;
  duk_int_t at =
      drupe__quick_entry(heap, new_target, DUK_HTHREAD_STRING_PROTOTYPE(thr));
  duk_tval *value;

  if (at == DRUPE__QUICK_NONE)
    return NULL;
  value = drupe__quick_slot(heap, new_target, at, 0);
  if (value == NULL || !DUK_TVAL_IS_OBJECT(value))
    return NULL;
  return DUK_TVAL_GET_OBJECT(value);
}

/* Room for as many properties as the last instance had when it was made.  May
 * collect garbage. */
static DUK_ALWAYS_INLINE void drupe__quick_room(duk_hthread *thr,
                                                duk_hobject *object,
                                                duk_hobject *new_target) {
  duk_uint8_t room = DUK_HOBJECT_IS_COMPFUNC(new_target)
                         ? ((duk_hcompfunc *)new_target)->drupe_room
                         : 0;

  if (DUK_UNLIKELY(room >= DUK_USE_HOBJECT_HASH_PROP_LIMIT))
    duk_hobject_resize_entrypart(thr, object, room);
  else if (room > 0)
    drupe__make_room(thr, object, room, 0);
}

/* `this` of a constructor call, at `index` + 1, made for newTarget; one that
 * waits for super() has none.  False where Duktape has to make it.  May collect
 * garbage, which moves the value stack. */
static DUK_ALWAYS_INLINE duk_bool_t
drupe__quick_make_this(duk_hthread *thr, duk_hcompfunc *function,
                       duk_hobject *new_target, duk_idx_t index) {
  duk_tval *tv = thr->valstack_bottom + index;
  duk_hobject *prototype, *object;

  if ((function->drupe_kind & DRUPE__CLASS_DERIVED) != 0) {
    DUK_TVAL_SET_UNDEFINED_UPDREF(thr, tv + 1);
    return 1;
  }
  prototype = drupe__quick_prototype(thr, new_target);
  if (prototype == NULL)
    return 0;
  object = duk_hobject_alloc(
      thr, DUK_HOBJECT_FLAG_EXTENSIBLE | DUK_HOBJECT_FLAG_FASTREFS |
               DUK_HOBJECT_CLASS_AS_FLAGS(DUK_HOBJECT_CLASS_OBJECT));
  DUK_HOBJECT_SET_PROTOTYPE(thr->heap, object, prototype);
  DUK_HOBJECT_INCREF(thr, prototype);
  tv = thr->valstack_bottom + index;
  DUK_TVAL_SET_OBJECT_UPDREF(thr, tv + 1, object);
  drupe__quick_room(thr, object, new_target);
  /* A collection may have taken the spare frames. */
  return thr->heap->activation_free != NULL;
}

/* Whether Duktape would add the trace of an error to a new object: one that
 * has Error.prototype above it.  True also for what has many above it. */
static DUK_ALWAYS_INLINE duk_bool_t drupe__quick_maybe_error(duk_hthread *thr,
                                                             duk_tval *value) {
  duk_hobject *object = DUK_TVAL_GET_OBJECT(value);
  duk_small_uint_t left;

  for (left = 8; left > 0; left--) {
    if (object == thr->builtins[DUK_BIDX_ERROR_PROTOTYPE])
      return 1;
    object = DUK_HOBJECT_GET_PROTOTYPE(thr->heap, object);
    if (object == NULL)
      return 0;
    if (DUK_HOBJECT_IS_PROXY(object))
      return 1;
  }
  return 1;
}

/* What the constructor of the current frame gives its caller when it returns
 * `result`: its `this`, of super() the caller's too.  False where Duktape has
 * to say. */
static DUK_ALWAYS_INLINE duk_bool_t
drupe__quick_constructed(duk_hthread *thr, duk_activation *act,
                         duk_activation *caller, duk_tval *result) {
  duk_tval *this_value = thr->valstack_bottom - 1;
  duk_hobject *new_target;

  if (DUK_TVAL_IS_OBJECT(result) ||
      (!DUK_TVAL_IS_UNDEFINED(result) &&
       (drupe__quick_kind(act->func) & DRUPE__CLASS_DERIVED) != 0) ||
      !DUK_TVAL_IS_OBJECT(this_value) ||
      drupe__quick_maybe_error(thr, this_value))
    return 0;
  *result = *this_value;
  if ((act->flags & DRUPE_ACT_FLAG_SUPER) != 0) {
    duk_tval *bound = (duk_tval *)(void *)((duk_uint8_t *)thr->valstack +
                                           caller->bottom_byteoff) -
                      1;

    if (!DUK_TVAL_IS_UNDEFINED(bound))
      return 0; /* called before */
    DUK_TVAL_SET_TVAL(bound, result);
    DUK_TVAL_INCREF(thr, bound);
    return 1;
  }
  new_target = DUK_TVAL_GET_OBJECT(this_value - 1);
  if (DUK_HOBJECT_IS_COMPFUNC(new_target)) {
    duk_uint32_t count = DUK_HOBJECT_GET_ENEXT(DUK_TVAL_GET_OBJECT(result));

    ((duk_hcompfunc *)new_target)->drupe_room =
        (duk_uint8_t)(count < DRUPE__QUICK_ROOM ? count : DRUPE__QUICK_ROOM);
  }
  return 1;
}

#endif
