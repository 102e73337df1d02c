/* js/engine/proxy.h - the call of a proxy's trap, which begins and ends alike
 * for all of them:
 *
 *   drupe__trap t;
 *
 *   if (!drupe__trap_begin(ctx, proxy, "has", &t))
 *     return drupe__no_trap;
 *   duk_push_hstring(ctx, key);       the arguments behind the target
 *   result = drupe__trap_ask(ctx, &t);
 *   ..                                what it must agree with
 *   return drupe__trap_end(ctx, &t, result);
 */
#ifndef DRUPE_ENGINE_PROXY_H
#define DRUPE_ENGINE_PROXY_H

#include "object.h"

typedef struct drupe__trap {
  duk_hobject *target; /* the getter of the trap may have revoked the proxy */
  duk_idx_t base;      /* what was on the stack before is below it */
} drupe__trap;

static const drupe__trapped drupe__no_trap = {false, false};

/* Are there such fields? */
#define DRUPE__HAVE_ACCESSOR (DUK_DEFPROP_HAVE_GETTER | DUK_DEFPROP_HAVE_SETTER)
#define DRUPE__HAVE_DATA (DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_HAVE_WRITABLE)

/* Pushes [proxy target trap handler target]; false: there is no such trap, and
 * nothing is pushed.  TypeError where the proxy is revoked. */
bool drupe__trap_begin(duk_context *ctx, duk_hobject *proxy, const char *name,
                       drupe__trap *t);
/* Calls it with what was pushed since: [proxy target result] */
void drupe__trap_call(duk_context *ctx, const drupe__trap *t);
/* The same, and what the result is as a boolean. */
bool drupe__trap_ask(duk_context *ctx, const drupe__trap *t);
/* Drops all that was pushed. */
drupe__trapped drupe__trap_end(duk_context *ctx, const drupe__trap *t,
                               bool result);
/* Drops all but the value at `index`. */
void drupe__trap_keep(duk_context *ctx, const drupe__trap *t, duk_idx_t index);
/* Pushes a key as it stands between quotes in a message. */
const char *drupe__trap_key(duk_context *ctx, duk_hstring *key);

#endif
