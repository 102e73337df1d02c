/* js/syntax/print.c - the printer's buffer, its positions and its names. */
#include "print.h"

#include <stdio.h>
#include <stdlib.h>

/* --- Output --- */

void drupe__print_room(printer *p, size_t more) {
  size_t wanted =
      p->capacity == 0 ? p->tree->size + more + 4096 : (p->capacity + more) * 2;
  char *out = realloc(p->out, wanted);

  if (out == NULL)
    drupe__scope_no_memory(p->pass);
  p->out = out;
  p->capacity = wanted;
}

void drupe__print_number(printer *p, uint32_t value) {
  char text[16];
  int size = snprintf(text, sizeof(text), "%u", value);

  drupe__print_text(p, text, (size_t)size);
}

/* A string literal; control characters and the line ends of Unicode, which
 * ES5 refuses inside, are escaped. */
void drupe__print_quoted(printer *p, const char *text, size_t size) {
  char escape[8];
  size_t i;

  print_char(p, '"');
  for (i = 0; i < size; i++) {
    unsigned char c = (unsigned char)text[i];

    if (c == '"' || c == '\\') {
      print_char(p, '\\');
      print_char(p, (char)c);
    } else if (c == '\n') {
      print_lit(p, "\\n");
    } else if (c < 0x20) {
      snprintf(escape, sizeof(escape), "\\x%02x", c);
      drupe__print_text(p, escape, 4);
    } else if (c == 0xE2 && i + 2 < size &&
               (unsigned char)text[i + 1] == 0x80 &&
               ((unsigned char)text[i + 2] & 0xFE) == 0xA8) {
      drupe__print_text(p, text[i + 2] & 1 ? "\\u2029" : "\\u2028", 6);
      i += 2;
    } else {
      print_char(p, (char)c);
    }
  }
  print_char(p, '"');
}

void drupe__print_quoted_atom(printer *p, uint32_t atom) {
  uint32_t size;
  const char *text = drupe__atom_text(&p->tree->atoms, atom, &size);

  drupe__print_quoted(p, text, size);
}

void drupe__print_line(printer *p, uint32_t offset) {
  print_char(p, '\n');
  p->line++;
  p->offset = offset;
  drupe__linetab_add(&p->lines, offset);
}

void drupe__print_mark(printer *p, uint32_t offset) {
  if (p->offset != offset)
    drupe__print_line(p, offset);
}

/* --- Names --- */

static uint32_t *print_push(printer *p, uint32_t *list, uint32_t *count,
                            uint32_t *capacity, uint32_t value) {
  list = drupe__scope_grow(p->pass, list, *count, capacity, sizeof(*list));
  list[(*count)++] = value;
  return list;
}

/* _a .. _z, _aa ..: short, and the same ones in every function. */
static uint32_t print_temp_name(printer *p, uint32_t index) {
  char text[16];
  int at = (int)sizeof(text);

  do {
    text[--at] = (char)('a' + index % 26);
    index = index / 26;
  } while (index-- > 0);
  text[--at] = '_';
  return drupe__scope_name(p->pass, text + at, sizeof(text) - (size_t)at);
}

uint32_t drupe__print_temp(printer *p) {
  if (p->temp_used == p->temp_count)
    p->temps = print_push(p, p->temps, &p->temp_count, &p->temp_capacity,
                          print_temp_name(p, p->temp_count));
  p->temp_used++;
  if (p->temp_high < p->temp_used)
    p->temp_high = p->temp_used;
  return p->temps[p->temp_used - 1];
}

void drupe__print_declare(printer *p, uint32_t atom) {
  p->extras =
      print_push(p, p->extras, &p->extra_count, &p->extra_capacity, atom);
}

void drupe__print_declare_unit(printer *p, uint32_t atom) {
  p->unit_names =
      print_push(p, p->unit_names, &p->unit_count, &p->unit_capacity, atom);
}

const scope_binding *drupe__print_binding(const printer *p, uint32_t ident) {
  uint32_t index = node_word(p->tree, ident, IDENT_BINDING);

  return index == 0 ? NULL : &p->pass->bindings[index];
}

void drupe__print_declare_binding(printer *p, uint32_t ident) {
  uint32_t index = node_word(p->tree, ident, IDENT_BINDING);
  scope_binding *b = &p->pass->bindings[index];

  if (index == 0 ||
      (b->flags & (BINDING_DECLARED | BINDING_BOXED | BINDING_SCOPED)) != 0)
    return;
  b->flags |= BINDING_DECLARED;
  drupe__print_declare(p, b->out);
}

bool drupe__print_is_constant(const printer *p, const scope_binding *b) {
  uint32_t node = p->pass->functions[p->function].node;

  return b->kind == BINDING_CONST ||
         (b->kind == BINDING_FUNCTION_NAME &&
          (node_flags(p->tree, node) & FN_STRICT) != 0);
}

static void print_box(printer *p, const scope_binding *b) {
  if ((b->flags & BINDING_BOXED) == 0)
    return;
  drupe__print_atom(p, b->cell != 0 ? b->cell : p->pass->scopes[b->scope].box);
  print_char(p, '.');
}

void drupe__print_name(printer *p, const scope_binding *b) {
  print_box(p, b);
  drupe__print_atom(p, b->out);
}

void drupe__print_flag(printer *p, const scope_binding *b) {
  print_box(p, b);
  drupe__print_atom(p, b->flag);
}

void drupe__print_check(printer *p, const scope_binding *b) {
  drupe__print_flag(p, b);
  print_lit(p, "||$h.tdz(");
  drupe__print_quoted_atom(p, b->atom);
  print_char(p, ')');
}

static bool print_is_arguments(const printer *p, uint32_t n) {
  uint32_t owner;

  if (node_word(p->tree, n, IDENT_ATOM) != ATOM_arguments ||
      node_word(p->tree, n, IDENT_BINDING) != 0)
    return false;
  owner = drupe__scope_this_owner(p->pass, p->function);
  return owner != p->function &&
         (p->pass->functions[owner].flags & SCOPE_FN_PROGRAM) == 0;
}

/* A module's top level has no `arguments`, but the function that it becomes
 * has: another name that nobody declares stands for it. */
static bool print_is_no_arguments(const printer *p, uint32_t n) {
  return p->pass->source->goal == DRUPE__MODULE &&
         node_word(p->tree, n, IDENT_ATOM) == ATOM_arguments &&
         node_word(p->tree, n, IDENT_BINDING) == 0 &&
         drupe__scope_this_owner(p->pass, p->function) ==
             node_word(p->tree, p->tree->program, PROGRAM_SCOPE);
}

void drupe__print_ident(printer *p, uint32_t n) {
  const scope_binding *b = drupe__print_binding(p, n);
  uint32_t atom = node_word(p->tree, n, IDENT_ATOM);

  if (b == NULL) {
    if (print_is_no_arguments(p, n) || print_is_arguments(p, n)) {
      drupe__print_atom(p, p->pass->arguments_name);
      return;
    }
    /* What a statement evaluates first has the statement's place, in V8. */
    if (!p->fresh && atom != ATOM_undefined && atom != ATOM_arguments)
      drupe__print_mark(p, node_pos(p->tree, n));
    drupe__print_atom(p, atom);
    return;
  }
  if ((node_flags(p->tree, n) & IDENT_CHECK) != 0) {
    print_char(p, '(');
    if (!p->fresh)
      drupe__print_mark(p, node_pos(p->tree, n));
    drupe__print_check(p, b);
    print_char(p, ',');
    drupe__print_name(p, b);
    print_char(p, ')');
    return;
  }
  drupe__print_name(p, b);
}

/* `this` of an arrow is that of the function around it, and that of some
 * constructors is a variable.  Returns its atom. */
static uint32_t print_this_atom(const printer *p) {
  uint32_t flags = p->pass->functions[p->function].flags;

  return (flags & (SCOPE_FN_ARROW | SCOPE_FN_LATE_THIS)) != 0
             ? p->pass->this_name
             : ATOM_this;
}

/* Must it be checked that super() was called? */
static bool print_this_is_late(const printer *p) {
  uint32_t owner = drupe__scope_this_owner(p->pass, p->function);

  return (p->pass->functions[owner].flags & SCOPE_FN_DERIVED) != 0 &&
         p->bound != owner;
}

void drupe__print_this(printer *p) {
  bool late = print_this_is_late(p);

  if (late)
    print_char(p, '(');
  drupe__print_atom(p, print_this_atom(p));
  if (late)
    print_lit(p, "||$h.nt())");
}

uint32_t drupe__print_stable(const printer *p, uint32_t n) {
  const scope_binding *b;

  if (node_kind(p->tree, n) == NODE_THIS)
    return print_this_is_late(p) ? 0 : print_this_atom(p);
  if (node_kind(p->tree, n) != NODE_IDENT ||
      (node_flags(p->tree, n) & IDENT_CHECK) != 0)
    return 0;
  b = drupe__print_binding(p, n);
  if (b == NULL ||
      (b->flags & (BINDING_WRITTEN | BINDING_BOXED | BINDING_KEEP)) != 0)
    return 0;
  return b->out;
}

bool drupe__print_is_program(const printer *p) {
  return (p->pass->functions[p->function].flags & SCOPE_FN_PROGRAM) != 0;
}

bool drupe__print_has_value(const printer *p) {
  return drupe__print_is_program(p) && !p->silent;
}

bool drupe__print_is_script(const printer *p) {
  return drupe__print_is_program(p);
}
