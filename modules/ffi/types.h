/* modules/ffi/types.h - C types and declarations, as the parser makes them.
 *
 * Everything here lies in the arena of a c_unit and lives until the module
 * stops: functions, pointers and classes refer to it. */
#ifndef DRUPE_FFI_TYPES_H
#define DRUPE_FFI_TYPES_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <drupe.h>

typedef enum c_kind {
  C_VOID = 0,
  C_BOOL,
  C_CHAR, /* plain char */
  C_INT8,
  C_UINT8,
  C_INT16,
  C_UINT16,
  C_INT32,
  C_UINT32,
  C_INT64,
  C_UINT64,
  C_FLOAT,
  C_DOUBLE,
  C_LONG_DOUBLE,
  C_WCHAR,  /* wchar_t */
  C_CHAR16, /* char16_t */
  C_CHAR32, /* char32_t */
  C_ENUM,
  C_POINTER,
  C_ARRAY,
  C_RECORD, /* struct or union */
  C_FUNCTION,
  C_UNKNOWN /* has a name, and no more can be said of it */
} c_kind;

enum { /* c_type.flags: qualifiers, and what a parameter says of a pointer */
  C_CONST = 1 << 0,
  C_NULLABLE = 1 << 1, /* may be NULL */
  C_OUT = 1 << 2,      /* C writes it */
  C_INOUT = 1 << 3,    /* C reads and writes it */
  C_DEREF = 1 << 4     /* a callback gets what it points to */
};

#define C_FLEXIBLE ((size_t)-1) /* c_type.length of `int a[]` */

typedef struct c_type c_type;
typedef struct c_record c_record;
typedef struct c_function c_function;
typedef struct c_enum c_enum;
typedef struct c_unit c_unit;
typedef struct c_pool c_pool; /* closures of a function type: closure.c */

struct c_type {
  c_kind kind;
  uint32_t flags;
  uint32_t align;
  size_t size;      /* 0: none, or not known */
  const char *name; /* of a scalar or a typedef, as it was written */
  const c_type *of; /* pointed to, element */
  size_t length;    /* of an array */
  c_record *record;
  c_function *function;
  c_enum *names;       /* of an enum */
  const c_type *plain; /* the same with no qualifiers; NULL: it has none */
};

typedef struct c_field {
  const char *name; /* NULL: unnamed bits, or an unnamed record in a record */
  const c_type *type;
  size_t offset; /* bytes; of bits: of the unit they are read with */
  uint32_t bits; /* width; 0: no bitfield */
  uint32_t shift;
  uint32_t index;   /* in its record */
  const c_record *record;
} c_field;

struct c_record {
  const char *tag; /* NULL: none; a typedef may name it */
  bool is_union;
  bool complete;
  bool packed;
  bool regular; /* no union, bits, or packing: every platform passes it */
  const char *why; /* not NULL: what makes it unusable */
  uint32_t align;
  size_t size;
  c_field *fields; /* named ones of unnamed records included, flattened */
  uint32_t count;
  drupe_value *keys; /* their names: members.c makes them once */
  const c_type *type; /* unqualified */
  const char *alias;  /* first typedef of it */
  void *native;       /* of libffi: abi.c makes it once */
  drupe_class_def *def; /* of its pointers: record.c makes it once */
  c_unit *unit;
};

typedef struct c_param {
  const char *name; /* NULL: none */
  const c_type *type;
} c_param;

struct c_function {
  const c_type *result;
  c_param *params;
  uint32_t count;
  bool variadic;
  bool throws_errno;
  const char *dispose; /* _Dispose_(name) of the result */
  const c_type *type;
  void *plan;   /* plan.c makes it once */
  c_pool *pool; /* of closures to lend: closure.c */
};

typedef struct c_enumerator {
  const char *name;
  int64_t value;
} c_enumerator;

struct c_enum {
  const char *tag;
  c_enumerator *list;
  uint32_t count;
};

typedef enum c_symbol_kind {
  C_SYMBOL_TYPE = 0,
  C_SYMBOL_FUNCTION,
  C_SYMBOL_OBJECT,  /* a variable of the library */
  C_SYMBOL_CONSTANT /* an enumerator, or a macro with a value */
} c_symbol_kind;

/* What a constant expression gives. */
typedef struct c_value {
  enum { C_VALUE_INT, C_VALUE_DOUBLE, C_VALUE_TEXT } kind;
  bool is_unsigned;
  bool is_long; /* 64 bits */
  uint64_t bits;
  double number;
  const char *text;
} c_value;

typedef struct c_symbol {
  const char *name;
  c_symbol_kind kind;
  const c_type *type;
  const char *label; /* of asm("x"); NULL: as its name */
  const char *file;  /* it was declared in */
  const char *why;   /* not NULL: unavailable, and why */
  c_value value;     /* of a constant */
  struct c_symbol *next; /* in order of declaration */
} c_symbol;

typedef struct c_macro {
  const char *name;
  const char *text; /* NULL: takes arguments */
  const char *file;
  bool busy; /* its value is being found */
  bool gone; /* #undef */
  struct c_macro *next;
} c_macro;

/* A hash table of names, each with one pointer. */
typedef struct c_map {
  struct c_entry {
    const char *key;
    void *value;
  } * entries;
  uint32_t count, room;
} c_map;

struct c_unit {
  drupe_cx *cx;
  struct c_chunk *chunks;
  c_map symbols; /* c_symbol: functions, variables, types, constants */
  c_map tags;    /* c_type of "struct x", "union x" and "enum x" */
  c_map macros;  /* c_macro */
  c_map files;   /* names of files, each kept once */
  c_map texts;   /* c_type of what c_type_of was asked before */
  c_symbol *first, **last;
  c_macro *first_macro, **last_macro;
  c_unit *next; /* of the context's */
};

/* A record may be completed after its type was copied: its size is its own. */
static inline size_t c_size(const c_type *type) {
  return type->kind == C_RECORD ? type->record->size : type->size;
}
static inline uint32_t c_align(const c_type *type) {
  return type->kind == C_RECORD ? type->record->align : type->align;
}

/* -- arena.c -------------------------------------------------------------- */
/* Zeroed, 16-byte aligned, NULL for no memory. */
void *c_alloc(c_unit *u, size_t bytes);
/* A copy with a NUL; NULL for no memory. */
const char *c_copy(c_unit *u, const char *text, size_t size);
const char *c_format(c_unit *u, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The place for `key`, made if there is none; NULL for no memory. */
void **c_map_place(c_unit *u, c_map *map, const char *key);
void *c_map_get(const c_map *map, const char *key);
c_unit *c_unit_create(drupe_cx *cx);
void c_unit_destroy(c_unit *u);

/* -- type.c --------------------------------------------------------------- */
/* The C type of a basic kind; static. */
const c_type *c_basic(c_kind kind);
/* NULL: no memory, for all that make one. */
c_type *c_derive(c_unit *u, c_kind kind, const c_type *of);
c_type *c_pointer_to(c_unit *u, const c_type *of);
c_type *c_array_of(c_unit *u, const c_type *of, size_t length);
/* `type` with more flags, or itself. */
const c_type *c_qualify(c_unit *u, const c_type *type, uint32_t flags);
/* With none of them. */
static inline const c_type *c_plain(const c_type *type) {
  return type->plain != NULL ? type->plain : type;
}
/* A scalar that C computes with as an integer, enums and characters too. */
bool c_is_integer(const c_type *type);
bool c_is_signed(const c_type *type);
/* char, signed char, unsigned char, uint8_t ... */
bool c_is_byte(const c_type *type);
/* A character of text: char, wchar_t, char16_t, char32_t. */
bool c_is_text(const c_type *type);
/* Are they the same type, but for qualifiers? */
bool c_same(const c_type *a, const c_type *b);
/* "const char *" with `name` where a declarator has it, or without (NULL). */
const char *c_print(const c_type *type, const char *name, char *room,
                    size_t size);
/* May a pointer to `from` go where one to `to` is wanted? */
bool c_may_point(const c_type *to, const c_type *from);
/* Why values of the type cannot be passed or kept; NULL: they can. */
const char *c_why_not(const c_type *type);

/* -- layout.c ------------------------------------------------------------- */
typedef struct c_layout {
  c_record *record;
  uint64_t bit;     /* next free one */
  uint32_t align;   /* so far */
  uint32_t pack;    /* most alignment of a field; 0: no limit */
  bool after_bits;
} c_layout;
/* Places the next field: offset, shift. */
void c_layout_field(c_layout *l, c_field *field, uint32_t align);
/* Size and alignment of the record; `align` from an attribute or 0. */
void c_layout_end(c_layout *l, uint32_t align);

/* -- parse.c -------------------------------------------------------------- */
typedef struct c_source {
  const char *text;
  size_t size;
  const char *file; /* for messages, until a line marker says another */
  bool header;      /* what cannot be expressed is recorded, not refused */
} c_source;
typedef struct c_failure {
  char text[400];
  uint32_t line, column;
} c_failure;
/* Adds the declarations of the text to the unit. */
bool c_parse(c_unit *u, const c_source *source, c_failure *failure);
/* The type that `text` names: "const char *", "int (*)(int)"; kept, so that a
 * text asked twice costs no memory. */
const c_type *c_type_of(c_unit *u, const char *text, size_t size,
                        c_failure *failure);
/* The value of a macro; false: it has none that C could compute. */
bool c_macro_value(c_unit *u, c_macro *macro, c_value *out);

#endif
