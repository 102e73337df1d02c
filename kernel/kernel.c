/* kernel/kernel.c - a context from nothing to nothing.
 *
 * Order at the end: 'exit' was emitted; works are cancelled or awaited and
 * modules stop, newest first (drupe__tables_stop); everything on the loop
 * closes and the loop runs until it has; the heap goes; then the memory that
 * its free hook still needed. */
#include "kernel/runtime.h"
#include "kernel/tables.h"

drupe__kernel *drupe__kernel_of_context(duk_context *ctx) {
  return drupe__engine_owner(drupe__engine_of(ctx));
}

/* -- hooks of the engine -------------------------------------------------- */

static void kernel_on_microtask_error(void *owner, duk_context *ctx) {
  drupe__kernel *k = owner;
  duk_hthread *outside = k->thread;

  k->thread = ctx;
  drupe__uncaught_made(k, "uncaughtException", true);
  k->thread = outside;
}

static void kernel_on_import(void *owner, duk_context *ctx, const char *file) {
  const drupe__kernel *k = owner;

  if (k->calls == NULL)
    (void)duk_type_error(ctx, "import() is not supported in this context");
  k->calls->import(ctx, file);
}

static bool kernel_create_engine(drupe__kernel *k,
                                 const drupe__heap_options *heap) {
  drupe__engine_options options = {
      .heap = *heap,
      .owner = k,
      .hooks = {.rejection = drupe__rejection_hook,
                .object_freed = drupe__object_freed,
                .import = kernel_on_import,
                .uncaught = kernel_on_microtask_error}};

  k->engine = drupe__engine_create(&options);
  return k->engine != NULL;
}

static duk_ret_t kernel_do_fill(duk_context *ctx, void *udata) {
  (void)udata;
  drupe__globals_define(ctx);
  drupe__locale_define(ctx);
  return 0;
}

static bool kernel_fill(drupe__kernel *k, duk_safe_call_function fn) {
  bool done = duk_safe_call(k->root, fn, k, 0, 1) == DUK_EXEC_SUCCESS;

  if (!done)
    snprintf(k->why, sizeof(k->why), "%s", duk_safe_to_string(k->root, -1));
  duk_pop(k->root);
  return done;
}

int drupe__kernel_create(drupe__kernel **out, int argc, char **argv,
                         const drupe__heap_options *heap) {
  drupe__kernel *k = calloc(1, sizeof(*k));

  *out = NULL;
  if (k == NULL)
    return DRUPE_E_NOMEM;
  k->argc = argc;
  k->argv = argv;
  k->process.began_ns = uv_hrtime();
  if (uv_loop_init(&k->loop) != 0) {
    free(k);
    return DRUPE_E_NOMEM;
  }
  k->loop.data = k;
  *out = k;
  if (!kernel_create_engine(k, heap) ||
      drupe__tables_create(k) != DRUPE_OK || !drupe__tasks_create(k) ||
      !drupe__rejections_create(k) ||
      !drupe__timers_create(k) || !drupe__immediates_create(k))
    return DRUPE_E_NOMEM;
  return DRUPE_OK;
}

int drupe__kernel_begin(drupe__kernel *k, const drupe__options *options,
                        const drupe__calls *calls) {
  k->options = options;
  k->calls = calls;
  drupe__engine_set_source_maps(k->engine,
                                options != NULL && options->source_maps);
  drupe__engine_set_plain_regexps(k->engine,
                                  options != NULL && options->plain_regexps);
  return kernel_fill(k, kernel_do_fill) ? DRUPE_OK : DRUPE_E_NOMEM;
}

/* What nobody closed, a module's for instance, would keep the loop for ever. */
static void kernel_close_left(uv_handle_t *handle, void *arg) {
  (void)arg;
  if (!uv_is_closing(handle))
    uv_close(handle, NULL);
}

static void kernel_close_loop(drupe__kernel *k) {
  uv_walk(&k->loop, kernel_close_left, NULL);
  while (uv_loop_close(&k->loop) == UV_EBUSY)
    uv_run(&k->loop, UV_RUN_ONCE);
}

void drupe__kernel_destroy(drupe__kernel *k) {
  k->exiting = true;
  drupe__tables_stop(k);
  if (drupe__pins_left(k))
    return; /* a thread that nobody can stop uses memory of the heap */
  drupe__stdin_destroy(k);
  drupe__signals_destroy(k);
  drupe__immediates_destroy(k);
  drupe__timers_destroy(k);
  drupe__rejections_destroy(k);
  drupe__tasks_destroy(k);
  kernel_close_loop(k);
  if (k->process_ends)
    drupe__engine_abandon(k->engine, k->tables->side_count > 0);
  else
    drupe__engine_destroy(k->engine);
  drupe__tables_destroy(k);
  free(k);
}

/* -- what tables and modules ask of the loader ---------------------------- */

int32_t drupe__load_service(drupe__kernel *k, const char *name) {
  if (k->calls != NULL)
    return k->calls->load_service(k, name);
  snprintf(k->why, sizeof(k->why), "nobody offers %s", name);
  return DRUPE_E_NOENT;
}

bool drupe__require(drupe__kernel *k, const char *specifier) {
  if (k->calls == NULL) {
    duk_push_error_object(k->thread, DUK_ERR_ERROR, "Cannot find module '%s'",
                          specifier);
    drupe__pend_top(k);
    return false;
  }
  duk_push_string(k->thread, specifier);
  duk_push_c_function(k->thread, k->calls->require, 1);
  duk_insert(k->thread, -2);
  duk_push_undefined(k->thread);
  duk_insert(k->thread, -2);
  return drupe__call(k, 1);
}

void drupe__require_push(duk_context *ctx, drupe__module *m) {
  m->kernel->calls->require_function(ctx, m->path);
}
