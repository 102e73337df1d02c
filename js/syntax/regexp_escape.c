/* js/syntax/regexp_escape.c - escapes of patterns: characters, sets, names and
 * properties. */
#include "regexp_syntax.h"

#include <string.h>

#include "chars.h"

/* --- Characters --- */

static bool escape_hex(drupe__regexp *r, uint32_t digits, uint32_t *c) {
  uint32_t i;
  uint32_t value = 0;

  for (i = 0; i < digits; i++) {
    if (drupe__hex_value(r->at[i]) > 15)
      return false;
    value = value << 4 | drupe__hex_value(r->at[i]);
  }
  r->at += digits;
  *c = value;
  return true;
}

/* {digits}, `at` on the brace. */
static bool escape_braces(drupe__regexp *r, uint32_t *c) {
  const uint8_t *at = r->at + 1;
  uint32_t value = 0;

  if (drupe__hex_value(*at) > 15)
    return false;
  for (; drupe__hex_value(*at) < 16; at++) {
    value = value << 4 | drupe__hex_value(*at);
    if (value > 0x10ffff)
      return false;
  }
  if (*at != '}')
    return false;
  r->at = at + 1;
  *c = value;
  return true;
}

/* Behind \u; a pair of \u is one character if `whole`. */
static bool escape_unicode(drupe__regexp *r, bool whole, uint32_t *c) {
  const uint8_t *at;
  uint32_t low;

  if (whole && *r->at == '{')
    return escape_braces(r, c);
  if (!escape_hex(r, 4, c))
    return false;
  if (whole && (*c & 0xfc00) == 0xd800 && r->at[0] == '\\' && r->at[1] == 'u') {
    at = r->at;
    r->at += 2;
    if (escape_hex(r, 4, &low) && (low & 0xfc00) == 0xdc00)
      *c = 0x10000 + ((*c & 0x3ff) << 10) + (low & 0x3ff);
    else
      r->at = at;
  }
  return true;
}

/* At most three digits, and at most 0377. */
static uint32_t escape_octal(drupe__regexp *r) {
  uint32_t c = 0;
  uint32_t digits = *r->at <= '3' ? 3 : 2;

  while (digits-- > 0 && r->at < r->end && *r->at >= '0' && *r->at <= '7')
    c = c * 8 + (*r->at++ - '0');
  return c;
}

/* \0 to \9. */
static uint32_t escape_decimal(drupe__regexp *r, bool in_class) {
  const uint8_t *at = r->at;
  uint32_t value = 0;

  if (*at == '0' && !drupe__is_digit(at[1])) {
    r->at++;
    return 0;
  }
  if (r->unicode && (in_class || *at == '0'))
    drupe__regexp_fail(r, in_class ? "Invalid class escape"
                                   : "Invalid decimal escape");
  if (!in_class) {
    for (; drupe__is_digit(*at) && value < 0x1000000; at++)
      value = value * 10 + (*at - '0');
    if (value <= r->groups) {
      r->at = at;
      return 0; /* a back reference */
    }
    if (r->unicode)
      drupe__regexp_fail(r, "Invalid escape");
  }
  if (*r->at >= '8')
    return *r->at++;
  return escape_octal(r);
}

/* \cX; without u a lone \c is a backslash, and the `c` comes next. */
static uint32_t escape_control(drupe__regexp *r, bool in_class) {
  uint8_t letter = r->at[1];
  bool is_letter = (letter | 0x20) >= 'a' && (letter | 0x20) <= 'z';

  if (is_letter ||
      (in_class && !r->unicode && (drupe__is_digit(letter) || letter == '_'))) {
    r->at += 2;
    return letter & 0x1f;
  }
  if (r->unicode)
    drupe__regexp_fail(r, "Invalid Unicode escape");
  return '\\';
}

/* Any other character stands for itself; with u, only those that would mean
 * something. */
static uint32_t escape_identity(drupe__regexp *r, bool in_class) {
  uint8_t c = *r->at;

  if (r->unicode) {
    bool ok = strchr("^$\\.*+?()[]{}|/", c) != NULL || (in_class && c == '-');

    if (r->sets && in_class)
      ok = ok || strchr("&!#%,:;<=>@`~", c) != NULL;
    if (c == 0 || !ok)
      drupe__regexp_fail(r, "Invalid escape");
  }
  return drupe__regexp_char(r);
}

/* --- Names --- */

/* One character of a name: itself or \u. */
static uint32_t name_char(drupe__regexp *r) {
  uint32_t size;
  uint32_t c;

  if (r->at >= r->end)
    return DRUPE__CHAR_INVALID;
  if (*r->at != '\\') {
    c = drupe__utf8_decode(r->at, &size);
    r->at += size;
    return c;
  }
  if (r->at[1] != 'u')
    return DRUPE__CHAR_INVALID;
  r->at += 2;
  return escape_unicode(r, true, &c) ? c : DRUPE__CHAR_INVALID;
}

/* The name goes through the parser's buffer: escapes make it the same atom. */
uint32_t drupe__regexp_name(drupe__regexp *r) {
  drupe__parser *p = r->p;
  uint8_t bytes[4];
  uint32_t c;

  assert(r->at[-1] == '<');
  p->buffer_size = 0;
  while (!regexp_looks_at(r, '>')) {
    c = name_char(r);
    if (!(p->buffer_size == 0 ? drupe__is_name_start(c)
                              : drupe__is_name_part(c)))
      drupe__regexp_fail(r, "Invalid capture group name");
    drupe__buffer_add(p, bytes, drupe__utf8_encode(c, bytes));
  }
  r->at++;
  if (p->buffer_size == 0)
    drupe__regexp_fail(r, "Invalid capture group name");
  return drupe__atom_of(p, p->buffer, p->buffer_size);
}

/* \k is a reference only if the pattern has names, or with u and v. */
static uint32_t escape_reference(drupe__regexp *r, bool in_class) {
  if (!r->named)
    return *r->at++;
  if (in_class)
    drupe__regexp_fail(r, "Invalid escape");
  r->at++;
  if (!regexp_eat(r, '<'))
    drupe__regexp_fail(r, "Invalid named reference");
  drupe__regexp_name(r); /* whether there is such a group: see the end */
  return 0;
}

/* \p{...} and \P{...}; `at` on the letter. */
static uint32_t escape_property(drupe__regexp *r, bool in_class) {
  bool negated = *r->at == 'P';
  bool strings = false;
  const uint8_t *start = r->at + 2;
  const uint8_t *at = start;

  if (!r->unicode)
    return *r->at++;
  if (r->at[1] == '{') {
    while (drupe__is_name_byte(*at) || *at == '=')
      at++;
  }
  if (at == start || *at != '}' ||
      !drupe__regexp_property((const char *)start, (uint32_t)(at - start),
                              r->sets, &strings) ||
      (strings && negated))
    drupe__regexp_fail(r, in_class ? "Invalid property name in character class"
                                   : "Invalid property name");
  r->at = at + 1;
  return strings ? REGEXP_STRINGS : REGEXP_SET;
}

/* CharacterEscape, CharacterClassEscape, references; Annex B without u and
 * v. */
uint32_t drupe__regexp_escape(drupe__regexp *r, bool in_class) {
  const uint8_t *start = r->at;
  uint32_t c;

  assert(r->at[-1] == '\\');
  if (r->at >= r->end)
    drupe__regexp_fail(r, "\\ at end of pattern");
  switch (*r->at) {
  case 'd':
  case 'D':
  case 's':
  case 'S':
  case 'w':
  case 'W': r->at++; return REGEXP_SET;
  case 'f': r->at++; return '\f';
  case 'n': r->at++; return '\n';
  case 'r': r->at++; return '\r';
  case 't': r->at++; return '\t';
  case 'v': r->at++; return '\v';
  case 'p':
  case 'P': return escape_property(r, in_class);
  case 'k': return escape_reference(r, in_class);
  case 'c': return escape_control(r, in_class);
  case 'x':
    r->at++;
    if (escape_hex(r, 2, &c))
      return c;
    if (r->unicode)
      drupe__regexp_fail(r, "Invalid escape");
    return 'x';
  case 'u':
    r->at++;
    if (escape_unicode(r, r->unicode, &c))
      return c;
    if (r->unicode)
      drupe__regexp_fail(r, "Invalid Unicode escape");
    r->at = start + 1;
    return 'u';
  default: break;
  }
  if (drupe__is_digit(*r->at))
    return escape_decimal(r, in_class);
  return escape_identity(r, in_class);
}
