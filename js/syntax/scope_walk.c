/* js/syntax/scope_walk.c - the walk of the scope pass, in the order in which
 * the code runs: an initialiser before its target, a function declaration
 * where its block begins. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "scope_walk.h"

/* --- Names --- */

/* Is `arguments` the implicit object here, or a binding of that name? */
static bool walk_is_arguments(scope_pass *pass, uint32_t n) {
  uint32_t f = pass->function, owner, b;

  if (node_word(pass->tree, n, IDENT_ATOM) != ATOM_arguments)
    return false;
  owner = drupe__scope_this_owner(pass, f);
  b = pass->tree->atoms.list[ATOM_arguments].binding;
  for (;; f = pass->functions[f].parent) {
    if (b != 0 && pass->bindings[b].function == f)
      return false;
    if (f == owner)
      break;
  }
  if ((pass->functions[owner].flags & SCOPE_FN_PROGRAM) != 0 ||
      (pass->source->goal == DRUPE__MODULE &&
       owner == node_word(pass->tree, pass->tree->program, PROGRAM_SCOPE)))
    return false;
  pass->functions[owner].flags |=
      owner == pass->function ? SCOPE_FN_OWN_ARGUMENTS : SCOPE_FN_ARGUMENTS;
  return true;
}

static void walk_reference(scope_pass *pass, uint32_t n, bool write) {
  uint32_t atom = node_word(pass->tree, n, IDENT_ATOM);
  uint32_t index = pass->tree->atoms.list[atom].binding;
  scope_binding *b;

  if (pass->withs > 0)
    node_add_flags(pass->tree, n, IDENT_WITH);
  if (walk_is_arguments(pass, n))
    return;
  if (index == 0) {
    drupe__scope_cross(pass, atom, 0);
    return;
  }
  node_set_word(pass->tree, n, IDENT_BINDING, index);
  b = &pass->bindings[index];
  b->flags |= BINDING_USED;
  if (pass->withs > 0)
    b->flags |= BINDING_KEEP;
  if (write && (b->flags & BINDING_LOOP) == 0)
    b->flags |= BINDING_WRITTEN;
  if (b->function != pass->function) {
    b->flags |= BINDING_CLOSED | (write ? BINDING_INNER_WRITE : 0);
    drupe__scope_cross(pass, atom, index);
  }
  drupe__tdz_reference(pass, n, index);
  drupe__capture_reference(pass, index, write);
}

void drupe__walk_use(scope_pass *pass, uint32_t binding) {
  scope_binding *b = &pass->bindings[binding];

  b->flags |= BINDING_USED;
  if (b->function != pass->function) {
    b->flags |= BINDING_CLOSED;
    drupe__scope_cross(pass, b->atom, binding);
  }
  drupe__capture_reference(pass, binding, false);
}

/* The name of a declaration. */
static void walk_declared(scope_pass *pass, uint32_t n) {
  uint32_t atom = node_word(pass->tree, n, IDENT_ATOM);
  uint32_t index = pass->tree->atoms.list[atom].binding;

  node_set_word(pass->tree, n, IDENT_BINDING, index);
  if (index != 0)
    drupe__tdz_ready(pass, index);
}

/* --- Functions --- */

static void walk_params(scope_pass *pass, uint32_t params) {
  const drupe__tree *t = pass->tree;
  uint32_t i, first = pass->binding_count;

  for (i = 0; i < list_size(t, params); i++)
    drupe__scope_pattern_names(pass, list_at(t, params, i), BINDING_PARAM,
                               drupe__walk_on_lexical, NULL);
  if ((node_flags(t, pass->functions[pass->function].node) &
       FN_SIMPLE_PARAMS) != 0) {
    for (i = 0; i < list_size(t, params); i++)
      walk_declared(pass, list_at(t, params, i));
    return;
  }
  for (i = first; i < pass->binding_count; i++)
    pass->bindings[i].flags &= ~(uint32_t)BINDING_READY;
  pass->in_params = true;
  for (i = 0; i < list_size(t, params); i++)
    drupe__walk_pattern(pass, list_at(t, params, i), WALK_DECLARE);
  pass->in_params = false;
}

static void walk_body(scope_pass *pass, uint32_t list, bool sloppy) {
  uint32_t i;

  for (i = 0; i < list_size(pass->tree, list); i++)
    drupe__scope_lexicals(pass, list_at(pass->tree, list, i),
                          drupe__walk_on_lexical, NULL);
  drupe__scope_vars(pass, list, sloppy, drupe__walk_on_var, NULL);
  drupe__walk_hoist(pass, list);
  drupe__walk_list(pass, list);
}

void drupe__walk_body(scope_pass *pass, uint32_t list) {
  pass->functions[pass->function].scope = drupe__scope_enter(pass, SCOPE_BODY);
  walk_body(pass, list, false);
  drupe__scope_leave(pass);
}

static bool walk_is_expression_name(const drupe__tree *t, uint32_t n) {
  return node_word(t, n, FUNCTION_NAME) != 0 &&
         (node_flags(t, n) & FN_DECLARATION) == 0 &&
         node_op(t, n) == FUNCTION_PLAIN;
}

/* A direct eval in an arrow may ask for what is around it. */
static void walk_eval_arrow(scope_pass *pass) {
  uint32_t owner = drupe__scope_this_owner(pass, pass->function);

  pass->functions[owner].flags |= SCOPE_FN_THIS;
  if ((pass->functions[owner].flags & SCOPE_FN_PROGRAM) == 0)
    pass->functions[owner].flags |= SCOPE_FN_ARGUMENTS;
}

void drupe__walk_function(scope_pass *pass, uint32_t n, uint32_t flags) {
  const drupe__tree *t = pass->tree;
  uint32_t outer = pass->function, loops = pass->loops, update = pass->update;
  uint32_t uses = node_word(t, n, FUNCTION_USES), index, name;
  uint32_t node_bits = node_flags(t, n), earliest = pass->time;
  bool in_params = pass->in_params;

  index = node_word(t, n, FUNCTION_SCOPE);
  if (index == 0) {
    index = drupe__walk_new_function(pass, n, flags);
    pass->functions[index].earliest = earliest;
    node_set_word(pass->tree, n, FUNCTION_SCOPE, index);
  }
  if ((uses & (USES_EVAL | USES_INNER_EVAL)) != 0 &&
      (pass->functions[index].flags & SCOPE_FN_DERIVED) != 0)
    pass->functions[index].flags |= SCOPE_FN_LATE_THIS | SCOPE_FN_THIS;
  if (node_op(t, n) == FUNCTION_ARROW) {
    pass->functions[index].flags |= SCOPE_FN_ARROW;
    if ((uses & USES_EVAL) != 0)
      walk_eval_arrow(pass);
  }
  if (pass->withs > 0)
    pass->functions[index].flags |= SCOPE_FN_IN_WITH;
  if ((uses & (USES_EVAL | USES_INNER_EVAL)) != 0)
    pass->functions[index].flags |= SCOPE_FN_DYNAMIC;
  pass->functions[index].update = update;
  pass->function = index;
  pass->loops = 0;
  pass->update = 0;
  pass->in_params = false;
  pass->functions[index].scope = drupe__scope_enter(pass, SCOPE_BODY);
  if (walk_is_expression_name(t, n)) {
    name = node_word(t, n, FUNCTION_NAME);
    pass->functions[index].name = drupe__scope_declare(
        pass, node_word(t, name, IDENT_ATOM), BINDING_FUNCTION_NAME);
    node_set_word(pass->tree, name, IDENT_BINDING, pass->functions[index].name);
  }
  walk_params(pass, node_word(t, n, FUNCTION_PARAMS));
  if ((node_bits & FN_EXPRESSION_BODY) != 0)
    drupe__walk_expression(pass, node_word(t, n, FUNCTION_BODY));
  else
    walk_body(pass, node_word(t, n, FUNCTION_BODY),
              (node_bits & FN_STRICT) == 0);
  drupe__scope_leave(pass);
  pass->function = outer;
  pass->loops = loops;
  pass->update = update;
  pass->in_params = in_params;
}

/* --- Patterns --- */

/* A var of a pattern changes while the pattern reads: `var {a, b} = a`. */
static void walk_part(scope_pass *pass, uint32_t n) {
  uint32_t index;

  if (node_kind(pass->tree, n) == NODE_DEFAULT)
    n = node_word(pass->tree, n, ASSIGN_TARGET);
  if (node_kind(pass->tree, n) != NODE_IDENT)
    return;
  index = node_word(pass->tree, n, IDENT_BINDING);
  if (index != 0 && pass->bindings[index].kind < BINDING_LET)
    pass->bindings[index].flags |= BINDING_WRITTEN;
}

static void walk_pattern_list(scope_pass *pass, uint32_t list,
                              walk_target target) {
  const drupe__tree *t = pass->tree;
  uint32_t i, item;

  for (i = 0; i < list_size(t, list); i++) {
    item = list_at(t, list, i);
    if (item != 0 && node_kind(t, item) == NODE_PROPERTY) {
      if ((node_flags(t, item) & MEMBER_COMPUTED) != 0)
        drupe__walk_expression(pass, node_word(t, item, PROPERTY_KEY));
      item = node_word(t, item, PROPERTY_ITEM);
    }
    if (item == 0)
      continue;
    drupe__walk_pattern(pass, item, target);
    if (target == WALK_DECLARE)
      walk_part(pass, item);
  }
}

void drupe__walk_pattern(scope_pass *pass, uint32_t n, walk_target target) {
  const drupe__tree *t = pass->tree;

  switch (node_kind(t, n)) {
  case NODE_IDENT:
    if (target == WALK_DECLARE)
      walk_declared(pass, n);
    else
      walk_reference(pass, n, true);
    return;
  case NODE_DEFAULT:
    drupe__walk_expression(pass, node_word(t, n, ASSIGN_VALUE));
    drupe__walk_pattern(pass, node_word(t, n, ASSIGN_TARGET), target);
    return;
  case NODE_REST:
    drupe__walk_pattern(pass, node_word(t, n, ARGUMENT), target);
    return;
  case NODE_ARRAY_PATTERN:
  case NODE_OBJECT_PATTERN:
    walk_pattern_list(pass, node_word(t, n, 0), target);
    return;
  default: drupe__walk_expression(pass, n); return;
  }
}

/* --- Expressions --- */

void drupe__walk_expressions(scope_pass *pass, uint32_t list) {
  uint32_t i, n;

  for (i = 0; i < list_size(pass->tree, list); i++) {
    n = list_at(pass->tree, list, i);
    if (n != 0)
      drupe__walk_expression(pass, n);
  }
}

void drupe__walk_this(scope_pass *pass, uint32_t flag) {
  uint32_t owner = drupe__scope_this_owner(pass, pass->function);

  if (owner != pass->function)
    pass->functions[owner].flags |= flag;
}

static void walk_property(scope_pass *pass, uint32_t n) {
  if ((node_flags(pass->tree, n) & MEMBER_COMPUTED) != 0)
    drupe__walk_expression(pass, node_word(pass->tree, n, PROPERTY_KEY));
  drupe__walk_expression(pass, node_word(pass->tree, n, PROPERTY_ITEM));
}

static void walk_assign(scope_pass *pass, uint32_t n) {
  uint32_t target = node_word(pass->tree, n, ASSIGN_TARGET);
  uint32_t value = node_word(pass->tree, n, ASSIGN_VALUE);

  if (node_kind(pass->tree, target) == NODE_IDENT ||
      node_kind(pass->tree, target) == NODE_ARRAY_PATTERN ||
      node_kind(pass->tree, target) == NODE_OBJECT_PATTERN) {
    drupe__walk_expression(pass, value);
    drupe__walk_pattern(pass, target, WALK_ASSIGN);
    return;
  }
  drupe__walk_expression(pass, target);
  drupe__walk_expression(pass, value);
}

static void walk_update(scope_pass *pass, uint32_t n) {
  uint32_t target = node_word(pass->tree, n, ARGUMENT);

  if (node_kind(pass->tree, target) == NODE_IDENT)
    walk_reference(pass, target, true);
  else
    drupe__walk_expression(pass, target);
}

static void walk_eval(scope_pass *pass, uint32_t n) {
  drupe__walk_expression(pass, node_word(pass->tree, n, CALL_CALLEE));
  drupe__walk_eval(pass, n);
}

void drupe__walk_expression(scope_pass *pass, uint32_t n) {
  const drupe__tree *t = pass->tree;

  switch (node_kind(t, n)) {
  case NODE_IDENT: walk_reference(pass, n, false); return;
  case NODE_NUMBER:
  case NODE_BIGINT:
  case NODE_STRING:
  case NODE_QUASI:
  case NODE_REGEXP:
  case NODE_NULL:
  case NODE_TRUE:
  case NODE_FALSE:
  case NODE_NAME:
  case NODE_IMPORT_META: return;
  case NODE_IMPORT_CALL:
    drupe__walk_expression(pass, node_word(t, n, IMPORT_CALL_SOURCE));
    if (node_word(t, n, IMPORT_CALL_OPTIONS) != 0)
      drupe__walk_expression(pass, node_word(t, n, IMPORT_CALL_OPTIONS));
    return;
  case NODE_THIS: drupe__walk_this(pass, SCOPE_FN_THIS); return;
  case NODE_NEW_TARGET: drupe__walk_this(pass, SCOPE_FN_NEW_TARGET); return;
  case NODE_OBJECT: drupe__walk_object(pass, n); return;
  case NODE_TEMPLATE:
  case NODE_ARRAY: drupe__walk_expressions(pass, node_word(t, n, 0)); return;
  case NODE_BINARY:
  case NODE_LOGICAL:
  case NODE_SEQUENCE:
    drupe__walk_expressions(pass, node_inline_list(n));
    return;
  case NODE_TAGGED:
    drupe__walk_expression(pass, node_word(t, n, TAGGED_TAG));
    drupe__walk_expression(pass, node_word(t, n, TAGGED_TEMPLATE));
    return;
  case NODE_PROPERTY: walk_property(pass, n); return;
  case NODE_YIELD:
    if (node_word(t, n, ARGUMENT) != 0)
      drupe__walk_expression(pass, node_word(t, n, ARGUMENT));
    return;
  case NODE_SPREAD:
  case NODE_UNARY:
  case NODE_AWAIT:
  case NODE_CHAIN:
    drupe__walk_expression(pass, node_word(t, n, ARGUMENT));
    return;
  case NODE_UPDATE: walk_update(pass, n); return;
  case NODE_FUNCTION: drupe__walk_function(pass, n, 0); return;
  case NODE_CLASS: drupe__walk_class(pass, n); return;
  case NODE_SUPER: drupe__walk_super(pass, n); return;
  case NODE_PRIVATE:
  case NODE_PRIVATE_IN:
    drupe__walk_expression(pass, node_word(t, n, MEMBER_OBJECT));
    drupe__walk_private(pass, n);
    return;
  case NODE_ASSIGN: walk_assign(pass, n); return;
  case NODE_CONDITIONAL:
    drupe__walk_expression(pass, node_word(t, n, CONDITIONAL_TEST));
    drupe__walk_expression(pass, node_word(t, n, CONDITIONAL_YES));
    drupe__walk_expression(pass, node_word(t, n, CONDITIONAL_NO));
    return;
  case NODE_CALL:
  case NODE_NEW:
    if (node_kind(t, node_word(t, n, CALL_CALLEE)) == NODE_SUPER)
      drupe__walk_super_call(pass, n);
    else if (node_kind(t, n) == NODE_CALL &&
             node_kind(t, node_word(t, n, CALL_CALLEE)) == NODE_IDENT &&
             node_word(t, node_word(t, n, CALL_CALLEE), IDENT_ATOM) ==
                 ATOM_eval)
      walk_eval(pass, n);
    else
      drupe__walk_expression(pass, node_word(t, n, CALL_CALLEE));
    drupe__walk_expressions(pass, node_word(t, n, CALL_ARGUMENTS));
    return;
  case NODE_MEMBER:
    drupe__walk_expression(pass, node_word(t, n, MEMBER_OBJECT));
    return;
  case NODE_INDEX:
    drupe__walk_expression(pass, node_word(t, n, INDEX_OBJECT));
    drupe__walk_expression(pass, node_word(t, n, INDEX_INDEX));
    return;
  default: assert(false);
  }
}

/* --- The unit --- */

static void walk_module(scope_pass *pass, uint32_t list) {
  uint32_t i;

  for (i = 0; i < list_size(pass->tree, list); i++)
    drupe__scope_lexicals(pass, list_at(pass->tree, list, i),
                          drupe__walk_on_lexical, NULL);
  drupe__scope_imports(pass, list);
  drupe__scope_vars(pass, list, false, drupe__walk_on_var, NULL);
  drupe__walk_hoist(pass, list);
  drupe__walk_list(pass, list);
  drupe__scope_exports(pass, list);
}

static void walk_program(scope_pass *pass) {
  const drupe__tree *t = pass->tree;
  uint32_t n = t->program, uses = node_word(t, n, PROGRAM_USES), i;
  uint32_t flags = pass->source->goal == DRUPE__COMMONJS ||
                           pass->source->goal == DRUPE__MODULE
                       ? 0
                       : SCOPE_FN_PROGRAM;
  uint32_t params = node_word(t, n, PROGRAM_PARAMS);

  if ((uses & (USES_EVAL | USES_INNER_EVAL)) != 0)
    flags |= SCOPE_FN_DYNAMIC;
  /* Index 0 of each array is "none"; its function is around the program. */
  drupe__walk_new_function(pass, 0, 0);
  drupe__scope_eval_context(pass);
  if ((pass->source->flags & DRUPE__SOURCE_LATE_THIS) != 0)
    flags |= SCOPE_FN_DERIVED | SCOPE_FN_LATE_THIS;
  pass->function = drupe__walk_new_function(pass, n, flags);
  pass->functions[pass->function].home = pass->eval_home;
  pass->functions[pass->function].class = pass->eval_class;
  node_set_word(pass->tree, n, PROGRAM_SCOPE, pass->function);
  pass->functions[pass->function].scope = drupe__scope_enter(pass, SCOPE_BODY);
  for (i = 0; i < list_size(t, params); i++) {
    drupe__walk_on_lexical(pass, list_at(t, params, i), BINDING_PARAM, 0, NULL);
    walk_declared(pass, list_at(t, params, i));
  }
  if (pass->source->goal == DRUPE__MODULE)
    walk_module(pass, node_word(t, n, PROGRAM_BODY));
  else
    walk_body(pass, node_word(t, n, PROGRAM_BODY),
              (node_flags(t, n) & FN_STRICT) == 0);
  drupe__scope_leave(pass);
}

void drupe__scope_run(scope_pass *pass) {
  drupe__atoms *atoms = &pass->tree->atoms;
  uint32_t i;

  for (i = 0; i < atoms->count; i++)
    atoms->list[i].binding = 0;
  pass->helpers = drupe__atom_intern(atoms, "$h", 2);
  if (pass->helpers == 0)
    drupe__scope_no_memory(pass);
  /* The element 0 of each array means "none". */
  pass->functions = drupe__scope_grow(pass, NULL, 0, &pass->function_capacity,
                                      sizeof(*pass->functions));
  memset(&pass->functions[0], 0, sizeof(*pass->functions));
  pass->bindings = drupe__scope_grow(pass, NULL, 0, &pass->binding_capacity,
                                     sizeof(*pass->bindings));
  memset(&pass->bindings[0], 0, sizeof(*pass->bindings));
  pass->scopes = drupe__scope_grow(pass, NULL, 0, &pass->scope_capacity,
                                   sizeof(*pass->scopes));
  memset(&pass->scopes[0], 0, sizeof(*pass->scopes));
  pass->binding_count = pass->scope_count = 1;
  walk_program(pass);
  if (pass->eval_count > 1)
    qsort(pass->evals, pass->eval_count, sizeof(*pass->evals),
          drupe__scope_eval_compare);
  drupe__tdz_settle(pass);
  drupe__capture_settle(pass);
  if (pass->this_name == 0)
    pass->this_name = drupe__scope_name(pass, "_this", 5);
  pass->arguments_name = drupe__scope_name(pass, "_args", 5);
  if (pass->new_target_name == 0)
    pass->new_target_name = drupe__scope_name(pass, "_nt", 3);
  pass->error_name = drupe__scope_name(pass, "_err", 4);
  drupe__scope_give_names(pass);
  if (pass->source->goal == DRUPE__MODULE)
    drupe__scope_cell_names(pass);
}
