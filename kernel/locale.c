/* kernel/locale.c - the methods of built-in prototypes that speak the user's
 * language: they belong to Intl, which js/lib has and reads when it is needed.
 *
 * Two texts of ASCII, by far the most that are sorted, are compared here, and
 * letters get their capitals here, where the language has no own way. */
#include "kernel/runtime.h"

#include <stdlib.h>
#include <string.h>

#include "engine/builtins.h"

static const struct {
  const char *prototype;
  const char *name; /* of the method */
  const char *member; /* of internal/intl_methods */

} locale_methods[] = {
    {"Number", "toLocaleString", "numberText"},
    {"BigInt", "toLocaleString", "numberText"},
    {"Date", "toLocaleString", "dateTimeText"},
    {"Date", "toLocaleDateString", "dateText"},
    {"Date", "toLocaleTimeString", "timeText"}};

enum { LOCALE_METHODS = sizeof(locale_methods) / sizeof(locale_methods[0]) };

/* [locales options] -> [locales options function] */
static void locale_push_function(duk_context *ctx, const char *member) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);

  k->calls->core(ctx, "internal/intl_methods");
  duk_get_prop_string(ctx, -1, member);
  duk_remove(ctx, -2);
}

/* Pushes the value of `this`: what valueOf of its prototype gives. */
static void locale_push_value(duk_context *ctx, int which) {
  drupe__push_prototype(ctx, locale_methods[which].prototype);
  duk_get_prop_literal(ctx, -1, "valueOf");
  duk_remove(ctx, -2);
  duk_push_this(ctx);
  duk_call_method(ctx, 0);
}

static duk_ret_t locale_method(duk_context *ctx) {
  int which = duk_get_current_magic(ctx);

  locale_push_value(ctx, which);
  locale_push_function(ctx, locale_methods[which].member);
  duk_insert(ctx, 0);
  duk_insert(ctx, 1); /* [function value locales options] */
  duk_call(ctx, 3);
  return 1;
}

/* -- languages ------------------------------------------------------------- */
/* Those whose order of ASCII is the root's. */
static const char locale_plain[] =
    " ca de en es fi fr id it ms nl pl pt ro sl sv sw vi C POSIX ";

/* Is the language of "de", "de-AT" or "de_AT.UTF-8" in the list? */
static bool locale_listed(const char *list, const char *name) {
  size_t size = strcspn(name, "-_.@");
  char word[12];

  if (size == 0 || size > sizeof(word) - 3)
    return false;
  word[0] = ' ';
  memcpy(word + 1, name, size);
  word[size + 1] = ' ';
  word[size + 2] = '\0';
  return strstr(list, word) != NULL;
}

/* The user's language, as js/lib/intl.c has it too. */
static const char *locale_environment(void) {
  static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
  size_t i;

  for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
    const char *value = getenv(names[i]);

    if (value != NULL && *value != '\0')
      return value;
  }
  return "C";
}

/* Is it the user's own language that has the root's order; localeCompare's
 * magic. */
static int16_t locale_plain_here(void) {
  return locale_listed(locale_plain, locale_environment()) ? 1 : 0;
}

static bool locale_is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Is the order of ASCII the root's in the locale of argument `index`?  Only
 * "de" and "de-AT" are looked at. */
static bool locale_is_plain(duk_context *ctx, duk_idx_t index) {
  duk_size_t size = 0;
  const char *tag;

  if (duk_is_undefined(ctx, index))
    return duk_get_current_magic(ctx) != 0;
  tag = duk_get_lstring(ctx, index, &size);
  if (tag == NULL || !locale_listed(locale_plain, tag))
    return false;
  return size == 2 || (size == 5 && tag[2] == '-' && locale_is_letter(tag[3]) &&
                       locale_is_letter(tag[4]));
}

/* -- localeCompare --------------------------------------------------------- */
/* The root order of ASCII: a letter and its capital are one place apart. */
static const char locale_order[] =
    "\t\n\v\f\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789"
    "aAbBcCdDeEfFgGhHiIjJkKlLmMnNoOpPqQrRsStTuUvVwWxXyYzZ";
#define LOCALE_LETTERS (sizeof(locale_order) - 1 - 52)

/* 0: not in the order, and ignored. */
static int locale_weight(unsigned char c) {
  const char *at = c == 0 ? NULL : strchr(locale_order, c);
  size_t place;

  if (at == NULL)
    return 0;
  place = (size_t)(at - locale_order);
  if (place < LOCALE_LETTERS)
    return (int)place + 1;
  return (int)(LOCALE_LETTERS + (place - LOCALE_LETTERS) / 2) + 1;
}

static bool locale_is_ascii(duk_hstring *h) {
  return DUK_HSTRING_GET_BYTELEN(h) == DUK_HSTRING_GET_CHARLEN(h);
}

static int locale_compare_ascii(const char *a, const char *b) {
  int first = 0;

  for (;;) {
    int x, y;

    while (*a != '\0' && locale_weight((unsigned char)*a) == 0)
      a++;
    while (*b != '\0' && locale_weight((unsigned char)*b) == 0)
      b++;
    x = locale_weight((unsigned char)*a);
    y = locale_weight((unsigned char)*b);
    if (x != y)
      return x < y ? -1 : 1;
    if (*a == '\0')
      return first;
    if (first == 0 && *a != *b) /* small letters come first */
      first = *a > *b ? -1 : 1;
    a++;
    b++;
  }
}

/* localeCompare(that, locales, options) */
static duk_ret_t locale_compare(duk_context *ctx) {
  duk_hstring *a, *b;

  duk_push_this(ctx);
  if (duk_is_null_or_undefined(ctx, -1))
    return duk_type_error(ctx, "String.prototype.localeCompare called on null "
                               "or undefined");
  duk_to_string(ctx, -1);
  duk_to_string(ctx, 0);
  a = duk_require_hstring(ctx, -1);
  b = duk_require_hstring(ctx, 0);
  if (duk_is_undefined(ctx, 2) && locale_is_plain(ctx, 1) &&
      locale_is_ascii(a) && locale_is_ascii(b) &&
      strlen(duk_get_string(ctx, 3)) == DUK_HSTRING_GET_BYTELEN(a) &&
      strlen(duk_get_string(ctx, 0)) == DUK_HSTRING_GET_BYTELEN(b)) {
    duk_push_int(ctx, locale_compare_ascii(duk_get_string(ctx, 3),
                                           duk_get_string(ctx, 0)));
    return 1;
  }
  locale_push_function(ctx, "compareText");
  duk_insert(ctx, 0);
  duk_insert(ctx, 1); /* [function this that locales options] */
  duk_call(ctx, 4);
  return 1;
}

/* -- toLocaleUpperCase, toLocaleLowerCase ---------------------------------- */
/* With magic, capitals.  V8 too asks the user's own language for nothing. */
static duk_ret_t locale_case(duk_context *ctx) {
  bool upper = duk_get_current_magic(ctx) != 0;

  if (duk_is_undefined(ctx, 0))
    return drupe__string_convert(ctx, upper);
  duk_push_this(ctx);
  if (duk_is_null_or_undefined(ctx, -1))
    return duk_type_error(ctx, "String.prototype.toLocale%sCase called on null "
                               "or undefined", upper ? "Upper" : "Lower");
  duk_to_string(ctx, -1);
  locale_push_function(ctx, "caseText");
  duk_insert(ctx, 0);
  duk_insert(ctx, 1); /* [function text locales] */
  duk_push_boolean(ctx, upper);
  duk_call(ctx, 3);
  return 1;
}

void drupe__locale_define(duk_context *ctx) {
  const drupe__builtin strings[] = {
      {"localeCompare", locale_compare, 3, 1, locale_plain_here()},
      {"toLocaleLowerCase", locale_case, 1, 0, 0},
      {"toLocaleUpperCase", locale_case, 1, 0, 1},
      DRUPE__BUILTIN_END};
  const drupe__kernel *k = drupe__kernel_of_context(ctx);
  int i;

  if (!k->calls->has_core("internal/intl_methods"))
    return;
  for (i = 0; i < LOCALE_METHODS; i++) {
    const drupe__builtin list[] = {
        {locale_methods[i].name, locale_method, 2, 0, (int16_t)i},
        DRUPE__BUILTIN_END};

    drupe__push_prototype(ctx, locale_methods[i].prototype);
    drupe__define(ctx, -1, list);
    duk_pop(ctx);
  }
  drupe__push_prototype(ctx, "String");
  drupe__define(ctx, -1, strings);
  duk_pop(ctx);
}
