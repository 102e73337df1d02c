/* loader/resolve.c - from a specifier and who asks to the name of a file:
 * Node's Module._resolveFilename and Module._findPath. */
#include "loader/loader.h"

#include <string.h>
#include <unistd.h>

/* One look for a file: the folders to try come one after the other. */
typedef struct resolve_query {
  duk_context *ctx;
  drupe__loader *loader;
  const char *request;
  bool is_main;
  bool folder_only; /* the request ends with a slash or a dot part */
  bool link;        /* what was looked at last is a symbolic link */
} resolve_query;

static bool resolve_is_relative(const char *request) {
  return request[0] == '.' &&
         (request[1] == '\0' || request[1] == '/' ||
          (request[1] == '.' && (request[2] == '\0' || request[2] == '/')));
}

/* -- one candidate -------------------------------------------------------- */

static int resolve_look(resolve_query *q, const drupe__path *path) {
  return drupe__path_look(path->text, &q->link);
}

/* Pushes the real name of a file that is there: it was looked at last. */
static bool resolve_take(resolve_query *q, drupe__path *file) {
  bool keep = q->is_main ? q->loader->preserve_symlinks_main
                         : q->loader->preserve_symlinks;

  if (!keep)
    drupe__real_file(q->ctx, file, q->link);
  drupe__path_push(q->ctx, file->text, file->size);
  return true;
}

/* The key of an entry of Module._extensions; NULL: none that counts. */
static const duk_hstring *resolve_extension_at(duk_hobject *table,
                                               duk_uint_fast32_t entry) {
  const duk_hstring *key = DUK_HOBJECT_E_GET_KEY(NULL, table, entry);

  return key != NULL && !DUK_HSTRING_HAS_SYMBOL(key) &&
                 DUK_HOBJECT_E_SLOT_IS_ENUMERABLE(NULL, table, entry)
             ? key
             : NULL;
}

/* Tries `stem` with each of Module._extensions, in their order.  The table is
 * a plain object of ours, and a look at a file runs no code: its entries stay
 * where they are. */
static bool resolve_extensions(resolve_query *q, const drupe__path *stem) {
  duk_context *ctx = q->ctx;
  drupe__path file;
  duk_hobject *table;

  if (!drupe__path_set(&file, stem->text, stem->size))
    return false;
  drupe__loader_push(q->loader, ctx, DRUPE__LOADER_EXTENSIONS);
  table = duk_known_hobject(ctx, -1);
  duk_pop(ctx); /* the slot keeps it */
  for (duk_uint_fast32_t i = 0; i < DUK_HOBJECT_GET_ENEXT(table); i++) {
    const duk_hstring *key = resolve_extension_at(table, i);

    file.size = stem->size;
    if (key != NULL &&
        drupe__path_add(&file, (const char *)DUK_HSTRING_GET_DATA(key),
                        DUK_HSTRING_GET_BYTELEN(key)) &&
        resolve_look(q, &file) == DRUPE__PATH_FILE)
      return resolve_take(q, &file);
  }
  return false;
}

static bool resolve_index(resolve_query *q, const drupe__path *folder) {
  drupe__path stem;

  return drupe__path_resolve(&stem, folder->text, "index") &&
         resolve_extensions(q, &stem);
}

static bool resolve_main_of(resolve_query *q, const drupe__path *target) {
  drupe__path file = *target;
  int kind = resolve_look(q, &file);

  if (kind == DRUPE__PATH_FILE)
    return resolve_take(q, &file);
  return resolve_extensions(q, target) ||
         (kind == DRUPE__PATH_FOLDER && resolve_index(q, target));
}

static void resolve_throw_bad_main(resolve_query *q, const drupe__path *folder,
                                   const drupe__path *target) {
  duk_context *ctx = q->ctx;
  drupe__path file;

  drupe__node_error(ctx, DRUPE_ERROR, NULL,
                    "Cannot find module '%s'. Please verify that the "
                    "package.json has a valid \"main\" entry",
                    target->text);
  duk_push_literal(ctx, "MODULE_NOT_FOUND");
  duk_put_prop_literal(ctx, -2, "code");
  (void)drupe__path_resolve(&file, folder->text, "package.json");
  drupe__path_push(ctx, file.text, file.size);
  duk_put_prop_literal(ctx, -2, "path");
  drupe__path_push(ctx, q->request, strlen(q->request));
  duk_put_prop_literal(ctx, -2, "requestPath");
  (void)duk_throw(ctx);
}

/* A folder: package.json's main, else index. */
static bool resolve_folder(resolve_query *q, const drupe__path *folder) {
  duk_context *ctx = q->ctx;
  drupe__path target, main;
  bool found;

  if (!drupe__package_push(ctx, folder->text) ||
      !duk_get_prop_literal(ctx, -1, "main")) {
    duk_pop_n(ctx, duk_is_undefined(ctx, -1) ? 2 : 1);
    return resolve_index(q, folder);
  }
  drupe__path_from(ctx, -1, &main);
  duk_pop_2(ctx);
  if (main.size == 0)
    return resolve_index(q, folder);
  if (!drupe__path_resolve(&target, folder->text, main.text))
    return false;
  found = resolve_main_of(q, &target) || resolve_index(q, folder);
  if (!found)
    resolve_throw_bad_main(q, folder, &target);
  return found;
}

static bool resolve_base(resolve_query *q, drupe__path *base) {
  int kind = resolve_look(q, base);

  if (!q->folder_only) {
    if (kind == DRUPE__PATH_FILE)
      return resolve_take(q, base);
    if (resolve_extensions(q, base))
      return true;
  }
  if (kind == DRUPE__PATH_NONE) {
    q->link = true; /* for all we know */
    return drupe__path_typescript(base) && resolve_take(q, base);
  }
  return kind == DRUPE__PATH_FOLDER && resolve_folder(q, base);
}

/* -- packages ------------------------------------------------------------- */

size_t drupe__package_name_size(const char *request) {
  const char *p = request, *name;

  if (*p == '@') {
    p = strchr(p, '/');
    if (p == NULL || p == request + 1)
      return 0;
    p++;
  }
  name = p;
  if (*name == '.' || *name == '\0' || *name == '/')
    return 0;
  while (*p != '\0' && *p != '/')
    p++;
  for (const char *c = request; c < p; c++)
    if (*c == '\\' || *c == '%')
      return 0;
  return (size_t)(p - request);
}

bool drupe__package_subpath(const char *request, size_t size, drupe__path *to) {
  return drupe__path_set(to, ".", 1) &&
         drupe__path_add(to, request + size, strlen(request + size));
}

/* A package in `folder` (a node_modules) that has `exports`. */
static bool resolve_by_exports(resolve_query *q, const char *folder) {
  duk_context *ctx = q->ctx;
  size_t size = drupe__package_name_size(q->request);
  drupe__path home, name, subpath;

  if (size == 0 || !drupe__path_set(&name, q->request, size) ||
      !drupe__path_resolve(&home, folder, name.text) ||
      !drupe__package_subpath(q->request, size, &subpath))
    return false;
  if (drupe__package_push(ctx, home.text)) {
    duk_get_prop_literal(ctx, -1, "exports");
    if (!duk_is_null_or_undefined(ctx, -1)) {
      duk_pop(ctx);
      drupe__exports_resolve(ctx, home.text, subpath.text, NULL, false);
      return true;
    }
    duk_pop(ctx);
  }
  duk_pop(ctx);
  return false;
}

static bool resolve_in(resolve_query *q, const drupe__path *folder) {
  drupe__path base;

  if (folder->size != 0 && !drupe__real_is_folder(q->ctx, folder))
    return false;
  if (q->request[0] != '/' && !resolve_is_relative(q->request) &&
      resolve_by_exports(q, folder->text))
    return true;
  return drupe__path_resolve(&base, folder->text, q->request) &&
         resolve_base(q, &base);
}

static bool resolve_ends_as_folder(const char *request) {
  size_t size = strlen(request);

  if (size == 0 || request[size - 1] == '/')
    return size != 0;
  if (request[size - 1] != '.')
    return false;
  if (size == 1 || request[size - 2] == '/')
    return true;
  return request[size - 2] == '.' && (size == 2 || request[size - 3] == '/');
}

/* Tries each folder of the array at `paths`; leaves the file name. */
static bool resolve_walk(resolve_query *q, duk_idx_t paths) {
  duk_context *ctx = q->ctx;
  duk_size_t count = duk_get_length(ctx, paths);
  drupe__path folder, full;
  char cwd[DRUPE__PATH_ROOM];

  if (q->request[0] == '/') {
    (void)drupe__path_set(&folder, "", 0);
    return resolve_in(q, &folder);
  }
  for (duk_size_t i = 0; i < count; i++) {
    duk_get_prop_index(ctx, paths, (duk_uarridx_t)i);
    drupe__path_from(ctx, -1, &folder);
    duk_pop(ctx);
    if (folder.text[0] != '/') { /* NODE_PATH may be relative */
      if (getcwd(cwd, sizeof(cwd)) == NULL ||
          !drupe__path_resolve(&full, cwd, folder.text))
        continue;
      folder = full;
    }
    if (resolve_in(q, &folder))
      return true;
  }
  return false;
}

/* Pushes the folders of an array with NULs between them. */
static void resolve_push_joined(duk_context *ctx, duk_idx_t paths) {
  duk_size_t count = duk_get_length(ctx, paths);

  duk_require_stack(ctx, (duk_idx_t)count + 4);
  duk_push_lstring(ctx, "\0", 1);
  for (duk_size_t i = 0; i < count; i++)
    duk_get_prop_index(ctx, paths, (duk_uarridx_t)i);
  duk_join(ctx, (duk_idx_t)count);
}

void drupe__find_path(duk_context *ctx, const char *request, duk_idx_t paths,
                      bool is_main) {
  resolve_query q = {ctx,     drupe__loader_of(ctx),
                     request, is_main,
                     resolve_ends_as_folder(request), true};

  duk_require_stack(ctx, 32);
  if (request[0] != '/' && !duk_is_array(ctx, paths)) {
    duk_push_false(ctx);
    return;
  }
  /* [key]: the request and the folders that were asked. */
  drupe__loader_push(q.loader, ctx, DRUPE__LOADER_PATH_CACHE);
  drupe__path_push(ctx, request, strlen(request));
  if (request[0] != '/') {
    duk_push_lstring(ctx, "\0", 1);
    resolve_push_joined(ctx, paths);
    duk_concat(ctx, 3);
  }
  duk_dup_top(ctx);
  if (!duk_get_prop(ctx, -3)) {
    duk_pop(ctx);
    if (!resolve_walk(&q, paths)) {
      duk_pop_2(ctx);
      duk_push_false(ctx);
      return;
    }
    duk_dup_top(ctx);
    duk_insert(ctx, -4); /* [file cache key file] */
    duk_put_prop(ctx, -3);
    duk_pop(ctx);
    return;
  }
  duk_replace(ctx, -3);
  duk_pop(ctx);
}

/* -- where to look -------------------------------------------------------- */

void drupe__node_module_paths(duk_context *ctx, const char *folder) {
  drupe__path at;
  duk_uarridx_t n = 0;
  size_t size = strlen(folder);

  duk_push_array(ctx);
  while (size > 0) {
    size_t begin = size;

    while (begin > 0 && folder[begin - 1] != '/')
      begin--;
    /* node_modules/node_modules is never looked for. */
    if (!(size - begin == 12 &&
          memcmp(folder + begin, "node_modules", 12) == 0) &&
        drupe__path_set(&at, folder, size > 1 || begin == 0 ? size : 0) &&
        drupe__path_add(&at, "/node_modules", 13)) {
      drupe__path_push(ctx, at.text, at.size);
      duk_put_prop_index(ctx, -2, n++);
    }
    if (size == 1 && folder[0] == '/')
      return;
    size = begin > 1 ? begin - 1 : begin;
  }
}

/* [..] -> [.. array]: the folder of the file that asks, or where a script
 * without a file stands. */
static void resolve_relative_paths(duk_context *ctx, duk_idx_t parent) {
  drupe__path file;

  duk_push_array(ctx);
  if (parent != DUK_INVALID_INDEX && duk_is_object(ctx, parent) &&
      duk_get_prop_literal(ctx, parent, "filename") &&
      duk_is_string(ctx, -1)) {
    drupe__path_from(ctx, -1, &file);
    duk_pop(ctx);
    drupe__path_push(ctx, file.text,
                     drupe__path_folder(file.text, file.size));
  } else {
    if (parent != DUK_INVALID_INDEX && duk_is_object(ctx, parent))
      duk_pop(ctx);
    duk_push_literal(ctx, ".");
  }
  duk_put_prop_index(ctx, -2, 0);
}

void drupe__lookup_paths(duk_context *ctx, const char *request,
                         duk_idx_t parent) {
  if (parent != DUK_INVALID_INDEX)
    parent = duk_require_normalize_index(ctx, parent);
  if (drupe__core_name(request)) {
    duk_push_null(ctx);
    return;
  }
  if (resolve_is_relative(request)) {
    resolve_relative_paths(ctx, parent);
    return;
  }
  if (parent != DUK_INVALID_INDEX && duk_is_object(ctx, parent) &&
      duk_get_prop_literal(ctx, parent, "paths") && duk_is_array(ctx, -1)) {
    duk_push_literal(ctx, "concat");
    drupe__loader_push(drupe__loader_of(ctx), ctx, DRUPE__LOADER_PATHS);
    duk_call_prop(ctx, -3, 1);
    duk_remove(ctx, -2);
    return;
  }
  if (parent != DUK_INVALID_INDEX && duk_is_object(ctx, parent))
    duk_pop(ctx);
  drupe__loader_push(drupe__loader_of(ctx), ctx, DRUPE__LOADER_PATHS);
}

/* -- the whole ------------------------------------------------------------ */

/* The file that asks, for self references and "#imports". */
static bool resolve_parent_file(duk_context *ctx, duk_idx_t parent,
                                drupe__path *file) {
  bool found;

  if (parent == DUK_INVALID_INDEX || !duk_is_object(ctx, parent))
    return false;
  duk_get_prop_literal(ctx, parent, "filename");
  found = duk_is_string(ctx, -1);
  if (found)
    drupe__path_from(ctx, -1, file);
  duk_pop(ctx);
  return found;
}

bool drupe__resolve_self(duk_context *ctx, const char *request,
                         const drupe__path *file, bool esm) {
  drupe__path home, name, subpath;
  size_t size = drupe__package_name_size(request);
  bool fits;

  if (size == 0 || !drupe__path_set(&name, request, size))
    return false;
  fits = drupe__package_scope(ctx, file->text, &home) &&
         duk_has_prop_literal(ctx, -1, "exports");
  if (fits) {
    duk_get_prop_literal(ctx, -1, "name");
    duk_get_prop_literal(ctx, -2, "exports");
    fits = duk_is_string(ctx, -2) &&
           strcmp(duk_get_string(ctx, -2), name.text) == 0 &&
           !duk_is_null(ctx, -1);
    duk_pop_2(ctx);
  }
  if (!fits || !drupe__package_subpath(request, size, &subpath)) {
    duk_pop(ctx);
    return false;
  }
  drupe__exports_resolve(ctx, home.text, subpath.text, file->text, esm);
  return true;
}

static bool resolve_import(duk_context *ctx, const char *request,
                           const drupe__path *file) {
  drupe__path home;
  size_t size = strlen(request);

  if (!drupe__package_scope(ctx, file->text, &home) ||
      !duk_has_prop_literal(ctx, -1, "imports")) {
    duk_pop(ctx);
    return false;
  }
  if (size == 1 || request[1] == '/' || request[size - 1] == '/') {
    drupe__node_error(ctx, DRUPE_TYPE_ERROR, "ERR_INVALID_MODULE_SPECIFIER",
                      "Invalid module \"%s\" is not a valid internal imports "
                      "specifier name imported from %s",
                      request, file->text);
    (void)duk_throw(ctx);
  }
  drupe__imports_resolve(ctx, home.text, request, file->text, false);
  return true;
}

/* Pushes the files that led here, the asking one first. */
static void resolve_stack(duk_context *ctx, duk_idx_t parent) {
  duk_uarridx_t n = 0;

  duk_push_array(ctx);
  if (parent == DUK_INVALID_INDEX)
    return;
  duk_dup(ctx, parent);
  while (duk_is_object(ctx, -1) && n < 1000) {
    duk_get_prop_literal(ctx, -1, "filename");
    if (!duk_to_boolean(ctx, -1)) {
      duk_pop(ctx);
      duk_get_prop_literal(ctx, -1, "id");
    } else {
      duk_pop(ctx);
      duk_get_prop_literal(ctx, -1, "filename");
    }
    duk_put_prop_index(ctx, -3, n++);
    duk_get_prop_literal(ctx, -1, DUK_HIDDEN_SYMBOL("parent"));
    duk_remove(ctx, -2);
  }
  duk_pop(ctx);
}

static void resolve_throw_missing(duk_context *ctx, const char *request,
                                  duk_idx_t parent) {
  resolve_stack(ctx, parent);
  duk_push_literal(ctx, "");
  for (duk_uarridx_t i = 0; duk_get_prop_index(ctx, -2, i); i++) {
    duk_push_string(ctx, i == 0 ? "\nRequire stack:\n- " : "\n- ");
    duk_insert(ctx, -2);
    duk_concat(ctx, 3);
  }
  duk_pop(ctx);
  drupe__node_error(ctx, DRUPE_ERROR, NULL, "Cannot find module '%s'%s",
                    request, duk_get_string(ctx, -1));
  duk_push_literal(ctx, "MODULE_NOT_FOUND");
  duk_put_prop_literal(ctx, -2, "code");
  duk_dup(ctx, -3);
  duk_put_prop_literal(ctx, -2, "requireStack");
  (void)duk_throw(ctx);
}

/* [..] -> [.. array]: folders of require.resolve's option `paths`. */
static void resolve_option_paths(duk_context *ctx, const char *request,
                                 duk_idx_t paths) {
  duk_uarridx_t n = 0;
  duk_size_t count = duk_get_length(ctx, paths);
  drupe__path folder, full;
  char cwd[DRUPE__PATH_ROOM];

  if (resolve_is_relative(request)) {
    duk_dup(ctx, paths);
    return;
  }
  if (getcwd(cwd, sizeof(cwd)) == NULL)
    cwd[0] = '\0';
  duk_push_array(ctx);
  for (duk_size_t i = 0; i < count; i++) {
    duk_get_prop_index(ctx, paths, (duk_uarridx_t)i);
    drupe__path_from(ctx, -1, &folder);
    duk_pop(ctx);
    if (!drupe__path_resolve(&full, cwd, folder.text))
      continue;
    drupe__node_module_paths(ctx, full.text);
    for (duk_uarridx_t j = 0; duk_get_prop_index(ctx, -1, j); j++)
      duk_put_prop_index(ctx, -3, n++);
    duk_pop_2(ctx);
  }
  drupe__loader_push(drupe__loader_of(ctx), ctx, DRUPE__LOADER_PATHS);
  for (duk_uarridx_t j = 0; duk_get_prop_index(ctx, -1, j); j++)
    duk_put_prop_index(ctx, -3, n++);
  duk_pop_2(ctx);
}

/* What is found without looking into folders: "#imports", a package's own
 * name. */
static bool resolve_by_package(duk_context *ctx, const char *request,
                               duk_idx_t parent) {
  drupe__path file;

  return request[0] != '.' && request[0] != '/' &&
         resolve_parent_file(ctx, parent, &file) &&
         (request[0] == '#' ? resolve_import(ctx, request, &file)
                            : drupe__resolve_self(ctx, request, &file, false));
}

/* Last: NAME.so in the module path. */
static bool resolve_in_module_path(duk_context *ctx, const char *request) {
  drupe__path file;

  if (!drupe__addon_find(drupe__loader_of(ctx), request, &file))
    return false;
  drupe__path_push(ctx, file.text, file.size);
  return true;
}

void drupe__resolve(duk_context *ctx, const char *request, duk_idx_t parent,
                    bool is_main, duk_idx_t paths) {
  if (parent != DUK_INVALID_INDEX)
    parent = duk_require_normalize_index(ctx, parent);
  if (drupe__core_name(request)) {
    drupe__path_push(ctx, request, strlen(request));
    return;
  }
  duk_require_stack(ctx, 16);
  if (resolve_by_package(ctx, request, parent))
    return;
  if (paths != DUK_INVALID_INDEX)
    resolve_option_paths(ctx, request, paths);
  else
    drupe__lookup_paths(ctx, request, parent);
  drupe__find_path(ctx, request, duk_get_top_index(ctx), is_main);
  duk_remove(ctx, -2);
  if (duk_is_string(ctx, -1))
    return;
  duk_pop(ctx);
  if (!resolve_in_module_path(ctx, request))
    resolve_throw_missing(ctx, request, parent);
}
