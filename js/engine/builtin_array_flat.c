/* js/engine/builtin_array_flat.c - Array.prototype.flat and flatMap (ECMA-262
 * 23.1.3.13). */
#include "array.h"
#include "visit.h"

/* The value on top: IsArray, which throws for a revoked proxy. */
static bool is_array(duk_context *ctx) {
  duk_hobject *object = duk_get_hobject(ctx, -1);

  return object != NULL && drupe__is_array(ctx, object);
}

/* Appends the elements of `source`; how many are in `target` lies in the
 * frame. */
static void flatten(duk_context *ctx, duk_idx_t target, duk_idx_t source,
                    uint64_t length, double depth) {
  uint64_t i;

  duk_require_stack(ctx, 8);
  for (i = 0; i < length; i++) {
    if (!drupe__array_present(ctx, source, i))
      continue;
    if (depth > 0 && is_array(ctx)) {
      if (drupe__stack_exhausted())
        (void)duk_range_error(ctx, "Maximum call stack size exceeded");
      flatten(ctx, target, duk_get_top_index(ctx), drupe__length(ctx, -1),
              depth - 1);
      duk_pop(ctx);
    } else {
      drupe__create_at(ctx, target, ctx->callstack_curr->drupe_made++);
    }
  }
}

static duk_ret_t array_flat(duk_context *ctx) {
  uint64_t length = drupe__array_this(ctx);
  double depth;

  depth = duk_is_undefined(ctx, 0) ? 1 : drupe__integer(ctx, 0);
  (void)drupe__array_species(ctx, 1, 0);
  ctx->callstack_curr->drupe_made = 0;
  flatten(ctx, 2, 1, length, depth);
  duk_dup(ctx, 2);
  return 1;
}

/* -- flatMap: [callback this-argument object result] ----------------------- */
enum { OBJECT = 2, RESULT = 3 };

static duk_ret_t flat_map_next(duk_context *ctx) {
  duk_activation *frame = ctx->callstack_curr;

  for (; frame->drupe_at < frame->drupe_end; frame->drupe_at++)
    if (drupe__array_present(ctx, OBJECT, frame->drupe_at))
      return drupe__visit_call(ctx, frame->drupe_at);
  duk_dup(ctx, RESULT);
  return 1;
}

static duk_ret_t flat_map_step(duk_context *ctx) {
  duk_activation *frame = ctx->callstack_curr;

  frame->drupe_at++;
  if (is_array(ctx)) {
    flatten(ctx, RESULT, duk_get_top_index(ctx), drupe__length(ctx, -1), 0);
    duk_pop(ctx);
  } else {
    drupe__create_at(ctx, RESULT, frame->drupe_made++);
  }
  return flat_map_next(ctx);
}

static duk_ret_t array_flat_map(duk_context *ctx) {
  duk_activation *frame = ctx->callstack_curr;

  frame->drupe_end = drupe__array_this(ctx);
  frame->drupe_at = frame->drupe_made = 0;
  if (!duk_is_callable(ctx, 0))
    return duk_type_error(ctx, "flatMap mapper function is not callable");
  (void)drupe__array_species(ctx, OBJECT, 0);
  return drupe__visit(ctx, flat_map_step, flat_map_next(ctx));
}

static const drupe__builtin methods[] = {{"flat", array_flat, 1, 0, 0},
                                         {"flatMap", array_flat_map, 2, 1, 0},
                                         DRUPE__BUILTIN_END};

void drupe__builtin_array_flat(duk_context *ctx) {
  drupe__push_prototype(ctx, "Array");
  drupe__define(ctx, -1, methods);
  duk_pop(ctx);
}
