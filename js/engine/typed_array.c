/* js/engine/typed_array.c - one typed array: its elements, its bounds, and the
 * keys that the engine asks about (edit 271-typed-arrays; ECMA-262 10.4.5). */
#include "typed_array.h"

#include "bigint.h"

#include <math.h>
#include <string.h>

bool drupe__is_typed(const duk_hobject *object) {
  return object != NULL && DUK_HOBJECT_IS_BUFOBJ(object) &&
         ((const duk_hbufobj *)object)->is_typedarray;
}

bool drupe__is_array_buffer(const duk_hobject *object) {
  return object != NULL &&
         DUK_HOBJECT_GET_CLASS_NUMBER(object) == DUK_HOBJECT_CLASS_ARRAYBUFFER;
}

const char *drupe__typed_name(const duk_hbufobj *view) {
  static const char *const names[DRUPE__ELEMENT_KINDS] = {
      "Uint8Array",   "Uint8ClampedArray", "Int8Array",     "Uint16Array",
      "Int16Array",   "Uint32Array",       "Int32Array",    "Float32Array",
      "Float64Array", "BigInt64Array",     "BigUint64Array"};

  return names[view->elem_type];
}

bool drupe__buffer_detached(const duk_hbufobj *view) {
  return view->buf == NULL ||
         DUK_HEAPHDR_CHECK_FLAG_BITS(&view->buf->hdr, DRUPE__BUFFER_DETACHED);
}

bool drupe__view_out_of_bounds(const duk_hbufobj *view) {
  size_t size, end;

  if (drupe__buffer_detached(view))
    return true;
  size = DUK_HBUFFER_GET_SIZE(view->buf);
  end = view->tracks ? view->offset : (size_t)view->offset + view->length;
  return end > size;
}

/* What the nominal length says is not what there is. */
duk_uint_t drupe__view_bytes_slow(const duk_hbufobj *view) {
  size_t size;

  if (!view->tracks || view->buf == NULL)
    return 0;
  size = DUK_HBUFFER_GET_SIZE(view->buf);
  if (size < view->offset)
    return 0;
  return (duk_uint_t)((size - view->offset) >> view->shift << view->shift);
}

uint64_t drupe__typed_length(const duk_hbufobj *view) {
  return drupe__view_bytes(view) >> view->shift;
}

uint8_t *drupe__view_data(duk_context *ctx, const duk_hbufobj *view) {
  (void)ctx; /* the macro uses it only where heap pointers are packed */
  return (uint8_t *)DUK_HBUFFER_GET_DATA_PTR(ctx->heap, view->buf) +
         view->offset;
}

void drupe__typed_check(duk_context *ctx, const duk_hbufobj *view,
                        const char *method) {
  if (!drupe__view_out_of_bounds(view))
    return;
  if (method == NULL)
    method = drupe__push_member(ctx, "%TypedArray%");
  (void)duk_type_error(ctx, "Cannot perform %s on a detached ArrayBuffer",
                       method);
}

duk_hbufobj *drupe__typed_this_any(duk_context *ctx) {
  duk_hobject *object;

  duk_push_this(ctx);
  object = duk_get_hobject(ctx, -1);
  if (!drupe__is_typed(object))
    (void)drupe__throw_not_typed(ctx);
  return (duk_hbufobj *)object;
}

duk_hbufobj *drupe__typed_this(duk_context *ctx) {
  duk_hbufobj *view = drupe__typed_this_any(ctx);

  drupe__typed_check(ctx, view, NULL);
  return view;
}

double drupe__typed_number(const duk_hbufobj *view, const uint8_t *data,
                           uint64_t index) {
  union {
    int16_t i16;
    uint16_t u16;
    int32_t i32;
    uint32_t u32;
    float f32;
    double f64;
  } value;

  data += index << view->shift;
  memcpy(&value, data, (size_t)1 << view->shift);
  switch (view->elem_type) {
  case DUK_HBUFOBJ_ELEM_INT8: return (int8_t)data[0];
  case DUK_HBUFOBJ_ELEM_INT16: return value.i16;
  case DUK_HBUFOBJ_ELEM_UINT16: return value.u16;
  case DUK_HBUFOBJ_ELEM_INT32: return value.i32;
  case DUK_HBUFOBJ_ELEM_UINT32: return value.u32;
  case DUK_HBUFOBJ_ELEM_FLOAT32: return value.f32;
  case DUK_HBUFOBJ_ELEM_FLOAT64: return value.f64;
  default: return data[0];
  }
}

void drupe__typed_get(duk_context *ctx, duk_hbufobj *view, uint64_t index) {
  if (index >= drupe__typed_length(view))
    duk_push_undefined(ctx);
  else
    duk_hbufobj_push_validated_read(
        ctx, view, drupe__view_data(ctx, view) + (index << view->shift),
        1u << view->shift);
}

bool drupe__typed_is_big(const duk_hbufobj *view) {
  return view->elem_type >= DRUPE__ELEM_BIGINT64;
}

void drupe__typed_check_mix(duk_context *ctx, const duk_hbufobj *a,
                            const duk_hbufobj *b) {
  if (drupe__typed_is_big(a) != drupe__typed_is_big(b))
    (void)duk_type_error(ctx, "Cannot mix BigInt and other types, use explicit "
                              "conversions");
}

void drupe__typed_push_big(duk_hthread *thread, const duk_hbufobj *view,
                           const duk_uint8_t *bytes) {
  uint64_t value;

  memcpy(&value, bytes, sizeof(value));
  if (view->elem_type == DRUPE__ELEM_BIGINT64)
    drupe__bigint_push_int64(thread, (int64_t)value);
  else
    drupe__bigint_push_uint64(thread, value);
}

void drupe__typed_write_big(duk_hthread *thread, duk_uint8_t *bytes) {
  drupe__bigint b = drupe__bigint_at(thread, -1);
  uint64_t value = drupe__bigint_to_uint64(&b);

  memcpy(bytes, &value, sizeof(value));
}

void drupe__typed_coerce(duk_context *ctx, const duk_hbufobj *view) {
  if (drupe__typed_is_big(view))
    drupe__to_bigint(ctx, -1);
  else
    (void)duk_to_number(ctx, -1);
}

void drupe__typed_set(duk_context *ctx, duk_hbufobj *view, uint64_t index) {
  drupe__typed_coerce(ctx, view);
  if (index < drupe__typed_length(view))
    duk_hbufobj_validated_write(
        ctx, view, drupe__view_data(ctx, view) + (index << view->shift),
        1u << view->shift);
  duk_pop(ctx);
}

bool drupe__typed_same_bytes(const duk_hbufobj *from, const duk_hbufobj *to) {
  /* The kinds of one size, but that a clamped byte takes no negative one. */
  static const unsigned char group[DRUPE__ELEMENT_KINDS] = {0, 0, 0, 1, 1, 2,
                                                            2, 3, 4, 5, 5};

  return group[from->elem_type] == group[to->elem_type] &&
         !(to->elem_type == DUK_HBUFOBJ_ELEM_UINT8CLAMPED &&
           from->elem_type == DUK_HBUFOBJ_ELEM_INT8);
}

uint64_t drupe__to_index(duk_context *ctx, duk_idx_t index, const char *what) {
  double d = drupe__integer(ctx, index);

  if (d < 0 || d > 9007199254740991.0) {
    duk_push_number(ctx, d);
    (void)duk_range_error(ctx, what, duk_safe_to_string(ctx, -1));
  }
  return (uint64_t)d;
}

/* -- keys ------------------------------------------------------------------ */
/* Is the key a number as ToString writes it, or "-0"? */
static bool is_numeric(duk_context *ctx, duk_hstring *key) {
  const char *text = (const char *)DUK_HSTRING_GET_DATA(key);
  bool is;

  if (DUK_HSTRING_HAS_SYMBOL(key) || DUK_HSTRING_GET_BYTELEN(key) == 0 ||
      strchr("-0123456789IN", text[0]) == NULL)
    return false;
  if (strcmp(text, "-0") == 0)
    return true;
  duk_push_hstring(ctx, key);
  (void)duk_to_number(ctx, -1);
  (void)duk_to_string(ctx, -1);
  is = duk_known_hstring(ctx, -1) == key;
  duk_pop(ctx);
  return is;
}

duk_bool_t drupe__typed_key(duk_hthread *thread, duk_hobject *object,
                            duk_hstring *key, duk_uint32_t index) {
  return drupe__is_typed(object) &&
         (index != 0xFFFFFFFFu || is_numeric(thread, key));
}

duk_bool_t drupe__typed_put(duk_hthread *thread, duk_hobject *object,
                            duk_uint32_t index, const duk_tval *value) {
  duk_tval copy = *value;

  duk_push_tval(thread, &copy);
  drupe__typed_set(thread, (duk_hbufobj *)object,
                   index == 0xFFFFFFFFu ? UINT64_MAX : index);
  return 1;
}

duk_bool_t drupe__typed_define(duk_hthread *thread, duk_hobject *object,
                               duk_uint32_t index, duk_uint_t flags,
                               duk_idx_t value) {
  const duk_uint_t needs[] = {DUK_DEFPROP_HAVE_CONFIGURABLE,
                              DUK_DEFPROP_HAVE_ENUMERABLE,
                              DUK_DEFPROP_HAVE_WRITABLE};
  const duk_uint_t on[] = {DUK_DEFPROP_CONFIGURABLE, DUK_DEFPROP_ENUMERABLE,
                           DUK_DEFPROP_WRITABLE};
  int i;

  if (index >= drupe__typed_length((duk_hbufobj *)object))
    return 0;
  if ((flags & (DUK_DEFPROP_HAVE_GETTER | DUK_DEFPROP_HAVE_SETTER)) != 0)
    return 0;
  for (i = 0; i < 3; i++)
    if ((flags & needs[i]) != 0 && (flags & on[i]) == 0)
      return 0;
  if ((flags & DUK_DEFPROP_HAVE_VALUE) != 0) {
    duk_dup(thread, value);
    drupe__typed_set(thread, (duk_hbufobj *)object, index);
  }
  return 1;
}
