/* modules/ffi/pointer.c - addresses as objects: with a type, the bytes that may
 * be touched where that is known, and what keeps them alive. */
#include "bridge.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static void pointer_finalize(drupe_cx *cx, void *native, void *data) {
  pointer *p = native;

  (void)data;
  ffi__block_drop(bridge_of(cx), p->block);
  drupe_release(cx, p);
  ffi__release(bridge_of(cx));
}

drupe_value ffi__pointer_new(bridge *b, const c_type *type, void *address,
                             size_t size, block *owner) {
  const drupe_class_def *def = &ffi__pointer_class;
  pointer *p;
  drupe_value v;

  if (type->kind == C_RECORD && type->record->complete) {
    def = ffi__record_class(b, type->record);
    if (def == NULL)
      return drupe_none();
  }
  p = drupe_alloc(b->cx, sizeof(*p));
  if (p == NULL)
    return ffi__no_memory(b);
  p->type = type;
  p->address = address;
  p->size = size;
  p->block = ffi__block_hold(owner);
  ffi__hold(b);
  v = drupe_instance_new(b->cx, def, p);
  if (drupe_is_none(v))
    pointer_finalize(b->cx, p, NULL);
  return v;
}

bool ffi__pointer_check(bridge *b, const pointer *p, size_t offset,
                        size_t bytes) {
  if (p->block != NULL && p->block->gone) {
    (void)drupe_throwf(b->cx, DRUPE_ERROR, "ERR_FFI_FREED",
                       "the memory is %s", p->block->why);
    return false;
  }
  if ((uintptr_t)p->address < 4096 ||
      (uintptr_t)p->address > UINTPTR_MAX - 4096) {
    (void)drupe_throwf(b->cx, DRUPE_ERROR, "ERR_FFI_ADDRESS",
                       "nothing can lie at address %p", (void *)p->address);
    return false;
  }
  if (p->size != FFI__UNKNOWN && (offset > p->size ||
                                  bytes > p->size - offset)) {
    (void)drupe_throwf(b->cx, DRUPE_RANGE_ERROR, "ERR_BUFFER_OUT_OF_BOUNDS",
                       "bytes %zu to %zu are asked for, there are %zu", offset,
                       offset + bytes, p->size);
    return false;
  }
  return true;
}

/* -- elements ------------------------------------------------------------- */
/* Element `index` of what p points to; NULL: an error is pending. */
static char *pointer_element(bridge *b, const pointer *p, int64_t index) {
  size_t size = c_size(p->type);
  char type[160];

  if (size == 0) {
    (void)drupe_throwf(b->cx, DRUPE_TYPE_ERROR, "ERR_FFI_UNAVAILABLE",
                       "%s has no size: say what lies there with as(type)",
                       c_print(p->type, NULL, type, sizeof(type)));
    return NULL;
  }
  if (index < 0 ? p->size != FFI__UNKNOWN : (uint64_t)index > SIZE_MAX / size) {
    (void)drupe_throwf(b->cx, DRUPE_RANGE_ERROR, "ERR_BUFFER_OUT_OF_BOUNDS",
                       "element %lld is outside", (long long)index);
    return NULL;
  }
  if (!ffi__pointer_check(b, p, index < 0 ? 0 : (size_t)index * size, size))
    return NULL;
  return p->address + index * (int64_t)size;
}

static drupe_value pointer_read(drupe_cx *cx, const drupe_call *call) {
  bridge *b = bridge_of(cx);
  const pointer *p = call->native;
  const char *at = pointer_element(b, p, drupe_arg_int64(call, 0, 0));

  if (at == NULL)
    return drupe_none();
  return ffi__get(b, p->type, at, p->block, GET_COPY);
}

static bool pointer_put(bridge *b, const pointer *p, int64_t index,
                        drupe_value v) {
  place at = {.subject = "write", .element = -1, .type = p->type};
  char *to = pointer_element(b, p, index);

  if (to == NULL)
    return false;
  if ((p->type->flags & C_CONST) != 0)
    return ffi__fail_at(b, &at, DRUPE_TYPE_ERROR, "ERR_FFI_CONST",
                        "it is const");
  return ffi__put(b, &at, p->type, to, v, NULL);
}

static drupe_value pointer_write(drupe_cx *cx, const drupe_call *call) {
  return pointer_put(bridge_of(cx), call->native,
                     drupe_arg_int64(call, 1, 0), drupe_arg(call, 0))
             ? drupe_undefined()
             : drupe_none();
}

static drupe_value pointer_get_first(drupe_cx *cx, const drupe_call *call) {
  const pointer *p = call->native;
  const char *at = pointer_element(bridge_of(cx), p, 0);

  if (at == NULL)
    return drupe_none();
  return ffi__get(bridge_of(cx), p->type, at, p->block, GET_LIVE);
}

static drupe_value pointer_set_first(drupe_cx *cx, const drupe_call *call) {
  return pointer_put(bridge_of(cx), call->native, 0, drupe_arg(call, 0))
             ? drupe_undefined()
             : drupe_none();
}

static drupe_value pointer_at(drupe_cx *cx, const drupe_call *call) {
  bridge *b = bridge_of(cx);
  const pointer *p = call->native;
  int64_t index = drupe_arg_int64(call, 0, 0);
  char *at = pointer_element(b, p, index);

  if (at == NULL)
    return drupe_none();
  return ffi__pointer_new(b, p->type, at,
                          p->size == FFI__UNKNOWN
                              ? FFI__UNKNOWN
                              : p->size - (size_t)index * c_size(p->type),
                          p->block);
}

/* as(type): the same bytes, seen otherwise. */
static drupe_value pointer_as(drupe_cx *cx, const drupe_call *call) {
  bridge *b = bridge_of(cx);
  const pointer *p = call->native;
  const c_type *type = ffi__type_of(b, drupe_arg(call, 0), drupe_arg(call, 1));

  if (type == NULL)
    return drupe_none();
  if (type->kind == C_FUNCTION)
    return ffi__bound_new(b, NULL, NULL, "function", type->function,
                          p->address);
  return ffi__pointer_new(b, type, p->address, p->size, p->block);
}

/* -- bytes and text ------------------------------------------------------- */
static void pointer_release_block(drupe_cx *cx, void *data, void *arg) {
  (void)data;
  ffi__block_drop(bridge_of(cx), arg);
}

/* A Buffer on the memory itself. */
static drupe_value pointer_buffer(drupe_cx *cx, const drupe_call *call) {
  bridge *b = bridge_of(cx);
  const pointer *p = call->native;
  size_t size = p->size;
  drupe_value v;

  if (drupe_given(call, 0))
    size = (size_t)drupe_arg_int64(call, 0, 0);
  if (size == FFI__UNKNOWN)
    return drupe_throwf(cx, DRUPE_TYPE_ERROR, "ERR_MISSING_ARGS",
                        "buffer: how many bytes lie there is not known: say "
                        "buffer(bytes)");
  if (!ffi__pointer_check(b, p, 0, size))
    return drupe_none();
  v = cx->buffer->buffer_external(cx, DRUPE_NODE_BUFFER, p->address, size,
                                  pointer_release_block, p->block);
  if (!drupe_is_none(v))
    (void)ffi__block_hold(p->block);
  return v;
}

/* string(units?): to the NUL, or that many. */
static drupe_value pointer_string(drupe_cx *cx, const drupe_call *call) {
  bridge *b = bridge_of(cx);
  const pointer *p = call->native;
  const c_type *type = p->type->kind == C_ARRAY ? p->type->of : p->type;
  size_t most = p->size, unit = type->size == 0 ? 1 : type->size;

  if (!c_is_text(type) && !c_is_byte(type) && type->kind != C_VOID)
    return drupe_throwf(cx, DRUPE_TYPE_ERROR, "ERR_INVALID_STATE",
                        "string: it does not point to text");
  if (drupe_given(call, 0))
    most = (size_t)drupe_arg_int64(call, 0, 0) * unit;
  if (!ffi__pointer_check(b, p, 0, most == FFI__UNKNOWN ? 1 : most))
    return drupe_none();
  return ffi__text_get(b, type->kind == C_VOID ? c_basic(C_CHAR) : type,
                       p->address,
                       most == FFI__UNKNOWN ? FFI__UNKNOWN : most / unit);
}

static drupe_value pointer_to_string(drupe_cx *cx, const drupe_call *call) {
  const pointer *p = call->native;
  char type[200], text[260];

  if (p->type->kind == C_CHAR)
    return pointer_string(cx, call);
  snprintf(text, sizeof(text), "[pointer to %s at %p]",
           c_print(p->type, NULL, type, sizeof(type)), (void *)p->address);
  return drupe_string(cx, text, DRUPE_NTS);
}

/* -- facts ---------------------------------------------------------------- */
static drupe_value pointer_address(drupe_cx *cx, const drupe_call *call) {
  const pointer *p = call->native;

  return ffi__uint64(bridge_of(cx), (uintptr_t)p->address);
}

static drupe_value pointer_type(drupe_cx *cx, const drupe_call *call) {
  const pointer *p = call->native;
  char text[300];

  return drupe_string(cx, c_print(p->type, NULL, text, sizeof(text)),
                      DRUPE_NTS);
}

static drupe_value pointer_size(drupe_cx *cx, const drupe_call *call) {
  const pointer *p = call->native;

  (void)cx;
  return p->size == FFI__UNKNOWN ? drupe_undefined()
                                 : drupe_number((double)p->size);
}

static drupe_value pointer_length(drupe_cx *cx, const drupe_call *call) {
  const pointer *p = call->native;
  size_t size = c_size(p->type), count;

  (void)cx;
  if (p->size == FFI__UNKNOWN || size == 0)
    return drupe_undefined();
  count = p->size / size;
  return drupe_number((double)count);
}

/* -- life ----------------------------------------------------------------- */
static drupe_value pointer_free(drupe_cx *cx, const drupe_call *call) {
  pointer *p = call->native;

  if (p->block == NULL)
    return drupe_throwf(cx, DRUPE_ERROR, "ERR_INVALID_STATE",
                        "free: the memory is C's own: call the library's "
                        "function for it");
  ffi__block_end(bridge_of(cx), p->block, "freed");
  return drupe_undefined();
}

/* What C has taken over: nothing is freed here any more. */
static drupe_value pointer_release(drupe_cx *cx, const drupe_call *call) {
  pointer *p = call->native;
  block *k = p->block;

  if (k == NULL || k->pin != NULL || k->gone)
    return drupe_throwf(cx, DRUPE_ERROR, "ERR_INVALID_STATE",
                        "release: the memory is not ours to give");
  k->owned = false;
  drupe_ref_free(cx, k->dispose);
  k->dispose = NULL;
  return drupe_undefined();
}

/* onFree(fn): fn(pointer) when the last pointer to it is gone, or at free(). */
static drupe_value pointer_on_free(drupe_cx *cx, const drupe_call *call) {
  bridge *b = bridge_of(cx);
  pointer *p = call->native;

  if (p->block == NULL) {
    p->block = ffi__block_foreign(b, p->address, 0);
    if (p->block == NULL)
      return drupe_none();
    p->block->type = p->type;
  }
  if (p->block->dispose != NULL || p->block->owned || p->block->pin != NULL)
    return drupe_throwf(cx, DRUPE_ERROR, "ERR_INVALID_STATE",
                        "onFree: the memory has an owner already");
  p->block->dispose = drupe_ref_new(cx, drupe_arg(call, 0));
  return p->block->dispose == NULL ? ffi__no_memory(b) : call->self;
}

static const drupe_member pointer_members[] = {
    DRUPE_GETSET("0: any", pointer_get_first, pointer_set_first),
    DRUPE_FN("read(index?: integer): any", pointer_read),
    DRUPE_FN("write(value: any, index?: integer)", pointer_write),
    DRUPE_FN("at(index: integer): object", pointer_at),
    DRUPE_FN("as(type: any, library?: any): any", pointer_as),
    DRUPE_FN("buffer(bytes?: integer): buffer", pointer_buffer),
    DRUPE_FN("string(length?: integer): string", pointer_string),
    DRUPE_FN("toString(): string", pointer_to_string),
    DRUPE_FN("free()", pointer_free),
    DRUPE_FN("release()", pointer_release),
    DRUPE_FN("onFree(dispose: function): object", pointer_on_free),
    DRUPE_GET("address: any", pointer_address),
    DRUPE_GET("type: string", pointer_type),
    DRUPE_GET("size: any", pointer_size),
    DRUPE_GET("length: any", pointer_length),
    DRUPE_MEMBER_END};
const drupe_class_def ffi__pointer_class = {
    .size = sizeof(ffi__pointer_class),
    .self = &ffi__pointer_class,
    .signature = "Pointer",
    .finalize = pointer_finalize,
    .members = pointer_members};

/* -- making --------------------------------------------------------------- */
/* alloc(type, count?): zeroed; a number is that many bytes. */
drupe_value ffi__alloc_js(drupe_cx *cx, const drupe_call *call) {
  bridge *b = bridge_of(cx);
  const c_type *type = c_basic(C_UINT8);
  int64_t count = drupe_arg_int64(call, 1, 1);
  drupe_value v;
  block *k;

  if (drupe_is_number(call->argv[0]))
    count = drupe_arg_int64(call, 0, 0);
  else if ((type = ffi__type_of(b, call->argv[0], drupe_arg(call, 2))) == NULL)
    return drupe_none();
  if (type->kind == C_ARRAY && type->length != C_FLEXIBLE) {
    count *= (int64_t)type->length;
    type = type->of;
  }
  if (c_size(type) == 0 || count < 0 ||
      (uint64_t)count > (SIZE_MAX >> 8) / c_size(type))
    return drupe_throwf(cx, DRUPE_RANGE_ERROR, "ERR_OUT_OF_RANGE",
                        "alloc: not a size that memory can have");
  k = ffi__block_alloc(b, (size_t)count * c_size(type));
  if (k == NULL)
    return drupe_none();
  v = ffi__pointer_new(b, type, k->data, k->size, k);
  ffi__block_drop(b, k);
  return v;
}

/* pointer(address | Buffer, type, library?) */
drupe_value ffi__pointer_js(drupe_cx *cx, const drupe_call *call) {
  bridge *b = bridge_of(cx);
  place at = {.subject = "pointer", .argument = 1, .element = -1,
              .type = c_basic(C_UINT64)};
  const c_type *type = c_basic(C_UINT8);
  drupe_value v = call->argv[0];
  drupe_span span;
  int64_t address;
  block *k;

  if (drupe_given(call, 1) &&
      (type = ffi__type_of(b, call->argv[1], drupe_arg(call, 2))) == NULL)
    return drupe_none();
  if (cx->buffer->buffer_get(cx, v, &span) == DRUPE_OK) {
    k = ffi__block_pin(b, v);
    if (k == NULL)
      return drupe_none();
    v = ffi__pointer_new(b, type, k->data, k->size, k);
    ffi__block_drop(b, k);
    return v;
  }
  if (drupe_is_number(v) && drupe_to_double(v) < 0)
    at.type = c_basic(C_INT64);
  if (!ffi__put_int(b, &at, at.type, v, &address))
    return drupe_none();
  return ffi__pointer_new(b, type, (void *)(uintptr_t)address, FFI__UNKNOWN,
                          NULL);
}
