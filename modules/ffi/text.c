/* modules/ffi/text.c - strings: UTF-8, UTF-16, UTF-32 and wchar_t, with a NUL
 * at the end as C wants it and none before that. */
#include "bridge.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static bool text_refuse_nul(bridge *b, const place *at) {
  return ffi__fail_at(b, at, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_VALUE",
                      "the string has a NUL inside: C would end there");
}

/* Units that v needs without the closing NUL; from UTF-16 to 32 it can only
 * shrink. */
static bool text_units(bridge *b, const place *at, drupe_value v,
                       size_t *units) {
  int64_t need = b->cx->value->string_length(b->cx, v);

  if (need < 0)
    return ffi__refuse(b, at, "a string", v);
  *units = (size_t)need;
  return true;
}

/* UTF-16 to UTF-32; lone surrogates become U+FFFD.  Returns how many. */
static size_t text_widen(const uint16_t *from, size_t count, uint32_t *to) {
  size_t i, n = 0;
  uint32_t c;

  for (i = 0; i < count; i++) {
    c = from[i];
    if (c >= 0xD800 && c < 0xDC00 && i + 1 < count &&
        (from[i + 1] & 0xFC00) == 0xDC00)
      c = 0x10000 + ((c - 0xD800) << 10) + (from[++i] - 0xDC00u);
    else if (c >= 0xD800 && c < 0xE000)
      c = 0xFFFD;
    to[n++] = c;
  }
  return n;
}

static bool text_has_nul16(const uint16_t *at, size_t count) {
  size_t i;

  for (i = 0; i < count; i++)
    if (at[i] == 0)
      return true;
  return false;
}

/* The text as units of two or four bytes in the frame; *count without NUL. */
static void *text_encode(bridge *b, const place *at, size_t unit,
                         drupe_value v, size_t *count, frame *f) {
  uint16_t *narrow;
  uint32_t *wide;
  size_t units = 0;

  if (!text_units(b, at, v, &units))
    return NULL;
  narrow = ffi__frame_alloc(f, (units + 1) * sizeof(*narrow));
  if (narrow == NULL)
    return NULL;
  (void)b->cx->value->string_copy(b->cx, v, DRUPE_UTF16, narrow, units,
                                  &units);
  if (text_has_nul16(narrow, units)) {
    (void)text_refuse_nul(b, at);
    return NULL;
  }
  *count = units;
  if (unit == 2)
    return narrow;
  wide = ffi__frame_alloc(f, (units + 1) * sizeof(*wide));
  if (wide != NULL)
    *count = text_widen(narrow, units, wide);
  return wide;
}

/* An asynchronous call keeps the text: its own copy then. */
bool ffi__text_lend(bridge *b, const place *at, const c_type *unit,
                    drupe_value v, void **out, frame *f) {
  drupe_str s;
  size_t count;
  char *copy;

  if (unit->size > 1) {
    *out = text_encode(b, at, unit->size, v, &count, f);
    return *out != NULL;
  }
  if (b->cx->value->string_view(b->cx, v, &s) < 0)
    return ffi__refuse(b, at, "a string", v);
  if (memchr(s.data, '\0', s.size) != NULL)
    return text_refuse_nul(b, at);
  *out = (void *)(uintptr_t)s.data;
  if (!f->async)
    return true;
  copy = ffi__frame_alloc(f, s.size + 1);
  if (copy != NULL)
    memcpy(copy, s.data, s.size);
  *out = copy;
  return copy != NULL;
}

static drupe_value text_from32(bridge *b, const uint32_t *from, size_t count) {
  uint16_t *narrow = malloc((count * 2 + 1) * sizeof(*narrow));
  size_t i, n = 0;
  drupe_value v;

  if (narrow == NULL)
    return ffi__no_memory(b);
  for (i = 0; i < count; i++) {
    uint32_t c = from[i];

    if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
      c = 0xFFFD;
    if (c >= 0x10000) {
      narrow[n++] = (uint16_t)(0xD800 + ((c - 0x10000) >> 10));
      c = 0xDC00 + ((c - 0x10000) & 1023);
    }
    narrow[n++] = (uint16_t)c;
  }
  v = b->cx->value->string_new(b->cx, narrow, n, DRUPE_UTF16);
  free(narrow);
  return v;
}

drupe_value ffi__text_get(bridge *b, const c_type *unit, const void *from,
                          size_t most) {
  const uint16_t *narrow = from;
  const uint32_t *wide = from;
  size_t n = 0;

  switch (unit->size) {
  case 1:
    n = most == FFI__UNKNOWN ? strlen(from) : strnlen(from, most);
    return drupe_string(b->cx, from, n);
  case 2:
    while (n < most && narrow[n] != 0)
      n++;
    return b->cx->value->string_new(b->cx, narrow, n, DRUPE_UTF16);
  default:
    while (n < most && wide[n] != 0)
      n++;
    return text_from32(b, wide, n);
  }
}

bool ffi__text_put(bridge *b, const place *at, const c_type *unit, void *to,
                   size_t length, drupe_value v) {
  frame f;
  void *text = NULL;
  size_t count = 0;
  bool ok;

  ffi__frame_init(&f, b);
  if (unit->size == 1) {
    ok = ffi__text_lend(b, at, unit, v, &text, &f);
    count = ok && text != NULL ? strlen(text) : 0;
  } else {
    text = text_encode(b, at, unit->size, v, &count, &f);
    ok = text != NULL;
  }
  if (ok && count > length)
    ok = ffi__fail_at(b, at, DRUPE_RANGE_ERROR, "ERR_OUT_OF_RANGE",
                      "the string takes %zu units, there is room for %zu",
                      count, length);
  if (ok && text != NULL) {
    memset(to, 0, length * unit->size);
    memcpy(to, text, count * unit->size);
  }
  ffi__frame_end(&f);
  return ok;
}
