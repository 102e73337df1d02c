/* js/engine/date_text.h - dates as people write them, read without an engine:
 * what Date.parse takes. */
#ifndef DRUPE_ENGINE_DATE_TEXT_H
#define DRUPE_ENGINE_DATE_TEXT_H

#include <stdbool.h>

typedef struct drupe__date_text {
  int year;
  int month;   /* from 1 */
  int day;     /* from 1; may be one that the month has not */
  int time[4]; /* hours to 24, minutes, seconds, milliseconds */
  bool zoned;  /* else it is local time */
  double zone; /* minutes ahead of UTC */
} drupe__date_text;

/* Reads the text, UTF-8 that ends with a zero; false: it is no date. */
bool drupe__date_read(const char *text, drupe__date_text *out);

#endif
