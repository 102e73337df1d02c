/* modules/ffi/thunk.c - addresses for callbacks that take and give words only.
 *
 * libffi makes an address for a function of any type, and looks at the type
 * again for each call.  Where all parameters are integers and pointers in
 * registers nothing has to be looked at: these functions take six words,
 * whatever they are, and differ in the closure they stand for.  They are a
 * tenth of a callback's cost cheaper; when all are taken libffi makes the
 * rest. */
#include "bridge.h"

#include <stdlib.h>

enum { THUNKS = 256 };

/* What each stands for.  C may call one as long as the process lives, on any
 * thread, so this belongs to no context and nothing of it is given back. */
static _Atomic(closure *) thunk_closures[THUNKS];
static _Atomic uint32_t thunk_count;

typedef uint64_t (*thunk_fn)(uint64_t, uint64_t, uint64_t, uint64_t, uint64_t,
                             uint64_t);

/* Registers that the caller did not set are copied too, and never read. */
static inline uint64_t thunk_enter(uint32_t index, uint64_t a, uint64_t b,
                                   uint64_t c, uint64_t d, uint64_t e,
                                   uint64_t f) {
  uint64_t words[6] = {a, b, c, d, e, f}, result = 0;
  void *args[6] = {&words[0], &words[1], &words[2],
                   &words[3], &words[4], &words[5]};

  ffi__closure_called(atomic_load(&thunk_closures[index]), &result, args);
  return result;
}

#define THUNK(i)                                                               \
  static uint64_t thunk_##i(uint64_t a, uint64_t b, uint64_t c, uint64_t d,    \
                            uint64_t e, uint64_t f) {                          \
    return thunk_enter(0x##i, a, b, c, d, e, f);                               \
  }
#define NAME(i) thunk_##i,
#define ROW(M, h)                                                              \
  M(h##0) M(h##1) M(h##2) M(h##3) M(h##4) M(h##5) M(h##6) M(h##7) M(h##8)      \
  M(h##9) M(h##a) M(h##b) M(h##c) M(h##d) M(h##e) M(h##f)
#define ALL(M)                                                                 \
  ROW(M, 0) ROW(M, 1) ROW(M, 2) ROW(M, 3) ROW(M, 4) ROW(M, 5) ROW(M, 6)        \
  ROW(M, 7) ROW(M, 8) ROW(M, 9) ROW(M, a) ROW(M, b) ROW(M, c) ROW(M, d)        \
  ROW(M, e) ROW(M, f)

ALL(THUNK)
static const thunk_fn thunk_list[THUNKS] = {ALL(NAME)};

closure *ffi__thunk_closure(void) {
  union {
    thunk_fn fn;
    void *code;
  } u;
  uint32_t index = atomic_load(&thunk_count);
  closure *c;

  do {
    if (index >= THUNKS)
      return NULL;
  } while (!atomic_compare_exchange_weak(&thunk_count, &index, index + 1));
  c = calloc(1, sizeof(*c));
  if (c == NULL)
    return NULL; /* the place is lost, which is no harm */
  u.fn = thunk_list[index];
  c->code = u.code;
  atomic_store(&thunk_closures[index], c);
  return c;
}
