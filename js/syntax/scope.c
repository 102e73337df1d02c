/* js/syntax/scope.c - scopes, bindings and their names in the lowered text.
 *
 * What a name means now is kept at its atom; leaving a scope puts back what
 * it meant before, so resolving is one array access. */
#include "scope.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Noreturn void drupe__scope_no_memory(scope_pass *pass) {
  snprintf(pass->error->message, sizeof(pass->error->message), "Out of memory");
  longjmp(*pass->failed, 1);
}

_Noreturn void drupe__scope_unsupported(scope_pass *pass, uint32_t pos,
                                        const char *feature) {
  drupe__syntax_error *e = pass->error;

  e->offset = pos;
  snprintf(e->feature, sizeof(e->feature), "%s", feature);
  snprintf(e->message, sizeof(e->message), "%s not supported yet", feature);
  drupe__syntax_error_locate(e, pass->source->text, pass->source->size);
  longjmp(*pass->failed, 1);
}

void *drupe__scope_grow(scope_pass *pass, void *list, uint32_t count,
                        uint32_t *capacity, size_t element) {
  uint32_t wanted;
  void *p;

  if (count < *capacity)
    return list;
  wanted = *capacity * 2 + 32;
  p = realloc(list, wanted * element);
  if (p == NULL)
    drupe__scope_no_memory(pass);
  *capacity = wanted;
  return p;
}

uint32_t drupe__scope_pair(scope_pass *pass, uint32_t value, uint32_t next) {
  if (pass->pair_count == 0)
    pass->pair_count = 1; /* 0 is the empty list */
  pass->pairs = drupe__scope_grow(pass, pass->pairs, pass->pair_count,
                                  &pass->pair_capacity, sizeof(*pass->pairs));
  pass->pairs[pass->pair_count].value = value;
  pass->pairs[pass->pair_count].next = next;
  return pass->pair_count++;
}

uint32_t drupe__scope_child(const scope_pass *pass, uint32_t owner,
                            uint32_t inner) {
  while (pass->functions[inner].parent != owner)
    inner = pass->functions[inner].parent;
  return inner;
}

uint32_t drupe__scope_this_owner(const scope_pass *pass, uint32_t function) {
  while ((pass->functions[function].flags & SCOPE_FN_ARROW) != 0)
    function = pass->functions[function].parent;
  return function;
}

/* --- Scopes --- */

uint32_t drupe__scope_enter(scope_pass *pass, uint32_t flags) {
  scope_scope *s;

  pass->scopes =
      drupe__scope_grow(pass, pass->scopes, pass->scope_count,
                        &pass->scope_capacity, sizeof(*pass->scopes));
  s = &pass->scopes[pass->scope_count];
  memset(s, 0, sizeof(*s));
  s->parent = pass->scope;
  s->function = pass->function;
  s->flags = flags;
  pass->scope = pass->scope_count;
  return pass->scope_count++;
}

/* Puts back what the names meant outside, last declared first: a scope may
 * hold two bindings of one name (a parameter and the body's function). */
void drupe__scope_leave(scope_pass *pass) {
  const scope_scope *s = &pass->scopes[pass->scope];
  uint32_t i;

  for (i = s->last; i != 0; i = i > s->first ? i - 1 : 0) {
    scope_binding *b = &pass->bindings[i];

    if (b->scope == pass->scope)
      pass->tree->atoms.list[b->atom].binding = b->outer;
  }
  pass->scope = s->parent;
}

/* Duktape knows no identifiers outside the BMP, nor those that Unicode keeps
 * for the sake of old texts. */
static bool scope_is_astral(const scope_pass *pass, uint32_t atom) {
  static const char *const others[] = {
      "\xE2\x84\x98", "\xE2\x84\xAE", "\xE3\x82\x9B", "\xE3\x82\x9C",
      "\xC2\xB7",     "\xCE\x87",     "\xE1\x8D",     "\xE1\xA7\x9A"};
  const char *text;
  uint32_t size, i, j;

  if (drupe__atom_is_plain(&pass->tree->atoms, atom))
    return false;
  text = drupe__atom_text(&pass->tree->atoms, atom, &size);
  for (i = 0; i < size; i++) {
    if ((unsigned char)text[i] >= 0xF0)
      return true;
    for (j = 0; (unsigned char)text[i] >= 0x80 && j < 8; j++) {
      if (size - i >= strlen(others[j]) &&
          memcmp(text + i, others[j], strlen(others[j])) == 0)
        return true;
    }
  }
  return false;
}

/* Does a catch clause of this function, around here, use the name? */
static bool scope_in_catch(const scope_pass *pass, uint32_t binding) {
  for (; binding != 0; binding = pass->bindings[binding].outer) {
    if (pass->bindings[binding].function != pass->function)
      return false;
    if (pass->bindings[binding].kind == BINDING_CATCH)
      return true;
  }
  return false;
}

/* Of sloppy code, it may share its name with the var of Annex B. */
static bool scope_is_strict_function(const scope_pass *pass,
                                     binding_kind kind) {
  uint32_t node = pass->functions[pass->function].node;

  return kind == BINDING_BLOCK_FUNCTION &&
         node_kind(pass->tree, node) == NODE_FUNCTION &&
         (node_flags(pass->tree, node) & FN_STRICT) != 0;
}

/* Code of a direct eval finds names of a loop by the environment only: a catch
 * clause makes one per iteration, and closures need no factory. */
static bool scope_is_held(const scope_pass *pass, uint32_t atom,
                          binding_kind kind) {
  const scope_scope *s = &pass->scopes[pass->scope];

  return (pass->functions[pass->function].flags & SCOPE_FN_DYNAMIC) != 0 &&
         (s->flags & SCOPE_LOOP) != 0 &&
         (s->flags & (SCOPE_BLOCK | SCOPE_HEAD)) != 0 &&
         (kind == BINDING_LET || kind == BINDING_CONST ||
          kind == BINDING_CLASS || scope_is_strict_function(pass, kind)) &&
         atom != pass->helpers && !scope_is_astral(pass, atom);
}

uint32_t drupe__scope_declare(scope_pass *pass, uint32_t atom,
                              binding_kind kind) {
  drupe__atom *a = &pass->tree->atoms.list[atom];
  scope_scope *s = &pass->scopes[pass->scope];
  uint32_t index = pass->binding_count;
  scope_binding *b;

  pass->bindings =
      drupe__scope_grow(pass, pass->bindings, index, &pass->binding_capacity,
                        sizeof(*pass->bindings));
  b = &pass->bindings[index];
  memset(b, 0, sizeof(*b));
  b->atom = b->out = atom;
  b->kind = kind;
  b->scope = pass->scope;
  b->function = pass->function;
  b->outer = a->binding;
  if ((s->flags & SCOPE_BODY) == 0 && kind != BINDING_CATCH) {
    b->flags |= BINDING_BLOCK;
    if ((s->flags & SCOPE_SWITCH) != 0)
      b->flags |= BINDING_SWITCH;
    if (scope_is_held(pass, atom, kind))
      b->flags |= BINDING_SCOPED;
    else if ((s->flags & SCOPE_LOOP) != 0)
      b->flags |= BINDING_LOOP;
    if ((b->flags & BINDING_SCOPED) == 0 &&
        (pass->withs > 0 || scope_in_catch(pass, a->binding)))
      b->flags |= BINDING_FRESH;
  }
  if (atom == pass->helpers || scope_is_astral(pass, atom))
    b->flags |= BINDING_FRESH;
  if (kind < BINDING_LET || kind == BINDING_CATCH)
    b->flags |= BINDING_READY;
  if ((pass->functions[pass->function].flags & SCOPE_FN_DYNAMIC) != 0)
    b->flags |= BINDING_KEEP;
  if (s->last != 0)
    pass->bindings[s->last].next = index;
  else
    s->first = index;
  s->last = index;
  a->binding = index;
  pass->binding_count++;
  return index;
}

uint32_t drupe__scope_invent(scope_pass *pass, const char *name) {
  uint32_t atom = drupe__scope_name(pass, name, strlen(name));
  uint32_t index = drupe__scope_declare(pass, atom, BINDING_CONST);

  pass->bindings[index].flags |= BINDING_NAMED | BINDING_READY;
  pass->bindings[index].flags &= ~(uint32_t)BINDING_FRESH;
  return index;
}

/* --- Who uses a name in a function --- */

enum {
  CROSSING_LEAVES = 1, /* a reference goes to the outside */
  CROSSING_SHARED = 2, /* a block's variable that another block may have too */
  CROSSING_TAKEN = 4
};

/* The entry of (function, atom), made if it is missing: key << 3 | bits. */
static uint64_t *scope_crossing(scope_pass *pass, uint32_t function,
                                uint32_t atom) {
  uint64_t key = (uint64_t)function << 31 | atom, *old = pass->crossings;
  uint32_t i, size;

  if (pass->crossing_count * 2 >= pass->crossing_mask) {
    size = old == NULL ? 0 : pass->crossing_mask + 1;
    pass->crossing_mask = size == 0 ? 255 : size * 4 - 1;
    pass->crossings = calloc((size_t)pass->crossing_mask + 1, sizeof(*old));
    if (pass->crossings == NULL) {
      pass->crossings = old;
      drupe__scope_no_memory(pass);
    }
    pass->crossing_count = 0;
    for (i = 0; i < size; i++) {
      if (old[i] != 0)
        *scope_crossing(pass, (uint32_t)(old[i] >> 34),
                        (uint32_t)(old[i] >> 3) & 0x7FFFFFFFu) = old[i];
    }
    free(old);
  }
  i = (uint32_t)((key * 0x9E3779B97F4A7C15u) >> 32);
  for (;; i++) {
    uint64_t *entry = &pass->crossings[i & pass->crossing_mask];

    if (*entry == 0) {
      *entry = key << 3;
      pass->crossing_count++;
    }
    if (*entry >> 3 == key)
      return entry;
  }
}

void drupe__scope_cross(scope_pass *pass, uint32_t atom, uint32_t binding) {
  uint32_t end = binding == 0 ? 0 : pass->bindings[binding].function;
  uint64_t *entry;
  uint32_t f;

  /* All references that leave a function by one name mean the same: who finds
   * the mark need not go on. */
  for (f = pass->function; f != end; f = pass->functions[f].parent) {
    entry = scope_crossing(pass, f, atom);
    if ((*entry & CROSSING_LEAVES) != 0)
      return;
    *entry |= CROSSING_LEAVES;
  }
}

/* --- Names --- */

uint32_t drupe__scope_name(scope_pass *pass, const char *base, size_t size) {
  drupe__atoms *atoms = &pass->tree->atoms;
  char text[64], start[48];
  uint32_t before = atoms->count, atom, first;
  int length;

  if (size > 40)
    size = 40;
  /* The objects of `with` must not have it. */
  if ((node_word(pass->tree, pass->tree->program, PROGRAM_USES) &
       (USES_WITH | USES_INNER_WITH)) != 0 &&
      pass->source->goal != DRUPE__EVAL) {
    size = (size_t)snprintf(start, sizeof(start), "$h$%.*s", (int)size, base);
    base = start;
  }
  /* Eval code may mention what the lowering invented around it. */
  if (pass->source->goal == DRUPE__EVAL) {
    size = (size_t)snprintf(start, sizeof(start), "%.*s$e", (int)size, base);
    base = start;
  }
  first = drupe__atom_intern(atoms, base, (uint32_t)size);
  if (first == 0)
    drupe__scope_no_memory(pass);
  if (atoms->count != before)
    return first;
  /* The base's atom counts what was tried, so that the thousandth block with
   * an `e` of its own does not try a thousand names. */
  for (;;) {
    length = snprintf(text, sizeof(text), "%.*s$%u", (int)size, base,
                      ++atoms->list[first].variable);
    atom = drupe__atom_intern(atoms, text, (uint32_t)length);
    if (atom == 0)
      drupe__scope_no_memory(pass);
    if (atoms->count != before)
      return atom;
  }
}

static uint32_t scope_fresh(scope_pass *pass, uint32_t atom) {
  char base[64];
  uint32_t size;
  const char *text = drupe__atom_text(&pass->tree->atoms, atom, &size);

  if (scope_is_astral(pass, atom))
    return drupe__scope_name(pass, "_u", 2);
  /* Cut long names, but never inside a character. */
  if (size > 40) {
    size = 40;
    while (size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80)
      size--;
  }
  memcpy(base, text, size);
  return drupe__scope_name(pass, base, size);
}

/* Is a binding of the same emitted name around this one? */
static bool scope_shadows(const scope_pass *pass, const scope_binding *b) {
  uint32_t i;

  for (i = b->outer; i != 0; i = pass->bindings[i].outer) {
    if (pass->bindings[i].function != b->function)
      return false;
    if (pass->bindings[i].out == b->atom)
      return true;
  }
  return false;
}

/* A direct eval sees the name, so it must stay; a catch clause is a scope of
 * ES5.  Not for names that a loop's closures share, which move anyway, and not
 * for a function whose value a var of the name gets, too. */
static bool scope_can_hold(const scope_pass *pass, const scope_binding *b) {
  return (b->flags & BINDING_KEEP) != 0 && (b->flags & BINDING_CAPTURED) == 0 &&
         b->hoist == 0 && (pass->scopes[b->scope].flags & SCOPE_BLOCK) != 0 &&
         (pass->functions[b->function].flags & SCOPE_FN_DYNAMIC) != 0;
}

/* A class's own name for itself may be that of its declaration, as long as
 * nobody assigns to it. */
static bool scope_class_merges(const scope_pass *pass,
                               const scope_binding *own) {
  const scope_binding *b = &pass->bindings[own->link];

  return b->function == own->function && pass->source->goal != DRUPE__SCRIPT &&
         ((b->flags | own->flags) &
          (BINDING_WRITTEN | BINDING_BOXED | BINDING_SCOPED)) == 0;
}

static void scope_give_name(scope_pass *pass, scope_binding *b) {
  bool block = (b->flags & BINDING_BLOCK) != 0, shared;
  uint64_t *entry, seen;

  if ((b->flags & (BINDING_NAMED | BINDING_SCOPED)) != 0)
    return;
  if (b->kind == BINDING_CONST && b->link != 0 && scope_class_merges(pass, b)) {
    b->flags |= BINDING_MERGED;
    b->out = pass->bindings[b->link].out;
    return;
  }
  if ((b->flags & BINDING_FRESH) != 0) {
    b->out = scope_fresh(pass, b->atom);
    return;
  }
  if (drupe__scope_merged(b)) {
    b->out = pass->bindings[b->hoist].out;
    return;
  }
  entry = scope_crossing(pass, b->function, b->atom);
  seen = *entry & 7;
  /* The names of global code are the script's interface. */
  if (!block && (pass->functions[b->function].flags & SCOPE_FN_PROGRAM) != 0)
    seen = 0;
  shared = block &&
           ((b->flags & BINDING_CLOSED) == 0 || (b->flags & BINDING_KEEP) != 0);
  if ((seen & (CROSSING_LEAVES | CROSSING_TAKEN)) != 0 ||
      (seen != 0 && (!shared || scope_shadows(pass, b)))) {
    if (scope_can_hold(pass, b)) {
      b->flags |= BINDING_SCOPED;
      return;
    }
    b->out = scope_fresh(pass, b->atom);
    return;
  }
  *entry |= shared ? CROSSING_SHARED : CROSSING_TAKEN;
}

bool drupe__scope_merged(const scope_binding *b) {
  return b->hoist != 0 && (b->flags & BINDING_FIRST) != 0 &&
         (b->flags & (BINDING_WRITTEN | BINDING_CAPTURED | BINDING_FRESH)) == 0;
}

/* A function's own variables first, then the names of function expressions,
 * which those may shadow, then the blocks'. */
void drupe__scope_give_names(scope_pass *pass) {
  scope_binding *b;
  uint32_t phase, i;

  for (phase = 0; phase < 3; phase++) {
    for (i = 1; i < pass->binding_count; i++) {
      b = &pass->bindings[i];
      if (phase == 0 && (b->flags & BINDING_CHECKED) != 0)
        b->flag = drupe__scope_name(pass, "_z", 2);
      if (b->kind == BINDING_CATCH) {
        if (phase == 0 && (b->flags & BINDING_FRESH) != 0)
          b->out = scope_fresh(pass, b->atom);
      } else if (b->kind == BINDING_FUNCTION_NAME) {
        if (phase == 1 && (b->flags & BINDING_FRESH) != 0)
          b->out = scope_fresh(pass, b->atom);
        else if (phase == 1 && (b->flags & BINDING_USED) != 0)
          *scope_crossing(pass, b->function, b->atom) |= CROSSING_TAKEN;
      } else if (phase == ((b->flags & BINDING_BLOCK) != 0 ? 2u : 0u)) {
        scope_give_name(pass, b);
      }
    }
  }
}

void drupe__scope_deinit(scope_pass *pass) {
  free(pass->bindings);
  free(pass->scopes);
  free(pass->functions);
  free(pass->pairs);
  free(pass->pending);
  free(pass->crossings);
  free(pass->classes);
  free(pass->privates);
  free(pass->evals);
}
