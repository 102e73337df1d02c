/* js/regexp/parse.c - patterns to trees: groups, alternatives, quantifiers.
 * The grammar of ES2024 with Annex B, groups of one name in different
 * alternatives, and (?i-ms:...). */
#include <string.h>

#include "internal.h"

rx_node *drupe__node_new(rx_compiler *c, rx_kind kind) {
  rx_node *n = c->checking ? &c->node : drupe__rx_alloc(c, sizeof(*n));

  n->kind = kind;
  return n;
}

/* A sequence of one is that one: what comes later looks for shapes. */
static rx_node *node_alone(rx_node *n) {
  while (n->kind == RX_CAT && n->child != NULL && n->child == n->last)
    n = n->child;
  return n;
}

void drupe__node_add(rx_node *parent, rx_node *child) {
  if (parent == child)
    return; /* the one node of a check */
  child = node_alone(child);
  if (parent->last == NULL)
    parent->child = child;
  else
    parent->last->next = child;
  parent->last = child;
}

rx_node *drupe__node_char(rx_compiler *c, uint32_t character) {
  rx_node *n = drupe__node_new(c, RX_CHAR);
  rx_set *s;

  n->c = character;
  if (c->checking)
    return n;
  if (!c->ignore_case && !(c->unicode && (character & 0xfffff800) == 0xd800))
    return n;
  /* A lone surrogate with u is a set as well: half of a pair is none. */
  s = drupe__set_new(c);
  drupe__set_add(c, s, character, character);
  if (c->ignore_case)
    drupe__fold_close(c, s);
  if (s->count == 1 && s->list[0].first == s->list[0].last &&
      (character & 0xfffff800) != 0xd800)
    return n;
  n->kind = RX_SET;
  n->set = s;
  return n;
}

void drupe__rx_enter(rx_compiler *c) {
  if (++c->depth > RX_DEPTH_MAX)
    drupe__rx_fail(c, "Regular expression too large");
}

void drupe__rx_leave(rx_compiler *c) { c->depth--; }

uint32_t drupe__rx_char(rx_compiler *c) {
  uint32_t size;
  uint32_t character = rx_decode(c->at, c->end, c->unicode, &size);

  c->at += size;
  return character;
}

/* --- What must be known before: groups and whether one has a name --- */

/* Steps over a class; with v they nest. */
static const uint8_t *count_class(const rx_compiler *c, const uint8_t *at) {
  uint32_t depth = 1;

  for (at++; at < c->end && depth > 0; at++) {
    if (*at == '\\')
      at++;
    else if (*at == '[' && c->sets)
      depth++;
    else if (*at == ']')
      depth--;
  }
  return at;
}

static uint8_t count_byte(const rx_compiler *c, const uint8_t *at) {
  return at < c->end ? *at : 0;
}

void drupe__rx_count_groups(rx_compiler *c) {
  const uint8_t *at = c->start;

  if (c->counted)
    return;
  c->counted = true;
  while (at < c->end) {
    switch (*at) {
    case '\\': at += 2; continue;
    case '[': at = count_class(c, at); continue;
    case '(':
      if (count_byte(c, at + 1) != '?') {
        c->group_total++;
      } else if (count_byte(c, at + 2) == '<' && count_byte(c, at + 3) != '=' &&
                 count_byte(c, at + 3) != '!') {
        c->group_total++;
        c->named = true;
      }
      break;
    default: break;
    }
    at++;
  }
}

/* --- Names of groups --- */

bool drupe__rx_name_equals(const rx_name *a, const rx_name *b) {
  return a->size == b->size && memcmp(a->text, b->text, a->size) == 0;
}

/* Alternatives may use the same name: only one of them can match. */
static void names_add(rx_compiler *c, rx_name *name) {
  const rx_name *other;

  for (other = c->names; other != NULL; other = other->next) {
    if (other->taken && drupe__rx_name_equals(other, name))
      drupe__rx_fail(c, "Duplicate capture group name");
  }
  name->taken = true;
  if (c->names_last == NULL)
    c->names = name;
  else
    c->names_last->next = name;
  c->names_last = name;
}

static void names_set_taken(rx_name *from, bool taken) {
  for (; from != NULL; from = from->next)
    from->taken = taken;
}

/* The names added since `last` was the last one. */
static rx_name *names_since(const rx_compiler *c, rx_name *last) {
  return last == NULL ? c->names : last->next;
}

/* --- Terms --- */

static rx_node *parse_disjunction(rx_compiler *c);

/* The letters of (?ims-ims: */
static void group_modifiers(rx_compiler *c) {
  uint32_t seen = 0;
  bool minus = false;
  const uint8_t *start = c->at;

  for (; c->at < c->end && *c->at != ':'; c->at++) {
    bool *flag = *c->at == 'i'   ? &c->ignore_case
                 : *c->at == 'm' ? &c->multiline
                 : *c->at == 's' ? &c->dot_all
                                 : NULL;

    if (*c->at == '-') {
      if (minus)
        drupe__rx_fail(c, "Multiple dashes in flag group");
      minus = true;
      continue;
    }
    if (flag == NULL)
      drupe__rx_fail(c, "Invalid group");
    if (seen & 1u << (*c->at & 31))
      drupe__rx_fail(c, "Repeated flag in flag group");
    seen |= 1u << (*c->at & 31);
    *flag = !minus;
  }
  if (seen == 0 && c->at != start)
    drupe__rx_fail(c, "Invalid flag group");
  if (!rx_eat(c, ':'))
    drupe__rx_fail(c, "Invalid group");
}

static rx_node *group_capture(rx_compiler *c) {
  rx_node *n = drupe__node_new(c, RX_GROUP);

  n->index = c->group_next++;
  return n;
}

/* What stands behind `(?`. */
static rx_node *group_special(rx_compiler *c, bool *quantifiable) {
  rx_node *n = NULL;
  bool behind = false;

  if (rx_looks_at(c, '<') && rx_peek(c, 1) != '=' && rx_peek(c, 1) != '!') {
    rx_name *name;

    c->at++;
    name = drupe__rx_name_read(c);
    n = group_capture(c);
    name->group = n->index;
    names_add(c, name);
    return n;
  }
  behind = rx_eat(c, '<');
  if (rx_looks_at(c, '=') || rx_looks_at(c, '!')) {
    n = drupe__node_new(c, RX_LOOK);
    n->negative = *c->at++ == '!';
    n->behind = behind;
    *quantifiable = !behind && !c->unicode; /* Annex B */
    return n;
  }
  group_modifiers(c);
  return drupe__node_new(c, RX_CAT);
}

/* Behind a `(`. */
static rx_node *parse_group(rx_compiler *c, bool *quantifiable) {
  bool ignore_case = c->ignore_case;
  bool multiline = c->multiline;
  bool dot_all = c->dot_all;
  uint32_t from = c->group_next;
  rx_node *n;

  drupe__rx_enter(c);
  n = rx_eat(c, '?') ? group_special(c, quantifiable) : group_capture(c);
  drupe__node_add(n, parse_disjunction(c));
  if (!rx_eat(c, ')'))
    drupe__rx_fail(c, "Unterminated group");
  n->from_group = from;
  n->to_group = c->group_next;
  c->ignore_case = ignore_case;
  c->multiline = multiline;
  c->dot_all = dot_all;
  drupe__rx_leave(c);
  return n;
}

/* A number of any size; what is too large for one is the largest.  `*first`:
 * its first digit that is not a leading zero. */
static uint32_t quantifier_number(const rx_compiler *c, const uint8_t **at,
                                  const uint8_t **first) {
  uint32_t value = 0;

  while (*at < c->end && **at == '0')
    (*at)++;
  *first = *at;
  for (; *at < c->end && **at >= '0' && **at <= '9'; (*at)++) {
    uint32_t digit = (uint32_t)(**at - '0');

    value = value > (RX_UNLIMITED - 1 - digit) / 10 ? RX_UNLIMITED - 1
                                                    : value * 10 + digit;
  }
  return value;
}

/* Is the number of digits in a..a_end the larger one? */
static bool digits_more(const uint8_t *a, const uint8_t *a_end,
                        const uint8_t *b, const uint8_t *b_end) {
  if (a_end - a != b_end - b)
    return a_end - a > b_end - b;
  return memcmp(a, b, (size_t)(a_end - a)) > 0;
}

/* {n} {n,} {n,m}; false, and nothing read, if it is none. */
static bool quantifier_braces(rx_compiler *c, uint32_t *min, uint32_t *max) {
  const uint8_t *at = c->at + 1;
  const uint8_t *digits = at;
  const uint8_t *min_first;
  const uint8_t *max_first;
  const uint8_t *min_end;
  bool order = true;

  *min = quantifier_number(c, &at, &min_first);
  if (at == digits)
    return false;
  *max = *min;
  min_end = at;
  if (at < c->end && *at == ',') {
    digits = ++at;
    *max = quantifier_number(c, &at, &max_first);
    if (at == digits)
      *max = RX_UNLIMITED;
    else
      order = !digits_more(min_first, min_end, max_first, at);
  }
  if (at >= c->end || *at != '}')
    return false;
  if (!order)
    drupe__rx_fail(c, "numbers out of order in {} quantifier");
  c->at = at + 1;
  return true;
}

/* Reads a quantifier if one stands here. */
static bool parse_quantifier(rx_compiler *c, uint32_t *min, uint32_t *max) {
  *min = 0;
  *max = RX_UNLIMITED;
  switch (rx_peek(c, 0)) {
  case '*': c->at++; return true;
  case '+':
    c->at++;
    *min = 1;
    return true;
  case '?':
    c->at++;
    *max = 1;
    return true;
  case '{':
    if (quantifier_braces(c, min, max))
      return true;
    if (c->unicode)
      drupe__rx_fail(c, "Incomplete quantifier");
    return false;
  default: return false;
  }
}

/* The node with the quantifier behind it, if there is one. */
static rx_node *parse_quantified(rx_compiler *c, rx_node *n, uint32_t from) {
  uint32_t min;
  uint32_t max;
  rx_node *repeat;

  if (!parse_quantifier(c, &min, &max))
    return n;
  repeat = drupe__node_new(c, RX_REPEAT);
  repeat->lazy = rx_eat(c, '?');
  repeat->min = min;
  repeat->max = max;
  repeat->from_group = from;
  repeat->to_group = c->group_next;
  drupe__node_add(repeat, n);
  return repeat;
}

/* Behind a backslash outside of a class. */
static rx_node *term_escape(rx_compiler *c, bool *quantifiable) {
  rx_escape escape;
  rx_node *n;

  if (rx_looks_at(c, 'b') || rx_looks_at(c, 'B')) {
    n = drupe__node_new(c, RX_WORD_EDGE);
    n->negative = *c->at++ == 'B';
    n->fold = c->ignore_case && c->unicode;
    *quantifiable = false;
    return n;
  }
  escape.set = drupe__set_new(c);
  drupe__rx_escape(c, false, &escape);
  if (escape.c == RX_IS_REFERENCE)
    return escape.reference;
  if (escape.c == RX_IS_STRINGS)
    return drupe__rx_strings(c, &escape);
  if (escape.c != RX_IS_SET)
    return drupe__node_char(c, escape.c);
  n = drupe__node_new(c, RX_SET);
  n->set = escape.set;
  drupe__set_order(n->set);
  if (c->ignore_case)
    drupe__fold_close(c, n->set);
  return n;
}

static rx_node *term_dot(rx_compiler *c) {
  rx_node *n = drupe__node_new(c, RX_SET);

  n->set = drupe__set_new(c);
  if (!c->dot_all) {
    drupe__set_add(c, n->set, '\n', '\n');
    drupe__set_add(c, n->set, '\r', '\r');
    drupe__set_add(c, n->set, 0x2028, 0x2029);
  }
  drupe__set_invert(c, n->set);
  return n;
}

/* A character that must not stand here. */
static void term_check_plain(rx_compiler *c) {
  uint32_t min;
  uint32_t max;

  switch (*c->at) {
  case '*':
  case '+':
  case '?': drupe__rx_fail(c, "Nothing to repeat");
  case '{':
    if (c->unicode || quantifier_braces(c, &min, &max))
      drupe__rx_fail(c, "Nothing to repeat");
    return;
  case '}':
  case ']':
    if (c->unicode)
      drupe__rx_fail(c, "Lone quantifier brackets");
    return;
  default: return;
  }
}

static rx_node *term_line(rx_compiler *c, rx_kind kind) {
  rx_node *n = drupe__node_new(c, kind);

  c->at++;
  n->multiline = c->multiline;
  return n;
}

/* One atom or assertion with its quantifier. */
static rx_node *parse_term(rx_compiler *c) {
  bool quantifiable = true;
  uint32_t from = c->group_next;
  rx_node *n;

  switch (*c->at) {
  case '^': return term_line(c, RX_BEGIN);
  case '$': return term_line(c, RX_END);
  case '(':
    c->at++;
    n = parse_group(c, &quantifiable);
    break;
  case '\\':
    c->at++;
    n = term_escape(c, &quantifiable);
    break;
  case '[':
    c->at++;
    n = c->sets ? drupe__rx_set_class(c) : drupe__rx_class(c);
    break;
  case '.':
    c->at++;
    n = term_dot(c);
    break;
  default: term_check_plain(c); n = drupe__node_char(c, drupe__rx_char(c));
  }
  return quantifiable ? parse_quantified(c, n, from) : n;
}

static rx_node *parse_disjunction(rx_compiler *c) {
  rx_name *before = c->names_last;
  rx_name *alternative = before;
  rx_node *cat = drupe__node_new(c, RX_CAT);
  rx_node *alt = NULL;

  while (c->at < c->end && *c->at != ')') {
    if (*c->at != '|') {
      drupe__node_add(cat, parse_term(c));
      continue;
    }
    c->at++;
    names_set_taken(names_since(c, alternative), false);
    alternative = c->names_last;
    if (alt == NULL)
      alt = drupe__node_new(c, RX_ALT);
    drupe__node_add(alt, cat);
    cat = drupe__node_new(c, RX_CAT);
  }
  if (alt == NULL)
    return cat;
  names_set_taken(names_since(c, before), true);
  drupe__node_add(alt, cat);
  return alt;
}

/* \k<name> may come before its group, so all are looked at in the end. */
static void parse_check_references(rx_compiler *c) {
  const rx_name *reference;
  const rx_name *name;

  for (reference = c->references; reference != NULL;
       reference = reference->next) {
    for (name = c->names; name != NULL; name = name->next) {
      if (drupe__rx_name_equals(name, reference))
        break;
    }
    if (name == NULL)
      drupe__rx_fail(c, "Invalid named capture referenced");
  }
}

rx_node *drupe__rx_parse(rx_compiler *c) {
  rx_node *root;

  c->at = c->start;
  c->unicode = (c->flags & (DRUPE__RX_UNICODE | DRUPE__RX_SETS)) != 0;
  c->sets = (c->flags & DRUPE__RX_SETS) != 0;
  c->ignore_case = (c->flags & DRUPE__RX_IGNORE_CASE) != 0;
  c->multiline = (c->flags & DRUPE__RX_MULTILINE) != 0;
  c->dot_all = (c->flags & DRUPE__RX_DOT_ALL) != 0;
  c->named = c->unicode;
  c->group_next = 1;
  if (!c->checking)
    drupe__rx_count_groups(c);
  root = node_alone(parse_disjunction(c));
  if (c->at < c->end)
    drupe__rx_fail(c, "Unmatched ')'");
  parse_check_references(c);
  assert(!c->counted || c->group_next == c->group_total + 1);
  return root;
}
