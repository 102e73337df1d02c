/* js/engine/merge_sort.h - a stable sort of indices that asks little where
 * there is order already.
 *
 * It asks and is told: who sorts can call a comparator as it likes, also leave
 * and come back (visit.h). */
#ifndef DRUPE_ENGINE_MERGE_SORT_H
#define DRUPE_ENGINE_MERGE_SORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Sizes of pending runs grow as Fibonacci's numbers. */
enum { DRUPE__SORT_RUNS = 48 };

typedef struct drupe__sorter {
  /* The question: is what b stands for to come before what a stands for? */
  uint32_t b, a;

  uint32_t *order, *scratch;
  size_t count, shortest;
  struct {
    size_t begin, size;
  } runs[DRUPE__SORT_RUNS];
  int run_count;
  int waits;         /* for which answer */
  bool collapses;    /* there are no more runs */
  uint32_t *list;    /* the run that is being made */
  size_t rest, size; /* how many follow from there; how many are in it */
  size_t wanted;     /* how many are to be in it */
  size_t low, high;  /* where the next one belongs */
  uint32_t *to;      /* while two runs are merged */
  const uint32_t *left, *left_end, *right, *right_end;
} drupe__sorter;

/* For `count` indices; `scratch` has room for as many. */
void drupe__sorter_init(drupe__sorter *s, uint32_t *order, uint32_t *scratch,
                        size_t count);
/* Goes on with the answer (the first is of no question); true: there is a
 * question, false: they are in order. */
bool drupe__sorter_next(drupe__sorter *s, bool answer);

#endif
