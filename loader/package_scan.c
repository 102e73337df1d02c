/* loader/package_scan.c - the few members of package.json that resolution asks
 * for, found without making objects of the rest.
 *
 * The text is checked as JSON.parse would; what it would refuse, what is
 * nested deep, and names with escapes are left to it. */
#include "loader/package_scan.h"

#include <string.h>

enum { SCAN_DEPTH = 32 }; /* of objects and arrays; more is JSON.parse's */

typedef struct scan {
  const char *at, *end;
  int depth;
} scan;

static bool scan_value(scan *s);

static void scan_space(scan *s) {
  while (s->at < s->end && (*s->at == ' ' || *s->at == '\n' ||
                            *s->at == '\r' || *s->at == '\t'))
    s->at++;
}

/* The character, with white space around it. */
static bool scan_take(scan *s, char c) {
  scan_space(s);
  if (s->at == s->end || *s->at != c)
    return false;
  s->at++;
  scan_space(s);
  return true;
}

static bool scan_is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
         (c >= 'A' && c <= 'F');
}

/* Behind the backslash. */
static bool scan_escape(scan *s) {
  if (s->at == s->end)
    return false;
  if (*s->at != 'u')
    return *s->at != '\0' && strchr("\"\\/bfnrt", *s->at++) != NULL;
  s->at++;
  for (int i = 0; i < 4; i++, s->at++)
    if (s->at == s->end || !scan_is_hex(*s->at))
      return false;
  return true;
}

static bool scan_string(scan *s) {
  if (s->at == s->end || *s->at++ != '"')
    return false;
  while (s->at < s->end) {
    unsigned char c = (unsigned char)*s->at++;

    if (c == '"')
      return true;
    if (c < 0x20 || (c == '\\' && !scan_escape(s)))
      return false;
  }
  return false;
}

/* true, false, null.  Numbers are seldom there: JSON.parse knows them. */
static bool scan_word(scan *s) {
  static const char *const words[] = {"true", "false", "null"};

  for (int i = 0; i < 3; i++) {
    size_t size = strlen(words[i]);

    if ((size_t)(s->end - s->at) >= size &&
        memcmp(s->at, words[i], size) == 0) {
      s->at += size;
      return true;
    }
  }
  return false;
}

static bool scan_array(scan *s) {
  if (!scan_take(s, '['))
    return false;
  if (scan_take(s, ']'))
    return true;
  do {
    if (!scan_value(s))
      return false;
  } while (scan_take(s, ','));
  return scan_take(s, ']');
}

static bool scan_object(scan *s) {
  if (!scan_take(s, '{'))
    return false;
  if (scan_take(s, '}'))
    return true;
  do {
    if (!scan_string(s) || !scan_take(s, ':') || !scan_value(s))
      return false;
  } while (scan_take(s, ','));
  return scan_take(s, '}');
}

static bool scan_value(scan *s) {
  bool done;

  if (s->at == s->end || s->depth == SCAN_DEPTH)
    return false;
  s->depth++;
  switch (*s->at) {
    case '"': done = scan_string(s); break;
    case '{': done = scan_object(s); break;
    case '[': done = scan_array(s); break;
    default: done = scan_word(s);
  }
  s->depth--;
  return done;
}

/* Keeps the value at [from, s->at) where it is one of those asked for. */
static bool scan_keep(const char *key, size_t size, const char *from,
                      const scan *s, drupe__package_text *out) {
  if (memchr(key, '\\', size) != NULL)
    return false;
  for (int i = 0; i < DRUPE__PACKAGE_KEYS; i++)
    if (strlen(drupe__package_keys[i]) == size &&
        memcmp(drupe__package_keys[i], key, size) == 0)
      out[i] = (drupe__package_text){from, (size_t)(s->at - from)};
  return true;
}

const char *const drupe__package_keys[DRUPE__PACKAGE_KEYS] = {
    "name", "main", "type", "exports", "imports"};

bool drupe__package_scan(const char *text, size_t size,
                         drupe__package_text *out) {
  scan s = {text, text + size, 0};

  memset(out, 0, DRUPE__PACKAGE_KEYS * sizeof(*out));
  if (!scan_take(&s, '{'))
    return false;
  do {
    const char *key = s.at + 1, *key_end, *value;

    if (!scan_string(&s))
      return false;
    key_end = s.at - 1;
    if (!scan_take(&s, ':'))
      return false;
    value = s.at;
    if (!scan_value(&s) ||
        !scan_keep(key, (size_t)(key_end - key), value, &s, out))
      return false;
  } while (scan_take(&s, ','));
  return scan_take(&s, '}') && s.at == s.end;
}
