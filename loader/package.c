/* loader/package.c - package.json, each read once.
 *
 * A record is an object without a prototype that has only what resolution
 * asks for; the rest of the file is not kept.  `false` remembers that a folder
 * has no package.json: the walk up from a file asks for many. */
#include <errno.h>
#include <string.h>

#include "loader/loader.h"
#include "loader/package_scan.h"

/* [.. record value] -> [.. record] */
static void package_keep(duk_context *ctx, int key) {
  if (duk_is_undefined(ctx, -1) ||
      (key < DRUPE__PACKAGE_STRINGS && !duk_is_string(ctx, -1)))
    duk_pop(ctx);
  else
    duk_put_prop_string(ctx, -2, drupe__package_keys[key]);
}

/* Pushes the value of a JSON text that is known to be one. */
static void package_push_value(duk_context *ctx,
                               const drupe__package_text *value) {
  const char *end;

  if (value->text[0] == '"' &&
      memchr(value->text, '\\', value->size) == NULL) {
    end = memchr(value->text + 1, '"', value->size - 1);
    drupe__path_push(ctx, value->text + 1, (size_t)(end - value->text) - 1);
    return;
  }
  drupe__path_push(ctx, value->text, value->size);
  duk_json_decode(ctx, -1);
}

static duk_ret_t package_decode(duk_context *ctx, void *udata) {
  (void)udata;
  duk_json_decode(ctx, -1);
  return 1;
}

/* Pushes the record of a text that JSON.parse must look at. */
static void package_parse_whole(duk_context *ctx, const char *file,
                                const char *text, size_t size) {
  drupe__path_push(ctx, text, size);
  if (duk_safe_call(ctx, package_decode, NULL, 1, 1) != DUK_EXEC_SUCCESS) {
    drupe__node_error(ctx, DRUPE_SYNTAX_ERROR, NULL, "Error parsing %s: %s",
                      file, drupe__error_message(ctx, -1));
    drupe__path_push(ctx, file, strlen(file));
    duk_put_prop_literal(ctx, -2, "path");
    (void)duk_throw(ctx);
  }
  duk_push_bare_object(ctx);
  /* null, a number: nothing is declared */
  for (int i = 0; i < DRUPE__PACKAGE_KEYS && duk_is_object(ctx, -2); i++) {
    duk_get_prop_string(ctx, -2, drupe__package_keys[i]);
    package_keep(ctx, i);
  }
  duk_remove(ctx, -2);
}

/* Pushes the record made of the text in l->scratch. */
static void package_parse(duk_context *ctx, const char *file, size_t size) {
  const char *text = drupe__loader_of(ctx)->scratch;
  drupe__package_text values[DRUPE__PACKAGE_KEYS];

  if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
    text += 3;
    size -= 3;
  }
  if (!drupe__package_scan(text, size, values)) {
    package_parse_whole(ctx, file, text, size);
    return;
  }
  duk_push_bare_object(ctx);
  for (int i = 0; i < DRUPE__PACKAGE_KEYS; i++) {
    if (values[i].text == NULL)
      continue;
    package_push_value(ctx, &values[i]);
    package_keep(ctx, i);
  }
}

bool drupe__package_push(duk_context *ctx, const char *folder) {
  drupe__loader *l = drupe__loader_of(ctx);
  drupe__path file;
  ptrdiff_t size;

  drupe__loader_push(l, ctx, DRUPE__LOADER_PACKAGES);
  drupe__path_push(ctx, folder, strlen(folder));
  duk_dup_top(ctx);
  if (duk_get_prop(ctx, -3)) {
    duk_replace(ctx, -3);
    duk_pop(ctx);
    return duk_is_object(ctx, -1);
  }
  duk_pop(ctx);
  size = drupe__path_resolve(&file, folder, "package.json")
             ? drupe__file_read(l, file.text)
             : -ENAMETOOLONG;
  if (size < 0)
    duk_push_false(ctx);
  else
    package_parse(ctx, file.text, (size_t)size);
  duk_dup_top(ctx);
  duk_insert(ctx, -4); /* [record packages folder record] */
  duk_put_prop(ctx, -3);
  duk_pop(ctx);
  return duk_is_object(ctx, -1);
}

bool drupe__package_scope(duk_context *ctx, const char *file,
                          drupe__path *folder) {
  size_t size = strlen(file);

  if (!drupe__path_set(folder, file, size)) {
    duk_push_false(ctx);
    return false;
  }
  for (;;) {
    size = drupe__path_folder(folder->text, folder->size);
    folder->text[size] = '\0';
    folder->size = size;
    /* A folder node_modules ends the search, as in Node. */
    if (size >= 13 && strcmp(folder->text + size - 13, "/node_modules") == 0)
      break;
    if (drupe__package_push(ctx, folder->text))
      return true;
    duk_pop(ctx);
    if (size <= 1)
      break;
  }
  duk_push_false(ctx);
  return false;
}

drupe__file_kind drupe__file_kind_of(duk_context *ctx, const char *file) {
  const drupe__options *options = drupe__kernel_of_context(ctx)->options;
  const char *extension = drupe__path_extension(file);
  drupe__file_kind kind = DRUPE__FILE_AMBIGUOUS;
  drupe__path folder;
  const char *type;

  if (strcmp(extension, ".mjs") == 0 || strcmp(extension, ".mts") == 0)
    return DRUPE__FILE_MODULE;
  if (extension[0] != '\0' && strcmp(extension, ".js") != 0 &&
      strcmp(extension, ".ts") != 0)
    return DRUPE__FILE_COMMONJS;
  if (options != NULL && options->module_default)
    kind = DRUPE__FILE_MODULE;
  if (drupe__package_scope(ctx, file, &folder)) {
    duk_get_prop_literal(ctx, -1, "type");
    type = duk_get_string_default(ctx, -1, "");
    if (strcmp(type, "module") == 0)
      kind = DRUPE__FILE_MODULE;
    else if (strcmp(type, "commonjs") == 0)
      kind = DRUPE__FILE_COMMONJS;
    duk_pop(ctx);
  }
  duk_pop(ctx);
  return kind;
}
