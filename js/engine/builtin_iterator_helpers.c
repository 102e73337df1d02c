/* js/engine/builtin_iterator_helpers.c - Iterator, its helpers and
 * Iterator.from (ECMA-262 27.1.3, 27.1.4).
 *
 * A helper is one object with the iterator beneath, its `next` method, a
 * function or a count, and for flatMap the iterator being walked. */
#include "builtins.h"
#include "engine_internal.h"

#include <math.h>

typedef enum helper_kind { MAP, FILTER, TAKE, DROP, FLAT_MAP } helper_kind;

typedef struct helper {
  drupe__native base;
  duk_tval iterator; /* these five are counted */
  duk_tval next;
  duk_tval function;
  duk_tval inner;
  duk_tval inner_next;
  double count; /* index for functions; what is left to take or drop */
  helper_kind kind;
  bool started, running, done;
} helper;

enum { VALUES = 5 };

static void helper_mark(duk_heap *heap, duk_hobject *object) {
  duk_tval *v = &((helper *)(void *)object)->iterator;
  int i;

  for (i = 0; i < VALUES; i++)
    drupe__heap_mark_value(heap, &v[i]);
}

static void helper_drop(duk_hthread *thread, duk_hobject *object) {
  duk_tval *v = &((helper *)(void *)object)->iterator;
  int i;

  for (i = 0; i < VALUES; i++)
    DUK_TVAL_DECREF_NORZ(thread, &v[i]);
}

static const drupe__native_ops helper_ops = {"Iterator Helper", helper_mark,
                                             helper_drop, NULL};

/* A foreign iterator that Iterator.from makes one of ours. */
static const drupe__native_ops wrap_ops = {"Wrap For Valid Iterator",
                                           helper_mark, helper_drop, NULL};

static void set(duk_context *ctx, duk_tval *slot, duk_idx_t index) {
  DUK_TVAL_SET_TVAL_UPDREF(ctx, slot, duk_require_tval(ctx, index));
}

/* -- walking --------------------------------------------------------------- */
static bool push_next(duk_context *ctx, duk_tval *iterator, duk_tval *next) {
  drupe__iterator_next(ctx, iterator, next);
  return drupe__iterator_value(ctx);
}

static void close_iterator(duk_context *ctx, duk_tval *iterator) {
  duk_push_tval(ctx, iterator);
  (void)drupe__iterator_close(ctx, NULL);
}

/* With the error on top: closes, and whatever that says, throws it. */
static duk_ret_t close_and_throw(duk_context *ctx, duk_tval *iterator) {
  duk_push_tval(ctx, iterator);
  (void)duk_safe_call(ctx, drupe__iterator_close, NULL, 1, 1);
  duk_pop(ctx);
  return duk_throw(ctx);
}

typedef duk_ret_t (*guarded_fn)(duk_context *ctx, void *udata);

/* [.. args] -> [.. result]; what fn throws closes the iterator first. */
static void guard(duk_context *ctx, guarded_fn fn, void *udata, duk_idx_t args,
                  duk_tval *iterator) {
  if (duk_safe_call(ctx, fn, udata, args, 1) != 0)
    (void)close_and_throw(ctx, iterator);
}

/* [function value index] -> [result] */
static duk_ret_t call_body(duk_context *ctx, void *udata) {
  (void)udata;
  duk_call(ctx, 2);
  return 1;
}

/* [.. value] -> [.. function(value, index)] */
static void apply(duk_context *ctx, duk_tval *function, double index,
                  duk_tval *iterator) {
  duk_push_tval(ctx, function);
  duk_insert(ctx, -2);
  duk_push_number(ctx, index);
  guard(ctx, call_body, NULL, 3, iterator);
}

/* -- GetIteratorFlattenable ------------------------------------------------ */
/* [value] -> [iterator next]; udata: strings count as iterable. */
static duk_ret_t flattenable(duk_context *ctx, void *udata) {
  bool strings = udata != NULL;

  if (!duk_is_object(ctx, -1) &&
      !(strings && duk_is_string(ctx, -1) && !duk_is_symbol(ctx, -1)))
    return duk_type_error(ctx, "%s is not an object",
                          duk_safe_to_string(ctx, -1));
  drupe__push_key(ctx, "@@iterator");
  duk_get_prop(ctx, -2);
  if (duk_is_null_or_undefined(ctx, -1)) {
    duk_pop(ctx);
  } else {
    duk_insert(ctx, -2);
    duk_call_method(ctx, 0);
  }
  if (!duk_is_object(ctx, -1))
    return duk_type_error(ctx, "%s is not an object",
                          duk_safe_to_string(ctx, -1));
  return 1;
}

/* -- the helpers' next ----------------------------------------------------- */
static bool next_filtered(duk_context *ctx, helper *h) {
  while (push_next(ctx, &h->iterator, &h->next)) {
    bool keep;

    duk_dup_top(ctx);
    apply(ctx, &h->function, h->count++, &h->iterator);
    keep = duk_to_boolean(ctx, -1);
    duk_pop(ctx);
    if (keep)
      return true;
    duk_pop(ctx);
  }
  return false;
}

static bool next_taken(duk_context *ctx, helper *h) {
  if (h->count <= 0) {
    h->done = true;
    close_iterator(ctx, &h->iterator);
    return false;
  }
  h->count--;
  return push_next(ctx, &h->iterator, &h->next);
}

static bool next_dropped(duk_context *ctx, helper *h) {
  for (; h->count > 0; h->count--) {
    drupe__iterator_next(ctx, &h->iterator, &h->next);
    duk_get_prop_literal(ctx, -1, "done");
    if (duk_to_boolean(ctx, -1)) {
      duk_pop_2(ctx);
      return false;
    }
    duk_pop_2(ctx);
  }
  return push_next(ctx, &h->iterator, &h->next);
}

/* [] -> [value] of the inner iterator; errors close the outer one. */
typedef struct inner_step {
  helper *h;
  bool any;
} inner_step;

static duk_ret_t inner_body(duk_context *ctx, void *udata) {
  inner_step *s = udata;

  s->any = push_next(ctx, &s->h->inner, &s->h->inner_next);
  if (!s->any)
    duk_push_undefined(ctx);
  return 1;
}

static bool next_flat(duk_context *ctx, helper *h) {
  inner_step step = {h, false};

  for (;;) {
    if (!DUK_TVAL_IS_UNDEFINED(&h->inner)) {
      guard(ctx, inner_body, &step, 0, &h->iterator);
      if (step.any)
        return true;
      duk_pop(ctx);
      DUK_TVAL_SET_UNDEFINED_UPDREF(ctx, &h->inner);
    }
    if (!push_next(ctx, &h->iterator, &h->next))
      return false;
    apply(ctx, &h->function, h->count++, &h->iterator);
    guard(ctx, flattenable, NULL, 1, &h->iterator);
    set(ctx, &h->inner, -1);
    duk_get_prop_literal(ctx, -1, "next");
    set(ctx, &h->inner_next, -1);
    duk_pop_2(ctx);
  }
}

static bool helper_step(duk_context *ctx, helper *h) {
  switch (h->kind) {
  case MAP:
    if (!push_next(ctx, &h->iterator, &h->next))
      return false;
    apply(ctx, &h->function, h->count++, &h->iterator);
    return true;
  case FILTER: return next_filtered(ctx, h);
  case TAKE: return next_taken(ctx, h);
  case DROP: return next_dropped(ctx, h);
  default: return next_flat(ctx, h);
  }
}

static duk_ret_t helper_body(duk_context *ctx, void *udata) {
  helper *h = udata;
  bool any = helper_step(ctx, h);

  if (!any) {
    h->done = true;
    duk_push_undefined(ctx);
  }
  drupe__iterator_result(ctx, !any);
  return 1;
}

static helper *this_helper(duk_context *ctx, const char *method) {
  helper *h;

  duk_push_this(ctx);
  h = drupe__native_get(ctx, -1, &helper_ops);
  if (h == NULL)
    (void)drupe__incompatible(ctx, method);
  if (h != NULL && h->running)
    (void)duk_type_error(ctx, "Generator is already running");
  return h;
}

static duk_ret_t helper_next(duk_context *ctx) {
  helper *h = this_helper(ctx, "Iterator Helper.prototype.next");
  duk_int_t failed;

  if (h->done) {
    duk_push_undefined(ctx);
    drupe__iterator_result(ctx, true);
    return 1;
  }
  h->started = h->running = true;
  failed = duk_safe_call(ctx, helper_body, h, 0, 1);
  h->running = false;
  if (failed != 0) {
    h->done = true;
    return duk_throw(ctx);
  }
  return 1;
}

static duk_ret_t close_both(duk_context *ctx, void *udata) {
  helper *h = udata;

  if (!DUK_TVAL_IS_UNDEFINED(&h->inner)) {
    duk_push_tval(ctx, &h->inner);
    guard(ctx, drupe__iterator_close, NULL, 1, &h->iterator);
    duk_pop(ctx);
  }
  close_iterator(ctx, &h->iterator);
  return 0;
}

static duk_ret_t helper_return(duk_context *ctx) {
  helper *h = this_helper(ctx, "Iterator Helper.prototype.return");
  duk_int_t failed;

  if (!h->done) {
    h->done = true;
    h->running = h->started; /* one that has not begun is no generator yet */
    failed = duk_safe_call(ctx, close_both, h, 0, 1);
    h->running = false;
    if (failed != 0)
      return duk_throw(ctx);
  }
  duk_push_undefined(ctx);
  drupe__iterator_result(ctx, true);
  return 1;
}

/* -- Iterator.prototype: what makes helpers -------------------------------- */
static void require_this_object(duk_context *ctx) {
  duk_push_this(ctx);
  if (!duk_is_object(ctx, -1))
    (void)duk_type_error(ctx, "Iterator.prototype method called on non-object");
}

static duk_ret_t require_function(duk_context *ctx, void *udata) {
  (void)udata;
  drupe__require_function(ctx, -1);
  return 1;
}

/* The count at index 0: RangeError for NaN, negative ones and those that no
 * number counts up to, but for Infinity. */
static duk_ret_t require_count(duk_context *ctx, void *udata) {
  double *count = udata;

  *count = duk_to_number(ctx, -1);
  if (isnan(*count))
    (void)duk_range_error(ctx, "%s must be positive",
                          duk_safe_to_string(ctx, -1));
  *count = trunc(*count);
  if (*count < 0 || (*count > 9007199254740991.0 && !isinf(*count)))
    (void)duk_range_error(ctx, "%s must be positive",
                          duk_safe_to_string(ctx, -1));
  return 1;
}

/* map, filter, take, drop, flatMap; magic says which. */
static duk_ret_t iterator_helper(duk_context *ctx) {
  helper_kind kind = (helper_kind)duk_get_current_magic(ctx);
  bool counts = kind == TAKE || kind == DROP;
  double count = 0;
  duk_tval iterator;
  helper *h;

  require_this_object(ctx); /* 1 */
  iterator = *duk_get_tval(ctx, 1);
  duk_dup(ctx, 0);
  guard(ctx, counts ? require_count : require_function, &count, 1, &iterator);
  duk_pop(ctx);
  duk_get_prop_literal(ctx, 1, "next"); /* 2 */
  h = drupe__native_new(ctx, sizeof(*h), &helper_ops,
                        drupe__intrinsic_helper_prototype(ctx, false));
  h->kind = kind;
  h->count = count;
  DUK_TVAL_SET_UNDEFINED(&h->iterator);
  DUK_TVAL_SET_UNDEFINED(&h->next);
  DUK_TVAL_SET_UNDEFINED(&h->function);
  DUK_TVAL_SET_UNDEFINED(&h->inner);
  DUK_TVAL_SET_UNDEFINED(&h->inner_next);
  set(ctx, &h->iterator, 1);
  set(ctx, &h->next, 2);
  set(ctx, &h->function, 0);
  return 1;
}

/* -- Iterator.prototype: what walks to the end ----------------------------- */
enum { EACH, SOME, EVERY, FIND };

/* What lies on the stack; calls may move the stack, so these are copies. */
typedef struct walked {
  duk_tval iterator;
  duk_tval next;
  duk_tval function; /* at index 0 */
} walked;

/* The iterator is at `index`, on top; pushes its `next`. */
static void walk_start(duk_context *ctx, walked *w, duk_idx_t index) {
  w->iterator = *duk_get_tval(ctx, index);
  w->function = *duk_get_tval(ctx, 0);
  duk_dup(ctx, 0);
  guard(ctx, require_function, NULL, 1, &w->iterator);
  duk_pop(ctx);
  duk_get_prop_literal(ctx, index, "next");
  w->next = *duk_get_tval(ctx, -1);
}

static duk_ret_t iterator_visit(duk_context *ctx) {
  int what = duk_get_current_magic(ctx);
  walked w;
  double i;

  require_this_object(ctx);
  walk_start(ctx, &w, 1);
  for (i = 0;; i++) {
    bool said;

    if (!push_next(ctx, &w.iterator, &w.next))
      break;
    duk_dup_top(ctx);
    apply(ctx, &w.function, i, &w.iterator);
    said = duk_to_boolean(ctx, -1);
    duk_pop(ctx);
    if (what != EACH && said == (what != EVERY)) {
      close_iterator(ctx, &w.iterator);
      duk_set_top(ctx, 4);
      if (what != FIND)
        duk_push_boolean(ctx, what == SOME);
      return 1;
    }
    duk_pop(ctx);
  }
  if (what == EACH || what == FIND)
    return 0;
  duk_push_boolean(ctx, what == EVERY);
  return 1;
}

/* [function accumulator value index] -> [result] */
static duk_ret_t reduce_body(duk_context *ctx, void *udata) {
  (void)udata;
  duk_call(ctx, 3);
  return 1;
}

static duk_ret_t iterator_reduce(duk_context *ctx) {
  bool given = duk_get_top(ctx) > 1;
  double i = 0;
  walked w;

  duk_set_top(ctx, 2);
  require_this_object(ctx); /* 2 */
  walk_start(ctx, &w, 2);
  if (!given) {
    if (!push_next(ctx, &w.iterator, &w.next))
      return duk_type_error(ctx, "Reduce of a done iterator with no initial "
                                 "value");
    duk_replace(ctx, 1);
    i = 1;
  }
  while (push_next(ctx, &w.iterator, &w.next)) {
    duk_dup(ctx, 0);
    duk_insert(ctx, -2);
    duk_dup(ctx, 1);
    duk_insert(ctx, -2);
    duk_push_number(ctx, i++);
    guard(ctx, reduce_body, NULL, 4, &w.iterator);
    duk_replace(ctx, 1);
  }
  duk_dup(ctx, 1);
  return 1;
}

static duk_ret_t iterator_to_array(duk_context *ctx) {
  duk_uarridx_t n = 0;
  duk_tval iterator, next;

  require_this_object(ctx); /* 0 */
  duk_get_prop_literal(ctx, 0, "next");
  iterator = *duk_get_tval(ctx, 0);
  next = *duk_get_tval(ctx, 1);
  duk_push_array(ctx);
  while (push_next(ctx, &iterator, &next))
    duk_xdef_prop_index(ctx, 2, n++, DUK_PROPDESC_FLAGS_WEC);
  ((duk_harray *)duk_known_hobject(ctx, 2))->length = n;
  return 1;
}

/* -- Iterator, Iterator.from ----------------------------------------------- */
static duk_ret_t iterator_construct(duk_context *ctx) {
  duk_hobject *prototype = drupe__constructing(ctx, "Iterator");

  duk_push_new_target(ctx);
  duk_push_current_function(ctx);
  if (duk_strict_equals(ctx, -2, -1))
    return duk_type_error(ctx,
                          "Abstract class Iterator not directly constructable");
  duk_push_object(ctx);
  DUK_HOBJECT_SET_PROTOTYPE_UPDREF(ctx, duk_known_hobject(ctx, -1), prototype);
  return 1;
}

static duk_ret_t iterator_from(duk_context *ctx) {
  helper *w;
  duk_hobject *o;
  duk_hobject *wanted = drupe__engine_of(ctx)->intrinsics.iterator_prototype;

  (void)flattenable(ctx, ctx);
  duk_get_prop_literal(ctx, 0, "next");
  for (o = duk_known_hobject(ctx, 0); o != NULL && o != wanted;
       o = DUK_HOBJECT_GET_PROTOTYPE(ctx->heap, o))
    continue;
  if (o == wanted) {
    duk_dup(ctx, 0);
    return 1;
  }
  w = drupe__native_new(ctx, sizeof(*w), &wrap_ops,
                        drupe__intrinsic_helper_prototype(ctx, true));
  DUK_TVAL_SET_UNDEFINED(&w->iterator);
  DUK_TVAL_SET_UNDEFINED(&w->next);
  DUK_TVAL_SET_UNDEFINED(&w->function);
  DUK_TVAL_SET_UNDEFINED(&w->inner);
  DUK_TVAL_SET_UNDEFINED(&w->inner_next);
  set(ctx, &w->iterator, 0);
  set(ctx, &w->next, 1);
  return 1;
}

static helper *this_wrap(duk_context *ctx, const char *method) {
  helper *w;

  duk_push_this(ctx);
  w = drupe__native_get(ctx, -1, &wrap_ops);
  if (w == NULL)
    (void)drupe__incompatible(ctx, method);
  return w;
}

static duk_ret_t wrap_next(duk_context *ctx) {
  helper *w = this_wrap(ctx, "%WrapForValidIteratorPrototype%.next");

  duk_push_tval(ctx, &w->next);
  duk_push_tval(ctx, &w->iterator);
  duk_call_method(ctx, 0);
  return 1;
}

static duk_ret_t wrap_return(duk_context *ctx) {
  helper *w = this_wrap(ctx, "%WrapForValidIteratorPrototype%.return");

  duk_push_tval(ctx, &w->iterator);
  duk_get_prop_literal(ctx, -1, "return");
  if (duk_is_null_or_undefined(ctx, -1)) {
    duk_push_undefined(ctx);
    drupe__iterator_result(ctx, true);
    return 1;
  }
  duk_insert(ctx, -2);
  duk_call_method(ctx, 0);
  return 1;
}

/* -- Iterator.prototype[@@toStringTag] and constructor: accessors ---------- */
/* SetterThatIgnoresPrototypeProperties; magic: the tag, else constructor. */
static duk_ret_t weird_set(duk_context *ctx) {
  const char *key =
      duk_get_current_magic(ctx) != 0 ? "@@toStringTag" : "constructor";

  require_this_object(ctx); /* 1 */
  if (duk_get_hobject(ctx, 1) ==
      drupe__engine_of(ctx)->intrinsics.iterator_prototype)
    return duk_type_error(ctx, "Cannot assign to this property");
  drupe__push_key(ctx, key);
  duk_get_prop_desc(ctx, 1, 0);
  if (duk_is_undefined(ctx, -1)) {
    drupe__push_key(ctx, key);
    duk_dup(ctx, 0);
    duk_def_prop(ctx, 1, DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_WEC);
  } else {
    drupe__push_key(ctx, key);
    duk_dup(ctx, 0);
    duk_put_prop(ctx, 1);
  }
  return 0;
}

static duk_ret_t weird_get(duk_context *ctx) {
  if (duk_get_current_magic(ctx) != 0) {
    duk_push_literal(ctx, "Iterator");
    return 1;
  }
  duk_get_global_string(ctx, "Iterator");
  return 1;
}

static const drupe__builtin methods[] = {
    {"drop", iterator_helper, 1, 1, DROP},
    {"every", iterator_visit, 1, 1, EVERY},
    {"filter", iterator_helper, 1, 1, FILTER},
    {"find", iterator_visit, 1, 1, FIND},
    {"flatMap", iterator_helper, 1, 1, FLAT_MAP},
    {"forEach", iterator_visit, 1, 1, EACH},
    {"map", iterator_helper, 1, 1, MAP},
    {"reduce", iterator_reduce, DUK_VARARGS, 1, 0},
    {"some", iterator_visit, 1, 1, SOME},
    {"take", iterator_helper, 1, 1, TAKE},
    {"toArray", iterator_to_array, 0, 0, 0},
    DRUPE__BUILTIN_END};

static const drupe__builtin statics[] = {{"from", iterator_from, 1, 1, 0},
                                         DRUPE__BUILTIN_END};

static const drupe__builtin helper_methods[] = {
    {"next", helper_next, 0, 0, 0},
    {"return", helper_return, 0, 0, 0},
    DRUPE__BUILTIN_END};

static const drupe__builtin wrap_methods[] = {{"next", wrap_next, 0, 0, 0},
                                              {"return", wrap_return, 0, 0, 0},
                                              DRUPE__BUILTIN_END};

duk_hobject *drupe__intrinsic_helper_prototype(duk_context *ctx, bool wrap) {
  drupe__intrinsics *in = &drupe__engine_of(ctx)->intrinsics;
  duk_hobject **slot = wrap ? &in->wrap_prototype : &in->helper_prototype;

  if (*slot != NULL)
    return *slot;
  duk_push_object(ctx);
  duk_push_hobject(ctx, in->iterator_prototype);
  duk_set_prototype(ctx, -2);
  drupe__define(ctx, -1, wrap ? wrap_methods : helper_methods);
  if (!wrap)
    drupe__define_tag(ctx, -1, "Iterator Helper");
  *slot = duk_known_hobject(ctx, -1);
  drupe__stash(ctx, wrap ? "WrapPrototype" : "IteratorHelperPrototype");
  duk_pop(ctx);
  return *slot;
}

static void define_weird(duk_context *ctx, const char *key, int magic) {
  const drupe__builtin get = {magic ? "get @@toStringTag" : "get constructor",
                              weird_get, 0, 0, (int16_t)magic};
  const drupe__builtin set = {magic ? "set @@toStringTag" : "set constructor",
                              weird_set, 1, 1, (int16_t)magic};

  drupe__push_key(ctx, key);
  drupe__push_builtin(ctx, &get);
  drupe__push_builtin(ctx, &set);
  duk_def_prop(ctx, -4,
               DUK_DEFPROP_HAVE_GETTER | DUK_DEFPROP_HAVE_SETTER |
                   DUK_DEFPROP_SET_CONFIGURABLE | DUK_DEFPROP_CLEAR_ENUMERABLE);
}

/* Iterator's prototype is %IteratorPrototype%, which is there already. */
static duk_ret_t make(duk_context *ctx) {
  drupe__push_constructor(ctx, "Iterator", iterator_construct, 0);
  duk_pop(ctx);
  duk_push_hobject(ctx, drupe__engine_of(ctx)->intrinsics.iterator_prototype);
  duk_xdef_prop_stridx_short(ctx, -2, DUK_STRIDX_PROTOTYPE,
                             DUK_PROPDESC_FLAGS_NONE);
  drupe__define(ctx, -1, statics);
  return 1;
}

void drupe__builtin_iterator_helpers(duk_context *ctx) {
  duk_push_hobject(ctx, drupe__engine_of(ctx)->intrinsics.iterator_prototype);
  drupe__define(ctx, -1, methods);
  define_weird(ctx, "@@toStringTag", 1);
  define_weird(ctx, "constructor", 0);
  duk_pop(ctx);
  drupe__define_lazy_global(ctx, "Iterator", make);
}
