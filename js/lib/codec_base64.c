/* js/lib/codec_base64.c - base64 in both alphabets.
 *
 * Decoding takes either alphabet, passes over what belongs to neither and ends
 * at the first '='. */
#include "lib/codec.h"

static const char base64_digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char base64_url_digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static size_t base64_text_size(size_t size, bool url) {
  size_t rest = size % 3;

  if (!url)
    return (size + 2) / 3 * 4;
  return size / 3 * 4 + (rest == 0 ? 0 : rest + 1);
}

void drupe__base64_push(duk_context *ctx, const uint8_t *bytes, size_t size,
                        bool url) {
  const char *digits = url ? base64_url_digits : base64_digits;
  size_t total = base64_text_size(size, url);
  char *text = duk_push_fixed_buffer(ctx, total), *out = text;
  size_t i;
  uint32_t bits;

  for (i = 0; i + 3 <= size; i += 3) {
    bits =
        (uint32_t)bytes[i] << 16 | (uint32_t)bytes[i + 1] << 8 | bytes[i + 2];
    *out++ = digits[bits >> 18];
    *out++ = digits[bits >> 12 & 63];
    *out++ = digits[bits >> 6 & 63];
    *out++ = digits[bits & 63];
  }
  if (i < size) {
    bits = (uint32_t)bytes[i] << 16;
    if (i + 1 < size)
      bits |= (uint32_t)bytes[i + 1] << 8;
    *out++ = digits[bits >> 18];
    *out++ = digits[bits >> 12 & 63];
    if (i + 1 < size)
      *out++ = digits[bits >> 6 & 63];
    else if (!url)
      *out++ = '=';
    if (!url)
      *out++ = '=';
  }
  duk_push_lstring(ctx, text, total);
  duk_remove(ctx, -2);
}

size_t drupe__base64_size(const duk_hstring *string) {
  const uint8_t *p = DUK_HSTRING_GET_DATA(string);
  size_t bytes = DUK_HSTRING_GET_BYTELEN(string);
  size_t size = duk_hstring_get_charlen((duk_hstring *)string);

  if (bytes > 0 && p[bytes - 1] == '=') {
    size--;
    if (size > 1 && p[bytes - 2] == '=')
      size--;
  }
  return size * 3 / 4;
}

/* The value of a digit; 64: none. */
static uint32_t base64_value(uint32_t c) {
  if (c >= 'A' && c <= 'Z')
    return c - 'A';
  if (c >= 'a' && c <= 'z')
    return c - 'a' + 26;
  if (c >= '0' && c <= '9')
    return c - '0' + 52;
  if (c == '+' || c == '-')
    return 62;
  return c == '/' || c == '_' ? 63 : 64;
}

size_t drupe__base64_decode(const duk_hstring *string, uint8_t *out,
                            size_t room) {
  drupe__units from = drupe__units_of(string);
  uint32_t c, value, bits = 0;
  size_t total = 0;
  int have = 0;

  /* As Node: of a character only the low byte counts. */
  while (total < room && drupe__units_next(&from, &c) && (c & 0xFF) != '=') {
    value = base64_value(c & 0xFF);
    if (value == 64)
      continue;
    bits = bits << 6 | value;
    have += 6;
    if (have >= 8) {
      have -= 8;
      out[total++] = (uint8_t)(bits >> have);
    }
  }
  return total;
}
