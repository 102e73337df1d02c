/* modules/http/conn.c - one connection: its stream, its end, its Socket. */
#include "http.h"

/* The tag that leads from a script's Socket to its connection. */
static void conn_tag_free(drupe_cx *cx, void *data, void *arg) {
  (void)cx;
  (void)arg;
  http__conn_unref(data);
}

const drupe_tag http__conn_tag =
    DRUPE_TAG(http__conn_tag, "http.conn", conn_tag_free);

void http__uncaught(http *h) {
  drupe_cx *cx = h->cx;

  if (cx->error->pending(cx))
    cx->error->uncaught(cx, cx->error->take_error(cx));
}

drupe_value http__hook(http *h, int which, uint32_t argc,
                       const drupe_value *argv) {
  drupe_value v = drupe_apply(h->cx, drupe_ref_get(h->cx, h->hooks[which]),
                              drupe_undefined(), argc, argv);

  if (drupe_is_none(v))
    http__uncaught(h);
  return v;
}

bool http__server_hears(http_server *s, const char *event) {
  drupe_cx *cx = s->http->cx;
  drupe_value events =
      drupe_get(cx, http__server_value(s), s->http->keys[HTTP__KEY_EVENTS]);

  if (!drupe_is_object(events))
    return false;
  return drupe_is_object(drupe_get(cx, events, drupe_key(cx, event)));
}

drupe_value http__server_value(http_server *s) {
  drupe_cx *cx = s->http->cx;

  return cx->classes->slot(cx, s->instance, 0);
}

void http__conn_unref(http_conn *c) {
  http *h = c->http;

  assert(c->refs != 0);
  if (--c->refs != 0)
    return;
  assert(c->first == NULL && c->parsing == NULL && c->notices == NULL);
  drupe_ref_free(h->cx, c->socket);
  drupe_release(h->cx, c);
  http__unref(h);
}

/* -- reading --------------------------------------------------------------- */
static bool conn_wants_data(const http_conn *c) {
  if (c->script_paused || c->queue_length >= HTTP__PENDING_MAX)
    return false;
  if (c->parsing != NULL && c->parsing->held_back)
    return false;
  return c->stream->ops->queued(c->stream) < HTTP__HIGH_WATER * 4;
}

void http__conn_reading(http_conn *c) {
  bool wants;

  if (c->stream == NULL || c->closing || c->given)
    return;
  wants = conn_wants_data(c);
  if (wants == !c->paused)
    return;
  c->paused = !wants;
  if (wants)
    (void)c->stream->ops->read_start(c->stream);
  else
    (void)c->stream->ops->read_stop(c->stream);
}

bool http__conn_idle(const http_conn *c) {
  return c->first == NULL && c->parsing == NULL;
}

/* -- the end --------------------------------------------------------------- */
void http__conn_destroy(http_conn *c, bool reset) {
  if (c->http->out_owner == c) {
    c->http->out_owner = NULL;
    c->http->out_size = 0;
  }
  if (c->stream == NULL || c->closing)
    return;
  c->closing = true;
  if (reset)
    c->stream->ops->reset(c->stream);
  else
    c->stream->ops->close(c->stream);
}

void http__conn_end(http_conn *c) {
  drupe_cx *cx = c->http->cx;

  c->ending = true;
  http__out_flush(c);
  if (c->stream == NULL || c->closing)
    return;
  if (c->socket != NULL) {
    (void)drupe_invoke(cx, drupe_ref_get(cx, c->socket),
                       c->http->keys[HTTP__KEY_DESTROY_SOON], 0, NULL);
    return;
  }
  if (c->stream->ops->queued(c->stream) == 0)
    http__conn_destroy(c, false);
}

/* Takes the connection off every list; its exchanges hear it from
 * http__queue_abort. */
static void conn_leave(http_conn *c) {
  http_server *server = c->server;

  http__clock_stop(c);
  if (server == NULL)
    return;
  http__link_cut(&c->all);
  server->conn_count--;
  c->server = NULL;
}

/* The Socket consumes the stream from here; no event comes to us. */
void http__conn_give(http_conn *c) {
  drupe_cx *cx = c->http->cx;

  c->given = true;
  c->stream = NULL;
  conn_leave(c);
  http__queue_abort(c);
  if (c->socket != NULL)
    (void)cx->ref->ref_add(cx, c->socket, -1);
  http__conn_unref(c);
}

static void conn_on_closed(void *user, int32_t status) {
  http_conn *c = user;
  http *h = c->http;
  drupe_cx *cx = h->cx;
  const drupe_socket_api *sockets = h->socket.api;
  http_server *server = c->server;
  drupe_entry entry;

  c->closing = true;
  if (h->out_owner == c) {
    h->out_owner = NULL;
    h->out_size = 0;
  }
  c->stream = NULL;
  conn_leave(c);
  if (cx->task->enter(cx, NULL, &entry) == DRUPE_OK) {
    /* The Socket's own 'close' comes back for the abort. */
    if (c->socket != NULL)
      (void)sockets->notify(cx, h->socket.self, drupe_ref_get(cx, c->socket),
                            DRUPE_FACE_CLOSED, status);
    else
      http__queue_abort(c);
    if (c->socket != NULL)
      (void)cx->ref->ref_add(cx, c->socket, -1);
    if (server != NULL)
      http__server_check(server);
    cx->task->leave(cx, &entry);
  } else {
    http__queue_abort(c);
  }
  http__conn_unref(c);
}

/* The peer has sent its last byte.  A request cut short is an error; else
 * what is owed is still sent, unless Node would not. */
void http__conn_on_end(http_conn *c) {
  if (c->given || c->closing)
    return;
  if (llhttp_finish(&c->parser) != HPE_OK) {
    http__conn_fail(c, "HPE_INVALID_EOF_STATE",
                    llhttp_get_error_reason(&c->parser), 0);
    return;
  }
  if (c->server == NULL || !c->server->half_open)
    http__conn_end(c);
  else if (c->last != NULL)
    c->last->last = true;
  else
    http__conn_end(c);
}

static void conn_on_end(void *user) {
  http_conn *c = user;
  http *h = c->http;
  drupe_cx *cx = h->cx;
  const drupe_socket_api *sockets = h->socket.api;
  drupe_entry entry;

  c->ended = true;
  if (cx->task->enter(cx, NULL, &entry) < 0)
    return;
  if (c->socket != NULL)
    (void)sockets->notify(cx, h->socket.self, drupe_ref_get(cx, c->socket),
                          DRUPE_FACE_END, 0);
  else
    http__conn_on_end(c);
  cx->task->leave(cx, &entry);
}

static void conn_on_drain(void *user) {
  http_conn *c = user;
  http *h = c->http;
  drupe_cx *cx = h->cx;
  const drupe_socket_api *sockets = h->socket.api;
  drupe_entry entry;

  c->queued_write = false;
  if (cx->task->enter(cx, NULL, &entry) < 0)
    return;
  if (c->socket != NULL)
    (void)sockets->notify(cx, h->socket.self, drupe_ref_get(cx, c->socket),
                          DRUPE_FACE_DRAIN, 0);
  else if (c->ending)
    http__conn_destroy(c, false);
  http__notices_settle(c);
  http__conn_reading(c);
  cx->task->leave(cx, &entry);
}

static void conn_on_data(void *user, const uint8_t *data, size_t size) {
  http_conn *c = user;
  drupe_cx *cx = c->http->cx;
  drupe_entry entry;

  if (c->closing || c->failed || cx->task->enter(cx, NULL, &entry) < 0)
    return;
  c->refs++;
  http__parse_data(c, data, size);
  http__out_flush(c);
  if (!c->corked)
    c->turn_bytes = 0;
  http__conn_reading(c);
  cx->task->leave(cx, &entry);
  http__conn_unref(c);
}

static const drupe_stream_events conn_events = {
    .head = {sizeof(drupe_stream_events), DRUPE_STREAM_MAJOR,
             DRUPE_STREAM_MINOR},
    .data = conn_on_data,
    .end = conn_on_end,
    .drain = conn_on_drain,
    .closed = conn_on_closed};

/* -- the beginning --------------------------------------------------------- */
/* Does a script see connections?  http.js's own listener does not count. */
static bool conn_is_awaited(http_server *server) {
  http *h = server->http;
  drupe_cx *cx = h->cx;
  drupe_value self = http__server_value(server);
  drupe_value emit = drupe_get(cx, self, h->keys[HTTP__KEY_EMIT]);
  drupe_value events = drupe_get(cx, self, h->keys[HTTP__KEY_EVENTS]);
  drupe_value listener = drupe_get(cx, events, h->keys[HTTP__KEY_CONNECTION]);

  return !cx->value->strict_equals(cx, emit,
                                   drupe_ref_get(cx, h->emitter_emit)) ||
         (drupe_is_object(listener) &&
          !cx->value->strict_equals(cx, listener,
                                    drupe_ref_get(cx, h->listener)));
}

static void conn_announce(http_conn *c) {
  drupe_cx *cx = c->http->cx;
  drupe_value argv[2];
  drupe_entry entry;

  if (cx->task->enter(cx, NULL, &entry) < 0)
    return;
  if (conn_is_awaited(c->server)) {
    argv[0] = http__server_value(c->server);
    argv[1] = http__conn_socket(c);
    (void)http__hook(c->http, HTTP__ON_SOCKET, 2, argv);
  }
  cx->task->leave(cx, &entry);
}

void http__conn_accept(http_server *server, drupe_stream *s) {
  http *h = server->http;
  http_conn *c = drupe_alloc(h->cx, sizeof(*c));

  if (c == NULL)
    return; /* not attached: the transport closes it */
  if (s->ops->attach(s, h->cx, &conn_events, c) < 0) {
    drupe_release(h->cx, c);
    return;
  }
  c->http = h;
  h->refs++;
  c->server = server;
  c->stream = s;
  c->refs = 1;
  c->notices_end = &c->notices;
  http__link_init(&c->waiting);
  http__link_add(&server->conns, &c->all);
  server->conn_count++;
  llhttp_init(&c->parser, HTTP_REQUEST, &h->settings);
  c->parser.data = c;
  c->began = h->cx->loop->now_ms(h->cx);
  if (server->no_delay)
    (void)drupe_stream_set_int(s, "nodelay", 1);
  if (server->keep_alive)
    (void)drupe_stream_set_int(s, "keepalive_s",
                               (int64_t)(server->keep_alive_delay / 1000));
  if (server->timeout > 0)
    http__clock_start(c, server->timeout);
  http__clock_check(server);
  conn_announce(c);
  if (!c->closing)
    (void)s->ops->read_start(s);
}

/* -- the Socket ------------------------------------------------------------ */
static void face_close(void *user, int32_t reset) {
  http__conn_destroy(user, reset != 0);
}

static void face_timeout(void *user, uint64_t delay_ms) {
  http_conn *c = user;

  c->has_own_timeout = true;
  c->own_timeout_ms = delay_ms;
  c->idle_clock = false;
  if (delay_ms == 0)
    http__clock_stop(c);
  else
    http__clock_start(c, (double)delay_ms);
}

static void face_pause(void *user, int32_t on) {
  http_conn *c = user;

  c->script_paused = on != 0;
  http__conn_reading(c);
}

static const drupe_face_events face_events = {
    .head = {sizeof(drupe_face_events), DRUPE_STREAM_MAJOR, DRUPE_STREAM_MINOR},
    .close = face_close,
    .timeout = face_timeout,
    .pause = face_pause};

drupe_value http__conn_socket(http_conn *c) {
  http *h = c->http;
  drupe_cx *cx = h->cx;
  const drupe_socket_api *sockets = h->socket.api;
  drupe_value socket, argv[2];

  if (c->socket != NULL) {
    socket = drupe_ref_get(cx, c->socket);
    return drupe_is_none(socket) ? drupe_null() : socket;
  }
  if (c->stream == NULL)
    return drupe_null();
  socket = sockets->face(cx, h->socket.self, c->stream, &face_events, c);
  if (drupe_is_none(socket))
    return socket;
  if (cx->object->attach(cx, socket, &http__conn_tag, c) == DRUPE_OK)
    c->refs++;
  c->socket = drupe_ref_new(cx, socket);
  argv[0] = c->server == NULL ? drupe_null() : http__server_value(c->server);
  argv[1] = socket;
  (void)http__hook(h, HTTP__ADOPT, 2, argv);
  return socket;
}
