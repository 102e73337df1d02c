/* modules/intl/collator.c - the order of texts in a language. */
#include "intl.h"

#include <unicode/ucol.h>

static void collator_free(drupe_cx *cx, void *data, void *arg) {
  (void)cx;
  (void)arg;
  ucol_close(data);
}

enum { COLLATOR_BASE, COLLATOR_ACCENT, COLLATOR_CASE, COLLATOR_VARIANT };

static void collator_set(UCollator *c, int sensitivity, int punctuation,
                         UErrorCode *status) {
  static const UCollationStrength strengths[] = {
      [COLLATOR_BASE] = UCOL_PRIMARY, [COLLATOR_ACCENT] = UCOL_SECONDARY,
      [COLLATOR_CASE] = UCOL_PRIMARY, [COLLATOR_VARIANT] = UCOL_TERTIARY};

  ucol_setAttribute(c, UCOL_NORMALIZATION_MODE, UCOL_ON, status);
  ucol_setStrength(c, strengths[sensitivity & 3]);
  if (sensitivity == COLLATOR_CASE)
    ucol_setAttribute(c, UCOL_CASE_LEVEL, UCOL_ON, status);
  if (punctuation >= 0)
    ucol_setAttribute(c, UCOL_ALTERNATE_HANDLING,
                      punctuation != 0 ? UCOL_SHIFTED : UCOL_NON_IGNORABLE,
                      status);
}

/* Collator(locale, sensitivity, punctuation): sensitivity from base, 0, to
 * variant, 3; punctuation is ignored, 1, or not, 0, or as is usual, -1. */
static drupe_value collator_new(drupe_cx *cx, const drupe_call *call) {
  char locale[INTL_LOCALE_ROOM];
  UErrorCode status = U_ZERO_ERROR;
  UCollator *c;
  drupe_value self;

  if (!intl__locale_arg(cx, call, 0, locale))
    return drupe_none();
  c = ucol_open(locale, &status);
  if (U_SUCCESS(status))
    collator_set(c, drupe_arg_int(call, 1, COLLATOR_VARIANT),
                 drupe_arg_int(call, 2, -1), &status);
  self = U_SUCCESS(status) ? drupe_bind(cx, call, &intl__collator_class, c)
                           : intl__fail(cx, "Collator", status);
  if (drupe_is_none(self))
    ucol_close(c);
  return self;
}

static drupe_value collator_compare(drupe_cx *cx, const drupe_call *call) {
  intl_text a, b;
  UCollationResult order;

  if (!intl__text_take(cx, call->argv[0], &a))
    return drupe_none();
  if (!intl__text_take(cx, call->argv[1], &b)) {
    intl__text_drop(cx, &a);
    return drupe_none();
  }
  order = ucol_strcoll(call->native, a.data, a.size, b.data, b.size);
  intl__text_drop(cx, &a);
  intl__text_drop(cx, &b);
  return drupe_int(order);
}

/* ignoresPunctuation(): boolean */
static drupe_value collator_punctuation(drupe_cx *cx, const drupe_call *call) {
  UErrorCode status = U_ZERO_ERROR;

  (void)cx;
  return drupe_bool(ucol_getAttribute(call->native, UCOL_ALTERNATE_HANDLING,
                                      &status) == UCOL_SHIFTED);
}

static drupe_value collator_case_first(drupe_cx *cx, const drupe_call *call) {
  UErrorCode status = U_ZERO_ERROR;

  switch (ucol_getAttribute(call->native, UCOL_CASE_FIRST, &status)) {
  case UCOL_UPPER_FIRST: return drupe_latin1(cx, "upper", DRUPE_NTS);
  case UCOL_LOWER_FIRST: return drupe_latin1(cx, "lower", DRUPE_NTS);
  default: return drupe_latin1(cx, "false", DRUPE_NTS);
  }
}

static const drupe_member collator_members[] = {
    DRUPE_FN("compare(a: string, b: string): int32", collator_compare),
    DRUPE_FN("ignoresPunctuation(): boolean", collator_punctuation),
    DRUPE_FN("caseFirst(): string", collator_case_first), DRUPE_MEMBER_END};
const drupe_class_def intl__collator_class = {
    .size = sizeof(drupe_class_def), .self = &intl__collator_class,
    .signature =
        "Collator(locale: string, sensitivity: int32, punctuation: int32)",
    .construct = collator_new, .finalize = collator_free,
    .members = collator_members};
