/* js/engine/json_parse.c - JSON.parse of texts that are in order (ECMA-262
 * 25.5.1, RFC 8259).
 *
 * Values are collected on the value stack, and each object and array is made
 * of them at its end, in one allocation of the right size.  At the first thing
 * that is not in order, nothing is pushed: Duktape's parser reads the text
 * again and says what is wrong (json_error.c). */
#include <string.h>

#include "engine_internal.h"

enum {
  JSON_DEPTH = 400,    /* C recursion; more is left to Duktape's parser */
  JSON_PENDING = 4096, /* values that one object or array has on the stack */
  JSON_KNOWN = 256,    /* a power of two */
  JSON_KNOWN_MAX = 24  /* bytes of a string to remember */
};

typedef struct json_parse {
  duk_context *ctx;
  const uint8_t *at; /* a NUL ends the text */
  int depth;
  /* Short strings of this text, for they come again; each lives in what was
   * made so far. */
  duk_hstring *known[JSON_KNOWN];
} json_parse;

static bool json_parse_value(json_parse *p);

static inline uint8_t json_token(json_parse *p) {
  while (*p->at == ' ' || *p->at == '\n' || *p->at == '\r' || *p->at == '\t')
    p->at++;
  return *p->at;
}

/* -- strings --------------------------------------------------------------- */
static void json_push_string(json_parse *p, const uint8_t *text, size_t size) {
  duk_hstring **known;
  uint32_t mix;

  if (size == 0 || size > JSON_KNOWN_MAX) {
    duk_push_lstring(p->ctx, (const char *)text, size);
    return;
  }
  mix = (uint32_t)(text[0] | text[size / 2] << 8 | text[size - 1] << 16 |
                   (int)size << 24);
  known = &p->known[mix * 0x9E3779B1u >> 24 & (JSON_KNOWN - 1)];
  if (*known == NULL || DUK_HSTRING_GET_BYTELEN(*known) != size ||
      memcmp(DUK_HSTRING_GET_DATA(*known), text, size) != 0) {
    duk_push_lstring(p->ctx, (const char *)text, size);
    *known = duk_known_hstring(p->ctx, -1);
    return;
  }
  duk_push_hstring(p->ctx, *known);
}

static int json_hex(uint8_t c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Writes the character of the escape behind a backslash at `from`; the text
 * after it, NULL: it is none. */
static const uint8_t *json_escape(const uint8_t *from, uint8_t **to) {
  static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
  const char *name = *from == '\0' ? NULL : strchr(names, *from);
  uint32_t unit = 0;

  if (name != NULL) {
    *(*to)++ = (uint8_t)values[name - names];
    return from + 1;
  }
  if (*from++ != 'u')
    return NULL;
  for (int i = 0; i < 4; i++, from++) {
    int digit = json_hex(*from);

    if (digit < 0)
      return NULL;
    unit = unit << 4 | (uint32_t)digit;
  }
  *to += duk_unicode_encode_xutf8(unit, *to);
  return from;
}

/* From a string's first backslash on; its text is never longer than what
 * stands for it. */
static bool json_parse_escaped(json_parse *p, const uint8_t *begin) {
  const uint8_t *end = p->at;
  uint8_t *buffer, *to;

  while (*end != '"') {
    if (*end < ' ' || (*end == '\\' && *++end < ' '))
      return false;
    end++;
  }
  buffer = duk_push_fixed_buffer_nozero(p->ctx, (duk_size_t)(end - begin) + 1);
  memcpy(buffer, begin, (size_t)(p->at - begin));
  to = buffer + (p->at - begin);
  for (const uint8_t *from = p->at; from < end;) {
    if (*from != '\\') {
      *to++ = *from++;
      continue;
    }
    from = json_escape(from + 1, &to);
    if (from == NULL)
      return false;
  }
  duk_push_lstring(p->ctx, (const char *)buffer, (duk_size_t)(to - buffer));
  duk_remove(p->ctx, -2);
  p->at = end + 1;
  return true;
}

/* At the first quotation mark. */
static bool json_parse_string(json_parse *p) {
  const uint8_t *begin = ++p->at;

  while (*p->at != '"' && *p->at != '\\' && *p->at >= ' ')
    p->at++;
  if (*p->at == '\\')
    return json_parse_escaped(p, begin);
  if (*p->at != '"')
    return false;
  json_push_string(p, begin, (size_t)(p->at++ - begin));
  return true;
}

/* -- objects --------------------------------------------------------------- */
/* Place of the key among the entries so far, or of the next one. */
static uint32_t json_find(duk_heap *heap, duk_hobject *object,
                          duk_hstring *key) {
  uint32_t count = DUK_HOBJECT_GET_ENEXT(object), at;
  uint32_t mask = DUK_HOBJECT_GET_HSIZE(object) - 1;
  uint32_t *hash = DUK_HOBJECT_H_GET_BASE(heap, object);

  (void)heap;
  if (mask == UINT32_MAX) {
    for (at = 0; at < count; at++)
      if (DUK_HOBJECT_E_GET_KEY(heap, object, at) == key)
        break;
    return at;
  }
  for (at = DUK_HSTRING_GET_HASH(key) & mask;; at = (at + 1) & mask) {
    if (hash[at] == DUK_HOBJECT_HASHIDX_UNUSED)
      return hash[at] = count;
    if (DUK_HOBJECT_E_GET_KEY(heap, object, hash[at]) == key)
      return hash[at];
  }
}

/* Moves a key and its value from the stack into the object, which has room. */
static void json_move_entry(json_parse *p, duk_hobject *object, duk_tval *tv) {
  duk_context *ctx = p->ctx;
  duk_hstring *key = DUK_TVAL_GET_STRING(tv);
  uint32_t at = json_find(ctx->heap, object, key);

  if (at == DUK_HOBJECT_GET_ENEXT(object)) {
    DUK_HOBJECT_E_SET_KEY(ctx->heap, object, at, key);
    DUK_TVAL_SET_TVAL(DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(ctx->heap, object, at),
                      tv + 1);
    DUK_HOBJECT_E_SET_FLAGS(ctx->heap, object, at, DUK_PROPDESC_FLAGS_WEC);
    DUK_HOBJECT_POSTINC_ENEXT(object);
    DUK_TVAL_SET_UNDEFINED(tv);
    DUK_TVAL_SET_UNDEFINED(tv + 1);
    return;
  }
  /* The last one counts; what goes may take a string with it. */
  memset(p->known, 0, sizeof(p->known));
  DUK_TVAL_SET_TVAL_UPDREF(
      ctx, DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(ctx->heap, object, at), tv + 1);
}

/* [.. key value ...] from `base` on -> [.. object] */
static void json_make_object(json_parse *p, duk_idx_t base) {
  duk_context *ctx = p->ctx;
  uint32_t count = (uint32_t)(duk_get_top(ctx) - base) / 2;
  uint32_t hash =
      count < DUK_USE_HOBJECT_HASH_PROP_LIMIT ? 0 : drupe__hash_slots(count);
  duk_hobject *object;
  duk_tval *tv;

  duk_push_object(ctx);
  object = duk_known_hobject(ctx, -1);
  if (count == 0)
    return;
  drupe__make_room(ctx, object, count, hash);
  memset(DUK_HOBJECT_H_GET_BASE(ctx->heap, object), 0xFF,
         hash * sizeof(uint32_t));
  for (uint32_t i = 0; i < count; i++) {
    tv = ctx->valstack_bottom + base + 2 * i;
    json_move_entry(p, object, tv);
  }
  duk_replace(ctx, base);
  duk_set_top(ctx, base + 1);
}

/* [.. object key value] -> [.. object] */
static void json_add_entry(json_parse *p) {
  duk_xdef_prop(p->ctx, -3, DUK_PROPDESC_FLAGS_WEC);
  memset(p->known, 0, sizeof(p->known)); /* it may have replaced another */
}

static bool json_parse_entry(json_parse *p) {
  if (json_token(p) != '"' || !json_parse_string(p) || json_token(p) != ':')
    return false;
  p->at++;
  return json_parse_value(p);
}

static bool json_parse_object(json_parse *p) {
  duk_idx_t base = duk_get_top(p->ctx);
  bool made = false;

  p->at++;
  if (json_token(p) == '}') {
    p->at++;
    duk_push_object(p->ctx);
    return true;
  }
  for (;; p->at++) {
    if (!json_parse_entry(p))
      return false;
    if (made) {
      json_add_entry(p);
    } else if (duk_get_top(p->ctx) - base >= JSON_PENDING) {
      json_make_object(p, base);
      made = true;
    }
    if (json_token(p) != ',')
      break;
  }
  if (*p->at++ != '}')
    return false;
  if (!made)
    json_make_object(p, base);
  return true;
}

/* -- arrays ---------------------------------------------------------------- */
/* [.. array value ...] -> [.. array]: moves the values above `base` to its end;
 * at the last time there is no room for more. */
static void json_append(json_parse *p, duk_idx_t base, bool last) {
  duk_context *ctx = p->ctx;
  duk_harray *array = (duk_harray *)duk_known_hobject(ctx, base);
  uint32_t count = (uint32_t)(duk_get_top(ctx) - base - 1);
  uint32_t length = array->length, room = DUK_HOBJECT_GET_ASIZE(&array->obj);
  duk_tval *from;

  if (count == 0)
    return;
  if (length + count > room) {
    room = length + count;
    duk_hobject_realloc_props(ctx, &array->obj, 0,
                              last ? room : room + room / 2, 0, 0);
  }
  from = ctx->valstack_bottom + base + 1;
  memcpy(DUK_HOBJECT_A_GET_BASE(ctx->heap, &array->obj) + length, from,
         count * sizeof(*from));
  array->length = length + count;
  for (uint32_t i = 0; i < count; i++)
    DUK_TVAL_SET_UNDEFINED(from + i);
  ctx->valstack_top = from;
}

static bool json_parse_array(json_parse *p) {
  duk_idx_t base = duk_get_top(p->ctx);

  p->at++;
  duk_push_array(p->ctx);
  if (json_token(p) == ']') {
    p->at++;
    return true;
  }
  for (;; p->at++) {
    if (!json_parse_value(p))
      return false;
    if (duk_get_top(p->ctx) - base >= JSON_PENDING)
      json_append(p, base, false);
    if (json_token(p) != ',')
      break;
  }
  if (*p->at++ != ']')
    return false;
  json_append(p, base, true);
  return true;
}

/* -- values ---------------------------------------------------------------- */
static bool json_parse_number(json_parse *p) {
  double value;
  const char *end = drupe__decimal_read((const char *)p->at, 0, &value);

  if (end == NULL)
    return false;
  p->at = (const uint8_t *)end;
  duk_push_number(p->ctx, value);
  DUK_TVAL_CHKFAST_INPLACE_FAST(DUK_GET_TVAL_NEGIDX(p->ctx, -1));
  return true;
}

static bool json_parse_word(json_parse *p, const char *word) {
  size_t size = strlen(word);

  if (strncmp((const char *)p->at, word, size) != 0)
    return false;
  p->at += size;
  if (*word == 'n')
    duk_push_null(p->ctx);
  else
    duk_push_boolean(p->ctx, *word == 't');
  return true;
}

static bool json_parse_inside(json_parse *p) {
  bool done;

  if (p->depth == JSON_DEPTH)
    return false;
  p->depth++;
  done = *p->at == '{' ? json_parse_object(p) : json_parse_array(p);
  p->depth--;
  return done;
}

/* Pushes the value, with places to spare for one object. */
static bool json_parse_value(json_parse *p) {
  duk_require_stack(p->ctx, 4);
  switch (json_token(p)) {
  case '"':
    return json_parse_string(p);
  case '{':
  case '[':
    return json_parse_inside(p);
  case 't':
    return json_parse_word(p, "true");
  case 'f':
    return json_parse_word(p, "false");
  case 'n':
    return json_parse_word(p, "null");
  default:
    return json_parse_number(p);
  }
}

duk_bool_t drupe__json_parse(duk_hthread *thread, duk_hstring *text) {
  json_parse p = {.ctx = thread, .at = DUK_HSTRING_GET_DATA(text)};
  duk_idx_t base = duk_get_top(thread);

  if (json_parse_value(&p) && json_token(&p) == '\0' &&
      p.at == DUK_HSTRING_GET_DATA(text) + DUK_HSTRING_GET_BYTELEN(text))
    return 1;
  duk_set_top(thread, base);
  return 0;
}
