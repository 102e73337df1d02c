/* modules/http/frame.c - the response as bytes: status line, headers, the ones
 * that Node adds and their order, chunks, the end. */
#include "http.h"

#include <math.h>

typedef struct frame_seen { /* headers that the script gave */
  bool connection, length, te, date, expect, trailer;
} frame_seen;

static void frame_add(http_exchange *x, const char *text) {
  (void)http__bytes_add(x->http, &x->head, text, strlen(text));
}

static void frame_add_number(http_exchange *x, double n) {
  char digits[24];
  char *end = digits + sizeof(digits);
  size_t size = http__number(end, (uint64_t)n);

  (void)http__bytes_add(x->http, &x->head, end - size, size);
}

static double frame_to_number(const char *text, size_t size) {
  char copy[32];
  char *end;
  double n;

  if (size == 0 || size >= sizeof(copy))
    return NAN;
  memcpy(copy, text, size);
  copy[size] = '\0';
  n = strtod(copy, &end);
  return *end == '\0' ? n : NAN;
}

/* What a header that was given changes. */
static void frame_match(http_exchange *x, frame_seen *seen, const char *name,
                        size_t name_size, const char *value, size_t size) {
  switch (name_size) {
  case 4: seen->date |= http__same(name, 4, "date"); break;
  case 6: seen->expect |= http__same(name, 6, "expect"); break;
  case 7: seen->trailer |= http__same(name, 7, "trailer"); break;
  case 10:
    if (http__same(name, 10, "keep-alive"))
      x->default_keep_alive = false;
    if (!http__same(name, 10, "connection"))
      break;
    seen->connection = true;
    x->removed_connection = false;
    if (http__has_word(value, size, "close"))
      x->last = true;
    else
      x->keep_alive = true;
    break;
  case 14:
    if (!http__same(name, 14, "content-length"))
      break;
    seen->length = true;
    x->content_length = frame_to_number(value, size);
    x->has_length = true;
    x->removed_length = false;
    break;
  case 17:
    if (!http__same(name, 17, "transfer-encoding"))
      break;
    seen->te = true;
    x->removed_te = false;
    if (http__has_word(value, size, "chunked"))
      x->chunked = true;
    break;
  default: break;
  }
}

static void frame_line(http_exchange *x, frame_seen *seen, const char *name,
                       size_t name_size, const char *value, size_t size) {
  http *h = x->http;

  if (!http__bytes_room(h, &x->head, name_size + size + 4))
    return;
  (void)http__bytes_add(h, &x->head, name, name_size);
  (void)http__bytes_add(h, &x->head, ": ", 2);
  (void)http__bytes_add(h, &x->head, value, size);
  (void)http__bytes_add(h, &x->head, "\r\n", 2);
  frame_match(x, seen, name, name_size, value, size);
}

/* A list is a line for each, but for Cookie, which is joined. */
static void frame_list(http_exchange *x, frame_seen *seen,
                       const http_header *at) {
  char *text = x->text.data + at->value, *end = text + at->value_size;
  const char *name = x->text.data + at->name;
  uint32_t i, count = (uint32_t)at->number;

  if (count >= 2 && http__same(name, at->name_size, "cookie")) {
    frame_line(x, seen, name, at->name_size, "", 0);
    x->head.size -= 2;
    for (i = 0; i < at->value_size; i++)
      (void)http__bytes_add(x->http, &x->head, text[i] ? text + i : "; ",
                            text[i] ? 1 : 2);
    frame_add(x, "\r\n");
    return;
  }
  for (i = 0; i < count; i++) {
    char *stop = memchr(text, '\0', (size_t)(end - text));

    if (stop == NULL)
      stop = end;
    frame_line(x, seen, name, at->name_size, text, (size_t)(stop - text));
    text = stop + 1;
  }
}

static void frame_kept(http_exchange *x, frame_seen *seen) {
  uint32_t i;

  for (i = 0; i < x->header_count; i++) {
    const http_header *at = &x->headers[i];

    if (at->kind == HTTP__LIST)
      frame_list(x, seen, at);
    else
      frame_line(x, seen, x->text.data + at->name, at->name_size,
                 x->text.data + at->value, at->value_size);
  }
}

/* Headers given to writeHead go through the checks of setHeader and are not
 * kept: getHeader does not know them, as in Node. */
static bool frame_given(http_exchange *x, frame_seen *seen, drupe_value name,
                        drupe_value value) {
  if (!http__header_set(x, name, value))
    return false;
  frame_kept(x, seen);
  x->header_count = 0;
  x->has_headers = false;
  http__bytes_reset(x->http, &x->text);
  return true;
}

static bool frame_given_list(http_exchange *x, frame_seen *seen,
                             drupe_value list, uint32_t count) {
  drupe_cx *cx = x->http->cx;
  drupe_value first = drupe_at(cx, list, 0);
  bool pairs = count != 0 && cx->object->array_length(cx, first) >= 0;
  uint32_t i;

  if (!pairs && count % 2 != 0) {
    (void)drupe_throwf(cx, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_VALUE",
                       "The argument 'headers' is invalid. Received an array "
                       "of odd length");
    return false;
  }
  for (i = 0; i < count; i += pairs ? 1 : 2) {
    drupe_value at = drupe_at(cx, list, i);
    drupe_value name = pairs ? drupe_at(cx, at, 0) : at;
    drupe_value value = pairs ? drupe_at(cx, at, 1) : drupe_at(cx, list, i + 1);

    if (!frame_given(x, seen, name, value))
      return false;
  }
  return true;
}

static bool frame_given_object(http_exchange *x, frame_seen *seen,
                               drupe_value o) {
  drupe_cx *cx = x->http->cx;
  drupe_value keys =
      cx->object->keys(cx, o, DRUPE_KEYS_ENUMERABLE | DRUPE_KEYS_STRINGS);
  int64_t i, count = cx->object->array_length(cx, keys);

  if (drupe_is_none(keys))
    return false;
  for (i = 0; i < count; i++) {
    drupe_value key = drupe_at(cx, keys, (uint32_t)i);

    if (!frame_given(x, seen, key, drupe_get(cx, o, key)))
      return false;
  }
  return true;
}

static bool frame_headers(http_exchange *x, frame_seen *seen,
                          drupe_value headers) {
  drupe_cx *cx = x->http->cx;
  int64_t count;

  if (drupe_is_none(headers)) {
    frame_kept(x, seen);
    return true;
  }
  if (!drupe_is_object(headers))
    return true;
  count = cx->object->array_length(cx, headers);
  return count >= 0 ? frame_given_list(x, seen, headers, (uint32_t)count)
                    : frame_given_object(x, seen, headers);
}

/* -- what Node adds -------------------------------------------------------- */
static void frame_keep_alive(http_exchange *x) {
  http_server *server = x->conn == NULL ? NULL : x->conn->server;

  frame_add(x, "Connection: keep-alive\r\n");
  if (server == NULL || server->keep_alive_timeout <= 0 ||
      !x->default_keep_alive)
    return;
  frame_add(x, "Keep-Alive: timeout=");
  frame_add_number(x, server->keep_alive_timeout / 1000);
  if (server->max_requests > 0) {
    frame_add(x, ", max=");
    frame_add_number(x, server->max_requests);
  }
  frame_add(x, "\r\n");
}

static void frame_connection(http_exchange *x, const frame_seen *seen) {
  bool keep;

  if (x->removed_connection) {
    x->last = !x->keep_alive;
    return;
  }
  if (seen->connection)
    return;
  keep = x->keep_alive && (seen->length || x->chunked_default);
  if (keep && !x->limit_reached) {
    frame_keep_alive(x);
    return;
  }
  x->last = true;
  frame_add(x, "Connection: close\r\n");
}

static void frame_length(http_exchange *x, const frame_seen *seen) {
  if (seen->length || seen->te)
    return;
  if (!x->has_body) {
    x->chunked = false;
  } else if (!x->chunked_default) {
    x->last = true;
  } else if (!seen->trailer && !x->removed_length && x->has_length) {
    frame_add(x, "Content-Length: ");
    frame_add_number(x, x->content_length);
    frame_add(x, "\r\n");
  } else if (!x->removed_te) {
    frame_add(x, "Transfer-Encoding: chunked\r\n");
    x->chunked = true;
  } else {
    x->last = true; /* the end of the connection is the end of the body */
  }
}

static void frame_status(http_exchange *x) {
  char line[32];
  size_t n;

  if (x->status == 200 && x->message.size == 0) {
    frame_add(x, "HTTP/1.1 200 OK\r\n");
    return;
  }
  n = (size_t)snprintf(line, sizeof(line), "HTTP/1.1 %d ", (int)x->status);
  (void)http__bytes_add(x->http, &x->head, line, n);
  (void)http__bytes_add(x->http, &x->head, x->message.data, x->message.size);
  frame_add(x, "\r\n");
}

bool http__frame_head(http_exchange *x, drupe_value headers) {
  frame_seen seen;
  const char *date;
  size_t size;

  memset(&seen, 0, sizeof(seen));
  x->head.size = 0;
  frame_status(x);
  if (!frame_headers(x, &seen, headers)) {
    x->head.size = 0;
    return false;
  }
  if (x->send_date && !seen.date) {
    date = http__date(x->http, &size);
    (void)http__bytes_add(x->http, &x->head, date, size);
  }
  if (x->chunked && (x->status == 204 || x->status == 304)) {
    x->chunked = false;
    x->keep_alive = false;
  }
  frame_connection(x, &seen);
  frame_length(x, &seen);
  if (!x->chunked && seen.trailer) {
    x->head.size = 0;
    (void)drupe_throwf(x->http->cx, DRUPE_ERROR, "ERR_HTTP_TRAILER_INVALID",
                       "Trailers are invalid with this transfer encoding");
    return false;
  }
  frame_add(x, "\r\n");
  x->has_head = true;
  x->head_sent = false;
  if (seen.expect)
    http__frame_send(x, "", 0);
  return true;
}

/* -- bytes ----------------------------------------------------------------- */
void http__frame_raw(http_exchange *x, const void *data, size_t size) {
  http_conn *c = x->conn;

  if (x->destroyed)
    return;
  if (c != NULL && c->first == x)
    http__out(c, data, size);
  else
    (void)http__bytes_add(x->http, &x->pending, data, size);
}

void http__frame_send(http_exchange *x, const void *data, size_t size) {
  if (!x->head_sent) {
    x->head_sent = true;
    http__frame_raw(x, x->head.data, x->head.size);
  }
  if (size != 0)
    http__frame_raw(x, data, size);
}

void http__frame_body(http_exchange *x, const void *data, size_t size) {
  static const char digits[] = "0123456789abcdef";
  char line[24];
  char *at = line + sizeof(line) - 2;
  size_t n = size;

  x->bytes_written += (double)size;
  if (!x->chunked || size == 0) {
    http__frame_send(x, data, size);
    return;
  }
  memcpy(at, "\r\n", 2);
  do
    *--at = digits[n & 15];
  while ((n >>= 4) != 0);
  http__frame_send(x, at, (size_t)(line + sizeof(line) - at));
  http__frame_send(x, data, size);
  http__frame_send(x, "\r\n", 2);
}

void http__frame_end(http_exchange *x) {
  if (x->has_body && x->chunked) {
    http__frame_send(x, "0\r\n", 3);
    http__frame_send(x, x->trailer.data, x->trailer.size);
    http__frame_send(x, "\r\n", 2);
  } else if (!x->head_sent) {
    http__frame_send(x, "", 0);
  }
  x->ended = true;
  if (x->conn != NULL && x->conn->first == x)
    http__queue_sent(x);
}

size_t http__frame_queued(http_exchange *x) {
  http_conn *c = x->conn;

  return c != NULL && c->first == x ? http__out_queued(c) : x->pending.size;
}
