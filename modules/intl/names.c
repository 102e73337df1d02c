/* modules/intl/names.c - what languages, regions, scripts, currencies,
 * calendars and fields of a date are called; capitals and small letters as a
 * language writes them. */
#include "intl.h"

#include <unicode/ucurr.h>
#include <unicode/udatpg.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include <string.h>

typedef struct names {
  ULocaleDisplayNames *names;
  int32_t style; /* long 0, short 1, narrow 2 */
  char locale[INTL_LOCALE_ROOM];
} names;

static void names_free(drupe_cx *cx, void *data, void *arg) {
  names *n = data;

  (void)arg;
  uldn_close(n->names);
  drupe_release(cx, n);
}

/* DisplayNames(locale, style, dialect, substitute) */
static drupe_value names_new(drupe_cx *cx, const drupe_call *call) {
  UErrorCode status = U_ZERO_ERROR;
  UDisplayContext contexts[4];
  names *n = drupe_alloc(cx, sizeof(*n));
  drupe_value self;

  if (n == NULL)
    return drupe_throw_status(cx, DRUPE_E_NOMEM, "DisplayNames");
  if (!intl__locale_arg(cx, call, 0, n->locale)) {
    drupe_release(cx, n);
    return drupe_none();
  }
  n->style = drupe_arg_int(call, 1, 0);
  contexts[0] = n->style == 0 ? UDISPCTX_LENGTH_FULL : UDISPCTX_LENGTH_SHORT;
  contexts[1] = drupe_arg_bool(call, 2, 1) ? UDISPCTX_DIALECT_NAMES
                                           : UDISPCTX_STANDARD_NAMES;
  contexts[2] = UDISPCTX_CAPITALIZATION_NONE;
  contexts[3] = drupe_arg_bool(call, 3, 1) ? UDISPCTX_SUBSTITUTE
                                           : UDISPCTX_NO_SUBSTITUTE;
  n->names = uldn_openForContext(n->locale, contexts, 4, &status);
  self = U_SUCCESS(status) ? drupe_bind(cx, call, &intl__names_class, n)
                           : intl__fail(cx, "DisplayNames", status);
  if (drupe_is_none(self))
    names_free(cx, n, NULL);
  return self;
}

/* -- names by ULocaleDisplayNames ----------------------------------------- */
enum { NAMES_LANGUAGE, NAMES_REGION, NAMES_SCRIPT, NAMES_CALENDAR };

typedef struct names_wanted {
  const ULocaleDisplayNames *names;
  int32_t kind;
  const char *code;
} names_wanted;

static int32_t names_write(void *arg, UChar *buf, int32_t room,
                           UErrorCode *status) {
  const names_wanted *w = arg;

  switch (w->kind) {
  case NAMES_LANGUAGE:
    return uldn_localeDisplayName(w->names, w->code, buf, room, status);
  case NAMES_REGION:
    return uldn_regionDisplayName(w->names, w->code, buf, room, status);
  case NAMES_SCRIPT:
    return uldn_scriptDisplayName(w->names, w->code, buf, room, status);
  default:
    return uldn_keyValueDisplayName(w->names, "calendar", w->code, buf, room,
                                    status);
  }
}

/* of(kind, code): a name, or what is no string where there is none.  The code
 * of a language is a tag. */
static drupe_value names_of(drupe_cx *cx, const drupe_call *call) {
  const names *n = call->native;
  names_wanted w = {n->names, drupe_arg_int(call, 0, 0),
                    drupe_arg_str(cx, call, 1).data};
  char locale[INTL_LOCALE_ROOM];
  UErrorCode status = U_ZERO_ERROR;
  UChar probe[4];

  if (w.kind == NAMES_LANGUAGE) {
    if (!intl__locale_arg(cx, call, 1, locale))
      return drupe_none();
    w.code = locale;
  } else if (w.kind == NAMES_CALENDAR) {
    const char *legacy = uloc_toLegacyType("calendar", w.code);

    w.code = legacy == NULL ? w.code : legacy;
  }
  if (names_write(&w, probe, 4, &status) == 0 ||
      (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR))
    return drupe_undefined();
  return intl__written(cx, names_write, &w);
}

/* currency(code): undefined where the locale has no name for it; V8 knows the
 * long one only. */
static drupe_value names_currency(drupe_cx *cx, const drupe_call *call) {
  const names *n = call->native;
  const char *code = drupe_arg_str(cx, call, 0).data;
  UErrorCode status = U_ZERO_ERROR;
  UChar letters[4];
  int32_t size = 0;
  const UChar *name;

  u_uastrncpy(letters, code, 3);
  letters[3] = 0;
  name = ucurr_getName(letters, n->locale, UCURR_LONG_NAME, NULL, &size,
                       &status);
  if (U_FAILURE(status) || status == U_USING_DEFAULT_WARNING)
    return drupe_undefined();
  return intl__string(cx, name, size);
}

/* -- fields of a date ----------------------------------------------------- */
typedef struct names_field {
  UDateTimePatternGenerator *patterns;
  UDateTimePatternField field;
  UDateTimePGDisplayWidth width;
} names_field;

static int32_t names_write_field(void *arg, UChar *buf, int32_t room,
                                 UErrorCode *status) {
  const names_field *f = arg;

  return udatpg_getFieldDisplayName(f->patterns, f->field, f->width, buf, room,
                                    status);
}

/* field(number): of ICU's UDateTimePatternField. */
static drupe_value names_field_of(drupe_cx *cx, const drupe_call *call) {
  static const UDateTimePGDisplayWidth widths[] = {
      UDATPG_WIDE, UDATPG_ABBREVIATED, UDATPG_NARROW};
  const names *n = call->native;
  UErrorCode status = U_ZERO_ERROR;
  names_field f = {udatpg_open(n->locale, &status),
                   (UDateTimePatternField)drupe_arg_int(call, 0, 0),
                   widths[n->style % 3]};
  drupe_value v = U_SUCCESS(status) ? intl__written(cx, names_write_field, &f)
                                    : intl__fail(cx, "DisplayNames", status);

  udatpg_close(f.patterns);
  return v;
}

static const drupe_member names_members[] = {
    DRUPE_FN("of(kind: int32, code: string): any", names_of),
    DRUPE_FN("currency(code: string): any", names_currency),
    DRUPE_FN("field(field: int32): string", names_field_of), DRUPE_MEMBER_END};
const drupe_class_def intl__names_class = {
    .size = sizeof(drupe_class_def), .self = &intl__names_class,
    .signature = "DisplayNames(locale: string, style: int32, "
                 "dialect: boolean, substitute: boolean)",
    .construct = names_new, .finalize = names_free, .members = names_members};

/* -- capitals ------------------------------------------------------------- */
typedef struct names_case {
  intl_text text;
  const char *locale;
  bool upper;
} names_case;

static int32_t names_write_case(void *arg, UChar *buf, int32_t room,
                                UErrorCode *status) {
  const names_case *c = arg;

  return c->upper ? u_strToUpper(buf, room, c->text.data, c->text.size,
                                 c->locale, status)
                  : u_strToLower(buf, room, c->text.data, c->text.size,
                                 c->locale, status);
}

/* caseText(tag, text, upper) */
static drupe_value names_case_text(drupe_cx *cx, const drupe_call *call) {
  char locale[INTL_LOCALE_ROOM];
  names_case c;
  drupe_value v;

  if (!intl__locale_arg(cx, call, 0, locale) ||
      !intl__text_take(cx, call->argv[1], &c.text))
    return drupe_none();
  c.locale = locale;
  c.upper = drupe_arg_bool(call, 2, 1) != 0;
  v = intl__written(cx, names_write_case, &c);
  intl__text_drop(cx, &c.text);
  return v;
}

const drupe_member intl__names_functions[] = {
    DRUPE_FN("caseText(tag: string, text: string, upper: boolean): string",
             names_case_text),
    DRUPE_MEMBER_END};
