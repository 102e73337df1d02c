/* js/syntax/parse_ts_type.c - where a type of TypeScript ends.
 *
 * A type is read by its grammar but nothing is kept of it.  The grammar here is
 * wider than TypeScript's where that costs nothing: what is between braces may
 * be anything, and a list in parentheses may be a type or parameters until the
 * `=>` tells. */
#include "typescript.h"

/* --- Erasing --- */

void drupe__ts_erase(drupe__parser *p, uint32_t start) {
  uint32_t i;

  if (p->erased == NULL)
    return;
  for (i = start; i < p->previous_end; i++) {
    if (p->erased[i] != '\n' && p->erased[i] != '\r')
      p->erased[i] = ' ';
  }
}

/* --- Angle brackets --- */

/* The lexer takes the longest operator; in types `>>` is two. */
static bool angle_split(drupe__parser *p, char byte, uint32_t type) {
  if (p->start[p->token.start] != byte || token_is_name(p) ||
      token_type(p) == TOKEN_ARROW)
    return false;
  p->at = p->start + p->token.start + 1;
  p->token.end = p->token.start + 1;
  p->token.type = (uint8_t)type;
  return true;
}

static void angle_open(drupe__parser *p) {
  if (!angle_split(p, '<', OPERATOR(LT)))
    drupe__unexpected(p);
  drupe__lex_next(p);
}

static bool angle_close(drupe__parser *p) {
  if (!angle_split(p, '>', OPERATOR(GT)))
    return false;
  drupe__lex_next(p);
  return true;
}

static bool type_at_angle(const drupe__parser *p) {
  return token_type(p) == OPERATOR(LT) || token_type(p) == OPERATOR(SHL);
}

static void type_any(drupe__parser *p);

/* `const`, `in` and `out` before a parameter's name. */
static void list_modifiers(drupe__parser *p) {
  while (token_type(p) == KEYWORD(const) || token_type(p) == KEYWORD(in))
    drupe__lex_next(p);
  if (token_is_word(p, ATOM_out)) {
    drupe__lex_state here = drupe__lex_save(p);

    drupe__lex_next(p);
    if (token_type(p) != TOKEN_IDENT)
      drupe__lex_restore(p, here);
  }
}

static void type_list(drupe__parser *p) {
  angle_open(p);
  while (!angle_close(p)) {
    list_modifiers(p);
    if (p->start[p->token.start] == '>') /* <const>value */
      continue;
    type_any(p);
    if (drupe__eat(p, TOKEN_ASSIGN))
      type_any(p);
    if (!drupe__eat(p, TOKEN_COMMA) && p->start[p->token.start] != '>')
      drupe__unexpected(p);
  }
}

/* --- Brackets --- */

/* The types in the substitutions of a template. */
static void type_template(drupe__parser *p) {
  while (p->token.more) {
    drupe__lex_next(p);
    type_any(p);
    if (token_type(p) != TOKEN_RBRACE)
      drupe__unexpected(p);
    drupe__lex_template_rest(p);
  }
  drupe__lex_next(p);
}

static void balanced_inside(drupe__parser *p) {
  uint32_t siblings = drupe__enter(p);

  switch (token_type(p)) {
  case TOKEN_EOF: drupe__unexpected(p);
  case TOKEN_LBRACE:
  case TOKEN_LBRACKET:
  case TOKEN_LPAREN: drupe__ts_balanced(p); break;
  case TOKEN_TEMPLATE: type_template(p); break;
  default: drupe__lex_next(p);
  }
  drupe__leave(p, siblings);
}

void drupe__ts_balanced(drupe__parser *p) {
  uint32_t close = token_type(p) + TOKEN_RBRACE - TOKEN_LBRACE;

  assert(token_type(p) == TOKEN_LBRACE || token_type(p) == TOKEN_LBRACKET ||
         token_type(p) == TOKEN_LPAREN);
  drupe__lex_next(p);
  while (token_type(p) != close) {
    if (token_type(p) == TOKEN_RBRACE || token_type(p) == TOKEN_RBRACKET ||
        token_type(p) == TOKEN_RPAREN)
      drupe__unexpected(p);
    balanced_inside(p);
  }
  drupe__lex_next(p);
}

/* The items of a tuple, of parameters, or one type in parentheses:
 * `...name?: type = value`. */
static void type_items(drupe__parser *p, uint32_t close) {
  drupe__lex_next(p);
  while (token_type(p) != close) {
    if (drupe__eat(p, TOKEN_COMMA)) /* a hole in a pattern */
      continue;
    drupe__eat(p, TOKEN_ELLIPSIS);
    type_any(p);
    drupe__eat(p, TOKEN_QUESTION);
    if (drupe__eat(p, TOKEN_COLON))
      type_any(p);
    if (token_type(p) != close)
      drupe__expect(p, TOKEN_COMMA);
  }
  drupe__lex_next(p);
}

/* (a: A) => B, or (A). */
static void type_paren(drupe__parser *p) {
  type_items(p, TOKEN_RPAREN);
  if (token_type(p) == TOKEN_ARROW && !p->token.newline) {
    drupe__lex_next(p);
    type_any(p);
  }
}

/* --- Names --- */

/* x is T, behind the x; also behind `asserts x`. */
static void type_predicate(drupe__parser *p) {
  if (token_is_word(p, ATOM_is) && !p->token.newline) {
    drupe__lex_next(p);
    type_any(p);
  }
}

/* .b.c<T> */
static void type_name_rest(drupe__parser *p) {
  while (drupe__eat(p, TOKEN_DOT)) {
    if (!token_is_name(p) && token_type(p) != TOKEN_PRIVATE)
      drupe__unexpected(p);
    drupe__lex_next(p);
  }
  if (type_at_angle(p) && !p->token.newline)
    type_list(p);
}

static void type_import(drupe__parser *p) {
  drupe__lex_next(p);
  if (token_type(p) != TOKEN_LPAREN)
    drupe__unexpected(p);
  drupe__ts_balanced(p);
  type_name_rest(p);
}

static void type_typeof(drupe__parser *p) {
  drupe__lex_next(p);
  if (token_type(p) == KEYWORD(import)) {
    type_import(p);
    return;
  }
  if (!token_is_name(p))
    drupe__unexpected(p);
  drupe__lex_next(p);
  type_name_rest(p);
}

/* True if the token can begin a type. */
static bool type_starts(const drupe__parser *p) {
  switch (token_type(p)) {
  case TOKEN_IDENT:
  case TOKEN_STRING:
  case TOKEN_NUMBER:
  case TOKEN_BIGINT:
  case TOKEN_TEMPLATE:
  case TOKEN_LBRACE:
  case TOKEN_LBRACKET:
  case TOKEN_LPAREN:
  case KEYWORD(typeof):
  case KEYWORD(import):
  case KEYWORD(this):
  case KEYWORD(void):
  case KEYWORD(null):
  case KEYWORD(new):
  case KEYWORD(true):
  case KEYWORD(false): return true;
  default: return type_at_angle(p);
  }
}

static void type_unary(drupe__parser *p);

static bool type_is_operator(uint32_t atom) {
  return atom == ATOM_keyof || atom == ATOM_unique || atom == ATOM_readonly ||
         atom == ATOM_infer || atom == ATOM_asserts || atom == ATOM_abstract;
}

/* keyof T, readonly T[], infer U extends V, asserts x is T; all of these words
 * are names as well. */
static void type_word(drupe__parser *p) {
  drupe__token word = p->token;

  drupe__lex_next(p);
  if (word.type == TOKEN_IDENT && type_is_operator(word.atom) &&
      type_starts(p) && !p->token.newline && !token_is_word(p, ATOM_is)) {
    type_unary(p);
    if (word.atom == ATOM_infer && drupe__eat(p, KEYWORD(extends)))
      type_unary(p);
    return;
  }
  type_name_rest(p);
  type_predicate(p);
}

/* --- The levels of the grammar --- */

static void type_primary(drupe__parser *p) {
  switch (token_type(p)) {
  case TOKEN_LPAREN: type_paren(p); return;
  case TOKEN_LBRACKET: type_items(p, TOKEN_RBRACKET); return;
  case TOKEN_LBRACE: drupe__ts_balanced(p); return;
  case TOKEN_STRING:
  case TOKEN_NUMBER:
  case TOKEN_BIGINT: drupe__lex_next(p); return;
  case TOKEN_TEMPLATE: type_template(p); return;
  case OPERATOR(SUB):
    drupe__lex_next(p);
    if (token_type(p) != TOKEN_NUMBER && token_type(p) != TOKEN_BIGINT)
      drupe__unexpected(p);
    drupe__lex_next(p);
    return;
  case KEYWORD(typeof): type_typeof(p); return;
  case KEYWORD(import): type_import(p); return;
  case KEYWORD(new):
    drupe__lex_next(p);
    type_primary(p); /* the parameters and the result */
    return;
  case TOKEN_IDENT:
  case KEYWORD(this):
  case KEYWORD(void):
  case KEYWORD(null):
  case KEYWORD(true):
  case KEYWORD(false): type_word(p); return;
  default: break;
  }
  if (!type_at_angle(p))
    drupe__unexpected(p);
  type_list(p); /* <T>(a: T) => T */
  if (token_type(p) != TOKEN_LPAREN)
    drupe__unexpected(p);
  type_paren(p);
}

/* T[], T['key'] */
static void type_unary(drupe__parser *p) {
  uint32_t siblings = drupe__enter(p);

  type_primary(p);
  while (token_type(p) == TOKEN_LBRACKET && !p->token.newline) {
    drupe__lex_next(p);
    if (token_type(p) != TOKEN_RBRACKET)
      type_any(p);
    drupe__expect(p, TOKEN_RBRACKET);
  }
  drupe__leave(p, siblings);
}

static bool type_eat_union(drupe__parser *p) {
  return drupe__eat(p, OPERATOR(OR)) || drupe__eat(p, OPERATOR(AND));
}

static void type_union(drupe__parser *p) {
  type_eat_union(p);
  do
    type_unary(p);
  while (type_eat_union(p));
}

/* T extends U ? V : W; without the `?` it is the bound of a parameter. */
static void type_any(drupe__parser *p) {
  uint32_t siblings = drupe__enter(p);

  type_union(p);
  while (token_type(p) == KEYWORD(extends) && !p->token.newline) {
    drupe__lex_next(p);
    type_union(p);
    if (!drupe__eat(p, TOKEN_QUESTION))
      continue;
    type_any(p);
    drupe__expect(p, TOKEN_COLON);
    type_any(p);
  }
  drupe__leave(p, siblings);
}

void drupe__ts_type(drupe__parser *p) {
  uint32_t start = p->token.start;

  type_any(p);
  drupe__ts_erase(p, start);
}

void drupe__ts_type_list(drupe__parser *p) {
  uint32_t start = p->token.start;

  type_list(p);
  drupe__ts_erase(p, start);
}
