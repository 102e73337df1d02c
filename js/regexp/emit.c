/* js/regexp/emit.c - trees to instructions.
 *
 * `follow` is what can come next behind a node, `final` that nothing behind it
 * can fail.  In a lookbehind a sequence is emitted from its end. */
#include <string.h>

#include "internal.h"

/* More words than this are refused, as V8 does. */
enum { CODE_MAX = 1 << 20, UNROLL_MAX = 64, REPEATED_MAX = 4 };
/* Rows of the memo for one choice, at most. */
enum { CONTEXT_VALUES_MAX = 2048 };

static void emit(rx_build *b, const rx_node *n, const rx_first *follow,
                 bool final);

/* --- How much code a node takes, roughly: what is unrolled --- */

static bool is_single(const rx_node *n) {
  return n->kind == RX_CHAR || n->kind == RX_SET;
}

static bool repeat_is_unrolled(const rx_node *n) {
  uint64_t copies = n->max == RX_UNLIMITED ? (uint64_t)n->min + 1 : n->max;

  return copies <= 1 || copies * n->child->weight <= UNROLL_MAX;
}

static void weigh(rx_node *n) {
  rx_node *child;

  n->weight = 4;
  for (child = n->child; child != NULL; child = child->next) {
    weigh(child);
    n->weight += child->weight + 2;
    if (n->weight > CODE_MAX)
      n->weight = CODE_MAX;
  }
  assert(n->kind != RX_REPEAT || n->child != NULL);
  if (n->kind == RX_REPEAT && !is_single(n->child)) {
    uint32_t copies = n->max == RX_UNLIMITED ? n->min + 1 : n->max;

    n->weight = repeat_is_unrolled(n) ? n->child->weight * copies + 8
                                      : n->child->weight + 24;
  }
}

/* --- Small pieces --- */

static uint32_t emit_word(rx_build *b, uint32_t word) {
  if (b->size >= CODE_MAX)
    drupe__rx_fail(b->c, "Regular expression too large");
  return drupe__build_word(b, word);
}

static uint32_t emit_op(rx_build *b, rx_op op) { return emit_word(b, op); }

/* Sets a place that was not known before to here. */
static void emit_here(rx_build *b, uint32_t at) {
  assert(at < b->size);
  b->code[at] = b->size;
}

/* A slot for a choice here: what is known of it is its place, and what the
 * context says.  None where a reference can come yet: what it finds depends on
 * the groups, too. */
static uint32_t emit_slot(rx_build *b) {
  uint32_t rows = b->contexts[b->context].values;
  uint32_t slot = b->rows | b->context << 24;

  if (b->unsafe > 0 || b->refers || b->rows + rows >= RX_SLOT_ROWS)
    return RX_NO_SLOT;
  b->rows += rows;
  return slot;
}

/* What comes next is inside of a loop that `inner` tells of, beside what is
 * around already.  Returns what to hand to context_leave. */
static uint32_t context_enter(rx_build *b, const rx_context *inner) {
  uint32_t outer = b->context;

  if (b->unsafe > 0 || inner->values > CONTEXT_VALUES_MAX ||
      b->context_count == RX_CONTEXTS_MAX) {
    b->unsafe++;
    return UINT32_MAX;
  }
  b->context = drupe__build_context(b, inner);
  return outer;
}

static void context_leave(rx_build *b, uint32_t outer) {
  if (outer == UINT32_MAX)
    b->unsafe--;
  else
    b->context = outer;
}

/* Inside of a turn that must match something since `mark`. */
static uint32_t context_mark(rx_build *b, uint32_t mark) {
  rx_context inner = b->contexts[b->context];

  if (inner.mark_count == RX_CONTEXT_MARKS) {
    inner.values = UINT32_MAX;
  } else {
    inner.values = inner.values / (inner.mark_count + 1);
    inner.marks[inner.mark_count++] = mark;
    inner.values *= inner.mark_count + 1;
  }
  return context_enter(b, &inner);
}

/* Inside of a counted loop: all counts behind the last that matters are one. */
static uint32_t context_count(rx_build *b, const rx_node *n, uint32_t count) {
  rx_context inner = b->contexts[b->context];
  uint64_t most = n->max == RX_UNLIMITED ? (uint64_t)n->min + 1 : n->max;

  if (inner.count_count == RX_CONTEXT_COUNTS || most > CONTEXT_VALUES_MAX) {
    inner.values = UINT32_MAX;
  } else {
    inner.counts[inner.count_count] = count;
    inner.most[inner.count_count++] = (uint32_t)most;
    inner.values *= (uint32_t)most + 1;
  }
  return context_enter(b, &inner);
}

static void emit_bytes(rx_build *b, rx_op op, const uint8_t *bytes,
                       uint32_t size) {
  uint32_t i;

  if (size == 1) {
    emit_op(b, op == RX_OP_STRING ? RX_OP_CHAR : RX_OP_CHAR_BACK);
    emit_word(b, bytes[0]);
    return;
  }
  emit_op(b, op);
  emit_word(b, size);
  for (i = 0; i < size; i += 4) {
    uint32_t word = 0;

    memcpy(&word, bytes + i, size - i < 4 ? size - i : 4);
    emit_word(b, word);
  }
}

static void emit_single(rx_build *b, const rx_node *n) {
  uint8_t bytes[6];

  if (n->kind == RX_CHAR) {
    emit_bytes(b, b->backward ? RX_OP_STRING_BACK : RX_OP_STRING, bytes,
               drupe__rx_encode(n->c, bytes));
    return;
  }
  emit_op(b, b->backward ? RX_OP_SET_BACK : RX_OP_SET);
  emit_word(b, drupe__build_set(b, n->set));
}

static rx_set *single_set(rx_build *b, const rx_node *n) {
  rx_set *set = n->set;

  if (n->kind == RX_CHAR) {
    set = drupe__set_new(b->c);
    drupe__set_add(b->c, set, n->c, n->c);
  }
  return set;
}

/* A loop over the characters of a set. */
static void emit_loop(rx_build *b, rx_op op, rx_set *set, uint32_t min,
                      uint32_t max, const rx_first *follow) {
  emit_op(b, op);
  emit_word(b, drupe__build_set(b, set));
  emit_word(b, min);
  emit_word(b, max);
  emit_word(b, drupe__build_table(b, follow, follow));
  emit_word(b, emit_slot(b));
}

/* SPLIT between `x`, tried first, and `y`; returns where the places of the two
 * go, `x` first. */
static uint32_t emit_split(rx_build *b, const rx_first *x, const rx_first *y) {
  uint32_t at;

  emit_op(b, RX_OP_SPLIT);
  emit_word(b, drupe__build_table(b, x, y));
  at = emit_word(b, 0);
  emit_word(b, 0);
  emit_word(b, emit_slot(b));
  return at;
}

static void emit_jump(rx_build *b, rx_op op, uint32_t place) {
  emit_op(b, op);
  emit_word(b, place);
}

/* Captures of the groups inside are unset when a turn begins. */
static void emit_clear(rx_build *b, const rx_node *n) {
  if (n->to_group <= n->from_group)
    return;
  emit_op(b, RX_OP_CLEAR);
  emit_word(b, 2 * n->from_group);
  emit_word(b, 2 * n->to_group);
}

/* --- Sequences --- */

/* Characters side by side as one string; how many nodes it took. */
static uint32_t emit_string(rx_build *b, rx_node *const *nodes,
                            uint32_t count) {
  uint32_t used = 0;
  uint32_t size = 0;
  uint8_t *bytes;
  uint32_t i;

  while (used < count && nodes[used]->kind == RX_CHAR)
    used++;
  bytes = drupe__rx_alloc(b->c, (size_t)used * 6 + 6);
  for (i = 0; i < used; i++)
    size += drupe__rx_encode(nodes[i]->c, bytes + size);
  emit_bytes(b, RX_OP_STRING, bytes, size);
  return used;
}

static void emit_backward(rx_build *b, rx_node *const *nodes, uint32_t count) {
  while (count > 0)
    emit(b, nodes[--count], &drupe__first_any, false);
}

/* Does a reference come behind the first `i`, or behind all of them? */
static bool refers_behind(rx_node *const *nodes, uint32_t i, uint32_t count,
                          bool outer) {
  while (!outer && i < count)
    outer = nodes[i++]->has_state;
  return outer;
}

static void emit_cat(rx_build *b, const rx_node *n, const rx_first *follow,
                     bool final) {
  bool refers = b->refers;
  rx_node *child;
  rx_node **nodes;
  rx_first *follows;
  uint32_t count = 0;
  uint32_t i;

  for (child = n->child; child != NULL; child = child->next)
    count++;
  nodes = drupe__rx_alloc(b->c, (count + 1) * sizeof(rx_node *));
  for (i = 0, child = n->child; child != NULL; child = child->next)
    nodes[i++] = child;
  if (b->backward) {
    emit_backward(b, nodes, count);
    return;
  }
  follows = drupe__rx_alloc(b->c, (count + 1) * sizeof(rx_first));
  follows[count] = *follow;
  for (i = count; i > 0; i--)
    follows[i - 1] = drupe__first(nodes[i - 1], &follows[i]);
  for (i = 0; i < count;) {
    if (nodes[i]->kind == RX_CHAR) {
      i += emit_string(b, nodes + i, count - i);
    } else {
      b->refers = refers_behind(nodes, i + 1, count, refers);
      emit(b, nodes[i], &follows[i + 1], final && i + 1 == count);
      i++;
    }
  }
  b->refers = refers;
}

/* --- Alternatives --- */

/* Alternative `i` can begin with these of 64 bytes; those behind it are in the
 * map already. */
static void dispatch_add(uint8_t *map, uint64_t bits, uint32_t i,
                         uint32_t count) {
  for (; bits != 0; bits &= bits - 1) {
    uint8_t *to = &map[__builtin_ctzll(bits)];

    *to = (uint8_t)(*to == RX_MAP_NONE ? count + i : i);
  }
}

/* For each next byte the first alternative that can begin with it: a number
 * from `count` on where no other can, which leads past the choice. */
static void emit_dispatch(rx_build *b, const rx_first *firsts, uint32_t count) {
  uint32_t map[RX_MAP_WORDS];
  uint32_t i;
  uint32_t k;

  memset(map, RX_MAP_NONE, sizeof(map));
  for (i = count; i-- > 0;) {
    for (k = 0; k < 4; k++)
      dispatch_add((uint8_t *)map + k * 64, firsts[i].bytes[k], i, count);
    dispatch_add((uint8_t *)map + 256, firsts[i].end, i, count);
  }
  emit_op(b, RX_OP_DISPATCH);
  emit_word(b, drupe__build_map(b, map));
  emit_word(b, 2 * count);
  for (i = 0; i < 2 * count; i++)
    emit_word(b, 0);
}

/* The character of an alternative that is no more than it, or a run of it. */
static const rx_node *run_of(const rx_node *n) {
  if (n->kind == RX_REPEAT && n->min == 1 && n->max == RX_UNLIMITED && !n->lazy)
    n = n->child;
  return is_single(n) ? n : NULL;
}

/* (?:S|x)* over one character S that neither x nor what is behind begins with:
 * S+ takes many turns at once, and going back into it would be of no use. */
static bool emit_run(rx_build *b, const rx_node *n, const rx_first *firsts,
                     uint32_t count, uint32_t i, const rx_first *behind) {
  uint32_t j;

  n = run_of(n);
  if (n == NULL || drupe__first_meet(&firsts[i], behind))
    return false;
  for (j = 0; j < count; j++) {
    if (j != i && drupe__first_meet(&firsts[i], &firsts[j]))
      return false;
  }
  emit_loop(b, RX_OP_POSSESSIVE, single_set(b, n), 1, RX_UNLIMITED, behind);
  return true;
}

static void emit_alt(rx_build *b, const rx_node *n, const rx_first *follow,
                     bool final) {
  const rx_first *behind = b->behind_turns;
  bool refers = b->refers;
  const rx_node *child;
  rx_first *firsts;
  rx_first *rests; /* of all alternatives behind */
  uint32_t *ends;
  uint32_t count = 0;
  uint32_t places = 0;
  uint32_t i;

  b->behind_turns = NULL;
  for (child = n->child; child != NULL; child = child->next)
    count++;
  firsts = drupe__rx_alloc(b->c, (count + 1) * sizeof(rx_first));
  rests = drupe__rx_alloc(b->c, (count + 1) * sizeof(rx_first));
  ends = drupe__rx_alloc(b->c, (count + 1) * sizeof(uint32_t));
  for (i = 0, child = n->child; child != NULL; child = child->next)
    firsts[i++] = b->backward ? drupe__first_any : drupe__first(child, follow);
  for (i = count; i > 1; i--) {
    rests[i - 2] = rests[i - 1];
    drupe__first_add(&rests[i - 2], &firsts[i - 1]);
  }
  if (count > 2 && 2 * count < RX_MAP_NONE && !b->backward && !b->plain) {
    emit_dispatch(b, firsts, count);
    places = b->size - 2 * count;
  }
  for (i = 0, child = n->child; child != NULL; child = child->next, i++) {
    uint32_t split = 0;

    if (places != 0)
      emit_here(b, places + i);
    if (child->next != NULL) {
      b->refers = refers || n->has_state;
      split = emit_split(b, &firsts[i], &rests[i]);
      emit_here(b, split);
      b->refers = refers;
    }
    if (places != 0)
      emit_here(b, places + count + i);
    if (behind == NULL || !emit_run(b, child, firsts, count, i, behind))
      emit(b, child, follow, final);
    if (child->next != NULL) {
      emit_jump(b, RX_OP_JUMP, 0);
      ends[i] = b->size - 1;
      emit_here(b, split + 1);
    }
  }
  for (i = 0; i + 1 < count; i++)
    emit_here(b, ends[i]);
}

/* --- Repetition --- */

/* A loop over one character: an instruction of its own. */
static void emit_single_loop(rx_build *b, const rx_node *n,
                             const rx_first *follow, bool final) {
  const rx_node *child = n->child;
  rx_first starts = {{0, 0, 0, 0}, false};
  rx_op op = n->lazy ? RX_OP_LAZY : RX_OP_LOOP;
  rx_set *set;
  uint32_t i;

  if (n->min == n->max && n->max <= REPEATED_MAX) {
    for (i = 0; i < n->max; i++)
      emit_single(b, child);
    return;
  }
  set = single_set(b, child);
  drupe__first_of_set(&starts, set);
  if (n->min == n->max || (!b->plain && (!drupe__first_meet(&starts, follow) ||
                                         (final && !n->lazy))))
    op = RX_OP_POSSESSIVE;
  emit_loop(b, op, set, n->min, n->max, follow);
}

/* One turn: what a turn needs before and behind the body.  `checked`: it must
 * match something. */
static void emit_turn(rx_build *b, const rx_node *n, const rx_first *follow,
                      bool checked) {
  uint32_t mark = 0;
  uint32_t outer = 0;

  checked = checked && n->child->nullable;
  if (checked) {
    mark = b->registers++;
    outer = context_mark(b, mark);
    emit_op(b, RX_OP_MARK);
    emit_word(b, mark);
  }
  emit_clear(b, n);
  emit(b, n->child, follow, false);
  if (checked) {
    context_leave(b, outer);
    emit_op(b, RX_OP_CHECK);
    emit_word(b, mark);
  }
}

/* Split between one more turn and what comes behind; where the places go. */
static uint32_t emit_turn_split(rx_build *b, const rx_node *n,
                                const rx_first *body, const rx_first *follow) {
  return n->lazy ? emit_split(b, follow, body) + 1
                 : emit_split(b, body, follow);
}

/* The place in a split that is not the given one. */
static uint32_t other_place(const rx_node *n, uint32_t at) {
  return n->lazy ? at - 1 : at + 1;
}

/* What can begin a turn, and follow one. */
static rx_first repeat_first(const rx_build *b, const rx_node *n,
                             const rx_first *follow) {
  return b->backward ? drupe__first_any : drupe__first(n->child, follow);
}

static void emit_unlimited(rx_build *b, const rx_node *n, const rx_first *again,
                           const rx_first *follow) {
  rx_first body = repeat_first(b, n, again);
  uint32_t loop = b->size;
  uint32_t at = emit_turn_split(b, n, &body, follow);

  emit_here(b, at);
  if (n->child->kind == RX_ALT && !n->lazy && n->from_group == n->to_group &&
      !b->backward && !b->plain)
    b->behind_turns = follow;
  emit_turn(b, n, again, true);
  emit_jump(b, RX_OP_TURN, loop);
  emit_here(b, other_place(n, at));
}

/* Turns that may be left out, each inside the one before. */
static void emit_optional(rx_build *b, const rx_node *n, uint32_t count,
                          const rx_first *again, const rx_first *follow) {
  uint32_t *exits = drupe__rx_alloc(b->c, (count + 1) * sizeof(*exits));
  uint32_t i;

  for (i = 0; i < count; i++) {
    const rx_first *next = i + 1 == count ? follow : again;
    rx_first body = repeat_first(b, n, next);
    uint32_t at = emit_turn_split(b, n, &body, follow);

    emit_here(b, at);
    exits[i] = other_place(n, at);
    emit_turn(b, n, next, true);
  }
  for (i = 0; i < count; i++)
    emit_here(b, exits[i]);
}

/* A register counts the turns. */
static void emit_counted(rx_build *b, const rx_node *n, const rx_first *again,
                         const rx_first *follow) {
  rx_first body = repeat_first(b, n, again);
  uint32_t count = b->registers++;
  uint32_t mark = b->registers++;
  uint32_t outer = context_count(b, n, count);
  uint32_t inner = 0;
  uint32_t loop;
  uint32_t at;

  emit_jump(b, RX_OP_COUNT_SET, count);
  loop = emit_op(b, RX_OP_COUNT);
  emit_word(b, count);
  emit_word(b, n->min);
  emit_word(b, n->max);
  emit_word(b, n->lazy);
  emit_word(b, drupe__build_table(b, &body, follow));
  at = emit_word(b, 0);
  emit_word(b, 0);
  emit_word(b, emit_slot(b));
  emit_here(b, at);
  emit_jump(b, RX_OP_COUNT_ADD, count);
  if (n->child->nullable) {
    inner = context_mark(b, mark);
    emit_jump(b, RX_OP_MARK, mark);
  }
  emit_clear(b, n);
  emit(b, n->child, again, false);
  if (n->child->nullable) {
    context_leave(b, inner);
    emit_op(b, RX_OP_COUNT_CHECK);
    emit_word(b, count);
    emit_word(b, n->min);
    emit_word(b, mark);
  }
  emit_jump(b, RX_OP_TURN, loop);
  emit_here(b, at + 1);
  context_leave(b, outer);
}

/* At least one turn of a body that matches something. */
static void emit_once_and_more(rx_build *b, const rx_node *n,
                               const rx_first *again, const rx_first *follow) {
  rx_first body = repeat_first(b, n, again);
  uint32_t loop = b->size;
  uint32_t at;

  emit_turn(b, n, again, false);
  at = emit_turn_split(b, n, &body, follow);
  emit_here(b, at);
  emit_jump(b, RX_OP_TURN, loop);
  emit_here(b, other_place(n, at));
}

static void emit_turns(rx_build *b, const rx_node *n, const rx_first *follow,
                       bool final) {
  rx_first again = *follow; /* behind a turn that is not the last */
  uint32_t i;

  drupe__first_add(&again, &n->child->starts);
  if (!repeat_is_unrolled(n)) {
    if (n->min == 1 && n->max == RX_UNLIMITED && !n->child->nullable)
      emit_once_and_more(b, n, &again, follow);
    else
      emit_counted(b, n, &again, follow);
    return;
  }
  for (i = 0; i < n->min; i++) {
    bool last = i + 1 == n->max;

    if (i > 0)
      emit_clear(b, n);
    emit(b, n->child, last ? follow : &again, last && final);
  }
  if (n->max == RX_UNLIMITED)
    emit_unlimited(b, n, &again, follow);
  else if (n->max > n->min)
    emit_optional(b, n, n->max - n->min, &again, follow);
}

static void emit_repeat(rx_build *b, const rx_node *n, const rx_first *follow,
                        bool final) {
  bool refers = b->refers;

  assert(n->child != NULL);
  if (n->max == 0)
    return;
  if (is_single(n->child) && !b->backward) {
    emit_single_loop(b, n, follow, final);
    return;
  }
  b->refers = refers || n->has_state; /* another turn can come behind */
  emit_turns(b, n, follow, final);
  b->refers = refers;
}

/* --- The rest --- */

static void emit_look(rx_build *b, const rx_node *n) {
  bool backward = b->backward;
  uint32_t sp = b->registers;
  uint32_t place = 0;

  b->registers += 2;
  emit_op(b, n->negative ? RX_OP_NOT : RX_OP_LOOK);
  emit_word(b, sp);
  emit_word(b, 2 * n->from_group);
  emit_word(b, 2 * n->to_group);
  if (n->negative)
    place = emit_word(b, 0);
  b->unsafe++;
  b->backward = n->behind;
  emit(b, n->child, &drupe__first_any, true);
  b->backward = backward;
  b->unsafe--;
  emit_jump(b, n->negative ? RX_OP_NOT_END : RX_OP_LOOK_END, sp);
  if (n->negative)
    emit_here(b, place);
}

static void emit_reference(rx_build *b, const rx_node *n) {
  const rx_name *name;
  uint32_t count_at;

  emit_op(b, RX_OP_REFERENCE);
  emit_word(b, (n->fold ? RX_REF_FOLD : 0u) |
                   (b->c->unicode ? RX_REF_UNICODE : 0u) |
                   (b->backward ? RX_REF_BACK : 0u));
  count_at = emit_word(b, 0);
  if (n->name == NULL) {
    emit_word(b, n->index);
    b->code[count_at]++;
    return;
  }
  for (name = b->c->names; name != NULL; name = name->next) {
    if (drupe__rx_name_equals(name, n->name)) {
      emit_word(b, name->group);
      b->code[count_at]++;
    }
  }
}

static void emit_group(rx_build *b, const rx_node *n, const rx_first *follow,
                       bool final) {
  emit_jump(b, RX_OP_SAVE, 2 * n->index + (b->backward ? 1 : 0));
  emit(b, n->child, follow, final);
  emit_jump(b, RX_OP_SAVE, 2 * n->index + (b->backward ? 0 : 1));
}

static void emit(rx_build *b, const rx_node *n, const rx_first *follow,
                 bool final) {
  switch (n->kind) {
  case RX_EMPTY: break;
  case RX_CHAR:
  case RX_SET: emit_single(b, n); break;
  case RX_CAT: emit_cat(b, n, follow, final); break;
  case RX_ALT: emit_alt(b, n, follow, final); break;
  case RX_REPEAT: emit_repeat(b, n, follow, final); break;
  case RX_GROUP: emit_group(b, n, follow, final); break;
  case RX_BEGIN:
    emit_op(b, n->multiline ? RX_OP_BEGIN_LINE : RX_OP_BEGIN);
    break;
  case RX_END: emit_op(b, n->multiline ? RX_OP_END_LINE : RX_OP_END); break;
  case RX_WORD_EDGE:
    emit_jump(b, RX_OP_WORD_EDGE,
              (n->negative ? RX_EDGE_NOT : 0u) | (n->fold ? RX_EDGE_FOLD : 0u));
    break;
  case RX_LOOK: emit_look(b, n); break;
  case RX_REFERENCE: emit_reference(b, n); break;
  }
}

void drupe__emit(rx_build *b, rx_node *root) {
  const rx_context none = {.values = 1};
  rx_op op;

  b->context = drupe__build_context(b, &none);
  for (op = RX_OP_EXHAUSTED; op <= RX_OP_FAIL; op++)
    emit_op(b, op);
  assert(b->size == RX_CODE_START);
  weigh(root);
  emit(b, root, &drupe__first_any, true);
  emit_op(b, RX_OP_MATCHED);
}
