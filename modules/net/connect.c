/* modules/net/connect.c - streams that begin here. */
#include "net.h"

#include <stdlib.h>

static void connect_on_done(uv_connect_t *req, int status) {
  net_connecting *connect = req->data;
  net_conn *c = connect->conn;

  free(connect);
  if (c == NULL || c->closing) /* cancelled: closed follows, or came */
    return;
  c->adopting = NULL;
  if (status < 0)
    net__conn_end(c, status);
  else if (c->events->ready != NULL)
    c->events->ready(c->user);
}

/* An adopted descriptor is connected already; its ready is deferred. */
static void connect_on_adopted(drupe_cx *cx, void *arg) {
  net_connecting *connect = arg;

  (void)cx;
  connect_on_done(&connect->req, 0);
}

static int connect_adopt(net_conn *c, int fd, net_connecting *connect) {
  int rc =
      c->is_pipe ? uv_pipe_open(&c->uv.pipe, fd) : uv_tcp_open(&c->uv.tcp, fd);

  if (rc == 0)
    rc = c->net->cx->loop->soon(c->net->cx, connect_on_adopted, connect);
  if (rc == 0)
    c->adopting = connect;
  return rc;
}

static int connect_begin(net_conn *c, const char *where, const char *from,
                         net_connecting *connect) {
  struct sockaddr_storage address;
  int fd = net__address_fd(where);
  int rc = 0;

  if (fd >= 0)
    return connect_adopt(c, fd, connect);
  if (c->is_pipe) {
    uv_pipe_connect(&connect->req, &c->uv.pipe, where, connect_on_done);
    return 0;
  }
  if (from[0] != '\0') {
    rc = net__address_parse(from, &address);
    if (rc == 0)
      rc = uv_tcp_bind(&c->uv.tcp, (struct sockaddr *)&address, 0);
  }
  if (rc == 0)
    rc = net__address_parse(where, &address);
  if (rc == 0)
    rc = uv_tcp_connect(&connect->req, &c->uv.tcp, (struct sockaddr *)&address,
                        connect_on_done);
  return rc;
}

int32_t net__connect(drupe_cx *caller, net *n, bool is_pipe, const char *where,
                     const char *from, const drupe_stream_events *events,
                     void *user, drupe_stream **out) {
  net_connecting *connect = malloc(sizeof(*connect));
  net_conn *c;
  int rc;

  if (connect == NULL)
    return DRUPE_E_NOMEM;
  c = net__conn_create(n, is_pipe);
  if (c == NULL) {
    free(connect);
    return DRUPE_E_NOMEM;
  }
  c->consumer = caller;
  c->events = events;
  c->user = user;
  connect->conn = c;
  connect->req.data = connect;
  rc = connect_begin(c, where, from, connect);
  if (rc < 0) {
    free(connect);
    c->is_silent = true;
    net__conn_end(c, rc);
    return rc;
  }
  *out = &c->base;
  return DRUPE_OK;
}
