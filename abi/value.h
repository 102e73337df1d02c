/* abi/value.h - JavaScript values.
 *
 * A drupe_value is 64 bits.  Undefined, null, booleans and numbers are in it
 * and are made and read without a call.  A string, symbol, bigint, object or
 * function carries its type and 48 bits that only the kernel can read: a
 * pointer, an index, or in validation mode an index with a generation.
 *
 *   bits 63..48        the rest
 *   0x0000             0 none, 1 undefined, 2 null, 4 false, 5 true
 *   0x0001             an int32 in the low half
 *   0x0002 .. 0x0006   string, symbol, bigint, object, function: opaque
 *   0x0007 .. 0xFFFF   a double: its bits plus 7 << 48; one NaN only
 *
 * Test vectors for who writes a binding: 1 is 0x0001000000000001 or
 * 0x3FF7000000000000, -1 as int32 0x00010000FFFFFFFF, 0.5 0x3FE7000000000000,
 * NaN 0x7FFF000000000000, -Infinity 0xFFF7000000000000.
 *
 * Life: a value is valid until the callback it was made in or given to returns,
 * or until its scope closes (ref.h).  Never store one: use a reference, a slot
 * of a class, or a key.
 *
 * none.  As a result it says that an error is pending, or, from a query that
 * found nothing (ref_get, take_error), that there is nothing.  As an argument
 * it passes through: the call does nothing and returns none or
 * DRUPE_E_PENDING, so a chain needs one check, at its end.  A module's function
 * that returns none with no error pending returns undefined; one that returns a
 * value while an error is pending throws the error.
 *
 * Never compare bits: 1 can be an int32 or a double. */
#ifndef DRUPE_VALUE_H
#define DRUPE_VALUE_H

#include "core.h"

#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum drupe_type {
  DRUPE_TYPE_NONE = 0,
  DRUPE_TYPE_UNDEFINED = 1,
  DRUPE_TYPE_NULL = 2,
  DRUPE_TYPE_BOOLEAN = 3,
  DRUPE_TYPE_NUMBER = 4,
  DRUPE_TYPE_STRING = 5,
  DRUPE_TYPE_SYMBOL = 6,
  DRUPE_TYPE_BIGINT = 7,
  DRUPE_TYPE_OBJECT = 8,
  DRUPE_TYPE_FUNCTION = 9
} drupe_type;

enum { /* what an object is, beyond its type; value->kind */
  DRUPE_KIND_PLAIN = 0,
  DRUPE_KIND_ARRAY = 1,
  DRUPE_KIND_DATE = 2,
  DRUPE_KIND_REGEXP = 3,
  DRUPE_KIND_ERROR = 4,
  DRUPE_KIND_PROMISE = 5,
  DRUPE_KIND_ARRAYBUFFER = 6,
  DRUPE_KIND_TYPEDARRAY = 7,
  DRUPE_KIND_DATAVIEW = 8,
  DRUPE_KIND_MAP = 9,
  DRUPE_KIND_SET = 10,
  DRUPE_KIND_PROXY = 11,
  DRUPE_KIND_INSTANCE = 12, /* of a native class */
  DRUPE_KIND_BOXED = 13, /* new Number(1), Object(1n), ... */
  DRUPE_KIND_FUNCTION = 14
};

enum { DRUPE_UTF8 = 0, DRUPE_LATIN1 = 1, DRUPE_UTF16 = 2 };

/* Bytes on loan.  data[size] is readable and 0 where a header says so. */
typedef struct drupe_str {
  const char *data;
  size_t size;
} drupe_str;

#define DRUPE_TAG_(t) ((uint64_t)(t) << 48)
#define DRUPE_TAG_OF_(v) ((unsigned)((v).bits >> 48))

/* A length to be found with strlen. */
#define DRUPE_NTS ((size_t)-1)

static inline drupe_value drupe_bits(uint64_t bits) {
  drupe_value v;

  v.bits = bits;
  return v;
}
static inline drupe_value drupe_none(void) { return drupe_bits(0); }
static inline drupe_value drupe_undefined(void) { return drupe_bits(1); }
static inline drupe_value drupe_null(void) { return drupe_bits(2); }
static inline drupe_value drupe_bool(int b) { return drupe_bits(b ? 5u : 4u); }
static inline drupe_value drupe_int(int32_t i) {
  return drupe_bits(DRUPE_TAG_(1) | (uint32_t)i);
}
static inline drupe_value drupe_number(double d) {
  uint64_t raw;

  memcpy(&raw, &d, sizeof(raw));
  /* By bits, not by d != d: -ffast-math drops that test, and a NaN from the
   * network would then be read as an object pointer. */
  if ((raw << 1) > 0xFFE0000000000000u)
    raw = 0x7FF8000000000000u;
  return drupe_bits(raw + DRUPE_TAG_(7));
}
static inline drupe_value drupe_uint(uint32_t u) {
  return u <= 0x7FFFFFFFu ? drupe_int((int32_t)u) : drupe_number((double)u);
}

static inline int drupe_is_none(drupe_value v) { return v.bits == 0; }
static inline int drupe_is_undefined(drupe_value v) { return v.bits == 1; }
static inline int drupe_is_null(drupe_value v) { return v.bits == 2; }
/* undefined or null */
static inline int drupe_is_nullish(drupe_value v) { return v.bits - 1 < 2; }
static inline int drupe_is_bool(drupe_value v) { return (v.bits | 1) == 5; }
static inline int drupe_is_int(drupe_value v) { return DRUPE_TAG_OF_(v) == 1; }
static inline int drupe_is_number(drupe_value v) {
  return DRUPE_TAG_OF_(v) == 1 || DRUPE_TAG_OF_(v) >= 7;
}
static inline int drupe_is_string(drupe_value v) {
  return DRUPE_TAG_OF_(v) == 2;
}
static inline int drupe_is_symbol(drupe_value v) {
  return DRUPE_TAG_OF_(v) == 3;
}
static inline int drupe_is_bigint(drupe_value v) {
  return DRUPE_TAG_OF_(v) == 4;
}
static inline int drupe_is_object(drupe_value v) { /* functions are objects */
  return DRUPE_TAG_OF_(v) == 5 || DRUPE_TAG_OF_(v) == 6;
}
static inline int drupe_is_function(drupe_value v) {
  return DRUPE_TAG_OF_(v) == 6;
}

/* typeof with null told apart; no call. */
static inline drupe_type drupe_typeof(drupe_value v) {
  unsigned tag = DRUPE_TAG_OF_(v);

  if (tag == 0)
    return v.bits <= 2 ? (drupe_type)v.bits : DRUPE_TYPE_BOOLEAN;
  if (tag == 1 || tag >= 7)
    return DRUPE_TYPE_NUMBER;
  return (drupe_type)(tag + 3);
}

/* The number; 0 if it is none.  Check first, or let a signature check. */
static inline double drupe_to_double(drupe_value v) {
  uint64_t raw;
  double d;

  if (DRUPE_TAG_OF_(v) == 1)
    return (double)(int32_t)(uint32_t)v.bits;
  if (DRUPE_TAG_OF_(v) < 7)
    return 0.0;
  raw = v.bits - DRUPE_TAG_(7);
  memcpy(&d, &raw, sizeof(d));
  return d;
}
/* Towards zero, clamped; NaN is 0. */
static inline int64_t drupe_to_int64(drupe_value v) {
  double d;

  if (DRUPE_TAG_OF_(v) == 1)
    return (int32_t)(uint32_t)v.bits;
  if (((v.bits - DRUPE_TAG_(7)) << 1) > 0xFFE0000000000000u)
    return 0;
  d = drupe_to_double(v);
  if (d >= 9223372036854775808.0)
    return INT64_MAX;
  if (d < -9223372036854775808.0)
    return INT64_MIN;
  return (int64_t)d;
}
/* Clamped to the range; not the | 0 of JS, which wraps. */
static inline int32_t drupe_to_int(drupe_value v) {
  int64_t i = drupe_to_int64(v);

  return i > INT32_MAX ? INT32_MAX : i < INT32_MIN ? INT32_MIN : (int32_t)i;
}
/* Only of a boolean; drupe_truthy is the JS conversion. */
static inline int drupe_to_bool(drupe_value v) { return v.bits == 5; }

typedef struct drupe_value_api {
  drupe_header head;

  /* -- strings -------------------------------------------------------------
   * JS strings are UTF-16 in meaning.  A lone surrogate is written to UTF-8 as
   * U+FFFD; malformed input becomes U+FFFD. */
  /* A string from `size` units (bytes, or uint16_t for UTF-16), or DRUPE_NTS
   * (not for UTF-16).  The text is copied.  none if out of memory. */
  drupe_value (*string_new)(drupe_cx *cx, const void *text, size_t size,
                            int32_t encoding);
  /* [L] Lends the string as UTF-8, data[size] == 0, until the current scope
   * ends.  No copy for text without surrogate pairs.  E_TYPE if it is no
   * string; no error is made pending. */
  int32_t (*string_view)(drupe_cx *cx, drupe_value v, drupe_str *out);
  /* Writes at most `room` units with no terminator, never half a character;
   * *written (may be NULL) tells how many.  Returns the units the whole string
   * needs, so a call with room 0 measures; negative is a status. */
  int64_t (*string_copy)(drupe_cx *cx, drupe_value v, int32_t encoding,
                         void *buf, size_t room, size_t *written);
  /* Length in UTF-16 units, or E_TYPE. */
  int64_t (*string_length)(drupe_cx *cx, drupe_value v);

  /* -- symbols and dates --------------------------------------------------- */
  /* A fresh symbol; description a string or undefined. */
  drupe_value (*symbol_new)(drupe_cx *cx, drupe_value description);
  /* Symbol.for(key); "@@iterator" and so on give the well-known ones. */
  drupe_value (*symbol_for)(drupe_cx *cx, const char *key, size_t size);
  /* new Date(ms), milliseconds since 1970; NaN makes an invalid one. */
  drupe_value (*date_new)(drupe_cx *cx, double ms);
  /* Milliseconds since 1970, NaN for an invalid date; E_TYPE. */
  int32_t (*date_get)(drupe_cx *cx, drupe_value v, double *ms);

  /* -- conversion: these run JS (valueOf, toString) and may throw ---------- */
  /* String(v), but a TypeError for a symbol. */
  drupe_value (*to_string)(drupe_cx *cx, drupe_value v);
  /* +v */
  drupe_value (*to_number)(drupe_cx *cx, drupe_value v);
  /* -- tests: 1 or 0; these run no JS -------------------------------------- */
  /* Boolean(v) */
  int32_t (*truthy)(drupe_cx *cx, drupe_value v);
  /* a === b */
  int32_t (*strict_equals)(drupe_cx *cx, drupe_value a, drupe_value b);
  /* DRUPE_KIND_ of an object; E_TYPE for what is none. */
  int32_t (*kind)(drupe_cx *cx, drupe_value v);
  /* 1, 0, or E_PENDING: instanceof can run JS.  Use drupe_is_a. */
  int32_t (*instance_of_rc)(drupe_cx *cx, drupe_value v,
                            drupe_value constructor);

  /* -- the world ---------------------------------------------------------- */
  /* globalThis */
  drupe_value (*global)(drupe_cx *cx);
  /* The kernel's require as this module sees it. */
  drupe_value (*require)(drupe_cx *cx, const char *specifier);
  /* Runs `source` as a sloppy script; its completion value, or none if it
   * throws. */
  drupe_value (*run)(drupe_cx *cx, drupe_str source, const char *file);
} drupe_value_api;

static inline drupe_value drupe_string(drupe_cx *cx, const char *utf8,
                                       size_t size) {
  return cx->value->string_new(cx, utf8, size, DRUPE_UTF8);
}
static inline drupe_value drupe_latin1(drupe_cx *cx, const char *text,
                                       size_t size) {
  return cx->value->string_new(cx, text, size, DRUPE_LATIN1);
}
/* Empty, and data NULL, if v is no string. */
static inline drupe_str drupe_view(drupe_cx *cx, drupe_value v) {
  drupe_str s;

  if (cx->value->string_view(cx, v, &s) < 0) {
    s.data = NULL;
    s.size = 0;
  }
  return s;
}
static inline int drupe_truthy(drupe_cx *cx, drupe_value v) {
  if (v.bits <= 5)
    return v.bits == 5;
  if (drupe_is_int(v))
    return (uint32_t)v.bits != 0;
  return drupe_is_object(v) ? 1 : cx->value->truthy(cx, v);
}
/* 0 too when instanceof threw: the error is then pending. */
static inline int drupe_is_a(drupe_cx *cx, drupe_value v,
                             drupe_value constructor) {
  return cx->value->instance_of_rc(cx, v, constructor) == 1;
}
static inline drupe_value drupe_global(drupe_cx *cx) {
  return cx->value->global(cx);
}

#ifdef __cplusplus
}
#endif
#endif
