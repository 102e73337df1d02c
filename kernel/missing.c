/* kernel/missing.c - stands in, weakly, for promises, which the engine is about
 * to have.  Goes when they are there. */

#define MISSING __attribute__((weak))

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
