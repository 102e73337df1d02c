/* modules/ffi/get.c - values of C as JavaScript sees them. */
#include "bridge.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static const int64_t get_safe = 9007199254740991; /* 2^53 - 1 */

drupe_value ffi__int64(bridge *b, int64_t i) {
  const drupe_bigint_api *api;

  if (i == (int32_t)i)
    return drupe_int((int32_t)i);
  if (i >= -get_safe && i <= get_safe)
    return drupe_number((double)i);
  api = b->bigint.api;
  return api->from_int64(b->cx, b->bigint.self, i);
}

drupe_value ffi__uint64(bridge *b, uint64_t u) {
  const drupe_bigint_api *api;

  if (u <= INT32_MAX)
    return drupe_int((int32_t)u);
  if (u <= (uint64_t)get_safe)
    return drupe_number((double)u);
  api = b->bigint.api;
  return api->from_uint64(b->cx, b->bigint.self, u);
}

/* -- integers ------------------------------------------------------------- */
/* By size: the value may lie anywhere. */
static uint64_t get_bits(const void *from, size_t size) {
  uint64_t u8 = 0;
  uint32_t u4;
  uint16_t u2;

  switch (size) {
  case 1:
    return *(const uint8_t *)from;
  case 2:
    memcpy(&u2, from, 2);
    return u2;
  case 4:
    memcpy(&u4, from, 4);
    return u4;
  default:
    assert(size == 8);
    memcpy(&u8, from, 8);
    return u8;
  }
}

static drupe_value get_sized(bridge *b, uint64_t bits, uint32_t width,
                             bool is_signed) {
  if (is_signed)
    return ffi__int64(b, (int64_t)(bits << (64 - width)) >> (64 - width));
  return ffi__uint64(b, bits);
}

static drupe_value get_integer(bridge *b, const c_type *type,
                               const void *from) {
  return get_sized(b, get_bits(from, type->size), (uint32_t)type->size * 8,
                   c_is_signed(type));
}

/* -- strings, arrays ------------------------------------------------------ */
static drupe_value get_array(bridge *b, const c_type *type, const void *from,
                             block *owner) {
  size_t size = c_size(type->of), i;
  size_t count = type->length == C_FLEXIBLE ? 0 : type->length;
  drupe_value list;

  if (c_is_text(type->of))
    return ffi__text_get(b, type->of, from, count);
  if (c_is_byte(type->of))
    return drupe_buffer_copy(b->cx, from, count);
  list = drupe_array(b->cx, (uint32_t)count);
  for (i = 0; i < count; i++)
    (void)drupe_set_at(b->cx, list, (uint32_t)i,
                       ffi__get(b, type->of, (const char *)from + i * size,
                                owner, GET_COPY));
  return list;
}

/* -- pointers ------------------------------------------------------------- */
drupe_value ffi__get_pointer(bridge *b, const c_type *type, void *address,
                             block *owner) {
  const c_type *of = type->of;

  if (address == NULL)
    return drupe_null();
  if (of->kind == C_FUNCTION)
    return ffi__bound_new(b, NULL, NULL, "function", of->function, address);
  if (c_is_text(of) && (of->flags & C_CONST) != 0) {
    if ((uintptr_t)address < 4096)
      return drupe_throwf(b->cx, DRUPE_ERROR, "ERR_FFI_ADDRESS",
                          "no text can lie at address %p", address);
    return ffi__text_get(b, of, address, FFI__UNKNOWN);
  }
  return ffi__pointer_new(b, of, address, FFI__UNKNOWN, owner);
}

drupe_value ffi__get(bridge *b, const c_type *type, const void *from,
                     block *owner, int how) {
  float f;
  double d;
  long double ld;
  void *p;

  switch (type->kind) {
  case C_VOID:
    return drupe_undefined();
  case C_BOOL:
    return drupe_bool(*(const uint8_t *)from != 0);
  case C_FLOAT:
    memcpy(&f, from, sizeof(f));
    return drupe_number((double)f);
  case C_DOUBLE:
    memcpy(&d, from, sizeof(d));
    return drupe_number(d);
  case C_LONG_DOUBLE:
    memcpy(&ld, from, sizeof(ld));
    return drupe_number((double)ld);
  case C_POINTER:
    memcpy(&p, from, sizeof(p));
    return ffi__get_pointer(b, type, p, NULL);
  case C_ARRAY:
    if (how == GET_LIVE && !c_is_text(type->of))
      return ffi__pointer_new(
          b, type->of, (void *)(uintptr_t)from,
          type->length == C_FLEXIBLE ? FFI__UNKNOWN : type->size, owner);
    return get_array(b, type, from, owner);
  case C_RECORD:
    if (how == GET_LIVE)
      return ffi__pointer_new(b, type, (void *)(uintptr_t)from, c_size(type),
                              owner);
    return ffi__get_members(b, type->record, from, owner);
  case C_FUNCTION:
  case C_UNKNOWN:
    return drupe_throwf(b->cx, DRUPE_TYPE_ERROR, "ERR_FFI_UNAVAILABLE",
                        "there is no value of this type");
  default:
    return get_integer(b, type, from);
  }
}

/* Bits may lie across the end of their type where the record is packed. */
drupe_value ffi__get_field(bridge *b, const c_field *field, const void *record,
                           block *owner, int how) {
  const uint8_t *from = (const uint8_t *)record + field->offset;
  uint64_t bits = 0;
  uint32_t i;

  if (field->bits == 0)
    return ffi__get(b, field->type, from, owner, how);
  for (i = 0; i < field->bits; i++)
    bits |= (uint64_t)(from[(field->shift + i) / 8] >> (field->shift + i) % 8 &
                       1)
            << i;
  if (field->type->kind == C_BOOL)
    return drupe_bool(bits != 0);
  return get_sized(b, bits, field->bits, c_is_signed(field->type));
}
