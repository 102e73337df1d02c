/* js/engine/helper.h - `$h`: what lowered code calls.
 *
 * js/syntax/syntax.h says what each does.  They are C functions without a name,
 * which hides them from stacks, and use nothing that a script can change. */
#ifndef DRUPE_ENGINE_HELPER_H
#define DRUPE_ENGINE_HELPER_H

#include "duktape_internal.h"
#include "engine.h"
#include "message.h"

typedef struct drupe__helper {
  const char *name;
  duk_c_function call;
  duk_idx_t args; /* or DUK_VARARGS */
  int magic;      /* DRUPE__SPECIAL_VALUE or more, or 0 */
} drupe__helper;

/* Lists that end with a NULL name. */
extern const drupe__helper drupe__helpers_misc[];
extern const drupe__helper drupe__helpers_object[];
extern const drupe__helper drupe__helpers_iterator[];
extern const drupe__helper drupe__helpers_with[];
extern const drupe__helper drupe__helpers_generator[];
extern const drupe__helper drupe__helpers_async[];
extern const drupe__helper drupe__helpers_for_await[];
extern const drupe__helper drupe__helpers_module[];

extern const drupe__helper drupe__helpers_class[];
extern const drupe__helper drupe__helpers_private[];

/* -- helper.c -------------------------------------------------------------- */
/* Names the function after the key unless it has a name: symbols give
 * "[description]"; prefix is "get", "set" or NULL. */
void drupe__name_by_key(duk_context *ctx, duk_idx_t function, duk_idx_t key,
                        const char *prefix);

/* -- construct.c ----------------------------------------------------------- */
/* The helpers that begin calls; [ .. helpers ] on top, stays. */
void drupe__construct_helpers(duk_context *ctx);
/* What the flags of its record say about a class's constructor. */
void drupe__construct_mark(duk_hcompfunc *function, uint32_t flags);
/* Throws: there is no `this` yet. */
duk_ret_t drupe__construct_no_this(duk_context *ctx);

/* -- helper_class.c -------------------------------------------------------- */
/* Pushes super.key. */
void drupe__super_get(duk_context *ctx, duk_idx_t home, duk_idx_t self,
                      duk_idx_t key);

/* -- helper_private.c ------------------------------------------------------ */
bool drupe__private_is(const duk_hstring *key);
/* Pushes object.#key. */
void drupe__private_get(duk_context *ctx, duk_idx_t object, duk_idx_t key);
/* Has the object the brand, or is it the class itself?  Else throws. */
void drupe__private_check(duk_context *ctx, duk_idx_t object, duk_idx_t brand);
/* [ .. key value ] -> [ .. ]: adds a field or a brand; throws where the object
 * has it. */
void drupe__private_add(duk_context *ctx, duk_idx_t object);

/* Pushes the object. */
void drupe__helpers_push(duk_context *ctx);
/* Before it: keys of iterator records. */
void drupe__helpers_iterator_init(duk_context *ctx);

/* [ .. key value ] -> [ .. ]: CreateDataProperty on the object at `object`. */
void drupe__create_property(duk_context *ctx, duk_idx_t object);
/* GetIterator(value at `index`): [ .. ] -> [ .. iterator next ] */
void drupe__iterator_open(duk_context *ctx, duk_idx_t index,
                          drupe__iterates who);
/* Appends all values of the iterable at `value` to the array at `array`, whose
 * length is *length. */
void drupe__iterable_append(duk_context *ctx, duk_idx_t value, duk_idx_t array,
                            duk_uarridx_t *length);
/* [ .. iterable ] -> [ .. all its values ] */
void drupe__iterable_spread(duk_context *ctx);

#endif
