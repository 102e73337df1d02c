/* js/syntax/lower_class.c - classes.
 *
 *   class C extends B{#p=1;static n=2;m(){return super.m()}}  ->
 *   (_p=$h.priv("#p"),C=function(){"use strict";..super..;void{[_p]:1}},
 *    $h.ext(C,B,0,"m",function(){..$h.sc(_h,"m",this)}),_h=C.prototype,
 *    $h.def(C,"n",2),C)
 *
 * `void{..}` is the engine's define on `this` (edit 210-define-on-this): user
 * code is never printed like that.  Everything that a method needs is a
 * variable, see scope_class.c. */
#include "print.h"

enum { MEMBERS_PER_CALL = 16 };

static const scope_class *class_of(const printer *p, uint32_t n) {
  return &p->pass->classes[node_word(p->tree, n, CLASS_SCOPE)];
}

static void class_declare(printer *p, uint32_t binding) {
  scope_binding *b = &p->pass->bindings[binding];

  if ((b->flags & (BINDING_DECLARED | BINDING_MERGED)) != 0)
    return;
  b->flags |= BINDING_DECLARED;
  drupe__print_declare(p, b->out);
}

/* `name=`, declared. */
static void class_set(printer *p, uint32_t binding) {
  class_declare(p, binding);
  drupe__print_atom(p, p->pass->bindings[binding].out);
  print_char(p, '=');
}

static void class_name(printer *p, uint32_t binding) {
  drupe__print_atom(p, p->pass->bindings[binding].out);
}

static bool class_is_used(const printer *p, uint32_t binding) {
  return binding != 0 && (p->pass->bindings[binding].flags & BINDING_USED) != 0;
}

/* --- Keys --- */

static bool element_is_computed(const printer *p, uint32_t element) {
  return (node_flags(p->tree, element) & MEMBER_COMPUTED) != 0;
}

static bool element_is_private(const printer *p, uint32_t element) {
  return node_kind(p->tree, node_word(p->tree, element, FIELD_KEY)) ==
         NODE_PRIVATE_NAME;
}

static scope_private *element_private(const printer *p, uint32_t element) {
  return &p->pass->privates[node_word(
      p->tree, node_word(p->tree, element, FIELD_KEY), NAME_ATOM)];
}

static void key_computed(printer *p, uint32_t key) {
  if (node_kind(p->tree, key) == NODE_STRING) {
    drupe__print_expression(p, key, POWER_ASSIGN);
    return;
  }
  print_lit(p, "$h.key(");
  drupe__print_expression(p, key, POWER_ASSIGN);
  drupe__print_mark(p, node_pos(p->tree, key));
  print_char(p, ')');
}

/* As an argument: a string or a number. */
static void key_argument(printer *p, uint32_t key) {
  if (node_kind(p->tree, key) == NODE_NAME)
    drupe__print_quoted_atom(p, node_word(p->tree, key, NAME_ATOM));
  else
    drupe__lower_key(p, key);
}

/* --- Methods --- */

static uint32_t method_flags(const printer *p, uint32_t element) {
  uint32_t flags = 0;

  if (node_op(p->tree, element) == PROPERTY_GET)
    flags = 1;
  else if (node_op(p->tree, element) == PROPERTY_SET)
    flags = 2;
  if ((node_flags(p->tree, element) & MEMBER_STATIC) != 0)
    flags |= 4;
  if (element_is_computed(p, element))
    flags |= 8;
  return flags;
}

static void class_method(printer *p, uint32_t element) {
  uint32_t key = node_word(p->tree, element, PROPERTY_KEY);
  uint32_t function = node_word(p->tree, element, PROPERTY_ITEM);

  drupe__print_number(p, method_flags(p, element));
  print_char(p, ',');
  if (element_is_computed(p, element)) {
    key_computed(p, key);
    print_char(p, ',');
    drupe__print_expression(p, function, POWER_ASSIGN);
    return;
  }
  key_argument(p, key);
  print_char(p, ',');
  drupe__print_named(p, function, drupe__lower_key_atom(p, key), POWER_ASSIGN);
}

static bool class_is_method(const printer *p, uint32_t n, uint32_t element) {
  return node_kind(p->tree, element) == NODE_PROPERTY &&
         !element_is_private(p, element) &&
         node_word(p->tree, element, PROPERTY_ITEM) !=
             node_word(p->tree, n, CLASS_CONSTRUCTOR);
}

/* Methods from element `i` on, as arguments; stops at a field whose key must
 * be computed now, or when there are enough.  Returns where it stopped. */
static uint32_t class_methods(printer *p, uint32_t n, uint32_t list,
                              uint32_t i) {
  uint32_t count = 0, element;

  for (; i < list_size(p->tree, list) && count < MEMBERS_PER_CALL; i++) {
    element = list_at(p->tree, list, i);
    if (node_kind(p->tree, element) == NODE_FIELD &&
        node_word(p->tree, element, FIELD_BINDING) != 0)
      break;
    if (!class_is_method(p, n, element))
      continue;
    print_char(p, ',');
    class_method(p, element);
    count++;
  }
  return i;
}

static uint32_t class_skip(const printer *p, uint32_t n, uint32_t list,
                           uint32_t i) {
  uint32_t element;

  for (; i < list_size(p->tree, list); i++) {
    element = list_at(p->tree, list, i);
    if (class_is_method(p, n, element) ||
        (node_kind(p->tree, element) == NODE_FIELD &&
         node_word(p->tree, element, FIELD_BINDING) != 0))
      break;
  }
  return i;
}

/* What did not fit the first call: `,_k=$h.key(k),$h.md(C,..)`. */
static void class_more(printer *p, uint32_t n, uint32_t i) {
  uint32_t list = node_word(p->tree, n, CLASS_BODY), element;

  for (i = class_skip(p, n, list, i); i < list_size(p->tree, list);
       i = class_skip(p, n, list, i)) {
    element = list_at(p->tree, list, i);
    print_char(p, ',');
    if (node_kind(p->tree, element) == NODE_FIELD) {
      class_set(p, node_word(p->tree, element, FIELD_BINDING));
      key_computed(p, node_word(p->tree, element, FIELD_KEY));
      i++;
      continue;
    }
    print_lit(p, "$h.md(");
    class_name(p, class_of(p, n)->self);
    i = class_methods(p, n, list, i);
    print_char(p, ')');
  }
}

/* --- Private members --- */

static void class_private_methods(printer *p, uint32_t list) {
  uint32_t i, element;
  const scope_private *private;

  for (i = 0; i < list_size(p->tree, list); i++) {
    element = list_at(p->tree, list, i);
    if (node_kind(p->tree, element) != NODE_PROPERTY ||
        !element_is_private(p, element))
      continue;
    private = element_private(p, element);
    class_set(p, node_op(p->tree, element) == PROPERTY_SET ? private->setter
                                                           : private->binding);
    drupe__print_named(p, node_word(p->tree, element, PROPERTY_ITEM),
                       p->pass->bindings[private->binding].atom, POWER_ASSIGN);
    print_char(p, ',');
  }
}

/* Keys of hidden properties: new ones each time the class is evaluated. */
static void class_private_keys(printer *p, uint32_t n) {
  uint32_t list = node_word(p->tree, n, CLASS_BODY), i, element;
  uint32_t name = node_word(p->tree, n, CLASS_NAME);
  const scope_class *c = class_of(p, n);

  for (i = 0; i < list_size(p->tree, list); i++) {
    element = list_at(p->tree, list, i);
    if (node_kind(p->tree, element) != NODE_FIELD ||
        !element_is_private(p, element))
      continue;
    class_set(p, element_private(p, element)->binding);
    print_lit(p, "$h.priv(");
    drupe__print_quoted_atom(
        p, p->pass->bindings[element_private(p, element)->binding].atom);
    print_lit(p, "),");
  }
  if (c->brand == 0)
    return;
  class_set(p, c->brand);
  print_lit(p, "$h.brand(");
  if (name != 0)
    drupe__print_quoted_atom(p, node_word(p->tree, name, IDENT_ATOM));
  else if (p->hint != 0)
    drupe__print_quoted_atom(p, p->hint);
  print_lit(p, "),");
}

/* --- Fields --- */

/* Is its value there without running anything?  Then it may be computed
 * before the field ahead of it exists. */
static bool field_is_still(const printer *p, uint32_t value) {
  if (value == 0)
    return true;
  switch (node_kind(p->tree, value)) {
  case NODE_NUMBER:
  case NODE_STRING:
  case NODE_NULL:
  case NODE_TRUE:
  case NODE_FALSE:
  case NODE_FUNCTION:
  case NODE_REGEXP: return true;
  case NODE_ARRAY:
  case NODE_OBJECT:
    return list_size(p->tree, node_word(p->tree, value, 0)) == 0;
  case NODE_IDENT:
    return drupe__print_binding(p, value) != NULL &&
           (node_flags(p->tree, value) & IDENT_CHECK) == 0;
  default: return false;
  }
}

/* `key:value` */
static void field_pair(printer *p, uint32_t n) {
  uint32_t key = node_word(p->tree, n, FIELD_KEY);
  uint32_t value = node_word(p->tree, n, FIELD_VALUE);
  uint32_t binding = node_word(p->tree, n, FIELD_BINDING), atom = 0;
  bool named;

  if (element_is_private(p, n))
    binding = element_private(p, n)->binding;
  if (binding != 0) {
    print_char(p, '[');
    class_name(p, binding);
    print_lit(p, "]:");
  } else {
    drupe__lower_key(p, key);
    print_char(p, ':');
  }
  if (value == 0) {
    print_lit(p, "void 0");
    return;
  }
  if (element_is_private(p, n))
    atom = p->pass->bindings[binding].atom;
  else if (binding == 0)
    atom = drupe__lower_key_atom(p, key);
  named = atom == 0 && drupe__print_is_anonymous(p->tree, value);
  if (named)
    print_lit(p, "$h.name(");
  drupe__print_named(p, value, atom, POWER_ASSIGN);
  if (named) {
    print_char(p, ',');
    class_name(p, binding);
    print_char(p, ')');
  }
}

static bool field_is_instance(const printer *p, uint32_t n) {
  return node_kind(p->tree, n) == NODE_FIELD &&
         (node_flags(p->tree, n) & MEMBER_STATIC) == 0;
}

bool drupe__lower_fields(printer *p, uint32_t class, bool comma) {
  const scope_class *c = &p->pass->classes[class];
  uint32_t list = node_word(p->tree, c->node, CLASS_BODY), i, n;
  bool open = false;

  if (c->brand != 0) {
    if (comma)
      print_char(p, ',');
    print_lit(p, "void{[");
    class_name(p, c->brand);
    print_lit(p, "]:0");
    open = true;
  }
  for (i = 0; i < list_size(p->tree, list); i++) {
    n = list_at(p->tree, list, i);
    if (!field_is_instance(p, n))
      continue;
    if (open && field_is_still(p, node_word(p->tree, n, FIELD_VALUE))) {
      print_char(p, ',');
    } else {
      if (open)
        print_char(p, '}');
      if (open || comma)
        print_char(p, ',');
      drupe__print_mark(p, node_pos(p->tree, n));
      print_lit(p, "void{");
      open = true;
    }
    field_pair(p, n);
  }
  if (open)
    print_char(p, '}');
  return open;
}

/* --- The constructor --- */

static void init_body(printer *p, uint32_t class) {
  drupe__lower_fields(p, class, false);
  print_char(p, ';');
}

/* The function that sets up an instance, where the constructor does not. */
static void class_init(printer *p, uint32_t n) {
  const scope_class *c = class_of(p, n);
  made_function made = {c->initializer,
                        node_pos(p->tree, n),
                        node_pos(p->tree, n),
                        DRUPE__FUNCTION_METHOD | DRUPE__FUNCTION_NO_CONSTRUCT,
                        "<instance_members_initializer>",
                        0,
                        init_body,
                        node_word(p->tree, n, CLASS_SCOPE),
                        0};

  if (c->init == 0)
    return;
  class_set(p, c->init);
  drupe__lower_made(p, &made);
  print_char(p, ',');
}

/* After `this` is there: the fields, as expressions behind a comma. */
static void class_instance(printer *p, uint32_t class, bool late) {
  const scope_class *c = &p->pass->classes[class];

  if ((c->flags & CLASS_INLINE) != 0) {
    drupe__lower_fields(p, class, true);
  } else if (c->init != 0) {
    print_char(p, ',');
    class_name(p, c->init);
    print_lit(p, ".call(");
    if (late)
      drupe__print_atom(p, p->pass->this_name);
    else
      print_lit(p, "this");
    print_char(p, ')');
  }
}

/* A base class sets its instance up before anything else. */
void drupe__lower_instance(printer *p, uint32_t class) {
  const scope_class *c = &p->pass->classes[class];

  if ((c->flags & CLASS_INLINE) != 0) {
    if (drupe__lower_fields(p, class, false))
      print_char(p, ';');
  } else if (c->init != 0) {
    class_name(p, c->init);
    print_lit(p, ".call(this);");
  }
}

static void default_body(printer *p, uint32_t class) {
  const scope_class *c = &p->pass->classes[class];
  uint32_t flags = p->pass->functions[p->function].flags;

  if ((c->flags & CLASS_DERIVED) == 0) {
    drupe__lower_instance(p, class);
    return;
  }
  if ((flags & SCOPE_FN_THIS) != 0) {
    drupe__print_atom(p, p->pass->this_name);
    print_char(p, '=');
  }
  print_lit(p, "$h.ap($h.sup,0,arguments)");
  p->bound = p->function;
  class_instance(p, class, false);
  print_char(p, ';');
}

static void class_constructor(printer *p, uint32_t n, uint32_t hint) {
  const scope_class *c = class_of(p, n);
  uint32_t name = node_word(p->tree, n, CLASS_NAME);
  uint32_t flags = DRUPE__FUNCTION_CLASS;
  made_function made = {c->constructor,
                        node_pos(p->tree, n),
                        node_word(p->tree, n, CLASS_END),
                        0,
                        "",
                        name != 0 ? node_word(p->tree, name, IDENT_ATOM) : hint,
                        default_body,
                        node_word(p->tree, n, CLASS_SCOPE),
                        node_word(p->tree, n, CLASS_CONSTRUCTOR)};

  if ((c->flags & CLASS_DERIVED) != 0)
    flags |= DRUPE__FUNCTION_DERIVED;
  if (made.node == 0 && (c->flags & CLASS_DERIVED) != 0 &&
      (c->flags & CLASS_INLINE) == 0 && c->init == 0) {
    flags |= DRUPE__FUNCTION_PASS;
    made.body = NULL;
  }
  made.flags = flags;
  drupe__lower_made(p, &made);
}

/* --- Static members --- */

static void static_body(printer *p, uint32_t element) {
  if (node_kind(p->tree, element) == NODE_STATIC_BLOCK) {
    drupe__print_scope(p, p->pass->functions[p->function].scope);
    drupe__print_list(p, node_word(p->tree, element, STATIC_BLOCK_BODY));
    return;
  }
  print_lit(p, "void{");
  field_pair(p, element);
  print_lit(p, "};");
}

static void static_call(printer *p, uint32_t n, uint32_t element,
                        uint32_t function, uint32_t end) {
  made_function made = {function,
                        node_pos(p->tree, element),
                        end,
                        DRUPE__FUNCTION_METHOD | DRUPE__FUNCTION_NO_CONSTRUCT,
                        "<static_initializer>",
                        0,
                        static_body,
                        element,
                        0};

  print_lit(p, ",(");
  drupe__lower_made(p, &made);
  print_lit(p, ").call(");
  class_name(p, class_of(p, n)->self);
  drupe__print_mark(p, node_pos(p->tree, n));
  print_char(p, ')');
}

/* `,$h.def(C,"n",value)` */
static void static_inline(printer *p, uint32_t n, uint32_t element) {
  uint32_t key = node_word(p->tree, element, FIELD_KEY), atom = 0;
  uint32_t value = node_word(p->tree, element, FIELD_VALUE);
  uint32_t binding = node_word(p->tree, element, FIELD_BINDING);
  bool named;

  print_lit(p, ",$h.def(");
  class_name(p, class_of(p, n)->self);
  print_char(p, ',');
  if (element_is_private(p, element)) {
    binding = element_private(p, element)->binding;
    atom = p->pass->bindings[binding].atom;
  } else if (binding == 0) {
    atom = drupe__lower_key_atom(p, key);
  }
  if (binding != 0)
    class_name(p, binding);
  else
    key_argument(p, key);
  print_char(p, ',');
  named = value != 0 && atom == 0 && drupe__print_is_anonymous(p->tree, value);
  if (named)
    print_lit(p, "$h.name(");
  if (value != 0)
    drupe__print_named(p, value, atom, POWER_ASSIGN);
  else
    print_lit(p, "void 0");
  if (named) {
    print_char(p, ',');
    class_name(p, binding);
    print_char(p, ')');
  }
  print_char(p, ')');
}

static bool class_statics(printer *p, uint32_t n, bool print) {
  uint32_t list = node_word(p->tree, n, CLASS_BODY), i, element;
  bool any = false;

  for (i = 0; i < list_size(p->tree, list); i++) {
    element = list_at(p->tree, list, i);
    if (node_kind(p->tree, element) != NODE_STATIC_BLOCK &&
        (node_kind(p->tree, element) != NODE_FIELD ||
         field_is_instance(p, element)))
      continue;
    any = true;
    if (!print)
      break;
    if (node_kind(p->tree, element) == NODE_STATIC_BLOCK)
      static_call(p, n, element,
                  node_word(p->tree, element, STATIC_BLOCK_SCOPE),
                  node_word(p->tree, element, STATIC_BLOCK_END));
    else if (node_word(p->tree, element, FIELD_SCOPE) != 0)
      static_call(p, n, element, node_word(p->tree, element, FIELD_SCOPE),
                  node_word(p->tree, element, FIELD_END));
    else
      static_inline(p, n, element);
  }
  return any;
}

/* --- The class --- */

/* The class is initialised inside itself before its static members. */
static void class_ready(printer *p, const scope_class *c) {
  const scope_binding *b = &p->pass->bindings[c->self];

  if ((b->flags & BINDING_CHECKED) == 0)
    return;
  print_char(p, ',');
  drupe__print_declare(p, b->flag);
  drupe__print_atom(p, b->flag);
  print_lit(p, "=1");
}

static void class_sequence(printer *p, uint32_t n, uint32_t hint) {
  const scope_class *c = class_of(p, n);
  uint32_t heritage = node_word(p->tree, n, CLASS_HERITAGE), at;
  uint32_t list = node_word(p->tree, n, CLASS_BODY);

  p->hint = hint;
  class_private_keys(p, n);
  p->hint = 0;
  class_private_methods(p, list);
  class_init(p, n);
  class_set(p, c->self);
  class_constructor(p, n, hint);
  print_lit(p, ",$h.");
  if (heritage != 0)
    print_lit(p, "ext(");
  else
    print_lit(p, "cls(");
  class_name(p, c->self);
  if (heritage != 0) {
    print_char(p, ',');
    drupe__print_expression(p, heritage, POWER_ASSIGN);
    drupe__print_mark(p, drupe__print_start(p->tree, heritage));
  }
  at = class_methods(p, n, list, 0);
  print_char(p, ')');
  class_more(p, n, at);
  class_ready(p, c);
  if (class_is_used(p, c->home)) {
    print_char(p, ',');
    class_set(p, c->home);
    class_name(p, c->self);
    print_lit(p, ".prototype");
  }
  if (class_statics(p, n, false))
    class_statics(p, n, true);
  print_char(p, ',');
  class_name(p, c->self);
}

static void wrapped_body(printer *p, uint32_t n) {
  uint32_t hint = p->hint;

  p->hint = 0;
  print_lit(p, "return ");
  class_sequence(p, n, hint);
  print_char(p, ';');
}

void drupe__lower_class(printer *p, uint32_t n) {
  const scope_class *c = class_of(p, n);
  uint32_t hint = p->hint;
  bool no_in = p->no_in;

  p->hint = 0;
  p->no_in = false;
  print_char(p, '(');
  if ((c->flags & CLASS_WRAPPED) != 0)
    drupe__lower_wrapped(p, c->wrapper, n, hint, wrapped_body);
  else
    class_sequence(p, n, hint);
  print_char(p, ')');
  p->no_in = no_in;
}

void drupe__lower_class_statement(printer *p, uint32_t n) {
  uint32_t name = node_word(p->tree, n, CLASS_NAME);

  drupe__print_effect(p);
  drupe__lower_target(p, name, true);
  drupe__lower_class(p, n);
  drupe__lower_target_end(p, name, true);
  drupe__print_effect_end(p);
}

/* --- super(..) --- */

static void super_arguments(printer *p, uint32_t n) {
  uint32_t list = node_word(p->tree, n, CALL_ARGUMENTS), i;

  for (i = 0; i < list_size(p->tree, list); i++) {
    if (i > 0)
      print_char(p, ',');
    drupe__print_expression(p, list_at(p->tree, list, i), POWER_ASSIGN);
  }
  drupe__print_mark(p, node_pos(p->tree, n));
  print_char(p, ')');
}

/* Directly in the constructor: the engine makes the result its `this`. */
static void super_direct(printer *p, uint32_t n, uint32_t owner) {
  const scope_function *f = &p->pass->functions[owner];
  uint32_t list = node_word(p->tree, n, CALL_ARGUMENTS);

  print_char(p, '(');
  if ((f->flags & SCOPE_FN_THIS) != 0) {
    drupe__print_atom(p, p->pass->this_name);
    print_char(p, '=');
  }
  if (drupe__lower_has_spread(p->tree, list)) {
    drupe__lower_spread_begin(p, list, false);
    print_lit(p, "$h.sup,0,");
    drupe__lower_spread_arguments(p, list, node_pos(p->tree, n));
  } else {
    print_lit(p, "$h.sup(");
    super_arguments(p, n);
  }
  p->bound = owner;
  class_instance(p, f->class, false);
  print_lit(p, ",this)");
}

/* Where an arrow or eval code may call it: `this` is a variable. */
static void super_late(printer *p, uint32_t n, uint32_t owner) {
  const scope_function *f = &p->pass->functions[owner];
  const scope_class *c = &p->pass->classes[f->class];
  uint32_t used = p->temp_used, temp = drupe__print_temp(p);
  uint32_t list = node_word(p->tree, n, CALL_ARGUMENTS);
  bool spread = drupe__lower_has_spread(p->tree, list);

  print_char(p, '(');
  drupe__print_atom(p, temp);
  if (spread)
    print_lit(p, "=$h.ap($h.sua,0,$h.sp(0,");
  else
    print_lit(p, "=$h.sua(");
  class_name(p, c->self);
  if (spread)
    print_lit(p, ",0,");
  else
    print_char(p, ',');
  drupe__print_new_target(p);
  if (spread) {
    print_lit(p, ",1,");
    drupe__lower_spread_list(p, list, node_pos(p->tree, n));
    print_lit(p, "))");
  } else {
    if (list_size(p->tree, list) > 0)
      print_char(p, ',');
    super_arguments(p, n);
  }
  print_char(p, ',');
  drupe__print_atom(p, p->pass->this_name);
  print_lit(p, "&&$h.once(),");
  drupe__print_atom(p, p->pass->this_name);
  print_char(p, '=');
  drupe__print_atom(p, temp);
  class_instance(p, f->class, true);
  print_char(p, ',');
  drupe__print_atom(p, p->pass->this_name);
  print_char(p, ')');
  p->temp_used = used;
}

void drupe__lower_super_call(printer *p, uint32_t n) {
  uint32_t owner = drupe__scope_this_owner(p->pass, p->function);
  uint32_t bound = p->bound;

  if ((p->pass->functions[owner].flags & SCOPE_FN_LATE_THIS) != 0) {
    super_late(p, n, owner);
    return;
  }
  super_direct(p, n, owner);
  p->bound = bound; /* a statement says that it always runs */
}

bool drupe__lower_is_super_call(const drupe__tree *t, uint32_t n) {
  return node_kind(t, n) == NODE_CALL &&
         node_kind(t, node_word(t, n, CALL_CALLEE)) == NODE_SUPER;
}
