/* tests/abi/object_test.c - the object table, through a module. */
#include "abi/support.h"

#define PASSES(name)                                                           \
  static void name(void **state) {                                             \
    (void)state;                                                               \
    assert_non_null(test_load("objects"));                                     \
    test_passes("objects", #name);                                             \
  }
PASSES(properties)
PASSES(accessors)
PASSES(definitions)
PASSES(arrays)
PASSES(prototypes)
PASSES(keys)
PASSES(many)

/* Goal: data hangs on an object by tag, and is finalized once, when the object
 * has died and a safe point has come. */
static void attach(void **state) {
  drupe__module *m = test_load("objects");

  (void)state;
  assert_non_null(m);
  test_expect("var held = {}; objects.attach(held)", "undefined");
  assert_int_equal(m->usage.attached, 2);
  test_expect("objects.finalized()", "0");
  test_expect("held = null; objects.finalized()", "11");
  assert_int_equal(m->usage.attached, 0);
}

/* Goal: data on an object of a cycle is finalized by the collector. */
static void attach_in_cycle(void **state) {
  drupe__module *m = test_load("objects");

  (void)state;
  test_expect("(function () { var a = {}, b = {a: a}; a.b = b;"
              " objects.attach(a); })()",
              "undefined");
  assert_int_equal(m->usage.attached, 2);
  test_gc();
  test_expect("0", "0");
  assert_int_equal(m->usage.attached, 0);
}

/* Goal: two equal tags stay two where the linker folds constants. */
static void folded_tags(void **state) {
  (void)state;
  assert_non_null(test_load("objects_merged"));
  test_expect("objects.tags_apart()", "true");
  test_expect("objects.attach({})", "undefined");
}

/* Goal: a plain `get` of an own property does not go through the engine: it
 * works for every kind of object that it is tried on. */
static void keys_die_with_module(void **state) {
  drupe__module *m = test_load("objects");
  uint32_t before = test_k->free_count;

  (void)state;
  test_expect("objects.keys()", "undefined");
  assert_non_null(m->keys);
  assert_int_equal(test_unload(m), DRUPE_OK);
  assert_true(test_k->free_count >= before + 4);
}

int main(void) {
  const struct CMUnitTest list[] = {
      TEST(properties), TEST(accessors),  TEST(definitions),
      TEST(arrays),     TEST(prototypes), TEST(keys), TEST(many),
      TEST(attach),     TEST(attach_in_cycle),
      TEST(folded_tags), TEST(keys_die_with_module)};

  return cmocka_run_group_tests(list, NULL, NULL);
}
