/* js/engine/context.c - makes and frees an engine. */
#include <stdio.h>
#include <stdlib.h>

#include "engine_internal.h"

/* Duktape calls this where it cannot go on, for instance when an error is
 * thrown that nothing catches; it must not return. */
static void context_fatal(void *engine, const char *message) {
  (void)engine;
  fprintf(stderr, "drupe: fatal engine error: %s\n", message);
  abort();
}

static duk_ret_t context_fill(duk_context *ctx, void *arg) {
  (void)arg;
  drupe__microtasks_init(ctx);
  drupe__thrown_init(ctx);
  drupe__builtins_install(ctx);
  return 0;
}

drupe__engine *drupe__engine_create(const drupe__engine_options *options) {
  drupe__engine *e = calloc(1, sizeof(*e));

  if (e == NULL)
    return NULL;
  e->owner = options->owner;
  e->hooks = options->hooks;
  drupe__alloc_guard(e, options->heap.max_bytes, options->allocations,
                     options->heap.gc_interval);
#ifndef __SANITIZE_ADDRESS__ /* it wants to see each allocation */
  drupe__slabs_init(&e->slabs);
#endif
  drupe__hash_key(e->hash_key);
  drupe__stack_bound();
  e->ctx = duk_create_heap(drupe__alloc, drupe__realloc, drupe__release, e,
                           context_fatal);
  if (e->ctx == NULL)
    goto fail_heap;
  if (duk_safe_call(e->ctx, context_fill, NULL, 0, 1) != DUK_EXEC_SUCCESS)
    goto fail_fill;
  duk_pop(e->ctx);
  return e;

fail_fill:
  duk_destroy_heap(e->ctx);
fail_heap:
  drupe__slabs_deinit(&e->slabs);
  free(e);
  return NULL;
}

void drupe__engine_destroy(drupe__engine *e) {
  if (e == NULL)
    return;
  e->destroying = true;
  duk_destroy_heap(e->ctx);
  drupe__release(e, e->watches.buckets);
  drupe__slabs_deinit(&e->slabs);
  free(e);
}

void drupe__engine_abandon(drupe__engine *e, bool watched) {
  duk_heap *heap = e->ctx->heap;
  duk_heaphdr *h, *next;

  e->destroying = true;
  if (!watched && !e->foreign)
    return; /* a walk over the heap for nothing */
  for (h = heap->heap_allocated; h != NULL; h = next) {
    next = DUK_HEAPHDR_GET_NEXT(heap, h);
    if (DUK_HEAPHDR_IS_OBJECT(h) && DUK_HEAPHDR_HAS_READONLY(h))
      drupe__native_freed(heap, (duk_hobject *)h);
  }
}

duk_context *drupe__engine_context(drupe__engine *e) { return e->ctx; }

drupe__engine *drupe__engine_of(duk_context *ctx) {
  return ctx->heap->heap_udata;
}

void *drupe__engine_owner(const drupe__engine *e) { return e->owner; }

void drupe__engine_interrupt(drupe__engine *e) { e->interrupted = 1; }
void drupe__engine_resume(drupe__engine *e) { e->interrupted = 0; }
int drupe__engine_interrupted(void *engine) {
  return ((drupe__engine *)engine)->interrupted;
}
