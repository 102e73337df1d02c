/* js/syntax/parse_pattern.c - targets: names, binding patterns, and
 * expressions that turn out to be patterns. */
#include "parser.h"

/* --- Names --- */

void drupe__check_strict_name(drupe__parser *p, uint32_t atom, uint32_t pos) {
  if (cx_is(p, CX_STRICT) && (atom == ATOM_eval || atom == ATOM_arguments))
    drupe__fail(p, pos, "Unexpected eval or arguments in strict mode");
}

/* The words between ATOM_implements and ATOM_await are names in some places. */
void drupe__check_ident(drupe__parser *p, uint32_t atom, uint32_t pos,
                        bool escaped) {
  assert(escaped || !drupe__atom_is_keyword(atom));
  if (drupe__atom_is_keyword(atom))
    drupe__fail(p, pos, "Keyword must not contain escaped characters");
  if (atom < ATOM_implements || atom > ATOM_await)
    return;
  if (atom == ATOM_await) {
    p->cx.await_name_pos = pos + 1;
    if (p->module || cx_is(p, CX_ASYNC | CX_STATIC_BLOCK))
      drupe__fail(p, pos, "Unexpected reserved word");
    return;
  }
  if (cx_is(p, CX_STRICT))
    drupe__fail(p, pos, "%s",
                escaped ? "Keyword must not contain escaped characters"
                        : "Unexpected strict mode reserved word");
  if (atom == ATOM_yield && cx_is(p, CX_GENERATOR))
    drupe__fail(p, pos, "Unexpected identifier 'yield'");
}

void drupe__note_reference(drupe__parser *p, uint32_t atom, uint32_t pos) {
  if (atom != ATOM_arguments)
    return;
  if (cx_is(p, CX_NO_ARGUMENTS))
    drupe__fail(p, pos,
                "'arguments' is not allowed in class field initializer or "
                "static initialization block");
  p->cx.uses |= USES_ARGUMENTS;
}

uint32_t drupe__parse_binding_ident(drupe__parser *p, uint32_t kind) {
  drupe__token name = p->token;

  if (name.type != TOKEN_IDENT)
    drupe__unexpected(p);
  drupe__check_ident(p, name.atom, name.start, name.escaped);
  drupe__check_strict_name(p, name.atom, name.start);
  drupe__declare(p, name.atom, kind, name.start);
  drupe__lex_next(p);
  return drupe__node2(p, NODE_IDENT, 0, name.escaped ? IDENT_ESCAPED : 0,
                      name.start, name.atom, 0);
}

/* --- Expressions as targets --- */

/* A simple assignment target; patterns are not checked here. */
void drupe__check_target(drupe__parser *p, uint32_t node, uint32_t start,
                         const char *message) {
  const drupe__tree *t = p->tree;

  switch (node_kind(t, node)) {
  case NODE_IDENT:
    drupe__check_strict_name(p, node_word(t, node, IDENT_ATOM),
                             node_pos(t, node));
    return;
  case NODE_MEMBER:
  case NODE_INDEX:
  case NODE_PRIVATE: return;
  case NODE_CALL:
    /* Annex B: a ReferenceError when it runs. */
    if (!cx_is(p, CX_STRICT))
      return;
    break;
  default: break;
  }
  drupe__fail_range(p, start, p->previous_end, "%s", message);
}

static _Noreturn void pattern_bad(drupe__parser *p, uint32_t node) {
  drupe__fail(p, node_pos(p->tree, node),
              "Invalid destructuring assignment target");
}

/* The dots and a name behind them are marked. */
static _Noreturn void pattern_rest_not_last(drupe__parser *p, uint32_t node) {
  uint32_t target = node_word(p->tree, node, ARGUMENT);
  uint32_t pos = node_pos(p->tree, node);
  uint32_t end = node_pos(p->tree, target);
  uint32_t size;

  if (node_kind(p->tree, target) == NODE_IDENT) {
    drupe__atom_text(&p->tree->atoms, node_word(p->tree, target, IDENT_ATOM),
                     &size);
    end += size;
  }
  drupe__fail_range(p, pos, end, "Rest element must be last element");
}

/* A rest element is the last, has no default, and of an object no pattern. */
static uint32_t pattern_rest(drupe__parser *p, uint32_t node, bool last,
                             bool parameter, bool object) {
  drupe__tree *t = p->tree;
  uint32_t target = node_word(t, node, ARGUMENT);
  uint32_t kind = node_kind(t, target);

  if (!last || (node_flags(t, node) & SPREAD_COMMA))
    pattern_rest_not_last(p, node);
  if (kind == NODE_ASSIGN || kind == NODE_DEFAULT)
    pattern_bad(p, target);
  if (object && kind != NODE_IDENT &&
      (parameter ||
       (kind != NODE_MEMBER && kind != NODE_INDEX && kind != NODE_PRIVATE)))
    drupe__fail(p, node_pos(t, target), "%s",
                parameter ? "`...` must be followed by an identifier in "
                            "declaration contexts"
                          : "`...` must be followed by an assignable "
                            "reference in assignment contexts");
  target = drupe__to_pattern(p, target, parameter);
  node_set_kind(t, node, NODE_REST);
  node_set_word(t, node, ARGUMENT, target);
  return node;
}

/* Methods and accessors cannot be targets. */
static uint32_t pattern_property(drupe__parser *p, uint32_t node,
                                 bool parameter) {
  drupe__tree *t = p->tree;

  if (node_op(t, node) != PROPERTY_VALUE)
    pattern_bad(p, node);
  t->w[node] &= ~((uint32_t)MEMBER_PROTO << 16);
  node_set_word(
      t, node, PROPERTY_ITEM,
      drupe__to_pattern(p, node_word(t, node, PROPERTY_ITEM), parameter));
  return node;
}

/* Converts the items of an array or object, also of one that is a pattern of
 * an assignment already and now becomes one of a parameter. */
static void pattern_items(drupe__parser *p, uint32_t node, bool parameter,
                          bool object) {
  drupe__tree *t = p->tree;
  uint32_t list = node_word(t, node, ARRAY_LIST);
  uint32_t size = list_size(t, list);
  uint32_t i;

  for (i = 0; i < size; i++) {
    uint32_t item = list_at(t, list, i);

    if (item == 0)
      continue;
    switch (node_kind(t, item)) {
    case NODE_SPREAD:
    case NODE_REST:
      pattern_rest(p, item, i + 1 == size, parameter, object);
      break;
    case NODE_PROPERTY: pattern_property(p, item, parameter); break;
    default: t->w[list + 1 + i] = drupe__to_pattern(p, item, parameter);
    }
  }
}

static void pattern_ident(drupe__parser *p, uint32_t node, bool parameter) {
  const drupe__tree *t = p->tree;
  uint32_t atom = node_word(t, node, IDENT_ATOM);

  if (parameter) {
    if (node_flags(t, node) & FLAG_PAREN)
      pattern_bad(p, node);
    drupe__check_ident(p, atom, node_pos(t, node),
                       (node_flags(t, node) & IDENT_ESCAPED) != 0);
  }
  drupe__check_strict_name(p, atom, node_pos(t, node));
}

/* In place: ARRAY and ARRAY_PATTERN, ASSIGN and DEFAULT have the same words. */
uint32_t drupe__to_pattern(drupe__parser *p, uint32_t node, bool parameter) {
  drupe__tree *t = p->tree;
  uint32_t kind = node_kind(t, node);
  bool paren = (node_flags(t, node) & FLAG_PAREN) != 0;

  switch (kind) {
  case NODE_IDENT: pattern_ident(p, node, parameter); return node;
  case NODE_MEMBER:
  case NODE_INDEX:
  case NODE_PRIVATE:
    if (parameter)
      pattern_bad(p, node);
    return node;
  case NODE_ARRAY:
  case NODE_OBJECT:
    if (paren)
      pattern_bad(p, node);
    node_set_kind(
        t, node, kind == NODE_ARRAY ? NODE_ARRAY_PATTERN : NODE_OBJECT_PATTERN);
    pattern_items(p, node, parameter, kind == NODE_OBJECT);
    return node;
  case NODE_ARRAY_PATTERN:
  case NODE_OBJECT_PATTERN:
    if (parameter)
      pattern_items(p, node, parameter, kind == NODE_OBJECT_PATTERN);
    return node;
  case NODE_ASSIGN:
    if (node_op(t, node) != OP_NONE || paren)
      pattern_bad(p, node);
    node_set_kind(t, node, NODE_DEFAULT);
    /* fall through */
  case NODE_DEFAULT:
    if (node_kind(t, node_word(t, node, ASSIGN_TARGET)) == NODE_CALL)
      pattern_bad(p, node_word(t, node, ASSIGN_TARGET));
    drupe__to_pattern(p, node_word(t, node, ASSIGN_TARGET), parameter);
    return node;
  default: pattern_bad(p, node);
  }
}

/* --- Binding patterns --- */

/* The value is an expression of its own, with `in`. */
uint32_t drupe__binding_default(drupe__parser *p, uint32_t target) {
  uint32_t pos = p->token.start;
  bool no_in = p->no_in;
  uint32_t value;

  if (token_type(p) != TOKEN_ASSIGN)
    return target;
  p->no_in = false;
  drupe__lex_next(p);
  {
    drupe__cover outer = drupe__cover_begin(p);

    value = drupe__parse_assignment(p);
    drupe__cover_end(p, outer);
  }
  p->no_in = no_in;
  return drupe__node2(p, NODE_DEFAULT, 0, 0, pos, target, value);
}

uint32_t drupe__parse_binding_element(drupe__parser *p, uint32_t kind) {
  return drupe__binding_default(p, drupe__parse_binding(p, kind));
}

/* ...target, which must be the last; `object`: a name only. */
static uint32_t binding_rest(drupe__parser *p, uint32_t kind, uint32_t close,
                             bool object) {
  uint32_t pos = p->token.start;
  uint32_t target;

  assert(token_type(p) == TOKEN_ELLIPSIS);
  drupe__lex_next(p);
  if (object && token_type(p) != TOKEN_IDENT)
    drupe__fail(p, p->token.start,
                "`...` must be followed by an identifier in declaration "
                "contexts");
  target = drupe__parse_binding(p, kind);
  if (token_type(p) == TOKEN_ASSIGN)
    drupe__fail(p, pos, "Invalid destructuring assignment target");
  if (token_type(p) != close)
    drupe__fail_range(p, pos, p->previous_end,
                      "Rest element must be last element");
  return drupe__node1(p, NODE_REST, 0, 0, pos, target);
}

static uint32_t binding_array(drupe__parser *p, uint32_t kind) {
  uint32_t pos = p->token.start;
  uint32_t base = p->stack_size;

  drupe__lex_next(p);
  while (token_type(p) != TOKEN_RBRACKET) {
    if (drupe__eat(p, TOKEN_COMMA)) {
      drupe__stack_push(p, 0);
      continue;
    }
    if (token_type(p) == TOKEN_ELLIPSIS)
      drupe__stack_push(p, binding_rest(p, kind, TOKEN_RBRACKET, false));
    else
      drupe__stack_push(p, drupe__parse_binding_element(p, kind));
    if (token_type(p) != TOKEN_RBRACKET)
      drupe__expect(p, TOKEN_COMMA);
  }
  drupe__lex_next(p);
  return drupe__node1(p, NODE_ARRAY_PATTERN, 0, 0, pos,
                      drupe__stack_list(p, base));
}

static uint32_t binding_property(drupe__parser *p, uint32_t kind) {
  uint32_t pos = p->token.start;
  drupe__member_key key = drupe__parse_key(p);
  const drupe__token *name = &key.token;
  uint32_t target;

  if (name->type == TOKEN_PRIVATE)
    drupe__unexpected_key(p, &key);
  if (drupe__eat(p, TOKEN_COLON)) {
    target = drupe__parse_binding_element(p, kind);
  } else {
    if (name->type != TOKEN_IDENT)
      drupe__unexpected(p);
    drupe__check_ident(p, name->atom, name->start, name->escaped);
    drupe__check_strict_name(p, name->atom, name->start);
    drupe__declare(p, name->atom, kind, name->start);
    key.flags |= MEMBER_SHORTHAND;
    target = drupe__node2(p, NODE_IDENT, 0, name->escaped ? IDENT_ESCAPED : 0,
                          name->start, name->atom, 0);
    target = drupe__binding_default(p, target);
  }
  return drupe__node2(p, NODE_PROPERTY, PROPERTY_VALUE, key.flags, pos,
                      key.node, target);
}

static uint32_t binding_object(drupe__parser *p, uint32_t kind) {
  uint32_t pos = p->token.start;
  uint32_t base = p->stack_size;

  drupe__lex_next(p);
  while (token_type(p) != TOKEN_RBRACE) {
    if (token_type(p) == TOKEN_ELLIPSIS)
      drupe__stack_push(p, binding_rest(p, kind, TOKEN_RBRACE, true));
    else
      drupe__stack_push(p, binding_property(p, kind));
    if (token_type(p) != TOKEN_RBRACE)
      drupe__expect(p, TOKEN_COMMA);
  }
  drupe__lex_next(p);
  return drupe__node1(p, NODE_OBJECT_PATTERN, 0, 0, pos,
                      drupe__stack_list(p, base));
}

/* BindingIdentifier or BindingPattern. */
uint32_t drupe__parse_binding(drupe__parser *p, uint32_t kind) {
  bool array = token_type(p) == TOKEN_LBRACKET;
  uint32_t siblings;
  uint32_t node;

  if (!array && token_type(p) != TOKEN_LBRACE)
    return drupe__parse_binding_ident(p, kind);
  siblings = drupe__enter(p);
  /* A pattern in the parameter of a catch is not the simple case. */
  if (kind == DECLARE_CATCH)
    kind = DECLARE_CATCH_PATTERN;
  node = array ? binding_array(p, kind) : binding_object(p, kind);
  drupe__leave(p, siblings);
  return node;
}
