/* js/engine/image.h - compiled functions as bytes, and back. */
#ifndef DRUPE_ENGINE_IMAGE_H
#define DRUPE_ENGINE_IMAGE_H

#include "duktape_internal.h"

/* [.. template] -> [.. buffer]: the image of a function as the compiler left
 * it, with all functions in it.  Good for this very build.  Throws: no
 * memory. */
void drupe__image_write(duk_context *ctx);

/* An image that functions are read from, as they are called: part of their
 * unit, which begins with memory of zeroes. */
typedef struct drupe__image {
  const uint8_t *bytes; /* the unit's; they outlive the functions */
  size_t size;
  uint32_t string_count;
  duk_hstring **strings; /* of the heap's memory, the unit's; NULL: not read */
} drupe__image;

/* Throws: no memory. */
void drupe__image_begin(duk_context *ctx, drupe__image *image,
                        const uint8_t *bytes, size_t size);
void drupe__image_mark(duk_heap *heap, const drupe__image *image);
void drupe__image_drop(duk_hthread *thread, const drupe__image *image);

/* Pushes the template that an image was made of; every function in it belongs
 * to `unit`.  The image is trusted.  Throws: no memory, or no room on the value
 * stack. */
void drupe__image_read(duk_context *ctx, drupe__image *image,
                       duk_hobject *unit);

/* The function, or its template, with all its code.  Throws as
 * drupe__image_read. */
duk_hcompfunc *drupe__image_whole(duk_context *ctx, duk_hcompfunc *function);

#endif
