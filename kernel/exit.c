/* kernel/exit.c - the end of the process: 'exit', then modules, then _exit. */
#include "kernel/runtime.h"

#include <unistd.h>

int drupe__exit_emit(drupe__kernel *k, int code) {
  duk_context *ctx = k->thread;

  k->exit_code = code;
  if (k->exit_emitted || !drupe__process_made(k)) {
    k->exit_emitted = true;
    return drupe__process_exit_code(k, code);
  }
  k->exit_emitted = true;
  drupe__process_set_exit_code(k, code);
  duk_require_stack(ctx, 16);
  duk_push_int(ctx, code);
  (void)drupe__process_emit(k, "exit", 1);
  if (k->pending) { /* the error of the exit that is under way is shown */
    drupe__take_pending(k, ctx);
    duk_pop(ctx);
  }
  return drupe__process_exit_code(k, code);
}

/* Leaves at once: the script's frames are still on the stack, and what they
 * hold is the system's to take back.  Modules are told, as somebody else may
 * wait for what they promised. */
void drupe__exit(drupe__kernel *k, int code) {
  k->exiting = true;
  drupe__tables_stop(k);
  fflush(NULL);
  _exit(code);
}
