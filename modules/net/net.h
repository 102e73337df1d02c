/* modules/net/net.h - what the files of net share.
 *
 * net is the operating system's face for TCP and Unix sockets.  It offers them
 * as streams of bytes (stream.c, listener.c, connect.c: "stream.tcp" and
 * "stream.unix") to any module, and as sockets to scripts (handle.c, server.c
 * and net.js), which use the same streams.  "net.socket" (face.c) gives a
 * script's socket to the streams of others.
 *
 * One `net` is one JS context on one loop; all runs on its thread. */
#ifndef DRUPE_NET_H
#define DRUPE_NET_H

#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>

#include <uv.h>

#include <drupe.h>
#include <drupe/libuv.h>
#include <drupe/socket.h>
#include <drupe/stream.h>

enum {
  NET__READ_SIZE = 65536, /* the buffer all reads of a context share */
  NET__REARM_MS = 100,    /* before the next accept when one failed */
  NET__WHERE_MAX = 160    /* "where" of a socket as text */
};

enum { /* functions of net.js that C calls; order of net_hook_names */
       NET__ON_READ,
       NET__ON_END,
       NET__ON_READY,
       NET__ON_DRAIN,
       NET__ON_CLOSED,
       NET__ON_WRITTEN,
       NET__ON_SHUTDOWN,
       NET__ON_TIMEOUT,
       NET__ON_CONNECTION,
       NET__ON_LISTENER_CLOSED,
       NET__MAKE_SOCKET,
       NET__HOOKS
};

typedef struct net net;

/* A connect that has not ended. */
typedef struct net_connecting {
  uv_connect_t req;
  struct net_conn *conn; /* NULL when that closed first */
} net_connecting;

/* A ring of what is open. */
typedef struct net_link {
  struct net_link *prev, *next;
} net_link;

/* A stream of ours: TCP or a Unix socket, connected or connecting. */
typedef struct net_conn {
  drupe_stream base; /* first */
  net_link open;     /* of the context */
  net *net;
  drupe_cx *consumer; /* who attached; NULL before that */
  const drupe_stream_events *events;
  void *user;
  uint64_t bytes_read, bytes_written; /* facts of the same names */
  int32_t status;                     /* what `closed` will say */
  net_connecting *adopting;           /* its `ready` is deferred */
  bool closing;
  bool ended;       /* the peer's last byte came */
  bool wants_drain; /* a write was queued since the last drain */
  bool is_pipe;
  bool is_silent; /* refused before it was given out: no events */
  union {
    uv_handle_t handle;
    uv_stream_t stream;
    uv_tcp_t tcp;
    uv_pipe_t pipe;
  } uv; /* last: its own memory grows with libuv */
} net_conn;

struct net {
  drupe_cx *cx;
  uv_loop_t *loop;
  uint8_t *read_buffer; /* lent to one `data` event at a time */
  drupe_ref *hooks[NET__HOOKS];
  drupe_service uv;
  net_link conns, listeners;
  uint32_t refs; /* the module, open sockets, lookups */
};

static inline void net__link_add(net_link *list, net_link *l) {
  l->prev = list->prev;
  l->next = list;
  list->prev->next = l;
  list->prev = l;
}
static inline void net__link_cut(net_link *l) {
  l->prev->next = l->next;
  l->next->prev = l->prev;
}

/* net.c: the context's memory goes when the module has stopped and the last
 * socket has closed. */
void net__unref(net *n);

/* Argument i as text, "" where it is no string. */
static inline const char *net__text(drupe_cx *cx, const drupe_call *call,
                                    uint32_t i) {
  drupe_str text = drupe_arg_str(cx, call, i);

  return text.data == NULL ? "" : text.data;
}

/* -- address.c: sockets as text -------------------------------------------- */
/* "127.0.0.1:80", "[::1]:80", with a scope id after a percent sign. */
int32_t net__address_parse(const char *where, struct sockaddr_storage *out);
/* Writes the same text; returns the length needed, or a status. */
int64_t net__address_print(const struct sockaddr *address, char *buf,
                           size_t room);
/* "fd:3" gives 3, anything else -1. */
int net__address_fd(const char *where);
int64_t net__text_copy(const char *text, size_t size, char *buf, size_t room);

/* -- stream.c ---------------------------------------------------------------*/
extern const drupe_stream_ops net__stream_ops;
/* An unattached stream with an open uv handle; NULL for no memory. */
net_conn *net__conn_create(net *n, bool is_pipe);
/* Closes; `closed` says `status`, and frees.  Idempotent. */
void net__conn_end(net_conn *c, int32_t status);
/* Local or peer address of a uv handle as text. */
int64_t net__handle_name(uv_handle_t *handle, bool peer, char *buf,
                         size_t room);

/* -- listener.c, connect.c ------------------------------------------------- */
extern const drupe_transport_api net__tcp_api;
extern const drupe_transport_api net__unix_api;
int32_t net__listen(drupe_cx *caller, net *n, bool is_pipe, const char *where,
                    int32_t backlog, int32_t flags,
                    const drupe_listener_events *events, void *user,
                    drupe_listener **out);
/* Closes all of them: the context ends. */
void net__listeners_close(net *n);
/* `from` binds the near end first, "" leaves that to the system. */
int32_t net__connect(drupe_cx *caller, net *n, bool is_pipe, const char *where,
                     const char *from, const drupe_stream_events *events,
                     void *user, drupe_stream **out);

/* -- handle.c: a stream for a script --------------------------------------- */
typedef struct net_handle {
  net *net;
  drupe_stream *stream; /* NULL when closed */
  drupe_instance *instance;
  /* Set where another module consumes the stream (socket.h, face). */
  const drupe_face_events *face;
  void *face_user;
  double bytes_read, bytes_written;
} net_handle;

extern const drupe_class_def net__handle_class;
extern const drupe_stream_events net__handle_events;
/* A handle of no stream yet; *value is its object.  NULL: an error pends. */
net_handle *net__handle_create(net *n, drupe_value *value);
/* Has the stream and stays alive with it. */
void net__handle_take(net_handle *h, drupe_stream *s);
/* The stream is gone: the object may die. */
void net__handle_drop(net_handle *h);
/* Calls hook `which` with the handle's owner as `this`, inside a bracket. */
drupe_value net__hook(net *n, int which, drupe_value self, uint32_t argc,
                      const drupe_value *argv);
drupe_value net__handle_owner(net_handle *h);
drupe_value net__connect_js(drupe_cx *cx, const drupe_call *call);

/* -- server.c: a listener for a script ------------------------------------- */
extern const drupe_class_def net__listener_class;
drupe_value net__listen_js(drupe_cx *cx, const drupe_call *call);

/* -- face.c, lookup.c ------------------------------------------------------ */
extern const drupe_socket_api net__socket_api;
drupe_value net__lookup_js(drupe_cx *cx, const drupe_call *call);

#endif
