/* js/engine/quick_operator.h - comparisons and conditions of values whose types
 * say it all: what the executor tries before duk_js_ops.c.  Part of the
 * engine's unit (engine.c). */
#ifndef DRUPE_ENGINE_QUICK_OPERATOR_H
#define DRUPE_ENGINE_QUICK_OPERATOR_H

/* The two are of the same heap-allocated type, objects or strings, which are
 * equal when they are the same one (strings and symbols are interned). */
static DUK_ALWAYS_INLINE duk_bool_t drupe__quick_same_kind(const duk_tval *x,
                                                           const duk_tval *y) {
  return x->t == y->t && (DUK_TVAL_IS_OBJECT(x) || DUK_TVAL_IS_STRING(x));
}

static DUK_ALWAYS_INLINE duk_bool_t drupe__quick_nothing(const duk_tval *x) {
  return DUK_TVAL_IS_UNDEFINED(x) || DUK_TVAL_IS_NULL(x);
}

/* x == y */
static DUK_ALWAYS_INLINE duk_bool_t drupe__quick_equals(duk_hthread *thr,
                                                        duk_tval *x,
                                                        duk_tval *y) {
  if (drupe__quick_nothing(y))
    return drupe__quick_nothing(x);
  if (DUK_TVAL_IS_FASTINT(x) && DUK_TVAL_IS_FASTINT(y))
    return DUK_TVAL_GET_FASTINT(x) == DUK_TVAL_GET_FASTINT(y);
  if (drupe__quick_same_kind(x, y))
    return DUK_TVAL_GET_HEAPHDR(x) == DUK_TVAL_GET_HEAPHDR(y);
  return duk_js_equals(thr, x, y);
}

/* x === y */
static DUK_ALWAYS_INLINE duk_bool_t drupe__quick_strict_equals(duk_tval *x,
                                                               duk_tval *y) {
  if (DUK_TVAL_IS_FASTINT(x) && DUK_TVAL_IS_FASTINT(y))
    return DUK_TVAL_GET_FASTINT(x) == DUK_TVAL_GET_FASTINT(y);
  if (drupe__quick_nothing(y))
    return x->t == y->t;
  if (drupe__quick_same_kind(x, y))
    return DUK_TVAL_GET_HEAPHDR(x) == DUK_TVAL_GET_HEAPHDR(y);
  return duk_js_strict_equals(x, y);
}

/* x < y, with the flags of duk_js_compare_helper. */
static DUK_ALWAYS_INLINE duk_bool_t drupe__quick_compare(
    duk_hthread *thr, duk_tval *x, duk_tval *y, duk_small_uint_t flags) {
  if (DUK_LIKELY(DUK_TVAL_IS_FASTINT(x) && DUK_TVAL_IS_FASTINT(y)))
    return (DUK_TVAL_GET_FASTINT(x) < DUK_TVAL_GET_FASTINT(y)) ^
           ((flags & DUK_COMPARE_FLAG_NEGATE) != 0);
  return duk_js_compare_helper(thr, x, y, flags);
}

/* A condition. */
static DUK_ALWAYS_INLINE duk_bool_t drupe__quick_truth(duk_tval *x) {
  if (DUK_LIKELY(DUK_TVAL_IS_BOOLEAN(x)))
    return DUK_TVAL_GET_BOOLEAN(x);
  if (DUK_TVAL_IS_OBJECT(x))
    return 1;
  if (drupe__quick_nothing(x))
    return 0;
  return duk_js_toboolean(x);
}

#endif
