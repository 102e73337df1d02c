/* js/engine/message_iterable.c - what cannot be iterated or taken apart, in the
 * words of V8.
 *
 * They depend on how much V8 finds in the source: all that it takes apart or
 * spreads has a text, but parameters and what lies inside a pattern. */
#include "engine_internal.h"
#include "message.h"
#include "text.h"

/* The words of the source, or the value's type. */
static const char *message_words(duk_context *ctx, const drupe__description *d,
                                 duk_idx_t index) {
  if (d->text[0] != '\0')
    drupe__text_push(ctx, d->text, strlen(d->text));
  else
    drupe__typed_push(ctx, duk_require_tval(ctx, index));
  return duk_get_string(ctx, -1);
}

static const char *message_nothing(duk_context *ctx, duk_idx_t index) {
  return duk_is_null(ctx, index) ? "null" : "undefined";
}

/* The last argument of a call. */
static void throw_spread(duk_context *ctx, duk_idx_t index, const char *words) {
  if (duk_is_null_or_undefined(ctx, index))
    (void)duk_type_error(ctx, "%s is not iterable (cannot read property %s)",
                         words, message_nothing(ctx, index));
  (void)duk_type_error(ctx, "Spread syntax requires "
                            "...iterable[Symbol.iterator] to be a function");
}

static void throw_nested(duk_context *ctx, duk_idx_t index, const char *words) {
  if (duk_is_null_or_undefined(ctx, index))
    (void)duk_type_error(ctx,
                         "Cannot destructure property 'Symbol(Symbol.iterator)'"
                         " of '%s' as it is undefined.",
                         words);
  (void)duk_type_error(ctx,
                       "%s is not iterable (cannot read property "
                       "Symbol(Symbol.iterator))",
                       words);
}

static void throw_async(duk_context *ctx, duk_idx_t index,
                        drupe__described what, const char *words) {
  if (duk_is_null_or_undefined(ctx, index))
    (void)duk_type_error(ctx,
                         "Cannot read properties of %s (reading "
                         "'Symbol(Symbol.asyncIterator)')",
                         message_nothing(ctx, index));
  if (what == DRUPE__DESCRIBED_RESULT)
    (void)duk_type_error(ctx,
                         "%s is not a function or its return value is not "
                         "async iterable",
                         words);
  (void)duk_type_error(ctx, "%s is not async iterable", words);
}

void drupe__throw_not_iterable(duk_context *ctx, duk_idx_t index,
                               drupe__iterates who) {
  drupe__described what = DRUPE__DESCRIBED_NOTHING;
  drupe__description d = {"", ""};
  const char *words;

  duk_require_stack(ctx, 16);
  index = duk_require_normalize_index(ctx, index);
  if (who != DRUPE__ITERATES_BUILTIN)
    what = drupe__callee_describe(ctx, DRUPE__ABOUT_ITERABLE, &d);
  words = message_words(ctx, &d, index);
  if (who == DRUPE__ITERATES_ASYNC)
    throw_async(ctx, index, what, words);
  switch (what) {
  case DRUPE__DESCRIBED_SPREAD: throw_spread(ctx, index, words); break;
  case DRUPE__DESCRIBED_NESTED: throw_nested(ctx, index, words); break;
  case DRUPE__DESCRIBED_ITERABLE:
    (void)duk_type_error(ctx, "%s is not iterable", words);
    break;
  case DRUPE__DESCRIBED_RESULT:
    (void)duk_type_error(
        ctx, "%s is not a function or its return value is not iterable", words);
    break;
  default:
    (void)duk_type_error(ctx,
                         "%s is not iterable (cannot read property "
                         "Symbol(Symbol.iterator))",
                         words);
  }
}

void drupe__throw_not_destructurable(duk_context *ctx, duk_idx_t index) {
  drupe__description d;

  duk_require_stack(ctx, 16);
  index = duk_require_normalize_index(ctx, index);
  (void)drupe__callee_describe(ctx, DRUPE__ABOUT_PATTERN, &d);
  (void)duk_type_error(ctx, "Cannot destructure '%s' as it is %s.",
                       message_words(ctx, &d, index),
                       message_nothing(ctx, index));
}

void drupe__throw_pattern(duk_context *ctx, const duk_tval *value) {
  drupe__description d;

  duk_require_stack(ctx, 16);
  if (drupe__callee_describe(ctx, DRUPE__ABOUT_PATTERN, &d) !=
          DRUPE__DESCRIBED_PATTERN ||
      d.key[0] == '\0')
    return;
  duk_push_tval(ctx, (duk_tval *)value);
  (void)duk_type_error(ctx,
                       "Cannot destructure property '%s' of '%s' as it is "
                       "%s.",
                       d.key, message_words(ctx, &d, -1),
                       DUK_TVAL_IS_NULL(value) ? "null" : "undefined");
}
