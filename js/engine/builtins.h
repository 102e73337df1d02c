/* js/engine/builtins.h - what the files of built-in objects share.
 *
 * Duktape brings ES5 and some of ES2015; builtin_*.c bring the rest, one file
 * an object.  Each has one entry, called once for a new context. */
#ifndef DRUPE_ENGINE_BUILTINS_H
#define DRUPE_ENGINE_BUILTINS_H

#include <stdbool.h>

#include "duktape_internal.h"

/* One function or accessor of a built-in.  A list ends with a NULL name. */
typedef struct drupe__builtin {
  const char *name; /* "at", "@@iterator" a well-known symbol, "get size" */
  duk_c_function fn;
  int8_t args;   /* what fn gets: a count, or DUK_VARARGS */
  int8_t length; /* the function's `length` */
  int16_t magic;
} drupe__builtin;

#define DRUPE__BUILTIN_END                                                     \
  { NULL, NULL, 0, 0, 0 }

/* Defines the list on the object at `index`: writable, configurable, not
 * enumerable, as the standard has its own.  The functions are made when they
 * are touched. */
void drupe__define(duk_context *ctx, duk_idx_t index,
                   const drupe__builtin *list);
/* Pushes one such function now; not constructable. */
void drupe__push_builtin(duk_context *ctx, const drupe__builtin *def);
/* Pushes the property key that `name` means. */
void drupe__push_key(duk_context *ctx, const char *name);
/* A data property with DUK_PROPDESC_FLAGS_*; pops the value. */
void drupe__define_value(duk_context *ctx, duk_idx_t index, const char *name,
                         duk_small_uint_t flags);
/* object[@@toStringTag] = tag */
void drupe__define_tag(duk_context *ctx, duk_idx_t index, const char *tag);
/* toLocaleUpperCase or toLocaleLowerCase where no locale is given. */
duk_ret_t drupe__string_convert(duk_context *ctx, bool upper);
/* [] -> [constructor prototype]: a new global class; `fn` is called with and
 * without new. */
void drupe__push_class(duk_context *ctx, const char *name, duk_c_function fn,
                       duk_idx_t length);
/* The same, but no global. */
void drupe__push_constructor(duk_context *ctx, const char *name,
                             duk_c_function fn, duk_idx_t length);
/* A global that `make` pushes when somebody looks: see lazy.c. */
void drupe__define_lazy_global(duk_context *ctx, const char *name,
                               duk_c_function make);
/* Pushes the prototype of the global constructor `name`. */
void drupe__push_prototype(duk_context *ctx, const char *name);
/* The prototype for the object that the running constructor makes: newTarget's
 * `prototype`, which is read now, so once and when the standard says; else its
 * own.  The place of `this` keeps it.  TypeError where it was not called with
 * new.  For constructors of drupe__push_constructor and _reuse: they get no
 * `this` and return an object. */
duk_hobject *drupe__constructing(duk_context *ctx, const char *name);
/* Only that TypeError, where arguments come before the prototype. */
void drupe__require_new(duk_context *ctx, const char *name);
/* Gives Duktape's constructor on the top another function and magic. */
void drupe__constructor_reuse(duk_context *ctx, duk_c_function fn,
                              duk_int_t magic);
/* SpeciesConstructor: [.. constructor] -> [.. species], or [..] and false where
 * the default is meant. */
bool drupe__push_species_of(duk_context *ctx);
/* Throws the TypeError of a method called on something else (V8's words are in
 * message_receiver.c). */
duk_ret_t drupe__incompatible(duk_context *ctx, const char *method);
/* The same of the running function, a member of the prototype of `of`. */
duk_ret_t drupe__incompatible_member(duk_context *ctx, const char *of);
/* Pushes its whole name: "get Map.prototype.size". */
const char *drupe__push_member(duk_context *ctx, const char *of);
/* Of a method of typed arrays. */
duk_ret_t drupe__throw_not_typed(duk_context *ctx);
/* The builtinTag of Object.prototype.toString (20.1.3.6). */
const char *drupe__class_name(duk_context *ctx, duk_hobject *object);

/* ToLength(object.length), and object[index] where the index may be 2^53. */
uint64_t drupe__length(duk_context *ctx, duk_idx_t object);
void drupe__get_at(duk_context *ctx, duk_idx_t object, uint64_t index);
void drupe__put_at(duk_context *ctx, duk_idx_t object, uint64_t index);
bool drupe__has_at(duk_context *ctx, duk_idx_t object, uint64_t index);
void drupe__delete_at(duk_context *ctx, duk_idx_t object, uint64_t index);
/* CreateDataPropertyOrThrow; pops the value. */
void drupe__create_at(duk_context *ctx, duk_idx_t object, uint64_t index);
/* [.. value] -> [..]: array[index] = value of an array of ours, whatever a
 * script has put on Array.prototype. */
void drupe__array_put(duk_context *ctx, duk_idx_t array, duk_uarridx_t index);
/* ToIntegerOrInfinity of an argument. */
double drupe__integer(duk_context *ctx, duk_idx_t index);
/* A relative index of slice and its like: clamped to 0..length; `otherwise`
 * where it is undefined. */
uint64_t drupe__relative(duk_context *ctx, duk_idx_t index, uint64_t length,
                         uint64_t otherwise);
void drupe__require_function(duk_context *ctx, duk_idx_t index);
/* The value on top, which is object[name], has to be a function. */
void drupe__require_method(duk_context *ctx, duk_idx_t object,
                           const char *name);

/* -- lazy.c ---------------------------------------------------------------- */
/* Pushes what a property may hold in place of a value: `make` pushes the value
 * when somebody looks.  It may call no script and throws only: no memory. */
void drupe__lazy_push_maker(duk_context *ctx, duk_c_function make);
/* An accessor of the object on top, made when somebody looks: `make` finds the
 * key and `magic` on the stack, leaves getter and setter on it and returns 2;
 * it is held to the same. */
void drupe__lazy_define_accessor(duk_context *ctx, const char *name,
                                 duk_c_function make, duk_int_t magic);
void drupe__lazy_init(duk_context *ctx);

/* -- builtin_iterator.c ---------------------------------------------------- */
enum { DRUPE__KEYS = 0, DRUPE__VALUES = 1, DRUPE__ENTRIES = 2 };

/* keys, values or entries of `this`; the running function's magic says. */
duk_ret_t drupe__array_iterate(duk_context *ctx);
/* [.. value] -> [.. {value, done}] */
void drupe__iterator_result(duk_context *ctx, bool done);
/* Keeps the top in the heap's stash, where no script comes. */
void drupe__stash(duk_context *ctx, const char *name);
/* [] -> [prototype]: inherits %IteratorPrototype%, has `next` and the tag. */
void drupe__push_iterator_class(duk_context *ctx, const char *tag,
                                duk_c_function next);
/* Is Array.prototype[@@iterator] and the array iterator's next untouched?  Then
 * a plain array may be read by index. */
bool drupe__array_iteration_pristine(duk_context *ctx);
/* Is it a true array that inherits its iterator, which nobody touched? */
bool drupe__iterates_by_index(duk_context *ctx, duk_hobject *o);
/* The same of any value. */
bool drupe__walks_by_index(duk_context *ctx, duk_idx_t iterable);
/* iterator.return() of the iterator on top, if it has one (ECMA-262 7.4.11,
 * with a normal completion); also to be called by duk_safe_call, where what it
 * throws does not count.  What it leaves on the stack is for the caller to
 * drop. */
duk_ret_t drupe__iterator_close(duk_context *ctx, void *unused);
/* Whether `next` of `iterator` is that of arrays or strings, so that
 * drupe__builtin_step may be called instead: it pushes the value, undefined at
 * the end, and tells whether there was one. */
bool drupe__builtin_steps(const duk_tval *iterator, const duk_tval *next);
bool drupe__builtin_step(duk_context *ctx, const duk_tval *iterator);
/* Pushes iterator.next(); TypeError where that is no object. */
void drupe__iterator_next(duk_context *ctx, duk_tval *iterator,
                          duk_tval *next);
/* The value of that: [.. result] -> [.. value], or [..] and false at the end.
 */
bool drupe__iterator_value(duk_context *ctx);
/* Both for the iterator at `index`, behind which its next() lies, or as quick
 * as that can be: pushes the value; false at the end, with what is left on the
 * stack for the caller to drop. */
bool drupe__iterator_step(duk_context *ctx, duk_idx_t index);
/* Calls body(ctx, arg) with each value of the iterable on the stack's top; body
 * pops it and returns false to stop.  Closes the iterator as the standard says,
 * also when body throws. */
void drupe__iterate(duk_context *ctx, duk_idx_t iterable,
                    bool (*body)(duk_context *ctx, void *arg), void *arg);

/* -- builtin_iterator_helpers.c -------------------------------------------- */
/* %IteratorHelperPrototype% or %WrapForValidIteratorPrototype%. */
duk_hobject *drupe__intrinsic_helper_prototype(duk_context *ctx, bool wrap);

/* -- builtin_map.c --------------------------------------------------------- */
bool drupe__is_map(const duk_hobject *h);
/* Whether `next` of `iterator` is a Map's or Set's own, so that
 * drupe__collection_step may be called instead: it pushes the value, undefined
 * at the end, and tells whether there was one. */
bool drupe__collection_steps(const duk_tval *iterator, const duk_tval *next);
bool drupe__collection_step(duk_context *ctx, const duk_tval *iterator);
bool drupe__is_set(const duk_hobject *h);
/* The table of the Set at `index`, NULL where it is none. */
struct drupe__hash_table *drupe__set_table(duk_context *ctx, duk_idx_t index);
/* Pushes an empty Set; its table. */
struct drupe__hash_table *drupe__set_push(duk_context *ctx);
/* Pushes an iterator over the values of the Set at `index`. */
void drupe__set_iterator_push(duk_context *ctx, duk_idx_t index);
/* Pushes an array of what a Map's or Set's iterator still yields, entries as
 * key and value in turn; are they entries? */
bool drupe__iterator_preview(duk_context *ctx, duk_idx_t index);

/* -- builtin_set.c --------------------------------------------------------- */
extern const drupe__builtin drupe__set_on_sets[];

/* -- builtin_weakref.c ----------------------------------------------------- */
/* CanBeHeldWeakly */
bool drupe__can_be_weak(duk_context *ctx, duk_idx_t index);

/* -- one entry per file ---------------------------------------------------- */
void drupe__builtin_symbol(duk_context *ctx);
void drupe__builtin_iterator(duk_context *ctx);
void drupe__builtin_function(duk_context *ctx);
void drupe__builtin_iterator_helpers(duk_context *ctx);
void drupe__builtin_array(duk_context *ctx);
void drupe__builtin_array_copies(duk_context *ctx);
void drupe__builtin_array_edit(duk_context *ctx);
void drupe__builtin_array_parts(duk_context *ctx);
void drupe__builtin_array_flat(duk_context *ctx);
void drupe__builtin_array_visit(duk_context *ctx);
void drupe__builtin_array_sort(duk_context *ctx);
void drupe__builtin_object(duk_context *ctx);
void drupe__builtin_string(duk_context *ctx);
void drupe__builtin_regexp(duk_context *ctx);
void drupe__builtin_string_unicode(duk_context *ctx);
void drupe__builtin_string_html(duk_context *ctx);
void drupe__builtin_math(duk_context *ctx);
void drupe__builtin_number(duk_context *ctx);
void drupe__builtin_arraybuffer(duk_context *ctx);
void drupe__builtin_typedarray(duk_context *ctx);
void drupe__builtin_bigint(duk_context *ctx);
void drupe__builtin_dataview(duk_context *ctx);
void drupe__builtin_date(duk_context *ctx);
void drupe__builtin_reflect(duk_context *ctx);
void drupe__builtin_map(duk_context *ctx);
void drupe__builtin_weak(duk_context *ctx);
void drupe__builtin_weakref(duk_context *ctx);
void drupe__builtin_finalization(duk_context *ctx);

#endif
