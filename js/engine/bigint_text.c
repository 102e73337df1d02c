/* js/engine/bigint_text.c - BigInt from text and to text. */
#include "bigint.h"

#include <assert.h>
#include <string.h>

typedef struct text_radix {
  drupe__limb chunk;   /* the highest power of the radix in a limb */
  unsigned per_chunk;  /* its exponent */
  unsigned bits;       /* of a digit, at most */
} text_radix;

static text_radix text_radix_of(unsigned radix) {
  text_radix r = {radix, 1, 0};

  assert(radix >= 2 && radix <= 36);
  while (r.chunk <= UINT64_MAX / radix) {
    r.chunk *= radix;
    r.per_chunk++;
  }
  while (1u << r.bits < radix)
    r.bits++;
  return r;
}

static unsigned text_digit(unsigned char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  c |= 32;
  return c >= 'a' && c <= 'z' ? c - 'a' + 10u : 99;
}

/* Digits only, at least one.  A limb's worth of them at a time. */
static bool text_parse_digits(duk_context *ctx, const char *p, size_t length,
                              unsigned radix, bool negative) {
  text_radix r = text_radix_of(radix);
  drupe__limb *out;
  size_t size = 0, at, i;

  if (length == 0)
    return false;
  for (i = 0; i < length; i++) {
    if (text_digit((unsigned char)p[i]) >= radix)
      return false;
  }
  out = drupe__bigint_push(ctx, length / (DRUPE__LIMB_BITS / r.bits) + 1);
  memset(out, 0, DUK_HBUFFER_GET_SIZE(duk_known_hbuffer(ctx, -1)));
  for (at = 0; at < length; at = i) {
    drupe__limb value = 0, scale = 1, carry;

    for (i = at; i < length && i - at < r.per_chunk; i++) {
      value = value * radix + text_digit((unsigned char)p[i]);
      scale *= radix; /* never past the chunk's */
    }
    carry = drupe__limbs_scale(out, size, scale, value);
    if (carry != 0)
      out[size++] = carry;
  }
  drupe__bigint_finish(ctx, negative);
  return true;
}

bool drupe__bigint_parse(duk_context *ctx, duk_idx_t index) {
  duk_size_t size;
  const char *p;
  bool negative = false, done;
  unsigned radix = 10;

  index = duk_require_normalize_index(ctx, index);
  duk_require_stack(ctx, 4);
  duk_dup(ctx, index);
  duk_trim(ctx, -1);
  p = duk_get_lstring(ctx, -1, &size);
  if (size == 0) {
    drupe__bigint_push_uint64(ctx, 0);
    duk_remove(ctx, -2);
    return true;
  }
  if (size > 2 && p[0] == '0' && text_digit((unsigned char)p[1]) > 9) {
    radix = (p[1] | 32) == 'x'   ? 16
            : (p[1] | 32) == 'o' ? 8
            : (p[1] | 32) == 'b' ? 2
                                 : 10;
    if (radix != 10) {
      p += 2;
      size -= 2;
    }
  } else if (*p == '-' || *p == '+') {
    negative = *p++ == '-';
    size--;
  }
  done = text_parse_digits(ctx, p, size, radix, negative);
  duk_remove(ctx, done ? -2 : -1);
  return done;
}

/* -- to text, from the last digit ------------------------------------------ */
static char *text_put(char *end, drupe__limb value, unsigned radix) {
  assert(radix >= 2);
  do {
    *--end = "0123456789abcdefghijklmnopqrstuvwxyz"[value % radix];
    value /= radix;
  } while (value != 0);
  return end;
}

/* A digit is a group of bits. */
static char *text_print_bits(char *end, const drupe__bigint *b, unsigned bits) {
  size_t total = drupe__limbs_bits(b->limbs, b->size), at;

  for (at = 0; at < total; at += bits) {
    size_t i = at / DRUPE__LIMB_BITS;
    unsigned shift = at % DRUPE__LIMB_BITS;
    drupe__limb digit = b->limbs[i] >> shift;

    if (shift + bits > DRUPE__LIMB_BITS && i + 1 < b->size)
      digit |= b->limbs[i + 1] << (DRUPE__LIMB_BITS - shift);
    *--end = "0123456789abcdefghijklmnopqrstuv"[digit & ((1u << bits) - 1)];
  }
  return end;
}

static char *text_print_chunks(duk_context *ctx, char *end,
                               const drupe__bigint *b, unsigned radix) {
  text_radix r = text_radix_of(radix);
  size_t size = b->size;
  drupe__limb *rest = duk_push_buffer_raw(ctx, size * sizeof(*rest),
                                          DUK_BUF_FLAG_NOZERO);

  memcpy(rest, b->limbs, size * sizeof(*rest));
  while (size > 0) {
    char *low = end;
    drupe__limb chunk = drupe__limbs_divide_one(rest, size, r.chunk);

    size = drupe__limbs_trim(rest, size);
    end = text_put(end, chunk, radix);
    while (size > 0 && low - end < (ptrdiff_t)r.per_chunk)
      *--end = '0';
  }
  duk_pop(ctx);
  return end;
}

void drupe__bigint_push_text(duk_context *ctx, const drupe__bigint *b,
                             unsigned radix) {
  size_t bits = drupe__limbs_bits(b->limbs, b->size), room;
  unsigned digit_bits = 1;
  char *out, *p;

  assert(radix >= 2 && radix <= 36);
  while (2u << digit_bits <= radix)
    digit_bits++; /* of a digit, at least */
  room = bits / digit_bits + 3;
  duk_require_stack(ctx, 3);
  out = duk_push_buffer_raw(ctx, room, DUK_BUF_FLAG_NOZERO);
  p = out + room;
  if (b->size <= 1)
    p = text_put(p, b->size == 0 ? 0 : b->limbs[0], radix);
  else if ((radix & (radix - 1)) == 0)
    p = text_print_bits(p, b, digit_bits);
  else
    p = text_print_chunks(ctx, p, b, radix);
  if (b->negative)
    *--p = '-';
  assert(p >= out);
  duk_push_lstring(ctx, p, (size_t)(out + room - p));
  duk_remove(ctx, -2);
}
