/* modules/http/body.c - write and end of a response, trailers, corking. */
#include "http.h"

/* A chunk as bytes: the script's own, or made here. */
typedef struct body_chunk {
  const void *data;
  size_t size;
  char *owned; /* to release, or NULL */
} body_chunk;

static bool body_is_utf8(drupe_cx *cx, drupe_value encoding) {
  drupe_str name;

  if (!drupe_is_string(encoding))
    return true;
  name = drupe_view(cx, encoding);
  return http__same(name.data, name.size, "utf8") ||
         http__same(name.data, name.size, "utf-8");
}

static bool body_is_latin1(drupe_cx *cx, drupe_value encoding) {
  drupe_str name = drupe_view(cx, encoding);

  return http__same(name.data, name.size, "latin1") ||
         http__same(name.data, name.size, "binary");
}

static bool body_latin1(drupe_cx *cx, drupe_value text, body_chunk *out) {
  int64_t size = cx->value->string_length(cx, text);
  size_t written = 0;

  if (size <= 0)
    return size == 0;
  out->owned = drupe_alloc(cx, (size_t)size);
  if (out->owned == NULL) {
    (void)drupe_throw_status(cx, DRUPE_E_NOMEM, "write");
    return false;
  }
  (void)cx->value->string_copy(cx, text, DRUPE_LATIN1, out->owned, (size_t)size,
                               &written);
  out->data = out->owned;
  out->size = written;
  return true;
}

/* false with an error pending. */
static bool body_take(http_exchange *x, const drupe_call *call,
                      drupe_value chunk, drupe_value encoding,
                      body_chunk *out) {
  drupe_cx *cx = x->http->cx;
  drupe_value argv[2];
  drupe_span span;
  drupe_str text;

  out->data = "";
  out->size = 0;
  out->owned = NULL;
  if (drupe_is_string(chunk) && body_is_utf8(cx, encoding)) {
    text = drupe_view(cx, chunk);
    out->data = text.data;
    out->size = text.size;
    return text.data != NULL;
  }
  if (drupe_is_string(chunk) && body_is_latin1(cx, encoding))
    return body_latin1(cx, chunk, out);
  if (drupe_is_string(chunk)) {
    argv[0] = chunk;
    argv[1] = encoding;
    chunk = drupe_apply(cx, drupe_ref_get(cx, x->http->hooks[HTTP__ENCODE]),
                        drupe_undefined(), 2, argv);
    if (drupe_is_none(chunk))
      return false;
  }
  if (drupe_is_null(chunk)) {
    (void)drupe_throwf(cx, DRUPE_TYPE_ERROR, "ERR_STREAM_NULL_VALUES",
                       "May not write null values to stream");
    return false;
  }
  if (cx->value->kind(cx, chunk) != DRUPE_KIND_TYPEDARRAY ||
      cx->buffer->buffer_get(cx, chunk, &span) < 0) {
    (void)cx->function->bad_argument(
        cx, call, 0, "of type string or an instance of Buffer or Uint8Array");
    return false;
  }
  out->data = span.data == NULL ? (const uint8_t *)"" : span.data;
  out->size = span.size;
  return true;
}

static void body_drop(drupe_cx *cx, body_chunk *chunk) {
  drupe_release(cx, chunk->owned);
}

/* An error that is told by events: http.js does as Node. */
static void body_refuse(http_exchange *x, drupe_value self, const char *code,
                        drupe_value callback) {
  drupe_cx *cx = x->http->cx;
  drupe_value argv[3];

  argv[0] = self;
  argv[1] = drupe_string(cx, code, DRUPE_NTS);
  argv[2] = callback;
  (void)http__hook(x->http, HTTP__ON_REFUSED, 3, argv);
}

/* With strictContentLength the body may not grow past what was promised. */
static bool body_is_too_long(http_exchange *x, size_t size, bool last) {
  double total = x->bytes_written + (double)size;

  if (!x->strict_length || !x->has_length || x->removed_length ||
      !x->has_body || x->chunked)
    return false;
  return last ? total != x->content_length : total > x->content_length;
}

static drupe_value body_mismatch(http_exchange *x, size_t size) {
  return drupe_throwf(x->http->cx, DRUPE_ERROR,
                      "ERR_HTTP_CONTENT_LENGTH_MISMATCH",
                      "Response body's content-length of %.0f byte(s) does "
                      "not match the content-length of %.0f byte(s) set in "
                      "header",
                      x->bytes_written + (double)size, x->content_length);
}

static void body_notify(http_exchange *x, drupe_value callback) {
  http_conn *c = x->conn;

  if (!drupe_is_function(callback) || c == NULL)
    return;
  (void)http__notice_add(c, NULL, callback);
}

/* A callback with the next tick, where no bytes have to leave first. */
static void body_callback_soon(http_exchange *x, drupe_value callback) {
  drupe_value argv[2];

  if (!drupe_is_function(callback))
    return;
  argv[0] = callback;
  argv[1] = drupe_bool(1);
  (void)http__hook(x->http, HTTP__ON_CALLBACK, 2, argv);
}

static drupe_value body_write(http_exchange *x, const body_chunk *chunk,
                              drupe_value callback) {
  http_conn *c = x->conn;
  bool more;

  if (!x->has_head && !http__implicit(x))
    return drupe_none();
  if (!x->has_body) {
    body_callback_soon(x, callback);
    return drupe_bool(1);
  }
  if (body_is_too_long(x, chunk->size, false))
    return body_mismatch(x, chunk->size);
  if (c != NULL && c->first == x)
    http__out_cork(c);
  http__frame_body(x, chunk->data, chunk->size);
  body_notify(x, callback);
  more = http__frame_queued(x) < HTTP__HIGH_WATER;
  if (!more)
    x->needs_drain = true;
  return drupe_bool(more);
}

/* write(chunk, encoding?, callback?): false when the script should wait for
 * 'drain'. */
drupe_value http__response_write(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = call->native;
  drupe_value encoding = drupe_arg(call, 1), callback = drupe_arg(call, 2);
  body_chunk chunk;
  drupe_value v;

  if (drupe_is_function(encoding)) {
    callback = encoding;
    encoding = drupe_undefined();
  }
  if (!body_take(x, call, drupe_arg(call, 0), encoding, &chunk))
    return drupe_none();
  if (x->ended || x->destroyed) {
    body_refuse(x, call->self,
                x->ended ? "ERR_STREAM_WRITE_AFTER_END"
                         : "ERR_STREAM_DESTROYED",
                callback);
    v = drupe_bool(0);
  } else {
    v = body_write(x, &chunk, callback);
  }
  body_drop(cx, &chunk);
  return v;
}

/* end() without a chunk on a message that has ended. */
static drupe_value body_end_again(http_exchange *x, drupe_value self,
                                  drupe_value callback, bool chunk) {
  if (chunk)
    body_refuse(x, self, "ERR_STREAM_WRITE_AFTER_END", callback);
  else if (drupe_is_function(callback))
    body_refuse(x, self, "ERR_STREAM_ALREADY_FINISHED", callback);
  return self;
}

static bool body_end_head(http_exchange *x, size_t size) {
  if (x->has_head)
    return true;
  x->content_length = (double)size;
  x->has_length = true;
  return http__implicit(x);
}

/* 'prefinish' comes while end() runs; the rest when the bytes are out. */
static void body_ended(http_exchange *x) {
  drupe_value res;
  bool first = x->conn != NULL && x->conn->first == x;
  bool watched = x->watched;

  x->refs++; /* the last reference may go with the queue's */
  http__frame_end(x);
  if (watched && (first || x->conn == NULL)) {
    res = http__res_value(x);
    (void)http__hook(x->http, HTTP__ON_PREFINISH, 1, &res);
  }
  http__exchange_unref(x);
}

/* A Socket that a script sees is corked with its response. */
static void body_cork_socket(http_exchange *x, const char *verb) {
  http_conn *c = x->conn;
  drupe_cx *cx = x->http->cx;

  if (c == NULL || c->first != x || c->socket == NULL)
    return;
  (void)drupe_invoke(cx, drupe_ref_get(cx, c->socket), drupe_key(cx, verb), 0,
                     NULL);
  http__uncaught(x->http);
}

static drupe_value body_end(http_exchange *x, const drupe_call *call,
                            drupe_value data, drupe_value encoding,
                            drupe_value callback) {
  drupe_cx *cx = x->http->cx;
  drupe_value argv[2];
  body_chunk chunk;
  bool ok;

  if (!body_take(x, call,
                 drupe_truthy(cx, data) ? data : drupe_string(cx, "", 0),
                 encoding, &chunk))
    return drupe_none();
  ok = body_end_head(x, chunk.size);
  if (ok && body_is_too_long(x, chunk.size, true)) {
    (void)body_mismatch(x, chunk.size);
    ok = false;
  }
  if (ok && drupe_is_function(callback)) {
    argv[0] = call->self;
    argv[1] = callback;
    (void)http__hook(x->http, HTTP__ONCE_FINISH, 2, argv);
  }
  if (ok && x->has_body && chunk.size != 0)
    http__frame_body(x, chunk.data, chunk.size);
  for (; x->corks != 0; x->corks--)
    body_cork_socket(x, "uncork");
  if (ok)
    body_ended(x);
  body_drop(cx, &chunk);
  return ok ? call->self : drupe_none();
}

/* end(chunk?, encoding?, callback?) */
drupe_value http__response_end(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = call->native;
  drupe_value data = drupe_arg(call, 0), encoding = drupe_arg(call, 1);
  drupe_value callback = drupe_arg(call, 2);

  if (drupe_is_function(data)) {
    callback = data;
    data = encoding = drupe_undefined();
  } else if (drupe_is_function(encoding)) {
    callback = encoding;
    encoding = drupe_undefined();
  }
  if (x->ended)
    return body_end_again(x, call->self, callback, drupe_truthy(cx, data));
  return body_end(x, call, data, encoding, callback);
}

/* -- trailers -------------------------------------------------------------- */
static bool body_trailer(http_exchange *x, drupe_value name,
                         drupe_value value) {
  drupe_cx *cx = x->http->cx;
  http *h = x->http;
  drupe_str text = drupe_view(cx, name);
  int64_t i, count = cx->object->array_length(cx, value);
  int32_t rc;

  if (text.data == NULL || !http__is_token(text.data, text.size)) {
    (void)drupe_throwf(cx, DRUPE_TYPE_ERROR, "ERR_INVALID_HTTP_TOKEN",
                       "Trailer name must be a valid HTTP token [\"%.*s\"]",
                       (int)text.size, text.data == NULL ? "" : text.data);
    return false;
  }
  for (i = 0; i < (count < 0 ? 1 : count); i++) {
    (void)http__bytes_add(h, &x->trailer, text.data, text.size);
    (void)http__bytes_add(h, &x->trailer, ": ", 2);
    rc = http__add_latin1(h, &x->trailer,
                          count < 0 ? value : drupe_at(cx, value, (uint32_t)i));
    if (rc == DRUPE_E_INVAL)
      (void)drupe_throwf(cx, DRUPE_TYPE_ERROR, "ERR_INVALID_CHAR",
                         "Invalid character in trailer content [\"%.*s\"]",
                         (int)text.size, text.data);
    if (rc < 0) {
      x->trailer.size = 0;
      return false;
    }
    (void)http__bytes_add(h, &x->trailer, "\r\n", 2);
  }
  return true;
}

drupe_value http__response_trailers(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = call->native;
  drupe_value given = drupe_arg(call, 0);
  bool is_list = cx->object->array_length(cx, given) >= 0;
  drupe_value keys =
      is_list ? given
              : cx->object->keys(cx, given,
                                 DRUPE_KEYS_ENUMERABLE | DRUPE_KEYS_STRINGS);
  int64_t i, count = cx->object->array_length(cx, keys);

  x->trailer.size = 0;
  for (i = 0; i < count; i++) {
    drupe_value at = drupe_at(cx, keys, (uint32_t)i);
    drupe_value name = is_list ? drupe_at(cx, at, 0) : at;
    drupe_value value =
        is_list ? drupe_at(cx, at, 1) : drupe_get(cx, given, at);

    if (!body_trailer(x, name, value))
      return drupe_none();
  }
  return drupe_undefined();
}

/* -- corking: what is written stays together until the tick anyway --------- */
drupe_value http__response_cork(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = call->native;
  http_conn *c = x->conn;

  (void)cx;
  x->corks++;
  body_cork_socket(x, "cork");
  if (c != NULL && c->first == x)
    http__out_cork(c);
  return drupe_undefined();
}

drupe_value http__response_uncork(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = call->native;

  (void)cx;
  if (x->corks == 0)
    return drupe_undefined();
  x->corks--;
  body_cork_socket(x, "uncork");
  return drupe_undefined();
}

drupe_value http__response_corks(drupe_cx *cx, const drupe_call *call) {
  (void)cx;
  return drupe_uint(((http_exchange *)call->native)->corks);
}
