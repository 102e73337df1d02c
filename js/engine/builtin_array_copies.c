/* js/engine/builtin_array_copies.c - the methods that change a copy of an
 * array: toReversed, toSpliced, with (ECMA-262 23.1.3). */
#include "array.h"
#include "message.h"

/* These make true arrays, whose length has 32 bits. */
static void check_length(duk_context *ctx, uint64_t length) {
  if (length > 4294967295u)
    (void)duk_range_error(ctx, "Invalid array length");
}

static duk_ret_t array_to_reversed(duk_context *ctx) {
  uint64_t length = drupe__array_this(ctx), i;

  check_length(ctx, length);
  duk_push_array(ctx);
  if (drupe__array_append(ctx, 1, 0, 0, length)) {
    drupe__array_turn(drupe__array_items(ctx, 1), length);
    return 1;
  }
  for (i = 0; i < length; i++) {
    drupe__get_at(ctx, 0, length - 1 - i);
    drupe__create_at(ctx, 1, i);
  }
  return 1;
}

static duk_ret_t array_with(duk_context *ctx) {
  uint64_t length = drupe__array_this(ctx), i;
  double at;

  duk_dup(ctx, 0); /* messages show it as it is */
  at = drupe__integer(ctx, -1);
  duk_pop(ctx);
  if (at < 0)
    at += (double)length;
  if (at < 0 || at >= (double)length) {
    drupe__readable_push(ctx, duk_require_tval(ctx, 0));
    return duk_range_error(ctx, "Invalid index : %s", duk_get_string(ctx, -1));
  }
  check_length(ctx, length);
  duk_push_array(ctx);
  if (drupe__array_append(ctx, 3, 2, 0, length)) {
    DUK_TVAL_SET_TVAL_UPDREF(ctx, &drupe__array_items(ctx, 3)[(uint64_t)at],
                             duk_require_tval(ctx, 1));
    return 1;
  }
  for (i = 0; i < length; i++) {
    if (i == (uint64_t)at)
      duk_dup(ctx, 1);
    else
      drupe__get_at(ctx, 2, i);
    drupe__create_at(ctx, 3, i);
  }
  return 1;
}

static void copy_range(duk_context *ctx, duk_idx_t from, duk_idx_t to,
                       uint64_t begin, uint64_t end, uint64_t *next) {
  if (duk_get_length(ctx, to) == *next &&
      drupe__array_append(ctx, to, from, begin, end - begin)) {
    *next += end - begin;
    return;
  }
  for (; begin < end; begin++) {
    drupe__get_at(ctx, from, begin);
    drupe__create_at(ctx, to, (*next)++);
  }
}

/* How many elements the call takes out: the second argument, all without it. */
static uint64_t spliced_out(duk_context *ctx, duk_idx_t argc, uint64_t rest) {
  double skip;

  if (argc < 2)
    return argc == 0 ? 0 : rest;
  skip = drupe__integer(ctx, 1);
  if (skip <= 0)
    return 0;
  return skip > (double)rest ? rest : (uint64_t)skip;
}

static duk_ret_t array_to_spliced(duk_context *ctx) {
  duk_idx_t argc = duk_get_top(ctx), i, object = argc;
  uint64_t length = drupe__array_this(ctx), next = 0;
  uint64_t added = argc > 2 ? (uint64_t)argc - 2 : 0;
  uint64_t start = argc > 0 ? drupe__relative(ctx, 0, length, 0) : 0;
  uint64_t skip = spliced_out(ctx, argc, length - start);

  if (length - skip + added > 9007199254740991u)
    return duk_type_error(ctx, "Invalid array length");
  check_length(ctx, length - skip + added);
  duk_push_array(ctx);
  copy_range(ctx, object, object + 1, 0, start, &next);
  for (i = 2; i < argc; i++) {
    duk_dup(ctx, i);
    drupe__create_at(ctx, object + 1, next++);
  }
  copy_range(ctx, object, object + 1, start + skip, length, &next);
  return 1;
}

static const drupe__builtin methods[] = {
    {"toReversed", array_to_reversed, 0, 0, 0},
    {"toSpliced", array_to_spliced, DUK_VARARGS, 2, 0},
    {"with", array_with, 2, 2, 0},
    DRUPE__BUILTIN_END};

void drupe__builtin_array_copies(duk_context *ctx) {
  drupe__push_prototype(ctx, "Array");
  drupe__define(ctx, -1, methods);
  duk_pop(ctx);
}
