/* js/syntax/commonjs_names.h - which names a CommonJS text exports. */
#ifndef DRUPE_JS_SYNTAX_COMMONJS_NAMES_H
#define DRUPE_JS_SYNTAX_COMMONJS_NAMES_H

#include <stddef.h>

/* What the text shows of `module.exports`, UTF-8. */
typedef struct drupe__commonjs_found {
  void *arg;
  void (*name)(void *arg, const char *name, size_t size);
  /* Everything that require(specifier) exports, too. */
  void (*reexport)(void *arg, const char *specifier, size_t size);
  /* `module.exports` is replaced: reexports so far do not count. */
  void (*reset)(void *arg);
} drupe__commonjs_found;

/* Looks for the patterns that cjs-module-lexer, which Node uses, knows; text
 * [size] is 0.  A text that does not parse exports nothing. */
void drupe__commonjs_names(const char *text, size_t size,
                           const drupe__commonjs_found *found);

#endif
