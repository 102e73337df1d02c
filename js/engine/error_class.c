/* js/engine/error_class.c - AggregateError, and `cause` of all errors. */
#include "builtins.h"
#include "engine_internal.h"

/* Called by the constructor of every error (edit 090-error-cause): [message,
 * options, .. error]. */
void drupe__error_cause(duk_hthread *thread) {
  if (!duk_is_object(thread, 1) || !duk_has_prop_literal(thread, 1, "cause"))
    return;
  duk_get_prop_literal(thread, 1, "cause");
  drupe__define_value(thread, -2, "cause", DUK_PROPDESC_FLAGS_WC);
}

static bool aggregate_add(duk_context *ctx, void *arg) {
  duk_idx_t array = *(duk_idx_t *)arg;

  duk_put_prop_index(ctx, array, (duk_uarridx_t)duk_get_length(ctx, array));
  return true;
}

/* The prototype of the object to make: newTarget's, or the function's own where
 * it was called without new. */
static void aggregate_push_prototype(duk_context *ctx) {
  if (duk_is_constructor_call(ctx)) {
    duk_push_hobject(ctx, drupe__constructing(ctx, "AggregateError"));
  } else {
    duk_push_current_function(ctx);
    duk_get_prop_stridx(ctx, -1, DUK_STRIDX_PROTOTYPE);
    duk_remove(ctx, -2);
  }
}

/* AggregateError(errors, message, options) */
static duk_ret_t aggregate_construct(duk_context *ctx) {
  duk_idx_t array;

  duk_set_top(ctx, 3);
  (void)duk_push_object_helper(
      ctx,
      DUK_HOBJECT_FLAG_EXTENSIBLE | DUK_HOBJECT_FLAG_FASTREFS |
          DUK_HOBJECT_CLASS_AS_FLAGS(DUK_HOBJECT_CLASS_ERROR),
      DUK_BIDX_ERROR_PROTOTYPE); /* 3 */
  aggregate_push_prototype(ctx);
  duk_set_prototype(ctx, 3);
  if (!duk_is_undefined(ctx, 1)) {
    duk_to_string(ctx, 1);
    duk_dup(ctx, 1);
    drupe__define_value(ctx, 3, "message", DUK_PROPDESC_FLAGS_WC);
  }
  if (duk_is_object(ctx, 2) && duk_has_prop_literal(ctx, 2, "cause")) {
    duk_get_prop_literal(ctx, 2, "cause");
    drupe__define_value(ctx, 3, "cause", DUK_PROPDESC_FLAGS_WC);
  }
  duk_push_array(ctx);
  array = duk_get_top_index(ctx);
  drupe__iterate(ctx, 0, aggregate_add, &array);
  drupe__define_value(ctx, 3, "errors", DUK_PROPDESC_FLAGS_WC);
  /* With new the engine adds the trace, when this frame has gone. */
  if (!duk_is_constructor_call(ctx))
    duk_err_augment_error_create(ctx, ctx, NULL, 0, DUK_AUGMENT_FLAG_SKIP_ONE);
  return 1;
}

void drupe__aggregate_error(duk_context *ctx, const char *message) {
  duk_push_heap_stash(ctx);
  duk_get_prop_literal(ctx, -1, "AggregateError");
  duk_remove(ctx, -2);
  duk_insert(ctx, -2);
  duk_push_string(ctx, message);
  duk_new(ctx, 2);
}

void drupe__error_init(duk_context *ctx) {
  static const duk_small_uint_t constructors[] = {
      DUK_BIDX_ERROR_CONSTRUCTOR,        DUK_BIDX_EVAL_ERROR_CONSTRUCTOR,
      DUK_BIDX_RANGE_ERROR_CONSTRUCTOR,  DUK_BIDX_REFERENCE_ERROR_CONSTRUCTOR,
      DUK_BIDX_SYNTAX_ERROR_CONSTRUCTOR, DUK_BIDX_TYPE_ERROR_CONSTRUCTOR,
      DUK_BIDX_URI_ERROR_CONSTRUCTOR};
  size_t i;

  /* A second parameter, the options.  Prototypes, which come next, are no
   * errors themselves. */
  for (i = 0; i < sizeof(constructors) / sizeof(constructors[0]); i++) {
    ((duk_hnatfunc *)ctx->builtins[constructors[i]])->nargs = 2;
    DUK_HOBJECT_SET_CLASS_NUMBER(ctx->builtins[constructors[i] + 1],
                                 DUK_HOBJECT_CLASS_OBJECT);
  }

  drupe__push_class(ctx, "AggregateError", aggregate_construct, 2);
  duk_push_hobject(ctx, ctx->builtins[DUK_BIDX_ERROR_PROTOTYPE]);
  duk_set_prototype(ctx, -2);
  duk_push_literal(ctx, "AggregateError");
  drupe__define_value(ctx, -2, "name", DUK_PROPDESC_FLAGS_WC);
  duk_push_literal(ctx, "");
  drupe__define_value(ctx, -2, "message", DUK_PROPDESC_FLAGS_WC);
  duk_pop(ctx);
  duk_push_hobject(ctx, ctx->builtins[DUK_BIDX_ERROR_CONSTRUCTOR]);
  duk_set_prototype(ctx, -2);
  drupe__stash(ctx, "AggregateError");
  duk_pop(ctx);
}
