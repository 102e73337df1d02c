/* js/engine/async_from_sync.c - the async iterator around a sync one, for what
 * has no Symbol.asyncIterator (ECMA-262 27.1.6).  No script sees it. */
#include "builtins.h"
#include "coroutine.h"
#include "promise_internal.h"

typedef struct from_sync {
  drupe__native native;
  duk_tval iterator;
  duk_tval next;
} from_sync;

static void from_sync_mark(duk_heap *heap, duk_hobject *object) {
  from_sync *f = (void *)object;

  drupe__heap_mark_value(heap, &f->iterator);
  drupe__heap_mark_value(heap, &f->next);
}

static void from_sync_drop(duk_hthread *thread, duk_hobject *object) {
  from_sync *f = (void *)object;

  DUK_TVAL_DECREF_NORZ(thread, &f->iterator);
  DUK_TVAL_DECREF_NORZ(thread, &f->next);
}

static const drupe__native_ops from_sync_ops = {
    "Async-from-Sync Iterator", from_sync_mark, from_sync_drop, NULL};

/* -- what a value becomes -------------------------------------------------- */
/* Magic: done.  The value that a promise was fulfilled with. */
static duk_ret_t from_sync_unwrap(duk_context *ctx) {
  duk_set_top(ctx, 1);
  drupe__iterator_result(ctx, duk_get_current_magic(ctx) != 0);
  return 1;
}

static duk_ret_t from_sync_close(duk_context *ctx, void *arg) {
  (void)arg;
  duk_get_prop_literal(ctx, -1, "return");
  if (duk_is_null_or_undefined(ctx, -1))
    return 0;
  duk_dup(ctx, -2);
  duk_call_method(ctx, 0);
  return 0;
}

/* [.. iterator]: closes it; what that throws does not count. */
static void from_sync_close_quiet(duk_context *ctx) {
  (void)duk_safe_call(ctx, from_sync_close, NULL, 1, 1);
  duk_pop(ctx);
}

/* A value was a promise that is rejected: ends the iteration. */
static duk_ret_t from_sync_rejected(duk_context *ctx) {
  drupe__closure_get(ctx, 0);
  from_sync_close_quiet(ctx);
  duk_set_top(ctx, 1);
  return duk_throw(ctx);
}

static duk_ret_t from_sync_promise(duk_context *ctx, void *arg) {
  (void)arg;
  duk_require_stack(ctx, 8);
  duk_push_hobject(ctx, drupe__engine_of(ctx)->promise_constructor);
  drupe__promise_of(ctx, -1, -2);
  return 1;
}

typedef struct from_sync_step {
  from_sync *f;
  duk_idx_t argument; /* negative: none was given */
  const char *name;
  bool closes; /* a rejected value ends the sync iteration */
} from_sync_step;

/* The iterator's result of next, return or throw is on top: [.. result] ->
 * [.. promise of an iterator result].  What throws rejects. */
static void from_sync_continue(duk_context *ctx, const from_sync_step *s) {
  duk_idx_t value;
  bool done;

  duk_get_prop_literal(ctx, -1, "done");
  done = duk_to_boolean(ctx, -1);
  duk_pop(ctx);
  duk_get_prop_stridx_short(ctx, -1, DUK_STRIDX_VALUE);
  value = duk_get_top_index(ctx);
  duk_dup(ctx, value);
  if (duk_safe_call(ctx, from_sync_promise, NULL, 1, 1) != DUK_EXEC_SUCCESS) {
    if (!done && s->closes) {
      duk_push_tval(ctx, &s->f->iterator);
      from_sync_close_quiet(ctx);
    }
    (void)duk_throw(ctx);
  }
  drupe__closure_push(ctx, from_sync_unwrap, 1);
  duk_set_magic(ctx, -1, done);
  if (done || !s->closes) {
    duk_push_undefined(ctx);
  } else {
    drupe__closure_push(ctx, from_sync_rejected, 1);
    duk_push_tval(ctx, &s->f->iterator);
    drupe__closure_set(ctx, 0);
  }
  drupe__promise_then(ctx, value + 1);
}

/* [.. iterator]: it has no throw(). */
static void from_sync_refuse(duk_context *ctx) {
  duk_get_prop_literal(ctx, -1, "return");
  if (!duk_is_null_or_undefined(ctx, -1)) {
    duk_dup(ctx, -2);
    duk_call_method(ctx, 0);
    if (!duk_is_object(ctx, -1))
      (void)duk_type_error(ctx, "Iterator result %s is not an object",
                           duk_safe_to_string(ctx, -1));
  }
  (void)duk_type_error(ctx, "The iterator does not provide a 'throw' method.");
}

/* [ argument ], 1 result: the promise. */
static duk_ret_t from_sync_run(duk_context *ctx, void *arg) {
  from_sync_step *s = arg;
  duk_idx_t argument = duk_get_top_index(ctx);

  duk_require_stack(ctx, 16);
  duk_push_tval(ctx, &s->f->iterator);
  if (*s->name == 'n') {
    duk_push_tval(ctx, &s->f->next);
  } else {
    duk_get_prop_string(ctx, -1, s->name);
    if (duk_is_null_or_undefined(ctx, -1)) {
      duk_pop(ctx);
      if (*s->name == 't')
        from_sync_refuse(ctx);
      drupe__promise_push(ctx);
      duk_dup(ctx, argument);
      drupe__iterator_result(ctx, true);
      drupe__promise_resolve(ctx, duk_get_top(ctx) - 2);
      return 1;
    }
  }
  duk_insert(ctx, -2);
  if (s->argument >= 0)
    duk_dup(ctx, argument);
  duk_call_method(ctx, s->argument >= 0);
  if (!duk_is_object(ctx, -1))
    return duk_type_error(ctx, "Iterator result %s is not an object",
                          duk_safe_to_string(ctx, -1));
  from_sync_continue(ctx, s);
  return 1;
}

/* next, return, throw; magic is the coroutine_how. */
static duk_ret_t from_sync_method(duk_context *ctx) {
  static const char *const names[] = {"next", "throw", "return"};
  int how = duk_get_current_magic(ctx);
  from_sync_step s = {NULL, duk_get_top(ctx) - 1, names[how],
                      how != COROUTINE_FINISH};

  duk_set_top(ctx, 1);
  duk_push_this(ctx);
  s.f = drupe__native_get(ctx, -1, &from_sync_ops);
  if (s.f == NULL)
    return drupe__incompatible(ctx, "Async-from-Sync Iterator");
  duk_dup(ctx, 0);
  if (duk_safe_call(ctx, from_sync_run, &s, 1, 1) != DUK_EXEC_SUCCESS) {
    drupe__promise_push(ctx);
    duk_insert(ctx, -2);
    drupe__promise_reject(ctx, duk_get_top(ctx) - 2);
  }
  return 1;
}

static const drupe__builtin from_sync_methods[] = {
    {"next", from_sync_method, DUK_VARARGS, 1, COROUTINE_NEXT},
    {"return", from_sync_method, DUK_VARARGS, 1, COROUTINE_FINISH},
    {"throw", from_sync_method, DUK_VARARGS, 1, COROUTINE_THROW},
    DRUPE__BUILTIN_END};

static duk_hobject *from_sync_prototype(duk_context *ctx) {
  drupe__engine *e = drupe__engine_of(ctx);

  if (e->async_from_sync_prototype == NULL) {
    duk_push_object(ctx);
    drupe__define(ctx, -1, from_sync_methods);
    drupe__stash(ctx, "AsyncFromSyncIterator");
    e->async_from_sync_prototype = duk_known_hobject(ctx, -1);
    duk_pop(ctx);
  }
  return e->async_from_sync_prototype;
}

void drupe__async_from_sync(duk_context *ctx) {
  from_sync *f = drupe__native_new(ctx, sizeof(*f), &from_sync_ops,
                                   from_sync_prototype(ctx));

  DUK_TVAL_SET_TVAL(&f->iterator, DUK_GET_TVAL_NEGIDX(ctx, -3));
  DUK_TVAL_INCREF(ctx, &f->iterator);
  DUK_TVAL_SET_TVAL(&f->next, DUK_GET_TVAL_NEGIDX(ctx, -2));
  DUK_TVAL_INCREF(ctx, &f->next);
  duk_replace(ctx, -3);
  duk_pop(ctx);
}
