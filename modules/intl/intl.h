/* modules/intl/intl.h - what the files of intl share.
 *
 * intl.so is the half of Intl that knows all languages: the classes here are
 * formatters of ICU, each made once for a locale and what it shall show, and
 * asked by intl.js, which speaks to the built-in half of Intl.  Options, their
 * order and errors are not here but in js/lib/internal/intl*.js. */
#ifndef DRUPE_INTL_H
#define DRUPE_INTL_H

#include <drupe.h>
#include <unicode/uenum.h>
#include <unicode/uformattedvalue.h>
#include <unicode/utypes.h>

#include <stdbool.h>

/* -- texts (text.c) ------------------------------------------------------- */
/* A JavaScript string as ICU reads it; short ones need no memory. */
typedef struct intl_text {
  UChar *data;
  int32_t size;
  UChar small[120];
} intl_text;

/* False with an error pending: not a string, no memory, or too long. */
bool intl__text_take(drupe_cx *cx, drupe_value v, intl_text *out);
void intl__text_drop(drupe_cx *cx, intl_text *t);

/* The text of a call that writes into `buf` and tells the whole length. */
typedef int32_t (*intl_write)(void *arg, UChar *buf, int32_t room,
                              UErrorCode *status);
/* Calls `write` once, or again with room enough. */
drupe_value intl__written(drupe_cx *cx, intl_write write, void *arg);
drupe_value intl__string(drupe_cx *cx, const UChar *data, int32_t size);

/* Throws what a failed call of ICU means; none. */
drupe_value intl__fail(drupe_cx *cx, const char *what, UErrorCode status);

enum { INTL_LOCALE_ROOM = 256 };
/* ICU's name of argument `index`, a language tag; false with an error
 * pending. */
bool intl__locale_arg(drupe_cx *cx, const drupe_call *call, uint32_t index,
                      char *out);

/* Is argument `index` this word? */
bool intl__arg_is(drupe_cx *cx, const drupe_call *call, uint32_t index,
                  const char *word);

/* -- lists (listed.c) ----------------------------------------------------- */
/* How a listed name is told; NULL leaves it out. */
typedef const char *(*intl_shown)(const char *key, const char *name);
/* A legacy name of a keyword's value as the language tag has it ("gregorian"
 * is "gregory"). */
const char *intl__keyword_type(const char *key, const char *name);
/* An array of the names, each through `shown` unless that is NULL.  `status` is
 * that of opening the list, which is closed; a failure is one of `what`. */
drupe_value intl__listed(drupe_cx *cx, UEnumeration *list, UErrorCode status,
                         const char *what, intl_shown shown, const char *key);

/* -- aliases (alias.c) ---------------------------------------------------- */
/* Replaces outdated subtags of an ICU locale, INTL_LOCALE_ROOM wide. */
void intl__alias_replace(char *locale);

/* -- parts (parts.c) ------------------------------------------------------ */
typedef struct intl_region {
  int32_t category; /* UFieldCategory */
  int32_t field;
  int32_t start, end;
} intl_region;

typedef struct intl_regions {
  intl_region *at;
  uint32_t count, room;
} intl_regions;

/* False where there is no memory; then an error is pending. */
bool intl__regions_add(drupe_cx *cx, intl_regions *list, int32_t category,
                       int32_t field, int32_t start, int32_t end);
/* [type, value, source, ...], cut where one region begins or ends; frees the
 * list. */
drupe_value intl__regions_cut(drupe_cx *cx, intl_regions *list,
                              const UChar *text, int32_t size);
/* The same of anything ICU has formatted. */
drupe_value intl__parts(drupe_cx *cx, const UFormattedValue *value);
/* Its text. */
drupe_value intl__formatted(drupe_cx *cx, const UFormattedValue *value);

/* -- classes and functions of the other files ----------------------------- */
struct UFormattedNumber;
struct UFormattedNumberRange;

extern const drupe_class_def intl__number_class, intl__number_range_class,
    intl__collator_class, intl__plural_class, intl__list_class,
    intl__relative_class, intl__segments_class, intl__names_class,
    intl__date_class, intl__date_range_class, intl__patterns_class;
/* Formats a value into the formatter's own result, which is valid until its
 * next use; NULL with an error pending. */
const struct UFormattedNumber *intl__number_result(drupe_cx *cx,
                                                   drupe_value formatter,
                                                   drupe_value value);
const struct UFormattedNumberRange *
intl__number_range_result(drupe_cx *cx, drupe_value formatter,
                          drupe_value start, drupe_value end);
extern const drupe_member intl__locale_members[], intl__names_functions[],
    intl__pattern_functions[], intl__supported_functions[];

#endif
