/* kernel/port.c - letter boxes: messages from any thread, in order.
 *
 * A ring under a lock; a uv_async wakes the loop when the ring was empty.  The
 * port's memory has two owners, the module (until port_free) and libuv (until
 * its close callback), and goes with the later one. */
#include "kernel/tables.h"

typedef struct port_letter {
  void *message;
  drupe_async *async; /* NULL: posted from another thread */
} port_letter;

struct drupe_port {
  uv_async_t uv;
  drupe__module *module;
  drupe_port_fn fn;
  void *arg;
  uv_thread_t owner;
  drupe_port *next, **link; /* of the kernel's */
  uint32_t limit;
  int owners; /* the module, libuv; on the context's thread */
  /* under the lock */
  uv_mutex_t lock;
  uv_cond_t room_wake;
  port_letter *ring;
  uint32_t room; /* a power of two */
  uint32_t head, count;
  uint32_t waiting; /* threads inside port_post */
  bool closed;
};

static void port_release(drupe_port *port) {
  if (--port->owners > 0)
    return;
  uv_cond_destroy(&port->room_wake);
  uv_mutex_destroy(&port->lock);
  free(port->ring);
  free(port);
}

static bool port_take(drupe_port *port, port_letter *out) {
  bool any;

  uv_mutex_lock(&port->lock);
  any = port->count > 0 && !port->closed;
  if (any) {
    *out = port->ring[port->head];
    port->head = (port->head + 1) & (port->room - 1);
    port->count--;
    if (port->waiting > 0)
      uv_cond_signal(&port->room_wake);
  }
  uv_mutex_unlock(&port->lock);
  return any;
}

/* Only as many as there are now, so that a fast poster does not keep the loop
 * from its other work. */
static void port_on_async(uv_async_t *uv) {
  drupe_port *port = uv->data;
  drupe__kernel *k = port->module->kernel;
  uint32_t turns;
  port_letter letter;
  drupe__bracket b;

  uv_mutex_lock(&port->lock);
  turns = port->count;
  uv_mutex_unlock(&port->lock);
  port->owners++; /* fn may free the port */
  for (; turns > 0 && port_take(port, &letter); turns--) {
    if (drupe__enter(k, port->module, letter.async, &b) == DRUPE_OK) {
      port->fn(&port->module->cx, port->arg, letter.message);
      drupe__leave(k, &b);
    }
    drupe__async_drop(k, letter.async);
  }
  uv_mutex_lock(&port->lock);
  if (port->count > 0 && !port->closed)
    (void)uv_async_send(uv);
  uv_mutex_unlock(&port->lock);
  port_release(port);
}

int32_t drupe__port_new(drupe_cx *cx, uint32_t limit, drupe_port_fn fn,
                        void *arg, drupe_port **out) {
  drupe__module *m = drupe__module_of(cx);
  drupe_port *port;
  int rc;

  if (m->kernel->tables->ending)
    return DRUPE_E_STATE;
  port = calloc(1, sizeof(*port));
  if (port == NULL)
    return DRUPE_E_NOMEM;
  rc = uv_async_init(&m->kernel->loop, &port->uv, port_on_async);
  if (rc < 0) {
    free(port);
    return rc;
  }
  uv_unref((uv_handle_t *)&port->uv);
  port->uv.data = port;
  port->module = m;
  port->fn = fn;
  port->arg = arg;
  port->limit = limit;
  port->owner = uv_thread_self();
  port->owners = 2;
  (void)uv_mutex_init(&port->lock);
  (void)uv_cond_init(&port->room_wake);
  port->next = m->kernel->tables->ports;
  if (port->next != NULL)
    port->next->link = &port->next;
  port->link = &m->kernel->tables->ports;
  *port->link = port;
  m->usage.handles++;
  *out = port;
  return DRUPE_OK;
}

/* Under the lock. */
static bool port_grow(drupe_port *port) {
  uint32_t room = port->room == 0 ? 16 : port->room * 2, i;
  port_letter *ring = malloc(room * sizeof(*ring));

  if (ring == NULL)
    return false;
  for (i = 0; i < port->count; i++)
    ring[i] = port->ring[(port->head + i) & (port->room - 1)];
  free(port->ring);
  port->ring = ring;
  port->room = room;
  port->head = 0;
  return true;
}

/* Under the lock: waits until there is room; DRUPE_OK, E_BUSY or E_STATE. */
static int32_t port_wait(drupe_port *port, bool own_thread, int32_t wait_ms) {
  uint64_t end = uv_hrtime() + (uint64_t)(wait_ms < 0 ? 0 : wait_ms) * 1000000;
  uint64_t now;

  while (!port->closed && port->limit != 0 && port->count >= port->limit) {
    now = uv_hrtime();
    if (own_thread || (wait_ms >= 0 && now >= end))
      return DRUPE_E_BUSY;
    port->waiting++;
    if (wait_ms < 0)
      uv_cond_wait(&port->room_wake, &port->lock);
    else
      (void)uv_cond_timedwait(&port->room_wake, &port->lock, end - now);
    port->waiting--;
  }
  return port->closed ? DRUPE_E_STATE : DRUPE_OK;
}

int32_t drupe__port_post(drupe_port *port, void *message, int32_t wait_ms) {
  uv_thread_t self = uv_thread_self();
  bool own_thread = uv_thread_equal(&self, &port->owner) != 0;
  port_letter *letter;
  int32_t rc;

  uv_mutex_lock(&port->lock);
  rc = port_wait(port, own_thread, wait_ms);
  if (rc == DRUPE_OK && port->count == port->room && !port_grow(port))
    rc = DRUPE_E_NOMEM;
  if (rc == DRUPE_OK) {
    letter = &port->ring[(port->head + port->count) & (port->room - 1)];
    letter->message = message;
    letter->async =
        own_thread ? drupe__async_hold(port->module->kernel) : NULL;
    if (port->count++ == 0)
      (void)uv_async_send(&port->uv);
  }
  uv_mutex_unlock(&port->lock);
  return rc;
}

static void port_on_close(uv_handle_t *handle) { port_release(handle->data); }

void drupe__port_close(drupe_port *port,
                       void (*dropped)(void *arg, void *message)) {
  drupe__kernel *k = port->module->kernel;
  port_letter *letter;
  bool was_closed;
  uint32_t i;

  uv_mutex_lock(&port->lock);
  was_closed = port->closed;
  port->closed = true;
  uv_cond_broadcast(&port->room_wake);
  uv_mutex_unlock(&port->lock);
  if (was_closed)
    return;
  /* Nobody else touches the ring of a closed port. */
  for (i = 0; i < port->count; i++) {
    letter = &port->ring[(port->head + i) & (port->room - 1)];
    drupe__async_drop(k, letter->async);
    if (dropped != NULL)
      dropped(port->arg, letter->message);
  }
  port->count = 0;
  *port->link = port->next;
  if (port->next != NULL)
    port->next->link = port->link;
  uv_close((uv_handle_t *)&port->uv, port_on_close);
}

void drupe__port_free(drupe_port *port) {
  if (port == NULL)
    return;
  drupe__port_close(port, NULL);
  port->module->usage.handles--;
  port_release(port);
}

void drupe__port_ref(drupe_port *port, int32_t on) {
  if (port->closed)
    return;
  if (on)
    uv_ref((uv_handle_t *)&port->uv);
  else
    uv_unref((uv_handle_t *)&port->uv);
}
