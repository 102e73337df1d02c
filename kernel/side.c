/* kernel/side.c - what is known about engine objects that are not ours: weak
 * references that watch them, native data hung on them, finalizers of external
 * buffers.
 *
 * A hash table by the object's address.  An object that is in it carries the
 * engine's TELL flag, so that its end is told (drupe__side_freed), and only
 * then: objects that nobody watches cost nothing. */
#include "kernel/tables.h"

typedef struct side_data {
  const void *tag;
  void *data;
  drupe__module *module;
  drupe_free_fn finalize;
  void *arg;
  struct side_data *next;
} side_data;

struct drupe__side {
  duk_heaphdr *object;
  drupe_ref *watchers;
  side_data *data;
  drupe__side *next;
};

static uint32_t side_hash(const drupe__tables *tb, const duk_heaphdr *h) {
  uint64_t bits = (uint64_t)(uintptr_t)h >> 4;

  return (uint32_t)(bits * 0x9E3779B97F4A7C15u >> 32) & (tb->side_room - 1);
}

static drupe__side **side_place(drupe__tables *tb, const duk_heaphdr *h) {
  drupe__side **at;

  if (tb->side_room == 0)
    return NULL;
  for (at = &tb->sides[side_hash(tb, h)]; *at != NULL; at = &(*at)->next)
    if ((*at)->object == h)
      return at;
  return NULL;
}

static bool side_grow(drupe__tables *tb) {
  uint32_t old_room = tb->side_room;
  drupe__side **old = tb->sides;
  drupe__side *side, *next;
  uint32_t room = old_room == 0 ? 64 : old_room * 2;
  drupe__side **table = calloc(room, sizeof(*table));
  uint32_t i, to;

  if (table == NULL)
    return false;
  tb->sides = table;
  tb->side_room = room;
  for (i = 0; i < old_room; i++)
    for (side = old[i]; side != NULL; side = next) {
      next = side->next;
      to = side_hash(tb, side->object);
      side->next = table[to];
      table[to] = side;
    }
  free(old);
  return true;
}

static drupe__side *side_need(drupe__tables *tb, duk_heaphdr *h) {
  drupe__side **at = side_place(tb, h);
  drupe__side *side;

  if (at != NULL)
    return *at;
  if (tb->side_count >= tb->side_room && !side_grow(tb))
    return NULL;
  side = calloc(1, sizeof(*side));
  if (side == NULL)
    return NULL;
  side->object = h;
  at = &tb->sides[side_hash(tb, h)];
  side->next = *at;
  *at = side;
  tb->side_count++;
  DUK_HEAPHDR_SET_FLAG_BITS(h, DRUPE__TELL);
  return side;
}

/* Drops the entry when nothing is in it any more.  The object's flag stays: the
 * engine may have set it too, and a flag too many costs a look-up. */
static void side_trim(drupe__tables *tb, drupe__side **at) {
  drupe__side *side = *at;

  if (side->watchers != NULL || side->data != NULL)
    return;
  *at = side->next;
  tb->side_count--;
  free(side);
}

/* -- weak references ------------------------------------------------------ */
bool drupe__side_watch(drupe__kernel *k, duk_heaphdr *h, drupe_ref *ref) {
  drupe__side *side = side_need(k->tables, h);

  if (side == NULL)
    return false;
  ref->next = side->watchers;
  side->watchers = ref;
  return true;
}

void drupe__side_unwatch(drupe__kernel *k, duk_heaphdr *h, drupe_ref *ref) {
  drupe__side **at = side_place(k->tables, h);
  drupe_ref **link;

  assert(at != NULL);
  for (link = &(*at)->watchers; *link != NULL; link = &(*link)->next)
    if (*link == ref) {
      *link = ref->next;
      break;
    }
  side_trim(k->tables, at);
}

/* -- data ----------------------------------------------------------------- */
static side_data **side_data_place(drupe__side *side, const void *tag) {
  side_data **link;

  for (link = &side->data; *link != NULL; link = &(*link)->next)
    if ((*link)->tag == tag)
      return link;
  return NULL;
}

int32_t drupe__side_attach(drupe__module *m, duk_heaphdr *h, const void *tag,
                           void *data, drupe_free_fn finalize, void *arg) {
  drupe__tables *tb = m->kernel->tables;
  drupe__side **at = side_place(tb, h);
  drupe__side *side;
  side_data *entry;

  if (at != NULL && side_data_place(*at, tag) != NULL)
    return DRUPE_E_BUSY;
  entry = calloc(1, sizeof(*entry));
  if (entry == NULL || !drupe__final_reserve(m->kernel)) {
    free(entry);
    return DRUPE_E_NOMEM;
  }
  side = side_need(tb, h);
  if (side == NULL) {
    drupe__final_unreserve(m->kernel);
    free(entry);
    return DRUPE_E_NOMEM;
  }
  entry->tag = tag;
  entry->data = data;
  entry->module = m;
  entry->finalize = finalize;
  entry->arg = arg;
  entry->next = side->data;
  side->data = entry;
  return DRUPE_OK;
}

void *drupe__side_find(drupe__kernel *k, duk_heaphdr *h, const void *tag) {
  drupe__side **at = side_place(k->tables, h);
  side_data **link = at == NULL ? NULL : side_data_place(*at, tag);

  return link == NULL ? NULL : (*link)->data;
}

static void side_data_uncount(const side_data *entry) {
  if (entry->tag == drupe__external_tag)
    entry->module->usage.buffers--;
  else
    entry->module->usage.attached--;
}

/* The entry, off its list; NULL: none. */
static side_data *side_data_remove(drupe__kernel *k, duk_heaphdr *h,
                                   const void *tag) {
  drupe__side **at = side_place(k->tables, h);
  side_data **link = at == NULL ? NULL : side_data_place(*at, tag);
  side_data *entry;

  if (link == NULL)
    return NULL;
  entry = *link;
  *link = entry->next;
  side_trim(k->tables, at);
  side_data_uncount(entry);
  return entry;
}

void *drupe__side_detach(drupe__kernel *k, duk_heaphdr *h, const void *tag) {
  side_data *entry = side_data_remove(k, h, tag);
  void *data;

  if (entry == NULL)
    return NULL;
  data = entry->data;
  drupe__final_unreserve(k);
  free(entry);
  return data;
}

bool drupe__side_finish(drupe__kernel *k, duk_heaphdr *h, const void *tag) {
  side_data *entry = side_data_remove(k, h, tag);

  if (entry == NULL)
    return false;
  drupe__final_queue(entry->module, entry->finalize, entry->data, entry->arg);
  free(entry);
  return true;
}

/* -- the end -------------------------------------------------------------- */
void drupe__side_freed(drupe__kernel *k, duk_heaphdr *h) {
  drupe__side **at = side_place(k->tables, h);
  drupe__side *side;
  side_data *entry, *next;
  drupe_ref *ref;

  if (at == NULL)
    return;
  side = *at;
  *at = side->next;
  k->tables->side_count--;
  for (ref = side->watchers; ref != NULL; ref = ref->next)
    ref->object = NULL;
  for (entry = side->data; entry != NULL; entry = next) {
    next = entry->next;
    side_data_uncount(entry);
    drupe__final_queue(entry->module, entry->finalize, entry->data,
                       entry->arg);
    free(entry);
  }
  free(side);
}

void drupe__sides_free(drupe__kernel *k) {
  /* The heap is gone, and with each of its objects went its entry. */
  assert(k->tables->side_count == 0);
  free(k->tables->sides);
}
