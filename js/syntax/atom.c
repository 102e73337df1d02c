/* js/syntax/atom.c - the table of names. */
#include "atom.h"

#include <stdlib.h>

#include "atom_hash.h"
#include "words.h"

enum { ATOM_LIST_MIN = 256, ATOM_NAMES_MIN = 2048 };

/* The words have their numbers and their places in the table already. */
int drupe__atoms_init(drupe__atoms *atoms, const char *source) {
  memset(atoms, 0, sizeof(*atoms));
  assert(drupe__words_text_size <= ATOM_NAMES_MIN);
  atoms->source = source;
  atoms->capacity = ATOM_LIST_MIN;
  atoms->table_mask = DRUPE__WORDS_TABLE_SIZE - 1;
  atoms->names_capacity = ATOM_NAMES_MIN;
  atoms->list = malloc(atoms->capacity * sizeof(*atoms->list));
  atoms->table = malloc(sizeof(drupe__words_table));
  atoms->names = malloc(atoms->names_capacity);
  if (atoms->list == NULL || atoms->table == NULL || atoms->names == NULL)
    return -1;
  memcpy(atoms->list, drupe__words_list, sizeof(drupe__words_list));
  memcpy(atoms->table, drupe__words_table, sizeof(drupe__words_table));
  memcpy(atoms->names, drupe__words_text, drupe__words_text_size);
  atoms->names_size = drupe__words_text_size;
  atoms->count = ATOM_FIRST_FREE;
  return 0;
}

void drupe__atoms_deinit(drupe__atoms *atoms) {
  free(atoms->list);
  free(atoms->table);
  free(atoms->names);
  memset(atoms, 0, sizeof(*atoms));
}

/* The slot of the name, or the empty one where it belongs. */
static inline uint32_t *atom_slot(const drupe__atoms *atoms, const char *text,
                                  uint32_t size, uint32_t hash) {
  uint32_t i = hash & atoms->table_mask;

  while (atoms->table[i] != 0) {
    const drupe__atom *a = &atoms->list[atoms->table[i]];
    uint32_t a_size;

    if (a->hash == hash && a->size == size &&
        drupe__name_equals(drupe__atom_text(atoms, atoms->table[i], &a_size),
                           text, size))
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
                                   uint32_t size) {
  uint32_t hash = drupe__name_hash(text, size);
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
  if (capacity >= DRUPE__ATOM_IN_NAMES)
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
  uint32_t hash = drupe__name_hash(text, size);
  uint32_t *slot = atom_slot(atoms, text, size, hash);
  uint32_t offset = atoms->names_size;

  if (*slot != 0)
    return *slot;
  if (atom_copy(atoms, text, size) != 0)
    return 0;
  return atom_add(atoms, slot, offset | DRUPE__ATOM_IN_NAMES, size, hash);
}
