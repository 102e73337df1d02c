/* js/engine/rest.c - rest parameters: what a call is given from the last
 * parameter on becomes an array, in that parameter's register, while the call
 * is set up.  The function's own code has nothing to do with it.
 *
 * Edit 322-rest-parameters calls this; quick_call.h does the same for the
 * calls that it sets up. */
#include "engine_internal.h"

/* The caller fills the elements before anything else can happen. */
duk_tval *drupe__push_list(duk_hthread *thread, duk_uint32_t count) {
  duk_hobject *prototype = thread->builtins[DUK_BIDX_ARRAY_PROTOTYPE];
  duk_harray *array = duk_harray_alloc(
      thread, DUK_HOBJECT_FLAG_EXTENSIBLE | DUK_HOBJECT_FLAG_FASTREFS |
                  DUK_HOBJECT_FLAG_ARRAY_PART | DUK_HOBJECT_FLAG_EXOTIC_ARRAY |
                  DUK_HOBJECT_CLASS_AS_FLAGS(DUK_HOBJECT_CLASS_ARRAY));
  void *items;

  DUK_HOBJECT_SET_PROTOTYPE(thread->heap, &array->obj, prototype);
  DUK_HOBJECT_INCREF(thread, prototype);
  duk_push_hobject(thread, &array->obj);
  if (count == 0)
    return NULL;
  items = DUK_ALLOC(thread->heap, DUK_HOBJECT_P_COMPUTE_SIZE(0, count, 0));
  if (items == NULL)
    DUK_ERROR_ALLOC_FAILED(thread);
  DUK_HOBJECT_SET_PROPS(thread->heap, &array->obj, items);
  DUK_HOBJECT_SET_ASIZE(&array->obj, count);
  array->length = count;
  return DUK_HOBJECT_A_GET_BASE(thread->heap, &array->obj);
}

void drupe__rest_gather(duk_hthread *thread, duk_idx_t first,
                        duk_idx_t formals) {
  duk_idx_t at = first + formals - 1, i, count;
  const duk_tval *from;
  duk_tval *items;

  if (duk_get_top(thread) < at)
    duk_set_top(thread, at);
  count = duk_get_top(thread) - at;
  items = drupe__push_list(thread, (duk_uint32_t)count);
  from = thread->valstack_bottom + at;
  for (i = 0; i < count; i++) {
    DUK_TVAL_SET_TVAL(&items[i], &from[i]);
    DUK_TVAL_INCREF(thread, &items[i]);
  }
  if (count > 0)
    duk_replace(thread, at);
}
