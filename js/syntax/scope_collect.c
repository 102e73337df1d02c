/* js/syntax/scope_collect.c - what the statements of a scope declare.  Both
 * kinds are needed on entry, before anything in the scope is walked. */
#include "scope.h"

void drupe__scope_pattern_names(scope_pass *pass, uint32_t pattern,
                                uint32_t kind, scope_found *found, void *arg) {
  const drupe__tree *t = pass->tree;
  uint32_t list, i, item;

  switch (node_kind(t, pattern)) {
  case NODE_IDENT: found(pass, pattern, kind, 0, arg); return;
  case NODE_DEFAULT:
  case NODE_REST:
    drupe__scope_pattern_names(pass, node_word(t, pattern, 0), kind, found,
                               arg);
    return;
  case NODE_ARRAY_PATTERN:
  case NODE_OBJECT_PATTERN:
    list = node_word(t, pattern, 0);
    for (i = 0; i < list_size(t, list); i++) {
      item = list_at(t, list, i);
      if (item != 0 && node_kind(t, item) == NODE_PROPERTY)
        item = node_word(t, item, PROPERTY_ITEM);
      if (item != 0)
        drupe__scope_pattern_names(pass, item, kind, found, arg);
    }
    return;
  default: /* a MEMBER or INDEX of an assignment declares nothing */ return;
  }
}

static void collect_declarators(scope_pass *pass, uint32_t var, uint32_t kind,
                                scope_found *found, void *arg) {
  const drupe__tree *t = pass->tree;
  uint32_t list = node_word(t, var, VAR_LIST), i;

  for (i = 0; i < list_size(t, list); i++)
    drupe__scope_pattern_names(
        pass, node_word(t, list_at(t, list, i), DECLARATOR_TARGET), kind, found,
        arg);
}

void drupe__scope_lexicals(scope_pass *pass, uint32_t statement,
                           scope_found *found, void *arg) {
  const drupe__tree *t = pass->tree;
  uint32_t name;

  switch (node_kind(t, statement)) {
  case NODE_LABEL:
    drupe__scope_lexicals(pass, node_word(t, statement, LABEL_BODY), found,
                          arg);
    return;
  case NODE_VAR:
    if (node_op(t, statement) != VAR_VAR)
      collect_declarators(pass, statement,
                          node_op(t, statement) == VAR_LET ? BINDING_LET
                                                           : BINDING_CONST,
                          found, arg);
    return;
  case NODE_FUNCTION:
    name = node_word(t, statement, FUNCTION_NAME);
    if ((node_flags(t, statement) & FN_DECLARATION) != 0 && name != 0)
      found(pass, name, BINDING_FUNCTION, statement, arg);
    return;
  case NODE_CLASS:
    name = node_word(t, statement, CLASS_NAME);
    if ((node_flags(t, statement) & CLASS_DECLARATION) != 0 && name != 0)
      found(pass, name, BINDING_CLASS, 0, arg);
    return;
  case NODE_EXPORT_DECLARATION:
  case NODE_EXPORT_DEFAULT:
    drupe__scope_lexicals(pass, node_word(t, statement, EXPORT_ITEM), found,
                          arg);
    return;
  case NODE_IMPORT:
    drupe__scope_import_names(pass, statement, found, arg);
    return;
  default: return;
  }
}

/* --- var, and the functions of blocks in sloppy code (Annex B) --- */

/* A block around the statement being looked at: a list, a case or a head. */
typedef struct collect_block {
  uint32_t list;      /* statements, or 0 */
  uint32_t statement; /* a for's VAR, or 0 */
  const struct collect_block *parent;
} collect_block;

typedef struct collect_search {
  uint32_t atom;
  uint32_t skip; /* the declaration that asks */
  bool seen;
} collect_search;

static void collect_on_lexical(scope_pass *pass, uint32_t ident, uint32_t kind,
                               uint32_t function, void *arg) {
  collect_search *search = arg;

  (void)kind;
  /* Two functions of one name in one block are allowed and both hoist. */
  if (node_word(pass->tree, ident, IDENT_ATOM) == search->atom &&
      function != search->skip)
    search->seen = true;
}

/* Would `var NAME` in place of the function be an early error?  The block
 * that holds the function itself does not count. */
static bool collect_clashes(scope_pass *pass, const collect_block *block,
                            uint32_t function) {
  const drupe__tree *t = pass->tree;
  uint32_t name = node_word(t, function, FUNCTION_NAME), i;
  collect_search search = {node_word(t, name, IDENT_ATOM), function, false};

  if (block != NULL)
    block = block->parent;
  for (; block != NULL; block = block->parent) {
    for (i = 0; i < list_size(t, block->list); i++)
      drupe__scope_lexicals(pass, list_at(t, block->list, i),
                            collect_on_lexical, &search);
    if (block->statement != 0)
      drupe__scope_lexicals(pass, block->statement, collect_on_lexical,
                            &search);
  }
  return search.seen;
}

typedef struct collect_vars {
  scope_found *found;
  void *arg;
  bool sloppy;
} collect_vars;

static void collect_statement(scope_pass *pass, uint32_t n,
                              const collect_vars *c,
                              const collect_block *block);

static void collect_list(scope_pass *pass, uint32_t list, const collect_vars *c,
                         const collect_block *parent) {
  collect_block block = {list, 0, parent};
  uint32_t i;

  for (i = 0; i < list_size(pass->tree, list); i++)
    collect_statement(pass, list_at(pass->tree, list, i), c, &block);
}

static void collect_function(scope_pass *pass, uint32_t n,
                             const collect_vars *c,
                             const collect_block *block) {
  const drupe__tree *t = pass->tree;

  if (!c->sloppy || (node_flags(t, n) & FN_BLOCK_LEVEL) == 0 ||
      (node_flags(t, n) & (FN_ASYNC | FN_GENERATOR)) != 0)
    return;
  if (!collect_clashes(pass, block, n))
    c->found(pass, node_word(t, n, FUNCTION_NAME), BINDING_VAR, n, c->arg);
}

static void collect_body(scope_pass *pass, uint32_t n, const collect_vars *c,
                         const collect_block *block) {
  collect_block own = {0, 0, block}; /* `if (a) function f(){}` is a block */

  if (n != 0)
    collect_statement(pass, n, c,
                      node_kind(pass->tree, n) == NODE_FUNCTION ? &own : block);
}

static void collect_loop(scope_pass *pass, uint32_t head, uint32_t body,
                         const collect_vars *c, const collect_block *parent) {
  collect_block block = {0, 0, parent};

  if (head != 0 && node_kind(pass->tree, head) == NODE_VAR) {
    block.statement = head;
    collect_statement(pass, head, c, &block);
  }
  collect_body(pass, body, c, &block);
}

static void collect_try(scope_pass *pass, uint32_t n, const collect_vars *c,
                        const collect_block *block) {
  static const uint32_t parts[] = {TRY_BLOCK, TRY_HANDLER, TRY_FINALIZER};
  uint32_t i, part;

  for (i = 0; i < 3; i++) {
    part = node_word(pass->tree, n, parts[i]);
    if (part != 0)
      collect_statement(pass, part, c, block);
  }
}

static void collect_switch(scope_pass *pass, uint32_t n, const collect_vars *c,
                           const collect_block *block) {
  const drupe__tree *t = pass->tree;
  uint32_t cases = node_word(t, n, SWITCH_CASES), i;

  for (i = 0; i < list_size(t, cases); i++)
    collect_list(pass, node_word(t, list_at(t, cases, i), CASE_LIST), c, block);
}

static void collect_statement(scope_pass *pass, uint32_t n,
                              const collect_vars *c,
                              const collect_block *block) {
  const drupe__tree *t = pass->tree;

  switch (node_kind(t, n)) {
  case NODE_VAR:
    if (node_op(t, n) == VAR_VAR)
      collect_declarators(pass, n, BINDING_VAR, c->found, c->arg);
    return;
  case NODE_FUNCTION: collect_function(pass, n, c, block); return;
  case NODE_BLOCK:
    collect_list(pass, node_word(t, n, BLOCK_LIST), c, block);
    return;
  case NODE_IF:
    collect_body(pass, node_word(t, n, IF_THEN), c, block);
    collect_body(pass, node_word(t, n, IF_ELSE), c, block);
    return;
  case NODE_FOR:
    collect_loop(pass, node_word(t, n, FOR_INIT), node_word(t, n, FOR_BODY), c,
                 block);
    return;
  case NODE_FOR_IN:
  case NODE_FOR_OF:
    collect_loop(pass, node_word(t, n, FOR_IN_TARGET),
                 node_word(t, n, FOR_IN_BODY), c, block);
    return;
  case NODE_WHILE:
  case NODE_DO:
  case NODE_WITH:
  case NODE_LABEL: collect_body(pass, node_word(t, n, 1), c, block); return;
  case NODE_SWITCH: collect_switch(pass, n, c, block); return;
  case NODE_TRY: collect_try(pass, n, c, block); return;
  case NODE_EXPORT_DECLARATION:
    collect_statement(pass, node_word(t, n, EXPORT_ITEM), c, block);
    return;
  default: return;
  }
}

void drupe__scope_vars(scope_pass *pass, uint32_t list, bool sloppy,
                       scope_found *found, void *arg) {
  collect_vars c = {found, arg, sloppy};
  uint32_t i;

  for (i = 0; i < list_size(pass->tree, list); i++)
    collect_statement(pass, list_at(pass->tree, list, i), &c, NULL);
}
