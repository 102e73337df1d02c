/* js/engine/builtin_weak.c - WeakMap and WeakSet (ECMA-262 24.3, 24.4).
 *
 * An entry lies in its key: a property whose name, a hidden symbol made for
 * this one map, no script can see.  So a value dies with its key, also in a
 * cycle through it, and a frozen key takes entries too, since the property is
 * put in without a look at attributes.  An entry of a map that has died stays
 * until its key dies.  A symbol has no properties: those that are keys lie in
 * a table and live as long as the map. */
#include "builtins.h"
#include "engine_internal.h"
#include "hash_table.h"

typedef struct weak {
  drupe__native base;
  duk_hstring *name; /* of the entries; counted */
  drupe__hash_table symbols;
} weak;

static void weak_mark(duk_heap *heap, duk_hobject *object) {
  weak *w = (void *)object;

  if (w->name != NULL)
    drupe__heap_mark(heap, (duk_heaphdr *)w->name);
  drupe__hash_mark(heap, &w->symbols);
}
static void weak_drop(duk_hthread *thread, duk_hobject *object) {
  weak *w = (void *)object;

  if (w->name != NULL)
    DUK_HSTRING_DECREF_NORZ(thread, w->name);
  drupe__hash_drop(thread, &w->symbols);
}
static void weak_release(drupe__engine *engine, duk_hobject *object) {
  drupe__hash_release(engine->ctx->heap, &((weak *)(void *)object)->symbols);
}

static const drupe__native_ops map_ops = {"WeakMap", weak_mark, weak_drop,
                                          weak_release};
static const drupe__native_ops set_ops = {"WeakSet", weak_mark, weak_drop,
                                          weak_release};

enum { MAP = 0, SET = 1 }; /* magic */

static weak *this_weak(duk_context *ctx) {
  const drupe__native_ops *ops =
      duk_get_current_magic(ctx) == MAP ? &map_ops : &set_ops;
  weak *w;

  duk_push_this(ctx);
  w = drupe__native_get(ctx, -1, ops);
  if (w == NULL)
    (void)drupe__incompatible_member(ctx, ops->name);
  return w;
}

/* The entry in the key at index 0, or NULL. */
static duk_tval *find(duk_context *ctx, weak *w) {
  duk_hobject *key = duk_get_hobject(ctx, 0);
  drupe__hash_entry *entry;

  if (key != NULL)
    return duk_hobject_find_entry_tval_ptr(ctx->heap, key, w->name);
  if (!duk_is_symbol(ctx, 0))
    return NULL;
  entry = drupe__hash_find(&w->symbols, duk_get_tval(ctx, 0));
  return entry == NULL ? NULL : &entry->value;
}

/* The entry with the value at `value`.  The engine's own define takes no notice
 * of traps and attributes. */
static void put(duk_context *ctx, weak *w, duk_idx_t value, const char *what) {
  duk_hobject *key = duk_get_hobject(ctx, 0);
  duk_tval *entry;

  if (!drupe__can_be_weak(ctx, 0))
    (void)duk_type_error(ctx, "Invalid value used %s", what);
  if (key == NULL)
    entry = &drupe__hash_add(ctx, &w->symbols, duk_get_tval(ctx, 0))->value;
  else
    entry = find(ctx, w);
  if (entry != NULL) {
    DUK_TVAL_SET_TVAL_UPDREF(ctx, entry, duk_require_tval(ctx, value));
    return;
  }
  duk_dup(ctx, value);
  duk_hobject_define_property_internal(ctx, key, w->name,
                                       DUK_PROPDESC_FLAGS_WC);
}

static duk_ret_t weak_has(duk_context *ctx) {
  duk_push_boolean(ctx, find(ctx, this_weak(ctx)) != NULL);
  return 1;
}

static duk_ret_t weak_delete(duk_context *ctx) {
  weak *w = this_weak(ctx);
  bool there = find(ctx, w) != NULL;

  if (there && duk_is_symbol(ctx, 0))
    (void)drupe__hash_remove(ctx, &w->symbols, duk_get_tval(ctx, 0));
  else if (there)
    (void)duk_hobject_delprop_raw(ctx, duk_require_hobject(ctx, 0), w->name,
                                  DUK_DELPROP_FLAG_FORCE);
  duk_push_boolean(ctx, there);
  return 1;
}

static duk_ret_t weak_get(duk_context *ctx) {
  duk_tval *entry = find(ctx, this_weak(ctx));

  if (entry == NULL)
    return 0;
  duk_push_tval(ctx, entry);
  return 1;
}

static duk_ret_t weak_set(duk_context *ctx) {
  put(ctx, this_weak(ctx), 1, "as weak map key");
  return 1;
}

static duk_ret_t weak_add(duk_context *ctx) {
  put(ctx, this_weak(ctx), 0, "in weak set");
  return 1;
}

/* [iterable weak adder] */
static bool add_entry(duk_context *ctx, void *arg) {
  (void)arg;
  if (!duk_is_object(ctx, -1))
    (void)duk_type_error(ctx, "Iterator value %s is not an entry object",
                         duk_safe_to_string(ctx, -1));
  duk_dup(ctx, 2);
  duk_dup(ctx, 1);
  duk_get_prop_index(ctx, -3, 0);
  duk_get_prop_index(ctx, -4, 1);
  duk_call_method(ctx, 2);
  duk_pop_2(ctx);
  return true;
}

static bool add_value(duk_context *ctx, void *arg) {
  (void)arg;
  duk_dup(ctx, 2);
  duk_dup(ctx, 1);
  duk_pull(ctx, -3);
  duk_call_method(ctx, 1);
  duk_pop(ctx);
  return true;
}

/* The name is unique as long as the engine lives. */
static duk_hstring *push_name(duk_context *ctx) {
  drupe__engine *engine = drupe__engine_of(ctx);

  duk_push_sprintf(ctx,
                   "\xFF"
                   "weak:%llu",
                   (unsigned long long)engine->weak_maps++);
  return duk_require_hstring(ctx, -1);
}

static void construct(duk_context *ctx, const char *name,
                      const drupe__native_ops *ops) {
  duk_hobject *prototype = drupe__constructing(ctx, name);
  duk_hstring *entry;
  weak *w;

  duk_set_top(ctx, 1);
  entry = push_name(ctx);
  w = drupe__native_new(ctx, sizeof(*w), ops, prototype);
  w->name = entry;
  DUK_HSTRING_INCREF(ctx, entry);
  duk_remove(ctx, 1);
}

static void fill(duk_context *ctx, const char *adder,
                 bool (*add)(duk_context *ctx, void *arg)) {
  if (duk_is_null_or_undefined(ctx, 0))
    return;
  duk_get_prop_string(ctx, 1, adder);
  drupe__require_method(ctx, 1, adder);
  drupe__iterate(ctx, 0, add, NULL);
}

static duk_ret_t weak_map_construct(duk_context *ctx) {
  construct(ctx, "WeakMap", &map_ops);
  fill(ctx, "set", add_entry);
  duk_dup(ctx, 1);
  return 1;
}

static duk_ret_t weak_set_construct(duk_context *ctx) {
  construct(ctx, "WeakSet", &set_ops);
  fill(ctx, "add", add_value);
  duk_dup(ctx, 1);
  return 1;
}

static const drupe__builtin map_methods[] = {{"delete", weak_delete, 1, 1, MAP},
                                             {"get", weak_get, 1, 1, MAP},
                                             {"has", weak_has, 1, 1, MAP},
                                             {"set", weak_set, 2, 2, MAP},
                                             DRUPE__BUILTIN_END};

static const drupe__builtin set_methods[] = {{"add", weak_add, 1, 1, SET},
                                             {"delete", weak_delete, 1, 1, SET},
                                             {"has", weak_has, 1, 1, SET},
                                             DRUPE__BUILTIN_END};

void drupe__builtin_weak(duk_context *ctx) {
  drupe__push_class(ctx, "WeakMap", weak_map_construct, 0);
  drupe__define(ctx, -1, map_methods);
  drupe__define_tag(ctx, -1, "WeakMap");
  duk_pop_2(ctx);
  drupe__push_class(ctx, "WeakSet", weak_set_construct, 0);
  drupe__define(ctx, -1, set_methods);
  drupe__define_tag(ctx, -1, "WeakSet");
  duk_pop_2(ctx);
}
