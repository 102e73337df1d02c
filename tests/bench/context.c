/* tests/bench/context.c - what making a context costs. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "engine/engine.h"

static double now_us(void) {
  struct timespec t;

  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

int main(void) {
  drupe__engine_options options;
  drupe__heap_usage usage;
  drupe__engine *engine;
  double first = 0, best = 1e9, t;
  int i;

  memset(&options, 0, sizeof(options));
  for (i = 0; i < 200; i++) {
    t = now_us();
    engine = drupe__engine_create(&options);
    t = now_us() - t;
    if (engine == NULL)
      return 1;
    first = i == 0 ? t : first;
    best = t < best ? t : best;
    drupe__engine_usage(engine, &usage);
    drupe__engine_destroy(engine);
  }
  printf("context: first %.0f us, best %.0f us, heap %zu bytes\n", first, best,
         usage.used);
  return 0;
}
