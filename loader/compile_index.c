/* loader/compile_index.c - a file of records, found by their stamp's hash.
 *
 * All processes of a user map it, each writes a record with one write, and
 * nobody locks: a record counts only if its tag fits.  Of the same hash there
 * is room for four; which of them goes the hash says too. */
#include "loader/compile_index.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "engine/engine.h"

enum {
  INDEX_RECORDS = 16384,
  INDEX_WAYS = 4,
  INDEX_BYTES = INDEX_RECORDS * (int)sizeof(drupe__index_record)
};
#define INDEX_SETTLED_NS ((uint64_t)2000000000)

static uint64_t index_time(const struct timespec *time) {
  return (uint64_t)time->tv_sec * 1000000000u + (uint64_t)time->tv_nsec;
}

bool drupe__stamp_of(const struct stat *st, drupe__file_stamp *out) {
  *out = (drupe__file_stamp){st->st_dev, st->st_ino, (uint64_t)st->st_size,
                             index_time(&st->st_mtim),
                             index_time(&st->st_ctim)};
  return S_ISREG(st->st_mode);
}

bool drupe__stamp_settled(const drupe__file_stamp *stamp) {
  struct timespec now;
  uint64_t ns;

  (void)clock_gettime(CLOCK_REALTIME, &now);
  ns = index_time(&now);
  return stamp->changed + INDEX_SETTLED_NS < ns &&
         stamp->modified + INDEX_SETTLED_NS < ns;
}

static bool index_is_ours(int file) {
  struct stat st;

  return fstat(file, &st) == 0 && S_ISREG(st.st_mode) &&
         st.st_uid == geteuid() && (st.st_mode & 077) == 0 &&
         (st.st_size == INDEX_BYTES ||
          (st.st_size == 0 && ftruncate(file, INDEX_BYTES) == 0));
}

void drupe__index_open(drupe__compile_index *index, int folder,
                       const uint64_t key[2]) {
  void *records;

  memcpy(index->key, key, sizeof(index->key));
  index->records = NULL;
  index->file = openat(folder, "index",
                       O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (index->file < 0)
    return;
  if (index_is_ours(index->file)) {
    records = mmap(NULL, INDEX_BYTES, PROT_READ, MAP_SHARED, index->file, 0);
    if (records != MAP_FAILED)
      index->records = records;
  }
  if (index->records == NULL)
    drupe__index_close(index);
}

void drupe__index_close(drupe__compile_index *index) {
  if (index->records != NULL)
    (void)munmap((void *)index->records, INDEX_BYTES);
  if (index->file >= 0)
    close(index->file);
  index->records = NULL;
  index->file = -1;
}

/* -- records --------------------------------------------------------------- */

/* Of file and use, whatever state the file is in. */
static uint64_t index_hash(const drupe__compile_index *index,
                           const drupe__file_stamp *stamp, uint64_t use) {
  uint64_t parts[3] = {stamp->device, stamp->inode, use};

  return drupe__quick_hash(index->key, parts, sizeof(parts));
}

static uint64_t index_tag(const drupe__compile_index *index,
                          const drupe__index_record *record, uint64_t use) {
  struct {
    drupe__file_stamp stamp;
    uint64_t name[2], use;
  } parts;

  memset(&parts, 0, sizeof(parts));
  parts.stamp = record->stamp;
  memcpy(parts.name, record->name, sizeof(parts.name));
  parts.use = use;
  return drupe__siphash(index->key, &parts, sizeof(parts));
}

static size_t index_set(uint64_t hash) {
  return (size_t)(hash % (INDEX_RECORDS / INDEX_WAYS)) * INDEX_WAYS;
}

bool drupe__index_find(const drupe__compile_index *index,
                       const drupe__file_stamp *stamp, uint64_t use,
                       uint64_t name[2]) {
  size_t set;

  if (index->records == NULL)
    return false;
  set = index_set(index_hash(index, stamp, use));
  for (size_t i = set; i < set + INDEX_WAYS; i++) {
    drupe__index_record record = index->records[i]; /* others write */

    if (memcmp(&record.stamp, stamp, sizeof(*stamp)) == 0 &&
        record.tag == index_tag(index, &record, use)) {
      memcpy(name, record.name, sizeof(record.name));
      return true;
    }
  }
  return false;
}

/* Where a record of the file goes: where an older one is, where none is, or to
 * any place of the set. */
static size_t index_place(const drupe__compile_index *index,
                          const drupe__file_stamp *stamp, uint64_t use) {
  uint64_t hash = index_hash(index, stamp, use);
  size_t set = index_set(hash), empty = SIZE_MAX;

  for (size_t i = set; i < set + INDEX_WAYS; i++) {
    drupe__index_record record = index->records[i];

    if (record.stamp.inode == stamp->inode &&
        record.stamp.device == stamp->device &&
        record.tag == index_tag(index, &record, use))
      return i;
    if (record.tag == 0)
      empty = i;
  }
  return empty != SIZE_MAX ? empty : set + (size_t)(hash >> 32) % INDEX_WAYS;
}

void drupe__index_keep(const drupe__compile_index *index,
                       const drupe__file_stamp *stamp, uint64_t use,
                       const uint64_t name[2]) {
  drupe__index_record record = {.stamp = *stamp, .name = {name[0], name[1]}};
  size_t place;

  if (index->records == NULL || !drupe__stamp_settled(stamp))
    return;
  record.tag = index_tag(index, &record, use);
  place = index_place(index, stamp, use);
  (void)!pwrite(index->file, &record, sizeof(record),
                (off_t)(place * sizeof(record)));
}
