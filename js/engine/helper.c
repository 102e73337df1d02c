/* js/engine/helper.c - `$h` itself, and the helpers that throw or convert. */
#include <string.h>

#include "bigint.h"
#include "builtins.h"
#include "engine_internal.h"
#include "helper.h"
#include "text.h"

static duk_ret_t helper_te(duk_context *ctx) {
  return duk_type_error(ctx, "%s", duk_to_string(ctx, 0));
}

static duk_ret_t helper_tdz(duk_context *ctx) {
  return duk_reference_error(ctx, "Cannot access '%s' before initialization",
                             duk_to_string(ctx, 0));
}

/* big(text): the value of a literal, of which the text has no `n`. */
static duk_ret_t helper_big(duk_context *ctx) {
  return drupe__bigint_parse(ctx, 0) ? 1 : 0;
}

static duk_ret_t helper_kc(duk_context *ctx) {
  return duk_type_error(ctx, "Assignment to constant variable.");
}

/* str(v, ...) */
static duk_ret_t helper_str(duk_context *ctx) {
  duk_idx_t i, top = duk_get_top(ctx);
  duk_hstring *joined = drupe__quick_join(ctx, ctx->valstack_bottom, top);

  if (joined != NULL) {
    duk_push_hstring(ctx, joined);
    return 1;
  }
  for (i = 0; i < top; i++) {
    if (duk_is_symbol(ctx, i))
      return duk_type_error(ctx, "Cannot convert a Symbol value to a string");
    duk_to_string(ctx, i);
  }
  duk_concat(ctx, top);
  return 1;
}

/* ra(arguments, n) */
static duk_ret_t helper_ra(duk_context *ctx) {
  duk_uarridx_t n = duk_get_uint(ctx, 1);
  duk_uarridx_t i, length = (duk_uarridx_t)duk_get_length(ctx, 0);

  duk_push_array(ctx);
  for (i = n; i < length; i++) {
    duk_get_prop_index(ctx, 0, i);
    drupe__array_put(ctx, 2, i - n);
  }
  return 1;
}

static duk_ret_t helper_key(duk_context *ctx) {
  (void)duk_to_property_key_hstring(ctx, 0);
  return 1;
}

static duk_ret_t helper_obj(duk_context *ctx) {
  if (duk_is_null_or_undefined(ctx, 0))
    drupe__throw_not_destructurable(ctx, 0);
  return 1;
}

/* tag(cooked[, raw]): the template object of a tagged template. */
static duk_ret_t helper_tag(duk_context *ctx) {
  duk_uarridx_t i, n = (duk_uarridx_t)duk_get_length(ctx, 0);

  if (duk_is_undefined(ctx, 1)) {
    duk_push_array(ctx);
    duk_replace(ctx, 1);
    for (i = 0; i < n; i++) {
      duk_get_prop_index(ctx, 0, i);
      drupe__array_put(ctx, 1, i);
    }
  }
  duk_freeze(ctx, 1);
  duk_push_literal(ctx, "raw");
  duk_dup(ctx, 1);
  duk_def_prop(ctx, 0, DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_CLEAR_WEC);
  duk_freeze(ctx, 0);
  duk_dup(ctx, 0);
  return 1;
}

/* A symbol is a string of the engine: 0x80 or 0x81, the description, then for
 * all but Symbol.for's 0xFF and something unique; one more 0xFF at the end says
 * that there is no description.  Pushes it or undefined. */
static void helper_push_description(duk_context *ctx, duk_idx_t index) {
  const duk_hstring *h = DUK_TVAL_GET_STRING(duk_require_tval(ctx, index));
  const char *p = (const char *)DUK_HSTRING_GET_DATA(h);
  const char *end = p + DUK_HSTRING_GET_BYTELEN(h);
  const char *stop;

  p++;
  stop = memchr(p, 0xFF, (size_t)(end - p));
  if (stop == NULL)
    stop = end;
  if (stop < end - 1 && (unsigned char)end[-1] == 0xFF)
    duk_push_undefined(ctx);
  else
    duk_push_lstring(ctx, p, (size_t)(stop - p));
}

/* Has it a `name` that was written there, as a class with a static member? */
static bool helper_is_named(duk_context *ctx, duk_idx_t index) {
  duk_hobject *f = duk_require_hobject(ctx, index);
  duk_int_t entry, hash;
  duk_tval *own;

  if (!duk_hobject_find_entry(ctx->heap, f, DUK_HTHREAD_STRING_NAME(ctx),
                              &entry, &hash))
    return false;
  if (DUK_HOBJECT_E_SLOT_IS_ACCESSOR(ctx->heap, f, entry))
    return true;
  own = DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(ctx->heap, f, entry);
  return !DUK_TVAL_IS_STRING(own) ||
         DUK_HSTRING_GET_BYTELEN(DUK_TVAL_GET_STRING(own)) > 0;
}

void drupe__name_by_key(duk_context *ctx, duk_idx_t function, duk_idx_t key,
                        const char *prefix) {
  duk_idx_t parts = 0;

  if (helper_is_named(ctx, function))
    return;
  duk_push_literal(ctx, "name");
  if (prefix != NULL) {
    duk_push_string(ctx, prefix);
    duk_push_literal(ctx, " ");
    parts += 2;
  }
  if (duk_is_symbol(ctx, key)) {
    helper_push_description(ctx, key);
    if (duk_is_undefined(ctx, -1)) {
      duk_pop(ctx);
      duk_push_literal(ctx, "");
    } else {
      duk_push_literal(ctx, "[");
      duk_insert(ctx, -2);
      duk_push_literal(ctx, "]");
      duk_concat(ctx, 3);
    }
  } else {
    duk_dup(ctx, key);
    duk_to_string(ctx, -1);
  }
  if (parts > 0)
    duk_concat(ctx, parts + 1);
  duk_def_prop(ctx, function,
               DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_FORCE |
                   DUK_DEFPROP_CLEAR_WRITABLE | DUK_DEFPROP_CLEAR_ENUMERABLE |
                   DUK_DEFPROP_SET_CONFIGURABLE);
}

/* name(f, key[, prefix]) */
static duk_ret_t helper_name(duk_context *ctx) {
  drupe__name_by_key(ctx, 0, 1,
                     duk_is_undefined(ctx, 2) ? NULL : duk_get_string(ctx, 2));
  duk_set_top(ctx, 1);
  return 1;
}

const drupe__helper drupe__helpers_misc[] = {
    {"te", helper_te, 1, 0},
    {"tdz", helper_tdz, 1, 0},
    {"kc", helper_kc, 1, 0},
    {"key", helper_key, 1, 0},
    {"obj", helper_obj, 1, 0},
    {"ra", helper_ra, 2, 0},
    {"str", helper_str, DUK_VARARGS, 0},
    {"big", helper_big, 1, 0},
    {"tag", helper_tag, 2, 0},
    {"name", helper_name, 3, 0},
    {NULL, NULL, 0, 0}};

static void helpers_add(duk_context *ctx, const drupe__helper *list) {
  for (; list->name != NULL; list++) {
    duk_push_c_function(ctx, list->call, list->args);
    if (list->magic != 0) {
      duk_set_magic(ctx, -1, list->magic);
      DUK_HOBJECT_SET_SPECIAL_CALL(duk_known_hobject(ctx, -1));
    }
    duk_put_prop_string(ctx, -2, list->name);
  }
}

/* Reflect.apply, which checks nothing here, as the words about what is no
 * function are the call's, and the original Reflect.construct: the engine runs
 * them inline. */
static void helpers_add_originals(duk_context *ctx) {
  duk_push_c_function(ctx, duk_bi_reflect_apply, DUK_VARARGS);
  duk_set_magic(ctx, -1, DRUPE__SPECIAL_APPLY);
  DUK_HOBJECT_SET_SPECIAL_CALL(duk_known_hobject(ctx, -1));
  duk_put_prop_literal(ctx, -2, "ap");
  duk_get_global_literal(ctx, "Reflect");
  duk_get_prop_literal(ctx, -1, "construct");
  duk_put_prop_literal(ctx, -3, "nw");
  duk_pop(ctx);
}

void drupe__helpers_push(duk_context *ctx) {
  drupe__helpers_iterator_init(ctx);
  duk_push_bare_object(ctx);
  helpers_add(ctx, drupe__helpers_iterator);
  helpers_add(ctx, drupe__helpers_with);
  helpers_add(ctx, drupe__helpers_generator);
  helpers_add(ctx, drupe__helpers_async);
  helpers_add(ctx, drupe__helpers_for_await);
  helpers_add(ctx, drupe__helpers_misc);
  helpers_add(ctx, drupe__helpers_object);
  helpers_add(ctx, drupe__helpers_module);
  helpers_add(ctx, drupe__helpers_class);
  helpers_add(ctx, drupe__helpers_private);
  drupe__construct_helpers(ctx);
  helpers_add_originals(ctx);
}
