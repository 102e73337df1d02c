/* js/syntax/parser.h - what the files of the lexer and parser share.
 *
 * Errors leave by longjmp to drupe__parse: no function below returns after
 * one, and nothing is freed on the way, since all memory hangs on the tree or
 * on the parser.  The jump never crosses anybody else's frame. */
#ifndef DRUPE_JS_SYNTAX_PARSER_H
#define DRUPE_JS_SYNTAX_PARSER_H

#include <setjmp.h>

#include "early.h"
#include "parse.h"
#include "token.h"

/* What the code at hand may do.  A function saves the whole and starts its
 * own. */
enum {
  CX_STRICT = 1u << 0,
  CX_ASYNC = 1u << 1,     /* `await` is an operator */
  CX_GENERATOR = 1u << 2, /* `yield` is an operator */
  CX_RETURN = 1u << 3,
  CX_NEW_TARGET = 1u << 4,
  CX_SUPER_PROPERTY = 1u << 5,
  CX_SUPER_CALL = 1u << 6,
  CX_NO_ARGUMENTS = 1u << 7, /* class field or static block */
  CX_STATIC_BLOCK = 1u << 8, /* `await` is no name either */
  CX_PARAMS = 1u << 9,       /* yield and await are errors, not operators */
  CX_IN_FUNCTION = 1u << 10, /* below some function: no top-level await */
  CX_NAMESPACE = 1u << 16,   /* the body of a namespace of TypeScript */
  /* What an arrow takes from around it. */
  CX_TO_ARROW = CX_STRICT | CX_NEW_TARGET | CX_SUPER_PROPERTY | CX_SUPER_CALL |
                CX_NO_ARGUMENTS
};

typedef struct drupe__context {
  uint32_t flags;
  uint32_t uses;       /* USES_, as the node will have them */
  uint32_t loops;      /* how many are open: may `continue` */
  uint32_t switches;   /* with loops: may `break` */
  uint32_t label_base; /* first label of this function */
  uint32_t closures;   /* functions, classes, direct evals so far */
  /* 1 + offset of the last yield expression, await expression and name
   * `await` in this function: arrow parameters may have none. */
  uint32_t yield_pos;
  uint32_t await_pos;
  uint32_t await_name_pos;
} drupe__context;

/* An object literal may hold what only a pattern may: it is an error if the
 * literal does not become one.  pos is 1 + offset, or 0; end is behind it. */
typedef struct drupe__cover {
  uint32_t pos;
  uint32_t end;
  const char *message;
  bool middle; /* between `?` and `:`, no bracket in between: TypeScript */
} drupe__cover;

typedef struct drupe__parser {
  drupe__tree *tree;
  const drupe__source *source;
  const uint8_t *start;
  const uint8_t *end;
  const uint8_t *at; /* what the lexer reads next */
  drupe__token token;
  uint32_t previous_start;
  uint32_t previous_end;
  bool module;
  bool typescript;
  bool ambient; /* in `declare ...`: nothing needs a value */
  bool no_in;   /* in the head of a for */
  char *erased; /* a copy of the text where types become blanks, or NULL */
  drupe__context cx;
  drupe__cover cover;
  uint32_t arrow_start; /* only what starts here may be an arrow function */
  uint32_t depth;
  uint32_t height; /* of what was just parsed: see drupe__enter */
  /* A wrong escape in the template token; an error if it has no tag. */
  const char *escape_message;
  uint32_t escape_pos;
  /* 1 + offset of an octal escape or number since the directives began. */
  uint32_t octal_pos;
  const char *octal_message;
  uint32_t properties; /* parameters of the last function that are properties:
                          list of IDENT; TypeScript */
  uint32_t params_end; /* offset of the last `)` of parameters */
  uint32_t label_run;  /* labels directly before the statement at hand */
  /* Lists under construction. */
  uint32_t *stack;
  uint32_t stack_size;
  uint32_t stack_capacity;
  /* Names with escapes and the values of strings. */
  char *buffer;
  uint32_t buffer_size;
  uint32_t buffer_capacity;
  drupe__early early;
  jmp_buf *jump;
  drupe__syntax_error *error;
} drupe__parser;

/* --- parse.c: errors, memory, small steps --- */
_Noreturn void drupe__fail(drupe__parser *p, uint32_t pos, const char *format,
                           ...) __attribute__((format(printf, 3, 4)));
/* The same about what begins at `pos` and ends before `end`. */
_Noreturn void drupe__fail_range(drupe__parser *p, uint32_t pos, uint32_t end,
                                 const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* The same about the token before the one at hand. */
#define drupe__fail_before(p, ...)                                             \
  drupe__fail_range(p, (p)->previous_start, (p)->previous_end, __VA_ARGS__)
/* "Unexpected token 'x'" about the token at hand. */
_Noreturn void drupe__unexpected(drupe__parser *p);
_Noreturn void drupe__no_memory(drupe__parser *p);
void drupe__expect(drupe__parser *p, uint32_t type);
bool drupe__eat(drupe__parser *p, uint32_t type);
void drupe__semicolon(drupe__parser *p);
void drupe__stack_grow(drupe__parser *p);
/* Pops what was pushed since the stack had `base` into a list. */
uint32_t drupe__stack_list(drupe__parser *p, uint32_t base);
/* Room for `size` more bytes in the buffer. */
void drupe__buffer_room(drupe__parser *p, uint32_t size);
void drupe__buffer_add(drupe__parser *p, const void *bytes, uint32_t size);
uint32_t drupe__atom_of(drupe__parser *p, const char *text, uint32_t size);
void drupe__too_deep(drupe__parser *p);

/* --- Nodes.  Inline: half of the parser's calls would be these. --- */

/* A node with `words` words, which the caller fills. */
static inline uint32_t drupe__node(drupe__parser *p, uint32_t kind, uint32_t op,
                                   uint32_t flags, uint32_t pos,
                                   uint32_t words) {
  uint32_t node = drupe__tree_alloc(p->tree, words + 2);

  assert(kind <= 0xff && op <= 0xff && flags <= 0xffff);
  if (node == 0)
    drupe__no_memory(p);
  p->tree->w[node] = kind | op << 8 | flags << 16;
  p->tree->w[node + 1] = pos;
  return node;
}

static inline uint32_t drupe__node1(drupe__parser *p, uint32_t kind,
                                    uint32_t op, uint32_t flags, uint32_t pos,
                                    uint32_t a) {
  uint32_t node = drupe__node(p, kind, op, flags, pos, 1);

  p->tree->w[node + 2] = a;
  return node;
}

static inline uint32_t drupe__node2(drupe__parser *p, uint32_t kind,
                                    uint32_t op, uint32_t flags, uint32_t pos,
                                    uint32_t a, uint32_t b) {
  uint32_t node = drupe__node(p, kind, op, flags, pos, 2);

  p->tree->w[node + 2] = a;
  p->tree->w[node + 3] = b;
  return node;
}

static inline uint32_t drupe__node3(drupe__parser *p, uint32_t kind,
                                    uint32_t op, uint32_t flags, uint32_t pos,
                                    uint32_t a, uint32_t b, uint32_t c) {
  uint32_t node = drupe__node(p, kind, op, flags, pos, 3);

  p->tree->w[node + 2] = a;
  p->tree->w[node + 3] = b;
  p->tree->w[node + 4] = c;
  return node;
}

static inline void drupe__stack_push(drupe__parser *p, uint32_t value) {
  if (p->stack_size == p->stack_capacity)
    drupe__stack_grow(p);
  p->stack[p->stack_size++] = value;
}

static inline uint32_t token_type(const drupe__parser *p) {
  return p->token.type;
}
static inline bool token_is_word(const drupe__parser *p, uint32_t atom) {
  return p->token.type == TOKEN_IDENT && p->token.atom == atom &&
         !p->token.escaped;
}
static inline bool token_is_name(const drupe__parser *p) {
  return p->token.type == TOKEN_IDENT || p->token.type >= TOKEN_KEYWORD;
}
static inline bool cx_is(const drupe__parser *p, uint32_t flags) {
  return (p->cx.flags & flags) != 0;
}

/* Every production that can contain itself stands between enter and leave, so
 * neither the C stack nor the tree grows without bound.  The tree also grows
 * to the left, in loops: drupe__taller counts that. */
static inline uint32_t drupe__enter(drupe__parser *p) {
  uint32_t siblings = p->height;

  if (++p->depth > DRUPE__PARSE_DEPTH_MAX)
    drupe__too_deep(p);
  p->height = 0;
  return siblings;
}
static inline void drupe__leave(drupe__parser *p, uint32_t siblings) {
  uint32_t height = p->height + 1;

  p->depth--;
  p->height = height > siblings ? height : siblings;
}
static inline void drupe__taller(drupe__parser *p) {
  if (++p->height + p->depth > DRUPE__PARSE_DEPTH_MAX)
    drupe__too_deep(p);
}

/* A place where a cover must be settled: nothing outside makes it a pattern. */
static inline drupe__cover drupe__cover_begin(drupe__parser *p) {
  drupe__cover outer = p->cover;

  p->cover.pos = 0;
  p->cover.middle = false;
  return outer;
}
static inline void drupe__cover_end(drupe__parser *p, drupe__cover outer) {
  if (p->cover.pos != 0)
    drupe__fail_range(p, p->cover.pos - 1, p->cover.end, "%s",
                      p->cover.message);
  p->cover = outer;
}

/* --- lex*.c --- */
typedef struct drupe__lex_state {
  const uint8_t *at;
  drupe__token token;
  uint32_t previous_start;
  uint32_t previous_end;
} drupe__lex_state;

void drupe__lex_next(drupe__parser *p);
/* The token at hand is `/` or `/=` and begins a regular expression: makes the
 * node and moves on. */
uint32_t drupe__lex_regexp(drupe__parser *p);
/* The token at hand is the `}` that ends a substitution. */
void drupe__lex_template_rest(drupe__parser *p);
const uint8_t *drupe__lex_number(drupe__parser *p, const uint8_t *at);
const uint8_t *drupe__lex_string(drupe__parser *p, const uint8_t *at);
const uint8_t *drupe__lex_template(drupe__parser *p, const uint8_t *at);
/* A name with escapes or letters outside ASCII; `at` stands at its start.
 * Sets the token's atom and escaped. */
const uint8_t *drupe__lex_wide_name(drupe__parser *p, const uint8_t *at);
static inline drupe__lex_state drupe__lex_save(const drupe__parser *p) {
  return (drupe__lex_state){p->at, p->token, p->previous_start,
                            p->previous_end};
}
static inline void drupe__lex_restore(drupe__parser *p, drupe__lex_state s) {
  p->at = s.at;
  p->token = s.token;
  p->previous_start = s.previous_start;
  p->previous_end = s.previous_end;
}

/* --- parse_expr.c, parse_primary.c, parse_object.c --- */
uint32_t drupe__parse_expression(drupe__parser *p);
uint32_t drupe__parse_assignment(drupe__parser *p);
uint32_t drupe__parse_unary(drupe__parser *p);
/* Goes on after a first operand: operators, `?:`, assignment.  `outer` is the
 * cover as it was before the operand. */
uint32_t drupe__parse_assignment_rest(drupe__parser *p, uint32_t left,
                                      uint32_t start, drupe__cover outer);
uint32_t drupe__parse_left_hand_side(drupe__parser *p);
uint32_t drupe__parse_primary(drupe__parser *p);
uint32_t drupe__parse_new(drupe__parser *p);
uint32_t drupe__parse_object(drupe__parser *p);
uint32_t drupe__parse_template(drupe__parser *p, bool tagged);
uint32_t drupe__parse_arguments(drupe__parser *p);
uint32_t drupe__parse_string(drupe__parser *p, bool with_atom);
/* The value of a STRING node. */
uint32_t drupe__string_atom(drupe__parser *p, uint32_t node);
uint32_t drupe__parse_number(drupe__parser *p);
/* What stands before the `(`, `:`, `=` of a member. */
typedef struct drupe__member_key {
  uint32_t node;
  uint32_t atom;  /* the name when it is known, else 0 */
  uint32_t flags; /* MEMBER_COMPUTED */
  drupe__token token;
} drupe__member_key;
drupe__member_key drupe__parse_key(drupe__parser *p);
_Noreturn void drupe__unexpected_key(drupe__parser *p,
                                     const drupe__member_key *key);
/* A key with what stands before it: `*`, `async`, `get`, `set`. */
typedef struct drupe__member_head {
  drupe__member_key key;
  uint32_t op;       /* PROPERTY_VALUE, _GET or _SET */
  uint32_t function; /* FN_ASYNC, FN_GENERATOR */
} drupe__member_head;
drupe__member_head drupe__parse_member_head(drupe__parser *p);
/* The function of a member; the token is its `(`. */
uint32_t drupe__member_function(drupe__parser *p, const drupe__member_head *h,
                                uint32_t flags, uint32_t pos);
/* True if another key must follow `get`, `set`, `async` or `static`. */
bool drupe__key_follows(const drupe__parser *p);

/* --- parse_pattern.c --- */
/* Makes a pattern of an expression in place; `parameter`: its leaves are names
 * only. */
uint32_t drupe__to_pattern(drupe__parser *p, uint32_t node, bool parameter);
/* Refuses what cannot be assigned to; `start` is where it begins. */
void drupe__check_target(drupe__parser *p, uint32_t node, uint32_t start,
                         const char *message);
/* One binding: a name or a pattern; every name in it is declared as `kind`
 * (DECLARE_). */
uint32_t drupe__parse_binding(drupe__parser *p, uint32_t kind);
/* The same with an optional default value. */
uint32_t drupe__parse_binding_element(drupe__parser *p, uint32_t kind);
/* `= value` behind a binding, if it stands here. */
uint32_t drupe__binding_default(drupe__parser *p, uint32_t target);
uint32_t drupe__parse_binding_ident(drupe__parser *p, uint32_t kind);
void drupe__check_ident(drupe__parser *p, uint32_t atom, uint32_t pos,
                        bool escaped);
/* Refuses eval and arguments as the name of something in strict code. */
/* Notes that a name is read or written here; `arguments` matters. */
void drupe__note_reference(drupe__parser *p, uint32_t atom, uint32_t pos);
void drupe__check_strict_name(drupe__parser *p, uint32_t atom, uint32_t pos);

/* --- parse_function.c --- */
/* At `function`; flags FN_ASYNC, FN_DECLARATION; `pos` is the start. */
uint32_t drupe__parse_function(drupe__parser *p, uint32_t flags, uint32_t pos,
                               uint32_t declare);
/* At the `(` of a method; op FUNCTION_.  0: TypeScript, no body. */
uint32_t drupe__parse_method(drupe__parser *p, uint32_t op, uint32_t flags,
                             uint32_t pos);
/* At `=>`; the parameters are the stack's items from `base`. */
uint32_t drupe__parse_arrow(drupe__parser *p, uint32_t flags, uint32_t pos,
                            uint32_t base, const drupe__context *before);
drupe__context drupe__context_enter(drupe__parser *p, uint32_t flags);
void drupe__context_leave(drupe__parser *p, const drupe__context *outer,
                          uint32_t passed_on);
/* Statements up to (not over) `end`, directives first if `directives`. */
uint32_t drupe__parse_body(drupe__parser *p, uint32_t end_type,
                           uint32_t *flags);

/* --- parse_class.c --- */
uint32_t drupe__parse_class(drupe__parser *p, uint32_t flags,
                            bool name_optional);

/* --- parse_statement.c, parse_loop.c, parse_module.c --- */
/* Where a statement stands decides which declarations it may be. */
enum { PLACE_LIST, PLACE_TOP, PLACE_SINGLE, PLACE_IF, PLACE_LABEL };
uint32_t drupe__parse_statement(drupe__parser *p, uint32_t place);
uint32_t drupe__parse_var(drupe__parser *p, uint32_t op, uint32_t pos,
                          bool in_for);
bool drupe__let_is_declaration(drupe__parser *p, bool single);
uint32_t drupe__parse_loop(drupe__parser *p);
uint32_t drupe__parse_import(drupe__parser *p);
uint32_t drupe__parse_export(drupe__parser *p);

#endif
