/* js/syntax/chars.h - characters: UTF-8, and what may stand in a name. */
#ifndef DRUPE_JS_SYNTAX_CHARS_H
#define DRUPE_JS_SYNTAX_CHARS_H

#include <stdbool.h>
#include <stdint.h>

/* What a byte may begin.  In this order on purpose: one compare tells whether
 * a name goes on, another whether there may be a blank or a comment. */
enum {
  CHAR_IDENT,
  CHAR_DIGIT,
  CHAR_SINGLE, /* a token of its own */
  CHAR_PUNCTUATOR,
  CHAR_QUOTE,
  CHAR_BACKTICK,
  CHAR_BACKSLASH,
  CHAR_BAD,
  CHAR_SPACE,
  CHAR_LINE,
  CHAR_COMMENT, /* or a punctuator */
  CHAR_HIGH
};
extern const uint8_t drupe__char_class[256];

static inline bool drupe__is_name_byte(uint8_t byte) {
  return drupe__char_class[byte] <= CHAR_DIGIT;
}
static inline bool drupe__is_digit(uint8_t byte) {
  return (uint8_t)(byte - '0') < 10;
}

/* Value of a hexadecimal digit, or 16. */
uint32_t drupe__hex_value(uint8_t byte);

/* U+2028 and U+2029, the line ends outside ASCII. */
static inline bool drupe__is_line_separator(const uint8_t *at) {
  return at[0] == 0xe2 && at[1] == 0x80 && (at[2] & 0xfe) == 0xa8;
}

/* Decodes one character of a NUL-terminated text.  A surrogate pair written
 * as twice three bytes is one character; a byte that begins none is
 * DRUPE__CHAR_INVALID with size 1. */
#define DRUPE__CHAR_INVALID 0xffffffffu
uint32_t drupe__utf8_decode(const uint8_t *at, uint32_t *size);

/* Writes one character, surrogates as three bytes; the size, 1 to 4. */
uint32_t drupe__utf8_encode(uint32_t c, uint8_t *out);

/* ID_Start and ID_Continue with what ECMAScript adds, of any character. */
bool drupe__is_name_start(uint32_t c);
bool drupe__is_name_part(uint32_t c);
/* Space_Separator, no-break spaces and U+FEFF: outside ASCII only. */
bool drupe__is_wide_space(uint32_t c);

#endif
