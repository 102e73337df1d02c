/* js/syntax/token_extent.c - how far the token at a place goes, for the marks
 * under the line that an error shows. */
#include <string.h>

#include "source.h"

static bool extent_is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_' || c == '$' || c == '#' ||
         (unsigned char)c >= 0x80;
}

/* The quote, a backslash and what it escapes, the quote or the line's end. */
static size_t extent_string(const char *at, size_t left) {
  size_t i = 1;

  while (i < left && at[i] != '\n' && at[i] != '\r') {
    if (at[i] == at[0])
      return i + 1;
    i += at[i] == '\\' && i + 1 < left && at[i + 1] != '\n' ? 2 : 1;
  }
  return i < left ? i : left;
}

static size_t extent_punctuator(const char *at, size_t left) {
  static const char *const longer[] = {
      ">>>=", "...",   "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=",
      "||=",  "\?\?=", "=>",  "==",  "!=",  "<=",  ">=",  "&&",  "||",
      "\?\?", "?.",    "++",  "--",  "+=",  "-=",  "*=",  "/=",  "%=",
      "&=",   "|=",    "^=",  "<<",  ">>",  "**"};
  size_t i;

  for (i = 0; i < sizeof(longer) / sizeof(longer[0]); i++) {
    size_t n = strlen(longer[i]);

    if (n <= left && memcmp(at, longer[i], n) == 0)
      return n;
  }
  return 1;
}

size_t drupe__token_extent(const char *text, size_t size, size_t offset) {
  const char *at = text + offset;
  size_t n = 0;

  if (offset >= size || *at == '\n' || *at == '\r')
    return 0;
  if (*at == '"' || *at == '\'')
    return extent_string(at, size - offset);
  while (offset + n < size && extent_is_name(at[n]))
    n++;
  return n > 0 ? n : extent_punctuator(at, size - offset);
}

size_t drupe__syntax_error_extent(const drupe__syntax_error *error,
                                  const char *text, size_t size) {
  size_t end = error->end < size ? error->end : size;
  size_t n = 0;

  if (error->end <= error->offset)
    return drupe__token_extent(text, size, error->offset);
  while (error->offset + n < end && text[error->offset + n] != '\n' &&
         text[error->offset + n] != '\r')
    n++;
  return n;
}
