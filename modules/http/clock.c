/* modules/http/clock.c - time limits without a timer per connection.
 *
 * Connections that wait for the same number of milliseconds are in one list,
 * oldest first; one timer per list, unreferenced, and armed only while the list
 * is not empty.  The limits of a whole request are looked at every
 * connectionsCheckingInterval while there are connections. */
#include "http.h"

static double clock_now(http *h) { return h->cx->loop->now_ms(h->cx); }

static http_conn *clock_first(http_clock *clock) {
  return clock->waiting.next == &clock->waiting
             ? NULL
             : HTTP__OWNER(clock->waiting.next, http_conn, waiting);
}

/* -- idle time ------------------------------------------------------------- */
static void clock_tell(http_conn *c) {
  http *h = c->http;
  drupe_cx *cx = h->cx;
  const drupe_socket_api *sockets = h->socket.api;
  http_exchange *x = c->first;
  drupe_value argv[4];

  /* Nobody but us would hear of it. */
  if (c->socket == NULL && (x == NULL || !x->watched) &&
      (c->server == NULL || !http__server_hears(c->server, "timeout"))) {
    http__conn_destroy(c, false);
    return;
  }
  argv[1] = http__conn_socket(c);
  if (!drupe_is_object(argv[1]))
    return;
  (void)sockets->notify(cx, h->socket.self, argv[1], DRUPE_FACE_TIMEOUT, 0);
  http__uncaught(h);
  if (c->server == NULL || c->closing)
    return;
  argv[0] = http__server_value(c->server);
  argv[2] = x != NULL && x->watched ? http__req_value(x) : drupe_undefined();
  argv[3] = x != NULL && x->watched ? http__res_value(x) : drupe_undefined();
  if (!drupe_truthy(cx, http__hook(h, HTTP__ON_TIMEOUT, 4, argv)))
    http__conn_destroy(c, false);
}

static void clock_arm(http_clock *clock) {
  http_conn *c = clock_first(clock);
  double left;

  clock->armed = c != NULL;
  if (c == NULL)
    return;
  left = c->since + (double)clock->delay_ms - clock_now(clock->http);
  if (clock->http->cx->loop->timer_start(
          clock->timer, left > 0 ? (uint64_t)left + 1 : 1, 0) < 0)
    clock->armed = false;
}

static void clock_on_timer(drupe_cx *cx, drupe_handle *handle, void *arg) {
  http_clock *clock = arg;
  double now = clock_now(clock->http);
  http_conn *c;

  (void)cx;
  (void)handle;
  while ((c = clock_first(clock)) != NULL &&
         c->since + (double)clock->delay_ms <= now) {
    http__clock_stop(c);
    clock_tell(c);
  }
  clock_arm(clock);
}

static http_clock *clock_find(http *h, uint64_t delay_ms) {
  http_clock *clock;

  for (clock = h->clocks; clock != NULL; clock = clock->next)
    if (clock->delay_ms == delay_ms)
      return clock;
  /* One that waits for nobody takes the new delay: scripts may name many. */
  for (clock = h->clocks; clock != NULL; clock = clock->next)
    if (clock_first(clock) == NULL && !clock->armed) {
      clock->delay_ms = delay_ms;
      return clock;
    }
  clock = drupe_alloc(h->cx, sizeof(*clock));
  if (clock == NULL)
    return NULL;
  clock->http = h;
  clock->delay_ms = delay_ms;
  http__link_init(&clock->waiting);
  if (h->cx->loop->timer_new(h->cx, clock_on_timer, clock, &clock->timer) < 0) {
    drupe_release(h->cx, clock);
    return NULL;
  }
  h->cx->loop->handle_ref(clock->timer, 0);
  clock->next = h->clocks;
  h->clocks = clock;
  return clock;
}

void http__clock_stop(http_conn *c) {
  if (c->clock == NULL)
    return;
  c->clock = NULL;
  http__link_cut(&c->waiting);
}

void http__clock_start(http_conn *c, double delay_ms) {
  http_clock *clock;

  http__clock_stop(c);
  if (c->stream == NULL || c->closing || c->http->stopped || delay_ms <= 0)
    return;
  clock = clock_find(c->http, (uint64_t)delay_ms);
  if (clock == NULL)
    return;
  c->clock = clock;
  c->since = clock_now(c->http);
  http__link_add(&clock->waiting, &c->waiting);
  if (!clock->armed)
    clock_arm(clock);
}

/* Bytes moved: an idle limit begins again. */
void http__clock_touch(http_conn *c) {
  if (c->clock != NULL && !c->idle_clock) {
    c->since = clock_now(c->http);
    http__link_cut(&c->waiting);
    http__link_add(&c->clock->waiting, &c->waiting);
  }
}

void http__clock_request(http_conn *c) {
  double delay = c->server == NULL ? 0 : c->server->timeout;

  if (!c->idle_clock)
    return;
  c->idle_clock = false;
  http__clock_start(c, delay);
}

/* -- slow requests --------------------------------------------------------- */
static bool clock_is_slow(const http_server *s, const http_conn *c,
                          double now) {
  if (c->began == 0 || c->given || c->closing)
    return false;
  if (!c->head_seen && s->headers_timeout > 0 &&
      now - c->began >= s->headers_timeout)
    return true;
  return s->request_timeout > 0 && now - c->began >= s->request_timeout;
}

static void clock_on_check(drupe_cx *cx, drupe_handle *handle, void *arg) {
  http_server *s = arg;
  double now = clock_now(s->http);
  http_link *at, *next;

  (void)cx;
  (void)handle;
  s->check_armed = false;
  for (at = s->conns.next; at != &s->conns; at = next) {
    http_conn *c = HTTP__OWNER(at, http_conn, all);

    next = at->next;
    if (clock_is_slow(s, c, now)) {
      c->began = 0;
      http__conn_fail(c, "ERR_HTTP_REQUEST_TIMEOUT", "Request timeout", 0);
    }
  }
  for (at = s->conns.next; at != &s->conns && !s->check_armed; at = at->next)
    if (HTTP__OWNER(at, http_conn, all)->began != 0)
      http__clock_check(s);
}

void http__clock_check(http_server *s) {
  drupe_cx *cx = s->http->cx;

  if (s->http->stopped || s->check_armed || s->checking_interval <= 0 ||
      (s->headers_timeout <= 0 && s->request_timeout <= 0))
    return;
  if (s->check == NULL) {
    if (cx->loop->timer_new(cx, clock_on_check, s, &s->check) < 0)
      return;
    cx->loop->handle_ref(s->check, 0);
  }
  s->check_armed =
      cx->loop->timer_start(s->check, (uint64_t)s->checking_interval, 0) == 0;
}

void http__clocks_free(http *h) {
  while (h->clocks != NULL) {
    http_clock *clock = h->clocks;

    while (clock_first(clock) != NULL)
      http__clock_stop(clock_first(clock));
    h->clocks = clock->next;
    h->cx->loop->handle_free(clock->timer);
    drupe_release(h->cx, clock);
  }
}
