/* modules/net/server.c - the native half of net.Server. */
#include "net.h"

#include <assert.h>
#include <stdlib.h>

/* Pinned while the listener is open; slot 0 is the Server. */
typedef struct net_server {
  net *net;
  drupe_listener *listener; /* NULL when closed */
  drupe_instance *instance;
} net_server;

static drupe_value server_owner(net_server *s) {
  drupe_cx *cx = s->net->cx;

  return cx->classes->slot(cx, s->instance, 0);
}

/* Every connection becomes a Socket at once: its script listens to it. */
static void server_on_connection(void *user, drupe_stream *stream) {
  net_server *server = user;
  drupe_cx *cx = server->net->cx;
  drupe_value argument;
  drupe_entry entry;
  net_handle *h;

  if (cx->task->enter(cx, NULL, &entry) < 0)
    return;
  h = net__handle_create(server->net, &argument);
  if (h != NULL &&
      stream->ops->attach(stream, cx, &net__handle_events, h) == DRUPE_OK) {
    net__handle_take(h, stream);
    (void)net__hook(server->net, NET__ON_CONNECTION, server_owner(server), 1,
                    &argument);
  }
  cx->task->leave(cx, &entry);
}

static void server_on_closed(void *user, int32_t status) {
  net_server *server = user;
  drupe_cx *cx = server->net->cx;
  drupe_entry entry;

  (void)status;
  server->listener = NULL;
  if (cx->task->enter(cx, NULL, &entry) < 0)
    return;
  (void)net__hook(server->net, NET__ON_LISTENER_CLOSED, server_owner(server), 0,
                  NULL);
  (void)cx->classes->set_slot(cx, server->instance, 0, drupe_undefined());
  cx->classes->pin(cx, server->instance, 0);
  cx->task->leave(cx, &entry);
}

static const drupe_listener_events server_events = {
    .head = {sizeof(drupe_listener_events), DRUPE_STREAM_MAJOR,
             DRUPE_STREAM_MINOR},
    .connection = server_on_connection,
    .closed = server_on_closed};

static void server_finalize(drupe_cx *cx, void *native, void *arg) {
  (void)arg;
  drupe_release(cx, native);
}

static drupe_value server_close(drupe_cx *cx, const drupe_call *call) {
  net_server *server = call->native;

  (void)cx;
  if (server->listener != NULL)
    server->listener->ops->close(server->listener);
  return drupe_undefined();
}

static drupe_value server_ref(drupe_cx *cx, const drupe_call *call) {
  net_server *server = call->native;

  (void)cx;
  if (server->listener != NULL)
    server->listener->ops->ref(server->listener, drupe_arg_bool(call, 0, 1));
  return drupe_undefined();
}

static drupe_value server_get(drupe_cx *cx, const drupe_call *call) {
  net_server *server = call->native;
  const char *name = net__text(cx, call, 0);
  char text[NET__WHERE_MAX];
  int64_t size = DRUPE_E_STATE;

  if (server->listener != NULL)
    size =
        server->listener->ops->get(server->listener, name, text, sizeof(text));
  if (size < 0 || (size_t)size > sizeof(text))
    return drupe_undefined();
  return drupe_string(cx, text, (size_t)size);
}

static const drupe_member server_members[] = {
    DRUPE_FN("close()", server_close), DRUPE_FN("ref(on: boolean)", server_ref),
    DRUPE_FN("get(name: string)", server_get), DRUPE_MEMBER_END};

const drupe_class_def net__listener_class = {.size = sizeof(drupe_class_def),
                                             .flags = DRUPE_CLASS_HIDDEN,
                                             .self = &net__listener_class,
                                             .signature = "Listener",
                                             .finalize = server_finalize,
                                             .members = server_members,
                                             .slots = 1};

/* listen(owner, kind, where, backlog, flags): a Listener or a status. */
drupe_value net__listen_js(drupe_cx *cx, const drupe_call *call) {
  net *n = cx->instance;
  const char *kind = net__text(cx, call, 1);
  const char *where = net__text(cx, call, 2);
  net_server *server = drupe_alloc(cx, sizeof(*server));
  drupe_value value;
  int32_t rc;

  if (server == NULL)
    return drupe_throw_status(cx, DRUPE_E_NOMEM, "listen");
  server->net = n;
  value = cx->classes->instance_new(cx, &net__listener_class, server,
                                    &server->instance);
  if (drupe_is_none(value)) {
    drupe_release(cx, server);
    return value;
  }
  assert(kind != NULL && where != NULL); /* by the signature */
  rc = net__listen(cx, n, strcmp(kind, "unix") == 0, where,
                   drupe_arg_int(call, 3, 511), drupe_arg_int(call, 4, 0),
                   &server_events, server, &server->listener);
  if (rc < 0)
    return drupe_int(rc);
  (void)cx->classes->set_slot(cx, server->instance, 0, drupe_arg(call, 0));
  cx->classes->pin(cx, server->instance, 1);
  return value;
}
