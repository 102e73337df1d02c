/* Units: compiling, environments, places, what a function says of itself. */
#include "support.h"

/* Goal: a CommonJS unit is a function with the parameters asked for. */
static void commonjs_is_a_function(void **state) {
  drupe__engine *e = engine_make();
  duk_context *ctx = drupe__engine_context(e);

  (void)state;
  assert_int_equal(engine_compile(e, DRUPE__COMMONJS, "/t/a.js",
                                  "exports.x = typeof require + this.y;"),
                   0);
  assert_true(duk_is_function(ctx, -1));
  duk_push_object(ctx);
  duk_push_literal(ctx, "self");
  duk_put_prop_literal(ctx, -2, "y");
  duk_push_object(ctx);
  duk_dup(ctx, -1);
  duk_insert(ctx, -4); /* [ exports fn this exports ] */
  duk_call_method(ctx, 1);
  duk_get_prop_literal(ctx, -2, "x");
  assert_string_equal(duk_get_string(ctx, -1), "undefinedself");
  duk_pop_3(ctx);
  drupe__engine_destroy(e);
}

/* Goal: a script has a completion value, and its var is global. */
static void script_has_a_value(void **state) {
  drupe__engine *e = engine_make();

  (void)state;
  assert_run(e, "var seven = 7; seven * 6;", "42");
  assert_run(e, "seven + this.seven", "14");
  drupe__engine_destroy(e);
}

/* Goal: what a script declares with let, const and class, other texts see; no
 * second one can declare it, and it is no property of the global object. */
static void scripts_share_lexicals(void **state) {
  drupe__engine *e = engine_make();
  duk_context *ctx = drupe__engine_context(e);

  (void)state;
  assert_run(e,
             "function late() { return later + 1 }"
             "const six = 6, [one] = [1]; class Seven {} let gone; 0",
             "0");
  assert_run(e, "let later = six + one; late() + typeof Seven", "8function");
  assert_run(e, "'six' in globalThis", "false");
  assert_run(e, "new Function('return later')()", "7");
  assert_int_equal(
      engine_compile(e, DRUPE__SCRIPT, "/t/s.js", "let other; let six = 2"),
      -1);
  assert_string_equal(
      duk_safe_to_string(ctx, -1),
      "SyntaxError: Identifier 'six' has already been declared");
  duk_pop(ctx);
  assert_run(e, "typeof other", "undefined");
  assert_int_equal(engine_compile(e, DRUPE__SCRIPT, "/t/s.js", "let undefined"),
                   -1);
  drupe__engine_destroy(e);
}

/* Goal: helpers are in reach of units, not of scripts through the global. */
static void helpers_are_not_global(void **state) {
  drupe__engine *e = engine_make();

  (void)state;
  assert_run(e,
             "typeof globalThis.$h + Object.getOwnPropertyNames(globalThis)"
             ".indexOf('$h')",
             "undefined-1");
  drupe__engine_destroy(e);
}

/* Goal: what does not parse is a SyntaxError, with its place in the stack. */
static void syntax_error_is_an_object(void **state) {
  drupe__engine *e = engine_make();
  duk_context *ctx = drupe__engine_context(e);

  (void)state;
  assert_int_equal(engine_compile(e, DRUPE__COMMONJS, "/t/bad.js",
                                  "var a = 1;\nvar b = ;\n"),
                   -1);
  assert_true(duk_is_error(ctx, -1));
  duk_get_prop_literal(ctx, -1, "name");
  assert_string_equal(duk_get_string(ctx, -1), "SyntaxError");
  duk_pop_2(ctx);
  drupe__engine_destroy(e);
}

/* Goal: units go with their last function. */
static void units_are_freed(void **state) {
  drupe__engine *e = engine_make();
  duk_context *ctx = drupe__engine_context(e);
  drupe__heap_usage before, after;
  int i;

  (void)state;
  duk_gc(ctx, 0);
  drupe__engine_usage(e, &before);
  for (i = 0; i < 50; i++) {
    assert_int_equal(engine_compile(e, DRUPE__COMMONJS, "/t/a.js",
                                    "exports.f = function () { return 1 }"),
                     0);
    duk_pop(ctx);
  }
  duk_gc(ctx, 0);
  drupe__engine_usage(e, &after);
  assert_true(after.used < before.used + 4096);
  drupe__engine_destroy(e);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(commonjs_is_a_function),
      cmocka_unit_test(script_has_a_value),
      cmocka_unit_test(scripts_share_lexicals),
      cmocka_unit_test(helpers_are_not_global),
      cmocka_unit_test(syntax_error_is_an_object),
      cmocka_unit_test(units_are_freed),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}
