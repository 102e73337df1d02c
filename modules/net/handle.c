/* modules/net/handle.c - the native half of net.Socket: one stream, of this
 * module or of any other, for a script.
 *
 * A handle is pinned while its stream is open and keeps the Socket (its owner)
 * alive in slot 0, so that a socket somebody listens to is not collected.
 *
 * Where the stream is another module's (`face`), that module hears the events
 * and tells the handle; the handle writes to the stream and asks the module
 * for the rest. */
#include "net.h"

#include <assert.h>
#include <stdlib.h>

/* A write or half close that the script waits for. */
typedef struct handle_wait {
  drupe_write w;
  net_handle *handle;
  drupe_ref *keep; /* keeps the handle's memory until done came */
  int hook;
} handle_wait;

drupe_value net__handle_owner(net_handle *h) {
  drupe_cx *cx = h->net->cx;

  return cx->classes->slot(cx, h->instance, 0);
}

drupe_value net__hook(net *n, int which, drupe_value self, uint32_t argc,
                      const drupe_value *argv) {
  return drupe_apply(n->cx, drupe_ref_get(n->cx, n->hooks[which]), self, argc,
                     argv);
}

/* -- events of a stream that the script consumes --------------------------- */
static void handle_event(net_handle *h, int which, int32_t status) {
  drupe_cx *cx = h->net->cx;
  drupe_value argument = drupe_int(status);
  drupe_entry entry;

  if (cx->task->enter(cx, NULL, &entry) < 0)
    return;
  (void)net__hook(h->net, which, net__handle_owner(h), 1, &argument);
  cx->task->leave(cx, &entry);
}

static void handle_on_data(void *user, const uint8_t *data, size_t size) {
  net_handle *h = user;
  drupe_cx *cx = h->net->cx;
  drupe_value chunk;
  drupe_entry entry;

  if (cx->task->enter(cx, NULL, &entry) < 0)
    return;
  h->bytes_read += (double)size;
  chunk = drupe_buffer_copy(cx, data, size);
  (void)net__hook(h->net, NET__ON_READ, net__handle_owner(h), 1, &chunk);
  cx->task->leave(cx, &entry);
}

static void handle_on_end(void *user) { handle_event(user, NET__ON_END, 0); }
static void handle_on_drain(void *user) {
  handle_event(user, NET__ON_DRAIN, 0);
}
static void handle_on_ready(void *user) {
  handle_event(user, NET__ON_READY, 0);
}

static void handle_on_closed(void *user, int32_t status) {
  net_handle *h = user;
  drupe_cx *cx = h->net->cx;
  drupe_value argument = drupe_int(status);
  drupe_entry entry;

  if (cx->task->enter(cx, NULL, &entry) < 0) {
    h->stream = NULL; /* the context ends; its memory goes with it */
    return;
  }
  h->stream = NULL;
  (void)net__hook(h->net, NET__ON_CLOSED, net__handle_owner(h), 1, &argument);
  net__handle_drop(h);
  cx->task->leave(cx, &entry);
}

const drupe_stream_events net__handle_events = {
    .head = {sizeof(drupe_stream_events), DRUPE_STREAM_MAJOR,
             DRUPE_STREAM_MINOR},
    .data = handle_on_data,
    .end = handle_on_end,
    .drain = handle_on_drain,
    .ready = handle_on_ready,
    .closed = handle_on_closed};

/* -- life ------------------------------------------------------------------ */
net_handle *net__handle_create(net *n, drupe_value *value) {
  drupe_cx *cx = n->cx;
  net_handle *h = drupe_alloc(cx, sizeof(*h));

  if (h == NULL) {
    *value = drupe_throw_status(cx, DRUPE_E_NOMEM, "socket");
    return NULL;
  }
  h->net = n;
  *value = cx->classes->instance_new(cx, &net__handle_class, h, &h->instance);
  if (drupe_is_none(*value)) {
    drupe_release(cx, h);
    return NULL;
  }
  return h;
}

void net__handle_take(net_handle *h, drupe_stream *s) {
  drupe_cx *cx = h->net->cx;

  h->stream = s;
  cx->classes->pin(cx, h->instance, 1);
}

void net__handle_drop(net_handle *h) {
  drupe_cx *cx = h->net->cx;

  h->stream = NULL;
  h->face = NULL;
  (void)cx->classes->set_slot(cx, h->instance, 0, drupe_undefined());
  cx->classes->pin(cx, h->instance, 0);
}

static void handle_finalize(drupe_cx *cx, void *native, void *arg) {
  net_handle *h = native;

  (void)arg;
  assert(h->stream == NULL); /* else it were pinned */
  drupe_release(cx, h);
}

/* -- writing --------------------------------------------------------------- */
static void handle_on_waited(drupe_write *w, int32_t status) {
  handle_wait *wait = w->user;
  net_handle *h = wait->handle;
  drupe_cx *cx = h->net->cx;
  drupe_value argument = drupe_int(status);
  int hook = wait->hook;
  drupe_entry entry;

  if (cx->task->enter(cx, NULL, &entry) == DRUPE_OK) {
    (void)net__hook(h->net, hook, net__handle_owner(h), 1, &argument);
    cx->task->leave(cx, &entry);
  }
  drupe_ref_free(cx, wait->keep);
  drupe_release(cx, wait);
}

static handle_wait *handle_wait_new(net_handle *h, drupe_value self, int hook) {
  drupe_cx *cx = h->net->cx;
  handle_wait *wait = drupe_alloc(cx, sizeof(*wait));

  if (wait == NULL)
    return NULL;
  wait->keep = drupe_ref_new(cx, self);
  if (wait->keep == NULL) {
    drupe_release(cx, wait);
    return NULL;
  }
  wait->handle = h;
  wait->hook = hook;
  wait->w.done = handle_on_waited;
  wait->w.user = wait;
  return wait;
}

/* The wait is over before it began, unless the stream took it. */
static drupe_value handle_answer(net_handle *h, handle_wait *wait, int32_t rc) {
  if (rc != DRUPE_ASYNC) {
    drupe_ref_free(h->net->cx, wait->keep);
    drupe_release(h->net->cx, wait);
  }
  return drupe_int(rc);
}

/* Gathers an array of buffers; false when one is none. */
static bool handle_slices(drupe_cx *cx, drupe_value list, uint32_t from,
                          uint32_t count, drupe_slice *slices) {
  drupe_span span;
  uint32_t i;

  for (i = 0; i < count; i++) {
    if (cx->buffer->buffer_get(cx, drupe_at(cx, list, from + i), &span) < 0)
      return false;
    slices[i].data = span.data;
    slices[i].size = span.size;
  }
  return true;
}

/* write(chunks): 0 sent, 1 the hook `written` follows, negative an error.  What
 * does not go out at once is copied by the stream. */
static drupe_value handle_write(drupe_cx *cx, const drupe_call *call) {
  net_handle *h = call->native;
  drupe_value list = drupe_arg(call, 0);
  int64_t count = cx->object->array_length(cx, list);
  drupe_slice slices[DRUPE_SLICES_MAX];
  handle_wait *wait;
  int32_t rc = DRUPE_OK;
  int64_t i;

  if (h->stream == NULL)
    return drupe_int(DRUPE_E_STATE);
  wait = handle_wait_new(h, call->self, NET__ON_WRITTEN);
  if (wait == NULL)
    return drupe_throw_status(cx, DRUPE_E_NOMEM, "write");
  for (i = 0; i < count && rc >= 0; i += DRUPE_SLICES_MAX) {
    uint32_t n =
        count - i < DRUPE_SLICES_MAX ? (uint32_t)(count - i) : DRUPE_SLICES_MAX;
    bool last = i + n == count;

    if (!handle_slices(cx, list, (uint32_t)i, n, slices)) {
      rc = DRUPE_E_TYPE;
      break;
    }
    rc = h->stream->ops->write(h->stream, slices, n, DRUPE_WRITE_COPY,
                               last ? &wait->w : NULL);
    for (uint32_t j = 0; rc >= 0 && j < n; j++)
      h->bytes_written += (double)slices[j].size;
  }
  return handle_answer(h, wait, rc);
}

static drupe_value handle_shutdown(drupe_cx *cx, const drupe_call *call) {
  net_handle *h = call->native;
  handle_wait *wait;

  if (h->stream == NULL)
    return drupe_int(DRUPE_E_STATE);
  wait = handle_wait_new(h, call->self, NET__ON_SHUTDOWN);
  if (wait == NULL)
    return drupe_throw_status(cx, DRUPE_E_NOMEM, "shutdown");
  return handle_answer(h, wait, h->stream->ops->shutdown(h->stream, &wait->w));
}

/* -- reading and the end --------------------------------------------------- */
static drupe_value handle_read(drupe_cx *cx, const drupe_call *call) {
  net_handle *h = call->native;
  int on = drupe_arg_bool(call, 0, 1);

  (void)cx;
  if (h->stream == NULL)
    return drupe_int(DRUPE_E_STATE);
  if (h->face != NULL) {
    h->face->pause(h->face_user, !on);
    return drupe_int(DRUPE_OK);
  }
  return drupe_int(on ? h->stream->ops->read_start(h->stream)
                      : h->stream->ops->read_stop(h->stream));
}

/* close(reset?): the hook `closed` follows. */
static drupe_value handle_close(drupe_cx *cx, const drupe_call *call) {
  net_handle *h = call->native;
  int reset = drupe_arg_bool(call, 0, 0);

  (void)cx;
  if (h->stream == NULL)
    return drupe_undefined();
  if (h->face != NULL)
    h->face->close(h->face_user, reset);
  else if (reset)
    h->stream->ops->reset(h->stream);
  else
    h->stream->ops->close(h->stream);
  return drupe_undefined();
}

/* setTimeout of a lent stream belongs to its consumer; false: not lent. */
static drupe_value handle_timeout(drupe_cx *cx, const drupe_call *call) {
  net_handle *h = call->native;

  (void)cx;
  if (h->face == NULL)
    return drupe_bool(0);
  h->face->timeout(h->face_user, (uint64_t)drupe_arg_int64(call, 0, 0));
  return drupe_bool(1);
}

/* -- facts and knobs ------------------------------------------------------- */
static drupe_value handle_get(drupe_cx *cx, const drupe_call *call) {
  net_handle *h = call->native;
  const char *name = net__text(cx, call, 0);
  char text[NET__WHERE_MAX];
  int64_t size;

  if (h->stream == NULL)
    return drupe_undefined();
  size = h->stream->ops->get(h->stream, name, text, sizeof(text));
  if (size < 0 || (size_t)size > sizeof(text))
    return drupe_undefined();
  return drupe_string(cx, text, (size_t)size);
}

static drupe_value handle_set(drupe_cx *cx, const drupe_call *call) {
  net_handle *h = call->native;
  const char *name = net__text(cx, call, 0);

  if (h->stream == NULL)
    return drupe_int(DRUPE_E_STATE);
  return drupe_int(
      drupe_stream_set_int(h->stream, name, drupe_arg_int64(call, 1, 0)));
}

static drupe_value handle_ref(drupe_cx *cx, const drupe_call *call) {
  net_handle *h = call->native;

  (void)cx;
  if (h->stream != NULL)
    h->stream->ops->ref(h->stream, drupe_arg_bool(call, 0, 1));
  return drupe_undefined();
}

static drupe_value handle_own(drupe_cx *cx, const drupe_call *call) {
  return drupe_int(
      cx->classes->set_slot(cx, call->instance, 0, drupe_arg(call, 0)));
}

static drupe_value handle_queued(drupe_cx *cx, const drupe_call *call) {
  net_handle *h = call->native;

  (void)cx;
  if (h->stream == NULL)
    return drupe_int(0);
  return drupe_number((double)h->stream->ops->queued(h->stream));
}

/* A lent stream knows itself what its consumer moved, if it counts. */
static drupe_value handle_bytes(net_handle *h, const char *name, double own) {
  char text[24];
  int64_t size;

  if (h->face == NULL || h->stream == NULL)
    return drupe_number(own);
  size = h->stream->ops->get(h->stream, name, text, sizeof(text) - 1);
  if (size < 0 || (size_t)size >= sizeof(text))
    return drupe_number(own);
  text[size] = '\0';
  return drupe_number(strtod(text, NULL));
}

static drupe_value handle_bytes_read(drupe_cx *cx, const drupe_call *call) {
  net_handle *h = call->native;

  (void)cx;
  return handle_bytes(h, "bytes_read", h->bytes_read);
}

static drupe_value handle_bytes_written(drupe_cx *cx, const drupe_call *call) {
  net_handle *h = call->native;

  (void)cx;
  return handle_bytes(h, "bytes_written", h->bytes_written);
}

static drupe_value handle_lent(drupe_cx *cx, const drupe_call *call) {
  (void)cx;
  return drupe_bool(((net_handle *)call->native)->face != NULL);
}

static const drupe_member handle_members[] = {
    DRUPE_FN("write(chunks: array)", handle_write),
    DRUPE_FN("shutdown()", handle_shutdown),
    DRUPE_FN("read(on: boolean)", handle_read),
    DRUPE_FN("close(reset?: boolean)", handle_close),
    DRUPE_FN("timeout(ms: number)", handle_timeout),
    DRUPE_FN("get(name: string)", handle_get),
    DRUPE_FN("set(name: string, value: number)", handle_set),
    DRUPE_FN("ref(on: boolean)", handle_ref),
    DRUPE_FN("own(owner: object)", handle_own),
    DRUPE_GET("queued: number", handle_queued),
    DRUPE_GET("bytesRead: number", handle_bytes_read),
    DRUPE_GET("bytesWritten: number", handle_bytes_written),
    DRUPE_GET("lent: boolean", handle_lent),
    DRUPE_MEMBER_END};

const drupe_class_def net__handle_class = {.size = sizeof(drupe_class_def),
                                           .flags = DRUPE_CLASS_HIDDEN,
                                           .self = &net__handle_class,
                                           .signature = "Handle",
                                           .finalize = handle_finalize,
                                           .members = handle_members,
                                           .slots = 1};

/* connect(kind, where, from): a handle, or a negative status. */
drupe_value net__connect_js(drupe_cx *cx, const drupe_call *call) {
  net *n = cx->instance;
  const char *kind = net__text(cx, call, 0);
  const char *where = net__text(cx, call, 1);
  const char *from = net__text(cx, call, 2);
  drupe_stream *s = NULL;
  drupe_value value;
  net_handle *h = net__handle_create(n, &value);
  int32_t rc;

  if (h == NULL)
    return value;
  assert(kind != NULL && where != NULL); /* by the signature */
  rc = net__connect(cx, n, strcmp(kind, "unix") == 0, where, from,
                    &net__handle_events, h, &s);
  if (rc < 0)
    return drupe_int(rc);
  net__handle_take(h, s);
  return value;
}
