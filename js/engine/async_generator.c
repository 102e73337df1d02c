/* js/engine/async_generator.c - async generators (ECMA-262 27.6).
 *
 * next, return and throw queue requests, each with a promise; the body works
 * on the first of them.  While it awaits, its state is ACTIVE. */
#include <assert.h>

#include "builtins.h"
#include "coroutine.h"
#include "promise_internal.h"

struct coroutine_request {
  coroutine_request *next;
  duk_tval value;
  duk_hobject *promise; /* counted */
  coroutine_how how;
};

/* -- for the collector ----------------------------------------------------- */
void drupe__async_generator_mark(duk_heap *heap, coroutine *c) {
  coroutine_request *r;

  for (r = c->first; r != NULL; r = r->next) {
    drupe__heap_mark_value(heap, &r->value);
    drupe__heap_mark(heap, &r->promise->hdr);
  }
}

void drupe__async_generator_drop(duk_hthread *thread, coroutine *c) {
  coroutine_request *r;

  for (r = c->first; r != NULL; r = r->next) {
    DUK_TVAL_DECREF_NORZ(thread, &r->value);
    DUK_HOBJECT_DECREF_NORZ(thread, r->promise);
  }
}

void drupe__async_generator_release(drupe__engine *engine, coroutine *c) {
  while (c->first != NULL) {
    coroutine_request *r = c->first;

    c->first = r->next;
    drupe__release(engine, r);
  }
}

duk_hobject *drupe__async_generator_promise(const coroutine *c) {
  return c->first != NULL ? c->first->promise : NULL;
}

/* -- requests -------------------------------------------------------------- */
/* [.. value promise]: both stay. */
static void request_add(duk_context *ctx, coroutine *c, coroutine_how how) {
  coroutine_request *r = DUK_ALLOC_CHECKED(ctx, sizeof(*r));

  r->next = NULL;
  r->how = how;
  DUK_TVAL_SET_TVAL(&r->value, DUK_GET_TVAL_NEGIDX(ctx, -2));
  DUK_TVAL_INCREF(ctx, &r->value);
  r->promise = duk_known_hobject(ctx, -1);
  DUK_HOBJECT_INCREF(ctx, r->promise);
  if (c->first == NULL)
    c->first = r;
  else
    c->last->next = r;
  c->last = r;
}

/* [.. value] -> [..]: settles the first request. */
static void request_complete(duk_context *ctx, coroutine *c, bool done,
                             bool rejected) {
  coroutine_request *r = c->first;
  duk_idx_t promise;

  assert(r != NULL);
  c->first = r->next;
  duk_require_stack(ctx, 8);
  duk_push_hobject(ctx, r->promise);
  duk_insert(ctx, -2);
  promise = duk_get_top(ctx) - 2;
  DUK_TVAL_DECREF_NORZ(ctx, &r->value);
  DUK_HOBJECT_DECREF_NORZ(ctx, r->promise);
  drupe__release(drupe__engine_of(ctx), r);
  if (rejected) {
    drupe__promise_reject(ctx, promise);
  } else {
    drupe__iterator_result(ctx, done);
    drupe__promise_resolve(ctx, promise);
  }
  duk_pop(ctx);
}

/* -- protected awaits ------------------------------------------------------ */
typedef struct await_call {
  coroutine *c;
  coroutine_wait wait;
} await_call;

static duk_ret_t await_run(duk_context *ctx, void *arg) {
  await_call *call = arg;

  drupe__coroutine_await(ctx, call->c, call->wait);
  return 0;
}

/* [.. value] -> [..], or false: [.. error] */
static bool generator_await(duk_context *ctx, coroutine *c,
                            coroutine_wait wait) {
  await_call call = {c, wait};

  if (duk_safe_call(ctx, await_run, &call, 1, 1) != DUK_EXEC_SUCCESS)
    return false;
  duk_pop(ctx);
  return true;
}

/* -- the body -------------------------------------------------------------- */
/* A finished generator answers what is still queued. */
static void generator_drain(duk_context *ctx, coroutine *c) {
  while (c->first != NULL) {
    coroutine_request *r = c->first;

    duk_require_stack(ctx, 4);
    duk_push_tval(ctx, &r->value);
    if (r->how == COROUTINE_FINISH) {
      c->state = COROUTINE_RETURN;
      if (generator_await(ctx, c, WAIT_FINISH))
        return;
      c->state = COROUTINE_DONE;
      request_complete(ctx, c, true, true);
      continue;
    }
    if (r->how == COROUTINE_NEXT) {
      duk_pop(ctx);
      duk_push_undefined(ctx);
    }
    request_complete(ctx, c, true, r->how == COROUTINE_THROW);
  }
}

/* [.. value] -> [..] */
static void generator_go(duk_context *ctx, coroutine *c, coroutine_how how) {
  coroutine_outcome outcome = drupe__coroutine_run(ctx, c, how);

  if (outcome == COROUTINE_AWAITS) {
    duk_pop(ctx);
    return;
  }
  request_complete(ctx, c, true, outcome == COROUTINE_THREW);
  generator_drain(ctx, c);
}

/* -- yield* ---------------------------------------------------------------- */
/* Pushes iterator[name]; false: there is none, nothing pushed. */
static bool delegate_method(duk_context *ctx, coroutine *c, const char *name) {
  duk_push_tval(ctx, &c->iterator);
  duk_get_prop_string(ctx, -1, name);
  duk_remove(ctx, -2);
  if (!duk_is_null_or_undefined(ctx, -1))
    return true;
  duk_pop(ctx);
  return false;
}

/* [.. value]: asks the inner iterator and awaits its answer. */
static duk_ret_t delegate_ask(duk_context *ctx, void *arg) {
  coroutine *c = arg;
  coroutine_wait wait = WAIT_DELEGATE;
  bool argument = true;

  duk_require_stack(ctx, 8);
  if (c->delegated == COROUTINE_NEXT) {
    duk_push_tval(ctx, &c->next);
  } else if (c->delegated == COROUTINE_THROW) {
    if (!delegate_method(ctx, c, "throw")) {
      if (!delegate_method(ctx, c, "return"))
        return duk_type_error(ctx, "The iterator does not provide a 'throw' "
                                   "method");
      wait = WAIT_NO_THROW;
      argument = false;
    }
  } else if (!delegate_method(ctx, c, "return")) {
    drupe__coroutine_undelegate(ctx, c);
    drupe__coroutine_await(ctx, c, WAIT_UNWRAP);
    return 0;
  }
  duk_push_tval(ctx, &c->iterator);
  if (argument)
    duk_dup(ctx, -3);
  duk_call_method(ctx, argument);
  drupe__coroutine_await(ctx, c, wait);
  return 0;
}

/* [.. value] -> [..]: the body, or the iterator it has handed over to, gets
 * what a request brought. */
static void generator_receive(duk_context *ctx, coroutine *c,
                              coroutine_how how) {
  if (DUK_TVAL_IS_UNDEFINED(&c->iterator)) {
    generator_go(ctx, c, how);
    return;
  }
  c->state = COROUTINE_ACTIVE;
  c->delegated = (uint8_t)how;
  if (duk_safe_call(ctx, delegate_ask, c, 1, 1) == DUK_EXEC_SUCCESS) {
    duk_pop(ctx);
    return;
  }
  drupe__coroutine_undelegate(ctx, c);
  generator_go(ctx, c, COROUTINE_THROW);
}

/* The first request, if the generator waits for one: at a yield a return() has
 * its value awaited first. */
static void generator_serve(duk_context *ctx, coroutine *c) {
  coroutine_request *r = c->first;

  if (r == NULL) {
    c->state = COROUTINE_YIELD;
    return;
  }
  duk_require_stack(ctx, 4);
  duk_push_tval(ctx, &r->value);
  if (r->how != COROUTINE_FINISH || c->state == COROUTINE_START) {
    generator_receive(ctx, c, r->how);
    return;
  }
  c->state = COROUTINE_ACTIVE;
  if (!generator_await(ctx, c, WAIT_UNWRAP))
    generator_receive(ctx, c, COROUTINE_THROW);
}

/* [.. value] -> [..]: the first request gets it. */
static void generator_yield(duk_context *ctx, coroutine *c) {
  request_complete(ctx, c, false, false);
  generator_serve(ctx, c);
}

/* [.. result] -> [.. value]: of the inner iterator; *done. */
static duk_ret_t delegate_read(duk_context *ctx, void *arg) {
  bool *done = arg;

  if (!duk_is_object(ctx, -1))
    return duk_type_error(ctx, "Iterator result %s is not an object",
                          duk_safe_to_string(ctx, -1));
  duk_require_stack(ctx, 4);
  duk_get_prop_literal(ctx, -1, "done");
  *done = duk_to_boolean(ctx, -1);
  duk_pop(ctx);
  duk_get_prop_stridx_short(ctx, -1, DUK_STRIDX_VALUE);
  return 1;
}

static void delegate_settled(duk_context *ctx, coroutine *c,
                             coroutine_how how) {
  bool done = false;

  if (how == COROUTINE_NEXT &&
      duk_safe_call(ctx, delegate_read, &done, 1, 1) != DUK_EXEC_SUCCESS)
    how = COROUTINE_THROW;
  if (how == COROUTINE_NEXT && !done) {
    generator_yield(ctx, c);
    return;
  }
  if (how == COROUTINE_NEXT && c->delegated == COROUTINE_FINISH)
    how = COROUTINE_FINISH;
  drupe__coroutine_undelegate(ctx, c);
  generator_go(ctx, c, how);
}

static duk_ret_t delegate_refuse(duk_context *ctx, void *arg) {
  (void)arg;
  if (!duk_is_object(ctx, -1))
    return duk_type_error(ctx, "Iterator result %s is not an object",
                          duk_safe_to_string(ctx, -1));
  return duk_type_error(ctx,
                        "The iterator does not provide a 'throw' method.");
}

duk_ret_t drupe__async_generator_delegate(duk_context *ctx, coroutine *c) {
  drupe__async_iterator_open(ctx, 0);
  drupe__coroutine_delegate(ctx, c);
  c->delegated = COROUTINE_NEXT;
  duk_push_undefined(ctx);
  if (duk_safe_call(ctx, delegate_ask, c, 1, 1) != DUK_EXEC_SUCCESS) {
    drupe__coroutine_undelegate(ctx, c);
    return duk_throw(ctx);
  }
  return drupe__coroutine_suspend(ctx, c, COROUTINE_AWAITS);
}

/* -- what was awaited ------------------------------------------------------ */
static void generator_finished(duk_context *ctx, coroutine *c, bool rejected) {
  c->state = COROUTINE_DONE;
  request_complete(ctx, c, true, rejected);
  generator_drain(ctx, c);
}

void drupe__async_generator_settled(duk_context *ctx, coroutine *c,
                                    bool rejected) {
  coroutine_how how = rejected ? COROUTINE_THROW : COROUTINE_NEXT;

  switch (c->wait) {
  case WAIT_YIELD:
    if (rejected)
      generator_go(ctx, c, how);
    else
      generator_yield(ctx, c);
    return;
  case WAIT_UNWRAP:
    generator_receive(ctx, c, rejected ? how : COROUTINE_FINISH);
    return;
  case WAIT_FINISH: generator_finished(ctx, c, rejected); return;
  case WAIT_DELEGATE: delegate_settled(ctx, c, how); return;
  case WAIT_NO_THROW:
    if (!rejected)
      (void)duk_safe_call(ctx, delegate_refuse, NULL, 1, 1);
    drupe__coroutine_undelegate(ctx, c);
    generator_go(ctx, c, COROUTINE_THROW);
    return;
  default:
    how = drupe__for_await_settled(ctx, c, how);
    generator_go(ctx, c, how);
  }
}

/* -- next, return, throw --------------------------------------------------- */
/* [ value this promise ] */
static void generator_request(duk_context *ctx, coroutine *c,
                              coroutine_how how) {
  if (how == COROUTINE_THROW && c->state == COROUTINE_START)
    drupe__coroutine_finish(ctx, c);
  duk_dup(ctx, 0);
  duk_dup(ctx, 2);
  request_add(ctx, c, how);
  duk_pop_2(ctx);
  if (c->state == COROUTINE_START && how == COROUTINE_FINISH)
    drupe__coroutine_finish(ctx, c);
  if (c->state == COROUTINE_DONE)
    generator_drain(ctx, c);
  else if (c->state == COROUTINE_START || c->state == COROUTINE_YIELD)
    generator_serve(ctx, c);
}

/* Magic is the coroutine_how.  Errors reject the promise. */
static duk_ret_t generator_method(duk_context *ctx) {
  static const char *const names[] = {"next", "throw", "return"};
  coroutine_how how = duk_get_current_magic(ctx);
  coroutine *c;

  duk_push_this(ctx);
  c = drupe__coroutine_get(ctx, 1);
  drupe__promise_push(ctx); /* 2 */
  if (c == NULL || c->kind != DRUPE__COROUTINE_ASYNC_GENERATOR) {
    duk_push_error_object(
        ctx, DUK_ERR_TYPE_ERROR,
        "%s method called on incompatible receiver %s", names[how],
        duk_safe_to_string(ctx, 1));
    drupe__promise_reject(ctx, 2);
  } else {
    generator_request(ctx, c, how);
  }
  duk_set_top(ctx, 3);
  return 1;
}

const drupe__builtin drupe__async_generator_methods[] = {
    {"next", generator_method, 1, 1, COROUTINE_NEXT},
    {"return", generator_method, 1, 1, COROUTINE_FINISH},
    {"throw", generator_method, 1, 1, COROUTINE_THROW},
    DRUPE__BUILTIN_END};
