/* js/syntax/parse_function.c - functions of all kinds but classes. */
#include "typescript.h"

#include <string.h>

/* Labels, loops and uses begin anew; what is kept of the outer context is in
 * the flags that the caller passes. */
drupe__context drupe__context_enter(drupe__parser *p, uint32_t flags) {
  drupe__context outer = p->cx;

  p->cx = (drupe__context){.flags = flags | CX_IN_FUNCTION,
                           .label_base = p->early.labels.size};
  return outer;
}

/* The outer context goes on as it was, but for the uses that reach through. */
void drupe__context_leave(drupe__parser *p, const drupe__context *outer,
                          uint32_t passed_on) {
  uint32_t uses = p->cx.uses & passed_on;

  p->cx = *outer;
  p->cx.uses |= uses;
  p->cx.closures++;
}

/* The context flags that FN_ flags bring. */
static uint32_t function_context(uint32_t flags) {
  return (flags & FN_ASYNC ? CX_ASYNC : 0) |
         (flags & FN_GENERATOR ? CX_GENERATOR : 0) | CX_RETURN;
}

/* --- Bodies --- */

/* Whether a directive's text is exactly `use strict`. */
static bool body_is_use_strict(const drupe__parser *p,
                               const drupe__token *token) {
  return token->end - token->start == 12 &&
         memcmp(p->start + token->start + 1, "use strict", 10) == 0;
}

static void body_use_strict(drupe__parser *p, uint32_t pos, uint32_t begin,
                            uint32_t *flags) {
  if (!(*flags & FN_SIMPLE_PARAMS))
    drupe__fail(p, pos,
                "Illegal 'use strict' directive in function with non-simple "
                "parameter list");
  *flags |= FN_USE_STRICT;
  p->cx.flags |= CX_STRICT;
  /* An earlier directive, or what the lexer has looked at already. */
  if (p->octal_pos > begin)
    drupe__fail(p, p->octal_pos - 1, "%s", p->octal_message);
}

/* The directive prologue: strings that stand alone as statements. */
static void body_directives(drupe__parser *p, uint32_t *flags) {
  uint32_t begin = p->token.start;

  while (token_type(p) == TOKEN_STRING) {
    drupe__token token = p->token;
    uint32_t statement = drupe__parse_statement(p, PLACE_TOP);
    uint32_t string = node_word(p->tree, statement, ARGUMENT);

    drupe__stack_push(p, statement);
    if (node_kind(p->tree, string) != NODE_STRING ||
        node_pos(p->tree, string) != token.start)
      return;
    node_add_flags(p->tree, statement, EXPRESSION_DIRECTIVE);
    if (body_is_use_strict(p, &token))
      body_use_strict(p, token.start, begin, flags);
  }
}

uint32_t drupe__parse_body(drupe__parser *p, uint32_t end_type,
                           uint32_t *flags) {
  uint32_t base = p->stack_size;
  bool no_in = p->no_in;

  p->no_in = false;
  body_directives(p, flags);
  while (token_type(p) != end_type)
    drupe__stack_push(p, drupe__parse_statement(p, PLACE_TOP));
  p->no_in = no_in;
  return drupe__stack_list(p, base);
}

/* --- Parameters --- */

/* FN_SIMPLE_PARAMS and FN_PARAM_VALUES of a pattern. */
static uint32_t params_flags(const drupe__tree *t, uint32_t list, bool top) {
  uint32_t flags = top ? FN_SIMPLE_PARAMS : 0;
  uint32_t size = list_size(t, list);
  uint32_t i;

  for (i = 0; i < size; i++) {
    uint32_t node = list_at(t, list, i);
    uint32_t inner = 0;

    while (node != 0 && node_kind(t, node) != NODE_IDENT) {
      flags &= ~(uint32_t)FN_SIMPLE_PARAMS;
      switch (node_kind(t, node)) {
      case NODE_DEFAULT:
        flags |= FN_PARAM_VALUES;
        node = node_word(t, node, ASSIGN_TARGET);
        continue;
      case NODE_PROPERTY:
        if (node_flags(t, node) & MEMBER_COMPUTED)
          flags |= FN_PARAM_VALUES;
        node = node_word(t, node, PROPERTY_ITEM);
        continue;
      case NODE_REST: node = node_word(t, node, ARGUMENT); continue;
      default: inner = node_word(t, node, ARRAY_LIST); break;
      }
      flags |= params_flags(t, inner, false);
      break;
    }
  }
  return flags;
}

/* A parameter with what TypeScript has around it: modifiers make it a property
 * as well. */
static uint32_t params_typed(drupe__parser *p, uint32_t op) {
  uint32_t pos = p->token.start;
  bool property;
  uint32_t node;

  if (token_type(p) == TOKEN_AT)
    drupe__ts_no_decorators(p);
  property = drupe__ts_modifiers(p);
  node = drupe__parse_binding(p, DECLARE_NOTHING);
  drupe__ts_name_rest(p);
  if (!property)
    return node;
  if (op != FUNCTION_CONSTRUCTOR && op != FUNCTION_DERIVED_CONSTRUCTOR)
    drupe__fail(p, pos,
                "A parameter property is only allowed in a constructor");
  if (node_kind(p->tree, node) != NODE_IDENT)
    drupe__fail(p, pos,
                "A parameter property may not be declared using a binding "
                "pattern");
  node_add_flags(p->tree, node, IDENT_PROPERTY);
  return node;
}

/* One parameter or the rest; true if another may follow. */
static bool params_item(drupe__parser *p, uint32_t op) {
  uint32_t pos = p->token.start;
  uint32_t node;

  if (!drupe__eat(p, TOKEN_ELLIPSIS)) {
    node = p->typescript ? params_typed(p, op)
                         : drupe__parse_binding(p, DECLARE_NOTHING);
    drupe__stack_push(p, drupe__binding_default(p, node));
    return true;
  }
  node = drupe__parse_binding(p, DECLARE_NOTHING);
  drupe__ts_annotation(p);
  drupe__stack_push(p, drupe__node1(p, NODE_REST, 0, 0, pos, node));
  if (token_type(p) == TOKEN_ASSIGN)
    drupe__fail(p, p->token.start,
                "Rest parameter may not have a default initializer");
  if (token_type(p) != TOKEN_RPAREN)
    drupe__fail(p, p->token.start,
                "Rest parameter must be last formal parameter");
  return false;
}

/* (a, b = 1, ...c), with the parentheses. */
static uint32_t params_list(drupe__parser *p, uint32_t op) {
  uint32_t base = p->stack_size;
  bool no_in = p->no_in;

  p->no_in = false;
  p->cx.flags |= CX_PARAMS;
  drupe__expect(p, TOKEN_LPAREN);
  if (p->typescript)
    drupe__ts_this_param(p);
  while (token_type(p) != TOKEN_RPAREN) {
    if (!params_item(p, op))
      break;
    if (token_type(p) != TOKEN_RPAREN)
      drupe__expect(p, TOKEN_COMMA);
  }
  p->params_end = p->token.start;
  drupe__expect(p, TOKEN_RPAREN);
  p->cx.flags &= ~(uint32_t)CX_PARAMS;
  p->no_in = no_in;
  return drupe__stack_list(p, base);
}

/* --- What is known only when the body has been read --- */

/* A body that made itself strict makes the name and the parameters so. */
static void function_check_late_strict(drupe__parser *p, uint32_t name,
                                       uint32_t params) {
  uint32_t size = list_size(p->tree, params);
  uint32_t i;

  for (i = 0; i <= size; i++) {
    uint32_t node = i == size ? name : list_at(p->tree, params, i);
    uint32_t atom;

    if (node == 0 || node_kind(p->tree, node) != NODE_IDENT)
      continue;
    atom = node_word(p->tree, node, IDENT_ATOM);
    drupe__check_strict_name(p, atom, node_pos(p->tree, node));
    if (atom >= ATOM_implements && atom <= ATOM_yield)
      drupe__fail(p, node_pos(p->tree, node),
                  "Unexpected strict mode reserved word");
  }
}

/* Sloppy functions with plain parameters may repeat a name: Annex B. */
static void function_check_twice(drupe__parser *p, uint32_t op, uint32_t twice,
                                 uint32_t *flags) {
  if (twice == 0)
    return;
  if (op != FUNCTION_PLAIN || cx_is(p, CX_STRICT) ||
      !(*flags & FN_SIMPLE_PARAMS))
    drupe__fail(p, twice - 1,
                "Duplicate parameter name not allowed in this context");
  *flags |= FN_DUPLICATES;
}

static void function_check_accessor(drupe__parser *p, uint32_t op,
                                    uint32_t params, uint32_t pos) {
  uint32_t size = list_size(p->tree, params);

  if (op == FUNCTION_GETTER && size != 0)
    drupe__fail_range(p, pos, p->previous_end,
                      "Getter must not have any formal parameters.");
  if (op != FUNCTION_SETTER)
    return;
  if (size != 1)
    drupe__fail_range(p, pos, p->previous_end,
                      "Setter must have exactly one formal parameter.");
  if (node_kind(p->tree, list_at(p->tree, params, 0)) == NODE_REST)
    drupe__fail_range(p, pos, p->previous_end,
                      "Setter function argument must not be a rest parameter");
}

/* The parameters of `new Function` must end where they were put: a text like
 * "a){" would reach into the body. */
static void function_check_given(drupe__parser *p) {
  enum { SCOPES_OF_UNIT = 2 };

  if (p->source->goal == DRUPE__FUNCTION &&
      p->early.scopes.size == SCOPES_OF_UNIT &&
      p->params_end != p->source->params_end)
    drupe__fail(p, p->params_end, "Arg string terminates parameters early");
}

/* Makes the node of a function whose body has just been read. */
static uint32_t function_node(drupe__parser *p, uint32_t op, uint32_t flags,
                              uint32_t pos, uint32_t name, uint32_t params,
                              uint32_t body, uint32_t end) {
  uint32_t node;

  if (cx_is(p, CX_STRICT))
    flags |= FN_STRICT;
  node = drupe__node(p, NODE_FUNCTION, op, flags, pos, FUNCTION_WORDS);
  node_set_word(p->tree, node, FUNCTION_NAME, name);
  node_set_word(p->tree, node, FUNCTION_PARAMS, params);
  node_set_word(p->tree, node, FUNCTION_BODY, body);
  node_set_word(p->tree, node, FUNCTION_END, end);
  node_set_word(p->tree, node, FUNCTION_USES, p->cx.uses);
  node_set_word(p->tree, node, FUNCTION_SCOPE, 0);
  return node;
}

/* The list of parameters that are properties; see class_state. */
static uint32_t function_properties(drupe__parser *p, uint32_t params) {
  const drupe__tree *t = p->tree;
  uint32_t base = p->stack_size;
  uint32_t i;

  for (i = 0; i < list_size(t, params); i++) {
    uint32_t node = list_at(t, params, i);

    if (node_kind(t, node) == NODE_DEFAULT)
      node = node_word(t, node, ASSIGN_TARGET);
    if (node_kind(t, node) == NODE_IDENT &&
        (node_flags(t, node) & IDENT_PROPERTY))
      drupe__stack_push(p, node);
  }
  return drupe__stack_list(p, base);
}

/* Parameters and body of a function with `(`; the context is its own.  0 if
 * there is no body: what TypeScript only declares. */
static uint32_t function_rest(drupe__parser *p, uint32_t op, uint32_t flags,
                              uint32_t pos, uint32_t name) {
  uint32_t params_pos = p->token.start;
  uint32_t properties = 0;
  bool was_strict = cx_is(p, CX_STRICT);
  uint32_t params;
  uint32_t body;
  uint32_t twice;
  uint32_t node;

  drupe__scope_open(p, true);
  drupe__ts_generics(p);
  params = params_list(p, op);
  drupe__ts_annotation(p);
  if (p->typescript && token_type(p) != TOKEN_LBRACE) {
    drupe__scope_close(p);
    return 0;
  }
  function_check_accessor(p, op, params, params_pos);
  if (p->cx.closures != 0)
    flags |= FN_PARAM_CLOSURE;
  twice = drupe__declare_params(p, params);
  flags |= params_flags(p->tree, params, true);
  function_check_given(p);
  drupe__expect(p, TOKEN_LBRACE);
  body = drupe__parse_body(p, TOKEN_RBRACE, &flags);
  if (p->typescript)
    properties = function_properties(p, params);
  if (properties != 0)
    body = drupe__ts_assign_properties(p, body, properties,
                                       op == FUNCTION_DERIVED_CONSTRUCTOR);
  p->properties = properties;
  function_check_twice(p, op, twice, &flags);
  if (cx_is(p, CX_STRICT) && !was_strict)
    function_check_late_strict(p, name, params);
  drupe__scope_close(p);
  node = function_node(p, op, flags, pos, name, params, body, p->token.end);
  return node;
}

/* --- Functions with `function` --- */

/* The name of a function expression belongs to its inside. */
static uint32_t function_expression_name(drupe__parser *p, uint32_t flags) {
  uint32_t outer = p->cx.flags;
  uint32_t name;

  if (token_type(p) != TOKEN_IDENT)
    return 0;
  p->cx.flags = (outer & CX_STRICT) | function_context(flags);
  name = drupe__parse_binding_ident(p, DECLARE_NOTHING);
  p->cx.flags = outer;
  return name;
}

/* A declaration without a body. */
static uint32_t function_overload(drupe__parser *p, uint32_t flags,
                                  uint32_t pos) {
  if (!(flags & FN_DECLARATION))
    drupe__unexpected(p);
  drupe__semicolon(p);
  drupe__ts_erase(p, pos);
  return drupe__node(p, NODE_EMPTY, 0, 0, pos, 0);
}

/* A declaration's name belongs to the surroundings, an expression's to
 * itself. */
uint32_t drupe__parse_function(drupe__parser *p, uint32_t flags, uint32_t pos,
                               uint32_t declare) {
  drupe__context outer;
  uint32_t name = 0;
  uint32_t node;

  assert(token_type(p) == KEYWORD(function));
  drupe__lex_next(p);
  if (drupe__eat(p, OPERATOR(MUL)))
    flags |= FN_GENERATOR;
  if (!(flags & FN_DECLARATION)) {
    name = function_expression_name(p, flags);
  } else if (declare != DECLARE_FUNCTION_UNNAMED ||
             !(token_type(p) == TOKEN_LPAREN ||
               (p->typescript && token_type(p) == OPERATOR(LT)))) {
    if (declare == DECLARE_FUNCTION_UNNAMED)
      declare = DECLARE_LEXICAL;
    /* Only plain sloppy functions may repeat in a block. */
    if (declare == DECLARE_FUNCTION &&
        (cx_is(p, CX_STRICT) || (flags & (FN_ASYNC | FN_GENERATOR))))
      declare = DECLARE_FUNCTION_ONCE;
    if (token_type(p) == TOKEN_LPAREN)
      drupe__fail_before(p, "Function statements require a function name");
    name = drupe__parse_binding_ident(p, DECLARE_NOTHING);
    if (!p->typescript)
      drupe__declare(p, node_word(p->tree, name, IDENT_ATOM), declare, pos);
  }
  outer = drupe__context_enter(p, (p->cx.flags & CX_STRICT) | CX_NEW_TARGET |
                                      function_context(flags));
  node = function_rest(p, FUNCTION_PLAIN, flags, pos, name);
  drupe__context_leave(p, &outer, USES_FROM_FUNCTION);
  if (node == 0)
    return function_overload(p, flags, pos);
  /* Overloads declare nothing, so here it is known only now. */
  if (p->typescript && name != 0 && (flags & FN_DECLARATION))
    drupe__declare(p, node_word(p->tree, name, IDENT_ATOM), declare, pos);
  drupe__lex_next(p);
  return node;
}

/* Only methods have a home object, so only they may say super.x.  0:
 * TypeScript's, without a body. */
uint32_t drupe__parse_method(drupe__parser *p, uint32_t op, uint32_t flags,
                             uint32_t pos) {
  uint32_t cx = (p->cx.flags & CX_STRICT) | CX_NEW_TARGET | CX_SUPER_PROPERTY |
                function_context(flags);
  drupe__context outer;
  uint32_t node;

  if (op == FUNCTION_DERIVED_CONSTRUCTOR)
    cx |= CX_SUPER_CALL;
  outer = drupe__context_enter(p, cx);
  node = function_rest(p, op, flags, pos, 0);
  drupe__context_leave(p, &outer, USES_FROM_FUNCTION);
  if (node != 0)
    drupe__lex_next(p);
  return node;
}

/* --- Arrows --- */

/* yield and await expressions, and in async arrows the name `await`, must not
 * stand between `pos` and here. */
static void arrow_check_cover(drupe__parser *p, uint32_t flags, uint32_t pos) {
  if (p->cx.yield_pos > pos)
    drupe__fail(p, p->cx.yield_pos - 1,
                "Yield expression not allowed in formal parameter");
  if (p->cx.await_pos > pos)
    drupe__fail(p, p->cx.await_pos - 1,
                "Illegal await-expression in formal parameters of async "
                "function");
  if ((flags & FN_ASYNC) && p->cx.await_name_pos > pos)
    drupe__fail(p, p->cx.await_name_pos - 1,
                "'await' is not a valid identifier name in an async function");
}

/* Makes parameters of the expressions on the stack. */
static uint32_t arrow_params(drupe__parser *p, uint32_t base) {
  drupe__tree *t = p->tree;
  uint32_t i;

  assert(p->stack_size >= base);
  for (i = base; i < p->stack_size; i++) {
    uint32_t item = p->stack[i];

    if (node_kind(t, item) == NODE_SPREAD) {
      if (i + 1 != p->stack_size || (node_flags(t, item) & SPREAD_COMMA))
        drupe__fail(p, node_pos(t, item),
                    "Rest parameter must be last formal parameter");
      if (node_kind(t, node_word(t, item, ARGUMENT)) == NODE_ASSIGN)
        drupe__fail(p, node_pos(t, item),
                    "Rest parameter may not have a default initializer");
      node_set_kind(t, item, NODE_REST);
    }
    if (node_kind(t, item) == NODE_REST)
      node_set_word(t, item, ARGUMENT,
                    drupe__to_pattern(p, node_word(t, item, ARGUMENT), true));
    else
      p->stack[i] = drupe__to_pattern(p, item, true);
  }
  return drupe__stack_list(p, base);
}

/* Behind the `=>`: a body in braces or one expression. */
static uint32_t arrow_body(drupe__parser *p, uint32_t *flags, uint32_t *end) {
  drupe__cover outer;
  uint32_t body;

  if (drupe__eat(p, TOKEN_LBRACE)) {
    body = drupe__parse_body(p, TOKEN_RBRACE, flags);
    *end = p->token.end;
    return body;
  }
  *flags |= FN_EXPRESSION_BODY;
  outer = drupe__cover_begin(p);
  body = drupe__parse_assignment(p);
  drupe__cover_end(p, outer);
  *end = p->previous_end;
  return body;
}

/* The parameters have been read in the outer context; what they used is the
 * arrow's, and through it the outer's. */
uint32_t drupe__parse_arrow(drupe__parser *p, uint32_t flags, uint32_t pos,
                            uint32_t base, const drupe__context *before) {
  uint32_t used = p->cx.uses;
  bool closure = p->cx.closures != before->closures;
  bool was_strict = cx_is(p, CX_STRICT);
  drupe__context outer;
  uint32_t params;
  uint32_t twice;
  uint32_t body;
  uint32_t end;
  uint32_t node;

  assert(token_type(p) == TOKEN_ARROW);
  arrow_check_cover(p, flags, pos);
  outer = drupe__context_enter(p, (p->cx.flags & CX_TO_ARROW) |
                                      function_context(flags));
  outer.uses = before->uses;
  p->cx.uses = used;
  params = arrow_params(p, base);
  flags |= params_flags(p->tree, params, true);
  if (closure)
    flags |= FN_PARAM_CLOSURE;
  drupe__scope_open(p, true);
  twice = drupe__declare_params(p, params);
  drupe__lex_next(p);
  body = arrow_body(p, &flags, &end);
  function_check_twice(p, FUNCTION_ARROW, twice, &flags);
  if (cx_is(p, CX_STRICT) && !was_strict)
    function_check_late_strict(p, 0, params);
  drupe__scope_close(p);
  node = function_node(p, FUNCTION_ARROW, flags, pos, 0, params, body, end);
  drupe__context_leave(p, &outer, USES_FROM_ARROW);
  if (!(flags & FN_EXPRESSION_BODY))
    drupe__lex_next(p);
  return node;
}
