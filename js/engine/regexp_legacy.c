/* js/engine/regexp_legacy.c - RegExp.$1 and its like: what matched last.
 *
 * A match keeps subject and places; text is made when somebody reads it. */
#include <stdio.h>

#include "regexp.h"

enum {
  LAST_MATCH = 0,
  LAST_PAREN = 10,
  LEFT_CONTEXT = 11,
  RIGHT_CONTEXT = 12,
  INPUT = 13
};

static void push_piece(duk_context *ctx, uint32_t from, uint32_t to) {
  const drupe__regexps *all = drupe__regexps_of(ctx);

  if (from == DRUPE__RX_UNSET || to == DRUPE__RX_UNSET)
    duk_push_literal(ctx, "");
  else
    duk_push_lstring(ctx,
                     (const char *)DUK_HSTRING_GET_DATA(all->subject) + from,
                     to - from);
}

static duk_ret_t legacy_get(duk_context *ctx) {
  const drupe__regexps *all = drupe__regexps_of(ctx);
  uint32_t what = (uint32_t)duk_get_current_magic(ctx);
  uint32_t last = all->group_count - 1;

  if (all->subject == NULL || (what < LAST_PAREN && what > last) ||
      (what == LAST_PAREN && last == 0))
    duk_push_literal(ctx, "");
  else if (what == LEFT_CONTEXT)
    push_piece(ctx, 0, all->captures[0]);
  else if (what == RIGHT_CONTEXT)
    push_piece(ctx, all->captures[1],
               (uint32_t)DUK_HSTRING_GET_BYTELEN(all->subject));
  else if (what == LAST_PAREN)
    push_piece(ctx, all->last_group[0], all->last_group[1]);
  else
    push_piece(ctx, all->captures[2 * what], all->captures[2 * what + 1]);
  return 1;
}

static duk_ret_t legacy_ignore(duk_context *ctx) {
  (void)ctx;
  return 0;
}

static duk_ret_t legacy_get_input(duk_context *ctx) {
  const drupe__regexps *all = drupe__regexps_of(ctx);

  if (all->input != NULL)
    duk_push_hstring(ctx, all->input);
  else if (all->subject != NULL)
    duk_push_hstring(ctx, all->subject);
  else
    duk_push_literal(ctx, "");
  return 1;
}

static duk_ret_t legacy_set_input(duk_context *ctx) {
  drupe__regexps *all = drupe__regexps_of(ctx);
  duk_hstring *old = all->input;

  all->input = duk_to_hstring(ctx, 0);
  DUK_HSTRING_INCREF(ctx, all->input);
  drupe__drop_string(ctx, old);
  return 0;
}

/* [.. key what] -> [.. getter setter] */
static duk_ret_t legacy_make(duk_context *ctx) {
  const char *name = duk_get_string(ctx, -2);
  int16_t what = (int16_t)duk_get_int(ctx, -1);
  char get_name[20];
  char set_name[20];
  const drupe__builtin getter = {
      get_name, what == INPUT ? legacy_get_input : legacy_get, 0, 0, what};
  const drupe__builtin setter = {
      set_name, what == INPUT ? legacy_set_input : legacy_ignore, 1, 1, 0};

  snprintf(get_name, sizeof(get_name), "get %s", name);
  snprintf(set_name, sizeof(set_name), "set %s", name);
  drupe__push_builtin(ctx, &getter);
  drupe__push_builtin(ctx, &setter);
  return 2;
}

/* The constructor is on top. */
void drupe__regexp_legacy_init(duk_context *ctx) {
  static const struct {
    const char *name;
    int what;
  } list[] = {{"input", INPUT},
              {"$_", INPUT},
              {"lastMatch", LAST_MATCH},
              {"$&", LAST_MATCH},
              {"lastParen", LAST_PAREN},
              {"$+", LAST_PAREN},
              {"leftContext", LEFT_CONTEXT},
              {"$`", LEFT_CONTEXT},
              {"rightContext", RIGHT_CONTEXT},
              {"$'", RIGHT_CONTEXT}};
  char name[] = "$1";
  size_t i;

  for (i = 0; i < sizeof(list) / sizeof(*list); i++)
    drupe__lazy_define_accessor(ctx, list[i].name, legacy_make, list[i].what);
  for (i = 1; i <= 9; i++) {
    name[1] = (char)('0' + i);
    drupe__lazy_define_accessor(ctx, name, legacy_make, (duk_int_t)i);
  }
}
