/* js/syntax/lower_reference.c - references that ES5 has not: o.#name, super.x.
 *
 *   o.#p        ->  $h.pg(o,_p)          a field: hidden property under _p
 *   o.#p=v      ->  $h.ps(o,_p,v)
 *   o.#m(a)     ->  $h.pm(o,_b,_p,a)     a method: _b is checked, _p called
 *   o.#g        ->  $h.pa(o,_b,_p)       an accessor
 *   super.x     ->  $h.sg(_h,this,"x")
 *   super.x=v   ->  $h.ss(_h,this,"x",1,v)   1: strict code
 *   super.x(a)  ->  $h.sc(_h,this,"x",a)
 * What is read and written keeps object and key in variables. */
#include "print.h"

/* Atoms of what was evaluated already, or 0. */
typedef struct reference_kept {
  uint32_t object, key;
} reference_kept;

static bool reference_is_super(const drupe__tree *t, uint32_t n) {
  return (node_kind(t, n) == NODE_MEMBER || node_kind(t, n) == NODE_INDEX) &&
         node_kind(t, node_word(t, n, MEMBER_OBJECT)) == NODE_SUPER;
}

bool drupe__lower_is_reference(const drupe__tree *t, uint32_t n) {
  return node_kind(t, n) == NODE_PRIVATE || reference_is_super(t, n);
}

/* --- Parts --- */

static void reference_name(printer *p, uint32_t binding) {
  drupe__print_name(p, &p->pass->bindings[binding]);
}

static const scope_private *reference_private(const printer *p, uint32_t n) {
  return &p->pass->privates[node_word(p->tree, n, MEMBER_ATOM)];
}

/* The name with its `#`, for messages. */
static void reference_quoted(printer *p, const scope_private *private) {
  drupe__print_quoted_atom(p, p->pass->bindings[private->binding].atom);
}

/* The object, as an argument; with `kept` it is held for the second time. */
static void reference_object(printer *p, uint32_t n, reference_kept *kept) {
  uint32_t object = node_word(p->tree, n, MEMBER_OBJECT);
  const print_link *link = NULL;

  if (kept != NULL && kept->object != 0) {
    drupe__print_atom(p, kept->object);
    return;
  }
  if ((node_flags(p->tree, n) & FLAG_OPTIONAL) != 0)
    link = drupe__lower_link(p, object);
  if (link != NULL) {
    drupe__print_atom(p, link->value);
    if (kept != NULL)
      kept->object = link->value;
    return;
  }
  if (kept != NULL) {
    kept->object = drupe__print_stable(p, object);
    if (kept->object == 0) {
      kept->object = drupe__print_temp(p);
      drupe__print_atom(p, kept->object);
      print_char(p, '=');
    }
  }
  drupe__print_expression(p, object, POWER_ASSIGN);
}

/* `_h,this,key` */
static void reference_super(printer *p, uint32_t n, reference_kept *kept) {
  uint32_t index = node_word(p->tree, n, INDEX_INDEX);
  bool first = kept == NULL || kept->object == 0;

  reference_name(
      p, node_word(p->tree, node_word(p->tree, n, MEMBER_OBJECT), SUPER_HOME));
  print_char(p, ',');
  drupe__print_this(p);
  print_char(p, ',');
  if (kept != NULL)
    kept->object = ATOM_this;
  if (node_kind(p->tree, n) == NODE_MEMBER) {
    drupe__print_quoted_atom(p, index);
    return;
  }
  if (kept == NULL) {
    drupe__print_expression(p, index, POWER_ASSIGN);
    return;
  }
  if (!first) {
    drupe__print_atom(p, kept->key);
    return;
  }
  kept->key = drupe__print_temp(p);
  drupe__print_atom(p, kept->key);
  print_lit(p, "=$h.key(");
  drupe__print_expression(p, index, POWER_ASSIGN);
  print_char(p, ')');
}

/* --- Reading --- */

static void reference_get(printer *p, uint32_t n, reference_kept *kept) {
  const scope_private *private;

  if (reference_is_super(p->tree, n)) {
    print_lit(p, "$h.sg(");
    reference_super(p, n, kept);
    drupe__print_mark(p, node_pos(p->tree, n));
    print_char(p, ')');
    return;
  }
  private = reference_private(p, n);
  if ((private->kind & PRIVATE_METHOD) != 0)
    print_lit(p, "$h.pb(");
  else if (private->brand != 0)
    print_lit(p, "$h.pa(");
  else
    print_lit(p, "$h.pg(");
  reference_object(p, n, kept);
  print_char(p, ',');
  if (private->brand != 0) {
    reference_name(p, private->brand);
    print_char(p, ',');
  }
  if ((private->kind & (PRIVATE_SETTER | PRIVATE_GETTER)) == PRIVATE_SETTER)
    reference_quoted(p, private);
  else
    reference_name(p, private->binding);
  drupe__print_mark(p, node_pos(p->tree, n));
  print_char(p, ')');
}

void drupe__lower_reference(printer *p, uint32_t n) {
  reference_get(p, n, NULL);
}

uint32_t drupe__lower_reference_context(printer *p, uint32_t n) {
  reference_kept kept = {0, 0};
  uint32_t owner;

  if (!reference_is_super(p->tree, n)) {
    reference_get(p, n, &kept);
    return kept.object;
  }
  reference_get(p, n, NULL);
  owner = drupe__scope_this_owner(p->pass, p->function);
  return owner == p->function &&
                 (p->pass->functions[owner].flags & SCOPE_FN_LATE_THIS) == 0
             ? (uint32_t)ATOM_this
             : p->pass->this_name;
}

/* --- Writing --- */

static void reference_put(printer *p, uint32_t n, reference_kept *kept) {
  const scope_private *private;

  if (reference_is_super(p->tree, n)) {
    print_lit(p, "$h.ss(");
    reference_super(p, n, kept);
    print_char(p, ',');
    print_char(p, p->strict ? '1' : '0');
    print_char(p, ',');
    return;
  }
  private = reference_private(p, n);
  if ((private->kind & PRIVATE_METHOD) != 0)
    print_lit(p, "$h.pw(");
  else if (private->brand != 0)
    print_lit(p, "$h.pz(");
  else
    print_lit(p, "$h.ps(");
  reference_object(p, n, kept);
  print_char(p, ',');
  if (private->brand != 0) {
    reference_name(p, private->brand);
    print_char(p, ',');
  }
  if (private->brand == 0)
    reference_name(p, private->binding);
  else if (private->setter == 0)
    reference_quoted(p, private);
  else
    reference_name(p, private->setter);
  print_char(p, ',');
}

void drupe__lower_reference_put(printer *p, uint32_t n) {
  reference_put(p, n, NULL);
}

void drupe__lower_reference_put_end(printer *p, uint32_t n) {
  drupe__print_mark(p, node_pos(p->tree, n));
  print_char(p, ')');
}

/* `(_v=get)!=null?_v:put(value)` and its like. */
static void reference_logical(printer *p, uint32_t n) {
  uint32_t target = node_word(p->tree, n, ASSIGN_TARGET);
  uint32_t value = drupe__print_temp(p), op = node_op(p->tree, n);
  reference_kept kept = {0, 0};

  print_lit(p, "((");
  drupe__print_atom(p, value);
  print_char(p, '=');
  reference_get(p, target, &kept);
  if (op == OP_NULLISH)
    print_lit(p, ")!=null?");
  else if (op == OP_OROR)
    print_lit(p, ")?");
  else
    print_lit(p, ")?(");
  if (op == OP_ANDAND) {
    reference_put(p, target, &kept);
    drupe__print_expression(p, node_word(p->tree, n, ASSIGN_VALUE),
                            POWER_ASSIGN);
    print_lit(p, ")):");
    drupe__print_atom(p, value);
    print_char(p, ')');
    return;
  }
  drupe__print_atom(p, value);
  print_char(p, ':');
  reference_put(p, target, &kept);
  drupe__print_expression(p, node_word(p->tree, n, ASSIGN_VALUE), POWER_ASSIGN);
  print_lit(p, "))");
}

void drupe__lower_reference_assign(printer *p, uint32_t n) {
  uint32_t target = node_word(p->tree, n, ASSIGN_TARGET);
  uint32_t op = node_op(p->tree, n), used = p->temp_used;
  reference_kept kept = {0, 0};

  if (op == OP_NULLISH || op == OP_OROR || op == OP_ANDAND) {
    reference_logical(p, n);
    p->temp_used = used;
    return;
  }
  if (op == OP_NONE) {
    reference_put(p, target, NULL);
    drupe__print_expression(p, node_word(p->tree, n, ASSIGN_VALUE),
                            POWER_ASSIGN);
    drupe__print_mark(p, node_pos(p->tree, n));
    print_char(p, ')');
    return;
  }
  /* The object is evaluated where it is first printed: as the argument. */
  reference_put(p, target, &kept);
  reference_get(p, target, &kept);
  drupe__print_operator(p, op);
  drupe__print_expression(p, node_word(p->tree, n, ASSIGN_VALUE), POWER_MEMBER);
  drupe__print_mark(p, node_pos(p->tree, n));
  print_char(p, ')');
  p->temp_used = used;
}

/* `put((_v=get,++_v))`, or `(put((_v=get,_o=_v++,_v)),_o)`. */
void drupe__lower_reference_update(printer *p, uint32_t n) {
  uint32_t target = node_word(p->tree, n, ARGUMENT), used = p->temp_used;
  uint32_t value = drupe__print_temp(p), old = drupe__print_temp(p);
  bool prefix = (node_flags(p->tree, n) & UPDATE_PREFIX) != 0;
  reference_kept kept = {0, 0};

  if (!prefix)
    print_char(p, '(');
  reference_put(p, target, &kept);
  print_char(p, '(');
  drupe__print_atom(p, value);
  print_char(p, '=');
  reference_get(p, target, &kept);
  print_char(p, ',');
  if (prefix) {
    drupe__print_operator(p, node_op(p->tree, n));
    drupe__print_atom(p, value);
  } else {
    drupe__print_atom(p, old);
    print_char(p, '=');
    drupe__print_atom(p, value);
    drupe__print_operator(p, node_op(p->tree, n));
    print_char(p, ',');
    drupe__print_atom(p, value);
  }
  print_char(p, ')');
  drupe__print_mark(p, node_pos(p->tree, n));
  print_char(p, ')');
  if (!prefix) {
    print_char(p, ',');
    drupe__print_atom(p, old);
    print_char(p, ')');
  }
  p->temp_used = used;
}

/* --- Calling --- */

static void reference_rest(printer *p, uint32_t n) {
  uint32_t list = node_word(p->tree, n, CALL_ARGUMENTS), i;

  for (i = 0; i < list_size(p->tree, list); i++) {
    print_char(p, ',');
    drupe__print_expression(p, list_at(p->tree, list, i), POWER_ASSIGN);
  }
  drupe__print_mark(p, node_pos(p->tree, n));
  print_char(p, ')');
}

/* Without spread; the callee is no optional one. */
void drupe__lower_reference_call(printer *p, uint32_t n) {
  uint32_t callee = node_word(p->tree, n, CALL_CALLEE), used = p->temp_used;
  uint32_t context;
  const scope_private *private;

  if (reference_is_super(p->tree, callee)) {
    print_lit(p, "$h.sc(");
    reference_super(p, callee, NULL);
    reference_rest(p, n);
    return;
  }
  private = reference_private(p, callee);
  if ((private->kind & (PRIVATE_GETTER | PRIVATE_SETTER)) != 0) {
    print_lit(p, "$h.ap(");
    context = drupe__lower_reference_context(p, callee);
    print_char(p, ',');
    drupe__print_atom(p, context);
    print_char(p, ',');
    drupe__lower_spread_list(p, node_word(p->tree, n, CALL_ARGUMENTS),
                             node_pos(p->tree, n));
    drupe__print_mark(p, node_pos(p->tree, n));
    print_char(p, ')');
    p->temp_used = used;
    return;
  }
  if (private->brand != 0)
    print_lit(p, "$h.pm(");
  else
    print_lit(p, "$h.pc(");
  reference_object(p, callee, NULL);
  print_char(p, ',');
  if (private->brand != 0) {
    reference_name(p, private->brand);
    print_char(p, ',');
  }
  reference_name(p, private->binding);
  reference_rest(p, n);
}

/* `#x in o` */
void drupe__lower_private_in(printer *p, uint32_t n) {
  const scope_private *private = reference_private(p, n);

  print_lit(p, "$h.pin(");
  drupe__print_expression(p, node_word(p->tree, n, MEMBER_OBJECT),
                          POWER_ASSIGN);
  print_char(p, ',');
  reference_name(p, private->brand != 0 ? private->brand : private->binding);
  print_char(p, ',');
  reference_quoted(p, private);
  drupe__print_mark(p, node_pos(p->tree, n));
  print_char(p, ')');
}
