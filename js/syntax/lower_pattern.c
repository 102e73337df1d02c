/* js/syntax/lower_pattern.c - destructuring.
 *
 * A pattern takes its values from a variable.  As statements:
 *   {a,b:c=1}  ->  a=_t.a;c=(_v=_t.b)===void 0?1:_v;
 *   [a,b]      ->  _u=$h.ad(_t,2,0);a=_u[0];b=_u[1];
 * An array pattern whose steps somebody could watch (it has defaults with
 * effects, inner patterns or property targets) follows the protocol:
 *   _r=$h.it(_t);_k=1;try{a=$h.av(_r);..._k=0}finally{$h.ic(_r,_k)}
 * Inside an expression there is no try; there `ad` always does it. */
#include "print.h"

/* Where one value comes from. */
typedef enum from_kind {
  FROM_KEY,   /* value.name, value["name"], value[1] */
  FROM_TEMP,  /* value[key] */
  FROM_EXPR,  /* value[expression] */
  FROM_INDEX, /* value[number] */
  FROM_STEP,  /* $h.av(value) */
  FROM_HOLE,  /* $h.av(value,1) */
  FROM_REST,  /* $h.rest(value) */
  FROM_VALUE  /* value */
} from_kind;

typedef struct from {
  from_kind kind;
  uint32_t value; /* atom */
  uint32_t key;   /* node, atom or number, by kind */
  uint32_t mark;  /* FROM_KEY: its place, or 0 */
} from;

typedef struct pattern {
  bool declare;
  bool statements;
} pattern;

static void pattern_bind(printer *p, uint32_t target, const from *from,
                         const pattern *how);

bool drupe__lower_is_pattern(const drupe__tree *t, uint32_t n) {
  return node_kind(t, n) == NODE_ARRAY_PATTERN ||
         node_kind(t, n) == NODE_OBJECT_PATTERN;
}

/* --- One step: as a statement, or followed by a comma --- */

static void pattern_begin(printer *p, const pattern *how) {
  if (how->statements)
    drupe__print_effect(p);
}

static void pattern_end(printer *p, const pattern *how) {
  if (how->statements)
    drupe__print_effect_end(p);
  else
    print_char(p, ',');
}

static void from_print(printer *p, const from *f) {
  switch (f->kind) {
  case FROM_KEY:
    drupe__print_atom(p, f->value);
    if (node_kind(p->tree, f->key) == NODE_NAME) {
      drupe__print_member_name(p, node_word(p->tree, f->key, NAME_ATOM),
                               f->mark != 0 ? f->mark : p->offset);
      return;
    }
    print_char(p, '[');
    drupe__print_expression(p, f->key, POWER_ASSIGN);
    if (f->mark != 0)
      drupe__print_mark(p, f->mark);
    print_char(p, ']');
    return;
  case FROM_TEMP:
    drupe__print_atom(p, f->value);
    print_char(p, '[');
    drupe__print_atom(p, f->key);
    print_char(p, ']');
    return;
  case FROM_EXPR:
    drupe__print_atom(p, f->value);
    print_char(p, '[');
    drupe__print_expression(p, f->key, POWER_SEQUENCE);
    drupe__print_mark(p, node_pos(p->tree, f->key));
    print_char(p, ']');
    return;
  case FROM_INDEX:
    drupe__print_atom(p, f->value);
    print_char(p, '[');
    drupe__print_number(p, f->key);
    print_char(p, ']');
    return;
  case FROM_STEP:
  case FROM_HOLE:
  case FROM_REST:
    if (f->kind == FROM_REST)
      print_lit(p, "$h.rest(");
    else
      print_lit(p, "$h.av(");
    drupe__print_atom(p, f->value);
    if (f->kind == FROM_HOLE)
      print_lit(p, ",1");
    print_char(p, ')');
    return;
  default: drupe__print_atom(p, f->value);
  }
}

/* The value, or the default in its place; `name` is for anonymous functions
 * among the defaults. */
static void from_print_default(printer *p, const from *f, uint32_t value,
                               uint32_t name) {
  uint32_t temp;

  if (value == 0) {
    from_print(p, f);
    return;
  }
  temp = drupe__print_temp(p);
  print_char(p, '(');
  drupe__print_atom(p, temp);
  print_char(p, '=');
  from_print(p, f);
  print_lit(p, ")===void 0?");
  drupe__print_named(p, value, name, POWER_ASSIGN);
  print_char(p, ':');
  drupe__print_atom(p, temp);
}

/* --- Targets --- */

static bool target_is_constant(const printer *p, uint32_t target,
                               bool declare) {
  const scope_binding *b;

  if (declare || node_kind(p->tree, target) != NODE_IDENT)
    return false;
  b = drupe__print_binding(p, target);
  return b != NULL && drupe__print_is_constant(p, b);
}

static bool target_is_checked(const printer *p, uint32_t target, bool declare) {
  return !declare && node_kind(p->tree, target) == NODE_IDENT &&
         (node_flags(p->tree, target) & IDENT_CHECK) != 0;
}

/* What stands before the value.  A name in its dead zone must be refused
 * after the value was computed, so `x=(_v=` value `,check,_v)`. */
void drupe__lower_target(printer *p, uint32_t target, bool declare) {
  const scope_binding *b;

  if (target_is_checked(p, target, declare)) {
    uint32_t temp = drupe__print_temp(p);

    b = drupe__print_binding(p, target);
    if (!drupe__print_is_constant(p, b)) {
      drupe__print_name(p, b);
      print_char(p, '=');
    }
    print_char(p, '(');
    drupe__print_atom(p, temp);
    print_char(p, '=');
    return;
  }
  if (target_is_constant(p, target, declare)) {
    print_lit(p, "$h.kc(");
    return;
  }
  if (drupe__lower_is_reference(p->tree, target)) {
    drupe__lower_reference_put(p, target);
    return;
  }
  if (node_kind(p->tree, target) == NODE_IDENT) {
    b = drupe__print_binding(p, target);
    if (b == NULL) {
      drupe__print_ident(p, target);
    } else {
      if (declare)
        drupe__print_declare_binding(p, target);
      drupe__print_name(p, b);
    }
  } else {
    drupe__print_expression(p, target, POWER_CALL);
  }
  print_char(p, '=');
}

void drupe__lower_target_end(printer *p, uint32_t target, bool declare) {
  const scope_binding *b;

  if (target_is_checked(p, target, declare)) {
    b = drupe__print_binding(p, target);
    print_char(p, ',');
    drupe__print_check(p, b);
    print_char(p, ',');
    if (drupe__print_is_constant(p, b))
      print_lit(p, "$h.kc()");
    else
      drupe__print_atom(p, p->temps[p->temp_used - 1]);
    print_char(p, ')');
    return;
  }
  if (target_is_constant(p, target, declare))
    print_char(p, ')');
  if (drupe__lower_is_reference(p->tree, target))
    drupe__lower_reference_put_end(p, target);
  if (!declare || node_kind(p->tree, target) != NODE_IDENT)
    return;
  b = drupe__print_binding(p, target);
  if (b != NULL && (b->flags & BINDING_CHECKED) != 0) {
    print_char(p, ',');
    drupe__print_flag(p, b);
    print_lit(p, "=1");
  }
}

static void bind_leaf(printer *p, uint32_t target, uint32_t value,
                      const from *from, const pattern *how) {
  uint32_t used = p->temp_used, name = 0;

  if (node_kind(p->tree, target) == NODE_IDENT)
    name = node_word(p->tree, target, IDENT_ATOM);
  pattern_begin(p, how);
  drupe__lower_target(p, target, how->declare);
  {
    uint32_t held = p->temp_used;

    from_print_default(p, from, value, name);
    p->temp_used = held; /* the target's own temporary is the top again */
  }
  drupe__lower_target_end(p, target, how->declare);
  pattern_end(p, how);
  p->temp_used = used;
}

static void pattern_bind(printer *p, uint32_t target, const from *from,
                         const pattern *how) {
  uint32_t value = 0, used = p->temp_used, temp, held;

  if (node_kind(p->tree, target) == NODE_DEFAULT) {
    value = node_word(p->tree, target, ASSIGN_VALUE);
    target = node_word(p->tree, target, ASSIGN_TARGET);
  }
  if (!drupe__lower_is_pattern(p->tree, target)) {
    bind_leaf(p, target, value, from, how);
    return;
  }
  if (from->kind == FROM_VALUE && value == 0) {
    drupe__lower_pattern(p, target, from->value, how->declare, how->statements);
    return;
  }
  temp = drupe__print_temp(p);
  held = p->temp_used;
  pattern_begin(p, how);
  drupe__print_atom(p, temp);
  print_char(p, '=');
  from_print_default(p, from, value, 0);
  p->temp_used = held;
  pattern_end(p, how);
  drupe__lower_pattern(p, target, temp, how->declare, how->statements);
  p->temp_used = used;
}

/* --- Objects --- */

/* Does reading the first property throw by itself what the pattern must
 * throw for null, before anything else happens? */
static bool object_guards_itself(const printer *p, uint32_t list,
                                 const pattern *how) {
  uint32_t first, target;

  if (list_size(p->tree, list) == 0)
    return false;
  first = list_at(p->tree, list, 0);
  if (node_kind(p->tree, first) != NODE_PROPERTY ||
      (node_flags(p->tree, first) & MEMBER_COMPUTED) != 0)
    return false;
  target = node_word(p->tree, first, PROPERTY_ITEM);
  if (node_kind(p->tree, target) == NODE_DEFAULT)
    target = node_word(p->tree, target, ASSIGN_TARGET);
  return how->declare || node_kind(p->tree, target) == NODE_IDENT ||
         drupe__lower_is_pattern(p->tree, target);
}

static bool object_has_rest(const printer *p, uint32_t list) {
  uint32_t count = list_size(p->tree, list);

  return count > 0 &&
         node_kind(p->tree, list_at(p->tree, list, count - 1)) == NODE_REST;
}

/* The keys that the rest leaves out; `keys` are the temporaries of computed
 * ones, in order. */
static void object_rest(printer *p, uint32_t list, uint32_t value,
                        uint32_t first_key, const pattern *how) {
  uint32_t count = list_size(p->tree, list), i, item, used = p->temp_used, key;
  uint32_t target =
      node_word(p->tree, list_at(p->tree, list, count - 1), ARGUMENT);

  pattern_begin(p, how);
  drupe__lower_target(p, target, how->declare);
  print_lit(p, "$h.orest(");
  drupe__print_atom(p, value);
  for (i = 0; i + 1 < count; i++) {
    print_char(p, ',');
    item = list_at(p->tree, list, i);
    if ((node_flags(p->tree, item) & MEMBER_COMPUTED) != 0) {
      drupe__print_atom(p, p->temps[first_key++]);
      continue;
    }
    key = node_word(p->tree, item, PROPERTY_KEY);
    if (node_kind(p->tree, key) == NODE_NAME) {
      drupe__print_quoted_atom(p, node_word(p->tree, key, NAME_ATOM));
      continue;
    }
    print_lit(p, "$h.key(");
    drupe__lower_key(p, key);
    print_char(p, ')');
  }
  print_char(p, ')');
  drupe__lower_target_end(p, target, how->declare);
  pattern_end(p, how);
  p->temp_used = used;
}

static void object_property(printer *p, uint32_t n, uint32_t value, bool rest,
                            bool mark, const pattern *how) {
  uint32_t key = node_word(p->tree, n, PROPERTY_KEY);
  uint32_t target = node_word(p->tree, n, PROPERTY_ITEM);
  from from = {FROM_KEY, value, key, 0};

  /* V8 reports the target, but the key where there is a default. */
  if (mark)
    from.mark = node_pos(
        p->tree, node_kind(p->tree, target) == NODE_DEFAULT ? key : target);

  if ((node_flags(p->tree, n) & MEMBER_COMPUTED) == 0) {
    pattern_bind(p, target, &from, how);
    return;
  }
  from.kind = FROM_EXPR;
  if (rest || node_kind(p->tree, target) != NODE_IDENT) {
    from.kind = FROM_TEMP;
    from.key = drupe__print_temp(p); /* the caller frees it */
    pattern_begin(p, how);
    drupe__print_atom(p, from.key);
    print_lit(p, "=$h.key(");
    drupe__print_expression(p, key, POWER_ASSIGN);
    print_char(p, ')');
    pattern_end(p, how);
  }
  pattern_bind(p, target, &from, how);
}

static void object_pattern(printer *p, uint32_t n, uint32_t value,
                           const pattern *how) {
  uint32_t list = node_word(p->tree, n, OBJECT_LIST), i, item;
  uint32_t used = p->temp_used;
  bool rest = object_has_rest(p, list);
  bool guarded = object_guards_itself(p, list, how);

  if (!guarded) {
    pattern_begin(p, how);
    print_lit(p, "$h.obj(");
    drupe__print_atom(p, value);
    drupe__print_mark(p, node_pos(p->tree, n));
    print_char(p, ')');
    pattern_end(p, how);
  }
  for (i = 0; i < list_size(p->tree, list); i++) {
    item = list_at(p->tree, list, i);
    if (node_kind(p->tree, item) == NODE_REST) {
      object_rest(p, list, value, used, how);
      break;
    }
    object_property(p, item, value, rest, guarded && i == 0, how);
    if (!rest)
      p->temp_used = used;
  }
  p->temp_used = used;
}

/* --- Arrays --- */

/* Can nobody watch when it is evaluated? */
static bool array_is_silent(const printer *p, uint32_t n) {
  switch (node_kind(p->tree, n)) {
  case NODE_NUMBER:
  case NODE_STRING:
  case NODE_NULL:
  case NODE_TRUE:
  case NODE_FALSE:
  case NODE_FUNCTION:
  case NODE_THIS: return true;
  case NODE_IDENT:
    return drupe__print_binding(p, n) != NULL &&
           (node_flags(p->tree, n) & IDENT_CHECK) == 0;
  case NODE_ARRAY:
    return list_size(p->tree, node_word(p->tree, n, ARRAY_LIST)) == 0;
  case NODE_OBJECT:
    return list_size(p->tree, node_word(p->tree, n, OBJECT_LIST)) == 0;
  default: return false;
  }
}

enum { ARRAY_HOLES = 31 }; /* elements whose bits a number has */

static bool array_is_simple(const printer *p, uint32_t list, bool declare) {
  uint32_t i, item;

  for (i = 0; i < list_size(p->tree, list); i++) {
    item = list_at(p->tree, list, i);
    if (item == 0 && i >= ARRAY_HOLES)
      return false;
    if (item == 0)
      continue;
    if (node_kind(p->tree, item) == NODE_REST)
      item = node_word(p->tree, item, ARGUMENT);
    if (node_kind(p->tree, item) == NODE_DEFAULT) {
      if (!array_is_silent(p, node_word(p->tree, item, ASSIGN_VALUE)))
        return false;
      item = node_word(p->tree, item, ASSIGN_TARGET);
    }
    if (node_kind(p->tree, item) != NODE_IDENT ||
        drupe__print_binding(p, item) == NULL ||
        target_is_constant(p, item, declare) ||
        target_is_checked(p, item, declare))
      return false;
  }
  return true;
}

/* `,rest,holes` of $h.ad, as far as they are not 0. */
static void array_print_kinds(printer *p, uint32_t list, bool rest) {
  uint32_t holes = 0, i;

  for (i = 0; i < list_size(p->tree, list) && i < ARRAY_HOLES; i++)
    if (list_at(p->tree, list, i) == 0)
      holes |= 1u << i;
  if (rest || holes != 0) {
    print_char(p, ',');
    print_char(p, rest ? '1' : '0');
  }
  if (holes != 0) {
    print_char(p, ',');
    drupe__print_number(p, holes);
  }
}

/* All values first, then the targets. */
static void array_at_once(printer *p, uint32_t n, uint32_t value,
                          uint32_t place, const pattern *how) {
  uint32_t list = node_word(p->tree, n, ARRAY_LIST), i, item;
  uint32_t count = list_size(p->tree, list), used = p->temp_used;
  uint32_t temp = drupe__print_temp(p);
  bool rest =
      count > 0 && list_at(p->tree, list, count - 1) != 0 &&
      node_kind(p->tree, list_at(p->tree, list, count - 1)) == NODE_REST;

  pattern_begin(p, how);
  drupe__print_atom(p, temp);
  print_lit(p, "=$h.ad(");
  drupe__print_atom(p, value);
  print_char(p, ',');
  drupe__print_number(p, rest ? count - 1 : count);
  array_print_kinds(p, list, rest);
  drupe__print_mark(p, place);
  print_char(p, ')');
  pattern_end(p, how);
  for (i = 0; i < count; i++) {
    from from = {FROM_INDEX, temp, i, 0};

    item = list_at(p->tree, list, i);
    if (item == 0)
      continue;
    if (node_kind(p->tree, item) == NODE_REST)
      item = node_word(p->tree, item, ARGUMENT);
    pattern_bind(p, item, &from, how);
  }
  p->temp_used = used;
}

static void array_step_by_step(printer *p, uint32_t n, uint32_t value,
                               uint32_t place, const pattern *how) {
  uint32_t list = node_word(p->tree, n, ARRAY_LIST), i, item;
  uint32_t used = p->temp_used, record = drupe__print_temp(p);
  uint32_t failed = drupe__print_temp(p);
  /* A return() at a yield inside is no error: closing may throw. */
  bool caught = drupe__lower_yields(p);

  pattern_begin(p, how);
  drupe__print_atom(p, record);
  print_lit(p, "=$h.it(");
  drupe__print_atom(p, value);
  drupe__print_mark(p, place);
  print_lit(p, "),");
  drupe__print_atom(p, failed);
  if (caught)
    print_lit(p, "=0");
  else
    print_lit(p, "=1");
  pattern_end(p, how);
  print_lit(p, "try{");
  for (i = 0; i < list_size(p->tree, list); i++) {
    from from = {FROM_STEP, record, 0, 0};

    item = list_at(p->tree, list, i);
    if (item == 0) {
      from.kind = FROM_HOLE;
      pattern_begin(p, how);
      from_print(p, &from);
      pattern_end(p, how);
      continue;
    }
    if (node_kind(p->tree, item) == NODE_REST) {
      item = node_word(p->tree, item, ARGUMENT);
      from.kind = FROM_REST;
    }
    pattern_bind(p, item, &from, how);
  }
  if (caught) {
    print_lit(p, "}catch(");
    drupe__print_atom(p, p->pass->error_name);
    print_lit(p, "){");
    drupe__print_atom(p, failed);
    print_lit(p, "=1;throw ");
    drupe__print_atom(p, p->pass->error_name);
    print_char(p, ';');
  } else {
    pattern_begin(p, how);
    drupe__print_atom(p, failed);
    print_lit(p, "=0");
    pattern_end(p, how);
  }
  print_lit(p, "}finally{");
  pattern_begin(p, how);
  print_lit(p, "$h.ic(");
  drupe__print_atom(p, record);
  print_char(p, ',');
  drupe__print_atom(p, failed);
  print_char(p, ')');
  pattern_end(p, how);
  print_char(p, '}');
  p->temp_used = used;
}

void drupe__lower_pattern(printer *p, uint32_t n, uint32_t value, bool declare,
                          bool statements) {
  pattern how = {declare, statements};
  uint32_t place = p->place != 0 ? p->place : node_pos(p->tree, n);

  p->place = 0;
  if (node_kind(p->tree, n) == NODE_OBJECT_PATTERN)
    object_pattern(p, n, value, &how);
  else if (!statements ||
           array_is_simple(p, node_word(p->tree, n, ARRAY_LIST), declare))
    array_at_once(p, n, value, place, &how);
  else
    array_step_by_step(p, n, value, place, &how);
}

void drupe__lower_bind(printer *p, uint32_t target, uint32_t value,
                       bool declare) {
  from from = {FROM_VALUE, value, 0, 0};
  pattern how = {declare, true};

  pattern_bind(p, target, &from, &how);
}

/* --- Assignments --- */

static uint32_t assign_value(printer *p, uint32_t n, const pattern *how) {
  uint32_t value = node_word(p->tree, n, ASSIGN_VALUE), held;
  uint32_t temp = drupe__print_stable(p, value);

  if (temp != 0 && temp != ATOM_this) {
    p->place = node_pos(p->tree, n);
    return temp;
  }
  temp = drupe__print_temp(p);
  held = p->temp_used;
  pattern_begin(p, how);
  drupe__print_atom(p, temp);
  print_char(p, '=');
  drupe__print_expression(p, value, POWER_ASSIGN);
  pattern_end(p, how);
  p->temp_used = held;
  p->place = node_pos(p->tree, n);
  return temp;
}

/* Inside an expression: `(_t=value,a=_t.a,_t)`. */
void drupe__lower_pattern_assign(printer *p, uint32_t n) {
  pattern how = {false, false};
  uint32_t used = p->temp_used, value;

  print_char(p, '(');
  value = assign_value(p, n, &how);
  drupe__lower_pattern(p, node_word(p->tree, n, ASSIGN_TARGET), value, false,
                       false);
  drupe__print_atom(p, value);
  print_char(p, ')');
  p->temp_used = used;
}

/* `a=[b]=c`, which binds what the pattern took apart to `a` as well? */
static bool pattern_is_chain(const drupe__tree *t, uint32_t n) {
  uint32_t value = node_word(t, n, ASSIGN_VALUE);

  return node_kind(t, node_word(t, n, ASSIGN_TARGET)) == NODE_IDENT &&
         node_op(t, n) == OP_NONE && node_kind(t, value) == NODE_ASSIGN &&
         drupe__lower_is_pattern(t, node_word(t, value, ASSIGN_TARGET));
}

bool drupe__lower_is_pattern_statement(const drupe__tree *t, uint32_t n) {
  return node_kind(t, n) == NODE_ASSIGN &&
         (drupe__lower_is_pattern(t, node_word(t, n, ASSIGN_TARGET)) ||
          pattern_is_chain(t, n));
}

void drupe__lower_pattern_statement(printer *p, uint32_t n) {
  pattern how = {false, true};
  uint32_t used = p->temp_used;
  uint32_t chain = pattern_is_chain(p->tree, n) ? n : 0, value;

  if (chain != 0)
    n = node_word(p->tree, n, ASSIGN_VALUE);
  value = assign_value(p, n, &how);
  drupe__lower_pattern(p, node_word(p->tree, n, ASSIGN_TARGET), value, false,
                       true);
  if (chain != 0) {
    from from = {FROM_VALUE, value, 0, 0};

    bind_leaf(p, node_word(p->tree, chain, ASSIGN_TARGET), 0, &from, &how);
  }
  if (drupe__print_has_value(p)) {
    drupe__print_atom(p, value);
    print_char(p, ';');
  }
  p->temp_used = used;
}
