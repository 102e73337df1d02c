/* js/syntax/lex_regexp.c - regular expression literals. */
#include "chars.h"
#include "parser.h"

static _Noreturn void regexp_unterminated(drupe__parser *p) {
  drupe__fail(p, p->token.start, "Invalid regular expression: missing /");
}

/* Finds the closing slash. */
static const uint8_t *regexp_end(drupe__parser *p, const uint8_t *at) {
  bool in_class = false;

  for (;; at++) {
    if (*at == '\\')
      at++;
    else if (*at == '[')
      in_class = true;
    else if (*at == ']')
      in_class = false;
    else if (*at == '/' && !in_class)
      return at;
    if (at >= p->end || *at == '\n' || *at == '\r' ||
        drupe__is_line_separator(at))
      regexp_unterminated(p);
  }
}

static uint32_t regexp_flag(uint8_t byte) {
  switch (byte) {
  case 'd': return REGEXP_D;
  case 'g': return REGEXP_G;
  case 'i': return REGEXP_I;
  case 'm': return REGEXP_M;
  case 's': return REGEXP_S;
  case 'u': return REGEXP_U;
  case 'v': return REGEXP_V;
  case 'y': return REGEXP_Y;
  default: return 0;
  }
}

static _Noreturn void regexp_bad_flags(drupe__parser *p, const uint8_t *at) {
  drupe__fail(p, (uint32_t)(at - p->start), "Invalid regular expression flags");
}

/* Each flag once, u and v not together, no escapes. */
static const uint8_t *regexp_flags(drupe__parser *p, const uint8_t *at,
                                   uint32_t *flags) {
  uint32_t size;

  for (; drupe__is_name_byte(*at); at++) {
    uint32_t flag = regexp_flag(*at);

    if (flag == 0 || (*flags & flag))
      regexp_bad_flags(p, at);
    *flags |= flag;
  }
  if ((*flags & REGEXP_U) && (*flags & REGEXP_V))
    regexp_bad_flags(p, at);
  if (*at == '\\' ||
      (*at >= 0x80 && drupe__is_name_part(drupe__utf8_decode(at, &size))))
    regexp_bad_flags(p, at);
  return at;
}

uint32_t drupe__lex_regexp(drupe__parser *p) {
  uint32_t pos = p->token.start;
  const uint8_t *slash = regexp_end(p, p->start + pos + 1);
  uint32_t slash_pos = (uint32_t)(slash - p->start);
  uint32_t flags = 0;
  const uint8_t *end = regexp_flags(p, slash + 1, &flags);
  uint32_t node;

  assert(p->start[p->token.start] == '/');
  drupe__regexp_check(p, pos + 1, slash_pos, &flags);
  node = drupe__node2(p, NODE_REGEXP, 0, flags, pos, slash_pos,
                      (uint32_t)(end - p->start));
  p->token.end = (uint32_t)(end - p->start);
  p->at = end;
  drupe__lex_next(p);
  return node;
}
