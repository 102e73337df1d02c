/* js/syntax/parse_object.c - object literals and the keys of all members. */
#include "typescript.h"

/* PropertyName, and private names, which the caller must be ready for. */
drupe__member_key drupe__parse_key(drupe__parser *p) {
  drupe__member_key key = {0, 0, 0, p->token};
  uint32_t pos = p->token.start;
  bool no_in = p->no_in;

  switch (token_type(p)) {
  case TOKEN_STRING:
    key.node = drupe__parse_string(p, true);
    key.atom = node_word(p->tree, key.node, STRING_ATOM);
    return key;
  case TOKEN_NUMBER:
  case TOKEN_BIGINT: key.node = drupe__parse_number(p); return key;
  case TOKEN_LBRACKET:
    p->no_in = false;
    drupe__lex_next(p);
    key.node = drupe__parse_assignment(p);
    p->no_in = no_in;
    drupe__expect(p, TOKEN_RBRACKET);
    key.flags = MEMBER_COMPUTED;
    return key;
  case TOKEN_PRIVATE:
    key.atom = p->token.atom;
    key.node = drupe__node1(p, NODE_PRIVATE_NAME, 0, 0, pos, key.atom);
    break;
  default:
    if (!token_is_name(p))
      drupe__unexpected(p);
    key.atom = p->token.atom;
    key.node = drupe__node1(p, NODE_NAME, 0, 0, pos, key.atom);
  }
  drupe__lex_next(p);
  return key;
}

/* A key turned out to be wrong when what follows it was seen: the report is
 * about the key. */
void drupe__unexpected_key(drupe__parser *p, const drupe__member_key *key) {
  p->token = key->token;
  drupe__unexpected(p);
}

bool drupe__key_follows(const drupe__parser *p) {
  switch (token_type(p)) {
  case TOKEN_LPAREN:
  case TOKEN_COMMA:
  case TOKEN_COLON:
  case TOKEN_RBRACE:
  case TOKEN_ASSIGN:
  case TOKEN_SEMICOLON:
  case TOKEN_EOF: return false;
  case TOKEN_QUESTION:
  case OPERATOR(NOT):
  case OPERATOR(LT): return !p->typescript;
  default: return true;
  }
}

/* `get`, `set` and `async` are names themselves unless a key follows. */
drupe__member_head drupe__parse_member_head(drupe__parser *p) {
  drupe__member_head head = {{0, 0, 0, p->token}, PROPERTY_VALUE, 0};
  drupe__token word = p->token;

  if (drupe__eat(p, OPERATOR(MUL))) {
    head.function = FN_GENERATOR;
    head.key = drupe__parse_key(p);
    return head;
  }
  head.key = drupe__parse_key(p);
  if (word.type != TOKEN_IDENT || word.escaped || !drupe__key_follows(p))
    return head;
  if (word.atom == ATOM_async && !p->token.newline) {
    head.function = FN_ASYNC;
    if (drupe__eat(p, OPERATOR(MUL)))
      head.function |= FN_GENERATOR;
    head.key = drupe__parse_key(p);
  } else if ((word.atom == ATOM_get || word.atom == ATOM_set) &&
             token_type(p) != OPERATOR(MUL)) {
    head.op = word.atom == ATOM_get ? PROPERTY_GET : PROPERTY_SET;
    head.key = drupe__parse_key(p);
  }
  return head;
}

uint32_t drupe__member_function(drupe__parser *p, const drupe__member_head *h,
                                uint32_t flags, uint32_t pos) {
  static const uint8_t ops[] = {FUNCTION_METHOD, FUNCTION_METHOD,
                                FUNCTION_GETTER, FUNCTION_SETTER};

  return drupe__parse_method(p, ops[h->op], h->function | flags, pos);
}

/* The first one is reported, if the literal does not become a pattern. */
static void object_cover_error(drupe__parser *p, uint32_t pos, uint32_t end,
                               const char *message) {
  if (p->cover.pos == 0)
    p->cover = (drupe__cover){pos + 1, end, message, p->cover.middle};
}

/* {name} and {name = value}, the latter for patterns only. */
static uint32_t object_shorthand(drupe__parser *p,
                                 const drupe__member_key *key) {
  const drupe__token *name = &key->token;
  uint32_t node =
      drupe__node2(p, NODE_IDENT, 0, name->escaped ? IDENT_ESCAPED : 0,
                   name->start, name->atom, 0);
  uint32_t pos = p->token.start;
  drupe__cover outer;
  uint32_t value;

  drupe__check_ident(p, name->atom, name->start, name->escaped);
  drupe__note_reference(p, name->atom, name->start);
  if (token_type(p) != TOKEN_ASSIGN)
    return node;
  outer = drupe__cover_begin(p);
  drupe__lex_next(p);
  value = drupe__parse_assignment(p);
  drupe__cover_end(p, outer);
  object_cover_error(p, name->start, p->previous_end,
                     "Invalid shorthand property initializer");
  return drupe__node2(p, NODE_DEFAULT, 0, 0, pos, node, value);
}

/* One property; `proto` counts those that set the prototype. */
static uint32_t object_property(drupe__parser *p, bool *proto) {
  uint32_t pos = p->token.start;
  drupe__member_head head = drupe__parse_member_head(p);
  uint32_t flags = head.key.flags;
  uint32_t value;

  if (node_kind(p->tree, head.key.node) == NODE_PRIVATE_NAME)
    drupe__unexpected_key(p, &head.key);
  if (token_type(p) == TOKEN_LPAREN ||
      (token_type(p) == OPERATOR(LT) && p->typescript)) {
    if (head.op == PROPERTY_VALUE)
      head.op = PROPERTY_METHOD;
    value = drupe__member_function(p, &head, 0, pos);
    if (value == 0)
      drupe__unexpected(p);
  } else if (head.function != 0 || head.op != PROPERTY_VALUE) {
    drupe__unexpected(p);
  } else if (drupe__eat(p, TOKEN_COLON)) {
    if (head.key.atom == ATOM___proto__ && !(flags & MEMBER_COMPUTED)) {
      if (*proto)
        object_cover_error(p, pos, 0,
                           "Duplicate __proto__ fields are not allowed in "
                           "object literals");
      *proto = true;
      flags |= MEMBER_PROTO;
    }
    value = drupe__parse_assignment(p);
  } else {
    if (head.key.token.type != TOKEN_IDENT)
      drupe__unexpected(p);
    flags |= MEMBER_SHORTHAND;
    value = object_shorthand(p, &head.key);
  }
  return drupe__node2(p, NODE_PROPERTY, head.op, flags, pos, head.key.node,
                      value);
}

static uint32_t object_spread(drupe__parser *p) {
  uint32_t pos = p->token.start;
  uint32_t node;

  assert(token_type(p) == TOKEN_ELLIPSIS);
  drupe__lex_next(p);
  node = drupe__parse_assignment(p);
  node = drupe__node1(p, NODE_SPREAD, 0, 0, pos, node);
  if (token_type(p) == TOKEN_COMMA)
    node_add_flags(p->tree, node, SPREAD_COMMA);
  return node;
}

uint32_t drupe__parse_object(drupe__parser *p) {
  uint32_t pos = p->token.start;
  uint32_t base = p->stack_size;
  bool no_in = p->no_in;
  bool middle = p->cover.middle;
  bool proto = false;

  assert(token_type(p) == TOKEN_LBRACE);
  p->no_in = false;
  p->cover.middle = false;
  drupe__lex_next(p);
  while (token_type(p) != TOKEN_RBRACE) {
    if (token_type(p) == TOKEN_ELLIPSIS)
      drupe__stack_push(p, object_spread(p));
    else
      drupe__stack_push(p, object_property(p, &proto));
    if (token_type(p) != TOKEN_RBRACE)
      drupe__expect(p, TOKEN_COMMA);
  }
  drupe__lex_next(p);
  p->no_in = no_in;
  p->cover.middle = middle;
  return drupe__node2(p, NODE_OBJECT, 0, 0, pos, drupe__stack_list(p, base), 0);
}
