/* js/engine/for_await.c - async iteration: opening, for await, and the async
 * iterator around a sync one (ECMA-262 7.4, 14.7.5, 27.1.6).
 *
 * The record of a `for await` is {i: iterator, n: next, v: value, d: done}.
 * Its helpers await themselves: the body gets what it asked for. */
#include "builtins.h"
#include "coroutine.h"
#include "helper.h"
#include "message.h"
#include "promise_internal.h"

#define ASYNC_ITERATOR_SYMBOL DUK_WELLKNOWN_SYMBOL("Symbol.asyncIterator")

/* -- opening --------------------------------------------------------------- */
void drupe__async_iterator_open(duk_context *ctx, duk_idx_t index) {
  index = duk_normalize_index(ctx, index);
  duk_require_stack(ctx, 8);
  if (duk_is_null_or_undefined(ctx, index))
    drupe__throw_not_iterable(ctx, index, DRUPE__ITERATES_ASYNC);
  duk_dup(ctx, index);
  drupe__push_key(ctx, "@@asyncIterator");
  duk_get_prop(ctx, -2);
  if (duk_is_null_or_undefined(ctx, -1)) {
    duk_pop_2(ctx);
    drupe__iterator_open(ctx, index, DRUPE__ITERATES_ASYNC);
    drupe__async_from_sync(ctx);
  } else {
    if (!duk_is_callable(ctx, -1))
      drupe__throw_not_callable(ctx, duk_require_tval(ctx, -1));
    duk_insert(ctx, -2);
    duk_call_method(ctx, 0);
    if (!duk_is_object(ctx, -1))
      (void)duk_type_error(ctx, "Result of the Symbol.asyncIterator method is "
                                "not an object");
  }
  duk_get_prop_literal(ctx, -1, "next");
}

/* -- for await ------------------------------------------------------------- */
/* fa(v) */
static duk_ret_t helper_fa(duk_context *ctx) {
  drupe__async_iterator_open(ctx, 0); /* [ v iterator next ] */
  duk_push_bare_object(ctx);
  duk_push_undefined(ctx);
  duk_put_prop_literal(ctx, -2, "v");
  duk_push_false(ctx);
  duk_put_prop_literal(ctx, -2, "d");
  duk_dup(ctx, 2);
  duk_put_prop_literal(ctx, -2, "n");
  duk_dup(ctx, 1);
  duk_put_prop_literal(ctx, -2, "i");
  return 1;
}

static void record_set_done(duk_context *ctx, duk_idx_t record, bool done) {
  record = duk_normalize_index(ctx, record);
  duk_push_boolean(ctx, done);
  duk_put_prop_literal(ctx, record, "d");
}

/* fn(record): true and the value is in v, or false at the end.  Until the step
 * has succeeded d is true: nothing is to be closed. */
static duk_ret_t helper_fn(duk_context *ctx) {
  coroutine *c = drupe__coroutine_of_body(ctx);

  record_set_done(ctx, 0, true);
  duk_get_prop_literal(ctx, 0, "n");
  duk_get_prop_literal(ctx, 0, "i");
  duk_call_method(ctx, 0);
  drupe__coroutine_await(ctx, c, WAIT_NEXT);
  duk_push_undefined(ctx);
  duk_dup(ctx, 0);
  drupe__coroutine_delegate(ctx, c);
  duk_push_undefined(ctx);
  return drupe__coroutine_suspend(ctx, c, COROUTINE_AWAITS);
}

typedef struct close_call {
  coroutine *c;
  bool quiet;
  bool waits; /* it had a return(), whose result is awaited now */
} close_call;

/* [.. iterator] */
static duk_ret_t close_run(duk_context *ctx, void *arg) {
  close_call *call = arg;

  duk_require_stack(ctx, 8);
  duk_get_prop_literal(ctx, -1, "return");
  if (duk_is_null_or_undefined(ctx, -1))
    return 0;
  duk_dup(ctx, -2);
  duk_call_method(ctx, 0);
  drupe__coroutine_await(ctx, call->c,
                         call->quiet ? WAIT_CLOSE_QUIET : WAIT_CLOSE);
  call->waits = true;
  return 0;
}

/* fc(record, thrown): closes unless done. */
static duk_ret_t helper_fc(duk_context *ctx) {
  close_call call = {drupe__coroutine_of_body(ctx), duk_to_boolean(ctx, 1),
                     false};

  duk_get_prop_literal(ctx, 0, "d");
  if (duk_to_boolean(ctx, -1))
    return 0;
  record_set_done(ctx, 0, true);
  duk_get_prop_literal(ctx, 0, "i");
  if (!call.quiet)
    (void)close_run(ctx, &call);
  else
    (void)duk_safe_call(ctx, close_run, &call, 1, 1);
  if (!call.waits)
    return 0;
  duk_push_undefined(ctx);
  return drupe__coroutine_suspend(ctx, call.c, COROUTINE_AWAITS);
}

/* [.. result] -> [.. more]: what a step of the record gave. */
static duk_ret_t for_await_step(duk_context *ctx, void *arg) {
  coroutine *c = arg;
  bool done;

  if (!duk_is_object(ctx, -1))
    return duk_type_error(ctx, "Iterator result %s is not an object",
                          duk_safe_to_string(ctx, -1));
  duk_require_stack(ctx, 8);
  duk_get_prop_literal(ctx, -1, "done");
  done = duk_to_boolean(ctx, -1);
  duk_pop(ctx);
  if (done) {
    duk_push_false(ctx);
    return 1;
  }
  duk_push_tval(ctx, &c->next); /* the record */
  duk_get_prop_stridx_short(ctx, -2, DUK_STRIDX_VALUE);
  duk_put_prop_literal(ctx, -2, "v");
  record_set_done(ctx, -1, false);
  duk_push_true(ctx);
  return 1;
}

static duk_ret_t for_await_closed(duk_context *ctx, void *arg) {
  (void)arg;
  if (!duk_is_object(ctx, -1))
    return duk_type_error(ctx, "Iterator result %s is not an object",
                          duk_safe_to_string(ctx, -1));
  return 1;
}

coroutine_how drupe__for_await_settled(duk_context *ctx, coroutine *c,
                                       coroutine_how how) {
  duk_int_t rc = DUK_EXEC_SUCCESS;

  if (c->wait == WAIT_CLOSE_QUIET)
    return COROUTINE_NEXT;
  if (c->wait == WAIT_NEXT && how == COROUTINE_NEXT)
    rc = duk_safe_call(ctx, for_await_step, c, 1, 1);
  else if (c->wait == WAIT_CLOSE && how == COROUTINE_NEXT)
    rc = duk_safe_call(ctx, for_await_closed, NULL, 1, 1);
  if (c->wait == WAIT_NEXT)
    drupe__coroutine_undelegate(ctx, c);
  return rc == DUK_EXEC_SUCCESS ? how : COROUTINE_THROW;
}

const drupe__helper drupe__helpers_for_await[] = {{"fa", helper_fa, 1, 0},
                                                  {"fn", helper_fn, 1, 0},
                                                  {"fc", helper_fc, 2, 0},
                                                  {NULL, NULL, 0, 0}};
