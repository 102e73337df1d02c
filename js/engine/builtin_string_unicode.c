/* js/engine/builtin_string_unicode.c - String.prototype.normalize, toLowerCase
 * and toUpperCase with the tables of the Unicode Character Database (ECMA-262
 * 22.1.3.15, 22.1.3.28, 22.1.3.30; Unicode 3.11, 3.13). */
#include "builtins.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

typedef struct text_range {
  unsigned first, last;
} text_range;

typedef struct text_mapping {
  unsigned from;
  unsigned short at; /* in the table's list of characters */
  unsigned char size;
  unsigned char compatible;
} text_mapping;

typedef struct text_class {
  unsigned from, value;
} text_class;

typedef struct text_pair {
  unsigned first, second, composed;
} text_pair;

#include "engine_unicode.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* -- looking up ------------------------------------------------------------ */
static int compare_first(const void *key, const void *entry) {
  unsigned a = *(const unsigned *)key, b = *(const unsigned *)entry;

  return (a > b) - (a < b);
}

static int compare_range(const void *key, const void *entry) {
  unsigned c = *(const unsigned *)key;
  const text_range *r = entry;

  return c < r->first ? -1 : c > r->last;
}

static int compare_pair(const void *key, const void *entry) {
  const text_pair *a = key, *b = entry;

  if (a->first != b->first)
    return a->first < b->first ? -1 : 1;
  return (a->second > b->second) - (a->second < b->second);
}

static int compare_mapping(const void *key, const void *entry) {
  const text_mapping *mapping = entry;
  unsigned c = *(const unsigned *)key;

  return (c > mapping->from) - (c < mapping->from);
}

static const text_mapping *find_mapping(const text_mapping *table, size_t count,
                                        unsigned c) {
  return bsearch(&c, table, count, sizeof(*table), compare_mapping);
}

static bool in_ranges(const text_range *table, size_t count, unsigned c) {
  return bsearch(&c, table, count, sizeof(*table), compare_range) != NULL;
}

static unsigned class_of(unsigned c) {
  const text_class *found;

  if (c < 0x300)
    return 0;
  found =
      bsearch(&c, classes, COUNT(classes), sizeof(classes[0]), compare_first);
  return found == NULL ? 0 : found->value;
}

/* -- characters ------------------------------------------------------------ */
/* Characters in a buffer of the value stack; surrogates without a partner are
 * characters too. */
typedef struct points {
  duk_context *ctx;
  duk_idx_t index;
  unsigned *at;
  size_t count, room;
} points;

static void points_init(points *p, duk_context *ctx, size_t room) {
  p->ctx = ctx;
  p->room = room + 16;
  p->count = 0;
  p->at = duk_push_dynamic_buffer(ctx, p->room * sizeof(*p->at));
  p->index = duk_get_top_index(ctx);
}

static void points_add(points *p, unsigned c) {
  if (p->count == p->room) {
    p->room *= 2;
    p->at = duk_resize_buffer(p->ctx, p->index, p->room * sizeof(*p->at));
  }
  p->at[p->count++] = c;
}

/* The UTF-16 unit at `p`, of 1 to 3 bytes. */
static unsigned unit_at(const unsigned char *p, const unsigned char *end,
                        size_t *size) {
  *size = 1;
  if (p[0] < 0xC0 || end - p < 2)
    return p[0];
  *size = 2;
  if (p[0] < 0xE0)
    return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
  if (end - p < 3)
    return p[0];
  *size = 3;
  return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
}

/* Pushes the characters of the string on top. */
static void push_points(duk_context *ctx, points *out) {
  size_t size, step;
  const unsigned char *p =
      (const unsigned char *)duk_get_lstring(ctx, -1, &size);
  const unsigned char *end = p + size;

  points_init(out, ctx, size);
  while (p < end) {
    unsigned c = unit_at(p, end, &step), low;

    p += step;
    if (c >= 0xD800 && c < 0xDC00 && p < end) {
      low = unit_at(p, end, &step);
      if (low >= 0xDC00 && low < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        p += step;
      }
    }
    points_add(out, c);
  }
}

static unsigned char *put_unit(unsigned char *to, unsigned c) {
  if (c < 0x80) {
    *to++ = (unsigned char)c;
  } else if (c < 0x800) {
    *to++ = (unsigned char)(0xC0 | c >> 6);
    *to++ = (unsigned char)(0x80 | (c & 0x3F));
  } else {
    *to++ = (unsigned char)(0xE0 | c >> 12);
    *to++ = (unsigned char)(0x80 | (c >> 6 & 0x3F));
    *to++ = (unsigned char)(0x80 | (c & 0x3F));
  }
  return to;
}

/* Pushes the string of the characters. */
static void push_text(duk_context *ctx, const points *from) {
  unsigned char *text = duk_push_fixed_buffer(ctx, from->count * 6 + 1);
  unsigned char *to = text;
  size_t i;

  for (i = 0; i < from->count; i++) {
    unsigned c = from->at[i];

    if (c < 0x10000) {
      to = put_unit(to, c);
    } else {
      to = put_unit(to, 0xD800 + ((c - 0x10000) >> 10));
      to = put_unit(to, 0xDC00 + (c & 0x3FF));
    }
  }
  duk_push_lstring(ctx, (const char *)text, (size_t)(to - text));
  duk_remove(ctx, -2);
}

static bool is_ascii(const char *text, size_t size) {
  size_t i;

  for (i = 0; i < size; i++)
    if ((unsigned char)text[i] >= 0x80)
      return false;
  return true;
}

/* -- normal forms ---------------------------------------------------------- */
enum {
  HANGUL = 0xAC00,
  HANGUL_COUNT = 11172,
  LEAD = 0x1100,
  VOWEL = 0x1161,
  TRAIL = 0x11A7,
  LEADS = 19,
  VOWELS = 21,
  TRAILS = 28
};

static void decompose(points *out, unsigned c, bool compatible) {
  const text_mapping *m;
  unsigned i;

  if (c - HANGUL < HANGUL_COUNT) {
    points_add(out, LEAD + (c - HANGUL) / (VOWELS * TRAILS));
    points_add(out, VOWEL + (c - HANGUL) % (VOWELS * TRAILS) / TRAILS);
    if ((c - HANGUL) % TRAILS != 0)
      points_add(out, TRAIL + (c - HANGUL) % TRAILS);
    return;
  }
  m = c < 0xA0 ? NULL : find_mapping(decompositions, COUNT(decompositions), c);
  if (m == NULL || (m->compatible && !compatible)) {
    points_add(out, c);
    return;
  }
  for (i = 0; i < m->size; i++)
    decompose(out, decompositions_text[m->at + i], compatible);
}

/* Marks between two starters go in the order of their classes; those of one
 * class stay in theirs. */
static void order_marks(points *p) {
  size_t i, j;

  for (i = 1; i < p->count; i++) {
    unsigned c = p->at[i], value = class_of(c);

    if (value == 0)
      continue;
    for (j = i; j > 0 && class_of(p->at[j - 1]) > value; j--)
      p->at[j] = p->at[j - 1];
    p->at[j] = c;
  }
}

/* What two characters compose to; 0: nothing. */
static unsigned compose_pair(unsigned a, unsigned b) {
  text_pair key = {a, b, 0};
  const text_pair *found;

  if (a - LEAD < LEADS && b - VOWEL < VOWELS)
    return HANGUL + ((a - LEAD) * VOWELS + (b - VOWEL)) * TRAILS;
  if (a - HANGUL < HANGUL_COUNT && (a - HANGUL) % TRAILS == 0 &&
      b - TRAIL - 1 < TRAILS - 1)
    return a + (b - TRAIL);
  found = bsearch(&key, pairs, COUNT(pairs), sizeof(pairs[0]), compare_pair);
  return found == NULL ? 0 : found->composed;
}

/* In place. */
static void compose(points *p) {
  size_t starter = SIZE_MAX, out = 0, i;
  unsigned last = 0; /* class of the character before */

  for (i = 0; i < p->count; i++) {
    unsigned c = p->at[i], value = class_of(c), composed = 0;
    bool next_to = starter != SIZE_MAX && starter + 1 == out;

    /* Blocked by what stands between, unless that has a lower class. */
    if (starter != SIZE_MAX && (next_to || (last != 0 && last < value)))
      composed = compose_pair(p->at[starter], c);
    if (composed != 0) {
      p->at[starter] = composed;
      continue;
    }
    if (value == 0)
      starter = out;
    last = value;
    p->at[out++] = c;
  }
  p->count = out;
}

static duk_ret_t string_normalize(duk_context *ctx) {
  static const char *const forms[] = {"NFC", "NFD", "NFKC", "NFKD"};
  const char *form, *text;
  points from, to;
  size_t size, i;
  int which;

  (void)duk_push_this_coercible_to_string(ctx);
  form = duk_is_undefined(ctx, 0) ? "NFC" : duk_to_string(ctx, 0);
  for (which = 0; which < 4 && strcmp(form, forms[which]) != 0; which++)
    continue;
  if (which == 4)
    return duk_range_error(
        ctx, "The normalization form should be one of NFC, NFD, NFKC, NFKD.");
  text = duk_get_lstring(ctx, -1, &size);
  if (is_ascii(text, size))
    return 1;
  push_points(ctx, &from);
  points_init(&to, ctx, from.count * 2);
  for (i = 0; i < from.count; i++)
    decompose(&to, from.at[i], which >= 2);
  order_marks(&to);
  if (which % 2 == 0)
    compose(&to);
  push_text(ctx, &to);
  return 1;
}

/* -- case ------------------------------------------------------------------ */
enum { LOWER = 0, UPPER = 1 }; /* magic */

/* Is the sigma at `i` the last letter of a word?  Marks and their like count as
 * not there. */
static bool is_final_sigma(const points *p, size_t i) {
  size_t before = i, after = i + 1;

  while (before > 0 &&
         in_ranges(case_ignorable, COUNT(case_ignorable), p->at[before - 1]))
    before--;
  if (before == 0 || !in_ranges(cased, COUNT(cased), p->at[before - 1]))
    return false;
  while (after < p->count &&
         in_ranges(case_ignorable, COUNT(case_ignorable), p->at[after]))
    after++;
  return after == p->count || !in_ranges(cased, COUNT(cased), p->at[after]);
}

static void add_mapped(points *out, const points *from, size_t i, int which) {
  unsigned c = from->at[i];
  const text_mapping *m = which == LOWER ? find_mapping(lower, COUNT(lower), c)
                                         : find_mapping(upper, COUNT(upper), c);
  const unsigned *text = which == LOWER ? lower_text : upper_text;
  unsigned n;

  if (which == LOWER && c == 0x3A3 && is_final_sigma(from, i)) {
    points_add(out, 0x3C2);
    return;
  }
  if (m == NULL) {
    points_add(out, c);
    return;
  }
  for (n = 0; n < m->size; n++)
    points_add(out, text[m->at + n]);
}

/* Nothing but ASCII: byte by byte, and the same string where all is well. */
static void convert_ascii(duk_context *ctx, const char *text, size_t size,
                          int which) {
  char first = which == LOWER ? 'A' : 'a';
  char *copy;
  size_t i;

  for (i = 0; i < size && (unsigned)(text[i] - first) >= 26; i++)
    continue;
  if (i == size)
    return;
  copy = duk_push_fixed_buffer(ctx, size);
  memcpy(copy, text, size);
  for (; i < size; i++)
    if ((unsigned)(copy[i] - first) < 26)
      copy[i] = (char)(copy[i] ^ 0x20);
  duk_push_lstring(ctx, copy, size);
}

static duk_ret_t convert(duk_context *ctx, int which) {
  points from, to;
  const char *text;
  size_t size, i;

  (void)duk_push_this_coercible_to_string(ctx);
  text = duk_get_lstring(ctx, -1, &size);
  if (is_ascii(text, size)) {
    convert_ascii(ctx, text, size, which);
    return 1;
  }
  push_points(ctx, &from);
  points_init(&to, ctx, from.count);
  for (i = 0; i < from.count; i++)
    add_mapped(&to, &from, i, which);
  push_text(ctx, &to);
  return 1;
}

static duk_ret_t string_convert(duk_context *ctx) {
  return convert(ctx, duk_get_current_magic(ctx));
}

duk_ret_t drupe__string_convert(duk_context *ctx, bool upper) {
  return convert(ctx, upper ? UPPER : LOWER);
}

static const drupe__builtin methods[] = {
    {"normalize", string_normalize, 1, 0, 0},
    {"toLocaleLowerCase", string_convert, 0, 0, LOWER},
    {"toLocaleUpperCase", string_convert, 0, 0, UPPER},
    {"toLowerCase", string_convert, 0, 0, LOWER},
    {"toUpperCase", string_convert, 0, 0, UPPER},
    DRUPE__BUILTIN_END};

void drupe__builtin_string_unicode(duk_context *ctx) {
  drupe__push_prototype(ctx, "String");
  drupe__define(ctx, -1, methods);
  duk_pop(ctx);
}
