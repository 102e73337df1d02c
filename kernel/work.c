/* kernel/work.c - the thread pool: works, lanes, cancellation.
 *
 * Each lane has a queue and a limit of threads of its own, so that a file
 * system that hangs does not stop what computes.  Threads are started when
 * there is work and no idle one, and end with the pool.  A finished work goes
 * on a list; one uv_async brings the loop to it. */
#include "kernel/tables.h"

#include <unistd.h>

enum { WORK_LANES = 3, WORK_THREADS_MOST = 64 };
enum { WORK_QUEUED = 0, WORK_RUNNING = 1, WORK_FINISHED = 2 };

struct drupe_work {
  drupe__module *module;
  drupe_async *async;
  void (*run)(void *arg);
  void (*done)(drupe_cx *cx, void *arg, int32_t status);
  void *arg;
  int32_t status;
  int32_t lane;
  int state;             /* under the pool's lock */
  drupe_work *next;      /* in its lane's queue, then in `finished` */
};

typedef struct work_lane {
  drupe__pool *pool;
  uv_cond_t wake;
  drupe_work *head, **tail;
  uint32_t threads, idle, limit;
} work_lane;

struct drupe__pool {
  drupe__kernel *kernel;
  uv_mutex_t lock;
  uv_cond_t done_wake; /* somebody waits for a work to finish */
  uv_async_t async;
  work_lane lanes[WORK_LANES];
  drupe_work *finished, **finished_tail;
  uint32_t running; /* on a thread now */
  uint32_t open;    /* works whose done has not been called */
  uint32_t thread_count;
  uv_thread_t threads[WORK_THREADS_MOST];
  bool stopping;
};

/* -- on a thread of the pool ---------------------------------------------- */
static void work_finish(drupe__pool *pool, drupe_work *w) {
  w->state = WORK_FINISHED;
  w->next = NULL;
  *pool->finished_tail = w;
  pool->finished_tail = &w->next;
}

static void work_thread(void *arg) {
  work_lane *lane = arg;
  drupe__pool *pool = lane->pool;
  drupe_work *w;

  uv_mutex_lock(&pool->lock);
  for (;;) {
    while (lane->head == NULL && !pool->stopping) {
      lane->idle++;
      uv_cond_wait(&lane->wake, &pool->lock);
      lane->idle--;
    }
    w = lane->head;
    if (w == NULL)
      break;
    lane->head = w->next;
    if (lane->head == NULL)
      lane->tail = &lane->head;
    w->state = WORK_RUNNING;
    pool->running++;
    uv_mutex_unlock(&pool->lock);
    w->run(w->arg);
    uv_mutex_lock(&pool->lock);
    pool->running--;
    work_finish(pool, w);
    uv_cond_signal(&pool->done_wake);
    (void)uv_async_send(&pool->async);
  }
  uv_mutex_unlock(&pool->lock);
}

/* -- on the context's thread ---------------------------------------------- */
static void work_deliver(drupe__pool *pool, drupe_work *w) {
  drupe__kernel *k = pool->kernel;
  drupe__module *m = w->module;
  drupe__bracket b;

  m->usage.works--;
  if (m->validate)
    drupe__validate_gone(&m->cx, w);
  if (--pool->open == 0)
    uv_unref((uv_handle_t *)&pool->async);
  if (w->done != NULL) {
    drupe__enter_always(k, m, w->async, &b);
    w->done(&m->cx, w->arg, w->status);
    drupe__leave(k, &b);
  }
  drupe__async_drop(k, w->async);
  free(w);
}

static drupe_work *work_take_finished(drupe__pool *pool) {
  drupe_work *list;

  uv_mutex_lock(&pool->lock);
  list = pool->finished;
  pool->finished = NULL;
  pool->finished_tail = &pool->finished;
  uv_mutex_unlock(&pool->lock);
  return list;
}

static bool work_deliver_all(drupe__pool *pool) {
  drupe_work *w = work_take_finished(pool), *next;
  bool any = w != NULL;

  for (; w != NULL; w = next) {
    next = w->next;
    work_deliver(pool, w);
  }
  return any;
}

static void work_on_async(uv_async_t *async) {
  (void)work_deliver_all(async->data);
}

static uint32_t work_limit(int32_t lane) {
  long processors = sysconf(_SC_NPROCESSORS_ONLN);
  uint32_t cpu = processors < 1    ? 1
                 : processors > 32 ? 32
                                   : (uint32_t)processors;

  return lane == DRUPE_LANE_CPU ? cpu : lane == DRUPE_LANE_IO ? 8 : 16;
}

static drupe__pool *pool_create(drupe__kernel *k) {
  drupe__pool *pool = calloc(1, sizeof(*pool));
  int32_t i;

  if (pool == NULL)
    return NULL;
  if (uv_async_init(&k->loop, &pool->async, work_on_async) != 0) {
    free(pool);
    return NULL;
  }
  uv_unref((uv_handle_t *)&pool->async);
  pool->async.data = pool;
  pool->kernel = k;
  (void)uv_mutex_init(&pool->lock);
  (void)uv_cond_init(&pool->done_wake);
  pool->finished_tail = &pool->finished;
  for (i = 0; i < WORK_LANES; i++) {
    pool->lanes[i].pool = pool;
    pool->lanes[i].tail = &pool->lanes[i].head;
    pool->lanes[i].limit = work_limit(i);
    (void)uv_cond_init(&pool->lanes[i].wake);
  }
  k->tables->pool = pool;
  return pool;
}

/* Under the lock.  False: there is no thread for the lane, nor can one be
 * made. */
static bool work_staff(drupe__pool *pool, work_lane *lane) {
  if (lane->idle > 0 || lane->threads >= lane->limit ||
      pool->thread_count >= WORK_THREADS_MOST)
    return lane->threads > 0;
  if (uv_thread_create(&pool->threads[pool->thread_count], work_thread,
                       lane) == 0) {
    pool->thread_count++;
    lane->threads++;
  }
  return lane->threads > 0;
}

int32_t drupe__work_queue(drupe_cx *cx, int32_t lane, void (*run)(void *arg),
                          void (*done)(drupe_cx *cx, void *arg, int32_t status),
                          void *arg, drupe_work **work) {
  drupe__module *m = drupe__module_of(cx);
  drupe__kernel *k = m->kernel;
  drupe__pool *pool = k->tables->pool;
  drupe_work *w;
  work_lane *to;
  bool staffed;

  if (lane < 0 || lane >= WORK_LANES || run == NULL)
    return DRUPE_E_INVAL;
  if (k->exiting || k->tables->ending)
    return DRUPE_E_STATE;
  if (pool == NULL && (pool = pool_create(k)) == NULL)
    return DRUPE_E_NOMEM;
  w = calloc(1, sizeof(*w));
  if (w == NULL)
    return DRUPE_E_NOMEM;
  *w = (drupe_work){.module = m, .run = run, .done = done, .arg = arg,
                    .lane = lane};
  to = &pool->lanes[lane];
  uv_mutex_lock(&pool->lock);
  staffed = work_staff(pool, to);
  if (staffed) {
    *to->tail = w;
    to->tail = &w->next;
    uv_cond_signal(&to->wake);
  }
  uv_mutex_unlock(&pool->lock);
  if (!staffed) {
    free(w);
    return UV_EAGAIN;
  }
  w->async = drupe__async_hold(k);
  m->usage.works++;
  if (pool->open++ == 0)
    uv_ref((uv_handle_t *)&pool->async);
  if (work != NULL)
    *work = w;
  return DRUPE_OK;
}

/* Under the lock: off its queue, onto the finished list. */
static void work_cancel_queued(drupe__pool *pool, drupe_work *w) {
  work_lane *lane = &pool->lanes[w->lane];
  drupe_work **link;

  for (link = &lane->head; *link != w; link = &(*link)->next)
    ;
  *link = w->next;
  if (*link == NULL)
    lane->tail = link;
  w->status = DRUPE_E_CANCELED;
  work_finish(pool, w);
}

int32_t drupe__work_cancel(drupe_cx *cx, drupe_work *work) {
  drupe__pool *pool = drupe__kernel_of(cx)->tables->pool;
  int32_t rc = DRUPE_E_BUSY;

  uv_mutex_lock(&pool->lock);
  if (work->state == WORK_QUEUED) {
    work_cancel_queued(pool, work);
    (void)uv_async_send(&pool->async);
    rc = DRUPE_OK;
  }
  uv_mutex_unlock(&pool->lock);
  return rc;
}

/* -- the end -------------------------------------------------------------- */
void drupe__works_end(drupe__kernel *k) {
  drupe__pool *pool = k->tables->pool;
  int32_t i;

  if (pool == NULL)
    return;
  uv_mutex_lock(&pool->lock);
  for (i = 0; i < WORK_LANES; i++)
    while (pool->lanes[i].head != NULL)
      work_cancel_queued(pool, pool->lanes[i].head);
  while (pool->running > 0)
    uv_cond_wait(&pool->done_wake, &pool->lock);
  uv_mutex_unlock(&pool->lock);
  (void)work_deliver_all(pool);
}

static void pool_on_close(uv_handle_t *handle) { free(handle->data); }

/* After drupe__works_end: no work is left. */
void drupe__pool_destroy(drupe__kernel *k) {
  drupe__pool *pool = k->tables->pool;
  uint32_t i;

  if (pool == NULL)
    return;
  assert(pool->open == 0);
  k->tables->pool = NULL;
  uv_mutex_lock(&pool->lock);
  pool->stopping = true;
  for (i = 0; i < WORK_LANES; i++)
    uv_cond_broadcast(&pool->lanes[i].wake);
  uv_mutex_unlock(&pool->lock);
  for (i = 0; i < pool->thread_count; i++)
    (void)uv_thread_join(&pool->threads[i]);
  for (i = 0; i < WORK_LANES; i++)
    uv_cond_destroy(&pool->lanes[i].wake);
  uv_cond_destroy(&pool->done_wake);
  uv_mutex_destroy(&pool->lock);
  uv_close((uv_handle_t *)&pool->async, pool_on_close);
}
