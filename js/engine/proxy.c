/* js/engine/proxy.c - proxies and the calls of their traps; the traps for
 * prototype and extensibility (ECMA-262 10.5).  Those for properties are in
 * proxy_own.c and proxy_access.c. */
#include "proxy.h"

#include <string.h>

#include "builtins.h"
#include "engine_internal.h"

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
    (void)duk_type_error(thread,
                         "Cannot perform '%s' on a proxy that has been "
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
  duk_get_prop_literal_raw(thread, -1, name, strlen(name)); /* constants */
  if (duk_is_null_or_undefined(thread, -1))
    return 0;
  drupe__require_method(thread, -2, name);
  return 1;
}

/* -- the call of a trap ---------------------------------------------------- */
bool drupe__trap_begin(duk_context *ctx, duk_hobject *proxy, const char *name,
                       drupe__trap *t) {
  t->target = drupe__proxy_target(proxy);
  t->base = duk_get_top(ctx);
  duk_require_stack(ctx, 24);
  drupe__proxy_check(ctx, proxy, name);
  duk_push_hobject(ctx, proxy);
  duk_push_hobject(ctx, t->target);
  if (!drupe__proxy_trap(ctx, proxy, name)) {
    duk_set_top(ctx, t->base);
    return false;
  }
  duk_insert(ctx, -2); /* [proxy target trap handler] */
  duk_push_hobject(ctx, t->target);
  return true;
}

void drupe__trap_call(duk_context *ctx, const drupe__trap *t) {
  duk_call_method(ctx, duk_get_top(ctx) - (t->base + 4));
}

bool drupe__trap_ask(duk_context *ctx, const drupe__trap *t) {
  drupe__trap_call(ctx, t);
  return duk_to_boolean(ctx, -1) != 0;
}

drupe__trapped drupe__trap_end(duk_context *ctx, const drupe__trap *t,
                               bool result) {
  duk_set_top(ctx, t->base);
  return (drupe__trapped){true, result};
}

void drupe__trap_keep(duk_context *ctx, const drupe__trap *t, duk_idx_t index) {
  duk_set_top(ctx, index + 1);
  duk_replace(ctx, t->base);
  duk_set_top(ctx, t->base + 1);
}

const char *drupe__trap_key(duk_context *ctx, duk_hstring *key) {
  duk_require_stack(ctx, 8);
  if (DUK_HSTRING_HAS_SYMBOL(key))
    duk_push_symbol_descriptive_string(ctx, key);
  else
    duk_push_hstring(ctx, key);
  return duk_get_string(ctx, -1);
}

/* -- prototype and extensibility ------------------------------------------- */
bool drupe__proxy_prototype(duk_context *ctx, duk_hobject *proxy) {
  drupe__trap t;

  if (!drupe__trap_begin(ctx, proxy, "getPrototypeOf", &t))
    return false;
  drupe__trap_call(ctx, &t);
  if (!duk_is_object(ctx, -1) && !duk_is_null(ctx, -1))
    (void)duk_type_error(ctx, "'getPrototypeOf' on proxy: trap returned "
                              "neither object nor null");
  if (!drupe__object_extensible(ctx, t.target)) {
    drupe__object_prototype(ctx, t.target);
    if (!duk_strict_equals(ctx, -1, -2))
      (void)duk_type_error(ctx, "'getPrototypeOf' on proxy: proxy target is "
                                "non-extensible but the trap did not return "
                                "its actual prototype");
    duk_pop(ctx);
  }
  drupe__trap_keep(ctx, &t, duk_get_top_index(ctx));
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
  drupe__trap t;
  bool result;

  if (!drupe__trap_begin(ctx, proxy, "setPrototypeOf", &t))
    return drupe__no_trap;
  proxy_push_prototype(ctx, prototype);
  result = drupe__trap_ask(ctx, &t);
  if (result && !drupe__object_extensible(ctx, t.target)) {
    drupe__object_prototype(ctx, t.target);
    proxy_push_prototype(ctx, prototype);
    if (!duk_strict_equals(ctx, -1, -2))
      (void)duk_type_error(ctx, "'setPrototypeOf' on proxy: trap returned "
                                "truish for setting a new prototype on the "
                                "non-extensible proxy target");
  }
  return drupe__trap_end(ctx, &t, result);
}

drupe__trapped drupe__proxy_extensible(duk_context *ctx, duk_hobject *proxy) {
  drupe__trap t;
  bool result;

  if (!drupe__trap_begin(ctx, proxy, "isExtensible", &t))
    return drupe__no_trap;
  result = drupe__trap_ask(ctx, &t);
  if (result != drupe__object_extensible(ctx, t.target))
    (void)duk_type_error(ctx,
                         "'isExtensible' on proxy: trap result does not "
                         "reflect extensibility of proxy target (which is "
                         "'%s')",
                         result ? "false" : "true");
  return drupe__trap_end(ctx, &t, result);
}

drupe__trapped drupe__proxy_prevent_extensions(duk_context *ctx,
                                               duk_hobject *proxy) {
  drupe__trap t;
  bool result;

  if (!drupe__trap_begin(ctx, proxy, "preventExtensions", &t))
    return drupe__no_trap;
  result = drupe__trap_ask(ctx, &t);
  if (result && drupe__object_extensible(ctx, t.target))
    (void)duk_type_error(ctx, "'preventExtensions' on proxy: trap returned "
                              "truish but the proxy target is extensible");
  return drupe__trap_end(ctx, &t, result);
}
