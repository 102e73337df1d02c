/* js/regexp/internal.h - what the files of the compiler share. */
#ifndef DRUPE_JS_REGEXP_INTERNAL_H
#define DRUPE_JS_REGEXP_INTERNAL_H

#include <assert.h>
#include <setjmp.h>

#include "pattern.h"
#include "program.h"

#define RX_CHAR_MAX 0x10ffffu
#define RX_UNLIMITED UINT32_MAX
/* Groups and classes in each other.  The compiler recurses by them. */
#define RX_DEPTH_MAX 1000

/* -- set.c: sets of characters --------------------------------------------- */
typedef struct rx_range {
  uint32_t first;
  uint32_t last;
} rx_range;

/* Ranges; in order and apart from each other only after drupe__set_order. */
typedef struct rx_set {
  rx_range *list;
  uint32_t count;
  uint32_t room;
} rx_set;

/* -- the tree -------------------------------------------------------------- */
typedef enum rx_kind {
  RX_EMPTY,
  RX_CHAR,      /* c */
  RX_SET,       /* set */
  RX_CAT,       /* children */
  RX_ALT,       /* children */
  RX_REPEAT,    /* one child, min, max, lazy */
  RX_GROUP,     /* one child, index */
  RX_BEGIN,     /* ^, any line's with `multiline` */
  RX_END,       /* $, likewise */
  RX_WORD_EDGE, /* \b; negative: \B; fold: by the words of /iu */
  RX_LOOK,      /* one child, negative, behind */
  RX_REFERENCE  /* index, or name; fold */
} rx_kind;

/* Which bytes can come next; `end`: the end of the text can. */
typedef struct rx_first {
  uint64_t bytes[4];
  bool end;
} rx_first;

typedef struct rx_node rx_node;
struct rx_node {
  rx_kind kind;
  bool lazy, negative, behind, multiline, fold;
  uint32_t min, max;
  uint32_t index;      /* of a group */
  uint32_t from_group; /* groups inside: from <= group < to */
  uint32_t to_group;
  uint32_t c;
  struct rx_name *name; /* of a reference, or NULL */
  rx_set *set;
  rx_node *child; /* the first */
  rx_node *last;
  rx_node *next; /* sibling */
  /* first.c: what may come next, seen from before the node, is `starts` and of
   * what may follow it, what is in `passes`. */
  rx_first starts;
  rx_first passes;
  bool nullable;   /* may match nothing */
  bool has_state;  /* a reference inside: its future is not its place alone */
  uint32_t weight; /* words of code, roughly */
};

/* A name as it is used: of a group, or by \k. */
typedef struct rx_name rx_name;
struct rx_name {
  const uint8_t *text; /* CESU-8 */
  uint32_t size;
  uint32_t group; /* 0: a reference */
  bool taken;     /* while its alternative is read and after its disjunction */
  rx_name *next;
};

typedef struct rx_compiler {
  jmp_buf failed;
  const char *error; /* NULL then: no memory */
  /* Only whether it is a pattern: all nodes are the one here, and sets stay
   * empty, so next to nothing is allocated. */
  bool checking;
  rx_node node;
  rx_set set;
  struct rx_chunk *chunks;
  /* The pattern. */
  const uint8_t *start;
  const uint8_t *at;
  const uint8_t *end;
  uint32_t flags;
  bool unicode; /* u or v: the strict grammar, characters not units */
  bool sets;    /* v */
  bool named;   /* \k is a reference: with unicode, or if a group has a name */
  bool counted; /* the next one and `named` are known */
  uint32_t group_total; /* in the whole pattern, without the match itself */
  uint32_t group_next;
  uint32_t depth;
  /* As the innermost group has them. */
  bool ignore_case, multiline, dot_all;
  rx_name *names; /* of groups, in order */
  rx_name *names_last;
  rx_name *references;
} rx_compiler;

/* -- memory.c -------------------------------------------------------------- */
_Noreturn void drupe__rx_fail(rx_compiler *c, const char *error);
/* Zeroed, freed with the compiler.  Fails: no memory. */
void *drupe__rx_alloc(rx_compiler *c, size_t size);
void drupe__rx_free_all(rx_compiler *c);

/* -- set.c ----------------------------------------------------------------- */
rx_set *drupe__set_new(rx_compiler *c);
void drupe__set_add(rx_compiler *c, rx_set *s, uint32_t first, uint32_t last);
void drupe__set_add_all(rx_compiler *c, rx_set *s, const rx_set *other);
void drupe__set_order(rx_set *s);
/* These want sets in order and leave them so. */
void drupe__set_invert(rx_compiler *c, rx_set *s);
void drupe__set_intersect(rx_compiler *c, rx_set *s, const rx_set *other);
void drupe__set_subtract(rx_compiler *c, rx_set *s, const rx_set *other);
bool drupe__set_has(const rx_set *s, uint32_t character);
/* \d \w \s by their letter; the capital ones are inverted. */
void drupe__set_add_escape(rx_compiler *c, rx_set *s, uint32_t letter);
bool drupe__is_word(uint32_t c);

/* -- property.c: case ------------------------------------------------------ */
/* Adds what equals a member when case is ignored; orders. */
void drupe__fold_close(rx_compiler *c, rx_set *s);
/* The one of a character's equals that stands for all. */
uint32_t drupe__fold(uint32_t c, bool unicode);

/* -- property.c: what Unicode says ----------------------------------------- */
/* Adds the property `name` or `name=value`; false: there is none. */
bool drupe__property_add(rx_compiler *c, rx_set *s, const uint8_t *text,
                         size_t size);
/* The next string of a property of strings (v only): calls back with its
 * characters.  False: there is no such property. */
bool drupe__property_strings(const uint8_t *text, size_t size,
                             void (*each)(void *arg, const uint32_t *string,
                                          uint32_t count),
                             void *arg);
/* May the character begin or go on a name? */
bool drupe__property_in_name(uint32_t c, bool first);

/* -- parse*.c -------------------------------------------------------------- */
rx_node *drupe__rx_parse(rx_compiler *c);
rx_node *drupe__node_new(rx_compiler *c, rx_kind kind);
void drupe__node_add(rx_node *parent, rx_node *child);
/* A character as the pattern has it, under /i all that equal it. */
rx_node *drupe__node_char(rx_compiler *c, uint32_t character);

static inline bool rx_looks_at(const rx_compiler *c, char letter) {
  return c->at < c->end && *c->at == (uint8_t)letter;
}
static inline bool rx_eat(rx_compiler *c, char letter) {
  if (!rx_looks_at(c, letter))
    return false;
  c->at++;
  return true;
}
/* The byte `ahead` of where we are, 0 behind the end. */
static inline uint8_t rx_peek(const rx_compiler *c, size_t ahead) {
  return (size_t)(c->end - c->at) > ahead ? c->at[ahead] : 0;
}

/* What must be known before: \1 may stand before its group, and \k means
 * something only if some group has a name. */
void drupe__rx_count_groups(rx_compiler *c);
void drupe__rx_enter(rx_compiler *c);
void drupe__rx_leave(rx_compiler *c);
/* The next character, or unit without u and v. */
uint32_t drupe__rx_char(rx_compiler *c);

/* Values no character has.  A set: the escape added it to the set given. */
#define RX_IS_SET 0xfffffffeu
/* \p of strings (v), still at `at`; a reference, see escape.reference. */
#define RX_IS_STRINGS 0xfffffffdu
#define RX_IS_REFERENCE 0xfffffffcu

typedef struct rx_escape {
  uint32_t c;          /* a character or RX_IS_ */
  rx_set *set;         /* RX_IS_SET: where it was added */
  const uint8_t *text; /* RX_IS_STRINGS: the property's name */
  size_t size;
  rx_node *reference;
} rx_escape;

/* parse_escape.c.  `at` stands behind the backslash. */
void drupe__rx_escape(rx_compiler *c, bool in_class, rx_escape *out);
/* A name in <...>, `at` behind the `<`. */
rx_name *drupe__rx_name_read(rx_compiler *c);
bool drupe__rx_name_equals(const rx_name *a, const rx_name *b);

/* parse_class.c, parse_sets.c.  `at` stands behind the `[`. */
rx_node *drupe__rx_class(rx_compiler *c);
rx_node *drupe__rx_set_class(rx_compiler *c);
/* \p of strings outside of a class. */
rx_node *drupe__rx_strings(rx_compiler *c, const rx_escape *escape);
void drupe__class_check_range(rx_compiler *c, uint32_t from, uint32_t to);

/* -- unset.c --------------------------------------------------------------- */
/* Makes nothing of references that are always to unset groups. */
void drupe__rx_unset(rx_compiler *c, rx_node *root);

/* -- prune.c --------------------------------------------------------------- */
/* Removes what can never match. */
void drupe__rx_prune(rx_compiler *c, rx_node *root);

/* -- first.c --------------------------------------------------------------- */
extern const rx_first drupe__first_any; /* all bytes that begin one, and end */
void drupe__first_of_tree(rx_node *root);
/* What can come next before `n` where `follow` comes behind it. */
rx_first drupe__first(const rx_node *n, const rx_first *follow);
/* The byte that a character begins with. */
uint32_t drupe__first_lead(uint32_t c);
void drupe__first_of_set(rx_first *f, const rx_set *s);
void drupe__first_add(rx_first *f, const rx_first *other);
bool drupe__first_meet(const rx_first *a, const rx_first *b);
static inline bool rx_first_has(const rx_first *f, uint32_t byte) {
  return (f->bytes[byte >> 6] >> (byte & 63) & 1) != 0;
}

/* -- emit.c, build.c ------------------------------------------------------- */
/* CESU-8 of a character, at most 6 bytes. */
uint32_t drupe__rx_encode(uint32_t c, uint8_t out[6]);

/* Code and its tables while they grow. */
typedef struct rx_build {
  rx_compiler *c;
  uint32_t *code;
  uint32_t size, room;
  uint32_t **tables; /* RX_TABLE_WORDS each */
  uint32_t table_count, table_room;
  uint32_t **maps; /* of RX_DISPATCH, RX_MAP_WORDS each */
  uint32_t map_count, map_room;
  rx_set **sets;
  uint32_t set_count, set_room;
  uint32_t registers;
  uint32_t rows; /* of the memo */
  rx_context *contexts;
  uint32_t context_count, context_room;
  uint32_t context; /* what surrounds what comes next */
  bool plain;
  bool backward; /* inside a lookbehind */
  /* The alternatives that come next are the body of a loop: what is behind it,
   * else NULL. */
  const rx_first *behind_turns;
  uint32_t unsafe; /* depth of what no context tells: no slots */
  bool refers;     /* a reference can come behind what is next */
} rx_build;

uint32_t drupe__build_word(rx_build *b, uint32_t word);
uint32_t drupe__build_set(rx_build *b, rx_set *set);
/* For the next byte: bit 0 if in `a`, bit 1 if in `b`. */
uint32_t drupe__build_table(rx_build *b, const rx_first *x, const rx_first *y);
uint32_t drupe__build_map(rx_build *b, const uint32_t *map);
uint32_t drupe__build_context(rx_build *b, const rx_context *context);
/* The block that matching reads. */
drupe__pattern *drupe__build_finish(rx_build *b, const rx_node *root,
                                    size_t *size);
void drupe__emit(rx_build *b, rx_node *root);

#endif
