/* js/engine/builtin_string.c - the methods of String that Duktape lacks
 * (ECMA-262 22.1.3).
 *
 * The engine keeps text as CESU-8: one sequence of 1 to 3 bytes for each UTF-16
 * unit, so a unit begins at every byte that is no continuation. */
#include "builtins.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* -- padding --------------------------------------------------------------- */
enum { PAD_START = 0, PAD_END = 1, STRING_MAX = 0x1FFFFFE8 /* V8's */ };

/* Pushes `units` UTF-16 units of the filler at `index`, repeated. */
static void push_filling(duk_context *ctx, duk_idx_t index, double units) {
  double length = (double)duk_get_length(ctx, index);
  double whole = (double)(duk_uint64_t)(units / length);
  size_t size, i;
  const char *text = duk_get_lstring(ctx, index, &size);
  char *out;

  if (whole * (double)size > STRING_MAX || units > STRING_MAX)
    (void)duk_range_error(ctx, "Invalid string length");
  out = duk_push_fixed_buffer(ctx, (size_t)whole * size + 1);
  for (i = 0; i < (size_t)whole; i++)
    memcpy(out + i * size, text, size);
  duk_push_lstring(ctx, out, (size_t)whole * size);
  duk_remove(ctx, -2);
  duk_dup(ctx, index);
  duk_substring(ctx, -1, 0, (size_t)(units - whole * length));
  duk_concat(ctx, 2);
}

static duk_ret_t string_pad(duk_context *ctx) {
  double width, length;

  (void)duk_push_this_coercible_to_string(ctx);
  width = drupe__integer(ctx, 0);
  length = (double)duk_get_length(ctx, 2);
  if (width <= length)
    return 1;
  if (duk_is_undefined(ctx, 1)) {
    duk_push_literal(ctx, " ");
    duk_replace(ctx, 1);
  }
  duk_to_string(ctx, 1);
  if (duk_get_length(ctx, 1) == 0)
    return 1;
  if (width > STRING_MAX)
    return duk_range_error(ctx, "Invalid string length");
  push_filling(ctx, 1, width - length);
  if (duk_get_current_magic(ctx) == PAD_START)
    duk_swap_top(ctx, -2);
  duk_concat(ctx, 2);
  return 1;
}

/* -- trimming -------------------------------------------------------------- */
enum { TRIM_START = 0, TRIM_END = 1 };

static bool is_continuation(char c) {
  return ((unsigned char)c & 0xC0) == 0x80;
}

/* The unit that begins at `p`; `*size` is its bytes. */
static unsigned unit_at(const char *p, const char *end, size_t *size) {
  const unsigned char *u = (const unsigned char *)p;

  *size = 1;
  if (u[0] < 0x80)
    return u[0];
  if (u[0] < 0xE0 && end - p >= 2) {
    *size = 2;
    return (u[0] & 0x1Fu) << 6 | (u[1] & 0x3Fu);
  }
  if (end - p < 3)
    return u[0];
  *size = 3;
  return (u[0] & 0x0Fu) << 12 | (u[1] & 0x3Fu) << 6 | (u[2] & 0x3Fu);
}

static bool is_space(unsigned unit) {
  return duk_unicode_is_whitespace((duk_codepoint_t)unit) ||
         duk_unicode_is_line_terminator((duk_codepoint_t)unit);
}

static duk_ret_t string_trim(duk_context *ctx) {
  const char *p, *end;
  size_t size, unit;

  (void)duk_push_this_coercible_to_string(ctx);
  p = duk_get_lstring(ctx, -1, &size);
  end = p + size;
  if (duk_get_current_magic(ctx) == TRIM_START) {
    while (p < end && is_space(unit_at(p, end, &unit)))
      p += unit;
  } else {
    while (p < end) {
      const char *last = end - 1;

      while (last > p && is_continuation(*last))
        last--;
      if (!is_space(unit_at(last, end, &unit)))
        break;
      end = last;
    }
  }
  duk_push_lstring(ctx, p, (size_t)(end - p));
  return 1;
}

/* -- surrogates ------------------------------------------------------------ */
/* The first byte at or after `p` of a surrogate without its other half. */
static const char *lone_surrogate(const char *p, const char *end) {
  while ((p = memchr(p, 0xED, (size_t)(end - p))) != NULL) {
    size_t size;
    unsigned unit = unit_at(p, end, &size), next = 0;

    if (unit < 0xD800 || unit > 0xDFFF) {
      p += size;
      continue;
    }
    if (unit < 0xDC00 && p + 3 < end)
      next = unit_at(p + 3, end, &size);
    if (next < 0xDC00 || next > 0xDFFF)
      return p;
    p += 6;
  }
  return NULL;
}

static duk_ret_t string_is_well_formed(duk_context *ctx) {
  const char *text;
  size_t size;

  (void)duk_push_this_coercible_to_string(ctx);
  text = duk_get_lstring(ctx, -1, &size);
  duk_push_boolean(ctx, lone_surrogate(text, text + size) == NULL);
  return 1;
}

/* U+FFFD, as long as what it replaces. */
static void put_replacement(char *p) {
  p[0] = '\xEF';
  p[1] = '\xBF';
  p[2] = '\xBD';
}

static duk_ret_t string_to_well_formed(duk_context *ctx) {
  const char *at;
  char *copy;
  const char *text;
  size_t size;

  (void)duk_push_this_coercible_to_string(ctx);
  text = duk_get_lstring(ctx, -1, &size);
  copy = duk_push_fixed_buffer(ctx, size + 1);
  memcpy(copy, text, size);
  while ((at = lone_surrogate(copy, copy + size)) != NULL)
    put_replacement(copy + (at - copy));
  duk_push_lstring(ctx, copy, size);
  return 1;
}

/* -- the rest -------------------------------------------------------------- */
static duk_ret_t string_at(duk_context *ctx) {
  double length, i;

  (void)duk_push_this_coercible_to_string(ctx);
  length = (double)duk_get_length(ctx, -1);
  i = drupe__integer(ctx, 0);
  if (i < 0)
    i += length;
  if (i < 0 || i >= length)
    return 0;
  duk_substring(ctx, -1, (size_t)i, (size_t)i + 1);
  return 1;
}

static duk_ret_t string_raw(duk_context *ctx) {
  duk_idx_t argc = duk_get_top(ctx), parts = 0;
  uint64_t length, i;

  if (argc == 0)
    return duk_type_error(ctx, "Cannot convert undefined or null to object");
  duk_to_object(ctx, 0);
  duk_get_prop_literal(ctx, 0, "raw");
  duk_to_object(ctx, -1);
  length = drupe__length(ctx, argc);
  duk_push_literal(ctx, "");
  for (i = 0; i < length; i++) {
    drupe__get_at(ctx, argc, i);
    duk_to_string(ctx, -1);
    parts++;
    if (i + 1 < length && i + 1 < (uint64_t)argc) {
      duk_dup(ctx, (duk_idx_t)i + 1);
      duk_to_string(ctx, -1);
      parts++;
    }
    if (parts > 64) {
      duk_concat(ctx, parts + 1);
      parts = 0;
    }
    duk_require_stack(ctx, 4);
  }
  duk_concat(ctx, parts + 1);
  return 1;
}

static const drupe__builtin methods[] = {
    {"at", string_at, 1, 1, 0},
    {"isWellFormed", string_is_well_formed, 0, 0, 0},
    {"padEnd", string_pad, 2, 1, PAD_END},
    {"padStart", string_pad, 2, 1, PAD_START},
    {"toWellFormed", string_to_well_formed, 0, 0, 0},
    {"trimEnd", string_trim, 0, 0, TRIM_END},
    {"trimStart", string_trim, 0, 0, TRIM_START},
    DRUPE__BUILTIN_END};

static const drupe__builtin statics[] = {{"raw", string_raw, DUK_VARARGS, 1, 0},
                                         DRUPE__BUILTIN_END};

/* Annex B: trimLeft is trimStart. */
static void alias(duk_context *ctx, const char *name, const char *old) {
  duk_get_prop_string(ctx, -1, name);
  drupe__define_value(ctx, -2, old, DUK_PROPDESC_FLAGS_WC);
}

void drupe__builtin_string(duk_context *ctx) {
  duk_get_global_string(ctx, "String");
  drupe__define(ctx, -1, statics);
  duk_get_prop_stridx(ctx, -1, DUK_STRIDX_PROTOTYPE);
  drupe__define(ctx, -1, methods);
  alias(ctx, "trimStart", "trimLeft");
  alias(ctx, "trimEnd", "trimRight");
  duk_pop_2(ctx);
}
