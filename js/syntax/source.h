/* js/syntax/source.h - what a unit of source text is, and what is said of one
 * that has an error.  Plain C: no engine, no loop. */
#ifndef DRUPE_JS_SYNTAX_SOURCE_H
#define DRUPE_JS_SYNTAX_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the text is to be.  The values are written into tests: never reused. */
typedef enum drupe__goal {
  DRUPE__SCRIPT = 0,   /* global code; has a completion value */
  DRUPE__COMMONJS = 1, /* body of a function whose parameters are given */
  DRUPE__FUNCTION = 2, /* text of one function, as `new Function` makes it */
  DRUPE__EVAL = 3,     /* eval code, direct or indirect */
  DRUPE__MODULE = 4    /* ES module */
} drupe__goal;

/* What surrounds the text.  STRICT is for any goal, the others tell a direct
 * eval what the code around it allows. */
enum {
  DRUPE__SOURCE_STRICT = 1u << 0,
  DRUPE__SOURCE_NEW_TARGET = 1u << 1,     /* new.target is allowed */
  DRUPE__SOURCE_SUPER_PROPERTY = 1u << 2, /* super.x is allowed */
  DRUPE__SOURCE_SUPER_CALL = 1u << 3,     /* super() is allowed */
  DRUPE__SOURCE_NO_ARGUMENTS = 1u << 4,   /* inside a class field */
  DRUPE__SOURCE_LATE_THIS = 1u << 5, /* in a constructor that calls super() */
  DRUPE__SOURCE_TYPESCRIPT = 1u << 6 /* types are read and dropped */
};

/* `text` is UTF-8 (surrogates written as three bytes are taken as well, so
 * strings from inside the engine need no conversion) and text[size] is 0.
 * Lent: it must outlive the tree and whatever is made from it. */
typedef struct drupe__source {
  const char *text;
  size_t size; /* below 2^31 */
  const char *file;
  drupe__goal goal;
  uint32_t flags;
  /* COMMONJS: the names of the parameters, separated by commas, or NULL. */
  const char *params;
  /* FUNCTION: `text` is the whole function as toString() will give it, and
   * this is where the `)` of its parameters must be.  A different one means
   * that a parameter's text reached into the body: a SyntaxError. */
  uint32_t params_end;
  /* EVAL: private names of the classes around, without `#`, separated by
   * commas, or NULL. */
  const char *private_names;
  /* EVAL: what else the code around has, in the form of scope_eval.c, or
   * NULL.  It comes from a script: anything may stand there. */
  const char *context;
} drupe__source;

/* By its name: .ts, .mts or .cts. */
bool drupe__source_is_typescript(const char *file);

/* line and column count from 1; columns are UTF-16 units, as in V8. */
typedef struct drupe__syntax_error {
  uint32_t offset;
  uint32_t end; /* behind what is marked; offset: the token there */
  uint32_t line;
  uint32_t column;
  char message[512]; /* V8's words where V8 has any */
  char feature[64];  /* what is not lowered yet, or empty */
} drupe__syntax_error;

/* Fills line and column from offset. */
void drupe__syntax_error_locate(drupe__syntax_error *error, const char *text,
                                size_t size);
/* Bytes that an error marks from its offset on, in its line; 0 at an end. */
size_t drupe__syntax_error_extent(const drupe__syntax_error *error,
                                  const char *text, size_t size);
/* Bytes of the token at the offset that are in its line; 0 at an end. */
size_t drupe__token_extent(const char *text, size_t size, size_t offset);

#endif
