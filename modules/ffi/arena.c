/* modules/ffi/arena.c - memory of a unit, and its tables of names. */
#include "types.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { CHUNK_SIZE = 16384 - 64, MAP_MIN = 64 };

struct c_chunk {
  struct c_chunk *next;
  size_t used, room;
  max_align_t bytes[];
};

void *c_alloc(c_unit *u, size_t bytes) {
  struct c_chunk *c = u->chunks;
  size_t need = (bytes + 15) & ~(size_t)15, room;
  void *p;

  if (c == NULL || c->room - c->used < need) {
    room = need > CHUNK_SIZE ? need : CHUNK_SIZE;
    c = drupe_alloc(u->cx, sizeof(*c) + room);
    if (c == NULL)
      return NULL;
    c->room = room;
    c->next = u->chunks;
    u->chunks = c;
  }
  p = (char *)c->bytes + c->used;
  c->used += need;
  return p;
}

const char *c_copy(c_unit *u, const char *text, size_t size) {
  char *copy = c_alloc(u, size + 1);

  if (copy != NULL)
    memcpy(copy, text, size);
  return copy;
}

const char *c_format(c_unit *u, const char *format, ...) {
  char text[512];
  va_list args;

  va_start(args, format);
  vsnprintf(text, sizeof(text), format, args);
  va_end(args);
  return c_copy(u, text, strlen(text));
}

/* -- maps ----------------------------------------------------------------- */
static uint32_t map_hash(const char *key) {
  uint32_t h = 2166136261u;

  for (; *key != '\0'; key++)
    h = (h ^ (unsigned char)*key) * 16777619u;
  return h;
}

static struct c_entry *map_find(const c_map *map, const char *key) {
  uint32_t at = map_hash(key) & (map->room - 1);

  while (map->entries[at].key != NULL &&
         strcmp(map->entries[at].key, key) != 0)
    at = (at + 1) & (map->room - 1);
  return &map->entries[at];
}

/* The old table stays in the arena: each is twice the one before. */
static bool map_grow(c_unit *u, c_map *map) {
  c_map bigger = {NULL, map->count, map->room == 0 ? MAP_MIN : map->room * 2};
  uint32_t i;

  bigger.entries = c_alloc(u, bigger.room * sizeof(*bigger.entries));
  if (bigger.entries == NULL)
    return false;
  for (i = 0; i < map->room; i++)
    if (map->entries[i].key != NULL)
      *map_find(&bigger, map->entries[i].key) = map->entries[i];
  *map = bigger;
  return true;
}

void **c_map_place(c_unit *u, c_map *map, const char *key) {
  struct c_entry *entry;

  if (map->count * 2 >= map->room && !map_grow(u, map))
    return NULL;
  entry = map_find(map, key);
  if (entry->key == NULL) {
    entry->key = c_copy(u, key, strlen(key));
    if (entry->key == NULL)
      return NULL;
    map->count++;
  }
  return &entry->value;
}

void *c_map_get(const c_map *map, const char *key) {
  return map->room == 0 ? NULL : map_find(map, key)->value;
}

/* -- units ---------------------------------------------------------------- */
c_unit *c_unit_create(drupe_cx *cx) {
  c_unit *u = drupe_alloc(cx, sizeof(*u));

  if (u == NULL)
    return NULL;
  u->cx = cx;
  u->last = &u->first;
  u->last_macro = &u->first_macro;
  return u;
}

void c_unit_destroy(c_unit *u) {
  struct c_chunk *c, *next;

  for (c = u->chunks; c != NULL; c = next) {
    next = c->next;
    drupe_release(u->cx, c);
  }
  drupe_release(u->cx, u);
}
