/* js/engine/weak_watch.c - who watches which object: a table by address.
 *
 * A watched object carries the TELL flag, so that native.c hears of its end,
 * by count or by collection. */
#include "weak_watch.h"

#include <assert.h>
#include <string.h>

#define ROOM_MIN 16u

static drupe__watch **bucket_of(drupe__engine *e, const duk_hobject *target) {
  uint64_t hash = (uint64_t)(uintptr_t)target * 0x9E3779B97F4A7C15u;

  return &e->watches.buckets[(hash >> 32) & (e->watches.room - 1)];
}

static void insert(drupe__engine *e, drupe__watch *watch) {
  drupe__watch **bucket = bucket_of(e, watch->target);

  watch->next = *bucket;
  *bucket = watch;
}

static void grow(duk_context *ctx, drupe__engine *e) {
  uint32_t old_room = e->watches.room, i;
  uint32_t room = old_room == 0 ? ROOM_MIN : old_room * 2;
  drupe__watch **old,
      **buckets = DUK_ALLOC_CHECKED_ZEROED(ctx, room * sizeof(*buckets));

  old = e->watches.buckets;
  e->watches.buckets = buckets;
  e->watches.room = room;
  for (i = 0; i < old_room; i++) {
    drupe__watch *w = old[i], *next;

    for (; w != NULL; w = next) {
      next = w->next;
      insert(e, w);
    }
  }
  drupe__release(e, old);
}

void drupe__watch_start(duk_context *ctx, drupe__watch *watch,
                        duk_hobject *target) {
  drupe__engine *e = drupe__engine_of(ctx);

  assert(watch->target == NULL);
  while (e->watches.count >= e->watches.room)
    grow(ctx, e);
  watch->target = target;
  insert(e, watch);
  e->watches.count++;
  DUK_HEAPHDR_SET_FLAG_BITS(&target->hdr, DRUPE__TELL);
}

void drupe__watch_stop(drupe__engine *e, drupe__watch *watch) {
  drupe__watch **link;

  if (watch->target == NULL)
    return;
  link = bucket_of(e, watch->target);
  while (*link != watch)
    link = &(*link)->next;
  *link = watch->next;
  watch->target = NULL;
  e->watches.count--;
}

void drupe__watches_gone(drupe__engine *e, const duk_hobject *target) {
  drupe__watch **link;

  if (e->watches.count == 0)
    return;
  link = bucket_of(e, target);
  while (*link != NULL) {
    drupe__watch *w = *link;

    if (w->target != target) {
      link = &w->next;
      continue;
    }
    *link = w->next;
    w->target = NULL;
    e->watches.count--;
    w->gone(e, w);
    link = bucket_of(e, target); /* `gone` may have stopped others */
  }
}
