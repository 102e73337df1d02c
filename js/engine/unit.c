/* js/engine/unit.c - compiles units and answers where their code came from.
 *
 * After Duktape's compiler, unit_walk.c writes into the function templates what
 * ES5 text cannot say. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "coroutine.h"
#include "helper.h"
#include "image.h"
#include "source_map.h"
#include "syntax/parse.h"
#include "text.h"
#include "unit.h"

struct drupe__unit {
  drupe__native native;
  bool owns; /* the tables and the text are ours to free */
  drupe__unit_memory memory; /* or they lie there; all but the file's name */
  bool eval;
  bool typescript;
  drupe__goal goal;
  uint32_t body; /* end_line of a CommonJS body's function, 0: none */
  const char *file;
  const char *text;
  size_t size;
  const uint8_t *lines;
  size_t lines_size;
  const uint8_t *breaks;
  size_t breaks_size;
  const drupe__unit_function *functions; /* by end_line */
  uint32_t function_count;
  drupe__position *marks; /* into the text, made when a place is asked for */
  /* The function whose text was asked for last, by its code, and the text: some
   * use a function as a key in a loop. */
  const duk_instr_t *shown;
  duk_hstring *shown_text;
  drupe__image image; /* that its functions are read from; no bytes: none */
};

static void unit_mark(duk_heap *heap, duk_hobject *object) {
  const drupe__unit *unit = (drupe__unit *)object;

  drupe__heap_mark(heap, (duk_heaphdr *)unit->shown_text);
  drupe__image_mark(heap, &unit->image);
}

static void unit_drop(duk_hthread *thread, duk_hobject *object) {
  const drupe__unit *unit = (drupe__unit *)object;

  if (unit->shown_text != NULL)
    DUK_HSTRING_DECREF_NORZ(thread, unit->shown_text);
  drupe__image_drop(thread, &unit->image);
}

static void unit_release(drupe__engine *engine, duk_hobject *object) {
  drupe__unit *unit = (void *)object;

  drupe__release(engine, unit->marks);
  drupe__release(engine, (void *)unit->image.strings);
  if (unit->memory.data != NULL) {
    unit->memory.release(unit->memory.data, unit->memory.size);
    drupe__release(engine, (void *)unit->file);
  }
  if (!unit->owns)
    return;
  drupe__release(engine, (void *)unit->file);
  drupe__release(engine, (void *)unit->text);
  drupe__release(engine, (void *)unit->lines);
  drupe__release(engine, (void *)unit->functions);
}

static const drupe__native_ops unit_ops = {"unit", unit_mark, unit_drop,
                                             unit_release};

/* -- making one ------------------------------------------------------------ */
/* A copy in the heap's memory, NUL-terminated; throws: no memory. */
static void *unit_copy(duk_context *ctx, const void *data, size_t size) {
  char *copy = DUK_ALLOC_CHECKED(ctx, size + 1);

  if (size > 0)
    memcpy(copy, data, size);
  copy[size] = '\0';
  return copy;
}

static int unit_compare(const void *a, const void *b) {
  const drupe__unit_function *x = a, *y = b;

  return x->end_line < y->end_line ? -1 : x->end_line > y->end_line;
}

void drupe__unit_functions(const drupe__lowering *lowering,
                           drupe__unit_function *out) {
  uint32_t i;

  for (i = 0; i < lowering->function_count; i++) {
    const drupe__function_record *r = &lowering->functions[i];

    out[i] = (drupe__unit_function){r->end_line, r->source_start, r->source_end,
                                    r->flags};
  }
  if (lowering->function_count > 0)
    qsort(out, lowering->function_count, sizeof(*out), unit_compare);
}

/* Pushes the object of a unit with copies of all it needs. */
static drupe__unit *unit_push(duk_context *ctx, const drupe__source *source,
                              const drupe__lowering *lowering) {
  drupe__unit *unit = drupe__native_new(ctx, sizeof(*unit), &unit_ops, NULL);
  drupe__unit_function *functions;

  unit->owns = true;
  unit->eval = source->goal == DRUPE__EVAL;
  unit->typescript = (source->flags & DRUPE__SOURCE_TYPESCRIPT) != 0;
  unit->goal = source->goal;
  if (source->goal == DRUPE__COMMONJS && lowering->function_count > 0)
    unit->body = lowering->functions[0].end_line;
  unit->file = unit_copy(ctx, source->file, strlen(source->file));
  unit->text = unit_copy(ctx, source->text, source->size);
  unit->size = source->size;
  unit->lines = unit_copy(ctx, lowering->lines, lowering->lines_size);
  unit->lines_size = lowering->lines_size;
  functions = DUK_ALLOC_CHECKED(ctx, (lowering->function_count + 1) *
                                         sizeof(*functions));
  unit->functions = functions;
  drupe__unit_functions(lowering, functions);
  unit->function_count = lowering->function_count;
  return unit;
}

/* -- environment: {$h} -> global ------------------------------------------- */
/* The stash keeps it; every unit but a script shares the one. */
duk_hobject *drupe__unit_environment(duk_hthread *thread) {
  return drupe__engine_of(thread)->environment;
}

/* Pushes a new environment inside `outer`. */
static duk_hobject *unit_push_environment(duk_hthread *thread,
                                          duk_hobject *outer) {
  duk_hdecenv *env = duk_hdecenv_alloc(
      thread, DUK_HOBJECT_FLAG_EXTENSIBLE |
                  DUK_HOBJECT_CLASS_AS_FLAGS(DUK_HOBJECT_CLASS_DECENV));

  duk_push_hobject(thread, (duk_hobject *)env);
  DUK_HOBJECT_SET_PROTOTYPE(thread->heap, (duk_hobject *)env, outer);
  DUK_HOBJECT_INCREF(thread, outer);
  return (duk_hobject *)env;
}

void drupe__unit_environment_init(duk_context *ctx) {
  drupe__engine *e = drupe__engine_of(ctx);

  /* [ helpers ] on top, stays */
  duk_push_heap_stash(ctx);
  e->environment =
      unit_push_environment(ctx, ctx->builtins[DUK_BIDX_GLOBAL_ENV]);
  duk_push_literal(ctx, "$h");
  ctx->heap->drupe_helpers_name = duk_known_hstring(ctx, -1);
  duk_dup(ctx, -4);
  ctx->heap->drupe_helpers = *duk_require_tval(ctx, -1);
  duk_xdef_prop(ctx, -3, DUK_PROPDESC_FLAGS_NONE);
  duk_put_prop_literal(ctx, -2, "environment");
  duk_pop(ctx);
}

duk_int_t drupe__helper_place(duk_hthread *thread, const duk_tval *variable,
                              const duk_tval *key) {
  duk_int_t place, hash;

  if (!DUK_TVAL_IS_STRING(variable) || !DUK_TVAL_IS_STRING(key) ||
      DUK_TVAL_GET_STRING(variable) != thread->heap->drupe_helpers_name ||
      !duk_hobject_find_entry(
          thread->heap, DUK_TVAL_GET_OBJECT(&thread->heap->drupe_helpers),
          DUK_TVAL_GET_STRING(key), &place, &hash))
    return -1;
  return place;
}

/* What the scripts' top-level let, const and class declare, for all code: it
 * comes between {$h} and the global object with the first of them. */
static duk_hobject *unit_script_lexicals(duk_context *ctx) {
  duk_hobject *units = drupe__unit_environment(ctx);
  duk_hobject *global = ctx->builtins[DUK_BIDX_GLOBAL_ENV];
  duk_hobject *env = DUK_HOBJECT_GET_PROTOTYPE(ctx->heap, units);

  if (env == global) {
    env = unit_push_environment(ctx, global);
    DUK_HOBJECT_SET_PROTOTYPE_UPDREF(ctx, units, env);
    duk_pop(ctx);
  }
  return env;
}

static void unit_declare_lexical(duk_context *ctx, duk_hobject *env,
                                 const char *name) {
  duk_push_hobject(ctx, env);
  drupe__text_push(ctx, name, strlen(name));
  duk_push_undefined(ctx);
  duk_xdef_prop(ctx, -3, DUK_PROPDESC_FLAG_WRITABLE);
  duk_pop(ctx);
}

/* Two scripts cannot declare the same name; nor what is a property of the
 * global object for good. */
static void unit_require_new(duk_context *ctx, duk_hobject *env,
                             const char *name) {
  duk_hobject *global = ctx->builtins[DUK_BIDX_GLOBAL];
  duk_propdesc found;
  duk_hstring *key;

  drupe__text_push(ctx, name, strlen(name));
  key = duk_known_hstring(ctx, -1);
  if (duk_hobject_find_entry_tval_ptr(ctx->heap, env, key) != NULL ||
      (duk_hobject_get_own_propdesc(ctx, global, key, &found, 0) &&
       (found.flags & DUK_PROPDESC_FLAG_CONFIGURABLE) == 0))
    (void)duk_error(ctx, DUK_ERR_SYNTAX_ERROR,
                    "Identifier '%s' has already been declared", name);
  duk_pop(ctx);
}

/* A text's own names: temporaries and, but for a script, all that its top level
 * declares. */
static duk_hobject *unit_push_lexicals(duk_context *ctx,
                                       const drupe__lowering *lowering,
                                       bool script) {
  duk_hobject *env = unit_push_environment(ctx, drupe__unit_environment(ctx));
  const char *name = lowering->lexicals, *shared, *at;
  uint32_t shared_count = script ? lowering->own_lexical_count : 0, i;

  for (i = shared_count; i < lowering->lexical_count; i++) {
    unit_declare_lexical(ctx, env, name);
    name += strlen(name) + 1;
  }
  shared = name;
  for (i = 0, at = shared; i < shared_count; i++, at += strlen(at) + 1)
    unit_require_new(ctx, unit_script_lexicals(ctx), at);
  for (i = 0, at = shared; i < shared_count; i++, at += strlen(at) + 1)
    unit_declare_lexical(ctx, unit_script_lexicals(ctx), at);
  return env;
}

/* -- compiling ------------------------------------------------------------- */
typedef struct unit_job {
  const drupe__source *source;
  const drupe__lowering *lowering;
  drupe__unit *unit;
} unit_job;

/* [ .. ] -> [ .. unit template ] */
static duk_hcompfunc *unit_push_template(duk_context *ctx, unit_job *job,
                                         duk_uint_t flags) {
  const drupe__lowering *l = job->lowering;
  duk_hcompfunc *f;

  job->unit = unit_push(ctx, job->source, l);
  duk_push_string(ctx, job->source->file);
  duk_js_compile(ctx, (const duk_uint8_t *)l->text, l->size, flags);
  f = (duk_hcompfunc *)duk_known_hobject(ctx, -1);
  drupe__unit_walk(ctx, f, l, &job->unit->native.object);
  return f;
}

static duk_ret_t unit_build(duk_context *ctx, void *arg) {
  unit_job *job = arg;
  drupe__goal goal = job->source->goal;
  duk_hobject *environment = drupe__unit_environment(ctx);
  duk_hcompfunc *template;

  duk_require_stack(ctx, 16);
  if (goal == DRUPE__SCRIPT || goal == DRUPE__EVAL)
    environment = unit_push_lexicals(ctx, job->lowering, goal == DRUPE__SCRIPT);
  template = unit_push_template(
      ctx, job,
      DUK_COMPILE_EVAL | (goal == DRUPE__SCRIPT ? DRUPE__COMPILE_SCRIPT : 0));
  /* Strict eval code keeps its variables to itself, a script does not. */
  if (goal == DRUPE__SCRIPT)
    DUK_HOBJECT_CLEAR_NEWENV(&template->obj);
  duk_js_push_closure(ctx, template, ctx->builtins[DUK_BIDX_GLOBAL_ENV],
                      environment, 0);
  if (goal != DRUPE__SCRIPT && goal != DRUPE__EVAL)
    duk_call(ctx, 0);
  return 1;
}

/* [ .. error ]: Duktape's compiler refused the lowered text.  Its line leads to
 * the place in the source. */
static duk_ret_t unit_explain(duk_context *ctx, void *arg) {
  const unit_job *job = arg;
  drupe__syntax_error error;
  uint32_t line = drupe__stack_compile_line(ctx, -1);
  uint32_t offset;

  if (line == 0)
    return 1; /* not of the compiler: out of memory */
  memset(&error, 0, sizeof(error));
  offset =
      drupe__line_offset(job->lowering->lines, job->lowering->lines_size, line);
  if (offset == DRUPE__NO_OFFSET)
    return 1;
  error.offset = offset;
  drupe__source_position(job->source->text, job->source->size, offset,
                         &error.line, &error.column);
  duk_get_prop_literal(ctx, -1, "message");
  snprintf(error.message, sizeof(error.message), "%s",
           duk_safe_to_string(ctx, -1));
  drupe__syntax_error_push(ctx, job->source, &error);
  return 1;
}

typedef struct unit_syntax {
  const drupe__source *source;
  const drupe__syntax_error *error;
} unit_syntax;

static duk_ret_t unit_refuse(duk_context *ctx, void *arg) {
  const unit_syntax *refusal = arg;

  drupe__syntax_error_push(ctx, refusal->source, refusal->error);
  return 1;
}

/* The same text, as the extension of its file says. */
static drupe__source unit_source(const drupe__source *given) {
  drupe__source source = *given;

  if (source.goal != DRUPE__SCRIPT && drupe__source_is_typescript(source.file))
    source.flags |= DRUPE__SOURCE_TYPESCRIPT;
  return source;
}

int drupe__unit_compile(duk_context *ctx, const drupe__source *given) {
  drupe__source copy = unit_source(given);
  const drupe__source *source = &copy;
  drupe__syntax_error error;
  drupe__lowering lowering;
  unit_syntax refusal = {source, &error};
  unit_job job = {source, &lowering, NULL};
  int rc = 0;

  if (drupe__lower(source, &lowering, &error) != 0) {
    (void)duk_safe_call(ctx, unit_refuse, &refusal, 0, 1);
    return -1;
  }
  if (duk_safe_call(ctx, unit_build, &job, 0, 1) != DUK_EXEC_SUCCESS) {
    (void)duk_safe_call(ctx, unit_explain, &job, 1, 1);
    rc = -1;
  }
  drupe__lowering_deinit(&lowering);
  return rc;
}

/* For eval and Function: [ .. ] -> [ .. environment template ]; throws. */
typedef struct unit_template {
  unit_job job;
  duk_uint_t flags;
} unit_template;

static duk_ret_t unit_build_template(duk_context *ctx, void *arg) {
  unit_template *t = arg;

  duk_require_stack(ctx, 16);
  if (t->job.lowering->lexical_count > 0)
    (void)unit_push_lexicals(ctx, t->job.lowering, false);
  else
    duk_push_undefined(ctx);
  (void)unit_push_template(ctx, &t->job, t->flags);
  duk_remove_m2(ctx); /* the unit */
  return 2;
}

void drupe__unit_push_template(duk_context *ctx, const drupe__source *source,
                               duk_uint_t flags) {
  drupe__syntax_error error;
  drupe__lowering lowering;
  unit_template t = {{source, &lowering, NULL}, flags};
  duk_int_t rc;

  if (drupe__lower(source, &lowering, &error) != 0) {
    duk_push_error_object(ctx, DUK_ERR_SYNTAX_ERROR, "%s", error.message);
    (void)duk_throw(ctx);
  }
  rc = duk_safe_call(ctx, unit_build_template, &t, 0, 2);
  drupe__lowering_deinit(&lowering);
  if (rc != DUK_EXEC_SUCCESS) {
    duk_pop(ctx); /* undefined behind the error */
    (void)duk_throw(ctx);
  }
}

/* -- embedded library, and what was kept ----------------------------------- */
/* [ .. unit ] -> [ .. value ]: runs the program of an image. */
static void load_program(duk_context *ctx, drupe__unit *unit,
                         const uint8_t *bytecode, size_t size) {
  duk_hcompfunc *program;

  drupe__image_begin(ctx, &unit->image, bytecode, size);
  drupe__image_read(ctx, &unit->image, &unit->native.object);
  program = (duk_hcompfunc *)duk_known_hobject(ctx, -1);
  duk_js_push_closure(ctx, program, ctx->builtins[DUK_BIDX_GLOBAL_ENV],
                      drupe__unit_environment(ctx), 0);
  duk_call(ctx, 0);
  duk_replace(ctx, -3);
  duk_pop(ctx);
}

void drupe__unit_restore(duk_context *ctx, const drupe__source *source,
                         const drupe__embedded *image,
                         drupe__unit_memory *memory) {
  drupe__unit *unit;

  duk_require_stack(ctx, 16);
  unit = drupe__native_new(ctx, sizeof(*unit), &unit_ops, NULL);
  unit->memory = *memory;
  memory->data = NULL;
  unit->file = unit_copy(ctx, source->file, strlen(source->file));
  unit->text = source->text;
  unit->size = source->size;
  unit->lines = image->lines;
  unit->lines_size = image->lines_size;
  unit->functions = image->functions;
  unit->function_count = image->function_count;
  unit->body = image->body;
  unit->goal = source->goal;
  unit->typescript = drupe__source_is_typescript(source->file);
  load_program(ctx, unit, image->bytecode, image->bytecode_size);
}

void drupe__unit_load(duk_context *ctx, const drupe__embedded *embedded) {
  drupe__unit *unit;

  duk_require_stack(ctx, 16);
  unit = drupe__native_new(ctx, sizeof(*unit), &unit_ops, NULL);
  unit->file = embedded->file;
  unit->lines = embedded->lines;
  unit->lines_size = embedded->lines_size;
  unit->breaks = embedded->breaks;
  unit->breaks_size = embedded->breaks_size;
  unit->functions = embedded->functions;
  unit->function_count = embedded->function_count;
  unit->body = embedded->body;
  load_program(ctx, unit, embedded->bytecode, embedded->bytecode_size);
}

typedef struct unit_dump {
  const drupe__source *source;
  const drupe__lowering *lowering;
} unit_dump;

static duk_ret_t unit_build_dump(duk_context *ctx, void *arg) {
  const unit_dump *d = arg;
  const drupe__lowering *l = d->lowering;

  duk_push_string(ctx, d->source->file);
  duk_js_compile(ctx, (const duk_uint8_t *)l->text, l->size, DUK_COMPILE_EVAL);
  drupe__unit_walk(ctx, (duk_hcompfunc *)duk_known_hobject(ctx, -1), l, NULL);
  drupe__image_write(ctx);
  return 1;
}

int drupe__unit_dump(duk_context *ctx, const drupe__source *given,
                     drupe__lowering *lowering) {
  drupe__source source = unit_source(given);
  unit_dump d = {&source, lowering};
  drupe__syntax_error error;
  unit_syntax refusal = {&source, &error};

  if (drupe__lower(&source, lowering, &error) != 0) {
    (void)duk_safe_call(ctx, unit_refuse, &refusal, 0, 1);
    return -1;
  }
  if (duk_safe_call(ctx, unit_build_dump, &d, 0, 1) == DUK_EXEC_SUCCESS)
    return 0;
  drupe__lowering_deinit(lowering);
  return -1;
}

/* -- questions ------------------------------------------------------------- */
drupe__unit *drupe__unit_of(duk_hobject *function) {
  duk_hcompfunc *f = (duk_hcompfunc *)function;
  drupe__native *native;
  duk_tval *tv;

  if (!DUK_HOBJECT_IS_COMPFUNC(function) ||
      DUK_HCOMPFUNC_GET_DATA(NULL, f) == NULL)
    return NULL;
  tv = DRUPE__DETAIL(NULL, f, DRUPE__DETAIL_UNIT);
  if (!DUK_TVAL_IS_OBJECT(tv))
    return NULL;
  native = (void *)DUK_TVAL_GET_OBJECT(tv);
  assert(native->ops == &unit_ops);
  return (drupe__unit *)(void *)native;
}

drupe__image *drupe__unit_image(drupe__unit *unit) { return &unit->image; }

const char *drupe__unit_file(const drupe__unit *unit) { return unit->file; }

bool drupe__unit_is_eval(const drupe__unit *unit) { return unit->eval; }

bool drupe__unit_is_made(const drupe__unit *unit) {
  return unit->owns && unit->goal == DRUPE__FUNCTION;
}

bool drupe__unit_is_body(const drupe__unit *unit,
                         const drupe__unit_function *record) {
  return record->end_line == unit->body;
}

bool drupe__unit_source(const drupe__unit *unit, drupe__source *source) {
  static const uint32_t around = DRUPE__SOURCE_NEW_TARGET |
                                 DRUPE__SOURCE_SUPER_PROPERTY |
                                 DRUPE__SOURCE_SUPER_CALL;

  memset(source, 0, sizeof(*source));
  source->text = unit->text;
  source->size = unit->size;
  source->file = unit->file;
  /* What `new Function` made is a declaration of its own, too. */
  source->goal = unit->goal == DRUPE__FUNCTION ? DRUPE__SCRIPT : unit->goal;
  source->flags = unit->goal == DRUPE__EVAL ? around : 0;
  if (unit->typescript)
    source->flags |= DRUPE__SOURCE_TYPESCRIPT;
  return unit->text != NULL;
}

const char *drupe__unit_text(const drupe__unit *unit, size_t *size) {
  *size = unit->size;
  return unit->text;
}

/* Pushes a piece of the text.  Types are blanked when it is asked for, which is
 * seldom, and not kept. */
static void unit_push_piece(duk_context *ctx, const drupe__unit *unit,
                            uint32_t start, uint32_t end) {
  drupe__source source = {.text = unit->text,
                          .size = unit->size,
                          .file = unit->file,
                          .goal = unit->goal,
                          .flags = DRUPE__SOURCE_TYPESCRIPT};
  drupe__syntax_error error;
  const char *text = unit->text;
  char *erased;

  if (unit->typescript) {
    erased = duk_push_fixed_buffer(ctx, unit->size + 1);
    if (drupe__erase_types(&source, erased, &error) == 0)
      text = erased;
  } else {
    duk_push_undefined(ctx);
  }
  drupe__text_push(ctx, text + start, end - start);
  duk_remove(ctx, -2);
}

/* The text at the top of the stack is what `code` says. */
static void unit_remember(duk_context *ctx, drupe__unit *unit,
                          const duk_instr_t *code) {
  duk_hstring *before = unit->shown_text;

  unit->shown_text = duk_known_hstring(ctx, -1);
  unit->shown = code;
  DUK_HSTRING_INCREF(ctx, unit->shown_text);
  if (before != NULL)
    DUK_HSTRING_DECREF_NORZ(ctx, before);
}

bool drupe__unit_push_function(duk_context *ctx, drupe__unit *unit,
                               duk_hobject *function) {
  const duk_instr_t *code =
      DUK_HCOMPFUNC_GET_CODE_BASE(ctx->heap, (duk_hcompfunc *)function);
  const drupe__unit_function *record;

  if (unit->shown_text != NULL && unit->shown == code) {
    duk_push_hstring(ctx, unit->shown_text);
    return true;
  }
  record = unit->text == NULL ? NULL
                              : drupe__unit_function_of(ctx, unit, function);
  if (record == NULL || record->source_start >= record->source_end ||
      record->source_end > unit->size)
    return false;
  unit_push_piece(ctx, unit, record->source_start, record->source_end);
  unit_remember(ctx, unit, code);
  return true;
}

uint32_t drupe__unit_emitted_line(duk_hthread *thread, duk_hobject *function,
                                  uint32_t pc) {
  uint32_t line;

  duk_push_hobject(thread, function);
  line = (uint32_t)duk_hobject_pc2line_query(thread, -1, pc);
  duk_pop(thread);
  return line;
}

const drupe__unit_function *drupe__unit_function_of(duk_hthread *thread,
                                                    const drupe__unit *unit,
                                                    duk_hobject *function) {
  drupe__unit_function key;

  if (unit->function_count == 0)
    return NULL;
  key.end_line = drupe__unit_end_line(thread, (duk_hcompfunc *)function);
  return bsearch(&key, unit->functions, unit->function_count, sizeof(key),
                 unit_compare);
}

size_t drupe__unit_offset(duk_hthread *thread, const drupe__unit *unit,
                          duk_hobject *function, uint32_t pc) {
  uint32_t offset =
      drupe__line_offset(unit->lines, unit->lines_size,
                         drupe__unit_emitted_line(thread, function, pc));

  return offset == DRUPE__NO_OFFSET ? SIZE_MAX : offset;
}

/* Line and column from the lengths of lines, where the text is not kept. */
static void unit_count_breaks(const drupe__unit *unit, uint32_t offset,
                              drupe__place *place) {
  size_t i = 0;
  uint32_t line = 1;

  while (i < unit->breaks_size) {
    uint32_t length = 0;
    unsigned shift = 0;

    for (; unit->breaks[i] >= 0x80; shift += 7)
      length |= (uint32_t)(unit->breaks[i++] & 0x7F) << shift;
    length |= (uint32_t)unit->breaks[i++] << shift;
    if (offset <= length)
      break;
    offset -= length + 1; /* the newline */
    line++;
  }
  place->line = line;
  place->column = offset + 1;
}

/* Stacks ask for many places of a text: after the first, each is found from a
 * mark near it.  Without memory for marks from the beginning. */
static void unit_find(duk_hthread *thread, drupe__unit *unit, uint32_t offset,
                      drupe__place *place) {
  size_t count = drupe__position_marks(unit->size);

  if (unit->marks == NULL && count > 0) {
    unit->marks =
        drupe__alloc(thread->heap->heap_udata, count * sizeof(*unit->marks));
    if (unit->marks != NULL)
      drupe__position_index(unit->text, unit->size, unit->marks);
  }
  if (unit->marks != NULL)
    drupe__indexed_position(unit->text, unit->size, unit->marks, offset,
                            &place->line, &place->column);
  else
    drupe__source_position(unit->text, unit->size, offset, &place->line,
                           &place->column);
}

drupe__place drupe__unit_place(duk_hthread *thread, const drupe__unit *unit,
                               duk_hobject *function, uint32_t pc) {
  drupe__place place = {unit->file, 0, 0};
  uint32_t emitted = drupe__unit_emitted_line(thread, function, pc);
  uint32_t offset = drupe__line_offset(unit->lines, unit->lines_size, emitted);

  if (offset == DRUPE__NO_OFFSET)
    return place;
  if (unit->text != NULL)
    unit_find(thread, (drupe__unit *)unit, offset, &place);
  else
    unit_count_breaks(unit, offset, &place);
  return place;
}

void drupe__unit_syntax_error(duk_context *ctx, duk_hobject *function,
                              uint32_t offset, const char *message) {
  const drupe__unit *unit = drupe__unit_of(function);
  drupe__source source;
  drupe__syntax_error error;

  assert(unit != NULL && unit->text != NULL && offset <= unit->size);
  memset(&source, 0, sizeof(source));
  memset(&error, 0, sizeof(error));
  source.text = unit->text;
  source.size = unit->size;
  source.file = unit->file;
  error.offset = offset;
  snprintf(error.message, sizeof(error.message), "%s", message);
  drupe__syntax_error_locate(&error, unit->text, unit->size);
  drupe__syntax_error_push(ctx, &source, &error);
}

/* Pushes "file:line\nsource line\n   ^\n\n". */
void drupe__unit_push_excerpt(duk_context *ctx, const drupe__unit *unit,
                              const drupe__place *place) {
  drupe__place source = *place;
  duk_idx_t top = duk_get_top(ctx);
  bool mapped;
  const char *text;
  size_t size;

  if (unit->text == NULL || place->line == 0) {
    duk_push_literal(ctx, "");
    return;
  }
  if (unit->eval || drupe__unit_is_made(unit))
    source.file = "<anonymous_script>";
  mapped = drupe__source_map_push(ctx, unit, &source);
  if (mapped && duk_is_string(ctx, -1)) {
    text = drupe__text_push_utf8(ctx, -1, &size);
    drupe__excerpt_push(ctx, text, size, &source, 1);
  } else {
    /* The source's text is not there: show what was generated. */
    drupe__excerpt_push(ctx, unit->text, unit->size, mapped ? place : &source,
                        1);
  }
  duk_insert(ctx, top);
  duk_set_top(ctx, top + 1);
}
