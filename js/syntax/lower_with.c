/* js/syntax/lower_with.c - assignments to names inside `with`.
 *
 * The object that has the name is found before the value is computed, which
 * may take the name away:
 *   x=v    ->  $h.wp($h.wr("x"),"x",0,v)
 *   x+=v   ->  $h.wp(_r=$h.wr("x"),"x",0,$h.wg(_r,"x",0)+v)
 *   x??=v  ->  ((_v=$h.wg(_r=$h.wr("x"),"x",0))!=null?_v:$h.wp(_r,"x",0,v))
 *   x++    ->  ($h.wp(_r=$h.wr("x"),"x",0,(_o=+$h.wg(_r,"x",0),...)),_o) */
#include "print.h"

bool drupe__lower_is_with(const printer *p, uint32_t n) {
  const scope_binding *b;

  if (node_kind(p->tree, n) != NODE_IDENT ||
      (node_flags(p->tree, n) & (IDENT_WITH | IDENT_CHECK)) != IDENT_WITH)
    return false;
  b = drupe__print_binding(p, n);
  return b == NULL || ((b->flags & BINDING_BOXED) == 0 && b->out == b->atom &&
                       !drupe__print_is_constant(p, b));
}

/* `"x",0`: the arguments that say what and how. */
static void with_name(printer *p, uint32_t n) {
  print_char(p, ',');
  drupe__print_quoted_atom(p, node_word(p->tree, n, IDENT_ATOM));
  print_char(p, ',');
  print_char(p, p->strict ? '1' : '0');
}

/* The object: found, and kept in `object` unless that is 0. */
static void with_find(printer *p, uint32_t n, uint32_t object) {
  if (object != 0) {
    drupe__print_atom(p, object);
    print_char(p, '=');
  }
  print_lit(p, "$h.wr(");
  drupe__print_quoted_atom(p, node_word(p->tree, n, IDENT_ATOM));
  print_char(p, ')');
}

static void with_get(printer *p, uint32_t n, uint32_t object, bool find) {
  print_lit(p, "$h.wg(");
  if (find)
    with_find(p, n, object);
  else
    drupe__print_atom(p, object);
  with_name(p, n);
  drupe__print_mark(p, node_pos(p->tree, n));
  print_char(p, ')');
}

static void with_put_value(printer *p, uint32_t n, uint32_t target) {
  uint32_t value = node_word(p->tree, n, ASSIGN_VALUE);

  print_char(p, ',');
  if (node_op(p->tree, n) <= OP_ANDAND)
    drupe__print_named(p, value, node_word(p->tree, target, IDENT_ATOM),
                       POWER_ASSIGN);
  else
    drupe__print_expression(p, value, POWER_MEMBER);
  drupe__print_mark(p, node_pos(p->tree, n));
  print_char(p, ')');
}

static void with_logical(printer *p, uint32_t n, uint32_t target) {
  uint32_t value = drupe__print_temp(p), object = drupe__print_temp(p);
  uint32_t op = node_op(p->tree, n);

  print_lit(p, "((");
  drupe__print_atom(p, value);
  print_char(p, '=');
  with_get(p, target, object, true);
  if (op == OP_NULLISH)
    print_lit(p, ")!=null?");
  else
    print_lit(p, ")?");
  if (op != OP_ANDAND) {
    drupe__print_atom(p, value);
    print_char(p, ':');
  }
  print_lit(p, "$h.wp(");
  drupe__print_atom(p, object);
  with_name(p, target);
  with_put_value(p, n, target);
  if (op == OP_ANDAND) {
    print_char(p, ':');
    drupe__print_atom(p, value);
  }
  print_char(p, ')');
}

void drupe__lower_with_assign(printer *p, uint32_t n) {
  uint32_t target = node_word(p->tree, n, ASSIGN_TARGET);
  uint32_t op = node_op(p->tree, n), used = p->temp_used, object;

  if (op == OP_NULLISH || op == OP_OROR || op == OP_ANDAND) {
    with_logical(p, n, target);
    p->temp_used = used;
    return;
  }
  print_lit(p, "$h.wp(");
  if (op == OP_NONE) {
    with_find(p, target, 0);
    with_name(p, target);
    with_put_value(p, n, target);
    return;
  }
  object = drupe__print_temp(p);
  with_find(p, target, object);
  with_name(p, target);
  print_char(p, ',');
  with_get(p, target, object, false);
  drupe__print_operator(p, op);
  drupe__print_expression(p, node_word(p->tree, n, ASSIGN_VALUE), POWER_MEMBER);
  drupe__print_mark(p, node_pos(p->tree, n));
  print_char(p, ')');
  p->temp_used = used;
}

/* `put((_v=get,++_v))`, or `(put((_v=get,_o=_v++,_v)),_o)`. */
void drupe__lower_with_update(printer *p, uint32_t n) {
  uint32_t target = node_word(p->tree, n, ARGUMENT), used = p->temp_used;
  uint32_t object = drupe__print_temp(p), value = drupe__print_temp(p);
  uint32_t old = drupe__print_temp(p);
  bool prefix = (node_flags(p->tree, n) & UPDATE_PREFIX) != 0;

  if (!prefix)
    print_char(p, '(');
  print_lit(p, "$h.wp(");
  with_find(p, target, object);
  with_name(p, target);
  print_lit(p, ",(");
  drupe__print_atom(p, value);
  print_char(p, '=');
  with_get(p, target, object, false);
  print_char(p, ',');
  if (!prefix) {
    drupe__print_atom(p, old);
    print_char(p, '=');
  } else {
    drupe__print_operator(p, node_op(p->tree, n));
  }
  drupe__print_atom(p, value);
  if (!prefix) {
    drupe__print_operator(p, node_op(p->tree, n));
    print_char(p, ',');
    drupe__print_atom(p, value);
  }
  print_lit(p, "))");
  if (!prefix) {
    print_char(p, ',');
    drupe__print_atom(p, old);
    print_char(p, ')');
  }
  p->temp_used = used;
}
