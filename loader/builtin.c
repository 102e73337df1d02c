/* loader/builtin.c - core modules: a table of names, and what is behind them.
 *
 * A name is behind "node:" or "drupe:" or alone.  Its code is js/lib's
 * bytecode in this executable, or NAME.so in the folder of the program's own
 * modules; which of the two is found at the first require.  A name that only
 * Node has code for so far is refused with a text that says so. */
#include "loader/loader.h"

#include <string.h>

#include "lib/lib.h"

/* Node 20's names, in ASCII order; those of internal use are left out. */
static const char *const core_names[] = {
    "assert", "assert/strict", "async_hooks", "buffer", "child_process",
    "cluster", "console", "constants", "crypto", "dgram",
    "diagnostics_channel", "dns", "dns/promises", "domain", "events", "fs",
    "fs/promises", "http", "http2", "https", "inspector", "inspector/promises",
    "module", "net", "os", "path", "path/posix", "path/win32", "perf_hooks",
    "process", "punycode", "querystring", "readline", "readline/promises",
    "repl", "stream", "stream/consumers", "stream/promises", "stream/web",
    "string_decoder", "sys", "timers", "timers/promises", "tls",
    "trace_events", "tty", "url", "util", "util/types", "v8", "vm", "wasi",
    "worker_threads", "zlib"};

/* These want their prefix. */
static const char *const core_prefixed[] = {"node:sea", "node:sqlite",
                                            "node:test", "node:test/reporters"};

enum { CORE_COUNT = sizeof(core_names) / sizeof(core_names[0]),
       CORE_PREFIXED = sizeof(core_prefixed) / sizeof(core_prefixed[0]) };

static bool core_listed(const char *name) {
  size_t low = 0, high = CORE_COUNT;

  while (low < high) {
    size_t middle = (low + high) / 2;
    int order = strcmp(name, core_names[middle]);

    if (order == 0)
      return true;
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return false;
}

bool drupe__core_name(const char *request) {
  return strncmp(request, "node:", 5) == 0 ||
         strncmp(request, "drupe:", 6) == 0 || core_listed(request);
}

void drupe__core_names_push(duk_context *ctx) {
  duk_push_array(ctx);
  for (duk_uarridx_t i = 0; i < CORE_COUNT; i++) {
    duk_push_string(ctx, core_names[i]);
    duk_put_prop_index(ctx, -2, i);
  }
}

bool drupe__core_builtin(const char *name) {
  if (strncmp(name, "node:", 5) != 0)
    return core_listed(name);
  for (size_t i = 0; i < CORE_PREFIXED; i++)
    if (strcmp(name, core_prefixed[i]) == 0)
      return true;
  return core_listed(name + 5);
}

/* -- js/lib --------------------------------------------------------------- */

static const drupe__binding core_bindings[] = {
    {"module", drupe__module_binding},
    {"esm", drupe__esm_binding},
    {"locales", drupe__locales_binding},
    {"test_host", drupe__test_host_binding},
    {NULL, NULL}};

static const drupe__binding *core_find_binding(const char *name) {
  const drupe__binding *const lists[] = {core_bindings, drupe__lib_bindings};

  for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
    for (const drupe__binding *b = lists[i]; b->name != NULL; b++)
      if (strcmp(b->name, name) == 0)
        return b;
  return drupe__kernel_binding(name);
}

/* binding(name): an object of C functions, made once per context. */
static duk_ret_t core_binding(duk_context *ctx) {
  const char *name = duk_require_string(ctx, 0);
  const drupe__binding *b;

  drupe__loader_push(drupe__loader_of(ctx), ctx, DRUPE__LOADER_BINDINGS);
  if (duk_get_prop_string(ctx, -1, name))
    return 1;
  duk_pop(ctx);
  b = core_find_binding(name);
  if (b == NULL)
    return duk_generic_error(ctx, "No such binding: %s", name);
  b->init(ctx);
  duk_dup_top(ctx);
  duk_put_prop_string(ctx, 1, name);
  return 1;
}

/* Runs a lib's body with (exports, require, module, binding), which is on top,
 * and pushes what it exports.  A cycle gets what is there so far. */
static void core_run(duk_context *ctx, const char *name) {
  drupe__loader *l = drupe__loader_of(ctx);
  duk_idx_t fn = duk_get_top_index(ctx), module = fn + 1, core = fn + 2;

  duk_push_object(ctx); /* module */
  drupe__loader_push(l, ctx, DRUPE__LOADER_CORE);
  duk_push_object(ctx);
  duk_dup_top(ctx);
  duk_put_prop_literal(ctx, module, "exports");
  duk_push_string(ctx, name);
  duk_put_prop_literal(ctx, module, "id");
  duk_dup(ctx, module);
  duk_put_prop_string(ctx, core, name);
  duk_dup(ctx, fn);
  duk_dup(ctx, -2);
  duk_dup(ctx, -1);
  drupe__loader_push(l, ctx, DRUPE__LOADER_CORE_REQUIRE);
  duk_dup(ctx, module);
  drupe__loader_push(l, ctx, DRUPE__LOADER_CORE_BINDING);
  if (duk_pcall_method(ctx, 4) != DUK_EXEC_SUCCESS) {
    duk_del_prop_string(ctx, core, name);
    (void)duk_throw(ctx);
  }
  duk_get_prop_literal(ctx, module, "exports");
  duk_replace(ctx, fn);
  duk_set_top(ctx, fn + 1);
}

/* Pushes the exports of a lib; false where js/lib has no such file. */
static bool core_script(duk_context *ctx, const char *name) {
  drupe__loader_push(drupe__loader_of(ctx), ctx, DRUPE__LOADER_CORE);
  if (duk_get_prop_string(ctx, -1, name)) {
    duk_get_prop_literal(ctx, -1, "exports");
    duk_replace(ctx, -3);
    duk_pop(ctx);
    return true;
  }
  duk_pop_2(ctx);
  if (drupe__lib_find(name) == NULL)
    return false;
  drupe__unit_load(ctx, drupe__lib_find(name));
  core_run(ctx, name);
  return true;
}

/* -- the two together ----------------------------------------------------- */

static void core_throw_unknown(duk_context *ctx, const char *request) {
  drupe__node_error(ctx, DRUPE_ERROR, "ERR_UNKNOWN_BUILTIN_MODULE",
                    "No such built-in module: %s", request);
  (void)duk_throw(ctx);
}

static void core_throw_later(duk_context *ctx, const char *name) {
  drupe__node_error(ctx, DRUPE_ERROR, NULL,
                    "Cannot find module '%s': Node.js has it, drupe %s does "
                    "not yet",
                    name, DRUPE_VERSION);
  duk_push_literal(ctx, "MODULE_NOT_FOUND");
  duk_put_prop_literal(ctx, -2, "code");
  (void)duk_throw(ctx);
}

static bool core_native(duk_context *ctx, const char *name) {
  drupe__path file;

  if (!drupe__addon_find(drupe__loader_of(ctx), name, &file))
    return false;
  drupe__addon_push(ctx, file.text);
  return true;
}

void drupe__core_push(duk_context *ctx, const char *request) {
  bool node = strncmp(request, "node:", 5) == 0;
  bool own = strncmp(request, "drupe:", 6) == 0;
  const char *name = request + (node ? 5 : own ? 6 : 0);

  duk_require_stack(ctx, 16);
  if (own) {
    if (!core_native(ctx, name))
      core_throw_unknown(ctx, request);
    return;
  }
  if (!drupe__core_builtin(request))
    core_throw_unknown(ctx, request);
  if (core_script(ctx, name) || core_native(ctx, name))
    return;
  core_throw_later(ctx, name);
}

/* require(name) of js/lib: core modules and its own internal ones. */
static duk_ret_t core_require(duk_context *ctx) {
  const char *name = duk_require_string(ctx, 0);

  if (strncmp(name, "node:", 5) == 0)
    name += 5;
  if (core_script(ctx, name) || core_native(ctx, name))
    return 1;
  core_throw_later(ctx, name);
  return 0;
}

void drupe__core_internal(duk_context *ctx, const char *name) {
  duk_require_stack(ctx, 16);
  if (!core_script(ctx, name))
    core_throw_later(ctx, name);
}

bool drupe__core_has(const char *name) {
  return drupe__lib_find(name) != NULL;
}

void drupe__core_init(duk_context *ctx) {
  duk_push_c_function(ctx, core_require, 1);
  drupe__loader_keep(ctx, DRUPE__LOADER_CORE_REQUIRE);
  duk_push_c_function(ctx, core_binding, 1);
  drupe__loader_keep(ctx, DRUPE__LOADER_CORE_BINDING);
  duk_pop_2(ctx);
}
