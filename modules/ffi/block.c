/* modules/ffi/block.c - memory that pointers share: who owns it, and that it is
 * gone once it was freed. */
#include "bridge.h"

#include <assert.h>
#include <stdlib.h>

block *ffi__block_foreign(bridge *b, void *data, size_t size) {
  block *k = drupe_alloc(b->cx, sizeof(*k));

  if (k == NULL) {
    (void)ffi__no_memory(b);
    return NULL;
  }
  ffi__hold(b);
  k->refs = 1;
  k->data = data;
  k->size = size;
  return k;
}

/* Of malloc: C may keep it, and may even free it after release(). */
block *ffi__block_alloc(bridge *b, size_t size) {
  block *k = ffi__block_foreign(b, NULL, size);

  if (k == NULL)
    return NULL;
  k->data = calloc(1, size == 0 ? 1 : size);
  if (k->data == NULL) {
    drupe_release(b->cx, k);
    ffi__release(b);
    (void)ffi__no_memory(b);
    return NULL;
  }
  k->owned = true;
  k->counted = (int64_t)size;
  b->cx->core->external_memory(b->cx, k->counted);
  return k;
}

block *ffi__block_pin(bridge *b, drupe_value buffer) {
  block *k = ffi__block_foreign(b, NULL, 0);
  drupe_span span;
  int32_t rc;

  if (k == NULL)
    return NULL;
  rc = b->cx->buffer->buffer_pin(b->cx, buffer, &span, &k->pin);
  if (rc < 0) {
    drupe_release(b->cx, k);
    ffi__release(b);
    (void)drupe_throw_status(b->cx, rc, "ffi");
    return NULL;
  }
  k->data = (char *)span.data;
  k->size = span.size;
  return k;
}

/* Gives the memory back, by whatever means it came.  Not in a finalizer where
 * there is a function to call. */
static void block_let_go(bridge *b, block *k) {
  drupe_value fn, address;

  if (k->dispose != NULL && !k->gone && !b->stopped) {
    fn = drupe_ref_get(b->cx, k->dispose);
    address = ffi__pointer_new(b, k->type, k->data, FFI__UNKNOWN, NULL);
    (void)drupe_apply(b->cx, fn, drupe_undefined(), 1, &address);
  }
  if (k->pin != NULL)
    b->cx->buffer->buffer_unpin(b->cx, k->pin);
  if (k->owned)
    free(k->data);
  if (k->counted != 0)
    b->cx->core->external_memory(b->cx, -k->counted);
  drupe_ref_free(b->cx, k->dispose);
  k->dispose = NULL;
  k->pin = NULL;
  k->owned = false;
  k->counted = 0;
}

void ffi__block_drop(bridge *b, block *k) {
  if (k == NULL || --k->refs > 0)
    return;
  if ((k->dispose != NULL || k->pin != NULL) && !b->stopped) {
    k->next = b->doomed;
    b->doomed = k;
    b->special = true;
    return;
  }
  block_let_go(b, k);
  drupe_release(b->cx, k);
  ffi__release(b);
}

void ffi__block_end(bridge *b, block *k, const char *why) {
  if (k->gone)
    return;
  block_let_go(b, k);
  k->gone = true;
  k->why = why;
}

void ffi__blocks_finish(bridge *b) {
  block *k;

  b->special = b->guard;
  while ((k = b->doomed) != NULL) {
    b->doomed = k->next;
    assert(k->refs == 0);
    block_let_go(b, k);
    drupe_release(b->cx, k);
    ffi__release(b);
  }
}
