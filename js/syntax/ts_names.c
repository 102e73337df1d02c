/* js/syntax/ts_names.c - which names of a TypeScript source mean a property or
 * an import. */
#include "ts_names.h"

static drupe__atom *names_atom(const ts_state *s, uint32_t atom) {
  return &s->p->tree->atoms.list[atom];
}

/* --- Meanings --- */

static ts_meaning *names_at(const ts_state *s, uint32_t index) {
  return (ts_meaning *)s->p->early.meanings.items + index - 1;
}

void drupe__ts_mean(ts_state *s, uint32_t atom, uint32_t object,
                    uint32_t import) {
  drupe__pile *pile = &s->p->early.meanings;
  ts_meaning *meaning = drupe__pile_push(s->p, pile, sizeof(*meaning));

  *meaning =
      (ts_meaning){atom, names_atom(s, atom)->binding, object, import, false};
  names_atom(s, atom)->binding = pile->size;
}

uint32_t drupe__ts_mark(const ts_state *s) { return s->p->early.meanings.size; }

void drupe__ts_forget(ts_state *s, uint32_t mark) {
  drupe__pile *pile = &s->p->early.meanings;

  assert(mark <= pile->size);
  while (pile->size > mark) {
    const ts_meaning *meaning = names_at(s, pile->size--);

    names_atom(s, meaning->atom)->binding = meaning->outer;
  }
}

bool drupe__ts_is_used(const ts_state *s, uint32_t atom) {
  uint32_t index = names_atom(s, atom)->binding;

  return index == 0 || names_at(s, index)->used;
}

/* A declaration that hides what the name means around it. */
static void names_shadow(ts_state *s, uint32_t atom) {
  if (names_atom(s, atom)->binding != 0)
    drupe__ts_mean(s, atom, 0, 0);
}

/* --- Declared names --- */

static void names_each_list(ts_state *s, uint32_t list,
                            void (*each)(ts_state *s, uint32_t atom)) {
  uint32_t i;

  for (i = 0; i < list_size(s->p->tree, list); i++) {
    uint32_t item = list_at(s->p->tree, list, i);

    if (item != 0)
      drupe__ts_each_name(s, item, each);
  }
}

void drupe__ts_each_name(ts_state *s, uint32_t node,
                         void (*each)(ts_state *s, uint32_t atom)) {
  const drupe__tree *t = s->p->tree;

  switch (node == 0 ? NODE_NONE : node_kind(t, node)) {
  case NODE_IDENT: each(s, node_word(t, node, IDENT_ATOM)); return;
  case NODE_DECLARATOR: node = node_word(t, node, DECLARATOR_TARGET); break;
  case NODE_DEFAULT: node = node_word(t, node, ASSIGN_TARGET); break;
  case NODE_REST: node = node_word(t, node, ARGUMENT); break;
  case NODE_PROPERTY: node = node_word(t, node, PROPERTY_ITEM); break;
  case NODE_FUNCTION: node = node_word(t, node, FUNCTION_NAME); break;
  case NODE_CLASS: node = node_word(t, node, CLASS_NAME); break;
  case NODE_TS_ALIAS: node = node_word(t, node, TS_ALIAS_NAME); break;
  case NODE_TS_EXPORT: node = node_word(t, node, ARGUMENT); break;
  case NODE_VAR:
  case NODE_ARRAY_PATTERN:
  case NODE_OBJECT_PATTERN:
    names_each_list(s, node_word(t, node, ARRAY_LIST), each);
    return;
  default: return;
  }
  drupe__ts_each_name(s, node, each);
}

static void names_shadow_vars(ts_state *s, uint32_t node);

static void names_shadow_vars_list(ts_state *s, uint32_t list) {
  uint32_t i;

  for (i = 0; i < list_size(s->p->tree, list); i++)
    names_shadow_vars(s, list_at(s->p->tree, list, i));
}

/* What `var` declares in a statement and below, not in functions. */
static void names_shadow_vars(ts_state *s, uint32_t node) {
  const drupe__tree *t = s->p->tree;
  uint32_t i;

  switch (node == 0 ? NODE_NONE : node_kind(t, node)) {
  case NODE_VAR:
    if (node_op(t, node) == VAR_VAR)
      drupe__ts_each_name(s, node, names_shadow);
    return;
  case NODE_BLOCK:
    names_shadow_vars_list(s, node_word(t, node, BLOCK_LIST));
    return;
  case NODE_CASE:
    names_shadow_vars_list(s, node_word(t, node, CASE_LIST));
    return;
  case NODE_SWITCH:
    names_shadow_vars_list(s, node_word(t, node, SWITCH_CASES));
    return;
  case NODE_IF:
    names_shadow_vars(s, node_word(t, node, IF_THEN));
    names_shadow_vars(s, node_word(t, node, IF_ELSE));
    return;
  case NODE_FOR:
    names_shadow_vars(s, node_word(t, node, FOR_INIT));
    names_shadow_vars(s, node_word(t, node, FOR_BODY));
    return;
  case NODE_FOR_IN:
  case NODE_FOR_OF:
    names_shadow_vars(s, node_word(t, node, FOR_IN_TARGET));
    names_shadow_vars(s, node_word(t, node, FOR_IN_BODY));
    return;
  case NODE_WHILE:
  case NODE_DO: names_shadow_vars(s, node_word(t, node, WHILE_BODY)); return;
  case NODE_WITH: names_shadow_vars(s, node_word(t, node, WITH_BODY)); return;
  case NODE_LABEL: names_shadow_vars(s, node_word(t, node, LABEL_BODY)); return;
  case NODE_TRY:
    for (i = TRY_BLOCK; i <= TRY_FINALIZER; i++)
      names_shadow_vars(s, node_word(t, node, i));
    return;
  default: return;
  }
}

void drupe__ts_shadow_list(ts_state *s, uint32_t list, bool vars) {
  const drupe__tree *t = s->p->tree;
  uint32_t i;

  if (drupe__ts_mark(s) == 0)
    return;
  for (i = 0; i < list_size(t, list); i++) {
    uint32_t node = list_at(t, list, i);
    uint32_t kind = node_kind(t, node);

    if (kind == NODE_FUNCTION || kind == NODE_CLASS || kind == NODE_VAR ||
        kind == NODE_TS_EXPORT || kind == NODE_TS_ALIAS)
      drupe__ts_each_name(s, node, names_shadow);
    else if (vars)
      names_shadow_vars(s, node);
  }
}

/* --- References --- */

/* In place: IDENT and MEMBER have two words. */
static void names_reference(ts_state *s, uint32_t node) {
  drupe__tree *t = s->p->tree;
  uint32_t atom = node_word(t, node, IDENT_ATOM);
  uint32_t index = names_atom(s, atom)->binding;
  ts_meaning *meaning;
  uint32_t object;

  if (index == 0)
    return;
  meaning = names_at(s, index);
  meaning->used = true;
  if (meaning->object == 0)
    return;
  object = drupe__ts_ident(s, node_pos(t, node), meaning->object);
  t = s->p->tree;
  t->w[node] = NODE_MEMBER | (t->w[node] & (uint32_t)FLAG_PAREN << 16);
  node_set_word(t, node, MEMBER_OBJECT, object);
  node_set_word(t, node, MEMBER_ATOM, atom);
}

/* {x} becomes {x: N.x}. */
static void names_property(ts_state *s, uint32_t node) {
  drupe__tree *t = s->p->tree;
  uint32_t item = node_word(t, node, PROPERTY_ITEM);

  if (node_flags(t, node) & MEMBER_COMPUTED)
    drupe__ts_walk(s, node_word(t, node, PROPERTY_KEY));
  drupe__ts_walk(s, item);
  t = s->p->tree;
  if (node_kind(t, item) == NODE_DEFAULT)
    item = node_word(t, item, ASSIGN_TARGET);
  if (node_kind(t, item) != NODE_IDENT)
    t->w[node] &= ~((uint32_t)MEMBER_SHORTHAND << 16);
}

static void names_function(ts_state *s, uint32_t node) {
  const drupe__tree *t = s->p->tree;
  uint32_t mark = drupe__ts_mark(s);
  uint32_t params = node_word(t, node, FUNCTION_PARAMS);
  uint32_t body = node_word(t, node, FUNCTION_BODY);

  if (mark != 0) {
    if (!(node_flags(t, node) & FN_DECLARATION))
      drupe__ts_each_name(s, node, names_shadow);
    names_each_list(s, params, names_shadow);
  }
  if (node_flags(t, node) & FN_EXPRESSION_BODY) {
    drupe__ts_walk_list(s, params);
    drupe__ts_walk(s, body);
  } else {
    drupe__ts_shadow_list(s, body, true);
    drupe__ts_walk_list(s, params);
    drupe__ts_walk_list(s, body);
  }
  drupe__ts_forget(s, mark);
}

static void names_switch(ts_state *s, uint32_t node) {
  const drupe__tree *t = s->p->tree;
  uint32_t cases = node_word(t, node, SWITCH_CASES);
  uint32_t mark = drupe__ts_mark(s);
  uint32_t i;

  drupe__ts_walk(s, node_word(t, node, SWITCH_VALUE));
  for (i = 0; i < list_size(t, cases); i++)
    drupe__ts_shadow_list(s, node_word(t, list_at(t, cases, i), CASE_LIST),
                          false);
  drupe__ts_walk_list(s, cases);
  drupe__ts_forget(s, mark);
}

/* The names of a loop's head, a catch, a class are there for all of it. */
static void names_headed(ts_state *s, uint32_t node, uint32_t head,
                         uint32_t words) {
  uint32_t mark = drupe__ts_mark(s);
  uint32_t i;

  if (mark != 0 && head != 0)
    drupe__ts_each_name(s, head, names_shadow);
  for (i = 0; i < words; i++)
    drupe__ts_walk(s, node_word(s->p->tree, node, i));
  drupe__ts_forget(s, mark);
}

static void names_block(ts_state *s, uint32_t list, bool vars) {
  uint32_t mark = drupe__ts_mark(s);

  drupe__ts_shadow_list(s, list, vars);
  drupe__ts_walk_list(s, list);
  drupe__ts_forget(s, mark);
}

static uint32_t names_loop_head(const drupe__tree *t, uint32_t node) {
  uint32_t head = node_word(t, node, FOR_INIT); /* FOR_IN_TARGET as well */

  return head != 0 && node_kind(t, head) == NODE_VAR ? head : 0;
}

static void names_class(ts_state *s, uint32_t node) {
  const drupe__tree *t = s->p->tree;
  uint32_t mark = drupe__ts_mark(s);

  if (mark != 0)
    drupe__ts_each_name(s, node, names_shadow);
  drupe__ts_walk(s, node_word(t, node, CLASS_HERITAGE));
  drupe__ts_walk_list(s, node_word(t, node, CLASS_BODY));
  drupe__ts_forget(s, mark);
}

/* The words of the other kinds: n node, l list, i the list inside the node. */
static const char *names_words(uint32_t kind) {
  switch (kind) {
  case NODE_TEMPLATE:
  case NODE_ARRAY:
  case NODE_OBJECT:
  case NODE_ARRAY_PATTERN:
  case NODE_OBJECT_PATTERN:
  case NODE_VAR: return "l";
  case NODE_TAGGED:
  case NODE_ASSIGN:
  case NODE_INDEX:
  case NODE_IMPORT_CALL:
  case NODE_DEFAULT:
  case NODE_DECLARATOR:
  case NODE_WHILE:
  case NODE_DO:
  case NODE_WITH: return "nn";
  case NODE_SPREAD:
  case NODE_UNARY:
  case NODE_UPDATE:
  case NODE_MEMBER:
  case NODE_PRIVATE:
  case NODE_PRIVATE_IN:
  case NODE_CHAIN:
  case NODE_YIELD:
  case NODE_AWAIT:
  case NODE_REST:
  case NODE_EXPRESSION:
  case NODE_RETURN:
  case NODE_THROW:
  case NODE_EXPORT_NAME:
  case NODE_EXPORT_DEFAULT:
  case NODE_EXPORT_DECLARATION: return "n";
  case NODE_BINARY:
  case NODE_LOGICAL:
  case NODE_SEQUENCE: return "i";
  case NODE_CALL:
  case NODE_NEW:
  case NODE_CASE: return "nl";
  case NODE_CONDITIONAL:
  case NODE_IF: return "nnn";
  case NODE_LABEL: return ".n";
  default: return "";
  }
}

static void names_children(ts_state *s, uint32_t node) {
  const char *words = names_words(node_kind(s->p->tree, node));
  uint32_t i;

  for (i = 0; words[i] != 0; i++) {
    if (words[i] == 'i')
      drupe__ts_walk_list(s, node_inline_list(node));
    else if (words[i] == 'l')
      drupe__ts_walk_list(s, node_word(s->p->tree, node, i));
    else if (words[i] == 'n')
      drupe__ts_walk(s, node_word(s->p->tree, node, i));
  }
}

void drupe__ts_walk_list(ts_state *s, uint32_t list) {
  uint32_t i;

  for (i = 0; i < list_size(s->p->tree, list); i++)
    drupe__ts_walk(s, list_at(s->p->tree, list, i));
}

void drupe__ts_walk(ts_state *s, uint32_t node) {
  const drupe__tree *t = s->p->tree;

  if (node == 0)
    return;
  switch (node_kind(t, node)) {
  case NODE_IDENT: names_reference(s, node); return;
  case NODE_PROPERTY: names_property(s, node); return;
  case NODE_FUNCTION: names_function(s, node); return;
  case NODE_CLASS: names_class(s, node); return;
  case NODE_FIELD:
    if (node_flags(t, node) & MEMBER_COMPUTED)
      drupe__ts_walk(s, node_word(t, node, FIELD_KEY));
    drupe__ts_walk(s, node_word(t, node, FIELD_VALUE));
    return;
  case NODE_STATIC_BLOCK:
    names_block(s, node_word(t, node, STATIC_BLOCK_BODY), true);
    return;
  case NODE_BLOCK:
    names_block(s, node_word(t, node, BLOCK_LIST), false);
    return;
  case NODE_SWITCH: names_switch(s, node); return;
  case NODE_FOR: names_headed(s, node, names_loop_head(t, node), 4); return;
  case NODE_FOR_IN:
  case NODE_FOR_OF: names_headed(s, node, names_loop_head(t, node), 3); return;
  case NODE_TRY:
    drupe__ts_walk(s, node_word(t, node, TRY_BLOCK));
    drupe__ts_walk(s, node_word(t, node, TRY_FINALIZER));
    {
      uint32_t mark = drupe__ts_mark(s);

      if (mark != 0 && node_word(t, node, TRY_PARAM) != 0)
        drupe__ts_each_name(s, node_word(t, node, TRY_PARAM), names_shadow);
      drupe__ts_walk(s, node_word(t, node, TRY_PARAM));
      drupe__ts_walk(s, node_word(t, node, TRY_HANDLER));
      drupe__ts_forget(s, mark);
    }
    return;
  case NODE_EXPORT_NAMES:
    if (node_word(t, node, EXPORT_NAMES_SOURCE) == 0)
      drupe__ts_walk_list(s, node_word(t, node, EXPORT_NAMES_LIST));
    return;
  case NODE_TS_ENUM:
  case NODE_TS_NAMESPACE:
  case NODE_TS_EXPORT:
  case NODE_TS_ALIAS:
  case NODE_TS_ASSIGNED: drupe__ts_finish_node(s, node); return;
  default: names_children(s, node);
  }
}

/* --- Spaces --- */

uint32_t drupe__ts_space(ts_state *s, uint32_t atom) {
  drupe__pile *pile = &s->p->early.spaces;
  uint32_t index = names_atom(s, atom)->variable;
  ts_space *space;

  while (index != 0) {
    space = (ts_space *)pile->items + index - 1;
    if (space->parent == s->space)
      return index;
    index = space->outer;
  }
  space = drupe__pile_push(s->p, pile, sizeof(*space));
  *space = (ts_space){s->space, atom, names_atom(s, atom)->variable, 0};
  names_atom(s, atom)->variable = pile->size;
  return pile->size;
}

void drupe__ts_member(ts_state *s, uint32_t space, uint32_t atom,
                      bool is_string) {
  drupe__pile *pile = &s->p->early.members;
  ts_space *owner = (ts_space *)s->p->early.spaces.items + space - 1;
  ts_name *name = drupe__pile_push(s->p, pile, sizeof(*name));

  *name = (ts_name){atom, owner->members, is_string};
  owner->members = pile->size;
}

bool drupe__ts_is_string_member(const ts_state *s, uint32_t space,
                                uint32_t atom) {
  const drupe__early *early = &s->p->early;
  uint32_t index = ((const ts_space *)early->spaces.items + space - 1)->members;

  while (index != 0) {
    const ts_name *name = (const ts_name *)early->members.items + index - 1;

    if (name->atom == atom)
      return name->is_string;
    index = name->next;
  }
  return false;
}
