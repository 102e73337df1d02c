/* tests/js/syntax/function_test.c - functions, arrows, patterns, generators,
 * async, classes. */
#include "support.h"

/* --- Arrows and patterns --- */

/* Goal: what was read as an expression becomes parameters in place. */
static void arrows(void **state) {
  (void)state;
  reads("a => b", "(function => - [ a] b)");
  reads("() => {}", "(function => - [] [])");
  reads("(a, {b, c: [d] = e}, ...f) => ({})",
        "(function => - [ a (object-pattern [ (property (name b) b) (property "
        "(name c) (default (array-pattern [ d]) e))]) (rest f)] (object []))");
  reads("a => b => c", "(function => - [ a] (function => - [ b] c))");
  reads("x = a => b, c", "(sequence [ (assign = x (function => - [ a] b)) c])");
  accepts("(a,) => b; (a = 1) => b; ([]) => b; (...[a]) => b");
}

static void wrong_arrows_are_refused(void **state) {
  (void)state;
  refuses("a\n=> b", "Unexpected token '=>'");
  refuses("1 + a => b", "");
  refuses("(a)\n=> b", "Unexpected token '=>'");
  refuses("((a)) => b", "Invalid destructuring assignment target");
  refuses("(a.b) => c", "Invalid destructuring assignment target");
  refuses("(1) => c", "Invalid destructuring assignment target");
  refuses("([a.b]) => c", "Invalid destructuring assignment target");
  refuses("([a.b] = []) => c", "Invalid destructuring assignment target");
  refuses("({a: 1}) => c", "Invalid destructuring assignment target");
  refuses("({a() {}}) => c", "Invalid destructuring assignment target");
  refuses("(a, a) => b",
          "Duplicate parameter name not allowed in this context");
  refuses("(...a, b) => c", "Rest parameter must be last formal parameter");
  refuses("(a => {}) = 1", "Invalid left-hand side in assignment");
  refuses("() => {} || a", "Unexpected token '||'");
  refuses("() => {}()", "Unexpected token '('");
  refuses("new () => {}", "");
}

static void async_arrows(void **state) {
  (void)state;
  reads("async a => b", "(function => - [ a] b)");
  reads("async (a, ...b) => c", "(function => - [ a (rest b)] c)");
  reads("async (a, ...b)", "(call async [ a (spread b)])");
  reads("async\n(a)", "(call async [ a])");
  reads("async\na", "async a");
  reads("async", "async");
  reads("async => a", "(function => - [ async] a)");
  refuses("async (...a,) => b", "Rest parameter must be last formal parameter");
  refuses("async (a)\n=> b", "Unexpected token '=>'");
  refuses("async await => 1", "");
  refuses("async (await) => 1", "");
  refuses("async (a = await b) => 1", "");
  refuses("async ({a = 1})", "Invalid shorthand property initializer");
}

/* Goal: {a = 1} is an error unless it becomes a pattern, wherever it stands. */
static void cover_initialisers(void **state) {
  static const char message[] = "Invalid shorthand property initializer";

  (void)state;
  refuses("({a = 1})", message);
  refuses("f({a = 1})", message);
  refuses("({a = 1}).b", message);
  refuses("({b: {a = 1}.c} = d)", message);
  refuses("[{a = 1}].b = c", message);
  refuses("({a = 1}, b)", message);
  refuses("x = {a = 1}", message);
  refuses("`${{a = 1}}`", message);
  refuses("({a = {b = 1}} = c)", message);
  refuses("for ({a = 1};;);", message);
  accepts("({a = 1} = b); [{a = 1}] = b; ({a = 1}) => b");
  accepts("for ({a = 1} of b); ({b: [{a = 1}]} = c); (a, {b = 1}) => c");
}

static void assignment_patterns(void **state) {
  (void)state;
  reads("[a, , b.c = 1, ...d] = e",
        "(assign = (array-pattern [ a - (default (member b c) (number 1)) "
        "(rest d)]) e)");
  reads("({a, b: c = 1, [d]: e[f], ...g} = h)",
        "(assign = (object-pattern [ (property (name a) a) (property (name b)"
        " (default c (number 1))) (property d (index e f)) (rest g)]) h)");
  accepts("[(a), (b.c)] = d; ({ a: (b) } = c); [...[a]] = b; [...a.b] = c");
  refuses("([a]) = b", "Invalid left-hand side in assignment");
  refuses("[a + 1] = b", "Invalid destructuring assignment target");
  refuses("[...a, b] = c", "Rest element must be last element");
  refuses("[...a,] = c", "Rest element must be last element");
  refuses("[...a = 1] = c", "Invalid destructuring assignment target");
  refuses("({...{a}} = b)", "`...` must be followed by an assignable reference "
                            "in assignment contexts");
  refuses("({...a, b} = c)", "Rest element must be last element");
  refuses("[a] += 1", "Invalid left-hand side in assignment");
  refuses("({ get a() {} } = 1)", "Invalid destructuring assignment target");
}

static void binding_patterns(void **state) {
  (void)state;
  accepts("var [a, , b = 1, ...[c]] = d, {e, f: {g}, [h]: i = 2, ...j} = k");
  refuses("var [a.b] = c", "");
  refuses("var {a.b} = c", "");
  refuses("var [...a, b] = c", "Rest element must be last element");
  refuses("var {...{a}} = b",
          "`...` must be followed by an identifier in declaration contexts");
  refuses("var [a]", "Missing initializer in destructuring declaration");
  refuses("let {if} = a", "Unexpected token '}'");
}

/* --- Functions --- */

static void parameters(void **state) {
  (void)state;
  accepts("function f(a, b = 1, {c}, [d] = e, ...[g]) {}");
  accepts("function f(a,) {}");
  refuses("function f(,) {}", "");
  refuses("function f(...a,) {}",
          "Rest parameter must be last formal parameter");
  refuses("function f(...a = 1) {}",
          "Rest parameter may not have a default initializer");
  refuses("function () {}", "Function statements require a function name");
}

static void duplicate_parameters(void **state) {
  static const char message[] =
      "Duplicate parameter name not allowed in this context";

  (void)state;
  accepts_sloppy("function f(a, a) {}");
  refuses_strict("function f(a, a) {}", message);
  refuses_sloppy("function f(a, a) { 'use strict' }", message);
  refuses("function f(a, [a]) {}", message);
  refuses("function f(a, a = 1) {}", message);
  refuses("({ m(a, a) {} })", message);
}

/* Goal: `use strict` also rules over what was read before it. */
static void late_strict(void **state) {
  (void)state;
  refuses_sloppy("function eval() { 'use strict' }",
                 "Unexpected eval or arguments in strict mode");
  refuses_sloppy("function f(static) { 'use strict' }",
                 "Unexpected strict mode reserved word");
  refuses_sloppy("function f() { '\\01'; 'use strict' }",
                 "Octal escape sequences are not allowed in strict mode.");
  refuses_sloppy("function f() { 'use strict'; 010 }",
                 "Octal literals are not allowed in strict mode.");
  refuses("function f(a = 1) { 'use strict' }",
          "Illegal 'use strict' directive in function with non-simple "
          "parameter list");
  refuses("({a}) => { 'use strict' }",
          "Illegal 'use strict' directive in function with non-simple "
          "parameter list");
  accepts_sloppy("function f() { 'use\\x20strict'; with (a); }");
  accepts_sloppy("function f() { ('use strict'); with (a); }");
  accepts_sloppy("function f() { 'use strict' + 1; with (a); }");
  accepts_sloppy("010; function f() { 'use strict' }");
}

static void strict_names(void **state) {
  (void)state;
  refuses_strict("var eval", "Unexpected eval or arguments in strict mode");
  refuses_strict("function f(arguments) {}",
                 "Unexpected eval or arguments in strict mode");
  refuses_strict("var package", "Unexpected strict mode reserved word");
  refuses_strict("let => 1", "Unexpected strict mode reserved word");
  refuses_strict("yield", "Unexpected strict mode reserved word");
  accepts_sloppy("var package, eval, yield, let, static, await");
}

static void generators(void **state) {
  (void)state;
  reads("function* f() { yield; yield a; yield* b }",
        "(function f [] [ (expression (yield -)) (expression (yield a)) "
        "(expression (yield b))])");
  accepts("function* f() { yield\na; [yield]; (yield) ? yield : yield }");
  accepts_sloppy("function* f() { function g() { yield = 1 } }");
  refuses("function* f() { var yield }", "");
  refuses("function* f(a = yield) {}",
          "Yield expression not allowed in formal parameter");
  refuses("function* f() { (a = yield) => 1 }",
          "Yield expression not allowed in formal parameter");
  accepts("function* f() { (a = function* () { yield }) => 1 }");
  refuses("function* f() { yield\n* a }", "");
  refuses("(function* yield() {})", "");
  refuses("function* f() { void yield }", "");
}

static void async_functions(void **state) {
  static const char only[] = "await is only valid in async functions and the "
                             "top level bodies of modules";

  (void)state;
  reads("async function f() { await a }",
        "(function f [] [ (expression (await a))])");
  accepts("async function* f() { for await (a of b) yield await c }");
  accepts_sloppy("await = 1; function await() {} (await)");
  accepts_sloppy("async function await() {}");
  refuses("async function f() { var await }", "Unexpected reserved word");
  refuses("async function f(a = await b) {}",
          "Illegal await-expression in formal parameters of async function");
  refuses("async function f() { (a = await b) => 1 }",
          "Illegal await-expression in formal parameters of async function");
  refuses("(async function await() {})", "Unexpected reserved word");
  refuses("for await (a of b);", "");
  refuses("async function f() { for await (a in b); }", "");
  refuses("await a", only);
  refuses("async function f() { function g() { await a } }", only);
}

/* --- What a function uses --- */

static uint32_t uses_of(const char *text) {
  const drupe__tree *t;
  uint32_t node = first_node(text, SCRIPT, NODE_FUNCTION, &t);

  return node_word(t, node, FUNCTION_USES);
}

static void uses_are_noted(void **state) {
  (void)state;
  assert_int_equal(uses_of("function f() { a }"), 0);
  assert_int_equal(uses_of("function f() { this }"), USES_THIS);
  assert_int_equal(uses_of("function f() { new.target }"), USES_NEW_TARGET);
  assert_int_equal(uses_of("function f(a = arguments) {}"), USES_ARGUMENTS);
  assert_int_equal(uses_of("function f() { eval(a) }"),
                   USES_EVAL | USES_INNER_EVAL);
  assert_int_equal(uses_of("function f() { eval?.(a); b.eval(c) }"), 0);
  assert_int_equal(uses_of("async function f() { await a }"), USES_AWAIT);
  assert_int_equal(uses_of("function* f() { yield }"), USES_YIELD);
  assert_int_equal(uses_of("({ m() { super.a } })"),
                   USES_SUPER_PROPERTY | USES_THIS);
  assert_int_equal(uses_of("function f() { with (a); }"),
                   USES_WITH | USES_INNER_WITH);
}

/* Goal: an arrow's uses are its surroundings', in parameters too; those of
 * other functions stay inside. */
static void uses_go_through_arrows(void **state) {
  (void)state;
  assert_int_equal(uses_of("function f() { () => () => this }"), USES_THIS);
  assert_int_equal(uses_of("function f() { (a = arguments) => 1 }"),
                   USES_ARGUMENTS);
  assert_int_equal(uses_of("(a = this) => 1"), USES_THIS);
  assert_int_equal(uses_of("async (a = this) => 1"), USES_THIS);
  assert_int_equal(uses_of("function f() { (this, a) }"), USES_THIS);
  assert_int_equal(uses_of("function f() { async(this) }"), USES_THIS);
  assert_int_equal(uses_of("function f() { function g() { this } }"), 0);
  assert_int_equal(uses_of("function f() { function g() { eval(a) } }"),
                   USES_INNER_EVAL);
  assert_int_equal(uses_of("function f() { class A { x = this } }"), 0);
  assert_int_equal(uses_of("function f() { class A { [this] } }"), USES_THIS);
  assert_int_equal(uses_of("function f() { async () => await a }"), 0);
}

static uint32_t flags_of(const char *text) {
  const drupe__tree *t;
  uint32_t node = first_node(text, SCRIPT, NODE_FUNCTION, &t);

  return node_flags(t, node);
}

static void function_flags(void **state) {
  (void)state;
  assert_int_equal(flags_of("x = function (a, b) {}"), FN_SIMPLE_PARAMS);
  assert_int_equal(flags_of("function f() { 'use strict' }"),
                   FN_DECLARATION | FN_STRICT | FN_USE_STRICT |
                       FN_SIMPLE_PARAMS);
  assert_int_equal(flags_of("async () => a"),
                   FN_ASYNC | FN_EXPRESSION_BODY | FN_SIMPLE_PARAMS);
  assert_int_equal(flags_of("({ *m() {} })"), FN_GENERATOR | FN_SIMPLE_PARAMS);
  assert_int_equal(flags_of("x = function ({a}) {}"), 0);
  assert_int_equal(flags_of("x = function ({[a]: b}) {}"), FN_PARAM_VALUES);
  assert_int_equal(flags_of("x = function (a = 1) {}"), FN_PARAM_VALUES);
  assert_int_equal(flags_of("x = function (a = () => 1) {}"),
                   FN_PARAM_VALUES | FN_PARAM_CLOSURE);
  assert_int_equal(flags_of("(a = eval('')) => {}"),
                   FN_PARAM_VALUES | FN_PARAM_CLOSURE);
  assert_int_equal(flags_of("x = function (a, a) {}"),
                   FN_SIMPLE_PARAMS | FN_DUPLICATES);
  assert_int_equal(flags_of("{ function f() {} }"),
                   FN_DECLARATION | FN_SIMPLE_PARAMS | FN_BLOCK_LEVEL);
  assert_int_equal(flags_of("class A { m() {} }"),
                   FN_STRICT | FN_SIMPLE_PARAMS | FN_CLASS_MEMBER);
}

/* Goal: pos..end is the text that toString() gives. */
static void function_texts(void **state) {
  static const struct {
    const char *text;
    uint32_t pos;
    uint32_t end;
  } cases[] = {{"x = function  f ( ) { } ;", 4, 23},
               {"x = async  a => b ;", 4, 17},
               {"x = ( a ) => { } ;", 4, 16},
               {"x = { get  a ( ) { } }", 6, 20},
               {"x = { async * a() {} }", 6, 20},
               {"class A { static async a() {} }", 17, 29}};
  size_t i;

  (void)state;
  for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
    const drupe__tree *t;
    uint32_t node = first_node(cases[i].text, SCRIPT, NODE_FUNCTION, &t);

    assert_int_equal(node_pos(t, node), cases[i].pos);
    assert_int_equal(node_word(t, node, FUNCTION_END), cases[i].end);
  }
}

/* --- Classes --- */

static void classes(void **state) {
  (void)state;
  reads("class A extends B.c { constructor() { super() } m() { super.m() } }",
        "(class A (member B c) [ (property () (name constructor) (function "
        "derived - [] [ (expression (call (super) []))])) (property () (name "
        "m) (function method - [] [ (expression (call (member (super) m) []))"
        "]))])");
  reads("(class { a; b = 1; #c; static d = 2; static { e } ; [f] = 3 })",
        "(class - - [ (field (name a) -) (field (name b) (number 1)) (field "
        "(private-name c) -) (field (name d) (number 2)) (static-block [ "
        "(expression e)]) (field f (number 3))])");
  accepts("class A { static async *#a() {} get b() {} static set c(d) {} }");
  accepts("class A { get; set; static; async; get\n*a() {} static static }");
  accepts("class A { static = 1; get = 2; async\nb() {} 'c' = 1; 2 = 3 }");
  refuses("class A { a b }", "Unexpected identifier 'b'");
  refuses_at("class A { foo: 1 }", 1, 11, "Unexpected identifier 'foo'");
  refuses_at("class A { a() {}, b() {} }", 1, 17, "Unexpected token ','");
  refuses("class {}", "Unexpected token '{'");
  refuses("class A extends a => b {}", "");
  refuses("class let {}", "Unexpected strict mode reserved word");
  refuses("class A extends B, C {}", "");
}

static void class_code_is_strict(void **state) {
  (void)state;
  refuses_sloppy("class A { m() { with (a); } }",
                 "Strict mode code may not include a with statement");
  refuses_sloppy("class A extends (eval = 1) {}",
                 "Unexpected eval or arguments in strict mode");
  accepts_sloppy("class A {} with (a);");
}

static void constructors(void **state) {
  (void)state;
  refuses("class A { constructor() {} constructor() {} }",
          "A class may only have one constructor");
  refuses("class A { get constructor() {} }",
          "Class constructor may not be an accessor");
  refuses("class A { *constructor() {} }",
          "Class constructor may not be a generator");
  refuses("class A { async 'constructor'() {} }",
          "Class constructor may not be an async method");
  refuses("class A { constructor = 1 }",
          "Classes may not have a field named 'constructor'");
  refuses("class A { static prototype() {} }",
          "Classes may not have a static property named 'prototype'");
  refuses("class A { #constructor() {} }",
          "Class constructor may not be a private method");
  accepts("class A { constructor() {} static constructor() {} "
          "['constructor']() {} }");
}

static void super_rules(void **state) {
  static const char message[] = "'super' keyword unexpected here";

  (void)state;
  refuses("super.a", message);
  refuses("function f() { super.a }", message);
  refuses("class A { constructor() { super() } }", message);
  refuses("class A extends B { m() { super() } }", message);
  refuses("class A extends B { x = super() }", message);
  refuses("({ m() { function f() { super.a } } })", message);
  refuses("({ m: function () { super.a } })", message);
  refuses("class A extends B { constructor() { new super() } }", message);
  refuses("({ m() { super } })", message);
  accepts("class A extends B { constructor() { () => super() } }");
  accepts("class A { x = super.y; static { super.z } }");
  accepts("({ m() { () => super.a; new super.b } })");
}

static void private_names(void **state) {
  static const char unknown[] =
      "Private field '#a' must be declared in an enclosing class";
  static const char twice[] = "Identifier '#a' has already been declared";

  (void)state;
  reads("class A { #a; m() { #a in this.#a?.#a } }",
        "(class A - [ (field (private-name a) -) (property () (name m) "
        "(function method - [] [ (expression (private-in (chain (private?. "
        "(private (this) a) a)) a))]))])");
  refuses("a.#a", unknown);
  refuses("class A { m() { this.#a } }", unknown);
  refuses("class A extends B.#a { #a }", unknown);
  refuses("#a in b", unknown);
  refuses("class A { #a; #a }", twice);
  refuses("class A { get #a() {} get #a() {} }", twice);
  refuses("class A { get #a() {} static set #a(b) {} }", twice);
  refuses("class A { get #a() {} set #a(b) {} #a }", twice);
  refuses("class A { #a; m() { 1 + #a in b } }", "");
  refuses("class A { #a; m() { #a } }", "");
  refuses("class A { #a; m() { super.#a } }", "Unexpected private field");
  refuses("class A { # a }", "Invalid or unexpected token");
  accepts("class A { get #a() {} set #a(b) {} }");
  accepts("class A { m() { this.#a } #a }");
  accepts("class A { m() { class B { n() { this.#a } } } #a }");
  accepts("class A { #a; m() { class B { #a } } }");
  accepts("class A { #a; m() { class B extends this.#a {} } }");
}

static void arguments_in_fields(void **state) {
  static const char message[] = "'arguments' is not allowed in class field "
                                "initializer or static initialization block";

  (void)state;
  refuses("class A { a = arguments }", message);
  refuses("class A { a = () => arguments }", message);
  refuses("class A { static { arguments } }", message);
  accepts("class A { a = function () { arguments } }");
  accepts("class A { [arguments]() {} }");
}

static void static_blocks(void **state) {
  (void)state;
  accepts("class A { static { var a; let b; function c() {} } static {} }");
  refuses("class A { static { await } }", "Unexpected reserved word");
  refuses("class A { static { return } }", "Illegal return statement");
  refuses("a: { class A { static { break a } } }", "Undefined label 'a'");
  refuses("class A { static { let a; var a } }",
          "Identifier 'a' has already been declared");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(arrows),
                                     cmocka_unit_test(wrong_arrows_are_refused),
                                     cmocka_unit_test(async_arrows),
                                     cmocka_unit_test(cover_initialisers),
                                     cmocka_unit_test(assignment_patterns),
                                     cmocka_unit_test(binding_patterns),
                                     cmocka_unit_test(parameters),
                                     cmocka_unit_test(duplicate_parameters),
                                     cmocka_unit_test(late_strict),
                                     cmocka_unit_test(strict_names),
                                     cmocka_unit_test(generators),
                                     cmocka_unit_test(async_functions),
                                     cmocka_unit_test(uses_are_noted),
                                     cmocka_unit_test(uses_go_through_arrows),
                                     cmocka_unit_test(function_flags),
                                     cmocka_unit_test(function_texts),
                                     cmocka_unit_test(classes),
                                     cmocka_unit_test(class_code_is_strict),
                                     cmocka_unit_test(constructors),
                                     cmocka_unit_test(super_rules),
                                     cmocka_unit_test(private_names),
                                     cmocka_unit_test(arguments_in_fields),
                                     cmocka_unit_test(static_blocks)};

  return cmocka_run_group_tests(tests, NULL, NULL);
}
