/* modules/ffi/pool.c - threads of ffi's own, for calls that take long.
 *
 * C that blocks holds its thread for as long as it likes: so these threads are
 * none of the kernel's, whose lanes files and names are looked up on.  A thread
 * is started when there is a job and nobody idle, up to ffi.threads of them,
 * and ends when it had nothing to do for a while.
 *
 * What has run comes back through a port.  When the context ends, jobs that
 * wait are cancelled; those that run are left alone with all they use, for
 * nobody can stop them: the process does not wait for them. */
#include "bridge.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <time.h>

enum { POOL_IDLE_S = 2 };

struct pool {
  pthread_mutex_t lock;
  pthread_cond_t wake;
  bridge *bridge;
  drupe_port *port;
  job *first, **last; /* that wait */
  uint32_t threads, idle, waiting;
  uint32_t open; /* not done yet; on the context's thread */
  bool closed;
  pool *next;
};

/* Threads may outlive their context: what they look at is never freed, and
 * this keeps it reachable. */
static _Atomic(pool *) pool_all;

/* -- on a thread of the pool ---------------------------------------------- */
/* Under the lock: the next job; NULL: there was none for a while. */
static job *pool_next(pool *p) {
  struct timespec until;
  job *j;
  int rc = 0;

  clock_gettime(CLOCK_MONOTONIC, &until);
  until.tv_sec += POOL_IDLE_S;
  while (p->first == NULL && !p->closed && rc != ETIMEDOUT) {
    p->idle++;
    rc = pthread_cond_timedwait(&p->wake, &p->lock, &until);
    p->idle--;
  }
  j = p->first;
  if (j == NULL)
    return NULL;
  p->first = j->next;
  if (p->first == NULL)
    p->last = &p->first;
  p->waiting--;
  return j;
}

static void *pool_thread(void *arg) {
  pool *p = arg;
  job *j;

  pthread_mutex_lock(&p->lock);
  while ((j = pool_next(p)) != NULL) {
    pthread_mutex_unlock(&p->lock);
    j->run(j);
    pthread_mutex_lock(&p->lock);
    if (!p->closed)
      (void)p->bridge->cx->loop->port_post(p->port, j, 0);
  }
  p->threads--;
  pthread_mutex_unlock(&p->lock);
  return NULL;
}

/* -- on the context's thread ---------------------------------------------- */
static void pool_deliver(pool *p, job *j, bool ran) {
  assert(p->open > 0);
  if (--p->open == 0)
    p->bridge->cx->loop->port_ref(p->port, 0);
  j->done(p->bridge, j, ran);
}

static void pool_on_port(drupe_cx *cx, void *arg, void *message) {
  (void)cx;
  pool_deliver(arg, message, true);
}

/* It has run, but the context ends before it could be told. */
static void pool_dropped(void *arg, void *message) {
  pool *p = arg;
  job *j = message;

  j->done(p->bridge, j, false);
}

static pool *pool_new(bridge *b) {
  pool *p = calloc(1, sizeof(*p));
  pthread_condattr_t attributes;

  if (p == NULL)
    return ffi__no_memory(b), NULL;
  if (b->cx->loop->port_new(b->cx, 0, pool_on_port, p, &p->port) < 0) {
    free(p);
    return ffi__no_memory(b), NULL;
  }
  p->bridge = b;
  p->last = &p->first;
  pthread_mutex_init(&p->lock, NULL);
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_cond_init(&p->wake, &attributes);
  pthread_condattr_destroy(&attributes);
  p->next = atomic_load(&pool_all);
  while (!atomic_compare_exchange_weak(&pool_all, &p->next, p))
    ;
  return p;
}

/* Under the lock.  False: there is no thread, nor can one be made. */
static bool pool_staff(pool *p) {
  pthread_attr_t attributes;
  pthread_t thread;

  if (p->idle > p->waiting || p->threads >= p->bridge->threads)
    return p->threads > 0;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  if (pthread_create(&thread, &attributes, pool_thread, p) == 0)
    p->threads++;
  pthread_attr_destroy(&attributes);
  return p->threads > 0;
}

bool ffi__pool_queue(bridge *b, job *j) {
  pool *p = b->pool;
  bool staffed;

  if (p == NULL && (p = b->pool = pool_new(b)) == NULL)
    return false;
  pthread_mutex_lock(&p->lock);
  staffed = pool_staff(p);
  if (staffed) {
    j->next = NULL;
    *p->last = j;
    p->last = &j->next;
    p->waiting++;
    pthread_cond_signal(&p->wake);
  }
  pthread_mutex_unlock(&p->lock);
  if (!staffed)
    return drupe_throw_status(b->cx, -EAGAIN, "pthread_create"), false;
  if (p->open++ == 0)
    b->cx->loop->port_ref(p->port, 1);
  return true;
}

void ffi__pool_stop(bridge *b) {
  pool *p = b->pool;
  job *j;

  if (p == NULL)
    return;
  pthread_mutex_lock(&p->lock);
  p->closed = true;
  j = p->first;
  p->first = NULL;
  p->last = &p->first;
  pthread_cond_broadcast(&p->wake);
  pthread_mutex_unlock(&p->lock);
  while (j != NULL) {
    job *next = j->next;

    pool_deliver(p, j, false);
    j = next;
  }
  b->cx->loop->port_close(p->port, pool_dropped);
  b->cx->loop->port_free(p->port);
  b->pool = NULL;
}
