/* js/syntax/scope_declare.c - what entering a scope declares, and the var that
 * Annex B gives to functions in blocks of sloppy code. */
#include <string.h>

#include "scope_walk.h"

uint32_t drupe__walk_new_function(scope_pass *pass, uint32_t n,
                                  uint32_t flags) {
  scope_function *f;

  pass->functions =
      drupe__scope_grow(pass, pass->functions, pass->function_count,
                        &pass->function_capacity, sizeof(*pass->functions));
  f = &pass->functions[pass->function_count];
  memset(f, 0, sizeof(*f));
  f->node = n;
  f->parent = pass->function;
  f->flags = flags;
  /* Code that a direct eval or another script brings may call it early. */
  f->earliest = (pass->functions[pass->function].flags &
                 (SCOPE_FN_DYNAMIC | SCOPE_FN_PROGRAM)) != 0
                    ? 0
                    : UINT32_MAX;
  return pass->function_count++;
}

/* A function declaration's own node remembers its scope_function. */
static void walk_declare_function(scope_pass *pass, uint32_t ident,
                                  uint32_t node, binding_kind kind) {
  uint32_t atom = node_word(pass->tree, ident, IDENT_ATOM);
  uint32_t old = pass->tree->atoms.list[atom].binding, index, function;
  bool same = old != 0 && pass->bindings[old].scope == pass->scope &&
              pass->bindings[old].kind != BINDING_FUNCTION_NAME;

  function = drupe__walk_new_function(pass, node, SCOPE_FN_HOISTED);
  node_set_word(pass->tree, node, FUNCTION_SCOPE, function);
  if (same && pass->bindings[old].kind == BINDING_PARAM &&
      (node_flags(pass->tree, pass->functions[pass->function].node) &
       FN_SIMPLE_PARAMS) == 0)
    same = false; /* a default must not see the body's function */
  if (!same) {
    index = drupe__scope_declare(pass, atom, kind);
    pass->bindings[index].link = function;
    return;
  }
  /* Of two functions the last one counts; mentions are not told apart. */
  pass->functions[function].earliest = 0;
  if (pass->bindings[old].kind == BINDING_FUNCTION ||
      pass->bindings[old].kind == BINDING_BLOCK_FUNCTION)
    pass->bindings[old].link = function;
  else
    pass->bindings[old].flags |= BINDING_WRITTEN;
}

/* The var of the same name that Annex B gives a function in a block. */
static uint32_t walk_hoist_target(scope_pass *pass, uint32_t atom,
                                  uint32_t node) {
  uint32_t i = pass->tree->atoms.list[atom].binding;
  bool dynamic =
      (pass->functions[pass->function].flags & SCOPE_FN_DYNAMIC) != 0;
  scope_binding *b;

  if ((node_flags(pass->tree, node) & (FN_STRICT | FN_ASYNC | FN_GENERATOR)) !=
      0)
    return 0;
  for (; i != 0; i = b->outer) {
    b = &pass->bindings[i];
    if (b->function != pass->function)
      return 0;
    if (b->kind == BINDING_CATCH) {
      if (!dynamic)
        b->flags |= BINDING_FRESH; /* or it would get what is the var's */
      continue;
    }
    if (b->kind == BINDING_VAR || b->kind == BINDING_FUNCTION)
      return i;
    return 0;
  }
  return 0;
}

void drupe__walk_on_lexical(scope_pass *pass, uint32_t ident, uint32_t kind,
                            uint32_t function, void *arg) {
  uint32_t atom = node_word(pass->tree, ident, IDENT_ATOM), hoist, index;
  bool body = (pass->scopes[pass->scope].flags & SCOPE_BODY) != 0;

  (void)arg;
  if (kind != BINDING_FUNCTION) {
    drupe__scope_declare(pass, atom, (binding_kind)kind);
    return;
  }
  if (body) {
    if ((pass->functions[pass->function].flags & SCOPE_FN_PROGRAM) != 0 &&
        (node_flags(pass->tree, pass->functions[pass->function].node) &
         FN_STRICT) == 0)
      drupe__scope_eval_var(pass, ident);
    walk_declare_function(pass, ident, function, BINDING_FUNCTION);
    return;
  }
  hoist = walk_hoist_target(pass, atom, function);
  walk_declare_function(pass, ident, function, BINDING_BLOCK_FUNCTION);
  index = pass->tree->atoms.list[atom].binding;
  if (pass->bindings[index].hoist == 0)
    pass->bindings[index].hoist = hoist;
}

void drupe__walk_on_var(scope_pass *pass, uint32_t ident, uint32_t kind,
                        uint32_t function, void *arg) {
  uint32_t atom = node_word(pass->tree, ident, IDENT_ATOM), index;
  uint32_t old = pass->tree->atoms.list[atom].binding;
  const scope_function *f = &pass->functions[pass->function];

  (void)kind;
  (void)arg;
  if (function == 0 && (f->flags & SCOPE_FN_PROGRAM) != 0 &&
      (node_flags(pass->tree, f->node) & FN_STRICT) == 0)
    drupe__scope_eval_var(pass, ident);
  if (atom == ATOM_arguments &&
      (f->flags & (SCOPE_FN_ARROW | SCOPE_FN_PROGRAM)) == 0 && function == 0)
    return; /* `var arguments` is the implicit object */
  if (old != 0 && pass->bindings[old].scope == pass->scope &&
      pass->bindings[old].kind != BINDING_FUNCTION_NAME) {
    if (pass->bindings[old].kind != BINDING_PARAM || function != 0 ||
        (f->flags & SCOPE_FN_PROGRAM) != 0 ||
        (node_flags(pass->tree, f->node) & FN_PARAM_CLOSURE) == 0)
      return;
    /* Closures among the defaults keep the parameter, the body gets its own
     * variable that starts with the parameter's value. */
    index = drupe__scope_declare(pass, atom, BINDING_VAR);
    pass->bindings[index].flags |= BINDING_FROM_PARAM;
    pass->bindings[index].link = old;
    return;
  }
  drupe__scope_declare(pass, atom, BINDING_VAR);
}

static void walk_on_count(scope_pass *pass, uint32_t ident, uint32_t kind,
                          uint32_t function, void *arg) {
  (void)pass;
  (void)ident;
  (void)kind;
  (void)function;
  ++*(uint32_t *)arg;
}

uint32_t drupe__walk_loop_flag(const scope_pass *pass) {
  return pass->loops > 0 ? SCOPE_LOOP : 0;
}

uint32_t drupe__walk_hoisted(const drupe__tree *t, uint32_t n) {
  while (node_kind(t, n) == NODE_LABEL)
    n = node_word(t, n, LABEL_BODY);
  if (node_kind(t, n) == NODE_EXPORT_DECLARATION ||
      node_kind(t, n) == NODE_EXPORT_DEFAULT)
    n = node_word(t, n, EXPORT_ITEM);
  return node_kind(t, n) == NODE_FUNCTION &&
                 (node_flags(t, n) & FN_DECLARATION) != 0
             ? n
             : 0;
}

/* Marks the functions at the start of a block. */
static void walk_mark_first(scope_pass *pass, uint32_t list) {
  const drupe__tree *t = pass->tree;
  uint32_t i, n, atom;

  for (i = 0; i < list_size(t, list); i++) {
    n = drupe__walk_hoisted(t, list_at(t, list, i));
    if (n == 0)
      return;
    atom = node_word(t, node_word(t, n, FUNCTION_NAME), IDENT_ATOM);
    pass->bindings[t->atoms.list[atom].binding].flags |= BINDING_FIRST;
  }
}

uint32_t drupe__walk_enter_list(scope_pass *pass, uint32_t list) {
  uint32_t count = 0, scope, i;

  for (i = 0; i < list_size(pass->tree, list) && count == 0; i++)
    drupe__scope_lexicals(pass, list_at(pass->tree, list, i), walk_on_count,
                          &count);
  if (count == 0)
    return 0;
  scope = drupe__scope_enter(pass, drupe__walk_loop_flag(pass) | SCOPE_BLOCK);
  for (i = 0; i < list_size(pass->tree, list); i++)
    drupe__scope_lexicals(pass, list_at(pass->tree, list, i),
                          drupe__walk_on_lexical, NULL);
  walk_mark_first(pass, list);
  return scope;
}
