/* modules/ffi/foreign.c - callbacks that C calls from other threads.
 *
 * The thread posts a letter to the context's port and waits until it is done,
 * or, for a closure that posts, copies its arguments and goes on.  While the
 * context's thread is itself inside C it cannot run JavaScript; who waits for
 * that longer than the timeout gets zero, and the call throws when it returns.
 *
 * When the context ends, all of this is closed first: whoever calls later gets
 * zero at once. */
#include "bridge.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SLICE_MS = 20 };

struct shared {
  pthread_mutex_t lock;
  drupe_port *port;
  bridge *bridge;
  bool closed;
  int32_t kept; /* callbacks that keep the process alive */
  _Atomic bool gave_up;
  shared *next;
};

/* The one mutable thing of the module that no context owns: a thread of C may
 * call long after its context has ended, so what it looks at first is never
 * freed; this keeps it reachable. */
static _Atomic(shared *) foreign_all;

/* One call.  The lock is the shared one's. */
typedef struct letter {
  closure *closure;
  void *result;
  void **args;
  pthread_cond_t wake;
  bool done;
  bool taken;     /* it runs: the thread must wait whatever happens */
  bool abandoned; /* the thread has gone on: who finds the letter frees it */
} letter;

/* -- on the context's thread ---------------------------------------------- */
/* An error in an asynchronous call is the call's; else nobody's. */
static void foreign_keep_error(closure *c) {
  drupe_cx *cx = c->bridge->cx;
  drupe_value error;

  if (!c->async || !cx->error->pending(cx))
    return;
  error = cx->error->take_error(cx);
  if (c->thrown == NULL)
    c->thrown = drupe_ref_new(cx, error);
}

static void foreign_on_letter(drupe_cx *cx, void *arg, void *message) {
  shared *s = arg;
  letter *l = message;
  closure *c = l->closure;
  int state = atomic_load(&c->state);
  bool abandoned;

  (void)cx;
  pthread_mutex_lock(&s->lock);
  abandoned = l->abandoned;
  l->taken = true;
  pthread_mutex_unlock(&s->lock);
  if (abandoned && !c->posts) {
    free(l);
    return;
  }
  if (state == CLOSURE_LENT || state == CLOSURE_KEPT) {
    ffi__closure_run(c, l->result, l->args);
    foreign_keep_error(c);
  }
  if (abandoned) {
    free(l);
    return;
  }
  pthread_mutex_lock(&s->lock);
  l->done = true;
  pthread_cond_signal(&l->wake);
  pthread_mutex_unlock(&s->lock);
}

static void foreign_dropped(void *arg, void *message) {
  shared *s = arg;
  letter *l = message;

  pthread_mutex_lock(&s->lock);
  if (l->abandoned) {
    free(l);
  } else {
    l->done = true;
    pthread_cond_signal(&l->wake);
  }
  pthread_mutex_unlock(&s->lock);
}

shared *ffi__shared_new(bridge *b) {
  shared *s = calloc(1, sizeof(*s));
  int32_t rc;

  if (s == NULL)
    return ffi__no_memory(b), NULL;
  s->bridge = b;
  pthread_mutex_init(&s->lock, NULL);
  rc = b->cx->loop->port_new(b->cx, 0, foreign_on_letter, s, &s->port);
  if (rc < 0) {
    pthread_mutex_destroy(&s->lock);
    free(s);
    (void)drupe_throw_status(b->cx, rc, "ffi");
    return NULL;
  }
  s->next = atomic_load(&foreign_all);
  while (!atomic_compare_exchange_weak(&foreign_all, &s->next, s))
    ;
  return s;
}

void ffi__shared_ref(bridge *b, bool on) {
  shared *s = b->shared;

  s->kept += on ? 1 : -1;
  if (s->kept == (on ? 1 : 0))
    b->cx->loop->port_ref(s->port, on);
}

void ffi__shared_stop(bridge *b) {
  shared *s = b->shared;
  drupe_port *port;

  if (s == NULL)
    return;
  pthread_mutex_lock(&s->lock);
  s->closed = true;
  port = s->port;
  pthread_mutex_unlock(&s->lock);
  b->cx->loop->port_close(port, foreign_dropped);
  b->cx->loop->port_free(port);
}

bool ffi__foreign_gave_up(bridge *b) {
  shared *s = b->shared;

  return atomic_load_explicit(&s->gave_up, memory_order_relaxed) &&
         atomic_exchange(&s->gave_up, false);
}

/* -- on a foreign thread -------------------------------------------------- */
static void foreign_deadline(struct timespec *at) {
  clock_gettime(CLOCK_MONOTONIC, at);
  at->tv_nsec += SLICE_MS * 1000000L;
  if (at->tv_nsec >= 1000000000L) {
    at->tv_nsec -= 1000000000L;
    at->tv_sec++;
  }
}

static void letter_init(letter *l, closure *c) {
  pthread_condattr_t attributes;

  l->closure = c;
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_cond_init(&l->wake, &attributes);
  pthread_condattr_destroy(&attributes);
}

/* Under the lock; false: it gave up. */
static bool foreign_wait(shared *s, letter *l, uint32_t timeout_ms) {
  uint32_t blocked_ms = 0;
  struct timespec at;

  while (!l->done) {
    foreign_deadline(&at);
    if (pthread_cond_timedwait(&l->wake, &s->lock, &at) != ETIMEDOUT ||
        l->done || l->taken || s->closed)
      continue;
    /* Inside C for the whole slice, as far as can be seen from here. */
    blocked_ms = atomic_load(&s->bridge->depth) > 0 ? blocked_ms + SLICE_MS : 0;
    if (blocked_ms >= timeout_ms) {
      l->abandoned = true;
      atomic_store(&s->gave_up, true);
      return false;
    }
  }
  return true;
}

/* The letter of a thread that waits.  Its arguments lie on the thread's stack,
 * which stays while it waits. */
static void foreign_call_wait(closure *c, void *result, void **args) {
  shared *s = c->shared;
  letter *l = calloc(1, sizeof(*l));

  if (l == NULL)
    return;
  letter_init(l, c);
  l->result = result;
  l->args = args;
  if (s->bridge->cx->loop->port_post(s->port, l, 0) < 0 ||
      foreign_wait(s, l, c->timeout_ms)) {
    pthread_cond_destroy(&l->wake);
    free(l);
  }
}

/* A copy of the arguments, and of the texts among them. */
static void **foreign_copy(const plan *p, void **args, char *to) {
  void **list = (void **)(void *)to;
  char *at = to + p->count * sizeof(void *);
  const c_type *type;
  size_t size, text;
  char *from;
  uint32_t i;

  for (i = 0; i < p->count; i++) {
    type = p->params[i].type;
    size = (p->types[i]->size + 15) & ~(size_t)15;
    memcpy(at, args[i], p->types[i]->size);
    list[i] = at;
    at += size;
    if (p->params[i].how != OP_STRING)
      continue;
    memcpy(&from, args[i], sizeof(from));
    text = from == NULL ? 0 : strlen(from) + 1;
    if (from != NULL)
      memcpy(at, from, text);
    from = from == NULL ? NULL : at;
    memcpy(list[i], &from, sizeof(from));
    at += (text + 15) & ~(size_t)15;
    (void)type;
  }
  return list;
}

static size_t foreign_room(const plan *p, void **args) {
  size_t room = p->count * sizeof(void *) + 16;
  const char *from;
  uint32_t i;

  for (i = 0; i < p->count; i++) {
    room += p->types[i]->size + 16;
    if (p->params[i].how == OP_STRING) {
      memcpy(&from, args[i], sizeof(from));
      room += from == NULL ? 0 : strlen(from) + 17;
    }
  }
  return room;
}

static void foreign_call_post(closure *c, void **args) {
  const plan *p = c->plan;
  size_t head = (sizeof(letter) + 15) & ~(size_t)15;
  letter *l = calloc(1, head + foreign_room(p, args));

  if (l == NULL)
    return;
  l->closure = c;
  l->abandoned = true;
  l->args = foreign_copy(p, args, (char *)l + head);
  if (c->shared->bridge->cx->loop->port_post(c->shared->port, l, 0) < 0)
    free(l);
}

void ffi__foreign_call(closure *c, void *result, void **args) {
  shared *s = c->shared;
  int state;

  pthread_mutex_lock(&s->lock);
  state = atomic_load(&c->state);
  if (!s->closed && (state == CLOSURE_LENT || state == CLOSURE_KEPT)) {
    if (c->posts)
      foreign_call_post(c, args);
    else
      foreign_call_wait(c, result, args);
  }
  pthread_mutex_unlock(&s->lock);
}
