/* tests/js/lower/programs_test.c - lowered programs behave as on Node.
 *
 * Each programs/NAME.js was run on Node 20, which wrote programs/NAME.txt
 * (programs/update does it again).  Here it runs on the engine and must print
 * the same. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/engine.h"
#include "engine/unit.h"

#define PROGRAMS DRUPE_SOURCE_DIR "/tests/js/lower/programs/"

static char *printed; /* what console.log has written */
static size_t printed_size;

static void print(const char *text, size_t size) {
  printed = realloc(printed, printed_size + size + 1);
  assert_non_null(printed);
  memcpy(printed + printed_size, text, size);
  printed_size += size;
  printed[printed_size] = '\0';
}

/* Strings only: the engine's are CESU-8, the files' are UTF-8, and the
 * programs print ASCII. */
static duk_ret_t console_log(duk_context *ctx) {
  duk_idx_t count = duk_get_top(ctx), i;

  for (i = 0; i < count; i++) {
    duk_size_t size;
    const char *text = duk_to_lstring(ctx, i, &size);

    if (i > 0)
      print(" ", 1);
    print(text, size);
  }
  print("\n", 1);
  return 0;
}

static char *read_file(const char *path, size_t *size) {
  FILE *f = fopen(path, "rb");
  char *text;

  if (f == NULL)
    fail_msg("cannot open %s", path);
  fseek(f, 0, SEEK_END);
  *size = (size_t)ftell(f);
  rewind(f);
  text = malloc(*size + 1);
  assert_non_null(text);
  assert_int_equal(fread(text, 1, *size, f), *size);
  text[*size] = '\0';
  fclose(f);
  return text;
}

static void push_console(duk_context *ctx) {
  duk_push_object(ctx);
  duk_push_c_function(ctx, console_log, DUK_VARARGS);
  duk_put_prop_string(ctx, -2, "log");
  duk_put_global_string(ctx, "console");
}

/* Calls the CommonJS function on the top as require() does. */
static void call_body(duk_context *ctx, const char *file) {
  duk_idx_t exports;

  duk_push_object(ctx); /* module.exports */
  exports = duk_get_top_index(ctx);
  duk_dup(ctx, exports - 1);
  duk_dup(ctx, exports); /* this */
  duk_dup(ctx, exports);
  duk_push_undefined(ctx);
  duk_push_object(ctx);
  duk_dup(ctx, exports);
  duk_put_prop_string(ctx, -2, "exports");
  duk_push_string(ctx, file);
  duk_push_undefined(ctx);
  if (duk_pcall_method(ctx, 5) != 0) {
    duk_get_prop_string(ctx, -1, "stack");
    fail_msg("%s", duk_safe_to_string(ctx, -1));
  }
}

/* Fails with the first line that differs. */
static void compare(const char *name, const char *got, const char *expected) {
  size_t i, line = 1, start = 0;

  for (i = 0; got[i] == expected[i]; i++) {
    if (got[i] == '\0')
      return;
    if (got[i] == '\n') {
      line++;
      start = i + 1;
    }
  }
  fail_msg("%s, line %zu of the output: got %.*s, expected %.*s", name, line,
           (int)strcspn(got + start, "\n"), got + start,
           (int)strcspn(expected + start, "\n"), expected + start);
}

static void run_program(const char *name) {
  char path[512];
  drupe__engine_options options;
  drupe__engine *engine;
  drupe__source source;
  duk_context *ctx;
  char *expected;
  size_t size;

  free(printed); /* of a program that failed */
  printed = NULL;
  printed_size = 0;
  memset(&options, 0, sizeof(options));
  memset(&source, 0, sizeof(source));
  engine = drupe__engine_create(&options);
  assert_non_null(engine);
  ctx = drupe__engine_context(engine);
  snprintf(path, sizeof(path), PROGRAMS "%s.js", name);
  source.text = read_file(path, &source.size);
  source.file = path;
  source.goal = DRUPE__COMMONJS;
  source.params = "exports,require,module,__filename,__dirname";
  push_console(ctx);
  if (drupe__unit_compile(ctx, &source) != 0) {
    duk_get_prop_string(ctx, -1, "stack");
    fail_msg("%s", duk_safe_to_string(ctx, -1));
  }
  call_body(ctx, path);
  drupe__microtasks_run(engine);
  drupe__engine_destroy(engine);
  free((char *)source.text);

  snprintf(path, sizeof(path), PROGRAMS "%s.txt", name);
  expected = read_file(path, &size);
  compare(name, printed, expected);
  free(expected);
}

static void runs_as_on_node(void **state) { run_program(*state); }

/* The names of the programs, without ".js". */
static size_t find_programs(struct CMUnitTest *tests, size_t max) {
  DIR *folder = opendir(PROGRAMS);
  struct dirent *entry;
  size_t count = 0, length;

  assert_non_null(folder);
  while ((entry = readdir(folder)) != NULL && count < max) {
    length = strlen(entry->d_name);
    if (length < 4 || strcmp(entry->d_name + length - 3, ".js") != 0)
      continue;
    tests[count].name = strndup(entry->d_name, length - 3);
    tests[count].test_func = runs_as_on_node;
    tests[count].setup_func = NULL;
    tests[count].teardown_func = NULL;
    tests[count].initial_state = (void *)(uintptr_t)tests[count].name;
    count++;
  }
  closedir(folder);
  return count;
}

int main(void) {
  static struct CMUnitTest tests[256];
  size_t count = find_programs(tests, 256), i;
  int failed = _cmocka_run_group_tests("programs", tests, count, NULL, NULL);

  for (i = 0; i < count; i++)
    free((char *)(uintptr_t)tests[i].name);
  return failed;
}
