/* loader/esm.c - what js/lib/internal/esm_*.js are made of: reading, compiling
 * and resolving ES modules.  Linking and evaluation are those scripts'. */
#include <string.h>

#include "engine/module.h"
#include "engine/promise.h"
#include "loader/compile_cache.h"
#include "loader/loader.h"
#include "loader/url.h"
#include "syntax/module_kind.h"

/* -- text ----------------------------------------------------------------- */

/* The path of the file URL at `idx`. */
static void esm_path(duk_context *ctx, duk_idx_t idx, drupe__path *path) {
  const char *rest;

  if (drupe__url_to_path(duk_require_string(ctx, idx), path, &rest) !=
      DRUPE__URL_OK)
    (void)duk_generic_error(ctx, "not a file URL: %s",
                            duk_get_string(ctx, idx));
}

/* compileFile(url): the tables of the module. */
static duk_ret_t esm_compile_file(duk_context *ctx) {
  drupe__source source = {.file = duk_require_string(ctx, 0),
                          .goal = DRUPE__MODULE};
  drupe__path path;

  esm_path(ctx, 0, &path);
  if (drupe__cache_compile_file(ctx, &source, path.text) != 0)
    (void)duk_throw(ctx);
  return 1;
}

/* compileText(text, url) */
static duk_ret_t esm_compile_text(duk_context *ctx) {
  drupe__source source = {.file = duk_require_string(ctx, 1),
                          .goal = DRUPE__MODULE};

  source.text = duk_require_lstring(ctx, 0, &source.size);
  if (drupe__cache_compile(ctx, &source) != 0)
    (void)duk_throw(ctx);
  return 1;
}

/* readText(url): a file's text. */
static duk_ret_t esm_read_text(duk_context *ctx) {
  const char *text;
  drupe__path path;
  size_t size;

  esm_path(ctx, 0, &path);
  text = drupe__file_text(ctx, path.text, &size);
  drupe__path_push(ctx, text, size);
  return 1;
}

/* syntaxError(function, offset, message): about a place of the module that the
 * function was compiled from. */
static duk_ret_t esm_syntax_error(duk_context *ctx) {
  drupe__unit_syntax_error(ctx, duk_require_heapptr(ctx, 0),
                           duk_require_uint(ctx, 1),
                           duk_require_string(ctx, 2));
  return 1;
}

/* braces(function, offset): the text from `{` to `}` around a place of the
 * module, or undefined. */
static duk_ret_t esm_braces(duk_context *ctx) {
  const drupe__unit *unit = drupe__unit_of(duk_require_heapptr(ctx, 0));
  size_t at = duk_require_uint(ctx, 1), from = at, size;
  const char *text = drupe__unit_text(unit, &size);
  const char *end;

  while (from > 0 && text[from] != '{' && text[from] != ';')
    from--;
  end = memchr(text + at, '}', size - at);
  if (text[from] != '{' || end == NULL)
    return 0;
  drupe__path_push(ctx, text + from, (size_t)(end - text) - from + 1);
  return 1;
}

/* -- names ---------------------------------------------------------------- */

/* resolve(specifier, base) */
static duk_ret_t esm_resolve(duk_context *ctx) {
  drupe__path specifier;
  const char *text = duk_require_string(ctx, 0);

  if (strncmp(text, "data:", 5) != 0) { /* those may be long */
    drupe__path_from(ctx, 0, &specifier);
    text = specifier.text;
  }
  drupe__esm_resolve(ctx, text, duk_require_string(ctx, 1));
  return 1;
}

/* pathOf(url): of a file URL, else undefined. */
static duk_ret_t esm_path_of(duk_context *ctx) {
  const char *rest;
  drupe__path path;

  if (drupe__url_to_path(duk_require_string(ctx, 0), &path, &rest) !=
      DRUPE__URL_OK)
    return 0;
  drupe__path_push(ctx, path.text, path.size);
  return 1;
}

/* urlOf(path) */
static duk_ret_t esm_url_of(duk_context *ctx) {
  drupe__path path, url = {.size = 0};

  drupe__path_from(ctx, 0, &path);
  if (!drupe__url_from_path(&url, path.text))
    return duk_generic_error(ctx, "ENAMETOOLONG: name too long");
  drupe__path_push(ctx, url.text, url.size);
  return 1;
}

/* isModule(path): is a script an ES module, by its package or its syntax? */
static duk_ret_t esm_is_module(duk_context *ctx) {
  drupe__path path;
  drupe__file_kind kind;
  const char *text;
  size_t size;

  drupe__path_from(ctx, 0, &path);
  kind = drupe__file_kind_of(ctx, path.text);
  if (kind == DRUPE__FILE_AMBIGUOUS) {
    text = drupe__file_text(ctx, path.text, &size);
    if (drupe__is_module_text(text, size, path.text))
      kind = DRUPE__FILE_MODULE;
  }
  duk_push_boolean(ctx, kind == DRUPE__FILE_MODULE);
  return 1;
}

/* -- CommonJS ------------------------------------------------------------- */

/* requireFile(path): its exports, loaded if it is not. */
static duk_ret_t esm_require_file(duk_context *ctx) {
  drupe__path path;

  drupe__path_from(ctx, 0, &path);
  drupe__cjs_load(ctx, path.text, DUK_INVALID_INDEX, duk_to_boolean(ctx, 1));
  return 1;
}

/* core(name): exports of a core module, without its prefix or with "drupe:". */
static duk_ret_t esm_core(duk_context *ctx) {
  drupe__core_push(ctx, duk_require_string(ctx, 0));
  return 1;
}

/* addon(path): exports of a native module. */
static duk_ret_t esm_addon(duk_context *ctx) {
  drupe__path path;

  drupe__path_from(ctx, 0, &path);
  drupe__addon_push(ctx, path.text);
  return 1;
}

/* -- cells and promises --------------------------------------------------- */

/* cell(kind, name) */
static duk_ret_t esm_cell(duk_context *ctx) {
  drupe__cell_push(ctx, duk_require_int(ctx, 0), 1);
  return 1;
}

/* namespace(cells) */
static duk_ret_t esm_namespace(duk_context *ctx) {
  drupe__namespace_push(ctx, 0);
  return 1;
}

/* then(promise, fulfilled, rejected): the original, whatever a script did. */
static duk_ret_t esm_then(duk_context *ctx) {
  duk_dup(ctx, 1);
  duk_dup(ctx, 2);
  drupe__promise_then(ctx, 0);
  return 1;
}

/* promise(), resolve(promise, value), reject(promise, reason) */
static duk_ret_t esm_promise(duk_context *ctx) {
  drupe__promise_push(ctx);
  return 1;
}

static duk_ret_t esm_promise_resolve(duk_context *ctx) {
  drupe__promise_resolve(ctx, 0);
  return 0;
}

static duk_ret_t esm_promise_reject(duk_context *ctx) {
  drupe__promise_reject(ctx, 0);
  return 0;
}

static duk_ret_t esm_queue_microtask(duk_context *ctx) {
  drupe__microtask_queue(ctx);
  return 0;
}

static const duk_function_list_entry esm_functions[] = {
    {"compileFile", esm_compile_file, 1},
    {"compileText", esm_compile_text, 2},
    {"readText", esm_read_text, 1},
    {"syntaxError", esm_syntax_error, 3},
    {"braces", esm_braces, 2},
    {"resolve", esm_resolve, 2},
    {"pathOf", esm_path_of, 1},
    {"urlOf", esm_url_of, 1},
    {"isModule", esm_is_module, 1},
    {"commonjsNames", drupe__esm_commonjs_names, 1},
    {"commonjsResolve", drupe__esm_commonjs_resolve, 2},
    {"requireFile", esm_require_file, 2},
    {"core", esm_core, 1},
    {"addon", esm_addon, 1},
    {"cell", esm_cell, 2},
    {"namespace", esm_namespace, 1},
    {"then", esm_then, 3},
    {"promise", esm_promise, 0},
    {"promiseResolve", esm_promise_resolve, 2},
    {"promiseReject", esm_promise_reject, 2},
    {"queueMicrotask", esm_queue_microtask, 1},
    {NULL, NULL, 0}};

void drupe__esm_binding(duk_context *ctx) {
  drupe__loader_ready_cjs(ctx);
  duk_push_object(ctx);
  duk_put_function_list(ctx, -1, esm_functions);
}

/* -- import() ------------------------------------------------------------- */

void drupe__esm_import(duk_context *ctx, const char *file) {
  drupe__loader_ready_cjs(ctx);
  duk_require_stack(ctx, 16);
  drupe__core_internal(ctx, "internal/esm_loader");
  duk_push_literal(ctx, "importDynamically");
  duk_dup(ctx, -4);
  duk_dup(ctx, -4);
  drupe__path_push(ctx, file, strlen(file));
  duk_call_prop(ctx, -5, 3);
  duk_replace(ctx, -4); /* [promise options core] */
  duk_pop_2(ctx);
}
