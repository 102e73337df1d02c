/* js/syntax/scope_class.c - the walk through classes, and what `super` and
 * private names mean.
 *
 * What the lowering of a class needs at run time are bindings like any other,
 * of the class's scope: the class itself, its prototype, the keys of private
 * fields.  So closures of a loop, eval and names that meet need no care here.
 * A class in a loop is walked as the body of a function of its own, which
 * gives every round new ones. */
#include <stdlib.h>
#include <string.h>

#include "scope_walk.h"

static scope_class *class_at(scope_pass *pass, uint32_t class) {
  return &pass->classes[class];
}

/* --- Functions that nobody wrote --- */

/* Opens one of a class: an initialiser or a default constructor. */
typedef struct class_function {
  uint32_t function, loops, update, withs;
} class_function;

static class_function class_enter(scope_pass *pass, uint32_t index) {
  class_function outer = {pass->function, pass->loops, pass->update,
                          pass->withs};

  pass->function = index;
  pass->loops = 0;
  pass->update = 0;
  return outer;
}

static void class_leave(scope_pass *pass, const class_function *outer) {
  pass->function = outer->function;
  pass->loops = outer->loops;
  pass->update = outer->update;
}

static uint32_t class_new_function(scope_pass *pass, uint32_t node,
                                   uint32_t uses, uint32_t home) {
  uint32_t index = drupe__walk_new_function(pass, node, 0);
  scope_function *f = &pass->functions[index];

  node_add_flags(pass->tree, node, FN_STRICT | FN_SIMPLE_PARAMS);
  f->earliest = pass->time;
  f->home = home;
  if ((uses & (USES_EVAL | USES_INNER_EVAL)) != 0)
    f->flags |= SCOPE_FN_DYNAMIC;
  if (pass->withs > 0)
    f->flags |= SCOPE_FN_IN_WITH;
  return index;
}

/* --- Private names --- */

/* The atom of a name with its `#`. */
uint32_t drupe__scope_private_atom(scope_pass *pass, uint32_t name) {
  drupe__atoms *atoms = &pass->tree->atoms;
  uint32_t size, atom = 0;
  const char *plain = drupe__atom_text(atoms, name, &size);
  char *text = malloc((size_t)size + 1);

  if (text != NULL) {
    text[0] = '#';
    memcpy(text + 1, plain, size);
    atom = drupe__atom_intern(atoms, text, size + 1);
  }
  free(text);
  if (atom == 0)
    drupe__scope_no_memory(pass);
  return atom;
}

static uint32_t private_declare(scope_pass *pass, uint32_t atom) {
  uint32_t index = drupe__scope_declare(pass, atom, BINDING_CONST);
  uint32_t out = drupe__scope_name(pass, "_p", 2);

  pass->bindings[index].out = out;
  pass->bindings[index].flags |= BINDING_NAMED;
  pass->bindings[index].flags &= ~(uint32_t)BINDING_FRESH;
  return index;
}

uint32_t drupe__scope_private_new(scope_pass *pass) {
  pass->privates =
      drupe__scope_grow(pass, pass->privates, pass->private_count,
                        &pass->private_capacity, sizeof(*pass->privates));
  if (pass->private_count == 0)
    pass->private_count = 1;
  memset(&pass->privates[pass->private_count], 0, sizeof(*pass->privates));
  return pass->private_count++;
}

bool drupe__scope_is_private(const scope_binding *b) {
  return b->kind == BINDING_CONST && (b->flags & BINDING_NAMED) != 0 &&
         b->link != 0;
}

static uint32_t private_kind(const drupe__tree *t, uint32_t element) {
  uint32_t kind = 0;

  if ((node_flags(t, element) & MEMBER_STATIC) != 0)
    kind = PRIVATE_STATIC;
  if (node_kind(t, element) == NODE_FIELD)
    return kind;
  switch (node_op(t, element)) {
  case PROPERTY_GET: return kind | PRIVATE_GETTER;
  case PROPERTY_SET: return kind | PRIVATE_SETTER;
  default: return kind | PRIVATE_METHOD;
  }
}

/* The names of a class body; each declaration remembers its scope_private in
 * place of the atom. */
static void private_declare_one(scope_pass *pass, uint32_t class,
                                uint32_t element, uint32_t key) {
  uint32_t atom =
      drupe__scope_private_atom(pass, node_word(pass->tree, key, NAME_ATOM));
  uint32_t old = pass->tree->atoms.list[atom].binding;
  uint32_t kind = private_kind(pass->tree, element), index;
  scope_private *p;

  if (old != 0 && pass->bindings[old].scope == pass->scope) {
    index = pass->bindings[old].link; /* the other of a getter and setter */
  } else {
    old = private_declare(pass, atom);
    index = drupe__scope_private_new(pass);
    pass->privates[index].binding = old;
    pass->bindings[old].link = index;
  }
  p = &pass->privates[index];
  p->kind |= kind;
  if ((kind & PRIVATE_SETTER) != 0) {
    uint32_t setter = drupe__scope_invent(pass, "_p");

    pass->privates[index].setter = setter;
  }
  if ((kind & (PRIVATE_METHOD | PRIVATE_GETTER | PRIVATE_SETTER)) != 0) {
    if ((kind & PRIVATE_STATIC) == 0 && class_at(pass, class)->brand == 0) {
      uint32_t brand = drupe__scope_invent(pass, "_b");

      class_at(pass, class)->brand = brand;
    }
    pass->privates[index].brand = (kind & PRIVATE_STATIC) != 0
                                      ? class_at(pass, class)->self
                                      : class_at(pass, class)->brand;
  }
  node_set_word(pass->tree, key, NAME_ATOM, index);
}

static uint32_t element_key(const drupe__tree *t, uint32_t element) {
  return node_kind(t, element) == NODE_STATIC_BLOCK
             ? 0
             : node_word(t, element, FIELD_KEY);
}

static void private_declare_all(scope_pass *pass, uint32_t class,
                                uint32_t list) {
  const drupe__tree *t = pass->tree;
  uint32_t i, key;

  for (i = 0; i < list_size(t, list); i++) {
    key = element_key(t, list_at(t, list, i));
    if (key != 0 && node_kind(t, key) == NODE_PRIVATE_NAME)
      private_declare_one(pass, class, list_at(t, list, i), key);
  }
}

static void private_set_ready(scope_pass *pass, uint32_t scope) {
  uint32_t i;

  for (i = pass->scopes[scope].first; i != 0; i = pass->bindings[i].next)
    pass->bindings[i].flags |= BINDING_READY;
}

void drupe__walk_private(scope_pass *pass, uint32_t n) {
  uint32_t atom =
      drupe__scope_private_atom(pass, node_word(pass->tree, n, MEMBER_ATOM));
  uint32_t binding = pass->tree->atoms.list[atom].binding;
  const scope_private *p;

  if (binding == 0)
    drupe__scope_unsupported(pass, node_pos(pass->tree, n),
                             "private names in eval code are");
  p = &pass->privates[pass->bindings[binding].link];
  node_set_word(pass->tree, n, MEMBER_ATOM, pass->bindings[binding].link);
  drupe__walk_use(pass, p->binding);
  if (p->setter != 0)
    drupe__walk_use(pass, p->setter);
  if (p->brand != 0)
    drupe__walk_use(pass, p->brand);
}

/* --- super --- */

void drupe__walk_super(scope_pass *pass, uint32_t n) {
  uint32_t owner = drupe__scope_this_owner(pass, pass->function);
  uint32_t home = pass->functions[owner].home;

  if (home == 0)
    drupe__scope_unsupported(pass, node_pos(pass->tree, n),
                             "super in eval code is");
  node_set_word(pass->tree, n, SUPER_HOME, home);
  drupe__walk_use(pass, home);
  drupe__walk_this(pass, SCOPE_FN_THIS);
}

void drupe__walk_super_call(scope_pass *pass, uint32_t n) {
  uint32_t owner = drupe__scope_this_owner(pass, pass->function);
  uint32_t class = pass->functions[owner].class;

  if (class == 0)
    drupe__scope_unsupported(pass, node_pos(pass->tree, n),
                             "super() in eval code is");
  pass->functions[owner].supers++;
  if (pass->function != owner) {
    pass->functions[owner].flags |=
        SCOPE_FN_LATE_THIS | SCOPE_FN_THIS | SCOPE_FN_NEW_TARGET;
    drupe__walk_use(pass, class_at(pass, class)->self);
  }
}

/* --- The class --- */

static void class_walk_keys(scope_pass *pass, uint32_t list) {
  const drupe__tree *t = pass->tree;
  uint32_t i, n, binding;

  for (i = 0; i < list_size(t, list); i++) {
    n = list_at(t, list, i);
    if (node_kind(t, n) == NODE_STATIC_BLOCK ||
        (node_flags(t, n) & MEMBER_COMPUTED) == 0)
      continue;
    drupe__walk_expression(pass, node_word(t, n, FIELD_KEY));
    if (node_kind(t, n) != NODE_FIELD)
      continue;
    binding = drupe__scope_invent(pass, "_k");
    node_set_word(pass->tree, n, FIELD_BINDING, binding);
  }
}

static void class_walk_method(scope_pass *pass, uint32_t class, uint32_t n) {
  uint32_t function = node_word(pass->tree, n, PROPERTY_ITEM), index;

  if (node_op(pass->tree, function) == FUNCTION_CONSTRUCTOR ||
      node_op(pass->tree, function) == FUNCTION_DERIVED_CONSTRUCTOR)
    return;
  index = drupe__walk_new_function(pass, function, 0);
  pass->functions[index].earliest = pass->time;
  pass->functions[index].home = (node_flags(pass->tree, n) & MEMBER_STATIC) != 0
                                    ? class_at(pass, class)->self
                                    : class_at(pass, class)->home;
  node_set_word(pass->tree, function, FUNCTION_SCOPE, index);
  drupe__walk_function(pass, function, 0);
}

static bool class_is_instance_field(const drupe__tree *t, uint32_t n) {
  return node_kind(t, n) == NODE_FIELD &&
         (node_flags(t, n) & MEMBER_STATIC) == 0;
}

/* What instances get, in the function that is current. */
static void class_walk_fields(scope_pass *pass, uint32_t list) {
  const drupe__tree *t = pass->tree;
  uint32_t i, n, key;

  for (i = 0; i < list_size(t, list); i++) {
    n = list_at(t, list, i);
    if (!class_is_instance_field(t, n))
      continue;
    key = node_word(t, n, FIELD_KEY);
    if (node_word(t, n, FIELD_BINDING) != 0)
      drupe__walk_use(pass, node_word(t, n, FIELD_BINDING));
    if (node_kind(t, key) == NODE_PRIVATE_NAME)
      drupe__walk_use(pass,
                      pass->privates[node_word(t, key, NAME_ATOM)].binding);
    if (node_word(t, n, FIELD_VALUE) != 0)
      drupe__walk_expression(pass, node_word(t, n, FIELD_VALUE));
  }
}

typedef struct class_needs {
  bool fields;
  uint32_t uses; /* of their values */
} class_needs;

static class_needs class_instance_needs(scope_pass *pass, uint32_t class,
                                        uint32_t list) {
  class_needs needs = {class_at(pass, class)->brand != 0, 0};
  uint32_t i, n;

  for (i = 0; i < list_size(pass->tree, list); i++) {
    n = list_at(pass->tree, list, i);
    if (!class_is_instance_field(pass->tree, n))
      continue;
    needs.fields = true;
    needs.uses |= node_word(pass->tree, n, FIELD_USES);
  }
  return needs;
}

/* Can the constructor itself set the instance up?  Its names are out of the
 * way of the fields' then; not where an eval looks for them. */
static bool class_can_inline(const scope_pass *pass, const scope_class *c,
                             uint32_t constructor, uint32_t uses) {
  const scope_function *f = &pass->functions[c->constructor];

  if ((uses & (USES_EVAL | USES_INNER_EVAL | USES_NEW_TARGET)) != 0 ||
      (f->flags & SCOPE_FN_DYNAMIC) != 0)
    return false;
  return constructor == 0 || (c->flags & CLASS_DERIVED) == 0 ||
         (f->supers == 1 && (f->flags & SCOPE_FN_LATE_THIS) == 0);
}

static void class_walk_constructor(scope_pass *pass, uint32_t class,
                                   uint32_t n) {
  const drupe__tree *t = pass->tree;
  uint32_t constructor = node_word(t, n, CLASS_CONSTRUCTOR), index;
  scope_function *f;

  if (constructor == 0) {
    index = class_new_function(pass, n, 0, class_at(pass, class)->home);
  } else {
    index = drupe__walk_new_function(pass, constructor, 0);
    pass->functions[index].earliest = pass->time;
    pass->functions[index].home = class_at(pass, class)->home;
    node_set_word(pass->tree, constructor, FUNCTION_SCOPE, index);
  }
  class_at(pass, class)->constructor = index;
  f = &pass->functions[index];
  f->class = class;
  if ((class_at(pass, class)->flags & CLASS_DERIVED) != 0)
    f->flags |= SCOPE_FN_DERIVED;
  if (constructor != 0)
    drupe__walk_function(pass, constructor, 0);
}

/* A function's own scope, so that whatever is printed as one has one. */
static void class_give_scope(scope_pass *pass, uint32_t function) {
  uint32_t scope = drupe__scope_enter(pass, SCOPE_BODY);

  pass->functions[function].scope = scope;
  drupe__scope_leave(pass);
}

static void class_walk_instance(scope_pass *pass, uint32_t class, uint32_t n) {
  uint32_t list = node_word(pass->tree, n, CLASS_BODY), index, init;
  uint32_t constructor = node_word(pass->tree, n, CLASS_CONSTRUCTOR);
  class_needs needs = class_instance_needs(pass, class, list);
  class_function outer;

  class_walk_constructor(pass, class, n);
  index = class_at(pass, class)->constructor;
  if (constructor == 0)
    class_give_scope(pass, index);
  if (!needs.fields)
    return;
  if (class_can_inline(pass, class_at(pass, class), constructor, needs.uses)) {
    class_at(pass, class)->flags |= CLASS_INLINE;
  } else {
    init = drupe__scope_invent(pass, "_i");
    class_at(pass, class)->init = init;
    outer = class_enter(pass, index);
    drupe__walk_use(pass, init);
    class_leave(pass, &outer);
    index =
        class_new_function(pass, n, needs.uses, class_at(pass, class)->home);
    class_give_scope(pass, index);
  }
  class_at(pass, class)->initializer = index;
  outer = class_enter(pass, index);
  if (class_at(pass, class)->brand != 0)
    drupe__walk_use(pass, class_at(pass, class)->brand);
  class_walk_fields(pass, list);
  class_leave(pass, &outer);
}

/* A static field whose value asks for nothing of its own runs where the class
 * stands; others and blocks are functions that are called at once. */
static void class_walk_static(scope_pass *pass, uint32_t class, uint32_t n) {
  const drupe__tree *t = pass->tree;
  bool block = node_kind(t, n) == NODE_STATIC_BLOCK;
  uint32_t uses = node_word(t, n, block ? STATIC_BLOCK_USES : FIELD_USES);
  uint32_t index;
  class_function outer;

  if (!block && uses == 0) {
    if (node_word(t, n, FIELD_VALUE) != 0)
      drupe__walk_expression(pass, node_word(t, n, FIELD_VALUE));
    return;
  }
  index = class_new_function(pass, n, uses, class_at(pass, class)->self);
  node_set_word(pass->tree, n, block ? STATIC_BLOCK_SCOPE : FIELD_SCOPE, index);
  outer = class_enter(pass, index);
  if (block) {
    drupe__walk_body(pass, node_word(t, n, STATIC_BLOCK_BODY));
  } else {
    class_give_scope(pass, index);
    drupe__walk_use(pass, class_at(pass, class)->self);
    if (node_word(t, n, FIELD_BINDING) != 0)
      drupe__walk_use(pass, node_word(t, n, FIELD_BINDING));
    if (node_word(t, n, FIELD_VALUE) != 0)
      drupe__walk_expression(pass, node_word(t, n, FIELD_VALUE));
  }
  class_leave(pass, &outer);
}

uint32_t drupe__scope_class_new(scope_pass *pass, uint32_t n) {
  uint32_t index;

  pass->classes =
      drupe__scope_grow(pass, pass->classes, pass->class_count,
                        &pass->class_capacity, sizeof(*pass->classes));
  if (pass->class_count == 0)
    pass->class_count = 1;
  index = pass->class_count++;
  memset(&pass->classes[index], 0, sizeof(*pass->classes));
  pass->classes[index].node = n;
  return index;
}

/* The binding of the class inside itself. */
static void class_declare_self(scope_pass *pass, uint32_t class, uint32_t n) {
  uint32_t name = node_word(pass->tree, n, CLASS_NAME), atom, outer, self;

  if (name == 0) {
    self = drupe__scope_invent(pass, "_c");
  } else {
    atom = node_word(pass->tree, name, IDENT_ATOM);
    outer = pass->tree->atoms.list[atom].binding;
    self = drupe__scope_declare(pass, atom, BINDING_CONST);
    if ((node_flags(pass->tree, n) & CLASS_DECLARATION) != 0)
      pass->bindings[self].link = outer;
  }
  class_at(pass, class)->self = self;
}

static void class_walk_body(scope_pass *pass, uint32_t class, uint32_t n) {
  const drupe__tree *t = pass->tree;
  uint32_t list = node_word(t, n, CLASS_BODY), scope, home, i, element;
  uint32_t self;

  scope = drupe__scope_enter(pass, 0);
  class_declare_self(pass, class, n);
  self = class_at(pass, class)->self;
  if (node_word(t, n, CLASS_HERITAGE) != 0)
    drupe__walk_expression(pass, node_word(t, n, CLASS_HERITAGE));
  home = drupe__scope_invent(pass, "_h");
  class_at(pass, class)->home = home;
  private_declare_all(pass, class, list);
  class_walk_keys(pass, list);
  drupe__tdz_ready(pass, self);
  private_set_ready(pass, scope);
  for (i = 0; i < list_size(t, list); i++) {
    if (node_kind(t, list_at(t, list, i)) == NODE_PROPERTY)
      class_walk_method(pass, class, list_at(t, list, i));
  }
  class_walk_instance(pass, class, n);
  for (i = 0; i < list_size(t, list); i++) {
    element = list_at(t, list, i);
    if (node_kind(t, element) == NODE_STATIC_BLOCK ||
        (node_kind(t, element) == NODE_FIELD &&
         !class_is_instance_field(t, element)))
      class_walk_static(pass, class, element);
  }
  drupe__scope_leave(pass);
}

/* In a loop: the body of a function of its own, which gives every round its
 * own variables. */
static void class_walk_wrapped(scope_pass *pass, uint32_t class, uint32_t n,
                               void (*body)(scope_pass *pass, uint32_t class,
                                            uint32_t n)) {
  uint32_t index, scope;
  class_function outer;

  if (pass->loops == 0) {
    body(pass, class, n);
    return;
  }
  index = drupe__walk_new_function(pass, n, SCOPE_FN_ARROW);
  pass->functions[index].earliest = pass->time;
  if (pass->withs > 0)
    pass->functions[index].flags |= SCOPE_FN_IN_WITH;
  pass->functions[index].flags |=
      pass->functions[pass->function].flags & SCOPE_FN_DYNAMIC;
  class_at(pass, class)->flags |= CLASS_WRAPPED;
  class_at(pass, class)->wrapper = index;
  outer = class_enter(pass, index);
  scope = drupe__scope_enter(pass, SCOPE_BODY);
  pass->functions[index].scope = scope;
  body(pass, class, n);
  drupe__scope_leave(pass);
  class_leave(pass, &outer);
}

void drupe__walk_class(scope_pass *pass, uint32_t n) {
  uint32_t class = drupe__scope_class_new(pass, n);

  if (node_word(pass->tree, n, CLASS_HERITAGE) != 0)
    class_at(pass, class)->flags |= CLASS_DERIVED;
  node_set_word(pass->tree, n, CLASS_SCOPE, class);
  class_walk_wrapped(pass, class, n, class_walk_body);
}

/* --- Object literals --- */

static uint32_t object_super_method(const drupe__tree *t, uint32_t n) {
  uint32_t item;

  if (node_kind(t, n) != NODE_PROPERTY)
    return 0;
  item = node_word(t, n, PROPERTY_ITEM);
  return node_kind(t, item) == NODE_FUNCTION &&
                 (node_op(t, item) == FUNCTION_METHOD ||
                  node_op(t, item) == FUNCTION_GETTER ||
                  node_op(t, item) == FUNCTION_SETTER) &&
                 (node_word(t, item, FUNCTION_USES) &
                  (USES_SUPER_PROPERTY | USES_EVAL)) != 0
             ? item
             : 0;
}

/* Methods with `super` look up from the object that they were written in. */
static void object_walk_home(scope_pass *pass, uint32_t class, uint32_t n) {
  const drupe__tree *t = pass->tree;
  uint32_t list = node_word(t, n, OBJECT_LIST), i, item, index, home;

  drupe__scope_enter(pass, 0);
  home = drupe__scope_invent(pass, "_h");
  class_at(pass, class)->home = home;
  for (i = 0; i < list_size(t, list); i++) {
    item = object_super_method(t, list_at(t, list, i));
    if (item == 0)
      continue;
    index = drupe__walk_new_function(pass, item, 0);
    pass->functions[index].earliest = pass->time;
    pass->functions[index].home = home;
    node_set_word(pass->tree, item, FUNCTION_SCOPE, index);
  }
  drupe__walk_expressions(pass, list);
  drupe__scope_leave(pass);
}

void drupe__walk_object(scope_pass *pass, uint32_t n) {
  uint32_t list = node_word(pass->tree, n, OBJECT_LIST), i, class;

  for (i = 0; i < list_size(pass->tree, list); i++) {
    if (object_super_method(pass->tree, list_at(pass->tree, list, i)) != 0)
      break;
  }
  if (i == list_size(pass->tree, list)) {
    drupe__walk_expressions(pass, list);
    return;
  }
  class = drupe__scope_class_new(pass, n);
  node_set_word(pass->tree, n, OBJECT_SCOPE, class);
  class_walk_wrapped(pass, class, n, object_walk_home);
}
