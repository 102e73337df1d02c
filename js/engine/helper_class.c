/* js/engine/helper_class.c - helpers for classes: their links, their methods,
 * fields, and `super` as a property. */
#include "engine_internal.h"
#include "helper.h"
#include "object.h"

/* -- members --------------------------------------------------------------- */
enum {
  MEMBER_GETTER = 1,
  MEMBER_SETTER = 2,
  MEMBER_ON_CLASS = 4,
  MEMBER_NAMED_BY_KEY = 8
};

/* [ .. key function ] -> [ .. ] */
static void class_define(duk_context *ctx, duk_idx_t object, int flags) {
  duk_uint_t what = DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_WRITABLE;

  if ((flags & MEMBER_GETTER) != 0)
    what = DUK_DEFPROP_HAVE_GETTER;
  else if ((flags & MEMBER_SETTER) != 0)
    what = DUK_DEFPROP_HAVE_SETTER;
  duk_def_prop(ctx, object,
               what | DUK_DEFPROP_CLEAR_ENUMERABLE |
                   DUK_DEFPROP_SET_CONFIGURABLE);
}

static void class_check_static(duk_context *ctx, duk_idx_t key) {
  if (duk_get_hstring(ctx, key) == DUK_HTHREAD_STRING_PROTOTYPE(ctx))
    (void)duk_type_error(
        ctx, "Classes may not have a static property named 'prototype'");
}

/* The triples flags, key, function from index `i` on; [ C .. prototype ]. */
static void class_members(duk_context *ctx, duk_idx_t i, duk_idx_t prototype) {
  static const char *const prefixes[] = {NULL, "get", "set"};

  for (; i + 2 < prototype; i += 3) {
    int flags = duk_get_int(ctx, i);
    duk_idx_t object = (flags & MEMBER_ON_CLASS) != 0 ? 0 : prototype;

    if (object == 0)
      class_check_static(ctx, i + 1);
    if ((flags & MEMBER_NAMED_BY_KEY) != 0) {
      drupe__name_by_key(ctx, i + 2, i + 1, prefixes[flags & 3]);
    }
    duk_dup(ctx, i + 1);
    duk_dup(ctx, i + 2);
    class_define(ctx, object, flags);
  }
}

/* -- classes --------------------------------------------------------------- */
/* Pushes C.prototype and makes the property constant. */
static void class_push_prototype(duk_context *ctx) {
  duk_hobject *f = duk_require_hobject(ctx, 0);
  duk_int_t entry, hash;

  duk_get_prop_stridx(ctx, 0, DUK_STRIDX_PROTOTYPE);
  if (duk_hobject_find_entry(ctx->heap, f, DUK_HTHREAD_STRING_PROTOTYPE(ctx),
                             &entry, &hash))
    DUK_HOBJECT_E_SET_FLAGS(ctx->heap, f, entry, DUK_PROPDESC_FLAGS_NONE);
}

/* cls(C, flags, key, function, ..) */
static duk_ret_t helper_cls(duk_context *ctx) {
  duk_idx_t top = duk_get_top(ctx);

  duk_require_stack(ctx, 8);
  class_push_prototype(ctx);
  class_members(ctx, 1, top);
  duk_set_top(ctx, 1);
  return 1;
}

/* What the value is called in a message. */
static const char *class_describe(duk_context *ctx, duk_idx_t index) {
  return duk_is_object(ctx, index) && !duk_is_callable(ctx, index)
             ? "#<Object>"
             : duk_safe_to_string(ctx, index);
}

/* The prototypes that C and C.prototype get; [ C S .. prototype ]. */
static void class_extend(duk_context *ctx, duk_idx_t prototype) {
  duk_hobject *f = duk_known_hobject(ctx, 0);

  if (duk_is_null(ctx, 1)) {
    duk_push_undefined(ctx); /* Duktape's word for none */
    duk_set_prototype(ctx, prototype);
    return;
  }
  if (!duk_is_constructable(ctx, 1))
    (void)duk_type_error(ctx,
                         "Class extends value %s is not a constructor or null",
                         class_describe(ctx, 1));
  duk_get_prop_stridx(ctx, 1, DUK_STRIDX_PROTOTYPE);
  if (!duk_is_object(ctx, -1) && !duk_is_null(ctx, -1))
    (void)duk_type_error(
        ctx, "Class extends value does not have valid prototype property %s",
        duk_safe_to_string(ctx, -1));
  if (duk_is_null(ctx, -1))
    duk_push_undefined(ctx);
  duk_set_prototype(ctx, prototype);
  duk_set_top(ctx, prototype + 1);
  DUK_HOBJECT_SET_PROTOTYPE_UPDREF(ctx, f, duk_known_hobject(ctx, 1));
}

/* ext(C, S, flags, key, function, ..) */
static duk_ret_t helper_ext(duk_context *ctx) {
  duk_idx_t top = duk_get_top(ctx);

  duk_require_stack(ctx, 8);
  class_push_prototype(ctx);
  class_extend(ctx, top);
  class_members(ctx, 2, top);
  duk_set_top(ctx, 1);
  return 1;
}

/* md(C, flags, key, function, ..): more members */
static duk_ret_t helper_md(duk_context *ctx) {
  duk_idx_t top = duk_get_top(ctx);

  duk_require_stack(ctx, 8);
  duk_get_prop_stridx(ctx, 0, DUK_STRIDX_PROTOTYPE);
  class_members(ctx, 1, top);
  return 0;
}

/* -- super.x --------------------------------------------------------------- */
/* Where the lookup starts; that is found before the key is converted, which
 * may change it.  [ .. key ] -> [ .. object name ] */
static duk_hobject *super_object(duk_context *ctx, duk_idx_t home,
                                 duk_hstring **name, const char *what,
                                 const char *doing) {
  duk_hobject *object =
      DUK_HOBJECT_GET_PROTOTYPE(ctx->heap, duk_require_hobject(ctx, home));

  if (object == NULL)
    (void)duk_type_error(ctx, "Cannot %s properties of null (%s '%s')", what,
                         doing, duk_safe_to_string(ctx, -1));
  duk_push_hobject(ctx, object);
  duk_insert(ctx, -2);
  *name = duk_to_property_key_hstring(ctx, -1);
  return object;
}

void drupe__super_get(duk_context *ctx, duk_idx_t home, duk_idx_t self,
                      duk_idx_t key) {
  duk_hstring *name;
  duk_hobject *object;

  duk_dup(ctx, key);
  object = super_object(ctx, home, &name, "read", "reading");
  drupe__object_get(ctx, object, name, self);
  duk_remove_m2(ctx);
  duk_remove_m2(ctx);
}

/* sg(home, this, key) */
static duk_ret_t helper_sg(duk_context *ctx) {
  drupe__super_get(ctx, 0, 1, 2);
  return 1;
}

/* ss(home, this, key, strict, value) */
static duk_ret_t helper_ss(duk_context *ctx) {
  duk_hstring *key;
  duk_hobject *object;

  duk_dup(ctx, 2);
  object = super_object(ctx, 0, &key, "set", "setting");
  if (!drupe__object_set(ctx, object, key, 4, 1) && duk_get_int(ctx, 3) != 0) {
    duk_push_hstring(ctx, key);
    return duk_type_error(ctx,
                          "Cannot assign to read only property '%s' of object",
                          duk_safe_to_string(ctx, -1));
  }
  duk_dup(ctx, 4);
  return 1;
}

/* ds(ignored): delete super.x */
/* ds(this, key): of what was evaluated nothing counts */
static duk_ret_t helper_ds(duk_context *ctx) {
  return duk_reference_error(ctx, "Unsupported reference to 'super'");
}

/* -- `this` of derived constructors ---------------------------------------- */
static duk_ret_t helper_once(duk_context *ctx) {
  return duk_reference_error(ctx, "Super constructor may only be called once");
}

/* rv(result, this): what the constructor returns */
static duk_ret_t helper_rv(duk_context *ctx) {
  if (duk_is_object(ctx, 0)) {
    duk_set_top(ctx, 1);
    return 1;
  }
  if (!duk_is_undefined(ctx, 0))
    return duk_type_error(
        ctx, "Derived constructors may only return object or undefined");
  if (!duk_is_object(ctx, 1))
    return drupe__construct_no_this(ctx);
  return 1;
}

const drupe__helper drupe__helpers_class[] = {
    {"cls", helper_cls, DUK_VARARGS, 0},
    {"ext", helper_ext, DUK_VARARGS, 0},
    {"md", helper_md, DUK_VARARGS, 0},
    {"sg", helper_sg, 3, DRUPE__SPECIAL_SUPER_GET},
    {"ss", helper_ss, 5, 0},
    {"ds", helper_ds, 2, 0},
    {"once", helper_once, 0, 0},
    {"rv", helper_rv, 2, 0},
    {"nt", drupe__construct_no_this, 0, 0},
    {NULL, NULL, 0, 0}};
