/* tests/abi/support.c - see support.h.  Modules are mapped here with no help of
 * the loader: what the loader checks has tests of its own. */
#include "abi/support.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

drupe__kernel *test_k;

static char result_text[4096];
static char why_text[600];

int test_setup(void **state) {
  const drupe__heap_options heap = {0, 0};

  (void)state;
  assert_int_equal(drupe__kernel_create(&test_k, 0, NULL, &heap), 0);
  return 0;
}

int test_teardown(void **state) {
  (void)state;
  drupe__kernel_destroy(test_k);
  test_k = NULL;
  return 0;
}

const char *test_why(void) { return why_text; }

static void keep_why(drupe__kernel *k) {
  drupe__bracket b;

  if (!k->pending) {
    snprintf(why_text, sizeof(why_text), "%s", k->why);
    return;
  }
  drupe__take_pending(k, k->thread);
  drupe__enter_always(k, NULL, NULL, &b);
  snprintf(why_text, sizeof(why_text), "%s",
           duk_safe_to_string(k->thread, -1));
  drupe__leave(k, &b);
  duk_pop(k->thread);
}

static duk_ret_t do_global(duk_context *ctx, void *data) {
  drupe__module *m = data;

  duk_push_tval(ctx, drupe__slot(m->kernel, m->exports));
  duk_put_global_string(ctx, m->name);
  return 0;
}

static duk_ret_t do_no_global(duk_context *ctx, void *data) {
  duk_push_global_object(ctx);
  duk_del_prop_string(ctx, -1, data);
  return 0;
}

drupe__module *test_load(const char *name) {
  drupe__kernel *k = test_k;
  const drupe_module *at;
  drupe__module *m;
  char path[512];
  void *library;

  snprintf(path, sizeof(path), "%s/tests/fixtures/%s.so", DRUPE_BINARY_DIR,
           name);
  library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    snprintf(why_text, sizeof(why_text), "%s", dlerror());
    return NULL;
  }
  at = dlsym(library, "drupe_module_v1");
  assert_non_null(at);
  m = drupe__module_create(k, at, library, path);
  assert_non_null(m);
  if (drupe__module_start(m) < 0) {
    keep_why(k);
    return NULL;
  }
  assert_int_equal(duk_safe_call(k->thread, do_global, m, 0, 1), 0);
  duk_pop(k->thread);
  return m;
}

void test_gc(void) { duk_gc(test_k->root, 0); }

int32_t test_unload(drupe__module *m) {
  void *library = m->library;
  int32_t rc;

  assert_int_equal(
      duk_safe_call(test_k->thread, do_no_global, m->name, 0, 1), 0);
  duk_pop(test_k->thread);
  test_gc();
  rc = drupe__module_stop(m, DRUPE_STOP_UNLOAD);
  keep_why(test_k);
  if (rc == DRUPE_OK) {
    drupe__module_destroy(m);
    dlclose(library);
  }
  return rc;
}

static duk_ret_t do_run(duk_context *ctx, void *data) {
  drupe__source source;

  memset(&source, 0, sizeof(source));
  source.text = data;
  source.size = strlen(data);
  source.file = "test.js";
  source.goal = DRUPE__SCRIPT;
  if (drupe__unit_compile(ctx, &source) != 0)
    return duk_throw(ctx);
  duk_push_global_object(ctx);
  duk_call_method(ctx, 0);
  return 1;
}

const char *test_js(const char *script) {
  drupe__kernel *k = test_k;
  drupe__bracket b;

  drupe__enter_always(k, NULL, NULL, &b);
  (void)duk_safe_call(k->thread, do_run, (void *)(uintptr_t)script, 0, 1);
  snprintf(result_text, sizeof(result_text), "%s",
           duk_safe_to_string(k->thread, -1));
  duk_pop(k->thread);
  drupe__leave(k, &b);
  return result_text;
}

void test_expect(const char *script, const char *result) {
  assert_string_equal(test_js(script), result);
}

void test_passes(const char *module, const char *function) {
  char script[200];

  snprintf(script, sizeof(script), "%s.%s()", module, function);
  test_expect(script, "undefined");
}

void test_loop(void) { (void)uv_run(&test_k->loop, UV_RUN_DEFAULT); }

static duk_ret_t do_catch(duk_context *ctx, void *data) {
  drupe__kernel *k = data;

  duk_get_global_string(ctx, "catcher");
  k->capture_slot = drupe__slot_take(k, ctx->valstack_top - 1);
  return 0;
}

void test_catch(void) {
  test_js("var caught = [];"
          "function catcher(e) { caught.push(String(e && e.message || e)); }");
  assert_int_equal(duk_safe_call(test_k->root, do_catch, test_k, 0, 1), 0);
  duk_pop(test_k->root);
}

/* -- stderr --------------------------------------------------------------- */
static int saved_stderr = -1;
static FILE *caught;
static char caught_text[8192];

void test_stderr_begin(void) {
  fflush(stderr);
  caught = tmpfile();
  assert_non_null(caught);
  saved_stderr = dup(2);
  dup2(fileno(caught), 2);
}

const char *test_stderr_end(void) {
  size_t n;

  fflush(stderr);
  dup2(saved_stderr, 2);
  close(saved_stderr);
  rewind(caught);
  n = fread(caught_text, 1, sizeof(caught_text) - 1, caught);
  caught_text[n] = 0;
  fclose(caught);
  return caught_text;
}
