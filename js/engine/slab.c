/* js/engine/slab.c - where slabs come from and go to. */
#include "slab.h"

#include <string.h>
#include <sys/mman.h>

/* Address space only: what is never touched is no memory. */
#define SLAB_REGION ((size_t)8 << 30)
/* The region's first bytes are had page by page, so that a small heap is a
 * small process; then 2 MB at once, where the system lets us, which cost a
 * fifth of the time and of the processor's address tables. */
#define SLAB_HUGE ((size_t)2 << 20)
#define SLAB_SMALL_PAGES (4 * SLAB_HUGE)
/* So many empty slabs keep their memory. */
#define SLAB_EMPTY_KEPT 16u

/* Eights up to 128, then eight steps from one power of two to the next. */
const uint16_t drupe__slab_sizes[DRUPE__SLAB_SIZES] = {
    8,   16,  24,  32,  40,  48,  56,  64,  72,  80,  88,  96,  104, 112,
    120, 128, 144, 160, 176, 192, 208, 224, 240, 256, 288, 320, 352, 384,
    416, 448, 480, 512, 576, 640, 704, 768, 832, 896, 960, 1024};

const uint8_t drupe__slab_size_of[DRUPE__SLAB_BLOCK_MAX / 8 + 1] = {
    0,  0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 16,
    17, 17, 18, 18, 19, 19, 20, 20, 21, 21, 22, 22, 23, 23, 24, 24, 24, 24, 25,
    25, 25, 25, 26, 26, 26, 26, 27, 27, 27, 27, 28, 28, 28, 28, 29, 29, 29, 29,
    30, 30, 30, 30, 31, 31, 31, 31, 32, 32, 32, 32, 32, 32, 32, 32, 33, 33, 33,
    33, 33, 33, 33, 33, 34, 34, 34, 34, 34, 34, 34, 34, 35, 35, 35, 35, 35, 35,
    35, 35, 36, 36, 36, 36, 36, 36, 36, 36, 37, 37, 37, 37, 37, 37, 37, 37, 38,
    38, 38, 38, 38, 38, 38, 38, 39, 39, 39, 39, 39, 39, 39, 39};

static size_t slab_count(void) { return SLAB_REGION >> DRUPE__SLAB_BITS; }

static size_t slab_mapped(void) {
  return SLAB_REGION + slab_count() * sizeof(drupe__slab) + SLAB_HUGE;
}

void drupe__slabs_init(drupe__slabs *s) {
  char *memory;

  memset(s, 0, sizeof(*s));
  memory = mmap(NULL, slab_mapped(), PROT_READ | PROT_WRITE,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED)
    return;
  s->mapping = memory;
  s->region = memory + (-(uintptr_t)memory & (SLAB_HUGE - 1));
  s->bytes = SLAB_REGION;
  s->slabs = (void *)(s->region + SLAB_REGION);
  (void)madvise(memory, slab_mapped(), MADV_NOHUGEPAGE);
  (void)madvise(s->region + SLAB_SMALL_PAGES, SLAB_REGION - SLAB_SMALL_PAGES,
                MADV_HUGEPAGE);
}

void drupe__slabs_deinit(drupe__slabs *s) {
  if (s->mapping != NULL)
    (void)munmap(s->mapping, slab_mapped());
  memset(s, 0, sizeof(*s));
}

/* -- lists ----------------------------------------------------------------- */

static void slab_link(drupe__slab **list, drupe__slab *slab) {
  slab->previous = NULL;
  slab->next = *list;
  if (slab->next != NULL)
    slab->next->previous = slab;
  *list = slab;
}

static void slab_unlink(drupe__slab **list, drupe__slab *slab) {
  if (slab->previous != NULL)
    slab->previous->next = slab->next;
  else
    *list = slab->next;
  if (slab->next != NULL)
    slab->next->previous = slab->previous;
}

static char *slab_memory(const drupe__slabs *s, const drupe__slab *slab) {
  return s->region + ((size_t)(slab - s->slabs) << DRUPE__SLAB_BITS);
}

/* -- slabs ----------------------------------------------------------------- */

/* One that waits, or the next of the region; NULL: all are in use. */
static drupe__slab *slab_find_empty(drupe__slabs *s) {
  drupe__slab *slab = s->empty;

  if (slab != NULL) {
    s->empty = slab->next;
    s->empty_count--;
    return slab;
  }
  return s->made < s->bytes >> DRUPE__SLAB_BITS ? &s->slabs[s->made++] : NULL;
}

/* Gives the size a slab without blocks. */
static drupe__slab *slab_add(drupe__slabs *s, unsigned size) {
  drupe__slab *slab = slab_find_empty(s);

  if (slab == NULL)
    return NULL;
  slab->free = NULL;
  slab->fresh = 0;
  slab->size = (uint8_t)size;
  return slab;
}

/* A few blocks that were never in use become free ones; false: no more. */
static bool slab_freshen(const drupe__slabs *s, drupe__slab *slab) {
  enum { AT_ONCE = 1024 }; /* bytes: they are in the cache when they are used */
  size_t bytes = drupe__slab_sizes[slab->size];
  char *memory = slab_memory(s, slab);
  size_t begin = slab->fresh, end = begin;

  while (end + bytes <= DRUPE__SLAB_BYTES && end - begin < AT_ONCE)
    end += bytes;
  slab->fresh = (uint32_t)end;
  while (end > begin) { /* the first is taken first */
    end -= bytes;
    *(void **)(memory + end) = slab->free;
    slab->free = memory + end;
  }
  return slab->free != NULL;
}

void *drupe__slab_take_other(drupe__slabs *s, unsigned size) {
  drupe__slab *slab = s->current[size];
  void *p;

  if (slab == NULL || !slab_freshen(s, slab)) {
    drupe__slab *other = s->rooms[size];

    if (other != NULL)
      slab_unlink(&s->rooms[size], other);
    else
      other = slab_add(s, size);
    if (other == NULL)
      return NULL;
    if (slab != NULL)
      slab->full = true;
    s->current[size] = slab = other;
    if (slab->free == NULL && !slab_freshen(s, slab))
      return NULL;
  }
  p = slab->free;
  slab->free = *(void **)p;
  slab->used++;
  return p;
}

/* No block of it is in use. */
static void slab_retire(drupe__slabs *s, drupe__slab *slab) {
  if (s->empty_count >= SLAB_EMPTY_KEPT)
    (void)madvise(slab_memory(s, slab), DRUPE__SLAB_BYTES, MADV_DONTNEED);
  slab->next = s->empty;
  s->empty = slab;
  s->empty_count++;
}

void drupe__slab_turned(drupe__slabs *s, drupe__slab *slab) {
  bool was_full = slab->full;

  slab->full = false;
  if (slab == s->current[slab->size])
    return;
  if (slab->used > 0) {
    slab_link(&s->rooms[slab->size], slab);
    return;
  }
  if (!was_full)
    slab_unlink(&s->rooms[slab->size], slab);
  slab_retire(s, slab);
}
