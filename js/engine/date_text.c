/* js/engine/date_text.c - dates as text: the standard's format (ECMA-262
 * 21.4.1.32), and what else V8 reads.
 *
 * V8's way: the standard's format as far as it goes; from there on tokens in
 * nearly any order.  Numbers go to the day unless a colon or a point makes them
 * parts of the time; words before the first number mean nothing, unless they
 * name a month. */
#include "date_text.h"

#include <limits.h>
#include <stddef.h>
#include <string.h>

#define NONE INT_MAX

typedef enum token_kind {
  TOKEN_END,
  TOKEN_NUMBER,
  TOKEN_WORD,
  TOKEN_SPACE,
  TOKEN_SYMBOL
} token_kind;

typedef struct date_token {
  token_kind kind;
  int value;  /* number, symbol */
  int digits; /* of a number, all that there were */
  char word[4];
  int letters;
} date_token;

typedef struct date_reader {
  const unsigned char *p;
  date_token peek;
  int day[3], days;
  int month; /* by name, from 1 */
  bool iso;
  int time[4], times;
  int half; /* hours that AM or PM adds */
  int sign, zone_hour, zone_minute;
} date_reader;

/* -- tokens ---------------------------------------------------------------- */
/* Bytes of white space; the text is the engine's UTF-8. */
static int space_size(const unsigned char *p) {
  if (*p == ' ' || (*p >= 9 && *p <= 13))
    return 1;
  if (p[0] == 0xC2 && p[1] == 0xA0)
    return 2;
  if ((p[0] == 0xE2 && p[1] == 0x80 &&
       ((p[2] >= 0x80 && p[2] <= 0x8A) || p[2] == 0xA8 || p[2] == 0xA9 ||
        p[2] == 0xAF)) ||
      (p[0] == 0xE3 && p[1] == 0x80 && p[2] == 0x80) ||
      (p[0] == 0xEF && p[1] == 0xBB && p[2] == 0xBF))
    return 3;
  return 0;
}

static bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }

static void scan_number(date_reader *r, date_token *t) {
  int significant = 0;

  t->kind = TOKEN_NUMBER;
  for (; is_digit(*r->p); r->p++, t->digits++) {
    if (significant == 0 && *r->p == '0')
      continue;
    if (significant++ < 9)
      t->value = t->value * 10 + (*r->p - '0');
  }
}

/* What follows 'Z' in ASCII counts as a letter. */
static void scan_word(date_reader *r, date_token *t) {
  t->kind = TOKEN_WORD;
  for (; *r->p >= 'A' && space_size(r->p) == 0; r->p++, t->letters++) {
    if (t->letters < 3)
      t->word[t->letters] =
          (char)(*r->p >= 'A' && *r->p <= 'Z' ? *r->p + 32 : *r->p);
  }
}

static void skip_parentheses(date_reader *r) {
  int depth = 0;

  do {
    depth += *r->p == '(' ? 1 : *r->p == ')' ? -1 : 0;
    r->p++;
  } while (depth > 0 && *r->p != 0);
}

static void scan(date_reader *r) {
  date_token t = {TOKEN_END, 0, 0, {0}, 0};

  if (*r->p == 0) {
    t.kind = TOKEN_END;
  } else if (*r->p == '(') { /* a comment keeps apart what it stands between */
    t.kind = TOKEN_SYMBOL;
    t.value = '(';
    skip_parentheses(r);
  } else if (space_size(r->p) > 0) {
    t.kind = TOKEN_SPACE;
    while (space_size(r->p) > 0)
      r->p += space_size(r->p);
  } else if (is_digit(*r->p)) {
    scan_number(r, &t);
  } else if (*r->p >= 'A') {
    scan_word(r, &t);
  } else {
    t.kind = TOKEN_SYMBOL;
    t.value = *r->p++;
  }
  r->peek = t;
}

static date_token next(date_reader *r) {
  date_token t = r->peek;

  scan(r);
  return t;
}

static bool is_symbol(const date_token *t, char symbol) {
  return t->kind == TOKEN_SYMBOL && t->value == symbol;
}

static bool is_sign(const date_token *t) {
  return is_symbol(t, '+') || is_symbol(t, '-');
}

static bool is_word(const date_token *t, const char *word) {
  return t->kind == TOKEN_WORD && t->letters == (int)strlen(word) &&
         strcmp(t->word, word) == 0;
}

static bool skip_symbol(date_reader *r, char symbol) {
  if (!is_symbol(&r->peek, symbol))
    return false;
  scan(r);
  return true;
}

/* A number of so many digits, within the limits. */
static bool is_fixed(const date_reader *r, int digits, int low, int high) {
  return r->peek.kind == TOKEN_NUMBER && r->peek.digits == digits &&
         r->peek.value >= low && r->peek.value <= high;
}

static bool between(int value, int low, int high) {
  return value >= low && value <= high;
}

/* -- parts ----------------------------------------------------------------- */
static bool add_day(date_reader *r, int value) {
  if (r->days == 3)
    return false;
  r->day[r->days++] = value;
  return true;
}

static bool add_time(date_reader *r, int value) {
  if (r->times == 4)
    return false;
  r->time[r->times++] = value;
  return true;
}

static bool add_last_time(date_reader *r, int value) {
  if (!add_time(r, value))
    return false;
  while (r->times < 4)
    r->time[r->times++] = 0;
  return true;
}

/* Is the number minutes, seconds or milliseconds of a time that has begun? */
static bool expects_time(const date_reader *r, int value) {
  return ((r->times == 1 || r->times == 2) && between(value, 0, 59)) ||
         (r->times == 3 && between(value, 0, 999));
}

static int milliseconds(const date_token *t) {
  int value = t->value, digits = t->digits;

  if (digits == 1)
    return value * 100;
  if (digits == 2)
    return value * 10;
  for (digits = digits > 9 ? 9 : digits; digits > 3; digits--)
    value /= 10;
  return value;
}

static void set_zone(date_reader *r, int minutes) {
  r->sign = minutes < 0 ? -1 : 1;
  r->zone_hour = (minutes < 0 ? -minutes : minutes) / 60;
  r->zone_minute = 0;
}

/* -- the standard's format: false when something else is left -------------- */
static bool iso_date(date_reader *r, bool *signed_year) {
  *signed_year = false;
  if (is_sign(&r->peek)) {
    int sign = r->peek.value == '-' ? -1 : 1;
    date_reader before = *r;

    scan(r);
    *signed_year = true;
    if (!is_fixed(r, 6, 0, 999999) || (sign < 0 && r->peek.value == 0)) {
      *r = before;
      return false;
    }
    add_day(r, sign * next(r).value);
  } else if (is_fixed(r, 4, 0, 9999)) {
    add_day(r, next(r).value);
  } else {
    return false;
  }
  if (skip_symbol(r, '-')) {
    if (!is_fixed(r, 2, 1, 12))
      return false;
    add_day(r, next(r).value);
    if (skip_symbol(r, '-')) {
      if (!is_fixed(r, 2, 1, 31))
        return false;
      add_day(r, next(r).value);
    }
  }
  return true;
}

static bool iso_clock(date_reader *r) {
  bool last_hour = r->peek.value == 24;

  if (!is_fixed(r, 2, 0, 24))
    return false;
  add_time(r, next(r).value);
  if (!skip_symbol(r, ':') || !is_fixed(r, 2, 0, last_hour ? 0 : 59))
    return false;
  add_time(r, next(r).value);
  if (!skip_symbol(r, ':'))
    return true;
  if (!is_fixed(r, 2, 0, last_hour ? 0 : 59))
    return false;
  add_time(r, next(r).value);
  if (skip_symbol(r, '.')) {
    date_token t = r->peek;

    if (t.kind != TOKEN_NUMBER || (last_hour && t.value > 0))
      return false;
    scan(r);
    add_time(r, milliseconds(&t));
  }
  return true;
}

static bool iso_zone(date_reader *r) {
  if (is_word(&r->peek, "z")) {
    scan(r);
    set_zone(r, 0);
    return true;
  }
  if (!is_sign(&r->peek))
    return true;
  r->sign = next(r).value == '-' ? -1 : 1;
  if (is_fixed(r, 4, 0, 2359) && r->peek.value % 100 < 60) {
    r->zone_hour = r->peek.value / 100;
    r->zone_minute = next(r).value % 100;
    return true;
  }
  if (!is_fixed(r, 2, 0, 23))
    return false;
  r->zone_hour = next(r).value;
  if (!skip_symbol(r, ':') || !is_fixed(r, 2, 0, 59))
    return false;
  r->zone_minute = next(r).value;
  return true;
}

typedef enum iso_result { ISO_WHOLE, ISO_PART, ISO_BAD } iso_result;

static iso_result read_iso(date_reader *r) {
  bool signed_year;

  if (!iso_date(r, &signed_year))
    return ISO_PART;
  if (!is_word(&r->peek, "t")) {
    if (r->peek.kind != TOKEN_END)
      return ISO_PART;
  } else {
    scan(r);
    if (!iso_clock(r) || !iso_zone(r) || r->peek.kind != TOKEN_END)
      return ISO_BAD;
  }
  if (r->times == 0 && r->sign == 0)
    set_zone(r, 0);
  r->iso = true;
  return ISO_WHOLE;
}

/* -- everything else ------------------------------------------------------- */
static int word_month(const date_token *t) {
  static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
  int i;

  for (i = 0; i < 12; i++)
    if (t->letters >= 3 && memcmp(names + (size_t)i * 3, t->word, 3) == 0)
      return i + 1;
  return 0;
}

static bool word_zone(const date_token *t, int *minutes) {
  static const struct {
    const char *name;
    int hours;
  } zones[] = {{"ut", 0},   {"utc", 0},  {"z", 0},    {"gmt", 0},
               {"est", -5}, {"edt", -4}, {"cst", -6}, {"cdt", -5},
               {"mst", -7}, {"mdt", -6}, {"pst", -8}, {"pdt", -7}};
  size_t i;

  for (i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
    if (is_word(t, zones[i].name)) {
      *minutes = zones[i].hours * 60;
      return true;
    }
  }
  return false;
}

static bool read_word(date_reader *r, const date_token *t, bool seen_number) {
  int month = word_month(t), minutes;

  if (month != 0) {
    r->month = month;
    (void)skip_symbol(r, '-');
    return true;
  }
  if ((is_word(t, "am") || is_word(t, "pm")) && r->times > 0) {
    r->half = is_word(t, "pm") ? 12 : 0;
    return true;
  }
  if (seen_number && word_zone(t, &minutes)) {
    set_zone(r, minutes);
    return true;
  }
  /* Anything before the numbers, but not at one. */
  return !seen_number && r->peek.kind != TOKEN_NUMBER;
}

static bool read_offset(date_reader *r, int sign) {
  int value = 0, digits = 0;

  r->sign = sign;
  if (r->peek.kind == TOKEN_NUMBER) {
    date_token t = next(r);

    value = t.value;
    digits = t.digits;
  }
  r->zone_hour = digits > 2 ? value / 100 : value;
  r->zone_minute = digits > 2 ? value % 100 : 0;
  if (is_symbol(&r->peek, ':')) {
    r->zone_hour = value;
    r->zone_minute = NONE;
    return true;
  }
  return digits >= 1 && digits <= 4;
}

static bool ends_time(const date_token *t) {
  return t->kind == TOKEN_END || t->kind == TOKEN_SPACE || is_word(t, "z") ||
         is_sign(t);
}

static bool read_number(date_reader *r, int value) {
  if (skip_symbol(r, ':')) {
    if (skip_symbol(r, ':')) { /* 12::34 */
      if (r->times > 0)
        return false;
      return add_time(r, value) && add_time(r, 0);
    }
    if (!add_time(r, value))
      return false;
    (void)skip_symbol(r, '.');
    return true;
  }
  if (is_symbol(&r->peek, '.') && expects_time(r, value)) {
    date_token t;

    scan(r);
    (void)add_time(r, value);
    if (r->peek.kind != TOKEN_NUMBER)
      return false;
    t = next(r);
    return add_last_time(r, milliseconds(&t));
  }
  if (is_symbol(&r->peek, '.'))
    scan(r);
  if (r->sign != 0 && r->zone_hour != NONE && r->zone_minute == NONE &&
      between(value, 0, 59)) {
    r->zone_minute = value;
    return true;
  }
  if (expects_time(r, value))
    return add_last_time(r, value) && ends_time(&r->peek);
  if (!add_day(r, value))
    return false;
  (void)skip_symbol(r, '-');
  return true;
}

static bool read_rest(date_reader *r) {
  bool seen_number = r->days > 0;

  while (r->peek.kind != TOKEN_END) {
    date_token t = next(r);

    if (t.kind == TOKEN_NUMBER) {
      seen_number = true;
      if (!read_number(r, t.value))
        return false;
    } else if (t.kind == TOKEN_WORD) {
      if (!read_word(r, &t, seen_number))
        return false;
    } else if (is_sign(&t) &&
               ((r->sign != 0 && r->zone_hour == 0 && r->zone_minute == 0) ||
                r->times > 0)) {
      seen_number = true;
      if (!read_offset(r, t.value == '-' ? -1 : 1))
        return false;
    } else if ((is_sign(&t) || is_symbol(&t, ')')) && seen_number) {
      return false;
    }
  }
  return true;
}

/* -- what the parts mean --------------------------------------------------- */
/* The year is what cannot be a day; else month, day, year, or day, year beside
 * a month that has a name. */
static bool order_day(date_reader *r, int *year, int *month, int *day) {
  const int *n = r->day;

  if (r->days < 1)
    return false;
  while (r->days < 3)
    r->day[r->days++] = 1;
  if (r->month != 0) {
    bool day_first = between(n[0], 1, 31);

    *month = r->month;
    *day = day_first ? n[0] : n[1];
    *year = day_first ? n[1] : n[0];
  } else if (r->iso || !between(n[0], 1, 31)) {
    *year = n[0];
    *month = n[1];
    *day = n[2];
  } else {
    *month = n[0];
    *day = n[1];
    *year = n[2];
  }
  if (!r->iso && between(*year, 0, 99))
    *year += *year < 50 ? 2000 : 1900;
  return between(*month, 1, 12) && between(*day, 1, 31);
}

static bool order_time(date_reader *r) {
  int *t = r->time;

  while (r->times < 4)
    r->time[r->times++] = 0;
  if (r->half != NONE) {
    if (!between(t[0], 0, 12))
      return false;
    t[0] = t[0] % 12 + r->half;
  }
  if (t[0] == 24)
    return t[1] == 0 && t[2] == 0 && t[3] == 0;
  return between(t[0], 0, 23) && between(t[1], 0, 59) && between(t[2], 0, 59) &&
         between(t[3], 0, 999);
}

bool drupe__date_read(const char *text, drupe__date_text *out) {
  date_reader r = {.p = (const unsigned char *)text,
                   .half = NONE,
                   .zone_hour = NONE,
                   .zone_minute = NONE};
  iso_result iso;

  memset(out, 0, sizeof(*out));
  scan(&r);
  iso = read_iso(&r);
  if (iso == ISO_BAD || (iso == ISO_PART && !read_rest(&r)) ||
      !order_day(&r, &out->year, &out->month, &out->day) || !order_time(&r))
    return false;
  memcpy(out->time, r.time, sizeof(out->time));
  out->zoned = r.sign != 0;
  if (out->zoned)
    out->zone = r.sign * ((r.zone_hour == NONE ? 0 : r.zone_hour) * 60.0 +
                          (r.zone_minute == NONE ? 0 : r.zone_minute));
  return true;
}
