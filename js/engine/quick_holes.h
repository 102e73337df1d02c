/* js/engine/quick_holes.h - whether a hole of an array may be filled without a
 * look at the properties that it would inherit.
 *
 * Part of the engine's unit (engine.c), before duk_hobject_props.c. */
#ifndef DRUPE_ENGINE_QUICK_HOLES_H
#define DRUPE_ENGINE_QUICK_HOLES_H

#include "engine/quick_property.h"

static DUK_ALWAYS_INLINE duk_bool_t drupe__holes_trust(duk_hthread *thr,
                                                       duk_hobject *object) {
  return object == thr->builtins[DUK_BIDX_ARRAY_PROTOTYPE] ||
         object == thr->builtins[DUK_BIDX_OBJECT_PROTOTYPE];
}

/* The object's entries get an index for a key. */
static void drupe__holes_told(duk_hthread *thr, duk_hobject *object) {
  if (drupe__holes_trust(thr, object))
    thr->heap->drupe_indexed = 1;
}

/* Has the object nothing with an index for its key, now and while it is only
 * asked? */
static duk_bool_t drupe__holes_allow(duk_hthread *thr, duk_hobject *object) {
  if (DUK_HOBJECT_GET_ASIZE(object) > 0 || DUK_HOBJECT_IS_BUFOBJ(object) ||
      DUK_HOBJECT_IS_PROXY(object) ||
      DUK_HOBJECT_HAS_EXOTIC_STRINGOBJ(object) ||
      DUK_HOBJECT_GET_CLASS_NUMBER(object) == DRUPE__CLASS_ENGINE)
    return 0;
  return (drupe__holes_trust(thr, object) && !thr->heap->drupe_indexed) ||
         !drupe__quick_has_index(thr->heap, object);
}

DUK_INTERNAL duk_bool_t drupe__holes_are_bare(duk_hthread *thr,
                                              duk_hobject *array) {
  duk_hobject *above = DUK_HOBJECT_GET_PROTOTYPE(thr->heap, array);

  for (; above != NULL; above = DUK_HOBJECT_GET_PROTOTYPE(thr->heap, above))
    if (!drupe__holes_allow(thr, above))
      return 0;
  return 1;
}

#endif
