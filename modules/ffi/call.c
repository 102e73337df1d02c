/* modules/ffi/call.c - a JS function that calls one of C: the hot path.
 *
 * Arguments go into slots by what their plan says; the usual cases (int,
 * double, string, pointer) are decided here, everything else in put.c.  errno
 * is taken before anything else can change it. */
#include "bridge.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

/* -- arguments ------------------------------------------------------------ */
static bool argument_slow(bound *f, const plan *p, uint32_t i, drupe_value v,
                          slot *out, frame *fr) {
  const c_function *fn = f->function;
  const param_plan *param = &p->params[i];
  place at = {.subject = f->name,
              .argument = (int32_t)i + 1,
              .name = i < fn->count ? fn->params[i].name : NULL,
              .element = -1,
              .type = param->type};
  bridge *b = f->bridge;

  if (c_is_integer(param->type))
    return ffi__put_int(b, &at, param->type, v, &out->i);
  if (param->type->kind == C_RECORD || param->type->kind == C_LONG_DOUBLE) {
    out->p = ffi__frame_alloc(fr, c_size(param->type));
    return out->p != NULL && ffi__put(b, &at, param->type, out->p, v, fr);
  }
  out->u = 0;
  return ffi__put(b, &at, param->type, out, v, fr);
}

static inline bool argument_int(const param_plan *param, drupe_value v,
                                slot *out) {
  int64_t i;

  if (drupe_is_int(v))
    i = (int32_t)(uint32_t)v.bits;
  else if (!drupe_is_number(v) || !ffi__whole(drupe_to_double(v), &i))
    return false;
  out->i = i;
  return i >= param->min && i <= param->max;
}

static inline bool argument_string(const frame *fr, drupe_value v,
                                   slot *out) {
  drupe_cx *cx = fr->bridge->cx;
  drupe_str s;

  if (!drupe_is_string(v) || fr->async ||
      cx->value->string_view(cx, v, &s) < 0 ||
      memchr(s.data, '\0', s.size) != NULL)
    return false;
  out->p = (void *)(uintptr_t)s.data;
  return true;
}

/* A pointer of ours that is just what is wanted. */
static inline bool argument_pointer(const frame *fr, const param_plan *param,
                                    drupe_value v, slot *out) {
  const pointer *p;

  if (!drupe_is_object(v) || fr->async)
    return false;
  p = ffi__pointer_of(fr->bridge, v);
  if (p == NULL || c_plain(p->type) != c_plain(param->type->of) ||
      (p->block != NULL && p->block->gone) ||
      (p->type->flags & C_CONST) != 0)
    return false;
  out->p = p->address;
  return true;
}

bool ffi__arguments(bound *f, const plan *p, const drupe_call *call,
                    slot *slots, frame *fr) {
  const param_plan *param = p->params;
  bool done;
  uint32_t i;

  for (i = 0; i < p->count; i++, param++) {
    drupe_value v = call->argv[i];

    switch (param->how) {
    case OP_INT:
      done = argument_int(param, v, &slots[i]);
      break;
    case OP_DOUBLE:
      done = drupe_is_number(v);
      slots[i].d = drupe_to_double(v);
      break;
    case OP_STRING:
      done = argument_string(fr, v, &slots[i]);
      break;
    case OP_POINTER:
      done = argument_pointer(fr, param, v, &slots[i]);
      break;
    default:
      done = false;
    }
    if (!done && !argument_slow(f, p, i, v, &slots[i], fr))
      return false;
  }
  return true;
}

/* -- the call ------------------------------------------------------------- */
typedef uint64_t (*words0)(void);
typedef uint64_t (*words1)(uint64_t);
typedef uint64_t (*words2)(uint64_t, uint64_t);
typedef uint64_t (*words3)(uint64_t, uint64_t, uint64_t);
typedef uint64_t (*words4)(uint64_t, uint64_t, uint64_t, uint64_t);
typedef uint64_t (*words5)(uint64_t, uint64_t, uint64_t, uint64_t, uint64_t);
typedef uint64_t (*words6)(uint64_t, uint64_t, uint64_t, uint64_t, uint64_t,
                           uint64_t);
typedef double (*doubles1)(double);
typedef double (*doubles2)(double, double);

static uint64_t invoke_words(uint32_t count, void *address, const slot *s) {
  union {
    void *p;
    words0 f0;
    words1 f1;
    words2 f2;
    words3 f3;
    words4 f4;
    words5 f5;
    words6 f6;
  } u = {address};

  switch (count) {
  case 0:
    return u.f0();
  case 1:
    return u.f1(s[0].u);
  case 2:
    return u.f2(s[0].u, s[1].u);
  case 3:
    return u.f3(s[0].u, s[1].u, s[2].u);
  case 4:
    return u.f4(s[0].u, s[1].u, s[2].u, s[3].u);
  case 5:
    return u.f5(s[0].u, s[1].u, s[2].u, s[3].u, s[4].u);
  default:
    return u.f6(s[0].u, s[1].u, s[2].u, s[3].u, s[4].u, s[5].u);
  }
}

static double invoke_doubles(uint32_t count, void *address, const slot *s) {
  union {
    void *p;
    doubles1 f1;
    doubles2 f2;
  } u = {address};

  return count == 1 ? u.f1(s[0].d) : u.f2(s[0].d, s[1].d);
}

static void invoke_libffi(const plan *p, void *address, slot *slots,
                          void *result) {
  void *values[PLAN_MANY];
  union {
    void *p;
    void (*f)(void);
  } u = {address};
  uint32_t i;

  for (i = 0; i < p->count; i++) {
    values[i] = p->types[i]->type == FFI_TYPE_STRUCT ||
                        p->types[i]->type == FFI_TYPE_LONGDOUBLE
                    ? slots[i].p
                    : &slots[i];
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    if (p->types[i]->size < 8 && c_is_integer(p->params[i].type))
      values[i] = (char *)values[i] + 8 - p->types[i]->size;
#endif
  }
  /* libffi does not change the cif of a call. */
  ffi_call((ffi_cif *)(uintptr_t)&p->cif, u.f, result, values);
}

void ffi__invoke(const plan *p, void *address, slot *slots, void *result) {
  if (p->words)
    *(uint64_t *)result = invoke_words(p->count, address, slots);
  else if (p->doubles)
    *(double *)result = invoke_doubles(p->count, address, slots);
  else
    invoke_libffi(p, address, slots, result);
}

/* -- the result ----------------------------------------------------------- */
static drupe_value result_enum(bound *f, const c_type *type, int64_t value) {
  uint32_t i;

  for (i = 0; f->enum_names && i < type->names->count; i++)
    if (type->names->list[i].value == value)
      return drupe_string(f->bridge->cx, type->names->list[i].name, DRUPE_NTS);
  return c_is_signed(type) ? ffi__int64(f->bridge, value)
                           : ffi__uint64(f->bridge, (uint64_t)value);
}

/* `_Dispose_(free) char *`: text is copied and freed at once, other memory when
 * its pointer dies. */
static drupe_value result_owned(bound *f, const c_type *type, void *address) {
  bridge *b = f->bridge;
  drupe_value v = drupe_null(), fn, raw;
  block *k;

  if (address == NULL)
    return v;
  fn = drupe_ref_get(b->cx, f->dispose);
  if (c_is_text(type->of)) {
    v = ffi__text_get(b, type->of, address, FFI__UNKNOWN);
    raw = ffi__pointer_new(b, type->of, address, FFI__UNKNOWN, NULL);
    (void)drupe_apply(b->cx, fn, drupe_undefined(), 1, &raw);
    return v;
  }
  k = ffi__block_foreign(b, address, 0);
  if (k == NULL)
    return drupe_none();
  k->type = type->of;
  k->dispose = drupe_ref_new(b->cx, fn);
  v = ffi__pointer_new(b, type->of, address,
                       c_size(type->of) == 0 ? FFI__UNKNOWN : c_size(type->of),
                       k);
  ffi__block_drop(b, k);
  return v;
}

static drupe_value result_other(bound *f, void *result) {
  const c_type *type = f->function->result;
  void *address;

  if (type->kind == C_POINTER && f->dispose != NULL) {
    memcpy(&address, result, sizeof(address));
    return result_owned(f, type, address);
  }
  if (type->kind == C_ENUM)
    return result_enum(f, type,
                       type->size == 8         ? *(int64_t *)result
                       : c_is_signed(type) ? *(int32_t *)result
                                           : (int64_t) * (uint32_t *)result);
  return ffi__get(f->bridge, type, result, NULL, GET_COPY);
}

static uint64_t double_bits(double d) {
  uint64_t bits;

  memcpy(&bits, &d, sizeof(bits));
  return bits;
}

/* A result that is one word; not RESULT_OTHER. */
static inline drupe_value result_plain(bridge *b, result_op how,
                                       uint64_t word) {
  double d;

  switch (how) {
  case RESULT_INT32:
    return drupe_int((int32_t)(uint32_t)word);
  case RESULT_UINT32:
    return drupe_uint((uint32_t)word);
  case RESULT_INT64:
    return ffi__int64(b, (int64_t)word);
  case RESULT_UINT64:
    return word <= INT32_MAX ? drupe_int((int32_t)word)
                             : ffi__uint64(b, word);
  case RESULT_DOUBLE:
    memcpy(&d, &word, sizeof(d));
    return drupe_number(d);
  default:
    return drupe_undefined();
  }
}

drupe_value ffi__result(bound *f, const plan *p, void *result) {
  if (p->result == RESULT_OTHER)
    return result_other(f, result);
  return result_plain(f->bridge, p->result, *(uint64_t *)result);
}

/* -1 and NULL mean failure. */
bool ffi__failed_by_errno(const bound *f, const void *result) {
  const c_type *type = f->function->result;

  if (type->kind == C_POINTER)
    return *(void *const *)result == NULL;
  if (!c_is_signed(type))
    return false;
  return type->size == 8 ? *(const int64_t *)result == -1
                         : *(const int32_t *)result == -1;
}

drupe_value ffi__throw_errno(bridge *b, const char *name, int code) {
  return drupe_throw_status(b->cx, -code, name);
}

/* -- together ------------------------------------------------------------- */
bool ffi__bound_ready(bound *f, const drupe_call *call, uint32_t count) {
  if (f->library != NULL && f->library->closed) {
    (void)drupe_throwf(f->bridge->cx, DRUPE_ERROR, "ERR_FFI_CLOSED",
                       "%s: the library %s is closed", f->name,
                       f->library->name);
    return false;
  }
  if (f->bridge->doomed != NULL)
    ffi__blocks_finish(f->bridge);
  if (call->argc == count ||
      (f->function->variadic && call->argc >= count))
    return true;
  (void)drupe_throwf(f->bridge->cx, DRUPE_TYPE_ERROR, "ERR_MISSING_ARGS",
                     "%s: %u argument%s wanted, %u given", f->name,
                     (unsigned)count, count == 1 ? "" : "s",
                     (unsigned)call->argc);
  return false;
}

/* A callback threw, or one of another thread gave up: an error is pending. */
static bool call_disturbed(const bound *f) {
  bridge *b = f->bridge;

  if (ffi__foreign_gave_up(b))
    (void)drupe_throwf(b->cx, DRUPE_ERROR, "ERR_FFI_CALLBACK_TIMEOUT",
                       "%s: a callback from another thread could not run "
                       "while the call kept this one: use %s.async",
                       f->name, f->name);
  return b->cx->error->pending(b->cx);
}

static drupe_value call_run(bound *f, const plan *p, slot *slots, void *result,
                            frame *fr) {
  bridge *b = f->bridge;
  uint32_t depth = atomic_load_explicit(&b->depth, memory_order_relaxed);
  drupe_value v;

  atomic_store_explicit(&b->depth, depth + 1, memory_order_relaxed);
  errno = 0;
  if (b->guard)
    ffi__guard_invoke(f, p, slots, result);
  else
    ffi__invoke(p, f->address, slots, result);
  b->saved_errno = errno;
  atomic_store_explicit(&b->depth, depth, memory_order_relaxed);
  if (fr->backs != NULL)
    ffi__frame_show(fr);
  if (f->throws_errno && ffi__failed_by_errno(f, result))
    v = ffi__throw_errno(b, f->name, b->saved_errno);
  else
    v = ffi__result(f, p, result);
  if (fr->used != 0 || fr->temps != NULL || fr->closures != NULL)
    ffi__frame_end(fr);
  return b->shared != NULL && call_disturbed(f) ? drupe_none() : v;
}

/* Many arguments, variadic ones, a large struct as the result. */
static drupe_value call_large(bound *f, const drupe_call *call) {
  const plan *p = f->plan;
  drupe_value argv[PLAN_MANY], v = drupe_none();
  drupe_call other = *call;
  slot slots[PLAN_MANY] = {{0}};
  frame fr;
  void *result;

  ffi__frame_init(&fr, f->bridge);
  if (f->function->variadic) {
    p = ffi__variadic_plan(f, call, &fr, argv);
    other.argv = argv;
  }
  if (p != NULL && ffi__arguments(f, p, &other, slots, &fr)) {
    result = ffi__frame_alloc(
        &fr, p->result_size < PLAN_RESULT ? PLAN_RESULT : p->result_size);
    if (result != NULL)
      return call_run(f, p, slots, result, &fr);
  }
  ffi__frame_end(&fr);
  return v;
}

/* Everything but the usual. */
static drupe_value call_general(bound *f, const drupe_call *call) {
  const plan *p = f->plan;
  slot slots[PLAN_FEW] = {{0}};
  uint64_t result[PLAN_RESULT / 8];
  frame fr;

  if (!ffi__bound_ready(f, call, p->count))
    return drupe_none();
  if (p->count > PLAN_FEW || f->function->variadic ||
      p->result_size > PLAN_RESULT)
    return call_large(f, call);
  ffi__frame_init(&fr, f->bridge);
  if (ffi__arguments(f, p, call, slots, &fr))
    return call_run(f, p, slots, result, &fr);
  ffi__frame_end(&fr);
  return drupe_none();
}

/* An argument that needs no memory and makes no error; false: look closer. */
static inline bool argument_quick(drupe_cx *cx, const param_plan *param,
                                  drupe_value v, slot *out) {
  drupe_str s;

  switch (param->how) {
  case OP_INT:
    return argument_int(param, v, out);
  case OP_DOUBLE:
    out->d = drupe_to_double(v);
    return drupe_is_number(v);
  case OP_STRING:
    if (cx->value->string_view(cx, v, &s) < 0 ||
        memchr(s.data, '\0', s.size) != NULL)
      return false;
    out->p = (void *)(uintptr_t)s.data;
    return true;
  default:
    return false;
  }
}

/* The quick way: a function of a few numbers and strings whose result is a
 * number.  Nothing has happened yet where it gives up. */
drupe_value ffi__call(drupe_cx *cx, const drupe_call *call) {
  bound *f = call->data;
  const plan *p = f->plan;
  bridge *b = f->bridge;
  slot slots[PLAN_QUICK] = {{0}};
  uint64_t result;
  uint32_t depth, i;

  if (!p->quick || f->special || b->special || call->argc != p->count ||
      (f->library != NULL && f->library->closed))
    return call_general(f, call);
  for (i = 0; i < p->count; i++)
    if (!argument_quick(cx, &p->params[i], call->argv[i], &slots[i]))
      return call_general(f, call);
  depth = atomic_load_explicit(&b->depth, memory_order_relaxed);
  atomic_store_explicit(&b->depth, depth + 1, memory_order_relaxed);
  *b->errno_at = 0;
  if (p->words)
    result = invoke_words(p->count, f->address, slots);
  else
    result = double_bits(invoke_doubles(p->count, f->address, slots));
  b->saved_errno = *b->errno_at;
  atomic_store_explicit(&b->depth, depth, memory_order_relaxed);
  if (b->shared != NULL && call_disturbed(f))
    return drupe_none();
  return result_plain(b, p->result, result);
}
