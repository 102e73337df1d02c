/* js/regexp/parse_escape.c - what stands behind a backslash, and the names of
 * groups. */
#include <string.h>

#include "internal.h"

static bool is_digit(uint8_t c) { return c >= '0' && c <= '9'; }

static int hex_value(uint8_t c) {
  if (is_digit(c))
    return c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* `count` hex digits; nothing is read if they are not there. */
static bool escape_hex(rx_compiler *c, uint32_t count, uint32_t *value) {
  uint32_t i;
  uint32_t v = 0;

  for (i = 0; i < count; i++) {
    int digit = hex_value(rx_peek(c, i));

    if (digit < 0)
      return false;
    v = v * 16 + (uint32_t)digit;
  }
  c->at += count;
  *value = v;
  return true;
}

/* {10FFFF} */
static bool escape_braced(rx_compiler *c, uint32_t *value) {
  size_t i = 1;
  uint32_t v = 0;

  for (; hex_value(rx_peek(c, i)) >= 0; i++) {
    v = v * 16 + (uint32_t)hex_value(rx_peek(c, i));
    if (v > RX_CHAR_MAX)
      return false;
  }
  if (i == 1 || rx_peek(c, i) != '}')
    return false;
  c->at += i + 1;
  *value = v;
  return true;
}

/* Behind \u; `unicode`: braces, and pairs are one character. */
static bool escape_unicode(rx_compiler *c, bool unicode, uint32_t *value) {
  const uint8_t *low_start;
  uint32_t low;

  if (unicode && rx_looks_at(c, '{'))
    return escape_braced(c, value);
  if (!escape_hex(c, 4, value))
    return false;
  if (!unicode || (*value & 0xfffffc00) != 0xd800 || rx_peek(c, 0) != '\\' ||
      rx_peek(c, 1) != 'u')
    return true;
  low_start = c->at;
  c->at += 2;
  if (escape_hex(c, 4, &low) && (low & 0xfffffc00) == 0xdc00)
    *value = 0x10000 + ((*value & 0x3ff) << 10) + (low & 0x3ff);
  else
    c->at = low_start;
  return true;
}

/* --- Numbers --- */

/* Annex B: up to three octal digits, at most \377. */
static uint32_t escape_octal(rx_compiler *c) {
  uint32_t value = 0;
  uint32_t i;

  for (i = 0; i < 3; i++) {
    uint8_t digit = rx_peek(c, 0);

    if (digit < '0' || digit > '7' || value * 8 + (digit - '0') > 255)
      break;
    value = value * 8 + (digit - '0');
    c->at++;
  }
  return value;
}

static rx_node *escape_reference_node(rx_compiler *c) {
  rx_node *n = drupe__node_new(c, RX_REFERENCE);

  n->fold = c->ignore_case;
  return n;
}

/* \1 and on are references if there are as many groups. */
static bool escape_number(rx_compiler *c, rx_escape *out) {
  const uint8_t *start = c->at;
  uint32_t number = 0;

  drupe__rx_count_groups(c);
  while (is_digit(rx_peek(c, 0)) && number <= c->group_total)
    number = number * 10 + (uint32_t)(*c->at++ - '0');
  if (number > c->group_total) {
    c->at = start;
    return false;
  }
  out->reference = escape_reference_node(c);
  out->reference->index = number;
  out->c = RX_IS_REFERENCE;
  return true;
}

static void escape_decimal(rx_compiler *c, bool in_class, rx_escape *out) {
  if (rx_looks_at(c, '0') && !is_digit(rx_peek(c, 1))) {
    c->at++;
    out->c = 0;
    return;
  }
  if (!in_class && !rx_looks_at(c, '0') && escape_number(c, out))
    return;
  if (c->unicode)
    drupe__rx_fail(c, in_class              ? "Invalid class escape"
                      : rx_looks_at(c, '0') ? "Invalid decimal escape"
                                            : "Invalid escape");
  out->c = *c->at >= '8' ? *c->at++ : escape_octal(c);
}

/* --- Single characters --- */

/* \cX; without u a lone \c is a backslash, and the `c` comes next. */
static uint32_t escape_control(rx_compiler *c, bool in_class) {
  uint8_t letter = rx_peek(c, 1);
  bool is_letter = (letter | 0x20) >= 'a' && (letter | 0x20) <= 'z';

  if (is_letter ||
      (in_class && !c->unicode && (is_digit(letter) || letter == '_'))) {
    c->at += 2;
    return letter & 0x1f;
  }
  if (c->unicode)
    drupe__rx_fail(c, "Invalid Unicode escape");
  return '\\';
}

/* Any other character stands for itself; with u, only those that would mean
 * something. */
static uint32_t escape_identity(rx_compiler *c, bool in_class) {
  uint8_t byte = *c->at;

  if (c->unicode) {
    bool ok =
        strchr("^$\\.*+?()[]{}|/", byte) != NULL || (in_class && byte == '-');

    if (c->sets && in_class)
      ok = ok || strchr("&!#%,:;<=>@`~", byte) != NULL;
    if (byte == 0 || !ok)
      drupe__rx_fail(c, "Invalid escape");
  }
  return drupe__rx_char(c);
}

/* --- Names --- */

/* One character of a name: itself or \u. */
static bool name_char(rx_compiler *c, uint32_t *value) {
  uint32_t size;

  if (c->at >= c->end)
    return false;
  if (*c->at != '\\') {
    *value = rx_decode(c->at, c->end, true, &size);
    c->at += size;
    return true;
  }
  if (rx_peek(c, 1) != 'u')
    return false;
  c->at += 2;
  return escape_unicode(c, true, value);
}

rx_name *drupe__rx_name_read(rx_compiler *c) {
  rx_name *name = drupe__rx_alloc(c, sizeof(*name));
  const uint8_t *stop = memchr(c->at, '>', (size_t)(c->end - c->at));
  size_t room = stop == NULL ? 0 : (size_t)(stop - c->at);
  uint32_t character = 0;
  uint8_t *text;

  assert(c->at[-1] == '<');
  if (stop == NULL)
    drupe__rx_fail(c, "Invalid capture group name");
  /* An escape is never shorter than what it stands for, but a byte that is no
   * UTF-8 counts as a character of Latin-1, which takes two. */
  text = drupe__rx_alloc(c, room * 2 + 6);
  while (!rx_looks_at(c, '>')) {
    if (!name_char(c, &character) ||
        !drupe__property_in_name(character, name->size == 0))
      drupe__rx_fail(c, "Invalid capture group name");
    name->size += drupe__rx_encode(character, text + name->size);
  }
  c->at++;
  if (name->size == 0)
    drupe__rx_fail(c, "Invalid capture group name");
  name->text = text;
  return name;
}

/* \k is a reference only if the pattern has names, or with u and v. */
static void escape_named(rx_compiler *c, bool in_class, rx_escape *out) {
  rx_name *name;

  c->at++;
  out->c = 'k';
  drupe__rx_count_groups(c);
  if (!c->named)
    return;
  if (in_class)
    drupe__rx_fail(c, "Invalid escape");
  if (!rx_eat(c, '<'))
    drupe__rx_fail(c, "Invalid named reference");
  name = drupe__rx_name_read(c);
  name->next = c->references;
  c->references = name;
  out->reference = escape_reference_node(c);
  out->reference->name = name;
  out->c = RX_IS_REFERENCE;
}

/* --- Sets --- */

static bool is_property_byte(uint8_t c) {
  return drupe__is_word(c) || c == '=';
}

/* \p{...} and \P{...}; `at` on the letter. */
static void escape_property(rx_compiler *c, bool in_class, rx_escape *out) {
  bool negated = *c->at == 'P';
  const uint8_t *start = c->at + 2;
  const uint8_t *at = start;
  rx_set part = {NULL, 0, 0};

  if (!c->unicode) {
    out->c = *c->at++;
    return;
  }
  if (rx_peek(c, 1) == '{') {
    while (at < c->end && is_property_byte(*at))
      at++;
  }
  out->c = RX_IS_SET;
  if (at > start && at < c->end && *at == '}') {
    out->text = start;
    out->size = (size_t)(at - start);
    if (drupe__property_add(c, &part, start, out->size)) {
      c->at = at + 1;
      drupe__set_order(&part);
      if (c->sets && c->ignore_case)
        drupe__fold_close(c, &part);
      if (negated)
        drupe__set_invert(c, &part);
      drupe__set_add_all(c, out->set, &part);
      return;
    }
    if (c->sets && !negated &&
        drupe__property_strings(start, out->size, NULL, NULL)) {
      c->at = at + 1;
      out->c = RX_IS_STRINGS;
      return;
    }
  }
  drupe__rx_fail(c, in_class ? "Invalid property name in character class"
                             : "Invalid property name");
}

static uint32_t escape_hexadecimal(rx_compiler *c) {
  const uint8_t *start = c->at;
  uint32_t value;

  c->at++;
  if (*start == 'x' ? escape_hex(c, 2, &value)
                    : escape_unicode(c, c->unicode, &value))
    return value;
  if (c->unicode)
    drupe__rx_fail(c,
                   *start == 'x' ? "Invalid escape" : "Invalid Unicode escape");
  c->at = start + 1;
  return *start;
}

/* CharacterEscape, CharacterClassEscape, references; Annex B without u and
 * v. */
void drupe__rx_escape(rx_compiler *c, bool in_class, rx_escape *out) {
  assert(c->at[-1] == '\\');
  if (c->at >= c->end)
    drupe__rx_fail(c, "\\ at end of pattern");
  switch (*c->at) {
  case 'd':
  case 'D':
  case 's':
  case 'S':
  case 'w':
  case 'W':
    drupe__set_add_escape(c, out->set, *c->at++);
    out->c = RX_IS_SET;
    return;
  case 'f':
    c->at++;
    out->c = '\f';
    return;
  case 'n':
    c->at++;
    out->c = '\n';
    return;
  case 'r':
    c->at++;
    out->c = '\r';
    return;
  case 't':
    c->at++;
    out->c = '\t';
    return;
  case 'v':
    c->at++;
    out->c = '\v';
    return;
  case 'p':
  case 'P': escape_property(c, in_class, out); return;
  case 'k': escape_named(c, in_class, out); return;
  case 'c': out->c = escape_control(c, in_class); return;
  case 'x':
  case 'u': out->c = escape_hexadecimal(c); return;
  default: break;
  }
  if (is_digit(*c->at))
    escape_decimal(c, in_class, out);
  else
    out->c = escape_identity(c, in_class);
}
