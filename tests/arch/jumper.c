/* tests/arch/jumper.c - shows that the watcher of jumps sees one.
 *
 *   jumper over MODULE     jumps over a frame of MODULE: must be reported
 *   jumper within MODULE   jumps inside the callback only: must not be */
#include <dlfcn.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

typedef int (*jumped_over_fn)(void (*callback)(void));

static jmp_buf jumper_outer;

static void jumper_over(void) { longjmp(jumper_outer, 1); }

static void jumper_within(void) {
  jmp_buf inner;

  if (setjmp(inner) == 0)
    longjmp(inner, 1);
}

int main(int argc, char **argv) {
  void *library = argc == 3 ? dlopen(argv[2], RTLD_NOW) : NULL;
  jumped_over_fn call;
  void *symbol;

  if (library == NULL) {
    fprintf(stderr, "usage: jumper over|within MODULE\n");
    return 2;
  }
  symbol = dlsym(library, "jumped_over");
  memcpy(&call, &symbol, sizeof(call)); /* ISO C has no such cast */
  if (setjmp(jumper_outer) == 0)
    call(strcmp(argv[1], "over") == 0 ? jumper_over : jumper_within);
  return 0;
}
