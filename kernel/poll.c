/* kernel/poll.c - readiness of descriptors that a module owns.
 *
 * A library may close its descriptor before anybody frees the poll, and libuv
 * aborts the process when the system refuses a descriptor that it tries to
 * watch.  So a poll remembers which file its descriptor was, and what was
 * started is looked at once more before the loop sleeps. */
#include "kernel/handle.h"

#include <errno.h>
#include <sys/stat.h>

/* Is the descriptor still the file that it was? */
static bool poll_is_same(const drupe_handle *h) {
  struct stat st;

  return fstat(h->fd, &st) == 0 && st.st_dev == h->device &&
         st.st_ino == h->inode;
}

static void poll_on_event(uv_poll_t *uv, int status, int events) {
  drupe_handle *h = uv->data;
  drupe__module *m = h->module;
  drupe__bracket b;
  int32_t seen = 0;

  if (m == NULL || drupe__enter(m->kernel, m, h->async, &b) != DRUPE_OK)
    return;
  if (status < 0) {
    (void)uv_poll_stop(uv);
    h->events = 0;
    seen = status;
  } else {
    seen |= (events & UV_READABLE) != 0 ? DRUPE_POLL_READABLE : 0;
    seen |= (events & UV_WRITABLE) != 0 ? DRUPE_POLL_WRITABLE : 0;
    seen |= (events & UV_DISCONNECT) != 0 ? DRUPE_POLL_HANGUP : 0;
    seen |= (events & UV_PRIORITIZED) != 0 ? DRUPE_POLL_PRIORITY : 0;
  }
  h->fn.poll(&m->cx, h, h->arg, h->fd, seen);
  drupe__leave(m->kernel, &b);
}

/* -- what was started since the loop slept last --------------------------- */
static void poll_forget(drupe_handle *h) {
  drupe_handle **link;

  if (!h->dirty)
    return;
  for (link = &h->module->kernel->tables->dirty_polls; *link != h;
       link = &(*link)->dirty_next)
    ;
  *link = h->dirty_next;
  h->dirty = false;
}

/* Lets go of a descriptor.  libuv's stop and close tell the system to forget
 * the number, which may belong to somebody else's file by now: where it does,
 * libuv is left with a number that the system refuses without harm. */
static void poll_let_go(drupe_handle *h) {
  if (uv_is_active(&h->uv.any))
    (void)uv_poll_stop(&h->uv.poll);
  h->events = 0;
  if (h->lost || poll_is_same(h))
    return;
  h->lost = true;
  h->uv.poll.io_watcher.fd = uv_backend_fd(&h->module->kernel->loop);
}

void drupe__poll_end(drupe_handle *h) {
  poll_forget(h);
  poll_let_go(h);
}

/* A callback may free any other handle, so the list is read anew each time. */
static void poll_tell_lost(drupe__kernel *k) {
  drupe_handle *h;
  drupe__bracket b;

  for (;;) {
    for (h = k->tables->handles; h != NULL && !h->tell; h = h->next)
      ;
    if (h == NULL ||
        drupe__enter(k, h->module, h->async, &b) != DRUPE_OK)
      return;
    h->tell = false;
    h->fn.poll(&h->module->cx, h, h->arg, h->fd, UV_EBADF);
    drupe__leave(k, &b);
  }
}

/* libuv registers a started poll right after this, before it sleeps. */
static void poll_on_prepare(uv_prepare_t *prepare) {
  drupe__kernel *k = prepare->data;
  drupe__tables *tb = k->tables;
  drupe_handle *h;

  while ((h = tb->dirty_polls) != NULL) {
    tb->dirty_polls = h->dirty_next;
    h->dirty = false;
    if (h->events != 0 && !poll_is_same(h)) {
      poll_let_go(h);
      h->tell = true;
    }
  }
  (void)uv_prepare_stop(prepare);
  poll_tell_lost(k);
}

static bool poll_watch_start(drupe_handle *h) {
  drupe__kernel *k = h->module->kernel;
  drupe__tables *tb = k->tables;

  if (tb->poll_check == NULL) {
    tb->poll_check = calloc(1, sizeof(*tb->poll_check));
    if (tb->poll_check == NULL)
      return false;
    (void)uv_prepare_init(&k->loop, tb->poll_check);
    uv_unref((uv_handle_t *)tb->poll_check);
    tb->poll_check->data = k;
  }
  if (!h->dirty) {
    h->dirty = true;
    h->dirty_next = tb->dirty_polls;
    tb->dirty_polls = h;
  }
  (void)uv_prepare_start(tb->poll_check, poll_on_prepare);
  return true;
}

/* -- the calls ------------------------------------------------------------ */
/* Another poll may still hold this number for a file that is closed already:
 * it lets go. */
static void poll_evict(drupe__kernel *k, int fd) {
  drupe_handle *h;

  for (h = k->tables->handles; h != NULL; h = h->next)
    if (h->is_poll && h->fd == fd && !h->lost && !poll_is_same(h))
      poll_let_go(h);
}

int32_t drupe__poll_new(drupe_cx *cx, int fd, drupe_poll_fn fn, void *arg,
                        drupe_handle **out) {
  drupe__kernel *k = drupe__kernel_of(cx);
  struct stat st;
  drupe_handle *h;
  int rc;

  if (k->tables->ending)
    return DRUPE_E_STATE;
  if (fstat(fd, &st) != 0)
    return -errno;
  poll_evict(k, fd);
  h = calloc(1, sizeof(*h));
  if (h == NULL)
    return DRUPE_E_NOMEM;
  rc = uv_poll_init(&k->loop, &h->uv.poll, fd);
  if (rc < 0) {
    free(h);
    return rc;
  }
  h->is_poll = true;
  h->fd = fd;
  h->device = st.st_dev;
  h->inode = st.st_ino;
  h->fn.poll = fn;
  drupe__handle_add(h, cx, arg);
  *out = h;
  return DRUPE_OK;
}

int32_t drupe__poll_start(drupe_handle *h, int32_t events) {
  int wanted = 0;

  if (!h->is_poll || (events & ~15) != 0)
    return DRUPE_E_INVAL;
  if (events == 0) {
    poll_let_go(h);
    return DRUPE_OK;
  }
  if (h->lost || !poll_is_same(h))
    return UV_EBADF;
  if (!poll_watch_start(h))
    return DRUPE_E_NOMEM;
  wanted |= (events & DRUPE_POLL_READABLE) != 0 ? UV_READABLE : 0;
  wanted |= (events & DRUPE_POLL_WRITABLE) != 0 ? UV_WRITABLE : 0;
  wanted |= (events & DRUPE_POLL_HANGUP) != 0 ? UV_DISCONNECT : 0;
  wanted |= (events & DRUPE_POLL_PRIORITY) != 0 ? UV_PRIORITIZED : 0;
  h->events = events;
  drupe__handle_capture(h);
  return uv_poll_start(&h->uv.poll, wanted, poll_on_event);
}
