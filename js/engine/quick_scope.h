/* js/engine/quick_scope.h - variables by name: what GETVAR, PUTVAR and calls
 * of variables try before Duktape's own look-up.
 *
 * Part of the engine's unit (engine.c).  The environments from the current
 * function outwards are searched: registers of a running function through its
 * map of names, others as properties.  `with`, accessors and names that are
 * nowhere are left to Duktape. */
#ifndef DRUPE_ENGINE_QUICK_SCOPE_H
#define DRUPE_ENGINE_QUICK_SCOPE_H

#include "engine/quick_property.h"

/* The map of names of a function, NULL when it has none: name -> register. */
static DUK_ALWAYS_INLINE duk_hobject *
drupe__quick_names(duk_hthread *thr, duk_hcompfunc *function) {
  const duk_tval *tv = DRUPE__DETAIL(thr->heap, function, DRUPE__DETAIL_NAMES);

  return DUK_TVAL_IS_OBJECT(tv) ? DUK_TVAL_GET_OBJECT(tv) : NULL;
}

/* The register that `names` gives the name, from `bottom` on; NULL without. */
static DUK_ALWAYS_INLINE duk_tval *drupe__quick_register(duk_heap *heap,
                                                         duk_hobject *names,
                                                         duk_hstring *name,
                                                         duk_tval *bottom) {
  duk_int_t at = drupe__quick_entry(heap, names, name);

  if (at == DRUPE__QUICK_NONE)
    return NULL;
  return bottom + DUK_TVAL_GET_FASTINT_U32(
                      DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(heap, names, at));
}

/* A variable of a declarative environment; false when it has none of the name.
 * *out is NULL where Duktape has to look. */
static DUK_ALWAYS_INLINE duk_bool_t drupe__quick_declared(duk_heap *heap,
                                                          duk_hdecenv *env,
                                                          duk_hstring *name,
                                                          duk_bool_t write,
                                                          duk_tval **out) {
  duk_int_t at = drupe__quick_entry(heap, &env->obj, name);

  /* While the function runs, the environment has the names already. */
  if (at == DRUPE__QUICK_NONE)
    return 0;
  if (env->thread != NULL) {
    duk_hobject *names = env->varmap;
    duk_tval *bottom =
        (duk_tval *)(void *)((duk_uint8_t *)env->thread->valstack +
                             env->regbase_byteoff);

    /* Mostly both have it at the same place (quick_make.c). */
    if (DUK_LIKELY((duk_uint32_t)at < DUK_HOBJECT_GET_ENEXT(names) &&
                   DUK_HOBJECT_E_GET_KEY(heap, names, at) == name)) {
      *out = bottom + DUK_TVAL_GET_FASTINT_U32(
                          DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(heap, names, at));
      return 1;
    }
    *out = drupe__quick_register(heap, names, name, bottom);
    if (*out != NULL)
      return 1;
  }
  *out = drupe__quick_slot(heap, &env->obj, at, write);
  return 1;
}

/* Where the variable is; NULL where Duktape has to look. */
static DUK_NOINLINE DUK_HOT duk_tval *drupe__quick_variable(duk_hthread *thr,
                                                            duk_activation *act,
                                                            duk_hstring *name,
                                                            duk_bool_t write) {
  duk_heap *heap = thr->heap;
  duk_hobject *env = act->lex_env;
  duk_tval *found;

  if (env == NULL) {
    duk_hcompfunc *function = (duk_hcompfunc *)DUK_ACT_GET_FUNC(act);
    duk_hobject *names;

    if (!DUK_HOBJECT_IS_COMPFUNC(&function->obj))
      return NULL;
    names = drupe__quick_names(thr, function);
    if (names != NULL) {
      found = drupe__quick_register(
          heap, names, name,
          (duk_tval *)(void *)((duk_uint8_t *)thr->valstack +
                               act->bottom_byteoff));
      if (found != NULL)
        return found;
    }
    env = DUK_HCOMPFUNC_GET_LEXENV(heap, function);
  }
  for (; env != NULL; env = DUK_HOBJECT_GET_PROTOTYPE(heap, env)) {
    duk_hobject *target;
    duk_int_t at;

    if (DUK_LIKELY(DUK_HOBJECT_IS_DECENV(env))) {
      if (drupe__quick_declared(heap, (duk_hdecenv *)env, name, write, &found))
        return found;
      continue;
    }
    /* The global object; the others are of `with`. */
    target = ((duk_hobjenv *)env)->target;
    if (((duk_hobjenv *)env)->has_this || drupe__quick_hides(thr, target, name))
      return NULL;
    at = drupe__quick_entry(heap, target, name);
    if (at != DRUPE__QUICK_NONE)
      return drupe__quick_slot(heap, target, at, write);
    if (drupe__quick_find(thr, target, name) != &drupe__quick_missing)
      return NULL;
  }
  return NULL;
}

#endif
