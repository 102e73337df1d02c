/* js/engine/alloc.c - the heap's allocator: counts, and keeps to a limit.
 *
 * At the limit an allocation fails, Duktape collects garbage and tries again,
 * and at last throws.  For that error (object, message, stack) there is a
 * reserve above the limit, open from the failure until the heap is well below
 * its limit again.
 *
 * Small blocks that are released wait in short lists for the next of their
 * size: objects and strings come and go, and the way through malloc and free
 * is five times as long.  Not under ASan, which wants to see each of them. */
#include <malloc.h>
#include <stdlib.h>

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

/* May the heap grow by `more` bytes? */
static bool alloc_may_grow(drupe__engine *e, size_t more) {
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

static void alloc_count(drupe__engine *e, size_t bytes) {
  e->used += bytes;
  if (e->used > e->peak)
    e->peak = e->used;
}

/* -- blocks that wait ------------------------------------------------------ */
/* A list for each 16 bytes; a block of n usable ones, as malloc_usable_size has
 * it, goes where it is large enough for all that look there. */
#ifdef __SANITIZE_ADDRESS__
#define SPARES_MAX 0u
#else
#define SPARES_MAX 1024u
#endif

static inline size_t spare_list(size_t size) { return (size + 23) / 16; }

static inline void *spare_take(drupe__engine *e, size_t size) {
  size_t list = spare_list(size);
  void **p;

  if (list >= DRUPE__SPARE_LISTS || e->spares[list] == NULL)
    return NULL;
  p = e->spares[list];
  e->spares[list] = *p;
  e->spare_counts[list]--;
  return p;
}

static inline bool spare_put(drupe__engine *e, void *p, size_t usable) {
  size_t list = (usable + 8) / 16;

  if (list >= DRUPE__SPARE_LISTS || e->spare_counts[list] + 1u > SPARES_MAX)
    return false;
  *(void **)p = e->spares[list];
  e->spares[list] = p;
  e->spare_counts[list]++;
  return true;
}

void drupe__spares_release(drupe__engine *e) {
  size_t list;

  for (list = 0; list < DRUPE__SPARE_LISTS; list++) {
    while (e->spares[list] != NULL) {
      void **p = e->spares[list];

      e->spares[list] = *p;
      free(p);
    }
    e->spare_counts[list] = 0;
  }
}

void *drupe__alloc(void *engine, duk_size_t size) {
  drupe__engine *e = engine;
  void *p;

  if (size == 0 || !alloc_may_grow(e, size))
    return NULL;
  p = spare_take(e, size);
  if (p == NULL)
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
  size_t usable;

  if (p == NULL)
    return;
  usable = malloc_usable_size(p);
  e->used -= usable;
  if (!spare_put(e, p, usable))
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
