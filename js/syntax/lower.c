/* js/syntax/lower.c - one unit from text to text: parse, scope pass, print. */
#include <stdlib.h>

#include "parse.h"
#include "print.h"

static void lower_free(printer *p, scope_pass *pass) {
  free(p->out);
  free(p->records);
  free(p->names);
  free(p->temps);
  free(p->extras);
  free(p->unit_names);
  free(p->labels);
  free(p->links);
  drupe__linetab_deinit(&p->lines);
  drupe__scope_deinit(pass);
}

static void lower_add_lexical(printer *p, drupe__lowering *out, uint32_t atom,
                              uint32_t *capacity) {
  uint32_t size;
  const char *text = drupe__atom_text(&p->tree->atoms, atom, &size);

  while (*capacity - out->lexicals_size < size + 1)
    out->lexicals =
        drupe__scope_grow(p->pass, out->lexicals, *capacity, capacity, 1);
  memcpy(out->lexicals + out->lexicals_size, text, size);
  out->lexicals[out->lexicals_size + size] = '\0';
  out->lexicals_size += size + 1;
  out->lexical_count++;
}

/* Is it declared by let, const or class of the top level? */
static bool lower_is_own(const printer *p, uint32_t atom) {
  uint32_t i = p->pass->scopes[p->pass->functions[p->function].scope].first;
  const scope_binding *b;

  for (; i != 0; i = b->next) {
    b = &p->pass->bindings[i];
    if (b->out == atom && (b->kind == BINDING_LET || b->kind == BINDING_CONST ||
                           b->kind == BINDING_CLASS))
      return true;
  }
  return false;
}

/* The names that the engine must create, each with its NUL; the script's own
 * last. */
static void lower_lexicals(printer *p, drupe__lowering *out) {
  uint32_t capacity = 0, kept = 0, i;

  for (i = 0; i < p->temp_high; i++)
    lower_add_lexical(p, out, p->temps[i], &capacity);
  for (i = 0; i < p->unit_count; i++)
    lower_add_lexical(p, out, p->unit_names[i], &capacity);
  for (i = 0; i < p->extra_count; i++) {
    if (lower_is_own(p, p->extras[i]))
      p->extras[kept++] = p->extras[i];
    else
      lower_add_lexical(p, out, p->extras[i], &capacity);
  }
  for (i = 0; i < kept; i++)
    lower_add_lexical(p, out, p->extras[i], &capacity);
  out->own_lexical_count = kept;
}

/* Hands the printer's buffers over. */
static void lower_finish(printer *p, drupe__lowering *out) {
  uint32_t i;

  if (drupe__print_is_script(p))
    lower_lexicals(p, out);
  print_char(p, '\0');
  out->lines = drupe__linetab_finish(&p->lines, &out->lines_size);
  if (out->lines == NULL)
    drupe__scope_no_memory(p->pass);
  out->line_count = p->line;
  out->text = p->out;
  out->size = p->size - 1;
  p->out = NULL;
  out->functions = p->records;
  out->function_count = p->record_count;
  out->names = p->names;
  p->records = NULL;
  p->names = NULL;
  for (i = 0; i < out->function_count; i++)
    out->functions[i].name = out->names + (uintptr_t)out->functions[i].name;
}

int drupe__lower(const drupe__source *source, drupe__lowering *out,
                 drupe__syntax_error *error) {
  drupe__tree tree;
  scope_pass pass;
  printer p;
  jmp_buf failed;

  memset(out, 0, sizeof(*out));
  memset(error, 0, sizeof(*error));
  if (drupe__parse(&tree, source, error) != 0) {
    drupe__tree_deinit(&tree);
    return -1;
  }
  memset(&pass, 0, sizeof(pass));
  memset(&p, 0, sizeof(p));
  pass.tree = p.tree = &tree;
  pass.source = source;
  pass.error = error;
  pass.failed = &failed;
  p.pass = &pass;
  drupe__linetab_init(&p.lines);
  /* Only this file's passes are left, and what they own hangs on these
   * structs, whose addresses they hold: nothing is lost in registers. */
  if (setjmp(failed) == 0) {
    drupe__scope_run(&pass);
    p.line = 1;
    drupe__linetab_add(&p.lines, 0);
    drupe__lower_program(&p);
    lower_finish(&p, out);
  } else {
    drupe__lowering_deinit(out);
  }
  lower_free(&p, &pass);
  drupe__tree_deinit(&tree);
  return out->text != NULL ? 0 : -1;
}

void drupe__lowering_deinit(drupe__lowering *lowering) {
  free(lowering->text);
  free(lowering->lines);
  free(lowering->functions);
  free(lowering->names);
  free(lowering->lexicals);
  memset(lowering, 0, sizeof(*lowering));
}
