/* js/engine/object_list.c - what is asked of all properties of an object with a
 * proxy in it, or of a namespace, whose dead zone is to be seen: enumeration,
 * freezing, and the chain of prototypes. */
#include "object.h"

#include "engine_internal.h"
#include "module.h"

duk_bool_t drupe__enum_has_proxy(duk_hthread *thread, duk_hobject *object,
                                 duk_small_uint_t flags) {
  (void)thread; /* the macro uses it only where heap pointers are packed */
  if (drupe__is_namespace(object))
    return 1;
  if (flags & DUK_ENUM_NO_PROXY_BEHAVIOR)
    return 0;
  for (; object != NULL;
       object = DUK_HOBJECT_GET_PROTOTYPE(thread->heap, object)) {
    if (DUK_HOBJECT_IS_PROXY(object) || drupe__is_namespace(object))
      return 1;
    if (flags & DUK_ENUM_OWN_PROPERTIES_ONLY)
      return 0;
  }
  return 0;
}

static bool list_wants(const duk_hstring *key, duk_small_uint_t flags) {
  if (DUK_HSTRING_HAS_SYMBOL(key))
    return (flags & DUK_ENUM_INCLUDE_SYMBOLS) != 0;
  return (flags & DUK_ENUM_EXCLUDE_STRINGS) == 0;
}

/* Adds the object's keys to the array at `keys`; those at `seen` are hidden by
 * an object before it. */
static void list_level(duk_context *ctx, duk_hobject *object,
                       duk_small_uint_t flags, duk_idx_t keys,
                       duk_uarridx_t *count) {
  duk_idx_t own = duk_get_top(ctx), seen = keys + 1;
  duk_uarridx_t i, length;

  drupe__object_keys(ctx, object);
  length = (duk_uarridx_t)duk_get_length(ctx, own);
  for (i = 0; i < length; i++) {
    drupe__property property = {DUK_DEFPROP_ENUMERABLE, -1, NULL, NULL};
    duk_hstring *key;

    duk_set_top(ctx, own + 1);
    duk_get_prop_index(ctx, own, i);
    key = duk_known_hstring(ctx, -1);
    duk_dup_top(ctx);
    if (!list_wants(key, flags) || duk_has_prop(ctx, seen))
      continue;
    if (!(flags & DUK_ENUM_INCLUDE_NONENUMERABLE) &&
        !drupe__object_own(ctx, object, key, &property))
      continue;
    duk_push_hstring(ctx, key);
    duk_push_true(ctx);
    duk_put_prop(ctx, seen);
    if (property.flags & DUK_DEFPROP_ENUMERABLE) {
      duk_push_hstring(ctx, key);
      duk_put_prop_index(ctx, keys, (*count)++);
    }
  }
  duk_set_top(ctx, own);
}

void drupe__enum_keys(duk_hthread *thread, duk_hobject *object,
                      duk_small_uint_t flags) {
  duk_idx_t keys = duk_get_top(thread);
  duk_uarridx_t count = 0;

  duk_require_stack(thread, 16);
  duk_push_array(thread);
  duk_push_bare_object(thread);
  duk_push_hobject(thread, object); /* the level, kept */
  while (duk_is_object(thread, -1)) {
    list_level(thread, duk_known_hobject(thread, -1), flags, keys, &count);
    if (flags & DUK_ENUM_OWN_PROPERTIES_ONLY)
      break;
    drupe__object_prototype(thread, duk_known_hobject(thread, -1));
    duk_replace(thread, keys + 2);
  }
  duk_set_top(thread, keys + 1);
}

/* SetIntegrityLevel (7.3.15) of a proxy or a namespace. */
void drupe__proxy_freeze(duk_hthread *thread, duk_hobject *object,
                         duk_bool_t freeze) {
  duk_idx_t keys = duk_get_top(thread);
  duk_uarridx_t i, length;

  if (!drupe__object_prevent_extensions(thread, object))
    (void)duk_type_error(thread, "'preventExtensions' on proxy: trap returned "
                                 "falsish");
  drupe__object_keys(thread, object);
  length = (duk_uarridx_t)duk_get_length(thread, keys);
  for (i = 0; i < length; i++) {
    drupe__property is;
    drupe__property change = {DUK_DEFPROP_HAVE_CONFIGURABLE, -1, NULL, NULL};
    duk_hstring *key;

    duk_get_prop_index(thread, keys, i);
    key = duk_known_hstring(thread, -1);
    if (!freeze || drupe__object_own(thread, object, key, &is)) {
      if (freeze && (is.flags & DUK_DEFPROP_HAVE_VALUE))
        change.flags |= DUK_DEFPROP_HAVE_WRITABLE;
      if (!drupe__object_define(thread, object, key, &change)) {
        if (drupe__is_namespace(object))
          (void)duk_type_error(thread, "Cannot redefine property: %s",
                               (const char *)DUK_HSTRING_GET_DATA(key));
        drupe__throw_falsish(thread, "defineProperty", key);
      }
    }
    duk_set_top(thread, keys + 1);
  }
  duk_set_top(thread, keys);
}

/* TestIntegrityLevel (7.3.16) of a proxy. */
duk_bool_t drupe__proxy_is_frozen(duk_hthread *thread, duk_hobject *object,
                                  duk_bool_t frozen) {
  duk_idx_t keys = duk_get_top(thread);
  duk_uarridx_t i, length;
  bool result = !drupe__object_extensible(thread, object);

  if (!result)
    return 0;
  drupe__object_keys(thread, object);
  length = (duk_uarridx_t)duk_get_length(thread, keys);
  for (i = 0; i < length && result; i++) {
    drupe__property is;

    duk_get_prop_index(thread, keys, i);
    if (drupe__object_own(thread, object, duk_known_hstring(thread, -1), &is))
      result = !(is.flags & DUK_DEFPROP_CONFIGURABLE) &&
               !(frozen && (is.flags & DUK_DEFPROP_WRITABLE));
    duk_set_top(thread, keys + 1);
  }
  duk_set_top(thread, keys);
  return result;
}

/* Is `wanted` among the prototypes of `object`? */
duk_bool_t drupe__is_prototype_of(duk_hthread *thread, duk_hobject *wanted,
                                  duk_hobject *object) {
  duk_idx_t at = duk_get_top(thread);
  bool found = false;

  duk_require_stack(thread, 4);
  duk_push_hobject(thread, object);
  do {
    drupe__object_prototype(thread, duk_known_hobject(thread, at));
    duk_replace(thread, at);
    found = duk_get_hobject(thread, at) == wanted;
  } while (!found && duk_is_object(thread, at));
  duk_pop(thread);
  return found;
}

/* IsArray: a revoked proxy is a TypeError. */
duk_bool_t drupe__is_array(duk_hthread *thread, duk_hobject *object) {
  while (DUK_HOBJECT_IS_PROXY(object)) {
    drupe__proxy_check(thread, object, "IsArray");
    object = drupe__proxy_target(object);
  }
  return DUK_HOBJECT_GET_CLASS_NUMBER(object) == DUK_HOBJECT_CLASS_ARRAY;
}
