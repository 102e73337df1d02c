/* js/regexp/search.c - where a match may start. */
#include "run.h"

/* The next byte that a match can begin with. */
static const uint8_t *search_table(const uint8_t *starts, const uint8_t *p,
                                   const uint8_t *end) {
  while (end - p >= 4) {
    if (starts[p[0]])
      return p;
    if (starts[p[1]])
      return p + 1;
    if (starts[p[2]])
      return p + 2;
    if (starts[p[3]])
      return p + 3;
    p += 4;
  }
  for (; p < end; p++) {
    if (starts[*p])
      return p;
  }
  return NULL;
}

static const uint8_t *search_step(const drupe__pattern *pattern,
                                  const uint8_t *p, const uint8_t *end) {
  switch ((rx_search)pattern->search) {
  case RX_SEARCH_BYTE: return memchr(p, pattern->prefix[0], (size_t)(end - p));
  case RX_SEARCH_PREFIX:
    return memmem(p, (size_t)(end - p), pattern->prefix, pattern->prefix_size);
  case RX_SEARCH_TABLE: return search_table(pattern->starts, p, end);
  case RX_SEARCH_NONE: break;
  }
  return p;
}

const uint8_t *drupe__rx_next_start(const rx_run *run, const uint8_t *from) {
  const uint8_t *p = from;

  for (;;) {
    p = search_step(run->pattern, p, run->end);
    /* The second half of a pair is no place to start with u or v. */
    if (p == NULL || !run->unicode || p - run->text < 3 ||
        !rx_is_low(p, run->end) || !rx_is_high(p - 3, p))
      return p;
    p += 3;
  }
}
