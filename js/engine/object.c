/* js/engine/object.c - the internal methods of objects.
 *
 * A proxy without the trap hands the operation to its target: a loop, so that
 * a long chain of proxies takes no stack. */
#include "object.h"

#include "engine_internal.h"
#include "module.h"
#include "message.h"

/* Names that no script can make do not go through a proxy: they are the
 * engine's, and private names, which a proxy has of its own. */
static bool object_is_trapped(const duk_hobject *object,
                              const duk_hstring *key) {
  return DUK_HOBJECT_IS_PROXY(object) && !DUK_HSTRING_HAS_HIDDEN(key);
}

void drupe__object_prototype(duk_context *ctx, duk_hobject *object) {
  duk_hobject *prototype;

  duk_require_stack(ctx, 1);
  while (DUK_HOBJECT_IS_PROXY(object)) {
    if (drupe__proxy_prototype(ctx, object))
      return;
    object = drupe__proxy_target(object);
  }
  prototype = DUK_HOBJECT_GET_PROTOTYPE(ctx->heap, object);
  if (prototype != NULL)
    duk_push_hobject(ctx, prototype);
  else
    duk_push_null(ctx);
}

/* What a proxy's prototype is is not asked here (10.1.2.1). */
static bool object_makes_loop(duk_context *ctx, const duk_hobject *object,
                              duk_hobject *prototype) {
  (void)ctx; /* the macro uses it only where heap pointers are packed */
  while (prototype != NULL && !DUK_HOBJECT_IS_PROXY(prototype)) {
    if (prototype == object)
      return true;
    prototype = DUK_HOBJECT_GET_PROTOTYPE(ctx->heap, prototype);
  }
  return prototype == object;
}

bool drupe__object_set_prototype(duk_context *ctx, duk_hobject *object,
                                 duk_hobject *prototype) {
  while (DUK_HOBJECT_IS_PROXY(object)) {
    drupe__trapped t = drupe__proxy_set_prototype(ctx, object, prototype);

    if (t.trap)
      return t.result;
    object = drupe__proxy_target(object);
  }
  if (prototype == DUK_HOBJECT_GET_PROTOTYPE(ctx->heap, object))
    return true;
  if (!DUK_HOBJECT_HAS_EXTENSIBLE(object) ||
      object == ctx->builtins[DUK_BIDX_OBJECT_PROTOTYPE] ||
      object_makes_loop(ctx, object, prototype))
    return false;
  DUK_HOBJECT_SET_PROTOTYPE_UPDREF(ctx, object, prototype);
  return true;
}

bool drupe__object_extensible(duk_context *ctx, duk_hobject *object) {
  while (DUK_HOBJECT_IS_PROXY(object)) {
    drupe__trapped t = drupe__proxy_extensible(ctx, object);

    if (t.trap)
      return t.result;
    object = drupe__proxy_target(object);
  }
  return DUK_HOBJECT_HAS_EXTENSIBLE(object);
}

bool drupe__object_prevent_extensions(duk_context *ctx, duk_hobject *object) {
  while (DUK_HOBJECT_IS_PROXY(object)) {
    drupe__trapped t = drupe__proxy_prevent_extensions(ctx, object);

    if (t.trap)
      return t.result;
    object = drupe__proxy_target(object);
  }
  DUK_HOBJECT_CLEAR_EXTENSIBLE(object);
  duk_hobject_compact_props(ctx, object);
  return true;
}

/* -- own properties -------------------------------------------------------- */
static void object_property_of(duk_context *ctx, const duk_propdesc *from,
                               drupe__property *out) {
  *out = (drupe__property){DUK_DEFPROP_HAVE_ENUMERABLE |
                               DUK_DEFPROP_HAVE_CONFIGURABLE,
                           -1, NULL, NULL};
  if (from->flags & DUK_PROPDESC_FLAG_ENUMERABLE)
    out->flags |= DUK_DEFPROP_ENUMERABLE;
  if (from->flags & DUK_PROPDESC_FLAG_CONFIGURABLE)
    out->flags |= DUK_DEFPROP_CONFIGURABLE;
  if (from->flags & DUK_PROPDESC_FLAG_ACCESSOR) {
    out->flags |= DUK_DEFPROP_HAVE_GETTER | DUK_DEFPROP_HAVE_SETTER;
    out->get = from->get;
    out->set = from->set;
  } else {
    out->flags |= DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_HAVE_WRITABLE;
    out->value = duk_get_top_index(ctx);
    if (from->flags & DUK_PROPDESC_FLAG_WRITABLE)
      out->flags |= DUK_DEFPROP_WRITABLE;
  }
}

bool drupe__object_own(duk_context *ctx, duk_hobject *object, duk_hstring *key,
                       drupe__property *out) {
  duk_propdesc found;

  duk_require_stack(ctx, 8);
  while (object_is_trapped(object, key)) {
    drupe__trapped t = drupe__proxy_own(ctx, object, key, out);

    if (t.trap)
      return t.result;
    object = drupe__proxy_target(object);
  }
  if (drupe__is_namespace(object) && drupe__namespace_own(ctx, object, key)) {
    duk_get_prop_literal(ctx, -1, "value");
    duk_remove(ctx, -2);
    *out = (drupe__property){DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_WRITABLE |
                                 DUK_DEFPROP_SET_ENUMERABLE |
                                 DUK_DEFPROP_CLEAR_CONFIGURABLE,
                             duk_get_top_index(ctx), NULL, NULL};
    return true;
  }
  if (!duk_hobject_get_own_propdesc(ctx, object, key, &found,
                                    DUK_GETDESC_FLAG_PUSH_VALUE))
    return false;
  object_property_of(ctx, &found, out);
  return true;
}

bool drupe__object_enumerable(duk_context *ctx, duk_hobject *object,
                              duk_hstring *key) {
  duk_idx_t top = duk_get_top(ctx);
  drupe__property own;
  duk_propdesc found;
  bool is;

  if (!DUK_HOBJECT_IS_PROXY(object) && !drupe__is_namespace(object))
    return duk_hobject_get_own_propdesc(ctx, object, key, &found, 0) &&
           (found.flags & DUK_PROPDESC_FLAG_ENUMERABLE) != 0;
  is = drupe__object_own(ctx, object, key, &own) &&
       (own.flags & DUK_DEFPROP_ENUMERABLE) != 0;
  duk_set_top(ctx, top);
  return is;
}

/* The helper comes to drupe__proxy_define for proxies. */
bool drupe__object_define(duk_context *ctx, duk_hobject *object,
                          duk_hstring *key, const drupe__property *property) {
  duk_require_stack(ctx, 16);
  return duk_hobject_define_property_helper(ctx, property->flags, object, key,
                                            property->value, property->get,
                                            property->set, 0) != 0;
}

static void object_push_function(duk_context *ctx, duk_hobject *function) {
  if (function != NULL)
    duk_push_hobject(ctx, function);
  else
    duk_push_undefined(ctx);
}

void drupe__push_descriptor(duk_context *ctx, const drupe__property *p) {
  static const struct {
    duk_uint_t have, bit;
    const char *name;
  } bits[] = {
      {DUK_DEFPROP_HAVE_WRITABLE, DUK_DEFPROP_WRITABLE, "writable"},
      {DUK_DEFPROP_HAVE_ENUMERABLE, DUK_DEFPROP_ENUMERABLE, "enumerable"},
      {DUK_DEFPROP_HAVE_CONFIGURABLE, DUK_DEFPROP_CONFIGURABLE,
       "configurable"}};
  size_t i;

  duk_require_stack(ctx, 4);
  duk_push_object(ctx);
  if (p->flags & DUK_DEFPROP_HAVE_VALUE) {
    duk_dup(ctx, p->value);
    duk_xdef_prop_stridx_wec(ctx, -2, DUK_STRIDX_VALUE);
  }
  for (i = 0; i < sizeof(bits) / sizeof(bits[0]); i++) {
    if (i == 1 && (p->flags & DUK_DEFPROP_HAVE_GETTER)) {
      object_push_function(ctx, p->get);
      duk_xdef_prop_stridx_wec(ctx, -2, DUK_STRIDX_GET);
    }
    if (i == 1 && (p->flags & DUK_DEFPROP_HAVE_SETTER)) {
      object_push_function(ctx, p->set);
      duk_xdef_prop_stridx_wec(ctx, -2, DUK_STRIDX_SET);
    }
    if (p->flags & bits[i].have) {
      duk_push_string(ctx, bits[i].name);
      duk_push_boolean(ctx, (p->flags & bits[i].bit) != 0);
      duk_xdef_prop_wec(ctx, -3);
    }
  }
}

/* A field of a descriptor, in the order of 6.2.6.5: pushes its value. */
static bool object_field(duk_context *ctx, duk_idx_t index, bool ask,
                         duk_small_uint_t stridx) {
  if (ask && !duk_has_prop_stridx(ctx, index, stridx)) {
    duk_push_undefined(ctx);
    return false;
  }
  return duk_get_prop_stridx(ctx, index, stridx) || ask;
}

static duk_hobject *object_accessor(duk_context *ctx, const char *name) {
  if (duk_is_undefined(ctx, -1))
    return NULL;
  if (!duk_is_callable(ctx, -1)) {
    drupe__readable_push(ctx, duk_get_tval(ctx, -1));
    (void)duk_type_error(ctx, "%s must be a function: %s", name,
                         duk_get_string(ctx, -1));
  }
  return duk_get_hobject_promote_lfunc(ctx, -1);
}

void drupe__to_property(duk_context *ctx, duk_idx_t index,
                        drupe__property *out) {
  bool ask;

  index = duk_require_normalize_index(ctx, index);
  duk_require_stack(ctx, 8);
  *out = (drupe__property){0, -1, NULL, NULL};
  if (!duk_is_object(ctx, index)) {
    drupe__readable_push(ctx, duk_get_tval(ctx, index));
    (void)duk_type_error(ctx, "Property description must be an object: %s",
                         duk_get_string(ctx, -1));
  }
  ask = DUK_HOBJECT_IS_PROXY(duk_known_hobject(ctx, index));
  if (object_field(ctx, index, ask, DUK_STRIDX_ENUMERABLE))
    out->flags |= DUK_DEFPROP_HAVE_ENUMERABLE |
                  (duk_to_boolean(ctx, -1) ? DUK_DEFPROP_ENUMERABLE : 0);
  if (object_field(ctx, index, ask, DUK_STRIDX_CONFIGURABLE))
    out->flags |= DUK_DEFPROP_HAVE_CONFIGURABLE |
                  (duk_to_boolean(ctx, -1) ? DUK_DEFPROP_CONFIGURABLE : 0);
  if (object_field(ctx, index, ask, DUK_STRIDX_VALUE)) {
    out->flags |= DUK_DEFPROP_HAVE_VALUE;
    out->value = duk_get_top_index(ctx);
  }
  if (object_field(ctx, index, ask, DUK_STRIDX_WRITABLE))
    out->flags |= DUK_DEFPROP_HAVE_WRITABLE |
                  (duk_to_boolean(ctx, -1) ? DUK_DEFPROP_WRITABLE : 0);
  if (object_field(ctx, index, ask, DUK_STRIDX_GET)) {
    out->flags |= DUK_DEFPROP_HAVE_GETTER;
    out->get = object_accessor(ctx, "Getter");
  }
  if (object_field(ctx, index, ask, DUK_STRIDX_SET)) {
    out->flags |= DUK_DEFPROP_HAVE_SETTER;
    out->set = object_accessor(ctx, "Setter");
  }
  if ((out->flags & (DUK_DEFPROP_HAVE_GETTER | DUK_DEFPROP_HAVE_SETTER)) &&
      (out->flags & (DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_HAVE_WRITABLE))) {
    drupe__readable_push(ctx, duk_get_tval(ctx, index));
    (void)duk_type_error(ctx,
                         "Invalid property descriptor. Cannot both specify "
                         "accessors and a value or writable attribute, %s",
                         duk_get_string(ctx, -1));
  }
}

/* -- has, get, set, delete along the prototypes ---------------------------- */
/* What a typed array lacks of the numbers is not looked for behind it. */
static bool object_ends_at(duk_context *ctx, duk_hobject *object,
                           duk_hstring *key) {
  return DUK_HOBJECT_IS_BUFOBJ(object) &&
         drupe__typed_key(ctx, object, key, DUK_HSTRING_GET_ARRIDX_SLOW(key));
}

bool drupe__object_has(duk_context *ctx, duk_hobject *object,
                       duk_hstring *key) {
  duk_propdesc found;

  while (object != NULL) {
    if (object_is_trapped(object, key)) {
      drupe__trapped t = drupe__proxy_has(ctx, object, key);

      if (t.trap)
        return t.result;
      object = drupe__proxy_target(object);
    } else if (duk_hobject_get_own_propdesc(ctx, object, key, &found, 0)) {
      return true;
    } else if (object_ends_at(ctx, object, key)) {
      return false;
    } else {
      object = DUK_HOBJECT_GET_PROTOTYPE(ctx->heap, object);
    }
  }
  return false;
}

void drupe__object_get(duk_context *ctx, duk_hobject *object, duk_hstring *key,
                       duk_idx_t receiver) {
  duk_propdesc found;

  receiver = duk_require_normalize_index(ctx, receiver);
  duk_require_stack(ctx, 8);
  while (object != NULL) {
    if (object_is_trapped(object, key)) {
      if (drupe__proxy_get(ctx, object, key, receiver))
        return;
      object = drupe__proxy_target(object);
    } else if (duk_hobject_get_own_propdesc(ctx, object, key, &found,
                                            DUK_GETDESC_FLAG_PUSH_VALUE)) {
      if (found.get == NULL)
        return;
      duk_pop(ctx);
      duk_push_hobject(ctx, found.get);
      duk_dup(ctx, receiver);
      duk_call_method(ctx, 0);
      return;
    } else if (object_ends_at(ctx, object, key)) {
      break;
    } else {
      object = DUK_HOBJECT_GET_PROTOTYPE(ctx->heap, object);
    }
  }
  duk_push_undefined(ctx);
}

/* The value goes to the receiver: as its own property, which may be new. */
static bool object_set_own(duk_context *ctx, duk_hstring *key, duk_idx_t value,
                           duk_idx_t receiver) {
  duk_hobject *object = duk_get_hobject(ctx, receiver);
  drupe__property own, change = {DUK_DEFPROP_HAVE_VALUE, value, NULL, NULL};
  duk_idx_t top = duk_get_top(ctx);
  bool done;

  if (object == NULL)
    return false;
  if (!drupe__object_own(ctx, object, key, &own))
    change.flags |= DUK_DEFPROP_SET_WEC;
  else if (!(own.flags & DUK_DEFPROP_WRITABLE)) { /* accessors, too */
    duk_set_top(ctx, top);
    return false;
  }
  done = drupe__object_define(ctx, object, key, &change);
  duk_set_top(ctx, top);
  return done;
}

bool drupe__object_set(duk_context *ctx, duk_hobject *object, duk_hstring *key,
                       duk_idx_t value, duk_idx_t receiver) {
  duk_propdesc found;

  value = duk_require_normalize_index(ctx, value);
  receiver = duk_require_normalize_index(ctx, receiver);
  duk_require_stack(ctx, 8);
  while (object != NULL) {
    if (object_is_trapped(object, key)) {
      drupe__trapped t = drupe__proxy_set(ctx, object, key, value, receiver);

      if (t.trap)
        return t.result;
      object = drupe__proxy_target(object);
    } else if (object_ends_at(ctx, object, key) &&
               object == duk_get_hobject(ctx, receiver)) {
      return drupe__typed_put(ctx, object, DUK_HSTRING_GET_ARRIDX_SLOW(key),
                              duk_get_tval(ctx, value));
    } else if (!duk_hobject_get_own_propdesc(ctx, object, key, &found, 0)) {
      if (object_ends_at(ctx, object, key))
        return true; /* as a write behind the end is */
      object = DUK_HOBJECT_GET_PROTOTYPE(ctx->heap, object);
    } else if (!(found.flags & DUK_PROPDESC_FLAG_ACCESSOR)) {
      if (!(found.flags & DUK_PROPDESC_FLAG_WRITABLE))
        return false;
      break;
    } else if (found.set == NULL) {
      return false;
    } else {
      duk_push_hobject(ctx, found.set);
      duk_dup(ctx, receiver);
      duk_dup(ctx, value);
      duk_call_method(ctx, 1);
      duk_pop(ctx);
      return true;
    }
  }
  return object_set_own(ctx, key, value, receiver);
}

bool drupe__object_delete(duk_context *ctx, duk_hobject *object,
                          duk_hstring *key) {
  while (object_is_trapped(object, key)) {
    drupe__trapped t = drupe__proxy_delete(ctx, object, key);

    if (t.trap)
      return t.result;
    object = drupe__proxy_target(object);
  }
  return duk_hobject_delprop_raw(ctx, object, key, 0) != 0;
}

void drupe__object_keys(duk_context *ctx, duk_hobject *object) {
  duk_require_stack(ctx, 4);
  while (DUK_HOBJECT_IS_PROXY(object)) {
    if (drupe__proxy_keys(ctx, object))
      return;
    object = drupe__proxy_target(object);
  }
  duk_push_hobject(ctx, object);
  (void)duk_hobject_get_enumerated_keys(
      ctx, DUK_ENUM_INCLUDE_SYMBOLS | DUK_ENUM_OWN_PROPERTIES_ONLY |
               DUK_ENUM_INCLUDE_NONENUMERABLE | DUK_ENUM_NO_PROXY_BEHAVIOR);
}
