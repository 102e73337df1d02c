/* tests/js/syntax/memory_test.c - every allocation of the parser may fail: it
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
#include "syntax/early.c"
#include "syntax/parse.c"
#undef malloc
#undef calloc
#undef realloc

#include "support.h"

/* Something of everything that allocates, and enough of it to grow. */
static const char *large_text(void) {
  static char text[1 << 17];
  size_t at = 0;
  unsigned i;

  for (i = 0; i < 700; i++)
    at += (size_t)snprintf(
        text + at, sizeof(text) - at,
        "let a%u = [1, {b%u: 'c'}]; { let d; } class E%u { #f%u; "
        "m() { this.#f%u } } export { a%u as 'g%u' }; l%u: \\u0061%u();\n",
        i, i, i, i, i, i, i, i, i);
  snprintf(text + at, sizeof(text) - at, "/(?<h>.)\\k<h>/;");
  return text;
}

/* Goal: whichever allocation fails, the parser ends with an error and leaks
 * nothing. */
static void every_allocation_may_fail(void **state) {
  drupe__source source = source_of(large_text(), MODULE, 0);
  drupe__syntax_error error;
  drupe__tree tree;
  unsigned call = 0;
  int result;

  (void)state;
  do {
    calls_left = call++;
    failures = 0;
    result = drupe__parse(&tree, &source, &error);
    drupe__tree_deinit(&tree);
    if (result != 0)
      assert_string_equal(error.message, "Out of memory");
    assert_int_equal(result != 0, failures != 0);
    assert_true(call < 1000);
  } while (failures != 0);
  assert_int_equal(result, 0);
  assert_true(call > 30);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_allocation_may_fail)};

  return cmocka_run_group_tests(tests, NULL, NULL);
}
