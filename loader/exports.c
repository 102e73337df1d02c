/* loader/exports.c - the maps `exports` and `imports` of package.json.
 *
 * Node's algorithm (PACKAGE_TARGET_RESOLVE and its callers), with file names in
 * the place of URLs.  A target is a JS value on the stack; what a step finds is
 * a file name, null (refused), or undefined (try the next condition). */
#include "loader/loader.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* What one resolution is about; lives on the C stack of its entry. */
typedef struct exports_query {
  duk_context *ctx;
  const char *folder;    /* of the package */
  const char *base;      /* file that asks, or NULL */
  const char *key;       /* of the map, for messages */
  const char *part;      /* what `*` stands for; "" if there is none */
  size_t part_size;
  bool pattern;
  bool imports;
  bool esm;              /* asked by import: other condition, no look */
  const char *request;   /* what was asked for */
} exports_query;

static void exports_target(exports_query *q);

/* " imported from FILE", or nothing. */
static const char *exports_from(const exports_query *q, const char **text) {
  *text = q->base == NULL ? "" : q->base;
  return q->base == NULL ? "" : " imported from ";
}

_Noreturn static void exports_throw_invalid_target(exports_query *q,
                                                   duk_idx_t idx) {
  duk_context *ctx = q->ctx;
  const char *base, *from = exports_from(q, &base);
  const char *text;
  bool relative = !q->imports && duk_is_string(ctx, idx) &&
                  duk_get_length(ctx, idx) > 0 &&
                  strncmp(duk_get_string(ctx, idx), "./", 2) != 0;
  const char *hint = relative ? "; targets must start with \"./\"" : "";

  duk_dup(ctx, idx);
  text = duk_json_encode(ctx, -1);
  if (strcmp(q->key, ".") == 0)
    drupe__node_error(ctx, DRUPE_ERROR, "ERR_INVALID_PACKAGE_TARGET",
                      "Invalid \"exports\" main target %s defined in the "
                      "package config %s/package.json%s%s%s",
                      text, q->folder, from, base, hint);
  else
    drupe__node_error(ctx, DRUPE_ERROR, "ERR_INVALID_PACKAGE_TARGET",
                      "Invalid \"%s\" target %s defined for '%s' in the "
                      "package config %s/package.json%s%s%s",
                      q->imports ? "imports" : "exports", text, q->key,
                      q->folder, from, base, hint);
  (void)duk_throw(ctx);
  abort(); /* never: the throw is a jump, which its type does not say */
}

static void exports_throw_config(exports_query *q, const char *why) {
  const char *base = q->base;

  drupe__node_error(q->ctx, DRUPE_ERROR, "ERR_INVALID_PACKAGE_CONFIG",
                    "Invalid package config %s/package.json%s%s. %s",
                    q->folder, base == NULL ? "" : " while importing ",
                    base == NULL ? "" : base, why);
  (void)duk_throw(q->ctx);
}

static void exports_throw_missing(exports_query *q) {
  const char *base, *from = exports_from(q, &base);

  if (q->imports)
    drupe__node_error(q->ctx, DRUPE_TYPE_ERROR,
                      "ERR_PACKAGE_IMPORT_NOT_DEFINED",
                      "Package import specifier \"%s\" is not defined in "
                      "package %s/package.json%s%s",
                      q->request, q->folder, from, base);
  else if (strcmp(q->request, ".") == 0)
    drupe__node_error(q->ctx, DRUPE_ERROR, "ERR_PACKAGE_PATH_NOT_EXPORTED",
                      "No \"exports\" main defined in %s/package.json%s%s",
                      q->folder, from, base);
  else
    drupe__node_error(q->ctx, DRUPE_ERROR, "ERR_PACKAGE_PATH_NOT_EXPORTED",
                      "Package subpath '%s' is not defined by \"exports\" in "
                      "%s/package.json%s%s",
                      q->request, q->folder, from, base);
  (void)duk_throw(q->ctx);
}

/* Compares a part of a path with `word`, reading %XX as its character. */
static bool exports_part_is(const char *part, size_t size, const char *word) {
  while (size > 0 && *word != '\0') {
    unsigned c = (unsigned char)*part;
    size_t step = 1;

    if (c == '%' && size >= 3) {
      char hex[3] = {part[1], part[2], 0};

      c = (unsigned)strtoul(hex, NULL, 16);
      step = 3;
    }
    if (tolower((int)c) != *word)
      return false;
    part += step;
    size -= step;
    word++;
  }
  return size == 0 && *word == '\0';
}

/* Has the path a part that may not be there: "..", "." or node_modules? */
static bool exports_has_bad_part(const char *text, size_t size) {
  size_t begin = 0;

  for (size_t i = 0; i <= size; i++) {
    if (i < size && text[i] != '/' && text[i] != '\\')
      continue;
    if (exports_part_is(text + begin, i - begin, ".") ||
        exports_part_is(text + begin, i - begin, "..") ||
        exports_part_is(text + begin, i - begin, "node_modules"))
      return true;
    begin = i + 1;
  }
  return false;
}

/* Appends `text` with `part` for each `*`; false where it has no room. */
static bool exports_fill(const exports_query *q, drupe__path *to,
                         const char *text) {
  if (!q->pattern)
    return drupe__path_add(to, text, strlen(text)) &&
           drupe__path_add(to, q->part, q->part_size);
  for (;;) {
    const char *star = strchr(text, '*');

    if (star == NULL)
      return drupe__path_add(to, text, strlen(text));
    if (!drupe__path_add(to, text, (size_t)(star - text)) ||
        !drupe__path_add(to, q->part, q->part_size))
      return false;
    text = star + 1;
  }
}

static void exports_throw_subpath(exports_query *q) {
  const char *base, *from = exports_from(q, &base);

  drupe__node_error(q->ctx, DRUPE_TYPE_ERROR, "ERR_INVALID_MODULE_SPECIFIER",
                    "Invalid module \"%s\" request is not a valid match in "
                    "pattern \"%s\" for the \"%s\" resolution of "
                    "%s/package.json%s%s",
                    q->request, q->key, q->imports ? "imports" : "exports",
                    q->folder, from, base);
  (void)duk_throw(q->ctx);
}

/* %XX in a target is a character, but no separator may hide so. */
static void exports_decode(exports_query *q, drupe__path *p) {
  char *to = p->text;

  for (const char *from = p->text; *from != '\0'; from++) {
    if (from[0] == '%' && isxdigit((unsigned char)from[1]) &&
        isxdigit((unsigned char)from[2])) {
      char hex[3] = {from[1], from[2], 0};
      char c = (char)strtoul(hex, NULL, 16);

      if (c == '/' || c == '\\' || c == '\0') {
        drupe__node_error(q->ctx, DRUPE_TYPE_ERROR,
                          "ERR_INVALID_MODULE_SPECIFIER",
                          "Invalid module \"%s\" must not include encoded "
                          "\"/\" or \"\\\" characters",
                          p->text);
        (void)duk_throw(q->ctx);
      }
      *to++ = c;
      from += 2;
    } else {
      *to++ = *from;
    }
  }
  *to = '\0';
  p->size = (size_t)(to - p->text);
}

/* [.. target] -> [.. file]: an `imports` target that is a package's name. */
static void exports_package_target(exports_query *q) {
  duk_context *ctx = q->ctx;
  drupe__path name, file;

  name.size = 0;
  name.text[0] = '\0';
  if (!exports_fill(q, &name, duk_get_string(ctx, -1)) ||
      !drupe__path_resolve(&file, q->folder, "package.json"))
    exports_throw_invalid_target(q, -1);
  if (drupe__core_name(name.text)) {
    drupe__path_push(ctx, name.text, name.size);
  } else {
    if (q->esm) {
      drupe__esm_package(ctx, name.text, file.text);
      duk_remove(ctx, -2);
      return;
    }
    /* As require() would from a file in that package. */
    duk_push_bare_object(ctx);
    drupe__path_push(ctx, file.text, file.size);
    duk_put_prop_literal(ctx, -2, "filename");
    drupe__node_module_paths(ctx, q->folder);
    duk_put_prop_literal(ctx, -2, "paths");
    drupe__resolve(ctx, name.text, duk_get_top_index(ctx), false,
                   DUK_INVALID_INDEX);
    duk_remove(ctx, -2);
  }
  duk_remove(ctx, -2);
}

/* [.. string] -> [.. file] */
static void exports_string_target(exports_query *q) {
  duk_context *ctx = q->ctx;
  const char *target = duk_get_string(ctx, -1);
  size_t size = strlen(target);
  drupe__path filled, file;
  bool link = true;

  if (q->part_size != 0 && !q->pattern &&
      (size == 0 || target[size - 1] != '/'))
    exports_throw_invalid_target(q, -1);
  if (strncmp(target, "./", 2) != 0) {
    if (!q->imports || target[0] == '/' || strncmp(target, "../", 3) == 0 ||
        strstr(target, "://") != NULL)
      exports_throw_invalid_target(q, -1);
    exports_package_target(q);
    return;
  }
  if (exports_has_bad_part(target + 2, size - 2))
    exports_throw_invalid_target(q, -1);
  if (exports_has_bad_part(q->part, q->part_size))
    exports_throw_subpath(q);
  filled.size = 0;
  filled.text[0] = '\0';
  if (!exports_fill(q, &filled, target))
    exports_throw_invalid_target(q, -1);
  exports_decode(q, &filled);
  if (!drupe__path_resolve(&file, q->folder, filled.text))
    exports_throw_invalid_target(q, -1);
  if (!q->esm && drupe__path_look(file.text, &link) != DRUPE__PATH_FILE) {
    drupe__node_error(ctx, DRUPE_ERROR, NULL, "Cannot find module '%s'",
                      file.text);
    duk_push_literal(ctx, "MODULE_NOT_FOUND");
    duk_put_prop_literal(ctx, -2, "code");
    drupe__path_resolve(&filled, q->folder, "package.json");
    drupe__path_push(ctx, filled.text, filled.size);
    duk_put_prop_literal(ctx, -2, "path");
    (void)duk_throw(ctx);
  }
  if (!q->esm)
    drupe__real_file(ctx, &file, link);
  drupe__path_push(ctx, file.text, file.size);
  duk_remove(ctx, -2);
}

static duk_ret_t exports_try(duk_context *ctx, void *udata) {
  (void)ctx;
  exports_target(udata);
  return 1;
}

/* [.. array] -> [.. file | null | undefined]: the first that is valid. */
static void exports_array_target(exports_query *q) {
  duk_context *ctx = q->ctx;
  duk_size_t length = duk_get_length(ctx, -1);

  duk_push_null(ctx); /* the last refusal, null or an error */
  for (duk_size_t i = 0; i < length; i++) {
    duk_get_prop_index(ctx, -2, (duk_uarridx_t)i);
    if (duk_safe_call(ctx, exports_try, q, 1, 1) == DUK_EXEC_SUCCESS) {
      if (duk_is_string(ctx, -1)) {
        duk_replace(ctx, -3);
        duk_pop(ctx);
        return;
      }
      if (duk_is_undefined(ctx, -1))
        duk_pop(ctx);
      else
        duk_replace(ctx, -2);
      continue;
    }
    duk_get_prop_literal(ctx, -1, "code");
    if (strcmp(duk_safe_to_string(ctx, -1),
               "ERR_INVALID_PACKAGE_TARGET") != 0) {
      duk_pop(ctx);
      (void)duk_throw(ctx);
    }
    duk_pop(ctx);
    duk_replace(ctx, -2);
  }
  if (duk_is_object(ctx, -1))
    (void)duk_throw(ctx);
  duk_replace(ctx, -2);
}

static bool exports_condition(exports_query *q, const char *key) {
  const char *const *more = drupe__loader_of(q->ctx)->conditions;

  if (strcmp(key, "node") == 0 || strcmp(key, "default") == 0 ||
      strcmp(key, q->esm ? "import" : "require") == 0 ||
      strcmp(key, "module-sync") == 0 || strcmp(key, "node-addons") == 0)
    return true;
  for (; more != NULL && *more != NULL; more++)
    if (strcmp(*more, key) == 0)
      return true;
  return false;
}

static bool exports_is_index(const char *key) {
  const char *p = key;

  while (isdigit((unsigned char)*p))
    p++;
  return *p == '\0' && p != key && (key[0] != '0' || key[1] == '\0');
}

/* [.. object] -> [.. file | null | undefined]: conditions, in their order. */
static void exports_object_target(exports_query *q) {
  duk_context *ctx = q->ctx;

  duk_enum(ctx, -1, DUK_ENUM_OWN_PROPERTIES_ONLY);
  while (duk_next(ctx, -1, 0)) {
    if (exports_is_index(duk_get_string(ctx, -1)))
      exports_throw_config(q, "\"exports\" cannot contain numeric property "
                              "keys.");
    duk_pop(ctx);
  }
  duk_pop(ctx);
  duk_enum(ctx, -1, DUK_ENUM_OWN_PROPERTIES_ONLY);
  while (duk_next(ctx, -1, 1)) {
    if (exports_condition(q, duk_get_string(ctx, -2))) {
      exports_target(q);
      if (!duk_is_undefined(ctx, -1)) {
        duk_replace(ctx, -4);
        duk_pop_2(ctx);
        return;
      }
    }
    duk_pop_2(ctx);
  }
  duk_pop_2(ctx);
  duk_push_undefined(ctx);
}

/* [.. target] -> [.. file | null | undefined] */
static void exports_target(exports_query *q) {
  duk_context *ctx = q->ctx;

  duk_require_stack(ctx, 16);
  if (duk_is_string(ctx, -1))
    exports_string_target(q);
  else if (duk_is_array(ctx, -1))
    exports_array_target(q);
  else if (duk_is_object(ctx, -1))
    exports_object_target(q);
  else if (!duk_is_null(ctx, -1))
    exports_throw_invalid_target(q, -1);
}

/* Node's PATTERN_KEY_COMPARE: negative where `a` is the closer match. */
static int exports_compare(const char *a, const char *b) {
  const char *star_a = strchr(a, '*'), *star_b = strchr(b, '*');
  size_t base_a = star_a == NULL ? strlen(a) : (size_t)(star_a - a) + 1;
  size_t base_b = star_b == NULL ? strlen(b) : (size_t)(star_b - b) + 1;

  if (base_a != base_b)
    return base_a > base_b ? -1 : 1;
  if (star_a == NULL)
    return 1;
  if (star_b == NULL)
    return -1;
  return strlen(a) == strlen(b) ? 0 : strlen(a) > strlen(b) ? -1 : 1;
}

/* Does pattern `key` fit the request?  Then `part` is set. */
static bool exports_fits(exports_query *q, const char *key) {
  const char *star = strchr(key, '*');
  size_t head, tail, size = strlen(q->request);

  if (star == NULL || strchr(star + 1, '*') != NULL)
    return false;
  head = (size_t)(star - key);
  tail = strlen(star + 1);
  if (size < head + tail + 1 || strncmp(q->request, key, head) != 0 ||
      strcmp(q->request + size - tail, star + 1) != 0)
    return false;
  q->part = q->request + head;
  q->part_size = size - head - tail;
  return true;
}

/* [.. map] -> [.. map best]: the key of the closest pattern, or undefined. */
static void exports_best(exports_query *q) {
  duk_context *ctx = q->ctx;

  duk_push_undefined(ctx);
  duk_enum(ctx, -2, DUK_ENUM_OWN_PROPERTIES_ONLY);
  while (duk_next(ctx, -1, 0)) {
    const char *key = duk_get_string(ctx, -1);

    if (exports_fits(q, key) &&
        (duk_is_undefined(ctx, -3) ||
         exports_compare(duk_get_string(ctx, -3), key) > 0))
      duk_replace(ctx, -3);
    else
      duk_pop(ctx);
  }
  duk_pop(ctx);
}

/* [.. map] -> [.. file]; throws where the map has nothing for the request. */
static void exports_match(exports_query *q) {
  duk_context *ctx = q->ctx;
  size_t size = strlen(q->request);
  bool exact = strchr(q->request, '*') == NULL && size > 0 &&
               q->request[size - 1] != '/' &&
               duk_has_prop_string(ctx, -1, q->request);

  q->part = "";
  q->part_size = 0;
  q->pattern = !exact;
  if (exact)
    duk_push_string(ctx, q->request);
  else
    exports_best(q);
  if (duk_is_undefined(ctx, -1))
    exports_throw_missing(q);
  q->key = duk_get_string(ctx, -1); /* alive while it stays on the stack */
  if (q->pattern)
    (void)exports_fits(q, q->key);
  duk_get_prop_string(ctx, -2, q->key);
  exports_target(q);
  if (!duk_is_string(ctx, -1))
    exports_throw_missing(q);
  duk_replace(ctx, -3);
  duk_pop(ctx);
}

/* Do the keys of `exports` name conditions of the main entry ("require"), and
 * not paths ("./a")?  A mix is an error. */
static bool exports_is_sugar(exports_query *q) {
  duk_context *ctx = q->ctx;
  bool sugar = false, first = true;

  if (duk_is_string(ctx, -1) || duk_is_array(ctx, -1))
    return true;
  if (!duk_is_object(ctx, -1))
    return false;
  duk_enum(ctx, -1, DUK_ENUM_OWN_PROPERTIES_ONLY);
  while (duk_next(ctx, -1, 0)) {
    bool condition = duk_get_string(ctx, -1)[0] != '.';

    duk_pop(ctx);
    if (!first && condition != sugar)
      exports_throw_config(
          q, "\"exports\" cannot contain some keys starting with '.' and some "
             "not. The exports object must either be an object of package "
             "subpath keys or an object of main entry condition name keys "
             "only.");
    sugar = condition;
    first = false;
  }
  duk_pop(ctx);
  return sugar;
}

void drupe__exports_resolve(duk_context *ctx, const char *folder,
                            const char *subpath, const char *base, bool esm) {
  exports_query q = {.ctx = ctx,
                     .folder = folder,
                     .base = base,
                     .esm = esm,
                     .request = subpath};

  duk_get_prop_literal(ctx, -1, "exports");
  if (exports_is_sugar(&q)) {
    duk_push_object(ctx);
    duk_insert(ctx, -2);
    duk_put_prop_literal(ctx, -2, ".");
  }
  if (!duk_is_object(ctx, -1))
    exports_throw_missing(&q);
  exports_match(&q);
  duk_replace(ctx, -2);
}

void drupe__imports_resolve(duk_context *ctx, const char *folder,
                            const char *request, const char *base, bool esm) {
  exports_query q = {.ctx = ctx,
                     .folder = folder,
                     .base = base,
                     .request = request,
                     .imports = true,
                     .esm = esm};

  duk_get_prop_literal(ctx, -1, "imports");
  if (!duk_is_object(ctx, -1))
    exports_throw_missing(&q);
  exports_match(&q);
  duk_replace(ctx, -2);
}
