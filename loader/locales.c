/* loader/locales.c - where Intl finds languages beyond its own: the module
 * `intl`, if this drupe was installed with it.  js/lib asks when a script
 * first wants one. */
#include "loader/loader.h"

/* load(): what the module exports; undefined where there is none. */
static duk_ret_t locales_load(duk_context *ctx) {
  drupe__path file;

  if (!drupe__addon_find(drupe__loader_of(ctx), "intl", &file))
    return 0;
  drupe__addon_push(ctx, file.text);
  return 1;
}

void drupe__locales_binding(duk_context *ctx) {
  duk_push_object(ctx);
  duk_push_c_function(ctx, locales_load, 0);
  duk_put_prop_literal(ctx, -2, "load");
}
