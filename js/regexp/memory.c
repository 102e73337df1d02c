/* js/regexp/memory.c - memory of one compilation, and its errors. */
#include <stdlib.h>
#include <string.h>

#include "internal.h"

enum { CHUNK_BYTES = 8000 };

typedef struct rx_chunk {
  struct rx_chunk *next;
  size_t used;
  size_t size;
  max_align_t data[];
} rx_chunk;

_Noreturn void drupe__rx_fail(rx_compiler *c, const char *error) {
  c->error = error;
  longjmp(c->failed, 1);
}

static rx_chunk *chunk_new(rx_compiler *c, size_t size) {
  rx_chunk *chunk = calloc(1, sizeof(*chunk) + size);

  if (chunk == NULL)
    drupe__rx_fail(c, NULL);
  chunk->size = size;
  return chunk;
}

void *drupe__rx_alloc(rx_compiler *c, size_t size) {
  rx_chunk *chunk = c->chunks;
  void *p;

  size = (size + sizeof(max_align_t) - 1) & ~(sizeof(max_align_t) - 1);
  if (chunk == NULL || chunk->size - chunk->used < size) {
    chunk = chunk_new(c, size > CHUNK_BYTES ? size : CHUNK_BYTES);
    chunk->next = c->chunks;
    c->chunks = chunk;
  }
  assert(chunk->size - chunk->used >= size);
  p = (char *)chunk->data + chunk->used;
  chunk->used += size;
  return p;
}

void drupe__rx_free_all(rx_compiler *c) {
  while (c->chunks != NULL) {
    rx_chunk *next = c->chunks->next;

    free(c->chunks);
    c->chunks = next;
  }
}
