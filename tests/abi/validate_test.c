/* tests/abi/validate_test.c - validation mode: each rule by a program that
 * breaks it, and silence where nothing is broken. */
#include "abi/support.h"

static int on(void **state) {
  setenv("DRUPE_VALIDATE", "all", 1);
  return test_setup(state);
}
static int off(void **state) {
  unsetenv("DRUPE_VALIDATE");
  return test_teardown(state);
}
#define CHECKED(name) cmocka_unit_test_setup_teardown(name, on, off)

/* Runs a script; what is told must begin with this rule, or be nothing. */
static void told(const char *script, const char *rule) {
  const char *text;
  char want[64];

  test_stderr_begin();
  (void)test_js(script);
  test_loop();
  text = test_stderr_end();
  if (rule == NULL) {
    assert_string_equal(text, "");
    return;
  }
  /* The functions of handles have no cx: they speak as the kernel. */
  snprintf(want, sizeof(want), ": %s: ", rule);
  if (strstr(text, want) == NULL)
    print_error("%s told: %s\n", script, text);
  assert_non_null(strstr(text, want));
}

static void rules(void **state) {
  static const char *const rows[][2] = {
      {"misuse.keep({x: 1}); misuse.use_kept()", "DRV-001"},
      {"misuse.scope_kept()", "DRV-001"},
      {"misuse.foreign()", "DRV-002"},
      {"misuse.null_key()", "DRV-003"},
      {"misuse.other_thread()", "DRV-004"},
      {"misuse.in_finalizer()", "DRV-005"},
      {"misuse.scope_open()", "DRV-007"},
      {"misuse.scope_closed_twice()", "DRV-007"},
      {"misuse.ref_twice({})", "DRV-009"},
      {"misuse.timer_freed()", "DRV-009"},
      {"misuse.launder()", "DRV-010"},
      {"misuse.fine({})", NULL}};
  size_t i;

  (void)state;
  assert_non_null(test_load("misuse"));
  for (i = 0; i < DRUPE__COUNT(rows); i++)
    told(rows[i][0], rows[i][1]);
}

/* Goal: the module that misuses another one's reference is named. */
static void owner(void **state) {
  drupe__module *a = test_load("misuse"), *b = test_load("values");
  drupe_ref *ref = NULL;
  drupe__bracket bracket;

  (void)state;
  drupe__enter_always(test_k, a, NULL, &bracket);
  assert_int_equal(a->cx.ref->ref_new(&a->cx, drupe_int(1), 1, &ref), 0);
  test_stderr_begin();
  b->cx.ref->ref_free(&b->cx, ref);
  assert_non_null(strstr(test_stderr_end(), "module values: DRV-008"));
  a->cx.ref->ref_free(&a->cx, ref);
  drupe__leave(test_k, &bracket);
}

/* Goal: a call outside a bracket names the function. */
static void outside(void **state) {
  drupe__module *m = test_load("misuse");

  (void)state;
  test_stderr_begin();
  (void)m->cx.object->object_new(&m->cx);
  assert_string_equal(test_stderr_end(),
                      "drupe: module misuse: DRV-006: object->object_new: "
                      "called outside a bracket\n");
}

/* Goal: what is right is silent and does the same. */
static void no_false_report(void **state) {
  static const char *const scripts[] = {
      "values.string_new()",  "values.malformed()", "values.string_copy()",
      "values.symbols()",     "values.dates()",     "values.conversion()",
      "values.tests()",       "values.kinds()",     "values.numbers()",
      "values.error_from()",  "objects.properties()", "objects.accessors()",
      "objects.definitions()", "objects.arrays()",  "objects.attach({})",
      "objects.many()",
      "wide.signed(2n ** 62n) === 2n ** 62n ? undefined : 1",
      "wide.unsigned(2n ** 63n) === 2n ** 63n ? undefined : 1",
      "objects.scopes()",     "functions.calls()",
      "functions.bad_signatures()", "loops.buffers()", "loops.detach()",
      "loops.works()",        "loops.timer_unref()", "loops.core()",
      "functions.many(2000, true) > 0 ? undefined : 1",
      "new functions.Counter(1).add(1) === 2 ? undefined : 1"};
  size_t i;

  (void)state;
  assert_non_null(test_load("values"));
  assert_non_null(test_load("objects"));
  assert_non_null(test_load("wide"));
  assert_non_null(test_load("functions"));
  assert_non_null(test_load("loops"));
  test_js("loops.log(function () {})");
  test_stderr_begin();
  for (i = 0; i < DRUPE__COUNT(scripts); i++) {
    const char *result = test_js(scripts[i]);

    if (strcmp(result, "undefined") != 0) {
      print_error("%s: %s\n%s", scripts[i], result, test_stderr_end());
      fail();
    }
  }
  test_loop();
  assert_string_equal(test_stderr_end(), "");
}

int main(void) {
  const struct CMUnitTest list[] = {CHECKED(rules), CHECKED(owner),
                                    CHECKED(outside),
                                    CHECKED(no_false_report)};

  return cmocka_run_group_tests(list, NULL, NULL);
}
