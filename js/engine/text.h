/* js/engine/text.h - UTF-8 outside, the engine's CESU-8 inside.
 *
 * The engine keeps a character above U+FFFF as two surrogates of three bytes
 * each, as scripts count them.  Bytes 0x80-0x82 and 0xFF in front would make
 * a hidden symbol, so foreign bytes never become strings unchecked. */
#ifndef DRUPE_ENGINE_TEXT_H
#define DRUPE_ENGINE_TEXT_H

#include "engine.h"

/* Pushes UTF-8 text as a string; U+FFFD stands for what is not UTF-8.  Throws:
 * no memory. */
void drupe__text_push(duk_context *ctx, const char *text, size_t size);

/* The UTF-8 of an engine string in memory of the caller's: returns the bytes
 * needed and writes at most `room`.  A surrogate without its other half keeps
 * its three bytes if `lossless`, else becomes U+FFFD. */
size_t drupe__text_utf8(const duk_hstring *string, char *out, size_t room,
                        bool lossless);

/* Pushes a buffer with the UTF-8 of the string at `index`, NUL-terminated; its
 * bytes and their number without the NUL.  Throws: no memory. */
const char *drupe__text_push_utf8(duk_context *ctx, duk_idx_t index,
                                  size_t *size);

#endif
