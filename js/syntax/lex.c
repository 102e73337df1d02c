/* js/syntax/lex.c - the lexer: one token at a time, when the parser asks.
 *
 * The text ends with a NUL, so looking at the next bytes one after the other
 * never leaves it. */
#include <string.h>

#include "chars.h"
#include "parser.h"

static _Noreturn void lex_bad_char(drupe__parser *p, const uint8_t *at) {
  drupe__fail(p, (uint32_t)(at - p->start), "Invalid or unexpected token");
}

/* --- Blanks and comments --- */

/* Sixteen bytes at once, on any machine. */
typedef uint8_t lex_block __attribute__((vector_size(16)));
typedef uint64_t lex_halves __attribute__((vector_size(16)));

/* How many bytes at `at`, 16, 8 or 0, are neither line ends nor NUL nor the
 * first byte of U+2028. */
static inline size_t lex_plain_bytes(const uint8_t *at) {
  lex_block b;
  lex_halves found;

  memcpy(&b, at, sizeof(b));
  found = (lex_halves)((b == '\n') | (b == '\r') | (b == 0xe2) | (b == 0));
  if (found[0] != 0)
    return 0;
  return found[1] != 0 ? sizeof(b) / 2 : sizeof(b);
}

/* Stops before the line end, which the caller must see. */
static const uint8_t *lex_skip_line(const drupe__parser *p, const uint8_t *at) {
  const uint8_t *stop = at;

  for (;; at++) {
    /* Not again before the eight bytes of which one stopped it. */
    while (at >= stop && p->end - at >= (ptrdiff_t)sizeof(lex_block)) {
      size_t plain = lex_plain_bytes(at);

      at += plain;
      stop = at + (plain < sizeof(lex_block) ? 8 : 0);
    }
    if (at >= p->end || *at == '\n' || *at == '\r' ||
        drupe__is_line_separator(at))
      return at;
  }
}

/* Steps over the rest of a comment that has a line end. */
static const uint8_t *lex_skip_lines(drupe__parser *p, const uint8_t *at,
                                     const uint8_t *start) {
  while ((at = memchr(at, '*', (size_t)(p->end - at))) != NULL) {
    do {
      at++;
    } while (*at == '*');
    if (*at == '/')
      return at + 1;
  }
  lex_bad_char(p, start);
}

/* A comment over several lines counts as a line end. */
static const uint8_t *lex_skip_block(drupe__parser *p, const uint8_t *at) {
  const uint8_t *start = at;

  for (at += 2; !p->token.newline; at++) {
    if (*at == '*') {
      if (at[1] == '/')
        return at + 2;
    } else if (*at == '\n' || *at == '\r' || drupe__is_line_separator(at)) {
      p->token.newline = true;
    } else if (*at == 0 && at >= p->end) {
      lex_bad_char(p, start);
    }
  }
  return lex_skip_lines(p, at, start);
}

/* --- Names --- */

/* The value of a \u escape in a name; `at` stands behind the `u`. */
static const uint8_t *lex_name_escape(drupe__parser *p, const uint8_t *at,
                                      uint32_t *c) {
  uint32_t digits = 0;
  bool braces = *at == '{';

  *c = 0;
  if (braces)
    at++;
  while (drupe__hex_value(*at) < 16 && (braces || digits < 4)) {
    *c = *c << 4 | drupe__hex_value(*at);
    if (*c > 0x10ffff)
      drupe__fail_range(p, p->token.start, (uint32_t)(at - p->start),
                        "Undefined Unicode code-point");
    at++;
    digits++;
  }
  if (braces ? digits == 0 || *at != '}' : digits != 4)
    drupe__fail(p, (uint32_t)(at - p->start),
                "Invalid Unicode escape sequence");
  return braces ? at + 1 : at;
}

/* The name is put together in the parser's buffer as plain UTF-8, so that all
 * ways to write it give the same atom. */
const uint8_t *drupe__lex_wide_name(drupe__parser *p, const uint8_t *at) {
  const uint8_t *start = at;
  uint8_t bytes[4];
  uint32_t size;
  uint32_t c;

  p->buffer_size = 0;
  for (;;) {
    const uint8_t *next = at;

    if (*at == '\\') {
      if (at[1] != 'u')
        lex_bad_char(p, at);
      next = lex_name_escape(p, at + 2, &c);
      p->token.escaped = true;
    } else {
      c = drupe__utf8_decode(at, &size);
      next = at + size;
    }
    if (!(at == start ? drupe__is_name_start(c) : drupe__is_name_part(c))) {
      if (*at == '\\')
        drupe__fail_range(p, p->token.start, (uint32_t)(next - p->start),
                          "Invalid or unexpected token");
      break;
    }
    size = drupe__utf8_encode(c, bytes);
    drupe__buffer_add(p, bytes, size);
    at = next;
  }
  if (at == start)
    lex_bad_char(p, at);
  p->token.atom = drupe__atom_of(p, p->buffer, p->buffer_size);
  return at;
}

/* A name that begins with an ASCII letter. */
static const uint8_t *lex_name(drupe__parser *p, const uint8_t *at) {
  const uint8_t *start = at;
  uint32_t atom;

  do {
    at++;
  } while (drupe__is_name_byte(*at));
  if (*at >= 0x80 || *at == '\\')
    return drupe__lex_wide_name(p, start);
  atom = drupe__atom_intern_source(&p->tree->atoms, (const char *)start,
                                   (uint32_t)(at - start));
  if (atom == 0)
    drupe__no_memory(p);
  p->token.atom = atom;
  return at;
}

/* `#name`; `at` stands at the `#`. */
static const uint8_t *lex_private(drupe__parser *p, const uint8_t *at) {
  uint8_t class = drupe__char_class[at[1]];

  p->token.type = TOKEN_PRIVATE;
  if (class == CHAR_IDENT)
    return lex_name(p, at + 1);
  if (class != CHAR_HIGH && class != CHAR_BACKSLASH)
    lex_bad_char(p, at);
  return drupe__lex_wide_name(p, at + 1);
}

/* --- Punctuators --- */

#define ONE(token_type) return p->token.type = (token_type), at + 1
#define TWO(token_type) return p->token.type = (token_type), at + 2
#define THREE(token_type) return p->token.type = (token_type), at + 3
#define FOUR(token_type) return p->token.type = (token_type), at + 4
#define ASSIGNS(op) (TOKEN_ASSIGN + OP_##op)

/* `op`, `op=`, or the doubled `op op` and `op op=`. */
static const uint8_t *lex_maybe_double(drupe__parser *p, const uint8_t *at,
                                       uint32_t op, uint32_t doubled) {
  if (at[1] == at[0]) {
    if (at[2] == '=')
      THREE((uint8_t)(TOKEN_ASSIGN + doubled));
    TWO((uint8_t)(TOKEN_OPERATOR + doubled));
  }
  if (at[1] == '=')
    TWO((uint8_t)(TOKEN_ASSIGN + op));
  ONE((uint8_t)(TOKEN_OPERATOR + op));
}

static const uint8_t *lex_maybe_assign(drupe__parser *p, const uint8_t *at,
                                       uint32_t op) {
  if (at[1] == '=')
    TWO((uint8_t)(TOKEN_ASSIGN + op));
  ONE((uint8_t)(TOKEN_OPERATOR + op));
}

static const uint8_t *lex_less(drupe__parser *p, const uint8_t *at) {
  if (at[1] == '<') {
    if (at[2] == '=')
      THREE(ASSIGNS(SHL));
    TWO(OPERATOR(SHL));
  }
  if (at[1] == '=')
    TWO(OPERATOR(LE));
  ONE(OPERATOR(LT));
}

static const uint8_t *lex_greater(drupe__parser *p, const uint8_t *at) {
  if (at[1] == '>' && at[2] == '>') {
    if (at[3] == '=')
      FOUR(ASSIGNS(USHR));
    THREE(OPERATOR(USHR));
  }
  if (at[1] == '>') {
    if (at[2] == '=')
      THREE(ASSIGNS(SHR));
    TWO(OPERATOR(SHR));
  }
  if (at[1] == '=')
    TWO(OPERATOR(GE));
  ONE(OPERATOR(GT));
}

static const uint8_t *lex_equals(drupe__parser *p, const uint8_t *at) {
  if (at[1] == '=') {
    if (at[2] == '=')
      THREE(OPERATOR(SEQ));
    TWO(OPERATOR(EQ));
  }
  if (at[1] == '>')
    TWO(TOKEN_ARROW);
  ONE(TOKEN_ASSIGN);
}

static const uint8_t *lex_not(drupe__parser *p, const uint8_t *at) {
  if (at[1] == '=') {
    if (at[2] == '=')
      THREE(OPERATOR(SNE));
    TWO(OPERATOR(NE));
  }
  ONE(OPERATOR(NOT));
}

/* `?.` before a digit is a conditional: a?.5:1. */
static const uint8_t *lex_question(drupe__parser *p, const uint8_t *at) {
  if (at[1] == '?') {
    if (at[2] == '=')
      THREE(ASSIGNS(NULLISH));
    TWO(OPERATOR(NULLISH));
  }
  if (at[1] == '.' && !drupe__is_digit(at[2]))
    TWO(TOKEN_OPTIONAL);
  ONE(TOKEN_QUESTION);
}

/* `.5`, `...` or `.`. */
static const uint8_t *lex_dot(drupe__parser *p, const uint8_t *at) {
  if (drupe__is_digit(at[1]))
    return drupe__lex_number(p, at);
  if (at[1] == '.' && at[2] == '.')
    THREE(TOKEN_ELLIPSIS);
  ONE(TOKEN_DOT);
}

static const uint8_t *lex_plus_minus(drupe__parser *p, const uint8_t *at,
                                     uint32_t op, uint32_t doubled) {
  if (at[1] == at[0])
    TWO((uint8_t)(TOKEN_OPERATOR + doubled));
  return lex_maybe_assign(p, at, op);
}

/* The tokens of the class CHAR_SINGLE. */
static const uint8_t lex_singles[128] = {
    ['{'] = TOKEN_LBRACE,     ['}'] = TOKEN_RBRACE,   ['('] = TOKEN_LPAREN,
    [')'] = TOKEN_RPAREN,     ['['] = TOKEN_LBRACKET, [']'] = TOKEN_RBRACKET,
    [';'] = TOKEN_SEMICOLON,  [','] = TOKEN_COMMA,    [':'] = TOKEN_COLON,
    ['~'] = OPERATOR(BITNOT), ['@'] = TOKEN_AT};

/* The first byte decides; the longest token wins. */
static const uint8_t *lex_punctuator(drupe__parser *p, const uint8_t *at) {
  switch (*at) {
  case '.': return lex_dot(p, at);
  case '#': return lex_private(p, at);
  case '?': return lex_question(p, at);
  case '!': return lex_not(p, at);
  case '=': return lex_equals(p, at);
  case '<': return lex_less(p, at);
  case '>': return lex_greater(p, at);
  case '+': return lex_plus_minus(p, at, OP_ADD, OP_INC);
  case '-': return lex_plus_minus(p, at, OP_SUB, OP_DEC);
  case '*': return lex_maybe_double(p, at, OP_MUL, OP_POW);
  case '&': return lex_maybe_double(p, at, OP_AND, OP_ANDAND);
  case '|': return lex_maybe_double(p, at, OP_OR, OP_OROR);
  case '/': return lex_maybe_assign(p, at, OP_DIV);
  case '%': return lex_maybe_assign(p, at, OP_MOD);
  default: return lex_maybe_assign(p, at, OP_XOR);
  }
}

/* True if a comment of Annex B begins: `<!--`, or `-->` at a line's start. */
static bool lex_is_html_comment(const drupe__parser *p, const uint8_t *at) {
  if (p->module)
    return false;
  if (*at == '<')
    return at[1] == '!' && at[2] == '-' && at[3] == '-';
  return at[1] == '-' && at[2] == '>' &&
         (p->token.newline || p->previous_end == 0);
}

/* Steps over a comment that begins at `at`; `at` itself if none does. */
static const uint8_t *lex_comment(drupe__parser *p, const uint8_t *at) {
  switch (*at) {
  case '/':
    if (at[1] == '/')
      return lex_skip_line(p, at);
    return at[1] == '*' ? lex_skip_block(p, at) : at;
  case '<':
  case '-': return lex_is_html_comment(p, at) ? lex_skip_line(p, at) : at;
  case '#':
    if (at == p->start && at[1] == '!')
      return lex_skip_line(p, at);
    return at;
  default: return at;
  }
}

/* A byte over 0x7f outside of any token: a blank, or the start of a name. */
static const uint8_t *lex_wide_blank(drupe__parser *p, const uint8_t *at) {
  uint32_t size;
  uint32_t c = drupe__utf8_decode(at, &size);

  if (c == 0x2028 || c == 0x2029)
    p->token.newline = true;
  else if (!drupe__is_wide_space(c))
    return at;
  return at + size;
}

/* Behind a line end: most lines begin with many spaces. */
static const uint8_t *lex_skip_indent(const drupe__parser *p,
                                      const uint8_t *at) {
  static const char spaces[8] = "        ";

  while (p->end - at >= (ptrdiff_t)sizeof(spaces) &&
         memcmp(at, spaces, sizeof(spaces)) == 0)
    at += sizeof(spaces);
  while (*at == ' ')
    at++;
  return at;
}

/* Steps over blanks and comments.  Apart from the quick way, which needs no
 * registers saved for it. */
static __attribute__((noinline)) const uint8_t *
lex_skip_blanks(drupe__parser *p, const uint8_t *at) {
  const uint8_t *next;

  for (;;) {
    switch (drupe__char_class[*at]) {
    case CHAR_SPACE: at++; continue;
    case CHAR_LINE:
      p->token.newline = true;
      at = lex_skip_indent(p, at + 1);
      continue;
    case CHAR_HIGH: next = lex_wide_blank(p, at); break;
    case CHAR_COMMENT: next = lex_comment(p, at); break;
    default: return at;
    }
    if (next == at)
      return at;
    at = next;
  }
}

/* One of the rarer tokens; its first byte is at `at`, blanks are behind us. */
static const uint8_t *lex_token(drupe__parser *p, const uint8_t *at) {
  drupe__token *token = &p->token;

  switch (drupe__char_class[*at]) {
  case CHAR_PUNCTUATOR:
  case CHAR_COMMENT: return lex_punctuator(p, at);
  case CHAR_DIGIT: return drupe__lex_number(p, at);
  case CHAR_QUOTE: return drupe__lex_string(p, at);
  case CHAR_BACKTICK: return drupe__lex_template(p, at + 1);
  case CHAR_HIGH:
  case CHAR_BACKSLASH:
    at = drupe__lex_wide_name(p, at);
    token->type = TOKEN_IDENT;
    return at;
  default:
    if (at < p->end)
      lex_bad_char(p, at);
    token->type = TOKEN_EOF;
    return at;
  }
}

void drupe__lex_next(drupe__parser *p) {
  const uint8_t *at = p->at;
  drupe__token *token = &p->token;

  p->previous_start = token->start;
  p->previous_end = token->end;
  token->newline = false;
  token->escaped = false;
  if (*at == ' ')
    at++;
  if (drupe__char_class[*at] >= CHAR_SPACE)
    at = lex_skip_blanks(p, at);
  token->start = (uint32_t)(at - p->start);
  if (drupe__char_class[*at] == CHAR_SINGLE) {
    token->type = lex_singles[*at++];
  } else if (drupe__char_class[*at] == CHAR_IDENT) {
    at = lex_name(p, at);
    token->type = TOKEN_IDENT;
    if (token->atom < ATOM_KEYWORDS_END && !token->escaped)
      token->type = (uint8_t)(TOKEN_KEYWORD + token->atom);
  } else {
    at = lex_token(p, at);
  }
  token->end = (uint32_t)(at - p->start);
  p->at = at;
}

void drupe__lex_template_rest(drupe__parser *p) {
  p->at = drupe__lex_template(p, p->start + p->token.start + 1);
  p->token.end = (uint32_t)(p->at - p->start);
}
