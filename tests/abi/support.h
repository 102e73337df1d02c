/* tests/abi/support.h - a kernel in this process, and modules of
 * build/tests/fixtures in it. */
#ifndef TESTS_ABI_SUPPORT_H
#define TESTS_ABI_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "kernel/tables.h"

/* The kernel of the running test; made and ended by the two below. */
extern drupe__kernel *test_k;
int test_setup(void **state);
int test_teardown(void **state);
#define TEST(name)                                                             \
  cmocka_unit_test_setup_teardown(name, test_setup, test_teardown)

/* Loads build/tests/fixtures/NAME.so as global NAME of the scripts below.
 * NULL: refused; test_why() says why. */
drupe__module *test_load(const char *name);
const char *test_why(void);
/* Runs a script; its completion value, or "Error: text" of what it throws, as
 * text that is valid until the next call. */
const char *test_js(const char *script);
/* The same without the outermost bracket's ticks and microtasks in between. */
void test_expect(const char *script, const char *result);
/* Calls NAME.FUNCTION() of a fixture, which throws what failed. */
void test_passes(const char *module, const char *function);
/* Forgets the global NAME, collects garbage, and asks the module to stop. */
int32_t test_unload(drupe__module *m);
/* Runs the loop until nothing is left. */
void test_loop(void);
void test_gc(void);
/* From now on uncaught errors go to the scripts' array `caught`, as texts. */
void test_catch(void);
/* Catches what goes to stderr until test_stderr_end, which returns it. */
void test_stderr_begin(void);
const char *test_stderr_end(void);

#endif
