/* js/regexp/property.c - the characters and strings of \p{...}. */
#include "internal.h"

#include <string.h>

typedef enum rx_property_kind {
  RX_BINARY,
  RX_CATEGORY,
  RX_SCRIPT,
  RX_EXTENSIONS
} rx_property_kind;

/* `ranges` pairs of gap and length less one, as varints from `start`. */
typedef struct rx_unicode_set {
  uint32_t start;
  uint32_t ranges;
} rx_unicode_set;
/* `count` strings from `start`, each its length and the numbers of its
 * characters; single ones are the set. */
typedef struct rx_unicode_strings {
  char name[28];
  uint32_t start;
  uint32_t count;
  uint32_t set;
} rx_unicode_strings;
typedef struct rx_fold_run {
  uint32_t first;
  uint16_t count;
  uint16_t stride;
  int32_t delta;
} rx_fold_run;

#include "regexp_unicode.h"

static uint32_t read_varint(const uint8_t **p) {
  uint32_t value = 0;
  uint32_t shift = 0;

  for (; **p & 0x80; (*p)++, shift += 7)
    value |= (uint32_t)(**p & 0x7f) << shift;
  value |= (uint32_t) * (*p)++ << shift;
  return value;
}

static void property_add_set(rx_compiler *c, rx_set *s, uint32_t number) {
  const rx_unicode_set *set = &rx_unicode_sets[number];
  const uint8_t *p = rx_unicode_bytes + set->start;
  uint32_t from = 0;
  uint32_t i;

  for (i = 0; i < set->ranges; i++) {
    uint32_t first = from + read_varint(&p);
    uint32_t last = first + read_varint(&p);

    drupe__set_add(c, s, first, last);
    from = last + 1;
  }
}

static bool text_is(const uint8_t *text, size_t size, const char *name) {
  return strlen(name) == size && memcmp(text, name, size) == 0;
}

/* A name in the table: kind, set in two bytes, length, letters. */
static bool property_find(rx_property_kind kind, const uint8_t *text,
                          size_t size, uint32_t *set) {
  const uint8_t *n = rx_unicode_names;
  const uint8_t *end = n + sizeof(rx_unicode_names);

  for (; n < end; n += 4 + n[3]) {
    if (n[0] == kind && n[3] == size && memcmp(n + 4, text, size) == 0) {
      *set = n[1] | (uint32_t)n[2] << 8;
      return true;
    }
  }
  return false;
}

bool drupe__property_add(rx_compiler *c, rx_set *s, const uint8_t *text,
                         size_t size) {
  const uint8_t *equals = memchr(text, '=', size);
  size_t name = equals == NULL ? 0 : (size_t)(equals - text);
  uint32_t set;
  bool found;

  if (equals == NULL) {
    found = property_find(RX_BINARY, text, size, &set) ||
            property_find(RX_CATEGORY, text, size, &set);
  } else {
    const uint8_t *value = equals + 1;

    size -= name + 1;
    if (text_is(text, name, "General_Category") || text_is(text, name, "gc"))
      found = property_find(RX_CATEGORY, value, size, &set);
    else if (text_is(text, name, "Script") || text_is(text, name, "sc"))
      found = property_find(RX_SCRIPT, value, size, &set);
    else if (text_is(text, name, "Script_Extensions") ||
             text_is(text, name, "scx"))
      found = property_find(RX_EXTENSIONS, value, size, &set);
    else
      return false;
  }
  if (found && !c->checking)
    property_add_set(c, s, set);
  return found;
}

/* --- Strings --- */

static void strings_each(const rx_unicode_strings *strings,
                         void (*each)(void *arg, const uint32_t *string,
                                      uint32_t count),
                         void *arg) {
  const uint8_t *p = rx_unicode_bytes + strings->start;
  const rx_unicode_set *set = &rx_unicode_sets[strings->set];
  uint32_t chars[16];
  uint32_t from = 0;
  uint32_t i;
  uint32_t k;

  for (i = 0; i < strings->count; i++) {
    uint32_t count = read_varint(&p);

    assert(count <= 16);
    for (k = 0; k < count; k++)
      chars[k] = rx_unicode_chars[read_varint(&p)];
    each(arg, chars, count);
  }
  p = rx_unicode_bytes + set->start;
  for (i = 0; i < set->ranges; i++) {
    from += read_varint(&p);
    for (k = read_varint(&p) + 1; k > 0; k--) {
      each(arg, &from, 1);
      from++;
    }
  }
}

bool drupe__property_strings(const uint8_t *text, size_t size,
                             void (*each)(void *arg, const uint32_t *string,
                                          uint32_t count),
                             void *arg) {
  bool all = text_is(text, size, "RGI_Emoji");
  bool found = false;
  size_t i;

  for (i = 0;
       i < sizeof(rx_unicode_string_sets) / sizeof(*rx_unicode_string_sets);
       i++) {
    const rx_unicode_strings *strings = &rx_unicode_string_sets[i];

    if (!all && !text_is(text, size, strings->name))
      continue;
    found = true;
    if (each != NULL)
      strings_each(strings, each, arg);
  }
  return found;
}

/* --- Names --- */

static bool unicode_has(uint32_t number, uint32_t character) {
  const rx_unicode_set *set = &rx_unicode_sets[number];
  const uint8_t *p = rx_unicode_bytes + set->start;
  uint32_t from = 0;
  uint32_t i;

  for (i = 0; i < set->ranges && from <= character; i++) {
    from += read_varint(&p);
    if (character < from)
      return false;
    from += read_varint(&p);
    if (character <= from)
      return true;
    from++;
  }
  return false;
}

bool drupe__property_in_name(uint32_t c, bool first) {
  const char *property = first ? "ID_Start" : "ID_Continue";
  uint32_t set;

  if (c == '$' || c == '_')
    return true;
  if (c < 0x80)
    return drupe__is_word(c) && !(first && c <= '9');
  if (!first && (c == 0x200c || c == 0x200d))
    return true;
  return property_find(RX_BINARY, (const uint8_t *)property, strlen(property),
                       &set) &&
         unicode_has(set, c);
}

/* --- Case --- */

static const rx_fold_run *fold_find(const rx_fold_run *runs, size_t count,
                                    uint32_t c) {
  size_t low = 0;
  size_t high = count;

  while (low < high) {
    size_t middle = (low + high) / 2;
    const rx_fold_run *run = &runs[middle];

    if (c < run->first)
      high = middle;
    else if (c > run->first + (run->count - 1u) * run->stride)
      low = middle + 1;
    else
      return (c - run->first) % run->stride == 0 ? run : NULL;
  }
  return NULL;
}

/* The tables end with a run of nothing. */
#define FOLD_COUNT(runs) (sizeof(runs) / sizeof(*(runs)) - 1)

uint32_t drupe__fold(uint32_t c, bool unicode) {
  const rx_fold_run *run =
      unicode ? fold_find(rx_fold_simple, FOLD_COUNT(rx_fold_simple), c)
              : fold_find(rx_fold_upper, FOLD_COUNT(rx_fold_upper), c);

  return run == NULL ? c : (uint32_t)((int32_t)c + run->delta);
}

/* Has the set, in order, one of first..last? */
static bool set_meets(const rx_set *s, uint32_t first, uint32_t last) {
  uint32_t low = 0;
  uint32_t high = s->count;

  while (low < high) {
    uint32_t middle = (low + high) / 2;

    if (last < s->list[middle].first)
      high = middle;
    else if (first > s->list[middle].last)
      low = middle + 1;
    else
      return true;
  }
  return false;
}

/* Adds the other end of each pair of which the set has the one: what members
 * fold to, or what folds to a member. */
static void fold_add(rx_compiler *c, rx_set *s, bool unicode, bool to) {
  const rx_fold_run *run = unicode ? rx_fold_simple : rx_fold_upper;
  rx_set more = {NULL, 0, 0};
  uint32_t i;

  for (; run->count > 0; run++) {
    uint32_t shift = to ? 0 : (uint32_t)run->delta;
    uint32_t first = run->first + shift;

    if (!set_meets(s, first, first + (run->count - 1u) * run->stride))
      continue;
    for (i = 0; i < run->count; i++) {
      uint32_t character = run->first + i * run->stride;
      uint32_t other = character + (uint32_t)run->delta;

      if (drupe__set_has(s, to ? character : other))
        drupe__set_add(c, &more, to ? other : character,
                       to ? other : character);
    }
  }
  if (more.count > 0) {
    drupe__set_add_all(c, s, &more);
    drupe__set_order(s);
  }
}

/* ASCII alone: letters, and with u the two that fold to one. */
static void fold_close_ascii(rx_compiler *c, rx_set *s) {
  uint32_t letter;
  rx_set more = {NULL, 0, 0};

  for (letter = 'a'; letter <= 'z'; letter++) {
    bool low = drupe__set_has(s, letter);
    bool high = drupe__set_has(s, letter - 32);

    if (low != high)
      drupe__set_add(c, &more, low ? letter - 32 : letter,
                     low ? letter - 32 : letter);
    if ((low || high) && c->unicode && letter == 'k')
      drupe__set_add(c, &more, 0x212a, 0x212a);
    if ((low || high) && c->unicode && letter == 's')
      drupe__set_add(c, &more, 0x17f, 0x17f);
  }
  drupe__set_add_all(c, s, &more);
}

void drupe__fold_close(rx_compiler *c, rx_set *s) {
  drupe__set_order(s);
  if (s->count == 0)
    return;
  if (s->list[s->count - 1].last < 0x80) {
    fold_close_ascii(c, s);
    drupe__set_order(s);
    return;
  }
  fold_add(c, s, c->unicode, true);
  fold_add(c, s, c->unicode, false);
}
