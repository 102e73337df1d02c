/* tests/js/syntax/support.c - parse a text and say what came of it. */
#include "support.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "syntax/kinds.h"

drupe__source source_of(const char *text, drupe__goal goal, uint32_t flags) {
  return (drupe__source){.text = text,
                         .size = strlen(text),
                         .goal = goal,
                         .flags = flags,
                         .params = "exports,require,module"};
}

/* --- Accepted or refused --- */

static void check_accepts(const char *text, drupe__goal goal, uint32_t flags) {
  drupe__source source = source_of(text, goal, flags);
  drupe__syntax_error error;
  drupe__tree tree;
  int result = drupe__parse(&tree, &source, &error);

  drupe__tree_deinit(&tree);
  if (result != 0)
    fail_msg("%.200s: %u:%u: %s", text, error.line, error.column,
             error.message);
}

static drupe__syntax_error check_refuses(const char *text, drupe__goal goal,
                                         uint32_t flags, const char *message) {
  drupe__source source = source_of(text, goal, flags);
  drupe__syntax_error error;
  drupe__tree tree;
  int result = drupe__parse(&tree, &source, &error);

  drupe__tree_deinit(&tree);
  if (result == 0)
    fail_msg("%.200s: accepted", text);
  if (message[0] != 0 && strcmp(error.message, message) != 0)
    fail_msg("%.200s: says \"%s\", not \"%s\"", text, error.message, message);
  return error;
}

void accepts_sloppy(const char *text) { check_accepts(text, SCRIPT, 0); }

void accepts_strict(const char *text) {
  check_accepts(text, SCRIPT, DRUPE__SOURCE_STRICT);
}

void accepts(const char *text) {
  accepts_sloppy(text);
  accepts_strict(text);
}

void accepts_as(const char *text, drupe__goal goal) {
  check_accepts(text, goal, 0);
}

void refuses_sloppy(const char *text, const char *message) {
  check_refuses(text, SCRIPT, 0, message);
}

void refuses_strict(const char *text, const char *message) {
  check_refuses(text, SCRIPT, DRUPE__SOURCE_STRICT, message);
}

void refuses(const char *text, const char *message) {
  refuses_sloppy(text, message);
  refuses_strict(text, message);
}

void refuses_as(const char *text, drupe__goal goal, const char *message) {
  check_refuses(text, goal, 0, message);
}

void refuses_at(const char *text, uint32_t line, uint32_t column,
                const char *message) {
  drupe__syntax_error error = check_refuses(text, SCRIPT, 0, message);

  if (error.line != line || error.column != column)
    fail_msg("%.200s: at %u:%u, not %u:%u", text, error.line, error.column,
             line, column);
}

/* --- Trees as text --- */

static char dump_text[1 << 16];
static size_t dump_size;

static void put(const char *format, ...) {
  va_list args;

  va_start(args, format);
  dump_size += (size_t)vsnprintf(dump_text + dump_size,
                                 sizeof(dump_text) - dump_size, format, args);
  va_end(args);
  assert_true(dump_size < sizeof(dump_text));
}

static void put_atom(const drupe__tree *t, uint32_t atom) {
  uint32_t size;
  const char *text;

  if (atom == 0) {
    put(" -");
    return;
  }
  text = drupe__atom_text(&t->atoms, atom, &size);
  put(" %.*s", (int)size, text);
}

static void put_node(const drupe__tree *t, uint32_t node);

static void put_list(const drupe__tree *t, uint32_t list) {
  uint32_t i;

  put(" [");
  for (i = 0; i < list_size(t, list); i++)
    put_node(t, list_at(t, list, i));
  put("]");
}

static const char *const operators[OP_COUNT] = {"=",
                                                "?"
                                                "?",
                                                "||",
                                                "&&",
                                                "|",
                                                "^",
                                                "&",
                                                "==",
                                                "!=",
                                                "===",
                                                "!==",
                                                "<",
                                                ">",
                                                "<=",
                                                ">=",
                                                "instanceof",
                                                "in",
                                                "<<",
                                                ">>",
                                                ">>>",
                                                "+",
                                                "-",
                                                "*",
                                                "/",
                                                "%",
                                                "**",
                                                "!",
                                                "~",
                                                "+",
                                                "-",
                                                "typeof",
                                                "void",
                                                "delete",
                                                "++",
                                                "--"};

static void put_op(const drupe__tree *t, uint32_t node) {
  static const char *const vars[] = {"var", "let", "const"};
  static const char *const properties[] = {"", "()", "get", "set"};
  static const char *const functions[] = {"",    "=>",          "method", "get",
                                          "set", "constructor", "derived"};
  uint32_t op = node_op(t, node);

  switch (node_kind(t, node)) {
  case NODE_BINARY:
  case NODE_LOGICAL:
  case NODE_UNARY:
  case NODE_UPDATE:
  case NODE_ASSIGN: put(" %s", operators[op]); return;
  case NODE_VAR: put(" %s", vars[op]); return;
  case NODE_PROPERTY:
    if (op != 0)
      put(" %s", properties[op]);
    return;
  case NODE_FUNCTION:
    if (op != 0)
      put(" %s", functions[op]);
    return;
  default: return;
  }
}

static void put_body(const drupe__tree *t, uint32_t node) {
  uint32_t body = node_word(t, node, FUNCTION_BODY);

  if (node_flags(t, node) & FN_EXPRESSION_BODY)
    put_node(t, body);
  else
    put_list(t, body);
}

static void put_words(const drupe__tree *t, uint32_t node) {
  const char *words = kinds[node_kind(t, node)].words;
  uint32_t pos = node_pos(t, node);
  uint32_t i;

  for (i = 0; words[i] != 0; i++) {
    uint32_t word = words[i] == 'i' ? 0 : node_word(t, node, i);

    switch (words[i]) {
    case 'n': put_node(t, word); break;
    case 'l': put_list(t, word); break;
    case 'a': put_atom(t, word); break;
    case 's': put(" %.*s", (int)(word - pos), t->text + pos); break;
    case 'i': put_list(t, node_inline_list(node)); break;
    default: break;
    }
  }
  if (node_kind(t, node) == NODE_FUNCTION)
    put_body(t, node);
}

static void put_node(const drupe__tree *t, uint32_t node) {
  uint32_t kind;

  if (node == 0) {
    put(" -");
    return;
  }
  kind = node_kind(t, node);
  assert_true(kind > NODE_NONE && kind < NODE_KINDS);
  if (kind == NODE_IDENT) {
    put_words(t, node);
    return;
  }
  put(" (%s", kinds[kind].name);
  put_op(t, node);
  if ((kind == NODE_CALL || kind == NODE_MEMBER || kind == NODE_INDEX ||
       kind == NODE_PRIVATE) &&
      (node_flags(t, node) & FLAG_OPTIONAL))
    put("?.");
  put_words(t, node);
  put(")");
}

void reads_as(const char *text, drupe__goal goal, const char *expected) {
  drupe__source source = source_of(text, goal, 0);
  drupe__syntax_error error;
  drupe__tree tree;
  uint32_t body;
  uint32_t i;

  if (drupe__parse(&tree, &source, &error) != 0)
    fail_msg("%s: %u:%u: %s", text, error.line, error.column, error.message);
  dump_size = 0;
  dump_text[0] = 0;
  body = node_word(&tree, tree.program, PROGRAM_BODY);
  for (i = 0; i < list_size(&tree, body); i++) {
    uint32_t item = list_at(&tree, body, i);

    /* Of an expression statement only the expression. */
    if (node_kind(&tree, item) == NODE_EXPRESSION)
      item = node_word(&tree, item, ARGUMENT);
    put_node(&tree, item);
  }
  drupe__tree_deinit(&tree);
  assert_string_equal(dump_size == 0 ? "" : dump_text + 1, expected);
}

void reads(const char *text, const char *expected) {
  reads_as(text, SCRIPT, expected);
}

/* --- Single nodes --- */

static drupe__tree found_tree;
static bool found_open;

static uint32_t find_node(const drupe__tree *t, uint32_t node, uint32_t kind);

static uint32_t find_in_list(const drupe__tree *t, uint32_t list,
                             uint32_t kind) {
  uint32_t i;
  uint32_t found = 0;

  for (i = 0; i < list_size(t, list) && found == 0; i++)
    found = find_node(t, list_at(t, list, i), kind);
  return found;
}

static uint32_t find_node(const drupe__tree *t, uint32_t node, uint32_t kind) {
  const char *words;
  uint32_t found = 0;
  uint32_t i;

  if (node == 0 || node_kind(t, node) == kind)
    return node;
  words = kinds[node_kind(t, node)].words;
  for (i = 0; words[i] != 0 && found == 0; i++) {
    if (words[i] == 'n')
      found = find_node(t, node_word(t, node, i), kind);
    else if (words[i] == 'l')
      found = find_in_list(t, node_word(t, node, i), kind);
    else if (words[i] == 'i')
      found = find_in_list(t, node_inline_list(node), kind);
  }
  if (found == 0 && node_kind(t, node) == NODE_FUNCTION) {
    uint32_t body = node_word(t, node, FUNCTION_BODY);

    found = node_flags(t, node) & FN_EXPRESSION_BODY
                ? find_node(t, body, kind)
                : find_in_list(t, body, kind);
  }
  return found;
}

uint32_t first_node(const char *text, drupe__goal goal, uint32_t kind,
                    const drupe__tree **tree) {
  drupe__source source = source_of(text, goal, 0);
  drupe__syntax_error error;
  uint32_t node;

  if (found_open)
    drupe__tree_deinit(&found_tree);
  found_open = true;
  if (drupe__parse(&found_tree, &source, &error) != 0)
    fail_msg("%s: %u:%u: %s", text, error.line, error.column, error.message);
  node = find_node(&found_tree, found_tree.program, kind);
  assert_int_not_equal(node, 0);
  *tree = &found_tree;
  return node;
}

const char *repeat(const char *before, const char *part, unsigned count,
                   const char *after) {
  static char *text;
  size_t size = strlen(part);
  char *at;

  free(text);
  text = malloc(strlen(before) + size * count + strlen(after) + 1);
  assert_non_null(text);
  at = text + sprintf(text, "%s", before);
  while (count-- > 0) {
    memcpy(at, part, size);
    at += size;
  }
  strcpy(at, after);
  return text;
}
