/* kernel/bracket.c - entering JS from outside and leaving it.
 *
 * A bracket is a record on the caller's stack: what was current outside, and
 * how high the frame was.  Opening one costs a few stores; the outermost one
 * also reads the clock, runs ticks and microtasks, and is the safe point of
 * finalizers. */
#include "kernel/tables.h"

_Static_assert(sizeof(drupe__bracket) <= sizeof(drupe_entry),
               "a bracket fits into a drupe_entry");

/* Opens without asking whether the context is ending: stop needs one too. */
static void bracket_open(drupe__kernel *k, drupe__module *m,
                         drupe_async *async, drupe__bracket *b) {
  duk_hthread *t = k->thread;

  b->module = m;
  b->thread = t;
  b->bottom = (size_t)((char *)t->valstack_bottom - (char *)t->valstack);
  b->top = (size_t)(t->valstack_top - t->valstack_bottom);
  b->async = k->async;
  b->error = 0;
  b->began = 0;
  if (DUK_UNLIKELY(k->pending)) {
    b->error = drupe__slot_take(k, drupe__slot(k, 0));
    k->pending = false;
    DUK_TVAL_SET_UNDEFINED_UPDREF(t, drupe__slot(k, 0));
  }
  if (k->depth == 0)
    b->began = drupe__ticks();
  b->depth = ++k->depth;
  k->async = drupe__async_more(async);
  b->values = 0;
  if (m == NULL)
    return;
  m->usage.calls++;
  if (DUK_UNLIKELY(m->validate))
    b->values = drupe__validate_mark(m);
}

int32_t drupe__enter(drupe__kernel *k, drupe__module *m, drupe_async *async,
                     drupe__bracket *b) {
  if (DUK_UNLIKELY(k->exiting && (m == NULL || m->state != DRUPE__STOPPING)))
    return DRUPE_E_STATE;
  bracket_open(k, m, async, b);
  return DRUPE_OK;
}

void drupe__enter_always(drupe__kernel *k, drupe__module *m,
                         drupe_async *async, drupe__bracket *b) {
  bracket_open(k, m, async, b);
}

static void bracket_report(drupe__kernel *k) {
  duk_hthread *t = k->thread;

  if (!duk_check_stack(t, 8)) {
    k->pending = false; /* nothing can be said without memory */
    return;
  }
  drupe__take_pending(k, t);
  drupe__uncaught(k, "uncaughtException");
}

static void bracket_outermost(drupe__kernel *k, drupe__bracket *b) {
  if (drupe__tasks_waiting(k))
    drupe__tasks_drain(k);
  if (k->tables->final_count > 0)
    drupe__finals_run(k);
  if (b->module != NULL)
    b->module->usage.loop_ns += drupe__ticks() - b->began;
}

void drupe__leave(drupe__kernel *k, drupe__bracket *b) {
  duk_hthread *t = b->thread;

  assert(k->depth == b->depth && k->thread == t);
  if (DUK_UNLIKELY(k->pending))
    bracket_report(k);
  if (k->depth == 1)
    bracket_outermost(k, b);
  if (DUK_UNLIKELY(k->async != NULL))
    drupe__async_drop(k, k->async);
  k->async = b->async;
  k->depth--;
  if (b->module != NULL && DUK_UNLIKELY(b->module->validate))
    drupe__validate_cut(b->module, b->values);
  if ((size_t)(t->valstack_top - t->valstack_bottom) > b->top)
    duk_set_top(t, (duk_idx_t)b->top);
  if (DUK_UNLIKELY(b->error != 0)) {
    DUK_TVAL_SET_TVAL_UPDREF(t, drupe__slot(k, 0), drupe__slot(k, b->error));
    drupe__slot_give(k, b->error);
    k->pending = true;
  }
}

bool drupe__call(drupe__kernel *k, duk_idx_t argc) {
  duk_hthread *t = k->thread;

  assert(!k->pending);
  if (DUK_LIKELY(duk_pcall_method(t, argc) == DUK_EXEC_SUCCESS)) {
    assert(k->thread == t);
    return true;
  }
  drupe__pend_top(k);
  return false;
}
