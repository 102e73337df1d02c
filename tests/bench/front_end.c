/* tests/bench/front_end.c - how fast the front-end reads the given files.
 *
 * front_end FILE... parses and lowers each file, all of them several times,
 * and prints what the best round took, with the size of what came out. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "syntax/parse.h"
#include "syntax/syntax.h"

enum { ROUNDS = 7 };

typedef struct file {
  drupe__source source;
  bool refused;
} file;

static double seconds(void) {
  struct timespec t;

  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static char *read_file(const char *path, size_t *size) {
  FILE *f = fopen(path, "rb");
  char *text;

  if (f == NULL) {
    perror(path);
    exit(2);
  }
  fseek(f, 0, SEEK_END);
  *size = (size_t)ftell(f);
  rewind(f);
  text = malloc(*size + 1);
  *size = fread(text, 1, *size, f);
  text[*size] = '\0';
  fclose(f);
  return text;
}

/* CommonJS, or else a module; refused if neither. */
static void file_read(file *f, const char *path) {
  drupe__syntax_error error;
  drupe__lowering lowering;
  int goal;

  memset(f, 0, sizeof(*f));
  f->source.text = read_file(path, &f->source.size);
  f->source.file = path;
  f->source.params = "exports,require,module,__filename,__dirname";
  if (drupe__source_is_typescript(path))
    f->source.flags = DRUPE__SOURCE_TYPESCRIPT;
  for (goal = 0; goal < 2; goal++) {
    f->source.goal = goal == 0 ? DRUPE__COMMONJS : DRUPE__MODULE;
    if (drupe__lower(&f->source, &lowering, &error) == 0) {
      drupe__lowering_deinit(&lowering);
      return;
    }
  }
  fprintf(stderr, "%s:%u:%u: %s\n", path, error.line, error.column,
          error.message);
  f->refused = true;
}

static double parse_all(const file *files, int count) {
  double start = seconds();
  int i;

  for (i = 0; i < count; i++) {
    drupe__syntax_error error;
    drupe__tree tree;

    if (!files[i].refused)
      (void)drupe__parse(&tree, &files[i].source, &error);
    if (!files[i].refused)
      drupe__tree_deinit(&tree);
  }
  return seconds() - start;
}

static double lower_all(const file *files, int count, size_t *out) {
  double start = seconds();
  int i;

  *out = 0;
  for (i = 0; i < count; i++) {
    drupe__syntax_error error;
    drupe__lowering lowering;

    if (files[i].refused ||
        drupe__lower(&files[i].source, &lowering, &error) != 0)
      continue;
    *out += lowering.size;
    drupe__lowering_deinit(&lowering);
  }
  return seconds() - start;
}

int main(int argc, char **argv) {
  int count = argc - 1;
  file *files = calloc((size_t)count + 1, sizeof(*files));
  double best_parse = 1e9;
  double best_lower = 1e9;
  size_t in = 0;
  size_t out = 0;
  int refused = 0;
  int i;

  for (i = 0; i < count; i++) {
    file_read(&files[i], argv[i + 1]);
    refused += files[i].refused;
    if (!files[i].refused)
      in += files[i].source.size;
  }
  for (i = 0; i < ROUNDS; i++) {
    double parse = parse_all(files, count);
    double lower = lower_all(files, count, &out);

    best_parse = parse < best_parse ? parse : best_parse;
    best_lower = lower < best_lower ? lower : best_lower;
  }
  printf("%-28s %12d files\n", "corpus", count);
  printf("%-28s %12.2f MB\n", "corpus size", (double)in / 1e6);
  printf("%-28s %12d files\n", "refused", refused);
  printf("%-28s %12.1f MB/s\n", "drupe parse", (double)in / 1e6 / best_parse);
  printf("%-28s %12.1f MB/s\n", "drupe parse+lower",
         (double)in / 1e6 / best_lower);
  printf("%-28s %12.3f x\n", "lowered size / source size",
         (double)out / (double)in);
  for (i = 0; i < count; i++)
    free((char *)files[i].source.text);
  free(files);
  return 0;
}
