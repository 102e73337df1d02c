/* modules/ffi/store.h - the cache of ffi, and running a compiler. */
#ifndef DRUPE_FFI_STORE_H
#define DRUPE_FFI_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct store_text {
  char *data; /* of malloc, with a NUL behind it */
  size_t size;
} store_text;

#define FFI__HASH UINT64_C(14695981039346656037) /* of nothing, FNV-1a */
uint64_t ffi__hash(uint64_t h, const void *data, size_t size);

bool ffi__file_read(const char *path, store_text *out);
bool ffi__file_write(const char *path, const store_text *parts, int count);
void ffi__text_free(store_text *text);
/* $DRUPE_CACHE/ffi/HASH.ending, else under $XDG_CACHE_HOME/drupe or
 * ~/.cache/drupe; makes the folders.  False: there is no such place. */
bool ffi__store_path(uint64_t hash, const char *ending, char *out,
                     size_t room);

/* Runs a program with `input` as its standard input; its exit status, -1 where
 * it did not run.  Both texts are set, or NULL. */
int ffi__run(char *const argv[], const char *input, store_text *out,
             store_text *errors);
/* $CC, or the first of cc, gcc, clang, tcc, as words; 0: there is none. */
int ffi__compiler(char *room, size_t size, char **argv, int most);
bool ffi__in_path(const char *name);

#endif
