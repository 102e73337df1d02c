/* No memory: whichever allocation fails, nothing crashes and nothing leaks (the
 * sanitized build tells). */
#include "engine/promise.h"
#include "support.h"

/* Something of everything that allocates. */
static const char script[] =
    "const m = new Map([[1, { a: 1 }]]); const s = new Set('abc');\n"
    "const w = new WeakMap(); w.set(m, s);\n"
    "const f = ({ a, ...r }, b = [...s].map((x) => `${x}!`)) => [a, r, b];\n"
    "Promise.resolve(f({ a: 1, q: 2 })).then(JSON.stringify).then((x) => x);\n"
    "Promise.all([1, Promise.reject(2)]).catch((e) => e);\n"
    "try { null.x } catch (e) { e.stack }\n"
    "for (const [k, v] of m) f(v, k);\n"
    "new Function('a', 'return a')(eval('1 + 1')) + f.toString().length;";

/* Makes a context, runs the script, with `allocations` of them. */
static bool memory_run(uint64_t allocations) {
  drupe__engine_options options;
  drupe__engine *e;
  duk_context *ctx;
  bool whole = false;

  memset(&options, 0, sizeof(options));
  options.allocations = allocations;
  e = drupe__engine_create(&options);
  if (e == NULL)
    return false;
  ctx = drupe__engine_context(e);
  if (engine_compile(e, DRUPE__SCRIPT, "/t/m.js", script) == 0) {
    whole = duk_pcall(ctx, 0) == DUK_EXEC_SUCCESS;
    drupe__microtasks_run(e);
  }
  drupe__engine_destroy(e);
  return whole;
}

/* Goal: every allocation may be the last that succeeds. */
static void any_allocation_may_fail(void **state) {
  uint64_t k, step = 1;

  (void)state;
  assert_true(memory_run(0));
  for (k = 1; !memory_run(k); k += step) {
    assert_true(k < 100000);
    if (k > 100) /* each place comes by in one run or another */
      step = 3;
  }
  assert_true(k > 500);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(any_allocation_may_fail),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}
