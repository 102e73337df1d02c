/* modules/ffi/inline.c - C in the script: through libtcc where it is installed,
 * which compiles in memory, else through the system's compiler and the cache.
 *
 * A kept library lies beside the source it was made from and is only taken for
 * exactly that source. */
#include "bridge.h"
#include "store.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { INLINE_WORDS = 64 };

/* -- libtcc --------------------------------------------------------------- */
typedef struct TCCState TCCState; /* its own name for it */

struct tcc {
  void *library;
  TCCState *state;
  TCCState *(*create)(void);
  void (*destroy)(TCCState *s);
  void (*on_error)(TCCState *s, void *arg,
                   void (*fn)(void *arg, const char *text));
  int (*output)(TCCState *s, int type);
  int (*compile)(TCCState *s, const char *text);
  int (*relocate)(TCCState *s, void *how);
  void *(*symbol)(TCCState *s, const char *name);
  int (*link)(TCCState *s, const char *name);
  char errors[1024];
};

static void tcc_note(void *arg, const char *text) {
  struct tcc *t = arg;
  size_t used = strlen(t->errors);

  snprintf(t->errors + used, sizeof(t->errors) - used, "%s%s",
           used == 0 ? "" : "\n", text);
}

static bool tcc_load(struct tcc *t) {
  static const char *const names[] = {"tcc_new",
                                      "tcc_delete",
                                      "tcc_set_error_func",
                                      "tcc_set_output_type",
                                      "tcc_compile_string",
                                      "tcc_relocate",
                                      "tcc_get_symbol",
                                      "tcc_add_library"};
  void **const places[] = {(void **)&t->create,   (void **)&t->destroy,
                           (void **)&t->on_error, (void **)&t->output,
                           (void **)&t->compile,  (void **)&t->relocate,
                           (void **)&t->symbol,   (void **)&t->link};
  size_t i;

  t->library = dlopen("libtcc.so.1", RTLD_NOW | RTLD_LOCAL);
  if (t->library == NULL)
    t->library = dlopen("libtcc.so", RTLD_NOW | RTLD_LOCAL);
  if (t->library == NULL)
    return false;
  for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
    if ((*places[i] = dlsym(t->library, names[i])) == NULL)
      return false;
  return true;
}

void *ffi__tcc_symbol(struct tcc *t, const char *name) {
  return t->symbol(t->state, name);
}

void ffi__tcc_free(struct tcc *t) {
  if (t == NULL)
    return;
  if (t->state != NULL)
    t->destroy(t->state);
  if (t->library != NULL)
    (void)dlclose(t->library);
  free(t);
}

/* NULL and nothing pending: there is no libtcc. */
static struct tcc *tcc_compile(bridge *b, const char *source,
                               drupe_value libs) {
  struct tcc *t = calloc(1, sizeof(*t));
  int64_t count = b->cx->object->array_length(b->cx, libs), i;
  bool ok;

  if (t == NULL || !tcc_load(t)) {
    ffi__tcc_free(t);
    return NULL;
  }
  t->state = t->create();
  ok = t->state != NULL;
  if (ok) {
    t->on_error(t->state, t, tcc_note);
    ok = t->output(t->state, 1) == 0 && t->compile(t->state, source) == 0;
    for (i = 0; ok && i < count; i++)
      ok = t->link(t->state,
                   drupe_view(b->cx, drupe_at(b->cx, libs, (uint32_t)i))
                       .data) == 0;
    /* 1 is TCC_RELOCATE_AUTO; newer versions take one argument only. */
    ok = ok && t->relocate(t->state, (void *)1) == 0;
  }
  if (ok)
    return t;
  (void)drupe_throwf(b->cx, DRUPE_SYNTAX_ERROR, "ERR_FFI_COMPILE", "%.480s",
                     t->errors[0] == '\0' ? "libtcc cannot compile"
                                          : t->errors);
  ffi__tcc_free(t);
  return NULL;
}

/* -- the system's compiler ------------------------------------------------ */
typedef struct compiling {
  char room[512];
  char *argv[INLINE_WORDS + 16];
  char out[PATH_MAX + 4], source[PATH_MAX], part[PATH_MAX];
  char libs[INLINE_WORDS][64];
  int argc;
} compiling;

static bool compiling_words(bridge *b, compiling *c, drupe_value list,
                            bool is_libs) {
  int64_t count = b->cx->object->array_length(b->cx, list), i;
  drupe_str s;

  for (i = 0; i < count; i++) {
    s = drupe_view(b->cx, drupe_at(b->cx, list, (uint32_t)i));
    if (s.data == NULL || i >= INLINE_WORDS || c->argc >= INLINE_WORDS) {
      (void)drupe_throwf(b->cx, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_VALUE",
                         "c: flags and libs must be strings, not too many");
      return false;
    }
    if (is_libs)
      snprintf(c->libs[i], sizeof(c->libs[i]), "-l%s", s.data);
    c->argv[c->argc++] = is_libs ? c->libs[i] : (char *)(uintptr_t)s.data;
  }
  return true;
}

static bool compiling_make(bridge *b, compiling *c, bool tcc,
                           drupe_value flags, drupe_value libs) {
  static const char *const fixed[] = {"-shared", "-fPIC", "-O2", "-x", "c",
                                      "-"};
  size_t i;

  if (tcc)
    c->argv[c->argc++] = (char *)(uintptr_t)"tcc";
  else
    c->argc = ffi__compiler(c->room, sizeof(c->room), c->argv, 4);
  if (c->argc == 0) {
    (void)drupe_throwf(b->cx, DRUPE_ERROR, "ERR_FFI_COMPILER",
                       "there is neither libtcc nor a C compiler: install one "
                       "(Debian: gcc) or name it in CC");
    return false;
  }
  for (i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
    c->argv[c->argc++] = (char *)(uintptr_t)fixed[i];
  if (!compiling_words(b, c, flags, false))
    return false;
  c->argv[c->argc++] = (char *)(uintptr_t)"-x";
  c->argv[c->argc++] = (char *)(uintptr_t)"none";
  return compiling_words(b, c, libs, true);
}

/* Everything the result depends on, in a text that is kept beside it. */
static char *compiling_text(const compiling *c, const char *source,
                            size_t *size) {
  char *text = NULL;
  FILE *to = open_memstream(&text, size);
  int i;

  if (to == NULL)
    return NULL;
  (void)fputs("/*", to);
  for (i = 0; i < c->argc; i++)
    (void)fprintf(to, " %s", c->argv[i]);
  (void)fprintf(to, " */\n%s", source);
  (void)fclose(to);
  return text;
}

static bool compiling_kept(const compiling *c, const char *text,
                           size_t size) {
  store_text kept;
  bool same;

  if (access(c->out, R_OK) != 0 || !ffi__file_read(c->source, &kept))
    return false;
  same = kept.size == size && memcmp(kept.data, text, size) == 0;
  ffi__text_free(&kept);
  return same;
}

static bool compiling_run(bridge *b, compiling *c, const char *source,
                          const store_text *text) {
  store_text out, errors;
  int status;

  snprintf(c->part, sizeof(c->part), "%.4000s.%ld", c->out, (long)getpid());
  c->argv[c->argc++] = (char *)(uintptr_t)"-o";
  c->argv[c->argc++] = c->part;
  c->argv[c->argc] = NULL;
  status = ffi__run(c->argv, source, &out, &errors);
  if (status == 0 && rename(c->part, c->out) == 0)
    (void)ffi__file_write(c->source, text, 1);
  else
    (void)drupe_throwf(b->cx, DRUPE_SYNTAX_ERROR, "ERR_FFI_COMPILE",
                       "%s: %.400s", c->argv[0],
                       errors.data == NULL || errors.size == 0
                           ? "cannot be run"
                           : errors.data);
  ffi__text_free(&out);
  ffi__text_free(&errors);
  return status == 0;
}

/* The path of the compiled library; NULL: pending.  *temporary: there is no
 * cache, the caller removes the file once it is open. */
static bool compile_file(bridge *b, compiling *c, const char *source,
                         bool *temporary) {
  store_text text = {NULL, 0};
  uint64_t hash;
  bool ok;

  text.data = compiling_text(c, source, &text.size);
  if (text.data == NULL)
    return ffi__no_memory(b), false;
  hash = ffi__hash(FFI__HASH, text.data, text.size);
  *temporary = !ffi__store_path(hash, ".so", c->out, PATH_MAX) ||
               !ffi__store_path(hash, ".c", c->source, PATH_MAX);
  if (*temporary) {
    snprintf(c->out, sizeof(c->out), "/tmp/drupe-ffi-%ld.so", (long)getpid());
    snprintf(c->source, sizeof(c->source), "%.4000s.c", c->out);
  }
  ok = (!*temporary && compiling_kept(c, text.data, text.size)) ||
       compiling_run(b, c, source, &text);
  ffi__text_free(&text);
  return ok;
}

/* -- the declarations ----------------------------------------------------- */
/* Of the text itself; one with directives goes through the preprocessor. */
static drupe_value inline_open(bridge *b, const char *file, struct tcc *t,
                               drupe_str source, drupe_value flags) {
  drupe_str texts[2] = {source, {NULL, 0}};
  store_text expanded = {NULL, 0};
  drupe_value v;

  if (source.data != NULL && memchr(source.data, '#', source.size) != NULL) {
    if (!ffi__preprocess(b, source.data, flags, &expanded))
      return drupe_none();
    texts[0].data = expanded.data;
    texts[0].size = expanded.size;
  }
  v = ffi__open_with(b, file, t, texts, "inline C", OPEN_HEADER,
                     drupe_undefined());
  ffi__text_free(&expanded);
  return v;
}

/* compile(source, flags, libs, compiler): 'tcc', 'cc' or undefined. */
drupe_value ffi__compile_js(drupe_cx *cx, const drupe_call *call) {
  bridge *b = bridge_of(cx);
  drupe_str source = drupe_arg_str(cx, call, 0);
  drupe_str how = drupe_arg_str(cx, call, 3);
  drupe_value flags = drupe_arg(call, 1), libs = drupe_arg(call, 2), v;
  bool temporary = false;
  struct tcc *t = NULL;
  compiling *c;

  if (how.data == NULL || strcmp(how.data, "tcc") == 0) {
    t = tcc_compile(b, source.data, libs);
    if (t != NULL)
      return inline_open(b, NULL, t, source, flags);
    if (cx->error->pending(cx))
      return drupe_none();
    if (how.data != NULL && !ffi__in_path("tcc"))
      return drupe_throwf(cx, DRUPE_ERROR, "ERR_FFI_COMPILER",
                          "neither libtcc nor tcc is installed");
  }
  c = calloc(1, sizeof(*c));
  if (c == NULL)
    return ffi__no_memory(b);
  v = compiling_make(b, c, how.data != NULL && strcmp(how.data, "tcc") == 0,
                     flags, libs) &&
              compile_file(b, c, source.data, &temporary)
          ? inline_open(b, c->out, NULL, source, flags)
          : drupe_none();
  if (temporary) {
    (void)unlink(c->out);
    (void)unlink(c->source);
  }
  free(c);
  return v;
}
