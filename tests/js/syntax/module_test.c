/* tests/js/syntax/module_test.c - modules, eval code, text of new Function. */
#include "support.h"

#include <string.h>

static void imports(void **state) {
  (void)state;
  reads_as("import a, { b, c as d, default as e, 'f g' as h } from 'i'", MODULE,
           "(import [ (import-name - a) (import-name (name b) b) (import-name "
           "(name c) d) (import-name (name default) e) (import-name (string 'f"
           " g') h)] (string 'i') [])");
  reads_as("import * as a from 'b' with { type: 'json' }", MODULE,
           "(import [ (import-name - a)] (string 'b') [ (property (name type) "
           "(string 'json'))])");
  reads_as("import 'a'", MODULE, "(import [] (string 'a') [])");
  accepts_as("import {} from 'a'; import b, * as c from 'd'", MODULE);
  accepts_as("import from from 'a'; import { as as as } from 'b'", MODULE);
}

static void wrong_imports(void **state) {
  (void)state;
  refuses("import a from 'b'", "Cannot use import statement outside a module");
  refuses_as("import a from 'b'", COMMONJS,
             "Cannot use import statement outside a module");
  refuses_as("{ import a from 'b' }", MODULE, "Unexpected identifier 'a'");
  refuses_as("import { if } from 'a'", MODULE, "Unexpected token 'if'");
  refuses_as("import { 'a' } from 'b'", MODULE, "Unexpected string");
  refuses_as("import { eval } from 'a'", MODULE,
             "Unexpected eval or arguments in strict mode");
  refuses_as("import a from b", MODULE, "Unexpected identifier 'b'");
  refuses_as("import a, a from 'b'", MODULE, "");
  refuses_as("import { a, b as a } from 'c'", MODULE,
             "Identifier 'a' has already been declared");
  refuses_as("import a from 'b'; var a", MODULE,
             "Identifier 'a' has already been declared");
  refuses_as("import 'a' with { b: 'c', 'b': 'd' }", MODULE,
             "Import attributes has a duplicate key 'b'");
  refuses_as("import 'a' with { b: 1 }", MODULE, "Unexpected number");
}

static void exports(void **state) {
  (void)state;
  reads_as("export { a, b as c, a as default }; var a, b", MODULE,
           "(export-names [ (export-name a (name a)) (export-name b (name c)) "
           "(export-name a (name default))] - []) (var var [ (declarator a -) "
           "(declarator b -)])");
  reads_as("export { a, default as b } from 'c'", MODULE,
           "(export-names [ (export-name (name a) (name a)) (export-name (name"
           " default) (name b))] (string 'c') [])");
  reads_as("export * from 'a'; export * as b from 'c'", MODULE,
           "(export-all - (string 'a') []) (export-all (name b) (string 'c') "
           "[])");
  reads_as("export let a = 1", MODULE,
           "(export-declaration (var let [ (declarator a (number 1))]))");
  reads_as("export default function () {}", MODULE,
           "(export-default (function - [] []))");
  reads_as("export default a + 1", MODULE,
           "(export-default (binary + [ a (number 1)]))");
  accepts_as("export default class {} export async function a() {}", MODULE);
  accepts_as("export default async () => 1; export * as 'b c' from 'd'",
             MODULE);
  accepts_as("export default async function () {} export function* a() {}",
             MODULE);
}

static void wrong_exports(void **state) {
  (void)state;
  refuses("export var a", "Unexpected token 'export'");
  refuses_as("{ export var a }", MODULE, "Unexpected token 'export'");
  refuses_as("export a", MODULE, "Unexpected identifier 'a'");
  refuses_as("export { a }", MODULE, "Export 'a' is not defined in module");
  refuses_as("export { if }", MODULE, "Unexpected token 'if'");
  refuses_as("export { 'a' }", MODULE, "Unexpected string");
  refuses_as("export var a, a", MODULE, "Duplicate export of 'a'");
  refuses_as("var a; export { a }; export { a }", MODULE,
             "Duplicate export of 'a'");
  refuses_as("export default 1; export default 2", MODULE,
             "Duplicate export of 'default'");
  refuses_as("export let [a, { b: a }] = c", MODULE, "");
  refuses_as("export { a as '\\ud800' } from 'b'", MODULE,
             "Invalid module export name: contains unpaired surrogate");
  refuses_as("export default var a", MODULE, "Unexpected token 'var'");
}

static void modules_are_strict_and_async(void **state) {
  (void)state;
  refuses_as("with (a);", MODULE,
             "Strict mode code may not include a with statement");
  refuses_as("var await", MODULE, "Unexpected reserved word");
  refuses_as("function f() { await }", MODULE, "Unexpected reserved word");
  refuses_as("function f() { await a }", MODULE, "Unexpected reserved word");
  refuses_as("class A { x = await 1 }", MODULE, "Unexpected reserved word");
  refuses_as("return", MODULE, "Illegal return statement");
  refuses_as("function a() {} function a() {}", MODULE,
             "Identifier 'a' has already been declared");
  accepts_as("await a; for await (b of c); if (d) await e", MODULE);
}

/* Goal: the root says whether a module waits. */
static void top_level_await_is_noted(void **state) {
  const drupe__tree *t;
  uint32_t node = first_node("await a", MODULE, NODE_PROGRAM, &t);

  (void)state;
  assert_int_equal(node_flags(t, node) & FN_ASYNC, FN_ASYNC);
  assert_int_equal(node_word(t, node, PROGRAM_USES), USES_AWAIT);
  node = first_node("async () => await a", MODULE, NODE_PROGRAM, &t);
  assert_int_equal(node_flags(t, node) & FN_ASYNC, 0);
}

/* --- eval --- */

static int parse_eval(const char *text, uint32_t flags, const char *privates) {
  drupe__source source = source_of(text, DRUPE__EVAL, flags);
  drupe__syntax_error error;
  drupe__tree tree;
  int result;

  source.private_names = privates;
  result = drupe__parse(&tree, &source, &error);
  drupe__tree_deinit(&tree);
  return result;
}

/* Goal: a direct eval may do what the code around it may. */
static void eval_sees_its_surroundings(void **state) {
  (void)state;
  assert_int_equal(parse_eval("new.target", 0, NULL), -1);
  assert_int_equal(parse_eval("new.target", DRUPE__SOURCE_NEW_TARGET, NULL), 0);
  assert_int_equal(parse_eval("super.a", 0, NULL), -1);
  assert_int_equal(parse_eval("super.a", DRUPE__SOURCE_SUPER_PROPERTY, NULL),
                   0);
  assert_int_equal(parse_eval("super()", DRUPE__SOURCE_SUPER_PROPERTY, NULL),
                   -1);
  assert_int_equal(parse_eval("super()", DRUPE__SOURCE_SUPER_CALL, NULL), 0);
  assert_int_equal(parse_eval("arguments", DRUPE__SOURCE_NO_ARGUMENTS, NULL),
                   -1);
  assert_int_equal(parse_eval("010", DRUPE__SOURCE_STRICT, NULL), -1);
  assert_int_equal(parse_eval("a.#b", 0, NULL), -1);
  assert_int_equal(parse_eval("a.#b", 0, "c,b"), 0);
  assert_int_equal(parse_eval("class A { m() { a.#d } }", 0, "c,b"), -1);
}

/* --- new Function --- */

static int parse_function(const char *text, drupe__syntax_error *error) {
  drupe__source source = source_of(text, DRUPE__FUNCTION, 0);
  const char *mark = strchr(text, '\n');
  drupe__tree tree;
  int result;

  /* The text is made as `function anonymous(PARAMS\n) {\nBODY\n}`. */
  source.params_end = (uint32_t)(mark - text) + 1;
  result = drupe__parse(&tree, &source, error);
  drupe__tree_deinit(&tree);
  return result;
}

static void function_texts_are_one_function(void **state) {
  drupe__syntax_error error;

  (void)state;
  assert_int_equal(
      parse_function("function anonymous(a,b=()=>1//\n) {\nreturn a\n}",
                     &error),
      0);
  assert_int_equal(
      parse_function("async function* anonymous(\n) {\nawait 1\n}", &error), 0);
  assert_int_equal(
      parse_function("function anonymous(\n) {\n}, function () {\n}", &error),
      -1);
  assert_int_equal(
      parse_function("function anonymous(\n) {\n}; alert(1); {\n}", &error),
      -1);
}

/* Goal: a parameter's text cannot close the list and reach into the body. */
static void parameters_stay_parameters(void **state) {
  drupe__syntax_error error;
  static const char text[] = "function anonymous(/*\n) {\n*/){\n}";
  drupe__source source = source_of(text, DRUPE__FUNCTION, 0);
  drupe__tree tree;

  (void)state;
  source.params_end = 22;
  assert_int_equal(drupe__parse(&tree, &source, &error), -1);
  drupe__tree_deinit(&tree);
  assert_string_equal(error.message, "Arg string terminates parameters early");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(imports),
      cmocka_unit_test(wrong_imports),
      cmocka_unit_test(exports),
      cmocka_unit_test(wrong_exports),
      cmocka_unit_test(modules_are_strict_and_async),
      cmocka_unit_test(top_level_await_is_noted),
      cmocka_unit_test(eval_sees_its_surroundings),
      cmocka_unit_test(function_texts_are_one_function),
      cmocka_unit_test(parameters_stay_parameters)};

  return cmocka_run_group_tests(tests, NULL, NULL);
}
