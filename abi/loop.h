/* abi/loop.h - the event loop: time, readiness, other threads.
 *
 * The minimum a stranger needs to put any library with its own sockets or
 * threads on the loop.  Sockets, files, processes, DNS are services of modules.
 * A handle is the kernel's memory, freed by handle_free; no callback comes
 * after that, it may be called inside the callback, and handle_free(NULL) does
 * nothing.  A started handle keeps the process alive unless handle_ref says
 * no.
 *
 * When a context ends, every queued work gets done(E_CANCELED), running ones
 * are waited for, and only then is stop(EXIT) called. */
#ifndef DRUPE_LOOP_H
#define DRUPE_LOOP_H

#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct drupe_handle drupe_handle; /* timer, poll */
typedef struct drupe_port drupe_port;
typedef struct drupe_work drupe_work;

typedef void (*drupe_handle_fn)(drupe_cx *cx, drupe_handle *h, void *arg);
/* `events` negative is a status; the poll is then stopped. */
typedef void (*drupe_poll_fn)(drupe_cx *cx, drupe_handle *h, void *arg, int fd,
                              int32_t events);
typedef void (*drupe_port_fn)(drupe_cx *cx, void *arg, void *message);

enum {
  DRUPE_POLL_READABLE = 1 << 0,
  DRUPE_POLL_WRITABLE = 1 << 1,
  DRUPE_POLL_HANGUP = 1 << 2,
  DRUPE_POLL_PRIORITY = 1 << 3
};

enum { /* which threads take a work; each lane has its own limit */
  DRUPE_LANE_CPU = 0,
  DRUPE_LANE_IO = 1,   /* blocking system calls */
  DRUPE_LANE_LONG = 2  /* seconds: a thread of its own, up to a limit */
};

typedef struct drupe_loop_api {
  drupe_header head;

  /* The time of this turn of the loop, in milliseconds; monotonic. */
  double (*now_ms)(drupe_cx *cx);
  /* [T] The monotonic clock itself, in nanoseconds. */
  uint64_t (*clock_ns)(drupe_cx *cx);

  /* fn(cx, arg) before the loop sleeps again, in a bracket, in order.  For who
   * may not call back from where he is.  May be called outside brackets. */
  int32_t (*soon)(drupe_cx *cx, void (*fn)(drupe_cx *cx, void *arg),
                  void *arg);

  /* A stopped timer. */
  int32_t (*timer_new)(drupe_cx *cx, drupe_handle_fn fn, void *arg,
                       drupe_handle **out);
  /* (Re)starts it; repeat_ms 0 is once. */
  int32_t (*timer_start)(drupe_handle *h, uint64_t delay_ms,
                         uint64_t repeat_ms);
  /* Watches a descriptor that the module owns and closes; handle_free may come
   * before or after the close.  EPERM for what cannot be watched (a file),
   * EEXIST where it is watched already. */
  int32_t (*poll_new)(drupe_cx *cx, int fd, drupe_poll_fn fn, void *arg,
                      drupe_handle **out);
  /* DRUPE_POLL_READABLE | ...; 0 stops. */
  int32_t (*poll_start)(drupe_handle *h, int32_t events);
  /* Stops a timer or a poll; it can be started again. */
  int32_t (*handle_stop)(drupe_handle *h);
  /* Whether a started handle keeps the process alive; it does at first. */
  void (*handle_ref)(drupe_handle *h, int32_t on);
  /* 1 while it is started, else 0. */
  int32_t (*handle_active)(drupe_handle *h);
  /* [F] Stops and frees it; NULL is allowed. */
  void (*handle_free)(drupe_handle *h);

  /* run(arg) on a pool thread, with nothing of the ABI but [T] calls; then
   * done(cx, arg, status) here, in a bracket.  status is DRUPE_OK or
   * DRUPE_E_CANCELED if run never ran.  *work (may be NULL) is valid until
   * done.  done may be NULL.  On a negative result nothing will be called. */
  int32_t (*work_queue)(drupe_cx *cx, int32_t lane, void (*run)(void *arg),
                        void (*done)(drupe_cx *cx, void *arg, int32_t status),
                        void *arg, drupe_work **work);
  /* DRUPE_OK: done will come with E_CANCELED.  E_BUSY: it runs. */
  int32_t (*work_cancel)(drupe_cx *cx, drupe_work *work);

  /* A letter box: fn(cx, arg, message) here, in order, one bracket each, for
   * every message posted from any thread.  `limit` messages wait at most, 0 is
   * no limit. */
  int32_t (*port_new)(drupe_cx *cx, uint32_t limit, drupe_port_fn fn,
                      void *arg, drupe_port **out);
  /* [T] E_BUSY: full.  E_STATE: closed; `message` is still the caller's.  Waits
   * up to wait_ms (-1: for ever) for room, never on the context's thread; a
   * close wakes who waits.  Not async-signal-safe. */
  int32_t (*port_post)(drupe_port *port, void *message, int32_t wait_ms);
  /* No fn any more, posts give E_STATE; messages that wait go to dropped(arg,
   * message), which may be NULL.  The port's memory stays until port_free. */
  void (*port_close)(drupe_port *port, void (*dropped)(void *arg,
                                                       void *message));
  /* When no thread will post any more; closes if that was not done. */
  void (*port_free)(drupe_port *port);
  /* Whether an open port keeps the process alive; it does not at first. */
  void (*port_ref)(drupe_port *port, int32_t on);
} drupe_loop_api;

static inline drupe_handle *drupe_timer(drupe_cx *cx, uint64_t delay_ms,
                                        uint64_t repeat_ms, drupe_handle_fn fn,
                                        void *arg) {
  drupe_handle *h = NULL;

  if (cx->loop->timer_new(cx, fn, arg, &h) < 0)
    return NULL;
  (void)cx->loop->timer_start(h, delay_ms, repeat_ms);
  return h;
}
static inline int32_t
drupe_work_queue(drupe_cx *cx, void (*run)(void *arg),
                 void (*done)(drupe_cx *cx, void *arg, int32_t status),
                 void *arg) {
  return cx->loop->work_queue(cx, DRUPE_LANE_CPU, run, done, arg, NULL);
}

#ifdef __cplusplus
}
#endif
#endif
