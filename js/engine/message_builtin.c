/* js/engine/message_builtin.c - V8's words in built-in functions of the engine
 * (edit 365-more-messages). */
#include "engine_internal.h"
#include "message.h"

/* [ .. prototype ] of the right side of instanceof, which is no object. */
void drupe__throw_instance_prototype(duk_hthread *thread) {
  drupe__readable_push(thread, duk_require_tval(thread, -1));
  (void)duk_type_error(thread,
                       "Function has non-object prototype '%s' in instanceof "
                       "check",
                       duk_get_string(thread, -1));
}

duk_int_t drupe__radix(duk_hthread *thread, duk_idx_t index) {
  double radix = duk_to_number(thread, index);

  if (!(radix >= 2 && radix < 37))
    (void)duk_range_error(thread,
                          "toString() radix argument must be between 2 and 36");
  return (duk_int_t)radix;
}

/* Of String.prototype.repeat; the count is its first argument. */
void drupe__throw_count(duk_hthread *thread) {
  (void)duk_range_error(thread, "Invalid count value: %s",
                        duk_safe_to_string(thread, 0));
}

void drupe__throw_code_point(duk_hthread *thread, duk_idx_t index) {
  (void)duk_range_error(thread, "Invalid code point %s",
                        duk_safe_to_string(thread, index));
}

/* -- circles in JSON.stringify --------------------------------------------- */
/* Pushes "object with constructor 'Foo'". */
static void circle_push_object(duk_context *ctx, duk_hobject *object) {
  duk_hstring *name = drupe__constructor_name(ctx, object);

  duk_push_sprintf(ctx, "object with constructor '%s'",
                   name != NULL ? (const char *)DUK_HSTRING_GET_DATA(name)
                                : "Object");
}

/* Pushes "index 0" if an element of the array is the object. */
static bool circle_push_index(duk_context *ctx, duk_hobject *array,
                              const duk_hobject *to) {
  uint32_t i;

  for (i = 0; i < DUK_HOBJECT_GET_ASIZE(array); i++) {
    const duk_tval *tv = DUK_HOBJECT_A_GET_VALUE_PTR(ctx->heap, array, i);

    if (!DUK_TVAL_IS_OBJECT(tv) || DUK_TVAL_GET_OBJECT(tv) != to)
      continue;
    duk_push_sprintf(ctx, "index %lu", (unsigned long)i);
    return true;
  }
  return false;
}

/* Pushes how the first object refers to the other: "property 'a'", "index 0".
 * Only what lies in it plainly is found: a getter or toJSON gives no name. */
static void circle_push_key(duk_context *ctx, duk_hobject *from,
                            duk_hobject *to) {
  duk_hobject *found;
  duk_idx_t top = duk_get_top(ctx);

  if (circle_push_index(ctx, from, to))
    return;
  duk_push_hobject(ctx, from);
  duk_enum(ctx, top, DUK_ENUM_OWN_PROPERTIES_ONLY | DUK_ENUM_NO_PROXY_BEHAVIOR);
  while (duk_next(ctx, -1, 0)) {
    const duk_tval *tv =
        drupe__plain_property(ctx, from, duk_known_hstring(ctx, -1));

    found =
        tv != NULL && DUK_TVAL_IS_OBJECT(tv) ? DUK_TVAL_GET_OBJECT(tv) : NULL;
    if (found == to)
      break;
    duk_pop(ctx);
  }
  if (duk_get_top(ctx) <= top + 2)
    duk_push_literal(ctx, "a property");
  else
    duk_push_sprintf(ctx, "property '%s'", duk_get_string(ctx, -1));
  duk_replace(ctx, top);
  duk_set_top(ctx, top + 1);
}

/* The objects of the circle, the outermost first: V8 shows two steps, the last
 * one, and dots between. */
void drupe__throw_json_circle(duk_hthread *thread, duk_hobject **path,
                              duk_size_t count) {
  duk_size_t i;

  duk_require_stack(thread, 32);
  duk_push_literal(thread, "Converting circular structure to JSON\n    --> "
                           "starting at ");
  circle_push_object(thread, path[0]);
  duk_concat(thread, 2);
  for (i = 1; i < count; i++) {
    if (i > 2 && i + 1 < count) {
      if (i == 3) {
        duk_push_literal(thread, "\n    |     ...");
        duk_concat(thread, 2);
      }
      continue;
    }
    duk_push_literal(thread, "\n    |     ");
    circle_push_key(thread, path[i - 1], path[i]);
    duk_push_literal(thread, " -> ");
    circle_push_object(thread, path[i]);
    duk_concat(thread, 5);
  }
  duk_push_literal(thread, "\n    --- ");
  circle_push_key(thread, path[count - 1], path[0]);
  duk_push_literal(thread, " closes the circle");
  duk_concat(thread, 4);
  duk_push_error_object(thread, DUK_ERR_TYPE_ERROR, "%s",
                        duk_get_string(thread, -1));
  (void)duk_throw(thread);
}
