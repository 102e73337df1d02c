/* js/syntax/atom.c - the table of names. */
#include "atom.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { ATOM_LIST_MIN = 256, ATOM_TABLE_MIN = 512, ATOM_NAMES_MIN = 1024 };
#define ATOM_IN_NAMES 0x80000000u

static const char *const atom_words[ATOM_FIRST_FREE] = {
#define X(word) [ATOM_##word] = #word,
    DRUPE__KEYWORDS(X) DRUPE__WORDS(X)
#undef X
        [ATOM_default_export] = "*default*"};

/* FNV-1a, as the lexer computes it while it scans. */
static uint32_t atom_hash(const char *text, uint32_t size) {
  uint32_t hash = DRUPE__HASH_START;
  uint32_t i;

  for (i = 0; i < size; i++)
    hash = drupe__hash_step(hash, (uint8_t)text[i]);
  return drupe__hash_finish(hash);
}

int drupe__atoms_init(drupe__atoms *atoms, const char *source) {
  uint32_t i;

  memset(atoms, 0, sizeof(*atoms));
  atoms->source = source;
  atoms->capacity = ATOM_LIST_MIN;
  atoms->table_mask = ATOM_TABLE_MIN - 1;
  atoms->names_capacity = ATOM_NAMES_MIN;
  atoms->list = calloc(atoms->capacity, sizeof(*atoms->list));
  atoms->table = calloc(ATOM_TABLE_MIN, sizeof(*atoms->table));
  atoms->names = malloc(atoms->names_capacity);
  if (atoms->list == NULL || atoms->table == NULL || atoms->names == NULL)
    return -1;
  atoms->count = 1;
  for (i = 1; i < ATOM_FIRST_FREE; i++) {
    uint32_t atom = drupe__atom_intern(atoms, atom_words[i],
                                       (uint32_t)strlen(atom_words[i]));
    assert(atom == i);
    (void)atom;
  }
  return 0;
}

void drupe__atoms_deinit(drupe__atoms *atoms) {
  free(atoms->list);
  free(atoms->table);
  free(atoms->names);
  memset(atoms, 0, sizeof(*atoms));
}

const char *drupe__atom_text(const drupe__atoms *atoms, uint32_t atom,
                             uint32_t *size) {
  const drupe__atom *a = &atoms->list[atom];

  assert(atom < atoms->count);
  *size = a->size;
  if (a->offset & ATOM_IN_NAMES)
    return atoms->names + (a->offset & ~ATOM_IN_NAMES);
  return atoms->source + a->offset;
}

/* The slot of the name, or the empty one where it belongs. */
static uint32_t *atom_slot(const drupe__atoms *atoms, const char *text,
                           uint32_t size, uint32_t hash) {
  uint32_t i = hash & atoms->table_mask;

  while (atoms->table[i] != 0) {
    const drupe__atom *a = &atoms->list[atoms->table[i]];
    uint32_t a_size;

    if (a->hash == hash && a->size == size &&
        memcmp(drupe__atom_text(atoms, atoms->table[i], &a_size), text, size) ==
            0)
      break;
    i = (i + 1) & atoms->table_mask;
  }
  return &atoms->table[i];
}

/* Half of the slots stay free: a search ends after one or two. */
static int atom_table_grow(drupe__atoms *atoms) {
  uint32_t size = (atoms->table_mask + 1) * 2;
  uint32_t *table = calloc(size, sizeof(*table));
  uint32_t i;
  uint32_t at;

  if (table == NULL)
    return -1;
  free(atoms->table);
  atoms->table = table;
  atoms->table_mask = size - 1;
  for (i = 1; i < atoms->count; i++) {
    at = atoms->list[i].hash & atoms->table_mask;
    while (table[at] != 0)
      at = (at + 1) & atoms->table_mask;
    table[at] = i;
  }
  return 0;
}

static int atom_list_grow(drupe__atoms *atoms) {
  uint32_t capacity = atoms->capacity * 2;
  drupe__atom *list = realloc(atoms->list, sizeof(*list) * capacity);

  if (list == NULL)
    return -1;
  atoms->list = list;
  atoms->capacity = capacity;
  return 0;
}

/* Puts a new name into `slot`; its number, or 0. */
static uint32_t atom_add(drupe__atoms *atoms, uint32_t *slot, uint32_t offset,
                         uint32_t size, uint32_t hash) {
  uint32_t atom = atoms->count;

  if (atom == atoms->capacity && atom_list_grow(atoms) != 0)
    return 0;
  atoms->list[atom] =
      (drupe__atom){.offset = offset, .size = size, .hash = hash};
  atoms->count++;
  *slot = atom;
  if (atoms->count * 2 > atoms->table_mask && atom_table_grow(atoms) != 0)
    return 0;
  return atom;
}

uint32_t drupe__atom_intern_source(drupe__atoms *atoms, const char *text,
                                   uint32_t size, uint32_t hash) {
  uint32_t *slot = atom_slot(atoms, text, size, hash);

  if (*slot != 0)
    return *slot;
  return atom_add(atoms, slot, (uint32_t)(text - atoms->source), size, hash);
}

/* Appends a copy of the text; 0, or -1 when there is no memory. */
static int atom_copy(drupe__atoms *atoms, const char *text, uint32_t size) {
  uint64_t capacity = atoms->names_capacity;
  char *names;

  while (atoms->names_size + (uint64_t)size > capacity)
    capacity *= 2;
  if (capacity >= ATOM_IN_NAMES)
    return -1;
  if (capacity != atoms->names_capacity) {
    names = realloc(atoms->names, (size_t)capacity);
    if (names == NULL)
      return -1;
    atoms->names = names;
    atoms->names_capacity = (uint32_t)capacity;
  }
  if (size > 0)
    memcpy(atoms->names + atoms->names_size, text, size);
  atoms->names_size += size;
  return 0;
}

uint32_t drupe__atom_intern(drupe__atoms *atoms, const char *text,
                            uint32_t size) {
  uint32_t hash = atom_hash(text, size);
  uint32_t *slot = atom_slot(atoms, text, size, hash);
  uint32_t offset = atoms->names_size;

  if (*slot != 0)
    return *slot;
  if (atom_copy(atoms, text, size) != 0)
    return 0;
  return atom_add(atoms, slot, offset | ATOM_IN_NAMES, size, hash);
}
