/* modules/http/script.c - what http.js asks of an exchange or a connection:
 * the stream and event side of messages, which is made in JavaScript. */
#include "http.h"

static http_exchange *script_request(drupe_cx *cx, const drupe_call *call) {
  return drupe_unwrap(cx, drupe_arg(call, 0), &http__request_class);
}

static http_exchange *script_response(drupe_cx *cx, const drupe_call *call) {
  return drupe_unwrap(cx, drupe_arg(call, 0), &http__outgoing_class);
}

static http_exchange *script_message(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = script_request(cx, call);

  return x != NULL ? x : script_response(cx, call);
}

static http_conn *script_conn(drupe_cx *cx, const drupe_call *call) {
  return cx->object->attached(cx, drupe_arg(call, 0), &http__conn_tag);
}

/* openBody(req): from now on http.js is given the body.  What came before it,
 * a Buffer, or null. */
drupe_value http__script_open_body(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = script_request(cx, call);
  drupe_value chunk = drupe_null();

  if (x == NULL || x->open_body)
    return chunk;
  x->open_body = true;
  http__exchange_watch(x);
  if (x->body.size != 0)
    chunk = drupe_buffer_copy(cx, x->body.data, x->body.size);
  http__bytes_reset(x->http, &x->body);
  return chunk;
}

/* readBody(req): somebody reads; a held back connection goes on. */
drupe_value http__script_read_body(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = script_request(cx, call);

  (void)cx;
  if (x != NULL && x->held_back) {
    x->held_back = false;
    if (x->conn != NULL)
      http__conn_reading(x->conn);
  }
  return drupe_undefined();
}

drupe_value http__script_dump(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = script_request(cx, call);

  (void)cx;
  if (x != NULL)
    http__queue_dump(x);
  return drupe_undefined();
}

/* watch(message): whether a connection brought it, and not a script. */
drupe_value http__script_watch(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = script_message(cx, call);

  (void)cx;
  if (x != NULL)
    http__exchange_watch(x);
  return drupe_bool(x != NULL && x->is_parsed);
}

/* next(res): its 'finish' was handled; the next answer, or the end. */
drupe_value http__script_next(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = script_response(cx, call);

  (void)cx;
  if (x != NULL && x->queued && x->conn != NULL && x->conn->first == x)
    http__queue_next(x->conn, x);
  return drupe_undefined();
}

/* socketOf(message): of a response only while it has one. */
drupe_value http__script_socket(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = script_response(cx, call);

  (void)cx;
  if (x == NULL || x->conn == NULL || x->conn->first != x)
    return drupe_null();
  return http__conn_socket(x->conn);
}

/* raw(res, text): a 1xx answer before the message; false when that is late. */
drupe_value http__script_raw(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = script_response(cx, call);
  drupe_str text = drupe_arg_str(cx, call, 1);

  if (x == NULL)
    return drupe_bool(0);
  http__frame_raw(x, text.data, text.size);
  if (x->conn != NULL && x->conn->first == x)
    http__out_flush(x->conn);
  return drupe_bool(1);
}

/* pending(res): what a response without a connection has written since the
 * last call, a Buffer; null: it has or had one. */
drupe_value http__script_pending(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = script_response(cx, call);
  drupe_value chunk = drupe_null();

  if (x == NULL || x->is_parsed)
    return chunk;
  chunk = drupe_buffer_copy(cx, x->pending.data, x->pending.size);
  http__bytes_reset(x->http, &x->pending);
  return chunk;
}

/* sent(res): the last of what pending gave was written. */
drupe_value http__script_sent(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = script_response(cx, call);

  (void)cx;
  if (x != NULL && !x->is_parsed)
    x->finished = true;
  return drupe_undefined();
}

/* socketEnded(socket), socketClosed(socket): the face's own events came. */
drupe_value http__script_socket_ended(drupe_cx *cx, const drupe_call *call) {
  http_conn *c = script_conn(cx, call);

  if (c != NULL && c->stream != NULL)
    http__conn_on_end(c);
  return drupe_undefined();
}

drupe_value http__script_socket_closed(drupe_cx *cx, const drupe_call *call) {
  http_conn *c = script_conn(cx, call);

  if (c != NULL && c->stream == NULL && !c->given) {
    c->refs++;
    http__queue_abort(c);
    http__conn_unref(c);
  }
  return drupe_undefined();
}

/* headSent(socket): has the answer that is due begun? */
drupe_value http__script_head_sent(drupe_cx *cx, const drupe_call *call) {
  http_conn *c = script_conn(cx, call);

  return drupe_bool(c != NULL && c->first != NULL && c->first->head_sent);
}

/* isServed(socket): is it the face of a connection of ours? */
drupe_value http__script_is_served(drupe_cx *cx, const drupe_call *call) {
  return drupe_bool(drupe_is_object(drupe_arg(call, 0)) &&
                    script_conn(cx, call) != NULL);
}
