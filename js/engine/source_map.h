/* js/engine/source_map.h - places in the sources of generated files. */
#ifndef DRUPE_ENGINE_SOURCE_MAP_H
#define DRUPE_ENGINE_SOURCE_MAP_H

#include "unit.h"

/* If source maps are honoured and the unit has one that knows the place, moves
 * the place to the source, pushes the source's text (or undefined) and returns
 * true.  place->file is valid until the next call. */
bool drupe__source_map_push(duk_context *ctx, const drupe__unit *unit,
                            drupe__place *place);

#endif
