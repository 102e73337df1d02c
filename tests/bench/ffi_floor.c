/* tests/bench/ffi_floor.c - what ffi_call and ffi_closure cost from C: the
 * floor of tests/bench/ffi.  Prints a JSON object: nanoseconds of CPU time. */
#include <ffi.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct point {
  double x, y;
} point;

static double cpu_ns(void) {
  struct timespec t;

  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static point add(point a, point b) {
  return (point){a.x + b.x, a.y + b.y};
}

static long calls;
static void compare(ffi_cif *cif, void *result, void **args, void *user) {
  int a = **(int **)args[0], b = **(int **)args[1];

  (void)cif;
  (void)user;
  calls++;
  *(ffi_sarg *)result = (a > b) - (a < b);
}

static double best(ffi_cif *cif, void (*fn)(void), void **values, long count) {
  double least = 1e30;
  char result[64];

  for (int round = 0; round < 5; round++) {
    double begin = cpu_ns(), each;

    for (long i = 0; i < count; i++)
      ffi_call(cif, fn, result, values);
    each = (cpu_ns() - begin) / (double)count;
    if (each < least)
      least = each;
  }
  return least;
}

static double best_qsort(void) {
  ffi_type *types[] = {&ffi_type_pointer, &ffi_type_pointer};
  double least = 1e30;
  ffi_closure *closure;
  ffi_cif cif;
  union {
    void *code;
    int (*compare)(const void *, const void *);
  } u;
  int list[1000];

  ffi_prep_cif(&cif, FFI_DEFAULT_ABI, 2, &ffi_type_sint32, types);
  closure = ffi_closure_alloc(sizeof(*closure), &u.code);
  ffi_prep_closure_loc(closure, &cif, compare, NULL, u.code);
  for (int round = 0; round < 200; round++) {
    double begin, each;

    for (int i = 0; i < 1000; i++)
      list[i] = (int)((i * 7919L + 13) % 1000);
    calls = 0;
    begin = cpu_ns();
    qsort(list, 1000, sizeof(int), u.compare);
    each = (cpu_ns() - begin) / (double)calls;
    if (each < least)
      least = each;
  }
  ffi_closure_free(closure);
  return least;
}

int main(void) {
  ffi_type *elements[] = {&ffi_type_double, &ffi_type_double, NULL};
  ffi_type record = {0, 0, FFI_TYPE_STRUCT, elements};
  ffi_type *pointer[] = {&ffi_type_pointer}, *integer[] = {&ffi_type_sint32};
  ffi_type *records[] = {&record, &record};
  ffi_cif none, text, length, number, sum;
  const char *short_text = "1234";
  char long_text[65];
  const char *long_pointer = long_text;
  int minus = -7;
  point a = {1, 2}, b = {3, 4};
  long n = 300000;

  memset(long_text, 'x', 64);
  long_text[64] = '\0';
  ffi_prep_cif(&none, FFI_DEFAULT_ABI, 0, &ffi_type_sint32, NULL);
  ffi_prep_cif(&text, FFI_DEFAULT_ABI, 1, &ffi_type_sint32, pointer);
  ffi_prep_cif(&length, FFI_DEFAULT_ABI, 1, &ffi_type_uint64, pointer);
  ffi_prep_cif(&number, FFI_DEFAULT_ABI, 1, &ffi_type_sint32, integer);
  ffi_prep_cif(&sum, FFI_DEFAULT_ABI, 2, &record, records);
  printf("{\"rand\":%.2f,", best(&none, FFI_FN(rand), NULL, n));
  printf("\"abs\":%.2f,", best(&number, FFI_FN(abs), (void *[]){&minus}, n));
  printf("\"atoi\":%.2f,",
         best(&text, FFI_FN(atoi), (void *[]){&short_text}, n));
  printf("\"strlen\":%.2f,",
         best(&length, FFI_FN(strlen), (void *[]){&long_pointer}, n));
  printf("\"struct\":%.2f,",
         best(&sum, FFI_FN(add), (void *[]){&a, &b}, n / 3));
  printf("\"qsort\":%.2f}\n", best_qsort());
  return 0;
}
