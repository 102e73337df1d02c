/* modules/http/queue.c - answers leave a connection in the order of their
 * requests.  The first of the queue writes to the connection, the others to
 * memory of their own until their turn comes. */
#include "http.h"

void http__queue_add(http_conn *c, http_exchange *x) {
  x->queued = true;
  x->refs++;
  x->next = NULL;
  if (c->last == NULL)
    c->first = x;
  else
    c->last->next = x;
  c->last = x;
  c->queue_length++;
}

static void queue_pop(http_conn *c) {
  http_exchange *x = c->first;

  c->first = x->next;
  if (c->first == NULL)
    c->last = NULL;
  x->next = NULL;
  x->queued = false;
  c->queue_length--;
}

void http__queue_leave(http_exchange *x) {
  x->conn = NULL;
  http__exchange_unpin(x);
}

void http__queue_dump(http_exchange *x) {
  http_conn *c = x->conn;

  if (x->complete || x->dumped)
    return;
  x->dumped = true;
  x->held_back = false;
  http__bytes_reset(x->http, &x->body);
  if (c != NULL)
    http__conn_reading(c);
}

/* No more to answer: the next request has so long to come.  Node counts only
 * while the socket's own time limit is not in use. */
static void queue_idle(http_conn *c) {
  http_server *server = c->server;

  if (server == NULL || server->keep_alive_timeout <= 0)
    return;
  c->idle_clock = true;
  http__clock_start(c, server->keep_alive_timeout);
}

/* Brings out what the new first has written so far.  true: all of it, and
 * nobody listens, so the next one may go on at once. */
static bool queue_start(http_conn *c, http_exchange *x) {
  drupe_value res;

  if (x->watched) {
    res = http__res_value(x);
    (void)http__hook(c->http, HTTP__ON_START, 1, &res);
  }
  http__out(c, x->pending.data, x->pending.size);
  http__bytes_reset(c->http, &x->pending);
  if (!x->ended) {
    http__out_flush(c);
    return false;
  }
  if (!x->watched)
    return true;
  http__queue_sent(x);
  if (x->conn == c && x->queued && !x->finished) {
    res = http__res_value(x);
    (void)http__hook(c->http, HTTP__ON_PREFINISH, 1, &res);
  }
  return false;
}

/* Takes the first away; false when the connection ends with it. */
static bool queue_shift(http_conn *c) {
  http_exchange *x = c->first;
  bool last = x->last;

  queue_pop(c);
  if (c->parsing != x)
    http__queue_leave(x);
  http__exchange_unref(x);
  if (last)
    http__conn_end(c);
  return !last && c->stream != NULL && !c->closing;
}

void http__queue_next(http_conn *c, http_exchange *x) {
  assert(c->first == x);
  (void)x;
  while (queue_shift(c)) {
    if (c->first == NULL) {
      queue_idle(c);
      break;
    }
    if (!queue_start(c, c->first))
      break;
    c->first->finished = true;
    http__queue_dump(c->first);
  }
  if (!c->in_data) {
    http__out_flush(c);
    http__conn_reading(c);
  }
}

void http__queue_sent(http_exchange *x) {
  http_conn *c = x->conn;

  if (x->watched) {
    http__out_flush(c);
    (void)http__notice_add(c, x, drupe_undefined());
    http__notices_settle(c);
    return;
  }
  /* More requests lie behind this one: their answers go out with it. */
  if (!c->in_data || !c->more_data)
    http__out_flush(c);
  c->answered = true;
  x->finished = true;
  http__queue_dump(x);
  http__queue_next(c, x);
}

static void queue_abort_one(http_conn *c, http_exchange *x) {
  drupe_value argv[2];

  x->aborted = true;
  x->destroyed = true;
  if (x->watched && !x->http->stopped) {
    argv[0] = http__req_value(x);
    argv[1] = http__res_value(x);
    (void)http__hook(c->http, HTTP__ON_ABORT, 2, argv);
  }
  http__queue_leave(x);
}

void http__queue_abort(http_conn *c) {
  http_exchange *x;

  http__notices_drop(c);
  while ((x = c->first) != NULL) {
    queue_pop(c);
    queue_abort_one(c, x);
    http__exchange_unref(x);
  }
  x = c->parsing;
  c->parsing = NULL;
  if (x != NULL) {
    if (x->conn != NULL)
      http__queue_leave(x);
    http__exchange_unref(x);
  }
}
