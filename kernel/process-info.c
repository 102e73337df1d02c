/* kernel/process-info.c - the parts of `process` that only tell. */
#include "kernel/runtime.h"

#include <sys/utsname.h>
#include <unistd.h>

#if defined(__linux__)
#define INFO_PLATFORM "linux"
#elif defined(__APPLE__)
#define INFO_PLATFORM "darwin"
#elif defined(__FreeBSD__)
#define INFO_PLATFORM "freebsd"
#elif defined(__OpenBSD__)
#define INFO_PLATFORM "openbsd"
#else
#define INFO_PLATFORM "unix"
#endif

#if defined(__x86_64__)
#define INFO_ARCH "x64"
#elif defined(__aarch64__)
#define INFO_ARCH "arm64"
#elif defined(__i386__)
#define INFO_ARCH "ia32"
#elif defined(__arm__)
#define INFO_ARCH "arm"
#elif defined(__riscv)
#define INFO_ARCH "riscv64"
#elif defined(__powerpc64__)
#define INFO_ARCH "ppc64"
#elif defined(__s390x__)
#define INFO_ARCH "s390x"
#else
#define INFO_ARCH "unknown"
#endif

static void info_put(duk_context *ctx, const char *name, const char *text) {
  duk_push_string(ctx, text);
  duk_put_prop_string(ctx, -2, name);
}

static void info_versions(duk_context *ctx) {
  duk_push_object(ctx);
  info_put(ctx, "node", DRUPE__NODE_VERSION + 1);
  info_put(ctx, "drupe", DRUPE_VERSION);
  duk_push_sprintf(ctx, "%u.%u", DRUPE_ABI_MAJOR, DRUPE_ABI_MINOR);
  duk_put_prop_literal(ctx, -2, "abi");
  duk_push_sprintf(ctx, "%d.%d.%d", (int)(DUK_VERSION / 10000),
                   (int)(DUK_VERSION / 100 % 100), (int)(DUK_VERSION % 100));
  duk_put_prop_literal(ctx, -2, "duktape");
  info_put(ctx, "uv", uv_version_string());
  info_put(ctx, "llhttp", "8.1.0");
  info_put(ctx, "unicode", DRUPE_UNICODE);
  duk_put_prop_literal(ctx, -2, "versions");
}

static void info_release(duk_context *ctx) {
  duk_push_object(ctx);
  info_put(ctx, "name", "node"); /* whose API this is */
  info_put(ctx, "lts", "Iron");
  duk_put_prop_literal(ctx, -2, "release");
}

static void info_features(duk_context *ctx) {
  static const struct {
    const char *name;
    bool value;
  } features[] = {{"inspector", false}, {"debug", false}, {"uv", true},
                  {"ipv6", true},       {"tls_alpn", false},
                  {"tls_sni", false},   {"tls_ocsp", false},
                  {"tls", false},       {"cached_builtins", true}};

  duk_push_object(ctx);
  for (size_t i = 0; i < sizeof(features) / sizeof(features[0]); i++) {
    duk_push_boolean(ctx, features[i].value);
    duk_put_prop_string(ctx, -2, features[i].name);
  }
  duk_put_prop_literal(ctx, -2, "features");
}

static void info_config(duk_context *ctx) {
  duk_push_object(ctx);
  duk_push_object(ctx);
  duk_put_prop_literal(ctx, -2, "target_defaults");
  duk_push_object(ctx);
  duk_put_prop_literal(ctx, -2, "variables");
  duk_put_prop_literal(ctx, -2, "config");
}

/* Pushes an array of C strings. */
static void info_list(duk_context *ctx, char *const *items, int count) {
  duk_push_array(ctx);
  for (int i = 0; i < count; i++) {
    drupe__text_push(ctx, items[i], strlen(items[i]));
    duk_put_prop_index(ctx, -2, (duk_uarridx_t)i);
  }
}

static void info_exec_path(duk_context *ctx) {
  char path[4096];
  size_t size = sizeof(path);

  if (uv_exepath(path, &size) != 0)
    size = 0;
  drupe__text_push(ctx, path, size);
}

/* argv: the program, the script's absolute path, its arguments. */
static void info_argv(duk_context *ctx, const drupe__options *o) {
  duk_uarridx_t n = 0;

  duk_push_array(ctx);
  info_exec_path(ctx);
  duk_put_prop_index(ctx, -2, n++);
  if (o->file != NULL && o->action == DRUPE__RUN_FILE) {
    drupe__kernel_of_context(ctx)->calls->script_path(ctx, o->file);
    duk_put_prop_index(ctx, -2, n++);
  } else if (o->action == DRUPE__RUN_STDIN && o->script_argc > 0) {
    duk_push_literal(ctx, "-");
    duk_put_prop_index(ctx, -2, n++);
  }
  for (int i = 0; i < o->script_argc; i++) {
    drupe__text_push(ctx, o->script_argv[i], strlen(o->script_argv[i]));
    duk_put_prop_index(ctx, -2, n++);
  }
  duk_put_prop_literal(ctx, -2, "argv");
}

static void info_command_line(duk_context *ctx) {
  const drupe__options *o = drupe__kernel_of_context(ctx)->options;

  info_argv(ctx, o);
  info_list(ctx, o->argv + 1, o->exec_argc);
  duk_put_prop_literal(ctx, -2, "execArgv");
  drupe__text_push(ctx, o->argv[0], strlen(o->argv[0]));
  duk_put_prop_literal(ctx, -2, "argv0");
  info_exec_path(ctx);
  duk_put_prop_literal(ctx, -2, "execPath");
}

/* What internal/process.js does by the command line. */
static void info_flags(duk_context *ctx) {
  const drupe__options *o = drupe__kernel_of_context(ctx)->options;
  static const struct {
    const char *name;
    size_t offset;
  } flags[] = {
      {"noDeprecation", offsetof(drupe__options, no_deprecation)},
      {"traceDeprecation", offsetof(drupe__options, trace_deprecation)},
      {"throwDeprecation", offsetof(drupe__options, throw_deprecation)},
      {"traceProcessWarnings", offsetof(drupe__options, trace_warnings)}};

  for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
    if (!*((const bool *)(const void *)((const char *)o + flags[i].offset)))
      continue;
    duk_push_true(ctx);
    duk_put_prop_string(ctx, -2, flags[i].name);
  }
}

static duk_ret_t info_get_title(duk_context *ctx) {
  char title[1024];

  if (uv_get_process_title(title, sizeof(title)) != 0)
    snprintf(title, sizeof(title), "drupe");
  drupe__text_push(ctx, title, strlen(title));
  return 1;
}

static duk_ret_t info_set_title(duk_context *ctx) {
  size_t size;

  (void)duk_to_string(ctx, 0);
  (void)uv_set_process_title(drupe__text_push_utf8(ctx, 0, &size));
  return 0;
}

static duk_ret_t info_get_ppid(duk_context *ctx) {
  duk_push_int(ctx, (int)getppid());
  return 1;
}

static void info_accessors(duk_context *ctx) {
  duk_push_literal(ctx, "title");
  duk_push_c_function(ctx, info_get_title, 0);
  duk_push_c_function(ctx, info_set_title, 1);
  duk_def_prop(ctx, -4,
               DUK_DEFPROP_HAVE_GETTER | DUK_DEFPROP_HAVE_SETTER |
                   DUK_DEFPROP_SET_ENUMERABLE | DUK_DEFPROP_SET_CONFIGURABLE);
  duk_push_literal(ctx, "ppid");
  duk_push_c_function(ctx, info_get_ppid, 0);
  duk_def_prop(ctx, -3,
               DUK_DEFPROP_HAVE_GETTER | DUK_DEFPROP_SET_ENUMERABLE |
                   DUK_DEFPROP_SET_CONFIGURABLE);
}

void drupe__process_info(duk_context *ctx) {
  info_put(ctx, "version", DRUPE__NODE_VERSION);
  info_versions(ctx);
  info_put(ctx, "arch", INFO_ARCH);
  info_put(ctx, "platform", INFO_PLATFORM);
  info_release(ctx);
  info_features(ctx);
  info_config(ctx);
  duk_push_int(ctx, (int)getpid());
  duk_put_prop_literal(ctx, -2, "pid");
  if (drupe__kernel_of_context(ctx)->options != NULL) {
    info_command_line(ctx);
    info_flags(ctx);
  }
  info_accessors(ctx);
}
