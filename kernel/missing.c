/* kernel/missing.c - stands in, weakly, for what the layers below are about to
 * have: the embedded library and promises.  Goes when they are there. */
#include "engine/unit.h"
#include "kernel/kernel.h"
#include "lib/lib.h"

#define MISSING __attribute__((weak))

MISSING const drupe__binding drupe__lib_bindings[] = {{NULL, NULL}};
MISSING const drupe__embedded *drupe__lib_find(const char *name) {
  (void)name;
  return NULL;
}
int drupe__is_promise(void);
MISSING int drupe__is_promise(void) { return 0; }
int drupe__promise_push(void);
MISSING int drupe__promise_push(void) { return 0; }
int drupe__promise_resolve(void);
MISSING int drupe__promise_resolve(void) { return 0; }
int drupe__promise_reject(void);
MISSING int drupe__promise_reject(void) { return 0; }
int drupe__promise_then(void);
MISSING int drupe__promise_then(void) { return 0; }
