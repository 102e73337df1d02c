/* tests/loader/path_test.c - names of files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "loader/path.h"

static void resolves(const char *base, const char *rest, const char *want) {
  drupe__path p;

  assert_true(drupe__path_resolve(&p, base, rest));
  assert_string_equal(p.text, want);
  assert_int_equal(p.size, strlen(want));
}

/* Goal: what path.resolve gives for two parts. */
static void resolves_as_node(void **state) {
  (void)state;
  resolves("/a/b", "c", "/a/b/c");
  resolves("/a/b", "./c", "/a/b/c");
  resolves("/a/b", "../c", "/a/c");
  resolves("/a/b", "/c", "/c");
  resolves("/a//b/", "c/", "/a/b/c");
  resolves("/a", "..", "/");
  resolves("/a", "../../..", "/");
  resolves("/", "", "/");
  resolves("/a", "b/./../c/..", "/a");
  resolves("/a", "...", "/a/...");
  resolves("/a", ".b", "/a/.b");
}

/* Goal: a name without room is refused, not cut. */
static void refuses_long_names(void **state) {
  drupe__path p;
  char name[DRUPE__PATH_ROOM + 1];

  (void)state;
  memset(name, 'x', sizeof(name));
  name[DRUPE__PATH_ROOM - 2] = '\0';
  assert_true(drupe__path_resolve(&p, "/", name));
  name[DRUPE__PATH_ROOM - 2] = 'x';
  name[DRUPE__PATH_ROOM - 1] = '\0';
  assert_false(drupe__path_resolve(&p, "/", name));
}

/* Goal: the folder of a name ends before the last slash; the root's keeps
 * it. */
static void finds_folders(void **state) {
  (void)state;
  assert_int_equal(drupe__path_folder("/a/b", 4), 2);
  assert_int_equal(drupe__path_folder("/a", 2), 1);
  assert_int_equal(drupe__path_folder("/", 1), 1);
  assert_int_equal(drupe__path_folder("a", 1), 0);
}

/* Goal: a dot in front begins no extension. */
static void finds_extensions(void **state) {
  (void)state;
  assert_string_equal(drupe__path_extension("/a.b/c.test.js"), ".js");
  assert_string_equal(drupe__path_extension("/a.b/c"), "");
  assert_string_equal(drupe__path_extension("/a/.bashrc"), "");
  assert_string_equal(drupe__path_extension("x."), ".");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(resolves_as_node), cmocka_unit_test(refuses_long_names),
      cmocka_unit_test(finds_folders), cmocka_unit_test(finds_extensions)};

  return cmocka_run_group_tests(tests, NULL, NULL);
}
