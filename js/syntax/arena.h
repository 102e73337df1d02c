/* js/syntax/arena.h - the tree of one unit: an arena of 32-bit words.
 *
 * Indices, not pointers: half the size, and the arena may move when it grows.
 * So never keep a pointer into `w` across a call that makes a node. */
#ifndef DRUPE_JS_SYNTAX_ARENA_H
#define DRUPE_JS_SYNTAX_ARENA_H

#include "atom.h"

typedef struct drupe__tree {
  const char *text; /* lent by the caller */
  uint32_t size;
  uint32_t *w;
  uint32_t used;
  uint32_t capacity;
  uint32_t program; /* the root */
  drupe__atoms atoms;
} drupe__tree;

/* Must be called on every tree once, also when parsing failed. */
void drupe__tree_deinit(drupe__tree *tree);

/* 0, or -1 when there is no memory. */
int drupe__tree_init(drupe__tree *tree, const char *text, uint32_t size);

/* Makes room for `words` more; 0, or -1 when there is no memory. */
int drupe__tree_grow(drupe__tree *tree, uint32_t words);

/* Index of `words` new words (not cleared), or 0 when there is no memory. */
static inline uint32_t drupe__tree_alloc(drupe__tree *tree, uint32_t words) {
  uint32_t at = tree->used;

  if (words > tree->capacity - at) {
    if (drupe__tree_grow(tree, words) != 0)
      return 0;
  }
  tree->used = at + words;
  return at;
}

#endif
