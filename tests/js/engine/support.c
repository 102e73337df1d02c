/* tests/js/engine/support.c */
#include <stdio.h>

#include "support.h"

drupe__engine *engine_make(void) {
  drupe__engine_options options;
  drupe__engine *engine;

  memset(&options, 0, sizeof(options));
  engine = drupe__engine_create(&options);
  assert_non_null(engine);
  return engine;
}

const char *engine_eval(drupe__engine *engine, const char *source) {
  static char text[8192];
  duk_context *ctx = drupe__engine_context(engine);

  (void)duk_peval_string(ctx, source);
  snprintf(text, sizeof(text), "%s", duk_safe_to_string(ctx, -1));
  duk_pop(ctx);
  return text;
}
