/* kernel/ref.c - scopes, and references strong and weak.
 *
 * A scope is the height of the frame.  A strong reference is a slot of k->refs;
 * a weak one is an entry in the side table of the object it watches (side.c),
 * which the engine's free hook clears. */
#include "kernel/tables.h"

/* -- scopes --------------------------------------------------------------- */
static int32_t ref_scope_open(drupe_cx *cx, drupe_scope *scope) {
  duk_hthread *t = drupe__kernel_of(cx)->thread;

  scope->opaque[0] = (uint64_t)(t->valstack_top - t->valstack_bottom);
  return DRUPE_OK;
}

static drupe_value ref_scope_close(drupe_cx *cx, drupe_scope *scope,
                                   drupe_value keep) {
  duk_hthread *t = drupe__kernel_of(cx)->thread;
  duk_tval kept;

  if ((uint64_t)(t->valstack_top - t->valstack_bottom) <= scope->opaque[0])
    return keep;
  if (!drupe__is_heap(keep)) {
    duk_set_top(t, (duk_idx_t)scope->opaque[0]);
    return keep;
  }
  drupe__value_put(&kept, keep); /* a count of its own while the others go */
  duk_set_top(t, (duk_idx_t)scope->opaque[0]);
  DUK_TVAL_SET_TVAL(t->valstack_top, &kept);
  t->valstack_top++;
  return keep;
}

/* -- references ----------------------------------------------------------- */
static uint32_t ref_slot(drupe__kernel *k, drupe_value v) {
  duk_tval tv;
  uint32_t slot;

  drupe__value_put(&tv, v);
  slot = drupe__slot_take(k, &tv);
  DUK_TVAL_DECREF(k->thread, &tv);
  return slot;
}

static int32_t ref_new(drupe_cx *cx, drupe_value v, uint32_t count,
                       drupe_ref **out) {
  drupe__module *m = drupe__module_of(cx);
  drupe_ref *ref;

  if (drupe_is_none(v))
    return DRUPE_E_PENDING;
  if (count == 0 && !drupe_is_object(v))
    return DRUPE_E_TYPE;
  ref = calloc(1, sizeof(*ref));
  if (ref == NULL)
    return DRUPE_E_NOMEM;
  ref->module = m;
  ref->count = count;
  if (drupe_is_object(v))
    ref->object = drupe__cell(v);
  if (count > 0)
    ref->slot = ref_slot(m->kernel, v);
  if (count > 0 ? ref->slot == 0
                : !drupe__side_watch(m->kernel, ref->object, ref)) {
    free(ref);
    return DRUPE_E_NOMEM;
  }
  m->usage.refs++;
  *out = ref;
  return DRUPE_OK;
}

/* An object whose count is 0 waits to be freed: it is gone already. */
static bool ref_alive(const drupe_ref *ref) {
  return ref->object != NULL && DUK_HEAPHDR_GET_REFCOUNT(ref->object) > 0;
}

static drupe_value ref_object_value(duk_heaphdr *h) {
  if (DUK_HEAPHDR_GET_TYPE(h) == DUK_HTYPE_BUFFER)
    return drupe__tagged(5, h);
  return drupe__of_object((duk_hobject *)h);
}

static drupe_value ref_get(drupe_cx *cx, drupe_ref *ref) {
  drupe__kernel *k = ref->module->kernel;

  if (ref->count > 0)
    return drupe__rooted(cx, drupe__value_from(drupe__slot(k, ref->slot)));
  if (!ref_alive(ref))
    return drupe_none();
  return drupe__rooted(cx, ref_object_value(ref->object));
}

static int32_t ref_weaken(drupe__kernel *k, drupe_ref *ref) {
  if (ref->object == NULL)
    return DRUPE_E_TYPE;
  if (!drupe__side_watch(k, ref->object, ref))
    return DRUPE_E_NOMEM;
  ref->count = 0;
  drupe__slot_give(k, ref->slot); /* may free the object, and so clear us */
  ref->slot = 0;
  return DRUPE_OK;
}

static int32_t ref_strengthen(drupe__kernel *k, drupe_ref *ref,
                              uint32_t count) {
  uint32_t slot;

  if (!ref_alive(ref))
    return DRUPE_E_NOENT;
  slot = ref_slot(k, ref_object_value(ref->object));
  if (slot == 0)
    return DRUPE_E_NOMEM;
  drupe__side_unwatch(k, ref->object, ref);
  ref->slot = slot;
  ref->count = count;
  return DRUPE_OK;
}

static int64_t ref_add(drupe_cx *cx, drupe_ref *ref, int32_t delta) {
  drupe__kernel *k = drupe__kernel_of(cx);
  int64_t count = (int64_t)ref->count + delta;
  int32_t rc = DRUPE_OK;

  if (count < 0 || count > UINT32_MAX)
    return DRUPE_E_INVAL;
  if (count == 0 && ref->count > 0)
    rc = ref_weaken(k, ref);
  else if (count > 0 && ref->count == 0)
    rc = ref_strengthen(k, ref, (uint32_t)count);
  else
    ref->count = (uint32_t)count;
  return rc < 0 ? rc : count;
}

static void ref_free(drupe_cx *cx, drupe_ref *ref) {
  drupe__kernel *k;

  (void)cx;
  if (ref == NULL)
    return;
  k = ref->module->kernel;
  ref->module->usage.refs--;
  if (ref->count > 0)
    drupe__slot_give(k, ref->slot);
  else if (ref->object != NULL)
    drupe__side_unwatch(k, ref->object, ref);
  free(ref);
}

const drupe_ref_api drupe__ref_api = {
    .head = DRUPE__HEAD(drupe_ref_api),
    .scope_open = ref_scope_open,
    .scope_close = ref_scope_close,
    .ref_new = ref_new,
    .ref_get = ref_get,
    .ref_add = ref_add,
    .ref_free = ref_free,
};
