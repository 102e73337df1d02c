/* abi/stream.h - the contract between who moves bytes and who reads them.
 *
 * Not a kernel table: modules implement it for each other.  net offers it for
 * TCP and Unix sockets, tls on top of any other, a stranger for his own
 * transport; http asks for nothing else.  All calls and events are on one
 * thread, outside brackets: a consumer that runs JS opens its own (task.h).
 *
 * Rules
 *   0. No event and no `done` is called from inside a call of ops, listen,
 *      connect or wrap.  Who has one to give there defers it (loop->soon).
 *   1. `closed` is the last event, comes exactly once for every attached
 *      stream; every `done` precedes it; then the stream's memory is gone.
 *      A listener's too.  What listen or connect refuses has no events.
 *   2. Every entry of ops is there in 1.0; who cannot do one takes its stub
 *      below, which says E_NOTSUP.  Newer entries are called behind DRUPE_HAS.
 *   3. Bytes given to `data` are on loan until it returns.
 *   4. The array of slices is the caller's again when write returns; what the
 *      slices point to only when the write is done.
 *   5. Any call may be made from inside any event, also close.
 *   6. After close or reset, calls return E_STATE and do nothing.
 *   7. The cx given to attach, listen or connect is the one that is asked for
 *      permission and billed for the events.
 */
#ifndef DRUPE_STREAM_H
#define DRUPE_STREAM_H

#include "core.h"

#ifdef __cplusplus
extern "C" {
#endif

#define DRUPE_STREAM_MAJOR 1u
#define DRUPE_STREAM_MINOR 0u

#define DRUPE_SLICES_MAX 8u /* of one write */

typedef struct drupe_stream drupe_stream;
typedef struct drupe_listener drupe_listener;

/* Layout of struct iovec, so a provider can pass it on. */
typedef struct drupe_slice {
  const void *data;
  size_t size;
} drupe_slice;

enum { /* write flags */
  /* What cannot go out now is copied: the slices' memory is free again on
   * return.  `w` may then be NULL. */
  DRUPE_WRITE_COPY = 1 << 0
};

/* A pending write: memory of the consumer, untouched until done is called.
 * A wrapping provider has room in it for one uv_write_t and some. */
typedef struct drupe_write drupe_write;
struct drupe_write {
  /* Once: 0, or a negative status when the bytes are lost. */
  void (*done)(drupe_write *w, int32_t status);
  void *user;
  void *reserved[32]; /* the provider's */
};

/* What the consumer wants to hear; constant, any entry but closed may be
 * NULL. */
typedef struct drupe_stream_events {
  drupe_header head;
  /* Bytes came.  NULL entry: the stream stays unread. */
  void (*data)(void *user, const uint8_t *data, size_t size);
  /* The peer sent its last byte; writing is still possible.  Without this entry
   * the provider closes. */
  void (*end)(void *user);
  /* The queue fell to zero after a write that returned DRUPE_ASYNC. */
  void (*drain)(void *user);
  /* A connect ended well, or TLS its handshake: bytes may flow. */
  void (*ready)(void *user);
  /* Last.  0 for a close asked for or after end, else why. */
  void (*closed)(void *user, int32_t status);
} drupe_stream_events;

typedef struct drupe_stream_ops {
  drupe_header head;
  /* `consumer` hears events from now on; replaces the one before (upgrade), who
   * hears no more, not even closed.  Reading is as it was: stopped for a new
   * stream. */
  int32_t (*attach)(drupe_stream *s, drupe_cx *consumer,
                    const drupe_stream_events *events, void *user);
  int32_t (*read_start)(drupe_stream *s);
  int32_t (*read_stop)(drupe_stream *s); /* backpressure; no data after it */
  /* Writes all slices in order, at most DRUPE_SLICES_MAX (E_INVAL).  DRUPE_OK:
   * handed on, done will not be called.  DRUPE_ASYNC: queued, the slices'
   * memory is in use until w->done (with COPY: not, and done only if w is
   * given).  Other negative: the stream is broken, an unknown part was sent;
   * done is not called and closed will follow. */
  int32_t (*write)(drupe_stream *s, const drupe_slice *slices, uint32_t count,
                   int32_t flags, drupe_write *w);
  size_t (*queued)(drupe_stream *s); /* bytes not yet with the system */
  /* Half close, after what is queued.  DRUPE_ASYNC and then w->done; w may be
   * NULL. */
  int32_t (*shutdown)(drupe_stream *s, drupe_write *w);
  void (*close)(drupe_stream *s); /* drops what is queued; idempotent */
  void (*reset)(drupe_stream *s); /* as close, and RST where there is one */
  /* Facts and knobs by name.  get: "peer", "local" ("127.0.0.1:80",
   * "[::1]:80", a path), "fd", "tls.alpn": writes at most `room` bytes and
   * returns the length needed.  set: "nodelay" (int64 0 or 1), "keepalive_s"
   * (int64, 0 is off), "tls.ticket" (bytes).  E_NOENT if the provider has none
   * such. */
  int64_t (*get)(drupe_stream *s, const char *name, char *buf, size_t room);
  int32_t (*set)(drupe_stream *s, const char *name, const void *data,
                 size_t size);
  /* Gives the descriptor away, for another process or module: the stream closes
   * without closing it.  E_BUSY with bytes queued, E_NOTSUP on TLS. */
  int32_t (*detach_fd)(drupe_stream *s, int *fd);
  void (*ref)(drupe_stream *s, int32_t on);
} drupe_stream_ops;

/* A provider's stream begins with this. */
struct drupe_stream {
  const drupe_stream_ops *ops;
};

typedef struct drupe_listener_ops {
  drupe_header head;
  void (*close)(drupe_listener *l);             /* then closed, once */
  void (*pause)(drupe_listener *l, int32_t on); /* accept no more, for now */
  /* "local", "fd": as of a stream. */
  int64_t (*get)(drupe_listener *l, const char *name, char *buf, size_t room);
  int32_t (*detach_fd)(drupe_listener *l, int *fd);
  void (*ref)(drupe_listener *l, int32_t on);
} drupe_listener_ops;

struct drupe_listener {
  const drupe_listener_ops *ops;
};

typedef struct drupe_listener_events {
  drupe_header head;
  /* A connection: attach to it here, or it is closed on return. */
  void (*connection)(void *user, drupe_stream *s);
  /* A connection could not be accepted (EMFILE); the listener goes on, after a
   * pause where that is needed.  May be NULL. */
  void (*error)(void *user, int32_t status);
  void (*closed)(void *user, int32_t status);
} drupe_listener_events;

/* What a transport publishes: "stream.tcp", "stream.unix", "stream.tls", ...
 * `where` is text the transport understands: "127.0.0.1:80", "[::]:443",
 * "/run/x.sock", "fd:3" (adopts a listening or, in connect, a connected
 * descriptor: cluster, systemd, hand-over).  Names are not looked up. */
typedef struct drupe_transport_api {
  drupe_header head;
  int32_t (*listen)(drupe_cx *caller, void *self, const char *where,
                    int32_t backlog, int32_t flags,
                    const drupe_listener_events *events, void *user,
                    drupe_listener **out);
  /* Attached already; ready or closed follows. */
  int32_t (*connect)(drupe_cx *caller, void *self, const char *where,
                     int32_t flags, const drupe_stream_events *events,
                     void *user, drupe_stream **out);
  /* A stream on top of another (tls: `where` names the peer or, as server, the
   * certificate set).  The lower one is the upper one's from here.  E_NOTSUP
   * for what is a bottom. */
  int32_t (*wrap)(drupe_cx *caller, void *self, drupe_stream *lower,
                  const char *where, int32_t flags, drupe_stream **out);
} drupe_transport_api;

enum { /* transport flags */
  DRUPE_LISTEN_REUSEPORT = 1 << 0,
  DRUPE_LISTEN_IPV6ONLY = 1 << 1,
  DRUPE_WRAP_SERVER = 1 << 2
};

/* -- stubs for what a provider cannot do ----------------------------------- */
static inline int64_t drupe_stream_no_get(drupe_stream *s, const char *name,
                                          char *buf, size_t room) {
  (void)s;
  (void)name;
  (void)buf;
  (void)room;
  return DRUPE_E_NOENT;
}
static inline int32_t drupe_stream_no_set(drupe_stream *s, const char *name,
                                          const void *data, size_t size) {
  (void)s;
  (void)name;
  (void)data;
  (void)size;
  return DRUPE_E_NOENT;
}
static inline int32_t drupe_stream_no_detach_fd(drupe_stream *s, int *fd) {
  (void)s;
  (void)fd;
  return DRUPE_E_NOTSUP;
}
static inline void drupe_stream_no_ref(drupe_stream *s, int32_t on) {
  (void)s;
  (void)on;
}

/* -- for consumers --------------------------------------------------------- */
static inline int32_t drupe_stream_write(drupe_stream *s, const void *data,
                                         size_t size, int32_t flags,
                                         drupe_write *w) {
  drupe_slice one;

  one.data = data;
  one.size = size;
  return s->ops->write(s, &one, 1, flags, w);
}
static inline int32_t drupe_stream_set_int(drupe_stream *s, const char *name,
                                           int64_t value) {
  return s->ops->set(s, name, &value, sizeof(value));
}

#ifdef __cplusplus
}
#endif
#endif
