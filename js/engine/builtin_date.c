/* js/engine/builtin_date.c - how dates are written (ECMA-262 21.4.4.41), where
 * Duktape knows ISO 8601 only. */
#include "builtins.h"
#include "date_zones.h"
#include "message.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char days[7][4] = {"Sun", "Mon", "Tue", "Wed",
                                "Thu", "Fri", "Sat"};
static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/* -- writing --------------------------------------------------------------- */
static void write_year(char *out, size_t room, int year) {
  snprintf(out, room, year < 0 ? "-%04d" : "%04d", abs(year));
}

/* " (Central European Standard Time)", or nothing. */
static void write_zone(char *out, size_t room, double ms) {
  char id[128], name[96];

  drupe__zone_id(id, sizeof(id));
  if (drupe__zone_name(id, drupe__date_summer(ms), name, sizeof(name)))
    snprintf(out, room, " (%s)", name);
  else
    *out = '\0';
}

static void push_locale(duk_context *ctx, const int *p, unsigned flags) {
  int hour = p[DUK_DATE_IDX_HOUR];
  char date[32] = "", time_of_day[32] = "";

  if (flags & DUK_DATE_FLAG_TOSTRING_DATE)
    snprintf(date, sizeof(date), "%d/%d/%d", p[DUK_DATE_IDX_MONTH],
             p[DUK_DATE_IDX_DAY], p[DUK_DATE_IDX_YEAR]);
  if (flags & DUK_DATE_FLAG_TOSTRING_TIME)
    snprintf(time_of_day, sizeof(time_of_day), "%d:%02d:%02d\xE2\x80\xAF%s",
             hour % 12 == 0 ? 12 : hour % 12, p[DUK_DATE_IDX_MINUTE],
             p[DUK_DATE_IDX_SECOND], hour < 12 ? "AM" : "PM");
  duk_push_sprintf(ctx, "%s%s%s", date,
                   date[0] != 0 && time_of_day[0] != 0 ? ", " : "",
                   time_of_day);
}

static void push_utc(duk_context *ctx, const int *p) {
  char year[16];

  write_year(year, sizeof(year), p[DUK_DATE_IDX_YEAR]);
  duk_push_sprintf(
      ctx, "%s, %02d %s %s %02d:%02d:%02d GMT", days[p[DUK_DATE_IDX_WEEKDAY]],
      p[DUK_DATE_IDX_DAY], months[p[DUK_DATE_IDX_MONTH] - 1], year,
      p[DUK_DATE_IDX_HOUR], p[DUK_DATE_IDX_MINUTE], p[DUK_DATE_IDX_SECOND]);
}

/* The parts have month and day from 1. */
static double time_of_parts(const int *p) {
  duk_double_t parts[DUK_DATE_IDX_NUM_PARTS];
  int i;

  for (i = 0; i < DUK_DATE_IDX_NUM_PARTS; i++)
    parts[i] = p[i];
  parts[DUK_DATE_IDX_MONTH]--;
  parts[DUK_DATE_IDX_DAY]--;
  return duk_bi_date_get_timeval_from_dparts(parts, 0);
}

static void push_local(duk_context *ctx, const int *p, int offset,
                       unsigned flags) {
  char year[16], zone[128], date[48] = "", time_of_day[160] = "";
  int minutes = abs(offset) / 60;

  write_year(year, sizeof(year), p[DUK_DATE_IDX_YEAR]);
  if (flags & DUK_DATE_FLAG_TOSTRING_DATE)
    snprintf(date, sizeof(date), "%s %s %02d %s", days[p[DUK_DATE_IDX_WEEKDAY]],
             months[p[DUK_DATE_IDX_MONTH] - 1], p[DUK_DATE_IDX_DAY], year);
  if (flags & DUK_DATE_FLAG_TOSTRING_TIME) {
    write_zone(zone, sizeof(zone), time_of_parts(p) - offset * 1e3);
    snprintf(time_of_day, sizeof(time_of_day), "%02d:%02d:%02d GMT%c%02d%02d%s",
             p[DUK_DATE_IDX_HOUR], p[DUK_DATE_IDX_MINUTE],
             p[DUK_DATE_IDX_SECOND], offset < 0 ? '-' : '+', minutes / 60,
             minutes % 60, zone);
  }
  duk_push_sprintf(ctx, "%s%s%s", date,
                   date[0] != 0 && time_of_day[0] != 0 ? " " : "", time_of_day);
}

/* DUK_USE_DATE_FORMAT_STRING: `parts` have month and day from 1. */
duk_bool_t drupe__date_format(duk_context *ctx, const duk_int_t *parts,
                              duk_int_t offset, duk_small_uint_t flags) {
  if (flags & DUK_DATE_FLAG_TOSTRING_LOCALE)
    push_locale(ctx, parts, flags);
  else if (flags & DUK_DATE_FLAG_LOCALTIME)
    push_local(ctx, parts, offset, flags);
  else
    push_utc(ctx, parts);
  return 1;
}

static duk_ret_t date_to_primitive(duk_context *ctx) {
  static const char *const orders[2][2] = {{"toString", "valueOf"},
                                           {"valueOf", "toString"}};
  const char *hint = duk_is_string(ctx, 0) ? duk_get_string(ctx, 0) : "";
  bool number = strcmp(hint, "number") == 0;
  int i;

  duk_push_this(ctx);
  if (!duk_is_object(ctx, -1))
    return drupe__incompatible(ctx, "Date.prototype [ @@toPrimitive ]");
  if (!number && strcmp(hint, "default") != 0 && strcmp(hint, "string") != 0) {
    drupe__readable_push(ctx, duk_require_tval(ctx, 0));
    return duk_type_error(ctx, "Invalid hint: %s", duk_get_string(ctx, -1));
  }
  for (i = 0; i < 2; i++) {
    duk_get_prop_string(ctx, 1, orders[number][i]);
    if (duk_is_callable(ctx, -1)) {
      duk_dup(ctx, 1);
      duk_call_method(ctx, 0);
      if (!duk_is_object(ctx, -1))
        return 1;
    }
    duk_pop(ctx);
  }
  return duk_type_error(ctx, "Cannot convert object to primitive value");
}

void drupe__builtin_date(duk_context *ctx) {
  static const drupe__builtin to_primitive = {"@@toPrimitive",
                                              date_to_primitive, 1, 1, 0};

  drupe__push_prototype(ctx, "Date");
  DUK_HOBJECT_SET_CLASS_NUMBER(duk_known_hobject(ctx, -1),
                               DUK_HOBJECT_CLASS_OBJECT); /* it is no date */
  drupe__push_builtin(ctx, &to_primitive);
  drupe__define_value(ctx, -2, to_primitive.name, DUK_PROPDESC_FLAGS_C);
  duk_pop(ctx);
}
