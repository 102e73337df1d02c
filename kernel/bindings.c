/* kernel/bindings.c - what js/lib finds with binding(name) in the kernel. */
#include "kernel/runtime.h"

static void bindings_timers(duk_context *ctx) { drupe__timers_push(ctx); }

static const drupe__binding bindings[] = {
    {"process", drupe__process_binding},
    {"stdio", drupe__stdio_binding},
    {"timers", bindings_timers},
    {NULL, NULL}};

const drupe__binding *drupe__kernel_binding(const char *name) {
  for (const drupe__binding *b = bindings; b->name != NULL; b++)
    if (strcmp(b->name, name) == 0)
      return b;
  return NULL;
}
