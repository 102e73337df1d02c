/* js/engine/function_detail.c - what is known of a compiled function besides
 * its code: formals, names of variables, lines, unit.
 *
 * They are the last constants of its template, which its closures share (edits
 * 060-units and 315-quick-make). */
#include "engine_internal.h"

static const duk_tval *detail_of(duk_hobject *function,
                                 duk_small_uint_t detail) {
  duk_hcompfunc *f = (duk_hcompfunc *)function;

  if (function == NULL || !DUK_HOBJECT_IS_COMPFUNC(function) ||
      DUK_HCOMPFUNC_GET_DATA(NULL, f) == NULL)
    return NULL;
  return DRUPE__DETAIL(NULL, f, detail);
}

duk_hobject *drupe__function_detail(duk_hthread *thread, duk_hobject *function,
                                    duk_small_uint_t detail) {
  const duk_tval *tv = detail_of(function, detail);

  (void)thread;
  return tv != NULL && DUK_TVAL_IS_OBJECT(tv) ? DUK_TVAL_GET_OBJECT(tv) : NULL;
}

duk_hbuffer_fixed *drupe__function_lines(duk_hthread *thread,
                                         duk_hobject *function) {
  const duk_tval *tv = detail_of(function, DRUPE__DETAIL_LINES);

  (void)thread;
  if (tv == NULL || !DUK_TVAL_IS_BUFFER(tv))
    return NULL;
  return (duk_hbuffer_fixed *)(void *)DUK_TVAL_GET_BUFFER(tv);
}

void drupe__set_detail(duk_hthread *thread, duk_hcompfunc *f,
                       duk_small_uint_t detail) {
  duk_tval *tv = DRUPE__DETAIL(thread->heap, f, detail);

  DUK_TVAL_SET_TVAL_UPDREF(thread, tv, DUK_GET_TVAL_NEGIDX(thread, -1));
  duk_pop(thread);
}
