/* modules/http/request.c - IncomingMessage as scripts see it.  What is made
 * from the wire's bytes is made when asked for, once: the result becomes an own
 * property of the object. */
#include "http.h"

static http_exchange *request_of(const drupe_call *call) {
  return call->native;
}

/* From now on the object has it as its own. */
static drupe_value request_define(drupe_cx *cx, const drupe_call *call,
                                  const char *name, drupe_value v) {
  if (cx->object->define(cx, call->self, drupe_key(cx, name), v,
                         DRUPE_PROP_DEFAULT) < 0)
    return drupe_none();
  return v;
}

/* `req.url = x` and the like: an own property hides the accessor. */
static drupe_value request_set(drupe_cx *cx, const drupe_call *call) {
  drupe_value v = request_define(cx, call, call->data, drupe_arg(call, 0));

  return drupe_is_none(v) ? v : drupe_undefined();
}

/* -- start line ------------------------------------------------------------ */
static drupe_value request_url(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = request_of(call);

  return drupe_latin1(cx, x->arena.data, x->url_size);
}

static drupe_value request_method(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = request_of(call);

  if (!x->is_parsed)
    return drupe_null(); /* made by hand */
  return drupe_string(cx, llhttp_method_name(x->method), DRUPE_NTS);
}

static drupe_value request_version(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = request_of(call);
  char text[16];
  int n = snprintf(text, sizeof(text), "%u.%u", x->major, x->minor);

  return !x->is_parsed ? drupe_null() : drupe_string(cx, text, (size_t)n);
}

static drupe_value request_major(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = request_of(call);

  (void)cx;
  return !x->is_parsed ? drupe_null() : drupe_int(x->major);
}

static drupe_value request_minor(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = request_of(call);

  (void)cx;
  return !x->is_parsed ? drupe_null() : drupe_int(x->minor);
}

static drupe_value request_complete(drupe_cx *cx, const drupe_call *call) {
  (void)cx;
  return drupe_bool(request_of(call)->complete);
}

static drupe_value request_aborted(drupe_cx *cx, const drupe_call *call) {
  (void)cx;
  return drupe_bool(request_of(call)->aborted);
}

static drupe_value request_upgrade(drupe_cx *cx, const drupe_call *call) {
  (void)cx;
  return drupe_bool(request_of(call)->upgrade);
}

static drupe_value request_socket(drupe_cx *cx, const drupe_call *call) {
  http_exchange *x = request_of(call);

  (void)cx;
  return x->origin == NULL ? drupe_null() : http__conn_socket(x->origin);
}

/* -- header fields --------------------------------------------------------- */
typedef struct fields_range {
  uint32_t from, to;
} fields_range;

static fields_range request_range(const http_exchange *x, bool trailers) {
  fields_range r = {trailers ? x->trailers : 0,
                    trailers ? x->fields.count : x->trailers};

  if (trailers && !x->complete)
    r.to = r.from;
  return r;
}

static drupe_value fields_text(http_exchange *x, uint32_t at, uint32_t size) {
  return drupe_latin1(x->http->cx, x->arena.data + at, size);
}

/* The name in lower case. */
static drupe_value fields_key(http_exchange *x, const http_field *f) {
  drupe_cx *cx = x->http->cx;
  char low[128];
  char *text = low;
  drupe_value v;
  uint32_t i;

  if (f->name_size > sizeof(low)) {
    text = drupe_alloc(cx, f->name_size);
    if (text == NULL)
      return drupe_throw_status(cx, DRUPE_E_NOMEM, "headers");
  }
  for (i = 0; i < f->name_size; i++) {
    char c = x->arena.data[f->name + i];

    text[i] = c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
  }
  v = drupe_latin1(cx, text, f->name_size);
  if (text != low)
    drupe_release(cx, text);
  return v;
}

static uint32_t fields_hash(const http_exchange *x, const http_field *f) {
  uint32_t hash = 2166136261u, i;

  for (i = 0; i < f->name_size; i++)
    hash = (hash ^ (uint8_t)(x->arena.data[f->name + i] | 32)) * 16777619u;
  return hash;
}

static bool fields_same(const http_exchange *x, const http_field *a,
                        const http_field *b) {
  return a->name_size == b->name_size &&
         http__same_name(x->arena.data + a->name, x->arena.data + b->name,
                         a->name_size);
}

enum { FIELDS_BUCKETS = 256 };

/* For each field the number of the next with the same name, 0 for none, and
 * whether it is the first: linear, whatever names a client makes up. */
typedef struct fields_chain {
  uint32_t next;
  uint32_t bucket; /* next first-of-its-name in the bucket, 1 based */
  uint32_t last;   /* of a first one: the end of its chain */
  bool first;
} fields_chain;

static fields_chain *fields_chains(http_exchange *x, fields_range r) {
  uint32_t heads[FIELDS_BUCKETS];
  fields_chain *chains = drupe_alloc(x->http->cx, (r.to + 1) * sizeof(*chains));
  uint32_t i, at;

  if (chains == NULL)
    return NULL;
  memset(heads, 0, sizeof(heads));
  for (i = r.from; i < r.to; i++) {
    const http_field *f = &x->fields.at[i];
    uint32_t *head = &heads[fields_hash(x, f) % FIELDS_BUCKETS];

    for (at = *head; at != 0; at = chains[at - 1].bucket)
      if (fields_same(x, &x->fields.at[at - 1], f))
        break;
    if (at != 0) {
      chains[chains[at - 1].last].next = i;
      chains[at - 1].last = i;
      continue;
    }
    chains[i].first = true;
    chains[i].last = i;
    chains[i].bucket = *head;
    *head = i + 1;
  }
  return chains;
}

/* Of these only the first counts. */
static bool fields_is_single(const char *name, size_t size) {
  static const char *const single[] = {"age",
                                       "authorization",
                                       "content-length",
                                       "content-type",
                                       "etag",
                                       "expires",
                                       "from",
                                       "host",
                                       "if-modified-since",
                                       "if-unmodified-since",
                                       "last-modified",
                                       "location",
                                       "max-forwards",
                                       "proxy-authorization",
                                       "referer",
                                       "retry-after",
                                       "server",
                                       "user-agent"};
  size_t i;

  for (i = 0; i < sizeof(single) / sizeof(single[0]); i++)
    if (http__same(name, size, single[i]))
      return true;
  return false;
}

static drupe_value fields_list(http_exchange *x, const fields_chain *chains,
                               uint32_t at) {
  drupe_cx *cx = x->http->cx;
  drupe_value list = drupe_array(cx, 0);
  uint32_t i = 0;

  for (;;) {
    const http_field *f = &x->fields.at[at];

    (void)drupe_set_at(cx, list, i++, fields_text(x, f->value, f->value_size));
    if (chains[at].next == 0)
      return list;
    at = chains[at].next;
  }
}

static drupe_value fields_joined(http_exchange *x, const fields_chain *chains,
                                 uint32_t at, const char *between) {
  http_bytes text = {NULL, 0, 0};
  drupe_value v;

  for (;;) {
    const http_field *f = &x->fields.at[at];

    (void)http__bytes_add(x->http, &text, x->arena.data + f->value,
                          f->value_size);
    if (chains[at].next == 0)
      break;
    (void)http__bytes_add(x->http, &text, between, 2);
    at = chains[at].next;
  }
  v = drupe_latin1(x->http->cx, text.data, text.size);
  http__bytes_free(x->http, &text);
  return v;
}

static drupe_value fields_value(http_exchange *x, const fields_chain *chains,
                                uint32_t at, bool join) {
  const http_field *f = &x->fields.at[at];
  const char *name = x->arena.data + f->name;

  if (http__same(name, f->name_size, "set-cookie"))
    return fields_list(x, chains, at);
  if (chains[at].next == 0)
    return fields_text(x, f->value, f->value_size);
  if (http__same(name, f->name_size, "cookie"))
    return fields_joined(x, chains, at, "; ");
  if (!join && fields_is_single(name, f->name_size))
    return fields_text(x, f->value, f->value_size);
  return fields_joined(x, chains, at, ", ");
}

static drupe_value fields_object(http_exchange *x, bool trailers) {
  drupe_cx *cx = x->http->cx;
  drupe_value o = drupe_object(cx);
  fields_range r = request_range(x, trailers);
  fields_chain *chains;
  bool join = x->origin != NULL && x->origin->server != NULL &&
              x->origin->server->join_duplicates;
  uint32_t i;

  if (r.from == r.to)
    return o;
  chains = fields_chains(x, r);
  if (chains == NULL)
    return drupe_throw_status(cx, DRUPE_E_NOMEM, "headers");
  for (i = r.from; i < r.to; i++)
    if (chains[i].first)
      (void)drupe_set(cx, o, fields_key(x, &x->fields.at[i]),
                      fields_value(x, chains, i, join));
  drupe_release(cx, chains);
  return o;
}

static drupe_value fields_distinct(http_exchange *x, bool trailers) {
  drupe_cx *cx = x->http->cx;
  drupe_value o = cx->object->object_of(cx, drupe_null());
  fields_range r = request_range(x, trailers);
  fields_chain *chains;
  uint32_t i;

  if (r.from == r.to)
    return o;
  chains = fields_chains(x, r);
  if (chains == NULL)
    return drupe_throw_status(cx, DRUPE_E_NOMEM, "headers");
  for (i = r.from; i < r.to; i++)
    if (chains[i].first)
      (void)drupe_set(cx, o, fields_key(x, &x->fields.at[i]),
                      fields_list(x, chains, i));
  drupe_release(cx, chains);
  return o;
}

static drupe_value fields_raw(http_exchange *x, bool trailers) {
  drupe_cx *cx = x->http->cx;
  drupe_value list = drupe_array(cx, 0);
  fields_range r = request_range(x, trailers);
  uint32_t i, n = 0;

  for (i = r.from; i < r.to; i++) {
    const http_field *f = &x->fields.at[i];

    (void)drupe_set_at(cx, list, n++, fields_text(x, f->name, f->name_size));
    (void)drupe_set_at(cx, list, n++, fields_text(x, f->value, f->value_size));
  }
  return list;
}

static drupe_value request_headers(drupe_cx *cx, const drupe_call *call) {
  return request_define(cx, call, "headers",
                        fields_object(request_of(call), false));
}

static drupe_value request_distinct(drupe_cx *cx, const drupe_call *call) {
  return request_define(cx, call, "headersDistinct",
                        fields_distinct(request_of(call), false));
}

static drupe_value request_raw(drupe_cx *cx, const drupe_call *call) {
  return request_define(cx, call, "rawHeaders",
                        fields_raw(request_of(call), false));
}

/* Trailers come last: before the end there are none to keep. */
static drupe_value request_late(drupe_cx *cx, const drupe_call *call,
                                const char *name, drupe_value v) {
  return request_of(call)->complete ? request_define(cx, call, name, v) : v;
}

static drupe_value request_trailers(drupe_cx *cx, const drupe_call *call) {
  return request_late(cx, call, "trailers",
                      fields_object(request_of(call), true));
}

static drupe_value request_trailers_distinct(drupe_cx *cx,
                                             const drupe_call *call) {
  return request_late(cx, call, "trailersDistinct",
                      fields_distinct(request_of(call), true));
}

static drupe_value request_raw_trailers(drupe_cx *cx, const drupe_call *call) {
  return request_late(cx, call, "rawTrailers",
                      fields_raw(request_of(call), true));
}

#define REQUEST_GET(name, get)                                                 \
  {                                                                            \
    name, get, request_set, (void *)(uintptr_t)(name), DRUPE_MEMBER_ACCESSOR,  \
        0, NULL                                                                \
  }

static const drupe_member request_members[] = {
    REQUEST_GET("url", request_url),
    REQUEST_GET("method", request_method),
    REQUEST_GET("httpVersion", request_version),
    REQUEST_GET("httpVersionMajor", request_major),
    REQUEST_GET("httpVersionMinor", request_minor),
    REQUEST_GET("complete", request_complete),
    REQUEST_GET("aborted", request_aborted),
    REQUEST_GET("upgrade", request_upgrade),
    REQUEST_GET("socket", request_socket),
    REQUEST_GET("headers", request_headers),
    REQUEST_GET("headersDistinct", request_distinct),
    REQUEST_GET("rawHeaders", request_raw),
    REQUEST_GET("trailers", request_trailers),
    REQUEST_GET("trailersDistinct", request_trailers_distinct),
    REQUEST_GET("rawTrailers", request_raw_trailers),
    DRUPE_MEMBER_END};

static void request_finalize(drupe_cx *cx, void *native, void *arg) {
  http_exchange *x = native;
  http_conn *origin = x->origin;

  (void)cx;
  (void)arg;
  x->req = NULL;
  x->pinned_req = false;
  x->origin = NULL;
  http__exchange_unref(x);
  if (origin != NULL)
    http__conn_unref(origin);
}

const drupe_class_def http__request_class = {.size = sizeof(drupe_class_def),
                                             .flags = DRUPE_CLASS_HIDDEN,
                                             .self = &http__request_class,
                                             .signature = "IncomingMessage",
                                             .finalize = request_finalize,
                                             .members = request_members};

/* -- objects that a script makes itself ------------------------------------ */
/* adoptRequest(object): the native half of an IncomingMessage whose constructor
 * ran: of the request that is dispatched, or of none. */
drupe_value http__request_adopt(drupe_cx *cx, const drupe_call *call) {
  http *h = cx->instance;
  http_exchange *x = h->creating;
  drupe_instance *instance = NULL;
  int32_t rc;

  if (x == NULL || x->req != NULL) {
    x = http__exchange_new(h);
    if (x == NULL)
      return drupe_throw_status(cx, DRUPE_E_NOMEM, "IncomingMessage");
  } else {
    x->refs++;
  }
  rc = cx->classes->bind(cx, drupe_arg(call, 0), &http__request_class, x,
                         &instance);
  if (rc < 0) {
    http__exchange_unref(x);
    return drupe_throw_status(cx, rc, "IncomingMessage");
  }
  x->req = instance;
  if (x->conn != NULL) {
    x->origin = x->conn;
    x->origin->refs++;
  }
  return drupe_undefined();
}

/* adoptResponse(object, isHead, isOld, outgoing) */
drupe_value http__response_adopt(drupe_cx *cx, const drupe_call *call) {
  http *h = cx->instance;
  http_exchange *x = h->creating;
  drupe_instance *instance = NULL;
  int32_t rc;

  if (x == NULL || x->res != NULL) {
    x = http__exchange_new(h);
    if (x == NULL)
      return drupe_throw_status(cx, DRUPE_E_NOMEM, "ServerResponse");
    x->has_body = !drupe_arg_bool(call, 1, 0);
    x->chunked_default = x->keep_alive = !drupe_arg_bool(call, 2, 0);
  } else {
    x->refs++;
  }
  rc = cx->classes->bind(cx, drupe_arg(call, 0),
                         drupe_arg_bool(call, 3, 0) ? &http__outgoing_class
                                                    : &http__response_class,
                         x, &instance);
  if (rc < 0) {
    http__exchange_unref(x);
    return drupe_throw_status(cx, rc, "ServerResponse");
  }
  x->res = instance;
  return drupe_undefined();
}
