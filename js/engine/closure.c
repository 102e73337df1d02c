/* js/engine/closure.c - C functions that keep values, as the resolve functions
 * of promises.
 *
 * The values are the first properties, under keys that no script can name, so
 * they stay at their places whatever is done to the function; `length` and
 * `name` follow.  All are written at once, without a lookup. */
#include <assert.h>

#include "promise_internal.h"

enum { CLOSURE_LENGTH = DRUPE__CLOSURE_SLOTS, CLOSURE_NAME, CLOSURE_SIZE };

void drupe__closure_init(duk_context *ctx) {
  static const char *const names[DRUPE__CLOSURE_SLOTS] = {
      DUK_HIDDEN_SYMBOL("0"), DUK_HIDDEN_SYMBOL("1")};
  drupe__engine *e = drupe__engine_of(ctx);
  int i;

  for (i = 0; i < DRUPE__CLOSURE_SLOTS; i++) {
    duk_push_string(ctx, names[i]);
    e->closure_keys[i] = duk_known_hstring(ctx, -1);
    drupe__stash(ctx, i == 0 ? "closure0" : "closure1");
    duk_pop(ctx);
  }
}

static duk_tval *closure_slot(duk_hobject *closure, int slot) {
  assert(slot < CLOSURE_SIZE);
  return DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(NULL, closure, slot);
}

static void closure_property(duk_hobject *closure, int slot, duk_hstring *key,
                             duk_uint8_t flags) {
  DUK_HOBJECT_E_SET_KEY(NULL, closure, slot, key);
  DUK_HSTRING_INCREF(NULL, key);
  DUK_HOBJECT_E_SET_FLAGS(NULL, closure, slot, flags);
  DUK_TVAL_SET_UNDEFINED(closure_slot(closure, slot));
}

void drupe__closure_push(duk_context *ctx, duk_c_function call,
                         duk_idx_t length) {
  drupe__engine *e = drupe__engine_of(ctx);
  duk_hobject *closure;
  int i;

  duk_push_c_function_builtin_noconstruct(ctx, call, length);
  closure = duk_known_hobject(ctx, -1);
  duk_hobject_resize_entrypart(ctx, closure, CLOSURE_SIZE);
  for (i = 0; i < DRUPE__CLOSURE_SLOTS; i++)
    closure_property(closure, i, e->closure_keys[i], DUK_PROPDESC_FLAGS_W);
  closure_property(closure, CLOSURE_LENGTH, DUK_HTHREAD_STRING_LENGTH(ctx),
                   DUK_PROPDESC_FLAGS_C);
  DUK_TVAL_SET_I32(closure_slot(closure, CLOSURE_LENGTH), length);
  closure_property(closure, CLOSURE_NAME, DUK_HTHREAD_STRING_NAME(ctx),
                   DUK_PROPDESC_FLAGS_C);
  DUK_TVAL_SET_STRING(closure_slot(closure, CLOSURE_NAME),
                      DUK_HTHREAD_STRING_EMPTY_STRING(ctx));
  DUK_HSTRING_INCREF(ctx, DUK_HTHREAD_STRING_EMPTY_STRING(ctx));
  DUK_HOBJECT_SET_ENEXT(closure, CLOSURE_SIZE);
}

void drupe__closure_set(duk_context *ctx, int slot) {
  duk_hobject *closure = duk_known_hobject(ctx, -2);

  assert(slot < DRUPE__CLOSURE_SLOTS);
  DUK_TVAL_SET_TVAL_UPDREF(ctx, closure_slot(closure, slot),
                           DUK_GET_TVAL_NEGIDX(ctx, -1));
  duk_pop(ctx);
}

void drupe__closure_get(duk_context *ctx, int slot) {
  assert(slot < DRUPE__CLOSURE_SLOTS);
  duk_push_tval(ctx,
                closure_slot(DUK_ACT_GET_FUNC(ctx->callstack_curr), slot));
}
