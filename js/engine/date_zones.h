/* js/engine/date_zones.h - the system's time zone. */
#ifndef DRUPE_ENGINE_DATE_ZONES_H
#define DRUPE_ENGINE_DATE_ZONES_H

#include <stdbool.h>
#include <stddef.h>

/* The system's zone, "Europe/Berlin". */
void drupe__zone_id(char *out, size_t room);
/* "Central European Summer Time"; false: it has no name. */
bool drupe__zone_name(const char *id, bool summer, char *out, size_t room);
/* The zones of one name, with a space before and behind each; NULL: no more. */
const char *drupe__zone_list(size_t i);
/* Is summer time in use at that moment? */
bool drupe__date_summer(double ms);

#endif
