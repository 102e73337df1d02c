/* js/syntax/ts_finish.c - namespaces, aliases and imports of a TypeScript
 * source, made plain JavaScript in the tree. */
#include <stdio.h>

#include "ts_names.h"

/* --- Nodes --- */

uint32_t drupe__ts_ident(ts_state *s, uint32_t pos, uint32_t atom) {
  return drupe__node2(s->p, NODE_IDENT, 0, 0, pos, atom, 0);
}

uint32_t drupe__ts_member_of(ts_state *s, uint32_t pos, uint32_t object,
                             uint32_t atom) {
  return drupe__node2(s->p, NODE_MEMBER, 0, 0, pos,
                      drupe__ts_ident(s, pos, object), atom);
}

uint32_t drupe__ts_assign(ts_state *s, uint32_t pos, uint32_t target,
                          uint32_t value) {
  return drupe__node2(s->p, NODE_ASSIGN, OP_NONE, 0, pos, target, value);
}

uint32_t drupe__ts_fresh(ts_state *s, uint32_t base) {
  drupe__parser *p = s->p;
  uint32_t size;
  uint32_t before;
  uint32_t atom;
  char suffix[16];
  int length;

  do {
    const char *text = drupe__atom_text(&p->tree->atoms, base, &size);

    p->buffer_size = 0;
    drupe__buffer_add(p, text, size);
    length =
        snprintf(suffix, sizeof(suffix), "_%lu", (unsigned long)++s->counter);
    drupe__buffer_add(p, suffix, (uint32_t)length);
    before = p->tree->atoms.count;
    atom = drupe__atom_of(p, p->buffer, p->buffer_size);
  } while (p->tree->atoms.count == before);
  return atom;
}

/* Turns a node into an EXPRESSION statement. */
static void finish_expression(ts_state *s, uint32_t node, uint32_t value) {
  s->p->tree->w[node] = NODE_EXPRESSION;
  node_set_word(s->p->tree, node, ARGUMENT, value);
}

static uint32_t finish_list1(ts_state *s, uint32_t item) {
  uint32_t base = s->p->stack_size;

  drupe__stack_push(s->p, item);
  return drupe__stack_list(s->p, base);
}

/* name || (name = {}), or, exported, name = N.name || (N.name = {}) */
static uint32_t wrap_argument(ts_state *s, uint32_t node) {
  drupe__parser *p = s->p;
  uint32_t name = node_word(p->tree, node, TS_NAME);
  uint32_t pos = node_pos(p->tree, name);
  uint32_t atom = node_word(p->tree, name, IDENT_ATOM);
  bool exported = (node_flags(p->tree, node) & TS_EXPORTED) && s->param != 0;
  uint32_t base = p->stack_size;
  uint32_t value;
  uint32_t i;

  for (i = 0; i < 2; i++)
    drupe__stack_push(p, exported ? drupe__ts_member_of(s, pos, s->param, atom)
                                  : drupe__ts_ident(s, pos, atom));
  value = drupe__ts_assign(s, pos, p->stack[p->stack_size - 1],
                           drupe__node2(p, NODE_OBJECT, 0, 0, pos, 0, 0));
  node_add_flags(p->tree, value, FLAG_PAREN);
  p->stack[p->stack_size - 1] = value;
  value = drupe__node(p, NODE_LOGICAL, OP_OROR, 0, pos, 0);
  drupe__stack_list(p, base);
  if (!exported)
    return value;
  return drupe__ts_assign(s, pos, drupe__ts_ident(s, pos, atom), value);
}

void drupe__ts_wrap(ts_state *s, uint32_t node, uint32_t param, uint32_t body) {
  drupe__parser *p = s->p;
  uint32_t argument = wrap_argument(s, node);
  uint32_t pos = node_pos(p->tree, node);
  uint32_t flags =
      FN_SIMPLE_PARAMS | FLAG_PAREN | (node_flags(p->tree, node) & FN_STRICT);
  uint32_t function =
      drupe__node(p, NODE_FUNCTION, FUNCTION_PLAIN, flags, pos, FUNCTION_WORDS);
  uint32_t params = finish_list1(s, drupe__ts_ident(s, pos, param));

  node_set_word(p->tree, function, FUNCTION_NAME, 0);
  node_set_word(p->tree, function, FUNCTION_PARAMS, params);
  node_set_word(p->tree, function, FUNCTION_BODY, body);
  node_set_word(p->tree, function, FUNCTION_END,
                node_word(p->tree, node, TS_END));
  node_set_word(p->tree, function, FUNCTION_USES,
                node_word(p->tree, node, TS_USES));
  node_set_word(p->tree, function, FUNCTION_SCOPE, 0);
  finish_expression(s, node,
                    drupe__node2(p, NODE_CALL, 0, 0, pos, function,
                                 finish_list1(s, argument)));
}

/* --- Namespaces --- */

static void space_mean(ts_state *s, uint32_t atom) {
  drupe__ts_mean(s, atom, s->param, 0);
}

static void space_add(ts_state *s, uint32_t atom) {
  drupe__ts_member(s, s->space, atom, false);
}

/* What a statement of the body gives to the parts that follow. */
static void space_export(ts_state *s, uint32_t node) {
  const drupe__tree *t = s->p->tree;
  bool exported = (node_flags(t, node) & TS_EXPORTED) != 0;

  switch (node_kind(t, node)) {
  case NODE_TS_EXPORT: drupe__ts_each_name(s, node, space_add); return;
  case NODE_TS_ALIAS:
    if (exported)
      drupe__ts_each_name(s, node, space_add);
    return;
  case NODE_TS_ENUM:
  case NODE_TS_NAMESPACE:
    if (exported)
      space_add(s, node_word(t, node_word(t, node, TS_NAME), IDENT_ATOM));
    return;
  default: return;
  }
}

/* Exported variables are properties in their own part as well; what was
 * exported by the parts before comes first, so that own names hide it. */
static void space_enter(ts_state *s, uint32_t list) {
  const drupe__tree *t = s->p->tree;
  const drupe__early *early = &s->p->early;
  uint32_t at = ((const ts_space *)early->spaces.items + s->space - 1)->members;
  uint32_t i;

  while (at != 0) {
    const ts_name *name = (const ts_name *)early->members.items + at - 1;

    at = name->next;
    space_mean(s, name->atom);
  }
  drupe__ts_shadow_list(s, list, true);
  for (i = 0; i < list_size(t, list); i++) {
    uint32_t node = list_at(t, list, i);
    uint32_t kind = node_kind(t, node);

    if (kind == NODE_TS_ALIAS) {
      uint32_t name = node_word(t, node, TS_ALIAS_NAME);
      bool exported = (node_flags(t, node) & TS_EXPORTED) != 0;

      drupe__ts_mean(s, node_word(t, name, IDENT_ATOM), exported ? s->param : 0,
                     node);
    } else if (kind == NODE_TS_EXPORT &&
               node_kind(t, node_word(t, node, ARGUMENT)) == NODE_VAR) {
      drupe__ts_each_name(s, node, space_mean);
    }
    space_export(s, node);
  }
}

static void finish_namespace(ts_state *s, uint32_t node) {
  drupe__tree *t = s->p->tree;
  uint32_t name = node_word(t, node, TS_NAME);
  uint32_t list = node_word(t, node, TS_LIST);
  uint32_t mark = drupe__ts_mark(s);
  ts_state outer = *s;
  uint32_t param;

  s->space = drupe__ts_space(s, node_word(t, name, IDENT_ATOM));
  param = drupe__ts_fresh(s, node_word(t, name, IDENT_ATOM));
  s->param = param;
  space_enter(s, list);
  drupe__ts_walk_list(s, list);
  drupe__ts_forget(s, mark);
  s->space = outer.space;
  s->param = outer.param;
  drupe__ts_wrap(s, node, param, list);
}

/* --- Exports of a namespace --- */

/* The declarators with a value become assignments; the names in them are
 * properties by now. */
static uint32_t export_assignments(ts_state *s, uint32_t list, uint32_t pos) {
  drupe__parser *p = s->p;
  uint32_t base = p->stack_size;
  uint32_t node;
  uint32_t i;

  for (i = 0; i < list_size(p->tree, list); i++) {
    uint32_t item = list_at(p->tree, list, i);
    uint32_t value = node_word(p->tree, item, DECLARATOR_INIT);

    if (value == 0)
      continue;
    node = node_word(p->tree, item, DECLARATOR_TARGET);
    drupe__stack_push(
        p, drupe__ts_assign(s, node_pos(p->tree, item), node, value));
  }
  if (p->stack_size == base)
    return 0;
  if (p->stack_size - base == 1)
    return p->stack[--p->stack_size];
  node = drupe__node(p, NODE_SEQUENCE, 0, 0, pos, 0);
  drupe__stack_list(p, base);
  return node;
}

static void finish_export(ts_state *s, uint32_t node) {
  drupe__tree *t = s->p->tree;
  uint32_t item = node_word(t, node, ARGUMENT);
  uint32_t pos = node_pos(t, item);
  uint32_t value;

  if (node_kind(t, item) == NODE_IDENT) {
    uint32_t atom = node_word(t, item, IDENT_ATOM);

    value = drupe__ts_member_of(s, pos, s->param, atom);
    finish_expression(s, node, drupe__ts_assign(s, pos, value, item));
    return;
  }
  assert(node_kind(t, item) == NODE_VAR);
  drupe__ts_walk(s, item);
  value = export_assignments(s, node_word(t, item, VAR_LIST), pos);
  if (value == 0)
    t->w[node] = NODE_EMPTY;
  else
    finish_expression(s, node, value);
}

/* --- Aliases and imports --- */

/* import a = value: a constant, or a property of the namespace, or nothing. */
static void finish_alias(ts_state *s, uint32_t node) {
  drupe__tree *t = s->p->tree;
  uint32_t name = node_word(t, node, TS_ALIAS_NAME);
  uint32_t value = node_word(t, node, TS_ALIAS_VALUE);
  uint32_t pos = node_pos(t, node);

  drupe__ts_walk(s, value);
  if ((node_flags(t, node) & TS_EXPORTED) && s->param != 0) {
    drupe__ts_walk(s, name);
    finish_expression(s, node, drupe__ts_assign(s, pos, name, value));
    return;
  }
  value = drupe__node3(s->p, NODE_DECLARATOR, 0, 0, pos, name, value,
                       node_pos(t, name));
  value = finish_list1(s, value);
  t->w[node] = NODE_VAR | VAR_CONST << 8;
  node_set_word(t, node, VAR_LIST, value);
}

/* Drops the aliases and import names of a list that nothing used. */
static void finish_unused_import(ts_state *s, uint32_t node) {
  drupe__parser *p = s->p;
  uint32_t list = node_word(p->tree, node, IMPORT_NAMES);
  uint32_t base = p->stack_size;
  uint32_t i;

  if (list == 0)
    return;
  for (i = 0; i < list_size(p->tree, list); i++) {
    uint32_t item = list_at(p->tree, list, i);
    uint32_t local = node_word(p->tree, item, IMPORT_NAME_LOCAL);

    if (drupe__ts_is_used(s, node_word(p->tree, local, IDENT_ATOM)))
      drupe__stack_push(p, item);
  }
  list = drupe__stack_list(p, base);
  if (list == 0)
    p->tree->w[node] = NODE_EMPTY;
  else
    node_set_word(p->tree, node, IMPORT_NAMES, list);
}

/* Names of types are no exports. */
static void finish_export_names(ts_state *s, uint32_t node) {
  drupe__parser *p = s->p;
  uint32_t list = node_word(p->tree, node, EXPORT_NAMES_LIST);
  uint32_t base = p->stack_size;
  uint32_t i;

  if (node_word(p->tree, node, EXPORT_NAMES_SOURCE) != 0)
    return;
  for (i = 0; i < list_size(p->tree, list); i++) {
    uint32_t item = list_at(p->tree, list, i);
    uint32_t local = node_word(p->tree, item, EXPORT_NAME_LOCAL);
    uint32_t atom = node_word(p->tree, local, IDENT_ATOM);

    if (!(p->tree->atoms.list[atom].type & TYPE_ONLY))
      drupe__stack_push(p, item);
  }
  node_set_word(p->tree, node, EXPORT_NAMES_LIST, drupe__stack_list(p, base));
}

static void finish_default(ts_state *s, uint32_t node) {
  drupe__tree *t = s->p->tree;
  uint32_t item = node_word(t, node, EXPORT_ITEM);

  if (node_kind(t, item) == NODE_IDENT &&
      (t->atoms.list[node_word(t, item, IDENT_ATOM)].type & TYPE_ONLY))
    t->w[node] = NODE_EMPTY;
}

void drupe__ts_finish_node(ts_state *s, uint32_t node) {
  switch (node_kind(s->p->tree, node)) {
  case NODE_TS_ENUM: drupe__ts_finish_enum(s, node); return;
  case NODE_TS_NAMESPACE: finish_namespace(s, node); return;
  case NODE_TS_EXPORT: finish_export(s, node); return;
  case NODE_TS_ALIAS: finish_alias(s, node); return;
  default: /* ASSIGNED: the program puts it to its end */
    drupe__ts_walk(s, node_word(s->p->tree, node, ARGUMENT));
  }
}

/* --- The program --- */

/* The names whose use is to be known. */
static void program_enter(ts_state *s, uint32_t list) {
  const drupe__tree *t = s->p->tree;
  uint32_t i, k;

  for (i = 0; i < list_size(t, list); i++) {
    uint32_t node = list_at(t, list, i);
    uint32_t names;

    if (node_kind(t, node) == NODE_TS_ALIAS) {
      names = node_word(t, node, TS_ALIAS_NAME);
      drupe__ts_mean(s, node_word(t, names, IDENT_ATOM), 0, node);
    } else if (node_kind(t, node) == NODE_IMPORT) {
      names = node_word(t, node, IMPORT_NAMES);
      for (k = 0; k < list_size(t, names); k++) {
        uint32_t local = node_word(t, list_at(t, names, k), IMPORT_NAME_LOCAL);

        drupe__ts_mean(s, node_word(t, local, IDENT_ATOM), 0, node);
      }
    }
  }
}

/* module.exports = value */
static uint32_t program_assigned(ts_state *s, uint32_t node) {
  uint32_t pos = node_pos(s->p->tree, node);
  uint32_t value = node_word(s->p->tree, node, ARGUMENT);
  uint32_t target = drupe__ts_member_of(s, pos, ATOM_module,
                                        drupe__atom_of(s->p, "exports", 7));

  return drupe__node1(s->p, NODE_EXPRESSION, 0, 0, pos,
                      drupe__ts_assign(s, pos, target, value));
}

/* Aliases of aliases are read by the later one, so the walk goes backwards over
 * what only uses decide about.  `export =` goes to the end. */
static uint32_t program_leave(ts_state *s, uint32_t list) {
  drupe__parser *p = s->p;
  uint32_t base = p->stack_size;
  uint32_t assigned = 0;
  uint32_t i;

  for (i = list_size(p->tree, list); i > 0; i--) {
    uint32_t node = list_at(p->tree, list, i - 1);
    uint32_t name;

    if (node_kind(p->tree, node) != NODE_TS_ALIAS)
      continue;
    name = node_word(p->tree, node, TS_ALIAS_NAME);
    if (drupe__ts_is_used(s, node_word(p->tree, name, IDENT_ATOM)))
      finish_alias(s, node);
    else
      p->tree->w[node] = NODE_EMPTY;
  }
  for (i = 0; i < list_size(p->tree, list); i++) {
    uint32_t node = list_at(p->tree, list, i);

    switch (node_kind(p->tree, node)) {
    case NODE_IMPORT: finish_unused_import(s, node); break;
    case NODE_EXPORT_NAMES: finish_export_names(s, node); break;
    case NODE_EXPORT_DEFAULT: finish_default(s, node); break;
    case NODE_TS_ASSIGNED: assigned = node; continue;
    default: break;
    }
    drupe__stack_push(p, node);
  }
  if (assigned != 0)
    drupe__stack_push(p, program_assigned(s, assigned));
  return drupe__stack_list(p, base);
}

/* The parser left no meaning and no space behind, and so do we. */
static void program_forget(ts_state *s) {
  drupe__early *early = &s->p->early;
  uint32_t i;

  drupe__ts_forget(s, 0);
  for (i = 0; i < early->spaces.size; i++) {
    const ts_space *space = (const ts_space *)early->spaces.items + i;

    s->p->tree->atoms.list[space->atom].variable = 0;
  }
}

void drupe__ts_finish(drupe__parser *p) {
  uint32_t program = p->tree->program;
  uint32_t list = node_word(p->tree, program, PROGRAM_BODY);
  ts_state s = {p, 0, 0, 0};
  uint32_t i;

  program_enter(&s, list);
  for (i = 0; i < list_size(p->tree, list); i++) {
    uint32_t node = list_at(p->tree, list, i);

    if (node_kind(p->tree, node) != NODE_TS_ALIAS)
      drupe__ts_walk(&s, node);
  }
  list = program_leave(&s, list);
  node_set_word(p->tree, program, PROGRAM_BODY, list);
  program_forget(&s);
}
