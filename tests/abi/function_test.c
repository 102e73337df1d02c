/* tests/abi/function_test.c - native functions, signatures and calls, through a
 * module. */
#include "abi/support.h"

#define F "functions."

static void calls(void **state) {
  (void)state;
  assert_non_null(test_load("functions"));
  test_passes("functions", "calls");
  test_passes("functions", "bad_signatures");
}

/* Goal: name, length and argument count are what the signature says. */
static void shape(void **state) {
  (void)state;
  assert_non_null(test_load("functions"));
  test_expect(F "optional.name + ' ' + " F "optional.length", "optional 0");
  test_expect(F "many.length", "2");
  test_expect(F "sum.length", "0");
  test_expect(F "argc()", "0");
  test_expect(F "argc(1, 2, 3)", "3");
  test_expect(F "argc(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)", "10");
  test_expect(F "argc.apply(null, new Array(5000))", "5000");
  test_expect(F "sum(1, 2, 3)", "6");
  test_expect(F "optional()", "112.5");
  test_expect(F "optional(1, undefined, 2, false)", "13");
  test_expect(F "data()", "7");
}

static void accepts(void **state) {
  (void)state;
  assert_non_null(test_load("functions"));
  test_expect(F "number(1.5)", "1.5");
  test_expect(F "integer(9007199254740991)", "9007199254740991");
  test_expect(F "int32(-5)", "-5");
  test_expect(F "uint32(4294967295)", "4294967295");
  test_expect(F "string('s')", "s");
  test_expect(F "boolean(true)", "true");
  test_expect("typeof " F "fn(isNaN)", "function");
  test_expect("typeof " F "object({})", "object");
  test_expect(F "array([1, 2])", "1,2");
  test_expect(F "date(new Date(0)).getTime()", "0");
  test_expect(F "buffer(new Uint8Array(2)).length", "2");
  test_expect(F "buffer(new ArrayBuffer(3)).byteLength", "3");
  test_expect(F "either('x')", "x");
  test_expect(F "nullable(null)", "null");
  test_expect(F "counter(new functions.Counter())", "1");
  test_expect(F "counter(new functions.DoubleCounter())", "1");
  test_expect(F "counterOr('x')", "1");
}

/* Goal: Node's words, letter for letter; the texts are node 20's own. */
static void refuses(void **state) {
  static const struct {
    const char *script, *error;
  } rows[] = {
      {F "number('x')", "TypeError: The \"a\" argument must be of type number."
                        " Received type string ('x')"},
      {F "number()", "TypeError: The \"a\" argument must be of type number."
                     " Received undefined"},
      {F "string(null)", "TypeError: The \"s\" argument must be of type"
                         " string. Received null"},
      {F "string(1.5)", "TypeError: The \"s\" argument must be of type"
                        " string. Received type number (1.5)"},
      {F "string(-0)", "TypeError: The \"s\" argument must be of type"
                       " string. Received type number (-0)"},
      {F "string(true)", "TypeError: The \"s\" argument must be of type"
                         " string. Received type boolean (true)"},
      {F "string({})", "TypeError: The \"s\" argument must be of type"
                       " string. Received an instance of Object"},
      {F "string([])", "TypeError: The \"s\" argument must be of type"
                       " string. Received an instance of Array"},
      {F "string(function foo() {})",
       "TypeError: The \"s\" argument must be of type string."
       " Received function foo"},
      {F "string(Object.create(null))",
       "TypeError: The \"s\" argument must be of type string."
       " Received [Object: null prototype] {}"},
      {F "string(Symbol('q'))",
       "TypeError: The \"s\" argument must be of type string."
       " Received type symbol (Symbol(q))"},
      {F "number(\"it's\")",
       "TypeError: The \"a\" argument must be of type number."
       " Received type string (\"it's\")"},
      {F "number('abcdefghijklmnopqrstuvwxyz0123')",
       "TypeError: The \"a\" argument must be of type number."
       " Received type string ('abcdefghijklmnopqrstuvwx...)"},
      {F "integer('x')", "TypeError: The \"rounds\" argument must be of type"
                         " integer. Received type string ('x')"},
      {F "integer(1.5)", "RangeError: The value of \"rounds\" is out of range."
                         " It must be an integer. Received 1.5"},
      {F "int32(4294967297)",
       "RangeError: The value of \"n\" is out of range. It must be"
       " >= -2147483648 && <= 2147483647. Received 4_294_967_297"},
      {F "uint32(-1)", "RangeError: The value of \"n\" is out of range. It"
                       " must be >= 0 && <= 4294967295. Received -1"},
      {F "either(1)",
       "TypeError: The \"data\" argument must be of type string or an instance"
       " of ArrayBuffer, Buffer, TypedArray, or DataView."
       " Received type number (1)"},
      {F "nullable(1)", "TypeError: The \"s\" argument must be of type string"
                        " or null. Received type number (1)"},
      {F "three({})",
       "TypeError: The \"v\" argument must be one of type string, number, or"
       " boolean. Received an instance of Object"},
      {F "array({})", "TypeError: The \"a\" argument must be an instance of"
                      " Array. Received an instance of Object"},
      {F "counter({})", "TypeError: The \"c\" argument must be an instance of"
                        " Counter. Received an instance of Object"},
      {F "counterOr(1)",
       "TypeError: The \"c\" argument must be of type string or an instance of"
       " Counter. Received type number (1)"},
      {F "sum(1, 'x')", "TypeError: The \"n\" argument must be of type number."
                        " Received type string ('x')"},
      {F "refuse(5)", "TypeError: The \"name\" argument must be of type string."
                      " Received type number (5)"},
      {"try { functions.number() } catch (e) { e.code }",
       "ERR_INVALID_ARG_TYPE"},
      {"try { functions.integer(0.5) } catch (e) { e.code }",
       "ERR_OUT_OF_RANGE"},
  };
  size_t i;

  (void)state;
  assert_non_null(test_load("functions"));
  for (i = 0; i < DRUPE__COUNT(rows); i++)
    test_expect(rows[i].script, rows[i].error);
}

/* Goal: a function made at run time copies its signature and gives its data
 * back once. */
static void made(void **state) {
  drupe__module *m = test_load("functions");
  uint32_t before = m->usage.functions;

  (void)state;
  test_expect("var f = functions.make(42); f.name + f()", "made4242");
  assert_int_equal(m->usage.functions, before + 1);
  assert_true(m->usage.bytes > 0);
  test_expect("f = null; functions.released()", "1");
  assert_int_equal(m->usage.functions, before);
  assert_int_equal(m->usage.bytes, 0);
}

static void members(void **state) {
  (void)state;
  assert_non_null(test_load("functions"));
  test_expect("var o = functions.define({}); o.only", "read");
  test_expect("o.only = 1; o.only", "read");
  test_expect("o.fixed = 1; typeof o.fixed", "function");
  test_expect("Object.keys(o).join()", "only,fixed");
  test_expect("o[Symbol.toStringTag].name", "[Symbol.toStringTag]");
}

/* Goal: natives may call JS that calls natives, to a depth that ends in an
 * error and not in a crash. */
static void recursion(void **state) {
  (void)state;
  assert_non_null(test_load("functions"));
  test_expect("(function f() { functions.apply(f); }).name", "f");
  test_expect("var n = 0; try { (function f() { n++; functions.apply(f); })()"
              " } catch (e) { e instanceof RangeError && n > 100 }",
              "true");
  test_expect("functions.sum(1)", "1");
}

int main(void) {
  const struct CMUnitTest list[] = {
      TEST(calls), TEST(shape),   TEST(accepts),  TEST(refuses),
      TEST(made),  TEST(members), TEST(recursion)};

  return cmocka_run_group_tests(list, NULL, NULL);
}
