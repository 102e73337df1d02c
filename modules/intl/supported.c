/* modules/intl/supported.c - all there is of a kind, for
 * Intl.supportedValuesOf. */
#include "intl.h"

#include <unicode/ucol.h>
#include <unicode/ucurr.h>
#include <unicode/uenum.h>
#include <unicode/uloc.h>

#include <string.h>

typedef UEnumeration *(*supported_open)(UErrorCode *status);

static UEnumeration *supported_collations(UErrorCode *status) {
  return ucol_getKeywordValues("collation", status);
}

static UEnumeration *supported_currencies(UErrorCode *status) {
  return ucurr_openISOCurrencies(UCURR_COMMON | UCURR_NON_DEPRECATED, status);
}

/* supported(key): as ICU lists them, of "co" and "cu". */
static drupe_value supported(drupe_cx *cx, const drupe_call *call) {
  UErrorCode status = U_ZERO_ERROR;
  bool orders = strcmp(drupe_arg_str(cx, call, 0).data, "co") == 0; /* NOLINT */
  supported_open open = orders ? supported_collations : supported_currencies;
  UEnumeration *list = open(&status);
  drupe_value array = drupe_array(cx, 0);
  const char *name;
  uint32_t at = 0;

  while (U_SUCCESS(status) &&
         (name = uenum_next(list, NULL, &status)) != NULL) {
    const char *type =
        orders ? uloc_toUnicodeLocaleType("collation", name) : name;

    if (drupe_set_at(cx, array, at++,
                     drupe_latin1(cx, type == NULL ? name : type,
                                  DRUPE_NTS)) < 0)
      break;
  }
  uenum_close(list);
  return U_SUCCESS(status) ? array
                           : intl__fail(cx, "supportedValuesOf", status);
}

const drupe_member intl__supported_functions[] = {
    DRUPE_FN("supported(key: string): array", supported), DRUPE_MEMBER_END};
