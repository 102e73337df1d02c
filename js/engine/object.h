/* js/engine/object.h - the internal methods of objects (ECMA-262 10.1, 10.5),
 * proxies among them.
 *
 * The engine's own property access knows no receiver but the base, and nothing
 * of a proxy on a chain of prototypes; it comes here for both.  Objects that
 * are passed must be kept alive by the caller. */
#ifndef DRUPE_ENGINE_OBJECT_H
#define DRUPE_ENGINE_OBJECT_H

#include <stdbool.h>

#include "duktape_internal.h"

/* A property, or what is asked of one: DUK_DEFPROP_* of flags says which fields
 * there are.  Values lie on the stack, above what was there before. */
typedef struct drupe__property {
  duk_uint_t flags;
  duk_idx_t value; /* its index, where flags have HAVE_VALUE */
  duk_hobject *get;
  duk_hobject *set;
} drupe__property;

/* -- object.c -------------------------------------------------------------- */
/* [[GetPrototypeOf]]: pushes it or null. */
void drupe__object_prototype(duk_context *ctx, duk_hobject *object);
/* [[SetPrototypeOf]]; prototype may be NULL. */
bool drupe__object_set_prototype(duk_context *ctx, duk_hobject *object,
                                 duk_hobject *prototype);
bool drupe__object_extensible(duk_context *ctx, duk_hobject *object);
bool drupe__object_prevent_extensions(duk_context *ctx, duk_hobject *object);
/* [[GetOwnProperty]]; false: there is none.  Pushes what keeps it alive. */
bool drupe__object_own(duk_context *ctx, duk_hobject *object, duk_hstring *key,
                       drupe__property *out);
bool drupe__object_define(duk_context *ctx, duk_hobject *object,
                          duk_hstring *key, const drupe__property *property);
bool drupe__object_has(duk_context *ctx, duk_hobject *object, duk_hstring *key);
/* Pushes the value. */
void drupe__object_get(duk_context *ctx, duk_hobject *object, duk_hstring *key,
                       duk_idx_t receiver);
bool drupe__object_set(duk_context *ctx, duk_hobject *object, duk_hstring *key,
                       duk_idx_t value, duk_idx_t receiver);
bool drupe__object_delete(duk_context *ctx, duk_hobject *object,
                          duk_hstring *key);
/* [[OwnPropertyKeys]]: pushes an array. */
void drupe__object_keys(duk_context *ctx, duk_hobject *object);

/* Has it that own property, and is it enumerable?  Asks a proxy. */
bool drupe__object_enumerable(duk_context *ctx, duk_hobject *object,
                              duk_hstring *key);

/* Pushes the object that describes it: only the fields that there are. */
void drupe__push_descriptor(duk_context *ctx, const drupe__property *property);
/* ToPropertyDescriptor of the value at `index`; pushes. */
void drupe__to_property(duk_context *ctx, duk_idx_t index,
                        drupe__property *out);

/* -- proxy*.c: the same of a proxy; `trap` false: there is none, and the caller
 * goes on with the target ------------------------------------------------- */
typedef struct drupe__trapped {
  bool trap;
  bool result;
} drupe__trapped;
duk_hobject *drupe__proxy_target(duk_hobject *proxy);
bool drupe__proxy_prototype(duk_context *ctx, duk_hobject *proxy);
drupe__trapped drupe__proxy_set_prototype(duk_context *ctx, duk_hobject *proxy,
                                          duk_hobject *prototype);
drupe__trapped drupe__proxy_extensible(duk_context *ctx, duk_hobject *proxy);
drupe__trapped drupe__proxy_prevent_extensions(duk_context *ctx,
                                               duk_hobject *proxy);
drupe__trapped drupe__proxy_own(duk_context *ctx, duk_hobject *proxy,
                                duk_hstring *key, drupe__property *out);
drupe__trapped drupe__proxy_define(duk_context *ctx, duk_hobject *proxy,
                                   duk_hstring *key,
                                   const drupe__property *property);
drupe__trapped drupe__proxy_has(duk_context *ctx, duk_hobject *proxy,
                                duk_hstring *key);
bool drupe__proxy_get(duk_context *ctx, duk_hobject *proxy, duk_hstring *key,
                      duk_idx_t receiver);
drupe__trapped drupe__proxy_set(duk_context *ctx, duk_hobject *proxy,
                                duk_hstring *key, duk_idx_t value,
                                duk_idx_t receiver);
drupe__trapped drupe__proxy_delete(duk_context *ctx, duk_hobject *proxy,
                                   duk_hstring *key);
bool drupe__proxy_keys(duk_context *ctx, duk_hobject *proxy);
void drupe__proxy_revoke(duk_context *ctx, duk_hobject *proxy);

#endif
