/* tests/fuzz/date_fuzz.c - any bytes as the text of a date: what is read is in
 * range, and written in the standard's format it is read as the same. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/date_text.h"

static void require(bool condition) {
  if (!condition)
    abort();
}

static void check_range(const drupe__date_text *d) {
  require(d->month >= 1 && d->month <= 12);
  require(d->day >= 1 && d->day <= 31);
  require(d->time[0] >= 0 && d->time[0] <= 24);
  require(d->time[1] >= 0 && d->time[1] <= 59);
  require(d->time[2] >= 0 && d->time[2] <= 59);
  require(d->time[3] >= 0 && d->time[3] <= 999);
  require(d->zoned || d->zone == 0);
}

static void check_again(const drupe__date_text *d) {
  drupe__date_text again;
  char text[80];

  if (d->year < -271821 || d->year > 275760 || d->year == 0)
    return;
  snprintf(text, sizeof(text), "%+07d-%02d-%02dT%02d:%02d:%02d.%03d%s", d->year,
           d->month, d->day, d->time[0], d->time[1], d->time[2], d->time[3],
           d->zoned ? "Z" : "");
  require(drupe__date_read(text, &again));
  require(again.year == d->year && again.month == d->month &&
          again.day == d->day && again.zoned == d->zoned && again.zone == 0 &&
          memcmp(again.time, d->time, sizeof(d->time)) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *text = malloc(size + 1);
  drupe__date_text date;

  memcpy(text, data, size);
  text[size] = '\0';
  if (drupe__date_read(text, &date)) {
    check_range(&date);
    check_again(&date);
  }
  free(text);
  return 0;
}
