/* js/engine/visit.h - native functions that call a function again and again:
 * Array.prototype.map and its like.
 *
 * Such a function does not call: it pushes function, `this` and arguments and
 * returns DRUPE__CALL + their count.  Who called it runs them, puts the result
 * in their place and calls the function's step, which does the same or returns
 * as any native function does.  The executor runs a compiled function by a new
 * frame, without another executor; elsewhere drupe__visit runs it.  How far it
 * is, and how many elements of a result there are, lies in the frame (drupe_at,
 * drupe_end, drupe_made), all else on its value stack. */
#ifndef DRUPE_ENGINE_VISIT_H
#define DRUPE_ENGINE_VISIT_H

#include "builtins.h"

/* The first call, or the end already, is rc; `step` goes on. */
duk_ret_t drupe__visit(duk_context *ctx, duk_c_function step, duk_ret_t rc);

/* How many of `count` arguments the function at `index` can see. */
static inline duk_idx_t drupe__visit_sees(duk_context *ctx, duk_idx_t index,
                                          duk_idx_t count) {
  const duk_uint32_t all = DUK_HOBJECT_FLAG_COMPFUNC | DUK_HOBJECT_FLAG_NEWENV;
  const duk_uint32_t none = DUK_HOBJECT_FLAG_BOUNDFUNC |
                            DUK_HOBJECT_FLAG_SPECIAL_CALL |
                            DUK_HOBJECT_FLAG_CREATEARGS;
  duk_hobject *function = DUK_TVAL_GET_OBJECT(ctx->valstack_bottom + index);

  if ((DUK_HEAPHDR_GET_FLAGS_RAW(&function->hdr) & (all | none)) != all ||
      ((duk_hcompfunc *)function)->drupe_rest ||
      ((duk_hcompfunc *)function)->nargs > count)
    return count;
  return ((duk_hcompfunc *)function)->nargs;
}

static inline void drupe__visit_push(duk_context *ctx, const duk_tval *value) {
  duk_tval *top = ctx->valstack_top++;

  DUK_TVAL_SET_TVAL(top, value);
  DUK_TVAL_INCREF(ctx, top);
}

/* [callback this-argument object .. value] -> [.. callback this-argument value
 * index object]: the call of a callback with an element. */
static inline duk_ret_t drupe__visit_call(duk_context *ctx, uint64_t index) {
  duk_tval *bottom = ctx->valstack_bottom, *top = ctx->valstack_top - 1;
  duk_tval value = *top;
  duk_idx_t count = drupe__visit_sees(ctx, 0, 3);

  DUK_TVAL_SET_UNDEFINED(top);
  ctx->valstack_top = top;
  drupe__visit_push(ctx, bottom);
  drupe__visit_push(ctx, bottom + 1);
  *ctx->valstack_top++ = value; /* moved: its count goes along */
  if (count > 1)
    duk_push_number(ctx, (double)index);
  if (count > 2)
    drupe__visit_push(ctx, bottom + 2);
  return DRUPE__CALL + (count < 1 ? 1 : count);
}

/* [.. result] -> [..]: ToBoolean of what a callback returned. */
static inline bool drupe__visit_said(duk_context *ctx) {
  bool said = duk_js_toboolean(ctx->valstack_top - 1) != 0;

  duk_pop(ctx);
  return said;
}

#endif
