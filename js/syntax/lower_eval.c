/* js/syntax/lower_eval.c - calls of `eval` that may see the names around; what
 * the code gets to know beside them is in scope_eval.c. */
#include <stdlib.h>

#include "print.h"

static void eval_name(printer *p, uint32_t binding, char end) {
  if (binding == 0)
    print_char(p, '-');
  else
    drupe__print_atom(p, p->pass->bindings[binding].out);
  print_char(p, end);
}

static uint32_t eval_flags(const printer *p, uint32_t owner) {
  const scope_function *f = &p->pass->functions[owner];
  uint32_t flags = p->pass->source->flags & ~(uint32_t)DRUPE__SOURCE_STRICT;

  if ((f->flags & SCOPE_FN_PROGRAM) != 0)
    return flags;
  flags = DRUPE__SOURCE_NEW_TARGET;
  if (f->home != 0)
    flags |= DRUPE__SOURCE_SUPER_PROPERTY;
  if ((f->flags & SCOPE_FN_DERIVED) != 0)
    flags |= DRUPE__SOURCE_SUPER_CALL | DRUPE__SOURCE_LATE_THIS;
  switch (node_kind(p->tree, f->node)) {
  case NODE_CLASS:
  case NODE_FIELD:
  case NODE_STATIC_BLOCK: return flags | DRUPE__SOURCE_NO_ARGUMENTS;
  default: return flags;
  }
}

static scope_eval eval_of(const printer *p, uint32_t n) {
  scope_eval none = {n, 0, false};
  const scope_eval *found = NULL;

  if (p->pass->eval_count > 0)
    found = bsearch(&none, p->pass->evals, p->pass->eval_count, sizeof(none),
                    drupe__scope_eval_compare);
  return found != NULL ? *found : none;
}

/* May a `var` of the code not have this name? */
static bool eval_is_taken(const scope_binding *b, bool params) {
  if ((b->flags & BINDING_NAMED) != 0)
    return false;
  if (params)
    return b->kind == BINDING_PARAM;
  return b->kind == BINDING_LET || b->kind == BINDING_CONST ||
         b->kind == BINDING_CLASS || b->kind == BINDING_BLOCK_FUNCTION;
}

/* The lexical names between the call and the variables of its function. */
static void eval_taken(printer *p, const scope_eval *e) {
  const scope_scope *s;
  const scope_binding *b;
  uint32_t scope, i;

  for (scope = e->scope; scope != 0; scope = s->parent) {
    s = &p->pass->scopes[scope];
    for (i = s->first; i != 0; i = b->next) {
      b = &p->pass->bindings[i];
      if (!eval_is_taken(b, e->params))
        continue;
      drupe__print_atom(p, b->atom);
      print_char(p, ',');
    }
    if ((s->flags & SCOPE_BODY) != 0)
      break;
  }
  if (e->params &&
      (p->pass->functions[p->function].flags & SCOPE_FN_ARROW) == 0)
    print_lit(p, "arguments,");
}

/* Has an inner class the name, too? */
static bool eval_is_hidden(const printer *p, uint32_t from, uint32_t scope,
                           uint32_t atom) {
  uint32_t i;

  for (; from != scope; from = p->pass->scopes[from].parent) {
    for (i = p->pass->scopes[from].first; i != 0;
         i = p->pass->bindings[i].next) {
      if (p->pass->bindings[i].atom == atom &&
          drupe__scope_is_private(&p->pass->bindings[i]))
        return true;
    }
  }
  return false;
}

/* The private names in sight, inner ones first; `names`: only those. */
static void eval_privates(printer *p, uint32_t scope, bool names) {
  const scope_binding *b;
  const scope_private *private;
  uint32_t i, size, inner = scope;
  const char *text;

  for (; scope != 0; scope = p->pass->scopes[scope].parent) {
    for (i = p->pass->scopes[scope].first; i != 0; i = b->next) {
      b = &p->pass->bindings[i];
      if (!drupe__scope_is_private(b) ||
          eval_is_hidden(p, inner, scope, b->atom))
        continue;
      private = &p->pass->privates[b->link];
      if (names) {
        text = drupe__atom_text(&p->tree->atoms, b->atom, &size);
        drupe__print_text(p, text + 1, size - 1);
        print_char(p, ',');
        continue;
      }
      drupe__print_number(p, private->kind);
      print_char(p, ' ');
      eval_name(p, private->binding, ' ');
      eval_name(p, private->setter, ' ');
      eval_name(p, private->brand, ',');
    }
  }
}

/* The text for the call. */
static void eval_context(printer *p, uint32_t n) {
  uint32_t owner = drupe__scope_this_owner(p->pass, p->function);
  const scope_function *f = &p->pass->functions[owner];
  const scope_eval e = eval_of(p, n);
  const scope_class *c = f->class != 0 ? &p->pass->classes[f->class] : NULL;

  print_char(p, '"');
  drupe__print_number(p, eval_flags(p, owner));
  print_char(p, ';');
  drupe__print_atom(p, p->pass->this_name);
  print_char(p, ' ');
  drupe__print_atom(p, p->pass->new_target_name);
  print_char(p, ' ');
  eval_name(p, f->home, ' ');
  eval_name(p, c != NULL ? c->self : 0, ' ');
  eval_name(p, c != NULL ? c->init : 0, ';');
  eval_privates(p, e.scope, true);
  print_char(p, ';');
  eval_privates(p, e.scope, false);
  print_char(p, ';');
  eval_taken(p, &e);
  print_char(p, '"');
}

bool drupe__lower_is_eval(const printer *p, uint32_t n) {
  uint32_t callee = node_word(p->tree, n, CALL_CALLEE);

  return node_kind(p->tree, callee) == NODE_IDENT &&
         node_word(p->tree, callee, IDENT_ATOM) == ATOM_eval &&
         (node_flags(p->tree, n) & FLAG_OPTIONAL) == 0;
}

void drupe__lower_eval(printer *p, uint32_t n) {
  uint32_t list = node_word(p->tree, n, CALL_ARGUMENTS), i;

  drupe__print_expression(p, node_word(p->tree, n, CALL_CALLEE), POWER_CALL);
  print_char(p, '(');
  for (i = 0; i < list_size(p->tree, list); i++) {
    if (i > 0)
      print_char(p, ',');
    drupe__print_expression(p, list_at(p->tree, list, i), POWER_ASSIGN);
    if (i > 0)
      continue;
    print_char(p, ',');
    eval_context(p, n);
  }
  drupe__print_mark(p, node_pos(p->tree, n));
  print_char(p, ')');
}
