/* js/lib/lib.h - the core modules that are pure JavaScript, and their natives.
 *
 * A file js/lib/NAME.js is the body of a function with the parameters
 * (exports, require, module, binding).  `require` knows core modules and the
 * private ones of js/lib/internal ('internal/errors'); `binding('util')` gives
 * the object of C functions that the table below makes.
 *
 * Bindings that js/lib expects from the kernel, which registers its own table:
 * - stdio: writeSync(fd, string or bytes), isatty(fd), columns(fd) -> number
 *   or undefined.
 * - timers: what timers.js says on its top.
 * - locales: load() -> what knows locales beyond English, as
 *   internal/intl_provider.js says, or undefined.
 */
#ifndef DRUPE_LIB_LIB_H
#define DRUPE_LIB_LIB_H

#include <duktape.h>

/* `init` leaves one object, the binding, on top of the stack.  It runs once per
 * JS context, at the first binding(name). */
typedef struct drupe__binding {
  const char *name;
  void (*init)(duk_context *ctx);
} drupe__binding;

/* All bindings of js/lib; the last entry has no name. */
extern const drupe__binding drupe__lib_bindings[];

#endif /* DRUPE_LIB_LIB_H */
