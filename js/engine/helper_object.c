/* js/engine/helper_object.c - helpers for object literals and patterns. */
#include "engine_internal.h"
#include "helper.h"

void drupe__create_property(duk_context *ctx, duk_idx_t object) {
  duk_def_prop(ctx, object, DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_WEC);
}

/* def(o, k, v) */
static duk_ret_t helper_def(duk_context *ctx) {
  duk_dup(ctx, 2);
  duk_insert(ctx, 0); /* [ v o k v ] */
  drupe__create_property(ctx, 1);
  duk_set_top(ctx, 1);
  return 1;
}

/* proto(o, p) */
static duk_ret_t helper_proto(duk_context *ctx) {
  if (duk_is_object(ctx, 1)) {
    duk_set_prototype(ctx, 0);
  } else if (duk_is_null(ctx, 1)) {
    duk_push_undefined(ctx); /* Duktape's word for none */
    duk_set_prototype(ctx, 0);
  }
  duk_set_top(ctx, 1);
  return 1;
}

/* ob(o, f, k, v, f, k, v, ..) */
static duk_ret_t helper_ob(duk_context *ctx) {
  duk_idx_t i, top = duk_get_top(ctx);

  for (i = 1; i + 2 < top; i += 3) {
    int kind = duk_get_int(ctx, i);

    duk_dup(ctx, i + 1);
    duk_dup(ctx, i + 2);
    if (kind == 0)
      drupe__create_property(ctx, 0);
    else
      duk_def_prop(ctx, 0,
                   (kind == 1 ? DUK_DEFPROP_HAVE_GETTER
                              : DUK_DEFPROP_HAVE_SETTER) |
                       DUK_DEFPROP_SET_ENUMERABLE |
                       DUK_DEFPROP_SET_CONFIGURABLE);
  }
  duk_set_top(ctx, 1);
  return 1;
}

/* Is the key among the elements of the array at `keys`? */
static bool object_excluded(duk_context *ctx, duk_idx_t key, duk_idx_t keys) {
  duk_uarridx_t i, n = (duk_uarridx_t)duk_get_length(ctx, keys);

  for (i = 0; i < n; i++) {
    bool same;

    duk_get_prop_index(ctx, keys, i);
    (void)duk_to_property_key_hstring(ctx, -1);
    same = duk_strict_equals(ctx, -1, key);
    duk_pop(ctx);
    if (same)
      return true;
  }
  return false;
}

/* CopyDataProperties: own enumerable ones, symbols too, without those in the
 * array at `keys` unless that is negative. */
static void object_copy(duk_context *ctx, duk_idx_t to, duk_idx_t from,
                        duk_idx_t keys) {
  duk_require_stack(ctx, 8);
  duk_dup(ctx, from);
  duk_to_object(ctx, -1); /* the elements of a string count */
  duk_enum(ctx, -1, DUK_ENUM_OWN_PROPERTIES_ONLY | DUK_ENUM_INCLUDE_SYMBOLS);
  while (duk_next(ctx, -1, 0)) { /* [ object enum key ] */
    duk_idx_t key = duk_get_top_index(ctx);

    if (keys >= 0 && object_excluded(ctx, key, keys)) {
      duk_pop(ctx);
      continue;
    }
    duk_dup(ctx, key);
    duk_get_prop(ctx, -4);
    drupe__create_property(ctx, to);
  }
  duk_pop_2(ctx);
}

/* orest(v, keys) */
static duk_ret_t helper_orest(duk_context *ctx) {
  duk_push_object(ctx);
  object_copy(ctx, 2, 0, 1);
  return 1;
}

/* spo(o, a, ..) */
static duk_ret_t helper_spo(duk_context *ctx) {
  duk_idx_t i, top = duk_get_top(ctx);

  for (i = 1; i < top; i++)
    if (!duk_is_null_or_undefined(ctx, i))
      object_copy(ctx, 0, i, -1);
  duk_set_top(ctx, 1);
  return 1;
}

const drupe__helper drupe__helpers_object[] = {
    {"def", helper_def, 3},     {"proto", helper_proto, 2},
    {"ob", helper_ob, DUK_VARARGS}, {"orest", helper_orest, 2},
    {"spo", helper_spo, DUK_VARARGS}, {NULL, NULL, 0}};
