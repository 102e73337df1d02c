/* abi/stack.h - the kernel's service "drupe.stack": where JavaScript is, for
 * reports of what went wrong.  The service's `self` goes back as the second
 * argument. */
#ifndef DRUPE_STACK_H
#define DRUPE_STACK_H

#include "core.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct drupe_stack_api {
  drupe_header head;
  /* [L] The JavaScript stack of the context as text, one line for each call,
   * "    at name (file:line:column)"; returns the bytes written, no NUL.
   * Allocates nothing, runs nothing and takes no lock: on the context's thread
   * it may be called in a signal handler that interrupted native code. */
  size_t (*write)(drupe_cx *caller, void *self, char *buf, size_t room);
} drupe_stack_api;

#ifdef __cplusplus
}
#endif
#endif
