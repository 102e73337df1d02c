/* js/engine/eval.c - eval, Function and Function.prototype.toString, which all
 * see source text.  Edit 080-compile-hooks calls these. */
#include <stdlib.h>
#include <string.h>

#include "engine_internal.h"
#include "stack.h"
#include "text.h"

#define EVAL_FLAGS                                                             \
  (DRUPE__SOURCE_NEW_TARGET | DRUPE__SOURCE_SUPER_PROPERTY |                   \
   DRUPE__SOURCE_SUPER_CALL | DRUPE__SOURCE_NO_ARGUMENTS |                     \
   DRUPE__SOURCE_LATE_THIS)

/* What the lowering says about the code around a direct eval: a text of the
 * form in js/syntax/scope_eval.c.  Takes the parser's part of it out; pushes
 * what must stay while it is used. */
static void eval_context(duk_hthread *thread, drupe__source *source) {
  const char *text, *names;
  size_t size;
  char *copy;

  if (!(thread->callstack_curr->flags & DUK_ACT_FLAG_DIRECT_EVAL) ||
      !duk_is_string(thread, 1) || duk_is_symbol(thread, 1))
    return;
  text = drupe__text_push_utf8(thread, 1, &size);
  names = strchr(text, ';');
  names = names != NULL ? strchr(names + 1, ';') : NULL;
  if (names == NULL)
    return;
  source->flags |= (uint32_t)strtoul(text, NULL, 10) & EVAL_FLAGS;
  source->context = text;
  copy = duk_push_fixed_buffer(thread, strlen(names));
  memcpy(copy, names + 1, strlen(names));
  copy[strcspn(copy, ";")] = '\0';
  source->private_names = copy;
}

/* [ source context ] -> [ source environment template ], for Duktape's own
 * eval. */
void drupe__eval_compile(duk_hthread *thread, duk_small_uint_t flags) {
  drupe__source source;

  memset(&source, 0, sizeof(source));
  duk_set_top(thread, 2);
  eval_context(thread, &source);
  drupe__eval_origin_push(thread);
  source.file = duk_get_string(thread, -1);
  source.text = drupe__text_push_utf8(thread, 0, &source.size);
  source.goal = DRUPE__EVAL;
  if (flags & DUK_COMPILE_STRICT)
    source.flags |= DRUPE__SOURCE_STRICT;
  drupe__unit_push_template(thread, &source, flags);
  duk_insert(thread, 1);
  duk_insert(thread, 1); /* [ source environment template .. ] */
  duk_set_top(thread, 3);
}

/* [ .. environment template ]: puts the code's own variables between it and
 * the code around. */
duk_hobject *drupe__eval_environment(duk_hthread *thread, duk_hobject *outer) {
  duk_hobject *environment = duk_get_hobject(thread, -2);

  if (environment == NULL)
    return outer;
  DUK_HOBJECT_SET_PROTOTYPE_UPDREF(thread, environment, outer);
  return environment;
}

/* The context that the lowering adds is a second argument. */
void drupe__eval_init(duk_context *ctx) {
  duk_get_global_literal(ctx, "eval");
  ((duk_hnatfunc *)duk_known_hobject(ctx, -1))->nargs = 2;
  duk_pop(ctx);
}

/* Function(p1, p2, .., body), called or constructed. */
duk_ret_t drupe__function_constructor(duk_hthread *thread) {
  return drupe__function_make(thread, 0);
}

duk_ret_t drupe__function_make(duk_hthread *thread, int kind) {
  static const char *const heads[] = {
      "function anonymous(", "function* anonymous(",
      "async function anonymous(", "async function* anonymous("};
  const char *head = heads[kind];
  duk_idx_t count = duk_get_top(thread);
  drupe__source source;
  duk_hcompfunc *program;
  duk_idx_t i;
  size_t size;

  for (i = 0; i < count; i++)
    duk_to_string(thread, i);
  if (count == 0) {
    duk_push_literal(thread, "");
    count = 1;
  }
  duk_push_literal(thread, ",");
  duk_insert(thread, 0);
  duk_insert(thread, 0); /* [ body "," p1 .. ] */
  duk_join(thread, count - 1);
  duk_insert(thread, 1); /* of no parameters it leaves the comma */

  /* One text, as toString() will give it; the parser makes sure that the
   * parameters end where they are put. */
  memset(&source, 0, sizeof(source));
  drupe__text_push_utf8(thread, 1, &size);
  source.params_end = (uint32_t)(strlen(head) + size + 1);
  duk_pop(thread);
  duk_push_string(thread, head);
  duk_dup(thread, 1);
  duk_push_literal(thread, "\n) {\n");
  duk_dup(thread, 0);
  duk_push_literal(thread, "\n}");
  duk_concat(thread, 5);
  source.text = drupe__text_push_utf8(thread, -1, &source.size);
  drupe__eval_origin_push(thread);
  source.file = duk_get_string(thread, -1);
  source.goal = DRUPE__FUNCTION;
  drupe__unit_push_template(thread, &source, DUK_COMPILE_EVAL);
  duk_remove_m2(thread); /* no environment of its own */
  program = (duk_hcompfunc *)duk_known_hobject(thread, -1);
  duk_js_push_closure(thread, program, thread->builtins[DUK_BIDX_GLOBAL_ENV],
                      drupe__unit_environment(thread), 0);
  duk_call(thread, 0);
  return 1;
}

/* Pushes the name or "", for a proxy too, whose traps are not asked. */
static void eval_push_name(duk_context *ctx, duk_idx_t function) {
  if (DUK_HOBJECT_IS_PROXY(duk_known_hobject(ctx, function)))
    duk_push_undefined(ctx);
  else
    duk_get_prop_literal(ctx, function, "name");
  if (!duk_is_string(ctx, -1) || duk_is_symbol(ctx, -1)) {
    duk_pop(ctx);
    duk_push_literal(ctx, "");
  }
}

duk_ret_t drupe__function_to_string(duk_hthread *thread) {
  drupe__unit *unit;
  duk_hobject *self;

  duk_push_this(thread);
  self = duk_get_hobject(thread, -1);
  if ((self == NULL || !DUK_HOBJECT_IS_CALLABLE(self)) &&
      !duk_is_lightfunc(thread, -1))
    return duk_type_error(thread, "Function.prototype.toString requires that "
                                  "'this' be a Function");
  unit = self != NULL ? drupe__unit_of(self) : NULL;
  if (unit != NULL && drupe__unit_push_function(thread, unit, self))
    return 1;
  eval_push_name(thread, -1);
  duk_push_sprintf(thread, "function %s() { [native code] }",
                   duk_get_string(thread, -1));
  return 1;
}

static bool eval_lacks(duk_hthread *thread, duk_hobject *object,
                       duk_small_uint_t key) {
  duk_int_t entry, slot;

  return !duk_hobject_find_entry(thread->heap, object,
                                 DUK_HEAP_GET_STRING(thread->heap, key),
                                 &entry, &slot);
}

/* Does ToPrimitive of it call the toString that was there from the beginning,
 * and ask nobody on the way? */
static bool eval_is_plain_text(duk_hthread *thread, duk_hobject *function) {
  duk_hobject *functions = thread->builtins[DUK_BIDX_FUNCTION_PROTOTYPE];
  duk_hobject *objects = thread->builtins[DUK_BIDX_OBJECT_PROTOTYPE];
  const duk_tval *method;

  if (DUK_HOBJECT_GET_PROTOTYPE(thread->heap, function) != functions ||
      DUK_HOBJECT_GET_PROTOTYPE(thread->heap, functions) != objects ||
      DUK_HOBJECT_GET_PROTOTYPE(thread->heap, objects) != NULL)
    return false;
  method = duk_hobject_find_entry_tval_ptr_stridx(thread->heap, functions,
                                                  DUK_STRIDX_TO_STRING);
  return method != NULL && DUK_TVAL_IS_OBJECT(method) &&
         DUK_HOBJECT_IS_NATFUNC(DUK_TVAL_GET_OBJECT(method)) &&
         ((duk_hnatfunc *)DUK_TVAL_GET_OBJECT(method))->func ==
             duk_bi_function_prototype_to_string &&
         eval_lacks(thread, function, DUK_STRIDX_TO_STRING) &&
         eval_lacks(thread, function,
                    DUK_STRIDX_WELLKNOWN_SYMBOL_TO_PRIMITIVE) &&
         eval_lacks(thread, functions,
                    DUK_STRIDX_WELLKNOWN_SYMBOL_TO_PRIMITIVE) &&
         eval_lacks(thread, objects,
                    DUK_STRIDX_WELLKNOWN_SYMBOL_TO_PRIMITIVE);
}

duk_bool_t drupe__function_primitive(duk_hthread *thread, duk_idx_t index) {
  duk_hobject *function = duk_get_hobject(thread, index);
  drupe__unit *unit;

  if (function == NULL || !DUK_HOBJECT_IS_COMPFUNC(function) ||
      !eval_is_plain_text(thread, function))
    return false;
  unit = drupe__unit_of(function);
  if (unit == NULL || !drupe__unit_push_function(thread, unit, function))
    return false;
  duk_replace(thread, index);
  return true;
}
