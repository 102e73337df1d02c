/* js/syntax/early.h - what must be remembered to find early errors: scopes and
 * their names, labels, private names, exports.
 *
 * Everything here is linear: a name's state hangs on its atom, and leaving a
 * scope undoes what it declared. */
#ifndef DRUPE_JS_SYNTAX_EARLY_H
#define DRUPE_JS_SYNTAX_EARLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct drupe__parser;

/* How a name is declared. */
enum {
  DECLARE_VAR,
  DECLARE_LEXICAL,       /* let, const, class */
  DECLARE_FUNCTION,      /* sloppy plain function below the top of a function */
  DECLARE_FUNCTION_ONCE, /* any other function there */
  DECLARE_FUNCTION_UNNAMED, /* export default: lexical if it has a name */
  DECLARE_PARAM,
  DECLARE_CATCH,         /* catch (e): a var of that name is allowed */
  DECLARE_CATCH_PATTERN, /* catch ({e}) */
  DECLARE_IMPORT,
  DECLARE_NOTHING /* the name of a function or class expression */
};

/* One declaration that is in force.  It hides the earlier ones of its atom:
 * `outer` is the next, 1 + index. */
typedef struct drupe__name {
  uint32_t atom;
  uint32_t outer;
  uint32_t scope; /* LEXICAL...: index of the scope.  VAR, PARAM: index of the
                     function's scope. */
  uint32_t kind;
  uint32_t stamp; /* VAR: when it was last declared */
} drupe__name;

typedef struct drupe__scope {
  uint32_t names;     /* size of the names' stack when it was opened */
  uint32_t variables; /* the same of the variables; used by functions */
  uint32_t function;  /* index of the function's scope around */
  uint32_t stamp;     /* when it was opened */
} drupe__scope;

typedef struct drupe__label {
  uint32_t atom;
  bool loop;
} drupe__label;

/* A use of a private name that no class around it has declared so far. */
typedef struct drupe__private_use {
  uint32_t atom;
  uint32_t pos;
} drupe__private_use;

/* A stack of things of one size. */
typedef struct drupe__pile {
  void *items;
  uint32_t size;
  uint32_t capacity;
} drupe__pile;

typedef struct drupe__early {
  drupe__pile scopes;    /* drupe__scope */
  drupe__pile names;     /* drupe__name, lexical */
  drupe__pile variables; /* drupe__name, var and parameters */
  drupe__pile labels;    /* drupe__label */
  drupe__pile privates;  /* drupe__name */
  drupe__pile uses;      /* drupe__private_use */
  drupe__pile exports;   /* drupe__private_use: local names to be declared */
  drupe__pile exported;  /* drupe__private_use: names given to the outside */
  drupe__pile meanings;  /* of TypeScript's names: see ts_names.h */
  drupe__pile spaces;
  drupe__pile members;
  uint32_t stamp;
  uint32_t class_depth;
} drupe__early;

/* Room for one more item at the top; the item. */
void *drupe__pile_push(struct drupe__parser *p, drupe__pile *pile,
                       size_t item_size);
void drupe__early_deinit(drupe__early *early);

/* Opens a scope; `function` also begins the reach of `var`. */
void drupe__scope_open(struct drupe__parser *p, bool function);
void drupe__scope_close(struct drupe__parser *p);
/* True if names declared here belong to the function itself. */
bool drupe__scope_is_function(const struct drupe__parser *p);
/* True if the scope at hand has a value of that name. */
bool drupe__is_declared(const struct drupe__parser *p, uint32_t atom);
void drupe__declare(struct drupe__parser *p, uint32_t atom, uint32_t kind,
                    uint32_t pos);
/* Declares the names of a list of parameters.  Returns 1 + offset of the
 * first name that is there twice, or 0. */
uint32_t drupe__declare_params(struct drupe__parser *p, uint32_t list);

void drupe__label_open(struct drupe__parser *p, uint32_t atom, uint32_t pos);
void drupe__label_close(struct drupe__parser *p);
/* The labels directly before a loop are the loop's. */
void drupe__label_mark_loops(struct drupe__parser *p, uint32_t count);
/* 0: no such label, 1: a label, 2: a loop's label. */
int drupe__label_find(const struct drupe__parser *p, uint32_t atom);

/* A class body: private names are declared and used in it. */
typedef struct drupe__class_names {
  uint32_t privates;
  uint32_t uses;
} drupe__class_names;
drupe__class_names drupe__class_open(struct drupe__parser *p);
void drupe__class_close(struct drupe__parser *p, drupe__class_names mark);
/* op: PROPERTY_; a getter and a setter of one name may stand together. */
void drupe__private_declare(struct drupe__parser *p, uint32_t atom, uint32_t op,
                            bool is_static, uint32_t pos);
void drupe__private_use_add(struct drupe__parser *p, uint32_t atom,
                            uint32_t pos);

/* In the position of a local name: it may also be one of the global object
 * (TypeScript's `export default name`). */
#define EXPORT_MAYBE_GLOBAL 0x80000000u
/* export {local}, and the name under which something is exported. */
void drupe__export_local(struct drupe__parser *p, uint32_t atom, uint32_t pos);
void drupe__export_name(struct drupe__parser *p, uint32_t atom, uint32_t pos);
/* At the end of a module: all local names must be declared. */
void drupe__export_check(struct drupe__parser *p);

#endif
