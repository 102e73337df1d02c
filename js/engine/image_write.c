/* js/engine/image_write.c - from compiled functions to an image. */
#include "image.h"

#include <assert.h>
#include <string.h>

#include "engine_internal.h"
#include "image_format.h"

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

/* What the names of variables mean: numbers of registers.  A collection for a
 * new string may move the properties of the list. */
static void image_write_names(image_writer *w, duk_hobject *names,
                              uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    duk_tval at = *DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(NULL, names, i);

    image_write_word(w,
                     image_string(w, DUK_HOBJECT_E_GET_KEY(NULL, names, i)));
    image_write_word(w, (uint32_t)DUK_TVAL_GET_NUMBER(&at));
  }
}

static void image_write_formals(image_writer *w, duk_harray *formals) {
  for (uint32_t i = 0; i < formals->length; i++)
    image_write_word(w, image_string(w, DUK_TVAL_GET_STRING(
                                            DUK_HOBJECT_A_GET_VALUE_PTR(
                                                NULL, &formals->obj, i))));
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
      .rest = f->drupe_rest,
      .flags = DUK_HEAPHDR_GET_FLAGS(&f->obj.hdr),
      .name = name == NULL ? IMAGE_NONE
                           : image_string(w, DUK_TVAL_GET_STRING(name)),
      .lines_size =
          table == NULL ? 0 : (uint32_t)DUK_HBUFFER_GET_SIZE(table),
      .names_count = names == NULL ? 0 : DUK_HOBJECT_GET_ENEXT(names),
      .formals_count = formals == NULL ? IMAGE_NONE : formals->length};

  size_t at = w->functions.size;

  image_write_data(w, &head, sizeof(head));
  if (formals != NULL)
    image_write_formals(w, formals);
  image_write_data(w, DUK_HCOMPFUNC_GET_CODE_BASE(heap, f),
                   head.code_count * sizeof(duk_instr_t));
  image_write_constants(w, f, head.const_count);
  if (table != NULL)
    image_write_data(w, DUK_HBUFFER_GET_DATA_PTR(heap, table),
                     head.lines_size);
  if (names != NULL)
    image_write_names(w, names, head.names_count);
  for (uint32_t i = 0; i < head.inner_count; i++)
    image_write_function(
        w, (duk_hcompfunc *)DUK_HCOMPFUNC_GET_FUNCS_BASE(heap, f)[i]);
  head.size = (uint32_t)(w->functions.size - at);
  memcpy(w->functions.data + at, &head, sizeof(head));
}

/* Pushes the image of what was collected. */
static void image_finish(image_writer *w) {
  uint32_t count = (uint32_t)(w->strings.size / sizeof(duk_hstring *));
  size_t size = sizeof(count) + count * sizeof(uint32_t) + w->text_size +
                w->functions.size;
  uint8_t *at = duk_push_fixed_buffer(w->ctx, size);
  uint8_t *text = at + (count + (size_t)1) * sizeof(uint32_t);
  uint32_t end = 0;

  memcpy(at, &count, sizeof(count));
  for (uint32_t i = 0; i < count; i++) {
    duk_hstring *h = image_string_at(w, i);
    uint32_t bytes = (uint32_t)DUK_HSTRING_GET_BYTELEN(h);

    memcpy(text + end, DUK_HSTRING_GET_DATA(h), bytes);
    end += bytes;
    memcpy(at + (i + (size_t)1) * sizeof(end), &end, sizeof(end));
  }
  memcpy(text + end, w->functions.data, w->functions.size);
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
