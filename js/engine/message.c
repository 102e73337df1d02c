/* js/engine/message.c - throws with the words of V8. */
#include "message.h"

#include <stdarg.h>
#include <string.h>

#include "engine_internal.h"
#include "object.h"
#include "typed_array.h"

duk_hstring *drupe__constructor_name(duk_context *ctx, duk_hobject *object) {
  duk_tval *tv =
      drupe__plain_property(ctx, object, DUK_HTHREAD_STRING_CONSTRUCTOR(ctx));

  if (tv == NULL || !DUK_TVAL_IS_OBJECT(tv))
    return NULL;
  tv = drupe__plain_property(ctx, DUK_TVAL_GET_OBJECT(tv),
                             DUK_HTHREAD_STRING_NAME(ctx));
  if (tv == NULL || !DUK_TVAL_IS_STRING(tv) ||
      DUK_HSTRING_GET_BYTELEN(DUK_TVAL_GET_STRING(tv)) == 0)
    return NULL;
  return DUK_TVAL_GET_STRING(tv);
}

/* A function's own text, whatever its toString; of a long one, both ends. */
static void readable_push_function(duk_context *ctx, duk_hobject *function) {
  duk_size_t length;

  duk_push_c_function(ctx, duk_bi_function_prototype_to_string, 0);
  duk_push_hobject(ctx, function);
  (void)duk_pcall_method(ctx, 0);
  (void)duk_safe_to_string(ctx, -1);
  length = duk_get_length(ctx, -1);
  if (length <= 128)
    return;
  duk_dup_top(ctx);
  duk_substring(ctx, -2, 0, 111);
  duk_substring(ctx, -1, length - 2, length);
  duk_push_sprintf(ctx, "%s...<omitted>...%s", duk_get_string(ctx, -2),
                   duk_get_string(ctx, -1));
  duk_replace(ctx, -3);
  duk_pop(ctx);
}

/* Pushes the string that the object plainly has there, or the default. */
static void readable_push_part(duk_context *ctx, duk_hobject *object,
                               duk_hstring *key, const char *otherwise) {
  duk_tval *tv = drupe__plain_property(ctx, object, key);

  if (tv != NULL && DUK_TVAL_IS_STRING(tv) &&
      !DUK_HSTRING_HAS_SYMBOL(DUK_TVAL_GET_STRING(tv)))
    duk_push_tval(ctx, tv);
  else
    duk_push_string(ctx, otherwise);
}

/* "name: message", as its toString has it. */
static void readable_push_error(duk_context *ctx, duk_hobject *error) {
  readable_push_part(ctx, error, DUK_HTHREAD_STRING_NAME(ctx), "Error");
  readable_push_part(ctx, error, DUK_HTHREAD_STRING_MESSAGE(ctx), "");
  if (duk_get_length(ctx, -1) == 0) {
    duk_pop(ctx);
  } else if (duk_get_length(ctx, -2) == 0) {
    duk_remove(ctx, -2);
  } else {
    duk_push_literal(ctx, ": ");
    duk_insert(ctx, -2);
    duk_concat(ctx, 3);
  }
}

static bool readable_is_ordinary(duk_context *ctx, duk_hobject *object) {
  duk_tval *tv =
      drupe__plain_property(ctx, object, DUK_HTHREAD_STRING_TO_STRING(ctx));
  duk_hobject *f =
      tv != NULL && DUK_TVAL_IS_OBJECT(tv) ? DUK_TVAL_GET_OBJECT(tv) : NULL;

  return f != NULL && DUK_HOBJECT_IS_NATFUNC(f) &&
         ((duk_hnatfunc *)f)->func == duk_bi_object_prototype_to_string;
}

/* "[object Tag]" */
static void readable_push_tag(duk_context *ctx, duk_hobject *object) {
  duk_push_literal(ctx, "[object ");
  if (drupe__is_typed(object))
    duk_push_string(ctx, drupe__typed_name((duk_hbufobj *)object));
  else
    readable_push_part(ctx, object,
                       DUK_HTHREAD_STRING_WELLKNOWN_SYMBOL_TO_STRING_TAG(ctx),
                       drupe__class_name(ctx, object));
  duk_push_literal(ctx, "]");
  duk_concat(ctx, 3);
}

static void readable_push_object(duk_context *ctx, duk_hobject *object) {
  duk_hstring *name;

  while (DUK_HOBJECT_IS_PROXY(object))
    object = drupe__proxy_target(object);
  name = drupe__constructor_name(ctx, object);
  if (DUK_HOBJECT_IS_CALLABLE(object))
    readable_push_function(ctx, object);
  else if (DUK_HOBJECT_GET_CLASS_NUMBER(object) == DUK_HOBJECT_CLASS_ERROR)
    readable_push_error(ctx, object);
  else if (name != NULL && readable_is_ordinary(ctx, object))
    duk_push_sprintf(ctx, "#<%s>", (const char *)DUK_HSTRING_GET_DATA(name));
  else
    readable_push_tag(ctx, object);
}

void drupe__readable_push(duk_context *ctx, const duk_tval *value) {
  duk_require_stack(ctx, 16);
  if (DUK_TVAL_IS_OBJECT(value)) {
    readable_push_object(ctx, DUK_TVAL_GET_OBJECT(value));
    return;
  }
  duk_push_tval(ctx, (duk_tval *)value);
  if (duk_is_symbol(ctx, -1)) {
    duk_push_symbol_descriptive_string(ctx, DUK_TVAL_GET_STRING(value));
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

/* The key in " (reading 'key')", NULL: an object that V8 would have to call
 * for its text. */
static const char *message_base_key(duk_context *ctx, const duk_tval *key) {
  if (!DUK_TVAL_IS_OBJECT(key))
    return message_key(ctx, key);
  duk_require_stack(ctx, 8);
  drupe__readable_push(ctx, key);
  return strncmp(duk_get_string(ctx, -1), "[object ", 8) == 0
             ? NULL
             : duk_get_string(ctx, -1);
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
  const char *name = message_base_key(thread, key);
  const char *base = DUK_TVAL_IS_NULL(object) ? "null" : "undefined";

  if (what == 0)
    drupe__throw_pattern(thread, object);
  if (name == NULL && what < 2)
    message_throw(thread, DUK_ERR_TYPE_ERROR, "Cannot %s properties of %s",
                  what == 0 ? "read" : "set", base);
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
                      duk_hstring *key, int what) {
  const char *name, *base;
  duk_tval tv;

  DUK_TVAL_SET_STRING(&tv, key);
  name = message_key(thread, &tv);
  base = message_value(thread, object);
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
                  "Cannot delete property '%s' of %s", name,
                  DUK_TVAL_IS_STRING(object) ? "[object String]" : base);
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
  duk_tval tv;

  DUK_TVAL_SET_OBJECT(&tv, object);
  drupe__throw_put(thread, &tv, key, what);
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
