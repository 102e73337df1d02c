/* js/engine/hash_table.c - the ordered table behind Map and Set. */
#include "hash_table.h"

#include "bigint.h"

#include <assert.h>
#include <string.h>

static duk_uint32_t mix(duk_uint64_t x) {
  x ^= x >> 32;
  x *= 0x9E3779B97F4A7C15u;
  return (duk_uint32_t)(x >> 32);
}

static double number(const duk_tval *tv) {
  duk_tval copy = *tv;

  return DUK_TVAL_GET_NUMBER(&copy);
}

/* Numbers by their double, so that 1 as integer and as double are one key; -0
 * is 0, and all NaN are one. */
static duk_uint32_t hash_number(const duk_tval *key) {
  double d = number(key);
  duk_uint64_t bits;

  if (d != d)
    return 0x7FF8u;
  d += 0.0;
  memcpy(&bits, &d, sizeof(bits));
  return mix(bits);
}

static duk_uint32_t hash_bigint(const duk_tval *key) {
  drupe__bigint b = drupe__bigint_of(key);
  duk_uint64_t sum = b.negative;
  size_t i;

  for (i = 0; i < b.size; i++)
    sum = sum * 0x9E3779B97F4A7C15u + b.limbs[i];
  return mix(sum);
}

static duk_uint32_t hash(const duk_tval *key) {
  if (DUK_TVAL_IS_NUMBER(key))
    return hash_number(key);
  if (DUK_TVAL_IS_STRING(key))
    return mix(DUK_HSTRING_GET_HASH(DUK_TVAL_GET_STRING(key)));
  if (DUK_TVAL_IS_BUFFER(key))
    return hash_bigint(key);
  if (DUK_TVAL_IS_HEAP_ALLOCATED(key))
    return mix((duk_uint64_t)(uintptr_t)DUK_TVAL_GET_HEAPHDR(key) >> 4);
  if (DUK_TVAL_IS_BOOLEAN(key))
    return mix(DUK_TVAL_GET_BOOLEAN(key) + 1u);
  return DUK_TVAL_IS_NULL(key) ? mix(3) : mix(4);
}

static duk_bool_t same_value(duk_tval a, duk_tval b) {
  return duk_js_samevalue(&a, &b);
}

/* SameValueZero. */
static duk_bool_t same(const duk_tval *a, const duk_tval *b) {
  if (DUK_TVAL_IS_NUMBER(a) && DUK_TVAL_IS_NUMBER(b)) {
    double x = number(a), y = number(b);

    return x == y || (x != x && y != y);
  }
  return same_value(*a, *b);
}

drupe__hash_entry *drupe__hash_find(drupe__hash_table *t, const duk_tval *key) {
  duk_uint32_t i;

  if (t->live == 0)
    return NULL;
  i = t->buckets[hash(key) & (t->room - 1)];
  for (; i != DRUPE__HASH_NONE; i = t->entries[i].next)
    if (same(&t->entries[i].key, key))
      return &t->entries[i];
  return NULL;
}

static void link_entry(drupe__hash_table *t, duk_uint32_t i) {
  duk_uint32_t *bucket = &t->buckets[hash(&t->entries[i].key) & (t->room - 1)];

  t->entries[i].next = *bucket;
  *bucket = i;
}

/* Where the entry at `at` comes to lie once the holes before it are gone. */
static duk_uint32_t packed(const drupe__hash_table *t, duk_uint32_t at) {
  duk_uint32_t i, live = 0;

  for (i = 0; i < at; i++)
    live += !DUK_TVAL_IS_UNUSED(&t->entries[i].key);
  return live;
}

/* Copies what lives into arrays of `room`.  Throws: no memory. */
static void rebuild(duk_hthread *thread, drupe__hash_table *t,
                    duk_uint32_t room) {
  drupe__hash_entry *entries =
      DUK_ALLOC_CHECKED(thread, sizeof(*entries) * room);
  duk_uint32_t *buckets = DUK_ALLOC(thread->heap, sizeof(*buckets) * room), i;
  drupe__hash_cursor *c;

  if (buckets == NULL) {
    DUK_FREE(thread->heap, entries);
    DUK_ERROR_ALLOC_FAILED(thread);
  }
  for (c = t->cursors; c != NULL; c = c->next)
    c->at = packed(t, c->at);
  t->live = 0;
  for (i = 0; i < t->used; i++)
    if (!DUK_TVAL_IS_UNUSED(&t->entries[i].key))
      entries[t->live++] = t->entries[i];
  DUK_FREE(thread->heap, t->entries);
  DUK_FREE(thread->heap, t->buckets);
  t->entries = entries;
  t->buckets = buckets;
  t->room = room;
  t->used = t->live;
  memset(buckets, 0xFF, sizeof(*buckets) * room);
  for (i = 0; i < t->used; i++)
    link_entry(t, i);
}

/* Twice the room, or the same where half of the entries are holes. */
static void grow(duk_hthread *thread, drupe__hash_table *t) {
  if (t->room >= 0x40000000u)
    DUK_ERROR_RANGE(thread, "Map maximum size exceeded");
  rebuild(thread, t,
          t->room == 0             ? 4
          : t->live <= t->room / 2 ? t->room
                                   : t->room * 2);
}

drupe__hash_entry *drupe__hash_add(duk_hthread *thread, drupe__hash_table *t,
                                   const duk_tval *key) {
  drupe__hash_entry *e = drupe__hash_find(t, key);
  duk_tval copy = *key; /* growing may collect and move the stack it lies in */

  if (e != NULL)
    return e;
  if (t->used == t->room)
    grow(thread, t);
  e = &t->entries[t->used];
  e->key = copy;
  if (DUK_TVAL_IS_NUMBER(&copy) && number(&copy) == 0)
    DUK_TVAL_SET_I32(&e->key, 0); /* a key of -0 is 0 */
  DUK_TVAL_INCREF(thread, &e->key);
  DUK_TVAL_SET_UNDEFINED(&e->value);
  link_entry(t, t->used++);
  t->live++;
  return e;
}

static void unlink_entry(drupe__hash_table *t, duk_uint32_t at) {
  duk_uint32_t *link = &t->buckets[hash(&t->entries[at].key) & (t->room - 1)];

  while (*link != at)
    link = &t->entries[*link].next;
  *link = t->entries[at].next;
}

duk_bool_t drupe__hash_remove(duk_hthread *thread, drupe__hash_table *t,
                              const duk_tval *key) {
  drupe__hash_entry *e = drupe__hash_find(t, key);
  duk_tval old_key, old_value;

  if (e == NULL)
    return 0;
  unlink_entry(t, (duk_uint32_t)(e - t->entries));
  old_key = e->key;
  old_value = e->value;
  DUK_TVAL_SET_UNUSED(&e->key);
  DUK_TVAL_SET_UNDEFINED(&e->value);
  t->live--;
  DUK_TVAL_DECREF(thread, &old_key);
  DUK_TVAL_DECREF(thread, &old_value);
  return 1;
}

void drupe__hash_clear(duk_hthread *thread, drupe__hash_table *t) {
  drupe__hash_table old = *t;
  drupe__hash_cursor *c;

  memset(t, 0, sizeof(*t));
  t->cursors = old.cursors;
  for (c = t->cursors; c != NULL; c = c->next)
    c->at = 0;
  drupe__hash_drop(thread, &old);
  DUK_REFZERO_CHECK_SLOW(thread);
  old.cursors = NULL;
  drupe__hash_release(thread->heap, &old);
}

void drupe__hash_cursor_init(drupe__hash_cursor *c, drupe__hash_table *t) {
  c->table = t;
  c->at = 0;
  c->next = t->cursors;
  t->cursors = c;
}

void drupe__hash_cursor_deinit(drupe__hash_cursor *c) {
  drupe__hash_cursor **link;

  if (c->table == NULL)
    return;
  for (link = &c->table->cursors; *link != c; link = &(*link)->next)
    assert(*link != NULL);
  *link = c->next;
  c->table = NULL;
}

drupe__hash_entry *drupe__hash_cursor_next(drupe__hash_cursor *c) {
  drupe__hash_table *t = c->table;

  if (t == NULL)
    return NULL;
  while (c->at < t->used) {
    drupe__hash_entry *e = &t->entries[c->at++];

    if (!DUK_TVAL_IS_UNUSED(&e->key))
      return e;
  }
  drupe__hash_cursor_deinit(c);
  return NULL;
}

void drupe__hash_mark(duk_heap *heap, drupe__hash_table *t) {
  duk_uint32_t i;

  for (i = 0; i < t->used; i++) {
    if (DUK_TVAL_IS_UNUSED(&t->entries[i].key))
      continue;
    drupe__heap_mark_value(heap, &t->entries[i].key);
    drupe__heap_mark_value(heap, &t->entries[i].value);
  }
}

void drupe__hash_drop(duk_hthread *thread, drupe__hash_table *t) {
  duk_uint32_t i;

  for (i = 0; i < t->used; i++) {
    if (DUK_TVAL_IS_UNUSED(&t->entries[i].key))
      continue;
    DUK_TVAL_DECREF_NORZ(thread, &t->entries[i].key);
    DUK_TVAL_DECREF_NORZ(thread, &t->entries[i].value);
  }
}

void drupe__hash_release(duk_heap *heap, drupe__hash_table *t) {
  drupe__hash_cursor *c;

  for (c = t->cursors; c != NULL; c = c->next)
    c->table = NULL;
  DUK_FREE(heap, t->entries);
  DUK_FREE(heap, t->buckets);
}
