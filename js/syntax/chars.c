/* js/syntax/chars.c - characters: UTF-8, and what may stand in a name. */
#include "chars.h"

#include <stddef.h>

#include "unicode_names.h" /* made from Debian's unicode-data */

#define X CHAR_BAD
#define I CHAR_IDENT
#define D CHAR_DIGIT
#define S CHAR_SPACE
#define L CHAR_LINE
#define O CHAR_SINGLE
#define P CHAR_PUNCTUATOR
#define C CHAR_COMMENT
#define Q CHAR_QUOTE
#define T CHAR_BACKTICK
#define B CHAR_BACKSLASH
#define H CHAR_HIGH
#define HIGH_ROW H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H
/* clang-format off */
const uint8_t drupe__char_class[256] = {
  X, X, X, X, X, X, X, X, X, S, L, S, S, L, X, X,
  X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X,
  S, P, Q, C, I, P, P, Q, O, O, P, P, O, C, P, C,
  D, D, D, D, D, D, D, D, D, D, O, O, C, P, P, P,
  O, I, I, I, I, I, I, I, I, I, I, I, I, I, I, I,
  I, I, I, I, I, I, I, I, I, I, I, O, B, O, P, I,
  T, I, I, I, I, I, I, I, I, I, I, I, I, I, I, I,
  I, I, I, I, I, I, I, I, I, I, I, O, P, O, O, X,
  HIGH_ROW, HIGH_ROW, HIGH_ROW, HIGH_ROW,
  HIGH_ROW, HIGH_ROW, HIGH_ROW, HIGH_ROW
};
/* clang-format on */

uint32_t drupe__hex_value(uint8_t byte) {
  if (drupe__is_digit(byte))
    return byte - '0';
  byte |= 0x20;
  return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10u : 16u;
}

static bool chars_is_tail(uint8_t byte) { return (byte & 0xc0) == 0x80; }

/* A three-byte form, without regard to pairs. */
static uint32_t chars_decode_three(const uint8_t *at) {
  if ((at[0] & 0xf0) != 0xe0 || !chars_is_tail(at[1]) || !chars_is_tail(at[2]))
    return DRUPE__CHAR_INVALID;
  return (at[0] & 0x0fu) << 12 | (at[1] & 0x3fu) << 6 | (at[2] & 0x3fu);
}

/* A character of three bytes, or a surrogate pair of twice three. */
static uint32_t chars_decode_wide(const uint8_t *at, uint32_t *size) {
  uint32_t c = chars_decode_three(at);
  uint32_t low;

  if (c < 0x800 || c == DRUPE__CHAR_INVALID)
    return DRUPE__CHAR_INVALID;
  *size = 3;
  if ((c & 0xfc00) == 0xd800) {
    low = chars_decode_three(at + 3);
    if (low != DRUPE__CHAR_INVALID && (low & 0xfc00) == 0xdc00) {
      *size = 6;
      return 0x10000 + ((c & 0x3ff) << 10) + (low & 0x3ff);
    }
  }
  return c;
}

uint32_t drupe__utf8_decode(const uint8_t *at, uint32_t *size) {
  uint32_t c;

  *size = 1;
  if (at[0] < 0x80)
    return at[0];
  if (at[0] < 0xe0) {
    if (at[0] < 0xc2 || !chars_is_tail(at[1]))
      return DRUPE__CHAR_INVALID;
    *size = 2;
    return (at[0] & 0x1fu) << 6 | (at[1] & 0x3fu);
  }
  if (at[0] < 0xf0)
    return chars_decode_wide(at, size);
  if (at[0] > 0xf4 || !chars_is_tail(at[1]) || !chars_is_tail(at[2]) ||
      !chars_is_tail(at[3]))
    return DRUPE__CHAR_INVALID;
  c = (at[0] & 0x07u) << 18 | (at[1] & 0x3fu) << 12 | (at[2] & 0x3fu) << 6 |
      (at[3] & 0x3fu);
  if (c < 0x10000 || c > 0x10ffff)
    return DRUPE__CHAR_INVALID;
  *size = 4;
  return c;
}

uint32_t drupe__utf8_encode(uint32_t c, uint8_t *out) {
  if (c < 0x80) {
    out[0] = (uint8_t)c;
    return 1;
  }
  if (c < 0x800) {
    out[0] = (uint8_t)(0xc0 | c >> 6);
    out[1] = (uint8_t)(0x80 | (c & 0x3f));
    return 2;
  }
  if (c < 0x10000) {
    out[0] = (uint8_t)(0xe0 | c >> 12);
    out[1] = (uint8_t)(0x80 | (c >> 6 & 0x3f));
    out[2] = (uint8_t)(0x80 | (c & 0x3f));
    return 3;
  }
  out[0] = (uint8_t)(0xf0 | c >> 18);
  out[1] = (uint8_t)(0x80 | (c >> 12 & 0x3f));
  out[2] = (uint8_t)(0x80 | (c >> 6 & 0x3f));
  out[3] = (uint8_t)(0x80 | (c & 0x3f));
  return 4;
}

/* The ranges are sorted and do not touch each other. */
static bool chars_in_ranges(const drupe__char_range *ranges, size_t count,
                            uint32_t c) {
  size_t low = 0;
  size_t high = count;

  while (low < high) {
    size_t middle = (low + high) / 2;

    if (c < ranges[middle].first)
      high = middle;
    else if (c > ranges[middle].last)
      low = middle + 1;
    else
      return true;
  }
  return false;
}

bool drupe__is_name_start(uint32_t c) {
  if (c < 0x80)
    return drupe__char_class[c] == CHAR_IDENT;
  return chars_in_ranges(drupe__id_start, DRUPE__ID_START_COUNT, c);
}

bool drupe__is_name_part(uint32_t c) {
  if (c < 0x80)
    return drupe__is_name_byte((uint8_t)c);
  return c == 0x200c || c == 0x200d ||
         chars_in_ranges(drupe__id_continue, DRUPE__ID_CONTINUE_COUNT, c);
}

bool drupe__is_wide_space(uint32_t c) {
  return c == 0xa0 || c == 0xfeff || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f ||
         c == 0x3000;
}
