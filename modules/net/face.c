/* modules/net/face.c - the service "net.socket": a script's Socket for a stream
 * that another module consumes.  socket.h is the contract. */
#include "net.h"

#include <stdlib.h>

static drupe_value face_make(drupe_cx *caller, void *self, drupe_stream *s,
                             const drupe_face_events *events, void *user) {
  net *n = self;
  drupe_value value, socket;
  net_handle *h = net__handle_create(n, &value);

  (void)caller;
  if (h == NULL)
    return value;
  h->face = events;
  h->face_user = user;
  net__handle_take(h, s);
  socket = net__hook(n, NET__MAKE_SOCKET, drupe_undefined(), 1, &value);
  if (drupe_is_none(socket))
    net__handle_drop(h);
  return socket;
}

/* The handle of a Socket; NULL when it has closed. */
static net_handle *face_handle(net *n, drupe_value socket) {
  drupe_cx *cx = n->cx;
  drupe_value handle = drupe_get(cx, socket, drupe_key(cx, "_face"));

  return drupe_unwrap(cx, handle, &net__handle_class);
}

static int32_t face_notify(drupe_cx *caller, void *self, drupe_value socket,
                           int32_t what, int32_t status) {
  static const int hooks[] = {0, NET__ON_CLOSED, NET__ON_END, NET__ON_TIMEOUT,
                              NET__ON_DRAIN};
  net *n = self;
  net_handle *h = face_handle(n, socket);
  drupe_value argument = drupe_int(status);

  (void)caller;
  if (what < DRUPE_FACE_CLOSED || what > DRUPE_FACE_DRAIN)
    return DRUPE_E_INVAL;
  if (h == NULL || h->face == NULL)
    return DRUPE_E_STATE;
  if (what == DRUPE_FACE_CLOSED)
    h->stream = NULL;
  (void)net__hook(n, hooks[what], socket, 1, &argument);
  if (what == DRUPE_FACE_CLOSED)
    net__handle_drop(h);
  return n->cx->error->pending(n->cx) ? DRUPE_E_PENDING : DRUPE_OK;
}

static int32_t face_give(drupe_cx *caller, void *self, drupe_value socket,
                         const uint8_t *head, size_t size) {
  net *n = self;
  net_handle *h = face_handle(n, socket);
  drupe_value chunk;
  int32_t rc;

  (void)caller;
  if (h == NULL || h->face == NULL || h->stream == NULL)
    return DRUPE_E_STATE;
  rc = h->stream->ops->attach(h->stream, n->cx, &net__handle_events, h);
  if (rc < 0)
    return rc;
  h->face = NULL;
  h->face_user = NULL;
  if (size == 0)
    return DRUPE_OK;
  chunk = drupe_buffer_copy(n->cx, head, size);
  (void)net__hook(n, NET__ON_READ, socket, 1, &chunk);
  return n->cx->error->pending(n->cx) ? DRUPE_E_PENDING : DRUPE_OK;
}

const drupe_socket_api net__socket_api = {
    .head = {sizeof(drupe_socket_api), DRUPE_STREAM_MAJOR, DRUPE_STREAM_MINOR},
    .face = face_make,
    .notify = face_notify,
    .give = face_give};
