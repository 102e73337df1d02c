/* js/engine/typed_array.h - typed arrays, buffers and views for js/engine.
 *
 * They are Duktape's: an object that names a block of memory, an offset and a
 * length.  Edit 271-typed-arrays adds what the standard asks for beyond that:
 * blocks that shrink, grow or are detached under their views, and keys that
 * are numbers but no valid index. */
#ifndef DRUPE_ENGINE_TYPED_ARRAY_H
#define DRUPE_ENGINE_TYPED_ARRAY_H

#include "builtins.h"

#define DRUPE__ELEMENT_KINDS (DRUPE__ELEM_BIGUINT64 + 1)

/* -- typed_array.c: one view ----------------------------------------------- */
bool drupe__is_typed(const duk_hobject *object);
bool drupe__is_array_buffer(const duk_hobject *object);
/* The name of the class, "Uint8Array". */
const char *drupe__typed_name(const duk_hbufobj *view);
/* Is the memory gone, or too short for the view? */
bool drupe__view_out_of_bounds(const duk_hbufobj *view);
bool drupe__buffer_detached(const duk_hbufobj *view);
/* In elements or bytes as of now; 0 where it is out of bounds. */
uint64_t drupe__typed_length(const duk_hbufobj *view);
uint8_t *drupe__view_data(duk_context *ctx, const duk_hbufobj *view);
/* Pushes `this`; TypeError where it is no typed array, and of the first also
 * where it is out of bounds. */
duk_hbufobj *drupe__typed_this(duk_context *ctx);
duk_hbufobj *drupe__typed_this_any(duk_context *ctx);
/* The one at `index`, which is one. */
static inline duk_hbufobj *drupe__typed_at(duk_context *ctx, duk_idx_t index) {
  return (duk_hbufobj *)duk_known_hobject(ctx, index);
}
/* Throws where the view has gone out of bounds; `method` is named, NULL: the
 * running one of typed arrays. */
void drupe__typed_check(duk_context *ctx, const duk_hbufobj *view,
                        const char *method);
/* Element `index` of a view that holds numbers, from its memory. */
double drupe__typed_number(const duk_hbufobj *view, const uint8_t *data,
                           uint64_t index);
/* Pushes the element; undefined where there is none any more. */
void drupe__typed_get(duk_context *ctx, duk_hbufobj *view, uint64_t index);
/* The value on top becomes what the kind of element holds: a number, or a
 * BigInt. */
void drupe__typed_coerce(duk_context *ctx, const duk_hbufobj *view);
/* [.. value] -> [..]: coerces, then stores if the element is still there. */
void drupe__typed_set(duk_context *ctx, duk_hbufobj *view, uint64_t index);
/* Are the elements BigInt? */
bool drupe__typed_is_big(const duk_hbufobj *view);
/* Throws where one holds numbers and the other BigInt. */
void drupe__typed_check_mix(duk_context *ctx, const duk_hbufobj *a,
                            const duk_hbufobj *b);
/* Can the bytes of one be copied to the other as they are? */
bool drupe__typed_same_bytes(const duk_hbufobj *from, const duk_hbufobj *to);
/* ToIndex; RangeError with `what` where it is none. */
uint64_t drupe__to_index(duk_context *ctx, duk_idx_t index, const char *what);

/* -- builtin_arraybuffer.c ------------------------------------------------- */
/* Pushes a new ArrayBuffer of zeroes; `prototype` NULL is ArrayBuffer's. */
duk_hbufobj *drupe__push_array_buffer(duk_context *ctx, uint64_t size,
                                      duk_hobject *prototype);
/* Views of a detached buffer are out of bounds. */
void drupe__array_buffer_detach(duk_context *ctx, duk_hbufobj *buffer);
/* Pushes the ArrayBuffer under a view, made now if need be. */
void drupe__push_buffer_of(duk_context *ctx, duk_hbufobj *view);

/* -- builtin_typed_methods.c ----------------------------------------------- */
/* Begins a method with a callback (visit.h): pushes `this` behind callback and
 * this-argument; how many elements are visited lies in the frame, returned. */
duk_activation *drupe__typed_visit(duk_context *ctx);

/* -- builtin_typedarray.c -------------------------------------------------- */
/* Pushes a new typed array of the kind over memory of its own. */
duk_hbufobj *drupe__push_typed(duk_context *ctx, unsigned kind,
                               uint64_t length);
/* TypedArraySpeciesCreate with a length, or with [.. buffer offset length] of
 * which it takes `args` from the stack. */
duk_hbufobj *drupe__typed_species(duk_context *ctx, duk_hbufobj *exemplar,
                                  duk_idx_t args);
void drupe__builtin_typed_methods(duk_context *ctx);
void drupe__builtin_typed_copies(duk_context *ctx);

#endif
