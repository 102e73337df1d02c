/* js/engine/regexp_class.c - the constructor of RegExp, its accessors, and
 * what the methods of RegExp.prototype and String.prototype share
 * (ECMA-262 22.2). */
#include <stdlib.h>
#include <string.h>

#include "regexp.h"

duk_hobject *drupe__regexp_push_this(duk_context *ctx, const char *method) {
  duk_push_this(ctx);
  if (!duk_is_object(ctx, -1))
    (void)drupe__incompatible(ctx, method);
  return duk_known_hobject(ctx, -1);
}

/* -- the constructor ------------------------------------------------------- */

bool drupe__regexp_is_like(duk_context *ctx, duk_idx_t index) {
  bool like;

  if (!duk_is_object(ctx, index))
    return false;
  index = duk_normalize_index(ctx, index);
  drupe__push_key(ctx, "@@match");
  duk_get_prop(ctx, index);
  like = duk_is_undefined(ctx, -1)
             ? drupe__is_regexp(duk_known_hobject(ctx, index))
             : duk_to_boolean(ctx, -1) != 0;
  duk_pop(ctx);
  return like;
}

static void push_flags_text(duk_context *ctx, uint32_t flags) {
  static const char letters[] = "dgimsuvy";
  char text[sizeof(letters)];
  size_t count = 0;
  size_t i;

  for (i = 0; letters[i] != 0; i++) {
    if (flags & 1u << i)
      text[count++] = letters[i];
  }
  duk_push_lstring(ctx, text, count);
}

/* ToString, or "" for undefined. */
static void to_text(duk_context *ctx, duk_idx_t index) {
  if (duk_is_undefined(ctx, index)) {
    duk_push_literal(ctx, "");
    duk_replace(ctx, index);
    return;
  }
  duk_to_string(ctx, index);
}

/* [pattern flags] at 0 and 1 -> both as the standard takes them, not yet
 * strings. */
static void take_arguments(duk_context *ctx, bool like) {
  duk_hobject *pattern = duk_get_hobject(ctx, 0);

  if (drupe__is_regexp(pattern)) {
    if (duk_is_undefined(ctx, 1)) {
      push_flags_text(ctx, drupe__regexp_flags(ctx, pattern));
      duk_replace(ctx, 1);
    }
    duk_push_hstring(ctx, drupe__regexp_source(ctx, pattern));
    duk_replace(ctx, 0);
  } else if (like) {
    duk_get_prop_stridx(ctx, 0, DUK_STRIDX_SOURCE);
    if (duk_is_undefined(ctx, 1)) {
      duk_get_prop_stridx(ctx, 0, DUK_STRIDX_FLAGS);
      duk_replace(ctx, 1);
    }
    duk_replace(ctx, 0);
  }
}

duk_ret_t duk_bi_regexp_constructor(duk_hthread *thr) {
  bool like = drupe__regexp_is_like(thr, 0);
  duk_hobject *prototype = NULL;

  if (duk_is_constructor_call(thr)) {
    prototype = drupe__constructing(thr, "RegExp");
  } else if (like && duk_is_undefined(thr, 1)) {
    duk_get_prop_stridx(thr, 0, DUK_STRIDX_CONSTRUCTOR);
    if (duk_get_hobject(thr, -1) == drupe__regexps_of(thr)->constructor) {
      duk_dup(thr, 0);
      return 1;
    }
    duk_pop(thr);
  }
  take_arguments(thr, like);
  to_text(thr, 0);
  to_text(thr, 1);
  drupe__regexp_push(thr, prototype);
  return 1;
}

static duk_ret_t regexp_compile(duk_context *ctx) {
  duk_hobject *pattern = duk_get_hobject(ctx, 0);
  duk_hobject *h;

  duk_push_this(ctx);
  h = duk_get_hobject(ctx, -1);
  if (!drupe__is_regexp(h))
    return drupe__incompatible(ctx, "RegExp.prototype.compile");
  duk_insert(ctx, 0);
  if (drupe__is_regexp(pattern)) {
    if (!duk_is_undefined(ctx, 2))
      return duk_type_error(ctx, "Invalid flags supplied to RegExp "
                                 "constructor");
    push_flags_text(ctx, drupe__regexp_flags(ctx, pattern));
    duk_replace(ctx, 2);
    duk_push_hstring(ctx, drupe__regexp_source(ctx, pattern));
    duk_replace(ctx, 1);
  }
  to_text(ctx, 1);
  to_text(ctx, 2);
  drupe__regexp_initialize(ctx, h);
  return 1;
}

static duk_ret_t species(duk_context *ctx) {
  duk_push_this(ctx);
  return 1;
}

/* Walks up to find the constructor that makes what is derived from `index`. */
void drupe__regexp_push_species(duk_context *ctx, duk_idx_t index) {
  duk_hobject *original = drupe__regexps_of(ctx)->constructor;

  duk_get_prop_stridx(ctx, index, DUK_STRIDX_CONSTRUCTOR);
  if (!duk_is_undefined(ctx, -1)) {
    if (!duk_is_object(ctx, -1))
      (void)duk_type_error(ctx, "object.constructor is not an object");
    drupe__push_key(ctx, "@@species");
    duk_get_prop(ctx, -2);
    duk_remove(ctx, -2);
    if (!duk_is_null_or_undefined(ctx, -1)) {
      if (!duk_is_constructable(ctx, -1))
        (void)duk_type_error(ctx, "object.constructor[Symbol.species] is not a "
                                  "constructor");
      return;
    }
  }
  duk_pop(ctx);
  duk_push_hobject(ctx, original);
}

/* -- accessors ------------------------------------------------------------- */

enum { GET_SOURCE = 16 };

/* The bit of a flag, by the magic of its getter. */
static uint32_t magic_flag(duk_int_t magic) {
  static const uint8_t flags[] = {DRUPE__RX_GLOBAL,    DRUPE__RX_IGNORE_CASE,
                                  DRUPE__RX_MULTILINE, DRUPE__RX_INDICES,
                                  DRUPE__RX_DOT_ALL,   DRUPE__RX_UNICODE,
                                  DRUPE__RX_SETS,      DRUPE__RX_STICKY};

  return flags[magic];
}

/* The names of the flags' properties, as `flags` spells them. */
static const struct {
  const char *name;
  const char *getter;
  char letter;
  uint8_t magic;
} flag_properties[] = {{"hasIndices", "get hasIndices", 'd', 3},
                       {"global", "get global", 'g', 0},
                       {"ignoreCase", "get ignoreCase", 'i', 1},
                       {"multiline", "get multiline", 'm', 2},
                       {"dotAll", "get dotAll", 's', 4},
                       {"unicode", "get unicode", 'u', 5},
                       {"unicodeSets", "get unicodeSets", 'v', 6},
                       {"sticky", "get sticky", 'y', 7}};
enum { FLAGS = 8 };

/* Copies one character of a source, escaped where a literal could not have it
 * so; bytes written. */
static size_t escape_char(const char *p, size_t left, bool in_class,
                          bool escaped, char *out) {
  const char *separator = NULL;

  if (*p == '/' && !in_class && !escaped) {
    memcpy(out, "\\/", 2);
    return 2;
  }
  if (*p == '\n' || *p == '\r') {
    size_t at = escaped ? 0 : 1;

    out[0] = '\\'; /* an escaped line end has its backslash already */
    out[at] = *p == '\n' ? 'n' : 'r';
    return at + 1;
  }
  if (left >= 3 && memcmp(p, "\xe2\x80\xa8", 3) == 0)
    separator = "\\u2028";
  if (left >= 3 && memcmp(p, "\xe2\x80\xa9", 3) == 0)
    separator = "\\u2029";
  if (separator != NULL) {
    size_t skip = escaped ? 1 : 0;

    memcpy(out, separator + skip, 6 - skip);
    return 6 - skip;
  }
  out[0] = *p;
  return 1;
}

/* EscapeRegExpPattern. */
static void push_escaped_source(duk_context *ctx, duk_hstring *source) {
  const char *p = (const char *)DUK_HSTRING_GET_DATA(source);
  size_t size = DUK_HSTRING_GET_BYTELEN(source);
  const char *end = p + size;
  bool in_class = false;
  bool escaped = false;
  size_t n = 0;
  char *out;

  if (size == 0) {
    duk_push_literal(ctx, "(?:)");
    return;
  }
  if (memchr(p, '/', size) == NULL && memchr(p, '\n', size) == NULL &&
      memchr(p, '\r', size) == NULL && memchr(p, 0xe2, size) == NULL) {
    duk_push_hstring(ctx, source);
    return;
  }
  out = duk_push_dynamic_buffer(ctx, size * 2 + 8);
  while (p < end) {
    bool separator = end - p >= 3 && (memcmp(p, "\xe2\x80\xa8", 3) == 0 ||
                                      memcmp(p, "\xe2\x80\xa9", 3) == 0);

    n += escape_char(p, (size_t)(end - p), in_class, escaped, out + n);
    if (!escaped && *p == '[')
      in_class = true;
    else if (!escaped && *p == ']')
      in_class = false;
    escaped = !escaped && *p == '\\';
    p += separator ? 3 : 1;
  }
  duk_push_lstring(ctx, out, n);
  duk_remove(ctx, -2);
}

/* source, global, ignoreCase, ... */
duk_ret_t duk_bi_regexp_prototype_shared_getter(duk_hthread *thr) {
  duk_int_t magic = duk_get_current_magic(thr);
  duk_hobject *h;

  duk_push_this(thr);
  h = duk_get_hobject(thr, -1);
  if (drupe__is_regexp(h)) {
    if (magic == GET_SOURCE)
      push_escaped_source(thr, drupe__regexp_source(thr, h));
    else
      duk_push_boolean(thr,
                       (drupe__regexp_flags(thr, h) & magic_flag(magic)) != 0);
    return 1;
  }
  if (h == NULL || h != drupe__regexps_of(thr)->prototype) {
    const char *name = "source";
    size_t i;

    for (i = 0; magic != GET_SOURCE && i < FLAGS; i++) {
      if (flag_properties[i].magic == magic)
        name = flag_properties[i].name;
    }
    return duk_type_error(thr,
                          "RegExp.prototype.%s getter called on non-RegExp "
                          "object",
                          name);
  }
  if (magic != GET_SOURCE)
    return 0;
  duk_push_literal(thr, "(?:)");
  return 1;
}

duk_ret_t duk_bi_regexp_prototype_flags(duk_hthread *thr) {
  char text[FLAGS];
  size_t count = 0;
  size_t i;
  duk_hobject *h = NULL;

  duk_push_this(thr);
  h = duk_get_hobject(thr, -1);
  if (h == NULL)
    return duk_type_error(thr,
                          "RegExp.prototype.flags getter called on "
                          "non-object %s",
                          duk_safe_to_string(thr, -1));
  if (drupe__is_regexp(h) && drupe__regexp_is_pristine(thr, h)) {
    push_flags_text(thr, drupe__regexp_flags(thr, h));
    return 1;
  }
  for (i = 0; i < FLAGS; i++) {
    duk_get_prop_string(thr, 0, flag_properties[i].name);
    if (duk_to_boolean(thr, -1))
      text[count++] = flag_properties[i].letter;
    duk_pop(thr);
  }
  duk_push_lstring(thr, text, count);
  return 1;
}

duk_ret_t duk_bi_regexp_prototype_tostring(duk_hthread *thr) {
  drupe__regexp_push_this(thr, "RegExp.prototype.toString");
  duk_push_literal(thr, "/");
  duk_get_prop_stridx(thr, 0, DUK_STRIDX_SOURCE);
  duk_to_string(thr, -1);
  duk_push_literal(thr, "/");
  duk_get_prop_stridx(thr, 0, DUK_STRIDX_FLAGS);
  duk_to_string(thr, -1);
  duk_concat(thr, 4);
  return 1;
}

bool drupe__regexp_any_has_flag(duk_context *ctx, duk_idx_t index, char flag) {
  const char *flags;
  bool has;
  size_t size;

  duk_get_prop_stridx(ctx, index, DUK_STRIDX_FLAGS);
  flags = duk_to_lstring(ctx, -1, &size);
  has = memchr(flags, flag, size) != NULL;
  duk_pop(ctx);
  return has;
}

/* -- what methods of String share ------------------------------------------ */

duk_hstring *drupe__string_push_this(duk_context *ctx, const char *method) {
  duk_push_this(ctx);
  if (duk_is_null_or_undefined(ctx, -1))
    (void)duk_type_error(ctx, "String.prototype.%s called on null or undefined",
                         method);
  return duk_to_hstring(ctx, -1);
}

void drupe__string_require_global(duk_context *ctx, const char *method) {
  bool global = true;

  duk_push_this(ctx);
  if (duk_is_null_or_undefined(ctx, -1))
    (void)duk_type_error(ctx, "String.prototype.%s called on null or undefined",
                         method);
  duk_pop(ctx);
  if (!drupe__regexp_is_like(ctx, 0))
    return;
  duk_get_prop_stridx(ctx, 0, DUK_STRIDX_FLAGS);
  if (duk_is_null_or_undefined(ctx, -1)) {
    global = false;
  } else {
    size_t size;
    const char *flags = duk_to_lstring(ctx, -1, &size);

    global = memchr(flags, 'g', size) != NULL;
  }
  duk_pop(ctx);
  if (!global)
    (void)duk_type_error(ctx,
                         "String.prototype.%s called with a non-global "
                         "RegExp argument",
                         method);
}

bool drupe__string_delegates(duk_context *ctx, const char *symbol,
                             duk_idx_t args, const char *method) {
  duk_idx_t i;

  duk_push_this(ctx);
  if (duk_is_null_or_undefined(ctx, -1))
    (void)duk_type_error(ctx, "String.prototype.%s called on null or undefined",
                         method);
  duk_pop(ctx);
  if (!duk_is_object(ctx, 0))
    return false;
  drupe__push_key(ctx, symbol);
  duk_get_prop(ctx, 0);
  if (duk_is_null_or_undefined(ctx, -1)) {
    duk_pop(ctx);
    return false;
  }
  drupe__require_function(ctx, -1);
  duk_dup(ctx, 0);
  duk_push_this(ctx);
  for (i = 1; i < args; i++)
    duk_dup(ctx, i);
  duk_call_method(ctx, args);
  return true;
}

double drupe__string_advance(duk_context *ctx, duk_hstring *h, double at,
                             bool unicode) {
  const uint8_t *p = DUK_HSTRING_GET_DATA(h);

  if (!unicode || at + 1 >= (double)DUK_HSTRING_GET_CHARLEN(h))
    return at + 1;
  p += duk_heap_strcache_offset_char2byte(ctx, h, (duk_uint_fast32_t)at);
  return p[0] == 0xed && (p[1] & 0xf0) == 0xa0 && p[3] == 0xed && p[4] >= 0xb0
             ? at + 2
             : at + 1;
}

/* -- RegExp itself --------------------------------------------------------- */

static const drupe__builtin methods[] = {
    {"get flags", duk_bi_regexp_prototype_flags, 0, 0, 0},
    {"get source", duk_bi_regexp_prototype_shared_getter, 0, 0, GET_SOURCE},
    {"compile", regexp_compile, 2, 2, 0},
    {"@@match", drupe__regexp_match_method, 1, 1, 0},
    {"@@matchAll", drupe__regexp_match_all, 1, 1, 0},
    {"@@replace", drupe__regexp_replace, 2, 2, 0},
    {"@@search", drupe__regexp_search_method, 1, 1, 0},
    {"@@split", drupe__regexp_split, 2, 2, 0},
    DRUPE__BUILTIN_END};

static const drupe__builtin string_methods[] = {
    {"matchAll", drupe__string_match_all, 1, 1, 0},
    {"replaceAll", drupe__string_replace_all, 2, 2, 0},
    DRUPE__BUILTIN_END};

static void define_flags(duk_context *ctx) {
  drupe__builtin getter[2] = {
      {NULL, duk_bi_regexp_prototype_shared_getter, 0, 0, 0},
      DRUPE__BUILTIN_END};
  size_t i;

  for (i = 0; i < FLAGS; i++) {
    getter[0].name = flag_properties[i].getter;
    getter[0].magic = flag_properties[i].magic;
    drupe__define(ctx, -1, getter);
  }
}

/* Duktape's has a lastIndex of its own, as the prototype of ES5 had. */
static void drop_last_index(duk_context *ctx) {
  duk_push_hstring_stridx(ctx, DUK_STRIDX_LAST_INDEX);
  duk_def_prop(ctx, -2, DUK_DEFPROP_SET_CONFIGURABLE | DUK_DEFPROP_FORCE);
  duk_del_prop_stridx(ctx, -1, DUK_STRIDX_LAST_INDEX);
}

void drupe__builtin_regexp(duk_context *ctx) {
  static const drupe__builtin statics[] = {{"get @@species", species, 0, 0, 0},
                                           DRUPE__BUILTIN_END};

  drupe__regexps_init(ctx);
  duk_push_hobject(ctx, drupe__regexps_of(ctx)->constructor);
  drupe__define(ctx, -1, statics);
  drupe__regexp_legacy_init(ctx);
  duk_push_hobject(ctx, drupe__regexps_of(ctx)->prototype);
  drop_last_index(ctx);
  define_flags(ctx);
  drupe__define(ctx, -1, methods);
  drupe__push_prototype(ctx, "String");
  drupe__define(ctx, -1, string_methods);
  duk_pop_3(ctx);
  drupe__regexp_match_init(ctx);
  drupe__regexp_guard_all(ctx);
}
