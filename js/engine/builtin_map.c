/* js/engine/builtin_map.c - Map, Set and their iterators (ECMA-262 24.1,
 * 24.2).  What Sets do with other sets is builtin_set.c's. */
#include "builtins.h"
#include "engine_internal.h"
#include "hash_table.h"
#include "visit.h"

typedef struct collection {
  drupe__native base;
  drupe__hash_table table;
} collection;

static void collection_mark(duk_heap *heap, duk_hobject *object) {
  drupe__hash_mark(heap, &((collection *)(void *)object)->table);
}
static void collection_drop(duk_hthread *thread, duk_hobject *object) {
  drupe__hash_drop(thread, &((collection *)(void *)object)->table);
}
static void collection_release(drupe__engine *engine, duk_hobject *object) {
  drupe__hash_release(engine->ctx->heap,
                      &((collection *)(void *)object)->table);
}

static const drupe__native_ops map_ops = {"Map", collection_mark,
                                          collection_drop, collection_release};
static const drupe__native_ops set_ops = {"Set", collection_mark,
                                          collection_drop, collection_release};

enum { MAP = 0, SET = 1 }; /* magic of what both have */

static const drupe__native_ops *ops_of(int what) {
  return what == MAP ? &map_ops : &set_ops;
}

/* Pushes `this`; TypeError where it is none. */
static collection *this_collection(duk_context *ctx, int what) {
  collection *c;

  duk_push_this(ctx);
  c = drupe__native_get(ctx, -1, ops_of(what));
  if (c == NULL)
    (void)drupe__incompatible_member(ctx, what == MAP ? "Map" : "Set");
  return c;
}

bool drupe__is_map(const duk_hobject *h) {
  return drupe__native_is(h, &map_ops);
}
bool drupe__is_set(const duk_hobject *h) {
  return drupe__native_is(h, &set_ops);
}

drupe__hash_table *drupe__set_table(duk_context *ctx, duk_idx_t index) {
  collection *c = drupe__native_get(ctx, index, &set_ops);

  return c == NULL ? NULL : &c->table;
}

drupe__hash_table *drupe__set_push(duk_context *ctx) {
  collection *c =
      drupe__native_new(ctx, sizeof(*c), &set_ops,
                        drupe__engine_of(ctx)->intrinsics.set_prototype);

  return &c->table;
}

/* -- methods that both have ------------------------------------------------ */
static duk_ret_t collection_has(duk_context *ctx) {
  int what = duk_get_current_magic(ctx);
  collection *c = this_collection(ctx, what);

  duk_push_boolean(ctx, drupe__hash_find(&c->table, duk_require_tval(ctx, 0)) !=
                            NULL);
  return 1;
}

static duk_ret_t collection_delete(duk_context *ctx) {
  int what = duk_get_current_magic(ctx);
  collection *c = this_collection(ctx, what);

  duk_push_boolean(
      ctx, drupe__hash_remove(ctx, &c->table, duk_require_tval(ctx, 0)));
  return 1;
}

static duk_ret_t collection_clear(duk_context *ctx) {
  drupe__hash_clear(ctx,
                    &this_collection(ctx, duk_get_current_magic(ctx))->table);
  return 0;
}

static duk_ret_t collection_size(duk_context *ctx) {
  collection *c = this_collection(ctx, duk_get_current_magic(ctx));

  duk_push_uint(ctx, c->table.live);
  return 1;
}

/* -- iterators ------------------------------------------------------------- */
typedef struct collection_iterator {
  drupe__native base;
  duk_hobject *owner; /* counted; NULL when done */
  drupe__hash_cursor cursor;
  int kind;
} collection_iterator;

static void iterator_mark(duk_heap *heap, duk_hobject *object) {
  collection_iterator *it = (void *)object;

  if (it->owner != NULL)
    drupe__heap_mark(heap, &it->owner->hdr);
}
static void iterator_drop(duk_hthread *thread, duk_hobject *object) {
  collection_iterator *it = (void *)object;

  drupe__hash_cursor_deinit(&it->cursor);
  DUK_HOBJECT_DECREF_NORZ_ALLOWNULL(thread, it->owner);
}
/* The collector frees in any order: if the table went first, it has detached
 * the cursor. */
static void iterator_release(drupe__engine *engine, duk_hobject *object) {
  (void)engine;
  drupe__hash_cursor_deinit(&((collection_iterator *)(void *)object)->cursor);
}

static const drupe__native_ops map_iterator_ops = {
    "Map Iterator", iterator_mark, iterator_drop, iterator_release};
static const drupe__native_ops set_iterator_ops = {
    "Set Iterator", iterator_mark, iterator_drop, iterator_release};

static duk_ret_t push_iterator(duk_context *ctx, collection *c, int what,
                               int kind) {
  const drupe__intrinsics *in = &drupe__engine_of(ctx)->intrinsics;
  collection_iterator *it = drupe__native_new(
      ctx, sizeof(*it), what == MAP ? &map_iterator_ops : &set_iterator_ops,
      what == MAP ? in->map_iterator_prototype : in->set_iterator_prototype);

  it->owner = &c->base.object;
  DUK_HOBJECT_INCREF(ctx, it->owner);
  it->kind = kind;
  drupe__hash_cursor_init(&it->cursor, &c->table);
  return 1;
}

void drupe__set_iterator_push(duk_context *ctx, duk_idx_t index) {
  collection *c = drupe__native_get(ctx, index, &set_ops);

  (void)push_iterator(ctx, c, SET, DRUPE__VALUES);
}

static duk_ret_t map_iterate(duk_context *ctx) {
  return push_iterator(ctx, this_collection(ctx, MAP), MAP,
                       duk_get_current_magic(ctx));
}
static duk_ret_t set_iterate(duk_context *ctx) {
  return push_iterator(ctx, this_collection(ctx, SET), SET,
                       duk_get_current_magic(ctx));
}

/* What it still yields, without moving it: the table's entries from the cursor
 * on. */
bool drupe__iterator_preview(duk_context *ctx, duk_idx_t index) {
  collection_iterator *it = drupe__native_get(ctx, index, &map_iterator_ops);
  bool map = it != NULL;
  const drupe__hash_table *table;

  if (it == NULL)
    it = drupe__native_get(ctx, index, &set_iterator_ops);
  duk_push_array(ctx);
  table = it == NULL ? NULL : it->cursor.table;
  if (table == NULL)
    return false;
  for (duk_uint32_t i = it->cursor.at, n = 0; i < table->used; i++) {
    duk_tval key = table->entries[i].key;
    duk_tval value = map ? table->entries[i].value : key;

    if (DUK_TVAL_IS_UNUSED(&key))
      continue;
    if (it->kind != DRUPE__VALUES) {
      duk_push_tval(ctx, &key);
      duk_put_prop_index(ctx, -2, n++);
    }
    if (it->kind != DRUPE__KEYS) {
      duk_push_tval(ctx, &value);
      duk_put_prop_index(ctx, -2, n++);
    }
  }
  return it->kind == DRUPE__ENTRIES;
}

static void push_entry(duk_context *ctx, int what, int kind,
                       const drupe__hash_entry *e) {
  duk_tval key = e->key, value = what == MAP ? e->value : e->key;
  duk_tval *pair;

  if (kind == DRUPE__KEYS) {
    duk_push_tval(ctx, &key);
  } else if (kind == DRUPE__VALUES) {
    duk_push_tval(ctx, &value);
  } else {
    duk_push_tval(ctx, &value); /* hold both while the array is made */
    duk_push_tval(ctx, &key);
    pair = duk_push_harray_with_size_outptr(ctx, 2);
    DUK_TVAL_SET_TVAL(&pair[0], &key);
    DUK_TVAL_INCREF(ctx, &pair[0]);
    DUK_TVAL_SET_TVAL(&pair[1], &value);
    DUK_TVAL_INCREF(ctx, &pair[1]);
    duk_remove_m2(ctx);
    duk_remove_m2(ctx);
  }
}

/* Pushes what comes next, undefined at the end; true: there is more. */
static bool iterator_advance(duk_context *ctx, collection_iterator *it,
                             int what) {
  const drupe__hash_entry *e = drupe__hash_cursor_next(&it->cursor);
  duk_hobject *owner = it->owner;

  if (e != NULL) {
    push_entry(ctx, what, it->kind, e);
    return true;
  }
  it->owner = NULL;
  DUK_HOBJECT_DECREF_ALLOWNULL(ctx, owner);
  duk_push_undefined(ctx);
  return false;
}

static duk_ret_t iterator_next(duk_context *ctx, int what) {
  collection_iterator *it;

  duk_push_this(ctx);
  it = drupe__native_get(ctx, -1,
                         what == MAP ? &map_iterator_ops : &set_iterator_ops);
  if (it == NULL)
    return drupe__incompatible(ctx, what == MAP
                                        ? "Map Iterator.prototype.next"
                                        : "Set Iterator.prototype.next");
  drupe__iterator_result(ctx, !iterator_advance(ctx, it, what));
  return 1;
}

static duk_ret_t map_iterator_next(duk_context *ctx) {
  return iterator_next(ctx, MAP);
}
static duk_ret_t set_iterator_next(duk_context *ctx) {
  return iterator_next(ctx, SET);
}

bool drupe__collection_steps(const duk_tval *iterator, const duk_tval *next) {
  const duk_hobject *h, *f;

  if (!DUK_TVAL_IS_OBJECT(iterator) || !DUK_TVAL_IS_OBJECT(next))
    return false;
  h = DUK_TVAL_GET_OBJECT(iterator);
  f = DUK_TVAL_GET_OBJECT(next);
  return DUK_HOBJECT_IS_NATFUNC(f) &&
         ((((const duk_hnatfunc *)f)->func == map_iterator_next &&
           drupe__native_is(h, &map_iterator_ops)) ||
          (((const duk_hnatfunc *)f)->func == set_iterator_next &&
           drupe__native_is(h, &set_iterator_ops)));
}

bool drupe__collection_step(duk_context *ctx, const duk_tval *iterator) {
  duk_hobject *h = DUK_TVAL_GET_OBJECT(iterator);

  return iterator_advance(ctx, (collection_iterator *)(void *)h,
                          drupe__native_is(h, &map_iterator_ops) ? MAP : SET);
}

/* forEach: entries added while it runs are visited, removed ones are not.  The
 * iterator object on the stack keeps the cursor's place safe if the callback
 * throws: [callback this-argument collection iterator]. */
static duk_ret_t for_each_next(duk_context *ctx) {
  collection_iterator *it = (void *)duk_known_hobject(ctx, 3);
  const drupe__hash_entry *e = drupe__hash_cursor_next(&it->cursor);
  duk_tval *bottom = ctx->valstack_bottom;

  if (e == NULL)
    return 0;
  drupe__visit_push(ctx, bottom);
  drupe__visit_push(ctx, bottom + 1);
  drupe__visit_push(ctx,
                    duk_get_current_magic(ctx) == MAP ? &e->value : &e->key);
  drupe__visit_push(ctx, &e->key);
  drupe__visit_push(ctx, bottom + 2);
  return DRUPE__CALL + 3;
}

static duk_ret_t for_each_step(duk_context *ctx) {
  duk_pop(ctx);
  return for_each_next(ctx);
}

static duk_ret_t collection_for_each(duk_context *ctx) {
  int what = duk_get_current_magic(ctx);
  collection *c = this_collection(ctx, what);

  if (!duk_is_callable(ctx, 0)) {
    duk_dup(ctx, 0);
    drupe__throw_typed_callee(ctx);
  }
  (void)push_iterator(ctx, c, what, DRUPE__ENTRIES);
  return drupe__visit(ctx, for_each_step, for_each_next(ctx));
}

/* -- Map and Set alone ----------------------------------------------------- */
static duk_ret_t map_get(duk_context *ctx) {
  collection *c = this_collection(ctx, MAP);
  drupe__hash_entry *e = drupe__hash_find(&c->table, duk_require_tval(ctx, 0));

  if (e == NULL)
    return 0;
  duk_push_tval(ctx, &e->value);
  return 1;
}

static void map_put(duk_context *ctx, collection *c, duk_idx_t key,
                    duk_idx_t value) {
  drupe__hash_entry *e =
      drupe__hash_add(ctx, &c->table, duk_require_tval(ctx, key));

  DUK_TVAL_SET_TVAL_UPDREF(ctx, &e->value, duk_require_tval(ctx, value));
}

static duk_ret_t map_set(duk_context *ctx) {
  collection *c = this_collection(ctx, MAP);

  map_put(ctx, c, 0, 1);
  return 1;
}

static duk_ret_t set_add(duk_context *ctx) {
  collection *c = this_collection(ctx, SET);

  (void)drupe__hash_add(ctx, &c->table, duk_require_tval(ctx, 0));
  return 1;
}

/* -- constructors ---------------------------------------------------------- */
/* [iterable collection adder] are at 0, 1, 2; the adder is undefined where it's
 * our own, untouched. */
static bool add_entry(duk_context *ctx, void *arg) {
  if (!duk_is_object(ctx, -1))
    (void)duk_type_error(ctx, "Iterator value %s is not an entry object",
                         duk_safe_to_string(ctx, -1));
  duk_get_prop_index(ctx, -1, 0);
  duk_get_prop_index(ctx, -2, 1);
  if (duk_is_undefined(ctx, 2)) {
    map_put(ctx, arg, -2, -1);
    duk_pop_3(ctx);
    return true;
  }
  duk_dup(ctx, 2);
  duk_dup(ctx, 1);
  duk_dup(ctx, -4);
  duk_dup(ctx, -4);
  duk_call_method(ctx, 2);
  duk_pop_n(ctx, 4);
  return true;
}

static bool add_value(duk_context *ctx, void *arg) {
  if (duk_is_undefined(ctx, 2)) {
    (void)drupe__hash_add(ctx, &((collection *)arg)->table,
                          duk_require_tval(ctx, -1));
    duk_pop(ctx);
    return true;
  }
  duk_dup(ctx, 2);
  duk_dup(ctx, 1);
  duk_pull(ctx, -3);
  duk_call_method(ctx, 1);
  duk_pop(ctx);
  return true;
}

/* Leaves the adder at index 2, or undefined for our own. */
static void push_adder(duk_context *ctx, const char *name, duk_c_function own) {
  duk_get_prop_string(ctx, 1, name);
  drupe__require_method(ctx, 1, name);
  if (duk_get_c_function(ctx, 2) == own) {
    duk_pop(ctx);
    duk_push_undefined(ctx);
  }
}

static collection *construct(duk_context *ctx, int what, const char *name) {
  duk_hobject *prototype = drupe__constructing(ctx, name);

  duk_set_top(ctx, 1);
  return drupe__native_new(ctx, sizeof(collection), ops_of(what), prototype);
}

static duk_ret_t map_construct(duk_context *ctx) {
  collection *c = construct(ctx, MAP, "Map");

  if (!duk_is_null_or_undefined(ctx, 0)) {
    push_adder(ctx, "set", map_set);
    drupe__iterate(ctx, 0, add_entry, c);
  }
  duk_dup(ctx, 1);
  return 1;
}

static duk_ret_t set_construct(duk_context *ctx) {
  collection *c = construct(ctx, SET, "Set");

  if (!duk_is_null_or_undefined(ctx, 0)) {
    push_adder(ctx, "add", set_add);
    drupe__iterate(ctx, 0, add_value, c);
  }
  duk_dup(ctx, 1);
  return 1;
}

typedef struct grouping {
  collection *map;
  double index;
} grouping;

/* [.. value] goes to the list under callback(value, index). */
static bool group(duk_context *ctx, void *arg) {
  grouping *g = arg;
  drupe__hash_entry *e;

  duk_dup(ctx, 1);
  duk_dup(ctx, -2);
  duk_push_number(ctx, g->index++);
  duk_call(ctx, 2);
  e = drupe__hash_find(&g->map->table, duk_require_tval(ctx, -1));
  if (e == NULL) {
    duk_push_array(ctx);
    map_put(ctx, g->map, -2, -1);
  } else {
    duk_push_tval(ctx, &e->value);
  }
  duk_dup(ctx, -3);
  duk_put_prop_index(ctx, -2, (duk_uarridx_t)duk_get_length(ctx, -2));
  duk_pop_3(ctx);
  return true;
}

static duk_ret_t map_group_by(duk_context *ctx) {
  grouping g = {NULL, 0};

  drupe__require_function(ctx, 1);
  duk_get_global_string(ctx, "Map");
  duk_new(ctx, 0);
  g.map = drupe__native_get(ctx, 2, &map_ops);
  if (g.map == NULL)
    return duk_type_error(ctx, "Map is not the built-in one");
  drupe__iterate(ctx, 0, group, &g);
  duk_dup(ctx, 2);
  return 1;
}

static duk_ret_t species(duk_context *ctx) {
  duk_push_this(ctx);
  return 1;
}

static const drupe__builtin map_methods[] = {
    {"clear", collection_clear, 0, 0, MAP},
    {"delete", collection_delete, 1, 1, MAP},
    {"entries", map_iterate, 0, 0, DRUPE__ENTRIES},
    {"forEach", collection_for_each, 2, 1, MAP},
    {"get", map_get, 1, 1, 0},
    {"has", collection_has, 1, 1, MAP},
    {"keys", map_iterate, 0, 0, DRUPE__KEYS},
    {"set", map_set, 2, 2, 0},
    {"get size", collection_size, 0, 0, MAP},
    {"values", map_iterate, 0, 0, DRUPE__VALUES},
    DRUPE__BUILTIN_END};

static const drupe__builtin set_methods[] = {
    {"add", set_add, 1, 1, 0},
    {"clear", collection_clear, 0, 0, SET},
    {"delete", collection_delete, 1, 1, SET},
    {"entries", set_iterate, 0, 0, DRUPE__ENTRIES},
    {"forEach", collection_for_each, 2, 1, SET},
    {"has", collection_has, 1, 1, SET},
    {"get size", collection_size, 0, 0, SET},
    {"values", set_iterate, 0, 0, DRUPE__VALUES},
    DRUPE__BUILTIN_END};

static const drupe__builtin map_statics[] = {
    {"groupBy", map_group_by, 2, 2, 0},
    {"get @@species", species, 0, 0, 0},
    DRUPE__BUILTIN_END};

/* One function under two names: [.. prototype] stays. */
static void alias(duk_context *ctx, const char *name, const char *other) {
  duk_get_prop_string(ctx, -1, name);
  drupe__define_value(ctx, -2, other, DUK_PROPDESC_FLAGS_WC);
}

static duk_hobject *iterator_class(duk_context *ctx, const char *tag,
                                   duk_c_function next) {
  duk_hobject *prototype;

  drupe__push_iterator_class(ctx, tag, next);
  prototype = duk_require_hobject(ctx, -1);
  drupe__stash(ctx, tag);
  duk_pop(ctx);
  return prototype;
}

void drupe__builtin_map(duk_context *ctx) {
  drupe__intrinsics *in = &drupe__engine_of(ctx)->intrinsics;

  in->map_iterator_prototype =
      iterator_class(ctx, "Map Iterator", map_iterator_next);
  in->set_iterator_prototype =
      iterator_class(ctx, "Set Iterator", set_iterator_next);
  drupe__push_class(ctx, "Map", map_construct, 0);
  drupe__define(ctx, -1, map_methods);
  drupe__define_tag(ctx, -1, "Map");
  alias(ctx, "entries", "@@iterator");
  drupe__define(ctx, -2, map_statics);
  duk_pop_2(ctx);
  drupe__push_class(ctx, "Set", set_construct, 0);
  in->set_prototype = duk_require_hobject(ctx, -1);
  duk_dup_top(ctx);
  drupe__stash(ctx, "Set.prototype");
  duk_pop(ctx);
  drupe__define(ctx, -1, set_methods);
  drupe__define(ctx, -1, drupe__set_on_sets);
  drupe__define_tag(ctx, -1, "Set");
  alias(ctx, "values", "keys");
  alias(ctx, "values", "@@iterator");
  drupe__define(ctx, -2, map_statics + 1);
  duk_pop_2(ctx);
}
