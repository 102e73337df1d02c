/* js/syntax/describe.h - what the source has at the place of an error, for
 * messages in V8's words: "a.b(...).c is not a function".
 *
 * The text is parsed again when somebody asks, so that running code carries
 * nothing for it. */
#ifndef DRUPE_JS_SYNTAX_DESCRIBE_H
#define DRUPE_JS_SYNTAX_DESCRIBE_H

#include "source.h"

typedef enum drupe__about {
  DRUPE__ABOUT_CALL,     /* something was called or constructed */
  DRUPE__ABOUT_ITERABLE, /* something was to be iterated */
  DRUPE__ABOUT_PATTERN   /* an object pattern took something apart */
} drupe__about;

typedef enum drupe__described {
  DRUPE__DESCRIBED_NOTHING,
  DRUPE__DESCRIBED_CALLEE,
  DRUPE__DESCRIBED_CONSTRUCTOR,
  DRUPE__DESCRIBED_ITERABLE,
  DRUPE__DESCRIBED_RESULT, /* what a call gave: `text` is the callee */
  DRUPE__DESCRIBED_SPREAD, /* the last argument of a call */
  DRUPE__DESCRIBED_NESTED, /* an array pattern in the object pattern that takes
                              `text` apart */
  DRUPE__DESCRIBED_PATTERN /* takes `text` apart, `key` first */
} drupe__described;

typedef struct drupe__description {
  char text[256]; /* empty: has no words in the source */
  char key[64];   /* empty: none, or a computed one */
} drupe__description;

/* Never fails: NOTHING where the place tells nothing, or memory lacks. */
drupe__described drupe__describe(const drupe__source *source, uint32_t offset,
                                 drupe__about about, drupe__description *out);

#endif
