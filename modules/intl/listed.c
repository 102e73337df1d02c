/* modules/intl/listed.c - names that ICU lists, as an array. */
#include "intl.h"

#include <unicode/uloc.h>

const char *intl__keyword_type(const char *key, const char *name) {
  const char *type = uloc_toUnicodeLocaleType(key, name);

  return type == NULL ? name : type;
}

drupe_value intl__listed(drupe_cx *cx, UEnumeration *list, UErrorCode status,
                         const char *what, intl_shown shown, const char *key) {
  drupe_value array = drupe_array(cx, 0);
  const char *name;
  uint32_t at = 0;

  while (U_SUCCESS(status) &&
         (name = uenum_next(list, NULL, &status)) != NULL) {
    if (shown != NULL)
      name = shown(key, name);
    if (name != NULL &&
        drupe_set_at(cx, array, at++, drupe_latin1(cx, name, DRUPE_NTS)) < 0)
      break;
  }
  uenum_close(list);
  return U_SUCCESS(status) ? array : intl__fail(cx, what, status);
}
