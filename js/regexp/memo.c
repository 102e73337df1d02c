/* js/regexp/memo.c - what happens every so many steps: the poll, the budget,
 * and the memory of failed states that makes hard patterns linear. */
#include "run.h"

/* Starts to remember.  Without memory matching goes on as before. */
static void memo_start(rx_run *run) {
  drupe__matcher *m = run->matcher;
  size_t places = (size_t)(run->end - run->text) + 1;
  size_t slots = run->pattern->slots;
  size_t words = (places * slots + 63) / 64;
  size_t bytes = words * sizeof(uint64_t) + slots * sizeof(uint32_t[2]);

  run->memo_refused = true;
  if (places > RX_MEMO_BYTES_MAX * 8 / slots)
    return;
  run->memo.bits = m->resize(m->owner, NULL, bytes);
  if (run->memo.bits == NULL)
    return;
  memset(run->memo.bits, 0, bytes);
  run->memo.places = places;
  run->memo.tried = (uint32_t(*)[2])(void *)(run->memo.bits + words);
}

/* Of the whole match. */
static int64_t budget_of(const rx_run *run) {
  const drupe__matcher *m = run->matcher;
  int64_t size = run->end - run->text;

  return m->budget != 0 ? m->budget
                        : DRUPE__RX_STEPS + size * DRUPE__RX_STEPS_PER_BYTE;
}

int drupe__rx_pause(rx_run *run, int64_t *left) {
  const drupe__matcher *m = run->matcher;

  if (m->stop != NULL && *m->stop != 0)
    return DRUPE__RX_STOPPED;
  if (run->budget < 0)
    run->budget = budget_of(run) - run->memo_after;
  if (run->pattern->memo_ok && !run->memo_refused) {
    memo_start(run);
    run->memo_refused = true;
  }
  if (run->budget <= 0)
    return DRUPE__RX_TOO_LONG;
  *left = run->budget < RX_POLL_STEPS ? run->budget : RX_POLL_STEPS;
  run->budget -= *left;
  return 0;
}

void drupe__rx_run_deinit(rx_run *run) {
  drupe__matcher *m = run->matcher;

  m->resize(m->owner, run->memo.bits, 0);
}
