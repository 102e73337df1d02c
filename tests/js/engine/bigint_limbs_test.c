/* The arithmetic below BigInt, at sizes that scripts seldom reach. */
#include <stdlib.h>
#include <string.h>

#include "engine/bigint_limbs.h"
#include "support.h"

#define LIMBS_MAX 200u

/* Many limbs are all ones or zero: carries run far. */
static uint64_t next_limb(uint64_t *seed) {
  *seed ^= *seed << 13;
  *seed ^= *seed >> 7;
  *seed ^= *seed << 17;
  return *seed % 5 == 0 ? ~(uint64_t)0 : *seed % 7 == 0 ? 0 : *seed;
}

static void fill(uint64_t *out, size_t size, uint64_t *seed) {
  size_t i;

  for (i = 0; i < size; i++)
    out[i] = next_limb(seed);
}

/* out = a * b, one limb of a at a time. */
static void product(uint64_t *out, const uint64_t *a, size_t a_size,
                    const uint64_t *b, size_t b_size) {
  size_t i;

  memset(out, 0, (a_size + b_size) * sizeof(*out));
  for (i = 0; i < a_size; i++) {
    uint64_t row[LIMBS_MAX + 1];

    memcpy(row, b, b_size * sizeof(*row));
    row[b_size] = drupe__limbs_scale(row, b_size, a[i], 0);
    (void)drupe__limbs_add(out + i, out + i, a_size + b_size - i, row,
                           b_size + 1);
  }
}

/* Goal: Karatsuba and its slices give what the schoolbook gives, within the
 * scratch they asked for. */
static void products_agree(void **state) {
  uint64_t seed = 88172645463325252u, a[LIMBS_MAX], b[LIMBS_MAX];
  uint64_t got[2 * LIMBS_MAX], want[2 * LIMBS_MAX];
  int i;

  (void)state;
  for (i = 0; i < 600; i++) {
    size_t n = 1 + next_limb(&seed) % (LIMBS_MAX - 1);
    size_t m = 1 + next_limb(&seed) % (LIMBS_MAX - 1);
    size_t room = drupe__limbs_scratch(n, m);
    uint64_t *scratch = malloc((room + 1) * sizeof(*scratch));

    assert_non_null(scratch);
    fill(a, n, &seed);
    fill(b, m, &seed);
    scratch[room] = 42;
    drupe__limbs_multiply(got, a, n, b, m, scratch);
    product(want, a, n, b, m);
    assert_memory_equal(got, want, (n + m) * sizeof(*got));
    assert_int_equal(scratch[room], 42);
    free(scratch);
  }
}

/* Goal: of a * b + c with c < b, division gives back a and c. */
static void quotients_agree(void **state) {
  uint64_t seed = 42, a[LIMBS_MAX], b[LIMBS_MAX], c[LIMBS_MAX];
  uint64_t x[2 * LIMBS_MAX + 1], quotient[2 * LIMBS_MAX];
  int i;

  (void)state;
  for (i = 0; i < 600; i++) {
    size_t n = 1 + next_limb(&seed) % (LIMBS_MAX - 1);
    size_t m = 2 + next_limb(&seed) % (LIMBS_MAX - 2);

    fill(a, n, &seed);
    fill(b, m, &seed);
    fill(c, m, &seed);
    b[m - 1] |= (uint64_t)1 << 63;
    c[m - 1] = b[m - 1] - 1;
    product(x, a, n, b, m);
    (void)drupe__limbs_add(x, x, n + m, c, m);
    x[n + m] = 0;
    drupe__limbs_divide(quotient, x, n + m, b, m);
    assert_memory_equal(quotient, a, n * sizeof(*a));
    assert_int_equal(drupe__limbs_trim(quotient + n, 1), 0);
    assert_memory_equal(x, c, m * sizeof(*c));
  }
}

/* Goal: a shift to the left and back changes nothing, and bits are counted. */
static void shifts_agree(void **state) {
  uint64_t seed = 7, a[9], b[9];
  unsigned bits;

  (void)state;
  for (bits = 0; bits < 64; bits++) {
    fill(a, 8, &seed);
    a[7] |= 1;
    b[8] = drupe__limbs_shift_left(b, a, 8, bits);
    assert_int_equal(drupe__limbs_bits(b, drupe__limbs_trim(b, 9)),
                     drupe__limbs_bits(a, 8) + bits);
    drupe__limbs_shift_right(b, b, 9, bits);
    assert_memory_equal(a, b, sizeof(a) - sizeof(a[0]));
    assert_int_equal(b[8], 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(products_agree),
      cmocka_unit_test(quotients_agree),
      cmocka_unit_test(shifts_agree),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}
