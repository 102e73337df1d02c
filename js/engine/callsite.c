/* js/engine/callsite.c - CallSite objects, for Error.prepareStackTrace.
 *
 * A CallSite keeps its frame as a trace of one frame in a hidden property. */
#include <string.h>

#include "engine_internal.h"
#include "stack.h"

#define CALLSITE_TRACE DUK_HIDDEN_SYMBOL("trace")

void drupe__callsite_push(duk_context *ctx, duk_idx_t trace, uint32_t i) {
  uint32_t at = DRUPE__TRACE_HEAD + 3 * i;
  uint32_t k;

  trace = duk_normalize_index(ctx, trace);
  duk_require_stack(ctx, 8);
  duk_push_object(ctx);
  duk_push_hobject(ctx, drupe__engine_of(ctx)->callsite);
  duk_set_prototype(ctx, -2);
  duk_push_array(ctx);
  for (k = 0; k < DRUPE__TRACE_HEAD + 3; k++) {
    duk_get_prop_index(ctx, trace,
                       k < DRUPE__TRACE_HEAD ? k : at + k - DRUPE__TRACE_HEAD);
    duk_put_prop_index(ctx, -2, k);
  }
  duk_put_prop_literal(ctx, -2, CALLSITE_TRACE);
}

/* The frame of `this`; leaves values on the stack that keep it. */
static drupe__frame callsite_frame(duk_context *ctx) {
  drupe__frame frame;

  duk_push_this(ctx);
  if (!duk_is_object(ctx, -1) ||
      !duk_get_prop_literal(ctx, -1, CALLSITE_TRACE) ||
      !drupe__frame_read(ctx, -1, 0, &frame))
    (void)duk_type_error(ctx, "CallSite method called on an object that is no "
                              "CallSite");
  return frame;
}

/* "" is null for scripts. */
static duk_ret_t callsite_text(duk_context *ctx) {
  if (duk_is_string(ctx, -1) && duk_get_length(ctx, -1) == 0)
    duk_push_null(ctx);
  return 1;
}

static duk_ret_t callsite_get_this(duk_context *ctx) {
  (void)callsite_frame(ctx);
  return 0; /* V8: undefined for strict functions, and in effect always */
}

static duk_ret_t callsite_get_type_name(duk_context *ctx) {
  drupe__frame frame = callsite_frame(ctx);

  if (frame.flags & DUK_ACT_FLAG_CONSTRUCT)
    duk_push_null(ctx);
  else
    drupe__frame_push_type(ctx, &frame);
  return callsite_text(ctx);
}

static duk_ret_t callsite_get_function(duk_context *ctx) {
  drupe__frame frame = callsite_frame(ctx);

  if (DUK_HOBJECT_HAS_STRICT(frame.function))
    return 0;
  duk_push_hobject(ctx, frame.function);
  return 1;
}

static duk_ret_t callsite_get_function_name(duk_context *ctx) {
  drupe__frame frame = callsite_frame(ctx);

  drupe__frame_push_function(ctx, &frame);
  return callsite_text(ctx);
}

static duk_ret_t callsite_get_method_name(duk_context *ctx) {
  drupe__frame frame = callsite_frame(ctx);

  if (frame.flags & DUK_ACT_FLAG_CONSTRUCT)
    duk_push_null(ctx);
  else
    drupe__frame_push_method(ctx, &frame);
  return callsite_text(ctx);
}

static duk_ret_t callsite_get_file_name(duk_context *ctx) {
  drupe__frame frame = callsite_frame(ctx);
  drupe__place place = drupe__frame_place(ctx, &frame);

  if (place.file == NULL)
    return 0;
  duk_push_string(ctx, place.file);
  return 1;
}

static duk_ret_t callsite_push_number(duk_context *ctx, uint32_t number) {
  if (number == 0)
    duk_push_null(ctx);
  else
    duk_push_uint(ctx, number);
  return 1;
}

static duk_ret_t callsite_get_line_number(duk_context *ctx) {
  drupe__frame frame = callsite_frame(ctx);

  return callsite_push_number(ctx, drupe__frame_place(ctx, &frame).line);
}

static duk_ret_t callsite_get_column_number(duk_context *ctx) {
  drupe__frame frame = callsite_frame(ctx);

  return callsite_push_number(ctx, drupe__frame_place(ctx, &frame).column);
}

static duk_ret_t callsite_is_toplevel(duk_context *ctx) {
  drupe__frame frame = callsite_frame(ctx);

  duk_push_boolean(ctx, drupe__frame_toplevel(ctx, &frame));
  return 1;
}

static duk_ret_t callsite_is_eval(duk_context *ctx) {
  drupe__frame frame = callsite_frame(ctx);

  duk_push_boolean(ctx, frame.unit != NULL && drupe__unit_is_eval(frame.unit));
  return 1;
}

static duk_ret_t callsite_is_native(duk_context *ctx) {
  drupe__frame frame = callsite_frame(ctx);

  duk_push_boolean(ctx, DUK_HOBJECT_IS_NATFUNC(frame.function));
  return 1;
}

static duk_ret_t callsite_is_constructor(duk_context *ctx) {
  drupe__frame frame = callsite_frame(ctx);

  duk_push_boolean(ctx, (frame.flags & DUK_ACT_FLAG_CONSTRUCT) != 0);
  return 1;
}

static duk_ret_t callsite_false(duk_context *ctx) {
  duk_push_false(ctx);
  return 1;
}

/* Of code that eval or `new Function` compiled: what compiled it. */
static duk_ret_t callsite_get_eval_origin(duk_context *ctx) {
  static const char end[] = ", <anonymous>";
  drupe__frame frame = callsite_frame(ctx);
  const char *file = frame.unit == NULL ? NULL : drupe__unit_file(frame.unit);
  size_t size = file == NULL ? 0 : strlen(file);

  if (file == NULL || strncmp(file, "eval at ", 8) != 0 || size < sizeof(end))
    return 0;
  duk_push_lstring(ctx, file, size - (sizeof(end) - 1));
  return 1;
}

static duk_ret_t callsite_null(duk_context *ctx) {
  duk_push_null(ctx);
  return 1;
}

static duk_ret_t callsite_to_string(duk_context *ctx) {
  drupe__frame frame = callsite_frame(ctx);

  drupe__frame_push_text(ctx, &frame);
  return 1;
}

void drupe__callsite_init(duk_context *ctx) {
  static const struct {
    const char *name;
    duk_c_function call;
  } methods[] = {{"getThis", callsite_get_this},
                 {"getTypeName", callsite_get_type_name},
                 {"getFunction", callsite_get_function},
                 {"getFunctionName", callsite_get_function_name},
                 {"getMethodName", callsite_get_method_name},
                 {"getFileName", callsite_get_file_name},
                 {"getScriptNameOrSourceURL", callsite_get_file_name},
                 {"getLineNumber", callsite_get_line_number},
                 {"getColumnNumber", callsite_get_column_number},
                 {"getEvalOrigin", callsite_get_eval_origin},
                 {"isToplevel", callsite_is_toplevel},
                 {"isEval", callsite_is_eval},
                 {"isNative", callsite_is_native},
                 {"isConstructor", callsite_is_constructor},
                 {"isAsync", callsite_false},
                 {"isPromiseAll", callsite_false},
                 {"getPromiseIndex", callsite_null},
                 {"toString", callsite_to_string}};
  size_t i;

  duk_push_heap_stash(ctx);
  duk_push_object(ctx);
  for (i = 0; i < sizeof(methods) / sizeof(methods[0]); i++)
    drupe__function_define(ctx, methods[i].name, methods[i].call, 0);
  drupe__engine_of(ctx)->callsite = duk_known_hobject(ctx, -1);
  duk_put_prop_literal(ctx, -2, "callsite");
  duk_pop(ctx);
}
