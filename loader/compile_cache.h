/* loader/compile_cache.h - compiled code of the user's files, kept for the next
 * start. */
#ifndef DRUPE_LOADER_COMPILE_CACHE_H
#define DRUPE_LOADER_COMPILE_CACHE_H

#include "loader/compile_index.h"
#include "loader/loader.h"

/* NULL: no memory.  The folder is looked for at the first file. */
drupe__compile_cache *drupe__cache_create(void);
void drupe__cache_destroy(drupe__compile_cache *cache);

/* As drupe__unit_compile, for COMMONJS and MODULE. */
int drupe__cache_compile(duk_context *ctx, const drupe__source *source);
/* The same of a file's whole text; `stamp` is of the state that was read, NULL:
 * not known.  Kept for drupe__cache_restore. */
int drupe__cache_compile_file(duk_context *ctx, const drupe__source *source,
                              const drupe__file_stamp *stamp);
/* Pushes what was made of the file at `path`, if it has not changed since, and
 * without reading it.  `source` is without text.  False: nothing is pushed. */
bool drupe__cache_restore(duk_context *ctx, const drupe__source *source,
                          const char *path);

#endif
