/* kernel/soon.c - functions that run before the loop sleeps again.
 *
 * The queue is run in the idle phase, for what was queued by timers, and in the
 * check phase, for what was queued by I/O: in both cases before the loop can
 * sleep.  The idle handle is started only while something waits, so an idle
 * process has nothing to wake up for. */
#include "kernel/tables.h"

typedef struct soon_call {
  drupe__module *module;
  void (*fn)(drupe_cx *cx, void *arg);
  void *arg;
  drupe_async *async;
} soon_call;

struct drupe__soon {
  uv_idle_t idle;
  uv_check_t check;
  drupe__kernel *kernel;
  soon_call *calls; /* a ring */
  uint32_t room;    /* a power of two */
  uint32_t head, count;
  int open; /* handles of libuv not closed yet */
};

static bool soon_grow(drupe__soon *s) {
  uint32_t room = s->room == 0 ? 32 : s->room * 2, i;
  soon_call *calls = malloc(room * sizeof(*calls));

  if (calls == NULL)
    return false;
  for (i = 0; i < s->count; i++)
    calls[i] = s->calls[(s->head + i) & (s->room - 1)];
  free(s->calls);
  s->calls = calls;
  s->room = room;
  s->head = 0;
  return true;
}

/* Only what waits now: a function that calls itself again gets its turn after
 * the others have had theirs. */
static void soon_run(drupe__soon *s) {
  drupe__kernel *k = s->kernel;
  uint32_t turns = s->count;
  soon_call call;
  drupe__bracket b;

  for (; turns > 0; turns--) {
    call = s->calls[s->head];
    s->head = (s->head + 1) & (s->room - 1);
    s->count--;
    call.module->usage.works--;
    if (drupe__enter(k, call.module, call.async, &b) == DRUPE_OK) {
      call.fn(&call.module->cx, call.arg);
      drupe__leave(k, &b);
    }
    drupe__async_drop(k, call.async);
  }
  if (s->count == 0)
    (void)uv_idle_stop(&s->idle);
}

static void soon_on_idle(uv_idle_t *idle) { soon_run(idle->data); }
static void soon_on_check(uv_check_t *check) {
  drupe__soon *s = check->data;

  if (s->count > 0)
    soon_run(s);
}

int32_t drupe__soon_call(drupe_cx *cx, void (*fn)(drupe_cx *cx, void *arg),
                         void *arg) {
  drupe__module *m = drupe__module_of(cx);
  drupe__soon *s = m->kernel->tables->soon;
  soon_call *call;

  if (m->kernel->tables->ending)
    return DRUPE_E_STATE;
  if (s->count == s->room && !soon_grow(s))
    return DRUPE_E_NOMEM;
  call = &s->calls[(s->head + s->count) & (s->room - 1)];
  call->module = m;
  call->fn = fn;
  call->arg = arg;
  call->async = drupe__async_hold(m->kernel);
  if (s->count++ == 0)
    (void)uv_idle_start(&s->idle, soon_on_idle);
  m->usage.works++;
  return DRUPE_OK;
}

bool drupe__soon_create(drupe__kernel *k) {
  drupe__soon *s = calloc(1, sizeof(*s));

  if (s == NULL)
    return false;
  s->kernel = k;
  s->open = 2;
  (void)uv_idle_init(&k->loop, &s->idle);
  (void)uv_check_init(&k->loop, &s->check);
  s->idle.data = s->check.data = s;
  (void)uv_check_start(&s->check, soon_on_check);
  uv_unref((uv_handle_t *)&s->check);
  k->tables->soon = s;
  return true;
}

static void soon_on_close(uv_handle_t *handle) {
  drupe__soon *s = handle->data;

  if (--s->open > 0)
    return;
  free(s->calls);
  free(s);
}

/* What still waits is not called any more: the context ends. */
void drupe__soon_destroy(drupe__kernel *k) {
  drupe__soon *s = k->tables->soon;
  uint32_t i;

  if (s == NULL)
    return;
  k->tables->soon = NULL;
  for (i = 0; i < s->count; i++) {
    soon_call *call = &s->calls[(s->head + i) & (s->room - 1)];

    call->module->usage.works--;
    drupe__async_drop(k, call->async);
  }
  uv_close((uv_handle_t *)&s->idle, soon_on_close);
  uv_close((uv_handle_t *)&s->check, soon_on_close);
}
