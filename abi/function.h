/* abi/function.h - native functions, their signatures, and calling JS.
 *
 * A signature is text, in TypeScript's words, and the kernel enforces it before
 * the C function runs:
 *
 *   "hash(data: string|buffer, rounds?: integer, done?: function): promise"
 *
 * types    any number integer int32 uint32 boolean string symbol bigint buffer
 *          function object array date promise null undefined, or the name of a
 *          class of this module; `a|b` either; `name?` may be left out or
 *          undefined; `...rest: type` the others
 * what it gives   fn.name and fn.length; a TypeError in Node's words
 *          (ERR_INVALID_ARG_TYPE: The "rounds" argument must be of type
 *          integer. Received type string ('x')); documentation and .d.ts
 * cost     a compare per argument; the text is read when the function is made
 *          and copied, so that a formatted one will do
 *
 * "@@iterator()" names a member by the well-known symbol.  Unknown text after
 * the closing parenthesis is ignored, an unknown type makes the load fail, so
 * new type names are a minor change.  A bare name ("hash") checks nothing.
 *
 * argv always has room for the declared parameters and for at least four:
 * reading argv[0..3] or a declared argument that was not given yields
 * undefined. */
#ifndef DRUPE_FUNCTION_H
#define DRUPE_FUNCTION_H

#include "error.h"
#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { DRUPE_CALL_CONSTRUCT = 1 << 0 }; /* drupe_call.flags */

/* The object behind an instance, for native code that outlives a callback:
 * valid from instance_new or bind until finalize is called; does not keep it
 * alive. */
typedef struct drupe_instance drupe_instance;

/* One call of a native function; the kernel makes it and it is valid until the
 * function returns.  It may grow at its end in a minor. */
typedef struct drupe_call {
  drupe_value self;   /* this; in a constructor the new object */
  drupe_value target; /* new.target, or undefined */
  const drupe_value *argv;
  uint32_t argc;
  uint32_t flags;
  void *native; /* in a method or accessor of a class: the object's own data */
  void *data;   /* from the definition or function_new */
  /* In a method, accessor or constructor of a class; else NULL. */
  drupe_instance *instance;
  const struct drupe_class_def *def;
  void *reserved[2];
} drupe_call;

/* Returns the result, valid in this call. */
typedef drupe_value (*drupe_fn)(drupe_cx *cx, const drupe_call *call);

enum { /* drupe_member.kind */
  DRUPE_MEMBER_FUNCTION = 0, /* on exports or an object; in a class a method */
  DRUPE_MEMBER_ACCESSOR = 1, /* "name: type"; the type checks what is set */
  DRUPE_MEMBER_STATIC = 2,   /* of a class: on the constructor */
  DRUPE_MEMBER_STATIC_ACCESSOR = 3
};

enum { /* drupe_member.flags; 0 gives what a class or an object literal gives */
  DRUPE_MEMBER_ENUMERABLE = 1 << 0, /* methods and accessors of a class */
  DRUPE_MEMBER_FIXED = 1 << 1       /* neither writable nor configurable */
};

/* One function, method or accessor.  A list ends with DRUPE_MEMBER_END. */
typedef struct drupe_member {
  const char *signature;
  drupe_fn fn;  /* the function, or the getter */
  drupe_fn set; /* the setter; NULL: read only */
  void *data;   /* drupe_call.data */
  uint32_t kind;
  uint32_t flags;
  const void *more; /* reserved, NULL */
} drupe_member;

#define DRUPE_FN(signature, fn) {signature, fn, NULL, NULL, 0, 0, NULL}
#define DRUPE_FN_DATA(signature, fn, data)                                     \
  {signature, fn, NULL, data, 0, 0, NULL}
#define DRUPE_GET(signature, get) {signature, get, NULL, NULL, 1, 0, NULL}
#define DRUPE_GETSET(signature, get, set)                                      \
  {signature, get, set, NULL, 1, 0, NULL}
#define DRUPE_STATIC_FN(signature, fn) {signature, fn, NULL, NULL, 2, 0, NULL}
#define DRUPE_STATIC_GET(signature, get)                                       \
  {signature, get, NULL, NULL, 3, 0, NULL}
#define DRUPE_MEMBER_END {NULL, NULL, NULL, NULL, 0, 0, NULL}

typedef struct drupe_function_api {
  drupe_header head;
  /* A function object.  `def` and its signature are copied; def->data is not
   * used, `data` is.  finalize(cx, data, NULL) at once when the object dies,
   * may be NULL: release memory there, no more. */
  drupe_value (*function_new)(drupe_cx *cx, const drupe_member *def,
                              void *data, drupe_free_fn finalize);
  /* Puts each member of the list on `o`. */
  int32_t (*define_members)(drupe_cx *cx, drupe_value o,
                            const drupe_member *members);
  /* fn.apply(self, argv); none if it throws.  No microtask runs. */
  drupe_value (*call)(drupe_cx *cx, drupe_value fn, drupe_value self,
                      uint32_t argc, const drupe_value *argv);
  /* new fn(...argv) */
  drupe_value (*construct)(drupe_cx *cx, drupe_value fn, uint32_t argc,
                           const drupe_value *argv);
  /* o[key](...argv), with one crossing. */
  drupe_value (*invoke)(drupe_cx *cx, drupe_value o, drupe_value key,
                        uint32_t argc, const drupe_value *argv);
  /* Throws the TypeError of a failed check for argument `index`; `expected`
   * is the type in words ("of type string").  Always none. */
  drupe_value (*bad_argument)(drupe_cx *cx, const drupe_call *call,
                              uint32_t index, const char *expected);
} drupe_function_api;

/* Argument i; undefined if it was not given. */
static inline drupe_value drupe_arg(const drupe_call *call, uint32_t i) {
  return i < call->argc ? call->argv[i] : drupe_undefined();
}
static inline int drupe_given(const drupe_call *call, uint32_t i) {
  return i < call->argc && !drupe_is_undefined(call->argv[i]);
}
static inline double drupe_arg_double(const drupe_call *call, uint32_t i,
                                      double otherwise) {
  return drupe_given(call, i) ? drupe_to_double(call->argv[i]) : otherwise;
}
static inline int32_t drupe_arg_int(const drupe_call *call, uint32_t i,
                                    int32_t otherwise) {
  return drupe_given(call, i) ? drupe_to_int(call->argv[i]) : otherwise;
}
static inline int64_t drupe_arg_int64(const drupe_call *call, uint32_t i,
                                      int64_t otherwise) {
  return drupe_given(call, i) ? drupe_to_int64(call->argv[i]) : otherwise;
}
static inline int drupe_arg_bool(const drupe_call *call, uint32_t i,
                                 int otherwise) {
  return drupe_given(call, i) ? drupe_to_bool(call->argv[i]) : otherwise;
}
static inline drupe_str drupe_arg_str(drupe_cx *cx, const drupe_call *call,
                                      uint32_t i) {
  return drupe_view(cx, drupe_arg(call, i));
}
static inline drupe_value drupe_function(drupe_cx *cx, const char *signature,
                                         drupe_fn fn, void *data) {
  drupe_member def;

  memset(&def, 0, sizeof(def));
  def.signature = signature;
  def.fn = fn;
  return cx->function->function_new(cx, &def, data, NULL);
}
static inline drupe_value drupe_apply(drupe_cx *cx, drupe_value fn,
                                      drupe_value self, uint32_t argc,
                                      const drupe_value *argv) {
  return cx->function->call(cx, fn, self, argc, argv);
}
static inline drupe_value drupe_invoke(drupe_cx *cx, drupe_value o,
                                       drupe_value key, uint32_t argc,
                                       const drupe_value *argv) {
  return cx->function->invoke(cx, o, key, argc, argv);
}

#ifdef __cplusplus
}
#endif
#endif
