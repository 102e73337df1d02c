/* js/syntax/parse_ts_declare.c - statements that only TypeScript has. */
#include "typescript.h"

static uint32_t ts_empty(drupe__parser *p, uint32_t pos) {
  drupe__ts_erase(p, pos);
  return drupe__node(p, NODE_EMPTY, 0, 0, pos, 0);
}

void drupe__ts_declare_type(drupe__parser *p, uint32_t atom) {
  p->tree->atoms.list[atom].type |= TYPE_DECLARED;
}

static void ts_type_name(drupe__parser *p) {
  if (token_type(p) != TOKEN_IDENT)
    drupe__unexpected(p);
  drupe__ts_declare_type(p, p->token.atom);
  drupe__lex_next(p);
}

/* --- Types --- */

/* type A<T> = B; the token is the name. */
static void ts_type_alias(drupe__parser *p) {
  ts_type_name(p);
  drupe__ts_generics(p);
  drupe__expect(p, TOKEN_ASSIGN);
  drupe__ts_type(p);
  drupe__semicolon(p);
}

/* A<T> extends B, C { ... }: an interface, or a class that is only declared. */
static void ts_type_body(drupe__parser *p) {
  ts_type_name(p);
  drupe__ts_generics(p);
  while (token_type(p) == KEYWORD(extends) || token_type(p) == TOKEN_COMMA ||
         token_is_word(p, ATOM_implements)) {
    drupe__lex_next(p);
    drupe__ts_type(p);
  }
  if (token_type(p) != TOKEN_LBRACE)
    drupe__unexpected(p);
  drupe__ts_balanced(p);
}

/* --- declare --- */

/* a.b.c {...}, "name" {...} or global {...}: the token is behind the word. */
static void ambient_space(drupe__parser *p) {
  if (token_type(p) == TOKEN_IDENT)
    drupe__ts_declare_type(p, p->token.atom);
  while (token_type(p) == TOKEN_IDENT || token_type(p) == TOKEN_STRING ||
         token_type(p) == TOKEN_DOT)
    drupe__lex_next(p);
  if (token_type(p) == TOKEN_LBRACE)
    drupe__ts_balanced(p);
  else
    drupe__semicolon(p);
}

static void ambient_var(drupe__parser *p) {
  uint32_t op = token_type(p) == KEYWORD(var) ? VAR_VAR : VAR_LET;

  drupe__parse_var(p, op, p->token.start, false);
  drupe__semicolon(p);
}

static void ambient_enum(drupe__parser *p) {
  drupe__lex_next(p);
  ts_type_name(p);
  if (token_type(p) != TOKEN_LBRACE)
    drupe__unexpected(p);
  drupe__ts_balanced(p);
}

/* What stands behind `declare`. */
static void ambient_item(drupe__parser *p) {
  drupe__lex_state here = drupe__lex_save(p);
  uint32_t word = p->token.atom;

  switch (token_type(p)) {
  case KEYWORD(var): ambient_var(p); return;
  case KEYWORD(function):
    drupe__parse_function(p, FN_DECLARATION, p->token.start, DECLARE_NOTHING);
    return;
  case KEYWORD(enum): ambient_enum(p); return;
  case KEYWORD(class):
    drupe__lex_next(p);
    ts_type_body(p);
    return;
  case KEYWORD(const):
    drupe__lex_next(p);
    if (token_type(p) == KEYWORD(enum)) {
      ambient_enum(p);
      return;
    }
    drupe__lex_restore(p, here);
    ambient_var(p);
    return;
  default: break;
  }
  if (word == ATOM_let) {
    ambient_var(p);
    return;
  }
  drupe__lex_next(p);
  if (word == ATOM_type)
    ts_type_alias(p);
  else if (word == ATOM_interface)
    ts_type_body(p);
  else if (word == ATOM_abstract && drupe__eat(p, KEYWORD(class)))
    ts_type_body(p);
  else
    ambient_space(p);
}

/* Nothing of it exists, so its names are no names of the scope around. */
static uint32_t ts_ambient(drupe__parser *p, uint32_t pos) {
  bool ambient = p->ambient;

  p->ambient = true;
  drupe__scope_open(p, true);
  ambient_item(p);
  drupe__scope_close(p);
  p->ambient = ambient;
  return ts_empty(p, pos);
}

/* --- Names of enums and namespaces --- */

/* Declares the name by a `var`, which is pushed before the statement that
 * fills it; not if a class, a function or a part before has it already. */
static void ts_declare_name(drupe__parser *p, uint32_t name, uint32_t flags) {
  uint32_t atom = node_word(p->tree, name, IDENT_ATOM);
  uint32_t pos = node_pos(p->tree, name);
  bool function = drupe__scope_is_function(p);
  uint32_t base = p->stack_size;
  uint32_t node;

  if (drupe__is_declared(p, atom))
    return;
  drupe__declare(p, atom, function ? DECLARE_VAR : DECLARE_LEXICAL, pos);
  node = drupe__node2(p, NODE_IDENT, 0, 0, pos, atom, 0);
  node = drupe__node3(p, NODE_DECLARATOR, 0, 0, pos, node, 0, p->previous_end);
  drupe__stack_push(p, node);
  node = drupe__node1(p, NODE_VAR, function ? VAR_VAR : VAR_LET, 0, pos,
                      drupe__stack_list(p, base));
  if ((flags & TS_EXPORTED) && !cx_is(p, CX_NAMESPACE)) {
    drupe__export_name(p, atom, pos);
    node = drupe__node1(p, NODE_EXPORT_DECLARATION, 0, 0, pos, node);
  }
  drupe__stack_push(p, node);
}

static uint32_t ts_node(drupe__parser *p, uint32_t kind, uint32_t flags,
                        uint32_t pos, uint32_t name) {
  uint32_t node;

  if (cx_is(p, CX_STRICT))
    flags |= FN_STRICT;
  node = drupe__node(p, kind, 0, flags, pos, TS_WORDS);
  node_set_word(p->tree, node, TS_NAME, name);
  node_set_word(p->tree, node, TS_END, p->previous_end);
  return node;
}

/* --- enum --- */

/* A, 'A' or ['A'], = value */
static uint32_t enum_member(drupe__parser *p) {
  uint32_t pos = p->token.start;
  drupe__member_key key = drupe__parse_key(p);
  uint32_t value = 0;
  drupe__cover outer;

  if (key.atom == 0 && node_kind(p->tree, key.node) == NODE_STRING) {
    key.atom = drupe__string_atom(p, key.node); /* ['A'] */
    node_set_word(p->tree, key.node, STRING_ATOM, key.atom);
  }
  if (key.atom == 0 || node_kind(p->tree, key.node) == NODE_PRIVATE_NAME)
    drupe__unexpected_key(p, &key);
  if (drupe__eat(p, TOKEN_ASSIGN)) {
    outer = drupe__cover_begin(p);
    value = drupe__parse_assignment(p);
    drupe__cover_end(p, outer);
  }
  return drupe__node3(p, NODE_TS_MEMBER, 0, 0, pos, key.node, value,
                      key.token.end);
}

uint32_t drupe__ts_enum(drupe__parser *p, uint32_t pos, uint32_t flags) {
  uint32_t base = p->stack_size;
  drupe__context outer;
  uint32_t members;
  uint32_t uses;
  uint32_t name;
  uint32_t node;

  assert(token_type(p) == KEYWORD(enum));
  drupe__lex_next(p);
  name = drupe__parse_binding_ident(p, DECLARE_NOTHING);
  outer = drupe__context_enter(p, p->cx.flags & CX_STRICT);
  drupe__scope_open(p, true);
  drupe__expect(p, TOKEN_LBRACE);
  while (token_type(p) != TOKEN_RBRACE) {
    drupe__stack_push(p, enum_member(p));
    if (token_type(p) != TOKEN_RBRACE)
      drupe__expect(p, TOKEN_COMMA);
  }
  members = drupe__stack_list(p, base);
  drupe__scope_close(p);
  uses = p->cx.uses;
  drupe__context_leave(p, &outer, USES_FROM_FUNCTION);
  drupe__lex_next(p);
  ts_declare_name(p, name, flags);
  node = ts_node(p, NODE_TS_ENUM, flags, pos, name);
  node_set_word(p->tree, node, TS_LIST, members);
  node_set_word(p->tree, node, TS_USES, uses);
  return node;
}

/* --- namespace --- */

/* Nothing but types is in it: it does not exist. */
static bool namespace_is_empty(const drupe__tree *t, uint32_t list) {
  uint32_t i;

  for (i = 0; i < list_size(t, list); i++) {
    if (node_kind(t, list_at(t, list, i)) != NODE_EMPTY)
      return false;
  }
  return true;
}

static uint32_t namespace_rest(drupe__parser *p, uint32_t pos, uint32_t flags);

/* { ... }, or .b.c { ... } as if the inner ones were exported. */
static uint32_t namespace_body(drupe__parser *p, uint32_t pos) {
  uint32_t base = p->stack_size;

  if (token_type(p) == TOKEN_DOT) {
    drupe__lex_next(p);
    drupe__stack_push(p, namespace_rest(p, pos, TS_EXPORTED));
    return drupe__stack_list(p, base);
  }
  drupe__expect(p, TOKEN_LBRACE);
  while (token_type(p) != TOKEN_RBRACE)
    drupe__stack_push(p, drupe__parse_statement(p, PLACE_LIST));
  drupe__lex_next(p);
  return drupe__stack_list(p, base);
}

/* The token is the name. */
static uint32_t namespace_rest(drupe__parser *p, uint32_t pos, uint32_t flags) {
  uint32_t name = drupe__parse_binding_ident(p, DECLARE_NOTHING);
  uint32_t siblings = drupe__enter(p);
  drupe__context outer = drupe__context_enter(
      p, (p->cx.flags & CX_STRICT) | CX_NAMESPACE | CX_NEW_TARGET);
  uint32_t uses;
  uint32_t body;
  uint32_t node;

  drupe__scope_open(p, true);
  body = namespace_body(p, pos);
  drupe__scope_close(p);
  uses = p->cx.uses;
  drupe__context_leave(p, &outer, USES_FROM_FUNCTION);
  drupe__leave(p, siblings);
  if (namespace_is_empty(p->tree, body)) {
    drupe__ts_declare_type(p, node_word(p->tree, name, IDENT_ATOM));
    return ts_empty(p, pos);
  }
  ts_declare_name(p, name, flags);
  node = ts_node(p, NODE_TS_NAMESPACE, flags, pos, name);
  node_set_word(p->tree, node, TS_LIST, body);
  node_set_word(p->tree, node, TS_USES, uses);
  return node;
}

/* --- Statements --- */

/* What the word at hand begins with the token behind it. */
static bool ts_word_begins(drupe__parser *p, uint32_t word) {
  uint32_t type = token_type(p);

  if (p->token.newline)
    return false;
  switch (word) {
  case ATOM_type:
  case ATOM_interface:
  case ATOM_namespace:
  case ATOM_module: return type == TOKEN_IDENT;
  case ATOM_abstract: return type == KEYWORD(class);
  case ATOM_declare:
    return type == TOKEN_IDENT || type == KEYWORD(var) ||
           type == KEYWORD(const) || type == KEYWORD(function) ||
           type == KEYWORD(class) || type == KEYWORD(enum);
  default: return false;
  }
}

/* The token is behind `word`. */
static uint32_t ts_word_statement(drupe__parser *p, uint32_t word, uint32_t pos,
                                  uint32_t flags) {
  switch (word) {
  case ATOM_type: ts_type_alias(p); return ts_empty(p, pos);
  case ATOM_interface: ts_type_body(p); return ts_empty(p, pos);
  case ATOM_declare: return ts_ambient(p, pos);
  case ATOM_abstract:
    drupe__ts_erase(p, pos);
    return drupe__parse_class(p, CLASS_DECLARATION, false);
  default: return namespace_rest(p, pos, flags);
  }
}

static uint32_t ts_statement(drupe__parser *p, uint32_t flags) {
  drupe__lex_state here = drupe__lex_save(p);
  uint32_t pos = p->token.start;
  uint32_t word = p->token.atom;

  if (p->token.escaped)
    return 0;
  if (token_type(p) == KEYWORD(enum))
    return drupe__ts_enum(p, pos, flags);
  if (token_type(p) == KEYWORD(const)) {
    drupe__lex_next(p);
    if (token_type(p) == KEYWORD(enum))
      return drupe__ts_enum(p, pos, flags | TS_CONST);
  } else if (token_type(p) == TOKEN_IDENT) {
    drupe__lex_next(p);
    if (ts_word_begins(p, word))
      return ts_word_statement(p, word, pos, flags);
  }
  drupe__lex_restore(p, here);
  return 0;
}

uint32_t drupe__ts_statement(drupe__parser *p, uint32_t place) {
  uint32_t node;

  if (token_type(p) == TOKEN_AT)
    drupe__ts_no_decorators(p);
  node = ts_statement(p, 0);
  if (node != 0 && place != PLACE_LIST && place != PLACE_TOP &&
      node_kind(p->tree, node) != NODE_EMPTY)
    drupe__fail(p, node_pos(p->tree, node),
                "Declaration cannot appear in a single-statement context");
  return node;
}

/* --- import --- */

/* Behind `=`: require('m') or a.b.c. */
static uint32_t alias_value(drupe__parser *p) {
  uint32_t pos = p->token.start;
  uint32_t node;

  if (token_type(p) != TOKEN_IDENT)
    drupe__unexpected(p);
  node = drupe__node2(p, NODE_IDENT, 0, 0, pos, p->token.atom, 0);
  if (token_is_word(p, ATOM_require)) {
    drupe__lex_next(p);
    if (token_type(p) == TOKEN_LPAREN)
      return drupe__node2(p, NODE_CALL, 0, 0, pos, node,
                          drupe__parse_arguments(p));
  } else {
    drupe__lex_next(p);
  }
  while (drupe__eat(p, TOKEN_DOT)) {
    if (!token_is_name(p))
      drupe__unexpected(p);
    node =
        drupe__node2(p, NODE_MEMBER, 0, 0, p->token.start, node, p->token.atom);
    drupe__lex_next(p);
  }
  return node;
}

/* name = value; the token is the name.  0 if no `=` follows. */
static uint32_t ts_alias(drupe__parser *p, uint32_t pos, uint32_t flags) {
  drupe__lex_state here = drupe__lex_save(p);
  drupe__token word = p->token;
  uint32_t name;
  uint32_t value;

  if (word.type != TOKEN_IDENT)
    return 0;
  drupe__lex_next(p);
  if (token_type(p) != TOKEN_ASSIGN) {
    drupe__lex_restore(p, here);
    return 0;
  }
  drupe__lex_restore(p, here);
  name = drupe__parse_binding_ident(p, DECLARE_LEXICAL);
  drupe__lex_next(p);
  value = alias_value(p);
  if (p->module && node_kind(p->tree, value) == NODE_CALL)
    drupe__fail(p, pos, "'import x = require()' is for CommonJS modules");
  drupe__semicolon(p);
  return drupe__node2(p, NODE_TS_ALIAS, 0, flags, pos, name, value);
}

/* name or 'name' [as name], all of it about types. */
static void type_specifier(drupe__parser *p) {
  for (;;) {
    if (!token_is_name(p) && token_type(p) != TOKEN_STRING)
      drupe__unexpected(p);
    if (token_type(p) == TOKEN_IDENT)
      drupe__ts_declare_type(p, p->token.atom);
    drupe__lex_next(p);
    if (!token_is_word(p, ATOM_as))
      return;
    drupe__lex_next(p);
  }
}

static bool specifier_ends(const drupe__parser *p) {
  return token_type(p) == TOKEN_COMMA || token_type(p) == TOKEN_RBRACE;
}

/* `type` may itself be the name: {type}, {type as x}, {type as as}. */
static bool specifier_is_type(drupe__parser *p) {
  drupe__lex_next(p);
  if (!token_is_word(p, ATOM_as))
    return !specifier_ends(p);
  drupe__lex_next(p);
  if (!token_is_word(p, ATOM_as))
    return specifier_ends(p);
  drupe__lex_next(p);
  return !specifier_ends(p);
}

bool drupe__ts_type_specifier(drupe__parser *p) {
  drupe__lex_state here = drupe__lex_save(p);
  uint32_t start = p->token.start;
  bool is_type;

  if (!p->typescript || !token_is_word(p, ATOM_type))
    return false;
  is_type = specifier_is_type(p);
  drupe__lex_restore(p, here);
  if (!is_type)
    return false;
  drupe__lex_next(p);
  type_specifier(p);
  if (token_type(p) == TOKEN_COMMA)
    drupe__lex_next(p);
  drupe__ts_erase(p, start);
  return true;
}

/* What `import type` and `export type` go on with, up to the end. */
static void type_clause(drupe__parser *p) {
  if (token_type(p) == TOKEN_IDENT) {
    drupe__ts_declare_type(p, p->token.atom);
    drupe__lex_next(p);
    if (drupe__eat(p, TOKEN_ASSIGN)) {
      alias_value(p);
      return;
    }
  } else if (drupe__eat(p, OPERATOR(MUL))) {
    if (token_is_word(p, ATOM_as)) {
      drupe__lex_next(p);
      type_specifier(p);
    }
  } else {
    drupe__expect(p, TOKEN_LBRACE);
    while (!drupe__eat(p, TOKEN_RBRACE)) {
      type_specifier(p);
      if (token_type(p) != TOKEN_RBRACE)
        drupe__expect(p, TOKEN_COMMA);
    }
  }
  if (!token_is_word(p, ATOM_from))
    return;
  drupe__lex_next(p);
  drupe__expect(p, TOKEN_STRING);
  if (!drupe__eat(p, KEYWORD(with)))
    return;
  if (token_type(p) != TOKEN_LBRACE)
    drupe__unexpected(p);
  drupe__ts_balanced(p);
}

/* `import type` is about types, unless `type` is what is imported. */
static bool import_is_type(drupe__parser *p) {
  drupe__lex_next(p);
  if (!token_is_word(p, ATOM_from))
    return token_type(p) == TOKEN_IDENT || token_type(p) == TOKEN_LBRACE ||
           token_type(p) == OPERATOR(MUL);
  drupe__lex_next(p);
  return token_type(p) != TOKEN_STRING;
}

uint32_t drupe__ts_import(drupe__parser *p, uint32_t pos) {
  drupe__lex_state here = drupe__lex_save(p);

  if (token_is_word(p, ATOM_type)) {
    bool is_type = import_is_type(p);

    drupe__lex_restore(p, here);
    if (is_type) {
      drupe__lex_next(p);
      type_clause(p);
      drupe__semicolon(p);
      return ts_empty(p, pos);
    }
  }
  return ts_alias(p, pos, 0);
}

/* --- export --- */

/* export = value */
static uint32_t export_assigned(drupe__parser *p, uint32_t pos) {
  uint32_t value;

  if (p->source->goal != DRUPE__COMMONJS)
    drupe__fail(p, pos, "'export =' is for CommonJS modules");
  drupe__lex_next(p);
  value = drupe__parse_expression(p);
  drupe__semicolon(p);
  return drupe__node1(p, NODE_TS_ASSIGNED, 0, 0, pos, value);
}

/* export type {a}, export type *, export type A = B; the token is `type`. */
static bool export_is_types(drupe__parser *p) {
  drupe__lex_state here = drupe__lex_save(p);
  bool result;

  if (!token_is_word(p, ATOM_type))
    return false;
  drupe__lex_next(p);
  result = token_type(p) == TOKEN_LBRACE || token_type(p) == OPERATOR(MUL);
  if (!result)
    drupe__lex_restore(p, here);
  return result;
}

/* export default interface A {...} */
static bool export_is_interface(drupe__parser *p) {
  drupe__lex_state here = drupe__lex_save(p);

  if (drupe__eat(p, KEYWORD(default)) && token_is_word(p, ATOM_interface)) {
    drupe__lex_next(p);
    if (token_type(p) == TOKEN_IDENT && !p->token.newline)
      return true;
  }
  drupe__lex_restore(p, here);
  return false;
}

/* What stands behind `export`, in modules and namespaces. */
static uint32_t export_any(drupe__parser *p, uint32_t pos) {
  uint32_t node;

  if (token_type(p) == TOKEN_AT)
    drupe__ts_no_decorators(p);
  if (token_type(p) == KEYWORD(import)) {
    drupe__lex_next(p);
    node = ts_alias(p, pos, TS_EXPORTED);
    if (node == 0)
      drupe__unexpected(p);
    return node;
  }
  if (export_is_types(p)) {
    type_clause(p);
    drupe__semicolon(p);
    return ts_empty(p, pos);
  }
  if (export_is_interface(p)) {
    ts_type_body(p);
    return ts_empty(p, pos);
  }
  node = ts_statement(p, TS_EXPORTED);
  if (node != 0 && node_kind(p->tree, node) == NODE_EMPTY)
    drupe__ts_erase(p, pos);
  return node;
}

/* export as namespace A; */
static uint32_t export_as_namespace(drupe__parser *p, uint32_t pos) {
  drupe__lex_next(p);
  if (!token_is_word(p, ATOM_namespace))
    drupe__unexpected(p);
  drupe__lex_next(p);
  drupe__expect(p, TOKEN_IDENT);
  drupe__semicolon(p);
  return ts_empty(p, pos);
}

uint32_t drupe__ts_export(drupe__parser *p, uint32_t pos) {
  uint32_t node;
  uint32_t name;

  if (token_type(p) == TOKEN_ASSIGN)
    return export_assigned(p, pos);
  if (token_is_word(p, ATOM_as))
    return export_as_namespace(p, pos);
  node = export_any(p, pos);
  if (node == 0)
    return 0;
  switch (node_kind(p->tree, node)) {
  case NODE_CLASS: name = node_word(p->tree, node, CLASS_NAME); break;
  case NODE_TS_ALIAS: name = node_word(p->tree, node, TS_ALIAS_NAME); break;
  default: return node;
  }
  if (!p->module)
    drupe__fail(p, pos, "Unexpected token 'export'");
  drupe__export_name(p, node_word(p->tree, name, IDENT_ATOM),
                     node_pos(p->tree, name));
  return drupe__node1(p, NODE_EXPORT_DECLARATION, 0, 0, pos, node);
}

uint32_t drupe__ts_namespace_export(drupe__parser *p) {
  uint32_t pos = p->token.start;
  uint32_t node;
  uint32_t name;

  assert(token_type(p) == KEYWORD(export));
  drupe__lex_next(p);
  node = export_any(p, pos);
  if (node == 0) {
    if (token_type(p) != KEYWORD(var) && token_type(p) != KEYWORD(const) &&
        token_type(p) != KEYWORD(function) && token_type(p) != KEYWORD(class) &&
        !token_is_word(p, ATOM_let) && !token_is_word(p, ATOM_async))
      drupe__unexpected(p);
    node = drupe__parse_statement(p, PLACE_LIST);
  }
  switch (node_kind(p->tree, node)) {
  case NODE_VAR: return drupe__node1(p, NODE_TS_EXPORT, 0, 0, pos, node);
  case NODE_FUNCTION: name = node_word(p->tree, node, FUNCTION_NAME); break;
  case NODE_CLASS: name = node_word(p->tree, node, CLASS_NAME); break;
  default: return node;
  }
  drupe__stack_push(p, node);
  name = drupe__node2(p, NODE_IDENT, 0, 0, node_pos(p->tree, name),
                      node_word(p->tree, name, IDENT_ATOM), 0);
  return drupe__node1(p, NODE_TS_EXPORT, 0, 0, pos, name);
}
