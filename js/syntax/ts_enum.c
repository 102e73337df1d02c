/* js/syntax/ts_enum.c - enums of TypeScript.
 *
 * enum E {A, B = 'x'} becomes
 *
 *   (function (E_1) { E_1[E_1.A = 0] = "A"; E_1.B = 'x' })(E || (E = {}))
 *
 * A member that is a string has no way back to its name, so what is a string
 * is to be told from the text alone.  A member without a value is one more than
 * the one before. */
#include "chars.h"
#include "ts_names.h"

typedef struct enum_state {
  ts_state *names;
  uint32_t space;
  uint32_t param;
  uint32_t before; /* the member before, or 0 */
  bool known;      /* `next` is the value of a member without one */
  uint32_t next;
} enum_state;

/* --- What is a string --- */

static bool enum_is_string(enum_state *e, uint32_t node);

/* A reference to a member of this enum, or of another as Name.member. */
static bool enum_is_string_member(enum_state *e, uint32_t node) {
  const drupe__tree *t = e->names->p->tree;
  uint32_t object = node_word(t, node, MEMBER_OBJECT);
  uint32_t atom;
  uint32_t space;

  if (node_kind(t, object) != NODE_IDENT)
    return false;
  atom = node_word(t, object, IDENT_ATOM);
  space = atom == e->param ? e->space : drupe__ts_space(e->names, atom);
  return drupe__ts_is_string_member(e->names, space,
                                    node_word(t, node, MEMBER_ATOM));
}

static bool enum_is_string(enum_state *e, uint32_t node) {
  const drupe__tree *t = e->names->p->tree;
  uint32_t list;
  uint32_t i;

  switch (node_kind(t, node)) {
  case NODE_STRING:
  case NODE_TEMPLATE: return true;
  case NODE_MEMBER: return enum_is_string_member(e, node);
  case NODE_BINARY:
    list = node_inline_list(node);
    for (i = 0; node_op(t, node) == OP_ADD && i < list_size(t, list); i++) {
      if (enum_is_string(e, list_at(t, list, i)))
        return true;
    }
    return false;
  default: return false;
  }
}

/* --- Members --- */

static uint32_t member_atom(const drupe__tree *t, uint32_t key) {
  return node_word(t, key,
                   node_kind(t, key) == NODE_STRING ? STRING_ATOM : NAME_ATOM);
}

/* The name as a string: a quoted key itself, else a template of the text. */
static uint32_t member_string(enum_state *e, uint32_t member) {
  drupe__parser *p = e->names->p;
  uint32_t key = node_word(p->tree, member, TS_MEMBER_KEY);
  uint32_t end = node_word(p->tree, member, TS_MEMBER_END);
  uint32_t pos = node_pos(p->tree, key);
  uint32_t flags = 0;
  uint32_t at;
  uint32_t node;
  uint32_t base = p->stack_size;

  if (node_kind(p->tree, key) == NODE_STRING)
    return drupe__node2(p, NODE_STRING, 0, node_flags(p->tree, key), pos,
                        node_word(p->tree, key, STRING_END), 0);
  for (at = pos; at < end; at++) {
    if (p->start[at] >= 0x80)
      flags |= STRING_NON_ASCII;
    if (p->start[at] == '\\')
      flags |= STRING_ESCAPES;
    if (p->start[at] == '{')
      flags |= STRING_BRACES;
  }
  node = drupe__node1(p, NODE_QUASI, 0, flags, pos, end);
  drupe__stack_push(p, node);
  return drupe__node1(p, NODE_TEMPLATE, 0, 0, pos, drupe__stack_list(p, base));
}

/* E.name or E['name'] */
static uint32_t member_target(enum_state *e, uint32_t member) {
  drupe__parser *p = e->names->p;
  uint32_t key = node_word(p->tree, member, TS_MEMBER_KEY);
  uint32_t pos = node_pos(p->tree, key);

  if (node_kind(p->tree, key) != NODE_STRING)
    return drupe__ts_member_of(e->names, pos, e->param,
                               node_word(p->tree, key, NAME_ATOM));
  return drupe__node2(p, NODE_INDEX, 0, 0, pos,
                      drupe__ts_ident(e->names, pos, e->param),
                      member_string(e, member));
}

static uint32_t member_number(enum_state *e, uint32_t pos, uint32_t value) {
  return drupe__node1(e->names->p, NODE_NUMBER, 0, NUMBER_VALUE, pos, value);
}

/* The value of a member that gives none. */
static uint32_t member_next(enum_state *e, uint32_t pos) {
  drupe__parser *p = e->names->p;
  uint32_t base = p->stack_size;
  uint32_t node;

  if (e->known)
    return member_number(e, pos, e->next);
  drupe__stack_push(p, member_target(e, e->before));
  drupe__stack_push(p, member_number(e, pos, 1));
  node = drupe__node(p, NODE_BINARY, OP_ADD, 0, pos, 0);
  drupe__stack_list(p, base);
  return node;
}

/* Notes what comes after a value that is a plain decimal number. */
static void member_count(enum_state *e, uint32_t value) {
  enum { DIGITS_MAX = 8 };
  const drupe__tree *t = e->names->p->tree;
  uint32_t at;
  uint32_t end;

  if (value == 0) {
    e->next++;
    return;
  }
  e->known = false;
  if (node_kind(t, value) != NODE_NUMBER ||
      (node_flags(t, value) & NUMBER_LEGACY))
    return;
  at = node_pos(t, value);
  end = node_word(t, value, NUMBER_END);
  if (end - at > DIGITS_MAX)
    return;
  for (e->next = 0; at < end; at++) {
    if (!drupe__is_digit((uint8_t)t->text[at]))
      return;
    e->next = e->next * 10 + (uint32_t)(t->text[at] - '0');
  }
  e->next++;
  e->known = true;
}

static uint32_t member_statement(enum_state *e, uint32_t member) {
  drupe__parser *p = e->names->p;
  uint32_t key = node_word(p->tree, member, TS_MEMBER_KEY);
  uint32_t value = node_word(p->tree, member, TS_MEMBER_VALUE);
  uint32_t pos = node_pos(p->tree, key);
  bool is_string;
  uint32_t node;

  drupe__ts_walk(e->names, value);
  is_string = value != 0 && enum_is_string(e, value);
  drupe__ts_member(e->names, e->space, member_atom(p->tree, key), is_string);
  node = value != 0 ? value : member_next(e, pos);
  node = drupe__ts_assign(e->names, pos, member_target(e, member), node);
  if (!is_string) {
    node = drupe__node2(p, NODE_INDEX, 0, 0, pos,
                        drupe__ts_ident(e->names, pos, e->param), node);
    node = drupe__ts_assign(e->names, pos, node, member_string(e, member));
  }
  member_count(e, value);
  e->before = member;
  return drupe__node1(p, NODE_EXPRESSION, 0, 0, pos, node);
}

/* --- The enum --- */

/* Members are names in the values, those of parts before as well. */
static void enum_enter(enum_state *e, uint32_t list) {
  const drupe__tree *t = e->names->p->tree;
  const drupe__early *early = &e->names->p->early;
  uint32_t at = ((const ts_space *)early->spaces.items + e->space - 1)->members;
  uint32_t i;

  while (at != 0) {
    const ts_name *name = (const ts_name *)early->members.items + at - 1;

    at = name->next;
    drupe__ts_mean(e->names, name->atom, e->param, 0);
  }
  for (i = 0; i < list_size(t, list); i++)
    drupe__ts_mean(
        e->names,
        member_atom(t, node_word(t, list_at(t, list, i), TS_MEMBER_KEY)),
        e->param, 0);
}

void drupe__ts_finish_enum(ts_state *s, uint32_t node) {
  drupe__parser *p = s->p;
  uint32_t atom =
      node_word(p->tree, node_word(p->tree, node, TS_NAME), IDENT_ATOM);
  uint32_t list = node_word(p->tree, node, TS_LIST);
  uint32_t mark = drupe__ts_mark(s);
  uint32_t base = p->stack_size;
  enum_state e = {
      s, drupe__ts_space(s, atom), drupe__ts_fresh(s, atom), 0, true, 0};
  uint32_t i;

  enum_enter(&e, list);
  for (i = 0; i < list_size(p->tree, list); i++) {
    uint32_t statement = member_statement(&e, list_at(p->tree, list, i));

    drupe__stack_push(p, statement);
  }
  drupe__ts_forget(s, mark);
  list = drupe__stack_list(p, base);
  drupe__ts_wrap(s, node, e.param, list);
}
