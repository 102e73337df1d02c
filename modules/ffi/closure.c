/* modules/ffi/closure.c - C addresses for JS functions.
 *
 * A closure lent to a call is over when the call returns.  C may have kept it
 * all the same: so it rests for a while before it is lent again, and a call of
 * a resting one is an error, not a crash. */
#include "bridge.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

enum { POOL_REST = 32 }; /* resting closures of a function type */

/* Resting closures of one function type, the longest first. */
struct c_pool {
  closure *first, **last;
  uint32_t count;
};

/* -- from C --------------------------------------------------------------- */
static inline drupe_value closure_argument(bridge *b, const c_type *type,
                                           const void *from) {
  const void *address;
  int32_t i;

  if ((type->flags & C_DEREF) != 0) {
    memcpy(&address, from, sizeof(address));
    if (address == NULL)
      return drupe_null();
    from = address;
    type = type->of;
  }
  if (type->kind != C_INT32)
    return ffi__get(b, type, from, NULL, GET_COPY);
  memcpy(&i, from, sizeof(i));
  return drupe_int(i);
}

/* libffi wants integers widened to a word. */
static void closure_result(closure *c, drupe_value v, void *result) {
  const c_type *type = c->plan->function->result;
  place at = {.subject = "callback", .argument = -1, .element = -1,
              .type = type};
  int64_t i;

  if (type->kind == C_VOID || drupe_is_none(v))
    return;
  if (drupe_is_int(v) && type->kind == C_INT32) {
    *(ffi_sarg *)result = (int32_t)(uint32_t)v.bits;
  } else if (type->kind == C_BOOL && drupe_is_bool(v)) {
    *(ffi_arg *)result = (ffi_arg)drupe_to_bool(v);
  } else if (c_is_integer(type)) {
    if (ffi__put_int(c->bridge, &at, type, v, &i))
      *(ffi_sarg *)result = (ffi_sarg)i;
  } else {
    (void)ffi__put(c->bridge, &at, type, result, v, NULL);
  }
}

static drupe_value closure_function(closure *c) {
  return c->ref == NULL ? c->fn : drupe_ref_get(c->bridge->cx, c->ref);
}

void ffi__closure_run(closure *c, void *result, void **args) {
  const c_function *f = c->plan->function;
  bridge *b = c->bridge;
  drupe_value argv[PLAN_MANY];
  drupe_scope scope;
  uint32_t i;

  drupe_scope_open(b->cx, &scope);
  for (i = 0; i < f->count; i++)
    argv[i] = closure_argument(b, f->params[i].type, args[i]);
  closure_result(c, drupe_apply(b->cx, closure_function(c), drupe_undefined(),
                                f->count, argv),
                 result);
  (void)drupe_scope_close(b->cx, &scope, drupe_none());
}

static void closure_refuse(closure *c, int state) {
  (void)drupe_throwf(c->bridge->cx, DRUPE_ERROR,
                     state == CLOSURE_STALE ? "ERR_FFI_STALE_CALLBACK"
                                            : "ERR_FFI_CLOSED",
                     state == CLOSURE_STALE
                         ? "C called a callback whose call is over: keep it "
                           "with ffi.callback"
                         : "C called a callback that is closed");
}

/* On the context's thread.  Outside of our own calls C code of somebody else
 * calls, and there may be no bracket. */
static void closure_here(closure *c, int state, void *result, void **args) {
  bridge *b = c->bridge;
  bool inside = atomic_load_explicit(&b->depth, memory_order_relaxed) > 0;
  drupe_entry entry;

  if (!inside && b->cx->task->enter(b->cx, NULL, &entry) < 0)
    return;
  if (state == CLOSURE_LENT || state == CLOSURE_KEPT)
    ffi__closure_run(c, result, args);
  else
    closure_refuse(c, state);
  if (!inside)
    b->cx->task->leave(b->cx, &entry);
}

void ffi__closure_called(closure *c, void *result, void **args) {
  int state = atomic_load(&c->state), kept = errno;

  if (!pthread_equal(pthread_self(), c->thread))
    ffi__foreign_call(c, result, args);
  else if (state != CLOSURE_CLOSED || !c->bridge->stopped)
    closure_here(c, state, result, args);
  errno = kept;
}

/* From libffi. */
static void closure_thunk(ffi_cif *cif, void *result, void **args,
                          void *user) {
  if (cif->rtype->size > sizeof(ffi_arg))
    memset(result, 0, cif->rtype->size);
  else if (cif->rtype->type != FFI_TYPE_VOID)
    *(ffi_arg *)result = 0;
  ffi__closure_called(user, result, args);
}

/* -- making --------------------------------------------------------------- */
static bool closure_expressible(bridge *b, const c_function *f) {
  if (!f->variadic && f->count <= PLAN_MANY)
    return true;
  (void)drupe_throwf(b->cx, DRUPE_TYPE_ERROR, "ERR_FFI_UNAVAILABLE",
                     "a callback cannot be variadic");
  return false;
}

/* With memory and an address of libffi's. */
static closure *closure_of_libffi(bridge *b, const plan *p) {
  void *code;
  closure *c = ffi_closure_alloc(sizeof(*c), &code);

  if (c == NULL)
    return ffi__no_memory(b), NULL;
  memset((char *)c + sizeof(c->native), 0, sizeof(*c) - sizeof(c->native));
  c->code = code;
  if (ffi_prep_closure_loc(&c->native, (ffi_cif *)(uintptr_t)&p->cif,
                           closure_thunk, c, code) == FFI_OK)
    return c;
  ffi_closure_free(c);
  (void)drupe_throwf(b->cx, DRUPE_ERROR, "ERR_FFI_UNAVAILABLE",
                     "libffi makes no callback of this type here");
  return NULL;
}

closure *ffi__closure_new(bridge *b, const c_function *f) {
  const plan *p = ffi__plan_of(b, b->base, f);
  closure *c;

  if (p == NULL || !closure_expressible(b, f))
    return NULL;
  if (b->shared == NULL && (b->shared = ffi__shared_new(b)) == NULL)
    return NULL;
  c = p->words ? ffi__thunk_closure() : NULL;
  if (c == NULL)
    c = closure_of_libffi(b, p);
  if (c == NULL)
    return NULL;
  c->plan = p;
  c->bridge = b;
  c->shared = b->shared;
  c->thread = b->thread;
  c->timeout_ms = 5000;
  c->all = b->closures;
  b->closures = c;
  return c;
}

/* -- lending -------------------------------------------------------------- */
static c_pool *pool_of(bridge *b, const c_function *f) {
  c_function *own = (c_function *)(uintptr_t)f; /* of an arena of ours */

  if (own->pool != NULL)
    return own->pool;
  own->pool = c_alloc(b->base, sizeof(*own->pool));
  if (own->pool == NULL)
    return ffi__no_memory(b), NULL;
  own->pool->last = &own->pool->first;
  return own->pool;
}

static closure *pool_take(bridge *b, const c_function *f) {
  c_pool *pool = pool_of(b, f);
  closure *c;

  if (pool == NULL)
    return NULL;
  if (pool->count < POOL_REST)
    return ffi__closure_new(b, f);
  c = pool->first;
  pool->first = c->next;
  if (pool->first == NULL)
    pool->last = &pool->first;
  pool->count--;
  return c;
}

bool ffi__closure_lend(bridge *b, const place *at, const c_function *f,
                       drupe_value fn, void **out, frame *fr) {
  closure *c = pool_take(b, f);

  (void)at;
  if (c == NULL)
    return false;
  c->fn = fn;
  c->async = fr->async;
  c->next = fr->closures;
  fr->closures = c;
  if (fr->async && (c->ref = drupe_ref_new(b->cx, fn)) == NULL)
    return ffi__no_memory(b), false;
  atomic_store(&c->state, CLOSURE_LENT);
  *out = c->code;
  return true;
}

void ffi__closures_return(frame *f) {
  drupe_cx *cx = f->bridge->cx;
  closure *c;
  c_pool *pool;

  while ((c = f->closures) != NULL) {
    f->closures = c->next;
    atomic_store(&c->state, CLOSURE_STALE);
    drupe_ref_free(cx, c->ref);
    drupe_ref_free(cx, c->thrown);
    c->ref = c->thrown = NULL;
    c->fn = drupe_undefined();
    c->next = NULL;
    pool = c->plan->function->pool;
    assert(pool != NULL);
    *pool->last = c;
    pool->last = &c->next;
    pool->count++;
  }
}

void ffi__closures_stop(bridge *b) {
  closure *c;

  for (c = b->closures; c != NULL; c = c->all) {
    atomic_store(&c->state, CLOSURE_CLOSED);
    drupe_ref_free(b->cx, c->ref);
    drupe_ref_free(b->cx, c->thrown);
    c->ref = c->thrown = NULL;
  }
  b->closures = NULL;
}
