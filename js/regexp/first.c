/* js/regexp/first.c - which bytes can come next: what the tables are made of.
 *
 * Seen from before a node, what may come is what the node itself can begin with
 * and, where it may match nothing, what can follow it.  Both are kept at the
 * node, so each is visited once. */
#include <string.h>

#include "internal.h"

/* Bytes that begin a character. */
const rx_first drupe__first_any = {{UINT64_MAX, UINT64_MAX, 0, UINT64_MAX},
                                   true};
static const rx_first first_none = {{0, 0, 0, 0}, false};

static void first_set(rx_first *f, uint32_t byte) {
  f->bytes[byte >> 6] |= (uint64_t)1 << (byte & 63);
}

static void first_set_all(rx_first *f, uint32_t first, uint32_t last) {
  uint32_t i;

  for (i = first >> 6; i <= last >> 6; i++) {
    uint64_t bits = UINT64_MAX;

    if (i == first >> 6)
      bits &= UINT64_MAX << (first & 63);
    if (i == last >> 6)
      bits &= UINT64_MAX >> (63 - (last & 63));
    f->bytes[i] |= bits;
  }
}

void drupe__first_add(rx_first *f, const rx_first *other) {
  int i;

  for (i = 0; i < 4; i++)
    f->bytes[i] |= other->bytes[i];
  f->end = f->end || other->end;
}

static void first_mask(rx_first *f, const rx_first *mask) {
  int i;

  for (i = 0; i < 4; i++)
    f->bytes[i] &= mask->bytes[i];
  f->end = f->end && mask->end;
}

bool drupe__first_meet(const rx_first *a, const rx_first *b) {
  int i;

  for (i = 0; i < 4; i++) {
    if (a->bytes[i] & b->bytes[i])
      return true;
  }
  return a->end && b->end;
}

rx_first drupe__first(const rx_node *n, const rx_first *follow) {
  rx_first f = *follow;

  first_mask(&f, &n->passes);
  drupe__first_add(&f, &n->starts);
  return f;
}

uint32_t drupe__first_lead(uint32_t c) {
  if (c < 0x80)
    return c;
  return c < 0x800 ? 0xc0 | c >> 6 : c <= 0xffff ? 0xe0 | c >> 12 : 0xed;
}

void drupe__first_of_set(rx_first *f, const rx_set *s) {
  uint32_t i;

  for (i = 0; i < s->count; i++) {
    uint32_t first = s->list[i].first;
    uint32_t last = s->list[i].last;

    if (first < 0x80)
      first_set_all(f, first, last < 0x7f ? last : 0x7f);
    if (first <= 0xffff && last >= 0x80)
      first_set_all(f, drupe__first_lead(first < 0x80 ? 0x80 : first),
                    drupe__first_lead(last <= 0xffff ? last : 0xffff));
    if (last > 0xffff)
      first_set(f, 0xed);
  }
}

static void first_of_end(rx_node *n) {
  n->passes = first_none;
  n->passes.end = true;
  if (n->multiline) {
    first_set(&n->passes, '\n');
    first_set(&n->passes, '\r');
    first_set(&n->passes, 0xe2);
  }
}

static void first_of_cat(rx_node *n) {
  const rx_node *child;

  n->starts = first_none;
  n->passes = drupe__first_any;
  n->nullable = true;
  for (child = n->child; child != NULL; child = child->next) {
    rx_first starts = child->starts;

    first_mask(&starts, &n->passes);
    drupe__first_add(&n->starts, &starts);
    first_mask(&n->passes, &child->passes);
    n->nullable = n->nullable && child->nullable;
  }
}

static void first_of_alt(rx_node *n) {
  const rx_node *child;

  n->nullable = false;
  for (child = n->child; child != NULL; child = child->next) {
    drupe__first_add(&n->starts, &child->starts);
    drupe__first_add(&n->passes, &child->passes);
    n->nullable = n->nullable || child->nullable;
  }
}

static void first_of_look(rx_node *n) {
  n->nullable = true;
  n->passes = drupe__first_any;
  if (n->behind || n->negative)
    return;
  assert(n->child != NULL);
  n->passes = drupe__first(n->child, &drupe__first_any);
}

static void first_of_repeat(rx_node *n) {
  assert(n->child != NULL);
  n->starts = n->child->starts;
  n->passes = n->child->passes;
  n->nullable = n->child->nullable || n->min == 0;
  if (n->min == 0)
    n->passes = drupe__first_any;
  if (n->max == 0)
    n->starts = first_none;
}

/* What the node is, once that of its children is known. */
static void first_of_node(rx_node *n) {
  n->nullable = true;
  n->passes = drupe__first_any;
  switch (n->kind) {
  case RX_CHAR:
    n->nullable = false;
    n->passes = first_none;
    first_set(&n->starts, drupe__first_lead(n->c));
    break;
  case RX_SET:
    n->nullable = false;
    n->passes = first_none;
    drupe__first_of_set(&n->starts, n->set);
    break;
  case RX_CAT:
  case RX_GROUP: first_of_cat(n); break;
  case RX_ALT:
    n->passes = first_none;
    first_of_alt(n);
    break;
  case RX_REPEAT: first_of_repeat(n); break;
  case RX_END: first_of_end(n); break;
  case RX_LOOK: first_of_look(n); break;
  case RX_REFERENCE:
    n->starts = drupe__first_any;
    n->has_state = true;
    break;
  case RX_EMPTY:
  case RX_BEGIN:
  case RX_WORD_EDGE: break;
  }
}

/* In a lookbehind the text is read the other way: any byte may come next. */
static void first_forget(rx_node *n) {
  n->starts = drupe__first_any;
  n->passes = drupe__first_any;
}

static void first_of(rx_node *n, bool backward) {
  rx_node *child;

  for (child = n->child; child != NULL; child = child->next) {
    first_of(child, n->kind == RX_LOOK ? n->behind : backward);
    n->has_state = n->has_state || child->has_state;
  }
  first_of_node(n);
  if (backward)
    first_forget(n);
}

void drupe__first_of_tree(rx_node *root) { first_of(root, false); }
