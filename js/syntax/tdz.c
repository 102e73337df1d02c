/* js/syntax/tdz.c - which references may meet a binding before it is
 * initialised.
 *
 * Three rules prove that a reference comes after the initialisation:
 * A  it stands in the same function and the walk, which follows evaluation,
 *    has passed the declaration; in a switch, in the same case;
 * B  it stands in a closure that is made after the declaration;
 * C  it stands in a function declaration (which exists from the start) that
 *    nothing running before the declaration mentions, however indirectly.
 * All others are checked at run time, by a variable beside the binding. */
#include "scope.h"

static scope_binding *tdz_binding(scope_pass *pass, uint32_t binding) {
  return &pass->bindings[binding];
}

static void tdz_check(scope_pass *pass, uint32_t node, uint32_t binding) {
  node_add_flags(pass->tree, node, IDENT_CHECK);
  tdz_binding(pass, binding)->flags |= BINDING_CHECKED;
}

/* A function declaration is mentioned: it may run from now on, or, if a
 * hoisted function mentions it, from when that one may run. */
static void tdz_mention(scope_pass *pass, const scope_binding *b) {
  scope_function *target = &pass->functions[b->link];
  scope_function *user;
  uint32_t child;

  if (pass->function == b->function) {
    if (target->earliest > pass->time)
      target->earliest = pass->time;
    return;
  }
  child = drupe__scope_child(pass, b->function, pass->function);
  user = &pass->functions[child];
  if (child == b->link)
    return; /* it mentions itself */
  if ((user->flags & SCOPE_FN_HOISTED) == 0) {
    if (target->earliest > pass->time)
      target->earliest = pass->time;
    return;
  }
  user->edges = drupe__scope_pair(pass, b->link, user->edges);
}

void drupe__tdz_reference(scope_pass *pass, uint32_t node, uint32_t binding) {
  scope_binding *b = tdz_binding(pass, binding);
  scope_pending *pending;
  uint32_t child;

  if (b->kind == BINDING_FUNCTION || b->kind == BINDING_BLOCK_FUNCTION) {
    tdz_mention(pass, b);
    return;
  }
  if ((b->flags & BINDING_READY) != 0)
    return;
  if (pass->function == b->function) {
    tdz_check(pass, node, binding);
    return;
  }
  child = drupe__scope_child(pass, b->function, pass->function);
  if ((pass->functions[child].flags & SCOPE_FN_HOISTED) == 0 ||
      (b->flags & BINDING_SWITCH) != 0) {
    tdz_check(pass, node, binding);
    return;
  }
  pass->pending =
      drupe__scope_grow(pass, pass->pending, pass->pending_count,
                        &pass->pending_capacity, sizeof(*pass->pending));
  pending = &pass->pending[pass->pending_count++];
  pending->node = node;
  pending->function = child;
  pending->binding = binding;
}

void drupe__tdz_ready(scope_pass *pass, uint32_t binding) {
  scope_binding *b = tdz_binding(pass, binding);

  if ((b->flags & BINDING_READY) != 0)
    return;
  b->flags |= BINDING_READY;
  b->ready_time = ++pass->time;
  if ((b->flags & BINDING_SWITCH) != 0)
    pass->ready_case = drupe__scope_pair(pass, binding, pass->ready_case);
}

uint32_t drupe__tdz_enter_case(scope_pass *pass) {
  uint32_t outer = pass->ready_case;

  pass->ready_case = 0;
  return outer;
}

/* What one case initialised is not initialised for the next: control may
 * jump past it. */
void drupe__tdz_leave_case(scope_pass *pass, uint32_t outer) {
  uint32_t i;

  for (i = pass->ready_case; i != 0; i = pass->pairs[i].next)
    pass->bindings[pass->pairs[i].value].flags &= ~(uint32_t)BINDING_READY;
  pass->ready_case = outer;
}

/* Spreads "may run from" along the mentions, from `function` outwards. */
static void tdz_spread(scope_pass *pass, uint32_t function) {
  uint32_t stack = drupe__scope_pair(pass, function, 0), edge, target;
  uint32_t time;

  while (stack != 0) {
    function = pass->pairs[stack].value;
    stack = pass->pairs[stack].next;
    time = pass->functions[function].earliest;
    for (edge = pass->functions[function].edges; edge != 0;
         edge = pass->pairs[edge].next) {
      target = pass->pairs[edge].value;
      if (pass->functions[target].earliest <= time)
        continue;
      pass->functions[target].earliest = time;
      stack = drupe__scope_pair(pass, target, stack);
    }
  }
}

void drupe__tdz_settle(scope_pass *pass) {
  uint32_t i;

  if (pass->pending_count == 0)
    return;
  for (i = 1; i < pass->function_count; i++) {
    if (pass->functions[i].earliest != UINT32_MAX)
      tdz_spread(pass, i);
  }
  for (i = 0; i < pass->pending_count; i++) {
    const scope_pending *p = &pass->pending[i];
    const scope_binding *b = tdz_binding(pass, p->binding);

    if (b->ready_time == 0 ||
        pass->functions[p->function].earliest < b->ready_time)
      tdz_check(pass, p->node, p->binding);
  }
}
