/* tests/abi/bigint_test.c - the service "drupe.bigint", through a module. */
#include "abi/support.h"

/* Goal: a number while it is exact, a BigInt beyond, both taken back. */
static void there_and_back(void **state) {
  (void)state;
  assert_non_null(test_load("wide"));
  test_expect("[0, -1, 5n, 9007199254740991, -9007199254740991n]"
              ".map(function (v) { return typeof wide.signed(v); }).join()",
              "number,number,number,number,number");
  test_expect("typeof wide.signed(9007199254740992n)", "bigint");
  test_expect("wide.signed(9223372036854775807n)", "9223372036854775807");
  test_expect("wide.signed(-9223372036854775808n)", "-9223372036854775808");
  test_expect("wide.unsigned(18446744073709551615n)", "18446744073709551615");
  test_expect("wide.unsigned(7n) === 7", "true");
  test_expect("wide.signed(9007199254740992) === 9007199254740992n", "true");
}

/* Goal: what does not fit exactly is told apart from what is no number. */
static void refusals(void **state) {
  (void)state;
  assert_non_null(test_load("wide"));
  test_expect("[9223372036854775808n, -9223372036854775809n, 0.5, NaN, 1e19,"
              " Infinity, 2n ** 200n].map(wide.signed).join()",
              "lossy,lossy,lossy,lossy,lossy,lossy,lossy");
  test_expect("[-1, -1n, 18446744073709551616n, 0.5, NaN]"
              ".map(function (v) { return wide.unsigned(v); }).join()",
              "lossy,lossy,lossy,lossy,lossy");
  test_expect("['1', true, null, {}]"
              ".map(function (v) { return wide.signed(v); }).join()",
              "type,type,type,type");
}

int main(void) {
  const struct CMUnitTest list[] = {TEST(there_and_back), TEST(refusals)};

  return cmocka_run_group_tests(list, NULL, NULL);
}
