/* modules/intl/plural.c - which form of a word a number goes with. */
#include "intl.h"

#include <unicode/uenum.h>
#include <unicode/upluralrules.h>

enum { PLURAL_ROOM = 16 };

static void plural_free(drupe_cx *cx, void *data, void *arg) {
  (void)cx;
  (void)arg;
  uplrules_close(data);
}

/* PluralRules(locale, ordinal) */
static drupe_value plural_new(drupe_cx *cx, const drupe_call *call) {
  char locale[INTL_LOCALE_ROOM];
  UErrorCode status = U_ZERO_ERROR;
  UPluralType type =
      drupe_arg_bool(call, 1, 0) ? UPLURAL_TYPE_ORDINAL : UPLURAL_TYPE_CARDINAL;
  UPluralRules *rules;
  drupe_value self;

  if (!intl__locale_arg(cx, call, 0, locale))
    return drupe_none();
  rules = uplrules_openForType(locale, type, &status);
  self = U_SUCCESS(status) ? drupe_bind(cx, call, &intl__plural_class, rules)
                           : intl__fail(cx, "PluralRules", status);
  if (drupe_is_none(self))
    uplrules_close(rules);
  return self;
}

static drupe_value plural_word(drupe_cx *cx, const UChar *word, int32_t size,
                               UErrorCode status) {
  return U_SUCCESS(status) ? intl__string(cx, word, size)
                           : intl__fail(cx, "PluralRules", status);
}

/* select(formatter, value): of the value as the formatter shows it. */
static drupe_value plural_select(drupe_cx *cx, const drupe_call *call) {
  UErrorCode status = U_ZERO_ERROR;
  UChar word[PLURAL_ROOM];
  const struct UFormattedNumber *shown =
      intl__number_result(cx, call->argv[0], call->argv[1]);
  int32_t size;

  if (shown == NULL)
    return drupe_none();
  size =
      uplrules_selectFormatted(call->native, shown, word, PLURAL_ROOM, &status);
  return plural_word(cx, word, size, status);
}

/* selectRange(formatter, start, end) */
static drupe_value plural_select_range(drupe_cx *cx, const drupe_call *call) {
  UErrorCode status = U_ZERO_ERROR;
  UChar word[PLURAL_ROOM];
  const struct UFormattedNumberRange *shown = intl__number_range_result(
      cx, call->argv[0], call->argv[1], call->argv[2]);
  int32_t size;

  if (shown == NULL)
    return drupe_none();
  size =
      uplrules_selectForRange(call->native, shown, word, PLURAL_ROOM, &status);
  return plural_word(cx, word, size, status);
}

/* categories(): array of what select can give */
static drupe_value plural_categories(drupe_cx *cx, const drupe_call *call) {
  UErrorCode status = U_ZERO_ERROR;
  UEnumeration *list = uplrules_getKeywords(call->native, &status);

  return intl__listed(cx, list, status, "PluralRules", NULL, NULL);
}

static const drupe_member plural_members[] = {
    DRUPE_FN("select(formatter: object, value: number|string): string",
             plural_select),
    DRUPE_FN("selectRange(formatter: object, start: number|string, "
             "end: number|string): string",
             plural_select_range),
    DRUPE_FN("categories(): array", plural_categories), DRUPE_MEMBER_END};
const drupe_class_def intl__plural_class = {
    .size = sizeof(drupe_class_def),
    .self = &intl__plural_class,
    .signature = "PluralRules(locale: string, ordinal: boolean)",
    .construct = plural_new,
    .finalize = plural_free,
    .members = plural_members};
