/* kernel/kernel.h - the kernel's own view: one context, its modules, and what
 * the files of kernel/ and loader/ call in each other.
 *
 * One drupe__kernel is one JS context on one thread with one libuv loop.  The
 * main program has one; a worker thread will have its own.  Nothing here is
 * seen by a module: a module sees a drupe_cx, which is the first member of its
 * drupe__module.
 *
 * Where values live.  A drupe_value of an engine object is its pointer, kept
 * alive by the value stack frame of the engine thread that runs: k->thread.
 * What outlives a frame (references, keys, exports) is in the value stack of
 * k->refs, a thread that never runs. */
#ifndef DRUPE_KERNEL_H
#define DRUPE_KERNEL_H

#include <stdbool.h>
#include <stdio.h>

#include <uv.h>

#include "drupe.h"
#include "engine/duktape_internal.h"
#include "engine/engine.h"
#include "engine/unit.h"

typedef struct drupe__kernel drupe__kernel;
typedef struct drupe__module drupe__module;
typedef struct drupe__class drupe__class;     /* class.c */
typedef struct drupe__service drupe__service; /* service.c */
typedef struct drupe__timers drupe__timers;   /* timers.c */
typedef struct drupe__tasks drupe__tasks;     /* tasks.c */
typedef struct drupe__loader drupe__loader;   /* loader/ */
typedef struct drupe__tables drupe__tables;   /* tables.h */
typedef struct drupe__keys drupe__keys;       /* object.c */
typedef struct drupe__immediates drupe__immediates; /* immediate.c */
typedef struct drupe__rejections drupe__rejections; /* rejection.c */
typedef struct drupe__signal drupe__signal;         /* process-signals.c */
typedef struct drupe__stdin drupe__stdin;           /* stdio.c */
typedef struct drupe__options drupe__options;       /* cli.h */
typedef struct drupe__binding drupe__binding;       /* js/lib/lib.h */

enum { /* life of a module; abi/core.h tells the story */
  DRUPE__STARTING = 1,
  DRUPE__RUNNING = 2,
  DRUPE__STOPPING = 3,
  DRUPE__STOPPED = 4 /* mapped, never run again */
};

/* One module in this context.  A drupe_cx is a drupe__module. */
struct drupe__module {
  drupe_cx cx; /* first */
  drupe__kernel *kernel;
  drupe_module desc;      /* copied: valid after dlclose */
  const drupe_module *at; /* where it lies in the mapping */
  void *library;          /* of dlopen; NULL for one linked in */
  char *path;
  char *name; /* copy of desc.name: reports outlive the mapping */
  int state;
  bool validate;  /* values are {index, generation}; see validate.c */
  bool unusual;   /* validated or stopped: the trampoline looks closer */
  bool ran_start; /* start returned well: stop is owed */
  bool warned_outside_bracket;
  drupe_usage usage;
  uint32_t exports; /* slot in k->refs */
  drupe__class *classes;
  drupe__keys *keys;
  duk_tval hidden;  /* of exports, while an unload counts who holds what */
  uint32_t number;  /* 1, 2, ... in this context */
  uint32_t finals;  /* finalizers of it that wait for a safe point */
  int32_t why;      /* it is stopped */
  void *validation; /* validate.c */
  /* Set by who called drupe__module_stop and got DRUPE_ASYNC: the end came,
   * with what drupe__module_stop would have returned. */
  void (*on_stopped)(drupe__module *m, int32_t status);
  drupe__module *next;
};

/* One open bracket; lies in a drupe_entry of the caller, which is larger. */
typedef struct drupe__bracket {
  drupe__module *module; /* NULL: the kernel's own */
  duk_hthread *thread;   /* current outside */
  size_t bottom;         /* of the frame, in bytes from the value stack */
  size_t top;            /* values above go at leave */
  drupe_async *async;    /* current outside */
  uint64_t began;        /* drupe__ticks; 0 but for the outermost */
  uint32_t error;        /* slot of the error set aside, 0 is none */
  uint32_t depth;        /* of this bracket, to catch unbalanced leaves */
  uint32_t values;       /* of a validated module, outside */
} drupe__bracket;

/* What the loader above offers the kernel.  Those with a context push their
 * result, or throw. */
typedef struct drupe__calls {
  /* Exports of a file of js/lib, and whether there is one. */
  void (*core)(duk_context *ctx, const char *name);
  bool (*has_core)(const char *name);
  duk_ret_t (*require)(duk_context *ctx); /* a native: require(specifier) */
  /* As drupe__unit_compile; what was compiled is kept for the next start. */
  int (*compile)(duk_context *ctx, const drupe__source *source);
  /* The require function of what is in `path`. */
  void (*require_function)(duk_context *ctx, const char *path);
  void (*script_path)(duk_context *ctx, const char *file);
  void (*unload)(duk_context *ctx, const char *name);
  /* import(): as the engine's hook, [.. specifier options] -> [.. promise]. */
  void (*import)(duk_context *ctx, const char *file);
  int32_t (*load_service)(drupe__kernel *k, const char *name);
} drupe__calls;

/* The object `process`, see process.c. */
typedef struct drupe__process {
  uint32_t slot; /* 0: nobody asked for it yet */
  uint32_t main_slot; /* of process.mainModule; 0: there is none */
  bool has_exit_code;
  int exit_code;
  uint32_t exit_code_slot; /* what it was set to: may be "3" */
  uint64_t began_ns;
  drupe__signal *signals;
} drupe__process;

struct drupe__kernel {
  uv_loop_t loop; /* its data is this kernel */
  drupe__engine *engine;
  duk_hthread *root;   /* the heap's first thread: callbacks of the loop */
  duk_hthread *thread; /* the engine thread that native code runs on now */
  duk_hthread *refs;   /* its value stack keeps what outlives frames */
  uint32_t depth;      /* open brackets */
  bool pending;        /* an error waits in slot 0 of refs */
  bool exiting;        /* process.exit or the end: no JS from callbacks */
  bool process_ends;   /* with destroy: the heap's memory goes with it */
  int exit_code;
  drupe_async *async; /* current async context, may be NULL */
  drupe__module *modules;
  drupe__service *services;
  drupe__timers *timers;
  drupe__tasks *tasks;
  drupe__immediates *immediates;
  drupe__rejections *rejections;
  drupe__process process;
  drupe__stdin *input;
  uint32_t capture_slot; /* setUncaughtExceptionCaptureCallback */
  bool exit_emitted;
  const drupe__options *options; /* NULL: none, as in tests of parts */
  const drupe__calls *calls;     /* NULL: no loader */
  drupe__loader *loader;
  drupe__tables *tables;
  uint32_t *free_slots; /* of refs */
  uint32_t free_count, free_room;
  uint32_t pins; /* what keeps the process alive beside handles */
  char why[512]; /* text of the last refusal */
  int argc;
  char **argv;
};

/* The module behind a cx, and the kernel behind it. */
static inline drupe__module *drupe__module_of(drupe_cx *cx) {
  return (drupe__module *)(void *)cx;
}
static inline drupe__kernel *drupe__kernel_of(drupe_cx *cx) {
  return drupe__module_of(cx)->kernel;
}
/* The kernel behind a native function of the engine. */
drupe__kernel *drupe__kernel_of_context(duk_context *ctx);

/* -- tables: value.c object.c function.c class.c ... ---------------------- */
extern const drupe_core_api drupe__core_api;
extern const drupe_value_api drupe__value_api;
extern const drupe_object_api drupe__object_api;
extern const drupe_function_api drupe__function_api;
extern const drupe_class_api drupe__class_api;
extern const drupe_error_api drupe__error_api;
extern const drupe_ref_api drupe__ref_api;
extern const drupe_buffer_api drupe__buffer_api;
extern const drupe_task_api drupe__task_api;
extern const drupe_loop_api drupe__loop_api;

/* -- registry.c: modules -------------------------------------------------- */
/* A record in state STARTING with its cx filled and exports made; the caller
 * (loader/) has checked the descriptor.  NULL: no memory. */
drupe__module *drupe__module_create(drupe__kernel *k, const drupe_module *at,
                                    void *library, const char *path);
/* Members, classes, start, JS half.  DRUPE_OK, or negative with the error
 * pending in k or a text in k->why.  DRUPE_ASYNC where start said so. */
int32_t drupe__module_start(drupe__module *m);
/* Census, then stop.  DRUPE_OK: `m` is STOPPED and may be unmapped and
 * destroyed.  DRUPE_E_BUSY: refused with the list in k->why, the module runs
 * on.  DRUPE_E_STATE: STOPPED, but what is in k->why was left behind: it must
 * stay mapped.  DRUPE_ASYNC: stopping, m->on_stopped will be called. */
int32_t drupe__module_stop(drupe__module *m, int32_t why);
/* The record only; loader/ closes the library. */
void drupe__module_destroy(drupe__module *m);
drupe__module *drupe__module_find(drupe__kernel *k, const char *name);
/* Pushes an array of what process.modules() shows. */
void drupe__modules_push(drupe__kernel *k, duk_context *ctx);
/* "2 functions, 1 timer" of what is alive; returns how many kinds. */
int drupe__module_census(const drupe__module *m, char *text, size_t room);
/* The module that offers service `name`: of the kernel's own list, or what
 * stands before the first dot, copied to `room`; NULL: none. */
const char *drupe__service_owner(const char *name, char *room, size_t size);
/* The kernel itself as a module: owns what C code of kernel/ makes through the
 * tables. */
drupe__module *drupe__module_self(drupe__kernel *k);

/* -- slots of k->refs ----------------------------------------------------- */
/* Keeps the value; 0 only for no memory.  Slot 0 is the pending error's. */
uint32_t drupe__slot_take(drupe__kernel *k, const duk_tval *value);
void drupe__slot_give(drupe__kernel *k, uint32_t slot);
static inline duk_tval *drupe__slot(drupe__kernel *k, uint32_t slot) {
  return k->refs->valstack + slot;
}

/* -- values between engine and ABI: value.c ------------------------------- */
drupe_value drupe__value_from(const duk_tval *tv);
/* `tv` is uninitialised memory; takes a count. */
void drupe__value_put(duk_tval *tv, drupe_value v);
/* Pushes on k->thread, growing its stack; false: no memory, pending set. */
bool drupe__value_push(drupe__kernel *k, drupe_value v);

/* Pushes UTF-8 text as a string on any engine thread; throws. */
void drupe__push_text(duk_context *ctx, const char *text, size_t size);

/* -- error.c, signature.c ------------------------------------------------- */
/* Pushes a new Error of DRUPE_TYPE_ERROR, ... on any engine thread; `code` may
 * be NULL; throws only for no memory. */
void drupe__error_push(duk_context *ctx, int32_t kind, const char *code,
                       const char *message, size_t size);
/* Throws Node's ERR_INVALID_ARG_TYPE about the value at `idx`: 'The "name"
 * argument must be EXPECTED. Received ...'.  Does not return. */
void drupe__throw_argument(duk_context *ctx, const char *name,
                           const char *expected, duk_idx_t idx);

/* -- bracket.c ------------------------------------------------------------ */
int32_t drupe__enter(drupe__kernel *k, drupe__module *m, drupe_async *async,
                     drupe__bracket *b);
/* The same while the context is ending: for stop and what belongs to it. */
void drupe__enter_always(drupe__kernel *k, drupe__module *m,
                         drupe_async *async, drupe__bracket *b);
/* Reports what is pending, restores; the outermost runs drupe__tasks_drain. */
void drupe__leave(drupe__kernel *k, drupe__bracket *b);
/* Calls the function at [.. fn this args] on k->thread protected; true with the
 * result on top, false with the error pending and nothing pushed. */
bool drupe__call(drupe__kernel *k, duk_idx_t argc);
/* Moves the top of k->thread into the pending slot (the first error stays). */
void drupe__pend_top(drupe__kernel *k);
/* Pushes the pending error on `t` and clears it. */
void drupe__take_pending(drupe__kernel *k, duk_hthread *t);

/* -- async contexts: async.c ---------------------------------------------- */
/* The current one with one more count; NULL stays NULL. */
drupe_async *drupe__async_hold(drupe__kernel *k);
void drupe__async_drop(drupe__kernel *k, drupe_async *async);
/* A new one, with a count of 1, that carries a value; NULL: no memory. */
drupe_async *drupe__async_new(drupe__kernel *k, const duk_tval *value);
/* What it carries, in its slot; NULL for the empty context. */
const duk_tval *drupe__async_value(drupe__kernel *k, const drupe_async *async);
/* Makes it the current one, with a count of its own. */
void drupe__async_set(drupe__kernel *k, drupe_async *async);

/* -- tables.c, registry.c: the tables' part of the kernel's life ---------- */
/* After k->engine and k->loop: sets root, thread and refs, makes the slots and
 * the kernel's own module.  0, or negative with a text in k->why. */
int drupe__tables_create(drupe__kernel *k);
/* Waits for works and calls their `done`, calls stop(EXIT) of every module, and
 * closes the tables' handles: run the loop until they are gone.  No JS may run
 * after it. */
void drupe__tables_stop(drupe__kernel *k);
/* Does something still use memory of the heap that was pinned for it? */
bool drupe__pins_left(const drupe__kernel *k);
/* After the heap is gone. */
void drupe__tables_destroy(drupe__kernel *k);
/* hooks.object_freed of the engine; the owner is the kernel. */
void drupe__object_freed(void *owner, duk_hobject *object);

/* -- tasks.c: nextTick and microtasks ------------------------------------- */
/* Runs ticks and microtasks until none is left, as Node orders them: all ticks,
 * then all microtasks, again while there are ticks.  At the outermost bracket
 * only. */
void drupe__tasks_drain(drupe__kernel *k);
bool drupe__tasks_waiting(const drupe__kernel *k);
/* A C function with the nextTick queue, billed to `m`; false: no memory. */
bool drupe__tick_c(drupe__module *m, void (*fn)(drupe_cx *cx, void *arg),
                   void *arg);
/* As a microtask. */
bool drupe__microtask_c(drupe__module *m, void (*fn)(drupe_cx *cx, void *arg),
                        void *arg);

/* -- uncaught.c ----------------------------------------------------------- */
/* Pops the top of k->thread and treats it as an uncaught exception: the
 * process's 'uncaughtException', else message on stderr and exit. */
void drupe__uncaught(drupe__kernel *k, const char *origin);

/* -- loop.c, run.c: the loop's life --------------------------------------- */
int drupe__kernel_create(drupe__kernel **out, int argc, char **argv,
                         const drupe__heap_options *heap);
/* Hangs options and loader on it and makes the global names. */
int drupe__kernel_begin(drupe__kernel *k, const drupe__options *options,
                        const drupe__calls *calls);
/* Runs until nothing is left, 'beforeExit' and 'exit' included; the exit
 * code. */
int drupe__kernel_run(drupe__kernel *k);
/* Stops modules, waits for works, frees all. */
void drupe__kernel_destroy(drupe__kernel *k);
/* Ends the process now, as process.exit does; does not return. */
void drupe__exit(drupe__kernel *k, int code);

/* -- loader/, called through these by the kernel -------------------------- */
/* Loads the core or path module that owns service `name`; negative and k->why
 * where there is none. */
int32_t drupe__load_service(drupe__kernel *k, const char *name);
/* require(specifier) of a module's C code: pushes exports on k->thread; false
 * with an error pending. */
bool drupe__require(drupe__kernel *k, const char *specifier);
/* Pushes the `require` that the JS half of module `m` gets; throws. */
void drupe__require_push(duk_context *ctx, drupe__module *m);
/* What binding(name) of js/lib finds in the kernel, or NULL. */
const drupe__binding *drupe__kernel_binding(const char *name);
#define DRUPE__NODE_VERSION "v20.20.2" /* whose behaviour we follow */

#endif
