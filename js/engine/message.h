/* js/engine/message.h - the texts of the engine's own errors, as V8 has them.
 *
 * Scripts and people look for these words.  Edits 100 to 120 call the functions
 * where Duktape throws; none of them returns. */
#ifndef DRUPE_ENGINE_MESSAGE_H
#define DRUPE_ENGINE_MESSAGE_H

#include "engine.h"

/* Pushes how V8 shows a value in a message: `"text"`, `5`, `#<Foo>`. */
void drupe__readable_push(duk_context *ctx, const duk_tval *value);

typedef enum drupe__callee {
  DRUPE__CALLEE_UNKNOWN, /* nothing was pushed */
  DRUPE__CALLEE_CALL,
  DRUPE__CALLEE_NEW
} drupe__callee;

/* Pushes the source text of what is called at the running instruction, as
 * `a.b(...).c`; for `new`, of the constructor. */
drupe__callee drupe__callee_push(duk_hthread *thread);

#endif
