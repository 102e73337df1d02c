/* modules/intl/parts.c - what formatToParts gives, from the regions that ICU
 * reports: they nest (a group separator in an integer), parts do not. */
#include "intl.h"

#include <unicode/uchar.h>
#include <unicode/udat.h>
#include <unicode/ulistformatter.h>
#include <unicode/unum.h>
#include <unicode/utf16.h>

#include <stdlib.h>
#include <string.h>

/* -- names ---------------------------------------------------------------- */
/* An integer of digits, or what stands for infinity or no number. */
static const char *parts_integer(const UChar *text, int32_t size) {
  UChar32 first = 0;

  if (size > 0)
    U16_GET(text, 0, 0, size, first);
  if (first == 0x221E)
    return "infinity";
  return u_getNumericValue(first) == U_NO_NUMERIC_VALUE ? "nan" : "integer";
}

static const char *parts_sign(const UChar *text, int32_t size) {
  int32_t i;

  for (i = 0; i < size; i++)
    if (text[i] == '+' || text[i] == 0xFF0B || text[i] == 0x2795)
      return "plusSign";
  return "minusSign";
}

static const char *parts_number_name(int32_t field, const UChar *text,
                                     int32_t size) {
  switch (field) {
  case UNUM_INTEGER_FIELD: return parts_integer(text, size);
  case UNUM_FRACTION_FIELD: return "fraction";
  case UNUM_DECIMAL_SEPARATOR_FIELD: return "decimal";
  case UNUM_EXPONENT_SYMBOL_FIELD: return "exponentSeparator";
  case UNUM_EXPONENT_SIGN_FIELD: return "exponentMinusSign";
  case UNUM_EXPONENT_FIELD: return "exponentInteger";
  case UNUM_GROUPING_SEPARATOR_FIELD: return "group";
  case UNUM_CURRENCY_FIELD: return "currency";
  case UNUM_PERCENT_FIELD: return "percentSign";
  case UNUM_PERMILL_FIELD: return "perMille";
  case UNUM_SIGN_FIELD: return parts_sign(text, size);
  case UNUM_MEASURE_UNIT_FIELD: return "unit";
  case UNUM_COMPACT_FIELD: return "compact";
  case UNUM_APPROXIMATELY_SIGN_FIELD: return "approximatelySign";
  default: return "literal";
  }
}

static const char *parts_date_name(int32_t field) {
  switch (field) {
  case UDAT_ERA_FIELD: return "era";
  case UDAT_YEAR_FIELD:
  case UDAT_EXTENDED_YEAR_FIELD: return "year";
  case UDAT_YEAR_NAME_FIELD: return "yearName";
  case UDAT_RELATED_YEAR_FIELD: return "relatedYear";
  case UDAT_MONTH_FIELD:
  case UDAT_STANDALONE_MONTH_FIELD: return "month";
  case UDAT_DATE_FIELD: return "day";
  case UDAT_HOUR_OF_DAY1_FIELD:
  case UDAT_HOUR_OF_DAY0_FIELD:
  case UDAT_HOUR1_FIELD:
  case UDAT_HOUR0_FIELD: return "hour";
  case UDAT_MINUTE_FIELD: return "minute";
  case UDAT_SECOND_FIELD: return "second";
  case UDAT_FRACTIONAL_SECOND_FIELD: return "fractionalSecond";
  case UDAT_DAY_OF_WEEK_FIELD:
  case UDAT_DOW_LOCAL_FIELD:
  case UDAT_STANDALONE_DAY_FIELD: return "weekday";
  case UDAT_AM_PM_FIELD:
  case UDAT_AM_PM_MIDNIGHT_NOON_FIELD:
  case UDAT_FLEXIBLE_DAY_PERIOD_FIELD: return "dayPeriod";
  case UDAT_TIMEZONE_FIELD:
  case UDAT_TIMEZONE_RFC_FIELD:
  case UDAT_TIMEZONE_GENERIC_FIELD:
  case UDAT_TIMEZONE_SPECIAL_FIELD:
  case UDAT_TIMEZONE_LOCALIZED_GMT_OFFSET_FIELD:
  case UDAT_TIMEZONE_ISO_FIELD:
  case UDAT_TIMEZONE_ISO_LOCAL_FIELD: return "timeZoneName";
  default: return "literal";
  }
}

static const char *parts_name(const intl_region *r, const UChar *text) {
  switch (r->category) {
  case UFIELD_CATEGORY_NUMBER:
    return parts_number_name(r->field, text + r->start, r->end - r->start);
  case UFIELD_CATEGORY_DATE: return parts_date_name(r->field);
  case UFIELD_CATEGORY_LIST:
    return r->field == ULISTFMT_ELEMENT_FIELD ? "element" : "literal";
  default: return "literal";
  }
}

/* -- regions -------------------------------------------------------------- */
bool intl__regions_add(drupe_cx *cx, intl_regions *list, int32_t category,
                       int32_t field, int32_t start, int32_t end) {
  if (list->count == list->room) {
    uint32_t room = list->room == 0 ? 16 : list->room * 2;
    intl_region *more = drupe_resize(cx, list->at, room * sizeof(*more));

    if (more == NULL) {
      (void)drupe_throw_status(cx, DRUPE_E_NOMEM, "formatToParts");
      return false;
    }
    list->at = more;
    list->room = room;
  }
  list->at[list->count++] = (intl_region){category, field, start, end};
  return true;
}

static bool region_is_span(const intl_region *r) {
  return r->category == UFIELD_CATEGORY_DATE_INTERVAL_SPAN ||
         r->category == UFIELD_CATEGORY_NUMBER_RANGE_SPAN;
}

/* Larger ones first, so that what lies inside comes over them. */
static int region_compare(const void *a, const void *b) {
  const intl_region *x = a, *y = b;

  return (y->end - y->start) - (x->end - x->start);
}

/* What each unit of the text belongs to. */
typedef struct parts_unit {
  const intl_region *owner; /* NULL: none */
  int32_t source;           /* 0 shared, 1 the start's, 2 the end's */
} parts_unit;

static void parts_paint(const intl_regions *list, parts_unit *units,
                        int32_t size) {
  int32_t i;
  uint32_t r;

  for (i = 0; i < size; i++)
    units[i] = (parts_unit){NULL, 0};
  for (r = 0; r < list->count; r++) {
    const intl_region *region = &list->at[r];

    for (i = region->start; i < region->end && i < size; i++)
      if (region_is_span(region))
        units[i].source = region->field + 1;
      else
        units[i].owner = region;
  }
}

static bool parts_push(drupe_cx *cx, drupe_value array, uint32_t *at,
                       const char *type, const UChar *text, int32_t size,
                       int32_t source) {
  static const char *const sources[] = {"shared", "startRange", "endRange"};

  return drupe_set_at(cx, array, (*at)++,
                      drupe_latin1(cx, type, DRUPE_NTS)) == DRUPE_OK &&
         drupe_set_at(cx, array, (*at)++, intl__string(cx, text, size)) ==
             DRUPE_OK &&
         drupe_set_at(cx, array, (*at)++,
                      drupe_latin1(cx, sources[source % 3], DRUPE_NTS)) ==
             DRUPE_OK;
}

static drupe_value parts_cut(drupe_cx *cx, const UChar *text, int32_t size,
                             const parts_unit *units) {
  drupe_value array = drupe_array(cx, 0);
  uint32_t at = 0;
  int32_t start = 0, end;

  while (start < size) {
    const parts_unit *first = &units[start];
    int32_t source = first->source;
    const char *type = "literal";

    /* What is partly of one end only is shared. */
    for (end = start + 1; end < size && units[end].owner == first->owner;
         end++)
      if (units[end].source != source)
        source = 0;
    if (first->owner != NULL)
      type = parts_name(first->owner, text);
    if (!parts_push(cx, array, &at, type, text + start, end - start, source))
      return drupe_none();
    start = end;
  }
  return array;
}

drupe_value intl__regions_cut(drupe_cx *cx, intl_regions *list,
                              const UChar *text, int32_t size) {
  parts_unit *units = drupe_alloc(cx, ((size_t)size + 1) * sizeof(*units));
  drupe_value array;

  if (list->count > 1)
    qsort(list->at, list->count, sizeof(*list->at), region_compare);
  if (units == NULL) {
    array = drupe_throw_status(cx, DRUPE_E_NOMEM, "formatToParts");
  } else {
    parts_paint(list, units, size);
    array = parts_cut(cx, text, size, units);
  }
  drupe_release(cx, units);
  drupe_release(cx, list->at);
  memset(list, 0, sizeof(*list));
  return array;
}

/* -- what ICU has formatted ----------------------------------------------- */
/* Others say the same of a stretch in other words. */
static bool parts_counts(int32_t category) {
  return category == UFIELD_CATEGORY_NUMBER ||
         category == UFIELD_CATEGORY_DATE ||
         category == UFIELD_CATEGORY_LIST ||
         category == UFIELD_CATEGORY_DATE_INTERVAL_SPAN ||
         category == UFIELD_CATEGORY_NUMBER_RANGE_SPAN;
}

static bool parts_collect(drupe_cx *cx, const UFormattedValue *value,
                          UConstrainedFieldPosition *position,
                          intl_regions *list, UErrorCode *status) {
  int32_t start, end, category;

  while (ufmtval_nextPosition(value, position, status)) {
    ucfpos_getIndexes(position, &start, &end, status);
    category = ucfpos_getCategory(position, status);
    if (parts_counts(category) &&
        !intl__regions_add(cx, list, category,
                           ucfpos_getField(position, status), start, end))
      return false;
  }
  return true;
}

drupe_value intl__parts(drupe_cx *cx, const UFormattedValue *value) {
  UErrorCode status = U_ZERO_ERROR;
  UConstrainedFieldPosition *position = ucfpos_open(&status);
  intl_regions list = {NULL, 0, 0};
  int32_t size = 0;
  const UChar *text = ufmtval_getString(value, &size, &status);
  bool ok = U_SUCCESS(status) &&
            parts_collect(cx, value, position, &list, &status);

  ucfpos_close(position);
  if (ok && U_SUCCESS(status))
    return intl__regions_cut(cx, &list, text, size);
  drupe_release(cx, list.at);
  return intl__fail(cx, "formatToParts", status);
}

drupe_value intl__formatted(drupe_cx *cx, const UFormattedValue *value) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t size = 0;
  const UChar *text = ufmtval_getString(value, &size, &status);

  return U_SUCCESS(status) ? intl__string(cx, text, size)
                           : intl__fail(cx, "format", status);
}
