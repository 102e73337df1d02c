/* js/engine/proxy.c - the traps of proxies and what their results must agree
 * with (ECMA-262 10.5). */
#include "builtins.h"
#include "engine_internal.h"
#include "message.h"
#include "object.h"

/* A revoked proxy has the heap's own object for a handler, which no script can
 * have. */
static bool proxy_is_revoked(duk_context *ctx, const duk_hproxy *proxy) {
  return proxy->handler == ctx->heap->heap_object;
}

void drupe__proxy_revoke(duk_context *ctx, duk_hobject *object) {
  duk_hproxy *proxy = (duk_hproxy *)(void *)object;
  duk_hobject *target = proxy->target, *handler = proxy->handler;

  if (proxy_is_revoked(ctx, proxy))
    return;
  proxy->target = ctx->heap->heap_object;
  proxy->handler = ctx->heap->heap_object;
  DUK_HOBJECT_INCREF(ctx, proxy->target);
  DUK_HOBJECT_INCREF(ctx, proxy->handler);
  DUK_HOBJECT_DECREF(ctx, target);
  DUK_HOBJECT_DECREF(ctx, handler);
}

duk_hobject *drupe__proxy_target(duk_hobject *proxy) {
  return ((duk_hproxy *)(void *)proxy)->target;
}

void drupe__proxy_check(duk_hthread *thread, duk_hobject *object,
                        const char *trap) {
  if (proxy_is_revoked(thread, (duk_hproxy *)(void *)object))
    (void)duk_type_error(thread, "Cannot perform '%s' on a proxy that has been "
                                 "revoked",
                         trap);
}

duk_bool_t drupe__proxy_trap(duk_hthread *thread, duk_hobject *object,
                             const char *name) {
  duk_hproxy *proxy = (duk_hproxy *)(void *)object;

  duk_native_stack_check(thread);
  duk_require_stack(thread, 24);
  drupe__proxy_check(thread, object, name);
  duk_push_hobject(thread, proxy->handler);
  duk_get_prop_string(thread, -1, name);
  if (duk_is_null_or_undefined(thread, -1))
    return 0;
  drupe__require_method(thread, -2, name);
  return 1;
}

/* Pushes [proxy trap handler target], or nothing if there is no such trap.  The
 * proxy may have been revoked by the getter: the target is what it was. */
static duk_hobject *proxy_begin(duk_context *ctx, duk_hobject *object,
                                const char *name) {
  duk_hobject *target = drupe__proxy_target(object);

  duk_require_stack(ctx, 24);
  drupe__proxy_check(ctx, object, name);
  duk_push_hobject(ctx, object);
  duk_push_hobject(ctx, target);
  if (!drupe__proxy_trap(ctx, object, name)) {
    duk_pop_n(ctx, 4);
    return NULL;
  }
  /* [proxy target handler trap]; the lowest target stays for checks */
  duk_insert(ctx, -2);
  duk_push_hobject(ctx, target);
  return target;
}

/* Calls with what is pushed behind [proxy target trap handler target]; leaves
 * [proxy target result]. */
static void proxy_call(duk_context *ctx, duk_idx_t args) {
  duk_call_method(ctx, 1 + args);
}

static void proxy_end(duk_context *ctx) { duk_pop_3(ctx); }

static const drupe__trapped no_trap = {false, false};

static drupe__trapped proxy_answer(bool result) {
  return (drupe__trapped){true, result};
}

/* A key between quotes. */
static const char *proxy_key(duk_context *ctx, duk_hstring *key) {
  duk_require_stack(ctx, 8);
  if (DUK_HSTRING_HAS_SYMBOL(key))
    duk_push_symbol_descriptive_string(ctx, key);
  else
    duk_push_hstring(ctx, key);
  return duk_get_string(ctx, -1);
}

/* -- prototype and extensibility ------------------------------------------- */
bool drupe__proxy_prototype(duk_context *ctx, duk_hobject *proxy) {
  duk_hobject *target = proxy_begin(ctx, proxy, "getPrototypeOf");

  if (target == NULL)
    return false;
  proxy_call(ctx, 0);
  if (!duk_is_object(ctx, -1) && !duk_is_null(ctx, -1))
    (void)duk_type_error(ctx, "'getPrototypeOf' on proxy: trap returned "
                              "neither object nor null");
  if (!drupe__object_extensible(ctx, target)) {
    drupe__object_prototype(ctx, target);
    if (!duk_strict_equals(ctx, -1, -2))
      (void)duk_type_error(ctx, "'getPrototypeOf' on proxy: proxy target is "
                                "non-extensible but the trap did not return "
                                "its actual prototype");
    duk_pop(ctx);
  }
  duk_remove(ctx, -2);
  duk_remove(ctx, -2);
  return true;
}

static void proxy_push_prototype(duk_context *ctx, duk_hobject *prototype) {
  if (prototype != NULL)
    duk_push_hobject(ctx, prototype);
  else
    duk_push_null(ctx);
}

drupe__trapped drupe__proxy_set_prototype(duk_context *ctx, duk_hobject *proxy,
                                          duk_hobject *prototype) {
  duk_hobject *target = proxy_begin(ctx, proxy, "setPrototypeOf");
  bool result;

  if (target == NULL)
    return no_trap;
  proxy_push_prototype(ctx, prototype);
  proxy_call(ctx, 1);
  result = duk_to_boolean(ctx, -1);
  if (result && !drupe__object_extensible(ctx, target)) {
    drupe__object_prototype(ctx, target);
    proxy_push_prototype(ctx, prototype);
    if (!duk_strict_equals(ctx, -1, -2))
      (void)duk_type_error(ctx, "'setPrototypeOf' on proxy: trap returned "
                                "truish for setting a new prototype on the "
                                "non-extensible proxy target");
    duk_pop_2(ctx);
  }
  proxy_end(ctx);
  return proxy_answer(result);
}

drupe__trapped drupe__proxy_extensible(duk_context *ctx, duk_hobject *proxy) {
  duk_hobject *target = proxy_begin(ctx, proxy, "isExtensible");
  bool result;

  if (target == NULL)
    return no_trap;
  proxy_call(ctx, 0);
  result = duk_to_boolean(ctx, -1);
  if (result != drupe__object_extensible(ctx, target))
    (void)duk_type_error(ctx,
                         "'isExtensible' on proxy: trap result does not "
                         "reflect extensibility of proxy target (which is "
                         "'%s')",
                         result ? "false" : "true");
  proxy_end(ctx);
  return proxy_answer(result);
}

drupe__trapped drupe__proxy_prevent_extensions(duk_context *ctx,
                                               duk_hobject *proxy) {
  duk_hobject *target = proxy_begin(ctx, proxy, "preventExtensions");
  bool result;

  if (target == NULL)
    return no_trap;
  proxy_call(ctx, 0);
  result = duk_to_boolean(ctx, -1);
  if (result && drupe__object_extensible(ctx, target))
    (void)duk_type_error(ctx, "'preventExtensions' on proxy: trap returned "
                              "truish but the proxy target is extensible");
  proxy_end(ctx);
  return proxy_answer(result);
}

/* -- own properties -------------------------------------------------------- */
#define HAVE_ACCESSOR (DUK_DEFPROP_HAVE_GETTER | DUK_DEFPROP_HAVE_SETTER)
#define HAVE_DATA (DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_HAVE_WRITABLE)

static bool proxy_same_value(duk_context *ctx, duk_idx_t a, duk_idx_t b) {
  return duk_samevalue(ctx, a, b);
}

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
  if (is->flags & HAVE_ACCESSOR)
    return !(asked->flags & HAVE_DATA) &&
           !((asked->flags & DUK_DEFPROP_HAVE_GETTER) &&
             asked->get != is->get) &&
           !((asked->flags & DUK_DEFPROP_HAVE_SETTER) && asked->set != is->set);
  if (asked->flags & HAVE_ACCESSOR)
    return false;
  if (is->flags & DUK_DEFPROP_WRITABLE)
    return true;
  return !(asked->flags & DUK_DEFPROP_WRITABLE) &&
         !((asked->flags & DUK_DEFPROP_HAVE_VALUE) &&
           !proxy_same_value(ctx, asked->value, is->value));
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
  if (p->flags & HAVE_ACCESSOR) {
    p->flags |= HAVE_ACCESSOR;
    return;
  }
  if (!(p->flags & DUK_DEFPROP_HAVE_VALUE)) {
    duk_push_undefined(ctx);
    p->value = duk_get_top_index(ctx);
  }
  p->flags |= HAVE_DATA;
}

/* The trap says that there is none. */
static void proxy_own_none(duk_context *ctx, duk_hobject *target,
                           duk_hstring *key) {
  drupe__property is;

  if (!duk_is_undefined(ctx, -1))
    (void)duk_type_error(ctx,
                         "'getOwnPropertyDescriptor' on proxy: trap returned "
                         "neither object nor undefined for property '%s'",
                         proxy_key(ctx, key));
  if (!drupe__object_own(ctx, target, key, &is))
    return;
  if (!(is.flags & DUK_DEFPROP_CONFIGURABLE))
    (void)duk_type_error(ctx,
                         "'getOwnPropertyDescriptor' on proxy: trap returned "
                         "undefined for property '%s' which is "
                         "non-configurable in the proxy target",
                         proxy_key(ctx, key));
  if (!drupe__object_extensible(ctx, target))
    (void)duk_type_error(ctx,
                         "'getOwnPropertyDescriptor' on proxy: trap returned "
                         "undefined for property '%s' which exists in the "
                         "non-extensible proxy target",
                         proxy_key(ctx, key));
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
                         proxy_key(ctx, key));
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
                         proxy_key(ctx, key));
}

drupe__trapped drupe__proxy_own(duk_context *ctx, duk_hobject *proxy,
                                duk_hstring *key, drupe__property *out) {
  duk_hobject *target = proxy_begin(ctx, proxy, "getOwnPropertyDescriptor");

  if (target == NULL)
    return no_trap;
  duk_push_hstring(ctx, key);
  proxy_call(ctx, 1);
  if (!duk_is_object(ctx, -1)) {
    duk_idx_t top = duk_get_top(ctx);

    proxy_own_none(ctx, target, key);
    duk_set_top(ctx, top);
    proxy_end(ctx);
    return proxy_answer(false);
  }
  proxy_own_check(ctx, target, key, out);
  return proxy_answer(true);
}

static void proxy_define_check(duk_context *ctx, duk_hobject *target,
                               duk_hstring *key,
                               const drupe__property *asked) {
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
                         proxy_key(ctx, key));
  if ((!found && fixes) ||
      (found && fixes && (is.flags & DUK_DEFPROP_CONFIGURABLE)))
    (void)duk_type_error(ctx,
                         "'defineProperty' on proxy: trap returned truish for "
                         "defining non-configurable property '%s' which is "
                         "either non-existent or configurable in the proxy "
                         "target",
                         proxy_key(ctx, key));
  if (!proxy_fits(ctx, extensible, asked, found, &is))
    (void)duk_type_error(ctx,
                         "'defineProperty' on proxy: trap returned truish for "
                         "adding property '%s'  that is incompatible with the "
                         "existing property in the proxy target",
                         proxy_key(ctx, key));
  if (found && !(is.flags & DUK_DEFPROP_CONFIGURABLE) &&
      (is.flags & DUK_DEFPROP_WRITABLE) &&
      (asked->flags & DUK_DEFPROP_HAVE_WRITABLE) &&
      !(asked->flags & DUK_DEFPROP_WRITABLE))
    (void)duk_type_error(ctx,
                         "'defineProperty' on proxy: trap returned truish for "
                         "defining non-configurable property '%s' which cannot "
                         "be non-writable",
                         proxy_key(ctx, key));
}

drupe__trapped drupe__proxy_define(duk_context *ctx, duk_hobject *proxy,
                                   duk_hstring *key,
                                   const drupe__property *property) {
  duk_hobject *target = proxy_begin(ctx, proxy, "defineProperty");
  duk_idx_t top = duk_get_top(ctx);
  bool result;

  if (target == NULL)
    return no_trap;
  duk_push_hstring(ctx, key);
  drupe__push_descriptor(ctx, property);
  proxy_call(ctx, 2);
  result = duk_to_boolean(ctx, -1);
  if (result)
    proxy_define_check(ctx, target, key, property);
  duk_set_top(ctx, top - 2);
  proxy_end(ctx);
  return proxy_answer(result);
}

/* -- has, get, set, delete ------------------------------------------------- */
drupe__trapped drupe__proxy_has(duk_context *ctx, duk_hobject *proxy,
                                duk_hstring *key) {
  duk_hobject *target = proxy_begin(ctx, proxy, "has");
  duk_idx_t top = duk_get_top(ctx);
  drupe__property is;
  bool result;

  if (target == NULL)
    return no_trap;
  duk_push_hstring(ctx, key);
  proxy_call(ctx, 1);
  result = duk_to_boolean(ctx, -1);
  if (!result && drupe__object_own(ctx, target, key, &is)) {
    if (!(is.flags & DUK_DEFPROP_CONFIGURABLE))
      (void)duk_type_error(ctx,
                           "'has' on proxy: trap returned falsish for property "
                           "'%s' which exists in the proxy target as "
                           "non-configurable",
                           proxy_key(ctx, key));
    if (!drupe__object_extensible(ctx, target))
      (void)duk_type_error(ctx,
                           "'has' on proxy: trap returned falsish for property "
                           "'%s' but the proxy target is not extensible",
                           proxy_key(ctx, key));
  }
  duk_set_top(ctx, top - 2);
  proxy_end(ctx);
  return proxy_answer(result);
}

/* The value that the trap returned is on top. */
static void proxy_get_check(duk_context *ctx, duk_hobject *target,
                            duk_hstring *key) {
  duk_idx_t value = duk_get_top_index(ctx);
  drupe__property is;

  if (!drupe__object_own(ctx, target, key, &is) ||
      (is.flags & DUK_DEFPROP_CONFIGURABLE))
    return;
  if ((is.flags & HAVE_DATA) && !(is.flags & DUK_DEFPROP_WRITABLE) &&
      !proxy_same_value(ctx, value, is.value)) {
    const char *expected = duk_safe_to_string(ctx, is.value);
    const char *got = duk_safe_to_string(ctx, value);

    (void)duk_type_error(ctx,
                         "'get' on proxy: property '%s' is a read-only and "
                         "non-configurable data property on the proxy target "
                         "but the proxy did not return its actual value "
                         "(expected '%s' but got '%s')",
                         proxy_key(ctx, key), expected, got);
  }
  if ((is.flags & HAVE_ACCESSOR) && is.get == NULL &&
      !duk_is_undefined(ctx, value)) {
    const char *got = duk_safe_to_string(ctx, value);

    (void)duk_type_error(ctx,
                         "'get' on proxy: property '%s' is a non-configurable "
                         "accessor property on the proxy target and does not "
                         "have a getter function, but the trap did not return "
                         "'undefined' (got '%s')",
                         proxy_key(ctx, key), got);
  }
}

bool drupe__proxy_get(duk_context *ctx, duk_hobject *proxy, duk_hstring *key,
                      duk_idx_t receiver) {
  duk_hobject *target = proxy_begin(ctx, proxy, "get");
  duk_idx_t top = duk_get_top(ctx);

  if (target == NULL)
    return false;
  duk_push_hstring(ctx, key);
  duk_dup(ctx, receiver);
  proxy_call(ctx, 2);
  proxy_get_check(ctx, target, key);
  duk_set_top(ctx, top - 2);
  duk_remove(ctx, -2);
  duk_remove(ctx, -2);
  return true;
}

static void proxy_set_check(duk_context *ctx, duk_hobject *target,
                            duk_hstring *key, duk_idx_t value) {
  drupe__property is;

  if (!drupe__object_own(ctx, target, key, &is) ||
      (is.flags & DUK_DEFPROP_CONFIGURABLE))
    return;
  if ((is.flags & HAVE_DATA) && !(is.flags & DUK_DEFPROP_WRITABLE) &&
      !proxy_same_value(ctx, value, is.value))
    (void)duk_type_error(ctx,
                         "'set' on proxy: trap returned truish for property "
                         "'%s' which exists in the proxy target as a "
                         "non-configurable and non-writable data property with "
                         "a different value",
                         proxy_key(ctx, key));
  if ((is.flags & HAVE_ACCESSOR) && is.set == NULL)
    (void)duk_type_error(ctx,
                         "'set' on proxy: trap returned truish for property "
                         "'%s' which exists in the proxy target as a "
                         "non-configurable and non-writable accessor property "
                         "without a setter",
                         proxy_key(ctx, key));
}

drupe__trapped drupe__proxy_set(duk_context *ctx, duk_hobject *proxy,
                                duk_hstring *key, duk_idx_t value,
                                duk_idx_t receiver) {
  duk_hobject *target = proxy_begin(ctx, proxy, "set");
  duk_idx_t top = duk_get_top(ctx);
  bool result;

  if (target == NULL)
    return no_trap;
  duk_push_hstring(ctx, key);
  duk_dup(ctx, value);
  duk_dup(ctx, receiver);
  proxy_call(ctx, 3);
  result = duk_to_boolean(ctx, -1);
  if (result)
    proxy_set_check(ctx, target, key, value);
  duk_set_top(ctx, top - 2);
  proxy_end(ctx);
  return proxy_answer(result);
}

drupe__trapped drupe__proxy_delete(duk_context *ctx, duk_hobject *proxy,
                                   duk_hstring *key) {
  duk_hobject *target = proxy_begin(ctx, proxy, "deleteProperty");
  duk_idx_t top = duk_get_top(ctx);
  drupe__property is;
  bool result;

  if (target == NULL)
    return no_trap;
  duk_push_hstring(ctx, key);
  proxy_call(ctx, 1);
  result = duk_to_boolean(ctx, -1);
  if (result && drupe__object_own(ctx, target, key, &is)) {
    if (!(is.flags & DUK_DEFPROP_CONFIGURABLE))
      (void)duk_type_error(ctx,
                           "'deleteProperty' on proxy: trap returned truish "
                           "for property '%s' which is non-configurable in the "
                           "proxy target",
                           proxy_key(ctx, key));
    if (!drupe__object_extensible(ctx, target))
      (void)duk_type_error(ctx,
                           "'deleteProperty' on proxy: trap returned truish "
                           "for property '%s' but the proxy target is "
                           "non-extensible",
                           proxy_key(ctx, key));
  }
  duk_set_top(ctx, top - 2);
  proxy_end(ctx);
  return proxy_answer(result);
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
                             proxy_key(ctx, key));
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
  duk_hobject *target = proxy_begin(ctx, proxy, "ownKeys");
  duk_idx_t top = duk_get_top(ctx);

  if (target == NULL)
    return false;
  proxy_call(ctx, 0);
  proxy_list_keys(ctx);
  proxy_check_keys(ctx, target);
  /* [proxy target list keys ..] */
  duk_set_top(ctx, top - 1);
  duk_replace(ctx, top - 5);
  duk_set_top(ctx, top - 4);
  return true;
}
