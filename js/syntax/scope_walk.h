/* js/syntax/scope_walk.h - the parts of the walk that call each other. */
#ifndef DRUPE_SYNTAX_SCOPE_WALK_H
#define DRUPE_SYNTAX_SCOPE_WALK_H

#include "scope.h"

/* A pattern either declares its names or assigns to references. */
typedef enum walk_target { WALK_DECLARE, WALK_ASSIGN } walk_target;

/* scope_declare.c */
uint32_t drupe__walk_new_function(scope_pass *pass, uint32_t n, uint32_t flags);
void drupe__walk_on_lexical(scope_pass *pass, uint32_t ident, uint32_t kind,
                            uint32_t function, void *arg);
void drupe__walk_on_var(scope_pass *pass, uint32_t ident, uint32_t kind,
                        uint32_t function, void *arg);
/* SCOPE_LOOP for a scope that is entered here, if it is inside a loop. */
uint32_t drupe__walk_loop_flag(const scope_pass *pass);
/* The function declaration inside labels, or 0. */
uint32_t drupe__walk_hoisted(const drupe__tree *t, uint32_t n);
/* Enters a scope for what the list declares; 0 if that is nothing. */
uint32_t drupe__walk_enter_list(scope_pass *pass, uint32_t list);

/* scope_walk.c */
void drupe__walk_expression(scope_pass *pass, uint32_t n);
void drupe__walk_function(scope_pass *pass, uint32_t n, uint32_t flags);
void drupe__walk_pattern(scope_pass *pass, uint32_t n, walk_target target);

/* Mentions a binding that has no identifier in the text. */
void drupe__walk_use(scope_pass *pass, uint32_t binding);
/* The function that has `this` (arguments, new.target) must hold it. */
void drupe__walk_this(scope_pass *pass, uint32_t flag);
/* The statements of the current function, in its own scope; strict code. */
void drupe__walk_body(scope_pass *pass, uint32_t list);

void drupe__walk_expressions(scope_pass *pass, uint32_t list);

/* scope_class.c */
void drupe__walk_object(scope_pass *pass, uint32_t n);
void drupe__walk_class(scope_pass *pass, uint32_t n);
void drupe__walk_private(scope_pass *pass, uint32_t n); /* PRIVATE[_IN] */
void drupe__walk_super(scope_pass *pass, uint32_t n);
void drupe__walk_super_call(scope_pass *pass, uint32_t n);

/* scope_eval.c */
void drupe__walk_eval(scope_pass *pass, uint32_t n);

/* scope_statement.c */
void drupe__walk_statement(scope_pass *pass, uint32_t n);
/* The function declarations of a list: they exist before it runs. */
void drupe__walk_hoist(scope_pass *pass, uint32_t list);
void drupe__walk_list(scope_pass *pass, uint32_t list);

#endif /* DRUPE_SYNTAX_SCOPE_WALK_H */
