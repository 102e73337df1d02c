/* js/regexp/pattern.h - regular expressions: compiling and matching.
 *
 * Knows no engine: text is CESU-8, one sequence of one to three bytes for each
 * UTF-16 unit.  A compiled pattern is one block of memory without pointers, so
 * its owner may keep it wherever it likes.  docs/regexp.md is the map. */
#ifndef DRUPE_JS_REGEXP_PATTERN_H
#define DRUPE_JS_REGEXP_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Flags, in the order in which `flags` spells them. */
enum {
  DRUPE__RX_INDICES = 1 << 0,     /* d */
  DRUPE__RX_GLOBAL = 1 << 1,      /* g */
  DRUPE__RX_IGNORE_CASE = 1 << 2, /* i */
  DRUPE__RX_MULTILINE = 1 << 3,   /* m */
  DRUPE__RX_DOT_ALL = 1 << 4,     /* s */
  DRUPE__RX_UNICODE = 1 << 5,     /* u */
  DRUPE__RX_SETS = 1 << 6,        /* v */
  DRUPE__RX_STICKY = 1 << 7       /* y */
};

typedef struct drupe__pattern drupe__pattern;

/* -- compiling ------------------------------------------------------------- */
/* What the compiler may be told beside the pattern, for tests only. */
enum {
  DRUPE__RX_PLAIN = 1 << 16, /* no tables, no search: they change nothing */
  DRUPE__RX_WHOLE = 1 << 17  /* what can never match is kept: see prune.c */
};

typedef struct drupe__rx_result {
  drupe__pattern *pattern; /* freed with free(); NULL: see `error` */
  size_t size;             /* of the block, in bytes */
  const char *error;       /* constant text; NULL: no memory */
} drupe__rx_result;

/* The bit of a letter, or 0. */
static inline uint32_t drupe__rx_flag(uint8_t letter) {
  switch (letter) {
  case 'd': return DRUPE__RX_INDICES;
  case 'g': return DRUPE__RX_GLOBAL;
  case 'i': return DRUPE__RX_IGNORE_CASE;
  case 'm': return DRUPE__RX_MULTILINE;
  case 's': return DRUPE__RX_DOT_ALL;
  case 'u': return DRUPE__RX_UNICODE;
  case 'v': return DRUPE__RX_SETS;
  case 'y': return DRUPE__RX_STICKY;
  default: return 0;
  }
}
/* The bits of `size` letters; false: one is unknown or comes twice, or u and v
 * are both there. */
bool drupe__rx_flags(const char *letters, size_t size, uint32_t *flags);

/* Compiles `size` bytes.  True: result->pattern. */
bool drupe__rx_compile(const uint8_t *source, size_t size, uint32_t flags,
                       drupe__rx_result *result);
/* Only says whether it is one; NULL, or what is wrong. */
const char *drupe__rx_check(const uint8_t *source, size_t size, uint32_t flags);

/* -- what a pattern is ----------------------------------------------------- */
/* What every use asks: the first words of a pattern. */
typedef struct drupe__rx_head {
  uint32_t flags;
  uint32_t groups;
  uint32_t names;
} drupe__rx_head;

static inline uint32_t drupe__rx_flags_of(const drupe__pattern *pattern) {
  return ((const drupe__rx_head *)(const void *)pattern)->flags;
}
/* Groups, the whole match among them. */
static inline uint32_t drupe__rx_group_count(const drupe__pattern *pattern) {
  return ((const drupe__rx_head *)(const void *)pattern)->groups;
}
static inline uint32_t drupe__rx_name_count(const drupe__pattern *pattern) {
  return ((const drupe__rx_head *)(const void *)pattern)->names;
}
/* The i-th name, in the order of the pattern, and the group it names.  A name
 * that several alternatives use comes once for each. */
const char *drupe__rx_name(const drupe__pattern *pattern, uint32_t i,
                           size_t *size, uint32_t *group);

/* -- matching -------------------------------------------------------------- */
enum {
  DRUPE__RX_NO_MATCH = 0,
  DRUPE__RX_MATCH = 1,
  DRUPE__RX_STOPPED = -1,   /* *stop was set */
  DRUPE__RX_TOO_LONG = -2,  /* the budget of steps is spent */
  DRUPE__RX_NO_MEMORY = -3, /* or more than 64 MB of states to come back to */
};

/* Steps of one operation, which may be of many matches: instructions, and what
 * takes as long as one, 4 to 6 ns.  A text above 150 KB has as many for each
 * byte, so that none is refused for its length; and so many of what a match
 * took do not count for each byte that it brought the operation further. */
#define DRUPE__RX_STEPS 10000000
#define DRUPE__RX_STEPS_PER_BYTE 64

#define DRUPE__RX_UNSET UINT32_MAX

/* The state of one match after the other; one for each thread. */
typedef struct drupe__matcher {
  /* As realloc; size 0 frees.  NULL: no memory. */
  void *(*resize)(void *owner, void *p, size_t size);
  void *owner;
  const volatile int *stop; /* asked every 65,536 steps; may be NULL */
  int64_t budget;           /* 0: the default above */
  int64_t spent;            /* of it; set to 0 where an operation begins */
  uint32_t memo_after;      /* steps before states are remembered; 0: default */
  /* Start and end of each group, byte offsets or DRUPE__RX_UNSET; the pattern's
   * registers come behind them. */
  uint32_t *captures;
  uint32_t capture_room;
  uint32_t *stack;
  uint32_t stack_room;
} drupe__matcher;

void drupe__matcher_deinit(drupe__matcher *matcher);
enum {
  DRUPE__RX_BY_FLAGS = 0, /* exactly at `at` if the pattern is sticky */
  DRUPE__RX_ANYWHERE = 1, /* as if it were not */
};
/* The first match that starts at byte `at` or behind it.  DRUPE__RX_*. */
int drupe__rx_match(const drupe__pattern *pattern, drupe__matcher *matcher,
                    const uint8_t *text, size_t size, size_t at, int how);

#endif
