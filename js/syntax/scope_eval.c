/* js/syntax/scope_eval.c - what code of a direct eval knows of the code around
 * it: beside the variables, which the engine finds by name, what `this`,
 * `super` and private names stand for there.
 *
 * The lowering gives it to the call as one more argument, a text:
 *   flags;this new.target home self init;name,..;kind binding setter brand,..;
 *   taken,..
 * flags are DRUPE__SOURCE_; names are those of variables, `-` is none; taken
 * are lexical names that a `var` of the code must not meet.  The
 * engine takes flags and private names for the parser (eval.c), this file the
 * rest. */
#include <stdio.h>
#include <stdlib.h>

#include "scope_walk.h"

/* --- Where eval is called --- */

/* All that the code may mention must be there. */
static void eval_use(scope_pass *pass, uint32_t binding) {
  if (binding != 0)
    drupe__walk_use(pass, binding);
}

static void eval_use_privates(scope_pass *pass) {
  uint32_t scope, i;
  scope_private private;

  for (scope = pass->scope; scope != 0; scope = pass->scopes[scope].parent) {
    for (i = pass->scopes[scope].first; i != 0; i = pass->bindings[i].next) {
      if (!drupe__scope_is_private(&pass->bindings[i]))
        continue;
      private = pass->privates[pass->bindings[i].link];
      eval_use(pass, private.binding);
      eval_use(pass, private.setter);
      eval_use(pass, private.brand);
    }
  }
}

void drupe__walk_eval(scope_pass *pass, uint32_t n) {
  uint32_t owner = drupe__scope_this_owner(pass, pass->function);
  uint32_t class = pass->functions[owner].class;
  scope_eval *e;

  if ((pass->functions[owner].flags & SCOPE_FN_PROGRAM) == 0)
    pass->functions[owner].flags |= SCOPE_FN_NEW_TARGET;
  eval_use(pass, pass->functions[owner].home);
  if (class != 0) {
    eval_use(pass, pass->classes[class].self);
    eval_use(pass, pass->classes[class].init);
  }
  eval_use_privates(pass);
  pass->evals = drupe__scope_grow(pass, pass->evals, pass->eval_count,
                                  &pass->eval_capacity, sizeof(*pass->evals));
  e = &pass->evals[pass->eval_count++];
  e->node = n;
  e->scope = pass->scope;
  e->params = pass->in_params;
}

/* --- In the code that eval got --- */

typedef struct eval_reader {
  scope_pass *pass;
  const char *at;
} eval_reader;

/* The next word as an atom, 0: `-` or the end. */
static uint32_t eval_word(eval_reader *r) {
  const char *start = r->at;
  uint32_t size, atom;

  while (*r->at != '\0' && *r->at != ' ' && *r->at != ',' && *r->at != ';')
    r->at++;
  size = (uint32_t)(r->at - start);
  if (*r->at != '\0')
    r->at++;
  if (size == 0 || (size == 1 && *start == '-'))
    return 0;
  atom = drupe__atom_intern(&r->pass->tree->atoms, start, size);
  if (atom == 0)
    drupe__scope_no_memory(r->pass);
  return atom;
}

/* A binding of the code around, called `out` there. */
static uint32_t eval_bind(scope_pass *pass, uint32_t atom, uint32_t out) {
  uint32_t index;

  if (out == 0)
    return 0;
  index = drupe__scope_declare(pass, atom, BINDING_CONST);
  pass->bindings[index].out = out;
  pass->bindings[index].flags =
      BINDING_NAMED | BINDING_READY | BINDING_DECLARED;
  return index;
}

static uint32_t eval_binding(eval_reader *r) {
  uint32_t out = eval_word(r);

  return eval_bind(r->pass, out, out);
}

static uint32_t eval_section(eval_reader *r) {
  uint32_t names = 0;

  for (; *r->at != '\0' && *r->at != ';'; r->at++)
    names += *r->at == ',';
  if (*r->at == ';')
    r->at++;
  return names;
}

/* `names` and what they stand for, in the same order. */
static void eval_privates(eval_reader *names, eval_reader *r, uint32_t count) {
  scope_pass *pass = r->pass;
  uint32_t i, atom, out, index;

  for (i = 0; i < count; i++) {
    scope_private private = {0, 0, 0, 0};

    atom = drupe__scope_private_atom(pass, eval_word(names));
    private.kind = (uint32_t)strtoul(r->at, NULL, 10);
    (void)eval_word(r);
    out = eval_word(r);
    index = drupe__scope_private_new(pass);
    private.setter = eval_binding(r);
    private.brand = eval_binding(r);
    private.binding = eval_bind(pass, atom, out != 0 ? out : ATOM_eval);
    pass->bindings[private.binding].link = index;
    pass->privates[index] = private;
  }
}

void drupe__scope_eval_var(scope_pass *pass, uint32_t ident) {
  drupe__syntax_error *e = pass->error;
  uint32_t i, atom = node_word(pass->tree, ident, IDENT_ATOM), size;
  const char *text = drupe__atom_text(&pass->tree->atoms, atom, &size);

  for (i = pass->taken; i != 0; i = pass->pairs[i].next) {
    if (pass->pairs[i].value != atom)
      continue;
    e->offset = node_pos(pass->tree, ident);
    snprintf(e->message, sizeof(e->message),
             "Identifier '%.*s' has already been declared",
             size > 100 ? 100 : (int)size, text);
    drupe__syntax_error_locate(e, pass->source->text, pass->source->size);
    longjmp(*pass->failed, 1);
  }
}

static void eval_taken(eval_reader *r) {
  uint32_t atom;

  while (*r->at != '\0') {
    atom = eval_word(r);
    if (atom != 0)
      r->pass->taken = drupe__scope_pair(r->pass, atom, r->pass->taken);
  }
}

void drupe__scope_eval_context(scope_pass *pass) {
  eval_reader r = {pass, pass->source->context}, names;
  uint32_t count, class;

  if (r.at == NULL)
    return;
  drupe__scope_enter(pass, 0);
  (void)eval_section(&r);
  if ((pass->source->flags & DRUPE__SOURCE_LATE_THIS) != 0)
    pass->this_name = eval_word(&r);
  else
    (void)eval_word(&r);
  pass->new_target_name = eval_word(&r);
  pass->eval_home = eval_binding(&r);
  class = drupe__scope_class_new(pass, 0);
  pass->classes[class].self = eval_binding(&r);
  pass->classes[class].init = eval_binding(&r);
  pass->classes[class].flags = CLASS_DERIVED;
  pass->eval_class = class;
  names = r;
  count = eval_section(&r);
  eval_privates(&names, &r, count);
  if (*r.at == ';')
    r.at++;
  eval_taken(&r);
}

int drupe__scope_eval_compare(const void *a, const void *b) {
  const scope_eval *x = a, *y = b;

  return x->node < y->node ? -1 : x->node > y->node;
}
