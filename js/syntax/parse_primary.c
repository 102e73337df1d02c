/* js/syntax/parse_primary.c - primary expressions: literals, names, what
 * stands in parentheses. */
#include "typescript.h"

/* --- Literals --- */

uint32_t drupe__parse_number(drupe__parser *p) {
  uint32_t kind = token_type(p) == TOKEN_BIGINT ? NODE_BIGINT : NODE_NUMBER;
  uint32_t node;

  if ((p->token.flags & NUMBER_LEGACY) && cx_is(p, CX_STRICT))
    drupe__fail(p, p->token.start, "%s", p->octal_message);
  node = drupe__node1(p, kind, 0, p->token.flags, p->token.start, p->token.end);
  drupe__lex_next(p);
  return node;
}

uint32_t drupe__string_atom(drupe__parser *p, uint32_t node) {
  uint32_t room =
      node_word(p->tree, node, STRING_END) - node_pos(p->tree, node);

  p->buffer_size = 0;
  drupe__buffer_room(p, room);
  return drupe__atom_of(p, p->buffer,
                        drupe__string_value(p->tree, node, p->buffer));
}

/* Keys and names of modules need the value at once, other strings do not. */
uint32_t drupe__parse_string(drupe__parser *p, bool with_atom) {
  uint32_t node = drupe__node2(p, NODE_STRING, 0, p->token.flags,
                               p->token.start, p->token.end, 0);

  assert(token_type(p) == TOKEN_STRING);
  if ((p->token.flags & STRING_OCTAL) && cx_is(p, CX_STRICT))
    drupe__fail(p, p->octal_pos - 1, "%s", p->octal_message);
  if (with_atom)
    node_set_word(p->tree, node, STRING_ATOM, drupe__string_atom(p, node));
  drupe__lex_next(p);
  return node;
}

/* Its text stands between the delimiters: a backtick or `}`, and a backtick or
 * `${`. */
static uint32_t template_quasi(drupe__parser *p, bool tagged) {
  uint32_t end = p->token.end - (p->token.more ? 2 : 1);

  if ((p->token.flags & STRING_INVALID) && !tagged)
    drupe__fail(p, p->escape_pos, "%s", p->escape_message);
  return drupe__node1(p, NODE_QUASI, 0, p->token.flags, p->token.start + 1,
                      end);
}

/* Nested templates nest by recursion, so the lexer needs no stack of them. */
uint32_t drupe__parse_template(drupe__parser *p, bool tagged) {
  uint32_t pos = p->token.start;
  uint32_t base = p->stack_size;
  bool no_in = p->no_in;

  assert(token_type(p) == TOKEN_TEMPLATE);
  p->no_in = false;
  for (;;) {
    bool more = p->token.more;
    uint32_t start;

    drupe__stack_push(p, template_quasi(p, tagged));
    if (!more)
      break;
    drupe__lex_next(p);
    start = p->token.start;
    drupe__stack_push(p, drupe__parse_expression(p));
    if (token_type(p) != TOKEN_RBRACE)
      drupe__fail_range(p, start, p->token.start,
                        "Missing } in template expression");
    drupe__lex_template_rest(p);
  }
  drupe__lex_next(p);
  p->no_in = no_in;
  return drupe__node1(p, NODE_TEMPLATE, 0, 0, pos, drupe__stack_list(p, base));
}

/* Pushes an item of an array or of arguments; returns it. */
static uint32_t primary_push_item(drupe__parser *p) {
  uint32_t pos = p->token.start;
  uint32_t node;

  if (drupe__eat(p, TOKEN_ELLIPSIS)) {
    node = drupe__parse_assignment(p);
    node = drupe__node1(p, NODE_SPREAD, 0, 0, pos, node);
    if (token_type(p) == TOKEN_COMMA)
      node_add_flags(p->tree, node, SPREAD_COMMA);
  } else {
    node = drupe__parse_assignment(p);
  }
  drupe__stack_push(p, node);
  return node;
}

static uint32_t primary_array(drupe__parser *p) {
  uint32_t pos = p->token.start;
  uint32_t base = p->stack_size;
  bool no_in = p->no_in;
  bool middle = p->cover.middle;

  assert(token_type(p) == TOKEN_LBRACKET);
  p->no_in = false;
  p->cover.middle = false;
  drupe__lex_next(p);
  while (token_type(p) != TOKEN_RBRACKET) {
    if (drupe__eat(p, TOKEN_COMMA)) {
      drupe__stack_push(p, 0);
      continue;
    }
    primary_push_item(p);
    if (token_type(p) != TOKEN_RBRACKET)
      drupe__expect(p, TOKEN_COMMA);
  }
  drupe__lex_next(p);
  p->no_in = no_in;
  p->cover.middle = middle;
  return drupe__node1(p, NODE_ARRAY, 0, 0, pos, drupe__stack_list(p, base));
}

/* Behind an item that may be a parameter of TypeScript's: true if it can be
 * nothing else. */
static bool arguments_param(drupe__parser *p, uint32_t item) {
  drupe__tree *t = p->tree;
  bool rest = node_kind(t, item) == NODE_SPREAD;
  uint32_t node = rest ? node_word(t, item, ARGUMENT) : item;
  bool found = drupe__ts_arrow_item(p, &node);

  if (rest)
    node_set_word(p->tree, item, ARGUMENT, node);
  else
    p->stack[p->stack_size - 1] = node;
  return found;
}

/* Pushes the arguments; the token is the `(`.  `arrow`: they may be parameters,
 * and true is returned if they can be nothing else. */
static bool arguments_push(drupe__parser *p, bool arrow) {
  bool no_in = p->no_in;
  bool only_params = false;

  assert(token_type(p) == TOKEN_LPAREN);
  p->no_in = false;
  drupe__lex_next(p);
  while (token_type(p) != TOKEN_RPAREN) {
    uint32_t item = primary_push_item(p);

    if (arrow && arguments_param(p, item))
      only_params = true;
    if (token_type(p) == TOKEN_RPAREN)
      break;
    if (token_type(p) != TOKEN_COMMA)
      drupe__fail_before(p, "missing ) after argument list");
    drupe__lex_next(p);
  }
  drupe__lex_next(p);
  p->no_in = no_in;
  return only_params;
}

uint32_t drupe__parse_arguments(drupe__parser *p) {
  uint32_t base = p->stack_size;
  drupe__cover outer = drupe__cover_begin(p);

  arguments_push(p, false);
  drupe__cover_end(p, outer);
  return drupe__stack_list(p, base);
}

/* --- Parentheses and arrows --- */

static bool primary_at_arrow(const drupe__parser *p) {
  return token_type(p) == TOKEN_ARROW && !p->token.newline;
}

/* Begins what may become an arrow's parameters: what they use is counted on
 * its own. */
static drupe__context primary_cover_uses(drupe__parser *p) {
  drupe__context before = p->cx;

  p->cx.uses = 0;
  return before;
}

static uint32_t paren_rest(drupe__parser *p) {
  uint32_t pos = p->token.start;
  uint32_t target;

  drupe__lex_next(p);
  target = drupe__parse_binding(p, DECLARE_NOTHING);
  drupe__ts_annotation(p);
  if (token_type(p) != TOKEN_RPAREN)
    drupe__fail(p, p->token.start,
                "Rest parameter must be last formal parameter");
  return drupe__node1(p, NODE_REST, 0, 0, pos, target);
}

/* Pushes what stands in the parentheses, a comma list or parameters.  True if
 * it can be parameters only: nothing, a rest, a comma at the end. */
static bool paren_items(drupe__parser *p) {
  bool only_params = false;
  uint32_t node;

  assert(token_type(p) == TOKEN_LPAREN);
  drupe__lex_next(p);
  if (token_type(p) == TOKEN_RPAREN)
    return true;
  for (;;) {
    if (token_type(p) == TOKEN_ELLIPSIS) {
      drupe__stack_push(p, paren_rest(p));
      return true;
    }
    node = drupe__parse_assignment(p);
    if (drupe__ts_arrow_item(p, &node))
      only_params = true;
    drupe__stack_push(p, node);
    if (token_type(p) == TOKEN_RPAREN)
      return only_params;
    drupe__expect(p, TOKEN_COMMA);
    if (token_type(p) == TOKEN_RPAREN)
      return true;
  }
}

/* One expression of the stack's items from `base`, in parentheses. */
static uint32_t paren_expression(drupe__parser *p, uint32_t base) {
  uint32_t node = p->stack[base];
  uint32_t pos = node_pos(p->tree, node);

  assert(p->stack_size > base);
  if (p->stack_size - base > 1) {
    node = drupe__node(p, NODE_SEQUENCE, 0, 0, pos, 0);
    drupe__stack_list(p, base);
  }
  p->stack_size = base;
  node_add_flags(p->tree, node, FLAG_PAREN);
  return node;
}

/* An expression in parentheses, or the parameters of an arrow: the token
 * behind the `)` decides. */
static uint32_t primary_paren(drupe__parser *p, bool arrow_ok) {
  uint32_t pos = p->token.start;
  uint32_t base = p->stack_size;
  bool no_in = p->no_in;
  drupe__cover outer = drupe__cover_begin(p);
  drupe__context before = primary_cover_uses(p);
  bool only_params;
  uint32_t end;

  p->no_in = false;
  only_params = paren_items(p);
  end = p->token.start;
  drupe__expect(p, TOKEN_RPAREN);
  p->no_in = no_in;
  if (arrow_ok) {
    p->cover.middle = outer.middle;
    drupe__ts_arrow_type(p);
  }
  if (primary_at_arrow(p) && arrow_ok) {
    p->cover = outer;
    return drupe__parse_arrow(p, 0, pos, base, &before);
  }
  if (only_params) {
    if (token_type(p) == TOKEN_ARROW ||
        (p->stack_size == base && token_type(p) == TOKEN_EOF))
      drupe__unexpected(p);
    drupe__fail(p, end, "Unexpected token ')'");
  }
  p->cx.uses |= before.uses;
  drupe__cover_end(p, outer);
  return paren_expression(p, base);
}

/* async name => ...; the token is the name.  0 if no arrow comes. */
static uint32_t async_arrow_of_name(drupe__parser *p, uint32_t pos) {
  uint32_t base = p->stack_size;
  uint32_t param =
      drupe__node2(p, NODE_IDENT, 0, p->token.escaped ? IDENT_ESCAPED : 0,
                   p->token.start, p->token.atom, 0);
  drupe__context before;

  if (drupe__atom_is_keyword(p->token.atom))
    drupe__unexpected(p);
  drupe__lex_next(p);
  if (!primary_at_arrow(p))
    return 0;
  before = primary_cover_uses(p);
  drupe__stack_push(p, param);
  return drupe__parse_arrow(p, FN_ASYNC, pos, base, &before);
}

/* async(...): a call, or the parameters of an arrow. */
static uint32_t async_arrow_or_call(drupe__parser *p, uint32_t pos) {
  uint32_t base = p->stack_size;
  drupe__cover outer = drupe__cover_begin(p);
  drupe__context before = primary_cover_uses(p);
  bool only_params;
  uint32_t callee;

  only_params = arguments_push(p, p->typescript);
  p->cover.middle = outer.middle;
  drupe__ts_arrow_type(p);
  if (primary_at_arrow(p)) {
    p->cover = outer;
    return drupe__parse_arrow(p, FN_ASYNC, pos, base, &before);
  }
  if (only_params)
    drupe__unexpected(p);
  p->cx.uses |= before.uses;
  drupe__cover_end(p, outer);
  callee = drupe__node2(p, NODE_IDENT, 0, 0, pos, ATOM_async, 0);
  return drupe__node2(p, NODE_CALL, 0, 0, pos, callee,
                      drupe__stack_list(p, base));
}

/* A name, or an arrow with it as its only parameter. */
static uint32_t primary_ident(drupe__parser *p, bool arrow_ok) {
  drupe__token name = p->token;
  drupe__context before;
  uint32_t node;

  node = drupe__node2(p, NODE_IDENT, 0, name.escaped ? IDENT_ESCAPED : 0,
                      name.start, name.atom, 0);
  drupe__lex_next(p);
  drupe__check_ident(p, name.atom, name.start, name.escaped);
  if (primary_at_arrow(p) && arrow_ok) {
    before = primary_cover_uses(p);
    drupe__stack_push(p, node);
    return drupe__parse_arrow(p, 0, name.start, p->stack_size - 1, &before);
  }
  drupe__note_reference(p, name.atom, name.start);
  return node;
}

/* `async` is a name, a function, an arrow, or a call that may turn out to be
 * an arrow's parameters. */
static uint32_t primary_async(drupe__parser *p, bool arrow_ok) {
  uint32_t pos = p->token.start;
  drupe__lex_state name = drupe__lex_save(p);
  uint32_t node;

  assert(token_is_word(p, ATOM_async));
  drupe__lex_next(p);
  if (!p->token.newline) {
    if (token_type(p) == KEYWORD(function))
      return drupe__parse_function(p, FN_ASYNC, pos, DECLARE_NOTHING);
    if (arrow_ok)
      drupe__ts_generics(p);
    if (token_type(p) == TOKEN_IDENT && arrow_ok) {
      node = async_arrow_of_name(p, pos);
      if (node != 0)
        return node;
    } else if (token_type(p) == TOKEN_LPAREN && arrow_ok) {
      return async_arrow_or_call(p, pos);
    }
  }
  drupe__lex_restore(p, name);
  return primary_ident(p, arrow_ok);
}

/* --- Words --- */

static uint32_t primary_word(drupe__parser *p, uint32_t kind, uint32_t uses) {
  uint32_t pos = p->token.start;

  p->cx.uses |= uses;
  drupe__lex_next(p);
  return drupe__node(p, kind, 0, 0, pos, 0);
}

/* What follows decides which right is needed: super() or super.x. */
static uint32_t primary_super(drupe__parser *p) {
  uint32_t pos = p->token.start;
  uint32_t need = 0;

  assert(token_type(p) == KEYWORD(super));
  drupe__lex_next(p);
  if (token_type(p) == TOKEN_LPAREN) {
    need = CX_SUPER_CALL;
    p->cx.uses |= USES_SUPER_CALL | USES_THIS;
  } else if (token_type(p) == TOKEN_DOT || token_type(p) == TOKEN_LBRACKET) {
    need = CX_SUPER_PROPERTY;
    p->cx.uses |= USES_SUPER_PROPERTY | USES_THIS;
  }
  if (!cx_is(p, need))
    drupe__fail(p, pos, "'super' keyword unexpected here");
  return drupe__node1(p, NODE_SUPER, 0, 0, pos, 0);
}

static uint32_t import_meta(drupe__parser *p, uint32_t pos) {
  if (!token_is_word(p, ATOM_meta))
    drupe__unexpected(p);
  if (!p->module)
    drupe__fail(p, pos, "Cannot use 'import.meta' outside a module");
  return primary_word(p, NODE_IMPORT_META, USES_IMPORT_META);
}

static uint32_t primary_import(drupe__parser *p) {
  uint32_t pos = p->token.start;
  bool no_in = p->no_in;
  drupe__cover outer;
  uint32_t options = 0;
  uint32_t source;
  uint32_t node;

  drupe__lex_next(p);
  if (drupe__eat(p, TOKEN_DOT)) {
    node = import_meta(p, pos);
    p->tree->w[node + 1] = pos;
    return node;
  }
  if (token_type(p) != TOKEN_LPAREN && !p->module)
    drupe__fail(p, pos, "Cannot use import statement outside a module");
  drupe__expect(p, TOKEN_LPAREN);
  if (token_type(p) == TOKEN_RPAREN)
    drupe__fail_before(p, "import() requires a specifier");
  p->no_in = false;
  outer = drupe__cover_begin(p);
  source = drupe__parse_assignment(p);
  if (drupe__eat(p, TOKEN_COMMA) && token_type(p) != TOKEN_RPAREN) {
    options = drupe__parse_assignment(p);
    drupe__eat(p, TOKEN_COMMA);
  }
  drupe__cover_end(p, outer);
  p->no_in = no_in;
  drupe__expect(p, TOKEN_RPAREN);
  return drupe__node2(p, NODE_IMPORT_CALL, 0, 0, pos, source, options);
}

/* PrimaryExpression, and what begins with `new`, `super` and `import`. */
uint32_t drupe__parse_primary(drupe__parser *p) {
  uint32_t pos = p->token.start;
  bool arrow_ok = p->arrow_start == pos;

  switch (token_type(p)) {
  case TOKEN_IDENT:
    if (p->token.atom == ATOM_async && !p->token.escaped)
      return primary_async(p, arrow_ok);
    return primary_ident(p, arrow_ok);
  case TOKEN_NUMBER:
  case TOKEN_BIGINT: return drupe__parse_number(p);
  case TOKEN_STRING: return drupe__parse_string(p, false);
  case TOKEN_TEMPLATE: return drupe__parse_template(p, false);
  case TOKEN_LPAREN: return primary_paren(p, arrow_ok);
  case TOKEN_LBRACE: return drupe__parse_object(p);
  case TOKEN_LBRACKET: return primary_array(p);
  case OPERATOR(DIV):
  case TOKEN_ASSIGN + OP_DIV: return drupe__lex_regexp(p);
  case KEYWORD(function):
    return drupe__parse_function(p, 0, pos, DECLARE_NOTHING);
  case KEYWORD(class): return drupe__parse_class(p, 0, true);
  case KEYWORD(this): return primary_word(p, NODE_THIS, USES_THIS);
  case KEYWORD(null): return primary_word(p, NODE_NULL, 0);
  case KEYWORD(true): return primary_word(p, NODE_TRUE, 0);
  case KEYWORD(false): return primary_word(p, NODE_FALSE, 0);
  case KEYWORD(super): return primary_super(p);
  case KEYWORD(new): return drupe__parse_new(p);
  case KEYWORD(import): return primary_import(p);
  default: drupe__unexpected(p);
  }
}
