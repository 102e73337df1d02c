/* js/syntax/parse_module.c - import and export declarations. */
#include "typescript.h"

/* --- Shared parts --- */

/* A name or a string that other modules see. */
static uint32_t module_name(drupe__parser *p) {
  uint32_t pos = p->token.start;
  uint32_t node;
  const char *text;
  uint32_t size;
  uint32_t i;

  if (token_type(p) != TOKEN_STRING) {
    if (!token_is_name(p))
      drupe__unexpected(p);
    node = drupe__node1(p, NODE_NAME, 0, 0, pos, p->token.atom);
    drupe__lex_next(p);
    return node;
  }
  node = drupe__parse_string(p, true);
  text = drupe__atom_text(&p->tree->atoms,
                          node_word(p->tree, node, STRING_ATOM), &size);
  for (i = 0; i + 1 < size; i++) {
    if ((uint8_t)text[i] == 0xed && (uint8_t)text[i + 1] >= 0xa0)
      drupe__fail(p, pos,
                  "Invalid module export name: contains unpaired surrogate");
  }
  return node;
}

static uint32_t module_name_atom(const drupe__parser *p, uint32_t node) {
  if (node_kind(p->tree, node) == NODE_STRING)
    return node_word(p->tree, node, STRING_ATOM);
  return node_word(p->tree, node, NAME_ATOM);
}

/* key: 'value', the key a name or a string. */
static uint32_t attribute(drupe__parser *p) {
  uint32_t pos = p->token.start;
  uint32_t key;

  if (token_type(p) == TOKEN_STRING) {
    key = drupe__parse_string(p, true);
  } else {
    if (!token_is_name(p))
      drupe__unexpected(p);
    key = drupe__node1(p, NODE_NAME, 0, 0, pos, p->token.atom);
    drupe__lex_next(p);
  }
  drupe__expect(p, TOKEN_COLON);
  if (token_type(p) != TOKEN_STRING)
    drupe__unexpected(p);
  return drupe__node2(p, NODE_PROPERTY, PROPERTY_VALUE, 0, pos, key,
                      drupe__parse_string(p, true));
}

/* There are one or two attributes: comparing all with all is no matter, and a
 * long list is refused. */
static void attributes_check_twice(drupe__parser *p, uint32_t base) {
  enum { ATTRIBUTES_MAX = 64 };
  uint32_t last = p->stack[p->stack_size - 1];
  uint32_t key = node_word(p->tree, last, PROPERTY_KEY);
  uint32_t atom = module_name_atom(p, key);
  uint32_t i;

  if (p->stack_size - base > ATTRIBUTES_MAX)
    drupe__fail(p, node_pos(p->tree, key), "Too many import attributes");
  for (i = base; i + 1 < p->stack_size; i++) {
    uint32_t other = node_word(p->tree, p->stack[i], PROPERTY_KEY);

    if (module_name_atom(p, other) == atom) {
      uint32_t size;
      const char *text = drupe__atom_text(&p->tree->atoms, atom, &size);

      drupe__fail(p, node_pos(p->tree, key),
                  "Import attributes has a duplicate key '%.*s'", (int)size,
                  text);
    }
  }
}

/* with { key: "value" } */
static uint32_t module_attributes(drupe__parser *p) {
  uint32_t base = p->stack_size;

  if (!drupe__eat(p, KEYWORD(with)))
    return 0;
  drupe__expect(p, TOKEN_LBRACE);
  while (token_type(p) != TOKEN_RBRACE) {
    drupe__stack_push(p, attribute(p));
    attributes_check_twice(p, base);
    if (token_type(p) != TOKEN_RBRACE)
      drupe__expect(p, TOKEN_COMMA);
  }
  drupe__lex_next(p);
  return drupe__stack_list(p, base);
}

static uint32_t module_source(drupe__parser *p) {
  if (token_type(p) != TOKEN_STRING)
    drupe__unexpected(p);
  return drupe__parse_string(p, true);
}

static uint32_t module_from(drupe__parser *p) {
  if (!token_is_word(p, ATOM_from))
    drupe__unexpected(p);
  drupe__lex_next(p);
  return module_source(p);
}

static bool module_eat_as(drupe__parser *p) {
  if (!token_is_word(p, ATOM_as))
    return false;
  drupe__lex_next(p);
  return true;
}

/* --- import --- */

static uint32_t import_local(drupe__parser *p, uint32_t op, uint32_t imported,
                             uint32_t pos) {
  uint32_t local = drupe__parse_binding_ident(p, DECLARE_IMPORT);

  return drupe__node2(p, NODE_IMPORT_NAME, op, 0, pos, imported, local);
}

/* The imported name may be any word, the local one only an identifier. */
static uint32_t import_specifier(drupe__parser *p) {
  drupe__lex_state here = drupe__lex_save(p);
  uint32_t pos = p->token.start;
  uint32_t name = module_name(p);

  if (!module_eat_as(p)) {
    /* The name is the local one as well: read it again as such. */
    drupe__lex_restore(p, here);
  }
  return import_local(p, IMPORT_NAMED, name, pos);
}

static void import_braces(drupe__parser *p) {
  assert(token_type(p) == TOKEN_LBRACE);
  drupe__lex_next(p);
  while (token_type(p) != TOKEN_RBRACE) {
    if (drupe__ts_type_specifier(p))
      continue;
    drupe__stack_push(p, import_specifier(p));
    if (token_type(p) != TOKEN_RBRACE)
      drupe__expect(p, TOKEN_COMMA);
  }
  drupe__lex_next(p);
}

static void import_star(drupe__parser *p) {
  uint32_t pos = p->token.start;

  drupe__lex_next(p);
  if (!module_eat_as(p))
    drupe__unexpected(p);
  drupe__stack_push(p, import_local(p, IMPORT_NAMESPACE, 0, pos));
}

/* Default name, then `* as name` or braces; pushes them. */
static void import_clause(drupe__parser *p) {
  if (token_type(p) == TOKEN_IDENT) {
    drupe__stack_push(p, import_local(p, IMPORT_DEFAULT, 0, p->token.start));
    if (!drupe__eat(p, TOKEN_COMMA))
      return;
  }
  if (token_type(p) == OPERATOR(MUL))
    import_star(p);
  else if (token_type(p) == TOKEN_LBRACE)
    import_braces(p);
  else
    drupe__unexpected(p);
}

uint32_t drupe__parse_import(drupe__parser *p) {
  uint32_t pos = p->token.start;
  uint32_t base = p->stack_size;
  uint32_t names;
  uint32_t source;
  uint32_t attributes;
  bool clause;

  assert(p->module && token_type(p) == KEYWORD(import));
  drupe__lex_next(p);
  clause = token_type(p) != TOKEN_STRING;
  if (token_type(p) == TOKEN_STRING) {
    source = module_source(p);
    names = 0;
  } else {
    import_clause(p);
    names = drupe__stack_list(p, base);
    source = module_from(p);
  }
  attributes = module_attributes(p);
  drupe__semicolon(p);
  /* TypeScript drops a clause with nothing in it, and its module. */
  if (p->typescript && clause && names == 0)
    return drupe__node(p, NODE_EMPTY, 0, 0, pos, 0);
  return drupe__node3(p, NODE_IMPORT, 0, 0, pos, names, source, attributes);
}

/* --- export --- */

static uint32_t export_star(drupe__parser *p, uint32_t pos) {
  uint32_t name = 0;
  uint32_t source;
  uint32_t attributes;

  drupe__lex_next(p);
  if (module_eat_as(p)) {
    uint32_t name_pos = p->token.start;

    name = module_name(p);
    drupe__export_name(p, module_name_atom(p, name), name_pos);
  }
  source = module_from(p);
  attributes = module_attributes(p);
  drupe__semicolon(p);
  return drupe__node3(p, NODE_EXPORT_ALL, 0, 0, pos, name, source, attributes);
}

static uint32_t export_specifier(drupe__parser *p) {
  uint32_t pos = p->token.start;
  uint32_t local = module_name(p);
  uint32_t exported = local;
  uint32_t exported_pos = pos;

  if (module_eat_as(p)) {
    exported_pos = p->token.start;
    exported = module_name(p);
  }
  drupe__export_name(p, module_name_atom(p, exported), exported_pos);
  return drupe__node2(p, NODE_EXPORT_NAME, 0, 0, pos, local, exported);
}

/* Without `from`, what is exported is this module's own: a name it declares. */
static void export_own(drupe__parser *p, uint32_t specifier) {
  drupe__tree *t = p->tree;
  uint32_t name = node_word(t, specifier, EXPORT_NAME_LOCAL);
  uint32_t pos = node_pos(t, name);
  uint32_t atom;
  uint32_t ident;

  if (node_kind(t, name) == NODE_STRING)
    drupe__fail(p, pos, "Unexpected string");
  atom = node_word(t, name, NAME_ATOM);
  if (drupe__atom_is_keyword(atom)) {
    uint32_t size;
    const char *text = drupe__atom_text(&t->atoms, atom, &size);

    drupe__fail(p, pos, "Unexpected token '%.*s'", (int)size, text);
  }
  drupe__check_ident(p, atom, pos, false);
  drupe__export_local(p, atom, pos);
  ident = drupe__node2(p, NODE_IDENT, 0, 0, pos, atom, 0);
  node_set_word(t, specifier, EXPORT_NAME_LOCAL, ident);
}

static uint32_t export_braces(drupe__parser *p, uint32_t pos) {
  uint32_t base = p->stack_size;
  uint32_t source = 0;
  uint32_t attributes = 0;
  uint32_t i;

  assert(token_type(p) == TOKEN_LBRACE);
  drupe__lex_next(p);
  while (token_type(p) != TOKEN_RBRACE) {
    if (drupe__ts_type_specifier(p))
      continue;
    drupe__stack_push(p, export_specifier(p));
    if (token_type(p) != TOKEN_RBRACE)
      drupe__expect(p, TOKEN_COMMA);
  }
  drupe__lex_next(p);
  if (token_is_word(p, ATOM_from)) {
    source = module_from(p);
    attributes = module_attributes(p);
  } else {
    for (i = base; i < p->stack_size; i++)
      export_own(p, p->stack[i]);
  }
  drupe__semicolon(p);
  return drupe__node3(p, NODE_EXPORT_NAMES, 0, 0, pos,
                      drupe__stack_list(p, base), source, attributes);
}

static uint32_t export_default_function(drupe__parser *p, uint32_t flags,
                                        uint32_t pos) {
  return drupe__parse_function(p, flags | FN_DECLARATION, pos,
                               DECLARE_FUNCTION_UNNAMED);
}

/* Declarations are taken as such, names or not; all else is one expression. */
static uint32_t export_default_item(drupe__parser *p) {
  uint32_t pos = p->token.start;
  drupe__lex_state here;
  drupe__cover outer;
  uint32_t node;

  if (token_type(p) == KEYWORD(function))
    return export_default_function(p, 0, pos);
  if (p->typescript && token_type(p) == TOKEN_AT)
    drupe__ts_no_decorators(p);
  if (p->typescript && token_is_word(p, ATOM_abstract)) {
    here = drupe__lex_save(p);
    drupe__lex_next(p);
    if (token_type(p) == KEYWORD(class))
      drupe__ts_erase(p, pos);
    else
      drupe__lex_restore(p, here);
  }
  if (token_type(p) == KEYWORD(class))
    return drupe__parse_class(p, CLASS_DECLARATION, true);
  if (token_is_word(p, ATOM_async)) {
    here = drupe__lex_save(p);
    drupe__lex_next(p);
    if (token_type(p) == KEYWORD(function) && !p->token.newline)
      return export_default_function(p, FN_ASYNC, pos);
    drupe__lex_restore(p, here);
  }
  outer = drupe__cover_begin(p);
  node = drupe__parse_assignment(p);
  drupe__cover_end(p, outer);
  drupe__semicolon(p);
  /* The name may be one of a type only. */
  if (p->typescript && node_kind(p->tree, node) == NODE_IDENT)
    drupe__export_local(p, node_word(p->tree, node, IDENT_ATOM),
                        pos | EXPORT_MAYBE_GLOBAL);
  return node;
}

static uint32_t export_default(drupe__parser *p, uint32_t pos) {
  uint32_t name_pos = p->token.start;
  uint32_t item;

  drupe__lex_next(p);
  item = export_default_item(p);
  if (node_kind(p->tree, item) == NODE_EMPTY) {
    drupe__ts_erase(p, pos);
    return item;
  }
  drupe__export_name(p, ATOM_default, name_pos);
  return drupe__node1(p, NODE_EXPORT_DEFAULT, 0, 0, pos, item);
}

static void export_pattern(drupe__parser *p, uint32_t node);

static void export_pattern_list(drupe__parser *p, uint32_t list) {
  uint32_t size = list_size(p->tree, list);
  uint32_t i;

  for (i = 0; i < size; i++) {
    uint32_t item = list_at(p->tree, list, i);

    if (item != 0)
      export_pattern(p, item);
  }
}

/* Exports every name of a binding pattern. */
static void export_pattern(drupe__parser *p, uint32_t node) {
  const drupe__tree *t = p->tree;

  switch (node_kind(t, node)) {
  case NODE_IDENT:
    drupe__export_name(p, node_word(t, node, IDENT_ATOM), node_pos(t, node));
    return;
  case NODE_DEFAULT:
    export_pattern(p, node_word(t, node, ASSIGN_TARGET));
    return;
  case NODE_REST: export_pattern(p, node_word(t, node, ARGUMENT)); return;
  case NODE_PROPERTY:
    export_pattern(p, node_word(t, node, PROPERTY_ITEM));
    return;
  case NODE_DECLARATOR:
    export_pattern(p, node_word(t, node, DECLARATOR_TARGET));
    return;
  default: export_pattern_list(p, node_word(t, node, ARRAY_LIST));
  }
}

/* What is declared is exported under the same names. */
static void export_declared(drupe__parser *p, uint32_t item) {
  const drupe__tree *t = p->tree;

  switch (node_kind(t, item)) {
  case NODE_VAR: export_pattern_list(p, node_word(t, item, VAR_LIST)); return;
  case NODE_FUNCTION:
    export_pattern(p, node_word(t, item, FUNCTION_NAME));
    return;
  case NODE_CLASS: export_pattern(p, node_word(t, item, CLASS_NAME)); return;
  default: drupe__fail(p, node_pos(t, item), "Unexpected token 'export'");
  }
}

/* True if a declaration stands here, and no other statement. */
static bool export_at_declaration(drupe__parser *p) {
  switch (token_type(p)) {
  case KEYWORD(var):
  case KEYWORD(const):
  case KEYWORD(function):
  case KEYWORD(class): return true;
  default: return token_is_word(p, ATOM_let) || token_is_word(p, ATOM_async);
  }
}

uint32_t drupe__parse_export(drupe__parser *p) {
  uint32_t pos = p->token.start;
  uint32_t item;

  assert(p->module && token_type(p) == KEYWORD(export));
  drupe__lex_next(p);
  if (p->typescript) {
    item = drupe__ts_export(p, pos);
    if (item != 0)
      return item;
  }
  if (token_type(p) == OPERATOR(MUL))
    return export_star(p, pos);
  if (token_type(p) == TOKEN_LBRACE)
    return export_braces(p, pos);
  if (token_type(p) == KEYWORD(default))
    return export_default(p, pos);
  if (!export_at_declaration(p))
    drupe__unexpected(p);
  item = drupe__parse_statement(p, PLACE_LIST);
  if (node_kind(p->tree, item) == NODE_EMPTY) {
    drupe__ts_erase(p, pos); /* an overload of TypeScript's */
    return item;
  }
  export_declared(p, item);
  return drupe__node1(p, NODE_EXPORT_DECLARATION, 0, 0, pos, item);
}
