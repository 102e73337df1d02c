/* js/syntax/commonjs_names.c - which names a CommonJS text exports.
 *
 * `import { a } from './common.cjs'` must know the names before the file has
 * run, so they are read off its text: assignments to `exports.a`, definitions
 * of properties, object literals given to module.exports, and what Babel,
 * TypeScript and esbuild print for `export *`.  The same patterns as in
 * cjs-module-lexer, looked for in the tree instead of the text. */
#include "commonjs_names.h"

#include <string.h>

#include "ast.h"
#include "parse.h"

#define NAMES_PARAMS "exports,require,module,__filename,__dirname"

typedef struct names_walk {
  drupe__tree *tree;
  const drupe__commonjs_found *found;
  uint32_t body; /* statements of the whole */
} names_walk;

/* What the words of each kind are: n a node, l a list of nodes, . neither. */
static const char *const names_layout[NODE_KINDS] = {
    [NODE_TEMPLATE] = "l",
    [NODE_TAGGED] = "nn",
    [NODE_ARRAY] = "l",
    [NODE_OBJECT] = "l",
    [NODE_PROPERTY] = "nn",
    [NODE_SPREAD] = "n",
    [NODE_CLASS] = "nnl",
    [NODE_UNARY] = "n",
    [NODE_UPDATE] = "n",
    [NODE_ASSIGN] = "nn",
    [NODE_CONDITIONAL] = "nnn",
    [NODE_CALL] = "nl",
    [NODE_NEW] = "nl",
    [NODE_MEMBER] = "n",
    [NODE_INDEX] = "nn",
    [NODE_PRIVATE] = "n",
    [NODE_PRIVATE_IN] = "n",
    [NODE_CHAIN] = "n",
    [NODE_YIELD] = "n",
    [NODE_AWAIT] = "n",
    [NODE_IMPORT_CALL] = "nn",
    [NODE_ARRAY_PATTERN] = "l",
    [NODE_OBJECT_PATTERN] = "l",
    [NODE_DEFAULT] = "nn",
    [NODE_REST] = "n",
    [NODE_BLOCK] = "l",
    [NODE_VAR] = "l",
    [NODE_DECLARATOR] = "nn",
    [NODE_EXPRESSION] = "n",
    [NODE_IF] = "nnn",
    [NODE_FOR] = "nnnn",
    [NODE_FOR_IN] = "nnn",
    [NODE_FOR_OF] = "nnn",
    [NODE_WHILE] = "nn",
    [NODE_DO] = "nn",
    [NODE_RETURN] = "n",
    [NODE_THROW] = "n",
    [NODE_WITH] = "nn",
    [NODE_SWITCH] = "nl",
    [NODE_CASE] = "nl",
    [NODE_LABEL] = ".n",
    [NODE_TRY] = "nnnn",
    [NODE_FIELD] = "nn",
    [NODE_STATIC_BLOCK] = "l"};

/* --- What a node is --- */

static bool names_atom_is(const names_walk *w, uint32_t atom,
                          const char *text) {
  uint32_t size;
  const char *have = drupe__atom_text(&w->tree->atoms, atom, &size);

  return size == strlen(text) && memcmp(have, text, size) == 0;
}

static bool names_is_ident(const names_walk *w, uint32_t n, const char *text) {
  return n != 0 && node_kind(w->tree, n) == NODE_IDENT &&
         names_atom_is(w, node_word(w->tree, n, IDENT_ATOM), text);
}

static bool names_is_member(const names_walk *w, uint32_t n, const char *object,
                            const char *name) {
  return n != 0 && node_kind(w->tree, n) == NODE_MEMBER &&
         names_is_ident(w, node_word(w->tree, n, MEMBER_OBJECT), object) &&
         names_atom_is(w, node_word(w->tree, n, MEMBER_ATOM), name);
}

static bool names_is_module_exports(const names_walk *w, uint32_t n) {
  return names_is_member(w, n, "module", "exports");
}

static bool names_is_exports(const names_walk *w, uint32_t n) {
  return names_is_ident(w, n, "exports") || names_is_module_exports(w, n);
}

/* A string literal without escapes: its text is between the quotes. */
static const char *names_string(const names_walk *w, uint32_t n, size_t *size) {
  uint32_t pos;

  if (n == 0 || node_kind(w->tree, n) != NODE_STRING ||
      (node_flags(w->tree, n) & STRING_ESCAPES) != 0)
    return NULL;
  pos = node_pos(w->tree, n);
  *size = node_word(w->tree, n, STRING_END) - pos - 2;
  return w->tree->text + pos + 1;
}

static uint32_t names_argument(const names_walk *w, uint32_t call, uint32_t i) {
  uint32_t list = node_word(w->tree, call, CALL_ARGUMENTS);

  return i < list_size(w->tree, list) ? list_at(w->tree, list, i) : 0;
}

/* The specifier of require("x"), also inside _interopRequireWildcard(). */
static const char *names_required(const names_walk *w, uint32_t n,
                                  size_t *size) {
  if (n == 0 || node_kind(w->tree, n) != NODE_CALL)
    return NULL;
  if (names_is_ident(w, node_word(w->tree, n, CALL_CALLEE),
                     "_interopRequireWildcard"))
    return names_required(w, names_argument(w, n, 0), size);
  if (!names_is_ident(w, node_word(w->tree, n, CALL_CALLEE), "require"))
    return NULL;
  return names_string(w, names_argument(w, n, 0), size);
}

/* --- Reporting --- */

static void names_report_atom(const names_walk *w, uint32_t atom) {
  uint32_t size;
  const char *text = drupe__atom_text(&w->tree->atoms, atom, &size);

  w->found->name(w->found->arg, text, size);
}

static void names_report_string(const names_walk *w, uint32_t n) {
  size_t size;
  const char *text = names_string(w, n, &size);

  if (text != NULL)
    w->found->name(w->found->arg, text, size);
}

static bool names_report_required(const names_walk *w, uint32_t n) {
  size_t size;
  const char *text = names_required(w, n, &size);

  if (text != NULL)
    w->found->reexport(w->found->arg, text, size);
  return text != NULL;
}

/* --- module.exports = ... --- */

/* Does the text of an expression begin with a word? */
static bool names_begins_with_word(const names_walk *w, uint32_t n) {
  unsigned char c;

  while ((node_flags(w->tree, n) & FLAG_PAREN) == 0 &&
         (node_kind(w->tree, n) == NODE_CALL ||
          node_kind(w->tree, n) == NODE_MEMBER ||
          node_kind(w->tree, n) == NODE_INDEX ||
          node_kind(w->tree, n) == NODE_CONDITIONAL))
    n = node_word(w->tree, n, 0);
  if ((node_flags(w->tree, n) & FLAG_PAREN) != 0)
    return false;
  c = (unsigned char)w->tree->text[node_pos(w->tree, n)];
  return c == '_' || c == '$' || c >= 0x80 ||
         ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static bool names_is_word(const names_walk *w, uint32_t n) {
  switch (node_kind(w->tree, n)) {
  case NODE_IDENT:
  case NODE_THIS:
  case NODE_NULL:
  case NODE_TRUE:
  case NODE_FALSE: return (node_flags(w->tree, n) & FLAG_PAREN) == 0;
  default: return false;
  }
}

/* One member of the literal; false: what follows is not looked at. */
static bool names_literal_member(const names_walk *w, uint32_t n) {
  uint32_t key, value;

  if (node_kind(w->tree, n) == NODE_SPREAD) {
    value = node_word(w->tree, n, ARGUMENT);
    return names_report_required(w, value) ||
           node_kind(w->tree, value) == NODE_IDENT;
  }
  key = node_word(w->tree, n, PROPERTY_KEY);
  value = node_word(w->tree, n, PROPERTY_ITEM);
  if ((node_flags(w->tree, n) & MEMBER_COMPUTED) != 0 ||
      node_op(w->tree, n) != PROPERTY_VALUE)
    return false;
  if ((node_flags(w->tree, n) & MEMBER_SHORTHAND) == 0 &&
      !names_begins_with_word(w, value))
    return false;
  if (node_kind(w->tree, key) == NODE_NAME)
    names_report_atom(w, node_word(w->tree, key, NAME_ATOM));
  else if (node_kind(w->tree, key) == NODE_STRING)
    names_report_string(w, key);
  else
    return false;
  return (node_flags(w->tree, n) & MEMBER_SHORTHAND) != 0 ||
         names_is_word(w, value);
}

/* A method is the last member that counts; its name does. */
static void names_literal(const names_walk *w, uint32_t n) {
  uint32_t list = node_word(w->tree, n, OBJECT_LIST), i, item, key;

  for (i = 0; i < list_size(w->tree, list); i++) {
    item = list_at(w->tree, list, i);
    if (names_literal_member(w, item))
      continue;
    if (node_kind(w->tree, item) == NODE_PROPERTY &&
        node_op(w->tree, item) == PROPERTY_METHOD) {
      key = node_word(w->tree, item, PROPERTY_KEY);
      if (node_kind(w->tree, key) == NODE_NAME)
        names_report_atom(w, node_word(w->tree, key, NAME_ATOM));
    }
    return;
  }
}

static void names_module_assign(const names_walk *w, uint32_t value) {
  w->found->reset(w->found->arg);
  while (node_kind(w->tree, value) == NODE_MEMBER) /* require("x").y */
    value = node_word(w->tree, value, MEMBER_OBJECT);
  if (node_kind(w->tree, value) == NODE_OBJECT)
    names_literal(w, value);
  else
    (void)names_report_required(w, value);
}

static void names_assign(const names_walk *w, uint32_t n) {
  uint32_t target = node_word(w->tree, n, ASSIGN_TARGET);

  if (node_op(w->tree, n) != OP_NONE)
    return;
  if (names_is_module_exports(w, target))
    names_module_assign(w, node_word(w->tree, n, ASSIGN_VALUE));
  else if (node_kind(w->tree, target) == NODE_MEMBER &&
           names_is_exports(w, node_word(w->tree, target, MEMBER_OBJECT)))
    names_report_atom(w, node_word(w->tree, target, MEMBER_ATOM));
  else if (node_kind(w->tree, target) == NODE_INDEX &&
           names_is_exports(w, node_word(w->tree, target, INDEX_OBJECT)))
    names_report_string(w, node_word(w->tree, target, INDEX_INDEX));
}

/* --- Object.defineProperty(exports, "name", {...}) --- */

/* `return a.b` or `return a["b"]`, alone. */
static bool names_is_plain_getter(const names_walk *w, uint32_t f) {
  uint32_t body, value;

  if (node_kind(w->tree, f) != NODE_FUNCTION ||
      node_op(w->tree, f) == FUNCTION_ARROW)
    return false;
  body = node_word(w->tree, f, FUNCTION_BODY);
  if (list_size(w->tree, body) != 1 ||
      node_kind(w->tree, list_at(w->tree, body, 0)) != NODE_RETURN)
    return false;
  value = node_word(w->tree, list_at(w->tree, body, 0), ARGUMENT);
  if (value == 0)
    return false;
  if (node_kind(w->tree, value) == NODE_INDEX &&
      node_kind(w->tree, node_word(w->tree, value, INDEX_INDEX)) != NODE_STRING)
    return false;
  if (node_kind(w->tree, value) == NODE_MEMBER ||
      node_kind(w->tree, value) == NODE_INDEX)
    value = node_word(w->tree, value, 0);
  return node_kind(w->tree, value) == NODE_IDENT;
}

static bool names_is_key(const names_walk *w, uint32_t property,
                         const char *name) {
  uint32_t key;

  if (property == 0 || node_kind(w->tree, property) != NODE_PROPERTY)
    return false;
  key = node_word(w->tree, property, PROPERTY_KEY);
  return node_kind(w->tree, key) == NODE_NAME &&
         names_atom_is(w, node_word(w->tree, key, NAME_ATOM), name);
}

static bool names_is_descriptor(const names_walk *w, uint32_t n) {
  uint32_t list, i = 0, item;

  if (n == 0 || node_kind(w->tree, n) != NODE_OBJECT)
    return false;
  list = node_word(w->tree, n, OBJECT_LIST);
  if (list_size(w->tree, list) == 0)
    return false;
  if (names_is_key(w, list_at(w->tree, list, 0), "enumerable")) {
    item = node_word(w->tree, list_at(w->tree, list, 0), PROPERTY_ITEM);
    if (node_kind(w->tree, item) != NODE_TRUE || list_size(w->tree, list) < 2)
      return false;
    i = 1;
  }
  item = list_at(w->tree, list, i);
  if (names_is_key(w, item, "value"))
    return true;
  return names_is_key(w, item, "get") && i + 1 == list_size(w->tree, list) &&
         names_is_plain_getter(w, node_word(w->tree, item, PROPERTY_ITEM));
}

static void names_define(const names_walk *w, uint32_t n) {
  if (names_is_exports(w, names_argument(w, n, 0)) &&
      names_is_descriptor(w, names_argument(w, n, 2)))
    names_report_string(w, names_argument(w, n, 1));
}

/* --- export * --- */

/* The value that the variable of an identifier is declared with. */
static uint32_t names_initialiser(const names_walk *w, uint32_t ident) {
  uint32_t atom = node_word(w->tree, ident, IDENT_ATOM), i, j, n, list, d;

  for (i = 0; i < list_size(w->tree, w->body); i++) {
    n = list_at(w->tree, w->body, i);
    if (node_kind(w->tree, n) != NODE_VAR)
      continue;
    list = node_word(w->tree, n, VAR_LIST);
    for (j = 0; j < list_size(w->tree, list); j++) {
      d = list_at(w->tree, list, j);
      n = node_word(w->tree, d, DECLARATOR_TARGET);
      if (node_kind(w->tree, n) == NODE_IDENT &&
          node_word(w->tree, n, IDENT_ATOM) == atom)
        return node_word(w->tree, d, DECLARATOR_INIT);
    }
  }
  return 0;
}

/* Object.keys(_x).forEach(function (key) {...}) where _x is require("x"). */
static void names_keys(const names_walk *w, uint32_t n) {
  uint32_t callee = node_word(w->tree, n, CALL_CALLEE), keys, object;

  keys = node_word(w->tree, callee, MEMBER_OBJECT);
  if (node_kind(w->tree, keys) != NODE_CALL ||
      !names_is_member(w, node_word(w->tree, keys, CALL_CALLEE), "Object",
                       "keys"))
    return;
  object = names_argument(w, keys, 0);
  if (object != 0 && node_kind(w->tree, object) == NODE_IDENT &&
      names_argument(w, n, 0) != 0 &&
      node_kind(w->tree, names_argument(w, n, 0)) == NODE_FUNCTION)
    (void)names_report_required(w, names_initialiser(w, object));
}

static void names_call(const names_walk *w, uint32_t n) {
  uint32_t callee = node_word(w->tree, n, CALL_CALLEE), atom = 0;

  if (node_kind(w->tree, callee) == NODE_IDENT)
    atom = node_word(w->tree, callee, IDENT_ATOM);
  else if (node_kind(w->tree, callee) == NODE_MEMBER)
    atom = node_word(w->tree, callee, MEMBER_ATOM);
  else
    return;
  if (names_atom_is(w, atom, "__exportStar") ||
      names_atom_is(w, atom, "__export"))
    (void)names_report_required(w, names_argument(w, n, 0));
  else if (names_is_member(w, callee, "Object", "defineProperty"))
    names_define(w, n);
  else if (node_kind(w->tree, callee) == NODE_MEMBER &&
           names_atom_is(w, atom, "forEach"))
    names_keys(w, n);
}

/* --- The walk --- */

static void names_node(const names_walk *w, uint32_t n);

static void names_list(const names_walk *w, uint32_t list) {
  uint32_t i;

  for (i = 0; i < list_size(w->tree, list); i++)
    if (list_at(w->tree, list, i) != 0)
      names_node(w, list_at(w->tree, list, i));
}

static void names_function(const names_walk *w, uint32_t n) {
  names_list(w, node_word(w->tree, n, FUNCTION_PARAMS));
  if ((node_flags(w->tree, n) & FN_EXPRESSION_BODY) != 0)
    names_node(w, node_word(w->tree, n, FUNCTION_BODY));
  else
    names_list(w, node_word(w->tree, n, FUNCTION_BODY));
}

/* The height of the tree is bounded, so the recursion is. */
static void names_node(const names_walk *w, uint32_t n) {
  uint32_t kind = node_kind(w->tree, n), i, word;
  const char *layout = names_layout[kind];

  if (kind == NODE_ASSIGN)
    names_assign(w, n);
  else if (kind == NODE_CALL)
    names_call(w, n);
  if (kind == NODE_FUNCTION)
    names_function(w, n);
  else if (kind == NODE_BINARY || kind == NODE_LOGICAL || kind == NODE_SEQUENCE)
    names_list(w, node_inline_list(n));
  for (i = 0; layout != NULL && layout[i] != '\0'; i++) {
    word = node_word(w->tree, n, i);
    if (layout[i] == 'l')
      names_list(w, word);
    else if (layout[i] == 'n' && word != 0)
      names_node(w, word);
  }
}

void drupe__commonjs_names(const char *text, size_t size,
                           const drupe__commonjs_found *found) {
  drupe__source source = {.text = text, .size = size, .file = "",
                          .goal = DRUPE__COMMONJS, .params = NAMES_PARAMS};
  drupe__syntax_error error;
  drupe__tree tree;
  names_walk walk = {&tree, found, 0};

  if (drupe__parse(&tree, &source, &error) == 0) {
    walk.body = node_word(&tree, tree.program, PROGRAM_BODY);
    names_list(&walk, walk.body);
  }
  drupe__tree_deinit(&tree);
}
