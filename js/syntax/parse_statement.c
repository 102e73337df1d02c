/* js/syntax/parse_statement.c - statements and declarations, but loops. */
#include "typescript.h"

/* --- Declarations --- */

/* Without an initialiser: only a plain var or let, unless a for-in or for-of
 * turns out to be around it. */
static void var_check_init(drupe__parser *p, uint32_t op, uint32_t target) {
  if (node_kind(p->tree, target) != NODE_IDENT)
    drupe__fail_range(p, node_pos(p->tree, target), p->previous_end,
                      "Missing initializer in destructuring declaration");
  if (op == VAR_CONST)
    drupe__fail(p, node_pos(p->tree, target),
                "Missing initializer in const declaration");
}

/* END is kept for the dead zone: a reference behind it is safe. */
static uint32_t var_declarator(drupe__parser *p, uint32_t op, bool in_for) {
  uint32_t pos = p->token.start;
  uint32_t target =
      drupe__parse_binding(p, op == VAR_VAR ? DECLARE_VAR : DECLARE_LEXICAL);
  uint32_t init = 0;

  drupe__ts_name_rest(p);
  if (drupe__eat(p, TOKEN_ASSIGN)) {
    drupe__cover outer = drupe__cover_begin(p);

    init = drupe__parse_assignment(p);
    drupe__cover_end(p, outer);
  } else if (!in_for && !p->ambient) {
    var_check_init(p, op, target);
  }
  return drupe__node3(p, NODE_DECLARATOR, 0, 0, pos, target, init,
                      p->previous_end);
}

/* The token is `var`, `let` or `const`. */
uint32_t drupe__parse_var(drupe__parser *p, uint32_t op, uint32_t pos,
                          bool in_for) {
  uint32_t base = p->stack_size;

  drupe__lex_next(p);
  do {
    uint32_t node = var_declarator(p, op, in_for);

    drupe__stack_push(p, node);
    /* Only one without an initialiser can be the head of a for-in or for-of,
     * and of that the loop asks for the initialiser. */
    if (in_for && token_type(p) == TOKEN_COMMA &&
        node_word(p->tree, node, DECLARATOR_INIT) == 0)
      var_check_init(p, op, node_word(p->tree, node, DECLARATOR_TARGET));
  } while (drupe__eat(p, TOKEN_COMMA));
  return drupe__node1(p, NODE_VAR, op, 0, pos, drupe__stack_list(p, base));
}

/* `let` is a name in sloppy code; one token behind it tells. */
bool drupe__let_is_declaration(drupe__parser *p, bool single) {
  drupe__lex_state here = drupe__lex_save(p);
  uint32_t pos = p->token.start;
  bool result;

  assert(token_is_word(p, ATOM_let));
  drupe__lex_next(p);
  result = token_type(p) == TOKEN_IDENT || token_type(p) == TOKEN_LBRACKET ||
           token_type(p) == TOKEN_LBRACE;
  /* A single statement may begin with the name `let`, if no `[` follows. */
  if (result && single) {
    if (token_type(p) != TOKEN_LBRACKET && p->token.newline)
      result = false;
    else
      drupe__fail(p, pos,
                  "Lexical declaration cannot appear in a single-statement "
                  "context");
  }
  drupe__lex_restore(p, here);
  return result;
}

static bool place_is_single(uint32_t place) {
  return place != PLACE_LIST && place != PLACE_TOP;
}

/* Annex B allows plain functions in some single statements of sloppy code. */
static void function_check_place(drupe__parser *p, uint32_t place,
                                 uint32_t flags, uint32_t pos) {
  drupe__lex_state here;

  if (!place_is_single(place))
    return;
  if (flags & FN_ASYNC)
    drupe__fail(p, pos,
                "Async functions can only be declared at the top level or "
                "inside a block.");
  if (cx_is(p, CX_STRICT))
    drupe__fail(p, pos,
                "In strict mode code, functions can only be declared at top "
                "level or inside a block.");
  if (place == PLACE_SINGLE)
    drupe__fail(p, pos,
                "In non-strict mode code, functions can only be declared at "
                "top level, inside a block, or as the body of an if "
                "statement.");
  here = drupe__lex_save(p);
  drupe__lex_next(p);
  if (token_type(p) == OPERATOR(MUL))
    drupe__fail(p, p->token.start,
                "Generators can only be declared at the top level or inside a "
                "block.");
  drupe__lex_restore(p, here);
}

/* How a function's name is declared where we stand. */
static uint32_t function_declare(const drupe__parser *p) {
  if (!drupe__scope_is_function(p))
    return DECLARE_FUNCTION;
  if (p->module && p->early.scopes.size == 1)
    return DECLARE_LEXICAL;
  return DECLARE_VAR;
}

/* The body of an `if` is a function of its own block: Annex B. */
static uint32_t function_of_if(drupe__parser *p, uint32_t pos) {
  uint32_t base = p->stack_size;
  uint32_t node;

  assert(token_type(p) == KEYWORD(function));
  drupe__scope_open(p, false);
  node = drupe__parse_function(p, FN_DECLARATION | FN_BLOCK_LEVEL, pos,
                               DECLARE_FUNCTION);
  drupe__stack_push(p, node);
  drupe__scope_close(p);
  return drupe__node3(p, NODE_BLOCK, 0, 0, pos, drupe__stack_list(p, base),
                      p->previous_end, 0);
}

static uint32_t statement_function(drupe__parser *p, uint32_t place,
                                   uint32_t flags, uint32_t pos) {
  uint32_t declare;

  function_check_place(p, place, flags, pos);
  if (place == PLACE_IF)
    return function_of_if(p, pos);
  declare = function_declare(p);
  flags |= FN_DECLARATION;
  if (declare == DECLARE_FUNCTION)
    flags |= FN_BLOCK_LEVEL;
  return drupe__parse_function(p, flags, pos, declare);
}

/* --- Blocks --- */

/* { ... } whose scope is open already. */
static uint32_t block_inside(drupe__parser *p) {
  uint32_t pos = p->token.start;
  uint32_t base = p->stack_size;
  uint32_t end;

  drupe__expect(p, TOKEN_LBRACE);
  while (token_type(p) != TOKEN_RBRACE)
    drupe__stack_push(p, drupe__parse_statement(p, PLACE_LIST));
  end = p->token.end;
  drupe__lex_next(p);
  return drupe__node3(p, NODE_BLOCK, 0, 0, pos, drupe__stack_list(p, base), end,
                      0);
}

static uint32_t statement_block(drupe__parser *p) {
  uint32_t node;

  drupe__scope_open(p, false);
  node = block_inside(p);
  drupe__scope_close(p);
  return node;
}

static uint32_t condition(drupe__parser *p) {
  uint32_t node;

  drupe__expect(p, TOKEN_LPAREN);
  node = drupe__parse_expression(p);
  drupe__expect(p, TOKEN_RPAREN);
  return node;
}

/* A chain of else-ifs nests in its else branches. */
static uint32_t statement_if(drupe__parser *p, uint32_t pos) {
  uint32_t test;
  uint32_t yes;
  uint32_t no = 0;

  assert(token_type(p) == KEYWORD(if));
  drupe__lex_next(p);
  test = condition(p);
  yes = drupe__parse_statement(p, PLACE_IF);
  if (drupe__eat(p, KEYWORD(else)))
    no = drupe__parse_statement(p, PLACE_IF);
  return drupe__node3(p, NODE_IF, 0, 0, pos, test, yes, no);
}

static uint32_t statement_with(drupe__parser *p, uint32_t pos) {
  uint32_t object;

  assert(token_type(p) == KEYWORD(with));
  if (cx_is(p, CX_STRICT))
    drupe__fail(p, pos, "Strict mode code may not include a with statement");
  drupe__lex_next(p);
  object = condition(p);
  p->cx.uses |= USES_WITH | USES_INNER_WITH;
  return drupe__node2(p, NODE_WITH, 0, 0, pos, object,
                      drupe__parse_statement(p, PLACE_SINGLE));
}

/* All cases share the scope of the switch. */
static uint32_t switch_case(drupe__parser *p, bool *has_default) {
  uint32_t pos = p->token.start;
  uint32_t base = p->stack_size;
  uint32_t test = 0;

  if (token_type(p) == KEYWORD(default)) {
    if (*has_default)
      drupe__fail(p, pos, "More than one default clause in switch statement");
    *has_default = true;
    drupe__lex_next(p);
  } else {
    drupe__expect(p, KEYWORD(case));
    test = drupe__parse_expression(p);
  }
  drupe__expect(p, TOKEN_COLON);
  while (token_type(p) != KEYWORD(case) && token_type(p) != KEYWORD(default) &&
         token_type(p) != TOKEN_RBRACE)
    drupe__stack_push(p, drupe__parse_statement(p, PLACE_LIST));
  return drupe__node2(p, NODE_CASE, 0, 0, pos, test,
                      drupe__stack_list(p, base));
}

static uint32_t statement_switch(drupe__parser *p, uint32_t pos) {
  uint32_t base = p->stack_size;
  bool has_default = false;
  uint32_t value;

  assert(token_type(p) == KEYWORD(switch));
  drupe__lex_next(p);
  value = condition(p);
  drupe__expect(p, TOKEN_LBRACE);
  drupe__scope_open(p, false);
  p->cx.switches++;
  while (token_type(p) != TOKEN_RBRACE)
    drupe__stack_push(p, switch_case(p, &has_default));
  p->cx.switches--;
  drupe__scope_close(p);
  drupe__lex_next(p);
  return drupe__node3(p, NODE_SWITCH, 0, 0, pos, value,
                      drupe__stack_list(p, base), 0);
}

/* The parameter's scope is the block's: neither may repeat a name. */
static uint32_t try_catch(drupe__parser *p, uint32_t *param) {
  uint32_t handler;

  assert(token_type(p) == KEYWORD(catch));
  drupe__lex_next(p);
  drupe__scope_open(p, false);
  if (drupe__eat(p, TOKEN_LPAREN)) {
    *param = drupe__parse_binding(p, DECLARE_CATCH);
    drupe__ts_annotation(p);
    drupe__expect(p, TOKEN_RPAREN);
  }
  handler = block_inside(p);
  drupe__scope_close(p);
  return handler;
}

static uint32_t statement_try(drupe__parser *p, uint32_t pos) {
  uint32_t param = 0;
  uint32_t handler = 0;
  uint32_t finalizer = 0;
  uint32_t block;
  uint32_t node;

  assert(token_type(p) == KEYWORD(try));
  drupe__lex_next(p);
  block = statement_block(p);
  if (token_type(p) == KEYWORD(catch))
    handler = try_catch(p, &param);
  if (drupe__eat(p, KEYWORD(finally)))
    finalizer = statement_block(p);
  if (handler == 0 && finalizer == 0)
    drupe__fail_before(p, "Missing catch or finally after try");
  node = drupe__node(p, NODE_TRY, 0, 0, pos, TRY_WORDS);
  node_set_word(p->tree, node, TRY_BLOCK, block);
  node_set_word(p->tree, node, TRY_PARAM, param);
  node_set_word(p->tree, node, TRY_HANDLER, handler);
  node_set_word(p->tree, node, TRY_FINALIZER, finalizer);
  node_set_word(p->tree, node, TRY_SCOPE, 0);
  return node;
}

/* --- Jumps --- */

/* A label must stand on the same line. */
static uint32_t jump_label(drupe__parser *p) {
  drupe__token label = p->token;

  if (label.type != TOKEN_IDENT || label.newline)
    return 0;
  drupe__check_ident(p, label.atom, label.start, label.escaped);
  drupe__lex_next(p);
  return label.atom;
}

static void jump_check_label(drupe__parser *p, uint32_t atom, uint32_t pos,
                             bool is_continue) {
  int found = drupe__label_find(p, atom);
  uint32_t size;
  const char *text = drupe__atom_text(&p->tree->atoms, atom, &size);

  if (found == 0)
    drupe__fail(p, pos, "Undefined label '%.*s'", (int)size, text);
  if (found == 1 && is_continue)
    drupe__fail(p, pos,
                "Illegal continue statement: '%.*s' does not denote an "
                "iteration statement",
                (int)size, text);
}

/* Labels and loops end at the border of a function: see the context. */
static uint32_t statement_jump(drupe__parser *p, uint32_t kind, uint32_t pos) {
  bool is_continue = kind == NODE_CONTINUE;
  uint32_t label_pos;
  uint32_t label;

  drupe__lex_next(p);
  label_pos = p->token.start;
  label = jump_label(p);
  if (label != 0)
    jump_check_label(p, label, label_pos, is_continue);
  else if (is_continue && p->cx.loops == 0)
    drupe__fail(p, pos,
                "Illegal continue statement: no surrounding iteration "
                "statement");
  else if (p->cx.loops + p->cx.switches == 0)
    drupe__fail(p, pos, "Illegal break statement");
  drupe__semicolon(p);
  return drupe__node1(p, kind, 0, 0, pos, label);
}

static uint32_t statement_return(drupe__parser *p, uint32_t pos) {
  uint32_t value = 0;

  assert(token_type(p) == KEYWORD(return ));
  if (!cx_is(p, CX_RETURN))
    drupe__fail(p, pos, "Illegal return statement");
  drupe__lex_next(p);
  if (token_type(p) != TOKEN_SEMICOLON && token_type(p) != TOKEN_RBRACE &&
      token_type(p) != TOKEN_EOF && !p->token.newline)
    value = drupe__parse_expression(p);
  drupe__semicolon(p);
  return drupe__node1(p, NODE_RETURN, 0, 0, pos, value);
}

static uint32_t statement_throw(drupe__parser *p, uint32_t pos) {
  uint32_t value;

  assert(token_type(p) == KEYWORD(throw));
  drupe__lex_next(p);
  if (p->token.newline)
    drupe__fail_before(p, "Illegal newline after throw");
  value = drupe__parse_expression(p);
  drupe__semicolon(p);
  return drupe__node1(p, NODE_THROW, 0, 0, pos, value);
}

/* --- Expressions and labels --- */

/* name: statement; the token is behind the colon. */
static uint32_t statement_labelled(drupe__parser *p, uint32_t name,
                                   uint32_t place, uint32_t run) {
  uint32_t pos = node_pos(p->tree, name);
  uint32_t atom = node_word(p->tree, name, IDENT_ATOM);
  uint32_t body;

  drupe__label_open(p, atom, pos);
  p->label_run = run + 1;
  body = drupe__parse_statement(
      p, !place_is_single(place) || place == PLACE_LABEL ? PLACE_LABEL
                                                         : PLACE_SINGLE);
  drupe__label_close(p);
  return drupe__node2(p, NODE_LABEL, 0, 0, pos, atom, body);
}

/* A lone name with a colon behind it was a label. */
static uint32_t statement_expression(drupe__parser *p, uint32_t place,
                                     uint32_t run) {
  uint32_t pos = p->token.start;
  uint32_t node = drupe__parse_expression(p);

  if (token_type(p) == TOKEN_COLON && node_kind(p->tree, node) == NODE_IDENT &&
      !(node_flags(p->tree, node) & FLAG_PAREN)) {
    drupe__lex_next(p);
    return statement_labelled(p, node, place, run);
  }
  drupe__semicolon(p);
  return drupe__node1(p, NODE_EXPRESSION, 0, 0, pos, node);
}

/* A statement that begins with a name: contextual words mean something. */
static uint32_t statement_name(drupe__parser *p, uint32_t place, uint32_t run) {
  uint32_t pos = p->token.start;
  drupe__lex_state here;
  uint32_t node;

  if (token_is_word(p, ATOM_let) &&
      drupe__let_is_declaration(p, place_is_single(place))) {
    node = drupe__parse_var(p, VAR_LET, pos, false);
    drupe__semicolon(p);
    return node;
  }
  if (token_is_word(p, ATOM_async)) {
    here = drupe__lex_save(p);
    drupe__lex_next(p);
    if (token_type(p) == KEYWORD(function) && !p->token.newline)
      return statement_function(p, place, FN_ASYNC, pos);
    drupe__lex_restore(p, here);
  }
  return statement_expression(p, place, run);
}

/* import and export at the top of a module; import() and import.meta
 * anywhere. */
static uint32_t statement_import(drupe__parser *p, uint32_t place,
                                 uint32_t run) {
  drupe__lex_state here = drupe__lex_save(p);
  bool expression;
  uint32_t node;

  drupe__lex_next(p);
  expression = token_type(p) == TOKEN_LPAREN || token_type(p) == TOKEN_DOT;
  if (p->typescript && !expression &&
      (place == PLACE_TOP || cx_is(p, CX_NAMESPACE))) {
    node = drupe__ts_import(p, here.token.start);
    if (node != 0)
      return node;
  }
  drupe__lex_restore(p, here);
  if (expression)
    return statement_expression(p, place, run);
  if (!p->module || place != PLACE_TOP || p->early.scopes.size != 1)
    return statement_expression(p, place, run); /* which refuses it */
  return drupe__parse_import(p);
}

/* In a CommonJS module only types are exported so, and `export = value`. */
static uint32_t statement_ts_export(drupe__parser *p, uint32_t place) {
  drupe__lex_state here = drupe__lex_save(p);
  uint32_t node;
  uint32_t kind;

  if (cx_is(p, CX_NAMESPACE) && drupe__scope_is_function(p))
    return drupe__ts_namespace_export(p);
  if (p->module || place != PLACE_TOP || p->early.scopes.size != 1)
    return 0;
  drupe__lex_next(p);
  node = drupe__ts_export(p, here.token.start);
  kind = node == 0 ? NODE_NONE : node_kind(p->tree, node);
  if (kind == NODE_EMPTY || kind == NODE_TS_ASSIGNED)
    return node;
  drupe__lex_restore(p, here);
  return 0;
}

static uint32_t statement_export(drupe__parser *p, uint32_t place) {
  uint32_t node = p->typescript ? statement_ts_export(p, place) : 0;

  if (node != 0)
    return node;
  if (!p->module || place != PLACE_TOP || p->early.scopes.size != 1)
    drupe__unexpected(p);
  return drupe__parse_export(p);
}

static uint32_t statement_const(drupe__parser *p, uint32_t place,
                                uint32_t pos) {
  uint32_t node;

  if (place_is_single(place))
    drupe__unexpected(p);
  node = drupe__parse_var(p, VAR_CONST, pos, false);
  drupe__semicolon(p);
  return node;
}

static uint32_t statement_simple(drupe__parser *p, uint32_t kind,
                                 uint32_t pos) {
  drupe__lex_next(p);
  if (kind == NODE_DEBUGGER)
    drupe__semicolon(p);
  return drupe__node(p, kind, 0, 0, pos, 0);
}

static uint32_t statement_var(drupe__parser *p, uint32_t pos) {
  uint32_t node = drupe__parse_var(p, VAR_VAR, pos, false);

  drupe__semicolon(p);
  return node;
}

static uint32_t statement_class(drupe__parser *p, uint32_t place) {
  if (place_is_single(place))
    drupe__unexpected(p);
  return drupe__parse_class(p, CLASS_DECLARATION, false);
}

/* The first token decides, but for `let`, `async` and `import`. */
static uint32_t statement_any(drupe__parser *p, uint32_t place, uint32_t run) {
  uint32_t pos = p->token.start;

  if (p->typescript) {
    uint32_t node = drupe__ts_statement(p, place);

    if (node != 0)
      return node;
  }
  switch (token_type(p)) {
  case TOKEN_LBRACE: return statement_block(p);
  case TOKEN_SEMICOLON: return statement_simple(p, NODE_EMPTY, pos);
  case TOKEN_IDENT: return statement_name(p, place, run);
  case KEYWORD(var): return statement_var(p, pos);
  case KEYWORD(const): return statement_const(p, place, pos);
  case KEYWORD(function): return statement_function(p, place, 0, pos);
  case KEYWORD(class): return statement_class(p, place);
  case KEYWORD(if): return statement_if(p, pos);
  case KEYWORD(for):
  case KEYWORD(while):
  case KEYWORD(do):
    drupe__label_mark_loops(p, run);
    return drupe__parse_loop(p);
  case KEYWORD(continue): return statement_jump(p, NODE_CONTINUE, pos);
  case KEYWORD(break): return statement_jump(p, NODE_BREAK, pos);
  case KEYWORD(return ): return statement_return(p, pos);
  case KEYWORD(throw): return statement_throw(p, pos);
  case KEYWORD(with): return statement_with(p, pos);
  case KEYWORD(switch): return statement_switch(p, pos);
  case KEYWORD(try): return statement_try(p, pos);
  case KEYWORD(debugger): return statement_simple(p, NODE_DEBUGGER, pos);
  case KEYWORD(import): return statement_import(p, place, run);
  case KEYWORD(export): return statement_export(p, place);
  default: return statement_expression(p, place, run);
  }
}

/* `label_run` reaches this statement only: labels before a loop are its own. */
uint32_t drupe__parse_statement(drupe__parser *p, uint32_t place) {
  uint32_t run = p->label_run;
  uint32_t siblings = drupe__enter(p);
  uint32_t node;

  p->label_run = 0;
  node = statement_any(p, place, run);
  drupe__leave(p, siblings);
  return node;
}
