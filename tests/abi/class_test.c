/* tests/abi/class_test.c - classes and instances, through a module. */
#include "abi/support.h"

static void instances(void **state) {
  drupe__module *m = test_load("functions");

  (void)state;
  test_expect("var c = new functions.Counter(5); c.add(); c.add(4)", "10");
  test_expect("c.n = 1; c.n", "1");
  test_expect("c.n = 'x'", "TypeError: The \"value\" argument must be of type"
                           " number. Received type string ('x')");
  test_expect("c[Symbol.iterator]()", "iterator");
  test_expect("functions.Counter.name2() + functions.Counter.kind",
              "staticstatic");
  test_expect("Object.keys(c).length + Object.keys(functions.Counter.prototype)"
              ".length",
              "0");
  test_expect("c instanceof functions.Counter", "true");
  test_expect("functions.Counter.is(c) + ' ' + functions.Counter.is({})",
              "true false");
  test_expect("functions.Counter.name + functions.Counter.length", "Counter0");
  assert_int_equal(m->usage.instances, 1);
  test_expect("c = null; functions.finalized() > 0", "true");
  assert_int_equal(m->usage.instances, 0);
  assert_int_equal(m->usage.bytes, 0);
}

/* Goal: a method runs only with a `this` of its class. */
static void wrong_this(void **state) {
  (void)state;
  assert_non_null(test_load("functions"));
  test_expect("functions.Counter.prototype.add.call({})",
              "TypeError: Value of \"this\" must be of type Counter");
  test_expect("functions.Counter.prototype.add.call(functions.hidden())",
              "TypeError: Value of \"this\" must be of type Counter");
  test_expect("functions.Counter.prototype.n",
              "TypeError: Value of \"this\" must be of type Counter");
  test_expect("functions.DoubleCounter.prototype.twice.call("
              "new functions.Counter())",
              "TypeError: Value of \"this\" must be of type DoubleCounter");
  test_expect("functions.Counter(1)",
              "TypeError: Class constructor Counter cannot be invoked without "
              "`new`");
  test_expect("new (functions.hidden().constructor)()",
              "TypeError: Illegal constructor");
  test_expect("typeof functions.Hidden", "undefined");
}

/* Goal: a cleared instance throws and is not finalized. */
static void cleared(void **state) {
  drupe__module *m = test_load("functions");

  (void)state;
  test_expect("var c = new functions.Counter(); c.clear(); c.add()",
              "Error: Invalid state: this Counter has no native data any more");
  test_expect("try { c.add() } catch (e) { e.code }", "ERR_INVALID_STATE");
  test_expect("var before = functions.finalized(); c = null;"
              "functions.finalized() - before",
              "0");
  assert_int_equal(m->usage.instances, 0);
}

static void inheritance(void **state) {
  (void)state;
  assert_non_null(test_load("functions"));
  test_expect("var d = new functions.DoubleCounter(1); d.add(1); d.twice(3)",
              "8");
  test_expect("d instanceof functions.Counter", "true");
  test_expect("functions.DoubleCounter.name2()", "static");
  test_expect("d = null; functions.finalized() > 0", "true");
}

/* Goal: a subclass written in ES5 is one of the class. */
static void subclass(void **state) {
  drupe__module *m = test_load("functions");

  (void)state;
  test_expect("function Sub(n) { functions.Counter.call(this, n); }"
              "Sub.prototype = Object.create(functions.Counter.prototype);"
              "var s = new Sub(3); s.add(2)",
              "5");
  test_expect("s.n", "5");
  test_expect("s.slots({})", "undefined");
  test_expect("functions.counter(s)", "1");
  test_expect("Object.keys(s).length", "0");
  test_expect("functions.adopt(s)", "-20013");
  test_expect("functions.adopt({})", "-20003");
  test_expect("functions.adopt(Object.create(functions.Counter.prototype))",
              "0");
  test_expect("functions.adopt(Object.freeze(Object.create("
              "functions.Counter.prototype)))",
              "0");
  test_expect("functions.Counter.call({})",
              "TypeError: Class constructor Counter cannot be invoked without "
              "`new`");
  assert_int_equal(m->usage.instances, 1);
  test_expect("s = null", "null");
  assert_int_equal(m->usage.instances, 0);
}

/* Goal: a value in a slot lives with its instance, and a cycle through a slot
 * is collected. */
static void slots(void **state) {
  drupe__module *m = test_load("functions");

  (void)state;
  test_expect("var c = new functions.Counter(); c.slots({})", "undefined");
  test_expect("Object.freeze(c); c.slots.length", "1");
  test_expect("var d = new functions.Counter(); d.slots(d)", "undefined");
  test_expect("Object.getOwnPropertyNames(d).length", "0");
  assert_int_equal(m->usage.instances, 2);
  test_expect("c = d = null", "null");
  assert_int_equal(m->usage.instances, 1);
  test_gc();
  assert_int_equal(m->usage.instances, 0);
}

/* Goal: a pinned instance outlives every reference of JS, and a collection. */
static void pins(void **state) {
  drupe__module *m = test_load("functions");

  (void)state;
  test_expect("(function () { var c = new functions.Counter(9); c.pin(true);"
              " c.self = c; })()",
              "undefined");
  test_gc();
  assert_int_equal(m->usage.instances, 1);
  assert_int_equal(m->usage.refs, 1);
  test_expect("functions.pinned().n", "9");
  test_expect("functions.pinned().pin(false)", "undefined");
  test_gc();
  assert_int_equal(m->usage.instances, 0);
  assert_int_equal(m->usage.refs, 0);
}

static void definitions(void **state) {
  (void)state;
  assert_non_null(test_load("functions"));
  test_passes("functions", "bad_classes");
}

/* Goal (review finding 18): finalizers that wait have a bound, in a loop of JS
 * and in one of C. */
static void finalizers_bounded(void **state) {
  drupe__module *m = test_load("functions");

  (void)state;
  test_expect("functions.many(60000, true) < 6e6", "true");
  test_expect("functions.many(60000, false) < 1e5", "true");
  test_expect("var i; for (i = 0; i < 60000; i++)"
              " new functions.DoubleCounter();"
              "functions.finalized() >= 179000",
              "true");
  test_gc();
  test_expect("0", "0");
  assert_int_equal(m->usage.instances, 0);
  assert_int_equal(m->usage.bytes, 0);
}

int main(void) {
  const struct CMUnitTest list[] = {
      TEST(instances),   TEST(wrong_this), TEST(cleared),
      TEST(inheritance), TEST(subclass),   TEST(slots),
      TEST(pins),        TEST(definitions), TEST(finalizers_bounded)};

  return cmocka_run_group_tests(list, NULL, NULL);
}
