/* js/syntax/parse_expr.c - operators: from the comma down to unary.
 *
 * What may turn out to be a pattern is parsed as an expression and made into a
 * pattern in place when the `=` or `=>` comes: no backtracking. */
#include "typescript.h"

/* How tightly a token binds as a binary operator; 0 for all others.  By
 * operator, and ** is the only one that groups to the right. */
static const uint8_t expr_precedence[OP_COUNT] = {
    [OP_NULLISH] = 1, [OP_OROR] = 2,       [OP_ANDAND] = 3, [OP_OR] = 4,
    [OP_XOR] = 5,     [OP_AND] = 6,        [OP_EQ] = 7,     [OP_NE] = 7,
    [OP_SEQ] = 7,     [OP_SNE] = 7,        [OP_LT] = 8,     [OP_GT] = 8,
    [OP_LE] = 8,      [OP_GE] = 8,         [OP_IN] = 8,     [OP_SHL] = 9,
    [OP_SHR] = 9,     [OP_INSTANCEOF] = 8, [OP_USHR] = 9,   [OP_ADD] = 10,
    [OP_SUB] = 10,    [OP_MUL] = 11,       [OP_DIV] = 11,   [OP_MOD] = 11,
    [OP_POW] = 12};
enum { PRECEDENCE_MIN = 1, PRECEDENCE_IN = 8 };

/* The binary operator the token is, or OP_NONE. */
static uint32_t expr_operator(const drupe__parser *p) {
  uint32_t type = token_type(p);

  if (type - OPERATOR(NULLISH) <= OP_POW - OP_NULLISH)
    return type - TOKEN_OPERATOR;
  if (type == KEYWORD(instanceof))
    return OP_INSTANCEOF;
  if (type == KEYWORD(in) && !p->no_in)
    return OP_IN;
  return OP_NONE;
}

static bool expr_is_bare(const drupe__parser *p, uint32_t node, uint32_t kind) {
  return node_kind(p->tree, node) == kind &&
         !(node_flags(p->tree, node) & FLAG_PAREN);
}

static bool expr_is_arrow(const drupe__parser *p, uint32_t node) {
  return expr_is_bare(p, node, NODE_FUNCTION) &&
         node_op(p->tree, node) == FUNCTION_ARROW;
}

/* --- Unary --- */

/* The operator that a token is before its operand; OP_NONE for others. */
static const uint8_t unary_operators[TOKEN_LAST] = {
    [OPERATOR(NOT)] = OP_NOT,      [OPERATOR(BITNOT)] = OP_BITNOT,
    [OPERATOR(ADD)] = OP_PLUS,     [OPERATOR(SUB)] = OP_MINUS,
    [OPERATOR(INC)] = OP_INC,      [OPERATOR(DEC)] = OP_DEC,
    [KEYWORD(typeof)] = OP_TYPEOF, [KEYWORD(void)] = OP_VOID,
    [KEYWORD(delete)] = OP_DELETE};

static uint32_t unary_operator(const drupe__parser *p) {
  return unary_operators[token_type(p)];
}

/* A name in strict code and a private member cannot be deleted. */
static void unary_check_delete(drupe__parser *p, uint32_t node) {
  const drupe__tree *t = p->tree;
  uint32_t target = node;

  if (cx_is(p, CX_STRICT) && node_kind(t, node) == NODE_IDENT)
    drupe__fail(p, node_pos(t, node),
                "Delete of an unqualified identifier in strict mode.");
  if (node_kind(t, target) == NODE_CHAIN)
    target = node_word(t, target, ARGUMENT);
  if (node_kind(t, target) == NODE_PRIVATE)
    drupe__fail(p, node_pos(t, target), "Private fields can not be deleted");
}

/* -a ** b could be read two ways, so the language refuses it. */
static void unary_check_power(drupe__parser *p, uint32_t pos) {
  if (token_type(p) == OPERATOR(POW))
    drupe__fail_range(p, pos, p->token.end,
                      "Unary operator used immediately before exponentiation "
                      "expression. Parenthesis must be used to disambiguate "
                      "operator precedence");
}

/* Prefix operators, ++ and -- among them; the token is `op`. */
static uint32_t unary_prefix(drupe__parser *p, uint32_t op) {
  uint32_t pos = p->token.start;
  uint32_t siblings = drupe__enter(p);
  uint32_t start;
  uint32_t node;

  drupe__lex_next(p);
  start = p->token.start;
  node = drupe__parse_unary(p);
  drupe__leave(p, siblings);
  if (op == OP_INC || op == OP_DEC) {
    drupe__check_target(
        p, node, start,
        "Invalid left-hand side expression in prefix operation");
    return drupe__node1(p, NODE_UPDATE, op, UPDATE_PREFIX, pos, node);
  }
  if (op == OP_DELETE)
    unary_check_delete(p, node);
  unary_check_power(p, pos);
  return drupe__node1(p, NODE_UNARY, op, 0, pos, node);
}

/* AwaitExpression; the context has said that `await` is an operator here. */
static uint32_t unary_await(drupe__parser *p) {
  uint32_t pos = p->token.start;
  uint32_t siblings;
  uint32_t node;

  assert(cx_is(p, CX_ASYNC));
  if (cx_is(p, CX_PARAMS))
    drupe__fail(p, pos,
                "Illegal await-expression in formal parameters of async "
                "function");
  if (p->token.escaped)
    drupe__fail(p, pos, "Keyword must not contain escaped characters");
  siblings = drupe__enter(p);
  drupe__lex_next(p);
  node = drupe__parse_unary(p);
  drupe__leave(p, siblings);
  unary_check_power(p, pos);
  p->cx.await_pos = pos + 1;
  p->cx.uses |= USES_AWAIT;
  return drupe__node1(p, NODE_AWAIT, 0, 0, pos, node);
}

/* UnaryExpression and UpdateExpression. */
uint32_t drupe__parse_unary(drupe__parser *p) {
  uint32_t start = p->token.start;
  uint32_t op = unary_operator(p);
  uint32_t node;

  if (op != OP_NONE)
    return unary_prefix(p, op);
  if (token_type(p) == OPERATOR(LT) && p->typescript)
    return drupe__ts_angle(p, p->arrow_start == start);
  if (token_type(p) == TOKEN_IDENT && p->token.atom == ATOM_await &&
      cx_is(p, CX_ASYNC))
    return unary_await(p);
  node = drupe__parse_left_hand_side(p);
  op = unary_operator(p);
  if ((op == OP_INC || op == OP_DEC) && !p->token.newline) {
    drupe__check_target(
        p, node, start,
        "Invalid left-hand side expression in postfix operation");
    node = drupe__node1(p, NODE_UPDATE, op, 0, p->token.start, node);
    drupe__taller(p);
    drupe__lex_next(p);
  }
  return node;
}

/* --- Binary --- */

static uint32_t binary_rest(drupe__parser *p, uint32_t left, uint32_t min);

/* #name in object */
static uint32_t binary_private_in(drupe__parser *p, uint32_t min) {
  uint32_t pos = p->token.start;
  uint32_t atom = p->token.atom;
  uint32_t siblings;
  uint32_t node;

  assert(token_type(p) == TOKEN_PRIVATE);
  if (min > PRECEDENCE_IN)
    drupe__unexpected(p);
  drupe__private_use_add(p, atom, pos);
  drupe__lex_next(p);
  if (expr_operator(p) != OP_IN)
    drupe__unexpected(p);
  drupe__lex_next(p);
  siblings = drupe__enter(p);
  node = drupe__parse_unary(p);
  node = binary_rest(p, node, PRECEDENCE_IN + 1);
  drupe__leave(p, siblings);
  return drupe__node2(p, NODE_PRIVATE_IN, 0, 0, pos, node, atom);
}

/* `#name` is an operand before `in` only. */
static uint32_t binary_operand(drupe__parser *p, uint32_t min) {
  if (token_type(p) == TOKEN_PRIVATE)
    return binary_private_in(p, min);
  return drupe__parse_unary(p);
}

/* `??` does not mix with `||` and `&&` without parentheses. */
static void binary_check_mix(drupe__parser *p, uint32_t op, uint32_t node,
                             uint32_t pos) {
  uint32_t other;
  static const char *const text[] = {"", "?\?", "||", "&&"};

  if (!expr_is_bare(p, node, NODE_LOGICAL))
    return;
  other = node_op(p->tree, node);
  if ((op == OP_NULLISH) == (other == OP_NULLISH))
    return;
  if (pos ==
      UINT32_MAX) { /* the right operand: its operator is the wrong one */
    op = other;
    pos = node_pos(p->tree, node);
  }
  drupe__fail(p, pos, "Unexpected token '%s'", text[op]);
}

/* Makes one node of the operands on the stack from `base`. */
static uint32_t binary_node(drupe__parser *p, uint32_t op, uint32_t pos,
                            uint32_t base) {
  uint32_t kind = op <= OP_ANDAND ? NODE_LOGICAL : NODE_BINARY;
  uint32_t node = drupe__node(p, kind, op, 0, pos, 0);
  uint32_t list = drupe__stack_list(p, base);

  assert(list == node_inline_list(node));
  (void)list;
  return node;
}

/* The right operand takes what binds tighter; ** groups to the right. */
static uint32_t binary_right(drupe__parser *p, uint32_t op) {
  uint32_t min = expr_precedence[op] + (op == OP_POW ? 0u : 1u);
  uint32_t siblings = drupe__enter(p);
  uint32_t node = binary_operand(p, min);

  node = binary_rest(p, node, min);
  drupe__leave(p, siblings);
  return node;
}

/* All operators that bind at least as tightly as `min`. */
static uint32_t binary_rest(drupe__parser *p, uint32_t left, uint32_t min) {
  for (;;) {
    uint32_t op = expr_operator(p);
    uint32_t pos = p->token.start;
    uint32_t base = p->stack_size;

    if (op == OP_NONE && p->typescript && min <= PRECEDENCE_IN &&
        drupe__ts_as(p))
      continue;
    if (op == OP_LT && p->typescript)
      drupe__ts_check_closing(p);
    if (op == OP_NONE || expr_precedence[op] < min)
      return left;
    if (op <= OP_ANDAND)
      binary_check_mix(p, op, left, pos);
    drupe__stack_push(p, left);
    do {
      uint32_t right;

      drupe__lex_next(p);
      right = binary_right(p, op);
      if (op <= OP_ANDAND)
        binary_check_mix(p, op, right, UINT32_MAX);
      drupe__stack_push(p, right);
    } while (expr_operator(p) == op && op != OP_POW);
    left = binary_node(p, op, pos, base);
    drupe__taller(p);
  }
}

/* --- Conditional and assignment --- */

/* `in` is allowed between `?` and `:` even in the head of a for. */
static uint32_t conditional_rest(drupe__parser *p, uint32_t test,
                                 uint32_t start) {
  bool no_in = p->no_in;
  bool middle = p->cover.middle;
  uint32_t yes;
  uint32_t no;

  assert(token_type(p) == TOKEN_QUESTION);
  drupe__lex_next(p);
  p->no_in = false;
  p->cover.middle = true;
  yes = drupe__parse_assignment(p);
  p->cover.middle = middle;
  p->no_in = no_in;
  drupe__expect(p, TOKEN_COLON);
  no = drupe__parse_assignment(p);
  return drupe__node3(p, NODE_CONDITIONAL, 0, 0, start, test, yes, no);
}

/* The target has been read as an expression; with a plain `=` a literal
 * becomes a pattern now. */
static uint32_t assign_rest(drupe__parser *p, uint32_t target, uint32_t start) {
  uint32_t op = token_type(p) - TOKEN_ASSIGN;
  uint32_t pos = p->token.start;
  uint32_t value;

  assert(token_type(p) - TOKEN_ASSIGN <= OP_POW);
  if (op == OP_NONE && (expr_is_bare(p, target, NODE_ARRAY) ||
                        expr_is_bare(p, target, NODE_OBJECT))) {
    target = drupe__to_pattern(p, target, false);
    p->cover.pos = 0;
  } else {
    if (op != OP_NONE && op <= OP_ANDAND &&
        node_kind(p->tree, target) == NODE_CALL)
      drupe__fail_range(p, start, p->previous_end,
                        "Invalid left-hand side in assignment");
    drupe__check_target(p, target, start,
                        "Invalid left-hand side in assignment");
  }
  drupe__lex_next(p);
  value = drupe__parse_assignment(p);
  return drupe__node2(p, NODE_ASSIGN, op, 0, pos, target, value);
}

/* What only a pattern may hold is now an error, unless `node` is a literal
 * that can still become one. */
static void assign_settle_cover(drupe__parser *p, uint32_t node,
                                drupe__cover outer) {
  if (p->cover.pos != 0 && !expr_is_bare(p, node, NODE_ARRAY) &&
      !expr_is_bare(p, node, NODE_OBJECT))
    drupe__fail_range(p, p->cover.pos - 1, p->cover.end, "%s",
                      p->cover.message);
  if (outer.pos != 0)
    p->cover = outer;
}

/* Nothing is hung on what stands before a bracket's end, a comma or such. */
static inline bool expr_ends(const drupe__parser *p) {
  return token_type(p) - TOKEN_RBRACE <= TOKEN_COLON - TOKEN_RBRACE;
}

uint32_t drupe__parse_assignment_rest(drupe__parser *p, uint32_t left,
                                      uint32_t start, drupe__cover outer) {
  uint32_t node = left;

  if (!expr_ends(p) && !expr_is_arrow(p, left)) {
    node = binary_rest(p, left, PRECEDENCE_MIN);
    if (token_type(p) == TOKEN_QUESTION &&
        !(p->typescript && drupe__ts_is_optional(p)))
      node = conditional_rest(p, node, start);
    else if (token_type(p) - TOKEN_ASSIGN <= OP_POW)
      node = assign_rest(p, node, start);
    else if (token_type(p) == TOKEN_ARROW && !p->token.newline &&
             node_kind(p->tree, node) != NODE_IDENT &&
             !(node_flags(p->tree, node) & FLAG_PAREN))
      drupe__fail_range(p, node_pos(p->tree, node), p->previous_start,
                        "Malformed arrow function parameter list");
  }
  assign_settle_cover(p, node, outer);
  return node;
}

/* True if a yield without operand ends here. */
static bool yield_ends(const drupe__parser *p) {
  switch (token_type(p)) {
  case TOKEN_EOF:
  case TOKEN_RBRACE:
  case TOKEN_RPAREN:
  case TOKEN_RBRACKET:
  case TOKEN_SEMICOLON:
  case TOKEN_COMMA:
  case TOKEN_COLON:
  case KEYWORD(in): return true;
  default: return p->token.newline;
  }
}

/* YieldExpression; the operand must begin on the same line. */
static uint32_t yield_expression(drupe__parser *p) {
  uint32_t pos = p->token.start;
  uint32_t flags = 0;
  uint32_t argument = 0;

  assert(cx_is(p, CX_GENERATOR));
  if (cx_is(p, CX_PARAMS))
    drupe__fail(p, pos, "Yield expression not allowed in formal parameter");
  if (p->token.escaped)
    drupe__fail(p, pos, "Keyword must not contain escaped characters");
  p->cx.uses |= USES_YIELD;
  drupe__lex_next(p);
  if (!yield_ends(p)) {
    if (drupe__eat(p, OPERATOR(MUL)))
      flags = YIELD_DELEGATE;
    argument = drupe__parse_assignment(p);
  }
  p->cx.yield_pos = pos + 1;
  return drupe__node1(p, NODE_YIELD, 0, flags, pos, argument);
}

/* AssignmentExpression.  An arrow function may begin only where this begins. */
uint32_t drupe__parse_assignment(drupe__parser *p) {
  uint32_t start = p->token.start;
  drupe__cover outer = p->cover;
  uint32_t siblings = drupe__enter(p);
  uint32_t node;

  p->arrow_start = start;
  if (token_type(p) == TOKEN_IDENT && p->token.atom == ATOM_yield &&
      cx_is(p, CX_GENERATOR)) {
    node = yield_expression(p);
  } else {
    p->cover.pos = 0;
    node = binary_operand(p, PRECEDENCE_MIN);
    if (expr_ends(p))
      assign_settle_cover(p, node, outer);
    else
      node = drupe__parse_assignment_rest(p, node, start, outer);
  }
  drupe__leave(p, siblings);
  return node;
}

/* Expression: the comma list.  Nothing in it can become a pattern any more. */
uint32_t drupe__parse_expression(drupe__parser *p) {
  uint32_t pos = p->token.start;
  uint32_t base = p->stack_size;
  drupe__cover outer = drupe__cover_begin(p);
  uint32_t node = drupe__parse_assignment(p);

  if (token_type(p) == TOKEN_COMMA) {
    drupe__stack_push(p, node);
    while (drupe__eat(p, TOKEN_COMMA))
      drupe__stack_push(p, drupe__parse_assignment(p));
    node = drupe__node(p, NODE_SEQUENCE, 0, 0, pos, 0);
    drupe__stack_list(p, base);
  }
  drupe__cover_end(p, outer);
  return node;
}
