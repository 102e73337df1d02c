/* kernel/async.c - async contexts: a counted box with one JS value, which is
 * what AsyncLocalStorage keeps.  NULL is the empty context.  Boxes belong to
 * the context's thread. */
#include "kernel/tables.h"

struct drupe_async {
  uint32_t count;
  uint32_t slot; /* 0: an empty one that async_capture had to give a name */
  drupe__module *module; /* who captured it; NULL: the kernel */
};

drupe_async *drupe__async_more(drupe_async *async) {
  if (async == NULL || async->slot == 0)
    return NULL;
  async->count++;
  return async;
}

drupe_async *drupe__async_hold(drupe__kernel *k) {
  return drupe__async_more(k->async);
}

void drupe__async_drop(drupe__kernel *k, drupe_async *async) {
  if (async == NULL || --async->count > 0)
    return;
  drupe__slot_give(k, async->slot);
  free(async);
}

drupe_async *drupe__async_new(drupe__kernel *k, const duk_tval *value) {
  drupe_async *async = calloc(1, sizeof(*async));

  if (async == NULL)
    return NULL;
  async->count = 1;
  if (value == NULL)
    return async;
  async->slot = drupe__slot_take(k, value);
  if (async->slot != 0)
    return async;
  free(async);
  return NULL;
}

const duk_tval *drupe__async_value(drupe__kernel *k,
                                   const drupe_async *async) {
  return async == NULL || async->slot == 0 ? NULL
                                           : drupe__slot(k, async->slot);
}

void drupe__async_set(drupe__kernel *k, drupe_async *async) {
  drupe_async *old = k->async;

  k->async = drupe__async_more(async);
  drupe__async_drop(k, old);
}

/* -- the table's pair --------------------------------------------------------
 * A captured context is a box of its own, so that it can be counted for the
 * module that holds it. */
drupe_async *drupe__async_capture(drupe_cx *cx) {
  drupe__module *m = drupe__module_of(cx);
  drupe__kernel *k = m->kernel;
  drupe_async *async =
      drupe__async_new(k, drupe__async_value(k, k->async));

  if (async == NULL)
    return NULL;
  async->module = m;
  m->usage.refs++;
  return async;
}

void drupe__async_free(drupe_cx *cx, drupe_async *async) {
  if (async == NULL)
    return;
  assert(async->module != NULL);
  async->module->usage.refs--;
  async->module = NULL;
  drupe__async_drop(drupe__kernel_of(cx), async);
}
