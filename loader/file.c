/* loader/file.c - reading files, and file names as JS strings. */
#include "loader/loader.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_SCRATCH_KEPT = 256 * 1024 }; /* bytes kept between two files */

static bool file_room(drupe__loader *l, size_t size) {
  char *grown;

  if (size <= l->scratch_room)
    return true;
  grown = realloc(l->scratch, size);
  if (grown == NULL)
    return false;
  l->scratch = grown;
  l->scratch_room = size;
  return true;
}

/* Gives the memory of an unusually large file back. */
static void file_shrink(drupe__loader *l, size_t needed) {
  if (l->scratch_room <= FILE_SCRATCH_KEPT || needed > FILE_SCRATCH_KEPT)
    return;
  free(l->scratch);
  l->scratch = NULL;
  l->scratch_room = 0;
}

/* The size that stat(2) tells is a hint only: /dev/stdin and pipes have
 * none.  `exact`: one read that gives that much has given all. */
static ptrdiff_t file_read_all(drupe__loader *l, int fd, size_t hint,
                               bool exact) {
  size_t size = 0;

  file_shrink(l, hint + 1);
  for (;;) {
    ssize_t n;

    if (!file_room(l, size + (size == 0 ? hint + 2 : size)))
      return -ENOMEM;
    n = read(fd, l->scratch + size, l->scratch_room - size - 1);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return -errno;
    if (n == 0)
      break;
    size += (size_t)n;
    if (exact && size == hint)
      break;
    if (size + 1 == l->scratch_room && !file_room(l, size * 2))
      return -ENOMEM;
  }
  l->scratch[size] = '\0';
  return (ptrdiff_t)size;
}

ptrdiff_t drupe__file_read(drupe__loader *l, const char *path) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  ptrdiff_t size;
  struct stat st;

  if (fd < 0)
    return -errno;
  l->stamp.size = 0;
  if (fstat(fd, &st) != 0)
    size = -errno;
  else if (S_ISDIR(st.st_mode))
    size = -EISDIR;
  else
    size = file_read_all(l, fd, st.st_size > 0 ? (size_t)st.st_size : 4096,
                         S_ISREG(st.st_mode) && st.st_size > 0);
  if (size > 0 && !drupe__stamp_of(&st, &l->stamp))
    l->stamp.size = 0;
  close(fd);
  return size;
}

ptrdiff_t drupe__file_read_fd(drupe__loader *l, int fd) {
  return file_read_all(l, fd, 4096, false);
}

const char *drupe__file_text(duk_context *ctx, const char *path, size_t *size) {
  drupe__loader *l = drupe__loader_of(ctx);
  ptrdiff_t n = drupe__file_read(l, path);

  if (n < 0) {
    drupe__system_error(ctx, (int)n, "open", path);
    (void)duk_throw(ctx);
  }
  *size = (size_t)n;
  if (n < 3 || memcmp(l->scratch, "\xEF\xBB\xBF", 3) != 0)
    return l->scratch;
  *size -= 3;
  return l->scratch + 3;
}

void drupe__path_push(duk_context *ctx, const char *text, size_t size) {
  drupe__push_text(ctx, text, size);
}

/* The engine writes a character above U+FFFF as two surrogates of three bytes
 * each; the file system wants four bytes. */
static size_t file_pair(const unsigned char *p, size_t left, char *to) {
  uint32_t c;

  if (left < 6 || p[0] != 0xED || p[1] < 0xA0 || p[1] > 0xAF || p[3] != 0xED ||
      p[4] < 0xB0)
    return 0;
  c = 0x10000u + ((p[1] & 15u) << 16 | (p[2] & 63u) << 10 |
                  (p[4] & 15u) << 6 | (p[5] & 63u));
  to[0] = (char)(0xF0 | c >> 18);
  to[1] = (char)(0x80 | (c >> 12 & 63));
  to[2] = (char)(0x80 | (c >> 6 & 63));
  to[3] = (char)(0x80 | (c & 63));
  return 6;
}

void drupe__path_from(duk_context *ctx, duk_idx_t idx, drupe__path *p) {
  duk_size_t size;
  const unsigned char *text =
      (const unsigned char *)duk_require_lstring(ctx, idx, &size);
  bool fits = memchr(text, 0, size) == NULL;
  char pair[4];

  if (fits && memchr(text, 0xED, size) == NULL &&
      drupe__path_set(p, (const char *)text, size))
    return;
  p->size = 0;
  p->text[0] = '\0';
  for (size_t i = 0; fits && i < size;) {
    size_t step = file_pair(text + i, size - i, pair);

    fits = step != 0 ? drupe__path_add(p, pair, 4)
                     : drupe__path_add(p, (const char *)text + i, 1);
    i += step != 0 ? step : 1;
  }
  if (!fits) {
    drupe__node_error(ctx, DRUPE_ERROR, "MODULE_NOT_FOUND",
                      "Cannot find module: its name has a NUL or more than "
                      "%d bytes",
                      DRUPE__PATH_ROOM - 1);
    (void)duk_throw(ctx);
  }
}
