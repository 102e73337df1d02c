/* js/syntax/regexp_syntax.h - what the files of the pattern check share.
 *
 * The check only says whether a pattern is one; no tree is made of it. */
#ifndef DRUPE_JS_SYNTAX_REGEXP_SYNTAX_H
#define DRUPE_JS_SYNTAX_REGEXP_SYNTAX_H

#include "parser.h"

typedef struct drupe__regexp {
  drupe__parser *p;
  const uint8_t *start; /* of the pattern, behind the slash */
  const uint8_t *at;
  const uint8_t *end;
  uint32_t flags; /* REGEXP_ */
  bool unicode;   /* u or v: the strict grammar, characters not units */
  bool sets;      /* v */
  bool named; /* \k is a reference: with unicode, or if a group has a name */
  uint32_t groups; /* capturing groups in the whole pattern */
  uint32_t low;    /* second half of a character that counts as two units */
  /* The names of groups and of references are on the parser's stack: names
   * from names_base; references are atoms from refs. */
  uint32_t names_base;
} drupe__regexp;

_Noreturn void drupe__regexp_fail(drupe__regexp *r, const char *message);

static inline bool regexp_looks_at(const drupe__regexp *r, char c) {
  return r->at < r->end && *r->at == (uint8_t)c;
}
static inline bool regexp_eat(drupe__regexp *r, char c) {
  if (!regexp_looks_at(r, c))
    return false;
  r->at++;
  return true;
}

/* A value no character has: the escape stands for a set of characters. */
#define REGEXP_SET 0xfffffffeu
/* The same, and the set may hold strings (v only). */
#define REGEXP_STRINGS 0xfffffffdu

/* One character, or one unit of it without u and v. */
uint32_t drupe__regexp_char(drupe__regexp *r);

/* regexp_escape.c.  `at` stands behind the backslash; the value of the
 * character, or REGEXP_SET, REGEXP_STRINGS. */
uint32_t drupe__regexp_escape(drupe__regexp *r, bool in_class);
/* A name in <...>, `at` behind the `<`; its atom. */
uint32_t drupe__regexp_name(drupe__regexp *r);
/* True if the property, given as `name` or `name=value`, exists. */
bool drupe__regexp_property(const char *text, uint32_t size, bool sets,
                            bool *strings);

/* regexp_class.c.  `at` stands behind the `[`. */
void drupe__regexp_class(drupe__regexp *r);

#endif
