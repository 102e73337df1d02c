/* loader/esm_resolve.c - from a specifier to the URL of a module: Node's
 * ESM_RESOLVE.
 *
 * Relative names are URLs and get no extension; packages are found by the map
 * `exports`, else by `main` or the path as it stands. */
#include <string.h>
#include <unistd.h>

#include "loader/loader.h"
#include "loader/url.h"

/* -- errors --------------------------------------------------------------- */

static void esm_throw_missing(duk_context *ctx, const char *what,
                              const char *name, const char *base) {
  drupe__node_error(ctx, DRUPE_ERROR, "ERR_MODULE_NOT_FOUND",
                    "Cannot find %s '%s' imported from %s", what, name, base);
  (void)duk_throw(ctx);
}

static void esm_throw_specifier(duk_context *ctx, const char *specifier,
                                const char *why, const char *base) {
  drupe__node_error(ctx, DRUPE_TYPE_ERROR, "ERR_INVALID_MODULE_SPECIFIER",
                    "Invalid module \"%s\" %s imported from %s", specifier, why,
                    base);
  (void)duk_throw(ctx);
}

static void esm_put_url(duk_context *ctx, const drupe__path *file,
                        const char *rest) {
  drupe__path url = {.size = 0};

  if (!drupe__url_from_path(&url, file->text) ||
      !drupe__path_add(&url, rest, strlen(rest)))
    return;
  drupe__path_push(ctx, url.text, url.size);
  duk_put_prop_literal(ctx, -2, "url");
}

/* -- who asks ------------------------------------------------------------- */

void drupe__esm_base(duk_context *ctx, const char *base, drupe__path *path) {
  char cwd[DRUPE__PATH_ROOM];
  const char *rest;
  bool fits;

  if (drupe__url_to_path(base, path, &rest) == DRUPE__URL_OK)
    return;
  if (base[0] == '/') {
    fits = drupe__path_set(path, base, strlen(base));
  } else { /* -e, standard input: as a file of the current folder */
    fits = getcwd(cwd, sizeof(cwd)) != NULL &&
           drupe__path_resolve(path, cwd, base[0] == '\0' ? "[eval]" : base);
  }
  if (!fits)
    (void)duk_generic_error(ctx, "ENAMETOOLONG: name too long");
}

/* -- the end: a file is there --------------------------------------------- */

/* Pushes the URL of a file, with the real path. */
static void esm_finish(duk_context *ctx, drupe__path *file, const char *rest,
                       const char *base) {
  bool link = true;
  int kind = drupe__path_look(file->text, &link);
  bool slash = file->size > 1 && file->text[file->size - 1] == '/';
  drupe__path url = {.size = 0};

  if (kind == DRUPE__PATH_FOLDER || slash) {
    drupe__node_error(ctx, DRUPE_ERROR, "ERR_UNSUPPORTED_DIR_IMPORT",
                      "Directory import '%s' is not supported resolving ES "
                      "modules imported from %s",
                      file->text, base);
    esm_put_url(ctx, file, rest);
    (void)duk_throw(ctx);
  }
  if (kind == DRUPE__PATH_NONE && !drupe__path_typescript(file)) {
    drupe__node_error(ctx, DRUPE_ERROR, "ERR_MODULE_NOT_FOUND",
                      "Cannot find module '%s' imported from %s", file->text,
                      base);
    esm_put_url(ctx, file, rest);
    (void)duk_throw(ctx);
  }
  if (!drupe__loader_of(ctx)->preserve_symlinks)
    drupe__real_file(ctx, file, link || kind == DRUPE__PATH_NONE);
  if (!drupe__url_from_path(&url, file->text) ||
      !drupe__path_add(&url, rest, strlen(rest)))
    (void)duk_generic_error(ctx, "ENAMETOOLONG: name too long");
  drupe__path_push(ctx, url.text, url.size);
}

/* -- URLs ----------------------------------------------------------------- */

static void esm_file_url(duk_context *ctx, const char *url, const char *base) {
  drupe__path file;
  const char *rest;

  switch (drupe__url_to_path(url, &file, &rest)) {
  case DRUPE__URL_OK: esm_finish(ctx, &file, rest, base); return;
  case DRUPE__URL_NO_FILE:
    drupe__node_error(ctx, DRUPE_TYPE_ERROR, "ERR_INVALID_FILE_URL_HOST",
                      "File URL host must be \"localhost\" or empty on linux");
    break;
  default:
    esm_throw_specifier(
        ctx, url, "must not include encoded \"/\" or \"\\\" characters", base);
  }
  (void)duk_throw(ctx);
}

/* "./a.mjs?x" */
static void esm_relative(duk_context *ctx, const char *specifier,
                         const char *base) {
  size_t size = strcspn(specifier, "?#");
  drupe__path decoded = {.size = 0}, folder, file;
  int rc = drupe__url_decode(&decoded, specifier, size);
  bool slash;

  decoded.text[decoded.size] = '\0';
  (void)drupe__path_set(&folder, base, drupe__path_folder(base, strlen(base)));
  if (rc == DRUPE__URL_LONG ||
      !drupe__path_resolve(&file, folder.text,
                           rc == DRUPE__URL_OK ? decoded.text : specifier))
    (void)duk_generic_error(ctx, "ENAMETOOLONG: name too long");
  if (rc == DRUPE__URL_SLASH)
    esm_throw_specifier(ctx, file.text,
                        "must not include encoded \"/\" or \"\\\" characters",
                        base);
  slash = decoded.size > 0 &&
          (decoded.text[decoded.size - 1] == '/' ||
           strcmp(decoded.text, ".") == 0 || strcmp(decoded.text, "..") == 0);
  if (slash && file.size > 1)
    (void)drupe__path_add(&file, "/", 1);
  esm_finish(ctx, &file, specifier + size, base);
}

static void esm_scheme(duk_context *ctx, const char *specifier, size_t size,
                       const char *base) {
  if (strncmp(specifier, "data:", 5) == 0) {
    drupe__path_push(ctx, specifier, strlen(specifier));
    return;
  }
  if (strncmp(specifier, "file:", 5) == 0) {
    esm_file_url(ctx, specifier, base);
    return;
  }
  drupe__node_error(ctx, DRUPE_ERROR, "ERR_UNSUPPORTED_ESM_URL_SCHEME",
                    "Only URLs with a scheme in: file, data, and node are "
                    "supported by the default ESM loader. Received protocol "
                    "'%.*s'",
                    (int)size, specifier);
  (void)duk_throw(ctx);
}

/* -- packages ------------------------------------------------------------- */

/* A package without `exports`: its main entry. */
static bool esm_main(duk_context *ctx, const drupe__path *home,
                     drupe__path *file) {
  static const char *const after_main[] = {
      "", ".js", ".json", ".node", "/index.js", "/index.json", "/index.node"};
  static const char *const index[] = {"index.js", "index.json", "index.node"};
  drupe__path main;

  duk_get_prop_literal(ctx, -1, "main");
  if (duk_is_string(ctx, -1)) {
    drupe__path_from(ctx, -1, &main);
    for (size_t i = 0; i < sizeof(after_main) / sizeof(after_main[0]); i++) {
      if (drupe__path_resolve(file, home->text, main.text) &&
          drupe__path_add(file, after_main[i], strlen(after_main[i])) &&
          drupe__path_kind(file->text) == DRUPE__PATH_FILE) {
        duk_pop(ctx);
        return true;
      }
    }
  }
  duk_pop(ctx);
  for (size_t i = 0; i < sizeof(index) / sizeof(index[0]); i++)
    if (drupe__path_resolve(file, home->text, index[i]) &&
        drupe__path_kind(file->text) == DRUPE__PATH_FILE)
      return true;
  return false;
}

/* The package in the folder `home`, which is there: [.. record] is replaced by
 * the file. */
static void esm_from_package(duk_context *ctx, const drupe__path *home,
                             const char *subpath, const char *base) {
  drupe__path file;
  bool found;

  if (duk_is_object(ctx, -1)) {
    duk_get_prop_literal(ctx, -1, "exports");
    found = !duk_is_null_or_undefined(ctx, -1);
    duk_pop(ctx);
    if (found) {
      drupe__exports_resolve(ctx, home->text, subpath, base, true);
      return;
    }
  } else {
    duk_pop(ctx);
    duk_push_bare_object(ctx);
  }
  if (strcmp(subpath, ".") == 0) {
    if (!esm_main(ctx, home, &file))
      esm_throw_missing(ctx, "package", home->text, base);
  } else if (!drupe__path_resolve(&file, home->text, subpath)) {
    esm_throw_missing(ctx, "module", subpath, base);
  } else if (subpath[strlen(subpath) - 1] == '/') {
    (void)drupe__path_add(&file, "/", 1);
  }
  duk_pop(ctx);
  drupe__path_push(ctx, file.text, file.size);
}

/* folder/node_modules/NAME for each folder upwards. */
static bool esm_find_home(duk_context *ctx, const char *name, size_t size,
                          const char *base, drupe__path *home) {
  drupe__path folder;
  duk_size_t count;

  (void)drupe__path_set(&folder, base, drupe__path_folder(base, strlen(base)));
  drupe__node_module_paths(ctx, folder.text);
  count = duk_get_length(ctx, -1);
  for (duk_size_t i = 0; i < count; i++) {
    duk_get_prop_index(ctx, -1, (duk_uarridx_t)i);
    drupe__path_from(ctx, -1, home);
    duk_pop(ctx);
    if (drupe__path_add(home, "/", 1) && drupe__path_add(home, name, size) &&
        drupe__path_kind(home->text) == DRUPE__PATH_FOLDER) {
      duk_pop(ctx);
      return true;
    }
  }
  duk_pop(ctx);
  return false;
}

void drupe__esm_package(duk_context *ctx, const char *specifier,
                        const char *base) {
  size_t size = drupe__package_name_size(specifier);
  drupe__path home, subpath, asking;

  duk_require_stack(ctx, 24);
  if (size == 0 && specifier[0] != '\0')
    esm_throw_specifier(ctx, specifier, "is not a valid package name", base);
  if (!drupe__path_set(&asking, base, strlen(base)) ||
      !drupe__package_subpath(specifier, size, &subpath))
    (void)duk_generic_error(ctx, "ENAMETOOLONG: name too long");
  if (drupe__resolve_self(ctx, specifier, &asking, true))
    return;
  if (size != 0 && esm_find_home(ctx, specifier, size, base, &home)) {
    (void)drupe__package_push(ctx, home.text);
    esm_from_package(ctx, &home, subpath.text, base);
    return;
  }
  /* Last, as for require: NAME.so in the module path. */
  if (drupe__addon_find(drupe__loader_of(ctx), specifier, &home)) {
    drupe__path_push(ctx, home.text, home.size);
    return;
  }
  (void)drupe__path_set(&home, specifier, size);
  esm_throw_missing(ctx, "package", home.text, base);
}

/* "#name" */
static void esm_internal(duk_context *ctx, const char *specifier,
                         const drupe__path *base) {
  size_t size = strlen(specifier);
  drupe__path home;

  if (size == 1 || specifier[1] == '/' || specifier[size - 1] == '/')
    esm_throw_specifier(ctx, specifier,
                        "is not a valid internal imports specifier name",
                        base->text);
  if (!drupe__package_scope(ctx, base->text, &home) ||
      !duk_has_prop_literal(ctx, -1, "imports")) {
    drupe__node_error(ctx, DRUPE_TYPE_ERROR, "ERR_PACKAGE_IMPORT_NOT_DEFINED",
                      "Package import specifier \"%s\" is not defined "
                      "imported from %s",
                      specifier, base->text);
    (void)duk_throw(ctx);
  }
  drupe__imports_resolve(ctx, home.text, specifier, base->text, true);
}

/* -- the whole ------------------------------------------------------------ */

/* Pushes "node:fs" for what is a core module's name. */
static bool esm_core(duk_context *ctx, const char *specifier) {
  if (!drupe__core_name(specifier))
    return false;
  if (strncmp(specifier, "drupe:", 6) == 0) {
    duk_push_string(ctx, specifier);
    return true;
  }
  if (!drupe__core_builtin(specifier)) {
    drupe__node_error(ctx, DRUPE_ERROR, "ERR_UNKNOWN_BUILTIN_MODULE",
                      "No such built-in module: %s", specifier);
    (void)duk_throw(ctx);
  }
  duk_push_sprintf(ctx, "node:%s",
                   specifier + (strncmp(specifier, "node:", 5) == 0 ? 5 : 0));
  return true;
}

static bool esm_is_relative(const char *specifier) {
  return specifier[0] == '/' || strncmp(specifier, "./", 2) == 0 ||
         strncmp(specifier, "../", 3) == 0 || strcmp(specifier, ".") == 0 ||
         strcmp(specifier, "..") == 0;
}

void drupe__esm_resolve(duk_context *ctx, const char *specifier,
                        const char *base) {
  size_t scheme = drupe__url_scheme(specifier);
  drupe__path asking, file;

  duk_require_stack(ctx, 24);
  if (esm_core(ctx, specifier))
    return;
  if (scheme > 0 && strncmp(specifier, "file:", 5) != 0) {
    esm_scheme(ctx, specifier, scheme, base);
    return;
  }
  if (strncmp(base, "data:", 5) == 0 && scheme == 0) {
    drupe__node_error(ctx, DRUPE_ERROR, "ERR_UNSUPPORTED_RESOLVE_REQUEST",
                      "Failed to resolve module specifier \"%s\" from \"%s\": "
                      "Invalid relative URL or base scheme is not "
                      "hierarchical.",
                      specifier, base);
    (void)duk_throw(ctx);
  }
  drupe__esm_base(ctx, base, &asking);
  if (scheme > 0) {
    esm_scheme(ctx, specifier, scheme, asking.text);
    return;
  }
  if (esm_is_relative(specifier)) {
    esm_relative(ctx, specifier, asking.text);
    return;
  }
  if (specifier[0] == '#')
    esm_internal(ctx, specifier, &asking);
  else
    drupe__esm_package(ctx, specifier, asking.text);
  if (drupe__core_name(duk_get_string(ctx, -1))) {
    (void)esm_core(ctx, duk_get_string(ctx, -1)); /* of `imports` */
    duk_remove(ctx, -2);
    return;
  }
  drupe__path_from(ctx, -1, &file);
  duk_pop(ctx);
  esm_finish(ctx, &file, "", asking.text);
}
