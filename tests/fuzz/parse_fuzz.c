/* tests/fuzz/parse_fuzz.c - libFuzzer's entry to the parser.
 *
 * The first byte chooses what the text is to be, the rest is the text.  Beside
 * what the sanitizers see, a tree that was made must be whole: indices inside
 * the arena, places inside the text, no node higher than the promised limit. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "syntax/kinds.h"
#include "syntax/parse.h"

#define CHECK(condition)                                                       \
  do {                                                                         \
    if (!(condition)) {                                                        \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);          \
      abort();                                                                 \
    }                                                                          \
  } while (0)

/* A level of the parser makes several levels of nodes: an assignment holds a
 * conditional holds one binary node for each precedence, ... */
enum { HEIGHT_MAX = DRUPE__PARSE_DEPTH_MAX * 4 };

static void check_node(const drupe__tree *t, uint32_t node, uint32_t height);

/* A number that is not in the text. */
static bool node_is_value(const drupe__tree *t, uint32_t node) {
  return node_kind(t, node) == NODE_NUMBER &&
         (node_flags(t, node) & NUMBER_VALUE);
}

static void check_list(const drupe__tree *t, uint32_t list, uint32_t height) {
  uint32_t i;

  CHECK(list < t->used && list_size(t, list) < t->used);
  for (i = 0; i < list_size(t, list); i++)
    check_node(t, list_at(t, list, i), height);
}

/* The value of a string must fit into the room that the header promises. */
static void check_value(const drupe__tree *t, uint32_t node) {
  uint32_t room = node_word(t, node, STRING_END) - node_pos(t, node);
  char *out;

  if (node_flags(t, node) & STRING_INVALID)
    return;
  out = malloc(room + 1);
  CHECK(drupe__string_value(t, node, out) <= room);
  free(out);
}

static void check_node(const drupe__tree *t, uint32_t node, uint32_t height) {
  const char *words;
  uint32_t i;

  if (node == 0)
    return;
  CHECK(height < HEIGHT_MAX);
  CHECK(node + 1 < t->used);
  CHECK(node_kind(t, node) > NODE_NONE && node_kind(t, node) < NODE_KINDS);
  CHECK(node_pos(t, node) <= t->size);
  if (node_kind(t, node) == NODE_STRING || node_kind(t, node) == NODE_QUASI)
    check_value(t, node);
  words = kinds[node_kind(t, node)].words;
  for (i = 0; words[i] != 0; i++) {
    uint32_t word = words[i] == 'i' ? 0 : node_word(t, node, i);

    if (words[i] == 'n')
      check_node(t, word, height + 1);
    else if (words[i] == 'l')
      check_list(t, word, height + 1);
    else if (words[i] == 'i')
      check_list(t, node_inline_list(node), height + 1);
    else if (words[i] == 'a')
      CHECK(word < t->atoms.count);
    else if (words[i] == 's' && !node_is_value(t, node))
      CHECK(word >= node_pos(t, node) && word <= t->size);
  }
  if (node_kind(t, node) != NODE_FUNCTION)
    return;
  if (node_flags(t, node) & FN_EXPRESSION_BODY)
    check_node(t, node_word(t, node, FUNCTION_BODY), height + 1);
  else
    check_list(t, node_word(t, node, FUNCTION_BODY), height + 1);
}

/* Blanks take the place of types: nothing else changes, and no line end. */
static void check_erased(const drupe__source *source) {
  drupe__syntax_error error;
  char *erased = malloc(source->size + 1);
  size_t i;

  if (drupe__erase_types(source, erased, &error) == 0) {
    for (i = 0; i <= source->size; i++)
      CHECK(erased[i] == source->text[i] ||
            (erased[i] == ' ' && source->text[i] != '\n'));
  }
  free(erased);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  drupe__syntax_error error;
  drupe__source source = {0};
  drupe__tree tree;
  char *text;

  if (size == 0)
    return 0;
  text = malloc(size);
  memcpy(text, data + 1, size - 1);
  text[size - 1] = 0;
  source.text = text;
  source.size = size - 1;
  source.goal = (drupe__goal)(data[0] % 5);
  source.flags = (data[0] / 5 % 2 ? DRUPE__SOURCE_STRICT : 0) |
                 (data[0] / 10 % 2 ? DRUPE__SOURCE_TYPESCRIPT : 0);
  source.params = "exports,require";
  source.private_names = "a,b";
  source.params_end = 20;
  if (drupe__parse(&tree, &source, &error) == 0) {
    check_node(&tree, tree.program, 0);
  } else {
    CHECK(error.offset <= source.size);
    CHECK(error.line > 0 && error.column > 0 && error.message[0] != 0);
  }
  drupe__tree_deinit(&tree);
  if (source.flags & DRUPE__SOURCE_TYPESCRIPT)
    check_erased(&source);
  free(text);
  return 0;
}
