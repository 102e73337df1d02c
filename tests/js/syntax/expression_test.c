/* tests/js/syntax/expression_test.c - expressions and their trees. */
#include "support.h"

static void precedence(void **state) {
  (void)state;
  reads("a + b * c - d", "(binary - [ (binary + [ a (binary * [ b c])]) d])");
  reads("a ** b ** c", "(binary ** [ a (binary ** [ b c])])");
  reads("a || b && c | d", "(logical || [ a (logical && [ b (binary | [ c d])"
                           "])])");
  reads("a == b < c << d + e",
        "(binary == [ a (binary < [ b (binary << [ c (binary + [ d e])])])])");
  reads("!a instanceof b", "(binary instanceof [ (unary ! a) b])");
  reads("a ? b : c ? d : e", "(conditional a b (conditional c d e))");
  reads("a, b = c", "(sequence [ a (assign = b c)])");
}

/* Goal: a chain of one operator is one node, so it never makes a tower. */
static void chains_are_lists(void **state) {
  (void)state;
  reads("a - b - c - d", "(binary - [ a b c d])");
  reads("a - (b - c) - d", "(binary - [ a (binary - [ b c]) d])");
  reads("(a - b) - c", "(binary - [ (binary - [ a b]) c])");
  reads("a && b && c", "(logical && [ a b c])");
}

static void nullish_does_not_mix(void **state) {
  (void)state;
  reads("a ?"
        "? b ?"
        "? c",
        "(logical ?"
        "? [ a b c])");
  refuses("a ?"
          "? b || c",
          "Unexpected token '||'");
  refuses("a || b ?"
          "? c",
          "Unexpected token '?"
          "?'");
  refuses("a && b ?"
          "? c",
          "Unexpected token '?"
          "?'");
  accepts("(a || b) ?"
          "? c; a ?"
          "? (b && c)");
}

static void unary_before_power(void **state) {
  (void)state;
  refuses("-a ** b",
          "Unary operator used immediately before exponentiation expression. "
          "Parenthesis must be used to disambiguate operator precedence");
  refuses("typeof a ** b", "");
  accepts("(-a) ** b; a ** -b; a++ ** b");
}

static void updates(void **state) {
  (void)state;
  reads("a++\nb", "(update ++ a) b");
  reads("a\n++b", "a (update ++ b)");
  refuses("1++", "Invalid left-hand side expression in postfix operation");
  refuses("++a++", "Invalid left-hand side expression in prefix operation");
  refuses_strict("eval++", "Unexpected eval or arguments in strict mode");
}

static void members_and_calls(void **state) {
  (void)state;
  reads("a.b[c](d, ...e)`f`",
        "(tagged (call (index (member a b) c) [ d (spread e)]) (template [ "
        "(quasi f)]))");
  reads("a.if.class", "(member (member a if) class)");
  refuses("a.1", "");
  refuses("f(a b)", "missing ) after argument list");
  refuses("f(,)", "Unexpected token ','");
  accepts("f(a,)");
}

static void new_expressions(void **state) {
  (void)state;
  reads("new a", "(new a [])");
  reads("new a.b(c).d", "(member (new (member a b) [ c]) d)");
  reads("new new a(b)(c)", "(new (new a [ b]) [ c])");
  reads("new (a())()", "(new (call a []) [])");
  reads("new a`b`", "(new (tagged a (template [ (quasi b)])) [])");
  reads("new async(x)", "(new async [ x])");
  refuses("new a?.b()", "Invalid optional chain from new expression");
  refuses("new import(a)", "Cannot use new with import");
}

/* Goal: one CHAIN stands around all that an undefined skips. */
static void optional_chains(void **state) {
  (void)state;
  reads("a?.b.c", "(chain (member (member?. a b) c))");
  reads("a?.[b]?.(c)", "(chain (call?. (index?. a b) [ c]))");
  reads("(a?.b).c", "(member (chain (member?. a b)) c)");
  reads("a?.5:1", "(conditional a (number .5) (number 1))");
  refuses("a?.b = 1", "Invalid left-hand side in assignment");
  refuses("a?.`b`", "Invalid tagged template on optional chain");
  refuses("a?.b`c`", "Invalid tagged template on optional chain");
  refuses("({ m() { super?.x } })", "'super' keyword unexpected here");
}

static void assignments(void **state) {
  (void)state;
  reads("a = b = c", "(assign = a (assign = b c))");
  reads("a.b **= c", "(assign ** (member a b) c)");
  reads("a ?"
        "?= b",
        "(assign ?"
        "? a b)");
  reads("a >>>= b", "(assign >>> a b)");
  refuses("a + b = c", "Invalid left-hand side in assignment");
  refuses("1 = a", "Invalid left-hand side in assignment");
  refuses("(a, b) = c", "Invalid left-hand side in assignment");
  refuses("a() &&= b", "Invalid left-hand side in assignment");
  refuses("this = 1", "Invalid left-hand side in assignment");
  refuses_strict("eval = 1", "Unexpected eval or arguments in strict mode");
  refuses_strict("arguments += 1",
                 "Unexpected eval or arguments in strict mode");
}

/* Goal: assigning to a call is left to run time in sloppy code: Annex B. */
static void calls_as_targets(void **state) {
  (void)state;
  accepts_sloppy("f() = 1; f()++; for (f() of a);");
  refuses_strict("f() = 1", "Invalid left-hand side in assignment");
  refuses("[f()] = 1", "Invalid destructuring assignment target");
}

static void objects(void **state) {
  (void)state;
  reads("({a, b: c, 'd': 1, 2: e, [f]: g, h() {}, get i() {}, set j(k) {}})",
        "(object [ (property (name a) a) (property (name b) c) (property "
        "(string 'd') (number 1)) (property (number 2) e) (property f g) "
        "(property () (name h) (function method - [] [])) (property get (name "
        "i) (function get - [] [])) (property set (name j) (function set - [ k"
        "] []))])");
  accepts("({ get, set, async, static: 1, get: 1, set() {}, async() {} })");
  accepts("({ async *a() {}, *b() {}, async c() {}, get [d]() {}, ...e })");
  refuses("({ a b })", "Unexpected identifier 'b'");
  refuses("({ if })", "Unexpected token '}'");
  refuses("({ get a })", "Unexpected token '}'");
  refuses("({ async a })", "Unexpected token '}'");
  refuses("({ async\na() {} })", "");
  refuses("({ #a: 1 })", "");
}

static void accessors_count_parameters(void **state) {
  (void)state;
  refuses("({ get a(b) {} })", "Getter must not have any formal parameters.");
  refuses("({ set a() {} })", "Setter must have exactly one formal parameter.");
  refuses("({ set a(b, c) {} })",
          "Setter must have exactly one formal parameter.");
  refuses("({ set a(...b) {} })",
          "Setter function argument must not be a rest parameter");
}

/* Goal: two prototypes are an error, unless the literal is a pattern. */
static void duplicate_proto(void **state) {
  (void)state;
  refuses("({ __proto__: a, '__proto__': b })",
          "Duplicate __proto__ fields are not allowed in object literals");
  accepts("({ __proto__: a, __proto__: b } = c)");
  accepts("({ __proto__: a, __proto__: b }) => c");
  accepts("({ __proto__: a, __proto__() {}, ['__proto__']: b, __proto__ })");
}

static void arrays(void **state) {
  (void)state;
  reads("[, a, , ...b, ]", "(array [ - a - (spread b)])");
  reads("[]", "(array [])");
  refuses("[a b]", "Unexpected identifier 'b'");
}

static void parentheses(void **state) {
  const drupe__tree *t;
  uint32_t node = first_node("x = (a, b)", SCRIPT, NODE_SEQUENCE, &t);

  (void)state;
  assert_int_equal(node_flags(t, node) & FLAG_PAREN, FLAG_PAREN);
  refuses("()", "Unexpected end of input");
  refuses("(a,)", "Unexpected token ')'");
  refuses("(...a)", "Unexpected token ')'");
  refuses("(a", "Unexpected end of input");
}

static void imports_in_expressions(void **state) {
  (void)state;
  reads("import(a, b)", "(import-call a b)");
  accepts("import(a,); import(a).then(b)");
  refuses("import()", "import() requires a specifier");
  refuses("import(...a)", "");
  refuses("import(a, b, c)", "");
  refuses("import.meta", "Cannot use 'import.meta' outside a module");
  reads_as("import.meta.url", MODULE, "(member (import-meta) url)");
  refuses_as("import.meta = 1", MODULE, "Invalid left-hand side in assignment");
}

static void new_target(void **state) {
  (void)state;
  accepts("function f() { new.target; () => new.target }");
  accepts("class A { x = new.target; static { new.target } }");
  refuses("new.target", "new.target expression is not allowed here");
  refuses("() => new.target", "new.target expression is not allowed here");
  refuses("function f() { new.target = 1 }",
          "Invalid left-hand side in assignment");
  accepts_as("new.target", COMMONJS);
}

static void delete_rules(void **state) {
  (void)state;
  refuses_strict("delete a",
                 "Delete of an unqualified identifier in strict mode.");
  refuses_strict("delete ((a))",
                 "Delete of an unqualified identifier in strict mode.");
  accepts_sloppy("delete a");
  accepts("delete a.b; delete a?.b; delete 1");
  refuses("class A { #a; m() { delete this.#a } }",
          "Private fields can not be deleted");
  refuses("class A { #a; m() { delete (this?.#a) } }",
          "Private fields can not be deleted");
}

/* Checks the offset of the first node of a kind. */
static void is_at(const char *text, uint32_t kind, uint32_t pos) {
  const drupe__tree *t;
  uint32_t node = first_node(text, SCRIPT, kind, &t);

  assert_int_equal(node_pos(t, node), pos);
}

/* Goal: a node's place is what V8 reports of it. */
static void places(void **state) {
  (void)state;
  is_at("a.b.c()", NODE_CALL, 4);
  is_at("x = f()", NODE_CALL, 4);
  is_at("a[b]()", NODE_CALL, 4);
  is_at("(a.b)()", NODE_CALL, 5);
  is_at("a.default()", NODE_CALL, 9);
  is_at("x = a.bc", NODE_MEMBER, 6);
  is_at("x = a[bc]", NODE_INDEX, 5);
  is_at("x = new A()", NODE_NEW, 4);
  is_at("x = a + b + c", NODE_BINARY, 6);
  is_at("x. y = 1", NODE_ASSIGN, 5);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(precedence),
      cmocka_unit_test(chains_are_lists),
      cmocka_unit_test(nullish_does_not_mix),
      cmocka_unit_test(unary_before_power),
      cmocka_unit_test(updates),
      cmocka_unit_test(members_and_calls),
      cmocka_unit_test(new_expressions),
      cmocka_unit_test(optional_chains),
      cmocka_unit_test(assignments),
      cmocka_unit_test(calls_as_targets),
      cmocka_unit_test(objects),
      cmocka_unit_test(accessors_count_parameters),
      cmocka_unit_test(duplicate_proto),
      cmocka_unit_test(arrays),
      cmocka_unit_test(parentheses),
      cmocka_unit_test(imports_in_expressions),
      cmocka_unit_test(new_target),
      cmocka_unit_test(delete_rules),
      cmocka_unit_test(places)};

  return cmocka_run_group_tests(tests, NULL, NULL);
}
