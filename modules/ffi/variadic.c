/* modules/ffi/variadic.c - `...`: each extra argument comes with its type,
 * printf('%d\n', 'int', 5). */
#include "bridge.h"

#include <stdio.h>
#include <string.h>

/* C passes a float as a double and what is narrower than an int as an int; the
 * value is still checked as what it was said to be. */
static bool variadic_plan(bridge *b, const c_type *type, param_plan *param,
                          ffi_type **native) {
  if (type->kind == C_FLOAT)
    type = c_basic(C_DOUBLE);
  if (!ffi__param_plan(b, type, param, native))
    return false;
  if (type->kind == C_BOOL || (c_is_integer(type) && type->size < 4))
    *native = &ffi_type_sint32;
  return true;
}

static bool variadic_type(bound *f, const drupe_call *call, uint32_t i,
                          param_plan *param, ffi_type **native) {
  bridge *b = f->bridge;
  const c_type *type;
  drupe_value none = drupe_undefined();

  type = ffi__type_of(b, call->argv[i], none);
  if (type == NULL)
    return false;
  if (type->kind == C_ARRAY || type->kind == C_FUNCTION ||
      type->kind == C_VOID) {
    (void)drupe_throwf(b->cx, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_TYPE",
                       "%s: argument %u: a value of that type cannot be passed",
                       f->name, (unsigned)i + 1);
    return false;
  }
  return variadic_plan(b, type, param, native);
}

const plan *ffi__variadic_plan(bound *f, const drupe_call *call, frame *fr,
                               drupe_value *argv) {
  const plan *fixed = f->plan;
  uint32_t extra = call->argc - fixed->count, i, to = fixed->count;
  plan *p;

  if (extra % 2 != 0 || fixed->count + extra / 2 > PLAN_MANY) {
    (void)drupe_throwf(
        f->bridge->cx, DRUPE_TYPE_ERROR, "ERR_MISSING_ARGS",
        "%s: each argument after the first %u is a type and a value, as in "
        "'int', 5",
        f->name, (unsigned)fixed->count);
    return NULL;
  }
  p = ffi__frame_alloc(fr, sizeof(*p));
  if (p == NULL)
    return NULL;
  *p = *fixed;
  p->count = fixed->count + extra / 2;
  p->params = ffi__frame_alloc(fr, (p->count + 1) * sizeof(*p->params));
  p->types = ffi__frame_alloc(fr, (p->count + 1) * sizeof(ffi_type *));
  if (p->params == NULL || p->types == NULL)
    return NULL;
  memcpy(p->params, fixed->params, fixed->count * sizeof(*p->params));
  memcpy(p->types, fixed->types, fixed->count * sizeof(ffi_type *));
  memcpy(argv, call->argv, fixed->count * sizeof(*argv));
  for (i = fixed->count; i < call->argc; i += 2, to++) {
    if (!variadic_type(f, call, i, &p->params[to], &p->types[to]))
      return NULL;
    argv[to] = call->argv[i + 1];
  }
  if (ffi_prep_cif_var(&p->cif, FFI_DEFAULT_ABI, fixed->count, p->count,
                       fixed->cif.rtype, p->types) == FFI_OK)
    return p;
  (void)drupe_throwf(f->bridge->cx, DRUPE_TYPE_ERROR, "ERR_FFI_UNAVAILABLE",
                     "%s: libffi does not take these types", f->name);
  return NULL;
}
