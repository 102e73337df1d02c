/* js/engine/engine.h - one JavaScript context: heap, stacks, microtasks.
 *
 * The language layer's interface to the kernel.  It knows no loop and no
 * module: what needs one is told through the hooks.  An engine belongs to the
 * thread that created it. */
#ifndef DRUPE_ENGINE_ENGINE_H
#define DRUPE_ENGINE_ENGINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "duktape_internal.h"

typedef struct drupe__engine drupe__engine;

/* What `rejection` reports about a promise. */
enum {
  DRUPE__REJECTED_UNHANDLED = 0, /* rejected while nobody listens */
  DRUPE__REJECTION_HANDLED = 1   /* somebody listens after all */
};

/* Any may be NULL.  `owner` is the options' owner. */
typedef struct drupe__engine_hooks {
  /* The queue of microtasks was empty and is not any more. */
  void (*microtask_queued)(void *owner);
  /* [.. promise reason] on top of ctx; the hook leaves them there. */
  void (*rejection)(void *owner, duk_context *ctx, int what);
  /* An object with the DRUPE__TELL flag is about to be freed.  Runs inside the
   * collector: no engine call is allowed.  Objects of others may come by (a key
   * of a WeakMap, an engine object, a plain buffer in spite of the type): look
   * at heap type, class and function first. */
  void (*object_freed)(void *owner, duk_hobject *object);
  /* import(specifier, options) of the code in `file`, "" where nobody knows:
   * [.. specifier options] -> [.. promise]. */
  void (*import)(void *owner, duk_context *ctx, const char *file);
  /* An error of a microtask is on top of ctx; the hook pops it. */
  void (*uncaught)(void *owner, duk_context *ctx);
} drupe__engine_hooks;

/* What the heap may take, and when it collects. */
typedef struct drupe__heap_options {
  size_t max_bytes;       /* 0: no limit */
  unsigned gc_interval;   /* collect at each so-manieth allocation too; 0: no */
} drupe__heap_options;

typedef struct drupe__engine_options {
  drupe__heap_options heap;
  /* For tests: so many allocations succeed, none after them.  0: off. */
  uint64_t allocations;
  void *owner;
  drupe__engine_hooks hooks;
} drupe__engine_options;

/* NULL: no memory. */
drupe__engine *drupe__engine_create(const drupe__engine_options *options);
void drupe__engine_destroy(drupe__engine *engine);
/* Instead, when the process ends: objects with a native half are told, memory
 * is left to the system.  `watched`: the owner waits for objects that are the
 * engine's own, too. */
void drupe__engine_abandon(drupe__engine *engine, bool watched);
/* The heap's first thread. */
duk_context *drupe__engine_context(drupe__engine *engine);
drupe__engine *drupe__engine_of(duk_context *ctx);
void *drupe__engine_owner(const drupe__engine *engine);

/* Bytes that the heap holds now, held at most, and may hold (0: no limit). */
typedef struct drupe__heap_usage {
  size_t used;
  size_t peak;
  size_t limit;
  uint64_t external; /* see drupe__engine_external */
} drupe__heap_usage;
void drupe__engine_usage(const drupe__engine *engine, drupe__heap_usage *out);
/* Counts memory outside the heap that objects keep alive; may be negative. */
void drupe__engine_external(drupe__engine *engine, int64_t bytes);

/* From any thread or a signal handler: the running script gets a RangeError
 * again and again until it has unwound to C and `resume` is called. */
void drupe__engine_interrupt(drupe__engine *engine);
/* Whether stack traces show the sources of generated files that name a map. */
void drupe__engine_set_source_maps(drupe__engine *engine, bool enabled);
/* Regular expressions are compiled without tables from now on: all is slower,
 * nothing else may change. */
void drupe__engine_set_plain_regexps(drupe__engine *engine, bool plain);
void drupe__engine_resume(drupe__engine *engine);

/* -- stack_run.c ----------------------------------------------------------- */
#define DRUPE__STACK_BYTES ((size_t)64 << 20)
/* Runs fn(arg) on a stack of its own of that size and returns when fn has.  On
 * the calling thread.  On such a stack already: calls fn directly.  -1: no
 * memory for the stack, fn was not called. */
int drupe__stack_run(size_t bytes, void (*fn)(void *arg), void *arg);

/* -- native.c: objects with a native half ---------------------------------- */
/* Heap header flag: object_freed is told. */
#define DRUPE__TELL DUK_HEAPHDR_FLAG_READONLY

/* Pushes a new zeroed object of `size` >= sizeof(duk_hobject) bytes.  `flags`
 * are DUK_HOBJECT_FLAG_*, DRUPE__TELL and DUK_HOBJECT_CLASS_AS_FLAGS(...).
 * `prototype` may be NULL.  The value stack must have room for one.  NULL: no
 * memory, nothing pushed, nothing thrown. */
duk_hobject *drupe__native_push(duk_hthread *thread, size_t size,
                                duk_uint32_t flags, duk_hobject *prototype);

/* What kind of the language's own objects with a native half it is: "Map", "Set
 * Iterator", "Promise"; NULL for all others. */
const char *drupe__native_name(const duk_hobject *object);

/* -- hash.c ---------------------------------------------------------------- */
/* SipHash-1-3: without the key nobody can tell or provoke a value. */
uint64_t drupe__siphash(const uint64_t key[2], const void *data, size_t size);
/* The same of 128 bits, in one pass as well. */
void drupe__siphash128(const uint64_t key[2], const void *data, size_t size,
                       uint64_t out[2]);
/* A quick hash of long data by multiplications: without the key nobody can
 * provoke a value, but who sees values may find the key.  For what is compared
 * afterwards. */
uint64_t drupe__quick_hash(const uint64_t key[2], const void *data,
                           size_t size);

/* -- microtask.c ----------------------------------------------------------- */
/* Queues the function on top of ctx and pops it.  Throws: no memory. */
void drupe__microtask_queue(duk_context *ctx);
/* Queues a C function; fn(arg) may run JavaScript on ctx.  False: no memory. */
bool drupe__microtask_queue_c(drupe__engine *engine,
                              void (*fn)(duk_context *ctx, void *arg),
                              void *arg);
/* Runs until the queue is empty.  An error goes to hooks.uncaught, and the rest
 * goes on.  On the heap's first thread, with nothing running. */
void drupe__microtasks_run(drupe__engine *engine);
bool drupe__microtasks_waiting(const drupe__engine *engine);

#endif
