/* kernel/main.c - the program: command line, kernel, script, loop.
 *
 * All of it runs on a stack of 64 MB, so that recursion in a script ends in a
 * RangeError and not in the end of the system's stack. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "kernel/cli.h"
#include "kernel/kernel.h"
#include "loader/loader.h"

typedef struct main_state {
  drupe__options options;
  int argc;
  char **argv;
  int code;
} main_state;

static int main_fail(const drupe__kernel *k, const char *what) {
  fprintf(stderr, "drupe: %s%s%s\n", what,
          k != NULL && k->why[0] != '\0' ? ": " : "",
          k != NULL ? k->why : "");
  return 1;
}

static int main_run(main_state *state) {
  drupe__loader *loader;
  drupe__kernel *k;
  int code = drupe__kernel_create(&k, state->argc, state->argv,
                                  &state->options.heap);

  if (code != DRUPE_OK)
    return main_fail(k, "cannot start a JavaScript context");
  if (drupe__loader_create(k, &state->options) != DRUPE_OK)
    return main_fail(k, "cannot start the loader");
  if (state->options.action == DRUPE__SHOW_MODULES) {
    code = drupe__entry_list(k);
  } else {
    drupe__entry_run(k);
    code = drupe__kernel_run(k);
  }
  loader = k->loader;
#ifndef __SANITIZE_ADDRESS__ /* which counts what is left */
  k->process_ends = true;
#endif
  drupe__kernel_destroy(k);
  drupe__loader_destroy(loader);
  return code;
}

static void main_on_stack(void *arg) {
  main_state *state = arg;

  state->code = main_run(state);
}

static int main_act(main_state *state) {
  switch (state->options.action) {
  case DRUPE__SHOW_VERSION:
    printf("%s\n", DRUPE__NODE_VERSION);
    return 0;
  case DRUPE__SHOW_HELP:
    drupe__cli_help();
    return 0;
  case DRUPE__SHOW_LOWERED:
    return drupe__entry_lower(state->options.file);
  default:
    if (drupe__stack_run(DRUPE__STACK_BYTES, main_on_stack, state) != 0)
      return main_fail(NULL, "no memory for the stack");
    return state->code;
  }
}

int main(int argc, char **argv) {
  main_state state = {.argc = argc, .argv = uv_setup_args(argc, argv)};
  int code = drupe__cli_parse(argc, state.argv, &state.options);

  if (code != 0)
    return code;
  signal(SIGPIPE, SIG_IGN);
  code = main_act(&state);
  return fflush(stdout) != 0 && code == 0 ? 1 : code;
}
