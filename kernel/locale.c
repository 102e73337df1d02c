/* kernel/locale.c - the methods of built-in prototypes that speak the user's
 * language: they belong to Intl, which js/lib has and reads when it is needed.
 *
 * Two texts of ASCII, by far the most that are sorted, are compared here. */
#include "kernel/runtime.h"

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
  if (duk_is_undefined(ctx, 1) && duk_is_undefined(ctx, 2) &&
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

void drupe__locale_define(duk_context *ctx) {
  static const drupe__builtin compare[] = {
      {"localeCompare", locale_compare, 3, 1, 0}, DRUPE__BUILTIN_END};
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
  drupe__define(ctx, -1, compare);
  duk_pop(ctx);
}
