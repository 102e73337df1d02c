/* js/regexp/parse_sets.c - classes with the v flag: nested, with operations, of
 * strings too. */
#include <stdlib.h>
#include <string.h>

#include "internal.h"

typedef struct set_string {
  const uint32_t *chars;
  uint32_t count; /* never 1: that is a character of the set */
} set_string;

/* What an operand or a class holds. */
typedef struct set_value {
  rx_set *set; /* in order; under /i all equals are members */
  set_string *strings;
  uint32_t count, room;
  bool may_have_strings; /* as the grammar sees it */
} set_value;

/* --- Strings --- */

static bool string_equals(const set_string *a, const set_string *b) {
  return a->count == b->count &&
         memcmp(a->chars, b->chars, a->count * sizeof(*a->chars)) == 0;
}

static bool value_has_string(const set_value *v, const set_string *s) {
  uint32_t i;

  for (i = 0; i < v->count; i++) {
    if (string_equals(&v->strings[i], s))
      return true;
  }
  return false;
}

/* Takes over `chars`. */
static void value_add_string(rx_compiler *c, set_value *v,
                             const uint32_t *chars, uint32_t count) {
  set_string *strings;

  if (v->count == v->room) {
    v->room = v->room * 2 + 8;
    strings = drupe__rx_alloc(c, v->room * sizeof(*strings));
    if (v->count > 0)
      memcpy(strings, v->strings, v->count * sizeof(*strings));
    v->strings = strings;
  }
  v->strings[v->count].chars = chars;
  v->strings[v->count].count = count;
  v->count++;
}

/* Keeps the strings that `other` has, or has not. */
static void value_keep_strings(set_value *v, const set_value *other,
                               bool wanted) {
  uint32_t i;
  uint32_t n = 0;

  for (i = 0; i < v->count; i++) {
    if (value_has_string(other, &v->strings[i]) == wanted)
      v->strings[n++] = v->strings[i];
  }
  v->count = n;
}

static void value_add_strings(rx_compiler *c, set_value *v,
                              const set_value *other) {
  uint32_t i;

  for (i = 0; i < other->count; i++) {
    if (v->count > 64 || !value_has_string(v, &other->strings[i]))
      value_add_string(c, v, other->strings[i].chars, other->strings[i].count);
  }
}

/* Adds a string, or a character if it is one. */
static void value_add(rx_compiler *c, set_value *v, const uint32_t *chars,
                      uint32_t count) {
  uint32_t *copy;
  uint32_t i;

  if (c->checking)
    return;
  if (count == 1) {
    drupe__set_add(c, v->set, chars[0], chars[0]);
    return;
  }
  copy = drupe__rx_alloc(c, (count + 1) * sizeof(*copy));
  for (i = 0; i < count; i++)
    copy[i] = c->ignore_case ? drupe__fold(chars[i], true) : chars[i];
  value_add_string(c, v, copy, count);
}

static void value_order(rx_compiler *c, set_value *v) {
  drupe__set_order(v->set);
  if (c->ignore_case)
    drupe__fold_close(c, v->set);
}

/* A property's strings come one by one. */
typedef struct set_filling {
  rx_compiler *c;
  set_value *value;
} set_filling;

static void filling_add(void *arg, const uint32_t *string, uint32_t count) {
  set_filling *f = arg;

  value_add(f->c, f->value, string, count);
}

static void value_add_property(rx_compiler *c, set_value *v,
                               const rx_escape *escape) {
  set_filling filling = {c, v};

  v->may_have_strings = true;
  if (c->checking)
    return;
  drupe__property_strings(escape->text, escape->size, filling_add, &filling);
}

/* --- From values to nodes --- */

static rx_node *chars_node(rx_compiler *c, const uint32_t *chars,
                           uint32_t count) {
  rx_node *cat = drupe__node_new(c, RX_CAT);
  uint32_t i;

  for (i = 0; i < count; i++)
    drupe__node_add(cat, drupe__node_char(c, chars[i]));
  return cat;
}

static int string_compare(const void *a, const void *b) {
  const set_string *x = a;
  const set_string *y = b;
  uint32_t i;

  for (i = 0; i < x->count && i < y->count; i++) {
    if (x->chars[i] != y->chars[i])
      return x->chars[i] < y->chars[i] ? -1 : 1;
  }
  return x->count < y->count ? -1 : x->count > y->count;
}

/* How far the sorted strings go the same way from `at`. */
static uint32_t strings_common(const set_string *s, uint32_t count,
                               uint32_t at) {
  uint32_t i = at;

  while (i < s[0].count && i < s[count - 1].count &&
         s[0].chars[i] == s[count - 1].chars[i])
    i++;
  return i;
}

/* The sorted strings as a tree, from character `at`: of the strings that match
 * at one place each is the beginning of the next, so trying what goes on before
 * what ends is trying the longest first. */
static rx_node *strings_node(rx_compiler *c, const set_string *s,
                             uint32_t count, uint32_t at) {
  uint32_t common = strings_common(s, count, at);
  rx_node *cat = chars_node(c, s[0].chars + at, common - at);
  rx_node *alt;
  uint32_t i = 0;
  bool ends = false;

  while (i < count && s[i].count == common) {
    ends = true;
    i++;
  }
  if (i == count)
    return cat;
  drupe__rx_enter(c);
  alt = drupe__node_new(c, RX_ALT);
  while (i < count) {
    uint32_t end = i + 1;

    while (end < count && s[end].chars[common] == s[i].chars[common])
      end++;
    drupe__node_add(alt, strings_node(c, s + i, end - i, common));
    i = end;
  }
  if (ends)
    drupe__node_add(alt, drupe__node_new(c, RX_EMPTY));
  drupe__node_add(cat, alt);
  drupe__rx_leave(c);
  return cat;
}

/* A class of strings: the strings, then the set, then the empty string, which
 * sorts first. */
static rx_node *value_node(rx_compiler *c, set_value *v) {
  rx_node *set = drupe__node_new(c, RX_SET);
  rx_node *alt;
  uint32_t empty = 0;

  set->set = v->set;
  if (v->count == 0)
    return set;
  qsort(v->strings, v->count, sizeof(*v->strings), string_compare);
  while (empty < v->count && v->strings[empty].count == 0)
    empty++;
  alt = drupe__node_new(c, RX_ALT);
  if (empty < v->count)
    drupe__node_add(alt,
                    strings_node(c, v->strings + empty, v->count - empty, 0));
  drupe__node_add(alt, set);
  if (empty > 0)
    drupe__node_add(alt, drupe__node_new(c, RX_EMPTY));
  return alt;
}

rx_node *drupe__rx_strings(rx_compiler *c, const rx_escape *escape) {
  set_value v = {drupe__set_new(c), NULL, 0, 0, true};

  value_add_property(c, &v, escape);
  value_order(c, &v);
  return value_node(c, &v);
}

/* --- The grammar --- */

static set_value set_class(rx_compiler *c);

static bool set_ends(rx_compiler *c) {
  if (c->at >= c->end)
    drupe__rx_fail(c, "Unterminated character class");
  return *c->at == ']';
}

/* Two of these in a row are kept for the future. */
static bool set_is_double(const rx_compiler *c) {
  uint8_t byte = rx_peek(c, 0);

  return byte != 0 && byte == rx_peek(c, 1) &&
         strchr("&!#$%*+,.:;<=>?@^`~", byte) != NULL;
}

/* One character, written out or escaped, or what else an escape stands for if
 * there is an `escape` to say it. */
static uint32_t set_character(rx_compiler *c, rx_escape *escape) {
  rx_escape own;
  uint8_t byte;

  if (c->at >= c->end)
    drupe__rx_fail(c, "Unterminated character class");
  if (rx_eat(c, '\\')) {
    if (rx_eat(c, 'b'))
      return '\b';
    if (escape == NULL) {
      own.set = drupe__set_new(c);
      drupe__rx_escape(c, true, &own);
      if (own.c > RX_CHAR_MAX)
        drupe__rx_fail(c, "Invalid character in character class");
      return own.c;
    }
    drupe__rx_escape(c, true, escape);
    return escape->c;
  }
  byte = *c->at;
  if (byte != 0 && strchr("()[]{}/-|", byte) != NULL)
    drupe__rx_fail(c, "Invalid character in character class");
  if (set_is_double(c))
    drupe__rx_fail(c, "Invalid set operation in character class");
  return drupe__rx_char(c);
}

/* \q{abc|d|}, `at` behind the brace. */
static void set_read_strings(rx_compiler *c, set_value *v) {
  uint32_t *chars = NULL;
  uint32_t count = 0;
  uint32_t room = 0;

  for (;;) {
    if (c->at >= c->end)
      drupe__rx_fail(c, "Invalid escape");
    if (*c->at == '|' || *c->at == '}') {
      v->may_have_strings = v->may_have_strings || count != 1;
      value_add(c, v, chars, count);
      count = 0;
      if (*c->at++ == '}')
        return;
      continue;
    }
    if (count == room) {
      uint32_t *more = drupe__rx_alloc(c, (room * 2 + 8) * sizeof(*more));

      if (count > 0)
        memcpy(more, chars, count * sizeof(*more));
      chars = more;
      room = room * 2 + 8;
    }
    chars[count++] = set_character(c, NULL);
  }
}

/* ClassSetOperand: a nested class, \q{...}, a set or a character.  `*single`
 * is the character, or RX_IS_SET: only one can begin a range. */
static set_value set_read(rx_compiler *c, uint32_t *single) {
  set_value v = {NULL, NULL, 0, 0, false};
  rx_escape escape = {0, NULL, NULL, 0, NULL};
  uint32_t character;

  *single = RX_IS_SET;
  if (rx_eat(c, '['))
    return set_class(c);
  v.set = drupe__set_new(c);
  if (rx_peek(c, 0) == '\\' && rx_peek(c, 1) == 'q' && rx_peek(c, 2) == '{') {
    c->at += 3;
    set_read_strings(c, &v);
  } else {
    escape.set = v.set;
    character = set_character(c, &escape);
    if (character == RX_IS_STRINGS) {
      value_add_property(c, &v, &escape);
    } else if (character != RX_IS_SET) {
      *single = character;
      drupe__set_add(c, v.set, character, character);
    }
  }
  value_order(c, &v);
  return v;
}

static bool set_at_operator(const rx_compiler *c, char sign) {
  return rx_peek(c, 0) == (uint8_t)sign && rx_peek(c, 1) == (uint8_t)sign;
}

/* a&&b&&c or a--b--c behind the first operand. */
static void set_operation(rx_compiler *c, char sign, set_value *v) {
  while (!set_ends(c)) {
    set_value operand;
    uint32_t single;

    if (!set_at_operator(c, sign))
      drupe__rx_fail(c, "Invalid set operation in character class");
    c->at += 2;
    if (set_ends(c) || (sign == '&' && *c->at == '&'))
      drupe__rx_fail(c, "Invalid character in character class");
    operand = set_read(c, &single);
    value_keep_strings(v, &operand, sign == '&');
    if (sign == '&') {
      drupe__set_intersect(c, v->set, operand.set);
      v->may_have_strings = v->may_have_strings && operand.may_have_strings;
    } else {
      drupe__set_subtract(c, v->set, operand.set);
    }
  }
}

/* Operands side by side, ranges among them. */
static void set_union(rx_compiler *c, set_value *v, uint32_t single) {
  set_value operand;

  for (;;) {
    if (rx_looks_at(c, '-') && !set_at_operator(c, '-')) {
      rx_escape escape = {0, NULL, NULL, 0, NULL};
      uint32_t to;

      c->at++;
      escape.set = drupe__set_new(c);
      to = set_character(c, &escape);
      if (single == RX_IS_SET || to > RX_CHAR_MAX)
        drupe__rx_fail(c, "Invalid character class");
      drupe__class_check_range(c, single, to);
      drupe__set_add(c, v->set, single, to);
    }
    if (set_ends(c))
      break;
    if (set_at_operator(c, '-') || set_at_operator(c, '&'))
      drupe__rx_fail(c, "Invalid set operation in character class");
    operand = set_read(c, &single);
    drupe__set_add_all(c, v->set, operand.set);
    value_add_strings(c, v, &operand);
    v->may_have_strings = v->may_have_strings || operand.may_have_strings;
  }
  value_order(c, v);
}

/* Behind a `[`, over the `]`. */
static set_value set_class(rx_compiler *c) {
  set_value v = {NULL, NULL, 0, 0, false};
  bool negated;
  uint32_t single;

  drupe__rx_enter(c);
  negated = rx_eat(c, '^');
  if (set_ends(c)) {
    v.set = drupe__set_new(c);
  } else {
    v = set_read(c, &single);
    if (set_at_operator(c, '&'))
      set_operation(c, '&', &v);
    else if (set_at_operator(c, '-'))
      set_operation(c, '-', &v);
    else
      set_union(c, &v, single);
  }
  c->at++;
  if (negated && v.may_have_strings)
    drupe__rx_fail(c, "Negated character class may contain strings");
  if (negated)
    drupe__set_invert(c, v.set);
  drupe__rx_leave(c);
  return v;
}

rx_node *drupe__rx_set_class(rx_compiler *c) {
  set_value v = set_class(c);

  return value_node(c, &v);
}
