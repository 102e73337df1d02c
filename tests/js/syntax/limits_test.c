/* tests/js/syntax/limits_test.c - deep, long and many: nothing overflows the
 * stack, and time grows with the size only. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *const too_deep = "Code is nested too deeply";

/* Goal: what nests without end is refused, not run out of stack, in every
 * production that can contain itself. */
static void nesting_has_an_end(void **state) {
  static const char *const parts[] = {"(",
                                      "[",
                                      "{",
                                      "x={a:",
                                      "-",
                                      "!",
                                      "a=>",
                                      "a=",
                                      "a?",
                                      "f(",
                                      "new ",
                                      "if(a)",
                                      "for(;;)",
                                      "while(1)",
                                      "do ",
                                      "a[",
                                      "`${",
                                      "({m(){",
                                      "x=class{a=",
                                      "x=class extends ",
                                      "async a=>",
                                      "(function(){",
                                      "try{",
                                      "a**",
                                      "await_(",
                                      "x=function(a=",
                                      "[a=",
                                      "({a=",
                                      "a?"
                                      "?(",
                                      "label_:",
                                      "switch(a){case ",
                                      "/(",
                                      "else_;{",
                                      "+",
                                      "typeof ",
                                      "({[",
                                      "var {a:["};
  size_t i;

  (void)state;
  for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
    refuses_sloppy(repeat("", parts[i], 100000, ""), "");
  refuses_sloppy(repeat("", "(", 100000, ""), too_deep);
  refuses_sloppy(repeat("/", "(", 100000, "/"), "");
  refuses_sloppy(repeat("/", "[", 100000, "]/v"), "");
  refuses_sloppy(repeat("var ", "[", 100000, ""), too_deep);
}

/* Goal: what grows to the left in a loop counts as well, alone and with what
 * nests. */
static void towers_have_an_end(void **state) {
  (void)state;
  refuses_sloppy(repeat("a", ".b", 100000, ""), too_deep);
  refuses_sloppy(repeat("a", "()", 100000, ""), too_deep);
  refuses_sloppy(repeat("a", "?.b", 100000, ""), too_deep);
  refuses_sloppy(repeat("a", "`b`", 100000, ""), too_deep);
  refuses_sloppy(repeat("a", "+b-c", 100000, ""), too_deep);
  accepts(repeat("a", ".b", 2000, ""));
  accepts(repeat("a", "+b-c", 1000, ""));
}

static void common_depths_are_fine(void **state) {
  (void)state;
  accepts(repeat("a", " ? b : c", 1, ""));
  accepts(repeat("", "a ? b : ", 2000, "c"));
  accepts(repeat("", "if (a) b; else ", 2000, "c"));
  accepts(repeat("", "a = ", 2000, "b"));
}

/* Goal: what makes lists has no limit but memory. */
static void long_lists(void **state) {
  (void)state;
  accepts(repeat("x = [", "1,", 300000, "]"));
  accepts(repeat("a", "+b", 300000, ""));
  accepts(repeat("a", ",b", 300000, ""));
  accepts(repeat("a", "&&b", 300000, ""));
  accepts(repeat("", "a;", 300000, ""));
  accepts(repeat("f(", "a,", 300000, ")"));
  accepts(repeat("x = {", "a: 1,", 70000, "}"));
  accepts(repeat("switch (a) {", "case 1: b;", 70000, "}"));
  accepts(repeat("var a", ",b", 70000, ""));
  accepts(repeat("function f(a", ", ...[]){}//", 1, ""));
  accepts(repeat("`", "${a}", 70000, "`"));
  accepts(repeat("'", "x", 10000000, "'"));
  accepts(repeat("/", "(a)", 70000, "/"));
}

/* `count` different names, each declared by `format`. */
static char *many_names(const char *format, unsigned count) {
  char *text = malloc((size_t)count * 40 + 1);
  char *at = text;
  unsigned i;

  assert_non_null(text);
  *at = 0;
  for (i = 0; i < count; i++)
    at += sprintf(at, format, i);
  return text;
}

static void many_different_names(void **state) {
  static const char *const formats[] = {
      "let a%u;", "var a%u;",    "b.a%u;",  "function a%u(){}",
      "'a%u';",   "{ let a%u }", "a%u = 1;"};
  size_t i;

  (void)state;
  for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
    char *text = many_names(formats[i], 70000);

    accepts(text);
    free(text);
  }
}

static double cpu_seconds(const char *text) {
  drupe__source source = source_of(text, DRUPE__SCRIPT, 0);
  drupe__syntax_error error;
  drupe__tree tree;
  struct timespec from;
  struct timespec to;

  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
  drupe__parse(&tree, &source, &error);
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
  drupe__tree_deinit(&tree);
  return (double)(to.tv_sec - from.tv_sec) +
         (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

/* Goal: ten times the text takes about ten times as long, also where a name,
 * a scope or a group is looked for.  The bound is wide: machines are shared. */
static void time_is_linear(void **state) {
  static const char *const parts[] = {"let_a;",
                                      "{let a;{var b}}",
                                      "a:b;",
                                      "a=>b;",
                                      "({a=1}=b);",
                                      "/(a)\\1/;",
                                      "class A{#a;m(){this.#a}};",
                                      "/(?<a>b)|c/;",
                                      "((a,b)=>c);",
                                      "async(a);",
                                      "`${a}`;",
                                      "for(let a of b){}",
                                      "x=[{a:[b]}];"};
  size_t i;

  (void)state;
  for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
    double small = cpu_seconds(repeat("", parts[i], 3000, ""));
    double large = cpu_seconds(repeat("", parts[i], 30000, ""));

    if (large > 0.05 && large > small * 40)
      fail_msg("%s: %f s, then %f s", parts[i], small, large);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(nesting_has_an_end),
                                     cmocka_unit_test(towers_have_an_end),
                                     cmocka_unit_test(common_depths_are_fine),
                                     cmocka_unit_test(long_lists),
                                     cmocka_unit_test(many_different_names),
                                     cmocka_unit_test(time_is_linear)};

  return cmocka_run_group_tests(tests, NULL, NULL);
}
