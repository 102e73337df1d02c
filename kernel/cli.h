/* kernel/cli.h - what the command line says. */
#ifndef DRUPE_KERNEL_CLI_H
#define DRUPE_KERNEL_CLI_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/engine.h"

enum { /* what to do */
  DRUPE__RUN_FILE,
  DRUPE__RUN_EVAL,
  DRUPE__RUN_STDIN,
  DRUPE__CHECK_FILE,
  DRUPE__SHOW_VERSION,
  DRUPE__SHOW_HELP,
  DRUPE__SHOW_MODULES,
  DRUPE__SHOW_LOWERED
};

enum { /* --unhandled-rejections */
  DRUPE__REJECT_THROW,
  DRUPE__REJECT_STRICT,
  DRUPE__REJECT_WARN,
  DRUPE__REJECT_NONE,
  DRUPE__REJECT_WARN_WITH_CODE
};

enum { DRUPE__OPTION_LIST_MAX = 64 };

/* A list of option values, ended by NULL; they lie in argv. */
typedef struct drupe__option_list {
  const char *items[DRUPE__OPTION_LIST_MAX + 1];
  size_t count;
} drupe__option_list;

typedef struct drupe__options {
  int action;
  bool print; /* of RUN_EVAL: the completion value */
  const char *code; /* of RUN_EVAL */
  const char *file; /* of the others that want one */
  const char *title;
  drupe__heap_options heap;
  int stack_trace_limit; /* with has_stack_trace_limit */
  bool has_stack_trace_limit;
  drupe__option_list require;
  drupe__option_list conditions;
  drupe__option_list import;
  bool module_input;   /* --input-type=module: of -e and standard input */
  bool commonjs_input; /* --input-type=commonjs */
  bool module_default; /* --experimental-default-type=module */
  int rejections;
  bool no_warnings, trace_warnings, trace_uncaught;
  bool source_maps;
  bool plain_regexps;
  bool no_deprecation, trace_deprecation, throw_deprecation;
  bool preserve_symlinks, preserve_symlinks_main;
  bool expose_gc, expose_internals;
  bool ffi_guard;
  int argc;           /* of the whole command line */
  char **argv;
  int exec_argc;      /* options of drupe itself: argv[1..exec_argc] */
  int script_argc;    /* arguments behind the script */
  char **script_argv;
} drupe__options;

/* 0: go on with *options.  Else the exit code; what was wrong is told on
 * stderr.  `options` points into argv. */
int drupe__cli_parse(int argc, char **argv, drupe__options *options);
void drupe__cli_help(void);

#endif
