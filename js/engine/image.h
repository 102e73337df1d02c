/* js/engine/image.h - compiled functions as bytes, and back. */
#ifndef DRUPE_ENGINE_IMAGE_H
#define DRUPE_ENGINE_IMAGE_H

#include "duktape_internal.h"

/* [.. template] -> [.. buffer]: the image of a function as the compiler left
 * it, with all functions in it.  Good for this very build.  Throws: no
 * memory. */
void drupe__image_write(duk_context *ctx);

/* Pushes the template that an image was made of; every function in it belongs
 * to `unit`.  Copies all it keeps.  The image is trusted.  Throws: no memory,
 * or no room on the value stack. */
void drupe__image_read(duk_context *ctx, const uint8_t *image, size_t size,
                       duk_hobject *unit);

#endif
