/* kernel/runtime.h - what the files of the kernel's running half share: tasks,
 * timers, process, uncaught errors.  The other half is tables.h.
 *
 * Code here runs on the context's thread.  Natives are plain functions of the
 * engine; callbacks of the loop run JS inside a bracket. */
#ifndef DRUPE_KERNEL_RUNTIME_H
#define DRUPE_KERNEL_RUNTIME_H

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "engine/stack.h"
#include "engine/text.h"
#include "engine/unit.h"
#include "kernel/cli.h"
#include "kernel/kernel.h"
#include "lib/lib.h"

/* Pushes what a slot keeps, on any engine thread. */
static inline void drupe__slot_push(drupe__kernel *k, duk_context *ctx,
                                    uint32_t slot) {
  duk_push_tval(ctx, drupe__slot(k, slot));
}
/* Keeps the top of the stack in a slot and leaves it there; throws. */
uint32_t drupe__slot_keep(drupe__kernel *k, duk_context *ctx);
/* How many arguments a native with any number got; the first is there, if
 * undefined. */
static inline duk_idx_t drupe__first_argument(duk_context *ctx) {
  if (duk_get_top(ctx) == 0)
    duk_push_undefined(ctx);
  return duk_get_top(ctx);
}
/* Puts named functions on the object on top. */
void drupe__put_functions(duk_context *ctx,
                          const duk_function_list_entry *list);
/* Pushes an Error with a formatted message in UTF-8. */
void drupe__node_errorf(duk_context *ctx, int32_t kind, const char *code,
                        const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Throws Node's error of a failed system call.  path NULL: "kill ESRCH"; path
 * "": "ENOENT: no such file or directory, uv_cwd"; dest may be NULL. */
_Noreturn void drupe__throw_system(duk_context *ctx, int error,
                                   const char *syscall, const char *path,
                                   const char *dest);
/* Writes all of a string of the engine to a descriptor, as UTF-8; 0 or a
 * negative errno. */
int drupe__write_text(int fd, const char *text, size_t size);
int drupe__write_all(int fd, const void *data, size_t size);
#define DRUPE__LITERAL(text) (text), sizeof(text) - 1
/* Defines obj[name], as methods of classes are: not enumerable. */
void drupe__put_hidden(duk_context *ctx, duk_idx_t obj, const char *name);
/* Names the function on top. */
void drupe__name_function(duk_context *ctx, const char *name);
/* Pushes a constructor that cannot be called, named `name`, with `methods` on
 * its prototype; the prototype is pushed above it. */
void drupe__class_push(duk_context *ctx, const char *name,
                       const duk_function_list_entry *methods);

/* -- tasks.c -------------------------------------------------------------- */
bool drupe__tasks_create(drupe__kernel *k);
void drupe__tasks_destroy(drupe__kernel *k);
/* An uncaught error was dealt with: as in Node, what is queued waits for an
 * immediate. */
void drupe__tasks_failed(drupe__kernel *k);
duk_ret_t drupe__next_tick(duk_context *ctx);      /* process.nextTick */
duk_ret_t drupe__queue_microtask(duk_context *ctx); /* queueMicrotask */

/* -- rejection.c ---------------------------------------------------------- */
void drupe__rejection_hook(void *owner, duk_context *ctx, int what);
bool drupe__rejections_create(drupe__kernel *k);
bool drupe__rejections_waiting(const drupe__kernel *k);
/* True: something ran, look at the queues again. */
bool drupe__rejections_run(drupe__kernel *k);
void drupe__rejections_destroy(drupe__kernel *k);

/* -- timers.c, immediate.c ------------------------------------------------ */
bool drupe__timers_create(drupe__kernel *k);
void drupe__timers_destroy(drupe__kernel *k);
bool drupe__immediates_create(drupe__kernel *k);
void drupe__immediates_destroy(drupe__kernel *k);
/* Runs drupe__tasks_drain with the next immediates. */
void drupe__immediate_drain(drupe__kernel *k);
/* Pushes the binding `timers`: setTimeout, Timeout, ... made once. */
void drupe__timers_push(duk_context *ctx);
void drupe__immediates_define(duk_context *ctx);

/* -- process.c ------------------------------------------------------------ */
/* Pushes `process`, made at the first call. */
void drupe__process_push(duk_context *ctx);
/* Did anybody touch it yet?  If not there are no listeners. */
bool drupe__process_made(const drupe__kernel *k);
/* process.emit(name, ...): [.. a b] with `argc` arguments on top of k->thread,
 * which it pops.  True: somebody listened.  An error of a listener is pending
 * afterwards. */
bool drupe__process_emit(drupe__kernel *k, const char *event, duk_idx_t argc);
/* process.emitWarning(text, type, code); `code` may be NULL. */
void drupe__process_warn(duk_context *ctx, const char *text, const char *type,
                         const char *code);
/* process.exitCode, or `otherwise` where it is undefined. */
int drupe__process_exit_code(drupe__kernel *k, int otherwise);
void drupe__process_info(duk_context *ctx);   /* process-info.c */
void drupe__process_system(duk_context *ctx); /* process-system.c */
void drupe__process_env(duk_context *ctx);    /* process-env.c */
void drupe__process_binding(duk_context *ctx); /* process-signals.c */
int drupe__signal_number(const char *name); /* -1: none */
void drupe__process_set_exit_code(drupe__kernel *k, int code);
void drupe__signals_destroy(drupe__kernel *k);

/* -- exit.c --------------------------------------------------------------- */
/* Emits 'exit' once; the exit code. */
int drupe__exit_emit(drupe__kernel *k, int code);

/* -- uncaught.c ----------------------------------------------------------- */
/* As drupe__uncaught; `made`: the place shown is where the error was made, and
 * not where it was thrown. */
void drupe__uncaught_made(drupe__kernel *k, const char *origin, bool made);
duk_ret_t drupe__set_capture_callback(duk_context *ctx);
duk_ret_t drupe__has_capture_callback(duk_context *ctx);

/* -- bindings.c ----------------------------------------------------------- */
void drupe__stdio_binding(duk_context *ctx); /* stdio.c */
void drupe__stdin_destroy(drupe__kernel *k);

/* -- globals.c ------------------------------------------------------------ */
void drupe__globals_define(duk_context *ctx);

/* -- locale.c -------------------------------------------------------------- */
void drupe__locale_define(duk_context *ctx);

#endif
