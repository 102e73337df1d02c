/* js/engine/image_read.c - from an image to functions.
 *
 * Most functions of a program are never called.  So one is read with as little
 * as a closure needs, and with a single instruction, which reads the rest when
 * a closure is called for the first time (edit 320-lazy-code). */
#include "image.h"

#include <assert.h>
#include <string.h>

#include "engine_internal.h"
#include "image_format.h"
#include "unit.h"

enum {
  READ_SMALL = 128, /* bytes: less is read at once */
  READ_DEPTH = 2    /* the program and its own function run at once */
};

typedef struct image_reader {
  duk_context *ctx;
  drupe__image *image;
  const uint8_t *at;
  duk_hobject *unit;
} image_reader;

static void read_function(image_reader *r, int depth);

static void read_data(image_reader *r, void *to, size_t size) {
  if (size > 0)
    memcpy(to, r->at, size);
  r->at += size;
}

static uint32_t read_word(image_reader *r) {
  uint32_t word;

  read_data(r, &word, sizeof(word));
  return word;
}

/* -- strings --------------------------------------------------------------- */
static uint32_t image_word(const drupe__image *image, size_t at) {
  uint32_t word;

  memcpy(&word, image->bytes + at * sizeof(word), sizeof(word));
  return word;
}

static const uint8_t *image_texts(const drupe__image *image) {
  return image->bytes + (image->string_count + (size_t)1) * sizeof(uint32_t);
}

static const uint8_t *image_functions(const drupe__image *image) {
  uint32_t count = image->string_count;

  return image_texts(image) + (count == 0 ? 0 : image_word(image, count));
}

/* The string of the number, which the image keeps from the first time on. */
static duk_hstring *read_string_of(image_reader *r, uint32_t number) {
  drupe__image *image = r->image;
  duk_hstring **known = &image->strings[number];
  uint32_t begin;

  assert(number < image->string_count);
  if (*known != NULL)
    return *known;
  begin = number == 0 ? 0 : image_word(image, number);
  *known = duk_heap_strtable_intern_checked(
      r->ctx, image_texts(image) + begin,
      image_word(image, number + (size_t)1) - begin);
  DUK_HSTRING_INCREF(r->ctx, *known);
  return *known;
}

static duk_hstring *read_string(image_reader *r) {
  return read_string_of(r, read_word(r));
}

/* Makes the strings of `count` entries of `words` words, which begin with one:
 * a collection would pack what is being filled with them. */
static void read_ahead(image_reader *r, uint32_t count, size_t words) {
  const uint8_t *begin = r->at;

  for (uint32_t i = 0; i < count; i++) {
    r->at = begin + i * words * sizeof(uint32_t);
    (void)read_string(r);
  }
  r->at = begin;
}

void drupe__image_begin(duk_context *ctx, drupe__image *image,
                        const uint8_t *bytes, size_t size) {
  image->bytes = bytes;
  image->size = size;
  image->string_count = image_word(image, 0);
  image->strings = DUK_ALLOC_CHECKED_ZEROED(
      ctx, (image->string_count + (size_t)1) * sizeof(*image->strings));
}

void drupe__image_mark(duk_heap *heap, const drupe__image *image) {
  for (uint32_t i = 0; image->strings != NULL && i < image->string_count; i++)
    drupe__heap_mark(heap, (duk_heaphdr *)image->strings[i]);
}

void drupe__image_drop(duk_hthread *thread, const drupe__image *image) {
  for (uint32_t i = 0; image->strings != NULL && i < image->string_count; i++)
    if (image->strings[i] != NULL)
      DUK_HSTRING_DECREF_NORZ(thread, image->strings[i]);
}

/* -- parts ----------------------------------------------------------------- */
/* References are counted when the function has its data. */
static void read_constant(image_reader *r, duk_tval *to) {
  uint32_t word = read_word(r);
  duk_double_t number;

  if (word != IMAGE_NUMBER) {
    duk_hstring *h = read_string_of(r, word);

    DUK_TVAL_SET_STRING(to, h);
    return;
  }
  read_data(r, &number, sizeof(number));
  DUK_TVAL_SET_NUMBER_CHKFAST_SLOW(to, number);
}

/* Pushes the list of formals, or undefined. */
static void read_formals(image_reader *r, uint32_t count) {
  duk_context *ctx = r->ctx;
  duk_harray *formals;
  duk_tval *to;

  if (count == IMAGE_NONE) {
    duk_push_undefined(ctx);
    return;
  }
  read_ahead(r, count, 1);
  duk_push_bare_array(ctx);
  if (count == 0)
    return;
  formals = (duk_harray *)duk_known_hobject(ctx, -1);
  duk_hobject_realloc_props(ctx, &formals->obj, 0, count, 0, 0);
  to = DUK_HOBJECT_A_GET_BASE(ctx->heap, &formals->obj);
  for (uint32_t i = 0; i < count; i++, to++) {
    duk_hstring *h = read_string(r);

    DUK_TVAL_SET_STRING(to, h);
    DUK_HSTRING_INCREF(ctx, h);
  }
  formals->length = count;
}

/* Pushes the names of variables, or undefined.  Few need no hash. */
static void read_names(image_reader *r, uint32_t count) {
  duk_context *ctx = r->ctx;
  duk_hobject *names;

  if (count == 0) {
    duk_push_undefined(ctx);
    return;
  }
  read_ahead(r, count, 2);
  duk_push_bare_object(ctx);
  names = duk_known_hobject(ctx, -1);
  drupe__make_room(ctx, names, count, 0);
  for (uint32_t i = 0; i < count; i++) {
    duk_hstring *key = read_string(r);
    duk_tval value;

    DUK_TVAL_SET_U32(&value, read_word(r));
    drupe__make_entry(ctx, names, key, &value, DUK_PROPDESC_FLAGS_WEC);
  }
  if (count >= DUK_USE_HOBJECT_HASH_PROP_LIMIT)
    duk_hobject_realloc_props(ctx, names, count, 0, drupe__hash_slots(count),
                              0);
}

/* Pushes the line table, or undefined. */
static void read_lines(image_reader *r, uint32_t size) {
  if (size == 0)
    duk_push_undefined(r->ctx);
  else
    read_data(r, duk_push_fixed_buffer_nozero(r->ctx, size), size);
}

/* -- functions ------------------------------------------------------------- */
/* What a function's data begins with: its constants and, behind them, details;
 * then come `inner` functions and the code. */
static duk_tval *push_data(duk_context *ctx, size_t constants, size_t inner,
                           size_t code) {
  return duk_push_fixed_buffer_nozero(
      ctx, (constants + DRUPE__DETAILS) * sizeof(duk_tval) +
               inner * sizeof(duk_hobject *) + code * sizeof(duk_instr_t));
}

/* Gives the function the data at `at` of the stack, where all is in place but
 * nothing counted.  What it had before is part of that. */
static void set_data(duk_context *ctx, duk_hcompfunc *f, duk_idx_t at,
                     size_t constants, size_t inner) {
  duk_hbuffer *data = duk_known_hbuffer(ctx, at);
  duk_hbuffer *before = (void *)DUK_HCOMPFUNC_GET_DATA(ctx->heap, f);
  duk_tval *tv = (duk_tval *)DUK_HBUFFER_GET_DATA_PTR(ctx->heap, data);
  duk_hobject **function;

  DUK_HBUFFER_INCREF(ctx, data);
  for (size_t i = 0; i < constants + DRUPE__DETAILS; i++, tv++)
    DUK_TVAL_INCREF(ctx, tv);
  function = (duk_hobject **)(void *)tv;
  for (size_t i = 0; i < inner; i++)
    DUK_HOBJECT_INCREF(ctx, function[i]);
  if (before != NULL) {
    tv = DUK_HCOMPFUNC_GET_CONSTS_BASE(ctx->heap, f);
    for (; tv < DUK_HCOMPFUNC_GET_CONSTS_END(ctx->heap, f); tv++)
      DUK_TVAL_DECREF_NORZ(ctx, tv);
    DUK_HBUFFER_DECREF_NORZ(ctx, before);
  }
  DUK_HCOMPFUNC_SET_DATA(ctx->heap, f, data);
  DUK_HCOMPFUNC_SET_FUNCS(ctx->heap, f, function);
  DUK_HCOMPFUNC_SET_BYTECODE(ctx->heap, f,
                             (duk_instr_t *)(void *)(function + inner));
}

/* [.. template formals] -> [.. template]: reads all of it, from its code on.
 * Closures made before go on with the data that the template had. */
static void read_whole(image_reader *r, const image_head *head, int depth) {
  duk_context *ctx = r->ctx;
  duk_idx_t base = duk_get_top(ctx) - 2, data = base + 2;
  duk_hcompfunc *f = (duk_hcompfunc *)duk_known_hobject(ctx, base);
  duk_hbuffer *before = (void *)DUK_HCOMPFUNC_GET_DATA(ctx->heap, f);
  size_t constants = head->const_count + (before != NULL);
  size_t code_size = head->code_count * sizeof(duk_instr_t);
  duk_tval *tv;

  duk_require_stack(ctx, (duk_idx_t)head->inner_count + 8);
  tv = push_data(ctx, constants, head->inner_count, head->code_count);
  memcpy((uint8_t *)(tv + constants + DRUPE__DETAILS) +
             head->inner_count * sizeof(duk_hobject *),
         r->at, code_size);
  r->at += code_size;
  for (uint32_t i = 0; i < head->const_count; i++)
    read_constant(r, tv++);
  if (before != NULL) {
    DUK_TVAL_SET_BUFFER(tv, before);
    tv++;
  }
  tv += DRUPE__DETAILS;
  read_lines(r, head->lines_size);
  read_names(r, head->names_count);
  DUK_TVAL_SET_TVAL(tv - DRUPE__DETAIL_FORMALS,
                    DUK_GET_TVAL_POSIDX(ctx, base + 1));
  DUK_TVAL_SET_TVAL(tv - DRUPE__DETAIL_NAMES, DUK_GET_TVAL_NEGIDX(ctx, -1));
  DUK_TVAL_SET_TVAL(tv - DRUPE__DETAIL_LINES, DUK_GET_TVAL_NEGIDX(ctx, -2));
  DUK_TVAL_SET_OBJECT(tv - DRUPE__DETAIL_UNIT, r->unit);
  for (uint32_t i = 0; i < head->inner_count; i++) {
    read_function(r, depth + 1);
    ((duk_hobject **)(void *)tv)[i] = duk_known_hobject(ctx, -1);
  }
  set_data(ctx, f, data, constants, head->inner_count);
  duk_set_top(ctx, base + 1);
}

/* [.. template formals] -> [.. template]: its code reads the rest, which is at
 * `offset` of the image. */
static void read_later(image_reader *r, size_t offset) {
  duk_context *ctx = r->ctx;
  duk_idx_t base = duk_get_top(ctx) - 2;
  duk_hcompfunc *f = (duk_hcompfunc *)duk_known_hobject(ctx, base);
  duk_tval *tv = push_data(ctx, 1, 0, 1);

  DUK_TVAL_SET_U32(tv, (uint32_t)offset);
  tv += 1 + DRUPE__DETAILS;
  DUK_TVAL_SET_TVAL(tv - DRUPE__DETAIL_FORMALS,
                    DUK_GET_TVAL_POSIDX(ctx, base + 1));
  DUK_TVAL_SET_UNDEFINED(tv - DRUPE__DETAIL_NAMES);
  DUK_TVAL_SET_UNDEFINED(tv - DRUPE__DETAIL_LINES);
  DUK_TVAL_SET_OBJECT(tv - DRUPE__DETAIL_UNIT, r->unit);
  *(duk_instr_t *)(void *)tv = DRUPE__OP_LOAD;
  set_data(ctx, f, base + 2, 1, 0);
  duk_set_top(ctx, base + 1);
}

/* Pushes a template with all but its data. */
static void push_template(image_reader *r, const image_head *head) {
  duk_hcompfunc *f = duk_push_hcompfunc(r->ctx);
  duk_hstring *h;
  duk_tval name;

  DUK_HOBJECT_SET_PROTOTYPE_UPDREF(r->ctx, &f->obj, NULL);
  f->nregs = head->nregs;
  f->nargs = head->nargs;
  f->drupe_kind = (duk_uint8_t)head->kind;
  f->drupe_rest = (duk_uint8_t)head->rest;
  DUK_HEAPHDR_SET_FLAGS(&f->obj.hdr, head->flags);
  if (head->name == IMAGE_NONE)
    return;
  h = read_string_of(r, head->name);
  DUK_TVAL_SET_STRING(&name, h);
  drupe__make_room(r->ctx, &f->obj, 1, 0);
  drupe__make_entry(r->ctx, &f->obj, DUK_HTHREAD_STRING_NAME(r->ctx), &name,
                    DUK_PROPDESC_FLAGS_NONE);
}

/* Pushes a function.  Until all of it is there, the value stack keeps it.  An
 * arguments object is made of the names of variables before the code runs. */
static void read_function(image_reader *r, int depth) {
  const uint8_t *begin = r->at;
  image_head head;

  duk_require_stack(r->ctx, 8);
  read_data(r, &head, sizeof(head));
  push_template(r, &head);
  read_formals(r, head.formals_count);
  if (depth < READ_DEPTH || head.size < READ_SMALL ||
      (head.flags & DUK_HOBJECT_FLAG_CREATEARGS)) {
    read_whole(r, &head, depth);
    return;
  }
  read_later(r, (size_t)(begin - r->image->bytes));
  r->at = begin + head.size;
}

void drupe__image_read(duk_context *ctx, drupe__image *image,
                       duk_hobject *unit) {
  image_reader r = {ctx, image, image_functions(image), unit};

  read_function(&r, 0);
  assert(r.at == image->bytes + image->size);
}

/* -- the rest of a function ------------------------------------------------ */
static bool is_whole(duk_context *ctx, duk_hcompfunc *f) {
  (void)ctx;
  return *DUK_HCOMPFUNC_GET_CODE_BASE(ctx->heap, f) != DRUPE__OP_LOAD;
}

/* Reads the rest of a template. */
static void load_template(duk_context *ctx, duk_hcompfunc *f) {
  drupe__unit *unit = drupe__unit_of(&f->obj);
  image_reader r = {ctx, drupe__unit_image(unit), NULL,
                    (duk_hobject *)(void *)unit};
  const duk_tval *offset = DUK_HCOMPFUNC_GET_CONSTS_BASE(ctx->heap, f);
  image_head head;

  r.at = r.image->bytes + DUK_TVAL_GET_FASTINT_U32(offset);
  read_data(&r, &head, sizeof(head));
  if (head.formals_count != IMAGE_NONE)
    r.at += head.formals_count * sizeof(uint32_t);
  duk_require_stack(ctx, 8);
  duk_push_hobject(ctx, &f->obj);
  duk_push_tval(ctx, DRUPE__DETAIL(ctx->heap, f, DRUPE__DETAIL_FORMALS));
  read_whole(&r, &head, READ_DEPTH);
  duk_pop(ctx);
}

duk_hcompfunc *drupe__image_whole(duk_context *ctx, duk_hcompfunc *function) {
  if (is_whole(ctx, function))
    return function;
  if (function->drupe_template != NULL)
    function = function->drupe_template;
  if (!is_whole(ctx, function))
    load_template(ctx, function);
  return function;
}

void drupe__load_code(duk_hthread *thread) {
  duk_hcompfunc *f = (duk_hcompfunc *)thread->callstack_curr->func;
  const duk_hcompfunc *whole = drupe__image_whole(thread, f);

  assert(f->drupe_template == whole);
  DUK_HCOMPFUNC_SET_DATA(thread->heap, f, whole->data);
  DUK_HCOMPFUNC_SET_FUNCS(thread->heap, f, whole->funcs);
  DUK_HCOMPFUNC_SET_BYTECODE(thread->heap, f, whole->bytecode);
  thread->callstack_curr->curr_pc =
      DUK_HCOMPFUNC_GET_CODE_BASE(thread->heap, f);
}
