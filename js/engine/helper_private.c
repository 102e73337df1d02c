/* js/engine/helper_private.c - private names of classes.
 *
 * A private field is a property under a hidden symbol, which no script can
 * name or see.  An instance with private methods has one more, the brand.
 * The first byte behind the mark says which of the two a key is. */
#include <string.h>

#include "engine_internal.h"
#include "helper.h"

enum { PRIVATE_FIELD = '#', PRIVATE_BRAND = '@' };

#define PRIVATE_MARK "\x82"

/* -- keys ------------------------------------------------------------------ */
/* A key like no other, of the name at index 0. */
static duk_ret_t private_key(duk_context *ctx, const char *mark) {
  drupe__engine *e = drupe__engine_of(ctx);
  size_t size, length = strlen(mark);
  const char *name = duk_require_lstring(ctx, 0, &size);
  uint64_t number = ++e->private_names;
  char *key = duk_push_fixed_buffer(ctx, length + size + 1 + sizeof(number));

  memcpy(key, mark, length);
  memcpy(key + length, name, size);
  key[length + size] = '\xFF';
  memcpy(key + length + size + 1, &number, sizeof(number));
  duk_push_lstring(ctx, key, length + size + 1 + sizeof(number));
  return 1;
}

/* priv("#name") */
static duk_ret_t helper_priv(duk_context *ctx) {
  return private_key(ctx, PRIVATE_MARK);
}

/* brand([name of the class]) */
static duk_ret_t helper_brand(duk_context *ctx) {
  if (duk_is_undefined(ctx, 0)) {
    duk_push_literal(ctx, "anonymous");
    duk_replace(ctx, 0);
  }
  return private_key(ctx, PRIVATE_MARK "@");
}

bool drupe__private_is(const duk_hstring *key) {
  return DUK_HSTRING_HAS_HIDDEN(key) &&
         DUK_HSTRING_GET_DATA(key)[0] == (unsigned char)PRIVATE_MARK[0];
}

static bool private_is_brand(const duk_hstring *key) {
  return DUK_HSTRING_GET_DATA(key)[1] == PRIVATE_BRAND;
}

/* The name inside a key; with the `#` of a field. */
static const char *private_push_name(duk_context *ctx, const duk_hstring *key) {
  const char *text = (const char *)DUK_HSTRING_GET_DATA(key) + 1;
  const char *end = memchr(text, 0xFF, DUK_HSTRING_GET_BYTELEN(key) - 1);

  if (*text == PRIVATE_BRAND)
    text++;
  duk_push_lstring(ctx, text, (size_t)(end - text));
  return duk_get_string(ctx, -1);
}

/* -- checks ---------------------------------------------------------------- */
static void private_refuse_base(duk_context *ctx, duk_idx_t object,
                                const char *name, bool write) {
  if (!duk_is_null_or_undefined(ctx, object))
    return;
  (void)duk_type_error(ctx, "Cannot %s properties of %s (%s '%s')",
                       write ? "set" : "read",
                       duk_is_null(ctx, object) ? "null" : "undefined",
                       write ? "setting" : "reading", name);
}

/* The own property under the key, or NULL. */
static duk_tval *private_find(duk_context *ctx, duk_idx_t object,
                              const duk_hstring *key) {
  duk_hobject *h = duk_get_hobject(ctx, object);

  return h == NULL ? NULL
                   : duk_hobject_find_entry_tval_ptr(ctx->heap, h,
                                                     (duk_hstring *)key);
}

static duk_tval *private_require(duk_context *ctx, duk_idx_t object,
                                 duk_idx_t key_index, bool write) {
  duk_hstring *key = duk_require_hstring(ctx, key_index);
  duk_tval *tv = private_find(ctx, object, key);
  const char *name;

  if (tv != NULL)
    return tv;
  name = private_push_name(ctx, key);
  private_refuse_base(ctx, object, name, write);
  (void)duk_type_error(ctx,
                       write ? "Cannot write private member %s to an object "
                               "whose class did not declare it"
                             : "Cannot read private member %s from an object "
                               "whose class did not declare it",
                       name);
  return NULL;
}

/* Static members: the class itself is the brand. */
static void private_check_class(duk_context *ctx, duk_idx_t object,
                                duk_idx_t class) {
  if (duk_strict_equals(ctx, object, class))
    return;
  duk_get_prop_stridx(ctx, class, DUK_STRIDX_NAME);
  if (duk_get_length(ctx, -1) == 0)
    duk_push_literal(ctx, "anonymous");
  (void)duk_type_error(ctx, "Receiver must be class %s",
                       duk_safe_to_string(ctx, -1));
}

void drupe__private_check(duk_context *ctx, duk_idx_t object, duk_idx_t brand) {
  const duk_hstring *key = duk_get_hstring(ctx, brand);

  if (key == NULL) {
    private_check_class(ctx, object, brand);
    return;
  }
  if (private_find(ctx, object, key) != NULL)
    return;
  private_refuse_base(ctx, object, private_push_name(ctx, key), false);
  (void)duk_type_error(ctx, "Receiver must be an instance of class %s",
                       duk_get_string(ctx, -1));
}

/* -- fields ---------------------------------------------------------------- */
void drupe__private_get(duk_context *ctx, duk_idx_t object, duk_idx_t key) {
  duk_push_tval(ctx, private_require(ctx, object, key, false));
}

/* pg(object, key) */
static duk_ret_t helper_pg(duk_context *ctx) {
  drupe__private_get(ctx, 0, 1);
  return 1;
}

/* ps(object, key, value) */
static duk_ret_t helper_ps(duk_context *ctx) {
  duk_tval *tv = private_require(ctx, 0, 1, true);

  DUK_TVAL_SET_TVAL_UPDREF(ctx, tv, duk_require_tval(ctx, 2));
  return 1;
}

/* The property is not writable, so that a frozen object stays frozen; ps does
 * not mind. */
void drupe__private_add(duk_context *ctx, duk_idx_t object) {
  duk_hobject *h = duk_require_hobject(ctx, object);
  duk_hstring *key = duk_known_hstring(ctx, -2);
  duk_int_t entry, hash;

  if (duk_hobject_find_entry(ctx->heap, h, key, &entry, &hash)) {
    const char *name = private_push_name(ctx, key);

    (void)duk_type_error(ctx,
                         private_is_brand(key)
                             ? "Cannot initialize private methods of class %s "
                               "twice on the same object"
                             : "Cannot initialize %s twice on the same object",
                         name);
  }
  duk_hobject_define_property_internal(ctx, h, key, DUK_PROPDESC_FLAGS_NONE);
  duk_pop(ctx); /* the key; the value is gone */
}

/* -- methods and accessors ------------------------------------------------- */
/* pb(object, brand, function): the function, if the object may have it */
static duk_ret_t helper_pb(duk_context *ctx) {
  drupe__private_check(ctx, 0, 1);
  return 1;
}

/* pw(object, brand, name, value): methods are constant */
static duk_ret_t helper_pw(duk_context *ctx) {
  drupe__private_check(ctx, 0, 1);
  return duk_type_error(ctx, "Private method '%s' is not writable",
                        duk_safe_to_string(ctx, 2));
}

/* pa(object, brand, getter or name) */
static duk_ret_t helper_pa(duk_context *ctx) {
  drupe__private_check(ctx, 0, 1);
  if (duk_is_string(ctx, 2))
    return duk_type_error(ctx, "'%s' was defined without a getter",
                          duk_get_string(ctx, 2));
  duk_dup(ctx, 0);
  duk_call_method(ctx, 0);
  return 1;
}

/* pz(object, brand, setter or name, value) */
static duk_ret_t helper_pz(duk_context *ctx) {
  drupe__private_check(ctx, 0, 1);
  if (duk_is_string(ctx, 2))
    return duk_type_error(ctx, "'%s' was defined without a setter",
                          duk_get_string(ctx, 2));
  duk_dup(ctx, 2);
  duk_dup(ctx, 0);
  duk_dup(ctx, 3);
  duk_call_method(ctx, 1);
  duk_pop(ctx);
  return 1;
}

/* pin(object, key or brand or class, name): #name in object */
static duk_ret_t helper_pin(duk_context *ctx) {
  if (!duk_is_object(ctx, 0))
    return duk_type_error(ctx,
                          "Cannot use 'in' operator to search for '%s' in %s",
                          duk_get_string(ctx, 2), duk_safe_to_string(ctx, 0));
  if (duk_is_object(ctx, 1))
    duk_push_boolean(ctx, duk_strict_equals(ctx, 0, 1));
  else
    duk_push_boolean(ctx,
                     private_find(ctx, 0, duk_require_hstring(ctx, 1)) != NULL);
  return 1;
}

const drupe__helper drupe__helpers_private[] = {
    {"priv", helper_priv, 1, 0},
    {"brand", helper_brand, 1, 0},
    {"pg", helper_pg, 2, DRUPE__SPECIAL_FIELD_GET},
    {"ps", helper_ps, 3, DRUPE__SPECIAL_FIELD_SET},
    {"pb", helper_pb, 3, DRUPE__SPECIAL_PRIVATE_METHOD},
    {"pw", helper_pw, 4, 0},
    {"pa", helper_pa, 3, DRUPE__SPECIAL_PRIVATE_GET},
    {"pz", helper_pz, 4, DRUPE__SPECIAL_PRIVATE_SET},
    {"pin", helper_pin, 3, 0},
    {NULL, NULL, 0, 0}};
