/* tests/support/longjmp.c - reports a longjmp over a module's frame.
 *
 * Rule 5 of the architecture: no C frame of a module is jumped over, so that a
 * destructor in a C++ or Rust module always runs.  Duktape throws by longjmp.
 * This stands before libc's: it walks the frames that the jump would drop, and
 * names a module's if one is there.  A jump that a module makes over its own
 * frames is its own affair.
 *
 * Where the jump ends is in the jmp_buf, which glibc scrambles; only x86-64 is
 * unscrambled here.  Elsewhere nothing is looked at. */
#undef _FORTIFY_SOURCE /* it would rename the functions that stand in */
#include "watch.h"

#include <dlfcn.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unwind.h>

typedef void (*longjmp_fn)(jmp_buf env, int value);

typedef struct longjmp_walk {
  uintptr_t end;      /* the stack pointer that the jump goes back to */
  const char *module; /* the file of the frame found, or NULL */
  void *pc;
} longjmp_walk;

/* The file that holds `pc` when it is a module: anything loaded that is
 * neither the program nor a library of the system. */
static const char *longjmp_module_at(void *pc) {
  Dl_info info;

  if (dladdr(pc, &info) == 0 || info.dli_fname == NULL)
    return NULL;
  if (strstr(info.dli_fname, "/modules/") == NULL &&
      strstr(info.dli_fname, "/fixtures/") == NULL)
    return NULL;
  return strstr(info.dli_fname, ".so") == NULL ? NULL : info.dli_fname;
}

/* The unwinder gives each frame's own stack pointer as it was at its call.  A
 * frame is dropped when that lies below where the jump goes; the frame that
 * called setjmp has the very same. */
static _Unwind_Reason_Code longjmp_on_frame(struct _Unwind_Context *context,
                                            void *arg) {
  longjmp_walk *walk = arg;
  void *pc = (void *)_Unwind_GetIP(context);

  if (_Unwind_GetCFA(context) >= walk->end)
    return _URC_END_OF_STACK;
  walk->module = longjmp_module_at(pc);
  walk->pc = pc;
  return walk->module == NULL ? _URC_NO_REASON : _URC_END_OF_STACK;
}

#if defined(__x86_64__) && defined(__GLIBC__)
static uintptr_t longjmp_target(jmp_buf env) {
  uintptr_t scrambled, guard;

  memcpy(&scrambled, (const char *)env + 6 * sizeof(uintptr_t),
         sizeof(scrambled));
  __asm__("mov %%fs:0x30, %0" : "=r"(guard));
  return ((scrambled >> 17) | (scrambled << 47)) ^ guard;
}
#else
static uintptr_t longjmp_target(jmp_buf env) {
  (void)env;
  return 0;
}
#endif

static void longjmp_check(jmp_buf env, void *caller) {
  longjmp_walk walk = {longjmp_target(env), NULL, NULL};

  if (!watch_is_ours() || longjmp_module_at(caller) != NULL)
    return;
  _Unwind_Backtrace(longjmp_on_frame, &walk);
  if (walk.module != NULL)
    watch_report("jumps over a frame of %s at %p", walk.module, walk.pc);
}

/* Each of libc's names does the same, so one real longjmp serves them all. */
__attribute__((noreturn)) static void longjmp_do(jmp_buf env, int value,
                                                 void *caller) {
  void *symbol = dlsym(RTLD_NEXT, "_longjmp");
  longjmp_fn real;

  memcpy(&real, &symbol, sizeof(real)); /* ISO C has no such cast */
  longjmp_check(env, caller);
  if (real != NULL)
    real(env, value);
  abort();
}

#define LONGJMP_STAND_IN(name)                                                 \
  __attribute__((visibility("default"), noreturn)) void name(jmp_buf env,      \
                                                             int value);       \
  void name(jmp_buf env, int value) {                                          \
    longjmp_do(env, value, __builtin_return_address(0));                       \
  }

#undef longjmp
#undef _longjmp
LONGJMP_STAND_IN(longjmp)
LONGJMP_STAND_IN(_longjmp)
LONGJMP_STAND_IN(__longjmp_chk)
