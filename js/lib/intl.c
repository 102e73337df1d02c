/* js/lib/intl.c - what Intl asks C: language and zone of the user, the
 * transitions of a zone from the system's zone data (RFC 8536), names of
 * zones. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/date_zones.h"
#include "lib/lib_internal.h"

#define ZONE_FOLDER "/usr/share/zoneinfo/"
#define ZONE_BYTES_MAX (64u << 10)
#define ZONE_HEADER 44u

static duk_ret_t intl_zone(duk_context *ctx) {
  char id[128];

  drupe__zone_id(id, sizeof(id));
  duk_push_string(ctx, id);
  return 1;
}

/* environment(): the user's language as the environment names it. */
static duk_ret_t intl_environment(duk_context *ctx) {
  static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
  size_t i;

  for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
    const char *value = getenv(names[i]);

    if (value != NULL && *value != '\0') {
      duk_push_string(ctx, value);
      return 1;
    }
  }
  return 0;
}

/* -- options as a text ----------------------------------------------------- */
/* [.. key descriptor value] -> the same; adds ";key=type.length:text" to the
 * text at `text`; false where the value is no plain one. */
static bool options_add(duk_context *ctx, duk_idx_t text) {
  int type = duk_get_type(ctx, -1);
  duk_size_t size;

  if (type == DUK_TYPE_UNDEFINED)
    return true;
  if ((type != DUK_TYPE_STRING && type != DUK_TYPE_NUMBER &&
       type != DUK_TYPE_BOOLEAN) || duk_is_symbol(ctx, -1))
    return false;
  duk_dup_top(ctx);
  (void)duk_to_lstring(ctx, -1, &size);
  duk_push_sprintf(ctx, ";%s=%d.%lu:", duk_get_string(ctx, -4), type,
                   (unsigned long)size);
  duk_dup(ctx, text);
  duk_insert(ctx, -3);
  duk_insert(ctx, -2); /* [.. text head value] */
  duk_concat(ctx, 3);
  duk_replace(ctx, text);
  return true;
}

/* An object of a literal: no proxy, and nothing inherited but from Object. */
static bool options_are_plain(duk_context *ctx, duk_idx_t index) {
  duk_hobject *h = duk_get_hobject(ctx, index);

  return h != NULL && !DUK_HOBJECT_IS_PROXY(h) &&
         DUK_HOBJECT_GET_PROTOTYPE(ctx->heap, h) ==
             ctx->builtins[DUK_BIDX_OBJECT_PROTOTYPE];
}

/* optionsKey(options): a text that is the same for options that say the same;
 * undefined where to read them could run a program. */
static duk_ret_t intl_options_key(duk_context *ctx) {
  bool plain = options_are_plain(ctx, 0);

  if (!plain)
    return 0;
  duk_push_literal(ctx, "");
  duk_enum(ctx, 0, DUK_ENUM_OWN_PROPERTIES_ONLY |
                       DUK_ENUM_INCLUDE_NONENUMERABLE);
  while (plain && duk_next(ctx, 2, 0)) { /* [options text enum key] */
    duk_dup_top(ctx);
    duk_get_prop_desc(ctx, 0, 0);
    plain = duk_get_prop_literal(ctx, -1, "value") && options_add(ctx, 1);
    duk_pop_3(ctx);
  }
  duk_set_top(ctx, 2);
  return plain ? 1 : 0;
}

/* zoneName(id, summer) */
static duk_ret_t intl_zone_name(duk_context *ctx) {
  char name[96];

  if (!drupe__zone_name(duk_require_string(ctx, 0), duk_to_boolean(ctx, 1),
                        name, sizeof(name)))
    return 0;
  duk_push_string(ctx, name);
  return 1;
}

/* zones(): all that have a name, with spaces between. */
static duk_ret_t intl_zones(duk_context *ctx) {
  duk_uarridx_t i;
  const char *list;

  duk_push_array(ctx);
  for (i = 0; (list = drupe__zone_list(i)) != NULL; i++) {
    duk_push_string(ctx, list);
    duk_put_prop_index(ctx, -2, i);
  }
  return 1;
}

/* -- the file of a zone ---------------------------------------------------- */
static bool zone_is_path(const char *id) {
  const char *p;

  if (*id == '/' || *id == '\0' || strlen(id) > 60)
    return false;
  for (p = id; *p != '\0'; p++) {
    bool letter = (*p >= 'A' && *p <= 'Z') || (*p >= 'a' && *p <= 'z') ||
                  (*p >= '0' && *p <= '9');

    if (!letter && strchr("_+-/", *p) == NULL)
      return false;
  }
  return true;
}

/* Reads into a buffer that is pushed; 0: there is none. */
static size_t zone_read(duk_context *ctx, const char *id, uint8_t **data) {
  char path[96];
  FILE *file;
  size_t size;

  *data = duk_push_fixed_buffer(ctx, ZONE_BYTES_MAX);
  if (!zone_is_path(id))
    return 0;
  snprintf(path, sizeof(path), "%s%s", ZONE_FOLDER, id);
  file = fopen(path, "rb");
  if (file == NULL)
    return 0;
  size = fread(*data, 1, ZONE_BYTES_MAX, file);
  fclose(file);
  return size;
}

static int64_t zone_integer(const uint8_t *p, unsigned size) {
  uint64_t value = p[0] >= 0x80 ? ~(uint64_t)0 : 0;
  unsigned i;

  for (i = 0; i < size; i++)
    value = value << 8 | p[i];
  return (int64_t)value;
}

typedef struct zone_block {
  size_t times, types; /* counts */
  size_t bytes;        /* of the block behind its header */
} zone_block;

/* Counts stand at 20 of a header: isut, isstd, leap, times, types, chars. */
static bool zone_header(const uint8_t *p, size_t size, unsigned wide,
                        zone_block *out) {
  size_t count[6], i;

  if (size < ZONE_HEADER || memcmp(p, "TZif", 4) != 0)
    return false;
  for (i = 0; i < 6; i++) {
    count[i] = (size_t)zone_integer(p + 20 + 4 * i, 4);
    if (count[i] > ZONE_BYTES_MAX)
      return false;
  }
  out->times = count[3];
  out->types = count[4];
  out->bytes = count[3] * (wide + 1) + count[4] * 6 + count[5] +
               count[2] * (wide + 4) + count[1] + count[0];
  return out->bytes <= size - ZONE_HEADER && out->types > 0;
}

static void zone_push_type(duk_context *ctx, const uint8_t *types, size_t type,
                           duk_uarridx_t at) {
  duk_push_number(ctx, (double)zone_integer(types + type * 6, 4));
  duk_put_prop_index(ctx, -3, at);
  duk_push_boolean(ctx, types[type * 6 + 4] != 0);
  duk_put_prop_index(ctx, -2, at);
}

/* readZone(id): { times, offsets, summer }, all in seconds; offsets[0] is what
 * was before times[0].  undefined: there is no such zone. */
static duk_ret_t intl_read_zone(duk_context *ctx) {
  const char *id = duk_require_string(ctx, 0);
  uint8_t *data;
  size_t size = zone_read(ctx, id, &data), i;
  const uint8_t *p = data, *indices, *types;
  zone_block block;

  if (!zone_header(p, size, 4, &block) || p[4] < '2')
    return 0;
  size -= ZONE_HEADER + block.bytes;
  p += ZONE_HEADER + block.bytes;
  if (!zone_header(p, size, 8, &block))
    return 0;
  p += ZONE_HEADER;
  indices = p + block.times * 8;
  types = indices + block.times;
  duk_push_object(ctx);
  duk_push_array(ctx);
  duk_push_array(ctx);
  duk_push_array(ctx);
  zone_push_type(ctx, types, 0, 0);
  for (i = 0; i < block.times; i++) {
    if (indices[i] >= block.types)
      return 0;
    duk_push_number(ctx, (double)zone_integer(p + i * 8, 8));
    duk_put_prop_index(ctx, -4, (duk_uarridx_t)i);
    zone_push_type(ctx, types, indices[i], (duk_uarridx_t)i + 1);
  }
  duk_put_prop_literal(ctx, -4, "summer");
  duk_put_prop_literal(ctx, -3, "offsets");
  duk_put_prop_literal(ctx, -2, "times");
  return 1;
}

void drupe__lib_intl(duk_context *ctx) {
  static const duk_function_list_entry functions[] = {
      {"environment", intl_environment, 0},
      {"optionsKey", intl_options_key, 1},
      {"zone", intl_zone, 0},
      {"zoneName", intl_zone_name, 2},
      {"zones", intl_zones, 0},
      {"readZone", intl_read_zone, 1},
      {NULL, NULL, 0}};

  duk_push_object(ctx);
  duk_put_function_list(ctx, -1, functions);
}
