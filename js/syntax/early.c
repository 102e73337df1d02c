/* js/syntax/early.c - scopes, labels, private names and exports, as far as
 * early errors need them. */
#include "parser.h"

#include <stdlib.h>

void *drupe__pile_push(drupe__parser *p, drupe__pile *pile, size_t item_size) {
  if (pile->size == pile->capacity) {
    uint32_t capacity = pile->capacity == 0 ? 32 : pile->capacity * 2;
    void *items = realloc(pile->items, item_size * capacity);

    if (items == NULL)
      drupe__no_memory(p);
    pile->items = items;
    pile->capacity = capacity;
  }
  return (char *)pile->items + item_size * pile->size++;
}
#define PUSH(p, pile, type) ((type *)drupe__pile_push(p, pile, sizeof(type)))
#define ITEM(pile, type, i) (&((type *)(pile)->items)[i])

void drupe__early_deinit(drupe__early *early) {
  free(early->scopes.items);
  free(early->names.items);
  free(early->variables.items);
  free(early->labels.items);
  free(early->privates.items);
  free(early->uses.items);
  free(early->exports.items);
  free(early->exported.items);
  free(early->meanings.items);
  free(early->spaces.items);
  free(early->members.items);
}

static drupe__atom *early_atom(const drupe__parser *p, uint32_t atom) {
  return &p->tree->atoms.list[atom];
}

/* `prefix` is the `#` of private names. */
static _Noreturn void early_redeclared(drupe__parser *p, uint32_t atom,
                                       uint32_t pos, const char *prefix) {
  uint32_t size;
  const char *text = drupe__atom_text(&p->tree->atoms, atom, &size);

  drupe__fail(p, pos, "Identifier '%s%.*s' has already been declared", prefix,
              (int)size, text);
}

/* --- Scopes --- */

static drupe__scope *scope_top(const drupe__parser *p) {
  const drupe__pile *scopes = &p->early.scopes;

  assert(scopes->size > 0);
  return ITEM(scopes, drupe__scope, scopes->size - 1);
}

void drupe__scope_open(drupe__parser *p, bool function) {
  drupe__early *early = &p->early;
  drupe__scope *scope = PUSH(p, &early->scopes, drupe__scope);
  uint32_t index = early->scopes.size - 1;

  assert(function || index > 0);
  scope->names = early->names.size;
  scope->variables = early->variables.size;
  scope->function = function ? index : scope[-1].function;
  scope->stamp = ++early->stamp;
}

void drupe__scope_close(drupe__parser *p) {
  drupe__early *early = &p->early;
  drupe__scope *scope = scope_top(p);
  const drupe__name *name;

  while (early->names.size > scope->names) {
    name = ITEM(&early->names, drupe__name, --early->names.size);
    early_atom(p, name->atom)->binding = name->outer;
  }
  if (scope->function == early->scopes.size - 1) {
    while (early->variables.size > scope->variables) {
      name = ITEM(&early->variables, drupe__name, --early->variables.size);
      early_atom(p, name->atom)->variable = name->outer;
    }
  }
  assert(early->variables.size >= scope->variables);
  early->scopes.size--;
}

bool drupe__scope_is_function(const drupe__parser *p) {
  return scope_top(p)->function == p->early.scopes.size - 1;
}

bool drupe__is_declared(const drupe__parser *p, uint32_t atom) {
  const drupe__early *early = &p->early;
  const drupe__atom *names = &p->tree->atoms.list[atom];
  uint32_t scope = early->scopes.size - 1;

  if (names->binding != 0 &&
      ITEM(&early->names, drupe__name, names->binding - 1)->scope == scope)
    return true;
  return drupe__scope_is_function(p) && names->variable != 0 &&
         ITEM(&early->variables, drupe__name, names->variable - 1)->scope ==
             scope;
}

/* A var conflicts with every lexical name between it and its function. */
static void declare_check_var(drupe__parser *p, uint32_t atom, uint32_t pos) {
  uint32_t at = early_atom(p, atom)->binding;
  uint32_t function = scope_top(p)->function;

  while (at != 0) {
    const drupe__name *name = ITEM(&p->early.names, drupe__name, at - 1);

    if (name->scope < function)
      return;
    if (name->kind != DECLARE_CATCH)
      early_redeclared(p, atom, pos, "");
    at = name->outer;
  }
}

/* Returns true if the name is a parameter already. */
static bool declare_variable(drupe__parser *p, uint32_t atom, uint32_t kind) {
  drupe__early *early = &p->early;
  uint32_t at = early_atom(p, atom)->variable;
  uint32_t function = scope_top(p)->function;
  drupe__name *name;

  if (at != 0) {
    name = ITEM(&early->variables, drupe__name, at - 1);
    if (name->scope == function) {
      name->stamp = early->stamp;
      return name->kind == DECLARE_PARAM;
    }
  }
  name = PUSH(p, &early->variables, drupe__name);
  *name = (drupe__name){atom, at, function, kind, early->stamp};
  early_atom(p, atom)->variable = early->variables.size;
  return false;
}

/* Conflicts with a name of the same scope, and with a var that was declared in
 * or below this scope: such a var passes through it on its way up. */
static void declare_lexical(drupe__parser *p, uint32_t atom, uint32_t kind,
                            uint32_t pos) {
  drupe__early *early = &p->early;
  uint32_t outer = early_atom(p, atom)->binding;
  uint32_t variable = early_atom(p, atom)->variable;
  const drupe__scope *scope = scope_top(p);
  drupe__name *name;

  if (outer != 0) {
    name = ITEM(&early->names, drupe__name, outer - 1);
    if (name->scope == early->scopes.size - 1) {
      if (kind == DECLARE_FUNCTION && name->kind == DECLARE_FUNCTION)
        return; /* Annex B: sloppy functions may repeat in a block */
      early_redeclared(p, atom, pos, "");
    }
  }
  if (variable != 0) {
    name = ITEM(&early->variables, drupe__name, variable - 1);
    /* Declared after this scope was opened, hence inside it. */
    if (name->scope == scope->function && name->stamp >= scope->stamp)
      early_redeclared(p, atom, pos, "");
  }
  name = PUSH(p, &early->names, drupe__name);
  *name = (drupe__name){atom, outer, early->scopes.size - 1, kind, 0};
  early_atom(p, atom)->binding = early->names.size;
}

void drupe__declare(drupe__parser *p, uint32_t atom, uint32_t kind,
                    uint32_t pos) {
  switch (kind) {
  case DECLARE_NOTHING: return;
  case DECLARE_VAR:
    declare_check_var(p, atom, pos);
    declare_variable(p, atom, DECLARE_VAR);
    return;
  case DECLARE_PARAM: declare_variable(p, atom, kind); return;
  case DECLARE_LEXICAL:
    if (atom == ATOM_let)
      drupe__fail(p, pos, "let is disallowed as a lexically bound name");
    /* fall through */
  default: declare_lexical(p, atom, kind, pos);
  }
}

static void declare_param(drupe__parser *p, uint32_t node, uint32_t *twice);

static void declare_param_list(drupe__parser *p, uint32_t list,
                               uint32_t *twice) {
  uint32_t size = list_size(p->tree, list);
  uint32_t i;

  for (i = 0; i < size; i++) {
    uint32_t item = list_at(p->tree, list, i);

    if (item != 0)
      declare_param(p, item, twice);
  }
}

/* Declares the names of one parameter; notes the first that is there twice. */
static void declare_param(drupe__parser *p, uint32_t node, uint32_t *twice) {
  const drupe__tree *t = p->tree;

  switch (node_kind(t, node)) {
  case NODE_IDENT:
    if (declare_variable(p, node_word(t, node, IDENT_ATOM), DECLARE_PARAM) &&
        *twice == 0)
      *twice = node_pos(t, node) + 1;
    return;
  case NODE_DEFAULT: node = node_word(t, node, ASSIGN_TARGET); break;
  case NODE_REST: node = node_word(t, node, ARGUMENT); break;
  case NODE_PROPERTY: node = node_word(t, node, PROPERTY_ITEM); break;
  default:
    assert(node_kind(t, node) == NODE_ARRAY_PATTERN ||
           node_kind(t, node) == NODE_OBJECT_PATTERN);
    declare_param_list(p, node_word(t, node, ARRAY_LIST), twice);
    return;
  }
  declare_param(p, node, twice);
}

uint32_t drupe__declare_params(drupe__parser *p, uint32_t list) {
  uint32_t twice = 0;

  declare_param_list(p, list, &twice);
  return twice;
}

/* --- Labels --- */

void drupe__label_open(drupe__parser *p, uint32_t atom, uint32_t pos) {
  drupe__label *label;

  if (drupe__label_find(p, atom) != 0) {
    uint32_t size;
    const char *text = drupe__atom_text(&p->tree->atoms, atom, &size);

    drupe__fail(p, pos, "Label '%.*s' has already been declared", (int)size,
                text);
  }
  label = PUSH(p, &p->early.labels, drupe__label);
  *label = (drupe__label){atom, false};
}

void drupe__label_close(drupe__parser *p) {
  assert(p->early.labels.size > p->cx.label_base);
  p->early.labels.size--;
}

void drupe__label_mark_loops(drupe__parser *p, uint32_t count) {
  drupe__pile *labels = &p->early.labels;

  assert(count <= labels->size);
  for (; count > 0; count--)
    ITEM(labels, drupe__label, labels->size - count)->loop = true;
}

int drupe__label_find(const drupe__parser *p, uint32_t atom) {
  uint32_t i;

  for (i = p->early.labels.size; i > p->cx.label_base; i--) {
    const drupe__label *label = ITEM(&p->early.labels, drupe__label, i - 1);

    if (label->atom == atom)
      return label->loop ? 2 : 1;
  }
  return 0;
}

/* --- Private names --- */

enum { PRIVATE_STATIC = 1u << 8, PRIVATE_BOTH = 1u << 9 };

drupe__class_names drupe__class_open(drupe__parser *p) {
  drupe__early *early = &p->early;

  early->class_depth++;
  return (drupe__class_names){early->privates.size, early->uses.size};
}

#define PRIVATE_UNKNOWN                                                        \
  "Private field '#%.*s' must be declared in an enclosing class"

static _Noreturn void private_unknown(drupe__parser *p, uint32_t atom,
                                      uint32_t pos) {
  uint32_t size;
  const char *text = drupe__atom_text(&p->tree->atoms, atom, &size);

  if (pos > 0 && p->start[pos - 1] == '.') /* V8 marks the point */
    drupe__fail_range(p, pos - 1, pos, PRIVATE_UNKNOWN, (int)size, text);
  drupe__fail(p, pos, PRIVATE_UNKNOWN, (int)size, text);
}

/* Uses of names that this class or one around it has declared are settled; the
 * others wait for the class around, or are errors at the outermost. */
void drupe__class_close(drupe__parser *p, drupe__class_names mark) {
  drupe__early *early = &p->early;
  uint32_t kept = mark.uses;
  uint32_t i;

  assert(p->early.class_depth > 0);
  /* A use that is still unknown may be declared further down in the class
   * around this one. */
  for (i = mark.uses; i < early->uses.size; i++) {
    drupe__private_use use = *ITEM(&early->uses, drupe__private_use, i);

    if (early_atom(p, use.atom)->private_name != 0)
      continue;
    if (early->class_depth == 1)
      private_unknown(p, use.atom, use.pos);
    *ITEM(&early->uses, drupe__private_use, kept++) = use;
  }
  early->uses.size = kept;
  while (early->privates.size > mark.privates) {
    const drupe__name *name =
        ITEM(&early->privates, drupe__name, --early->privates.size);

    early_atom(p, name->atom)->private_name = name->outer;
  }
  early->class_depth--;
}

/* A getter and a setter share a name if both are static or neither is. */
void drupe__private_declare(drupe__parser *p, uint32_t atom, uint32_t op,
                            bool is_static, uint32_t pos) {
  drupe__early *early = &p->early;
  uint32_t outer = early_atom(p, atom)->private_name;
  uint32_t kind = op | (is_static ? PRIVATE_STATIC : 0);
  drupe__name *name;

  if (outer != 0) {
    name = ITEM(&early->privates, drupe__name, outer - 1);
    if (name->scope == early->class_depth) {
      if ((op != PROPERTY_GET && op != PROPERTY_SET) ||
          kind != (name->kind ^ PROPERTY_GET ^ PROPERTY_SET))
        early_redeclared(p, atom, pos, "#");
      name->kind |= PRIVATE_BOTH;
      return;
    }
  }
  name = PUSH(p, &early->privates, drupe__name);
  *name = (drupe__name){atom, outer, early->class_depth, kind, 0};
  early_atom(p, atom)->private_name = early->privates.size;
}

void drupe__private_use_add(drupe__parser *p, uint32_t atom, uint32_t pos) {
  if (early_atom(p, atom)->private_name != 0)
    return;
  if (p->early.class_depth == 0)
    private_unknown(p, atom, pos);
  *PUSH(p, &p->early.uses, drupe__private_use) =
      (drupe__private_use){atom, pos};
}

/* --- Exports --- */

void drupe__export_local(drupe__parser *p, uint32_t atom, uint32_t pos) {
  *PUSH(p, &p->early.exports, drupe__private_use) =
      (drupe__private_use){atom, pos};
}

void drupe__export_name(drupe__parser *p, uint32_t atom, uint32_t pos) {
  *PUSH(p, &p->early.exported, drupe__private_use) =
      (drupe__private_use){atom, pos};
}

static int export_compare(const void *a, const void *b) {
  const drupe__private_use *x = a;
  const drupe__private_use *y = b;

  if (x->atom != y->atom)
    return x->atom < y->atom ? -1 : 1;
  return x->pos < y->pos ? -1 : x->pos > y->pos;
}

/* Sorted by name, so the check is no search per name; the error is reported at
 * the first repetition in the source. */
static void export_check_twice(drupe__parser *p) {
  drupe__pile *exported = &p->early.exported;
  const drupe__private_use *first = NULL;
  uint32_t i;

  if (exported->size < 2)
    return;
  qsort(exported->items, exported->size, sizeof(drupe__private_use),
        export_compare);
  for (i = 1; i < exported->size; i++) {
    const drupe__private_use *use = ITEM(exported, drupe__private_use, i);

    if (use->atom == use[-1].atom && (first == NULL || use->pos < first->pos))
      first = use;
  }
  if (first != NULL) {
    uint32_t size;
    const char *text = drupe__atom_text(&p->tree->atoms, first->atom, &size);

    drupe__fail(p, first->pos, "Duplicate export of '%.*s'", (int)size, text);
  }
}

void drupe__export_check(drupe__parser *p) {
  const drupe__pile *exports = &p->early.exports;
  uint32_t i;

  assert(p->module);
  export_check_twice(p);
  for (i = 0; i < exports->size; i++) {
    const drupe__private_use *use = ITEM(exports, drupe__private_use, i);
    drupe__atom *atom = early_atom(p, use->atom);

    if (atom->binding == 0 && atom->variable == 0) {
      if (atom->type & TYPE_DECLARED) {
        atom->type |= TYPE_ONLY;
        continue;
      }
      if (use->pos & EXPORT_MAYBE_GLOBAL)
        continue;
      uint32_t size;
      const char *text = drupe__atom_text(&p->tree->atoms, use->atom, &size);

      drupe__fail(p, use->pos, "Export '%.*s' is not defined in module",
                  (int)size, text);
    }
  }
}
