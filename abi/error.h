/* abi/error.h - errors.
 *
 * Nothing jumps over a module's frame.  A call that fails leaves one error
 * pending and says so by none or DRUPE_E_PENDING; the module returns, and the
 * kernel throws when its frame is gone.  An error belongs to the bracket it
 * happened in (task.h): opening another one sets it aside, leaving that brings
 * it back.  While an error is pending, calls that could run JS do nothing;
 * alloc, release, views, scopes, references, settle and take_error work, so
 * clean-up needs no care.  The first error stays: raise does nothing while one
 * is pending.  Outside any bracket raise reports it as uncaught at once. */
#ifndef DRUPE_ERROR_H
#define DRUPE_ERROR_H

#include "value.h"

#include <stdarg.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
  DRUPE_ERROR = 0,
  DRUPE_TYPE_ERROR = 1,
  DRUPE_RANGE_ERROR = 2,
  DRUPE_SYNTAX_ERROR = 3,
  DRUPE_REFERENCE_ERROR = 4
};

typedef struct drupe_error_api {
  drupe_header head;
  /* A new Error of `kind`; code ("ERR_X") may be NULL.  Not thrown. */
  drupe_value (*error_new)(drupe_cx *cx, int32_t kind, const char *code,
                           drupe_str message);
  /* The Error Node makes for a failed system call: message
   * "connect ECONNREFUSED 127.0.0.1:80", code, errno, syscall, and address and
   * port, or path, from `where`.  `what` and `where` may be NULL.  Not thrown.
   * For DRUPE_E_PENDING what is pending, taken. */
  drupe_value (*error_from)(drupe_cx *cx, int32_t status, const char *what,
                            const char *where);
  /* Makes `error`, any value, pending; always returns none. */
  drupe_value (*raise)(drupe_cx *cx, drupe_value error);
  /* Takes the pending error away and returns it; none if there was none. */
  drupe_value (*take_error)(drupe_cx *cx);
  /* 1 while one is pending. */
  int32_t (*pending)(drupe_cx *cx);
  /* As an uncaught exception of the process, for code with no caller. */
  void (*uncaught)(drupe_cx *cx, drupe_value error);
} drupe_error_api;

/* `return drupe_throw(cx, error)`: none. */
static inline drupe_value drupe_throw(drupe_cx *cx, drupe_value error) {
  return cx->error->raise(cx, error);
}
/* Throws what a negative status means; none, with it pending. */
static inline drupe_value drupe_throw_status(drupe_cx *cx, int32_t status,
                                             const char *what) {
  return cx->error->raise(cx, cx->error->error_from(cx, status, what, NULL));
}

#if defined(__GNUC__) || defined(__clang__)
#define DRUPE_PRINTF_(f, a) __attribute__((format(printf, f, a)))
#else
#define DRUPE_PRINTF_(f, a)
#endif

/* Formatted here, in the module: no varargs in the ABI.  Cut at 511 bytes. */
static inline drupe_value drupe_throwf(drupe_cx *cx, int32_t kind,
                                       const char *code, const char *format,
                                       ...) DRUPE_PRINTF_(4, 5);
static inline drupe_value drupe_throwf(drupe_cx *cx, int32_t kind,
                                       const char *code, const char *format,
                                       ...) {
  char text[512];
  drupe_str message;
  va_list args;
  int n;

  va_start(args, format);
  n = vsnprintf(text, sizeof(text), format, args);
  va_end(args);
  message.data = text;
  message.size = n < 0 ? 0 : (size_t)n < sizeof(text) ? (size_t)n
                                                      : sizeof(text) - 1;
  return cx->error->raise(cx, cx->error->error_new(cx, kind, code, message));
}

#ifdef __cplusplus
}
#endif
#endif
