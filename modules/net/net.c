/* modules/net/net.c - the module: what it offers and how it starts and
 * stops. */
#include "net.h"
#include "net_js.h"
#include "socket_js.h"

#include <assert.h>
#include <stdlib.h>
#include <sys/socket.h>

static const char *const net_hook_names[NET__HOOKS] = {
    "read",      "end",      "ready",   "drain",      "closed",
    "written",   "shutdown", "timeout", "connection", "listenerClosed",
    "makeSocket"};

/* setup(hooks): the functions of net.js that C calls. */
static drupe_value net_setup(drupe_cx *cx, const drupe_call *call) {
  net *n = cx->instance;
  int i;

  for (i = 0; i < NET__HOOKS; i++) {
    drupe_value hook = drupe_get_named(cx, call->argv[0], net_hook_names[i]);

    n->hooks[i] = drupe_ref_new(cx, hook);
    if (n->hooks[i] == NULL)
      return drupe_throw_status(cx, DRUPE_E_NOMEM, "setup");
  }
  return drupe_undefined();
}

/* load(): the function that is socket.js, compiled now. */
static drupe_value net_load(drupe_cx *cx, const drupe_call *call) {
  drupe_str source;

  (void)call;
  source.data = socket_js;
  source.size = socket_js_size;
  return cx->value->run(cx, source, "node:net/socket");
}

/* error(kind, code, message): not thrown. */
static drupe_value net_error(drupe_cx *cx, const drupe_call *call) {
  const char *kind = net__text(cx, call, 0);
  const char *code = net__text(cx, call, 1);
  int32_t which = DRUPE_ERROR;

  assert(kind != NULL); /* the signature says string */
  if (strcmp(kind, "TypeError") == 0)
    which = DRUPE_TYPE_ERROR;
  else if (strcmp(kind, "RangeError") == 0)
    which = DRUPE_RANGE_ERROR;

  return cx->error->error_new(cx, which, code, drupe_arg_str(cx, call, 2));
}

/* -- statuses as Node shows them ------------------------------------------- */
static drupe_value net_status_name(drupe_cx *cx, const drupe_call *call) {
  return drupe_string(cx, cx->core->status_name(drupe_arg_int(call, 0, 0)),
                      DRUPE_NTS);
}

static drupe_value net_status_text(drupe_cx *cx, const drupe_call *call) {
  return drupe_string(cx, cx->core->status_text(drupe_arg_int(call, 0, 0)),
                      DRUPE_NTS);
}

/* The numbers that net.js knows by name. */
static drupe_value net_statuses(drupe_cx *cx, const drupe_call *call) {
  drupe_value o = drupe_object(cx);

  (void)call;
  (void)drupe_set_named(cx, o, "EBADF", drupe_int(UV_EBADF));
  (void)drupe_set_named(cx, o, "ENOTCONN", drupe_int(UV_ENOTCONN));
  (void)drupe_set_named(cx, o, "ETIMEDOUT", drupe_int(UV_ETIMEDOUT));
  (void)drupe_set_named(cx, o, "EAFNOSUPPORT", drupe_int(UV_EAFNOSUPPORT));
  (void)drupe_set_named(cx, o, "EADDRNOTAVAIL", drupe_int(UV_EADDRNOTAVAIL));
  (void)drupe_set_named(cx, o, "EINVAL", drupe_int(UV_EINVAL));
  (void)drupe_set_named(cx, o, "ENOTFOUND", drupe_int(UV_EAI_NONAME));
  return o;
}

/* "tcp" or "unix" for a socket of ours, "" for what is none. */
static drupe_value net_fd_kind(drupe_cx *cx, const drupe_call *call) {
  struct sockaddr_storage address = {.ss_family = AF_UNSPEC};
  socklen_t size = sizeof(address);
  const char *kind = "";

  if (getsockname(drupe_arg_int(call, 0, -1), (struct sockaddr *)&address,
                  &size) == 0)
    kind = address.ss_family == AF_UNIX    ? "unix"
           : address.ss_family == AF_INET  ? "tcp"
           : address.ss_family == AF_INET6 ? "tcp"
                                           : "";
  return drupe_string(cx, kind, DRUPE_NTS);
}

static drupe_value net_is_ip(drupe_cx *cx, const drupe_call *call) {
  drupe_str text = drupe_arg_str(cx, call, 0);
  char copy[NET__WHERE_MAX];
  unsigned char bytes[sizeof(struct in6_addr)];
  char *scope;

  if (text.data == NULL || text.size >= sizeof(copy) ||
      memchr(text.data, '\0', text.size) != NULL)
    return drupe_int(0);
  memcpy(copy, text.data, text.size + 1);
  if (uv_inet_pton(AF_INET, copy, bytes) == 0)
    return drupe_int(4);
  scope = strchr(copy, '%');
  if (scope != NULL && scope[1] == '\0')
    return drupe_int(0);
  return drupe_int(uv_inet_pton(AF_INET6, copy, bytes) == 0 ? 6 : 0);
}

static const drupe_member net_members[] = {
    DRUPE_FN("setup(hooks: object)", net_setup),
    DRUPE_FN("load()", net_load),
    DRUPE_FN("error(kind: string, code: string, message: string)", net_error),
    DRUPE_FN("statusName(status: int32)", net_status_name),
    DRUPE_FN("statusText(status: int32)", net_status_text),
    DRUPE_FN("statuses()", net_statuses),
    DRUPE_FN("fdKind(fd: int32)", net_fd_kind),
    DRUPE_FN("isIP(text: any)", net_is_ip),
    DRUPE_FN("connect(kind: string, where: string, from: string)",
             net__connect_js),
    DRUPE_FN("listen(owner: object, kind: string, where: string, "
             "backlog: int32, flags: int32)",
             net__listen_js),
    DRUPE_FN("lookup(host: string, family: int32, callback: function)",
             net__lookup_js),
    DRUPE_MEMBER_END};

static const drupe_class_def *const net_classes[] = {
    &net__handle_class, &net__listener_class, NULL};

static int32_t net_publish(net *n) {
  int32_t rc = drupe_publish(n->cx, "stream.tcp", &net__tcp_api.head, n);

  if (rc == DRUPE_OK)
    rc = drupe_publish(n->cx, "stream.unix", &net__unix_api.head, n);
  if (rc == DRUPE_OK)
    rc = drupe_publish(n->cx, "net.socket", &net__socket_api.head, n);
  return rc;
}

static int32_t net_start(drupe_cx *cx, drupe_value exports) {
  net *n = drupe_alloc(cx, sizeof(*n));
  const drupe_uv_api *uv;
  int32_t rc;

  (void)exports;
  if (n == NULL)
    return DRUPE_E_NOMEM;
  n->cx = cx;
  n->refs = 1;
  n->conns.prev = n->conns.next = &n->conns;
  n->listeners.prev = n->listeners.next = &n->listeners;
  rc = drupe_query(cx, "drupe.uv", 1, 0, &n->uv);
  if (rc < 0)
    goto fail_query;
  uv = n->uv.api;
  n->loop = uv->loop(cx, n->uv.self);
  cx->instance = n;
  rc = net_publish(n);
  if (rc < 0)
    goto fail_publish;
  return DRUPE_OK;

fail_publish:
  cx->core->drop(cx, &n->uv);
fail_query:
  drupe_release(cx, n);
  return rc;
}

void net__unref(net *n) {
  if (--n->refs != 0)
    return;
  drupe_release(n->cx, n->read_buffer);
  drupe_release(n->cx, n);
}

/* What is open closes now; its memory goes with the close callbacks, which the
 * kernel waits for. */
static int32_t net_stop(drupe_cx *cx, int32_t why) {
  net *n = cx->instance;
  net_link *at;
  int i;

  (void)why;
  (void)cx->core->withdraw(cx, "stream.tcp");
  (void)cx->core->withdraw(cx, "stream.unix");
  (void)cx->core->withdraw(cx, "net.socket");
  cx->core->drop(cx, &n->uv);
  for (i = 0; i < NET__HOOKS; i++) {
    drupe_ref_free(cx, n->hooks[i]);
    n->hooks[i] = NULL;
  }
  for (at = n->conns.next; at != &n->conns; at = at->next)
    net__conn_end((net_conn *)((char *)at - offsetof(net_conn, open)), 0);
  net__listeners_close(n);
  cx->instance = NULL;
  net__unref(n);
  return DRUPE_OK;
}

DRUPE_MODULE("net", .version = DRUPE_VERSION, .build_id = DRUPE_BUILD_ID,
             .members = net_members, .classes = net_classes, .start = net_start,
             .stop = net_stop, .js = net_js, .js_size = net_js_size);
