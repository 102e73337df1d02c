/* The texts of errors are V8's: people search for them, programs match them. */
#include "support.h"

typedef struct row {
  const char *source;
  const char *message;
} row;

/* Each verified against Node 20. */
static const row rows[] = {
    {"nope", "ReferenceError: nope is not defined"},
    {"'use strict'; nope = 1", "ReferenceError: nope is not defined"},
    {"var u; u.x", "TypeError: Cannot read properties of undefined (reading "
                   "'x')"},
    {"null[Symbol.toStringTag]",
     "TypeError: Cannot read properties of null (reading 'Symbol(Symbol."
     "toStringTag)')"},
    {"var u; u.x = 1",
     "TypeError: Cannot set properties of undefined (setting 'x')"},
    {"var u; u()", "TypeError: u is not a function"},
    {"var o = {}; o.f()", "TypeError: o.f is not a function"},
    {"var o = { a: { b: 5 } }; o.a.b(1, 2)",
     "TypeError: o.a.b is not a function"},
    {"var o = { a() { return {} } }; o.a(1).zip()",
     "TypeError: o.a(...).zip is not a function"},
    {"var o = [{}]; o[0].f()", "TypeError: o[0].f is not a function"},
    {"(function () {}).f()",
     "TypeError: (intermediate value).f is not a function"},
    {"this.nothing()", "TypeError: this.nothing is not a function"},
    {"[].map(5)", "TypeError: 5 is not a function"},
    {"var C = 5; new C", "TypeError: C is not a constructor"},
    {"var m = {}; new m.C()", "TypeError: m.C is not a constructor"},
    {"new (() => 1)",
     "TypeError: (intermediate value) is not a constructor"},
    {"'use strict'; Object.freeze({ x: 1 }).x = 2",
     "TypeError: Cannot assign to read only property 'x' of object "
     "'#<Object>'"},
    {"'use strict'; Object.freeze({}).x = 2",
     "TypeError: Cannot add property x, object is not extensible"},
    {"'use strict'; ({ get x() { return 1 } }).x = 2",
     "TypeError: Cannot set property x of #<Object> which has only a getter"},
    {"'use strict'; delete Object.freeze({ x: 1 }).x",
     "TypeError: Cannot delete property 'x' of #<Object>"},
    {"'use strict'; 'abc'.x = 1",
     "TypeError: Cannot create property 'x' on string 'abc'"},
    {"Object.defineProperty(Object.freeze({}), 'x', {})",
     "TypeError: Cannot define property x, object is not extensible"},
    {"Object.defineProperty(Object.freeze({ x: 1 }), 'x', { value: 2 })",
     "TypeError: Cannot redefine property: x"},
    {"'a' in 5",
     "TypeError: Cannot use 'in' operator to search for 'a' in 5"},
    {"({}) instanceof {}",
     "TypeError: Right-hand side of 'instanceof' is not callable"},
    {"[].reduce((a, b) => a)",
     "TypeError: Reduce of empty array with no initial value"},
    {"new Array(-1)", "RangeError: Invalid array length"},
    {"[].length = -1", "RangeError: Invalid array length"},
    {"+Symbol()", "TypeError: Cannot convert a Symbol value to a number"},
    {"'' + Symbol()", "TypeError: Cannot convert a Symbol value to a string"},
    {"Object.keys(null)",
     "TypeError: Cannot convert undefined or null to object"},
    {"+{ valueOf: null, toString: null }",
     "TypeError: Cannot convert object to primitive value"},
};

static void messages_are_v8s(void **state) {
  drupe__engine *e = engine_make();
  size_t i;

  (void)state;
  for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
    assert_run(e, rows[i].source, rows[i].message);
  drupe__engine_destroy(e);
}

/* Goal: messages with long names are whole. */
static void long_names_are_not_cut(void **state) {
  drupe__engine *e = engine_make();

  (void)state;
  assert_run(e, "var k = 'k'.repeat(500); try { undefined[k] } catch (e) { "
                "e.message.length }", "548");
  drupe__engine_destroy(e);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(messages_are_v8s),
      cmocka_unit_test(long_names_are_not_cut),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}
