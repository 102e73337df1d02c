/* modules/http/dispatch.c - from a complete head to the script.
 *
 * The one way into JavaScript per request.  Where the server has one plain
 * 'request' listener and the usual emit, the listener is called directly. */
#include "http.h"

static void dispatch_emit(http_server *server, int32_t what, drupe_value req,
                          drupe_value res) {
  drupe_value argv[4];

  argv[0] = http__server_value(server);
  argv[1] = req;
  argv[2] = res;
  argv[3] = drupe_int(what);
  (void)http__hook(server->http, HTTP__ON_REQUEST, 4, argv);
}

/* server.emit('request', req, res), by the short way where that is the same. */
static void dispatch_request(http_server *server, drupe_value req,
                             drupe_value res) {
  http *h = server->http;
  drupe_cx *cx = h->cx;
  drupe_value self = http__server_value(server);
  drupe_value emit = drupe_get(cx, self, h->keys[HTTP__KEY_EMIT]);
  drupe_value events = drupe_get(cx, self, h->keys[HTTP__KEY_EVENTS]);
  drupe_value listener = drupe_get(cx, events, h->keys[HTTP__KEY_REQUEST]);
  drupe_value argv[2];

  if (!drupe_is_function(listener) ||
      !cx->value->strict_equals(cx, emit, drupe_ref_get(cx, h->emitter_emit))) {
    dispatch_emit(server, HTTP__EMIT_REQUEST, req, res);
    return;
  }
  argv[0] = req;
  argv[1] = res;
  if (drupe_is_none(drupe_apply(cx, listener, self, 2, argv)))
    http__uncaught(h);
}

/* An answer of ours, through the same way as a script's. */
static void dispatch_refuse(http_exchange *x, int32_t status, bool close) {
  drupe_cx *cx = x->http->cx;
  drupe_value argv[2], res = http__res_value(x);

  argv[0] = drupe_int(status);
  argv[1] = drupe_undefined();
  if (close) {
    argv[1] = drupe_array(cx, 0);
    (void)drupe_set_at(cx, argv[1], 0, drupe_string(cx, "Connection", 10));
    (void)drupe_set_at(cx, argv[1], 1, drupe_string(cx, "close", 5));
  }
  (void)http__write_head(x, res, 2, argv);
  http__frame_end(x);
  http__uncaught(x->http);
}

/* Expect: what came, as Node's /(?:^|\W)100-continue(?:$|\W)/i. */
static bool dispatch_is_continue(const http_exchange *x) {
  uint32_t i;

  for (i = 0; i < x->fields.count; i++) {
    const http_field *f = &x->fields.at[i];

    if (f->name_size == 6 && http__same(x->arena.data + f->name, 6, "expect"))
      return http__has_word(x->arena.data + f->value, f->value_size,
                            "100-continue");
  }
  return false;
}

static void dispatch_expect(http_server *server, http_exchange *x,
                            drupe_value req, drupe_value res) {
  static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";

  if (!dispatch_is_continue(x)) {
    if (http__server_hears(server, "checkExpectation"))
      dispatch_emit(server, HTTP__EMIT_EXPECTATION, req, res);
    else
      dispatch_refuse(x, 417, false);
    return;
  }
  x->expects = true;
  if (http__server_hears(server, "checkContinue")) {
    dispatch_emit(server, HTTP__EMIT_CONTINUE, req, res);
    return;
  }
  http__frame_raw(x, go_on, sizeof(go_on) - 1);
  x->sent_100 = true;
  dispatch_request(server, req, res);
}

/* false when the request limit of the connection was passed. */
static bool dispatch_within_limit(http_conn *c, http_exchange *x,
                                  drupe_value req, drupe_value res) {
  http_server *server = c->server;

  if (server->max_requests <= 0)
    return true;
  c->requests++;
  x->limit_reached = server->max_requests <= c->requests;
  if (server->max_requests >= c->requests)
    return true;
  dispatch_emit(server, HTTP__EMIT_DROP, req, res);
  dispatch_refuse(x, 503, false);
  return false;
}

static void dispatch_route(http_conn *c, http_exchange *x, drupe_value req,
                           drupe_value res) {
  http_server *server = c->server;

  if (x->major == 1 && x->minor == 1) {
    if (server->require_host && !x->has_host) {
      dispatch_refuse(x, 400, true);
      return;
    }
    if (!dispatch_within_limit(c, x, req, res))
      return;
    if (x->has_expect) {
      dispatch_expect(server, x, req, res);
      return;
    }
  }
  dispatch_request(server, req, res);
}

/* An upgrade somebody waits for, or any CONNECT, ends the protocol here. */
static bool dispatch_is_upgrade(http_conn *c, http_exchange *x) {
  if (!x->upgrade)
    return false;
  x->upgrade =
      x->method == HTTP_CONNECT || http__server_hears(c->server, "upgrade");
  return x->upgrade;
}

/* Objects of the classes that the server was given: their constructors take
 * the exchange (http__request_adopt, http__response_adopt). */
static bool dispatch_create(http_server *server, http_exchange *x,
                            drupe_value *req, drupe_value *res) {
  http *h = server->http;
  drupe_cx *cx = h->cx;
  drupe_value argv[2], pair;

  argv[0] = http__server_value(server);
  argv[1] = http__conn_socket(x->conn);
  h->creating = x;
  pair = http__hook(h, HTTP__ON_CREATE, 2, argv);
  h->creating = NULL;
  if (drupe_is_none(pair))
    return false;
  *req = drupe_at(cx, pair, 0);
  *res = drupe_at(cx, pair, 1);
  return x->req != NULL && x->res != NULL;
}

int http__dispatch(http_conn *c, http_exchange *x) {
  http *h = c->http;
  drupe_cx *cx = h->cx;
  http_server *server = c->server;
  drupe_value req, res;
  drupe_scope scope;

  if (c->closing || server == NULL)
    return HPE_USER;
  if (c->idle_clock || server->timeout > 0)
    http__clock_request(c);
  if (dispatch_is_upgrade(c, x))
    return 2;
  drupe_scope_open(cx, &scope);
  x->refs++; /* it may be over before the scope is */
  http__queue_add(c, x);
  if (server->slow_objects ? dispatch_create(server, x, &req, &res)
                           : http__exchange_objects(x, &req, &res))
    dispatch_route(c, x, req, res);
  else
    http__uncaught(h);
  http__exchange_link(x);
  (void)drupe_scope_close(cx, &scope, drupe_none());
  http__exchange_unref(x);
  return c->closing ? HPE_USER : 0;
}

void http__dispatch_upgrade(http_conn *c, const char *rest, size_t size) {
  http *h = c->http;
  drupe_cx *cx = h->cx;
  const drupe_socket_api *sockets = h->socket.api;
  http_exchange *x = c->parsing;
  drupe_value argv[4];

  if (x == NULL || c->server == NULL)
    return;
  c->parsing = NULL;
  argv[0] = http__server_value(c->server);
  argv[1] = cx->classes->instance_new(cx, &http__request_class, x, &x->req);
  if (!drupe_is_none(argv[1])) {
    x->refs++;
    x->origin = c;
    c->refs++;
  }
  argv[2] = http__conn_socket(c);
  argv[3] = drupe_buffer_copy(cx, rest, size);
  http__clock_stop(c);
  if (http__server_hears(c->server,
                         x->method == HTTP_CONNECT ? "connect" : "upgrade") &&
      sockets->give(cx, h->socket.self, argv[2], NULL, 0) == DRUPE_OK) {
    http__conn_give(c);
    (void)http__hook(h, HTTP__ON_UPGRADE, 4, argv);
  } else {
    http__uncaught(h);
    http__conn_destroy(c, false);
  }
  http__queue_leave(x);
  http__exchange_unref(x);
}
