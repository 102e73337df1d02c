/* js/regexp/search.c - where a match may start. */
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "run.h"

#ifdef __SSE2__
/* A block of 16 places whose first and last byte of the prefix are compared at
 * once; what memmem prepares is more work than most subjects are. */
static const uint8_t *search_prefix(const drupe__pattern *pattern,
                                    const uint8_t *p, const uint8_t *end) {
  size_t size = pattern->prefix_size;
  __m128i first = _mm_set1_epi8((char)pattern->prefix[0]);
  __m128i last = _mm_set1_epi8((char)pattern->prefix[size - 1]);

  for (; (size_t)(end - p) >= size + 15; p += 16) {
    __m128i here = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i there =
        _mm_loadu_si128((const __m128i *)(const void *)(p + size - 1));
    unsigned hits = (unsigned)_mm_movemask_epi8(_mm_and_si128(
        _mm_cmpeq_epi8(here, first), _mm_cmpeq_epi8(there, last)));

    for (; hits != 0; hits &= hits - 1) {
      const uint8_t *hit = p + __builtin_ctz(hits);

      if (memcmp(hit, pattern->prefix, size) == 0)
        return hit;
    }
  }
  for (; (size_t)(end - p) >= size; p++) {
    if (*p == pattern->prefix[0] && memcmp(p, pattern->prefix, size) == 0)
      return p;
  }
  return NULL;
}
#else
static const uint8_t *search_prefix(const drupe__pattern *pattern,
                                    const uint8_t *p, const uint8_t *end) {
  return memmem(p, (size_t)(end - p), pattern->prefix, pattern->prefix_size);
}
#endif

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
  case RX_SEARCH_PREFIX: return search_prefix(pattern, p, end);
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
