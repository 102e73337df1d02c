/* js/regexp/build.c - puts a compiled pattern together: its tables, how the
 * search for a start goes, and the block of it all. */
#include <stdlib.h>
#include <string.h>

#include "internal.h"

enum { SETS_SHARED_MAX = 64 };

/* --- What grows --- */

static void *grown(rx_build *b, const void *list, uint32_t count,
                   uint32_t *room, size_t item) {
  void *more;

  *room = *room * 2 + 16;
  more = drupe__rx_alloc(b->c, *room * item);
  if (count > 0)
    memcpy(more, list, count * item);
  return more;
}

uint32_t drupe__build_word(rx_build *b, uint32_t word) {
  if (b->size == b->room)
    b->code = grown(b, b->code, b->size, &b->room, sizeof(*b->code));
  b->code[b->size] = word;
  return b->size++;
}

static bool sets_equal(const rx_set *a, const rx_set *b) {
  return a->count == b->count &&
         (a->count == 0 ||
          memcmp(a->list, b->list, a->count * sizeof(*a->list)) == 0);
}

uint32_t drupe__build_set(rx_build *b, rx_set *set) {
  uint32_t i;

  for (i = 0; i < b->set_count && i < SETS_SHARED_MAX; i++) {
    if (sets_equal(b->sets[i], set))
      return i;
  }
  if (b->set_count == b->set_room)
    b->sets = grown(b, b->sets, b->set_count, &b->set_room, sizeof(rx_set *));
  b->sets[b->set_count] = set;
  return b->set_count++;
}

/* Adds a table of `words` unless the list has it; its number. */
static uint32_t build_shared(rx_build *b, uint32_t ***list, uint32_t *count,
                             uint32_t *room, const uint32_t *table,
                             size_t words) {
  uint32_t from = *count > SETS_SHARED_MAX ? *count - SETS_SHARED_MAX : 0;
  uint32_t i;

  for (i = from; i < *count; i++) {
    if (memcmp((*list)[i], table, words * sizeof(*table)) == 0)
      return i;
  }
  if (*count == *room)
    *list = grown(b, *list, *count, room, sizeof(uint32_t *));
  (*list)[*count] = drupe__rx_alloc(b->c, words * sizeof(*table));
  memcpy((*list)[*count], table, words * sizeof(*table));
  return (*count)++;
}

/* 16 bits of a set of bytes, from the i-th 16 on, each in the place of two. */
static uint32_t spread_bits(const rx_first *f, uint32_t i) {
  uint32_t bits = f->bytes[i >> 2] >> (i & 3) * 16 & 0xffff;

  bits = (bits | bits << 8) & 0x00ff00ff;
  bits = (bits | bits << 4) & 0x0f0f0f0f;
  bits = (bits | bits << 2) & 0x33333333;
  return (bits | bits << 1) & 0x55555555;
}

uint32_t drupe__build_table(rx_build *b, const rx_first *x, const rx_first *y) {
  uint32_t table[RX_TABLE_WORDS];
  uint32_t i;

  if (b->plain)
    x = y = &drupe__first_any;
  for (i = 0; i < RX_TABLE_WORDS - 1; i++)
    table[i] = spread_bits(x, i) | spread_bits(y, i) << 1;
  table[RX_TABLE_WORDS - 1] = (x->end ? 1u : 0u) | (y->end ? 2u : 0u);
  return build_shared(b, &b->tables, &b->table_count, &b->table_room, table,
                      RX_TABLE_WORDS);
}

uint32_t drupe__build_map(rx_build *b, const uint32_t *map) {
  return build_shared(b, &b->maps, &b->map_count, &b->map_room, map,
                      RX_MAP_WORDS);
}

uint32_t drupe__build_context(rx_build *b, const rx_context *context) {
  if (b->context_count == b->context_room)
    b->contexts = grown(b, b->contexts, b->context_count, &b->context_room,
                        sizeof(*b->contexts));
  b->contexts[b->context_count] = *context;
  return b->context_count++;
}

/* One unit as CESU-8. */
static uint32_t encode_unit(uint32_t c, uint8_t *out) {
  if (c < 0x80) {
    out[0] = (uint8_t)c;
    return 1;
  }
  if (c < 0x800) {
    out[0] = (uint8_t)(0xc0 | c >> 6);
    out[1] = (uint8_t)(0x80 | (c & 0x3f));
    return 2;
  }
  out[0] = (uint8_t)(0xe0 | c >> 12);
  out[1] = (uint8_t)(0x80 | (c >> 6 & 0x3f));
  out[2] = (uint8_t)(0x80 | (c & 0x3f));
  return 3;
}

uint32_t drupe__rx_encode(uint32_t c, uint8_t out[6]) {
  if (c <= 0xffff)
    return encode_unit(c, out);
  encode_unit(0xd800 + ((c - 0x10000) >> 10), out);
  return 3 + encode_unit(0xdc00 + ((c - 0x10000) & 0x3ff), out + 3);
}

/* --- Sets as the matcher reads them --- */

/* Marks the lead bytes of which the range has all characters. */
static void charset_mark_all(const rx_range *range, rx_charset *out) {
  uint32_t c = range->first < 0x80 ? 0x80 : range->first;

  while (c + 0x3f <= range->last && c <= 0xffff) {
    uint32_t last = c < 0x800 ? c | 0x3f : c | 0xfff;
    bool first = c < 0x800 ? (c & 0x3f) == 0 : (c & 0xfff) == 0 || c == 0x800;

    if (first && last <= range->last)
      out->lead[drupe__first_lead(c)] = RX_LEAD_ALL;
    c = last + 1;
  }
}

/* Writes the ranges above ASCII to `ranges` + 2 * *used words. */
static void charset_fill(const rx_set *s, bool unicode, rx_charset *out,
                         uint32_t *ranges, uint32_t *used) {
  rx_first starts = {{0, 0, 0, 0}, false};
  uint32_t i;

  drupe__first_of_set(&starts, s);
  for (i = 0; i < 256; i++) {
    bool in = rx_first_has(&starts, i);

    out->lead[i] = !in ? RX_LEAD_NONE : i < 128 ? RX_LEAD_YES : RX_LEAD_LOOK;
  }
  out->ranges = *used;
  for (i = 0; i < s->count; i++) {
    if (s->list[i].last < 0x80)
      continue;
    charset_mark_all(&s->list[i], out);
    ranges[2 * *used] = s->list[i].first;
    ranges[2 * *used + 1] = s->list[i].last;
    (*used)++;
  }
  out->count = *used - out->ranges;
  /* Surrogates may be halves of a pair. */
  if (unicode && rx_first_has(&starts, 0xed))
    out->lead[0xed] = RX_LEAD_LOOK;
}

/* --- The search for a start --- */

static const rx_node *first_child(const rx_node *n) {
  while ((n->kind == RX_CAT || n->kind == RX_GROUP) && n->child != NULL)
    n = n->child;
  return n;
}

/* Can it match at the beginning of the text alone? */
static bool is_anchored(const rx_node *n) {
  const rx_node *child;

  n = first_child(n);
  if (n->kind == RX_BEGIN)
    return !n->multiline;
  if (n->kind == RX_REPEAT)
    return n->min > 0 && is_anchored(n->child);
  if (n->kind != RX_ALT)
    return false;
  for (child = n->child; child != NULL; child = child->next) {
    if (!is_anchored(child))
      return false;
  }
  return true;
}

/* A greedy loop over one class comes first, outside of all groups: what failed
 * from the beginning of a run fails from within it. */
static bool is_run(const rx_node *n) {
  while (n->kind == RX_CAT && n->child != NULL)
    n = n->child;
  return n->kind == RX_REPEAT && n->max == RX_UNLIMITED && n->min <= 1 &&
         !n->lazy && (n->child->kind == RX_SET || n->child->kind == RX_CHAR);
}

/* Adds the bytes that every match of `n` begins with; true: and `n` is no more
 * than them, so those of what is behind can follow.  What matches nothing by
 * itself, such as \b, does not come between. */
static bool build_prefix(drupe__pattern *p, const rx_node *n) {
  const rx_node *child;
  uint8_t bytes[6];
  uint32_t size;

  switch (n->kind) {
  case RX_CHAR:
    size = drupe__rx_encode(n->c, bytes);
    if (p->prefix_size + size > RX_PREFIX_MAX)
      return false;
    memcpy(p->prefix + p->prefix_size, bytes, size);
    p->prefix_size += size;
    return true;
  case RX_CAT:
  case RX_GROUP:
    for (child = n->child; child != NULL; child = child->next) {
      if (!build_prefix(p, child))
        return false;
    }
    return true;
  case RX_EMPTY:
  case RX_BEGIN:
  case RX_END:
  case RX_WORD_EDGE:
  case RX_LOOK: return true;
  default: return false;
  }
}

static void build_search(const rx_build *b, drupe__pattern *p,
                         const rx_node *root) {
  rx_first starts = drupe__first(root, &drupe__first_any);
  uint32_t count = 0;
  uint32_t i;

  for (i = 0; i < 256; i++) {
    p->starts[i] = rx_first_has(&starts, i);
    count += p->starts[i];
    if (p->starts[i])
      p->prefix[0] = (uint8_t)i;
  }
  p->search = RX_SEARCH_NONE;
  if (b->plain)
    return;
  p->anchored = is_anchored(root);
  p->run_skip = !root->has_state && is_run(root);
  if (starts.end || count >= 192)
    return;
  p->search = count == 1 ? RX_SEARCH_BYTE : RX_SEARCH_TABLE;
  build_prefix(p, root);
  if (p->prefix_size >= 2)
    p->search = RX_SEARCH_PREFIX;
}

/* --- The block --- */

static uint32_t names_bytes(const rx_compiler *c, uint32_t *count) {
  const rx_name *name;
  uint32_t size = 0;

  *count = 0;
  for (name = c->names; name != NULL; name = name->next) {
    size += (uint32_t)sizeof(rx_name_record) + name->size;
    (*count)++;
  }
  return size;
}

static void build_names(const rx_compiler *c, drupe__pattern *p) {
  uint8_t *block = (uint8_t *)p;
  rx_name_record *record = (rx_name_record *)(void *)(block + p->names);
  uint32_t at = p->names + p->head.names * (uint32_t)sizeof(*record);
  const rx_name *name;

  for (name = c->names; name != NULL; name = name->next, record++) {
    record->text = at;
    record->size = name->size;
    record->group = name->group;
    memcpy(block + at, name->text, name->size);
    at += name->size;
  }
}

/* Where everything lies; the size of it all. */
static size_t build_layout(const rx_build *b, drupe__pattern *p) {
  size_t ranges = 0;
  size_t at = sizeof(*p);
  uint32_t i;

  for (i = 0; i < b->set_count; i++)
    ranges += b->sets[i]->count;
  p->code = (uint32_t)at;
  p->code_size = b->size;
  at += b->size * sizeof(uint32_t);
  p->charsets = (uint32_t)at;
  at += b->set_count * sizeof(rx_charset);
  p->ranges = (uint32_t)at;
  at += ranges * 2 * sizeof(uint32_t);
  p->tables = (uint32_t)at;
  at += (size_t)b->table_count * RX_TABLE_WORDS * sizeof(uint32_t);
  p->maps = (uint32_t)at;
  at += (size_t)b->map_count * RX_MAP_WORDS * sizeof(uint32_t);
  p->contexts = (uint32_t)at;
  p->context_count = b->context_count;
  at += b->context_count * sizeof(rx_context);
  p->names = (uint32_t)at;
  return at + names_bytes(b->c, &p->head.names);
}

static void build_tables(const rx_build *b, drupe__pattern *p) {
  uint8_t *block = (uint8_t *)p;
  uint32_t used = 0;
  uint32_t i;

  memcpy(block + p->code, b->code, b->size * sizeof(uint32_t));
  for (i = 0; i < b->set_count; i++)
    charset_fill(b->sets[i], b->c->unicode,
                 (rx_charset *)(void *)(block + p->charsets) + i,
                 (uint32_t *)(void *)(block + p->ranges), &used);
  for (i = 0; i < b->table_count; i++)
    memcpy(block + p->tables + i * RX_TABLE_WORDS * sizeof(uint32_t),
           b->tables[i], RX_TABLE_WORDS * sizeof(uint32_t));
  for (i = 0; i < b->map_count; i++)
    memcpy(block + p->maps + i * RX_MAP_WORDS * sizeof(uint32_t), b->maps[i],
           RX_MAP_WORDS * sizeof(uint32_t));
  memcpy(block + p->contexts, b->contexts,
         b->context_count * sizeof(rx_context));
}

drupe__pattern *drupe__build_finish(rx_build *b, const rx_node *root,
                                    size_t *size) {
  drupe__pattern head;
  drupe__pattern *p;

  memset(&head, 0, sizeof(head));
  head.head.flags = b->c->flags & 0xff;
  head.head.groups = b->c->group_total + 1;
  head.registers = b->registers;
  head.rows = b->rows;
  head.memo_ok = b->rows > 0;
  build_search(b, &head, root);
  *size = build_layout(b, &head);
  if (*size > INT32_MAX)
    drupe__rx_fail(b->c, "Regular expression too large");
  p = malloc(*size);
  if (p != NULL) {
    *p = head;
    build_tables(b, p);
    build_names(b->c, p);
    return p;
  }
  drupe__rx_fail(b->c, NULL);
}
