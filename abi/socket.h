/* abi/socket.h - the service "net.socket": a net.Socket of JS for a stream.
 *
 * net.so publishes it.  A module that moves a protocol's bytes itself (http)
 * gives its users the Socket they know with `face`, made when a script first
 * asks for it; the module stays the stream's consumer and tells the face what
 * happens.  When the protocol ends and the raw connection begins (upgrade,
 * CONNECT), `give` makes the Socket the stream's consumer.
 *
 * All calls are made inside a bracket of the caller's. */
#ifndef DRUPE_SOCKET_H
#define DRUPE_SOCKET_H

#include "stream.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What the face asks of the stream's consumer; constant. */
typedef struct drupe_face_events {
  drupe_header head;
  /* The script called socket.destroy() or socket.end(): close the stream. */
  void (*close)(void *user, int32_t reset);
  /* socket.setTimeout(ms): 0 is off.  The caller emits 'timeout' with
   * notify. */
  void (*timeout)(void *user, uint64_t delay_ms);
  /* socket.pause() and resume() */
  void (*pause)(void *user, int32_t on);
} drupe_face_events;

enum { /* what a face is told; socket->notify */
  DRUPE_FACE_CLOSED = 1,  /* status: 0 or why; 'error' if not 0, then 'close' */
  DRUPE_FACE_END = 2,     /* the peer's last byte came */
  DRUPE_FACE_TIMEOUT = 3, /* 'timeout' */
  DRUPE_FACE_DRAIN = 4
};

typedef struct drupe_socket_api {
  drupe_header head;
  /* A net.Socket for `s`, which the caller goes on consuming.  Writes of the
   * script go to the stream at once.  none with an error pending. */
  drupe_value (*face)(drupe_cx *caller, void *self, drupe_stream *s,
                      const drupe_face_events *events, void *user);
  /* Tells the face; after CLOSED it no longer touches the stream or `user`. */
  int32_t (*notify)(drupe_cx *caller, void *self, drupe_value socket,
                    int32_t what, int32_t status);
  /* The socket becomes the stream's consumer: attaches and reads as its script
   * asks.  `head` are bytes that came already and are read first. */
  int32_t (*give)(drupe_cx *caller, void *self, drupe_value socket,
                  const uint8_t *head, size_t size);
} drupe_socket_api;

#ifdef __cplusplus
}
#endif
#endif
