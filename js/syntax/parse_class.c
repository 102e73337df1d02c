/* js/syntax/parse_class.c - classes. */
#include "typescript.h"

/* What a class body is read for. */
typedef struct class_state {
  bool derived;
  uint32_t constructor; /* its FUNCTION, 0 until it comes */
  uint32_t properties;  /* TypeScript: its parameters that are properties */
} class_state;

/* A name written out, not computed and not private. */
static bool class_key_is(const drupe__parser *p, const drupe__member_key *key,
                         uint32_t atom) {
  return key->atom == atom && !(key->flags & MEMBER_COMPUTED) &&
         node_kind(p->tree, key->node) != NODE_PRIVATE_NAME;
}

/* Names that a class keeps for itself. */
static void class_check_key(drupe__parser *p, const drupe__member_head *head,
                            uint32_t flags, bool method) {
  const drupe__member_key *key = &head->key;
  uint32_t pos = node_pos(p->tree, key->node);

  if (node_kind(p->tree, key->node) == NODE_PRIVATE_NAME) {
    if (key->atom == ATOM_constructor)
      drupe__fail(p, pos, "%s",
                  method ? "Class constructor may not be a private method"
                         : "Classes may not have a field named 'constructor'");
    drupe__private_declare(
        p, key->atom,
        method && head->op == PROPERTY_VALUE ? PROPERTY_METHOD : head->op,
        (flags & MEMBER_STATIC) != 0, pos);
    return;
  }
  if ((flags & MEMBER_STATIC) && class_key_is(p, key, ATOM_prototype))
    drupe__fail(p, pos,
                "Classes may not have a static property named 'prototype'");
  if (!method && class_key_is(p, key, ATOM_constructor))
    drupe__fail(p, pos, "Classes may not have a field named 'constructor'");
}

/* A second constructor and every kind that cannot construct are refused. */
static void class_check_constructor(drupe__parser *p,
                                    const drupe__member_head *head,
                                    const class_state *state) {
  uint32_t pos = node_pos(p->tree, head->key.node);

  if (head->op != PROPERTY_VALUE)
    drupe__fail(p, pos, "Class constructor may not be an accessor");
  if (head->function & FN_ASYNC)
    drupe__fail(p, pos, "Class constructor may not be an async method");
  if (head->function & FN_GENERATOR)
    drupe__fail(p, pos, "Class constructor may not be a generator");
  if (state->constructor != 0)
    drupe__fail(p, pos, "A class may only have one constructor");
}

/* The method named `constructor` is the class itself when it is called. */
static uint32_t class_method(drupe__parser *p, class_state *state,
                             const drupe__member_head *head, uint32_t flags,
                             uint32_t pos) {
  uint32_t op = head->op == PROPERTY_VALUE ? PROPERTY_METHOD : head->op;
  uint32_t function;

  if (!(flags & MEMBER_STATIC) &&
      class_key_is(p, &head->key, ATOM_constructor)) {
    class_check_constructor(p, head, state);
    p->properties = 0;
    function = drupe__parse_method(
        p, state->derived ? FUNCTION_DERIVED_CONSTRUCTOR : FUNCTION_CONSTRUCTOR,
        FN_CLASS_MEMBER, pos);
    state->constructor = function;
    if (function != 0)
      state->properties = p->properties;
  } else {
    function = drupe__member_function(p, head, FN_CLASS_MEMBER, pos);
  }
  if (function == 0) {
    drupe__semicolon(p);
    return 0;
  }
  return drupe__node2(p, NODE_PROPERTY, op, flags, pos, head->key.node,
                      function);
}

/* The value runs as a method of its own: no arguments, its own `this`. */
static uint32_t class_field(drupe__parser *p, const drupe__member_head *head,
                            uint32_t flags, uint32_t pos) {
  drupe__context outer = drupe__context_enter(
      p, CX_STRICT | CX_SUPER_PROPERTY | CX_NEW_TARGET | CX_NO_ARGUMENTS);
  uint32_t value = 0;
  uint32_t node;

  if (drupe__eat(p, TOKEN_ASSIGN)) {
    drupe__cover cover = drupe__cover_begin(p);

    value = drupe__parse_assignment(p);
    drupe__cover_end(p, cover);
  }
  node = drupe__node(p, NODE_FIELD, 0, flags, pos, FIELD_WORDS);
  node_set_word(p->tree, node, FIELD_KEY, head->key.node);
  node_set_word(p->tree, node, FIELD_VALUE, value);
  node_set_word(p->tree, node, FIELD_END, p->previous_end);
  node_set_word(p->tree, node, FIELD_USES, p->cx.uses);
  node_set_word(p->tree, node, FIELD_SCOPE, 0);
  node_set_word(p->tree, node, FIELD_BINDING, 0);
  drupe__context_leave(p, &outer, USES_FROM_FUNCTION);
  drupe__semicolon(p);
  return node;
}

/* static { ... }; the token is the `{`. */
static uint32_t class_static_block(drupe__parser *p, uint32_t pos) {
  drupe__context outer =
      drupe__context_enter(p, CX_STRICT | CX_SUPER_PROPERTY | CX_NEW_TARGET |
                                  CX_NO_ARGUMENTS | CX_STATIC_BLOCK);
  uint32_t base = p->stack_size;
  uint32_t body;
  uint32_t node;

  assert(token_type(p) == TOKEN_LBRACE);
  drupe__scope_open(p, true);
  drupe__lex_next(p);
  while (token_type(p) != TOKEN_RBRACE)
    drupe__stack_push(p, drupe__parse_statement(p, PLACE_LIST));
  body = drupe__stack_list(p, base);
  drupe__scope_close(p);
  node = drupe__node(p, NODE_STATIC_BLOCK, 0, 0, pos, STATIC_BLOCK_WORDS);
  node_set_word(p->tree, node, STATIC_BLOCK_BODY, body);
  node_set_word(p->tree, node, STATIC_BLOCK_END, p->token.end);
  node_set_word(p->tree, node, STATIC_BLOCK_USES, p->cx.uses);
  node_set_word(p->tree, node, STATIC_BLOCK_SCOPE, 0);
  drupe__context_leave(p, &outer, USES_FROM_FUNCTION);
  drupe__lex_next(p);
  return node;
}

/* What has no body or is only declared leaves nothing. */
static uint32_t class_typed_element(drupe__parser *p, class_state *state,
                                    uint32_t pos, uint32_t flags, bool erased) {
  drupe__member_head head = drupe__parse_member_head(p);
  bool method;
  uint32_t node;

  flags |= head.key.flags;
  drupe__ts_name_rest(p);
  method = token_type(p) == TOKEN_LPAREN || token_type(p) == OPERATOR(LT);
  if (!method && (head.function != 0 || head.op != PROPERTY_VALUE))
    drupe__unexpected(p);
  node = method ? class_method(p, state, &head, flags, pos)
                : class_field(p, &head, flags, pos);
  if (node == 0 || erased)
    return 0;
  class_check_key(p, &head, flags, method);
  return node;
}

/* ClassElement with what TypeScript has before it; 0 if nothing is left. */
static uint32_t class_typescript(drupe__parser *p, class_state *state) {
  uint32_t start = p->token.start;
  drupe__ts_element element = drupe__ts_class_element(p);
  uint32_t pos = p->token.start;
  uint32_t node;

  if (element.complete)
    return 0;
  if (token_is_word(p, ATOM_static) && !element.is_static) {
    drupe__lex_state word = drupe__lex_save(p);

    drupe__lex_next(p);
    if (token_type(p) == TOKEN_LBRACE)
      return class_static_block(p, pos);
    drupe__lex_restore(p, word);
  }
  node = class_typed_element(
      p, state, pos, element.is_static ? MEMBER_STATIC : 0, element.erased);
  if (node == 0)
    drupe__ts_erase(p, start);
  return node;
}

/* ClassElement: `static` may be a modifier or the name of a member. */
static uint32_t class_element(drupe__parser *p, class_state *state) {
  uint32_t pos = p->token.start;
  drupe__lex_state word = drupe__lex_save(p);
  drupe__member_head head;
  uint32_t flags = 0;

  if (p->typescript)
    return class_typescript(p, state);
  if (token_is_word(p, ATOM_static)) {
    drupe__lex_next(p);
    if (token_type(p) == TOKEN_LBRACE)
      return class_static_block(p, pos);
    if (drupe__key_follows(p))
      flags = MEMBER_STATIC;
    else
      drupe__lex_restore(p, word);
  }
  pos = p->token.start;
  head = drupe__parse_member_head(p);
  flags |= head.key.flags;
  if (token_type(p) == TOKEN_LPAREN) {
    class_check_key(p, &head, flags, true);
    return class_method(p, state, &head, flags, pos);
  }
  if (head.function != 0 || head.op != PROPERTY_VALUE)
    drupe__unexpected(p);
  /* As in an object literal: V8 reports the name. */
  if (token_type(p) == TOKEN_COLON || token_type(p) == TOKEN_COMMA)
    drupe__unexpected_key(p, &head.key);
  class_check_key(p, &head, flags, false);
  return class_field(p, &head, flags, pos);
}

/* Pushes a field without a value for each parameter that is a property. */
static void class_push_properties(drupe__parser *p, uint32_t names) {
  uint32_t i;

  for (i = 0; i < list_size(p->tree, names); i++) {
    uint32_t name = list_at(p->tree, names, i);
    uint32_t pos = node_pos(p->tree, name);
    uint32_t key = drupe__node1(p, NODE_NAME, 0, 0, pos,
                                node_word(p->tree, name, IDENT_ATOM));
    uint32_t node = drupe__node(p, NODE_FIELD, 0, 0, pos, FIELD_WORDS);

    node_set_word(p->tree, node, FIELD_KEY, key);
    node_set_word(p->tree, node, FIELD_VALUE, 0);
    node_set_word(p->tree, node, FIELD_END, pos);
    node_set_word(p->tree, node, FIELD_USES, 0);
    node_set_word(p->tree, node, FIELD_SCOPE, 0);
    node_set_word(p->tree, node, FIELD_BINDING, 0);
    drupe__stack_push(p, node);
  }
}

/* The fields that the constructor's parameters are come first. */
static uint32_t class_add_properties(drupe__parser *p, uint32_t list,
                                     uint32_t names) {
  uint32_t base = p->stack_size;
  uint32_t i;

  if (names == 0)
    return list;
  class_push_properties(p, names);
  for (i = 0; i < list_size(p->tree, list); i++)
    drupe__stack_push(p, list_at(p->tree, list, i));
  return drupe__stack_list(p, base);
}

/* { ... }; stops at the `}`. */
static uint32_t class_body(drupe__parser *p, class_state *state) {
  drupe__class_names names = drupe__class_open(p);
  uint32_t base = p->stack_size;
  bool no_in = p->no_in;
  uint32_t list;

  p->no_in = false;
  drupe__expect(p, TOKEN_LBRACE);
  while (token_type(p) != TOKEN_RBRACE) {
    uint32_t node;

    if (drupe__eat(p, TOKEN_SEMICOLON))
      continue;
    node = class_element(p, state);
    if (node != 0)
      drupe__stack_push(p, node);
  }
  list = class_add_properties(p, drupe__stack_list(p, base), state->properties);
  drupe__class_close(p, names);
  p->no_in = no_in;
  return list;
}

/* `extends` takes a LeftHandSideExpression; private names in it are those of
 * the classes around. */
static uint32_t class_heritage(drupe__parser *p) {
  drupe__cover outer;
  uint32_t node;

  if (!drupe__eat(p, KEYWORD(extends)))
    return 0;
  outer = drupe__cover_begin(p);
  node = drupe__parse_left_hand_side(p);
  drupe__ts_generics(p);
  drupe__cover_end(p, outer);
  return node;
}

/* All of a class is strict code, its name and heritage included. */
uint32_t drupe__parse_class(drupe__parser *p, uint32_t flags,
                            bool name_optional) {
  uint32_t pos = p->token.start;
  bool strict = cx_is(p, CX_STRICT);
  uint32_t siblings = drupe__enter(p);
  class_state state = {false, 0, 0};
  uint32_t name = 0;
  uint32_t heritage;
  uint32_t body;
  uint32_t node;

  assert(token_type(p) == KEYWORD(class));
  p->cx.flags |= CX_STRICT;
  drupe__lex_next(p);
  if ((token_type(p) == TOKEN_IDENT &&
       !(p->typescript && token_is_word(p, ATOM_implements))) ||
      !name_optional)
    name = drupe__parse_binding_ident(p, DECLARE_NOTHING);
  if (name != 0 && (flags & CLASS_DECLARATION))
    drupe__declare(p, node_word(p->tree, name, IDENT_ATOM), DECLARE_LEXICAL,
                   pos);
  drupe__ts_generics(p);
  heritage = class_heritage(p);
  if (p->typescript)
    drupe__ts_implements(p);
  state.derived = heritage != 0;
  body = class_body(p, &state);
  node = drupe__node(p, NODE_CLASS, 0, flags, pos, CLASS_WORDS);
  node_set_word(p->tree, node, CLASS_NAME, name);
  node_set_word(p->tree, node, CLASS_HERITAGE, heritage);
  node_set_word(p->tree, node, CLASS_BODY, body);
  node_set_word(p->tree, node, CLASS_END, p->token.end);
  node_set_word(p->tree, node, CLASS_CONSTRUCTOR, state.constructor);
  node_set_word(p->tree, node, CLASS_SCOPE, 0);
  if (!strict)
    p->cx.flags &= ~(uint32_t)CX_STRICT;
  p->cx.closures++;
  drupe__leave(p, siblings);
  drupe__lex_next(p);
  return node;
}
