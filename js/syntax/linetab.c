/* js/syntax/linetab.c - emitted line -> source offset.  The table is written
 * once per unit and read only when somebody looks at a stack, so it is small
 * rather than fast. */
#include "syntax/linetab.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "syntax/syntax.h"

enum { LINETAB_HEADER = 8, LINETAB_SKIP = 8, LINETAB_VARINT_MAX = 5 };

void drupe__linetab_init(drupe__linetab *table) {
  memset(table, 0, sizeof(*table));
}

void drupe__linetab_deinit(drupe__linetab *table) {
  free(table->bytes);
  free(table->skips);
  drupe__linetab_init(table);
}

/* Room for DRUPE__LINETAB_STEP lines, and the entry that they begin with. */
static int linetab_begin_step(drupe__linetab *table) {
  size_t room = (size_t)DRUPE__LINETAB_STEP * LINETAB_VARINT_MAX, capacity;
  void *p;

  if (table->capacity - table->size < room) {
    capacity = table->capacity * 2 + room;
    p = realloc(table->bytes, capacity);
    if (p == NULL)
      return -1;
    table->bytes = p;
    table->capacity = capacity;
  }
  if (table->skip_count == table->skip_capacity) {
    capacity = table->skip_capacity * 2 + 8;
    p = realloc(table->skips, capacity * 2 * sizeof(uint32_t));
    if (p == NULL)
      return -1;
    table->skips = p;
    table->skip_capacity = capacity;
  }
  table->skips[table->skip_count * 2] = (uint32_t)table->size;
  table->skips[table->skip_count * 2 + 1] = table->last;
  table->skip_count++;
  return 0;
}

void drupe__linetab_add(drupe__linetab *table, uint32_t offset) {
  uint32_t delta = offset - table->last; /* modulo 2^32, undone on reading */
  uint32_t zigzag = (delta << 1) ^ (0u - (delta >> 31));

  if (table->lines % DRUPE__LINETAB_STEP == 0 &&
      linetab_begin_step(table) != 0) {
    table->failed = 1; /* and every line from now on tries in vain */
    return;
  }
  for (; zigzag >= 128; zigzag >>= 7)
    table->bytes[table->size++] = (uint8_t)(zigzag | 128);
  table->bytes[table->size++] = (uint8_t)zigzag;
  table->lines++;
  table->last = offset;
}

static void linetab_put(uint8_t *at, uint32_t value) {
  at[0] = (uint8_t)value;
  at[1] = (uint8_t)(value >> 8);
  at[2] = (uint8_t)(value >> 16);
  at[3] = (uint8_t)(value >> 24);
}

static uint32_t linetab_get(const uint8_t *at) {
  return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
         (uint32_t)at[3] << 24;
}

uint8_t *drupe__linetab_finish(drupe__linetab *table, size_t *size) {
  size_t head = LINETAB_HEADER + table->skip_count * LINETAB_SKIP;
  uint8_t *out;
  size_t i;

  *size = 0;
  if (table->failed)
    return NULL;
  out = malloc(head + table->size);
  if (out == NULL)
    return NULL;
  linetab_put(out, table->lines);
  linetab_put(out + 4, (uint32_t)table->skip_count);
  for (i = 0; i < table->skip_count * 2; i++)
    linetab_put(out + LINETAB_HEADER + i * 4, table->skips[i]);
  if (table->size > 0)
    memcpy(out + head, table->bytes, table->size);
  *size = head + table->size;
  return out;
}

/* Decodes one varint; returns the byte after it, NULL at damaged input. */
static const uint8_t *linetab_next(const uint8_t *at, const uint8_t *end,
                                   uint32_t *offset) {
  uint32_t zigzag = 0;
  unsigned shift;

  for (shift = 0; at < end && shift < 35; shift += 7) {
    zigzag |= (uint32_t)(*at & 127) << shift;
    if ((*at++ & 128) == 0) {
      *offset += (zigzag >> 1) ^ (0u - (zigzag & 1));
      return at;
    }
  }
  return NULL;
}

uint32_t drupe__line_offset(const uint8_t *lines, size_t size,
                            uint32_t emitted_line) {
  uint32_t index = emitted_line - 1;
  const uint8_t *entry, *at, *end;
  uint32_t skips, offset, left;
  size_t head;

  if (lines == NULL || size < LINETAB_HEADER || emitted_line == 0 ||
      index >= linetab_get(lines))
    return DRUPE__NO_OFFSET;
  skips = linetab_get(lines + 4);
  head = LINETAB_HEADER + (size_t)skips * LINETAB_SKIP;
  if (index / DRUPE__LINETAB_STEP >= skips || head > size)
    return DRUPE__NO_OFFSET;
  entry = lines + LINETAB_HEADER +
          (size_t)(index / DRUPE__LINETAB_STEP) * LINETAB_SKIP;
  if (linetab_get(entry) > size - head)
    return DRUPE__NO_OFFSET;
  offset = linetab_get(entry + 4);
  end = lines + size;
  at = lines + head + linetab_get(entry);
  for (left = index % DRUPE__LINETAB_STEP + 1; left > 0; left--) {
    at = linetab_next(at, end, &offset);
    if (at == NULL)
      return DRUPE__NO_OFFSET;
  }
  return offset;
}
