/* js/regexp/text.c - questions about the subject: sets, words, references. */
#include "internal.h"
#include "run.h"

const uint8_t *drupe__rx_set_step(const drupe__pattern *pattern,
                                  const rx_charset *set, const uint8_t *p,
                                  const uint8_t *end) {
  const uint8_t *block = (const uint8_t *)pattern;
  const uint32_t *ranges =
      (const uint32_t *)(const void *)(block + pattern->ranges) +
      2 * set->ranges;
  bool unicode =
      (pattern->head.flags & (DRUPE__RX_UNICODE | DRUPE__RX_SETS)) != 0;
  uint32_t size;
  uint32_t c = rx_decode(p, end, unicode, &size);
  uint32_t low = 0;
  uint32_t high = set->count;

  if (set->lead[*p] == RX_LEAD_ALL)
    return p + size;
  while (low < high) {
    uint32_t middle = (low + high) / 2;

    if (c < ranges[2 * middle])
      high = middle;
    else if (c > ranges[2 * middle + 1])
      low = middle + 1;
    else
      return p + size;
  }
  return NULL;
}

/* Is the character at `p` one of a word? */
static bool is_word_at(const rx_run *run, const uint8_t *p, bool fold) {
  uint32_t size;
  uint32_t c = rx_decode(p, run->end, false, &size);

  return drupe__is_word(c) || (fold && (c == 0x17f || c == 0x212a));
}

bool drupe__rx_is_edge(const rx_run *run, const uint8_t *p, bool fold) {
  bool before =
      p > run->text && is_word_at(run, rx_before(p, run->text, false), fold);
  bool after = p < run->end && is_word_at(run, p, fold);

  return before != after;
}

/* -- references ------------------------------------------------------------ */
/* What it costs. */
enum { REFERENCE_BYTES_PER_LOOK = 64, LOOKS_PER_FOLD = 8 };

/* With u a pair is not to be cut. */
static bool is_inside_pair(const rx_run *run, const uint8_t *p) {
  return run->unicode && p - run->text >= 3 && rx_is_high(p - 3, p) &&
         rx_is_low(p, run->end);
}

static const uint8_t *reference_exact(rx_run *run, const uint8_t *from,
                                      size_t size, const uint8_t *p,
                                      bool back) {
  const uint8_t *start = p;

  if (back) {
    if ((size_t)(p - run->text) < size)
      return NULL;
    start = p - size;
  } else if ((size_t)(run->end - p) < size) {
    return NULL;
  }
  run->slow += (uint32_t)(size / REFERENCE_BYTES_PER_LOOK);
  if (memcmp(from, start, size) != 0)
    return NULL;
  p = back ? start : start + size;
  return is_inside_pair(run, p) ? NULL : p;
}

/* Are they the same but for their case? */
static bool chars_match(rx_run *run, uint32_t c, uint32_t other) {
  run->slow++;
  if (c == other)
    return true;
  run->slow += LOOKS_PER_FOLD;
  return drupe__fold(c, run->unicode) == drupe__fold(other, run->unicode);
}

static const uint8_t *reference_folded(rx_run *run, const uint8_t *from,
                                       const uint8_t *to, const uint8_t *p) {
  while (from < to) {
    uint32_t size;
    uint32_t other;
    uint32_t c = rx_decode(from, to, run->unicode, &size);

    if (p >= run->end)
      return NULL;
    from += size;
    other = rx_decode(p, run->end, run->unicode, &size);
    p += size;
    if (!chars_match(run, c, other))
      return NULL;
  }
  return p;
}

static const uint8_t *reference_folded_back(rx_run *run, const uint8_t *from,
                                            const uint8_t *to,
                                            const uint8_t *p) {
  while (from < to) {
    const uint8_t *end = p;
    uint32_t size;
    uint32_t other;
    uint32_t c;

    if (p <= run->text)
      return NULL;
    c = rx_decode(rx_before(to, from, run->unicode), to, run->unicode, &size);
    to -= size;
    p = rx_before(p, run->text, run->unicode);
    other = rx_decode(p, end, run->unicode, &size);
    if (!chars_match(run, c, other))
      return NULL;
  }
  return p;
}

const uint8_t *drupe__rx_reference(rx_run *run, const uint8_t *from,
                                   const uint8_t *to, const uint8_t *p,
                                   uint32_t flags) {
  bool back = (flags & RX_REF_BACK) != 0;

  if ((flags & RX_REF_FOLD) == 0)
    return reference_exact(run, from, (size_t)(to - from), p, back);
  return back ? reference_folded_back(run, from, to, p)
              : reference_folded(run, from, to, p);
}
