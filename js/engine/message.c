/* js/engine/message.c - throws with the words of V8. */
#include "message.h"

#include <stdarg.h>
#include <string.h>

#include "engine_internal.h"

static void readable_push_object(duk_context *ctx, duk_hobject *object) {
  if (DUK_HOBJECT_IS_CALLABLE(object)) {
    duk_push_hobject(ctx, object);
    (void)duk_safe_to_string(ctx, -1);
  } else if (DUK_HOBJECT_IS_ARRAY(object)) {
    duk_push_literal(ctx, "[object Array]");
  } else if (DUK_HOBJECT_GET_CLASS_NUMBER(object) ==
             DUK_HOBJECT_CLASS_STRING) {
    duk_push_literal(ctx, "[object String]");
  } else {
    duk_tval *tv =
        drupe__plain_property(ctx, object, DUK_HTHREAD_STRING_CONSTRUCTOR(ctx));
    duk_tval *name = NULL;

    if (tv != NULL && DUK_TVAL_IS_OBJECT(tv))
      name = drupe__plain_property(ctx, DUK_TVAL_GET_OBJECT(tv),
                                   DUK_HTHREAD_STRING_NAME(ctx));
    duk_push_sprintf(
        ctx, "#<%s>",
        name != NULL && DUK_TVAL_IS_STRING(name)
            ? (const char *)DUK_HSTRING_GET_DATA(DUK_TVAL_GET_STRING(name))
            : "Object");
  }
}

void drupe__readable_push(duk_context *ctx, const duk_tval *value) {
  duk_require_stack(ctx, 8);
  if (DUK_TVAL_IS_OBJECT(value)) {
    readable_push_object(ctx, DUK_TVAL_GET_OBJECT(value));
    return;
  }
  duk_push_tval(ctx, (duk_tval *)value);
  if (duk_is_symbol(ctx, -1)) {
    duk_push_symbol_descriptive_string(ctx, DUK_TVAL_GET_STRING(value));
    duk_remove(ctx, -2);
  } else if (duk_is_string(ctx, -1)) {
    duk_push_sprintf(ctx, "\"%s\"", duk_get_string(ctx, -1));
    duk_remove(ctx, -2);
  } else {
    (void)duk_safe_to_string(ctx, -1);
  }
}

void drupe__typed_push(duk_context *ctx, const duk_tval *value) {
  const char *type;

  duk_require_stack(ctx, 8);
  duk_push_tval(ctx, (duk_tval *)value);
  type = (const char *)DUK_HSTRING_GET_DATA(
      DUK_HTHREAD_GET_STRING(ctx, duk_js_typeof_stridx((duk_tval *)value)));
  if (duk_is_string(ctx, -1) && !duk_is_symbol(ctx, -1))
    duk_push_sprintf(ctx, "%s \"%s\"", type, duk_get_string(ctx, -1));
  else if (duk_is_number(ctx, -1) || duk_is_boolean(ctx, -1) ||
           duk_is_null(ctx, -1))
    duk_push_sprintf(ctx, "%s %s", type, duk_safe_to_string(ctx, -1));
  else
    duk_push_string(ctx, type);
  duk_remove(ctx, -2);
}

/* A key as it stands between quotes: symbols by their description. */
static const char *message_key(duk_context *ctx, const duk_tval *key) {
  duk_require_stack(ctx, 8);
  duk_push_tval(ctx, (duk_tval *)key);
  if (duk_is_symbol(ctx, -1))
    duk_push_symbol_descriptive_string(ctx, DUK_TVAL_GET_STRING(key));
  else if (duk_is_object(ctx, -1))
    drupe__readable_push(ctx, key);
  return duk_safe_to_string(ctx, -1);
}

static const char *message_value(duk_context *ctx, const duk_tval *value) {
  drupe__readable_push(ctx, value);
  return duk_get_string(ctx, -1);
}

/* Messages point into the source and hold names of any length; the engine's
 * own formatting would cut them at 128 bytes. */
static void message_throw(duk_hthread *thread, duk_errcode_t code,
                          const char *format, ...) {
  va_list args;

  duk_hthread_sync_currpc(thread);
  va_start(args, format);
  duk_push_vsprintf(thread, format, args);
  va_end(args);
  DUK_ERROR_RAW(thread, NULL, 0, code, duk_get_string(thread, -1));
}

void drupe__throw_undefined_name(duk_hthread *thread, duk_hstring *name) {
  message_throw(thread, DUK_ERR_REFERENCE_ERROR, "%s is not defined",
                (const char *)DUK_HSTRING_GET_DATA(name));
}

/* Property of null or undefined; what: 0 read, 1 written, 2 deleted. */
void drupe__throw_base(duk_hthread *thread, const duk_tval *object,
                       const duk_tval *key, int what) {
  const char *name = message_key(thread, key);
  const char *base = DUK_TVAL_IS_NULL(object) ? "null" : "undefined";

  if (what == 0)
    drupe__throw_pattern(thread, object);
  if (what == 0)
    message_throw(thread, DUK_ERR_TYPE_ERROR,
                  "Cannot read properties of %s (reading '%s')", base, name);
  if (what == 1)
    message_throw(thread, DUK_ERR_TYPE_ERROR,
                  "Cannot set properties of %s (setting '%s')", base, name);
  message_throw(thread, DUK_ERR_TYPE_ERROR,
                "Cannot convert undefined or null to object");
}

void drupe__throw_put(duk_hthread *thread, const duk_tval *object,
                      const duk_tval *key, int what) {
  const char *name = message_key(thread, key);
  const char *base = DUK_TVAL_IS_STRING(object)
                         ? message_key(thread, object) /* without quotes */
                         : message_value(thread, object);

  switch (what) {
  case DRUPE__PUT_PRIMITIVE:
    message_throw(thread, DUK_ERR_TYPE_ERROR,
                  "Cannot create property '%s' on %s '%s'", name,
                  (const char *)DUK_HSTRING_GET_DATA(DUK_HTHREAD_GET_STRING(
                      thread, duk_js_typeof_stridx((duk_tval *)object))),
                  base);
    break;
  case DRUPE__PUT_NOT_EXTENSIBLE:
    message_throw(thread, DUK_ERR_TYPE_ERROR,
                  "Cannot add property %s, object is not extensible", name);
    break;
  case DRUPE__PUT_NOT_WRITABLE:
    message_throw(thread, DUK_ERR_TYPE_ERROR,
                  "Cannot assign to read only property '%s' of %s '%s'", name,
                  (const char *)DUK_HSTRING_GET_DATA(DUK_HTHREAD_GET_STRING(
                      thread, duk_js_typeof_stridx((duk_tval *)object))),
                  base);
    break;
  case DRUPE__PUT_NO_SETTER:
    message_throw(thread, DUK_ERR_TYPE_ERROR,
                  "Cannot set property %s of %s which has only a getter", name,
                  base);
    break;
  case DRUPE__PUT_DELETE:
    message_throw(thread, DUK_ERR_TYPE_ERROR,
                  "Cannot delete property '%s' of %s", name, base);
    break;
  case DRUPE__PUT_DEFINE_NEW:
    message_throw(thread, DUK_ERR_TYPE_ERROR,
                  "Cannot define property %s, object is not extensible", name);
    break;
  default:
    message_throw(thread, DUK_ERR_TYPE_ERROR, "Cannot redefine property: %s",
                  name);
  }
}

void drupe__throw_put_object(duk_hthread *thread, duk_hobject *object,
                             duk_hstring *key, int what) {
  duk_tval o, k;

  DUK_TVAL_SET_OBJECT(&o, object);
  DUK_TVAL_SET_STRING(&k, key);
  drupe__throw_put(thread, &o, &k, what);
}

void drupe__throw_not_callable(duk_hthread *thread, const duk_tval *value) {
  drupe__callee callee = drupe__callee_push(thread);

  if (callee == DRUPE__CALLEE_UNKNOWN)
    drupe__typed_push(thread, value);
  message_throw(thread, DUK_ERR_TYPE_ERROR, "%s is not a %s",
                duk_get_string(thread, -1),
                callee == DRUPE__CALLEE_NEW ? "constructor" : "function");
}

void drupe__throw_not_constructable(duk_hthread *thread,
                                    const duk_tval *value) {
  if (drupe__callee_push(thread) == DRUPE__CALLEE_UNKNOWN)
    drupe__typed_push(thread, value);
  message_throw(thread, DUK_ERR_TYPE_ERROR, "%s is not a constructor",
                duk_get_string(thread, -1));
}

/* The error of object.key(..) is made here and thrown after the arguments were
 * evaluated.  Pushes it. */
void drupe__push_not_callable(duk_hthread *thread, const duk_tval *object,
                              const duk_tval *key) {
  if (drupe__callee_push(thread) == DRUPE__CALLEE_UNKNOWN) {
    const char *name = message_key(thread, key);

    (void)object;
    duk_push_sprintf(thread, "(intermediate value).%s", name);
  }
  duk_push_sprintf(thread, "%s is not a function", duk_get_string(thread, -1));
  duk_push_error_object(thread, DUK_ERR_TYPE_ERROR, "%s",
                        duk_get_string(thread, -1));
}

void drupe__throw_in(duk_hthread *thread, const duk_tval *key,
                     const duk_tval *object) {
  const char *name = message_key(thread, key);

  message_throw(thread, DUK_ERR_TYPE_ERROR,
                "Cannot use 'in' operator to search for '%s' in %s", name,
                message_key(thread, object));
}

/* A native wanted `expected` at the stack index. */
const char *drupe__throw_required(duk_hthread *thread, duk_idx_t index,
                                  const char *expected) {
  duk_tval undefined;
  const duk_tval *value = duk_get_tval(thread, index);

  DUK_TVAL_SET_UNDEFINED(&undefined);
  drupe__readable_push(thread, value != NULL ? value : &undefined);
  if (strcmp(expected, "constructable") == 0)
    expected = "constructor";
  else if (strcmp(expected, "nativefunction") == 0)
    expected = "function";
  message_throw(thread, DUK_ERR_TYPE_ERROR, "%s is not a%s %s",
                duk_get_string(thread, -1),
                expected[0] == 'o' || expected[0] == 'u' ? "n" : "", expected);
  return NULL; /* not reached */
}
