/* Promise and the queue of microtasks. */
#include <stdio.h>

#include "engine/promise.h"
#include "support.h"

typedef struct seen {
  char text[1024];
  int queued;
} seen;

static void seen_rejection(void *owner, duk_context *ctx, int what) {
  seen *s = owner;
  size_t n = strlen(s->text);

  snprintf(s->text + n, sizeof(s->text) - n, "%s:%s;",
           what == DRUPE__REJECTED_UNHANDLED ? "unhandled" : "handled",
           duk_is_object(ctx, -1) ? "object" : duk_to_string(ctx, -1));
}

static void seen_uncaught(void *owner, duk_context *ctx) {
  seen *s = owner;
  size_t n = strlen(s->text);

  snprintf(s->text + n, sizeof(s->text) - n, "uncaught:%s;",
           duk_safe_to_string(ctx, -1));
  duk_pop(ctx);
}

static void seen_queued(void *owner) { ((seen *)owner)->queued++; }

static drupe__engine *promise_engine(seen *s) {
  drupe__engine_options options;
  drupe__engine *e;

  memset(&options, 0, sizeof(options));
  memset(s, 0, sizeof(*s));
  options.owner = s;
  options.hooks.rejection = seen_rejection;
  options.hooks.uncaught = seen_uncaught;
  options.hooks.microtask_queued = seen_queued;
  e = drupe__engine_create(&options);
  assert_non_null(e);
  assert_run(e, "var out = []; function log(x) { out.push(x) } 0", "0");
  return e;
}

/* Runs the source, then all microtasks; what it logged. */
static const char *promise_log(drupe__engine *e, const char *source) {
  const char *result;

  engine_run(e, "out.length = 0");
  result = engine_run(e, source);
  if (strstr(result, "Error") != NULL)
    return result;
  drupe__microtasks_run(e);
  assert_false(drupe__microtasks_waiting(e));
  return engine_run(e, "out.join()");
}

#define assert_log(engine, source, expected) \
  assert_string_equal(promise_log(engine, source), expected)

/* Goal: executor, then, chains and order are as the standard has them. */
static void order_of_jobs(void **state) {
  seen s;
  drupe__engine *e = promise_engine(&s);

  (void)state;
  assert_log(e,
             "log(1); new Promise(r => { log(2); r(9) }).then(v => { log(v); "
             "return 5 }).then(log); Promise.resolve().then(() => log('a'))"
             ".then(() => log('b')).then(() => log('c')); queueMicrotask(() =>"
             " log('q')); log(3)",
             "1,2,3,9,a,q,5,b,c");
  /* A promise as the value costs two ticks more. */
  assert_log(e,
             "Promise.resolve().then(() => Promise.resolve(4)).then(log); "
             "Promise.resolve().then(() => log(1)).then(() => log(2)).then(() "
             "=> log(3)).then(() => log(5))",
             "1,2,3,4,5");
  assert_log(e,
             "Promise.resolve().then(() => ({ then(r) { r(4) } })).then(log); "
             "Promise.resolve().then(() => log(1)).then(() => log(2)).then(() "
             "=> log(3))",
             "1,2,4,3");
  assert_true(s.queued >= 3);
  assert_string_equal(s.text, "");
  drupe__engine_destroy(e);
}

/* Goal: errors travel, and only the first settlement counts. */
static void errors_travel(void **state) {
  seen s;
  drupe__engine *e = promise_engine(&s);

  (void)state;
  assert_log(e, "new Promise(() => { throw 'x' }).catch(log)", "x");
  assert_log(e, "Promise.reject(1).then(log).then(log, v => log('r' + v))",
             "r1");
  assert_log(e, "new Promise((a, b) => { a(1); b(2); a(3); throw 4 })"
                ".then(log, log)", "1");
  assert_log(e, "new Promise((a, b) => { a({ then(x, y) { x(1); y(2); throw 3 "
                "} }) }).then(log, log)", "1");
  assert_log(e, "new Promise(a => a({ get then() { throw 'get' } }))"
                ".catch(log)", "get");
  assert_log(e, "var r, p = new Promise(x => r = x); r(p); p.catch(x => log("
                "x.message))",
             "Chaining cycle detected for promise #<Promise>");
  assert_log(e, "Promise.resolve(1).finally(() => 2).then(log); Promise"
                ".reject(3).finally(() => 4).catch(log); Promise.resolve(1)"
                ".finally(() => { throw 5 }).catch(log)", "5,1,3");
  assert_log(e, "try { Promise() } catch (x) { log(x.name) } try { new Promise"
                "(1) } catch (x) { log(x.message) }",
             "TypeError,Promise resolver 1 is not a function");
  drupe__engine_destroy(e);
}

/* Goal: the four combinators, empty ones too. */
static void combinators(void **state) {
  seen s;
  drupe__engine *e = promise_engine(&s);

  (void)state;
  assert_log(e, "Promise.all([1, Promise.resolve(2), { then(r) { r(3) } }])"
                ".then(v => log(v.join('+'))); Promise.all([]).then(v => log(v"
                ".length))", "0,1+2+3");
  assert_log(e, "Promise.all([1, Promise.reject('no')]).catch(log)", "no");
  assert_log(e, "Promise.allSettled([1, Promise.reject(2)]).then(v => log("
                "JSON.stringify(v)))",
             "[{\"status\":\"fulfilled\",\"value\":1},{\"status\":\"rejected\""
             ",\"reason\":2}]");
  assert_log(e, "Promise.race([new Promise(() => {}), Promise.resolve('w')])"
                ".then(log)", "w");
  assert_log(e, "Promise.any([Promise.reject(1), Promise.resolve(2)])"
                ".then(log)", "2");
  assert_log(e, "Promise.any([Promise.reject(1), Promise.reject(2)]).catch(x "
                "=> log(x.name + x.message + x.errors + (x instanceof Error)))",
             "AggregateErrorAll promises were rejected1,2true");
  assert_log(e, "Promise.all(5).catch(x => log(x.name))", "TypeError");
  assert_log(e, "var { promise, resolve } = Promise.withResolvers(); promise"
                ".then(log); resolve(8)", "8");
  drupe__engine_destroy(e);
}

/* Goal: classes that are not ours take part: species, own resolve. */
static void other_classes(void **state) {
  seen s;
  drupe__engine *e = promise_engine(&s);

  (void)state;
  assert_log(e,
             "function My(ex) { var p = new Promise(ex); Object.setPrototypeOf"
             "(p, My.prototype); return p } Object.setPrototypeOf(My, Promise);"
             " My.prototype = Object.create(Promise.prototype, { constructor: "
             "{ value: My } }); var m = My.resolve(3); log(m instanceof My); "
             "log(m.then(log) instanceof My); log(My.resolve(m) === m); log("
             "Promise.resolve(m) === m); log(My.all([m, 4]) instanceof My); "
             "My.all([m, 4]).then(log)",
             "true,true,true,false,true,3,3,4");
  drupe__engine_destroy(e);
}

/* Goal: the owner hears of rejections that nobody handles, and of handlers that
 * come late; an error of a microtask stops no other. */
static void owner_is_told(void **state) {
  seen s;
  drupe__engine *e = promise_engine(&s);

  (void)state;
  assert_log(e, "var late = Promise.reject('late'); Promise.reject('h')"
                ".catch(() => {}); 0", "");
  assert_string_equal(s.text, "unhandled:late;unhandled:h;handled:h;");
  s.text[0] = '\0';
  assert_log(e, "late.catch(log)", "late");
  assert_string_equal(s.text, "handled:late;");
  s.text[0] = '\0';
  assert_log(e, "queueMicrotask(() => { throw 'oops' }); queueMicrotask(() => "
                "log('next'))", "next");
  assert_string_equal(s.text, "uncaught:oops;");
  drupe__engine_destroy(e);
}

static void count_call(duk_context *ctx, void *arg) {
  (void)ctx;
  ++*(int *)arg;
}

/* Goal: C makes, settles and follows promises, and queues jobs. */
static void from_c(void **state) {
  seen s;
  drupe__engine *e = promise_engine(&s);
  duk_context *ctx = drupe__engine_context(e);
  int calls = 0;

  (void)state;
  drupe__promise_push(ctx);
  assert_true(drupe__is_promise(duk_get_hobject(ctx, -1)));
  duk_dup(ctx, -1);
  duk_put_global_literal(ctx, "p");
  assert_int_equal(drupe__promise_state(ctx, -1), DRUPE__PROMISE_PENDING);
  duk_pop(ctx);
  duk_push_literal(ctx, "done");
  drupe__promise_resolve(ctx, -2);
  duk_push_literal(ctx, "again");
  drupe__promise_reject(ctx, -2);
  assert_int_equal(drupe__promise_state(ctx, -1), DRUPE__PROMISE_FULFILLED);
  assert_string_equal(duk_get_string(ctx, -1), "done");
  duk_pop_2(ctx);
  assert_true(drupe__microtask_queue_c(e, count_call, &calls));
  assert_log(e, "p.then(log)", "done");
  assert_int_equal(calls, 1);
  assert_true(drupe__microtask_queue_c(e, count_call, &calls));
  drupe__engine_destroy(e); /* never runs, and does not leak */
  assert_int_equal(calls, 1);
}

/* Goal: errors know their cause. */
static void errors_have_causes(void **state) {
  seen s;
  drupe__engine *e = promise_engine(&s);

  (void)state;
  assert_run(e, "var c = new TypeError('m', { cause: 0 }); c.cause + '|' + "
                "Object.keys(c) + ('cause' in new Error('x', {})) + Error("
                "'y', { cause: 'z' }).cause + Error.length",
             "0|falsez1");
  assert_run(e, "var a = new AggregateError([1, 2], 'm', { cause: 3 }); a "
                "instanceof Error && a.cause + a.message + a.errors + a.stack"
                ".split('\\n')[0]", "3m1,2AggregateError: m");
  drupe__engine_destroy(e);
}

/* Goal: a million reactions do not grow the heap or the C stack. */
static void long_chains(void **state) {
  seen s;
  drupe__engine *e = promise_engine(&s);
  drupe__heap_usage usage;

  (void)state;
  assert_log(e, "var n = 0; function step() { if (++n < 100000) Promise"
                ".resolve(n).then(step); else log(n) } step()", "100000");
  drupe__engine_usage(e, &usage);
  assert_true(usage.peak < (8u << 20));
  drupe__engine_destroy(e);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(order_of_jobs), cmocka_unit_test(errors_travel),
      cmocka_unit_test(combinators),   cmocka_unit_test(other_classes),
      cmocka_unit_test(owner_is_told), cmocka_unit_test(from_c),
      cmocka_unit_test(errors_have_causes), cmocka_unit_test(long_chains),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}
