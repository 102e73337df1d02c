/* js/regexp/parse_class.c - character classes without the v flag. */
#include "internal.h"

/* One member: a character, or RX_IS_SET and it is in `set` already. */
static uint32_t class_atom(rx_compiler *c, rx_set *set) {
  rx_escape escape;

  if (!rx_eat(c, '\\'))
    return drupe__rx_char(c);
  if (rx_eat(c, 'b'))
    return '\b';
  escape.set = set;
  drupe__rx_escape(c, true, &escape);
  return escape.c;
}

void drupe__class_check_range(rx_compiler *c, uint32_t from, uint32_t to) {
  if (from > to)
    drupe__rx_fail(c, "Range out of order in character class");
}

/* Sets as ends of a range: Annex B takes them and the dash as they are. */
static void class_range(rx_compiler *c, rx_set *set, uint32_t from,
                        uint32_t to) {
  if (from != RX_IS_SET && to != RX_IS_SET) {
    drupe__class_check_range(c, from, to);
    drupe__set_add(c, set, from, to);
    return;
  }
  if (c->unicode)
    drupe__rx_fail(c, "Invalid character class");
  if (from != RX_IS_SET)
    drupe__set_add(c, set, from, from);
  if (to != RX_IS_SET)
    drupe__set_add(c, set, to, to);
  drupe__set_add(c, set, '-', '-');
}

static bool class_ends(rx_compiler *c) {
  if (c->at >= c->end)
    drupe__rx_fail(c, "Unterminated character class");
  return *c->at == ']';
}

/* A dash at an end stands for itself. */
rx_node *drupe__rx_class(rx_compiler *c) {
  rx_node *n = drupe__node_new(c, RX_SET);
  bool negated;

  assert(c->at[-1] == '[');
  negated = rx_eat(c, '^');
  n->set = drupe__set_new(c);
  while (!class_ends(c)) {
    uint32_t from = class_atom(c, n->set);

    if (rx_looks_at(c, '-') && rx_peek(c, 1) != ']' && c->at + 1 < c->end) {
      c->at++;
      class_range(c, n->set, from, class_atom(c, n->set));
    } else if (from != RX_IS_SET) {
      drupe__set_add(c, n->set, from, from);
    }
  }
  c->at++;
  drupe__set_order(n->set);
  if (c->ignore_case)
    drupe__fold_close(c, n->set);
  if (negated)
    drupe__set_invert(c, n->set);
  return n;
}
