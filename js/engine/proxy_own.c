/* js/engine/proxy_own.c - the traps of proxies for own properties and their
 * keys (ECMA-262 10.5.5, 10.5.6, 10.5.11). */
#include "engine_internal.h"
#include "message.h"
#include "proxy.h"

/* -- descriptors ----------------------------------------------------------- */
/* Is the bit in `have` asked for, and other than it is? */
static bool proxy_differs(const drupe__property *asked,
                          const drupe__property *is, duk_uint_t have,
                          duk_uint_t bit) {
  return (asked->flags & have) && ((asked->flags ^ is->flags) & bit);
}

/* IsCompatiblePropertyDescriptor with a property that is not configurable. */
static bool proxy_fits_fixed(duk_context *ctx, const drupe__property *asked,
                             const drupe__property *is) {
  if ((asked->flags & DUK_DEFPROP_CONFIGURABLE) ||
      proxy_differs(asked, is, DUK_DEFPROP_HAVE_ENUMERABLE,
                    DUK_DEFPROP_ENUMERABLE))
    return false;
  if (is->flags & DRUPE__HAVE_ACCESSOR)
    return !(asked->flags & DRUPE__HAVE_DATA) &&
           !((asked->flags & DUK_DEFPROP_HAVE_GETTER) &&
             asked->get != is->get) &&
           !((asked->flags & DUK_DEFPROP_HAVE_SETTER) && asked->set != is->set);
  if (asked->flags & DRUPE__HAVE_ACCESSOR)
    return false;
  if (is->flags & DUK_DEFPROP_WRITABLE)
    return true;
  return !(asked->flags & DUK_DEFPROP_WRITABLE) &&
         !((asked->flags & DUK_DEFPROP_HAVE_VALUE) &&
           !duk_samevalue(ctx, asked->value, is->value));
}

static bool proxy_fits(duk_context *ctx, bool extensible,
                       const drupe__property *asked, bool found,
                       const drupe__property *is) {
  if (!found)
    return extensible;
  return (is->flags & DUK_DEFPROP_CONFIGURABLE) ||
         proxy_fits_fixed(ctx, asked, is);
}

/* CompletePropertyDescriptor */
static void proxy_complete(duk_context *ctx, drupe__property *p) {
  p->flags |= DUK_DEFPROP_HAVE_ENUMERABLE | DUK_DEFPROP_HAVE_CONFIGURABLE;
  if (p->flags & DRUPE__HAVE_ACCESSOR) {
    p->flags |= DRUPE__HAVE_ACCESSOR;
    return;
  }
  if (!(p->flags & DUK_DEFPROP_HAVE_VALUE)) {
    duk_push_undefined(ctx);
    p->value = duk_get_top_index(ctx);
  }
  p->flags |= DRUPE__HAVE_DATA;
}

/* The trap says that there is none. */
static void proxy_own_none(duk_context *ctx, duk_hobject *target,
                           duk_hstring *key) {
  drupe__property is;

  if (!duk_is_undefined(ctx, -1))
    (void)duk_type_error(ctx,
                         "'getOwnPropertyDescriptor' on proxy: trap returned "
                         "neither object nor undefined for property '%s'",
                         drupe__trap_key(ctx, key));
  if (!drupe__object_own(ctx, target, key, &is))
    return;
  if (!(is.flags & DUK_DEFPROP_CONFIGURABLE))
    (void)duk_type_error(ctx,
                         "'getOwnPropertyDescriptor' on proxy: trap returned "
                         "undefined for property '%s' which is "
                         "non-configurable in the proxy target",
                         drupe__trap_key(ctx, key));
  if (!drupe__object_extensible(ctx, target))
    (void)duk_type_error(ctx,
                         "'getOwnPropertyDescriptor' on proxy: trap returned "
                         "undefined for property '%s' which exists in the "
                         "non-extensible proxy target",
                         drupe__trap_key(ctx, key));
}

static void proxy_own_check(duk_context *ctx, duk_hobject *target,
                            duk_hstring *key, drupe__property *out) {
  duk_idx_t answer = duk_get_top_index(ctx);
  drupe__property is;
  bool found = drupe__object_own(ctx, target, key, &is);
  bool extensible = drupe__object_extensible(ctx, target);

  drupe__to_property(ctx, answer, out);
  proxy_complete(ctx, out);
  if (!proxy_fits(ctx, extensible, out, found, &is))
    (void)duk_type_error(ctx,
                         "'getOwnPropertyDescriptor' on proxy: trap returned "
                         "descriptor for property '%s' that is incompatible "
                         "with the existing property in the proxy target",
                         drupe__trap_key(ctx, key));
  if (out->flags & DUK_DEFPROP_CONFIGURABLE)
    return;
  if (!found || (is.flags & DUK_DEFPROP_CONFIGURABLE) ||
      ((out->flags & DUK_DEFPROP_HAVE_WRITABLE) &&
       !(out->flags & DUK_DEFPROP_WRITABLE) &&
       (is.flags & DUK_DEFPROP_WRITABLE)))
    (void)duk_type_error(ctx,
                         "'getOwnPropertyDescriptor' on proxy: trap reported "
                         "non-configurability for property '%s' which is "
                         "either non-existent or configurable in the proxy "
                         "target",
                         drupe__trap_key(ctx, key));
}

drupe__trapped drupe__proxy_own(duk_context *ctx, duk_hobject *proxy,
                                duk_hstring *key, drupe__property *out) {
  drupe__trap t;

  if (!drupe__trap_begin(ctx, proxy, "getOwnPropertyDescriptor", &t))
    return drupe__no_trap;
  duk_push_hstring(ctx, key);
  drupe__trap_call(ctx, &t);
  if (!duk_is_object(ctx, -1)) {
    proxy_own_none(ctx, t.target, key);
    return drupe__trap_end(ctx, &t, false);
  }
  proxy_own_check(ctx, t.target, key, out); /* its values stay */
  return (drupe__trapped){true, true};
}

static void proxy_define_check(duk_context *ctx, duk_hobject *target,
                               duk_hstring *key, const drupe__property *asked) {
  drupe__property is;
  bool found = drupe__object_own(ctx, target, key, &is);
  bool extensible = drupe__object_extensible(ctx, target);
  bool fixes = (asked->flags & DUK_DEFPROP_HAVE_CONFIGURABLE) &&
               !(asked->flags & DUK_DEFPROP_CONFIGURABLE);

  if (!found && !extensible)
    (void)duk_type_error(ctx,
                         "'defineProperty' on proxy: trap returned truish for "
                         "adding property '%s'  to the non-extensible proxy "
                         "target",
                         drupe__trap_key(ctx, key));
  if ((!found && fixes) ||
      (found && fixes && (is.flags & DUK_DEFPROP_CONFIGURABLE)))
    (void)duk_type_error(ctx,
                         "'defineProperty' on proxy: trap returned truish for "
                         "defining non-configurable property '%s' which is "
                         "either non-existent or configurable in the proxy "
                         "target",
                         drupe__trap_key(ctx, key));
  if (!proxy_fits(ctx, extensible, asked, found, &is))
    (void)duk_type_error(ctx,
                         "'defineProperty' on proxy: trap returned truish for "
                         "adding property '%s'  that is incompatible with the "
                         "existing property in the proxy target",
                         drupe__trap_key(ctx, key));
  if (found && !(is.flags & DUK_DEFPROP_CONFIGURABLE) &&
      (is.flags & DUK_DEFPROP_WRITABLE) &&
      (asked->flags & DUK_DEFPROP_HAVE_WRITABLE) &&
      !(asked->flags & DUK_DEFPROP_WRITABLE))
    (void)duk_type_error(ctx,
                         "'defineProperty' on proxy: trap returned truish for "
                         "defining non-configurable property '%s' which cannot "
                         "be non-writable",
                         drupe__trap_key(ctx, key));
}

drupe__trapped drupe__proxy_define(duk_context *ctx, duk_hobject *proxy,
                                   duk_hstring *key,
                                   const drupe__property *property) {
  drupe__trap t;
  bool result;

  if (!drupe__trap_begin(ctx, proxy, "defineProperty", &t))
    return drupe__no_trap;
  duk_push_hstring(ctx, key);
  drupe__push_descriptor(ctx, property);
  result = drupe__trap_ask(ctx, &t);
  if (result)
    proxy_define_check(ctx, t.target, key, property);
  return drupe__trap_end(ctx, &t, result);
}

/* -- own keys -------------------------------------------------------------- */
/* [.. list] -> [.. list keys seen]: checked and copied; `seen` has each as a
 * property. */
static void proxy_list_keys(duk_context *ctx) {
  duk_idx_t list = duk_get_top_index(ctx);
  duk_uarridx_t i, length;

  if (!duk_is_object(ctx, list))
    (void)duk_type_error(ctx, "CreateListFromArrayLike called on non-object");
  length = (duk_uarridx_t)duk_get_length(ctx, list);
  duk_push_array(ctx);
  duk_push_bare_object(ctx);
  for (i = 0; i < length; i++) {
    duk_get_prop_index(ctx, list, i);
    if (!duk_is_string(ctx, -1)) {
      drupe__readable_push(ctx, duk_get_tval(ctx, -1));
      (void)duk_type_error(ctx, "%s is not a valid property name",
                           duk_get_string(ctx, -1));
    }
    duk_dup_top(ctx);
    if (duk_has_prop(ctx, list + 2))
      (void)duk_type_error(ctx, "'ownKeys' on proxy: trap returned duplicate "
                                "entries");
    duk_dup_top(ctx);
    duk_put_prop_index(ctx, list + 1, i);
    duk_push_true(ctx);
    duk_put_prop(ctx, list + 2);
  }
}

/* Takes the target's keys out of `seen` at `seen`: those that must be there, or
 * all.  [.. targetKeys] on top. */
static void proxy_require_keys(duk_context *ctx, duk_hobject *target,
                               duk_idx_t seen, bool fixed_only) {
  duk_idx_t keys = duk_get_top_index(ctx);
  duk_uarridx_t i, length = (duk_uarridx_t)duk_get_length(ctx, keys);

  for (i = 0; i < length; i++) {
    drupe__property is;
    duk_hstring *key;
    bool fixed;

    duk_get_prop_index(ctx, keys, i);
    key = duk_known_hstring(ctx, -1);
    fixed = drupe__object_own(ctx, target, key, &is) &&
            !(is.flags & DUK_DEFPROP_CONFIGURABLE);
    duk_set_top(ctx, keys + 2);
    if (fixed == fixed_only) {
      duk_dup_top(ctx);
      if (!duk_has_prop(ctx, seen))
        (void)duk_type_error(ctx,
                             "'ownKeys' on proxy: trap result did not include "
                             "'%s'",
                             drupe__trap_key(ctx, key));
      duk_dup_top(ctx);
      duk_del_prop(ctx, seen);
    }
    duk_pop(ctx);
  }
}

static void proxy_check_keys(duk_context *ctx, duk_hobject *target) {
  duk_idx_t seen = duk_get_top_index(ctx);
  bool extensible = drupe__object_extensible(ctx, target);

  drupe__object_keys(ctx, target);
  proxy_require_keys(ctx, target, seen, true);
  if (extensible)
    return;
  proxy_require_keys(ctx, target, seen, false);
  duk_enum(ctx, seen, DUK_ENUM_INCLUDE_SYMBOLS);
  if (duk_next(ctx, -1, 0))
    (void)duk_type_error(ctx, "'ownKeys' on proxy: trap returned extra keys "
                              "but proxy target is non-extensible");
}

bool drupe__proxy_keys(duk_context *ctx, duk_hobject *proxy) {
  drupe__trap t;

  if (!drupe__trap_begin(ctx, proxy, "ownKeys", &t))
    return false;
  drupe__trap_call(ctx, &t);
  proxy_list_keys(ctx);
  proxy_check_keys(ctx, t.target);
  drupe__trap_keep(ctx, &t, t.base + 3); /* [proxy target list keys ..] */
  return true;
}
