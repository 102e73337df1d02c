/* js/engine/helper.h - `$h`: what lowered code calls.
 *
 * js/syntax/syntax.h says what each does.  They are C functions without a name,
 * which hides them from stacks, and use nothing that a script can change. */
#ifndef DRUPE_ENGINE_HELPER_H
#define DRUPE_ENGINE_HELPER_H

#include "engine.h"

typedef struct drupe__helper {
  const char *name;
  duk_c_function call;
  duk_idx_t args; /* or DUK_VARARGS */
} drupe__helper;

/* Lists that end with a NULL name. */
extern const drupe__helper drupe__helpers_misc[];
extern const drupe__helper drupe__helpers_object[];
extern const drupe__helper drupe__helpers_iterator[];
extern const drupe__helper drupe__helpers_generator[];
extern const drupe__helper drupe__helpers_async[];
extern const drupe__helper drupe__helpers_for_await[];
extern const drupe__helper drupe__helpers_module[];

/* Pushes the object. */
void drupe__helpers_push(duk_context *ctx);
/* Before it: keys of iterator records. */
void drupe__helpers_iterator_init(duk_context *ctx);

/* [ .. key value ] -> [ .. ]: CreateDataProperty on the object at `object`. */
void drupe__create_property(duk_context *ctx, duk_idx_t object);
/* GetIterator(value at `index`): [ .. ] -> [ .. iterator next ] */
void drupe__iterator_open(duk_context *ctx, duk_idx_t index);
/* Appends all values of the iterable at `value` to the array at `array`, whose
 * length is *length. */
void drupe__iterable_append(duk_context *ctx, duk_idx_t value, duk_idx_t array,
                            duk_uarridx_t *length);

#endif
