/* kernel/handle.c - timers, what timers and polls have in common, and the loop
 * table.
 *
 * A handle is freed in libuv's close callback; the module's part of it ends
 * with handle_free.  Callbacks come in a bracket, in the async context where
 * the handle was started. */
#include "kernel/handle.h"

static void handle_on_close(uv_handle_t *uv) { free(uv->data); }

/* Links into the kernel's list, so that what a module leaks can be closed. */
void drupe__handle_add(drupe_handle *h, drupe_cx *cx, void *arg) {
  drupe__module *m = drupe__module_of(cx);

  h->module = m;
  h->arg = arg;
  h->uv.any.data = h;
  h->next = m->kernel->tables->handles;
  if (h->next != NULL)
    h->next->link = &h->next;
  h->link = &m->kernel->tables->handles;
  *h->link = h;
  m->usage.handles++;
}

void drupe__handle_capture(drupe_handle *h) {
  drupe__kernel *k = h->module->kernel;
  drupe_async *old = h->async;

  h->async = drupe__async_hold(k);
  drupe__async_drop(k, old);
}

/* The loop has ended before the module gave the handle back, as a finalizer of
 * the heap's last objects does: the memory goes with the tables. */
static void handle_keep(drupe_handle *h) {
  drupe__tables *tables = h->module->kernel->tables;

  h->module = NULL;
  h->next = tables->ended_handles;
  tables->ended_handles = h;
}

void drupe__handles_destroy(drupe__tables *tables) {
  drupe_handle *h;

  while ((h = tables->ended_handles) != NULL) {
    tables->ended_handles = h->next;
    free(h);
  }
}

void drupe__handle_free(drupe_handle *h) {
  if (h == NULL)
    return;
  if (h->is_poll)
    drupe__poll_end(h);
  h->module->usage.handles--;
  *h->link = h->next;
  if (h->next != NULL)
    h->next->link = h->link;
  drupe__async_drop(h->module->kernel, h->async);
  h->async = NULL;
  if (uv_is_closing(&h->uv.any)) {
    handle_keep(h);
    return;
  }
  h->module = NULL;
  uv_close(&h->uv.any, handle_on_close);
}

int32_t drupe__handle_stop(drupe_handle *h) {
  if (h->is_poll)
    return drupe__poll_start(h, 0);
  return uv_timer_stop(&h->uv.timer);
}

void drupe__handle_ref(drupe_handle *h, int32_t on) {
  if (on)
    uv_ref(&h->uv.any);
  else
    uv_unref(&h->uv.any);
}

int32_t drupe__handle_active(drupe_handle *h) {
  return uv_is_active(&h->uv.any) ? 1 : 0;
}

/* -- timers --------------------------------------------------------------- */
static void timer_on_time(uv_timer_t *uv) {
  drupe_handle *h = uv->data;
  drupe__module *m = h->module;
  drupe__bracket b;

  if (drupe__enter(m->kernel, m, h->async, &b) != DRUPE_OK)
    return;
  h->fn.timer(&m->cx, h, h->arg);
  drupe__leave(m->kernel, &b);
}

int32_t drupe__timer_new(drupe_cx *cx, drupe_handle_fn fn, void *arg,
                         drupe_handle **out) {
  drupe__kernel *k = drupe__kernel_of(cx);
  drupe_handle *h;

  if (k->tables->ending)
    return DRUPE_E_STATE;
  h = calloc(1, sizeof(*h));
  if (h == NULL)
    return DRUPE_E_NOMEM;
  h->fn.timer = fn;
  (void)uv_timer_init(&k->loop, &h->uv.timer); /* cannot fail */
  drupe__handle_add(h, cx, arg);
  *out = h;
  return DRUPE_OK;
}

int32_t drupe__timer_start(drupe_handle *h, uint64_t delay_ms,
                           uint64_t repeat_ms) {
  if (h->is_poll)
    return DRUPE_E_INVAL;
  drupe__handle_capture(h);
  return uv_timer_start(&h->uv.timer, timer_on_time, delay_ms, repeat_ms);
}

/* -- time ----------------------------------------------------------------- */
static double loop_now_ms(drupe_cx *cx) {
  return (double)uv_now(&drupe__kernel_of(cx)->loop);
}

static uint64_t loop_clock_ns(drupe_cx *cx) {
  (void)cx;
  return uv_hrtime();
}

const drupe_loop_api drupe__loop_api = {
    .head = DRUPE__HEAD(drupe_loop_api),
    .now_ms = loop_now_ms,
    .clock_ns = loop_clock_ns,
    .soon = drupe__soon_call,
    .timer_new = drupe__timer_new,
    .timer_start = drupe__timer_start,
    .poll_new = drupe__poll_new,
    .poll_start = drupe__poll_start,
    .handle_stop = drupe__handle_stop,
    .handle_ref = drupe__handle_ref,
    .handle_active = drupe__handle_active,
    .handle_free = drupe__handle_free,
    .work_queue = drupe__work_queue,
    .work_cancel = drupe__work_cancel,
    .port_new = drupe__port_new,
    .port_post = drupe__port_post,
    .port_close = drupe__port_close,
    .port_free = drupe__port_free,
    .port_ref = drupe__port_ref,
};
