/* js/engine/text.c - conversion of strings at the engine's border. */
#include <string.h>

#include "text.h"

#define TEXT_REPLACEMENT 0xFFFDu

/* Decodes one character; returns its bytes, 0 if it is not UTF-8. */
static size_t text_decode(const unsigned char *p, size_t left, uint32_t *out) {
  uint32_t c = p[0];
  size_t more, i;

  if (c < 0x80) {
    *out = c;
    return 1;
  }
  if (c < 0xC2 || c > 0xF4)
    return 0;
  more = c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
  if (left <= more)
    return 0;
  c &= 0x3Fu >> more;
  for (i = 1; i <= more; i++) {
    if ((p[i] & 0xC0) != 0x80)
      return 0;
    c = c << 6 | (p[i] & 0x3Fu);
  }
  if ((more == 2 && (c < 0x800 || (c >= 0xD800 && c < 0xE000))) ||
      (more == 3 && (c < 0x10000 || c > 0x10FFFF)))
    return 0;
  *out = c;
  return more + 1;
}

static size_t text_put3(char *out, uint32_t c) {
  out[0] = (char)(0xE0 | c >> 12);
  out[1] = (char)(0x80 | (c >> 6 & 0x3F));
  out[2] = (char)(0x80 | (c & 0x3F));
  return 3;
}

/* Does the text need no conversion at all? */
static bool text_is_plain(const unsigned char *p, size_t size) {
  static const uint64_t highest = 0x8080808080808080u;
  uint64_t eight;
  size_t i;

  for (i = 0; i + sizeof(eight) <= size; i += sizeof(eight)) {
    memcpy(&eight, p + i, sizeof(eight));
    if ((eight & highest) != 0)
      return false;
  }
  for (; i < size; i++)
    if (p[i] >= 0x80)
      return false;
  return true;
}

void drupe__text_push(duk_context *ctx, const char *text, size_t size) {
  const unsigned char *p = (const unsigned char *)text;
  size_t i = 0, n = 0, step;
  uint32_t c;
  char *out;

  if (text_is_plain(p, size)) {
    duk_push_lstring(ctx, text, size);
    return;
  }
  out = duk_push_fixed_buffer(ctx, size * 3); /* a bad byte becomes three */
  while (i < size) {
    step = text_decode(p + i, size - i, &c);
    if (step == 0) {
      n += text_put3(out + n, TEXT_REPLACEMENT);
      step = 1;
    } else if (c >= 0x10000) {
      n += text_put3(out + n, 0xD800 + ((c - 0x10000) >> 10));
      n += text_put3(out + n, 0xDC00 + ((c - 0x10000) & 0x3FF));
    } else {
      memcpy(out + n, p + i, step);
      n += step;
    }
    i += step;
  }
  duk_push_lstring(ctx, out, n);
  duk_remove(ctx, -2);
}

/* The surrogate at p, 0 if there is none. */
static uint32_t text_surrogate(const unsigned char *p, size_t left) {
  if (left < 3 || p[0] != 0xED || p[1] < 0xA0)
    return 0;
  return 0xD000u | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3Fu);
}

size_t drupe__text_utf8(const duk_hstring *string, char *out, size_t room,
                        bool lossless) {
  const unsigned char *p = (const void *)DUK_HSTRING_GET_DATA(string);
  size_t size = DUK_HSTRING_GET_BYTELEN(string);
  size_t i = 0, n = 0, bytes, step;
  uint32_t high, low, c;
  char one[4];

  while (i < size) {
    step = 1;
    bytes = 1;
    one[0] = (char)p[i];
    high = text_surrogate(p + i, size - i);
    if (high != 0) {
      low = high < 0xDC00 ? text_surrogate(p + i + 3, size - i - 3) : 0;
      if (low >= 0xDC00) {
        c = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
        one[0] = (char)(0xF0 | c >> 18);
        one[1] = (char)(0x80 | (c >> 12 & 0x3F));
        one[2] = (char)(0x80 | (c >> 6 & 0x3F));
        one[3] = (char)(0x80 | (c & 0x3F));
        step = 6;
        bytes = 4;
      } else {
        bytes = text_put3(one, lossless ? high : TEXT_REPLACEMENT);
        step = 3;
      }
    }
    if (n + bytes <= room)
      memcpy(out + n, one, bytes);
    n += bytes;
    i += step;
  }
  return n;
}

const char *drupe__text_push_utf8(duk_context *ctx, duk_idx_t index,
                                  size_t *size) {
  duk_hstring *string = duk_require_hstring(ctx, index);
  size_t bytes = DUK_HSTRING_GET_BYTELEN(string); /* UTF-8 is never longer */
  char *out = duk_push_fixed_buffer(ctx, bytes + 1);

  *size = drupe__text_utf8(string, out, bytes, true);
  out[*size] = '\0';
  return out;
}
