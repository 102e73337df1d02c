/* loader/esm_commonjs.c - the names of a CommonJS file, for js/lib's
 * internal/esm_commonjs.js. */
#include "loader/loader.h"

#include <stdlib.h>
#include <string.h>

#include "syntax/commonjs_names.h"

/* What was found, each with its kind in front and a NUL behind.  Collected in
 * plain memory: the walk holds memory of its own, so nothing may throw. */
typedef struct commonjs_list {
  char *text;
  size_t size, room;
  bool failed;
} commonjs_list;

static void commonjs_add(commonjs_list *list, char kind, const char *text,
                         size_t size) {
  size_t wanted = list->size + size + 2;

  if (list->failed || memchr(text, 0, size) != NULL)
    return;
  if (wanted > list->room) {
    char *grown = realloc(list->text, wanted * 2);

    if (grown == NULL) {
      list->failed = true;
      return;
    }
    list->text = grown;
    list->room = wanted * 2;
  }
  list->text[list->size] = kind;
  memcpy(list->text + list->size + 1, text, size);
  list->text[wanted - 1] = '\0';
  list->size = wanted;
}

static void commonjs_on_name(void *arg, const char *name, size_t size) {
  commonjs_add(arg, 'n', name, size);
}

static void commonjs_on_reexport(void *arg, const char *name, size_t size) {
  commonjs_add(arg, 'r', name, size);
}

static void commonjs_on_reset(void *arg) {
  commonjs_add(arg, 'x', "", 0);
}

static duk_ret_t commonjs_push(duk_context *ctx, void *udata) {
  const commonjs_list *list = udata;
  duk_uarridx_t n = 0;

  duk_push_array(ctx);
  for (size_t i = 0; i < list->size; i += strlen(list->text + i) + 1) {
    drupe__path_push(ctx, list->text + i, strlen(list->text + i));
    duk_put_prop_index(ctx, -2, n++);
  }
  return 1;
}

duk_ret_t drupe__esm_commonjs_names(duk_context *ctx) {
  commonjs_list list = {NULL, 0, 0, false};
  const drupe__commonjs_found found = {&list, commonjs_on_name,
                                       commonjs_on_reexport, commonjs_on_reset};
  drupe__path path;
  const char *text;
  size_t size;
  duk_int_t rc;

  drupe__path_from(ctx, 0, &path);
  text = drupe__file_text(ctx, path.text, &size);
  drupe__commonjs_names(text, size, &found);
  rc = duk_safe_call(ctx, commonjs_push, &list, 0, 1);
  free(list.text);
  if (list.failed)
    return duk_generic_error(ctx, "out of memory");
  if (rc != DUK_EXEC_SUCCESS)
    return duk_throw(ctx);
  return 1;
}

/* commonjsResolve(specifier, path): the file that require() would take. */
duk_ret_t drupe__esm_commonjs_resolve(duk_context *ctx) {
  drupe__path specifier, path, folder;

  drupe__path_from(ctx, 0, &specifier);
  drupe__path_from(ctx, 1, &path);
  (void)drupe__path_set(&folder, path.text,
                        drupe__path_folder(path.text, path.size));
  duk_push_bare_object(ctx);
  duk_dup(ctx, 1);
  duk_put_prop_literal(ctx, -2, "filename");
  drupe__node_module_paths(ctx, folder.text);
  duk_put_prop_literal(ctx, -2, "paths");
  drupe__resolve(ctx, specifier.text, 2, false, DUK_INVALID_INDEX);
  return 1;
}
