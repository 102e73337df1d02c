/* js/engine/rest.c - rest parameters: what a call is given from the last
 * parameter on becomes an array, in that parameter's register, while the call
 * is set up.  The function's own code has nothing to do with it.
 *
 * Edit 322-rest-parameters calls this; quick_call.h does the same for the
 * calls that it sets up. */
#include "engine_internal.h"

/* The caller fills the elements before anything else can happen. */
duk_tval *drupe__push_list(duk_hthread *thread, duk_uint32_t count) {
  duk_hobject *array;

  duk_push_array(thread);
  array = duk_known_hobject(thread, -1);
  drupe__make_items(thread, array, count);
  ((duk_harray *)array)->length = count;
  return DUK_HOBJECT_A_GET_BASE(thread->heap, array);
}

void drupe__rest_gather(duk_hthread *thread, duk_idx_t first,
                        duk_idx_t formals) {
  duk_idx_t at = first + formals - 1;
  duk_uint32_t count;

  if (duk_get_top(thread) < at)
    duk_set_top(thread, at);
  count = (duk_uint32_t)(duk_get_top(thread) - at);
  (void)drupe__push_list(thread, count);
  drupe__put_items(thread, duk_known_hobject(thread, -1), 0, at, count);
  if (count > 0)
    duk_replace(thread, at);
}
