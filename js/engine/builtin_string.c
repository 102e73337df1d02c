/* js/engine/builtin_string.c - the methods of String that Duktape lacks
 * (ECMA-262 22.1.3).
 *
 * The engine keeps text as CESU-8: one sequence of 1 to 3 bytes for each UTF-16
 * unit, so a unit begins at every byte that is no continuation. */
#include "builtins.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static void push_this_string(duk_context *ctx, const char *method) {
  duk_push_this(ctx);
  if (duk_is_null_or_undefined(ctx, -1))
    (void)duk_type_error(ctx, "%s called on null or undefined", method);
  duk_to_string(ctx, -1);
}

/* -- padding --------------------------------------------------------------- */
enum { PAD_START = 0, PAD_END = 1 };

/* Pushes `units` UTF-16 units of the filler at `index`, repeated. */
static void push_filling(duk_context *ctx, duk_idx_t index, double units) {
  double length = (double)duk_get_length(ctx, index);
  double whole = (double)(duk_uint64_t)(units / length);
  size_t size, i;
  const char *text = duk_get_lstring(ctx, index, &size);
  char *out;

  if (whole * (double)size > 1073741823.0 || units > 1073741823.0)
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

  push_this_string(ctx, "String.prototype.padStart");
  width = drupe__integer(ctx, 0);
  length = (double)duk_get_length(ctx, 2);
  if (duk_is_undefined(ctx, 1)) {
    duk_push_literal(ctx, " ");
    duk_replace(ctx, 1);
  }
  duk_to_string(ctx, 1);
  if (width <= length || duk_get_length(ctx, 1) == 0)
    return 1;
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

static duk_ret_t string_trim(duk_context *ctx) {
  const char *p, *end;
  size_t size, unit;

  push_this_string(ctx, "String.prototype.trimStart");
  p = duk_get_lstring(ctx, -1, &size);
  end = p + size;
  if (duk_get_current_magic(ctx) == TRIM_START) {
    while (p < end &&
           duk_unicode_is_whitespace((duk_codepoint_t)unit_at(p, end, &unit)))
      p += unit;
  } else {
    while (p < end) {
      const char *last = end - 1;

      while (last > p && is_continuation(*last))
        last--;
      if (!duk_unicode_is_whitespace(
              (duk_codepoint_t)unit_at(last, end, &unit)))
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

  push_this_string(ctx, "String.prototype.isWellFormed");
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

  push_this_string(ctx, "String.prototype.toWellFormed");
  text = duk_get_lstring(ctx, -1, &size);
  copy = duk_push_fixed_buffer(ctx, size + 1);
  memcpy(copy, text, size);
  while ((at = lone_surrogate(copy, copy + size)) != NULL)
    put_replacement(copy + (at - copy));
  duk_push_lstring(ctx, copy, size);
  return 1;
}

/* Text that every form leaves as it is.  Others need the tables of the Unicode
 * Character Database. */
static duk_ret_t string_normalize(duk_context *ctx) {
  static const char *const forms[] = {"NFC", "NFD", "NFKC", "NFKD"};
  const char *form, *text;
  size_t size, i;

  push_this_string(ctx, "String.prototype.normalize");
  form = duk_is_undefined(ctx, 0) ? "NFC" : duk_to_string(ctx, 0);
  for (i = 0; i < 4 && strcmp(form, forms[i]) != 0; i++)
    continue;
  if (i == 4)
    return duk_range_error(
        ctx, "The normalization form should be one of NFC, NFD, NFKC, NFKD.");
  text = duk_get_lstring(ctx, -1, &size);
  for (i = 0; i < size; i++) {
    unsigned char limit = strcmp(form, "NFC") == 0 ? 0xCC : 0x80;

    /* 0xCC begins U+0300, the first that NFC may join with what is before. */
    if ((unsigned char)text[i] >= limit && !is_continuation(text[i]))
      return duk_generic_error(
          ctx,
          "String.prototype.normalize: %s of this text is not supported "
          "yet",
          form);
  }
  return 1;
}

/* -- replaceAll ------------------------------------------------------------ */
/* Text that grows, in a dynamic buffer of the value stack. */
typedef struct builder {
  duk_context *ctx;
  duk_idx_t index;
  char *data;
  size_t size, room;
} builder;

static void builder_add(builder *b, const char *data, size_t size) {
  if (size == 0)
    return;
  if (size > b->room - b->size) {
    b->room = (b->room + size) * 2;
    b->data = duk_resize_buffer(b->ctx, b->index, b->room);
  }
  assert(b->data != NULL && data != NULL);
  memcpy(b->data + b->size, data, size);
  b->size += size;
}

typedef struct match {
  const char *text; /* the whole subject */
  size_t size;
  size_t at;    /* of the match, in bytes */
  size_t found; /* its length */
} match;

/* GetSubstitution without captures: $$ $& $` $'. */
static void substitute(builder *b, const match *m, const char *template,
                       size_t size) {
  size_t i;

  for (i = 0; i < size; i++) {
    char next = template[i] == '$' && i + 1 < size ? template[i + 1] : 0;

    if (next == '$')
      builder_add(b, "$", 1);
    else if (next == '&')
      builder_add(b, m->text + m->at, m->found);
    else if (next == '`')
      builder_add(b, m->text, m->at);
    else if (next == '\'')
      builder_add(b, m->text + m->at + m->found, m->size - m->at - m->found);
    else
      builder_add(b, template + i, 1);
    i += next == '$' || next == '&' || next == '`' || next == '\'';
  }
}

static size_t count_units(const char *p, size_t size) {
  size_t units = 0, i;

  for (i = 0; i < size; i++)
    units += !is_continuation(p[i]);
  return units;
}

/* Calls the replacer at index 1 and adds what it gives. */
static void substitute_by_call(builder *b, size_t position) {
  duk_context *ctx = b->ctx;
  const char *text;
  size_t size;

  duk_dup(ctx, 1);
  duk_push_undefined(ctx);
  duk_dup(ctx, 0);
  duk_push_number(ctx, (double)position);
  duk_dup(ctx, 2);
  duk_call_method(ctx, 3);
  text = duk_to_lstring(ctx, -1, &size);
  builder_add(b, text, size);
  duk_pop(ctx);
}

static const char *find(const char *p, size_t size, const char *what,
                        size_t what_size) {
  return what_size == 0 ? p : memmem(p, size, what, what_size);
}

/* [search replacement subject] are strings, or replacement a function. */
static void replace_all(builder *b) {
  duk_context *ctx = b->ctx;
  bool call = duk_is_callable(ctx, 1);
  size_t search_size, size = 0, from = 0, position = 0;
  const char *search = duk_require_lstring(ctx, 0, &search_size);
  const char *template = call ? NULL : duk_get_lstring(ctx, 1, &size);
  match m = {NULL, 0, 0, search_size};
  const char *hit;

  m.text = duk_require_lstring(ctx, 2, &m.size);
  hit = find(m.text, m.size, search, search_size);
  while (hit != NULL) {
    m.at = (size_t)(hit - m.text);
    builder_add(b, m.text + from, m.at - from);
    position += count_units(m.text + from, m.at - from);
    if (template == NULL)
      substitute_by_call(b, position);
    else
      substitute(b, &m, template, size);
    from = m.at + search_size;
    position += count_units(search, search_size);
    if (search_size != 0) {
      hit = find(m.text + from, m.size - from, search, search_size);
    } else {
      size_t step = 1;

      if (m.at == m.size)
        break;
      (void)unit_at(hit, m.text + m.size, &step);
      hit += step;
    }
  }
  builder_add(b, m.text + from, m.size - from);
}

/* Throws unless the pattern at index 0 is no RegExp or a global one. */
static bool is_regexp(duk_context *ctx, const char *method) {
  duk_hobject *o = duk_get_hobject(ctx, 0);

  if (o == NULL || DUK_HOBJECT_GET_CLASS_NUMBER(o) != DUK_HOBJECT_CLASS_REGEXP)
    return false;
  duk_get_prop_literal(ctx, 0, "global");
  if (!duk_to_boolean(ctx, -1))
    (void)duk_type_error(ctx,
                         "String.prototype.%s called with a non-global "
                         "RegExp argument",
                         method);
  duk_pop(ctx);
  return true;
}

static duk_ret_t string_replace_all(duk_context *ctx) {
  builder b = {ctx, 3, NULL, 0, 64};

  if (is_regexp(ctx, "replaceAll")) {
    duk_push_this(ctx);
    duk_push_literal(ctx, "replace");
    duk_dup(ctx, 0);
    duk_dup(ctx, 1);
    duk_call_prop(ctx, 2, 2);
    return 1;
  }
  push_this_string(ctx, "String.prototype.replaceAll");
  duk_to_string(ctx, 0);
  if (!duk_is_callable(ctx, 1))
    duk_to_string(ctx, 1);
  b.data = duk_push_dynamic_buffer(ctx, b.room);
  replace_all(&b);
  duk_push_lstring(ctx, b.data, b.size);
  return 1;
}

/* -- matchAll: matches of a copy of the pattern, found as they are asked for */
static duk_ret_t match_all_next(duk_context *ctx) {
  duk_push_this(ctx);
  if (!duk_get_prop_literal(ctx, -1,
                            "\xFF"
                            "regexp"))
    return drupe__incompatible(ctx, "RegExp String Iterator.prototype.next");
  if (duk_is_null(ctx, -1)) {
    duk_push_undefined(ctx);
    drupe__iterator_result(ctx, true);
    return 1;
  }
  duk_push_literal(ctx, "exec");
  duk_get_prop_literal(ctx, 0,
                       "\xFF"
                       "text");
  duk_call_prop(ctx, 1, 1);
  if (duk_is_null(ctx, -1)) {
    duk_put_prop_literal(ctx, 0,
                         "\xFF"
                         "regexp");
    duk_push_undefined(ctx);
    drupe__iterator_result(ctx, true);
    return 1;
  }
  duk_get_prop_index(ctx, -1, 0);
  if (duk_get_length(ctx, -1) == 0) { /* or it would be found for ever */
    duk_get_prop_literal(ctx, 1, "lastIndex");
    duk_push_number(ctx, duk_get_number(ctx, -1) + 1);
    duk_put_prop_literal(ctx, 1, "lastIndex");
    duk_pop(ctx);
  }
  duk_pop(ctx);
  drupe__iterator_result(ctx, false);
  return 1;
}

static duk_ret_t string_match_all(duk_context *ctx) {
  bool regexp = is_regexp(ctx, "matchAll");

  push_this_string(ctx, "String.prototype.matchAll");
  drupe__push_iterator_class(ctx, "RegExp String Iterator", match_all_next);
  duk_get_global_string(ctx, "RegExp");
  duk_dup(ctx, 0);
  duk_push_literal(ctx, "g");
  if (regexp) {
    duk_get_prop_literal(ctx, 0, "flags");
    duk_replace(ctx, -2);
    duk_get_prop_literal(ctx, 0, "source");
    duk_replace(ctx, -3);
  }
  duk_new(ctx, 2);
  if (regexp) {
    duk_get_prop_literal(ctx, 0, "lastIndex");
    duk_put_prop_literal(ctx, -2, "lastIndex");
  }
  duk_put_prop_literal(ctx, 2,
                       "\xFF"
                       "regexp");
  duk_dup(ctx, 1);
  duk_put_prop_literal(ctx, 2,
                       "\xFF"
                       "text");
  return 1;
}

/* -- the rest -------------------------------------------------------------- */
static duk_ret_t string_at(duk_context *ctx) {
  double length, i;

  push_this_string(ctx, "String.prototype.at");
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
    {"matchAll", string_match_all, 1, 1, 0},
    {"normalize", string_normalize, 1, 0, 0},
    {"padEnd", string_pad, 2, 1, PAD_END},
    {"padStart", string_pad, 2, 1, PAD_START},
    {"replaceAll", string_replace_all, 2, 2, 0},
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
