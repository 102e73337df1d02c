/* js/engine/promise_combine.c - Promise.all, allSettled, any and race.
 *
 * The functions given to each element's `then` share a state: an array without
 * prototype. */
#include "promise_internal.h"

enum { COMBINE_ALL, COMBINE_SETTLED, COMBINE_ANY, COMBINE_RACE };

enum { /* members of the state */
  STATE_VALUES,
  STATE_REMAINING,
  STATE_CAPABILITY,
  STATE_CALLED, /* array: element i has been heard of */
  STATE_KIND
};

/* What `body` works with: indices on the value stack. */
typedef struct combine {
  int kind;
  duk_idx_t constructor, resolve, state;
  duk_idx_t settle_ok, settle_bad; /* functions of the capability */
  duk_uarridx_t count;
} combine;

static int state_int(duk_context *ctx, duk_idx_t state, duk_uarridx_t member) {
  int value;

  duk_get_prop_index(ctx, state, member);
  value = duk_get_int(ctx, -1);
  duk_pop(ctx);
  return value;
}

static void state_add(duk_context *ctx, duk_idx_t state, int more) {
  duk_push_int(ctx, state_int(ctx, state, STATE_REMAINING) + more);
  duk_put_prop_index(ctx, state, STATE_REMAINING);
}

/* One less to wait for; at none, settles with the values. */
static void state_finish(duk_context *ctx, duk_idx_t state) {
  state_add(ctx, state, -1);
  if (state_int(ctx, state, STATE_REMAINING) > 0)
    return;
  duk_get_prop_index(ctx, state, STATE_CAPABILITY);
  duk_get_prop_index(ctx, state, STATE_VALUES);
  if (state_int(ctx, state, STATE_KIND) == COMBINE_ANY) {
    drupe__aggregate_error(ctx, "All promises were rejected");
    drupe__capability_reject(ctx, -2);
  } else {
    drupe__capability_resolve(ctx, -2);
  }
  duk_pop(ctx);
}

/* {status, value} or {status, reason} for allSettled: [.. value] -> [.. it] */
static void element_describe(duk_context *ctx, bool rejected) {
  duk_push_object(ctx);
  duk_push_string(ctx, rejected ? "rejected" : "fulfilled");
  duk_put_prop_literal(ctx, -2, "status");
  duk_insert(ctx, -2);
  duk_put_prop_string(ctx, -2, rejected ? "reason" : "value");
}

/* Slots: state, index.  Magic 1: the element was rejected. */
static duk_ret_t element_heard(duk_context *ctx) {
  bool rejected = duk_get_current_magic(ctx) != 0;
  duk_uarridx_t index;

  drupe__closure_get(ctx, 0); /* 1: state */
  drupe__closure_get(ctx, 1);
  index = duk_get_uint(ctx, -1);
  duk_pop(ctx);
  duk_get_prop_index(ctx, 1, STATE_CALLED); /* 2 */
  duk_get_prop_index(ctx, 2, index);
  if (duk_to_boolean(ctx, -1))
    return 0;
  duk_push_true(ctx);
  duk_put_prop_index(ctx, 2, index);
  duk_get_prop_index(ctx, 1, STATE_VALUES);
  duk_dup(ctx, 0);
  if (state_int(ctx, 1, STATE_KIND) == COMBINE_SETTLED)
    element_describe(ctx, rejected);
  drupe__array_put(ctx, -2, index);
  state_finish(ctx, 1);
  return 0;
}

static void element_push(duk_context *ctx, const combine *c, int rejected) {
  drupe__closure_push(ctx, element_heard, 1);
  duk_set_magic(ctx, -1, rejected);
  duk_dup(ctx, c->state);
  drupe__closure_set(ctx, 0);
  duk_push_uint(ctx, c->count);
  drupe__closure_set(ctx, 1);
}

/* What the functions of a promise of ours do; those of a script's own class
 * are its own. */
static duk_ret_t capability_settle(duk_context *ctx) {
  drupe__closure_get(ctx, 0);
  duk_dup(ctx, 0);
  if (duk_get_current_magic(ctx) != 0)
    drupe__capability_reject(ctx, 1);
  else
    drupe__capability_resolve(ctx, 1);
  return 0;
}

static duk_idx_t capability_push_function(duk_context *ctx,
                                          duk_idx_t capability, int rejected) {
  if (drupe__promise_get(ctx, capability) == NULL) {
    drupe__capability_function(ctx, capability, rejected);
    return duk_get_top_index(ctx);
  }
  drupe__closure_push(ctx, capability_settle, 1);
  duk_set_magic(ctx, -1, rejected);
  duk_dup(ctx, capability);
  drupe__closure_set(ctx, 0);
  return duk_get_top_index(ctx);
}

/* [.. value]: one element of the iterable; pops it. */
static bool combine_element(duk_context *ctx, void *arg) {
  combine *c = arg;

  duk_require_stack(ctx, 16);
  if (c->kind != COMBINE_RACE) {
    duk_get_prop_index(ctx, c->state, STATE_VALUES);
    duk_push_undefined(ctx);
    drupe__array_put(ctx, -2, c->count);
    duk_pop(ctx);
    state_add(ctx, c->state, 1);
  }
  duk_dup(ctx, c->resolve);
  duk_dup(ctx, c->constructor);
  duk_dup(ctx, -3);
  duk_call_method(ctx, 1); /* [value next] */
  duk_get_prop_literal(ctx, -1, "then");
  duk_insert(ctx, -2);
  if (c->kind == COMBINE_ALL || c->kind == COMBINE_SETTLED)
    element_push(ctx, c, 0);
  else
    duk_dup(ctx, c->settle_ok);
  if (c->kind == COMBINE_ANY || c->kind == COMBINE_SETTLED)
    element_push(ctx, c, 1);
  else
    duk_dup(ctx, c->settle_bad);
  duk_call_method(ctx, 2);
  duk_pop_2(ctx);
  c->count++;
  return true;
}

/* [iterable constructor capability] at 0. */
static duk_ret_t combine_run(duk_context *ctx, void *arg) {
  combine *c = arg;
  duk_idx_t base = duk_get_top(ctx) - 3;

  duk_require_stack(ctx, 32);
  c->constructor = base + 1;
  duk_get_prop_literal(ctx, c->constructor, "resolve");
  c->resolve = duk_get_top_index(ctx);
  if (!duk_is_callable(ctx, c->resolve))
    return duk_type_error(ctx, "Promise resolve or reject function is not "
                               "callable");
  duk_push_bare_array(ctx);
  c->state = duk_get_top_index(ctx);
  duk_push_array(ctx);
  duk_put_prop_index(ctx, c->state, STATE_VALUES);
  duk_push_int(ctx, 1);
  duk_put_prop_index(ctx, c->state, STATE_REMAINING);
  duk_dup(ctx, base + 2);
  duk_put_prop_index(ctx, c->state, STATE_CAPABILITY);
  duk_push_bare_array(ctx);
  duk_put_prop_index(ctx, c->state, STATE_CALLED);
  duk_push_int(ctx, c->kind);
  duk_put_prop_index(ctx, c->state, STATE_KIND);
  c->settle_ok = capability_push_function(ctx, base + 2, 0);
  c->settle_bad = capability_push_function(ctx, base + 2, 1);
  drupe__iterate(ctx, base, combine_element, c);
  if (c->kind != COMBINE_RACE)
    state_finish(ctx, c->state);
  return 0;
}

/* Promise.all and the like; magic is the kind. */
static duk_ret_t promise_combine(duk_context *ctx) {
  combine c = {0};

  c.kind = duk_get_current_magic(ctx);
  duk_push_this(ctx);             /* 1 */
  drupe__capability_push(ctx, 1); /* 2 */
  duk_dup(ctx, 0);
  duk_dup(ctx, 1);
  duk_dup(ctx, 2);
  if (duk_safe_call(ctx, combine_run, &c, 3, 1) != DUK_EXEC_SUCCESS)
    drupe__capability_reject(ctx, 2);
  drupe__capability_promise(ctx, 2);
  return 1;
}

const drupe__builtin drupe__promise_combinators[] = {
    {"all", promise_combine, 1, 1, COMBINE_ALL},
    {"allSettled", promise_combine, 1, 1, COMBINE_SETTLED},
    {"any", promise_combine, 1, 1, COMBINE_ANY},
    {"race", promise_combine, 1, 1, COMBINE_RACE},
    DRUPE__BUILTIN_END};
