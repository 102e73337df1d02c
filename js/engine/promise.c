/* js/engine/promise.c - the state of promises, their reactions and jobs.
 *
 * A promise is a native object.  The promise that `then` returns is settled
 * from C, without the pair of functions that the standard has between. */
#include <assert.h>
#include <string.h>

#include "coroutine.h"
#include "promise_internal.h"

typedef struct reaction {
  struct reaction *next;
  duk_tval on_fulfilled; /* undefined: the result goes through */
  duk_tval on_rejected;
  duk_tval target; /* promise, capability, coroutine, or undefined */
} reaction;

struct promise {
  drupe__native native;
  duk_tval result;
  reaction *first, *last;
  uint8_t state;
  bool handled;
  bool resolved; /* follows another or is settled: resolve() has no effect */
  int16_t pair;  /* magic of the functions that may resolve it now */
};

/* -- for the collector ----------------------------------------------------- */
static void promise_mark(duk_heap *heap, duk_hobject *object) {
  promise *p = (void *)object;
  reaction *r;

  drupe__heap_mark_value(heap, &p->result);
  for (r = p->first; r != NULL; r = r->next) {
    drupe__heap_mark_value(heap, &r->on_fulfilled);
    drupe__heap_mark_value(heap, &r->on_rejected);
    drupe__heap_mark_value(heap, &r->target);
  }
}

static void promise_drop(duk_hthread *thread, duk_hobject *object) {
  promise *p = (void *)object;
  reaction *r;

  DUK_TVAL_DECREF_NORZ(thread, &p->result);
  for (r = p->first; r != NULL; r = r->next) {
    DUK_TVAL_DECREF_NORZ(thread, &r->on_fulfilled);
    DUK_TVAL_DECREF_NORZ(thread, &r->on_rejected);
    DUK_TVAL_DECREF_NORZ(thread, &r->target);
  }
}

static void promise_release(drupe__engine *engine, duk_hobject *object) {
  promise *p = (void *)object;

  while (p->first != NULL) {
    reaction *r = p->first;

    p->first = r->next;
    drupe__release(engine, r);
  }
}

static const drupe__native_ops promise_ops = {"Promise", promise_mark,
                                              promise_drop, promise_release};

bool drupe__promise_is_resolved(const promise *p) { return p->resolved; }

bool drupe__is_promise(const duk_hobject *object) {
  return object != NULL &&
         DUK_HOBJECT_GET_CLASS_NUMBER(object) == DRUPE__CLASS_ENGINE &&
         ((const drupe__native *)(const void *)object)->ops == &promise_ops;
}

promise *drupe__promise_get(duk_context *ctx, duk_idx_t index) {
  return drupe__native_get(ctx, index, &promise_ops);
}

promise *drupe__promise_new(duk_context *ctx, duk_hobject *prototype) {
  promise *p = drupe__native_new(ctx, sizeof(*p), &promise_ops, prototype);

  DUK_TVAL_SET_UNDEFINED(&p->result);
  return p;
}

void drupe__promise_push(duk_context *ctx) {
  (void)drupe__promise_new(ctx, drupe__engine_of(ctx)->promise_prototype);
}

int drupe__promise_state(duk_context *ctx, duk_idx_t index) {
  promise *p = drupe__promise_get(ctx, index);

  if (p == NULL) {
    duk_push_undefined(ctx);
    return -1;
  }
  duk_push_tval(ctx, &p->result);
  return p->state;
}

struct coroutine *drupe__promise_waiter(duk_hobject *object) {
  int depth;

  for (depth = 0; depth < 64 && drupe__is_promise(object); depth++) {
    promise *p = (void *)object;

    if (p->first == NULL || p->first->next != NULL ||
        !DUK_TVAL_IS_OBJECT(&p->first->target))
      return NULL;
    object = DUK_TVAL_GET_OBJECT(&p->first->target);
    if (DUK_HOBJECT_GET_CLASS_NUMBER(object) == DRUPE__CLASS_ENGINE &&
        ((drupe__native *)(void *)object)->ops == &drupe__coroutine_ops)
      return (void *)object;
  }
  return NULL;
}

/* -- jobs ------------------------------------------------------------------ */
static void promise_settle(duk_context *ctx, promise *p, uint8_t state);
static void promise_follow(duk_context *ctx, promise *p);

/* [.. value] -> [..].  A promise that is a target is settled by nobody else:
 * `resolved` does not matter. */
static void reaction_settle(duk_context *ctx, duk_idx_t target, bool rejected) {
  promise *p = drupe__promise_get(ctx, target);
  coroutine *c = p == NULL ? drupe__coroutine_get(ctx, target) : NULL;

  if (c != NULL)
    drupe__coroutine_settled(ctx, c, rejected);
  else if (p != NULL && rejected)
    promise_settle(ctx, p, DRUPE__PROMISE_REJECTED);
  else if (p != NULL)
    promise_follow(ctx, p);
  else if (duk_is_undefined(ctx, target))
    duk_pop(ctx);
  else if (rejected)
    drupe__capability_reject(ctx, target);
  else
    drupe__capability_resolve(ctx, target);
}

/* [.. handler argument]: the handler's result, or what it throws. */
static duk_ret_t reaction_run(duk_context *ctx, void *arg) {
  (void)arg;
  duk_call(ctx, 1);
  return 1;
}

/* Values: handler, argument, target, undefined.  `arg` is NULL after a
 * fulfilment. */
static duk_ret_t reaction_job(duk_context *ctx, void *arg) {
  bool rejected = arg != NULL;
  duk_idx_t target = duk_normalize_index(ctx, -2);

  duk_require_stack(ctx, 8);
  if (duk_is_undefined(ctx, target - 2)) {
    duk_dup(ctx, target - 1);
  } else {
    duk_dup(ctx, target - 2);
    duk_dup(ctx, target - 1);
    rejected =
        duk_safe_call(ctx, reaction_run, NULL, 2, 1) != DUK_EXEC_SUCCESS;
  }
  reaction_settle(ctx, target, rejected);
  return 0;
}

static void reaction_queue(duk_context *ctx, promise *p,
                           const duk_tval *handler,
                           const duk_tval *target) {
  static char rejected; /* its address says so */
  duk_tval values[3];

  DUK_TVAL_SET_TVAL(&values[0], handler);
  DUK_TVAL_SET_TVAL(&values[1], &p->result);
  DUK_TVAL_SET_TVAL(&values[2], target);
  if (!drupe__microtask_push(
          drupe__engine_of(ctx), reaction_job,
          p->state == DRUPE__PROMISE_REJECTED ? &rejected : NULL, values, 3))
    DUK_ERROR_ALLOC_FAILED(ctx);
}

void drupe__promise_queue(duk_context *ctx, duk_idx_t value, duk_idx_t target) {
  duk_tval values[3];

  DUK_TVAL_SET_UNDEFINED(&values[0]);
  DUK_TVAL_SET_TVAL(&values[1], duk_require_tval(ctx, value));
  DUK_TVAL_SET_TVAL(&values[2], duk_require_tval(ctx, target));
  if (!drupe__microtask_push(drupe__engine_of(ctx), reaction_job, NULL, values,
                             3))
    DUK_ERROR_ALLOC_FAILED(ctx);
}

/* Tells the owner. */
static void promise_report(duk_context *ctx, promise *p, int what) {
  drupe__engine *e = drupe__engine_of(ctx);

  if (e->hooks.rejection == NULL)
    return;
  duk_require_stack(ctx, 4);
  duk_push_hobject(ctx, &p->native.object);
  duk_push_tval(ctx, &p->result);
  e->hooks.rejection(e->owner, ctx, what);
  duk_pop_2(ctx);
}

/* -- settling -------------------------------------------------------------- */
/* [.. value] -> [..] */
static void promise_settle(duk_context *ctx, promise *p, uint8_t state) {
  reaction *r;

  if (p->state != DRUPE__PROMISE_PENDING) {
    duk_pop(ctx);
    return;
  }
  DUK_TVAL_SET_TVAL(&p->result, DUK_GET_TVAL_NEGIDX(ctx, -1));
  DUK_TVAL_INCREF(ctx, &p->result);
  p->state = state;
  p->resolved = true;
  if (state == DRUPE__PROMISE_REJECTED && !p->handled)
    promise_report(ctx, p, DRUPE__REJECTED_UNHANDLED);
  while (p->first != NULL) {
    r = p->first;
    reaction_queue(ctx, p,
                   state == DRUPE__PROMISE_FULFILLED ? &r->on_fulfilled
                                                     : &r->on_rejected,
                   &r->target);
    p->first = r->next;
    DUK_TVAL_DECREF(ctx, &r->on_fulfilled);
    DUK_TVAL_DECREF(ctx, &r->on_rejected);
    DUK_TVAL_DECREF(ctx, &r->target);
    drupe__release(drupe__engine_of(ctx), r);
  }
  duk_pop(ctx);
}

/* Values: promise, thenable, then. */
static duk_ret_t thenable_call(duk_context *ctx, void *arg) {
  (void)arg;
  duk_call_method(ctx, 2);
  return 0;
}

static duk_ret_t thenable_job(duk_context *ctx, void *arg) {
  duk_idx_t base = duk_normalize_index(ctx, -4);
  promise *p = drupe__promise_get(ctx, base);
  promise *followed = drupe__promise_get(ctx, base + 1);

  (void)arg;
  duk_require_stack(ctx, 12);
  if (followed != NULL &&
      duk_get_heapptr(ctx, base + 2) == drupe__engine_of(ctx)->promise_then &&
      drupe__promise_is_plain(ctx, &followed->native.object)) {
    /* What `then` and the two functions would do, in as many ticks. */
    drupe__promise_react(ctx, followed, base + 3, base + 3, base);
    return 0;
  }
  duk_dup(ctx, base + 2);
  duk_dup(ctx, base + 1);
  drupe__promise_push_functions(ctx, p);
  if (duk_safe_call(ctx, thenable_call, NULL, 4, 1) == DUK_EXEC_SUCCESS)
    return 0;
  if (!p->resolved)
    promise_settle(ctx, p, DRUPE__PROMISE_REJECTED);
  return 0;
}

static duk_ret_t promise_get_then(duk_context *ctx, void *arg) {
  (void)arg;
  duk_get_prop_literal(ctx, -1, "then");
  return 1;
}

/* Of a promise not resolved yet: [.. value] -> [..] */
static void promise_follow(duk_context *ctx, promise *p) {
  duk_tval values[3];

  duk_require_stack(ctx, 8);
  p->resolved = true;
  if (duk_get_heapptr(ctx, -1) == p) {
    duk_pop(ctx);
    duk_push_error_object(ctx, DUK_ERR_TYPE_ERROR,
                          "Chaining cycle detected for promise #<Promise>");
    promise_settle(ctx, p, DRUPE__PROMISE_REJECTED);
    return;
  }
  if (!duk_is_object(ctx, -1)) {
    promise_settle(ctx, p, DRUPE__PROMISE_FULFILLED);
    return;
  }
  duk_dup(ctx, -1);
  if (duk_safe_call(ctx, promise_get_then, NULL, 1, 1) != DUK_EXEC_SUCCESS) {
    duk_remove(ctx, -2);
    promise_settle(ctx, p, DRUPE__PROMISE_REJECTED);
    return;
  }
  if (!duk_is_callable(ctx, -1)) {
    duk_pop(ctx);
    promise_settle(ctx, p, DRUPE__PROMISE_FULFILLED);
    return;
  }
  DUK_TVAL_SET_OBJECT(&values[0], &p->native.object);
  DUK_TVAL_SET_TVAL(&values[1], DUK_GET_TVAL_NEGIDX(ctx, -2));
  DUK_TVAL_SET_TVAL(&values[2], DUK_GET_TVAL_NEGIDX(ctx, -1));
  if (!drupe__microtask_push(drupe__engine_of(ctx), thenable_job, NULL, values,
                             3))
    DUK_ERROR_ALLOC_FAILED(ctx);
  duk_pop_2(ctx);
}

void drupe__promise_resolve(duk_context *ctx, duk_idx_t index) {
  promise *p = drupe__promise_get(ctx, index);

  if (p == NULL || p->resolved)
    duk_pop(ctx);
  else
    promise_follow(ctx, p);
}

void drupe__promise_reject(duk_context *ctx, duk_idx_t index) {
  promise *p = drupe__promise_get(ctx, index);

  if (p == NULL || p->resolved)
    duk_pop(ctx);
  else
    promise_settle(ctx, p, DRUPE__PROMISE_REJECTED);
}

/* -- the pair of functions ------------------------------------------------- */
/* The promise of the running function, if it may still be resolved by it; its
 * pair is used up then.  Pushes the promise. */
static promise *pair_take(duk_context *ctx) {
  promise *p;

  drupe__closure_get(ctx, 0);
  p = drupe__promise_get(ctx, -1);
  if (p == NULL || p->pair != duk_get_current_magic(ctx))
    return NULL;
  p->pair = (int16_t)(p->pair == INT16_MAX ? 1 : p->pair + 1);
  return p;
}

static duk_ret_t pair_resolve(duk_context *ctx) {
  promise *p = pair_take(ctx);

  if (p != NULL) {
    duk_dup(ctx, 0);
    promise_follow(ctx, p);
  }
  return 0;
}

static duk_ret_t pair_reject(duk_context *ctx) {
  promise *p = pair_take(ctx);

  if (p != NULL) {
    duk_dup(ctx, 0);
    promise_settle(ctx, p, DRUPE__PROMISE_REJECTED);
  }
  return 0;
}

static void pair_push(duk_context *ctx, promise *p, duk_c_function call) {
  drupe__closure_push(ctx, call, 1);
  duk_set_magic(ctx, -1, p->pair);
  duk_push_hobject(ctx, &p->native.object);
  drupe__closure_set(ctx, 0);
}

void drupe__promise_push_functions(duk_context *ctx, promise *p) {
  if (p->pair == 0)
    p->pair = 1;
  p->resolved = false; /* the functions decide from now on */
  pair_push(ctx, p, pair_resolve);
  pair_push(ctx, p, pair_reject);
}

/* -- then ------------------------------------------------------------------ */
static void reaction_set(duk_context *ctx, duk_tval *slot, duk_idx_t index) {
  DUK_TVAL_SET_TVAL(slot, duk_require_tval(ctx, index));
  DUK_TVAL_INCREF(ctx, slot);
}

void drupe__promise_react(duk_context *ctx, promise *p, duk_idx_t on_fulfilled,
                          duk_idx_t on_rejected, duk_idx_t target) {
  duk_tval none;
  reaction *r;

  DUK_TVAL_SET_UNDEFINED(&none);
  if (p->state == DRUPE__PROMISE_PENDING) {
    r = DUK_ALLOC_CHECKED(ctx, sizeof(*r));
    r->next = NULL;
    DUK_TVAL_SET_UNDEFINED(&r->on_fulfilled);
    DUK_TVAL_SET_UNDEFINED(&r->on_rejected);
    DUK_TVAL_SET_UNDEFINED(&r->target);
    if (duk_is_callable(ctx, on_fulfilled))
      reaction_set(ctx, &r->on_fulfilled, on_fulfilled);
    if (duk_is_callable(ctx, on_rejected))
      reaction_set(ctx, &r->on_rejected, on_rejected);
    if (target >= 0)
      reaction_set(ctx, &r->target, target);
    if (p->first == NULL)
      p->first = r;
    else
      p->last->next = r;
    p->last = r;
  } else {
    duk_idx_t handler = p->state == DRUPE__PROMISE_FULFILLED ? on_fulfilled
                                                             : on_rejected;

    if (p->state == DRUPE__PROMISE_REJECTED && !p->handled)
      promise_report(ctx, p, DRUPE__REJECTION_HANDLED);
    reaction_queue(ctx, p,
                   duk_is_callable(ctx, handler)
                       ? duk_require_tval(ctx, handler)
                       : &none,
                   target >= 0 ? duk_require_tval(ctx, target) : &none);
  }
  p->handled = true;
}

void drupe__promise_then(duk_context *ctx, duk_idx_t index) {
  promise *p = drupe__promise_get(ctx, index);
  duk_idx_t target;

  assert(p != NULL);
  drupe__promise_push(ctx);
  target = duk_get_top_index(ctx);
  drupe__promise_react(ctx, p, target - 2, target - 1, target);
  duk_replace(ctx, target - 2);
  duk_pop(ctx);
}
