/* modules/intl/number.c - numbers and ranges of numbers, as a skeleton of ICU
 * says that they look. */
#include "intl.h"

#include <unicode/unumberformatter.h>
#include <unicode/unumberrangeformatter.h>

/* -- a number ------------------------------------------------------------- */
typedef struct number {
  UNumberFormatter *formatter;
  UFormattedNumber *result; /* kept: to make one costs more than to use it */
} number;

static void number_free(drupe_cx *cx, void *data, void *arg) {
  number *n = data;

  (void)arg;
  unumf_closeResult(n->result);
  unumf_close(n->formatter);
  drupe_release(cx, n);
}

/* NumberFormatter(locale, skeleton) */
static drupe_value number_new(drupe_cx *cx, const drupe_call *call) {
  char locale[INTL_LOCALE_ROOM];
  UErrorCode status = U_ZERO_ERROR;
  intl_text skeleton;
  number *n;
  drupe_value self;

  if (!intl__locale_arg(cx, call, 0, locale) ||
      !intl__text_take(cx, call->argv[1], &skeleton))
    return drupe_none();
  n = drupe_alloc(cx, sizeof(*n));
  if (n != NULL) {
    n->formatter = unumf_openForSkeletonAndLocale(skeleton.data, skeleton.size,
                                                  locale, &status);
    n->result = unumf_openResult(&status);
  }
  intl__text_drop(cx, &skeleton);
  if (n == NULL)
    return drupe_throw_status(cx, DRUPE_E_NOMEM, "NumberFormat");
  self = U_SUCCESS(status) ? drupe_bind(cx, call, &intl__number_class, n)
                           : intl__fail(cx, "NumberFormat", status);
  if (drupe_is_none(self))
    number_free(cx, n, NULL);
  return self;
}

/* A number, or a text of decimal digits (also with an exponent). */
static bool number_write(drupe_cx *cx, number *n, drupe_value v) {
  UErrorCode status = U_ZERO_ERROR;

  if (drupe_is_number(v)) {
    unumf_formatDouble(n->formatter, drupe_to_double(v), n->result, &status);
  } else {
    drupe_str digits = drupe_view(cx, v);

    if (digits.data == NULL)
      status = U_ILLEGAL_ARGUMENT_ERROR;
    else
      unumf_formatDecimal(n->formatter, digits.data, (int32_t)digits.size,
                          n->result, &status);
  }
  if (U_FAILURE(status))
    (void)intl__fail(cx, "format", status);
  return U_SUCCESS(status);
}

const UFormattedNumber *intl__number_result(drupe_cx *cx,
                                            drupe_value formatter,
                                            drupe_value value) {
  number *n = drupe_unwrap(cx, formatter, &intl__number_class);

  if (n == NULL) {
    (void)drupe_throwf(cx, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_TYPE",
                       "not a formatter of numbers");
    return NULL;
  }
  return number_write(cx, n, value) ? n->result : NULL;
}

static drupe_value number_format(drupe_cx *cx, const drupe_call *call) {
  number *n = call->native;
  UErrorCode status = U_ZERO_ERROR;

  if (!number_write(cx, n, call->argv[0]))
    return drupe_none();
  return intl__formatted(cx, unumf_resultAsValue(n->result, &status));
}

static drupe_value number_parts(drupe_cx *cx, const drupe_call *call) {
  number *n = call->native;
  UErrorCode status = U_ZERO_ERROR;

  if (!number_write(cx, n, call->argv[0]))
    return drupe_none();
  return intl__parts(cx, unumf_resultAsValue(n->result, &status));
}

static const drupe_member number_members[] = {
    DRUPE_FN("format(value: number|string)", number_format),
    DRUPE_FN("parts(value: number|string)", number_parts), DRUPE_MEMBER_END};
const drupe_class_def intl__number_class = {
    .size = sizeof(drupe_class_def), .self = &intl__number_class,
    .signature = "NumberFormatter(locale: string, skeleton: string)",
    .construct = number_new, .finalize = number_free,
    .members = number_members};

/* -- a range -------------------------------------------------------------- */
typedef struct number_range {
  UNumberRangeFormatter *formatter;
  UFormattedNumberRange *result;
} number_range;

static void range_free(drupe_cx *cx, void *data, void *arg) {
  number_range *r = data;

  (void)arg;
  unumrf_closeResult(r->result);
  unumrf_close(r->formatter);
  drupe_release(cx, r);
}

/* NumberRangeFormatter(locale, skeleton) */
static drupe_value range_new(drupe_cx *cx, const drupe_call *call) {
  char locale[INTL_LOCALE_ROOM];
  UErrorCode status = U_ZERO_ERROR;
  intl_text skeleton;
  number_range *r;
  drupe_value self;

  if (!intl__locale_arg(cx, call, 0, locale) ||
      !intl__text_take(cx, call->argv[1], &skeleton))
    return drupe_none();
  r = drupe_alloc(cx, sizeof(*r));
  if (r != NULL) {
    r->formatter = unumrf_openForSkeletonWithCollapseAndIdentityFallback(
        skeleton.data, skeleton.size, UNUM_RANGE_COLLAPSE_AUTO,
        UNUM_IDENTITY_FALLBACK_APPROXIMATELY, locale, NULL, &status);
    r->result = unumrf_openResult(&status);
  }
  intl__text_drop(cx, &skeleton);
  if (r == NULL)
    return drupe_throw_status(cx, DRUPE_E_NOMEM, "NumberFormat");
  self = U_SUCCESS(status) ? drupe_bind(cx, call, &intl__number_range_class, r)
                           : intl__fail(cx, "NumberFormat", status);
  if (drupe_is_none(self))
    range_free(cx, r, NULL);
  return self;
}

/* Texts of digits where one of both is one. */
static void range_decimal(drupe_cx *cx, number_range *r, drupe_value start,
                          drupe_value end, UErrorCode *status) {
  drupe_str a = drupe_view(cx, cx->value->to_string(cx, start));
  drupe_str b = drupe_view(cx, cx->value->to_string(cx, end));

  if (a.data == NULL || b.data == NULL)
    *status = U_ILLEGAL_ARGUMENT_ERROR;
  else
    unumrf_formatDecimalRange(r->formatter, a.data, (int32_t)a.size, b.data,
                              (int32_t)b.size, r->result, status);
}

static bool range_write(drupe_cx *cx, number_range *r, drupe_value start,
                        drupe_value end) {
  UErrorCode status = U_ZERO_ERROR;

  if (drupe_is_number(start) && drupe_is_number(end))
    unumrf_formatDoubleRange(r->formatter, drupe_to_double(start),
                             drupe_to_double(end), r->result, &status);
  else
    range_decimal(cx, r, start, end, &status);
  if (U_FAILURE(status))
    (void)intl__fail(cx, "formatRange", status);
  return U_SUCCESS(status);
}

const UFormattedNumberRange *intl__number_range_result(drupe_cx *cx,
                                                       drupe_value formatter,
                                                       drupe_value start,
                                                       drupe_value end) {
  number_range *r = drupe_unwrap(cx, formatter, &intl__number_range_class);

  if (r == NULL) {
    (void)drupe_throwf(cx, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_TYPE",
                       "not a formatter of ranges");
    return NULL;
  }
  return range_write(cx, r, start, end) ? r->result : NULL;
}

static drupe_value range_format(drupe_cx *cx, const drupe_call *call) {
  number_range *r = call->native;
  UErrorCode status = U_ZERO_ERROR;

  if (!range_write(cx, r, call->argv[0], call->argv[1]))
    return drupe_none();
  return intl__formatted(cx, unumrf_resultAsValue(r->result, &status));
}

static drupe_value range_parts(drupe_cx *cx, const drupe_call *call) {
  number_range *r = call->native;
  UErrorCode status = U_ZERO_ERROR;

  if (!range_write(cx, r, call->argv[0], call->argv[1]))
    return drupe_none();
  return intl__parts(cx, unumrf_resultAsValue(r->result, &status));
}

static const drupe_member range_members[] = {
    DRUPE_FN("format(start: number|string, end: number|string)", range_format),
    DRUPE_FN("parts(start: number|string, end: number|string)", range_parts),
    DRUPE_MEMBER_END};
const drupe_class_def intl__number_range_class = {
    .size = sizeof(drupe_class_def), .self = &intl__number_range_class,
    .signature = "NumberRangeFormatter(locale: string, skeleton: string)",
    .construct = range_new, .finalize = range_free, .members = range_members};
