/* The sort of indices: right, stable, and frugal where there is order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "engine/merge_sort.h"

enum { MAX = 3000 };

typedef struct values {
  uint32_t of[MAX];
  size_t asked;
} values;

static bool is_less(void *arg, uint32_t b, uint32_t a) {
  values *v = arg;

  v->asked++;
  return v->of[b] < v->of[a];
}

typedef bool answer(void *arg, uint32_t b, uint32_t a);

static void sort(uint32_t *order, size_t count, answer *answer, void *arg) {
  uint32_t scratch[MAX];
  drupe__sorter s;
  bool before = false;

  drupe__sorter_init(&s, order, scratch, count);
  while (drupe__sorter_next(&s, before))
    before = answer(arg, s.b, s.a);
}

/* Sorts `count` and checks the order; how often it asked. */
static size_t sorted(values *v, size_t count) {
  uint32_t order[MAX];
  size_t i;

  for (i = 0; i < count; i++)
    order[i] = (uint32_t)i;
  v->asked = 0;
  sort(order, count, is_less, v);
  for (i = 1; i < count; i++)
    assert_true(
        v->of[order[i - 1]] < v->of[order[i]] ||
        (v->of[order[i - 1]] == v->of[order[i]] && order[i - 1] < order[i]));
  return v->asked;
}

/* Goal: any size and any values, equal ones stay in their order. */
static void sorts_stably(void **state) {
  values v = {{0}, 0};
  uint32_t random = 1;
  size_t count, i;

  (void)state;
  for (count = 0; count < MAX; count += 1 + count / 7) {
    for (i = 0; i < count; i++) {
      random = random * 1103515245u + 12345u;
      v.of[i] = (random >> 16) % (count % 3 == 0 ? 10 : 100000);
    }
    (void)sorted(&v, count);
  }
}

/* Goal: ascending and descending arrays cost one question an element. */
static void order_is_cheap(void **state) {
  values v = {{0}, 0};
  uint32_t i;

  (void)state;
  for (i = 0; i < MAX; i++)
    v.of[i] = i / 2;
  assert_int_equal(sorted(&v, MAX), MAX - 1);
  for (i = 0; i < MAX; i++)
    v.of[i] = MAX - i;
  assert_int_equal(sorted(&v, MAX), MAX - 1);
}

/* Goal: runs of many lengths, which is what the pending stack is made for. */
static void merges_runs(void **state) {
  values v = {{0}, 0};
  uint32_t i, run, at = 0;

  (void)state;
  for (run = 1; at < MAX; run = run * 7 % 211 + 1)
    for (i = 0; i < run && at < MAX; i++)
      v.of[at++] = run % 2 == 0 ? i : run - i;
  assert_true(sorted(&v, MAX) < MAX * 12);
}

/* Goal: answers that contradict each other end it, too. */
static bool is_anything(void *arg, uint32_t b, uint32_t a) {
  uint32_t *random = arg;

  (void)a;
  (void)b;
  *random = *random * 1103515245u + 12345u;
  return (*random >> 20) % 2 != 0;
}

static void nonsense_ends(void **state) {
  uint32_t order[MAX], i, random = 7;
  size_t sum = 0;

  (void)state;
  for (i = 0; i < MAX; i++)
    order[i] = i;
  sort(order, MAX, is_anything, &random);
  for (i = 0; i < MAX; i++)
    sum += order[i];
  assert_int_equal(sum, (size_t)MAX * (MAX - 1) / 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sorts_stably), cmocka_unit_test(order_is_cheap),
      cmocka_unit_test(merges_runs), cmocka_unit_test(nonsense_ends)};

  return cmocka_run_group_tests(tests, NULL, NULL);
}
