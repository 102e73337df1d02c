/* js/engine/merge_sort.c - merges the runs that are there, ascending or
 * strictly descending; short ones are made longer by insertion.  Neighbours are
 * merged such that the sizes of the pending runs fall quickly, as in Timsort.
 *
 * A comparator costs much more than moving an index, so what counts is how
 * often it is asked: n - 1 times for an array in order. */
#include "merge_sort.h"

#include <string.h>

enum { RUN_MAX = 64 };

/* What the answer is for. */
enum { NOTHING, FIRST_TWO, ASCENDING, DESCENDING, INSERTION, MERGE };

static bool ask(drupe__sorter *s, int waits, uint32_t b, uint32_t a) {
  s->waits = waits;
  s->b = b;
  s->a = a;
  return true;
}

static void reverse(uint32_t *list, size_t count) {
  size_t low;

  for (low = 0; low < count / 2; low++) {
    uint32_t kept = list[low];

    list[low] = list[count - 1 - low];
    list[count - 1 - low] = kept;
  }
}

/* -- merging --------------------------------------------------------------- */
static bool merge_ask(drupe__sorter *s) {
  return ask(s, MERGE, *s->right, *s->left);
}

/* Begins to merge the runs `at` and `at` + 1, which becomes one now. */
static bool merge_at(drupe__sorter *s, int at) {
  size_t size = s->runs[at].size;

  s->to = s->order + s->runs[at].begin;
  s->right = s->to + size;
  s->right_end = s->right + s->runs[at + 1].size;
  s->left = s->scratch;
  s->left_end = s->scratch + size;
  memcpy(s->scratch, s->to, size * sizeof(*s->to));
  s->runs[at].size += s->runs[at + 1].size;
  s->run_count--;
  memmove(&s->runs[at + 1], &s->runs[at + 2],
          (size_t)(s->run_count - at - 1) * sizeof(s->runs[0]));
  return merge_ask(s);
}

/* Merges until each run is larger than the two after it together, and after the
 * last one until there is one. */
static bool merge_pending(drupe__sorter *s) {
  int top = s->run_count - 1;

  if (top < 1)
    return false;
  if (!s->collapses) {
    if (top > 1 &&
        (s->runs[top - 2].size <= s->runs[top - 1].size + s->runs[top].size ||
         (top > 2 && s->runs[top - 3].size <=
                         s->runs[top - 2].size + s->runs[top - 1].size)))
      return merge_at(s, s->runs[top - 2].size < s->runs[top].size ? top - 2
                                                                   : top - 1);
    if (s->runs[top - 1].size <= s->runs[top].size)
      return merge_at(s, top - 1);
    s->collapses = s->list == s->order + s->count;
  }
  return s->collapses && merge_at(s, top - 1);
}

/* -- runs ------------------------------------------------------------------ */
static bool run_begin(drupe__sorter *s);

static bool run_end(drupe__sorter *s) {
  s->runs[s->run_count].begin = (size_t)(s->list - s->order);
  s->runs[s->run_count++].size = s->size;
  s->list += s->size;
  return merge_pending(s) || run_begin(s);
}

/* The first `size` are in order; the next joins them until there are enough. */
static bool run_insert(drupe__sorter *s) {
  if (s->size >= s->wanted)
    return run_end(s);
  s->low = 0;
  s->high = s->size;
  return ask(s, INSERTION, s->list[s->size], s->list[s->size / 2]);
}

static bool insertion_told(drupe__sorter *s, bool before) {
  size_t middle = s->low + (s->high - s->low) / 2;
  uint32_t added = s->list[s->size];

  if (before)
    s->high = middle;
  else
    s->low = middle + 1;
  if (s->low < s->high)
    return ask(s, INSERTION, added, s->list[s->low + (s->high - s->low) / 2]);
  memmove(s->list + s->low + 1, s->list + s->low,
          (s->size - s->low) * sizeof(added));
  s->list[s->low] = added;
  s->size++;
  return run_insert(s);
}

/* As many as are in order have been found. */
static bool run_found(drupe__sorter *s) {
  s->wanted = s->rest < s->shortest ? s->rest : s->shortest;
  return run_insert(s);
}

static bool run_begin(drupe__sorter *s) {
  s->rest = s->count - (size_t)(s->list - s->order);
  s->size = 1;
  if (s->rest == 0)
    return false;
  if (s->rest == 1)
    return run_found(s);
  return ask(s, FIRST_TWO, s->list[1], s->list[0]);
}

/* One more is as the ones before, if `same`. */
static bool run_told(drupe__sorter *s, int direction, bool same) {
  if (same) {
    s->size++;
    if (s->size < s->rest)
      return ask(s, direction, s->list[s->size], s->list[s->size - 1]);
  }
  if (direction == DESCENDING)
    reverse(s->list, s->size);
  return run_found(s);
}

static bool merge_told(drupe__sorter *s, bool before) {
  *s->to++ = before ? *s->right++ : *s->left++;
  if (s->left < s->left_end && s->right < s->right_end)
    return merge_ask(s);
  memcpy(s->to, s->left, (size_t)(s->left_end - s->left) * sizeof(*s->to));
  return merge_pending(s) || run_begin(s);
}

/* -- all ------------------------------------------------------------------- */
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

void drupe__sorter_init(drupe__sorter *s, uint32_t *order, uint32_t *scratch,
                        size_t count) {
  memset(s, 0, sizeof(*s));
  s->order = s->list = order;
  s->scratch = scratch;
  s->count = count;
  s->shortest = shortest_run(count);
}

bool drupe__sorter_next(drupe__sorter *s, bool answer) {
  switch (s->waits) {
  case FIRST_TWO: return run_told(s, answer ? DESCENDING : ASCENDING, true);
  case ASCENDING: return run_told(s, ASCENDING, !answer);
  case DESCENDING: return run_told(s, DESCENDING, answer);
  case INSERTION: return insertion_told(s, answer);
  case MERGE: return merge_told(s, answer);
  default: return run_begin(s);
  }
}
