/* js/engine/coroutine.c - threads of the engine for bodies that stop.
 *
 * The base function of the thread is the generator or async function itself:
 * its variables stay in registers, its frame is the one that stacks show, and
 * finally blocks run as they stand. */
#include "coroutine.h"

#include <assert.h>

#include "promise_internal.h"

/* Making a thread costs 0.4 us, most of it 71 counted built-ins. */
#define POOL_MAX 32

struct drupe__coroutine_pool {
  drupe__native native;
  int count;
  duk_hthread *threads[POOL_MAX]; /* counted */
};

/* -- for the collector ----------------------------------------------------- */
static void pool_mark(duk_heap *heap, duk_hobject *object) {
  struct drupe__coroutine_pool *pool = (void *)object;
  int i;

  for (i = 0; i < pool->count; i++)
    drupe__heap_mark(heap, &pool->threads[i]->obj.hdr);
}

static void pool_drop(duk_hthread *thread, duk_hobject *object) {
  struct drupe__coroutine_pool *pool = (void *)object;

  while (pool->count > 0)
    DUK_HTHREAD_DECREF_NORZ(thread, pool->threads[--pool->count]);
}

static void pool_release(drupe__engine *engine, duk_hobject *object) {
  (void)object;
  engine->coroutine_pool = NULL;
}

static const drupe__native_ops pool_ops = {"coroutines", pool_mark, pool_drop,
                                           pool_release};

static void coroutine_mark(duk_heap *heap, duk_hobject *object) {
  coroutine *c = (void *)object;
  duk_idx_t i;

  if (c->thread != NULL)
    drupe__heap_mark(heap, &c->thread->obj.hdr);
  if (c->owner != NULL)
    drupe__heap_mark(heap, &c->owner->hdr);
  for (i = 0; i < c->arg_count; i++)
    drupe__heap_mark_value(heap, &c->args[i]);
  drupe__heap_mark_value(heap, &c->value);
  drupe__heap_mark_value(heap, &c->iterator);
  drupe__heap_mark_value(heap, &c->next);
  drupe__async_generator_mark(heap, c);
}

static void coroutine_drop(duk_hthread *thread, duk_hobject *object) {
  coroutine *c = (void *)object;
  duk_idx_t i;

  for (i = 0; i < c->arg_count; i++)
    DUK_TVAL_DECREF_NORZ(thread, &c->args[i]);

  if (c->thread != NULL) {
    c->thread->drupe_coroutine = NULL;
    DUK_HTHREAD_DECREF_NORZ(thread, c->thread);
  }
  DUK_HOBJECT_DECREF_NORZ_ALLOWNULL(thread, c->owner);
  DUK_TVAL_DECREF_NORZ(thread, &c->value);
  DUK_TVAL_DECREF_NORZ(thread, &c->iterator);
  DUK_TVAL_DECREF_NORZ(thread, &c->next);
  drupe__async_generator_drop(thread, c);
}

static void coroutine_release(drupe__engine *engine, duk_hobject *object) {
  coroutine *c = (void *)object;

  drupe__release(engine, c->args);
  drupe__async_generator_release(engine, c);
}

const drupe__native_ops drupe__coroutine_ops = {
    "Generator", coroutine_mark, coroutine_drop, coroutine_release};

/* -- threads --------------------------------------------------------------- */
static struct drupe__coroutine_pool *pool_of(duk_context *ctx) {
  drupe__engine *e = drupe__engine_of(ctx);

  if (e->coroutine_pool == NULL) {
    duk_push_heap_stash(ctx);
    e->coroutine_pool =
        drupe__native_new(ctx, sizeof(*e->coroutine_pool), &pool_ops, NULL);
    duk_put_prop_literal(ctx, -2, "coroutines");
    duk_pop(ctx);
  }
  return e->coroutine_pool;
}

/* A thread with nothing on it; the count is the coroutine's. */
static void thread_take(duk_context *ctx, coroutine *c) {
  struct drupe__coroutine_pool *pool = pool_of(ctx);

  if (pool->count > 0) {
    c->thread = pool->threads[--pool->count];
  } else {
    duk_push_thread(ctx);
    c->thread = (duk_hthread *)duk_known_hobject(ctx, -1);
    DUK_HTHREAD_INCREF(ctx, c->thread);
    duk_pop(ctx);
  }
  c->thread->drupe_coroutine = c;
}

/* Wipes it and keeps it for the next, or drops it. */
static void thread_give(duk_context *ctx, duk_hthread *thread) {
  struct drupe__coroutine_pool *pool = drupe__engine_of(ctx)->coroutine_pool;

  duk_hthread_terminate(thread);
  thread->drupe_coroutine = NULL;
  thread->unused1 = 0;
  thread->state = DUK_HTHREAD_STATE_INACTIVE;
  /* After a deep call its stack may be large; the collector shrinks it then. */
  if (thread->valstack_end - thread->valstack > DUK_VALSTACK_INITIAL_SIZE)
    thread->valstack_end = thread->valstack + DUK_VALSTACK_INITIAL_SIZE;
  if (pool != NULL && pool->count < POOL_MAX)
    pool->threads[pool->count++] = thread;
  else
    DUK_HTHREAD_DECREF(ctx, thread);
}

/* -- coroutines ------------------------------------------------------------ */
coroutine *drupe__coroutine_get(duk_context *ctx, duk_idx_t index) {
  return drupe__native_get(ctx, index, &drupe__coroutine_ops);
}

coroutine *drupe__coroutine_of_body(duk_context *ctx) {
  coroutine *c = ctx->drupe_coroutine;

  /* The body's own frame and the helper's; lowering sees to that. */
  if (c == NULL || ctx->callstack_top != 2)
    (void)duk_type_error(ctx, "not in the body of a generator");
  return c;
}

/* Function, `this` and arguments wait without a thread: a generator that nobody
 * steps costs none.  [.. func this args]: all stay. */
static void coroutine_keep_args(duk_context *ctx, coroutine *c,
                                duk_idx_t func, duk_idx_t count) {
  duk_idx_t i;

  c->args = DUK_ALLOC_CHECKED(ctx, sizeof(duk_tval) * (size_t)count);
  for (i = 0; i < count; i++) {
    DUK_TVAL_SET_TVAL(&c->args[i], DUK_GET_TVAL_POSIDX(ctx, func + i));
    DUK_TVAL_INCREF(ctx, &c->args[i]);
  }
  c->arg_count = count;
}

static void coroutine_drop_args(duk_context *ctx, coroutine *c) {
  duk_tval *args = c->args;
  duk_idx_t i, count = c->arg_count;

  c->args = NULL;
  c->arg_count = 0;
  for (i = 0; i < count; i++)
    DUK_TVAL_DECREF_NORZ(ctx, &args[i]);
  drupe__release(drupe__engine_of(ctx), args);
}

/* Takes a thread and puts the arguments on it. */
static void coroutine_begin(duk_context *ctx, coroutine *c) {
  duk_idx_t i;

  thread_take(ctx, c);
  duk_require_stack(c->thread, c->arg_count + 4);
  for (i = 0; i < c->arg_count; i++)
    duk_push_tval(c->thread, &c->args[i]);
  coroutine_drop_args(ctx, c);
}

void drupe__coroutine_finish(duk_context *ctx, coroutine *c) {
  duk_hthread *thread = c->thread;

  c->state = COROUTINE_DONE;
  if (c->args != NULL)
    coroutine_drop_args(ctx, c);
  c->thread = NULL;
  if (thread != NULL)
    thread_give(ctx, thread);
  drupe__coroutine_undelegate(ctx, c);
}

void drupe__coroutine_delegate(duk_context *ctx, coroutine *c) {
  DUK_TVAL_SET_TVAL_UPDREF(ctx, &c->iterator, DUK_GET_TVAL_NEGIDX(ctx, -2));
  DUK_TVAL_SET_TVAL_UPDREF(ctx, &c->next, DUK_GET_TVAL_NEGIDX(ctx, -1));
  duk_pop_2(ctx);
}

void drupe__coroutine_undelegate(duk_context *ctx, coroutine *c) {
  DUK_TVAL_SET_UNDEFINED_UPDREF(ctx, &c->iterator);
  DUK_TVAL_SET_UNDEFINED_UPDREF(ctx, &c->next);
}

duk_ret_t drupe__coroutine_suspend(duk_context *ctx, coroutine *c,
                                   coroutine_outcome signal) {
  DUK_TVAL_SET_TVAL_UPDREF(ctx, &c->value, DUK_GET_TVAL_NEGIDX(ctx, -1));
  duk_pop(ctx);
  c->signal = (uint8_t)signal;
  return DRUPE__SUSPEND;
}

bool drupe__coroutine_waiter(const coroutine *c, coroutine **waiter) {
  duk_hobject *promise = c->kind == DRUPE__COROUTINE_ASYNC
                             ? c->owner
                             : drupe__async_generator_promise(c);

  if (promise == NULL)
    return false;
  *waiter = drupe__promise_waiter(promise);
  return *waiter != NULL && (*waiter)->thread != NULL &&
         (*waiter)->thread->callstack_curr != NULL;
}

duk_hobject *drupe__generator_function(duk_hobject *object) {
  coroutine *c = (void *)object;

  if (DUK_HOBJECT_GET_CLASS_NUMBER(object) != DRUPE__CLASS_ENGINE ||
      c->native.ops != &drupe__coroutine_ops ||
      (c->kind & DRUPE__COROUTINE_GENERATOR) == 0)
    return NULL;
  return c->owner;
}

/* -- running --------------------------------------------------------------- */
typedef struct coroutine_entry {
  coroutine *c;
  coroutine_how how;
  coroutine_outcome outcome;
} coroutine_entry;

/* Sets the first frame up, or hands the frame that waits its value. */
static void entry_prepare(duk_context *ctx, const coroutine_entry *entry) {
  duk_hthread *thread = entry->c->thread;
  duk_tval *slot;

  if (thread->callstack_curr == NULL) {
    assert(entry->how == COROUTINE_NEXT);
    (void)duk_handle_call_unprotected(
        thread, 0, DUK_CALL_FLAG_ALLOW_ECMATOECMA | DRUPE__CALL_BODY);
    return;
  }
  slot = (duk_tval *)(void *)((duk_uint8_t *)thread->valstack +
                              thread->callstack_curr->retval_byteoff);
  DUK_TVAL_SET_TVAL_UPDREF(ctx, slot, DUK_GET_TVAL_NEGIDX(ctx, -1));
  thread->unused1 = (duk_uint8_t)entry->how;
}

/* [.. value] -> [.. value].  Where it throws, the caller's protected call puts
 * the running thread back. */
static duk_ret_t coroutine_enter(duk_context *ctx, void *arg) {
  coroutine_entry *entry = arg;
  coroutine *c = entry->c;
  duk_hthread *thread = c->thread;

  thread->state = DUK_HTHREAD_STATE_RUNNING;
  ctx->state = DUK_HTHREAD_STATE_RESUMED;
  DUK_HEAP_SWITCH_THREAD(ctx->heap, thread);
  c->state = COROUTINE_ACTIVE;
  c->signal = COROUTINE_RETURNED;
  entry_prepare(ctx, entry);
  duk_js_execute_bytecode(thread);
  DUK_HEAP_SWITCH_THREAD(ctx->heap, ctx);
  ctx->state = DUK_HTHREAD_STATE_RUNNING;
  thread->state = DUK_HTHREAD_STATE_YIELDED;
  entry->outcome = c->signal;
  if (entry->outcome == COROUTINE_RETURNED) {
    duk_push_tval(ctx, thread->valstack_top - 1);
    return 1;
  }
  if (entry->outcome != COROUTINE_AWAITS)
    c->state = COROUTINE_YIELD;
  duk_push_tval(ctx, &c->value);
  DUK_TVAL_SET_UNDEFINED_UPDREF(ctx, &c->value);
  return 1;
}

coroutine_outcome drupe__coroutine_run(duk_context *ctx, coroutine *c,
                                       coroutine_how how) {
  coroutine_entry entry = {c, how, COROUTINE_THREW};
  duk_hthread *thread;

  duk_require_stack(ctx, 8);
  if (c->thread == NULL)
    coroutine_begin(ctx, c);
  thread = c->thread;
  thread->resumer = ctx;
  DUK_HTHREAD_INCREF(ctx, ctx);
  DUK_HTHREAD_INCREF(ctx, thread);
  if (duk_safe_call(ctx, coroutine_enter, &entry, 1, 1) != DUK_EXEC_SUCCESS)
    entry.outcome = COROUTINE_THREW;
  thread->resumer = NULL;
  DUK_HTHREAD_DECREF_NORZ(ctx, ctx);
  DUK_HTHREAD_DECREF_NORZ(ctx, thread);
  if (entry.outcome == COROUTINE_RETURNED || entry.outcome == COROUTINE_THREW)
    drupe__coroutine_finish(ctx, c);
  return entry.outcome;
}

/* -- calls of generators and async functions ------------------------------- */
/* [.. func this args] -> the same and the coroutine. */
static coroutine *call_make(duk_context *ctx, duk_idx_t func, int kind) {
  duk_idx_t top = duk_get_top(ctx);
  coroutine *c;

  c = drupe__native_new(ctx, sizeof(*c), &drupe__coroutine_ops,
                        kind == DRUPE__COROUTINE_ASYNC
                            ? NULL
                            : drupe__coroutine_prototype(ctx, kind));
  DUK_TVAL_SET_UNDEFINED(&c->value);
  DUK_TVAL_SET_UNDEFINED(&c->iterator);
  DUK_TVAL_SET_UNDEFINED(&c->next);
  c->kind = (uint8_t)kind;
  c->state = COROUTINE_START;
  coroutine_keep_args(ctx, c, func, top - func);
  return c;
}

/* [.. func this args generator]: parameters that run code run now. */
static void call_begin(duk_context *ctx, coroutine *c) {
  duk_push_undefined(ctx);
  if (drupe__coroutine_run(ctx, c, COROUTINE_NEXT) != COROUTINE_BEGUN)
    (void)duk_throw(ctx);
  duk_pop(ctx);
}

static void call_set_prototype(duk_context *ctx, duk_idx_t func,
                               duk_idx_t object) {
  duk_get_prop_stridx_short(ctx, func, DUK_STRIDX_PROTOTYPE);
  if (duk_is_object(ctx, -1)) {
    duk_set_prototype(ctx, object);
    return;
  }
  duk_pop(ctx);
}

void drupe__coroutine_call(duk_hthread *ctx, duk_idx_t func,
                           duk_hcompfunc *function) {
  int kind = function->drupe_kind & DRUPE__COROUTINE_KIND;
  duk_idx_t at = duk_get_top(ctx);
  coroutine *c;

  if ((function->drupe_kind & DRUPE__COROUTINE_STRAIGHT) != 0) {
    drupe__async_straight(ctx, func);
    return;
  }
  duk_require_stack(ctx, 8);
  c = call_make(ctx, func, kind);
  if (kind == DRUPE__COROUTINE_ASYNC) {
    drupe__promise_push(ctx);
    c->owner = duk_known_hobject(ctx, -1);
    DUK_HOBJECT_INCREF(ctx, c->owner);
    duk_push_undefined(ctx);
    drupe__async_step(ctx, c, COROUTINE_NEXT);
  } else {
    c->owner = &function->obj;
    DUK_HOBJECT_INCREF(ctx, c->owner);
    if ((function->drupe_kind & DRUPE__COROUTINE_BEGINS) != 0)
      call_begin(ctx, c);
    call_set_prototype(ctx, func, at);
  }
  duk_replace(ctx, func);
  duk_set_top(ctx, func + 1);
}
