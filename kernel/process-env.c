/* kernel/process-env.c - process.env: a proxy that writes through to the
 * process's environment, where libraries and children read it.
 *
 * Reads and enumeration are the target's, a plain object filled once: nothing
 * but the script writes the environment. */
#include "kernel/runtime.h"

extern char **environ;

/* set(target, key, value): values become strings. */
static duk_ret_t env_set(duk_context *ctx) {
  const char *key, *value;
  size_t size;

  if (duk_is_symbol(ctx, 1) || duk_is_symbol(ctx, 2))
    return duk_type_error(ctx, "Cannot convert a Symbol value to a string");
  (void)duk_to_string(ctx, 2);
  key = drupe__text_push_utf8(ctx, 1, &size);
  value = drupe__text_push_utf8(ctx, 2, &size);
  if (key[0] != '\0' && strchr(key, '=') == NULL)
    (void)setenv(key, value, 1);
  duk_dup(ctx, 1);
  duk_dup(ctx, 2);
  duk_put_prop(ctx, 0);
  duk_push_true(ctx);
  return 1;
}

/* deleteProperty(target, key) */
static duk_ret_t env_delete(duk_context *ctx) {
  size_t size;

  if (!duk_is_symbol(ctx, 1))
    (void)unsetenv(drupe__text_push_utf8(ctx, 1, &size));
  duk_dup(ctx, 1);
  duk_del_prop(ctx, 0);
  duk_push_true(ctx);
  return 1;
}

static void env_fill(duk_context *ctx) {
  for (char **e = environ; e != NULL && *e != NULL; e++) {
    const char *equals = strchr(*e, '=');

    if (equals == NULL || equals == *e)
      continue;
    drupe__text_push(ctx, *e, (size_t)(equals - *e));
    drupe__text_push(ctx, equals + 1, strlen(equals + 1));
    duk_put_prop(ctx, -3);
  }
}

static duk_ret_t env_get(duk_context *ctx) {
  duk_push_this(ctx);
  duk_push_object(ctx);
  env_fill(ctx);
  duk_push_object(ctx);
  duk_push_c_function(ctx, env_set, 4);
  duk_put_prop_literal(ctx, -2, "set");
  duk_push_c_function(ctx, env_delete, 2);
  duk_put_prop_literal(ctx, -2, "deleteProperty");
  duk_push_proxy(ctx, 0);
  duk_push_literal(ctx, "env");
  duk_dup(ctx, -2);
  duk_def_prop(ctx, -4, DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_WEC |
                            DUK_DEFPROP_FORCE);
  return 1;
}

/* Someone who replaces process.env gets what he gives. */
static duk_ret_t env_replace(duk_context *ctx) {
  duk_push_this(ctx);
  duk_push_literal(ctx, "env");
  duk_dup(ctx, 0);
  duk_def_prop(ctx, -3, DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_WEC |
                            DUK_DEFPROP_FORCE);
  return 0;
}

void drupe__process_env(duk_context *ctx) {
  duk_push_literal(ctx, "env");
  duk_push_c_function(ctx, env_get, 0);
  duk_push_c_function(ctx, env_replace, 1);
  duk_def_prop(ctx, -4,
               DUK_DEFPROP_HAVE_GETTER | DUK_DEFPROP_HAVE_SETTER |
                   DUK_DEFPROP_SET_ENUMERABLE | DUK_DEFPROP_SET_CONFIGURABLE);
}
