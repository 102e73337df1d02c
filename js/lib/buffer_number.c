/* js/lib/buffer_number.c - numbers in Buffers: readInt32LE and its like.
 *
 * One function reads, one writes; the magic tells size, sign and order. */
#include <math.h>
#include <string.h>

#include "engine/bigint.h"
#include "engine/builtins.h"
#include "lib/buffer.h"

enum {
  NUMBER_SIZE = 15, /* bytes; 0: an argument tells */
  NUMBER_SIGNED = 16,
  NUMBER_BIG_ENDIAN = 32,
  NUMBER_FLOAT = 64,
  NUMBER_BIGINT = 128
};

static uint64_t number_load(const uint8_t *p, int size, bool big_endian) {
  uint64_t bits = 0;

  for (int i = 0; i < size; i++)
    bits = bits << 8 | p[big_endian ? i : size - 1 - i];
  return bits;
}

static void number_store(uint8_t *p, int size, bool big_endian, uint64_t bits) {
  for (int i = 0; i < size; i++) {
    p[big_endian ? size - 1 - i : i] = (uint8_t)bits;
    bits >>= 8;
  }
}

static double number_of_bits(uint64_t bits, int kind, int size) {
  if ((kind & NUMBER_FLOAT) != 0) {
    uint32_t low = (uint32_t)bits;
    float f;
    double d;

    memcpy(&f, &low, sizeof(f));
    memcpy(&d, &bits, sizeof(d));
    return size == 4 ? (double)f : d;
  }
  if ((kind & NUMBER_SIGNED) != 0 && (bits >> (size * 8 - 1) & 1) != 0)
    return (double)(int64_t)(bits | ~(uint64_t)0 << (size * 8));
  return (double)bits;
}

/* The `byteLength` argument of readUIntLE and its like. */
static int number_size(duk_context *ctx, duk_idx_t index) {
  double size = drupe__buffer_number(ctx, index, "byteLength");

  if (!(size >= 1 && size <= 6) || size != floor(size))
    (void)drupe__buffer_bounds(ctx, size, 6, "byteLength");
  return (int)size;
}

/* The place of `size` bytes at the offset in argument `index`. */
static uint8_t *number_at(duk_context *ctx, drupe__bytes bytes, double offset,
                          int size) {
  double last = (double)bytes.size - size;

  if (!(offset >= 0 && offset <= last) || offset != floor(offset))
    (void)drupe__buffer_bounds(ctx, offset, last, NULL);
  return bytes.data + (size_t)offset;
}

/* read..(offset), readUInt..(offset, byteLength) */
static duk_ret_t number_read(duk_context *ctx) {
  int kind = duk_get_current_magic(ctx), size = kind & NUMBER_SIZE;
  drupe__bytes bytes = drupe__bytes_of_this(ctx);
  const uint8_t *p;
  double offset = 0;

  if (size == 0) {
    if (duk_is_undefined(ctx, 0))
      (void)drupe__buffer_number(ctx, 0, "offset"); /* throws */
    size = number_size(ctx, 1);
  }
  if (!duk_is_undefined(ctx, 0))
    offset = drupe__buffer_number(ctx, 0, "offset");
  p = number_at(ctx, bytes, offset, size);
  duk_push_number(ctx,
                  number_of_bits(number_load(p, size, kind & NUMBER_BIG_ENDIAN),
                                 kind, size));
  return 1;
}

/* Throws where the value does not fit: large limits are told as powers. */
static void number_check(duk_context *ctx, double value, int kind, int size) {
  bool is_signed = (kind & NUMBER_SIGNED) != 0;
  double limit = ldexp(1, size * 8 - (is_signed ? 1 : 0));
  double low = is_signed ? -limit : 0, high = limit - 1;

  if (!(value < low || value > high))
    return;
  duk_push_literal(ctx, "value");
  if (size <= 4)
    duk_push_sprintf(ctx, ">= %.0f and <= %.0f", low, high);
  else if (is_signed)
    duk_push_sprintf(ctx, ">= -(2 ** %d) and < 2 ** %d", size * 8 - 1,
                     size * 8 - 1);
  else
    duk_push_sprintf(ctx, ">= 0 and < 2 ** %d", size * 8);
  duk_push_number(ctx, value);
  (void)drupe__buffer_fail(ctx, "ERR_OUT_OF_RANGE", 3);
}

static uint64_t number_bits(double value, int kind, int size) {
  uint64_t bits;

  if ((kind & NUMBER_FLOAT) == 0)
    return value != value ? 0 : (uint64_t)(int64_t)value;
  if (size == 4) {
    float f = (float)value;
    uint32_t low;

    memcpy(&low, &f, sizeof(low));
    return low;
  }
  memcpy(&bits, &value, sizeof(bits));
  return bits;
}

/* write..(value, offset), writeUInt..(value, offset, byteLength): the offset
 * behind it. */
static duk_ret_t number_write(duk_context *ctx) {
  int kind = duk_get_current_magic(ctx), size = kind & NUMBER_SIZE;
  bool sized = size == 0;
  drupe__bytes bytes;
  double value, offset = 0;
  uint8_t *p;

  if (sized)
    size = number_size(ctx, 2);
  value = duk_to_number(ctx, 0); /* may run code */
  bytes = drupe__bytes_of_this(ctx);
  /* Node looks at the value first, but for single bytes. */
  if ((kind & NUMBER_FLOAT) == 0 && size > 1)
    number_check(ctx, value, kind, size);
  if (sized || !duk_is_undefined(ctx, 1))
    offset = drupe__buffer_number(ctx, 1, "offset");
  if (size == 1)
    number_check(ctx, value, kind, size);
  p = number_at(ctx, bytes, offset, size);
  number_store(p, size, kind & NUMBER_BIG_ENDIAN,
               number_bits(value, kind, size));
  duk_push_number(ctx, offset + size);
  return 1;
}

/* -- 64 bits as BigInt ----------------------------------------------------- */
static duk_ret_t bigint_read(duk_context *ctx) {
  int kind = duk_get_current_magic(ctx);
  drupe__bytes bytes = drupe__bytes_of_this(ctx);
  double offset = 0;
  uint64_t bits;

  if (!duk_is_undefined(ctx, 0))
    offset = drupe__buffer_number(ctx, 0, "offset");
  bits = number_load(number_at(ctx, bytes, offset, 8), 8,
                     kind & NUMBER_BIG_ENDIAN);
  if ((kind & NUMBER_SIGNED) != 0)
    drupe__bigint_push_int64(ctx, (int64_t)bits);
  else
    drupe__bigint_push_uint64(ctx, bits);
  return 1;
}

/* What does not fit is not the same when its 64 bits are read back. */
static void bigint_check(duk_context *ctx, bool is_signed) {
  drupe__bigint value = drupe__bigint_at(ctx, 0), back;

  drupe__bigint_wrap(ctx, 0, 64, is_signed);
  back = drupe__bigint_at(ctx, -1);
  if (drupe__bigint_compare(&value, &back) != 0) {
    duk_push_literal(ctx, "value");
    duk_push_string(ctx, is_signed ? ">= -(2n ** 63n) and < 2n ** 63n"
                                   : ">= 0n and < 2n ** 64n");
    duk_dup(ctx, 0);
    (void)drupe__buffer_fail(ctx, "ERR_OUT_OF_RANGE", 3);
  }
  duk_pop(ctx);
}

static duk_ret_t bigint_write(duk_context *ctx) {
  int kind = duk_get_current_magic(ctx);
  drupe__bytes bytes;
  drupe__bigint value;
  double offset = 0;
  uint8_t *p;

  duk_to_primitive(ctx, 0, DUK_HINT_NUMBER); /* may run code */
  bytes = drupe__bytes_of_this(ctx);
  if (!drupe__is_bigint(ctx, 0))
    return duk_type_error(ctx, "Cannot mix BigInt and other types, use "
                               "explicit conversions");
  bigint_check(ctx, kind & NUMBER_SIGNED);
  if (!duk_is_undefined(ctx, 1))
    offset = drupe__buffer_number(ctx, 1, "offset");
  p = number_at(ctx, bytes, offset, 8);
  value = drupe__bigint_at(ctx, 0);
  number_store(p, 8, kind & NUMBER_BIG_ENDIAN, drupe__bigint_to_uint64(&value));
  duk_push_number(ctx, offset + 8);
  return 1;
}

#define BIGINT NUMBER_BIGINT
#define SIGNED NUMBER_SIGNED
#define BIG NUMBER_BIG_ENDIAN
#define FLOAT NUMBER_FLOAT

/* Node's order; the names with UInt come a second time with Uint. */
static const struct {
  const char *name; /* behind read or write */
  int kind;
} number_kinds[] = {{"BigUInt64LE", 8 | BIGINT},
                    {"BigUInt64BE", 8 | BIGINT | BIG},
                    {"BigUint64LE", 8 | BIGINT},
                    {"BigUint64BE", 8 | BIGINT | BIG},
                    {"BigInt64LE", 8 | BIGINT | SIGNED},
                    {"BigInt64BE", 8 | BIGINT | SIGNED | BIG},
                    {"UIntLE", 0},
                    {"UInt32LE", 4},
                    {"UInt16LE", 2},
                    {"UInt8", 1},
                    {"UIntBE", BIG},
                    {"UInt32BE", 4 | BIG},
                    {"UInt16BE", 2 | BIG},
                    {"UintLE", 0},
                    {"Uint32LE", 4},
                    {"Uint16LE", 2},
                    {"Uint8", 1},
                    {"UintBE", BIG},
                    {"Uint32BE", 4 | BIG},
                    {"Uint16BE", 2 | BIG},
                    {"IntLE", SIGNED},
                    {"Int32LE", 4 | SIGNED},
                    {"Int16LE", 2 | SIGNED},
                    {"Int8", 1 | SIGNED},
                    {"IntBE", SIGNED | BIG},
                    {"Int32BE", 4 | SIGNED | BIG},
                    {"Int16BE", 2 | SIGNED | BIG},
                    {"FloatLE", 4 | FLOAT},
                    {"FloatBE", 4 | FLOAT | BIG},
                    {"DoubleLE", 8 | FLOAT},
                    {"DoubleBE", 8 | FLOAT | BIG}};

static duk_c_function number_method(int kind, bool write) {
  if ((kind & NUMBER_BIGINT) != 0)
    return write ? bigint_write : bigint_read;
  return write ? number_write : number_read;
}

static void number_define(duk_context *ctx, duk_idx_t prototype, bool write) {
  for (size_t i = 0; i < sizeof(number_kinds) / sizeof(number_kinds[0]); i++) {
    int kind = number_kinds[i].kind;
    int args = (write ? 2 : 1) + ((kind & NUMBER_SIZE) == 0 ? 1 : 0);
    const char *name = duk_push_sprintf(ctx, "%s%s", write ? "write" : "read",
                                        number_kinds[i].name);
    const drupe__builtin list[] = {{name, number_method(kind, write),
                                    (int8_t)args, (int8_t)args, (int16_t)kind},
                                   DRUPE__BUILTIN_END};

    drupe__define(ctx, prototype, list);
    duk_pop(ctx);
  }
}

void drupe__buffer_numbers(duk_context *ctx, duk_idx_t prototype) {
  number_define(ctx, prototype, false);
  number_define(ctx, prototype, true);
}
