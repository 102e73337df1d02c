/* js/syntax/lex_number.c - numeric literals. */
#include "chars.h"
#include "parser.h"

static uint32_t number_offset(const drupe__parser *p, const uint8_t *at) {
  return (uint32_t)(at - p->start);
}

static bool number_is_digit(uint8_t byte, uint32_t radix) {
  return drupe__hex_value(byte) < radix;
}

/* What was read of it until `at` is marked. */
static _Noreturn void number_bad(drupe__parser *p, const uint8_t *at) {
  drupe__fail_range(p, p->token.start, number_offset(p, at),
                    "Invalid or unexpected token");
}

/* Digits with single underscores between them; there must be one digit. */
static const uint8_t *number_digits(drupe__parser *p, const uint8_t *at,
                                    uint32_t radix) {
  if (!number_is_digit(*at, radix))
    number_bad(p, at);
  for (;;) {
    while (number_is_digit(*at, radix))
      at++;
    if (*at != '_')
      return at;
    p->token.flags |= NUMBER_SEPARATORS;
    at++;
    if (*at == '_')
      drupe__fail_range(p, number_offset(p, at), number_offset(p, at) + 1,
                        "Only one underscore is allowed as numeric separator");
    if (!number_is_digit(*at, radix))
      drupe__fail(p, number_offset(p, at),
                  "Numeric separators are not allowed at the end of numeric "
                  "literals");
  }
}

/* 0x 0o 0b; returns NULL if the text is none of them. */
static const uint8_t *number_radix(drupe__parser *p, const uint8_t *at) {
  switch (at[1] | 0x20) {
  case 'x': return number_digits(p, at + 2, 16);
  case 'o': p->token.flags |= NUMBER_RADIX; return number_digits(p, at + 2, 8);
  case 'b': p->token.flags |= NUMBER_RADIX; return number_digits(p, at + 2, 2);
  default: return NULL;
  }
}

/* Fraction and exponent behind the integer part. */
static const uint8_t *number_tail(drupe__parser *p, const uint8_t *at) {
  if (*at == '.') {
    at++;
    if (drupe__is_digit(*at))
      at = number_digits(p, at, 10);
    else if (*at == '_')
      number_bad(p, at);
  }
  if ((*at | 0x20) == 'e') {
    at++;
    if (*at == '+' || *at == '-')
      at++;
    at = number_digits(p, at, 10);
  }
  return at;
}

/* 017 is octal, 089 and 08.5 are decimal: Annex B, not in strict code. */
static const uint8_t *number_legacy(drupe__parser *p, const uint8_t *at) {
  bool octal = true;

  p->token.flags |= NUMBER_LEGACY;
  for (; drupe__is_digit(*at); at++)
    octal = octal && *at < '8';
  if (*at == '_' && octal)
    drupe__fail(p, number_offset(p, at),
                "Numeric separator can not be used after leading 0.");
  p->octal_pos = p->token.start + 1;
  p->octal_message =
      octal ? "Octal literals are not allowed in strict mode."
            : "Decimals with leading zeros are not allowed in strict mode.";
  return octal ? at : number_tail(p, at);
}

/* Integer part, fraction, exponent; only the first can be a BigInt. */
static const uint8_t *number_decimal(drupe__parser *p, const uint8_t *at) {
  if (*at != '.') {
    if (at[0] == '0' && at[1] == '_')
      drupe__fail(p, number_offset(p, at + 1),
                  "Numeric separator can not be used after leading 0.");
    at = number_digits(p, at, 10);
    if (*at == 'n') {
      p->token.type = TOKEN_BIGINT;
      return at + 1;
    }
  }
  return number_tail(p, at);
}

/* A name or digit must not follow at once: `3in x` is an error. */
static void number_check_end(drupe__parser *p, const uint8_t *at) {
  uint32_t size;

  if (drupe__is_name_byte(*at) || *at == '\\' ||
      (*at >= 0x80 && drupe__is_name_start(drupe__utf8_decode(at, &size))))
    number_bad(p, at);
}

/* `at` is a digit, or a point with a digit behind it. */
const uint8_t *drupe__lex_number(drupe__parser *p, const uint8_t *at) {
  const uint8_t *end = NULL;

  assert(drupe__is_digit(*at) || *at == '.');
  p->token.type = TOKEN_NUMBER;
  p->token.flags = 0;
  if (*at == '0')
    end = number_radix(p, at);
  if (end != NULL) {
    if (*end == 'n') {
      p->token.type = TOKEN_BIGINT;
      end++;
    }
  } else if (at[0] == '0' && drupe__is_digit(at[1])) {
    end = number_legacy(p, at);
  } else {
    end = number_decimal(p, at);
  }
  number_check_end(p, end);
  return end;
}
