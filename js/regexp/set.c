/* js/regexp/set.c - sets of characters as lists of ranges. */
#include <stdlib.h>
#include <string.h>

#include "internal.h"

rx_set *drupe__set_new(rx_compiler *c) {
  return c->checking ? &c->set : drupe__rx_alloc(c, sizeof(rx_set));
}

static void set_reserve(rx_compiler *c, rx_set *s, uint32_t room) {
  rx_range *list;

  if (room <= s->room)
    return;
  room = room < 2 * s->room ? 2 * s->room : room;
  list = drupe__rx_alloc(c, room * sizeof(*list));
  if (s->count > 0)
    memcpy(list, s->list, s->count * sizeof(*list));
  s->list = list;
  s->room = room;
}

void drupe__set_add(rx_compiler *c, rx_set *s, uint32_t first, uint32_t last) {
  assert(first <= last);
  if (c->checking)
    return;
  if (s->count > 0 && first > 0 && s->list[s->count - 1].last == first - 1) {
    s->list[s->count - 1].last = last;
    return;
  }
  set_reserve(c, s, s->count + 1);
  s->list[s->count].first = first;
  s->list[s->count].last = last;
  s->count++;
}

void drupe__set_add_all(rx_compiler *c, rx_set *s, const rx_set *other) {
  uint32_t i;

  set_reserve(c, s, s->count + other->count);
  for (i = 0; i < other->count; i++)
    drupe__set_add(c, s, other->list[i].first, other->list[i].last);
}

static int range_compare(const void *a, const void *b) {
  uint32_t x = ((const rx_range *)a)->first;
  uint32_t y = ((const rx_range *)b)->first;

  return x < y ? -1 : x > y;
}

static bool set_is_sorted(const rx_set *s) {
  uint32_t i;

  for (i = 1; i < s->count; i++) {
    if (s->list[i].first < s->list[i - 1].first)
      return false;
  }
  return true;
}

void drupe__set_order(rx_set *s) {
  uint32_t i;
  uint32_t n = 0;

  if (!set_is_sorted(s))
    qsort(s->list, s->count, sizeof(*s->list), range_compare);
  for (i = 0; i < s->count; i++) {
    if (n > 0 && s->list[i].first <= s->list[n - 1].last + 1) {
      if (s->list[i].last > s->list[n - 1].last)
        s->list[n - 1].last = s->list[i].last;
    } else {
      s->list[n++] = s->list[i];
    }
  }
  s->count = n;
}

void drupe__set_invert(rx_compiler *c, rx_set *s) {
  rx_set out = {NULL, 0, 0};
  uint32_t from = 0;
  uint32_t i;

  if (c->checking)
    return;
  set_reserve(c, &out, s->count + 1);
  for (i = 0; i < s->count; i++) {
    if (s->list[i].first > from)
      drupe__set_add(c, &out, from, s->list[i].first - 1);
    from = s->list[i].last + 1;
  }
  if (from <= RX_CHAR_MAX)
    drupe__set_add(c, &out, from, RX_CHAR_MAX);
  *s = out;
}

void drupe__set_intersect(rx_compiler *c, rx_set *s, const rx_set *other) {
  rx_set out = {NULL, 0, 0};
  uint32_t i = 0;
  uint32_t j = 0;

  while (i < s->count && j < other->count) {
    const rx_range *a = &s->list[i];
    const rx_range *b = &other->list[j];
    uint32_t first = a->first > b->first ? a->first : b->first;
    uint32_t last = a->last < b->last ? a->last : b->last;

    if (first <= last)
      drupe__set_add(c, &out, first, last);
    if (a->last < b->last)
      i++;
    else
      j++;
  }
  *s = out;
}

void drupe__set_subtract(rx_compiler *c, rx_set *s, const rx_set *other) {
  rx_set rest = {NULL, 0, 0};

  drupe__set_add_all(c, &rest, other);
  drupe__set_invert(c, &rest);
  drupe__set_intersect(c, s, &rest);
}

bool drupe__set_has(const rx_set *s, uint32_t character) {
  uint32_t low = 0;
  uint32_t high = s->count;

  while (low < high) {
    uint32_t middle = (low + high) / 2;

    if (character < s->list[middle].first)
      high = middle;
    else if (character > s->list[middle].last)
      low = middle + 1;
    else
      return true;
  }
  return false;
}

bool drupe__is_word(uint32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '_' ||
         (c >= 'a' && c <= 'z');
}

/* WhiteSpace and LineTerminator of the standard. */
static const rx_range set_space[] = {
    {0x09, 0x0d},     {0x20, 0x20},     {0xa0, 0xa0},     {0x1680, 0x1680},
    {0x2000, 0x200a}, {0x2028, 0x2029}, {0x202f, 0x202f}, {0x205f, 0x205f},
    {0x3000, 0x3000}, {0xfeff, 0xfeff}};
static const rx_range set_digit[] = {{'0', '9'}};
static const rx_range set_word[] = {
    {'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};

void drupe__set_add_escape(rx_compiler *c, rx_set *s, uint32_t letter) {
  rx_set part = {NULL, 0, 0};
  uint32_t kind = letter | 0x20;
  const rx_range *list = kind == 'd'   ? set_digit
                         : kind == 'w' ? set_word
                                       : set_space;
  uint32_t count = kind == 'd' ? 1 : kind == 'w' ? 4 : 10;
  uint32_t i;

  if (c->checking)
    return;
  for (i = 0; i < count; i++)
    drupe__set_add(c, &part, list[i].first, list[i].last);
  /* Under /iu the word characters are those that fold to one. */
  if (kind == 'w' && c->ignore_case && c->unicode)
    drupe__fold_close(c, &part);
  if (kind != letter)
    drupe__set_invert(c, &part);
  drupe__set_add_all(c, s, &part);
}
