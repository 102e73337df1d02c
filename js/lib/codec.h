/* js/lib/codec.h - between bytes and the engine's strings, in Node's encodings.
 *
 * The engine keeps CESU-8: characters above U+FFFF are two surrogates of three
 * bytes each, and a surrogate may stand alone. */
#ifndef DRUPE_LIB_CODEC_H
#define DRUPE_LIB_CODEC_H

#include "engine/engine.h"

typedef enum drupe__encoding {
  DRUPE__UTF8 = 0,
  DRUPE__UCS2 = 1,
  DRUPE__LATIN1 = 2,
  DRUPE__ASCII = 3,
  DRUPE__BASE64 = 4,
  DRUPE__BASE64URL = 5,
  DRUPE__HEX = 6,
  DRUPE__ENCODING_NONE = 7
} drupe__encoding;

/* By any of Node's names, in any case. */
drupe__encoding drupe__encoding_of(const char *name, size_t size);

/* Pushes the string that the bytes are.  Throws: no memory. */
void drupe__decode_push(duk_context *ctx, drupe__encoding encoding,
                        const uint8_t *bytes, size_t size);
/* As Node's Buffer.byteLength: exact but for hex and base64, where it is the
 * most. */
size_t drupe__encoded_size(const duk_hstring *string, drupe__encoding encoding);
/* Writes whole characters into `out`; returns the bytes. */
size_t drupe__encode(const duk_hstring *string, drupe__encoding encoding,
                     uint8_t *out, size_t room);

bool drupe__is_ascii(const uint8_t *bytes, size_t size);
/* -- codec_utf8.c ---------------------------------------------------------- */
/* Bytes of the well-formed character at p, or 0; then *bad (or NULL) is how
 * many bytes one U+FFFD stands for, as WHATWG has it.  `left` > 0. */
size_t drupe__utf8_step(const uint8_t *p, size_t left, size_t *bad);
/* Is the end of the text, from p on, the start of a character? */
bool drupe__utf8_is_partial(const uint8_t *p, size_t left);
void drupe__utf8_push(duk_context *ctx, const uint8_t *bytes, size_t size);
size_t drupe__utf8_size(const duk_hstring *string);
/* As drupe__encode; `read` (or NULL) gets the UTF-16 units that went in. */
size_t drupe__utf8_write(const duk_hstring *string, uint8_t *out, size_t room,
                         size_t *read);
/* -- codec_base64.c -------------------------------------------------------- */
void drupe__base64_push(duk_context *ctx, const uint8_t *bytes, size_t size,
                        bool url);
size_t drupe__base64_size(const duk_hstring *string);
size_t drupe__base64_decode(const duk_hstring *string, uint8_t *out,
                            size_t room);
/* A string's UTF-16 units, one after the other. */
typedef struct drupe__units {
  const uint8_t *at;
  const uint8_t *end;
} drupe__units;
drupe__units drupe__units_of(const duk_hstring *string);
/* The next unit; false at the end. */
bool drupe__units_next(drupe__units *units, uint32_t *unit);

#endif
