/* loader/test_host.c - what js/lib/internal/test_host.js is made of: services
 * that conformance suites ask of their host and no program should have. */
#include "loader/loader.h"

/* evalScript(text, name): runs a script of its own in the global scope, not an
 * eval; its completion value. */
static duk_ret_t test_host_eval_script(duk_context *ctx) {
  duk_size_t size;
  const char *text = duk_require_lstring(ctx, 0, &size);
  drupe__source source = {.text = text, .size = size,
                          .file = duk_get_string_default(ctx, 1, "script"),
                          .goal = DRUPE__SCRIPT};

  if (drupe__unit_compile(ctx, &source) != 0)
    return duk_throw(ctx);
  duk_push_global_object(ctx);
  duk_call_method(ctx, 0);
  return 1;
}

static duk_ret_t test_host_gc(duk_context *ctx) {
  duk_gc(ctx, 0);
  return 0;
}

void drupe__test_host_binding(duk_context *ctx) {
  duk_push_object(ctx);
  duk_push_c_function(ctx, test_host_eval_script, 2);
  duk_put_prop_literal(ctx, -2, "evalScript");
  duk_push_c_function(ctx, test_host_gc, 0);
  duk_put_prop_literal(ctx, -2, "gc");
}
