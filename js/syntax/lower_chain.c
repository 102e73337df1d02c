/* js/syntax/lower_chain.c - optional chains, `??`, logical assignment, and
 * calls that ES5 writes differently.
 *
 *   a?.b.c?.(x)  ->  (_a=a)==null||(_f=(_b=_a.b).c)==null?void 0:_f.call(_b,x)
 *
 * Each link tests what stands before it and keeps it in a variable; a link
 * further out prints the variable instead (drupe__lower_link). */
#include "print.h"

/* --- Links --- */

const print_link *drupe__lower_link(const printer *p, uint32_t node) {
  uint32_t i;

  for (i = p->link_count; i-- > 0;) {
    if (p->links[i].node == node)
      return &p->links[i];
  }
  return NULL;
}

static void link_add(printer *p, uint32_t node, uint32_t value,
                     uint32_t context) {
  print_link link = {node, value, context};

  p->links = drupe__scope_grow(p->pass, p->links, p->link_count,
                               &p->link_capacity, sizeof(*p->links));
  p->links[p->link_count++] = link;
}

static bool link_is_member(const drupe__tree *t, uint32_t n) {
  return node_kind(t, n) == NODE_MEMBER || node_kind(t, n) == NODE_INDEX ||
         node_kind(t, n) == NODE_PRIVATE;
}

static void print_context(printer *p, uint32_t context) {
  if (context == ATOM_this)
    print_lit(p, "this");
  else
    drupe__print_atom(p, context);
}

/* The object of a member that is about to be called: prints it and keeps it,
 * returns the atom that holds it. */
static uint32_t link_object(printer *p, uint32_t member) {
  uint32_t object = node_word(p->tree, member, MEMBER_OBJECT), atom;
  const print_link *link = NULL;

  if ((node_flags(p->tree, member) & FLAG_OPTIONAL) != 0)
    link = drupe__lower_link(p, object);
  atom = link != NULL ? link->value : drupe__print_stable(p, object);
  if (atom != 0) {
    print_context(p, atom);
    return atom;
  }
  atom = drupe__print_temp(p);
  print_char(p, '(');
  drupe__print_atom(p, atom);
  print_char(p, '=');
  drupe__print_expression(p, object, POWER_ASSIGN);
  print_char(p, ')');
  return atom;
}

/* `(_b=object).name`; returns what holds the object. */
static uint32_t link_member(printer *p, uint32_t n) {
  uint32_t context;

  if (drupe__lower_is_reference(p->tree, n))
    return drupe__lower_reference_context(p, n);
  context = link_object(p, n);
  if (node_kind(p->tree, n) == NODE_MEMBER) {
    drupe__print_member_name(p, node_word(p->tree, n, MEMBER_ATOM),
                             node_pos(p->tree, n));
    return context;
  }
  print_char(p, '[');
  drupe__print_expression(p, node_word(p->tree, n, INDEX_INDEX),
                          POWER_SEQUENCE);
  drupe__print_mark(p, node_pos(p->tree, n));
  print_char(p, ']');
  return context;
}

/* The test of one optional node: `(_a=object)==null||`. */
static void link_test(printer *p, uint32_t n) {
  uint32_t object = node_word(p->tree, n, 0), value, context = 0;
  bool call = node_kind(p->tree, n) == NODE_CALL;

  value = drupe__print_stable(p, object);
  if (value != 0 && value != ATOM_this) {
    drupe__print_atom(p, value);
  } else {
    value = drupe__print_temp(p);
    print_char(p, '(');
    drupe__print_atom(p, value);
    print_char(p, '=');
    if (call && link_is_member(p->tree, object))
      context = link_member(p, object);
    else
      drupe__print_expression(p, object, POWER_ASSIGN);
    print_char(p, ')');
  }
  print_lit(p, "==null");
  link_add(p, object, value, context);
}

/* Tests of all optional nodes of a chain, innermost first. */
static void link_tests(printer *p, uint32_t n, bool *first) {
  uint32_t kind = node_kind(p->tree, n);

  if (kind != NODE_MEMBER && kind != NODE_INDEX && kind != NODE_PRIVATE &&
      kind != NODE_CALL)
    return;
  link_tests(p, node_word(p->tree, n, 0), first);
  if ((node_flags(p->tree, n) & FLAG_OPTIONAL) == 0)
    return;
  if (!*first)
    print_lit(p, "||");
  *first = false;
  link_test(p, n);
}

void drupe__lower_chain(printer *p, uint32_t n, bool is_delete) {
  uint32_t used = p->temp_used, links = p->link_count;
  uint32_t e = node_word(p->tree, n, ARGUMENT);
  bool first = true;

  link_tests(p, e, &first);
  if (is_delete)
    print_lit(p, "?true:delete ");
  else
    print_lit(p, "?void 0:");
  drupe__print_expression(p, e, POWER_ASSIGN);
  p->link_count = links;
  p->temp_used = used;
}

/* `(a?.b)(x)`: the chain ends at the parenthesis, but `this` goes on. */
void drupe__lower_chain_call(printer *p, uint32_t n) {
  uint32_t chain = node_word(p->tree, n, CALL_CALLEE);
  uint32_t e = node_word(p->tree, chain, ARGUMENT);
  uint32_t list = node_word(p->tree, n, CALL_ARGUMENTS);
  uint32_t used = p->temp_used, links = p->link_count, context = 0;
  bool first = true;

  drupe__lower_spread_begin(p, list, false);
  link_tests(p, e, &first);
  print_lit(p, "?void 0:");
  if (link_is_member(p->tree, e))
    context = link_member(p, e);
  else
    drupe__print_expression(p, e, POWER_ASSIGN);
  print_char(p, ',');
  if (context == 0)
    print_lit(p, "void 0");
  else
    print_context(p, context);
  print_char(p, ',');
  drupe__lower_spread_arguments(p, list, node_pos(p->tree, n));
  p->link_count = links;
  p->temp_used = used;
}

/* --- Calls with a spread argument, and optional ones --- */

bool drupe__lower_has_spread(const drupe__tree *t, uint32_t list) {
  uint32_t i, n;

  for (i = 0; i < list_size(t, list); i++) {
    n = list_at(t, list, i);
    if (n != 0 && node_kind(t, n) == NODE_SPREAD)
      return true;
  }
  return false;
}

static void print_apply(printer *p, uint32_t n, uint32_t context) {
  print_char(p, ',');
  if (context == 0)
    print_lit(p, "void 0");
  else
    print_context(p, context);
  print_char(p, ',');
  drupe__lower_spread_arguments(p, node_word(p->tree, n, CALL_ARGUMENTS),
                                node_pos(p->tree, n));
}

/* An optional call, whose callee is in a variable. */
static void print_linked_call(printer *p, uint32_t n, const print_link *link) {
  uint32_t list = node_word(p->tree, n, CALL_ARGUMENTS), i;

  if (drupe__lower_has_spread(p->tree, list)) {
    drupe__lower_spread_begin(p, list, false);
    drupe__print_atom(p, link->value);
    print_apply(p, n, link->context);
    return;
  }
  drupe__print_atom(p, link->value);
  if (link->context == 0) {
    drupe__print_arguments(p, list, node_pos(p->tree, n));
    return;
  }
  print_lit(p, ".call(");
  print_context(p, link->context);
  for (i = 0; i < list_size(p->tree, list); i++) {
    print_char(p, ',');
    drupe__print_expression(p, list_at(p->tree, list, i), POWER_ASSIGN);
  }
  drupe__print_mark(p, node_pos(p->tree, n));
  print_char(p, ')');
}

void drupe__lower_spread_call(printer *p, uint32_t n) {
  uint32_t callee = node_word(p->tree, n, CALL_CALLEE), used = p->temp_used;
  uint32_t context = 0;
  print_link link;

  if ((node_flags(p->tree, n) & FLAG_OPTIONAL) != 0) {
    link = *drupe__lower_link(p, callee); /* arguments may add links */
    print_linked_call(p, n, &link);
    return;
  }
  drupe__lower_spread_begin(p, node_word(p->tree, n, CALL_ARGUMENTS), false);
  if (link_is_member(p->tree, callee))
    context = link_member(p, callee);
  else
    drupe__print_expression(p, callee, POWER_ASSIGN);
  print_apply(p, n, context);
  p->temp_used = used;
}

/* --- ?? --- */

/* `a??b` is `(_a=a)!=null?_a:b`; a chain of them nests to the right:
 * a??b??c is a??(b??c). */
static void nullish_from(printer *p, uint32_t list, uint32_t i) {
  uint32_t n = list_at(p->tree, list, i), used = p->temp_used, value;

  if (i + 1 == list_size(p->tree, list)) {
    drupe__print_expression(p, n, POWER_ASSIGN);
    return;
  }
  value = drupe__print_stable(p, n);
  if (value != 0 && value != ATOM_this) {
    drupe__print_atom(p, value);
  } else {
    value = drupe__print_temp(p);
    print_char(p, '(');
    drupe__print_atom(p, value);
    print_char(p, '=');
    drupe__print_expression(p, n, POWER_ASSIGN);
    print_char(p, ')');
  }
  print_lit(p, "!=null?");
  drupe__print_atom(p, value);
  print_char(p, ':');
  p->temp_used = used; /* when the right side runs, the left is not needed */
  nullish_from(p, list, i + 1);
}

void drupe__lower_nullish(printer *p, uint32_t n) {
  nullish_from(p, node_inline_list(n), 0);
}

/* --- a ||= b, a &&= b, a ??= b --- */

/* The target twice: to read and to assign.  What it needs is evaluated by the
 * first and kept for the second. */
typedef struct logical_target {
  uint32_t object; /* atom */
  uint32_t key;    /* atom, or 0: the member's name */
} logical_target;

static void logical_read(printer *p, uint32_t target, logical_target *out) {
  uint32_t kind = node_kind(p->tree, target), index;

  if (kind == NODE_IDENT) {
    drupe__print_ident(p, target);
    return;
  }
  out->object = link_object(p, target);
  if (kind == NODE_MEMBER) {
    drupe__print_member_name(p, node_word(p->tree, target, MEMBER_ATOM),
                             node_pos(p->tree, target));
    return;
  }
  index = node_word(p->tree, target, INDEX_INDEX);
  print_char(p, '[');
  if (node_kind(p->tree, index) == NODE_NUMBER ||
      node_kind(p->tree, index) == NODE_STRING) {
    drupe__print_expression(p, index, POWER_SEQUENCE);
  } else {
    out->key = drupe__print_temp(p);
    drupe__print_atom(p, out->key);
    print_lit(p, "=$h.key(");
    drupe__print_expression(p, index, POWER_ASSIGN);
    print_char(p, ')');
  }
  drupe__print_mark(p, node_pos(p->tree, target));
  print_char(p, ']');
}

static void logical_write(printer *p, uint32_t n, const logical_target *kept) {
  uint32_t target = node_word(p->tree, n, ASSIGN_TARGET);
  uint32_t value = node_word(p->tree, n, ASSIGN_VALUE);
  const scope_binding *b;

  if (node_kind(p->tree, target) == NODE_IDENT) {
    b = drupe__print_binding(p, target);
    if (b != NULL && drupe__print_is_constant(p, b)) {
      print_lit(p, "$h.kc(");
      drupe__print_expression(p, value, POWER_ASSIGN);
      print_char(p, ')');
      return;
    }
    if (b == NULL)
      drupe__print_ident(p, target);
    else
      drupe__print_name(p, b); /* the read has done the check */
    print_char(p, '=');
    drupe__print_named(p, value, node_word(p->tree, target, IDENT_ATOM),
                       POWER_ASSIGN);
    return;
  }
  print_context(p, kept->object);
  if (node_kind(p->tree, target) == NODE_MEMBER) {
    drupe__print_member_name(p, node_word(p->tree, target, MEMBER_ATOM),
                             node_pos(p->tree, target));
  } else {
    print_char(p, '[');
    if (kept->key != 0)
      drupe__print_atom(p, kept->key);
    else
      drupe__print_expression(p, node_word(p->tree, target, INDEX_INDEX),
                              POWER_SEQUENCE);
    print_char(p, ']');
  }
  print_lit(p, "=(");
  drupe__print_expression(p, value, POWER_SEQUENCE);
  drupe__print_mark(p, node_pos(p->tree, target));
  print_char(p, ')');
}

void drupe__lower_logical_assign(printer *p, uint32_t n) {
  uint32_t target = node_word(p->tree, n, ASSIGN_TARGET);
  uint32_t op = node_op(p->tree, n), used = p->temp_used, value;
  logical_target kept = {0, 0};

  if (op == OP_NULLISH) {
    value = drupe__print_temp(p);
    print_char(p, '(');
    drupe__print_atom(p, value);
    print_char(p, '=');
    logical_read(p, target, &kept);
    print_lit(p, ")!=null?");
    drupe__print_atom(p, value);
    print_lit(p, ":(");
  } else {
    logical_read(p, target, &kept);
    if (op == OP_OROR)
      print_lit(p, "||(");
    else
      print_lit(p, "&&(");
  }
  logical_write(p, n, &kept);
  print_char(p, ')');
  p->temp_used = used;
}
