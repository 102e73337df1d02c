/* js/engine/microtask.c - the queue of microtasks.
 *
 * A ring of jobs: a C function with an argument and up to four values.  The
 * ring belongs to an object of the engine, so that the collector sees the
 * values; the heap's stash holds that object. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "engine_internal.h"

#define MICROTASK_ROOM_MIN 64u

typedef struct microtask {
  drupe__microtask_fn run;
  void *arg;
  duk_tval values[DRUPE__MICROTASK_VALUES];
} microtask;

struct drupe__microtasks {
  drupe__native native;
  microtask *ring;
  uint32_t head, count, room; /* room: a power of two */
  bool running;
};

static microtask *microtask_at(drupe__microtasks *q, uint32_t i) {
  return &q->ring[(q->head + i) & (q->room - 1)];
}

typedef struct microtask_c {
  void (*fn)(duk_context *ctx, void *arg);
  void *arg;
} microtask_c;

static duk_ret_t microtask_call_c(duk_context *ctx, void *arg) {
  microtask_c *job = arg;
  microtask_c copy = *job;

  drupe__release(drupe__engine_of(ctx), job);
  copy.fn(ctx, copy.arg);
  return 0;
}

static void queue_mark(duk_heap *heap, duk_hobject *object) {
  drupe__microtasks *q = (void *)object;
  uint32_t i;
  int v;

  for (i = 0; i < q->count; i++)
    for (v = 0; v < DRUPE__MICROTASK_VALUES; v++)
      drupe__heap_mark_value(heap, &microtask_at(q, i)->values[v]);
}

static void queue_drop(duk_hthread *thread, duk_hobject *object) {
  drupe__microtasks *q = (void *)object;
  uint32_t i;
  int v;

  for (i = 0; i < q->count; i++)
    for (v = 0; v < DRUPE__MICROTASK_VALUES; v++)
      DUK_TVAL_DECREF_NORZ(thread, &microtask_at(q, i)->values[v]);
}

/* With the heap: jobs that never ran have memory of their own. */
static void queue_release(drupe__engine *engine, duk_hobject *object) {
  drupe__microtasks *q = (void *)object;
  uint32_t i;

  for (i = 0; i < q->count; i++)
    if (microtask_at(q, i)->run == microtask_call_c)
      drupe__release(engine, microtask_at(q, i)->arg);
  drupe__release(engine, q->ring);
  engine->microtasks = NULL;
}

static const drupe__native_ops queue_ops = {"microtasks", queue_mark,
                                            queue_drop, queue_release};

/* Doubles the ring; the allocator may collect garbage, so the old one stays
 * whole until the new one is filled. */
static bool queue_grow(drupe__engine *e) {
  drupe__microtasks *q = e->microtasks;
  uint32_t room = q->room == 0 ? MICROTASK_ROOM_MIN : q->room * 2;
  microtask *ring = DUK_ALLOC(e->ctx->heap, room * sizeof(*ring));
  uint32_t i;

  if (ring == NULL)
    return false;
  for (i = 0; i < q->count; i++)
    ring[i] = *microtask_at(q, i);
  drupe__release(e, q->ring);
  q->ring = ring;
  q->room = room;
  q->head = 0;
  return true;
}

bool drupe__microtask_push(drupe__engine *e, drupe__microtask_fn run, void *arg,
                           const duk_tval *values, int count) {
  drupe__microtasks *q = e->microtasks;
  duk_tval copies[DRUPE__MICROTASK_VALUES];
  microtask *job;
  int i;

  /* Growing may collect garbage and move the value stack that they lie in. */
  assert(count <= DRUPE__MICROTASK_VALUES);
  for (i = 0; i < DRUPE__MICROTASK_VALUES; i++)
    if (i < count)
      DUK_TVAL_SET_TVAL(&copies[i], &values[i]);
    else
      DUK_TVAL_SET_UNDEFINED(&copies[i]);
  if (q->count == q->room && !queue_grow(e))
    return false;
  job = microtask_at(q, q->count);
  job->run = run;
  job->arg = arg;
  for (i = 0; i < DRUPE__MICROTASK_VALUES; i++) {
    DUK_TVAL_SET_TVAL(&job->values[i], &copies[i]);
    DUK_TVAL_INCREF(e->ctx, &job->values[i]);
  }
  q->count++;
  if (q->count == 1 && !q->running && e->hooks.microtask_queued != NULL)
    e->hooks.microtask_queued(e->owner);
  return true;
}

static duk_ret_t microtask_call(duk_context *ctx, void *arg) {
  (void)arg;
  duk_dup(ctx, -DRUPE__MICROTASK_VALUES);
  duk_call(ctx, 0);
  return 0;
}

void drupe__microtask_queue(duk_context *ctx) {
  duk_tval *fn = DUK_GET_TVAL_NEGIDX(ctx, -1);

  if (!drupe__microtask_push(drupe__engine_of(ctx), microtask_call, NULL, fn,
                             1))
    DUK_ERROR_ALLOC_FAILED(ctx);
  duk_pop(ctx);
}

bool drupe__microtask_queue_c(drupe__engine *e,
                              void (*fn)(duk_context *ctx, void *arg),
                              void *arg) {
  microtask_c *job = DUK_ALLOC(e->ctx->heap, sizeof(*job));

  if (job == NULL)
    return false;
  job->fn = fn;
  job->arg = arg;
  if (drupe__microtask_push(e, microtask_call_c, job, NULL, 0))
    return true;
  drupe__release(e, job);
  return false;
}

/* Takes the first job off the ring and leaves its values on the stack. */
static microtask microtask_take(drupe__engine *e) {
  drupe__microtasks *q = e->microtasks;
  duk_hthread *thread = e->ctx;
  microtask job;
  int i;

  /* Throws only outside the engine's limits, before anything is taken. */
  duk_require_stack(thread, DRUPE__MICROTASK_VALUES + 4);
  job = *microtask_at(q, 0);
  q->head = (q->head + 1) & (q->room - 1);
  q->count--;
  for (i = 0; i < DRUPE__MICROTASK_VALUES; i++) {
    DUK_TVAL_SET_TVAL(thread->valstack_top, &job.values[i]);
    thread->valstack_top++; /* the ring's count goes over */
  }
  return job;
}

void drupe__microtasks_run(drupe__engine *e) {
  drupe__microtasks *q = e->microtasks;
  duk_context *ctx = e->ctx;

  if (q->running)
    return; /* a microtask's own bracket */
  q->running = true;
  while (q->count > 0 || drupe__registries_ready(e)) {
    microtask job = microtask_take(e);

    if (duk_safe_call(ctx, job.run, job.arg, DRUPE__MICROTASK_VALUES, 1) !=
            DUK_EXEC_SUCCESS &&
        e->hooks.uncaught != NULL)
      e->hooks.uncaught(e->owner, ctx);
    else
      duk_pop(ctx);
  }
  q->running = false;
}

bool drupe__microtasks_waiting(const drupe__engine *e) {
  return e->microtasks->count > 0 || e->ready_registries != NULL;
}

void drupe__microtasks_init(duk_context *ctx) {
  drupe__engine *e = drupe__engine_of(ctx);

  duk_push_heap_stash(ctx);
  e->microtasks =
      drupe__native_new(ctx, sizeof(*e->microtasks), &queue_ops, NULL);
  duk_put_prop_literal(ctx, -2, "microtasks");
  duk_pop(ctx);
}
