/* modules/http/exchange.c - one request and its response: memory and the two
 * objects that scripts see. */
#include "http.h"

http_exchange *http__exchange_new(http *h) {
  http_exchange *x = h->spare;

  if (x != NULL) {
    h->spare = x->next;
    h->spare_count--;
    x->next = NULL;
  } else {
    x = drupe_alloc(h->cx, sizeof(*x));
    if (x == NULL)
      return NULL;
  }
  x->http = h;
  h->refs++;
  x->refs = 1;
  x->status = 200;
  x->has_body = true;
  x->send_date = true;
  x->default_keep_alive = true;
  x->chunked_default = true;
  return x;
}

static void exchange_free(http_exchange *x) {
  http *h = x->http;

  http__bytes_free(h, &x->arena);
  http__bytes_free(h, &x->body);
  http__bytes_free(h, &x->text);
  http__bytes_free(h, &x->message);
  http__bytes_free(h, &x->head);
  http__bytes_free(h, &x->trailer);
  http__bytes_free(h, &x->pending);
  drupe_release(h->cx, x->fields.at);
  drupe_release(h->cx, x->headers);
  drupe_release(h->cx, x);
}

/* Puts it aside with its small memory; all else becomes zero. */
static void exchange_keep(http_exchange *x) {
  http *h = x->http;
  http_exchange kept;

  http__bytes_reset(h, &x->arena);
  http__bytes_reset(h, &x->body);
  http__bytes_reset(h, &x->text);
  http__bytes_reset(h, &x->message);
  http__bytes_reset(h, &x->head);
  http__bytes_reset(h, &x->trailer);
  http__bytes_reset(h, &x->pending);
  memset(&kept, 0, sizeof(kept));
  kept.arena = x->arena;
  kept.body = x->body;
  kept.text = x->text;
  kept.message = x->message;
  kept.head = x->head;
  kept.trailer = x->trailer;
  kept.pending = x->pending;
  if (x->fields.room <= 64) {
    kept.fields = x->fields;
    kept.fields.count = 0;
  } else {
    drupe_release(h->cx, x->fields.at);
  }
  kept.headers = x->headers;
  kept.header_room = x->header_room;
  kept.http = h;
  kept.next = h->spare;
  *x = kept;
  h->spare = x;
  h->spare_count++;
}

void http__exchange_unref(http_exchange *x) {
  http *h = x->http;

  assert(x->refs != 0);
  if (--x->refs != 0)
    return;
  assert(x->conn == NULL && x->req == NULL && x->res == NULL);
  if (!h->stopped && h->spare_count < HTTP__SPARE_EXCHANGES &&
      x->header_room <= 64)
    exchange_keep(x);
  else
    exchange_free(x);
  http__unref(h);
}

void http__exchanges_free(http *h) {
  while (h->spare != NULL) {
    http_exchange *x = h->spare;

    h->spare = x->next;
    exchange_free(x);
  }
  h->spare_count = 0;
}

/* -- the objects ----------------------------------------------------------- */
bool http__exchange_objects(http_exchange *x, drupe_value *req,
                            drupe_value *res) {
  drupe_cx *cx = x->http->cx;

  *req = cx->classes->instance_new(cx, &http__request_class, x, &x->req);
  if (drupe_is_none(*req))
    return false;
  x->refs++;
  x->origin = x->conn;
  x->origin->refs++;
  *res = cx->classes->instance_new(cx, &http__response_class, x, &x->res);
  if (drupe_is_none(*res))
    return false;
  x->refs++;
  return true;
}

/* A response that goes on keeps its request: res.req. */
void http__exchange_link(http_exchange *x) {
  drupe_cx *cx = x->http->cx;

  if (x->res != NULL && x->req != NULL && !x->linked &&
      (!x->finished || x->watched)) {
    x->linked = true;
    (void)cx->classes->set_slot(cx, x->res, 0, http__req_value(x));
  }
}

static drupe_value exchange_value(http_exchange *x, drupe_instance *which) {
  drupe_cx *cx = x->http->cx;

  return which == NULL ? drupe_undefined() : cx->classes->value(cx, which);
}

drupe_value http__req_value(http_exchange *x) {
  return exchange_value(x, x->req);
}

drupe_value http__res_value(http_exchange *x) {
  return exchange_value(x, x->res);
}

void http__exchange_pin(http_exchange *x) {
  drupe_cx *cx = x->http->cx;

  if (x->req != NULL && !x->pinned_req) {
    x->pinned_req = true;
    cx->classes->pin(cx, x->req, 1);
  }
  if (x->res != NULL && !x->pinned_res) {
    x->pinned_res = true;
    cx->classes->pin(cx, x->res, 1);
  }
}

void http__exchange_unpin(http_exchange *x) {
  drupe_cx *cx = x->http->cx;
  bool req = x->pinned_req, res = x->pinned_res;

  x->refs++; /* both may die of it */
  x->pinned_req = x->pinned_res = false;
  if (req)
    cx->classes->pin(cx, x->req, 0);
  if (res)
    cx->classes->pin(cx, x->res, 0);
  http__exchange_unref(x);
}

/* Who listens to one side keeps both: the events of either name the other. */
void http__exchange_watch(http_exchange *x) {
  if (x->watched)
    return;
  x->watched = true;
  if (x->conn != NULL)
    http__exchange_pin(x);
}
