/* js/syntax/lower_bigint.c - BigInt literals: `1n` becomes a variable of the
 * unit that `$h.big("1")` fills where it is first reached. */
#include "print.h"

#include <stdlib.h>

/* One variable for all literals of the same text, kept with the atom of that
 * text, which is no name. */
static uint32_t bigint_variable(printer *p, const char *text, uint32_t size) {
  drupe__atoms *atoms = &p->tree->atoms;
  uint32_t key = drupe__atom_intern(atoms, text, size), name;

  if (key == 0)
    drupe__scope_no_memory(p->pass);
  if (atoms->list[key].variable == 0) {
    name = drupe__scope_name(p->pass, "_n$", 3);
    drupe__print_declare_unit(p, name);
    atoms->list[key].variable = name;
  }
  return atoms->list[key].variable;
}

/* Without separators and the `n`. */
static void bigint_text(printer *p, uint32_t n) {
  const char *at = p->tree->text + node_pos(p->tree, n);
  const char *end = p->tree->text + node_word(p->tree, n, NUMBER_END) - 1;

  for (; at < end; at++) {
    if (*at != '_')
      print_char(p, *at);
  }
}

static void bigint_call(printer *p, uint32_t n) {
  print_lit(p, "$h.big(\"");
  bigint_text(p, n);
  print_lit(p, "\")");
}

void drupe__lower_bigint(printer *p, uint32_t n) {
  uint32_t pos = node_pos(p->tree, n), name;

  /* Sloppy eval code would leave its variables to the next one. */
  if (p->pass->source->goal == DRUPE__EVAL) {
    bigint_call(p, n);
    return;
  }
  name = bigint_variable(p, p->tree->text + pos,
                         node_word(p->tree, n, NUMBER_END) - pos);
  print_char(p, '(');
  drupe__print_atom(p, name);
  print_lit(p, "===void 0?");
  drupe__print_atom(p, name);
  print_char(p, '=');
  bigint_call(p, n);
  print_char(p, ':');
  drupe__print_atom(p, name);
  print_char(p, ')');
}

/* --- As a key: its decimal digits --- */

/* digits = digits * radix + digit, the lowest digit first. */
static uint32_t bigint_scale(unsigned char *digits, uint32_t count,
                             unsigned radix, unsigned digit) {
  uint32_t i;

  for (i = 0; i < count; i++) {
    digit += digits[i] * radix;
    digits[i] = (unsigned char)(digit % 10);
    digit /= 10;
  }
  for (; digit != 0; digit /= 10)
    digits[count++] = (unsigned char)(digit % 10);
  return count;
}

void drupe__lower_bigint_key(printer *p, uint32_t n) {
  const char *at = p->tree->text + node_pos(p->tree, n);
  const char *end = p->tree->text + node_word(p->tree, n, NUMBER_END) - 1;
  unsigned radix = 10;
  uint32_t count = 0;
  unsigned char *digits;

  if (end - at > 2 && (at[1] | 32) >= 'a') {
    radix = (at[1] | 32) == 'x' ? 16 : (at[1] | 32) == 'o' ? 8 : 2;
    at += 2;
  }
  /* A digit of radix 16 is 1.2 decimal ones. */
  digits = malloc((size_t)(end - at) * 2 + 1);
  if (digits == NULL)
    drupe__scope_no_memory(p->pass);
  for (; at < end; at++) {
    if (*at != '_')
      count = bigint_scale(digits, count, radix,
                           *at <= '9' ? (unsigned)(*at - '0')
                                      : (unsigned)((*at | 32) - 'a') + 10);
  }
  print_char(p, '"');
  if (count == 0)
    print_char(p, '0');
  while (count > 0)
    print_char(p, (char)('0' + digits[--count]));
  print_char(p, '"');
  free(digits);
}
