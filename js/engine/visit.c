/* js/engine/visit.c - what the executor does not run of visit.h. */
#include "visit.h"

duk_ret_t drupe__visit(duk_context *ctx, duk_c_function step, duk_ret_t rc) {
  duk_activation *frame = ctx->callstack_curr;

  if ((frame->flags & DRUPE_ACT_FLAG_VISITS) != 0) {
    frame->drupe_step = step;
    return rc;
  }
  while (rc >= DRUPE__CALL) {
    duk_call_method(ctx, rc - DRUPE__CALL);
    rc = step(ctx);
  }
  return rc;
}
