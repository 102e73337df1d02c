/* js/engine/message_receiver.c - V8's words for a built-in function that is
 * called on, or with, what it is not for.  Its name is that of the running
 * function.  They throw, drupe__refuse_regexp where it is one. */
#include "message.h"

#include <string.h>

#include "builtins.h"
#include "engine_internal.h"
#include "regexp.h"

/* Pushes the running function's name: "toString", "[Symbol.iterator]". */
static const char *push_running(duk_context *ctx) {
  duk_require_stack(ctx, 8);
  duk_push_current_function(ctx);
  duk_get_prop_stridx(ctx, -1, DUK_STRIDX_NAME);
  return duk_safe_to_string(ctx, -1);
}

const char *drupe__push_member(duk_context *ctx, const char *of) {
  const char *name = push_running(ctx);

  if (strncmp(name, "get ", 4) == 0)
    return duk_push_sprintf(ctx, "get %s.prototype.%s", of, name + 4);
  return duk_push_sprintf(ctx, "%s.prototype%s%s", of,
                          name[0] == '[' ? "" : ".", name);
}

duk_ret_t drupe__incompatible(duk_context *ctx, const char *method) {
  duk_push_this(ctx);
  drupe__readable_push(ctx, duk_get_tval(ctx, -1));
  return duk_type_error(ctx, "Method %s called on incompatible receiver %s",
                        method, duk_get_string(ctx, -1));
}

duk_ret_t drupe__incompatible_member(duk_context *ctx, const char *of) {
  return drupe__incompatible(ctx, drupe__push_member(ctx, of));
}

/* V8 has some of these methods in one way, some in another. */
static bool is_among(const char *name, const char *names) {
  const char *at = strstr(names, name);

  return at != NULL && at[-1] == ' ' && at[strlen(name)] == ' ';
}

duk_ret_t drupe__throw_not_typed(duk_context *ctx) {
  const char *name = push_running(ctx);

  if (strcmp(name, "get buffer") == 0 ||
      is_among(name, " at join slice subarray toLocaleString toReversed "))
    return drupe__incompatible_member(ctx, "%TypedArray%");
  if (strncmp(name, "get ", 4) == 0)
    return drupe__incompatible_member(ctx, "TypedArray");
  return duk_type_error(ctx, "this is not a typed array.");
}

void drupe__throw_not_date(duk_hthread *thread) {
  const char *name = push_running(thread);

  if (strcmp(name, "valueOf") == 0 ||
      (strncmp(name, "get", 3) == 0 && strcmp(name, "getYear") != 0))
    (void)duk_type_error(thread, "this is not a Date object.");
  (void)drupe__incompatible_member(thread, "Date");
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

void drupe__throw_not_error(duk_hthread *thread) {
  (void)drupe__incompatible_member(thread, "Error");
}

void drupe__throw_not_symbol(duk_context *ctx, duk_idx_t index) {
  drupe__readable_push(ctx, duk_require_tval(ctx, index));
  (void)duk_type_error(ctx, "%s is not a symbol", duk_get_string(ctx, -1));
}

/* What is on top was to be called by the engine itself. */
void drupe__throw_typed_callee(duk_context *ctx) {
  drupe__typed_push(ctx, duk_require_tval(ctx, -1));
  (void)duk_type_error(ctx, "%s is not a function", duk_get_string(ctx, -1));
}

void drupe__require_method(duk_context *ctx, duk_idx_t object,
                           const char *name) {
  if (duk_is_callable(ctx, -1))
    return;
  object = duk_require_normalize_index(ctx, object);
  drupe__readable_push(ctx, duk_require_tval(ctx, -1));
  drupe__readable_push(ctx, duk_require_tval(ctx, object));
  (void)duk_type_error(ctx,
                       "'%s' returned for property '%s' of object '%s' is not "
                       "a function",
                       duk_get_string(ctx, -2), name, duk_get_string(ctx, -1));
}

void drupe__require_prototype(duk_context *ctx, duk_idx_t index) {
  if (duk_is_object(ctx, index) || duk_is_null(ctx, index))
    return;
  drupe__readable_push(ctx, duk_require_tval(ctx, index));
  (void)duk_type_error(ctx,
                       "Object prototype may only be an Object or null: %s",
                       duk_get_string(ctx, -1));
}

/* The kind of what is on top is typeof, but for null, with its article. */
static void throw_no_function(duk_context *ctx) {
  const char *kind, *article = "a ";

  duk_push_hstring_stridx(ctx,
                          duk_js_typeof_stridx(duk_require_tval(ctx, -1)));
  kind = duk_get_string(ctx, -1);
  if (kind[0] == 'o')
    article = "an ";
  if (duk_is_null(ctx, -2)) {
    article = "";
    kind = "null";
  }
  drupe__readable_push(ctx, duk_require_tval(ctx, -2));
  (void)duk_type_error(ctx,
                       "Function.prototype.apply was called on %s, which is "
                       "%s%s and not a function",
                       duk_get_string(ctx, -1), article, kind);
}

/* [.. function this list] of Reflect.apply, as many as were given. */
void drupe__require_application(duk_context *ctx, duk_idx_t function) {
  if (!duk_is_callable(ctx, function)) {
    duk_require_stack(ctx, 8);
    duk_set_top(ctx, function + 1);
    throw_no_function(ctx);
  }
  if (!duk_is_object(ctx, function + 2))
    (void)duk_type_error(ctx, "CreateListFromArrayLike called on non-object");
}
