/* modules/net/listener.c - listening sockets, and the two transports.
 *
 * libuv accepts until the system has no more, several per wake-up.  A
 * connection that is not taken with uv_accept stops the watching until it is;
 * that is how a pause works here, and how one that found no memory waits for
 * its second try. */
#include "net.h"

#include <stdlib.h>
#include <unistd.h>
#include <sys/socket.h>

typedef struct net_listener {
  drupe_listener base; /* first */
  net_link open;       /* of the context */
  net *net;
  const drupe_listener_events *events;
  void *user;
  uv_timer_t rearm; /* started after an accept that failed */
  int32_t open_handles;
  bool is_pipe;
  bool paused;
  bool waiting; /* libuv holds a connection for us */
  bool closing;
  bool is_silent; /* listen refused it: no events */
  union {
    uv_handle_t handle;
    uv_stream_t stream;
    uv_tcp_t tcp;
    uv_pipe_t pipe;
  } uv;
} net_listener;

static net_listener *listener_of(drupe_listener *l) {
  return (net_listener *)(void *)l;
}

static void listener_on_close(uv_handle_t *handle) {
  net_listener *l = handle->data;
  net *n = l->net;

  if (--l->open_handles != 0)
    return;
  if (!l->is_silent)
    l->events->closed(l->user, 0);
  net__link_cut(&l->open);
  drupe_release(n->cx, l);
  net__unref(n);
}

static void listener_close(drupe_listener *base) {
  net_listener *l = listener_of(base);

  if (l->closing)
    return;
  l->closing = true;
  uv_close(&l->uv.handle, listener_on_close);
  uv_close((uv_handle_t *)&l->rearm, listener_on_close);
}

void net__listeners_close(net *n) {
  net_link *at;

  for (at = n->listeners.next; at != &n->listeners; at = at->next)
    listener_close(
        (drupe_listener *)((char *)at - offsetof(net_listener, open)));
}

/* Takes the connection libuv holds. */
static void listener_accept(net_listener *l) {
  net_conn *c = net__conn_create(l->net, l->is_pipe);
  int rc = c == NULL ? UV_ENOMEM : uv_accept(&l->uv.stream, &c->uv.stream);

  l->waiting = c == NULL;
  if (rc == 0) {
    l->events->connection(l->user, &c->base);
    if (c->events == NULL)
      net__conn_end(c, 0);
    return;
  }
  if (c != NULL) {
    c->is_silent = true;
    net__conn_end(c, rc);
  }
  if (l->events->error != NULL)
    l->events->error(l->user, rc);
}

static void listener_on_rearm(uv_timer_t *timer) {
  net_listener *l = timer->data;

  if (l->waiting && !l->paused && !l->closing)
    listener_accept(l);
  if (l->waiting && !l->paused && !l->closing)
    (void)uv_timer_start(timer, listener_on_rearm, NET__REARM_MS, 0);
}

static void listener_on_connection(uv_stream_t *stream, int status) {
  net_listener *l = stream->data;

  if (l->closing)
    return;
  if (status < 0) {
    if (l->events->error != NULL)
      l->events->error(l->user, status);
    return;
  }
  l->waiting = true;
  if (l->paused)
    return;
  listener_accept(l);
  if (l->waiting && !l->closing)
    (void)uv_timer_start(&l->rearm, listener_on_rearm, NET__REARM_MS, 0);
}

/* No event comes from inside this call: what waits is taken by the timer. */
static void listener_pause(drupe_listener *base, int32_t on) {
  net_listener *l = listener_of(base);

  if (l->closing)
    return;
  l->paused = on != 0;
  if (!l->paused && l->waiting)
    (void)uv_timer_start(&l->rearm, listener_on_rearm, 0, 0);
}

static int64_t listener_get(drupe_listener *base, const char *name, char *buf,
                            size_t room) {
  net_listener *l = listener_of(base);
  char text[16];
  uv_os_fd_t fd;

  if (l->closing)
    return DRUPE_E_STATE;
  if (strcmp(name, "local") == 0)
    return net__handle_name(&l->uv.handle, false, buf, room);
  if (strcmp(name, "fd") == 0 && uv_fileno(&l->uv.handle, &fd) == 0)
    return net__text_copy(text, (size_t)snprintf(text, sizeof(text), "%d", fd),
                          buf, room);
  return DRUPE_E_NOENT;
}

static int32_t listener_detach_fd(drupe_listener *base, int *fd) {
  net_listener *l = listener_of(base);
  uv_os_fd_t own;
  int rc;

  if (l->closing)
    return DRUPE_E_STATE;
  rc = uv_fileno(&l->uv.handle, &own);
  if (rc < 0)
    return rc;
  *fd = dup(own);
  if (*fd < 0)
    return -errno;
  listener_close(base);
  return DRUPE_OK;
}

static void listener_ref(drupe_listener *base, int32_t on) {
  net_listener *l = listener_of(base);

  if (on)
    uv_ref(&l->uv.handle);
  else
    uv_unref(&l->uv.handle);
}

static const drupe_listener_ops listener_ops = {
    .head = {sizeof(drupe_listener_ops), DRUPE_STREAM_MAJOR,
             DRUPE_STREAM_MINOR},
    .close = listener_close,
    .pause = listener_pause,
    .get = listener_get,
    .detach_fd = listener_detach_fd,
    .ref = listener_ref};

/* -- opening --------------------------------------------------------------- */
static int listener_open(net_listener *l) {
  uv_loop_t *loop = l->net->loop;
  int rc = l->is_pipe ? uv_pipe_init(loop, &l->uv.pipe, 0)
                      : uv_tcp_init(loop, &l->uv.tcp);

  if (rc < 0)
    return rc;
  (void)uv_timer_init(loop, &l->rearm); /* cannot fail */
  uv_unref((uv_handle_t *)&l->rearm);
  l->uv.handle.data = l;
  l->rearm.data = l;
  l->open_handles = 2;
  net__link_add(&l->net->listeners, &l->open);
  l->net->refs++;
  return 0;
}

/* libuv has no option for it before 1.49: the socket is made and marked by
 * hand. */
static int listener_share_port(net_listener *l, int family) {
  int on = 1;
  int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  int rc;

  if (fd < 0)
    return -errno;
  if (setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof(on)) != 0)
    rc = -errno;
  else
    rc = uv_tcp_open(&l->uv.tcp, fd);
  if (rc < 0)
    (void)close(fd);
  return rc;
}

static int listener_bind(net_listener *l, const char *where, int32_t flags) {
  struct sockaddr_storage address;
  unsigned six = flags & DRUPE_LISTEN_IPV6ONLY ? UV_TCP_IPV6ONLY : 0;
  int fd = net__address_fd(where);
  int rc;

  if (fd >= 0)
    return l->is_pipe ? uv_pipe_open(&l->uv.pipe, fd)
                      : uv_tcp_open(&l->uv.tcp, fd);
  if (l->is_pipe)
    return uv_pipe_bind(&l->uv.pipe, where);
  rc = net__address_parse(where, &address);
  if (rc == 0 && (flags & DRUPE_LISTEN_REUSEPORT))
    rc = listener_share_port(l, address.ss_family);
  if (rc == 0)
    rc = uv_tcp_bind(&l->uv.tcp, (struct sockaddr *)&address, six);
  return rc;
}

int32_t net__listen(drupe_cx *caller, net *n, bool is_pipe, const char *where,
                    int32_t backlog, int32_t flags,
                    const drupe_listener_events *events, void *user,
                    drupe_listener **out) {
  net_listener *l = drupe_alloc(n->cx, sizeof(*l));
  int rc;

  (void)caller;
  if (l == NULL)
    return DRUPE_E_NOMEM;
  l->base.ops = &listener_ops;
  l->net = n;
  l->events = events;
  l->user = user;
  l->is_pipe = is_pipe;
  rc = listener_open(l);
  if (rc < 0) {
    drupe_release(n->cx, l);
    return rc;
  }
  rc = listener_bind(l, where, flags);
  if (rc == 0)
    rc = uv_listen(&l->uv.stream, backlog, listener_on_connection);
  if (rc < 0) {
    l->is_silent = true;
    listener_close(&l->base);
    return rc;
  }
  *out = &l->base;
  return DRUPE_OK;
}

/* -- the transports -------------------------------------------------------- */
static int32_t tcp_listen(drupe_cx *caller, void *self, const char *where,
                          int32_t backlog, int32_t flags,
                          const drupe_listener_events *events, void *user,
                          drupe_listener **out) {
  return net__listen(caller, self, false, where, backlog, flags, events, user,
                     out);
}

static int32_t unix_listen(drupe_cx *caller, void *self, const char *where,
                           int32_t backlog, int32_t flags,
                           const drupe_listener_events *events, void *user,
                           drupe_listener **out) {
  return net__listen(caller, self, true, where, backlog, flags, events, user,
                     out);
}

static int32_t tcp_connect(drupe_cx *caller, void *self, const char *where,
                           int32_t flags, const drupe_stream_events *events,
                           void *user, drupe_stream **out) {
  (void)flags;
  return net__connect(caller, self, false, where, "", events, user, out);
}

static int32_t unix_connect(drupe_cx *caller, void *self, const char *where,
                            int32_t flags, const drupe_stream_events *events,
                            void *user, drupe_stream **out) {
  (void)flags;
  return net__connect(caller, self, true, where, "", events, user, out);
}

/* A socket is a bottom: nothing lies under it. */
static int32_t bottom_wrap(drupe_cx *caller, void *self, drupe_stream *lower,
                           const char *where, int32_t flags,
                           drupe_stream **out) {
  (void)caller;
  (void)self;
  (void)lower;
  (void)where;
  (void)flags;
  (void)out;
  return DRUPE_E_NOTSUP;
}

#define TRANSPORT_HEAD                                                         \
  { sizeof(drupe_transport_api), DRUPE_STREAM_MAJOR, DRUPE_STREAM_MINOR }

const drupe_transport_api net__tcp_api = {TRANSPORT_HEAD, tcp_listen,
                                          tcp_connect, bottom_wrap};
const drupe_transport_api net__unix_api = {TRANSPORT_HEAD, unix_listen,
                                           unix_connect, bottom_wrap};
