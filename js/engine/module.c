/* js/engine/module.c - cells of module bindings, namespace objects, import().
 *
 * A namespace reads its cells through accessors, which nobody sees (edit
 * 240-namespaces).  A value that cannot change any more takes its accessor's
 * place at the first read. */
#include <assert.h>
#include <string.h>

#include "engine_internal.h"
#include "helper.h"
#include "module.h"

/* -- cells ----------------------------------------------------------------- */

/* `v` of a cell without a value. */
static duk_ret_t cell_get(duk_context *ctx) {
  duk_push_this(ctx);
  duk_get_prop_literal(ctx, -1, "n");
  return duk_reference_error(ctx, "Cannot access '%s' before initialization",
                             duk_get_string_default(ctx, -1, ""));
}

/* The first value makes it a plain property. */
static duk_ret_t cell_set(duk_context *ctx) {
  duk_push_this(ctx);
  duk_push_literal(ctx, "v");
  duk_dup(ctx, 0);
  duk_def_prop(ctx, -3,
               DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_WRITABLE |
                   DUK_DEFPROP_FORCE);
  return 0;
}

/* Pushes getter and setter, made at the first cell. */
static void cell_push_accessors(duk_context *ctx) {
  duk_push_heap_stash(ctx);
  if (!duk_get_prop_literal(ctx, -1, "cell_get")) {
    duk_pop(ctx);
    duk_push_c_function(ctx, cell_get, 0);
    duk_dup_top(ctx);
    duk_put_prop_literal(ctx, -3, "cell_get");
    duk_push_c_function(ctx, cell_set, 1);
    duk_put_prop_literal(ctx, -3, "cell_set");
  }
  duk_get_prop_literal(ctx, -2, "cell_set");
  duk_remove(ctx, -3);
}

void drupe__cell_push(duk_context *ctx, int kind, duk_idx_t name) {
  bool dead = kind == DRUPE__CELL_LEXICAL || kind == DRUPE__CELL_CONSTANT;

  assert(kind >= DRUPE__CELL_PLAIN && kind <= DRUPE__CELL_CONSTANT);
  name = duk_require_normalize_index(ctx, name);
  duk_require_stack(ctx, 8);
  duk_push_bare_object(ctx);
  if (dead) {
    duk_push_literal(ctx, "v");
    cell_push_accessors(ctx);
    duk_def_prop(ctx, -4,
                 DUK_DEFPROP_HAVE_GETTER | DUK_DEFPROP_HAVE_SETTER |
                     DUK_DEFPROP_SET_CONFIGURABLE);
    duk_dup(ctx, name);
    duk_put_prop_literal(ctx, -2, "n");
  } else {
    duk_push_undefined(ctx);
    duk_put_prop_literal(ctx, -2, "v");
  }
  if (kind >= DRUPE__CELL_FUNCTION) {
    duk_push_true(ctx);
    duk_put_prop_literal(ctx, -2, "c");
  }
}

/* -- namespaces ------------------------------------------------------------ */

static const drupe__native_ops namespace_ops = {"Module", NULL, NULL, NULL};

/* Of an accessor. */
#define NAMESPACE_CELL DUK_HIDDEN_SYMBOL("cell")
#define NAMESPACE_KEY DUK_HIDDEN_SYMBOL("key")
#define NAMESPACE_SELF DUK_HIDDEN_SYMBOL("namespace")

/* [getter cell value] */
static void namespace_settle(duk_context *ctx) {
  duk_get_prop_literal(ctx, 0, NAMESPACE_SELF);
  duk_get_prop_literal(ctx, 0, NAMESPACE_KEY);
  duk_dup(ctx, 2);
  duk_def_prop(ctx, -3,
               DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_CLEAR_WRITABLE |
                   DUK_DEFPROP_SET_ENUMERABLE | DUK_DEFPROP_CLEAR_CONFIGURABLE |
                   DUK_DEFPROP_FORCE);
  duk_pop(ctx);
}

static duk_ret_t namespace_get(duk_context *ctx) {
  duk_push_current_function(ctx);
  duk_get_prop_literal(ctx, 0, NAMESPACE_CELL);
  duk_get_prop_literal(ctx, 1, "v");
  if (duk_has_prop_literal(ctx, 1, "c"))
    namespace_settle(ctx);
  return 1;
}

/* [.. key cell] -> [.. key getter] */
static void namespace_push_getter(duk_context *ctx, duk_idx_t self) {
  duk_push_c_function(ctx, namespace_get, 0);
  duk_insert(ctx, -2);
  duk_put_prop_literal(ctx, -2, NAMESPACE_CELL);
  duk_dup(ctx, -2);
  duk_put_prop_literal(ctx, -2, NAMESPACE_KEY);
  duk_dup(ctx, self);
  duk_put_prop_literal(ctx, -2, NAMESPACE_SELF);
}

void drupe__namespace_push(duk_context *ctx, duk_idx_t cells) {
  duk_idx_t self;

  cells = duk_require_normalize_index(ctx, cells);
  duk_require_stack(ctx, 12);
  (void)drupe__native_new(ctx, sizeof(drupe__native), &namespace_ops, NULL);
  self = duk_get_top_index(ctx);
  duk_enum(ctx, cells, DUK_ENUM_OWN_PROPERTIES_ONLY);
  while (duk_next(ctx, -1, 1)) {
    namespace_push_getter(ctx, self);
    duk_def_prop(ctx, self,
                 DUK_DEFPROP_HAVE_GETTER | DUK_DEFPROP_SET_ENUMERABLE |
                     DUK_DEFPROP_CLEAR_CONFIGURABLE);
  }
  duk_pop(ctx);
  duk_push_literal(ctx, DUK_WELLKNOWN_SYMBOL("Symbol.toStringTag"));
  duk_push_literal(ctx, "Module");
  duk_def_prop(ctx, self, DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_CLEAR_WEC);
  DUK_HOBJECT_CLEAR_EXTENSIBLE(duk_known_hobject(ctx, self));
}

bool drupe__is_namespace(const duk_hobject *object) {
  return object != NULL && drupe__native_name(object) == namespace_ops.name;
}

/* The value may throw: not initialised yet.  Everything but exports is as it
 * is stored. */
duk_bool_t drupe__namespace_own(duk_hthread *thread, duk_hobject *object,
                                duk_hstring *key) {
  if (!drupe__is_namespace(object) || DUK_HSTRING_HAS_SYMBOL(key))
    return 0;
  duk_require_stack(thread, 8);
  duk_push_hobject(thread, object);
  duk_push_hstring(thread, key);
  if (!duk_has_prop(thread, -2)) {
    duk_pop(thread);
    return 0;
  }
  duk_push_object(thread); /* [namespace descriptor] */
  duk_push_hstring(thread, key);
  duk_get_prop(thread, -3);
  duk_put_prop_literal(thread, -2, "value");
  duk_push_true(thread);
  duk_put_prop_literal(thread, -2, "writable");
  duk_push_true(thread);
  duk_put_prop_literal(thread, -2, "enumerable");
  duk_push_false(thread);
  duk_put_prop_literal(thread, -2, "configurable");
  duk_remove(thread, -2);
  return 1;
}

/* 10.4.6.7: an export stays what it is, a change is refused. */
duk_int_t drupe__define_export(duk_hthread *thread, duk_hobject *object,
                               duk_hstring *key, duk_uint_t flags,
                               duk_idx_t value, duk_bool_t throws) {
  duk_idx_t top = duk_get_top(thread);
  bool kept;

  if (!drupe__namespace_own(thread, object, key))
    return -1;
  duk_get_prop_literal(thread, -1, "value");
  kept = (flags & (DUK_DEFPROP_HAVE_GETTER | DUK_DEFPROP_HAVE_SETTER |
                   DUK_DEFPROP_CONFIGURABLE)) == 0 &&
         ((flags & DUK_DEFPROP_HAVE_ENUMERABLE) == 0 ||
          (flags & DUK_DEFPROP_ENUMERABLE) != 0) &&
         ((flags & DUK_DEFPROP_HAVE_WRITABLE) == 0 ||
          (flags & DUK_DEFPROP_WRITABLE) != 0) &&
         ((flags & DUK_DEFPROP_HAVE_VALUE) == 0 ||
          duk_samevalue(thread, value, -1));
  duk_set_top(thread, top);
  if (!kept && throws)
    (void)duk_type_error(thread, "Cannot redefine property: %s",
                         (const char *)DUK_HSTRING_GET_DATA(key));
  return kept;
}

/* -- import() -------------------------------------------------------------- */

/* The file of the code that calls; code of eval is its caller's. */
static const char *import_referrer(duk_hthread *thread) {
  const duk_activation *act = thread->callstack_curr;

  for (; act != NULL; act = act->parent) {
    duk_hobject *function = DUK_ACT_GET_FUNC(act);
    const drupe__unit *unit =
        function != NULL ? drupe__unit_of(function) : NULL;

    if (unit != NULL && !drupe__unit_is_eval(unit) &&
        !drupe__unit_is_made(unit) && drupe__unit_file(unit)[0] != '<')
      return drupe__unit_file(unit);
  }
  return "";
}

/* imp(specifier[, options]): a promise of the namespace. */
static duk_ret_t helper_imp(duk_context *ctx) {
  drupe__engine *e = drupe__engine_of(ctx);

  if (e->hooks.import == NULL)
    return duk_type_error(ctx, "import() is not supported in this context");
  e->hooks.import(e->owner, ctx, import_referrer(ctx));
  return 1;
}

const drupe__helper drupe__helpers_module[] = {{"imp", helper_imp, 2, 0},
                                               {NULL, NULL, 0, 0}};
