/* js/syntax/lower_object.c - object literals.
 *
 * What Duktape knows stays a literal: shorthand and computed keys included.
 * Spread, `__proto__: v` and accessors under computed keys are calls around
 * it, each taking the object so far as the first argument:
 *   {a,...b,c:f()}  ->  $h.spo($h.spo({a:a},b),{c:f()})
 * so that everything is evaluated and copied in source order. */
#include "print.h"

#include <stdio.h>
#include <stdlib.h>

typedef enum step_kind {
  STEP_LITERAL, /* a run of plain properties */
  STEP_SPREAD,
  STEP_PROTO,
  STEP_ACCESSOR
} step_kind;

typedef struct step {
  step_kind kind;
  uint32_t from, to; /* members of the list */
} step;

/* A number as a property key has it: 0x10 is "16". */
static uint32_t object_number_atom(printer *p, uint32_t key) {
  const char *text = p->tree->text + node_pos(p->tree, key);
  size_t size = node_word(p->tree, key, NUMBER_END) - node_pos(p->tree, key), i;
  char digits[64], out[32];
  size_t count = 0;
  double value;
  int base = 10;
  uint32_t atom;

  for (i = 0; i < size && count < sizeof(digits) - 1; i++) {
    if (text[i] != '_')
      digits[count++] = text[i];
  }
  digits[count] = '\0';
  if (digits[0] == '0' && count > 1) {
    char mark = (char)(digits[1] | 32);

    base = mark == 'x' ? 16 : mark == 'b' ? 2 : mark == 'o' ? 8 : 10;
  }
  if ((node_flags(p->tree, key) & NUMBER_LEGACY) != 0 &&
      strspn(digits, "01234567") == count)
    value = (double)strtoull(digits, NULL, 8);
  else
    value = base == 10 ? strtod(digits, NULL)
                       : (double)strtoull(digits + 2, NULL, base);
  for (i = 1; i < 18; i++) {
    snprintf(out, sizeof(out), "%.*g", (int)i, value);
    if (strtod(out, NULL) == value && strchr(out, 'e') == NULL)
      break;
  }
  if (i == 18) /* with an exponent: as it is written */
    snprintf(out, sizeof(out), "%.31s", digits);
  atom = drupe__atom_intern(&p->tree->atoms, out, (uint32_t)strlen(out));
  if (atom == 0)
    drupe__scope_no_memory(p->pass);
  return atom;
}

uint32_t drupe__lower_key_atom(printer *p, uint32_t key) {
  switch (node_kind(p->tree, key)) {
  case NODE_NAME: return node_word(p->tree, key, NAME_ATOM);
  case NODE_STRING: return node_word(p->tree, key, STRING_ATOM);
  default: return object_number_atom(p, key);
  }
}

static bool object_is_accessor(const drupe__tree *t, uint32_t n) {
  return node_kind(t, n) == NODE_PROPERTY &&
         (node_op(t, n) == PROPERTY_GET || node_op(t, n) == PROPERTY_SET);
}

/* A prototype that can be set last: nothing in between can tell. */
static bool object_proto_can_wait(const printer *p, uint32_t n) {
  uint32_t value = node_word(p->tree, n, PROPERTY_ITEM), stable;

  if (node_kind(p->tree, value) == NODE_NULL)
    return true;
  stable = drupe__print_stable(p, value);
  return stable != 0;
}

static bool object_is_waiting(const printer *p, uint32_t n) {
  return node_kind(p->tree, n) == NODE_PROPERTY &&
         (node_flags(p->tree, n) & MEMBER_PROTO) != 0 &&
         object_proto_can_wait(p, n);
}

static step_kind object_step_of(const printer *p, uint32_t n, bool first) {
  if (node_kind(p->tree, n) == NODE_SPREAD)
    return STEP_SPREAD;
  if ((node_flags(p->tree, n) & MEMBER_PROTO) != 0)
    return object_is_waiting(p, n) ? STEP_LITERAL : STEP_PROTO;
  /* Copying a literal with accessors would read them. */
  if (object_is_accessor(p->tree, n) &&
      (!first || (node_flags(p->tree, n) & MEMBER_COMPUTED) != 0 ||
       drupe__lower_has_captures(p, node_word(p->tree, n, PROPERTY_ITEM))))
    return STEP_ACCESSOR;
  return STEP_LITERAL;
}

/* --- Plain properties --- */

/* `[k]:value`; an anonymous function is named by the key at run time. */
static void object_computed(printer *p, uint32_t n) {
  uint32_t key = node_word(p->tree, n, PROPERTY_KEY), used = p->temp_used;
  uint32_t item = node_word(p->tree, n, PROPERTY_ITEM), temp;

  print_char(p, '[');
  if (!drupe__print_is_anonymous(p->tree, item)) {
    drupe__print_expression(p, key, POWER_ASSIGN);
    print_lit(p, "]:");
    drupe__print_expression(p, item, POWER_ASSIGN);
    return;
  }
  temp = drupe__print_temp(p);
  drupe__print_atom(p, temp);
  print_lit(p, "=$h.key(");
  drupe__print_expression(p, key, POWER_ASSIGN);
  print_lit(p, ")]:$h.name(");
  drupe__print_expression(p, item, POWER_ASSIGN);
  print_char(p, ',');
  drupe__print_atom(p, temp);
  print_char(p, ')');
  p->temp_used = used;
}

static void object_property(printer *p, uint32_t n) {
  uint32_t key = node_word(p->tree, n, PROPERTY_KEY);
  uint32_t item = node_word(p->tree, n, PROPERTY_ITEM);

  if (object_is_accessor(p->tree, n)) {
    p->hint = drupe__lower_key_atom(p, key);
    drupe__lower_accessor(p, n);
    return;
  }
  if ((node_flags(p->tree, n) & MEMBER_COMPUTED) != 0) {
    object_computed(p, n);
    return;
  }
  drupe__lower_key(p, key);
  print_char(p, ':');
  drupe__print_named(p, item, drupe__lower_key_atom(p, key), POWER_ASSIGN);
}

static void object_literal(printer *p, uint32_t list, uint32_t from,
                           uint32_t to) {
  uint32_t i, n;
  bool first = true;

  print_char(p, '{');
  for (i = from; i < to; i++) {
    n = list_at(p->tree, list, i);
    if (object_is_waiting(p, n))
      continue;
    if (!first)
      print_char(p, ',');
    first = false;
    object_property(p, n);
  }
  print_char(p, '}');
}

/* --- Steps --- */

/* The step that begins at `from`; only the first may hold accessors. */
static step object_next(const printer *p, uint32_t list, uint32_t from,
                        bool first) {
  step s = {STEP_LITERAL, from, from};
  uint32_t count = list_size(p->tree, list), n;

  if (from < count)
    s.kind = object_step_of(p, list_at(p->tree, list, from), first);
  if (s.kind != STEP_LITERAL) {
    s.to = from + 1;
    return s;
  }
  while (s.to < count) {
    n = list_at(p->tree, list, s.to);
    if (object_step_of(p, n, first) != STEP_LITERAL)
      break;
    s.to++;
  }
  return s;
}

static void object_step_open(printer *p, step_kind kind) {
  switch (kind) {
  case STEP_PROTO: print_lit(p, "$h.proto("); return;
  case STEP_ACCESSOR: print_lit(p, "$h.ob("); return;
  default: print_lit(p, "$h.spo(");
  }
}

/* `1,key,function`: an accessor outside the literal. */
static void object_accessor_step(printer *p, uint32_t n) {
  uint32_t key = node_word(p->tree, n, PROPERTY_KEY), used = p->temp_used;
  uint32_t item = node_word(p->tree, n, PROPERTY_ITEM), temp;
  bool getter = node_op(p->tree, n) == PROPERTY_GET;

  print_char(p, getter ? '1' : '2');
  print_char(p, ',');
  if ((node_flags(p->tree, n) & MEMBER_COMPUTED) == 0) {
    if (node_kind(p->tree, key) == NODE_NAME)
      drupe__print_quoted_atom(p, node_word(p->tree, key, NAME_ATOM));
    else
      drupe__lower_key(p, key);
    print_char(p, ',');
    drupe__print_named(p, item, drupe__lower_key_atom(p, key), POWER_ASSIGN);
    return;
  }
  temp = drupe__print_temp(p);
  drupe__print_atom(p, temp);
  print_lit(p, "=$h.key(");
  drupe__print_expression(p, key, POWER_ASSIGN);
  print_lit(p, "),$h.name(");
  drupe__print_expression(p, item, POWER_ASSIGN);
  print_char(p, ',');
  drupe__print_atom(p, temp);
  if (getter)
    print_lit(p, ",\"get\")");
  else
    print_lit(p, ",\"set\")");
  p->temp_used = used;
}

static void object_step_close(printer *p, uint32_t list, const step *s) {
  uint32_t n = list_at(p->tree, list, s->from);

  print_char(p, ',');
  switch (s->kind) {
  case STEP_SPREAD:
    drupe__print_expression(p, node_word(p->tree, n, ARGUMENT), POWER_ASSIGN);
    break;
  case STEP_PROTO:
    drupe__print_expression(p, node_word(p->tree, n, PROPERTY_ITEM),
                            POWER_ASSIGN);
    break;
  case STEP_ACCESSOR: object_accessor_step(p, n); break;
  default: object_literal(p, list, s->from, s->to);
  }
  print_char(p, ')');
}

/* The calls that a list needs, outermost first. */
static void object_open_all(printer *p, uint32_t list, uint32_t from) {
  step s;

  if (from >= list_size(p->tree, list))
    return;
  s = object_next(p, list, from, false);
  object_open_all(p, list, s.to);
  object_step_open(p, s.kind);
}

static uint32_t object_find_waiting(const printer *p, uint32_t list) {
  uint32_t i;

  for (i = 0; i < list_size(p->tree, list); i++) {
    if (object_is_waiting(p, list_at(p->tree, list, i)))
      return list_at(p->tree, list, i);
  }
  return 0;
}

static void object_print(printer *p, uint32_t n) {
  uint32_t list = node_word(p->tree, n, OBJECT_LIST), at;
  uint32_t proto = object_find_waiting(p, list);
  step s = object_next(p, list, 0, true);

  if (proto != 0)
    object_step_open(p, STEP_PROTO);
  if (s.kind != STEP_LITERAL)
    s.to = 0; /* begin with an empty literal */
  object_open_all(p, list, s.to);
  object_literal(p, list, 0, s.to);
  for (at = s.to; at < list_size(p->tree, list); at = s.to) {
    s = object_next(p, list, at, false);
    object_step_close(p, list, &s);
  }
  if (proto != 0) {
    print_char(p, ',');
    drupe__print_expression(p, node_word(p->tree, proto, PROPERTY_ITEM),
                            POWER_ASSIGN);
    print_char(p, ')');
  }
}

/* `_h=` before an object whose methods say `super`. */
static void object_home(printer *p, uint32_t n) {
  const scope_class *c = &p->pass->classes[node_word(p->tree, n, OBJECT_SCOPE)];
  uint32_t out = p->pass->bindings[c->home].out;

  drupe__print_declare(p, out);
  drupe__print_atom(p, out);
  print_char(p, '=');
  object_print(p, n);
}

static void object_wrapped(printer *p, uint32_t n) {
  print_lit(p, "return ");
  object_home(p, n);
  print_char(p, ';');
}

void drupe__lower_object(printer *p, uint32_t n) {
  uint32_t class = node_word(p->tree, n, OBJECT_SCOPE);

  if (class == 0) {
    object_print(p, n);
    return;
  }
  print_char(p, '(');
  if ((p->pass->classes[class].flags & CLASS_WRAPPED) != 0)
    drupe__lower_wrapped(p, p->pass->classes[class].wrapper, n, 0,
                         object_wrapped);
  else
    object_home(p, n);
  print_char(p, ')');
}
