/* loader/entry.c - the program's own script: a file, -e, -p, standard input. */
#include "loader/loader.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/unit.h"
#include "kernel/cli.h"
#include "syntax/module_kind.h"

/* -- names ---------------------------------------------------------------- */

void drupe__entry_script_path(duk_context *ctx, const char *file) {
  char cwd[DRUPE__PATH_ROOM];
  drupe__path path;

  if (getcwd(cwd, sizeof(cwd)) == NULL)
    cwd[0] = '\0';
  if (!drupe__path_resolve(&path, cwd, file))
    (void)duk_generic_error(ctx, "ENAMETOOLONG: name too long");
  drupe__path_push(ctx, path.text, path.size);
}

/* Pushes a Module that is no file, "[eval]", and looks from the current
 * folder. */
void drupe__entry_module(duk_context *ctx, const char *name) {
  char cwd[DRUPE__PATH_ROOM];
  drupe__path file;

  if (getcwd(cwd, sizeof(cwd)) == NULL)
    snprintf(cwd, sizeof(cwd), "/");
  drupe__cjs_module(ctx, name, DUK_INVALID_INDEX);
  if (drupe__path_resolve(&file, cwd, name))
    drupe__cjs_set_file(ctx, -1, file.text);
}

/* -- the pieces ----------------------------------------------------------- */

static const drupe__options *entry_options(duk_context *ctx) {
  return drupe__kernel_of_context(ctx)->options;
}

/* Pushes a module that has no file and stands in the current folder. */
static void entry_push_preload(duk_context *ctx) {
  char cwd[DRUPE__PATH_ROOM];

  if (getcwd(cwd, sizeof(cwd)) == NULL)
    snprintf(cwd, sizeof(cwd), "/");
  drupe__cjs_module(ctx, "internal/preload", DUK_INVALID_INDEX);
  drupe__node_module_paths(ctx, cwd);
  duk_put_prop_literal(ctx, -2, "paths");
}

/* -r NAME, in order, as if the current folder had a script. */
static void entry_preload(duk_context *ctx) {
  const drupe__option_list *list = &entry_options(ctx)->require;

  if (list->count == 0)
    return;
  entry_push_preload(ctx);
  for (size_t i = 0; i < list->count; i++) {
    drupe__cjs_load(ctx, list->items[i], duk_get_top_index(ctx), false);
    duk_pop(ctx);
  }
  duk_pop(ctx);
}

/* --import NAME */
static void entry_preload_modules(duk_context *ctx) {
  const drupe__option_list *list = &entry_options(ctx)->import;

  if (list->count == 0)
    return;
  drupe__core_internal(ctx, "internal/esm_loader");
  duk_push_literal(ctx, "preload");
  duk_push_array(ctx);
  for (size_t i = 0; i < list->count; i++) {
    drupe__path_push(ctx, list->items[i], strlen(list->items[i]));
    duk_put_prop_index(ctx, -2, (duk_uarridx_t)i);
  }
  duk_call_prop(ctx, -3, 1);
  duk_pop_2(ctx);
}

/* An ES module never becomes a CommonJS one, not even on the way. */
static void entry_run_file(duk_context *ctx) {
  drupe__path file;

  drupe__entry_script_path(ctx, entry_options(ctx)->file);
  drupe__resolve(ctx, duk_get_string(ctx, -1), DUK_INVALID_INDEX, true,
                 DUK_INVALID_INDEX);
  drupe__path_from(ctx, -1, &file);
  if (drupe__file_kind_of(ctx, file.text) == DRUPE__FILE_MODULE) {
    drupe__core_internal(ctx, "internal/esm_loader");
    duk_push_literal(ctx, "runMain");
    duk_dup(ctx, -3);
    duk_call_prop(ctx, -3, 1);
    duk_pop_n(ctx, 4);
    return;
  }
  duk_pop(ctx);
  drupe__cjs_load(ctx, duk_get_string(ctx, -1), DUK_INVALID_INDEX, true);
  duk_pop_2(ctx);
}

/* console.log(value), or the plain value where there is no console. */
static void entry_print(duk_context *ctx) {
  duk_push_global_object(ctx);
  duk_get_prop_literal(ctx, -1, "console");
  duk_push_literal(ctx, "log");
  duk_dup(ctx, -4);
  duk_call_prop(ctx, -3, 1);
}

/* The names that a script without a file sees as globals. */
enum { ENTRY_REQUIRE, ENTRY_MODULE, ENTRY_EXPORTS };
static const char *const entry_names[] = {"require", "module", "exports"};

/* Pushes one of them, and settles all three: they belong together. */
static duk_ret_t entry_get_global(duk_context *ctx) {
  int which = duk_get_current_magic(ctx);

  drupe__loader_ready_cjs(ctx);
  duk_push_global_object(ctx);
  drupe__entry_module(ctx, drupe__loader_of(ctx)->entry_name);
  drupe__cjs_require(ctx, -1);
  duk_get_prop_literal(ctx, -2, "exports");
  /* [global module require exports] */
  for (int i = 0; i < 3; i++) {
    static const duk_idx_t at[] = {2, 1, 3};

    duk_push_string(ctx, entry_names[i]);
    duk_dup(ctx, at[i]);
    duk_def_prop(ctx, 0, DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_WEC |
                             DUK_DEFPROP_FORCE);
  }
  duk_get_prop_string(ctx, 0, entry_names[which]);
  return 1;
}

static duk_ret_t entry_set_global(duk_context *ctx) {
  duk_push_global_object(ctx);
  duk_push_string(ctx, entry_names[duk_get_current_magic(ctx)]);
  duk_dup(ctx, 0);
  duk_def_prop(ctx, -3, DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_WEC |
                            DUK_DEFPROP_FORCE);
  return 0;
}

/* Only who touches require pays for it. */
static void entry_define_globals(duk_context *ctx, const char *name) {
  drupe__loader_of(ctx)->entry_name = name;
  duk_push_global_object(ctx);
  for (int i = 0; i < 3; i++) {
    duk_push_string(ctx, entry_names[i]);
    duk_push_c_function(ctx, entry_get_global, 0);
    duk_set_magic(ctx, -1, i);
    duk_push_c_function(ctx, entry_set_global, 1);
    duk_set_magic(ctx, -1, i);
    duk_def_prop(ctx, -4, DUK_DEFPROP_HAVE_GETTER | DUK_DEFPROP_HAVE_SETTER |
                              DUK_DEFPROP_SET_ENUMERABLE |
                              DUK_DEFPROP_SET_CONFIGURABLE);
  }
  duk_push_string(ctx, name);
  duk_put_prop_literal(ctx, -2, "__filename");
  duk_push_literal(ctx, ".");
  duk_put_prop_literal(ctx, -2, "__dirname");
  duk_pop(ctx);
}

/* Runs text as a module: because of --input-type, or because it is no script.
 * Node calls it "[eval1]". */
static void entry_run_module_text(duk_context *ctx, const char *text,
                                  size_t size, const char *name) {
  drupe__loader_ready_cjs(ctx);
  drupe__core_internal(ctx, "internal/esm_loader");
  duk_push_literal(ctx, "runText");
  drupe__push_text(ctx, text, size);
  duk_push_string(ctx, strcmp(name, "[eval]") == 0 ? "[eval1]" : name);
  duk_call_prop(ctx, -4, 2);
  duk_pop_2(ctx);
}

/* Runs text as a sloppy script of the global scope. */
static void entry_run_text(duk_context *ctx, const char *text, size_t size,
                           const char *name) {
  drupe__source source = {.text = text, .size = size, .file = name,
                          .goal = DRUPE__SCRIPT};

  if (entry_options(ctx)->module_input) {
    entry_run_module_text(ctx, text, size, name);
    return;
  }
  entry_define_globals(ctx, name);
  if (drupe__unit_compile(ctx, &source) != 0) {
    if (entry_options(ctx)->commonjs_input || entry_options(ctx)->print ||
        !drupe__is_module_text(text, size, ""))
      (void)duk_throw(ctx);
    entry_run_module_text(ctx, text, size, name);
    return;
  }
  duk_push_global_object(ctx);
  duk_call_method(ctx, 0);
  if (entry_options(ctx)->print)
    entry_print(ctx);
}

static void entry_run_stdin(duk_context *ctx) {
  drupe__loader *l = drupe__loader_of(ctx);
  ptrdiff_t size = drupe__file_read_fd(l, STDIN_FILENO);

  if (size < 0) {
    drupe__system_error(ctx, (int)size, "read", "/dev/stdin");
    (void)duk_throw(ctx);
  }
  entry_run_text(ctx, l->scratch, (size_t)size, "[stdin]");
}

/* -c: parses what the script would be. */
static void entry_check(duk_context *ctx) {
  drupe__loader *l = drupe__loader_of(ctx);

  drupe__entry_script_path(ctx, entry_options(ctx)->file);
  drupe__resolve(ctx, duk_get_string(ctx, -1), DUK_INVALID_INDEX, true,
                 DUK_INVALID_INDEX);
  drupe__cjs_compile_file(ctx, duk_get_string(ctx, -1));
  (void)l;
}

static duk_ret_t entry_main(duk_context *ctx) {
  const drupe__options *o = entry_options(ctx);

  if (o->action != DRUPE__RUN_EVAL || o->require.count > 0 ||
      o->import.count > 0)
    drupe__loader_ready_cjs(ctx);
  if (o->title != NULL)
    (void)uv_set_process_title(o->title);
  if (o->action == DRUPE__CHECK_FILE) {
    entry_check(ctx);
    return 0;
  }
  entry_preload(ctx);
  entry_preload_modules(ctx);
  if (o->action == DRUPE__RUN_EVAL)
    entry_run_text(ctx, o->code, strlen(o->code), "[eval]");
  else if (o->action == DRUPE__RUN_STDIN)
    entry_run_stdin(ctx);
  else
    entry_run_file(ctx);
  return 0;
}

void drupe__entry_run(drupe__kernel *k) {
  drupe__bracket b;

  if (drupe__enter(k, NULL, NULL, &b) != DRUPE_OK)
    return;
  duk_push_c_function(k->thread, entry_main, 0);
  duk_push_undefined(k->thread);
  (void)drupe__call(k, 0);
  drupe__leave(k, &b);
}

/* -- --lower -------------------------------------------------------------- */

/* Which of the two a .js or .ts file is, its own text tells; the package around
 * it is not asked. */
static void entry_lower_goal(drupe__source *source) {
  const char *extension = drupe__path_extension(source->file);
  bool plain = strcmp(extension, ".cjs") == 0 || strcmp(extension, ".cts") == 0;

  if (strcmp(extension, ".mjs") == 0 || strcmp(extension, ".mts") == 0 ||
      (!plain && drupe__is_module_text(source->text, source->size,
                                       source->file)))
    source->goal = DRUPE__MODULE;
  if (drupe__source_is_typescript(source->file))
    source->flags |= DRUPE__SOURCE_TYPESCRIPT;
}

static int entry_lower_text(drupe__source *source) {
  drupe__lowering lowering;
  drupe__syntax_error error;

  entry_lower_goal(source);
  if (drupe__lower(source, &lowering, &error) != 0) {
    fprintf(stderr, "%s:%u:%u\nSyntaxError: %s\n", source->file, error.line,
            error.column, error.message);
    return 1;
  }
  fwrite(lowering.text, 1, lowering.size, stdout);
  putchar('\n');
  drupe__lowering_deinit(&lowering);
  return 0;
}

int drupe__entry_lower(const char *file) {
  drupe__loader l = {.scratch = NULL};
  ptrdiff_t size = strcmp(file, "-") == 0
                       ? drupe__file_read_fd(&l, STDIN_FILENO)
                       : drupe__file_read(&l, file);
  drupe__source source = {.text = l.scratch, .size = (size_t)size,
                          .file = file, .goal = DRUPE__COMMONJS,
                          .params = DRUPE__COMMONJS_PARAMS};
  int rc = 1;

  if (size < 0)
    fprintf(stderr, "drupe: %s: %s\n", file, uv_strerror((int)size));
  else
    rc = entry_lower_text(&source);
  free(l.scratch);
  return rc;
}
