/* js/syntax/capture.c - bindings of loops that closures hold on to.
 *
 * Each iteration has its own.  A closure over one is made by a factory whose
 * parameters are the bindings, so it gets a copy.  Where a copy would miss a
 * later assignment, the bindings of the scope live in a box, an object that is
 * made when the scope is entered, and the factory copies the box. */
#include "scope.h"

void drupe__capture_reference(scope_pass *pass, uint32_t binding, bool write) {
  scope_binding *b = &pass->bindings[binding];
  uint32_t child;

  if (write) {
    /* A for's own update step makes the next iteration's value. */
    if (pass->function != b->function)
      b->flags |= BINDING_WRITTEN | BINDING_INNER_WRITE;
    else if (pass->update != b->scope)
      b->flags |= BINDING_WRITTEN;
  }
  if ((b->flags & BINDING_LOOP) == 0 || pass->function == b->function)
    return;
  child = drupe__scope_child(pass, b->function, pass->function);
  b->flags |= BINDING_CAPTURED;
  /* A closure made in the update step sees what follows in that step. */
  if ((b->flags & BINDING_READY) == 0 ||
      pass->functions[child].update == b->scope)
    b->flags |= BINDING_BOXED;
  /* A function is walked in one go, but for the parts of a class: the list may
   * have a name twice then. */
  if (b->capturer != child) {
    uint32_t head =
        drupe__scope_pair(pass, binding, pass->functions[child].captures);
    pass->functions[child].captures = head;
    b->capturer = child;
  }
}

void drupe__capture_settle(scope_pass *pass) {
  scope_binding *b;
  scope_scope *s;
  uint32_t i;

  for (i = 1; i < pass->binding_count; i++) {
    b = &pass->bindings[i];
    if ((b->flags & BINDING_CAPTURED) == 0)
      continue;
    if ((b->flags & (BINDING_WRITTEN | BINDING_CHECKED)) != 0)
      b->flags |= BINDING_BOXED;
    if ((b->flags & BINDING_BOXED) == 0)
      continue;
    s = &pass->scopes[b->scope];
    if (s->box == 0)
      s->box = drupe__scope_name(pass, "_s", 2);
  }
}
