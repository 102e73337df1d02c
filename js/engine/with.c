/* js/engine/with.c - names inside `with`: what an object of it hides, and
 * assignments, which find their object first (edit 366-with-environments).
 *
 * `x=v` there is $h.wp($h.wr("x"),"x",strict,v): the object, or undefined where
 * a variable has the name, then the value.  $h.wg reads for `x+=v`. */
#include "builtins.h"
#include "helper.h"

/* `$h` and `$h$name` */
duk_bool_t drupe__with_ignores(const duk_hstring *name) {
  const char *text = (const char *)DUK_HSTRING_GET_DATA(name);
  duk_size_t size = DUK_HSTRING_GET_BYTELEN(name);

  return size >= 2 && text[0] == '$' && text[1] == 'h' &&
         (size == 2 || text[2] == '$');
}

duk_bool_t drupe__with_shows(duk_hthread *thread, duk_hobject *object,
                             duk_hstring *name) {
  bool hidden = false;

  duk_require_stack(thread, 8);
  duk_push_hobject(thread, object);
  drupe__push_key(thread, "@@unscopables");
  (void)duk_get_prop(thread, -2);
  if (duk_is_object(thread, -1)) {
    duk_push_hstring(thread, name);
    (void)duk_get_prop(thread, -2);
    hidden = duk_to_boolean(thread, -1);
    duk_pop(thread);
  }
  duk_pop_2(thread);
  return !hidden;
}

/* wr(name) */
static duk_ret_t helper_wr(duk_context *ctx) {
  duk_hobject *object = drupe__with_object(ctx, ctx->callstack_curr->parent,
                                           duk_require_hstring(ctx, 0));

  if (object == NULL)
    return 0;
  duk_push_hobject(ctx, object);
  return 1;
}

/* Is the name at index 1 still there?  Strict code must not do without. */
static bool with_has(duk_context *ctx, bool strict) {
  bool has;

  duk_dup(ctx, 1);
  has = duk_has_prop(ctx, 0);
  if (!has && strict)
    drupe__throw_undefined_name(ctx, duk_require_hstring(ctx, 1));
  return has;
}

/* wg(object, name, strict) */
static duk_ret_t helper_wg(duk_context *ctx) {
  duk_activation *act = ctx->callstack_curr->parent;

  if (!duk_is_object(ctx, 0)) {
    (void)duk_js_getvar_activation(ctx, act, duk_require_hstring(ctx, 1), 1);
    duk_pop(ctx); /* `this` */
    return 1;
  }
  if (!with_has(ctx, duk_to_boolean(ctx, 2)))
    return 0;
  duk_dup(ctx, 1);
  (void)duk_get_prop(ctx, 0);
  return 1;
}

/* wp(object, name, strict, value) */
static duk_ret_t helper_wp(duk_context *ctx) {
  duk_activation *act = ctx->callstack_curr->parent;
  bool strict = duk_to_boolean(ctx, 2);
  duk_hstring *name = duk_require_hstring(ctx, 1);

  if (!duk_is_object(ctx, 0)) {
    duk_js_putvar_activation(ctx, act, name, DUK_GET_TVAL_POSIDX(ctx, 3),
                             strict);
    return 1;
  }
  (void)with_has(ctx, strict);
  (void)duk_hobject_putprop(ctx, DUK_GET_TVAL_POSIDX(ctx, 0),
                            DUK_GET_TVAL_POSIDX(ctx, 1),
                            DUK_GET_TVAL_POSIDX(ctx, 3), strict);
  return 1;
}

const drupe__helper drupe__helpers_with[] = {{"wr", helper_wr, 1, 0},
                                             {"wg", helper_wg, 3, 0},
                                             {"wp", helper_wp, 4, 0},
                                             {NULL, NULL, 0, 0}};
