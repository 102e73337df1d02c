/* tests/js/lower/memory_test.c - every allocation of the lowering may fail: it
 * says so, and frees what it has (ASan watches).
 *
 * The files that allocate are compiled in here once more, over an allocator
 * that fails at the chosen call. */
#include <stdlib.h>

static unsigned calls_left;
static unsigned failures;

/* False when this call is to fail. */
static int may_allocate(void) {
  if (calls_left == 0) {
    failures++;
    return 0;
  }
  calls_left--;
  return 1;
}

static void *failing_malloc(size_t size) {
  return may_allocate() ? malloc(size) : NULL;
}

static void *failing_calloc(size_t count, size_t size) {
  return may_allocate() ? calloc(count, size) : NULL;
}

static void *failing_realloc(void *block, size_t size) {
  return may_allocate() ? realloc(block, size) : NULL;
}

#define malloc failing_malloc
#define calloc failing_calloc
#define realloc failing_realloc
#include "syntax/arena.c"
#include "syntax/atom.c"
#include "syntax/linetab.c"
#include "syntax/lower.c"
#include "syntax/print.c"
#include "syntax/scope.c"
#undef malloc
#undef calloc
#undef realloc

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

/* Something of everything that makes a list grow. */
static const char *large_text(void) {
  static char text[1 << 16];
  size_t at = 0;
  unsigned i;

  for (i = 0; i < 150; i++)
    at += (size_t)snprintf(
        text + at, sizeof(text) - at,
        "{ let a = [1]; g%u(() => a); function f%u(b = 1, {c}) { return late; }"
        " for (let i of a) g(() => i++); x: for (;;) { break x; } "
        "a?.b.c?.(`t${a}`) ?? tag`q`; [a.x, {y: a}] = a; }\n",
        i, i);
  snprintf(text + at, sizeof(text) - at, "let late;");
  return text;
}

static void every_allocation_may_fail(void **state, drupe__goal goal) {
  drupe__source source;
  drupe__syntax_error error;
  drupe__lowering out;
  unsigned call = 0;
  int result;

  (void)state;
  memset(&source, 0, sizeof(source));
  source.text = large_text();
  source.size = strlen(source.text);
  source.file = "/t/a.js";
  source.goal = goal;
  do {
    calls_left = call++;
    failures = 0;
    result = drupe__lower(&source, &out, &error);
    if (result != 0)
      assert_string_equal(error.message, "Out of memory");
    drupe__lowering_deinit(&out);
    assert_int_equal(result != 0, failures != 0);
    assert_true(call < 1000);
  } while (failures != 0);
  assert_int_equal(result, 0);
  assert_true(call > 50);
}

/* Goal: whichever allocation fails, the lowering ends with an error and leaks
 * nothing. */
static void of_a_module_body(void **state) {
  every_allocation_may_fail(state, DRUPE__COMMONJS);
}

static void of_a_script(void **state) {
  every_allocation_may_fail(state, DRUPE__SCRIPT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(of_a_module_body),
      cmocka_unit_test(of_a_script),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}
