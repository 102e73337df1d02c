/* modules/ffi/plan.c - what is known of a function before it is called: made
 * once for a type, so that a call looks at no type. */
#include "bridge.h"

#include <assert.h>
#include <string.h>

static void plan_range(const c_type *type, param_plan *out) {
  unsigned bits = (unsigned)type->size * 8;

  out->how = OP_INT;
  out->min = c_is_signed(type) ? -((int64_t)1 << (bits - 1)) : 0;
  out->max = c_is_signed(type) ? ((int64_t)1 << (bits - 1)) - 1
                               : ((int64_t)1 << bits) - 1;
}

bool ffi__param_plan(bridge *b, const c_type *type, param_plan *out,
                     ffi_type **native) {
  out->type = type;
  out->how = OP_OTHER;
  if (c_is_integer(type) && type->size <= 4)
    plan_range(type, out);
  else if (type->kind == C_DOUBLE)
    out->how = OP_DOUBLE;
  else if (type->kind == C_POINTER && type->of->kind == C_CHAR &&
           (type->of->flags & C_CONST) != 0)
    out->how = OP_STRING;
  else if (type->kind == C_POINTER && type->of->kind != C_FUNCTION)
    out->how = OP_POINTER;
  *native = ffi__native(b, type);
  return *native != NULL;
}

static result_op plan_result(const c_type *type) {
  if (type->kind == C_VOID)
    return RESULT_VOID;
  if (type->kind == C_DOUBLE)
    return RESULT_DOUBLE;
  if (type->kind == C_INT32 || (type->kind == C_WCHAR && c_is_signed(type)))
    return RESULT_INT32;
  if (type->kind == C_UINT32)
    return RESULT_UINT32;
  if (type->kind == C_INT64)
    return RESULT_INT64;
  if (type->kind == C_UINT64)
    return RESULT_UINT64;
  return RESULT_OTHER;
}

/* On these machines a function of at most six integers and pointers finds them
 * in registers, whatever their types: it can be called through a pointer to one
 * that takes words, which costs a fourth of what libffi does. */
#if (defined(__x86_64__) || defined(__aarch64__)) && !defined(_WIN32)
#define PLAN_HAS_WORDS 1
#else
#define PLAN_HAS_WORDS 0
#endif

static bool plan_is_word(const c_type *type) {
  return type->kind == C_VOID || type->kind == C_POINTER ||
         type->kind == C_BOOL || c_is_integer(type);
}

static void plan_choose(plan *p) {
  const c_function *f = p->function;
  uint32_t i;

  p->words = PLAN_HAS_WORDS && !f->variadic && f->count <= 6 &&
             plan_is_word(f->result);
  p->doubles = PLAN_HAS_WORDS && !f->variadic && f->count >= 1 &&
               f->count <= 2 && f->result->kind == C_DOUBLE;
  for (i = 0; i < f->count; i++) {
    p->words = p->words && plan_is_word(f->params[i].type);
    p->doubles = p->doubles && f->params[i].type->kind == C_DOUBLE;
  }
  p->quick = (p->words || p->doubles) && p->result != RESULT_OTHER;
}

static bool plan_prepare(bridge *b, plan *p) {
  ffi_type *result = ffi__native(b, p->function->result);
  ffi_status status;

  if (result == NULL)
    return false;
  /* A variadic one is prepared for each call's types; this is for none. */
  status = p->function->variadic
               ? ffi_prep_cif_var(&p->cif, FFI_DEFAULT_ABI, p->count, p->count,
                                  result, p->types)
               : ffi_prep_cif(&p->cif, FFI_DEFAULT_ABI, p->count, result,
                              p->types);
  if (status == FFI_OK)
    return true;
  (void)drupe_throwf(b->cx, DRUPE_TYPE_ERROR, "ERR_FFI_UNAVAILABLE",
                     "libffi does not take this function type");
  return false;
}

plan *ffi__plan_of(bridge *b, c_unit *u, const c_function *f) {
  c_function *own = (c_function *)(uintptr_t)f; /* of the arena: ours */
  plan *p = f->plan;
  uint32_t i;

  if (p != NULL)
    return p;
  p = c_alloc(u, sizeof(*p));
  if (p == NULL)
    return ffi__no_memory(b), NULL;
  p->function = f;
  p->count = f->count;
  p->params = c_alloc(u, (f->count + 1) * sizeof(*p->params));
  p->types = c_alloc(u, (f->count + 1) * sizeof(ffi_type *));
  if (p->params == NULL || p->types == NULL)
    return ffi__no_memory(b), NULL;
  for (i = 0; i < f->count; i++)
    if (!ffi__param_plan(b, f->params[i].type, &p->params[i], &p->types[i]))
      return NULL;
  p->result = plan_result(f->result);
  p->result_size = c_size(f->result);
  plan_choose(p);
  if (!plan_prepare(b, p))
    return NULL;
  own->plan = p;
  return p;
}
