/* loader/cjs.c - CommonJS: the Module class, require functions, the cache.
 *
 * Everything that programs are known to replace - Module.prototype.require,
 * Module._load, Module._resolveFilename, Module._extensions, module._compile -
 * is looked up where Node looks it up, and called if it is not the native one
 * any more.  As long as nobody did, a require stays in C from end to end. */
#include "loader/loader.h"

#include <string.h>

#include "loader/compile_cache.h"
#include "syntax/module_kind.h"

#define CJS_MODULE DUK_HIDDEN_SYMBOL("module")
#define CJS_PARENT DUK_HIDDEN_SYMBOL("parent")

/* Pushes obj[key] where it is a function other than `native`. */
static bool cjs_patched(duk_context *ctx, duk_idx_t obj, const char *key,
                        duk_c_function native) {
  duk_get_prop_string(ctx, obj, key);
  if (duk_is_function(ctx, -1) && duk_get_c_function(ctx, -1) != native)
    return true;
  duk_pop(ctx);
  return false;
}

static bool cjs_loader_patched(duk_context *ctx, const char *key,
                               duk_c_function native) {
  drupe__loader_push(drupe__loader_of(ctx), ctx, DRUPE__LOADER_MODULE);
  if (cjs_patched(ctx, -1, key, native))
    return true;
  duk_pop(ctx);
  return false;
}

/* -- Module --------------------------------------------------------------- */

/* parent.children gets the module, once. */
static void cjs_add_child(duk_context *ctx, duk_idx_t parent,
                          duk_idx_t module) {
  duk_size_t count;

  if (parent == DUK_INVALID_INDEX || !duk_is_object(ctx, parent))
    return;
  module = duk_require_normalize_index(ctx, module);
  if (!duk_get_prop_literal(ctx, parent, "children") ||
      !duk_is_array(ctx, -1)) {
    duk_pop(ctx);
    return;
  }
  count = duk_get_length(ctx, -1);
  for (duk_size_t i = 0; i < count; i++) {
    bool same;

    duk_get_prop_index(ctx, -1, (duk_uarridx_t)i);
    same = duk_strict_equals(ctx, -1, module);
    duk_pop(ctx);
    if (same) {
      duk_pop(ctx);
      return;
    }
  }
  duk_dup(ctx, module);
  duk_put_prop_index(ctx, -2, (duk_uarridx_t)count);
  duk_pop(ctx);
}

/* Fills the fields of a new Module at the top of the stack. */
static void cjs_fill(duk_context *ctx, const char *id, duk_idx_t parent) {
  size_t size = strlen(id);
  size_t folder = drupe__path_folder(id, size);

  drupe__path_push(ctx, id, size);
  duk_put_prop_literal(ctx, -2, "id");
  if (folder == 0)
    duk_push_literal(ctx, ".");
  else
    drupe__path_push(ctx, id, folder);
  duk_put_prop_literal(ctx, -2, "path");
  duk_push_object(ctx);
  duk_put_prop_literal(ctx, -2, "exports");
  if (parent != DUK_INVALID_INDEX && duk_is_object(ctx, parent)) {
    duk_dup(ctx, parent);
    duk_put_prop_literal(ctx, -2, CJS_PARENT);
    cjs_add_child(ctx, parent, -1);
  } else if (parent == DUK_INVALID_INDEX || duk_is_null(ctx, parent)) {
    duk_push_null(ctx);
    duk_put_prop_literal(ctx, -2, CJS_PARENT);
  }
  duk_push_null(ctx);
  duk_put_prop_literal(ctx, -2, "filename");
  duk_push_false(ctx);
  duk_put_prop_literal(ctx, -2, "loaded");
  duk_push_array(ctx);
  duk_put_prop_literal(ctx, -2, "children");
}

void drupe__cjs_module(duk_context *ctx, const char *id, duk_idx_t parent) {
  if (parent != DUK_INVALID_INDEX)
    parent = duk_require_normalize_index(ctx, parent);
  duk_push_object(ctx);
  drupe__loader_push(drupe__loader_of(ctx), ctx, DRUPE__LOADER_PROTOTYPE);
  duk_set_prototype(ctx, -2);
  cjs_fill(ctx, id, parent);
}

/* new Module(id, parent) of JS. */
static duk_ret_t cjs_construct(duk_context *ctx) {
  if (!duk_is_constructor_call(ctx))
    return duk_type_error(ctx,
                          "Class constructor Module cannot be invoked "
                          "without 'new'");
  duk_push_this(ctx);
  cjs_fill(ctx, duk_get_string_default(ctx, 0, ""), 1);
  return 0;
}

/* -- loading -------------------------------------------------------------- */

/* Pushes the key of Module._extensions for a file: the longest that is
 * registered (".test.js" before ".js"), else ".js". */
static void cjs_extension(duk_context *ctx, const char *file) {
  const char *name = strrchr(file, '/');

  name = name == NULL ? file : name + 1;
  drupe__loader_push(drupe__loader_of(ctx), ctx, DRUPE__LOADER_EXTENSIONS);
  for (const char *dot = name; (dot = strchr(dot, '.')) != NULL; dot++) {
    if (dot == name || !duk_has_prop_string(ctx, -1, dot))
      continue;
    duk_pop(ctx);
    duk_push_string(ctx, dot);
    return;
  }
  duk_pop(ctx);
  duk_push_literal(ctx, ".js");
}

void drupe__cjs_set_file(duk_context *ctx, duk_idx_t module,
                          const char *file) {
  drupe__path folder;

  module = duk_require_normalize_index(ctx, module);
  drupe__path_push(ctx, file, strlen(file));
  duk_put_prop_literal(ctx, module, "filename");
  (void)drupe__path_set(&folder, file, drupe__path_folder(file, strlen(file)));
  drupe__node_module_paths(ctx, folder.text);
  duk_put_prop_literal(ctx, module, "paths");
}

/* module.load(file): [.. module file] stay where they are. */
static duk_ret_t cjs_load_file(duk_context *ctx) {
  const char *file = duk_require_string(ctx, 0);

  duk_push_this(ctx);
  drupe__cjs_set_file(ctx, -1, file);
  cjs_extension(ctx, file);
  drupe__loader_push(drupe__loader_of(ctx), ctx, DRUPE__LOADER_EXTENSIONS);
  duk_dup(ctx, -2);
  duk_dup(ctx, 1);
  duk_dup(ctx, 0);
  duk_call_prop(ctx, -4, 2);
  duk_push_true(ctx);
  duk_put_prop_literal(ctx, 1, "loaded");
  return 0;
}

static duk_ret_t cjs_do_load(duk_context *ctx, void *udata) {
  (void)udata; /* [.. module file] */
  duk_push_literal(ctx, "load");
  duk_dup(ctx, -2);
  duk_call_prop(ctx, -4, 1);
  return 0;
}

/* A module whose body threw is as if it had never been asked for. */
static void cjs_forget(duk_context *ctx, duk_idx_t parent, duk_idx_t module,
                       duk_idx_t file) {
  duk_size_t count;

  drupe__loader_push(drupe__loader_of(ctx), ctx, DRUPE__LOADER_CACHE);
  duk_dup(ctx, file);
  duk_del_prop(ctx, -2);
  duk_pop(ctx);
  if (parent == DUK_INVALID_INDEX || !duk_is_object(ctx, parent))
    return;
  duk_get_prop_literal(ctx, parent, "children");
  count = duk_is_array(ctx, -1) ? duk_get_length(ctx, -1) : 0;
  if (count > 0) {
    duk_get_prop_index(ctx, -1, (duk_uarridx_t)(count - 1));
    if (duk_strict_equals(ctx, -1, module))
      duk_set_length(ctx, -2, count - 1);
    duk_pop(ctx);
  }
  duk_pop(ctx);
}

static void cjs_set_main(duk_context *ctx, duk_idx_t module) {
  drupe__loader *l = drupe__loader_of(ctx);

  duk_push_literal(ctx, ".");
  duk_put_prop_literal(ctx, module, "id");
  if (l->kernel->process.main_slot == 0)
    l->kernel->process.main_slot =
        drupe__slot_take(l->kernel, DUK_GET_TVAL_POSIDX(ctx, module));
}

/* [.. file] -> [.. exports]: makes, caches and runs a module. */
static void cjs_load_new(duk_context *ctx, duk_idx_t parent, bool is_main) {
  duk_idx_t file = duk_get_top_index(ctx), module = file + 1;

  drupe__cjs_module(ctx, duk_get_string(ctx, file), parent);
  if (is_main)
    cjs_set_main(ctx, module);
  drupe__loader_push(drupe__loader_of(ctx), ctx, DRUPE__LOADER_CACHE);
  duk_dup(ctx, file);
  duk_dup(ctx, module);
  duk_put_prop(ctx, -3);
  duk_pop(ctx);
  duk_dup(ctx, module);
  duk_dup(ctx, file);
  if (duk_safe_call(ctx, cjs_do_load, NULL, 2, 1) != DUK_EXEC_SUCCESS) {
    cjs_forget(ctx, parent, module, file);
    (void)duk_throw(ctx);
  }
  duk_pop(ctx);
  duk_get_prop_literal(ctx, module, "exports");
  duk_replace(ctx, file);
  duk_set_top(ctx, file + 1);
}

/* [.. file] -> [.. exports] where the cache has it. */
static bool cjs_from_cache(duk_context *ctx, duk_idx_t parent) {
  drupe__loader_push(drupe__loader_of(ctx), ctx, DRUPE__LOADER_CACHE);
  duk_dup(ctx, -2);
  if (!duk_get_prop(ctx, -2) || !duk_is_object(ctx, -1)) {
    duk_pop_2(ctx);
    return false;
  }
  cjs_add_child(ctx, parent, -1);
  duk_get_prop_literal(ctx, -1, "exports");
  duk_replace(ctx, -4);
  duk_pop_2(ctx);
  return true;
}

static duk_ret_t cjs_resolve_filename(duk_context *ctx);
static duk_ret_t cjs_load_js(duk_context *ctx);

/* Pushes what Module._resolveFilename says. */
static void cjs_resolve(duk_context *ctx, const char *request,
                        duk_idx_t parent, bool is_main) {
  if (cjs_loader_patched(ctx, "_resolveFilename", cjs_resolve_filename)) {
    duk_insert(ctx, -2);
    drupe__path_push(ctx, request, strlen(request));
    if (parent == DUK_INVALID_INDEX)
      duk_push_null(ctx);
    else
      duk_dup(ctx, parent);
    duk_push_boolean(ctx, is_main);
    duk_call_method(ctx, 3);
    duk_require_string(ctx, -1);
  } else {
    drupe__resolve(ctx, request, parent, is_main, DUK_INVALID_INDEX);
  }
}

/* Pushes the key of the relative cache: who asks from one folder for one
 * name gets one file. */
static void cjs_relative_key(duk_context *ctx, const char *request,
                             duk_idx_t parent) {
  duk_get_prop_literal(ctx, parent, "path");
  duk_push_lstring(ctx, "\0", 1);
  drupe__path_push(ctx, request, strlen(request));
  duk_concat(ctx, 3);
}

static bool cjs_from_relative(duk_context *ctx, const char *request,
                              duk_idx_t parent) {
  drupe__loader_push(drupe__loader_of(ctx), ctx, DRUPE__LOADER_RELATIVE);
  cjs_relative_key(ctx, request, parent);
  if (!duk_get_prop(ctx, -2)) {
    duk_pop_2(ctx);
    return false;
  }
  duk_remove(ctx, -2);
  if (cjs_from_cache(ctx, parent))
    return true;
  duk_pop(ctx); /* deleted from require.cache: look again */
  return false;
}

static void cjs_remember(duk_context *ctx, const char *request,
                         duk_idx_t parent) {
  drupe__loader_push(drupe__loader_of(ctx), ctx, DRUPE__LOADER_RELATIVE);
  cjs_relative_key(ctx, request, parent);
  duk_dup(ctx, -3);
  duk_put_prop(ctx, -3);
  duk_pop(ctx);
}

/* --expose-internals: for the tests of drupe itself. */
static bool cjs_from_internals(duk_context *ctx, const char *request) {
  const drupe__options *options = drupe__kernel_of_context(ctx)->options;

  if (strncmp(request, "internal/", 9) != 0 || options == NULL ||
      !options->expose_internals)
    return false;
  drupe__core_internal(ctx, request);
  return true;
}

void drupe__cjs_load(duk_context *ctx, const char *request, duk_idx_t parent,
                     bool is_main) {
  bool asked;

  duk_require_stack(ctx, 16);
  asked = parent != DUK_INVALID_INDEX && duk_is_object(ctx, parent);
  if (asked)
    parent = duk_require_normalize_index(ctx, parent);
  if (strncmp(request, "node:", 5) == 0 || strncmp(request, "drupe:", 6) == 0) {
    drupe__core_push(ctx, request);
    return;
  }
  if (cjs_from_internals(ctx, request) ||
      (asked && cjs_from_relative(ctx, request, parent)))
    return;
  cjs_resolve(ctx, request, parent, is_main);
  if (drupe__core_name(duk_get_string(ctx, -1))) {
    drupe__core_push(ctx, duk_get_string(ctx, -1));
    duk_remove(ctx, -2);
    return;
  }
  if (asked)
    cjs_remember(ctx, request, parent);
  if (!cjs_from_cache(ctx, parent))
    cjs_load_new(ctx, asked ? parent : DUK_INVALID_INDEX, is_main);
}

/* -- functions that JS sees ----------------------------------------------- */

static void cjs_check_id(duk_context *ctx, duk_idx_t idx) {
  if (!duk_is_string(ctx, idx) || duk_is_symbol(ctx, idx))
    drupe__throw_argument(ctx, "id", "of type string", idx);
  if (duk_get_length(ctx, idx) != 0)
    return;
  drupe__node_error(ctx, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_VALUE",
                    "The argument 'id' must be a non-empty string. Received "
                    "''");
  (void)duk_throw(ctx);
}

/* The request as the file system's bytes, kept by the value stack. */
static const char *cjs_request(duk_context *ctx, duk_idx_t idx) {
  drupe__path p;

  drupe__path_from(ctx, idx, &p);
  if (p.size == duk_get_length(ctx, idx))
    return duk_get_string(ctx, idx);
  duk_push_lstring(ctx, p.text, p.size);
  return duk_get_string(ctx, -1);
}

/* Module._load(request, parent, isMain) */
static duk_ret_t cjs_load_js(duk_context *ctx) {
  duk_require_string(ctx, 0);
  drupe__cjs_load(ctx, cjs_request(ctx, 0),
                  duk_is_object(ctx, 1) ? 1 : DUK_INVALID_INDEX,
                  duk_to_boolean(ctx, 2));
  return 1;
}

/* [.. module] and the id at `id`: what module.require does. */
static void cjs_require_from(duk_context *ctx, duk_idx_t id) {
  duk_idx_t module = duk_get_top_index(ctx);

  if (cjs_loader_patched(ctx, "_load", cjs_load_js)) {
    duk_insert(ctx, -2);
    duk_dup(ctx, id);
    duk_dup(ctx, module);
    duk_push_false(ctx);
    duk_call_method(ctx, 3);
  } else {
    drupe__cjs_load(ctx, cjs_request(ctx, id), module, false);
  }
}

/* Module.prototype.require(id) */
static duk_ret_t cjs_module_require(duk_context *ctx) {
  cjs_check_id(ctx, 0);
  duk_push_this(ctx);
  cjs_require_from(ctx, 0);
  return 1;
}

/* require(id): the module is the function's own. */
static duk_ret_t cjs_require_call(duk_context *ctx) {
  duk_push_current_function(ctx);
  duk_get_prop_literal(ctx, -1, CJS_MODULE);
  duk_remove(ctx, -2);
  if (cjs_patched(ctx, -1, "require", cjs_module_require)) {
    duk_insert(ctx, -2);
    duk_dup(ctx, 0);
    duk_call_method(ctx, 1);
    return 1;
  }
  cjs_check_id(ctx, 0);
  cjs_require_from(ctx, 0);
  return 1;
}

/* Module._resolveFilename(request, parent, isMain, options) */
static duk_ret_t cjs_resolve_filename(duk_context *ctx) {
  duk_idx_t paths = DUK_INVALID_INDEX;

  if (!duk_is_string(ctx, 0))
    drupe__throw_argument(ctx, "request", "of type string", 0);
  if (duk_is_object(ctx, 3) && duk_get_prop_literal(ctx, 3, "paths")) {
    if (!duk_is_array(ctx, -1)) {
      drupe__node_error(ctx, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_VALUE",
                        "The property 'options.paths' is invalid. Received %s",
                        duk_safe_to_string(ctx, -1));
      (void)duk_throw(ctx);
    }
    paths = duk_get_top_index(ctx);
  }
  drupe__resolve(ctx, cjs_request(ctx, 0),
                 duk_is_object(ctx, 1) ? 1 : DUK_INVALID_INDEX,
                 duk_to_boolean(ctx, 2), paths);
  return 1;
}

/* require.resolve(request, options) */
static duk_ret_t cjs_require_resolve(duk_context *ctx) {
  if (!duk_is_string(ctx, 0))
    drupe__throw_argument(ctx, "request", "of type string", 0);
  drupe__loader_push(drupe__loader_of(ctx), ctx, DRUPE__LOADER_MODULE);
  duk_push_literal(ctx, "_resolveFilename");
  duk_dup(ctx, 0);
  duk_push_current_function(ctx);
  duk_get_prop_literal(ctx, -1, CJS_MODULE);
  duk_remove(ctx, -2);
  duk_push_false(ctx);
  duk_dup(ctx, 1);
  duk_call_prop(ctx, 2, 4);
  return 1;
}

/* require.resolve.paths(request) */
static duk_ret_t cjs_resolve_paths(duk_context *ctx) {
  if (!duk_is_string(ctx, 0))
    drupe__throw_argument(ctx, "request", "of type string", 0);
  duk_push_current_function(ctx);
  duk_get_prop_literal(ctx, -1, CJS_MODULE);
  drupe__lookup_paths(ctx, duk_get_string(ctx, 0), -1);
  return 1;
}

/* Pushes a native that knows the module at `module`. */
static void cjs_bound(duk_context *ctx, duk_c_function fn, duk_idx_t nargs,
                      const char *name, duk_idx_t module) {
  duk_push_c_function(ctx, fn, nargs);
  duk_push_string(ctx, "name");
  duk_push_string(ctx, name);
  duk_def_prop(ctx, -3, DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_FORCE);
  duk_dup(ctx, module);
  duk_put_prop_literal(ctx, -2, CJS_MODULE);
}

void drupe__cjs_require(duk_context *ctx, duk_idx_t idx) {
  drupe__loader *l = drupe__loader_of(ctx);

  idx = duk_require_normalize_index(ctx, idx);
  cjs_bound(ctx, cjs_require_call, 1, "require", idx);
  cjs_bound(ctx, cjs_require_resolve, 2, "resolve", idx);
  cjs_bound(ctx, cjs_resolve_paths, 1, "paths", idx);
  duk_put_prop_literal(ctx, -2, "paths");
  duk_put_prop_literal(ctx, -2, "resolve");
  if (l->kernel->process.main_slot != 0)
    duk_push_tval(ctx, drupe__slot(l->kernel, l->kernel->process.main_slot));
  else
    duk_push_undefined(ctx);
  duk_put_prop_literal(ctx, -2, "main");
  drupe__loader_push(l, ctx, DRUPE__LOADER_EXTENSIONS);
  duk_put_prop_literal(ctx, -2, "extensions");
  drupe__loader_push(l, ctx, DRUPE__LOADER_CACHE);
  duk_put_prop_literal(ctx, -2, "cache");
}

/* -- running a body ------------------------------------------------------- */

static drupe__source cjs_source(const char *text, size_t size,
                                const char *file) {
  return (drupe__source){.text = text, .size = size, .file = file,
                         .goal = DRUPE__COMMONJS,
                         .params = DRUPE__COMMONJS_PARAMS};
}

/* [.. function] -> [.. result]: runs the body. */
static void cjs_call_body(duk_context *ctx, duk_idx_t module,
                          const char *file) {
  duk_get_prop_literal(ctx, module, "exports"); /* this */
  duk_dup_top(ctx);
  drupe__cjs_require(ctx, module);
  duk_dup(ctx, module);
  drupe__path_push(ctx, file, strlen(file));
  drupe__path_push(ctx, file, drupe__path_folder(file, strlen(file)));
  duk_call_method(ctx, 5);
}

void drupe__cjs_run(duk_context *ctx, duk_idx_t module, const char *text,
                    size_t size, const char *file) {
  drupe__source source = cjs_source(text, size, file);

  module = duk_require_normalize_index(ctx, module);
  duk_require_stack(ctx, 16);
  if (drupe__cache_compile(ctx, &source) != 0)
    (void)duk_throw(ctx);
  cjs_call_body(ctx, module, file);
}

/* module._compile(content, filename) */
static duk_ret_t cjs_compile_js(duk_context *ctx) {
  duk_size_t size;
  const char *text = duk_require_lstring(ctx, 0, &size);
  const char *file = duk_require_string(ctx, 1);

  duk_push_this(ctx);
  drupe__cjs_run(ctx, -1, text, size, file);
  return 1;
}

static bool cjs_is_main(duk_context *ctx, duk_idx_t module) {
  drupe__loader *l = drupe__loader_of(ctx);
  bool same;

  if (l->kernel->process.main_slot == 0)
    return false;
  duk_push_tval(ctx, drupe__slot(l->kernel, l->kernel->process.main_slot));
  same = duk_strict_equals(ctx, -1, module);
  duk_pop(ctx);
  return same;
}

/* An ES module: the program itself, or what require() shall give. */
static void cjs_run_module(duk_context *ctx, duk_idx_t module, duk_idx_t file) {
  bool main = cjs_is_main(ctx, module);

  drupe__core_internal(ctx, "internal/esm_loader");
  duk_push_string(ctx, main ? "runMain" : "requireModule");
  duk_dup(ctx, file);
  if (!duk_get_prop_literal(ctx, module, CJS_PARENT) ||
      !duk_is_object(ctx, -1)) {
    duk_call_prop(ctx, -4, 2);
  } else {
    duk_get_prop_literal(ctx, -1, "filename");
    duk_remove(ctx, -2);
    duk_call_prop(ctx, -4, 2);
  }
  if (!main)
    duk_put_prop_literal(ctx, module, "exports");
}

/* Pushes the function of a file's body; false: it is an ES module, which it
 * `may` be.  Throws the syntax error of anything else. */
static bool cjs_compile_file(duk_context *ctx, const char *file, bool may) {
  drupe__source source = cjs_source(NULL, 0, file);

  duk_require_stack(ctx, 16);
  if (drupe__cache_compile_file(ctx, &source, file) == 0)
    return true;
  if (!may || !drupe__is_module_text(source.text, source.size, file))
    (void)duk_throw(ctx);
  return false;
}

/* [.. _compile]: the program's own module._compile. */
static void cjs_call_compile(duk_context *ctx, const char *file) {
  const char *text;
  size_t size;

  text = drupe__file_text(ctx, file, &size);
  duk_dup(ctx, 0);
  drupe__path_push(ctx, text, size);
  duk_dup(ctx, 1);
  duk_call_method(ctx, 2);
}

/* Module._extensions['.js'](module, filename) */
static duk_ret_t cjs_extension_js(duk_context *ctx) {
  const char *file = duk_require_string(ctx, 1);
  drupe__file_kind kind = drupe__file_kind_of(ctx, file);

  if (kind == DRUPE__FILE_MODULE)
    cjs_run_module(ctx, 0, 1);
  else if (cjs_patched(ctx, 0, "_compile", cjs_compile_js))
    cjs_call_compile(ctx, file);
  else if (cjs_compile_file(ctx, file, kind == DRUPE__FILE_AMBIGUOUS))
    cjs_call_body(ctx, 0, file);
  else
    cjs_run_module(ctx, 0, 1);
  return 0;
}

void drupe__cjs_compile_file(duk_context *ctx, const char *file) {
  drupe__source source = cjs_source(NULL, 0, file);

  source.text = drupe__file_text(ctx, file, &source.size);
  if (drupe__unit_compile(ctx, &source) != 0)
    (void)duk_throw(ctx);
}

static duk_ret_t cjs_parse_json(duk_context *ctx, void *udata) {
  (void)udata;
  duk_json_decode(ctx, -1);
  return 1;
}

/* Module._extensions['.json'](module, filename) */
static duk_ret_t cjs_extension_json(duk_context *ctx) {
  const char *file = duk_require_string(ctx, 1);
  const char *text;
  size_t size;

  text = drupe__file_text(ctx, file, &size);
  drupe__path_push(ctx, text, size);
  if (duk_safe_call(ctx, cjs_parse_json, NULL, 1, 1) != DUK_EXEC_SUCCESS) {
    duk_push_sprintf(ctx, "%s: ", file);
    duk_get_prop_literal(ctx, -2, "message");
    duk_concat(ctx, 2);
    drupe__node_error(ctx, DRUPE_SYNTAX_ERROR, NULL, "%s",
                      duk_safe_to_string(ctx, -1));
    (void)duk_throw(ctx);
  }
  duk_put_prop_literal(ctx, 0, "exports");
  return 0;
}

/* Module._extensions['.node'](module, filename) */
static duk_ret_t cjs_extension_node(duk_context *ctx) {
  drupe__node_error(ctx, DRUPE_ERROR, "ERR_DLOPEN_FAILED",
                    "%s is a Node-API add-on, which this drupe cannot load "
                    "yet",
                    duk_require_string(ctx, 1));
  return duk_throw(ctx);
}

/* Module._extensions['.so'](module, filename) */
static duk_ret_t cjs_extension_so(duk_context *ctx) {
  drupe__addon_push(ctx, cjs_request(ctx, 1));
  duk_put_prop_literal(ctx, 0, "exports");
  return 0;
}

/* -- what loader.c puts together ------------------------------------------ */

static duk_ret_t cjs_node_module_paths(duk_context *ctx) {
  drupe__path p;

  drupe__path_from(ctx, 0, &p);
  drupe__node_module_paths(ctx, p.text);
  return 1;
}

static duk_ret_t cjs_lookup_paths(duk_context *ctx) {
  drupe__lookup_paths(ctx, duk_require_string(ctx, 0),
                      duk_is_object(ctx, 1) ? 1 : DUK_INVALID_INDEX);
  return 1;
}

static duk_ret_t cjs_find_path(duk_context *ctx) {
  drupe__find_path(ctx, cjs_request(ctx, 0), 1, duk_to_boolean(ctx, 2));
  return 1;
}

static duk_ret_t cjs_get_parent(duk_context *ctx) {
  duk_push_this(ctx);
  duk_get_prop_literal(ctx, -1, CJS_PARENT);
  return 1;
}

static duk_ret_t cjs_set_parent(duk_context *ctx) {
  duk_push_this(ctx);
  duk_dup(ctx, 0);
  duk_put_prop_literal(ctx, -2, CJS_PARENT);
  return 0;
}

/* createRequire's function: a module for the file, which is not loaded. */
static duk_ret_t cjs_create_require(duk_context *ctx) {
  drupe__path file;
  duk_idx_t module;

  drupe__path_from(ctx, 0, &file);
  drupe__cjs_module(ctx, file.text, DUK_INVALID_INDEX);
  module = duk_get_top_index(ctx);
  drupe__cjs_set_file(ctx, module, file.text);
  drupe__cjs_require(ctx, module);
  return 1;
}

/* Module.wrap(script): Node's own text. */
static duk_ret_t cjs_wrap(duk_context *ctx) {
  duk_push_literal(ctx, "(function (exports, require, module, __filename, "
                        "__dirname) { ");
  duk_dup(ctx, 0);
  duk_push_literal(ctx, "\n});");
  duk_concat(ctx, 3);
  return 1;
}

static const duk_function_list_entry cjs_statics[] = {
    {"_load", cjs_load_js, 3},
    {"_resolveFilename", cjs_resolve_filename, 4},
    {"_resolveLookupPaths", cjs_lookup_paths, 2},
    {"_findPath", cjs_find_path, 3},
    {"_nodeModulePaths", cjs_node_module_paths, 1},
    {"_createRequire", cjs_create_require, 1},
    {"wrap", cjs_wrap, 1},
    {NULL, NULL, 0}};

static const duk_function_list_entry cjs_methods[] = {
    {"load", cjs_load_file, 1},
    {"require", cjs_module_require, 1},
    {"_compile", cjs_compile_js, 2},
    {NULL, NULL, 0}};

static const duk_function_list_entry cjs_extensions[] = {
    {".js", cjs_extension_js, 2},
    {".json", cjs_extension_json, 2},
    {".node", cjs_extension_node, 2},
    {".ts", cjs_extension_js, 2},
    {".cts", cjs_extension_js, 2},
    {".mts", cjs_extension_js, 2},
    {".so", cjs_extension_so, 2},
    {NULL, NULL, 0}};

/* Pushes an object that is kept in a slot and is Module[name] too. */
static void cjs_table(duk_context *ctx, int which, const char *name) {
  duk_push_bare_object(ctx);
  drupe__loader_keep(ctx, which);
  duk_put_prop_string(ctx, -2, name);
}

void drupe__cjs_init(duk_context *ctx) {
  duk_push_c_function(ctx, cjs_construct, 2);
  duk_push_literal(ctx, "name");
  duk_push_literal(ctx, "Module");
  duk_def_prop(ctx, -3, DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_FORCE);
  drupe__loader_keep(ctx, DRUPE__LOADER_MODULE);
  duk_put_function_list(ctx, -1, cjs_statics);
  duk_push_object(ctx); /* prototype */
  duk_put_function_list(ctx, -1, cjs_methods);
  duk_push_literal(ctx, "constructor");
  duk_dup(ctx, -3);
  duk_def_prop(ctx, -3, DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_WRITABLE |
                            DUK_DEFPROP_SET_CONFIGURABLE);
  duk_push_literal(ctx, "parent");
  duk_push_c_function(ctx, cjs_get_parent, 0);
  duk_push_c_function(ctx, cjs_set_parent, 1);
  duk_def_prop(ctx, -4, DUK_DEFPROP_HAVE_GETTER | DUK_DEFPROP_HAVE_SETTER |
                            DUK_DEFPROP_SET_CONFIGURABLE);
  drupe__loader_keep(ctx, DRUPE__LOADER_PROTOTYPE);
  duk_put_prop_literal(ctx, -2, "prototype");
  cjs_table(ctx, DRUPE__LOADER_CACHE, "_cache");
  cjs_table(ctx, DRUPE__LOADER_PATH_CACHE, "_pathCache");
  cjs_table(ctx, DRUPE__LOADER_EXTENSIONS, "_extensions");
  drupe__loader_push(drupe__loader_of(ctx), ctx, DRUPE__LOADER_EXTENSIONS);
  duk_put_function_list(ctx, -1, cjs_extensions);
  duk_pop(ctx);
  drupe__loader_push(drupe__loader_of(ctx), ctx, DRUPE__LOADER_PATHS);
  duk_put_prop_literal(ctx, -2, "globalPaths");
  duk_dup_top(ctx);
  duk_put_prop_literal(ctx, -2, "Module");
  duk_pop(ctx);
}
