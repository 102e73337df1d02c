/* js/engine/alloc.c - the heap's allocator: counts, and keeps to a limit.
 *
 * At the limit an allocation fails, Duktape collects garbage and tries again,
 * and at last throws.  For that error (object, message, stack) there is a
 * reserve above the limit, open from the failure until the heap is well below
 * its limit again.
 *
 * What is small is a block of a slab (slab.h); the rest is malloc's. */
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "engine_internal.h"

#define ALLOC_RESERVE ((size_t)256 << 10)

/* --gc-interval: is it time to collect?  The allocation fails until Duktape
 * collects as it does where memory is short: objects and stacks are packed, so
 * that they move. */
static bool alloc_collects(drupe__engine *e) {
  if (e->gc_interval == 0 || e->ctx == NULL || e->ctx->heap->ms_running != 0)
    return false;
  if (e->gc_due > 0)
    e->gc_due--;
  if (e->gc_due > 0)
    return false;
  if (++e->gc_tries <= DUK_HEAP_ALLOC_FAIL_MARKANDSWEEP_EMERGENCY_LIMIT)
    return true;
  e->gc_tries = 0;
  e->gc_due = e->gc_interval;
  return false;
}

/* May the heap grow by `more` bytes, where that is asked at all? */
static DUK_NOINLINE bool alloc_is_allowed(drupe__engine *e, size_t more) {
  size_t limit = e->limit;

  if (alloc_collects(e))
    return false;
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

static inline bool alloc_may_grow(drupe__engine *e, size_t more) {
  return DUK_LIKELY(!e->guarded) || alloc_is_allowed(e, more);
}

void drupe__alloc_guard(drupe__engine *e, size_t limit, uint64_t allocations,
                        unsigned gc_interval) {
  e->limit = limit;
  e->allocations = allocations > 0 ? allocations + 1 : 0;
  e->gc_interval = e->gc_due = gc_interval;
  e->guarded = limit > 0 || allocations > 0 || gc_interval > 0;
}

static inline void alloc_count(drupe__engine *e, size_t bytes) {
  e->used += bytes;
  if (e->used > e->peak)
    e->peak = e->used;
}

static bool alloc_is_block(const drupe__engine *e, const void *p) {
  return drupe__slab_has(&e->slabs, p);
}

/* The bytes that an allocation has, not fewer than were asked for. */
static size_t alloc_room(const drupe__engine *e, void *p) {
  return alloc_is_block(e, p) ? drupe__slab_room(&e->slabs, p)
                              : malloc_usable_size(p);
}

void *drupe__alloc(void *engine, duk_size_t size) {
  drupe__engine *e = engine;
  void *p = NULL;

  if (size == 0 || !alloc_may_grow(e, size))
    return NULL;
  if (size <= DRUPE__SLAB_BLOCK_MAX && e->slabs.region != NULL) {
    unsigned which = drupe__slab_size_of[(size + 7) / 8];

    p = drupe__slab_take(&e->slabs, which);
    if (DUK_LIKELY(p != NULL)) {
      alloc_count(e, drupe__slab_sizes[which]);
      return p;
    }
  }
  p = malloc(size);
  if (p != NULL)
    alloc_count(e, malloc_usable_size(p));
  return p;
}

/* Other memory with what the old one has.  NULL: none, and the old one is too
 * small. */
static void *alloc_move(drupe__engine *e, void *p, size_t before, size_t size) {
  void *moved = drupe__alloc(e, size);

  if (moved == NULL)
    return size <= before ? p : NULL;
  memcpy(moved, p, before < size ? before : size);
  drupe__release(e, p);
  return moved;
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
  before = alloc_room(e, p);
  if (alloc_is_block(e, p)) {
    if (drupe__slab_fits(&e->slabs, p, size))
      return p;
    return alloc_move(e, p, before, size);
  }
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

  if (p == NULL)
    return;
  e->used -= alloc_room(e, p);
  if (alloc_is_block(e, p))
    drupe__slab_release(&e->slabs, p);
  else
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
