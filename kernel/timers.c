/* kernel/timers.c - setTimeout and setInterval, Node's way.
 *
 * Timers of one duration are a list, in the order they were started: the
 * shortest due is its head.  The lists are a heap by the time their head is
 * due.  One libuv timer waits for the top of the heap.
 *
 * A timer's record lies in a buffer that is a hidden property of its Timeout
 * object, so it dies with the object; while it is listed a slot of k->refs
 * keeps the object alive.  Records need no memory management of their own. */
#include "kernel/runtime.h"

#include <math.h>

#define TIMER_KEY DUK_HIDDEN_SYMBOL("timer")
#define TIMER_ARGS DUK_HIDDEN_SYMBOL("args")

enum { TIMER_MAX_MS = 2147483647, TIMER_BUCKETS = 256 };

typedef struct timer timer;
typedef struct timer_list timer_list;

struct timer {
  timer *next, *previous; /* in its list */
  timer_list *list;       /* NULL: not running */
  drupe_async *async;     /* held while listed */
  uint64_t started_ms;
  double id;
  uint32_t delay_ms;
  uint32_t slot; /* keeps the Timeout while listed */
  bool repeat;
  bool weak;      /* unref() */
  bool destroyed; /* fired or cleared */
  bool known;     /* by its number, see timer_to_primitive */
};

struct timer_list {
  timer *head, *tail;
  timer_list *hash_next;
  uint64_t due_ms;
  uint64_t order; /* of lists that are due at once */
  uint32_t delay_ms;
  uint32_t at; /* index in the heap */
};

struct drupe__timers {
  uv_timer_t handle;
  timer_list *buckets[TIMER_BUCKETS]; /* by delay */
  timer_list **heap;
  uint32_t count, room;
  uint64_t next_order;
  uint64_t next_due_ms; /* the libuv timer's; UINT64_MAX: none */
  double next_id;
  uint32_t strong; /* timers listed that keep the process alive */
  uint32_t known_slot; /* object: number to Timeout */
  uint32_t binding_slot;
  uint32_t prototype_slot;
  bool running;        /* in timers_on_due */
  timer_list *current; /* whose timers are being run: may not be freed */
};

static void timers_on_due(uv_timer_t *handle);

/* -- the heap ------------------------------------------------------------- */

static bool timers_before(const timer_list *a, const timer_list *b) {
  return a->due_ms != b->due_ms ? a->due_ms < b->due_ms : a->order < b->order;
}

static void timers_set(drupe__timers *t, uint32_t at, timer_list *list) {
  t->heap[at] = list;
  list->at = at;
}

static void timers_sift_up(drupe__timers *t, uint32_t at) {
  timer_list *list = t->heap[at];

  while (at > 0 && timers_before(list, t->heap[(at - 1) / 2])) {
    timers_set(t, at, t->heap[(at - 1) / 2]);
    at = (at - 1) / 2;
  }
  timers_set(t, at, list);
}

static void timers_sift_down(drupe__timers *t, uint32_t at) {
  timer_list *list = t->heap[at];

  for (;;) {
    uint32_t child = 2 * at + 1;

    if (child >= t->count)
      break;
    if (child + 1 < t->count && timers_before(t->heap[child + 1],
                                              t->heap[child]))
      child++;
    if (!timers_before(t->heap[child], list))
      break;
    timers_set(t, at, t->heap[child]);
    at = child;
  }
  timers_set(t, at, list);
}

static void timers_drop_list(drupe__timers *t, timer_list *list) {
  timer_list **p = &t->buckets[list->delay_ms % TIMER_BUCKETS];
  uint32_t at = list->at;

  assert(list->head == NULL);
  while (*p != list)
    p = &(*p)->hash_next;
  *p = list->hash_next;
  if (at != --t->count) {
    timers_set(t, at, t->heap[t->count]);
    timers_sift_down(t, at);
    timers_sift_up(t, at);
  }
  free(list);
}

static timer_list *timers_find_list(drupe__timers *t, uint32_t delay_ms) {
  timer_list *list = t->buckets[delay_ms % TIMER_BUCKETS];

  while (list != NULL && list->delay_ms != delay_ms)
    list = list->hash_next;
  return list;
}

/* A new list whose head will be due at `due_ms`; NULL: no memory. */
static timer_list *timers_new_list(drupe__timers *t, uint32_t delay_ms,
                                   uint64_t due_ms) {
  timer_list *list;

  if (t->count == t->room) {
    uint32_t room = t->room == 0 ? 16 : t->room * 2;
    timer_list **heap = realloc(t->heap, room * sizeof(*heap));

    if (heap == NULL)
      return NULL;
    t->heap = heap;
    t->room = room;
  }
  list = calloc(1, sizeof(*list));
  if (list == NULL)
    return NULL;
  list->delay_ms = delay_ms;
  list->due_ms = due_ms;
  list->order = t->next_order++;
  list->hash_next = t->buckets[delay_ms % TIMER_BUCKETS];
  t->buckets[delay_ms % TIMER_BUCKETS] = list;
  timers_set(t, t->count++, list);
  timers_sift_up(t, list->at);
  return list;
}

/* -- starting and stopping ------------------------------------------------ */

static uint64_t timers_now(drupe__kernel *k) {
  uv_update_time(&k->loop);
  return uv_now(&k->loop);
}

static void timers_update_ref(drupe__timers *t) {
  if (t->strong > 0)
    uv_ref((uv_handle_t *)&t->handle);
  else
    uv_unref((uv_handle_t *)&t->handle);
}

static void timers_wait(drupe__timers *t, uint64_t due_ms, uint64_t now_ms) {
  t->next_due_ms = due_ms;
  uv_timer_start(&t->handle, timers_on_due,
                 due_ms > now_ms ? due_ms - now_ms : 1, 0);
}

static void timer_unlink(timer *x) {
  timer_list *list = x->list;

  assert(list != NULL);
  if (x->previous != NULL)
    x->previous->next = x->next;
  else
    list->head = x->next;
  if (x->next != NULL)
    x->next->previous = x->previous;
  else
    list->tail = x->previous;
  x->next = x->previous = NULL;
  x->list = NULL;
}

/* Lists the timer whose Timeout is on top of `ctx`; throws for no memory. */
static void timer_start(drupe__kernel *k, duk_context *ctx, timer *x,
                        uint64_t now_ms) {
  drupe__timers *t = k->timers;
  timer_list *list = timers_find_list(t, x->delay_ms);

  assert(x->list == NULL);
  x->slot = drupe__slot_keep(k, ctx);
  if (list == NULL) {
    list = timers_new_list(t, x->delay_ms, now_ms + x->delay_ms);
    if (list == NULL) {
      drupe__slot_give(k, x->slot);
      (void)duk_generic_error(ctx, "out of memory");
      return;
    }
    if (!t->running && t->next_due_ms > list->due_ms)
      timers_wait(t, list->due_ms, now_ms);
  }
  x->started_ms = now_ms;
  x->async = drupe__async_hold(k);
  x->list = list;
  x->previous = list->tail;
  if (list->tail != NULL)
    list->tail->next = x;
  else
    list->head = x;
  list->tail = x;
  x->destroyed = false;
  if (!x->weak && t->strong++ == 0)
    timers_update_ref(t);
}

/* Takes a timer off its list.  The caller keeps the Timeout alive. */
static void timer_stop(drupe__kernel *k, timer *x) {
  drupe__timers *t = k->timers;
  uint32_t slot = x->slot;
  drupe_async *async = x->async;

  timer_unlink(x);
  x->slot = 0;
  x->async = NULL;
  if (!x->weak && --t->strong == 0)
    timers_update_ref(t);
  drupe__async_drop(k, async);
  drupe__slot_give(k, slot);
}

/* The number by which clearTimeout may know the timer is forgotten. */
static void timer_forget(drupe__kernel *k, duk_context *ctx, timer *x) {
  if (!x->known)
    return;
  x->known = false;
  drupe__slot_push(k, ctx, k->timers->known_slot);
  duk_push_number(ctx, x->id);
  duk_del_prop(ctx, -2);
  duk_pop(ctx);
}

/* -- running -------------------------------------------------------------- */

/* The record of the Timeout at `idx`, or NULL. */
static timer *timer_at(duk_context *ctx, duk_idx_t idx) {
  timer *x;

  if (!duk_is_object(ctx, idx))
    return NULL;
  duk_get_prop_literal(ctx, idx, TIMER_KEY);
  x = duk_get_buffer(ctx, -1, NULL);
  duk_pop(ctx); /* the object keeps it */
  return x;
}

/* Pushes function, this and arguments of the Timeout on top, which stays;
 * returns the number of arguments, or -1 where it has no callback. */
static duk_idx_t timer_push_call(duk_context *ctx) {
  duk_idx_t object = duk_get_top_index(ctx), args;
  duk_size_t count = 0;

  duk_get_prop_literal(ctx, object, TIMER_ARGS);
  args = duk_get_top_index(ctx);
  duk_get_prop_literal(ctx, object, "_onTimeout");
  if (!duk_is_function(ctx, -1))
    return -1;
  duk_dup(ctx, object);
  if (duk_is_array(ctx, args))
    count = duk_get_length(ctx, args);
  duk_require_stack(ctx, (duk_idx_t)count + 4);
  for (duk_size_t i = 0; i < count; i++)
    duk_get_prop_index(ctx, args, (duk_uarridx_t)i);
  return (duk_idx_t)count;
}

static duk_ret_t timer_do_call(duk_context *ctx) {
  duk_idx_t argc;

  duk_set_top(ctx, 1);
  argc = timer_push_call(ctx);
  if (argc >= 0)
    duk_call_method(ctx, argc);
  return 0;
}

/* What follows the callback: again for an interval, else it is over. */
static void timer_after(drupe__kernel *k, duk_context *ctx, timer *x,
                        uint64_t began_ms) {
  if (x->list != NULL || x->destroyed)
    return; /* refresh() started it, or it was cleared */
  if (x->repeat)
    timer_start(k, ctx, x, began_ms);
  else {
    x->destroyed = true;
    timer_forget(k, ctx, x);
  }
}

/* Runs the head of a list in a bracket of its own. */
static void timer_fire(drupe__kernel *k, timer *x) {
  drupe_async *async = x->async;
  drupe__bracket b;
  duk_hthread *t = k->thread;
  uint64_t began_ms = uv_now(&k->loop);

  x->async = NULL; /* ours now */
  if (drupe__enter(k, NULL, async, &b) == DRUPE_OK) {
    duk_require_stack(t, 8);
    drupe__slot_push(k, t, x->slot);
    timer_stop(k, x); /* the stack keeps the Timeout */
    if (x->repeat)
      began_ms = timers_now(k);
    duk_push_c_function(t, timer_do_call, 1);
    duk_push_undefined(t);
    duk_dup(t, -3);
    (void)drupe__call(k, 1);
    if (k->exiting)
      x->destroyed = true;
    duk_dup(t, (duk_idx_t)b.top); /* on top again, result or not */
    timer_after(k, t, x, began_ms);
    drupe__leave(k, &b);
  } else {
    drupe__slot_push(k, t, x->slot);
    timer_stop(k, x);
    duk_pop(t);
  }
  drupe__async_drop(k, async);
}

/* Runs what is due of one list.  Node's listOnTimeout: `now_ms` is not read
 * again within a list. */
static void timers_run_list(drupe__kernel *k, timer_list *list,
                            uint64_t now_ms) {
  drupe__timers *t = k->timers;
  timer *x;

  t->current = list;
  /* `current` keeps the list while its last timer is away. */
  while ((x = list->head) != NULL) { /* NOLINT(clang-analyzer-unix.Malloc) */
    uint64_t due = x->started_ms + list->delay_ms;

    if (now_ms < due) {
      list->due_ms = due > now_ms + 1 ? due : now_ms + 1;
      list->order = t->next_order++;
      timers_sift_down(t, list->at);
      break;
    }
    timer_fire(k, x);
    if (k->exiting)
      break;
  }
  t->current = NULL;
  if (list->head == NULL)
    timers_drop_list(t, list);
}

static void timers_on_due(uv_timer_t *handle) {
  drupe__kernel *k = handle->loop->data;
  drupe__timers *t = k->timers;
  uint64_t now_ms = timers_now(k);

  t->running = true;
  t->next_due_ms = UINT64_MAX;
  while (t->count > 0 && !k->exiting) {
    timer_list *list = t->heap[0];

    if (list->due_ms > now_ms) {
      now_ms = timers_now(k);
      if (list->due_ms > now_ms)
        break;
    }
    timers_run_list(k, list, now_ms);
  }
  t->running = false;
  if (t->count > 0 && !k->exiting)
    timers_wait(t, t->heap[0]->due_ms, uv_now(&k->loop));
}

/* -- natives -------------------------------------------------------------- */

/* Node's rule: what is no number from 1 to 2^31-1 is 1. */
static uint32_t timer_delay(duk_context *ctx, duk_idx_t idx) {
  double delay = duk_is_undefined(ctx, idx) ? 1 : duk_to_number(ctx, idx);
  char text[160];

  if (delay >= 1 && delay <= TIMER_MAX_MS)
    return (uint32_t)delay;
  if (delay > TIMER_MAX_MS) {
    duk_push_number(ctx, delay);
    snprintf(text, sizeof(text),
             "%.40s does not fit into a 32-bit signed integer.\n"
             "Timeout duration was set to 1.",
             duk_to_string(ctx, -1));
    duk_pop(ctx);
    drupe__process_warn(ctx, text, "TimeoutOverflowWarning", NULL);
  }
  return 1;
}

/* Pushes a started Timeout for (callback, delay, ...args) of the call. */
static duk_ret_t timer_make(duk_context *ctx, bool repeat) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);
  duk_idx_t count = drupe__first_argument(ctx);
  timer *x;

  if (!duk_is_function(ctx, 0))
    drupe__throw_argument(ctx, "callback", "of type function", 0);
  duk_require_stack(ctx, 16);
  duk_push_object(ctx);
  drupe__slot_push(k, ctx, k->timers->prototype_slot);
  duk_set_prototype(ctx, -2);
  x = duk_push_fixed_buffer(ctx, sizeof(*x));
  duk_put_prop_literal(ctx, -2, TIMER_KEY);
  duk_dup(ctx, 0);
  duk_put_prop_literal(ctx, -2, "_onTimeout");
  if (count > 2) {
    duk_push_array(ctx);
    for (duk_idx_t i = 2; i < count; i++) {
      duk_dup(ctx, i);
      duk_put_prop_index(ctx, -2, (duk_uarridx_t)(i - 2));
    }
    duk_put_prop_literal(ctx, -2, TIMER_ARGS);
  }
  x->delay_ms = count > 1 ? timer_delay(ctx, 1) : 1;
  x->repeat = repeat;
  x->id = ++k->timers->next_id;
  timer_start(k, ctx, x, timers_now(k));
  return 1;
}

static duk_ret_t timer_set_timeout(duk_context *ctx) {
  return timer_make(ctx, false);
}

static duk_ret_t timer_set_interval(duk_context *ctx) {
  return timer_make(ctx, true);
}

/* A list that lost its last timer goes, and nothing wakes the loop for it. */
static void timers_prune(drupe__timers *t, timer_list *list) {
  if (list->head != NULL || list == t->current)
    return;
  timers_drop_list(t, list);
  if (t->count == 0 && !t->running) {
    uv_timer_stop(&t->handle);
    t->next_due_ms = UINT64_MAX;
  }
}

/* [.. Timeout]: ends the timer. */
static void timer_clear(duk_context *ctx, timer *x) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);
  timer_list *list = x->list;

  x->repeat = false;
  x->destroyed = true;
  timer_forget(k, ctx, x);
  if (list != NULL) {
    timer_stop(k, x);
    timers_prune(k->timers, list);
  }
  duk_push_null(ctx);
  duk_put_prop_literal(ctx, -2, "_onTimeout");
}

/* clearTimeout and clearInterval: a Timeout, or its number or the like. */
static duk_ret_t timer_clear_js(duk_context *ctx) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);
  timer *x;

  if (duk_is_number(ctx, 0) || duk_is_string(ctx, 0)) {
    drupe__slot_push(k, ctx, k->timers->known_slot);
    duk_dup(ctx, 0);
    duk_get_prop(ctx, -2);
  } else {
    duk_dup(ctx, 0);
  }
  x = timer_at(ctx, -1);
  if (x != NULL)
    timer_clear(ctx, x);
  return 0;
}

/* The record of `this`, which is left on the stack. */
static timer *timer_this(duk_context *ctx) {
  timer *x;

  duk_push_this(ctx);
  x = timer_at(ctx, -1);
  if (x == NULL)
    (void)duk_type_error(ctx, "Illegal invocation");
  return x;
}

static duk_ret_t timer_set_weak(duk_context *ctx, bool weak) {
  drupe__timers *t = drupe__kernel_of_context(ctx)->timers;
  timer *x = timer_this(ctx);

  if (x->weak != weak) {
    x->weak = weak;
    if (x->list != NULL) {
      if (weak)
        t->strong--;
      else
        t->strong++;
      timers_update_ref(t);
    }
  }
  return 1;
}

static duk_ret_t timer_ref(duk_context *ctx) {
  return timer_set_weak(ctx, false);
}

static duk_ret_t timer_unref(duk_context *ctx) {
  return timer_set_weak(ctx, true);
}

static duk_ret_t timer_has_ref(duk_context *ctx) {
  duk_push_boolean(ctx, !timer_this(ctx)->weak);
  return 1;
}

static duk_ret_t timer_close(duk_context *ctx) {
  timer *x = timer_this(ctx);

  timer_clear(ctx, x);
  return 1;
}

static duk_ret_t timer_dispose(duk_context *ctx) {
  timer_clear(ctx, timer_this(ctx));
  return 0;
}

/* Starts it again from now; a cleared one stays cleared. */
static duk_ret_t timer_refresh(duk_context *ctx) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);
  timer *x = timer_this(ctx);
  bool callable;

  duk_get_prop_literal(ctx, -1, "_onTimeout");
  callable = duk_is_function(ctx, -1);
  duk_pop(ctx);
  if (!callable)
    return 1;
  if (x->list != NULL)
    timer_stop(k, x);
  timer_start(k, ctx, x, timers_now(k));
  return 1;
}

/* Timeout[Symbol.toPrimitive]: a number that clearTimeout knows from now. */
static duk_ret_t timer_to_primitive(duk_context *ctx) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);
  timer *x = timer_this(ctx);

  if (!x->known && !x->destroyed) {
    x->known = true;
    drupe__slot_push(k, ctx, k->timers->known_slot);
    duk_push_number(ctx, x->id);
    duk_dup(ctx, -3);
    duk_put_prop(ctx, -3);
  }
  duk_push_number(ctx, x->id);
  return 1;
}

static duk_ret_t timer_get_destroyed(duk_context *ctx) {
  duk_push_boolean(ctx, timer_this(ctx)->destroyed);
  return 1;
}

static duk_ret_t timer_get_delay(duk_context *ctx) {
  timer *x = timer_this(ctx);

  duk_push_number(ctx, x->destroyed ? -1 : (double)x->delay_ms);
  return 1;
}

static const duk_function_list_entry timer_methods[] = {
    {"ref", timer_ref, 0},
    {"unref", timer_unref, 0},
    {"hasRef", timer_has_ref, 0},
    {"refresh", timer_refresh, 0},
    {"close", timer_close, 0},
    {NULL, NULL, 0}};

static const duk_function_list_entry timer_functions[] = {
    {"setTimeout", timer_set_timeout, DUK_VARARGS},
    {"setInterval", timer_set_interval, DUK_VARARGS},
    {"clearTimeout", timer_clear_js, 1},
    {"clearInterval", timer_clear_js, 1},
    {NULL, NULL, 0}};

static void timer_accessor(duk_context *ctx, const char *name,
                           duk_c_function get) {
  duk_push_string(ctx, name);
  duk_push_c_function(ctx, get, 0);
  duk_def_prop(ctx, -3, DUK_DEFPROP_HAVE_GETTER | DUK_DEFPROP_SET_CONFIGURABLE);
}

static void timer_push_class(duk_context *ctx) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);

  drupe__class_push(ctx, "Timeout", timer_methods);
  timer_accessor(ctx, "_destroyed", timer_get_destroyed);
  timer_accessor(ctx, "_idleTimeout", timer_get_delay);
  duk_push_c_function(ctx, timer_to_primitive, 0);
  drupe__put_hidden(ctx, -2, DUK_WELLKNOWN_SYMBOL("Symbol.toPrimitive"));
  duk_push_c_function(ctx, timer_dispose, 0);
  drupe__put_hidden(ctx, -2, DUK_WELLKNOWN_SYMBOL("nodejs.dispose"));
  k->timers->prototype_slot = drupe__slot_keep(k, ctx);
  duk_pop(ctx);
}

void drupe__timers_push(duk_context *ctx) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);
  drupe__timers *t = k->timers;

  if (t->binding_slot != 0) {
    drupe__slot_push(k, ctx, t->binding_slot);
    return;
  }
  duk_require_stack(ctx, 16);
  duk_push_bare_object(ctx);
  t->known_slot = drupe__slot_keep(k, ctx);
  duk_pop(ctx);
  duk_push_object(ctx);
  drupe__put_functions(ctx, timer_functions);
  timer_push_class(ctx);
  duk_put_prop_literal(ctx, -2, "Timeout");
  drupe__immediates_define(ctx);
  t->binding_slot = drupe__slot_keep(k, ctx);
}

/* -- life ----------------------------------------------------------------- */

bool drupe__timers_create(drupe__kernel *k) {
  drupe__timers *t = calloc(1, sizeof(*t));

  if (t == NULL)
    return false;
  uv_timer_init(&k->loop, &t->handle);
  uv_unref((uv_handle_t *)&t->handle);
  t->next_due_ms = UINT64_MAX;
  k->timers = t;
  return true;
}

static void timers_on_closed(uv_handle_t *handle) {
  free(handle->data);
}

/* Before the heap goes: the records are in it. */
void drupe__timers_destroy(drupe__kernel *k) {
  drupe__timers *t = k->timers;

  for (uint32_t i = 0; i < t->count; i++) {
    for (timer *x = t->heap[i]->head; x != NULL; x = x->next)
      drupe__async_drop(k, x->async);
    free(t->heap[i]);
  }
  free(t->heap);
  t->count = 0;
  k->timers = NULL;
  t->handle.data = t;
  uv_close((uv_handle_t *)&t->handle, timers_on_closed);
}
