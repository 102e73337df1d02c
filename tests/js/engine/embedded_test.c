/* The library's way: compiled to bytecode in one engine, loaded in another. */
#include <stdlib.h>

#include "engine/stack.h"
#include "support.h"

static const char text[] = "const f = (x, y = 1) => {\n"
                           "  return x.a.b; };\n"
                           "exports.f = f;\n"
                           "exports.g = function g() { return new Error('g') "
                           "};\n";

/* What js/embed writes: lengths of the lines. */
static const uint8_t breaks[] = {25, 18, 14, 56, 0};

/* Compiles `text` in an engine of its own. */
static drupe__embedded embed(drupe__lowering *lowering) {
  drupe__engine *e = engine_make();
  duk_context *ctx = drupe__engine_context(e);
  drupe__unit_function *functions;
  drupe__embedded out;
  drupe__source source;
  const void *bytecode;
  void *copy;

  memset(&source, 0, sizeof(source));
  memset(&out, 0, sizeof(out));
  source.text = text;
  source.size = sizeof(text) - 1;
  source.file = "node:x";
  source.goal = DRUPE__COMMONJS;
  source.params = "exports,require";
  assert_int_equal(drupe__unit_dump(ctx, &source, lowering), 0);
  bytecode = duk_require_buffer(ctx, -1, &out.bytecode_size);
  copy = malloc(out.bytecode_size);
  assert_non_null(copy);
  memcpy(copy, bytecode, out.bytecode_size);
  functions = calloc(lowering->function_count, sizeof(*functions));
  assert_non_null(functions);
  drupe__unit_functions(lowering, functions);
  out.name = "x";
  out.file = "node:x";
  out.bytecode = copy;
  out.lines = lowering->lines;
  out.lines_size = lowering->lines_size;
  out.breaks = breaks;
  out.breaks_size = sizeof(breaks);
  out.functions = functions;
  out.function_count = lowering->function_count;
  out.body = lowering->functions[0].end_line;
  drupe__engine_destroy(e);
  return out;
}

/* Goal: functions of the library work, know their names and places, and their
 * text is not shown. */
static void library_is_loaded(void **state) {
  drupe__lowering lowering;
  drupe__embedded embedded = embed(&lowering);
  drupe__engine *e = engine_make();
  duk_context *ctx = drupe__engine_context(e);
  int i;

  (void)state;
  for (i = 0; i < 2; i++) {
    drupe__unit_load(ctx, &embedded);
    duk_push_object(ctx);
    duk_dup(ctx, -1);
    duk_put_global_literal(ctx, "lib");
    duk_call(ctx, 1);
    duk_pop(ctx);
    assert_eval(e, "lib.f.name + lib.f.length + ('prototype' in lib.f) + "
                   "('prototype' in lib.g) + Object.getOwnPropertyNames(lib.g)"
                   ".sort()",
                "f1falsetruelength,name,prototype");
    assert_eval(e, "try { lib.f({}) } catch (e) { e.stack.split('\\n')[1] }",
                "    at Object.f (node:x:2:14)");
    assert_eval(e, "lib.g().stack.split('\\n')[1]",
                "    at Object.g (node:x:4:35)");
    assert_eval(e, "lib.g.toString()", "function g() { [native code] }");
  }
  duk_get_global_literal(ctx, "lib");
  duk_get_prop_literal(ctx, -1, "g");
  duk_call(ctx, 0);
  drupe__error_excerpt(ctx, -1, false);
  assert_string_equal(duk_get_string(ctx, -1), "");
  duk_pop_3(ctx);
  drupe__engine_destroy(e);
  drupe__lowering_deinit(&lowering);
  free((void *)embedded.bytecode);
  free((void *)embedded.functions);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(library_is_loaded)};

  return cmocka_run_group_tests(tests, NULL, NULL);
}
