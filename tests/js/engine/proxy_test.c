/* Proxies: own properties of the target show through, or what the trap says. */
#include "support.h"

static void own_properties(void **state) {
  drupe__engine *e = engine_make();

  (void)state;
  assert_run(e, "var p = new Proxy({ a: 1 }, { set() { return true } }); "
                "p.hasOwnProperty('a') + '' + p.hasOwnProperty('b') + "
                "JSON.stringify(Object.getOwnPropertyDescriptor(p, 'a'))",
             "truefalse{\"value\":1,\"writable\":true,\"enumerable\":true,"
             "\"configurable\":true}");
  assert_run(e, "Object.prototype.propertyIsEnumerable.call(p, 'a')", "true");
  assert_run(e, "var t = new Proxy({}, { getOwnPropertyDescriptor(o, k) { "
                "return k == 'x' ? { value: 5, configurable: true } : "
                "undefined } }); JSON.stringify(Object."
                "getOwnPropertyDescriptor(t, 'x')) + t.hasOwnProperty('x') + "
                "t.hasOwnProperty('y') + t.propertyIsEnumerable('x')",
             "{\"value\":5,\"writable\":false,\"enumerable\":false,"
             "\"configurable\":true}truefalsefalse");
  assert_run(e, "try { Object.getOwnPropertyDescriptor(new Proxy({}, { "
                "getOwnPropertyDescriptor() { return 1 } }), 'x') } catch (e) "
                "{ e.name }", "TypeError");
  drupe__engine_destroy(e);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(own_properties)};

  return cmocka_run_group_tests(tests, NULL, NULL);
}
