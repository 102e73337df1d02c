/* js/syntax/lower_func.c - functions: parameters that ES5 has not, arrows,
 * what arrows take from around them, factories for closures of loops, and the
 * record of each function. */
#include "print.h"

/* What changes with the function. */
typedef struct func_state {
  uint32_t function, temp_used, temp_high, extra_base, label_base, bound;
  bool no_in, strict;
} func_state;

static func_state func_enter(printer *p, uint32_t function) {
  func_state s = {p->function,   p->temp_used,  p->temp_high,
                  p->extra_base, p->label_base, p->bound,
                  p->no_in,      p->strict};

  p->function = function;
  p->temp_used = p->temp_high = 0;
  p->extra_base = p->extra_count;
  p->label_base = p->label_count;
  p->no_in = false;
  p->fresh = false;
  return s;
}

static void func_leave(printer *p, const func_state *s) {
  p->function = s->function;
  p->temp_used = s->temp_used;
  p->temp_high = s->temp_high;
  p->extra_count = p->extra_base;
  p->extra_base = s->extra_base;
  p->label_base = s->label_base;
  p->bound = s->bound;
  p->no_in = s->no_in;
  p->strict = s->strict;
}

/* --- Records --- */

void drupe__lower_record_name(printer *p, drupe__function_record *r,
                              uint32_t atom, const char *prefix) {
  uint32_t size, length = (uint32_t)strlen(prefix);
  const char *text = "";

  size = 0;
  if (atom != 0)
    text = drupe__atom_text(&p->tree->atoms, atom, &size);
  while (p->names_capacity - p->names_size < size + length + 1) {
    p->names = drupe__scope_grow(p->pass, p->names, p->names_capacity,
                                 &p->names_capacity, 1);
  }
  r->name = (const char *)(uintptr_t)p->names_size;
  r->name_size = size + length;
  memcpy(p->names + p->names_size, prefix, length);
  memcpy(p->names + p->names_size + length, text, size);
  p->names_size += size + length;
}

uint32_t drupe__lower_record(printer *p, uint32_t start, uint32_t end,
                             uint32_t flags) {
  drupe__function_record *r;

  p->records = drupe__scope_grow(p->pass, p->records, p->record_count,
                                 &p->record_capacity, sizeof(*p->records));
  r = &p->records[p->record_count];
  memset(r, 0, sizeof(*r));
  r->source_start = start;
  r->source_end = end;
  r->flags = flags;
  return p->record_count++;
}

static bool func_is_simple(const drupe__tree *t, uint32_t n) {
  return (node_flags(t, n) & FN_SIMPLE_PARAMS) != 0;
}

static uint32_t record_flags(const drupe__tree *t, uint32_t n) {
  uint32_t flags = DRUPE__FUNCTION_NAMED;

  if ((node_flags(t, n) & FN_STRICT) != 0)
    flags |= DRUPE__FUNCTION_STRICT;
  else if (!func_is_simple(t, n))
    flags |= DRUPE__FUNCTION_UNMAPPED;
  flags |= drupe__lower_coroutine_flags(t, n);
  switch (node_op(t, n)) {
  case FUNCTION_ARROW:
    return flags | DRUPE__FUNCTION_ARROW | DRUPE__FUNCTION_NO_CONSTRUCT;
  case FUNCTION_METHOD:
    return flags | DRUPE__FUNCTION_METHOD | DRUPE__FUNCTION_NO_CONSTRUCT;
  case FUNCTION_GETTER:
    return flags | DRUPE__FUNCTION_GETTER | DRUPE__FUNCTION_NO_CONSTRUCT;
  case FUNCTION_SETTER:
    return flags | DRUPE__FUNCTION_SETTER | DRUPE__FUNCTION_NO_CONSTRUCT;
  default: return flags;
  }
}

/* The parameters before the first one with a default, or the rest. */
static uint32_t func_length(const drupe__tree *t, uint32_t params) {
  uint32_t i, kind;

  for (i = 0; i < list_size(t, params); i++) {
    kind = node_kind(t, list_at(t, params, i));
    if (kind == NODE_DEFAULT || kind == NODE_REST)
      break;
  }
  return i;
}

static void func_set_length(printer *p, uint32_t record, uint32_t n) {
  const drupe__tree *t = p->tree;
  uint32_t params = node_word(t, n, FUNCTION_PARAMS);
  uint32_t printed = list_size(t, params);
  drupe__function_record *r = &p->records[record];

  r->length = func_length(t, params);
  if (printed > 0 && node_kind(t, list_at(t, params, printed - 1)) == NODE_REST)
    printed--;
  if (printed != r->length)
    r->flags |= DRUPE__FUNCTION_LENGTH;
}

static uint32_t func_record(printer *p, uint32_t n, uint32_t hint) {
  const drupe__tree *t = p->tree;
  uint32_t name = node_word(t, n, FUNCTION_NAME), index;
  /* Under a computed key the name, prefix included, comes at run time. */
  const char *prefix = hint == 0                          ? ""
                       : node_op(t, n) == FUNCTION_GETTER ? "get "
                       : node_op(t, n) == FUNCTION_SETTER ? "set "
                                                          : "";

  index = drupe__lower_record(p, node_pos(t, n), node_word(t, n, FUNCTION_END),
                              record_flags(t, n));
  func_set_length(p, index, n);
  drupe__lower_record_name(p, &p->records[index],
                           name != 0 ? node_word(t, name, IDENT_ATOM) : hint,
                           prefix);
  return index;
}

/* --- Parameters --- */

/* Rest parameters are a formal, which the engine fills, unless a sloppy
 * function's `arguments` would share it. */
static bool func_rest_is_formal(const printer *p, uint32_t n) {
  return (node_flags(p->tree, n) & FN_STRICT) != 0 ||
         (p->pass->functions[p->function].flags &
          (SCOPE_FN_ARGUMENTS | SCOPE_FN_OWN_ARGUMENTS | SCOPE_FN_DYNAMIC)) ==
             0;
}

/* The name for one formal parameter: its own, or a temporary's. */
static uint32_t func_formal(printer *p, uint32_t param) {
  uint32_t index;

  if (node_kind(p->tree, param) == NODE_REST)
    param = node_word(p->tree, param, ARGUMENT);
  else if (node_kind(p->tree, param) == NODE_DEFAULT)
    param = node_word(p->tree, param, ASSIGN_TARGET);
  if (node_kind(p->tree, param) != NODE_IDENT)
    return drupe__print_temp(p);
  index = node_word(p->tree, param, IDENT_BINDING);
  p->pass->bindings[index].flags |= BINDING_DECLARED;
  return p->pass->bindings[index].out;
}

static void func_formals(printer *p, uint32_t n, uint32_t record) {
  uint32_t params = node_word(p->tree, n, FUNCTION_PARAMS), i, param;

  print_char(p, '(');
  for (i = 0; i < list_size(p->tree, params); i++) {
    param = list_at(p->tree, params, i);
    if (node_kind(p->tree, param) == NODE_REST) {
      if (!func_rest_is_formal(p, n))
        break;
      p->records[record].flags |= DRUPE__FUNCTION_REST | DRUPE__FUNCTION_LENGTH;
    }
    if (i > 0)
      print_char(p, ',');
    drupe__print_atom(p, func_formal(p, param));
  }
  print_char(p, ')');
}

static void func_default(printer *p, uint32_t param) {
  uint32_t target = node_word(p->tree, param, ASSIGN_TARGET);
  const scope_binding *b = drupe__print_binding(p, target);

  drupe__print_mark(
      p, drupe__print_start(p->tree, node_word(p->tree, param, ASSIGN_VALUE)));
  print_lit(p, "if(");
  drupe__print_atom(p, b->out);
  print_lit(p, "===void 0)");
  drupe__print_atom(p, b->out);
  print_char(p, '=');
  drupe__print_named(p, node_word(p->tree, param, ASSIGN_VALUE), b->atom,
                     POWER_ASSIGN);
  print_char(p, ';');
}

static void func_flag(printer *p, uint32_t ident) {
  const scope_binding *b = drupe__print_binding(p, ident);

  if ((b->flags & BINDING_CHECKED) == 0)
    return;
  drupe__print_declare(p, b->flag);
  drupe__print_flag(p, b);
  print_lit(p, "=1;");
}

/* A pattern's names get their flags where they are bound. */
static void func_declare_flags(printer *p, uint32_t scope) {
  const scope_binding *b;
  uint32_t i;

  for (i = p->pass->scopes[scope].first; i != 0; i = b->next) {
    b = &p->pass->bindings[i];
    if (b->kind == BINDING_PARAM && (b->flags & BINDING_CHECKED) != 0)
      drupe__print_declare(p, b->flag);
  }
}

/* Where they are no formal. */
static void func_rest(printer *p, uint32_t param, uint32_t index) {
  uint32_t target = node_word(p->tree, param, ARGUMENT);
  uint32_t used = p->temp_used, temp = 0;

  if (node_kind(p->tree, target) == NODE_IDENT) {
    drupe__lower_target(p, target, true);
  } else {
    temp = drupe__print_temp(p);
    drupe__print_atom(p, temp);
    print_char(p, '=');
  }
  print_lit(p, "$h.ra(arguments,");
  drupe__print_number(p, index);
  print_char(p, ')');
  if (temp == 0)
    drupe__lower_target_end(p, target, true);
  print_char(p, ';');
  if (temp != 0)
    drupe__lower_pattern(p, target, temp, true, true);
  p->temp_used = used;
}

/* Defaults and patterns, in order; formals that are temporaries come from
 * the front of p->temps. */
static void func_prologue(printer *p, uint32_t n) {
  uint32_t params = node_word(p->tree, n, FUNCTION_PARAMS), i, param, target;
  uint32_t temp = 0, kind, held = p->temp_used;

  for (i = 0; i < list_size(p->tree, params); i++) {
    param = list_at(p->tree, params, i);
    kind = node_kind(p->tree, param);
    if (kind == NODE_REST && !func_rest_is_formal(p, n)) {
      func_rest(p, param, i);
      break;
    }
    if (kind == NODE_REST)
      param = node_word(p->tree, param, ARGUMENT);
    target =
        kind == NODE_DEFAULT ? node_word(p->tree, param, ASSIGN_TARGET) : param;
    if (node_kind(p->tree, target) != NODE_IDENT) {
      drupe__print_mark(p, node_pos(p->tree, param));
      drupe__lower_bind(p, param, p->temps[temp++], true);
      p->temp_used = held;
      continue;
    }
    if (kind == NODE_DEFAULT)
      func_default(p, param);
    func_flag(p, target);
  }
}

/* --- Bodies --- */

void drupe__lower_captures(printer *p) {
  static const struct {
    uint32_t flag;
    const char *text;
  } captures[] = {{SCOPE_FN_THIS, "=this"},
                  {SCOPE_FN_ARGUMENTS, "=arguments"},
                  {SCOPE_FN_NEW_TARGET, "=new.target"}};
  const uint32_t names[] = {p->pass->this_name, p->pass->arguments_name,
                            p->pass->new_target_name};
  uint32_t flags = p->pass->functions[p->function].flags, i;
  bool script = drupe__print_is_script(p), open = false;

  if ((flags & SCOPE_FN_PROGRAM) != 0) {
    flags &= ~(uint32_t)SCOPE_FN_NEW_TARGET; /* of the code around */
    if ((flags & SCOPE_FN_LATE_THIS) != 0)
      flags &= ~(uint32_t)(SCOPE_FN_THIS | SCOPE_FN_LATE_THIS);
  }
  if ((flags & SCOPE_FN_DERIVED) != 0 &&
      (flags & (SCOPE_FN_THIS | SCOPE_FN_LATE_THIS)) != 0) {
    drupe__print_declare(p, p->pass->this_name); /* super() sets it */
    flags &= ~(uint32_t)SCOPE_FN_THIS;
  }
  for (i = 0; i < 3; i++) {
    if ((flags & captures[i].flag) == 0)
      continue;
    if (script) {
      drupe__print_declare(p, names[i]);
      drupe__print_effect(p);
    } else {
      if (open)
        print_char(p, ',');
      else
        print_lit(p, "var ");
      open = true;
    }
    drupe__print_atom(p, names[i]);
    drupe__print_text(p, captures[i].text, strlen(captures[i].text));
    if (script)
      drupe__print_effect_end(p);
  }
  if (open)
    print_char(p, ';');
}

/* Body variables that begin with the value of a parameter of their name. */
static void func_from_params(printer *p) {
  const scope_function *f = &p->pass->functions[p->function];
  scope_binding *b;
  uint32_t i;

  for (i = p->pass->scopes[f->scope].first; i != 0; i = b->next) {
    b = &p->pass->bindings[i];
    if ((b->flags & BINDING_FROM_PARAM) == 0)
      continue;
    print_lit(p, "var ");
    drupe__print_name(p, b);
    print_char(p, '=');
    drupe__print_name(p, &p->pass->bindings[b->link]);
    print_char(p, ';');
    b->flags |= BINDING_DECLARED;
  }
}

/* Is it the outermost function of the text? */
static bool func_is_unit(const printer *p) {
  return p->pass->functions[p->function].parent == 0 ||
         (p->pass->source->goal == DRUPE__FUNCTION &&
          p->pass->functions[p->pass->functions[p->function].parent].parent ==
              0);
}

void drupe__lower_declare(printer *p, bool unit) {
  uint32_t i;
  bool first = true;

  for (i = 0; unit && i < p->unit_count; i++)
    drupe__print_declare(p, p->unit_names[i]);

  for (i = 0; i < p->temp_high; i++) {
    if (first)
      print_lit(p, "var ");
    else
      print_char(p, ',');
    first = false;
    drupe__print_atom(p, p->temps[i]);
  }
  for (i = p->extra_base; i < p->extra_count; i++) {
    if (first)
      print_lit(p, "var ");
    else
      print_char(p, ',');
    first = false;
    drupe__print_atom(p, p->extras[i]);
  }
  if (!first)
    print_char(p, ';');
}

/* `return a`, an arrow's body. */
static void func_expression_body(printer *p, uint32_t e) {
  uint32_t left = drupe__print_leftmost(p->tree, e);

  /* No statement mark: the parts of the expression have their own, but a
   * break may not follow `return`. */
  drupe__print_mark(p, node_pos(p->tree, left));
  print_lit(p, "return ");
  p->fresh = true;
  drupe__print_expression(p, e, POWER_SEQUENCE);
  print_char(p, ';');
}

/* The code that a direct eval brings must find the `this` and `arguments` of
 * an arrow's surroundings where they are: the body runs in a function that is
 * called with them.  Returns the number of its record plus one, or 0. */
static uint32_t func_open_eval(printer *p, uint32_t n) {
  uint32_t record;

  if (node_op(p->tree, n) != FUNCTION_ARROW ||
      (node_word(p->tree, n, FUNCTION_USES) & USES_EVAL) == 0)
    return 0;
  record = drupe__lower_record(
      p, node_pos(p->tree, n), node_word(p->tree, n, FUNCTION_END),
      DRUPE__FUNCTION_INTERNAL | drupe__lower_coroutine_flags(p->tree, n));
  print_lit(p, "return $h.ap(function(){");
  return record + 1;
}

static void func_close_eval(printer *p, uint32_t n, uint32_t record) {
  uint32_t owner = drupe__scope_this_owner(p->pass, p->function);

  drupe__print_line(p, node_pos(p->tree, n));
  p->records[record].end_line = p->line;
  print_lit(p, "},");
  drupe__print_atom(p, p->pass->this_name);
  print_char(p, ',');
  if ((p->pass->functions[owner].flags & SCOPE_FN_PROGRAM) != 0)
    print_lit(p, "[]");
  else
    drupe__print_atom(p, p->pass->arguments_name);
  print_lit(p, ");");
}

/* Code of a class is strict wherever it stands. */
static void func_strict(printer *p, bool strict) {
  if (strict && !p->strict)
    print_lit(p, "\"use strict\";");
  p->strict |= strict;
}

/* Statements of a constructor; behind a super() of their own `this` is there
 * for sure. */
static void func_derived_list(printer *p, uint32_t list) {
  uint32_t i, n;

  for (i = 0; i < list_size(p->tree, list); i++) {
    n = list_at(p->tree, list, i);
    drupe__print_statement(p, n);
    if (node_kind(p->tree, n) == NODE_EXPRESSION &&
        drupe__lower_is_super_call(p->tree, node_word(p->tree, n, ARGUMENT)))
      p->bound = p->function;
  }
  if ((p->pass->functions[p->function].flags & SCOPE_FN_LATE_THIS) == 0)
    return;
  print_lit(p, "return ");
  drupe__print_this(p);
  print_char(p, ';');
}

static void func_body(printer *p, uint32_t n) {
  const drupe__tree *t = p->tree;
  uint32_t flags = node_flags(t, n), body = node_word(t, n, FUNCTION_BODY);
  uint32_t inner;

  print_char(p, '{');
  func_strict(p, (flags & FN_STRICT) != 0);
  drupe__lower_captures(p);
  if (node_op(t, n) == FUNCTION_CONSTRUCTOR)
    drupe__lower_instance(p, p->pass->functions[p->function].class);
  if (!func_is_simple(t, n)) {
    func_declare_flags(p, p->pass->functions[p->function].scope);
    func_prologue(p, n);
    drupe__lower_begin(p, n);
    func_from_params(p);
  }
  drupe__print_scope(p, p->pass->functions[p->function].scope);
  inner = func_open_eval(p, n);
  if ((flags & FN_EXPRESSION_BODY) != 0)
    func_expression_body(p, body);
  else if (node_op(t, n) == FUNCTION_DERIVED_CONSTRUCTOR)
    func_derived_list(p, body);
  else
    drupe__print_list(p, body);
  if (inner != 0)
    func_close_eval(p, n, inner - 1);
  drupe__lower_declare(p, func_is_unit(p));
}

/* From the `(` on. */
static void func_rest_of(printer *p, uint32_t n, uint32_t record) {
  func_state s = func_enter(p, node_word(p->tree, n, FUNCTION_SCOPE));
  uint32_t end = node_word(p->tree, n, FUNCTION_END);

  func_formals(p, n, record);
  func_body(p, n);
  func_leave(p, &s);
  drupe__print_line(p, end > 0 ? end - 1 : 0);
  p->records[record].end_line = p->line;
  print_char(p, '}');
}

/* --- Functions that nobody wrote --- */

void drupe__lower_made(printer *p, const made_function *made) {
  uint32_t record =
      drupe__lower_record(p, made->start, made->end,
                 made->flags | DRUPE__FUNCTION_STRICT | DRUPE__FUNCTION_NAMED);
  func_state s;

  drupe__lower_record_name(p, &p->records[record], made->name, made->prefix);
  print_lit(p, "function");
  if (made->node != 0) {
    func_set_length(p, record, made->node);
    func_rest_of(p, made->node, record);
    return;
  }
  s = func_enter(p, made->function);
  print_lit(p, "(){");
  if (made->body != NULL) {
    func_strict(p, true);
    drupe__lower_captures(p);
    made->body(p, made->arg);
    drupe__lower_declare(p, func_is_unit(p));
  }
  func_leave(p, &s);
  drupe__print_line(p, made->end > made->start ? made->end - 1 : made->start);
  p->records[record].end_line = p->line;
  print_char(p, '}');
}

/* --- Factories --- */

bool drupe__lower_has_captures(const printer *p, uint32_t n) {
  return p->pass->functions[node_word(p->tree, n, FUNCTION_SCOPE)].captures !=
         0;
}

/* The variable that carries a captured binding. */
static uint32_t factory_carrier(const printer *p, uint32_t binding) {
  const scope_binding *b = &p->pass->bindings[binding];

  return (b->flags & BINDING_BOXED) != 0 ? p->pass->scopes[b->scope].box
                                         : b->out;
}

/* Each once: a box may carry many. */
static void factory_list(printer *p, uint32_t captures) {
  uint32_t i, carrier;
  /* No index of a binding, as the scope pass may have left some there. */
  uint32_t number = 0x80000000u | ++p->lists;
  bool first = true;

  print_char(p, '(');
  for (i = captures; i != 0; i = p->pass->pairs[i].next) {
    carrier = factory_carrier(p, p->pass->pairs[i].value);
    if (p->tree->atoms.list[carrier].binding == number)
      continue;
    p->tree->atoms.list[carrier].binding = number;
    if (!first)
      print_char(p, ',');
    first = false;
    drupe__print_atom(p, carrier);
  }
  print_char(p, ')');
}

void drupe__lower_wrapped(printer *p, uint32_t function, uint32_t n,
                          uint32_t hint, void (*body)(printer *p, uint32_t n)) {
  uint32_t captures = p->pass->functions[function].captures;
  uint32_t pos = node_pos(p->tree, n);
  uint32_t record = drupe__lower_record(p, pos, pos, DRUPE__FUNCTION_INTERNAL);
  func_state s;

  print_lit(p, "function");
  factory_list(p, captures);
  s = func_enter(p, function);
  print_char(p, '{');
  p->hint = hint;
  body(p, n);
  drupe__lower_declare(p, func_is_unit(p));
  func_leave(p, &s);
  drupe__print_line(p, node_pos(p->tree, n));
  p->records[record].end_line = p->line;
  print_char(p, '}');
  factory_list(p, captures);
}

/* --- Functions --- */

static void func_print(printer *p, uint32_t n, uint32_t hint) {
  const scope_function *f =
      &p->pass->functions[node_word(p->tree, n, FUNCTION_SCOPE)];
  uint32_t record = func_record(p, n, hint);
  const scope_binding *name = f->name == 0 ? NULL : &p->pass->bindings[f->name];

  print_lit(p, "function");
  /* The name of an expression costs a scope: only if the body uses it. */
  if (name != NULL && ((name->flags & BINDING_USED) != 0 ||
                       (f->flags & SCOPE_FN_DYNAMIC) != 0)) {
    print_char(p, ' ');
    drupe__print_atom(p, name->out);
  }
  func_rest_of(p, n, record);
}

/* An expression: of any kind, but a getter's key stands elsewhere.
 * `(_m||(_m=function(i){return function(){..i..}}))(i)` when it captures
 * bindings of a loop. */
void drupe__lower_function(printer *p, uint32_t n) {
  const scope_function *f =
      &p->pass->functions[node_word(p->tree, n, FUNCTION_SCOPE)];
  uint32_t hint = p->hint, factory, record, captures = f->captures;
  bool keep;

  p->hint = 0;
  if (captures == 0) {
    func_print(p, n, hint);
    return;
  }
  print_char(p, '(');
  /* Under a `with` each round may have another object, around an eval another
   * catch clause: no keeping. */
  keep = (f->flags & SCOPE_FN_IN_WITH) == 0 &&
         (p->pass->functions[p->function].flags & SCOPE_FN_DYNAMIC) == 0;
  if (keep) {
    factory = drupe__scope_name(p->pass, "_m", 2);
    drupe__print_declare(p, factory);
    drupe__print_atom(p, factory);
    print_lit(p, "||(");
    drupe__print_atom(p, factory);
    print_char(p, '=');
  }
  record = drupe__lower_record(p, node_pos(p->tree, n),
                               node_word(p->tree, n, FUNCTION_END),
                               DRUPE__FUNCTION_INTERNAL);
  print_lit(p, "function");
  factory_list(p, captures);
  print_lit(p, "{return ");
  func_print(p, n, hint);
  drupe__print_line(p, node_pos(p->tree, n));
  p->records[record].end_line = p->line;
  print_lit(p, "})");
  if (keep)
    print_char(p, ')');
  factory_list(p, captures);
}

void drupe__lower_function_declaration(printer *p, uint32_t n) {
  uint32_t record = func_record(p, n, 0);
  uint32_t ident = node_word(p->tree, n, FUNCTION_NAME);
  const scope_binding *b = drupe__print_binding(p, ident);

  print_lit(p, "function ");
  drupe__print_atom(p, b->out);
  func_rest_of(p, n, record);
}

/* `get key(){...}` inside an object literal. */
void drupe__lower_accessor(printer *p, uint32_t property) {
  uint32_t n = node_word(p->tree, property, PROPERTY_ITEM);
  uint32_t key = node_word(p->tree, property, PROPERTY_KEY), record;
  uint32_t hint = p->hint;

  p->hint = 0;
  record = func_record(p, n, hint);
  if (node_op(p->tree, n) == FUNCTION_GETTER)
    print_lit(p, "get ");
  else
    print_lit(p, "set ");
  drupe__lower_key(p, key);
  func_rest_of(p, n, record);
}

/* --- The unit --- */

static void program_directives(printer *p, uint32_t n) {
  uint32_t list = node_word(p->tree, n, PROGRAM_BODY), i, s;

  if ((node_flags(p->tree, n) & FN_USE_STRICT) != 0)
    print_lit(p, "\"use strict\";");
  else if ((p->pass->source->flags & DRUPE__SOURCE_STRICT) != 0)
    print_lit(p, "\"use strict\";void 0;"); /* not the program's value */
  /* eval("'a'") is 'a': other directives count as values. */
  for (i = 0; i < list_size(p->tree, list); i++) {
    s = list_at(p->tree, list, i);
    if (node_kind(p->tree, s) != NODE_EXPRESSION ||
        (node_flags(p->tree, s) & EXPRESSION_DIRECTIVE) == 0)
      break;
    if (!drupe__print_is_program(p))
      continue;
    print_lit(p, "(");
    drupe__print_expression(p, node_word(p->tree, s, ARGUMENT), POWER_SEQUENCE);
    print_lit(p, ");");
  }
}

static void program_body(printer *p, uint32_t n) {
  program_directives(p, n);
  drupe__lower_captures(p);
  drupe__print_scope(p, p->pass->functions[p->function].scope);
  drupe__print_list(p, node_word(p->tree, n, PROGRAM_BODY));
  if (!drupe__print_is_script(p))
    drupe__lower_declare(p, func_is_unit(p));
}

static void program_commonjs(printer *p, uint32_t n) {
  uint32_t params = node_word(p->tree, n, PROGRAM_PARAMS), record, i, index;

  record = drupe__lower_record(p, 0, p->tree->size,
                               DRUPE__FUNCTION_NAMED |
                                   ((node_flags(p->tree, n) & FN_STRICT) != 0
                                        ? DRUPE__FUNCTION_STRICT
                                        : 0));
  drupe__lower_record_name(p, &p->records[record], 0, "");
  p->records[record].length = list_size(p->tree, params);
  print_lit(p, "(function(");
  for (i = 0; i < list_size(p->tree, params); i++) {
    if (i > 0)
      print_char(p, ',');
    index = node_word(p->tree, list_at(p->tree, params, i), IDENT_BINDING);
    drupe__print_atom(p, p->pass->bindings[index].out);
  }
  print_lit(p, "){");
  program_body(p, n);
  drupe__print_line(p, p->tree->size);
  p->records[record].end_line = p->line;
  print_lit(p, "})");
}

void drupe__lower_program(printer *p) {
  uint32_t n = p->tree->program, list = node_word(p->tree, n, PROGRAM_BODY);
  uint32_t f;

  p->strict = p->pass->source->goal != DRUPE__FUNCTION &&
              ((node_flags(p->tree, n) & FN_STRICT) != 0 ||
               (p->pass->source->flags & DRUPE__SOURCE_STRICT) != 0);

  p->function = node_word(p->tree, n, PROGRAM_SCOPE);
  switch (p->pass->source->goal) {
  case DRUPE__COMMONJS: program_commonjs(p, n); return;
  case DRUPE__MODULE: drupe__lower_module(p); return;
  case DRUPE__FUNCTION:
    f = node_word(p->tree, list_at(p->tree, list, 0), ARGUMENT);
    print_char(p, '(');
    drupe__lower_function(p, f);
    print_char(p, ')');
    return;
  default: program_body(p, n);
  }
}
