/* abi/ref.h - how long a value lives: scopes and references.
 *
 * Every callback has a scope of its own.  Open another one in a loop that makes
 * many values.  A reference keeps a value beyond the callback, or watches
 * it. */
#ifndef DRUPE_REF_H
#define DRUPE_REF_H

#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct drupe_ref drupe_ref; /* the kernel's, until ref_free */

typedef struct drupe_scope {
  uint64_t opaque[4]; /* the kernel's */
} drupe_scope;

typedef struct drupe_ref_api {
  drupe_header head;
  /* Values made from now on end with scope_close.  Scopes nest. */
  int32_t (*scope_open)(drupe_cx *cx, drupe_scope *scope);
  /* `keep` (or none) survives into the outer scope, as the same handle. */
  drupe_value (*scope_close)(drupe_cx *cx, drupe_scope *scope,
                             drupe_value keep);
  /* A reference with `count`; 0 is weak, which needs an object or function
   * (E_TYPE).  The caller frees it before stop ends. */
  int32_t (*ref_new)(drupe_cx *cx, drupe_value v, uint32_t count,
                     drupe_ref **out);
  /* The value; none if it was weak and the value is gone. */
  drupe_value (*ref_get)(drupe_cx *cx, drupe_ref *ref);
  /* Adds to the count, returns the new one; 0 makes it weak.  E_INVAL below 0,
   * E_TYPE where the value cannot be held weakly. */
  int64_t (*ref_add)(drupe_cx *cx, drupe_ref *ref, int32_t delta);
  /* [F] Also while the value is gone.  NULL is allowed. */
  void (*ref_free)(drupe_cx *cx, drupe_ref *ref);
} drupe_ref_api;

/* NULL for no memory, or with none. */
static inline drupe_ref *drupe_ref_new(drupe_cx *cx, drupe_value v) {
  drupe_ref *ref = NULL;

  return cx->ref->ref_new(cx, v, 1, &ref) < 0 ? NULL : ref;
}
static inline drupe_value drupe_ref_get(drupe_cx *cx, drupe_ref *ref) {
  return cx->ref->ref_get(cx, ref);
}
static inline void drupe_ref_free(drupe_cx *cx, drupe_ref *ref) {
  cx->ref->ref_free(cx, ref);
}
static inline void drupe_scope_open(drupe_cx *cx, drupe_scope *scope) {
  (void)cx->ref->scope_open(cx, scope);
}
static inline drupe_value drupe_scope_close(drupe_cx *cx, drupe_scope *scope,
                                            drupe_value keep) {
  return cx->ref->scope_close(cx, scope, keep);
}

#ifdef __cplusplus
}
#endif
#endif
