/* tests/js/syntax/statement_test.c - statements, declarations, labels. */
#include "support.h"

static void semicolons_are_inserted(void **state) {
  (void)state;
  reads("a\nb", "a b");
  reads("do a; while (b) c", "(do b (expression a)) c");
  reads("return_\n(a)", "(call return_ [ a])");
  accepts("{ a } b; function f() { return\na }");
  refuses("a b", "Unexpected identifier 'b'");
  refuses("for (a\nb) c", "Unexpected identifier 'b'");
  refuses("throw\na", "Illegal newline after throw");
  refuses("if (a)\nelse b", "Unexpected token 'else'");
}

static void loops(void **state) {
  (void)state;
  reads("for (;;) ;", "(for - - - (empty))");
  reads("for (var a = 1, b; c; d) e",
        "(for (var var [ (declarator a (number 1)) (declarator b -)]) c d "
        "(expression e))");
  reads("for (a in b, c) d", "(for-in a (sequence [ b c]) (expression d))");
  reads("for (const [a] of b) ;",
        "(for-of (var const [ (declarator (array-pattern [ a]) -)]) b "
        "(empty))");
  reads("for ([a.b] of c) ;",
        "(for-of (array-pattern [ (member a b)]) c (empty))");
  reads("for (x = (a in b); ; ) ;",
        "(for (assign = x (binary in [ a b])) - - (empty))");
  reads("while (a) b", "(while a (expression b))");
  accepts("for (let [a = 1 in {}] of b);");
}

static void loop_heads_that_are_wrong(void **state) {
  (void)state;
  refuses("for (a of b, c);", "Unexpected token ','");
  refuses("for (let a, b of c);", "Invalid left-hand side in for-of loop: Must "
                                  "have a single binding.");
  refuses("for (let a = 1 of b);", "for-of loop variable declaration may not "
                                   "have an initializer.");
  refuses("for (let a = 1 in b);", "for-in loop variable declaration may not "
                                   "have an initializer.");
  refuses("for (const a;;);", "Missing initializer in const declaration");
  refuses("for (let [a];;);",
          "Missing initializer in destructuring declaration");
  refuses("for (a + b in c);", "Invalid left-hand side in for-loop");
  refuses("for (a = 1 of b);", "Invalid left-hand side in for-loop");
  refuses("for (async of a);",
          "The left-hand side of a for-of loop may not be 'async'.");
  refuses_sloppy("for (let.a of b);",
                 "The left-hand side of a for-of loop may not be 'let'.");
  refuses_sloppy("for (let of a);", "");
  accepts_sloppy("for (var a = 1 in b);");
  refuses_strict("for (var a = 1 in b);", "for-in loop variable declaration "
                                          "may not have an initializer.");
  accepts("for (async of => {};;) break; for (\\u0061sync of a);");
  accepts_sloppy("for (let in a); for (let;;) break; for (let = 1;;) break;");
  accepts("for (let of of a); for (let of;;) break;");
}

static void let_as_a_name(void **state) {
  (void)state;
  reads("let\nx", "(var let [ (declarator x -)])");
  accepts_sloppy("let = 1; let.a; let(); if (a) let\nx; var let; let: a");
  refuses_sloppy("if (a) let x",
                 "Lexical declaration cannot appear in a single-statement "
                 "context");
  refuses_sloppy("if (a) let\n[b] = c",
                 "Lexical declaration cannot appear in a single-statement "
                 "context");
  refuses("let let = 1", "");
  refuses_strict("let = 1", "Unexpected strict mode reserved word");
  refuses("if (a) const b = 1", "Unexpected token 'const'");
  refuses("while (a) class B {}", "Unexpected token 'class'");
}

static void declarations(void **state) {
  (void)state;
  reads("let a, b = 1", "(var let [ (declarator a -) (declarator b (number 1)"
                        ")])");
  refuses_at("const a", 1, 7, "Missing initializer in const declaration");
  refuses("let [a]", "Missing initializer in destructuring declaration");
  refuses("var a.b", "Unexpected token '.'");
}

/* Goal: a declarator's END tells where its dead zone ends. */
static void declarators_have_ends(void **state) {
  const drupe__tree *t;
  uint32_t node = first_node("let a = b + 1 , c", SCRIPT, NODE_DECLARATOR, &t);

  (void)state;
  assert_int_equal(node_word(t, node, DECLARATOR_END), 13);
}

static void switches(void **state) {
  (void)state;
  reads("switch (a) { case 1: b; default: case c: }",
        "(switch a [ (case (number 1) [ (expression b)]) (case - []) (case c "
        "[])])");
  refuses("switch (a) { default: default: }",
          "More than one default clause in switch statement");
  refuses("switch (a) { b }", "Unexpected identifier 'b'");
  refuses("switch (a) { case 1: let b; case 2: let b }",
          "Identifier 'b' has already been declared");
}

static void tries(void **state) {
  (void)state;
  reads("try { a } catch { b } finally { c }",
        "(try (block [ (expression a)]) - (block [ (expression b)]) (block [ "
        "(expression c)]))");
  reads("try {} catch ({a}) {}",
        "(try (block []) (object-pattern [ (property (name a) a)]) (block []) "
        "-)");
  refuses("try {}", "Missing catch or finally after try");
  refuses("try {} catch (a, b) {}", "Unexpected token ','");
  refuses("try {} catch () {}", "Unexpected token ')'");
}

static void jumps(void **state) {
  (void)state;
  accepts("a: for (;;) { b: { for (;;) continue a; break b } }");
  accepts("switch (a) { case 1: break } a: { break a }");
  accepts("a: b: for (;;) { continue a; continue b }");
  refuses("break", "Illegal break statement");
  refuses("{ break }", "Illegal break statement");
  refuses("continue",
          "Illegal continue statement: no surrounding iteration statement");
  refuses("switch (a) { case 1: continue }",
          "Illegal continue statement: no surrounding iteration statement");
  refuses("for (;;) break a", "Undefined label 'a'");
  refuses("a: { continue a }", "Illegal continue statement: 'a' does not "
                               "denote an iteration statement");
  refuses("a: { for (;;) continue a }",
          "Illegal continue statement: 'a' does not denote an iteration "
          "statement");
  refuses("for (;;) { function f() { break } }", "Illegal break statement");
  refuses("a: for (;;) { () => { break a } }", "Undefined label 'a'");
  refuses("return", "Illegal return statement");
  accepts_as("return 1", COMMONJS);
}

static void labels(void **state) {
  (void)state;
  reads("a: b: c", "(label a (label b (expression c)))");
  accepts("a: a_: { } a: { }");
  accepts("a: { (function () { a: ; }) }");
  refuses("a: { a: ; }", "Label 'a' has already been declared");
  refuses("(a): b", "Unexpected token ':'");
  refuses_strict("yield: a", "Unexpected strict mode reserved word");
  refuses("async function f() { await: a }", "");
}

static void functions_in_statements(void **state) {
  (void)state;
  accepts_sloppy("if (a) function f() {} else function g() {}");
  accepts_sloppy("a: function f() {}");
  refuses_strict("if (a) function f() {}",
                 "In strict mode code, functions can only be declared at top "
                 "level or inside a block.");
  refuses_sloppy("while (a) function f() {}",
                 "In non-strict mode code, functions can only be declared at "
                 "top level, inside a block, or as the body of an if "
                 "statement.");
  refuses_strict("a: function f() {}", "");
  refuses_sloppy("if (a) b: function f() {}", "");
  refuses_sloppy("if (a) function* f() {}", "");
  refuses("if (a) async function f() {}",
          "Async functions can only be declared at the top level or inside a "
          "block.");
  refuses_sloppy("a: function* f() {}", "");
}

/* Goal: the function of an `if` stands in a block of its own. */
static void functions_of_if_get_a_block(void **state) {
  (void)state;
  reads("if (a) function f() {}", "(if a (block [ (function f [] [])]) -)");
}

static void with_statements(void **state) {
  (void)state;
  accepts_sloppy("with (a) b");
  refuses_strict("with (a) b",
                 "Strict mode code may not include a with statement");
}

/* --- Names declared twice --- */

static const char *const twice = "Identifier 'a' has already been declared";

static void lexical_names_are_unique(void **state) {
  (void)state;
  refuses("let a; let a", twice);
  refuses("const a = 1; class a {}", twice);
  refuses("let a; var a", twice);
  refuses("var a; let a", twice);
  refuses("let a; function a() {}", twice);
  refuses("function a() {} let a", twice);
  refuses("let [a, a] = b", twice);
  refuses("for (let a, a;;);", twice);
  refuses_at("let a;\nlet b, a", 2, 8, twice);
  accepts("let a; { let a } (function () { let a })");
  accepts("var a; var a; function a() {}");
  accepts("let a; { var b; { let b } }");
}

/* Goal: a var conflicts with every lexical name it passes on its way up. */
static void vars_go_up(void **state) {
  (void)state;
  refuses("{ let a; { var a } }", twice);
  refuses("{ { var a } let a }", twice);
  refuses("for (let a;;) { var a }", twice);
  refuses("switch (b) { case 1: let a; default: { var a } }", twice);
  refuses("{ function a() {} var a }", twice);
  accepts("{ let a } var a; { let a }");
  accepts("{ let a; (function () { var a }) }");
  accepts("var a; { let a; }");
}

static void parameters_and_bodies(void **state) {
  (void)state;
  refuses("function f(a) { let a }", twice);
  refuses("function f({ b: [a] }) { const a = 1 }", twice);
  refuses("a => { let a }", twice);
  accepts("function f(a) { var a; { let a } }");
  accepts("function f(a) { function a() {} }");
  accepts("(function a() { let a })");
}

static void catch_parameters(void **state) {
  (void)state;
  accepts("try {} catch (a) { var a }");
  accepts("try {} catch (a) { { let a } }");
  accepts("try {} catch (a) { for (var a of b); }");
  refuses("try {} catch (a) { let a }", twice);
  refuses("try {} catch ([a]) { var a }", twice);
  refuses("try {} catch ([a, a]) {}", twice);
  refuses("try {} catch (a) { function a() {} }", twice);
}

static void functions_in_blocks(void **state) {
  (void)state;
  accepts_sloppy("{ function a() {} function a() {} }");
  refuses_strict("{ function a() {} function a() {} }", twice);
  refuses("{ function a() {} function* a() {} }", twice);
  refuses("{ async function a() {} function a() {} }", twice);
  accepts("function a() {} function a() {}");
  accepts("if (b) { function a() {} } else { function a() {} }");
}

/* Goal: a name is free again behind its scope, whatever happened in it. */
static void scopes_are_undone(void **state) {
  const drupe__tree *t;
  uint32_t i;

  (void)state;
  first_node("let a; { let b; var c; function d(e) { let a } } "
             "try {} catch (f) { var f }",
             SCRIPT, NODE_PROGRAM, &t);
  for (i = 1; i < t->atoms.count; i++) {
    assert_int_equal(t->atoms.list[i].binding, 0);
    assert_int_equal(t->atoms.list[i].variable, 0);
  }
}

/* Goal: a wrapped file may not declare the wrapper's names anew. */
static void commonjs_parameters(void **state) {
  (void)state;
  accepts_as("var exports; function require() {}", COMMONJS);
  refuses_as("let exports", COMMONJS,
             "Identifier 'exports' has already been declared");
  refuses_as("const require = 1", COMMONJS,
             "Identifier 'require' has already been declared");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(semicolons_are_inserted),
      cmocka_unit_test(loops),
      cmocka_unit_test(loop_heads_that_are_wrong),
      cmocka_unit_test(let_as_a_name),
      cmocka_unit_test(declarations),
      cmocka_unit_test(declarators_have_ends),
      cmocka_unit_test(switches),
      cmocka_unit_test(tries),
      cmocka_unit_test(jumps),
      cmocka_unit_test(labels),
      cmocka_unit_test(functions_in_statements),
      cmocka_unit_test(functions_of_if_get_a_block),
      cmocka_unit_test(with_statements),
      cmocka_unit_test(lexical_names_are_unique),
      cmocka_unit_test(vars_go_up),
      cmocka_unit_test(parameters_and_bodies),
      cmocka_unit_test(catch_parameters),
      cmocka_unit_test(functions_in_blocks),
      cmocka_unit_test(scopes_are_undone),
      cmocka_unit_test(commonjs_parameters)};

  return cmocka_run_group_tests(tests, NULL, NULL);
}
