/* js/syntax/print_stmt.c - statements.  Each that can throw begins a line. */
#include "print.h"

/* --- Effects --- */

/* A program's statements have a completion value, which an assignment that
 * the lowering added must not become; `if(x,0);` has none. */
void drupe__print_effect(printer *p) {
  if (drupe__print_is_program(p))
    print_lit(p, "if(");
}

void drupe__print_effect_end(printer *p) {
  if (drupe__print_is_program(p))
    print_lit(p, ",0);");
  else
    print_char(p, ';');
}

/* --- Scopes --- */

static void print_boxes(printer *p, uint32_t scope) {
  uint32_t box = p->pass->scopes[scope].box;

  if (box == 0)
    return;
  drupe__print_declare(p, box);
  drupe__print_effect(p);
  drupe__print_atom(p, box);
  print_lit(p, "={}");
  drupe__print_effect_end(p);
}

/* A loop enters the scope again: its bindings are in the dead zone again. */
static void print_flags(printer *p, uint32_t scope) {
  const scope_scope *s = &p->pass->scopes[scope];
  const scope_binding *b;
  uint32_t i;

  for (i = s->first; i != 0; i = b->next) {
    b = &p->pass->bindings[i];
    if ((b->flags & BINDING_CHECKED) == 0 || (b->flags & BINDING_BOXED) != 0 ||
        b->kind == BINDING_PARAM)
      continue;
    drupe__print_declare(p, b->flag);
    if ((s->flags & SCOPE_LOOP) == 0)
      continue;
    drupe__print_effect(p);
    drupe__print_atom(p, b->flag);
    print_lit(p, "=0");
    drupe__print_effect_end(p);
  }
}

void drupe__print_scope(printer *p, uint32_t scope) {
  if (scope == 0)
    return;
  print_boxes(p, scope);
  print_flags(p, scope);
}

static uint32_t print_function_in(const drupe__tree *t, uint32_t n) {
  while (node_kind(t, n) == NODE_LABEL)
    n = node_word(t, n, LABEL_BODY);
  return node_kind(t, n) == NODE_FUNCTION ? n : 0;
}

/* `name=function(){...}` of a function that a block declares. */
static void print_block_function(printer *p, uint32_t n) {
  uint32_t name = node_word(p->tree, n, FUNCTION_NAME);
  scope_binding *b =
      &p->pass->bindings[node_word(p->tree, name, IDENT_BINDING)];

  if (b->hoist != 0 &&
      (p->pass->bindings[b->hoist].flags & BINDING_DECLARED) == 0) {
    print_lit(p, "var ");
    drupe__print_name(p, &p->pass->bindings[b->hoist]);
    print_char(p, ';');
    p->pass->bindings[b->hoist].flags |= BINDING_DECLARED;
  }
  if (drupe__scope_merged(b))
    b->flags |= BINDING_DECLARED;
  drupe__print_effect(p);
  drupe__lower_target(p, name, true);
  drupe__lower_function(p, n);
  drupe__lower_target_end(p, name, true);
  drupe__print_effect_end(p);
}

void drupe__print_block_functions(printer *p, uint32_t list) {
  uint32_t i, n;

  for (i = 0; i < list_size(p->tree, list); i++) {
    n = print_function_in(p->tree, list_at(p->tree, list, i));
    if (n != 0)
      print_block_function(p, n);
  }
}

/* Annex B: reaching the declaration gives the var its value. */
static void print_hoisted(printer *p, uint32_t n) {
  const scope_binding *b =
      drupe__print_binding(p, node_word(p->tree, n, FUNCTION_NAME));

  if (b == NULL || b->kind != BINDING_BLOCK_FUNCTION || b->hoist == 0 ||
      drupe__scope_merged(b))
    return;
  drupe__print_effect(p);
  drupe__print_name(p, &p->pass->bindings[b->hoist]);
  print_char(p, '=');
  drupe__print_name(p, b);
  drupe__print_effect_end(p);
}

/* A block without its braces. */
static void print_block_inside(printer *p, uint32_t n) {
  uint32_t list = node_word(p->tree, n, BLOCK_LIST);
  uint32_t scope = node_word(p->tree, n, BLOCK_SCOPE), held = 0;

  if (scope != 0)
    held = drupe__print_hold(p, scope);
  drupe__print_scope(p, scope);
  drupe__print_block_functions(p, list);
  drupe__print_list(p, list);
  drupe__print_release(p, held);
}

static void print_block(printer *p, uint32_t n) {
  print_char(p, '{');
  print_block_inside(p, n);
  print_char(p, '}');
}

/* --- Bodies --- */

/* May the statement be printed as several? */
static bool print_expands(const drupe__tree *t, uint32_t n) {
  switch (node_kind(t, n)) {
  case NODE_EXPRESSION:
    n = node_word(t, n, ARGUMENT);
    if (node_kind(t, n) == NODE_SEQUENCE)
      n = list_at(t, node_inline_list(n),
                  list_size(t, node_inline_list(n)) - 1);
    return drupe__lower_is_pattern_statement(t, n);
  case NODE_BLOCK:
  case NODE_EMPTY:
  case NODE_RETURN:
  case NODE_THROW:
  case NODE_BREAK:
  case NODE_CONTINUE: return false;
  /* A try is wrapped because Duktape fails at a label right before one; an
   * `if` because of an `else` that may follow. */
  default: return true;
  }
}

static void print_body(printer *p, uint32_t n) {
  if (node_kind(p->tree, n) == NODE_FUNCTION) {
    print_char(p, '{');
    print_block_function(p, n);
    print_hoisted(p, n);
    print_char(p, '}');
    return;
  }
  if (!print_expands(p->tree, n) && !p->silent) {
    drupe__print_statement(p, n);
    return;
  }
  print_char(p, '{');
  drupe__print_statement(p, n);
  print_char(p, '}');
}

/* The statements of a loop's body, inside braces that are printed already. */
void drupe__print_inner(printer *p, uint32_t n) {
  if (node_kind(p->tree, n) == NODE_BLOCK) {
    print_block_inside(p, n);
    return;
  }
  drupe__print_statement(p, n);
}

void drupe__print_labels(printer *p) {
  uint32_t i;

  for (i = p->label_base; i < p->label_count; i++) {
    drupe__print_atom(p, p->labels[i]);
    print_char(p, ':');
  }
  p->label_count = p->label_base;
}

/* --- Declarations --- */

/* Prints `var ` once for a run of declarators. */
static void print_var_open(printer *p, bool *open) {
  if (*open) {
    print_char(p, ',');
    return;
  }
  print_lit(p, "var ");
  *open = true;
}

static void print_var_close(printer *p, bool *open) {
  if (*open)
    print_char(p, ';');
  *open = false;
}

/* `name` or `name=init`, and the flag of the dead zone. */
static void print_declarator(printer *p, uint32_t d, bool lexical) {
  uint32_t target = node_word(p->tree, d, DECLARATOR_TARGET);
  uint32_t init = node_word(p->tree, d, DECLARATOR_INIT);
  scope_binding *b = NULL;
  uint32_t index = node_word(p->tree, target, IDENT_BINDING);

  if (index == 0) { /* `var arguments`, a global's var */
    drupe__print_atom(p, node_word(p->tree, target, IDENT_ATOM));
  } else {
    b = &p->pass->bindings[index];
    b->flags |= BINDING_DECLARED;
    drupe__print_name(p, b);
  }
  if (init != 0) {
    print_char(p, '=');
    drupe__print_named(p, init, node_word(p->tree, target, IDENT_ATOM),
                       POWER_ASSIGN);
  } else if (lexical && b != NULL &&
             ((b->flags & BINDING_BLOCK) != 0 || b->cell != 0)) {
    print_lit(p, "=void 0"); /* not what another block or iteration left */
  }
  if (lexical && b != NULL && (b->flags & BINDING_CHECKED) != 0) {
    print_char(p, ',');
    drupe__print_flag(p, b);
    print_lit(p, "=1");
  }
}

/* Is it a module's own variable that hoisted functions see?  Those are
 * declared around the body. */
static bool print_is_outside(const printer *p, const scope_binding *b) {
  return p->pass->source->goal == DRUPE__MODULE && b->function == p->function &&
         (b->flags & (BINDING_DECLARED | BINDING_BOXED)) != 0 &&
         b->function == node_word(p->tree, p->tree->program, PROGRAM_SCOPE);
}

/* Can the declarator stand behind `var`?  Not in a box, not as a variable of
 * the unit's environment. */
static bool print_is_var(const printer *p, uint32_t target, bool lexical) {
  const scope_binding *b;

  if (node_kind(p->tree, target) != NODE_IDENT)
    return false;
  b = drupe__print_binding(p, target);
  if (!lexical)
    return b == NULL || !print_is_outside(p, b);
  if (print_is_outside(p, b))
    return false;
  return !drupe__print_is_script(p) &&
         (b->flags & (BINDING_BOXED | BINDING_SCOPED)) == 0;
}

static void print_lexical_effect(printer *p, uint32_t d) {
  uint32_t target = node_word(p->tree, d, DECLARATOR_TARGET);
  uint32_t init = node_word(p->tree, d, DECLARATOR_INIT);
  const scope_binding *b = drupe__print_binding(p, target);

  drupe__print_declare_binding(p, target);
  if (init == 0 && (b->flags & (BINDING_CHECKED | BINDING_BLOCK)) == 0 &&
      (b->cell == 0 || b->kind == BINDING_VAR))
    return;
  drupe__print_effect(p);
  if (init == 0 && (b->flags & BINDING_BLOCK) == 0 && b->cell == 0) {
    drupe__print_flag(p, b);
    print_lit(p, "=1");
  } else {
    print_declarator(p, d, true);
  }
  drupe__print_effect_end(p);
}

/* `{a,b}=init`; without an initialiser it stands in a loop's head. */
static void print_pattern_declarator(printer *p, uint32_t d) {
  uint32_t target = node_word(p->tree, d, DECLARATOR_TARGET);
  uint32_t init = node_word(p->tree, d, DECLARATOR_INIT);
  uint32_t used = p->temp_used, value = drupe__print_stable(p, init);

  if (value == 0 || value == ATOM_this) {
    value = drupe__print_temp(p);
    drupe__print_effect(p);
    drupe__print_atom(p, value);
    print_char(p, '=');
    drupe__print_expression(p, init, POWER_ASSIGN);
    drupe__print_effect_end(p);
  }
  p->place = drupe__print_start(p->tree, init);
  drupe__lower_pattern(p, target, value, true, true);
  p->temp_used = used;
}

static void print_var(printer *p, uint32_t n) {
  uint32_t list = node_word(p->tree, n, VAR_LIST), i, d, target;
  bool lexical = node_op(p->tree, n) != VAR_VAR, open = false;

  for (i = 0; i < list_size(p->tree, list); i++) {
    d = list_at(p->tree, list, i);
    target = node_word(p->tree, d, DECLARATOR_TARGET);
    if (print_is_var(p, target, lexical)) {
      print_var_open(p, &open);
      print_declarator(p, d, lexical);
      continue;
    }
    print_var_close(p, &open);
    if (node_kind(p->tree, target) == NODE_IDENT)
      print_lexical_effect(p, d);
    else
      print_pattern_declarator(p, d);
  }
  print_var_close(p, &open);
}

/* --- Simple statements --- */

/* A statement must not begin with `{` or `function`, and a string that is no
 * directive must not look like one. */
static bool print_needs_parens(const drupe__tree *t, uint32_t n) {
  uint32_t left = drupe__print_leftmost(t, n);

  switch (node_kind(t, left)) {
  case NODE_OBJECT:
  case NODE_FUNCTION: return true;
  case NODE_STRING:
  case NODE_TEMPLATE: return left == n;
  default: return false;
  }
}

/* Ends a sequence in destructuring?  As a statement of its own that follows
 * the protocol of iterators exactly. */
static bool print_sequence_pattern(printer *p, uint32_t e) {
  uint32_t list = node_inline_list(e), count, i;

  if (node_kind(p->tree, e) != NODE_SEQUENCE)
    return false;
  count = list_size(p->tree, list);
  if (!drupe__lower_is_pattern_statement(p->tree,
                                         list_at(p->tree, list, count - 1)))
    return false;
  for (i = 0; i + 1 < count; i++) {
    print_char(p, i == 0 ? '(' : ',');
    drupe__print_expression(p, list_at(p->tree, list, i), POWER_ASSIGN);
  }
  print_lit(p, ");");
  drupe__lower_pattern_statement(p, list_at(p->tree, list, count - 1));
  return true;
}

static void print_expression_statement(printer *p, uint32_t n) {
  uint32_t e = node_word(p->tree, n, ARGUMENT);
  bool parens;

  if ((node_flags(p->tree, n) & EXPRESSION_DIRECTIVE) != 0)
    return; /* printed at the start of the body */
  if (drupe__lower_is_pattern_statement(p->tree, e)) {
    drupe__lower_pattern_statement(p, e);
    return;
  }
  if (print_sequence_pattern(p, e))
    return;
  if (p->silent && drupe__print_is_program(p)) {
    drupe__print_effect(p);
    drupe__print_expression(p, e, POWER_SEQUENCE);
    drupe__print_effect_end(p);
    return;
  }
  parens = print_needs_parens(p->tree, e);
  if (parens)
    print_char(p, '(');
  drupe__print_expression(p, e, POWER_SEQUENCE);
  if (parens)
    print_char(p, ')');
  print_char(p, ';');
}

/* A constructor whose `this` is a variable returns it itself. */
static void print_late_return(printer *p, uint32_t value) {
  if (value == 0) {
    print_lit(p, "return ");
    drupe__print_this(p);
    print_char(p, ';');
    return;
  }
  print_lit(p, "return $h.rv(");
  drupe__print_expression(p, value, POWER_ASSIGN);
  print_char(p, ',');
  drupe__print_atom(p, p->pass->this_name);
  print_lit(p, ");");
}

static void print_return(printer *p, uint32_t n) {
  if ((p->pass->functions[p->function].flags & SCOPE_FN_LATE_THIS) != 0) {
    print_late_return(p, node_word(p->tree, n, ARGUMENT));
    return;
  }
  print_lit(p, "return");
  if (node_word(p->tree, n, ARGUMENT) == 0) {
    print_char(p, ';');
    return;
  }
  /* No line may end here; the name that comes first needs none. */
  print_char(p, ' ');
  if (drupe__lower_return_awaits(p)) {
    print_lit(p, "$h.aw(");
    drupe__print_expression(p, node_word(p->tree, n, ARGUMENT), POWER_SEQUENCE);
    print_lit(p, ");");
    return;
  }
  drupe__print_expression(p, node_word(p->tree, n, ARGUMENT), POWER_SEQUENCE);
  print_char(p, ';');
}

static void print_jump(printer *p, uint32_t n) {
  if (node_kind(p->tree, n) == NODE_BREAK)
    print_lit(p, "break");
  else
    print_lit(p, "continue");
  if (node_word(p->tree, n, NAME_ATOM) != 0) {
    print_char(p, ' ');
    drupe__print_atom(p, node_word(p->tree, n, NAME_ATOM));
  }
  print_char(p, ';');
}

static void print_test(printer *p, uint32_t n) {
  print_char(p, '(');
  drupe__print_expression(p, n, POWER_SEQUENCE);
  print_char(p, ')');
}

static void print_if(printer *p, uint32_t n) {
  uint32_t other = node_word(p->tree, n, IF_ELSE);

  print_lit(p, "if");
  print_test(p, node_word(p->tree, n, IF_TEST));
  print_body(p, node_word(p->tree, n, IF_THEN));
  if (other == 0)
    return;
  print_lit(p, " else ");
  /* A chain of else-ifs must not nest: its depth is limited. */
  if (node_kind(p->tree, other) == NODE_IF) {
    drupe__print_mark(p, node_pos(p->tree, other));
    p->fresh = true;
    print_if(p, other);
  } else
    print_body(p, other);
}

static void print_do(printer *p, uint32_t n) {
  print_lit(p, "do{");
  drupe__print_inner(p, node_word(p->tree, n, WHILE_BODY));
  print_lit(p, "}while");
  print_test(p, node_word(p->tree, n, WHILE_TEST));
  print_char(p, ';');
}

static void print_switch(printer *p, uint32_t n) {
  uint32_t cases = node_word(p->tree, n, SWITCH_CASES), i, c;
  uint32_t labels = p->label_base;

  drupe__print_scope(p, node_word(p->tree, n, SWITCH_SCOPE));
  p->label_base = p->label_count; /* the functions have their own */
  for (i = 0; i < list_size(p->tree, cases); i++)
    drupe__print_block_functions(
        p, node_word(p->tree, list_at(p->tree, cases, i), CASE_LIST));
  p->label_base = labels;
  drupe__print_labels(p);
  print_lit(p, "switch");
  print_test(p, node_word(p->tree, n, SWITCH_VALUE));
  print_char(p, '{');
  for (i = 0; i < list_size(p->tree, cases); i++) {
    c = list_at(p->tree, cases, i);
    if (node_word(p->tree, c, CASE_TEST) != 0) {
      print_lit(p, "case ");
      drupe__print_expression(p, node_word(p->tree, c, CASE_TEST),
                              POWER_SEQUENCE);
      print_char(p, ':');
    } else {
      print_lit(p, "default:");
    }
    drupe__print_list(p, node_word(p->tree, c, CASE_LIST));
  }
  print_char(p, '}');
}

/* --- try --- */

static void print_catch(printer *p, uint32_t n) {
  uint32_t param = node_word(p->tree, n, TRY_PARAM);
  uint32_t handler = node_word(p->tree, n, TRY_HANDLER);
  uint32_t scope = node_word(p->tree, n, TRY_SCOPE);

  print_lit(p, "catch(");
  if (param != 0 && node_kind(p->tree, param) == NODE_IDENT &&
      drupe__print_binding(p, param)->kind == BINDING_CATCH) {
    drupe__print_name(p, drupe__print_binding(p, param));
    print_char(p, ')');
    print_block(p, handler);
    return;
  }
  drupe__print_atom(p, p->pass->error_name);
  print_lit(p, "){");
  if (param != 0) {
    drupe__print_scope(p, scope);
    drupe__print_mark(p, node_pos(p->tree, param));
    drupe__lower_bind(p, param, p->pass->error_name, true);
  }
  drupe__print_inner(p, handler);
  print_char(p, '}');
}

/* Does a break or continue stand in it, not inside a loop or switch? */
static bool print_jumps(const drupe__tree *t, uint32_t n) {
  uint32_t list, i;

  if (n == 0)
    return false;
  switch (node_kind(t, n)) {
  case NODE_BREAK:
  case NODE_CONTINUE: return true;
  case NODE_IF:
    return print_jumps(t, node_word(t, n, IF_THEN)) ||
           print_jumps(t, node_word(t, n, IF_ELSE));
  case NODE_BLOCK:
    list = node_word(t, n, BLOCK_LIST);
    for (i = 0; i < list_size(t, list); i++)
      if (print_jumps(t, list_at(t, list, i)))
        return true;
    return false;
  default: return false;
  }
}

/* A finally clause has no completion value, unless it jumps: then it has its
 * own. */
static void print_finalizer(printer *p, uint32_t n) {
  bool jumps = drupe__print_has_value(p) && print_jumps(p->tree, n);
  bool silent = p->silent;

  if (jumps)
    print_lit(p, "{void 0;");
  else
    p->silent = true;
  print_block(p, n);
  if (jumps)
    print_char(p, '}');
  p->silent = silent;
}

static void print_try(printer *p, uint32_t n) {
  print_lit(p, "try");
  print_block(p, node_word(p->tree, n, TRY_BLOCK));
  if (node_word(p->tree, n, TRY_HANDLER) != 0)
    print_catch(p, n);
  if (node_word(p->tree, n, TRY_FINALIZER) != 0) {
    print_lit(p, "finally");
    print_finalizer(p, node_word(p->tree, n, TRY_FINALIZER));
  }
}

/* --- Labels --- */

/* A loop's labels go to the loop itself, which may come after statements that
 * the lowering puts before it. */
static void print_label(printer *p, uint32_t n) {
  uint32_t body = node_word(p->tree, n, LABEL_BODY);

  p->labels = drupe__scope_grow(p->pass, p->labels, p->label_count,
                                &p->label_capacity, sizeof(*p->labels));
  p->labels[p->label_count++] = node_word(p->tree, n, LABEL_ATOM);
  switch (node_kind(p->tree, body)) {
  case NODE_LABEL:
  case NODE_FOR:
  case NODE_FOR_IN:
  case NODE_FOR_OF:
  case NODE_WHILE:
  case NODE_DO:
  case NODE_SWITCH: drupe__print_statement(p, body); return;
  case NODE_FUNCTION:
    p->label_count = p->label_base;
    drupe__print_statement(p, body);
    return;
  default: drupe__print_labels(p); print_body(p, body);
  }
}

/* --- All of them --- */

/* These statements have a value even if nothing in them has one: undefined,
 * not what came before. */
static bool print_resets_value(const printer *p, uint32_t kind) {
  if (!drupe__print_has_value(p))
    return false;
  switch (kind) {
  case NODE_IF:
  case NODE_FOR:
  case NODE_FOR_IN:
  case NODE_FOR_OF:
  case NODE_WHILE:
  case NODE_DO:
  case NODE_SWITCH:
  case NODE_TRY:
  case NODE_WITH: return true;
  default: return false;
  }
}

static bool print_begins_line(uint32_t kind) {
  switch (kind) {
  case NODE_BLOCK:
  case NODE_EMPTY:
  case NODE_LABEL:
  case NODE_FUNCTION:
  case NODE_TRY:
  case NODE_BREAK:
  case NODE_CONTINUE:
  case NODE_DO: return false;
  default: return true;
  }
}

void drupe__print_statement(printer *p, uint32_t n) {
  uint32_t used = p->temp_used, kind = node_kind(p->tree, n);

  if (print_begins_line(kind))
    drupe__print_mark(p, node_pos(p->tree, n));
  if (print_resets_value(p, kind))
    print_lit(p, "void 0;");
  p->fresh = kind != NODE_VAR && kind != NODE_FOR && kind != NODE_FOR_IN &&
             kind != NODE_FOR_OF;
  switch (kind) {
  case NODE_BLOCK: print_block(p, n); break;
  case NODE_EMPTY: print_char(p, ';'); break;
  case NODE_VAR: print_var(p, n); break;
  case NODE_FUNCTION:
    if ((p->pass->functions[node_word(p->tree, n, FUNCTION_SCOPE)].flags &
         SCOPE_FN_HOISTED) != 0 &&
        drupe__print_binding(p, node_word(p->tree, n, FUNCTION_NAME))->kind ==
            BINDING_BLOCK_FUNCTION)
      print_hoisted(p, n);
    else
      drupe__lower_function_declaration(p, n);
    break;
  case NODE_IF: print_if(p, n); break;
  case NODE_FOR: drupe__lower_for(p, n); break;
  case NODE_FOR_IN: drupe__lower_for_in(p, n); break;
  case NODE_FOR_OF: drupe__lower_for_of(p, n); break;
  case NODE_WHILE:
    drupe__print_labels(p);
    print_lit(p, "while");
    print_test(p, node_word(p->tree, n, WHILE_TEST));
    print_char(p, '{');
    drupe__print_inner(p, node_word(p->tree, n, WHILE_BODY));
    print_char(p, '}');
    break;
  case NODE_DO:
    drupe__print_labels(p);
    print_do(p, n);
    break;
  case NODE_CONTINUE:
  case NODE_BREAK: print_jump(p, n); break;
  case NODE_RETURN: print_return(p, n); break;
  case NODE_THROW:
    print_lit(p, "throw ");
    drupe__print_expression(p, node_word(p->tree, n, ARGUMENT), POWER_SEQUENCE);
    print_char(p, ';');
    break;
  case NODE_WITH:
    print_lit(p, "with");
    print_test(p, node_word(p->tree, n, WITH_OBJECT));
    print_body(p, node_word(p->tree, n, WITH_BODY));
    break;
  case NODE_SWITCH: print_switch(p, n); break;
  case NODE_CLASS: drupe__lower_class_statement(p, n); break;
  case NODE_LABEL: print_label(p, n); break;
  case NODE_TRY: print_try(p, n); break;
  case NODE_DEBUGGER: print_lit(p, "debugger;"); break;
  default: assert(kind == NODE_EXPRESSION); print_expression_statement(p, n);
  }
  p->temp_used = used;
}

void drupe__print_list(printer *p, uint32_t list) {
  uint32_t labels = p->label_base, i;

  p->label_base = p->label_count;
  for (i = 0; i < list_size(p->tree, list); i++)
    drupe__print_statement(p, list_at(p->tree, list, i));
  p->label_base = labels;
}
