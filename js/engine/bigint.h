/* js/engine/bigint.h - BigInt values.
 *
 * A BigInt is a plain buffer of the engine, a type that no script can get hold
 * of otherwise: limbs of the magnitude, then one byte, 1 for negative.  The top
 * limb is not zero, and zero is not negative, so equal values are equal bytes.
 * Edits 290-292 bring them to the engine's operators. */
#ifndef DRUPE_ENGINE_BIGINT_H
#define DRUPE_ENGINE_BIGINT_H

#include <stdbool.h>

#include "bigint_limbs.h"
#include "duktape_internal.h"

/* As in V8: 2^30 bits. */
#define DRUPE__BIGINT_LIMBS_MAX ((size_t)1 << 24)

/* A view; good while the value lies on the stack. */
typedef struct drupe__bigint {
  const drupe__limb *limbs;
  size_t size;
  bool negative;
} drupe__bigint;

/* -- bigint.c: making and reading ------------------------------------------ */
bool drupe__is_bigint(duk_context *ctx, duk_idx_t index);
drupe__bigint drupe__bigint_of(const duk_tval *tv);
drupe__bigint drupe__bigint_at(duk_context *ctx, duk_idx_t index);
/* Pushes one with room for limbs, not set; finish trims what is on top. */
drupe__limb *drupe__bigint_push(duk_context *ctx, size_t size);
void drupe__bigint_finish(duk_context *ctx, bool negative);
void drupe__bigint_push_uint64(duk_context *ctx, uint64_t value);
void drupe__bigint_push_int64(duk_context *ctx, int64_t value);
/* Of an integer; false for anything else, and nothing is pushed. */
bool drupe__bigint_push_double(duk_context *ctx, double value);
double drupe__bigint_to_double(const drupe__bigint *b);
/* The low 64 bits in two's complement. */
uint64_t drupe__bigint_to_uint64(const drupe__bigint *b);
/* asIntN or asUintN of the BigInt at `index`; pushes. */
void drupe__bigint_wrap(duk_context *ctx, duk_idx_t index, size_t bits,
                        bool is_signed);
int drupe__bigint_compare(const drupe__bigint *a, const drupe__bigint *b);
/* -1, 0, 1; 2: a number that is not comparable. */
int drupe__bigint_compare_double(const drupe__bigint *a, double d);
/* ToBigInt in place; numbers are a TypeError. */
void drupe__to_bigint(duk_context *ctx, duk_idx_t index);

/* -- bigint_text.c --------------------------------------------------------- */
/* StringToBigInt of the string at `index`; false: it is none, nothing is
 * pushed. */
bool drupe__bigint_parse(duk_context *ctx, duk_idx_t index);
void drupe__bigint_push_text(duk_context *ctx, const drupe__bigint *b,
                             unsigned radix);

/* -- bigint_op.c: [.. a b] -> [.. result], both BigInt --------------------- */
typedef enum drupe__bigint_op {
  DRUPE__BIGINT_ADD,
  DRUPE__BIGINT_SUBTRACT,
  DRUPE__BIGINT_MULTIPLY,
  DRUPE__BIGINT_DIVIDE,
  DRUPE__BIGINT_REMAINDER,
  DRUPE__BIGINT_POWER,
  DRUPE__BIGINT_AND,
  DRUPE__BIGINT_OR,
  DRUPE__BIGINT_XOR,
  DRUPE__BIGINT_LEFT,
  DRUPE__BIGINT_RIGHT,
  DRUPE__BIGINT_UNSIGNED_RIGHT
} drupe__bigint_op;
void drupe__bigint_apply(duk_context *ctx, drupe__bigint_op op);
void drupe__bigint_negate(duk_context *ctx); /* [.. a] -> [.. -a] */

#endif
