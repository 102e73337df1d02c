/* tests/abi/life_test.c - a module's life: start, census, stop, services, other
 * languages. */
#include "abi/support.h"

#include <unistd.h>

static drupe__module *leaver;
static int32_t last_stop;

static duk_ret_t native_unload(duk_context *ctx) {
  duk_hthread *outside = test_k->thread;

  test_k->thread = ctx;
  last_stop = drupe__module_stop(leaver, DRUPE_STOP_UNLOAD);
  test_k->thread = outside;
  duk_push_int(ctx, last_stop);
  return 1;
}

static void expose_unload(void) {
  duk_push_c_function(test_k->root, native_unload, 0);
  duk_put_global_string(test_k->root, "unload");
}

/* Goal (review finding 1): a refused unload has changed nothing. */
static void refused(void **state) {
  drupe__module *m = test_load("leaver");

  (void)state;
  test_expect("var use = leaver.use; use()", "42");
  assert_int_equal(test_unload(m), DRUPE_E_BUSY);
  assert_string_equal(test_why(), "cannot unload leaver: 1 function");
  assert_int_equal(m->state, DRUPE__RUNNING);
  test_expect("use()", "42");
  test_expect("var thing; use = null", "null");
  assert_int_equal(test_unload(m), DRUPE_OK);
}

static void refused_for_instances(void **state) {
  drupe__module *m = test_load("leaver");

  (void)state;
  test_expect("var thing = new leaver.Thing(); 0", "0");
  assert_int_equal(test_unload(m), DRUPE_E_BUSY);
  assert_non_null(strstr(test_why(), "1 instance"));
  test_expect("thing = null", "null");
  assert_int_equal(test_unload(m), DRUPE_OK);
}

/* Goal: the unload that comes from inside the module's own frame is refused,
 * and the frame goes on with its state whole. */
static void refused_from_inside(void **state) {
  (void)state;
  leaver = test_load("leaver");
  expose_unload();
  test_expect("leaver.inside(unload)", "42");
  assert_int_equal(last_stop, DRUPE_E_BUSY);
  assert_non_null(strstr(test_k->why, "1 frame on the stack"));
}

/* Goal: what a stop leaves behind keeps the code mapped, and every function
 * throws. */
static void leaking_stop(void **state) {
  drupe__module *m = test_load("leaver");

  (void)state;
  test_expect("leaver.leak(1)", "undefined");
  assert_int_equal(test_unload(m), DRUPE_E_STATE);
  assert_string_equal(test_why(), "leaver was stopped but stays mapped, it "
                                  "left behind: 10 bytes");
  assert_int_equal(m->state, DRUPE__STOPPED);
}

static int32_t stopped_status;
static void on_stopped(drupe__module *m, int32_t status) {
  (void)m;
  stopped_status = status;
}
/* Goal: a stop that ends later is counted when it does. */
static void async_stop(void **state) {
  drupe__module *m = test_load("leaver");

  (void)state;
  test_expect("var use = null; leaver.leak(2)", "undefined");
  stopped_status = 1;
  m->on_stopped = on_stopped;
  assert_int_equal(test_unload(m), DRUPE_ASYNC);
  assert_int_equal(m->state, DRUPE__STOPPING);
  test_loop();
  assert_int_equal(m->state, DRUPE__STOPPED);
  assert_int_equal(stopped_status, DRUPE_OK);
}

/* Goal: from the moment stop is called, functions throw. */
static void functions_of_a_stopped_module(void **state) {
  drupe__module *m = test_load("leaver");

  (void)state;
  test_expect("var use = leaver.use; use()", "42");
  assert_int_equal(drupe__module_stop(m, DRUPE_STOP_EXIT), DRUPE_OK);
  test_expect("use()", "Error: The module leaver has been stopped");
  test_expect("try { use() } catch (e) { e.code }", "ERR_MODULE_STOPPED");
}

static void starts(void **state) {
  drupe__module *m;

  (void)state;
  assert_null(test_load("leaver_fails"));
  assert_string_equal(test_why(), "leaver: start failed: no such file or "
                                  "directory (ENOENT)");
  assert_null(test_load("leaver_throws"));
  assert_string_equal(test_why(), "Error: start threw");
  assert_null(drupe__module_find(test_k, "leaver"));
  m = test_load("leaver_async");
  assert_non_null(m);
  assert_int_equal(m->state, DRUPE__RUNNING);
}

/* Goal: what a failed start made is gone, or counted. */
static void failed_start_leaves_nothing(void **state) {
  char list[200];
  drupe__module *m;

  (void)state;
  assert_null(test_load("leaver_fails"));
  m = test_k->modules;
  assert_string_equal(m->name, "leaver");
  assert_int_equal(m->state, DRUPE__STOPPED);
  assert_int_equal(drupe__module_census(m, list, sizeof(list)), 0);
}

/* -- services ------------------------------------------------------------- */
static void services(void **state) {
  drupe__module *giver = test_load("giver"), *taker = test_load("taker");

  (void)state;
  test_passes("giver", "publishing");
  test_expect("taker.query('giver.add', 1, 2)", "0");
  test_expect("taker.add() + ' ' + giver.calls()", "5 1");
  assert_int_equal(giver->usage.services_held, 1);
  assert_int_equal(taker->usage.services_used, 1);
  test_expect("taker.drop()", "undefined");
  assert_int_equal(giver->usage.services_held, 0);
  assert_int_equal(taker->usage.services_used, 0);
}

/* Goal: a refusal names both sides. */
static void service_refusals(void **state) {
  (void)state;
  assert_non_null(test_load("giver"));
  assert_non_null(test_load("taker"));
  test_expect("taker.query('giver.add', 1, 7)",
              "taker: needs giver.add 1.7, giver offers 1.2");
  test_expect("taker.query('giver.add', 2, 0)",
              "taker: needs giver.add 2.0, giver offers 1.2");
  assert_non_null(strstr(test_js("taker.query('nobody.x')"), "nobody"));
  assert_non_null(strstr(test_js("taker.query('drupe.uv', 1, 0)"),
                         "for modules of this build"));
}

/* Goal: a publisher may leave when its consumers let go, and only then. */
static void service_lost(void **state) {
  drupe__module *giver = test_load("giver");

  (void)state;
  assert_non_null(test_load("taker"));
  test_expect("taker.query('giver.add'); taker.keep(true)", "undefined");
  assert_int_equal(test_unload(giver), DRUPE_E_BUSY);
  assert_string_equal(test_why(),
                      "cannot unload giver: 1 service held by others");
  test_expect("taker.lost() + ' ' + taker.add()", "1 5");
  test_expect("taker.drop(); taker.keep(false); taker.query('giver.add')",
              "0");
  assert_int_equal(test_unload(giver), DRUPE_OK);
  test_expect("taker.lost()", "2");
}

/* -- what scripts see, and other languages -------------------------------- */
static duk_ret_t do_modules(duk_context *ctx, void *data) {
  drupe__modules_push(data, ctx);
  duk_put_global_string(ctx, "modules");
  return 0;
}
static void listing(void **state) {
  (void)state;
  assert_non_null(test_load("giver"));
  assert_int_equal(duk_safe_call(test_k->root, do_modules, test_k, 0, 1), 0);
  duk_pop(test_k->root);
  test_expect("var m = modules[0]; [modules.length, m.name, m.version, m.state,"
              " m.functions, m.frames, m.handles].join()",
              "1,giver,1.0.0,running,3,0,0");
}

static void cxx(const char *name) {
  char script[200];

  if (access(DRUPE_BINARY_DIR "/tests/fixtures/cxx.so", R_OK) != 0) {
    print_message("no C++ compiler: left out\n");
    skip();
  }
  assert_non_null(test_load(name));
  snprintf(script, sizeof(script),
           "%s.call(function () { throw Error('through'); })", name);
  test_expect(script, "Error: through");
  snprintf(script, sizeof(script), "%s.call(isNaN) + %s.count()", name, name);
  test_expect(script,
              "a string that needs memory of its own, not inline0");
  snprintf(script, sizeof(script), "%s.fails(2)", name);
  test_expect(script, "RangeError: too big for C++");
}
/* Goal: C++ frames are never jumped over. */
static void cxx20(void **state) {
  (void)state;
  cxx("cxx");
}
static void cxx17(void **state) {
  (void)state;
  cxx("cxx17");
}
static void rust(void **state) {
  (void)state;
  if (access(DRUPE_BINARY_DIR "/tests/fixtures/rust.so", R_OK) != 0) {
    print_message("no rustc: left out\n");
    skip();
  }
  assert_non_null(test_load("rust"));
  test_expect("rust.reverse('drupe \\u00e9')", "\xC3\xA9 epurd");
  test_expect("rust.reverse(1)",
              "TypeError: The \"s\" argument must be of type string. Received "
              "type number (1)");
}

int main(void) {
  const struct CMUnitTest list[] = {TEST(refused),
                                    TEST(refused_for_instances),
                                    TEST(refused_from_inside),
                                    TEST(leaking_stop),
                                    TEST(async_stop),
                                    TEST(functions_of_a_stopped_module),
                                    TEST(starts),
                                    TEST(failed_start_leaves_nothing),
                                    TEST(services),
                                    TEST(service_refusals),
                                    TEST(service_lost),
                                    TEST(listing),
                                    TEST(cxx20),
                                    TEST(cxx17),
                                    TEST(rust)};

  return cmocka_run_group_tests(list, NULL, NULL);
}
