/* tests/js/engine/support.h - what the tests of js/engine share. */
#ifndef TESTS_JS_ENGINE_SUPPORT_H
#define TESTS_JS_ENGINE_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/engine.h"
#include "engine/unit.h"

/* An engine without hooks and limit; never NULL. */
drupe__engine *engine_make(void);
/* Runs ES5 source; its completion value or "Name: message" as a string that is
 * valid until the next call. */
const char *engine_eval(drupe__engine *engine, const char *source);

/* Compiles a unit of file `file`; function or Error is left on top. */
int engine_compile(drupe__engine *engine, drupe__goal goal, const char *file,
                   const char *text);
/* As engine_eval, of ES2024 source through the front-end, as /t/script.js. */
const char *engine_run(drupe__engine *engine, const char *text);

#define assert_run(engine, source, expected) \
  assert_string_equal(engine_run(engine, source), expected)
#define assert_eval(engine, source, expected) \
  assert_string_equal(engine_eval(engine, source), expected)

#endif
