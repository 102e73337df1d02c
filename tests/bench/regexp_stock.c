/* tests/bench/regexp_stock.c - runs a script in the system's libduktape, to
 * measure against.
 *
 *   regexp_stock SCRIPT */
#include <duktape.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static duk_ret_t say(duk_context *ctx) {
  puts(duk_to_string(ctx, 0));
  return 0;
}

/* Milliseconds that this process has used. */
static duk_ret_t cputime(duk_context *ctx) {
  struct timespec t;

  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  duk_push_number(ctx, (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6);
  return 1;
}

int main(int argc, char **argv) {
  static char text[1 << 16];
  duk_context *ctx = duk_create_heap_default();
  FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
  size_t size;

  if (ctx == NULL || file == NULL) {
    fprintf(stderr, "usage: regexp_stock SCRIPT\n");
    return 2;
  }
  size = fread(text, 1, sizeof(text), file);
  fclose(file);
  duk_push_c_function(ctx, say, 1);
  duk_put_global_string(ctx, "say");
  duk_push_c_function(ctx, cputime, 0);
  duk_put_global_string(ctx, "cputime");
  if (duk_peval_lstring(ctx, text, size) != 0) {
    fprintf(stderr, "%s\n", duk_safe_to_string(ctx, -1));
    return 1;
  }
  duk_destroy_heap(ctx);
  return 0;
}
