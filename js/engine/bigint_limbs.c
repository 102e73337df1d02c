/* js/engine/bigint_limbs.c - addition, multiplication (schoolbook, Karatsuba)
 * and division (Knuth's algorithm D) of magnitudes. */
#include "bigint_limbs.h"

#include <assert.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;

/* Below this many limbs the schoolbook is quicker. */
#define KARATSUBA_LIMBS 40u

size_t drupe__limbs_trim(const drupe__limb *a, size_t size) {
  while (size > 0 && a[size - 1] == 0)
    size--;
  return size;
}

int drupe__limbs_compare(const drupe__limb *a, size_t a_size,
                         const drupe__limb *b, size_t b_size) {
  if (a_size != b_size)
    return a_size < b_size ? -1 : 1;
  while (a_size-- > 0) {
    if (a[a_size] != b[a_size])
      return a[a_size] < b[a_size] ? -1 : 1;
  }
  return 0;
}

size_t drupe__limbs_bits(const drupe__limb *a, size_t size) {
  if (size == 0)
    return 0;
  assert(a[size - 1] != 0);
  return size * DRUPE__LIMB_BITS - (unsigned)__builtin_clzll(a[size - 1]);
}

drupe__limb drupe__limbs_add(drupe__limb *out, const drupe__limb *a,
                             size_t a_size, const drupe__limb *b,
                             size_t b_size) {
  wide sum = 0;
  size_t i;

  assert(a_size >= b_size);
  for (i = 0; i < b_size; i++) {
    sum += (wide)a[i] + b[i];
    out[i] = (drupe__limb)sum;
    sum >>= DRUPE__LIMB_BITS;
  }
  for (; i < a_size; i++) {
    sum += a[i];
    out[i] = (drupe__limb)sum;
    sum >>= DRUPE__LIMB_BITS;
  }
  return (drupe__limb)sum;
}

drupe__limb drupe__limbs_subtract(drupe__limb *out, const drupe__limb *a,
                                  size_t a_size, const drupe__limb *b,
                                  size_t b_size) {
  drupe__limb borrow = 0;
  size_t i;

  assert(a_size >= b_size);
  for (i = 0; i < a_size; i++) {
    wide take = (wide)(i < b_size ? b[i] : 0) + borrow;

    borrow = take > a[i];
    out[i] = a[i] - (drupe__limb)take;
  }
  return borrow;
}

drupe__limb drupe__limbs_scale(drupe__limb *a, size_t size, drupe__limb factor,
                               drupe__limb addend) {
  wide carry = addend;
  size_t i;

  for (i = 0; i < size; i++) {
    carry += (wide)a[i] * factor;
    a[i] = (drupe__limb)carry;
    carry >>= DRUPE__LIMB_BITS;
  }
  return (drupe__limb)carry;
}

drupe__limb drupe__limbs_divide_one(drupe__limb *a, size_t size,
                                    drupe__limb divisor) {
  wide rest = 0;

  assert(divisor != 0);
  while (size-- > 0) {
    rest = rest << DRUPE__LIMB_BITS | a[size];
    a[size] = (drupe__limb)(rest / divisor);
    rest %= divisor;
  }
  return (drupe__limb)rest;
}

drupe__limb drupe__limbs_shift_left(drupe__limb *out, const drupe__limb *a,
                                    size_t size, unsigned bits) {
  drupe__limb carry = 0;
  size_t i;

  assert(bits < DRUPE__LIMB_BITS);
  for (i = 0; i < size; i++) {
    wide shifted = (wide)a[i] << bits;

    out[i] = (drupe__limb)shifted | carry;
    carry = (drupe__limb)(shifted >> DRUPE__LIMB_BITS);
  }
  return carry;
}

void drupe__limbs_shift_right(drupe__limb *out, const drupe__limb *a,
                              size_t size, unsigned bits) {
  size_t i;

  assert(bits < DRUPE__LIMB_BITS);
  for (i = 0; i < size; i++) {
    wide both = (wide)(i + 1 < size ? a[i + 1] : 0) << DRUPE__LIMB_BITS | a[i];

    out[i] = (drupe__limb)(both >> bits);
  }
}

/* -- products -------------------------------------------------------------- */
static void multiply_schoolbook(drupe__limb *out, const drupe__limb *a,
                                size_t a_size, const drupe__limb *b,
                                size_t b_size) {
  size_t i, k;

  memset(out, 0, (a_size + b_size) * sizeof(*out));
  for (i = 0; i < a_size; i++) {
    wide carry = 0;

    for (k = 0; k < b_size; k++) {
      carry += (wide)a[i] * b[k] + out[i + k];
      out[i + k] = (drupe__limb)carry;
      carry >>= DRUPE__LIMB_BITS;
    }
    out[i + b_size] = (drupe__limb)carry;
  }
}

/* Each level of Karatsuba takes two sums and their product: 4 * (half + 1)
 * limbs.  The products of slices nest as the remainders of Euclid's algorithm
 * do, at 2 n, 2 n, n, n, n / 2 .. */
size_t drupe__limbs_scratch(size_t a_size, size_t b_size) {
  size_t n = a_size < b_size ? a_size : b_size, total = 0;

  if (n < KARATSUBA_LIMBS)
    return 0;
  total = 8 * n;
  for (; n >= KARATSUBA_LIMBS; n = n - n / 2 + 1)
    total += 4 * (n - n / 2 + 1);
  return total;
}

/* out[at..] += what, whose carry ends within out. */
static void add_at(drupe__limb *out, size_t out_size, size_t at,
                   const drupe__limb *what, size_t size) {
  drupe__limb carry;

  size = drupe__limbs_trim(what, size);
  assert(at + size <= out_size);
  carry = drupe__limbs_add(out + at, out + at, out_size - at, what, size);
  assert(carry == 0);
  (void)carry;
}

/* (h x + l)(k x + m) = hk xx + ((h + l)(k + m) - hk - lm) x + lm */
static void multiply_karatsuba(drupe__limb *out, const drupe__limb *a,
                               const drupe__limb *b, size_t n,
                               drupe__limb *scratch) {
  size_t low = n / 2, high = n - low, sum = high + 1;
  drupe__limb *a_sum = scratch, *b_sum = a_sum + sum, *middle = b_sum + sum;
  drupe__limb *rest = middle + 2 * sum;

  if (n < KARATSUBA_LIMBS) {
    multiply_schoolbook(out, a, n, b, n);
    return;
  }
  multiply_karatsuba(out, a, b, low, rest);
  multiply_karatsuba(out + 2 * low, a + low, b + low, high, rest);
  a_sum[high] = drupe__limbs_add(a_sum, a + low, high, a, low);
  b_sum[high] = drupe__limbs_add(b_sum, b + low, high, b, low);
  multiply_karatsuba(middle, a_sum, b_sum, sum, rest);
  (void)drupe__limbs_subtract(middle, middle, 2 * sum, out, 2 * low);
  (void)drupe__limbs_subtract(middle, middle, 2 * sum, out + 2 * low, 2 * high);
  add_at(out, 2 * n, low, middle, 2 * sum);
}

/* Unequal factors: slices of the longer one, as long as the shorter. */
void drupe__limbs_multiply(drupe__limb *out, const drupe__limb *a,
                           size_t a_size, const drupe__limb *b, size_t b_size,
                           drupe__limb *scratch) {
  size_t at;

  if (a_size < b_size) {
    drupe__limbs_multiply(out, b, b_size, a, a_size, scratch);
    return;
  }
  if (b_size < KARATSUBA_LIMBS) {
    multiply_schoolbook(out, a, a_size, b, b_size);
    return;
  }
  memset(out, 0, (a_size + b_size) * sizeof(*out));
  for (at = 0; a_size - at >= b_size; at += b_size) {
    multiply_karatsuba(scratch, a + at, b, b_size, scratch + 2 * b_size);
    add_at(out, a_size + b_size, at, scratch, 2 * b_size);
  }
  if (at < a_size) {
    size_t part = a_size - at;

    drupe__limbs_multiply(scratch, b, b_size, a + at, part,
                          scratch + part + b_size);
    add_at(out, a_size + b_size, at, scratch, part + b_size);
  }
}

/* -- division -------------------------------------------------------------- */
/* One digit of the quotient, at most one too large (Knuth, D3). */
static drupe__limb divide_guess(const drupe__limb *a, const drupe__limb *b,
                                size_t n) {
  wide top = (wide)a[n] << DRUPE__LIMB_BITS | a[n - 1];
  drupe__limb first = b[n - 1], second = b[n - 2];
  wide guess = top / first, rest = top % first;

  while (guess >> DRUPE__LIMB_BITS != 0 ||
         guess * second > (rest << DRUPE__LIMB_BITS | a[n - 2])) {
    guess--;
    rest += first;
    if (rest >> DRUPE__LIMB_BITS != 0)
      break;
  }
  return (drupe__limb)guess;
}

/* a -= b * digit; returns the borrow. */
static drupe__limb divide_subtract(drupe__limb *a, const drupe__limb *b,
                                   size_t n, drupe__limb digit) {
  drupe__limb borrow = 0;
  wide product = 0;
  size_t i;

  for (i = 0; i <= n; i++) {
    wide take;

    product += i < n ? (wide)b[i] * digit : 0;
    take = (wide)(drupe__limb)product + borrow;
    borrow = take > a[i];
    a[i] -= (drupe__limb)take;
    product >>= DRUPE__LIMB_BITS;
  }
  return borrow;
}

void drupe__limbs_divide(drupe__limb *quotient, drupe__limb *a, size_t a_size,
                         const drupe__limb *b, size_t b_size) {
  size_t at = a_size - b_size + 1;

  assert(b_size >= 2 && a_size >= b_size);
  assert(b[b_size - 1] >> (DRUPE__LIMB_BITS - 1) == 1);
  while (at-- > 0) {
    drupe__limb digit = divide_guess(a + at, b, b_size);

    if (divide_subtract(a + at, b, b_size, digit) != 0) {
      digit--;
      a[at + b_size] +=
          drupe__limbs_add(a + at, a + at, b_size, b, b_size);
    }
    quotient[at] = digit;
  }
}
