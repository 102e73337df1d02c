/* js/engine/stack_run.c - a large stack for JavaScript, and its bound.
 *
 * Recursion through native functions (a forEach in a forEach) needs about 1 KB
 * of C stack a level, and the compiler and the collector recurse as well.  The
 * main thread's 8 MB are too few, and raising its limit needs a re-exec.  A
 * second thread of 64 MB would do, but makes glibc's malloc take its locks for
 * ever.  So the main thread itself changes to a mapping of its own: pages that
 * are not touched cost nothing, a guard page is below it. */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <ucontext.h>
#include <unistd.h>

#include "engine_internal.h"

#if defined(__SANITIZE_ADDRESS__)
#define STACK_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define STACK_SANITIZED 1
#endif
#endif
#ifndef STACK_SANITIZED
#define STACK_SANITIZED 0
#endif

#if STACK_SANITIZED
#include <sanitizer/common_interface_defs.h>
#define STACK_RESERVE ((size_t)16 << 20) /* frames are several times as large */
#else
/* Below the bound: what one native function, the compiler or a collection to
 * its full depth (duk_config.h) may still use. */
#define STACK_RESERVE ((size_t)4 << 20)
#endif

/* Lowest address that a call may start at; 0: not known yet. */
static _Thread_local uintptr_t stack_bound;

typedef struct stack_job {
  void (*fn)(void *arg);
  void *arg;
  ucontext_t caller;
  ucontext_t callee;
  void *fake; /* AddressSanitizer's */
  const void *caller_bottom;
  size_t caller_size;
} stack_job;

static _Thread_local stack_job *stack_current;

int drupe__stack_exhausted(void) {
  return (uintptr_t)__builtin_frame_address(0) < stack_bound;
}

/* The thread's own stack: its limit, counted from here.  Whoever creates an
 * engine is near the base of his stack. */
void drupe__stack_bound(void) {
  struct rlimit limit;
  size_t size = (size_t)8 << 20;
  size_t reserve = size / 4;

  if (stack_bound != 0)
    return;
  if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur < size)
    size = (size_t)limit.rlim_cur;
  if (reserve > size / 2)
    reserve = size / 2;
  stack_bound = (uintptr_t)__builtin_frame_address(0) - (size - reserve);
}

static void stack_switched(void *fake, const void **bottom, size_t *size) {
#if STACK_SANITIZED
  __sanitizer_finish_switch_fiber(fake, bottom, size);
#else
  (void)fake;
  (void)bottom;
  (void)size;
#endif
}

static void stack_switching(void **fake, const void *bottom, size_t size) {
#if STACK_SANITIZED
  __sanitizer_start_switch_fiber(fake, bottom, size);
#else
  (void)fake;
  (void)bottom;
  (void)size;
#endif
}

static void stack_entry(void) {
  stack_job *job = stack_current;

  stack_switched(NULL, &job->caller_bottom, &job->caller_size);
  job->fn(job->arg);
  stack_switching(NULL, job->caller_bottom, job->caller_size);
}

/* A mapping with a guard page at its low end, NULL on failure. */
static char *stack_map(size_t bytes, size_t page) {
  char *base = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK,
                    -1, 0);

  if (base == MAP_FAILED)
    return NULL;
  if (mprotect(base, page, PROT_NONE) != 0) {
    munmap(base, bytes);
    return NULL;
  }
#ifdef MADV_NOHUGEPAGE
  (void)madvise(base, bytes, MADV_NOHUGEPAGE); /* else 2 MB at first touch */
#endif
  return base;
}

int drupe__stack_run(size_t bytes, void (*fn)(void *arg), void *arg) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  uintptr_t outer_bound = stack_bound;
  stack_job job;
  char *base;

  if (stack_current != NULL) {
    fn(arg);
    return 0;
  }
  assert(bytes > 2 * STACK_RESERVE);
  base = stack_map(bytes, page);
  if (base == NULL)
    return -1;
  memset(&job, 0, sizeof(job));
  job.fn = fn;
  job.arg = arg;
  if (getcontext(&job.callee) != 0) {
    munmap(base, bytes);
    return -1;
  }
  job.callee.uc_stack.ss_sp = base + page;
  job.callee.uc_stack.ss_size = bytes - page;
  job.callee.uc_link = &job.caller;
  makecontext(&job.callee, stack_entry, 0);

  stack_current = &job;
  stack_bound = (uintptr_t)base + page + STACK_RESERVE;
  stack_switching(&job.fake, base + page, bytes - page);
  (void)swapcontext(&job.caller, &job.callee);
  stack_switched(job.fake, NULL, NULL);
  stack_bound = outer_bound;
  stack_current = NULL;
  munmap(base, bytes);
  return 0;
}
