/* js/syntax/source_position.c - line and column of a byte of a source text. */
#include "syntax.h"

#include <string.h>

/* Bytes between two marks of an index. */
enum { POSITION_STEP = 4096 };

/* Bytes of the line terminator at `at`, 0 if there is none. */
static size_t position_newline(const char *at, size_t left) {
  if (*at == '\n')
    return 1;
  if (*at == '\r')
    return left > 1 && at[1] == '\n' ? 2 : 1;
  if (left > 2 && memcmp(at, "\xE2\x80", 2) == 0 &&
      ((unsigned char)at[2] & 0xFE) == 0xA8)
    return 3;
  return 0;
}

/* To `offset`, or before the line terminator that it is in the middle of. */
static void position_advance(const char *text, size_t size, uint32_t offset,
                             drupe__position *at) {
  while (at->offset < offset) {
    size_t n = position_newline(text + at->offset, size - at->offset);
    unsigned char c = (unsigned char)text[at->offset];

    if (n != 0 && at->offset + n > offset)
      return;
    if (n != 0) {
      at->offset += (uint32_t)n;
      at->line++;
      at->column = 1;
      continue;
    }
    at->offset++;
    /* Continuation bytes count nothing, a four-byte sequence counts two. */
    if ((c & 0xC0) != 0x80)
      at->column += c >= 0xF0 ? 2 : 1;
  }
}

static void position_find(const char *text, size_t size, uint32_t offset,
                          drupe__position at, uint32_t *line,
                          uint32_t *column) {
  position_advance(text, size, offset, &at);
  *line = at.line;
  *column = at.column + (at.offset < offset); /* between CR and LF */
}

void drupe__source_position(const char *text, size_t size, uint32_t offset,
                            uint32_t *line, uint32_t *column) {
  drupe__position start = {0, 1, 1};

  if (offset > size)
    offset = (uint32_t)size;
  position_find(text, size, offset, start, line, column);
}

size_t drupe__position_marks(size_t size) { return size / POSITION_STEP; }

void drupe__position_index(const char *text, size_t size,
                           drupe__position *marks) {
  drupe__position at = {0, 1, 1};
  size_t i;

  for (i = 0; i < drupe__position_marks(size); i++) {
    position_advance(text, size, (uint32_t)((i + 1) * POSITION_STEP), &at);
    marks[i] = at;
  }
}

void drupe__indexed_position(const char *text, size_t size,
                             const drupe__position *marks, uint32_t offset,
                             uint32_t *line, uint32_t *column) {
  drupe__position start = {0, 1, 1};

  if (offset > size)
    offset = (uint32_t)size;
  if (offset >= POSITION_STEP)
    start = marks[offset / POSITION_STEP - 1];
  position_find(text, size, offset, start, line, column);
}
