/* js/engine/proxy.c - traps of proxies that Duktape does not call. */
#include "engine_internal.h"

/* [.. descriptor] as the trap gave it -> the complete one (6.2.6.6). */
static void proxy_complete(duk_context *ctx) {
  static const char *const flags[] = {"enumerable", "configurable", "writable"};
  duk_idx_t from = duk_get_top_index(ctx);
  bool accessor = duk_has_prop_literal(ctx, from, "get") ||
                  duk_has_prop_literal(ctx, from, "set");
  int i;

  duk_push_object(ctx);
  if (accessor) {
    duk_get_prop_literal(ctx, from, "get");
    duk_put_prop_literal(ctx, -2, "get");
    duk_get_prop_literal(ctx, from, "set");
    duk_put_prop_literal(ctx, -2, "set");
  } else {
    duk_get_prop_literal(ctx, from, "value");
    duk_put_prop_literal(ctx, -2, "value");
  }
  for (i = accessor ? 1 : 2; i >= 0; i--) {
    duk_get_prop_string(ctx, from, flags[i]);
    duk_push_boolean(ctx, duk_to_boolean(ctx, -1));
    duk_remove(ctx, -2);
    duk_put_prop_string(ctx, -2, flags[i]);
  }
  duk_remove(ctx, from);
}

duk_bool_t drupe__proxy_own(duk_hthread *thread, duk_hobject **object,
                            duk_hstring *key) {
  duk_require_stack(thread, 16);
  while (DUK_HOBJECT_IS_PROXY(*object)) {
    duk_hproxy *proxy = (duk_hproxy *)*object;

    duk_push_hobject(thread, proxy->handler);
    duk_get_prop_literal(thread, -1, "getOwnPropertyDescriptor");
    if (duk_is_null_or_undefined(thread, -1)) {
      *object = proxy->target; /* the proxy is on the stack, and keeps it */
      duk_pop_2(thread);
      continue;
    }
    duk_insert(thread, -2);
    duk_push_hobject(thread, proxy->target);
    duk_push_hstring(thread, key);
    duk_call_method(thread, 2);
    if (duk_is_object(thread, -1))
      proxy_complete(thread);
    else if (!duk_is_undefined(thread, -1))
      (void)duk_type_error(thread, "'getOwnPropertyDescriptor' on proxy: trap "
                                   "returned neither object nor undefined");
    return 1;
  }
  return 0;
}
