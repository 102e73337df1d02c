/* js/engine/merge_sort.c - merges the runs that are there, ascending or
 * strictly descending; short ones are made longer by insertion.  Neighbours are
 * merged such that the sizes of the pending runs fall quickly, as in Timsort.
 *
 * A comparator costs much more than moving an index, so what counts is how
 * often it is asked: n - 1 times for an array in order. */
#include "merge_sort.h"

#include <string.h>

enum { RUN_MAX = 64, RUNS_MAX = 48 }; /* sizes grow as Fibonacci's numbers */

typedef struct run {
  size_t begin;
  size_t size;
} run;

typedef struct merging {
  uint32_t *order;
  uint32_t *scratch;
  drupe__before *before;
  void *arg;
  run runs[RUNS_MAX];
  int count;
} merging;

static bool comes_before(const merging *m, uint32_t b, uint32_t a) {
  return m->before(m->arg, b, a);
}

static void reverse(uint32_t *list, size_t count) {
  size_t low;

  for (low = 0; low < count / 2; low++) {
    uint32_t kept = list[low];

    list[low] = list[count - 1 - low];
    list[count - 1 - low] = kept;
  }
}

/* How many from the front are in order; made so where they fall. */
static size_t take_run(const merging *m, uint32_t *list, size_t count) {
  size_t n = 1;

  if (count < 2)
    return count;
  if (!comes_before(m, list[1], list[0])) {
    for (n = 2; n < count && !comes_before(m, list[n], list[n - 1]);)
      n++;
    return n;
  }
  for (n = 2; n < count && comes_before(m, list[n], list[n - 1]);)
    n++;
  reverse(list, n);
  return n;
}

/* The first `sorted` are in order; the rest joins them. */
static void insert_rest(const merging *m, uint32_t *list, size_t sorted,
                        size_t count) {
  for (; sorted < count; sorted++) {
    uint32_t added = list[sorted];
    size_t low = 0, high = sorted;

    while (low < high) {
      size_t middle = low + (high - low) / 2;

      if (comes_before(m, added, list[middle]))
        high = middle;
      else
        low = middle + 1;
    }
    memmove(list + low + 1, list + low, (sorted - low) * sizeof(*list));
    list[low] = added;
  }
}

/* Merges the runs `at` and `at` + 1. */
static void merge_at(merging *m, int at) {
  run *left = &m->runs[at];
  const run *right = &m->runs[at + 1];
  uint32_t *to = m->order + left->begin, *a = m->scratch;
  uint32_t *b = m->order + right->begin;
  const uint32_t *a_end = a + left->size, *b_end = b + right->size;

  memcpy(a, to, left->size * sizeof(*a));
  while (a < a_end && b < b_end)
    *to++ = comes_before(m, *b, *a) ? *b++ : *a++;
  memcpy(to, a, (size_t)(a_end - a) * sizeof(*a));
  left->size += right->size;
  m->count--;
  memmove(&m->runs[at + 1], &m->runs[at + 2],
          (size_t)(m->count - at - 1) * sizeof(*m->runs));
}

/* Merges until each run is larger than the two after it together. */
static void merge_pending(merging *m) {
  while (m->count > 1) {
    int top = m->count - 1;
    const run *r = m->runs;

    if (top > 1 &&
        (r[top - 2].size <= r[top - 1].size + r[top].size ||
         (top > 2 && r[top - 3].size <= r[top - 2].size + r[top - 1].size)))
      merge_at(m, r[top - 2].size < r[top].size ? top - 2 : top - 1);
    else if (r[top - 1].size <= r[top].size)
      merge_at(m, top - 1);
    else
      break;
  }
}

/* Below this, a run is made longer: 32 to 64, such that the runs of what has no
 * order at all are a power of two of equal ones. */
static size_t shortest_run(size_t count) {
  size_t odd = 0;

  while (count >= RUN_MAX) {
    odd |= count & 1;
    count >>= 1;
  }
  return count + odd;
}

void drupe__merge_sort(uint32_t *order, uint32_t *scratch, size_t count,
                       drupe__before *before, void *arg) {
  merging m = {order, scratch, before, arg, {{0, 0}}, 0};
  size_t begin = 0, shortest = shortest_run(count);

  while (begin < count) {
    size_t rest = count - begin;
    size_t size = take_run(&m, order + begin, rest);

    if (size < shortest && size < rest) {
      size_t wanted = rest < shortest ? rest : shortest;

      insert_rest(&m, order + begin, size, wanted);
      size = wanted;
    }
    m.runs[m.count++] = (run){begin, size};
    begin += size;
    merge_pending(&m);
  }
  while (m.count > 1)
    merge_at(&m, m.count - 2);
}
