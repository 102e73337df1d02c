/* loader/url.c - file URLs and the paths they stand for.
 *
 * As the URL standard and Node's pathToFileURL do it, for what file URLs can
 * have: a path, a query and a fragment. */
#include "loader/url.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* Must the byte of a path be written as %XX? */
static bool url_is_encoded(unsigned char c) {
  return c <= ' ' || c >= 0x7F || strchr("\"#<>?`{}%\\^|", c) != NULL;
}

bool drupe__url_from_path(drupe__path *url, const char *path) {
  static const char hex[] = "0123456789ABCDEF";
  bool fits = drupe__path_add(url, "file://", 7);

  for (; fits && *path != '\0'; path++) {
    unsigned char c = (unsigned char)*path;
    char text[3] = {'%', hex[c >> 4], hex[c & 15]};

    fits = url_is_encoded(c) ? drupe__path_add(url, text, 3)
                             : drupe__path_add(url, path, 1);
  }
  return fits;
}

static int url_digit(char c) {
  return c <= '9' ? c - '0' : (c | 32) - 'a' + 10;
}

int drupe__url_decode(drupe__path *to, const char *text, size_t size) {
  for (size_t i = 0; i < size; i++) {
    char c = text[i];

    if (c == '\\')
      c = '/';
    if (c == '%' && i + 2 < size && isxdigit((unsigned char)text[i + 1]) &&
        isxdigit((unsigned char)text[i + 2])) {
      c = (char)(url_digit(text[i + 1]) * 16 + url_digit(text[i + 2]));
      if (c == '/' || c == '\\' || c == '\0')
        return DRUPE__URL_SLASH;
      i += 2;
    }
    if (!drupe__path_add(to, &c, 1))
      return DRUPE__URL_LONG;
  }
  return DRUPE__URL_OK;
}

int drupe__url_to_path(const char *url, drupe__path *path, const char **rest) {
  drupe__path decoded = {.size = 0};
  const char *at = url;
  size_t size;
  int rc;

  if (strncasecmp(at, "file:", 5) != 0)
    return DRUPE__URL_NO_FILE;
  at += 5;
  if (strncmp(at, "//", 2) == 0) {
    at += 2;
    if (strncasecmp(at, "localhost/", 10) == 0)
      at += 9;
    if (*at != '/')
      return DRUPE__URL_NO_FILE;
  }
  size = strcspn(at, "?#");
  *rest = at + size;
  rc = drupe__url_decode(&decoded, at, size);
  if (rc != DRUPE__URL_OK)
    return rc;
  decoded.text[decoded.size] = '\0';
  if (!drupe__path_resolve(path, "/", decoded.text))
    return DRUPE__URL_LONG;
  /* The end tells a folder from a file. */
  if (decoded.size > 1 && decoded.text[decoded.size - 1] == '/' &&
      !drupe__path_add(path, "/", 1))
    return DRUPE__URL_LONG;
  return DRUPE__URL_OK;
}

size_t drupe__url_scheme(const char *text) {
  const char *p = text;

  if (!isalpha((unsigned char)*p))
    return 0;
  while (isalnum((unsigned char)*p) || *p == '+' || *p == '-' || *p == '.')
    p++;
  return *p == ':' ? (size_t)(p - text) + 1 : 0;
}
