/* js/syntax/print.h - the printer: it lowers while it prints.
 *
 * Output is appended to one buffer; a construct of ES2015 and later is printed
 * as the ES5 text around its sub-trees, in source order.  What is needed twice
 * goes to a temporary, a variable declared at the end of its function.
 *
 * Files: print.c the buffer, positions, names; print_expr.c, print_stmt.c what
 * ES5 has, with precedences; lower_*.c one idea each of what it has not. */
#ifndef DRUPE_SYNTAX_PRINT_H
#define DRUPE_SYNTAX_PRINT_H

#include <string.h>

#include "linetab.h"
#include "scope.h"
#include "syntax.h"

/* Binding power, weakest first. */
typedef enum print_power {
  POWER_SEQUENCE,
  POWER_ASSIGN,
  POWER_CONDITIONAL,
  POWER_OROR,
  POWER_ANDAND,
  POWER_OR,
  POWER_XOR,
  POWER_AND,
  POWER_EQUAL,
  POWER_RELATION,
  POWER_SHIFT,
  POWER_ADD,
  POWER_MULTIPLY,
  POWER_POW,
  POWER_UNARY,
  POWER_POSTFIX,
  POWER_CALL,
  POWER_MEMBER
} print_power;

/* Where the object (and `this`) of an optional link has gone. */
typedef struct print_link {
  uint32_t node;    /* the object or callee that was evaluated */
  uint32_t value;   /* atom that holds it */
  uint32_t context; /* atom that holds its `this`, ATOM_this, or 0 */
} print_link;

typedef struct printer {
  scope_pass *pass;
  drupe__tree *tree;
  char *out;
  size_t size;
  size_t capacity;

  drupe__linetab lines;
  uint32_t line;   /* the current emitted line, from 1 */
  uint32_t offset; /* the source offset it stands for */

  drupe__function_record *records;
  uint32_t record_count, record_capacity;
  char *names; /* of the records; their `name` is an offset until the end */
  uint32_t names_size, names_capacity;

  uint32_t function; /* the scope_function being printed */
  uint32_t place;    /* of the value that the next pattern takes apart, or 0:
                        the pattern's own */
  uint32_t bound;    /* the derived constructor whose `this` is there by now */
  bool silent;       /* what is printed here is no program's value */
  bool strict;       /* what is printed here is strict code */
  bool fresh;        /* nothing of the statement was evaluated yet */
  uint32_t hint;     /* atom: name for the next anonymous function, or 0 */
  bool no_in;        /* in the head of a for: `in` needs parentheses, even
                        inside brackets, where Duktape still refuses it */

  uint32_t *temps; /* atoms of _a, _b ...: the same in all functions */
  uint32_t temp_count, temp_capacity;
  uint32_t temp_used; /* in use now, in this function */
  uint32_t temp_high;

  uint32_t *extras; /* atoms to declare at the end of the function */
  uint32_t extra_count, extra_capacity, extra_base;
  uint32_t *unit_names; /* atoms to declare in the outermost function */
  uint32_t unit_count, unit_capacity;

  uint32_t *labels; /* atoms of labels that wait for their loop */
  uint32_t label_count, label_capacity, label_base;

  uint32_t lists; /* of captures so far: the last that has a name is noted in
                     its atom's `binding` */

  print_link *links;
  uint32_t link_count, link_capacity;
} printer;

/* --- Output (print.c) --- */

/* Makes room for `more` bytes. */
void drupe__print_room(printer *p, size_t more);
void drupe__print_number(printer *p, uint32_t value);
void drupe__print_quoted(printer *p, const char *text, size_t size);
void drupe__print_quoted_atom(printer *p, uint32_t atom);

/* Most of what is printed is shorter than a call of memcpy takes. */
static inline void drupe__print_text(printer *p, const char *text,
                                     size_t size) {
  const char *end = text + size;
  char *to;

  if (p->capacity - p->size < size)
    drupe__print_room(p, size);
  to = p->out + p->size;
  p->size += size;
  if (size > 16) {
    memcpy(to, text, size);
  } else if (size >= 8) {
    memcpy(to, text, 8);
    memcpy(to + size - 8, end - 8, 8);
  } else if (size >= 4) {
    memcpy(to, text, 4);
    memcpy(to + size - 4, end - 4, 4);
  } else {
    while (text < end)
      *to++ = *text++;
  }
}

static inline void drupe__print_atom(printer *p, uint32_t atom) {
  uint32_t size;
  const char *text = drupe__atom_text(&p->tree->atoms, atom, &size);

  drupe__print_text(p, text, size);
}

static inline void print_char(printer *p, char c) {
  if (p->size == p->capacity)
    drupe__print_room(p, 1);
  p->out[p->size++] = c;
}
#define print_lit(p, s) drupe__print_text(p, s, sizeof(s) - 1)

/* What comes now stands for the source offset: breaks the line if the current
 * one stands for another.  Not after return and throw, not before ++. */
void drupe__print_mark(printer *p, uint32_t offset);
/* A line of its own, for a function's `}`. */
void drupe__print_line(printer *p, uint32_t offset);

/* --- Names (print.c) --- */

uint32_t drupe__print_temp(printer *p); /* until temp_used is set back */
void drupe__print_declare(printer *p, uint32_t atom);      /* extras */
void drupe__print_declare_unit(printer *p, uint32_t atom); /* unit_names */

/* For a binding whose declaration is printed without `var`. */
void drupe__print_declare_binding(printer *p, uint32_t ident);

const scope_binding *drupe__print_binding(const printer *p, uint32_t ident);
/* Must assigning to it throw?  A function expression's own name is constant
 * too, but sloppy code may try. */
bool drupe__print_is_constant(const printer *p, const scope_binding *b);
/* The bare name, or the box's member. */
void drupe__print_name(printer *p, const scope_binding *b);
/* The variable that says whether the binding is initialised. */
void drupe__print_flag(printer *p, const scope_binding *b);
/* `flag||$h.tdz("name")` */
void drupe__print_check(printer *p, const scope_binding *b);
void drupe__print_ident(printer *p, uint32_t n);
void drupe__print_this(printer *p);
void drupe__print_new_target(printer *p);
/* A name that may be printed twice: local, stable while an expression runs.
 * Returns its atom (ATOM_this for `this` where that is plain) or 0. */
uint32_t drupe__print_stable(const printer *p, uint32_t n);

/* Do let, const and temporaries of this function live outside the text (in
 * the unit's environment), and do statements have a completion value? */
bool drupe__print_is_script(const printer *p);
bool drupe__print_is_program(const printer *p);
/* Is what statements give here the program's completion value? */
bool drupe__print_has_value(const printer *p);

/* --- Expressions (print_expr.c) --- */

void drupe__print_expression(printer *p, uint32_t n, print_power power);
/* The same, the name of an anonymous function is `atom`. */
void drupe__print_named(printer *p, uint32_t n, uint32_t atom,
                        print_power power);
void drupe__print_operator(printer *p, uint32_t op);
const char *drupe__operator_text(uint32_t op);
void drupe__print_arguments(printer *p, uint32_t list, uint32_t pos);
void drupe__print_member_name(printer *p, uint32_t atom, uint32_t pos);
void drupe__print_key_name(printer *p, uint32_t atom); /* of a literal */
uint32_t drupe__print_leftmost(const drupe__tree *t, uint32_t n);
uint32_t drupe__print_start(const drupe__tree *t, uint32_t n);
bool drupe__print_is_anonymous(const drupe__tree *t, uint32_t n);

/* --- Statements (print_stmt.c) --- */

void drupe__print_statement(printer *p, uint32_t n);
void drupe__print_list(printer *p, uint32_t list);
/* Around a statement that only has an effect: it must not become the
 * completion value of a program. */
void drupe__print_effect(printer *p);
void drupe__print_effect_end(printer *p);
/* What entering a scope does: box, flags, functions of the list. */
void drupe__print_scope(printer *p, uint32_t scope);
void drupe__print_block_functions(printer *p, uint32_t list);
/* lower_held.c: catch clauses around what follows for the names of the scope
 * (or 0) that a direct eval must find; returns how many. */
uint32_t drupe__print_hold(printer *p, uint32_t scope);
void drupe__print_release(printer *p, uint32_t held);
void drupe__print_inner(printer *p, uint32_t body); /* without its braces */
void drupe__print_labels(printer *p);

/* --- Lowerings --- */

/* lower_func.c */
void drupe__lower_function(printer *p, uint32_t n);
void drupe__lower_function_declaration(printer *p, uint32_t n);
void drupe__lower_accessor(printer *p, uint32_t property);
void drupe__lower_program(printer *p);
bool drupe__lower_has_captures(const printer *p, uint32_t function_node);
/* A new record and its index; the name is an atom or 0, behind a prefix. */
uint32_t drupe__lower_record(printer *p, uint32_t start, uint32_t end,
                             uint32_t flags);
void drupe__lower_record_name(printer *p, drupe__function_record *r,
                              uint32_t atom, const char *prefix);
/* `var _this=this;` for the arrows inside. */
void drupe__lower_captures(printer *p);
/* `var a,b;` for what the body turned out to need; `unit`: what the whole text
 * needs, too. */
void drupe__lower_declare(printer *p, bool unit);

/* lower_module.c */
void drupe__lower_module(printer *p);
void drupe__lower_import_call(printer *p, uint32_t n);

/* A function that nobody wrote, or a class's constructor. */
typedef struct made_function {
  uint32_t function; /* the scope_function */
  uint32_t start, end;
  uint32_t flags; /* DRUPE__FUNCTION_ of its record */
  const char *prefix;
  uint32_t name; /* atom that follows the prefix, or 0 */
  void (*body)(printer *p, uint32_t arg); /* or NULL */
  uint32_t arg;
  uint32_t node; /* the FUNCTION that it is after all, or 0 */
} made_function;
void drupe__lower_made(printer *p, const made_function *made);
/* `function(i){..}(i)` around code of a loop that must not share variables;
 * i are those that closures inside hold on to. */
void drupe__lower_wrapped(printer *p, uint32_t function, uint32_t n,
                          uint32_t hint, void (*body)(printer *p, uint32_t n));

/* lower_class.c */
void drupe__lower_class(printer *p, uint32_t n);
void drupe__lower_class_statement(printer *p, uint32_t n);
/* The instance fields as expressions with commas between; was there any? */
bool drupe__lower_fields(printer *p, uint32_t class, bool comma);
void drupe__lower_instance(printer *p, uint32_t class);
void drupe__lower_super_call(printer *p, uint32_t n);
bool drupe__lower_is_super_call(const drupe__tree *t, uint32_t n);

/* lower_eval.c: a call that the engine may take for a direct eval */
bool drupe__lower_is_eval(const printer *p, uint32_t n);
void drupe__lower_eval(printer *p, uint32_t n);

/* lower_reference.c: o.#name and super.name */
bool drupe__lower_is_reference(const drupe__tree *t, uint32_t n);
void drupe__lower_reference(printer *p, uint32_t n);
void drupe__lower_reference_call(printer *p, uint32_t n);
void drupe__lower_reference_assign(printer *p, uint32_t n);
void drupe__lower_reference_update(printer *p, uint32_t n);
/* Around the value to assign. */
void drupe__lower_reference_put(printer *p, uint32_t n);
void drupe__lower_reference_put_end(printer *p, uint32_t n);
void drupe__lower_private_in(printer *p, uint32_t n);
/* Prints the reference's value for a call to come, returns the atom that holds
 * its `this`. */
uint32_t drupe__lower_reference_context(printer *p, uint32_t n);

/* lower_pattern.c: binds from the value in the variable `value`. */
void drupe__lower_pattern(printer *p, uint32_t pattern, uint32_t value,
                          bool declare, bool statements);
/* One target, possibly a pattern or with a default, gets `value`. */
void drupe__lower_bind(printer *p, uint32_t target, uint32_t value,
                       bool declare);
/* Prints `target=` ... what follows it, around a value; used like brackets. */
void drupe__lower_target(printer *p, uint32_t target, bool declare);
void drupe__lower_target_end(printer *p, uint32_t target, bool declare);
void drupe__lower_pattern_assign(printer *p, uint32_t n);
/* An assignment that is taken apart as statements: by a pattern, or by a name
 * that gets what a pattern gets.  A program's needs the value of it. */
bool drupe__lower_is_pattern_statement(const drupe__tree *t, uint32_t n);
void drupe__lower_pattern_statement(printer *p, uint32_t n);
bool drupe__lower_is_pattern(const drupe__tree *t, uint32_t n);

/* lower_loop.c */
void drupe__lower_for(printer *p, uint32_t n);
/* lower_held.c: a for whose names are held. */
bool drupe__lower_is_held_for(const printer *p, uint32_t n);
void drupe__lower_held_for(printer *p, uint32_t n);
void drupe__lower_for_in(printer *p, uint32_t n);
void drupe__lower_for_of(printer *p, uint32_t n);

/* lower_coroutine.c */
uint32_t drupe__lower_coroutine_flags(const drupe__tree *t, uint32_t function);
/* After the parameters of a function. */
void drupe__lower_begin(printer *p, uint32_t function);
void drupe__lower_yield(printer *p, uint32_t n);
void drupe__lower_await(printer *p, uint32_t n);
/* Is it a generator's body that is printed? */
bool drupe__lower_yields(const printer *p);
/* Is `return v` to await the value? */
bool drupe__lower_return_awaits(const printer *p);

/* lower_with.c: a plain name inside a with statement */
bool drupe__lower_is_with(const printer *p, uint32_t n);
void drupe__lower_with_assign(printer *p, uint32_t n);
void drupe__lower_with_update(printer *p, uint32_t n);

/* lower_chain.c */
void drupe__lower_chain(printer *p, uint32_t n, bool is_delete);
void drupe__lower_chain_call(printer *p, uint32_t n);
void drupe__lower_nullish(printer *p, uint32_t n);
void drupe__lower_logical_assign(printer *p, uint32_t n);
const print_link *drupe__lower_link(const printer *p, uint32_t node);
bool drupe__lower_has_spread(const drupe__tree *t, uint32_t list);
void drupe__lower_spread_call(printer *p, uint32_t n);

/* lower_literal.c */
void drupe__lower_string(printer *p, uint32_t n);
/* `count` string literals of a sum, from that item of the list on. */
void drupe__lower_strings(printer *p, uint32_t list, uint32_t from,
                          uint32_t count);
void drupe__lower_number_text(printer *p, uint32_t n);
void drupe__lower_regexp(printer *p, uint32_t n);
/* lower_bigint.c */
void drupe__lower_bigint(printer *p, uint32_t n);
void drupe__lower_bigint_key(printer *p, uint32_t n);
void drupe__lower_template(printer *p, uint32_t n);
void drupe__lower_template_object(printer *p, uint32_t n);
void drupe__lower_spread_list(printer *p, uint32_t list, uint32_t pos);
/* Begins a call or a `new`, whose arguments the second prints, and its end:
 * `$h.cs(` f,this, `a,b)`, or `$h.ap(` f,this, `[a,b])`. */
void drupe__lower_spread_begin(printer *p, uint32_t list, bool is_new);
void drupe__lower_spread_arguments(printer *p, uint32_t list, uint32_t pos);
/* A property's name inside an object literal: a string or a number. */
void drupe__lower_key(printer *p, uint32_t key);
/* The name that an anonymous function gets from a key that is written out. */
uint32_t drupe__lower_key_atom(printer *p, uint32_t key);
/* Evaluating it changes nothing and shows nothing (but for getters). */
bool drupe__lower_is_silent(const printer *p, uint32_t n);

/* lower_object.c */
void drupe__lower_object(printer *p, uint32_t n);

#endif /* DRUPE_SYNTAX_PRINT_H */
