/* js/syntax/lex_regexp.c - regular expression literals.  What stands between
 * the slashes js/regexp checks. */
#include "chars.h"
#include "parser.h"
#include "regexp/pattern.h"

static _Noreturn void regexp_unterminated(drupe__parser *p) {
  drupe__fail(p, p->token.start, "Invalid regular expression: missing /");
}

/* Finds the closing slash.  `*largest`: of the bytes before it. */
static const uint8_t *regexp_end(drupe__parser *p, const uint8_t *at,
                                 uint8_t *largest) {
  bool in_class = false;
  uint8_t most = 0;

  for (;; at++) {
    most = *at > most ? *at : most;
    if (*at == '\\') {
      at++;
      most = *at > most ? *at : most;
    } else if (*at == '[')
      in_class = true;
    else if (*at == ']')
      in_class = false;
    else if (*at == '/' && !in_class)
      break;
    if (at >= p->end || *at == '\n' || *at == '\r' ||
        drupe__is_line_separator(at))
      regexp_unterminated(p);
  }
  *largest = most;
  return at;
}

static _Noreturn void regexp_bad_flags(drupe__parser *p) {
  drupe__fail(p, p->token.start, "Invalid regular expression flags");
}

/* Each flag once, u and v not together, no escapes. */
static const uint8_t *regexp_flags(drupe__parser *p, const uint8_t *at,
                                   uint32_t *flags) {
  uint32_t size;

  for (; drupe__is_name_byte(*at); at++) {
    uint32_t flag = drupe__rx_flag(*at) << 1;

    if (flag == 0 || (*flags & flag))
      regexp_bad_flags(p);
    *flags |= flag;
  }
  if ((*flags & REGEXP_U) && (*flags & REGEXP_V))
    regexp_bad_flags(p);
  if (*at == '\\' ||
      (*at >= 0x80 && drupe__is_name_part(drupe__utf8_decode(at, &size))))
    regexp_bad_flags(p);
  return at;
}

/* --- The pattern --- */

_Static_assert((uint32_t)REGEXP_D == (uint32_t)DRUPE__RX_INDICES << 1 &&
                   (uint32_t)REGEXP_Y == (uint32_t)DRUPE__RX_STICKY << 1,
               "one order of flags");

static _Noreturn void regexp_fail(drupe__parser *p, const uint8_t *start,
                                  const uint8_t *end, uint32_t flags,
                                  const char *message) {
  enum { PATTERN_MAX = 120 };
  static const char letters[] = "dgimsuvy";
  char text[sizeof(letters)];
  uint32_t count = 0;
  uint32_t i;
  int size = (int)(end - start);

  for (i = 0; letters[i] != 0; i++) {
    if (flags & (uint32_t)REGEXP_D << i)
      text[count++] = letters[i];
  }
  text[count] = 0;
  drupe__fail_range(p, p->token.start, (uint32_t)(end - p->start) + 1 + count,
                    "Invalid regular expression: /%.*s/%s: %s",
                    size > PATTERN_MAX ? PATTERN_MAX : size,
                    (const char *)start, text, message);
}

/* The pattern in the parser's buffer, with pairs as the engine has them. */
static void regexp_to_units(drupe__parser *p, const uint8_t *at,
                            const uint8_t *end) {
  uint8_t bytes[4];
  uint32_t size;

  p->buffer_size = 0;
  while (at < end) {
    uint32_t c = drupe__utf8_decode(at, &size);

    at += size;
    if (c == DRUPE__CHAR_INVALID)
      c = 0xfffd;
    if (c > 0xffff) {
      c -= 0x10000;
      drupe__buffer_add(p, bytes,
                        drupe__utf8_encode(0xd800 + (c >> 10), bytes));
      c = 0xdc00 + (c & 0x3ff);
    }
    drupe__buffer_add(p, bytes, drupe__utf8_encode(c, bytes));
  }
}

static void regexp_check(drupe__parser *p, const uint8_t *start,
                         const uint8_t *end, uint32_t flags, uint8_t largest) {
  const uint8_t *text = start;
  size_t size = (size_t)(end - start);
  const char *error;

  if (largest >= 0xf0) { /* a character of four bytes */
    regexp_to_units(p, start, end);
    text = (const uint8_t *)p->buffer;
    size = p->buffer_size;
  }
  error = drupe__rx_check(text, size, flags >> 1);
  if (error != NULL)
    regexp_fail(p, start, end, flags, error);
}

uint32_t drupe__lex_regexp(drupe__parser *p) {
  uint32_t pos = p->token.start;
  uint8_t largest;
  const uint8_t *slash = regexp_end(p, p->start + pos + 1, &largest);
  uint32_t slash_pos = (uint32_t)(slash - p->start);
  uint32_t flags = 0;
  const uint8_t *end = regexp_flags(p, slash + 1, &flags);
  uint32_t node;

  assert(p->start[p->token.start] == '/');
  regexp_check(p, p->start + pos + 1, slash, flags, largest);
  node = drupe__node2(p, NODE_REGEXP, 0, flags, pos, slash_pos,
                      (uint32_t)(end - p->start));
  p->token.end = (uint32_t)(end - p->start);
  p->at = end;
  drupe__lex_next(p);
  return node;
}
