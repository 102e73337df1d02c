/* js/syntax/scope_statement.c - the walk of the scope pass through statements
 * and the scopes that they open. */
#include "scope_walk.h"

void drupe__walk_hoist(scope_pass *pass, uint32_t list) {
  uint32_t i, n, name;

  for (i = 0; i < list_size(pass->tree, list); i++) {
    n = drupe__walk_hoisted(pass->tree, list_at(pass->tree, list, i));
    if (n == 0)
      continue;
    name = node_word(pass->tree, n, FUNCTION_NAME);
    if (name != 0) /* `export default function` may have none */
      node_set_word(
          pass->tree, name, IDENT_BINDING,
          pass->tree->atoms.list[node_word(pass->tree, name, IDENT_ATOM)]
              .binding);
    drupe__walk_function(pass, n, SCOPE_FN_HOISTED);
  }
}

void drupe__walk_list(scope_pass *pass, uint32_t list) {
  uint32_t i, n;

  for (i = 0; i < list_size(pass->tree, list); i++) {
    n = list_at(pass->tree, list, i);
    if (drupe__walk_hoisted(pass->tree, n) == 0)
      drupe__walk_statement(pass, n);
  }
}

static void walk_var(scope_pass *pass, uint32_t n) {
  const drupe__tree *t = pass->tree;
  uint32_t list = node_word(t, n, VAR_LIST), i, d;

  for (i = 0; i < list_size(t, list); i++) {
    d = list_at(t, list, i);
    if (node_word(t, d, DECLARATOR_INIT) != 0)
      drupe__walk_expression(pass, node_word(t, d, DECLARATOR_INIT));
    drupe__walk_pattern(pass, node_word(t, d, DECLARATOR_TARGET), WALK_DECLARE);
  }
}

static void walk_block(scope_pass *pass, uint32_t n) {
  uint32_t list = node_word(pass->tree, n, BLOCK_LIST);
  uint32_t scope = drupe__walk_enter_list(pass, list);

  node_set_word(pass->tree, n, BLOCK_SCOPE, scope);
  drupe__walk_hoist(pass, list);
  drupe__walk_list(pass, list);
  if (scope != 0)
    drupe__scope_leave(pass);
}

/* `if (a) function f(){}`: a block of its own. */
static void walk_branch(scope_pass *pass, uint32_t n) {
  uint32_t name;

  if (n == 0)
    return;
  if (drupe__walk_hoisted(pass->tree, n) != n) {
    drupe__walk_statement(pass, n);
    return;
  }
  drupe__scope_enter(pass, drupe__walk_loop_flag(pass));
  drupe__scope_lexicals(pass, n, drupe__walk_on_lexical, NULL);
  name = node_word(pass->tree, n, FUNCTION_NAME);
  node_set_word(
      pass->tree, name, IDENT_BINDING,
      pass->tree->atoms.list[node_word(pass->tree, name, IDENT_ATOM)].binding);
  drupe__walk_function(pass, n, SCOPE_FN_HOISTED);
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
                              : drupe__walk_loop_flag(pass)));
  drupe__scope_lexicals(pass, head, drupe__walk_on_lexical, NULL);
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
    drupe__walk_expression(pass, init);
  pass->loops++;
  if (node_word(t, n, FOR_TEST) != 0)
    drupe__walk_expression(pass, node_word(t, n, FOR_TEST));
  walk_branch(pass, node_word(t, n, FOR_BODY));
  pass->update = scope;
  if (node_word(t, n, FOR_UPDATE) != 0)
    drupe__walk_expression(pass, node_word(t, n, FOR_UPDATE));
  pass->update = update;
  pass->loops--;
  if (scope != 0)
    drupe__scope_leave(pass);
}

static void walk_for_in(scope_pass *pass, uint32_t n) {
  const drupe__tree *t = pass->tree;
  uint32_t target = node_word(t, n, FOR_IN_TARGET), scope, declarator;

  scope = walk_enter_head(pass, target, true);
  node_set_word(pass->tree, n, FOR_IN_SCOPE, scope);
  if (node_kind(t, target) == NODE_VAR) {
    declarator = list_at(t, node_word(t, target, VAR_LIST), 0);
    /* `for (var a = 1 in o)` of Annex B */
    if (node_word(t, declarator, DECLARATOR_INIT) != 0)
      drupe__walk_expression(pass, node_word(t, declarator, DECLARATOR_INIT));
    drupe__walk_expression(pass, node_word(t, n, FOR_IN_OBJECT));
    pass->loops++;
    drupe__walk_pattern(pass, node_word(t, declarator, DECLARATOR_TARGET),
                        WALK_DECLARE);
  } else {
    drupe__walk_expression(pass, node_word(t, n, FOR_IN_OBJECT));
    pass->loops++;
    drupe__walk_pattern(pass, target, WALK_ASSIGN);
  }
  walk_branch(pass, node_word(t, n, FOR_IN_BODY));
  pass->loops--;
  if (scope != 0)
    drupe__scope_leave(pass);
}

static void walk_switch(scope_pass *pass, uint32_t n) {
  const drupe__tree *t = pass->tree;
  uint32_t cases = node_word(t, n, SWITCH_CASES), scope, i, j, c, list, outer;

  drupe__walk_expression(pass, node_word(t, n, SWITCH_VALUE));
  scope = drupe__scope_enter(pass, drupe__walk_loop_flag(pass) | SCOPE_SWITCH);
  node_set_word(pass->tree, n, SWITCH_SCOPE, scope);
  for (i = 0; i < list_size(t, cases); i++) {
    list = node_word(t, list_at(t, cases, i), CASE_LIST);
    for (j = 0; j < list_size(t, list); j++)
      drupe__scope_lexicals(pass, list_at(t, list, j), drupe__walk_on_lexical,
                            NULL);
  }
  for (i = 0; i < list_size(t, cases); i++)
    drupe__walk_hoist(pass, node_word(t, list_at(t, cases, i), CASE_LIST));
  for (i = 0; i < list_size(t, cases); i++) {
    c = list_at(t, cases, i);
    outer = drupe__tdz_enter_case(pass);
    if (node_word(t, c, CASE_TEST) != 0)
      drupe__walk_expression(pass, node_word(t, c, CASE_TEST));
    drupe__walk_list(pass, node_word(t, c, CASE_LIST));
    drupe__tdz_leave_case(pass, outer);
  }
  drupe__scope_leave(pass);
}

static void walk_catch(scope_pass *pass, uint32_t n) {
  const drupe__tree *t = pass->tree;
  uint32_t param = node_word(t, n, TRY_PARAM), scope;
  bool plain;

  if (param == 0) {
    walk_block(pass, node_word(t, n, TRY_HANDLER));
    return;
  }
  scope = drupe__scope_enter(pass, drupe__walk_loop_flag(pass));
  node_set_word(pass->tree, n, TRY_SCOPE, scope);
  /* In a loop it may be captured, and a factory copies variables only. */
  plain = node_kind(t, param) == NODE_IDENT &&
          (pass->loops == 0 ||
           (pass->functions[pass->function].flags & SCOPE_FN_DYNAMIC) != 0);
  drupe__scope_pattern_names(pass, param, plain ? BINDING_CATCH : BINDING_LET,
                             drupe__walk_on_lexical, NULL);
  drupe__walk_pattern(pass, param, WALK_DECLARE);
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

static void walk_export_default(scope_pass *pass, uint32_t n) {
  uint32_t item = node_word(pass->tree, n, EXPORT_ITEM);

  if (node_kind(pass->tree, item) == NODE_CLASS &&
      node_word(pass->tree, item, CLASS_NAME) != 0 &&
      (node_flags(pass->tree, item) & CLASS_DECLARATION) != 0)
    drupe__walk_statement(pass, item);
  else
    drupe__walk_expression(pass, item);
}

static void walk_declared_class(scope_pass *pass, uint32_t n) {
  uint32_t name = node_word(pass->tree, n, CLASS_NAME);

  if (name != 0)
    drupe__walk_pattern(pass, name, WALK_DECLARE);
}

void drupe__walk_statement(scope_pass *pass, uint32_t n) {
  const drupe__tree *t = pass->tree;

  switch (node_kind(t, n)) {
  case NODE_EMPTY:
  case NODE_DEBUGGER:
  case NODE_CONTINUE:
  case NODE_BREAK: return;
  case NODE_BLOCK: walk_block(pass, n); return;
  case NODE_VAR: walk_var(pass, n); return;
  case NODE_EXPRESSION:
  case NODE_RETURN:
  case NODE_THROW:
    if (node_word(t, n, ARGUMENT) != 0)
      drupe__walk_expression(pass, node_word(t, n, ARGUMENT));
    return;
  case NODE_IF:
    drupe__walk_expression(pass, node_word(t, n, IF_TEST));
    walk_branch(pass, node_word(t, n, IF_THEN));
    walk_branch(pass, node_word(t, n, IF_ELSE));
    return;
  case NODE_FOR: walk_for(pass, n); return;
  case NODE_FOR_IN:
  case NODE_FOR_OF: walk_for_in(pass, n); return;
  case NODE_WHILE:
    pass->loops++;
    drupe__walk_expression(pass, node_word(t, n, WHILE_TEST));
    walk_branch(pass, node_word(t, n, WHILE_BODY));
    pass->loops--;
    return;
  case NODE_DO:
    walk_loop_body(pass, node_word(t, n, WHILE_BODY));
    pass->loops++;
    drupe__walk_expression(pass, node_word(t, n, WHILE_TEST));
    pass->loops--;
    return;
  case NODE_WITH:
    drupe__walk_expression(pass, node_word(t, n, WITH_OBJECT));
    pass->withs++;
    walk_branch(pass, node_word(t, n, WITH_BODY));
    pass->withs--;
    return;
  case NODE_SWITCH: walk_switch(pass, n); return;
  case NODE_CLASS:
    drupe__walk_class(pass, n);
    walk_declared_class(pass, n);
    return;
  case NODE_LABEL: walk_branch(pass, node_word(t, n, LABEL_BODY)); return;
  case NODE_TRY: walk_try(pass, n); return;
  case NODE_IMPORT:
  case NODE_EXPORT_ALL:
  case NODE_EXPORT_NAMES: return; /* see scope_module.c */
  case NODE_EXPORT_DECLARATION:
    drupe__walk_statement(pass, node_word(t, n, EXPORT_ITEM));
    return;
  case NODE_EXPORT_DEFAULT: walk_export_default(pass, n); return;
  default: assert(false);
  }
}
