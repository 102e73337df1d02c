/* modules/ffi/async.c - fn.async(...): the call runs on another thread, and the
 * result comes as a promise.
 *
 * The thread is one of pool.c.  What the call needs - texts, arrays, Buffers,
 * pointers, callbacks, the library - is copied or kept in place until it is
 * over. */
#include "bridge.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

typedef struct async_call {
  job job; /* first */
  bound *function;
  drupe_ref *kept; /* the function object */
  const plan *plan;
  void *result;
  int error;
  drupe_deferred *deferred;
  frame frame;
  slot slots[PLAN_MANY];
  drupe_value argv[PLAN_MANY];
} async_call;

/* On the other thread: nothing of JS. */
static void call_run(job *of) {
  async_call *j = (async_call *)of;

  errno = 0;
  if (j->function->bridge->guard)
    ffi__guard_invoke(j->function, j->plan, j->slots, j->result);
  else
    ffi__invoke(j->plan, j->function->address, j->slots, j->result);
  j->error = errno;
}

static void call_destroy(bridge *b, async_call *j) {
  library *l = j->function->library;

  ffi__frame_end(&j->frame);
  drupe_ref_free(b->cx, j->kept);
  drupe_release(b->cx, j);
  ffi__library_drop(l);
  ffi__release(b);
}

/* What a callback of the call threw; none: nothing. */
static drupe_value call_thrown(bridge *b, const async_call *j) {
  const closure *c;

  for (c = j->frame.closures; c != NULL; c = c->next)
    if (c->thrown != NULL)
      return drupe_ref_get(b->cx, c->thrown);
  return drupe_none();
}

static void call_done(bridge *b, job *of, bool ran) {
  async_call *j = (async_call *)of;
  bound *f = j->function;
  drupe_cx *cx = b->cx;
  drupe_value v;

  if (!ran) {
    drupe_reject(cx, j->deferred,
                 cx->error->error_from(cx, DRUPE_E_CANCELED, f->name, NULL));
    call_destroy(b, j);
    return;
  }
  b->saved_errno = j->error;
  v = call_thrown(b, j);
  if (!drupe_is_none(v)) {
    drupe_reject(cx, j->deferred, v);
    call_destroy(b, j);
    return;
  }
  ffi__frame_show(&j->frame);
  if (f->throws_errno && ffi__failed_by_errno(f, j->result))
    v = ffi__throw_errno(b, f->name, j->error);
  else
    v = ffi__result(f, j->plan, j->result);
  drupe_resolve(cx, j->deferred, v);
  call_destroy(b, j);
}

/* Arguments and memory for the result.  False: an error is pending. */
static bool call_prepare(async_call *j, const drupe_call *call) {
  bound *f = j->function;
  drupe_call other = *call;

  j->plan = f->plan;
  if (f->function->variadic) {
    j->plan = ffi__variadic_plan(f, call, &j->frame, j->argv);
    if (j->plan == NULL)
      return false;
    other.argv = j->argv;
  }
  if (!ffi__arguments(f, j->plan, &other, j->slots, &j->frame))
    return false;
  j->result = ffi__frame_alloc(&j->frame, j->plan->result_size < PLAN_RESULT
                                              ? PLAN_RESULT
                                              : j->plan->result_size);
  return j->result != NULL;
}

static drupe_value call_start(bridge *b, async_call *j) {
  drupe_cx *cx = b->cx;
  drupe_value promise = drupe_none();

  j->deferred = drupe_promise(cx, &promise);
  if (j->deferred == NULL)
    return drupe_none();
  j->job.run = call_run;
  j->job.done = call_done;
  if (ffi__pool_queue(b, &j->job))
    return promise;
  drupe_resolve(cx, j->deferred, drupe_undefined());
  return drupe_none();
}

drupe_value ffi__async_js(drupe_cx *cx, const drupe_call *call) {
  bridge *b = bridge_of(cx);
  bound *f = ffi__bound_of(b, call->self);
  drupe_value promise = drupe_none();
  async_call *j;

  if (f == NULL)
    return drupe_throwf(cx, DRUPE_TYPE_ERROR, "ERR_INVALID_THIS",
                        "async: `this` must be a C function of ffi");
  if (!ffi__bound_ready(f, call, f->plan->count))
    return drupe_none();
  j = drupe_alloc(cx, sizeof(*j));
  if (j == NULL)
    return ffi__no_memory(b);
  ffi__frame_init(&j->frame, b);
  j->frame.async = true;
  j->function = f;
  ffi__hold(b); /* a call that runs when the context ends holds both */
  if (f->library != NULL)
    f->library->refs++;
  j->kept = drupe_ref_new(cx, call->self);
  if (j->kept != NULL && call_prepare(j, call))
    promise = call_start(b, j);
  if (drupe_is_none(promise))
    call_destroy(b, j);
  return promise;
}
