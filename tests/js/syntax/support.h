/* tests/js/syntax/support.h - parse a text and say what came of it. */
#ifndef DRUPE_TESTS_JS_SYNTAX_SUPPORT_H
#define DRUPE_TESTS_JS_SYNTAX_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "syntax/parse.h"

#define SCRIPT DRUPE__SCRIPT
#define MODULE DRUPE__MODULE
#define COMMONJS DRUPE__COMMONJS

/* Parses as `goal` with flags DRUPE__SOURCE_. */
drupe__source source_of(const char *text, drupe__goal goal, uint32_t flags);

/* The text must be accepted; sloppy and strict, or one of them. */
void accepts(const char *text);
void accepts_sloppy(const char *text);
void accepts_strict(const char *text);
void accepts_as(const char *text, drupe__goal goal);

/* The text must be refused with the message; "" takes any. */
void refuses(const char *text, const char *message);
void refuses_sloppy(const char *text, const char *message);
void refuses_strict(const char *text, const char *message);
void refuses_as(const char *text, drupe__goal goal, const char *message);
/* The same as a script, at a place. */
void refuses_at(const char *text, uint32_t line, uint32_t column,
                const char *message);

/* The tree of a script must read like this: kinds in lower case, what a node
 * holds behind it, a list in brackets, nothing as `-`. */
void reads(const char *text, const char *tree);
void reads_as(const char *text, drupe__goal goal, const char *tree);

/* The first node of a kind in the tree of `text`; the tree stays until the
 * next call. */
uint32_t first_node(const char *text, drupe__goal goal, uint32_t kind,
                    const drupe__tree **tree);

/* `count` copies of `part` between `before` and `after`; freed by the next
 * call. */
const char *repeat(const char *before, const char *part, unsigned count,
                   const char *after);

#endif
