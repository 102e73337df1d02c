/* js/engine/proxy_access.c - the traps of proxies for has, get, set and delete
 * (ECMA-262 10.5.7 to 10.5.10). */
#include "engine_internal.h"
#include "proxy.h"

drupe__trapped drupe__proxy_has(duk_context *ctx, duk_hobject *proxy,
                                duk_hstring *key) {
  drupe__trap t;
  drupe__property is;
  bool result;

  if (!drupe__trap_begin(ctx, proxy, "has", &t))
    return drupe__no_trap;
  duk_push_hstring(ctx, key);
  result = drupe__trap_ask(ctx, &t);
  if (!result && drupe__object_own(ctx, t.target, key, &is)) {
    if (!(is.flags & DUK_DEFPROP_CONFIGURABLE))
      (void)duk_type_error(ctx,
                           "'has' on proxy: trap returned falsish for property "
                           "'%s' which exists in the proxy target as "
                           "non-configurable",
                           drupe__trap_key(ctx, key));
    if (!drupe__object_extensible(ctx, t.target))
      (void)duk_type_error(ctx,
                           "'has' on proxy: trap returned falsish for property "
                           "'%s' but the proxy target is not extensible",
                           drupe__trap_key(ctx, key));
  }
  return drupe__trap_end(ctx, &t, result);
}

/* The value that the trap returned is on top. */
static void proxy_get_check(duk_context *ctx, duk_hobject *target,
                            duk_hstring *key) {
  duk_idx_t value = duk_get_top_index(ctx);
  drupe__property is;

  if (!drupe__object_own(ctx, target, key, &is) ||
      (is.flags & DUK_DEFPROP_CONFIGURABLE))
    return;
  if ((is.flags & DRUPE__HAVE_DATA) && !(is.flags & DUK_DEFPROP_WRITABLE) &&
      !duk_samevalue(ctx, value, is.value)) {
    const char *expected = duk_safe_to_string(ctx, is.value);
    const char *got = duk_safe_to_string(ctx, value);

    (void)duk_type_error(ctx,
                         "'get' on proxy: property '%s' is a read-only and "
                         "non-configurable data property on the proxy target "
                         "but the proxy did not return its actual value "
                         "(expected '%s' but got '%s')",
                         drupe__trap_key(ctx, key), expected, got);
  }
  if ((is.flags & DRUPE__HAVE_ACCESSOR) && is.get == NULL &&
      !duk_is_undefined(ctx, value)) {
    const char *got = duk_safe_to_string(ctx, value);

    (void)duk_type_error(ctx,
                         "'get' on proxy: property '%s' is a non-configurable "
                         "accessor property on the proxy target and does not "
                         "have a getter function, but the trap did not return "
                         "'undefined' (got '%s')",
                         drupe__trap_key(ctx, key), got);
  }
}

bool drupe__proxy_get(duk_context *ctx, duk_hobject *proxy, duk_hstring *key,
                      duk_idx_t receiver) {
  drupe__trap t;

  if (!drupe__trap_begin(ctx, proxy, "get", &t))
    return false;
  duk_push_hstring(ctx, key);
  duk_dup(ctx, receiver);
  drupe__trap_call(ctx, &t);
  proxy_get_check(ctx, t.target, key);
  drupe__trap_keep(ctx, &t, t.base + 2);
  return true;
}

static void proxy_set_check(duk_context *ctx, duk_hobject *target,
                            duk_hstring *key, duk_idx_t value) {
  drupe__property is;

  if (!drupe__object_own(ctx, target, key, &is) ||
      (is.flags & DUK_DEFPROP_CONFIGURABLE))
    return;
  if ((is.flags & DRUPE__HAVE_DATA) && !(is.flags & DUK_DEFPROP_WRITABLE) &&
      !duk_samevalue(ctx, value, is.value))
    (void)duk_type_error(ctx,
                         "'set' on proxy: trap returned truish for property "
                         "'%s' which exists in the proxy target as a "
                         "non-configurable and non-writable data property with "
                         "a different value",
                         drupe__trap_key(ctx, key));
  if ((is.flags & DRUPE__HAVE_ACCESSOR) && is.set == NULL)
    (void)duk_type_error(ctx,
                         "'set' on proxy: trap returned truish for property "
                         "'%s' which exists in the proxy target as a "
                         "non-configurable and non-writable accessor property "
                         "without a setter",
                         drupe__trap_key(ctx, key));
}

drupe__trapped drupe__proxy_set(duk_context *ctx, duk_hobject *proxy,
                                duk_hstring *key, duk_idx_t value,
                                duk_idx_t receiver) {
  drupe__trap t;
  bool result;

  if (!drupe__trap_begin(ctx, proxy, "set", &t))
    return drupe__no_trap;
  duk_push_hstring(ctx, key);
  duk_dup(ctx, value);
  duk_dup(ctx, receiver);
  result = drupe__trap_ask(ctx, &t);
  if (result)
    proxy_set_check(ctx, t.target, key, value);
  return drupe__trap_end(ctx, &t, result);
}

drupe__trapped drupe__proxy_delete(duk_context *ctx, duk_hobject *proxy,
                                   duk_hstring *key) {
  drupe__trap t;
  drupe__property is;
  bool result;

  if (!drupe__trap_begin(ctx, proxy, "deleteProperty", &t))
    return drupe__no_trap;
  duk_push_hstring(ctx, key);
  result = drupe__trap_ask(ctx, &t);
  if (result && drupe__object_own(ctx, t.target, key, &is)) {
    if (!(is.flags & DUK_DEFPROP_CONFIGURABLE))
      (void)duk_type_error(ctx,
                           "'deleteProperty' on proxy: trap returned truish "
                           "for property '%s' which is non-configurable in the "
                           "proxy target",
                           drupe__trap_key(ctx, key));
    if (!drupe__object_extensible(ctx, t.target))
      (void)duk_type_error(ctx,
                           "'deleteProperty' on proxy: trap returned truish "
                           "for property '%s' but the proxy target is "
                           "non-extensible",
                           drupe__trap_key(ctx, key));
  }
  return drupe__trap_end(ctx, &t, result);
}
