/* The heap's small blocks alone: the sanitized engine does not use them. */
#include <stdlib.h>
#include <string.h>

#include "engine/slab.h"
#include "support.h"

enum { BLOCKS = 40000 };

typedef struct block {
  unsigned char *memory; /* NULL: none */
  size_t bytes;
  unsigned char fill;
} block;

static uint32_t next_random(uint32_t *seed) {
  *seed ^= *seed << 13;
  *seed ^= *seed >> 17;
  *seed ^= *seed << 5;
  return *seed;
}

static void take(drupe__slabs *s, block *b, uint32_t *seed) {
  /* Mostly small ones, as a heap has them. */
  uint32_t limit = next_random(seed) % 4 == 0 ? DRUPE__SLAB_BLOCK_MAX : 120;

  b->bytes = 1 + next_random(seed) % limit;
  b->fill = (unsigned char)next_random(seed);
  b->memory =
      drupe__slab_take(s, drupe__slab_size_of[(b->bytes + 7) / 8]);
  assert_non_null(b->memory);
  assert_true(drupe__slab_has(s, b->memory));
  assert_true((uintptr_t)b->memory % 8 == 0);
  assert_in_range(drupe__slab_room(s, b->memory), b->bytes,
                  b->bytes + b->bytes / 8 + 8);
  memset(b->memory, b->fill, b->bytes);
}

static void release(drupe__slabs *s, block *b) {
  size_t i;

  for (i = 0; i < b->bytes; i++)
    assert_int_equal(b->memory[i], b->fill);
  drupe__slab_release(s, b->memory);
  b->memory = NULL;
}

/* Goal: no two blocks overlap, whatever the order they come and go in; what was
 * released is used again. */
static void blocks_are_apart(void **state) {
  block *blocks = calloc(BLOCKS, sizeof(*blocks));
  uint32_t seed = 2463534242u, i, round;
  drupe__slabs s;
  size_t made = 0;

  (void)state;
  assert_non_null(blocks);
  drupe__slabs_init(&s);
  assert_non_null(s.region);
  for (round = 0; round < 6; round++) {
    /* Filled, thinned out at random, filled again, emptied. */
    for (i = 0; i < BLOCKS; i++)
      if (blocks[i].memory == NULL)
        take(&s, &blocks[i], &seed);
    for (i = 0; i < BLOCKS; i++)
      if (round % 2 == 1 || next_random(&seed) % 3 != 0)
        release(&s, &blocks[i]);
    if (round == 1)
      made = s.made;
  }
  assert_in_range(s.made, 1, made + made / 4);
  assert_true(s.empty_count + DRUPE__SLAB_SIZES >= s.made);
  drupe__slabs_deinit(&s);
  assert_false(drupe__slab_has(&s, blocks));
  free(blocks);
}

/* Goal: each size has room for what is asked of it, and not much more. */
static void sizes_fit(void **state) {
  size_t bytes;

  (void)state;
  for (bytes = 1; bytes <= DRUPE__SLAB_BLOCK_MAX; bytes++) {
    unsigned size = drupe__slab_size_of[(bytes + 7) / 8];

    assert_in_range(size, 0, DRUPE__SLAB_SIZES - 1);
    assert_true(drupe__slab_sizes[size] >= bytes);
    if (size > 0)
      assert_true(drupe__slab_sizes[size - 1] < bytes);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(blocks_are_apart),
                                     cmocka_unit_test(sizes_fit)};

  return cmocka_run_group_tests(tests, NULL, NULL);
}
