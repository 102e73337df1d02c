/* tests/js/syntax/commonjs_names_test.c - which names a CommonJS text exports:
 * what cjs-module-lexer, as Node 20 has it, finds in the same texts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "syntax/commonjs_names.h"

/* "a b | x": names, then specifiers of reexports. */
typedef struct found_text {
  char names[512];
  char again[512];
} found_text;

static void append(char *to, const char *text, size_t size) {
  size_t used = strlen(to);

  assert_true(used + size + 2 < 512);
  snprintf(to + used, 512 - used, "%s%.*s", used == 0 ? "" : " ", (int)size,
           text);
}

static void on_name(void *arg, const char *name, size_t size) {
  append(((found_text *)arg)->names, name, size);
}

static void on_reexport(void *arg, const char *name, size_t size) {
  append(((found_text *)arg)->again, name, size);
}

static void on_reset(void *arg) { ((found_text *)arg)->again[0] = '\0'; }

static void check(const char *text, const char *names, const char *again) {
  found_text have;
  const drupe__commonjs_found found = {&have, on_name, on_reexport, on_reset};

  memset(&have, 0, sizeof(have));
  drupe__commonjs_names(text, strlen(text), &found);
  if (strcmp(have.names, names) != 0 || strcmp(have.again, again) != 0)
    fail_msg("%s: found %s | %s", text, have.names, have.again);
}

/* Goal: assignments to members of exports, wherever they stand. */
static void assignments(void **state) {
  (void)state;
  check("exports.a=exports.b=1;exports.c.d=1;exports.e++;exports.f+=1", "a b",
        "");
  check("exports . c = 1; var e = exports; e.a = 1; exports\n.x=1; exports.y",
        "c x", "");
  check("module.exports.a=1;module.exports['b']=2;x.exports.no=1", "a b", "");
  check("(function(exports){ exports.deep = 1 })()", "deep", "");
  check("if (0) module.exports.q = 1; exports[\"s t\"]=2; exports[x]=1",
        "q s t", "");
  check("exports.if = 1; exports.\xC3\xBCn = 2", "if \xC3\xBCn", "");
  check("/exports.re = 1/; \"exports.s = 1\"; `${exports.tpl = 1}`", "tpl", "");
  check("exports.a; delete exports.q; Object.assign(exports, {a:1})", "", "");
  check("for (;;) { switch (1) { case 1: try { exports.a = () => 1 } "
        "finally { (x ? y : exports.b = 2, exports.c = 1) } } }",
        "a b c", "");
}

/* Goal: an object literal counts as far as its values begin as names. */
static void literals(void **state) {
  (void)state;
  check("module.exports={a,b:c,e:f,g:h.i,j}", "a b e g", "");
  check("module.exports={a:1,b}", "", "");
  check("module.exports={a:function(){},b}", "a", "");
  check("module.exports={\"s\":x,b}", "s b", "");
  check("module.exports={a:-1,b}", "", "");
  check("module.exports={a:b(),c}", "a", "");
  check("module.exports={...require(\"x\"),...y,c}", "c", "x");
  check("module.exports={[a]:1,c}", "", "");
  check("module.exports={1:b,c}", "", "");
  check("module.exports={ a() {}, b }", "a", "");
  check("module.exports=exports={a:1}", "", "");
  check("0 && (module.exports = { a, b })", "a b", "");
  check("module.exports = new (class {})()", "", "");
}

/* Goal: definitions that are sure to be enumerable or plain. */
static void definitions(void **state) {
  (void)state;
  check("Object.defineProperty(exports,\"__esModule\",{value:true})",
        "__esModule", "");
  check("Object.defineProperty(exports,\"a\",{enumerable:true,"
        "get:function(){return q.p}})",
        "a", "");
  check("Object.defineProperty(exports,\"a\",{get:function(){return "
        "q[\"x\"]}})",
        "a", "");
  check("Object.defineProperty(exports,\"a\",{enumerable:true,get(){return "
        "q}})",
        "a", "");
  check("Object.defineProperty(exports,\"a\",{enumerable:false,value:1})", "",
        "");
  check("Object.defineProperty(exports,\"a\",{enumerable:true,get:()=>q.p})",
        "", "");
  check("Object.defineProperty(exports,\"a\",{get(){return q.p},"
        "enumerable:true})",
        "", "");
  check("Object.defineProperty(exports,\"a\",{get:function(){return q.p()}})",
        "", "");
  check("Object.defineProperty(exports,\"a\",{configurable:true,value:1})", "",
        "");
  check("Object.defineProperty(x,\"a\",{value:1})", "", "");
}

/* Goal: what exports everything of another module. */
static void reexports(void **state) {
  (void)state;
  check("module.exports=require(\"a\");module.exports=require(\"b\")", "", "b");
  check("if (x) module.exports=require(\"a\"); else module.exports="
        "require(\"./b.js\")",
        "", "./b.js");
  check("module.exports = require(\"a\").foo", "", "a");
  check("module.exports = require(x); exports = require(\"a\")", "", "");
  check("__exportStar(require(\"a\"), exports); tslib_1.__exportStar("
        "require(\"b\"), exports); __export(require(\"c\"))",
        "", "a b c");
  check("__export(exports, { a: () => a })", "", "");
  check("var _x = require(\"x\"); Object.keys(_x).forEach(function (key) { "
        "if (key === \"default\") return; exports[key] = _x[key]; });",
        "", "x");
  check("var _x = _interopRequireWildcard(require(\"x\")); Object.keys(_x)."
        "forEach(function (k) { Object.defineProperty(exports, k, { enumerable"
        ": true, get: function () { return _x[k]; } }); });",
        "", "x");
  check("Object.keys(x).forEach(function (k) { exports[k] = x[k]; })", "", "");
}

/* Goal: no crash where there is nothing to find. */
static void nothing(void **state) {
  (void)state;
  check("", "", "");
  check("exports.a = ;", "", "");
  check("Object.defineProperty(); Object.keys().forEach(); __export(); "
        "module.exports = require(); Object.keys(x).forEach(1); ({});",
        "", "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(assignments), cmocka_unit_test(literals),
      cmocka_unit_test(definitions), cmocka_unit_test(reexports),
      cmocka_unit_test(nothing)};

  return cmocka_run_group_tests(tests, NULL, NULL);
}
