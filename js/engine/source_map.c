/* js/engine/source_map.c - --enable-source-maps: the place in the source that a
 * generated file was made from.
 *
 * A map is read when a frame of its file is first put into words: from the data
 * URL at the file's end, or from the file that is named there.  Its mappings
 * stay text; a look-up decodes them up to the line asked for. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine_internal.h"
#include "source_map.h"
#include "text.h"

#define MAP_KEY "sourceMaps"
#define MAP_PATH_MAX 4096u
#define MAP_FILE_MAX (256u << 20)

/* -- finding the map ------------------------------------------------------- */
typedef struct map_job {
  const drupe__unit *unit;
  const char *url;
  size_t url_size;
} map_job;

/* The last comment of the text that names a map. */
static bool map_url(map_job *job) {
  static const char mark[] = "# sourceMappingURL=";
  size_t size, at, length = sizeof(mark) - 1;
  const char *text = drupe__unit_text(job->unit, &size);

  if (text == NULL || size < length + 2)
    return false;
  for (at = size - length; at >= 2; at--) {
    if (text[at] == '#' && memcmp(text + at, mark, length) == 0 &&
        text[at - 1] == '/' && (text[at - 2] == '/')) {
      job->url = text + at + length;
      job->url_size = strcspn(job->url, " \t\r\n*");
      return true;
    }
  }
  return false;
}

/* The path of a file: a module's name is a URL. */
static const char *map_path(const char *file) {
  return strncmp(file, "file://", 7) == 0 ? file + 7 : file;
}

/* Joins a relative name to the folder of `file` and takes dots out. */
static bool map_resolve(char out[MAP_PATH_MAX], const char *file,
                        const char *name, size_t size) {
  const char *slash = strrchr(map_path(file), '/');
  size_t n = 0;

  if (name[0] != '/' && slash != NULL) {
    n = (size_t)(slash - map_path(file)) + 1;
    if (n >= MAP_PATH_MAX)
      return false;
    memcpy(out, map_path(file), n);
  }
  while (size > 0) {
    size_t part = strcspn(name, "/");

    part = part > size ? size : part;
    if (part == 2 && memcmp(name, "..", 2) == 0 && n > 1) {
      for (n--; n > 0 && out[n - 1] != '/';)
        n--;
    } else if (part > 0 && !(part == 1 && name[0] == '.')) {
      if (n + part + 2 >= MAP_PATH_MAX)
        return false;
      memcpy(out + n, name, part);
      n += part;
      if (part < size)
        out[n++] = '/';
    } else if (n == 0 && part == 0 && size > 0) {
      out[n++] = '/';
    }
    part += part < size;
    name += part;
    size -= part;
  }
  out[n] = '\0';
  return true;
}

/* The whole file, to be freed; NULL and errno otherwise. */
static char *map_read(FILE *file, size_t *size) {
  char *text;
  long end;

  if (fseek(file, 0, SEEK_END) != 0)
    return NULL;
  end = ftell(file);
  if (end < 0 || (unsigned long)end > MAP_FILE_MAX) {
    errno = end < 0 ? errno : EFBIG;
    return NULL;
  }
  rewind(file);
  text = malloc((size_t)end + 1);
  if (text != NULL)
    *size = fread(text, 1, (size_t)end, file);
  return text;
}

/* Pushes the text of a file; throws. */
static void map_push_file(duk_context *ctx, const char *path) {
  FILE *file = fopen(path, "rb");
  char *text = NULL;
  size_t size = 0;
  int error = errno;

  if (file != NULL) {
    text = map_read(file, &size);
    error = errno;
    fclose(file);
  }
  if (text == NULL)
    (void)duk_generic_error(ctx, "%s: %s", path, strerror(error));
  duk_push_lstring(ctx, text, size);
  free(text);
}

static int map_digit(char c) {
  static const char digits[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const char *at = c == '\0' ? NULL : strchr(digits, c);

  return at == NULL ? -1 : (int)(at - digits);
}

/* Decodes base64 up to the first other character; `out` has the room of the
 * text.  Returns the size. */
static size_t map_base64(const char *text, size_t size, char *out) {
  uint32_t bits = 0;
  unsigned count = 0;
  size_t n = 0, i;
  int digit;

  for (i = 0; i < size && (digit = map_digit(text[i])) >= 0; i++) {
    bits = bits << 6 | (uint32_t)digit;
    count += 6;
    if (count < 8)
      continue;
    count -= 8;
    out[n++] = (char)(bits >> count);
  }
  return n;
}

/* data:application/json;charset=utf-8;base64,... */
static void map_push_data(duk_context *ctx, const map_job *job) {
  const char *comma = memchr(job->url, ',', job->url_size);
  size_t head = comma == NULL ? job->url_size : (size_t)(comma - job->url);
  char *text;
  size_t size;

  if (comma == NULL || head < 7 || memcmp(comma - 7, ";base64", 7) != 0)
    (void)duk_generic_error(ctx, "not base64");
  text = duk_push_fixed_buffer(ctx, job->url_size);
  size = map_base64(comma + 1, job->url_size - head - 1, text);
  drupe__text_push(ctx, text, size);
  duk_remove(ctx, -2);
}

/* [ .. ] -> [ .. map ], with `folder`, the file that names are relative to. */
static duk_ret_t map_load(duk_context *ctx, void *arg) {
  const map_job *job = arg;
  char path[MAP_PATH_MAX];

  if (job->url_size > 5 && memcmp(job->url, "data:", 5) == 0) {
    map_push_data(ctx, job);
    snprintf(path, sizeof(path), "%s", map_path(drupe__unit_file(job->unit)));
  } else {
    if (!map_resolve(path, drupe__unit_file(job->unit), job->url,
                     job->url_size))
      return duk_generic_error(ctx, "the name is too long");
    map_push_file(ctx, path);
  }
  duk_json_decode(ctx, -1);
  duk_push_string(ctx, path);
  duk_put_prop_literal(ctx, -2, "folder");
  return 1;
}

/* Pushes the file's map or, where there is none that can be read, false. */
static bool map_push(duk_context *ctx, const drupe__unit *unit) {
  map_job job = {unit, NULL, 0};
  const char *file = drupe__unit_file(unit);

  duk_push_heap_stash(ctx);
  if (!duk_get_prop_literal(ctx, -1, MAP_KEY)) {
    duk_pop(ctx);
    duk_push_bare_object(ctx);
    duk_dup_top(ctx);
    duk_put_prop_literal(ctx, -3, MAP_KEY);
  }
  if (!duk_get_prop_string(ctx, -1, file)) {
    duk_pop(ctx);
    if (!map_url(&job) ||
        duk_safe_call(ctx, map_load, &job, 0, 1) != DUK_EXEC_SUCCESS ||
        !duk_is_object(ctx, -1)) {
      if (job.url != NULL)
        duk_pop(ctx);
      duk_push_false(ctx);
    }
    duk_dup_top(ctx);
    duk_put_prop_string(ctx, -3, file);
  }
  duk_replace(ctx, -3);
  duk_pop(ctx);
  return duk_is_object(ctx, -1);
}

/* -- mappings -------------------------------------------------------------- */
/* One number, in digits of five bits, the sign in the lowest bit. */
static const char *map_number(const char *at, int32_t *value) {
  uint32_t bits = 0;
  unsigned shift = 0;
  int digit;

  do {
    digit = map_digit(*at);
    if (digit < 0 || shift > 30)
      return NULL;
    bits |= ((uint32_t)digit & 31u) << shift;
    shift += 5;
    at++;
  } while (digit & 32);
  *value = bits & 1 ? -(int32_t)(bits >> 1) : (int32_t)(bits >> 1);
  return at;
}

typedef struct map_segment {
  int32_t column, source, line, source_column;
} map_segment;

/* The next segment of the line; false if it has no source, NULL at damage. */
static const char *map_step(const char *at, map_segment *s, bool *mapped) {
  int32_t *fields[] = {&s->column, &s->source, &s->line, &s->source_column};
  int32_t value;
  int i;

  for (i = 0; *at != ',' && *at != ';' && *at != '\0'; i++) {
    at = map_number(at, &value);
    if (at == NULL)
      return NULL;
    if (i < 4)
      *fields[i] += value;
  }
  *mapped = i >= 4;
  return at;
}

/* The last segment that does not begin behind the column, else the line's
 * first; line and column count from 0. */
static bool map_find(const char *at, uint32_t line, uint32_t column,
                     map_segment *out) {
  map_segment s = {0, 0, 0, 0};
  bool found = false;
  bool mapped;

  for (;;) {
    if (*at == ';') {
      if (line-- == 0)
        return found;
      s.column = 0;
      at++;
    } else if (*at == ',') {
      at++;
    } else if (*at == '\0') {
      return found && line == 0;
    } else {
      at = map_step(at, &s, &mapped);
      if (at == NULL)
        return false;
      if (line == 0 && mapped && (!found || s.column <= (int32_t)column)) {
        *out = s;
        found = true;
      }
    }
  }
}

/* -- places ---------------------------------------------------------------- */

/* [ .. map ]: the name of a source, kept by the map under `resolved`. */
static const char *map_source_name(duk_context *ctx, int32_t index) {
  char path[MAP_PATH_MAX];
  const char *name, *folder, *root;
  bool ok;

  duk_get_prop_literal(ctx, -1, "folder");
  duk_get_prop_literal(ctx, -2, "sourceRoot");
  duk_get_prop_literal(ctx, -3, "sources");
  duk_get_prop_index(ctx, duk_is_object(ctx, -1) ? -1 : -4,
                     (duk_uarridx_t)index);
  folder = duk_get_string_default(ctx, -4, "");
  root = duk_get_string_default(ctx, -3, "");
  name = duk_get_string(ctx, -1);
  if (name == NULL) {
    duk_pop_n(ctx, 4);
    return NULL;
  }
  duk_push_sprintf(ctx, "%s%s%s", root,
                   *root != '\0' && root[strlen(root) - 1] != '/' ? "/" : "",
                   map_path(name));
  name = duk_get_string(ctx, -1);
  ok = strstr(name, "://") == NULL &&
       map_resolve(path, folder, name, strlen(name));
  duk_push_string(ctx, ok ? path : name);
  duk_put_prop_literal(ctx, -7, "resolved");
  duk_pop_n(ctx, 5);
  duk_get_prop_literal(ctx, -1, "resolved");
  name = duk_get_string(ctx, -1);
  duk_pop(ctx); /* the map keeps it until the next is asked for */
  return name;
}

bool drupe__source_map_push(duk_context *ctx, const drupe__unit *unit,
                            drupe__place *place) {
  const char *mappings;
  map_segment segment = {0, 0, 0, 0};
  bool found = false;

  if (!drupe__engine_of(ctx)->source_maps || unit == NULL || place->line == 0 ||
      place->column == 0)
    return false;
  duk_require_stack(ctx, 16);
  if (map_push(ctx, unit)) {
    duk_get_prop_literal(ctx, -1, "mappings");
    mappings = duk_get_string_default(ctx, -1, "");
    found = map_find(mappings, place->line - 1, place->column - 1, &segment) &&
            segment.source >= 0 && segment.line >= 0 &&
            segment.source_column >= 0;
    duk_pop(ctx);
  }
  if (found) {
    const char *name = map_source_name(ctx, segment.source);

    if (name != NULL) {
      place->file = name;
      place->line = (uint32_t)segment.line + 1;
      place->column = (uint32_t)segment.source_column + 1;
      duk_get_prop_literal(ctx, -1, "sourcesContent");
      if (duk_is_object(ctx, -1)) {
        duk_get_prop_index(ctx, -1, (duk_uarridx_t)segment.source);
        duk_remove(ctx, -2);
      }
      duk_remove(ctx, -2);
      return true;
    }
  }
  duk_pop(ctx);
  return false;
}

void drupe__engine_set_source_maps(drupe__engine *engine, bool enabled) {
  engine->source_maps = enabled;
}
