/* loader/path.h - file paths in buffers of the C stack.
 *
 * Everything that can throw runs through the engine's longjmp, so nothing here
 * allocates: a path is an array of PATH_MAX bytes, always absolute and without
 * "." and ".." once drupe__path_resolve made it. */
#ifndef DRUPE_LOADER_PATH_H
#define DRUPE_LOADER_PATH_H

#include <stdbool.h>
#include <stddef.h>

#define DRUPE__PATH_ROOM 4096

typedef struct drupe__path {
  size_t size;
  char text[DRUPE__PATH_ROOM]; /* text[size] == 0 */
} drupe__path;

enum { DRUPE__PATH_NONE = -1, DRUPE__PATH_FILE = 0, DRUPE__PATH_FOLDER = 1 };

/* Each of these returns false where the result has no room. */
bool drupe__path_set(drupe__path *p, const char *text, size_t size);
bool drupe__path_add(drupe__path *p, const char *text, size_t size);
/* As path.resolve(base, rest); `base` is absolute. */
bool drupe__path_resolve(drupe__path *p, const char *base, const char *rest);

/* Bytes of the folder of `path`; 1 for what lies in the root. */
size_t drupe__path_folder(const char *path, size_t size);
/* What stat(2) says: one of the DRUPE__PATH_ kinds. */
int drupe__path_kind(const char *path);
/* The same; *link tells whether the last part is a symbolic link. */
int drupe__path_look(const char *path, bool *link);
/* TypeScript names what its files would be translated to: makes a.ts of a.js,
 * a.mts of a.mjs, a.cts of a.cjs, if that is a file. */
bool drupe__path_typescript(drupe__path *p);
/* Replaces `p` by the path without symbolic links; false where there is no
 * such file. */
bool drupe__path_real(drupe__path *p);
/* The last part begins with a dot and has no other: ".bashrc" has no
 * extension.  "" if there is none. */
const char *drupe__path_extension(const char *path);

#endif
