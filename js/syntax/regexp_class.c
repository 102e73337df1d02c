/* js/syntax/regexp_class.c - character classes, and the sets of the v flag. */
#include "regexp_syntax.h"

#include <string.h>

#include "chars.h"

static bool class_is_set(uint32_t c) {
  return c == REGEXP_SET || c == REGEXP_STRINGS;
}

/* --- Without v --- */

static uint32_t class_atom(drupe__regexp *r) {
  if (r->low != 0)
    return drupe__regexp_char(r);
  if (!regexp_eat(r, '\\'))
    return drupe__regexp_char(r);
  if (regexp_eat(r, 'b'))
    return '\b';
  return drupe__regexp_escape(r, true);
}

/* Sets as ends of a range: Annex B takes them and the dash as they are. */
static void class_check_range(drupe__regexp *r, uint32_t from, uint32_t to) {
  if (class_is_set(from) || class_is_set(to)) {
    if (r->unicode)
      drupe__regexp_fail(r, "Invalid character class");
    return;
  }
  if (from > to)
    drupe__regexp_fail(r, "Range out of order in character class");
}

/* True at the end of the class; an open half of a character comes first. */
static bool class_ends(drupe__regexp *r) {
  if (r->low != 0)
    return false;
  if (r->at >= r->end)
    drupe__regexp_fail(r, "Unterminated character class");
  return *r->at == ']';
}

/* A dash at an end stands for itself. */
static void class_plain(drupe__regexp *r) {
  assert(r->at[-1] == '[');
  regexp_eat(r, '^');
  while (!class_ends(r)) {
    uint32_t from = class_atom(r);

    if (r->low != 0 || !regexp_looks_at(r, '-'))
      continue;
    r->at++;
    if (class_ends(r))
      break;
    class_check_range(r, from, class_atom(r));
  }
  r->at++;
}

/* --- With v.  Functions return whether the operand may hold strings. --- */

static bool set_class(drupe__regexp *r);

/* Two of these in a row are kept for the future. */
static bool set_is_double(const drupe__regexp *r) {
  return r->at + 1 < r->end && r->at[0] == r->at[1] && *r->at != 0 &&
         strchr("&!#$%*+,.:;<=>?@^`~", *r->at) != NULL;
}

/* One character, written out or escaped; may be a set if `escape_sets`. */
static uint32_t set_character(drupe__regexp *r, bool escape_sets) {
  uint32_t c;

  if (r->at >= r->end)
    drupe__regexp_fail(r, "Unterminated character class");
  if (regexp_eat(r, '\\')) {
    if (regexp_eat(r, 'b'))
      return '\b';
    c = drupe__regexp_escape(r, true);
    if (class_is_set(c) && !escape_sets)
      drupe__regexp_fail(r, "Invalid character in character class");
    return c;
  }
  if (*r->at != 0 && strchr("()[]{}/-|", *r->at) != NULL)
    drupe__regexp_fail(r, "Invalid character in character class");
  if (set_is_double(r))
    drupe__regexp_fail(r, "Invalid set operation in character class");
  return drupe__regexp_char(r);
}

/* \q{abc|d|}, `at` behind the brace: strings, unless all have one character. */
static bool set_strings(drupe__regexp *r) {
  bool strings = false;
  uint32_t count = 0;

  for (;;) {
    if (r->at >= r->end)
      drupe__regexp_fail(r, "Invalid escape");
    if (*r->at == '|' || *r->at == '}') {
      strings = strings || count != 1;
      count = 0;
      if (*r->at++ == '}')
        return strings;
      continue;
    }
    set_character(r, false);
    count++;
  }
}

/* What a set operand is. */
typedef struct set_operand {
  uint32_t c;   /* a character, if not REGEXP_SET */
  bool strings; /* may hold strings */
} set_operand;

/* ClassSetOperand: a nested class, \q{...}, a set or a character. */
static set_operand set_read(drupe__regexp *r) {
  set_operand operand = {REGEXP_SET, false};

  if (regexp_eat(r, '[')) {
    operand.strings = set_class(r);
  } else if (r->at + 2 < r->end && r->at[0] == '\\' && r->at[1] == 'q' &&
             r->at[2] == '{') {
    r->at += 3;
    operand.strings = set_strings(r);
  } else {
    operand.c = set_character(r, true);
    operand.strings = operand.c == REGEXP_STRINGS;
    if (operand.strings)
      operand.c = REGEXP_SET;
  }
  return operand;
}

static bool set_at_operator(const drupe__regexp *r, char c) {
  return r->at + 1 < r->end && r->at[0] == (uint8_t)c && r->at[1] == (uint8_t)c;
}

/* a&&b&&c or a--b--c behind the first operand. */
static bool set_operation(drupe__regexp *r, char sign, bool strings) {
  while (!class_ends(r)) {
    set_operand operand;

    if (!set_at_operator(r, sign))
      drupe__regexp_fail(r, "Invalid set operation in character class");
    r->at += 2;
    if (class_ends(r) || (sign == '&' && *r->at == '&'))
      drupe__regexp_fail(r, "Invalid character in character class");
    operand = set_read(r);
    if (sign == '&')
      strings = strings && operand.strings;
  }
  return strings;
}

/* Operands side by side, ranges among them. */
static bool set_union(drupe__regexp *r, set_operand first) {
  set_operand operand = first;
  bool strings = false;

  for (;;) {
    strings = strings || operand.strings;
    if (regexp_looks_at(r, '-') && !set_at_operator(r, '-')) {
      uint32_t to;

      r->at++;
      to = set_character(r, true);
      if (operand.c == REGEXP_SET || class_is_set(to))
        drupe__regexp_fail(r, "Invalid character class");
      class_check_range(r, operand.c, to);
    }
    if (class_ends(r))
      return strings;
    if (set_at_operator(r, '-') || set_at_operator(r, '&'))
      drupe__regexp_fail(r, "Invalid set operation in character class");
    operand = set_read(r);
  }
}

/* Behind a `[`, over the `]`. */
static bool set_class(drupe__regexp *r) {
  uint32_t siblings = drupe__enter(r->p);
  bool negated = regexp_eat(r, '^');
  bool strings = false;
  set_operand first;

  if (!class_ends(r)) {
    first = set_read(r);
    if (set_at_operator(r, '&'))
      strings = set_operation(r, '&', first.strings);
    else if (set_at_operator(r, '-'))
      strings = set_operation(r, '-', first.strings);
    else
      strings = set_union(r, first);
  }
  r->at++;
  if (negated && strings)
    drupe__regexp_fail(r, "Negated character class may contain strings");
  drupe__leave(r->p, siblings);
  return strings;
}

void drupe__regexp_class(drupe__regexp *r) {
  if (r->sets)
    set_class(r);
  else
    class_plain(r);
}
