/* kernel/immediate.c - setImmediate: the check phase of the loop.
 *
 * Immediates that a callback makes wait for the next turn.  While there is one
 * that keeps the process alive an idle handle keeps the loop from sleeping.
 * Records lie in a buffer of their Immediate object, as timers do. */
#include "kernel/runtime.h"

#include <assert.h>

#define IMMEDIATE_KEY DUK_HIDDEN_SYMBOL("immediate")
#define IMMEDIATE_ARGS DUK_HIDDEN_SYMBOL("args")
/* Hidden, or stacks would name the callback by it: Node's do not. */
#define IMMEDIATE_CALLBACK DUK_HIDDEN_SYMBOL("callback")

typedef struct immediate immediate;

struct immediate {
  immediate *next, *previous;
  struct immediate_queue *queue; /* NULL: not waiting */
  drupe_async *async;
  uint32_t slot;
  bool weak;
};

typedef struct immediate_queue {
  immediate *head, *tail;
} immediate_queue;

struct drupe__immediates {
  uv_check_t check;
  uv_idle_t idle;
  immediate_queue waiting; /* for the next check phase */
  immediate_queue running; /* of this one */
  uint32_t count;          /* in both */
  uint32_t strong;         /* of these, who keep the process alive */
  uint32_t prototype_slot;
  bool drain; /* run the task queues first */
  int closing; /* handles still to be closed */
};

static void immediates_on_check(uv_check_t *check);

static void immediates_on_idle(uv_idle_t *idle) {
  (void)idle; /* it is there: that is all */
}

/* The handles run only while they are needed: an idle loop sleeps. */
static void immediates_update(drupe__immediates *im) {
  if (im->strong > 0 || im->drain)
    uv_idle_start(&im->idle, immediates_on_idle);
  else
    uv_idle_stop(&im->idle);
  if (im->count > 0 || im->drain)
    uv_check_start(&im->check, immediates_on_check);
  else
    uv_check_stop(&im->check);
}

void drupe__immediate_drain(drupe__kernel *k) {
  k->immediates->drain = true;
  immediates_update(k->immediates);
}

static void immediate_put(immediate_queue *q, immediate *x) {
  x->queue = q;
  x->next = NULL;
  x->previous = q->tail;
  if (q->tail != NULL)
    q->tail->next = x;
  else
    q->head = x;
  q->tail = x;
}

/* Takes it off its queue.  The caller keeps the object alive. */
static void immediate_take(drupe__kernel *k, immediate *x) {
  drupe__immediates *im = k->immediates;
  immediate_queue *q = x->queue;
  uint32_t slot = x->slot;

  assert(q != NULL);
  if (x->previous != NULL)
    x->previous->next = x->next;
  else
    q->head = x->next;
  if (x->next != NULL)
    x->next->previous = x->previous;
  else
    q->tail = x->previous;
  x->queue = NULL;
  x->slot = 0;
  im->count--;
  if (!x->weak)
    im->strong--;
  drupe__slot_give(k, slot);
}

/* -- running -------------------------------------------------------------- */

static duk_ret_t immediate_do_call(duk_context *ctx) {
  duk_size_t count = 0;

  duk_get_prop_literal(ctx, 0, IMMEDIATE_ARGS);
  duk_get_prop_literal(ctx, 0, IMMEDIATE_CALLBACK);
  if (!duk_is_function(ctx, -1))
    return 0;
  duk_dup(ctx, 0);
  if (duk_is_array(ctx, 1))
    count = duk_get_length(ctx, 1);
  duk_require_stack(ctx, (duk_idx_t)count + 4);
  for (duk_size_t i = 0; i < count; i++)
    duk_get_prop_index(ctx, 1, (duk_uarridx_t)i);
  duk_call_method(ctx, (duk_idx_t)count);
  return 0;
}

static void immediate_fire(drupe__kernel *k, immediate *x) {
  drupe_async *async = x->async;
  drupe__bracket b;
  duk_hthread *t = k->thread;

  if (drupe__enter(k, NULL, async, &b) == DRUPE_OK) {
    duk_require_stack(t, 8);
    duk_push_c_function(t, immediate_do_call, 1);
    duk_push_undefined(t);
    drupe__slot_push(k, t, x->slot);
    immediate_take(k, x);
    (void)drupe__call(k, 1);
    drupe__leave(k, &b);
  } else {
    drupe__slot_push(k, t, x->slot);
    immediate_take(k, x);
    duk_pop(t);
  }
  drupe__async_drop(k, async);
}

/* What an uncaught error kept waiting: a bracket with nothing in it. */
static void immediates_drain(drupe__kernel *k) {
  drupe__bracket b;

  k->immediates->drain = false;
  if (drupe__enter(k, NULL, NULL, &b) == DRUPE_OK)
    drupe__leave(k, &b);
}

static void immediates_on_check(uv_check_t *check) {
  drupe__kernel *k = check->loop->data;
  drupe__immediates *im = k->immediates;
  immediate *x;

  im->running = im->waiting;
  im->waiting.head = im->waiting.tail = NULL;
  for (x = im->running.head; x != NULL; x = x->next)
    x->queue = &im->running;
  if (im->drain)
    immediates_drain(k);
  while (im->running.head != NULL && !k->exiting)
    immediate_fire(k, im->running.head);
  immediates_update(im);
}

/* -- natives -------------------------------------------------------------- */

static duk_ret_t immediate_set(duk_context *ctx) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);
  drupe__immediates *im = k->immediates;
  duk_idx_t count = drupe__first_argument(ctx);
  immediate *x;

  if (!duk_is_function(ctx, 0))
    drupe__throw_argument(ctx, "callback", "of type function", 0);
  duk_push_object(ctx);
  drupe__slot_push(k, ctx, im->prototype_slot);
  duk_set_prototype(ctx, -2);
  x = duk_push_fixed_buffer(ctx, sizeof(*x));
  duk_put_prop_literal(ctx, -2, IMMEDIATE_KEY);
  duk_dup(ctx, 0);
  duk_put_prop_literal(ctx, -2, IMMEDIATE_CALLBACK);
  if (count > 1) {
    duk_push_array(ctx);
    for (duk_idx_t i = 1; i < count; i++) {
      duk_dup(ctx, i);
      duk_put_prop_index(ctx, -2, (duk_uarridx_t)(i - 1));
    }
    duk_put_prop_literal(ctx, -2, IMMEDIATE_ARGS);
  }
  x->slot = drupe__slot_keep(k, ctx);
  x->async = drupe__async_hold(k);
  immediate_put(&im->waiting, x);
  im->count++;
  if (im->strong++ == 0 || im->count == 1)
    immediates_update(im);
  return 1;
}

static immediate *immediate_at(duk_context *ctx, duk_idx_t idx) {
  immediate *x;

  if (!duk_is_object(ctx, idx))
    return NULL;
  duk_get_prop_literal(ctx, idx, IMMEDIATE_KEY);
  x = duk_get_buffer(ctx, -1, NULL);
  duk_pop(ctx);
  return x;
}

static duk_ret_t immediate_clear(duk_context *ctx) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);
  immediate *x = immediate_at(ctx, 0);

  if (x == NULL || x->queue == NULL)
    return 0;
  immediate_take(k, x);
  drupe__async_drop(k, x->async);
  duk_del_prop_literal(ctx, 0, IMMEDIATE_CALLBACK);
  immediates_update(k->immediates);
  return 0;
}

static immediate *immediate_this(duk_context *ctx) {
  immediate *x;

  duk_push_this(ctx);
  x = immediate_at(ctx, -1);
  if (x == NULL)
    (void)duk_type_error(ctx, "Illegal invocation");
  return x;
}

static duk_ret_t immediate_set_weak(duk_context *ctx, bool weak) {
  drupe__immediates *im = drupe__kernel_of_context(ctx)->immediates;
  immediate *x = immediate_this(ctx);

  if (x->weak != weak && x->queue != NULL) {
    x->weak = weak;
    if (weak)
      im->strong--;
    else
      im->strong++;
    immediates_update(im);
  }
  return 1;
}

static duk_ret_t immediate_ref(duk_context *ctx) {
  return immediate_set_weak(ctx, false);
}

static duk_ret_t immediate_unref(duk_context *ctx) {
  return immediate_set_weak(ctx, true);
}

/* false too once it ran or was cleared, as in Node. */
static duk_ret_t immediate_has_ref(duk_context *ctx) {
  immediate *x = immediate_this(ctx);

  duk_push_boolean(ctx, x->queue != NULL && !x->weak);
  return 1;
}

static duk_ret_t immediate_dispose(duk_context *ctx) {
  duk_push_this(ctx);
  return immediate_clear(ctx);
}

static duk_ret_t immediate_get_destroyed(duk_context *ctx) {
  duk_push_boolean(ctx, immediate_this(ctx)->queue == NULL);
  return 1;
}

static const duk_function_list_entry immediate_methods[] = {
    {"ref", immediate_ref, 0},
    {"unref", immediate_unref, 0},
    {"hasRef", immediate_has_ref, 0},
    {NULL, NULL, 0}};

static const duk_function_list_entry immediate_functions[] = {
    {"setImmediate", immediate_set, DUK_VARARGS},
    {"clearImmediate", immediate_clear, 1},
    {NULL, NULL, 0}};

/* Puts its functions on the binding on top. */
void drupe__immediates_define(duk_context *ctx) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);

  drupe__put_functions(ctx, immediate_functions);
  drupe__class_push(ctx, "Immediate", immediate_methods);
  duk_push_literal(ctx, "_destroyed");
  duk_push_c_function(ctx, immediate_get_destroyed, 0);
  duk_def_prop(ctx, -3, DUK_DEFPROP_HAVE_GETTER | DUK_DEFPROP_SET_CONFIGURABLE);
  duk_push_c_function(ctx, immediate_dispose, 0);
  drupe__put_hidden(ctx, -2, DUK_WELLKNOWN_SYMBOL("nodejs.dispose"));
  k->immediates->prototype_slot = drupe__slot_keep(k, ctx);
  duk_pop(ctx);
  duk_put_prop_literal(ctx, -2, "Immediate");
}

/* -- life ----------------------------------------------------------------- */

bool drupe__immediates_create(drupe__kernel *k) {
  drupe__immediates *im = calloc(1, sizeof(*im));

  if (im == NULL)
    return false;
  uv_check_init(&k->loop, &im->check);
  uv_unref((uv_handle_t *)&im->check);
  uv_idle_init(&k->loop, &im->idle);
  k->immediates = im;
  return true;
}

static void immediates_on_closed(uv_handle_t *handle) {
  drupe__immediates *im = handle->data;

  if (--im->closing == 0)
    free(im);
}

static void immediates_drop(drupe__kernel *k, immediate_queue *q) {
  for (immediate *x = q->head; x != NULL; x = x->next)
    drupe__async_drop(k, x->async);
}

void drupe__immediates_destroy(drupe__kernel *k) {
  drupe__immediates *im = k->immediates;

  immediates_drop(k, &im->running);
  immediates_drop(k, &im->waiting);
  k->immediates = NULL;
  im->check.data = im->idle.data = im;
  im->closing = 2;
  uv_close((uv_handle_t *)&im->check, immediates_on_closed);
  uv_close((uv_handle_t *)&im->idle, immediates_on_closed);
}
