/* js/engine/builtin_string_html.c - the methods of String that put it between
 * tags (ECMA-262 B.2.2): pages of the nineties and test suites use them. */
#include "builtins.h"

#include <string.h>

/* By magic: the tag, and the attribute that the argument is for. */
static const struct {
  const char *tag;
  const char *attribute;
} elements[] = {{"a", "name"},    {"big", NULL},    {"blink", NULL},
                {"b", NULL},      {"tt", NULL},     {"font", "color"},
                {"font", "size"}, {"i", NULL},      {"a", "href"},
                {"small", NULL},  {"strike", NULL}, {"sub", NULL},
                {"sup", NULL}};

enum {
  ANCHOR,
  BIG,
  BLINK,
  BOLD,
  FIXED,
  FONTCOLOR,
  FONTSIZE,
  ITALICS,
  LINK,
  SMALL,
  STRIKE,
  SUB,
  SUP
};

/* [.. text] -> [.. text]: quotes as an attribute has them. */
static void escape_quotes(duk_context *ctx) {
  duk_size_t size;
  const char *p = duk_get_lstring(ctx, -1, &size), *end = p + size, *quote;
  duk_idx_t parts = 0, text = duk_get_top_index(ctx);

  for (; (quote = memchr(p, '"', (size_t)(end - p))) != NULL; p = quote + 1) {
    parts += 2;
    duk_require_stack(ctx, 8);
    duk_push_lstring(ctx, p, (duk_size_t)(quote - p));
    duk_push_literal(ctx, "&quot;");
  }
  duk_push_lstring(ctx, p, (duk_size_t)(end - p));
  duk_concat(ctx, parts + 1);
  duk_remove(ctx, text);
}

static duk_ret_t string_element(duk_context *ctx) {
  int which = duk_get_current_magic(ctx);
  const char *tag = elements[which].tag;

  (void)duk_push_this_coercible_to_string(ctx); /* 1 */
  duk_push_sprintf(ctx, "<%s", tag);
  if (elements[which].attribute != NULL) {
    duk_push_sprintf(ctx, " %s=\"", elements[which].attribute);
    duk_dup(ctx, 0);
    duk_to_string(ctx, -1);
    escape_quotes(ctx);
    duk_push_literal(ctx, "\"");
    duk_concat(ctx, 4);
  }
  duk_push_literal(ctx, ">");
  duk_dup(ctx, 1);
  duk_push_sprintf(ctx, "</%s>", tag);
  duk_concat(ctx, 4);
  return 1;
}

static const drupe__builtin methods[] = {
    {"anchor", string_element, 1, 1, ANCHOR},
    {"big", string_element, 1, 0, BIG},
    {"blink", string_element, 1, 0, BLINK},
    {"bold", string_element, 1, 0, BOLD},
    {"fixed", string_element, 1, 0, FIXED},
    {"fontcolor", string_element, 1, 1, FONTCOLOR},
    {"fontsize", string_element, 1, 1, FONTSIZE},
    {"italics", string_element, 1, 0, ITALICS},
    {"link", string_element, 1, 1, LINK},
    {"small", string_element, 1, 0, SMALL},
    {"strike", string_element, 1, 0, STRIKE},
    {"sub", string_element, 1, 0, SUB},
    {"sup", string_element, 1, 0, SUP},
    DRUPE__BUILTIN_END};

void drupe__builtin_string_html(duk_context *ctx) {
  drupe__push_prototype(ctx, "String");
  drupe__define(ctx, -1, methods);
  duk_pop(ctx);
}
