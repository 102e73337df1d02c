/* modules/ffi/expression.c - constant expressions: sizes of arrays, values of
 * enums, and what a #define stands for. */
#include "parse.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool expr_ternary(c_parser *p, c_value *out);
static bool expr_unary(c_parser *p, c_value *out);

static void value_int(c_value *v, int64_t i) {
  *v = (c_value){.kind = C_VALUE_INT, .bits = (uint64_t)i};
}

/* Brings an int or unsigned int back to its 32 bits. */
static void value_wrap(c_value *v) {
  if (v->kind != C_VALUE_INT || v->is_long)
    return;
  v->bits = v->is_unsigned ? (uint64_t)(uint32_t)v->bits
                           : (uint64_t)(int64_t)(int32_t)(uint32_t)v->bits;
}

static double value_double(const c_value *v) {
  return v->kind == C_VALUE_DOUBLE ? v->number
         : v->is_unsigned          ? (double)v->bits
                                   : (double)(int64_t)v->bits;
}

static bool value_truth(const c_value *v) {
  return v->kind == C_VALUE_DOUBLE ? v->number < 0 || v->number > 0
                                   : v->bits != 0;
}

/* -- leaves --------------------------------------------------------------- */
static bool expr_float(c_parser *p, const char *text, c_value *out) {
  char *end;

  out->kind = C_VALUE_DOUBLE;
  out->number = strtod(text, &end);
  if (end[strspn(end, "fFlL")] != '\0')
    return c_fail(p, "not a number: %s", text);
  return true;
}

static bool expr_number(c_parser *p, c_value *out) {
  char text[80], *end;
  size_t size = p->token.size, i, used = 0;
  bool hex;

  for (i = 0; i < size && used + 1 < sizeof(text); i++)
    if (p->token.text[i] != '\'')
      text[used++] = p->token.text[i];
  text[used] = '\0';
  memset(out, 0, sizeof(*out));
  hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
  c_next(p);
  if (strpbrk(text, hex ? ".pP" : ".eE") != NULL)
    return expr_float(p, text, out);
  errno = 0;
  if (text[0] == '0' && (text[1] == 'b' || text[1] == 'B'))
    out->bits = strtoull(text + 2, &end, 2);
  else
    out->bits = strtoull(text, &end, 0);
  for (; *end != '\0'; end++)
    if (*end == 'u' || *end == 'U')
      out->is_unsigned = true;
    else if (*end == 'l' || *end == 'L')
      out->is_long = true;
    else if ((*end == 'f' || *end == 'F') && !hex)
      return expr_float(p, text, out);
    else
      return c_fail(p, "not a number: %s", text);
  if (errno == ERANGE)
    return c_fail(p, "%s has more than 64 bits", text);
  if (out->bits > UINT32_MAX || (out->bits > INT32_MAX && !out->is_unsigned &&
                                 (text[0] != '0' || text[1] == '\0')))
    out->is_long = true;
  else if (out->bits > INT32_MAX)
    out->is_unsigned = true;
  if (out->bits > INT64_MAX)
    out->is_unsigned = true;
  return true;
}

static int expr_escape(const char **at, const char *end) {
  static const char from[] = "ntrabfv0", to[] = "\n\t\r\a\b\f\v";
  const char *found;
  char *stop;
  int c;

  if (**at != '\\' || *at + 1 >= end)
    return (unsigned char)*(*at)++;
  (*at)++;
  if (**at == 'x') {
    c = (int)strtol(*at + 1, &stop, 16);
    *at = stop;
    return c;
  }
  if (**at >= '0' && **at <= '7') {
    for (c = 0, stop = NULL; *at < end && **at >= '0' && **at <= '7'; (*at)++)
      c = c * 8 + (**at - '0');
    return c;
  }
  found = strchr(from, **at);
  c = found == NULL ? (unsigned char)**at : to[found - from];
  (*at)++;
  return c;
}

/* Neighbours are one text.  A prefix (L, u8) is not looked at. */
static bool expr_text(c_parser *p, c_value *out) {
  char text[1024];
  size_t used = 0;

  memset(out, 0, sizeof(*out));
  out->kind = C_VALUE_TEXT;
  for (; p->token.kind == T_TEXT; c_next(p)) {
    const char *at = memchr(p->token.text, '"', p->token.size);
    const char *end = p->token.text + p->token.size - 1;

    for (at++; at < end && used + 1 < sizeof(text);)
      text[used++] = (char)expr_escape(&at, end);
  }
  out->text = c_copy(p->unit, text, used);
  return out->text != NULL || c_fail(p, "out of memory");
}

static bool expr_letter(c_parser *p, c_value *out) {
  const char *at = memchr(p->token.text, '\'', p->token.size);
  const char *end = p->token.text + p->token.size - 1;

  at++;
  value_int(out, at < end ? (char)expr_escape(&at, end) : 0);
  c_next(p);
  return true;
}

static bool expr_name(c_parser *p, c_value *out) {
  const c_symbol *s = c_map_get(&p->unit->symbols, p->token.name);
  c_macro *m = c_map_get(&p->unit->macros, p->token.name);
  const char *name = p->token.name;

  if (s != NULL && s->kind == C_SYMBOL_CONSTANT && s->why == NULL) {
    *out = s->value;
  } else if (m == NULL || m->gone || !c_macro_value(p->unit, m, out)) {
    return c_fail(p, "'%s' is no constant", name);
  }
  c_next(p);
  return true;
}

/* -- types inside --------------------------------------------------------- */
static const c_type *expr_type(c_parser *p) {
  c_specifiers s;
  const char *name = NULL;
  const c_type *type;

  memset(&s, 0, sizeof(s));
  if (!c_specifiers_read(p, &s))
    return NULL;
  type = c_declarator(p, s.type, &name, &s);
  if (type != NULL && c_why_not(type) != NULL) {
    (void)c_fail(p, "%s has no known size", c_why_not(type));
    return NULL;
  }
  return type;
}

/* sizeof x is not of use in a declaration: only sizeof(type). */
static bool expr_sizeof(c_parser *p, c_value *out, bool align) {
  const c_type *type;

  c_next(p);
  if (!c_expect(p, '(') || (type = expr_type(p)) == NULL)
    return c_fail(p, "sizeof wants a type");
  value_int(out, (int64_t)(align ? c_align(type) : c_size(type)));
  out->is_unsigned = out->is_long = true;
  return c_expect(p, ')');
}

/* A cast to a pointer makes no constant that a script could use. */
static bool expr_cast(c_parser *p, c_value *out) {
  const c_type *type = expr_type(p);
  uint32_t bits;

  if (type == NULL || !c_expect(p, ')') || !expr_unary(p, out))
    return false;
  if (type->kind == C_FLOAT || type->kind == C_DOUBLE) {
    out->number = value_double(out);
    out->kind = C_VALUE_DOUBLE;
    return true;
  }
  if (!c_is_integer(type) || out->kind == C_VALUE_TEXT)
    return c_fail(p, "a cast to %s is no constant",
                  type->name == NULL ? "a pointer" : type->name);
  if (out->kind == C_VALUE_DOUBLE)
    out->bits = (uint64_t)(int64_t)out->number;
  out->kind = C_VALUE_INT;
  bits = (uint32_t)type->size * 8;
  if (bits < 64)
    out->bits = c_is_signed(type)
                    ? (uint64_t)((int64_t)(out->bits << (64 - bits)) >>
                                 (64 - bits))
                    : out->bits & (((uint64_t)1 << bits) - 1);
  out->is_long = bits == 64;
  out->is_unsigned = !c_is_signed(type) && bits >= 32;
  return true;
}

static bool expr_primary(c_parser *p, c_value *out) {
  switch (p->token.kind) {
  case T_NUMBER:
    return expr_number(p, out);
  case T_TEXT:
    return expr_text(p, out);
  case T_LETTER:
    return expr_letter(p, out);
  case T_NAME:
    if (c_is_name(p, "sizeof"))
      return expr_sizeof(p, out, false);
    if (c_is_name(p, "_Alignof") || c_is_name(p, "__alignof__"))
      return expr_sizeof(p, out, true);
    return expr_name(p, out);
  default:
    break;
  }
  if (!c_take(p, '('))
    return c_fail(p, "a constant is expected before '%.*s'",
                  (int)(p->token.size < 40 ? p->token.size : 40),
                  p->token.text == NULL ? "" : p->token.text);
  if (c_starts_type(p))
    return expr_cast(p, out);
  return expr_ternary(p, out) && c_expect(p, ')');
}

static bool expr_unary(c_parser *p, c_value *out) {
  int sign = p->token.kind == T_PUNCT ? p->token.punct : 0;
  bool ok;

  if (sign != '-' && sign != '+' && sign != '~' && sign != '!')
    return expr_primary(p, out);
  if (++p->depth > PARSE_DEPTH)
    return c_fail(p, "nested too deeply");
  c_next(p);
  ok = expr_unary(p, out);
  p->depth--;
  if (!ok || sign == '+')
    return ok;
  if (out->kind == C_VALUE_TEXT)
    return c_fail(p, "a string is no number");
  if (sign == '!')
    value_int(out, !value_truth(out));
  else if (out->kind == C_VALUE_DOUBLE)
    out->number = -out->number;
  else
    out->bits = sign == '-' ? 0 - out->bits : ~out->bits;
  value_wrap(out);
  return true;
}

/* -- two operands --------------------------------------------------------- */
static int expr_rank(const c_parser *p) {
  if (p->token.kind != T_PUNCT)
    return 0;
  switch (p->token.punct) {
  case '*':
  case '/':
  case '%':
    return 10;
  case '+':
  case '-':
    return 9;
  case C2('<', '<'):
  case C2('>', '>'):
    return 8;
  case '<':
  case '>':
  case C2('<', '='):
  case C2('>', '='):
    return 7;
  case C2('=', '='):
  case C2('!', '='):
    return 6;
  case '&':
    return 5;
  case '^':
    return 4;
  case '|':
    return 3;
  case C2('&', '&'):
    return 2;
  case C2('|', '|'):
    return 1;
  default:
    return 0;
  }
}

static bool expr_compare(int op, int order, bool *out) {
  switch (op) {
  case '<':
    *out = order < 0;
    return true;
  case '>':
    *out = order > 0;
    return true;
  case C2('<', '='):
    *out = order <= 0;
    return true;
  case C2('>', '='):
    *out = order >= 0;
    return true;
  case C2('=', '='):
    *out = order == 0;
    return true;
  case C2('!', '='):
    *out = order != 0;
    return true;
  default:
    return false;
  }
}

static bool expr_doubles(c_parser *p, int op, c_value *a, const c_value *b) {
  double x = value_double(a), y = value_double(b);
  bool truth;

  if (expr_compare(op, x < y ? -1 : x > y ? 1 : 0, &truth)) {
    value_int(a, truth);
    return true;
  }
  a->kind = C_VALUE_DOUBLE;
  a->number = op == '+'   ? x + y
              : op == '-' ? x - y
              : op == '*' ? x * y
              : op == '/' ? x / y
                          : NAN;
  return (op != '%' && op < 256 && op != '&' && op != '|' && op != '^') ||
         c_fail(p, "that wants whole numbers");
}

static uint64_t expr_divide(uint64_t x, uint64_t y, bool is_unsigned,
                            bool rest) {
  if (is_unsigned)
    return rest ? x % y : x / y;
  if ((int64_t)y == -1) /* INT64_MIN / -1 would trap */
    return rest ? 0 : 0 - x;
  return rest ? (uint64_t)((int64_t)x % (int64_t)y)
              : (uint64_t)((int64_t)x / (int64_t)y);
}

static uint64_t expr_shift(const c_value *a, const c_value *b, bool left) {
  unsigned n = (unsigned)b->bits & 63;

  if (left)
    return a->bits << n;
  return a->is_unsigned ? a->bits >> n : (uint64_t)((int64_t)a->bits >> n);
}

static bool expr_ints(c_parser *p, int op, c_value *a, const c_value *b) {
  bool is_unsigned = a->is_unsigned || b->is_unsigned, truth;
  uint64_t x = a->bits, y = b->bits;
  int order = is_unsigned ? (x < y ? -1 : x > y)
                          : ((int64_t)x < (int64_t)y ? -1
                                                     : (int64_t)x > (int64_t)y);

  if (expr_compare(op, order, &truth)) {
    value_int(a, truth);
    return true;
  }
  if (op == C2('<', '<') || op == C2('>', '>')) {
    a->bits = expr_shift(a, b, op == C2('<', '<'));
    value_wrap(a);
    return true;
  }
  if ((op == '/' || op == '%') && y == 0)
    return c_fail(p, "a division by zero");
  a->bits = op == '+'                ? x + y
            : op == '-'              ? x - y
            : op == '*'              ? x * y
            : op == '/' || op == '%' ? expr_divide(x, y, is_unsigned, op == '%')
            : op == '&'              ? (x & y)
            : op == '|'              ? (x | y)
                                     : (x ^ y);
  a->is_unsigned = is_unsigned;
  a->is_long = a->is_long || b->is_long;
  value_wrap(a);
  return true;
}

static bool expr_apply(c_parser *p, int op, c_value *a, const c_value *b) {
  if (a->kind == C_VALUE_TEXT || b->kind == C_VALUE_TEXT)
    return c_fail(p, "a string is no number");
  if (op == C2('&', '&') || op == C2('|', '|')) {
    value_int(a, op == C2('&', '&') ? value_truth(a) && value_truth(b)
                                    : value_truth(a) || value_truth(b));
    return true;
  }
  if (a->kind == C_VALUE_DOUBLE || b->kind == C_VALUE_DOUBLE)
    return expr_doubles(p, op, a, b);
  return expr_ints(p, op, a, b);
}

static bool expr_binary(c_parser *p, c_value *out, int least) {
  c_value right = {.kind = C_VALUE_INT};
  int rank, op;

  if (!expr_unary(p, out))
    return false;
  while ((rank = expr_rank(p)) >= least && rank != 0) {
    op = p->token.punct;
    c_next(p);
    if (!expr_binary(p, &right, rank + 1) || !expr_apply(p, op, out, &right))
      return false;
  }
  return true;
}

static bool expr_ternary(c_parser *p, c_value *out) {
  c_value yes = {.kind = C_VALUE_INT}, no = {.kind = C_VALUE_INT};

  if (++p->depth > PARSE_DEPTH)
    return c_fail(p, "nested too deeply");
  if (!expr_binary(p, out, 1))
    return false;
  if (c_take(p, '?')) {
    if (!expr_ternary(p, &yes) || !c_expect(p, ':') || !expr_ternary(p, &no))
      return false;
    *out = value_truth(out) ? yes : no;
  }
  p->depth--;
  return true;
}

bool c_expression(c_parser *p, c_value *out) { return expr_ternary(p, out); }

bool c_expression_int(c_parser *p, int64_t *out) {
  c_value v = {.kind = C_VALUE_INT};

  if (!expr_ternary(p, &v))
    return false;
  if (v.kind != C_VALUE_INT)
    return c_fail(p, "a whole number is expected");
  *out = (int64_t)v.bits;
  return true;
}

bool c_macro_value(c_unit *u, c_macro *macro, c_value *out) {
  c_failure failure;
  c_source source = {macro->text, 0, macro->file, true};
  c_parser p;
  bool ok;

  if (macro->text == NULL || macro->busy || macro->text[0] == '\0')
    return false;
  source.size = strlen(macro->text);
  macro->busy = true;
  c_parser_init(&p, u, &source, &failure);
  ok = c_expression(&p, out) && p.token.kind == T_END;
  macro->busy = false;
  return ok;
}
