/* modules/intl/text.c - between JavaScript's values and ICU's arguments. */
#include "intl.h"

#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include <string.h>

enum { TEXT_MOST = 1 << 29 };

drupe_value intl__fail(drupe_cx *cx, const char *what, UErrorCode status) {
  if (status == U_MEMORY_ALLOCATION_ERROR)
    return drupe_throw_status(cx, DRUPE_E_NOMEM, what);
  return drupe_throwf(cx, DRUPE_ERROR, "ERR_INTL", "%s: %s", what,
                      u_errorName(status));
}

bool intl__text_take(drupe_cx *cx, drupe_value v, intl_text *out) {
  int64_t size = cx->value->string_length(cx, v);
  size_t written = 0;

  out->data = out->small;
  out->size = 0;
  if (size < 0 || size > TEXT_MOST) {
    (void)drupe_throwf(cx, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_TYPE",
                       size < 0 ? "a string is needed" : "text is too long");
    return false;
  }
  if (size > (int64_t)(sizeof(out->small) / sizeof(out->small[0]))) {
    out->data = drupe_alloc(cx, (size_t)size * sizeof(UChar));
    if (out->data == NULL) {
      (void)drupe_throw_status(cx, DRUPE_E_NOMEM, "text");
      return false;
    }
  }
  (void)cx->value->string_copy(cx, v, DRUPE_UTF16, out->data, (size_t)size,
                               &written);
  out->size = (int32_t)written;
  return true;
}

void intl__text_drop(drupe_cx *cx, intl_text *t) {
  if (t->data != t->small)
    drupe_release(cx, t->data);
}

drupe_value intl__string(drupe_cx *cx, const UChar *data, int32_t size) {
  return cx->value->string_new(cx, data, (size_t)size, DRUPE_UTF16);
}

drupe_value intl__written(drupe_cx *cx, intl_write write, void *arg) {
  UChar small[256], *large;
  UErrorCode status = U_ZERO_ERROR;
  int32_t size = write(arg, small, 256, &status);
  drupe_value v;

  if (U_SUCCESS(status))
    return intl__string(cx, small, size);
  if (status != U_BUFFER_OVERFLOW_ERROR)
    return intl__fail(cx, "Intl", status);
  large = drupe_alloc(cx, (size_t)size * sizeof(UChar));
  if (large == NULL)
    return drupe_throw_status(cx, DRUPE_E_NOMEM, "Intl");
  status = U_ZERO_ERROR;
  size = write(arg, large, size, &status);
  v = U_SUCCESS(status) ? intl__string(cx, large, size)
                        : intl__fail(cx, "Intl", status);
  drupe_release(cx, large);
  return v;
}

/* ICU 72 does not see that "nb" and "nn" inherit from "no" unless a region
 * stands behind them. */
static void text_name_norway(char *locale) {
  size_t size = strlen(locale);

  if (strncmp(locale, "nb", 2) != 0 && strncmp(locale, "nn", 2) != 0)
    return;
  if ((locale[2] != '\0' && locale[2] != '@') || size + 4 > INTL_LOCALE_ROOM)
    return;
  memmove(locale + 5, locale + 2, size - 1); /* with its NUL */
  memcpy(locale + 2, "_NO", 3);
}

bool intl__locale_arg(drupe_cx *cx, const drupe_call *call, uint32_t index,
                      char *out) {
  drupe_str tag = drupe_arg_str(cx, call, index);
  UErrorCode status = U_ZERO_ERROR;
  int32_t read = 0;

  if (tag.data != NULL)
    (void)uloc_forLanguageTag(tag.data, out, INTL_LOCALE_ROOM, &read, &status);
  if (tag.data != NULL && U_SUCCESS(status) &&
      status != U_STRING_NOT_TERMINATED_WARNING && (size_t)read == tag.size) {
    text_name_norway(out);
    return true;
  }
  (void)drupe_throwf(cx, DRUPE_RANGE_ERROR, NULL,
                     "Incorrect locale information provided");
  return false;
}

bool intl__arg_is(drupe_cx *cx, const drupe_call *call, uint32_t index,
                  const char *word) {
  drupe_str text = drupe_arg_str(cx, call, index);

  return text.data != NULL && strcmp(text.data, word) == 0;
}
