/* modules/http/response.c - OutgoingMessage and ServerResponse as scripts see
 * them: headers and what is known of the message.  body.c writes. */
#include "http.h"

static http_exchange *response_of(const drupe_call *call) {
  return call->native;
}

static drupe_value response_headers_sent(drupe_cx *cx, const char *verb) {
  return drupe_throwf(cx, DRUPE_ERROR, "ERR_HTTP_HEADERS_SENT",
                      "Cannot %s headers after they are sent to the client",
                      verb);
}

/* -- headers --------------------------------------------------------------- */
static drupe_value response_set_header(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = response_of(call);

  if (x->has_head)
    return response_headers_sent(cx, "set");
  return http__header_set(x, drupe_arg(call, 0), drupe_arg(call, 1))
             ? call->self
             : drupe_none();
}

static drupe_value response_append_header(drupe_cx *cx,
                                          const drupe_call *call) {
  http_exchange *x = response_of(call);

  if (x->has_head)
    return response_headers_sent(cx, "append");
  return http__header_append(x, drupe_arg(call, 0), drupe_arg(call, 1))
             ? call->self
             : drupe_none();
}

static drupe_value response_get_header(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = response_of(call);
  drupe_str name = drupe_arg_str(cx, call, 0);
  http_header *at = http__header_find(x, name.data, name.size);

  return at == NULL ? drupe_undefined() : http__header_value(x, at);
}

static drupe_value response_has_header(drupe_cx *cx, const drupe_call *call) {
  drupe_str name = drupe_arg_str(cx, call, 0);

  return drupe_bool(
      http__header_find(response_of(call), name.data, name.size) != NULL);
}

static drupe_value response_remove_header(drupe_cx *cx,
                                          const drupe_call *call) {
  http_exchange *x = response_of(call);
  drupe_str name = drupe_arg_str(cx, call, 0);

  if (x->has_head)
    return response_headers_sent(cx, "remove");
  if (http__same(name.data, name.size, "connection"))
    x->removed_connection = true;
  else if (http__same(name.data, name.size, "content-length"))
    x->removed_length = true;
  else if (http__same(name.data, name.size, "transfer-encoding"))
    x->removed_te = true;
  else if (http__same(name.data, name.size, "date"))
    x->send_date = false;
  http__header_remove(x, name.data, name.size);
  return drupe_undefined();
}

static drupe_value response_name(http_exchange *x, const http_header *at,
                                 bool lower) {
  drupe_cx *cx = x->http->cx;
  char text[256];
  char *big =
      at->name_size > sizeof(text) ? drupe_alloc(cx, at->name_size) : text;
  drupe_value v;
  uint32_t i;

  if (big == NULL)
    return drupe_throw_status(cx, DRUPE_E_NOMEM, "getHeaders");
  memcpy(big, x->text.data + at->name, at->name_size);
  for (i = 0; lower && i < at->name_size; i++)
    if (big[i] >= 'A' && big[i] <= 'Z')
      big[i] = (char)(big[i] | 32);
  v = drupe_string(cx, big, at->name_size);
  if (big != text)
    drupe_release(cx, big);
  return v;
}

static drupe_value response_names(http_exchange *x, bool lower) {
  drupe_cx *cx = x->http->cx;
  drupe_value list = drupe_array(cx, 0);
  uint32_t i;

  for (i = 0; i < x->header_count; i++)
    (void)drupe_set_at(cx, list, i, response_name(x, &x->headers[i], lower));
  return list;
}

static drupe_value response_header_names(drupe_cx *cx, const drupe_call *call) {
  (void)cx;
  return response_names(response_of(call), true);
}

static drupe_value response_raw_names(drupe_cx *cx, const drupe_call *call) {
  (void)cx;
  return response_names(response_of(call), false);
}

static drupe_value response_headers(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = response_of(call);
  drupe_value o = cx->object->object_of(cx, drupe_null());
  uint32_t i;

  for (i = 0; i < x->header_count; i++)
    (void)drupe_set(cx, o, response_name(x, &x->headers[i], true),
                    http__header_value(x, &x->headers[i]));
  return o;
}

/* -- the head -------------------------------------------------------------- */
bool http__implicit(http_exchange *x) {
  http *h = x->http;
  drupe_cx *cx = h->cx;
  drupe_value self = http__res_value(x);
  drupe_value implicit = drupe_get(cx, self, h->keys[HTTP__KEY_IMPLICIT]);
  drupe_value head = drupe_get(cx, self, h->keys[HTTP__KEY_WRITE_HEAD]);
  drupe_value status = drupe_int(x->status);

  if (!cx->value->strict_equals(cx, implicit, drupe_ref_get(cx, h->implicit)))
    return !drupe_is_none(drupe_apply(cx, implicit, self, 0, NULL));
  if (!cx->value->strict_equals(cx, head, drupe_ref_get(cx, h->write_head)))
    return !drupe_is_none(drupe_apply(cx, head, self, 1, &status));
  return !drupe_is_none(http__write_head(x, self, 1, &status));
}

static drupe_value response_implicit(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = response_of(call);
  drupe_value status = drupe_int(x->status);

  (void)drupe_invoke(cx, call->self, x->http->keys[HTTP__KEY_WRITE_HEAD], 1,
                     &status);
  return drupe_undefined();
}

/* Headers of writeHead over those of setHeader. */
static bool response_merge(http_exchange *x, drupe_value given) {
  drupe_cx *cx = x->http->cx;
  int64_t i, count = cx->object->array_length(cx, given);
  drupe_value keys;

  if (count >= 0) {
    if (count % 2 != 0) {
      (void)drupe_throwf(cx, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_VALUE",
                         "The argument 'headers' is invalid. Received an "
                         "array of odd length");
      return false;
    }
    for (i = 0; i < count; i += 2) {
      drupe_str name = drupe_view(cx, drupe_at(cx, given, (uint32_t)i));

      http__header_remove(x, name.data, name.size);
    }
    for (i = 0; i < count; i += 2)
      if (!http__header_append(x, drupe_at(cx, given, (uint32_t)i),
                               drupe_at(cx, given, (uint32_t)i + 1)))
        return false;
    return true;
  }
  keys =
      cx->object->keys(cx, given, DRUPE_KEYS_ENUMERABLE | DRUPE_KEYS_STRINGS);
  count = cx->object->array_length(cx, keys);
  for (i = 0; i < count; i++) {
    drupe_value key = drupe_at(cx, keys, (uint32_t)i);

    if (!http__header_set(x, key, drupe_get(cx, given, key)))
      return false;
  }
  return !drupe_is_none(keys);
}

static bool response_message(http_exchange *x, drupe_value message) {
  drupe_cx *cx = x->http->cx;
  int32_t rc;

  x->message.size = 0;
  rc = http__add_latin1(x->http, &x->message, message);
  if (rc == DRUPE_E_INVAL)
    (void)drupe_throwf(cx, DRUPE_TYPE_ERROR, "ERR_INVALID_CHAR",
                       "Invalid character in statusMessage");
  else if (rc < 0 && rc != DRUPE_E_PENDING)
    (void)drupe_throw_status(cx, rc, "writeHead");
  return rc == DRUPE_OK;
}

static void response_standard_message(http_exchange *x) {
  const char *reason = http__reason(x->status);

  if (x->message.size != 0 || (x->status == 200 && !x->message_given))
    return;
  if (reason == NULL)
    reason = "unknown";
  (void)http__bytes_add(x->http, &x->message, reason, strlen(reason));
}

static drupe_value response_bad_status(drupe_cx *cx, drupe_value status) {
  drupe_str text = drupe_view(cx, cx->value->to_string(cx, status));

  return drupe_throwf(cx, DRUPE_RANGE_ERROR, "ERR_HTTP_INVALID_STATUS_CODE",
                      "Invalid status code: %.*s", (int)text.size,
                      text.data == NULL ? "" : text.data);
}

/* writeHead(status, reason?, headers?) */
drupe_value http__write_head(http_exchange *x, drupe_value self, uint32_t argc,
                             const drupe_value *argv) {
  drupe_cx *cx = x->http->cx;
  drupe_value status = argc > 0 ? argv[0] : drupe_undefined();
  drupe_value reason = argc > 1 ? argv[1] : drupe_undefined();
  drupe_value given = argc > 2 ? argv[2] : drupe_undefined();
  int32_t code;

  if (x->has_head)
    return response_headers_sent(cx, "write");
  code = drupe_is_number(status)
             ? drupe_to_int(status)
             : drupe_to_int(cx->value->to_number(cx, status));
  if (code < 100 || code > 999)
    return response_bad_status(cx, status);
  x->status = code;
  if (drupe_is_string(reason)) {
    if (!response_message(x, reason))
      return drupe_none();
  } else if (drupe_is_nullish(given)) {
    given = reason;
  }
  response_standard_message(x);
  if (x->has_headers) {
    if (drupe_is_object(given) && !response_merge(x, given))
      return drupe_none();
    given = drupe_none();
  } else if (!drupe_is_object(given)) {
    given = drupe_none();
  }
  if (code == 204 || code == 304 || code < 200)
    x->has_body = false;
  /* The client may send a body nobody asked for. */
  if (x->expects && !x->sent_100)
    x->keep_alive = false;
  return http__frame_head(x, given) ? self : drupe_none();
}

static drupe_value response_write_head(drupe_cx *cx, const drupe_call *call) {
  (void)cx;
  return http__write_head(response_of(call), call->self, call->argc,
                          call->argv);
}

static drupe_value response_flush_headers(drupe_cx *cx,
                                          const drupe_call *call) {
  http_exchange *x = response_of(call);

  (void)cx;
  if (!x->has_head && !http__implicit(x))
    return drupe_none();
  http__frame_send(x, "", 0);
  if (x->conn != NULL)
    http__out_flush(x->conn);
  return drupe_undefined();
}

/* -- what is known of the message ------------------------------------------ */
static drupe_value response_status(drupe_cx *cx, const drupe_call *call) {
  (void)cx;
  return drupe_int(response_of(call)->status);
}

static drupe_value response_set_status(drupe_cx *cx, const drupe_call *call) {
  drupe_value v = drupe_arg(call, 0);

  if (!drupe_is_number(v)) {
    v = cx->value->to_number(cx, v);
    if (drupe_is_none(v))
      return v;
  }
  response_of(call)->status = drupe_to_int(v);
  return drupe_undefined();
}

static drupe_value response_status_message(drupe_cx *cx,
                                           const drupe_call *call) {
  http_exchange *x = response_of(call);
  const char *reason;

  if (x->message.size == 0 && x->has_head && !x->message_given) {
    reason = http__reason(x->status);
    return drupe_string(cx, reason, DRUPE_NTS);
  }
  return x->message.size == 0 && !x->message_given
             ? drupe_undefined()
             : drupe_latin1(cx, x->message.data, x->message.size);
}

static drupe_value response_set_message(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = response_of(call);

  (void)cx;
  x->message.size = 0;
  x->message_given = false;
  if (drupe_is_nullish(drupe_arg(call, 0)))
    return drupe_undefined();
  x->message_given = true;
  return response_message(x, drupe_arg(call, 0)) ? drupe_undefined()
                                                 : drupe_none();
}

/* _header: the text, null before there is one. */
static drupe_value response_header_text(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = response_of(call);

  return x->has_head ? drupe_latin1(cx, x->head.data, x->head.size)
                     : drupe_null();
}

static drupe_value response_length(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = response_of(call);

  (void)cx;
  return x->has_length ? drupe_number(x->content_length) : drupe_null();
}

static drupe_value response_set_length(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = response_of(call);

  (void)cx;
  x->has_length = drupe_is_number(drupe_arg(call, 0));
  x->content_length = drupe_to_double(drupe_arg(call, 0));
  return drupe_undefined();
}

static drupe_value response_writable_length(drupe_cx *cx,
                                            const drupe_call *call) {
  (void)cx;
  return drupe_number((double)http__frame_queued(response_of(call)));
}

static drupe_value response_req(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = response_of(call);

  return x->linked ? cx->classes->slot(cx, call->instance, 0)
                   : http__req_value(x);
}

static drupe_value response_set_req(drupe_cx *cx, const drupe_call *call) {
  response_of(call)->linked = true;
  (void)cx->classes->set_slot(cx, call->instance, 0, drupe_arg(call, 0));
  return drupe_undefined();
}

/* Booleans of the exchange by their offset: one getter and setter for all. */
static drupe_value response_get_flag(drupe_cx *cx, const drupe_call *call) {
  const char *x = call->native;

  (void)cx;
  return drupe_bool(*(const bool *)(x + (uintptr_t)call->data));
}

static drupe_value response_set_flag(drupe_cx *cx, const drupe_call *call) {
  char *x = call->native;

  *(bool *)(x + (uintptr_t)call->data) =
      drupe_truthy(cx, drupe_arg(call, 0)) != 0;
  return drupe_undefined();
}

#define FLAG(field) ((void *)(uintptr_t)offsetof(http_exchange, field))
#define FLAG_GET(name, field)                                                  \
  { name, response_get_flag, NULL, FLAG(field), DRUPE_MEMBER_ACCESSOR, 0, NULL }
#define FLAG_GETSET(name, field)                                               \
  {                                                                            \
    name, response_get_flag, response_set_flag, FLAG(field),                   \
        DRUPE_MEMBER_ACCESSOR, 0, NULL                                         \
  }

static const drupe_member outgoing_members[] = {
    DRUPE_FN("setHeader(name: any, value: any)", response_set_header),
    DRUPE_FN("appendHeader(name: any, value: any)", response_append_header),
    DRUPE_FN("getHeader(name: string)", response_get_header),
    DRUPE_FN("hasHeader(name: string)", response_has_header),
    DRUPE_FN("removeHeader(name: string)", response_remove_header),
    DRUPE_FN("getHeaders()", response_headers),
    DRUPE_FN("getHeaderNames()", response_header_names),
    DRUPE_FN("getRawHeaderNames()", response_raw_names),
    DRUPE_FN("flushHeaders()", response_flush_headers),
    DRUPE_FN("write(chunk: any, encoding: any, callback: any)",
             http__response_write),
    DRUPE_FN("end(chunk: any, encoding: any, callback: any)",
             http__response_end),
    DRUPE_FN("addTrailers(headers: any)", http__response_trailers),
    DRUPE_FN("cork()", http__response_cork),
    DRUPE_FN("uncork()", http__response_uncork),
    DRUPE_GET("writableCorked", http__response_corks),
    FLAG_GET("headersSent", has_head),
    FLAG_GETSET("_headerSent", head_sent),
    FLAG_GET("writableEnded", ended),
    FLAG_GETSET("finished", ended),
    FLAG_GET("writableFinished", finished),
    FLAG_GET("writableNeedDrain", needs_drain),
    FLAG_GETSET("_hasBody", has_body),
    FLAG_GETSET("chunkedEncoding", chunked),
    FLAG_GETSET("_last", last),
    FLAG_GETSET("shouldKeepAlive", keep_alive),
    FLAG_GETSET("sendDate", send_date),
    FLAG_GETSET("useChunkedEncodingByDefault", chunked_default),
    FLAG_GETSET("_removedContLen", removed_length),
    FLAG_GETSET("_removedTE", removed_te),
    FLAG_GETSET("_removedConnection", removed_connection),
    FLAG_GETSET("_defaultKeepAlive", default_keep_alive),
    FLAG_GETSET("_expect_continue", expects),
    FLAG_GETSET("_sent100", sent_100),
    FLAG_GETSET("destroyed", destroyed),
    FLAG_GETSET("_closed", closed_told),
    FLAG_GETSET("strictContentLength", strict_length),
    DRUPE_GETSET("_contentLength", response_length, response_set_length),
    DRUPE_GET("_header", response_header_text),
    DRUPE_GET("writableLength", response_writable_length),
    DRUPE_GETSET("req", response_req, response_set_req),
    DRUPE_MEMBER_END};

static const drupe_member response_members[] = {
    DRUPE_GETSET("statusCode", response_status, response_set_status),
    DRUPE_GETSET("statusMessage", response_status_message,
                 response_set_message),
    DRUPE_FN("writeHead(statusCode: any, reason: any, obj: any)",
             response_write_head),
    DRUPE_FN("_implicitHeader()", response_implicit), DRUPE_MEMBER_END};

static void response_finalize(drupe_cx *cx, void *native, void *arg) {
  http_exchange *x = native;

  (void)cx;
  (void)arg;
  x->res = NULL;
  x->pinned_res = false;
  http__exchange_unref(x);
}

const drupe_class_def http__outgoing_class = {.size = sizeof(drupe_class_def),
                                              .flags = DRUPE_CLASS_HIDDEN,
                                              .self = &http__outgoing_class,
                                              .signature = "OutgoingMessage",
                                              .finalize = response_finalize,
                                              .members = outgoing_members,
                                              .slots = 1};

const drupe_class_def http__response_class = {.size = sizeof(drupe_class_def),
                                              .flags = DRUPE_CLASS_HIDDEN,
                                              .self = &http__response_class,
                                              .signature = "ServerResponse",
                                              .finalize = response_finalize,
                                              .members = response_members,
                                              .parent = &http__outgoing_class,
                                              .slots = 1};
