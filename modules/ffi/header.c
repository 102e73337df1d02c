/* modules/ffi/header.c - whole headers: the C preprocessor's output, from it or
 * from the cache.
 *
 * A kept output names every file it was made from with a hash of its content,
 * so that a changed header is noticed, whatever its date says. */
#include "bridge.h"
#include "store.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER_WORDS = 64, HEADER_FILES = 2048 };
static const char header_mark[] = "drupe ffi header 1\n";

/* -- the cache ------------------------------------------------------------ */
/* "HASH path" of each file up to an empty line; then the text.  NULL: one of
 * them has changed. */
static const char *kept_check(const char *at) {
  char path[PATH_MAX], *end;
  unsigned long long hash;
  store_text file;
  const char *line;
  bool same;

  while (*at != '\n') {
    hash = strtoull(at, &end, 16);
    line = strchr(end, '\n');
    if (*end != ' ' || line == NULL || line - end - 1 >= PATH_MAX)
      return NULL;
    memcpy(path, end + 1, (size_t)(line - end - 1));
    path[line - end - 1] = '\0';
    if (!ffi__file_read(path, &file))
      return NULL;
    same = ffi__hash(FFI__HASH, file.data, file.size) == hash;
    ffi__text_free(&file);
    if (!same)
      return NULL;
    at = line + 1;
  }
  return at + 1;
}

static bool kept_read(const char *path, store_text *out) {
  size_t mark = sizeof(header_mark) - 1;
  const char *text;
  store_text file;

  if (!ffi__file_read(path, &file))
    return false;
  text = file.size > mark && memcmp(file.data, header_mark, mark) == 0
             ? kept_check(file.data + mark)
             : NULL;
  if (text == NULL) {
    ffi__text_free(&file);
    return false;
  }
  out->size = file.size - (size_t)(text - file.data);
  memmove(file.data, text, out->size + 1);
  out->data = file.data;
  return true;
}

/* The files that line markers name, once each. */
static bool kept_files(const store_text *text, FILE *to) {
  uint64_t seen[HEADER_FILES], hash;
  const char *at = text->data, *open, *close;
  char path[PATH_MAX];
  store_text file;
  int count = 0, i;

  for (; at != NULL && *at != '\0'; at = strchr(at, '\n'), at += at != NULL) {
    if (at[0] != '#' || at[1] != ' ' || (open = strchr(at, '"')) == NULL ||
        open[1] == '<' || (close = strchr(open + 1, '"')) == NULL)
      continue;
    hash = ffi__hash(FFI__HASH, open + 1, (size_t)(close - open - 1));
    for (i = 0; i < count && seen[i] != hash; i++)
      ;
    if (i < count)
      continue;
    if (count == HEADER_FILES || close - open - 1 >= PATH_MAX)
      return false;
    seen[count++] = hash;
    memcpy(path, open + 1, (size_t)(close - open - 1));
    path[close - open - 1] = '\0';
    if (!ffi__file_read(path, &file))
      return false;
    (void)fprintf(to, "%016llx %s\n",
                  (unsigned long long)ffi__hash(FFI__HASH, file.data,
                                                file.size),
                  path);
    ffi__text_free(&file);
  }
  (void)fputc('\n', to);
  return true;
}

/* A cache that cannot be written is none: nothing depends on it. */
static void kept_write(const char *path, const store_text *text) {
  store_text parts[3] = {{(char *)(uintptr_t)header_mark,
                          sizeof(header_mark) - 1},
                         {NULL, 0},
                         *text};
  FILE *files = open_memstream(&parts[1].data, &parts[1].size);
  bool ok;

  if (files == NULL)
    return;
  ok = kept_files(text, files);
  ok = fclose(files) == 0 && ok;
  if (ok)
    (void)ffi__file_write(path, parts, 3);
  free(parts[1].data);
}

/* -- the preprocessor ----------------------------------------------------- */
typedef struct command {
  char room[512];
  char *argv[HEADER_WORDS + 8];
  int argc;
} command;

/* cc -E -dD -x c FLAGS -; false: pending. */
static bool command_make(bridge *b, drupe_value flags, command *c) {
  static const char *const fixed[] = {"-E", "-dD", "-x", "c"};
  int64_t count = b->cx->object->array_length(b->cx, flags), i;
  drupe_str s;

  c->argc = ffi__compiler(c->room, sizeof(c->room), c->argv, 4);
  if (c->argc == 0) {
    (void)drupe_throwf(b->cx, DRUPE_ERROR, "ERR_FFI_COMPILER",
                       "there is no C compiler to read headers with: install "
                       "one (Debian: gcc) or name it in CC");
    return false;
  }
  for (i = 0; i < 4; i++)
    c->argv[c->argc++] = (char *)(uintptr_t)fixed[i];
  for (i = 0; i < count; i++) {
    s = drupe_view(b->cx, drupe_at(b->cx, flags, (uint32_t)i));
    if (s.data == NULL || c->argc >= HEADER_WORDS) {
      (void)drupe_throwf(b->cx, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_VALUE",
                         "header: flags must be strings, not too many");
      return false;
    }
    c->argv[c->argc++] = (char *)(uintptr_t)s.data;
  }
  c->argv[c->argc++] = (char *)(uintptr_t)"-";
  c->argv[c->argc] = NULL;
  return true;
}

static uint64_t command_hash(const command *c, const char *input) {
  uint64_t h = ffi__hash(FFI__HASH, input, strlen(input) + 1);
  int i;

  for (i = 0; i < c->argc; i++)
    h = ffi__hash(h, c->argv[i], strlen(c->argv[i]) + 1);
  return h;
}

static bool preprocess(bridge *b, const command *c, const char *input,
                       store_text *out) {
  store_text errors;
  int status = ffi__run(c->argv, input, out, &errors);

  if (status == 0) {
    ffi__text_free(&errors);
    return true;
  }
  (void)drupe_throwf(b->cx, DRUPE_ERROR, "ERR_FFI_HEADER", "%s: %.400s",
                     c->argv[0],
                     errors.data == NULL || errors.size == 0
                         ? "cannot be run"
                         : errors.data);
  ffi__text_free(&errors);
  ffi__text_free(out);
  return false;
}

/* The output for `input`, kept or fresh.  False: pending. */
bool ffi__preprocess(bridge *b, const char *input, drupe_value flags,
                     store_text *out) {
  char path[PATH_MAX];
  bool keeps;
  command c;

  if (!command_make(b, flags, &c))
    return false;
  keeps = ffi__store_path(command_hash(&c, input), ".i", path, sizeof(path));
  if (keeps && kept_read(path, out))
    return true;
  if (!preprocess(b, &c, input, out))
    return false;
  if (keeps)
    kept_write(path, out);
  return true;
}

/* header(name, library, flags, compiler flags, declare): `declare` has better
 * declarations of some of its names. */
drupe_value ffi__header_js(drupe_cx *cx, const drupe_call *call) {
  bridge *b = bridge_of(cx);
  drupe_str name = drupe_arg_str(cx, call, 0);
  drupe_str lib = drupe_arg_str(cx, call, 1);
  drupe_str declare = drupe_arg_str(cx, call, 4);
  bool own = name.data != NULL && (name.data[0] == '/' || name.data[0] == '.');
  char input[PATH_MAX + 32];
  drupe_str texts[2];
  store_text text;
  drupe_value v;

  snprintf(input, sizeof(input), "#include %c%s%c\n", own ? '"' : '<',
           name.data, own ? '"' : '>');
  if (!ffi__preprocess(b, input, drupe_arg(call, 3), &text))
    return drupe_none();
  texts[0] = (drupe_str){text.data, text.size};
  texts[1] = declare;
  v = ffi__open_with(b, lib.data, NULL, texts, name.data,
                     drupe_arg_int(call, 2, 0) | OPEN_HEADER,
                     drupe_undefined());
  ffi__text_free(&text);
  return v;
}
