/* js/lib/codec.c - the encodings by name, and the simple ones. */
#include <string.h>
#include <strings.h>

#include "lib/codec.h"

drupe__encoding drupe__encoding_of(const char *name, size_t size) {
  static const struct {
    const char *name;
    drupe__encoding encoding;
  } names[] = {{"utf8", DRUPE__UTF8},     {"utf-8", DRUPE__UTF8},
               {"hex", DRUPE__HEX},       {"base64", DRUPE__BASE64},
               {"latin1", DRUPE__LATIN1}, {"binary", DRUPE__LATIN1},
               {"ascii", DRUPE__ASCII},   {"ucs2", DRUPE__UCS2},
               {"ucs-2", DRUPE__UCS2},    {"utf16le", DRUPE__UCS2},
               {"utf-16le", DRUPE__UCS2}, {"base64url", DRUPE__BASE64URL}};
  size_t i;

  for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
    if (strlen(names[i].name) == size &&
        strncasecmp(names[i].name, name, size) == 0)
      return names[i].encoding;
  return DRUPE__ENCODING_NONE;
}

/* -- decoding -------------------------------------------------------------- */

static void latin1_push(duk_context *ctx, const uint8_t *p, size_t size) {
  size_t total = size;
  uint8_t *text, *out;

  for (size_t i = 0; i < size; i++)
    total += p[i] >> 7;
  if (total == size) {
    duk_push_lstring(ctx, (const char *)p, size);
    return;
  }
  text = out = duk_push_fixed_buffer(ctx, total);
  for (size_t i = 0; i < size; i++) {
    if (p[i] >= 0x80) {
      *out++ = (uint8_t)(0xC0 | p[i] >> 6);
      *out++ = 0x80 | (p[i] & 0x3F);
    } else {
      *out++ = p[i];
    }
  }
  duk_push_lstring(ctx, (const char *)text, total);
  duk_remove(ctx, -2);
}

static void ascii_push(duk_context *ctx, const uint8_t *p, size_t size) {
  char *text;

  if (drupe__is_ascii(p, size)) {
    duk_push_lstring(ctx, (const char *)p, size);
    return;
  }
  text = duk_push_fixed_buffer(ctx, size);
  for (size_t i = 0; i < size; i++)
    text[i] = (char)(p[i] & 0x7F);
  duk_push_lstring(ctx, text, size);
  duk_remove(ctx, -2);
}

static void ucs2_push(duk_context *ctx, const uint8_t *p, size_t size) {
  uint8_t *text = duk_push_fixed_buffer(ctx, size / 2 * 3), *out = text;

  for (size_t i = 0; i + 1 < size; i += 2) {
    uint32_t unit = p[i] | (uint32_t)p[i + 1] << 8;

    if (unit < 0x80) {
      *out++ = (uint8_t)unit;
    } else if (unit < 0x800) {
      *out++ = (uint8_t)(0xC0 | unit >> 6);
      *out++ = (uint8_t)(0x80 | (unit & 0x3F));
    } else {
      *out++ = (uint8_t)(0xE0 | unit >> 12);
      *out++ = (uint8_t)(0x80 | (unit >> 6 & 0x3F));
      *out++ = (uint8_t)(0x80 | (unit & 0x3F));
    }
  }
  duk_push_lstring(ctx, (const char *)text, (size_t)(out - text));
  duk_remove(ctx, -2);
}

static void hex_push(duk_context *ctx, const uint8_t *p, size_t size) {
  static const char digits[] = "0123456789abcdef";
  char *text = duk_push_fixed_buffer(ctx, size * 2);

  for (size_t i = 0; i < size; i++) {
    text[2 * i] = digits[p[i] >> 4];
    text[2 * i + 1] = digits[p[i] & 15];
  }
  duk_push_lstring(ctx, text, size * 2);
  duk_remove(ctx, -2);
}

void drupe__decode_push(duk_context *ctx, drupe__encoding encoding,
                        const uint8_t *bytes, size_t size) {
  switch (encoding) {
  case DRUPE__UCS2: ucs2_push(ctx, bytes, size); break;
  case DRUPE__LATIN1: latin1_push(ctx, bytes, size); break;
  case DRUPE__ASCII: ascii_push(ctx, bytes, size); break;
  case DRUPE__BASE64: drupe__base64_push(ctx, bytes, size, false); break;
  case DRUPE__BASE64URL: drupe__base64_push(ctx, bytes, size, true); break;
  case DRUPE__HEX: hex_push(ctx, bytes, size); break;
  default: drupe__utf8_push(ctx, bytes, size); break;
  }
}

/* -- encoding -------------------------------------------------------------- */

size_t drupe__encoded_size(const duk_hstring *string,
                           drupe__encoding encoding) {
  size_t units = duk_hstring_get_charlen((duk_hstring *)string);

  switch (encoding) {
  case DRUPE__UCS2: return units * 2;
  case DRUPE__LATIN1:
  case DRUPE__ASCII: return units;
  case DRUPE__BASE64:
  case DRUPE__BASE64URL: return drupe__base64_size(string);
  case DRUPE__HEX: return units / 2;
  default: return drupe__utf8_size(string);
  }
}

static size_t latin1_encode(const duk_hstring *string, uint8_t *out,
                            size_t room) {
  drupe__units from = drupe__units_of(string);
  size_t total = 0;
  uint32_t unit;

  while (total < room && drupe__units_next(&from, &unit))
    out[total++] = (uint8_t)unit;
  return total;
}

static size_t ucs2_encode(const duk_hstring *string, uint8_t *out,
                          size_t room) {
  drupe__units from = drupe__units_of(string);
  size_t total = 0;
  uint32_t unit;

  while (total + 2 <= room && drupe__units_next(&from, &unit)) {
    out[total++] = (uint8_t)unit;
    out[total++] = (uint8_t)(unit >> 8);
  }
  return total;
}

static int hex_value(uint32_t c) {
  if (c >= '0' && c <= '9')
    return (int)c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? (int)c - 'a' + 10 : -1;
}

/* Ends at the first pair that is none. */
static size_t hex_decode(const duk_hstring *string, uint8_t *out, size_t room) {
  drupe__units from = drupe__units_of(string);
  size_t total = 0;
  uint32_t first, second;

  while (total < room && drupe__units_next(&from, &first) &&
         drupe__units_next(&from, &second)) {
    int high = hex_value(first), low = hex_value(second);

    if (high < 0 || low < 0)
      break;
    out[total++] = (uint8_t)(high << 4 | low);
  }
  return total;
}

size_t drupe__encode(const duk_hstring *string, drupe__encoding encoding,
                     uint8_t *out, size_t room) {
  switch (encoding) {
  case DRUPE__UCS2: return ucs2_encode(string, out, room);
  case DRUPE__LATIN1:
  case DRUPE__ASCII: return latin1_encode(string, out, room);
  case DRUPE__BASE64:
  case DRUPE__BASE64URL: return drupe__base64_decode(string, out, room);
  case DRUPE__HEX: return hex_decode(string, out, room);
  default: return drupe__utf8_write(string, out, room, NULL);
  }
}
