/* js/engine/builtin_define.c - how built-in objects are put together. */
#include "builtins.h"
#include "message.h"
#include "engine_internal.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* Duktape writes a well-known symbol as a string: 0x81, its description, an
 * empty suffix marked by 0xFF. */
static void push_well_known(duk_context *ctx, const char *name) {
  duk_push_sprintf(ctx, "\x81Symbol.%s\xFF", name);
}

void drupe__push_key(duk_context *ctx, const char *name) {
  if (strncmp(name, "@@", 2) == 0)
    push_well_known(ctx, name + 2);
  else
    duk_push_string(ctx, name);
}

/* fn.name: "[Symbol.iterator]" for a symbol, "get size" as it stands. */
static void push_name(duk_context *ctx, const char *name) {
  if (strncmp(name, "@@", 2) == 0)
    duk_push_sprintf(ctx, "[Symbol.%s]", name + 2);
  else if (strncmp(name, "get @@", 6) == 0 || strncmp(name, "set @@", 6) == 0)
    duk_push_sprintf(ctx, "%cet [Symbol.%s]", name[0], name + 6);
  else
    duk_push_string(ctx, name);
}

void drupe__push_builtin(duk_context *ctx, const drupe__builtin *def) {
  duk_push_c_function_builtin_noconstruct(ctx, def->fn, def->args);
  duk_set_magic(ctx, -1, def->magic);
  duk_push_int(ctx, def->length);
  duk_xdef_prop_stridx_short(ctx, -2, DUK_STRIDX_LENGTH, DUK_PROPDESC_FLAGS_C);
  push_name(ctx, def->name);
  duk_xdef_prop_stridx_short(ctx, -2, DUK_STRIDX_NAME, DUK_PROPDESC_FLAGS_C);
}

void drupe__define(duk_context *ctx, duk_idx_t index,
                   const drupe__builtin *list) {
  index = duk_require_normalize_index(ctx, index);
  for (; list->name != NULL; list++) {
    if (strncmp(list->name, "get ", 4) == 0) {
      drupe__push_key(ctx, list->name + 4);
      drupe__push_builtin(ctx, list);
      duk_def_prop(ctx, index,
                   DUK_DEFPROP_HAVE_GETTER | DUK_DEFPROP_SET_CONFIGURABLE |
                       DUK_DEFPROP_CLEAR_ENUMERABLE | DUK_DEFPROP_FORCE);
    } else {
      drupe__push_key(ctx, list->name);
      drupe__lazy_push(ctx, list->fn, list->args, list->length, list->magic);
      duk_xdef_prop(ctx, index, DUK_PROPDESC_FLAGS_WC);
    }
  }
}

void drupe__define_value(duk_context *ctx, duk_idx_t index, const char *name,
                         duk_small_uint_t flags) {
  index = duk_require_normalize_index(ctx, index);
  drupe__push_key(ctx, name);
  duk_swap_top(ctx, -2);
  duk_xdef_prop(ctx, index, flags);
}

void drupe__define_tag(duk_context *ctx, duk_idx_t index, const char *tag) {
  index = duk_require_normalize_index(ctx, index);
  duk_push_string(ctx, tag);
  drupe__define_value(ctx, index, "@@toStringTag", DUK_PROPDESC_FLAGS_C);
}

void drupe__push_constructor(duk_context *ctx, const char *name,
                             duk_c_function fn, duk_idx_t length) {
  duk_push_c_function_builtin(ctx, fn, DUK_VARARGS);
  DRUPE__SET_MAKES_OWN(duk_known_hobject(ctx, -1));
  duk_push_int(ctx, (duk_int_t)length);
  duk_xdef_prop_stridx_short(ctx, -2, DUK_STRIDX_LENGTH, DUK_PROPDESC_FLAGS_C);
  duk_push_string(ctx, name);
  duk_xdef_prop_stridx_short(ctx, -2, DUK_STRIDX_NAME, DUK_PROPDESC_FLAGS_C);
  duk_push_object(ctx);
  duk_dup(ctx, -2);
  duk_xdef_prop_stridx_short(ctx, -2, DUK_STRIDX_CONSTRUCTOR,
                             DUK_PROPDESC_FLAGS_WC);
  duk_dup_top(ctx);
  duk_xdef_prop_stridx_short(ctx, -3, DUK_STRIDX_PROTOTYPE,
                             DUK_PROPDESC_FLAGS_NONE);
}

void drupe__define_lazy_global(duk_context *ctx, const char *name,
                               duk_c_function make) {
  duk_push_global_object(ctx);
  drupe__lazy_push_maker(ctx, make);
  drupe__define_value(ctx, -2, name, DUK_PROPDESC_FLAGS_WC);
  duk_pop(ctx);
}

void drupe__push_class(duk_context *ctx, const char *name, duk_c_function fn,
                       duk_idx_t length) {
  drupe__push_constructor(ctx, name, fn, length);
  duk_push_global_object(ctx);
  duk_dup(ctx, -3);
  drupe__define_value(ctx, -2, name, DUK_PROPDESC_FLAGS_WC);
  duk_pop(ctx);
}

void drupe__push_prototype(duk_context *ctx, const char *name) {
  duk_get_global_string(ctx, name);
  duk_get_prop_stridx(ctx, -1, DUK_STRIDX_PROTOTYPE);
  duk_remove(ctx, -2);
}

void drupe__constructor_reuse(duk_context *ctx, duk_c_function fn,
                              duk_int_t magic) {
  duk_hnatfunc *f = (void *)duk_require_hobject(ctx, -1);

  assert(DUK_HOBJECT_IS_NATFUNC(&f->obj));
  f->func = fn;
  f->nargs = DUK_HNATFUNC_NARGS_VARARGS;
  f->magic = (duk_int16_t)magic;
  DRUPE__SET_MAKES_OWN(&f->obj);
}

bool drupe__push_species_of(duk_context *ctx) {
  if (duk_is_undefined(ctx, -1)) {
    duk_pop(ctx);
    return false;
  }
  if (!duk_is_object(ctx, -1))
    (void)duk_type_error(ctx, "The .constructor property is not an object");
  drupe__push_key(ctx, "@@species");
  duk_get_prop(ctx, -2);
  duk_remove(ctx, -2);
  if (duk_is_null_or_undefined(ctx, -1)) {
    duk_pop(ctx);
    return false;
  }
  if (!duk_is_constructable(ctx, -1))
    (void)duk_type_error(ctx, "object.constructor[Symbol.species] is not a "
                              "constructor");
  return true;
}

void drupe__array_put(duk_context *ctx, duk_idx_t array, duk_uarridx_t index) {
  duk_harray *a = (duk_harray *)duk_known_hobject(ctx, array);

  duk_xdef_prop_index_wec(ctx, array, index);
  if (index >= a->length)
    a->length = index + 1;
}

uint64_t drupe__length(duk_context *ctx, duk_idx_t object) {
  duk_hobject *o = duk_get_hobject(ctx, object);
  double d;

  if (o != NULL && DUK_HOBJECT_HAS_EXOTIC_ARRAY(o))
    return ((duk_harray *)o)->length;
  duk_get_prop_stridx(ctx, object, DUK_STRIDX_LENGTH);
  d = drupe__integer(ctx, -1);
  duk_pop(ctx);
  if (d <= 0)
    return 0;
  return d > 9007199254740991.0 ? 9007199254740991u : (uint64_t)d;
}

/* Array indices proper go the engine's quick way. */
static bool is_index(uint64_t index) { return index < 4294967295u; }

void drupe__get_at(duk_context *ctx, duk_idx_t object, uint64_t index) {
  object = duk_normalize_index(ctx, object);
  if (is_index(index)) {
    duk_get_prop_index(ctx, object, (duk_uarridx_t)index);
  } else {
    duk_push_number(ctx, (double)index);
    duk_get_prop(ctx, object);
  }
}

/* Set with throw: a C function of the engine counts as strict code. */
void drupe__put_at(duk_context *ctx, duk_idx_t object, uint64_t index) {
  object = duk_normalize_index(ctx, object);
  duk_push_number(ctx, (double)index);
  duk_swap_top(ctx, -2);
  duk_put_prop(ctx, object);
}

bool drupe__has_at(duk_context *ctx, duk_idx_t object, uint64_t index) {
  object = duk_normalize_index(ctx, object);
  duk_push_number(ctx, (double)index);
  return duk_has_prop(ctx, object);
}

void drupe__delete_at(duk_context *ctx, duk_idx_t object, uint64_t index) {
  object = duk_normalize_index(ctx, object);
  duk_push_number(ctx, (double)index);
  duk_del_prop(ctx, object);
}

/* Into a plain array: appends, or replaces what is there, without a look at
 * attributes, which are the usual ones as long as it has an array part. */
static bool create_plain(duk_context *ctx, duk_idx_t object, uint64_t index) {
  duk_hobject *o = duk_get_hobject(ctx, object);
  duk_harray *array = (duk_harray *)o;
  duk_tval *slot, old;

  if (o == NULL || !DUK_HOBJECT_IS_ARRAY(o) || !DUK_HOBJECT_HAS_ARRAY_PART(o) ||
      !DUK_HOBJECT_HAS_EXTENSIBLE(o) || DUK_HARRAY_LENGTH_NONWRITABLE(array) ||
      index > DUK_HOBJECT_GET_ASIZE(o) || index >= 0x7FFFFFFFu)
    return false;
  if (index >= array->length)
    array->length = (duk_uint32_t)index + 1;
  if (index == DUK_HOBJECT_GET_ASIZE(o)) {
    duk_xdef_prop_index(ctx, object, (duk_uarridx_t)index,
                        DUK_PROPDESC_FLAGS_WEC);
    return true;
  }
  slot = DUK_HOBJECT_A_GET_BASE(ctx->heap, o) + index;
  old = *slot;
  *slot = *--ctx->valstack_top; /* moved: its count goes along */
  DUK_TVAL_SET_UNDEFINED(ctx->valstack_top);
  DUK_TVAL_DECREF(ctx, &old);
  return true;
}

void drupe__create_at(duk_context *ctx, duk_idx_t object, uint64_t index) {
  object = duk_normalize_index(ctx, object);
  if (create_plain(ctx, object, index))
    return;
  duk_push_number(ctx, (double)index);
  duk_swap_top(ctx, -2);
  duk_def_prop(ctx, object, DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_WEC);
}

double drupe__integer(duk_context *ctx, duk_idx_t index) {
  double d = duk_to_number(ctx, index);

  return isnan(d) ? 0 : trunc(d) + 0.0;
}

uint64_t drupe__relative(duk_context *ctx, duk_idx_t index, uint64_t length,
                         uint64_t otherwise) {
  double d;

  if (duk_is_undefined(ctx, index))
    return otherwise;
  d = drupe__integer(ctx, index);
  if (d < 0)
    d += (double)length;
  if (d <= 0)
    return 0;
  return d > (double)length ? length : (uint64_t)d;
}

void drupe__require_function(duk_context *ctx, duk_idx_t index) {
  if (!duk_is_callable(ctx, index)) {
    drupe__readable_push(ctx, duk_require_tval(ctx, index));
    (void)duk_type_error(ctx, "%s is not a function", duk_get_string(ctx, -1));
  }
}
