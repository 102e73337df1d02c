/* js/engine/builtin_math.c - the functions of Math that Duktape lacks
 * (ECMA-262 21.3.2), on the C library's. */
#include "builtins.h"

#include <math.h>

static duk_ret_t apply(duk_context *ctx, double (*fn)(double)) {
  duk_push_number(ctx, fn(duk_to_number(ctx, 0)));
  return 1;
}

static duk_ret_t math_acosh(duk_context *ctx) { return apply(ctx, acosh); }
static duk_ret_t math_asinh(duk_context *ctx) { return apply(ctx, asinh); }
static duk_ret_t math_atanh(duk_context *ctx) { return apply(ctx, atanh); }
/* The C library's for doubles is often off by one in the last place. */
static double cube_root(double d) { return (double)cbrtl(d); }
static duk_ret_t math_cbrt(duk_context *ctx) { return apply(ctx, cube_root); }
static duk_ret_t math_cosh(duk_context *ctx) { return apply(ctx, cosh); }
static duk_ret_t math_expm1(duk_context *ctx) { return apply(ctx, expm1); }
static duk_ret_t math_log1p(duk_context *ctx) { return apply(ctx, log1p); }
static duk_ret_t math_sinh(duk_context *ctx) { return apply(ctx, sinh); }
static duk_ret_t math_tanh(duk_context *ctx) { return apply(ctx, tanh); }

static double to_float(double d) { return (double)(float)d; }
static duk_ret_t math_fround(duk_context *ctx) { return apply(ctx, to_float); }

/* Halves go up; adding 0.5 would round what has no room for it. */
static double round_half_up(double d) {
  double down = floor(d);

  return d - down < 0.5 ? down : copysign(down + 1, d);
}
static duk_ret_t math_round(duk_context *ctx) {
  return apply(ctx, round_half_up);
}

static const drupe__builtin functions[] = {
    {"acosh", math_acosh, 1, 1, 0},   {"asinh", math_asinh, 1, 1, 0},
    {"atanh", math_atanh, 1, 1, 0},   {"cbrt", math_cbrt, 1, 1, 0},
    {"cosh", math_cosh, 1, 1, 0},     {"expm1", math_expm1, 1, 1, 0},
    {"fround", math_fround, 1, 1, 0}, {"log1p", math_log1p, 1, 1, 0},
    {"round", math_round, 1, 1, 0},   {"sinh", math_sinh, 1, 1, 0},
    {"tanh", math_tanh, 1, 1, 0},     DRUPE__BUILTIN_END};

void drupe__builtin_math(duk_context *ctx) {
  duk_get_global_string(ctx, "Math");
  drupe__define(ctx, -1, functions);
  duk_pop(ctx);
}
