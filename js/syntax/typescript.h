/* js/syntax/typescript.h - TypeScript's additions to the grammar.
 *
 * Types are read and forgotten: no node is made for them.  What has a meaning
 * at run time makes nodes of its own (NODE_TS_...), which drupe__ts_finish
 * turns into plain ones when the whole text is known; no other pass sees them.
 * Nothing is checked but the grammar, and of types only where they end. */
#ifndef DRUPE_JS_SYNTAX_TYPESCRIPT_H
#define DRUPE_JS_SYNTAX_TYPESCRIPT_H

#include "parser.h"

/* NODE_TS_...: behind the last kind of plain nodes. */
enum {
  NODE_TS_ENUM = NODE_KINDS, /* flag TS_EXPORTED */
  NODE_TS_MEMBER,            /* of an enum; pos is its name */
  NODE_TS_NAMESPACE,         /* flag TS_EXPORTED */
  NODE_TS_EXPORT,            /* in a namespace: a VAR, or an IDENT */
  NODE_TS_ALIAS,             /* import a = b.c, import a = require('m') */
  NODE_TS_ASSIGNED,          /* export = value */
  NODE_TS_KINDS
};
/* Of an IDENT: a parameter that is a property of `this` as well. */
enum { IDENT_PROPERTY = 1u << 2 };
enum { TS_EXPORTED = 1u << 1, TS_CONST = 1u << 2 };

/* FN_STRICT is among the flags of ENUM and NAMESPACE.  LIST holds members or
 * statements. */
enum { TS_NAME, TS_LIST, TS_END, TS_USES, TS_WORDS };
/* KEY: NAME or STRING, whose text goes to END. */
enum { TS_MEMBER_KEY, TS_MEMBER_VALUE, TS_MEMBER_END, TS_MEMBER_WORDS };
enum { TS_ALIAS_NAME, TS_ALIAS_VALUE, TS_ALIAS_WORDS };

/* --- parse_ts_type.c: from the first token of a type to the first behind it.
 * All of them blank what they skip: see drupe__ts_erase. --- */
void drupe__ts_type(drupe__parser *p);
/* <T, U extends V = W>, of a declaration or of a call. */
void drupe__ts_type_list(drupe__parser *p);
/* `{`, `[` or `(` up to its counterpart, whatever is inside. */
void drupe__ts_balanced(drupe__parser *p);
/* What was read from `start` on is no JavaScript: blanks take its place in the
 * copy that drupe__erase_types makes. */
void drupe__ts_erase(drupe__parser *p, uint32_t start);

/* --- parse_ts.c: types inside of expressions and parameters --- */
/* `: type`, if a colon stands here. */
void drupe__ts_annotation(drupe__parser *p);
/* `?`, `!` and `: type` behind the name of a variable, parameter or field. */
void drupe__ts_name_rest(drupe__parser *p);
/* <T>, if it stands here. */
void drupe__ts_generics(drupe__parser *p);
/* `as type` and `satisfies type`: true if one stood here. */
bool drupe__ts_as(drupe__parser *p);
/* <T> behind a callee, where `<` could be an operator: true if it was one. */
bool drupe__ts_arguments(drupe__parser *p);
/* `?` of an optional parameter of an arrow, and not of a conditional. */
bool drupe__ts_is_optional(drupe__parser *p);
/* What may follow an arrow's parameter: `?: type = value`.  True if something
 * stood here that only a parameter has; *node is the parameter. */
bool drupe__ts_arrow_item(drupe__parser *p, uint32_t *node);
/* At `:` behind the parameters of what may be an arrow: skips the type and is
 * true if `=>` follows. */
bool drupe__ts_arrow_type(drupe__parser *p);
/* At `<` where an operand must begin: a generic arrow or an assertion. */
uint32_t drupe__ts_angle(drupe__parser *p, bool arrow_ok);
/* `</` behind an operand was meant as JSX. */
void drupe__ts_check_closing(drupe__parser *p);
/* public, private, protected, readonly, override before a parameter. */
bool drupe__ts_modifiers(drupe__parser *p);
/* `this: type` as first parameter. */
bool drupe__ts_this_param(drupe__parser *p);
/* Assigns the constructor's parameters in `names` (IDENT) to `this`. */
uint32_t drupe__ts_assign_properties(drupe__parser *p, uint32_t body,
                                     uint32_t names, bool derived);
_Noreturn void drupe__ts_no_decorators(drupe__parser *p);

/* --- parse_ts_class.c --- */
/* What stood before the name of a class element. */
typedef struct drupe__ts_element {
  bool is_static;
  bool erased;   /* abstract, declare, an index signature */
  bool complete; /* nothing is left of it */
} drupe__ts_element;
drupe__ts_element drupe__ts_class_element(drupe__parser *p);
/* implements A, B<C> */
void drupe__ts_implements(drupe__parser *p);

/* --- parse_ts_declare.c --- */
/* A statement that only TypeScript has; 0 if none begins here. */
uint32_t drupe__ts_statement(drupe__parser *p, uint32_t place);
/* enum; the token is `enum`, `pos` where the declaration begins. */
uint32_t drupe__ts_enum(drupe__parser *p, uint32_t pos, uint32_t flags);
/* Behind `import`: import type, import a = ...; 0 if it is a plain one. */
uint32_t drupe__ts_import(drupe__parser *p, uint32_t pos);
/* Behind `export`, in a module or a namespace; 0 if it is a plain one. */
uint32_t drupe__ts_export(drupe__parser *p, uint32_t pos);
/* `export` in a namespace. */
uint32_t drupe__ts_namespace_export(drupe__parser *p);
/* Behind `{` or `,` of import or export: skips `type a as b`, true if so. */
bool drupe__ts_type_specifier(drupe__parser *p);
/* The name stands for a type. */
void drupe__ts_declare_type(drupe__parser *p, uint32_t atom);

/* --- ts_finish.c, ts_names.c --- */
/* Rewrites what TypeScript has beside types and drops unused imports. */
void drupe__ts_finish(drupe__parser *p);

#endif
