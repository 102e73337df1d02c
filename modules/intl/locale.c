/* modules/intl/locale.c - language tags: their canonical form, which of them
 * there are data for, and the values of their keywords. */
#include "intl.h"

#include <unicode/ucal.h>
#include <unicode/ucol.h>
#include <unicode/udata.h>
#include <unicode/uloc.h>
#include <unicode/unumsys.h>
#include <unicode/ures.h>

#include <string.h>

/* The tag of an ICU locale, as a string. */
static drupe_value locale_tag(drupe_cx *cx, const char *locale) {
  char tag[INTL_LOCALE_ROOM];
  UErrorCode status = U_ZERO_ERROR;
  int32_t size =
      uloc_toLanguageTag(locale, tag, INTL_LOCALE_ROOM, true, &status);

  if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING)
    return drupe_undefined();
  return drupe_latin1(cx, tag, (size_t)size);
}

/* canonical(tag): undefined where ICU cannot read it to its end. */
static drupe_value locale_canonical(drupe_cx *cx, const drupe_call *call) {
  drupe_str tag = drupe_arg_str(cx, call, 0);
  char locale[INTL_LOCALE_ROOM];
  UErrorCode status = U_ZERO_ERROR;
  int32_t read = 0;

  (void)uloc_forLanguageTag(tag.data, locale, INTL_LOCALE_ROOM, &read, &status);
  if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING ||
      (size_t)read != tag.size)
    return drupe_undefined();
  intl__alias_replace(locale);
  return locale_tag(cx, locale);
}

static drupe_value locale_maximize(drupe_cx *cx, const drupe_call *call) {
  char locale[INTL_LOCALE_ROOM], full[INTL_LOCALE_ROOM];
  UErrorCode status = U_ZERO_ERROR;

  if (!intl__locale_arg(cx, call, 0, locale))
    return drupe_none();
  (void)uloc_addLikelySubtags(locale, full, INTL_LOCALE_ROOM, &status);
  return U_FAILURE(status) ? drupe_undefined() : locale_tag(cx, full);
}

static drupe_value locale_minimize(drupe_cx *cx, const drupe_call *call) {
  char locale[INTL_LOCALE_ROOM], small[INTL_LOCALE_ROOM];
  UErrorCode status = U_ZERO_ERROR;

  if (!intl__locale_arg(cx, call, 0, locale))
    return drupe_none();
  (void)uloc_minimizeSubtags(locale, small, INTL_LOCALE_ROOM, &status);
  return U_FAILURE(status) ? drupe_undefined() : locale_tag(cx, small);
}

static bool locale_has_bundle(const char *package, const char *locale) {
  UErrorCode status = U_ZERO_ERROR;
  UResourceBundle *bundle = ures_openDirect(package, locale, &status);

  ures_close(bundle);
  return U_SUCCESS(status);
}

/* has(tag): are there data for just this one?  Other bundles of ICU, as
 * "metadata", have longer names than languages have. */
static drupe_value locale_has(drupe_cx *cx, const drupe_call *call) {
  char locale[INTL_LOCALE_ROOM], language[16];
  UErrorCode status = U_ZERO_ERROR;

  if (!intl__locale_arg(cx, call, 0, locale))
    return drupe_none();
  (void)uloc_getLanguage(locale, language, sizeof(language), &status);
  if (U_FAILURE(status) || strlen(language) < 2 || strlen(language) > 3)
    return drupe_bool(0);
  return drupe_bool(locale_has_bundle(NULL, locale) ||
                    locale_has_bundle(U_ICUDATA_NAME "-coll", locale));
}

/* -- values of keywords --------------------------------------------------- */
static const char *locale_digits(const char *key, const char *name) {
  UErrorCode status = U_ZERO_ERROR;
  UNumberingSystem *system = unumsys_openByName(name, &status);
  bool digits = U_SUCCESS(status) && !unumsys_isAlgorithmic(system);

  (void)key;
  unumsys_close(system);
  return digits ? name : NULL;
}

static drupe_value locale_numbers(drupe_cx *cx) {
  UErrorCode status = U_ZERO_ERROR;
  UEnumeration *list = unumsys_openAvailableNames(&status);

  return intl__listed(cx, list, status, "Intl", locale_digits, "nu");
}

/* values(key, tag, common): of the keyword in the locale, the usual one
 * first; only what is usual there if `common`. */
static drupe_value locale_values(drupe_cx *cx, const drupe_call *call) {
  bool calendars = intl__arg_is(cx, call, 0, "ca");
  UBool common = (UBool)drupe_arg_bool(call, 2, 0);
  char locale[INTL_LOCALE_ROOM];
  UErrorCode status = U_ZERO_ERROR;
  UEnumeration *list;

  if (!intl__locale_arg(cx, call, 1, locale))
    return drupe_none();
  if (intl__arg_is(cx, call, 0, "nu"))
    return locale_numbers(cx);
  if (calendars)
    list = ucal_getKeywordValuesForLocale("calendar", locale, common, &status);
  else
    list = ucol_getKeywordValuesForLocale("collation", locale, common, &status);
  return intl__listed(cx, list, status, "Intl", intl__keyword_type,
                      calendars ? "ca" : "co");
}

static drupe_value locale_usual_numbers(drupe_cx *cx, const char *locale) {
  UErrorCode status = U_ZERO_ERROR;
  UNumberingSystem *system = unumsys_open(locale, &status);
  drupe_value name = U_SUCCESS(status)
                         ? drupe_latin1(cx, unumsys_getName(system), DRUPE_NTS)
                         : intl__fail(cx, "Intl", status);

  unumsys_close(system);
  return name;
}

/* usual(key, tag): the value where none is given; of "nu" and "ca". */
static drupe_value locale_usual(drupe_cx *cx, const drupe_call *call) {
  char locale[INTL_LOCALE_ROOM];
  UErrorCode status = U_ZERO_ERROR;
  UCalendar *calendar;
  drupe_value name;

  if (!intl__locale_arg(cx, call, 1, locale))
    return drupe_none();
  if (intl__arg_is(cx, call, 0, "nu"))
    return locale_usual_numbers(cx, locale);
  calendar = ucal_open(NULL, 0, locale, UCAL_DEFAULT, &status);
  name =
      U_SUCCESS(status)
          ? drupe_latin1(
                cx, intl__keyword_type("ca", ucal_getType(calendar, &status)),
                DRUPE_NTS)
          : intl__fail(cx, "Intl", status);
  ucal_close(calendar);
  return name;
}

/* rightToLeft(tag) */
static drupe_value locale_right_to_left(drupe_cx *cx, const drupe_call *call) {
  char locale[INTL_LOCALE_ROOM];

  if (!intl__locale_arg(cx, call, 0, locale))
    return drupe_none();
  return drupe_bool(uloc_isRightToLeft(locale));
}

const drupe_member intl__locale_members[] = {
    DRUPE_FN("canonical(tag: string): string", locale_canonical),
    DRUPE_FN("maximize(tag: string): string", locale_maximize),
    DRUPE_FN("minimize(tag: string): string", locale_minimize),
    DRUPE_FN("has(tag: string): boolean", locale_has),
    DRUPE_FN("values(key: string, tag: string, common?: boolean): array",
             locale_values),
    DRUPE_FN("usual(key: string, tag: string): string", locale_usual),
    DRUPE_FN("rightToLeft(tag: string): boolean", locale_right_to_left),
    DRUPE_MEMBER_END};
