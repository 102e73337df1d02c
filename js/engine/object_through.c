/* js/engine/object_through.c - what edit 293-proxies makes the engine's
 * property access call, with values as the engine has them. */
#include "object.h"

#include "engine_internal.h"
#include "message.h"

void drupe__get_through(duk_hthread *thread, duk_hobject *object,
                        duk_hstring *key, const duk_tval *receiver) {
  duk_require_stack(thread, 4);
  duk_push_tval(thread, (duk_tval *)(uintptr_t)receiver);
  drupe__object_get(thread, object, key, -1);
  duk_remove(thread, -2);
}

duk_bool_t drupe__put_through(duk_hthread *thread, duk_hobject *object,
                              duk_hstring *key, const duk_tval *value,
                              const duk_tval *receiver) {
  bool done;

  duk_require_stack(thread, 4);
  duk_push_tval(thread, (duk_tval *)(uintptr_t)value);
  duk_push_tval(thread, (duk_tval *)(uintptr_t)receiver);
  done = drupe__object_set(thread, object, key, -2, -1);
  duk_pop_2(thread);
  return done;
}

duk_bool_t drupe__has_through(duk_hthread *thread, duk_hobject *object,
                              duk_hstring *key) {
  return drupe__object_has(thread, object, key);
}

duk_bool_t drupe__delete_through(duk_hthread *thread, duk_hobject *object,
                                 duk_hstring *key) {
  return drupe__object_delete(thread, object, key);
}

duk_bool_t drupe__define_through(duk_hthread *thread, duk_hobject *object,
                                 duk_hstring *key, duk_uint_t flags,
                                 duk_idx_t value, duk_hobject *get,
                                 duk_hobject *set, duk_bool_t throws) {
  drupe__property property = {flags, value, get, set};

  while (DUK_HOBJECT_IS_PROXY(object)) {
    drupe__trapped t = drupe__proxy_define(thread, object, key, &property);

    if (t.trap) {
      if (!t.result && throws)
        drupe__throw_falsish(thread, "defineProperty", key);
      return t.result;
    }
    object = drupe__proxy_target(object);
  }
  return duk_hobject_define_property_helper(thread, flags, object, key, value,
                                            get, set, throws);
}

void drupe__own_through(duk_hthread *thread, duk_hobject *object,
                        duk_hstring *key) {
  duk_idx_t top = duk_get_top(thread);
  drupe__property own;

  if (!drupe__object_own(thread, object, key, &own)) {
    duk_push_undefined(thread);
    return;
  }
  drupe__push_descriptor(thread, &own);
  duk_insert(thread, top);
  duk_set_top(thread, top + 1);
}

void drupe__prototype_through(duk_hthread *thread, duk_hobject *object) {
  drupe__object_prototype(thread, object);
}

duk_bool_t drupe__set_prototype_through(duk_hthread *thread,
                                        duk_hobject *object,
                                        duk_hobject *prototype,
                                        duk_bool_t throws) {
  if (drupe__object_set_prototype(thread, object, prototype))
    return 1;
  if (!throws)
    return 0;
  if (DUK_HOBJECT_IS_PROXY(object))
    (void)duk_type_error(thread, "'setPrototypeOf' on proxy: trap returned "
                                 "falsish for property 'undefined'");
  if (object == thread->builtins[DUK_BIDX_OBJECT_PROTOTYPE])
    (void)duk_type_error(thread, "Immutable prototype object "
                                 "'Object.prototype' cannot have their "
                                 "prototype set");
  if (DUK_HOBJECT_HAS_EXTENSIBLE(object))
    (void)duk_type_error(thread, "Cyclic __proto__ value");
  duk_push_hobject(thread, object);
  drupe__readable_push(thread, duk_get_tval(thread, -1));
  return duk_type_error(thread, "%s is not extensible",
                        duk_get_string(thread, -1));
}

duk_bool_t drupe__extensible_through(duk_hthread *thread,
                                     duk_hobject *object) {
  return drupe__object_extensible(thread, object);
}

void drupe__prevent_extensions_through(duk_hthread *thread,
                                       duk_hobject *object) {
  if (!drupe__object_prevent_extensions(thread, object))
    (void)duk_type_error(thread, "'preventExtensions' on proxy: trap returned "
                                 "falsish");
}

void drupe__prepare_descriptor(duk_hthread *thread, duk_idx_t index,
                               duk_uint_t *flags, duk_idx_t *value,
                               duk_hobject **get, duk_hobject **set) {
  drupe__property property;

  drupe__to_property(thread, index, &property);
  *flags = property.flags;
  *value = property.value;
  *get = property.get;
  *set = property.set;
}

void drupe__throw_falsish(duk_hthread *thread, const char *trap,
                          duk_hstring *key) {
  duk_require_stack(thread, 4);
  if (DUK_HSTRING_HAS_SYMBOL(key))
    duk_push_symbol_descriptive_string(thread, key);
  else
    duk_push_hstring(thread, key);
  (void)duk_type_error(thread,
                       "'%s' on proxy: trap returned falsish for property '%s'",
                       trap, duk_get_string(thread, -1));
}
