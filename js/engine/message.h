/* js/engine/message.h - the texts of the engine's own errors, as V8 has them.
 *
 * Scripts and people look for these words.  Edits 100 to 120 call the functions
 * where Duktape throws; none of them returns. */
#ifndef DRUPE_ENGINE_MESSAGE_H
#define DRUPE_ENGINE_MESSAGE_H

#include "engine.h"
#include "syntax/describe.h"

/* Pushes how V8 shows a value in a message: `text`, `5`, `#<Foo>`, the text of
 * a function.  Runs nothing of a script. */
void drupe__readable_push(duk_context *ctx, const duk_tval *value);
/* The name of its constructor, found without running anything; NULL: none. */
duk_hstring *drupe__constructor_name(duk_context *ctx, duk_hobject *object);

/* Pushes what V8 writes where the source has no words for a value: its type,
 * and a primitive itself: `number 5`, `object null`, `undefined`. */
void drupe__typed_push(duk_context *ctx, const duk_tval *value);

typedef enum drupe__callee {
  DRUPE__CALLEE_UNKNOWN, /* nothing was pushed */
  DRUPE__CALLEE_CALL,
  DRUPE__CALLEE_NEW
} drupe__callee;

/* Pushes the source text of what is called at the running instruction, as
 * `a.b(...).c`; for `new`, of the constructor. */
drupe__callee drupe__callee_push(duk_hthread *thread);
/* What the source has at the running instruction of compiled code. */
drupe__described drupe__callee_describe(duk_hthread *thread, drupe__about about,
                                        drupe__description *out);

/* Who iterates: where the source does, it says over what. */
typedef enum drupe__iterates {
  DRUPE__ITERATES_BUILTIN,
  DRUPE__ITERATES_SOURCE,
  DRUPE__ITERATES_ASYNC /* the source too, or yield* */
} drupe__iterates;

/* message_iterable.c */
void drupe__throw_not_iterable(duk_context *ctx, duk_idx_t index,
                               drupe__iterates who);
/* The value at `index`, null or undefined, cannot be taken apart. */
void drupe__throw_not_destructurable(duk_context *ctx, duk_idx_t index);
/* The same for reading its property; returns if it was no pattern that read. */
void drupe__throw_pattern(duk_context *ctx, const duk_tval *value);

#endif
