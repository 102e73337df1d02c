/* js/lib/util.c - binding('util'): what util.inspect has to know of a value
 * that no script can ask. */
#include <string.h>

#include "engine/builtins.h"
#include "engine/promise.h"
#include "engine/unit.h"
#include "lib/lib_internal.h"

/* Kinds beyond the engine's class numbers, which are below 64. */
enum {
  KIND_NEVER = 64, /* of things that no script can make yet */
  KIND_BOXED,
  KIND_ASYNC,
  KIND_GENERATOR,
  KIND_PROXY,
  KIND_VIEW,
  KIND_TYPED_ARRAY,
  KIND_ELEMENT, /* + a kind of element of the engine; up to 32 of them */
  KIND_ELEMENT_END = KIND_ELEMENT + 31,
  KIND_NATIVE /* + an index of `native_names` */
};

static const char *const native_names[] = {
    "Promise", "Map",     "Set",    "Map Iterator",     "Set Iterator",
    "WeakMap", "WeakSet", "SharedArrayBuffer",  "Module",
    "Generator"};

enum {
  NATIVE_PROMISE,
  NATIVE_MAP,
  NATIVE_SET,
  NATIVE_MAP_ITERATOR,
  NATIVE_SET_ITERATOR,
  NATIVE_WEAK_MAP,
  NATIVE_WEAK_SET,
  NATIVE_SHARED,
  NATIVE_NAMESPACE,
  NATIVE_GENERATOR
};

/* In the order in which Node lists them. */
static const struct {
  const char *name;
  int kind;
} util_types[] = {{"isExternal", KIND_NEVER},
                  {"isDate", DUK_HOBJECT_CLASS_DATE},
                  {"isArgumentsObject", DUK_HOBJECT_CLASS_ARGUMENTS},
                  {"isBigIntObject", DUK_HOBJECT_CLASS_POINTER},
                  {"isBooleanObject", DUK_HOBJECT_CLASS_BOOLEAN},
                  {"isNumberObject", DUK_HOBJECT_CLASS_NUMBER},
                  {"isStringObject", DUK_HOBJECT_CLASS_STRING},
                  {"isSymbolObject", DUK_HOBJECT_CLASS_SYMBOL},
                  {"isBoxedPrimitive", KIND_BOXED},
                  {"isNativeError", DUK_HOBJECT_CLASS_ERROR},
                  {"isRegExp", DUK_HOBJECT_CLASS_REGEXP},
                  {"isAsyncFunction", KIND_ASYNC},
                  {"isGeneratorFunction", KIND_GENERATOR},
                  {"isGeneratorObject", KIND_NATIVE + NATIVE_GENERATOR},
                  {"isPromise", KIND_NATIVE + NATIVE_PROMISE},
                  {"isMap", KIND_NATIVE + NATIVE_MAP},
                  {"isSet", KIND_NATIVE + NATIVE_SET},
                  {"isMapIterator", KIND_NATIVE + NATIVE_MAP_ITERATOR},
                  {"isSetIterator", KIND_NATIVE + NATIVE_SET_ITERATOR},
                  {"isWeakMap", KIND_NATIVE + NATIVE_WEAK_MAP},
                  {"isWeakSet", KIND_NATIVE + NATIVE_WEAK_SET},
                  {"isArrayBuffer", DUK_HOBJECT_CLASS_ARRAYBUFFER},
                  {"isDataView", DUK_HOBJECT_CLASS_DATAVIEW},
                  {"isSharedArrayBuffer", KIND_NATIVE + NATIVE_SHARED},
                  {"isProxy", KIND_PROXY},
                  {"isModuleNamespaceObject", KIND_NATIVE + NATIVE_NAMESPACE},
                  {"isAnyArrayBuffer", DUK_HOBJECT_CLASS_ARRAYBUFFER},
                  {"isCryptoKey", KIND_NEVER},
                  {"isKeyObject", KIND_NEVER},
                  {"isArrayBufferView", KIND_VIEW},
                  {"isTypedArray", KIND_TYPED_ARRAY},
                  {"isUint8Array", DUK_HOBJECT_CLASS_UINT8ARRAY},
                  {"isUint8ClampedArray", DUK_HOBJECT_CLASS_UINT8CLAMPEDARRAY},
                  {"isUint16Array", DUK_HOBJECT_CLASS_UINT16ARRAY},
                  {"isUint32Array", DUK_HOBJECT_CLASS_UINT32ARRAY},
                  {"isInt8Array", DUK_HOBJECT_CLASS_INT8ARRAY},
                  {"isInt16Array", DUK_HOBJECT_CLASS_INT16ARRAY},
                  {"isInt32Array", DUK_HOBJECT_CLASS_INT32ARRAY},
                  {"isFloat32Array", DUK_HOBJECT_CLASS_FLOAT32ARRAY},
                  {"isFloat64Array", KIND_ELEMENT + DUK_HBUFOBJ_ELEM_FLOAT64},
                  {"isBigInt64Array", KIND_ELEMENT + DRUPE__ELEM_BIGINT64},
                  {"isBigUint64Array", KIND_ELEMENT + DRUPE__ELEM_BIGUINT64}};

enum { UTIL_TYPES = sizeof(util_types) / sizeof(util_types[0]) };

/* The object at `index`, NULL where it is none; a proxy is not what it stands
 * for. */
static duk_hobject *util_object(duk_context *ctx, duk_idx_t index) {
  return duk_is_object(ctx, index) ? duk_get_hobject(ctx, index) : NULL;
}

static bool util_is_native(duk_context *ctx, duk_idx_t index, int which) {
  const char *name = drupe__native_name(duk_get_hobject(ctx, index));

  return name != NULL && strcmp(name, native_names[which]) == 0;
}

static bool util_function_has(duk_context *ctx, duk_hobject *function,
                              uint32_t flag) {
  drupe__unit *unit;
  const drupe__unit_function *record;

  if (!DUK_HOBJECT_IS_COMPFUNC(function))
    return false;
  unit = drupe__unit_of(function);
  record = unit == NULL ? NULL : drupe__unit_function_of(ctx, unit, function);
  return record != NULL && (record->flags & flag) != 0;
}

static bool util_is_kind(duk_context *ctx, duk_idx_t index, int kind) {
  duk_hobject *h = util_object(ctx, index);
  int class_number;

  if (h == NULL)
    return false;
  if (kind == KIND_PROXY)
    return DUK_HOBJECT_IS_PROXY(h);
  if (DUK_HOBJECT_IS_PROXY(h))
    return false;
  class_number = (int)DUK_HOBJECT_GET_CLASS_NUMBER(h);
  switch (kind) {
  case KIND_NEVER: return false;
  case KIND_BOXED:
    return class_number == DUK_HOBJECT_CLASS_NUMBER ||
           class_number == DUK_HOBJECT_CLASS_STRING ||
           class_number == DUK_HOBJECT_CLASS_BOOLEAN ||
           class_number == DUK_HOBJECT_CLASS_SYMBOL ||
           class_number == DUK_HOBJECT_CLASS_POINTER;
  case KIND_ASYNC: return util_function_has(ctx, h, DRUPE__FUNCTION_ASYNC);
  case KIND_GENERATOR:
    return util_function_has(ctx, h, DRUPE__FUNCTION_GENERATOR);
  case KIND_VIEW:
    return DUK_HOBJECT_IS_BUFOBJ(h) &&
           class_number != DUK_HOBJECT_CLASS_ARRAYBUFFER;
  case KIND_TYPED_ARRAY:
    return DUK_HOBJECT_IS_BUFOBJ(h) &&
           class_number >= DUK_HOBJECT_CLASS_INT8ARRAY;
  default: break;
  }
  if (kind >= KIND_ELEMENT && kind <= KIND_ELEMENT_END)
    return DUK_HOBJECT_IS_BUFOBJ(h) && ((duk_hbufobj *)h)->is_typedarray &&
           ((duk_hbufobj *)h)->elem_type == kind - KIND_ELEMENT;
  if (kind >= KIND_NATIVE)
    return util_is_native(ctx, index, kind - KIND_NATIVE);
  return class_number == kind;
}

static duk_ret_t util_is(duk_context *ctx) {
  int which = duk_get_current_magic(ctx);

  duk_push_boolean(ctx, util_is_kind(ctx, 0, util_types[which].kind));
  return 1;
}

/* Is it an object of C code, or of the engine, that is none of the kinds that
 * scripts can ask for? */
static duk_ret_t util_is_host_object(duk_context *ctx) {
  duk_hobject *h = util_object(ctx, 0);
  unsigned class_number =
      h == NULL ? 0 : (unsigned)DUK_HOBJECT_GET_CLASS_NUMBER(h);

  duk_push_boolean(ctx, class_number == DUK_HOBJECT_CLASS_THREAD ||
                            class_number >= DRUPE__CLASS_NATIVE);
  return 1;
}

/* -- proxies, names, properties -------------------------------------------- */

/* getProxyDetails(value): [target, handler], nulls where it was revoked;
 * undefined where it is no proxy. */
static duk_ret_t util_proxy_details(duk_context *ctx) {
  duk_hobject *h = util_object(ctx, 0);
  duk_hproxy *proxy = (void *)h;

  if (h == NULL || !DUK_HOBJECT_IS_PROXY(h))
    return 0;
  duk_push_array(ctx);
  if (proxy->target == NULL)
    duk_push_null(ctx);
  else
    duk_push_hobject(ctx, proxy->target);
  duk_put_prop_index(ctx, -2, 0);
  if (proxy->handler == NULL)
    duk_push_null(ctx);
  else
    duk_push_hobject(ctx, proxy->handler);
  duk_put_prop_index(ctx, -2, 1);
  return 1;
}

/* Pushes the name of the function that is the own `constructor` of the object
 * on top, without running a getter; pushes nothing where there is none. */
static bool util_own_constructor(duk_context *ctx) {
  duk_push_literal(ctx, "constructor");
  duk_get_prop_desc(ctx, -2, 0);
  if (!duk_is_object(ctx, -1)) {
    duk_pop(ctx);
    return false;
  }
  duk_get_prop_literal(ctx, -1, "value");
  duk_remove(ctx, -2);
  if (duk_is_function(ctx, -1)) {
    duk_get_prop_literal(ctx, -1, "name");
    duk_remove(ctx, -2);
    if (duk_is_string(ctx, -1) && duk_get_length(ctx, -1) > 0)
      return true;
  }
  duk_pop(ctx);
  return false;
}

/* getConstructorName(object): for objects whose prototypes do not tell. */
static duk_ret_t util_constructor_name(duk_context *ctx) {
  duk_hobject *h = duk_require_hobject(ctx, 0);
  const char *native = drupe__native_name(h);
  int left = 1000; /* prototypes to look at */

  if (native != NULL) {
    duk_push_string(ctx, native);
    return 1;
  }
  if (!DUK_HOBJECT_IS_PROXY(h) &&
      DUK_HOBJECT_GET_CLASS_NUMBER(h) != DUK_HOBJECT_CLASS_OBJECT) {
    duk_push_hstring(ctx, DUK_HOBJECT_GET_CLASS_STRING(ctx->heap, h));
    return 1;
  }
  duk_dup(ctx, 0);
  while (duk_is_object(ctx, -1) && left-- > 0) {
    if (util_own_constructor(ctx))
      return 1;
    duk_get_prototype(ctx, -1);
    duk_remove(ctx, -2);
  }
  duk_push_literal(ctx, "Object");
  return 1;
}

static void util_append(duk_context *ctx, duk_idx_t array) {
  duk_put_prop_index(ctx, array, (duk_uarridx_t)duk_get_length(ctx, array));
}

/* Appends the keys of one kind from the object's own part. */
static void util_append_keys(duk_context *ctx, duk_hobject *h, bool symbols,
                             bool only_enumerable) {
  for (duk_uint32_t i = 0; i < DUK_HOBJECT_GET_ENEXT(h); i++) {
    duk_hstring *key = DUK_HOBJECT_E_GET_KEY(ctx->heap, h, i);

    if (key == NULL || DUK_HSTRING_HAS_ARRIDX(key) ||
        DUK_HSTRING_HAS_HIDDEN(key) ||
        (DUK_HSTRING_HAS_SYMBOL(key) != 0) != symbols ||
        (only_enumerable && !DUK_HOBJECT_E_SLOT_IS_ENUMERABLE(ctx->heap, h, i)))
      continue;
    duk_push_hstring(ctx, key);
    util_append(ctx, -2);
  }
}

/* A proxy's keys come from its traps. */
static void util_append_proxy_keys(duk_context *ctx, bool only_enumerable) {
  duk_uint_t flags = DUK_ENUM_OWN_PROPERTIES_ONLY | DUK_ENUM_INCLUDE_SYMBOLS;

  if (!only_enumerable)
    flags |= DUK_ENUM_INCLUDE_NONENUMERABLE;
  duk_enum(ctx, 0, flags);
  while (duk_next(ctx, -1, 0)) {
    duk_hstring *key = duk_require_hstring(ctx, -1);

    if (DUK_HSTRING_HAS_ARRIDX(key))
      duk_pop(ctx);
    else
      util_append(ctx, -3);
  }
  duk_pop(ctx);
}

/* getOwnNonIndexProperties(object, onlyEnumerable): strings, then symbols. */
static duk_ret_t util_non_index_properties(duk_context *ctx) {
  duk_hobject *h = duk_require_hobject(ctx, 0);
  bool only_enumerable = duk_to_boolean(ctx, 1);

  duk_push_array(ctx);
  if (DUK_HOBJECT_IS_PROXY(h)) {
    util_append_proxy_keys(ctx, only_enumerable);
    return 1;
  }
  if (!only_enumerable && (DUK_HOBJECT_HAS_EXOTIC_ARRAY(h) ||
                           DUK_HOBJECT_HAS_EXOTIC_STRINGOBJ(h))) {
    duk_push_literal(ctx, "length");
    util_append(ctx, -2);
  }
  util_append_keys(ctx, h, false, only_enumerable);
  util_append_keys(ctx, h, true, only_enumerable);
  return 1;
}

/* -- what is inside -------------------------------------------------------- */

/* forEach's callback of previewEntries: its magic tells the kind, its own
 * property `list` where the entries go. */
static duk_ret_t util_collect(duk_context *ctx) {
  duk_push_current_function(ctx);
  duk_get_prop_literal(ctx, -1, "list");
  if (duk_get_current_magic(ctx) == NATIVE_MAP) {
    duk_dup(ctx, 1);
    util_append(ctx, -2);
  }
  duk_dup(ctx, 0);
  util_append(ctx, -2);
  return 0;
}

/* previewEntries(map or set): its values, a map's keys before them.  Calls the
 * forEach that the class had when this binding was made. */
static duk_ret_t util_preview_entries(duk_context *ctx) {
  int which = util_is_native(ctx, 0, NATIVE_MAP) ? NATIVE_MAP : NATIVE_SET;

  duk_push_array(ctx);
  duk_push_current_function(ctx);
  duk_get_prop_string(ctx, -1, native_names[which]);
  duk_dup(ctx, 0);
  duk_push_c_function(ctx, util_collect, 2);
  duk_set_magic(ctx, -1, which);
  duk_dup(ctx, 1);
  duk_put_prop_literal(ctx, -2, "list");
  duk_call_method(ctx, 1);
  duk_set_top(ctx, 2);
  return 1;
}

/* previewIterator(iterator): [what it still yields, are these entries?] */
static duk_ret_t util_preview_iterator(duk_context *ctx) {
  bool entries;

  duk_push_array(ctx);
  entries = drupe__iterator_preview(ctx, 0);
  duk_put_prop_index(ctx, -2, 0);
  duk_push_boolean(ctx, entries);
  duk_put_prop_index(ctx, -2, 1);
  return 1;
}

/* getPromiseDetails(promise): [0 pending, 1 fulfilled, 2 rejected; value]. */
static duk_ret_t util_promise_details(duk_context *ctx) {
  duk_push_array(ctx);
  duk_push_int(ctx, drupe__promise_state(ctx, 0));
  duk_put_prop_index(ctx, -3, 0);
  duk_put_prop_index(ctx, -2, 1);
  return 1;
}

/* typedArrayLength(value): its elements, asked of no getter. */
static duk_ret_t util_typed_array_length(duk_context *ctx) {
  duk_hobject *h = util_object(ctx, 0);
  duk_hbufobj *view = (void *)h;

  if (h == NULL || !DUK_HOBJECT_IS_BUFOBJ(h)) {
    duk_push_number(ctx, (double)duk_get_length(ctx, 0));
    return 1;
  }
  duk_push_number(ctx, (double)(view->length >> view->shift));
  return 1;
}

/* toUSVString(text): U+FFFD for surrogates that do not pair. */
static duk_ret_t util_usv_string(duk_context *ctx) {
  duk_size_t size;
  const unsigned char *p = (const void *)duk_require_lstring(ctx, 0, &size);
  unsigned char *out = duk_push_fixed_buffer(ctx, size);

  memcpy(out, p, size);
  for (duk_size_t i = 0; i + 2 < size; i++) {
    if (p[i] != 0xED || p[i + 1] < 0xA0)
      continue;
    if (p[i + 1] < 0xB0 && i + 5 < size && p[i + 3] == 0xED &&
        p[i + 4] >= 0xB0) {
      i += 5;
      continue;
    }
    memcpy(out + i, "\xEF\xBF\xBD", 3);
    i += 2;
  }
  duk_push_lstring(ctx, (const char *)out, size);
  return 1;
}

static const duk_function_list_entry util_functions[] = {
    {"getProxyDetails", util_proxy_details, 1},
    {"isHostObject", util_is_host_object, 1},
    {"getConstructorName", util_constructor_name, 1},
    {"getOwnNonIndexProperties", util_non_index_properties, 2},
    {"previewEntries", util_preview_entries, 1},
    {"previewIterator", util_preview_iterator, 1},
    {"getPromiseDetails", util_promise_details, 1},
    {"typedArrayLength", util_typed_array_length, 1},
    {"toUSVString", util_usv_string, 1},
    {NULL, NULL, 0}};

static void util_put_types(duk_context *ctx) {
  duk_push_object(ctx);
  for (int i = 0; i < UTIL_TYPES; i++) {
    const drupe__builtin is = {util_types[i].name, util_is, 1, 1, (int16_t)i};

    drupe__push_builtin(ctx, &is);
    duk_put_prop_string(ctx, -2, util_types[i].name);
  }
  duk_put_prop_literal(ctx, -2, "types");
}

/* previewEntries keeps the forEach of Map and Set. */
static void util_keep_for_each(duk_context *ctx) {
  duk_get_prop_literal(ctx, -1, "previewEntries");
  for (int i = NATIVE_MAP; i <= NATIVE_SET; i++) {
    if (duk_get_global_string(ctx, native_names[i])) {
      duk_get_prop_literal(ctx, -1, "prototype");
      duk_get_prop_literal(ctx, -1, "forEach");
      duk_put_prop_string(ctx, -4, native_names[i]);
      duk_pop(ctx);
    }
    duk_pop(ctx);
  }
  duk_pop(ctx);
}

void drupe__lib_util(duk_context *ctx) {
  duk_push_object(ctx);
  duk_put_function_list(ctx, -1, util_functions);
  util_put_types(ctx);
  util_keep_for_each(ctx);
}
