/* js/syntax/atom.h - names of a unit, each kept once and known by a number.
 *
 * The reserved words come first, so "is it a keyword" is one comparison and
 * "which contextual word is it" another.  A name that stands in the source
 * without escapes is not copied. */
#ifndef DRUPE_JS_SYNTAX_ATOM_H
#define DRUPE_JS_SYNTAX_ATOM_H

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

/* clang-format off */
/* Words that are never an identifier, in any mode. */
#define DRUPE__KEYWORDS(X)                                                     \
  X(break) X(case) X(catch) X(class) X(const) X(continue) X(debugger)          \
  X(default) X(delete) X(do) X(else) X(enum) X(export) X(extends) X(false)     \
  X(finally) X(for) X(function) X(if) X(import) X(in) X(instanceof) X(new)     \
  X(null) X(return) X(super) X(switch) X(this) X(throw) X(true) X(try)         \
  X(typeof) X(var) X(void) X(while) X(with)

/* Words that mean something in places.  implements..yield are the ones that
 * strict code reserves. */
#define DRUPE__WORDS(X)                                                        \
  X(implements) X(interface) X(let) X(package) X(private) X(protected)         \
  X(public) X(static) X(yield)                                                 \
  X(await) X(async) X(of) X(get) X(set) X(as) X(from) X(target) X(meta)        \
  X(constructor) X(eval) X(arguments) X(prototype) X(__proto__)                \
  X(undefined) X(accessor)                                                     \
  X(type) X(declare) X(namespace) X(module) X(global) X(abstract) X(readonly)  \
  X(override) X(satisfies) X(is) X(keyof) X(unique) X(infer) X(asserts)        \
  X(out) X(require)

enum {
  ATOM_NONE = 0,
#define X(word) ATOM_##word,
  DRUPE__KEYWORDS(X)
#undef X
  ATOM_KEYWORDS_END,
  ATOM_PAD = ATOM_KEYWORDS_END - 1,
#define X(word) ATOM_##word,
  DRUPE__WORDS(X)
#undef X
  ATOM_default_export, /* `*default*`: the name of an unnamed default export */
  ATOM_FIRST_FREE
};

/* clang-format on */

/* A name of a type; one that is no value as well but exported. */
enum { TYPE_DECLARED = 1, TYPE_ONLY = 2 };

typedef struct drupe__atom {
  uint32_t offset; /* into the source; with the top bit set, into `names` */
  uint32_t size;
  uint32_t hash;
  uint32_t binding;  /* for the scope pass: what the name means now; then for
                        the printer */
  uint32_t variable; /* for the parser; 0 again when it is done, then for the
                        scope pass, which counts new names of this base */
  uint32_t private_name : 29;
  uint32_t type : 2;  /* TypeScript: TYPE_DECLARED, TYPE_ONLY */
  uint32_t group : 1; /* a group of the regular expression at hand */
} drupe__atom;

typedef struct drupe__atoms {
  const char *source;
  drupe__atom *list; /* index 0 is not used */
  uint32_t count;
  uint32_t capacity;
  uint32_t *table; /* open addressing, capacity table_mask + 1 */
  uint32_t table_mask;
  char *names; /* text of keywords and of names that had escapes */
  uint32_t names_size;
  uint32_t names_capacity;
} drupe__atoms;

/* 0, or -1 when there is no memory. */
int drupe__atoms_init(drupe__atoms *atoms, const char *source);
void drupe__atoms_deinit(drupe__atoms *atoms);

/* The number of a name; 0 when there is no memory.  intern copies the text,
 * intern_source takes `text`, which must be ASCII, as a part of the source. */
uint32_t drupe__atom_intern(drupe__atoms *atoms, const char *text,
                            uint32_t size);
uint32_t drupe__atom_intern_source(drupe__atoms *atoms, const char *text,
                                   uint32_t size);

#define DRUPE__ATOM_IN_NAMES 0x80000000u

/* The text of an atom, not NUL-terminated; valid until the next intern. */
static inline const char *drupe__atom_text(const drupe__atoms *atoms,
                                           uint32_t atom, uint32_t *size) {
  const drupe__atom *a = &atoms->list[atom];

  assert(atom < atoms->count);
  *size = a->size;
  if (a->offset & DRUPE__ATOM_IN_NAMES)
    return atoms->names + (a->offset & ~DRUPE__ATOM_IN_NAMES);
  return atoms->source + a->offset;
}

/* Is it ASCII only, as can be told at a glance? */
static inline bool drupe__atom_is_plain(const drupe__atoms *atoms,
                                        uint32_t atom) {
  return atom < ATOM_FIRST_FREE ||
         (atoms->list[atom].offset & DRUPE__ATOM_IN_NAMES) == 0;
}

static inline bool drupe__atom_is_keyword(uint32_t atom) {
  return atom - 1u < ATOM_KEYWORDS_END - 1u;
}

#endif
