/* kernel/uncaught.c - an error that nobody caught: the process's handlers, else
 * Node's text on stderr and the end of the process.
 *
 * This may run when little works any more, so every step that runs JS is
 * protected and has a plain way out. */
#include "kernel/runtime.h"

#include <unistd.h>

enum { UNCAUGHT_EXIT = 1, UNCAUGHT_HANDLER_EXIT = 7 }; /* Node's codes */

/* -- the text ------------------------------------------------------------- */

typedef struct uncaught_text {
  bool is_error;
  bool plain; /* not an error and no object: node tells how to find it */
} uncaught_text;

static duk_ret_t uncaught_inspect(duk_context *ctx, void *udata) {
  const drupe__kernel *k = udata;

  k->calls->core(ctx, "internal/uncaught");
  duk_dup(ctx, -2);
  duk_call(ctx, 1);
  duk_require_string(ctx, -1);
  return 1;
}

/* Without util: the stack, or the value as a string. */
static duk_ret_t uncaught_plain(duk_context *ctx, void *udata) {
  (void)udata;
  if (duk_is_object(ctx, -1)) {
    duk_get_prop_literal(ctx, -1, "stack");
    if (duk_is_string(ctx, -1) && duk_get_length(ctx, -1) > 0)
      return 1;
    duk_pop(ctx);
  }
  (void)duk_to_string(ctx, -1);
  return 1;
}

/* Replaces the value on top by its description: inspected if it is an object,
 * else as a string.  A symbol is no string: Node prints nothing. */
static void uncaught_describe(drupe__kernel *k, duk_context *ctx) {
  bool is_object = duk_is_object(ctx, -1);

  duk_dup_top(ctx);
  if (is_object && k->calls != NULL &&
      duk_safe_call(ctx, uncaught_inspect, k, 1, 1) == DUK_EXEC_SUCCESS) {
    duk_replace(ctx, -2);
    return;
  }
  duk_pop(ctx);
  if (duk_safe_call(ctx, uncaught_plain, NULL, 1, 1) != DUK_EXEC_SUCCESS) {
    duk_pop(ctx);
    duk_push_string(ctx, is_object ? "[error that cannot be shown]" : "");
  }
}

static duk_ret_t uncaught_excerpt(duk_context *ctx, void *udata) {
  drupe__error_excerpt(ctx, -1, udata != NULL);
  return 1;
}

/* Writes a string of the engine as UTF-8. */
static void uncaught_write(duk_context *ctx, duk_idx_t idx) {
  duk_size_t size;
  const char *text = duk_get_lstring(ctx, idx, &size);

  drupe__write_text(STDERR_FILENO, text, size);
}

static void uncaught_say(const char *text) {
  drupe__write_text(STDERR_FILENO, text, strlen(text));
}

/* An empty line follows it for errors, else it goes before. */
static void uncaught_write_excerpt(duk_context *ctx, bool is_error) {
  duk_size_t size;
  const char *text = duk_get_lstring(ctx, -1, &size);

  if (!is_error) {
    uncaught_say("\n");
    while (size > 1 && text[size - 1] == '\n' && text[size - 2] == '\n')
      size--;
  }
  drupe__write_text(STDERR_FILENO, text, size);
}

static duk_ret_t uncaught_place(duk_context *ctx, void *udata) {
  (void)udata;
  return drupe__thrown_push_place(ctx, -1) ? 1 : 0;
}

/* [value] -> [place value]: where it was thrown, undefined if not known. */
static void uncaught_take_place(duk_context *ctx) {
  duk_dup_top(ctx);
  if (duk_safe_call(ctx, uncaught_place, NULL, 1, 1) != DUK_EXEC_SUCCESS) {
    duk_pop(ctx);
    duk_push_undefined(ctx);
  }
  duk_insert(ctx, -2);
}

/* [place] -> []: --trace-uncaught shows it. */
static void uncaught_say_place(drupe__kernel *k, duk_context *ctx,
                               bool is_object) {
  if (k->options == NULL || !k->options->trace_uncaught) {
    if (!is_object)
      uncaught_say("\n(Use `drupe --trace-uncaught ...` to show where the "
                   "exception was thrown)");
  } else if (duk_is_string(ctx, -1)) {
    uncaught_say("\nThrown at:\n    at ");
    uncaught_write(ctx, -1);
    uncaught_say("\n");
  }
  duk_pop(ctx);
}

/* Prints what is on top.  `made`: the place is where it was made. */
static void uncaught_print(drupe__kernel *k, bool made) {
  duk_context *ctx = k->thread;
  bool is_error = duk_is_error(ctx, -1);
  bool is_object = duk_is_object(ctx, -1);

  fflush(stdout);
  duk_dup_top(ctx);
  if (duk_safe_call(ctx, uncaught_excerpt, made ? k : NULL, 1, 1) ==
          DUK_EXEC_SUCCESS &&
      duk_is_string(ctx, -1) && duk_get_length(ctx, -1) > 0) {
    uncaught_write_excerpt(ctx, is_error);
  } else if (!is_error) {
    uncaught_say("Uncaught:\n");
  }
  duk_pop(ctx);
  uncaught_take_place(ctx);
  uncaught_describe(k, ctx);
  uncaught_write(ctx, -1);
  duk_pop(ctx);
  uncaught_say_place(k, ctx, is_object);
  uncaught_say("\n\nNode.js " DRUPE__NODE_VERSION "\n");
}

/* -- handlers ------------------------------------------------------------- */

/* process.setUncaughtExceptionCaptureCallback(fn) */
duk_ret_t drupe__set_capture_callback(duk_context *ctx) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);

  if (duk_is_null(ctx, 0)) {
    drupe__slot_give(k, k->capture_slot);
    k->capture_slot = 0;
    return 0;
  }
  if (!duk_is_function(ctx, 0))
    drupe__throw_argument(ctx, "fn", "of type function or null", 0);
  if (k->capture_slot != 0) {
    drupe__error_push(
        ctx, DRUPE_ERROR, "ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET",
        DRUPE__LITERAL("`process.setupUncaughtExceptionCapture()` was called "
                       "while a capture callback was already active"));
    return duk_throw(ctx);
  }
  duk_dup(ctx, 0);
  k->capture_slot = drupe__slot_keep(k, ctx);
  return 0;
}

duk_ret_t drupe__has_capture_callback(duk_context *ctx) {
  duk_push_boolean(ctx, drupe__kernel_of_context(ctx)->capture_slot != 0);
  return 1;
}

/* Gives the error on top to who takes it; it stays on top.  True: somebody
 * did, unless an error of his is pending now. */
static bool uncaught_handle(drupe__kernel *k, const char *origin) {
  duk_context *ctx = k->thread;

  if (k->capture_slot != 0) {
    drupe__slot_push(k, ctx, k->capture_slot);
    duk_push_undefined(ctx);
    duk_dup(ctx, -3);
    if (drupe__call(k, 1))
      duk_pop(ctx);
    return true;
  }
  if (!drupe__process_made(k))
    return false;
  duk_dup_top(ctx);
  duk_push_string(ctx, origin);
  (void)drupe__process_emit(k, "uncaughtExceptionMonitor", 2);
  if (k->pending)
    return true;
  duk_dup_top(ctx);
  duk_push_string(ctx, origin);
  return drupe__process_emit(k, "uncaughtException", 2);
}

/* Prints what is on top and ends the process. */
static void uncaught_die(drupe__kernel *k, int code, bool made) {
  code = drupe__exit_emit(k, code);
  uncaught_print(k, made);
  drupe__exit(k, code);
}

void drupe__uncaught(drupe__kernel *k, const char *origin) {
  drupe__uncaught_made(k, origin, false);
}

void drupe__uncaught_made(drupe__kernel *k, const char *origin, bool made) {
  duk_context *ctx = k->thread;
  bool handled;

  if (k->exiting) { /* nobody is left to listen */
    duk_pop(ctx);
    return;
  }
  duk_require_stack(ctx, 32);
  handled = uncaught_handle(k, origin);
  if (k->pending) { /* a handler threw: its error is the one to show */
    duk_pop(ctx);
    drupe__take_pending(k, ctx);
    uncaught_die(k, UNCAUGHT_HANDLER_EXIT, false);
  }
  if (!handled)
    uncaught_die(k, UNCAUGHT_EXIT, made);
  duk_pop(ctx);
  drupe__tasks_failed(k);
}
