/* js/engine/weak_watch.h - being told when an object has gone. */
#ifndef DRUPE_ENGINE_WEAK_WATCH_H
#define DRUPE_ENGINE_WEAK_WATCH_H

#include "engine_internal.h"

/* Lies in memory of the one who watches. */
typedef struct drupe__watch drupe__watch;
struct drupe__watch {
  duk_hobject *target; /* not counted; NULL: nothing is watched */
  drupe__watch *next;
  /* Inside the collector: no engine call.  The target is NULL by then. */
  void (*gone)(drupe__engine *engine, drupe__watch *watch);
};

/* Throws: no memory. */
void drupe__watch_start(duk_context *ctx, drupe__watch *watch,
                        duk_hobject *target);
void drupe__watch_stop(drupe__engine *engine, drupe__watch *watch);

#endif
