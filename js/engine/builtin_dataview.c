/* js/engine/builtin_dataview.c - DataView (ECMA-262 25.3). */
#include "typed_array.h"

#include <string.h>

/* -- the constructor ------------------------------------------------------- */
/* The bytes behind the offset; throws where there is no such place. */
static uint64_t bytes_from(duk_context *ctx, const duk_hbufobj *buffer,
                           uint64_t offset) {
  uint64_t size;

  drupe__typed_check(ctx, buffer, "DataView");
  size = drupe__view_bytes(buffer);
  if (offset > size)
    (void)duk_range_error(
        ctx, "Start offset %.0f is outside the bounds of the buffer",
        (double)offset);
  return size - offset;
}

static void check_length(duk_context *ctx, uint64_t length, uint64_t room) {
  if (length > room)
    (void)duk_range_error(ctx, "Invalid DataView length %.0f", (double)length);
}

/* [buffer byteOffset byteLength] */
static duk_ret_t view_construct(duk_context *ctx) {
  duk_hobject *prototype, *object;
  duk_hbufobj *buffer, *view;
  uint64_t offset, length = 0, room;
  bool open;

  drupe__require_new(ctx, "DataView");
  duk_set_top(ctx, 3);
  object = duk_get_hobject(ctx, 0);
  if (!drupe__is_array_buffer(object))
    return duk_type_error(
        ctx, "First argument to DataView constructor must be an ArrayBuffer");
  buffer = (duk_hbufobj *)object;
  offset = drupe__to_index(ctx, 1,
                           "Start offset %s is outside the bounds of the "
                           "buffer");
  room = bytes_from(ctx, buffer, offset);
  open = duk_is_undefined(ctx, 2);
  if (!open)
    length = drupe__to_index(ctx, 2, "Invalid DataView length %s");
  check_length(ctx, length, room);
  prototype = drupe__constructing(ctx, "DataView");
  room = bytes_from(ctx, buffer, offset); /* a getter may have resized it */
  check_length(ctx, length, room);
  view = duk_push_bufobj_raw(
      ctx,
      DUK_HOBJECT_FLAG_EXTENSIBLE | DUK_HOBJECT_FLAG_BUFOBJ |
          DUK_HOBJECT_CLASS_AS_FLAGS(DUK_HOBJECT_CLASS_DATAVIEW),
      DUK_BIDX_DATAVIEW_PROTOTYPE);
  view->buf = buffer->buf;
  DUK_HBUFFER_INCREF(ctx, view->buf);
  view->buf_prop = object;
  DUK_HOBJECT_INCREF(ctx, object);
  view->offset = buffer->offset + (duk_uint_t)offset;
  view->length = (duk_uint_t)(open ? room : length);
  view->tracks = open && buffer->tracks;
  DUK_HOBJECT_SET_PROTOTYPE_UPDREF(ctx, &view->obj, prototype);
  return 1;
}

/* -- accessors ------------------------------------------------------------- */
/* Pushes `this`. */
static duk_hbufobj *this_view(duk_context *ctx) {
  duk_hobject *object;

  duk_push_this(ctx);
  object = duk_get_hobject(ctx, -1);
  if (object == NULL ||
      DUK_HOBJECT_GET_CLASS_NUMBER(object) != DUK_HOBJECT_CLASS_DATAVIEW)
    (void)drupe__incompatible_member(ctx, "DataView");
  return (duk_hbufobj *)object;
}

static void check_bounds(duk_context *ctx, const duk_hbufobj *view) {
  if (drupe__view_out_of_bounds(view))
    drupe__typed_check(ctx, view, drupe__push_member(ctx, "DataView"));
}

static duk_ret_t view_buffer(duk_context *ctx) {
  drupe__push_buffer_of(ctx, this_view(ctx));
  return 1;
}

static duk_ret_t view_byte_length(duk_context *ctx) {
  duk_hbufobj *view = this_view(ctx);

  check_bounds(ctx, view);
  duk_push_uint(ctx, drupe__view_bytes(view));
  return 1;
}

static duk_ret_t view_byte_offset(duk_context *ctx) {
  duk_hbufobj *view = this_view(ctx);

  check_bounds(ctx, view);
  duk_push_uint(ctx, view->offset);
  return 1;
}

/* -- elements: magic is the kind ------------------------------------------- */
static const unsigned char shifts[DRUPE__ELEMENT_KINDS] = {0, 0, 0, 1, 1, 2,
                                                           2, 2, 3, 3, 3};

/* A view with just the kind, for the engine's conversions. */
static duk_hbufobj of_kind(unsigned kind) {
  duk_hbufobj view;

  memset(&view, 0, sizeof(view));
  view.elem_type = (duk_uint8_t)kind;
  view.shift = shifts[kind];
  return view;
}

/* Where the element lies; throws where it is not all inside. */
static uint8_t *place(duk_context *ctx, duk_hbufobj *view, uint64_t index,
                      size_t size) {
  uint64_t bytes;

  check_bounds(ctx, view);
  bytes = drupe__view_bytes(view);
  if (index > bytes || size > bytes - index)
    (void)duk_range_error(ctx, "Offset is outside the bounds of the DataView");
  return drupe__view_data(ctx, view) + index;
}

/* Between the view's bytes and the machine's, which has the low byte first or
 * not. */
static void copy_ordered(uint8_t *to, const uint8_t *from, size_t size,
                         bool little) {
  const uint16_t one = 1;
  size_t i;

  if (little == (*(const uint8_t *)&one == 1)) {
    memcpy(to, from, size);
    return;
  }
  for (i = 0; i < size; i++)
    to[i] = from[size - 1 - i];
}

/* [byteOffset littleEndian] */
static duk_ret_t view_get(duk_context *ctx) {
  unsigned kind = (unsigned)duk_get_current_magic(ctx);
  duk_hbufobj *view = this_view(ctx);
  duk_hbufobj element = of_kind(kind);
  size_t size = (size_t)1 << shifts[kind];
  uint8_t bytes[8];
  uint64_t index =
      drupe__to_index(ctx, 0, "Offset is outside the bounds of the DataView");
  bool little = duk_to_boolean(ctx, 1);

  copy_ordered(bytes, place(ctx, view, index, size), size, little);
  duk_hbufobj_push_validated_read(ctx, &element, bytes, (duk_small_uint_t)size);
  return 1;
}

/* [byteOffset value littleEndian] */
static duk_ret_t view_set(duk_context *ctx) {
  unsigned kind = (unsigned)duk_get_current_magic(ctx);
  duk_hbufobj *view = this_view(ctx);
  duk_hbufobj element = of_kind(kind);
  size_t size = (size_t)1 << shifts[kind];
  uint8_t bytes[8];
  uint64_t index =
      drupe__to_index(ctx, 0, "Offset is outside the bounds of the DataView");
  bool little;

  duk_dup(ctx, 1);
  drupe__typed_coerce(ctx, &element);
  little = duk_to_boolean(ctx, 2);
  duk_hbufobj_validated_write(ctx, &element, bytes, (duk_small_uint_t)size);
  copy_ordered(place(ctx, view, index, size), bytes, size, little);
  return 0;
}

#define ELEMENT(name, kind)                                                    \
  {"get" name, view_get, 2, 1, kind}, { "set" name, view_set, 3, 2, kind }

static const drupe__builtin members[] = {
    {"get buffer", view_buffer, 0, 0, 0},
    {"get byteLength", view_byte_length, 0, 0, 0},
    {"get byteOffset", view_byte_offset, 0, 0, 0},
    ELEMENT("Int8", DUK_HBUFOBJ_ELEM_INT8),
    ELEMENT("Uint8", DUK_HBUFOBJ_ELEM_UINT8),
    ELEMENT("Int16", DUK_HBUFOBJ_ELEM_INT16),
    ELEMENT("Uint16", DUK_HBUFOBJ_ELEM_UINT16),
    ELEMENT("Int32", DUK_HBUFOBJ_ELEM_INT32),
    ELEMENT("Uint32", DUK_HBUFOBJ_ELEM_UINT32),
    ELEMENT("Float32", DUK_HBUFOBJ_ELEM_FLOAT32),
    ELEMENT("Float64", DUK_HBUFOBJ_ELEM_FLOAT64),
    ELEMENT("BigInt64", DRUPE__ELEM_BIGINT64),
    ELEMENT("BigUint64", DRUPE__ELEM_BIGUINT64),
    DRUPE__BUILTIN_END};

void drupe__builtin_dataview(duk_context *ctx) {
  duk_get_global_string(ctx, "DataView");
  drupe__constructor_reuse(ctx, view_construct, 0);
  duk_push_int(ctx, 1);
  duk_xdef_prop_stridx_short(ctx, -2, DUK_STRIDX_LENGTH, DUK_PROPDESC_FLAGS_C);
  duk_get_prop_stridx(ctx, -1, DUK_STRIDX_PROTOTYPE);
  drupe__define(ctx, -1, members);
  drupe__define_tag(ctx, -1, "DataView");
  duk_pop_2(ctx);
}
