/* js/engine/builtin_function.c - Function.prototype where Duktape's differs
 * (ECMA-262 20.2.3), and what bind asks about (edit 272-function-objects). */
#include "builtins.h"

#include <math.h>

/* The length of a bound function: what its target's own length, if that is a
 * number, leaves after the arguments that are given. */
void drupe__push_bound_length(duk_hthread *thread, duk_idx_t target,
                              duk_idx_t given) {
  double length = 0;

  target = duk_normalize_index(thread, target);
  duk_push_literal(thread, "length");
  duk_get_prop_desc(thread, target, 0);
  if (!duk_is_undefined(thread, -1)) {
    duk_get_prop_stridx(thread, target, DUK_STRIDX_LENGTH);
    if (duk_is_number(thread, -1))
      length = drupe__integer(thread, -1) - given;
    duk_pop(thread);
  }
  duk_pop(thread);
  duk_push_number(thread, length > 0 ? length : 0);
}

/* Function.prototype[Symbol.hasInstance] */
static duk_ret_t function_has_instance(duk_context *ctx) {
  duk_push_this(ctx);
  if (!duk_is_callable(ctx, -1)) {
    duk_push_false(ctx);
    return 1;
  }
  duk_push_boolean(ctx, duk_js_instanceof_ordinary(ctx, duk_get_tval(ctx, 0),
                                                   duk_get_tval(ctx, 1)));
  return 1;
}

/* Of a sloppy function that is no method, arrow or coroutine, `caller` and
 * `arguments` are null, as in V8, which has them as properties of it. */
static duk_ret_t function_throw_type_error(duk_context *ctx) {
  duk_hobject *object;

  duk_push_this(ctx);
  object = duk_get_hobject(ctx, -1);
  if (object != NULL && DUK_HOBJECT_IS_COMPFUNC(object) &&
      DUK_HOBJECT_HAS_CONSTRUCTABLE(object) &&
      !DUK_HOBJECT_HAS_STRICT(object)) {
    duk_push_null(ctx);
    return 1;
  }
  return duk_type_error(ctx, "'caller', 'callee', and 'arguments' properties "
                             "may not be accessed on strict mode functions or "
                             "the arguments objects for calls to them");
}

/* %ThrowTypeError% is frozen, and has no name. */
static void freeze_thrower(duk_context *ctx) {
  duk_push_hobject(ctx, ctx->builtins[DUK_BIDX_TYPE_ERROR_THROWER]);
  drupe__constructor_reuse(ctx, function_throw_type_error, 0);
  duk_push_int(ctx, 0);
  duk_xdef_prop_stridx_short(ctx, -2, DUK_STRIDX_LENGTH,
                             DUK_PROPDESC_FLAGS_NONE);
  duk_push_literal(ctx, "");
  duk_xdef_prop_stridx_short(ctx, -2, DUK_STRIDX_NAME, DUK_PROPDESC_FLAGS_NONE);
  DUK_HOBJECT_CLEAR_EXTENSIBLE(duk_known_hobject(ctx, -1));
  duk_pop(ctx);
}

static void define_thrower(duk_context *ctx, const char *name) {
  duk_push_string(ctx, name);
  duk_push_hobject(ctx, ctx->builtins[DUK_BIDX_TYPE_ERROR_THROWER]);
  duk_dup_top(ctx);
  duk_def_prop(ctx, -4,
               DUK_DEFPROP_HAVE_GETTER | DUK_DEFPROP_HAVE_SETTER |
                   DUK_DEFPROP_SET_CONFIGURABLE | DUK_DEFPROP_CLEAR_ENUMERABLE |
                   DUK_DEFPROP_FORCE);
}

void drupe__builtin_function(duk_context *ctx) {
  freeze_thrower(ctx);
  duk_push_hobject(ctx, ctx->builtins[DUK_BIDX_FUNCTION_PROTOTYPE]);
  define_thrower(ctx, "arguments");
  define_thrower(ctx, "caller");
  drupe__lazy_push(ctx, function_has_instance, 1, 1, 0);
  drupe__define_value(ctx, -2, "@@hasInstance", DUK_PROPDESC_FLAGS_NONE);
  duk_pop(ctx);
}
