/* abi/libuv.h - the service "drupe.uv": libuv itself, for modules that are the
 * operating system's face (net, fs, process, dns, tty).  Given only to a module
 * whose build_id equals the kernel's, because libuv's own ABI is not part of
 * this one.  The service's `self` goes back as the second argument.
 *
 * A callback of libuv runs outside a bracket: task->enter before JS. */
#ifndef DRUPE_LIBUV_H
#define DRUPE_LIBUV_H

#include "core.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct drupe_uv_api {
  drupe_header head;
  /* [L] This context's uv_loop_t, the kernel's; do not run, stop or close
   * it. */
  void *(*loop)(drupe_cx *caller, void *self);
} drupe_uv_api;

#ifdef __cplusplus
}
#endif
#endif
