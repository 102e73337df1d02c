/* js/engine/native_call.c - a call of a native function, without the generality
 * of Duktape's call handler.
 *
 * Duktape sets up every call for the worst: bound chains, tail calls, `new`,
 * environments, another thread.  A plain call of a native function needs an
 * activation, room on the value stack, and its result in place; this is half
 * of all instructions of a call that does little.  Whatever is not plain is
 * left to Duktape, with nothing changed. */
#include "duktape_internal.h"

#include "engine_internal.h"

#include <assert.h>

enum {
  CALL_WANTED = DUK_HOBJECT_FLAG_NATFUNC | DUK_HOBJECT_FLAG_CALLABLE |
                DUK_HOBJECT_FLAG_STRICT | DUK_HOBJECT_FLAG_NEWENV,
  CALL_TESTED = CALL_WANTED | DUK_HOBJECT_FLAG_BOUNDFUNC |
                DUK_HOBJECT_FLAG_SPECIAL_CALL | DUK_HOBJECT_FLAG_CREATEARGS,
  CALL_PLAIN = DUK_CALL_FLAG_ALLOW_ECMATOECMA | DUK_CALL_FLAG_TAILCALL,
  CALL_ROOM = DUK_VALSTACK_API_ENTRY_MINIMUM + DUK_VALSTACK_INTERNAL_EXTRA
};

/* Nothing that Duktape would have to refuse, or look at closer. */
static bool call_is_plain(const duk_hthread *t, const duk_hobject *h,
                          duk_small_uint_t flags) {
  const duk_heap *heap = t->heap;

  return (DUK_HEAPHDR_GET_FLAGS_RAW(&h->hdr) & CALL_TESTED) == CALL_WANTED &&
         (flags & ~(duk_small_uint_t)CALL_PLAIN) == 0 &&
         t == heap->curr_thread && heap->drupe_new_target == NULL &&
         heap->activation_free != NULL &&
         heap->call_recursion_depth < heap->call_recursion_limit &&
         t->callstack_top < DUK_USE_CALLSTACK_LIMIT &&
         !drupe__stack_exhausted();
}

/* As many arguments as the function wants; -1: as they come.  False: the stack
 * must grow first. */
static bool call_arguments(duk_hthread *t, duk_tval *args, duk_idx_t wanted) {
  duk_tval *top = wanted < 0 ? t->valstack_top : args + wanted;
  duk_tval *end = top + CALL_ROOM;

  if (t->valstack_alloc_end < end)
    return false;
  if (t->valstack_end < end)
    t->valstack_end = end; /* what lies there is undefined already */
  while (t->valstack_top > top) {
    t->valstack_top--;
    DUK_TVAL_SET_UNDEFINED_UPDREF_NORZ(t, t->valstack_top);
  }
  t->valstack_top = top;
  return true;
}

static duk_activation *call_begin(duk_hthread *t, duk_hobject *h,
                                  duk_tval *args) {
  duk_activation *act = t->heap->activation_free;
  char *base = (char *)t->valstack;

  t->heap->activation_free = act->parent;
  act->parent = t->callstack_curr;
  if (act->parent != NULL)
    act->parent->retval_byteoff = (duk_size_t)((char *)(args - 2) - base);
  DUK_TVAL_SET_OBJECT(&act->tv_func, h); /* borrowed */
  act->func = h;
  DUK_HOBJECT_INCREF(t, h);
  act->var_env = act->lex_env = NULL;
  act->cat = NULL;
  act->curr_pc = NULL;
  act->bottom_byteoff = (duk_size_t)((char *)args - base);
  act->reserve_byteoff = (duk_size_t)((char *)t->valstack_end - base);
  act->flags = DUK_ACT_FLAG_STRICT | DUK_ACT_FLAG_PREVENT_YIELD;
  t->callstack_curr = act;
  t->callstack_top++;
  t->callstack_preventcount++;
  t->heap->call_recursion_depth++;
  t->valstack_bottom = args;
  return act;
}

static void call_end(duk_hthread *t, duk_activation *act) {
  assert(t->callstack_curr == act && act->cat == NULL);
  if (DUK_UNLIKELY(act->var_env != NULL || act->lex_env != NULL)) {
    duk_hthread_activation_unwind_norz(t);
    return;
  }
  t->callstack_preventcount--;
  t->callstack_curr = act->parent;
  t->callstack_top--;
  act->parent = t->heap->activation_free;
  t->heap->activation_free = act;
  DUK_HOBJECT_DECREF_NORZ(t, act->func);
}

/* [ func this .. result ] -> [ result ] */
static void call_result(duk_hthread *t, duk_tval *place) {
  duk_tval *top = t->valstack_top - 1, old = *place;

  DUK_TVAL_CHKFAST_INPLACE_FAST(top);
  *place = *top;
  DUK_TVAL_SET_UNDEFINED(top);
  while (--top > place)
    DUK_TVAL_SET_UNDEFINED_UPDREF_NORZ(t, top);
  t->valstack_top = place + 1;
  DUK_TVAL_DECREF_NORZ(t, &old);
}

/* Duktape's rule: -n throws an error of that kind. */
static void call_failed(duk_hthread *t, duk_ret_t rc) {
  if (rc < 0)
    duk_error_throw_from_negative_rc(t, rc);
  (void)duk_type_error(t, "a native function returned %d", (int)rc);
}

duk_bool_t drupe__native_call(duk_hthread *t, duk_hobject *h, duk_idx_t index,
                              duk_small_uint_t flags, duk_int_t *out) {
  duk_size_t bottom = (duk_size_t)((char *)t->valstack_bottom -
                                   (char *)t->valstack);
  duk_size_t end = (duk_size_t)((char *)t->valstack_end - (char *)t->valstack);
  duk_instr_t **pc = t->ptr_curr_pc;
  duk_activation *act;
  duk_ret_t rc;

  if (!call_is_plain(t, h, flags) ||
      !call_arguments(t, t->valstack_bottom + index + 2,
                      ((duk_hnatfunc *)h)->nargs))
    return 0;
  if (pc != NULL)
    t->callstack_curr->curr_pc = *pc;
  t->ptr_curr_pc = NULL;
  act = call_begin(t, h, t->valstack_bottom + index + 2);
  rc = ((duk_hnatfunc *)h)->func(t);
  if (rc == 0)
    t->valstack_top++; /* undefined, as all above the top */
  else if (DUK_UNLIKELY(rc != 1) &&
           (rc != DRUPE__SUSPEND ||
            (flags & DUK_CALL_FLAG_ALLOW_ECMATOECMA) == 0))
    call_failed(t, rc);
  call_end(t, act);
  t->heap->call_recursion_depth--;
  t->valstack_bottom = (duk_tval *)(void *)((char *)t->valstack + bottom);
  *out = rc == DRUPE__SUSPEND ? rc : 0;
  if (DUK_UNLIKELY(rc == DRUPE__SUSPEND))
    return 1; /* the caller's executor wipes the stack */
  call_result(t, t->valstack_bottom + index);
  t->valstack_end = (duk_tval *)(void *)((char *)t->valstack + end);
  t->ptr_curr_pc = pc;
  DUK_REFZERO_CHECK_FAST(t);
  return 1;
}
