/* js/engine/construct.c - [[Construct]] with newTarget, classes' constructors
 * and the calls that begin with `super`.  Edit 200-new-target calls these while
 * a call is set up; the calling function's frame is still the current one:
 *   [ .. function newTarget|undefined arguments .. ]  at idx_func */
#include "engine_internal.h"
#include "helper.h"
#include "message.h"
#include "object.h"

/* -- kinds of constructors ------------------------------------------------- */
static unsigned construct_kind(const duk_hobject *f) {
  return DUK_HOBJECT_IS_COMPFUNC(f) ? ((const duk_hcompfunc *)f)->drupe_kind
                                    : 0;
}

static bool construct_is_derived(const duk_hobject *f) {
  return (construct_kind(f) & DRUPE__CLASS_DERIVED) != 0;
}

void drupe__construct_mark(duk_hcompfunc *f, uint32_t flags) {
  unsigned kind = DRUPE__CLASS_KIND;

  if (flags & DRUPE__FUNCTION_DERIVED)
    kind |= DRUPE__CLASS_DERIVED;
  if (flags & DRUPE__FUNCTION_PASS)
    kind |= DRUPE__CLASS_PASS;
  f->drupe_kind = (duk_uint8_t)kind;
  DUK_HOBJECT_SET_SPECIAL_CALL(&f->obj);
}

/* Must the search for the function go on at this constructor? */
duk_bool_t drupe__construct_resolves(duk_hobject *f,
                                     duk_small_uint_t call_flags) {
  unsigned kind = construct_kind(f);

  return (kind & DRUPE__CLASS_KIND) != 0 &&
         ((call_flags & DUK_CALL_FLAG_CONSTRUCT) == 0 ||
          (kind & DRUPE__CLASS_PASS) != 0);
}

/* The name of a class for messages: "" where it has none. */
static const char *construct_push_name(duk_hthread *thread, duk_hobject *f) {
  duk_tval *tv;

  tv = duk_hobject_find_entry_tval_ptr_stridx(thread->heap, f, DUK_STRIDX_NAME);
  if (tv != NULL && DUK_TVAL_IS_STRING(tv))
    duk_push_tval(thread, tv);
  else
    duk_push_literal(thread, "");
  return duk_safe_to_string(thread, -1);
}

void drupe__construct_check(duk_hthread *thread, duk_idx_t index) {
  if (duk_is_constructable(thread, index))
    return;
  duk_require_stack(thread, 4);
  if (duk_is_valid_index(thread, index))
    duk_dup(thread, index);
  else
    duk_push_undefined(thread);
  drupe__readable_push(thread, duk_get_tval(thread, -1));
  (void)duk_type_error(thread, "%s is not a constructor",
                       duk_get_string(thread, -1));
}

/* -- before the call ------------------------------------------------------- */
/* GetPrototypeFromConstructor (10.1.14): pushes newTarget's `prototype`, or
 * what the function itself has by default where that is no object. */
static duk_hobject *construct_push_prototype(duk_hthread *thread,
                                             duk_idx_t new_target,
                                             duk_hobject *func) {
  duk_hobject *h = duk_known_hobject(thread, new_target);

  duk_get_prop_stridx_short(thread, new_target, DUK_STRIDX_PROTOTYPE);
  if (duk_is_object(thread, -1))
    return duk_known_hobject(thread, -1);
  duk_pop(thread);
  for (; DUK_HOBJECT_IS_PROXY(h); h = drupe__proxy_target(h))
    drupe__proxy_check(thread, h, "get"); /* GetFunctionRealm asks */
  if (DUK_HOBJECT_IS_NATFUNC(func)) {
    duk_push_hobject(thread, func);
    duk_get_prop_stridx_short(thread, -1, DUK_STRIDX_PROTOTYPE);
    duk_remove_m2(thread);
    if (duk_is_object(thread, -1))
      return duk_known_hobject(thread, -1);
    duk_pop(thread);
  }
  duk_push_hobject(thread, thread->builtins[DUK_BIDX_OBJECT_PROTOTYPE]);
  return duk_known_hobject(thread, -1);
}

/* Pushes `this` of a new object. */
static void construct_push_instance(duk_hthread *thread, duk_idx_t new_target,
                                    duk_hobject *func) {
  duk_hobject *prototype = construct_push_prototype(thread, new_target, func);
  duk_hobject *object;

  object = duk_push_object_helper(
      thread,
      DUK_HOBJECT_FLAG_EXTENSIBLE | DUK_HOBJECT_FLAG_FASTREFS |
          DUK_HOBJECT_CLASS_AS_FLAGS(DUK_HOBJECT_CLASS_OBJECT),
      -1);
  DUK_HOBJECT_SET_PROTOTYPE(thread->heap, object, prototype);
  DUK_HOBJECT_INCREF(thread, prototype);
  duk_remove_m2(thread);
}

void drupe__require_new(duk_context *ctx, const char *name) {
  if (!duk_is_constructor_call(ctx))
    (void)duk_type_error(ctx, "Constructor %s requires 'new'", name);
}

duk_hobject *drupe__constructing(duk_context *ctx, const char *name) {
  duk_tval *tv_this;
  duk_hobject *prototype;

  drupe__require_new(ctx, name);
  duk_push_new_target(ctx);
  prototype = construct_push_prototype(ctx, duk_get_top_index(ctx),
                                       DUK_ACT_GET_FUNC(ctx->callstack_curr));
  tv_this = ctx->valstack_bottom - 1;
  DUK_TVAL_SET_OBJECT_UPDREF(ctx, tv_this, prototype);
  duk_pop_2(ctx);
  return prototype;
}

/* The function is found: newTarget is told, its place gets `this`. */
void drupe__construct_begin(duk_hthread *thread, duk_idx_t idx_func,
                            duk_hobject *func) {
  duk_hobject *new_target = duk_get_hobject(thread, idx_func + 1);

  if (!construct_is_derived(func) && !DRUPE__MAKES_OWN(func))
    construct_push_instance(thread,
                            new_target != NULL ? idx_func + 1 : idx_func, func);
  else
    duk_push_undefined(thread);
  if (thread->heap->drupe_new_target != NULL) {
    duk_hobject *left = thread->heap->drupe_new_target;

    thread->heap->drupe_new_target = NULL; /* of a call that did not begin */
    DUK_HOBJECT_DECREF(thread, left);
  }
  if (new_target != NULL && new_target != func) {
    thread->heap->drupe_new_target = new_target;
    DUK_HOBJECT_INCREF(thread, new_target);
  }
  duk_replace(thread, idx_func + 1);
}

static void construct_refuse_parent(duk_hthread *thread, duk_hobject *f,
                                    duk_hobject *parent) {
  const char *name = construct_push_name(thread, f);
  const char *what = "null";

  if (parent != NULL) {
    duk_push_hobject(thread, parent);
    if (parent != thread->builtins[DUK_BIDX_FUNCTION_PROTOTYPE])
      what = duk_safe_to_string(thread, -1);
  }
  if (name[0] == '\0')
    (void)duk_type_error(thread,
                         "Super constructor %s of anonymous class is not a "
                         "constructor",
                         what);
  (void)duk_type_error(
      thread, "Super constructor %s of %s is not a constructor", what, name);
}

/* [[GetPrototypeOf]] of the active constructor, which must construct. */
static duk_hobject *construct_parent(duk_hthread *thread, duk_hobject *f) {
  duk_hobject *parent = DUK_HOBJECT_GET_PROTOTYPE(thread->heap, f);

  if (parent == NULL || !DUK_HOBJECT_HAS_CONSTRUCTABLE(parent))
    construct_refuse_parent(thread, f, parent);
  return parent;
}

/* A class's constructor that cannot go on as it is: it is called, or it is the
 * one that only passes its arguments to its parent. */
void drupe__construct_class(duk_hthread *thread, duk_idx_t idx_func,
                            duk_hobject *func, duk_small_uint_t call_flags) {
  if (!(call_flags & DUK_CALL_FLAG_CONSTRUCT)) {
    const char *name = construct_push_name(thread, func);

    if (name[0] == '\0')
      (void)duk_type_error(
          thread, "Class constructors cannot be invoked without 'new'");
    (void)duk_type_error(
        thread, "Class constructor %s cannot be invoked without 'new'", name);
  }
  if (duk_is_undefined(thread, idx_func + 1)) {
    duk_dup(thread, idx_func);
    duk_replace(thread, idx_func + 1);
  }
  duk_push_hobject(thread, construct_parent(thread, func));
  duk_replace(thread, idx_func);
}

/* -- after the call -------------------------------------------------------- */
static bool construct_returns_this(duk_hthread *thread, duk_hobject *func) {
  if (!duk_is_object(thread, -1))
    return true;
  /* Object(value) gives the value back; a subclass must not take it over. */
  return func == thread->builtins[DUK_BIDX_OBJECT_CONSTRUCTOR] &&
         DUK_TVAL_GET_OBJECT(thread->valstack_bottom - 2) != func;
}

/* A native constructor makes an object with its own prototype. */
static void construct_adopt(duk_hthread *thread) {
  duk_hobject *made = duk_known_hobject(thread, -1);
  duk_tval *tv_this = thread->valstack_bottom - 1;
  duk_hobject *prototype;

  if (!DUK_TVAL_IS_OBJECT(tv_this) || DUK_HOBJECT_IS_PROXY(made))
    return;
  prototype =
      DUK_HOBJECT_GET_PROTOTYPE(thread->heap, DUK_TVAL_GET_OBJECT(tv_this));
  if (prototype != thread->builtins[DUK_BIDX_OBJECT_PROTOTYPE])
    DUK_HOBJECT_SET_PROTOTYPE_UPDREF(thread, made, prototype);
}

static void construct_end_derived(duk_hthread *thread) {
  if (!duk_is_undefined(thread, -1))
    (void)duk_type_error(
        thread, "Derived constructors may only return object or undefined");
  if (DUK_TVAL_IS_UNDEFINED(thread->valstack_bottom - 1))
    drupe__construct_no_this(thread);
}

duk_ret_t drupe__construct_no_this(duk_context *ctx) {
  return duk_reference_error(
      ctx, "Must call super constructor in derived class before accessing "
           "'this' or returning from derived constructor");
}

/* super() is over: its object becomes `this` of the calling constructor. */
static void construct_bind(duk_hthread *thread, duk_activation *caller) {
  duk_tval *tv = (duk_tval *)(void *)((duk_uint8_t *)thread->valstack +
                                      caller->bottom_byteoff) -
                 1;

  if (!DUK_TVAL_IS_UNDEFINED(tv))
    (void)duk_reference_error(thread,
                              "Super constructor may only be called once");
  DUK_TVAL_SET_TVAL_UPDREF(thread, tv, thread->valstack_top - 1);
}

/* [ .. result ] of the constructor that returns -> [ .. object ] */
void drupe__construct_end(duk_hthread *thread) {
  duk_activation *act = thread->callstack_curr;
  duk_hobject *func = DUK_ACT_GET_FUNC(act);

  if (func == NULL || !(act->flags & DUK_ACT_FLAG_CONSTRUCT)) {
    ; /* a trap of a proxy, whose result is an object */
  } else if (construct_returns_this(thread, func)) {
    if (construct_is_derived(func))
      construct_end_derived(thread);
    duk_pop(thread);
    duk_push_this(thread);
  } else if (DUK_HOBJECT_IS_NATFUNC(func) && !DRUPE__MAKES_OWN(func) &&
             DUK_TVAL_GET_OBJECT(thread->valstack_bottom - 2) != func) {
    construct_adopt(thread);
  }
  if (act->flags & DRUPE_ACT_FLAG_SUPER)
    construct_bind(thread, act->parent);
}

/* -- special calls --------------------------------------------------------- */
/* sup(arguments ..), in the constructor itself. */
static void special_super(duk_hthread *thread, duk_idx_t idx_func) {
  duk_hobject *f = DUK_ACT_GET_FUNC(thread->callstack_curr);
  duk_tval *new_target = thread->valstack_bottom - 2;

  duk_push_hobject(thread, construct_parent(thread, f));
  duk_replace(thread, idx_func);
  duk_push_tval(thread, new_target);
  duk_replace(thread, idx_func + 1);
}

/* sua(class, newTarget, arguments ..), from an arrow or eval code in it. */
static void special_super_of(duk_hthread *thread, duk_idx_t idx_func) {
  duk_remove_n(thread, idx_func, 2);
  duk_push_hobject(
      thread, construct_parent(thread, duk_require_hobject(thread, idx_func)));
  duk_replace(thread, idx_func);
}

/* sc(home, this, key, arguments ..): super.key(arguments ..) */
static void special_super_call(duk_hthread *thread, duk_idx_t idx_func) {
  duk_idx_t home = idx_func + 2;

  drupe__super_get(thread, home, home + 1, home + 2);
  if (!duk_is_callable(thread, -1)) {
    duk_dup(thread, home + 2);
    (void)duk_type_error(thread, "(intermediate value).%s is not a function",
                         duk_safe_to_string(thread, -1));
  }
  duk_replace(thread, home);
  duk_remove(thread, home + 2);
  duk_remove_n(thread, idx_func, 2); /* [ function this arguments .. ] */
}

/* pc(object, key, arguments ..): object.#key(arguments ..) */
static void special_private_call(duk_hthread *thread, duk_idx_t idx_func) {
  duk_idx_t object = idx_func + 2;

  drupe__private_get(thread, object, object + 1);
  duk_replace(thread, idx_func);
  duk_dup(thread, object);
  duk_replace(thread, idx_func + 1);
  duk_remove_n(thread, object, 2);
}

/* pm(object, brand, function, arguments ..) */
static void special_method_call(duk_hthread *thread, duk_idx_t idx_func) {
  duk_idx_t object = idx_func + 2;

  drupe__private_check(thread, object, object + 1);
  duk_dup(thread, object + 2);
  duk_replace(thread, idx_func);
  duk_dup(thread, object);
  duk_replace(thread, idx_func + 1);
  duk_remove_n(thread, object, 3);
}

/* cs(function, this, arguments .., iterable) */
static void special_spread_call(duk_hthread *thread, duk_idx_t idx_func) {
  drupe__iterable_spread(thread);
  duk_remove_n(thread, idx_func, 2);
}

/* cn(constructor, arguments .., iterable) */
static void special_spread_new(duk_hthread *thread, duk_idx_t idx_func) {
  drupe__iterable_spread(thread);
  duk_remove(thread, idx_func);
  duk_swap(thread, idx_func, idx_func + 1);
  duk_push_undefined(thread); /* newTarget: the function */
  duk_replace(thread, idx_func + 1);
}

void drupe__special_call(duk_hthread *thread, duk_idx_t idx_func,
                         duk_int_t magic, duk_small_uint_t *call_flags) {
  switch (magic) {
  case DRUPE__SPECIAL_SUPER:
    *call_flags |= DUK_CALL_FLAG_CONSTRUCT | DRUPE_CALL_FLAG_SUPER;
    special_super(thread, idx_func);
    break;
  case DRUPE__SPECIAL_SUPER_OF:
    *call_flags |= DUK_CALL_FLAG_CONSTRUCT;
    special_super_of(thread, idx_func);
    break;
  case DRUPE__SPECIAL_SUPER_CALL: special_super_call(thread, idx_func); break;
  case DRUPE__SPECIAL_PRIVATE_CALL:
    special_private_call(thread, idx_func);
    break;
  case DRUPE__SPECIAL_SPREAD_CALL: special_spread_call(thread, idx_func); break;
  case DRUPE__SPECIAL_SPREAD_NEW:
    *call_flags |= DUK_CALL_FLAG_CONSTRUCT;
    special_spread_new(thread, idx_func);
    break;
  default: special_method_call(thread, idx_func);
  }
}

/* Never run: the engine does what they stand for while it sets up the call. */
static duk_ret_t special_unreachable(duk_context *ctx) {
  return duk_error(ctx, DUK_ERR_ERROR, "a special call was not resolved");
}

void drupe__construct_helpers(duk_context *ctx) {
  static const struct {
    const char *name;
    int magic;
  } specials[] = {
      {"sup", DRUPE__SPECIAL_SUPER},      {"sua", DRUPE__SPECIAL_SUPER_OF},
      {"sc", DRUPE__SPECIAL_SUPER_CALL},  {"pc", DRUPE__SPECIAL_PRIVATE_CALL},
      {"pm", DRUPE__SPECIAL_METHOD_CALL}, {"cs", DRUPE__SPECIAL_SPREAD_CALL},
      {"cn", DRUPE__SPECIAL_SPREAD_NEW}};
  size_t i;

  for (i = 0; i < sizeof(specials) / sizeof(specials[0]); i++) {
    duk_push_c_function_builtin_noconstruct(ctx, special_unreachable,
                                            DUK_VARARGS);
    duk_set_magic(ctx, -1, specials[i].magic);
    DUK_HOBJECT_SET_SPECIAL_CALL(duk_known_hobject(ctx, -1));
    duk_put_prop_string(ctx, -2, specials[i].name);
  }
}
