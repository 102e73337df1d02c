/* kernel/process.c - the object `process`: how it is made, how the kernel emits
 * its events.
 *
 * It is made when somebody first asks for it.  Its natives are in
 * process-info.c, process-system.c, process-env.c and process-signals.c; that
 * it is an EventEmitter, its warnings and its streams are
 * js/lib/internal/process.js. */
#include "kernel/runtime.h"

bool drupe__process_made(const drupe__kernel *k) {
  return k->process.slot != 0;
}

/* process.exitCode keeps what it was set to: a number, a string of one, null or
 * undefined. */
static duk_ret_t process_get_exit_code(duk_context *ctx) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);

  if (k->process.exit_code_slot != 0)
    drupe__slot_push(k, ctx, k->process.exit_code_slot);
  else if (k->process.has_exit_code)
    duk_push_int(ctx, k->process.exit_code);
  else
    duk_push_undefined(ctx);
  return 1;
}

/* The integer that Node would take from the value at `idx`; throws. */
static int process_to_code(duk_context *ctx, duk_idx_t idx) {
  double d;

  duk_dup(ctx, idx);
  if (duk_is_string(ctx, -1) && duk_get_length(ctx, -1) > 0)
    (void)duk_to_number(ctx, -1);
  if (!duk_is_number(ctx, -1) || duk_is_nan(ctx, -1))
    drupe__throw_argument(ctx, "code", "of type number", idx);
  d = duk_get_number(ctx, -1);
  duk_pop(ctx);
  if (d != (double)(int64_t)d) {
    duk_dup(ctx, idx);
    drupe__node_errorf(ctx, DRUPE_RANGE_ERROR, "ERR_OUT_OF_RANGE",
                       "The value of \"code\" is out of range. It must be an "
                       "integer. Received %s",
                       duk_to_string(ctx, -1));
    (void)duk_throw(ctx);
  }
  return (int)(int64_t)d;
}

void drupe__process_set_exit_code(drupe__kernel *k, int code) {
  k->process.has_exit_code = true;
  k->process.exit_code = code;
  drupe__slot_give(k, k->process.exit_code_slot);
  k->process.exit_code_slot = 0;
}

static duk_ret_t process_set_exit_code(duk_context *ctx) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);

  if (duk_is_null_or_undefined(ctx, 0))
    k->process.has_exit_code = false;
  else
    drupe__process_set_exit_code(k, process_to_code(ctx, 0));
  drupe__slot_give(k, k->process.exit_code_slot);
  duk_dup(ctx, 0);
  k->process.exit_code_slot = drupe__slot_keep(k, ctx);
  return 0;
}

int drupe__process_exit_code(drupe__kernel *k, int otherwise) {
  return k->process.has_exit_code ? k->process.exit_code : otherwise;
}

/* process.exit(code): 'exit' is emitted once, then it ends, whatever waits. */
static duk_ret_t process_exit(duk_context *ctx) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);

  if (!duk_is_null_or_undefined(ctx, 0))
    drupe__process_set_exit_code(k, process_to_code(ctx, 0));
  if (!k->exit_emitted) {
    k->exit_emitted = true;
    duk_push_this(ctx);
    duk_push_literal(ctx, "emit");
    duk_push_literal(ctx, "exit");
    duk_push_int(ctx, drupe__process_exit_code(k, 0));
    duk_call_prop(ctx, -4, 2);
  }
  drupe__exit(k, drupe__process_exit_code(k, 0));
  return 0;
}

static duk_ret_t process_really_exit(duk_context *ctx) {
  drupe__exit(drupe__kernel_of_context(ctx), duk_to_int(ctx, 0));
  return 0;
}

static duk_ret_t process_get_exiting(duk_context *ctx) {
  duk_push_boolean(ctx, drupe__kernel_of_context(ctx)->exit_emitted);
  return 1;
}

static duk_ret_t process_get_main(duk_context *ctx) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);

  if (k->process.main_slot == 0)
    return 0;
  drupe__slot_push(k, ctx, k->process.main_slot);
  return 1;
}

static duk_ret_t process_set_main(duk_context *ctx) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);

  drupe__slot_give(k, k->process.main_slot);
  k->process.main_slot = drupe__slot_keep(k, ctx);
  return 0;
}

static duk_ret_t process_modules(duk_context *ctx) {
  drupe__modules_push(drupe__kernel_of_context(ctx), ctx);
  return 1;
}

static duk_ret_t process_modules_unload(duk_context *ctx) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);

  k->calls->unload(ctx, duk_require_string(ctx, 0));
  return 0;
}

static duk_ret_t process_binding(duk_context *ctx) {
  drupe__node_errorf(ctx, DRUPE_ERROR, "ERR_INVALID_MODULE",
                     "No such binding: %s", duk_safe_to_string(ctx, 0));
  return duk_throw(ctx);
}

static const duk_function_list_entry process_functions[] = {
    {"nextTick", drupe__next_tick, DUK_VARARGS},
    {"exit", process_exit, 1},
    {"reallyExit", process_really_exit, 1},
    {"setUncaughtExceptionCaptureCallback", drupe__set_capture_callback, 1},
    {"hasUncaughtExceptionCaptureCallback", drupe__has_capture_callback, 0},
    {"binding", process_binding, 1},
    {NULL, NULL, 0}};

static void process_accessor(duk_context *ctx, const char *name,
                             duk_c_function get, duk_c_function set) {
  duk_push_string(ctx, name);
  duk_push_c_function(ctx, get, 0);
  if (set != NULL)
    duk_push_c_function(ctx, set, 1);
  duk_def_prop(ctx, set != NULL ? -4 : -3,
               DUK_DEFPROP_HAVE_GETTER | DUK_DEFPROP_SET_ENUMERABLE |
                   DUK_DEFPROP_SET_CONFIGURABLE |
                   (set != NULL ? DUK_DEFPROP_HAVE_SETTER : 0));
}

/* Fills the object on top. */
static void process_fill(duk_context *ctx) {
  drupe__put_functions(ctx, process_functions);
  process_accessor(ctx, "exitCode", process_get_exit_code,
                   process_set_exit_code);
  process_accessor(ctx, "_exiting", process_get_exiting, NULL);
  process_accessor(ctx, "mainModule", process_get_main, process_set_main);
  duk_push_c_function(ctx, process_modules, 0);
  drupe__name_function(ctx, "modules");
  duk_push_c_function(ctx, process_modules_unload, 1);
  drupe__name_function(ctx, "unload");
  duk_put_prop_literal(ctx, -2, "unload");
  duk_put_prop_literal(ctx, -2, "modules");
  duk_push_literal(ctx, "process");
  drupe__put_hidden(ctx, -2, DUK_WELLKNOWN_SYMBOL("Symbol.toStringTag"));
  drupe__process_info(ctx);
  drupe__process_system(ctx);
  drupe__process_env(ctx);
}

void drupe__process_push(duk_context *ctx) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);

  if (k->process.slot != 0) {
    drupe__slot_push(k, ctx, k->process.slot);
    return;
  }
  duk_require_stack(ctx, 32);
  duk_push_object(ctx);
  k->process.slot = drupe__slot_keep(k, ctx);
  process_fill(ctx);
  /* What is JavaScript of it: the function takes the object. */
  k->calls->core(ctx, "internal/process");
  duk_dup(ctx, -2);
  duk_call(ctx, 1);
  duk_pop(ctx);
}

static duk_ret_t process_do_emit(duk_context *ctx) {
  duk_idx_t argc = duk_get_top(ctx);

  drupe__process_push(ctx);
  duk_insert(ctx, 0);
  duk_push_literal(ctx, "emit");
  duk_insert(ctx, 1);
  duk_call_prop(ctx, 0, argc);
  duk_push_boolean(ctx, duk_to_boolean(ctx, -1));
  return 1;
}

bool drupe__process_emit(drupe__kernel *k, const char *event, duk_idx_t argc) {
  duk_context *ctx = k->thread;
  bool listened;

  duk_require_stack(ctx, 8);
  duk_push_c_function(ctx, process_do_emit, DUK_VARARGS);
  duk_insert(ctx, -1 - argc);
  duk_push_undefined(ctx);
  duk_insert(ctx, -1 - argc);
  duk_push_string(ctx, event);
  duk_insert(ctx, -1 - argc);
  if (!drupe__call(k, argc + 1))
    return false;
  listened = duk_get_boolean(ctx, -1);
  duk_pop(ctx);
  return listened;
}

static duk_ret_t process_do_warn(duk_context *ctx) {
  duk_idx_t argc = duk_get_top(ctx);

  drupe__process_push(ctx);
  duk_insert(ctx, 0);
  duk_push_literal(ctx, "emitWarning");
  duk_insert(ctx, 1);
  duk_call_prop(ctx, 0, argc);
  return 0;
}

/* Throws what a listener throws, or a DeprecationWarning where these throw. */
void drupe__process_warn(duk_context *ctx, const char *text, const char *type,
                         const char *code) {
  duk_require_stack(ctx, 8);
  duk_push_c_function(ctx, process_do_warn, DUK_VARARGS);
  drupe__text_push(ctx, text, strlen(text));
  duk_push_string(ctx, type);
  if (code != NULL)
    duk_push_string(ctx, code);
  duk_call(ctx, code != NULL ? 3 : 2);
  duk_pop(ctx);
}
