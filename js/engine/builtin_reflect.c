/* js/engine/builtin_reflect.c - Reflect (ECMA-262 28.1) but for apply and
 * construct, which the engine runs itself, and Proxy.revocable. */
#include "builtins.h"
#include "engine_internal.h"
#include "object.h"

static duk_hobject *reflect_target(duk_context *ctx, const char *method) {
  if (!duk_is_object(ctx, 0))
    (void)duk_type_error(ctx, "Reflect.%s called on non-object", method);
  return duk_known_hobject(ctx, 0);
}

static duk_ret_t reflect_answer(duk_context *ctx, bool result) {
  duk_push_boolean(ctx, result);
  return 1;
}

static duk_ret_t reflect_define_property(duk_context *ctx) {
  duk_hobject *target = reflect_target(ctx, "defineProperty");
  duk_hstring *key = duk_to_property_key_hstring(ctx, 1);
  drupe__property property;

  drupe__to_property(ctx, 2, &property);
  return reflect_answer(ctx,
                        drupe__object_define(ctx, target, key, &property));
}

static duk_ret_t reflect_delete_property(duk_context *ctx) {
  duk_hobject *target = reflect_target(ctx, "deleteProperty");

  return reflect_answer(
      ctx, drupe__object_delete(ctx, target,
                                duk_to_property_key_hstring(ctx, 1)));
}

/* get(target, key, receiver), whose receiver is the target by default. */
static duk_ret_t reflect_get(duk_context *ctx) {
  duk_idx_t argc = duk_get_top(ctx);
  duk_hobject *target;

  if (argc < 2)
    duk_set_top(ctx, 2);
  target = reflect_target(ctx, "get");
  drupe__object_get(ctx, target, duk_to_property_key_hstring(ctx, 1),
                    argc < 3 ? 0 : 2);
  return 1;
}

static duk_ret_t reflect_get_own_property_descriptor(duk_context *ctx) {
  duk_hobject *target = reflect_target(ctx, "getOwnPropertyDescriptor");
  drupe__property own;

  if (!drupe__object_own(ctx, target, duk_to_property_key_hstring(ctx, 1),
                         &own))
    return 0;
  drupe__push_descriptor(ctx, &own);
  return 1;
}

static duk_ret_t reflect_get_prototype_of(duk_context *ctx) {
  drupe__object_prototype(ctx, reflect_target(ctx, "getPrototypeOf"));
  return 1;
}

static duk_ret_t reflect_has(duk_context *ctx) {
  duk_hobject *target = reflect_target(ctx, "has");

  return reflect_answer(
      ctx,
      drupe__object_has(ctx, target, duk_to_property_key_hstring(ctx, 1)));
}

static duk_ret_t reflect_is_extensible(duk_context *ctx) {
  return reflect_answer(
      ctx, drupe__object_extensible(ctx, reflect_target(ctx, "isExtensible")));
}

static duk_ret_t reflect_own_keys(duk_context *ctx) {
  drupe__object_keys(ctx, reflect_target(ctx, "ownKeys"));
  return 1;
}

static duk_ret_t reflect_prevent_extensions(duk_context *ctx) {
  return reflect_answer(ctx,
                        drupe__object_prevent_extensions(
                            ctx, reflect_target(ctx, "preventExtensions")));
}

/* set(target, key, value, receiver): the engine's own way where the target is
 * the receiver and no proxy is about. */
static duk_ret_t reflect_set(duk_context *ctx) {
  duk_idx_t argc = duk_get_top(ctx);
  duk_hobject *target;
  duk_hstring *key;

  if (argc < 3)
    duk_set_top(ctx, 3);
  target = reflect_target(ctx, "set");
  key = duk_to_property_key_hstring(ctx, 1);
  if (argc < 4 || duk_get_hobject(ctx, 3) == target)
    return reflect_answer(ctx, duk_hobject_putprop(
                                   ctx, duk_require_tval(ctx, 0),
                                   duk_require_tval(ctx, 1),
                                   duk_require_tval(ctx, 2), 0) != 0);
  return reflect_answer(ctx, drupe__object_set(ctx, target, key, 2, 3));
}

static duk_ret_t reflect_set_prototype_of(duk_context *ctx) {
  duk_hobject *target = reflect_target(ctx, "setPrototypeOf");

  if (!duk_is_object(ctx, 1) && !duk_is_null(ctx, 1))
    return duk_type_error(ctx, "Object prototype may only be an Object or "
                               "null: %s",
                          duk_safe_to_string(ctx, 1));
  return reflect_answer(ctx, drupe__object_set_prototype(
                                 ctx, target, duk_get_hobject(ctx, 1)));
}

static const drupe__builtin reflect_functions[] = {
    {"defineProperty", reflect_define_property, 3, 3, 0},
    {"deleteProperty", reflect_delete_property, 2, 2, 0},
    {"get", reflect_get, DUK_VARARGS, 2, 0},
    {"getOwnPropertyDescriptor", reflect_get_own_property_descriptor, 2, 2, 0},
    {"getPrototypeOf", reflect_get_prototype_of, 1, 1, 0},
    {"has", reflect_has, 2, 2, 0},
    {"isExtensible", reflect_is_extensible, 1, 1, 0},
    {"ownKeys", reflect_own_keys, 1, 1, 0},
    {"preventExtensions", reflect_prevent_extensions, 1, 1, 0},
    {"set", reflect_set, DUK_VARARGS, 3, 0},
    {"setPrototypeOf", reflect_set_prototype_of, 2, 2, 0},
    DRUPE__BUILTIN_END};

/* -- Proxy.revocable ------------------------------------------------------- */
#define PROXY_KEY DUK_HIDDEN_SYMBOL("proxy")

static duk_ret_t proxy_revoke(duk_context *ctx) {
  duk_push_current_function(ctx);
  duk_get_prop_literal(ctx, -1, PROXY_KEY);
  if (duk_is_object(ctx, -1)) {
    duk_del_prop_literal(ctx, -2, PROXY_KEY);
    drupe__proxy_revoke(ctx, duk_known_hobject(ctx, -1));
  }
  return 0;
}

static duk_ret_t proxy_revocable(duk_context *ctx) {
  static const drupe__builtin revoke = {"", proxy_revoke, 0, 0, 0};

  duk_push_object(ctx);
  duk_dup(ctx, 0);
  duk_dup(ctx, 1);
  duk_push_proxy(ctx, 0);
  duk_push_literal(ctx, "proxy");
  duk_dup(ctx, 3);
  duk_def_prop(ctx, 2, DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_WEC);
  duk_push_literal(ctx, "revoke");
  drupe__push_builtin(ctx, &revoke);
  duk_dup(ctx, 3);
  duk_put_prop_literal(ctx, -2, PROXY_KEY);
  duk_def_prop(ctx, 2, DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_WEC);
  duk_set_top(ctx, 3);
  return 1;
}

static const drupe__builtin proxy_functions[] = {
    {"revocable", proxy_revocable, 2, 2, 0}, DRUPE__BUILTIN_END};

void drupe__builtin_reflect(duk_context *ctx) {
  duk_get_global_literal(ctx, "Reflect");
  drupe__define(ctx, -1, reflect_functions);
  drupe__define_tag(ctx, -1, "Reflect");
  duk_get_prop_literal(ctx, -1, "apply");
  duk_set_magic(ctx, -1, DRUPE__SPECIAL_REFLECT_APPLY);
  duk_pop_2(ctx);
  duk_get_global_literal(ctx, "Proxy");
  DRUPE__SET_MAKES_OWN(duk_known_hobject(ctx, -1)); /* it has no prototype */
  drupe__define(ctx, -1, proxy_functions);
  duk_pop(ctx);
}
