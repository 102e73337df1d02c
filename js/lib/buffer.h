/* js/lib/buffer.h - what the natives of Buffer share. */
#ifndef DRUPE_LIB_BUFFER_H
#define DRUPE_LIB_BUFFER_H

#include "lib/codec.h"
#include "lib/lib_internal.h"

/* The memory of a view or ArrayBuffer; it may move or go whenever JS runs. */
typedef struct drupe__bytes {
  uint8_t *data; /* may be NULL where size is 0 */
  size_t size;
} drupe__bytes;

/* Of the value at `index`; false: it has none. */
bool drupe__bytes_get(duk_context *ctx, duk_idx_t index, drupe__bytes *out);
/* Of the running method's `this`, which is pushed; throws where it has none. */
drupe__bytes drupe__bytes_of_this(duk_context *ctx);
/* Pushes a Buffer of that size. */
uint8_t *drupe__buffer_push(duk_context *ctx, size_t size, bool zeroed);
/* Throws codes[code](...), with the `count` values on top as arguments; code
 * NULL: "Index out of range". */
duk_ret_t drupe__buffer_fail(duk_context *ctx, const char *code,
                             duk_idx_t count);
/* ERR_OUT_OF_RANGE of a bad offset, as Node's boundsError; `name` NULL: the
 * value is called offset and begins at 0. */
duk_ret_t drupe__buffer_bounds(duk_context *ctx, double value, double last,
                               const char *name);
/* An argument that must be a number: `name` is for ERR_INVALID_ARG_TYPE. */
double drupe__buffer_number(duk_context *ctx, duk_idx_t index,
                            const char *name);

/* [.. prototype binding]: what each file adds. */
void drupe__buffer_numbers(duk_context *ctx, duk_idx_t prototype);
void drupe__buffer_search(duk_context *ctx, duk_idx_t binding);

#endif
