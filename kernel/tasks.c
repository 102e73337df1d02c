/* kernel/tasks.c - process.nextTick and microtasks, in Node's order: all ticks,
 * then all microtasks, again while there are ticks, then rejections.
 *
 * A tick is a record in a ring; what of it the collector must see is in a slot
 * of k->refs: the function, or an array of function and arguments. */
#include "kernel/runtime.h"

typedef struct tasks_tick {
  drupe__module *module; /* NULL: a tick of JS */
  void (*fn)(drupe_cx *cx, void *arg);
  void *arg;
  drupe_async *async;
  uint32_t slot; /* of a tick of JS */
  uint32_t argc;
} tasks_tick;

struct drupe__tasks {
  tasks_tick *ring;
  uint32_t room; /* a power of two */
  uint32_t head, count;
  bool draining;
  bool failed; /* an error was dealt with: the rest waits for an immediate */
};

bool drupe__tasks_create(drupe__kernel *k) {
  k->tasks = calloc(1, sizeof(*k->tasks));
  return k->tasks != NULL;
}

void drupe__tasks_destroy(drupe__kernel *k) {
  drupe__tasks *tasks = k->tasks;

  if (tasks == NULL)
    return;
  for (uint32_t i = 0; i < tasks->count; i++)
    drupe__async_drop(k, tasks->ring[(tasks->head + i) & (tasks->room - 1)]
                             .async);
  free(tasks->ring);
  free(tasks);
  k->tasks = NULL;
}

/* -- the ring ------------------------------------------------------------- */

static bool tasks_grow(drupe__tasks *tasks) {
  uint32_t room = tasks->room == 0 ? 16 : tasks->room * 2;
  tasks_tick *ring = malloc(room * sizeof(*ring));

  if (ring == NULL)
    return false;
  for (uint32_t i = 0; i < tasks->count; i++)
    ring[i] = tasks->ring[(tasks->head + i) & (tasks->room - 1)];
  free(tasks->ring);
  tasks->ring = ring;
  tasks->room = room;
  tasks->head = 0;
  return true;
}

static bool tasks_put(drupe__kernel *k, const tasks_tick *tick) {
  drupe__tasks *tasks = k->tasks;
  tasks_tick *to;

  if (tasks->count == tasks->room && !tasks_grow(tasks))
    return false;
  to = &tasks->ring[(tasks->head + tasks->count++) & (tasks->room - 1)];
  *to = *tick;
  to->async = drupe__async_hold(k);
  return true;
}

static bool tasks_take(drupe__tasks *tasks, tasks_tick *out) {
  if (tasks->count == 0)
    return false;
  *out = tasks->ring[tasks->head];
  tasks->head = (tasks->head + 1) & (tasks->room - 1);
  tasks->count--;
  return true;
}

bool drupe__tick_c(drupe__module *m, void (*fn)(drupe_cx *cx, void *arg),
                   void *arg) {
  tasks_tick tick = {.module = m, .fn = fn, .arg = arg};

  if (!tasks_put(m->kernel, &tick))
    return false;
  m->usage.works++; /* an unload must see that code is still wanted */
  return true;
}

/* -- microtasks of C ------------------------------------------------------ */

typedef struct tasks_micro {
  drupe__module *module;
  void (*fn)(drupe_cx *cx, void *arg);
  void *arg;
  drupe_async *async;
} tasks_micro;

static void tasks_run_micro(duk_context *ctx, void *arg) {
  tasks_micro *micro = arg;
  drupe__module *m = micro->module;
  drupe__bracket b;

  (void)ctx;
  m->usage.works--;
  if (drupe__enter(m->kernel, m, micro->async, &b) == DRUPE_OK) {
    micro->fn(&m->cx, micro->arg);
    drupe__leave(m->kernel, &b);
  }
  drupe__async_drop(m->kernel, micro->async);
  free(micro);
}

bool drupe__microtask_c(drupe__module *m, void (*fn)(drupe_cx *cx, void *arg),
                        void *arg) {
  drupe__kernel *k = m->kernel;
  tasks_micro *micro = malloc(sizeof(*micro));

  if (micro == NULL)
    return false;
  *micro = (tasks_micro){m, fn, arg, drupe__async_hold(k)};
  if (drupe__microtask_queue_c(k->engine, tasks_run_micro, micro)) {
    m->usage.works++;
    return true;
  }
  drupe__async_drop(k, micro->async);
  free(micro);
  return false;
}

/* -- natives -------------------------------------------------------------- */

/* process.nextTick(callback, ...args) */
duk_ret_t drupe__next_tick(duk_context *ctx) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);
  duk_idx_t count = drupe__first_argument(ctx);
  tasks_tick tick = {.argc = count > 1 ? (uint32_t)count - 1 : 0};

  if (!duk_is_function(ctx, 0))
    drupe__throw_argument(ctx, "callback", "of type function", 0);
  if (k->exit_emitted)
    return 0; /* as in Node: no tick runs after 'exit' */
  if (tick.argc != 0) {
    duk_push_array(ctx);
    for (duk_idx_t i = 0; i < count; i++) {
      duk_dup(ctx, i);
      duk_put_prop_index(ctx, -2, (duk_uarridx_t)i);
    }
  } else {
    duk_dup(ctx, 0);
  }
  tick.slot = drupe__slot_keep(k, ctx);
  if (tasks_put(k, &tick))
    return 0;
  drupe__slot_give(k, tick.slot);
  return duk_generic_error(ctx, "out of memory");
}

/* queueMicrotask(callback) */
duk_ret_t drupe__queue_microtask(duk_context *ctx) {
  if (!duk_is_function(ctx, 0))
    drupe__throw_argument(ctx, "callback", "of type function", 0);
  duk_dup(ctx, 0);
  drupe__microtask_queue(ctx);
  return 0;
}

/* -- draining ------------------------------------------------------------- */

/* Pushes function, this and arguments, and calls; the error stays pending. */
static void tasks_call(drupe__kernel *k, const tasks_tick *tick) {
  duk_hthread *t = k->thread;

  if (!duk_check_stack(t, (duk_idx_t)tick->argc + 8)) {
    fprintf(stderr, "drupe: no memory for the arguments of a tick\n");
    abort();
  }
  drupe__slot_push(k, t, tick->slot);
  drupe__slot_give(k, tick->slot);
  if (tick->argc == 0) {
    duk_push_undefined(t);
  } else {
    duk_idx_t array = duk_get_top_index(t);

    duk_get_prop_index(t, array, 0);
    duk_push_undefined(t);
    for (uint32_t i = 1; i <= tick->argc; i++)
      duk_get_prop_index(t, array, i);
  }
  (void)drupe__call(k, (duk_idx_t)tick->argc);
}

static void tasks_run_tick(drupe__kernel *k, tasks_tick *tick) {
  drupe__bracket b;

  if (tick->module != NULL)
    tick->module->usage.works--;
  if (drupe__enter(k, tick->module, tick->async, &b) == DRUPE_OK) {
    if (tick->module != NULL)
      tick->fn(&tick->module->cx, tick->arg);
    else
      tasks_call(k, tick);
    drupe__leave(k, &b);
  } else if (tick->module == NULL) {
    drupe__slot_give(k, tick->slot);
  }
  drupe__async_drop(k, tick->async);
}

void drupe__tasks_failed(drupe__kernel *k) {
  k->tasks->failed = true;
  drupe__immediate_drain(k);
}

/* True: go on.  False: the process ends, or an uncaught error was dealt with
 * and an immediate goes on with what is left. */
static bool tasks_go_on(drupe__kernel *k) {
  bool failed = k->tasks->failed;

  k->tasks->failed = false;
  return !failed && !k->exiting;
}

static void tasks_turn(drupe__kernel *k) {
  tasks_tick tick;

  do {
    while (tasks_take(k->tasks, &tick)) {
      tasks_run_tick(k, &tick);
      if (!tasks_go_on(k))
        return;
    }
    drupe__microtasks_run(k->engine);
    k->tasks->failed = false; /* microtasks go on by themselves */
    if (k->exiting)
      return;
  } while (k->tasks->count > 0 || drupe__rejections_run(k) ||
           drupe__microtasks_waiting(k->engine));
}

void drupe__tasks_drain(drupe__kernel *k) {
  drupe__tasks *tasks = k->tasks;

  if (tasks->draining)
    return;
  if (!tasks_go_on(k))
    return;
  tasks->draining = true;
  tasks_turn(k);
  tasks->draining = false;
}

bool drupe__tasks_waiting(const drupe__kernel *k) {
  return k->tasks->count > 0 || k->tasks->failed ||
         drupe__microtasks_waiting(k->engine) || drupe__rejections_waiting(k);
}
