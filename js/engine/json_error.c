/* js/engine/json_error.c - why a JSON text was refused, in V8's words.
 *
 * Duktape's parser says only where it stopped.  So the text is read once more,
 * by a scanner that does nothing but find the first mistake. */
#include <stdio.h>
#include <string.h>

#include "engine_internal.h"

/* UTF-16 units of context on each side of the place. */
#define JSON_CONTEXT 10u
#define JSON_DEPTH_MAX 10000u /* the parser refuses more with another error */

typedef struct json_scan {
  const char *text;
  size_t size;
  size_t at;
  unsigned depth;
  const char *message; /* with the position after it; NULL: by the token */
} json_scan;

static bool json_value(json_scan *s);

static bool json_fail(json_scan *s, const char *message) {
  s->message = message;
  return false;
}

static char json_peek(const json_scan *s) {
  return s->at < s->size ? s->text[s->at] : '\0';
}

static void json_blank(json_scan *s) {
  while (s->at < s->size && strchr(" \t\r\n", s->text[s->at]) != NULL)
    s->at++;
}

static bool json_is_digit(char c) { return c >= '0' && c <= '9'; }

static bool json_is_hex(char c) {
  return json_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static void json_digits(json_scan *s) {
  while (json_is_digit(json_peek(s)))
    s->at++;
}

/* After a backslash. */
static bool json_escape(json_scan *s) {
  int i;

  if (json_peek(s) == 'u') {
    s->at++;
    for (i = 0; i < 4; i++, s->at++)
      if (!json_is_hex(json_peek(s)))
        return json_fail(s, "Bad Unicode escape in JSON");
    return true;
  }
  if (s->at >= s->size)
    return json_fail(s, "Unterminated string in JSON");
  if (json_peek(s) == '\0' || strchr("\"\\/bfnrt", json_peek(s)) == NULL)
    return json_fail(s, "Bad escaped character in JSON");
  s->at++;
  return true;
}

static bool json_string(json_scan *s) {
  for (s->at++; s->at < s->size;) {
    char c = s->text[s->at];

    if (c == '"') {
      s->at++;
      return true;
    }
    if ((unsigned char)c < 0x20)
      return json_fail(s, "Bad control character in string literal in JSON");
    s->at++;
    if (c == '\\' && !json_escape(s))
      return false;
  }
  return json_fail(s, "Unterminated string in JSON");
}

static bool json_number(json_scan *s) {
  if (json_peek(s) == '-') {
    s->at++;
    if (!json_is_digit(json_peek(s)))
      return json_fail(s, "No number after minus sign in JSON");
  }
  if (json_peek(s) == '0') {
    s->at++;
    if (json_is_digit(json_peek(s)))
      return json_fail(s, "Unexpected number in JSON");
  }
  json_digits(s);
  if (json_peek(s) == '.') {
    s->at++;
    if (!json_is_digit(json_peek(s)))
      return json_fail(s, "Unterminated fractional number in JSON");
    json_digits(s);
  }
  if (json_peek(s) == 'e' || json_peek(s) == 'E') {
    s->at++;
    if (json_peek(s) == '+' || json_peek(s) == '-')
      s->at++;
    if (!json_is_digit(json_peek(s)))
      return json_fail(s, "Exponent part is missing a number in JSON");
    json_digits(s);
  }
  return true;
}

static bool json_word(json_scan *s, const char *word) {
  for (; *word != '\0'; word++, s->at++)
    if (json_peek(s) != *word)
      return json_fail(s, NULL);
  return true;
}

static bool json_array(json_scan *s) {
  s->at++;
  json_blank(s);
  if (json_peek(s) == ']') {
    s->at++;
    return true;
  }
  for (;;) {
    if (!json_value(s))
      return false;
    json_blank(s);
    if (json_peek(s) == ']') {
      s->at++;
      return true;
    }
    if (json_peek(s) != ',')
      return json_fail(s, "Expected ',' or ']' after array element in JSON");
    s->at++;
  }
}

static bool json_object(json_scan *s) {
  const char *missing = "Expected property name or '}' in JSON";

  s->at++;
  json_blank(s);
  if (json_peek(s) == '}') {
    s->at++;
    return true;
  }
  for (;;) {
    json_blank(s);
    if (json_peek(s) != '"')
      return json_fail(s, missing);
    if (!json_string(s))
      return false;
    json_blank(s);
    if (json_peek(s) != ':')
      return json_fail(s, "Expected ':' after property name in JSON");
    s->at++;
    if (!json_value(s))
      return false;
    json_blank(s);
    if (json_peek(s) == '}') {
      s->at++;
      return true;
    }
    if (json_peek(s) != ',')
      return json_fail(s, "Expected ',' or '}' after property value in JSON");
    s->at++;
    missing = "Expected double-quoted property name in JSON";
  }
}

static bool json_value(json_scan *s) {
  bool fine;
  char c;

  json_blank(s);
  c = json_peek(s);
  if (s->at < s->size && (c == '-' || json_is_digit(c)))
    return json_number(s);
  switch (c) {
  case '"':
    return json_string(s);
  case 't':
    return json_word(s, "true");
  case 'f':
    return json_word(s, "false");
  case 'n':
    return json_word(s, "null");
  case '[':
  case '{':
    if (++s->depth > JSON_DEPTH_MAX)
      return json_fail(s, "Too deeply nested value in JSON");
    fine = c == '[' ? json_array(s) : json_object(s);
    s->depth--;
    return fine;
  default:
    return json_fail(s, NULL);
  }
}

/* -- the message ----------------------------------------------------------- */
/* Characters of CESU-8 are UTF-16 units. */
static size_t json_units(const char *text, size_t bytes) {
  size_t i, units = 0;

  for (i = 0; i < bytes; i++)
    units += ((unsigned char)text[i] & 0xC0) != 0x80;
  return units;
}

/* Byte offset of a unit. */
static size_t json_byte(const json_scan *s, size_t unit) {
  size_t i = 0;

  while (i < s->size && unit > 0) {
    i++;
    while (i < s->size && ((unsigned char)s->text[i] & 0xC0) == 0x80)
      i++;
    unit--;
  }
  return i;
}

static bool json_is_special(const json_scan *s) {
  static const char *const words[] = {"undefined", "NaN", "Infinity",
                                      "[object Object]"};
  size_t i;

  for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
    if (strlen(words[i]) == s->size &&
        memcmp(words[i], s->text, s->size) == 0)
      return true;
  return false;
}

/* "Unexpected token 'x', ..."around it"... is not valid JSON" */
static void json_push_token(duk_context *ctx, const json_scan *s) {
  size_t units = json_units(s->text, s->size);
  size_t at = json_units(s->text, s->at);
  size_t from = 0, to = units, start, end;

  if (units > 2 * JSON_CONTEXT) {
    from = at < JSON_CONTEXT ? 0 : at - JSON_CONTEXT;
    to = at + JSON_CONTEXT < units ? at + JSON_CONTEXT : units;
  }
  start = json_byte(s, from);
  end = json_byte(s, to);
  duk_push_literal(ctx, "Unexpected token '");
  duk_push_lstring(ctx, s->text + s->at, json_byte(s, at + 1) - s->at);
  duk_push_string(ctx, from > 0 ? "', ...\"" : "', \"");
  duk_push_lstring(ctx, s->text + start, end - start);
  duk_push_string(ctx, to < units ? "\"... is not valid JSON"
                                  : "\" is not valid JSON");
  duk_concat(ctx, 5);
}

/* Called by JSON.parse with the text it refused (edit 140-json-errors). */
void drupe__json_throw(duk_hthread *thread, const duk_uint8_t *text,
                       const duk_uint8_t *end) {
  json_scan s = {(const char *)text, (size_t)(end - text), 0, 0, NULL};
  bool whole = json_value(&s);

  duk_require_stack(thread, 16);
  if (whole) {
    json_blank(&s);
    s.message = "Unexpected non-whitespace character after JSON";
  }
  if (s.message != NULL)
    duk_push_sprintf(thread, "%s at position %lu", s.message,
                     (unsigned long)json_units(s.text, s.at));
  else if (s.at >= s.size)
    duk_push_literal(thread, "Unexpected end of JSON input");
  else if (json_is_special(&s))
    duk_push_sprintf(thread, "\"%s\" is not valid JSON", s.text);
  else
    json_push_token(thread, &s);
  duk_push_error_object(thread, DUK_ERR_SYNTAX_ERROR, "%s",
                        duk_get_string(thread, -1));
  (void)duk_throw(thread);
}
