/* abi/class.h - objects with a native half.
 *
 * The address of a definition is the class's identity in every context, so it
 * can be shared through a service and an instance of an older build of the
 * module is never mistaken for one of the newer.  `self` holds that address
 * too: the kernel refuses a copy.  Two definitions that are equal in all but
 * address must not be const, see drupe_tag.  A definition must live, unchanged,
 * until the module has stopped; heap memory will do.  A method runs only with a
 * `this` of its class (or of one derived from it) whose native pointer is set;
 * anything else is a TypeError made by the kernel. */
#ifndef DRUPE_CLASS_H
#define DRUPE_CLASS_H

#include "function.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { /* drupe_class_def.flags */
  /* finalize is queued to a safe point, where it may use the whole ABI: the
   * outermost leave of a bracket, entry of a function of this module with no
   * other of its frames on the stack, and at the latest when 1,000 wait.
   * Without the flag it runs where the object dies, inside any allocation, and
   * may only call what is marked [F].  Right for most. */
  DRUPE_CLASS_FINALIZE_QUEUED = 1 << 0,
  DRUPE_CLASS_NO_EXPORT = 1 << 1, /* constructor not put on exports */
  DRUPE_CLASS_HIDDEN = 1 << 2     /* no constructor: by instance_new only */
};

typedef struct drupe_class_def {
  uint32_t size; /* of this struct */
  uint32_t flags;
  const struct drupe_class_def *self; /* its own address */
  const char *signature;              /* "Counter(start?: number)" */
  /* Sets the native pointer with drupe_bind and returns call->self, or none.
   * NULL: `new` throws ERR_ILLEGAL_CONSTRUCTOR. */
  drupe_fn construct;
  /* finalize(cx, native, data): the object died.  Never NULL where native data
   * is owned. */
  drupe_free_fn finalize;
  const drupe_member *members;
  const struct drupe_class_def *parent; /* NULL: Object */
  void *data; /* drupe_call.data of construct, `arg` of finalize */
  /* Values an instance keeps alive, visible to the collector (no leak through a
   * cycle, unlike a reference). */
  uint32_t slots;
  uint32_t layout; /* number of the native struct's shape; 0: none given */
} drupe_class_def;

typedef struct drupe_class_api {
  drupe_header head;
  /* The class's constructor in this context, made at the first call. */
  drupe_value (*constructor)(drupe_cx *cx, const drupe_class_def *def);
  /* An instance without running construct.  *instance may be NULL.  Runs no
   * JS; none only for no memory or a bad definition. */
  drupe_value (*instance_new)(drupe_cx *cx, const drupe_class_def *def,
                              void *native, drupe_instance **instance);
  /* In construct: gives call->self its native data, once.  Also for a plain
   * `this` whose prototype chain says subclass.  E_TYPE, E_BUSY. */
  int32_t (*bind)(drupe_cx *cx, drupe_value self, const drupe_class_def *def,
                  void *native, drupe_instance **instance);
  /* [L][F] The native data, or NULL if v is none of the class or was cleared.
   * No error is made pending, no JS runs. */
  void *(*unwrap)(drupe_cx *cx, drupe_value v, const drupe_class_def *def);
  /* [L] The instance behind v, or NULL where unwrap gives NULL. */
  drupe_instance *(*instance)(drupe_cx *cx, drupe_value v,
                              const drupe_class_def *def);
  /* A value for an instance that has not been finalized. */
  drupe_value (*value)(drupe_cx *cx, drupe_instance *instance);
  /* From now on methods throw ERR_INVALID_STATE, unwrap gives NULL and
   * finalize is not called.  Returns the native data. */
  void *(*clear)(drupe_cx *cx, drupe_instance *instance);
  /* Slot `index` of an instance; undefined before the first set. */
  drupe_value (*slot)(drupe_cx *cx, drupe_instance *instance, uint32_t index);
  /* E_INVAL where the class has no such slot. */
  int32_t (*set_slot)(drupe_cx *cx, drupe_instance *instance, uint32_t index,
                      drupe_value v);
  /* 1 keeps the instance alive from native code (counts), 0 gives that up. */
  void (*pin)(drupe_cx *cx, drupe_instance *instance, int32_t on);
} drupe_class_api;

static inline void *drupe_unwrap(drupe_cx *cx, drupe_value v,
                                 const drupe_class_def *def) {
  return cx->classes->unwrap(cx, v, def);
}
static inline drupe_value drupe_instance_new(drupe_cx *cx,
                                             const drupe_class_def *def,
                                             void *native) {
  return cx->classes->instance_new(cx, def, native, NULL);
}
/* The usual end of construct.  On failure the native data is still yours. */
static inline drupe_value drupe_bind(drupe_cx *cx, const drupe_call *call,
                                     const drupe_class_def *def,
                                     void *native) {
  int32_t rc = cx->classes->bind(cx, call->self, def, native, NULL);

  return rc < 0 ? drupe_throw_status(cx, rc, "bind") : call->self;
}

#ifdef __cplusplus
}
#endif
#endif
