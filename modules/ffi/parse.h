/* modules/ffi/parse.h - what the files of the C parser share. */
#ifndef DRUPE_FFI_PARSE_H
#define DRUPE_FFI_PARSE_H

#include "types.h"

typedef enum c_token_kind {
  T_END = 0,
  T_NAME,
  T_NUMBER,
  T_TEXT,  /* "..." */
  T_LETTER, /* '.' */
  T_PUNCT
} c_token_kind;

typedef struct c_token {
  c_token_kind kind;
  int punct;        /* one character, or C2('<', '<') */
  const char *text; /* in the source */
  size_t size;
  const char *name; /* of T_NAME: with a NUL, in the arena */
  uint32_t line, column;
} c_token;

#define C2(a, b) ((a) << 8 | (b))

enum { PARSE_PACKS = 16, PARSE_DEPTH = 100 };

typedef struct c_parser {
  c_unit *unit;
  const char *at, *end, *line_start;
  uint32_t line;
  const char *file;
  bool header;
  bool fresh_line; /* nothing but space since the last newline */
  c_token token;   /* the one looked at */
  bool failed;     /* `failure` says what; tokens are T_END until recovery */
  c_failure *failure;
  uint32_t pack, packs[PARSE_PACKS], pack_count;
  uint32_t depth;
} c_parser;

/* -- lex.c ---------------------------------------------------------------- */
void c_parser_init(c_parser *p, c_unit *u, const c_source *source,
                   c_failure *failure);
/* Looks at the next token. */
void c_next(c_parser *p);
/* The first failure stays.  Always false. */
bool c_fail(c_parser *p, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static inline bool c_is(const c_parser *p, int punct) {
  return p->token.kind == T_PUNCT && p->token.punct == punct;
}
bool c_is_name(const c_parser *p, const char *name);
/* Goes past the token if it is that one. */
bool c_take(c_parser *p, int punct);
bool c_take_name(c_parser *p, const char *name);
bool c_expect(c_parser *p, int punct);
/* Past what is between the bracket looked at and its partner. */
void c_skip_brackets(c_parser *p);

/* -- expression.c --------------------------------------------------------- */
/* A constant expression; false: failed. */
bool c_expression(c_parser *p, c_value *out);
bool c_expression_int(c_parser *p, int64_t *out);

/* -- specifier.c ---------------------------------------------------------- */
typedef struct c_specifiers {
  const c_type *type;
  bool is_typedef, is_extern, is_static;
  bool packed;
  bool throws_errno;
  uint32_t align;      /* of an attribute; 0: none */
  const char *label;   /* asm("x") */
  const char *dispose; /* _Dispose_(x) */
  uint32_t annotations; /* C_OUT ... seen among them */
  const char *why; /* what makes the declaration unavailable */
} c_specifiers;
/* Does a declaration's type begin here? */
bool c_starts_type(c_parser *p);
bool c_specifiers_read(c_parser *p, c_specifiers *s);
/* const, attributes, annotations, asm: whatever stands here of them. */
void c_decorations(c_parser *p, c_specifiers *s, uint32_t *flags);

/* -- record.c ------------------------------------------------------------- */
const c_type *c_struct_or_union(c_parser *p, bool is_union);
const c_type *c_enum_read(c_parser *p);

/* -- declarator.c --------------------------------------------------------- */
/* Reads `*name[3](...)`; *name NULL: abstract.  NULL: failed. */
const c_type *c_declarator(c_parser *p, const c_type *base, const char **name,
                           c_specifiers *s);

#endif
