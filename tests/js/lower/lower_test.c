/* tests/js/lower/lower_test.c - the text that the lowering gives: the rules of
 * scopes, the dead zone, positions, records, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "syntax/syntax.h"

static drupe__source source_of(const char *text, drupe__goal goal) {
  drupe__source source;

  memset(&source, 0, sizeof(source));
  source.text = text;
  source.size = strlen(text);
  source.file = "/t/a.js";
  source.goal = goal;
  return source;
}

static drupe__lowering lower(const char *text, drupe__goal goal) {
  drupe__source source = source_of(text, goal);
  drupe__lowering out;
  drupe__syntax_error error;

  if (drupe__lower(&source, &out, &error) != 0)
    fail_msg("%s: %s", text, error.message);
  assert_int_equal(strlen(out.text), out.size);
  return out;
}

/* Lowers a CommonJS body; the text without its wrapper and line breaks. */
static const char *lowered(const char *text) {
  static char flat[4096];
  drupe__lowering out = lower(text, DRUPE__COMMONJS);
  size_t from, to = 0, skip = strlen("(function(){");

  assert_true(out.size > skip + 3);
  for (from = skip; from + 2 < out.size; from++) {
    if (out.text[from] != '\n' && to + 1 < sizeof(flat))
      flat[to++] = out.text[from];
  }
  flat[to] = '\0';
  drupe__lowering_deinit(&out);
  return flat;
}

#define assert_lowers(text, expected)                                          \
  assert_string_equal(lowered(text), expected)

/* Goal: a block's variable is the function's; it is renamed only where two
 * names would meet. */
static void renames_only_where_needed(void **state) {
  (void)state;
  assert_lowers("let a=1;{let b=2;f(b)}", "var a=1;{var b=2;f(b);}");
  assert_lowers("let a=1;{let a=2;f(a)}", "var a=1;{var a$1=2;f(a$1);}");
  assert_lowers("{let a=2;f(a)}{let a=3;f(a)}",
                "{var a=2;f(a);}{var a=3;f(a);}");
  assert_lowers("{let a=2;f(()=>a)}{let a=3;f(a)}",
                "{var a=2;f(function(){return a;});}{var a$1=3;f(a$1);}");
  assert_lowers("a;{let a=1}", "a;{var a$1=1;}");
  assert_lowers("let a$1,a;{let a=1}", "var a$1,a;{var a$2=1;}");
  assert_lowers("let $h=1;$h", "var $h$1=1;$h$1;");
}

/* Goal: no check where rules A, B or C prove that there is no need, and one
 * where they cannot. */
static void checks_the_dead_zone_where_it_can_be_met(void **state) {
  (void)state;
  assert_lowers("let a=1;f(a)", "var a=1;f(a);");
  assert_lowers("let a=1;g(()=>a)", "var a=1;g(function(){return a;});");
  assert_lowers("function g(){return a}let a=1;g()",
                "function g(){return a;}var a=1;g();");
  assert_lowers("function g(){return h()}function h(){return a}let a=1;g()",
                "function g(){return h();}function h(){return a;}"
                "var a=1;g();");
  assert_lowers("g();function g(){return a}let a=1",
                "g();function g(){return (_z||$h.tdz(\"a\"),a);}"
                "var a=1,_z=1;var _z;");
  assert_lowers("g(()=>a);let a=1",
                "g(function(){return (_z||$h.tdz(\"a\"),a);});"
                "var a=1,_z=1;var _z;");
  assert_lowers("a=1;let a",
                "(_a=1,_z||$h.tdz(\"a\"),a=_a);var a,_z=1;var _a,_z;");
}

/* Goal: assigning to a const throws when it is reached, not before. */
static void const_assignments_throw(void **state) {
  (void)state;
  assert_lowers("const a=1;a=f()", "var a=1;$h.kc(f());");
  assert_lowers("const a=1;a++", "var a=1;$h.kc(+a);");
}

/* Goal: closures of a loop copy what does not change, share a box with what
 * does, and nothing is done where nothing is captured. */
static void loops_give_each_iteration_its_own(void **state) {
  (void)state;
  assert_lowers("for(let i=0;i<3;i++)f(i)", "for(var i=0;i<3;i++){f(i);}");
  assert_lowers("for(let i=0;i<3;i++)f(()=>i)",
                "for(var i=0;i<3;i++){f((_m||(_m=function(i){return "
                "function(){return i;}}))(i));}var _m;");
  assert_lowers("for(let i=0;i<3;i++)f(()=>i++)",
                "_s={};_s.i=0;_s={i:_s.i};for(;_s.i<3;_s={i:_s.i},_s.i++){"
                "f((_m||(_m=function(_s){return function(){return _s.i++;}"
                "}))(_s));}var _s,_m;");
}

/* Goal: names that must not be renamed are not. */
static void eval_and_with_keep_names(void **state) {
  (void)state;
  assert_lowers("let a=1;eval('a')", "var _nt=new.target;var a=1;"
                                     "eval('a',\"2;_this _nt - - -;;;a,\");");
  assert_lowers("with(o){let a=b}", "with(o){var $h$a=b;}");
}

/* Goal: ES5 passes as it is, but for spaces and comments. */
static void es5_is_not_changed(void **state) {
  (void)state;
  assert_lowers("function f(a,b){/* c */return a - -b}",
                "function f(a,b){return a- -b;}");
  assert_lowers("'use strict';\nvar a='x';", "\"use strict\";var a='x';");
  assert_lowers("if(a)if(b)c;else d", "if(a){if(b)c; else d;}");
  assert_lowers("(function(){})();({}).a;", "(function(){}());({}.a);");
  assert_lowers("new (f().g)();new (f())();new f.g;",
                "new (f().g)();new (f())();new f.g();");
  assert_lowers("for(var i=('a' in b);;);", "for(var i=('a' in b);;){;}");
  assert_lowers("(a,b).c;(a=b).c;(a?b:c).d;(-1)**2;-(1**2)",
                "(a,b).c;(a=b).c;(a?b:c).d;(-1)**2;-(1**2);");
}

static void finds(const drupe__lowering *l, const char *needle,
                  uint32_t offset) {
  const char *at = strstr(l->text, needle), *s;
  uint32_t line = 1;

  if (at == NULL)
    fail_msg("no %s in %s", needle, l->text);
  for (s = l->text; s < at; s++)
    line += *s == '\n';
  assert_int_equal(drupe__line_offset(l->lines, l->lines_size, line), offset);
}

/* Goal: a line of the text stands for the place of what happens on it. */
static void lines_lead_to_the_source(void **state) {
  const char *text = "var o = f;\n  o.abc.def(1,\n o.g);";
  drupe__lowering l = lower(text, DRUPE__COMMONJS);

  (void)state;
  finds(&l, "o.\n", 13);
  finds(&l, "abc.", 15);
  finds(&l, "def(", 19);
  finds(&l, "g\n", 29);
  finds(&l, ");", 19);
  drupe__lowering_deinit(&l);
}

/* Goal: every function has a record, in the order of the text, whose key is
 * the line of its brace. */
static void records_describe_functions(void **state) {
  const char *text = "const f=(a,b=1)=>a;\nfunction g(){}\n({m(x){},get p()"
                     "{return 1},['c'+1]:function(){}})";
  drupe__lowering l = lower(text, DRUPE__COMMONJS);
  static const char *const names[] = {"", "f", "g", "m", "get p", ""};
  static const uint32_t lengths[] = {0, 1, 0, 1, 0, 0};
  uint32_t i, j;

  (void)state;
  assert_int_equal(l.function_count, 6);
  for (i = 0; i < 6; i++) {
    const drupe__function_record *r = &l.functions[i];

    assert_int_equal(r->name_size, strlen(names[i]));
    assert_memory_equal(r->name, names[i], r->name_size);
    assert_int_equal(r->length, lengths[i]);
    for (j = 0; j < i; j++)
      assert_int_not_equal(r->end_line, l.functions[j].end_line);
  }
  assert_int_equal(l.functions[1].flags,
                   DRUPE__FUNCTION_ARROW | DRUPE__FUNCTION_NO_CONSTRUCT |
                       DRUPE__FUNCTION_NAMED | DRUPE__FUNCTION_LENGTH |
                       DRUPE__FUNCTION_UNMAPPED);
  assert_memory_equal(text + l.functions[2].source_start, "function g(){}",
                      l.functions[2].source_end - l.functions[2].source_start);
  assert_memory_equal(text + l.functions[3].source_start, "m(x){}", 6);
  drupe__lowering_deinit(&l);
}

/* Goal: a script's own let and const are no properties of the global object,
 * and what the lowering adds does not become its value. */
static void scripts_keep_their_names_apart(void **state) {
  drupe__lowering l =
      lower("var v=1;let a=2;const b=a?.c;5;let d=6", DRUPE__SCRIPT);

  (void)state;
  assert_non_null(strstr(l.text, "var v=1;"));
  assert_null(strstr(l.text, "var a"));
  assert_non_null(strstr(l.text, "if(d=6,0);"));
  assert_int_equal(l.lexical_count, 3);
  assert_memory_equal(l.lexicals, "a\0b\0d", 6);
  drupe__lowering_deinit(&l);
}

/* Goal: the text of `new Function` is one function. */
/* Goal: functions that nobody wrote have a place, if no text. */
static void all_records_have_a_place(void **state) {
  static const char *const texts[] = {"for(i of[])({_(){super.v}})",
                                      "class B extends A{e\nconstructor(){}}",
                                      "class B{e=1;static f=2;static{}}",
                                      "for(let i of a){class B{[i];#p=i}}",
                                      "for(let i of a)f(()=>i)",
                                      "async()=>eval('')"};
  uint32_t i, k;

  (void)state;
  for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
    drupe__lowering l = lower(texts[i], DRUPE__COMMONJS);

    for (k = 0; k < l.function_count; k++) {
      assert_true(l.functions[k].source_start <= l.functions[k].source_end);
      assert_true(l.functions[k].source_end <= strlen(texts[i]));
    }
    drupe__lowering_deinit(&l);
  }
}

static void function_texts_lower(void **state) {
  const char *text = "function anonymous(a,b=2\n) {\nreturn a+b\n}";
  drupe__source source = source_of(text, DRUPE__FUNCTION);
  drupe__lowering out;
  drupe__syntax_error error;

  (void)state;
  source.params_end = (uint32_t)(strchr(text, ')') - text);
  assert_int_equal(drupe__lower(&source, &out, &error), 0);
  assert_non_null(strstr(out.text, "(function(a,b){"));
  assert_int_equal(out.functions[0].source_end, strlen(text));
  drupe__lowering_deinit(&out);
}

static void refuses(const char *text, const char *feature, uint32_t line,
                    uint32_t column) {
  drupe__source source = source_of(text, DRUPE__COMMONJS);
  drupe__lowering out;
  drupe__syntax_error error;

  assert_int_equal(drupe__lower(&source, &out, &error), -1);
  assert_null(out.text);
  assert_string_equal(error.feature, feature);
  assert_int_equal(error.line, line);
  assert_int_equal(error.column, column);
  if (feature[0] != '\0')
    assert_memory_equal(error.message, feature, strlen(feature));
}

/* Goal: what parses and has no lowering is refused by name and place. */
static void refuses_by_name(void **state) {
  (void)state;
  refuses("var a = ;", "", 1, 9);
}

/* Goal: a line end inside a string, template or regexp never reaches the
 * text, where it would shift all places behind it. */
static void line_ends_stay_out(void **state) {
  (void)state;
  assert_lowers("f('a\\\nb',`c\nd\\\r\ne\r\nf`,'\xE2\x80\xA8')",
                "f('ab',\"c\\nde\\nf\",'\\u2028');");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(renames_only_where_needed),
      cmocka_unit_test(checks_the_dead_zone_where_it_can_be_met),
      cmocka_unit_test(const_assignments_throw),
      cmocka_unit_test(loops_give_each_iteration_its_own),
      cmocka_unit_test(eval_and_with_keep_names),
      cmocka_unit_test(es5_is_not_changed),
      cmocka_unit_test(lines_lead_to_the_source),
      cmocka_unit_test(records_describe_functions),
      cmocka_unit_test(all_records_have_a_place),
      cmocka_unit_test(scripts_keep_their_names_apart),
      cmocka_unit_test(function_texts_lower),
      cmocka_unit_test(refuses_by_name),
      cmocka_unit_test(line_ends_stay_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
