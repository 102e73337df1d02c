/* js/regexp/prune.c - what can never match is not tried.
 *
 * `^` without m matches at the beginning of the text only, so not behind
 * anything that takes a character.  A sequence with such a `^` is replaced by
 * an empty set, and what depends on it goes too.  Found late, by the matcher,
 * it is what makes `^(a|a?)+^` take exponential time. */
#include "internal.h"

static bool is_impossible(const rx_node *n) {
  return n->kind == RX_SET && n->set->count == 0;
}

/* Takes at least one character, if it matches at all. */
static bool make_impossible(rx_compiler *c, rx_node *n) {
  n->kind = RX_SET;
  n->set = drupe__set_new(c);
  n->child = n->last = NULL;
  return true;
}

static bool prune(rx_compiler *c, rx_node *n, bool behind);

static bool prune_sequence(rx_compiler *c, rx_node *n, bool behind) {
  bool takes = false;

  for (rx_node *child = n->child; child != NULL; child = child->next) {
    takes = prune(c, child, behind || takes) || takes;
    if (is_impossible(child))
      return make_impossible(c, n);
  }
  return takes;
}

static bool prune_alternatives(rx_compiler *c, rx_node *n, bool behind) {
  rx_node **at = &n->child;
  bool takes = true;

  n->last = NULL;
  while (*at != NULL) {
    bool one = prune(c, *at, behind);

    if (is_impossible(*at)) {
      *at = (*at)->next;
      continue;
    }
    takes = takes && one;
    n->last = *at;
    at = &(*at)->next;
  }
  return n->child == NULL ? make_impossible(c, n) : takes;
}

static bool prune_repeat(rx_compiler *c, rx_node *n, bool behind) {
  bool takes = prune(c, n->child, behind);

  if (!is_impossible(n->child))
    return takes && n->min > 0;
  if (n->min > 0)
    return make_impossible(c, n);
  n->kind = RX_EMPTY;
  n->child = n->last = NULL;
  return false;
}

/* What it takes is given back.  What looks behind may begin anywhere. */
static bool prune_look(rx_compiler *c, rx_node *n, bool behind) {
  (void)prune(c, n->child, behind && !n->behind);
  if (!is_impossible(n->child))
    return false;
  if (!n->negative)
    return make_impossible(c, n);
  n->kind = RX_EMPTY;
  n->child = n->last = NULL;
  return false;
}

/* Whether the node always takes a character; `behind` one that was taken. */
static bool prune(rx_compiler *c, rx_node *n, bool behind) {
  switch (n->kind) {
  case RX_CHAR:
  case RX_SET:
    return true;
  case RX_BEGIN:
    return behind && !n->multiline && make_impossible(c, n);
  case RX_CAT:
    return prune_sequence(c, n, behind);
  case RX_ALT:
    return prune_alternatives(c, n, behind);
  case RX_REPEAT:
    return prune_repeat(c, n, behind);
  case RX_LOOK:
    return prune_look(c, n, behind);
  case RX_GROUP:
    if (!prune(c, n->child, behind))
      return false;
    return !is_impossible(n->child) || make_impossible(c, n);
  default:
    return false;
  }
}

void drupe__rx_prune(rx_compiler *c, rx_node *root) {
  (void)prune(c, root, false);
}
