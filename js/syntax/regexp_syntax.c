/* js/syntax/regexp_syntax.c - whether a regular expression is one: groups,
 * alternatives, quantifiers.  The grammar of ES2024 with Annex B, groups of one
 * name in different alternatives, and (?i-ms:...). */
#include "regexp_syntax.h"

#include <string.h>

#include "chars.h"

_Noreturn void drupe__regexp_fail(drupe__regexp *r, const char *message) {
  enum { PATTERN_MAX = 120 };
  static const char letters[] = "dgimsuvy";
  char flags[sizeof(letters)];
  uint32_t count = 0;
  uint32_t i;
  int size = (int)(r->end - r->start);

  for (i = 0; letters[i] != 0; i++) {
    if (r->flags & (uint32_t)REGEXP_D << i)
      flags[count++] = letters[i];
  }
  flags[count] = 0;
  drupe__fail(r->p, r->p->token.start,
              "Invalid regular expression: /%.*s/%s: %s",
              size > PATTERN_MAX ? PATTERN_MAX : size, (const char *)r->start,
              flags, message);
}

uint32_t drupe__regexp_char(drupe__regexp *r) {
  uint32_t size;
  uint32_t c;

  if (r->low != 0) {
    c = r->low;
    r->low = 0;
    return c;
  }
  c = drupe__utf8_decode(r->at, &size);
  r->at += size;
  if (c == DRUPE__CHAR_INVALID)
    return 0xfffd;
  if (c > 0xffff && !r->unicode) {
    r->low = 0xdc00 + ((c - 0x10000) & 0x3ff);
    return 0xd800 + ((c - 0x10000) >> 10);
  }
  return c;
}

/* --- What must be known before: groups and whether one has a name --- */

/* Steps over a class; with v they nest. */
static const uint8_t *count_class(const drupe__regexp *r, const uint8_t *at) {
  uint32_t depth = 1;

  for (at++; at < r->end && depth > 0; at++) {
    if (*at == '\\')
      at++;
    else if (*at == '[' && r->sets)
      depth++;
    else if (*at == ']')
      depth--;
  }
  return at;
}

/* \1 may stand before its group, and \k means something only if some group
 * has a name. */
static void regexp_count_groups(drupe__regexp *r) {
  const uint8_t *at = r->start;

  while (at < r->end) {
    switch (*at) {
    case '\\': at += 2; continue;
    case '[': at = count_class(r, at); continue;
    case '(':
      if (at[1] != '?') {
        r->groups++;
      } else if (at[2] == '<' && at[3] != '=' && at[3] != '!') {
        r->groups++;
        r->named = true;
        r->flags |= REGEXP_NAMED;
      }
      break;
    default: break;
    }
    at++;
  }
}

/* --- Names of groups --- */

static drupe__atom *name_atom(const drupe__regexp *r, uint32_t atom) {
  return &r->p->tree->atoms.list[atom];
}

/* A name is taken while its alternative is read and after its disjunction. */
static void names_set_taken(drupe__regexp *r, uint32_t from, bool taken) {
  uint32_t i;

  for (i = from; i < r->p->stack_size; i++)
    name_atom(r, r->p->stack[i])->group = taken;
}

/* Alternatives may use the same name: only one of them can match. */
static void names_add(drupe__regexp *r, uint32_t atom) {
  if (name_atom(r, atom)->group)
    drupe__regexp_fail(r, "Duplicate capture group name");
  name_atom(r, atom)->group = true;
  drupe__stack_push(r->p, atom);
}

/* --- Terms --- */

static void regexp_disjunction(drupe__regexp *r);

/* The letters of (?ims-ims: */
static void group_modifiers(drupe__regexp *r) {
  uint32_t seen = 0;
  bool minus = false;
  const uint8_t *start = r->at;

  for (; r->at < r->end && *r->at != ':'; r->at++) {
    uint32_t flag = *r->at == 'i'   ? 1u
                    : *r->at == 'm' ? 2u
                    : *r->at == 's' ? 4u
                                    : 0u;

    if (*r->at == '-') {
      if (minus)
        drupe__regexp_fail(r, "Multiple dashes in flag group");
      minus = true;
      continue;
    }
    if (flag == 0)
      drupe__regexp_fail(r, "Invalid group");
    if (seen & flag)
      drupe__regexp_fail(r, "Repeated flag in flag group");
    seen |= flag;
  }
  if (seen == 0 && r->at != start)
    drupe__regexp_fail(r, "Invalid flag group");
  if (!regexp_eat(r, ':'))
    drupe__regexp_fail(r, "Invalid group");
}

/* Behind a `(`; true if a quantifier may follow. */
static bool regexp_group(drupe__regexp *r) {
  bool quantifiable = true;
  uint32_t siblings = drupe__enter(r->p);

  assert(r->at[-1] == '(');
  if (regexp_eat(r, '?')) {
    if (regexp_eat(r, '=') || regexp_eat(r, '!')) {
      quantifiable = !r->unicode; /* Annex B */
    } else if (regexp_eat(r, '<')) {
      if (regexp_eat(r, '=') || regexp_eat(r, '!'))
        quantifiable = false;
      else
        names_add(r, drupe__regexp_name(r));
    } else {
      group_modifiers(r);
    }
  }
  regexp_disjunction(r);
  if (!regexp_eat(r, ')'))
    drupe__regexp_fail(r, "Unterminated group");
  drupe__leave(r->p, siblings);
  return quantifiable;
}

/* Digits without leading zeros, for numbers of any size. */
typedef struct digits {
  const uint8_t *at;
  size_t size;
} digits;

static digits digits_read(const uint8_t **at) {
  digits d;

  while (**at == '0')
    (*at)++;
  d.at = *at;
  while (drupe__is_digit(**at))
    (*at)++;
  d.size = (size_t)(*at - d.at);
  return d;
}

/* By length, then digit by digit: no number is too large. */
static bool digits_less(digits a, digits b) {
  if (a.size != b.size)
    return a.size < b.size;
  return memcmp(a.at, b.at, a.size) < 0;
}

/* {n} {n,} {n,m}; false, and nothing read, if it is none. */
static bool quantifier_braces(drupe__regexp *r) {
  const uint8_t *at = r->at + 1;
  digits min;
  digits max;
  bool order = true;

  if (!drupe__is_digit(*at))
    return false;
  min = digits_read(&at);
  if (*at == ',') {
    at++;
    if (drupe__is_digit(*at)) {
      max = digits_read(&at);
      order = !digits_less(max, min);
    }
  }
  if (*at != '}' || at >= r->end)
    return false;
  if (!order)
    drupe__regexp_fail(r, "numbers out of order in {} quantifier");
  r->at = at + 1;
  return true;
}

/* Reads a quantifier if one stands here. */
static bool regexp_quantifier(drupe__regexp *r) {
  if (r->at >= r->end)
    return false;
  switch (*r->at) {
  case '*':
  case '+':
  case '?': r->at++; break;
  case '{':
    if (!quantifier_braces(r)) {
      assert(*r->at == '{');
      if (r->unicode)
        drupe__regexp_fail(r, "Incomplete quantifier");
      return false;
    }
    break;
  default: return false;
  }
  regexp_eat(r, '?');
  return true;
}

/* Behind a backslash outside of a class; true if a quantifier may follow. */
static bool term_escape(drupe__regexp *r) {
  if (regexp_eat(r, 'b') || regexp_eat(r, 'B'))
    return false;
  drupe__regexp_escape(r, false);
  return true;
}

/* A character that must not stand here. */
static void term_check_plain(drupe__regexp *r) {
  switch (*r->at) {
  case '*':
  case '+':
  case '?': drupe__regexp_fail(r, "Nothing to repeat");
  case '{':
    if (r->unicode || quantifier_braces(r))
      drupe__regexp_fail(r, "Nothing to repeat");
    return;
  case '}':
  case ']':
    if (r->unicode)
      drupe__regexp_fail(r, "Lone quantifier brackets");
    return;
  default: return;
  }
}

/* One atom or assertion with its quantifier. */
static void regexp_term(drupe__regexp *r) {
  bool quantifiable = true;

  switch (*r->at) {
  case '^':
  case '$':
    r->at++;
    quantifiable = false;
    break;
  case '(':
    r->at++;
    quantifiable = regexp_group(r);
    break;
  case '\\':
    r->at++;
    quantifiable = term_escape(r);
    break;
  case '[':
    r->at++;
    drupe__regexp_class(r);
    break;
  default:
    term_check_plain(r);
    drupe__regexp_char(r);
    r->low = 0;
  }
  if (quantifiable)
    regexp_quantifier(r);
}

static void regexp_disjunction(drupe__regexp *r) {
  uint32_t names = r->p->stack_size;
  uint32_t alternative = names;
  bool several = false;

  while (r->at < r->end && *r->at != ')') {
    if (*r->at != '|') {
      regexp_term(r);
      continue;
    }
    r->at++;
    names_set_taken(r, alternative, false);
    alternative = r->p->stack_size;
    several = true;
  }
  if (several)
    names_set_taken(r, names, true);
}

/* --- Entry --- */

/* \k<name> may come before its group, so all are looked at in the end. */
static void regexp_check_references(drupe__regexp *r) {
  const uint8_t *at;

  if (!r->named)
    return;
  for (at = r->start; at + 1 < r->end; at++) {
    if (*at != '\\')
      continue;
    at++;
    if (*at != 'k')
      continue;
    r->at = at + 2;
    if (!name_atom(r, drupe__regexp_name(r))->group)
      drupe__regexp_fail(r, "Invalid named capture referenced");
  }
}

void drupe__regexp_check(drupe__parser *p, uint32_t pos, uint32_t end,
                         uint32_t *flags) {
  drupe__regexp r = {.p = p,
                     .start = p->start + pos,
                     .at = p->start + pos,
                     .end = p->start + end,
                     .flags = *flags,
                     .unicode = (*flags & (REGEXP_U | REGEXP_V)) != 0,
                     .sets = (*flags & REGEXP_V) != 0,
                     .names_base = p->stack_size};

  r.named = r.unicode;
  regexp_count_groups(&r);
  regexp_disjunction(&r);
  if (r.at < r.end)
    drupe__regexp_fail(&r, "Unmatched ')'");
  regexp_check_references(&r);
  names_set_taken(&r, r.names_base, false);
  p->stack_size = r.names_base;
  *flags = r.flags;
}
