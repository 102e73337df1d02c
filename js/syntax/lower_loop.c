/* js/syntax/lower_loop.c - loops whose heads declare names, and for-of.
 *
 * for-of reads an array by index while the array's iteration is the original
 * one (`fo` gives {a: array}), else steps an iterator; leaving the loop early
 * closes it:
 *   _r=$h.fo(A);_a=_r.a;_i=_k=0;
 *   try{while(_a?_i<_a.length:$h.nx(_r)){x=_a?_a[_i++]:_r.v; ...}}
 *   catch(_e){_k=1;throw _e}finally{_a||$h.ic(_r,_k)}
 * for await does the same with helpers that await:
 *   _r=$h.fa(A);_k=0;
 *   try{while($h.fn(_r)){x=_r.v; ...}}
 *   catch(_e){_k=1;throw _e}finally{$h.fc(_r,_k)} */
#include "print.h"

/* --- for(;;) --- */

/* Patterns and boxed names are set up before the loop. */
static bool for_is_plain(const printer *p, uint32_t n) {
  uint32_t init = node_word(p->tree, n, FOR_INIT), list, i, target;
  uint32_t scope = node_word(p->tree, n, FOR_SCOPE);

  if (init == 0 || node_kind(p->tree, init) != NODE_VAR)
    return true;
  if (scope != 0 && p->pass->scopes[scope].box != 0)
    return false;
  list = node_word(p->tree, init, VAR_LIST);
  for (i = 0; i < list_size(p->tree, list); i++) {
    target = node_word(p->tree, list_at(p->tree, list, i), DECLARATOR_TARGET);
    if (node_kind(p->tree, target) != NODE_IDENT)
      return false;
  }
  return true;
}

/* The head's declarations: with `var`, or as assignments where the names live
 * outside the text. */
static void for_init(printer *p, uint32_t init) {
  uint32_t list = node_word(p->tree, init, VAR_LIST), i, d, target, value;
  bool lexical = node_op(p->tree, init) != VAR_VAR;
  bool script = lexical && drupe__print_is_script(p);
  scope_binding *b;

  if (!script)
    print_lit(p, "var ");
  for (i = 0; i < list_size(p->tree, list); i++) {
    d = list_at(p->tree, list, i);
    target = node_word(p->tree, d, DECLARATOR_TARGET);
    value = node_word(p->tree, d, DECLARATOR_INIT);
    if (i > 0)
      print_char(p, ',');
    if (script)
      drupe__print_declare_binding(p, target);
    b = NULL;
    if (node_word(p->tree, target, IDENT_BINDING) != 0) {
      b = &p->pass->bindings[node_word(p->tree, target, IDENT_BINDING)];
      if (!script)
        b->flags |= BINDING_DECLARED;
      drupe__print_name(p, b);
    } else {
      drupe__print_atom(p, node_word(p->tree, target, IDENT_ATOM));
    }
    if (value != 0) {
      print_char(p, '=');
      drupe__print_named(p, value, node_word(p->tree, target, IDENT_ATOM),
                         POWER_ASSIGN);
    } else if (lexical) {
      print_lit(p, "=void 0");
    }
    if (lexical && b != NULL && (b->flags & BINDING_CHECKED) != 0) {
      print_char(p, ',');
      drupe__print_flag(p, b);
      print_lit(p, "=1");
    }
  }
}

/* `_s={i:_s.i}`: the next iteration's own bindings. */
static void for_copy_box(printer *p, uint32_t scope) {
  const scope_scope *s = &p->pass->scopes[scope];
  const scope_binding *b;
  bool first = true;
  uint32_t i, part, name;

  drupe__print_atom(p, s->box);
  print_lit(p, "={");
  for (i = s->first; i != 0; i = b->next) {
    b = &p->pass->bindings[i];
    if ((b->flags & BINDING_BOXED) == 0)
      continue;
    for (part = 0; part < 2; part++) {
      name = part == 0 ? b->out : b->flag;
      if (name == 0)
        continue;
      if (!first)
        print_char(p, ',');
      first = false;
      drupe__print_atom(p, name);
      print_char(p, ':');
      drupe__print_atom(p, s->box);
      print_char(p, '.');
      drupe__print_atom(p, name);
    }
  }
  print_char(p, '}');
}

/* The first iteration has its own too: closures among the initialisers keep
 * the ones before. */
static void for_first_box(printer *p, uint32_t scope) {
  if (scope == 0 || p->pass->scopes[scope].box == 0)
    return;
  drupe__print_effect(p);
  for_copy_box(p, scope);
  drupe__print_effect_end(p);
}

static void for_update(printer *p, uint32_t n) {
  uint32_t scope = node_word(p->tree, n, FOR_SCOPE);
  uint32_t update = node_word(p->tree, n, FOR_UPDATE);
  bool box = scope != 0 && p->pass->scopes[scope].box != 0;

  if (box)
    for_copy_box(p, scope);
  if (update == 0)
    return;
  if (box)
    print_char(p, ',');
  drupe__print_mark(p, drupe__print_start(p->tree, update));
  drupe__print_expression(p, update, POWER_SEQUENCE);
}

void drupe__lower_for(printer *p, uint32_t n) {
  uint32_t init = node_word(p->tree, n, FOR_INIT);
  uint32_t test = node_word(p->tree, n, FOR_TEST);
  bool plain = for_is_plain(p, n), no_in = p->no_in;
  uint32_t labels = p->label_base;

  if (drupe__lower_is_held_for(p, n)) {
    drupe__lower_held_for(p, n);
    return;
  }
  drupe__print_scope(p, node_word(p->tree, n, FOR_SCOPE));
  if (!plain) {
    p->label_base = p->label_count;
    drupe__print_statement(p, init);
    for_first_box(p, node_word(p->tree, n, FOR_SCOPE));
    p->label_base = labels;
  }
  drupe__print_labels(p);
  print_lit(p, "for(");
  if (plain && init != 0) {
    p->no_in = true;
    if (node_kind(p->tree, init) == NODE_VAR)
      for_init(p, init);
    else
      drupe__print_expression(p, init, POWER_SEQUENCE);
    p->no_in = no_in;
  }
  print_char(p, ';');
  if (test != 0) {
    drupe__print_mark(p, drupe__print_start(p->tree, test));
    drupe__print_expression(p, test, POWER_SEQUENCE);
  }
  print_char(p, ';');
  for_update(p, n);
  print_lit(p, "){");
  drupe__print_inner(p, node_word(p->tree, n, FOR_BODY));
  print_char(p, '}');
}

/* --- The target of for-in and for-of --- */

typedef struct loop_target {
  uint32_t node;
  bool declare;
} loop_target;

static loop_target loop_target_of(const printer *p, uint32_t n) {
  loop_target target = {node_word(p->tree, n, FOR_IN_TARGET), false};

  if (node_kind(p->tree, target.node) == NODE_VAR) {
    target.declare = true;
    target.node = node_word(
        p->tree, list_at(p->tree, node_word(p->tree, target.node, VAR_LIST), 0),
        DECLARATOR_TARGET);
  }
  return target;
}

/* A name that Duktape's for-in can assign itself. */
static bool loop_target_is_plain(const printer *p, const loop_target *target) {
  const scope_binding *b;

  if (node_kind(p->tree, target->node) != NODE_IDENT)
    return false;
  b = drupe__print_binding(p, target->node);
  return b == NULL ||
         ((b->flags & (BINDING_BOXED | BINDING_CHECKED | BINDING_SCOPED)) ==
              0 &&
          (target->declare || !drupe__print_is_constant(p, b)));
}

/* Closures in the expression after `in` or `of` see the dead zone. */
static void loop_prepare(printer *p, uint32_t n) {
  uint32_t scope = node_word(p->tree, n, FOR_IN_SCOPE);

  if (scope != 0 && p->pass->scopes[scope].box != 0)
    drupe__print_scope(p, scope);
}

/* --- for-in --- */

static void for_in_init(printer *p, uint32_t n) {
  uint32_t target = node_word(p->tree, n, FOR_IN_TARGET);

  if (node_kind(p->tree, target) == NODE_VAR &&
      node_word(p->tree,
                list_at(p->tree, node_word(p->tree, target, VAR_LIST), 0),
                DECLARATOR_INIT) != 0)
    drupe__print_statement(p, target); /* Annex B: `for (var a = 1 in o)` */
}

void drupe__lower_for_in(printer *p, uint32_t n) {
  loop_target target = loop_target_of(p, n);
  uint32_t object = node_word(p->tree, n, FOR_IN_OBJECT), temp = 0, used;
  uint32_t scope = node_word(p->tree, n, FOR_IN_SCOPE), held;
  uint32_t labels = p->label_base;

  p->label_base = p->label_count;
  for_in_init(p, n);
  p->label_base = labels;
  loop_prepare(p, n);
  drupe__print_labels(p);
  print_lit(p, "for(");
  if (loop_target_is_plain(p, &target)) {
    if (target.declare &&
        node_op(p->tree, node_word(p->tree, n, FOR_IN_TARGET)) == VAR_VAR)
      print_lit(p, "var ");
    else if (target.declare)
      drupe__print_declare_binding(p, target.node);
    drupe__print_ident(p, target.node);
  } else {
    temp = drupe__print_temp(p);
    drupe__print_atom(p, temp);
  }
  print_lit(p, " in ");
  drupe__print_expression(p, object, POWER_SEQUENCE);
  print_lit(p, "){");
  used = p->temp_used;
  held = drupe__print_hold(p, scope);
  drupe__print_scope(p, scope);
  if (temp != 0)
    drupe__lower_bind(p, target.node, temp, target.declare);
  p->temp_used = used;
  drupe__print_inner(p, node_word(p->tree, n, FOR_IN_BODY));
  drupe__print_release(p, held);
  print_char(p, '}');
}

/* --- for-of --- */

typedef struct of_names {
  uint32_t record, failed;
  uint32_t array, index; /* 0: for await, which knows no arrays */
} of_names;

static void of_open(printer *p, uint32_t object, const of_names *names) {
  drupe__print_effect(p);
  drupe__print_atom(p, names->record);
  if (names->array != 0)
    print_lit(p, "=$h.fo(");
  else
    print_lit(p, "=$h.fa(");
  drupe__print_expression(p, object, POWER_ASSIGN);
  drupe__print_mark(p, node_pos(p->tree, object));
  print_lit(p, "),");
  if (names->array != 0) {
    drupe__print_atom(p, names->array);
    print_char(p, '=');
    drupe__print_atom(p, names->record);
    print_lit(p, ".a,");
    drupe__print_atom(p, names->index);
    print_char(p, '=');
  }
  drupe__print_atom(p, names->failed);
  print_lit(p, "=0");
  drupe__print_effect_end(p);
}

/* `while(_a?_i<_a.length:$h.nx(_r)){`; a step has the target's place. */
static void of_head(printer *p, const of_names *names, uint32_t target) {
  print_lit(p, "while(");
  if (names->array == 0) {
    print_lit(p, "$h.fn(");
    drupe__print_atom(p, names->record);
    drupe__print_mark(p, node_pos(p->tree, target));
    print_lit(p, ")){");
    return;
  }
  drupe__print_atom(p, names->array);
  print_char(p, '?');
  drupe__print_atom(p, names->index);
  print_char(p, '<');
  drupe__print_atom(p, names->array);
  print_lit(p, ".length:$h.nx(");
  drupe__print_atom(p, names->record);
  drupe__print_mark(p, node_pos(p->tree, target));
  print_lit(p, ")){");
}

/* `_a?_a[_i++]:_r.v` */
static void of_value(printer *p, const of_names *names) {
  if (names->array != 0) {
    drupe__print_atom(p, names->array);
    print_char(p, '?');
    drupe__print_atom(p, names->array);
    print_char(p, '[');
    drupe__print_atom(p, names->index);
    print_lit(p, "++]:");
  }
  drupe__print_atom(p, names->record);
  print_lit(p, ".v");
}

static void of_close(printer *p, const of_names *names) {
  print_lit(p, "}}catch(");
  drupe__print_atom(p, p->pass->error_name);
  print_lit(p, "){");
  drupe__print_effect(p);
  drupe__print_atom(p, names->failed);
  print_lit(p, "=1");
  drupe__print_effect_end(p);
  print_lit(p, "throw ");
  drupe__print_atom(p, p->pass->error_name);
  print_lit(p, "}finally{");
  drupe__print_effect(p);
  if (names->array != 0) {
    drupe__print_atom(p, names->array);
    print_lit(p, "||$h.ic(");
  } else {
    print_lit(p, "$h.fc(");
  }
  drupe__print_atom(p, names->record);
  print_char(p, ',');
  drupe__print_atom(p, names->failed);
  print_char(p, ')');
  drupe__print_effect_end(p);
  print_char(p, '}');
}

static void of_bind(printer *p, const loop_target *target,
                    const of_names *names) {
  uint32_t temp, held = p->temp_used;

  if (node_kind(p->tree, target->node) == NODE_IDENT) {
    drupe__print_effect(p);
    drupe__lower_target(p, target->node, target->declare);
    of_value(p, names);
    drupe__lower_target_end(p, target->node, target->declare);
    drupe__print_effect_end(p);
  } else {
    temp = drupe__print_temp(p);
    drupe__print_effect(p);
    drupe__print_atom(p, temp);
    print_char(p, '=');
    of_value(p, names);
    drupe__print_effect_end(p);
    drupe__print_mark(p, node_pos(p->tree, target->node));
    drupe__lower_bind(p, target->node, temp, target->declare);
  }
  p->temp_used = held;
}

void drupe__lower_for_of(printer *p, uint32_t n) {
  loop_target target = loop_target_of(p, n);
  of_names names;
  uint32_t held;

  names.record = drupe__print_temp(p);
  names.array = names.index = 0;
  if ((node_flags(p->tree, n) & FOR_AWAIT) == 0) {
    names.array = drupe__print_temp(p);
    names.index = drupe__print_temp(p);
  }
  names.failed = drupe__print_temp(p);
  loop_prepare(p, n);
  of_open(p, node_word(p->tree, n, FOR_IN_OBJECT), &names);
  print_lit(p, "try{");
  drupe__print_labels(p);
  of_head(p, &names, target.node);
  held = drupe__print_hold(p, node_word(p->tree, n, FOR_IN_SCOPE));
  drupe__print_scope(p, node_word(p->tree, n, FOR_IN_SCOPE));
  of_bind(p, &target, &names);
  drupe__print_inner(p, node_word(p->tree, n, FOR_IN_BODY));
  drupe__print_release(p, held);
  of_close(p, &names);
}
