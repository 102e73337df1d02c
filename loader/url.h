/* loader/url.h - file URLs and the paths they stand for. */
#ifndef DRUPE_LOADER_URL_H
#define DRUPE_LOADER_URL_H

#include "loader/path.h"

/* Appends "file:///..." of an absolute path; false: no room. */
bool drupe__url_from_path(drupe__path *url, const char *path);

/* Why drupe__url_to_path refuses. */
enum {
  DRUPE__URL_OK,
  DRUPE__URL_NO_FILE, /* another scheme, or a host */
  DRUPE__URL_SLASH,   /* has %2F, %5C or %00 */
  DRUPE__URL_LONG
};
/* The path of a file URL, without query and fragment; those go to `rest`, which
 * points into `url`. */
int drupe__url_to_path(const char *url, drupe__path *path, const char **rest);

/* Appends `size` bytes with %XX decoded; one of the above. */
int drupe__url_decode(drupe__path *to, const char *text, size_t size);

/* Bytes of "scheme:" at the start, 0 where there is none. */
size_t drupe__url_scheme(const char *text);

#endif
