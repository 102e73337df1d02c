/* js/engine/builtin_date.c - how dates are written and read (ECMA-262 21.4.4.41
 * and 21.4.3.2), where Duktape knows ISO 8601 only.
 *
 * The reader takes what V8's does in practice: RFC 1123 and 2822, asctime, the
 * output of toString, and the usual human orders of year, month and day. */
#include "builtins.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

static const char days[7][4] = {"Sun", "Mon", "Tue", "Wed",
                                "Thu", "Fri", "Sat"};
static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/* -- writing --------------------------------------------------------------- */
static void write_year(char *out, size_t room, int year) {
  snprintf(out, room, year < 0 ? "-%06d" : "%04d", abs(year));
}

/* "Coordinated Universal Time", or the zone's abbreviation at that time. */
static void write_zone(char *out, size_t room, const int *parts, int offset) {
  struct tm local = {.tm_year = parts[DUK_DATE_IDX_YEAR] - 1900,
                     .tm_mon = parts[DUK_DATE_IDX_MONTH] - 1,
                     .tm_mday = parts[DUK_DATE_IDX_DAY],
                     .tm_hour = parts[DUK_DATE_IDX_HOUR],
                     .tm_min = parts[DUK_DATE_IDX_MINUTE],
                     .tm_isdst = -1};

  (void)mktime(&local);
  if (local.tm_zone == NULL || strcmp(local.tm_zone, "UTC") == 0)
    snprintf(out, room, offset == 0 ? "Coordinated Universal Time" : "");
  else
    snprintf(out, room, "%s", local.tm_zone);
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

static void push_local(duk_context *ctx, const int *p, int offset,
                       unsigned flags) {
  char year[16], zone[64], date[48] = "", time_of_day[128] = "";
  int minutes = abs(offset) / 60;

  write_year(year, sizeof(year), p[DUK_DATE_IDX_YEAR]);
  if (flags & DUK_DATE_FLAG_TOSTRING_DATE)
    snprintf(date, sizeof(date), "%s %s %02d %s", days[p[DUK_DATE_IDX_WEEKDAY]],
             months[p[DUK_DATE_IDX_MONTH] - 1], p[DUK_DATE_IDX_DAY], year);
  if (flags & DUK_DATE_FLAG_TOSTRING_TIME) {
    write_zone(zone, sizeof(zone), p, offset);
    snprintf(time_of_day, sizeof(time_of_day),
             "%02d:%02d:%02d GMT%c%02d%02d%s%s%s", p[DUK_DATE_IDX_HOUR],
             p[DUK_DATE_IDX_MINUTE], p[DUK_DATE_IDX_SECOND],
             offset < 0 ? '-' : '+', minutes / 60, minutes % 60,
             zone[0] != 0 ? " (" : "", zone, zone[0] != 0 ? ")" : "");
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

/* -- reading --------------------------------------------------------------- */
typedef struct reading {
  const char *p;
  int numbers[3]; /* of the date, in the order they came */
  int digits[3];  /* how many each had */
  int count;
  int month;    /* by name, from 0; -1: none */
  int month_at; /* how many numbers came before it */
  int hour, minute, second;
  double ms;
  bool has_time, has_zone;
  int zone; /* minutes east of Greenwich */
} reading;

static int read_number(reading *r, int *digits) {
  int value = 0;

  *digits = 0;
  while (isdigit((unsigned char)*r->p)) {
    if (*digits < 9)
      value = value * 10 + (*r->p - '0');
    (*digits)++;
    r->p++;
  }
  return value;
}

/* After "12": ":34:56.789". */
static bool read_time(reading *r, int hour) {
  int digits;
  double scale = 100;

  if (r->has_time)
    return false;
  r->has_time = true;
  r->hour = hour;
  r->p++;
  r->minute = read_number(r, &digits);
  if (digits == 0)
    return false;
  if (*r->p == ':') {
    r->p++;
    r->second = read_number(r, &digits);
    if (digits == 0)
      return false;
  }
  if (*r->p == '.' && isdigit((unsigned char)r->p[1])) {
    for (r->p++; isdigit((unsigned char)*r->p); r->p++, scale /= 10)
      r->ms += scale * (*r->p - '0');
    r->ms = (double)(int)r->ms;
  }
  return true;
}

/* "+0100", "-05:30", "+1". */
static bool read_offset(reading *r) {
  int sign = *r->p == '-' ? -1 : 1, digits, value, minutes = 0;

  r->p++;
  value = read_number(r, &digits);
  if (digits == 0 || digits > 4)
    return false;
  if (*r->p == ':') {
    int more;

    r->p++;
    minutes = read_number(r, &more);
  } else if (digits > 2) {
    minutes = value % 100;
    value /= 100;
  }
  r->zone = sign * (value * 60 + minutes);
  r->has_zone = true;
  return true;
}

static bool read_zone_name(reading *r, const char *word, size_t size) {
  static const struct {
    const char *name;
    int minutes;
  } zones[] = {{"GMT", 0},    {"UTC", 0},    {"UT", 0},     {"Z", 0},
               {"EST", -300}, {"EDT", -240}, {"CST", -360}, {"CDT", -300},
               {"MST", -420}, {"MDT", -360}, {"PST", -480}, {"PDT", -420}};
  size_t i;

  for (i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
    if (strlen(zones[i].name) != size ||
        strncasecmp(zones[i].name, word, size) != 0)
      continue;
    r->zone = zones[i].minutes;
    r->has_zone = true;
    return true;
  }
  return false;
}

static bool read_half(reading *r, bool afternoon) {
  if (!r->has_time || r->hour < 1 || r->hour > 12)
    return false;
  r->hour = r->hour % 12 + (afternoon ? 12 : 0);
  return true;
}

/* A month, a weekday, AM or PM, a zone, the T of a time.  V8 lets any other
 * word stand before the first number. */
static bool read_word(reading *r) {
  const char *word = r->p;
  size_t size, i;

  while (isalpha((unsigned char)*r->p))
    r->p++;
  size = (size_t)(r->p - word);
  if (size >= 3) {
    for (i = 0; i < 12; i++) {
      if (strncasecmp(months[i], word, 3) == 0) {
        r->month = (int)i;
        r->month_at = r->count;
        return true;
      }
    }
    for (i = 0; i < 7; i++)
      if (strncasecmp(days[i], word, 3) == 0)
        return true;
  }
  if (size == 2 && strncasecmp(word, "AM", 2) == 0)
    return read_half(r, false);
  if (size == 2 && strncasecmp(word, "PM", 2) == 0)
    return read_half(r, true);
  if (size == 1 && (*word == 'T' || *word == 't') && r->count == 3)
    return true;
  return read_zone_name(r, word, size) || (r->count == 0 && r->month < 0);
}

static bool read_digits(reading *r) {
  int digits, value = read_number(r, &digits);

  if (*r->p == ':')
    return read_time(r, value);
  if (r->count == 3)
    return false;
  r->numbers[r->count] = value;
  r->digits[r->count++] = digits;
  return true;
}

static bool skip_comment(reading *r) {
  int depth = 0;

  do {
    depth += *r->p == '(' ? 1 : *r->p == ')' ? -1 : 0;
    r->p++;
  } while (depth > 0 && *r->p != 0);
  return true;
}

static bool read_part(reading *r) {
  char c = *r->p;

  if (c == '(')
    return skip_comment(r);
  if (isalpha((unsigned char)c))
    return read_word(r);
  if (isdigit((unsigned char)c))
    return read_digits(r);
  if ((c == '+' || c == '-') && r->has_time && isdigit((unsigned char)r->p[1]))
    return read_offset(r);
  if (c == ' ' || c == ',' || c == '-' || c == '/' || c == '.') {
    r->p++;
    return true;
  }
  return false;
}

/* Which number is what: a month by name leaves day and year; else year first if
 * it looks like one, else month, day, year. */
static bool order(const reading *r, int *year, int *month, int *day) {
  const int *n = r->numbers;
  int year_at;

  if (r->month >= 0) {
    if (r->count < 1 || r->count > 2)
      return false;
    *month = r->month;
    if (r->count == 1) {
      *day = r->digits[0] > 2 ? 1 : n[0];
      *year = r->digits[0] > 2 ? n[0] : 2001;
      return true;
    }
    year_at = r->digits[0] > 2 ? 0 : 1;
    *year = n[year_at];
    *day = n[1 - year_at];
  } else {
    if (r->count < 2)
      return false;
    year_at = r->digits[0] > 2 ? 0 : 2;
    if (r->count == 2 && year_at == 2) {
      *month = n[0] - 1;
      *day = n[1];
      *year = 2001;
      return true;
    }
    *year = n[year_at];
    *month = n[year_at == 0 ? 1 : 0] - 1;
    *day = r->count == 2 ? 1 : n[year_at == 0 ? 2 : 1];
  }
  if (r->digits[year_at] <= 2)
    *year += *year < 50 ? 2000 : 1900;
  return true;
}

static bool in_range(const reading *r, int month, int day) {
  return month >= 0 && month < 12 && day >= 1 && day <= 31 &&
         (r->hour < 24 ||
          (r->hour == 24 && r->minute == 0 && r->second == 0)) &&
         r->minute < 60 && r->second < 60;
}

/* Exactly `count` digits of at most `limit`, after `before` unless it is 0. */
static bool take(const char **p, char before, int count, int limit) {
  const char *at = *p;
  int value = 0, i;

  if (before != 0 && *at++ != before)
    return false;
  for (i = 0; i < count; i++, at++) {
    if (!isdigit((unsigned char)*at))
      return false;
    value = value * 10 + (*at - '0');
  }
  if (value > limit)
    return false;
  *p = at;
  return true;
}

static bool is_iso_time(const char **p) {
  if (!take(p, 'T', 2, 24) || !take(p, ':', 2, 59))
    return false;
  if (**p == ':') {
    if (!take(p, ':', 2, 59))
      return false;
    if (**p == '.') {
      if (!take(p, '.', 1, 9))
        return false;
      while (isdigit((unsigned char)**p))
        (*p)++;
    }
  }
  if (**p == 'Z') {
    (*p)++;
    return true;
  }
  if (**p == '+' || **p == '-')
    return take(p, **p, 2, 23) && take(p, ':', 2, 59);
  return true;
}

/* The standard's date time string format (21.4.1.32), ranges included. */
duk_bool_t drupe__date_is_iso(const char *text) {
  const char *p = text;
  bool signed_year = *p == '+' || *p == '-';

  if (signed_year ? !take(&p, *p, 6, 999999) : !take(&p, 0, 4, 9999))
    return 0;
  if (strncmp(text, "-000000", 7) == 0)
    return 0;
  if (*p == '-') {
    if (!take(&p, '-', 2, 12) || (p[-1] == '0' && p[-2] == '0'))
      return 0;
    if (*p == '-' && (!take(&p, '-', 2, 31) || (p[-1] == '0' && p[-2] == '0')))
      return 0;
  }
  if (*p == 'T' && !is_iso_time(&p))
    return 0;
  return *p == 0;
}

/* DUK_USE_DATE_PARSE_STRING: pushes the time and returns 1, or 0. */
duk_bool_t drupe__date_parse(duk_context *ctx, const char *text) {
  reading r = {.p = text, .month = -1};
  duk_double_t parts[DUK_DATE_IDX_NUM_PARTS] = {0};
  int year, month, day;

  while (*r.p != 0)
    if (!read_part(&r))
      return 0;
  if (!order(&r, &year, &month, &day) || !in_range(&r, month, day))
    return 0;
  parts[DUK_DATE_IDX_YEAR] = year;
  parts[DUK_DATE_IDX_MONTH] = month;
  parts[DUK_DATE_IDX_DAY] = day - 1;
  parts[DUK_DATE_IDX_HOUR] = r.hour;
  parts[DUK_DATE_IDX_MINUTE] = r.minute;
  parts[DUK_DATE_IDX_SECOND] = r.second;
  parts[DUK_DATE_IDX_MILLISECOND] = r.ms;
  duk_push_number(ctx, duk_bi_date_get_timeval_from_dparts(
                           parts, r.has_zone ? 0 : DUK_DATE_FLAG_LOCALTIME) -
                           (r.has_zone ? r.zone * 60000.0 : 0));
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
    return drupe__incompatible(ctx, "Date.prototype[Symbol.toPrimitive]");
  if (!number && strcmp(hint, "default") != 0 && strcmp(hint, "string") != 0)
    return duk_type_error(ctx, "Invalid hint: %s", duk_safe_to_string(ctx, 0));
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
  drupe__push_builtin(ctx, &to_primitive);
  drupe__define_value(ctx, -2, to_primitive.name, DUK_PROPDESC_FLAGS_C);
  duk_pop(ctx);
}
