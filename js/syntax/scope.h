/* js/syntax/scope.h - the scope pass: what every name of a unit means, what
 * it is called in the lowered text, and what its lowering must know.
 *
 * One walk in evaluation order.  A block's let, const, class and function
 * become variables of the function around it; they get a fresh name only
 * where two would meet.  The walk also finds the references that may come
 * before the initialisation (tdz.c) and the bindings of loops that closures
 * hold on to (capture.c). */
#ifndef DRUPE_SYNTAX_SCOPE_H
#define DRUPE_SYNTAX_SCOPE_H

#include <setjmp.h>
#include <stdbool.h>

#include "ast.h"
#include "source.h"

/* Set on an IDENT by this pass: the reference needs a check for the temporal
 * dead zone. */
enum { IDENT_CHECK = 1u << 8, IDENT_WITH = 1u << 9 /* inside a with */ };

typedef enum binding_kind {
  BINDING_VAR,
  BINDING_PARAM,
  BINDING_FUNCTION,      /* declared at the top level of a function */
  BINDING_FUNCTION_NAME, /* the own name of a function expression */
  BINDING_BLOCK_FUNCTION,
  BINDING_LET,
  BINDING_CONST,
  BINDING_CLASS,
  BINDING_CATCH /* a plain catch parameter: Duktape's own scope */
} binding_kind;

enum {
  BINDING_READY = 1u << 0,       /* state of the walk: initialised by now */
  BINDING_CHECKED = 1u << 1,     /* has references that need a check */
  BINDING_FRESH = 1u << 2,       /* must get a name of its own */
  BINDING_KEEP = 1u << 3,        /* a with body or eval sees the name */
  BINDING_LOOP = 1u << 4,        /* a new one per iteration */
  BINDING_CAPTURED = 1u << 5,    /* ... and a closure holds on to it */
  BINDING_BOXED = 1u << 6,       /* ... and lives in its scope's box */
  BINDING_WRITTEN = 1u << 7,     /* assigned beside its declaration */
  BINDING_USED = 1u << 8,        /* referenced at all */
  BINDING_SWITCH = 1u << 9,      /* declared in a switch */
  BINDING_FROM_PARAM = 1u << 11, /* a var that starts as the parameter `link` */
  BINDING_BLOCK = 1u << 12,      /* declared below the function's top level */
  BINDING_INNER_WRITE = 1u << 14, /* written by a closure */
  BINDING_CLOSED = 1u << 15,      /* referenced by a closure */
  BINDING_DECLARED = 1u << 16,    /* state of the printer: has a var */
  BINDING_SCOPED = 1u << 18,   /* a catch clause is printed to hold the name */
  BINDING_NAMED = 1u << 19,    /* `out` is its name: nobody wrote it */
  BINDING_MERGED = 1u << 20,   /* CONST: lives in the variable of `link` */
  BINDING_FIRST = 1u << 17,    /* BLOCK_FUNCTION: nothing comes before it */
  BINDING_EXPORTED = 1u << 24, /* of a module: others see it */
  BINDING_IMPORT = 1u << 25,   /* another module's */
  BINDING_NAMESPACE = 1u << 26 /* an IMPORT: all of the other module */
};

typedef struct scope_binding {
  uint32_t atom;
  uint32_t out;   /* atom of the emitted name */
  uint32_t kind;  /* binding_kind */
  uint32_t flags; /* BINDING_ */
  uint32_t scope;
  uint32_t function; /* whose variable it becomes */
  uint32_t outer;    /* what the atom meant before */
  uint32_t next;     /* of the same scope */
  uint32_t ready_time;
  uint32_t flag;  /* atom of the variable that is set when it is ready, or 0 */
  uint32_t link;  /* FUNCTION, BLOCK_FUNCTION: the scope_function declared;
                    FROM_PARAM: the parameter */
  uint32_t hoist; /* BLOCK_FUNCTION: the var of Annex B, or 0 */
  uint32_t cell;  /* BOXED, of a module: the variable that holds the cell */
  uint32_t slot;  /* of a module: number of the cell + 1, or 0 */
  uint32_t capturer; /* CAPTURED: the last function that has it in its list */
} scope_binding;

enum {
  SCOPE_LOOP = 1u << 0, /* entered more than once per call */
  SCOPE_SWITCH = 1u << 1,
  SCOPE_HEAD = 1u << 2, /* of a for: bindings are copied per iteration */
  SCOPE_BODY = 1u << 3, /* a function's own */
  SCOPE_BLOCK = 1u << 4 /* of a list in braces */
};

typedef struct scope_scope {
  uint32_t parent;
  uint32_t function;
  uint32_t flags;
  uint32_t first; /* bindings, in order of declaration */
  uint32_t last;
  uint32_t box; /* atom of the variable that holds the boxed ones, or 0 */
} scope_scope;

enum {
  SCOPE_FN_ARROW = 1u << 0,
  SCOPE_FN_HOISTED = 1u << 1, /* a declaration: exists before its text */
  SCOPE_FN_THIS = 1u << 2,    /* an arrow inside needs it */
  SCOPE_FN_ARGUMENTS = 1u << 3,
  SCOPE_FN_NEW_TARGET = 1u << 4,
  SCOPE_FN_DYNAMIC = 1u << 5,       /* direct eval in it, however deep */
  SCOPE_FN_PROGRAM = 1u << 6,       /* SCRIPT, EVAL: no function around */
  SCOPE_FN_OWN_ARGUMENTS = 1u << 7, /* mentions `arguments` itself */
  SCOPE_FN_IN_WITH = 1u << 8,       /* its surroundings are no plain scopes */
  SCOPE_FN_DERIVED = 1u << 9,       /* a constructor: `this` is late */
  SCOPE_FN_LATE_THIS = 1u << 10     /* ... and may come from an arrow */
};

typedef struct scope_function {
  uint32_t node;
  uint32_t parent;
  uint32_t scope; /* the body's */
  uint32_t flags;
  uint32_t name;     /* binding of a function expression's name, or 0 */
  uint32_t captures; /* list in scope_pass.captures, or 0 */
  uint32_t update;   /* the scope of the for in whose update it is made, or 0 */
  uint32_t earliest; /* the time of the first mention, see tdz.c */
  uint32_t edges;    /* list of the functions it mentions */
  uint32_t home;     /* binding of what `super` looks up from, or 0 */
  uint32_t class;    /* constructor: its scope_class, else 0 */
  uint32_t supers;   /* constructor: how many super() it has */
} scope_function;

enum {
  CLASS_DERIVED = 1u << 0,
  CLASS_WRAPPED = 1u << 1, /* in a loop: a function of its own around it */
  CLASS_INLINE = 1u << 2   /* the constructor sets the fields up itself */
};

/* A class.  Its bindings are variables that the lowering needs. */
typedef struct scope_class {
  uint32_t node;
  uint32_t flags;
  uint32_t wrapper;     /* WRAPPED: the scope_function around */
  uint32_t self;        /* the class itself */
  uint32_t home;        /* its prototype */
  uint32_t init;        /* the function that sets up instances, or 0 */
  uint32_t brand;       /* what instances with private methods have, or 0 */
  uint32_t constructor; /* scope_function */
  uint32_t initializer; /* scope_function of the instance fields */
} scope_class;

/* What a private name stands for. */
enum {
  PRIVATE_METHOD = 1u << 0,
  PRIVATE_GETTER = 1u << 1,
  PRIVATE_SETTER = 1u << 2,
  PRIVATE_STATIC = 1u << 3
};

/* FIELD: `binding` holds the key of a hidden property.  Others: the function,
 * `setter` that of a setter, and `brand` (static: the class) is checked. */
typedef struct scope_private {
  uint32_t kind;
  uint32_t binding;
  uint32_t setter;
  uint32_t brand;
} scope_private;

typedef struct scope_pair {
  uint32_t value;
  uint32_t next;
} scope_pair;

/* A direct eval, and what is around it. */
typedef struct scope_eval {
  uint32_t node;
  uint32_t scope;
  bool params; /* among the defaults of a function's parameters */
} scope_eval;

/* A reference whose check depends on when a hoisted function may run. */
typedef struct scope_pending {
  uint32_t node;
  uint32_t function;
  uint32_t binding;
} scope_pending;

typedef struct scope_pass {
  drupe__tree *tree;
  const drupe__source *source;
  drupe__syntax_error *error;
  jmp_buf *failed; /* where an unsupported feature or lack of memory goes */

  scope_binding *bindings;
  uint32_t binding_count, binding_capacity;
  scope_scope *scopes;
  uint32_t scope_count, scope_capacity;
  scope_function *functions;
  uint32_t function_count, function_capacity;
  scope_pair *pairs; /* lists of captures and edges */
  uint32_t pair_count, pair_capacity;
  scope_pending *pending;
  uint32_t pending_count, pending_capacity;
  scope_class *classes;
  uint32_t class_count, class_capacity;
  scope_eval *evals;
  uint32_t eval_count, eval_capacity;
  uint32_t taken; /* list of atoms that eval code must not declare as var */
  bool in_params; /* state of the walk: in the defaults of parameters */
  uint32_t eval_home, eval_class; /* of the code around, see scope_eval.c */
  scope_private *privates;
  uint32_t private_count, private_capacity;

  /* Per (function, atom): does a reference of that name leave the function,
   * and, while names are given out, who has the name there. */
  uint64_t *crossings;
  uint32_t crossing_count, crossing_mask;

  uint32_t function; /* the current ones */
  uint32_t scope;
  uint32_t time;
  uint32_t ready_case; /* list of what the case at hand has initialised */
  uint32_t loops;   /* loops around, in this function */
  uint32_t withs;   /* with statements around, in any function */
  uint32_t update;  /* scope of the for whose update runs, or 0 */
  uint32_t helpers; /* atom of `$h` */
  uint32_t this_name, arguments_name, new_target_name, error_name;
  uint32_t meta_name, cells_name; /* of modules */
} scope_pass;

/* Fills the tree's SCOPE and IDENT_BINDING words.  Leaves through
 * pass->failed on errors.  `pass` is zeroed but for its first four fields. */
void drupe__scope_run(scope_pass *pass);
void drupe__scope_deinit(scope_pass *pass);

/* A name that the unit does not use: base, or base followed by a number. */
uint32_t drupe__scope_name(scope_pass *pass, const char *base, size_t size);

/* The nearest function around that is no arrow: it has the `this`. */
uint32_t drupe__scope_this_owner(const scope_pass *pass, uint32_t function);

_Noreturn void drupe__scope_unsupported(scope_pass *pass, uint32_t pos,
                                        const char *feature);
_Noreturn void drupe__scope_no_memory(scope_pass *pass);

/* --- Inside the pass --- */

/* Grows an array to hold one more element. */
void *drupe__scope_grow(scope_pass *pass, void *list, uint32_t count,
                        uint32_t *capacity, size_t element);
uint32_t drupe__scope_pair(scope_pass *pass, uint32_t value, uint32_t next);

/* The function directly inside `owner` that holds `inner`. */
uint32_t drupe__scope_child(const scope_pass *pass, uint32_t owner,
                            uint32_t inner);

uint32_t drupe__scope_enter(scope_pass *pass, uint32_t flags);
void drupe__scope_leave(scope_pass *pass);
uint32_t drupe__scope_declare(scope_pass *pass, uint32_t atom,
                              binding_kind kind);
/* A variable that only the lowering mentions; ready, of the current scope. */
uint32_t drupe__scope_invent(scope_pass *pass, const char *name);
void drupe__scope_cross(scope_pass *pass, uint32_t atom, uint32_t binding);
void drupe__scope_give_names(scope_pass *pass);

/* Annex B: does the block's function simply live in the var of its name?
 * The var gets its value where the declaration stands, the block's function
 * exists from the start; who assigns neither cannot tell the two apart if
 * nothing stands between. */
bool drupe__scope_merged(const scope_binding *b);

/* What a statement list declares itself (not its blocks): calls `found` for
 * each function declaration, each name of let and const, each class. */
typedef void scope_found(scope_pass *pass, uint32_t ident, uint32_t kind,
                         uint32_t function, void *arg);
void drupe__scope_lexicals(scope_pass *pass, uint32_t statement,
                           scope_found *found, void *arg);
void drupe__scope_pattern_names(scope_pass *pass, uint32_t pattern,
                                uint32_t kind, scope_found *found, void *arg);

/* Calls `found` for the names that `var` and Annex B declare in a list. */
void drupe__scope_vars(scope_pass *pass, uint32_t list, bool sloppy,
                       scope_found *found, void *arg);

/* scope_module.c */
void drupe__scope_import_names(scope_pass *pass, uint32_t n, scope_found *found,
                               void *arg);
/* After the names of a module's list were declared, before the walk. */
void drupe__scope_imports(scope_pass *pass, uint32_t list);
/* After the walk: what is exported, and which bindings live in cells. */
void drupe__scope_exports(scope_pass *pass, uint32_t list);
/* After the names were given. */
void drupe__scope_cell_names(scope_pass *pass);

/* Is it of a private name?  Its `link` is the scope_private then. */
bool drupe__scope_is_private(const scope_binding *b);
/* scope_class.c: the atom with a `#`, and new elements of the lists. */
uint32_t drupe__scope_private_atom(scope_pass *pass, uint32_t name);
uint32_t drupe__scope_private_new(scope_pass *pass);
uint32_t drupe__scope_class_new(scope_pass *pass, uint32_t node);
/* scope_eval.c: declares what pass->source->context names; in a scope of its
 * own around the program. */
void drupe__scope_eval_context(scope_pass *pass);

/* By node, as the list of evals is sorted when the pass is done. */
int drupe__scope_eval_compare(const void *a, const void *b);

/* Eval code declares the name as a var: throws if the code around has it. */
void drupe__scope_eval_var(scope_pass *pass, uint32_t ident);

/* tdz.c */
void drupe__tdz_reference(scope_pass *pass, uint32_t node, uint32_t binding);
void drupe__tdz_ready(scope_pass *pass, uint32_t binding);
/* Around a case of a switch. */
uint32_t drupe__tdz_enter_case(scope_pass *pass);
void drupe__tdz_leave_case(scope_pass *pass, uint32_t outer);
void drupe__tdz_settle(scope_pass *pass);

/* capture.c */
void drupe__capture_reference(scope_pass *pass, uint32_t binding, bool write);
void drupe__capture_settle(scope_pass *pass);

#endif /* DRUPE_SYNTAX_SCOPE_H */
