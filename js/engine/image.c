/* js/engine/image.c - compiled functions as bytes, and back.
 *
 * Duktape's own form of bytecode names a string wherever it occurs; here each
 * is written once, and so is interned once when an image is read.  Words are
 * of 32 bits in this machine's order, not aligned.
 *
 *   image: count, { size, bytes } of each string, function
 *   function: head, instructions, constants, line table, names of its
 *     variables with their registers, names of its parameters, functions in it
 *
 * A string is its number; a constant that is a number is IMAGE_NUMBER and a
 * double.  The details (function_detail.c) are not among the constants; the
 * unit is not written. */
#include "image.h"

#include <assert.h>
#include <string.h>

#include "engine_internal.h"

#define IMAGE_NONE 0xFFFFFFFFu
#define IMAGE_NUMBER 0xFFFFFFFEu

typedef struct image_head {
  uint32_t code_count, const_count, inner_count;
  uint16_t nregs, nargs;
  uint32_t kind, flags;
  uint32_t name;         /* IMAGE_NONE: it has none of its own */
  uint32_t lines_size;   /* bytes of the line table */
  uint32_t names_count;
  uint32_t formals_count; /* IMAGE_NONE: no list */
} image_head;

/* -- writing --------------------------------------------------------------- */
/* Memory that grows; a buffer of the value stack owns it. */
typedef struct image_bytes {
  duk_idx_t index;
  uint8_t *data;
  size_t size, room;
} image_bytes;

typedef struct image_writer {
  duk_context *ctx;
  image_bytes functions;
  image_bytes strings;  /* duk_hstring *, by number */
  uint32_t *slots;      /* number + 1 by hash, 0: free */
  size_t slot_count;    /* a power of two */
  duk_idx_t slots_index;
  size_t text_size;     /* bytes of all strings */
} image_writer;

static void image_bytes_init(duk_context *ctx, image_bytes *b) {
  enum { FIRST = 1024 };

  b->data = duk_push_dynamic_buffer(ctx, FIRST);
  b->index = duk_get_top_index(ctx);
  b->size = 0;
  b->room = FIRST;
}

/* Room for `size` bytes more, which count as written. */
static void *image_add(duk_context *ctx, image_bytes *b, size_t size) {
  void *at;

  if (size > b->room - b->size) {
    b->room = b->room * 2 + size;
    b->data = duk_resize_buffer(ctx, b->index, b->room);
  }
  at = b->data + b->size;
  b->size += size;
  return at;
}

static void image_write_data(image_writer *w, const void *data, size_t size) {
  void *at = image_add(w->ctx, &w->functions, size);

  if (size > 0)
    memcpy(at, data, size);
}

static void image_write_word(image_writer *w, uint32_t word) {
  image_write_data(w, &word, sizeof(word));
}

static duk_hstring *image_string_at(const image_writer *w, size_t number) {
  duk_hstring *h;

  memcpy(&h, w->strings.data + number * sizeof(h), sizeof(h));
  return h;
}

static uint32_t *image_slot(const image_writer *w, const duk_hstring *h) {
  size_t at = DUK_HSTRING_GET_HASH(h) & (w->slot_count - 1);

  while (w->slots[at] != 0 && image_string_at(w, w->slots[at] - 1) != h)
    at = (at + 1) & (w->slot_count - 1);
  return &w->slots[at];
}

static void image_slots_grow(image_writer *w, size_t count) {
  size_t strings = w->strings.size / sizeof(duk_hstring *);

  w->slots = duk_resize_buffer(w->ctx, w->slots_index,
                               count * sizeof(*w->slots));
  memset(w->slots, 0, count * sizeof(*w->slots));
  w->slot_count = count;
  for (size_t i = 0; i < strings; i++)
    *image_slot(w, image_string_at(w, i)) = (uint32_t)i + 1;
}

/* The number of a string, which the function being written keeps alive. */
static uint32_t image_string(image_writer *w, duk_hstring *h) {
  uint32_t *slot = image_slot(w, h);
  size_t number = w->strings.size / sizeof(h);

  if (*slot != 0)
    return *slot - 1;
  memcpy(image_add(w->ctx, &w->strings, sizeof(h)), &h, sizeof(h));
  w->text_size += DUK_HSTRING_GET_BYTELEN(h);
  *slot = (uint32_t)number + 1;
  if (2 * (number + 1) > w->slot_count)
    image_slots_grow(w, 2 * w->slot_count);
  return (uint32_t)number;
}

static void image_write_constants(image_writer *w, duk_hcompfunc *f,
                                  uint32_t count) {
  duk_tval *tv = DUK_HCOMPFUNC_GET_CONSTS_BASE(w->ctx->heap, f);

  for (uint32_t i = 0; i < count; i++, tv++) {
    duk_double_t number;

    if (DUK_TVAL_IS_STRING(tv)) {
      image_write_word(w, image_string(w, DUK_TVAL_GET_STRING(tv)));
      continue;
    }
    assert(DUK_TVAL_IS_NUMBER(tv));
    number = DUK_TVAL_GET_NUMBER(tv);
    image_write_word(w, IMAGE_NUMBER);
    image_write_data(w, &number, sizeof(number));
  }
}

/* What the names of variables mean: numbers of registers. */
static void image_write_names(image_writer *w, duk_hobject *names,
                              uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    duk_tval *tv = DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(NULL, names, i);

    image_write_word(w,
                     image_string(w, DUK_HOBJECT_E_GET_KEY(NULL, names, i)));
    image_write_word(w, (uint32_t)DUK_TVAL_GET_NUMBER(tv));
  }
}

static void image_write_formals(image_writer *w, duk_harray *formals) {
  const duk_tval *tv = DUK_HOBJECT_A_GET_BASE(NULL, &formals->obj);

  for (uint32_t i = 0; i < formals->length; i++)
    image_write_word(w, image_string(w, DUK_TVAL_GET_STRING(tv + i)));
}

static void image_write_function(image_writer *w, duk_hcompfunc *f) {
  duk_heap *heap = w->ctx->heap;
  duk_hobject *names = duk_hobject_get_varmap(w->ctx, &f->obj);
  duk_harray *formals = duk_hobject_get_formals(w->ctx, &f->obj);
  const duk_tval *name = duk_hobject_find_entry_tval_ptr_stridx(
      heap, &f->obj, DUK_STRIDX_NAME);
  duk_hbuffer *table = (void *)drupe__function_lines(w->ctx, &f->obj);
  image_head head = {
      .code_count = (uint32_t)DUK_HCOMPFUNC_GET_CODE_COUNT(heap, f),
      .const_count =
          (uint32_t)DUK_HCOMPFUNC_GET_CONSTS_COUNT(heap, f) - DRUPE__DETAILS,
      .inner_count = (uint32_t)DUK_HCOMPFUNC_GET_FUNCS_COUNT(heap, f),
      .nregs = f->nregs, .nargs = f->nargs, .kind = f->drupe_kind,
      .flags = DUK_HEAPHDR_GET_FLAGS(&f->obj.hdr),
      .name = name == NULL ? IMAGE_NONE
                           : image_string(w, DUK_TVAL_GET_STRING(name)),
      .lines_size =
          table == NULL ? 0 : (uint32_t)DUK_HBUFFER_GET_SIZE(table),
      .names_count = names == NULL ? 0 : DUK_HOBJECT_GET_ENEXT(names),
      .formals_count = formals == NULL ? IMAGE_NONE : formals->length};

  image_write_data(w, &head, sizeof(head));
  image_write_data(w, DUK_HCOMPFUNC_GET_CODE_BASE(heap, f),
                   head.code_count * sizeof(duk_instr_t));
  image_write_constants(w, f, head.const_count);
  if (table != NULL)
    image_write_data(w, DUK_HBUFFER_GET_DATA_PTR(heap, table),
                     head.lines_size);
  if (names != NULL)
    image_write_names(w, names, head.names_count);
  if (formals != NULL)
    image_write_formals(w, formals);
  for (uint32_t i = 0; i < head.inner_count; i++)
    image_write_function(
        w, (duk_hcompfunc *)DUK_HCOMPFUNC_GET_FUNCS_BASE(heap, f)[i]);
}

/* Pushes the image of what was collected. */
static void image_finish(image_writer *w) {
  uint32_t count = (uint32_t)(w->strings.size / sizeof(duk_hstring *));
  size_t size = sizeof(count) + count * sizeof(uint32_t) + w->text_size +
                w->functions.size;
  uint8_t *at = duk_push_fixed_buffer(w->ctx, size);

  memcpy(at, &count, sizeof(count));
  at += sizeof(count);
  for (uint32_t i = 0; i < count; i++) {
    duk_hstring *h = image_string_at(w, i);
    uint32_t bytes = (uint32_t)DUK_HSTRING_GET_BYTELEN(h);

    memcpy(at, &bytes, sizeof(bytes));
    memcpy(at + sizeof(bytes), DUK_HSTRING_GET_DATA(h), bytes);
    at += sizeof(bytes) + bytes;
  }
  memcpy(at, w->functions.data, w->functions.size);
}

void drupe__image_write(duk_context *ctx) {
  enum { SLOTS = 64 };
  image_writer w = {.ctx = ctx};
  duk_idx_t base = duk_get_top_index(ctx);

  duk_require_stack(ctx, 8);
  image_bytes_init(ctx, &w.functions);
  image_bytes_init(ctx, &w.strings);
  (void)duk_push_dynamic_buffer(ctx, 0);
  w.slots_index = duk_get_top_index(ctx);
  image_slots_grow(&w, SLOTS);
  image_write_function(&w, (duk_hcompfunc *)duk_known_hobject(ctx, base));
  image_finish(&w);
  duk_replace(ctx, base);
  duk_set_top(ctx, base + 1);
}

/* -- reading --------------------------------------------------------------- */
typedef struct image_reader {
  duk_context *ctx;
  const uint8_t *at;
  duk_idx_t strings; /* place of the first on the value stack */
  duk_hobject *unit;
} image_reader;

static void image_read_data(image_reader *r, void *to, size_t size) {
  if (size > 0)
    memcpy(to, r->at, size);
  r->at += size;
}

static uint32_t image_read_word(image_reader *r) {
  uint32_t word;

  image_read_data(r, &word, sizeof(word));
  return word;
}

/* Where the next string lies: the value stack may move. */
static const duk_tval *image_read_string(image_reader *r) {
  return r->ctx->valstack_bottom + r->strings +
         (duk_idx_t)image_read_word(r);
}

static void image_read_constant(image_reader *r, duk_tval *to) {
  uint32_t word = image_read_word(r);
  duk_double_t number;

  if (word != IMAGE_NUMBER) {
    DUK_TVAL_SET_TVAL(to, r->ctx->valstack_bottom + r->strings +
                              (duk_idx_t)word);
    return;
  }
  image_read_data(r, &number, sizeof(number));
  DUK_TVAL_SET_NUMBER_CHKFAST_SLOW(to, number);
}

/* Gives a table of `count` names the hash that Duktape would make. */
static void image_hash_names(duk_context *ctx, duk_hobject *names,
                             uint32_t count) {
  duk_hobject_realloc_props(ctx, names, count, 0, drupe__hash_slots(count), 0);
}

/* Pushes the names of variables.  Few need no hash. */
static void image_push_names(image_reader *r, uint32_t count) {
  duk_context *ctx = r->ctx;
  duk_hobject *names;

  duk_push_bare_object(ctx);
  names = duk_known_hobject(ctx, -1);
  drupe__make_room(ctx, names, count, 0);
  for (uint32_t i = 0; i < count; i++) {
    duk_hstring *key = DUK_TVAL_GET_STRING(image_read_string(r));
    duk_tval value;

    DUK_TVAL_SET_U32(&value, image_read_word(r));
    drupe__make_entry(ctx, names, key, &value, DUK_PROPDESC_FLAGS_WEC);
  }
  if (count >= DUK_USE_HOBJECT_HASH_PROP_LIMIT)
    image_hash_names(ctx, names, count);
}

static void image_push_formals(image_reader *r, uint32_t count) {
  duk_context *ctx = r->ctx;
  duk_harray *formals;
  duk_tval *to;

  duk_push_bare_array(ctx);
  if (count == 0)
    return;
  formals = (duk_harray *)duk_known_hobject(ctx, -1);
  duk_hobject_realloc_props(ctx, &formals->obj, 0, count, 0, 0);
  to = DUK_HOBJECT_A_GET_BASE(ctx->heap, &formals->obj);
  for (uint32_t i = 0; i < count; i++, to++) {
    DUK_TVAL_SET_TVAL(to, image_read_string(r));
    DUK_TVAL_INCREF(ctx, to);
  }
  formals->length = count;
}

static void image_push_lines(image_reader *r, uint32_t size) {
  image_read_data(r, duk_push_fixed_buffer_nozero(r->ctx, size), size);
}

/* The function's own name, which its closures copy (quick_make.c). */
static void image_set_name(image_reader *r, uint32_t name, duk_hobject *f) {
  duk_context *ctx = r->ctx;

  if (name == IMAGE_NONE)
    return;
  drupe__make_room(ctx, f, 1, 0);
  drupe__make_entry(
      ctx, f, DUK_HTHREAD_STRING_NAME(ctx),
      ctx->valstack_bottom + r->strings + (duk_idx_t)name,
      DUK_PROPDESC_FLAGS_NONE);
}

/* Pushes the details, undefined where there is none, in their order. */
static void image_push_details(image_reader *r, const image_head *head) {
  duk_context *ctx = r->ctx;
  duk_idx_t base = duk_get_top(ctx);

  if (head->lines_size > 0)
    image_push_lines(r, head->lines_size);
  else
    duk_push_undefined(ctx);
  if (head->names_count > 0)
    image_push_names(r, head->names_count);
  else
    duk_push_undefined(ctx);
  duk_insert(ctx, base);
  if (head->formals_count != IMAGE_NONE)
    image_push_formals(r, head->formals_count);
  else
    duk_push_undefined(ctx);
  duk_insert(ctx, base);
}

/* [.. template data formals names lines inner...] -> [.. template]: from here
 * on the template keeps all that its data names. */
static void image_attach(image_reader *r, const image_head *head,
                         duk_idx_t base) {
  enum { PUSHED = DRUPE__DETAILS - 1 };
  duk_context *ctx = r->ctx;
  duk_hcompfunc *f = (duk_hcompfunc *)duk_known_hobject(ctx, base);
  duk_hbuffer *data = duk_known_hbuffer(ctx, base + 1);
  duk_tval *tv = (duk_tval *)DUK_HBUFFER_GET_DATA_PTR(ctx->heap, data);
  duk_hobject **inner;

  DUK_HCOMPFUNC_SET_DATA(ctx->heap, f, data);
  DUK_HBUFFER_INCREF(ctx, data);
  memcpy(tv + head->const_count, ctx->valstack_bottom + base + 2,
         PUSHED * sizeof(*tv));
  DUK_TVAL_SET_OBJECT(tv + head->const_count + PUSHED, r->unit);
  for (uint32_t i = 0; i < head->const_count + DRUPE__DETAILS; i++, tv++)
    DUK_TVAL_INCREF(ctx, tv);
  inner = (duk_hobject **)(void *)tv;
  DUK_HCOMPFUNC_SET_FUNCS(ctx->heap, f, inner);
  for (uint32_t i = 0; i < head->inner_count; i++, inner++) {
    *inner = duk_known_hobject(ctx, base + 2 + PUSHED + (duk_idx_t)i);
    DUK_HOBJECT_INCREF(ctx, *inner);
  }
  DUK_HCOMPFUNC_SET_BYTECODE(ctx->heap, f, (duk_instr_t *)(void *)inner);
  duk_set_top(ctx, base + 1);
}

/* Pushes a function.  Until all of it is there, the value stack keeps it. */
static void image_read_function(image_reader *r) {
  duk_context *ctx = r->ctx;
  duk_idx_t base = duk_get_top(ctx);
  const uint8_t *code;
  image_head head;
  duk_hcompfunc *f;
  uint8_t *data;
  duk_tval *tv;

  image_read_data(r, &head, sizeof(head));
  duk_require_stack(ctx, (duk_idx_t)head.inner_count + 8);
  f = duk_push_hcompfunc(ctx);
  DUK_HOBJECT_SET_PROTOTYPE_UPDREF(ctx, &f->obj, NULL);
  f->nregs = head.nregs;
  f->nargs = head.nargs;
  f->drupe_kind = (duk_uint8_t)head.kind;
  DUK_HEAPHDR_SET_FLAGS(&f->obj.hdr, head.flags);

  data = duk_push_fixed_buffer_nozero(
      ctx, (head.const_count + DRUPE__DETAILS) * sizeof(duk_tval) +
               head.inner_count * sizeof(duk_hobject *) +
               head.code_count * sizeof(duk_instr_t));
  code = r->at;
  r->at += head.code_count * sizeof(duk_instr_t);
  tv = (duk_tval *)(void *)data;
  for (uint32_t i = 0; i < head.const_count; i++)
    image_read_constant(r, tv++);
  memcpy((uint8_t *)(tv + DRUPE__DETAILS) +
             head.inner_count * sizeof(duk_hobject *),
         code, head.code_count * sizeof(duk_instr_t));
  image_set_name(r, head.name, &f->obj);
  image_push_details(r, &head);
  for (uint32_t i = 0; i < head.inner_count; i++)
    image_read_function(r);
  image_attach(r, &head, base);
}

void drupe__image_read(duk_context *ctx, const uint8_t *image, size_t size,
                       duk_hobject *unit) {
  image_reader r = {ctx, image, duk_get_top(ctx), unit};
  uint32_t count = image_read_word(&r);

  duk_require_stack(ctx, (duk_idx_t)count + 8);
  for (uint32_t i = 0; i < count; i++) {
    uint32_t bytes = image_read_word(&r);

    duk_push_lstring(ctx, (const char *)r.at, bytes);
    r.at += bytes;
  }
  image_read_function(&r);
  assert(r.at == image + size);
  (void)size;
  duk_insert(ctx, r.strings);
  duk_set_top(ctx, r.strings + 1);
}
