/* modules/ffi/refuse.c - errors that say where: function, argument, member and
 * C type. */
#include "bridge.h"

#include <stdio.h>
#include <string.h>

enum { ROOM = 400 };

typedef struct text {
  char *at;
  size_t room, used;
} text;

static void text_add(text *t, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void text_add(text *t, const char *format, ...) {
  va_list args;
  int n;

  va_start(args, format);
  n = vsnprintf(t->at + t->used, t->room - t->used, format, args);
  va_end(args);
  if (n > 0)
    t->used += (size_t)n < t->room - t->used ? (size_t)n
                                             : t->room - t->used - 1;
}

/* "puts: argument 1, s (const char *)", ", member x (double)" */
static void place_print(const place *at, text *t) {
  char type[200];

  if (at->outer != NULL)
    place_print(at->outer, t);
  else
    text_add(t, "%s: ", at->subject);
  c_print(at->type, NULL, type, sizeof(type));
  if (at->outer != NULL && at->element >= 0)
    text_add(t, ", element %lld (%s)", (long long)at->element, type);
  else if (at->outer != NULL)
    text_add(t, ", member %s (%s)", at->name, type);
  else if (at->argument > 0)
    text_add(t, "argument %d%s%s (%s)", (int)at->argument,
             at->name == NULL ? "" : ", ", at->name == NULL ? "" : at->name,
             type);
  else if (at->argument < 0)
    text_add(t, "result (%s)", type);
  else
    text_add(t, "%s%s(%s)", at->name == NULL ? "" : at->name,
             at->name == NULL ? "" : " ", type);
}

static const char *received_object(bridge *b, drupe_value v, char *room,
                                   size_t size) {
  const pointer *p = ffi__pointer_of(b, v);
  drupe_buffer_info info = {.struct_size = sizeof(info)};
  char type[160];

  if (p != NULL)
    snprintf(room, size, "a pointer to %s",
             c_print(p->type, NULL, type, sizeof(type)));
  else if (drupe_is_function(v))
    snprintf(room, size, "a function");
  else if (b->cx->object->array_length(b->cx, v) >= 0)
    snprintf(room, size, "an array");
  else if (b->cx->buffer->buffer_info(b->cx, v, &info) == DRUPE_OK)
    snprintf(room, size, "%zu bytes of a %s", info.size,
             info.type == DRUPE_NODE_BUFFER ? "Buffer" : "typed array");
  else
    snprintf(room, size, "an object");
  return room;
}

const char *ffi__received(bridge *b, drupe_value v, char *room, size_t size) {
  drupe_str s;

  switch (drupe_typeof(v)) {
  case DRUPE_TYPE_NULL:
    return "null";
  case DRUPE_TYPE_BOOLEAN:
    return drupe_to_bool(v) ? "type boolean (true)" : "type boolean (false)";
  case DRUPE_TYPE_NUMBER:
    snprintf(room, size, "type number (%.17g)", drupe_to_double(v));
    return room;
  case DRUPE_TYPE_STRING:
    s = drupe_view(b->cx, v);
    snprintf(room, size, "type string ('%.*s%s')",
             (int)(s.size > 28 ? 25 : s.size), s.data == NULL ? "" : s.data,
             s.size > 28 ? "..." : "");
    return room;
  case DRUPE_TYPE_SYMBOL:
    return "type symbol";
  case DRUPE_TYPE_BIGINT:
    return "type bigint";
  case DRUPE_TYPE_OBJECT:
  case DRUPE_TYPE_FUNCTION:
    return received_object(b, v, room, size);
  default:
    return "undefined";
  }
}

static bool refuse_with(bridge *b, const place *at, int32_t kind,
                        const char *code, const char *expected,
                        drupe_value got) {
  char message[ROOM], received[240];
  text t = {message, sizeof(message), 0};

  place_print(at, &t);
  (void)drupe_throwf(b->cx, kind, code, "%s: expected %s, received %s",
                     message, expected,
                     ffi__received(b, got, received, sizeof(received)));
  return false;
}

bool ffi__refuse(bridge *b, const place *at, const char *expected,
                 drupe_value got) {
  return refuse_with(b, at, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_TYPE",
                     expected, got);
}

bool ffi__out_of_range(bridge *b, const place *at, const char *expected,
                       drupe_value got) {
  return refuse_with(b, at, DRUPE_RANGE_ERROR, "ERR_OUT_OF_RANGE", expected,
                     got);
}

bool ffi__fail_at(bridge *b, const place *at, int32_t kind, const char *code,
                  const char *format, ...) {
  char message[ROOM], what[200];
  text t = {message, sizeof(message), 0};
  va_list args;

  place_print(at, &t);
  va_start(args, format);
  vsnprintf(what, sizeof(what), format, args);
  va_end(args);
  (void)drupe_throwf(b->cx, kind, code, "%s: %s", message, what);
  return false;
}
