/* modules/http/out.c - bytes on their way to the stream.
 *
 * What one connection writes in one go is gathered in the context's buffer, so
 * that an idle connection has none.  Another connection that writes flushes
 * it first: order within a connection is all that counts. */
#include "http.h"

static void out_write(http_conn *c, const drupe_slice *slices, uint32_t count) {
  int32_t rc;

  if (c->stream == NULL || c->closing || c->given)
    return;
  rc = c->stream->ops->write(c->stream, slices, count, DRUPE_WRITE_COPY, NULL);
  if (rc == DRUPE_ASYNC)
    c->queued_write = true;
  else if (rc < 0)
    c->closing = true; /* the stream is broken: closed follows */
}

void http__out_flush(http_conn *c) {
  http *h = c->http;
  drupe_slice slice;

  if (h->out_owner != c)
    return;
  h->out_owner = NULL;
  if (h->out_size == 0)
    return;
  slice.data = h->out;
  slice.size = h->out_size;
  h->out_size = 0;
  out_write(c, &slice, 1);
}

/* More than the buffer holds goes out with what is in it, uncopied. */
static void out_large(http_conn *c, const void *data, size_t size) {
  http *h = c->http;
  drupe_slice slices[2];

  slices[0].data = h->out;
  slices[0].size = h->out_size;
  slices[1].data = data;
  slices[1].size = size;
  h->out_owner = NULL;
  h->out_size = 0;
  if (slices[0].size == 0)
    out_write(c, &slices[1], 1);
  else
    out_write(c, slices, 2);
}

void http__out(http_conn *c, const void *data, size_t size) {
  http *h = c->http;

  if (c->stream == NULL || c->closing || size == 0)
    return;
  if (h->out_owner != c) {
    if (h->out_owner != NULL)
      http__out_flush(h->out_owner);
    h->out_owner = c;
  }
  c->turn_bytes += size;
  if (size > HTTP__OUT_SIZE - h->out_size) {
    out_large(c, data, size);
    return;
  }
  memcpy(h->out + h->out_size, data, size);
  h->out_size += size;
}

/* Bytes that are not with the system yet. */
static size_t out_waiting(http_conn *c) {
  size_t size = c->http->out_owner == c ? c->http->out_size : 0;

  if (c->stream != NULL && !c->closing)
    size += c->stream->ops->queued(c->stream);
  return size;
}

size_t http__out_queued(http_conn *c) {
  size_t size = out_waiting(c);

  /* Until the tick is over a write counts, as a corked socket's would. */
  return c->corked && c->turn_bytes > size ? c->turn_bytes : size;
}

static void out_on_tick(drupe_cx *cx, void *arg) {
  http_conn *c = arg;

  (void)cx;
  c->corked = false;
  http__out_flush(c);
  c->turn_bytes = 0;
  http__notices_settle(c);
  http__conn_unref(c);
}

void http__out_cork(http_conn *c) {
  drupe_cx *cx = c->http->cx;

  if (c->corked)
    return;
  if (cx->task->tick(cx, out_on_tick, c) < 0) {
    http__out_flush(c);
    return;
  }
  c->corked = true;
  c->refs++;
}

/* -- notices ----------------------------------------------------------------
 * Each waits until all that was written before has gone to the system, and is
 * told with a tick of its own, as a socket's write callbacks are. */
bool http__notice_add(http_conn *c, http_exchange *x, drupe_value callback) {
  drupe_cx *cx = c->http->cx;
  http_notice *notice = drupe_alloc(cx, sizeof(*notice));

  if (notice == NULL)
    return false;
  if (drupe_is_function(callback))
    notice->callback = drupe_ref_new(cx, callback);
  notice->conn = c;
  notice->exchange = x;
  if (x != NULL)
    x->refs++;
  *c->notices_end = notice;
  c->notices_end = &notice->next;
  return true;
}

static http_notice *notice_shift(http_conn *c) {
  http_notice *notice = c->notices;

  if (notice == NULL)
    return NULL;
  c->notices = notice->next;
  if (c->notices == NULL)
    c->notices_end = &c->notices;
  return notice;
}

static void notice_free(http *h, http_notice *notice) {
  drupe_ref_free(h->cx, notice->callback);
  if (notice->exchange != NULL)
    http__exchange_unref(notice->exchange);
  drupe_release(h->cx, notice);
}

static void notice_on_tick(drupe_cx *cx, void *arg) {
  http_notice *notice = arg;
  http_conn *c = notice->conn;
  http *h = c->http;
  http_exchange *x = notice->exchange;
  drupe_value argv[2];

  if (notice->callback != NULL) {
    argv[0] = drupe_ref_get(cx, notice->callback);
    (void)http__hook(h, HTTP__ON_CALLBACK, 1, argv);
  }
  if (x != NULL && x->queued) { /* else its connection closed meanwhile */
    x->finished = true;
    argv[0] = http__res_value(x);
    argv[1] = http__req_value(x);
    (void)http__hook(h, HTTP__ON_FINISH, 2, argv);
  }
  notice_free(h, notice);
  http__conn_unref(c);
}

static void drain_on_tick(drupe_cx *cx, void *arg) {
  http_conn *c = arg;
  http_exchange *x = c->first;
  drupe_value res;

  (void)cx;
  c->draining = false;
  if (x != NULL && x->needs_drain && out_waiting(c) == 0) {
    res = http__res_value(x);
    x->needs_drain = false;
    (void)http__hook(c->http, HTTP__ON_DRAIN, 1, &res);
  }
  http__conn_unref(c);
}

void http__notices_settle(http_conn *c) {
  drupe_cx *cx = c->http->cx;
  http_notice *notice;

  if (out_waiting(c) != 0)
    return; /* the stream's drain comes back here */
  if (c->first != NULL && c->first->needs_drain && !c->draining &&
      cx->task->tick(cx, drain_on_tick, c) == DRUPE_OK) {
    c->draining = true;
    c->refs++;
  }
  while ((notice = notice_shift(c)) != NULL) {
    notice->next = NULL;
    if (cx->task->tick(cx, notice_on_tick, notice) == DRUPE_OK)
      c->refs++;
    else
      notice_free(c->http, notice);
  }
}

void http__notices_drop(http_conn *c) {
  http_notice *notice;

  while ((notice = notice_shift(c)) != NULL)
    notice_free(c->http, notice);
}
