/* tests/abi/value_test.c - the value and error tables, through a module. */
#include "abi/support.h"

#define PASSES(name)                                                           \
  static void name(void **state) {                                             \
    (void)state;                                                               \
    assert_non_null(test_load("values"));                                      \
    test_passes("values", #name);                                              \
  }
PASSES(string_new)
PASSES(malformed)
PASSES(lone_surrogate)
PASSES(string_copy)
PASSES(symbols)
PASSES(dates)
PASSES(conversion)
PASSES(tests)
PASSES(kinds)
PASSES(run)
PASSES(numbers)
PASSES(errors)
PASSES(error_from)

/* Goal: the same bits come out of a module built with -ffast-math. */
static void numbers_fast_math(void **state) {
  (void)state;
  assert_non_null(test_load("values_fast_math"));
  test_passes("values", "numbers");
}

/* Goal: no value and no error is undefined, as a JS function's. */
static void none_is_undefined(void **state) {
  (void)state;
  assert_non_null(test_load("values"));
  test_expect("values.none_at_all()", "undefined");
}

/* Goal: a value returned while an error is pending does not hide the error. */
static void error_wins(void **state) {
  (void)state;
  assert_non_null(test_load("values"));
  test_expect("values.laundered(function () { throw Error('mine'); })",
              "Error: mine");
  test_expect("values.laundered(function () { return 3; })", "3");
}

/* Goal: none goes through any chain of calls and does nothing. */
static void none_passes(void **state) {
  (void)state;
  assert_non_null(test_load("values"));
  test_expect("values.passed_on(function () { throw Error('first'); })",
              "Error: first");
}

int main(void) {
  const struct CMUnitTest list[] = {
      TEST(string_new),        TEST(malformed),  TEST(lone_surrogate),
      TEST(string_copy),       TEST(symbols),    TEST(dates),
      TEST(conversion),        TEST(tests),      TEST(kinds),
      TEST(run),               TEST(numbers),    TEST(errors),
      TEST(error_from),        TEST(error_wins), TEST(numbers_fast_math),
      TEST(none_is_undefined), TEST(none_passes)};

  return cmocka_run_group_tests(list, NULL, NULL);
}
