/* modules/intl/date.c - moments, and from one to another, as a pattern or a
 * skeleton of ICU says that they look. */
#include "intl.h"

#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/udateintervalformat.h>
#include <unicode/ufieldpositer.h>

/* The first moment that a Date can be: Gregorian rules hold from there on. */
#define DATE_FIRST (-8.64e15)

/* -- a moment ------------------------------------------------------------- */
static void date_free(drupe_cx *cx, void *data, void *arg) {
  (void)cx;
  (void)arg;
  udat_close(data);
}

/* No Julian calendar before 1582; other calendars are as they are. */
static void date_make_proleptic(UDateFormat *format, UErrorCode *status) {
  UErrorCode other = U_ZERO_ERROR;
  UCalendar *calendar = ucal_clone(udat_getCalendar(format), status);

  if (U_FAILURE(*status))
    return;
  ucal_setGregorianChange(calendar, DATE_FIRST, &other);
  udat_setCalendar(format, calendar);
  ucal_close(calendar);
}

static UDateFormat *date_open(drupe_cx *cx, const char *locale,
                              const drupe_call *call, UErrorCode *status) {
  UDateFormat *format = NULL;
  intl_text pattern, zone;

  if (!intl__text_take(cx, call->argv[1], &pattern))
    return NULL;
  if (intl__text_take(cx, call->argv[2], &zone)) {
    format = udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, zone.data,
                       zone.size, pattern.data, pattern.size, status);
    if (U_SUCCESS(*status))
      date_make_proleptic(format, status);
    intl__text_drop(cx, &zone);
  }
  intl__text_drop(cx, &pattern);
  return format;
}

/* DateFormatter(locale, pattern, zone) */
static drupe_value date_new(drupe_cx *cx, const drupe_call *call) {
  char locale[INTL_LOCALE_ROOM];
  UErrorCode status = U_ZERO_ERROR;
  UDateFormat *format;
  drupe_value self;

  if (!intl__locale_arg(cx, call, 0, locale))
    return drupe_none();
  format = date_open(cx, locale, call, &status);
  self = U_SUCCESS(status) ? drupe_bind(cx, call, &intl__date_class, format)
                           : intl__fail(cx, "DateTimeFormat", status);
  if (drupe_is_none(self))
    udat_close(format);
  return self;
}

typedef struct date_moment {
  const UDateFormat *format;
  UDate ms;
  UFieldPositionIterator *fields;
} date_moment;

static int32_t date_write(void *arg, UChar *buf, int32_t room,
                          UErrorCode *status) {
  const date_moment *m = arg;

  return udat_formatForFields(m->format, m->ms, buf, room, m->fields, status);
}

static drupe_value date_format(drupe_cx *cx, const drupe_call *call) {
  date_moment m = {call->native, drupe_arg_double(call, 0, 0), NULL};

  return intl__written(cx, date_write, &m);
}

static bool date_collect(drupe_cx *cx, UFieldPositionIterator *fields,
                         intl_regions *list) {
  int32_t field, start, end;

  while ((field = ufieldpositer_next(fields, &start, &end)) >= 0)
    if (!intl__regions_add(cx, list, UFIELD_CATEGORY_DATE, field, start, end))
      return false;
  return true;
}

enum { DATE_ROOM = 1024 };

/* parts(ms); no pattern that options lead to is near DATE_ROOM. */
static drupe_value date_parts(drupe_cx *cx, const drupe_call *call) {
  UErrorCode status = U_ZERO_ERROR;
  date_moment m = {call->native, drupe_arg_double(call, 0, 0),
                   ufieldpositer_open(&status)};
  intl_regions list = {NULL, 0, 0};
  UChar text[DATE_ROOM];
  int32_t size = U_SUCCESS(status) ? date_write(&m, text, DATE_ROOM, &status)
                                   : 0;
  drupe_value v;

  if (U_FAILURE(status)) {
    v = intl__fail(cx, "formatToParts", status);
  } else if (date_collect(cx, m.fields, &list)) {
    v = intl__regions_cut(cx, &list, text, size);
  } else {
    drupe_release(cx, list.at);
    v = drupe_none();
  }
  ufieldpositer_close(m.fields);
  return v;
}

static const drupe_member date_members[] = {
    DRUPE_FN("format(ms: number): string", date_format),
    DRUPE_FN("parts(ms: number): array", date_parts), DRUPE_MEMBER_END};
const drupe_class_def intl__date_class = {
    .size = sizeof(drupe_class_def), .self = &intl__date_class,
    .signature = "DateFormatter(locale: string, pattern: string, "
                 "zone: string)",
    .construct = date_new, .finalize = date_free, .members = date_members};

/* -- from one moment to another ------------------------------------------- */
typedef struct date_range {
  UDateIntervalFormat *format;
  UFormattedDateInterval *result;
  UCalendar *from, *to; /* they carry zone and calendar */
} date_range;

static void range_free(drupe_cx *cx, void *data, void *arg) {
  date_range *r = data;

  (void)arg;
  if (r->from != NULL)
    ucal_close(r->from);
  if (r->to != NULL)
    ucal_close(r->to);
  udtitvfmt_closeResult(r->result);
  udtitvfmt_close(r->format);
  drupe_release(cx, r);
}

static UCalendar *range_calendar(const char *locale, const intl_text *zone,
                                 UErrorCode *status) {
  UErrorCode other = U_ZERO_ERROR;
  UCalendar *calendar =
      ucal_open(zone->data, zone->size, locale, UCAL_DEFAULT, status);

  if (U_FAILURE(*status))
    return NULL;
  ucal_setGregorianChange(calendar, DATE_FIRST, &other);
  return calendar;
}

static bool range_open(drupe_cx *cx, const char *locale,
                       const drupe_call *call, date_range *r,
                       UErrorCode *status) {
  intl_text skeleton, zone;

  if (!intl__text_take(cx, call->argv[1], &skeleton))
    return false;
  if (!intl__text_take(cx, call->argv[2], &zone)) {
    intl__text_drop(cx, &skeleton);
    return false;
  }
  r->format = udtitvfmt_open(locale, skeleton.data, skeleton.size, zone.data,
                             zone.size, status);
  r->result = udtitvfmt_openResult(status);
  r->from = range_calendar(locale, &zone, status);
  r->to = range_calendar(locale, &zone, status);
  intl__text_drop(cx, &zone);
  intl__text_drop(cx, &skeleton);
  return true;
}

/* DateRangeFormatter(locale, skeleton, zone) */
static drupe_value range_new(drupe_cx *cx, const drupe_call *call) {
  char locale[INTL_LOCALE_ROOM];
  UErrorCode status = U_ZERO_ERROR;
  drupe_value self = drupe_none();
  date_range *r;

  if (!intl__locale_arg(cx, call, 0, locale))
    return self;
  r = drupe_alloc(cx, sizeof(*r));
  if (r == NULL)
    return drupe_throw_status(cx, DRUPE_E_NOMEM, "DateTimeFormat");
  if (range_open(cx, locale, call, r, &status))
    self = U_SUCCESS(status)
               ? drupe_bind(cx, call, &intl__date_range_class, r)
               : intl__fail(cx, "DateTimeFormat", status);
  if (drupe_is_none(self))
    range_free(cx, r, NULL);
  return self;
}

/* Does the result tell two moments apart? */
static bool range_has_two(const UFormattedValue *value, UErrorCode *status) {
  UConstrainedFieldPosition *position = ucfpos_open(status);
  bool two;

  ucfpos_constrainCategory(position, UFIELD_CATEGORY_DATE_INTERVAL_SPAN,
                           status);
  two = ufmtval_nextPosition(value, position, status);
  ucfpos_close(position);
  return two;
}

typedef drupe_value (*range_show)(drupe_cx *cx, const UFormattedValue *value);

/* (from, to); undefined where both look alike. */
static drupe_value range_shown(drupe_cx *cx, const drupe_call *call,
                               range_show show) {
  date_range *r = call->native;
  UErrorCode status = U_ZERO_ERROR;
  const UFormattedValue *value;
  bool two;

  ucal_setMillis(r->from, drupe_arg_double(call, 0, 0), &status);
  ucal_setMillis(r->to, drupe_arg_double(call, 1, 0), &status);
  udtitvfmt_formatCalendarToResult(r->format, r->from, r->to, r->result,
                                   &status);
  value = udtitvfmt_resultAsValue(r->result, &status);
  two = U_SUCCESS(status) && range_has_two(value, &status);
  if (U_FAILURE(status))
    return intl__fail(cx, "formatRange", status);
  return two ? show(cx, value) : drupe_undefined();
}

static drupe_value range_format(drupe_cx *cx, const drupe_call *call) {
  return range_shown(cx, call, intl__formatted);
}

static drupe_value range_parts(drupe_cx *cx, const drupe_call *call) {
  return range_shown(cx, call, intl__parts);
}

static const drupe_member range_members[] = {
    DRUPE_FN("format(from: number, to: number): any", range_format),
    DRUPE_FN("parts(from: number, to: number): any", range_parts),
    DRUPE_MEMBER_END};
const drupe_class_def intl__date_range_class = {
    .size = sizeof(drupe_class_def), .self = &intl__date_range_class,
    .signature = "DateRangeFormatter(locale: string, skeleton: string, "
                 "zone: string)",
    .construct = range_new, .finalize = range_free, .members = range_members};
