/* js/engine/promise.h - promises (ECMA-262 27.2), for js/ and kernel/. */
#ifndef DRUPE_ENGINE_PROMISE_H
#define DRUPE_ENGINE_PROMISE_H

#include "engine.h"

enum {
  DRUPE__PROMISE_PENDING = 0,
  DRUPE__PROMISE_FULFILLED = 1,
  DRUPE__PROMISE_REJECTED = 2
};

/* Pushes a new pending promise.  All of these may throw: no memory. */
void drupe__promise_push(duk_context *ctx);
/* [.. value] -> [..]: as the resolve function: a thenable is followed.  What is
 * settled already stays. */
void drupe__promise_resolve(duk_context *ctx, duk_idx_t promise);
/* [.. reason] -> [..] */
void drupe__promise_reject(duk_context *ctx, duk_idx_t promise);
/* [.. on_fulfilled on_rejected] -> [.. derived]: `then` of the original
 * prototype, without a look at species; undefined stands for none. */
void drupe__promise_then(duk_context *ctx, duk_idx_t promise);
bool drupe__is_promise(const duk_hobject *object);
/* DRUPE__PROMISE_* or -1 for what is no promise; pushes the result, undefined
 * while pending. */
int drupe__promise_state(duk_context *ctx, duk_idx_t index);

#endif
