/* modules/ffi/callback.c - ffi.callback: a JS function that C may keep, until
 * close(). */
#include "bridge.h"

#include <string.h>

/* Pinned until it is closed: C holds what the collector cannot see. */
static void callback_close(bridge *b, closure *c) {
  if (atomic_exchange(&c->state, CLOSURE_CLOSED) != CLOSURE_KEPT)
    return;
  drupe_ref_free(b->cx, c->ref);
  c->ref = NULL;
  b->cx->classes->pin(b->cx, c->instance, 0);
}

static drupe_value callback_close_method(drupe_cx *cx,
                                         const drupe_call *call) {
  callback_close(bridge_of(cx), call->native);
  return drupe_undefined();
}

static drupe_value callback_address(drupe_cx *cx, const drupe_call *call) {
  const closure *c = call->native;

  return ffi__uint64(bridge_of(cx), (uintptr_t)c->code);
}

static drupe_value callback_ref(drupe_cx *cx, const drupe_call *call) {
  ffi__shared_ref(bridge_of(cx), true);
  return call->self;
}

static drupe_value callback_unref(drupe_cx *cx, const drupe_call *call) {
  ffi__shared_ref(bridge_of(cx), false);
  return call->self;
}

static void callback_finalize(drupe_cx *cx, void *native, void *data) {
  (void)native;
  (void)data;
  ffi__release(bridge_of(cx));
}

static const drupe_member callback_members[] = {
    DRUPE_FN("close()", callback_close_method),
    DRUPE_FN("ref(): object", callback_ref),
    DRUPE_FN("unref(): object", callback_unref),
    DRUPE_GET("address: any", callback_address), DRUPE_MEMBER_END};
const drupe_class_def ffi__callback_class = {
    .size = sizeof(ffi__callback_class),
    .flags = DRUPE_CLASS_HIDDEN,
    .self = &ffi__callback_class,
    .signature = "Callback",
    .finalize = callback_finalize,
    .members = callback_members};

void *ffi__callback_address(bridge *b, drupe_value v, const c_function **f,
                            bool *closed) {
  closure *c = drupe_unwrap(b->cx, v, &ffi__callback_class);

  if (c == NULL)
    return NULL;
  *f = c->plan->function;
  *closed = atomic_load(&c->state) != CLOSURE_KEPT;
  return c->code;
}

/* "wait" or "post"; the other thread of a function with a result must wait. */
static bool callback_mode(bridge *b, drupe_value mode, const c_function *f,
                          bool *posts) {
  drupe_str s = drupe_view(b->cx, mode);

  if (drupe_is_undefined(mode) || (s.data != NULL &&
                                   strcmp(s.data, "wait") == 0))
    return true;
  if (s.data == NULL || strcmp(s.data, "post") != 0) {
    (void)drupe_throwf(b->cx, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_VALUE",
                       "callback: mode is 'wait' or 'post'");
    return false;
  }
  if (f->result->kind != C_VOID) {
    (void)drupe_throwf(b->cx, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_VALUE",
                       "callback: only a void function can be posted: this "
                       "one has a result to wait for");
    return false;
  }
  *posts = true;
  return true;
}

static const c_function *callback_type(bridge *b, drupe_value type,
                                       drupe_value library_) {
  const c_type *t = ffi__type_of(b, type, library_);

  if (t == NULL)
    return NULL;
  if (t->kind == C_POINTER)
    t = t->of;
  if (t->kind == C_FUNCTION)
    return t->function;
  (void)drupe_throwf(b->cx, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_TYPE",
                     "callback: the type must be one of a function, as in "
                     "'int (*)(int)'");
  return NULL;
}

/* callback(type, fn, mode, timeout, library) */
drupe_value ffi__callback_js(drupe_cx *cx, const drupe_call *call) {
  bridge *b = bridge_of(cx);
  const c_function *f = callback_type(b, call->argv[0], drupe_arg(call, 4));
  bool posts = false;
  drupe_value v;
  closure *c;

  if (f == NULL || !callback_mode(b, drupe_arg(call, 2), f, &posts))
    return drupe_none();
  c = ffi__closure_new(b, f);
  if (c == NULL)
    return drupe_none();
  c->posts = posts;
  if (drupe_given(call, 3))
    c->timeout_ms = (uint32_t)drupe_arg_int(call, 3, 0);
  c->ref = drupe_ref_new(cx, drupe_arg(call, 1));
  if (c->ref == NULL)
    return ffi__no_memory(b);
  v = cx->classes->instance_new(cx, &ffi__callback_class, c, &c->instance);
  if (drupe_is_none(v))
    return v;
  ffi__hold(b);
  cx->classes->pin(cx, c->instance, 1);
  atomic_store(&c->state, CLOSURE_KEPT);
  return v;
}
