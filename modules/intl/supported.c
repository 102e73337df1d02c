/* modules/intl/supported.c - all there is of a kind, for
 * Intl.supportedValuesOf. */
#include "intl.h"

#include <unicode/ucol.h>
#include <unicode/ucurr.h>

/* supported(key): as ICU lists them, of "co" and "cu". */
static drupe_value supported(drupe_cx *cx, const drupe_call *call) {
  bool orders = intl__arg_is(cx, call, 0, "co");
  UErrorCode status = U_ZERO_ERROR;
  UEnumeration *list =
      orders ? ucol_getKeywordValues("collation", &status)
             : ucurr_openISOCurrencies(UCURR_COMMON | UCURR_NON_DEPRECATED,
                                       &status);

  return intl__listed(cx, list, status, "supportedValuesOf",
                      orders ? intl__keyword_type : NULL, "co");
}

const drupe_member intl__supported_functions[] = {
    DRUPE_FN("supported(key: string): array", supported), DRUPE_MEMBER_END};
