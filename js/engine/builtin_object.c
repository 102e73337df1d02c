/* js/engine/builtin_object.c - the functions of Object that Duktape lacks
 * (ECMA-262 20.1.2). */
#include "builtins.h"
#include "object.h"

/* All keys; each is asked for when its turn comes (drupe__object_enumerable):
 * a getter may have changed the object, and a trap sees when. */
#define OWN_STRINGS                                                            \
  (DUK_ENUM_OWN_PROPERTIES_ONLY | DUK_ENUM_INCLUDE_NONENUMERABLE)
#define OWN_WITH_SYMBOLS (OWN_STRINGS | DUK_ENUM_INCLUDE_SYMBOLS)

static void push_pair(duk_context *ctx, duk_idx_t key, duk_idx_t value) {
  key = duk_normalize_index(ctx, key);
  value = duk_normalize_index(ctx, value);
  duk_push_array(ctx);
  duk_dup(ctx, key);
  duk_put_prop_index(ctx, -2, 0);
  duk_dup(ctx, value);
  duk_put_prop_index(ctx, -2, 1);
}

/* Steps the enumeration on the stack's top to the next enumerable property of
 * the object at `object`: [.. enum] -> [.. enum key value] */
static bool next_property(duk_context *ctx, duk_idx_t object) {
  duk_hobject *h = duk_known_hobject(ctx, object);

  while (duk_next(ctx, -1, 0)) {
    if (drupe__object_enumerable(ctx, h, duk_known_hstring(ctx, -1))) {
      duk_dup_top(ctx);
      duk_get_prop(ctx, object);
      return true;
    }
    duk_pop(ctx);
  }
  return false;
}

/* [object [key value key value ..]] -> [.. [[key value] ..]] */
static void pair_list(duk_context *ctx) {
  duk_uarridx_t count = (duk_uarridx_t)duk_get_length(ctx, 1) / 2, i;

  (void)duk_push_harray_with_size(ctx, count);
  for (i = 0; i < count; i++) {
    duk_tval *pair = duk_push_harray_with_size_outptr(ctx, 2);
    const duk_tval *flat =
        DUK_HOBJECT_A_GET_BASE(ctx->heap, duk_known_hobject(ctx, 1)) + 2 * i;

    DUK_TVAL_SET_TVAL(&pair[0], &flat[0]);
    DUK_TVAL_INCREF(ctx, &pair[0]);
    DUK_TVAL_SET_TVAL(&pair[1], &flat[1]);
    DUK_TVAL_INCREF(ctx, &pair[1]);
    DUK_TVAL_SET_TVAL(
        DUK_HOBJECT_A_GET_BASE(ctx->heap, duk_known_hobject(ctx, 2)) + i,
        ctx->valstack_top - 1); /* moved: its count goes along */
    DUK_TVAL_SET_UNDEFINED(--ctx->valstack_top);
  }
}

/* entries and values; magic is the kind. */
static duk_ret_t object_list(duk_context *ctx) {
  bool entries = duk_get_current_magic(ctx) == DRUPE__ENTRIES;
  duk_uarridx_t n = 0;

  duk_to_object(ctx, 0);
  if (drupe__list_values(ctx, duk_known_hobject(ctx, 0), entries)) {
    if (entries)
      pair_list(ctx);
    return 1;
  }
  duk_push_array(ctx);
  duk_enum(ctx, 0, OWN_STRINGS);
  while (next_property(ctx, 0)) {
    if (entries)
      push_pair(ctx, -2, -1);
    duk_put_prop_index(ctx, 1, n++);
    duk_set_top(ctx, 3);
  }
  duk_pop(ctx);
  return 1;
}

static bool add_entry(duk_context *ctx, void *arg) {
  duk_idx_t target = *(duk_idx_t *)arg;

  if (!duk_is_object(ctx, -1))
    (void)duk_type_error(ctx, "Iterator value %s is not an entry object",
                         duk_safe_to_string(ctx, -1));
  duk_get_prop_index(ctx, -1, 0);
  duk_get_prop_index(ctx, -2, 1);
  duk_remove(ctx, -3);
  duk_def_prop(ctx, target, DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_WEC);
  return true;
}

static duk_ret_t object_from_entries(duk_context *ctx) {
  duk_idx_t target = 1;

  if (duk_is_null_or_undefined(ctx, 0))
    return duk_type_error(ctx, "undefined is not iterable"); /* null too */
  duk_push_object(ctx);
  drupe__iterate(ctx, 0, add_entry, &target);
  duk_dup(ctx, target);
  return 1;
}

static bool has_symbols(duk_context *ctx, duk_hobject *object) {
  duk_uint32_t i;

  (void)ctx;
  for (i = 0; i < DUK_HOBJECT_GET_ENEXT(object); i++) {
    duk_hstring *key = DUK_HOBJECT_E_GET_KEY(ctx->heap, object, i);

    if (key != NULL && DUK_HSTRING_HAS_SYMBOL(key) &&
        !DUK_HSTRING_HAS_HIDDEN(key))
      return true;
  }
  return false;
}

/* Assigns the plain properties of the object at `source` to the one at 0;
 * false: nothing done.  After an assignment that may have run a setter, the
 * source is asked again. */
static bool assign_plain(duk_context *ctx, duk_idx_t source) {
  duk_hobject *target = duk_known_hobject(ctx, 0);
  duk_hobject *from = duk_known_hobject(ctx, source);
  duk_idx_t list = duk_get_top(ctx);
  bool known = true;
  duk_uarridx_t count, i;

  if (has_symbols(ctx, from) || !drupe__list_values(ctx, from, 1))
    return false;
  count = (duk_uarridx_t)duk_get_length(ctx, list);
  for (i = 0; i < count; i += 2) {
    duk_tval *pair =
        DUK_HOBJECT_A_GET_BASE(ctx->heap, duk_known_hobject(ctx, list)) + i;
    duk_hstring *key = DUK_TVAL_GET_STRING(&pair[0]);

    if (known && drupe__list_assign(ctx, target, key, &pair[1]))
      continue;
    duk_push_hstring(ctx, key);
    if (known)
      duk_push_tval(ctx, &pair[1]);
    else if (drupe__object_enumerable(ctx, from, key))
      (void)duk_get_prop_heapptr(ctx, source, key);
    else
      continue;
    duk_put_prop(ctx, 0);
    known = false;
  }
  return true;
}

static duk_ret_t object_assign(duk_context *ctx) {
  duk_idx_t argc = duk_get_top(ctx), i;

  if (argc == 0)
    return duk_type_error(ctx, "Cannot convert undefined or null to object");
  duk_to_object(ctx, 0);
  for (i = 1; i < argc; i++) {
    if (duk_is_null_or_undefined(ctx, i))
      continue;
    duk_to_object(ctx, i);
    if (!assign_plain(ctx, i)) {
      duk_enum(ctx, i, OWN_WITH_SYMBOLS);
      while (next_property(ctx, i))
        duk_put_prop(ctx, 0);
    }
    duk_set_top(ctx, argc);
  }
  duk_set_top(ctx, 1);
  return 1;
}

static duk_ret_t object_get_own_property_descriptors(duk_context *ctx) {
  duk_to_object(ctx, 0);
  duk_push_object(ctx);
  duk_enum(ctx, 0, OWN_WITH_SYMBOLS);
  while (duk_next(ctx, 2, 0)) {
    duk_dup(ctx, -1);
    duk_get_prop_desc(ctx, 0, 0);
    if (duk_is_undefined(ctx, -1))
      duk_pop_2(ctx);
    else
      duk_def_prop(ctx, 1, DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_WEC);
  }
  duk_pop(ctx);
  return 1;
}

/* Object.defineProperties: [object properties ..], the rest is scratch. */
void drupe__define_properties(duk_hthread *thread) {
  duk_idx_t list = 2;
  duk_uarridx_t i, n = 0;

  duk_set_top(thread, 2);
  duk_push_bare_array(thread); /* keys and their descriptors in turn */
  duk_enum(thread, 1, OWN_WITH_SYMBOLS);
  while (next_property(thread, 1)) {
    drupe__property property;

    drupe__to_property(thread, -1, &property);
    drupe__push_descriptor(thread, &property);
    DUK_HOBJECT_SET_PROTOTYPE_UPDREF(thread, duk_known_hobject(thread, -1),
                                     NULL);
    duk_put_prop_index(thread, list, n + 1);
    duk_set_top(thread, list + 3); /* [object properties list enum key] */
    duk_put_prop_index(thread, list, n);
    n += 2;
  }
  for (i = 0; i < n; i += 2) {
    drupe__property property;
    duk_hstring *key;

    duk_set_top(thread, list + 1);
    duk_get_prop_index(thread, list, i);
    key = duk_known_hstring(thread, -1);
    duk_get_prop_index(thread, list, i + 1);
    drupe__to_property(thread, -1, &property);
    duk_hobject_define_property_helper(
        thread, property.flags, duk_known_hobject(thread, 0), key,
        property.value, property.get, property.set, 1);
  }
  duk_set_top(thread, 2);
}

const char *drupe__class_name(duk_context *ctx, duk_hobject *object) {
  switch (DUK_HOBJECT_GET_CLASS_NUMBER(object)) {
  case DUK_HOBJECT_CLASS_ARRAY:
  case DUK_HOBJECT_CLASS_ARGUMENTS:
  case DUK_HOBJECT_CLASS_BOOLEAN:
  case DUK_HOBJECT_CLASS_DATE:
  case DUK_HOBJECT_CLASS_ERROR:
  case DUK_HOBJECT_CLASS_NUMBER:
  case DUK_HOBJECT_CLASS_REGEXP:
  case DUK_HOBJECT_CLASS_STRING:
    return (const char *)DUK_HSTRING_GET_DATA(
        DUK_HOBJECT_GET_CLASS_STRING(ctx->heap, object));
  default: return DUK_HOBJECT_IS_CALLABLE(object) ? "Function" : "Object";
  }
}

void drupe__push_class_tag(duk_hthread *thread) {
  duk_hobject *object = duk_known_hobject(thread, -1);
  bool array = drupe__is_array(thread, object);

  duk_get_prop_stridx(thread, -1, DUK_STRIDX_WELLKNOWN_SYMBOL_TO_STRING_TAG);
  if (!duk_is_string(thread, -1) || duk_is_symbol(thread, -1)) {
    duk_pop(thread);
    duk_push_string(thread,
                    array ? "Array" : drupe__class_name(thread, object));
  }
  duk_remove(thread, -2);
}

/* Object.prototype.toLocaleString: `this` stays a primitive. */
static duk_ret_t object_to_locale_string(duk_context *ctx) {
  duk_push_this(ctx);
  if (duk_is_null_or_undefined(ctx, -1))
    drupe__throw_null_receiver(ctx, "Object");
  duk_get_prop_stridx(ctx, -1, DUK_STRIDX_TO_STRING);
  duk_insert(ctx, -2);
  duk_call_method(ctx, 0);
  return 1;
}

static duk_ret_t object_has_own(duk_context *ctx) {
  duk_hobject *object;
  duk_hstring *key;
  duk_propdesc found;

  duk_to_object(ctx, 0);
  key = duk_to_property_key_hstring(ctx, 1);
  object = duk_known_hobject(ctx, 0);
  if (DUK_HOBJECT_IS_PROXY(object) ||
      DUK_HOBJECT_GET_CLASS_NUMBER(object) == DRUPE__CLASS_ENGINE) {
    duk_get_prop_desc(ctx, 0, 0);
    duk_push_boolean(ctx, !duk_is_undefined(ctx, -1));
  } else {
    duk_push_boolean(ctx,
                     duk_hobject_get_own_propdesc(ctx, object, key, &found, 0));
  }
  return 1;
}

typedef struct grouping {
  duk_idx_t target;
  double index;
} grouping;

/* [.. value] goes to the list target[callback(value, index)]. */
static bool group(duk_context *ctx, void *arg) {
  grouping *g = arg;

  duk_dup(ctx, 1);
  duk_dup(ctx, -2);
  duk_push_number(ctx, g->index++);
  duk_call(ctx, 2);
  duk_to_property_key_hstring(ctx, -1);
  duk_dup(ctx, -1);
  if (!duk_get_prop(ctx, g->target)) {
    duk_pop(ctx);
    duk_dup(ctx, -1);
    duk_push_array(ctx);
    duk_put_prop(ctx, g->target);
    duk_dup(ctx, -1);
    duk_get_prop(ctx, g->target);
  }
  duk_pull(ctx, -3);
  duk_put_prop_index(ctx, -2, (duk_uarridx_t)duk_get_length(ctx, -2));
  duk_pop_2(ctx);
  return true;
}

static duk_ret_t object_group_by(duk_context *ctx) {
  grouping g = {2, 0};

  drupe__require_function(ctx, 1);
  duk_push_bare_object(ctx);
  drupe__iterate(ctx, 0, group, &g);
  duk_dup(ctx, g.target);
  return 1;
}

static const drupe__builtin statics[] = {
    {"assign", object_assign, DUK_VARARGS, 2, 0},
    {"entries", object_list, 1, 1, DRUPE__ENTRIES},
    {"fromEntries", object_from_entries, 1, 1, 0},
    {"getOwnPropertyDescriptors", object_get_own_property_descriptors, 1, 1, 0},
    {"groupBy", object_group_by, 2, 2, 0},
    {"hasOwn", object_has_own, 2, 2, 0},
    {"values", object_list, 1, 1, DRUPE__VALUES},
    DRUPE__BUILTIN_END};

static const drupe__builtin methods[] = {
    {"toLocaleString", object_to_locale_string, 0, 0, 0}, DRUPE__BUILTIN_END};

/* Duktape's accessor __proto__ has functions without a name. */
static void name_accessor(duk_context *ctx, const char *which, int length) {
  duk_get_prop_string(ctx, -1, which);
  duk_push_int(ctx, length);
  duk_xdef_prop_stridx_short(ctx, -2, DUK_STRIDX_LENGTH, DUK_PROPDESC_FLAGS_C);
  duk_push_sprintf(ctx, "%s __proto__", which);
  duk_xdef_prop_stridx_short(ctx, -2, DUK_STRIDX_NAME, DUK_PROPDESC_FLAGS_C);
  duk_pop(ctx);
}

void drupe__builtin_object(duk_context *ctx) {
  duk_get_global_string(ctx, "Object");
  drupe__define(ctx, -1, statics);
  duk_pop(ctx);
  duk_push_hobject(ctx, ctx->builtins[DUK_BIDX_OBJECT_PROTOTYPE]);
  drupe__define(ctx, -1, methods);
  duk_push_literal(ctx, "__proto__");
  duk_get_prop_desc(ctx, -2, 0);
  name_accessor(ctx, "get", 0);
  name_accessor(ctx, "set", 1);
  duk_pop_2(ctx);
}
