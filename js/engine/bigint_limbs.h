/* js/engine/bigint_limbs.h - arithmetic on magnitudes: arrays of 64-bit limbs,
 * the lowest first.  No engine, no allocation: the caller brings the room. */
#ifndef DRUPE_ENGINE_BIGINT_LIMBS_H
#define DRUPE_ENGINE_BIGINT_LIMBS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint64_t drupe__limb;
#define DRUPE__LIMB_BITS 64u

/* Size without zero limbs at the top. */
size_t drupe__limbs_trim(const drupe__limb *a, size_t size);
/* -1, 0, 1; both trimmed. */
int drupe__limbs_compare(const drupe__limb *a, size_t a_size,
                         const drupe__limb *b, size_t b_size);
/* Bits up to the highest one; of a trimmed magnitude. */
size_t drupe__limbs_bits(const drupe__limb *a, size_t size);

/* out = a + b, a_size >= b_size; returns the carry.  out may be a. */
drupe__limb drupe__limbs_add(drupe__limb *out, const drupe__limb *a,
                             size_t a_size, const drupe__limb *b,
                             size_t b_size);
/* out = a - b, a >= b as sizes and, but for the borrow returned, as values. */
drupe__limb drupe__limbs_subtract(drupe__limb *out, const drupe__limb *a,
                                  size_t a_size, const drupe__limb *b,
                                  size_t b_size);
/* a = a * factor + addend; returns what does not fit. */
drupe__limb drupe__limbs_scale(drupe__limb *a, size_t size, drupe__limb factor,
                               drupe__limb addend);
/* a = a / divisor; returns the remainder. */
drupe__limb drupe__limbs_divide_one(drupe__limb *a, size_t size,
                                    drupe__limb divisor);

/* Limbs of scratch that a product of such sizes takes. */
size_t drupe__limbs_scratch(size_t a_size, size_t b_size);
/* out = a * b, a_size + b_size limbs; out is neither. */
void drupe__limbs_multiply(drupe__limb *out, const drupe__limb *a,
                           size_t a_size, const drupe__limb *b, size_t b_size,
                           drupe__limb *scratch);
/* a, of a_size + 1 limbs, becomes the remainder; quotient has a_size - b_size +
 * 1 limbs.  The top bit of b is set, b_size >= 2, a_size >= b_size, and the
 * top limb of a is less than b's (drupe__limbs_shift_left makes it so). */
void drupe__limbs_divide(drupe__limb *quotient, drupe__limb *a, size_t a_size,
                         const drupe__limb *b, size_t b_size);

/* By less than 64 bits; returns what falls out.  out may be a. */
drupe__limb drupe__limbs_shift_left(drupe__limb *out, const drupe__limb *a,
                                    size_t size, unsigned bits);
void drupe__limbs_shift_right(drupe__limb *out, const drupe__limb *a,
                              size_t size, unsigned bits);

#endif
