/* js/engine/async.c - async functions: what await does (ECMA-262 27.7). */
#include "coroutine.h"
#include "helper.h"
#include "promise_internal.h"

/* A promise made by the original constructor, which is awaited as it is. */
static bool await_is_own(duk_context *ctx, duk_idx_t index) {
  bool same;

  duk_get_prop_stridx_short(ctx, index, DUK_STRIDX_CONSTRUCTOR);
  same = duk_get_heapptr(ctx, -1) == drupe__engine_of(ctx)->promise_constructor;
  duk_pop(ctx);
  return same;
}

void drupe__coroutine_await(duk_context *ctx, coroutine *c,
                            coroutine_wait wait) {
  duk_idx_t value;
  promise *p;

  duk_require_stack(ctx, 8);
  value = duk_get_top_index(ctx);
  p = drupe__promise_get(ctx, value);
  if (p == NULL && !duk_is_object(ctx, value)) {
    duk_push_hobject(ctx, &c->native.object);
    drupe__promise_queue(ctx, value, value + 1);
  } else {
    if (p == NULL || !await_is_own(ctx, value)) {
      drupe__promise_push(ctx);
      duk_insert(ctx, value);
      drupe__promise_resolve(ctx, value);
      p = drupe__promise_get(ctx, value);
    }
    duk_push_hobject(ctx, &c->native.object);
    drupe__promise_react(ctx, p, value, value, value + 1);
  }
  c->wait = (uint8_t)wait;
  duk_set_top(ctx, value);
}

void drupe__async_step(duk_context *ctx, coroutine *c, coroutine_how how) {
  coroutine_outcome outcome = drupe__coroutine_run(ctx, c, how);

  if (outcome == COROUTINE_AWAITS) {
    duk_pop(ctx);
    return;
  }
  duk_push_hobject(ctx, c->owner);
  duk_insert(ctx, -2);
  if (outcome == COROUTINE_THREW)
    drupe__promise_reject(ctx, duk_get_top(ctx) - 2);
  else
    drupe__promise_resolve(ctx, duk_get_top(ctx) - 2);
  duk_pop(ctx);
}

void drupe__coroutine_settled(duk_context *ctx, coroutine *c, bool rejected) {
  coroutine_how how = rejected ? COROUTINE_THROW : COROUTINE_NEXT;

  if (c->kind == DRUPE__COROUTINE_ASYNC_GENERATOR) {
    drupe__async_generator_settled(ctx, c, rejected);
    return;
  }
  how = drupe__for_await_settled(ctx, c, how);
  drupe__async_step(ctx, c, how);
}

/* -- an async function that awaits nothing --------------------------------- */
static duk_ret_t straight_call(duk_context *ctx, void *arg) {
  duk_idx_t count = *(duk_idx_t *)arg;

  (void)duk_handle_call_unprotected_nargs(ctx, count, DRUPE__CALL_BODY);
  return 1;
}

void drupe__async_straight(duk_context *ctx, duk_idx_t func) {
  duk_idx_t count = duk_get_top(ctx) - func - 2;
  duk_int_t rc;

  duk_require_stack(ctx, 8);
  rc = duk_safe_call(ctx, straight_call, &count, count + 2, 1);
  drupe__promise_push(ctx);
  duk_insert(ctx, func);
  if (rc == DUK_EXEC_SUCCESS)
    drupe__promise_resolve(ctx, func);
  else
    drupe__promise_reject(ctx, func);
}

/* -- helpers --------------------------------------------------------------- */
/* aw(v) */
static duk_ret_t helper_aw(duk_context *ctx) {
  coroutine *c = drupe__coroutine_of_body(ctx);

  drupe__coroutine_await(ctx, c, WAIT_BODY);
  duk_push_undefined(ctx);
  return drupe__coroutine_suspend(ctx, c, COROUTINE_AWAITS);
}

const drupe__helper drupe__helpers_async[] = {{"aw", helper_aw, 1, 0},
                                              {NULL, NULL, 0, 0}};
