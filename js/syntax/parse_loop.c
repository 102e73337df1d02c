/* js/syntax/parse_loop.c - while, do and the four kinds of for. */
#include "parser.h"

static uint32_t loop_body(drupe__parser *p) {
  uint32_t node;

  p->cx.loops++;
  node = drupe__parse_statement(p, PLACE_SINGLE);
  p->cx.loops--;
  return node;
}

static uint32_t loop_while(drupe__parser *p) {
  uint32_t pos = p->token.start;
  uint32_t test;

  assert(token_type(p) == KEYWORD(while));
  drupe__lex_next(p);
  drupe__expect(p, TOKEN_LPAREN);
  test = drupe__parse_expression(p);
  drupe__expect(p, TOKEN_RPAREN);
  return drupe__node2(p, NODE_WHILE, 0, 0, pos, test, loop_body(p));
}

static uint32_t loop_do(drupe__parser *p) {
  uint32_t pos = p->token.start;
  uint32_t body;
  uint32_t test;

  assert(token_type(p) == KEYWORD(do));
  drupe__lex_next(p);
  body = loop_body(p);
  drupe__expect(p, KEYWORD(while));
  drupe__expect(p, TOKEN_LPAREN);
  test = drupe__parse_expression(p);
  drupe__expect(p, TOKEN_RPAREN);
  drupe__eat(p, TOKEN_SEMICOLON); /* may be missing, whatever follows */
  return drupe__node2(p, NODE_DO, 0, 0, pos, test, body);
}

/* --- for --- */

/* `of` is a word, not a keyword: an escaped one does not count. */
static bool for_is_each(const drupe__parser *p) {
  return token_type(p) == KEYWORD(in) || token_is_word(p, ATOM_of);
}

static const char *for_each_name(const drupe__parser *p, bool await) {
  if (token_type(p) == KEYWORD(in))
    return "for-in";
  return await ? "for-await-of" : "for-of";
}

/* The declaration in the head of a for-in or for-of. */
static void for_check_each(drupe__parser *p, uint32_t var, bool await) {
  const drupe__tree *t = p->tree;
  uint32_t list = node_word(t, var, VAR_LIST);
  uint32_t declarator = list_at(t, list, 0);
  uint32_t target = node_word(t, declarator, DECLARATOR_TARGET);

  assert(for_is_each(p));
  if (list_size(t, list) != 1)
    drupe__fail_range(p, node_pos(t, declarator), p->previous_end,
                      "Invalid left-hand side in %s loop: Must have a single "
                      "binding.",
                      for_each_name(p, await));
  /* Annex B: for (var x = 1 in y) in sloppy code. */
  if (node_word(t, declarator, DECLARATOR_INIT) != 0 &&
      (token_type(p) != KEYWORD(in) || node_op(t, var) != VAR_VAR ||
       cx_is(p, CX_STRICT) || node_kind(t, target) != NODE_IDENT))
    drupe__fail_range(
        p, node_pos(t, declarator), p->previous_end,
        "%s loop variable declaration may not have an initializer.",
        for_each_name(p, await));
}

/* The last declarator of a plain for. */
static void for_check_plain(drupe__parser *p, uint32_t var) {
  const drupe__tree *t = p->tree;
  uint32_t list = node_word(t, var, VAR_LIST);
  uint32_t last = list_at(t, list, list_size(t, list) - 1);

  if (node_word(t, last, DECLARATOR_INIT) != 0)
    return;
  if (node_kind(t, node_word(t, last, DECLARATOR_TARGET)) != NODE_IDENT)
    drupe__fail_range(p, node_pos(t, last), p->previous_end,
                      "Missing initializer in destructuring declaration");
  if (node_op(t, var) == VAR_CONST)
    drupe__fail(p, node_pos(t, last),
                "Missing initializer in const declaration");
}

/* What a for-in or for-of assigns to. */
static uint32_t for_target(drupe__parser *p, uint32_t node, uint32_t start,
                           bool await, bool let) {
  const drupe__tree *t = p->tree;
  uint32_t kind = node_kind(t, node);
  bool of = token_type(p) != KEYWORD(in);

  if (of && let)
    drupe__fail(p, node_pos(t, node),
                "The left-hand side of a for-of loop may not be 'let'.");
  if (of && !await && kind == NODE_IDENT &&
      !(node_flags(t, node) & (FLAG_PAREN | IDENT_ESCAPED)) &&
      node_word(t, node, IDENT_ATOM) == ATOM_async)
    drupe__fail(p, node_pos(t, node),
                "The left-hand side of a for-of loop may not be 'async'.");
  if ((kind == NODE_ARRAY || kind == NODE_OBJECT) &&
      !(node_flags(t, node) & FLAG_PAREN))
    return drupe__to_pattern(p, node, false);
  drupe__check_target(p, node, start, "Invalid left-hand side in for-loop");
  return node;
}

/* A head that begins with an expression: a target or a whole expression. */
static uint32_t for_expression(drupe__parser *p, bool await) {
  uint32_t start = p->token.start;
  bool let = token_is_word(p, ATOM_let);
  uint32_t base = p->stack_size;
  drupe__cover outer;
  uint32_t node;

  if (token_is_word(p, ATOM_yield) && cx_is(p, CX_GENERATOR))
    return drupe__parse_expression(p);
  outer = drupe__cover_begin(p);
  p->arrow_start = start;
  node = drupe__parse_unary(p);
  if (for_is_each(p)) {
    p->cover = outer;
    return for_target(p, node, start, await, let);
  }
  node = drupe__parse_assignment_rest(p, node, start,
                                      (drupe__cover){0, 0, NULL, false});
  if (token_type(p) == TOKEN_COMMA) {
    drupe__stack_push(p, node);
    while (drupe__eat(p, TOKEN_COMMA))
      drupe__stack_push(p, drupe__parse_assignment(p));
    node = drupe__node(p, NODE_SEQUENCE, 0, 0, start, 0);
    drupe__stack_list(p, base);
  }
  drupe__cover_end(p, outer);
  if (for_is_each(p))
    drupe__fail_range(p, start, p->previous_end,
                      "Invalid left-hand side in for-loop");
  return node;
}

/* The operator of a declaration in the head, or -1. */
static int for_var_op(drupe__parser *p) {
  if (token_type(p) == KEYWORD(var))
    return VAR_VAR;
  if (token_type(p) == KEYWORD(const))
    return VAR_CONST;
  if (token_is_word(p, ATOM_let) && drupe__let_is_declaration(p, false))
    return VAR_LET;
  return -1;
}

/* The head up to its first `;`, `in` or `of`, where `in` is no operator. */
static uint32_t for_init(drupe__parser *p, bool await) {
  uint32_t pos = p->token.start;
  int op;
  uint32_t node = 0;

  if (token_type(p) == TOKEN_SEMICOLON)
    return 0;
  p->no_in = true;
  op = for_var_op(p);
  if (op < 0) {
    node = for_expression(p, await);
  } else {
    node = drupe__parse_var(p, (uint32_t)op, pos, true);
    if (for_is_each(p))
      for_check_each(p, node, await);
    else
      for_check_plain(p, node);
  }
  p->no_in = false;
  return node;
}

/* for-of takes one AssignmentExpression, for-in a whole Expression. */
static uint32_t for_each(drupe__parser *p, uint32_t target, bool await,
                         uint32_t pos) {
  bool of = token_type(p) != KEYWORD(in);
  uint32_t object;
  uint32_t body;
  uint32_t node;

  assert(for_is_each(p));
  if (await && !of)
    drupe__unexpected(p);
  drupe__lex_next(p);
  if (of) {
    drupe__cover outer = drupe__cover_begin(p);

    object = drupe__parse_assignment(p);
    drupe__cover_end(p, outer);
  } else {
    object = drupe__parse_expression(p);
  }
  drupe__expect(p, TOKEN_RPAREN);
  body = loop_body(p);
  node = drupe__node(p, of ? NODE_FOR_OF : NODE_FOR_IN, 0,
                     await ? FOR_AWAIT : 0, pos, FOR_IN_WORDS);
  node_set_word(p->tree, node, FOR_IN_TARGET, target);
  node_set_word(p->tree, node, FOR_IN_OBJECT, object);
  node_set_word(p->tree, node, FOR_IN_BODY, body);
  node_set_word(p->tree, node, FOR_IN_SCOPE, 0);
  return node;
}

static uint32_t for_plain(drupe__parser *p, uint32_t init, uint32_t pos) {
  uint32_t test = 0;
  uint32_t update = 0;
  uint32_t body;
  uint32_t node;

  drupe__expect(p, TOKEN_SEMICOLON);
  if (token_type(p) != TOKEN_SEMICOLON)
    test = drupe__parse_expression(p);
  drupe__expect(p, TOKEN_SEMICOLON);
  if (token_type(p) != TOKEN_RPAREN)
    update = drupe__parse_expression(p);
  drupe__expect(p, TOKEN_RPAREN);
  body = loop_body(p);
  node = drupe__node(p, NODE_FOR, 0, 0, pos, FOR_WORDS);
  node_set_word(p->tree, node, FOR_INIT, init);
  node_set_word(p->tree, node, FOR_TEST, test);
  node_set_word(p->tree, node, FOR_UPDATE, update);
  node_set_word(p->tree, node, FOR_BODY, body);
  node_set_word(p->tree, node, FOR_SCOPE, 0);
  return node;
}

static bool for_await(drupe__parser *p) {
  if (!token_is_word(p, ATOM_await) || !cx_is(p, CX_ASYNC))
    return false;
  p->cx.uses |= USES_AWAIT;
  drupe__lex_next(p);
  return true;
}

/* The head has a scope of its own around the body's. */
static uint32_t loop_for(drupe__parser *p) {
  uint32_t pos = p->token.start;
  bool await;
  uint32_t init;
  uint32_t node;

  assert(token_type(p) == KEYWORD(for));
  drupe__lex_next(p);
  await = for_await(p);
  drupe__expect(p, TOKEN_LPAREN);
  drupe__scope_open(p, false);
  init = for_init(p, await);
  if (init != 0 && for_is_each(p)) {
    node = for_each(p, init, await, pos);
  } else {
    if (await)
      drupe__unexpected(p);
    node = for_plain(p, init, pos);
  }
  drupe__scope_close(p);
  return node;
}

uint32_t drupe__parse_loop(drupe__parser *p) {
  switch (token_type(p)) {
  case KEYWORD(while): return loop_while(p);
  case KEYWORD(do): return loop_do(p);
  default: return loop_for(p);
  }
}
