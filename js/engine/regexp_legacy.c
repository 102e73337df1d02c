/* js/engine/regexp_legacy.c - RegExp.$1 and its like: what matched last.
 *
 * A match keeps subject and places; text is made when somebody reads it. */
#include "regexp.h"

enum { LAST_MATCH = 0, LAST_PAREN = 10, LEFT_CONTEXT = 11, RIGHT_CONTEXT = 12 };

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

static void push_plain(duk_context *ctx, duk_c_function fn, duk_idx_t args,
                       int magic) {
  duk_push_c_function_builtin_noconstruct(ctx, fn, args);
  duk_set_magic(ctx, -1, magic);
}

/* [constructor setter getter] -> [constructor setter]: under both its names. */
static void define_both(duk_context *ctx, const char *name,
                        const char *letter) {
  const char *names[2] = {name, letter};
  int i;

  for (i = 0; i < 2; i++) {
    if (names[i] == NULL)
      continue;
    duk_push_string(ctx, names[i]);
    duk_dup(ctx, -2);
    duk_dup(ctx, -4);
    duk_def_prop(ctx, -6,
                 DUK_DEFPROP_HAVE_GETTER | DUK_DEFPROP_HAVE_SETTER |
                     DUK_DEFPROP_SET_CONFIGURABLE |
                     DUK_DEFPROP_CLEAR_ENUMERABLE | DUK_DEFPROP_FORCE);
  }
  duk_pop(ctx);
}

/* The constructor is on top. */
void drupe__regexp_legacy_init(duk_context *ctx) {
  static const struct {
    const char *name;
    const char *letter;
    int what;
  } list[] = {{"lastMatch", "$&", LAST_MATCH},
              {"lastParen", "$+", LAST_PAREN},
              {"leftContext", "$`", LEFT_CONTEXT},
              {"rightContext", "$'", RIGHT_CONTEXT}};
  char name[] = "$1";
  int i;

  push_plain(ctx, legacy_set_input, 1, 0);
  push_plain(ctx, legacy_get_input, 0, 0);
  define_both(ctx, "input", "$_");
  duk_pop(ctx);
  push_plain(ctx, legacy_ignore, 1, 0);
  for (i = 0; i < 4; i++) {
    push_plain(ctx, legacy_get, 0, list[i].what);
    define_both(ctx, list[i].name, list[i].letter);
  }
  for (i = 1; i <= 9; i++) {
    name[1] = (char)('0' + i);
    push_plain(ctx, legacy_get, 0, i);
    define_both(ctx, name, NULL);
  }
  duk_pop(ctx);
}
