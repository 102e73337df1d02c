/* modules/intl/intl.c - the module: what it offers.  It has no state: what is
 * made is kept by intl.js. */
#include "intl.h"
#include "dates_js.h"
#include "intl_js.h"
#include "numbers_js.h"
#include "words_js.h"

#include <unicode/uversion.h>

#include <stdio.h>
#include <string.h>

static drupe_value intl_version(drupe_cx *cx, const drupe_call *call) {
  (void)call;
  return drupe_latin1(cx, U_ICU_VERSION, DRUPE_NTS);
}

static const struct {
  const char *name;
  const char *text;
  size_t size;
} intl_files[] = {{"dates", dates_js, sizeof(dates_js) - 1},
                {"numbers", numbers_js, sizeof(numbers_js) - 1},
                {"words", words_js, sizeof(words_js) - 1}};

enum { INTL_FILES = sizeof(intl_files) / sizeof(intl_files[0]) };

/* load(name): the function that NAME.js is. */
static drupe_value intl_load(drupe_cx *cx, const drupe_call *call) {
  drupe_str name = drupe_arg_str(cx, call, 0);
  char file[64];
  int i;

  for (i = 0; name.data != NULL && i < INTL_FILES; i++)
    if (strcmp(intl_files[i].name, name.data) == 0) {
      drupe_str source = {intl_files[i].text, intl_files[i].size};

      snprintf(file, sizeof(file), "drupe:intl/%s", intl_files[i].name);
      return cx->value->run(cx, source, file);
    }
  return drupe_throwf(cx, DRUPE_ERROR, "ERR_INTL", "no such file");
}

static int32_t intl_start(drupe_cx *cx, drupe_value exports) {
  static const drupe_member *const lists[] = {
      intl__locale_members, intl__names_functions, intl__pattern_functions,
      intl__supported_functions};
  size_t i;

  for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
    int32_t rc = cx->function->define_members(cx, exports, lists[i]);

    if (rc < 0)
      return rc;
  }
  return DRUPE_OK;
}

static const drupe_member intl_members[] = {
    DRUPE_FN("version(): string", intl_version),
    DRUPE_FN("load(name: string): function", intl_load), DRUPE_MEMBER_END};
static const drupe_class_def *const intl_classes[] = {
    &intl__number_class,   &intl__number_range_class, &intl__collator_class,
    &intl__plural_class,   &intl__list_class,         &intl__relative_class,
    &intl__segments_class, &intl__names_class,        &intl__date_class,
    &intl__date_range_class, &intl__patterns_class,   NULL};

DRUPE_MODULE("intl", .version = "1.0.0", .members = intl_members,
             .classes = intl_classes, .start = intl_start, .js = intl_js,
             .js_size = intl_js_size);
