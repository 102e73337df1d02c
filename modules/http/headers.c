/* modules/http/headers.c - what setHeader keeps: entries in the order of their
 * first setting, their text in the exchange's memory as Latin-1. */
#include "http.h"

http_header *http__header_find(http_exchange *x, const char *name,
                               size_t size) {
  uint32_t i;

  for (i = 0; i < x->header_count; i++) {
    http_header *at = &x->headers[i];

    if (at->name_size == size &&
        http__same_name(x->text.data + at->name, name, size))
      return at;
  }
  return NULL;
}

static size_t headers_size(const http_exchange *x) {
  size_t size = 0;
  uint32_t i;

  for (i = 0; i < x->header_count; i++)
    size += x->headers[i].name_size + x->headers[i].value_size;
  return size;
}

/* Text of headers that were replaced is only given back here. */
static void headers_compact(http_exchange *x) {
  http_bytes fresh = {NULL, 0, 0};
  uint32_t i;

  if (x->text.size < HTTP__SPARE_ARENA || headers_size(x) * 2 > x->text.size ||
      !http__bytes_room(x->http, &fresh, headers_size(x)))
    return;
  for (i = 0; i < x->header_count; i++) {
    http_header *at = &x->headers[i];
    uint32_t name = (uint32_t)fresh.size;

    (void)http__bytes_add(x->http, &fresh, x->text.data + at->name,
                          at->name_size);
    at->name = name;
    name = (uint32_t)fresh.size;
    (void)http__bytes_add(x->http, &fresh, x->text.data + at->value,
                          at->value_size);
    at->value = name;
  }
  http__bytes_free(x->http, &x->text);
  x->text = fresh;
}

static http_header *headers_new(http_exchange *x) {
  if (x->header_count == x->header_room) {
    uint32_t room = x->header_room == 0 ? 8 : x->header_room * 2;
    http_header *at = drupe_resize(x->http->cx, x->headers, room * sizeof(*at));

    if (at == NULL)
      return NULL;
    x->headers = at;
    x->header_room = room;
  }
  return &x->headers[x->header_count++];
}

void http__header_remove(http_exchange *x, const char *name, size_t size) {
  http_header *at = http__header_find(x, name, size);

  if (at == NULL)
    return;
  memmove(at, at + 1,
          (size_t)(x->headers + x->header_count - (at + 1)) * sizeof(*at));
  x->header_count--;
}

/* -- checks, in Node's words ----------------------------------------------- */
static bool headers_bad_name(http_exchange *x, drupe_value name) {
  drupe_cx *cx = x->http->cx;
  drupe_str text = drupe_view(cx, cx->value->to_string(cx, name));

  (void)drupe_throwf(cx, DRUPE_TYPE_ERROR, "ERR_INVALID_HTTP_TOKEN",
                     "Header name must be a valid HTTP token [\"%.*s\"]",
                     (int)text.size, text.data == NULL ? "" : text.data);
  return false;
}

static bool headers_bad_value(http_exchange *x, int32_t rc, drupe_str name) {
  drupe_cx *cx = x->http->cx;

  if (rc == DRUPE_E_INVAL)
    (void)drupe_throwf(cx, DRUPE_TYPE_ERROR, "ERR_INVALID_CHAR",
                       "Invalid character in header content [\"%.*s\"]",
                       (int)name.size, name.data);
  else if (rc == DRUPE_E_TYPE)
    (void)drupe_throwf(cx, DRUPE_TYPE_ERROR, "ERR_HTTP_INVALID_HEADER_VALUE",
                       "Invalid value \"undefined\" for header \"%.*s\"",
                       (int)name.size, name.data);
  else if (rc != DRUPE_E_PENDING)
    (void)drupe_throw_status(cx, rc, "setHeader");
  return false;
}

static bool headers_check_name(http_exchange *x, drupe_value name,
                               drupe_str *text) {
  *text = drupe_view(x->http->cx, name);
  if (text->data == NULL || !http__is_token(text->data, text->size))
    return headers_bad_name(x, name);
  return true;
}

/* -- values ---------------------------------------------------------------- */
static int32_t headers_add_one(http_exchange *x, drupe_value v) {
  if (drupe_is_undefined(v))
    return DRUPE_E_TYPE;
  return http__add_latin1(x->http, &x->text, v);
}

/* Appends the text of `value` and fills `at`. */
static int32_t headers_add_value(http_exchange *x, drupe_value value,
                                 http_header *at) {
  drupe_cx *cx = x->http->cx;
  int64_t count = cx->object->array_length(cx, value);
  int32_t rc = DRUPE_OK;
  int64_t i;

  at->value = (uint32_t)x->text.size;
  at->kind = HTTP__TEXT;
  at->number = 0;
  if (count < 0) {
    if (drupe_is_number(value)) {
      at->kind = HTTP__NUMBER;
      at->number = drupe_to_double(value);
    }
    rc = headers_add_one(x, value);
  } else {
    at->kind = HTTP__LIST;
    at->number = (double)count;
    for (i = 0; i < count && rc == DRUPE_OK; i++) {
      if (i != 0 && !http__bytes_add(x->http, &x->text, "", 1))
        return DRUPE_E_NOMEM;
      rc = headers_add_one(x, drupe_at(cx, value, (uint32_t)i));
    }
  }
  at->value_size = (uint32_t)x->text.size - at->value;
  return rc;
}

bool http__header_set(http_exchange *x, drupe_value name, drupe_value value) {
  http_header fresh, *at;
  drupe_str text;
  int32_t rc;

  if (!headers_check_name(x, name, &text))
    return false;
  headers_compact(x);
  memset(&fresh, 0, sizeof(fresh));
  fresh.name = (uint32_t)x->text.size;
  fresh.name_size = (uint32_t)text.size;
  if (!http__bytes_add(x->http, &x->text, text.data, text.size))
    return headers_bad_value(x, DRUPE_E_NOMEM, text);
  rc = headers_add_value(x, value, &fresh);
  if (rc < 0)
    return headers_bad_value(x, rc, text);
  at = http__header_find(x, text.data, text.size);
  if (at == NULL)
    at = headers_new(x);
  if (at == NULL)
    return headers_bad_value(x, DRUPE_E_NOMEM, text);
  *at = fresh;
  x->has_headers = true;
  return true;
}

drupe_value http__header_value(http_exchange *x, const http_header *at) {
  drupe_cx *cx = x->http->cx;
  const char *text = x->text.data + at->value, *end = text + at->value_size;
  drupe_value list;
  uint32_t i;

  if (at->kind == HTTP__NUMBER)
    return drupe_number(at->number);
  if (at->kind == HTTP__TEXT)
    return drupe_latin1(cx, text, at->value_size);
  list = drupe_array(cx, 0);
  for (i = 0; i < (uint32_t)at->number; i++) {
    const char *stop = memchr(text, '\0', (size_t)(end - text));

    if (stop == NULL)
      stop = end;
    (void)drupe_set_at(cx, list, i,
                       drupe_latin1(cx, text, (size_t)(stop - text)));
    text = stop + 1;
  }
  return list;
}

/* The old value and the new one as one list. */
bool http__header_append(http_exchange *x, drupe_value name,
                         drupe_value value) {
  drupe_cx *cx = x->http->cx;
  http_header *at;
  drupe_value list, old;
  drupe_str text;
  int64_t i, n, count;

  if (!headers_check_name(x, name, &text))
    return false;
  at = http__header_find(x, text.data, text.size);
  if (at == NULL)
    return http__header_set(x, name, value);
  old = http__header_value(x, at);
  list = drupe_array(cx, 0);
  n = 0;
  count = cx->object->array_length(cx, old);
  if (count < 0)
    (void)drupe_set_at(cx, list, (uint32_t)n++, old);
  for (i = 0; i < count; i++)
    (void)drupe_set_at(cx, list, (uint32_t)n++, drupe_at(cx, old, (uint32_t)i));
  count = cx->object->array_length(cx, value);
  if (count < 0)
    (void)drupe_set_at(cx, list, (uint32_t)n++, value);
  for (i = 0; i < count; i++)
    (void)drupe_set_at(cx, list, (uint32_t)n++,
                       drupe_at(cx, value, (uint32_t)i));
  return http__header_set(x, name, list);
}
