/* js/regexp/memo.c - what happens every so many steps: the poll, the budget,
 * and the memory of failed states that makes hard patterns linear. */
#include "run.h"

enum { MEMO_BYTES_PER_STEP = 8 };

/* Starts to remember.  Without memory matching goes on as before. */
static void memo_start(rx_run *run) {
  drupe__matcher *m = run->matcher;
  size_t places = (size_t)(run->end - run->text) + 1;
  size_t rows = run->pattern->rows;
  size_t words = (places * rows + 63) / 64;
  size_t bytes = words * sizeof(uint64_t) + rows * sizeof(uint32_t[2]);

  run->memo_refused = true;
  if (places > RX_MEMO_BYTES_MAX * 8 / rows)
    return;
  run->memo.bits = m->resize(m->owner, NULL, bytes);
  if (run->memo.bits == NULL)
    return;
  memset(run->memo.bits, 0, bytes);
  run->memo.places = places;
  run->memo_steps = run->pattern->context_count > 1 ? 4 : 2;
  run->memo.tried = (uint32_t(*)[2])(void *)(run->memo.bits + words);
  run->rest -= (int64_t)(bytes / MEMO_BYTES_PER_STEP);
}

uint32_t drupe__rx_row(const rx_run *run, uint32_t slot, size_t place) {
  const uint32_t *registers =
      run->matcher->captures + 2 * run->pattern->head.groups;
  const rx_context *c = rx_context_at(run->pattern, slot >> 24);
  uint32_t value = 0;
  uint32_t i;

  for (i = 0; i < c->mark_count; i++)
    value += registers[c->marks[i]] == place;
  for (i = 0; i < c->count_count; i++) {
    uint32_t turns = registers[c->counts[i]];

    value =
        value * (c->most[i] + 1) + (turns < c->most[i] ? turns : c->most[i]);
  }
  assert(value < c->values);
  return (slot & (RX_SLOT_ROWS - 1)) + value;
}

int drupe__rx_pause(rx_run *run, int64_t *left) {
  const drupe__matcher *m = run->matcher;

  assert(*left < 0);
  if (m->stop != NULL && *m->stop != 0)
    return DRUPE__RX_STOPPED;
  run->rest += *left;
  *left = 0;
  if (run->pattern->memo_ok && !run->memo_refused && run->rest > 0)
    memo_start(run);
  if (run->rest <= 0)
    return DRUPE__RX_TOO_LONG;
  *left = run->rest < RX_POLL_STEPS ? run->rest : RX_POLL_STEPS;
  run->rest -= *left;
  return 0;
}
