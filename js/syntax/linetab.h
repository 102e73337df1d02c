/* js/syntax/linetab.h - the builder of the table that syntax.h reads.
 *
 * Layout, little-endian: u32 lines, u32 skips; per skip entry u32 position
 * of a varint behind the entries and u32 source offset before it; then one
 * zig-zag varint per line, the difference to the offset of the line before.
 * A skip entry stands at every DRUPE__LINETAB_STEP lines, so that a lookup
 * decodes few varints however long the unit is. */
#ifndef DRUPE_SYNTAX_LINETAB_H
#define DRUPE_SYNTAX_LINETAB_H

#include <stddef.h>
#include <stdint.h>

#define DRUPE__LINETAB_STEP 256u

typedef struct drupe__linetab {
  uint8_t *bytes; /* varints */
  size_t size;
  size_t capacity;
  uint32_t *skips; /* pairs */
  size_t skip_count;
  size_t skip_capacity;
  uint32_t lines;
  uint32_t last; /* offset of the line added last */
  int failed;    /* out of memory: finish reports it */
} drupe__linetab;

void drupe__linetab_init(drupe__linetab *table);
void drupe__linetab_deinit(drupe__linetab *table);

/* The next emitted line stands for `offset`. */
void drupe__linetab_add(drupe__linetab *table, uint32_t offset);

/* Gives the table as one malloc'ed block; NULL when memory ran out. */
uint8_t *drupe__linetab_finish(drupe__linetab *table, size_t *size);

#endif /* DRUPE_SYNTAX_LINETAB_H */
