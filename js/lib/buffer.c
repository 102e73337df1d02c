/* js/lib/buffer.c - binding('buffer'): making Buffers, text in and out.
 *
 * A Buffer is the engine's Uint8Array with the prototype that the engine calls
 * Node's; C modules make such objects too.  Its members are ours. */
#include <math.h>
#include <string.h>

#include "engine/builtins.h"
#include "lib/buffer.h"

bool drupe__bytes_get(duk_context *ctx, duk_idx_t index, drupe__bytes *out) {
  duk_size_t size = 0;

  if (!duk_is_buffer_data(ctx, index))
    return false;
  out->data = duk_get_buffer_data(ctx, index, &size);
  out->size = out->data == NULL ? 0 : size;
  return true;
}

drupe__bytes drupe__bytes_of_this(duk_context *ctx) {
  drupe__bytes bytes = {NULL, 0};

  duk_push_this(ctx);
  if (!drupe__bytes_get(ctx, -1, &bytes)) {
    duk_push_literal(ctx, "argument");
    duk_push_literal(ctx, "Buffer");
    duk_dup(ctx, -3);
    (void)drupe__buffer_fail(ctx, "ERR_INVALID_ARG_TYPE", 3);
  }
  return bytes;
}

uint8_t *drupe__buffer_push(duk_context *ctx, size_t size, bool zeroed) {
  uint8_t *data;

  if (size > DUK_UINT32_MAX >> 1)
    (void)duk_range_error(ctx, "Array buffer allocation failed");
  data = duk_push_buffer_raw(ctx, size, zeroed ? 0 : DUK_BUF_FLAG_NOZERO);
  duk_push_buffer_object(ctx, -1, 0, size, DUK_BUFOBJ_NODEJS_BUFFER);
  duk_remove(ctx, -2);
  return data;
}

/* -- errors: made by JavaScript -------------------------------------------- */
#define BUFFER_FAIL "drupe.buffer.fail"

/* setFail(function (code, ...arguments)) */
static duk_ret_t buffer_set_fail(duk_context *ctx) {
  duk_require_function(ctx, 0);
  duk_push_heap_stash(ctx);
  duk_dup(ctx, 0);
  duk_put_prop_literal(ctx, -2, BUFFER_FAIL);
  return 0;
}

duk_ret_t drupe__buffer_fail(duk_context *ctx, const char *code,
                             duk_idx_t count) {
  duk_require_stack(ctx, 4);
  duk_push_heap_stash(ctx);
  duk_get_prop_literal(ctx, -1, BUFFER_FAIL);
  duk_remove(ctx, -2);
  duk_insert(ctx, -1 - count);
  if (code == NULL)
    duk_push_null(ctx);
  else
    duk_push_string(ctx, code);
  duk_insert(ctx, -1 - count);
  duk_call(ctx, count + 1);
  return duk_type_error(ctx, "an error was not thrown");
}

double drupe__buffer_number(duk_context *ctx, duk_idx_t index,
                            const char *name) {
  if (!duk_is_number(ctx, index)) {
    duk_dup(ctx, index);
    duk_push_string(ctx, name);
    duk_insert(ctx, -2);
    duk_push_literal(ctx, "number");
    duk_insert(ctx, -2);
    (void)drupe__buffer_fail(ctx, "ERR_INVALID_ARG_TYPE", 3);
  }
  return duk_get_number(ctx, index);
}

duk_ret_t drupe__buffer_bounds(duk_context *ctx, double value, double last,
                               const char *name) {
  if (floor(value) != value) {
    duk_push_string(ctx, name == NULL ? "offset" : name);
    duk_push_literal(ctx, "an integer");
    duk_push_number(ctx, value);
    return drupe__buffer_fail(ctx, "ERR_OUT_OF_RANGE", 3);
  }
  if (last < 0)
    return drupe__buffer_fail(ctx, "ERR_BUFFER_OUT_OF_BOUNDS", 0);
  duk_push_string(ctx, name == NULL ? "offset" : name);
  duk_push_sprintf(ctx, ">= %d and <= %.0f", name == NULL ? 0 : 1, last);
  duk_push_number(ctx, value);
  return drupe__buffer_fail(ctx, "ERR_OUT_OF_RANGE", 3);
}

/* -- making ---------------------------------------------------------------- */

/* alloc(size), allocUnsafe(size): the magic tells. */
static duk_ret_t buffer_alloc(duk_context *ctx) {
  (void)drupe__buffer_push(ctx, (size_t)duk_require_number(ctx, 0),
                           duk_get_current_magic(ctx) == 0);
  return 1;
}

static drupe__encoding buffer_encoding(duk_context *ctx, duk_idx_t index) {
  duk_size_t size;
  const char *name = duk_get_lstring(ctx, index, &size);

  return name == NULL ? DRUPE__ENCODING_NONE : drupe__encoding_of(name, size);
}

/* fromString(string, encoding): undefined where the encoding is not known. */
static duk_ret_t buffer_from_string(duk_context *ctx) {
  duk_hstring *string = duk_require_hstring(ctx, 0);
  drupe__encoding encoding =
      duk_is_undefined(ctx, 1) ? DRUPE__UTF8 : buffer_encoding(ctx, 1);
  size_t size;
  uint8_t *data;

  if (encoding == DRUPE__ENCODING_NONE)
    return 0;
  size = drupe__encoded_size(string, encoding);
  data = drupe__buffer_push(ctx, size, false);
  size = drupe__encode(string, encoding, data, size);
  ((duk_hbufobj *)(void *)duk_require_hobject(ctx, -1))->length =
      (duk_uint_t)size;
  return 1;
}

/* view(source, offset, length): a Buffer on the same memory; the caller has
 * checked the range. */
static duk_ret_t buffer_view(duk_context *ctx) {
  duk_hbufobj *source = (void *)duk_require_hobject(ctx, 0), *view;
  duk_hbuffer *memory;

  if (!DUK_HOBJECT_IS_BUFOBJ(&source->obj) || source->buf == NULL)
    return duk_type_error(ctx, "Cannot use a detached ArrayBuffer");
  memory = source->buf;
  duk_push_hbuffer(ctx, memory);
  duk_push_buffer_object(
      ctx, -1, source->offset + (duk_size_t)duk_require_uint(ctx, 1),
      (duk_size_t)duk_require_uint(ctx, 2), DUK_BUFOBJ_NODEJS_BUFFER);
  view = (void *)duk_require_hobject(ctx, -1);
  if (DUK_HOBJECT_GET_CLASS_NUMBER(&source->obj) ==
      DUK_HOBJECT_CLASS_ARRAYBUFFER)
    view->buf_prop = &source->obj;
  else
    view->buf_prop = source->buf_prop;
  DUK_HOBJECT_INCREF_ALLOWNULL(ctx, view->buf_prop);
  return 1;
}

/* An integer as Math.trunc(x) || 0 has it, between 0 and `size`; from the end
 * where it is negative and `relative`. */
static size_t buffer_index(duk_context *ctx, duk_idx_t index, size_t size,
                           size_t otherwise, bool relative) {
  double value;

  if (duk_is_undefined(ctx, index))
    return otherwise;
  value = trunc(duk_to_number(ctx, index));
  if (value < 0 && relative)
    value += (double)size;
  if (!(value > 0))
    return 0;
  return value >= (double)size ? size : (size_t)value;
}

/* Buffer.prototype.subarray(start, end), and slice. */
static duk_ret_t buffer_subarray(duk_context *ctx) {
  duk_hbufobj *source;
  size_t size, start, end;

  duk_push_this(ctx);
  source = (void *)duk_require_hobject(ctx, 2);
  if (!DUK_HOBJECT_IS_BUFOBJ(&source->obj))
    (void)drupe__bytes_of_this(ctx); /* throws */
  size = source->length;
  start = buffer_index(ctx, 0, size, 0, true);
  end = buffer_index(ctx, 1, size, size, true);
  if (end < start)
    end = start;
  duk_dup(ctx, 2);
  duk_replace(ctx, 0);
  duk_push_uint(ctx, (duk_uint_t)start);
  duk_replace(ctx, 1);
  duk_push_uint(ctx, (duk_uint_t)(end - start));
  duk_replace(ctx, 2);
  return buffer_view(ctx);
}

/* -- text ------------------------------------------------------------------ */

/* Buffer.prototype.toString(encoding, start, end) */
static duk_ret_t buffer_to_string(duk_context *ctx) {
  drupe__bytes bytes = drupe__bytes_of_this(ctx);
  drupe__encoding encoding = DRUPE__UTF8;
  size_t start = buffer_index(ctx, 1, bytes.size, 0, false);
  size_t end = buffer_index(ctx, 2, bytes.size, bytes.size, false);

  if (end <= start) {
    duk_push_literal(ctx, "");
    return 1;
  }
  if (!duk_is_undefined(ctx, 0)) {
    duk_to_string(ctx, 0);
    encoding = buffer_encoding(ctx, 0);
    if (encoding == DRUPE__ENCODING_NONE) {
      duk_dup(ctx, 0);
      return drupe__buffer_fail(ctx, "ERR_UNKNOWN_ENCODING", 1);
    }
  }
  bytes = drupe__bytes_of_this(ctx); /* the conversions may have run code */
  if (end > bytes.size)
    return duk_range_error(ctx, "Index out of range");
  drupe__decode_push(ctx, encoding, bytes.data + start, end - start);
  return 1;
}

/* An offset of the natives that Node has on the prototype: not relative. */
static double buffer_slice_index(duk_context *ctx, duk_idx_t index,
                                 double otherwise) {
  double value;

  if (duk_is_undefined(ctx, index))
    return otherwise;
  value = floor(duk_to_number(ctx, index));
  return value >= 0 || value != value ? value : -1;
}

/* utf8Slice(start, end) and the others: the magic is the encoding. */
static duk_ret_t buffer_slice(duk_context *ctx) {
  double start = buffer_slice_index(ctx, 0, 0);
  double end = buffer_slice_index(ctx, 1, 4294967296.0);
  drupe__bytes bytes = drupe__bytes_of_this(ctx);

  if (end == 4294967296.0)
    end = (double)bytes.size;
  if (end < start)
    end = start;
  if (!(start >= 0 && end >= 0 && end <= (double)bytes.size))
    return drupe__buffer_fail(ctx, NULL, 0);
  if (end == start)
    duk_push_literal(ctx, "");
  else
    drupe__decode_push(ctx, (drupe__encoding)duk_get_current_magic(ctx),
                       bytes.data + (size_t)start, (size_t)(end - start));
  return 1;
}

static duk_ret_t buffer_write_at(duk_context *ctx, drupe__bytes bytes,
                                 drupe__encoding encoding, duk_idx_t first) {
  double offset, room;

  if (!duk_is_string(ctx, first - 1)) {
    duk_push_literal(ctx, "argument");
    duk_push_literal(ctx, "string");
    duk_dup(ctx, first - 1);
    return drupe__buffer_fail(ctx, "ERR_INVALID_ARG_TYPE", 3);
  }
  offset = duk_is_undefined(ctx, first) ? 0 : duk_to_number(ctx, first);
  if (!(offset >= 0 && offset <= (double)bytes.size)) {
    duk_push_literal(ctx, "offset");
    return drupe__buffer_fail(ctx, "ERR_BUFFER_OUT_OF_BOUNDS", 1);
  }
  room = duk_is_undefined(ctx, first + 1) ? (double)bytes.size
                                          : duk_to_number(ctx, first + 1);
  if (!(room >= 0))
    room = 0;
  if (room > (double)bytes.size - offset)
    room = (double)bytes.size - offset;
  duk_push_uint(ctx, (duk_uint_t)drupe__encode(
                         duk_require_hstring(ctx, first - 1), encoding,
                         bytes.data + (size_t)offset, (size_t)room));
  return 1;
}

/* utf8Write(string, offset, length) and the others. */
static duk_ret_t buffer_write(duk_context *ctx) {
  drupe__bytes bytes = drupe__bytes_of_this(ctx);

  return buffer_write_at(ctx, bytes,
                         (drupe__encoding)duk_get_current_magic(ctx), 1);
}

/* write(buffer, encoding, string, offset, length): -1: no such encoding. */
static duk_ret_t buffer_write_encoded(duk_context *ctx) {
  drupe__encoding encoding = buffer_encoding(ctx, 1);
  drupe__bytes bytes = {NULL, 0};

  if (encoding == DRUPE__ENCODING_NONE) {
    duk_push_int(ctx, -1);
    return 1;
  }
  (void)drupe__bytes_get(ctx, 0, &bytes);
  return buffer_write_at(ctx, bytes, encoding, 3);
}

/* byteLength(string, encoding); what is no encoding counts as utf8. */
static duk_ret_t buffer_byte_length(duk_context *ctx) {
  drupe__encoding encoding = buffer_encoding(ctx, 1);

  duk_push_number(
      ctx, (double)drupe__encoded_size(
               duk_require_hstring(ctx, 0),
               encoding == DRUPE__ENCODING_NONE ? DRUPE__UTF8 : encoding));
  return 1;
}

/* normalizeEncoding(name): Node's own name for it, or undefined. */
static duk_ret_t buffer_normalize_encoding(duk_context *ctx) {
  static const char *const names[] = {"utf8",   "utf16le",   "latin1", "ascii",
                                      "base64", "base64url", "hex"};
  drupe__encoding encoding = buffer_encoding(ctx, 0);

  if (encoding == DRUPE__ENCODING_NONE)
    return 0;
  duk_push_string(ctx, names[encoding]);
  return 1;
}

/* isUtf8(bytes), isAscii(bytes): the magic tells. */
static duk_ret_t buffer_is(duk_context *ctx) {
  drupe__bytes bytes = {NULL, 0};
  size_t i = 0, step = 1;

  (void)drupe__bytes_get(ctx, 0, &bytes);
  if (duk_get_current_magic(ctx) != 0) {
    duk_push_boolean(ctx, drupe__is_ascii(bytes.data, bytes.size));
    return 1;
  }
  for (; i < bytes.size && step != 0; i += step)
    step = drupe__utf8_step(bytes.data + i, bytes.size - i, NULL);
  duk_push_boolean(ctx, step != 0);
  return 1;
}

/* encodeInto(string, bytes): [units read, bytes written]. */
static duk_ret_t buffer_encode_into(duk_context *ctx) {
  drupe__bytes bytes = {NULL, 0};
  size_t read = 0, written;

  (void)drupe__bytes_get(ctx, 1, &bytes);
  written = drupe__utf8_write(duk_require_hstring(ctx, 0), bytes.data,
                              bytes.size, &read);
  duk_push_array(ctx);
  duk_push_number(ctx, (double)read);
  duk_put_prop_index(ctx, -2, 0);
  duk_push_number(ctx, (double)written);
  duk_put_prop_index(ctx, -2, 1);
  return 1;
}

/* partialUtf8(bytes): how many at the end begin a character that may go on. */
static duk_ret_t buffer_partial_utf8(duk_context *ctx) {
  drupe__bytes bytes = {NULL, 0};
  size_t i;

  (void)drupe__bytes_get(ctx, 0, &bytes);
  for (i = 1; i <= 3 && i <= bytes.size; i++)
    if (drupe__utf8_is_partial(bytes.data + bytes.size - i, i))
      break;
  duk_push_uint(ctx, i <= 3 && i <= bytes.size ? (duk_uint_t)i : 0);
  return 1;
}

static const drupe__builtin buffer_functions[] = {
    {"setFail", buffer_set_fail, 1, 1, 0},
    {"alloc", buffer_alloc, 1, 1, 0},
    {"allocUnsafe", buffer_alloc, 1, 1, 1},
    {"fromString", buffer_from_string, 2, 2, 0},
    {"view", buffer_view, 3, 3, 0},
    {"write", buffer_write_encoded, 5, 5, 0},
    {"byteLength", buffer_byte_length, 2, 2, 0},
    {"normalizeEncoding", buffer_normalize_encoding, 1, 1, 0},
    {"isUtf8", buffer_is, 1, 1, 0},
    {"isAscii", buffer_is, 1, 1, 1},
    {"encodeInto", buffer_encode_into, 2, 2, 0},
    {"partialUtf8", buffer_partial_utf8, 1, 1, 0},
    DRUPE__BUILTIN_END};

static const drupe__builtin buffer_methods[] = {
    {"asciiSlice", buffer_slice, 2, 2, DRUPE__ASCII},
    {"base64Slice", buffer_slice, 2, 2, DRUPE__BASE64},
    {"base64urlSlice", buffer_slice, 2, 2, DRUPE__BASE64URL},
    {"latin1Slice", buffer_slice, 2, 2, DRUPE__LATIN1},
    {"hexSlice", buffer_slice, 2, 2, DRUPE__HEX},
    {"ucs2Slice", buffer_slice, 2, 2, DRUPE__UCS2},
    {"utf8Slice", buffer_slice, 2, 2, DRUPE__UTF8},
    {"asciiWrite", buffer_write, 3, 3, DRUPE__ASCII},
    {"base64Write", buffer_write, 3, 3, DRUPE__BASE64},
    {"base64urlWrite", buffer_write, 3, 3, DRUPE__BASE64URL},
    {"latin1Write", buffer_write, 3, 3, DRUPE__LATIN1},
    {"hexWrite", buffer_write, 3, 3, DRUPE__HEX},
    {"ucs2Write", buffer_write, 3, 3, DRUPE__UCS2},
    {"utf8Write", buffer_write, 3, 3, DRUPE__UTF8},
    {"toString", buffer_to_string, 3, 3, 0},
    {"subarray", buffer_subarray, 2, 2, 0},
    {"slice", buffer_subarray, 2, 2, 0},
    DRUPE__BUILTIN_END};

/* Takes Duktape's own members off the prototype. */
static void buffer_clear(duk_context *ctx, duk_idx_t prototype) {
  duk_enum(ctx, prototype,
           DUK_ENUM_OWN_PROPERTIES_ONLY | DUK_ENUM_INCLUDE_NONENUMERABLE |
               DUK_ENUM_INCLUDE_SYMBOLS);
  while (duk_next(ctx, -1, 0))
    duk_del_prop(ctx, prototype);
  duk_pop(ctx);
}

/* { prototype, alloc, .. }: JavaScript adds the rest to the prototype. */
void drupe__lib_buffer(duk_context *ctx) {
  duk_idx_t binding = duk_push_object(ctx), prototype = binding + 1;

  duk_push_hobject(ctx, ctx->builtins[DUK_BIDX_NODEJS_BUFFER_PROTOTYPE]);
  buffer_clear(ctx, prototype);
  drupe__define(ctx, prototype, buffer_methods);
  drupe__buffer_numbers(ctx, prototype);
  drupe__define(ctx, binding, buffer_functions);
  drupe__buffer_search(ctx, binding);
  duk_put_prop_literal(ctx, binding, "prototype");
}
