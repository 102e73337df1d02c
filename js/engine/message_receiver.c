/* js/engine/message_receiver.c - V8's words for a built-in function that is
 * called on, or with, what it is not for.  Its name is that of the running
 * function.  They throw, drupe__refuse_regexp where it is one. */
#include "engine_internal.h"
#include "message.h"
#include "regexp.h"

/* Pushes the running function's name: "toString", "[Symbol.iterator]". */
static const char *push_running(duk_context *ctx) {
  duk_require_stack(ctx, 8);
  duk_push_current_function(ctx);
  duk_get_prop_stridx(ctx, -1, DUK_STRIDX_NAME);
  return duk_safe_to_string(ctx, -1);
}

void drupe__throw_null_receiver(duk_context *ctx, const char *of) {
  const char *name = push_running(ctx);

  (void)duk_type_error(ctx, "%s.prototype%s%s called on null or undefined", of,
                       name[0] == '[' ? "" : ".", name);
}

void drupe__throw_receiver_type(duk_context *ctx, const char *of) {
  const char *name = push_running(ctx);

  if (name[0] == '[') /* the one that V8 writes so: [Symbol.toPrimitive] */
    (void)duk_type_error(
        ctx, "%s.prototype [ @@toPrimitive ] requires that 'this' be a %s", of,
        of);
  (void)duk_type_error(ctx, "%s.prototype.%s requires that 'this' be a %s", of,
                       name, of);
}

void drupe__throw_not_object(duk_context *ctx, const char *of) {
  (void)duk_type_error(ctx, "%s.%s called on non-object", of,
                       push_running(ctx));
}

void drupe__throw_not_new(duk_context *ctx) {
  (void)duk_type_error(ctx, "Constructor %s requires 'new'", push_running(ctx));
}

void drupe__refuse_regexp(duk_context *ctx, duk_idx_t index) {
  if (drupe__regexp_is_like(ctx, index))
    (void)duk_type_error(ctx,
                         "First argument to String.prototype.%s must not be a "
                         "regular expression",
                         push_running(ctx));
}

void drupe__require_prototype(duk_context *ctx, duk_idx_t index) {
  if (duk_is_object(ctx, index) || duk_is_null(ctx, index))
    return;
  drupe__readable_push(ctx, duk_require_tval(ctx, index));
  (void)duk_type_error(ctx,
                       "Object prototype may only be an Object or null: %s",
                       duk_get_string(ctx, -1));
}

/* [.. function this list] of Reflect.apply; that calls of what is no function
 * find their own words for. */
void drupe__require_application(duk_context *ctx, duk_idx_t function) {
  if (duk_is_callable(ctx, function) && !duk_is_object(ctx, function + 2))
    (void)duk_type_error(ctx, "CreateListFromArrayLike called on non-object");
}
