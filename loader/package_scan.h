/* loader/package_scan.h - the members of package.json that resolution asks
 * for. */
#ifndef DRUPE_LOADER_PACKAGE_SCAN_H
#define DRUPE_LOADER_PACKAGE_SCAN_H

#include <stdbool.h>
#include <stddef.h>

enum { DRUPE__PACKAGE_KEYS = 5, DRUPE__PACKAGE_STRINGS = 3 };
/* name, main, type, which count as strings only; exports, imports. */
extern const char *const drupe__package_keys[DRUPE__PACKAGE_KEYS];

/* The JSON text of a value; NULL: not there. */
typedef struct drupe__package_text {
  const char *text;
  size_t size;
} drupe__package_text;

/* Fills one place for each key; of two with one name the last counts.  false:
 * JSON.parse has to look, the text may be anything. */
bool drupe__package_scan(const char *text, size_t size,
                         drupe__package_text *out);

#endif
