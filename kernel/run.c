/* kernel/run.c - the loop's life: until nothing is left, then 'beforeExit', as
 * often as that makes new work, then 'exit'. */
#include "kernel/runtime.h"

/* 'beforeExit' in a bracket of its own; its ticks run too. */
static void run_before_exit(drupe__kernel *k) {
  drupe__bracket b;

  if (!drupe__process_made(k) ||
      drupe__enter(k, NULL, NULL, &b) != DRUPE_OK)
    return;
  duk_require_stack(k->thread, 8);
  duk_push_int(k->thread, drupe__process_exit_code(k, 0));
  (void)drupe__process_emit(k, "beforeExit", 1);
  drupe__leave(k, &b);
}

/* 'exit': an error of a listener is uncaught, ticks run no more. */
static int run_exit(drupe__kernel *k) {
  int code = drupe__process_exit_code(k, 0);
  drupe__bracket b;

  if (k->exit_emitted || !drupe__process_made(k) ||
      drupe__enter(k, NULL, NULL, &b) != DRUPE_OK)
    return code;
  k->exit_emitted = true;
  duk_require_stack(k->thread, 8);
  duk_push_int(k->thread, code);
  (void)drupe__process_emit(k, "exit", 1);
  drupe__leave(k, &b);
  return drupe__process_exit_code(k, code);
}

int drupe__kernel_run(drupe__kernel *k) {
  do {
    uv_run(&k->loop, UV_RUN_DEFAULT);
    if (k->exiting)
      break;
    if (!uv_loop_alive(&k->loop))
      run_before_exit(k);
  } while (uv_loop_alive(&k->loop) && !k->exiting);
  k->exit_code = run_exit(k);
  k->exiting = true;
  return k->exit_code;
}
