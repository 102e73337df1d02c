/* js/engine/builtins.c - what every new context gets beside Duktape's own. */
#include "engine_internal.h"

/* Duktape's own extensions: unsafe (finalizers, raw buffers, pointers) or in
 * the way of names that Node defines. */
static void builtins_hide(duk_context *ctx) {
  static const char *const names[] = {"Duktape", "Buffer", "CBOR"};
  size_t i;

  duk_push_global_object(ctx);
  for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
    duk_del_prop_string(ctx, -1, names[i]);
  duk_pop(ctx);
}

void drupe__builtins_install(duk_context *ctx) { builtins_hide(ctx); }
