/* js/syntax/lower_module.c - ES modules.
 *
 * A module becomes an object: tables for the linker, and a function in two
 * steps.  Called with the cells it makes the hoisted functions, which a cycle
 * may call early; what it returns runs the body.
 *
 *   ({r:["./a"],n:2,i:[0,0,"x",7],l:[1,1,"k"],e:["k",1],f:
 *   function(_meta,_cells){"use strict";var x=_cells[0],k=_cells[1];
 *   function g(){return x.v}
 *   return function(){k.v=g()}}})
 *
 *   r  requests, a string each; with attributes [string, key, value, ...]
 *   n  how many cells there are
 *   i  imports, four each: cell, request, name (null: the namespace, which
 *      stands in the place of a cell), source offset
 *   l  this module's own cells, three each: cell, kind (0 has a value from the
 *      start, 1 has none before it is initialised, 2 has one and keeps it, 3
 *      gets one and keeps it), name
 *   e  exports of these, two each: name, cell
 *   x  exports of others, four each: name, request, name there (null: the
 *      namespace), offset
 *   s  requests of `export *`
 *   t  1 if the body awaits
 *   f  the function; `_meta()` is import.meta */
#include "print.h"

/* As DRUPE__CELL_ of the engine. */
enum { CELL_PLAIN, CELL_LEXICAL, CELL_FUNCTION, CELL_CONSTANT };

typedef struct module_state {
  uint32_t cell_count;
  uint32_t default_cell; /* + 1: of a default export without a name */
  bool default_hoisted;
  uint32_t body;
} module_state;

/* --- Small parts --- */

static uint32_t module_atom(const drupe__tree *t, uint32_t name) {
  switch (node_kind(t, name)) {
  case NODE_STRING: return node_word(t, name, STRING_ATOM);
  case NODE_IDENT: return node_word(t, name, IDENT_ATOM);
  default: return node_word(t, name, NAME_ATOM);
  }
}

static void module_comma(printer *p, bool *first) {
  if (!*first)
    print_char(p, ',');
  *first = false;
}

static void module_name(printer *p, uint32_t name) {
  drupe__print_quoted_atom(p, module_atom(p->tree, name));
}

/* Words of the statement that names a module; false: it names none. */
static bool module_request(const drupe__tree *t, uint32_t n, uint32_t *source,
                           uint32_t *attributes) {
  switch (node_kind(t, n)) {
  case NODE_IMPORT:
    *source = node_word(t, n, IMPORT_SOURCE);
    *attributes = node_word(t, n, IMPORT_ATTRIBUTES);
    return true;
  case NODE_EXPORT_NAMES:
    *source = node_word(t, n, EXPORT_NAMES_SOURCE);
    *attributes = node_word(t, n, EXPORT_NAMES_ATTRIBUTES);
    return *source != 0;
  case NODE_EXPORT_ALL:
    *source = node_word(t, n, EXPORT_ALL_SOURCE);
    *attributes = node_word(t, n, EXPORT_ALL_ATTRIBUTES);
    return true;
  default: return false;
  }
}

/* --- r --- */

static void module_print_request(printer *p, uint32_t source,
                                 uint32_t attributes) {
  uint32_t i, item;

  if (attributes != 0)
    print_char(p, '[');
  module_name(p, source);
  for (i = 0; i < list_size(p->tree, attributes); i++) {
    item = list_at(p->tree, attributes, i);
    print_char(p, ',');
    module_name(p, node_word(p->tree, item, PROPERTY_KEY));
    print_char(p, ',');
    module_name(p, node_word(p->tree, item, PROPERTY_ITEM));
  }
  if (attributes != 0)
    print_char(p, ']');
}

/* One for each statement: the linker finds equal ones. */
static void module_requests(printer *p, const module_state *m) {
  uint32_t i, source, attributes;
  bool first = true;

  print_lit(p, "r:[");
  for (i = 0; i < list_size(p->tree, m->body); i++) {
    if (!module_request(p->tree, list_at(p->tree, m->body, i), &source,
                        &attributes))
      continue;
    module_comma(p, &first);
    module_print_request(p, source, attributes);
  }
  print_char(p, ']');
}

/* --- Cells --- */

static scope_binding *module_binding(const printer *p, uint32_t ident) {
  return &p->pass->bindings[node_word(p->tree, ident, IDENT_BINDING)];
}

/* Gives cells to all bindings that need one. */
static void module_number(printer *p, module_state *m) {
  uint32_t scope = p->pass->functions[p->function].scope, i;
  bool all = (p->pass->functions[p->function].flags & SCOPE_FN_DYNAMIC) != 0;
  scope_binding *b;

  for (i = p->pass->scopes[scope].first; i != 0; i = b->next) {
    b = &p->pass->bindings[i];
    if ((b->flags & BINDING_IMPORT) != 0 ? (b->flags & BINDING_USED) != 0 || all
                                         : (b->flags & BINDING_EXPORTED) != 0)
      b->slot = ++m->cell_count;
  }
}

/* `_cells[3]` */
static void module_print_cell(printer *p, uint32_t slot) {
  drupe__print_atom(p, p->pass->cells_name);
  print_char(p, '[');
  drupe__print_number(p, slot - 1);
  print_char(p, ']');
}

static void module_own_cell(printer *p, bool *first, uint32_t slot,
                            uint32_t kind, uint32_t atom) {
  module_comma(p, first);
  drupe__print_number(p, slot - 1);
  print_char(p, ',');
  drupe__print_number(p, kind);
  print_char(p, ',');
  drupe__print_quoted_atom(p, atom);
}

static uint32_t module_cell_kind(const printer *p, const scope_binding *b) {
  bool keeps = (b->flags & BINDING_WRITTEN) == 0 &&
               (p->pass->functions[b->function].flags & SCOPE_FN_DYNAMIC) == 0;

  if (b->kind == BINDING_VAR)
    return CELL_PLAIN;
  if (b->kind == BINDING_FUNCTION)
    return keeps ? CELL_FUNCTION : CELL_PLAIN;
  return keeps ? CELL_CONSTANT : CELL_LEXICAL;
}

static void module_own_cells(printer *p, const module_state *m) {
  uint32_t scope = p->pass->functions[p->function].scope, i;
  const scope_binding *b;
  bool first = true;

  print_lit(p, ",l:[");
  for (i = p->pass->scopes[scope].first; i != 0; i = b->next) {
    b = &p->pass->bindings[i];
    if (b->slot != 0 && (b->flags & BINDING_IMPORT) == 0)
      module_own_cell(p, &first, b->slot, module_cell_kind(p, b), b->atom);
  }
  if (m->default_cell != 0)
    module_own_cell(p, &first, m->default_cell,
                    m->default_hoisted ? CELL_FUNCTION : CELL_CONSTANT,
                    ATOM_default);
  print_char(p, ']');
}

/* --- Imports --- */

static void module_import(printer *p, uint32_t n, uint32_t request,
                          bool *first) {
  uint32_t names = node_word(p->tree, n, IMPORT_NAMES), i, item;
  const scope_binding *b;

  for (i = 0; i < list_size(p->tree, names); i++) {
    item = list_at(p->tree, names, i);
    b = module_binding(p, node_word(p->tree, item, IMPORT_NAME_LOCAL));
    module_comma(p, first);
    if (b->slot != 0)
      drupe__print_number(p, b->slot - 1);
    else
      print_lit(p, "-1"); /* it must be there all the same */
    print_char(p, ',');
    drupe__print_number(p, request);
    if (node_op(p->tree, item) == IMPORT_NAMESPACE) {
      print_lit(p, ",null");
    } else {
      print_char(p, ',');
      if (node_op(p->tree, item) == IMPORT_DEFAULT)
        print_lit(p, "\"default\"");
      else
        module_name(p, node_word(p->tree, item, IMPORT_NAME_IMPORTED));
    }
    print_char(p, ',');
    drupe__print_number(p, node_pos(p->tree, item));
  }
}

static void module_imports(printer *p, const module_state *m) {
  uint32_t i, n, source, attributes, request = 0;
  bool first = true;

  print_lit(p, ",i:[");
  for (i = 0; i < list_size(p->tree, m->body); i++) {
    n = list_at(p->tree, m->body, i);
    if (node_kind(p->tree, n) == NODE_IMPORT)
      module_import(p, n, request, &first);
    request += module_request(p->tree, n, &source, &attributes);
  }
  print_char(p, ']');
}

/* --- Exports --- */

/* What one pass over the exports prints: those of own cells, those of others,
 * those of all of another module. */
typedef struct module_exports {
  enum { EXPORTS_OWN, EXPORTS_OTHER, EXPORTS_STAR } what;
  bool first;
} module_exports;

static void module_export_own(printer *p, module_exports *e, uint32_t name,
                              uint32_t slot) {
  if (e->what != EXPORTS_OWN)
    return;
  module_comma(p, &e->first);
  drupe__print_quoted_atom(p, name);
  print_char(p, ',');
  drupe__print_number(p, slot - 1);
}

/* `imported` is an atom, or 0 for the namespace. */
static void module_export_other(printer *p, module_exports *e, uint32_t name,
                                uint32_t request, uint32_t imported,
                                uint32_t pos) {
  if (e->what != EXPORTS_OTHER)
    return;
  module_comma(p, &e->first);
  drupe__print_quoted_atom(p, name);
  print_char(p, ',');
  drupe__print_number(p, request);
  print_char(p, ',');
  if (imported == 0)
    print_lit(p, "null");
  else
    drupe__print_quoted_atom(p, imported);
  print_char(p, ',');
  drupe__print_number(p, pos);
}

/* An import that is exported again: finds its statement. */
static void module_export_import(printer *p, const module_state *m,
                                 module_exports *e, uint32_t name,
                                 uint32_t ident) {
  uint32_t binding = node_word(p->tree, ident, IDENT_BINDING), request = 0;
  uint32_t i, j, n, names, item, source, attributes, imported;

  for (i = 0; i < list_size(p->tree, m->body); i++) {
    n = list_at(p->tree, m->body, i);
    names = node_kind(p->tree, n) == NODE_IMPORT
                ? node_word(p->tree, n, IMPORT_NAMES)
                : 0;
    for (j = 0; j < list_size(p->tree, names); j++) {
      item = list_at(p->tree, names, j);
      if (node_word(p->tree, node_word(p->tree, item, IMPORT_NAME_LOCAL),
                    IDENT_BINDING) != binding)
        continue;
      imported = node_op(p->tree, item) == IMPORT_NAMESPACE ? 0
                 : node_op(p->tree, item) == IMPORT_DEFAULT
                     ? (uint32_t)ATOM_default
                     : module_atom(p->tree, node_word(p->tree, item,
                                                      IMPORT_NAME_IMPORTED));
      module_export_other(p, e, name, request, imported,
                          node_pos(p->tree, ident));
      return;
    }
    request += module_request(p->tree, n, &source, &attributes);
  }
}

static void module_export_names(printer *p, const module_state *m, uint32_t n,
                                uint32_t request, module_exports *e) {
  uint32_t list = node_word(p->tree, n, EXPORT_NAMES_LIST), i, item, local;
  bool other = node_word(p->tree, n, EXPORT_NAMES_SOURCE) != 0;
  uint32_t name;

  for (i = 0; i < list_size(p->tree, list); i++) {
    item = list_at(p->tree, list, i);
    local = node_word(p->tree, item, EXPORT_NAME_LOCAL);
    name = module_atom(p->tree, node_word(p->tree, item, EXPORT_NAME_EXPORTED));
    if (other)
      module_export_other(p, e, name, request, module_atom(p->tree, local),
                          node_pos(p->tree, item));
    else if ((module_binding(p, local)->flags & BINDING_IMPORT) != 0)
      module_export_import(p, m, e, name, local);
    else
      module_export_own(p, e, name, module_binding(p, local)->slot);
  }
}

/* What a declaration exports, under its own names. */
typedef struct module_declared {
  printer *p;
  module_exports *e;
  bool is_default;
} module_declared;

static void module_on_name(scope_pass *pass, uint32_t ident, uint32_t kind,
                           uint32_t function, void *arg) {
  module_declared *d = arg;

  (void)pass;
  (void)kind;
  (void)function;
  module_export_own(d->p, d->e,
                    d->is_default ? (uint32_t)ATOM_default
                                  : node_word(pass->tree, ident, IDENT_ATOM),
                    module_binding(d->p, ident)->slot);
}

static void module_export_item(printer *p, const module_state *m, uint32_t n,
                               module_exports *e) {
  uint32_t item = node_word(p->tree, n, EXPORT_ITEM), list, i;
  module_declared d = {p, e, node_kind(p->tree, n) == NODE_EXPORT_DEFAULT};

  if (d.is_default && m->default_cell != 0) {
    module_export_own(p, e, ATOM_default, m->default_cell);
  } else if (node_kind(p->tree, item) == NODE_VAR) {
    list = node_word(p->tree, item, VAR_LIST);
    for (i = 0; i < list_size(p->tree, list); i++)
      drupe__scope_pattern_names(
          p->pass, node_word(p->tree, list_at(p->tree, list, i), 0),
          BINDING_LET, module_on_name, &d);
  } else {
    drupe__scope_lexicals(p->pass, item, module_on_name, &d);
  }
}

static void module_export_all(printer *p, uint32_t n, uint32_t request,
                              module_exports *e) {
  uint32_t name = node_word(p->tree, n, EXPORT_ALL_NAME);

  if (name != 0) {
    module_export_other(p, e, module_atom(p->tree, name), request, 0,
                        node_pos(p->tree, n));
  } else if (e->what == EXPORTS_STAR) {
    module_comma(p, &e->first);
    drupe__print_number(p, request);
  }
}

static void module_exports_of(printer *p, const module_state *m,
                              module_exports e) {
  uint32_t i, n, source, attributes, request = 0;

  for (i = 0; i < list_size(p->tree, m->body); i++) {
    n = list_at(p->tree, m->body, i);
    switch (node_kind(p->tree, n)) {
    case NODE_EXPORT_NAMES: module_export_names(p, m, n, request, &e); break;
    case NODE_EXPORT_ALL: module_export_all(p, n, request, &e); break;
    case NODE_EXPORT_DEFAULT:
    case NODE_EXPORT_DECLARATION: module_export_item(p, m, n, &e); break;
    default: break;
    }
    request += module_request(p->tree, n, &source, &attributes);
  }
  print_char(p, ']');
}

/* --- The function --- */

/* The function that is printed around the body, not in it, or 0. */
static uint32_t module_hoisted(const drupe__tree *t, uint32_t n) {
  if (node_kind(t, n) == NODE_EXPORT_DECLARATION ||
      node_kind(t, n) == NODE_EXPORT_DEFAULT)
    n = node_word(t, n, EXPORT_ITEM);
  return node_kind(t, n) == NODE_FUNCTION &&
                 (node_flags(t, n) & FN_DECLARATION) != 0
             ? n
             : 0;
}

/* `var x=_cells[0]` for what is used, and the variables that hoisted functions
 * share with the body. */
static void module_variables(printer *p) {
  uint32_t scope = p->pass->functions[p->function].scope, i;
  scope_binding *b;
  bool first = true;

  for (i = p->pass->scopes[scope].first; i != 0; i = b->next) {
    b = &p->pass->bindings[i];
    if (b->slot != 0 && (b->flags & (BINDING_BOXED | BINDING_IMPORT)) != 0) {
      if (first)
        print_lit(p, "var ");
      else
        print_char(p, ',');
      first = false;
      drupe__print_atom(p, b->cell != 0 ? b->cell : b->out);
      print_char(p, '=');
      module_print_cell(p, b->slot);
    } else if ((b->flags & (BINDING_CLOSED | BINDING_KEEP)) != 0 &&
               b->kind != BINDING_FUNCTION && b->slot == 0) {
      b->flags |= BINDING_DECLARED;
      drupe__print_declare(p, b->out);
    }
  }
  if (!first)
    print_char(p, ';');
}

/* A function declaration, and its way into its cell. */
static void module_function(printer *p, const module_state *m, uint32_t n) {
  uint32_t name = node_word(p->tree, n, FUNCTION_NAME);
  const scope_binding *b;

  if (name == 0) {
    module_print_cell(p, m->default_cell);
    print_lit(p, ".v=");
    p->hint = ATOM_default;
    drupe__lower_function(p, n);
    print_char(p, ';');
    return;
  }
  b = drupe__print_binding(p, name);
  if ((b->flags & BINDING_BOXED) != 0) {
    drupe__print_name(p, b);
    print_char(p, '=');
    drupe__lower_function(p, n);
    print_char(p, ';');
    return;
  }
  drupe__lower_function_declaration(p, n);
  if (b->slot == 0)
    return;
  module_print_cell(p, b->slot);
  print_lit(p, ".v=");
  drupe__print_name(p, b);
  print_char(p, ';');
}

static void module_default(printer *p, const module_state *m, uint32_t n) {
  uint32_t item = node_word(p->tree, n, EXPORT_ITEM);

  if (m->default_cell == 0) { /* a class with a name */
    drupe__print_statement(p, item);
    return;
  }
  drupe__print_mark(p, node_pos(p->tree, item));
  module_print_cell(p, m->default_cell);
  print_lit(p, ".v=(");
  drupe__print_named(p, item, ATOM_default, POWER_ASSIGN);
  drupe__print_mark(p, node_pos(p->tree, n));
  print_lit(p, ");");
}

static void module_item(printer *p, const module_state *m, uint32_t n) {
  if (module_hoisted(p->tree, n) != 0)
    return;
  switch (node_kind(p->tree, n)) {
  case NODE_IMPORT:
  case NODE_EXPORT_NAMES:
  case NODE_EXPORT_ALL: return;
  case NODE_EXPORT_DECLARATION:
    drupe__print_statement(p, node_word(p->tree, n, EXPORT_ITEM));
    return;
  case NODE_EXPORT_DEFAULT: module_default(p, m, n); return;
  default: drupe__print_statement(p, n);
  }
}

static bool module_awaits(const printer *p) {
  return (node_flags(p->tree, p->tree->program) & FN_ASYNC) != 0;
}

/* `function(){..}`: the body, with the variables that only it uses.  One that
 * awaits is an async function. */
static void module_body(printer *p, const module_state *m) {
  uint32_t record = drupe__lower_record(
      p, 0, p->tree->size,
      DRUPE__FUNCTION_NAMED | DRUPE__FUNCTION_STRICT |
          (module_awaits(p) ? DRUPE__FUNCTION_ASYNC : 0));
  uint32_t outer = p->extra_base, i;

  drupe__lower_record_name(p, &p->records[record], 0, "");
  p->extra_base = p->extra_count;
  print_lit(p, "return function(){");
  for (i = 0; i < list_size(p->tree, m->body); i++)
    module_item(p, m, list_at(p->tree, m->body, i));
  drupe__lower_declare(p, false);
  p->temp_used = p->temp_high = 0;
  p->extra_count = p->extra_base;
  p->extra_base = outer;
  drupe__print_line(p, p->tree->size);
  p->records[record].end_line = p->line;
  print_lit(p, "};");
}

static void module_function_text(printer *p, const module_state *m) {
  uint32_t record =
      drupe__lower_record(p, 0, p->tree->size,
                          DRUPE__FUNCTION_INTERNAL | DRUPE__FUNCTION_NAMED |
                              DRUPE__FUNCTION_STRICT);
  uint32_t i, n;

  drupe__lower_record_name(p, &p->records[record], 0, "");
  print_lit(p, ",f:function(");
  drupe__print_atom(p, p->pass->meta_name);
  print_char(p, ',');
  drupe__print_atom(p, p->pass->cells_name);
  print_lit(p, "){\"use strict\";");
  drupe__lower_captures(p);
  module_variables(p);
  drupe__print_scope(p, p->pass->functions[p->function].scope);
  for (i = 0; i < list_size(p->tree, m->body); i++) {
    n = module_hoisted(p->tree, list_at(p->tree, m->body, i));
    if (n != 0)
      module_function(p, m, n);
  }
  module_body(p, m);
  drupe__lower_declare(p, true);
  drupe__print_line(p, p->tree->size);
  p->records[record].end_line = p->line;
  print_lit(p, "}})");
}

/* --- The unit --- */

/* Is the default export a value or a function without a name?  Such a one has
 * a cell but no variable. */
static void module_find_default(printer *p, module_state *m) {
  uint32_t i, n, item;

  for (i = 0; i < list_size(p->tree, m->body); i++) {
    n = list_at(p->tree, m->body, i);
    if (node_kind(p->tree, n) != NODE_EXPORT_DEFAULT)
      continue;
    item = node_word(p->tree, n, EXPORT_ITEM);
    m->default_hoisted = module_hoisted(p->tree, n) != 0;
    if (m->default_hoisted && node_word(p->tree, item, FUNCTION_NAME) != 0)
      return;
    if (node_kind(p->tree, item) == NODE_CLASS &&
        (node_flags(p->tree, item) & CLASS_DECLARATION) != 0 &&
        node_word(p->tree, item, CLASS_NAME) != 0)
      return;
    m->default_cell = ++m->cell_count;
    return;
  }
}

void drupe__lower_module(printer *p) {
  module_state m = {0, 0, false,
                    node_word(p->tree, p->tree->program, PROGRAM_BODY)};

  module_number(p, &m);
  module_find_default(p, &m);
  print_lit(p, "({");
  module_requests(p, &m);
  print_lit(p, ",n:");
  drupe__print_number(p, m.cell_count);
  module_imports(p, &m);
  module_own_cells(p, &m);
  print_lit(p, ",e:[");
  module_exports_of(p, &m, (module_exports){EXPORTS_OWN, true});
  print_lit(p, ",x:[");
  module_exports_of(p, &m, (module_exports){EXPORTS_OTHER, true});
  print_lit(p, ",s:[");
  module_exports_of(p, &m, (module_exports){EXPORTS_STAR, true});
  print_lit(p, ",t:");
  print_char(p, module_awaits(p) ? '1' : '0');
  module_function_text(p, &m);
}

/* --- import() --- */

/* The unit of the code that calls says who asks. */
void drupe__lower_import_call(printer *p, uint32_t n) {
  uint32_t options = node_word(p->tree, n, IMPORT_CALL_OPTIONS);

  print_lit(p, "$h.imp(");
  drupe__print_expression(p, node_word(p->tree, n, IMPORT_CALL_SOURCE),
                          POWER_ASSIGN);
  if (options != 0) {
    print_char(p, ',');
    drupe__print_expression(p, options, POWER_ASSIGN);
  }
  drupe__print_mark(p, node_pos(p->tree, n));
  print_char(p, ')');
}
