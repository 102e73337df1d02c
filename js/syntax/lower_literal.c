/* js/syntax/lower_literal.c - numbers, strings, regexps, templates and lists
 * with spread. */
#include "print.h"

/* --- Numbers and strings --- */

/* Without separators; 0b and 0o are known to Duktape. */
void drupe__lower_number_text(printer *p, uint32_t n) {
  const char *at = p->tree->text + node_pos(p->tree, n);
  const char *end = p->tree->text + node_word(p->tree, n, NUMBER_END);

  if (node_flags(p->tree, n) & NUMBER_VALUE) {
    drupe__print_number(p, node_word(p->tree, n, NUMBER_END));
    return;
  }
  for (; at < end; at++) {
    if (*at != '_')
      print_char(p, *at);
  }
}

/* A line end inside the text: its size, or 0. */
static size_t literal_line_end(const char *at, const char *end) {
  if (*at == '\n')
    return 1;
  if (*at == '\r')
    return end - at > 1 && at[1] == '\n' ? 2 : 1;
  if (end - at > 2 && memcmp(at, "\xE2\x80", 2) == 0 &&
      ((unsigned char)at[2] & 0xFE) == 0xA8)
    return 3;
  return 0;
}

/* Copies the inside of a string or template: no line ends may reach the
 * output, they would shift the positions. */
static void literal_copy(printer *p, const char *at, const char *end,
                         bool template) {
  size_t n;

  while (at < end) {
    if (*at == '\\' && end - at > 1) {
      n = literal_line_end(at + 1, end);
      if (n > 0) { /* a line continuation is nothing */
        at += 1 + n;
        continue;
      }
      drupe__print_text(p, at, 2);
      at += 2;
      continue;
    }
    n = literal_line_end(at, end);
    if (n == 3)
      drupe__print_text(p, at[2] & 1 ? "\\u2029" : "\\u2028", 6);
    else if (n > 0)
      print_lit(p, "\\n"); /* CR and CRLF mean LF in templates */
    else if (template && *at == '"')
      print_lit(p, "\\\"");
    else
      print_char(p, *at);
    at += n > 0 ? n : 1;
  }
}

void drupe__lower_string(printer *p, uint32_t n) {
  const char *at = p->tree->text + node_pos(p->tree, n);
  const char *end = p->tree->text + node_word(p->tree, n, STRING_END);

  if ((node_flags(p->tree, n) & (STRING_ESCAPES | STRING_LINES)) == 0) {
    drupe__print_text(p, at, (size_t)(end - at));
    return;
  }
  print_char(p, *at);
  literal_copy(p, at + 1, end - 1, false);
  print_char(p, *at);
}

/* As one literal: the engine would intern each partial sum.  A digit must not
 * become part of an octal escape before it. */
void drupe__lower_strings(printer *p, uint32_t list, uint32_t from,
                          uint32_t count) {
  bool whole = count == list_size(p->tree, list);
  uint32_t i;

  if (whole)
    print_char(p, '('); /* it is no directive */
  print_char(p, '"');
  for (i = from; i < from + count; i++) {
    uint32_t n = list_at(p->tree, list, i);
    const char *at = p->tree->text + node_pos(p->tree, n) + 1;
    const char *end = p->tree->text + node_word(p->tree, n, STRING_END) - 1;

    if (i > from && at < end && *at >= '0' && *at <= '9')
      print_lit(p, "\\x3");
    literal_copy(p, at, end, true);
  }
  print_char(p, '"');
  if (whole)
    print_char(p, ')');
}

void drupe__lower_key(printer *p, uint32_t key) {
  switch (node_kind(p->tree, key)) {
  case NODE_STRING: drupe__lower_string(p, key); return;
  case NODE_NUMBER: drupe__lower_number_text(p, key); return;
  case NODE_BIGINT: drupe__lower_bigint_key(p, key); return;
  default: drupe__print_key_name(p, node_word(p->tree, key, NAME_ATOM));
  }
}

/* --- Regular expressions --- */

/* The engine's literals are the standard's. */
void drupe__lower_regexp(printer *p, uint32_t n) {
  const char *text = p->tree->text;
  const char *at = text + node_pos(p->tree, n);
  const char *end = text + node_word(p->tree, n, REGEXP_END);

  drupe__print_text(p, at, (size_t)(end - at));
}

/* --- Looking at expressions --- */

static bool silent_list(const printer *p, uint32_t list) {
  uint32_t i, n;

  for (i = 0; i < list_size(p->tree, list); i++) {
    n = list_at(p->tree, list, i);
    if (n != 0 && !drupe__lower_is_silent(p, n))
      return false;
  }
  return true;
}

bool drupe__lower_is_silent(const printer *p, uint32_t n) {
  const drupe__tree *t = p->tree;

  switch (node_kind(t, n)) {
  case NODE_NUMBER:
  case NODE_BIGINT:
  case NODE_STRING:
  case NODE_NULL:
  case NODE_TRUE:
  case NODE_FALSE:
  case NODE_THIS:
  case NODE_FUNCTION:
  case NODE_REGEXP: return true;
  case NODE_IDENT:
    return drupe__print_binding(p, n) != NULL &&
           (node_flags(t, n) & IDENT_CHECK) == 0;
  case NODE_MEMBER:
    return (node_flags(t, n) & FLAG_OPTIONAL) == 0 &&
           drupe__lower_is_silent(p, node_word(t, n, MEMBER_OBJECT));
  case NODE_ARRAY: return silent_list(p, node_word(t, n, ARRAY_LIST));
  case NODE_OBJECT: return silent_list(p, node_word(t, n, OBJECT_LIST));
  case NODE_PROPERTY:
    return (node_flags(t, n) & MEMBER_COMPUTED) == 0 &&
           drupe__lower_is_silent(p, node_word(t, n, PROPERTY_ITEM));
  case NODE_CONDITIONAL:
    return drupe__lower_is_silent(p, node_word(t, n, 0)) &&
           drupe__lower_is_silent(p, node_word(t, n, 1)) &&
           drupe__lower_is_silent(p, node_word(t, n, 2));
  case NODE_BINARY:
  case NODE_LOGICAL: return silent_list(p, node_inline_list(n));
  case NODE_UNARY:
    return node_op(t, n) != OP_DELETE &&
           drupe__lower_is_silent(p, node_word(t, n, ARGUMENT));
  default: return false;
  }
}

/* Is its value a string or number for sure? */
static bool template_is_primitive(const printer *p, uint32_t n) {
  const drupe__tree *t = p->tree;
  uint32_t i, list;

  switch (node_kind(t, n)) {
  case NODE_NUMBER:
  case NODE_STRING:
  case NODE_TEMPLATE:
  case NODE_UPDATE: return true;
  case NODE_UNARY: return true;
  case NODE_BINARY:
    if (node_op(t, n) != OP_ADD)
      return true;
    list = node_inline_list(n);
    for (i = 0; i < list_size(t, list); i++) {
      if (node_kind(t, list_at(t, list, i)) == NODE_STRING ||
          node_kind(t, list_at(t, list, i)) == NODE_TEMPLATE)
        return true;
    }
    return false;
  default: return false;
  }
}

/* --- Templates --- */

static void template_quasi(printer *p, uint32_t n) {
  const char *text = p->tree->text;

  print_char(p, '"');
  literal_copy(p, text + node_pos(p->tree, n),
               text + node_word(p->tree, n, QUASI_END), true);
  print_char(p, '"');
}

static bool template_is_empty(const printer *p, uint32_t quasi) {
  return node_pos(p->tree, quasi) == node_word(p->tree, quasi, QUASI_END);
}

/* ToString of each value comes before the next expression runs; `str` does
 * all of them at the end, so what comes before an expression with effects is
 * converted at once. */
static void template_value(printer *p, uint32_t n, bool effects_follow) {
  bool wrap = effects_follow && !template_is_primitive(p, n);

  if (wrap)
    print_lit(p, "$h.str(");
  drupe__print_expression(p, n, POWER_ASSIGN);
  if (wrap)
    print_char(p, ')');
}

/* The index of the last expression with effects, or 0. */
static uint32_t template_last_effect(const printer *p, uint32_t list) {
  uint32_t i = list_size(p->tree, list);

  for (; i > 2; i -= 2) {
    if (!drupe__lower_is_silent(p, list_at(p->tree, list, i - 2)))
      return i - 2;
  }
  return 0;
}

/* The conversion that may fail has the place of its value. */
static uint32_t template_place(const printer *p, uint32_t list) {
  uint32_t i, n = list_at(p->tree, list, 1);

  for (i = 1; i < list_size(p->tree, list); i += 2) {
    n = list_at(p->tree, list, i);
    if (!template_is_primitive(p, n))
      break;
  }
  return drupe__print_start(p->tree, n);
}

void drupe__lower_template(printer *p, uint32_t n) {
  uint32_t list = node_word(p->tree, n, TEMPLATE_LIST), i, item;
  uint32_t count = list_size(p->tree, list);
  uint32_t last_effect = template_last_effect(p, list);
  bool first = true;

  if (count == 1) {
    template_quasi(p, list_at(p->tree, list, 0));
    return;
  }
  print_lit(p, "$h.str(");
  for (i = 0; i < count; i++) {
    item = list_at(p->tree, list, i);
    if (i % 2 == 0 && template_is_empty(p, item))
      continue;
    if (!first)
      print_char(p, ',');
    first = false;
    if (i % 2 == 0)
      template_quasi(p, item);
    else
      template_value(p, item, i < last_effect);
  }
  drupe__print_mark(p, template_place(p, list));
  print_char(p, ')');
}

/* The text as it stands, but CR and CRLF are LF. */
static void template_raw(printer *p, uint32_t quasi) {
  const char *at = p->tree->text + node_pos(p->tree, quasi);
  const char *end = p->tree->text + node_word(p->tree, quasi, QUASI_END);
  size_t n;

  print_char(p, '"');
  for (; at < end; at += n) {
    n = literal_line_end(at, end);
    if (n == 3)
      drupe__print_text(p, at[2] & 1 ? "\\u2029" : "\\u2028", 6);
    else if (n > 0)
      print_lit(p, "\\n");
    else if (*at == '"' || *at == '\\')
      print_char(p, '\\');
    if (n == 0) {
      print_char(p, *at);
      n = 1;
    }
  }
  print_char(p, '"');
}

static void template_strings(printer *p, uint32_t list, bool raw) {
  uint32_t i, quasi;

  print_char(p, '[');
  for (i = 0; i < list_size(p->tree, list); i += 2) {
    quasi = list_at(p->tree, list, i);
    if (i > 0)
      print_char(p, ',');
    if (raw)
      template_raw(p, quasi);
    else if ((node_flags(p->tree, quasi) & STRING_INVALID) != 0)
      print_lit(p, "void 0");
    else
      template_quasi(p, quasi);
  }
  print_char(p, ']');
}

/* One object per place, made when it is first reached. */
void drupe__lower_template_object(printer *p, uint32_t n) {
  uint32_t list = node_word(p->tree, n, TEMPLATE_LIST), i;
  uint32_t name = drupe__scope_name(p->pass, "_t$", 3);
  bool raw = false;

  for (i = 0; i < list_size(p->tree, list); i += 2)
    raw |= (node_flags(p->tree, list_at(p->tree, list, i)) &
            (STRING_ESCAPES | STRING_INVALID)) != 0;
  drupe__print_declare_unit(p, name);
  drupe__print_atom(p, name);
  print_lit(p, "||(");
  drupe__print_atom(p, name);
  print_lit(p, "=$h.tag(");
  template_strings(p, list, false);
  if (raw) {
    print_char(p, ',');
    template_strings(p, list, true);
  }
  print_lit(p, "))");
}

/* --- Lists with spread --- */

/* What is not iterable has the place of the first spread value. */
static uint32_t spread_place(const printer *p, uint32_t list) {
  uint32_t i, n;

  for (i = 0;; i++) {
    n = list_at(p->tree, list, i);
    if (n != 0 && node_kind(p->tree, n) == NODE_SPREAD)
      return node_pos(p->tree, node_word(p->tree, n, ARGUMENT));
  }
}

/* Does the list spread its last element, and no other? */
static bool spread_is_last(const drupe__tree *t, uint32_t list) {
  uint32_t i;

  for (i = 0; node_kind(t, list_at(t, list, i)) != NODE_SPREAD; i++)
    ;
  return i + 1 == list_size(t, list);
}

void drupe__lower_spread_begin(printer *p, uint32_t list, bool is_new) {
  bool last =
      drupe__lower_has_spread(p->tree, list) && spread_is_last(p->tree, list);

  drupe__print_text(p,
                    last     ? is_new ? "$h.cn(" : "$h.cs("
                    : is_new ? "$h.nw("
                             : "$h.ap(",
                    6);
}

void drupe__lower_spread_arguments(printer *p, uint32_t list, uint32_t pos) {
  uint32_t i, n;

  if (!drupe__lower_has_spread(p->tree, list) ||
      !spread_is_last(p->tree, list)) {
    drupe__lower_spread_list(p, list, pos);
  } else {
    for (i = 0; i < list_size(p->tree, list); i++) {
      n = list_at(p->tree, list, i);
      if (i > 0)
        print_char(p, ',');
      if (node_kind(p->tree, n) == NODE_SPREAD)
        n = node_word(p->tree, n, ARGUMENT);
      drupe__print_expression(p, n, POWER_ASSIGN);
    }
  }
  drupe__print_mark(p, pos);
  print_char(p, ')');
}

/* The last element whose evaluation could see what was iterated before it, or
 * 0. */
static uint32_t spread_last_watcher(const printer *p, uint32_t list) {
  uint32_t i = list_size(p->tree, list), n;

  while (i-- > 1) {
    n = list_at(p->tree, list, i);
    if (n != 0 && node_kind(p->tree, n) == NODE_SPREAD)
      n = node_word(p->tree, n, ARGUMENT);
    if (n != 0 && !drupe__lower_is_silent(p, n))
      return i;
  }
  return 0;
}

/* `1,value`, or `3,$h.sp(1,value)`: iterated at once. */
static void spread_element(printer *p, uint32_t value, bool watched) {
  if (watched)
    print_lit(p, "3,$h.sp(");
  print_lit(p, "1,");
  drupe__print_expression(p, value, POWER_ASSIGN);
  if (!watched)
    return;
  drupe__print_mark(p, node_pos(p->tree, value));
  print_char(p, ')');
}

/* An array of the list: a literal, or `$h.sp(flag,value,...)`. */
void drupe__lower_spread_list(printer *p, uint32_t list, uint32_t pos) {
  bool spread = drupe__lower_has_spread(p->tree, list);
  uint32_t watcher = spread ? spread_last_watcher(p, list) : 0, i, n;

  if (spread)
    print_lit(p, "$h.sp(");
  else
    print_char(p, '[');
  for (i = 0; i < list_size(p->tree, list); i++) {
    n = list_at(p->tree, list, i);
    if (i > 0)
      print_char(p, ',');
    if (n == 0) {
      print_lit(p, "2,0");
    } else if (node_kind(p->tree, n) == NODE_SPREAD) {
      spread_element(p, node_word(p->tree, n, ARGUMENT), i < watcher);
    } else {
      if (spread)
        print_lit(p, "0,");
      drupe__print_expression(p, n, POWER_ASSIGN);
    }
  }
  if (spread)
    drupe__print_mark(p, pos != 0 ? pos : spread_place(p, list));
  print_char(p, spread ? ')' : ']');
}
