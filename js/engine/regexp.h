/* js/engine/regexp.h - what the files of RegExp share.
 *
 * A RegExp has three properties at fixed places: lastIndex, the compiled
 * pattern (until it is first used, the text of its flags) and the source.  They
 * cannot be deleted, so they stay where they are. */
#ifndef DRUPE_ENGINE_REGEXP_H
#define DRUPE_ENGINE_REGEXP_H

#include <assert.h>

#include "builtins.h"
#include "engine_internal.h"
#include "regexp/pattern.h"

enum {
  DRUPE__RX_SLOT_LAST_INDEX = 0,
  DRUPE__RX_SLOT_PATTERN = 1,
  DRUPE__RX_SLOT_SOURCE = 2,
  DRUPE__RX_SLOTS = 3
};

#define DRUPE__RX_CACHE_WAYS 4u
#define DRUPE__RX_CACHE_SETS 32u
#define DRUPE__RX_GROUPS_KEPT 10u /* the whole match and $1 to $9 */

typedef struct drupe__regexp_cached {
  duk_hstring *source; /* all counted; NULL: free */
  duk_hstring *flags;
  duk_hbuffer *pattern;
} drupe__regexp_cached;

/* One property of RegExp.prototype that the quick ways rely on. */
typedef struct drupe__regexp_guard {
  uint32_t entry;
  duk_c_function fn;
} drupe__regexp_guard;
#define DRUPE__RX_GUARDS 15u
/* Slots of RegExp.prototype from the first to the last of them. */
#define DRUPE__RX_GUARDED_MAX 32u

/* The state of all RegExps of an engine. */
typedef struct drupe__regexps {
  drupe__native base;
  drupe__matcher matcher;
  duk_hobject *prototype; /* RegExp.prototype and RegExp, kept by the heap */
  duk_hobject *constructor;
  duk_hobject *iterator_prototype; /* %RegExpStringIteratorPrototype% */
  duk_hstring *groups;             /* keys, kept by the stash */
  duk_hstring *indices;
  drupe__regexp_guard guards[DRUPE__RX_GUARDS]; /* that of exec first */
  uint32_t guard_count;
  /* These slots when all was found to be as it was made. */
  uint32_t guarded_first, guarded_count;
  duk_propvalue guarded[DRUPE__RX_GUARDED_MAX];
  uint32_t species_entry; /* of RegExp */
  uint32_t constructor_entry;
  /* Of the last match, for RegExp.$1: `subject` counted, or NULL. */
  duk_hstring *subject;
  uint32_t captures[2 * DRUPE__RX_GROUPS_KEPT];
  uint32_t group_count;   /* of these */
  uint32_t last_group[2]; /* which may not be one of them */
  duk_hstring *input;     /* what a script assigned to RegExp.input, or NULL */
  /* Strings of one ASCII character, counted, as they were needed. */
  duk_hstring **chars;
  /* Compiled patterns by source and flags; made when first used. */
  drupe__regexp_cached *cache;
  uint32_t cache_turn;
} drupe__regexps;

/* What a match reads and writes, and where; made by drupe__regexp_begin. */
typedef struct drupe__regexp_run {
  duk_context *ctx;
  drupe__regexps *all;
  const drupe__pattern *pattern;
  duk_hstring *subject;
  const uint8_t *text;
  uint32_t size; /* bytes */
  bool ascii;    /* a byte is a unit */
  /* A place of the text known both ways. */
  uint32_t byte;
  uint32_t unit;
} drupe__regexp_run;

/* Counts one down that may be NULL. */
static inline void drupe__drop_string(duk_context *ctx, duk_hstring *h) {
  if (h != NULL)
    DUK_HSTRING_DECREF_NORZ(ctx, h);
}

/* Pops the top into the array of ours at `array`, whatever scripts did to
 * Array.prototype; `i` is its length. */
void drupe__regexp_append(duk_context *ctx, duk_idx_t array, duk_uarridx_t i);

/* Gives a new object room for its properties, all at once. */
static inline void drupe__regexp_alloc(duk_context *ctx, duk_hobject *h,
                                       uint32_t entries, uint32_t items) {
  void *room =
      DUK_ALLOC_CHECKED(ctx, DUK_HOBJECT_P_COMPUTE_SIZE(entries, items, 0));

  assert(DUK_HOBJECT_GET_PROPS(ctx->heap, h) == NULL);
  DUK_HOBJECT_SET_PROPS(ctx->heap, h, room);
  DUK_HOBJECT_SET_ESIZE(h, entries);
  DUK_HOBJECT_SET_ENEXT(h, 0);
  DUK_HOBJECT_SET_ASIZE(h, items);
  DUK_HOBJECT_SET_HSIZE(h, 0);
}

/* -- regexp.c: objects, patterns, matching --------------------------------- */
static inline drupe__regexps *drupe__regexps_of(duk_context *ctx) {
  return ((drupe__engine *)ctx->heap->heap_udata)->regexps;
}
/* Is it a RegExp? */
static inline bool drupe__is_regexp(const duk_hobject *object) {
  return object != NULL &&
         DUK_HOBJECT_GET_CLASS_NUMBER(object) == DUK_HOBJECT_CLASS_REGEXP;
}
static inline duk_tval *drupe__regexp_slot(duk_context *ctx,
                                           duk_hobject *regexp, int slot) {
  (void)ctx;
  return DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(ctx->heap, regexp, slot);
}
duk_hstring *drupe__regexp_source(duk_context *ctx, duk_hobject *regexp);
/* Its flags, without compiling. */
uint32_t drupe__regexp_flags(duk_context *ctx, duk_hobject *regexp);
/* Throws SyntaxError. */
const drupe__pattern *drupe__regexp_compile(duk_context *ctx,
                                            duk_hobject *regexp);
/* Compiled if it was not yet. */
static inline const drupe__pattern *drupe__regexp_pattern(duk_context *ctx,
                                                          duk_hobject *regexp) {
  const duk_tval *tv = drupe__regexp_slot(ctx, regexp, DRUPE__RX_SLOT_PATTERN);

  if (!DUK_TVAL_IS_BUFFER(tv))
    return drupe__regexp_compile(ctx, regexp);
  return DUK_HBUFFER_GET_DATA_PTR(ctx->heap, DUK_TVAL_GET_BUFFER(tv));
}
/* [source flags] -> [RegExp]: checks both and compiles.  `prototype` may be
 * NULL: RegExp.prototype. */
void drupe__regexp_push(duk_context *ctx, duk_hobject *prototype);
/* [source flags] -> []: makes the RegExp over. */
void drupe__regexp_initialize(duk_context *ctx, duk_hobject *regexp);

/* `subject` must stay reachable; `byte` and `unit` are 0. */
static inline void drupe__regexp_begin(duk_context *ctx, duk_hobject *regexp,
                                       duk_hstring *subject,
                                       drupe__regexp_run *m) {
  m->ctx = ctx;
  m->all = drupe__regexps_of(ctx);
  m->pattern = drupe__regexp_pattern(ctx, regexp);
  m->subject = subject;
  m->text = DUK_HSTRING_GET_DATA(subject);
  m->size = (uint32_t)DUK_HSTRING_GET_BYTELEN(subject);
  m->ascii = DUK_HSTRING_GET_CHARLEN(subject) == m->size;
  m->byte = 0;
  m->unit = 0;
  m->all->matcher.spent = 0;
}
/* Searches from the byte `at`; where, the matcher's captures say.  `how` as for
 * drupe__rx_match.  Throws if it takes too long. */
bool drupe__regexp_search(drupe__regexp_run *match, uint32_t at, int how);
static inline const uint32_t *
drupe__regexp_captures(const drupe__regexp_run *match) {
  return match->all->matcher.captures;
}
/* Counted from the place that was known last. */
uint32_t drupe__regexp_unit_counted(drupe__regexp_run *match, uint32_t byte);
uint32_t drupe__regexp_byte_counted(drupe__regexp_run *match, uint32_t unit);
/* The unit at a byte. */
static inline uint32_t drupe__regexp_unit(drupe__regexp_run *match,
                                          uint32_t byte) {
  return match->ascii ? byte : drupe__regexp_unit_counted(match, byte);
}
/* The byte of a unit, at most the text's length. */
static inline uint32_t drupe__regexp_byte(drupe__regexp_run *match,
                                          uint32_t unit) {
  return match->ascii ? unit : drupe__regexp_byte_counted(match, unit);
}
/* Behind the character at `byte`: AdvanceStringIndex; may be size + 1. */
uint32_t drupe__regexp_advance(const drupe__regexp_run *match, uint32_t byte);
/* The last match, for RegExp.$1. */
void drupe__regexp_remember(drupe__regexp_run *match);

/* Is lastIndex of a RegExp without properties of its own a number that can be
 * written? */
static inline bool drupe__regexp_is_plain(duk_context *ctx, duk_hobject *h) {
  return DUK_HOBJECT_GET_PROTOTYPE(ctx->heap, h) ==
             drupe__regexps_of(ctx)->prototype &&
         DUK_HOBJECT_GET_ENEXT(h) == DRUPE__RX_SLOTS &&
         DUK_TVAL_IS_NUMBER(drupe__regexp_slot(ctx, h, 0)) &&
         (DUK_HOBJECT_E_GET_FLAGS(ctx->heap, h, 0) &
          DUK_PROPDESC_FLAG_WRITABLE) != 0;
}
/* The same, and nobody has touched RegExp.prototype.exec. */
bool drupe__regexp_execs(duk_context *ctx, duk_hobject *regexp);
/* The same, and nobody has touched anything else that a RegExp does when it is
 * used in the standard's way. */
bool drupe__regexp_is_pristine(duk_context *ctx, duk_hobject *regexp);
/* The same for `constructor` and species. */
bool drupe__regexp_is_own_species(duk_context *ctx);
/* ToLength of it, which may run scripts. */
double drupe__regexp_to_last_index(duk_context *ctx, duk_hobject *regexp);
static inline double drupe__regexp_last_index(duk_context *ctx,
                                              duk_hobject *regexp) {
  const duk_tval *tv =
      drupe__regexp_slot(ctx, regexp, DRUPE__RX_SLOT_LAST_INDEX);

  if (DUK_TVAL_IS_FASTINT(tv) && DUK_TVAL_GET_FASTINT(tv) >= 0)
    return (double)DUK_TVAL_GET_FASTINT(tv);
  return drupe__regexp_to_last_index(ctx, regexp);
}
/* Throws TypeError if it cannot be written. */
void drupe__regexp_put_last_index(duk_context *ctx, duk_hobject *regexp,
                                  double value);
static inline void drupe__regexp_set_last_index(duk_context *ctx,
                                                duk_hobject *regexp,
                                                uint32_t value) {
  duk_tval *tv = drupe__regexp_slot(ctx, regexp, DRUPE__RX_SLOT_LAST_INDEX);

  if (DUK_TVAL_IS_NUMBER(tv) &&
      (DUK_HOBJECT_E_GET_FLAGS(ctx->heap, regexp, DRUPE__RX_SLOT_LAST_INDEX) &
       DUK_PROPDESC_FLAG_WRITABLE) != 0)
    DUK_TVAL_SET_U32(tv, value);
  else
    drupe__regexp_put_last_index(ctx, regexp, value);
}

/* Notes what drupe__regexp_is_pristine looks for; all is made. */
void drupe__regexp_guard_all(duk_context *ctx);
/* Before anything else of this file. */
void drupe__regexps_init(duk_context *ctx);

/* -- regexp_exec.c --------------------------------------------------------- */
/* RegExpBuiltinExec.  With `result` pushes the result or null. */
bool drupe__regexp_exec(duk_context *ctx, duk_hobject *regexp,
                        duk_hstring *subject, bool result);
/* RegExpExec of whatever is at `regexp`: calls its `exec`.  Pushes the result
 * or null. */
bool drupe__regexp_exec_any(duk_context *ctx, duk_idx_t regexp,
                            duk_idx_t subject);
/* Pushes the result of the match that the captures are of. */
void drupe__regexp_push_result(drupe__regexp_run *match);
/* The string of some bytes of the subject, not counted yet. */
duk_hstring *drupe__regexp_string(const drupe__regexp_run *match, uint32_t from,
                                  uint32_t to);
void drupe__regexp_push_capture(const drupe__regexp_run *match,
                                const uint32_t *captures, uint32_t group);
/* Pushes the object of named groups; values are captures, or with `indices`
 * pairs of units. */
void drupe__regexp_push_groups(drupe__regexp_run *match,
                               const uint32_t *captures, bool indices);

/* -- regexp_class.c -------------------------------------------------------- */
void drupe__builtin_regexp(duk_context *ctx);
/* Throws TypeError unless `this` is an object; it is pushed. */
duk_hobject *drupe__regexp_push_this(duk_context *ctx, const char *method);
/* IsRegExp of the standard. */
bool drupe__regexp_is_like(duk_context *ctx, duk_idx_t index);
/* Pushes SpeciesConstructor(object at `index`, %RegExp%). */
void drupe__regexp_push_species(duk_context *ctx, duk_idx_t index);
/* `this` of a method of String as a string, pushed; `method` for the error. */
duk_hstring *drupe__string_push_this(duk_context *ctx, const char *method);
/* If argument 0 is an object with the method `symbol`, calls it with `this` and
 * the other arguments: true, and the result on top. */
bool drupe__string_delegates(duk_context *ctx, const char *symbol,
                             duk_idx_t args, const char *method);
/* Throws TypeError where argument 0 is a RegExp without g. */
void drupe__string_require_global(duk_context *ctx, const char *method);
/* AdvanceStringIndex. */
double drupe__string_advance(duk_context *ctx, duk_hstring *h, double at,
                             bool unicode);
/* Does ToString(object.flags) have the letter? */
bool drupe__regexp_any_has_flag(duk_context *ctx, duk_idx_t index, char flag);

/* -- regexp_legacy.c ------------------------------------------------------- */
void drupe__regexp_legacy_init(duk_context *ctx);

/* -- regexp_replace.c, regexp_split.c, regexp_match.c ---------------------- */
/* The result of an exec is on top: steps lastIndex on if its match is empty. */
void drupe__regexp_step_empty(duk_context *ctx, duk_idx_t regexp,
                              duk_idx_t subject, bool unicode);
duk_ret_t drupe__regexp_replace(duk_context *ctx);
duk_ret_t drupe__regexp_split(duk_context *ctx);
duk_ret_t drupe__regexp_match_method(duk_context *ctx);
duk_ret_t drupe__regexp_match_all(duk_context *ctx);
duk_ret_t drupe__regexp_search_method(duk_context *ctx);
duk_ret_t drupe__string_replace_all(duk_context *ctx);
duk_ret_t drupe__string_match_all(duk_context *ctx);
void drupe__regexp_match_init(duk_context *ctx);

#endif
