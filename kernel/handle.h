/* kernel/handle.h - what handle.c and poll.c share. */
#ifndef DRUPE_KERNEL_HANDLE_H
#define DRUPE_KERNEL_HANDLE_H

#include <sys/types.h>

#include "kernel/tables.h"

struct drupe_handle {
  union {
    uv_handle_t any;
    uv_timer_t timer;
    uv_poll_t poll;
  } uv; /* first */
  drupe__module *module; /* NULL once freed by the module */
  drupe_async *async;
  union {
    drupe_handle_fn timer;
    drupe_poll_fn poll;
  } fn;
  void *arg;
  drupe_handle *next, **link;
  bool is_poll;
  /* of a poll */
  bool dirty; /* libuv has not given it to the system yet */
  bool lost;  /* its descriptor was closed, and watched by nobody any more */
  bool tell;  /* and the module does not know yet */
  int fd;
  int32_t events;
  dev_t device; /* which file the descriptor was when the poll was made */
  ino_t inode;
  drupe_handle *dirty_next;
};

void drupe__handle_add(drupe_handle *h, drupe_cx *cx, void *arg);
/* The current async context becomes the handle's. */
void drupe__handle_capture(drupe_handle *h);
/* The poll's part of handle_free. */
void drupe__poll_end(drupe_handle *h);

#endif
