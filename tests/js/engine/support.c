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

/* Compiles a unit and leaves function or error on top. */
int engine_compile(drupe__engine *engine, drupe__goal goal, const char *file,
                   const char *text) {
  drupe__source source;

  memset(&source, 0, sizeof(source));
  source.text = text;
  source.size = strlen(text);
  source.file = file;
  source.goal = goal;
  source.params = goal == DRUPE__COMMONJS ? "exports,require,module" : NULL;
  return drupe__unit_compile(drupe__engine_context(engine), &source);
}

const char *engine_run(drupe__engine *engine, const char *text) {
  static char result[8192];
  duk_context *ctx = drupe__engine_context(engine);

  if (engine_compile(engine, DRUPE__SCRIPT, "/t/script.js", text) == 0) {
    duk_push_global_object(ctx);
    (void)duk_pcall_method(ctx, 0);
  }
  snprintf(result, sizeof(result), "%s", duk_safe_to_string(ctx, -1));
  duk_pop(ctx);
  return result;
}
