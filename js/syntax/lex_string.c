/* js/syntax/lex_string.c - strings, templates and their escapes. */
#include "chars.h"
#include "parser.h"

#include <string.h>

typedef struct lex_escape {
  const uint8_t *next; /* behind the escape */
  uint32_t flags;      /* STRING_ */
  const char *error;   /* NULL, or what is wrong with it at `next` */
} lex_escape;

/* `at` stands behind \x. */
static const uint8_t *escape_hex(lex_escape *e, const uint8_t *at) {
  if (drupe__hex_value(at[0]) > 15 || drupe__hex_value(at[1]) > 15) {
    e->error = "Invalid hexadecimal escape sequence";
    return at;
  }
  return at + 2;
}

/* `at` stands behind \u{. */
static const uint8_t *escape_braces(lex_escape *e, const uint8_t *at) {
  uint32_t c = 0;
  const uint8_t *start = at;

  e->flags |= STRING_BRACES;
  for (; drupe__hex_value(*at) < 16; at++) {
    c = c << 4 | drupe__hex_value(*at);
    if (c > 0x10ffff) {
      e->error = "Undefined Unicode code-point";
      return at;
    }
  }
  if (*at != '}' || at == start) {
    e->error = "Invalid Unicode escape sequence";
    return at;
  }
  return at + 1;
}

/* `at` stands behind \u. */
static const uint8_t *escape_unicode(lex_escape *e, const uint8_t *at) {
  uint32_t digits;

  if (*at == '{')
    return escape_braces(e, at + 1);
  for (digits = 0; digits < 4; digits++, at++) {
    if (drupe__hex_value(*at) > 15) {
      e->error = "Invalid Unicode escape sequence";
      return at;
    }
  }
  return at;
}

/* Reads the escape behind a backslash. */
static lex_escape escape_read(const uint8_t *at) {
  lex_escape e = {at + 1, STRING_ESCAPES, NULL};

  switch (*at) {
  case 'x': e.next = escape_hex(&e, at + 1); break;
  case 'u': e.next = escape_unicode(&e, at + 1); break;
  case '\r':
    e.next = at + (at[1] == '\n' ? 2 : 1);
    e.flags |= STRING_LINES;
    break;
  case '\n': e.flags |= STRING_LINES; break;
  case '0':
    if (drupe__is_digit(at[1]))
      e.flags |= STRING_OCTAL;
    break;
  default:
    if (*at >= '1' && *at <= '9')
      e.flags |= STRING_OCTAL;
    else if (*at >= 0x80)
      e.flags |= STRING_NON_ASCII;
    if (drupe__is_line_separator(at))
      e.next = at + 3;
  }
  return e;
}

/* --- Strings --- */

/* Behind what V8 marks of a wrong escape at `at`: as many characters as there
 * should have been, what was read of \u{. */
static uint32_t escape_end(const drupe__parser *p, const uint8_t *at,
                           const uint8_t *next) {
  if (at[1] == 'u' && at[2] == '{')
    return (uint32_t)(next - p->start) + (drupe__hex_value(*next) < 16);
  return (uint32_t)(at - p->start) + (at[1] == 'x' ? 4 : 6);
}

/* Octal escapes are remembered, not refused: what is strict may turn out
 * later. */
static const uint8_t *string_escape(drupe__parser *p, const uint8_t *at) {
  lex_escape e = escape_read(at + 1);

  if (e.error != NULL)
    drupe__fail_range(p, (uint32_t)(at - p->start), escape_end(p, at, e.next),
                      "%s", e.error);
  if (e.flags & STRING_OCTAL) {
    p->octal_pos = (uint32_t)(at - p->start) + 1;
    p->octal_message =
        at[1] >= '8' ? "\\8 and \\9 are not allowed in strict mode."
                     : "Octal escape sequences are not allowed in strict mode.";
  }
  p->token.flags |= (uint16_t)(e.flags & ~STRING_LINES);
  return e.next;
}

/* What is more than a character of a string (1), of a template (2). */
#define HIGH8 3, 3, 3, 3, 3, 3, 3, 3
#define HIGH32 HIGH8, HIGH8, HIGH8, HIGH8
static const uint8_t string_stops[256] = {
    [0] = 3,   ['\n'] = 3, ['\r'] = 3,      ['\\'] = 3, ['"'] = 1, ['\''] = 1,
    ['`'] = 2, ['$'] = 2,  [0x80] = HIGH32, HIGH32,     HIGH32,    HIGH32};

/* A line end ends the string with an error, U+2028 and U+2029 do not. */
const uint8_t *drupe__lex_string(drupe__parser *p, const uint8_t *at) {
  uint8_t quote = *at++;

  assert(quote == '"' || quote == '\'');
  p->token.type = TOKEN_STRING;
  p->token.flags = 0;
  for (;;) {
    while ((string_stops[*at] & 1) == 0)
      at++;
    if (*at == quote)
      return at + 1;
    if (*at == '\\') {
      if (at + 1 < p->end) {
        at = string_escape(p, at);
        continue;
      }
      at++;
    }
    if (*at == '\n' || *at == '\r' || (*at == 0 && at >= p->end))
      drupe__fail(p, p->token.start, "Invalid or unexpected token");
    if (*at >= 0x80) {
      p->token.flags |= STRING_NON_ASCII;
      if (drupe__is_line_separator(at))
        p->token.flags |= STRING_LINES;
    }
    at++;
  }
}

/* --- Templates --- */

/* A wrong escape is remembered: only a template without a tag minds. */
static const uint8_t *template_escape(drupe__parser *p, const uint8_t *at) {
  lex_escape e = escape_read(at + 1);
  const char *error = e.error;

  if (e.flags & STRING_OCTAL)
    error = at[1] >= '8'
                ? "\\8 and \\9 are not allowed in template strings."
                : "Octal escape sequences are not allowed in template strings";
  p->token.flags |= (uint16_t)(e.flags & ~STRING_OCTAL);
  if (error != NULL && !(p->token.flags & STRING_INVALID)) {
    p->token.flags |= STRING_INVALID;
    p->escape_message = error;
    p->escape_pos = (uint32_t)(e.next - p->start);
  }
  /* Go on right behind the backslash's character when it is wrong, so that a
   * closing backtick is not overlooked. */
  return error == NULL ? e.next : at + 2;
}

/* `at` stands behind the backtick or behind the `}` of a substitution. */
const uint8_t *drupe__lex_template(drupe__parser *p, const uint8_t *at) {
  p->token.type = TOKEN_TEMPLATE;
  p->token.flags = 0;
  for (;;) {
    while ((string_stops[*at] & 2) == 0)
      at++;
    switch (*at) {
    case '`': p->token.more = false; return at + 1;
    case '$':
      if (at[1] == '{') {
        p->token.more = true;
        return at + 2;
      }
      break;
    case '\\':
      if (at + 1 < p->end) {
        at = template_escape(p, at);
        continue;
      }
      break;
    case '\r':
    case '\n': p->token.flags |= STRING_LINES; break;
    case 0:
      if (at >= p->end)
        drupe__fail(p, p->token.start, "Unterminated template literal");
      break;
    default:
      if (*at >= 0x80) {
        p->token.flags |= STRING_NON_ASCII;
        if (drupe__is_line_separator(at))
          p->token.flags |= STRING_LINES;
      }
    }
    at++;
  }
}

/* --- Values --- */

/* Where the text between the delimiters ends. */
static const uint8_t *value_end(const drupe__tree *t, uint32_t node) {
  const uint8_t *end = (const uint8_t *)t->text;

  if (node_kind(t, node) == NODE_STRING)
    return end + node_word(t, node, STRING_END) - 1;
  return end + node_word(t, node, QUASI_END);
}

static uint32_t value_hex(const uint8_t *at, uint32_t digits) {
  uint32_t value = 0;

  while (digits-- > 0)
    value = value << 4 | drupe__hex_value(*at++);
  return value;
}

static const uint8_t *value_unicode(const uint8_t *at, uint32_t *c) {
  if (*at != '{') {
    *c = value_hex(at, 4);
    return at + 4;
  }
  *c = 0;
  for (at++; *at != '}'; at++)
    *c = *c << 4 | drupe__hex_value(*at);
  return at + 1;
}

/* At most three digits, and at most 0377. */
static const uint8_t *value_octal(const uint8_t *at, uint32_t *c) {
  const uint8_t *start = at;

  *c = 0;
  while (*at >= '0' && *at <= '7' && at - start < (*start <= '3' ? 3 : 2))
    *c = *c * 8 + (*at++ - '0');
  return at;
}

#define VALUE_NOTHING 0xffffffffu

/* The character of the escape behind a backslash; VALUE_NOTHING for a line
 * that goes on. */
static const uint8_t *value_escape(const uint8_t *at, uint32_t *c) {
  uint32_t size;

  switch (*at) {
  case 'b': *c = '\b'; return at + 1;
  case 'f': *c = '\f'; return at + 1;
  case 'n': *c = '\n'; return at + 1;
  case 'r': *c = '\r'; return at + 1;
  case 't': *c = '\t'; return at + 1;
  case 'v': *c = '\v'; return at + 1;
  case 'x': *c = value_hex(at + 1, 2); return at + 3;
  case 'u': return value_unicode(at + 1, c);
  case '\n': *c = VALUE_NOTHING; return at + 1;
  case '\r': *c = VALUE_NOTHING; return at + (at[1] == '\n' ? 2 : 1);
  default: break;
  }
  if (*at >= '0' && *at <= '7')
    return value_octal(at, c);
  *c = drupe__utf8_decode(at, &size);
  if (*c == DRUPE__CHAR_INVALID)
    *c = *at; /* not UTF-8: as Latin-1, which never needs more room */
  else if (*c == 0x2028 || *c == 0x2029)
    *c = VALUE_NOTHING;
  return at + size;
}

/* Writes a character; a low surrogate joins the high one that stands last. */
static uint8_t *value_put(uint8_t *start, uint8_t *out, uint32_t c) {
  uint32_t high;

  if ((c & 0xfffffc00u) == 0xdc00 && out - start >= 3 && out[-3] == 0xed &&
      (out[-2] & 0xf0) == 0xa0) {
    high = 0xd000u | (out[-2] & 0x3fu) << 6 | (out[-1] & 0x3fu);
    out -= 3;
    c = 0x10000 + ((high & 0x3ff) << 10) + (c & 0x3ff);
  }
  return out + drupe__utf8_encode(c, out);
}

uint32_t drupe__string_value(const drupe__tree *tree, uint32_t node,
                             char *out) {
  const uint8_t *at = (const uint8_t *)tree->text + node_pos(tree, node);
  const uint8_t *end = value_end(tree, node);
  bool template = node_kind(tree, node) == NODE_QUASI;
  uint8_t *start = (uint8_t *)out;
  uint8_t *to = start;
  uint32_t c;

  assert(!(node_flags(tree, node) & STRING_INVALID));
  if (!template)
    at++;
  while (at < end) {
    if (*at == '\\') {
      at = value_escape(at + 1, &c);
      if (c != VALUE_NOTHING)
        to = value_put(start, to, c);
    } else if (template && *at == '\r') {
      at += at[1] == '\n' ? 2 : 1;
      *to++ = '\n';
    } else if (*at == 0xed) {
      uint32_t size;

      c = drupe__utf8_decode(at, &size);
      if (c == DRUPE__CHAR_INVALID)
        *to++ = *at;
      else
        to = value_put(start, to, c);
      at += size;
    } else {
      *to++ = *at++;
    }
  }
  return (uint32_t)(to - start);
}
