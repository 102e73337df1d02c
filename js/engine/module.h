/* js/engine/module.h - ES modules: cells, namespaces, and import().
 *
 * The linker is not here: it gives a module its cells, which js/syntax
 * (lower_module.c) tells about, and answers import() through a hook. */
#ifndef DRUPE_ENGINE_MODULE_H
#define DRUPE_ENGINE_MODULE_H

#include "engine.h"

/* What a cell holds before and after its binding is initialised. */
enum {
  DRUPE__CELL_PLAIN = 0,    /* undefined, then anything */
  DRUPE__CELL_LEXICAL = 1,  /* a ReferenceError, then anything */
  DRUPE__CELL_FUNCTION = 2, /* undefined, then one value */
  DRUPE__CELL_CONSTANT = 3  /* a ReferenceError, then one value */
};

/* Pushes a new cell: an object without prototype whose `v` is the value.  The
 * name at `name` is for the error. */
void drupe__cell_push(duk_context *ctx, int kind, duk_idx_t name);

/* Pushes a namespace object.  `cells` is an object without prototype, name to
 * cell, in the order in which the namespace shall list them. */
void drupe__namespace_push(duk_context *ctx, duk_idx_t cells);
bool drupe__is_namespace(const duk_hobject *object);

#endif
