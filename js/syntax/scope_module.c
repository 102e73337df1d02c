/* js/syntax/scope_module.c - the names of modules.
 *
 * A binding that other modules see lives in a cell, an object with the one
 * property `v`, which exporter and importers share: `k.v` is its value on both
 * sides, and reading it before it has one is the ReferenceError of the dead
 * zone.  A function that nobody assigns to stays a plain function; its cell
 * gets it when the module is made. */
#include "scope.h"

void drupe__scope_import_names(scope_pass *pass, uint32_t n, scope_found *found,
                               void *arg) {
  const drupe__tree *t = pass->tree;
  uint32_t list = node_word(t, n, IMPORT_NAMES), i;

  for (i = 0; i < list_size(t, list); i++)
    found(pass, node_word(t, list_at(t, list, i), IMPORT_NAME_LOCAL),
          BINDING_CONST, 0, arg);
}

static void module_import(scope_pass *pass, uint32_t n) {
  drupe__tree *t = pass->tree;
  uint32_t ident = node_word(t, n, IMPORT_NAME_LOCAL);
  uint32_t index = t->atoms.list[node_word(t, ident, IDENT_ATOM)].binding;
  scope_binding *b = &pass->bindings[index];

  node_set_word(t, ident, IDENT_BINDING, index);
  /* Its dead zone is the cell's. */
  b->flags |= BINDING_READY | BINDING_IMPORT;
  if (node_op(t, n) == IMPORT_NAMESPACE)
    b->flags |= BINDING_NAMESPACE;
  else
    b->flags |= BINDING_BOXED;
}

void drupe__scope_imports(scope_pass *pass, uint32_t list) {
  const drupe__tree *t = pass->tree;
  uint32_t i, j, n, names;

  for (i = 0; i < list_size(t, list); i++) {
    n = list_at(t, list, i);
    if (node_kind(t, n) != NODE_IMPORT)
      continue;
    names = node_word(t, n, IMPORT_NAMES);
    for (j = 0; j < list_size(t, names); j++)
      module_import(pass, list_at(t, names, j));
  }
}

/* --- Exports --- */

static bool module_is_function(const scope_binding *b) {
  return b->kind == BINDING_FUNCTION && (b->flags & BINDING_WRITTEN) == 0;
}

/* Another module may call an exported function before this one runs. */
static void module_export(scope_pass *pass, uint32_t ident, uint32_t kind,
                          uint32_t function, void *arg) {
  drupe__tree *t = pass->tree;
  uint32_t index = t->atoms.list[node_word(t, ident, IDENT_ATOM)].binding;
  scope_binding *b = &pass->bindings[index];

  (void)kind;
  (void)function;
  (void)arg;
  node_set_word(t, ident, IDENT_BINDING, index);
  b->flags |= BINDING_EXPORTED;
  if (b->kind == BINDING_FUNCTION)
    pass->functions[b->link].earliest = 0;
  if ((b->flags & BINDING_IMPORT) == 0 && !module_is_function(b))
    b->flags |= BINDING_BOXED;
}

static void module_export_names(scope_pass *pass, uint32_t n) {
  const drupe__tree *t = pass->tree;
  uint32_t list = node_word(t, n, EXPORT_NAMES_LIST), i;

  if (node_word(t, n, EXPORT_NAMES_SOURCE) != 0)
    return;
  for (i = 0; i < list_size(t, list); i++)
    module_export(pass, node_word(t, list_at(t, list, i), EXPORT_NAME_LOCAL),
                  BINDING_LET, 0, NULL);
}

static void module_export_item(scope_pass *pass, uint32_t item) {
  const drupe__tree *t = pass->tree;
  uint32_t list, i, target;

  if (node_kind(t, item) == NODE_VAR) {
    list = node_word(t, item, VAR_LIST);
    for (i = 0; i < list_size(t, list); i++) {
      target = node_word(t, list_at(t, list, i), DECLARATOR_TARGET);
      drupe__scope_pattern_names(pass, target, BINDING_LET, module_export,
                                 NULL);
    }
    return;
  }
  drupe__scope_lexicals(pass, item, module_export, NULL);
  if (node_kind(t, item) == NODE_FUNCTION && node_word(t, item, 0) == 0)
    pass->functions[node_word(t, item, FUNCTION_SCOPE)].earliest = 0;
}

void drupe__scope_exports(scope_pass *pass, uint32_t list) {
  const drupe__tree *t = pass->tree;
  uint32_t i, n;

  for (i = 0; i < list_size(t, list); i++) {
    n = list_at(t, list, i);
    if (node_kind(t, n) == NODE_EXPORT_NAMES)
      module_export_names(pass, n);
    else if (node_kind(t, n) == NODE_EXPORT_DECLARATION ||
             node_kind(t, n) == NODE_EXPORT_DEFAULT)
      module_export_item(pass, node_word(t, n, EXPORT_ITEM));
  }
}

/* --- Names --- */

void drupe__scope_cell_names(scope_pass *pass) {
  uint32_t value = drupe__atom_intern(&pass->tree->atoms, "v", 1), i;
  uint32_t module = node_word(pass->tree, pass->tree->program, PROGRAM_SCOPE);
  scope_binding *b;

  if (value == 0)
    drupe__scope_no_memory(pass);
  pass->meta_name = drupe__scope_name(pass, "_meta", 5);
  pass->cells_name = drupe__scope_name(pass, "_cells", 6);
  for (i = pass->scopes[pass->functions[module].scope].first; i != 0;
       i = b->next) {
    b = &pass->bindings[i];
    if ((b->flags & (BINDING_EXPORTED | BINDING_IMPORT)) == 0 ||
        (b->flags & BINDING_BOXED) == 0)
      continue;
    b->cell = b->out;
    b->out = value;
  }
}
