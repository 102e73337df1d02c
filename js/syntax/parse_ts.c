/* js/syntax/parse_ts.c - types inside of expressions and parameters. */
#include "typescript.h"

/* --- Trying --- */

/* Runs `step` with errors as an answer: false, and all is as it was.  The step
 * reads types only, which make no nodes and declare nothing. */
static bool ts_try(drupe__parser *p, bool (*step)(drupe__parser *p)) {
  drupe__lex_state here = drupe__lex_save(p);
  uint32_t depth = p->depth;
  uint32_t height = p->height;
  drupe__syntax_error error = *p->error;
  char *erased = p->erased;
  jmp_buf *outer = p->jump;
  volatile bool done = false;
  jmp_buf inner;

  p->erased = NULL;
  p->jump = &inner;
  if (setjmp(inner) == 0)
    done = step(p);
  p->jump = outer;
  p->erased = erased;
  if (done)
    return true;
  *p->error = error;
  p->depth = depth;
  p->height = height;
  drupe__lex_restore(p, here);
  return false;
}

/* --- Annotations --- */

void drupe__ts_annotation(drupe__parser *p) {
  uint32_t start = p->token.start;

  if (!p->typescript || token_type(p) != TOKEN_COLON)
    return;
  drupe__lex_next(p);
  drupe__ts_type(p);
  drupe__ts_erase(p, start);
}

void drupe__ts_name_rest(drupe__parser *p) {
  uint32_t start = p->token.start;

  if (!p->typescript)
    return;
  if (token_type(p) == TOKEN_QUESTION ||
      (token_type(p) == OPERATOR(NOT) && !p->token.newline)) {
    drupe__lex_next(p);
    drupe__ts_erase(p, start);
  }
  drupe__ts_annotation(p);
}

void drupe__ts_generics(drupe__parser *p) {
  if (p->typescript && token_type(p) == OPERATOR(LT))
    drupe__ts_type_list(p);
}

bool drupe__ts_as(drupe__parser *p) {
  uint32_t start = p->token.start;

  if (p->token.newline ||
      !(token_is_word(p, ATOM_as) || token_is_word(p, ATOM_satisfies)))
    return false;
  drupe__lex_next(p);
  if (token_type(p) == KEYWORD(const))
    drupe__lex_next(p);
  else
    drupe__ts_type(p);
  drupe__ts_erase(p, start);
  return true;
}

/* --- Arguments of types --- */

/* What may stand behind the `>` of type arguments in an expression: a call, a
 * template, or no beginning of an operand. */
static bool arguments_may_end(const drupe__parser *p) {
  switch (token_type(p)) {
  case TOKEN_LPAREN:
  case TOKEN_TEMPLATE: return true;
  case OPERATOR(LT):
  case OPERATOR(GT):
  case OPERATOR(ADD):
  case OPERATOR(SUB): return false;
  case TOKEN_NUMBER:
  case TOKEN_BIGINT:
  case TOKEN_STRING:
  case TOKEN_LBRACE:
  case TOKEN_LBRACKET:
  case TOKEN_PRIVATE:
  case OPERATOR(NOT):
  case OPERATOR(BITNOT):
  case OPERATOR(INC):
  case OPERATOR(DEC):
  case OPERATOR(DIV): return p->token.newline;
  case KEYWORD(in):
  case KEYWORD(instanceof): return true;
  case TOKEN_IDENT:
    return p->token.newline || token_is_word(p, ATOM_as) ||
           token_is_word(p, ATOM_satisfies);
  default: return token_type(p) < TOKEN_KEYWORD || p->token.newline;
  }
}

static bool arguments_step(drupe__parser *p) {
  drupe__ts_type_list(p);
  return arguments_may_end(p);
}

bool drupe__ts_arguments(drupe__parser *p) {
  uint32_t start = p->token.start;

  if (token_type(p) != OPERATOR(LT) && token_type(p) != OPERATOR(SHL))
    return false;
  if (!ts_try(p, arguments_step))
    return false;
  drupe__ts_erase(p, start);
  return true;
}

/* --- Arrows --- */

bool drupe__ts_is_optional(drupe__parser *p) {
  drupe__lex_state here = drupe__lex_save(p);
  bool result;

  assert(token_type(p) == TOKEN_QUESTION);
  drupe__lex_next(p);
  result = token_type(p) == TOKEN_COLON || token_type(p) == TOKEN_COMMA ||
           token_type(p) == TOKEN_RPAREN || token_type(p) == TOKEN_ASSIGN;
  drupe__lex_restore(p, here);
  return result;
}

bool drupe__ts_arrow_item(drupe__parser *p, uint32_t *node) {
  uint32_t start = p->token.start;

  if (!p->typescript ||
      (token_type(p) != TOKEN_QUESTION && token_type(p) != TOKEN_COLON))
    return false;
  drupe__ts_name_rest(p);
  if (token_type(p) == TOKEN_ASSIGN)
    *node = drupe__parse_assignment_rest(p, *node, start, p->cover);
  return true;
}

static _Noreturn void angle_no_jsx(drupe__parser *p) {
  drupe__fail(p, p->token.start, "JSX is not supported");
}

/* Whether a `:` comes before what ends the middle of a conditional.  The
 * token is the `=>`. */
static bool arrow_is_middle(drupe__parser *p) {
  uint32_t questions = 0;

  for (;;) {
    drupe__lex_next(p);
    switch (token_type(p)) {
    case TOKEN_LBRACE:
    case TOKEN_LBRACKET:
    case TOKEN_LPAREN:
      drupe__ts_balanced(p);
      p->at = p->start + p->previous_end;
      continue;
    case TOKEN_QUESTION: questions++; continue;
    case TOKEN_COLON:
      if (questions-- == 0)
        return true;
      continue;
    case TOKEN_RBRACE:
    case TOKEN_RBRACKET:
    case TOKEN_RPAREN:
    case TOKEN_COMMA:
    case TOKEN_SEMICOLON:
    case TOKEN_EOF: return false;
    default: continue;
    }
  }
}

static bool arrow_type_step(drupe__parser *p) {
  drupe__ts_annotation(p);
  return token_type(p) == TOKEN_ARROW && !p->token.newline;
}

static bool arrow_middle_step(drupe__parser *p) {
  drupe__lex_state here;

  if (!arrow_type_step(p))
    return false;
  here = drupe__lex_save(p);
  if (!arrow_is_middle(p))
    return false;
  drupe__lex_restore(p, here);
  return true;
}

bool drupe__ts_arrow_type(drupe__parser *p) {
  uint32_t start = p->token.start;

  if (!p->typescript || token_type(p) != TOKEN_COLON)
    return false;
  if (!ts_try(p, p->cover.middle ? arrow_middle_step : arrow_type_step))
    return false;
  drupe__ts_erase(p, start);
  return true;
}

/* <>, <name/>, <name attribute ...: no type begins so. */
static void angle_check_jsx(drupe__parser *p) {
  drupe__lex_state here = drupe__lex_save(p);
  bool element;

  drupe__lex_next(p);
  element = token_type(p) == OPERATOR(GT);
  if (token_type(p) == TOKEN_IDENT && !token_is_word(p, ATOM_out)) {
    drupe__lex_next(p);
    element = token_type(p) == OPERATOR(DIV) || token_type(p) == TOKEN_IDENT;
  }
  drupe__lex_restore(p, here);
  if (element)
    angle_no_jsx(p);
}

void drupe__ts_check_closing(drupe__parser *p) {
  if (token_type(p) == OPERATOR(LT) && p->at[0] == '/' && p->at[1] != '/' &&
      p->at[1] != '*')
    angle_no_jsx(p);
}

uint32_t drupe__ts_angle(drupe__parser *p, bool arrow_ok) {
  uint32_t siblings = drupe__enter(p);
  uint32_t node;

  assert(token_type(p) == OPERATOR(LT));
  angle_check_jsx(p);
  drupe__ts_type_list(p);
  drupe__ts_check_closing(p);
  if (arrow_ok && token_type(p) == TOKEN_LPAREN)
    p->arrow_start = p->token.start;
  node = drupe__parse_unary(p);
  drupe__leave(p, siblings);
  return node;
}

/* --- Parameters --- */

static bool modifier_is(uint32_t atom) {
  return atom == ATOM_public || atom == ATOM_private ||
         atom == ATOM_protected || atom == ATOM_readonly ||
         atom == ATOM_override;
}

/* A modifier is one only if a name follows. */
bool drupe__ts_modifiers(drupe__parser *p) {
  uint32_t start = p->token.start;
  bool found = false;

  while (token_type(p) == TOKEN_IDENT && modifier_is(p->token.atom)) {
    drupe__lex_state here = drupe__lex_save(p);

    drupe__lex_next(p);
    if (token_type(p) != TOKEN_IDENT && token_type(p) != TOKEN_LBRACE &&
        token_type(p) != TOKEN_LBRACKET) {
      drupe__lex_restore(p, here);
      break;
    }
    found = true;
  }
  if (found)
    drupe__ts_erase(p, start);
  return found;
}

bool drupe__ts_this_param(drupe__parser *p) {
  uint32_t start = p->token.start;

  if (token_type(p) != KEYWORD(this))
    return false;
  drupe__lex_next(p);
  drupe__ts_annotation(p);
  drupe__eat(p, TOKEN_COMMA);
  drupe__ts_erase(p, start);
  return true;
}

/* this.name = name */
static uint32_t property_assign(drupe__parser *p, uint32_t ident) {
  uint32_t pos = node_pos(p->tree, ident);
  uint32_t atom = node_word(p->tree, ident, IDENT_ATOM);
  uint32_t target = drupe__node(p, NODE_THIS, 0, 0, pos, 0);
  uint32_t value = drupe__node2(p, NODE_IDENT, 0, 0, pos, atom, 0);

  target = drupe__node2(p, NODE_MEMBER, 0, 0, pos, target, atom);
  value = drupe__node2(p, NODE_ASSIGN, OP_NONE, 0, pos, target, value);
  return drupe__node1(p, NODE_EXPRESSION, 0, 0, pos, value);
}

static bool statement_is_super(const drupe__tree *t, uint32_t node) {
  uint32_t call;

  if (node_kind(t, node) != NODE_EXPRESSION)
    return false;
  call = node_word(t, node, ARGUMENT);
  return node_kind(t, call) == NODE_CALL &&
         node_kind(t, node_word(t, call, CALL_CALLEE)) == NODE_SUPER;
}

/* Behind the directives, in a derived class behind its super(). */
static uint32_t properties_place(drupe__parser *p, uint32_t body, uint32_t pos,
                                 bool derived) {
  const drupe__tree *t = p->tree;
  uint32_t size = list_size(t, body);
  uint32_t i = 0;

  if (!derived) {
    while (i < size && node_kind(t, list_at(t, body, i)) == NODE_EXPRESSION &&
           (node_flags(t, list_at(t, body, i)) & EXPRESSION_DIRECTIVE))
      i++;
    return i;
  }
  while (i < size && !statement_is_super(t, list_at(t, body, i)))
    i++;
  if (i == size)
    drupe__fail(p, pos,
                "A 'super' call must be a root-level statement within a "
                "constructor of a derived class that contains parameter "
                "properties");
  return i + 1;
}

uint32_t drupe__ts_assign_properties(drupe__parser *p, uint32_t body,
                                     uint32_t names, bool derived) {
  uint32_t base = p->stack_size;
  uint32_t pos = node_pos(p->tree, list_at(p->tree, names, 0));
  uint32_t place = properties_place(p, body, pos, derived);
  uint32_t i;

  p->cx.uses |= USES_THIS;
  for (i = 0; i < place; i++)
    drupe__stack_push(p, list_at(p->tree, body, i));
  for (i = 0; i < list_size(p->tree, names); i++)
    drupe__stack_push(p, property_assign(p, list_at(p->tree, names, i)));
  for (i = place; i < list_size(p->tree, body); i++)
    drupe__stack_push(p, list_at(p->tree, body, i));
  return drupe__stack_list(p, base);
}

void drupe__ts_no_decorators(drupe__parser *p) {
  drupe__fail(p, p->token.start, "Decorators are not supported");
}
