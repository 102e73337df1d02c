/* js/syntax/ts_names.h - what a name of a TypeScript source stands for, while
 * its namespaces, enums and imports are made plain.
 *
 * `export let x` in a namespace N is the property N.x, in N and in all later
 * parts of N; a member of an enum is one of the enum.  An import that no value
 * is read from is dropped.  Both ask what each name refers to, so scopes are
 * followed, but only the names asked about are looked at. */
#ifndef DRUPE_JS_SYNTAX_TS_NAMES_H
#define DRUPE_JS_SYNTAX_TS_NAMES_H

#include "typescript.h"

/* A meaning of a name that is in force; the atom's `binding` is 1 + index of
 * its innermost one. */
typedef struct ts_meaning {
  uint32_t atom;
  uint32_t outer;  /* the one it hides, 1 + index or 0 */
  uint32_t object; /* atom of the variable whose property it is, or 0 */
  uint32_t import; /* IMPORT_NAME or TS_ALIAS, or 0 */
  bool used;
} ts_meaning;

/* All parts of a namespace or an enum. */
typedef struct ts_space {
  uint32_t parent; /* 1 + index, or 0 */
  uint32_t atom;
  uint32_t outer;   /* the space before with that name, 1 + index or 0 */
  uint32_t members; /* the last one, 1 + index or 0 */
} ts_space;

typedef struct ts_name {
  uint32_t atom;
  uint32_t next; /* 1 + index, or 0 */
  bool is_string;
} ts_name;

typedef struct ts_state {
  drupe__parser *p;
  uint32_t space;   /* that we are in, 1 + index or 0 */
  uint32_t param;   /* atom of the innermost namespace's variable */
  uint32_t counter; /* of fresh names */
} ts_state;

/* ts_names.c */
void drupe__ts_mean(ts_state *s, uint32_t atom, uint32_t object,
                    uint32_t import);
uint32_t drupe__ts_mark(const ts_state *s);
void drupe__ts_forget(ts_state *s, uint32_t mark);
bool drupe__ts_is_used(const ts_state *s, uint32_t atom);
/* Hides what names mean that are declared directly in a list of statements,
 * and, with `vars`, by `var` below. */
void drupe__ts_shadow_list(ts_state *s, uint32_t list, bool vars);
/* Calls `each` for the names of a pattern or declaration. */
void drupe__ts_each_name(ts_state *s, uint32_t node,
                         void (*each)(ts_state *s, uint32_t atom));
/* Rewrites the names in a tree; calls drupe__ts_finish_node for the kinds that
 * only TypeScript has. */
void drupe__ts_walk(ts_state *s, uint32_t node);
void drupe__ts_walk_list(ts_state *s, uint32_t list);
/* The space of that name in the one we are in, 1 + index. */
uint32_t drupe__ts_space(ts_state *s, uint32_t atom);
void drupe__ts_member(ts_state *s, uint32_t space, uint32_t atom,
                      bool is_string);
bool drupe__ts_is_string_member(const ts_state *s, uint32_t space,
                                uint32_t atom);

/* ts_finish.c, ts_enum.c */
void drupe__ts_finish_node(ts_state *s, uint32_t node);
void drupe__ts_finish_enum(ts_state *s, uint32_t node);
/* A name like `base` that the text does not have. */
uint32_t drupe__ts_fresh(ts_state *s, uint32_t base);
uint32_t drupe__ts_ident(ts_state *s, uint32_t pos, uint32_t atom);
/* object.atom */
uint32_t drupe__ts_member_of(ts_state *s, uint32_t pos, uint32_t object,
                             uint32_t atom);
uint32_t drupe__ts_assign(ts_state *s, uint32_t pos, uint32_t target,
                          uint32_t value);
/* Makes `(function (param) { body })(name || (name = {}))` of the node. */
void drupe__ts_wrap(ts_state *s, uint32_t node, uint32_t param, uint32_t body);

#endif
