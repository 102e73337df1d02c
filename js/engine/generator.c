/* js/engine/generator.c - generator objects and yield* (ECMA-262 27.5). */
#include "builtins.h"
#include "coroutine.h"
#include "helper.h"

/* -- yield*: the inner iterator gets what the generator gets --------------- */
/* The inner iterator's answer is an object, or what it did is no iteration. */
static void delegate_require_object(duk_context *ctx) {
  if (!duk_is_object(ctx, -1))
    (void)duk_type_error(ctx, "Iterator result %s is not an object",
                         duk_safe_to_string(ctx, -1));
}

/* Pushes iterator[name], undefined where there is none. */
static bool delegate_get_method(duk_context *ctx, coroutine *c,
                                const char *name) {
  duk_push_tval(ctx, &c->iterator);
  duk_get_prop_string(ctx, -1, name);
  duk_remove(ctx, -2);
  if (duk_is_null_or_undefined(ctx, -1)) {
    duk_pop(ctx);
    duk_push_undefined(ctx);
    return false;
  }
  return true;
}

/* It has no throw(): the generator gets a TypeError, the iterator is closed. */
static void delegate_refuse_throw(duk_context *ctx, coroutine *c) {
  if (delegate_get_method(ctx, c, "return")) {
    duk_push_tval(ctx, &c->iterator);
    duk_call_method(ctx, 0);
    delegate_require_object(ctx);
  }
  (void)duk_type_error(ctx, "The iterator does not provide a 'throw' method.");
}

typedef struct delegate_step {
  coroutine *c;
  coroutine_how how; /* in: what the iterator gets; out: how the body goes on */
  bool done;
} delegate_step;

/* [.. value] -> [.. result or, when done, its value] */
static duk_ret_t delegate_call(duk_context *ctx, void *arg) {
  delegate_step *s = arg;
  coroutine *c = s->c;

  duk_require_stack(ctx, 8);
  if (s->how == COROUTINE_NEXT) {
    duk_push_tval(ctx, &c->next);
  } else if (s->how == COROUTINE_THROW) {
    if (!delegate_get_method(ctx, c, "throw"))
      delegate_refuse_throw(ctx, c);
  } else if (!delegate_get_method(ctx, c, "return")) {
    s->done = true;
    duk_pop(ctx);
    return 1;
  }
  duk_push_tval(ctx, &c->iterator);
  duk_dup(ctx, -3);
  duk_call_method(ctx, 1);
  delegate_require_object(ctx);
  duk_get_prop_literal(ctx, -1, "done");
  s->done = duk_to_boolean(ctx, -1);
  duk_pop(ctx);
  if (!s->done)
    return 1;
  duk_get_prop_stridx_short(ctx, -1, DUK_STRIDX_VALUE);
  return 1;
}

/* [.. value] -> [.. result], true: the generator has yielded; else [.. value]
 * and the body goes on with s->how. */
static bool delegate_resume(duk_context *ctx, coroutine *c,
                            coroutine_how *how) {
  delegate_step s = {c, *how, false};

  c->state = COROUTINE_ACTIVE;
  if (duk_safe_call(ctx, delegate_call, &s, 1, 1) != DUK_EXEC_SUCCESS) {
    *how = COROUTINE_THROW;
  } else if (!s.done) {
    c->state = COROUTINE_YIELD;
    return true;
  } else if (s.how != COROUTINE_FINISH) {
    *how = COROUTINE_NEXT;
  }
  drupe__coroutine_undelegate(ctx, c);
  return false;
}

/* -- next, return, throw --------------------------------------------------- */
static coroutine *generator_this(duk_context *ctx) {
  static const char *const names[] = {"[Generator].prototype.next",
                                      "[Generator].prototype.throw",
                                      "[Generator].prototype.return"};
  coroutine *c;

  duk_push_this(ctx);
  c = drupe__coroutine_get(ctx, -1);
  if (c == NULL || c->kind != DRUPE__COROUTINE_GENERATOR)
    (void)drupe__incompatible(ctx, names[duk_get_current_magic(ctx)]);
  return c;
}

/* [.. value]: no body is left to take it. */
static duk_ret_t generator_done(duk_context *ctx, coroutine_how how) {
  if (how == COROUTINE_THROW)
    return duk_throw(ctx);
  if (how == COROUTINE_NEXT) {
    duk_pop(ctx);
    duk_push_undefined(ctx);
  }
  drupe__iterator_result(ctx, true);
  return 1;
}

/* next(v), throw(v), return(v); magic is the coroutine_how. */
static duk_ret_t generator_resume(duk_context *ctx) {
  coroutine_how how = duk_get_current_magic(ctx);
  coroutine *c = generator_this(ctx);

  if (c->state == COROUTINE_ACTIVE)
    return duk_type_error(ctx, "Generator is already running");
  if (c->state == COROUTINE_START && how != COROUTINE_NEXT)
    drupe__coroutine_finish(ctx, c);
  duk_dup(ctx, 0);
  if (c->state == COROUTINE_DONE)
    return generator_done(ctx, how);
  if (!DUK_TVAL_IS_UNDEFINED(&c->iterator) && delegate_resume(ctx, c, &how))
    return 1;
  switch (drupe__coroutine_run(ctx, c, how)) {
  case COROUTINE_YIELDED: drupe__iterator_result(ctx, false); return 1;
  case COROUTINE_RETURNED: drupe__iterator_result(ctx, true); return 1;
  case COROUTINE_THREW: return duk_throw(ctx);
  default: return 1;
  }
}

bool drupe__generator_is_method(const duk_hobject *f) {
  return DUK_HOBJECT_IS_NATFUNC(f) &&
         ((const duk_hnatfunc *)f)->func == generator_resume;
}

bool drupe__generator_is_plain(const duk_tval *iterator, const duk_tval *next) {
  const duk_hnatfunc *f;
  const coroutine *c;

  if (!DUK_TVAL_IS_OBJECT(iterator) || !DUK_TVAL_IS_OBJECT(next))
    return false;
  f = (const void *)DUK_TVAL_GET_OBJECT(next);
  c = (const void *)DUK_TVAL_GET_OBJECT(iterator);
  return drupe__generator_is_method(&f->obj) && f->magic == COROUTINE_NEXT &&
         DUK_HOBJECT_GET_CLASS_NUMBER(&c->native.object) ==
             DRUPE__CLASS_ENGINE &&
         c->native.ops == &drupe__coroutine_ops &&
         c->kind == DRUPE__COROUTINE_GENERATOR;
}

coroutine_outcome drupe__generator_step(duk_context *ctx,
                                        const duk_tval *iterator) {
  coroutine *c = (void *)DUK_TVAL_GET_OBJECT(iterator);
  coroutine_how how = COROUTINE_NEXT;
  coroutine_outcome outcome;

  if (c->state == COROUTINE_ACTIVE)
    (void)duk_type_error(ctx, "Generator is already running");
  duk_push_undefined(ctx);
  if (c->state == COROUTINE_DONE)
    return COROUTINE_RETURNED;
  if (!DUK_TVAL_IS_UNDEFINED(&c->iterator) && delegate_resume(ctx, c, &how))
    return COROUTINE_RESULT;
  outcome = drupe__coroutine_run(ctx, c, how);
  if (outcome == COROUTINE_THREW)
    (void)duk_throw(ctx);
  return outcome;
}

const drupe__builtin drupe__generator_methods[] = {
    {"next", generator_resume, 1, 1, COROUTINE_NEXT},
    {"return", generator_resume, 1, 1, COROUTINE_FINISH},
    {"throw", generator_resume, 1, 1, COROUTINE_THROW},
    DRUPE__BUILTIN_END};

/* -- helpers --------------------------------------------------------------- */
/* gi(): the parameters are done, the body waits for the first next(). */
static duk_ret_t helper_gi(duk_context *ctx) {
  coroutine *c = drupe__coroutine_of_body(ctx);

  duk_push_undefined(ctx);
  return drupe__coroutine_suspend(ctx, c, COROUTINE_BEGUN);
}

/* y(v) */
static duk_ret_t helper_y(duk_context *ctx) {
  coroutine *c = drupe__coroutine_of_body(ctx);

  if (c->kind == DRUPE__COROUTINE_GENERATOR)
    return drupe__coroutine_suspend(ctx, c, COROUTINE_YIELDED);
  drupe__coroutine_await(ctx, c, WAIT_YIELD);
  duk_push_undefined(ctx);
  return drupe__coroutine_suspend(ctx, c, COROUTINE_AWAITS);
}

/* ys(v): the first step is the body's own; what follows comes from outside. */
static duk_ret_t helper_ys(duk_context *ctx) {
  coroutine *c = drupe__coroutine_of_body(ctx);
  coroutine_how how = COROUTINE_NEXT;

  if (c->kind == DRUPE__COROUTINE_ASYNC_GENERATOR)
    return drupe__async_generator_delegate(ctx, c);
  drupe__iterator_open(ctx, 0,
                       DRUPE__ITERATES_BUILTIN); /* [ v iterator next ] */
  drupe__coroutine_delegate(ctx, c);
  duk_push_undefined(ctx);
  if (delegate_resume(ctx, c, &how))
    return drupe__coroutine_suspend(ctx, c, COROUTINE_RESULT);
  return how == COROUTINE_THROW ? duk_throw(ctx) : 1;
}

const drupe__helper drupe__helpers_generator[] = {{"gi", helper_gi, 0, 0},
                                                  {"y", helper_y, 1, 0},
                                                  {"ys", helper_ys, 1, 0},
                                                  {NULL, NULL, 0, 0}};
