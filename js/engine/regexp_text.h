/* js/engine/regexp_text.h - text that grows, for replace and split. */
#ifndef DRUPE_ENGINE_REGEXP_TEXT_H
#define DRUPE_ENGINE_REGEXP_TEXT_H

#include <assert.h>
#include <string.h>

#include "regexp.h"

/* In a dynamic buffer of the value stack, so an error frees it. */
typedef struct regexp_text {
  duk_context *ctx;
  duk_idx_t index;
  char *data;
  size_t size;
  size_t room;
} regexp_text;

/* Pushes the buffer. */
static inline void regexp_text_init(regexp_text *t, duk_context *ctx,
                                    size_t room) {
  t->ctx = ctx;
  t->room = room < 64 ? 64 : room;
  t->size = 0;
  t->data = duk_push_dynamic_buffer(ctx, t->room);
  t->index = duk_get_top_index(ctx);
}

/* Room for so many bytes more. */
static inline void regexp_text_reserve(regexp_text *t, size_t size) {
  if (size <= t->room - t->size)
    return;
  t->room = (t->size + size) * 2;
  t->data = duk_resize_buffer(t->ctx, t->index, t->room);
}

static inline void regexp_text_add(regexp_text *t, const void *data,
                                   size_t size) {
  if (size == 0)
    return;
  assert(data != NULL);
  regexp_text_reserve(t, size);
  memcpy(t->data + t->size, data, size);
  t->size += size;
}

#endif
