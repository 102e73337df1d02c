/* tests/kernel/cli_test.c - the command line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "kernel/cli.h"

static int parse(drupe__options *o, const char *const *args) {
  static char *argv[32];
  int argc = 0;

  argv[argc++] = (char *)"drupe";
  for (; args[argc - 1] != NULL; argc++)
    argv[argc] = (char *)args[argc - 1];
  argv[argc] = NULL;
  return drupe__cli_parse(argc, argv, o);
}
#define PARSE(o, ...) parse(o, (const char *const[]){__VA_ARGS__, NULL})

/* Goal: options before the script are the program's, those behind it the
 * script's. */
static void splits_at_the_script(void **state) {
  drupe__options o;

  (void)state;
  assert_int_equal(PARSE(&o, "--no-warnings", "a.js", "--no-deprecation", "x"),
                   0);
  assert_int_equal(o.action, DRUPE__RUN_FILE);
  assert_string_equal(o.file, "a.js");
  assert_true(o.no_warnings);
  assert_false(o.no_deprecation);
  assert_int_equal(o.exec_argc, 1);
  assert_int_equal(o.script_argc, 2);
  assert_string_equal(o.script_argv[0], "--no-deprecation");
}

/* Goal: the spellings of a value. */
static void takes_values(void **state) {
  drupe__options o;

  (void)state;
  assert_int_equal(PARSE(&o, "-e", "1+1", "x"), 0);
  assert_string_equal(o.code, "1+1");
  assert_int_equal(o.script_argc, 1);
  assert_false(o.print);
  assert_int_equal(PARSE(&o, "--eval=2=2"), 0);
  assert_string_equal(o.code, "2=2");
  assert_int_equal(PARSE(&o, "-p", "3"), 0);
  assert_true(o.print);
  assert_int_equal(PARSE(&o, "-pe", "4"), 0);
  assert_true(o.print);
  assert_string_equal(o.code, "4");
  assert_int_equal(PARSE(&o, "-r", "a", "--require=b", "-C", "c", "x.js"), 0);
  assert_int_equal(o.require.count, 2);
  assert_string_equal(o.require.items[1], "b");
  assert_string_equal(o.conditions.items[0], "c");
  assert_null(o.conditions.items[1]);
}

/* Goal: sizes, and what is none. */
static void takes_sizes(void **state) {
  drupe__options o;

  (void)state;
  assert_int_equal(PARSE(&o, "--max-heap=64m", "x.js"), 0);
  assert_int_equal(o.heap.max_bytes, 64u << 20);
  assert_int_equal(PARSE(&o, "--max-heap=100", "x.js"), 0);
  assert_int_equal(o.heap.max_bytes, 100);
  assert_int_equal(PARSE(&o, "--max-old-space-size=64", "x.js"), 0);
  assert_int_equal(o.heap.max_bytes, 64u << 20);
  assert_int_equal(PARSE(&o, "--stack-trace-limit=50", "x.js"), 0);
  assert_int_equal(o.stack_trace_limit, 50);
  assert_int_equal(PARSE(&o, "--stack-trace-limit=x", "x.js"), 9);
  assert_int_equal(PARSE(&o, "--gc-interval=x", "x.js"), 9);
  assert_int_equal(PARSE(&o, "--gc-interval=-1", "x.js"), 9);
  assert_int_equal(PARSE(&o, "--max-heap=", "x.js"), 9);
  assert_int_equal(PARSE(&o, "--max-heap=m", "x.js"), 9);
  assert_int_equal(PARSE(&o, "--max-heap=x", "x.js"), 9);
  assert_int_equal(PARSE(&o, "--max-heap=-1", "x.js"), 9);
  assert_int_equal(PARSE(&o, "--max-heap=0", "x.js"), 9);
  assert_int_equal(PARSE(&o, "--max-heap=1mm", "x.js"), 9);
  assert_int_equal(PARSE(&o, "--max-heap=99999999999999999999", "x.js"), 9);
  assert_int_equal(PARSE(&o, "--max-heap=99999999999g", "x.js"), 9);
}

/* Goal: what is wrong ends with Node's code 9. */
static void refuses(void **state) {
  drupe__options o;

  (void)state;
  assert_int_equal(PARSE(&o, "--x"), 9);
  assert_int_equal(PARSE(&o, "-e"), 9);
  assert_int_equal(PARSE(&o, "-i"), 9);
  assert_int_equal(PARSE(&o, "--no-warnings=1"), 9);
  assert_int_equal(PARSE(&o, "--unhandled-rejections=maybe"), 9);
  assert_int_equal(PARSE(&o, "-c"), 9);
}

/* Goal: NODE_OPTIONS is split as Node splits it, comes before the command line
 * and may not say what to run. */
static void takes_the_environment(void **state) {
  static const char *const bad[] = {"-e 1", "-pe 1", "--check", "x.js",
                                    "--version", "--x", "\"--no-warnings",
                                    "\"a\\", "--title", "-i"};
  drupe__options o;
  size_t i;

  (void)state;
  setenv("NODE_OPTIONS",
         " --no-warnings  -r \"a b\" --title=\"a\\\"\\\\b\"c"
         " --gc-interval=7 --max-heap=1m ", 1);
  assert_int_equal(PARSE(&o, "--max-heap=2m", "x.js", "y"), 0);
  assert_true(o.no_warnings);
  assert_string_equal(o.require.items[0], "a b");
  assert_string_equal(o.title, "a\"\\bc");
  assert_int_equal(o.heap.gc_interval, 7);
  assert_int_equal(o.heap.max_bytes, 2u << 20);
  assert_string_equal(o.file, "x.js");
  assert_int_equal(o.exec_argc, 1);
  assert_int_equal(o.script_argc, 1);
  for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
    setenv("NODE_OPTIONS", bad[i], 1);
    assert_int_equal(PARSE(&o, "x.js"), 9);
  }
  setenv("NODE_OPTIONS", "", 1);
  assert_int_equal(PARSE(&o, "x.js"), 0);
  unsetenv("NODE_OPTIONS");
}

/* Goal: `--` ends the options, `-` is standard input. */
static void knows_dashes(void **state) {
  drupe__options o;

  (void)state;
  assert_int_equal(PARSE(&o, "--", "-x.js"), 0);
  assert_string_equal(o.file, "-x.js");
  assert_int_equal(o.exec_argc, 0);
  assert_int_equal(PARSE(&o, "-", "a"), 0);
  assert_int_equal(o.action, DRUPE__RUN_STDIN);
  assert_int_equal(o.script_argc, 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(splits_at_the_script), cmocka_unit_test(takes_values),
      cmocka_unit_test(takes_sizes), cmocka_unit_test(refuses),
      cmocka_unit_test(takes_the_environment), cmocka_unit_test(knows_dashes)};

  return cmocka_run_group_tests(tests, NULL, NULL);
}
