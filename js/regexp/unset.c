/* js/regexp/unset.c - references to groups that cannot have matched there, and
 * so match nothing.
 *
 * Such a group is around the reference, stands behind it, or is inside of a
 * negative look around that is over: when a loop comes by again, its groups
 * have been reset.  V8 knows the first kind.  As true references they would
 * keep the matcher from remembering where it failed. */
#include "internal.h"

#include <string.h>

/* Of a group, on the walk through the pattern from the left. */
typedef enum unset_state {
  UNSET_BEHIND, /* not reached yet */
  UNSET_OPEN,   /* we are inside */
  UNSET_KNOWN,  /* it may have matched */
  UNSET_LOST    /* in a negative look around that is over */
} unset_state;

typedef struct unset_walk {
  uint8_t *states; /* by group */
  uint32_t looking_behind;
} unset_walk;

static void unset_node(unset_walk *w, rx_node *n);

static void unset_children(unset_walk *w, rx_node *n) {
  for (rx_node *child = n->child; child != NULL; child = child->next)
    unset_node(w, child);
}

static void unset_look(unset_walk *w, rx_node *n) {
  w->looking_behind += n->behind;
  unset_children(w, n);
  w->looking_behind -= n->behind;
  if (n->negative)
    memset(w->states + n->from_group, UNSET_LOST,
           n->to_group - n->from_group);
}

/* What looks behind matches from the right: there, a group that stands behind
 * the reference comes first. */
static bool unset_reference(const unset_walk *w, const rx_node *n) {
  unset_state state = w->states[n->index];

  return n->name == NULL &&
         (state == UNSET_OPEN || state == UNSET_LOST ||
          (state == UNSET_BEHIND && w->looking_behind == 0));
}

static void unset_node(unset_walk *w, rx_node *n) {
  switch (n->kind) {
  case RX_REFERENCE:
    if (unset_reference(w, n))
      n->kind = RX_EMPTY;
    break;
  case RX_GROUP:
    w->states[n->index] = UNSET_OPEN;
    unset_children(w, n);
    w->states[n->index] = UNSET_KNOWN;
    break;
  case RX_LOOK:
    unset_look(w, n);
    break;
  default:
    unset_children(w, n);
  }
}

void drupe__rx_unset(rx_compiler *c, rx_node *root) {
  unset_walk w = {drupe__rx_alloc(c, c->group_next), 0};

  memset(w.states, UNSET_BEHIND, c->group_next);
  unset_node(&w, root);
}
