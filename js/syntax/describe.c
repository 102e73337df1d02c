/* js/syntax/describe.c - finds the node at a place and writes it as V8 does.
 *
 * V8 shows names, members and calls, operators in parentheses, and
 * "(intermediate value)" for all that has no short text; so does this, node by
 * node, strange as some of it looks. */
#include "describe.h"

#include <stdio.h>
#include <string.h>

#include "kinds.h"
#include "parse.h"
#include "print.h"

typedef struct describer {
  const drupe__tree *tree;
  uint32_t offset;
  drupe__about about;
  drupe__description *out;
  drupe__described found;
  size_t size; /* of the text */
} describer;

/* --- Writing --- */

static void describe_put(describer *d, const char *text, size_t size) {
  size_t room = sizeof(d->out->text) - 1 - d->size;

  if (size > room)
    size = room;
  memcpy(d->out->text + d->size, text, size);
  d->size += size;
  d->out->text[d->size] = '\0';
}

static void describe_word(describer *d, const char *text) {
  describe_put(d, text, strlen(text));
}

static void describe_atom(describer *d, uint32_t atom) {
  uint32_t size;
  const char *text = drupe__atom_text(&d->tree->atoms, atom, &size);

  describe_put(d, text, size);
}

static void describe_source(describer *d, uint32_t start, uint32_t end) {
  describe_put(d, d->tree->text + start, end - start);
}

static void describe_hidden(describer *d) {
  describe_word(d, "(intermediate value)");
}

static void describe_node(describer *d, uint32_t n);

static void describe_show(describer *d, uint32_t n) {
  size_t before = d->size;

  if (n != 0)
    describe_node(d, n);
  if (d->size == before)
    describe_hidden(d);
}

/* One hidden value for each item. */
static void describe_hide(describer *d, uint32_t list) {
  uint32_t i;

  for (i = 0; i < list_size(d->tree, list); i++)
    describe_hidden(d);
}

static void describe_operators(describer *d, uint32_t n, const char *op) {
  uint32_t list = node_inline_list(n), i;

  describe_word(d, "(");
  for (i = 0; i < list_size(d->tree, list); i++) {
    if (i > 0) {
      describe_word(d, " ");
      describe_word(d, op);
      describe_word(d, " ");
    }
    describe_show(d, list_at(d->tree, list, i));
  }
  describe_word(d, ")");
}

static void describe_unary(describer *d, uint32_t n) {
  uint32_t op = node_op(d->tree, n), value = node_word(d->tree, n, ARGUMENT);

  if (op == OP_MINUS && node_kind(d->tree, value) == NODE_NUMBER) {
    describe_word(d, "-");
    describe_node(d, value);
    return;
  }
  describe_word(d, "(");
  describe_word(d, drupe__operator_text(op));
  describe_show(d, value);
  describe_word(d, ")");
}

static void describe_update(describer *d, uint32_t n) {
  bool prefix = (node_flags(d->tree, n) & UPDATE_PREFIX) != 0;
  const char *op = drupe__operator_text(node_op(d->tree, n));

  describe_word(d, "(");
  if (prefix)
    describe_word(d, op);
  describe_show(d, node_word(d->tree, n, ARGUMENT));
  if (!prefix)
    describe_word(d, op);
  describe_word(d, ")");
}

static void describe_array(describer *d, uint32_t list) {
  uint32_t i;

  describe_word(d, "[");
  for (i = 0; i < list_size(d->tree, list); i++) {
    if (i > 0)
      describe_word(d, ",");
    describe_show(d, list_at(d->tree, list, i));
  }
  describe_word(d, "]");
}

static void describe_member(describer *d, uint32_t n) {
  uint32_t kind = node_kind(d->tree, n);
  bool optional = (node_flags(d->tree, n) & FLAG_OPTIONAL) != 0;
  uint32_t key = node_word(d->tree, n, MEMBER_ATOM);

  describe_show(d, node_word(d->tree, n, MEMBER_OBJECT));
  if (kind == NODE_MEMBER) {
    describe_word(d, optional ? "?." : ".");
    describe_atom(d, key);
    return;
  }
  if (kind == NODE_PRIVATE) {
    describe_word(d, optional ? "?.[#" : "[#");
    describe_atom(d, key);
    describe_word(d, "]");
    return;
  }
  if (node_kind(d->tree, key) == NODE_STRING ||
      (node_kind(d->tree, key) == NODE_TEMPLATE &&
       list_size(d->tree, node_word(d->tree, key, TEMPLATE_LIST)) == 1)) {
    size_t before;

    describe_word(d, optional ? "?." : ".");
    before = d->size; /* without the quotes */
    describe_node(d, key);
    if (d->size >= before + 2) {
      memmove(d->out->text + before, d->out->text + before + 1,
              d->size - before - 2);
      d->size -= 2;
      d->out->text[d->size] = '\0';
    }
    return;
  }
  describe_word(d, optional ? "?.[" : "[");
  describe_show(d, key);
  describe_word(d, "]");
}

static void describe_template(describer *d, uint32_t list) {
  uint32_t i, quasi;

  if (list_size(d->tree, list) == 1) {
    quasi = list_at(d->tree, list, 0);
    describe_word(d, "\"");
    describe_source(d, node_pos(d->tree, quasi),
                    node_word(d->tree, quasi, QUASI_END));
    describe_word(d, "\"");
    return;
  }
  for (i = 1; i < list_size(d->tree, list); i += 2)
    describe_show(d, list_at(d->tree, list, i));
}

static void describe_string(describer *d, uint32_t n) {
  describe_word(d, "\"");
  describe_source(d, node_pos(d->tree, n) + 1,
                  node_word(d->tree, n, STRING_END) - 1);
  describe_word(d, "\"");
}

/* V8 writes one hidden value for each statement that it looks into. */
static void describe_function(describer *d, uint32_t n) {
  if ((node_flags(d->tree, n) & (FN_EXPRESSION_BODY | FLAG_PAREN)) ==
      FLAG_PAREN)
    describe_hide(d, node_word(d->tree, n, FUNCTION_BODY));
}

static void describe_import(describer *d, uint32_t n) {
  describe_word(d, "import(");
  describe_show(d, node_word(d->tree, n, IMPORT_CALL_SOURCE));
  describe_word(d, ")");
}

static void describe_node(describer *d, uint32_t n) {
  const drupe__tree *t = d->tree;

  switch (node_kind(t, n)) {
  case NODE_IDENT: describe_atom(d, node_word(t, n, IDENT_ATOM)); return;
  case NODE_NUMBER:
    describe_source(d, node_pos(t, n), node_word(t, n, NUMBER_END));
    return;
  case NODE_REGEXP:
    describe_source(d, node_pos(t, n), node_word(t, n, REGEXP_END));
    return;
  case NODE_STRING: describe_string(d, n); return;
  case NODE_THIS: describe_word(d, "this"); return;
  case NODE_NULL: describe_word(d, "null"); return;
  case NODE_TRUE: describe_word(d, "true"); return;
  case NODE_FALSE: describe_word(d, "false"); return;
  case NODE_NEW_TARGET: describe_word(d, ".new.target"); return;
  case NODE_TEMPLATE:
    describe_template(d, node_word(t, n, TEMPLATE_LIST));
    return;
  case NODE_ARRAY: describe_array(d, node_word(t, n, ARRAY_LIST)); return;
  case NODE_SPREAD:
    describe_word(d, "(...");
    describe_show(d, node_word(t, n, ARGUMENT));
    describe_word(d, ")");
    return;
  case NODE_OBJECT:
    describe_word(d, "{");
    describe_hide(d, node_word(t, n, OBJECT_LIST));
    describe_word(d, "}");
    return;
  case NODE_FUNCTION: describe_function(d, n); return;
  case NODE_CLASS: describe_hide(d, node_word(t, n, CLASS_BODY)); return;
  case NODE_CONDITIONAL:
    describe_hidden(d);
    describe_hidden(d);
    describe_hidden(d);
    return;
  case NODE_UNARY: describe_unary(d, n); return;
  case NODE_UPDATE: describe_update(d, n); return;
  case NODE_BINARY:
  case NODE_LOGICAL:
    describe_operators(d, n, drupe__operator_text(node_op(t, n)));
    return;
  case NODE_SEQUENCE: describe_operators(d, n, ","); return;
  case NODE_ASSIGN: describe_show(d, node_word(t, n, ASSIGN_TARGET)); return;
  case NODE_CALL:
  case NODE_TAGGED:
    if (node_kind(t, node_word(t, n, CALL_CALLEE)) == NODE_SUPER)
      describe_word(d, "super");
    else
      describe_show(d, node_word(t, n, CALL_CALLEE));
    describe_word(d, "(...)");
    return;
  case NODE_MEMBER:
  case NODE_INDEX:
  case NODE_PRIVATE: describe_member(d, n); return;
  case NODE_IMPORT_CALL: describe_import(d, n); return;
  default: return; /* hidden */
  }
}

/* --- Finding --- */

static bool found_value(describer *d, uint32_t value, drupe__described what) {
  if (value != 0)
    describe_show(d, value);
  d->found = what;
  return true;
}

static bool find_call(describer *d, uint32_t n) {
  const drupe__tree *t = d->tree;
  uint32_t kind = node_kind(t, n), callee;

  if (kind != NODE_CALL && kind != NODE_NEW && kind != NODE_TAGGED)
    return false;
  callee = node_word(t, n, CALL_CALLEE);
  /* The callee o[k] is missed when it is read, at its bracket. */
  if (node_pos(t, n) != d->offset &&
      !(kind != NODE_NEW && node_kind(t, callee) == NODE_INDEX &&
        node_pos(t, callee) == d->offset))
    return false;
  return found_value(d, callee,
                     kind == NODE_NEW ? DRUPE__DESCRIBED_CONSTRUCTOR
                                      : DRUPE__DESCRIBED_CALLEE);
}

static bool find_iterated(describer *d, uint32_t value) {
  const drupe__tree *t = d->tree;
  uint32_t kind;

  if (value == 0 || node_pos(t, value) != d->offset)
    return false;
  kind = node_kind(t, value);
  if (kind == NODE_CALL || kind == NODE_NEW)
    return found_value(d, node_word(t, value, CALL_CALLEE),
                       DRUPE__DESCRIBED_RESULT);
  return found_value(d, value, DRUPE__DESCRIBED_ITERABLE);
}

static bool find_spread(describer *d, uint32_t list) {
  const drupe__tree *t = d->tree;
  uint32_t i, item;

  for (i = 0; i < list_size(t, list); i++) {
    item = list_at(t, list, i);
    if (item != 0 && node_kind(t, item) == NODE_SPREAD &&
        find_iterated(d, node_word(t, item, ARGUMENT)))
      return true;
  }
  return false;
}

/* A call whose last argument is the only one that is spread. */
static bool find_spread_call(describer *d, uint32_t n) {
  const drupe__tree *t = d->tree;
  uint32_t list = node_word(t, n, CALL_ARGUMENTS), i, item;
  uint32_t count = list_size(t, list);

  if (node_pos(t, n) != d->offset || count == 0)
    return false;
  for (i = 0; i < count; i++) {
    item = list_at(t, list, i);
    if ((node_kind(t, item) == NODE_SPREAD) != (i + 1 == count))
      return false;
  }
  return found_value(d, node_word(t, item, ARGUMENT), DRUPE__DESCRIBED_SPREAD);
}

/* The property of an object pattern whose target is at the place. */
static uint32_t find_property(const describer *d, uint32_t pattern) {
  const drupe__tree *t = d->tree;
  uint32_t list = node_word(t, pattern, ARRAY_LIST), i, item;

  for (i = 0; i < list_size(t, list); i++) {
    item = list_at(t, list, i);
    if (node_kind(t, item) == NODE_PROPERTY &&
        node_pos(t, node_word(t, item, PROPERTY_ITEM)) == d->offset)
      return item;
  }
  return 0;
}

static void found_key(describer *d, uint32_t property) {
  const drupe__tree *t = d->tree;
  uint32_t key = node_word(t, property, PROPERTY_KEY), size;
  const char *text;

  switch (node_kind(t, key)) {
  case NODE_NAME:
    text = drupe__atom_text(&t->atoms, node_word(t, key, NAME_ATOM), &size);
    break;
  case NODE_STRING:
    text = t->text + node_pos(t, key) + 1;
    size = node_word(t, key, STRING_END) - 1 - (node_pos(t, key) + 1);
    break;
  case NODE_NUMBER:
    text = t->text + node_pos(t, key);
    size = node_word(t, key, NUMBER_END) - node_pos(t, key);
    break;
  default: return;
  }
  if (size < sizeof(d->out->key))
    snprintf(d->out->key, sizeof(d->out->key), "%.*s", (int)size, text);
}

/* `value` is taken apart by `target`; 0: it has no text but `name`. */
static bool find_taken(describer *d, uint32_t target, uint32_t value,
                       const char *name) {
  const drupe__tree *t = d->tree;
  uint32_t property;

  if (node_kind(t, target) == NODE_ARRAY_PATTERN &&
      d->about == DRUPE__ABOUT_ITERABLE) {
    if (value != 0)
      return find_iterated(d, value);
    if (*name == '\0' || node_pos(t, target) != d->offset)
      return false;
    describe_word(d, name);
    return found_value(d, 0, DRUPE__DESCRIBED_ITERABLE);
  }
  if (node_kind(t, target) != NODE_OBJECT_PATTERN)
    return false;
  property = find_property(d, target);
  if (d->about == DRUPE__ABOUT_ITERABLE)
    return property != 0 && value != 0 &&
           found_value(d, value, DRUPE__DESCRIBED_NESTED);
  if (property == 0 && node_pos(t, target) != d->offset)
    return false;
  if (property != 0)
    found_key(d, property);
  describe_word(d, name);
  return found_value(d, value, DRUPE__DESCRIBED_PATTERN);
}

static bool find_parameter(describer *d, uint32_t list) {
  uint32_t i;

  for (i = 0; i < list_size(d->tree, list); i++)
    if (find_taken(d, list_at(d->tree, list, i), 0, ""))
      return true;
  return false;
}

/* The target of a for-of's declaration. */
static uint32_t find_loop_target(const describer *d, uint32_t n) {
  const drupe__tree *t = d->tree;
  uint32_t target = node_word(t, n, FOR_IN_TARGET);

  if (node_kind(t, target) != NODE_VAR)
    return target;
  return node_word(t, list_at(t, node_word(t, target, VAR_LIST), 0),
                   DECLARATOR_TARGET);
}

static bool find_here(describer *d, uint32_t n) {
  const drupe__tree *t = d->tree;
  bool iterable = d->about == DRUPE__ABOUT_ITERABLE;

  if (d->about == DRUPE__ABOUT_CALL)
    return find_call(d, n);
  switch (node_kind(t, n)) {
  case NODE_FOR_OF:
    return (iterable && find_iterated(d, node_word(t, n, FOR_IN_OBJECT))) ||
           find_taken(d, find_loop_target(d, n), 0, ".for");
  case NODE_ARRAY:
    return iterable && find_spread(d, node_word(t, n, ARRAY_LIST));
  case NODE_CALL:
  case NODE_NEW: return iterable && find_spread_call(d, n);
  case NODE_ASSIGN:
  case NODE_DEFAULT:
  case NODE_DECLARATOR:
    return node_word(t, n, ASSIGN_VALUE) != 0 &&
           find_taken(d, node_word(t, n, ASSIGN_TARGET),
                      node_word(t, n, ASSIGN_VALUE), "");
  case NODE_TRY:
    return !iterable && node_word(t, n, TRY_PARAM) != 0 &&
           find_taken(d, node_word(t, n, TRY_PARAM), 0, ".catch");
  case NODE_FUNCTION:
    return find_parameter(d, node_word(t, n, FUNCTION_PARAMS));
  default: return false;
  }
}

static bool find_in(describer *d, uint32_t n);

static bool find_in_list(describer *d, uint32_t list) {
  uint32_t i;

  for (i = 0; i < list_size(d->tree, list); i++)
    if (find_in(d, list_at(d->tree, list, i)))
      return true;
  return false;
}

/* A walk over the whole tree, but for functions that lie elsewhere. */
static bool find_in(describer *d, uint32_t n) {
  const drupe__tree *t = d->tree;
  const char *words;
  uint32_t i;

  if (n == 0)
    return false;
  if (node_kind(t, n) == NODE_FUNCTION &&
      (d->offset < node_pos(t, n) ||
       d->offset >= node_word(t, n, FUNCTION_END)))
    return false;
  if (find_here(d, n))
    return true;
  words = kinds[node_kind(t, n)].words;
  for (i = 0; words[i] != '\0'; i++) {
    if (words[i] == 'n' && find_in(d, node_word(t, n, i)))
      return true;
    if (words[i] == 'l' && find_in_list(d, node_word(t, n, i)))
      return true;
    if (words[i] == 'i' && find_in_list(d, node_inline_list(n)))
      return true;
  }
  if (node_kind(t, n) != NODE_FUNCTION)
    return false;
  return (node_flags(t, n) & FN_EXPRESSION_BODY) != 0
             ? find_in(d, node_word(t, n, FUNCTION_BODY))
             : find_in_list(d, node_word(t, n, FUNCTION_BODY));
}

drupe__described drupe__describe(const drupe__source *source, uint32_t offset,
                                 drupe__about about, drupe__description *out) {
  describer d = {NULL, offset, about, out, DRUPE__DESCRIBED_NOTHING, 0};
  drupe__syntax_error error;
  drupe__tree tree;

  out->text[0] = out->key[0] = '\0';
  if (drupe__parse(&tree, source, &error) == 0) {
    d.tree = &tree;
    (void)find_in(&d, tree.program);
  }
  drupe__tree_deinit(&tree);
  return d.found;
}
