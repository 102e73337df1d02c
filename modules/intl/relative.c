/* modules/intl/relative.c - "in two days", "yesterday". */
#include "intl.h"

#include <unicode/ureldatefmt.h>

static void relative_free(drupe_cx *cx, void *data, void *arg) {
  (void)cx;
  (void)arg;
  ureldatefmt_close(data);
}

/* RelativeTimeFormat(locale, style): long 0, short 1, narrow 2. */
static drupe_value relative_new(drupe_cx *cx, const drupe_call *call) {
  char locale[INTL_LOCALE_ROOM];
  UErrorCode status = U_ZERO_ERROR;
  URelativeDateTimeFormatter *r;
  drupe_value self;

  if (!intl__locale_arg(cx, call, 0, locale))
    return drupe_none();
  r = ureldatefmt_open(
      locale, NULL,
      (UDateRelativeDateTimeFormatterStyle)drupe_arg_int(call, 1, 0),
      UDISPCTX_CAPITALIZATION_NONE, &status);
  self = U_SUCCESS(status) ? drupe_bind(cx, call, &intl__relative_class, r)
                           : intl__fail(cx, "RelativeTimeFormat", status);
  if (drupe_is_none(self))
    ureldatefmt_close(r);
  return self;
}

typedef drupe_value (*relative_show)(drupe_cx *cx,
                                     const UFormattedValue *value);

/* (value, unit, words): of the unit by number, year 0 to second 7; with words
 * as "tomorrow" where the language has them. */
static drupe_value relative_shown(drupe_cx *cx, const drupe_call *call,
                                  relative_show show) {
  UErrorCode status = U_ZERO_ERROR;
  URelativeDateTimeUnit unit =
      (URelativeDateTimeUnit)drupe_arg_int(call, 1, 0);
  double value = drupe_arg_double(call, 0, 0);
  UFormattedRelativeDateTime *result = ureldatefmt_openResult(&status);
  drupe_value v;

  if (drupe_arg_bool(call, 2, 0))
    ureldatefmt_formatToResult(call->native, value, unit, result, &status);
  else
    ureldatefmt_formatNumericToResult(call->native, value, unit, result,
                                      &status);
  v = U_SUCCESS(status) ? show(cx, ureldatefmt_resultAsValue(result, &status))
                        : intl__fail(cx, "RelativeTimeFormat", status);
  ureldatefmt_closeResult(result);
  return v;
}

static drupe_value relative_format(drupe_cx *cx, const drupe_call *call) {
  return relative_shown(cx, call, intl__formatted);
}

static drupe_value relative_parts(drupe_cx *cx, const drupe_call *call) {
  return relative_shown(cx, call, intl__parts);
}

static const drupe_member relative_members[] = {
    DRUPE_FN("format(value: number, unit: int32, words: boolean): string",
             relative_format),
    DRUPE_FN("parts(value: number, unit: int32, words: boolean): array",
             relative_parts),
    DRUPE_MEMBER_END};
const drupe_class_def intl__relative_class = {
    .size = sizeof(drupe_class_def), .self = &intl__relative_class,
    .signature = "RelativeTimeFormat(locale: string, style: int32)",
    .construct = relative_new, .finalize = relative_free,
    .members = relative_members};
