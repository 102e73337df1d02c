/* kernel/object.c - objects, arrays, properties, keys, and native data on any
 * object.
 *
 * A plain data property is found and read, or overwritten, with no call into
 * the engine that could throw, so that safety costs nothing there.  Everything
 * else - accessors, arrays, proxies, new properties - goes through a protected
 * call. */
#include "kernel/tables.h"

enum { OBJECT_DEPTH_MOST = 64 }; /* of prototypes on the fast way */

/* Objects whose named properties are not all in their entry part. */
#define OBJECT_ODD                                                             \
  (DUK_HOBJECT_FLAG_EXOTIC_ARRAY | DUK_HOBJECT_FLAG_EXOTIC_STRINGOBJ |         \
   DUK_HOBJECT_FLAG_EXOTIC_ARGUMENTS | DUK_HOBJECT_FLAG_EXOTIC_PROXYOBJ |      \
   DUK_HOBJECT_FLAG_BUFOBJ)

/* -- the fast way --------------------------------------------------------- */
/* The object where `key` is a name that can only be in entry parts; or NULL. */
static inline duk_hobject *object_simple(drupe_value o, drupe_value key) {
  duk_hobject *h = drupe__object_of(o);

  if (h == NULL || (key.bits >> 48) - 2 > 1 ||
      DUK_HSTRING_HAS_ARRIDX((duk_hstring *)drupe__cell(key)))
    return NULL;
  return h;
}

/* A data property found without running anything; NULL and *missing tell
 * whether it is nowhere or needs the slow way. */
static duk_tval *object_find(duk_heap *heap, duk_hobject *o, duk_hstring *key,
                             bool *missing) {
  duk_int_t entry, hash;
  int depth;

  for (depth = 0; depth < OBJECT_DEPTH_MOST; depth++) {
    if (DUK_UNLIKELY((DUK_HEAPHDR_GET_FLAGS_RAW(&o->hdr) & OBJECT_ODD) != 0))
      return NULL;
    if (duk_hobject_find_entry(heap, o, key, &entry, &hash)) {
      if ((DUK_HOBJECT_E_GET_FLAGS(heap, o, entry) &
           DUK_PROPDESC_FLAG_ACCESSOR) != 0)
        return NULL;
      return DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(heap, o, entry);
    }
    o = DUK_HOBJECT_GET_PROTOTYPE(heap, o);
    if (o == NULL) {
      *missing = true;
      return NULL;
    }
  }
  return NULL;
}

/* The place of an own writable data property, or NULL. */
static duk_tval *object_find_own(duk_heap *heap, duk_hobject *o,
                                 duk_hstring *key) {
  duk_int_t entry, hash;

  if ((DUK_HEAPHDR_GET_FLAGS_RAW(&o->hdr) & OBJECT_ODD) != 0 ||
      !duk_hobject_find_entry(heap, o, key, &entry, &hash) ||
      (DUK_HOBJECT_E_GET_FLAGS(heap, o, entry) &
       (DUK_PROPDESC_FLAG_ACCESSOR | DUK_PROPDESC_FLAG_WRITABLE)) !=
          DUK_PROPDESC_FLAG_WRITABLE)
    return NULL;
  return DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(heap, o, entry);
}

static duk_ret_t object_do_get(duk_context *ctx, void *data) {
  (void)data;
  duk_get_prop(ctx, -2);
  return 1;
}
static drupe_value object_get(drupe_cx *cx, drupe_value o, drupe_value key) {
  drupe__kernel *k = drupe__kernel_of(cx);
  duk_hobject *h;
  duk_tval *tv;
  drupe_value v;
  bool missing = false;

  if (DUK_UNLIKELY(!drupe__may_run(cx, 4)))
    return drupe_none();
  h = object_simple(o, key);
  if (DUK_LIKELY(h != NULL)) {
    tv = object_find(k->refs->heap, h, drupe__cell(key), &missing);
    if (DUK_LIKELY(tv != NULL)) {
      v = drupe__value_from(tv);
      if (drupe__is_heap(v))
        drupe__push(k->thread, v);
      return v;
    }
    if (missing)
      return drupe_undefined();
  }
  if (drupe_is_none(o) || drupe_is_none(key))
    return drupe_none();
  drupe__push(k->thread, o);
  drupe__push(k->thread, key);
  return drupe__try(k, object_do_get, NULL, 2) ? drupe__top(k->thread)
                                               : drupe_none();
}

static duk_ret_t object_do_set(duk_context *ctx, void *data) {
  (void)data;
  duk_put_prop(ctx, -3);
  return 0;
}
static int32_t object_set(drupe_cx *cx, drupe_value o, drupe_value key,
                          drupe_value v) {
  drupe__kernel *k = drupe__kernel_of(cx);
  duk_hobject *h;
  duk_tval *tv, old;

  if (DUK_UNLIKELY(drupe_is_none(v) || !drupe__may_run(cx, 4)))
    return DRUPE_E_PENDING;
  h = object_simple(o, key);
  if (DUK_LIKELY(h != NULL)) {
    tv = object_find_own(k->refs->heap, h, drupe__cell(key));
    if (DUK_LIKELY(tv != NULL)) {
      old = *tv;
      drupe__value_put(tv, v);
      DUK_TVAL_DECREF(k->thread, &old);
      return DRUPE_OK;
    }
  }
  if (drupe_is_none(o) || drupe_is_none(key))
    return DRUPE_E_PENDING;
  drupe__push(k->thread, o);
  drupe__push(k->thread, key);
  drupe__push(k->thread, v);
  if (!drupe__try(k, object_do_set, NULL, 3))
    return DRUPE_E_PENDING;
  duk_pop(k->thread);
  return DRUPE_OK;
}

/* -- the slow way --------------------------------------------------------- */
/* Runs fn on up to four values and, unless the error is pending, leaves one
 * result on top. */
static bool object_run(drupe_cx *cx, duk_safe_call_function fn, void *data,
                       uint32_t count, const drupe_value *values) {
  drupe__kernel *k = drupe__kernel_of(cx);
  uint32_t i;

  for (i = 0; i < count; i++)
    if (drupe_is_none(values[i]))
      return false;
  if (!drupe__may_run(cx, 16))
    return false;
  for (i = 0; i < count; i++)
    drupe__push(k->thread, values[i]);
  return drupe__try(k, fn, data, (duk_idx_t)count);
}

static drupe_value object_value(drupe_cx *cx, duk_safe_call_function fn,
                                void *data, uint32_t count,
                                const drupe_value *values) {
  return object_run(cx, fn, data, count, values)
             ? drupe__top(drupe__kernel_of(cx)->thread)
             : drupe_none();
}

/* The result as 1 or 0, or E_PENDING. */
static int32_t object_truth(drupe_cx *cx, duk_safe_call_function fn,
                            void *data, uint32_t count,
                            const drupe_value *values) {
  duk_hthread *t = drupe__kernel_of(cx)->thread;
  int32_t yes;

  if (!object_run(cx, fn, data, count, values))
    return DRUPE_E_PENDING;
  yes = duk_get_boolean(t, -1) ? 1 : 0;
  duk_pop(t);
  return yes;
}

static int32_t object_status(drupe_cx *cx, duk_safe_call_function fn,
                             void *data, uint32_t count,
                             const drupe_value *values) {
  if (!object_run(cx, fn, data, count, values))
    return DRUPE_E_PENDING;
  duk_pop(drupe__kernel_of(cx)->thread);
  return DRUPE_OK;
}

static duk_ret_t object_do_new(duk_context *ctx, void *data) {
  (void)data;
  duk_push_object(ctx);
  return 1;
}
/* Without a protected call: the allocation reports what it cannot do. */
static drupe_value object_new(drupe_cx *cx) {
  const duk_uint32_t flags =
      DUK_HOBJECT_FLAG_EXTENSIBLE | DUK_HOBJECT_FLAG_FASTREFS |
      DUK_HOBJECT_CLASS_AS_FLAGS(DUK_HOBJECT_CLASS_OBJECT);
  drupe__kernel *k = drupe__kernel_of(cx);
  duk_hthread *t = k->thread;
  duk_hobject *h;

  if (!drupe__ready(cx, 1))
    return drupe_none();
  h = drupe__native_push(t, sizeof(*h), flags,
                         t->builtins[DUK_BIDX_OBJECT_PROTOTYPE]);
  return h == NULL ? drupe__pend_no_memory(k) : drupe__tagged(5, h);
}

static duk_ret_t object_do_of(duk_context *ctx, void *data) {
  (void)data;
  if (!duk_is_null(ctx, -1) && !duk_is_object(ctx, -1))
    (void)duk_type_error(ctx,
                         "Object prototype may only be an Object or null");
  (void)object_do_new(ctx, NULL);
  duk_insert(ctx, -2);
  if (duk_is_null(ctx, -1)) {
    duk_pop(ctx);
    duk_push_undefined(ctx); /* the engine's word for no prototype */
  }
  duk_set_prototype(ctx, -2);
  return 1;
}
static drupe_value object_of(drupe_cx *cx, drupe_value proto) {
  return object_value(cx, object_do_of, NULL, 1, &proto);
}

static duk_ret_t object_do_array(duk_context *ctx, void *data) {
  uint32_t length = *(uint32_t *)data;

  duk_push_array(ctx);
  if (length > 0)
    duk_set_length(ctx, -1, length);
  return 1;
}
static drupe_value object_array_new(drupe_cx *cx, uint32_t length) {
  return object_value(cx, object_do_array, &length, 0, NULL);
}
static int64_t object_array_length(drupe_cx *cx, drupe_value v) {
  duk_hobject *h = drupe__object_of(v);

  (void)cx;
  if (h == NULL || !DUK_HOBJECT_IS_ARRAY(h))
    return DRUPE_E_TYPE;
  return (int64_t)((duk_harray *)h)->length;
}

static duk_ret_t object_do_has(duk_context *ctx, void *data) {
  (void)data;
  duk_push_boolean(ctx, duk_has_prop(ctx, -2));
  return 1;
}
static int32_t object_has(drupe_cx *cx, drupe_value o, drupe_value key) {
  drupe_value values[] = {o, key};

  return object_truth(cx, object_do_has, NULL, 2, values);
}

static duk_ret_t object_do_has_own(duk_context *ctx, void *data) {
  (void)data;
  duk_get_prop_desc(ctx, -2, 0);
  duk_push_boolean(ctx, !duk_is_undefined(ctx, -1));
  return 1;
}
static int32_t object_has_own(drupe_cx *cx, drupe_value o, drupe_value key) {
  drupe_value values[] = {o, key};

  return object_truth(cx, object_do_has_own, NULL, 2, values);
}

static duk_ret_t object_do_remove(duk_context *ctx, void *data) {
  (void)data;
  duk_push_boolean(ctx, duk_del_prop(ctx, -2));
  return 1;
}
static int32_t object_remove(drupe_cx *cx, drupe_value o, drupe_value key) {
  drupe_value values[] = {o, key};

  return object_truth(cx, object_do_remove, NULL, 2, values);
}

static duk_ret_t object_do_get_at(duk_context *ctx, void *data) {
  duk_get_prop_index(ctx, -1, *(uint32_t *)data);
  return 1;
}
static drupe_value object_get_at(drupe_cx *cx, drupe_value o, uint32_t index) {
  return object_value(cx, object_do_get_at, &index, 1, &o);
}
static duk_ret_t object_do_set_at(duk_context *ctx, void *data) {
  duk_put_prop_index(ctx, -2, *(uint32_t *)data);
  return 0;
}
static int32_t object_set_at(drupe_cx *cx, drupe_value o, uint32_t index,
                             drupe_value v) {
  drupe_value values[] = {o, v};

  return object_status(cx, object_do_set_at, &index, 2, values);
}

static duk_uint_t object_attributes(int32_t attributes) {
  duk_uint_t flags =
      DUK_DEFPROP_HAVE_ENUMERABLE | DUK_DEFPROP_HAVE_CONFIGURABLE;

  if ((attributes & DRUPE_PROP_ENUMERABLE) != 0)
    flags |= DUK_DEFPROP_ENUMERABLE;
  if ((attributes & DRUPE_PROP_CONFIGURABLE) != 0)
    flags |= DUK_DEFPROP_CONFIGURABLE;
  return flags;
}
static duk_ret_t object_do_define(duk_context *ctx, void *data) {
  int32_t attributes = *(int32_t *)data;

  duk_def_prop(ctx, -3,
               object_attributes(attributes) | DUK_DEFPROP_HAVE_VALUE |
                   DUK_DEFPROP_HAVE_WRITABLE |
                   ((attributes & DRUPE_PROP_WRITABLE) != 0
                        ? DUK_DEFPROP_WRITABLE
                        : 0));
  return 0;
}
static int32_t object_define(drupe_cx *cx, drupe_value o, drupe_value key,
                             drupe_value v, int32_t attributes) {
  drupe_value values[] = {o, key, v};

  return object_status(cx, object_do_define, &attributes, 3, values);
}

static duk_ret_t object_do_define_accessor(duk_context *ctx, void *data) {
  duk_uint_t flags = object_attributes(*(int32_t *)data);

  duk_def_prop(ctx, -4,
               flags | DUK_DEFPROP_HAVE_GETTER | DUK_DEFPROP_HAVE_SETTER);
  return 0;
}
static int32_t object_define_accessor(drupe_cx *cx, drupe_value o,
                                      drupe_value key, drupe_value getter,
                                      drupe_value setter, int32_t attributes) {
  drupe_value values[] = {o, key, getter, setter};

  return object_status(cx, object_do_define_accessor, &attributes, 4, values);
}

/* -- listing -------------------------------------------------------------- */
static duk_uint_t object_enum_flags(int32_t which) {
  duk_uint_t flags = 0;

  if ((which & DRUPE_KEYS_ENUMERABLE) == 0)
    flags |= DUK_ENUM_INCLUDE_NONENUMERABLE;
  if ((which & DRUPE_KEYS_SYMBOLS) != 0)
    flags |= DUK_ENUM_INCLUDE_SYMBOLS;
  if ((which & DRUPE_KEYS_STRINGS) == 0)
    flags |= DUK_ENUM_EXCLUDE_STRINGS;
  if ((which & DRUPE_KEYS_INHERITED) == 0)
    flags |= DUK_ENUM_OWN_PROPERTIES_ONLY;
  return flags | DUK_ENUM_SORT_ARRAY_INDICES;
}

/* [.. key] of the object at 0: has it the attributes that are asked for?  An
 * inherited one is looked up where it is. */
static bool object_key_fits(duk_context *ctx, duk_idx_t object,
                            int32_t which) {
  bool fits = true;

  if ((which & (DRUPE_KEYS_WRITABLE | DRUPE_KEYS_CONFIGURABLE)) == 0)
    return true;
  duk_dup(ctx, object);
  while (duk_is_object(ctx, -1)) {
    duk_dup(ctx, -2);
    duk_get_prop_desc(ctx, -2, 0);
    if (duk_is_object(ctx, -1)) {
      if ((which & DRUPE_KEYS_WRITABLE) != 0) {
        duk_get_prop_literal(ctx, -1, "writable");
        fits = fits && duk_to_boolean(ctx, -1);
        duk_pop(ctx);
      }
      if ((which & DRUPE_KEYS_CONFIGURABLE) != 0) {
        duk_get_prop_literal(ctx, -1, "configurable");
        fits = fits && duk_to_boolean(ctx, -1);
        duk_pop(ctx);
      }
      duk_pop(ctx);
      break;
    }
    duk_pop(ctx);
    duk_get_prototype(ctx, -1);
    duk_remove(ctx, -2);
  }
  duk_pop(ctx);
  return fits;
}

static void object_key_number(duk_context *ctx) {
  duk_hstring *h = duk_get_hstring(ctx, -1);

  if (h == NULL || !DUK_HSTRING_HAS_ARRIDX(h))
    return;
  duk_push_uint(ctx, DUK_HSTRING_GET_ARRIDX_FAST(h));
  duk_replace(ctx, -2);
}

static duk_ret_t object_do_keys(duk_context *ctx, void *data) {
  int32_t which = *(int32_t *)data;
  duk_idx_t object = duk_get_top(ctx) - 1;
  duk_uarridx_t count = 0;

  duk_require_object(ctx, object);
  duk_push_array(ctx);
  duk_enum(ctx, object, object_enum_flags(which));
  while (duk_next(ctx, -1, 0)) {
    if (!object_key_fits(ctx, object, which)) {
      duk_pop(ctx);
      continue;
    }
    if ((which & DRUPE_KEYS_NUMBERS) != 0)
      object_key_number(ctx);
    duk_put_prop_index(ctx, object + 1, count++);
  }
  duk_pop(ctx);
  return 1;
}
static drupe_value object_keys(drupe_cx *cx, drupe_value o, int32_t which) {
  if ((which & (DRUPE_KEYS_STRINGS | DRUPE_KEYS_SYMBOLS)) == 0)
    which |= DRUPE_KEYS_STRINGS;
  return object_value(cx, object_do_keys, &which, 1, &o);
}

/* -- prototypes and integrity --------------------------------------------- */
/* By Object.getPrototypeOf and setPrototypeOf, so that a proxy's traps run. */
static duk_ret_t object_do_static(duk_context *ctx, void *data) {
  duk_idx_t count = duk_get_top(ctx);
  const char *name = data;

  duk_push_hobject(ctx, ctx->builtins[DUK_BIDX_OBJECT_CONSTRUCTOR]);
  (void)count;
  duk_push_string(ctx, name);
  return 0;
}
static duk_ret_t object_do_prototype(duk_context *ctx, void *data) {
  (void)object_do_static(ctx, (void *)(uintptr_t) "getPrototypeOf");
  duk_dup(ctx, -3);
  duk_call_prop(ctx, -3, 1);
  (void)data;
  return 1;
}
static drupe_value object_prototype(drupe_cx *cx, drupe_value o) {
  return object_value(cx, object_do_prototype, NULL, 1, &o);
}
static duk_ret_t object_do_set_prototype(duk_context *ctx, void *data) {
  (void)object_do_static(ctx, (void *)(uintptr_t) "setPrototypeOf");
  duk_dup(ctx, -4);
  duk_dup(ctx, -4);
  duk_call_prop(ctx, -4, 2);
  (void)data;
  return 1;
}
static int32_t object_set_prototype(drupe_cx *cx, drupe_value o,
                                    drupe_value proto) {
  drupe_value values[] = {o, proto};

  return object_status(cx, object_do_set_prototype, NULL, 2, values);
}

static duk_ret_t object_do_integrity(duk_context *ctx, void *data) {
  static const char *const names[] = {"", "seal", "freeze",
                                      "preventExtensions"};

  (void)object_do_static(ctx, (void *)(uintptr_t)names[*(int32_t *)data]);
  duk_dup(ctx, -3);
  duk_call_prop(ctx, -3, 1);
  return 1;
}
static int32_t object_set_integrity(drupe_cx *cx, drupe_value o, int32_t how) {
  if (how < DRUPE_SEAL || how > DRUPE_PREVENT_EXTENSIONS)
    return DRUPE_E_INVAL;
  return object_status(cx, object_do_integrity, &how, 1, &o);
}

/* -- keys ----------------------------------------------------------------- */
/* A set of strings by address, each kept alive by its slot. */
struct drupe__keys {
  uint32_t count, room;
  struct {
    duk_hstring *string;
    uint32_t slot;
  } entries[];
};

static uint32_t keys_place(const drupe__keys *keys, const duk_hstring *h) {
  uint64_t bits = (uint64_t)(uintptr_t)h >> 4;
  uint32_t i =
      (uint32_t)(bits * 0x9E3779B97F4A7C15u >> 32) & (keys->room - 1);

  while (keys->entries[i].string != NULL && keys->entries[i].string != h)
    i = (i + 1) & (keys->room - 1);
  return i;
}

static bool keys_grow(drupe__module *m) {
  drupe__keys *old = m->keys, *keys;
  uint32_t room = old == NULL ? 32 : old->room * 2, i, to;

  if (old != NULL && old->count * 2 < old->room)
    return true;
  keys = calloc(1, sizeof(*keys) + room * sizeof(keys->entries[0]));
  if (keys == NULL)
    return false;
  keys->room = room;
  for (i = 0; old != NULL && i < old->room; i++)
    if (old->entries[i].string != NULL) {
      to = keys_place(keys, old->entries[i].string);
      keys->entries[to] = old->entries[i];
      keys->count++;
    }
  free(old);
  m->keys = keys;
  return true;
}

void drupe__keys_forget(drupe__module *m) {
  uint32_t i;

  for (i = 0; m->keys != NULL && i < m->keys->room; i++)
    drupe__slot_give(m->kernel, m->keys->entries[i].slot);
  free(m->keys);
  m->keys = NULL;
}

static drupe_value keys_keep(drupe_cx *cx, duk_hstring *h) {
  drupe__module *m = drupe__module_of(cx);
  drupe__kernel *k = m->kernel;
  duk_tval tv;
  uint32_t at;

  if (h == NULL)
    return drupe__pend_no_memory(k);
  DUK_TVAL_SET_STRING(&tv, h);
  DUK_TVAL_INCREF(k->thread, &tv);
  if (!keys_grow(m)) {
    DUK_TVAL_DECREF(k->thread, &tv);
    return drupe__pend_no_memory(k);
  }
  at = keys_place(m->keys, h);
  if (m->keys->entries[at].string == NULL) {
    m->keys->entries[at].slot = drupe__slot_take(k, &tv);
    if (m->keys->entries[at].slot == 0) {
      DUK_TVAL_DECREF(k->thread, &tv);
      return drupe__pend_no_memory(k);
    }
    m->keys->entries[at].string = h;
    m->keys->count++;
  }
  DUK_TVAL_DECREF(k->thread, &tv);
  return drupe__of_string(h);
}

static drupe_value object_key(drupe_cx *cx, const char *utf8, size_t size) {
  if (size == DRUPE_NTS)
    size = strlen(utf8);
  return keys_keep(cx, drupe__intern(drupe__kernel_of(cx), utf8, size,
                                     DRUPE_UTF8));
}

/* A hidden symbol of the engine: its first byte says so.  The number keeps two
 * modules apart that choose the same name. */
static drupe_value object_key_private(drupe_cx *cx, const char *name) {
  drupe__module *m = drupe__module_of(cx);
  drupe__kernel *k = m->kernel;
  char text[160];
  int n;

  n = snprintf(text, sizeof(text), "\xFF" "drupe.%u.%s", m->number, name);
  if (n < 0 || (size_t)n >= sizeof(text))
    return drupe__raisef(k, DRUPE_RANGE_ERROR, NULL,
                         "key_private: the name is too long");
  return keys_keep(cx, duk_heap_strtable_intern(k->refs->heap,
                                                (const duk_uint8_t *)text,
                                                (duk_uint32_t)n));
}

/* -- native data ---------------------------------------------------------- */
static duk_heaphdr *object_bearer(drupe_value o) {
  duk_hobject *h = drupe__object_of(o);

  if (!drupe_is_object(o) || (h != NULL && DUK_HOBJECT_IS_PROXY(h)))
    return NULL;
  return drupe__cell(o);
}

static bool object_tag_fits(const drupe_tag *tag) {
  return tag != NULL && tag->self == tag &&
         tag->size >= offsetof(drupe_tag, finalize) + sizeof(drupe_free_fn);
}

static int32_t object_attach(drupe_cx *cx, drupe_value o, const drupe_tag *tag,
                             void *data) {
  drupe__module *m = drupe__module_of(cx);
  duk_heaphdr *h = object_bearer(o);
  int32_t rc;

  if (drupe_is_none(o))
    return DRUPE_E_PENDING;
  if (h == NULL)
    return drupe_is_object(o) ? DRUPE_E_NOTSUP : DRUPE_E_TYPE;
  if (!object_tag_fits(tag))
    return DRUPE_E_INVAL;
  rc = drupe__side_attach(m, h, tag, data, tag->finalize, NULL);
  if (rc == DRUPE_OK)
    m->usage.attached++;
  return rc;
}
static void *object_attached(drupe_cx *cx, drupe_value o,
                             const drupe_tag *tag) {
  duk_heaphdr *h = object_bearer(o);

  return h == NULL ? NULL : drupe__side_find(drupe__kernel_of(cx), h, tag);
}
static void *object_detach(drupe_cx *cx, drupe_value o, const drupe_tag *tag) {
  duk_heaphdr *h = object_bearer(o);

  return h == NULL ? NULL : drupe__side_detach(drupe__kernel_of(cx), h, tag);
}

const drupe_object_api drupe__object_api = {
    .head = DRUPE__HEAD(drupe_object_api),
    .object_new = object_new,
    .object_of = object_of,
    .array_new = object_array_new,
    .array_length = object_array_length,
    .key = object_key,
    .key_private = object_key_private,
    .get = object_get,
    .set = object_set,
    .has_rc = object_has,
    .has_own_rc = object_has_own,
    .remove_rc = object_remove,
    .get_at = object_get_at,
    .set_at = object_set_at,
    .define = object_define,
    .define_accessor = object_define_accessor,
    .keys = object_keys,
    .prototype = object_prototype,
    .set_prototype = object_set_prototype,
    .set_integrity = object_set_integrity,
    .attach = object_attach,
    .attached = object_attached,
    .detach = object_detach,
    .get_many = drupe__object_get_many,
    .object_with = drupe__object_with,
};
