/* js/engine/hash_table.h - the ordered table behind Map and Set.
 *
 * Entries lie in the order in which they were added; buckets chain them by
 * hash.  A removed entry leaves a hole, so that a cursor (the place of an
 * iterator) stays right while the table changes; when the table is packed, its
 * cursors are moved along.  Keys and values are counted engine values. */
#ifndef DRUPE_ENGINE_HASH_TABLE_H
#define DRUPE_ENGINE_HASH_TABLE_H

#include "duktape_internal.h"

#define DRUPE__HASH_NONE 0xFFFFFFFFu

typedef struct drupe__hash_entry {
  duk_tval key; /* DUK_TAG_UNUSED: a hole */
  duk_tval value;
  duk_uint32_t next; /* in the bucket */
} drupe__hash_entry;

typedef struct drupe__hash_cursor drupe__hash_cursor;
struct drupe__hash_cursor {
  struct drupe__hash_table *table; /* NULL: the table has died, or the end */
  drupe__hash_cursor *next;
  duk_uint32_t at;
};

typedef struct drupe__hash_table {
  drupe__hash_entry *entries;
  duk_uint32_t *buckets; /* room of them */
  duk_uint32_t room;     /* a power of two; 0 before the first entry */
  duk_uint32_t used;     /* entries, holes among them */
  duk_uint32_t live;
  drupe__hash_cursor *cursors;
} drupe__hash_table;

/* The entry of `key` (by SameValueZero), or NULL. */
drupe__hash_entry *drupe__hash_find(drupe__hash_table *t, const duk_tval *key);
/* Adds or finds; a new entry's value is undefined.  Throws: no memory. */
drupe__hash_entry *drupe__hash_add(duk_hthread *thread, drupe__hash_table *t,
                                   const duk_tval *key);
duk_bool_t drupe__hash_remove(duk_hthread *thread, drupe__hash_table *t,
                              const duk_tval *key);
void drupe__hash_clear(duk_hthread *thread, drupe__hash_table *t);

/* A cursor stands before the first entry; the next one, or NULL at the end,
 * after which it is detached. */
void drupe__hash_cursor_init(drupe__hash_cursor *c, drupe__hash_table *t);
drupe__hash_entry *drupe__hash_cursor_next(drupe__hash_cursor *c);
void drupe__hash_cursor_deinit(drupe__hash_cursor *c);

/* For a native object's operations. */
void drupe__hash_mark(duk_heap *heap, drupe__hash_table *t);
void drupe__hash_drop(duk_hthread *thread, drupe__hash_table *t);
void drupe__hash_release(duk_heap *heap, drupe__hash_table *t);

#endif
