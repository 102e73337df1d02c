/* Contexts: limits of memory, stack and time, hooks, native objects. */
#include <stdlib.h>

#include "support.h"

/* Goal: a context runs a script, and its heap is counted. */
static void runs_a_script(void **state) {
  drupe__engine *e = engine_make();
  drupe__heap_usage usage;

  (void)state;
  assert_eval(e, "var f = function (n) { return n < 2 ? n : f(n - 1) + "
                 "f(n - 2) }; f(15)", "610");
  drupe__engine_usage(e, &usage);
  assert_true(usage.used > 50000 && usage.used <= usage.peak);
  assert_int_equal(usage.limit, 0);
  drupe__engine_destroy(e);
}

/* Goal: at the heap's limit the script gets an error that it can catch, and
 * goes on afterwards; the limit is kept. */
static void full_heap_is_an_error(void **state) {
  drupe__engine_options options;
  drupe__heap_usage usage;
  drupe__engine *e;
  int round;

  (void)state;
  memset(&options, 0, sizeof(options));
  options.heap.max_bytes = (size_t)4 << 20;
  e = drupe__engine_create(&options);
  assert_non_null(e);
  for (round = 0; round < 3; round++) {
    assert_eval(e, "var a = []; try { for (;;) a.push({ x: [a.length] }) } "
                   "catch (err) { a = null; String(err) + (err instanceof "
                   "RangeError) }", "RangeError: Out of memorytrue");
    assert_eval(e, "var s = 'x'; try { for (;;) s += s } catch (err) { s = "
                   "null; String(err) }", "RangeError: Out of memory");
  }
  drupe__engine_usage(e, &usage);
  assert_true(usage.peak <= options.heap.max_bytes + (300u << 10));
  assert_eval(e, "[1, 2, 3].join()", "1,2,3");
  drupe__engine_destroy(e);
}

static void recursion_body(void *arg) {
  drupe__engine *e = arg;

  assert_eval(e, "var n = 0; function f() { n++; f() } try { f() } catch (e) "
                 "{ String(e) + (n > 9000) }",
              "RangeError: Maximum call stack size exceededtrue");
  assert_eval(e, "n = 0; function g() { n++; [1].forEach(g) } try { g() } "
                 "catch (e) { String(e) + (n > 5000) }",
              "RangeError: Maximum call stack size exceededtrue");
  assert_eval(e, "n = 0; var o = { toString: function () { n++; return '' + "
                 "o } }; try { '' + o } catch (e) { String(e) + (n > 5000) }",
              "RangeError: Maximum call stack size exceededtrue");
  assert_eval(e, "n = 0; function s() { n++; [2, 1].sort(s); return 0 } "
                 "try { s() } catch (e) { String(e) + (n > 2000) }",
              "RangeError: Maximum call stack size exceededtrue");
}

/* Goal: recursion goes about as deep as in Node, through native functions too,
 * and ends in a RangeError, not in a crash. */
static void deep_recursion_is_a_range_error(void **state) {
  drupe__engine *e = engine_make();

  (void)state;
  assert_int_equal(drupe__stack_run(DRUPE__STACK_BYTES, recursion_body, e), 0);
  drupe__engine_destroy(e);
}

/* Goal: without the big stack the bound is the thread's own. */
static void small_stack_is_bounded_too(void **state) {
  drupe__engine *e = engine_make();

  (void)state;
  assert_eval(e, "function g() { [1].forEach(g) } try { g() } catch (e) { "
                 "String(e) }",
              "RangeError: Maximum call stack size exceeded");
  drupe__engine_destroy(e);
}

static void nested_inner(void *arg) { ++*(int *)arg; }
static void nested_outer(void *arg) {
  assert_int_equal(drupe__stack_run(DRUPE__STACK_BYTES, nested_inner, arg), 0);
}

/* Goal: stacks do not nest, and can be had again and again. */
static void stack_runs_repeatedly(void **state) {
  int calls = 0;
  int i;

  (void)state;
  for (i = 0; i < 10; i++)
    assert_int_equal(drupe__stack_run(DRUPE__STACK_BYTES, nested_outer, &calls),
                     0);
  assert_int_equal(calls, 10);
}

/* Goal: a long list is marked without recursion trouble. */
static void long_lists_are_collected(void **state) {
  drupe__engine *e = engine_make();

  (void)state;
  assert_eval(e, "var head = {}, t = head; for (var i = 0; i < 100000; i++) "
                 "t = t.next = {}; t = null; i", "100000");
  duk_gc(drupe__engine_context(e), 0);
  assert_eval(e, "head = null; 1", "1");
  drupe__engine_destroy(e);
}

static duk_ret_t interrupt_now(duk_context *ctx) {
  drupe__engine_interrupt(drupe__engine_of(ctx));
  return 0;
}

/* Goal: an endless loop that catches everything is stopped from outside. */
static void interrupt_stops_a_loop(void **state) {
  drupe__engine *e = engine_make();
  duk_context *ctx = drupe__engine_context(e);

  (void)state;
  duk_push_c_function(ctx, interrupt_now, 0);
  duk_put_global_string(ctx, "interrupt");
  assert_non_null(strstr(engine_eval(e, "interrupt(); for (;;) try { for (;;) "
                                        "; } catch (e) {} finally {}"),
                         "RangeError"));
  drupe__engine_resume(e);
  assert_eval(e, "1 + 1", "2");
  drupe__engine_destroy(e);
}

static void hook_freed(void *owner, duk_hobject *object) {
  if (DUK_HOBJECT_GET_CLASS_NUMBER(object) == DRUPE__CLASS_NATIVE)
    ++*(int *)owner;
}

/* Goal: objects with the TELL flag are told when freed: by count, by the
 * collector, and with the heap. */
static void freed_objects_are_told(void **state) {
  drupe__engine_options options;
  duk_hobject *object = NULL;
  int freed = 0;
  duk_context *ctx;
  drupe__engine *e;
  int i;

  (void)state;
  memset(&options, 0, sizeof(options));
  options.owner = &freed;
  options.hooks.object_freed = hook_freed;
  e = drupe__engine_create(&options);
  assert_non_null(e);
  ctx = drupe__engine_context(e);
  assert_ptr_equal(drupe__engine_of(ctx), e);
  assert_ptr_equal(drupe__engine_owner(e), &freed);
  for (i = 0; i < 3; i++) {
    object = drupe__native_push(
        ctx, sizeof(duk_hobject) + 32,
        DRUPE__TELL | DUK_HOBJECT_FLAG_EXTENSIBLE | DUK_HOBJECT_FLAG_FASTREFS |
            DUK_HOBJECT_CLASS_AS_FLAGS(DRUPE__CLASS_NATIVE),
        ctx->builtins[DUK_BIDX_OBJECT_PROTOTYPE]);
    assert_non_null(object);
  }
  duk_put_global_string(ctx, "kept");
  assert_eval(e, "String(kept) + Object.prototype.toString.call(kept)",
              "[object Object][object Object]");
  duk_dup(ctx, -1);
  duk_put_prop_string(ctx, -2, "self"); /* a cycle */
  duk_pop_2(ctx);
  assert_int_equal(freed, 1);
  duk_gc(ctx, 0);
  assert_int_equal(freed, 2);
  drupe__engine_destroy(e);
  assert_int_equal(freed, 3);
}

/* Goal: Duktape's unsafe extensions are out of a script's reach. */
static void extensions_are_hidden(void **state) {
  drupe__engine *e = engine_make();

  (void)state;
  assert_eval(e, "typeof Duktape + typeof Buffer + typeof CBOR",
              "undefinedundefinedundefined");
  drupe__engine_destroy(e);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(runs_a_script),
      cmocka_unit_test(full_heap_is_an_error),
      cmocka_unit_test(deep_recursion_is_a_range_error),
      cmocka_unit_test(small_stack_is_bounded_too),
      cmocka_unit_test(stack_runs_repeatedly),
      cmocka_unit_test(long_lists_are_collected),
      cmocka_unit_test(interrupt_stops_a_loop),
      cmocka_unit_test(freed_objects_are_told),
      cmocka_unit_test(extensions_are_hidden),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}
