/* modules/net/stream.c - a connected socket as a drupe_stream on libuv.
 *
 * libuv calls back from the loop only, never from inside uv_write, uv_close and
 * the like, which is rule 0 of the contract.  Pending writes are cancelled
 * before the close callback, which is rule 1. */
#include "net.h"

#include <stdlib.h>
#include <unistd.h>

/* A pending write lives in the consumer's drupe_write. */
typedef char conn_write_fits
    [sizeof(uv_write_t) <= sizeof(((drupe_write *)0)->reserved) ? 1 : -1];

/* The rest of a write with COPY. */
typedef struct conn_copy {
  uv_write_t req;
  net_conn *conn;
  drupe_write *user; /* may be NULL */
  char data[];
} conn_copy;

/* A pending half close. */
typedef struct conn_shutdown {
  uv_shutdown_t req;
  net_conn *conn;
  drupe_write *user; /* may be NULL */
} conn_shutdown;

static net_conn *conn_of(drupe_stream *s) { return (net_conn *)(void *)s; }

/* -- the end --------------------------------------------------------------- */
static void conn_on_close(uv_handle_t *handle) {
  net_conn *c = handle->data;
  net *n = c->net;

  if (c->adopting != NULL)
    c->adopting->conn = NULL;
  if (c->events != NULL && !c->is_silent)
    c->events->closed(c->user, c->status);
  net__link_cut(&c->open);
  drupe_release(n->cx, c);
  net__unref(n);
}

void net__conn_end(net_conn *c, int32_t status) {
  if (c->closing)
    return;
  c->closing = true;
  c->status = status;
  uv_close(&c->uv.handle, conn_on_close);
}

net_conn *net__conn_create(net *n, bool is_pipe) {
  net_conn *c = drupe_alloc(n->cx, sizeof(*c));
  int rc;

  if (c == NULL)
    return NULL;
  c->base.ops = &net__stream_ops;
  c->net = n;
  c->is_pipe = is_pipe;
  rc = is_pipe ? uv_pipe_init(n->loop, &c->uv.pipe, 0)
               : uv_tcp_init(n->loop, &c->uv.tcp);
  if (rc < 0) {
    drupe_release(n->cx, c);
    return NULL;
  }
  c->uv.handle.data = c;
  net__link_add(&n->conns, &c->open);
  n->refs++;
  return c;
}

/* -- reading --------------------------------------------------------------- */
static void conn_on_alloc(uv_handle_t *handle, size_t hint, uv_buf_t *buf) {
  net_conn *c = handle->data;
  net *n = c->net;

  (void)hint;
  if (n->read_buffer == NULL)
    n->read_buffer = drupe_alloc(n->cx, NET__READ_SIZE);
  *buf = uv_buf_init((char *)n->read_buffer,
                     n->read_buffer == NULL ? 0 : NET__READ_SIZE);
}

/* nread == 0 is libuv's EAGAIN. */
static void conn_on_read(uv_stream_t *stream, ssize_t nread,
                         const uv_buf_t *buf) {
  net_conn *c = stream->data;

  if (nread == 0 || c->closing)
    return;
  if (nread > 0) {
    c->bytes_read += (uint64_t)nread;
    c->events->data(c->user, (const uint8_t *)buf->base, (size_t)nread);
  } else if (nread == UV_EOF && c->events->end != NULL) {
    c->ended = true;
    c->events->end(c->user);
  } else {
    net__conn_end(c, nread == UV_EOF ? 0 : (int32_t)nread);
  }
}

static int32_t conn_attach(drupe_stream *s, drupe_cx *consumer,
                           const drupe_stream_events *events, void *user) {
  net_conn *c = conn_of(s);

  if (c->closing)
    return DRUPE_E_STATE;
  c->consumer = consumer;
  c->events = events;
  c->user = user;
  return DRUPE_OK;
}

static int32_t conn_read_start(drupe_stream *s) {
  net_conn *c = conn_of(s);
  int rc;

  if (c->closing || c->events == NULL || c->events->data == NULL)
    return DRUPE_E_STATE;
  if (c->ended)
    return DRUPE_OK; /* nothing will come */
  rc = uv_read_start(&c->uv.stream, conn_on_alloc, conn_on_read);
  return rc == UV_EALREADY ? DRUPE_OK : rc;
}

static int32_t conn_read_stop(drupe_stream *s) {
  net_conn *c = conn_of(s);

  return c->closing ? DRUPE_E_STATE : uv_read_stop(&c->uv.stream);
}

/* -- writing --------------------------------------------------------------- */
static void conn_drained(net_conn *c) {
  if (c->closing || !c->wants_drain ||
      uv_stream_get_write_queue_size(&c->uv.stream) != 0)
    return;
  c->wants_drain = false;
  if (c->events != NULL && c->events->drain != NULL)
    c->events->drain(c->user);
}

/* A write that failed later breaks the stream as one that fails at once. */
static void conn_written(net_conn *c, int status) {
  if (status < 0 && status != UV_ECANCELED)
    net__conn_end(c, status);
  else
    conn_drained(c);
}

static void conn_on_written(uv_write_t *req, int status) {
  net_conn *c = req->handle->data;
  drupe_write *w = req->data;

  w->done(w, status == UV_ECANCELED ? DRUPE_E_CANCELED : status);
  conn_written(c, status);
}

static void conn_on_copied(uv_write_t *req, int status) {
  conn_copy *copy = req->data;
  net_conn *c = copy->conn;

  if (copy->user != NULL)
    copy->user->done(copy->user,
                     status == UV_ECANCELED ? DRUPE_E_CANCELED : status);
  free(copy);
  conn_written(c, status);
}

/* Queues a copy of bufs[0..count). */
static int conn_queue_copy(net_conn *c, const uv_buf_t *bufs, uint32_t count,
                           drupe_write *w) {
  size_t size = 0, at = 0;
  conn_copy *copy;
  uv_buf_t one;
  uint32_t i;
  int rc;

  for (i = 0; i < count; i++)
    size += bufs[i].len;
  copy = malloc(sizeof(*copy) + size);
  if (copy == NULL)
    return UV_ENOMEM;
  for (i = 0; i < count; i++) {
    memcpy(copy->data + at, bufs[i].base, bufs[i].len);
    at += bufs[i].len;
  }
  copy->conn = c;
  copy->user = w;
  copy->req.data = copy;
  one = uv_buf_init(copy->data, (unsigned)size);
  rc = uv_write(&copy->req, &c->uv.stream, &one, 1, conn_on_copied);
  if (rc < 0)
    free(copy);
  return rc;
}

static int conn_queue(net_conn *c, const uv_buf_t *bufs, uint32_t count,
                      int32_t flags, drupe_write *w) {
  uv_write_t *req;
  int rc;

  if (flags & DRUPE_WRITE_COPY)
    return conn_queue_copy(c, bufs, count, w);
  req = (uv_write_t *)(void *)w->reserved;
  req->data = w;
  rc = uv_write(req, &c->uv.stream, bufs, count, conn_on_written);
  return rc;
}

/* Sends what the system takes now; bufs and *count become the rest. */
static int conn_write_now(net_conn *c, uv_buf_t *bufs, uint32_t *count) {
  uint32_t i, left = 0;
  int sent;

  if (uv_stream_get_write_queue_size(&c->uv.stream) != 0)
    return 0;
  sent = uv_try_write(&c->uv.stream, bufs, *count);
  if (sent == UV_EAGAIN)
    return 0;
  if (sent < 0)
    return sent;
  for (i = 0; i < *count; i++) {
    size_t gone = (size_t)sent < bufs[i].len ? (size_t)sent : bufs[i].len;

    sent -= (int)gone;
    if (gone == bufs[i].len)
      continue;
    bufs[left].base = bufs[i].base + gone;
    bufs[left].len = bufs[i].len - gone;
    left++;
  }
  *count = left;
  return 0;
}

static int32_t conn_write(drupe_stream *s, const drupe_slice *slices,
                          uint32_t count, int32_t flags, drupe_write *w) {
  net_conn *c = conn_of(s);
  uv_buf_t bufs[DRUPE_SLICES_MAX];
  uint32_t i;
  int rc;

  if (c->closing)
    return DRUPE_E_STATE;
  if (count > DRUPE_SLICES_MAX ||
      (w == NULL && (flags & DRUPE_WRITE_COPY) == 0))
    return DRUPE_E_INVAL;
  for (i = 0; i < count; i++)
    bufs[i] = uv_buf_init((char *)(uintptr_t)slices[i].data,
                          (unsigned)slices[i].size);
  for (i = 0; i < count; i++)
    c->bytes_written += slices[i].size;
  rc = conn_write_now(c, bufs, &count);
  if (rc == 0 && count == 0)
    return DRUPE_OK;
  if (rc == 0) {
    c->wants_drain = true;
    rc = conn_queue(c, bufs, count, flags, w);
  }
  if (rc == 0)
    return DRUPE_ASYNC;
  net__conn_end(c, rc);
  return rc;
}

static size_t conn_queued(drupe_stream *s) {
  net_conn *c = conn_of(s);

  return c->closing ? 0 : uv_stream_get_write_queue_size(&c->uv.stream);
}

static void conn_on_shutdown(uv_shutdown_t *req, int status) {
  conn_shutdown *down = req->data;

  if (down->user != NULL)
    down->user->done(down->user,
                     status == UV_ECANCELED ? DRUPE_E_CANCELED : status);
  free(down);
}

static int32_t conn_do_shutdown(drupe_stream *s, drupe_write *w) {
  net_conn *c = conn_of(s);
  conn_shutdown *down;
  int rc;

  if (c->closing)
    return DRUPE_E_STATE;
  down = malloc(sizeof(*down));
  if (down == NULL)
    return DRUPE_E_NOMEM;
  down->conn = c;
  down->user = w;
  down->req.data = down;
  rc = uv_shutdown(&down->req, &c->uv.stream, conn_on_shutdown);
  if (rc < 0) {
    free(down);
    return rc;
  }
  return DRUPE_ASYNC;
}

static void conn_close(drupe_stream *s) { net__conn_end(conn_of(s), 0); }

static void conn_reset(drupe_stream *s) {
  net_conn *c = conn_of(s);

  if (c->closing)
    return;
  if (!c->is_pipe && uv_tcp_close_reset(&c->uv.tcp, conn_on_close) == 0) {
    c->closing = true;
    return;
  }
  net__conn_end(c, 0);
}

/* -- facts and knobs ------------------------------------------------------- */
int64_t net__handle_name(uv_handle_t *handle, bool peer, char *buf,
                         size_t room) {
  struct sockaddr_storage address;
  struct sockaddr *at = (struct sockaddr *)&address;
  char path[108 + 1];
  size_t size = sizeof(path);
  int length = (int)sizeof(address);
  int rc;

  if (handle->type == UV_NAMED_PIPE) {
    rc = peer ? uv_pipe_getpeername((uv_pipe_t *)handle, path, &size)
              : uv_pipe_getsockname((uv_pipe_t *)handle, path, &size);
    return rc < 0 ? rc : net__text_copy(path, size, buf, room);
  }
  rc = peer ? uv_tcp_getpeername((uv_tcp_t *)handle, at, &length)
            : uv_tcp_getsockname((uv_tcp_t *)handle, at, &length);
  return rc < 0 ? rc : net__address_print(at, buf, room);
}

static int64_t conn_number(uint64_t n, char *buf, size_t room) {
  char text[24];
  int size = snprintf(text, sizeof(text), "%llu", (unsigned long long)n);

  return net__text_copy(text, (size_t)size, buf, room);
}

static int64_t conn_get(drupe_stream *s, const char *name, char *buf,
                        size_t room) {
  net_conn *c = conn_of(s);
  uv_os_fd_t fd;

  if (c->closing)
    return DRUPE_E_STATE;
  if (strcmp(name, "peer") == 0)
    return net__handle_name(&c->uv.handle, true, buf, room);
  if (strcmp(name, "local") == 0)
    return net__handle_name(&c->uv.handle, false, buf, room);
  if (strcmp(name, "bytes_read") == 0)
    return conn_number(c->bytes_read, buf, room);
  if (strcmp(name, "bytes_written") == 0)
    return conn_number(c->bytes_written, buf, room);
  if (strcmp(name, "fd") == 0 && uv_fileno(&c->uv.handle, &fd) == 0)
    return conn_number((uint64_t)fd, buf, room);
  return DRUPE_E_NOENT;
}

static int32_t conn_set(drupe_stream *s, const char *name, const void *data,
                        size_t size) {
  net_conn *c = conn_of(s);
  int64_t value;

  if (c->closing)
    return DRUPE_E_STATE;
  if (c->is_pipe || size != sizeof(value))
    return DRUPE_E_NOENT;
  memcpy(&value, data, sizeof(value));
  if (strcmp(name, "nodelay") == 0)
    return uv_tcp_nodelay(&c->uv.tcp, value != 0);
  if (strcmp(name, "keepalive_s") == 0)
    return uv_tcp_keepalive(&c->uv.tcp, value > 0,
                            value > 0 ? (unsigned)value : 1);
  return DRUPE_E_NOENT;
}

/* libuv closes its descriptor; the one given away is a second one. */
static int32_t conn_detach_fd(drupe_stream *s, int *fd) {
  net_conn *c = conn_of(s);
  uv_os_fd_t own;
  int rc;

  if (c->closing)
    return DRUPE_E_STATE;
  if (uv_stream_get_write_queue_size(&c->uv.stream) != 0)
    return DRUPE_E_BUSY;
  rc = uv_fileno(&c->uv.handle, &own);
  if (rc < 0)
    return rc;
  *fd = dup(own);
  if (*fd < 0)
    return -errno;
  net__conn_end(c, 0);
  return DRUPE_OK;
}

static void conn_ref(drupe_stream *s, int32_t on) {
  net_conn *c = conn_of(s);

  if (on)
    uv_ref(&c->uv.handle);
  else
    uv_unref(&c->uv.handle);
}

const drupe_stream_ops net__stream_ops = {
    .head = {sizeof(drupe_stream_ops), DRUPE_STREAM_MAJOR, DRUPE_STREAM_MINOR},
    .attach = conn_attach,
    .read_start = conn_read_start,
    .read_stop = conn_read_stop,
    .write = conn_write,
    .queued = conn_queued,
    .shutdown = conn_do_shutdown,
    .close = conn_close,
    .reset = conn_reset,
    .get = conn_get,
    .set = conn_set,
    .detach_fd = conn_detach_fd,
    .ref = conn_ref};
