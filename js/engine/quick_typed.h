/* js/engine/quick_typed.h - elements of typed arrays that hold numbers, and
 * their `length`, which is an accessor of %TypedArray%.prototype.
 *
 * Part of the engine's unit (engine.c).  What is out of bounds, no small
 * integer where one would have to be converted, or a BigInt, is left to
 * Duktape. */
#ifndef DRUPE_ENGINE_QUICK_TYPED_H
#define DRUPE_ENGINE_QUICK_TYPED_H

/* Where the element is; NULL where Duktape has to look. */
static DUK_ALWAYS_INLINE duk_uint8_t *
drupe__quick_element(duk_hthread *thr, duk_hbufobj *view, const duk_tval *key) {
  duk_int64_t at = DUK_TVAL_GET_FASTINT(key);
  duk_uint_t offset;

  DUK_UNREF(thr);
  if (!DUK_HBUFOBJ_HAS_VIRTUAL_INDICES(view) ||
      view->elem_type > DUK_HBUFOBJ_ELEM_MAX || at < 0 ||
      at >= (duk_int64_t)(drupe__view_bytes(view) >> view->shift))
    return NULL;
  offset = (duk_uint_t)at << view->shift;
  if (view->buf == NULL ||
      !DUK_HBUFOBJ_VALID_BYTEOFFSET_EXCL(view, offset + (1u << view->shift)))
    return NULL;
  return (duk_uint8_t *)DUK_HBUFFER_GET_DATA_PTR(thr->heap, view->buf) +
         view->offset + offset;
}

static DUK_NOINLINE duk_tval *drupe__quick_read(duk_hthread *thr,
                                                duk_hbufobj *view,
                                                const duk_tval *key,
                                                duk_tval *out) {
  const duk_uint8_t *data = drupe__quick_element(thr, view, key);
  union {
    duk_int16_t i16;
    duk_uint16_t u16;
    duk_int32_t i32;
    duk_uint32_t u32;
    duk_float_t f32;
    duk_double_t f64;
  } value;

  if (data == NULL)
    return NULL;
  duk_memcpy(&value, data, (size_t)1 << view->shift);
  switch (view->elem_type) {
  case DUK_HBUFOBJ_ELEM_UINT8:
  case DUK_HBUFOBJ_ELEM_UINT8CLAMPED: DUK_TVAL_SET_U32(out, data[0]); break;
  case DUK_HBUFOBJ_ELEM_INT8: DUK_TVAL_SET_I32(out, (duk_int8_t)data[0]); break;
  case DUK_HBUFOBJ_ELEM_UINT16: DUK_TVAL_SET_U32(out, value.u16); break;
  case DUK_HBUFOBJ_ELEM_INT16: DUK_TVAL_SET_I32(out, value.i16); break;
  case DUK_HBUFOBJ_ELEM_UINT32: DUK_TVAL_SET_U32(out, value.u32); break;
  case DUK_HBUFOBJ_ELEM_INT32: DUK_TVAL_SET_I32(out, value.i32); break;
  case DUK_HBUFOBJ_ELEM_FLOAT32:
    DUK_TVAL_SET_NUMBER_CHKFAST_FAST(out, (duk_double_t)value.f32);
    break;
  case DUK_HBUFOBJ_ELEM_FLOAT64:
    DUK_TVAL_SET_NUMBER_CHKFAST_FAST(out, value.f64);
    break;
  default: return NULL;
  }
  return out;
}

static DUK_NOINLINE duk_bool_t drupe__quick_write(duk_hthread *thr,
                                                  duk_hbufobj *view,
                                                  const duk_tval *key,
                                                  duk_tval *value) {
  duk_uint8_t *data = drupe__quick_element(thr, view, key);
  duk_double_t number;
  duk_int64_t integer;

  if (data == NULL || !DUK_TVAL_IS_NUMBER(value))
    return 0;
  if (view->elem_type == DUK_HBUFOBJ_ELEM_FLOAT64) {
    number = DUK_TVAL_GET_NUMBER(value);
    duk_memcpy(data, &number, sizeof(number));
    return 1;
  }
  if (!DUK_TVAL_IS_FASTINT(value))
    return 0;
  integer = DUK_TVAL_GET_FASTINT(value);
  switch (view->elem_type) {
  case DUK_HBUFOBJ_ELEM_UINT8CLAMPED:
    integer = integer < 0 ? 0 : integer > 255 ? 255 : integer;
    /* fall through */
  case DUK_HBUFOBJ_ELEM_UINT8:
  case DUK_HBUFOBJ_ELEM_INT8: data[0] = (duk_uint8_t)integer; return 1;
  case DUK_HBUFOBJ_ELEM_UINT16:
  case DUK_HBUFOBJ_ELEM_INT16: {
    duk_uint16_t low = (duk_uint16_t)integer;

    duk_memcpy(data, &low, sizeof(low));
    return 1;
  }
  case DUK_HBUFOBJ_ELEM_UINT32:
  case DUK_HBUFOBJ_ELEM_INT32: {
    duk_uint32_t low = (duk_uint32_t)integer;

    duk_memcpy(data, &low, sizeof(low));
    return 1;
  }
  default: return 0;
  }
}

/* `length` of a typed array, as long as it is the built-in one; NULL: Duktape
 * has to look. */
static DUK_NOINLINE duk_tval *drupe__quick_typed_length(duk_hthread *thr,
                                                        duk_hobject *object,
                                                        duk_tval *out) {
  duk_hbufobj *view = (duk_hbufobj *)object;
  duk_hobject *getter;
  duk_small_uint_t left;

  if (!DUK_HBUFOBJ_HAS_VIRTUAL_INDICES(view))
    return NULL;
  for (left = 6; left > 0 && object != NULL; left--) {
    duk_int_t at =
        drupe__quick_entry(thr->heap, object, DUK_HTHREAD_STRING_LENGTH(thr));

    if (at == DRUPE__QUICK_NONE) {
      object = DUK_HOBJECT_GET_PROTOTYPE(thr->heap, object);
      continue;
    }
    if (!DUK_HOBJECT_E_SLOT_IS_ACCESSOR(thr->heap, object, at))
      return NULL;
    getter = DUK_HOBJECT_E_GET_VALUE_GETTER(thr->heap, object, at);
    if (getter == NULL || !DUK_HOBJECT_IS_NATFUNC(getter) ||
        ((duk_hnatfunc *)getter)->func != drupe__typed_get_length)
      return NULL;
    DUK_TVAL_SET_U32(out, drupe__view_bytes(view) >> view->shift);
    return out;
  }
  return NULL;
}

#endif
