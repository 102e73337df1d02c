/* tests/abi/task_test.c - brackets, promises, queues, async contexts, through a
 * module. */
#include "abi/support.h"

static drupe__module *load(void) {
  drupe__module *m = test_load("loops");

  assert_non_null(m);
  test_js("var said = []; loops.log(function (s) { said.push(s); })");
  return m;
}

/* Goal: an error pending outside a bracket neither stops what runs inside nor
 * gets lost; an error inside is uncaught and stays inside. */
static void nested(void **state) {
  (void)state;
  (void)load();
  test_catch();
  test_expect("loops.nested(function () { throw Error('B\\'s'); },"
              " function () { return {x: 1}; })",
              "undefined");
  test_expect("caught.join()", "B's,B's");
  test_expect("said.join()", "B runs");
}

static void promises(void **state) {
  drupe__module *m = load();

  (void)state;
  test_expect("var got = [];"
              "loops.promise().then(function (v) { got.push(v); });"
              "loops.resolve(5)",
              "undefined");
  test_expect("got.join()", "5");
  test_expect("loops.promise().then(null, function (e) { got.push(e); });"
              "loops.reject('no')",
              "undefined");
  test_expect("got.join()", "5,no");
  test_expect("loops.then(loops.promise(), function (v) { return v + 1; })"
              ".then(function (v) { got.push(v); }); loops.resolve(1)",
              "undefined");
  test_expect("got.join()", "5,no,2");
  assert_int_equal(m->usage.deferreds, 0);
}

/* Goal: settle(none) rejects with what is pending, and takes it. */
static void settle_none(void **state) {
  drupe__module *m = load();

  (void)state;
  test_expect("var got; loops.promise().then(null, function (e) {"
              " got = e.message; });"
              "loops.settle_none(function () { throw Error('why'); })",
              "undefined");
  test_expect("got", "why");
  assert_int_equal(m->usage.deferreds, 0);
  test_expect("loops.promise().then(function (v) { got = v; });"
              "loops.settle_pending(new Error('other'))",
              "Error: other");
  test_expect("got", "1");
  assert_int_equal(m->usage.deferreds, 0);
}

/* Goal: the async context of the moment goes with what was captured. */
static void async(void **state) {
  drupe__module *m = load();
  drupe_async *made;
  duk_tval tv;

  (void)state;
  DUK_TVAL_SET_I32(&tv, 42);
  made = drupe__async_new(test_k, &tv);
  assert_non_null(made);
  drupe__async_set(test_k, made);
  test_expect("loops.capture()", "true");
  assert_int_equal(m->usage.refs, 2); /* the log and this */
  drupe__async_set(test_k, NULL);
  drupe__async_drop(test_k, made);
  test_expect("var f = 0; loops.in_captured(function () { f = 1; }); f", "1");
  assert_int_equal(m->usage.refs, 1);
  assert_null(test_k->async);
}

/* Goal: outside a bracket nothing is made, once is told, and nothing breaks
 * afterwards. */
static void outside(void **state) {
  drupe__module *m = load();
  drupe_cx *cx = &m->cx;
  drupe_str text = {"alone", 5};
  const char *told;
  drupe_value e;
  int i;

  (void)state;
  test_catch();
  test_stderr_begin();
  for (i = 0; i < 1000; i++) {
    assert_true(drupe_is_none(drupe_object(cx)));
    assert_true(drupe_is_none(drupe_string(cx, "x", 1)));
  }
  e = cx->error->error_new(cx, DRUPE_ERROR, NULL, text);
  assert_true(drupe_is_none(drupe_throw(cx, e)));
  told = test_stderr_end();
  assert_non_null(strstr(told, "module loops: called outside a bracket: "
                               "task->enter"));
  assert_null(strstr(strstr(told, "outside") + 1, "called outside"));
  test_expect("caught.join()", "alone");
  assert_int_equal(cx->error->pending(cx), 0);
  test_expect("1 + 1", "2");
}

int main(void) {
  const struct CMUnitTest list[] = {TEST(nested), TEST(promises),
                                    TEST(settle_none), TEST(async),
                                    TEST(outside)};

  return cmocka_run_group_tests(list, NULL, NULL);
}
