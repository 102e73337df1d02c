/* modules/http/http.c - the module: what it offers and how it starts and
 * stops. */
#include "http.h"
#include "http_js.h"
#include "messages_js.h"

#include <assert.h>

static const char *const http_hook_names[HTTP__HOOKS] = {
    "request", "data",    "end",      "finish",  "start",      "prefinish",
    "abort",   "drain",   "callback", "refused", "onceFinish", "error",
    "socket",  "upgrade", "timeout",  "closed",  "makeError",  "encode",
    "create",  "drop",    "adopt"};

static const char *const http_key_names[HTTP__KEYS] = {
    "_events",   "request",         "connection",  "emit",
    "writeHead", "_implicitHeader", "destroySoon", "destroy"};

/* setup(hooks): functions of http.js, and the originals that scripts may
 * replace: emit, writeHead, _implicitHeader. */
static drupe_value http_setup(drupe_cx *cx, const drupe_call *call) {
  http *h = cx->instance;
  drupe_value hooks = call->argv[0];
  int i;

  for (i = 0; i < HTTP__HOOKS; i++) {
    h->hooks[i] =
        drupe_ref_new(cx, drupe_get_named(cx, hooks, http_hook_names[i]));
    if (h->hooks[i] == NULL)
      return drupe_throw_status(cx, DRUPE_E_NOMEM, "setup");
  }
  h->emitter_emit = drupe_ref_new(cx, drupe_get_named(cx, hooks, "emit"));
  h->write_head = drupe_ref_new(cx, drupe_get_named(cx, hooks, "writeHead"));
  h->implicit = drupe_ref_new(cx, drupe_get_named(cx, hooks, "implicit"));
  h->listener =
      drupe_ref_new(cx, drupe_get_named(cx, hooks, "connectionListener"));
  if (h->listener == NULL || h->emitter_emit == NULL || h->write_head == NULL ||
      h->implicit == NULL)
    return drupe_throw_status(cx, DRUPE_E_NOMEM, "setup");
  return drupe_undefined();
}

/* load(): the function that is messages.js, compiled now. */
static drupe_value http_load(drupe_cx *cx, const drupe_call *call) {
  drupe_str source;

  (void)call;
  source.data = messages_js;
  source.size = messages_js_size;
  return cx->value->run(cx, source, "node:http/messages");
}

/* error(kind, code, message): not thrown. */
static drupe_value http_error(drupe_cx *cx, const drupe_call *call) {
  const char *kind = http__arg_text(cx, call, 0);
  const char *code = http__arg_text(cx, call, 1);
  int32_t which = DRUPE_ERROR;

  assert(kind != NULL); /* the signature says string */
  if (strcmp(kind, "TypeError") == 0)
    which = DRUPE_TYPE_ERROR;
  else if (strcmp(kind, "RangeError") == 0)
    which = DRUPE_RANGE_ERROR;

  return cx->error->error_new(cx, which, code, drupe_arg_str(cx, call, 2));
}

/* classes(): the prototypes of the native classes. */
static drupe_value http_prototypes(drupe_cx *cx, const drupe_call *call) {
  drupe_value o = drupe_object(cx);

  (void)call;
  (void)drupe_set_named(
      cx, o, "request",
      drupe_get_named(cx, cx->classes->constructor(cx, &http__request_class),
                      "prototype"));
  (void)drupe_set_named(
      cx, o, "outgoing",
      drupe_get_named(cx, cx->classes->constructor(cx, &http__outgoing_class),
                      "prototype"));
  (void)drupe_set_named(
      cx, o, "response",
      drupe_get_named(cx, cx->classes->constructor(cx, &http__response_class),
                      "prototype"));
  return o;
}

static drupe_value http_methods(drupe_cx *cx, const drupe_call *call) {
  drupe_value list = drupe_array(cx, 0);
  uint32_t n = 0;

  (void)call;
#define METHOD(number, name, text)                                             \
  (void)drupe_set_at(cx, list, n++, drupe_string(cx, #text, DRUPE_NTS));
  HTTP_METHOD_MAP(METHOD)
#undef METHOD
  return list;
}

static drupe_value http_reason_of(drupe_cx *cx, const drupe_call *call) {
  const char *reason = http__reason(drupe_arg_int(call, 0, 0));

  return reason == NULL ? drupe_undefined()
                        : drupe_string(cx, reason, DRUPE_NTS);
}

static drupe_value http_is_token(drupe_cx *cx, const drupe_call *call) {
  drupe_str text = drupe_arg_str(cx, call, 0);

  return drupe_bool(text.data != NULL && http__is_token(text.data, text.size));
}

static drupe_value http_is_value(drupe_cx *cx, const drupe_call *call) {
  http *h = cx->instance;
  http_bytes text = {NULL, 0, 0};
  int32_t rc = http__add_latin1(h, &text, drupe_arg(call, 0));

  http__bytes_free(h, &text);
  return drupe_bool(rc == DRUPE_OK);
}

static const drupe_member http_members[] = {
    DRUPE_FN("setup(hooks: object)", http_setup),
    DRUPE_FN("load()", http_load),
    DRUPE_FN("error(kind: string, code: string, message: string)", http_error),
    DRUPE_FN("isServed(socket: any)", http__script_is_served),
    DRUPE_FN("prototypes()", http_prototypes),
    DRUPE_FN("methods()", http_methods),
    DRUPE_FN("reasonOf(status: int32)", http_reason_of),
    DRUPE_FN("isToken(text: any)", http_is_token),
    DRUPE_FN("isValue(text: any)", http_is_value),
    DRUPE_FN("server(owner: object)", http__server_new),
    DRUPE_FN("adoptRequest(object: object)", http__request_adopt),
    DRUPE_FN("adoptResponse(object: object, head: boolean, old: boolean, "
             "outgoing: boolean)",
             http__response_adopt),
    DRUPE_FN("openBody(req: object)", http__script_open_body),
    DRUPE_FN("readBody(req: object)", http__script_read_body),
    DRUPE_FN("dump(req: object)", http__script_dump),
    DRUPE_FN("watch(message: object)", http__script_watch),
    DRUPE_FN("next(res: object)", http__script_next),
    DRUPE_FN("socketOf(message: object)", http__script_socket),
    DRUPE_FN("raw(res: object, text: string)", http__script_raw),
    DRUPE_FN("pending(res: object)", http__script_pending),
    DRUPE_FN("sent(res: object)", http__script_sent),
    DRUPE_FN("socketEnded(socket: object)", http__script_socket_ended),
    DRUPE_FN("socketClosed(socket: object)", http__script_socket_closed),
    DRUPE_FN("headSent(socket: object)", http__script_head_sent),
    DRUPE_MEMBER_END};

static const drupe_class_def *const http_classes[] = {
    &http__request_class, &http__outgoing_class, &http__response_class,
    &http__listener_class, NULL};

static int32_t http_start(drupe_cx *cx, drupe_value exports) {
  http *h = drupe_alloc(cx, sizeof(*h));
  int32_t rc;
  int i;

  (void)exports;
  if (h == NULL)
    return DRUPE_E_NOMEM;
  h->cx = cx;
  h->refs = 1;
  http__link_init(&h->servers);
  h->out = drupe_alloc(cx, HTTP__OUT_SIZE);
  if (h->out == NULL) {
    rc = DRUPE_E_NOMEM;
    goto fail_out;
  }
  rc = drupe_query(cx, "net.socket", DRUPE_STREAM_MAJOR, 0, &h->socket);
  if (rc < 0)
    goto fail_socket;
  for (i = 0; i < HTTP__KEYS; i++)
    h->keys[i] = drupe_key(cx, http_key_names[i]);
  http__parse_settings(&h->settings);
  cx->instance = h;
  return DRUPE_OK;

fail_socket:
  drupe_release(cx, h->out);
fail_out:
  drupe_release(cx, h);
  return rc;
}

static void http_drop(drupe_cx *cx, drupe_service *service) {
  if (service->api != NULL)
    cx->core->drop(cx, service);
}

void http__unref(http *h) {
  if (--h->refs == 0)
    drupe_release(h->cx, h);
}

/* Objects of scripts and closing connections may outlive the stop: they find
 * `stopped` set and only give memory back. */
static int32_t http_stop(drupe_cx *cx, int32_t why) {
  http *h = cx->instance;
  int i;

  (void)why;
  if (h->out_owner != NULL) /* a process that ends in a handler still answers */
    http__out_flush(h->out_owner);
  h->stopped = true;
  http__servers_stop(h);
  for (i = 0; i < HTTP__HOOKS; i++) {
    drupe_ref_free(cx, h->hooks[i]);
    h->hooks[i] = NULL;
  }
  drupe_ref_free(cx, h->emitter_emit);
  drupe_ref_free(cx, h->write_head);
  drupe_ref_free(cx, h->implicit);
  drupe_ref_free(cx, h->listener);
  http_drop(cx, &h->tcp);
  http_drop(cx, &h->unix_);
  http_drop(cx, &h->socket);
  http__clocks_free(h);
  http__exchanges_free(h);
  drupe_release(cx, h->out);
  h->out = NULL;
  cx->instance = NULL;
  http__unref(h);
  return DRUPE_OK;
}

DRUPE_MODULE("http", .version = DRUPE_VERSION, .members = http_members,
             .classes = http_classes, .start = http_start, .stop = http_stop,
             .js = http_js, .js_size = http_js_size);
