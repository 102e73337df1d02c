/* js/syntax/arena.c - the words of a tree. */
#include "arena.h"

#include <stdlib.h>
#include <string.h>

/* Words 0 and 1 are not used, so that index 0 means "none". */
enum { ARENA_FIRST = 2, ARENA_MIN = 256 };

int drupe__tree_init(drupe__tree *tree, const char *text, uint32_t size) {
  memset(tree, 0, sizeof(*tree));
  tree->text = text;
  tree->size = size;
  /* Real code needs 0.4 words per byte: this grows once, if at all. */
  tree->capacity = ARENA_MIN + size / 4;
  tree->w = malloc(sizeof(*tree->w) * tree->capacity);
  if (tree->w == NULL)
    return -1;
  tree->used = ARENA_FIRST;
  return drupe__atoms_init(&tree->atoms, text);
}

void drupe__tree_deinit(drupe__tree *tree) {
  drupe__atoms_deinit(&tree->atoms);
  free(tree->w);
  tree->w = NULL;
}

/* Doubles, so that growing costs a constant per word in the long run. */
int drupe__tree_grow(drupe__tree *tree, uint32_t words) {
  uint64_t capacity = (uint64_t)tree->capacity * 2;
  uint32_t *w;

  if (capacity < (uint64_t)tree->used + words)
    capacity = (uint64_t)tree->used + words;
  if (capacity > UINT32_MAX)
    return -1;
  w = realloc(tree->w, sizeof(*w) * (size_t)capacity);
  if (w == NULL)
    return -1;
  tree->w = w;
  tree->capacity = (uint32_t)capacity;
  return 0;
}
