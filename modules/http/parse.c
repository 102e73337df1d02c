/* modules/http/parse.c - from bytes to requests, with llhttp.
 *
 * Names and values are copied to the exchange's arena as they come, in however
 * many pieces.  What goes over a limit is an error with Node's code. */
#include "http.h"

static http_conn *parse_conn(llhttp_t *p) { return p->data; }

static int parse_refuse(llhttp_t *p, const char *code) {
  llhttp_set_error_reason(p, code);
  return HPE_USER;
}

/* The arena never exceeds the limit: url, names and values count. */
static int parse_count(http_conn *c, size_t size) {
  double limit =
      c->server == NULL ? HTTP__MAX_HEADER : c->server->max_header_size;

  c->header_bytes += (uint32_t)size;
  if ((double)c->header_bytes >= limit)
    return parse_refuse(&c->parser, "HPE_HEADER_OVERFLOW:Header overflow");
  return 0;
}

static int parse_keep(http_conn *c, const char *at, size_t size) {
  int rc = parse_count(c, size);

  if (rc == 0 && !http__bytes_add(c->http, &c->parsing->arena, at, size))
    return HPE_USER;
  return rc;
}

static int parse_on_begin(llhttp_t *p) {
  http_conn *c = parse_conn(p);
  drupe_cx *cx = c->http->cx;

  assert(c->parsing == NULL);
  c->parsing = http__exchange_new(c->http);
  if (c->parsing == NULL)
    return HPE_USER;
  c->parsing->conn = c;
  c->header_bytes = 0;
  c->head_seen = c->in_trailers = c->in_header_value = false;
  if (c->had_request || c->began == 0)
    c->began = cx->loop->now_ms(cx);
  if (c->server != NULL)
    http__clock_check(c->server);
  return 0;
}

static int parse_on_url(llhttp_t *p, const char *at, size_t size) {
  http_conn *c = parse_conn(p);

  c->parsing->url_size += (uint32_t)size;
  return parse_keep(c, at, size);
}

/* The field that is being read; NULL when it is one too many and not kept. */
static http_field *parse_field(http_exchange *x) {
  return x->fields.count == 0 ? NULL : &x->fields.at[x->fields.count - 1];
}

static bool parse_field_new(http_conn *c, http_exchange *x) {
  http_fields *f = &x->fields;
  http_field *at;

  if (f->count == f->room) {
    uint32_t room = f->room == 0 ? 16 : f->room * 2;

    at = drupe_resize(c->http->cx, f->at, room * sizeof(*at));
    if (at == NULL)
      return false;
    f->at = at;
    f->room = room;
  }
  at = &f->at[f->count++];
  memset(at, 0, sizeof(*at));
  at->name = (uint32_t)x->arena.size;
  return true;
}

static int parse_on_field(llhttp_t *p, const char *at, size_t size) {
  http_conn *c = parse_conn(p);
  http_exchange *x = c->parsing;
  bool first = c->in_header_value || x->fields.count == 0 ||
               (c->in_trailers && x->fields.count == x->trailers);

  if (first && !parse_field_new(c, x))
    return HPE_USER;
  c->in_header_value = false;
  parse_field(x)->name_size += (uint32_t)size;
  return parse_keep(c, at, size);
}

/* A value that goes on behind a line break: obs-fold, which llhttp 8 takes and
 * which is a way to smuggle.  What goes on where the last piece of it stopped,
 * in this read or at the end of the one before, is no fold. */
static bool parse_is_fold(const http_conn *c, const char *at, size_t size) {
  if (c->span_end != NULL)
    return size != 0 && at != c->span_end;
  return size != 0 && !(c->value_cut && at == c->data_begin);
}

static int parse_on_value(llhttp_t *p, const char *at, size_t size) {
  http_conn *c = parse_conn(p);
  http_field *field = parse_field(c->parsing);

  if (field == NULL || field->name_size == 0)
    return parse_refuse(p, "HPE_INVALID_HEADER_TOKEN:Invalid header token");
  if (!c->in_header_value) {
    c->in_header_value = true;
    field->value = (uint32_t)c->parsing->arena.size;
  } else if (parse_is_fold(c, at, size)) {
    return parse_refuse(p, "HPE_UNEXPECTED_SPACE:Unexpected whitespace after "
                           "header value");
  }
  field->value_size += (uint32_t)size;
  c->span_end = at + size;
  return parse_keep(c, at, size);
}

/* White space at the end is no part of a value. */
static int parse_on_value_end(llhttp_t *p) {
  http_conn *c = parse_conn(p);
  http_exchange *x = c->parsing;
  http_field *field = parse_field(x);
  const char *value;

  if (field == NULL || field->name_size == 0)
    return parse_refuse(p, "HPE_INVALID_HEADER_TOKEN:Invalid header token");
  if (!c->in_header_value) { /* an empty one has no span */
    c->in_header_value = true;
    field->value = (uint32_t)x->arena.size;
  }
  value = x->arena.data + field->value;
  while (field->value_size != 0 && (value[field->value_size - 1] == ' ' ||
                                    value[field->value_size - 1] == '\t'))
    field->value_size--;
  return 0;
}

/* Fields past the limit are as good as not sent. */
static void parse_limit_fields(http_conn *c, http_exchange *x) {
  double limit = c->server == NULL ? HTTP__MAX_FIELDS : c->server->max_headers;

  if (limit > 0 && x->fields.count > limit)
    x->fields.count = (uint32_t)limit;
}

/* What the dispatch asks for; false where the length of the body has two
 * meanings. */
static bool parse_note_fields(http_exchange *x) {
  bool has_length = false, has_te = false;
  uint32_t i;

  for (i = 0; i < x->fields.count; i++) {
    const http_field *f = &x->fields.at[i];
    const char *name = x->arena.data + f->name;

    if (f->name_size == 4 && http__same(name, 4, "host"))
      x->has_host = true;
    else if (f->name_size == 6 && http__same(name, 6, "expect"))
      x->has_expect = true;
    else if (f->name_size == 14 && http__same(name, 14, "content-length"))
      has_length = true;
    else if (f->name_size == 17 && http__same(name, 17, "transfer-encoding"))
      has_te = true;
  }
  return !has_length || !has_te;
}

static int parse_on_headers(llhttp_t *p) {
  http_conn *c = parse_conn(p);
  http_exchange *x = c->parsing;

  c->head_seen = true;
  c->had_request = true;
  if (!parse_note_fields(x))
    return parse_refuse(p, "HPE_INVALID_TRANSFER_ENCODING:Transfer-Encoding "
                           "can't be present with Content-Length");
  parse_limit_fields(c, x);
  x->is_parsed = true;
  x->trailers = x->fields.count;
  x->method = p->method;
  x->major = p->http_major;
  x->minor = p->http_minor;
  x->upgrade = p->upgrade != 0;
  x->keep_alive = llhttp_should_keep_alive(p) != 0;
  if (x->method == HTTP_HEAD)
    x->has_body = false;
  x->chunked_default = x->major > 1 || (x->major == 1 && x->minor >= 1);
  /* Behind the blank line: bytes of a body or of another request. */
  c->more_data = x->fields.count == 0 || c->span_end == NULL ||
                 c->data_end - c->span_end > 4;
  c->header_bytes = 0;
  c->in_trailers = true;
  c->in_header_value = false;
  return http__dispatch(c, x);
}

static void parse_body_js(http_conn *c, http_exchange *x, const char *at,
                          size_t size) {
  drupe_cx *cx = c->http->cx;
  drupe_value argv[2], more;

  argv[0] = http__req_value(x);
  argv[1] = drupe_buffer_copy(cx, at, size);
  more = http__hook(c->http, HTTP__ON_DATA, 2, argv);
  if (!drupe_truthy(cx, more))
    x->held_back = true;
}

static int parse_on_body(llhttp_t *p, const char *at, size_t size) {
  http_conn *c = parse_conn(p);
  http_exchange *x = c->parsing;

  if (c->closing)
    return HPE_USER;
  if (x->open_body && x->req != NULL)
    parse_body_js(c, x, at, size);
  else if (!x->dumped && !http__bytes_add(c->http, &x->body, at, size))
    return HPE_USER;
  if (x->body.size >= HTTP__BODY_AHEAD)
    x->held_back = true;
  /* Node's parser lets ticks and microtasks run here, and here only. */
  c->http->cx->task->drain(c->http->cx);
  return c->closing ? HPE_USER : 0;
}

static int parse_on_complete(llhttp_t *p) {
  http_conn *c = parse_conn(p);
  http_exchange *x = c->parsing;
  drupe_value req;

  x->complete = true;
  x->held_back = false;
  if (x->upgrade) /* http__dispatch_upgrade follows */
    return 0;
  c->parsing = NULL;
  c->began = 0;
  if (x->open_body && !c->closing) {
    req = http__req_value(x);
    (void)http__hook(c->http, HTTP__ON_END, 1, &req);
  }
  if (!x->queued) /* answered already: nobody else knows the connection */
    http__queue_leave(x);
  http__exchange_unref(x);
  return c->closing ? HPE_USER : 0;
}

/* -- chunk extensions: nobody sees them, so they only cost ----------------- */
static int parse_on_extension(llhttp_t *p, const char *at, size_t size) {
  http_conn *c = parse_conn(p);

  (void)at;
  c->extension_bytes += (uint32_t)size;
  if (c->extension_bytes > HTTP__CHUNK_EXTENSION)
    return parse_refuse(
        p, "HPE_CHUNK_EXTENSIONS_OVERFLOW:Chunk extensions overflow");
  return 0;
}

static int parse_on_chunk(llhttp_t *p) {
  http_conn *c = parse_conn(p);

  c->extension_bytes = 0;
  c->header_bytes = 0;
  return 0;
}

void http__parse_settings(llhttp_settings_t *s) {
  llhttp_settings_init(s);
  s->on_message_begin = parse_on_begin;
  s->on_url = parse_on_url;
  s->on_header_field = parse_on_field;
  s->on_header_value = parse_on_value;
  s->on_header_value_complete = parse_on_value_end;
  s->on_headers_complete = parse_on_headers;
  s->on_body = parse_on_body;
  s->on_message_complete = parse_on_complete;
  s->on_chunk_extension_name = parse_on_extension;
  s->on_chunk_extension_value = parse_on_extension;
  s->on_chunk_header = parse_on_chunk;
}

/* -- a read ---------------------------------------------------------------- */
/* "CODE:reason" of ours, else llhttp's own. */
static void parse_fail(http_conn *c, llhttp_errno_t err, size_t parsed) {
  const char *reason = llhttp_get_error_reason(&c->parser);
  const char *colon = reason == NULL ? NULL : strchr(reason, ':');
  char code[64];

  if (reason == NULL)
    reason = "";
  if (err == HPE_USER && colon != NULL &&
      (size_t)(colon - reason) < sizeof(code)) {
    memcpy(code, reason, (size_t)(colon - reason));
    code[colon - reason] = '\0';
    http__conn_fail(c, code, colon + 1, parsed);
  } else {
    http__conn_fail(c, llhttp_errno_name(err), reason, parsed);
  }
}

void http__parse_data(http_conn *c, const uint8_t *data, size_t size) {
  const char *text = (const char *)data;
  llhttp_errno_t err;
  size_t parsed;

  c->data_begin = text;
  c->data_end = text + size;
  c->span_end = NULL;
  c->in_data = true;
  c->answered = false;
  err = llhttp_execute(&c->parser, text, size);
  c->in_data = false;
  c->more_data = false;
  c->value_cut = c->in_header_value && c->span_end == c->data_end;
  c->data_begin = c->data_end = c->span_end = NULL;
  if (err == HPE_OK || c->closing)
    return;
  parsed = (size_t)(llhttp_get_error_pos(&c->parser) - text);
  if (err == HPE_PAUSED_UPGRADE)
    http__dispatch_upgrade(c, text + parsed, size - parsed);
  else
    parse_fail(c, err, parsed);
}
