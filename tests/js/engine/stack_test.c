/* Error.stack in V8's words. */
#include <stdio.h>

#include "engine/stack.h"
#include "support.h"

/* Goal: without columns (Duktape's own compiler) lines are right already, and
 * functions are named as V8 names them. */
static void frames_are_named_as_v8_does(void **state) {
  drupe__engine *e = engine_make();

  (void)state;
  assert_eval(e,
              "function inner() { return new TypeError('boo').stack }\n"
              "var o = { method: function method() { return inner() } };\n"
              "function C() { this.s = o.method() }\n"
              "new C().s",
              "TypeError: boo\n"
              "    at inner (eval:1)\n"
              "    at Object.method (eval:2)\n"
              "    at new C (eval:3)\n"
              "    at eval (eval:4)");
  assert_eval(e,
              "[1].map(function () { return new Error('x').stack })[0]",
              "Error: x\n    at eval:1\n    at Array.map (<anonymous>)\n"
              "    at eval (eval:1)");
  drupe__engine_destroy(e);
}

/* Goal: the text is that of the moment of creation, and the property an
 * ordinary one. */
static void stack_is_a_data_property(void **state) {
  drupe__engine *e = engine_make();

  (void)state;
  assert_eval(e, "var e = new Error('a'); e.message = 'b'; "
                 "e.stack.split('\\n')[0]", "Error: b");
  assert_eval(e, "e = new Error('a'); e.stack; JSON.stringify("
                 "Object.getOwnPropertyDescriptor(e, 'stack')).slice(-55)",
              "\"writable\":true,\"enumerable\":false,\"configurable\":true}");
  assert_eval(e, "e = new Error; e.stack = 5; e.stack", "5");
  assert_eval(e, "String(Error('no new').stack).split('\\n')[0]",
              "Error: no new");
  drupe__engine_destroy(e);
}

/* Goal: stackTraceLimit and captureStackTrace as in V8. */
static void limit_and_capture(void **state) {
  drupe__engine *e = engine_make();

  (void)state;
  assert_eval(e, "Error.stackTraceLimit", "10");
  assert_eval(e, "function d(n) { return n ? d(n - 1) : new Error('x').stack "
                 "} d(50).split('\\n').length", "11");
  assert_eval(e, "Error.stackTraceLimit = 3; d(50).split('\\n').length", "4");
  assert_eval(e, "Error.stackTraceLimit = 0; d(9)", "Error: x");
  assert_eval(e, "Error.stackTraceLimit = 10; var o = { name: 'N', message: "
                 "'m' }; function a() { Error.captureStackTrace(o, a) } "
                 "function b() { a() }\nb(); o.stack",
              "N: m\n    at b (eval:1)\n    at eval (eval:2)");
  assert_eval(e, "Object.keys(o).join()", "name,message");
  assert_eval(e, "function E() { Error.captureStackTrace(this, E) } "
                 "E.prototype = Object.create(Error.prototype); "
                 "(new E).stack", "Error\n    at eval (eval:1)");
  drupe__engine_destroy(e);
}

/* Goal: prepareStackTrace gets the error and CallSites. */
static void prepare_gets_call_sites(void **state) {
  drupe__engine *e = engine_make();

  (void)state;
  assert_eval(e,
              "Error.prepareStackTrace = function (err, sites) { return "
              "err.message + sites.map(function (s) { return [s."
              "getFunctionName(), s.getFileName(), s.getLineNumber(), s."
              "isToplevel(), s.isConstructor(), s.isNative(), '' + s] }).join("
              "'|') }; function f() { return new Error('x') }\nf().stack",
              "xf,eval,1,true,false,false,f (eval:1)|eval,eval,2,true,false,"
              "false,eval (eval:2)");
  assert_eval(e, "delete Error.prepareStackTrace; f().stack.length > 5",
              "true");
  drupe__engine_destroy(e);
}

/* Goal: through the front-end every frame has the line and column that V8
 * reports, in modules too. */
static void places_are_exact(void **state) {
  drupe__engine *e = engine_make();
  duk_context *ctx = drupe__engine_context(e);

  (void)state;
  assert_int_equal(engine_compile(e, DRUPE__COMMONJS, "/t/mod.js",
                                  "const f = (x) => {\n"
                                  "  return x.a.b; };\n"
                                  "const o = { m() { return f({}) } };\n"
                                  "try { o.m() } catch (e) { exports.s = "
                                  "e.stack; exports.e = e }\n"
                                  "exports.t = [0].map(() => new Error('q'))"
                                  "[0].stack;\n"),
                   0);
  duk_push_object(ctx);
  duk_dup(ctx, -1);
  duk_insert(ctx, -3);
  duk_dup(ctx, -1);
  assert_int_equal(duk_pcall_method(ctx, 1), 0);
  duk_get_prop_literal(ctx, -2, "s");
  assert_non_null(strstr(duk_get_string(ctx, -1),
                         "\n    at f (/t/mod.js:2:14)\n"
                         "    at Object.m (/t/mod.js:3:26)\n"
                         "    at Object.<anonymous> (/t/mod.js:4:9)"));
  duk_pop(ctx);
  duk_get_prop_literal(ctx, -2, "t");
  assert_string_equal(duk_get_string(ctx, -1),
                      "Error: q\n"
                      "    at /t/mod.js:5:27\n"
                      "    at Array.map (<anonymous>)\n"
                      "    at Object.<anonymous> (/t/mod.js:5:17)");
  duk_pop(ctx);
  duk_get_prop_literal(ctx, -2, "e");
  drupe__error_excerpt(ctx, -1, false);
  assert_string_equal(duk_get_string(ctx, -1),
                      "/t/mod.js:2\n  return x.a.b; };\n             ^\n\n");
  duk_pop_n(ctx, 4);
  drupe__engine_destroy(e);
}

/* Goal: what nobody caught is shown where it was thrown, error or not, made
 * there or not; handing on through a loop changes nothing. */
static void uncaught_is_shown_where_thrown(void **state) {
  static const char *const rows[][2] = {
      {"var e = new Error('x');\n  throw e;", "2\n  throw e;\n  ^\n\n"},
      {"1;\nthrow 5", "2\nthrow 5\n^\n\n"},
      {"function f() { throw new Error('x') }\nf()",
       "1\nfunction f() { throw new Error('x') }\n               ^\n\n"},
      {"for (const x of new Set([1])) {\n throw x }", "2\n throw x }\n ^\n\n"},
      {"try { null.x } catch (e) {\n throw e }", "2\n throw e }\n ^\n\n"},
      {"var o = {};\no.a.b.c", "2\no.a.b.c\n    ^\n\n"}};
  drupe__engine *e = engine_make();
  duk_context *ctx = drupe__engine_context(e);
  char expected[256];
  size_t i;

  (void)state;
  for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
    assert_int_equal(
        engine_compile(e, DRUPE__COMMONJS, "/t/u.js", rows[i][0]), 0);
    assert_int_not_equal(duk_pcall(ctx, 0), 0);
    drupe__error_excerpt(ctx, -1, false);
    snprintf(expected, sizeof(expected), "/t/u.js:%s", rows[i][1]);
    assert_string_equal(duk_get_string(ctx, -1), expected);
    duk_pop_2(ctx);
  }
  drupe__engine_destroy(e);
}

/* Goal: a SyntaxError says where, as Node prints it. */
static void syntax_errors_show_the_line(void **state) {
  drupe__engine *e = engine_make();
  duk_context *ctx = drupe__engine_context(e);

  (void)state;
  assert_int_equal(engine_compile(e, DRUPE__COMMONJS, "/t/bad.js",
                                  "var a = 1;\n\tlet b = ;\n"),
                   -1);
  duk_get_prop_literal(ctx, -1, "stack");
  assert_non_null(strstr(duk_get_string(ctx, -1),
                         "/t/bad.js:2\n\tlet b = ;\n\t        ^\n\n"
                         "SyntaxError: Unexpected token ';'"));
  duk_pop_2(ctx);
  drupe__engine_destroy(e);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(frames_are_named_as_v8_does),
      cmocka_unit_test(stack_is_a_data_property),
      cmocka_unit_test(limit_and_capture),
      cmocka_unit_test(prepare_gets_call_sites),
      cmocka_unit_test(places_are_exact),
      cmocka_unit_test(uncaught_is_shown_where_thrown),
      cmocka_unit_test(syntax_errors_show_the_line),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}
