/* modules/http/server.c - the native half of http.Server: a listener of any
 * transport, its connections, its settings. */
#include "http.h"

#include <assert.h>

static http_server *server_of(const drupe_call *call) { return call->native; }

/* -- pinned while something may still call it ------------------------------ */
static void server_hold(http_server *s) {
  drupe_cx *cx = s->http->cx;
  bool wanted = s->listener != NULL || s->conn_count != 0;

  if (wanted == s->pinned)
    return;
  s->pinned = wanted;
  cx->classes->pin(cx, s->instance, wanted);
}

/* The listener has closed or the last connection has gone: http.js looks
 * whether that makes a 'close'. */
void http__server_check(http_server *s) {
  drupe_value self;

  if (s->listener != NULL || s->conn_count != 0)
    return;
  self = http__server_value(s);
  (void)http__hook(s->http, HTTP__ON_CLOSED, 1, &self);
  server_hold(s);
}

/* -- the listener ---------------------------------------------------------- */
static void server_on_connection(void *user, drupe_stream *stream) {
  http_server *s = user;
  drupe_cx *cx = s->http->cx;
  drupe_value self;
  drupe_entry entry;

  if (s->max_connections > 0 && s->conn_count >= s->max_connections) {
    if (cx->task->enter(cx, NULL, &entry) == DRUPE_OK) {
      self = http__server_value(s);
      (void)http__hook(s->http, HTTP__ON_DROP, 1, &self);
      cx->task->leave(cx, &entry);
    }
    return; /* not attached: the transport closes it */
  }
  http__conn_accept(s, stream);
}

static void server_on_closed(void *user, int32_t status) {
  http_server *s = user;
  drupe_cx *cx = s->http->cx;
  drupe_entry entry;

  (void)status;
  s->listener = NULL;
  if (cx->task->enter(cx, NULL, &entry) < 0)
    return;
  if (s->other.api != NULL)
    cx->core->drop(cx, &s->other);
  s->other.api = NULL;
  http__server_check(s);
  cx->task->leave(cx, &entry);
}

static const drupe_listener_events server_events = {
    .head = {sizeof(drupe_listener_events), DRUPE_STREAM_MAJOR,
             DRUPE_STREAM_MINOR},
    .connection = server_on_connection,
    .closed = server_on_closed};

/* "tcp", "unix", or any transport that somebody offers as "stream.KIND". */
static int32_t server_transport(http_server *s, const char *kind,
                                drupe_service *out) {
  http *h = s->http;
  drupe_service *kept = &s->other;
  char name[64];
  int32_t rc = DRUPE_OK;

  assert(kind != NULL); /* the signature says string */
  if (strcmp(kind, "tcp") == 0)
    kept = &h->tcp;
  else if (strcmp(kind, "unix") == 0)
    kept = &h->unix_;
  (void)snprintf(name, sizeof(name), "stream.%s", kind);
  if (kept->api == NULL)
    rc = drupe_query(h->cx, name, DRUPE_STREAM_MAJOR, 0, kept);
  *out = *kept;
  return rc;
}

/* listen(kind, where, backlog, flags): 0 or a negative status. */
static drupe_value server_listen(drupe_cx *cx, const drupe_call *call) {
  http_server *s = server_of(call);
  const char *kind = http__arg_text(cx, call, 0);
  const char *where = http__arg_text(cx, call, 1);
  const drupe_transport_api *transport;
  drupe_service service;
  int32_t rc;

  if (s->listener != NULL)
    return drupe_int(DRUPE_E_STATE);
  rc = server_transport(s, kind, &service);
  if (rc < 0)
    return drupe_int(rc);
  transport = service.api;
  rc = transport->listen(cx, service.self, where, drupe_arg_int(call, 2, 511),
                         drupe_arg_int(call, 3, 0), &server_events, s,
                         &s->listener);
  server_hold(s);
  return drupe_int(rc);
}

static drupe_value server_close(drupe_cx *cx, const drupe_call *call) {
  http_server *s = server_of(call);

  (void)cx;
  if (s->listener != NULL)
    s->listener->ops->close(s->listener);
  return drupe_undefined();
}

static drupe_value server_ref(drupe_cx *cx, const drupe_call *call) {
  http_server *s = server_of(call);

  (void)cx;
  if (s->listener != NULL)
    s->listener->ops->ref(s->listener, drupe_arg_bool(call, 0, 1));
  return drupe_undefined();
}

static drupe_value server_get(drupe_cx *cx, const drupe_call *call) {
  http_server *s = server_of(call);
  const char *name = http__arg_text(cx, call, 0);
  char text[160];
  int64_t size = DRUPE_E_STATE;

  if (s->listener != NULL)
    size = s->listener->ops->get(s->listener, name, text, sizeof(text));
  if (size < 0 || (size_t)size > sizeof(text))
    return drupe_undefined();
  return drupe_string(cx, text, (size_t)size);
}

/* closeConnections(all): idle ones, or all. */
static drupe_value server_close_connections(drupe_cx *cx,
                                            const drupe_call *call) {
  http_server *s = server_of(call);
  int all = drupe_arg_bool(call, 0, 0);
  http_link *at, *next;

  (void)cx;
  for (at = s->conns.next; at != &s->conns; at = next) {
    http_conn *c = HTTP__OWNER(at, http_conn, all);

    next = at->next;
    if (all || (http__conn_idle(c) && c->had_request))
      http__conn_destroy(c, false);
  }
  return drupe_undefined();
}

static drupe_value server_count(drupe_cx *cx, const drupe_call *call) {
  (void)cx;
  return drupe_uint(server_of(call)->conn_count);
}

/* -- settings -------------------------------------------------------------- */
static drupe_value server_get_number(drupe_cx *cx, const drupe_call *call) {
  double n;

  (void)cx;
  memcpy(&n, (const char *)call->native + (uintptr_t)call->data, sizeof(n));
  return drupe_number(n);
}

static drupe_value server_set_number(drupe_cx *cx, const drupe_call *call) {
  double n = drupe_to_double(drupe_arg(call, 0));

  (void)cx;
  if (!(n >= 0))
    n = 0; /* NaN too */
  memcpy((char *)call->native + (uintptr_t)call->data, &n, sizeof(n));
  return drupe_undefined();
}

static drupe_value server_get_flag(drupe_cx *cx, const drupe_call *call) {
  const char *s = call->native;

  (void)cx;
  return drupe_bool(*(const bool *)(s + (uintptr_t)call->data));
}

static drupe_value server_set_flag(drupe_cx *cx, const drupe_call *call) {
  char *s = call->native;

  *(bool *)(s + (uintptr_t)call->data) =
      drupe_truthy(cx, drupe_arg(call, 0)) != 0;
  return drupe_undefined();
}

#define NUMBER(field)                                                          \
  {                                                                            \
#field, server_get_number, server_set_number,                              \
        (void *)(uintptr_t)offsetof(http_server, field),                       \
        DRUPE_MEMBER_ACCESSOR, 0, NULL                                         \
  }
#define SWITCH(field)                                                          \
  {                                                                            \
#field, server_get_flag, server_set_flag,                                  \
        (void *)(uintptr_t)offsetof(http_server, field),                       \
        DRUPE_MEMBER_ACCESSOR, 0, NULL                                         \
  }

static const drupe_member server_members[] = {
    DRUPE_FN("listen(kind: string, where: string, backlog: int32, "
             "flags: int32)",
             server_listen),
    DRUPE_FN("close()", server_close),
    DRUPE_FN("ref(on: boolean)", server_ref),
    DRUPE_FN("get(name: string)", server_get),
    DRUPE_FN("closeConnections(all: boolean)", server_close_connections),
    DRUPE_GET("connections", server_count),
    NUMBER(timeout),
    NUMBER(keep_alive_timeout),
    NUMBER(headers_timeout),
    NUMBER(request_timeout),
    NUMBER(checking_interval),
    NUMBER(max_headers),
    NUMBER(max_requests),
    NUMBER(max_header_size),
    NUMBER(max_connections),
    NUMBER(keep_alive_delay),
    SWITCH(require_host),
    SWITCH(no_delay),
    SWITCH(keep_alive),
    SWITCH(half_open),
    SWITCH(join_duplicates),
    SWITCH(reject_body),
    SWITCH(slow_objects),
    DRUPE_MEMBER_END};

static void server_finalize(drupe_cx *cx, void *native, void *arg) {
  http_server *s = native;
  http *h = s->http;

  (void)arg;
  assert(s->listener == NULL && s->conn_count == 0); /* else it were pinned */
  cx->loop->handle_free(s->check);
  http__link_cut(&s->all);
  drupe_release(cx, s);
  http__unref(h);
}

/* The context ends: closes what is open.  No timer outlives the stop. */
void http__servers_stop(http *h) {
  http_link *at, *conn;

  for (at = h->servers.next; at != &h->servers; at = at->next) {
    http_server *s = HTTP__OWNER(at, http_server, all);

    h->cx->loop->handle_free(s->check);
    s->check = NULL;
    if (s->listener != NULL)
      s->listener->ops->close(s->listener);
    for (conn = s->conns.next; conn != &s->conns; conn = conn->next)
      http__conn_destroy(HTTP__OWNER(conn, http_conn, all), false);
  }
}

const drupe_class_def http__listener_class = {.size = sizeof(drupe_class_def),
                                              .flags = DRUPE_CLASS_HIDDEN,
                                              .self = &http__listener_class,
                                              .signature = "Listener",
                                              .finalize = server_finalize,
                                              .members = server_members,
                                              .slots = 1};

/* server(owner): the native half of an http.Server. */
drupe_value http__server_new(drupe_cx *cx, const drupe_call *call) {
  http_server *s = drupe_alloc(cx, sizeof(*s));
  drupe_value v;

  if (s == NULL)
    return drupe_throw_status(cx, DRUPE_E_NOMEM, "createServer");
  s->http = cx->instance;
  http__link_init(&s->conns);
  http__link_init(&s->all);
  s->max_header_size = HTTP__MAX_HEADER;
  s->max_headers = HTTP__MAX_FIELDS;
  v = cx->classes->instance_new(cx, &http__listener_class, s, &s->instance);
  if (drupe_is_none(v)) {
    drupe_release(cx, s);
    return v;
  }
  s->http->refs++;
  http__link_add(&s->http->servers, &s->all);
  (void)cx->classes->set_slot(cx, s->instance, 0, drupe_arg(call, 0));
  return v;
}
