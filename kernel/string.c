/* kernel/string.c - strings: UTF-8, Latin-1 and UTF-16 outside, CESU-8 inside.
 *
 * The engine's strings are bytes: UTF-16 units, each written as UTF-8 would
 * write it (CESU-8).  ASCII is the same everywhere and is what nearly all text
 * of a server is: it is tested for first, eight bytes at a time.  Malformed
 * UTF-8 never gets inside: some leading bytes mean "hidden symbol" there. */
#include "kernel/tables.h"

enum { STRING_SMALL = 1024 }; /* bytes converted on the C stack */

static bool string_is_ascii(const char *text, size_t size) {
  uint64_t eight;
  size_t i = 0;

  for (; i + 8 <= size; i += 8) {
    memcpy(&eight, text + i, 8);
    if ((eight & 0x8080808080808080u) != 0)
      return false;
  }
  for (; i < size; i++)
    if ((text[i] & 0x80) != 0)
      return false;
  return true;
}

/* Writes one code point, or one UTF-16 unit, as UTF-8 does. */
static uint8_t *string_encode(uint8_t *out, uint32_t c) {
  if (c < 0x80) {
    *out++ = (uint8_t)c;
  } else if (c < 0x800) {
    *out++ = (uint8_t)(0xC0 | c >> 6);
    *out++ = (uint8_t)(0x80 | (c & 63));
  } else if (c < 0x10000) {
    *out++ = (uint8_t)(0xE0 | c >> 12);
    *out++ = (uint8_t)(0x80 | (c >> 6 & 63));
    *out++ = (uint8_t)(0x80 | (c & 63));
  } else {
    *out++ = (uint8_t)(0xF0 | c >> 18);
    *out++ = (uint8_t)(0x80 | (c >> 12 & 63));
    *out++ = (uint8_t)(0x80 | (c >> 6 & 63));
    *out++ = (uint8_t)(0x80 | (c & 63));
  }
  return out;
}

/* How many bytes follow lead byte `c`, and the range of the first of them;
 * -1: no lead byte.  The ranges exclude overlong forms, surrogates and what is
 * above U+10FFFF, so that an error ends where the WHATWG decoder's does. */
static int string_lead(uint8_t c, uint8_t *low, uint8_t *high) {
  *low = 0x80;
  *high = 0xBF;
  if (c >= 0xC2 && c <= 0xDF)
    return 1;
  if (c >= 0xE0 && c <= 0xEF) {
    if (c == 0xE0)
      *low = 0xA0;
    if (c == 0xED)
      *high = 0x9F;
    return 2;
  }
  if (c >= 0xF0 && c <= 0xF4) {
    if (c == 0xF0)
      *low = 0x90;
    if (c == 0xF4)
      *high = 0x8F;
    return 3;
  }
  return -1;
}

/* Reads one code point of UTF-8; U+FFFD for each malformed part. */
static uint32_t string_decode(const uint8_t **at, const uint8_t *end) {
  const uint8_t *p = *at;
  uint8_t low, high;
  uint32_t c = *p++;
  int more;

  if (c < 0x80) {
    *at = p;
    return c;
  }
  more = string_lead((uint8_t)c, &low, &high);
  if (more < 0) {
    *at = p;
    return 0xFFFD;
  }
  c &= 0x3Fu >> more;
  for (; more > 0; more--) {
    if (p >= end || *p < low || *p > high) {
      *at = p;
      return 0xFFFD;
    }
    c = c << 6 | (*p++ & 63u);
    low = 0x80;
    high = 0xBF;
  }
  *at = p;
  return c;
}

/* Reads one UTF-16 unit of the engine's bytes, which are well formed. */
static uint32_t string_unit(const uint8_t **at) {
  const uint8_t *p = *at;
  uint32_t c = *p++;

  if (c >= 0xE0) {
    c = (c & 15) << 12 | (p[0] & 63u) << 6 | (p[1] & 63u);
    p += 2;
  } else if (c >= 0x80) {
    c = (c & 31) << 6 | (p[0] & 63u);
    p += 1;
  }
  *at = p;
  return c;
}

/* Reads one code point of the engine's bytes; U+FFFD for a lone surrogate. */
static uint32_t string_point(const uint8_t **at, const uint8_t *end) {
  uint32_t c = string_unit(at);
  const uint8_t *next = *at;
  uint32_t d;

  if (c < 0xD800 || c > 0xDFFF)
    return c;
  if (c >= 0xDC00 || next >= end)
    return 0xFFFD;
  d = string_unit(&next);
  if (d < 0xDC00 || d > 0xDFFF)
    return 0xFFFD;
  *at = next;
  return 0x10000 + ((c - 0xD800) << 10) + (d - 0xDC00);
}

static uint8_t *string_from_utf8(uint8_t *out, const uint8_t *text,
                                 size_t size) {
  const uint8_t *end = text + size;
  uint32_t c;

  while (text < end) {
    c = string_decode(&text, end);
    if (c >= 0x10000) {
      out = string_encode(out, 0xD800 + ((c - 0x10000) >> 10));
      out = string_encode(out, 0xDC00 + ((c - 0x10000) & 1023));
    } else {
      out = string_encode(out, c);
    }
  }
  return out;
}

/* `out` has room for three bytes a unit, which is the most that any of the
 * three encodings needs. */
static size_t string_convert(uint8_t *out, const void *text, size_t size,
                             int32_t encoding) {
  uint8_t *start = out;
  const uint8_t *bytes = text;
  uint16_t unit;
  size_t i;

  if (encoding == DRUPE_UTF8)
    return (size_t)(string_from_utf8(out, bytes, size) - start);
  for (i = 0; i < size; i++) {
    if (encoding == DRUPE_LATIN1)
      unit = bytes[i];
    else
      memcpy(&unit, bytes + 2 * i, 2);
    out = string_encode(out, unit);
  }
  return (size_t)(out - start);
}

duk_hstring *drupe__intern(drupe__kernel *k, const void *text, size_t size,
                           int32_t encoding) {
  duk_heap *heap = k->refs->heap;
  uint8_t small[STRING_SMALL * 3];
  uint8_t *wide = small;
  duk_hstring *h = NULL;

  if (size > DUK_HSTRING_MAX_BYTELEN / 3)
    return NULL;
  small[0] = 0;
  if (encoding != DRUPE_UTF16 && string_is_ascii(text, size))
    return duk_heap_strtable_intern(heap, text, (duk_uint32_t)size);
  if (size > STRING_SMALL)
    wide = malloc(size * 3);
  if (wide != NULL) {
    size = string_convert(wide, text, size, encoding);
    h = duk_heap_strtable_intern(heap, wide, (duk_uint32_t)size);
  }
  if (wide != small)
    free(wide);
  return h;
}

void drupe__push_text(duk_context *ctx, const char *text, size_t size) {
  duk_hstring *h;

  duk_require_stack(ctx, 1);
  h = drupe__intern(drupe__kernel_of_context(ctx), text, size, DRUPE_UTF8);
  if (h == NULL)
    (void)duk_generic_error(ctx, "out of memory");
  DUK_TVAL_SET_STRING(ctx->valstack_top, h);
  DUK_HSTRING_INCREF(ctx, h);
  ctx->valstack_top++;
}

drupe_value drupe__string_new(drupe_cx *cx, const void *text, size_t size,
                              int32_t encoding) {
  drupe__kernel *k = drupe__kernel_of(cx);
  duk_hthread *t;
  duk_hstring *h;

  if (!drupe__ready(cx, 1))
    return drupe_none();
  if (DUK_UNLIKELY((uint32_t)encoding > DRUPE_UTF16))
    return drupe__raisef(k, DRUPE_TYPE_ERROR, "ERR_UNKNOWN_ENCODING",
                         "Unknown encoding: %d", (int)encoding);
  if (size == DRUPE_NTS && encoding != DRUPE_UTF16)
    size = strlen(text);
  if (DUK_UNLIKELY(size > DUK_HSTRING_MAX_BYTELEN / 3))
    return drupe__raisef(k, DRUPE_ERROR, "ERR_STRING_TOO_LONG",
                         "Cannot create a string longer than 0x%x characters",
                         (unsigned)(DUK_HSTRING_MAX_BYTELEN / 3));
  h = drupe__intern(k, text, size, encoding);
  if (DUK_UNLIKELY(h == NULL))
    return drupe__pend_no_memory(k);
  t = k->thread;
  DUK_TVAL_SET_STRING(t->valstack_top, h);
  DUK_HSTRING_INCREF(t, h);
  t->valstack_top++;
  return drupe__tagged(2, h);
}

/* The first surrogate of the engine's bytes, or NULL. */
static const uint8_t *string_surrogate(const uint8_t *p, const uint8_t *end) {
  while (p < end && (p = memchr(p, 0xED, (size_t)(end - p))) != NULL) {
    if (p[1] >= 0xA0)
      return p;
    p++;
  }
  return NULL;
}

/* Surrogate pairs are six bytes inside and four outside, so the copy fits. */
static int32_t string_view_copy(drupe_cx *cx, drupe_str *out) {
  drupe__kernel *k = drupe__kernel_of(cx);
  const uint8_t *p = (const uint8_t *)out->data;
  const uint8_t *end = p + out->size;
  duk_hbuffer *copy;
  duk_hthread *t;
  uint8_t *to, *start;
  void *memory;

  if (!drupe__ready(cx, 1))
    return k->depth == 0 ? DRUPE_E_STATE : DRUPE_E_NOMEM;
  t = k->thread;
  copy = duk_hbuffer_alloc(t->heap, out->size + 1, 0, &memory);
  if (copy == NULL)
    return DRUPE_E_NOMEM;
  t = k->thread;
  DUK_TVAL_SET_BUFFER(t->valstack_top, copy);
  DUK_HBUFFER_INCREF(t, copy);
  t->valstack_top++;
  start = to = memory;
  while (p < end)
    to = string_encode(to, string_point(&p, end));
  *to = 0;
  out->data = (const char *)start;
  out->size = (size_t)(to - start);
  return DRUPE_OK;
}

int32_t drupe__string_view(drupe_cx *cx, drupe_value v, drupe_str *out) {
  duk_hstring *h;
  const uint8_t *p;

  if (!drupe_is_string(v))
    return DRUPE_E_TYPE;
  h = drupe__cell(v);
  out->data = (const char *)DUK_HSTRING_GET_DATA(h);
  out->size = DUK_HSTRING_GET_BYTELEN(h);
  if (DUK_LIKELY(DUK_HSTRING_HAS_ASCII(h)))
    return DRUPE_OK;
  p = (const uint8_t *)out->data;
  if (string_surrogate(p, p + out->size) == NULL)
    return DRUPE_OK;
  return string_view_copy(cx, out);
}

int64_t drupe__string_length(drupe_cx *cx, drupe_value v) {
  (void)cx;
  if (!drupe_is_string(v))
    return DRUPE_E_TYPE;
  return (int64_t)DUK_HSTRING_GET_CHARLEN((duk_hstring *)drupe__cell(v));
}

/* One step of the copy: the next character of the string in `encoding`, its
 * units in *size. */
static void string_piece(const uint8_t **p, const uint8_t *end,
                         int32_t encoding, uint8_t piece[4], size_t *size) {
  uint16_t unit;

  switch (encoding) {
  case DRUPE_UTF8:
    *size = (size_t)(string_encode(piece, string_point(p, end)) - piece);
    break;
  case DRUPE_LATIN1:
    piece[0] = (uint8_t)string_unit(p);
    *size = 1;
    break;
  default: {
    const uint8_t *start = *p;
    uint32_t c = string_point(p, end);

    *size = 1;
    if (c >= 0x10000) {
      unit = (uint16_t)(0xD800 + ((c - 0x10000) >> 10));
      memcpy(piece, &unit, 2);
      unit = (uint16_t)(0xDC00 + ((c - 0x10000) & 1023));
      memcpy(piece + 2, &unit, 2);
      *size = 2;
    } else {
      unit = (uint16_t)string_unit(&start); /* lone surrogates as they are */
      memcpy(piece, &unit, 2);
    }
  }
  }
}

int64_t drupe__string_copy(drupe_cx *cx, drupe_value v, int32_t encoding,
                           void *buf, size_t room, size_t *written) {
  size_t width = encoding == DRUPE_UTF16 ? 2 : 1;
  const uint8_t *p, *end;
  uint8_t piece[4];
  size_t need = 0, done = 0, size;
  bool full = false;
  duk_hstring *h;

  (void)cx;
  if (!drupe_is_string(v))
    return DRUPE_E_TYPE;
  if ((uint32_t)encoding > DRUPE_UTF16)
    return DRUPE_E_INVAL;
  h = drupe__cell(v);
  p = DUK_HSTRING_GET_DATA(h);
  end = p + DUK_HSTRING_GET_BYTELEN(h);
  while (p < end) {
    string_piece(&p, end, encoding, piece, &size);
    need += size;
    full = full || done + size > room;
    if (!full) {
      memcpy((uint8_t *)buf + done * width, piece, size * width);
      done += size;
    }
  }
  if (written != NULL)
    *written = done;
  return (int64_t)need;
}
