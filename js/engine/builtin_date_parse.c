/* js/engine/builtin_date_parse.c - Date.parse (ECMA-262 21.4.3.2). */
#include "builtins.h"
#include "date_text.h"

duk_bool_t drupe__date_parse(duk_context *ctx, const char *text) {
  duk_double_t parts[DUK_DATE_IDX_NUM_PARTS] = {0};
  drupe__date_text date;

  if (!drupe__date_read(text, &date))
    return 0;
  parts[DUK_DATE_IDX_YEAR] = date.year;
  parts[DUK_DATE_IDX_MONTH] = date.month - 1;
  parts[DUK_DATE_IDX_DAY] = date.day - 1;
  parts[DUK_DATE_IDX_HOUR] = date.time[0];
  parts[DUK_DATE_IDX_MINUTE] = date.time[1] - date.zone;
  parts[DUK_DATE_IDX_SECOND] = date.time[2];
  parts[DUK_DATE_IDX_MILLISECOND] = date.time[3];
  duk_push_number(ctx, duk_bi_date_get_timeval_from_dparts(
                           parts, date.zoned ? 0 : DUK_DATE_FLAG_LOCALTIME));
  return 1;
}
