/* js/engine/alloc.c - the heap's allocator: counts, and keeps to a limit.
 *
 * At the limit an allocation fails, Duktape collects garbage and tries again,
 * and at last throws.  For that error (object, message, stack) there is a
 * reserve above the limit, open from the failure until the heap is well below
 * its limit again. */
#include <malloc.h>
#include <stdlib.h>

#include "engine_internal.h"

#define ALLOC_RESERVE ((size_t)256 << 10)

/* -- spare blocks ------------------------------------------------------------
 * Objects and their properties come and go by the thousand in a few small
 * sizes; a block that is released waits for the next of its size.  glibc's
 * blocks hold 16 n + 8 bytes.  The sanitizers have to see every block, so there
 * they see malloc's. */
#if defined(__SANITIZE_ADDRESS__) || !defined(__GLIBC__)
enum { SPARE_MOST = 0 };
#else
enum { SPARE_MOST = 1024 }; /* of one size */
#endif

/* The size that holds `size` bytes; out of the table for large ones. */
static size_t spare_index(size_t size) { return (size + 7) / 16; }

static size_t spare_bytes(size_t index) { return index * 16 + 8; }

static void *spare_take(drupe__engine *e, size_t index) {
  drupe__spare *block = e->spares[index].first;

  if (block != NULL) {
    e->spares[index].first = block->next;
    e->spares[index].count--;
  }
  return block;
}

/* Keeps a block of `bytes`; false where it has to be freed. */
static bool spare_keep(drupe__engine *e, void *p, size_t bytes) {
  size_t index = spare_index(bytes);
  drupe__spare *block = p;

  if (index >= DRUPE__SPARE_SIZES || spare_bytes(index) != bytes ||
      e->spares[index].count >= SPARE_MOST)
    return false;
  block->next = e->spares[index].first;
  e->spares[index].first = block;
  e->spares[index].count++;
  return true;
}

void drupe__alloc_drop_spares(drupe__engine *e) {
  size_t i;

  for (i = 0; i < DRUPE__SPARE_SIZES; i++) {
    void *p;

    while ((p = spare_take(e, i)) != NULL)
      free(p);
  }
}

/* -- the allocator --------------------------------------------------------- */

/* May the heap grow by `more` bytes? */
static bool alloc_may_grow(drupe__engine *e, size_t more) {
  size_t limit = e->limit;

  if (e->allocations > 0 && e->allocations-- == 1) {
    e->allocations = 1;
    return false;
  }
  if (limit == 0)
    return true;
  if (e->used < limit - limit / 8)
    e->reserve_open = false;
  if (e->reserve_open)
    limit += ALLOC_RESERVE;
  return more <= limit && e->used <= limit - more;
}

static void alloc_count(drupe__engine *e, size_t bytes) {
  e->used += bytes;
  if (e->used > e->peak)
    e->peak = e->used;
}

void *drupe__alloc(void *engine, duk_size_t size) {
  drupe__engine *e = engine;
  size_t index = spare_index(size);
  void *p;

  if (size == 0 || !alloc_may_grow(e, size))
    return NULL;
  if (index < DRUPE__SPARE_SIZES) {
    p = spare_take(e, index);
    if (p != NULL) {
      alloc_count(e, spare_bytes(index));
      return p;
    }
  }
  p = malloc(size);
  if (p != NULL)
    alloc_count(e, malloc_usable_size(p));
  return p;
}

void *drupe__realloc(void *engine, void *p, duk_size_t size) {
  drupe__engine *e = engine;
  size_t before;
  void *grown;

  if (p == NULL)
    return drupe__alloc(e, size);
  if (size == 0) {
    drupe__release(e, p);
    return NULL;
  }
  before = malloc_usable_size(p);
  if (size > before && !alloc_may_grow(e, size - before))
    return NULL;
  grown = realloc(p, size);
  if (grown != NULL) {
    e->used -= before;
    alloc_count(e, malloc_usable_size(grown));
  }
  return grown;
}

void drupe__release(void *engine, void *p) {
  drupe__engine *e = engine;
  size_t bytes;

  if (p == NULL)
    return;
  bytes = malloc_usable_size(p);
  e->used -= bytes;
  if (!spare_keep(e, p, bytes))
    free(p);
}

/* Duktape is about to make the error of a failed allocation.  An emergency
 * collection makes some and drops them, when it finds no room to pack an
 * object; what was asked for may succeed after it, and must not do so from the
 * reserve. */
void drupe__alloc_failed(duk_heap *heap) {
  drupe__engine *e = heap->heap_udata;

  if (heap->ms_running == 0)
    e->reserve_open = true;
}

void drupe__engine_usage(const drupe__engine *e, drupe__heap_usage *out) {
  out->used = e->used;
  out->peak = e->peak;
  out->limit = e->limit;
  out->external = e->external > 0 ? (uint64_t)e->external : 0;
}

void drupe__engine_external(drupe__engine *e, int64_t bytes) {
  e->external += bytes;
}
