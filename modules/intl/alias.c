/* modules/intl/alias.c - subtags that were given up for others: "iw" for "he",
 * "DD" for "DE".  ICU has them in its data, but no function of C replaces
 * them. */
#include "intl.h"

#include <unicode/uloc.h>
#include <unicode/ures.h>
#include <unicode/ustring.h>

#include <stdio.h>
#include <string.h>

enum { ALIAS_ROOM = 128 };

/* What replaces `subtag`, a list with spaces for some regions; false where it
 * is up to date. */
static bool alias_find(const UResourceBundle *aliases, const char *kind,
                       const char *subtag, char *out) {
  UErrorCode status = U_ZERO_ERROR;
  UResourceBundle *list = ures_getByKey(aliases, kind, NULL, &status);
  UResourceBundle *entry = ures_getByKey(list, subtag, NULL, &status);
  int32_t size = 0;
  const UChar *text =
      ures_getStringByKey(entry, "replacement", &size, &status);
  bool found = U_SUCCESS(status) && size < ALIAS_ROOM;

  if (found) {
    u_UCharsToChars(text, out, size);
    out[size] = '\0';
  }
  ures_close(entry);
  ures_close(list);
  return found;
}

typedef struct alias_parts {
  char language[ALIAS_ROOM], script[16], region[ALIAS_ROOM];
  char variants[INTL_LOCALE_ROOM];
} alias_parts;

static bool alias_split(const char *locale, alias_parts *p) {
  UErrorCode status = U_ZERO_ERROR;

  (void)uloc_getLanguage(locale, p->language, sizeof(p->language), &status);
  (void)uloc_getScript(locale, p->script, sizeof(p->script), &status);
  (void)uloc_getCountry(locale, p->region, sizeof(p->region), &status);
  (void)uloc_getVariant(locale, p->variants, sizeof(p->variants), &status);
  return U_SUCCESS(status) && status != U_STRING_NOT_TERMINATED_WARNING;
}

/* "sh" is "sr_Latn": what the tag itself says comes before. */
static void alias_language(const UResourceBundle *aliases, alias_parts *p) {
  char text[ALIAS_ROOM];
  alias_parts other;

  if (!alias_find(aliases, "language", p->language, text) ||
      !alias_split(text, &other))
    return;
  memcpy(p->language, other.language, sizeof(p->language));
  if (p->script[0] == '\0')
    memcpy(p->script, other.script, sizeof(p->script));
  if (p->region[0] == '\0')
    memcpy(p->region, other.region, sizeof(p->region));
}

/* Of the regions that one has become, the one where the language is at home,
 * or else the first. */
static void alias_region(const UResourceBundle *aliases, alias_parts *p) {
  char list[ALIAS_ROOM], bare[ALIAS_ROOM + 32], full[INTL_LOCALE_ROOM];
  char home[16] = "", *at;
  UErrorCode status = U_ZERO_ERROR;

  if (p->region[0] == '\0' ||
      !alias_find(aliases, "territory", p->region, list))
    return;
  snprintf(bare, sizeof(bare), "%s_%s", p->language, p->script);
  (void)uloc_addLikelySubtags(bare, full, sizeof(full), &status);
  (void)uloc_getCountry(full, home, sizeof(home), &status);
  at = strstr(list, home);
  if (U_FAILURE(status) || home[0] == '\0' || at == NULL)
    at = list;
  at[strcspn(at, " ")] = '\0';
  snprintf(p->region, sizeof(p->region), "%s", at);
}

void intl__alias_replace(char *locale) {
  UErrorCode status = U_ZERO_ERROR;
  UResourceBundle *metadata = ures_openDirect(NULL, "metadata", &status);
  UResourceBundle *aliases = ures_getByKey(metadata, "alias", NULL, &status);
  char keywords[INTL_LOCALE_ROOM] = "";
  const char *at = strchr(locale, '@');
  alias_parts p;

  if (at != NULL)
    snprintf(keywords, sizeof(keywords), "%s", at);
  if (U_SUCCESS(status) && alias_split(locale, &p)) {
    char script[ALIAS_ROOM];

    alias_language(aliases, &p);
    if (alias_find(aliases, "script", p.script, script))
      snprintf(p.script, sizeof(p.script), "%.15s", script);
    alias_region(aliases, &p);
    /* An empty region keeps its place before variants. */
    snprintf(locale, INTL_LOCALE_ROOM, "%s%s%s%s%s%s%s%s", p.language,
             p.script[0] == '\0' ? "" : "_", p.script,
             p.region[0] == '\0' && p.variants[0] == '\0' ? "" : "_",
             p.region, p.variants[0] == '\0' ? "" : "_", p.variants,
             keywords);
  }
  ures_close(aliases);
  ures_close(metadata);
}
