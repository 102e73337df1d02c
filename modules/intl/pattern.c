/* modules/intl/pattern.c - the patterns of dates: which one a locale has for
 * the fields that shall be shown; and what else calendars say of a locale. */
#include "intl.h"

#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>

/* -- patterns for fields -------------------------------------------------- */
static void patterns_free(drupe_cx *cx, void *data, void *arg) {
  (void)cx;
  (void)arg;
  udatpg_close(data);
}

/* DatePatterns(locale) */
static drupe_value patterns_new(drupe_cx *cx, const drupe_call *call) {
  char locale[INTL_LOCALE_ROOM];
  UErrorCode status = U_ZERO_ERROR;
  UDateTimePatternGenerator *patterns;
  drupe_value self;

  if (!intl__locale_arg(cx, call, 0, locale))
    return drupe_none();
  patterns = udatpg_open(locale, &status);
  self = U_SUCCESS(status)
             ? drupe_bind(cx, call, &intl__patterns_class, patterns)
             : intl__fail(cx, "DateTimeFormat", status);
  if (drupe_is_none(self))
    udatpg_close(patterns);
  return self;
}

typedef struct pattern_wanted {
  UDateTimePatternGenerator *patterns;
  intl_text text; /* a skeleton, or a pattern */
} pattern_wanted;

static int32_t pattern_write_best(void *arg, UChar *buf, int32_t room,
                                  UErrorCode *status) {
  const pattern_wanted *w = arg;

  return udatpg_getBestPatternWithOptions(
      w->patterns, w->text.data, w->text.size, UDATPG_MATCH_HOUR_FIELD_LENGTH,
      buf, room, status);
}

/* best(skeleton): the pattern with these fields. */
static drupe_value patterns_best(drupe_cx *cx, const drupe_call *call) {
  pattern_wanted w = {.patterns = call->native};
  drupe_value v;

  if (!intl__text_take(cx, call->argv[0], &w.text))
    return drupe_none();
  v = intl__written(cx, pattern_write_best, &w);
  intl__text_drop(cx, &w.text);
  return v;
}

static drupe_value patterns_hour_cycle(drupe_cx *cx, const drupe_call *call) {
  UErrorCode status = U_ZERO_ERROR;

  switch (udatpg_getDefaultHourCycle(call->native, &status)) {
  case UDAT_HOUR_CYCLE_11: return drupe_latin1(cx, "h11", DRUPE_NTS);
  case UDAT_HOUR_CYCLE_12: return drupe_latin1(cx, "h12", DRUPE_NTS);
  case UDAT_HOUR_CYCLE_24: return drupe_latin1(cx, "h24", DRUPE_NTS);
  default: return drupe_latin1(cx, "h23", DRUPE_NTS);
  }
}

static const drupe_member patterns_members[] = {
    DRUPE_FN("best(skeleton: string): string", patterns_best),
    DRUPE_FN("hourCycle(): string", patterns_hour_cycle), DRUPE_MEMBER_END};
const drupe_class_def intl__patterns_class = {
    .size = sizeof(drupe_class_def), .self = &intl__patterns_class,
    .signature = "DatePatterns(locale: string)", .construct = patterns_new,
    .finalize = patterns_free, .members = patterns_members};

/* -- patterns of styles --------------------------------------------------- */
static int32_t pattern_write_style(void *arg, UChar *buf, int32_t room,
                                   UErrorCode *status) {
  return udat_toPattern(arg, false, buf, room, status);
}

/* stylePattern(tag, date, time): styles from full, 0, to short, 3; -1 is
 * none. */
static drupe_value pattern_of_style(drupe_cx *cx, const drupe_call *call) {
  char locale[INTL_LOCALE_ROOM];
  UErrorCode status = U_ZERO_ERROR;
  UDateFormat *format;
  drupe_value v;

  if (!intl__locale_arg(cx, call, 0, locale))
    return drupe_none();
  format = udat_open((UDateFormatStyle)drupe_arg_int(call, 2, -1),
                     (UDateFormatStyle)drupe_arg_int(call, 1, -1), locale,
                     NULL, 0, NULL, 0, &status);
  v = U_SUCCESS(status) ? intl__written(cx, pattern_write_style, format)
                        : intl__fail(cx, "DateTimeFormat", status);
  udat_close(format);
  return v;
}

static int32_t pattern_write_skeleton(void *arg, UChar *buf, int32_t room,
                                      UErrorCode *status) {
  const pattern_wanted *w = arg;

  return udatpg_getSkeleton(NULL, w->text.data, w->text.size, buf, room,
                            status);
}

/* skeleton(pattern) */
static drupe_value pattern_skeleton(drupe_cx *cx, const drupe_call *call) {
  pattern_wanted w = {.patterns = NULL};
  drupe_value v;

  if (!intl__text_take(cx, call->argv[0], &w.text))
    return drupe_none();
  v = intl__written(cx, pattern_write_skeleton, &w);
  intl__text_drop(cx, &w.text);
  return v;
}

/* -- of a locale ---------------------------------------------------------- */
/* zonesOf(region): as ICU lists them. */
static drupe_value pattern_zones(drupe_cx *cx, const drupe_call *call) {
  UErrorCode status = U_ZERO_ERROR;
  UEnumeration *list =
      ucal_openTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL,
                                     drupe_arg_str(cx, call, 0).data, NULL,
                                     &status);

  return intl__listed(cx, list, status, "timeZones", NULL, NULL);
}

/* ISO's number of ICU's day: Monday is 1. */
static int32_t pattern_day(int32_t day) {
  return day == UCAL_SUNDAY ? 7 : day - 1;
}

/* week(tag): [first day, least days of a first week, ...days of weekend] */
static drupe_value pattern_week(drupe_cx *cx, const drupe_call *call) {
  char locale[INTL_LOCALE_ROOM];
  UErrorCode status = U_ZERO_ERROR;
  drupe_value array = drupe_array(cx, 0);
  uint32_t at = 0;
  UCalendar *calendar;
  int32_t day;

  if (!intl__locale_arg(cx, call, 0, locale))
    return drupe_none();
  calendar = ucal_open(NULL, 0, locale, UCAL_DEFAULT, &status);
  if (U_FAILURE(status))
    return intl__fail(cx, "weekInfo", status);
  (void)drupe_set_at(
      cx, array, at++,
      drupe_int(pattern_day(
          ucal_getAttribute(calendar, UCAL_FIRST_DAY_OF_WEEK))));
  (void)drupe_set_at(
      cx, array, at++,
      drupe_int(ucal_getAttribute(calendar, UCAL_MINIMAL_DAYS_IN_FIRST_WEEK)));
  for (day = 1; day <= 7; day++) {
    UCalendarDaysOfWeek of =
        (UCalendarDaysOfWeek)(day == 7 ? UCAL_SUNDAY : day + 1);

    if (ucal_getDayOfWeekType(calendar, of, &status) != UCAL_WEEKDAY)
      (void)drupe_set_at(cx, array, at++, drupe_int(day));
  }
  ucal_close(calendar);
  return array;
}

const drupe_member intl__pattern_functions[] = {
    DRUPE_FN("stylePattern(tag: string, date: int32, time: int32): string",
             pattern_of_style),
    DRUPE_FN("skeleton(pattern: string): string", pattern_skeleton),
    DRUPE_FN("zonesOf(region: string): array", pattern_zones),
    DRUPE_FN("week(tag: string): array", pattern_week), DRUPE_MEMBER_END};
