/* js/regexp/match.c - the matcher: one loop over the instructions, backtracking
 * on a stack of its own.
 *
 * A frame is a position and a place in the code.  What a frame means, the
 * instruction at its place says, so failing is: pop, go there.  Frames that
 * undo something lie over one with what was there before. */
#include "run.h"

/* --- The stack and what else lasts from match to match --- */

void drupe__matcher_deinit(drupe__matcher *m) {
  if (m->stack != NULL)
    m->resize(m->owner, m->stack, 0);
  if (m->captures != NULL)
    m->resize(m->owner, m->captures, 0);
  m->stack = NULL;
  m->captures = NULL;
  m->stack_room = 0;
  m->capture_room = 0;
}

static bool stack_grow(drupe__matcher *m, size_t more) {
  size_t room = m->stack_room == 0 ? RX_STACK_WORDS : m->stack_room * 2 + more;
  uint32_t *stack;

  if (room > RX_STACK_WORDS_MAX)
    return false;
  stack = m->resize(m->owner, m->stack, room * sizeof(*stack));
  if (stack == NULL)
    return false;
  m->stack = stack;
  m->stack_room = (uint32_t)room;
  return true;
}

/* One pattern that needed much does not hold it for ever. */
static void stack_shrink(drupe__matcher *m) {
  uint32_t *stack =
      m->resize(m->owner, m->stack, RX_STACK_WORDS * sizeof(*stack));

  if (stack == NULL)
    return;
  m->stack = stack;
  m->stack_room = RX_STACK_WORDS;
}

/* Room for what the pattern keeps; the stack has some then, too. */
static bool matcher_grow(drupe__matcher *m, uint32_t room) {
  uint32_t *captures;

  if (m->stack == NULL && !stack_grow(m, 0))
    return false;
  captures = m->resize(m->owner, m->captures, room * sizeof(*captures));
  if (captures == NULL)
    return false;
  m->captures = captures;
  m->capture_room = room;
  return true;
}

static inline bool matcher_prepare(drupe__matcher *m, const drupe__pattern *p) {
  uint32_t room = 2 * p->head.groups + p->registers;

  return room <= m->capture_room || matcher_grow(m, room);
}

/* --- Loops over one character --- */

/* Behind one character of the set, or NULL. */
static inline const uint8_t *set_one(rx_run *run, const rx_charset *set,
                                     const uint8_t *p) {
  if (p >= run->end || set->lead[*p] == RX_LEAD_NONE)
    return NULL;
  if (set->lead[*p] == RX_LEAD_YES)
    return p + 1;
  run->slow++;
  return drupe__rx_set_step(run->pattern, set, p, run->end);
}

/* Behind as many as there are, up to `end`. */
static const uint8_t *set_all(rx_run *run, const rx_charset *set,
                              const uint8_t *p, const uint8_t *end) {
  const uint8_t *lead = set->lead;

  for (;;) {
    const uint8_t *next;

    while (end - p >= 4 &&
           (lead[p[0]] & lead[p[1]] & lead[p[2]] & lead[p[3]]) == RX_LEAD_YES)
      p += 4;
    while (p < end && lead[*p] == RX_LEAD_YES)
      p++;
    if (p >= end || lead[*p] == RX_LEAD_NONE)
      return p;
    next = drupe__rx_set_step(run->pattern, set, p, run->end);
    if (next == NULL)
      return p;
    run->slow++;
    p = next;
  }
}

/* Behind the turns that a loop needs, or NULL. */
static inline const uint8_t *loop_lowest(rx_run *run, const uint32_t *pc,
                                         const uint8_t *p) {
  const rx_charset *set = rx_charset_at(run->pattern, pc[1]);
  uint32_t n;

  for (n = pc[2]; n > 0 && p != NULL; n--)
    p = set_one(run, set, p);
  return p;
}

/* Behind as many turns more as may be, up to `limit`. */
static inline const uint8_t *loop_rest(rx_run *run, const uint32_t *pc,
                                       const uint8_t *limit, const uint8_t *p) {
  const rx_charset *set = rx_charset_at(run->pattern, pc[1]);
  uint32_t n;

  if (pc[3] == UINT32_MAX)
    return p < limit ? set_all(run, set, p, limit) : p;
  for (n = pc[3] - pc[2]; n > 0; n--) {
    const uint8_t *next = set_one(run, set, p);

    if (next == NULL)
      break;
    p = next;
  }
  return p;
}

/* The steps of what was looked at one by one. */
static inline int64_t slow_steps(rx_run *run) {
  int64_t steps = (int64_t)run->slow * RX_STEPS_PER_LOOK;

  run->slow = 0;
  return steps;
}

/* The steps of a loop over `bytes`, which may have counted its turns. */
static inline int64_t loop_steps(rx_run *run, const uint32_t *pc,
                                 ptrdiff_t bytes) {
  int64_t steps = RX_STEPS_PER_LOOP +
                  (pc[3] == UINT32_MAX ? bytes / RX_BYTES_PER_STEP : bytes);

  return run->slow > 0 ? steps + slow_steps(run) : steps;
}

static inline uint32_t next_bits(const uint32_t *table, const uint8_t *p,
                                 const uint8_t *end) {
  return rx_table_get(table, p < end ? *p : 256);
}

/* May what is behind a loop come at `p`, and was not tried yet?  Without a memo
 * there is no slot. */
static inline bool loop_may_go_on(rx_run *run, const uint32_t *table,
                                  uint32_t slot, const uint8_t *p) {
  if (next_bits(table, p, run->end) == 0)
    return false;
  return slot == RX_NO_SLOT ||
         !rx_memo_seen(run, slot, (size_t)(p - run->text));
}

/* The last place from `p` down to `lowest` where it may go on; NULL: none. */
static const uint8_t *loop_back(rx_run *run, const uint32_t *pc,
                                const uint8_t *p, const uint8_t *lowest) {
  const uint32_t *table = rx_table(run->pattern, pc[4]);
  uint32_t slot = run->memo.bits == NULL ? RX_NO_SLOT : pc[5];

  while (!loop_may_go_on(run, table, slot, p)) {
    if (p <= lowest)
      return NULL;
    p = rx_before(p, lowest, run->unicode);
  }
  return p;
}

/* Lazy: goes forward from `p` until what is behind may come, `*turns` at most.
 * NULL: it never may. */
static const uint8_t *lazy_forward(rx_run *run, const uint32_t *pc,
                                   const uint8_t *p, uint32_t *turns) {
  const rx_charset *set = rx_charset_at(run->pattern, pc[1]);
  const uint32_t *table = rx_table(run->pattern, pc[4]);
  uint32_t left = *turns;
  uint32_t count = 0;

  while (next_bits(table, p, run->end) == 0) {
    p = count == left ? NULL : set_one(run, set, p);
    if (p == NULL)
      break;
    count++;
  }
  run->slow += count;
  *turns -= left == UINT32_MAX ? 0 : count;
  return p;
}

/* --- Loops that were here before --- */

/* For a loop without limits the memo has, beside the bit of each place where it
 * was left, a stretch of places, first to last, side by side: whoever comes to
 * one of them can leave the loop nowhere up to `last` where it was not left
 * already.  Only who has matched nothing yet, in a turn that must match
 * something, may still leave where he is: `*fresh`. */
static uint32_t *loop_tried(const rx_run *run, const uint32_t *pc,
                            const uint8_t *p, bool *fresh) {
  uint32_t slot = pc[5];
  uint32_t row;

  if (slot == RX_NO_SLOT || pc[3] != UINT32_MAX || pc[2] > 1)
    return NULL;
  row = rx_row(run, slot, RX_NOWHERE);
  *fresh = row != rx_row(run, slot, (size_t)(p - run->text));
  return run->memo.tried[row];
}

/* A stretch grows, or makes way where the new one does not join it. */
static void tried_add(uint32_t *tried, uint32_t first, uint32_t last) {
  if (first >= last)
    return;
  if (tried[0] == tried[1] || first > tried[1] || last < tried[0]) {
    tried[0] = first;
    tried[1] = last;
    return;
  }
  if (first < tried[0])
    tried[0] = first;
  if (last > tried[1])
    tried[1] = last;
}

static bool tried_has(const uint32_t *tried, uint32_t place) {
  return place >= tried[0] && place < tried[1];
}

/* Where a greedy loop need not look any further.  NULL: it need not begin. */
static const uint8_t *loop_limit(const rx_run *run, const uint32_t *pc,
                                 const uint8_t *p) {
  uint32_t place = (uint32_t)(p - run->text);
  bool fresh;
  const uint32_t *tried = loop_tried(run, pc, p, &fresh);

  if (tried == NULL || tried[0] == tried[1])
    return run->end;
  if (tried_has(tried, place))
    return fresh && pc[2] == 0 ? p : NULL;
  return place < tried[0] ? run->text + tried[0] : run->end;
}

static void loop_note(const rx_run *run, const uint32_t *pc,
                      const uint8_t *from, const uint8_t *to) {
  uint32_t place = (uint32_t)(from - run->text);
  bool fresh;
  uint32_t *tried = loop_tried(run, pc, from, &fresh);

  if (tried != NULL)
    tried_add(tried, fresh && pc[2] == 0 ? place + 1 : place,
              (uint32_t)(to - run->text));
}

/* A loop that is left at its end alone.  NULL: it cannot be, or was already. */
static const uint8_t *loop_whole(rx_run *run, const uint32_t *pc,
                                 const uint8_t *p) {
  const uint8_t *limit = run->end;
  const uint8_t *lowest = loop_lowest(run, pc, p);
  const uint8_t *to;

  if (lowest == NULL || run->memo.bits == NULL)
    return lowest == NULL ? NULL : loop_rest(run, pc, limit, lowest);
  limit = loop_limit(run, pc, p);
  if (limit == NULL || (limit == p && p != run->end))
    return NULL;
  to = loop_rest(run, pc, limit, lowest);
  loop_note(run, pc, p, to);
  return to >= limit && limit != run->end ? NULL : to;
}

/* Lazy, with the memo: as lazy_forward, but not where others went. */
static const uint8_t *lazy_untried(rx_run *run, const uint32_t *pc,
                                   const uint8_t *p, uint32_t *turns) {
  const rx_charset *set = rx_charset_at(run->pattern, pc[1]);
  const uint32_t *table = rx_table(run->pattern, pc[4]);
  uint32_t first = (uint32_t)(p - run->text);
  bool fresh = false;
  uint32_t *tried = loop_tried(run, pc, p, &fresh);
  bool found;

  first += fresh;
  for (;;) {
    const uint8_t *next;

    if (tried != NULL && !fresh && tried_has(tried, (uint32_t)(p - run->text)))
      p = run->text + tried[1];
    fresh = false;
    found = loop_may_go_on(run, table, pc[5], p);
    next = found || *turns == 0 ? NULL : set_one(run, set, p);
    if (next == NULL)
      break;
    run->slow++;
    p = next;
    *turns -= *turns != UINT32_MAX;
  }
  if (tried != NULL)
    tried_add(tried, first, (uint32_t)(p - run->text));
  return found ? p : NULL;
}

/* --- Small instructions --- */

static bool string_before(const rx_run *run, const uint32_t *pc,
                          const uint8_t *p) {
  return (size_t)(p - run->text) >= pc[1] &&
         memcmp(p - pc[1], pc + 2, pc[1]) == 0;
}

static const uint8_t *set_before(const rx_run *run, const rx_charset *set,
                                 const uint8_t *p) {
  const uint8_t *start;

  if (p <= run->text)
    return NULL;
  start = rx_before(p, run->text, run->unicode);
  if (set->lead[*start] == RX_LEAD_NONE)
    return NULL;
  if (set->lead[*start] == RX_LEAD_YES)
    return start;
  return drupe__rx_set_step(run->pattern, set, start, p) != NULL ? start : NULL;
}

static bool is_line_begin(const rx_run *run, const uint8_t *p) {
  return p == run->text ||
         rx_is_line_end(rx_before(p, run->text, false), run->end);
}

/* The text of the group, if any of those of that name has one. */
static const uint8_t *reference_match(rx_run *run, const uint32_t *pc,
                                      const uint8_t *p) {
  const uint32_t *captures = run->matcher->captures;
  uint32_t i;

  for (i = 0; i < pc[2]; i++) {
    uint32_t from = captures[2 * pc[3 + i]];
    uint32_t to = captures[2 * pc[3 + i] + 1];

    if (from != DRUPE__RX_UNSET && to != DRUPE__RX_UNSET)
      return drupe__rx_reference(run, run->text + from, run->text + to, p,
                                 pc[1]);
  }
  return p;
}

/* --- The loop --- */

#define ROOM(words)                                                            \
  do {                                                                         \
    if (sp + (words) > limit) {                                                \
      size_t used = (size_t)(sp - m->stack);                                   \
                                                                               \
      if (!stack_grow(m, (words)))                                             \
        return DRUPE__RX_NO_MEMORY;                                            \
      sp = m->stack + used;                                                    \
      limit = m->stack + m->stack_room;                                        \
    }                                                                          \
  } while (0)

/* One frame: back to `position` and `place`. */
#define PUSH(position, place)                                                  \
  do {                                                                         \
    ROOM(2);                                                                   \
    sp[0] = (uint32_t)(position);                                              \
    sp[1] = (uint32_t)(place);                                                 \
    sp += 2;                                                                   \
  } while (0)

/* Two: `op` finds `x` and `y` below it. */
#define PUSH_OVER(x, y, position, op)                                          \
  do {                                                                         \
    ROOM(4);                                                                   \
    sp[0] = (uint32_t)(x);                                                     \
    sp[1] = (uint32_t)(y);                                                     \
    sp[2] = (uint32_t)(position);                                              \
    sp[3] = (op);                                                              \
    sp += 4;                                                                   \
  } while (0)

/* While there is nothing to come back to, nothing need be undone. */
#define UNDO(op, i, old)                                                       \
  do {                                                                         \
    if (sp != m->stack + 2)                                                    \
      PUSH_OVER(i, 0, old, op);                                                \
  } while (0)

#define HERE ((size_t)(p - text))

/* Matches at `start` alone.  `*run_end`: where a leading loop's run ended. */
static int match_at(rx_run *run, const uint8_t *start, int64_t *steps,
                    const uint8_t **run_end) {
  const drupe__pattern *pattern = run->pattern;
  const uint32_t *code =
      (const uint32_t *)(const void *)((const uint8_t *)pattern +
                                       pattern->code);
  const uint32_t *pc = code + RX_CODE_START;
  drupe__matcher *m = run->matcher;
  const uint8_t *text = run->text;
  const uint8_t *end = run->end;
  const uint8_t *p = start;
  uint32_t *sp = m->stack;
  uint32_t *limit = m->stack + m->stack_room;
  uint32_t *captures = m->captures;
  uint32_t *registers = captures + 2 * pattern->head.groups;
  int64_t left = *steps;
  const uint8_t *next;
  const uint8_t *lowest;
  uint32_t turns;
  uint32_t bits;
  uint32_t i;
  int paused;

  if (pattern->head.groups > 1) {
    memset(captures + 2, 0xff,
           2 * ((size_t)pattern->head.groups - 1) * sizeof(*captures));
    left -= pattern->head.groups * 8 / RX_BYTES_PER_STEP;
  }
  PUSH(0, RX_OP_EXHAUSTED);
  for (;;) {
    left--;
    switch ((rx_op)*pc) {
    case RX_OP_CHAR:
      if (p >= end || *p != pc[1])
        goto fail;
      p++;
      pc += 2;
      continue;
    case RX_OP_STRING:
      if ((size_t)(end - p) < pc[1] || memcmp(p, pc + 2, pc[1]) != 0)
        goto fail;
      p += pc[1];
      pc += 2 + (pc[1] + 3) / 4;
      continue;
    case RX_OP_SET:
      next = set_one(run, rx_charset_at(pattern, pc[1]), p);
      if (next == NULL)
        goto fail;
      if (next - p > 1)
        left -= slow_steps(run);
      p = next;
      pc += 2;
      continue;
    case RX_OP_CHAR_BACK:
      if (p <= text || p[-1] != pc[1])
        goto fail;
      p--;
      pc += 2;
      continue;
    case RX_OP_STRING_BACK:
      if (!string_before(run, pc, p))
        goto fail;
      p -= pc[1];
      pc += 2 + (pc[1] + 3) / 4;
      continue;
    case RX_OP_SET_BACK:
      next = set_before(run, rx_charset_at(pattern, pc[1]), p);
      if (next == NULL)
        goto fail;
      p = next;
      pc += 2;
      continue;

    case RX_OP_POSSESSIVE:
      next = loop_whole(run, pc, p);
      if (next == NULL)
        goto fail;
      left -= loop_steps(run, pc, next - p);
      p = next;
      if (pc == code + RX_CODE_START)
        *run_end = p;
      pc += 6;
      continue;
    case RX_OP_LOOP:
      next = end;
      if (run->memo.bits != NULL) {
        next = loop_limit(run, pc, p);
        if (next == NULL)
          goto fail;
      }
      lowest = loop_lowest(run, pc, p);
      if (lowest == NULL)
        goto fail;
      next = loop_rest(run, pc, next, lowest);
      left -= loop_steps(run, pc, next - p);
      if (run->memo.bits != NULL)
        loop_note(run, pc, p, next);
      p = next;
      if (pc == code + RX_CODE_START)
        *run_end = p;
      goto loop_from_end;
    case RX_OP_LOOP_STEP:
      lowest = text + sp[-2];
      pc = code + sp[-1];
      sp -= 2;
      p = rx_before(p, lowest, run->unicode);
    loop_from_end:
      next = loop_back(run, pc, p, lowest);
      left -= (p - (next != NULL ? next : lowest)) * run->memo_steps;
      if (next == NULL)
        goto fail;
      p = next;
      if (p > lowest)
        PUSH_OVER(lowest - text, pc - code, HERE, RX_OP_LOOP_STEP);
      pc += 6;
      continue;
    case RX_OP_LAZY:
      for (i = 0; i < pc[2]; i++) {
        p = set_one(run, rx_charset_at(pattern, pc[1]), p);
        if (p == NULL)
          goto fail;
      }
      i = pc[3] == UINT32_MAX ? UINT32_MAX : pc[3] - pc[2];
      goto lazy_from_here;
    case RX_OP_LAZY_STEP:
      i = sp[-2];
      pc = code + sp[-1];
      sp -= 2;
      p = set_one(run, rx_charset_at(pattern, pc[1]), p);
      if (p == NULL)
        goto fail;
      if (i != UINT32_MAX)
        i--;
    lazy_from_here:
      turns = i;
      p = run->memo.bits == NULL ? lazy_forward(run, pc, p, &turns)
                                 : lazy_untried(run, pc, p, &turns);
      left -= slow_steps(run);
      if (p == NULL)
        goto fail;
      i = turns;
      if (i > 0 && p < end)
        PUSH_OVER(i, pc - code, HERE, RX_OP_LAZY_STEP);
      pc += 6;
      continue;

    case RX_OP_SPLIT:
      if (run->memo.bits != NULL && pc[4] != RX_NO_SLOT) {
        left -= run->memo_steps;
        if (rx_memo_seen(run, pc[4], HERE))
          goto fail;
      }
      bits = next_bits(rx_table(pattern, pc[1]), p, end);
      if (bits == 0)
        goto fail;
      if (bits == 3)
        PUSH(HERE, pc[3]);
      pc = code + (bits == 2 ? pc[3] : pc[2]);
      continue;
    case RX_OP_DISPATCH:
      i = ((const uint8_t *)pattern +
           pattern->maps)[pc[1] * RX_MAP_WORDS * 4 + (p < end ? *p : 256)];
      if (i == RX_MAP_NONE)
        goto fail;
      pc = code + pc[3 + i];
      continue;
    case RX_OP_TURN:
      pc = code + pc[1];
      if (left >= 0)
        continue;
      *steps = left;
      paused = drupe__rx_pause(run, steps);
      if (paused != 0)
        return paused;
      left = *steps;
      continue;
    case RX_OP_JUMP: pc = code + pc[1]; continue;

    case RX_OP_SAVE:
      UNDO(RX_OP_RESTORE_CAPTURE, pc[1], captures[pc[1]]);
      captures[pc[1]] = (uint32_t)HERE;
      pc += 2;
      continue;
    case RX_OP_CLEAR:
      left -= (pc[2] - pc[1]) / 2;
      for (i = pc[1]; i < pc[2]; i++) {
        if (captures[i] == DRUPE__RX_UNSET)
          continue;
        UNDO(RX_OP_RESTORE_CAPTURE, i, captures[i]);
        captures[i] = DRUPE__RX_UNSET;
      }
      pc += 3;
      continue;
    case RX_OP_RESTORE_CAPTURE:
      captures[sp[-2]] = (uint32_t)HERE;
      sp -= 2;
      goto fail;
    case RX_OP_RESTORE_REGISTER:
      registers[sp[-2]] = (uint32_t)HERE;
      sp -= 2;
      goto fail;

    case RX_OP_BEGIN:
      if (p != text)
        goto fail;
      pc++;
      continue;
    case RX_OP_BEGIN_LINE:
      if (!is_line_begin(run, p))
        goto fail;
      pc++;
      continue;
    case RX_OP_END:
      if (p != end)
        goto fail;
      pc++;
      continue;
    case RX_OP_END_LINE:
      if (p != end && !rx_is_line_end(p, end))
        goto fail;
      pc++;
      continue;
    case RX_OP_WORD_EDGE:
      left--;
      if (drupe__rx_is_edge(run, p, (pc[1] & RX_EDGE_FOLD) != 0) ==
          ((pc[1] & RX_EDGE_NOT) != 0))
        goto fail;
      pc += 2;
      continue;
    case RX_OP_REFERENCE:
      p = reference_match(run, pc, p);
      left -= slow_steps(run);
      if (p == NULL)
        goto fail;
      pc += 3 + pc[2];
      continue;

    case RX_OP_MARK:
      UNDO(RX_OP_RESTORE_REGISTER, pc[1], registers[pc[1]]);
      registers[pc[1]] = (uint32_t)HERE;
      pc += 2;
      continue;
    case RX_OP_CHECK:
      if (registers[pc[1]] == HERE)
        goto fail;
      pc += 2;
      continue;
    case RX_OP_COUNT_SET:
      UNDO(RX_OP_RESTORE_REGISTER, pc[1], registers[pc[1]]);
      registers[pc[1]] = 0;
      pc += 2;
      continue;
    case RX_OP_COUNT_ADD:
      UNDO(RX_OP_RESTORE_REGISTER, pc[1], registers[pc[1]]);
      registers[pc[1]]++;
      pc += 2;
      continue;
    case RX_OP_COUNT:
      if (run->memo.bits != NULL && pc[8] != RX_NO_SLOT) {
        left -= run->memo_steps;
        if (rx_memo_seen(run, pc[8], HERE))
          goto fail;
      }
      i = registers[pc[1]];
      bits = next_bits(rx_table(pattern, pc[5]), p, end);
      if (i < pc[2])
        bits &= 1;
      else if (i >= pc[3] && pc[3] != UINT32_MAX)
        bits &= 2;
      if (bits == 0)
        goto fail;
      if (bits == 3)
        PUSH(HERE, pc[4] ? pc[6] : pc[7]);
      pc = code + (bits == 1 || (bits == 3 && !pc[4]) ? pc[6] : pc[7]);
      continue;
    case RX_OP_COUNT_CHECK:
      if (registers[pc[1]] > pc[2] && registers[pc[3]] == HERE)
        goto fail;
      pc += 4;
      continue;

    case RX_OP_LOOK:
    case RX_OP_NOT:
      left -= pc[3] - pc[2];
      for (i = pc[2]; i < pc[3]; i++)
        PUSH_OVER(i, 0, captures[i], RX_OP_RESTORE_CAPTURE);
      registers[pc[1]] = (uint32_t)(sp - m->stack);
      registers[pc[1] + 1] = (uint32_t)HERE;
      if (*pc == RX_OP_NOT)
        PUSH(HERE, pc[4]);
      else
        PUSH(HERE, RX_OP_FAIL);
      pc += *pc == RX_OP_NOT ? 5 : 4;
      continue;
    case RX_OP_LOOK_END:
      sp = m->stack + registers[pc[1]];
      p = text + registers[pc[1] + 1];
      pc += 2;
      continue;
    case RX_OP_NOT_END: sp = m->stack + registers[pc[1]]; goto fail;

    case RX_OP_MATCHED:
      captures[0] = (uint32_t)(start - text);
      captures[1] = (uint32_t)HERE;
      *steps = left;
      paused = left < 0 ? drupe__rx_pause(run, steps) : 0;
      return paused != 0 ? paused : DRUPE__RX_MATCH;
    case RX_OP_EXHAUSTED: *steps = left; return DRUPE__RX_NO_MATCH;
    case RX_OP_FAIL: break;
    }
  fail:
    if (left < 0) {
      *steps = left;
      paused = drupe__rx_pause(run, steps);
      if (paused != 0)
        return paused;
      left = *steps;
    }
    sp -= 2;
    p = text + sp[0];
    pc = code + sp[1];
  }
}

/* The place behind `p` where the next try starts; NULL: none. */
static const uint8_t *match_advance(const rx_run *run, const uint8_t *p,
                                    const uint8_t *run_end) {
  uint32_t size;

  if (run->pattern->run_skip && run_end > p)
    return run_end;
  if (p >= run->end)
    return NULL;
  rx_decode(p, run->end, run->unicode, &size);
  return p + size;
}

static int match_search(rx_run *run, const uint8_t *start, bool sticky,
                        int64_t *left) {
  int result;

  for (;;) {
    const uint8_t *run_end = NULL;

    if (!sticky && !rx_starts_here(run, start)) {
      start = drupe__rx_next_start(run, start);
      if (start == NULL)
        return DRUPE__RX_NO_MATCH;
    }
    result = match_at(run, start, left, &run_end);
    if (result != DRUPE__RX_NO_MATCH || sticky)
      return result;
    start = match_advance(run, start, run_end);
    if (start == NULL)
      return DRUPE__RX_NO_MATCH;
  }
}

int drupe__rx_match(const drupe__pattern *pattern, drupe__matcher *matcher,
                    const uint8_t *text, size_t size, size_t at, int how) {
  rx_run run = {.pattern = pattern,
                .matcher = matcher,
                .text = text,
                .end = text + size,
                .unicode = (pattern->head.flags &
                            (DRUPE__RX_UNICODE | DRUPE__RX_SETS)) != 0,
                .memo_steps = 1};
  int64_t left;
  bool sticky;
  int result;

  assert(at <= size);
  if (!matcher_prepare(matcher, pattern))
    return DRUPE__RX_NO_MEMORY;
  left = rx_run_begin(&run);
  if (run.unicode && at >= 3 && rx_is_low(text + at, run.end) &&
      rx_is_high(text + at - 3, text + at))
    at -= 3;
  if (pattern->anchored && at != 0)
    return DRUPE__RX_NO_MATCH;
  sticky = pattern->anchored || (how == DRUPE__RX_BY_FLAGS &&
                                 (pattern->head.flags & DRUPE__RX_STICKY) != 0);
  result = match_search(&run, text + at, sticky, &left);
  rx_run_end(&run, left,
             result == DRUPE__RX_MATCH
                 ? (int64_t)matcher->captures[1] - (int64_t)at
                 : -1);
  if (matcher->stack_room > RX_STACK_WORDS_KEPT)
    stack_shrink(matcher);
  return result;
}
