/* js/syntax/print_expr.c - expressions, with the parentheses they need and
 * with line breaks where an instruction must carry a position:
 *   a call breaks before its `)`, a member after its `.`, an index before its
 *   `]`, a name that may not exist before itself.
 * A property is put after the value was computed, so a value that breaks
 * lines itself is wrapped: `o.p=(value` break `)`. */
#include "print.h"

static const char *const print_operators[OP_COUNT] = {
    [OP_NULLISH] = "??",
    [OP_OROR] = "||",
    [OP_ANDAND] = "&&",
    [OP_OR] = "|",
    [OP_XOR] = "^",
    [OP_AND] = "&",
    [OP_EQ] = "==",
    [OP_NE] = "!=",
    [OP_SEQ] = "===",
    [OP_SNE] = "!==",
    [OP_LT] = "<",
    [OP_GT] = ">",
    [OP_LE] = "<=",
    [OP_GE] = ">=",
    [OP_INSTANCEOF] = " instanceof ",
    [OP_IN] = " in ",
    [OP_SHL] = "<<",
    [OP_SHR] = ">>",
    [OP_USHR] = ">>>",
    [OP_ADD] = "+",
    [OP_SUB] = "-",
    [OP_MUL] = "*",
    [OP_DIV] = "/",
    [OP_MOD] = "%",
    [OP_POW] = "**",
    [OP_NOT] = "!",
    [OP_BITNOT] = "~",
    [OP_PLUS] = "+",
    [OP_MINUS] = "-",
    [OP_TYPEOF] = "typeof ",
    [OP_VOID] = "void ",
    [OP_DELETE] = "delete ",
    [OP_INC] = "++",
    [OP_DEC] = "--",
};

static const uint8_t print_powers[OP_COUNT] = {
    [OP_NULLISH] = POWER_CONDITIONAL, /* as it is lowered */
    [OP_OROR] = POWER_OROR,
    [OP_ANDAND] = POWER_ANDAND,
    [OP_OR] = POWER_OR,
    [OP_XOR] = POWER_XOR,
    [OP_AND] = POWER_AND,
    [OP_EQ] = POWER_EQUAL,
    [OP_NE] = POWER_EQUAL,
    [OP_SEQ] = POWER_EQUAL,
    [OP_SNE] = POWER_EQUAL,
    [OP_LT] = POWER_RELATION,
    [OP_GT] = POWER_RELATION,
    [OP_LE] = POWER_RELATION,
    [OP_GE] = POWER_RELATION,
    [OP_INSTANCEOF] = POWER_RELATION,
    [OP_IN] = POWER_RELATION,
    [OP_SHL] = POWER_SHIFT,
    [OP_SHR] = POWER_SHIFT,
    [OP_USHR] = POWER_SHIFT,
    [OP_ADD] = POWER_ADD,
    [OP_SUB] = POWER_ADD,
    [OP_MUL] = POWER_MULTIPLY,
    [OP_DIV] = POWER_MULTIPLY,
    [OP_MOD] = POWER_MULTIPLY,
    [OP_POW] = POWER_POW,
};

const char *drupe__operator_text(uint32_t op) { return print_operators[op]; }

void drupe__print_operator(printer *p, uint32_t op) {
  drupe__print_text(p, print_operators[op], strlen(print_operators[op]));
}

/* --- Looking ahead --- */

/* The node whose text begins the expression's. */
uint32_t drupe__print_leftmost(const drupe__tree *t, uint32_t n) {
  for (;;) {
    switch (node_kind(t, n)) {
    case NODE_BINARY:
    case NODE_LOGICAL:
    case NODE_SEQUENCE: n = list_at(t, node_inline_list(n), 0); break;
    case NODE_UPDATE:
      if ((node_flags(t, n) & UPDATE_PREFIX) != 0)
        return n;
      n = node_word(t, n, ARGUMENT);
      break;
    case NODE_TAGGED:
    case NODE_ASSIGN:
    case NODE_CONDITIONAL:
    case NODE_CALL:
    case NODE_MEMBER:
    case NODE_INDEX:
    case NODE_PRIVATE:
    case NODE_CHAIN: n = node_word(t, n, 0); break;
    default: return n;
    }
  }
}

uint32_t drupe__print_start(const drupe__tree *t, uint32_t n) {
  return node_pos(t, drupe__print_leftmost(t, n));
}

bool drupe__print_is_anonymous(const drupe__tree *t, uint32_t n) {
  return (node_kind(t, n) == NODE_FUNCTION &&
          node_word(t, n, FUNCTION_NAME) == 0) ||
         (node_kind(t, n) == NODE_CLASS && node_word(t, n, CLASS_NAME) == 0);
}

/* May printing it break the line? */
static bool print_has_marks(const printer *p, uint32_t n) {
  switch (node_kind(p->tree, n)) {
  case NODE_NUMBER:
  case NODE_BIGINT:
  case NODE_STRING:
  case NODE_NULL:
  case NODE_TRUE:
  case NODE_FALSE:
  case NODE_THIS:
  case NODE_REGEXP:
  case NODE_IDENT: /* one that may not exist has the better place itself */
    return false;
  case NODE_UNARY: return print_has_marks(p, node_word(p->tree, n, ARGUMENT));
  case NODE_ARRAY:
  case NODE_OBJECT: return list_size(p->tree, node_word(p->tree, n, 0)) > 0;
  default: return true;
  }
}

/* --- Parts --- */

void drupe__print_named(printer *p, uint32_t n, uint32_t atom,
                        print_power power) {
  p->hint = drupe__print_is_anonymous(p->tree, n) ? atom : 0;
  drupe__print_expression(p, n, power);
}

void drupe__print_arguments(printer *p, uint32_t list, uint32_t pos) {
  uint32_t i;

  print_char(p, '(');
  for (i = 0; i < list_size(p->tree, list); i++) {
    if (i > 0)
      print_char(p, ',');
    drupe__print_expression(p, list_at(p->tree, list, i), POWER_ASSIGN);
  }
  drupe__print_mark(p, pos);
  print_char(p, ')');
}

/* Duktape does not know all of Unicode's identifiers. */
static bool print_atom_is_ascii(const printer *p, uint32_t atom) {
  uint32_t size, i;
  const char *text;

  if (drupe__atom_is_plain(&p->tree->atoms, atom))
    return true;
  text = drupe__atom_text(&p->tree->atoms, atom, &size);
  for (i = 0; i < size; i++) {
    if ((unsigned char)text[i] >= 0x80)
      return false;
  }
  return true;
}

void drupe__print_key_name(printer *p, uint32_t atom) {
  if (!print_atom_is_ascii(p, atom))
    drupe__print_quoted_atom(p, atom);
  else
    drupe__print_atom(p, atom);
}

/* `.name`, or `["name"]` where Duktape may not have such an identifier. */
void drupe__print_member_name(printer *p, uint32_t atom, uint32_t pos) {
  if (!print_atom_is_ascii(p, atom)) {
    print_char(p, '[');
    drupe__print_quoted_atom(p, atom);
    drupe__print_mark(p, pos);
    print_char(p, ']');
    return;
  }
  print_char(p, '.');
  drupe__print_mark(p, pos);
  drupe__print_atom(p, atom);
}

/* The object of a member or the callee of a call: where it ended an optional
 * link, what holds its value. */
static void print_object(printer *p, uint32_t n, uint32_t object) {
  const print_link *link = NULL;

  if ((node_flags(p->tree, n) & FLAG_OPTIONAL) != 0)
    link = drupe__lower_link(p, object);
  if (link != NULL)
    drupe__print_atom(p, link->value);
  else if (node_kind(p->tree, object) == NODE_NUMBER)
    drupe__print_expression(p, object, POWER_MEMBER + 1);
  else
    drupe__print_expression(p, object, POWER_CALL);
}

static void print_index_at(printer *p, uint32_t n, uint32_t pos) {
  print_object(p, n, node_word(p->tree, n, INDEX_OBJECT));
  print_char(p, '[');
  drupe__print_expression(p, node_word(p->tree, n, INDEX_INDEX),
                          POWER_SEQUENCE);
  drupe__print_mark(p, pos);
  print_char(p, ']');
}

/* What reads a property to change or delete it has the place of what came
 * before the property, or of its key. */
static void print_unmarked(printer *p, uint32_t n) {
  uint32_t kind = node_kind(p->tree, n), key;

  if (kind == NODE_MEMBER &&
      print_atom_is_ascii(p, node_word(p->tree, n, MEMBER_ATOM))) {
    print_object(p, n, node_word(p->tree, n, MEMBER_OBJECT));
    print_char(p, '.');
    drupe__print_atom(p, node_word(p->tree, n, MEMBER_ATOM));
  } else if (kind == NODE_INDEX) {
    key = node_word(p->tree, n, INDEX_INDEX);
    print_object(p, n, node_word(p->tree, n, INDEX_OBJECT));
    print_char(p, '[');
    drupe__print_expression(p, key, POWER_SEQUENCE);
    if (node_kind(p->tree, key) == NODE_IDENT ||
        node_kind(p->tree, key) == NODE_BINARY)
      drupe__print_mark(p, node_pos(p->tree, key));
    print_char(p, ']');
  } else {
    drupe__print_expression(p, n, POWER_UNARY);
  }
}

/* The engine tells at the `(` that a member is no function. */
static void print_place_of_call(printer *p, uint32_t n, uint32_t callee) {
  if (node_kind(p->tree, callee) == NODE_INDEX ||
      node_kind(p->tree, callee) == NODE_MEMBER)
    drupe__print_mark(p, node_pos(p->tree, n));
}

static void print_call(printer *p, uint32_t n) {
  uint32_t callee = node_word(p->tree, n, CALL_CALLEE);
  uint32_t list = node_word(p->tree, n, CALL_ARGUMENTS);
  const scope_binding *b;

  if (node_kind(p->tree, callee) == NODE_CHAIN) {
    drupe__lower_chain_call(p, n);
    return;
  }
  if (node_kind(p->tree, callee) == NODE_SUPER) {
    drupe__lower_super_call(p, n);
    return;
  }
  if ((node_flags(p->tree, n) & FLAG_OPTIONAL) != 0 ||
      drupe__lower_has_spread(p->tree, list)) {
    drupe__lower_spread_call(p, n);
    return;
  }
  if (drupe__lower_is_reference(p->tree, callee)) {
    drupe__lower_reference_call(p, n);
    return;
  }
  if (drupe__lower_is_eval(p, n) && list_size(p->tree, list) > 0) {
    drupe__lower_eval(p, n);
    return;
  }
  b = node_kind(p->tree, callee) == NODE_IDENT ? drupe__print_binding(p, callee)
                                               : NULL;
  if (b != NULL && (b->flags & BINDING_BOXED) != 0 &&
      (node_flags(p->tree, callee) & IDENT_CHECK) == 0) {
    print_lit(p, "(0,"); /* the box is not its `this` */
    drupe__print_name(p, b);
    print_char(p, ')');
  } else {
    drupe__print_expression(p, callee, POWER_CALL);
  }
  print_place_of_call(p, n, callee);
  drupe__print_arguments(p, list, node_pos(p->tree, n));
}

/* Is there a call in the spine of a `new`'s callee?  Then its parentheses
 * would be taken for the arguments. */
static bool print_has_call(const drupe__tree *t, uint32_t n) {
  for (;;) {
    switch (node_kind(t, n)) {
    case NODE_MEMBER:
    case NODE_INDEX: n = node_word(t, n, 0); break;
    case NODE_IDENT:
    case NODE_THIS:
    case NODE_FUNCTION:
    case NODE_NEW_TARGET: return false;
    default: return true;
    }
  }
}

static void print_new(printer *p, uint32_t n) {
  uint32_t callee = node_word(p->tree, n, CALL_CALLEE);
  uint32_t list = node_word(p->tree, n, CALL_ARGUMENTS);

  if (drupe__lower_has_spread(p->tree, list)) {
    drupe__lower_spread_begin(p, list, true);
    drupe__print_expression(p, callee, POWER_ASSIGN);
    print_char(p, ',');
    drupe__lower_spread_arguments(p, list, node_pos(p->tree, n));
    return;
  }
  print_lit(p, "new ");
  if (print_has_call(p->tree, callee)) {
    print_char(p, '(');
    drupe__print_expression(p, callee, POWER_SEQUENCE);
    print_char(p, ')');
  } else {
    drupe__print_expression(p, callee, POWER_CALL);
  }
  drupe__print_arguments(p, list, node_pos(p->tree, n));
}

static void print_array(printer *p, uint32_t n) {
  uint32_t list = node_word(p->tree, n, ARRAY_LIST), i, item = 0;

  if (drupe__lower_has_spread(p->tree, list)) {
    drupe__lower_spread_list(p, list, 0);
    return;
  }
  print_char(p, '[');
  for (i = 0; i < list_size(p->tree, list); i++) {
    if (i > 0)
      print_char(p, ',');
    item = list_at(p->tree, list, i);
    if (item != 0)
      drupe__print_expression(p, item, POWER_ASSIGN);
  }
  if (i > 0 && item == 0)
    print_char(p, ','); /* a last hole counts only with its comma */
  print_char(p, ']');
}

static bool print_is_sign(const printer *p, uint32_t n) {
  uint32_t op;

  n = drupe__print_leftmost(p->tree, n);
  if (node_kind(p->tree, n) != NODE_UNARY &&
      node_kind(p->tree, n) != NODE_UPDATE)
    return false;
  op = node_op(p->tree, n);
  return op == OP_PLUS || op == OP_MINUS || op == OP_INC || op == OP_DEC;
}

static void print_unary(printer *p, uint32_t n) {
  uint32_t op = node_op(p->tree, n);
  uint32_t argument = node_word(p->tree, n, ARGUMENT);
  const scope_binding *b;

  if (op == OP_DELETE && node_kind(p->tree, argument) == NODE_CHAIN) {
    drupe__lower_chain(p, argument, true);
    return;
  }
  /* A boxed variable is a property, and those can be deleted. */
  b = node_kind(p->tree, argument) == NODE_IDENT
          ? drupe__print_binding(p, argument)
          : NULL;
  if (op == OP_DELETE && b != NULL && (b->flags & BINDING_BOXED) != 0) {
    print_lit(p, "false");
    return;
  }
  if (op == OP_DELETE && drupe__lower_is_reference(p->tree, argument)) {
    /* super.x, which nobody may delete; its key is computed, not converted. */
    print_lit(p, "$h.ds(");
    drupe__print_this(p);
    if (node_kind(p->tree, argument) == NODE_INDEX) {
      print_char(p, ',');
      drupe__print_expression(p, node_word(p->tree, argument, INDEX_INDEX),
                              POWER_ASSIGN);
    }
    drupe__print_mark(p, node_pos(p->tree, argument));
    print_char(p, ')');
    return;
  }
  drupe__print_operator(p, op);
  if ((op == OP_PLUS || op == OP_MINUS) && print_is_sign(p, argument))
    print_char(p, ' ');
  /* `void{` is for fields. */
  if (op == OP_VOID && node_kind(p->tree, argument) == NODE_OBJECT) {
    print_char(p, '(');
    drupe__print_expression(p, argument, POWER_SEQUENCE);
    print_char(p, ')');
    return;
  }
  if (op == OP_DELETE && (node_flags(p->tree, argument) & FLAG_PAREN) == 0)
    print_unmarked(p, argument);
  else
    drupe__print_expression(p, argument, POWER_UNARY);
}

/* String literals in a row from `i` on. */
static uint32_t print_string_run(const printer *p, uint32_t list, uint32_t i) {
  uint32_t from = i;

  while (i < list_size(p->tree, list) &&
         node_kind(p->tree, list_at(p->tree, list, i)) == NODE_STRING)
    i++;
  return i - from;
}

static void print_binary(printer *p, uint32_t n) {
  uint32_t op = node_op(p->tree, n), list = node_inline_list(n), i, item, run;
  print_power power = (print_power)print_powers[op];

  for (i = 0; i < list_size(p->tree, list); i++) {
    item = list_at(p->tree, list, i);
    run = op == OP_ADD ? print_string_run(p, list, i) : 0;
    if (run > 1) {
      if (i > 0)
        drupe__print_operator(p, op);
      drupe__lower_strings(p, list, i, run);
      i += run - 1;
      continue;
    }
    if (i == 0) {
      drupe__print_expression(p, item, op == OP_POW ? POWER_POSTFIX : power);
      continue;
    }
    drupe__print_operator(p, op);
    if (op == OP_IN || op == OP_INSTANCEOF)
      drupe__print_mark(p, node_pos(p->tree, n));
    if ((op == OP_ADD || op == OP_SUB) && print_is_sign(p, item))
      print_char(p, ' ');
    if (op == OP_DIV &&
        node_kind(p->tree, drupe__print_leftmost(p->tree, item)) == NODE_REGEXP)
      print_char(p, ' ');
    /* Nothing else may follow `<` than what cannot make an HTML comment. */
    if (op == OP_LT &&
        node_kind(p->tree, drupe__print_leftmost(p->tree, item)) == NODE_UNARY)
      print_char(p, ' ');
    drupe__print_expression(
        p, item, op == OP_POW ? POWER_POW : (print_power)(power + 1));
  }
}

/* --- Assignments --- */

/* Is assigning to the name an error at run time, or does it need a check? */
static bool print_is_guarded(const printer *p, uint32_t target) {
  const scope_binding *b;

  if (node_kind(p->tree, target) != NODE_IDENT)
    return false;
  b = drupe__print_binding(p, target);
  return b != NULL && (drupe__print_is_constant(p, b) ||
                       (node_flags(p->tree, target) & IDENT_CHECK) != 0);
}

static void print_put_value(printer *p, uint32_t n, uint32_t target,
                            uint32_t value) {
  bool member = node_kind(p->tree, target) != NODE_IDENT;

  if (member && print_has_marks(p, value)) {
    print_char(p, '(');
    drupe__print_expression(p, value, POWER_SEQUENCE);
    drupe__print_mark(p, node_pos(p->tree, n));
    print_char(p, ')');
    return;
  }
  if (node_op(p->tree, n) == OP_NONE && !member &&
      (node_flags(p->tree, target) & FLAG_PAREN) == 0)
    p->hint = drupe__print_is_anonymous(p->tree, value)
                  ? node_word(p->tree, target, IDENT_ATOM)
                  : 0;
  drupe__print_expression(p, value, POWER_ASSIGN);
}

/* const and names in their dead zone: the value is computed, then it throws.
 * A compound assignment reads first, which does the check. */
static void print_guarded_assign(printer *p, uint32_t n) {
  uint32_t target = node_word(p->tree, n, ASSIGN_TARGET);
  uint32_t value = node_word(p->tree, n, ASSIGN_VALUE);
  uint32_t op = node_op(p->tree, n), used = p->temp_used, temp;
  const scope_binding *b = drupe__print_binding(p, target);

  if (op != OP_NONE) {
    print_lit(p, "$h.kc(");
    drupe__print_ident(p, target);
    drupe__print_operator(p, op);
    drupe__print_expression(p, value, POWER_POSTFIX);
    print_char(p, ')');
    return;
  }
  if ((node_flags(p->tree, target) & IDENT_CHECK) == 0) {
    print_lit(p, "$h.kc(");
    drupe__print_expression(p, value, POWER_ASSIGN);
    drupe__print_mark(p, node_pos(p->tree, n));
    print_char(p, ')');
    return;
  }
  temp = drupe__print_temp(p);
  print_char(p, '(');
  drupe__print_atom(p, temp);
  print_char(p, '=');
  drupe__print_named(p, value, b->atom, POWER_ASSIGN);
  print_char(p, ',');
  drupe__print_mark(p, node_pos(p->tree, n));
  drupe__print_check(p, b);
  if (drupe__print_is_constant(p, b)) {
    print_lit(p, ",$h.kc(");
    drupe__print_atom(p, temp);
    print_lit(p, "))");
  } else {
    print_char(p, ',');
    drupe__print_name(p, b);
    print_char(p, '=');
    drupe__print_atom(p, temp);
    print_char(p, ')');
  }
  p->temp_used = used;
}

/* `o.p` before a `=`: nothing is read from it, and what puts the value has
 * the place of the operator; before a `+=` it is read. */
static void print_put_target(printer *p, uint32_t n, uint32_t target) {
  uint32_t kind = node_kind(p->tree, target);

  if (node_op(p->tree, n) != OP_NONE) {
    print_unmarked(p, target);
  } else if (print_has_marks(p, node_word(p->tree, n, ASSIGN_VALUE))) {
    drupe__print_expression(p, target, POWER_CALL);
  } else if (kind == NODE_INDEX) {
    print_index_at(p, target, node_pos(p->tree, n));
  } else if (kind == NODE_MEMBER) {
    print_object(p, target, node_word(p->tree, target, MEMBER_OBJECT));
    drupe__print_member_name(p, node_word(p->tree, target, MEMBER_ATOM),
                             node_pos(p->tree, n));
  } else {
    drupe__print_expression(p, target, POWER_CALL);
  }
}

static void print_assign(printer *p, uint32_t n) {
  uint32_t target = node_word(p->tree, n, ASSIGN_TARGET);
  uint32_t op = node_op(p->tree, n);
  const scope_binding *b;

  if (drupe__lower_is_pattern(p->tree, target)) {
    drupe__lower_pattern_assign(p, n);
    return;
  }
  if (drupe__lower_is_reference(p->tree, target)) {
    drupe__lower_reference_assign(p, n);
    return;
  }
  if (drupe__lower_is_with(p, target)) {
    drupe__lower_with_assign(p, n);
    return;
  }
  if (op == OP_NULLISH || op == OP_OROR || op == OP_ANDAND) {
    drupe__lower_logical_assign(p, n);
    return;
  }
  if (print_is_guarded(p, target)) {
    b = drupe__print_binding(p, target);
    if (op == OP_NONE || drupe__print_is_constant(p, b)) {
      print_guarded_assign(p, n);
      return;
    }
    print_char(p, '(');
    drupe__print_check(p, b);
    print_char(p, ',');
    drupe__print_name(p, b);
  } else if (node_kind(p->tree, target) == NODE_IDENT &&
             drupe__print_binding(p, target) != NULL) {
    drupe__print_name(p, drupe__print_binding(p, target));
  } else {
    print_put_target(p, n, target);
  }
  if (op != OP_NONE)
    drupe__print_operator(p, op);
  print_char(p, '=');
  p->fresh &= node_kind(p->tree, target) == NODE_IDENT;
  if (op != OP_NONE && node_kind(p->tree, target) != NODE_IDENT)
    drupe__print_mark(p, node_pos(p->tree, n));
  print_put_value(p, n, target, node_word(p->tree, n, ASSIGN_VALUE));
  if (print_is_guarded(p, target))
    print_char(p, ')');
}

static void print_update(printer *p, uint32_t n) {
  uint32_t target = node_word(p->tree, n, ARGUMENT);
  const scope_binding *b = NULL;

  if (drupe__lower_is_reference(p->tree, target)) {
    drupe__lower_reference_update(p, n);
    return;
  }
  if (drupe__lower_is_with(p, target)) {
    drupe__lower_with_update(p, n);
    return;
  }
  if (print_is_guarded(p, target)) {
    b = drupe__print_binding(p, target);
    if (drupe__print_is_constant(p, b)) {
      print_lit(p, "$h.kc(+");
      drupe__print_ident(p, target);
      print_char(p, ')');
      return;
    }
    print_char(p, '(');
    drupe__print_check(p, b);
    print_char(p, ',');
  }
  if ((node_flags(p->tree, n) & UPDATE_PREFIX) != 0)
    drupe__print_operator(p, node_op(p->tree, n));
  if (b != NULL)
    drupe__print_name(p, b);
  else if (node_kind(p->tree, target) == NODE_IDENT)
    drupe__print_expression(p, target, POWER_CALL);
  else
    print_unmarked(p, target);
  if ((node_flags(p->tree, n) & UPDATE_PREFIX) == 0)
    drupe__print_operator(p, node_op(p->tree, n));
  if (b != NULL)
    print_char(p, ')');
}

/* --- All of them --- */

/* What holds the printed form together; lowered forms that are calls or that
 * bring their own parentheses are members. */
static print_power print_power_of(const printer *p, uint32_t n) {
  const drupe__tree *t = p->tree;
  uint32_t op = node_op(t, n), target;

  switch (node_kind(t, n)) {
  case NODE_SEQUENCE: return POWER_SEQUENCE;
  case NODE_ASSIGN:
    target = node_word(t, n, ASSIGN_TARGET);
    if (drupe__lower_is_pattern(t, target) ||
        drupe__lower_is_reference(t, target))
      return POWER_MEMBER;
    if (op == OP_NULLISH || op == OP_OROR || op == OP_ANDAND)
      return (print_power)print_powers[op];
    return print_is_guarded(p, target) ? POWER_MEMBER : POWER_ASSIGN;
  case NODE_CONDITIONAL:
  case NODE_CHAIN: return POWER_CONDITIONAL;
  case NODE_BINARY:
  case NODE_LOGICAL: return (print_power)print_powers[op];
  case NODE_UNARY:
    if (op == OP_DELETE &&
        node_kind(t, node_word(t, n, ARGUMENT)) == NODE_CHAIN)
      return POWER_CONDITIONAL;
    return POWER_UNARY;
  case NODE_UPDATE:
    if (drupe__lower_is_reference(t, node_word(t, n, ARGUMENT)))
      return POWER_MEMBER;
    return (node_flags(t, n) & UPDATE_PREFIX) != 0 ? POWER_UNARY
                                                   : POWER_POSTFIX;
  case NODE_NUMBER: return POWER_MEMBER;
  default: return POWER_MEMBER;
  }
}

static void print_sequence(printer *p, uint32_t n) {
  uint32_t list = node_inline_list(n), i;

  for (i = 0; i < list_size(p->tree, list); i++) {
    if (i > 0)
      print_char(p, ',');
    drupe__print_expression(p, list_at(p->tree, list, i), POWER_ASSIGN);
  }
}

static void print_conditional(printer *p, uint32_t n) {
  drupe__print_expression(p, node_word(p->tree, n, CONDITIONAL_TEST),
                          POWER_OROR);
  print_char(p, '?');
  drupe__print_expression(p, node_word(p->tree, n, CONDITIONAL_YES),
                          POWER_ASSIGN);
  print_char(p, ':');
  drupe__print_expression(p, node_word(p->tree, n, CONDITIONAL_NO),
                          POWER_ASSIGN);
}

void drupe__print_new_target(printer *p) {
  if ((p->pass->functions[p->function].flags &
       (SCOPE_FN_ARROW | SCOPE_FN_PROGRAM)) != 0)
    drupe__print_atom(p, p->pass->new_target_name);
  else
    print_lit(p, "new.target");
}

static void print_tagged(printer *p, uint32_t n) {
  uint32_t tag = node_word(p->tree, n, TAGGED_TAG);
  uint32_t list =
      node_word(p->tree, node_word(p->tree, n, TAGGED_TEMPLATE), TEMPLATE_LIST);
  const scope_binding *b = node_kind(p->tree, tag) == NODE_IDENT
                               ? drupe__print_binding(p, tag)
                               : NULL;
  uint32_t i;

  if (b != NULL && (b->flags & BINDING_BOXED) != 0)
    print_lit(p, "(0,");
  drupe__print_expression(p, tag, POWER_CALL);
  if (b != NULL && (b->flags & BINDING_BOXED) != 0)
    print_char(p, ')');
  print_place_of_call(p, n, tag);
  print_char(p, '(');
  drupe__lower_template_object(p, node_word(p->tree, n, TAGGED_TEMPLATE));
  for (i = 1; i < list_size(p->tree, list); i += 2) {
    print_char(p, ',');
    drupe__print_expression(p, list_at(p->tree, list, i), POWER_ASSIGN);
  }
  drupe__print_mark(p, node_pos(p->tree, n));
  print_char(p, ')');
}

static void print_bare(printer *p, uint32_t n) {
  const drupe__tree *t = p->tree;

  switch (node_kind(t, n)) {
  case NODE_IDENT: drupe__print_ident(p, n); return;
  case NODE_NUMBER: drupe__lower_number_text(p, n); return;
  case NODE_BIGINT: drupe__lower_bigint(p, n); return;
  case NODE_STRING: drupe__lower_string(p, n); return;
  case NODE_REGEXP: drupe__lower_regexp(p, n); return;
  case NODE_TEMPLATE: drupe__lower_template(p, n); return;
  case NODE_TAGGED: print_tagged(p, n); return;
  case NODE_ARRAY: print_array(p, n); return;
  case NODE_OBJECT: drupe__lower_object(p, n); return;
  case NODE_FUNCTION: drupe__lower_function(p, n); return;
  case NODE_CLASS: drupe__lower_class(p, n); return;
  case NODE_PRIVATE: drupe__lower_reference(p, n); return;
  case NODE_PRIVATE_IN: drupe__lower_private_in(p, n); return;
  case NODE_UNARY: print_unary(p, n); return;
  case NODE_UPDATE: print_update(p, n); return;
  case NODE_BINARY: print_binary(p, n); return;
  case NODE_LOGICAL:
    if (node_op(t, n) == OP_NULLISH)
      drupe__lower_nullish(p, n);
    else
      print_binary(p, n);
    return;
  case NODE_ASSIGN: print_assign(p, n); return;
  case NODE_CONDITIONAL: print_conditional(p, n); return;
  case NODE_CALL: print_call(p, n); return;
  case NODE_NEW: print_new(p, n); return;
  case NODE_MEMBER:
    if (drupe__lower_is_reference(t, n)) {
      drupe__lower_reference(p, n);
      return;
    }
    print_object(p, n, node_word(t, n, MEMBER_OBJECT));
    drupe__print_member_name(p, node_word(t, n, MEMBER_ATOM), node_pos(t, n));
    return;
  case NODE_INDEX:
    if (drupe__lower_is_reference(t, n))
      drupe__lower_reference(p, n);
    else
      print_index_at(p, n, node_pos(t, n));
    return;
  case NODE_CHAIN: drupe__lower_chain(p, n, false); return;
  case NODE_SEQUENCE: print_sequence(p, n); return;
  case NODE_THIS: drupe__print_this(p); return;
  case NODE_NULL: print_lit(p, "null"); return;
  case NODE_TRUE: print_lit(p, "true"); return;
  case NODE_FALSE: print_lit(p, "false"); return;
  case NODE_NEW_TARGET: drupe__print_new_target(p); return;
  case NODE_YIELD: drupe__lower_yield(p, n); return;
  case NODE_AWAIT: drupe__lower_await(p, n); return;
  case NODE_IMPORT_CALL: drupe__lower_import_call(p, n); return;
  case NODE_IMPORT_META:
    drupe__print_atom(p, p->pass->meta_name);
    print_lit(p, "()");
    return;
  default: /* the scope pass has refused all others */ assert(false);
  }
}

void drupe__print_expression(printer *p, uint32_t n, print_power power) {
  bool no_in = p->no_in, wrap;
  uint32_t hint = p->hint;

  p->hint = 0;
  /* A number literal needs parentheses before a dot: power over MEMBER. */
  wrap = power > POWER_MEMBER || print_power_of(p, n) < power ||
         (no_in && node_kind(p->tree, n) == NODE_BINARY &&
          node_op(p->tree, n) == OP_IN);
  if (wrap) {
    print_char(p, '(');
    p->no_in = false;
  }
  p->hint = hint;
  print_bare(p, n);
  p->hint = 0;
  p->fresh = false;
  if (wrap)
    print_char(p, ')');
  p->no_in = no_in;
}
