/* tests/fuzz/bigint_fuzz.c - any bytes as two magnitudes: Karatsuba gives what
 * a limb at a time gives, and division and shifts can be undone. */
#include <stdlib.h>
#include <string.h>

#include "engine/bigint_limbs.h"

enum { LIMBS_MAX = 256 };

static void require(bool condition) {
  if (!condition)
    abort();
}

/* Bytes 0 and 255 become limbs of zeroes and ones: carries run far. */
static size_t limbs_of(const uint8_t *data, size_t size, uint64_t *out) {
  size_t n = 0;

  while (size > 0 && n < LIMBS_MAX) {
    if (*data == 0 || *data == 255) {
      out[n++] = *data == 0 ? 0 : UINT64_MAX;
      data++;
      size--;
      continue;
    }
    out[n] = 0;
    memcpy(&out[n++], data, size < 8 ? size : 8);
    data += size < 8 ? size : 8;
    size -= size < 8 ? size : 8;
  }
  return n;
}

static void check_product(const uint64_t *a, size_t a_size, const uint64_t *b,
                          size_t b_size, uint64_t *out) {
  uint64_t plain[2 * LIMBS_MAX] = {0}, row[LIMBS_MAX + 1];
  uint64_t *scratch =
      malloc((drupe__limbs_scratch(a_size, b_size) + 1) * sizeof(*scratch));
  size_t i;

  for (i = 0; i < a_size; i++) {
    memcpy(row, b, b_size * sizeof(*row));
    row[b_size] = drupe__limbs_scale(row, b_size, a[i], 0);
    (void)drupe__limbs_add(plain + i, plain + i, a_size + b_size - i, row,
                           b_size + 1);
  }
  drupe__limbs_multiply(out, a, a_size, b, b_size, scratch);
  require(memcmp(out, plain, (a_size + b_size) * sizeof(*out)) == 0);
  free(scratch);
}

/* (a * b + (b - 1)) / b is a, and the rest b - 1. */
static void check_quotient(const uint64_t *a, size_t a_size, const uint64_t *b,
                           size_t b_size, uint64_t *product) {
  static const uint64_t one = 1;
  uint64_t divisor[LIMBS_MAX], rest[LIMBS_MAX], quotient[2 * LIMBS_MAX];
  uint64_t plain[2 * LIMBS_MAX + 1], scaled[2 * LIMBS_MAX + 1];
  unsigned shift = (unsigned)__builtin_clzll(b[b_size - 1]);
  size_t size = a_size + b_size;

  (void)drupe__limbs_subtract(rest, b, b_size, &one, 1);
  memcpy(plain, product, size * sizeof(*plain));
  plain[size] = drupe__limbs_add(plain, plain, size, rest, b_size);
  (void)drupe__limbs_shift_left(divisor, b, b_size, shift);
  scaled[size] = drupe__limbs_shift_left(scaled, plain, size, shift);
  drupe__limbs_divide(quotient, scaled, size, divisor, b_size);
  require(memcmp(quotient, a, a_size * sizeof(*a)) == 0);
  require(drupe__limbs_trim(quotient + a_size, 1) == 0);
  drupe__limbs_shift_right(scaled, scaled, b_size, shift);
  require(memcmp(scaled, rest, b_size * sizeof(*rest)) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  uint64_t a[LIMBS_MAX], b[LIMBS_MAX], product[2 * LIMBS_MAX];
  size_t a_size, b_size, first;

  if (size < 3)
    return 0;
  first = 1 + (size - 2) * data[0] / 255;
  a_size = limbs_of(data + 1, first, a);
  b_size = limbs_of(data + 1 + first, size - 1 - first, b);
  b_size = drupe__limbs_trim(b, b_size);
  if (a_size == 0 || b_size < 2)
    return 0;
  check_product(a, a_size, b, b_size, product);
  check_quotient(a, a_size, b, b_size, product);
  return 0;
}
