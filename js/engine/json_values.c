/* js/engine/json_values.c - where JSON.parse and JSON.stringify define and
 * collect as the standard says (edit 273-json; ECMA-262 25.5). */
#include "builtins.h"

/* [.. object key value] -> [.. object], CreateDataProperty or nothing. */
void drupe__json_create(duk_hthread *thread) {
  duk_idx_t top = duk_get_top(thread);
  duk_hobject *object = duk_require_hobject(thread, -3);
  duk_hstring *key = duk_to_property_key_hstring(thread, -2);

  (void)duk_hobject_define_property_helper(
      thread, DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_HAVE_WEC | DUK_DEFPROP_WEC,
      object, key, top - 1, NULL, NULL, 0);
  duk_set_top(thread, top - 2); /* the helper leaves what was there */
}

/* [.. object key] -> [.. object]: deletes it if it can. */
void drupe__json_delete(duk_hthread *thread) {
  (void)duk_hobject_delprop(thread, duk_get_tval(thread, -2),
                            duk_get_tval(thread, -1), 0);
  duk_pop(thread);
}

/* Does the replacer's list take the value on top? */
static bool is_key(duk_context *ctx) {
  duk_hobject *o = duk_get_hobject(ctx, -1);

  if (o != NULL)
    return DUK_HOBJECT_GET_CLASS_NUMBER(o) == DUK_HOBJECT_CLASS_STRING ||
           DUK_HOBJECT_GET_CLASS_NUMBER(o) == DUK_HOBJECT_CLASS_NUMBER;
  return duk_is_number(ctx, -1) ||
         (duk_is_string(ctx, -1) && !duk_is_symbol(ctx, -1));
}

/* Fills the list on top with the keys that the array at `replacer` names, each
 * once; a bare object beside it knows which are there. */
void drupe__json_list(duk_hthread *thread, duk_idx_t replacer) {
  uint64_t length = drupe__length(thread, replacer), i;
  duk_idx_t list = duk_get_top_index(thread);
  duk_uarridx_t n = 0;

  duk_push_bare_object(thread);
  for (i = 0; i < length; i++) {
    drupe__get_at(thread, replacer, i);
    if (!is_key(thread)) {
      duk_pop(thread);
      continue;
    }
    (void)duk_to_string(thread, -1);
    duk_dup_top(thread);
    if (duk_has_prop(thread, list + 1)) {
      duk_pop(thread);
      continue;
    }
    duk_dup_top(thread);
    duk_push_true(thread);
    duk_put_prop(thread, list + 1);
    duk_put_prop_index(thread, list, n++);
  }
  duk_pop(thread);
}
