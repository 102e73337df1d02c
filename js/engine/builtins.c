/* js/engine/builtins.c - what every new context gets beside Duktape's own. */
#include "builtins.h"
#include "engine_internal.h"
#include "helper.h"

/* Duktape's own extensions: unsafe (finalizers, raw buffers, pointers) or in
 * the way of names that Node defines. */
static void builtins_hide(duk_context *ctx) {
  static const char *const globals[] = {"Duktape", "Buffer", "CBOR"};
  static const struct {
    const char *object;
    const char *name;
  } members[] = {{"Uint8Array", "allocPlain"},
                 {"Uint8Array", "plainOf"},
                 {"ArrayBuffer", "allocPlain"},
                 {"ArrayBuffer", "plainOf"}};
  size_t i;

  duk_push_global_object(ctx);
  for (i = 0; i < sizeof(globals) / sizeof(globals[0]); i++)
    duk_del_prop_string(ctx, -1, globals[i]);
  duk_pop(ctx);
  for (i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
    duk_get_global_string(ctx, members[i].object);
    duk_del_prop_string(ctx, -1, members[i].name);
    duk_pop(ctx);
  }
}

void drupe__function_define(duk_context *ctx, const char *name,
                            duk_c_function call, duk_idx_t length) {
  duk_push_string(ctx, name);
  duk_push_c_function(ctx, call, length);
  duk_push_literal(ctx, "name");
  duk_dup(ctx, -3);
  duk_def_prop(ctx, -3,
               DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_CONFIGURABLE);
  duk_def_prop(ctx, -3,
               DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_WRITABLE |
                   DUK_DEFPROP_SET_CONFIGURABLE | DUK_DEFPROP_CLEAR_ENUMERABLE);
}

static void builtins_tag(duk_context *ctx, const char *name) {
  duk_get_global_string(ctx, name);
  drupe__define_tag(ctx, -1, name);
  duk_pop(ctx);
}

void drupe__builtins_install(duk_context *ctx) {
  drupe__lazy_init(ctx);
  builtins_hide(ctx);
  builtins_tag(ctx, "JSON");
  builtins_tag(ctx, "Math");
  drupe__builtin_symbol(ctx);
  drupe__builtin_iterator(ctx);
  drupe__builtin_function(ctx);
  drupe__builtin_iterator_helpers(ctx);
  drupe__builtin_array(ctx);
  drupe__builtin_array_copies(ctx);
  drupe__builtin_array_edit(ctx);
  drupe__builtin_array_parts(ctx);
  drupe__builtin_array_flat(ctx);
  drupe__builtin_array_visit(ctx);
  drupe__builtin_array_sort(ctx);
  drupe__builtin_object(ctx);
  drupe__builtin_string(ctx);
  drupe__builtin_regexp(ctx);
  drupe__builtin_string_unicode(ctx);
  drupe__builtin_string_html(ctx);
  drupe__builtin_math(ctx);
  drupe__builtin_number(ctx);
  drupe__builtin_arraybuffer(ctx);
  drupe__builtin_typedarray(ctx);
  drupe__builtin_bigint(ctx);
  drupe__builtin_dataview(ctx);
  drupe__builtin_date(ctx);
  drupe__builtin_reflect(ctx);
  drupe__builtin_map(ctx);
  drupe__builtin_weak(ctx);
  drupe__builtin_weakref(ctx);
  drupe__builtin_finalization(ctx);
  drupe__error_init(ctx);
  drupe__eval_init(ctx);
  drupe__promise_init(ctx);
  drupe__helpers_push(ctx);
  drupe__unit_environment_init(ctx);
  duk_pop(ctx);
  drupe__stack_init(ctx);
}
