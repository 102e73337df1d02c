/* js/syntax/scope_walk.c - the walk of the scope pass, in the order in which
 * the code runs: an initialiser before its target, a function declaration
 * where its block begins. */
#include <string.h>

#include "scope.h"

static void walk_expression(scope_pass *pass, uint32_t n);
static void walk_statement(scope_pass *pass, uint32_t n);
static void walk_function(scope_pass *pass, uint32_t n, uint32_t flags);

/* A pattern either declares its names or assigns to references. */
typedef enum walk_target { WALK_DECLARE, WALK_ASSIGN } walk_target;
static void walk_pattern(scope_pass *pass, uint32_t n, walk_target target);

/* --- Names --- */

/* Is `arguments` the implicit object here, or a binding of that name? */
static bool walk_is_arguments(scope_pass *pass, uint32_t n) {
  uint32_t f = pass->function, owner = drupe__scope_this_owner(pass, f), b;

  if (node_word(pass->tree, n, IDENT_ATOM) != ATOM_arguments)
    return false;
  b = pass->tree->atoms.list[ATOM_arguments].binding;
  for (;; f = pass->functions[f].parent) {
    if (b != 0 && pass->bindings[b].function == f)
      return false;
    if (f == owner)
      break;
  }
  if ((pass->functions[owner].flags & SCOPE_FN_PROGRAM) != 0)
    return false;
  pass->functions[owner].flags |= owner == pass->function
                                      ? SCOPE_FN_OWN_ARGUMENTS
                                      : SCOPE_FN_ARGUMENTS;
  return true;
}

static void walk_reference(scope_pass *pass, uint32_t n, bool write) {
  uint32_t atom = node_word(pass->tree, n, IDENT_ATOM);
  uint32_t index = pass->tree->atoms.list[atom].binding;
  scope_binding *b;

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

/* The name of a declaration. */
static void walk_declared(scope_pass *pass, uint32_t n) {
  uint32_t atom = node_word(pass->tree, n, IDENT_ATOM);
  uint32_t index = pass->tree->atoms.list[atom].binding;

  node_set_word(pass->tree, n, IDENT_BINDING, index);
  if (index != 0)
    drupe__tdz_ready(pass, index);
}

/* --- Scopes --- */

static uint32_t walk_new_function(scope_pass *pass, uint32_t n,
                                  uint32_t flags) {
  scope_function *f;

  pass->functions = drupe__scope_grow(
      pass, pass->functions, pass->function_count, &pass->function_capacity,
      sizeof(*pass->functions));
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

  function = walk_new_function(pass, node, SCOPE_FN_HOISTED);
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
  const scope_binding *b;

  if ((node_flags(pass->tree, node) & (FN_STRICT | FN_ASYNC | FN_GENERATOR)) !=
      0)
    return 0;
  for (; i != 0; i = b->outer) {
    b = &pass->bindings[i];
    if (b->function != pass->function)
      return 0;
    if (b->kind == BINDING_CATCH)
      continue;
    if (b->kind == BINDING_VAR || b->kind == BINDING_FUNCTION)
      return i;
    return 0;
  }
  return 0;
}

static void walk_on_lexical(scope_pass *pass, uint32_t ident, uint32_t kind,
                            uint32_t function, void *arg) {
  uint32_t atom = node_word(pass->tree, ident, IDENT_ATOM), hoist, index;
  bool body = (pass->scopes[pass->scope].flags & SCOPE_BODY) != 0;

  (void)arg;
  if (kind != BINDING_FUNCTION) {
    drupe__scope_declare(pass, atom, (binding_kind)kind);
    return;
  }
  if (body) {
    walk_declare_function(pass, ident, function, BINDING_FUNCTION);
    return;
  }
  hoist = walk_hoist_target(pass, atom, function);
  walk_declare_function(pass, ident, function, BINDING_BLOCK_FUNCTION);
  index = pass->tree->atoms.list[atom].binding;
  if (pass->bindings[index].hoist == 0)
    pass->bindings[index].hoist = hoist;
}

static void walk_on_var(scope_pass *pass, uint32_t ident, uint32_t kind,
                        uint32_t function, void *arg) {
  uint32_t atom = node_word(pass->tree, ident, IDENT_ATOM), index;
  uint32_t old = pass->tree->atoms.list[atom].binding;
  const scope_function *f = &pass->functions[pass->function];

  (void)kind;
  (void)arg;
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

static uint32_t walk_loop_flag(const scope_pass *pass) {
  return pass->loops > 0 ? SCOPE_LOOP : 0;
}

/* The declaration inside labels, or 0. */
static uint32_t walk_hoisted(const drupe__tree *t, uint32_t n) {
  while (node_kind(t, n) == NODE_LABEL)
    n = node_word(t, n, LABEL_BODY);
  return node_kind(t, n) == NODE_FUNCTION ? n : 0;
}

/* Marks the functions at the start of a block. */
static void walk_mark_first(scope_pass *pass, uint32_t list) {
  const drupe__tree *t = pass->tree;
  uint32_t i, n, atom;

  for (i = 0; i < list_size(t, list); i++) {
    n = walk_hoisted(t, list_at(t, list, i));
    if (n == 0)
      return;
    atom = node_word(t, node_word(t, n, FUNCTION_NAME), IDENT_ATOM);
    pass->bindings[t->atoms.list[atom].binding].flags |= BINDING_FIRST;
  }
}

/* Enters a scope for what the list declares; 0 if that is nothing. */
static uint32_t walk_enter_list(scope_pass *pass, uint32_t list) {
  uint32_t count = 0, scope, i;

  for (i = 0; i < list_size(pass->tree, list) && count == 0; i++)
    drupe__scope_lexicals(pass, list_at(pass->tree, list, i), walk_on_count,
                          &count);
  if (count == 0)
    return 0;
  scope = drupe__scope_enter(pass, walk_loop_flag(pass));
  for (i = 0; i < list_size(pass->tree, list); i++)
    drupe__scope_lexicals(pass, list_at(pass->tree, list, i), walk_on_lexical,
                          NULL);
  walk_mark_first(pass, list);
  return scope;
}

static void walk_hoist(scope_pass *pass, uint32_t list) {
  uint32_t i, n;

  for (i = 0; i < list_size(pass->tree, list); i++) {
    n = walk_hoisted(pass->tree, list_at(pass->tree, list, i));
    if (n == 0)
      continue;
    node_set_word(pass->tree, node_word(pass->tree, n, FUNCTION_NAME),
                  IDENT_BINDING,
                  pass->tree->atoms
                      .list[node_word(pass->tree,
                                      node_word(pass->tree, n, FUNCTION_NAME),
                                      IDENT_ATOM)]
                      .binding);
    walk_function(pass, n, SCOPE_FN_HOISTED);
  }
}

static void walk_list(scope_pass *pass, uint32_t list) {
  uint32_t i, n;

  for (i = 0; i < list_size(pass->tree, list); i++) {
    n = list_at(pass->tree, list, i);
    if (walk_hoisted(pass->tree, n) == 0)
      walk_statement(pass, n);
  }
}

/* --- Functions --- */

static void walk_params(scope_pass *pass, uint32_t params) {
  const drupe__tree *t = pass->tree;
  uint32_t i, first = pass->binding_count;

  for (i = 0; i < list_size(t, params); i++)
    drupe__scope_pattern_names(pass, list_at(t, params, i), BINDING_PARAM,
                               walk_on_lexical, NULL);
  if ((node_flags(t, pass->functions[pass->function].node) &
       FN_SIMPLE_PARAMS) != 0) {
    for (i = 0; i < list_size(t, params); i++)
      walk_declared(pass, list_at(t, params, i));
    return;
  }
  for (i = first; i < pass->binding_count; i++)
    pass->bindings[i].flags &= ~(uint32_t)BINDING_READY;
  for (i = 0; i < list_size(t, params); i++)
    walk_pattern(pass, list_at(t, params, i), WALK_DECLARE);
}

static void walk_body(scope_pass *pass, uint32_t list, bool sloppy) {
  uint32_t i;

  for (i = 0; i < list_size(pass->tree, list); i++)
    drupe__scope_lexicals(pass, list_at(pass->tree, list, i), walk_on_lexical,
                          NULL);
  drupe__scope_vars(pass, list, sloppy, walk_on_var, NULL);
  walk_hoist(pass, list);
  walk_list(pass, list);
}

static bool walk_is_expression_name(const drupe__tree *t, uint32_t n) {
  return node_word(t, n, FUNCTION_NAME) != 0 &&
         (node_flags(t, n) & FN_DECLARATION) == 0 &&
         node_op(t, n) == FUNCTION_PLAIN;
}

static void walk_function(scope_pass *pass, uint32_t n, uint32_t flags) {
  const drupe__tree *t = pass->tree;
  uint32_t outer = pass->function, loops = pass->loops, update = pass->update;
  uint32_t uses = node_word(t, n, FUNCTION_USES), index, name;
  uint32_t node_bits = node_flags(t, n), earliest = pass->time;

  if ((node_bits & FN_GENERATOR) != 0)
    drupe__scope_unsupported(pass, node_pos(t, n),
                             (node_bits & FN_ASYNC) != 0
                                 ? "async generator functions are"
                                 : "generator functions are");
  if ((node_bits & FN_ASYNC) != 0)
    drupe__scope_unsupported(pass, node_pos(t, n), "async functions are");
  index = node_word(t, n, FUNCTION_SCOPE);
  if (index == 0) {
    index = walk_new_function(pass, n, flags);
    pass->functions[index].earliest = earliest;
    node_set_word(pass->tree, n, FUNCTION_SCOPE, index);
  }
  if (node_op(t, n) == FUNCTION_ARROW)
    pass->functions[index].flags |= SCOPE_FN_ARROW;
  if (pass->withs > 0)
    pass->functions[index].flags |= SCOPE_FN_IN_WITH;
  if ((uses & (USES_EVAL | USES_INNER_EVAL)) != 0)
    pass->functions[index].flags |= SCOPE_FN_DYNAMIC;
  pass->functions[index].update = update;
  pass->function = index;
  pass->loops = 0;
  pass->update = 0;
  pass->functions[index].scope = drupe__scope_enter(pass, SCOPE_BODY);
  if (walk_is_expression_name(t, n)) {
    name = node_word(t, n, FUNCTION_NAME);
    pass->functions[index].name = drupe__scope_declare(
        pass, node_word(t, name, IDENT_ATOM), BINDING_FUNCTION_NAME);
    node_set_word(pass->tree, name, IDENT_BINDING,
                  pass->functions[index].name);
  }
  walk_params(pass, node_word(t, n, FUNCTION_PARAMS));
  if ((node_bits & FN_EXPRESSION_BODY) != 0)
    walk_expression(pass, node_word(t, n, FUNCTION_BODY));
  else
    walk_body(pass, node_word(t, n, FUNCTION_BODY),
              (node_bits & FN_STRICT) == 0);
  drupe__scope_leave(pass);
  pass->function = outer;
  pass->loops = loops;
  pass->update = update;
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
        walk_expression(pass, node_word(t, item, PROPERTY_KEY));
      item = node_word(t, item, PROPERTY_ITEM);
    }
    if (item == 0)
      continue;
    walk_pattern(pass, item, target);
    if (target == WALK_DECLARE)
      walk_part(pass, item);
  }
}

static void walk_pattern(scope_pass *pass, uint32_t n, walk_target target) {
  const drupe__tree *t = pass->tree;

  switch (node_kind(t, n)) {
  case NODE_IDENT:
    if (target == WALK_DECLARE)
      walk_declared(pass, n);
    else
      walk_reference(pass, n, true);
    return;
  case NODE_DEFAULT:
    walk_expression(pass, node_word(t, n, ASSIGN_VALUE));
    walk_pattern(pass, node_word(t, n, ASSIGN_TARGET), target);
    return;
  case NODE_REST:
    walk_pattern(pass, node_word(t, n, ARGUMENT), target);
    return;
  case NODE_ARRAY_PATTERN:
  case NODE_OBJECT_PATTERN:
    walk_pattern_list(pass, node_word(t, n, 0), target);
    return;
  default:
    walk_expression(pass, n);
    return;
  }
}

/* --- Expressions --- */

static void walk_expressions(scope_pass *pass, uint32_t list) {
  uint32_t i, n;

  for (i = 0; i < list_size(pass->tree, list); i++) {
    n = list_at(pass->tree, list, i);
    if (n != 0)
      walk_expression(pass, n);
  }
}

static void walk_this(scope_pass *pass, uint32_t flag) {
  uint32_t owner = drupe__scope_this_owner(pass, pass->function);

  if (owner != pass->function)
    pass->functions[owner].flags |= flag;
}

static void walk_property(scope_pass *pass, uint32_t n) {
  if ((node_flags(pass->tree, n) & MEMBER_COMPUTED) != 0)
    walk_expression(pass, node_word(pass->tree, n, PROPERTY_KEY));
  walk_expression(pass, node_word(pass->tree, n, PROPERTY_ITEM));
}

static void walk_assign(scope_pass *pass, uint32_t n) {
  uint32_t target = node_word(pass->tree, n, ASSIGN_TARGET);
  uint32_t value = node_word(pass->tree, n, ASSIGN_VALUE);

  if (node_kind(pass->tree, target) == NODE_IDENT ||
      node_kind(pass->tree, target) == NODE_ARRAY_PATTERN ||
      node_kind(pass->tree, target) == NODE_OBJECT_PATTERN) {
    walk_expression(pass, value);
    walk_pattern(pass, target, WALK_ASSIGN);
    return;
  }
  walk_expression(pass, target);
  walk_expression(pass, value);
}

static void walk_update(scope_pass *pass, uint32_t n) {
  uint32_t target = node_word(pass->tree, n, ARGUMENT);

  if (node_kind(pass->tree, target) == NODE_IDENT)
    walk_reference(pass, target, true);
  else
    walk_expression(pass, target);
}

/* Refuses what parses but has no lowering yet. */
static void walk_refuse(scope_pass *pass, uint32_t n) {
  const char *feature;

  switch (node_kind(pass->tree, n)) {
  case NODE_CLASS:
    feature = "classes are";
    break;
  case NODE_BIGINT:
    feature = "BigInt literals are";
    break;
  case NODE_PRIVATE:
  case NODE_PRIVATE_IN:
    feature = "private names are";
    break;
  case NODE_YIELD:
    feature = "yield is";
    break;
  case NODE_AWAIT:
    feature = "await is";
    break;
  case NODE_SUPER:
    feature = "super is";
    break;
  case NODE_IMPORT_CALL:
    feature = "import() is";
    break;
  case NODE_IMPORT_META:
    feature = "import.meta is";
    break;
  case NODE_IMPORT:
    feature = "import declarations are";
    break;
  default:
    feature = "export declarations are";
    break;
  }
  drupe__scope_unsupported(pass, node_pos(pass->tree, n), feature);
}

static void walk_expression(scope_pass *pass, uint32_t n) {
  const drupe__tree *t = pass->tree;

  switch (node_kind(t, n)) {
  case NODE_IDENT:
    walk_reference(pass, n, false);
    return;
  case NODE_NUMBER:
  case NODE_STRING:
  case NODE_QUASI:
  case NODE_REGEXP:
  case NODE_NULL:
  case NODE_TRUE:
  case NODE_FALSE:
  case NODE_NAME:
    return;
  case NODE_THIS:
    walk_this(pass, SCOPE_FN_THIS);
    return;
  case NODE_NEW_TARGET:
    walk_this(pass, SCOPE_FN_NEW_TARGET);
    return;
  case NODE_TEMPLATE:
  case NODE_ARRAY:
  case NODE_OBJECT:
    walk_expressions(pass, node_word(t, n, 0));
    return;
  case NODE_BINARY:
  case NODE_LOGICAL:
  case NODE_SEQUENCE:
    walk_expressions(pass, node_inline_list(n));
    return;
  case NODE_TAGGED:
    walk_expression(pass, node_word(t, n, TAGGED_TAG));
    walk_expression(pass, node_word(t, n, TAGGED_TEMPLATE));
    return;
  case NODE_PROPERTY:
    walk_property(pass, n);
    return;
  case NODE_SPREAD:
  case NODE_UNARY:
  case NODE_CHAIN:
    walk_expression(pass, node_word(t, n, ARGUMENT));
    return;
  case NODE_UPDATE:
    walk_update(pass, n);
    return;
  case NODE_FUNCTION:
    walk_function(pass, n, 0);
    return;
  case NODE_ASSIGN:
    walk_assign(pass, n);
    return;
  case NODE_CONDITIONAL:
    walk_expression(pass, node_word(t, n, CONDITIONAL_TEST));
    walk_expression(pass, node_word(t, n, CONDITIONAL_YES));
    walk_expression(pass, node_word(t, n, CONDITIONAL_NO));
    return;
  case NODE_CALL:
  case NODE_NEW:
    walk_expression(pass, node_word(t, n, CALL_CALLEE));
    walk_expressions(pass, node_word(t, n, CALL_ARGUMENTS));
    return;
  case NODE_MEMBER:
    walk_expression(pass, node_word(t, n, MEMBER_OBJECT));
    return;
  case NODE_INDEX:
    walk_expression(pass, node_word(t, n, INDEX_OBJECT));
    walk_expression(pass, node_word(t, n, INDEX_INDEX));
    return;
  default:
    walk_refuse(pass, n);
  }
}

/* --- Statements --- */

static void walk_var(scope_pass *pass, uint32_t n) {
  const drupe__tree *t = pass->tree;
  uint32_t list = node_word(t, n, VAR_LIST), i, d;

  for (i = 0; i < list_size(t, list); i++) {
    d = list_at(t, list, i);
    if (node_word(t, d, DECLARATOR_INIT) != 0)
      walk_expression(pass, node_word(t, d, DECLARATOR_INIT));
    walk_pattern(pass, node_word(t, d, DECLARATOR_TARGET), WALK_DECLARE);
  }
}

static void walk_block(scope_pass *pass, uint32_t n) {
  uint32_t list = node_word(pass->tree, n, BLOCK_LIST);
  uint32_t scope = walk_enter_list(pass, list);

  node_set_word(pass->tree, n, BLOCK_SCOPE, scope);
  walk_hoist(pass, list);
  walk_list(pass, list);
  if (scope != 0)
    drupe__scope_leave(pass);
}

/* `if (a) function f(){}`: a block of its own. */
static void walk_branch(scope_pass *pass, uint32_t n) {
  uint32_t name;

  if (n == 0)
    return;
  if (walk_hoisted(pass->tree, n) != n) {
    walk_statement(pass, n);
    return;
  }
  drupe__scope_enter(pass, walk_loop_flag(pass));
  drupe__scope_lexicals(pass, n, walk_on_lexical, NULL);
  name = node_word(pass->tree, n, FUNCTION_NAME);
  node_set_word(
      pass->tree, name, IDENT_BINDING,
      pass->tree->atoms.list[node_word(pass->tree, name, IDENT_ATOM)].binding);
  walk_function(pass, n, SCOPE_FN_HOISTED);
  drupe__scope_leave(pass);
}

static void walk_loop_body(scope_pass *pass, uint32_t n) {
  pass->loops++;
  walk_branch(pass, n);
  pass->loops--;
}

/* The scope of a loop's head, if it declares names; they are new in each
 * iteration, but for the const of a plain for. */
static uint32_t walk_enter_head(scope_pass *pass, uint32_t head, bool each) {
  uint32_t scope;

  if (head == 0 || node_kind(pass->tree, head) != NODE_VAR ||
      node_op(pass->tree, head) == VAR_VAR)
    return 0;
  scope = drupe__scope_enter(
      pass, SCOPE_HEAD | (each || node_op(pass->tree, head) == VAR_LET
                              ? SCOPE_LOOP
                              : walk_loop_flag(pass)));
  drupe__scope_lexicals(pass, head, walk_on_lexical, NULL);
  return scope;
}

static void walk_for(scope_pass *pass, uint32_t n) {
  const drupe__tree *t = pass->tree;
  uint32_t init = node_word(t, n, FOR_INIT), update = pass->update;
  uint32_t scope = walk_enter_head(pass, init, false);

  node_set_word(pass->tree, n, FOR_SCOPE, scope);
  if (init != 0 && node_kind(t, init) == NODE_VAR)
    walk_var(pass, init);
  else if (init != 0)
    walk_expression(pass, init);
  pass->loops++;
  if (node_word(t, n, FOR_TEST) != 0)
    walk_expression(pass, node_word(t, n, FOR_TEST));
  walk_branch(pass, node_word(t, n, FOR_BODY));
  pass->update = scope;
  if (node_word(t, n, FOR_UPDATE) != 0)
    walk_expression(pass, node_word(t, n, FOR_UPDATE));
  pass->update = update;
  pass->loops--;
  if (scope != 0)
    drupe__scope_leave(pass);
}

static void walk_for_in(scope_pass *pass, uint32_t n) {
  const drupe__tree *t = pass->tree;
  uint32_t target = node_word(t, n, FOR_IN_TARGET), scope, declarator;

  if ((node_flags(t, n) & FOR_AWAIT) != 0 && node_kind(t, n) == NODE_FOR_OF)
    drupe__scope_unsupported(pass, node_pos(t, n), "for await is");
  scope = walk_enter_head(pass, target, true);
  node_set_word(pass->tree, n, FOR_IN_SCOPE, scope);
  if (node_kind(t, target) == NODE_VAR) {
    declarator = list_at(t, node_word(t, target, VAR_LIST), 0);
    /* `for (var a = 1 in o)` of Annex B */
    if (node_word(t, declarator, DECLARATOR_INIT) != 0)
      walk_expression(pass, node_word(t, declarator, DECLARATOR_INIT));
    walk_expression(pass, node_word(t, n, FOR_IN_OBJECT));
    pass->loops++;
    walk_pattern(pass, node_word(t, declarator, DECLARATOR_TARGET),
                 WALK_DECLARE);
  } else {
    walk_expression(pass, node_word(t, n, FOR_IN_OBJECT));
    pass->loops++;
    walk_pattern(pass, target, WALK_ASSIGN);
  }
  walk_branch(pass, node_word(t, n, FOR_IN_BODY));
  pass->loops--;
  if (scope != 0)
    drupe__scope_leave(pass);
}

static void walk_switch(scope_pass *pass, uint32_t n) {
  const drupe__tree *t = pass->tree;
  uint32_t cases = node_word(t, n, SWITCH_CASES), scope, i, j, c, list;

  walk_expression(pass, node_word(t, n, SWITCH_VALUE));
  scope = drupe__scope_enter(pass, walk_loop_flag(pass) | SCOPE_SWITCH);
  node_set_word(pass->tree, n, SWITCH_SCOPE, scope);
  for (i = 0; i < list_size(t, cases); i++) {
    list = node_word(t, list_at(t, cases, i), CASE_LIST);
    for (j = 0; j < list_size(t, list); j++)
      drupe__scope_lexicals(pass, list_at(t, list, j), walk_on_lexical, NULL);
  }
  for (i = 0; i < list_size(t, cases); i++)
    walk_hoist(pass, node_word(t, list_at(t, cases, i), CASE_LIST));
  for (i = 0; i < list_size(t, cases); i++) {
    c = list_at(t, cases, i);
    if (node_word(t, c, CASE_TEST) != 0)
      walk_expression(pass, node_word(t, c, CASE_TEST));
    walk_list(pass, node_word(t, c, CASE_LIST));
    drupe__tdz_leave_case(pass, scope);
  }
  drupe__scope_leave(pass);
}

static void walk_catch(scope_pass *pass, uint32_t n) {
  const drupe__tree *t = pass->tree;
  uint32_t param = node_word(t, n, TRY_PARAM), scope;

  if (param == 0) {
    walk_block(pass, node_word(t, n, TRY_HANDLER));
    return;
  }
  scope = drupe__scope_enter(pass, walk_loop_flag(pass));
  node_set_word(pass->tree, n, TRY_SCOPE, scope);
  /* In a loop it may be captured, and a factory copies variables only. */
  drupe__scope_pattern_names(
      pass, param,
      node_kind(t, param) == NODE_IDENT && pass->loops == 0 ? BINDING_CATCH
                                                            : BINDING_LET,
      walk_on_lexical, NULL);
  walk_pattern(pass, param, WALK_DECLARE);
  walk_block(pass, node_word(t, n, TRY_HANDLER));
  drupe__scope_leave(pass);
}

static void walk_try(scope_pass *pass, uint32_t n) {
  const drupe__tree *t = pass->tree;

  walk_block(pass, node_word(t, n, TRY_BLOCK));
  if (node_word(t, n, TRY_HANDLER) != 0)
    walk_catch(pass, n);
  if (node_word(t, n, TRY_FINALIZER) != 0)
    walk_block(pass, node_word(t, n, TRY_FINALIZER));
}

static void walk_statement(scope_pass *pass, uint32_t n) {
  const drupe__tree *t = pass->tree;

  switch (node_kind(t, n)) {
  case NODE_EMPTY:
  case NODE_DEBUGGER:
  case NODE_CONTINUE:
  case NODE_BREAK:
    return;
  case NODE_BLOCK:
    walk_block(pass, n);
    return;
  case NODE_VAR:
    walk_var(pass, n);
    return;
  case NODE_EXPRESSION:
  case NODE_RETURN:
  case NODE_THROW:
    if (node_word(t, n, ARGUMENT) != 0)
      walk_expression(pass, node_word(t, n, ARGUMENT));
    return;
  case NODE_IF:
    walk_expression(pass, node_word(t, n, IF_TEST));
    walk_branch(pass, node_word(t, n, IF_THEN));
    walk_branch(pass, node_word(t, n, IF_ELSE));
    return;
  case NODE_FOR:
    walk_for(pass, n);
    return;
  case NODE_FOR_IN:
  case NODE_FOR_OF:
    walk_for_in(pass, n);
    return;
  case NODE_WHILE:
    pass->loops++;
    walk_expression(pass, node_word(t, n, WHILE_TEST));
    walk_branch(pass, node_word(t, n, WHILE_BODY));
    pass->loops--;
    return;
  case NODE_DO:
    walk_loop_body(pass, node_word(t, n, WHILE_BODY));
    pass->loops++;
    walk_expression(pass, node_word(t, n, WHILE_TEST));
    pass->loops--;
    return;
  case NODE_WITH:
    walk_expression(pass, node_word(t, n, WITH_OBJECT));
    pass->withs++;
    walk_branch(pass, node_word(t, n, WITH_BODY));
    pass->withs--;
    return;
  case NODE_SWITCH:
    walk_switch(pass, n);
    return;
  case NODE_LABEL:
    walk_branch(pass, node_word(t, n, LABEL_BODY));
    return;
  case NODE_TRY:
    walk_try(pass, n);
    return;
  default: /* a class, a module's items */
    walk_refuse(pass, n);
  }
}

/* --- The unit --- */

static void walk_program(scope_pass *pass) {
  const drupe__tree *t = pass->tree;
  uint32_t n = t->program, uses = node_word(t, n, PROGRAM_USES), i;
  uint32_t flags = pass->source->goal == DRUPE__COMMONJS ? 0
                                                         : SCOPE_FN_PROGRAM;
  uint32_t params = node_word(t, n, PROGRAM_PARAMS);

  if ((uses & (USES_EVAL | USES_INNER_EVAL)) != 0)
    flags |= SCOPE_FN_DYNAMIC;
  /* Index 0 of each array is "none"; its function is around the program. */
  walk_new_function(pass, 0, 0);
  pass->function = walk_new_function(pass, n, flags);
  node_set_word(pass->tree, n, PROGRAM_SCOPE, pass->function);
  pass->functions[pass->function].scope = drupe__scope_enter(pass, SCOPE_BODY);
  for (i = 0; i < list_size(t, params); i++) {
    walk_on_lexical(pass, list_at(t, params, i), BINDING_PARAM, 0, NULL);
    walk_declared(pass, list_at(t, params, i));
  }
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
  drupe__tdz_settle(pass);
  drupe__capture_settle(pass);
  pass->this_name = drupe__scope_name(pass, "_this", 5);
  pass->arguments_name = drupe__scope_name(pass, "_args", 5);
  pass->new_target_name = drupe__scope_name(pass, "_nt", 3);
  pass->error_name = drupe__scope_name(pass, "_err", 4);
  drupe__scope_give_names(pass);
}
