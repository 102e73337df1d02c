/* abi/object.h - objects, arrays, properties, and native data on any object.
 *
 * A property key is any value that can be one: a string, a symbol, a number.
 * drupe_key() makes one that lives as long as the module, so a hot path never
 * interns a name.  Everything here may run JS (getters, proxies) and so may
 * leave an error pending, unless it says that it does not. */
#ifndef DRUPE_OBJECT_H
#define DRUPE_OBJECT_H

#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { /* attributes of a property */
  DRUPE_PROP_WRITABLE = 1 << 0,
  DRUPE_PROP_ENUMERABLE = 1 << 1,
  DRUPE_PROP_CONFIGURABLE = 1 << 2,
  DRUPE_PROP_DEFAULT = 7, /* as by assignment */
  DRUPE_PROP_METHOD = 5   /* as a class method: not enumerable */
};

enum { /* which keys object->keys lists */
  DRUPE_KEYS_ENUMERABLE = 1 << 0,
  DRUPE_KEYS_STRINGS = 1 << 1,
  DRUPE_KEYS_SYMBOLS = 1 << 2,
  DRUPE_KEYS_INHERITED = 1 << 3,
  DRUPE_KEYS_NUMBERS = 1 << 4, /* give array indices as numbers */
  DRUPE_KEYS_WRITABLE = 1 << 5,
  DRUPE_KEYS_CONFIGURABLE = 1 << 6
};

enum { DRUPE_SEAL = 1, DRUPE_FREEZE = 2, DRUPE_PREVENT_EXTENSIONS = 3 };

/* Data a module hangs on an object that is not of its own class.  The address
 * of the tag is the identity; one object holds at most one of each tag.  Not
 * const: a compiler or linker may give two equal constants one address, and
 * gcc -fmerge-all-constants does so in spite of `self`. */
typedef struct drupe_tag {
  uint32_t size; /* of this struct */
  uint32_t flags; /* 0 */
  const struct drupe_tag *self; /* its own address: see class.h */
  const char *name; /* for reports */
  /* finalize(cx, data, NULL), queued to a safe point as in class.h; may use the
   * ABI.  NULL ok. */
  drupe_free_fn finalize;
} drupe_tag;

/* static drupe_tag t = DRUPE_TAG(t, "name", finalize); */
#define DRUPE_TAG(tag, name, finalize)                                         \
  {(uint32_t)sizeof(drupe_tag), 0u, &(tag), (name), (finalize)}

typedef struct drupe_object_api {
  drupe_header head;

  /* {}; none for no memory. */
  drupe_value (*object_new)(drupe_cx *cx);
  /* Object.create(proto); proto an object or null. */
  drupe_value (*object_of)(drupe_cx *cx, drupe_value proto);
  /* new Array(length) */
  drupe_value (*array_new)(drupe_cx *cx, uint32_t length);
  /* Length, or E_TYPE if v is no array.  Runs no JS. */
  int64_t (*array_length)(drupe_cx *cx, drupe_value v);

  /* A property key that lives until the module stops; the same text gives
   * the same key.  For names the program text knows: text from users would
   * pile up.  No error but none for no memory. */
  drupe_value (*key)(drupe_cx *cx, const char *utf8, size_t size);
  /* A key no script can see or list, private to this module. */
  drupe_value (*key_private)(drupe_cx *cx, const char *name);

  /* o[key]: the value, undefined where there is none, or none if a getter or
   * trap threw. */
  drupe_value (*get)(drupe_cx *cx, drupe_value o, drupe_value key);
  /* DRUPE_OK or E_PENDING; a refused write (frozen) is a TypeError. */
  int32_t (*set)(drupe_cx *cx, drupe_value o, drupe_value key, drupe_value v);
  /* These three: 1, 0 or E_PENDING.  Use drupe_has, drupe_has_own. */
  int32_t (*has_rc)(drupe_cx *cx, drupe_value o, drupe_value key);
  int32_t (*has_own_rc)(drupe_cx *cx, drupe_value o, drupe_value key);
  int32_t (*remove_rc)(drupe_cx *cx, drupe_value o, drupe_value key);
  /* o[index], as get and set. */
  drupe_value (*get_at)(drupe_cx *cx, drupe_value o, uint32_t index);
  int32_t (*set_at)(drupe_cx *cx, drupe_value o, uint32_t index,
                    drupe_value v);
  /* A data property with attributes, over what is there. */
  int32_t (*define)(drupe_cx *cx, drupe_value o, drupe_value key,
                    drupe_value v, int32_t attributes);
  /* An accessor; getter or setter may be undefined. */
  int32_t (*define_accessor)(drupe_cx *cx, drupe_value o, drupe_value key,
                             drupe_value getter, drupe_value setter,
                             int32_t attributes);
  /* An array of the keys that `which`, DRUPE_KEYS_ bits, asks for. */
  drupe_value (*keys)(drupe_cx *cx, drupe_value o, int32_t which);
  /* Object.getPrototypeOf and Object.setPrototypeOf; null is no prototype. */
  drupe_value (*prototype)(drupe_cx *cx, drupe_value o);
  int32_t (*set_prototype)(drupe_cx *cx, drupe_value o, drupe_value proto);
  /* DRUPE_SEAL, DRUPE_FREEZE, DRUPE_PREVENT_EXTENSIONS */
  int32_t (*set_integrity)(drupe_cx *cx, drupe_value o, int32_t how);

  /* Hangs `data` on o under `tag`.  E_BUSY if there is some, E_NOTSUP on a
   * Proxy.  Does not run JS. */
  int32_t (*attach)(drupe_cx *cx, drupe_value o, const drupe_tag *tag,
                    void *data);
  /* NULL if there is none.  Does not run JS. */
  void *(*attached)(drupe_cx *cx, drupe_value o, const drupe_tag *tag);
  /* Takes it off and returns it; finalize will not be called. */
  void *(*detach)(drupe_cx *cx, drupe_value o, const drupe_tag *tag);

  /* since 1.1 */
  /* The values of `count` properties, each as get gives it, but none for what o
   * does not have.  Returns how many enumerable properties with string keys are
   * o's own, or E_PENDING. */
  int64_t (*get_many)(drupe_cx *cx, drupe_value o, uint32_t count,
                      const drupe_value *keys, drupe_value *values);
  /* A new object with these properties, in this order.  Made in one piece where
   * no key is given twice and none is an array index. */
  drupe_value (*object_with)(drupe_cx *cx, uint32_t count,
                             const drupe_value *keys,
                             const drupe_value *values);
} drupe_object_api;

static inline drupe_value drupe_key(drupe_cx *cx, const char *name) {
  return cx->object->key(cx, name, DRUPE_NTS);
}
static inline drupe_value drupe_object(drupe_cx *cx) {
  return cx->object->object_new(cx);
}
static inline drupe_value drupe_array(drupe_cx *cx, uint32_t length) {
  return cx->object->array_new(cx, length);
}
/* 0 too when a trap threw: the error is then pending. */
static inline int drupe_has(drupe_cx *cx, drupe_value o, drupe_value key) {
  return cx->object->has_rc(cx, o, key) == 1;
}
static inline int drupe_has_own(drupe_cx *cx, drupe_value o,
                                drupe_value key) {
  return cx->object->has_own_rc(cx, o, key) == 1;
}
static inline drupe_value drupe_get(drupe_cx *cx, drupe_value o,
                                    drupe_value key) {
  return cx->object->get(cx, o, key);
}
static inline int32_t drupe_set(drupe_cx *cx, drupe_value o, drupe_value key,
                                drupe_value v) {
  return cx->object->set(cx, o, key, v);
}
static inline drupe_value drupe_at(drupe_cx *cx, drupe_value o, uint32_t i) {
  return cx->object->get_at(cx, o, i);
}
static inline int32_t drupe_set_at(drupe_cx *cx, drupe_value o, uint32_t i,
                                   drupe_value v) {
  return cx->object->set_at(cx, o, i, v);
}
/* By name: for set-up code; a hot path keeps a key. */
static inline drupe_value drupe_get_named(drupe_cx *cx, drupe_value o,
                                          const char *name) {
  return drupe_get(cx, o, drupe_string(cx, name, DRUPE_NTS));
}
static inline int32_t drupe_set_named(drupe_cx *cx, drupe_value o,
                                      const char *name, drupe_value v) {
  return drupe_set(cx, o, drupe_string(cx, name, DRUPE_NTS), v);
}

#ifdef __cplusplus
}
#endif
#endif
