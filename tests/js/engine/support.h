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

/* An engine without hooks and limit; never NULL. */
drupe__engine *engine_make(void);
/* Runs ES5 source; its completion value or "Name: message" as a string that is
 * valid until the next call. */
const char *engine_eval(drupe__engine *engine, const char *source);

#define assert_eval(engine, source, expected) \
  assert_string_equal(engine_eval(engine, source), expected)

#endif
