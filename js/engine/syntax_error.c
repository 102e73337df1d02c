/* js/engine/syntax_error.c - errors with their place in the source. */
#include <stdio.h>
#include <string.h>

#include "engine_internal.h"
#include "text.h"

/* Lines are shown whole, however long; marks end here, as in Node. */
#define EXCERPT_MARKS_MAX 1020u

/* Start of 1-based line `line`, and its length without the line break. */
static const char *excerpt_line(const char *text, size_t size, uint32_t line,
                                size_t *length) {
  const char *end = text + size;
  const char *start = text;
  const char *newline;

  for (; line > 1; line--) {
    newline = memchr(start, '\n', (size_t)(end - start));
    if (newline == NULL)
      break;
    start = newline + 1;
  }
  newline = memchr(start, '\n', (size_t)(end - start));
  *length = (size_t)((newline != NULL ? newline : end) - start);
  if (*length > 0 && start[*length - 1] == '\r')
    --*length;
  return start;
}

/* Bytes of the line before 1-based UTF-16 column `column`. */
static size_t excerpt_bytes(const char *line, size_t length, uint32_t column) {
  size_t i = 0;
  uint32_t units = 1;

  while (i < length && units < column) {
    unsigned char c = (unsigned char)line[i];

    units += c >= 0xF0 ? 2 : 1;
    i++;
    while (i < length && ((unsigned char)line[i] & 0xC0) == 0x80)
      i++;
  }
  return i;
}

void drupe__excerpt_push(duk_context *ctx, const char *text, size_t size,
                         const drupe__place *place, size_t extent) {
  size_t length, caret, i, n;
  const char *line = excerpt_line(text, size, place->line, &length);
  char *under;

  caret = excerpt_bytes(line, length, place->column);
  duk_push_sprintf(ctx, "%s:%lu\n", place->file, (unsigned long)place->line);
  drupe__text_push(ctx, line, length);
  if (extent > length - caret && extent > 1)
    extent = length > caret ? length - caret : 1;
  under = duk_push_fixed_buffer(ctx, EXCERPT_MARKS_MAX + 3);
  under[0] = '\n';
  for (i = 0, n = 1; i < caret && n <= EXCERPT_MARKS_MAX; i++)
    if (((unsigned char)line[i] & 0xC0) != 0x80)
      under[n++] = line[i] == '\t' ? '\t' : ' '; /* one for each character */
  for (i = 0; i < extent && n <= EXCERPT_MARKS_MAX; i++)
    if (i == 0 || ((unsigned char)line[caret + i] & 0xC0) != 0x80)
      under[n++] = '^';
  memcpy(under + n, "\n\n", 2);
  duk_push_lstring(ctx, under, n + 2);
  duk_remove(ctx, -2);
  duk_concat(ctx, 3);
}

void drupe__syntax_error_push(duk_context *ctx, const drupe__source *source,
                              const drupe__syntax_error *error) {
  drupe__place place = {source->file, error->line, error->column};

  duk_require_stack(ctx, 16);
  duk_push_error_object(ctx, DUK_ERR_SYNTAX_ERROR, "%s", error->message);
  if (source->goal == DRUPE__EVAL || source->goal == DRUPE__FUNCTION)
    return;
  duk_push_literal(ctx, "stack");
  drupe__excerpt_push(
      ctx, source->text, source->size, &place,
      drupe__syntax_error_extent(error, source->text, source->size));
  duk_get_prop_literal(ctx, -3, "stack");
  duk_concat(ctx, 2);
  duk_def_prop(ctx, -3,
               DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_FORCE |
                   DUK_DEFPROP_SET_WRITABLE | DUK_DEFPROP_SET_CONFIGURABLE |
                   DUK_DEFPROP_CLEAR_ENUMERABLE);
}
