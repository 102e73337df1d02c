/* No memory: whichever allocation fails, nothing crashes and nothing leaks (the
 * sanitized build tells). */
#include "engine/promise.h"
#include "support.h"

/* Something of everything that allocates. */
static const char *const scripts[] = {
    "const m = new Map([[1, { a: 1 }]]); const s = new Set('abc');\n"
    "const w = new WeakMap(); w.set(m, s);\n"
    "const f = ({ a, ...r }, b = [...s].map((x) => `${x}!`)) => [a, r, b];\n"
    "Promise.resolve(f({ a: 1, q: 2 })).then(JSON.stringify).then((x) => x);\n"
    "Promise.all([1, Promise.reject(2)]).catch((e) => e);\n"
    "try { null.x } catch (e) { e.stack }\n"
    "for (const [k, v] of m) f(v, k);\n"
    "new Function('a', 'return a')(eval('1 + 1')) + f.toString().length;",

    "const text = 'a1b22'.repeat(3);\n"
    "[text.replace(/(?<l>[a-z])(\\d+)/gd, '<$2$<l>>'), text.split(/\\d/),\n"
    " [...text.matchAll(/\\d+?(?=b|$)/g)], text.match(/(?:x|(b))+/y),\n"
    " new RegExp('[' + text + ']{2,3}', 'iv').exec(text)];\n"
    "try { new RegExp('(') } catch (e) { String(e) }\n"
    "/(a+)+$/.test('a'.repeat(20) + 'b') + /\\p{Lu}/u.source.length;",

    "class A { #p = 1; static s = []; get p() { return this.#p; }\n"
    "  static { this.s.push(1); } m() { return [this.p]; } }\n"
    "class B extends A { f = 2; constructor(...a) { super(...a); }\n"
    "  m() { return [...super.m(), this.f]; } }\n"
    "function* g(n) { try { yield n; yield* g(n - 1 || nothing); }\n"
    "  finally { n++; } }\n"
    "async function* h() { for await (const x of [1, B]) yield x; }\n"
    "async function f() { for await (const x of h()) await x; }\n"
    "f().then(f); try { [...g(3)] } catch (e) { e.message }\n"
    "const { length, ...rest } = new B().m(); with (rest) length;",

    "const big = 3n ** 200n; const t = new Uint8Array(40).fill(7);\n"
    "new BigInt64Array([big, 1n]).toString() + BigInt('0x' + 'f'.repeat(40));\n"
    "new DataView(t.buffer.slice(2)).buffer.transfer(80);\n"
    "const p = new Proxy({ a: 1 }, { ownKeys: (o) => Reflect.ownKeys(o) });\n"
    "Object.entries(p); JSON.stringify([{ ...p, d: new Date(0), t }], null, 2);"
    "JSON.parse('{\"a\": [1, 2.5e10, \"\\\\u00fc\"]}', (k, v) => v);\n"
    "[5, 1, 3].map(String).sort((a, b) => a - b).concat([[4]]).flat().join();\n"
    "'\\u0130stanbul'.toLowerCase().normalize('NFD').localeCompare('i');\n"
    "Date.parse('Mon, 25 Dec 1995 13:30 GMT') + (1 / 3).toFixed(20);\n"
    "new FinalizationRegistry((x) => x).register({}, 1, {});\n"
    "new WeakRef({}).deref(); new Set([1]).union(new Set([2]));\n"
    "[1, 2].values().map((x) => x + 1).toArray(); Symbol.for('x' + big);\n"
    "Object.defineProperty([], 'length', { value: 3 }); `${[1, [2]]}`;",
};

/* Makes a context, runs the script, with `allocations` of them. */
static bool memory_run(const char *script, uint64_t allocations) {
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
    if (!whole && allocations == 0)
      print_error("%s\n", duk_safe_to_string(ctx, -1));
    drupe__microtasks_run(e);
  }
  drupe__engine_destroy(e);
  return whole;
}

/* Goal: every allocation may be the last that succeeds. */
static void any_allocation_may_fail(void **state) {
  const char *script = *state;
  uint64_t k, step = 1;

  assert_true(memory_run(script, 0));
  for (k = 1; !memory_run(script, k); k += step) {
    assert_true(k < 100000);
    if (k > 100) /* each place comes by in one run or another */
      step = 3;
  }
  assert_true(k > 500);
}

int main(void) {
  struct CMUnitTest tests[sizeof(scripts) / sizeof(scripts[0])];
  size_t i;

  for (i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
    const struct CMUnitTest test = cmocka_unit_test_prestate(
        any_allocation_may_fail, (void *)(uintptr_t)scripts[i]);

    memcpy(&tests[i], &test, sizeof(test));
  }

  return cmocka_run_group_tests(tests, NULL, NULL);
}
