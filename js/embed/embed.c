/* js/embed/embed.c - compiles js/lib into one C file, while drupe is built.
 *
 *   drupe_embed -o OUT.c js/lib/events.js js/lib/internal/errors.js ...
 *
 * Each script is lowered and compiled; its bytecode and its tables of places
 * become constant data, and drupe__lib_find finds them by name: the path below
 * js/lib without ".js".  Bytecode is for this very build of the engine, which
 * is why the tool links it. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/engine.h"
#include "engine/unit.h"

#define EMBED_PARAMS "exports,require,module,binding"

typedef struct embed_script {
  const char *path;
  char *name; /* "internal/errors" */
  char *file; /* "node:internal/errors" */
  char *text;
  size_t size;
} embed_script;

typedef struct embed_job {
  FILE *out;
  embed_script *scripts;
  int count;
  int failed;
} embed_job;

static void embed_die(const char *what, const char *path) {
  fprintf(stderr, "drupe_embed: %s %s: %s\n", what, path, strerror(errno));
  exit(1);
}

static void *embed_alloc(size_t size) {
  void *p = malloc(size);

  if (p == NULL)
    embed_die("no memory for", "a script");
  return p;
}

/* "/x/js/lib/internal/errors.js" is "internal/errors"; outside js/lib the bare
 * file name. */
static char *embed_name(const char *path) {
  const char *start = strstr(path, "js/lib/");
  const char *next;
  char *name;
  size_t size;

  while (start != NULL && (next = strstr(start + 1, "js/lib/")) != NULL)
    start = next;
  if (start != NULL)
    start += strlen("js/lib/");
  else
    start = strrchr(path, '/') != NULL ? strrchr(path, '/') + 1 : path;
  size = strlen(start);
  if (size > 3 && strcmp(start + size - 3, ".js") == 0)
    size -= 3;
  name = embed_alloc(size + 1);
  memcpy(name, start, size);
  name[size] = '\0';
  return name;
}

static void embed_read(embed_script *s) {
  FILE *in = fopen(s->path, "rb");
  long size;

  if (in == NULL || fseek(in, 0, SEEK_END) != 0 || (size = ftell(in)) < 0)
    embed_die("cannot read", s->path);
  rewind(in);
  s->size = (size_t)size;
  s->text = embed_alloc(s->size + 1);
  if (fread(s->text, 1, s->size, in) != s->size)
    embed_die("cannot read", s->path);
  s->text[s->size] = '\0';
  fclose(in);
  s->name = embed_name(s->path);
  s->file = embed_alloc(strlen(s->name) + 6);
  sprintf(s->file, "node:%s", s->name);
}

static int embed_compare(const void *a, const void *b) {
  return strcmp(((const embed_script *)a)->name,
                ((const embed_script *)b)->name);
}

/* -- writing ---------- */
static void embed_bytes(FILE *out, const char *what, int index,
                        const uint8_t *data, size_t size) {
  size_t i;

  fprintf(out, "static const uint8_t %s_%d[] = {", what, index);
  for (i = 0; i < size; i++)
    fprintf(out, "%s%u,", i % 20 == 0 ? "\n" : "", data[i]);
  fprintf(out, "0};\n");
}

/* Lengths of the source's lines in bytes, as varints: where the text itself is
 * not kept they turn an offset into line and column. */
static void embed_breaks(FILE *out, int index, const embed_script *s,
                         size_t *size) {
  uint8_t *breaks = embed_alloc(s->size * 2 + 8);
  size_t n = 0, start = 0, i;

  for (i = 0; i <= s->size; i++) {
    size_t length = i - start;

    if (i < s->size && s->text[i] != '\n')
      continue;
    for (; length >= 0x80; length >>= 7)
      breaks[n++] = (uint8_t)(length | 0x80);
    breaks[n++] = (uint8_t)length;
    start = i + 1;
  }
  embed_bytes(out, "breaks", index, breaks, n);
  free(breaks);
  *size = n;
}

static void embed_functions(FILE *out, int index,
                            const drupe__lowering *lowering) {
  drupe__unit_function *f =
      embed_alloc((lowering->function_count + 1) * sizeof(*f));
  uint32_t i;

  drupe__unit_functions(lowering, f);
  fprintf(out, "static const drupe__unit_function functions_%d[] = {", index);
  for (i = 0; i < lowering->function_count; i++)
    fprintf(out, "\n{%lu,%lu,%lu,%lu},", (unsigned long)f[i].end_line,
            (unsigned long)f[i].source_start, (unsigned long)f[i].source_end,
            (unsigned long)f[i].flags);
  fprintf(out, "{0,0,0,0}};\n");
  free(f);
}

/* All data of one script but its line in the table. */
static int embed_write(FILE *out, duk_context *ctx, int index,
                       const embed_script *s) {
  drupe__source source;
  drupe__lowering lowering;
  size_t size, breaks_size;
  const uint8_t *bytecode;

  memset(&source, 0, sizeof(source));
  source.text = s->text;
  source.size = s->size;
  source.file = s->file;
  source.goal = DRUPE__COMMONJS;
  source.params = EMBED_PARAMS;
  if (drupe__unit_dump(ctx, &source, &lowering) != 0) {
    duk_get_prop_string(ctx, -1, "stack");
    fprintf(stderr, "%s: %s\n", s->path, duk_safe_to_string(ctx, -1));
    duk_pop_2(ctx);
    return -1;
  }
  bytecode = duk_require_buffer(ctx, -1, &size);
  embed_bytes(out, "bytecode", index, bytecode, size);
  embed_bytes(out, "lines", index, lowering.lines, lowering.lines_size);
  embed_breaks(out, index, s, &breaks_size);
  embed_functions(out, index, &lowering);
  fprintf(out,
          "#define ENTRY_%d {\"%s\", \"%s\", bytecode_%d, %lu, lines_%d, %lu, "
          "breaks_%d, %lu, functions_%d, %lu, %lu}\n",
          index, s->name, s->file, index, (unsigned long)size, index,
          (unsigned long)lowering.lines_size, index,
          (unsigned long)breaks_size, index,
          (unsigned long)lowering.function_count,
          (unsigned long)(lowering.function_count > 0
                              ? lowering.functions[0].end_line
                              : 0));
  drupe__lowering_deinit(&lowering);
  duk_pop(ctx);
  return 0;
}

static void embed_table(FILE *out, int count) {
  int i;

  fprintf(out, "\nstatic const drupe__embedded table[] = {\n");
  for (i = 0; i < count; i++)
    fprintf(out, "ENTRY_%d,\n", i);
  fprintf(out,
          "{0}};\n"
          "const drupe__embedded *drupe__lib_find(const char *name) {\n"
          "  size_t low = 0, high = %d;\n"
          "  while (low < high) {\n"
          "    size_t middle = (low + high) / 2;\n"
          "    int order = strcmp(name, table[middle].name);\n"
          "    if (order == 0)\n"
          "      return &table[middle];\n"
          "    if (order < 0)\n"
          "      high = middle;\n"
          "    else\n"
          "      low = middle + 1;\n"
          "  }\n"
          "  return NULL;\n"
          "}\n",
          count);
}

/* On the large stack: the compiler recurses. */
static void embed_run(void *arg) {
  embed_job *job = arg;
  drupe__engine_options options;
  drupe__engine *engine;
  int i;

  memset(&options, 0, sizeof(options));
  engine = drupe__engine_create(&options);
  if (engine == NULL)
    embed_die("no memory for", "the engine");
  fprintf(job->out, "/* Made by drupe_embed from js/lib. */\n"
                    "#include <string.h>\n#include \"engine/unit.h\"\n");
  for (i = 0; i < job->count; i++)
    if (embed_write(job->out, drupe__engine_context(engine), i,
                    &job->scripts[i]) != 0)
      job->failed = 1;
  embed_table(job->out, job->count);
  drupe__engine_destroy(engine);
}

static void embed_free(embed_job *job) {
  int i;

  for (i = 0; i < job->count; i++) {
    free(job->scripts[i].name);
    free(job->scripts[i].file);
    free(job->scripts[i].text);
  }
  free(job->scripts);
}

int main(int argc, char **argv) {
  embed_job job;
  int i;

  memset(&job, 0, sizeof(job));
  if (argc < 3 || strcmp(argv[1], "-o") != 0) {
    fprintf(stderr, "usage: drupe_embed -o OUT.c SCRIPT.js...\n");
    return 2;
  }
  job.count = argc - 3;
  job.scripts = embed_alloc(((size_t)job.count + 1) * sizeof(*job.scripts));
  for (i = 0; i < job.count; i++) {
    job.scripts[i].path = argv[i + 3];
    embed_read(&job.scripts[i]);
  }
  qsort(job.scripts, (size_t)job.count, sizeof(*job.scripts), embed_compare);
  job.out = fopen(argv[2], "wb");
  if (job.out == NULL)
    embed_die("cannot write", argv[2]);
  if (drupe__stack_run(DRUPE__STACK_BYTES, embed_run, &job) != 0)
    embed_die("no memory for", "the stack");
  if (ferror(job.out) || fclose(job.out) != 0)
    embed_die("cannot write", argv[2]);
  if (job.failed)
    remove(argv[2]);
  embed_free(&job);
  return job.failed;
}
