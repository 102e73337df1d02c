/* loader/compile_index.h - which text a file had when it was compiled last.
 *
 * A file that the system says is as it was need not be read again: device,
 * inode, size and the times of its last changes make a stamp, and for each
 * stamp the index has the name of an entry of the compile cache. */
#ifndef DRUPE_LOADER_COMPILE_INDEX_H
#define DRUPE_LOADER_COMPILE_INDEX_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

/* One state of one file.  Times are nanoseconds since 1970. */
typedef struct drupe__file_stamp {
  uint64_t device, inode, size;
  uint64_t modified, changed; /* st_mtim, st_ctim */
} drupe__file_stamp;

typedef struct drupe__index_record {
  drupe__file_stamp stamp;
  uint64_t name[2]; /* of the entry */
  uint64_t tag;     /* keyed hash of the above: torn and foreign ones differ */
} drupe__index_record;

typedef struct drupe__compile_index {
  int file;                           /* descriptor, or -1: none */
  const drupe__index_record *records; /* mapped; NULL: none */
  uint64_t key[2];
} drupe__compile_index;

/* The stamp of a regular file; false for anything else. */
bool drupe__stamp_of(const struct stat *st, drupe__file_stamp *out);
/* Can it not change any more without its stamp changing?  A file that was
 * written in the last two seconds can: clocks of file systems are coarse. */
bool drupe__stamp_settled(const drupe__file_stamp *stamp);

/* Maps the index of a cache's folder, which is the user's alone; makes it if
 * need be.  `key` is secret, and another for each build. */
void drupe__index_open(drupe__compile_index *index, int folder,
                       const uint64_t key[2]);
void drupe__index_close(drupe__compile_index *index);

/* The name that was kept for a file in this state, compiled for `use` (goal and
 * flags). */
bool drupe__index_find(const drupe__compile_index *index,
                       const drupe__file_stamp *stamp, uint64_t use,
                       uint64_t name[2]);
/* Keeps it; what had its place is forgotten.  Errors of the system only cost
 * the next start. */
void drupe__index_keep(const drupe__compile_index *index,
                       const drupe__file_stamp *stamp, uint64_t use,
                       const uint64_t name[2]);

#endif
