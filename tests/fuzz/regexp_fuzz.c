/* tests/fuzz/regexp_fuzz.c - any bytes as flags, pattern and subject: nothing
 * is read or written where it must not be, and the tables change no result. */
#include <stdlib.h>
#include <string.h>

#include "regexp/pattern.h"

enum { BUDGET = 200000 };

static void *resize(void *owner, void *p, size_t size) {
  (void)owner;
  if (size > 0)
    return realloc(p, size);
  free(p);
  return NULL;
}

/* The first match with the flags, and its captures in `m`. */
static int match(const uint8_t *source, size_t size, uint32_t flags,
                 const uint8_t *text, size_t text_size, drupe__matcher *m,
                 uint32_t *groups) {
  drupe__rx_result result;
  int found;

  *groups = 0;
  if (!drupe__rx_compile(source, size, flags, &result))
    return -9;
  *groups = drupe__rx_group_count(result.pattern);
  found = drupe__rx_match(result.pattern, m, text, text_size, 0,
                          DRUPE__RX_BY_FLAGS);
  free(result.pattern);
  return found;
}

/* Bytes above ASCII as units that matter: CESU-8, as the engine has text. */
static size_t well_formed(const uint8_t *data, size_t size, uint8_t *out) {
  static const char *const units[] = {
      "\xc3\xa9",     "\xc3\x89",     "\xc5\xbf",     "\xe2\x84\xaa",
      "\xed\xa0\xbd", "\xed\xb8\x80", "\xe2\x80\xa8", "\xed\x9f\xbf"};
  size_t n = 0;
  size_t i;

  for (i = 0; i < size; i++) {
    const char *unit = units[data[i] & 7];

    if (data[i] < 0x80) {
      out[n++] = data[i];
      continue;
    }
    memcpy(out + n, unit, strlen(unit));
    n += strlen(unit);
  }
  return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  drupe__matcher fast = {.resize = resize, .budget = BUDGET};
  drupe__matcher plain = {.resize = resize, .budget = BUDGET};
  uint32_t flags, groups, same;
  size_t pattern, text;
  uint8_t *source, *subject;
  bool raw;
  int a, b;

  if (size < 2)
    return 0;
  flags = data[0];
  if ((flags & DRUPE__RX_UNICODE) && (flags & DRUPE__RX_SETS))
    flags &= ~(uint32_t)DRUPE__RX_SETS;
  fast.memo_after = data[1] & 1 ? 1 : 0;
  raw = (data[1] & 2) != 0;
  data += 2;
  size -= 2;
  pattern = size * 2 / 3;
  text = size - pattern;
  source = malloc(3 * pattern + 1);
  subject = malloc(3 * text + 1);
  memcpy(source, data, pattern);
  memcpy(subject, data + pattern, text);
  if (!raw) {
    text = well_formed(data + pattern, text, subject);
    pattern = well_formed(data, pattern, source);
  }
  a = match(source, pattern, flags, subject, text, &fast, &groups);
  b = match(source, pattern, flags | DRUPE__RX_PLAIN | DRUPE__RX_WHOLE, subject,
            text, &plain, &same);
  /* One may spend its budget where the other does not, and what is no text may
   * match either way. */
  if (!raw && a >= 0 && b >= 0) {
    if (a != b || groups != same)
      abort();
    if (a == DRUPE__RX_MATCH &&
        memcmp(fast.captures, plain.captures, 2 * groups * sizeof(uint32_t)))
      abort();
  }
  free(source);
  free(subject);
  drupe__matcher_deinit(&fast);
  drupe__matcher_deinit(&plain);
  return 0;
}
