/* js/engine/promise_class.c - Promise, its prototype, capabilities, and
 * queueMicrotask. */
#include "message.h"
#include "promise_internal.h"

/* -- capabilities ---------------------------------------------------------- */
enum { CAPABILITY_PROMISE, CAPABILITY_RESOLVE, CAPABILITY_REJECT };

static bool promise_is_original(duk_context *ctx, duk_idx_t constructor) {
  return duk_get_heapptr(ctx, constructor) ==
         drupe__engine_of(ctx)->promise_constructor;
}

/* What another constructor gets as its executor. */
static duk_ret_t capability_executor(duk_context *ctx) {
  drupe__closure_get(ctx, 0);
  duk_get_prop_index(ctx, 2, CAPABILITY_RESOLVE);
  duk_get_prop_index(ctx, 2, CAPABILITY_REJECT);
  if (!duk_is_undefined(ctx, -1) || !duk_is_undefined(ctx, -2))
    return duk_type_error(ctx, "Promise executor has already been invoked "
                               "with non-undefined arguments");
  duk_dup(ctx, 0);
  duk_put_prop_index(ctx, 2, CAPABILITY_RESOLVE);
  duk_dup(ctx, 1);
  duk_put_prop_index(ctx, 2, CAPABILITY_REJECT);
  return 0;
}

void drupe__capability_push(duk_context *ctx, duk_idx_t constructor) {
  duk_idx_t at;

  if (promise_is_original(ctx, constructor)) {
    drupe__promise_push(ctx);
    return;
  }
  if (!duk_is_constructable(ctx, constructor))
    (void)duk_type_error(ctx, "%s is not a constructor",
                         duk_safe_to_string(ctx, constructor));
  duk_require_stack(ctx, 8);
  constructor = duk_normalize_index(ctx, constructor);
  duk_push_bare_array(ctx);
  at = duk_get_top_index(ctx);
  duk_dup(ctx, constructor);
  drupe__closure_push(ctx, capability_executor, 2);
  duk_dup(ctx, at);
  drupe__closure_set(ctx, 0);
  duk_new(ctx, 1);
  duk_put_prop_index(ctx, at, CAPABILITY_PROMISE);
  duk_get_prop_index(ctx, at, CAPABILITY_RESOLVE);
  duk_get_prop_index(ctx, at, CAPABILITY_REJECT);
  if (!duk_is_callable(ctx, -1) || !duk_is_callable(ctx, -2))
    (void)duk_type_error(ctx, "Promise resolve or reject function is not "
                              "callable");
  duk_pop_2(ctx);
}

void drupe__capability_function(duk_context *ctx, duk_idx_t capability,
                                bool reject) {
  duk_get_prop_index(ctx, capability,
                     reject ? CAPABILITY_REJECT : CAPABILITY_RESOLVE);
}

static void capability_call(duk_context *ctx, duk_idx_t capability,
                            duk_uarridx_t which) {
  duk_get_prop_index(ctx, capability, which);
  duk_insert(ctx, -2);
  duk_call(ctx, 1);
  duk_pop(ctx);
}

void drupe__capability_resolve(duk_context *ctx, duk_idx_t capability) {
  if (drupe__promise_get(ctx, capability) != NULL)
    drupe__promise_resolve(ctx, capability);
  else
    capability_call(ctx, capability, CAPABILITY_RESOLVE);
}

void drupe__capability_reject(duk_context *ctx, duk_idx_t capability) {
  if (drupe__promise_get(ctx, capability) != NULL)
    drupe__promise_reject(ctx, capability);
  else
    capability_call(ctx, capability, CAPABILITY_REJECT);
}

void drupe__capability_promise(duk_context *ctx, duk_idx_t capability) {
  if (drupe__promise_get(ctx, capability) != NULL)
    duk_dup(ctx, capability);
  else
    duk_get_prop_index(ctx, capability, CAPABILITY_PROMISE);
}

/* -- species --------------------------------------------------------------- */
static duk_ret_t promise_species(duk_context *ctx) {
  duk_push_this(ctx);
  return 1;
}

/* Is Promise[@@species] what it was? */
static bool species_is_original(duk_context *ctx, duk_hobject *constructor) {
  duk_int_t entry, hash;
  duk_hobject *get;
  bool found;

  duk_push_literal(ctx, DUK_WELLKNOWN_SYMBOL("Symbol.species"));
  found = duk_hobject_find_entry(ctx->heap, constructor,
                                 duk_known_hstring(ctx, -1), &entry, &hash);
  duk_pop(ctx);
  if (!found || !DUK_HOBJECT_E_SLOT_IS_ACCESSOR(ctx->heap, constructor, entry))
    return false;
  get = DUK_HOBJECT_E_GET_VALUE_GETTER(ctx->heap, constructor, entry);
  return get != NULL && DUK_HOBJECT_IS_NATFUNC(get) &&
         ((duk_hnatfunc *)get)->func == promise_species;
}

bool drupe__promise_is_plain(duk_context *ctx, duk_hobject *object) {
  duk_hobject *original = drupe__engine_of(ctx)->promise_constructor;
  duk_tval *tv =
      drupe__plain_property(ctx, object, DUK_HTHREAD_STRING_CONSTRUCTOR(ctx));

  return tv != NULL && DUK_TVAL_IS_OBJECT(tv) &&
         DUK_TVAL_GET_OBJECT(tv) == original &&
         species_is_original(ctx, original);
}

/* Pushes SpeciesConstructor(object, %Promise%). */
static void species_push(duk_context *ctx, duk_idx_t object) {
  duk_hobject *original = drupe__engine_of(ctx)->promise_constructor;

  duk_get_prop_literal(ctx, object, "constructor");
  if (duk_get_heapptr(ctx, -1) == original &&
      species_is_original(ctx, original))
    return;
  if (!duk_is_undefined(ctx, -1)) {
    if (!duk_is_object(ctx, -1))
      (void)duk_type_error(ctx, "The .constructor property is not an object");
    duk_get_prop_literal(ctx, -1, DUK_WELLKNOWN_SYMBOL("Symbol.species"));
    duk_remove(ctx, -2);
  }
  if (duk_is_null_or_undefined(ctx, -1)) {
    duk_pop(ctx);
    duk_push_hobject(ctx, original);
  } else if (!duk_is_constructable(ctx, -1)) {
    (void)duk_type_error(ctx, "object.constructor[Symbol.species] is not a "
                              "constructor");
  }
}

void drupe__promise_of(duk_context *ctx, duk_idx_t constructor,
                       duk_idx_t value) {
  constructor = duk_normalize_index(ctx, constructor);
  value = duk_normalize_index(ctx, value);
  if (drupe__promise_get(ctx, value) != NULL) {
    bool same;

    duk_get_prop_literal(ctx, value, "constructor");
    same = duk_strict_equals(ctx, -1, constructor);
    duk_pop(ctx);
    if (same) {
      duk_dup(ctx, value);
      return;
    }
  }
  drupe__capability_push(ctx, constructor);
  duk_dup(ctx, value);
  drupe__capability_resolve(ctx, -2);
  drupe__capability_promise(ctx, -1);
  duk_remove(ctx, -2);
}

/* -- Promise --------------------------------------------------------------- */
static duk_ret_t executor_call(duk_context *ctx, void *arg) {
  (void)arg;
  duk_call(ctx, 2);
  return 0;
}

static duk_ret_t promise_construct(duk_context *ctx) {
  promise *p;

  duk_set_top(ctx, 1);
  if (!duk_is_constructor_call(ctx))
    return duk_type_error(ctx,
                          "Promise constructor cannot be invoked without "
                          "'new'");
  if (!duk_is_callable(ctx, 0)) {
    drupe__readable_push(ctx, duk_require_tval(ctx, 0));
    return duk_type_error(ctx, "Promise resolver %s is not a function",
                          duk_get_string(ctx, -1));
  }
  p = drupe__promise_new(ctx, drupe__constructing(ctx, "Promise"));
  duk_dup(ctx, 0);
  drupe__promise_push_functions(ctx, p);
  if (duk_safe_call(ctx, executor_call, NULL, 3, 1) != DUK_EXEC_SUCCESS &&
      !drupe__promise_is_resolved(p)) {
    drupe__promise_reject(ctx, 1);
  }
  duk_set_top(ctx, 2);
  return 1;
}

static duk_ret_t promise_then_method(duk_context *ctx) {
  promise *p;

  duk_push_this(ctx); /* 2 */
  p = drupe__promise_get(ctx, 2);
  if (p == NULL)
    return drupe__incompatible(ctx, "Promise.prototype.then");
  species_push(ctx, 2);
  drupe__capability_push(ctx, 3); /* 4 */
  drupe__promise_react(ctx, p, 0, 1, 4);
  drupe__capability_promise(ctx, 4);
  return 1;
}

static duk_ret_t promise_catch(duk_context *ctx) {
  duk_push_this(ctx);
  duk_get_prop_literal(ctx, -1, "then");
  duk_insert(ctx, -2);
  duk_push_undefined(ctx);
  duk_dup(ctx, 0);
  duk_call_method(ctx, 2);
  return 1;
}

/* The value, or error, that `finally` hands through. */
static duk_ret_t finally_value(duk_context *ctx) {
  drupe__closure_get(ctx, 0);
  return 1;
}

static duk_ret_t finally_throw(duk_context *ctx) {
  drupe__closure_get(ctx, 0);
  return duk_throw(ctx);
}

/* Slots: the handler, the constructor.  Magic 1: after a rejection. */
static duk_ret_t finally_reaction(duk_context *ctx) {
  bool rejected = duk_get_current_magic(ctx) != 0;

  drupe__closure_get(ctx, 1);
  drupe__closure_get(ctx, 0);
  duk_call(ctx, 0);
  drupe__promise_of(ctx, 1, 2); /* 3 */
  duk_get_prop_literal(ctx, 3, "then");
  duk_dup(ctx, 3);
  drupe__closure_push(ctx, rejected ? finally_throw : finally_value, 0);
  duk_dup(ctx, 0);
  drupe__closure_set(ctx, 0);
  duk_call_method(ctx, 1);
  return 1;
}

/* [handler this constructor] at 0: pushes the closure, or the handler itself
 * where it is no function. */
static void finally_push(duk_context *ctx, duk_int_t magic) {
  if (!duk_is_callable(ctx, 0)) {
    duk_dup(ctx, 0);
    return;
  }
  drupe__closure_push(ctx, finally_reaction, 1);
  duk_set_magic(ctx, -1, magic);
  duk_dup(ctx, 0);
  drupe__closure_set(ctx, 0);
  duk_dup(ctx, 2);
  drupe__closure_set(ctx, 1);
}

static duk_ret_t promise_finally(duk_context *ctx) {
  duk_push_this(ctx); /* 1 */
  if (!duk_is_object(ctx, 1))
    return duk_type_error(ctx, "Promise.prototype.finally called on "
                               "non-object");
  species_push(ctx, 1); /* 2 */
  duk_get_prop_literal(ctx, 1, "then");
  duk_dup(ctx, 1);
  finally_push(ctx, 0);
  finally_push(ctx, 1);
  duk_call_method(ctx, 2);
  return 1;
}

/* -- static members -------------------------------------------------------- */
static duk_ret_t promise_static_resolve(duk_context *ctx) {
  duk_push_this(ctx); /* 1 */
  if (!duk_is_object(ctx, 1))
    return duk_type_error(ctx, "PromiseResolve called on non-object");
  drupe__promise_of(ctx, 1, 0);
  return 1;
}

static duk_ret_t promise_static_reject(duk_context *ctx) {
  duk_push_this(ctx);
  drupe__capability_push(ctx, 1); /* 2 */
  duk_dup(ctx, 0);
  drupe__capability_reject(ctx, 2);
  drupe__capability_promise(ctx, 2);
  return 1;
}

static duk_ret_t promise_with_resolvers(duk_context *ctx) {
  promise *p;

  duk_push_this(ctx);
  drupe__capability_push(ctx, 0); /* 1 */
  duk_push_object(ctx);           /* 2 */
  drupe__capability_promise(ctx, 1);
  duk_put_prop_literal(ctx, 2, "promise");
  p = drupe__promise_get(ctx, 1);
  if (p != NULL) {
    drupe__promise_push_functions(ctx, p);
  } else {
    duk_get_prop_index(ctx, 1, CAPABILITY_RESOLVE);
    duk_get_prop_index(ctx, 1, CAPABILITY_REJECT);
  }
  duk_put_prop_literal(ctx, 2, "reject");
  duk_put_prop_literal(ctx, 2, "resolve");
  return 1;
}

static duk_ret_t queue_microtask(duk_context *ctx) {
  if (!duk_is_callable(ctx, 0)) {
    duk_push_error_object(ctx, DUK_ERR_TYPE_ERROR,
                          "The \"callback\" argument must be of type "
                          "function. Received %s",
                          duk_is_object(ctx, 0) ? "an object"
                                                : duk_safe_to_string(ctx, 0));
    duk_push_literal(ctx, "ERR_INVALID_ARG_TYPE");
    duk_put_prop_literal(ctx, -2, "code");
    return duk_throw(ctx);
  }
  drupe__microtask_queue(ctx);
  return 0;
}

void drupe__promise_init(duk_context *ctx) {
  static const drupe__builtin statics[] = {
      {"resolve", promise_static_resolve, 1, 1, 0},
      {"reject", promise_static_reject, 1, 1, 0},
      {"withResolvers", promise_with_resolvers, 0, 0, 0},
      DRUPE__BUILTIN_END};
  static const drupe__builtin methods[] = {
      {"then", promise_then_method, 2, 2, 0},
      {"catch", promise_catch, 1, 1, 0},
      {"finally", promise_finally, 1, 1, 0},
      DRUPE__BUILTIN_END};
  static const drupe__builtin queue = {"queueMicrotask", queue_microtask, 1, 1,
                                       0};
  drupe__engine *e = drupe__engine_of(ctx);

  drupe__closure_init(ctx);
  drupe__push_class(ctx, "Promise", promise_construct, 1);
  e->promise_constructor = duk_known_hobject(ctx, -2);
  e->promise_prototype = duk_known_hobject(ctx, -1);
  drupe__define(ctx, -1, methods);
  drupe__define_tag(ctx, -1, "Promise");
  drupe__define(ctx, -2, statics);
  drupe__define(ctx, -2, drupe__promise_combinators);
  drupe__push_key(ctx, "@@species");
  drupe__push_builtin(ctx, &(drupe__builtin){"get [Symbol.species]",
                                             promise_species, 0, 0, 0});
  duk_def_prop(ctx, -4,
               DUK_DEFPROP_HAVE_GETTER | DUK_DEFPROP_SET_CONFIGURABLE |
                   DUK_DEFPROP_CLEAR_ENUMERABLE);
  duk_get_prop_literal(ctx, -1, "then");
  e->promise_then = duk_known_hobject(ctx, -1);
  drupe__stash(ctx, "Promise.then");
  duk_pop(ctx);
  drupe__stash(ctx, "Promise.prototype");
  duk_pop(ctx);
  drupe__stash(ctx, "Promise");
  duk_pop(ctx);

  duk_push_global_object(ctx);
  drupe__push_builtin(ctx, &queue);
  duk_put_prop_literal(ctx, -2, "queueMicrotask");
  duk_pop(ctx);
}
