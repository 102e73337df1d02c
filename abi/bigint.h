/* abi/bigint.h - the kernel's service "drupe.bigint": integers of 64 bits.
 *
 * A number holds integers up to 2^53 exactly; beyond that JavaScript has
 * BigInt.  These four choose: a number where it is exact, else a BigInt, and
 * both are taken back.  The service's `self` goes back as the second
 * argument. */
#ifndef DRUPE_BIGINT_H
#define DRUPE_BIGINT_H

#include "core.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct drupe_bigint_api {
  drupe_header head;
  /* A number for -(2^53 - 1) .. 2^53 - 1, else a BigInt. */
  drupe_value (*from_int64)(drupe_cx *caller, void *self, int64_t i);
  drupe_value (*from_uint64)(drupe_cx *caller, void *self, uint64_t u);
  /* Of a number or BigInt.  E_TYPE for what is neither, E_LOSSY for a fraction,
   * NaN or what does not fit; nothing is made pending. */
  int32_t (*to_int64)(drupe_cx *caller, void *self, drupe_value v,
                      int64_t *out);
  int32_t (*to_uint64)(drupe_cx *caller, void *self, drupe_value v,
                       uint64_t *out);
} drupe_bigint_api;

#ifdef __cplusplus
}
#endif
#endif
