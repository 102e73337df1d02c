/* js/engine/promise_internal.h - for promise*.c. */
#ifndef DRUPE_ENGINE_PROMISE_INTERNAL_H
#define DRUPE_ENGINE_PROMISE_INTERNAL_H

#include "builtins.h"
#include "engine_internal.h"
#include "promise.h"

typedef struct promise promise;

/* The promise at `index`, NULL: none. */
promise *drupe__promise_get(duk_context *ctx, duk_idx_t index);
/* Pushes a pending one with that prototype. */
promise *drupe__promise_new(duk_context *ctx, duk_hobject *prototype);
/* Settled, or bound to follow another. */
bool drupe__promise_is_resolved(const promise *p);
/* Pushes resolve, then reject: once one was called, neither does anything. */
void drupe__promise_push_functions(duk_context *ctx, promise *p);
/* PerformPromiseThen: handlers at the indices (what is not callable is none);
 * `target` is the derived promise or a capability, negative: nobody asks. */
void drupe__promise_react(duk_context *ctx, promise *p, duk_idx_t on_fulfilled,
                          duk_idx_t on_rejected, duk_idx_t target);

/* A job hands the value at `value` to the coroutine at `target`, as a fulfilled
 * promise would. */
void drupe__promise_queue(duk_context *ctx, duk_idx_t value, duk_idx_t target);

/* The one coroutine that awaits the promise, or one derived from it by then();
 * NULL: none, or others too. */
struct coroutine *drupe__promise_waiter(duk_hobject *promise);

/* A capability is a promise of the original constructor, or of another one an
 * array [promise, resolve, reject] without prototype.  Pushes one made by the
 * constructor at `constructor`. */
void drupe__capability_push(duk_context *ctx, duk_idx_t constructor);
/* [.. value] -> [..] */
void drupe__capability_resolve(duk_context *ctx, duk_idx_t capability);
void drupe__capability_reject(duk_context *ctx, duk_idx_t capability);
/* Pushes the resolve or reject function of one that is no promise. */
void drupe__capability_function(duk_context *ctx, duk_idx_t capability,
                                bool reject);
/* Pushes its promise. */
void drupe__capability_promise(duk_context *ctx, duk_idx_t capability);

/* Pushes PromiseResolve(constructor, value). */
void drupe__promise_of(duk_context *ctx, duk_idx_t constructor,
                       duk_idx_t value);
/* Does then() of it make a promise of the original constructor, with nobody to
 * notice? */
bool drupe__promise_is_plain(duk_context *ctx, duk_hobject *object);

/* -- closure.c ------------------------------------------------------------- */
/* A closure is a C function without a name that keeps two values. */
void drupe__closure_push(duk_context *ctx, duk_c_function call,
                         duk_idx_t length);
/* [.. closure value] -> [.. closure] */
void drupe__closure_set(duk_context *ctx, int slot);
/* Pushes slot of the running closure. */
void drupe__closure_get(duk_context *ctx, int slot);
void drupe__closure_init(duk_context *ctx);

/* all, allSettled, any, race. */
extern const drupe__builtin drupe__promise_combinators[];

#endif
