/* js/engine/quick_call.h - calls of compiled and of native functions, and
 * returns: what the executor tries before duk_js_call.c.
 *
 * Part of the engine's unit (engine.c).  Whatever is not usual (bound ones,
 * proxies, `arguments`, a value stack that has to grow, limits that are
 * reached) is left to Duktape.  A call is set up completely or not at all. */
#ifndef DRUPE_ENGINE_QUICK_CALL_H
#define DRUPE_ENGINE_QUICK_CALL_H

#include "engine/quick_construct.h"
#include "engine/quick_member.h"

/* -- calls ----------------------------------------------------------------- */
/* `this` as a function in sloppy mode sees it; false where it is an object to
 * be made. */
static DUK_ALWAYS_INLINE duk_bool_t drupe__quick_this(duk_hthread *thr,
                                                      duk_tval *tv_this) {
  duk_hobject *global = thr->builtins[DUK_BIDX_GLOBAL];

  if (DUK_TVAL_IS_OBJECT(tv_this))
    return 1;
  if (global == NULL ||
      (!DUK_TVAL_IS_UNDEFINED(tv_this) && !DUK_TVAL_IS_NULL(tv_this)))
    return 0;
  DUK_TVAL_SET_OBJECT(tv_this, global);
  DUK_HOBJECT_INCREF(thr, global);
  return 1;
}

/* A frame for the callee, whose registers begin at `bottom`.  There is a spare
 * one. */
static DUK_ALWAYS_INLINE duk_activation *
drupe__quick_enter(duk_hthread *thr, duk_hobject *function, duk_tval *bottom,
                   duk_small_uint_t flags) {
  duk_heap *heap = thr->heap;
  duk_activation *caller = thr->callstack_curr;
  duk_activation *act = heap->activation_free;
  duk_uint8_t *base = (duk_uint8_t *)thr->valstack;

  heap->activation_free = act->parent;
  caller->retval_byteoff = (duk_size_t)((duk_uint8_t *)(bottom - 2) - base);
  DUK_TVAL_SET_OBJECT(&act->tv_func, function);
  act->func = function;
  DUK_HOBJECT_INCREF(thr, function);
  act->parent = caller;
  act->var_env = NULL;
  act->lex_env = NULL;
  act->cat = NULL;
  act->curr_pc = NULL;
  act->bottom_byteoff = (duk_size_t)((duk_uint8_t *)bottom - base);
  act->reserve_byteoff = (duk_size_t)((duk_uint8_t *)thr->valstack_end - base);
  act->flags =
      flags | (DUK_HOBJECT_HAS_STRICT(function) ? DUK_ACT_FLAG_STRICT : 0);
  thr->callstack_curr = act;
  thr->callstack_top++;
  thr->valstack_bottom = bottom;
  return act;
}

/* Drops the frame of a native function and goes back to its caller's. */
static DUK_ALWAYS_INLINE void drupe__quick_leave(duk_hthread *thr,
                                                 duk_tval *bottom) {
  duk_activation *act = thr->callstack_curr;

  if (DUK_UNLIKELY(act->cat != NULL || act->var_env != NULL)) {
    duk_hthread_activation_unwind_norz(thr);
  } else {
    duk_hobject *function = act->func;

    thr->callstack_preventcount--;
    thr->callstack_curr = act->parent;
    thr->callstack_top--;
    act->parent = thr->heap->activation_free;
    thr->heap->activation_free = act;
    DUK_HOBJECT_DECREF_NORZ(thr, function);
  }
  thr->valstack_bottom = bottom;
}

/* The function's result, on top of the stack unless it has none. */
static DUK_ALWAYS_INLINE void drupe__quick_result(duk_hthread *thr,
                                                  duk_ret_t rc) {
  if (rc == 0) {
    thr->valstack_top++; /* undefined already */
  } else if (DUK_UNLIKELY(rc != 1)) {
    if (rc < 0) {
      duk_error_throw_from_negative_rc(thr, rc);
    }
    DUK_ERROR_TYPE(thr, DUK_STR_INVALID_CFUNC_RC);
  }
}

static duk_small_uint_t drupe__quick_goes_on(duk_hthread *thr, duk_ret_t rc);

/* [ func this arg1 .. argcount ... ] -> [ result ] at `index`, all above it
 * undefined and the stack's top behind it.  What the function throws, the
 * caller's catcher puts frames and stack right for.  Only for the executor can
 * the result be DRUPE__QUICK_SUSPEND, then the stack is as it was, or
 * DRUPE__QUICK_FRAME.  `flags` has DRUPE_ACT_FLAG_VISITS where the executor can
 * run what the function calls. */
static DUK_ALWAYS_INLINE duk_small_uint_t drupe__quick_native(
    duk_hthread *thr, duk_hnatfunc *function, duk_idx_t index, duk_idx_t count,
    duk_instr_t *pc, duk_bool_t may_suspend, duk_small_uint_t flags) {
  duk_heap *heap = thr->heap;
  duk_tval *bottom = thr->valstack_bottom + index + 2;
  duk_size_t caller_off = (duk_size_t)((duk_uint8_t *)thr->valstack_bottom -
                                       (duk_uint8_t *)thr->valstack);
  duk_size_t end_off = (duk_size_t)((duk_uint8_t *)thr->valstack_end -
                                    (duk_uint8_t *)thr->valstack);
  duk_instr_t **pc_pointer = thr->ptr_curr_pc;
  duk_idx_t top = function->nargs >= 0 ? function->nargs : count;
  duk_size_t room = (duk_size_t)top + DUK_VALSTACK_API_ENTRY_MINIMUM;
  duk_tval *to, *from, old;
  duk_ret_t rc;

  if (DUK_UNLIKELY(!drupe__quick_fits(thr, bottom, room) ||
                   heap->call_recursion_depth >= heap->call_recursion_limit ||
                   DUK_USE_NATIVE_STACK_CHECK()))
    return DRUPE__QUICK_NO;
  thr->callstack_curr->curr_pc = pc;
  thr->ptr_curr_pc = NULL;
  heap->call_recursion_depth++;
  drupe__quick_reserve(thr, bottom, room);
  drupe__quick_wipe(thr, bottom + (count < top ? count : top),
                    thr->valstack_top);
  (void)drupe__quick_enter(thr, &function->obj, bottom,
                           DUK_ACT_FLAG_PREVENT_YIELD | flags);
  thr->callstack_preventcount++;
  thr->valstack_top = bottom + top;

  rc = function->func(thr);

  if (DUK_UNLIKELY(rc >= DRUPE__CALL && flags != 0)) {
    heap->call_recursion_depth--;
    return drupe__quick_goes_on(thr, rc);
  }
  if (DUK_UNLIKELY(rc == DRUPE__SUSPEND && may_suspend)) {
    duk_hthread_activation_unwind_norz(thr);
    thr->valstack_bottom =
        (duk_tval *)(void *)((duk_uint8_t *)thr->valstack + caller_off);
    heap->call_recursion_depth--;
    return DRUPE__QUICK_SUSPEND;
  }
  drupe__quick_result(thr, rc);
  from = thr->valstack_top - 1;
  DUK_TVAL_CHKFAST_INPLACE_FAST(from);
  drupe__quick_leave(
      thr, (duk_tval *)(void *)((duk_uint8_t *)thr->valstack + caller_off));
  to = thr->valstack_bottom + index;
  old = *to;
  *to = *from; /* moved: its count goes along */
  DUK_TVAL_SET_UNDEFINED(from);
  DUK_TVAL_DECREF_NORZ(thr, &old);
  drupe__quick_wipe(thr, to + 1, from);
  thr->valstack_top = to + 1;
  thr->valstack_end =
      (duk_tval *)(void *)((duk_uint8_t *)thr->valstack + end_off);
  heap->call_recursion_depth--;
  thr->ptr_curr_pc = pc_pointer;
  if (DUK_UNLIKELY(heap->curr_thread != thr))
    DUK_HEAP_SWITCH_THREAD(heap, thr);
  thr->state = DUK_HTHREAD_STATE_RUNNING;
  return DRUPE__QUICK_DONE;
}

/* Whether nothing stands against running the native function as it is. */
static DUK_ALWAYS_INLINE duk_bool_t
drupe__quick_is_native(duk_hobject *function) {
  const duk_uint32_t all = DUK_HOBJECT_FLAG_NATFUNC | DUK_HOBJECT_FLAG_STRICT |
                           DUK_HOBJECT_FLAG_CALLABLE;

  return (DUK_HEAPHDR_GET_FLAGS_RAW(&function->hdr) &
          (all | DUK_HOBJECT_FLAG_SPECIAL_CALL | DUK_HOBJECT_FLAG_BOUNDFUNC)) ==
         all;
}

/* A call of a native function from a compiled one. */
static DUK_ALWAYS_INLINE duk_small_uint_t
drupe__quick_natively(duk_hthread *thr, duk_hobject *function, duk_idx_t index,
                      duk_idx_t count, duk_instr_t *pc) {
  duk_small_uint_t what =
      drupe__quick_native(thr, (duk_hnatfunc *)function, index, count, pc, 1,
                          DRUPE_ACT_FLAG_VISITS);

  if (what == DRUPE__QUICK_DONE) {
    thr->valstack_top = thr->valstack_bottom +
                        ((duk_hcompfunc *)thr->callstack_curr->func)->nregs;
    DUK_REFZERO_CHECK_FAST(thr);
  }
  return what;
}

/* The arguments from the last parameter on become its array; the function's
 * place may move. */
static DUK_NOINLINE duk_tval *drupe__quick_rest(duk_hthread *thr,
                                                duk_hcompfunc *function,
                                                duk_tval *tv, duk_idx_t count) {
  duk_size_t offset =
      (duk_size_t)((duk_uint8_t *)tv - (duk_uint8_t *)thr->valstack);
  duk_idx_t at = function->nargs + 1, i;
  duk_idx_t given = count + 2 > at ? count + 2 - at : 0;
  duk_tval *items = drupe__push_list(thr, (duk_uint32_t)given), list;

  tv = (duk_tval *)(void *)((duk_uint8_t *)thr->valstack + offset);
  for (i = 0; i < given; i++) {
    items[i] = tv[at + i]; /* moved: its count goes along */
    DUK_TVAL_SET_UNDEFINED(tv + at + i);
  }
  /* A collection may have taken the spare frames; another may come. */
  if (DUK_UNLIKELY(thr->heap->activation_free == NULL)) {
    duk_hthread_activation_free(thr, duk_hthread_activation_alloc(thr));
    tv = (duk_tval *)(void *)((duk_uint8_t *)thr->valstack + offset);
  }
  list = *--thr->valstack_top;
  DUK_TVAL_SET_UNDEFINED(thr->valstack_top);
  drupe__quick_wipe(thr, tv + 2 + count, tv + at + 1);
  tv[at] = list;
  if (thr->valstack_top <= tv + at)
    thr->valstack_top = tv + at + 1;
  return tv;
}

/* The frame of a compiled function, whose function and `this` are in place. */
static DUK_ALWAYS_INLINE duk_small_uint_t
drupe__quick_run(duk_hthread *thr, duk_hcompfunc *function, duk_tval *tv,
                 duk_idx_t count, duk_small_uint_t flags, duk_instr_t *pc) {
  thr->callstack_curr->curr_pc = pc;
  thr->ptr_curr_pc = NULL;
  drupe__quick_reserve(thr, tv + 2, function->nregs);
  if (DUK_UNLIKELY(function->drupe_rest)) {
    tv = drupe__quick_rest(thr, function, tv, count);
    count = function->nargs;
  }
  drupe__quick_wipe(
      thr, tv + 2 + (count < function->nargs ? count : function->nargs),
      thr->valstack_top);
  drupe__quick_enter(thr, &function->obj, tv + 2, flags)->curr_pc =
      DUK_HCOMPFUNC_GET_CODE_BASE(thr->heap, function);
  thr->valstack_top = tv + 2 + function->nregs;
  DUK_REFZERO_CHECK_FAST(thr);
  return DRUPE__QUICK_FRAME;
}

/* -- native functions that call back (visit.h) ----------------------------- */
/* [ .. func this arg1 .. argcount ] of the native function whose frame is the
 * current one: a frame for it, if it is a compiled one. */
static DUK_ALWAYS_INLINE duk_bool_t drupe__quick_visit(duk_hthread *thr,
                                                       duk_idx_t count) {
  duk_tval *tv = thr->valstack_top - count - 2;
  duk_hcompfunc *function;

  if (DUK_UNLIKELY(!DUK_TVAL_IS_OBJECT(tv) ||
                   thr->callstack_top >= DUK_USE_CALLSTACK_LIMIT ||
                   thr->heap->activation_free == NULL ||
                   thr->heap->drupe_new_target != NULL))
    return 0;
  function = (duk_hcompfunc *)DUK_TVAL_GET_OBJECT(tv);
  if (!drupe__quick_callable(&function->obj) ||
      !drupe__quick_fits(thr, tv + 2, function->nregs) ||
      (!DUK_HOBJECT_HAS_STRICT(&function->obj) &&
       !drupe__quick_this(thr, tv + 1)))
    return 0;
  thr->callstack_curr->reserve_byteoff =
      (duk_size_t)((duk_uint8_t *)thr->valstack_end -
                   (duk_uint8_t *)thr->valstack);
  (void)drupe__quick_run(thr, function, tv, count, 0, NULL);
  return 1;
}

/* The native function has returned: its result goes to its caller, a compiled
 * function. */
static DUK_ALWAYS_INLINE void drupe__quick_visited(duk_hthread *thr,
                                                   duk_ret_t rc) {
  duk_activation *caller = thr->callstack_curr->parent;
  duk_tval *from, *to, old;

  drupe__quick_result(thr, rc);
  from = thr->valstack_top - 1;
  DUK_TVAL_CHKFAST_INPLACE_FAST(from);
  drupe__quick_leave(thr, (duk_tval *)(void *)((duk_uint8_t *)thr->valstack +
                                               caller->bottom_byteoff));
  to = (duk_tval *)(void *)((duk_uint8_t *)thr->valstack +
                            caller->retval_byteoff);
  old = *to;
  *to = *from; /* moved: its count goes along */
  DUK_TVAL_SET_UNDEFINED(from);
  DUK_TVAL_DECREF_NORZ(thr, &old);
  drupe__quick_wipe(thr, to + 1, from);
  thr->valstack_top =
      thr->valstack_bottom + ((duk_hcompfunc *)caller->func)->nregs;
  thr->valstack_end = (duk_tval *)(void *)((duk_uint8_t *)thr->valstack +
                                           caller->reserve_byteoff);
  if (DUK_UNLIKELY(thr->heap->curr_thread != thr))
    DUK_HEAP_SWITCH_THREAD(thr->heap, thr);
  thr->state = DUK_HTHREAD_STATE_RUNNING;
  DUK_REFZERO_CHECK_FAST(thr);
}

/* Does what the native function at the top of the frames has returned: calls
 * what it wants called, and when it has ended goes on in its caller.  In both
 * cases the executor starts over. */
static duk_small_uint_t drupe__quick_goes_on(duk_hthread *thr, duk_ret_t rc) {
  while (rc >= DRUPE__CALL) {
    if (drupe__quick_visit(thr, rc - DRUPE__CALL))
      return DRUPE__QUICK_FRAME;
    duk_call_method(thr, rc - DRUPE__CALL);
    rc = thr->callstack_curr->drupe_step(thr);
  }
  drupe__quick_visited(thr, rc);
  return DRUPE__QUICK_FRAME;
}

/* A function has returned to the native one that had it called: its frame is
 * gone, its result is where it was. */
static void drupe__quick_resume(duk_hthread *thr) {
  duk_activation *act = thr->callstack_curr;
  duk_tval *result =
      (duk_tval *)(void *)((duk_uint8_t *)thr->valstack + act->retval_byteoff);

  drupe__quick_wipe(thr, result + 1, thr->valstack_top);
  thr->valstack_bottom =
      (duk_tval *)(void *)((duk_uint8_t *)thr->valstack + act->bottom_byteoff);
  thr->valstack_top = result + 1;
  thr->valstack_end =
      (duk_tval *)(void *)((duk_uint8_t *)thr->valstack + act->reserve_byteoff);
  DUK_REFZERO_CHECK_FAST(thr);
  (void)drupe__quick_goes_on(thr, act->drupe_step(thr));
}

/* new F(..); with `super`, super(..) of the current constructor, where the
 * helper's place becomes newTarget's. */
static DUK_ALWAYS_INLINE duk_small_uint_t drupe__quick_new(duk_hthread *thr,
                                                           duk_idx_t index,
                                                           duk_idx_t count,
                                                           duk_bool_t super,
                                                           duk_instr_t *pc) {
  duk_tval *tv = thr->valstack_bottom + index;
  duk_hobject *new_target, *from;
  duk_hcompfunc *function;

  if (super) {
    new_target = DUK_TVAL_GET_OBJECT(thr->valstack_bottom - 2);
    from = DUK_HOBJECT_GET_PROTOTYPE(thr->heap,
                                     DUK_ACT_GET_FUNC(thr->callstack_curr));
  } else {
    new_target = from = DUK_TVAL_GET_OBJECT(tv);
    if (!DUK_TVAL_IS_UNDEFINED(tv + 1))
      return DRUPE__QUICK_NO;
  }
  function = drupe__quick_constructor(thr->heap, from);
  if (function == NULL || !drupe__quick_fits(thr, tv + 2, function->nregs))
    return DRUPE__QUICK_NO;
  if (!drupe__quick_make_this(thr, function, new_target, index) ||
      !drupe__quick_fits(thr, thr->valstack_bottom + index + 2,
                         function->nregs)) {
    tv = thr->valstack_bottom + index;
    DUK_TVAL_SET_UNDEFINED_UPDREF(thr, tv + 1);
    return DRUPE__QUICK_NO;
  }
  tv = thr->valstack_bottom + index;
  if (super)
    DUK_TVAL_SET_OBJECT_UPDREF(thr, tv, new_target);
  return drupe__quick_run(
      thr, function, tv, count,
      DUK_ACT_FLAG_CONSTRUCT | (super ? DRUPE_ACT_FLAG_SUPER : 0U), pc);
}

/* Calls or constructs what is at register `index`.  A call that stands for
 * another may have become that one, also where the result is
 * DRUPE__QUICK_NO: *count says of how many arguments. */
static DUK_NOINLINE DUK_HOT duk_small_uint_t
drupe__quick_call(duk_hthread *thr, duk_idx_t index, duk_idx_t *count,
                  duk_small_uint_t call_flags, duk_instr_t *pc) {
  duk_tval *tv = thr->valstack_bottom + index;
  duk_heap *heap = thr->heap;
  duk_hcompfunc *function;

  if (!DUK_TVAL_IS_OBJECT(tv) ||
      (call_flags & DUK_CALL_FLAG_DIRECT_EVAL) != 0 ||
      DUK_UNLIKELY(thr->callstack_top >= DUK_USE_CALLSTACK_LIMIT ||
                   heap->activation_free == NULL ||
                   heap->drupe_new_target != NULL))
    return DRUPE__QUICK_NO;
  if ((call_flags & DUK_CALL_FLAG_CONSTRUCT) != 0)
    return drupe__quick_new(thr, index, *count, 0, pc);
  function = (duk_hcompfunc *)DUK_TVAL_GET_OBJECT(tv);
  while (!drupe__quick_callable(&function->obj)) {
    duk_int_t magic;

    if (!drupe__quick_is_special(&function->obj))
      return drupe__quick_is_native(&function->obj)
                 ? drupe__quick_natively(thr, &function->obj, index, *count, pc)
                 : DRUPE__QUICK_NO;
    magic = ((duk_hnatfunc *)function)->magic;
    if (magic == DRUPE__SPECIAL_SUPER)
      return drupe__quick_new(thr, index, *count, 1, pc);
    if (magic >= DRUPE__SPECIAL_VALUE) {
      duk_small_uint_t what = drupe__quick_member(thr, tv, magic, count);

      if (what == DRUPE__QUICK_NO)
        return drupe__quick_natively(thr, &function->obj, index, *count, pc);
      if (what == DRUPE__QUICK_NEXT)
        return drupe__quick_run(thr,
                                (duk_hcompfunc *)DUK_TVAL_GET_OBJECT(tv + 1),
                                tv + 1, 1, 0, pc);
      if (what != DRUPE__QUICK_CALL)
        return what;
    } else if (!drupe__quick_resolve(thr, tv, magic, count)) {
      return DRUPE__QUICK_NO;
    }
    if (magic == DRUPE__SPECIAL_SPREAD_NEW)
      return DUK_TVAL_IS_OBJECT(tv) &&
                     drupe__quick_new(thr, index, *count, 0, pc) ==
                         DRUPE__QUICK_FRAME
                 ? DRUPE__QUICK_FRAME
                 : DRUPE__QUICK_CONSTRUCT;
    if (!DUK_TVAL_IS_OBJECT(tv))
      return DRUPE__QUICK_NO;
    function = (duk_hcompfunc *)DUK_TVAL_GET_OBJECT(tv);
  }
  if (!drupe__quick_fits(thr, tv + 2, function->nregs) ||
      (!DUK_HOBJECT_HAS_STRICT(&function->obj) &&
       !drupe__quick_this(thr, tv + 1)))
    return DRUPE__QUICK_NO;
  return drupe__quick_run(thr, function, tv, *count, 0, pc);
}

/* A call of a native function from C: *rc is what duk_handle_call gives; false:
 * it is not plain, and nothing has happened. */
DUK_INTERNAL duk_bool_t drupe__native_call(duk_hthread *thr,
                                           duk_hobject *function,
                                           duk_idx_t index,
                                           duk_small_uint_t flags,
                                           duk_int_t *rc) {
  const duk_small_uint_t plain =
      DUK_CALL_FLAG_ALLOW_ECMATOECMA | DUK_CALL_FLAG_TAILCALL;
  duk_heap *heap = thr->heap;
  duk_instr_t *pc;
  duk_small_uint_t what;

  if (!drupe__quick_is_native(function) || (flags & ~plain) != 0 ||
      thr != heap->curr_thread || thr->callstack_curr == NULL ||
      heap->drupe_new_target != NULL || heap->activation_free == NULL ||
      thr->callstack_top >= DUK_USE_CALLSTACK_LIMIT)
    return 0;
  pc = thr->ptr_curr_pc != NULL ? *thr->ptr_curr_pc
                                : thr->callstack_curr->curr_pc;
  what = drupe__quick_native(
      thr, (duk_hnatfunc *)function, index,
      (duk_idx_t)(thr->valstack_top - (thr->valstack_bottom + index + 2)), pc,
      (flags & DUK_CALL_FLAG_ALLOW_ECMATOECMA) != 0, 0);
  if (what == DRUPE__QUICK_NO)
    return 0;
  *rc = what == DRUPE__QUICK_SUSPEND ? DRUPE__SUSPEND : 0;
  if (what == DRUPE__QUICK_DONE)
    DUK_REFZERO_CHECK_FAST(thr);
  return 1;
}

/* -- accessors ------------------------------------------------------------- */
/* [ ] -> [ function base value ] above the caller's registers, and a frame for
 * it, if the property has a setter, or without a value a getter, that is a
 * compiled function. */
static DUK_NOINLINE duk_bool_t drupe__quick_access(duk_hthread *thr,
                                                   const duk_tval *base,
                                                   const duk_tval *key,
                                                   const duk_tval *value,
                                                   duk_instr_t *pc) {
  duk_tval *tv = thr->valstack_top;
  duk_hcompfunc *function;

  if (!DUK_TVAL_IS_OBJECT(base) || !DUK_TVAL_IS_STRING(key) ||
      DUK_HSTRING_HAS_ARRIDX(DUK_TVAL_GET_STRING(key)))
    return 0;
  function = (duk_hcompfunc *)drupe__quick_accessor(
      thr, DUK_TVAL_GET_OBJECT(base), DUK_TVAL_GET_STRING(key), value != NULL);
  if (function == NULL || !drupe__quick_callable(&function->obj) ||
      DUK_UNLIKELY(thr->callstack_top >= DUK_USE_CALLSTACK_LIMIT ||
                   thr->heap->activation_free == NULL ||
                   thr->heap->drupe_new_target != NULL) ||
      !drupe__quick_fits(thr, tv + 2, (duk_size_t)function->nregs + 1))
    return 0;
  DUK_TVAL_SET_OBJECT(tv, &function->obj);
  DUK_HOBJECT_INCREF(thr, &function->obj);
  tv[1] = *base;
  DUK_TVAL_INCREF(thr, tv + 1);
  if (value != NULL) {
    tv[2] = *value;
    DUK_TVAL_INCREF(thr, tv + 2);
  }
  thr->valstack_top = tv + 2 + (value != NULL);
  (void)drupe__quick_run(thr, function, tv, value != NULL, 0, pc);
  return 1;
}

/* The property's getter is called; what it returns goes to register `to`. */
static DUK_ALWAYS_INLINE duk_bool_t drupe__quick_get_call(duk_hthread *thr,
                                                          const duk_tval *base,
                                                          const duk_tval *key,
                                                          const duk_tval *to,
                                                          duk_instr_t *pc) {
  duk_size_t offset = (duk_size_t)((const duk_uint8_t *)to -
                                   (const duk_uint8_t *)thr->valstack);

  if (!drupe__quick_access(thr, base, key, NULL, pc))
    return 0;
  thr->callstack_curr->parent->retval_byteoff = offset;
  return 1;
}

/* -- returns --------------------------------------------------------------- */
/* The frame of the function that was called is gone, its result is where it
 * belongs: what is left of the call goes, and the caller's registers are the
 * current ones.  They all stay where an accessor was called. */
static DUK_ALWAYS_INLINE void drupe__quick_back(duk_hthread *thr) {
  duk_activation *act = thr->callstack_curr;
  duk_uint8_t *base = (duk_uint8_t *)thr->valstack;
  duk_tval *from = thr->valstack_bottom - 2;
  duk_tval *bottom = (duk_tval *)(void *)(base + act->bottom_byteoff);
  duk_tval *top = bottom + ((duk_hcompfunc *)act->func)->nregs;

  if (from < top)
    from++; /* the result */
  drupe__quick_wipe(thr, from, thr->valstack_top);
  thr->valstack_bottom = bottom;
  thr->valstack_top = top;
  thr->valstack_end = (duk_tval *)(void *)(base + act->reserve_byteoff);
  DUK_REFZERO_CHECK_FAST(thr);
}

/* Returns `value` to the calling compiled function; false where Duktape has to:
 * the executor's caller is C, a catcher is active, or a constructor's result is
 * not its plain `this`. */
static DUK_NOINLINE DUK_HOT duk_bool_t drupe__quick_return(
    duk_hthread *thr, duk_activation *entry_act, const duk_tval *value) {
  duk_activation *act = thr->callstack_curr;
  duk_activation *parent = act->parent;
  duk_tval result = *value;
  duk_tval *slot;
  duk_tval old;

  if (act == entry_act || act->cat != NULL || parent == NULL ||
      (act->flags &
       (DUK_ACT_FLAG_CONSTRUCT_PROXY | DUK_ACT_FLAG_PREVENT_YIELD)) != 0)
    return 0;
  if ((act->flags & DUK_ACT_FLAG_CONSTRUCT) != 0 &&
      !drupe__quick_constructed(thr, act, parent, &result))
    return 0;
  DUK_TVAL_CHKFAST_INPLACE_FAST(&result);

  thr->ptr_curr_pc = NULL;
  slot = (duk_tval *)(void *)((duk_uint8_t *)thr->valstack +
                              parent->retval_byteoff);
  old = *slot;
  *slot = result;
  DUK_TVAL_INCREF(thr, slot);
  DUK_TVAL_DECREF_NORZ(thr, &old);
  duk_hthread_activation_unwind_norz(thr);
  if (DUK_UNLIKELY(!DUK_HOBJECT_IS_COMPFUNC(parent->func))) {
    drupe__quick_resume(thr);
    return 1;
  }
  drupe__quick_back(thr);
  return 1;
}

#endif
