/* modules/ffi/put.c - values of JavaScript as C takes them, strictly: what does
 * not fit exactly is refused. */
#include "bridge.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* -- integers ------------------------------------------------------------- */
static void range_of(const c_type *type, int64_t *min, uint64_t *max) {
  unsigned bits = (unsigned)type->size * 8;

  *min = c_is_signed(type) ? -(int64_t)(UINT64_C(1) << (bits - 1) >> 1) * 2 : 0;
  *max = c_is_signed(type) ? (UINT64_C(1) << (bits - 1)) - 1
         : bits == 64      ? UINT64_MAX
                           : (UINT64_C(1) << bits) - 1;
}

static bool range_refuse(bridge *b, const place *at, int64_t min, uint64_t max,
                         drupe_value v) {
  char text[80];

  snprintf(text, sizeof(text), "an integer from %lld to %llu", (long long)min,
           (unsigned long long)max);
  return ffi__out_of_range(b, at, text, v);
}

static bool put_wide(bridge *b, const place *at, const c_type *type,
                     drupe_value v, int64_t min, uint64_t max, int64_t *out) {
  const drupe_bigint_api *api = b->bigint.api;
  uint64_t u = 0;
  int32_t rc;

  if (c_is_signed(type)) {
    rc = api->to_int64(b->cx, b->bigint.self, v, out);
  } else {
    rc = api->to_uint64(b->cx, b->bigint.self, v, &u);
    *out = (int64_t)u;
  }
  if (rc == DRUPE_E_TYPE)
    return ffi__refuse(b, at, "a number or a BigInt", v);
  if (rc < 0 || (type->size < 8 && (*out < min || *out > (int64_t)max)))
    return range_refuse(b, at, min, max, v);
  return true;
}

/* "x" for a char; the name of an enumerator. */
static bool put_named(bridge *b, const place *at, const c_type *type,
                      drupe_value v, int64_t *out) {
  drupe_str s = drupe_view(b->cx, v);
  uint32_t i;

  if (c_is_text(type)) {
    if (s.size != 1 || (s.data[0] & 0x80) != 0)
      return ffi__refuse(b, at, "a number or one ASCII character", v);
    *out = s.data[0];
    return true;
  }
  for (i = 0; i < type->names->count; i++)
    if (s.data != NULL && strlen(type->names->list[i].name) == s.size &&
        memcmp(type->names->list[i].name, s.data, s.size) == 0) {
      *out = type->names->list[i].value;
      return true;
    }
  return ffi__refuse(b, at, "a number or the name of an enumerator", v);
}

bool ffi__put_int(bridge *b, const place *at, const c_type *type,
                  drupe_value v, int64_t *out) {
  int64_t min;
  uint64_t max;

  if (drupe_is_string(v) && (c_is_text(type) || type->kind == C_ENUM))
    return put_named(b, at, type, v, out);
  range_of(type, &min, &max);
  if (drupe_is_bigint(v) || type->size == 8)
    return put_wide(b, at, type, v, min, max, out);
  if (!drupe_is_number(v))
    return ffi__refuse(b, at, "a number", v);
  if (!ffi__whole(drupe_to_double(v), out) || *out < min ||
      *out > (int64_t)max)
    return range_refuse(b, at, min, max, v);
  return true;
}

static void put_bits(void *to, size_t size, int64_t i) {
  uint8_t u1 = (uint8_t)i;
  uint16_t u2 = (uint16_t)i;
  uint32_t u4 = (uint32_t)i;

  memcpy(to,
         size == 1   ? (const void *)&u1
         : size == 2 ? (const void *)&u2
         : size == 4 ? (const void *)&u4
                     : (const void *)&i,
         size);
}

/* -- records -------------------------------------------------------------- */
static bool put_record(bridge *b, const place *at, const c_type *type,
                       void *to, drupe_value v, frame *f) {
  const pointer *p = ffi__pointer_of(b, v);

  if (p != NULL) {
    if (p->type->kind != C_RECORD || !c_same(p->type, type))
      return ffi__refuse(b, at, "an object or a pointer to such a record", v);
    if (!ffi__pointer_check(b, p, 0, c_size(type)))
      return false;
    memmove(to, p->address, c_size(type));
    return true;
  }
  if (!drupe_is_object(v) || drupe_is_function(v) ||
      b->cx->object->array_length(b->cx, v) >= 0)
    return ffi__refuse(b, at, "an object with its members", v);
  if (!type->record->complete)
    return ffi__fail_at(b, at, DRUPE_TYPE_ERROR, "ERR_FFI_UNAVAILABLE",
                        "its members are not declared");
  return ffi__put_members(b, at, type->record, to, v, f);
}

bool ffi__put_field(bridge *b, const place *at, const c_field *field,
                    void *record, drupe_value v, frame *f) {
  place here = {.name = field->name, .element = -1, .type = field->type,
                .outer = at};
  uint8_t *to = (uint8_t *)record + field->offset;
  int64_t i = 0, min, max;
  uint32_t k, bit;

  if (field->bits == 0)
    return ffi__put(b, &here, field->type, to, v, f);
  if (field->type->kind == C_BOOL) {
    if (!drupe_is_bool(v))
      return ffi__refuse(b, &here, "a boolean", v);
    i = drupe_to_bool(v);
  } else if (!ffi__put_int(b, &here, field->type, v, &i)) {
    return false;
  } else if (field->bits < 64) {
    min = c_is_signed(field->type) ? -((int64_t)1 << (field->bits - 1)) : 0;
    max = min + (int64_t)(((uint64_t)1 << field->bits) - 1);
    if (i < min || i > max)
      return range_refuse(b, &here, min, (uint64_t)max, v);
  }
  for (k = 0; k < field->bits; k++) {
    bit = field->shift + k;
    to[bit / 8] = (uint8_t)((to[bit / 8] & ~(1u << bit % 8)) |
                            (((uint64_t)i >> k & 1) << bit % 8));
  }
  return true;
}

/* -- arrays in place ------------------------------------------------------ */
static bool put_elements(bridge *b, const place *at, const c_type *type,
                         void *to, drupe_value v, frame *f) {
  int64_t count = b->cx->object->array_length(b->cx, v), i;
  place here = {.type = type->of, .outer = at};
  size_t size = c_size(type->of);

  if (count < 0)
    return ffi__refuse(b, at, "an array", v);
  if (type->length != C_FLEXIBLE && (size_t)count != type->length)
    return ffi__fail_at(b, at, DRUPE_RANGE_ERROR, "ERR_OUT_OF_RANGE",
                        "it has %zu elements, %lld were given", type->length,
                        (long long)count);
  for (i = 0; i < count; i++) {
    here.element = i;
    if (!ffi__put(b, &here, type->of, (char *)to + (size_t)i * size,
                  drupe_at(b->cx, v, (uint32_t)i), f))
      return false;
  }
  return true;
}

static bool put_array(bridge *b, const place *at, const c_type *type, void *to,
                      drupe_value v, frame *f) {
  drupe_span span;

  if (type->length == C_FLEXIBLE)
    return ffi__fail_at(b, at, DRUPE_TYPE_ERROR, "ERR_FFI_UNAVAILABLE",
                        "a flexible array is written through its pointer");
  if (drupe_is_string(v) && c_is_text(type->of))
    return ffi__text_put(b, at, type->of, to, type->length, v);
  if (b->cx->buffer->buffer_get(b->cx, v, &span) == DRUPE_OK) {
    if (span.size != type->size)
      return ffi__fail_at(b, at, DRUPE_RANGE_ERROR, "ERR_OUT_OF_RANGE",
                          "it has %zu bytes, %zu were given", type->size,
                          span.size);
    if (span.size != 0)
      memmove(to, span.data, span.size);
    return true;
  }
  return put_elements(b, at, type, to, v, f);
}

/* -- everything ----------------------------------------------------------- */
static bool put_number(bridge *b, const place *at, const c_type *type,
                       void *to, drupe_value v) {
  double d = drupe_to_double(v);
  long double ld = (long double)d;
  float f = (float)d;

  if (!drupe_is_number(v))
    return ffi__refuse(b, at, "a number", v);
  if (type->kind == C_FLOAT)
    memcpy(to, &f, sizeof(f));
  else if (type->kind == C_DOUBLE)
    memcpy(to, &d, sizeof(d));
  else
    memcpy(to, &ld, sizeof(ld));
  return true;
}

bool ffi__put(bridge *b, const place *at, const c_type *type, void *to,
              drupe_value v, frame *f) {
  void *address = NULL;
  int64_t i = 0;

  switch (type->kind) {
  case C_BOOL:
    if (!drupe_is_bool(v))
      return ffi__refuse(b, at, "a boolean", v);
    *(uint8_t *)to = (uint8_t)drupe_to_bool(v);
    return true;
  case C_FLOAT:
  case C_DOUBLE:
  case C_LONG_DOUBLE:
    return put_number(b, at, type, to, v);
  case C_POINTER:
    if (!ffi__put_pointer(b, at, type, v, &address, f))
      return false;
    memcpy(to, &address, sizeof(address));
    return true;
  case C_ARRAY:
    return put_array(b, at, type, to, v, f);
  case C_RECORD:
    return put_record(b, at, type, to, v, f);
  case C_VOID:
  case C_FUNCTION:
  case C_UNKNOWN:
    return ffi__fail_at(b, at, DRUPE_TYPE_ERROR, "ERR_FFI_UNAVAILABLE",
                        "there is no value of this type");
  default:
    if (!ffi__put_int(b, at, type, v, &i))
      return false;
    put_bits(to, type->size, i);
    return true;
  }
}
