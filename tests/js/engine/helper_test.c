/* `$h`: what lowered code relies on, through the front-end. */
#include "support.h"

/* Goal: patterns, spread and templates convert and refuse as in V8. */
static void conversions_and_refusals(void **state) {
  drupe__engine *e = engine_make();

  (void)state;
  assert_run(e,
             "`a${1}${null}${{ toString() { return 's' }, valueOf() { "
             "return 'v' } }}`",
             "a1nulls");
  assert_run(e, "try { `${Symbol('x')}` } catch (e) { String(e) }",
             "TypeError: Cannot convert a Symbol value to a string");
  assert_run(e, "try { const { ...a } = null } catch (e) { String(e) }",
             "TypeError: Cannot destructure 'null' as it is null.");
  assert_run(e, "try { const c = 1; c = 2 } catch (e) { String(e) }",
             "TypeError: Assignment to constant variable.");
  assert_run(e, "try { (() => late)(); let late } catch (e) { String(e) }",
             "ReferenceError: Cannot access 'late' before initialization");
  drupe__engine_destroy(e);
}

/* Goal: objects: computed members, spread, rest, __proto__, accessors. */
static void object_literals(void **state) {
  drupe__engine *e = engine_make();

  (void)state;
  assert_run(e,
             "var k = 'key'; JSON.stringify({ [k + 1]: 1, get [k]() { "
             "return 2 }, ...{ z: 3 }, ...null, ...'ab' })",
             "{\"0\":\"a\",\"1\":\"b\",\"key1\":1,\"key\":2,\"z\":3}");
  assert_run(e,
             "var { a, ...r } = { a: 1, b: 2, [Symbol.for('s')]: 3 }; "
             "JSON.stringify(r) + r[Symbol.for('s')]",
             "{\"b\":2}3");
  assert_run(e,
             "var p = { x: 1 }; var o = { __proto__: p }; o.x + "
             "String(Object.keys(o).length)",
             "10");
  assert_run(e,
             "var s = Symbol('d'); ({ [s]: function () {} })[s].name + ({ "
             "[k]: () => 1 })[k].name",
             "[d]key");
  assert_run(e,
             "var g = { get a() { return 1 }, set a(v) { this.w = v } }; "
             "g.a = 5; g.a + g.w",
             "6");
  drupe__engine_destroy(e);
}

/* Goal: copies keep the standard's order, run getters, leave out what is hidden
 * or not enumerable, and replace accessors. */
static void copies_of_properties(void **state) {
  drupe__engine *e = engine_make();

  (void)state;
  assert_run(e, "Object.keys({ ...{ b: 1, 2: 1, a: 1, 1: 1 } }).join()",
             "1,2,b,a");
  assert_run(e,
             "var s = Symbol(), o = { [s]: 1, x: 2 }; Reflect.ownKeys({ "
             "...o, y: 1 }).length + ({ ...o })[s]",
             "4");
  assert_run(e,
             "var n = 0, g = { get a() { return ++n } }; ({ ...g }).a + ({ "
             "...g }).a + n",
             "5");
  assert_run(e,
             "var h = Object.defineProperty({ v: 1 }, 'u', { value: 2 }); "
             "JSON.stringify({ ...h })",
             "{\"v\":1}");
  assert_run(e, "JSON.stringify({ get a() { return 1 }, ...{ a: 2 } })",
             "{\"a\":2}");
  assert_run(e, "JSON.stringify({ ...[7, 8], ...new String('z') })",
             "{\"0\":\"z\",\"1\":8}");
  assert_run(e,
             "var { a, ...r } = { a: 1, b: 2, __proto__: { c: 3 } }; JSON"
             ".stringify(r)",
             "{\"b\":2}");
  assert_run(e,
             "var w = new WeakMap(), k = { q: 1 }; w.set(k, 1); Reflect"
             ".ownKeys({ ...k }).length",
             "1");
  drupe__engine_destroy(e);
}

/* Goal: iteration: arrays by index, others by the protocol, closed rightly. */
static void iteration(void **state) {
  drupe__engine *e = engine_make();

  (void)state;
  assert_run(e,
             "var [a, , b = 9, ...c] = [1, 2, undefined, 4, 5]; a + b + "
             "c.join()",
             "104,5");
  assert_run(e, "var out = ''; for (const x of [1, , 3]) out += x + ';'; out",
             "1;undefined;3;");
  assert_run(e,
             "var arr = [1], n = 0; for (const x of arr) { if (n++ < 3) "
             "arr.push(x + 1) } arr.join()",
             "1,2,3,4");
  assert_run(e,
             "[...[1, 2], 3, ...[]].join() + Math.max(...[4, 7, 5]) + new "
             "Array(...[1, 2]).length",
             "1,2,372");
  assert_run(
      e,
      "var log = []; function it() { var i = 0; return { [Symbol.iterator]() {"
      " return this }, next() { log.push('n'); return { done: i > 4, value: "
      "i++ } }, return() { log.push('r'); return {} } } } for (const x of "
      "it()) { if (x == 1) break } log.join('')",
      "nnr");
  assert_run(e,
             "log = []; try { for (const x of it()) throw 'up' } catch (x) "
             "{ log.push(x) } log.join('')",
             "nrup");
  assert_run(e, "log = []; var [q] = it(); log.join('') + q", "nr0");
  assert_run(e, "log = []; [...it()].join() + log.join('')", "0,1,2,3,4nnnnnn");
  assert_run(e, "try { for (const x of 5) ; } catch (e) { String(e) }",
             "TypeError: 5 is not iterable");
  assert_run(e, "try { [...{}] } catch (e) { String(e) }",
             "TypeError: {} is not iterable");
  drupe__engine_destroy(e);
}

/* Goal: tagged templates get one frozen object per place. */
static void tagged_templates(void **state) {
  drupe__engine *e = engine_make();

  (void)state;
  assert_run(e,
             "function tag(s, ...v) { return s.raw.join('|') + s.join('|') "
             "+ v } tag`a\\n${1}b`",
             "a\\n|ba\n|b1");
  assert_run(e,
             "function same(s) { return s } function f() { return same`x` "
             "} f() === f() && Object.isFrozen(f()) && Object.isFrozen("
             "f().raw)",
             "true");
  drupe__engine_destroy(e);
}

/* Goal: what the walk writes into templates is there. */
static void functions_know_themselves(void **state) {
  drupe__engine *e = engine_make();

  (void)state;
  assert_run(e,
             "var arrow = (a, b = 1, ...c) => a; arrow.name + arrow.length "
             "+ ('prototype' in arrow)",
             "arrow1false");
  assert_run(e, "try { new arrow } catch (e) { e instanceof TypeError }",
             "true");
  assert_run(e, "arrow.toString()", "(a, b = 1, ...c) => a");
  assert_run(e, "({ method(x) { return x } }).method.toString()",
             "method(x) { return x }");
  assert_run(e, "(function () { 'use strict'; return 1 }).toString()",
             "function () { 'use strict'; return 1 }");
  assert_run(e, "Math.max.toString() + (function () {}).bind().toString()",
             "function max() { [native code] }function bound () { [native "
             "code] }");
  drupe__engine_destroy(e);
}

/* Goal: eval and Function take today's syntax, and see what they should. */
static void eval_and_function(void **state) {
  drupe__engine *e = engine_make();

  (void)state;
  assert_run(e, "(function () { let v = 4; return eval('(() => v * 2)()') })()",
             "8");
  assert_run(e, "(0, eval)('let w = `t${1}`; w')", "t1");
  assert_run(e, "new Function('a', 'b = 2', 'return a + b')(1)", "3");
  assert_run(e, "new Function('a', 'b = 2', 'return a').toString()",
             "function anonymous(a,b = 2\n) {\nreturn a\n}");
  assert_run(e, "try { new Function('return ]') } catch (e) { e.name }",
             "SyntaxError");
  assert_run(e, "try { eval('let = = 1') } catch (e) { e.name }",
             "SyntaxError");
  drupe__engine_destroy(e);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(conversions_and_refusals),
      cmocka_unit_test(object_literals),
      cmocka_unit_test(copies_of_properties),
      cmocka_unit_test(iteration),
      cmocka_unit_test(tagged_templates),
      cmocka_unit_test(functions_know_themselves),
      cmocka_unit_test(eval_and_function),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}
