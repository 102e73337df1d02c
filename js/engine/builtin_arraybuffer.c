/* js/engine/builtin_arraybuffer.c - ArrayBuffer (ECMA-262 25.1).
 *
 * A buffer that can be resized has memory for its limit from the start; what
 * changes is the size of the block. */
#include "typed_array.h"

#include <string.h>

static duk_hbufobj *push_over(duk_context *ctx, duk_hbuffer *memory) {
  duk_hbufobj *buffer;

  duk_push_hbuffer(ctx, memory);
  buffer = duk_push_bufobj_raw(
      ctx,
      DUK_HOBJECT_FLAG_EXTENSIBLE | DUK_HOBJECT_FLAG_BUFOBJ |
          DUK_HOBJECT_CLASS_AS_FLAGS(DUK_HOBJECT_CLASS_ARRAYBUFFER),
      DUK_BIDX_ARRAYBUFFER_PROTOTYPE);
  buffer->buf = memory;
  DUK_HBUFFER_INCREF(ctx, memory);
  buffer->length = (duk_uint_t)DUK_HBUFFER_GET_SIZE(memory);
  duk_remove(ctx, -2);
  return buffer;
}

duk_hbufobj *drupe__push_array_buffer(duk_context *ctx, uint64_t size,
                                      duk_hobject *prototype) {
  duk_hbufobj *buffer;

  if (size > DUK_HBUFFER_MAX_BYTELEN)
    (void)duk_range_error(ctx, "Array buffer allocation failed");
  duk_push_fixed_buffer(ctx, (duk_size_t)size);
  buffer = push_over(ctx, duk_known_hbuffer(ctx, -1));
  duk_remove(ctx, -2);
  if (prototype != NULL)
    DUK_HOBJECT_SET_PROTOTYPE_UPDREF(ctx, &buffer->obj, prototype);
  return buffer;
}

/* The size of the block is what all views look at. */
static void set_size(duk_hbufobj *buffer, uint64_t size) {
  DUK_HBUFFER_SET_SIZE(buffer->buf, (duk_size_t)size);
}

static void make_resizable(duk_hbufobj *buffer, uint64_t size) {
  DUK_HEAPHDR_SET_FLAG_BITS(&buffer->buf->hdr, DRUPE__BUFFER_RESIZABLE);
  buffer->tracks = 1;
  set_size(buffer, size);
}

/* Fixed memory stays until the last view is gone; what was behind a pointer
 * goes now. */
void drupe__array_buffer_detach(duk_context *ctx, duk_hbufobj *buffer) {
  duk_hbuffer *memory = buffer->buf;

  if (memory == NULL)
    return;
  DUK_HEAPHDR_SET_FLAG_BITS(&memory->hdr, DRUPE__BUFFER_DETACHED);
  if (DUK_HBUFFER_HAS_DYNAMIC(memory) && !DUK_HBUFFER_HAS_EXTERNAL(memory))
    duk_hbuffer_resize(ctx, (duk_hbuffer_dynamic *)memory, 0);
  set_size(buffer, 0);
}

void drupe__push_buffer_of(duk_context *ctx, duk_hbufobj *view) {
  duk_hbufobj *buffer;

  if (view->buf_prop == NULL && view->buf != NULL) {
    buffer = push_over(ctx, view->buf);
    /* Of shared memory it shows what the view may see, as Duktape has it. */
    buffer->length = view->offset + view->length;
    view->buf_prop = &buffer->obj;
    DUK_HOBJECT_INCREF(ctx, view->buf_prop);
    return;
  }
  duk_push_hobject(ctx, view->buf_prop);
}

/* -- the constructor ------------------------------------------------------- */
/* options.maxByteLength; -1 where there is none. */
static double limit_option(duk_context *ctx, duk_idx_t options) {
  double limit = -1;

  if (!duk_is_object(ctx, options))
    return -1;
  duk_get_prop_literal(ctx, options, "maxByteLength");
  if (!duk_is_undefined(ctx, -1))
    limit = (double)drupe__to_index(ctx, -1, "Invalid array buffer max length");
  duk_pop(ctx);
  return limit;
}

static duk_ret_t buffer_construct(duk_context *ctx) {
  duk_hbufobj *buffer;
  uint64_t size;
  double limit;

  drupe__require_new(ctx, "ArrayBuffer");
  duk_set_top(ctx, 2);
  size = drupe__to_index(ctx, 0, "Invalid array buffer length");
  limit = limit_option(ctx, 1);
  if (limit >= 0 && (double)size > limit)
    return duk_range_error(ctx, "Invalid array buffer max length");
  buffer = drupe__push_array_buffer(ctx, limit >= 0 ? (uint64_t)limit : size,
                                    drupe__constructing(ctx, "ArrayBuffer"));
  if (limit >= 0)
    make_resizable(buffer, size);
  return 1;
}

static duk_ret_t buffer_is_view(duk_context *ctx) {
  duk_hobject *object = duk_get_hobject(ctx, 0);

  duk_push_boolean(ctx, object != NULL && DUK_HOBJECT_IS_BUFOBJ(object) &&
                            !drupe__is_array_buffer(object));
  return 1;
}

/* -- the prototype --------------------------------------------------------- */
/* Pushes `this`. */
static duk_hbufobj *this_buffer(duk_context *ctx, const char *method) {
  duk_hobject *object;

  duk_push_this(ctx);
  object = duk_get_hobject(ctx, -1);
  if (!drupe__is_array_buffer(object))
    (void)drupe__incompatible(ctx, method);
  return (duk_hbufobj *)object;
}

static void check_attached(duk_context *ctx, const duk_hbufobj *buffer,
                           const char *method) {
  if (drupe__buffer_detached(buffer))
    (void)duk_type_error(ctx, "Cannot perform %s on a detached ArrayBuffer",
                         method);
}

static bool is_resizable(const duk_hbufobj *buffer) {
  return buffer->buf != NULL && DUK_HEAPHDR_CHECK_FLAG_BITS(
                                    &buffer->buf->hdr, DRUPE__BUFFER_RESIZABLE);
}

static duk_ret_t buffer_byte_length(duk_context *ctx) {
  duk_push_uint(ctx, drupe__view_bytes(this_buffer(
                         ctx, "get ArrayBuffer.prototype.byteLength")));
  return 1;
}

static duk_ret_t buffer_max_byte_length(duk_context *ctx) {
  duk_hbufobj *buffer =
      this_buffer(ctx, "get ArrayBuffer.prototype.maxByteLength");

  if (drupe__buffer_detached(buffer))
    duk_push_uint(ctx, 0);
  else
    duk_push_uint(ctx, is_resizable(buffer) ? buffer->length
                                            : drupe__view_bytes(buffer));
  return 1;
}

static duk_ret_t buffer_resizable(duk_context *ctx) {
  duk_push_boolean(ctx, is_resizable(this_buffer(
                            ctx, "get ArrayBuffer.prototype.resizable")));
  return 1;
}

static duk_ret_t buffer_detached(duk_context *ctx) {
  duk_push_boolean(ctx, drupe__buffer_detached(this_buffer(
                            ctx, "get ArrayBuffer.prototype.detached")));
  return 1;
}

static duk_ret_t buffer_resize(duk_context *ctx) {
  duk_hbufobj *buffer = this_buffer(ctx, "ArrayBuffer.prototype.resize");
  uint64_t size;
  size_t old;

  if (!is_resizable(buffer))
    return drupe__incompatible(ctx, "ArrayBuffer.prototype.resize");
  size = drupe__to_index(ctx, 0, "Invalid array buffer length");
  check_attached(ctx, buffer, "ArrayBuffer.prototype.resize");
  if (size > buffer->length)
    return duk_range_error(
        ctx, "ArrayBuffer.prototype.resize: Invalid length parameter");
  old = DUK_HBUFFER_GET_SIZE(buffer->buf);
  if (size < old)
    memset(drupe__view_data(ctx, buffer) + size, 0, old - (size_t)size);
  set_size(buffer, size);
  return 0;
}

/* The new buffer of slice, by species.  [.. this] -> [.. this new] */
static duk_hbufobj *push_species(duk_context *ctx, const duk_hbufobj *buffer,
                                 uint64_t size) {
  duk_hobject *made;

  duk_get_prop_stridx(ctx, -1, DUK_STRIDX_CONSTRUCTOR);
  if (!drupe__push_species_of(ctx)) {
    return drupe__push_array_buffer(ctx, size, NULL);
  }
  duk_push_number(ctx, (double)size);
  duk_new(ctx, 1);
  made = duk_get_hobject(ctx, -1);
  if (!drupe__is_array_buffer(made))
    (void)drupe__incompatible(ctx, "ArrayBuffer.prototype.slice");
  check_attached(ctx, (duk_hbufobj *)made, "ArrayBuffer.prototype.slice");
  if (made == &buffer->obj || drupe__view_bytes((duk_hbufobj *)made) < size)
    (void)duk_type_error(ctx, "Species constructor returned an ArrayBuffer "
                              "that does not fit");
  return (duk_hbufobj *)made;
}

static duk_ret_t buffer_slice(duk_context *ctx) {
  static const char method[] = "ArrayBuffer.prototype.slice";
  duk_hbufobj *buffer = this_buffer(ctx, method), *copy;
  uint64_t length, begin, end, count;

  check_attached(ctx, buffer, method);
  length = drupe__view_bytes(buffer);
  begin = drupe__relative(ctx, 0, length, 0);
  end = drupe__relative(ctx, 1, length, length);
  count = end > begin ? end - begin : 0;
  copy = push_species(ctx, buffer, count);
  check_attached(ctx, buffer, method);
  length = drupe__view_bytes(buffer); /* the constructor may have resized it */
  if (end > length)
    count = begin < length ? length - begin : 0;
  if (count > 0)
    memmove(drupe__view_data(ctx, copy), drupe__view_data(ctx, buffer) + begin,
            (size_t)count);
  return 1;
}

/* transfer, and with magic transferToFixedLength. */
static duk_ret_t buffer_transfer(duk_context *ctx) {
  bool fixed = duk_get_current_magic(ctx) != 0;
  const char *method = fixed ? "ArrayBuffer.prototype.transferToFixedLength"
                             : "ArrayBuffer.prototype.transfer";
  duk_hbufobj *buffer = this_buffer(ctx, method), *made;
  uint64_t size = drupe__view_bytes(buffer), kept;
  bool keeps;

  if (!duk_is_undefined(ctx, 0))
    size = drupe__to_index(ctx, 0, "Invalid array buffer length");
  check_attached(ctx, buffer, method);
  keeps = is_resizable(buffer) && !fixed;
  if (keeps && size > buffer->length)
    return duk_range_error(ctx, "Invalid array buffer length");
  kept = drupe__view_bytes(buffer);
  made = drupe__push_array_buffer(ctx, keeps ? buffer->length : size, NULL);
  kept = kept < size ? kept : size;
  if (kept > 0)
    memcpy(drupe__view_data(ctx, made), drupe__view_data(ctx, buffer),
           (size_t)kept);
  if (keeps)
    make_resizable(made, size);
  drupe__array_buffer_detach(ctx, buffer);
  return 1;
}

static duk_ret_t species(duk_context *ctx) {
  duk_push_this(ctx);
  return 1;
}

static const drupe__builtin statics[] = {{"isView", buffer_is_view, 1, 1, 0},
                                         {"get @@species", species, 0, 0, 0},
                                         DRUPE__BUILTIN_END};

static const drupe__builtin methods[] = {
    {"get byteLength", buffer_byte_length, 0, 0, 0},
    {"get detached", buffer_detached, 0, 0, 0},
    {"get maxByteLength", buffer_max_byte_length, 0, 0, 0},
    {"get resizable", buffer_resizable, 0, 0, 0},
    {"resize", buffer_resize, 1, 1, 0},
    {"slice", buffer_slice, 2, 2, 0},
    {"transfer", buffer_transfer, 1, 0, 0},
    {"transferToFixedLength", buffer_transfer, 1, 0, 1},
    DRUPE__BUILTIN_END};

void drupe__builtin_arraybuffer(duk_context *ctx) {
  duk_get_global_string(ctx, "ArrayBuffer");
  drupe__constructor_reuse(ctx, buffer_construct, 0);
  drupe__define(ctx, -1, statics);
  duk_get_prop_stridx(ctx, -1, DUK_STRIDX_PROTOTYPE);
  drupe__define(ctx, -1, methods);
  drupe__define_tag(ctx, -1, "ArrayBuffer");
  duk_pop_2(ctx);
}
