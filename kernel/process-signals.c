/* kernel/process-signals.c - process.on('SIGINT', ...): one libuv watcher for
 * each signal that somebody listens to.  Watchers do not keep the process
 * alive. */
#include "kernel/runtime.h"

#include <signal.h>

static const struct {
  const char *name;
  int number;
} signal_names[] = {
    {"SIGHUP", SIGHUP},       {"SIGINT", SIGINT},     {"SIGQUIT", SIGQUIT},
    {"SIGILL", SIGILL},       {"SIGTRAP", SIGTRAP},   {"SIGABRT", SIGABRT},
    {"SIGIOT", SIGABRT},      {"SIGBUS", SIGBUS},     {"SIGFPE", SIGFPE},
    {"SIGKILL", SIGKILL},     {"SIGUSR1", SIGUSR1},   {"SIGSEGV", SIGSEGV},
    {"SIGUSR2", SIGUSR2},     {"SIGPIPE", SIGPIPE},   {"SIGALRM", SIGALRM},
    {"SIGTERM", SIGTERM},     {"SIGCHLD", SIGCHLD},   {"SIGCONT", SIGCONT},
    {"SIGSTOP", SIGSTOP},     {"SIGTSTP", SIGTSTP},   {"SIGTTIN", SIGTTIN},
    {"SIGTTOU", SIGTTOU},     {"SIGURG", SIGURG},     {"SIGXCPU", SIGXCPU},
    {"SIGXFSZ", SIGXFSZ},     {"SIGVTALRM", SIGVTALRM}, {"SIGPROF", SIGPROF},
    {"SIGWINCH", SIGWINCH},   {"SIGIO", SIGIO},       {"SIGSYS", SIGSYS}};

enum { SIGNAL_COUNT = sizeof(signal_names) / sizeof(signal_names[0]) };

struct drupe__signal {
  uv_signal_t handle;
  drupe__signal *next;
};

int drupe__signal_number(const char *name) {
  for (int i = 0; i < SIGNAL_COUNT; i++)
    if (strcmp(signal_names[i].name, name) == 0)
      return signal_names[i].number;
  return -1;
}

static const char *signal_name(int number) {
  for (int i = 0; i < SIGNAL_COUNT; i++)
    if (signal_names[i].number == number)
      return signal_names[i].name;
  return "SIG";
}

static void signal_on_signal(uv_signal_t *handle, int number) {
  drupe__kernel *k = handle->loop->data;
  drupe__bracket b;

  if (drupe__enter(k, NULL, NULL, &b) != DRUPE_OK)
    return;
  duk_require_stack(k->thread, 8);
  duk_push_string(k->thread, signal_name(number));
  duk_push_int(k->thread, number);
  (void)drupe__process_emit(k, signal_name(number), 2);
  drupe__leave(k, &b);
}

static drupe__signal **signal_find(drupe__kernel *k, int number) {
  drupe__signal **p = &k->process.signals;

  while (*p != NULL && (*p)->handle.signum != number)
    p = &(*p)->next;
  return p;
}

static void signal_on_closed(uv_handle_t *handle) {
  free(handle->data);
}

/* signalNumber(name): undefined where there is no such signal. */
static duk_ret_t signal_number_js(duk_context *ctx) {
  int number = drupe__signal_number(duk_require_string(ctx, 0));

  if (number < 0)
    return 0;
  duk_push_int(ctx, number);
  return 1;
}

/* signalStart(number): emits process events by its name from now on. */
static duk_ret_t signal_start(duk_context *ctx) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);
  int number = duk_require_int(ctx, 0), rc;
  drupe__signal *s;

  if (*signal_find(k, number) != NULL)
    return 0;
  s = calloc(1, sizeof(*s));
  if (s == NULL)
    return duk_generic_error(ctx, "out of memory");
  rc = uv_signal_init(&k->loop, &s->handle);
  if (rc != 0) {
    free(s);
    drupe__throw_system(ctx, rc, "uv_signal_init", NULL, NULL);
  }
  s->handle.data = s;
  rc = uv_signal_start(&s->handle, signal_on_signal, number);
  uv_unref((uv_handle_t *)&s->handle);
  if (rc != 0) {
    uv_close((uv_handle_t *)&s->handle, signal_on_closed);
    drupe__throw_system(ctx, rc, "uv_signal_start", NULL, NULL);
  }
  s->next = k->process.signals;
  k->process.signals = s;
  return 0;
}

static void signal_close(drupe__signal **p) {
  drupe__signal *s = *p;

  *p = s->next;
  uv_close((uv_handle_t *)&s->handle, signal_on_closed);
}

static duk_ret_t signal_stop(duk_context *ctx) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);
  drupe__signal **p = signal_find(k, duk_require_int(ctx, 0));

  if (*p != NULL)
    signal_close(p);
  return 0;
}

static const duk_function_list_entry signal_functions[] = {
    {"signalNumber", signal_number_js, 1},
    {"signalStart", signal_start, 1},
    {"signalStop", signal_stop, 1},
    {NULL, NULL, 0}};

void drupe__process_binding(duk_context *ctx) {
  const drupe__options *o = drupe__kernel_of_context(ctx)->options;

  duk_push_object(ctx);
  drupe__put_functions(ctx, signal_functions);
  drupe__process_push(ctx);
  duk_put_prop_literal(ctx, -2, "process");
  duk_push_boolean(ctx, o != NULL && o->no_warnings);
  duk_put_prop_literal(ctx, -2, "noWarnings");
}

void drupe__signals_destroy(drupe__kernel *k) {
  while (k->process.signals != NULL)
    signal_close(&k->process.signals);
}
