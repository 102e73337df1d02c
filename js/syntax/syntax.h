/* js/syntax/syntax.h - the language front-end: ES2024 text in, ES5 text out.
 *
 * Parse, check and lower one unit (a script, a CommonJS body, the text of
 * `new Function`, eval code) to what Duktape compiles.  Plain C: no Duktape,
 * no libuv, no global state; any thread may call it, each call on its own.
 *
 * The lowered text
 * - COMMONJS: `(function(exports,require,...){...\n})`, evaluates to the
 *   function.  FUNCTION: `(function anonymous(...){...\n})`, likewise.
 * - MODULE: an object of tables and a function, see lower_module.c.
 * - SCRIPT, EVAL: a program whose completion value counts.
 * - It calls helpers as members of a variable `$h`.  The engine puts `$h` into
 *   the lexical environment of the unit, never on the global object.
 * - Each emitted line stands for one source offset (see "Positions").
 *
 * Helpers, the members of `$h`.  They are called as `$h.x(...)`, keep no
 * `this`, and must survive a script that changes every built-in object.
 *
 *   te(message)        throws TypeError(message)
 *   tdz(name)          throws ReferenceError "Cannot access 'name' before
 *                      initialization"
 *   kc(ignored)        throws TypeError "Assignment to constant variable."
 *   str(v, ...)        ToString of each, joined, for templates: a symbol is a
 *                      TypeError
 *   key(v)             ToPropertyKey(v): a symbol stays, else ToString
 *   obj(v)             v; null and undefined are a TypeError "Cannot
 *                      destructure 'undefined' as it is undefined."
 *   orest(v, k, ...)   new object with v's own enumerable properties (symbols
 *                      too) except those of the keys, which went through
 *                      ToPropertyKey
 *   spo(o, a, ...)     copies own enumerable properties (symbols too) of each
 *                      a to o with CreateDataProperty; null and undefined are
 *                      skipped; returns o
 *   ad(v, n, rest)     array pattern at once: an array whose first n elements
 *                      are the first n values of v (undefined where v ends);
 *                      with rest, element n is the array of the others; else
 *                      v is closed.  May return v itself when that is an array
 *                      with the original iteration and no rest is asked for
 *   it(v)              opens an iterator: record {i: iterator, n: its next,
 *                      d: done, v: value}; TypeError "x is not iterable"
 *   fo(v)              like `it` for for-of; if v is an array with the original
 *                      iteration only {a: v}, which the loop reads by index,
 *                      and nothing is to be closed
 *   nx(r)              steps: true and r.v is the value, or false at the end.
 *                      When next() throws, r.d is true afterwards
 *   av(r)              one value for destructuring; undefined at the end
 *   rest(r)            array of all values left
 *   ic(r, thrown)      closes unless r.d.  thrown truthy: errors of return()
 *                      are swallowed; else they go out, and a result that is
 *                      no object is a TypeError
 *   sp(f, v, f, v...)  array from pairs; f 0: v is an element, 1: v is spread,
 *                      2: a hole (v is 0)
 *   ra(arguments, n)   array of the arguments from the n-th on, where the flag
 *                      REST of the function's record cannot say so
 *   cs(f, this, ..., v) f called with v's values behind the other arguments;
 *                      cn(F, ..., v) constructs
 *   ap, nw             the original Reflect.apply and Reflect.construct:
 *                      ap(f, this, array), nw(F, array).  Must be the built-in
 *                      functions themselves (Duktape runs them inline)
 *   tag(cooked, raw)   frozen template object; raw left out if equal to cooked
 *   big(text)          BigInt of a literal without its `n`
 *   def(o, k, v)       CreateDataProperty; returns v
 *   name(f, k, prefix) names an anonymous function after a computed key (a
 *                      symbol gives "[description]"); prefix is "get", "set"
 *                      or left out; returns f
 *   proto(o, p)        `{__proto__: p}`: sets the prototype if p is an object
 *                      or null; returns o
 *   imp(spec, options) import(), a promise; the caller's unit says who asks
 *   ob(o, f, k, v...)  adds triples to an object literal, returns o; f 0: data
 *                      property, 1: getter, 2: setter (enumerable all)
 *
 *   y(v)               yield; in an async generator v is awaited first
 *   ys(v)              yield*
 *   aw(v)              await
 *   gi()               a generator's parameters are done: what follows runs at
 *                      the first next()
 *   fa(v)              opens for await: record {i, n, d, v} as `it` gives
 *   fn(r)              steps it and awaits: true and r.v, or false at the end
 *   fc(r, thrown)      closes it unless r.d and awaits; thrown as for `ic`
 *
 * Generators and async functions are printed as plain functions whose record
 * has the flag GENERATOR or ASYNC, or both: the engine makes a coroutine of the
 * call.  Nothing else is needed; a module's body with await at the top is a
 * function with the flag ASYNC.  y, ys, aw, gi, fn and fc stop the body, so the
 * function itself has to call them, never one inside it.  return() leaves a
 * generator as the statement would: catch clauses do not see it.
 *
 * Classes; C is the constructor, `f, k, v` flags, key and function of a member
 * (1 getter, 2 setter, +4 static, +8 named by its key):
 *   cls(C, f, k, v...) a base class; ext(C, S, f, k, v...) one that extends S;
 *                      both return C.  md(C, f, k, v...) adds more
 *   sup(...)           super(...), directly in the constructor, whose `this` it
 *                      sets; sua(C, newTarget, ...) from elsewhere: returns it
 *   nt, once           throw: no `this` yet; a second super()
 *   rv(v, this)        what a constructor returns that may lack its `this`
 *   sg(H, this, k)     super.k; ss(H, this, k, strict, v) sets it, sc(H, this,
 *                      k, ...) calls it; H is the home object; ds throws
 *   priv(name), brand(name) new keys of hidden properties, for fields and for
 *                      instances with private methods
 *   pg(o, p), ps(o, p, v), pc(o, p, ...) a private field: get, set, call
 *   pb(o, b, f), pm(o, b, f, ...) a private method, if o has the brand b (or is
 *                      the class b): the function, its call; pw throws
 *   pa(o, b, f), pz(o, b, f, v) an accessor; f is its name where it lacks one
 *   pin(o, p, name)    #name in o
 *   wr(name), wg(object, name, strict), wp(object, name, strict, v)  inside a
 *                      `with`: finds the object that has the name, reads it,
 *                      assigns to it
 * `void{key:value}` defines properties on `this` (an edit of the engine); a
 * script's own `void {}` is printed with parentheses.
 *
 * Positions.  The line of an instruction is the line of the last token that
 * the compiler consumed, so the printer breaks the line where that matters:
 * one line, one source offset, which is the place V8 would report.  The table
 * from emitted line to offset is the only channel.  Every function's `}` has a
 * line of its own: it is the key of the function's record at run time.
 */
#ifndef DRUPE_SYNTAX_SYNTAX_H
#define DRUPE_SYNTAX_SYNTAX_H

#include <stddef.h>
#include <stdint.h>

#include "source.h"

enum {
  DRUPE__FUNCTION_ARROW = 1,
  DRUPE__FUNCTION_METHOD = 2, /* of an object literal or a class */
  DRUPE__FUNCTION_GETTER = 4,
  DRUPE__FUNCTION_SETTER = 8,
  DRUPE__FUNCTION_STRICT = 16,
  DRUPE__FUNCTION_NO_CONSTRUCT = 32, /* clear CONSTRUCTABLE, no .prototype */
  DRUPE__FUNCTION_INTERNAL = 64,     /* made by the lowering: hide in stacks */
  DRUPE__FUNCTION_NAMED = 128,       /* write `name`, the empty one too */
  DRUPE__FUNCTION_CLASS = 256,       /* a class constructor */
  DRUPE__FUNCTION_ASYNC = 512,
  DRUPE__FUNCTION_GENERATOR = 1024,
  DRUPE__FUNCTION_LENGTH = 2048, /* `length` differs from the formals printed */
  DRUPE__FUNCTION_DERIVED = 4096, /* CLASS: extends another */
  DRUPE__FUNCTION_PASS = 8192,    /* ... and only passes its arguments on */
  DRUPE__FUNCTION_BEGINS = 65536, /* GENERATOR: calls $h.gi after parameters */
  DRUPE__FUNCTION_STRAIGHT = 131072, /* ASYNC: awaits nothing */
  DRUPE__FUNCTION_REST = 262144, /* the last formal takes the other arguments */
  DRUPE__FUNCTION_UNMAPPED = 524288  /* its `arguments` are a strict one's */
};

/* One emitted function, in the order of their `function` keywords, which is a
 * pre-order walk of Duktape's templates.  The wrapper of a COMMONJS unit comes
 * first, with an empty name; the program of SCRIPT and EVAL has no record. */
typedef struct drupe__function_record {
  uint32_t end_line;     /* emitted line of its `}`, unique in the unit */
  uint32_t source_start; /* bytes of the source that toString() shows */
  uint32_t source_end;
  uint32_t name_size;
  const char *name; /* UTF-8, owned by the lowering; may be empty */
  uint32_t length;  /* the function's `length` */
  uint32_t flags;
} drupe__function_record;

/* Filled by drupe__lower, freed by drupe__lowering_deinit. */
typedef struct drupe__lowering {
  char *text; /* ES5, NUL-terminated */
  size_t size;
  uint8_t *lines; /* emitted line -> source offset, see drupe__line_offset */
  size_t lines_size;
  uint32_t line_count;
  drupe__function_record *functions;
  uint32_t function_count;
  char *names; /* storage of the records' names */
  /* SCRIPT only: variables which the engine must create, undefined, in the
   * unit's lexical environment beside `$h`: let, const and class of the top
   * level (they are no properties of the global object) and temporaries.
   * Each name ends in NUL; they lie one after the other. */
  char *lexicals;
  size_t lexicals_size;
  uint32_t lexical_count;
  uint32_t own_lexical_count; /* the last so many: let, const and class */
} drupe__lowering;

/* Returns 0, or -1 with *error set and nothing to free in *out. */
int drupe__lower(const drupe__source *source, drupe__lowering *out,
                 drupe__syntax_error *error);
void drupe__lowering_deinit(drupe__lowering *lowering);

#define DRUPE__NO_OFFSET UINT32_MAX

/* Source offset of an emitted line (1-based); DRUPE__NO_OFFSET if the table
 * has no such line.  `lines` may come from a cache: damaged input is safe. */
uint32_t drupe__line_offset(const uint8_t *lines, size_t size,
                            uint32_t emitted_line);

/* Line and column (1-based, column in UTF-16 units) of a byte offset. */
void drupe__source_position(const char *text, size_t size, uint32_t offset,
                            uint32_t *line, uint32_t *column);

/* The same for many offsets of one text: marks a few KB apart, from which the
 * way is short.  `marks` has room for drupe__position_marks(size). */
typedef struct drupe__position {
  uint32_t offset;
  uint32_t line;
  uint32_t column;
} drupe__position;

size_t drupe__position_marks(size_t size);
void drupe__position_index(const char *text, size_t size,
                           drupe__position *marks);
void drupe__indexed_position(const char *text, size_t size,
                             const drupe__position *marks, uint32_t offset,
                             uint32_t *line, uint32_t *column);

#endif /* DRUPE_SYNTAX_SYNTAX_H */
