/* loader/module.c - what js/lib/module.js, the core module `module`, is made
 * of. */
#include "loader/loader.h"

#include <string.h>

/* isBuiltin(name) */
static duk_ret_t module_is_builtin(duk_context *ctx) {
  duk_push_boolean(ctx, duk_is_string(ctx, 0) &&
                            drupe__core_builtin(duk_get_string(ctx, 0)));
  return 1;
}

void drupe__module_binding(duk_context *ctx) {
  drupe__loader_ready_cjs(ctx);
  duk_push_object(ctx);
  drupe__loader_push(drupe__loader_of(ctx), ctx, DRUPE__LOADER_MODULE);
  duk_put_prop_literal(ctx, -2, "Module");
  drupe__core_names_push(ctx);
  duk_put_prop_literal(ctx, -2, "builtinModules");
  duk_push_c_function(ctx, module_is_builtin, 1);
  duk_put_prop_literal(ctx, -2, "isBuiltin");
}
