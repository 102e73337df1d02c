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
/* The same of the file at `path`, which is not read if it has not changed since
 * it was compiled.  `source` is without text, and gets it where that had to be
 * read; it is l->scratch.  Throws where it cannot be read. */
int drupe__cache_compile_file(duk_context *ctx, drupe__source *source,
                              const char *path);

#endif
