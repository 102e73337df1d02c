/* js/lib/codec_utf8.c - UTF-8, with U+FFFD for what is not, as WHATWG's decoder
 * puts it: one for each longest start of a character. */
#include <string.h>

#include "lib/codec.h"

bool drupe__is_ascii(const uint8_t *bytes, size_t size) {
  uint64_t word;

  for (; size >= sizeof(word); bytes += sizeof(word), size -= sizeof(word)) {
    memcpy(&word, bytes, sizeof(word));
    if ((word & 0x8080808080808080u) != 0)
      return false;
  }
  for (; size > 0; size--)
    if (*bytes++ >= 0x80)
      return false;
  return true;
}

/* How many bytes the character that begins with `lead` has (0: none does), and
 * between what its second one must be. */
static size_t utf8_lead(uint8_t lead, uint8_t *low, uint8_t *high) {
  *low = 0x80;
  *high = 0xBF;
  if (lead < 0x80)
    return 1;
  if (lead < 0xC2 || lead > 0xF4)
    return 0;
  if (lead < 0xE0)
    return 2;
  if (lead < 0xF0) {
    if (lead == 0xE0)
      *low = 0xA0;
    else if (lead == 0xED)
      *high = 0x9F;
    return 3;
  }
  if (lead == 0xF0)
    *low = 0x90;
  else if (lead == 0xF4)
    *high = 0x8F;
  return 4;
}

/* Bytes from p on that a well-formed character could have. */
static size_t utf8_match(const uint8_t *p, size_t left, size_t *whole) {
  uint8_t low, high;
  size_t i;

  *whole = utf8_lead(p[0], &low, &high);
  if (*whole == 0)
    return 0;
  for (i = 1; i < *whole && i < left; i++) {
    if (p[i] < low || p[i] > high)
      break;
    low = 0x80;
    high = 0xBF;
  }
  return i;
}

size_t drupe__utf8_step(const uint8_t *p, size_t left, size_t *bad) {
  size_t whole, match = utf8_match(p, left, &whole);

  if (whole != 0 && match == whole)
    return whole;
  if (bad != NULL)
    *bad = match == 0 ? 1 : match;
  return 0;
}

bool drupe__utf8_is_partial(const uint8_t *p, size_t left) {
  size_t whole, match = utf8_match(p, left, &whole);

  return whole != 0 && match == left && match < whole;
}

static uint8_t *utf8_put3(uint8_t *out, uint32_t unit) {
  out[0] = (uint8_t)(0xE0 | unit >> 12);
  out[1] = (uint8_t)(0x80 | (unit >> 6 & 0x3F));
  out[2] = (uint8_t)(0x80 | (unit & 0x3F));
  return out + 3;
}

/* The size as CESU-8; *same: the bytes are that already. */
static size_t utf8_measure(const uint8_t *p, size_t size, bool *same) {
  size_t total = 0, step, bad;

  *same = true;
  for (size_t i = 0; i < size; i += step) {
    step = drupe__utf8_step(p + i, size - i, &bad);
    if (step != 0 && step < 4) {
      total += step;
      continue;
    }
    *same = false;
    total += step == 0 ? 3 : 6;
    if (step == 0)
      step = bad;
  }
  return total;
}

static void utf8_convert(const uint8_t *p, size_t size, uint8_t *out) {
  size_t step, bad;
  uint32_t c;

  for (size_t i = 0; i < size; i += step) {
    step = drupe__utf8_step(p + i, size - i, &bad);
    if (step == 0) {
      out = utf8_put3(out, 0xFFFD);
      step = bad;
    } else if (step == 4) {
      c = (uint32_t)(p[i] & 7) << 18 | (uint32_t)(p[i + 1] & 0x3F) << 12 |
          (uint32_t)(p[i + 2] & 0x3F) << 6 | (p[i + 3] & 0x3Fu);
      c -= 0x10000;
      out = utf8_put3(out, 0xD800 + (c >> 10));
      out = utf8_put3(out, 0xDC00 + (c & 0x3FF));
    } else {
      memcpy(out, p + i, step);
      out += step;
    }
  }
}

void drupe__utf8_push(duk_context *ctx, const uint8_t *bytes, size_t size) {
  bool same = true;
  size_t total;
  uint8_t *out;

  if (!drupe__is_ascii(bytes, size)) {
    total = utf8_measure(bytes, size, &same);
    if (!same) {
      out = duk_push_fixed_buffer(ctx, total);
      utf8_convert(bytes, size, out);
      duk_push_lstring(ctx, (const char *)out, total);
      duk_remove(ctx, -2);
      return;
    }
  }
  duk_push_lstring(ctx, (const char *)bytes, size);
}

/* -- the way out ----------------------------------------------------------- */

drupe__units drupe__units_of(const duk_hstring *string) {
  const uint8_t *p = DUK_HSTRING_GET_DATA(string);
  drupe__units units = {p, p + DUK_HSTRING_GET_BYTELEN(string)};

  return units;
}

bool drupe__units_next(drupe__units *units, uint32_t *unit) {
  const uint8_t *p = units->at;
  size_t left = (size_t)(units->end - p);

  if (left == 0)
    return false;
  if (p[0] < 0x80 || left < 2) {
    *unit = p[0];
    units->at += 1;
  } else if (p[0] < 0xE0 || left < 3) {
    *unit = (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3Fu);
    units->at += 2;
  } else {
    *unit = (uint32_t)(p[0] & 0xF) << 12 | (uint32_t)(p[1] & 0x3F) << 6 |
            (p[2] & 0x3Fu);
    units->at += 3;
  }
  return true;
}

/* The next character: two surrogates that pair are one, a lone one is U+FFFD.
 * Returns the bytes of its UTF-8, 0 at the end; *units: the units it had. */
static size_t utf8_next(drupe__units *from, uint32_t *c, size_t *units) {
  drupe__units ahead;
  uint32_t low;

  if (!drupe__units_next(from, c))
    return 0;
  *units = 1;
  if (*c < 0x80)
    return 1;
  if (*c < 0x800)
    return 2;
  if (*c < 0xD800 || *c > 0xDFFF)
    return 3;
  ahead = *from;
  if (*c < 0xDC00 && drupe__units_next(&ahead, &low) && low >= 0xDC00 &&
      low <= 0xDFFF) {
    *c = 0x10000 + ((*c - 0xD800) << 10) + (low - 0xDC00);
    *from = ahead;
    *units = 2;
    return 4;
  }
  *c = 0xFFFD;
  return 3;
}

size_t drupe__utf8_size(const duk_hstring *string) {
  drupe__units from = drupe__units_of(string);
  size_t total = 0, bytes, units;
  uint32_t c;

  if (drupe__is_ascii(from.at, (size_t)(from.end - from.at)))
    return (size_t)(from.end - from.at);
  while ((bytes = utf8_next(&from, &c, &units)) != 0)
    total += bytes;
  return total;
}

static void utf8_put(uint8_t *out, uint32_t c, size_t bytes) {
  switch (bytes) {
  case 1: out[0] = (uint8_t)c; break;
  case 2:
    out[0] = (uint8_t)(0xC0 | c >> 6);
    out[1] = (uint8_t)(0x80 | (c & 0x3F));
    break;
  case 3: utf8_put3(out, c); break;
  default:
    out[0] = (uint8_t)(0xF0 | c >> 18);
    out[1] = (uint8_t)(0x80 | (c >> 12 & 0x3F));
    out[2] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
    out[3] = (uint8_t)(0x80 | (c & 0x3F));
    break;
  }
}

size_t drupe__utf8_write(const duk_hstring *string, uint8_t *out, size_t room,
                         size_t *read) {
  drupe__units from = drupe__units_of(string);
  size_t size = (size_t)(from.end - from.at), total = 0, taken = 0;
  size_t bytes, units;
  uint32_t c;

  if (drupe__is_ascii(from.at, size)) {
    total = taken = size < room ? size : room;
    if (total > 0)
      memcpy(out, from.at, total);
  } else {
    while ((bytes = utf8_next(&from, &c, &units)) != 0) {
      if (bytes > room - total)
        break;
      utf8_put(out + total, c, bytes);
      total += bytes;
      taken += units;
    }
  }
  if (read != NULL)
    *read = taken;
  return total;
}
