/* js/engine/array.h - what the files of Array's methods share. */
#ifndef DRUPE_ENGINE_ARRAY_H
#define DRUPE_ENGINE_ARRAY_H

#include "builtins.h"

/* Pushes `this` as an object. */
void drupe__array_push_this(duk_context *ctx);
/* The same, and returns its length. */
uint64_t drupe__array_this(duk_context *ctx);
/* The elements of a plain array that holds all of its length, holes marked as
 * unused; NULL for anything else.  Good until a script runs or it grows. */
duk_tval *drupe__array_items(duk_context *ctx, duk_idx_t index);
/* The same, and there are no holes and all may be changed. */
duk_tval *drupe__array_dense(duk_context *ctx, duk_idx_t index);
/* The same of elements [begin, end); the others may be holes. */
duk_tval *drupe__array_dense_part(duk_context *ctx, duk_idx_t index,
                                  uint64_t begin, uint64_t end);
/* Makes its array part hold `length` elements, if that is not too many. */
void drupe__array_reserve(duk_context *ctx, duk_idx_t index, uint64_t length);
/* Does concat spread the array, because nobody has said anything of it? */
bool drupe__array_spreads(duk_context *ctx, duk_idx_t index);
/* Appends elements [begin, begin + count) of the array at `source` to the plain
 * one at `target` as memory; false: nothing done, one of them is not plain. */
bool drupe__array_append(duk_context *ctx, duk_idx_t target, duk_idx_t source,
                         uint64_t begin, uint64_t count);
/* Reverses elements; NULL where there are none. */
void drupe__array_turn(duk_tval *items, uint64_t length);
/* Pushes object[index]. */
void drupe__array_get(duk_context *ctx, duk_idx_t object, uint64_t index);
/* The same, if it has that property. */
bool drupe__array_present(duk_context *ctx, duk_idx_t object, uint64_t index);
/* ArraySpeciesCreate for the object at `index`; pushes.  True: it is a new
 * plain array, whose length is 0 still. */
bool drupe__array_species(duk_context *ctx, duk_idx_t index, double length);
/* The same, for `length` results; a plain one has room for them and holes there
 * yet. */
void drupe__array_species_sized(duk_context *ctx, duk_idx_t index,
                                uint64_t length);
void drupe__array_set_length(duk_context *ctx, duk_idx_t index, double length);
/* Throws where a length would be above 2^53 - 1. */
void drupe__array_check_length(duk_context *ctx, double length);

#endif
