/* js/engine/builtin_set.c - Set's methods on two sets: union, intersection,
 * difference, symmetricDifference and the questions (ECMA-262 24.2.4, edition
 * of 2025). */
#include <math.h>

#include "builtins.h"
#include "engine_internal.h"
#include "hash_table.h"

/* The stack of each method: the other set as given, `this`, the other's `has`
 * and `keys`. */
enum { OTHER, THIS, HAS, KEYS, AT_WORK };

typedef struct sets {
  drupe__hash_table *own; /* of `this` */
  double size;            /* that the other one says it has */
} sets;

static double other_size(duk_context *ctx) {
  double size;

  duk_get_prop_literal(ctx, OTHER, "size");
  size = duk_to_number(ctx, -1);
  if (isnan(size))
    (void)duk_type_error(ctx, "The .size property is NaN");
  size = drupe__integer(ctx, -1);
  duk_pop(ctx);
  if (size < 0) {
    duk_push_number(ctx, size);
    (void)duk_range_error(ctx, "'%s' is an invalid size",
                          duk_to_string(ctx, -1));
  }
  return size;
}

static void other_method(duk_context *ctx, const char *name) {
  duk_get_prop_string(ctx, OTHER, name);
  if (!duk_is_callable(ctx, -1))
    (void)duk_type_error(ctx, "string \"%s\" is not a function", name);
}

/* GetSetRecord; makes the stack of the method. */
static sets begin(duk_context *ctx, const char *method) {
  sets s;

  duk_require_stack(ctx, 16);
  duk_push_this(ctx);
  s.own = drupe__set_table(ctx, THIS);
  if (s.own == NULL)
    (void)drupe__incompatible(ctx, method);
  if (!duk_is_object(ctx, OTHER))
    (void)duk_type_error(ctx, "%s argument must be an object", method);
  s.size = other_size(ctx);
  other_method(ctx, "has");
  other_method(ctx, "keys");
  return s;
}

/* -- walking the one or the other ------------------------------------------ */
/* The key on the stack's top; false: that was enough. */
typedef bool (*visit)(duk_context *ctx, sets *s, drupe__hash_table *result);

/* Keys that are added meanwhile come too.  The cursor is an iterator's, which
 * the collector frees whatever is thrown. */
static bool walk_own(duk_context *ctx, sets *s, visit fn,
                     drupe__hash_table *result) {
  duk_idx_t at = duk_get_top(ctx);

  drupe__set_iterator_push(ctx, THIS);
  while (drupe__collection_step(ctx, duk_require_tval(ctx, at))) {
    if (!fn(ctx, s, result))
      return false;
    duk_set_top(ctx, at + 1);
  }
  duk_set_top(ctx, at);
  return true;
}

/* [] -> [iterator next] */
static void keys_open(duk_context *ctx) {
  duk_dup(ctx, KEYS);
  duk_dup(ctx, OTHER);
  duk_call_method(ctx, 0);
  if (!duk_is_object(ctx, -1))
    (void)duk_type_error(ctx, "Result of the keys method is not an object");
  duk_get_prop_literal(ctx, -1, "next");
  if (!duk_is_callable(ctx, -1))
    (void)duk_type_error(ctx, "string \"next\" is not a function");
}

/* The keys of the other one; [iterator next] at `at`.  The stack stays. */
static bool walk_opened(duk_context *ctx, duk_idx_t at, sets *s, visit fn,
                        drupe__hash_table *result) {
  duk_idx_t top = duk_get_top(ctx);

  for (; drupe__iterator_step(ctx, at); duk_set_top(ctx, top)) {
    if (fn(ctx, s, result))
      continue;
    duk_dup(ctx, at);
    (void)drupe__iterator_close(ctx, NULL);
    return false;
  }
  duk_set_top(ctx, top);
  return true;
}

static bool walk_other(duk_context *ctx, sets *s, visit fn,
                       drupe__hash_table *result) {
  duk_idx_t at = duk_get_top(ctx);

  keys_open(ctx);
  return walk_opened(ctx, at, s, fn, result);
}

/* -- what is done with a key ----------------------------------------------- */
static const duk_tval *key(duk_context *ctx) {
  return duk_require_tval(ctx, -1);
}

static bool own_has(duk_context *ctx, const sets *s) {
  return drupe__hash_find(s->own, key(ctx)) != NULL;
}

static bool other_has(duk_context *ctx) {
  bool has;

  duk_dup(ctx, HAS);
  duk_dup(ctx, OTHER);
  duk_dup(ctx, -3);
  duk_call_method(ctx, 1);
  has = duk_to_boolean(ctx, -1);
  duk_pop(ctx);
  return has;
}

static bool add(duk_context *ctx, sets *s, drupe__hash_table *result) {
  (void)s;
  (void)drupe__hash_add(ctx, result, key(ctx));
  return true;
}

static bool take(duk_context *ctx, sets *s, drupe__hash_table *result) {
  (void)s;
  (void)drupe__hash_remove(ctx, result, key(ctx));
  return true;
}

static bool add_if_other_has(duk_context *ctx, sets *s,
                             drupe__hash_table *result) {
  return other_has(ctx) ? add(ctx, s, result) : true;
}

static bool add_if_own_has(duk_context *ctx, sets *s,
                           drupe__hash_table *result) {
  return own_has(ctx, s) ? add(ctx, s, result) : true;
}

static bool take_if_other_has(duk_context *ctx, sets *s,
                              drupe__hash_table *result) {
  return other_has(ctx) ? take(ctx, s, result) : true;
}

static bool take_or_add(duk_context *ctx, sets *s, drupe__hash_table *result) {
  return own_has(ctx, s) ? take(ctx, s, result) : add(ctx, s, result);
}

static bool is_in_other(duk_context *ctx, sets *s, drupe__hash_table *result) {
  (void)s;
  (void)result;
  return other_has(ctx);
}

static bool is_not_in_other(duk_context *ctx, sets *s,
                            drupe__hash_table *result) {
  return !is_in_other(ctx, s, result);
}

static bool is_in_own(duk_context *ctx, sets *s, drupe__hash_table *result) {
  (void)result;
  return own_has(ctx, s);
}

static bool is_not_in_own(duk_context *ctx, sets *s,
                          drupe__hash_table *result) {
  return !is_in_own(ctx, s, result);
}

/* -- the methods ----------------------------------------------------------- */
static bool fits(const sets *s) { return s->own->live <= s->size; }

/* Pushes a set with what `this` holds now. */
static drupe__hash_table *push_copy(duk_context *ctx, const sets *s) {
  drupe__hash_table *copy = drupe__set_push(ctx);
  duk_uint32_t i;

  for (i = 0; i < s->own->used; i++)
    if (!DUK_TVAL_IS_UNUSED(&s->own->entries[i].key))
      (void)drupe__hash_add(ctx, copy, &s->own->entries[i].key);
  return copy;
}

static duk_ret_t give(duk_context *ctx, duk_idx_t result) {
  duk_dup(ctx, result);
  return 1;
}

/* The other's keys are asked for before `this` is copied. */
static duk_ret_t merge(duk_context *ctx, const char *method, visit fn) {
  sets s = begin(ctx, method);
  drupe__hash_table *result;

  keys_open(ctx);
  result = push_copy(ctx, &s);
  (void)walk_opened(ctx, AT_WORK, &s, fn, result);
  return 1;
}

static duk_ret_t set_union(duk_context *ctx) {
  return merge(ctx, "Set.prototype.union", add);
}

static duk_ret_t set_symmetric_difference(duk_context *ctx) {
  return merge(ctx, "Set.prototype.symmetricDifference", take_or_add);
}

static duk_ret_t set_intersection(duk_context *ctx) {
  sets s = begin(ctx, "Set.prototype.intersection");
  drupe__hash_table *result = drupe__set_push(ctx);

  if (fits(&s))
    (void)walk_own(ctx, &s, add_if_other_has, result);
  else
    (void)walk_other(ctx, &s, add_if_own_has, result);
  return give(ctx, AT_WORK);
}

static duk_ret_t set_difference(duk_context *ctx) {
  sets s = begin(ctx, "Set.prototype.difference");
  drupe__hash_table *result = push_copy(ctx, &s);

  if (fits(&s))
    (void)walk_own(ctx, &s, take_if_other_has, result);
  else
    (void)walk_other(ctx, &s, take, result);
  return give(ctx, AT_WORK);
}

static duk_ret_t answer(duk_context *ctx, bool yes) {
  duk_push_boolean(ctx, yes);
  return 1;
}

static duk_ret_t set_is_subset_of(duk_context *ctx) {
  sets s = begin(ctx, "Set.prototype.isSubsetOf");

  return answer(ctx, fits(&s) && walk_own(ctx, &s, is_in_other, NULL));
}

static duk_ret_t set_is_superset_of(duk_context *ctx) {
  sets s = begin(ctx, "Set.prototype.isSupersetOf");

  return answer(ctx,
                s.own->live >= s.size && walk_other(ctx, &s, is_in_own, NULL));
}

static duk_ret_t set_is_disjoint_from(duk_context *ctx) {
  sets s = begin(ctx, "Set.prototype.isDisjointFrom");

  return answer(ctx, fits(&s) ? walk_own(ctx, &s, is_not_in_other, NULL)
                              : walk_other(ctx, &s, is_not_in_own, NULL));
}

const drupe__builtin drupe__set_on_sets[] = {
    {"union", set_union, 1, 1, 0},
    {"intersection", set_intersection, 1, 1, 0},
    {"difference", set_difference, 1, 1, 0},
    {"symmetricDifference", set_symmetric_difference, 1, 1, 0},
    {"isSubsetOf", set_is_subset_of, 1, 1, 0},
    {"isSupersetOf", set_is_superset_of, 1, 1, 0},
    {"isDisjointFrom", set_is_disjoint_from, 1, 1, 0},
    DRUPE__BUILTIN_END};
