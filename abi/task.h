/* abi/task.h - entering JS from outside, promises, microtasks, async contexts.
 *
 * JS runs inside a bracket.  The kernel opens one around each callback that it
 * makes itself (a native function, timer, port, soon, work's done).  Native
 * code that is called by other native code - a stream's consumer, say - opens
 * its own.  A bracket has a scope and its own pending error: what was pending
 * outside is set aside and comes back.  Leaving the outermost bracket runs the
 * nextTick queue and the microtasks, as Node does after each callback; leaving
 * any reports an error that is still pending in it as uncaught.
 *
 * Without a bracket a call that makes a value returns none, and the kernel
 * reports "called outside a bracket" once per module on stderr.
 *
 * The async context (what AsyncLocalStorage sees) is captured where a timer is
 * started, work queued, a message posted from the context's thread, soon, tick
 * or microtask called, and is current again in the callback. */
#ifndef DRUPE_TASK_H
#define DRUPE_TASK_H

#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct drupe_deferred drupe_deferred; /* ends with settle */
/* What AsyncLocalStorage sees as "where this began". */
typedef struct drupe_async drupe_async;

typedef struct drupe_entry { /* on the caller's stack, the kernel's to fill */
  uint64_t opaque[12];
} drupe_entry;

typedef struct drupe_task_api {
  drupe_header head;
  /* [L] Opens a bracket with a scope.  `async` (or NULL: the empty one) becomes
   * current.
   * DRUPE_OK, or E_STATE when the context is ending: then do not leave. */
  int32_t (*enter)(drupe_cx *cx, drupe_async *async, drupe_entry *entry);
  /* [L] Closes the innermost bracket, with the entry that opened it. */
  void (*leave)(drupe_cx *cx, drupe_entry *entry);
  /* enter, call, leave in one: what an event emitter in C wants.  DRUPE_OK;
   * a throw is already reported and gives E_PENDING with nothing pending.
   * *result (may be NULL) is valid in the caller's scope, if it is in one. */
  int32_t (*callback)(drupe_cx *cx, drupe_async *async, drupe_value fn,
                      drupe_value self, uint32_t argc,
                      const drupe_value *argv, drupe_value *result);

  /* A promise and the means to settle it, once, from this thread.  NULL: no
   * memory, or an error pending. */
  drupe_deferred *(*deferred_new)(drupe_cx *cx, drupe_value *promise);
  /* ok: resolve with v; else reject.  Always ends the deferred, also while an
   * error is pending.  v none: takes the pending error and rejects with it. */
  int32_t (*settle)(drupe_cx *cx, drupe_deferred *d, int32_t ok,
                    drupe_value v);
  /* Runs no JS now; on_ok and on_error may be undefined. */
  drupe_value (*promise_then)(drupe_cx *cx, drupe_value promise,
                              drupe_value on_ok, drupe_value on_error);
  /* fn(cx, arg) as a microtask, in a bracket. */
  int32_t (*microtask)(drupe_cx *cx, void (*fn)(drupe_cx *cx, void *arg),
                       void *arg);
  /* fn(cx, arg) with the process.nextTick queue, in a bracket. */
  int32_t (*tick)(drupe_cx *cx, void (*fn)(drupe_cx *cx, void *arg),
                  void *arg);
  /* Runs what is queued now, at the outermost bracket only. */
  void (*drain)(drupe_cx *cx);

  /* The current async context, for later; NULL: no memory.  Freed with
   * async_free. */
  drupe_async *(*async_capture)(drupe_cx *cx);
  /* [F] NULL is allowed. */
  void (*async_free)(drupe_cx *cx, drupe_async *async);
} drupe_task_api;

static inline drupe_deferred *drupe_promise(drupe_cx *cx,
                                            drupe_value *promise) {
  return cx->task->deferred_new(cx, promise);
}
static inline void drupe_resolve(drupe_cx *cx, drupe_deferred *d,
                                 drupe_value v) {
  (void)cx->task->settle(cx, d, 1, v);
}
static inline void drupe_reject(drupe_cx *cx, drupe_deferred *d,
                                drupe_value error) {
  (void)cx->task->settle(cx, d, 0, error);
}

#ifdef __cplusplus
}
#endif
#endif
