/* tests/conformance/parse262.c - parses all tests of a checkout of test262 and
 * compares what is accepted with what should be.
 *
 * parse262 CHECKOUT [--filter PATH] [--fails FILE]
 *
 * A test passes if every way it is to be read (sloppy, strict, module) is
 * accepted, or refused when the test says so.  Prints two lines of figures
 * about the parts and one about the whole: `test262: X/Y`. */
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "syntax/parse.h"

/* What came after ES2024, or never came into the language. */
static const char *const later_features[] = {"decorators",
                                             "explicit-resource-management",
                                             "import-defer",
                                             "source-phase-imports",
                                             "import-bytes",
                                             "import-text",
                                             "immutable-arraybuffer",
                                             "nonextensible-applies-to-private",
                                             NULL};

typedef struct test_case {
  char *text;
  size_t size;
  bool only_strict;
  bool no_strict;
  bool module;
  bool raw;
  bool refused; /* negative, phase parse */
  bool later;
} test_case;

typedef struct figures {
  unsigned positive;
  unsigned positive_ok;
  unsigned negative;
  unsigned negative_ok;
} figures;

static figures total;
static FILE *fails;

static char *read_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  char *text;

  if (file == NULL)
    return NULL;
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  text = malloc(*size + 1);
  if (text != NULL) {
    *size = fread(text, 1, *size, file);
    text[*size] = 0;
  }
  fclose(file);
  return text;
}

/* True if the block between `from` and `to` has `word` on the line of `key`,
 * or on the lines of a list below it. */
static bool front_has(const char *from, const char *to, const char *key,
                      const char *word) {
  const char *at = strstr(from, key);
  size_t size = strlen(word);

  if (at == NULL || at >= to)
    return false;
  for (at += strlen(key); at < to; at++) {
    if (*at == '\n' && at[1] != ' ' && at[1] != '-')
      return false;
    if (strncmp(at, word, size) == 0 && strchr(" ,]\n\r", at[size]) != NULL &&
        strchr(" [,:", at[-1]) != NULL)
      return true;
  }
  return false;
}

static void front_read(test_case *test) {
  const char *from = strstr(test->text, "/*---");
  const char *to = from == NULL ? NULL : strstr(from, "---*/");
  size_t i;

  if (to == NULL)
    return;
  test->only_strict = front_has(from, to, "\nflags:", "onlyStrict");
  test->no_strict = front_has(from, to, "\nflags:", "noStrict");
  test->module = front_has(from, to, "\nflags:", "module");
  test->raw = front_has(from, to, "\nflags:", "raw");
  test->refused = front_has(from, to, "\nnegative:", "parse");
  for (i = 0; later_features[i] != NULL; i++)
    test->later =
        test->later || front_has(from, to, "\nfeatures:", later_features[i]);
}

/* True if the parser does what the test wants; says so in `fails` if not. */
static bool parse_as(const char *path, const test_case *test, drupe__goal goal,
                     uint32_t flags) {
  drupe__source source = {
      .text = test->text, .size = test->size, .goal = goal, .flags = flags};
  drupe__syntax_error error;
  drupe__tree tree;
  bool refused = drupe__parse(&tree, &source, &error) != 0;

  drupe__tree_deinit(&tree);
  if (refused == test->refused)
    return true;
  if (fails != NULL && refused)
    fprintf(fails, "%s: refused %u:%u: %s\n", path, error.line, error.column,
            error.message);
  else if (fails != NULL)
    fprintf(fails, "%s: accepted%s\n", path,
            flags & DRUPE__SOURCE_STRICT ? " in strict code" : "");
  return false;
}

static bool run_variants(const char *path, const test_case *test) {
  if (test->module)
    return parse_as(path, test, DRUPE__MODULE, 0);
  if (test->raw)
    return parse_as(path, test, DRUPE__SCRIPT, 0);
  if (!test->only_strict && !parse_as(path, test, DRUPE__SCRIPT, 0))
    return false;
  return test->no_strict ||
         parse_as(path, test, DRUPE__SCRIPT, DRUPE__SOURCE_STRICT);
}

static void run_test(const char *path) {
  test_case test = {0};
  bool ok;

  test.text = read_file(path, &test.size);
  if (test.text == NULL) {
    perror(path);
    exit(2);
  }
  front_read(&test);
  if (!test.later) {
    ok = run_variants(path, &test);
    if (test.refused) {
      total.negative++;
      total.negative_ok += ok;
    } else {
      total.positive++;
      total.positive_ok += ok;
    }
  }
  free(test.text);
}

static bool is_test(const char *name) {
  size_t size = strlen(name);

  return size > 3 && strcmp(name + size - 3, ".js") == 0 &&
         strstr(name, "_FIXTURE") == NULL;
}

static void walk(const char *folder) {
  struct dirent **entries;
  int count = scandir(folder, &entries, NULL, alphasort);
  int i;

  if (count < 0) {
    perror(folder);
    exit(2);
  }
  for (i = 0; i < count; i++) {
    const char *name = entries[i]->d_name;
    char path[4096];
    struct stat info;

    snprintf(path, sizeof(path), "%s/%s", folder, name);
    if (name[0] != '.' && stat(path, &info) == 0) {
      if (S_ISDIR(info.st_mode))
        walk(path);
      else if (is_test(name))
        run_test(path);
    }
    free(entries[i]);
  }
  free(entries);
}

static int usage(void) {
  fprintf(stderr, "usage: parse262 CHECKOUT [--filter PATH] [--fails FILE]\n");
  return 2;
}

int main(int argc, char **argv) {
  const char *filter = "test/language";
  char path[4096];
  struct stat info;
  int i;

  if (argc < 2 || argc % 2 != 0)
    return usage();
  for (i = 2; i < argc; i += 2) {
    if (strcmp(argv[i], "--filter") == 0) {
      filter = argv[i + 1];
    } else if (strcmp(argv[i], "--fails") == 0) {
      fails = fopen(argv[i + 1], "w");
      if (fails == NULL) {
        perror(argv[i + 1]);
        return 2;
      }
    } else {
      return usage();
    }
  }
  snprintf(path, sizeof(path), "%s/%s", argv[1], filter);
  if (stat(path, &info) == 0 && !S_ISDIR(info.st_mode))
    run_test(path);
  else
    walk(path);
  if (fails != NULL)
    fclose(fails);
  printf("accepted, as they should be: %u/%u\n", total.positive_ok,
         total.positive);
  printf("refused, as they should be: %u/%u\n", total.negative_ok,
         total.negative);
  printf("test262: %u/%u\n", total.positive_ok + total.negative_ok,
         total.positive + total.negative);
  return 0;
}
