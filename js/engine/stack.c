/* js/engine/stack.c - Error.stack, captureStackTrace, stackTraceLimit.
 *
 * When an error is made, functions, receivers and program counters are stored
 * (edit 070-stack-traces): 0.3 us.  Text comes into being when `stack` is read
 * first, and becomes an own property of the error then. */
#include <string.h>

#include "coroutine.h"
#include "stack.h"
#include "text.h"

/* Hidden frames count too when a trace is stored, so store more than shown. */
#define STACK_FRAMES_MAX 400

static duk_tval *stack_own(duk_context *ctx, duk_hobject *object,
                           const char *key) {
  duk_tval *tv;

  duk_push_string(ctx, key);
  tv = duk_hobject_find_entry_tval_ptr(ctx->heap, object,
                                       duk_known_hstring(ctx, -1));
  duk_pop(ctx);
  return tv;
}

/* Error.stackTraceLimit; -1: not a number, no trace at all. */
static int stack_limit(duk_context *ctx) {
  duk_hobject *constructor = ctx->builtins[DUK_BIDX_ERROR_CONSTRUCTOR];
  duk_tval *tv = stack_own(ctx, constructor, "stackTraceLimit");
  double limit;

  if (tv == NULL || !DUK_TVAL_IS_NUMBER(tv))
    return -1;
  limit = DUK_TVAL_GET_NUMBER(tv);
  if (!(limit > 0))
    return 0;
  return limit > 200 ? 200 : (int)limit;
}

/* Value of a plain property on the chain, without running anything. */
static const duk_tval *stack_plain_key(duk_hthread *thread, duk_hobject *object,
                                       duk_hstring *key) {
  int depth;

  for (depth = 0; object != NULL && depth < 32; depth++) {
    const duk_tval *tv =
        duk_hobject_find_entry_tval_ptr(thread->heap, object, key);

    if (tv != NULL)
      return tv;
    object = DUK_HOBJECT_GET_PROTOTYPE(thread->heap, object);
  }
  return NULL;
}

static const duk_tval *stack_plain(duk_hthread *thread, duk_hobject *object,
                                   duk_small_uint_t stridx) {
  return stack_plain_key(thread, object,
                         DUK_HTHREAD_GET_STRING(thread, stridx));
}

static void stack_put(duk_tval *slot, const duk_tval *value) {
  if (value == NULL)
    return; /* undefined already */
  DUK_TVAL_SET_TVAL(slot, value);
  DUK_TVAL_INCREF(NULL, slot);
}

/* `this` of an activation; NULL where there is none. */
static const duk_tval *stack_receiver(const duk_hthread *running,
                                      const duk_activation *act) {
  const duk_tval *tv =
      (const void *)((const char *)running->valstack + act->bottom_byteoff);

  if (act->bottom_byteoff < sizeof(duk_tval) || tv > running->valstack_top)
    return NULL;
  return tv - 1;
}

static bool stack_is_error_constructor(const duk_activation *act) {
  const duk_hobject *f = DUK_ACT_GET_FUNC(act);

  return f != NULL && DUK_HOBJECT_IS_NATFUNC(f) &&
         ((const duk_hnatfunc *)f)->func == duk_bi_error_constructor_shared;
}

/* The frames of a trace: those of the running thread, of the threads that wait
 * for it, and where the outermost is an async function's, of those that await
 * it. */
typedef struct stack_walk {
  duk_hthread *thread;
  duk_activation *act; /* NULL: the end */
  coroutine *body;     /* the outermost one seen, may be NULL */
  coroutine *step;     /* in front of `act`: next() of it, which for-of skips */
  bool async;
} stack_walk;

/* Does the frame stand for the step itself, or step no generator? */
static bool walk_is_next(const duk_activation *act) {
  const duk_hobject *f = act == NULL ? NULL : DUK_ACT_GET_FUNC(act);

  return f == NULL || !DUK_HOBJECT_IS_NATFUNC(f) ||
         drupe__generator_is_method(f);
}

/* Where a thread ends, goes to the next. */
static void walk_settle(stack_walk *w) {
  while (w->act == NULL && !w->async && w->thread->resumer != NULL) {
    if (w->thread->drupe_coroutine != NULL)
      w->body = w->thread->drupe_coroutine;
    w->thread = w->thread->resumer;
    w->act = w->thread->callstack_curr;
    if (w->body != NULL && w->body->kind == DRUPE__COROUTINE_GENERATOR &&
        !walk_is_next(w->act)) {
      w->step = w->body;
      return;
    }
  }
  if (w->act != NULL || w->body == NULL)
    return;
  if (w->body->kind != DRUPE__COROUTINE_GENERATOR &&
      drupe__coroutine_waiter(w->body, &w->body)) {
    w->async = true;
    w->thread = w->body->thread;
    w->act = w->thread->callstack_curr;
  }
}

static stack_walk walk_begin(duk_hthread *running, duk_activation *act) {
  stack_walk w = {running, act, NULL, NULL, false};

  walk_settle(&w);
  return w;
}

static void walk_next(stack_walk *w) {
  if (w->step != NULL) {
    w->step = NULL;
    walk_settle(w);
    return;
  }
  w->act = w->async ? NULL : w->act->parent;
  walk_settle(w);
}

/* The three values of a frame. */
static void walk_store(duk_hthread *thread, const stack_walk *w, duk_tval *tv) {
  duk_uint32_t flags = w->act->flags | (w->async ? DRUPE__FRAME_ASYNC : 0);
  duk_tval self;

  if (w->step != NULL) {
    stack_put(tv, stack_plain_key(thread,
                                  DUK_HOBJECT_GET_PROTOTYPE(
                                      thread->heap, &w->step->native.object),
                                  drupe__engine_of(thread)->intrinsics.next));
    DUK_TVAL_SET_DOUBLE(tv + 1, 0.0);
    DUK_TVAL_SET_OBJECT(&self, &w->step->native.object);
    stack_put(tv + 2, &self);
    return;
  }
  stack_put(tv, &w->act->tv_func);
  DUK_TVAL_SET_DOUBLE(
      tv + 1, (double)flags * 4294967296.0 +
                  (double)duk_hthread_get_act_prev_pc(w->thread, w->act));
  stack_put(tv + 2, stack_receiver(w->thread, w->act));
}

/* [ .. object ] -> the same with a trace from activation `act` down. */
static void stack_store(duk_hthread *thread, duk_hthread *running,
                        duk_activation *act, int limit) {
  uint32_t line = 0;
  int frames = 0;
  stack_walk w;
  duk_tval *tv;

  if (thread->compile_ctx != NULL && thread->compile_ctx->h_filename != NULL)
    line = (uint32_t)thread->compile_ctx->curr_token.start_line;
  for (w = walk_begin(running, act);
       w.act != NULL && frames < 2 * limit && frames < STACK_FRAMES_MAX;
       walk_next(&w))
    frames++;
  tv = duk_push_harray_with_size_outptr(thread, DRUPE__TRACE_HEAD +
                                                    3 * (uint32_t)frames);
  duk_clear_prototype(thread, -1);
  DUK_TVAL_SET_U32(tv + 1, line); /* before it: a name, drupe__stack_set_code */
  DUK_TVAL_SET_I32(tv + 2, limit);
  tv += DRUPE__TRACE_HEAD;
  w = walk_begin(running, act);
  for (; frames > 0; frames--, walk_next(&w), tv += 3)
    walk_store(thread, &w, tv);
  duk_xdef_prop_stridx_short(thread, -2, DUK_STRIDX_INT_TRACEDATA,
                             DUK_PROPDESC_FLAGS_WC);
}

/* First activation below the innermost one of `function`, in *thread or one
 * that waits for it; NULL: none.  `flags`: that it must have. */
static duk_activation *stack_below(duk_hthread **thread, duk_activation *act,
                                   const duk_hobject *function,
                                   duk_small_uint_t flags) {
  for (;;) {
    for (; act != NULL; act = act->parent)
      if (DUK_ACT_GET_FUNC(act) == function && (act->flags & flags) == flags)
        return act->parent;
    if ((*thread)->resumer == NULL)
      return NULL;
    *thread = (*thread)->resumer;
    act = (*thread)->callstack_curr;
  }
}

/* An error that a class's constructor makes by super() does not show that
 * constructor, nor what it called: V8 looks for new.target, which is found here
 * by the prototype that the error got of it. */
static duk_activation *stack_below_class(duk_hthread **thread,
                                         duk_activation *act,
                                         duk_hobject *error) {
  duk_hobject *prototype = DUK_HOBJECT_GET_PROTOTYPE((*thread)->heap, error);
  duk_hthread *start = *thread;
  duk_activation *below;
  duk_tval *tv;

  if (prototype == NULL)
    return act;
  tv = duk_hobject_find_entry_tval_ptr(start->heap, prototype,
                                       DUK_HTHREAD_STRING_CONSTRUCTOR(start));
  if (tv == NULL || !DUK_TVAL_IS_OBJECT(tv) ||
      !DUK_HOBJECT_IS_COMPFUNC(DUK_TVAL_GET_OBJECT(tv)))
    return act;
  below =
      stack_below(thread, act, DUK_TVAL_GET_OBJECT(tv), DUK_ACT_FLAG_CONSTRUCT);
  if (below != NULL)
    return below;
  *thread = start;
  return act;
}

/* Called by the engine for each error made: [ .. error ]. */
void drupe__stack_capture(duk_hthread *thread, duk_hthread *running,
                          duk_small_uint_t flags) {
  duk_activation *act = running->callstack_curr;
  int limit;

  duk_require_stack(thread, 8);
  drupe__thrown_forget(thread, duk_get_hobject(thread, -1));
  limit = stack_limit(thread);
  if (limit < 0)
    return;
  if ((flags & DUK_AUGMENT_FLAG_SKIP_ONE) && act != NULL)
    act = act->parent;
  if (act != NULL && stack_is_error_constructor(act))
    act = act->parent;
  act = stack_below_class(&running, act, duk_known_hobject(thread, -1));
  stack_store(thread, running, act, limit);
}

uint32_t drupe__stack_compile_line(duk_context *ctx, duk_idx_t index) {
  duk_hobject *error = duk_get_hobject(ctx, index);
  duk_hobject *trace;
  duk_tval *tv;

  if (error == NULL)
    return 0;
  tv = duk_hobject_find_entry_tval_ptr_stridx(ctx->heap, error,
                                              DUK_STRIDX_INT_TRACEDATA);
  if (tv == NULL || !DUK_TVAL_IS_OBJECT(tv))
    return 0;
  trace = DUK_TVAL_GET_OBJECT(tv);
  if (DUK_HOBJECT_GET_ASIZE(trace) < DRUPE__TRACE_HEAD)
    return 0;
  tv = DUK_HOBJECT_A_GET_BASE(ctx->heap, trace) + 1;
  return DUK_TVAL_IS_NUMBER(tv) ? (uint32_t)DUK_TVAL_GET_NUMBER(tv) : 0;
}

void drupe__stack_set_code(duk_context *ctx, duk_idx_t error,
                           const char *code) {
  duk_hobject *object = duk_require_hobject(ctx, error);
  duk_hobject *trace;
  duk_tval *tv = duk_hobject_find_entry_tval_ptr_stridx(
      ctx->heap, object, DUK_STRIDX_INT_TRACEDATA);

  if (tv == NULL || !DUK_TVAL_IS_OBJECT(tv))
    return;
  trace = DUK_TVAL_GET_OBJECT(tv);
  duk_require_stack(ctx, 8);
  tv = (duk_tval *)stack_plain(ctx, object, DUK_STRIDX_NAME);
  duk_push_hobject(ctx, trace);
  if (tv != NULL)
    duk_push_tval(ctx, tv);
  else
    duk_push_literal(ctx, "Error");
  duk_push_literal(ctx, " [");
  duk_push_string(ctx, code);
  duk_push_literal(ctx, "]");
  duk_concat(ctx, 4);
  duk_put_prop_index(ctx, -2, 0);
  duk_pop(ctx);
}

/* -- text ------------------------------------------------------------------ */
static void stack_to_text(duk_context *ctx, const char *absent) {
  if (duk_is_undefined(ctx, -1)) {
    duk_pop(ctx);
    duk_push_string(ctx, absent);
  }
  duk_to_string(ctx, -1);
}

/* [ error name ] -> [ "Name: message" ], as Error.prototype.toString has it; a
 * name that is not undefined takes the place of the error's.  Runs getters. */
static duk_ret_t stack_header(duk_context *ctx, void *udata) {
  duk_idx_t error = duk_get_top(ctx) - 2;

  (void)udata;
  if (duk_is_undefined(ctx, -1)) {
    duk_pop(ctx);
    duk_get_prop_stridx(ctx, error, DUK_STRIDX_NAME);
  }
  stack_to_text(ctx, "Error");
  duk_get_prop_stridx(ctx, error, DUK_STRIDX_MESSAGE);
  stack_to_text(ctx, "");
  if (duk_get_length(ctx, -1) == 0) {
    duk_pop(ctx);
    return 1;
  }
  if (duk_get_length(ctx, -2) > 0) {
    duk_push_literal(ctx, ": ");
    duk_insert(ctx, -2);
    duk_concat(ctx, 3);
  }
  return 1;
}

/* The first line of the text that `stack` shows, of the time when it is read
 * first, as Node composes it. */
static void stack_push_header(duk_context *ctx, duk_idx_t error,
                              duk_idx_t trace) {
  duk_dup(ctx, error);
  duk_get_prop_index(ctx, trace, 0);
  if (duk_safe_call(ctx, stack_header, NULL, 2, 1) != 0) {
    duk_pop(ctx);
    duk_push_literal(ctx, "<error>");
  }
}

static int stack_trace_limit(duk_context *ctx, duk_idx_t trace) {
  int limit;

  duk_get_prop_index(ctx, trace, 2);
  limit = duk_get_int(ctx, -1);
  duk_pop(ctx);
  return limit;
}

/* Pushes "Name: message\n    at ..." */
static void stack_push_text(duk_context *ctx, duk_idx_t error,
                            duk_idx_t trace) {
  int limit = stack_trace_limit(ctx, trace);
  drupe__frame frame;
  duk_idx_t parts = 1;
  uint32_t i;

  duk_require_stack(ctx, limit + 32);
  duk_push_literal(ctx, "\n    at ");
  stack_push_header(ctx, error, trace);
  for (i = 0; limit > 0 && drupe__frame_read(ctx, trace, i, &frame); i++) {
    if (!drupe__frame_visible(ctx, &frame))
      continue;
    drupe__frame_push_text(ctx, &frame);
    parts++;
    limit--;
  }
  duk_join(ctx, parts);
}

/* Error.prepareStackTrace is a function: its answer, [ .. ] -> [ .. value ]. */
static bool stack_prepare(duk_context *ctx, duk_idx_t error, duk_idx_t trace) {
  int limit = stack_trace_limit(ctx, trace);
  duk_uarridx_t n = 0;
  drupe__frame frame;
  uint32_t i;

  duk_push_hobject(ctx, ctx->builtins[DUK_BIDX_ERROR_CONSTRUCTOR]);
  duk_get_prop_literal(ctx, -1, "prepareStackTrace");
  if (!duk_is_function(ctx, -1)) {
    duk_pop_2(ctx);
    return false;
  }
  duk_insert(ctx, -2); /* [ fn Error ]: `this` is Error */
  duk_dup(ctx, error);
  duk_push_array(ctx);
  for (i = 0; limit > 0 && drupe__frame_read(ctx, trace, i, &frame); i++) {
    if (!drupe__frame_visible(ctx, &frame))
      continue;
    drupe__callsite_push(ctx, trace, i);
    duk_put_prop_index(ctx, -2, n++);
    limit--;
  }
  duk_call_method(ctx, 2);
  return true;
}

static void stack_define(duk_context *ctx, duk_idx_t object) {
  /* [ .. value ] -> [ .. ] */
  object = duk_normalize_index(ctx, object);
  duk_push_literal(ctx, "stack");
  duk_insert(ctx, -2);
  duk_def_prop(ctx, object,
               DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_WRITABLE |
                   DUK_DEFPROP_SET_CONFIGURABLE | DUK_DEFPROP_CLEAR_ENUMERABLE);
}

/* Pushes the value of `stack` for an object with a trace; undefined without. */
static void stack_push_value(duk_context *ctx, duk_idx_t object) {
  duk_idx_t trace;

  object = duk_normalize_index(ctx, object);
  duk_require_stack(ctx, 16);
  if (!duk_xget_owndataprop_stridx_short(ctx, object,
                                         DUK_STRIDX_INT_TRACEDATA) ||
      !duk_is_object(ctx, -1))
    return; /* undefined */
  trace = duk_get_top_index(ctx);
  if (!stack_prepare(ctx, object, trace))
    stack_push_text(ctx, object, trace);
  duk_remove(ctx, trace);
}

/* -- properties ------------------------------------------------------------ */
static duk_ret_t stack_getter(duk_context *ctx) {
  duk_hobject *self;

  duk_push_this(ctx);
  self = duk_get_hobject(ctx, -1);
  if (self == NULL)
    return 0;
  stack_push_value(ctx, -1);
  if (!duk_is_undefined(ctx, -1) && DUK_HOBJECT_HAS_EXTENSIBLE(self)) {
    duk_dup(ctx, -1);
    stack_define(ctx, -3);
  }
  return 1;
}

static duk_ret_t stack_setter(duk_context *ctx) {
  duk_push_this(ctx);
  duk_require_object(ctx, -1);
  duk_dup(ctx, 0);
  stack_define(ctx, -2);
  return 0;
}

/* Error.captureStackTrace(object[, function]) */
static duk_ret_t stack_capture_native(duk_context *ctx) {
  duk_hobject *function = duk_get_hobject(ctx, 1);
  duk_hobject *object = duk_get_hobject(ctx, 0);
  duk_activation *act = ctx->callstack_curr->parent;
  duk_hthread *running = ctx;
  int limit = stack_limit(ctx);

  if (object == NULL)
    return duk_type_error(ctx, "invalid_argument");
  if (!DUK_HOBJECT_HAS_EXTENSIBLE(object))
    return duk_type_error(ctx, "Cannot define property stack, object is not "
                               "extensible");
  if (function != NULL && DUK_HOBJECT_IS_CALLABLE(function))
    act = stack_below(&running, act, function, 0);
  duk_set_top(ctx, 1);
  if (limit < 0) {
    duk_push_undefined(ctx);
    stack_define(ctx, 0);
    return 0;
  }
  stack_store(ctx, running, act, limit);
  /* Errors read it when asked; others have no accessor to do so. */
  if (duk_hobject_prototype_chain_contains(
          ctx, object, ctx->builtins[DUK_BIDX_ERROR_PROTOTYPE], 1)) {
    duk_push_literal(ctx, "stack");
    (void)duk_hobject_delprop_raw(ctx, object, duk_known_hstring(ctx, -1), 0);
  } else {
    stack_push_value(ctx, 0);
    stack_define(ctx, 0);
  }
  return 0;
}

void drupe__stack_init(duk_context *ctx) {
  const duk_uint_t hidden = DUK_DEFPROP_SET_CONFIGURABLE |
                            DUK_DEFPROP_CLEAR_ENUMERABLE | DUK_DEFPROP_FORCE;

  drupe__callsite_init(ctx);
  duk_push_hobject(ctx, ctx->builtins[DUK_BIDX_ERROR_PROTOTYPE]);
  duk_del_prop_literal(ctx, -1, "fileName");
  duk_del_prop_literal(ctx, -1, "lineNumber");
  duk_push_literal(ctx, "stack");
  duk_push_c_function(ctx, stack_getter, 0);
  duk_push_c_function(ctx, stack_setter, 1);
  duk_def_prop(ctx, -4,
               hidden | DUK_DEFPROP_HAVE_GETTER | DUK_DEFPROP_HAVE_SETTER);
  duk_pop(ctx);

  duk_push_hobject(ctx, ctx->builtins[DUK_BIDX_ERROR_CONSTRUCTOR]);
  duk_push_literal(ctx, "stackTraceLimit");
  duk_push_int(ctx, 10);
  duk_def_prop(ctx, -3, DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_WEC);
  drupe__function_define(ctx, "captureStackTrace", stack_capture_native, 2);
  duk_pop(ctx);
}
