/* modules/ffi/guard.c - drupe --ffi-guard: when C faults inside a call of ours,
 * the function, its arguments and the JavaScript stack are told before the
 * signal ends the process.  Nothing goes on after it. */
#include "bridge.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { GUARD_STACK = 65536 };

/* The innermost call of this thread.  A signal handler gets no argument, so
 * this cannot be the context's. */
typedef struct guarded {
  const bound *function;
  const plan *plan;
  const slot *slots;
  struct guarded *outer;
} guarded;
static _Thread_local guarded *guard_call;

static const int guard_signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};

/* -- in the handler ------------------------------------------------------- */
static void guard_say(const char *text, size_t size) {
  ssize_t n = write(2, text, size);

  (void)n;
}

static const char *guard_name(int number) {
  return number == SIGSEGV  ? "SIGSEGV"
         : number == SIGBUS ? "SIGBUS"
         : number == SIGILL ? "SIGILL"
         : number == SIGFPE ? "SIGFPE"
                            : "SIGABRT";
}

static void guard_argument(const guarded *g, uint32_t i) {
  const c_function *f = g->plan->function;
  const param_plan *p = &g->plan->params[i];
  const slot *s = &g->slots[i];
  char type[160], text[400];
  const char *name = i < f->count ? f->params[i].name : NULL;
  int n;

  n = snprintf(text, sizeof(text), "  argument %u%s%s (%s): ", i + 1,
               name == NULL ? "" : ", ", name == NULL ? "" : name,
               c_print(p->type, NULL, type, sizeof(type)));
  guard_say(text, (size_t)n < sizeof(text) ? (size_t)n : sizeof(text) - 1);
  if (p->how == OP_STRING && s->p != NULL)
    n = snprintf(text, sizeof(text), "%p '%.60s'\n", s->p,
                 (const char *)s->p);
  else if (c_is_integer(p->type))
    n = snprintf(text, sizeof(text), "%lld\n", (long long)s->i);
  else if (p->type->kind == C_DOUBLE)
    n = snprintf(text, sizeof(text), "%.17g\n", s->d);
  else
    n = snprintf(text, sizeof(text), "%p\n", s->p);
  guard_say(text, (size_t)n < sizeof(text) ? (size_t)n : sizeof(text) - 1);
}

static void guard_report(const guarded *g, int number, const void *address) {
  static char stack[8192];
  bridge *b = g->function->bridge;
  const drupe_stack_api *api = b->stack.api;
  char text[256];
  uint32_t i;
  int n;

  n = snprintf(text, sizeof(text), "drupe: %s at address %p inside %.100s\n",
               guard_name(number), address, g->function->name);
  guard_say(text, (size_t)n);
  for (i = 0; i < g->plan->count; i++)
    guard_argument(g, i);
  if (pthread_equal(pthread_self(), b->thread))
    guard_say(stack,
              api->write(b->cx, b->stack.self, stack, sizeof(stack)));
}

static void guard_on_signal(int number, siginfo_t *info, void *context) {
  const guarded *g = guard_call;

  (void)context;
  guard_call = NULL; /* a fault in here is not told again */
  if (g != NULL)
    guard_report(g, number, info->si_addr);
  (void)signal(number, SIG_DFL);
  (void)raise(number);
}

/* -- on the way ----------------------------------------------------------- */
void ffi__guard_invoke(const bound *f, const plan *p, slot *slots,
                       void *result) {
  guarded g = {f, p, slots, guard_call};

  guard_call = &g;
  ffi__invoke(p, f->address, slots, result);
  guard_call = g.outer;
}

bool ffi__guard_start(bridge *b) {
  struct sigaction action;
  stack_t own;
  size_t i;

  if (drupe_query(b->cx, "drupe.stack", 1, 0, &b->stack) < 0)
    return false;
  memset(&own, 0, sizeof(own));
  b->guard_stack = drupe_alloc(b->cx, GUARD_STACK);
  if (b->guard_stack == NULL)
    return false;
  own.ss_sp = b->guard_stack;
  own.ss_size = GUARD_STACK;
  (void)sigaltstack(&own, NULL);
  memset(&action, 0, sizeof(action));
  action.sa_sigaction = guard_on_signal;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  (void)sigemptyset(&action.sa_mask);
  for (i = 0; i < sizeof(guard_signals) / sizeof(guard_signals[0]); i++)
    (void)sigaction(guard_signals[i], &action, NULL);
  b->guard = b->special = true;
  return true;
}

void ffi__guard_stop(bridge *b) {
  stack_t none;
  size_t i;

  if (!b->guard)
    return;
  for (i = 0; i < sizeof(guard_signals) / sizeof(guard_signals[0]); i++)
    (void)signal(guard_signals[i], SIG_DFL);
  memset(&none, 0, sizeof(none));
  none.ss_flags = SS_DISABLE;
  (void)sigaltstack(&none, NULL);
  drupe_release(b->cx, b->guard_stack);
  b->cx->core->drop(b->cx, &b->stack);
  b->guard = false;
}
