/* tests/abi/buffer_test.c - the buffer table, through a module. */
#include "abi/support.h"

static void buffers(void **state) {
  (void)state;
  assert_non_null(test_load("loops"));
  test_passes("loops", "buffers");
}

static void detach(void **state) {
  drupe__module *m = test_load("loops");

  (void)state;
  test_passes("loops", "detach");
  assert_int_equal(m->usage.buffers, 0);
}

/* Goal: external memory is given back when the last view of it has gone, not
 * before, and at once where it is detached. */
static void external(void **state) {
  drupe__module *m = test_load("loops");

  (void)state;
  test_expect("var b = loops.external(), view = b.subarray(0, 4); b[0]", "65");
  assert_int_equal(m->usage.buffers, 1);
  test_expect("b = null; view[0]", "65");
  test_expect("loops.external_freed()", "0");
  test_expect("view = null; loops.external_freed()", "1");
  assert_int_equal(m->usage.buffers, 0);
  test_expect("b = loops.external(); loops.external_detach(b)", "0");
  test_expect("loops.external_freed() + ' ' + b.length", "2 0");
  assert_int_equal(m->usage.buffers, 0);
}

/* Goal: a pinned buffer outlives its last reference of JS. */
static void pins(void **state) {
  drupe__module *m = test_load("loops");

  (void)state;
  test_expect("loops.pin(loops.external())", "undefined");
  test_gc();
  test_expect("loops.external_freed()", "0");
  assert_int_equal(m->usage.buffers, 2);
  test_expect("loops.pin(); 0", "0");
  test_expect("loops.external_freed()", "1");
}

int main(void) {
  const struct CMUnitTest list[] = {TEST(buffers), TEST(detach),
                                    TEST(external), TEST(pins)};

  return cmocka_run_group_tests(list, NULL, NULL);
}
