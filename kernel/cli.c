/* kernel/cli.c - the command line: one table of options.
 *
 * As in Node, options of the program come before the script; what follows it is
 * the script's own. */
#include "kernel/cli.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kernel/cli_environment.h"

enum { CLI_BAD = 9 }; /* Node's exit code for a bad command line */

typedef struct cli_option cli_option;
/* 0, or an exit code. */
typedef int (*cli_set)(drupe__options *o, const cli_option *option,
                       const char *value);

struct cli_option {
  const char *name;  /* "--eval" */
  const char *brief; /* "-e", or NULL */
  const char *value; /* what help calls its value; NULL: takes none */
  cli_set set;
  int number;    /* of cli_set_action */
  size_t offset; /* of cli_set_flag and cli_add */
  const char *help; /* NULL: not shown */
};

static int cli_complain(const char *what, const char *name) {
  fprintf(stderr, "drupe: %s%s\n", name, what);
  return CLI_BAD;
}

static int cli_set_action(drupe__options *o, const cli_option *option,
                          const char *value) {
  o->action = option->number;
  if (value != NULL)
    o->file = value;
  return 0;
}

static int cli_set_flag(drupe__options *o, const cli_option *option,
                        const char *value) {
  (void)value;
  *(bool *)((char *)o + option->offset) = true;
  return 0;
}

static int cli_add(drupe__options *o, const cli_option *option,
                   const char *value) {
  drupe__option_list *list =
      (drupe__option_list *)(void *)((char *)o + option->offset);

  if (list->count == DRUPE__OPTION_LIST_MAX)
    return cli_complain(" is given too often", option->name);
  list->items[list->count++] = value;
  return 0;
}

static int cli_set_eval(drupe__options *o, const cli_option *option,
                        const char *value) {
  o->action = DRUPE__RUN_EVAL;
  o->code = value;
  if (option->number != 0)
    o->print = true;
  return 0;
}

static int cli_set_print(drupe__options *o, const cli_option *option,
                         const char *value) {
  return cli_set_eval(o, option, value);
}

/* "module" or "commonjs". */
static int cli_set_kind(drupe__options *o, const cli_option *option,
                        const char *value) {
  bool module = strcmp(value, "module") == 0;

  if (!module && strcmp(value, "commonjs") != 0)
    return cli_complain(" must be \"module\" or \"commonjs\"", option->name);
  *(bool *)((char *)o + option->offset) = module;
  if (option->number != 0)
    o->commonjs_input = !module;
  return 0;
}

static int cli_set_title(drupe__options *o, const cli_option *option,
                         const char *value) {
  (void)option;
  o->title = value;
  return 0;
}

/* "64m": bytes, with a unit of k, m or g; `number`: the shift without one. */
static int cli_set_heap(drupe__options *o, const cli_option *option,
                        const char *value) {
  char *end;
  unsigned long long n;
  unsigned shift = (unsigned)option->number;

  errno = 0;
  n = strtoull(value, &end, 10);
  switch (*end) {
  case 'k': case 'K': shift = 10; break;
  case 'm': case 'M': shift = 20; break;
  case 'g': case 'G': shift = 30; break;
  default: end--; break;
  }
  if (end < value || *value == '-' || errno != 0 || end[1] != '\0' || n == 0 ||
      n > (SIZE_MAX >> shift))
    return cli_complain(" wants a size, as in 64m", option->name);
  o->heap.max_bytes = (size_t)n << shift;
  return 0;
}

static int cli_set_trace_limit(drupe__options *o, const cli_option *option,
                               const char *value) {
  char *end;
  long n;

  errno = 0;
  n = strtol(value, &end, 10);
  if (end == value || *end != '\0' || errno != 0 || n < 0 || n > INT_MAX)
    return cli_complain(" wants a number of frames, as in 50", option->name);
  o->stack_trace_limit = (int)n;
  o->has_stack_trace_limit = true;
  return 0;
}

static int cli_set_gc_interval(drupe__options *o, const cli_option *option,
                               const char *value) {
  char *end;
  unsigned long n;

  errno = 0;
  n = strtoul(value, &end, 10);
  if (end == value || *end != '\0' || *value == '-' || errno != 0 ||
      n >= UINT_MAX)
    return cli_complain(" wants a number of allocations, as in 100",
                        option->name);
  o->heap.gc_interval = (unsigned)n;
  return 0;
}

static int cli_set_rejections(drupe__options *o, const cli_option *option,
                              const char *value) {
  static const char *const modes[] = {"throw", "strict", "warn", "none",
                                      "warn-with-error-code"};

  for (int i = 0; i < (int)(sizeof(modes) / sizeof(modes[0])); i++) {
    if (strcmp(value, modes[i]) == 0) {
      o->rejections = i;
      return 0;
    }
  }
  return cli_complain(" must be one of throw, strict, warn, none, "
                      "warn-with-error-code",
                      option->name);
}

static int cli_refuse_repl(drupe__options *o, const cli_option *option,
                           const char *value) {
  (void)o;
  (void)value;
  return cli_complain(": drupe has no interactive mode yet", option->name);
}

#define CLI_FLAG(member) cli_set_flag, 0, offsetof(drupe__options, member)
#define CLI_LIST(member) cli_add, 0, offsetof(drupe__options, member)
#define CLI_ACTION(action) cli_set_action, action, 0

static const cli_option cli_options[] = {
    {"--eval", "-e", "CODE", cli_set_eval, 0, 0, "run CODE"},
    {"--print", "-p", "CODE", cli_set_print, 1, 0,
     "run CODE and print its value"},
    {"--check", "-c", NULL, CLI_ACTION(DRUPE__CHECK_FILE),
     "check the syntax of FILE without running it"},
    {"--require", "-r", "NAME", CLI_LIST(require),
     "require(NAME) before the script"},
    {"--import", NULL, "NAME", CLI_LIST(import),
     "import(NAME) before the script"},
    {"--input-type", NULL, "TYPE", cli_set_kind, 1,
     offsetof(drupe__options, module_input),
     "what -e and standard input are: module or commonjs"},
    {"--experimental-default-type", NULL, "TYPE", cli_set_kind, 0,
     offsetof(drupe__options, module_default),
     "what files are where nothing says it: module or commonjs"},
    {"--conditions", "-C", "NAME", CLI_LIST(conditions),
     "take this condition in package.json's exports too"},
    {"--max-heap", NULL, "SIZE", cli_set_heap, 0, 0,
     "most memory of JavaScript, as in 64m"},
    {"--max-old-space-size", NULL, "MIB", cli_set_heap, 20, 0,
     "the same in mebibytes, as V8 has it"},
    {"--gc-interval", NULL, "N", cli_set_gc_interval, 0, 0,
     "collect garbage at each Nth allocation too: finds bugs of C code"},
    {"--no-regexp-optimization", NULL, NULL, CLI_FLAG(plain_regexps),
     "match regular expressions without tables: finds bugs of these"},
    {"--stack-trace-limit", NULL, "N", cli_set_trace_limit, 0, 0,
     "what Error.stackTraceLimit is at first"},
    {"--unhandled-rejections", NULL, "MODE", cli_set_rejections, 0, 0,
     "throw (default), strict, warn, none or warn-with-error-code"},
    {"--no-warnings", NULL, NULL, CLI_FLAG(no_warnings),
     "print no process warnings"},
    {"--trace-warnings", NULL, NULL, CLI_FLAG(trace_warnings),
     "print warnings with their stacks"},
    {"--trace-uncaught", NULL, NULL, CLI_FLAG(trace_uncaught),
     "print where an uncaught value was thrown"},
    {"--enable-source-maps", NULL, NULL, CLI_FLAG(source_maps),
     "show the sources of generated files in stack traces"},
    {"--no-deprecation", NULL, NULL, CLI_FLAG(no_deprecation),
     "print no deprecation warnings"},
    {"--trace-deprecation", NULL, NULL, CLI_FLAG(trace_deprecation),
     "print deprecation warnings with their stacks"},
    {"--throw-deprecation", NULL, NULL, CLI_FLAG(throw_deprecation),
     "throw where something deprecated is used"},
    {"--preserve-symlinks", NULL, NULL, CLI_FLAG(preserve_symlinks),
     "modules keep the path they were found by"},
    {"--preserve-symlinks-main", NULL, NULL, CLI_FLAG(preserve_symlinks_main),
     "so does the main script"},
    {"--expose-gc", NULL, NULL, CLI_FLAG(expose_gc),
     "add the global function gc()"},
    {"--expose-internals", NULL, NULL, CLI_FLAG(expose_internals), NULL},
    {"--ffi-guard", NULL, NULL, CLI_FLAG(ffi_guard),
     "tell what C was called when it faults"},
    {"--title", NULL, "TEXT", cli_set_title, 0, 0, "title of the process"},
    {"--modules", NULL, NULL, CLI_ACTION(DRUPE__SHOW_MODULES),
     "list the native modules that can be loaded by name"},
    {"--lower", NULL, "FILE", CLI_ACTION(DRUPE__SHOW_LOWERED),
     "print what the engine gets to run of FILE"},
    {"--interactive", "-i", NULL, cli_refuse_repl, 0, 0, NULL},
    {"--version", "-v", NULL, CLI_ACTION(DRUPE__SHOW_VERSION),
     "print the version"},
    {"--help", "-h", NULL, CLI_ACTION(DRUPE__SHOW_HELP), "print this text"}};

enum { CLI_COUNT = sizeof(cli_options) / sizeof(cli_options[0]) };

void drupe__cli_help(void) {
  printf("Usage: drupe [options] [ FILE | -e CODE | - ] [arguments]\n"
         "       drupe ffi HEADER [-l LIBRARY] ...\n\n"
         "Runs JavaScript with Node.js' API.  Without FILE and -e, or with -, "
         "the script\nis read from standard input.\n\nOptions:\n");
  for (int i = 0; i < CLI_COUNT; i++) {
    const cli_option *o = &cli_options[i];
    char left[64];

    if (o->help == NULL)
      continue;
    snprintf(left, sizeof(left), "%s%s%s%s%s", o->brief == NULL ? "" : o->brief,
             o->brief == NULL ? "" : ", ", o->name, o->value == NULL ? "" : "=",
             o->value == NULL ? "" : o->value);
    printf("  %-32s%s\n", left, o->help);
  }
  printf("  %-32s%s\n", "--", "end of the options");
  printf("\nEnvironment:\n"
         "  %-32s%s\n  %-32s%s\n  %-32s%s\n  %-32s%s\n  %-32s%s\n",
         "DRUPE_COMPILE_CACHE", "folder of compiled code, or 0 for none",
         "DRUPE_MODULE_PATH", "folders of native modules, by colons",
         "DRUPE_VALIDATE", "all or NAME: check how modules use the ABI",
         "NODE_OPTIONS", "options, as on the command line",
         "NODE_PATH", "folders of packages, by colons");
}

/* Finds the option that `arg` names; *value is what stands behind "=", or
 * NULL. */
static const cli_option *cli_find(const char *arg, const char **value) {
  size_t size = strcspn(arg, "=");

  *value = arg[size] == '=' && arg[1] == '-' ? arg + size + 1 : NULL;
  for (int i = 0; i < CLI_COUNT; i++) {
    const cli_option *o = &cli_options[i];

    if (strlen(o->name) == size && memcmp(o->name, arg, size) == 0)
      return o;
    if (o->brief != NULL && strcmp(o->brief, arg) == 0)
      return o;
  }
  return NULL;
}

/* -pe CODE, as everybody writes it. */
static const char *cli_expand(const char *arg, drupe__options *o) {
  if (strcmp(arg, "-pe") != 0)
    return arg;
  o->print = true;
  return "-e";
}

/* Takes argv[*at] and its value; 0 or an exit code. */
static int cli_take(drupe__options *o, int *at) {
  const char *arg = cli_expand(o->argv[*at], o);
  const char *value;
  const cli_option *option = cli_find(arg, &value);

  if (option == NULL) {
    fprintf(stderr, "drupe: bad option: %s\n", o->argv[*at]);
    return CLI_BAD;
  }
  if (option->value == NULL && value != NULL)
    return cli_complain(" takes no value", option->name);
  if (option->value != NULL && value == NULL) {
    /* -p without code is -p of what --eval or stdin gives. */
    if (*at + 1 >= o->argc) {
      if (strcmp(arg, "-p") == 0) {
        o->print = true;
        return 0;
      }
      return cli_complain(" requires an argument", arg);
    }
    value = o->argv[++*at];
  }
  return option->set(o, option, value);
}

/* Options that say what to run are no one's but the command line's. */
static bool cli_is_for_environment(const char *arg) {
  const char *value;
  const cli_option *option = cli_find(arg, &value);

  return strcmp(arg, "-pe") != 0 &&
         (option == NULL ||
          (option->set != cli_set_eval && option->set != cli_set_action &&
           option->set != cli_refuse_repl));
}

static int cli_take_words(drupe__options *o) {
  int at, rc = 0;

  for (at = 0; at < o->argc && rc == 0; at++) {
    if (o->argv[at][0] != '-' || !cli_is_for_environment(o->argv[at]))
      return cli_complain(" is not allowed in NODE_OPTIONS", o->argv[at]);
    rc = cli_take(o, &at);
  }
  return rc;
}

/* NODE_OPTIONS comes first: the command line overrides it.  Its words stay, for
 * options point into them. */
static int cli_take_environment(drupe__options *o) {
  static char **words;
  const char *text = getenv("NODE_OPTIONS"), *wrong;

  if (text == NULL)
    return 0;
  free(words);
  words = drupe__cli_words(text, &o->argc, &wrong);
  if (words == NULL) {
    fprintf(stderr, "drupe: invalid value for NODE_OPTIONS (%s)\n", wrong);
    return CLI_BAD;
  }
  o->argv = words;
  return cli_take_words(o);
}

/* drupe ffi HEADER ...: unless there is such a file to run. */
static bool cli_take_ffi(drupe__options *o, int at) {
  if (o->action != DRUPE__RUN_FILE || at >= o->argc ||
      strcmp(o->argv[at], "ffi") != 0 || access("ffi", F_OK) == 0 ||
      access("ffi.js", F_OK) == 0)
    return false;
  o->action = DRUPE__RUN_EVAL;
  o->code = "process.exitCode = require('drupe:ffi').main("
            "process.argv.slice(1))";
  o->script_argc = o->argc - at - 1;
  o->script_argv = o->argv + at + 1;
  return true;
}

static void cli_take_rest(drupe__options *o, int at) {
  o->exec_argc = at - 1;
  if (o->exec_argc > 0 && strcmp(o->argv[o->exec_argc], "--") == 0)
    o->exec_argc--;
  if (cli_take_ffi(o, at))
    return;
  if (o->action == DRUPE__RUN_FILE || o->action == DRUPE__CHECK_FILE) {
    if (at < o->argc && strcmp(o->argv[at], "-") != 0) {
      o->file = o->argv[at++];
    } else if (o->action == DRUPE__RUN_FILE) {
      o->action = DRUPE__RUN_STDIN;
      if (at < o->argc)
        at++;
    }
  }
  o->script_argc = o->argc - at;
  o->script_argv = o->argv + at;
}

int drupe__cli_parse(int argc, char **argv, drupe__options *options) {
  int at = 1, rc = 0;

  memset(options, 0, sizeof(*options));
  rc = cli_take_environment(options);
  if (rc != 0)
    return rc;
  options->argc = argc;
  options->argv = argv;
  for (; at < argc && argv[at][0] == '-' && argv[at][1] != '\0'; at++) {
    if (strcmp(argv[at], "--") == 0) {
      at++;
      break;
    }
    rc = cli_take(options, &at);
    if (rc != 0)
      return rc;
  }
  cli_take_rest(options, at);
  if (options->action == DRUPE__CHECK_FILE && options->file == NULL)
    return cli_complain(" wants a file", "--check");
  if (options->action == DRUPE__RUN_STDIN && argc == 1 && isatty(0))
    return cli_complain("drupe has no interactive mode yet: give a file, or "
                        "-e CODE",
                        "");
  return 0;
}
