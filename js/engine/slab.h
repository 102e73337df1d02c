/* js/engine/slab.h - small blocks of one size each, side by side in slabs.
 *
 * A slab is SLAB_BYTES of one region of address space that is reserved as a
 * whole, so that of any pointer two instructions tell whether it is a block
 * and of which slab.  Blocks have no headers; which are free a list through
 * them knows.  A slab without blocks goes to whoever needs one, and back to the
 * system when many wait.
 *
 * Memory of one thread. */
#ifndef DRUPE_ENGINE_SLAB_H
#define DRUPE_ENGINE_SLAB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DRUPE__SLAB_BITS 16
#define DRUPE__SLAB_BYTES ((size_t)1 << DRUPE__SLAB_BITS)
#define DRUPE__SLAB_BLOCK_MAX 1024u /* bytes; larger ones are malloc's */
#define DRUPE__SLAB_SIZES 40        /* of blocks */

typedef struct drupe__slab {
  void *free;     /* the list of blocks that were released */
  uint32_t fresh; /* bytes from the slab's begin that were ever in use */
  uint16_t used;  /* blocks */
  uint8_t size;   /* which one */
  bool full;      /* in no list */
  struct drupe__slab *next, *previous; /* with room, or empty ones */
} drupe__slab;

typedef struct drupe__slabs {
  char *mapping;      /* NULL: none */
  char *region;       /* in it; NULL: none, nothing is a block */
  size_t bytes;       /* of it */
  drupe__slab *slabs; /* of each SLAB_BYTES of it */
  size_t made;        /* of them have been used */
  drupe__slab *current[DRUPE__SLAB_SIZES]; /* blocks are taken from it */
  drupe__slab *rooms[DRUPE__SLAB_SIZES];   /* others with room */
  drupe__slab *empty;                      /* of no size */
  size_t empty_count;
} drupe__slabs;

extern const uint16_t drupe__slab_sizes[DRUPE__SLAB_SIZES];
/* By bytes in units of 8, rounded up. */
extern const uint8_t drupe__slab_size_of[DRUPE__SLAB_BLOCK_MAX / 8 + 1];

/* Reserves the region; where that is not allowed (limits of the process) there
 * are no blocks, and everything is malloc's. */
void drupe__slabs_init(drupe__slabs *s);
/* All blocks go with it. */
void drupe__slabs_deinit(drupe__slabs *s);

/* A block when the current slab of the size has none: NULL if there is no more
 * memory. */
void *drupe__slab_take_other(drupe__slabs *s, unsigned size);
/* The slab was full, or has no block in use any more. */
void drupe__slab_turned(drupe__slabs *s, drupe__slab *slab);

static inline bool drupe__slab_has(const drupe__slabs *s, const void *p) {
  return (size_t)((const char *)p - s->region) < s->bytes;
}

static inline drupe__slab *drupe__slab_of(const drupe__slabs *s,
                                          const void *p) {
  return &s->slabs[(size_t)((const char *)p - s->region) >> DRUPE__SLAB_BITS];
}

/* The bytes that a block has. */
static inline size_t drupe__slab_room(const drupe__slabs *s, const void *p) {
  return drupe__slab_sizes[drupe__slab_of(s, p)->size];
}

/* Would a new block of `bytes` be of the same size?  One that is larger than
 * needed by a quarter may stay as well. */
static inline bool drupe__slab_fits(const drupe__slabs *s, const void *p,
                                    size_t bytes) {
  size_t room = drupe__slab_room(s, p);

  return bytes <= room && bytes >= room - room / 4;
}

/* A block of the size; NULL: none. */
static inline void *drupe__slab_take(drupe__slabs *s, unsigned size) {
  drupe__slab *slab = s->current[size];
  void *p;

  if (slab == NULL || slab->free == NULL)
    return drupe__slab_take_other(s, size);
  p = slab->free;
  slab->free = *(void **)p;
  slab->used++;
  return p;
}

static inline void drupe__slab_release(drupe__slabs *s, void *p) {
  drupe__slab *slab = drupe__slab_of(s, p);

  *(void **)p = slab->free;
  slab->free = p;
  slab->used--;
  if (slab->full || slab->used == 0)
    drupe__slab_turned(s, slab);
}

#endif
