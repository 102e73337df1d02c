/* loader/path.c - file paths in buffers of the C stack; see path.h. */
#include "loader/path.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool drupe__path_set(drupe__path *p, const char *text, size_t size) {
  p->size = 0;
  p->text[0] = '\0';
  return drupe__path_add(p, text, size);
}

bool drupe__path_add(drupe__path *p, const char *text, size_t size) {
  if (size >= sizeof(p->text) - p->size)
    return false;
  memcpy(p->text + p->size, text, size);
  p->size += size;
  p->text[p->size] = '\0';
  return true;
}

/* Appends one part: "", "." and ".." do what they say, never above the
 * root. */
static bool path_step(drupe__path *p, const char *part, size_t size) {
  if (size == 0 || (size == 1 && part[0] == '.'))
    return true;
  if (size == 2 && part[0] == '.' && part[1] == '.') {
    while (p->size > 0 && p->text[p->size - 1] != '/')
      p->size--;
    if (p->size > 0)
      p->size--;
    p->text[p->size] = '\0';
    return true;
  }
  return drupe__path_add(p, "/", 1) && drupe__path_add(p, part, size);
}

static bool path_walk(drupe__path *p, const char *text) {
  for (;;) {
    const char *end = strchr(text, '/');

    if (end == NULL)
      return path_step(p, text, strlen(text));
    if (!path_step(p, text, (size_t)(end - text)))
      return false;
    text = end + 1;
  }
}

bool drupe__path_resolve(drupe__path *p, const char *base, const char *rest) {
  p->size = 0;
  p->text[0] = '\0';
  if (rest[0] != '/' && !path_walk(p, base))
    return false;
  if (!path_walk(p, rest))
    return false;
  return p->size != 0 || drupe__path_add(p, "/", 1);
}

size_t drupe__path_folder(const char *path, size_t size) {
  while (size > 0 && path[size - 1] != '/')
    size--;
  return size > 1 ? size - 1 : size;
}

int drupe__path_look(const char *path, bool *link) {
  struct stat st;

  if (lstat(path, &st) != 0)
    return DRUPE__PATH_NONE;
  *link = S_ISLNK(st.st_mode);
  if (*link && stat(path, &st) != 0)
    return DRUPE__PATH_NONE;
  return S_ISDIR(st.st_mode) ? DRUPE__PATH_FOLDER : DRUPE__PATH_FILE;
}

int drupe__path_kind(const char *path) {
  bool link;

  return drupe__path_look(path, &link);
}

bool drupe__path_typescript(drupe__path *p) {
  const char *extension = drupe__path_extension(p->text);
  char *letter = &p->text[p->size - 2];

  if (strcmp(extension, ".js") != 0 && strcmp(extension, ".mjs") != 0 &&
      strcmp(extension, ".cjs") != 0)
    return false;
  *letter = 't';
  if (drupe__path_kind(p->text) == DRUPE__PATH_FILE)
    return true;
  *letter = 'j';
  return false;
}

bool drupe__path_real(drupe__path *p) {
  char real[PATH_MAX];

  return realpath(p->text, real) != NULL &&
         drupe__path_set(p, real, strlen(real));
}

const char *drupe__path_extension(const char *path) {
  const char *slash = strrchr(path, '/');
  const char *name = slash == NULL ? path : slash + 1;
  const char *dot = strrchr(name, '.');

  return dot == NULL || dot == name ? "" : dot;
}
