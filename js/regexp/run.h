/* js/regexp/run.h - what the files of the matcher share. */
#ifndef DRUPE_JS_REGEXP_RUN_H
#define DRUPE_JS_REGEXP_RUN_H

#include <assert.h>
#include <string.h>

#include "program.h"

#define RX_POLL_STEPS 65536
#define RX_MEMO_STEPS 50000
#define RX_MEMO_BYTES_MAX ((size_t)16 << 20)
#define RX_STACK_WORDS 1024u
#define RX_STACK_WORDS_MAX (16u << 20)

/* States that have failed, once matching takes long: a bit for each slot and
 * place of the text, and for each greedy loop a stretch of places behind which
 * all was tried. */
typedef struct rx_memo {
  uint64_t *bits;
  size_t places; /* bytes of the text + 1 */
  uint32_t (*tried)[2];
} rx_memo;

/* What one match keeps beside the matcher's registers. */
typedef struct rx_run {
  const drupe__pattern *pattern;
  drupe__matcher *matcher;
  const uint8_t *text;
  const uint8_t *end;
  bool unicode;
  rx_memo memo;
  bool memo_refused;
  int64_t budget; /* left behind the steps counted now; -1: not asked yet */
  uint32_t memo_after;
} rx_run;

static inline const uint32_t *rx_table(const drupe__pattern *p, uint32_t i) {
  const uint8_t *block = (const uint8_t *)p;

  return (const uint32_t *)(const void *)(block + p->tables) +
         i * RX_TABLE_WORDS;
}

static inline const rx_charset *rx_charset_at(const drupe__pattern *p,
                                              uint32_t i) {
  const uint8_t *block = (const uint8_t *)p;

  return (const rx_charset *)(const void *)(block + p->charsets) + i;
}

/* -- search.c -------------------------------------------------------------- */
/* The next place at or behind `from` where a match may start; NULL: none. */
const uint8_t *drupe__rx_next_start(const rx_run *run, const uint8_t *from);

/* May a match start at `p`?  Without looking further than one byte. */
static inline bool rx_starts_here(const rx_run *run, const uint8_t *p) {
  return run->pattern->search == RX_SEARCH_TABLE && p < run->end &&
         run->pattern->starts[*p] && !run->unicode;
}

/* -- text.c ---------------------------------------------------------------- */
/* Behind the character at `p` if the set has it, else NULL; `p` < `end`, not
 * ASCII. */
const uint8_t *drupe__rx_set_step(const drupe__pattern *pattern,
                                  const rx_charset *set, const uint8_t *p,
                                  const uint8_t *end);
bool drupe__rx_is_edge(const rx_run *run, const uint8_t *p, bool fold);
/* Where the text of a group ends, read again from `p` on, or backwards; NULL:
 * it is not there. */
const uint8_t *drupe__rx_reference(const rx_run *run, const uint8_t *from,
                                   const uint8_t *to, const uint8_t *p,
                                   uint32_t flags);
static inline bool rx_is_line_end(const uint8_t *p, const uint8_t *end) {
  return *p == '\n' || *p == '\r' ||
         (*p == 0xe2 && end - p >= 3 && p[1] == 0x80 &&
          (p[2] == 0xa8 || p[2] == 0xa9));
}

/* -- memo.c ---------------------------------------------------------------- */
/* Called when the steps counted in `*left` are used up: polls, starts the memo,
 * gives more steps.  0, or DRUPE__RX_STOPPED and its like. */
int drupe__rx_pause(rx_run *run, int64_t *left);
void drupe__rx_run_deinit(rx_run *run);
static inline bool rx_memo_seen(rx_memo *memo, uint32_t slot, size_t place) {
  size_t bit = slot * memo->places + place;
  uint64_t mask = (uint64_t)1 << (bit & 63);
  bool seen = (memo->bits[bit >> 6] & mask) != 0;

  memo->bits[bit >> 6] |= mask;
  return seen;
}

#endif
