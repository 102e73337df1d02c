/* js/engine/merge_sort.h - a stable sort of indices that asks little where
 * there is order already. */
#ifndef DRUPE_ENGINE_MERGE_SORT_H
#define DRUPE_ENGINE_MERGE_SORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Is what b stands for to come before what a stands for?  May not return. */
typedef bool drupe__before(void *arg, uint32_t b, uint32_t a);

/* Sorts `count` indices; `scratch` has room for as many. */
void drupe__merge_sort(uint32_t *order, uint32_t *scratch, size_t count,
                       drupe__before *before, void *arg);

#endif
