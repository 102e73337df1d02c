/* kernel/globals.c - the global names that are not the language's: one table.
 *
 * A name costs nothing until it is read: it is an accessor, then replaced by
 * what it gave.  All share one getter and one setter, which are told apart by
 * their magic numbers. */
#include "kernel/runtime.h"

enum { GLOBAL_LIB, GLOBAL_TIMERS, GLOBAL_PROCESS };

static const struct {
  const char *name;
  int from;
  const char *lib;    /* of GLOBAL_LIB: the module */
  const char *member; /* of what it exports; NULL: all of it */
} globals[] = {
    {"process", GLOBAL_PROCESS, NULL, NULL},
    {"setTimeout", GLOBAL_TIMERS, NULL, "setTimeout"},
    {"setInterval", GLOBAL_TIMERS, NULL, "setInterval"},
    {"setImmediate", GLOBAL_TIMERS, NULL, "setImmediate"},
    {"clearTimeout", GLOBAL_TIMERS, NULL, "clearTimeout"},
    {"clearInterval", GLOBAL_TIMERS, NULL, "clearInterval"},
    {"clearImmediate", GLOBAL_TIMERS, NULL, "clearImmediate"},
    {"console", GLOBAL_LIB, "console", NULL},
    {"Buffer", GLOBAL_LIB, "buffer", "Buffer"},
    {"atob", GLOBAL_LIB, "buffer", "atob"},
    {"btoa", GLOBAL_LIB, "buffer", "btoa"},
    {"URL", GLOBAL_LIB, "url", "URL"},
    {"URLSearchParams", GLOBAL_LIB, "url", "URLSearchParams"},
    {"TextEncoder", GLOBAL_LIB, "util", "TextEncoder"},
    {"TextDecoder", GLOBAL_LIB, "util", "TextDecoder"},
    {"AbortController", GLOBAL_LIB, "internal/abort", "AbortController"},
    {"AbortSignal", GLOBAL_LIB, "internal/abort", "AbortSignal"},
    {"Event", GLOBAL_LIB, "internal/event_target", "Event"},
    {"EventTarget", GLOBAL_LIB, "internal/event_target", "EventTarget"},
    {"DOMException", GLOBAL_LIB, "internal/dom_exception", "DOMException"},
    {"structuredClone", GLOBAL_LIB, "internal/structured_clone",
     "structuredClone"},
    {"Intl", GLOBAL_LIB, "internal/intl", NULL},
    {"performance", GLOBAL_LIB, "perf_hooks", "performance"}};

enum { GLOBAL_COUNT = sizeof(globals) / sizeof(globals[0]) };

/* Replaces the accessor by the value on top, which stays. */
static void global_settle(duk_context *ctx, const char *name) {
  duk_push_global_object(ctx);
  duk_push_string(ctx, name);
  duk_dup(ctx, -3);
  duk_def_prop(ctx, -3,
               DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_WRITABLE |
                   DUK_DEFPROP_SET_CONFIGURABLE | DUK_DEFPROP_FORCE);
  duk_pop(ctx);
}

static duk_ret_t global_get(duk_context *ctx) {
  int which = duk_get_current_magic(ctx);
  drupe__kernel *k = drupe__kernel_of_context(ctx);

  if (globals[which].from == GLOBAL_PROCESS)
    drupe__process_push(ctx);
  else if (globals[which].from == GLOBAL_TIMERS)
    drupe__timers_push(ctx);
  else
    k->calls->core(ctx, globals[which].lib);
  if (globals[which].member != NULL) {
    duk_get_prop_string(ctx, -1, globals[which].member);
    duk_remove(ctx, -2);
  }
  global_settle(ctx, globals[which].name);
  return 1;
}

static duk_ret_t global_set(duk_context *ctx) {
  duk_dup(ctx, 0);
  global_settle(ctx, globals[duk_get_current_magic(ctx)].name);
  return 0;
}

static void global_define(duk_context *ctx, int which) {
  duk_push_string(ctx, globals[which].name);
  duk_push_c_function(ctx, global_get, 0);
  duk_set_magic(ctx, -1, which);
  duk_push_c_function(ctx, global_set, 1);
  duk_set_magic(ctx, -1, which);
  duk_def_prop(ctx, -4, DUK_DEFPROP_HAVE_GETTER | DUK_DEFPROP_HAVE_SETTER |
                            DUK_DEFPROP_SET_CONFIGURABLE);
}

static duk_ret_t global_gc(duk_context *ctx) {
  duk_gc(ctx, 0);
  return 0;
}

void drupe__globals_define(duk_context *ctx) {
  const drupe__kernel *k = drupe__kernel_of_context(ctx);

  duk_push_global_object(ctx);
  for (int i = 0; i < GLOBAL_COUNT; i++) {
    if (globals[i].from != GLOBAL_LIB || k->calls->has_core(globals[i].lib))
      global_define(ctx, i);
  }
  duk_dup_top(ctx);
  drupe__put_hidden(ctx, -2, "global");
  duk_push_c_function(ctx, drupe__queue_microtask, 1);
  drupe__name_function(ctx, "queueMicrotask");
  drupe__put_hidden(ctx, -2, "queueMicrotask");
  if (k->options != NULL && k->options->expose_gc) {
    duk_push_c_function(ctx, global_gc, 0);
    drupe__name_function(ctx, "gc");
    drupe__put_hidden(ctx, -2, "gc");
  }
  if (k->options != NULL && k->options->has_stack_trace_limit) {
    duk_get_prop_literal(ctx, -1, "Error");
    duk_push_int(ctx, k->options->stack_trace_limit);
    duk_put_prop_literal(ctx, -2, "stackTraceLimit");
    duk_pop(ctx);
  }
  duk_pop(ctx);
}
