/* loader/loader.c - the loader of one context: made at start, filled at the
 * first require. */
#include "loader/loader.h"
#include "loader/compile_cache.h"

#include <stdlib.h>
#include <string.h>

/* Keeps the top of the stack in a slot of the loader and leaves it there. */
void drupe__loader_keep(duk_context *ctx, int which) {
  drupe__loader *l = drupe__loader_of(ctx);
  uint32_t slot = drupe__slot_take(l->kernel, DUK_GET_TVAL_NEGIDX(ctx, -1));

  if (slot == 0)
    (void)duk_generic_error(ctx, "out of memory");
  l->slots[which] = slot;
}

/* -- Module.globalPaths --------------------------------------------------- */

static duk_uarridx_t loader_add_path(duk_context *ctx, const char *text,
                                     size_t size, duk_uarridx_t n) {
  if (size == 0)
    return n;
  drupe__path_push(ctx, text, size);
  duk_put_prop_index(ctx, -2, n);
  return n + 1;
}

/* NODE_PATH, then the two folders of the home that Node still looks into. */
static void loader_paths(duk_context *ctx) {
  const char *path = getenv("NODE_PATH"), *home = getenv("HOME");
  duk_uarridx_t n = 0;
  drupe__path folder;

  duk_push_array(ctx);
  while (path != NULL && *path != '\0') {
    size_t size = strcspn(path, ":");

    n = loader_add_path(ctx, path, size, n);
    path += path[size] == ':' ? size + 1 : size;
  }
  if (home == NULL || home[0] == '\0')
    return;
  if (drupe__path_resolve(&folder, home, ".node_modules"))
    n = loader_add_path(ctx, folder.text, folder.size, n);
  if (drupe__path_resolve(&folder, home, ".node_libraries"))
    n = loader_add_path(ctx, folder.text, folder.size, n);
}

void drupe__loader_ready(duk_context *ctx) {
  static const int tables[] = {DRUPE__LOADER_RELATIVE, DRUPE__LOADER_PACKAGES,
                               DRUPE__LOADER_FOLDERS, DRUPE__LOADER_CORE,
                               DRUPE__LOADER_BINDINGS};
  drupe__loader *l = drupe__loader_of(ctx);

  if (l->ready)
    return;
  l->ready = true;
  duk_require_stack(ctx, 32);
  for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
    duk_push_bare_object(ctx);
    drupe__loader_keep(ctx, tables[i]);
    duk_pop(ctx);
  }
  drupe__core_init(ctx);
}

void drupe__loader_ready_cjs(duk_context *ctx) {
  drupe__loader *l = drupe__loader_of(ctx);

  drupe__loader_ready(ctx);
  if (l->ready_cjs)
    return;
  l->ready_cjs = true;
  loader_paths(ctx);
  drupe__loader_keep(ctx, DRUPE__LOADER_PATHS);
  duk_pop(ctx);
  drupe__cjs_init(ctx);
}

/* -- what the kernel calls ------------------------------------------------ */

static void loader_core(duk_context *ctx, const char *name) {
  drupe__loader_ready(ctx);
  drupe__core_internal(ctx, name);
}

static void loader_unload(duk_context *ctx, const char *name) {
  drupe__loader_ready_cjs(ctx);
  drupe__addon_unload(ctx, name);
}

/* require(specifier) as the program's own folder would say it. */
static duk_ret_t loader_require(duk_context *ctx) {
  const char *request = duk_require_string(ctx, 0);

  drupe__loader_ready_cjs(ctx);
  drupe__entry_module(ctx, "[native]");
  drupe__cjs_load(ctx, request, duk_get_top_index(ctx), false);
  return 1;
}

/* Pushes the require function of a native module's JS half: relative names are
 * beside its file. */
static void loader_require_function(duk_context *ctx, const char *path) {
  drupe__loader_ready_cjs(ctx);
  duk_require_stack(ctx, 16);
  drupe__cjs_module(ctx, path, DUK_INVALID_INDEX);
  drupe__cjs_set_file(ctx, -1, path);
  drupe__cjs_require(ctx, -1);
  duk_remove(ctx, -2);
}

static duk_ret_t loader_do_service(duk_context *ctx) {
  drupe__path file;
  const char *name = duk_require_string(ctx, 0);

  drupe__loader_ready_cjs(ctx);
  if (!drupe__addon_find(drupe__loader_of(ctx), name, &file)) {
    drupe__node_error(ctx, DRUPE_ERROR, "MODULE_NOT_FOUND",
                      "there is no module %s in the module path", name);
    return duk_throw(ctx);
  }
  drupe__addon_push(ctx, file.text);
  return 1;
}

static int32_t loader_load_service(drupe__kernel *k, const char *name) {
  char owner[64];
  const char *module = drupe__service_owner(name, owner, sizeof(owner));
  duk_context *ctx = k->thread;
  drupe__module *m;
  bool loaded;

  if (module == NULL) {
    snprintf(k->why, sizeof(k->why), "no module owns the name %s", name);
    return DRUPE_E_NOENT;
  }
  m = drupe__module_find(k, module);
  if (m != NULL && m->state == DRUPE__STARTING) {
    snprintf(k->why, sizeof(k->why),
             "%s needs itself in a circle: it is still starting", module);
    return DRUPE_E_STATE;
  }
  if (m != NULL)
    return DRUPE_OK;
  duk_require_stack(ctx, 8);
  duk_push_c_function(ctx, loader_do_service, 1);
  duk_push_undefined(ctx);
  duk_push_string(ctx, module);
  loaded = drupe__call(k, 1);
  if (!loaded) {
    drupe__take_pending(k, ctx);
    duk_get_prop_literal(ctx, -1, "message");
    snprintf(k->why, sizeof(k->why), "%s", duk_safe_to_string(ctx, -1));
    duk_pop(ctx);
  }
  duk_pop(ctx);
  return loaded ? DRUPE_OK : DRUPE_E_NOENT;
}

static const drupe__calls loader_calls = {
    .core = loader_core,
    .has_core = drupe__core_has,
    .unload = loader_unload,
    .script_path = drupe__entry_script_path,
    .require = loader_require,
    .require_function = loader_require_function,
    .compile = drupe__cache_compile,
    .import = drupe__esm_import,
    .load_service = loader_load_service};

/* -- life ----------------------------------------------------------------- */

int drupe__loader_create(drupe__kernel *k, const drupe__options *options) {
  drupe__loader *l = calloc(1, sizeof(*l));

  if (l == NULL)
    return DRUPE_E_NOMEM;
  l->kernel = k;
  l->conditions = options->conditions.items;
  l->preserve_symlinks = options->preserve_symlinks;
  l->preserve_symlinks_main = options->preserve_symlinks_main;
  l->compile_cache = drupe__cache_create();
  k->loader = l;
  return drupe__kernel_begin(k, options, &loader_calls);
}

void drupe__loader_destroy(drupe__loader *l) {
  if (l == NULL)
    return;
  drupe__cache_destroy(l->compile_cache);
  free(l->scratch);
  free(l);
}
