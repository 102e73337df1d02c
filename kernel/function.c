/* kernel/function.c - native functions of modules: how the engine calls them,
 * and how they call it.
 *
 * A native function is one engine object, longer than the engine's own by a
 * pointer to a drupe__function.  The trampoline is what the engine calls: it
 * makes the drupe_call, checks the arguments, calls the module, and throws what
 * the module left pending when its frame is gone. */
#include "kernel/signature.h"

enum {
  FUNCTION_ARGS_MIN = 4,  /* abi/function.h: argv has room for these */
  FUNCTION_ARGS_STACK = 8 /* more of them lie in a buffer of the engine */
};

struct drupe__function {
  drupe_fn fn;
  void *data;
  drupe__module *module;
  drupe__class *of; /* method, accessor or constructor of it; NULL */
  drupe_free_fn finalize;
  drupe__signature signature;
  bool constructor;
};

typedef struct function_object {
  duk_hnatfunc native; /* first */
  drupe__function *function;
} function_object;

static duk_ret_t function_trampoline(duk_context *ctx);

bool drupe__is_native_function(const duk_hobject *h) {
  return DUK_HOBJECT_IS_NATFUNC(h) &&
         ((const duk_hnatfunc *)h)->func == function_trampoline;
}

drupe__module *drupe__function_module(const duk_hobject *h) {
  const function_object *object = (const void *)h;
  const drupe__function *f = object->function;

  return f == NULL ? NULL : f->module;
}

static void function_destroy(drupe__function *f) {
  drupe__signature_free(&f->signature);
  free(f);
}

void drupe__function_freed(drupe__kernel *k, duk_hobject *h) {
  drupe__function *f = ((function_object *)(void *)h)->function;

  (void)k;
  if (f == NULL)
    return;
  f->module->usage.functions--;
  if (f->finalize != NULL)
    f->finalize(&f->module->cx, f->data, NULL);
  function_destroy(f);
}

/* -- being called --------------------------------------------------------- */
static void function_refuse_this(drupe__kernel *k, const drupe__function *f,
                                 const drupe_instance *in) {
  const char *name = f->of->def->signature;
  int size = (int)strcspn(name, "( ");

  if (in != NULL)
    drupe__raisef(k, DRUPE_ERROR, "ERR_INVALID_STATE",
                  "Invalid state: this %.*s has no native data any more", size,
                  name);
  else
    drupe__raisef(k, DRUPE_TYPE_ERROR, "ERR_INVALID_THIS",
                  "Value of \"this\" must be of type %.*s", size, name);
}

static bool function_as_method(drupe__kernel *k, const drupe__function *f,
                               drupe_call *call) {
  drupe_instance *in = drupe__instance_of(k, call->self, f->of->def);

  call->def = f->of->def;
  call->instance = in;
  if (DUK_LIKELY(in != NULL && in->native != NULL)) {
    call->native = in->native;
    return true;
  }
  function_refuse_this(k, f, in);
  return false;
}

/* `new` gives a fresh instance with the prototype that the engine chose for
 * `this`.  A plain call is legal for a `this` that inherits from the class:
 * Base.call(this) of a subclass written in ES5. */
static bool function_as_constructor(drupe__kernel *k, const drupe__function *f,
                                    duk_hthread *t, drupe_call *call) {
  const drupe_class_def *def = f->of->def;
  int size = (int)strcspn(def->signature, "( ");

  call->def = def;
  call->data = def->data;
  if (f->fn == NULL) {
    drupe__raisef(k, DRUPE_TYPE_ERROR, "ERR_ILLEGAL_CONSTRUCTOR",
                  "Illegal constructor");
    return false;
  }
  if (!duk_is_constructor_call(t)) {
    if (drupe__inherits(call->self, f->of))
      return true;
    drupe__raisef(k, DRUPE_TYPE_ERROR, "ERR_CONSTRUCT_CALL_REQUIRED",
                  "Class constructor %.*s cannot be invoked without `new`",
                  size, def->signature);
    return false;
  }
  call->flags = DRUPE_CALL_CONSTRUCT;
  call->target = drupe__of_object(DUK_ACT_GET_FUNC(t->callstack_curr));
  call->self = drupe__instance_construct(f->module, f->of, call->self,
                                         &call->instance);
  return !drupe_is_none(call->self);
}

static bool function_check(drupe__kernel *k, const drupe__function *f,
                           const drupe_call *call) {
  const drupe__signature *s = &f->signature;
  const drupe__param *p = s->params;
  uint32_t i, fixed = s->count;

  if (s->rest)
    fixed--;
  for (i = 0; i < fixed; i++, p++)
    if (DUK_UNLIKELY(!drupe__param_ok(k, p, call->argv[i]))) {
      drupe__param_refuse(k, p, call->argv[i]);
      return false;
    }
  if (s->rest)
    for (; i < call->argc; i++)
      if (!drupe__param_ok(k, p, call->argv[i])) {
        drupe__param_refuse(k, p, call->argv[i]);
        return false;
      }
  return true;
}

/* Everything that may fail before the module runs.  False: pending. */
static bool function_prepare(drupe__kernel *k, drupe__function *f,
                             duk_hthread *t, drupe_call *call) {
  if (DUK_UNLIKELY(k->tables->final_count > 0) &&
      (f->module->usage.frames == 0 ||
       k->tables->final_count >= DRUPE__FINALS_MOST))
    drupe__finals_run(k);
  if (f->of != NULL &&
      !(f->constructor ? function_as_constructor(k, f, t, call)
                       : function_as_method(k, f, call)))
    return false;
  return !f->signature.checked || function_check(k, f, call);
}

static drupe_value function_usual(drupe__kernel *k, drupe__function *f,
                                  duk_hthread *t, drupe_call *call) {
  drupe__module *m = f->module;
  drupe_value result;

  if ((f->of != NULL || f->signature.checked || k->tables->final_count > 0) &&
      DUK_UNLIKELY(!function_prepare(k, f, t, call)))
    return drupe_none();
  m->usage.calls++;
  m->usage.frames++;
  result = f->fn(&m->cx, call);
  m->usage.frames--;
  return result;
}

/* What is not usual about a module: it has stopped, or it is validated. */
static drupe_value function_unusual(drupe__kernel *k, drupe__function *f,
                                    duk_hthread *t, drupe_call *call) {
  drupe__module *m = f->module;
  drupe_value result;

  if (m->state >= DRUPE__STOPPING)
    return drupe__raisef(k, DRUPE_ERROR, "ERR_MODULE_STOPPED",
                         "The module %s has been stopped", m->name);
  if (!function_prepare(k, f, t, call))
    return drupe_none();
  m->usage.calls++;
  m->usage.frames++;
  result = drupe__validate_call(m, f->fn, call, f->signature.count);
  m->usage.frames--;
  return result;
}

/* As drupe__value_from and drupe__push, the most frequent cases at once. */
static inline drupe_value function_value(const duk_tval *tv) {
  if (DUK_TVAL_IS_UNDEFINED(tv))
    return drupe_undefined();
  if (DUK_TVAL_IS_OBJECT(tv))
    return drupe__of_object(DUK_TVAL_GET_OBJECT(tv));
  return drupe__value_from(tv);
}

static inline duk_ret_t function_return(duk_hthread *t, drupe_value v) {
  if (drupe_is_undefined(v) || drupe_is_none(v))
    return 0;
  if (DUK_UNLIKELY(t->valstack_end == t->valstack_top))
    duk_require_stack(t, 1);
  if (DUK_LIKELY(drupe_is_int(v))) {
    DUK_TVAL_SET_I32(t->valstack_top, (duk_int32_t)(uint32_t)v.bits);
    t->valstack_top++;
  } else {
    drupe__push(t, v);
  }
  return 1;
}

static duk_ret_t function_run(duk_hthread *t, drupe__kernel *k,
                              drupe__function *f, drupe_value *argv,
                              uint32_t argc) {
  duk_hthread *outside = k->thread;
  drupe_call call;
  drupe_value result;

  call.self = function_value(t->valstack_bottom - 1);
  call.target = drupe_undefined();
  call.argv = argv;
  call.argc = argc;
  call.flags = 0;
  call.native = NULL;
  call.data = f->data;
  call.instance = NULL;
  call.def = NULL;
  call.reserved[0] = call.reserved[1] = NULL;
  k->thread = t;
  if (DUK_UNLIKELY(f->module->unusual))
    result = function_unusual(k, f, t, &call);
  else
    result = function_usual(k, f, t, &call);
  k->thread = outside;
  if (DUK_UNLIKELY(k->pending))
    return drupe__throw_pending(k, t);
  return function_return(t, result);
}

static duk_ret_t function_trampoline(duk_context *t) {
  drupe__function *f =
      ((function_object *)(void *)DUK_ACT_GET_FUNC(t->callstack_curr))
          ->function;
  uint32_t argc = (uint32_t)(t->valstack_top - t->valstack_bottom), i;
  uint32_t room = argc > f->signature.count ? argc : f->signature.count;
  drupe_value few[FUNCTION_ARGS_STACK], *argv = few;

  if (DUK_UNLIKELY(room > FUNCTION_ARGS_STACK))
    argv = duk_push_fixed_buffer(t, room * sizeof(*argv));
  for (i = 0; i < FUNCTION_ARGS_MIN; i++)
    argv[i] = drupe_undefined();
  for (; i < room; i++)
    argv[i] = drupe_undefined();
  for (i = 0; i < argc; i++)
    argv[i] = drupe__value_from(t->valstack_bottom + i);
  return function_run(t, f->module->kernel, f, argv, argc);
}

/* -- making --------------------------------------------------------------- */
/* Pushes the property key that a member's name means. */
static void function_push_name(duk_hthread *t, const char *name, size_t size) {
  if (size > 2 && name[0] == '@' && name[1] == '@') {
    duk_get_global_string(t, "Symbol");
    drupe__push_text(t, name + 2, size - 2);
    duk_get_prop(t, -2);
    duk_remove(t, -2);
    if (!duk_is_symbol(t, -1))
      (void)duk_type_error(t, "no well-known symbol Symbol.%.*s",
                           (int)size - 2, name + 2);
  } else {
    drupe__push_text(t, name, size);
  }
}

static void function_define_names(duk_hthread *t, const drupe__signature *s) {
  duk_push_literal(t, "name");
  if (s->name_size > 2 && strncmp(s->text, "@@", 2) == 0)
    duk_push_sprintf(t, "[Symbol.%.*s]", (int)s->name_size - 2, s->text + 2);
  else
    drupe__push_text(t, s->text, s->name_size);
  duk_def_prop(t, -3, DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_CONFIGURABLE);
  duk_push_literal(t, "length");
  duk_push_uint(t, s->required);
  duk_def_prop(t, -3, DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_CONFIGURABLE);
}

void drupe__function_push(duk_hthread *t, drupe__module *m,
                          const char *signature, drupe_fn fn, void *data,
                          drupe__class *of, bool constructor) {
  const duk_uint32_t flags =
      DRUPE__TELL | DUK_HOBJECT_FLAG_EXTENSIBLE | DUK_HOBJECT_FLAG_CALLABLE |
      DUK_HOBJECT_FLAG_FASTREFS | DUK_HOBJECT_FLAG_NATFUNC |
      DUK_HOBJECT_FLAG_NEWENV | DUK_HOBJECT_FLAG_STRICT |
      DUK_HOBJECT_FLAG_NOTAIL |
      DUK_HOBJECT_CLASS_AS_FLAGS(DUK_HOBJECT_CLASS_FUNCTION);
  drupe__function *f;
  function_object *object;
  char why[160];

  duk_require_stack(t, 8);
  object = (void *)drupe__native_push(
      t, sizeof(*object),
      flags | (constructor ? DUK_HOBJECT_FLAG_CONSTRUCTABLE : 0),
      t->builtins[DUK_BIDX_NATIVE_FUNCTION_PROTOTYPE]);
  if (object == NULL)
    (void)duk_generic_error(t, "out of memory");
  object->native.func = function_trampoline;
  object->native.nargs = DUK_HNATFUNC_NARGS_VARARGS;
  f = calloc(1, sizeof(*f));
  if (f == NULL)
    (void)duk_generic_error(t, "out of memory");
  if (!drupe__signature_read(m, signature, &f->signature, why, sizeof(why))) {
    free(f);
    drupe__error_push(t, DRUPE_TYPE_ERROR, "ERR_DRUPE_SIGNATURE", why,
                      strlen(why));
    (void)duk_throw(t);
  }
  f->fn = fn;
  f->data = data;
  f->module = m;
  f->of = of;
  f->constructor = constructor;
  object->function = f; /* from here on the free hook owns it */
  m->usage.functions++;
  function_define_names(t, &f->signature);
}

/* -- members -------------------------------------------------------------- */
typedef struct member_place {
  drupe__module *module;
  drupe__class *of;  /* what methods check `this` against; NULL: nothing */
  bool on_prototype; /* class attributes, not those of an object literal */
} member_place;

static duk_uint_t member_attributes(const drupe_member *d, bool method,
                                    bool accessor) {
  duk_uint_t flags = DUK_DEFPROP_HAVE_CONFIGURABLE |
                     DUK_DEFPROP_HAVE_ENUMERABLE;

  if (!accessor)
    flags |= DUK_DEFPROP_HAVE_WRITABLE;
  if ((d->flags & DRUPE_MEMBER_FIXED) == 0)
    flags |= DUK_DEFPROP_CONFIGURABLE | (accessor ? 0 : DUK_DEFPROP_WRITABLE);
  if (!method || (d->flags & DRUPE_MEMBER_ENUMERABLE) != 0)
    flags |= DUK_DEFPROP_ENUMERABLE;
  return flags;
}

static size_t member_name_size(const char *signature) {
  size_t skip = strncmp(signature, "@@", 2) == 0 ? 2 : 0;

  return skip + strcspn(signature + skip, "(: ");
}

/* "size: integer" has a setter "size(size: integer)"; `value` is the name that
 * Node's own messages use for what is set. */
static void member_setter(duk_hthread *t, const member_place *place,
                          const drupe_member *d, size_t name_size) {
  const char *type = strchr(d->signature + name_size, ':');
  char *text;

  text = duk_push_fixed_buffer(t, strlen(d->signature) + 32);
  sprintf(text, "%.*s(value%s)", (int)name_size, d->signature,
          type == NULL ? "" : type);
  drupe__function_push(t, place->module, text, d->set, d->data, place->of,
                       false);
  duk_remove(t, -2);
}

static void member_define_accessor(duk_hthread *t, duk_idx_t object,
                                   const member_place *place,
                                   const drupe_member *d) {
  size_t name_size = member_name_size(d->signature);
  duk_uint_t flags = member_attributes(d, place->on_prototype, true);
  char *text;

  function_push_name(t, d->signature, name_size);
  text = duk_push_fixed_buffer(t, name_size + 1);
  memcpy(text, d->signature, name_size);
  if (d->fn != NULL) {
    drupe__function_push(t, place->module, text, d->fn, d->data, place->of,
                         false);
    flags |= DUK_DEFPROP_HAVE_GETTER;
  }
  if (d->set != NULL) {
    member_setter(t, place, d, name_size);
    flags |= DUK_DEFPROP_HAVE_SETTER;
  }
  duk_remove(t, d->fn != NULL && d->set != NULL ? -3 : -2);
  duk_def_prop(t, object, flags | DUK_DEFPROP_FORCE);
}

static void member_define_function(duk_hthread *t, duk_idx_t object,
                                   const member_place *place,
                                   const drupe_member *d) {
  function_push_name(t, d->signature, member_name_size(d->signature));
  drupe__function_push(t, place->module, d->signature, d->fn, d->data,
                       place->of, false);
  duk_def_prop(t, object,
               DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_FORCE |
                   member_attributes(d, place->on_prototype, false));
}

static void member_define(duk_hthread *t, duk_idx_t object,
                          const member_place *place, const drupe_member *d) {
  duk_idx_t top = duk_get_top(t);

  if (d->kind > DRUPE_MEMBER_STATIC_ACCESSOR || (d->flags & 0xFFFC) != 0 ||
      (d->fn == NULL && d->set == NULL))
    (void)duk_type_error(t, "member '%s': unknown kind or flag, or no function",
                         d->signature);
  if ((d->kind & 1) != 0)
    member_define_accessor(t, object, place, d);
  else
    member_define_function(t, object, place, d);
  duk_set_top(t, top);
}

void drupe__members_define(duk_hthread *t, duk_idx_t index, drupe__module *m,
                           const drupe_member *list, drupe__class *of,
                           bool statics) {
  member_place place = {m, statics ? NULL : of, of != NULL};

  duk_require_stack(t, 16);
  index = duk_require_normalize_index(t, index);
  for (; list != NULL && list->signature != NULL; list++) {
    bool is_static = (list->kind & 2) != 0;

    if (of == NULL && is_static)
      (void)duk_type_error(t, "member '%s': static, but of no class",
                           list->signature);
    if (is_static == statics)
      member_define(t, index, &place, list);
  }
}

/* -- the table ------------------------------------------------------------ */
typedef struct function_making {
  drupe__module *module;
  const drupe_member *def;
  void *data;
} function_making;

static duk_ret_t function_do_new(duk_context *ctx, void *data) {
  const function_making *making = data;

  if (making->def->kind != DRUPE_MEMBER_FUNCTION || making->def->fn == NULL)
    (void)duk_type_error(ctx, "function_new: '%s' is no function",
                         making->def->signature);
  drupe__function_push(ctx, making->module, making->def->signature,
                       making->def->fn, making->data, NULL, false);
  return 1;
}
static drupe_value function_new(drupe_cx *cx, const drupe_member *def,
                                void *data, drupe_free_fn finalize) {
  drupe__kernel *k = drupe__kernel_of(cx);
  function_making making = {drupe__module_of(cx), def, data};
  function_object *object;

  if (!drupe__may_run(cx, 16) || !drupe__try(k, function_do_new, &making, 0))
    return drupe_none();
  /* Only now: what a failed call was given is still the caller's. */
  object = (void *)duk_get_hobject(k->thread, -1);
  object->function->finalize = finalize;
  return drupe__top(k->thread);
}

static duk_ret_t function_do_define(duk_context *ctx, void *data) {
  const function_making *making = data;

  drupe__members_define(ctx, -1, making->module, making->def, NULL, false);
  return 1;
}
static int32_t function_define_members(drupe_cx *cx, drupe_value o,
                                       const drupe_member *members) {
  drupe__kernel *k = drupe__kernel_of(cx);
  function_making making = {drupe__module_of(cx), members, NULL};

  if (drupe_is_none(o) || !drupe__may_run(cx, 16))
    return DRUPE_E_PENDING;
  if (!drupe_is_object(o)) {
    drupe__raisef(k, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_TYPE",
                  "define_members needs an object");
    return DRUPE_E_PENDING;
  }
  drupe__push(k->thread, o);
  if (!drupe__try(k, function_do_define, &making, 1))
    return DRUPE_E_PENDING;
  duk_pop(k->thread);
  return DRUPE_OK;
}

static bool function_push_all(drupe__kernel *k, uint32_t argc,
                              const drupe_value *argv) {
  uint32_t i;

  for (i = 0; i < argc; i++) {
    if (DUK_UNLIKELY(drupe_is_none(argv[i])))
      return false;
    drupe__push(k->thread, argv[i]);
  }
  return true;
}

/* The pushed values go again: none passes through. */
static drupe_value function_pass(drupe__kernel *k, duk_idx_t top) {
  duk_set_top(k->thread, top);
  return drupe_none();
}

static drupe_value function_call(drupe_cx *cx, drupe_value fn,
                                 drupe_value self, uint32_t argc,
                                 const drupe_value *argv) {
  drupe__kernel *k = drupe__kernel_of(cx);
  duk_hthread *t = k->thread;
  duk_idx_t top;

  if (DUK_UNLIKELY(drupe_is_none(fn) || drupe_is_none(self) ||
                   !drupe__may_run(cx, (duk_idx_t)argc + 4)))
    return drupe_none();
  top = (duk_idx_t)(t->valstack_top - t->valstack_bottom);
  drupe__push(t, fn);
  drupe__push(t, self);
  if (DUK_UNLIKELY(!function_push_all(k, argc, argv)))
    return function_pass(k, top);
  return drupe__call(k, (duk_idx_t)argc) ? drupe__top(t) : drupe_none();
}

static drupe_value function_construct(drupe_cx *cx, drupe_value fn,
                                      uint32_t argc, const drupe_value *argv) {
  drupe__kernel *k = drupe__kernel_of(cx);
  duk_hthread *t = k->thread;
  duk_idx_t top;

  if (drupe_is_none(fn) || !drupe__may_run(cx, (duk_idx_t)argc + 4))
    return drupe_none();
  top = duk_get_top(t);
  drupe__push(t, fn);
  if (!function_push_all(k, argc, argv))
    return function_pass(k, top);
  if (duk_pnew(t, (duk_idx_t)argc) != DUK_EXEC_SUCCESS) {
    drupe__pend_top(k);
    return drupe_none();
  }
  return drupe__top(t);
}

static drupe_value function_invoke(drupe_cx *cx, drupe_value o,
                                   drupe_value key, uint32_t argc,
                                   const drupe_value *argv) {
  drupe_value fn = drupe__object_api.get(cx, o, key);
  drupe_str name;

  if (drupe_is_none(fn))
    return fn;
  if (DUK_UNLIKELY(!drupe_is_function(fn))) {
    if (drupe__string_view(cx, key, &name) < 0)
      name.data = "value";
    return drupe__raisef(drupe__kernel_of(cx), DRUPE_TYPE_ERROR, NULL,
                         "%.200s is not a function", name.data);
  }
  return function_call(cx, fn, o, argc, argv);
}

static drupe_value function_bad_argument(drupe_cx *cx, const drupe_call *call,
                                         uint32_t index,
                                         const char *expected) {
  drupe__kernel *k = drupe__kernel_of(cx);
  duk_hobject *h;
  const drupe__signature *s;
  char number[32];
  const char *name = number;
  size_t size;

  if (!drupe__may_run(cx, 16))
    return drupe_none();
  size = (size_t)snprintf(number, sizeof(number), "%u", (unsigned)index);
  h = k->thread->callstack_curr == NULL
          ? NULL
          : DUK_ACT_GET_FUNC(k->thread->callstack_curr);
  if (h != NULL && drupe__is_native_function(h)) {
    s = &((function_object *)(void *)h)->function->signature;
    if (index < s->count) {
      name = s->params[index].name;
      size = s->params[index].name_size;
    }
  }
  drupe__argument_refuse(k, name, size, expected, drupe_arg(call, index));
  return drupe_none();
}

const drupe_function_api drupe__function_api = {
    .head = DRUPE__HEAD(drupe_function_api),
    .function_new = function_new,
    .define_members = function_define_members,
    .call = function_call,
    .construct = function_construct,
    .invoke = function_invoke,
    .bad_argument = function_bad_argument,
};
