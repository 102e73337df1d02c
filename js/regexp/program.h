/* js/regexp/program.h - a compiled pattern: its layout and its instructions.
 *
 * Everything is 32-bit words; places in the code are counts of words from its
 * beginning.  [x] is one word behind the opcode. */
#ifndef DRUPE_JS_REGEXP_PROGRAM_H
#define DRUPE_JS_REGEXP_PROGRAM_H

#include "pattern.h"

typedef enum rx_op {
  /* At fixed places in every program: what a frame of the stack may come back
   * to beside code. */
  RX_OP_EXHAUSTED,        /* nothing left from this start */
  RX_OP_RESTORE_CAPTURE,  /* frame below: capture, value */
  RX_OP_RESTORE_REGISTER, /* frame below: register, value */
  RX_OP_LOOP_STEP,        /* frame below: lowest position, loop */
  RX_OP_LAZY_STEP,        /* frame below: characters left, loop */
  RX_OP_FAIL,

  RX_OP_CHAR,      /* [byte] */
  RX_OP_STRING,    /* [bytes] and the bytes, filled up to words */
  RX_OP_SET,       /* [set] */
  RX_OP_CHAR_BACK, /* [byte], and the others: what is before the position */
  RX_OP_STRING_BACK,
  RX_OP_SET_BACK,
  RX_OP_POSSESSIVE, /* as LOOP, where the follow excludes the set */
  RX_OP_LOOP,       /* [set][min][max][follow table][memo slot] */
  RX_OP_LAZY,       /* likewise */
  RX_OP_SPLIT,      /* [table][preferred][other][memo slot] */
  RX_OP_DISPATCH,   /* [map][n][place of each] */
  RX_OP_JUMP,       /* [place] */
  RX_OP_TURN,       /* [place]: a jump back, counted */
  RX_OP_SAVE,       /* [capture] */
  RX_OP_CLEAR,      /* [first capture][behind the last] */
  RX_OP_BEGIN,
  RX_OP_BEGIN_LINE,
  RX_OP_END,
  RX_OP_END_LINE,
  RX_OP_WORD_EDGE, /* [RX_EDGE_] */
  RX_OP_REFERENCE, /* [RX_REF_][n][group of each] */
  RX_OP_MARK,      /* [register] the position */
  RX_OP_CHECK,     /* [register] fails if nothing was matched since */
  RX_OP_COUNT_SET, /* [register] = 0 */
  RX_OP_COUNT_ADD, /* [register] */
  /* [register][min][max][lazy][table][body][exit][memo slot] */
  RX_OP_COUNT,
  RX_OP_COUNT_CHECK, /* [count][min][mark]: as CHECK, after the needed turns */
  RX_OP_LOOK,        /* [register][first capture][behind the last] */
  RX_OP_LOOK_END,    /* [register] */
  RX_OP_NOT,         /* as LOOK, then [place where it goes on] */
  RX_OP_NOT_END,
  RX_OP_MATCHED
} rx_op;

#define RX_CODE_START 6u /* behind the fixed ones */

/* A memo slot is a row of the memo, and in its high byte the number of what
 * else, beside the place, says how matching goes on from there. */
#define RX_NO_SLOT UINT32_MAX
#define RX_SLOT_ROWS (1u << 24)
#define RX_CONTEXTS_MAX 255u
#define RX_CONTEXT_MARKS 4u
#define RX_CONTEXT_COUNTS 2u

/* The loops around a choice.  Of the marks of bodies that may match nothing it
 * only matters whether anything was matched since, so how many are where we
 * are: an outer one is never behind an inner one.  Turns count up to `most`.
 * Number 0 is that of no loops. */
typedef struct rx_context {
  uint32_t values; /* rows it takes */
  uint32_t mark_count;
  uint32_t marks[RX_CONTEXT_MARKS]; /* registers */
  uint32_t count_count;
  uint32_t counts[RX_CONTEXT_COUNTS]; /* registers */
  uint32_t most[RX_CONTEXT_COUNTS];
} rx_context;

enum { RX_EDGE_NOT = 1, RX_EDGE_FOLD = 2 };
enum { RX_REF_FOLD = 1, RX_REF_UNICODE = 2, RX_REF_BACK = 4 };

/* Two bits for each next byte, then the end. */
#define RX_TABLE_WORDS 17u
static inline uint32_t rx_table_get(const uint32_t *table, uint32_t byte) {
  return table[byte >> 4] >> ((byte & 15) * 2) & 3;
}
/* One byte for each next byte, then the end. */
#define RX_MAP_WORDS 65u
#define RX_MAP_NONE 255u

/* What a lead byte says of the character it begins; one bit each. */
enum { RX_LEAD_NONE = 0, RX_LEAD_YES = 1, RX_LEAD_LOOK = 2, RX_LEAD_ALL = 4 };
typedef struct rx_charset {
  uint8_t lead[256];
  uint32_t ranges; /* number of the first pair of words */
  uint32_t count;
} rx_charset;

/* How the search for a start goes. */
typedef enum rx_search {
  RX_SEARCH_NONE,   /* each place is tried */
  RX_SEARCH_BYTE,   /* `prefix[0]` */
  RX_SEARCH_PREFIX, /* `prefix`, of 2 bytes and more */
  RX_SEARCH_TABLE   /* `starts` */
} rx_search;

#define RX_PREFIX_MAX 32u

struct drupe__pattern {
  drupe__rx_head head;
  uint32_t registers;
  uint32_t rows;    /* of the memo */
  uint32_t memo_ok; /* a place tried before has failed for good */
  uint32_t anchored;
  uint32_t run_skip; /* begins with a greedy class loop: see match.c */
  uint32_t search;   /* rx_search */
  uint32_t prefix_size;
  uint8_t prefix[RX_PREFIX_MAX];
  /* Offsets in bytes from the beginning of the block. */
  uint32_t code, code_size;
  uint32_t charsets;
  uint32_t ranges;
  uint32_t tables;
  uint32_t maps;
  uint32_t contexts, context_count;
  uint32_t names; /* {offset, size, group} each */
  uint8_t starts[256];
};

typedef struct rx_name_record {
  uint32_t text;
  uint32_t size;
  uint32_t group;
} rx_name_record;

/* -- text ------------------------------------------------------------------ */
static inline bool rx_is_tail(uint8_t byte) { return (byte & 0xc0) == 0x80; }
/* Does a high, a low surrogate begin here?  `end` bounds what is read. */
static inline bool rx_is_high(const uint8_t *p, const uint8_t *end) {
  return end - p >= 3 && p[0] == 0xed && p[1] >= 0xa0 && p[1] < 0xb0 &&
         rx_is_tail(p[2]);
}
static inline bool rx_is_low(const uint8_t *p, const uint8_t *end) {
  return end - p >= 3 && p[0] == 0xed && p[1] >= 0xb0 && rx_is_tail(p[1]) &&
         rx_is_tail(p[2]);
}
/* The character at `p` < `end` and its bytes; pairs are one if `unicode`.  A
 * byte that begins none is one of its own. */
static inline uint32_t rx_decode(const uint8_t *p, const uint8_t *end,
                                 bool unicode, uint32_t *size) {
  uint32_t c = p[0];

  *size = 1;
  if (c < 0xc0)
    return c;
  if (c < 0xe0) {
    if (end - p < 2 || !rx_is_tail(p[1]))
      return 0xfffd;
    *size = 2;
    return (c & 0x1f) << 6 | (p[1] & 0x3fu);
  }
  if (end - p < 3 || !rx_is_tail(p[1]) || !rx_is_tail(p[2]))
    return 0xfffd;
  *size = 3;
  c = (c & 0x0f) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
  if (unicode && (c & 0xfc00) == 0xd800 && rx_is_low(p + 3, end)) {
    *size = 6;
    c = 0x10000 + ((c & 0x3ff) << 10) + ((p[4] & 0x0fu) << 6) + (p[5] & 0x3fu);
  }
  return c;
}
/* Where the character before `p` > `text` begins. */
static inline const uint8_t *rx_before(const uint8_t *p, const uint8_t *text,
                                       bool unicode) {
  const uint8_t *end = p;

  do
    p--;
  while (p > text && rx_is_tail(*p) && end - p < 3);
  if (unicode && p - text >= 3 && rx_is_low(p, end) && rx_is_high(p - 3, p))
    p -= 3;
  return p;
}

#endif
