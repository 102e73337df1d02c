/* js/engine/helper_object.c - helpers for object literals and patterns. */
#include "engine_internal.h"
#include "helper.h"
#include "object.h"

static bool object_is_plain(const duk_hobject *h);

/* What a fresh plain object does not have yet needs no look at attributes. */
static bool object_lacks(duk_context *ctx, duk_hobject *h, duk_hstring *key) {
  duk_int_t entry, hash;

  return object_is_plain(h) && DUK_HOBJECT_HAS_EXTENSIBLE(h) &&
         !duk_hobject_find_entry(ctx->heap, h, key, &entry, &hash);
}

void drupe__create_property(duk_context *ctx, duk_idx_t object) {
  duk_hobject *h = duk_known_hobject(ctx, object);
  duk_hstring *key = duk_get_hstring(ctx, -2);

  if (key != NULL && drupe__private_is(key)) {
    drupe__private_add(ctx, object);
    return;
  }
  if (key != NULL && object_lacks(ctx, h, key)) {
    duk_hobject_define_property_internal(ctx, h, key, DUK_PROPDESC_FLAGS_WEC);
    duk_pop(ctx); /* the key */
    return;
  }
  duk_def_prop(ctx, object, DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_WEC);
}

/* Key and value lie at `pair`, and stay there. */
void drupe__init_property(duk_hthread *thread, duk_idx_t object,
                          duk_idx_t pair) {
  duk_dup(thread, pair);
  duk_dup(thread, pair + 1);
  drupe__create_property(thread, object);
}

/* def(o, k, v) */
static duk_ret_t helper_def(duk_context *ctx) {
  duk_dup(ctx, 2);
  duk_insert(ctx, 0); /* [ v o k v ] */
  drupe__create_property(ctx, 1);
  duk_set_top(ctx, 1);
  return 1;
}

/* proto(o, p) */
static duk_ret_t helper_proto(duk_context *ctx) {
  if (duk_is_object(ctx, 1)) {
    duk_set_prototype(ctx, 0);
  } else if (duk_is_null(ctx, 1)) {
    duk_push_undefined(ctx); /* Duktape's word for none */
    duk_set_prototype(ctx, 0);
  }
  duk_set_top(ctx, 1);
  return 1;
}

/* ob(o, f, k, v, f, k, v, ..) */
static duk_ret_t helper_ob(duk_context *ctx) {
  duk_idx_t i, top = duk_get_top(ctx);

  for (i = 1; i + 2 < top; i += 3) {
    int kind = duk_get_int(ctx, i);

    duk_dup(ctx, i + 1);
    duk_dup(ctx, i + 2);
    if (kind == 0)
      drupe__create_property(ctx, 0);
    else
      duk_def_prop(
          ctx, 0,
          (kind == 1 ? DUK_DEFPROP_HAVE_GETTER : DUK_DEFPROP_HAVE_SETTER) |
              DUK_DEFPROP_SET_ENUMERABLE | DUK_DEFPROP_SET_CONFIGURABLE);
  }
  duk_set_top(ctx, 1);
  return 1;
}

/* Is it one of the keys that lie from index `keys` up to `end`? */
static bool object_excluded(duk_context *ctx, const duk_hstring *key,
                            duk_idx_t keys, duk_idx_t end) {
  for (; keys < end; keys++)
    if (DUK_TVAL_GET_STRING(ctx->valstack_bottom + keys) == key)
      return true;
  return false;
}

/* No behaviour of its own: its properties are its entries. */
static bool object_is_plain(const duk_hobject *h) {
  return DUK_HOBJECT_GET_ASIZE(h) == 0 && !DUK_HOBJECT_HAS_EXOTIC_ARRAY(h) &&
         !DUK_HOBJECT_HAS_EXOTIC_STRINGOBJ(h) &&
         !DUK_HOBJECT_HAS_EXOTIC_ARGUMENTS(h) &&
         !DUK_HOBJECT_HAS_EXOTIC_PROXYOBJ(h) && !DUK_HOBJECT_IS_BUFOBJ(h);
}

/* Can the entries be copied as they lie: no code to run, no index that would
 * have to go first, no function that is made when touched? */
static bool object_is_simple(duk_context *ctx, duk_hobject *h) {
  uint32_t i;

  if (!object_is_plain(h))
    return false;
  (void)ctx;
  for (i = 0; i < DUK_HOBJECT_GET_ENEXT(h); i++) {
    duk_hstring *key = DUK_HOBJECT_E_GET_KEY(ctx->heap, h, i);

    if (key != NULL && (DUK_HSTRING_HAS_ARRIDX(key) ||
                        DUK_HOBJECT_E_SLOT_IS_ACCESSOR(ctx->heap, h, i) ||
                        DUK_TVAL_IS_LIGHTFUNC(
                            DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(ctx->heap, h, i))))
      return false;
  }
  return true;
}

/* Copies the entries whose keys are symbols, or those whose keys are not.
 * Nothing of a script runs, so the source stays as it is. */
static void object_copy_entries(duk_context *ctx, duk_idx_t to,
                                duk_hobject *from, bool symbols) {
  uint32_t i;

  for (i = 0; i < DUK_HOBJECT_GET_ENEXT(from); i++) {
    duk_hstring *key = DUK_HOBJECT_E_GET_KEY(ctx->heap, from, i);

    if (key == NULL || !DUK_HOBJECT_E_SLOT_IS_ENUMERABLE(ctx->heap, from, i) ||
        DUK_HSTRING_HAS_HIDDEN(key) ||
        (DUK_HSTRING_HAS_SYMBOL(key) != 0) != symbols)
      continue;
    duk_push_hstring(ctx, key);
    duk_push_tval(ctx, DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(ctx->heap, from, i));
    drupe__create_property(ctx, to);
  }
}

/* CopyDataProperties: own enumerable ones, symbols too, without those whose
 * keys lie from index `keys` up to `end`. */
static void object_copy_any(duk_context *ctx, duk_idx_t to, duk_idx_t from,
                            duk_idx_t keys, duk_idx_t end) {
  duk_hobject *h;

  duk_dup(ctx, from);
  duk_to_object(ctx, -1); /* the elements of a string count */
  h = duk_known_hobject(ctx, -1);
  duk_enum(ctx, -1,
           DUK_ENUM_OWN_PROPERTIES_ONLY | DUK_ENUM_INCLUDE_NONENUMERABLE |
               DUK_ENUM_INCLUDE_SYMBOLS);
  while (duk_next(ctx, -1, 0)) { /* [ object enum key ] */
    duk_idx_t key = duk_get_top_index(ctx);

    if (object_excluded(ctx, duk_known_hstring(ctx, key), keys, end) ||
        !drupe__object_enumerable(ctx, h, duk_known_hstring(ctx, key))) {
      duk_pop(ctx);
      continue;
    }
    duk_dup(ctx, key);
    duk_get_prop(ctx, -4);
    drupe__create_property(ctx, to);
  }
  duk_pop_2(ctx);
}

/* The same of all properties. */
static void object_copy(duk_context *ctx, duk_idx_t to, duk_idx_t from) {
  duk_hobject *h = duk_get_hobject(ctx, from);

  duk_require_stack(ctx, 8);
  if (h == NULL || !object_is_simple(ctx, h)) {
    object_copy_any(ctx, to, from, 0, 0);
    return;
  }
  object_copy_entries(ctx, to, h, false);
  object_copy_entries(ctx, to, h, true);
}

/* What the entry at `at` adds to a copy: nothing, a name's or a symbol's
 * property. */
typedef enum rest_entry { REST_NONE, REST_NAME, REST_SYMBOL } rest_entry;

static rest_entry rest_at(duk_context *ctx, duk_hobject *from, uint32_t at,
                          duk_idx_t end) {
  duk_hstring *key = DUK_HOBJECT_E_GET_KEY(ctx->heap, from, at);

  if (key == NULL || !DUK_HOBJECT_E_SLOT_IS_ENUMERABLE(ctx->heap, from, at) ||
      DUK_HSTRING_HAS_HIDDEN(key) || object_excluded(ctx, key, 1, end))
    return REST_NONE;
  return DUK_HSTRING_HAS_SYMBOL(key) ? REST_SYMBOL : REST_NAME;
}

/* Fills the new object on top, which has room for what is left. */
static void rest_fill(duk_context *ctx, duk_hobject *from, duk_idx_t end,
                      rest_entry what) {
  duk_hobject *to = duk_known_hobject(ctx, -1);
  uint32_t i;

  for (i = 0; i < DUK_HOBJECT_GET_ENEXT(from); i++)
    if (rest_at(ctx, from, i, end) == what)
      drupe__make_entry(ctx, to, DUK_HOBJECT_E_GET_KEY(ctx->heap, from, i),
                        DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(ctx->heap, from, i),
                        DUK_PROPDESC_FLAGS_WEC);
}

/* Of a simple object; false: too many are left for an object without a hash. */
static bool rest_simple(duk_context *ctx, duk_hobject *from, duk_idx_t end) {
  uint32_t i, counts[] = {0, 0, 0};

  for (i = 0; i < DUK_HOBJECT_GET_ENEXT(from); i++)
    counts[rest_at(ctx, from, i, end)]++;
  i = counts[REST_NAME] + counts[REST_SYMBOL];
  if (i >= DUK_USE_HOBJECT_HASH_PROP_LIMIT)
    return false;
  duk_push_object(ctx);
  if (i == 0)
    return true;
  drupe__make_room(ctx, duk_known_hobject(ctx, -1), i, 0);
  rest_fill(ctx, from, end, REST_NAME);
  if (counts[REST_SYMBOL] > 0)
    rest_fill(ctx, from, end, REST_SYMBOL);
  return true;
}

/* orest(v, key, ..) */
static duk_ret_t helper_orest(duk_context *ctx) {
  duk_idx_t end = duk_get_top(ctx);
  duk_hobject *from = duk_get_hobject(ctx, 0);

  duk_require_stack(ctx, 8);
  if (from != NULL && object_is_simple(ctx, from) &&
      rest_simple(ctx, from, end))
    return 1;
  duk_push_object(ctx);
  object_copy_any(ctx, end, 0, 1, end);
  return 1;
}

/* spo(o, a, ..) */
static duk_ret_t helper_spo(duk_context *ctx) {
  duk_idx_t i, top = duk_get_top(ctx);

  for (i = 1; i < top; i++)
    if (!duk_is_null_or_undefined(ctx, i))
      object_copy(ctx, 0, i);
  duk_set_top(ctx, 1);
  return 1;
}

const drupe__helper drupe__helpers_object[] = {
    {"def", helper_def, 3, 0},
    {"proto", helper_proto, 2, 0},
    {"ob", helper_ob, DUK_VARARGS, 0},
    {"orest", helper_orest, DUK_VARARGS, 0},
    {"spo", helper_spo, DUK_VARARGS, 0},
    {NULL, NULL, 0, 0}};
