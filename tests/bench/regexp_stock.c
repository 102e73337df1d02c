/* tests/bench/regexp_stock.c - runs a script in the system's libduktape, to
 * measure against.
 *
 *   regexp_stock SCRIPT ARGUMENT... */
#include <duktape.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  static char text[1 << 16];
  duk_context *ctx = duk_create_heap_default();
  FILE *file = argc > 1 ? fopen(argv[1], "r") : NULL;
  size_t size;
  int i;

  if (ctx == NULL || file == NULL) {
    fprintf(stderr, "usage: regexp_stock SCRIPT ARGUMENT...\n");
    return 2;
  }
  size = fread(text, 1, sizeof(text), file);
  fclose(file);
  duk_push_array(ctx);
  for (i = 2; i < argc; i++) {
    duk_push_string(ctx, argv[i]);
    duk_put_prop_index(ctx, -2, (duk_uarridx_t)i - 2);
  }
  duk_put_global_string(ctx, "argv");
  if (duk_peval_lstring(ctx, text, size) != 0) {
    fprintf(stderr, "%s\n", duk_safe_to_string(ctx, -1));
    return 1;
  }
  duk_destroy_heap(ctx);
  return 0;
}
