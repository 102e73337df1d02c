/* tests/abi/ref_test.c - scopes and references, through a module. */
#include "abi/support.h"

static void scopes(void **state) {
  (void)state;
  assert_non_null(test_load("objects"));
  test_passes("objects", "scopes");
}

static void strong(void **state) {
  drupe__module *m = test_load("objects");

  (void)state;
  test_expect("objects.strong({a: 1})", "undefined");
  assert_int_equal(m->usage.refs, 0);
}

/* Goal: a weak reference sees its object as long as somebody has it, and never
 * afterwards, however the object dies. */
static void weak(void **state) {
  (void)state;
  assert_non_null(test_load("objects"));
  test_expect("var o = {}; objects.watch(o); objects.seen()", "true");
  test_expect("o = null; objects.seen()", "false");
  test_expect("objects.revive()", "-20004");
  test_expect("(function () { var a = {}; a.a = a; objects.watch(a); })();"
              "objects.seen()",
              "true");
  test_gc();
  test_expect("objects.seen()", "false");
  test_expect("objects.watch(new Date()); objects.seen()", "false");
  test_expect("var f = objects.seen; objects.watch(f); f()", "true");
  test_expect("var u = new Uint8Array(4); objects.watch(u); objects.seen()",
              "true");
  test_expect("u = null; objects.seen()", "false");
}

/* Goal: an object that waits to be freed, in a long chain, is gone already. */
static void weak_in_chain(void **state) {
  (void)state;
  assert_non_null(test_load("objects"));
  test_expect("var head = null, i, last;"
              "for (i = 0; i < 1000; i++) head = {next: head, i: i};"
              "last = head; while (last.next) last = last.next;"
              "objects.watch(last); last = null; objects.seen()",
              "true");
  test_expect("head = null; objects.seen()", "false");
}

int main(void) {
  const struct CMUnitTest list[] = {TEST(scopes), TEST(strong), TEST(weak),
                                    TEST(weak_in_chain)};

  return cmocka_run_group_tests(list, NULL, NULL);
}
