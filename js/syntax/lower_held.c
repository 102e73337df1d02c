/* js/syntax/lower_held.c - names that a direct eval must find, where a variable
 * of the function cannot hold them: another one has the name, or each iteration
 * of a loop has its own.  A catch clause is a scope of ES5:
 *   { let x=1; .. }  ->  {try{throw void 0}catch(x){x=1; ..}}
 * A plain for hands its names from one clause to the next:
 *   try{throw void 0}catch(i){i=0;_n=0,_a=i;
 *   for(;;){try{throw _a}catch(i){try{if(_n?update:_n=1,0);if(!test)break;
 *   body}finally{_a=i}}}} */
#include "print.h"

static bool held_flag(const scope_binding *b) {
  return (b->flags & BINDING_CHECKED) != 0;
}

static void held_open(printer *p, uint32_t name) {
  print_lit(p, "}catch(");
  drupe__print_atom(p, name);
  print_lit(p, "){");
}

uint32_t drupe__print_hold(printer *p, uint32_t scope) {
  const scope_binding *b;
  uint32_t i, count = 0;

  if (scope == 0)
    return 0;
  for (i = p->pass->scopes[scope].first; i != 0; i = b->next) {
    b = &p->pass->bindings[i];
    if ((b->flags & BINDING_SCOPED) == 0)
      continue;
    print_lit(p, "try{throw void 0");
    held_open(p, b->out);
    count++;
    if (!held_flag(b))
      continue;
    print_lit(p, "try{throw 0");
    held_open(p, b->flag);
    count++;
  }
  return count;
}

void drupe__print_release(printer *p, uint32_t held) {
  for (; held > 0; held--)
    print_char(p, '}');
}

/* --- for(;;) --- */

bool drupe__lower_is_held_for(const printer *p, uint32_t n) {
  uint32_t scope = node_word(p->tree, n, FOR_SCOPE), i;

  if (scope == 0)
    return false;
  i = p->pass->scopes[scope].first;
  return i != 0 && (p->pass->bindings[i].flags & BINDING_SCOPED) != 0;
}

/* `_a=i,_b=j`: what the next iteration starts with, in temporaries from
 * `first` on. */
static void held_copy(printer *p, uint32_t scope, uint32_t first) {
  const scope_binding *b;
  uint32_t i;

  for (i = p->pass->scopes[scope].first; i != 0; i = b->next) {
    b = &p->pass->bindings[i];
    if (i != p->pass->scopes[scope].first)
      print_char(p, ',');
    drupe__print_atom(p, p->temps[first++]);
    print_char(p, '=');
    drupe__print_name(p, b);
  }
}

/* `try{throw _a}catch(i){` for each name; by now it is initialised. */
static uint32_t held_enter(printer *p, uint32_t scope, uint32_t first) {
  const scope_binding *b;
  uint32_t i, count = 0;

  for (i = p->pass->scopes[scope].first; i != 0; i = b->next) {
    b = &p->pass->bindings[i];
    print_lit(p, "try{throw ");
    drupe__print_atom(p, p->temps[first++]);
    held_open(p, b->out);
    count++;
  }
  return count;
}

/* `if(_n?update:_n=1,0);if(!test)break;` */
static void held_step(printer *p, uint32_t n, uint32_t later) {
  uint32_t update = node_word(p->tree, n, FOR_UPDATE);
  uint32_t test = node_word(p->tree, n, FOR_TEST);

  if (update != 0) {
    drupe__print_effect(p);
    drupe__print_atom(p, later);
    print_lit(p, "?(");
    drupe__print_mark(p, drupe__print_start(p->tree, update));
    drupe__print_expression(p, update, POWER_SEQUENCE);
    print_lit(p, "):");
    drupe__print_atom(p, later);
    print_lit(p, "=1");
    drupe__print_effect_end(p);
  }
  if (test == 0)
    return;
  print_lit(p, "if(!(");
  drupe__print_mark(p, drupe__print_start(p->tree, test));
  drupe__print_expression(p, test, POWER_SEQUENCE);
  print_lit(p, "))break;");
}

void drupe__lower_held_for(printer *p, uint32_t n) {
  uint32_t scope = node_word(p->tree, n, FOR_SCOPE), used = p->temp_used;
  uint32_t outer = drupe__print_hold(p, scope), inner, first, later, i;
  uint32_t labels = p->label_base;

  drupe__print_scope(p, scope);
  p->label_base = p->label_count;
  drupe__print_statement(p, node_word(p->tree, n, FOR_INIT));
  p->label_base = labels;
  later = drupe__print_temp(p);
  first = p->temp_used;
  for (i = p->pass->scopes[scope].first; i != 0; i = p->pass->bindings[i].next)
    (void)drupe__print_temp(p);
  drupe__print_effect(p);
  drupe__print_atom(p, later);
  print_lit(p, "=0,");
  held_copy(p, scope, first);
  drupe__print_effect_end(p);
  drupe__print_labels(p);
  print_lit(p, "for(;;){");
  inner = held_enter(p, scope, first);
  print_lit(p, "try{");
  held_step(p, n, later);
  drupe__print_inner(p, node_word(p->tree, n, FOR_BODY));
  print_lit(p, "}finally{");
  drupe__print_effect(p);
  held_copy(p, scope, first);
  drupe__print_effect_end(p);
  print_char(p, '}');
  drupe__print_release(p, inner);
  print_char(p, '}');
  drupe__print_release(p, outer);
  p->temp_used = used;
}
