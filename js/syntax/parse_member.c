/* js/syntax/parse_member.c - what is hung on a primary expression: members,
 * calls, tagged templates, optional chains, and `new`. */
#include <string.h>

#include "typescript.h"

/* .name or .#name; the token is behind the dot.  V8 reports the name, but the
 * dot (`dot`, else 0) where a call came before. */
static uint32_t member_dot(drupe__parser *p, uint32_t object, uint32_t flags,
                           uint32_t dot) {
  uint32_t pos = dot != 0 ? dot : p->token.start;
  uint32_t atom = p->token.atom;
  uint32_t kind = NODE_MEMBER;

  if (token_type(p) == TOKEN_PRIVATE) {
    if (node_kind(p->tree, object) == NODE_SUPER)
      drupe__fail(p, p->token.start, "Unexpected private field");
    drupe__private_use_add(p, atom, p->token.start);
    kind = NODE_PRIVATE;
    pos = p->token.start;
  } else if (!token_is_name(p)) {
    drupe__unexpected(p);
  }
  drupe__lex_next(p);
  return drupe__node2(p, kind, 0, flags, pos, object, atom);
}

/* [index]; the token is the bracket. */
static uint32_t member_index(drupe__parser *p, uint32_t object,
                             uint32_t flags) {
  uint32_t pos = p->token.start;
  bool no_in = p->no_in;
  uint32_t index;

  assert(token_type(p) == TOKEN_LBRACKET);
  p->no_in = false;
  drupe__lex_next(p);
  index = drupe__parse_expression(p);
  p->no_in = no_in;
  drupe__expect(p, TOKEN_RBRACKET);
  return drupe__node2(p, NODE_INDEX, 0, flags, pos, object, index);
}

static uint32_t member_tagged(drupe__parser *p, uint32_t tag) {
  uint32_t pos = p->token.start;
  uint32_t template = drupe__parse_template(p, true);

  return drupe__node2(p, NODE_TAGGED, 0, 0, pos, tag, template);
}

/* Of the name behind the dot, where `pos` is the dot's. */
static uint32_t member_name_pos(const drupe__tree *t, uint32_t pos) {
  if (t->text[pos] != '.')
    return pos;
  do
    pos++;
  while (strchr(" \t\r\n", t->text[pos]) != NULL);
  return pos;
}

/* V8 reports a call at the name before its `(`, else at the `(`. */
static uint32_t member_call_pos(const drupe__parser *p, uint32_t callee) {
  const drupe__tree *t = p->tree;
  uint32_t kind = node_kind(t, callee);
  uint32_t atom = 0;

  if (kind == NODE_IDENT)
    atom = node_word(t, callee, IDENT_ATOM);
  else if (kind == NODE_MEMBER)
    atom = node_word(t, callee, MEMBER_ATOM);
  if (kind == NODE_SUPER ||
      (kind == NODE_PRIVATE && !(node_flags(t, callee) & FLAG_PAREN)))
    return node_pos(t, callee);
  if (atom == 0 || drupe__atom_is_keyword(atom) ||
      (node_flags(t, callee) & FLAG_PAREN))
    return p->token.start;
  return kind == NODE_MEMBER ? member_name_pos(t, node_pos(t, callee))
                             : node_pos(t, callee);
}

/* callee(...); a call of the plain name `eval` may see all names around. */
static uint32_t member_call(drupe__parser *p, uint32_t callee, uint32_t flags) {
  uint32_t pos = member_call_pos(p, callee);
  uint32_t arguments;

  if (flags == 0 && node_kind(p->tree, callee) == NODE_IDENT &&
      node_word(p->tree, callee, IDENT_ATOM) == ATOM_eval) {
    p->cx.uses |= USES_EVAL | USES_INNER_EVAL;
    p->cx.closures++;
  }
  arguments = drupe__parse_arguments(p);
  return drupe__node2(p, NODE_CALL, 0, flags, pos, callee, arguments);
}

/* What follows a `?.` */
static uint32_t member_optional(drupe__parser *p, uint32_t object) {
  assert(token_type(p) == TOKEN_OPTIONAL);
  if (node_kind(p->tree, object) == NODE_SUPER)
    drupe__unexpected(p);
  drupe__lex_next(p);
  drupe__ts_generics(p);
  switch (token_type(p)) {
  case TOKEN_LPAREN: return member_call(p, object, FLAG_OPTIONAL);
  case TOKEN_LBRACKET: return member_index(p, object, FLAG_OPTIONAL);
  case TOKEN_TEMPLATE:
    drupe__fail(p, p->token.start, "Invalid tagged template on optional chain");
  default: return member_dot(p, object, FLAG_OPTIONAL, 0);
  }
}

/* `!` and type arguments mean nothing. */
static bool member_typescript(drupe__parser *p) {
  uint32_t pos = p->token.start;

  if (token_type(p) != OPERATOR(NOT) || p->token.newline)
    return drupe__ts_arguments(p);
  drupe__lex_next(p);
  drupe__ts_erase(p, pos);
  return true;
}

/* MemberExpression, CallExpression and OptionalExpression: one loop over what
 * is hung on.  An arrow function takes nothing. */
uint32_t drupe__parse_left_hand_side(drupe__parser *p) {
  uint32_t start = p->token.start;
  uint32_t node = drupe__parse_primary(p);
  bool chain = false, called = false;
  uint32_t dot;

  if (node_kind(p->tree, node) == NODE_FUNCTION &&
      node_op(p->tree, node) == FUNCTION_ARROW &&
      !(node_flags(p->tree, node) & FLAG_PAREN))
    return node;
  for (;; drupe__taller(p)) {
    switch (token_type(p)) {
    case TOKEN_DOT:
      dot = called ? p->token.start : 0;
      drupe__lex_next(p);
      node = member_dot(p, node, 0, dot);
      continue;
    case TOKEN_LBRACKET: node = member_index(p, node, 0); continue;
    case TOKEN_LPAREN:
      called = true;
      node = member_call(p, node, 0);
      continue;
    case TOKEN_OPTIONAL:
      chain = called = true;
      node = member_optional(p, node);
      continue;
    case TOKEN_TEMPLATE:
      if (chain)
        drupe__fail(p, p->token.start,
                    "Invalid tagged template on optional chain");
      node = member_tagged(p, node);
      continue;
    default:
      if (p->typescript && member_typescript(p))
        continue;
      break;
    }
    break;
  }
  return chain ? drupe__node1(p, NODE_CHAIN, 0, 0, start, node) : node;
}

/* --- new --- */

static uint32_t new_target(drupe__parser *p, uint32_t pos) {
  drupe__lex_next(p);
  if (!token_is_word(p, ATOM_target))
    drupe__unexpected(p);
  if (!cx_is(p, CX_NEW_TARGET))
    drupe__fail(p, pos, "new.target expression is not allowed here");
  drupe__lex_next(p);
  p->cx.uses |= USES_NEW_TARGET;
  return drupe__node(p, NODE_NEW_TARGET, 0, 0, pos, 0);
}

/* The callee of `new`: members, but no call. */
static uint32_t new_callee(drupe__parser *p) {
  uint32_t node;

  if (token_type(p) == KEYWORD(import)) {
    node = drupe__parse_primary(p);
    if (node_kind(p->tree, node) == NODE_IMPORT_CALL)
      drupe__fail(p, node_pos(p->tree, node), "Cannot use new with import");
  } else {
    node = drupe__parse_primary(p);
  }
  if (node_kind(p->tree, node) == NODE_SUPER && token_type(p) == TOKEN_LPAREN)
    drupe__fail(p, node_pos(p->tree, node), "'super' keyword unexpected here");
  for (;; drupe__taller(p)) {
    switch (token_type(p)) {
    case TOKEN_DOT:
      drupe__lex_next(p);
      node = member_dot(p, node, 0, 0);
      continue;
    case TOKEN_LBRACKET: node = member_index(p, node, 0); continue;
    case TOKEN_TEMPLATE: node = member_tagged(p, node); continue;
    case TOKEN_OPTIONAL:
      drupe__fail(p, p->token.start,
                  "Invalid optional chain from new expression");
    default:
      if (p->typescript && member_typescript(p))
        continue;
      return node;
    }
  }
}

/* Each `new` takes one list of arguments, the inner ones first. */
uint32_t drupe__parse_new(drupe__parser *p) {
  uint32_t pos = p->token.start;
  uint32_t arguments = 0;
  uint32_t siblings;
  uint32_t callee;

  assert(token_type(p) == KEYWORD(new));
  drupe__lex_next(p);
  if (token_type(p) == TOKEN_DOT)
    return new_target(p, pos);
  siblings = drupe__enter(p);
  callee = new_callee(p);
  if (token_type(p) == TOKEN_LPAREN)
    arguments = drupe__parse_arguments(p);
  drupe__leave(p, siblings);
  return drupe__node2(p, NODE_NEW, 0, 0, pos, callee, arguments);
}
