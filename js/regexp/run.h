/* js/regexp/run.h - what the files of the matcher share. */
#ifndef DRUPE_JS_REGEXP_RUN_H
#define DRUPE_JS_REGEXP_RUN_H

#include <assert.h>
#include <string.h>

#include "program.h"

#define RX_POLL_STEPS 65536
#define RX_MEMO_STEPS 50000
/* What takes as long as an instruction. */
#define RX_BYTES_PER_STEP 8
#define RX_STEPS_PER_LOOK 3
#define RX_STEPS_PER_LOOP 1
#define RX_MEMO_BYTES_MAX ((size_t)16 << 20)
#define RX_STACK_WORDS 1024u
#define RX_STACK_WORDS_MAX (16u << 20)
#define RX_STACK_WORDS_KEPT (16u << 10) /* from one match to the next */

/* States that have failed, once matching takes long: a bit for each row and
 * place of the text, and for each loop over one character a stretch of places
 * that need not be looked at again: see match.c. */
typedef struct rx_memo {
  uint64_t *bits;
  size_t places;        /* bytes of the text + 1 */
  uint32_t (*tried)[2]; /* first and last place of a row's stretch */
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
  int memo_steps; /* of going where a loop can be left: more with a memo */
  int64_t budget; /* steps that are left of it for this match */
  int64_t rest;   /* and those of them behind the ones counted now */
  uint32_t slow;  /* characters looked up one by one, not counted yet */
} rx_run;

static inline const uint32_t *rx_table(const drupe__pattern *p, uint32_t i) {
  const uint8_t *block = (const uint8_t *)p;

  return (const uint32_t *)(const void *)(block + p->tables) +
         i * RX_TABLE_WORDS;
}

static inline const rx_context *rx_context_at(const drupe__pattern *p,
                                              uint32_t i) {
  const uint8_t *block = (const uint8_t *)p;

  return (const rx_context *)(const void *)(block + p->contexts) + i;
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
const uint8_t *drupe__rx_reference(rx_run *run, const uint8_t *from,
                                   const uint8_t *to, const uint8_t *p,
                                   uint32_t flags);
static inline bool rx_is_line_end(const uint8_t *p, const uint8_t *end) {
  return *p == '\n' || *p == '\r' ||
         (*p == 0xe2 && end - p >= 3 && p[1] == 0x80 &&
          (p[2] == 0xa8 || p[2] == 0xa9));
}

/* -- memo.c ---------------------------------------------------------------- */
/* The budget, and the steps until the first pause. */
static inline int64_t rx_run_begin(rx_run *run) {
  const drupe__matcher *m = run->matcher;
  int64_t budget = (run->end - run->text) * DRUPE__RX_STEPS_PER_BYTE;
  int64_t left = m->memo_after != 0 ? m->memo_after : RX_MEMO_STEPS;

  if (budget < DRUPE__RX_STEPS)
    budget = DRUPE__RX_STEPS;
  run->budget = (m->budget != 0 ? m->budget : budget) - m->spent;
  if (left > run->budget)
    left = run->budget;
  run->rest = run->budget - left;
  return left;
}
/* Called when the steps counted in `*left` are used up, or more: polls, starts
 * the memo, gives more steps.  0, or DRUPE__RX_STOPPED and its like. */
int drupe__rx_pause(rx_run *run, int64_t *left);
/* What remains of the budget is for the operation's next match; steps that
 * brought it further, `moved` bytes, are free. */
static inline void rx_run_end(rx_run *run, int64_t left, int64_t moved) {
  drupe__matcher *m = run->matcher;
  int64_t steps =
      run->budget - run->rest - left - (moved + 1) * DRUPE__RX_STEPS_PER_BYTE;

  if (steps > 0)
    m->spent += steps;
  if (run->memo.bits != NULL)
    m->resize(m->owner, run->memo.bits, 0);
}
/* The slot's row at `place`, as the loops around it are. */
uint32_t drupe__rx_row(const rx_run *run, uint32_t slot, size_t place);
static inline uint32_t rx_row(const rx_run *run, uint32_t slot, size_t place) {
  return slot < RX_SLOT_ROWS ? slot : drupe__rx_row(run, slot, place);
}
/* A place where no loop has begun its turn. */
#define RX_NOWHERE SIZE_MAX
/* Was the slot, which there is, here before?  It was from now on. */
static inline bool rx_memo_seen(rx_run *run, uint32_t slot, size_t place) {
  size_t bit = rx_row(run, slot, place) * run->memo.places + place;
  uint64_t mask = (uint64_t)1 << (bit & 63);
  bool seen = (run->memo.bits[bit >> 6] & mask) != 0;

  run->memo.bits[bit >> 6] |= mask;
  return seen;
}

#endif
