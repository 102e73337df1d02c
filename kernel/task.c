/* kernel/task.c - the task table: brackets, promises, microtasks, ticks. */
#include "kernel/tables.h"

/* -- brackets ------------------------------------------------------------- */
static int32_t task_enter(drupe_cx *cx, drupe_async *async,
                          drupe_entry *entry) {
  drupe__module *m = drupe__module_of(cx);

  return drupe__enter(m->kernel, m, async, (drupe__bracket *)(void *)entry);
}

static void task_leave(drupe_cx *cx, drupe_entry *entry) {
  drupe__leave(drupe__kernel_of(cx), (drupe__bracket *)(void *)entry);
}

/* The result outlives the bracket by a count of its own until it lies on the
 * caller's frame. */
static int32_t task_callback(drupe_cx *cx, drupe_async *async, drupe_value fn,
                             drupe_value self, uint32_t argc,
                             const drupe_value *argv, drupe_value *result) {
  drupe__kernel *k = drupe__kernel_of(cx);
  drupe_entry entry;
  drupe_value v;
  duk_tval kept;
  int32_t rc;

  if (result != NULL)
    *result = drupe_none();
  rc = task_enter(cx, async, &entry);
  if (rc < 0)
    return rc;
  v = drupe__function_api.call(cx, fn, self, argc, argv);
  drupe__value_put(&kept, v);
  task_leave(cx, &entry);
  if (result != NULL && k->depth > 0)
    *result = drupe__rooted(cx, v);
  DUK_TVAL_DECREF(k->refs, &kept);
  return drupe_is_none(v) ? DRUPE_E_PENDING : DRUPE_OK;
}

/* -- promises ------------------------------------------------------------- */
struct drupe_deferred {
  drupe__module *module;
  uint32_t slot; /* of the promise */
};

static duk_ret_t task_do_promise(duk_context *ctx, void *data) {
  (void)data;
  drupe__promise_push(ctx);
  return 1;
}

static drupe_deferred *task_deferred_new(drupe_cx *cx, drupe_value *promise) {
  drupe__module *m = drupe__module_of(cx);
  drupe__kernel *k = m->kernel;
  drupe_deferred *d;

  if (!drupe__may_run(cx, 16) || !drupe__try(k, task_do_promise, NULL, 0))
    return NULL;
  d = calloc(1, sizeof(*d));
  if (d != NULL)
    d->slot = drupe__slot_take(k, k->thread->valstack_top - 1);
  if (d == NULL || d->slot == 0) {
    free(d);
    (void)drupe__pend_no_memory(k);
    return NULL;
  }
  d->module = m;
  m->usage.deferreds++;
  *promise = drupe__top(k->thread);
  return d;
}

typedef struct task_settling {
  uint32_t slot;
  bool ok;
} task_settling;

/* [.. value] */
static duk_ret_t task_do_settle(duk_context *ctx, void *data) {
  const task_settling *settling = data;
  drupe__kernel *k = drupe__kernel_of_context(ctx);

  duk_push_tval(ctx, drupe__slot(k, settling->slot));
  duk_insert(ctx, -2);
  if (settling->ok)
    drupe__promise_resolve(ctx, -2);
  else
    drupe__promise_reject(ctx, -2);
  return 0;
}

/* With an error pending and a value given, the error stays pending: it is set
 * aside while the promise is settled. */
static int32_t task_settle_now(drupe_cx *cx, task_settling *settling,
                               drupe_value v) {
  drupe__kernel *k = drupe__kernel_of(cx);
  drupe__bracket b;

  if (k->tables->ending)
    return DRUPE_E_STATE;
  drupe__enter_always(k, drupe__module_of(cx), k->async, &b);
  if (drupe__ready(cx, 16)) {
    drupe__push(k->thread, v);
    if (drupe__try(k, task_do_settle, settling, 1))
      duk_pop(k->thread);
  }
  drupe__leave(k, &b);
  return DRUPE_OK;
}

static int32_t task_settle(drupe_cx *cx, drupe_deferred *d, int32_t ok,
                           drupe_value v) {
  drupe__kernel *k = drupe__kernel_of(cx);
  task_settling settling = {d->slot, ok != 0};
  bool none = drupe_is_none(v);
  int32_t rc;

  if (none) {
    settling.ok = false;
    v = drupe_undefined();
    if (k->pending) {
      v = drupe__value_from(drupe__slot(k, 0));
      k->pending = false; /* the slot keeps the value while it is passed on */
    }
  }
  rc = task_settle_now(cx, &settling, v);
  if (none && !k->tables->ending && !k->pending)
    DUK_TVAL_SET_UNDEFINED_UPDREF(k->refs, drupe__slot(k, 0));
  d->module->usage.deferreds--;
  drupe__slot_give(k, d->slot);
  free(d);
  return rc;
}

static duk_ret_t task_do_then(duk_context *ctx, void *data) {
  (void)data;
  if (!drupe__is_promise(duk_require_hobject(ctx, -3)))
    (void)duk_type_error(ctx, "promise_then needs a promise");
  drupe__promise_then(ctx, -3);
  return 1;
}
static drupe_value task_promise_then(drupe_cx *cx, drupe_value promise,
                                     drupe_value on_ok,
                                     drupe_value on_error) {
  drupe__kernel *k = drupe__kernel_of(cx);

  if (drupe_is_none(promise) || drupe_is_none(on_ok) ||
      drupe_is_none(on_error) || !drupe__may_run(cx, 16))
    return drupe_none();
  drupe__push(k->thread, promise);
  drupe__push(k->thread, on_ok);
  drupe__push(k->thread, on_error);
  return drupe__try(k, task_do_then, NULL, 3) ? drupe__top(k->thread)
                                              : drupe_none();
}

/* -- queues --------------------------------------------------------------- */
static int32_t task_microtask(drupe_cx *cx,
                              void (*fn)(drupe_cx *cx, void *arg), void *arg) {
  return drupe__microtask_c(drupe__module_of(cx), fn, arg) ? DRUPE_OK
                                                           : DRUPE_E_NOMEM;
}

static int32_t task_tick(drupe_cx *cx, void (*fn)(drupe_cx *cx, void *arg),
                         void *arg) {
  return drupe__tick_c(drupe__module_of(cx), fn, arg) ? DRUPE_OK
                                                      : DRUPE_E_NOMEM;
}

static void task_drain(drupe_cx *cx) {
  drupe__kernel *k = drupe__kernel_of(cx);

  /* Not from a native function that JS has called: its ticks wait for it. */
  if (k->depth == 1 && !k->pending && k->root->callstack_top == 0)
    drupe__tasks_drain(k);
}

const drupe_task_api drupe__task_api = {
    .head = DRUPE__HEAD(drupe_task_api),
    .enter = task_enter,
    .leave = task_leave,
    .callback = task_callback,
    .deferred_new = task_deferred_new,
    .settle = task_settle,
    .promise_then = task_promise_then,
    .microtask = task_microtask,
    .tick = task_tick,
    .drain = task_drain,
    .async_capture = drupe__async_capture,
    .async_free = drupe__async_free,
};
